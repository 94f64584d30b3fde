//! Journeys that no rule tells, held against gold: what the clues are weighed with.

use super::gold::Annotated;
use super::kind::Entry;
use super::said::{Rules, SaidDate, SaidVisit};
use crate::pipeline::Candidate;
use serde::Serialize;

/// A candidate, and whether gold has it.
#[derive(Debug, Clone, Serialize)]
pub struct Weighed {
    /// Id of the document.
    pub document: String,
    /// Who.
    pub visitor: String,
    /// The state.
    pub destination: String,
    /// From the person to the place.
    pub quote: String,
    /// What the person is held against: `place`, `event` or `stage`.
    pub model: &'static str,
    /// What the clues come to.
    pub points: i32,
    /// Does gold have the journey? `None` where gold leaves it open.
    pub right: Option<bool>,
    /// What speaks for and against it.
    pub clues: Vec<String>,
}

/// Tells of each candidate of a document whether gold has it.
#[must_use]
pub fn weighed(gold: &Annotated, candidates: Vec<Candidate>) -> Vec<Weighed> {
    let told = |candidate: Candidate| {
        let said = SaidVisit {
            visitor: candidate.visitor,
            wikidata: candidate.wikidata,
            destination: candidate.destination,
            place: String::new(),
            start: SaidDate::default(),
            kind: None,
            status: None,
            rules: Rules::new(),
        };
        let alike = || gold.visits.iter().filter(|visit| visit.likeness(&said) > 0.0);
        let right = if alike().any(|visit| !visit.optional()) { Some(true) } else { alike().next().is_none().then_some(false) };
        Weighed {
            document: gold.id.clone(),
            visitor: said.visitor,
            destination: said.destination.0.to_string(),
            quote: candidate.quote,
            model: candidate.model.as_str(),
            points: candidate.points,
            right,
            clues: candidate.clues,
        }
    };
    candidates.into_iter().map(told).collect()
}
