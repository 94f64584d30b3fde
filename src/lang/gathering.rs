//! The words of events to which people of several states come: what tells of one, and who is said to be there.

use super::phrase::{Phrases, WordSet, word_set};
use super::verb::{VerbId, Verbs};
use crate::claim::VisitKind;
use crate::text::Token;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// `[gathering]` of `visits.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GatheringFile {
    #[serde(default)]
    nouns: BTreeMap<VisitKind, Vec<String>>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    represented: Vec<String>,
    #[serde(default)]
    meet: Vec<String>,
    #[serde(default)]
    leaders: Vec<String>,
    #[serde(default)]
    held: Vec<String>,
    #[serde(default)]
    taking_place: Vec<String>,
    #[serde(default)]
    signing: Vec<String>,
    #[serde(default)]
    meant: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
    #[serde(default)]
    topic: HashSet<String>,
    #[serde(default)]
    attending: Vec<String>,
    #[serde(default)]
    there: Vec<String>,
}

/// The words of events to which people of several states come, and of being there.
#[derive(Debug, Clone, Default)]
pub struct GatheringWords {
    /// “sommet”, “obsèques”, with the kind of visit that they make.
    nouns: Phrases<VisitKind>,
    /// Verbs of being there (“participer”, “assister”).
    pub verbs: Vec<VerbId>,
    /// “en présence de”, “ont pris place”.
    pub signs: WordSet,
    /// “excusé”: whoever is named beside it did not come.
    pub absent: WordSet,
    /// “représenté par”: whoever is named before it did not come, whoever is named behind it did.
    pub represented: WordSet,
    /// “se réunir”: leaders who do this make an event.
    pub meet: Vec<VerbId>,
    /// “se tenir”, “s'ouvrir”: said of what is an event.
    pub held: Vec<VerbId>,
    /// “aura lieu”, likewise.
    pub taking_place: WordSet,
    /// “signer”, “adopter”: where an instrument is the object, it is done at an event.
    pub signing: Vec<VerbId>,
    /// “dirigeants”, “chefs d'État”.
    pub leaders: WordSet,
    /// “la rencontre”: words that mean the event told of before.
    pub meant: WordSet,
    /// “conférence de presse”: what begins like one of them and is something else.
    pub other: WordSet,
    /// “consacré à”: what stands behind it is what an event is about.
    pub topic: HashSet<String>,
    /// “en marge du”: before a noun of events, what the clause tells was done there.
    pub attending: WordSet,
    /// “à la tribune”: what the clause tells was done at the event.
    pub there: WordSet,
}

impl GatheringWords {
    pub(super) fn build(file: GatheringFile, verbs: &Verbs, between: &HashSet<String>) -> Result<Self, String> {
        let mut words = Self {
            verbs: verbs.ids(&file.verbs, "[gathering]")?,
            signs: word_set(&file.signs).with_between(between),
            absent: word_set(&file.absent),
            represented: word_set(&file.represented),
            meet: verbs.ids(&file.meet, "[gathering] meet")?,
            taking_place: word_set(&file.taking_place),
            held: verbs.ids(&file.held, "[gathering] held")?,
            signing: verbs.ids(&file.signing, "[gathering] signing")?,
            leaders: word_set(&file.leaders),
            meant: word_set(&file.meant),
            other: word_set(&file.other),
            topic: file.topic,
            attending: word_set(&file.attending),
            there: word_set(&file.there),
            nouns: Phrases::default(),
        };
        for (kind, list) in file.nouns {
            list.iter().for_each(|noun| words.nouns.add(noun, kind));
        }
        Ok(words)
    }

    /// The noun of an event at a token: how many tokens long, and the kind of visit that it makes. “conférence de presse” is none.
    #[must_use]
    pub fn noun_at(&self, tokens: &[Token], at: usize) -> Option<(usize, VisitKind)> {
        let (length, kind) = self.nouns.at(tokens, at)?;
        self.other.length_at(tokens, at).is_none().then_some((length, *kind))
    }
}
