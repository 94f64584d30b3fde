//! What takes an event back: hopes, conditions, refusals, rumours, hearsay, hindrances, and what nobody knows yet.

use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::verb_group::{Tense, VerbGroup};
use crate::claim::{ActType, VisitStatus};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// How far before a verb “s'il” may stand, in items (“s'il le veut bien, …” is another clause).
const IF_HE: usize = 4;

impl Scene<'_> {
    /// “Si X s'était rendue …”, “espère que X se rendra …”, “il est faux de dire que X …”: the clause of an item supposes, hopes or is
    /// said to be untrue.
    pub(super) fn supposed(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        // “s'il vient à Oslo”
        if self.stands_in(sentence, item.saturating_sub(IF_HE)..item, &words.if_he) {
            return true;
        }
        let Some(mut before) = self.clause(sentence, item).start.checked_sub(1) else { return false };
        // “espère que X ira à Oslo et qu'il y parlera”: the second clause hangs on the same verb.
        let that = |at: usize| self.one_of(sentence, at, &words.that);
        while that(before) && before > 0 && self.one_of(sentence, before - 1, &words.joining) {
            let Some(first) = (0..before).rev().find(|at| that(*at)) else { break };
            before = first;
        }
        let hopes = |at: usize| self.pack.verbs.readings(self.word(sentence, at)).iter().any(|(verb, _)| words.hope.contains(verb));
        self.one_of(sentence, before, &words.supposing)
            || that(before)
                && ((before.saturating_sub(4)..before).rev().take_while(|at| self.word(sentence, *at) != ",").any(hopes)
                    || self.stands_in(sentence, before.saturating_sub(7)..before, &words.untrue))
    }

    /// “ne se rendra à Oslo que si …”: only on a condition.
    pub(super) fn only_if(&self, sentence: &Sentence, item: usize) -> bool {
        self.stands_in(sentence, item..sentence.items.len(), &self.pack.words.only_if)
    }

    /// “refuse de se rendre à …”, “sans se rendre à …”, “a fait venir …”, “n'a pas réussi à se rendre à …”: nobody says that the one who
    /// leads does it.
    pub(super) fn unwilling(&self, sentence: &Sentence, group: &VerbGroup) -> bool {
        if group.tense != Tense::Open {
            return false;
        }
        let first = self.item_of(sentence, group.tokens.start);
        let causes = |at: usize| {
            let readings = self.pack.verbs.readings(self.word(sentence, at));
            readings.iter().any(|(verb, _)| self.pack.words.causative.contains(verb))
        };
        let phrase = self.phrase_ending(&self.pack.journeys.unwilling, sentence, group.tokens.start);
        phrase.is_some() || first.checked_sub(1).is_some_and(causes) || self.ruled_by_no(sentence, first)
    }

    /// “n'a pas réussi à se rendre”, “ne parvient pas à se rendre”: is the verb that rules the infinitive at an item negated?
    fn ruled_by_no(&self, sentence: &Sentence, infinitive: usize) -> bool {
        let words = &self.pack.words;
        let links = |at: &usize| self.one_of(sentence, *at, &words.of) || self.one_of(sentence, *at, &words.to);
        let Some(ruler) = (infinitive.saturating_sub(2)..infinitive).rev().find(|at| !links(at)) else { return false };
        let no = |at: &usize| self.one_of(sentence, *at, &words.negation_words);
        let not = (ruler.saturating_sub(1)..=ruler).find(no);
        not.is_some_and(|not| (not.saturating_sub(3)..not).any(|at| self.one_of(sentence, at, &words.negations)))
    }

    /// “annulé”, “reporté”: what a word of the sentence says of a journey called off or put off.
    pub(super) fn called_off(&self, sentence: &Sentence) -> Option<VisitStatus> {
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let told = |at: usize| self.pack.journeys.status.at(tokens, at).map(|(_, status)| *status);
        let off = |status: &VisitStatus| matches!(status, VisitStatus::Cancelled | VisitStatus::Postponed);
        sentence.tokens.clone().filter_map(told).find(off)
    }

    /// “la rumeur d'un voyage de X”, “a démenti une visite de X”: a noun of journeys that is only spoken of.
    pub(super) fn only_spoken_of(&self, sentence: &Sentence, item: usize) -> bool {
        let clause = self.clause(sentence, item);
        self.stands_in(sentence, clause.start.max(item.saturating_sub(5))..item, &self.pack.journeys.doubted)
    }

    /// “X a décliné une invitation à …”: is the invitation before an item declined?
    pub(super) fn declined(&self, sentence: &Sentence, item: usize) -> bool {
        let start = self.clause(sentence, item).start;
        let noun = (start..item).rev().find(|at| self.one_of(sentence, *at, &self.pack.journeys.invitation));
        noun.is_some_and(|noun| self.stands_in(sentence, start.max(noun.saturating_sub(4))..noun, &self.pack.journeys.declined))
    }

    /// “la visite de X est à l'étude”, “la signature de l'accord est incertaine”: do the items say that nobody knows?
    pub(super) fn uncertain(&self, sentence: &Sentence, items: Range<usize>) -> bool {
        self.stands_in(sentence, items, &self.pack.words.uncertain)
    }

    /// “la visite d'une délégation à …”, “le voyage à … de sénateurs”: behind “de” stands somebody else who may travel, without a name.
    pub(super) fn borne_by_another(&self, sentence: &Sentence, after: usize) -> bool {
        let words = &self.pack.words;
        let clause = self.clause(sentence, after.saturating_sub(1));
        (after..clause.end.min(after + 7)).any(|at| {
            let bearer = |at: usize| sentence.items[at].kind == ItemKind::Word && self.begins(sentence, at, &self.pack.journeys.bearers);
            self.one_of(sentence, at, &words.of) && (at + 1..clause.end.min(at + 4)).any(bearer)
        })
    }

    /// “a suspendu la signature de l'accord”, “a suspendu les négociations sur l'accord”, “l'entrée en vigueur de l'accord a été suspendue”: not the instrument is meant, but an act.
    pub(super) fn act_of(&self, sentence: &Sentence, mention: &InstrumentMention) -> Option<ActType> {
        let first = self.item_of(sentence, mention.tokens.start);
        let sets = [&self.pack.words.articles, &self.pack.words.of, &self.pack.words.about];
        let small = |at: usize| sets.iter().any(|set| self.one_of(sentence, at, set));
        let last = (first.saturating_sub(4)..first).rev().find(|at| !small(*at));
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let noun = |at: usize, last: usize| {
            let start = sentence.items[at].tokens.start;
            let (length, rule) = self.pack.instruments.act_nouns.at(tokens, start)?;
            (start + length == sentence.items[last].tokens.end).then_some(self.pack.instruments.acts[*rule].act)
        };
        last.and_then(|last| (last.saturating_sub(3)..=last).find_map(|at| noun(at, last)))
    }

    /// “a signé une lettre qui dénonce l'accord”, “a signé la loi sur l'accord”: is the object of the verb at an item another than the
    /// instrument whose head stands at `head`?
    pub(super) fn other_object(&self, sentence: &Sentence, item: usize, head: usize) -> bool {
        let words = &self.pack.words;
        let article = |at: &usize| {
            let law = || self.one_of(sentence, *at, &words.the) && self.begins(sentence, at + 1, &self.pack.instruments.laws);
            let before = self.word(sentence, at.wrapping_sub(1));
            let ruled = words.prepositions.contains(before) || words.joining.contains(before);
            !ruled && (self.one_of(sentence, *at, &words.an) || law())
        };
        let Some(opens) = (item + 1..head).find(article) else { return false };
        let noun = |at: usize| {
            let word = self.word(sentence, at);
            sentence.items[at].kind == ItemKind::Word && !words.adverbs.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit())
        };
        let counted = |at: usize| self.begins(sentence, at, &self.pack.instruments.batch);
        head > opens + 3 && opens <= item + 3 && noun(opens + 1) && !(opens..head).any(counted)
    }

    /// “Les universités du Sénégal et du Canada ont signé …”: those who lead the clause of a verb at an item conclude no treaties.
    pub(super) fn private_subject(&self, sentence: &Sentence, first: usize) -> bool {
        let clause = self.clause(sentence, first);
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        for at in clause.start..first {
            let item = &sentence.items[at];
            match item.kind {
                ItemKind::Person(_) | ItemKind::Name(_) if !self.governed(sentence, at) => return false,
                ItemKind::Word if self.pack.instruments.private_partners.length_at(tokens, item.tokens.start).is_some() => {
                    return at <= clause.start + 2;
                }
                _ => {}
            }
        }
        false
    }
}
