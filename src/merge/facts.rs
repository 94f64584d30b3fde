//! The gazetteer as merge asks it. Knows no language: which words of a treaty's name are common is read off the names of
//! the known treaties themselves.

use super::background::{Background, PersonFacts, TreatyFacts};
use super::name_key::label_words;
use crate::claim::{ActorCode, Qid};
use crate::gazetteer::{ActorKind, Gazetteer};
use std::collections::{BTreeMap, HashSet};

/// A word that begins one of so many names of known treaties says what kind of instrument it is (“traité”, “pacte”).
const ONE_BEGUN_IN: usize = 100;
/// A word that stands in one of so many names tells nothing (“entre”, “paix”).
const ONE_NAME_IN: usize = 50;

/// What a gazetteer knows, ready for [`super::merge`].
#[derive(Debug)]
pub struct Facts<'a> {
    gazetteer: &'a Gazetteer,
    fillers: HashSet<String>,
}

impl<'a> Facts<'a> {
    /// Costs one pass over the names of treaties and states.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        let mut begun: BTreeMap<String, usize> = BTreeMap::new();
        let mut holding: BTreeMap<String, usize> = BTreeMap::new();
        for treaty in &gazetteer.treaties {
            for word in label_words(treaty.label.split_whitespace().next().unwrap_or_default()) {
                *begun.entry(word).or_default() += 1;
            }
            for word in label_words(&treaty.label) {
                *holding.entry(word).or_default() += 1;
            }
        }
        let heads = begun.into_iter().filter(|(_, names)| names * ONE_BEGUN_IN >= gazetteer.treaties.len()).map(|(word, _)| word);
        let common = holding.into_iter().filter(|(_, names)| names * ONE_NAME_IN >= gazetteer.treaties.len()).map(|(word, _)| word);
        let of_states = gazetteer.actors.iter().filter(|actor| actor.kind == ActorKind::State).flat_map(|actor| label_words(&actor.label));
        Self { gazetteer, fillers: heads.chain(common).chain(of_states).collect() }
    }
}

impl Background for Facts<'_> {
    fn is_organisation(&self, code: &ActorCode) -> bool {
        self.gazetteer.actor(code).is_some_and(|actor| actor.kind != ActorKind::State)
    }

    fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool {
        self.gazetteer.is_succession(one, other)
    }

    fn person(&self, item: &Qid) -> Option<PersonFacts> {
        let person = self.gazetteer.person(item)?;
        Some(PersonFacts { label: person.label.clone(), names: person.names.clone(), states: person.states.clone() })
    }

    fn treaty(&self, item: &Qid) -> Option<TreatyFacts> {
        let treaty = self.gazetteer.treaty(item)?;
        Some(TreatyFacts { label: treaty.label.clone(), signed: treaty.signed })
    }

    fn is_filler(&self, word: &str) -> bool {
        self.fillers.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_tell_nothing() {
        let gazetteer = Gazetteer::compiled_in();
        let facts = Facts::new(&gazetteer);
        for word in ["traite", "accord", "pacte", "convention", "entre", "russie"] {
            assert!(facts.is_filler(word), "{word}");
        }
        for word in ["partenariat", "strategique", "amitie", "defense", "peche"] {
            assert!(!facts.is_filler(word), "{word}");
        }
    }
}
