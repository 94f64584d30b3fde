//! Who and what is known: states, seats of power, places, organisations, people with their terms of office, treaties.
//!
//! Facts name things and settle who is who; they are never evidence for an event. Made from tab-separated files (compiled in, or handed
//! over as text by the caller); this module touches no file. Looked up by folded name ([`crate::text::fold::name_key`]), by code, by id.

mod names;
mod rows;
mod terms;

pub use names::{Entry, NameIndex, Sense};
pub use terms::{Term, TermIndex};

use crate::claim::{ActorCode, Qid, TreatyKind};
use crate::document::sha256;
use crate::period::Period;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A state or an organisation.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Unique among states and organisations.
    pub code: ActorCode,
    /// Wikidata id, where known.
    pub qid: Option<Qid>,
    /// State, organisation, agency …
    pub kind: ActorKind,
    /// Usual French name.
    pub label: String,
    /// Usual English name.
    pub label_en: String,
    /// ISO 3166-1 alpha-2, for states that have one.
    pub iso2: String,
    /// Usual French name of the capital.
    pub capital: Option<String>,
    /// Of an organisation, the town of its headquarters.
    pub seat: Option<String>,
    /// Codes of what came after it.
    pub successors: Vec<ActorCode>,
    /// It is no state of its own, but part of another.
    pub territory: bool,
    /// Of a territory the state that it belongs to, of a state the one that lies all around it.
    pub within: Option<ActorCode>,
    /// First and last year, for former states.
    pub years: (Option<i16>, Option<i16>),
}

/// What kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// Sovereign, former, territory or other: whatever has a code in states.tsv.
    State,
    /// An international organisation, which may be a party.
    International,
    /// An armed group, which may be a party to a peace accord.
    ArmedGroup,
    /// A ministry, news agency or other body: known so that it is taken for nothing else.
    Body,
}

/// A town, site or region.
#[derive(Debug, Clone)]
pub struct Place {
    /// Usual French name.
    pub name: String,
    /// Wikidata id, where known.
    pub qid: Option<Qid>,
    /// The state it lies in.
    pub state: ActorCode,
    /// It is the capital of that state.
    pub capital: bool,
    /// Its name means other things too: a preposition of place must stand before it.
    pub ambiguous: bool,
}

/// A known person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Wikidata id.
    pub qid: Qid,
    /// Usual French name.
    pub label: String,
    /// Other full names.
    pub names: Vec<String>,
    /// States whose offices it held, or of which it is a citizen.
    pub states: Vec<ActorCode>,
    /// `male`, `female`, or empty.
    pub gender: String,
    /// ISO date or year, or empty.
    pub death: String,
    /// ISO date or year, or empty.
    pub birth: String,
    /// Number of Wikipedias; 0 if unknown.
    pub rank: u32,
}

/// A known treaty.
#[derive(Debug, Clone)]
pub struct KnownTreaty {
    /// Wikidata id, where known.
    pub qid: Option<Qid>,
    /// Usual French name.
    pub label: String,
    /// Its form.
    pub kind: Option<TreatyKind>,
    /// Its parties, where they are few and sure.
    pub parties: Vec<ActorCode>,
    /// Date of signature.
    pub signed: Option<Period>,
    /// The name is too general to be known by alone.
    pub generic: bool,
}

/// The files, as text.
pub type GazetteerFiles = BTreeMap<String, String>;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// A row that does not fit its header; the source has the line.
    #[error("{file}: {source}")]
    Row {
        /// File name.
        file: &'static str,
        /// What the reader says, with the line.
        source: csv::Error,
    },
    /// A value that cannot be.
    #[error("{file}, {row}: {message}")]
    Value {
        /// File name.
        file: &'static str,
        /// First column of the row.
        row: String,
        /// The value and what is wrong with it.
        message: String,
    },
}

/// All that is known, ready to look up.
#[derive(Debug)]
pub struct Gazetteer {
    /// SHA-256 over the files in the order of their names.
    pub hash: String,
    /// States, then organisations.
    pub actors: Vec<Actor>,
    /// Towns and sites.
    pub places: Vec<Place>,
    /// People.
    pub people: Vec<Person>,
    /// Treaties.
    pub treaties: Vec<KnownTreaty>,
    /// Every name of all of these.
    pub names: NameIndex,
    /// Terms of office.
    pub terms: TermIndex,
    by_code: HashMap<ActorCode, usize>,
    by_qid: HashMap<Qid, usize>,
    treaty_by_qid: HashMap<Qid, usize>,
    given_names: HashSet<String>,
}

impl Gazetteer {
    /// The gazetteer that the program carries.
    ///
    /// # Panics
    /// Never in a released program: a test loads it.
    #[must_use]
    pub fn compiled_in() -> Self {
        macro_rules! files {
            ($($name:literal),+) => {
                GazetteerFiles::from([$(($name.to_owned(), include_str!(concat!("../../ontology/gazetteer/", $name)).to_owned())),+])
            };
        }
        Self::load(&files!("states.tsv", "seats.tsv", "places.tsv", "organisations.tsv", "people.tsv", "terms.tsv", "treaties.tsv"))
            .expect("the compiled-in gazetteer is sound")
    }

    /// Makes a gazetteer of its files; a missing file is an empty one.
    pub fn load(files: &GazetteerFiles) -> Result<Self, GazetteerError> {
        let mut all = String::new();
        for (name, text) in files {
            all.push_str(name);
            all.push('\0');
            all.push_str(text);
            all.push('\0');
        }
        rows::read(files, sha256(all.as_bytes()))
    }

    /// The state or organisation of that code.
    #[must_use]
    pub fn actor(&self, code: &ActorCode) -> Option<&Actor> {
        self.by_code.get(code).map(|at| &self.actors[*at])
    }

    /// Index of the state or organisation of that code.
    #[must_use]
    pub fn actor_index(&self, code: &ActorCode) -> Option<u32> {
        self.by_code.get(code).and_then(|at| u32::try_from(*at).ok())
    }

    /// The person of that id.
    #[must_use]
    pub fn person(&self, qid: &Qid) -> Option<&Person> {
        self.by_qid.get(qid).map(|at| &self.people[*at])
    }

    /// Index of the person of that id.
    #[must_use]
    pub fn person_index(&self, qid: &Qid) -> Option<usize> {
        self.by_qid.get(qid).copied()
    }

    /// The treaty of that id.
    #[must_use]
    pub fn treaty(&self, qid: &Qid) -> Option<&KnownTreaty> {
        self.treaty_by_qid.get(qid).map(|at| &self.treaties[*at])
    }

    /// Is the folded word the given name of several known people?
    #[must_use]
    pub fn is_given_name(&self, folded: &str) -> bool {
        self.given_names.contains(folded)
    }

    /// Does the second lie all within the first (the Vatican in Italy)?
    #[must_use]
    pub fn encloses(&self, around: u32, inside: u32) -> bool {
        self.actors[inside as usize].within.as_ref() == Some(&self.actors[around as usize].code)
    }

    /// Is the second a territory of the first (Martinique and France)?
    #[must_use]
    pub fn owns(&self, state: u32, territory: u32) -> bool {
        self.actors[territory as usize].territory && self.encloses(state, territory)
    }

    /// Did the two follow one another?
    #[must_use]
    pub fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool {
        let follows = |a: &ActorCode, b: &ActorCode| self.actor(a).is_some_and(|actor| actor.successors.contains(b));
        follows(one, other) || follows(other, one)
    }
}
