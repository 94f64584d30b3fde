//! READ FIRST: how a document becomes its claims. Pure: the same document, language pack and gazetteer give the same claims.
//!
//! ```text
//! text ─▶ mention ─▶ resolve ─▶ event ─▶ claims
//! ```
//!
//! Everything here knows one document only, so documents may be read in any order, on any number of threads.

mod candidate;
mod evidence;
mod statement;
mod trace;

pub use candidate::Candidate;
pub use trace::{Note, Noted, Passage, Trace};

use crate::claim::{Claims, Reading};
use crate::document::Document;
use crate::event::{self, Events, Scene};
use crate::gazetteer::{Gazetteer, Sense};
use crate::lang::Pack;
use crate::mention;
use crate::resolve::{People, date, published};

/// The version of this program, as claims and stores record it.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// A language and a gazetteer, ready to read documents. Shared between threads.
#[derive(Debug)]
pub struct Reader {
    packs: Vec<Pack>,
    gazetteer: Gazetteer,
}

impl Reader {
    /// Reads French with what the program carries. Costs some 0.1 s.
    #[must_use]
    pub fn french() -> Self {
        Self { packs: vec![Pack::french()], gazetteer: Gazetteer::compiled_in() }
    }

    /// Reads with these language packs; the first is used for documents whose language is unsaid or has no pack.
    ///
    /// # Panics
    /// If there is no pack.
    #[must_use]
    pub fn new(packs: Vec<Pack>, gazetteer: Gazetteer) -> Self {
        assert!(!packs.is_empty(), "a reader needs a language");
        Self { packs, gazetteer }
    }

    /// What names things.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The language packs.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// With what documents are read: goes into every claim, and into the store.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            program: PROGRAM.to_owned(),
            lexicon: self.packs.iter().map(|pack| pack.hash.as_str()).collect::<Vec<_>>().join("+"),
            gazetteer: self.gazetteer.hash.clone(),
        }
    }

    /// What the document says. Linear in its length, but for resolution (figures × title mentions).
    #[must_use]
    pub fn read(&self, document: &Document) -> Claims {
        self.look(document, false, |_, _, claims| claims)
    }

    /// The same reading, sentence by sentence: what was recognised, which rules fired, which were blocked and why.
    #[must_use]
    pub fn trace(&self, document: &Document) -> Trace {
        self.look(document, true, |scene, events, claims| trace::trace(scene, events, &claims))
    }

    /// The journeys that no rule tells, asserted or not, with what speaks for and against each.
    #[must_use]
    pub fn candidates(&self, document: &Document) -> Vec<Candidate> {
        self.look(document, false, |scene, events, _| candidate::candidates(scene, events))
    }

    /// The one way from a document to its claims; `then` sees what lies between.
    fn look<T>(&self, document: &Document, noting: bool, then: impl FnOnce(&Scene, &Events, Claims) -> T) -> T {
        let pack = self.pack(document);
        let marked = mention::mark(&document.text, pack, &self.gazetteer);
        let published = document.published.or_else(|| published::printed(&marked, pack));
        let people = People::resolve(&marked, pack, &self.gazetteer, published);
        let headline = document.title.as_deref().map(|title| self.named_in(title, pack)).unwrap_or_default();
        let dates_before = date::told_before(&marked, published);
        let scene = Scene {
            marked: &marked,
            people: &people,
            pack,
            gazetteer: &self.gazetteer,
            published,
            dates_before: &dates_before,
            headline: &headline,
            topic: None,
            stage: &[],
            gatherings: &[],
        };
        let events = event::read(&scene, noting);
        let claims = statement::claims(document, &scene, &events, self.reading());
        then(&scene, &events, claims)
    }

    /// The states that a title names, by name, adjective or town.
    fn named_in(&self, title: &str, pack: &Pack) -> Vec<u32> {
        let state = |name: &mention::NameMention| match name.sense {
            Sense::State(actor) | Sense::Demonym(actor) | Sense::Seat(actor) => Some(actor),
            Sense::Place(place) => self.gazetteer.actor_index(&self.gazetteer.places[place as usize].state),
            _ => None,
        };
        mention::mark(title, pack, &self.gazetteer).names.iter().filter_map(state).collect()
    }

    fn pack(&self, document: &Document) -> &Pack {
        let wanted = document.language.as_deref().map(|language| language.split('-').next().unwrap_or_default());
        self.packs.iter().find(|pack| Some(pack.id.as_str()) == wanted).unwrap_or(&self.packs[0])
    }
}
