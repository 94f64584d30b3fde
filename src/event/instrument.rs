//! Instruments as they are named: a known title, or a head noun with what belongs to it.

use super::scene::Scene;
use super::visit::DateFound;
use super::{naming, parties};
use crate::claim::TreatyKind;
use crate::gazetteer::Sense;
use crate::lang::Instrument;
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// One naming of an instrument.
#[derive(Debug, Clone)]
pub struct InstrumentMention {
    /// The noun phrase.
    pub tokens: Range<usize>,
    /// The head noun.
    pub head: Range<usize>,
    /// The lexicon's rule for the head, or that of known names.
    pub rule: String,
    /// By its head noun; of the gazetteer for a known name.
    pub kind: TreatyKind,
    /// Index into the gazetteer's treaties.
    pub known: Option<u32>,
    /// Parties that the words around it name.
    pub parties: Vec<u32>,
    /// Where they stand.
    pub party_tokens: Vec<Range<usize>>,
    /// “le”, “ce”, “cet”.
    pub definite: bool,
    /// “ce”, “cet”: the one told of last.
    pub this: bool,
    /// “nouveau”.
    pub new: bool,
    /// “précédent”.
    pub old: bool,
    /// “tout accord que …”, “aucun accord”: none in particular.
    pub none: bool,
    /// “autres”: beside the one told of before.
    pub other: bool,
    /// Several told as one.
    pub batch: bool,
    /// Years that the phrase itself gives (“l'accord de 1987”).
    pub years: Vec<(i16, Range<usize>)>,
    /// The day or month of signature that the phrase itself gives (“la convention du 10 mars 1964”).
    pub signed: Option<DateFound>,
    /// Words of the phrase that tell more than its head: folded.
    pub modifiers: Vec<String>,
    /// Meant of several, or counted.
    pub plural: bool,
    /// Needs parties or an act; see the lexicon.
    pub weak: bool,
    /// Needs an act.
    pub act_only: bool,
    /// Only takes up an instrument told before.
    pub again_only: bool,
    /// The words name partners, and they are no states (“l'accord entre Renault et Nissan”).
    pub private: bool,
    /// One that somebody wants or misses (“réclame un cessez-le-feu”, “sans traité”).
    pub wished: bool,
    /// By the short form that a bracket gave before (“l'accord de partage de renseignements (Gsomia) … le Gsomia”): index of its chain.
    pub short: Option<usize>,
    /// Told beside another one (“le traité d'extradition et l'accord de pêche”).
    pub listed: bool,
    /// Named inside the name of another (“un avenant à la convention fiscale”).
    pub inner: bool,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the item of the head.
    pub item: usize,
}

impl InstrumentMention {
    /// Words that name an instrument, before anything is known of it but its kind.
    fn at(head: Range<usize>, rule: String, kind: TreatyKind, sentence: usize, item: usize) -> Self {
        Self {
            tokens: head.clone(),
            head,
            rule,
            kind,
            known: None,
            parties: Vec::new(),
            party_tokens: Vec::new(),
            definite: false,
            this: false,
            new: false,
            old: false,
            none: false,
            other: false,
            batch: false,
            years: Vec::new(),
            signed: None,
            modifiers: Vec::new(),
            plural: false,
            weak: false,
            act_only: false,
            again_only: false,
            private: false,
            wished: false,
            inner: false,
            short: None,
            listed: false,
            sentence,
            item,
        }
    }
}

