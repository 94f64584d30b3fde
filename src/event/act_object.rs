//! Which instrument the verb or noun of an act is about: the nearest before or behind it, past asides, or the one told of before.

use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::verb_group::VerbGroup;
use crate::claim::ActType;
use crate::lang::{ActRule, Form};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// Where the relative clause begins that ends with a comma right before an item, else the item.
pub(super) fn before_aside(scene: &Scene, sentence: &Sentence, at: usize) -> usize {
    let comma = at.checked_sub(1).filter(|before| scene.word(sentence, *before) == ",");
    let open = comma.and_then(|comma| scene.parenthesis(sentence, comma));
    let relative =
        |open: &usize| [&scene.pack.words.relative, &scene.pack.words.that].iter().any(|set| scene.one_of(sentence, open + 1, set));
    open.filter(relative).unwrap_or(at)
}

/// Of the instrument told of before, else of the one behind; a protocol of exchange is not what is exchanged.
pub(super) fn of_chain(scene: &Scene, sentence: &Sentence, at: usize, last: usize, mentions: &[InstrumentMention]) -> Option<usize> {
    nearest_left(scene, sentence, at, mentions, 30)
        .filter(|mention| mentions[*mention].kind != crate::claim::TreatyKind::Protocol)
        .or_else(|| nearest_right(scene, sentence, last.saturating_sub(1), mentions, 14))
}

/// “, lundi à Tirana,”, “par le ministre X, et son homologue Y,”: the item behind an aside that a comma, “par” or “avec” opens, where
/// “de” leads on to the instrument at `first`.
pub(super) fn past_aside(scene: &Scene, sentence: &Sentence, from: usize, first: usize) -> Option<usize> {
    let words = &scene.pack.words;
    let opens = |set: &std::collections::HashSet<String>| set.contains(scene.word(sentence, from));
    let comma = scene.word(sentence, from) == ",";
    if !comma && !opens(&words.by) && !opens(&words.with) {
        return None;
    }
    let leads = (from + 1..first).rev().find(|at| scene.one_of(sentence, *at, &words.of))?;
    let near = first - leads <= 2;
    let closed = !comma || scene.word(sentence, leads - 1) == ",";
    let tense = scene.tense_of(sentence, &(from..leads));
    // “la signature, attendue mardi, d'un accord”
    let awaited = scene.pack.journeys.status.at(&scene.marked.tokens, sentence.items[from + 1].tokens.start).is_some();
    (near && closed && leads - from <= LONGEST_ASIDE && (tense.is_none() || awaited)).then_some(leads)
}

/// “la signature prochaine d'un accord”, “la ratification parlementaire du traité”: the “de” behind an adjective or participle, else the item.
pub(super) fn past_adjective(scene: &Scene, sentence: &Sentence, from: usize) -> usize {
    let words = &scene.pack.words;
    let small = [&words.articles, &words.prepositions, &words.conjunctions, &words.relative, &words.that, &words.clitics, &words.negations];
    let adjective = |at: usize| {
        let word = scene.word(sentence, at);
        let verb = scene.pack.verbs.readings(word).iter().any(|(_, form)| form.is_finite());
        let plain = sentence.items[at].kind == ItemKind::Word && !verb && !scene.marked.tokens[sentence.items[at].tokens.start].capital;
        plain && !small.iter().any(|set| set.contains(word))
    };
    let end = (from + 1..sentence.items.len().min(from + 3)).find(|at| scene.one_of(sentence, *at, &words.of));
    end.filter(|end| (from..*end).all(adjective)).unwrap_or(from)
}

/// How long an aside between an act's noun and its instrument may be, in items.
pub(super) const LONGEST_ASIDE: usize = 30;

/// What the participles that open a sentence are said of: the first instrument behind a comma, or a pronoun there.
pub(super) enum Fronted {
    Instrument(usize),
    Pronoun,
}

impl Fronted {
    pub(super) fn instrument(self) -> Option<usize> {
        match self {
            Self::Instrument(mention) => Some(mention),
            Self::Pronoun => None,
        }
    }
}

/// The first word of a sentence, if it is a participle or tells an act without a verb (“Signé en 1909, …”, “Ouvert à la signature, …”).
pub(super) fn opening(scene: &Scene, sentence: &Sentence) -> Option<usize> {
    let first = sentence.items.iter().position(|item| item.kind != ItemKind::Sign)?;
    let participle = scene.pack.verbs.may_be(scene.word(sentence, first), Form::Participle);
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let noun = || scene.pack.instruments.act_nouns.at(tokens, sentence.items[first].tokens.start).is_some();
    (participle || noun()).then_some(first)
}

