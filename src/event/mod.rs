//! Rules over sentences: visits, instruments and their acts, with roles, status and the words they rest on.
//!
//! A rule says where its word keeps its roles; this module finds them. What cannot be settled is an abstention, with the reason.

mod act;
mod clause;
mod frame;
mod goal;
mod instrument;
mod journey;
mod scene;
mod treaty;
mod visit;

pub use instrument::InstrumentMention;
pub use scene::Scene;
pub use treaty::{ActFound, TreatyFound};
pub use visit::{DateFound, VisitFound};

use std::ops::Range;

/// Something that looked like a statement, and why it was not asserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// `visit`, `treaty`, `act`.
    pub what: &'static str,
    /// The words.
    pub tokens: Range<usize>,
    /// The rule that fired.
    pub rule: String,
    /// Why, in one English sentence.
    pub reason: String,
}

/// The events of one document.
#[derive(Debug, Default)]
pub struct Events {
    /// One for each journey of one person to one state.
    pub visits: Vec<VisitFound>,
    /// One for each instrument that the text treats as one thing.
    pub treaties: Vec<TreatyFound>,
    /// What was not asserted.
    pub withheld: Vec<Withheld>,
}

/// Reads the events of a text.
#[must_use]
pub fn read(scene: &Scene) -> Events {
    let mut withheld = Vec::new();
    let treaties = treaty::read(scene, &mut withheld);
    // Twice: the first reading tells whose journey the text is about, the second takes up what is said of it without a name.
    let first = visit::candidates(scene, None, &mut Vec::new());
    let lead = frame::lead(scene, &first);
    let mut candidates = if lead.is_some() { visit::candidates(scene, lead.as_ref(), &mut withheld) } else { first };
    frame::fill(scene, lead.as_ref(), &mut candidates);
    let visits = journey::gather(scene, candidates, &mut withheld);
    Events { visits, treaties, withheld }
}

/// Token ranges as one that holds both.
fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
