//! Which naming means which instrument: chains of one text’s namings, by known name, parties, words and years.

use super::act::ActTold;
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::treaty::{ActFound, TreatyFound};
use super::visit::DateFound;
use crate::claim::{ActType, TreatyKind};
use crate::period::Period;
use std::ops::Range;

/// A chain under construction.
pub(super) struct Chain {
    pub(super) found: TreatyFound,
    pub(super) years: Vec<i16>,
    pub(super) modifiers: Vec<String>,
    pub(super) old: bool,
    pub(super) plural: bool,
    pub(super) strong: bool,
    pub(super) act_only: bool,
    pub(super) again_only: bool,
    /// When it was signed, as its name says.
    pub(super) signed: Option<DateFound>,
    /// Its partners are named, and are no states.
    pub(super) private: bool,
    /// Told only as something that somebody wants.
    pub(super) wished: bool,
    /// Its first naming takes for granted that one knows it (“le traité sur …”).
    pub(super) given: bool,
    pub(super) last: usize,
}

impl Chain {
    /// When it was signed, as its namings and its acts say, and of a known one the gazetteer.
    fn told_years(&self, scene: &Scene) -> Vec<i16> {
        let signed = self.found.acts.iter().filter(|act| act.act == ActType::Signed && act.happened);
        let of_acts = signed.filter_map(|act| year_of(act.date.as_ref()?.period));
        let known = self.found.known.and_then(|known| year_of(scene.gazetteer.treaties[known as usize].signed?));
        self.years.iter().copied().chain(of_acts).chain(known).collect()
    }
}