/// “Adopté le 4 mars à Lima, ouvert à la signature en mai, le traité …”
pub(super) fn fronted(scene: &Scene, sentence: &Sentence, at: usize, mentions: &[InstrumentMention]) -> Option<Fronted> {
    let first = opening(scene, sentence)?;
    if first > at || mentions.iter().any(|mention| scene.item_of(sentence, mention.tokens.start) < at) {
        return None;
    }
    (at + 1..sentence.items.len()).filter(|comma| scene.word(sentence, *comma) == ",").find_map(|comma| {
        let mention = mentions.iter().position(|mention| {
            let start = scene.item_of(sentence, mention.tokens.start);
            start > comma && start <= comma + 3 && (comma + 1..start).all(|at| scene.pack.words.articles.contains(scene.word(sentence, at)))
        });
        mention.map(Fronted::Instrument).or_else(|| scene.takes_up(sentence, comma + 1).then_some(Fronted::Pronoun))
    })
}

/// “s'en est retiré”, “y a adhéré”: a pronoun before the verb stands for the instrument.
pub(super) fn taken_up(scene: &Scene, group: &VerbGroup, rule: &ActRule) -> bool {
    let words = &scene.pack.words;
    let ruled_by = |set: &std::collections::HashSet<String>| rule.prepositions.iter().any(|word| set.contains(word));
    match rule.act {
        ActType::Withdrawal => group.of_it && ruled_by(&words.of),
        ActType::Accession => group.there && ruled_by(&words.at),
        _ => false,
    }
}

pub(super) fn pronoun_subject(scene: &Scene, sentence: &Sentence, group: &Range<usize>) -> bool {
    let first = scene.item_of(sentence, group.start);
    // “celle-ci” is two items.
    let hyphened = |at: usize| scene.marked.tokens[sentence.items[at].tokens.start].hyphened;
    // “Ce dernier fut signé en 1973.”
    let latter = || {
        let words = &scene.pack.words;
        scene.one_of(sentence, first - 2, &words.this) && scene.pack.instruments.latter.contains(scene.word(sentence, first - 1))
    };
    first > 0 && scene.takes_up(sentence, first - 1)
        || first > 1 && (hyphened(first - 1) && scene.takes_up(sentence, first - 2) || latter())
}

/// “Cette convention, destinée à remplacer celle de 1958, avait été signée”: the subject of a verb right behind an aside stands before it.
pub(super) fn past_asides(scene: &Scene, sentence: &Sentence, verb: usize, mentions: &[InstrumentMention], found: usize) -> usize {
    let closed = verb.checked_sub(1).is_some_and(|at| scene.word(sentence, at) == ",");
    let opens = |mention: &InstrumentMention| scene.word(sentence, scene.item_of(sentence, mention.tokens.end)) == ",";
    let outer = (0..found).rev().find(|at| opens(&mentions[*at])).filter(|_| closed);
    outer.unwrap_or(found)
}

pub(super) fn nearest_left(scene: &Scene, sentence: &Sentence, at: usize, mentions: &[InstrumentMention], limit: usize) -> Option<usize> {
    let token = sentence.items[at].tokens.start;
    mentions
        .iter()
        .enumerate()
        .rev()
        .find(|(_, mention)| mention.tokens.end <= token && !mention.inner)
        .filter(|(_, mention)| {
            let end = scene.item_of(sentence, mention.tokens.end);
            at.saturating_sub(end) <= limit && !(end..at).any(|i| matches!(scene.word(sentence, i), ";" | ":"))
        })
        .map(|(index, _)| index)
}

pub(super) fn nearest_right(scene: &Scene, sentence: &Sentence, at: usize, mentions: &[InstrumentMention], limit: usize) -> Option<usize> {
    let token = sentence.items.get(at)?.tokens.start;
    mentions
        .iter()
        .enumerate()
        .find(|(_, mention)| mention.head.start > token)
        .filter(|(_, mention)| {
            let first = scene.item_of(sentence, mention.tokens.start);
            first.saturating_sub(at) <= limit
                && !(at + 1..first).any(|i| {
                    let word = scene.word(sentence, i);
                    matches!(word, ";" | ":" | ".")
                        || scene.pack.words.relative.contains(word)
                        || scene.pack.words.clause_words.contains(word) && !scene.pack.words.that.contains(word)
                })
        })
        .map(|(index, _)| index)
}
