//! Instruments as things: the namings of one text brought under one chain each, with parties, acts, status and succession.

use super::Withheld;
use super::act::{self, ActTold};
use super::instrument::{self, InstrumentMention};
use super::scene::Scene;
use super::visit::{DateFound, Lead};
use crate::claim::{ActType, TreatyKind, TreatyStatus};
use crate::lang::Form;
use crate::mention::ItemKind;
use crate::period::Period;
use std::ops::Range;

/// An instrument of one text.
#[derive(Debug, Clone)]
pub struct TreatyFound {
    /// Its namings, in order; the words with the rule of each.
    pub tokens: Vec<(Range<usize>, String)>,
    /// Index into `tokens` of the best name.
    pub label: usize,
    /// By its head noun.
    pub kind: Option<TreatyKind>,
    /// Indexes of actors, in the order found.
    pub parties: Vec<u32>,
    /// Where they were read.
    pub party_tokens: Vec<(Range<usize>, String)>,
    /// False if the text says that there are more.
    pub parties_complete: bool,
    /// Several told as one.
    pub batch: bool,
    /// Index into the gazetteer's treaties.
    pub known: Option<u32>,
    /// As of the text.
    pub status: Option<TreatyStatus>,
    /// In the order of the text.
    pub acts: Vec<ActFound>,
    /// Words of its provisions, with the article.
    pub provisions: Vec<(Range<usize>, Option<String>, String)>,
    /// Indexes of the instruments that it replaces.
    pub replaces: Vec<usize>,
    /// Where that is said.
    pub replaces_tokens: Vec<(Range<usize>, String)>,
}

/// An act of an instrument.
#[derive(Debug, Clone)]
pub struct ActFound {
    /// What was done.
    pub act: ActType,
    /// When.
    pub date: Option<DateFound>,
    /// Where: index into the gazetteer's places.
    pub place: Option<(u32, Range<usize>)>,
    /// By which parties; empty for all.
    pub by: Vec<u32>,
    /// By whom.
    pub figures: Vec<usize>,
    /// Not only planned.
    pub happened: bool,
    /// The words, with the rule of each.
    pub tokens: Vec<(Range<usize>, String)>,
}

/// A chain under construction.
struct Chain {
    found: TreatyFound,
    years: Vec<i16>,
    modifiers: Vec<String>,
    old: bool,
    plural: bool,
    strong: bool,
    act_only: bool,
    again_only: bool,
    last: usize,
}

/// Reads all instruments of a text.
pub(super) fn read(scene: &Scene, lead: Option<&Lead>, withheld: &mut Vec<Withheld>) -> Vec<TreatyFound> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut current: Option<usize> = None;
    for index in 0..scene.marked.sentences.len() {
        let before = current;
        let mentions = instrument::mentions(scene, index);
        let told = act::told(scene, index, &mentions);
        let mut of: Vec<Option<usize>> = Vec::new();
        for (nth, mention) in mentions.iter().enumerate() {
            let acts: Vec<&ActTold> = told.iter().filter(|act| act.mention == Some(nth)).collect();
            // “…, y compris l'accord de 2000”: of the same parties as the instruments named before it in the sentence.
            let before = of
                .iter()
                .rev()
                .flatten()
                .next()
                .map(|at| chains[*at].found.parties.clone())
                .filter(|parties| parties.len() > 1 && (mention.old || !mention.years.is_empty()));
            let chain = attach(scene, &mut chains, mention, &acts, current, before.as_deref().unwrap_or_default());
            if chain.is_some() {
                current = chain;
            }
            of.push(chain);
        }
        for act in &told {
            let chain = match act.mention {
                Some(mention) => of[mention],
                None if act.act == ActType::InstrumentsExchanged => before.or(current),
                None => current,
            };
            if let Some(chain) = chain {
                record(scene, &mut chains[chain], act, act.mention.map(|mention| &mentions[mention]));
            }
        }
        succession(scene, index, &mentions, &of, &mut chains, current);
        provisions(scene, index, &of, &mut chains, current);
    }
    finish(scene, lead, chains, withheld)
}

