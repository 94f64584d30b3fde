//! Deeds: verbs of what somebody does, says or undergoes at a place. One line of the lexicon each, and the same rule for all of a kind.

use super::journey::{Goal, JourneyEntry, Needs, Visitor};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a verb tells that has a place of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// “a inauguré un lycée à Tachkent”.
    Done,
    /// “a déclaré mardi à Tachkent”: the place stands right behind the verb, or belongs to what is spoken of.
    Said,
    /// “a été ovationné à Tachkent”.
    Undergone,
}

/// `[deeds]`: verb → a sentence that must give a visit; “se promener” is reflexive.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Deeds {
    verbs: BTreeMap<String, String>,
    said: BTreeMap<String, String>,
    undergone: BTreeMap<String, String>,
    not: Vec<String>,
}

impl Deeds {
    /// An entry of the lexicon for each verb.
    pub(super) fn entries(self) -> impl Iterator<Item = (JourneyEntry, Option<Deed>)> {
        let Self { verbs, said, undergone, not } = self;
        let kinds = [(Deed::Done, verbs), (Deed::Said, said), (Deed::Undergone, undergone)];
        let all = kinds.into_iter().flat_map(|(deed, verbs)| verbs.into_iter().map(move |verb| (deed, verb)));
        all.map(move |(deed, (infinitive, example))| {
            let plain = infinitive.strip_prefix("se ").or_else(|| infinitive.strip_prefix("s'"));
            let entry = JourneyEntry {
                id: "deed".to_owned(),
                verb: Some(plain.unwrap_or(&infinitive).to_owned()),
                reflexive: plain.is_some(),
                visitor: if deed == Deed::Undergone { Visitor::Object } else { Visitor::Subject },
                goal: Goal::To,
                needs: Some(Needs::City),
                examples: vec![example],
                not: not.clone(),
                ..JourneyEntry::default()
            };
            (entry, Some(deed))
        })
    }
}
