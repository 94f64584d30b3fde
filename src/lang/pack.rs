//! One language pack: its files, read and made into typed rules.

use super::date_rule::{DateFile, DateWords};
use super::instrument::{InstrumentFile, InstrumentWords};
use super::journey::{JourneyFile, JourneyWords};
use super::likely::LikelyWords;
use super::office::OfficeWords;
use super::verb::Verbs;
use super::words::Words;
use crate::document::sha256;
use crate::text::page::FurnitureRule;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

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
    /// What speaks for journeys that no rule tells.
    pub likely: LikelyWords,
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
        let mut words: Words = parse(files, "language.toml")?;
        let id = words.id.clone();
        let meaningless = |file: &str| {
            let file = file.to_owned();
            move |message: String| PackError::Meaningless { file: file.clone(), message }
        };
        let verbs = Verbs::build(parse(files, "verbs.toml")?).map_err(meaningless("verbs.toml"))?;
        let offices = OfficeWords::build(parse(files, "offices.toml")?, &verbs).map_err(meaningless("offices.toml"))?;
        let dates = DateWords::build(parse::<DateFile>(files, "dates.toml")?, &id).map_err(meaningless("dates.toml"))?;
        let journeys = JourneyWords::build(parse::<JourneyFile>(files, "visits.toml")?, &verbs, &id, &words.between_words)
            .map_err(meaningless("visits.toml"))?;
        let likely = parse(files, "likely.toml")?;
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
        words.find_helpers(&verbs).map_err(meaningless("language.toml"))?;
        Ok(Self { id, hash: sha256(all.as_bytes()), words, verbs, offices, dates, journeys, likely, instruments, page, page_examples })
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
    compiled_in!("language.toml", "verbs.toml", "offices.toml", "dates.toml", "visits.toml", "likely.toml", "treaties.toml", "page.toml")
}

fn parse<T: DeserializeOwned>(files: &PackFiles, name: &str) -> Result<T, PackError> {
    let text = files.get(name).map_or("", String::as_str);
    toml::from_str(text).map_err(|error| PackError::Malformed { file: name.to_owned(), message: error.to_string() })
}