/// Finds or opens the chain of a mention.
fn attach(
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
    // “Poutine a signé un traité avec Kim”, “après un sommet avec Kim où il a signé …”: the other one is party too.
    if parties.len() == 1 && acts.iter().any(|act| act.act == ActType::Signed && !act.subject.is_empty()) {
        let sentence = &scene.marked.sentences[mention.sentence];
        let with =
            (0..sentence.items.len()).filter(|at| scene.preposition_before(sentence, *at, 1).is_some_and(|(word, _)| word == "avec"));
        let partner = with
            .filter_map(|at| {
                let kind = sentence.items[at].kind;
                scene
                    .figure(kind)
                    .and_then(|figure| scene.people.figures[figure].state)
                    .or_else(|| scene.actor(kind))
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
    // A living state in a year before it was: its forerunner (“un document de 1961 …, la Russie” was the Soviet Union's).
    for party in &mut parties {
        if let Some(year) = years.first() {
            *party = forerunner(scene, *party, *year);
        }
    }
    let bare = mention.modifiers.is_empty() && mention.parties.is_empty() && mention.years.is_empty();
    let fits = |chain: &Chain| compatible(scene, chain, mention, &parties, &years);
    let found = if mention.known.is_some() {
        chains.iter().position(|chain| chain.found.known == mention.known).or_else(|| {
            chains.iter().position(|chain| {
                chain.found.known.is_none()
                    && chain.found.kind == Some(mention.kind)
                    && overlap(&chain.modifiers, &label_words(scene, mention)) > 0
                    && !chain.found.batch
            })
        })
    } else if mention.batch {
        chains.iter().position(|chain| chain.found.batch && fits(chain))
    } else if bare && (mention.definite || mention.again_only) && !mention.old {
        let recent = current.filter(|at| fits(&chains[*at]));
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
        let beside = |chain: &Chain| !mention.definite && !mention.again_only && chain.last == mention.sentence;
        for (at, chain) in chains.iter().enumerate().filter(|(_, chain)| fits(chain) && !beside(chain)) {
            let score = 4 * overlap(&chain.modifiers, &label_words(scene, mention))
                + usize::from(same_parties(&chain.found.parties, &parties)) * 3
                + usize::from(chain.found.kind == Some(mention.kind))
                + usize::from(Some(at) == current);
            if score > 3 && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    };
    if let Some(at) = found {
        let chain = &mut chains[at];
        chain.last = mention.sentence;
        chain.found.tokens.push((mention.tokens.clone(), mention.rule.clone()));
        if chain.found.known.is_none() {
            chain.found.known = mention.known;
        }
        let specific = !matches!(mention.kind, TreatyKind::Other)
            && (chain.found.kind.is_none_or(|kind| kind == TreatyKind::Other) || mention.known.is_some() || chain.again_only);
        if specific {
            chain.found.kind = Some(mention.kind);
        }
        chain.again_only &= mention.again_only;
        chain.act_only &= mention.act_only;
        chain.strong |= !mention.weak;
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
        last: mention.sentence,
    });
    Some(chains.len() - 1)
}

/// Words of a naming that tell which instrument it is: not states, not “nouveau”.
fn label_words(scene: &Scene, mention: &InstrumentMention) -> Vec<String> {
    // “partenariat” tells something where it is the head too.
    let head = mention.act_only.then(|| scene.marked.key(&mention.head));
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
            !state && word.len() > 3 && !word.starts_with("nouve") && !word.starts_with("bilater") && !word.starts_with("import")
        })
        .cloned()
        .collect()
}

fn overlap(one: &[String], other: &[String]) -> usize {
    one.iter().filter(|word| other.contains(word)).count()
}

fn same_parties(one: &[u32], other: &[u32]) -> bool {
    !one.is_empty() && one.len() == other.len() && one.iter().all(|party| other.contains(party))
}

fn compatible(scene: &Scene, chain: &Chain, mention: &InstrumentMention, parties: &[u32], years: &[i16]) -> bool {
    if chain.found.batch != mention.batch
        || chain.plural != mention.plural
        || chain.old != mention.old
        || chain.found.known.is_some() && mention.known.is_some() && chain.found.known != mention.known
    {
        return false;
    }
    // Another named instrument is another instrument.
    let parties_fit = parties.is_empty()
        || chain.found.parties.is_empty()
        || parties.iter().all(|party| chain.found.parties.contains(party))
        || chain.found.parties.iter().all(|party| parties.contains(party));
    // A year long past opens another instrument than the one of the story, unless the names say otherwise.
    let published = scene.published.and_then(year_of);
    let past = years.first().is_some_and(|year| published.is_none_or(|now| *year < now));
    let years_fit = match (years.is_empty(), chain.years.is_empty()) {
        (false, false) => years.iter().any(|year| chain.years.contains(year)),
        // “le nouvel accord” is none of years ago.
        (true, false) if mention.new => !chain.years.iter().all(|year| published.is_none_or(|now| *year < now)),
        (false, true) => !past || overlap(&chain.modifiers, &label_words(scene, mention)) > 0 && !mention.new,
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
    parties_fit && years_fit && kinds_fit
}

fn year_of(period: Period) -> Option<i16> {
    let (first, last) = period.bounds()?;
    (first.year() == last.year()).then_some(first.year())
}

/// The state that stood in a year for one that came after it, where exactly one former state has it as its successor.
fn forerunner(scene: &Scene, party: u32, year: i16) -> u32 {
    let code = &scene.gazetteer.actors[party as usize].code;
    let mut before = scene.gazetteer.actors.iter().enumerate().filter(|(_, actor)| {
        let (start, end) = actor.years;
        actor.successors.contains(code) && start.is_some_and(|start| start <= year) && end.is_some_and(|end| year < end)
    });
    match (before.next(), before.next()) {
        (Some((at, actor)), None) if actor.successors.len() > 1 => u32::try_from(at).unwrap_or(party),
        _ => party,
    }
}

fn record(scene: &Scene, chain: &mut Chain, told: &ActTold, mention: Option<&InstrumentMention>) {
    // Listed dates belong to listed instruments, which `finish` parts.
    let states = scene.states_of(&told.subject);
    let by_party = !matches!(
        told.act,
        ActType::Signed
            | ActType::Negotiation
            | ActType::Adopted
            | ActType::EntryIntoForce
            | ActType::Expiry
            | ActType::InstrumentsExchanged
            | ActType::OpenedForSignature
    );
    let dates: Vec<Option<DateFound>> = if told.dates.is_empty() { vec![None] } else { told.dates.iter().cloned().map(Some).collect() };
    let several = dates.len() > 1 && told.act == ActType::Signed;
    for date in dates.into_iter().take(if several { usize::MAX } else { 1 }) {
        let act = ActFound {
            act: told.act,
            date,
            place: told.place.clone(),
            by: if by_party { states.clone() } else { Vec::new() },
            figures: told.subject.figures.clone(),
            happened: told.happened,
            tokens: vec![(told.tokens.clone(), told.rule.clone())],
        };
        if several {
            chain.found.acts.push(act);
        } else {
            add_act(&mut chain.found.acts, act);
        }
    }
    let _ = mention;
}

/// Joins an act with the same act told elsewhere; a dated and an undated telling are one.
fn add_act(acts: &mut Vec<ActFound>, act: ActFound) {
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

/// “remplacera les accords …”: the chain left of the verb replaces those right of it.
fn succession(
    scene: &Scene,
    index: usize,
    mentions: &[InstrumentMention],
    of: &[Option<usize>],
    chains: &mut [Chain],
    current: Option<usize>,
) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    for item in &sentence.items {
        if item.kind != ItemKind::Word {
            continue;
        }
        let token = item.tokens.start;
        let verb = scene
            .pack
            .verbs
            .readings(&scene.marked.tokens[token].lower)
            .iter()
            .any(|(verb, form)| words.replace_verbs.contains(verb) && *form != Form::Gerund);
        let phrase = words.replace_phrases.length_at(&scene.marked.tokens[..sentence.tokens.end], token);
        if !verb && phrase.is_none() {
            continue;
        }
        let subject =
            mentions.iter().zip(of).rev().find(|(mention, _)| mention.tokens.end <= token).and_then(|(_, chain)| *chain).or(current);
        let rule = format!("{}/treaty/replaces", scene.pack.id);
        for (mention, object) in mentions.iter().zip(of) {
            if mention.tokens.start >= token
                && let (Some(subject), Some(object)) = (subject, *object)
                && subject != object
                && !chains[subject].found.replaces.contains(&object)
            {
                chains[subject].found.replaces.push(object);
                chains[subject].found.replaces_tokens.push((token..mention.tokens.end, rule.clone()));
            }
        }
    }
}

/// “l'article 4 stipule que …”: the words of a provision of the instrument told of.
fn provisions(scene: &Scene, index: usize, of: &[Option<usize>], chains: &mut [Chain], current: Option<usize>) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let article = sentence.tokens.clone().find(|at| !words.article.is_empty() && tokens[*at].lower == words.article);
    let number = article
        .and_then(|at| tokens.get(at + 1))
        .filter(|token| token.lower.chars().all(|c| c.is_ascii_digit()))
        .map(|token| token.lower.clone());
    let verb = sentence.tokens.clone().find(|at| words.provision_verbs.length_at(tokens, *at).is_some());
    let Some(verb) = verb else { return };
    let said_of = of.iter().flatten().next().copied().or(current.filter(|_| number.is_some()));
    let before = article.is_some_and(|at| at < verb)
        || of.iter().any(Option::is_some) && tokens.get(verb + 1).is_some_and(|token| matches!(token.lower.as_str(), "que" | "qu"));
    if let Some(chain) = said_of.filter(|_| before) {
        let end = tokens.len() - usize::from(tokens.last().is_some_and(|token| token.is_sign(".")));
        let start = article.filter(|at| *at < verb).unwrap_or(verb);
        chains[chain].found.provisions.push((start..end.max(start + 1), number, format!("{}/treaty/provision", scene.pack.id)));
    }
}

fn finish(scene: &Scene, lead: Option<&Lead>, mut chains: Vec<Chain>, withheld: &mut Vec<Withheld>) -> Vec<TreatyFound> {
    year_acts(scene, &mut chains);
    part_listed(scene, &mut chains);
    named_after_place(scene, &mut chains);
    let main_pair = main_pair(scene);
    let mut kept: Vec<Option<usize>> = vec![None; chains.len()];
    let mut out: Vec<TreatyFound> = Vec::new();
    for (at, chain) in chains.iter_mut().enumerate() {
        let has_act = !chain.found.acts.is_empty() || !chain.years.is_empty();
        if chain.found.parties.len() < 2 && chain.found.known.is_none() && has_act {
            complete_parties(scene, lead, chain, &main_pair);
        }
        if chain.found.known.is_some() && chain.found.parties.is_empty() {
            // Of a known treaty with many parties, those that the text tells of.
            let by: Vec<u32> = chain.found.acts.iter().flat_map(|act| act.by.iter().copied()).collect();
            for party in by {
                if !chain.found.parties.contains(&party) {
                    chain.found.parties.push(party);
                    chain.found.party_tokens.push(chain.found.tokens[0].clone());
                }
            }
        }
        // What a living state concluded in its forerunner's time was its forerunner's.
        if let Some(year) = chain
            .found
            .acts
            .iter()
            .filter(|act| act.act == ActType::Signed && act.happened)
            .find_map(|act| year_of(act.date.as_ref()?.period))
        {
            for party in &mut chain.found.parties {
                *party = forerunner(scene, *party, year);
            }
        }
        let parties = chain.found.parties.len();
        let named = chain.found.known.is_some() || chain.strong && capital_name(scene, &chain.found);
        let keep = named
            || (!chain.act_only || has_act)
                && !chain.again_only
                && parties >= 2
                && (chain.strong || has_act || chain.found.tokens.len() > 1);
        if keep {
            kept[at] = Some(out.len());
            chain.found.label = best_label(scene, &chain.found);
            chain.found.status = status(&chain.found.acts, scene.published);
            if chain.found.batch && chain.found.kind.is_none() {
                chain.found.kind = Some(TreatyKind::Agreement);
            }
            out.push(chain.found.clone());
        } else {
            let (tokens, rule) = chain.found.tokens[0].clone();
            let reason =
                if parties < 2 { "fewer than two parties are named" } else { "nothing says that it is an instrument between states" };
            withheld.push(Withheld { what: "treaty", tokens, rule, reason: reason.into() });
        }
    }
    for treaty in &mut out {
        let replaces: Vec<usize> = treaty.replaces.iter().filter_map(|at| kept[*at]).collect();
        treaty.replaces = replaces;
    }
    out
}

/// “l'accord de 2000” was signed in 2000.
fn year_acts(scene: &Scene, chains: &mut [Chain]) {
    for chain in chains {
        let signed = chain.found.acts.iter().any(|act| act.act == ActType::Signed && act.date.is_some());
        if signed {
            continue;
        }
        let Some((tokens, _)) = chain.found.tokens.iter().find(|(tokens, _)| year_in(scene, tokens).is_some()) else { continue };
        let Some((year, at)) = year_in(scene, tokens) else { continue };
        let date = Some(DateFound { period: Period::Year(year), tokens: at..at + 1, rule: format!("{}/date/year", scene.pack.id) });
        let act = ActFound {
            act: ActType::Signed,
            date,
            place: None,
            by: Vec::new(),
            figures: Vec::new(),
            happened: true,
            tokens: vec![(tokens.clone(), format!("{}/act/year-in-name", scene.pack.id))],
        };
        add_act(&mut chain.found.acts, act);
    }
}

fn year_in(scene: &Scene, tokens: &Range<usize>) -> Option<(i16, usize)> {
    tokens.clone().rev().find_map(|at| {
        let token = &scene.marked.tokens[at];
        token.lower.parse::<i16>().ok().filter(|year| token.span.len() == 4 && (1500..2100).contains(year)).map(|year| (year, at))
    })
}

/// “les accords signés en 1961, 2000 et 2001”: one instrument for each year.
fn part_listed(scene: &Scene, chains: &mut Vec<Chain>) {
    for at in 0..chains.len() {
        let signed: Vec<usize> = chains[at]
            .found
            .acts
            .iter()
            .enumerate()
            .filter(|(_, act)| act.act == ActType::Signed && act.happened && act.date.is_some())
            .map(|(i, _)| i)
            .collect();
        let mut years: Vec<i16> =
            signed.iter().filter_map(|i| chains[at].found.acts[*i].date.as_ref().and_then(|date| year_of(date.period))).collect();
        years.dedup();
        if signed.len() < 2 || years.len() < signed.len() {
            continue;
        }
        let acts: Vec<ActFound> = signed.iter().map(|i| chains[at].found.acts[*i].clone()).collect();
        let mut others: Vec<ActFound> = std::mem::take(&mut chains[at].found.acts);
        others.retain(|act| !(act.act == ActType::Signed && act.happened));
        chains[at].found.batch = false;
        let mut parts = Vec::new();
        for (nth, act) in acts.into_iter().enumerate() {
            let year = act.date.as_ref().and_then(|date| year_of(date.period)).unwrap_or_default();
            let parties: Vec<u32> = chains[at].found.parties.iter().map(|party| forerunner(scene, *party, year)).collect();
            // Another chain of that year and those parties is the same instrument.
            let twin = chains.iter().enumerate().position(|(i, other)| {
                i != at
                    && other.years.contains(&year)
                    && (parties.is_empty()
                        || other.found.parties.is_empty()
                        || same_parties(&other.found.parties, &parties)
                        || same_parties(&other.found.parties, &chains[at].found.parties))
            });
            let tokens: Vec<(Range<usize>, String)> = chains[at].found.tokens.clone();
            let target = if nth == 0 && twin.is_none() {
                chains[at].found.acts = vec![act];
                chains[at].years = vec![year];
                at
            } else if let Some(twin) = twin {
                add_act(&mut chains[twin].found.acts, act);
                twin
            } else {
                let mut found = chains[at].found.clone();
                found.acts = vec![act];
                found.parties.clone_from(&parties);
                found.replaces = Vec::new();
                found.tokens = tokens;
                let chain = Chain {
                    found,
                    years: vec![year],
                    modifiers: chains[at].modifiers.clone(),
                    old: true,
                    plural: false,
                    strong: chains[at].strong,
                    act_only: false,
                    again_only: false,
                    last: chains[at].last,
                };
                chains.push(chain);
                chains.len() - 1
            };
            if target == at {
                chains[at].found.parties = parties;
            }
            parts.push(target);
        }
        chains[at].found.acts.extend(others);
        for chain in chains.iter_mut() {
            if chain.found.replaces.contains(&at) {
                chain.found.replaces.retain(|other| *other != at);
                for part in &parts {
                    if !chain.found.replaces.contains(part) {
                        chain.found.replaces.push(*part);
                    }
                }
            }
        }
    }
}

/// “le traité d'Aix-la-Chapelle”: a name without acts means the instrument that is signed in that town.
fn named_after_place(scene: &Scene, chains: &mut Vec<Chain>) {
    let mut at = 0;
    while at < chains.len() {
        let named = chains[at].found.acts.is_empty() && !chains[at].found.batch;
        let words: Vec<String> = chains[at].found.tokens.iter().map(|(tokens, _)| scene.marked.key(tokens)).collect();
        let target = chains.iter().position(|other| {
            other.found.kind == chains[at].found.kind
                && other.found.known.is_none()
                && other.found.acts.iter().any(|act| {
                    act.act == ActType::Signed
                        && act.place.as_ref().is_some_and(|(place, _)| {
                            let name = crate::text::fold::name_key(&scene.gazetteer.places[*place as usize].name);
                            words.iter().any(|words| words.ends_with(&format!(" {name}")))
                        })
                })
        });
        match target.filter(|target| named && *target != at) {
            Some(target) => {
                let chain = chains.remove(at);
                let target = if target > at { target - 1 } else { target };
                let found = &mut chains[target].found;
                found.known = chain.found.known;
                found.tokens.extend(chain.found.tokens);
                for other in chains.iter_mut() {
                    other.found.replaces.retain(|replaced| *replaced != at);
                    other.found.replaces.iter_mut().filter(|replaced| **replaced > at).for_each(|replaced| *replaced -= 1);
                }
            }
            None => at += 1,
        }
    }
}

/// The two states that the text speaks of, if two stand out.
fn main_pair(scene: &Scene) -> Vec<u32> {
    let counted = scene.counted_states();
    match &counted[..] {
        [(one, _), (two, second), rest @ ..] if rest.first().is_none_or(|(_, third)| 2 * *second >= 3 * *third) => vec![*one, *two],
        _ => Vec::new(),
    }
}

/// One party said, or none: what those who act, the sentence, the journey told and the pair that the text is about make evident.
fn complete_parties(scene: &Scene, lead: Option<&Lead>, chain: &mut Chain, pair: &[u32]) {
    for act in &chain.found.acts {
        for figure in &act.figures {
            if let Some(state) = scene.people.figures[*figure].state
                && !chain.found.parties.contains(&state)
            {
                chain.found.parties.push(state);
            }
        }
    }
    let joint = chain.found.acts.iter().any(|act| {
        matches!(
            act.act,
            ActType::Signed | ActType::Initialled | ActType::Negotiation | ActType::InstrumentsExchanged | ActType::EntryIntoForce
        )
    });
    if chain.found.parties.len() >= 2 || !joint {
        return;
    }
    let fits = |pair: &[u32]| pair.len() == 2 && chain.found.parties.iter().all(|party| pair.contains(party));
    let sentence = chain
        .found
        .tokens
        .iter()
        .map(|(tokens, _)| scene.marked.sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start))
        .map(|at| scene.states_in(at))
        .find(|states| fits(states));
    let journey =
        lead.and_then(|lead| scene.people.figures[lead.figure].state.map(|home| vec![home, lead.state])).filter(|pair| fits(pair));
    let Some(pair) = sentence.or(journey).or_else(|| Some(pair.to_vec()).filter(|pair| fits(pair))) else { return };
    let tokens = chain.found.tokens[0].clone();
    for party in pair {
        if !chain.found.parties.contains(&party) {
            chain.found.parties.push(party);
            chain.found.party_tokens.push(tokens.clone());
        }
    }
}