/// Finds or opens the chain of a mention.
pub(super) fn attach(
    scene: &Scene,
    chains: &mut Vec<Chain>,
    mention: &InstrumentMention,
    acts: &[&ActTold],
    current: Option<usize>,
    inherited: &[u32],
) -> Option<usize> {
    let mut parties = mention.parties.clone();
    let mut party_tokens: Vec<(Range<usize>, String)> =
        mention.party_tokens.iter().map(|tokens| (tokens.clone(), mention.rule.clone())).collect();
    // Who signs is party; “avec A” adds the subject's own.
    for act in acts {
        let joint = matches!(
            act.act,
            ActType::Signed
                | ActType::Negotiation
                | ActType::Initialled
                | ActType::Adopted
                | ActType::Extension
                | ActType::Ratified
                | ActType::Denunciation
                | ActType::Suspension
                | ActType::Termination
                | ActType::Withdrawal
                | ActType::Approved
                | ActType::Rejection
                | ActType::Amendment
                | ActType::Resumption
                | ActType::Accession
        );
        if joint && mention.known.is_none() {
            for state in scene.states_of(&act.subject) {
                if !parties.contains(&state) {
                    parties.push(state);
                    party_tokens.extend(act.subject.tokens.clone().map(|tokens| (tokens, act.rule.clone())));
                }
            }
        }
    }
    if parties.is_empty() && mention.known.is_none() {
        parties.extend(inherited);
    }
    // “X a signé un traité avec Y”, “après un sommet avec Y où il a signé …”: the other one is party too.
    if parties.len() == 1 && acts.iter().any(|act| act.act == ActType::Signed && !act.subject.is_empty()) {
        let sentence = &scene.marked.sentences[mention.sentence];
        let with = (0..sentence.items.len())
            .filter(|at| scene.preposition_before(sentence, *at, 1).is_some_and(|(word, _)| scene.pack.words.with.contains(&word)));
        let partner = with
            .filter_map(|at| {
                let kind = sentence.items[at].kind;
                scene
                    .figure(kind)
                    .and_then(|figure| scene.acts_for(figure))
                    .or_else(|| scene.actor(kind))
                    .or_else(|| scene.state_of_unknown(sentence, at))
                    .map(|state| (state, sentence.items[at].tokens.clone()))
            })
            .find(|(state, _)| !parties.contains(state));
        if let Some((state, tokens)) = partner {
            parties.push(state);
            party_tokens.push((tokens, mention.rule.clone()));
        }
    }
    let years: Vec<i16> = mention
        .years
        .iter()
        .map(|(year, _)| *year)
        .chain(
            acts.iter()
                .filter(|act| act.act == ActType::Signed && act.happened && act.dates.len() == 1)
                .filter_map(|act| year_of(act.dates[0].period)),
        )
        .collect();
    // A living state in a year before it was: its forerunner (“un document de 1954 …, la Russie” was the Soviet Union's).
    for party in &mut parties {
        if let Some(year) = years.first() {
            *party = forerunner(scene, *party, *year);
        }
    }
    let bare = mention.modifiers.is_empty() && mention.parties.is_empty() && mention.years.is_empty();
    let fits = |chain: &Chain| compatible(scene, chain, mention, &parties, &years);
    let found = if mention.known.is_some() {
        let alike = |chain: &Chain| chain.found.known.is_none() && chain.found.kind == Some(mention.kind) && !chain.found.batch;
        let words = |chain: &Chain| overlap(&chain.modifiers, &label_words(scene, mention)) > 0;
        // “le traité sur le ciel ouvert … Open Skies”: of the same parties, and the text has told of no other so far.
        let alone = |chain: &Chain| {
            chains.len() == 1
                && chain.given
                && mention.sentence - chain.last <= SOON
                && some_of(&chain.found.parties, &parties)
                && years_fit(scene, chain, &years)
        };
        chains
            .iter()
            .position(|chain| chain.found.known == mention.known)
            .or_else(|| chains.iter().position(|chain| alike(chain) && (words(chain) || alone(chain))))
    } else if mention.batch {
        chains.iter().position(|chain| chain.found.batch && fits(chain))
    } else if bare && (mention.definite || mention.again_only) && !mention.old {
        // An instrument of years ago, told of in passing, is not what “l'accord” means where the text has one of its own time.
        let now = scene.published.and_then(year_of);
        let past = |chain: &Chain| !chain.years.is_empty() && chain.years.iter().all(|year| now.is_some_and(|now| *year < now));
        let own = chains
            .iter()
            .enumerate()
            .filter(|(_, chain)| fits(chain) && !past(chain) && !chain.old)
            .max_by_key(|(at, chain)| (chain.last, *at))
            .map(|(at, _)| at);
        let told = current.filter(|at| fits(&chains[*at]));
        let recent = told.filter(|at| !past(&chains[*at])).or(own).or(told);
        let same_kind = chains
            .iter()
            .enumerate()
            .filter(|(_, chain)| chain.found.kind == Some(mention.kind) && fits(chain) && !chain.old)
            .max_by_key(|(at, chain)| (chain.last, *at))
            .map(|(at, _)| at);
        // “le traité” means a treaty if the text has one; “le texte” what was told of last.
        if mention.again_only { recent } else { recent.filter(|at| chains[*at].found.kind == Some(mention.kind)).or(same_kind).or(recent) }
    } else {
        let mut best: Option<(usize, usize)> = None;
        // “un traité d'entraide et un accord de pêche”: an indefinite one beside another in one sentence is another.
        // Another kind, told of as something new, is another too (“un pacte de sécurité … un accord de sécurité”).
        let beside = |chain: &Chain| {
            let other = !mention.weak || chain.found.kind.is_some_and(|kind| kind != mention.kind && kind != TreatyKind::Other);
            let same = chain.found.kind == Some(mention.kind) || either(chain, mention);
            (!mention.definite || mention.listed)
                && !mention.again_only
                && (chain.last == mention.sentence || other && mention.kind != TreatyKind::Other && !same)
        };
        for (at, chain) in chains.iter().enumerate().filter(|(_, chain)| fits(chain) && !beside(chain)) {
            let score = 4 * overlap(&chain.modifiers, &label_words(scene, mention))
                + usize::from(same_parties(&chain.found.parties, &parties) || either(chain, mention) && some_of(&chain.found.parties, &parties)) * 3
                + usize::from(chain.found.kind == Some(mention.kind) || either(chain, mention))
                + usize::from(Some(at) == current)
                // “le traité de 1992”: signed in that year, as the text has told.
                + 3 * usize::from(mention.years.iter().any(|(year, _)| chain.told_years(scene).contains(year)));
            if score > 3 && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        // “le traité de partenariat”, told of nobody else: the one treaty of the text.
        let named = mention.tokens.clone().skip(1).any(|at| scene.marked.tokens[at].capital);
        let mut alike = chains
            .iter()
            .enumerate()
            .filter(|(_, chain)| fits(chain) && chain.found.kind == Some(mention.kind) && chain.found.known.is_none());
        let only = match (alike.next(), alike.next()) {
            (Some((at, _)), None) if mention.definite && !mention.weak && !mention.new && !named => Some(at),
            _ => None,
        };
        best.map(|(_, at)| at).or(only)
    };
    if let Some(at) = found {
        let chain = &mut chains[at];
        chain.last = mention.sentence;
        chain.found.tokens.push((mention.tokens.clone(), mention.rule.clone()));
        if chain.found.known.is_none() {
            chain.found.known = mention.known;
        }
        let specific = !matches!(mention.kind, TreatyKind::Other)
            && (chain.found.kind.is_none_or(|kind| kind == TreatyKind::Other)
                || mention.known.is_some()
                || chain.again_only
                // A pact that the text calls a treaty is one.
                || chain.found.kind == Some(TreatyKind::Pact) && mention.kind == TreatyKind::Treaty);
        if specific {
            chain.found.kind = Some(mention.kind);
        }
        chain.again_only &= mention.again_only;
        chain.act_only &= mention.act_only;
        chain.strong |= !mention.weak;
        chain.private |= mention.private;
        chain.wished &= mention.wished;
        if chain.signed.is_none() {
            chain.signed.clone_from(&mention.signed);
        }
        for word in label_words(scene, mention) {
            if !chain.modifiers.contains(&word) {
                chain.modifiers.push(word);
            }
        }
        chain.years.extend(years);
        if chain.found.parties.len() < 2 || chain.found.parties.iter().all(|party| parties.contains(party)) {
            for (at, party) in parties.iter().enumerate() {
                if !chain.found.parties.contains(party) {
                    chain.found.parties.push(*party);
                    if let Some(tokens) = party_tokens.get(at) {
                        chain.found.party_tokens.push(tokens.clone());
                    }
                }
            }
        }
        return Some(at);
    }
    if mention.again_only && (bare || mention.parties.is_empty()) && acts.is_empty() {
        return None;
    }
    // “le texte de 1972”: takes up what was told, and opens nothing.
    if mention.act_only && mention.kind == TreatyKind::Other && mention.definite && !chains.is_empty() {
        return None;
    }
    if bare && mention.definite && mention.weak && acts.is_empty() && parties.is_empty() {
        return None;
    }
    let known_parties_open = mention.known.is_some() && parties.is_empty();
    chains.push(Chain {
        found: TreatyFound {
            tokens: vec![(mention.tokens.clone(), mention.rule.clone())],
            label: 0,
            kind: (mention.kind != TreatyKind::Other).then_some(mention.kind),
            parties,
            party_tokens,
            parties_complete: !known_parties_open,
            batch: mention.batch,
            known: mention.known,
            status: None,
            acts: Vec::new(),
            provisions: Vec::new(),
            replaces: Vec::new(),
            replaces_tokens: Vec::new(),
        },
        years,
        modifiers: label_words(scene, mention),
        old: mention.old,
        plural: mention.plural,
        strong: !mention.weak,
        act_only: mention.act_only,
        again_only: mention.again_only,
        signed: mention.signed.clone(),
        private: mention.private,
        wished: mention.wished,
        given: mention.definite && !mention.new,
        last: mention.sentence,
    });
    Some(chains.len() - 1)
}

/// Words of a naming that tell which instrument it is: not states, not “nouveau”.
pub(super) fn label_words(scene: &Scene, mention: &InstrumentMention) -> Vec<String> {
    // “partenariat” tells something where it is the head too.
    let head = (mention.act_only && mention.kind != TreatyKind::Other).then(|| scene.marked.key(&mention.head));
    mention
        .modifiers
        .iter()
        .chain(head.as_ref())
        .filter(|word| {
            let state = scene
                .gazetteer
                .names
                .of(word)
                .iter()
                .any(|entry| matches!(entry.sense, crate::gazetteer::Sense::State(_) | crate::gazetteer::Sense::Demonym(_)));
            let plain = scene.pack.instruments.naming.telling_nothing.iter().any(|start| word.starts_with(start.as_str()));
            !state && !plain && word.len() > 3
        })
        .cloned()
        .collect()
}

/// “le pacte d'amitié … X et Y ont conclu un traité”: the press calls a treaty a pact.
fn either(chain: &Chain, mention: &InstrumentMention) -> bool {
    let either = |kind: TreatyKind| matches!(kind, TreatyKind::Treaty | TreatyKind::Pact);
    chain.found.kind.is_some_and(either) && either(mention.kind)
}

pub(super) fn overlap(one: &[String], other: &[String]) -> usize {
    one.iter().filter(|word| other.contains(word)).count()
}

pub(super) fn same_parties(one: &[u32], other: &[u32]) -> bool {
    !one.is_empty() && one.len() == other.len() && one.iter().all(|party| other.contains(party))
}

/// Are the parties told of one some of those of the other?
fn some_of(one: &[u32], other: &[u32]) -> bool {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    !few.is_empty() && few.iter().all(|party| many.contains(party))
}

pub(super) fn compatible(scene: &Scene, chain: &Chain, mention: &InstrumentMention, parties: &[u32], years: &[i16]) -> bool {
    if chain.found.batch != mention.batch
        || chain.plural != mention.plural
        || chain.old != mention.old
        || chain.found.known.is_some() && mention.known.is_some() && chain.found.known != mention.known
    {
        return false;
    }
    // Another named instrument is another instrument.
    let parties_fit = parties.is_empty() || chain.found.parties.is_empty() || some_of(parties, &chain.found.parties);
    // A year long past opens another instrument than the one of the story, unless the names say otherwise.
    let published = scene.published.and_then(year_of);
    let past = years.first().is_some_and(|year| published.is_none_or(|now| *year < now));
    let bare = mention.modifiers.is_empty() && mention.parties.is_empty();
    // “le Botswana a ratifié le traité”, told of as the Zambian's so far: the other of its two parties.
    let parties_fit = parties_fit || bare && mention.definite && !mention.new && chain.found.parties.len() + parties.len() <= 2;
    let told = chain.told_years(scene);
    let years_fit = match (years.is_empty(), told.is_empty()) {
        (false, false) => years.iter().any(|year| told.contains(year)),
        // “le nouvel accord” is none of years ago.
        (true, false) if mention.new => !told.iter().all(|year| published.is_none_or(|now| *year < now)),
        (false, true) => {
            let told = chain.found.acts.iter().any(|act| act.act == ActType::Signed);
            // “la convention … Le texte avait été signé en 2019”: when, the text had not said.
            let same = || bare && mention.definite && mention.years.is_empty() && !told;
            !past || !mention.new && (overlap(&chain.modifiers, &label_words(scene, mention)) > 0 || same())
        }
        _ => true,
    };
    let kinds_fit = match (chain.found.kind, mention.kind) {
        (
            Some(TreatyKind::Ceasefire | TreatyKind::Armistice),
            TreatyKind::Agreement | TreatyKind::Other | TreatyKind::Ceasefire | TreatyKind::Armistice,
        ) => true,
        (Some(TreatyKind::Memorandum), kind) => {
            matches!(kind, TreatyKind::Memorandum | TreatyKind::Protocol | TreatyKind::Agreement | TreatyKind::Other)
        }
        (Some(TreatyKind::Protocol | TreatyKind::Convention | TreatyKind::Charter | TreatyKind::Declaration), kind) => {
            chain.found.kind == Some(kind)
                || kind == TreatyKind::Other
                || mention.modifiers.is_empty() && matches!(kind, TreatyKind::Treaty | TreatyKind::Agreement)
        }
        (_, TreatyKind::Protocol | TreatyKind::Declaration | TreatyKind::Memorandum | TreatyKind::Charter | TreatyKind::Convention) => {
            false
        }
        _ => true,
    };
    parties_fit && (years_fit || mention.this && bare) && kinds_fit
}

/// Do the years told of a chain, if any, allow these?
fn years_fit(scene: &Scene, chain: &Chain, years: &[i16]) -> bool {
    let told = chain.told_years(scene);
    told.is_empty() || years.is_empty() || years.iter().any(|year| told.contains(year))
}

/// How many sentences behind a description the known name of the same instrument may stand.
const SOON: usize = 2;

pub(super) fn year_of(period: Period) -> Option<i16> {
    let (first, last) = period.bounds()?;
    (first.year() == last.year()).then_some(first.year())
}

/// A union that lasted no longer does not stand for its members: Senegal of 1985 is Senegal, Ethiopia of 1955 Ethiopia.
const SHORT_LIVED: i16 = 15;

/// The state that stood in a year for one that came after it, where exactly one former state has it as its successor.
pub(super) fn forerunner(scene: &Scene, party: u32, year: i16) -> u32 {
    let after = &scene.gazetteer.actors[party as usize];
    // Sarajevo of the summer of 1992 is Bosnia's.
    if after.years.0.is_some_and(|start| start <= year) {
        return party;
    }
    let mut before = scene.gazetteer.actors.iter().enumerate().filter(|(_, actor)| match actor.years {
        (Some(start), Some(end)) => actor.successors.contains(&after.code) && start <= year && year <= end && end - start >= SHORT_LIVED,
        _ => false,
    });
    match (before.next(), before.next()) {
        (Some((at, actor)), None) if actor.successors.len() > 1 => u32::try_from(at).unwrap_or(party),
        _ => party,
    }
}

/// Joins an act with the same act told elsewhere; a dated and an undated telling are one.
pub(super) fn add_act(acts: &mut Vec<ActFound>, act: ActFound) {
    let same = acts.iter_mut().find(|other| {
        other.act == act.act
            && other.happened == act.happened
            && (other.by == act.by || other.by.is_empty() || act.by.is_empty())
            && match (&other.date, &act.date) {
                (Some(one), Some(two)) => one.period.intersect(two.period).is_some(),
                _ => true,
            }
    });
    match same {
        Some(other) => {
            let narrower = |one: &Option<DateFound>, two: &Option<DateFound>| match (one, two) {
                (None, Some(_)) => true,
                (Some(one), Some(two)) => two.period.width().unwrap_or(i32::MAX) < one.period.width().unwrap_or(i32::MAX),
                _ => false,
            };
            if narrower(&other.date, &act.date) {
                other.date = act.date;
            }
            if other.place.is_none() {
                other.place = act.place;
            }
            if other.by.is_empty() {
                other.by = act.by;
            }
            for figure in act.figures {
                if !other.figures.contains(&figure) {
                    other.figures.push(figure);
                }
            }
            other.tokens.extend(act.tokens);
        }
        None => acts.push(act),
    }
}