/// All instrument mentions of a sentence, in order.
pub(super) fn mentions(scene: &Scene, index: usize) -> Vec<InstrumentMention> {
    let sentence = &scene.marked.sentences[index];
    let mut out: Vec<InstrumentMention> = Vec::new();
    let mut at = 0;
    while at < sentence.items.len() {
        let item = &sentence.items[at];
        let found = match item.kind {
            ItemKind::Name(name) => match scene.marked.names[name].sense {
                Sense::Treaty(treaty) => Some(known(scene, sentence, index, at, treaty)),
                _ => None,
            },
            ItemKind::Word => head(scene, sentence, index, at).or_else(|| another(scene, sentence, at, out.last()?)),
            _ => None,
        };
        // “quatorze accords et mémorandums”: one batch.
        let found = match (found, out.last_mut()) {
            (Some(mention), Some(last))
                if last.batch
                    && mention.plural
                    && !mention.definite
                    && scene.item_of(sentence, last.tokens.end) + 1 == scene.item_of(sentence, mention.tokens.start)
                    && scene.one_of(sentence, scene.item_of(sentence, last.tokens.end), &scene.pack.words.and) =>
            {
                last.tokens.end = mention.tokens.end;
                at = scene.item_of(sentence, last.tokens.end);
                continue;
            }
            (found, _) => found,
        };
        // “l'accord de Carthagène, texte fondateur de la Communauté”: another word for the one before the comma.
        let beside = |mention: &InstrumentMention, last: &InstrumentMention| {
            let from = scene.item_of(sentence, last.tokens.end);
            let to = scene.item_of(sentence, mention.tokens.start);
            let loose = mention.again_only || mention.act_only && mention.kind == TreatyKind::Other;
            let article = (from + 1..to)
                .all(|at| scene.one_of(sentence, at, &scene.pack.words.an) || scene.one_of(sentence, at, &scene.pack.words.of));
            loose && scene.word(sentence, from) == "," && article
        };
        let found = found.filter(|mention| !out.last().is_some_and(|last| beside(mention, last)));
        match found {
            Some(mut mention) => {
                explained(scene, sentence, &mut mention);
                let next = scene.item_of(sentence, mention.tokens.end);
                let inner = amended(scene, sentence, index, &mention);
                out.push(mention);
                out.extend(inner);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    of_the_same(scene, sentence, &mut out);
    out
}

/// “Le traité d'extradition et l'accord de pêche entre A et B”: the parties of the last are those of all that are told with it.
fn of_the_same(scene: &Scene, sentence: &Sentence, mentions: &mut [InstrumentMention]) {
    for at in (1..mentions.len()).rev() {
        let (before, after) = mentions.split_at_mut(at);
        let (first, last) = (&mut before[at - 1], &mut after[0]);
        let joined = told_together(scene, sentence, first, last, false);
        last.listed = joined || added_later(scene, sentence, first, last);
        if joined && first.known.is_none() && first.parties.is_empty() && last.parties.len() > 1 && last.known.is_none() {
            first.parties.clone_from(&last.parties);
            first.party_tokens.clone_from(&last.party_tokens);
        }
    }
}

/// “un traité d'extradition et un accord de pêche”, “un accord assorti d'un protocole”: are two instruments told together, with nothing but
/// small words between them, and where that is allowed the parties of the first?
pub(super) fn told_together(
    scene: &Scene,
    sentence: &Sentence,
    first: &InstrumentMention,
    last: &InstrumentMention,
    past_parties: bool,
) -> bool {
    let words = &scene.pack.words;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let (mut at, end) = (scene.item_of(sentence, first.tokens.end), scene.item_of(sentence, last.tokens.start));
    let empty = at >= end;
    while at < end {
        let beside = scene.pack.instruments.beside.length_at(tokens, sentence.items[at].tokens.start);
        // “la convention entre A et B et l'accord de pêche”
        let party = || {
            past_parties
                && (scene.actor(sentence.items[at].kind).is_some()
                    || [&words.of, &words.between].iter().any(|set| scene.one_of(sentence, at, set)))
        };
        let small = || [&words.joining, &words.the, &words.an].iter().any(|set| scene.one_of(sentence, at, set));
        at = match beside {
            Some(length) => scene.item_of(sentence, sentence.items[at].tokens.start + length).max(at + 1),
            None if scene.word(sentence, at) == "," || small() || party() => at + 1,
            None => return false,
        };
    }
    !empty
}

/// “Un accord a été signé jeudi, ainsi que huit mémorandums”: is another one added where all has been told of the first?
pub(super) fn added_later(scene: &Scene, sentence: &Sentence, first: &InstrumentMention, last: &InstrumentMention) -> bool {
    let words = &scene.pack.words;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let (from, to) = (scene.item_of(sentence, first.tokens.end), scene.item_of(sentence, last.tokens.start));
    let phrase = |at: usize| {
        let token = sentence.items[at].tokens.start;
        scene
            .pack
            .instruments
            .beside
            .length_at(tokens, token)
            .filter(|length| *length > 1)
            .map(|length| scene.item_of(sentence, token + length))
    };
    let Some((opens, ends)) = (from..to).rev().find_map(|at| Some((at, phrase(at)?))) else { return false };
    let small = |at: usize| [&words.the, &words.an].iter().any(|set| scene.one_of(sentence, at, set));
    let parted = |at: usize| matches!(scene.word(sentence, at), ";" | ":") || scene.one_of(sentence, at, &words.relative);
    ends <= to && (ends..to).all(small) && scene.word(sentence, opens.saturating_sub(1)) == "," && !(from..opens).any(parted)
}

/// “un avenant à la convention fiscale”: the instrument that another one adds to.
fn amended(scene: &Scene, sentence: &Sentence, index: usize, mention: &InstrumentMention) -> Option<InstrumentMention> {
    let adds = matches!(mention.kind, TreatyKind::Protocol | TreatyKind::Other) && !mention.act_only && mention.known.is_none();
    let range = scene.item_of(sentence, mention.head.end)..scene.item_of(sentence, mention.tokens.end);
    let to = |at: usize| (at.saturating_sub(2)..at).any(|at| scene.one_of(sentence, at, &scene.pack.words.at));
    let mut inner = range.filter(|at| adds && sentence.items[*at].kind == ItemKind::Word && to(*at)).find_map(|at| {
        let inner = head(scene, sentence, index, at)?;
        (inner.definite && !inner.plural && !inner.act_only && !inner.again_only).then_some(inner)
    })?;
    inner.inner = true;
    for (party, tokens) in mention.parties.iter().zip(&mention.party_tokens) {
        if !inner.parties.contains(party) {
            inner.parties.push(*party);
            inner.party_tokens.push(tokens.clone());
        }
    }
    Some(inner)
}

/// The short form that a bracket right behind a name gives, or that the name ends with: “(VFA)”, “(Gsomia)”.
pub(super) fn short_form(scene: &Scene, sentence: &Sentence, mention: &InstrumentMention) -> Option<String> {
    let end = scene.item_of(sentence, mention.tokens.end);
    let opens = [end, end.saturating_sub(3)].into_iter().find(|at| scene.word(sentence, *at) == "(")?;
    let item = sentence.items.get(opens + 1).filter(|item| item.kind == ItemKind::Word && item.tokens.len() == 1)?;
    let token = &scene.marked.tokens[item.tokens.start];
    (token.capital && scene.word(sentence, opens + 2) == ")").then(|| scene.marked.words(&item.tokens).to_owned())
}

/// The namings of a sentence by short forms that the text gave before, each with the chain it means.
pub(super) fn by_short_form(scene: &Scene, index: usize, given: &[(String, usize, TreatyKind)]) -> Vec<InstrumentMention> {
    let sentence = &scene.marked.sentences[index];
    let named = |(at, item): (usize, &crate::mention::Item)| {
        let (_, chain, kind) = given.iter().find(|(short, ..)| scene.marked.words(&item.tokens) == short)?;
        let mut mention = InstrumentMention::at(item.tokens.clone(), format!("{}/treaty/again", scene.pack.id), *kind, index, at);
        mention.definite = true;
        mention.short = Some(*chain);
        Some(mention)
    };
    sentence.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Word).filter_map(named).collect()
}

/// “…, appelé à remplacer celui de mars 2015”: another instrument of the kind named before it.
fn another(scene: &Scene, sentence: &Sentence, item: usize, before: &InstrumentMention) -> Option<InstrumentMention> {
    let start = sentence.items[item].tokens.start;
    let length = scene.pack.instruments.that.length_at(&scene.marked.tokens[..sentence.tokens.end], start)?;
    let mut mention = InstrumentMention::at(start..start + length, before.rule.clone(), before.kind, before.sentence, item);
    mention.definite = true;
    mention.weak = before.weak;
    mention.act_only = before.act_only;
    mention.again_only = before.again_only;
    mention.private = before.private;
    mention.parties.clone_from(&before.parties);
    mention.party_tokens.clone_from(&before.party_tokens);
    naming::right(scene, sentence, &mut mention);
    // “celui de Simla”: called after a town.
    let town = || {
        let item = sentence.items.get(scene.item_of(sentence, mention.head.end) + 1);
        item.and_then(|item| scene.whereabouts(item.kind)).is_some_and(|place| place.place.is_some())
    };
    (!mention.years.is_empty() || town()).then_some(mention)
}

fn known(scene: &Scene, sentence: &Sentence, index: usize, item: usize, treaty: u32) -> InstrumentMention {
    let facts = &scene.gazetteer.treaties[treaty as usize];
    let tokens = sentence.items[item].tokens.clone();
    let tokens_here = &scene.marked.tokens[..sentence.tokens.end];
    let kind = facts
        .kind
        .or_else(|| tokens.clone().find_map(|at| scene.pack.instruments.heads.at(tokens_here, at)).map(|(_, head)| head.kind))
        .unwrap_or(TreatyKind::Treaty);
    let mut mention = InstrumentMention::at(tokens, format!("{}/treaty/known", scene.pack.id), kind, index, item);
    mention.known = Some(treaty);
    mention.definite = true;
    mention.parties = facts.parties.iter().filter_map(|code| scene.state_index(code)).collect();
    mention.tokens.end = year_after(scene, sentence, mention.tokens.end, &mut mention.years);
    // “l'accord de Bruxelles du 19 avril 2013”
    let item = scene.item_of(sentence, mention.tokens.end);
    naming::signed(scene, sentence, item, &mut mention);
    if mention.parties.is_empty() {
        parties::find(scene, sentence, index, &mut mention);
    }
    mention
}

/// “le traité sur le ciel ouvert (Open Skies)”, “le traité nucléaire New START”: a known name explains which one is meant.
fn explained(scene: &Scene, sentence: &Sentence, mention: &mut InstrumentMention) {
    if mention.known.is_some() || mention.plural || mention.batch || mention.again_only {
        return;
    }
    let end = scene.item_of(sentence, mention.tokens.end);
    let opens = (end..sentence.items.len().min(end + EXPLAINED)).find(|at| scene.word(sentence, *at) == "(");
    // Between name and bracket stand words that belong to the name.
    let plain = |at: usize| sentence.items[at].kind == ItemKind::Word && !matches!(scene.word(sentence, at), "," | ";" | ":");
    let at = opens.filter(|opens| (end..*opens).all(plain)).map_or(end, |opens| opens + 1);
    let Some(item) = sentence.items.get(at) else { return };
    let ItemKind::Name(name) = item.kind else { return };
    let Sense::Treaty(treaty) = scene.marked.names[name].sense else { return };
    let named = known(scene, sentence, mention.sentence, at, treaty);
    mention.known = named.known;
    mention.rule = named.rule;
    mention.kind = named.kind;
    mention.definite = true;
    mention.weak = false;
    let closes = scene.item_of(sentence, named.tokens.end);
    let closed = opens.is_some() && scene.word(sentence, closes) == ")";
    mention.tokens.end = if closed { sentence.items[closes].tokens.end } else { named.tokens.end };
    mention.years.extend(named.years);
    mention.signed = mention.signed.take().or(named.signed);
    for (party, tokens) in named.parties.into_iter().map(|party| (party, named.tokens.clone())) {
        if !mention.parties.contains(&party) {
            mention.parties.push(party);
            mention.party_tokens.push(tokens);
        }
    }
}

/// How far behind a described instrument a bracket with its known name may open, in items.
const EXPLAINED: usize = 6;

/// “… de 1963”, “(1987)” right after a name.
fn year_after(scene: &Scene, sentence: &Sentence, end: usize, years: &mut Vec<(i16, Range<usize>)>) -> usize {
    let item = scene.item_of(sentence, end);
    if let Some(next) = sentence.items.get(item)
        && let ItemKind::Date(date) = next.kind
        && next.tokens.start == end
    {
        let date = &scene.marked.dates[date];
        let lead = scene.marked.tokens[next.tokens.start].lower.as_str();
        if let (Some(year), None) = (date.slots.year, date.slots.month)
            && (lead == "(" || scene.pack.words.of.contains(lead))
        {
            years.push((year, next.tokens.clone()));
            return next.tokens.end;
        }
    }
    end
}

fn head(scene: &Scene, sentence: &Sentence, index: usize, item: usize) -> Option<InstrumentMention> {
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let start = sentence.items[item].tokens.start;
    let found = words.heads.at(tokens, start);
    let again = words.again.length_at(tokens, start);
    let (length, instrument): (usize, Option<&Instrument>) = match (found, again) {
        (Some((length, instrument)), _) => (length, Some(instrument)),
        (None, Some(length)) => (length, None),
        (None, None) => return None,
    };
    let head = start..start + length;
    let before = |phrase: &Vec<String>| {
        start >= sentence.tokens.start + phrase.len() && crate::lang::phrase::matches(phrase, &tokens[start - phrase.len()..start])
    };
    // “d'accord”, “en accord”, “son accord”, but “son accord de pêche”
    let singular_again = instrument.is_none_or(|instrument| instrument.weak);
    let bare = || !tokens.get(head.end).is_some_and(|token| scene.pack.words.of.contains(&token.lower));
    let no_instrument = || words.not_before.iter().any(before) || bare() && words.not_before_bare.iter().any(before);
    if singular_again && no_instrument() && !plural_before(scene, sentence, item) {
        return None;
    }
    if words.not_after.length_at(tokens, head.end).is_some()
        || found.is_none() && tokens.get(head.end).is_some_and(|token| scene.pack.words.with.contains(&token.lower))
    {
        return None;
    }
    // “la version anglaise de la « Convention de bon voisinage »”: the instrument is the one named inside.
    let loose = instrument.is_none_or(|instrument| instrument.act_only);
    if loose && naming::holds_another(scene, sentence, head.end) {
        return None;
    }
    // A verb form that looks like the noun (“il a traité”): a helper stands before it.
    let helper = item.checked_sub(1).map(|before| scene.word(sentence, before)).unwrap_or_default();
    if scene.pack.verbs.readings(helper).iter().any(|(verb, _)| scene.pack.words.perfect.contains(verb)) {
        return None;
    }
    let rule = instrument.map_or_else(|| format!("{}/treaty/again", scene.pack.id), |instrument| instrument.id.clone());
    let kind = instrument.map_or(TreatyKind::Other, |instrument| instrument.kind);
    let mut mention = InstrumentMention::at(head, rule, kind, index, item);
    mention.plural = instrument.map_or_else(|| words.again_plural.length_at(tokens, start).is_some(), |instrument| instrument.plural);
    mention.weak = instrument.is_none_or(|instrument| instrument.weak);
    mention.act_only = instrument.is_some_and(|instrument| instrument.act_only);
    mention.again_only = instrument.is_none();
    naming::left(scene, sentence, item, instrument.is_some_and(|instrument| instrument.plural), &mut mention);
    naming::right(scene, sentence, &mut mention);
    parties::find(scene, sentence, index, &mut mention);
    let first = scene.item_of(sentence, mention.tokens.start);
    mention.wished = !mention.definite && scene.stands_in(sentence, first.saturating_sub(4)..first, &words.wished);
    (!mention.none).then_some(mention)
}

fn plural_before(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    (item.saturating_sub(2)..item)
        .any(|at| scene.pack.instruments.batch.length_at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some())
}
