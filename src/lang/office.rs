//! Offices of a language: titles and what each means.

use super::phrase::{Phrases, WordSet};
use super::verb::{VerbId, Verbs};
use crate::claim::{ActorCode, Office};
use serde::Deserialize;
use std::collections::HashSet;

/// `offices.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeFile {
    #[serde(default)]
    former: WordSet,
    #[serde(default)]
    appositive: WordSet,
    #[serde(default)]
    ranks: HashSet<String>,
    #[serde(default)]
    charged: HashSet<String>,
    #[serde(default)]
    qualifiers: WordSet,
    #[serde(default)]
    parties: HashSet<String>,
    #[serde(default)]
    successors: HashSet<String>,
    #[serde(default)]
    respectively: HashSet<String>,
    #[serde(default)]
    field_endings: Vec<String>,
    #[serde(default)]
    becoming: Vec<String>,
    #[serde(default)]
    field: Vec<FieldEntry>,
    #[serde(default)]
    office: Vec<OfficeEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    office: Office,
    fields: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeEntry {
    office: Office,
    titles: Vec<String>,
    #[serde(default)]
    domain: bool,
    only_state: Option<ActorCode>,
    state: Option<ActorCode>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    given_name: bool,
    #[serde(default)]
    examples: Vec<String>,
}

/// What a title means.
#[derive(Debug, Clone)]
pub struct OfficeRule {
    /// The office of the closed list.
    pub office: Office,
    /// The title goes on with a field (“de la Santé”).
    pub domain: bool,
    /// This reading holds for that state only.
    pub only_state: Option<ActorCode>,
    /// The title itself names the state.
    pub state: Option<ActorCode>,
    /// Meant of several people (“les présidents X et Y”).
    pub plural: bool,
    /// Whoever bears it speaks for a state, a parliament, a church or an organisation (a singer does not).
    pub public: bool,
    /// Whoever bears it goes by a given name (“la reine Mathilde”).
    pub given_name: bool,
}

/// All titles.
#[derive(Debug, Clone, Default)]
pub struct OfficeWords {
    /// Title → its readings.
    pub titles: Phrases<OfficeRule>,
    /// “ex”, “ancien”.
    pub former: WordSet,
    /// What may stand between a comma and a title.
    pub appositive: WordSet,
    /// “adjoint”, “spécial”: behind a title, they belong to it.
    pub ranks: HashSet<String>,
    /// “chargé”, “auprès”: a field follows.
    pub charged: HashSet<String>,
    /// “par intérim”: behind a title and its state, part of it.
    pub qualifiers: WordSet,
    /// “parti”, “mouvement”: whoever heads one leads a party.
    pub parties: HashSet<String>,
    /// “successeur”: of the office of the one named before.
    pub successors: HashSet<String>,
    /// “respectivement”: of several people each has one of several fields.
    pub respectively: HashSet<String>,
    /// How adjectives of a field end (“étrangères”).
    pub field_endings: Vec<String>,
    /// “être”, “nommer”: the title behind is that of the subject.
    pub becoming: Vec<VerbId>,
    /// “Affaires étrangères”: the office of whoever has this field.
    pub fields: Phrases<Office>,
    /// Sentences in which a person with an office must be found; run by the tests.
    pub examples: Vec<(Office, String)>,
}

impl OfficeWords {
    pub(super) fn build(file: OfficeFile, verbs: &Verbs) -> Result<Self, String> {
        let mut words = Self {
            former: file.former,
            appositive: file.appositive,
            ranks: file.ranks,
            charged: file.charged,
            qualifiers: file.qualifiers,
            parties: file.parties,
            successors: file.successors,
            respectively: file.respectively,
            field_endings: file.field_endings,
            becoming: file
                .becoming
                .iter()
                .map(|verb| verbs.id(verb).ok_or_else(|| format!("becoming: the verb “{verb}” is not in verbs.toml")))
                .collect::<Result<_, _>>()?,
            ..Self::default()
        };
        for entry in file.field {
            entry.fields.iter().for_each(|field| words.fields.add(field, entry.office));
        }
        for entry in file.office {
            for title in &entry.titles {
                // The plural is told by the title's first word.
                let plural = title.split([' ', '-']).next().is_some_and(|first| first.ends_with('s'));
                let rule = OfficeRule {
                    office: entry.office,
                    domain: entry.domain,
                    only_state: entry.only_state.clone(),
                    state: entry.state.clone(),
                    plural,
                    public: !entry.private,
                    given_name: entry.given_name,
                };
                words.titles.add(title, rule);
            }
            words.examples.extend(entry.examples.into_iter().map(|example| (entry.office, example)));
        }
        Ok(words)
    }
}