/// “Charte du Liptako-Gourma”: a name of its own.
fn capital_name(scene: &Scene, found: &TreatyFound) -> bool {
    found.tokens.iter().any(|(tokens, _)| tokens.clone().skip(1).any(|at| scene.marked.tokens[at].capital && at > tokens.start + 1))
}

/// The fullest name that is not an alternative of another kind: most words that tell something.
fn best_label(scene: &Scene, found: &TreatyFound) -> usize {
    let weight = |tokens: &Range<usize>| {
        let words = scene.marked.tokens[tokens.clone()].iter().filter(|token| token.is_word() && token.span.len() > 3).count();
        words.min(9)
    };
    let mut best = 0;
    for (at, (tokens, rule)) in found.tokens.iter().enumerate() {
        let known = |rule: &str| rule.ends_with("/known");
        let top = &found.tokens[best];
        if known(rule) && !known(&top.1) || known(rule) == known(&top.1) && weight(tokens) > weight(&top.0) {
            best = at;
        }
    }
    best
}

/// Where the instrument stands, by the furthest act that happened.
fn status(acts: &[ActFound], published: Option<Period>) -> Option<TreatyStatus> {
    let _ = published;
    let done = |act: ActType| acts.iter().any(|found| found.act == act && found.happened);
    let planned = |act: ActType| acts.iter().any(|found| found.act == act && !found.happened);
    if done(ActType::Termination) || done(ActType::Expiry) {
        return Some(TreatyStatus::Ended);
    }
    if done(ActType::Withdrawal) || done(ActType::Denunciation) {
        return Some(TreatyStatus::Withdrawn);
    }
    if done(ActType::Suspension) && !done(ActType::Resumption) {
        return Some(TreatyStatus::Suspended);
    }
    if done(ActType::EntryIntoForce) || done(ActType::Extension) {
        return Some(TreatyStatus::InForce);
    }
    if planned(ActType::Withdrawal) || planned(ActType::Denunciation) {
        return Some(TreatyStatus::InForce);
    }
    if done(ActType::Ratified) {
        return Some(TreatyStatus::Ratified);
    }
    if done(ActType::Signed) {
        return Some(TreatyStatus::Signed);
    }
    if planned(ActType::Signed) {
        return Some(TreatyStatus::Planned);
    }
    if done(ActType::Negotiation) || planned(ActType::Negotiation) {
        return Some(TreatyStatus::Negotiated);
    }
    None
}
