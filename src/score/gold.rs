//! Annotations: one JSON object a line, a document's own fields and what a careful reader would put on record.

use super::wording;
use crate::claim::{ActType, ActorCode, Office, Qid, TreatyKind, TreatyStatus, VisitKind, VisitStatus};
use serde::Deserialize;
use std::fmt;

/// One annotated document, without its own fields but the id and the text.
#[derive(Debug, Clone, Deserialize)]
pub struct Annotated {
    /// The document's id.
    pub id: String,
    /// The document's text.
    pub text: String,
    #[serde(default)]
    pub(super) states: Vec<GoldState>,
    #[serde(default)]
    pub(super) people: Vec<GoldPerson>,
    #[serde(default)]
    pub(super) treaties: Vec<GoldTreaty>,
    #[serde(default)]
    pub(super) visits: Vec<GoldVisit>,
}

/// A line that is no annotated document.
#[derive(Debug, thiserror::Error)]
#[error("line {line} is no annotated document: {cause}")]
pub struct GoldError {
    line: usize,
    cause: serde_json::Error,
}

impl Annotated {
    /// All lines of a file that are not empty.
    pub fn read(text: &str) -> Result<Vec<Self>, GoldError> {
        let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        filled.map(|(at, line)| serde_json::from_str(line).map_err(|cause| GoldError { line: at + 1, cause })).collect()
    }
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldState {
    pub(super) iso3: ActorCode,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldPerson {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) qid: Option<Qid>,
    pub(super) office: Option<Office>,
    pub(super) state: Option<ActorCode>,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldTreaty {
    pub(super) label: String,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    pub(super) kind: Option<TreatyKind>,
    #[serde(default)]
    pub(super) parties: Vec<ActorCode>,
    #[serde(default = "yes")]
    pub(super) parties_complete: bool,
    pub(super) signed: Option<String>,
    pub(super) status: Option<TreatyStatus>,
    #[serde(default)]
    pub(super) acts: Vec<GoldAct>,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldAct {
    #[serde(rename = "type")]
    pub(super) act: ActType,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    #[serde(default)]
    pub(super) by: Vec<ActorCode>,
    #[serde(default = "yes")]
    pub(super) happened: bool,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldVisit {
    pub(super) visitor: String,
    pub(super) visitor_qid: Option<Qid>,
    #[serde(default)]
    pub(super) visitor_aliases: Vec<String>,
    pub(super) destination: ActorCode,
    pub(super) place: Option<String>,
    pub(super) start: Option<String>,
    pub(super) kind: Option<VisitKind>,
    pub(super) status: Option<VisitStatus>,
    #[serde(default)]
    pub(super) optional: bool,
}

impl fmt::Display for GoldState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso3.0)
    }
}

impl fmt::Display for GoldPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wording::person(f, &self.name, self.office, self.state.as_ref(), self.qid.as_ref())
    }
}

impl fmt::Display for GoldTreaty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wording::treaty(f, &self.label, &self.parties, self.signed.as_deref(), (self.kind, self.status))
    }
}

impl fmt::Display for GoldVisit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = [self.place.as_deref(), self.start.as_deref()];
        wording::visit(f, &self.visitor, &self.destination, when, (self.kind, self.status))
    }
}

fn yes() -> bool {
    true
}
