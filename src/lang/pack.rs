//! One language pack: its files, read and made into typed rules.

use super::date_rule::{DateFile, DateWords};
use super::instrument::{InstrumentFile, InstrumentWords};
use super::journey::{JourneyFile, JourneyWords};
use super::office::OfficeWords;
use super::phrase::{WordSet, word_set};
use super::verb::Verbs;
use crate::document::sha256;
use crate::text::page::FurnitureRule;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashSet};

/// The files of a pack by name (`language.toml`), as text. Callers read folders; a pack does not.
pub type PackFiles = BTreeMap<String, String>;

/// A pack that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not TOML, or not what the file must hold; the message has line and column.
    #[error("{file}: {message}")]
    Malformed {
        /// File name inside the pack.
        file: String,
        /// What the TOML parser says.
        message: String,
    },
    /// Well-formed, but an entry refers to nothing or cannot be.
    #[error("{file}: {message}")]
    Meaningless {
        /// File name inside the pack.
        file: String,
        /// Entry and value.
        message: String,
    },
}

/// `language.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageFile {
    id: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(default)]
    honorifics: Vec<String>,
    #[serde(default)]
    particles: Vec<String>,
    #[serde(default)]
    thing_nouns: Vec<String>,
    #[serde(default)]
    not_names: Vec<String>,
    #[serde(default)]
    organisation_words: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default)]
    conjunctions: Vec<String>,
    #[serde(default)]
    clause_words: Vec<String>,
    #[serde(default)]
    relative: Vec<String>,
    #[serde(default)]
    pronouns_m: Vec<String>,
    #[serde(default)]
    pronouns_f: Vec<String>,
    #[serde(default)]
    pronouns_plural: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    place_prepositions: Vec<String>,
    #[serde(default)]
    negations: Vec<String>,
    #[serde(default)]
    negation_words: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    clitics: Vec<String>,
    #[serde(default)]
    attribution: Vec<String>,
    #[serde(default)]
    counterparts: Vec<String>,
    #[serde(default)]
    both_states: Vec<String>,
    #[serde(default)]
    other_dates: Vec<String>,
    #[serde(default)]
    government: Vec<String>,
    #[serde(default)]
    including: Vec<String>,
    #[serde(default)]
    first_time: Vec<String>,
    #[serde(default)]
    since: Vec<String>,
    #[serde(default)]
    visitor_nouns: Vec<String>,
    #[serde(default)]
    day_parts: Vec<String>,
    #[serde(default)]
    helpers: Helpers,
}

/// The helping verbs, by infinitive.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Helpers {
    #[serde(default)]
    perfect: Vec<String>,
    #[serde(default)]
    duty: Vec<String>,
    #[serde(default)]
    doubt: Vec<String>,
    #[serde(default)]
    near_future: Vec<String>,
    #[serde(default)]
    passive: Vec<String>,
}

/// `page.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    #[serde(default)]
    furniture: Vec<FurnitureEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureEntry {
    id: String,
    line: String,
    #[serde(default)]
    to_end: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "marks entries for readers of the file")]
    credit: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Word classes that the engine needs before any rule.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is explained beside its list in language.toml")]
pub struct Words {
    pub abbreviations: HashSet<String>,
    pub honorifics: WordSet,
    pub particles: HashSet<String>,
    pub thing_nouns: WordSet,
    pub not_names: HashSet<String>,
    pub organisation_words: HashSet<String>,
    pub articles: HashSet<String>,
    pub conjunctions: HashSet<String>,
    pub clause_words: HashSet<String>,
    pub relative: HashSet<String>,
    pub pronouns_m: WordSet,
    pub pronouns_f: WordSet,
    pub pronouns_plural: WordSet,
    pub prepositions: HashSet<String>,
    pub place_prepositions: HashSet<String>,
    pub negations: HashSet<String>,
    pub negation_words: HashSet<String>,
    pub adverbs: HashSet<String>,
    pub clitics: HashSet<String>,
    pub attribution: WordSet,
    pub counterparts: WordSet,
    pub both_states: WordSet,
    pub other_dates: HashSet<String>,
    pub government: WordSet,
    pub including: WordSet,
    pub first_time: HashSet<String>,
    pub since: HashSet<String>,
    pub visitor_nouns: WordSet,
    pub day_parts: HashSet<String>,
    /// Helping verbs that make a perfect or a passive (avoir, être).
    pub perfect: Vec<super::VerbId>,
    pub passive: Vec<super::VerbId>,
    pub duty: Vec<super::VerbId>,
    pub doubt: Vec<super::VerbId>,
    pub near_future: Vec<super::VerbId>,
}

/// A language, ready to read with.
#[derive(Debug, Clone)]
pub struct Pack {
    /// BCP 47 primary subtag.
    pub id: String,
    /// SHA-256 over the files in the order of their names.
    pub hash: String,
    /// Word classes.
    pub words: Words,
    /// Verb forms.
    pub verbs: Verbs,
    /// Titles.
    pub offices: OfficeWords,
    /// Dates.
    pub dates: DateWords,
    /// Visits.
    pub journeys: JourneyWords,
    /// Treaties and acts.
    pub instruments: InstrumentWords,
    /// Signs of page furniture.
    pub page: Vec<FurnitureRule>,
    /// Lines that a furniture rule must take, and must leave: (rule, line, takes).
    pub page_examples: Vec<(String, String, bool)>,
}

