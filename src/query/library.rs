//! The named queries and the laws of the graph, compiled in. Each is a file of `queries/`, which holds all that is
//! known of it; here is only the list (a test holds it against the folder). Called by `cli`, `serve` and tests.

use super::nearest;

/// A query of `queries/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedQuery {
    /// The file's name without `.rq`.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

/// No query has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no query “{name}”{}; `depeche query --list` shows them all, and a file is given as a path ending in .rq", suggestion(*.nearest))]
pub struct UnknownQuery {
    /// As given.
    pub name: String,
    /// The name it is like.
    pub nearest: Option<&'static str>,
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!(" (did you mean “{name}”?)"))
}

macro_rules! queries {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(NamedQuery { name: $name, text: include_str!(concat!("../../queries/", $folder, $name, ".rq")) }),*]
    };
}

/// In the order of their names.
static NAMED: &[NamedQuery] = queries!["":
    "abstentions",
    "announced-never-made",
    "disagreements",
    "document-acts",
    "document-people",
    "document-states",
    "document-treaties",
    "document-visits",
    "documents",
    "evidence",
    "joins",
    "people",
    "possibly-same",
    "replaced-treaties",
    "signed-during-visits",
    "single-source",
    "states",
    "succession",
    "tours",
    "treaties",
    "treaty-timeline",
    "visits",
    "who-visited-whom",
];

/// In the order of their names.
static CHECKS: &[NamedQuery] = queries!["check/":
    "act-after-end",
    "blank-node",
    "bounds-reversed",
    "date-without-bounds",
    "disagreement-of-one",
    "document-without-origin",
    "event-without-witness",
    "evidence-without-selectors",
    "in-force-before-signature",
    "merged-class-in-document",
    "partial-date",
    "quote-of-other-length",
    "quote-past-the-end",
    "replaced-is-younger",
    "report-without-evidence",
    "role-without-evidence",
    "treaty-replaces-itself",
    "visit-at-home",
    "visit-ends-before-start",
    "visit-without-destination",
    "visit-without-visitor",
    "witness-of-other-class",
    "witness-without-report",
];

/// Every named query, by name.
#[must_use]
pub fn named() -> &'static [NamedQuery] {
    NAMED
}

/// Every law, by name: each must find nothing.
#[must_use]
pub fn checks() -> &'static [NamedQuery] {
    CHECKS
}

/// The query of that name.
pub fn find(name: &str) -> Result<NamedQuery, UnknownQuery> {
    NAMED
        .iter()
        .copied()
        .find(|query| query.name == name)
        .ok_or_else(|| UnknownQuery { name: name.to_owned(), nearest: nearest(name, NAMED.iter().map(|query| query.name)) })
}
