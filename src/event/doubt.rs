//! What takes an event back: hopes, conditions, refusals, rumours, hindrances.

use super::scene::Scene;
use super::verb_group::{Tense, VerbGroup};
use crate::lang::phrase::WordSet;
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

impl Scene<'_> {
    /// “Si X s'était rendue …”, “espère que X se rendra …”, “il est faux de dire que X …”: the clause of an item supposes, hopes or is
    /// said to be untrue.
    pub(super) fn supposed(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        let Some(before) = self.clause(sentence, item).start.checked_sub(1) else { return false };
        let hopes = |at: usize| self.pack.verbs.readings(self.word(sentence, at)).iter().any(|(verb, _)| words.hope.contains(verb));
        self.one_of(sentence, before, &words.supposing)
            || self.one_of(sentence, before, &words.that)
                && ((before.saturating_sub(4)..before).any(hopes)
                    || self.stands_in(sentence, before.saturating_sub(7)..before, &words.untrue))
    }

    /// “ne se rendra à Oslo que si …”: only on a condition.
    pub(super) fn only_if(&self, sentence: &Sentence, item: usize) -> bool {
        self.stands_in(sentence, item..sentence.items.len(), &self.pack.words.only_if)
    }

    /// “refuse de se rendre à …”, “sans se rendre à …”, “a fait venir …”: nobody says that the one who leads does it.
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
        phrase.is_some() || first.checked_sub(1).is_some_and(causes)
    }

    /// “la rumeur d'un voyage de X”, “a démenti une visite de X”: a noun of journeys that is only spoken of.
    pub(super) fn only_spoken_of(&self, sentence: &Sentence, item: usize) -> bool {
        let clause = self.clause(sentence, item);
        self.stands_in(sentence, clause.start.max(item.saturating_sub(5))..item, &self.pack.journeys.doubted)
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

    /// Does a phrase of the set begin at one of the items?
    pub(super) fn stands_in(&self, sentence: &Sentence, mut items: Range<usize>, set: &WordSet) -> bool {
        items.any(|at| self.begins(sentence, at, set))
    }
}