impl Pack {
    /// Makes a pack of its files. Only `language.toml` and `dates.toml` must be there; a pack without visits reads no visits.
    pub fn load(files: &PackFiles) -> Result<Self, PackError> {
        let mut all = String::new();
        for (name, text) in files {
            all.push_str(name);
            all.push('\0');
            all.push_str(text);
            all.push('\0');
        }
        let language: LanguageFile = parse(files, "language.toml")?;
        let id = language.id.clone();
        let meaningless = |file: &str| {
            let file = file.to_owned();
            move |message: String| PackError::Meaningless { file: file.clone(), message }
        };
        let verbs = Verbs::build(parse(files, "verbs.toml")?).map_err(meaningless("verbs.toml"))?;
        let offices = OfficeWords::build(parse(files, "offices.toml")?);
        let dates = DateWords::build(parse::<DateFile>(files, "dates.toml")?, &id).map_err(meaningless("dates.toml"))?;
        let journeys = JourneyWords::build(parse::<JourneyFile>(files, "visits.toml")?, &verbs, &id).map_err(meaningless("visits.toml"))?;
        let instruments =
            InstrumentWords::build(parse::<InstrumentFile>(files, "treaties.toml")?, &verbs, &id).map_err(meaningless("treaties.toml"))?;
        let page_file: PageFile = parse(files, "page.toml")?;
        let mut page = Vec::new();
        let mut page_examples = Vec::new();
        for entry in page_file.furniture {
            let line = regex::Regex::new(&entry.line).map_err(|error| PackError::Meaningless {
                file: "page.toml".into(),
                message: format!("furniture “{}”: {error}", entry.id),
            })?;
            page_examples.extend(entry.examples.into_iter().map(|line| (entry.id.clone(), line, true)));
            page_examples.extend(entry.not.into_iter().map(|line| (entry.id.clone(), line, false)));
            page.push(FurnitureRule { id: entry.id, line, to_end: entry.to_end });
        }
        let words = words(&language, &verbs).map_err(meaningless("language.toml"))?;
        Ok(Self { id, hash: sha256(all.as_bytes()), words, verbs, offices, dates, journeys, instruments, page, page_examples })
    }

    /// The French pack that the program carries.
    ///
    /// # Panics
    /// Never in a released program: a test loads it.
    #[must_use]
    pub fn french() -> Self {
        Self::load(&french_files()).expect("the compiled-in French pack is sound")
    }
}

macro_rules! compiled_in {
    ($($name:literal),+) => {
        BTreeMap::from([$(($name.to_owned(), include_str!(concat!("../../ontology/lexicon/fr/", $name)).to_owned())),+])
    };
}

fn french_files() -> PackFiles {
    compiled_in!("language.toml", "verbs.toml", "offices.toml", "dates.toml", "visits.toml", "treaties.toml", "page.toml")
}

fn parse<T: DeserializeOwned>(files: &PackFiles, name: &str) -> Result<T, PackError> {
    let text = files.get(name).map_or("", String::as_str);
    toml::from_str(text).map_err(|error| PackError::Malformed { file: name.to_owned(), message: error.to_string() })
}

fn words(file: &LanguageFile, verbs: &Verbs) -> Result<Words, String> {
    let set = |list: &[String]| list.iter().cloned().collect::<HashSet<_>>();
    let ids = |list: &[String]| {
        list.iter()
            .map(|verb| verbs.id(verb).ok_or_else(|| format!("the helper “{verb}” is not in verbs.toml")))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Words {
        abbreviations: set(&file.abbreviations),
        honorifics: word_set(&file.honorifics),
        particles: set(&file.particles),
        thing_nouns: word_set(&file.thing_nouns),
        not_names: set(&file.not_names),
        organisation_words: set(&file.organisation_words),
        articles: set(&file.articles),
        conjunctions: set(&file.conjunctions),
        clause_words: set(&file.clause_words),
        relative: set(&file.relative),
        pronouns_m: word_set(&file.pronouns_m),
        pronouns_f: word_set(&file.pronouns_f),
        pronouns_plural: word_set(&file.pronouns_plural),
        prepositions: set(&file.prepositions),
        place_prepositions: set(&file.place_prepositions),
        negations: set(&file.negations),
        negation_words: set(&file.negation_words),
        adverbs: set(&file.adverbs),
        clitics: set(&file.clitics),
        attribution: word_set(&file.attribution),
        counterparts: word_set(&file.counterparts),
        both_states: word_set(&file.both_states),
        other_dates: set(&file.other_dates),
        government: word_set(&file.government),
        including: word_set(&file.including),
        first_time: set(&file.first_time),
        since: set(&file.since),
        visitor_nouns: word_set(&file.visitor_nouns),
        day_parts: set(&file.day_parts),
        perfect: ids(&file.helpers.perfect)?,
        passive: ids(&file.helpers.passive)?,
        duty: ids(&file.helpers.duty)?,
        doubt: ids(&file.helpers.doubt)?,
        near_future: ids(&file.helpers.near_future)?,
    })
}
