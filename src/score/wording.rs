//! Entries in one line for people, worded alike whether gold has them or the claims: `Sergueï Lavrov → GIN, Conakry (ongoing)`.

use crate::claim::{ActType, ActorCode, Office, Qid, TreatyKind, TreatyStatus, VisitKind, VisitStatus};
use std::fmt::{Formatter, Result};

pub(super) fn person(f: &mut Formatter<'_>, name: &str, office: Option<Office>, state: Option<&ActorCode>, qid: Option<&Qid>) -> Result {
    f.write_str(name)?;
    aside(f, &[office.map(Office::as_str), state.map(|state| state.0.as_str()), qid.map(Qid::as_str)])
}

pub(super) fn treaty(
    f: &mut Formatter<'_>,
    label: &str,
    parties: &[ActorCode],
    signed: Option<&str>,
    (kind, status): (Option<TreatyKind>, Option<TreatyStatus>),
) -> Result {
    write!(f, "{label} of {}", codes(parties))?;
    if let Some(date) = signed.filter(|date| !date.is_empty()) {
        write!(f, ", signed {date}")?;
    }
    aside(f, &[kind.map(TreatyKind::as_str), status.map(TreatyStatus::as_str)])
}

pub(super) fn act(
    f: &mut Formatter<'_>,
    act: ActType,
    (label, parties): (&str, &[ActorCode]),
    where_and_when: [Option<&str>; 2],
    by: &[ActorCode],
    happened: bool,
) -> Result {
    f.write_str(act.as_str())?;
    if !by.is_empty() {
        write!(f, " by {}", codes(by))?;
    }
    write!(f, ": {label} of {}", codes(parties))?;
    listed(f, where_and_when)?;
    aside(f, &[(!happened).then_some("not done")])
}

pub(super) fn visit(
    f: &mut Formatter<'_>,
    visitor: &str,
    destination: &ActorCode,
    where_and_when: [Option<&str>; 2],
    (kind, status): (Option<VisitKind>, Option<VisitStatus>),
) -> Result {
    write!(f, "{visitor} → {}", destination.0)?;
    listed(f, where_and_when)?;
    aside(f, &[kind.map(VisitKind::as_str), status.map(VisitStatus::as_str)])
}

/// `PRK-RUS`; `?` for none.
fn codes(codes: &[ActorCode]) -> String {
    if codes.is_empty() { "?".to_owned() } else { codes.iter().map(|code| code.0.as_str()).collect::<Vec<_>>().join("-") }
}

/// `, Conakry, 2024-06-03`; nothing for what is not known.
fn listed(f: &mut Formatter<'_>, words: [Option<&str>; 2]) -> Result {
    words.into_iter().flatten().filter(|word| !word.is_empty()).try_for_each(|word| write!(f, ", {word}"))
}

/// ` (official, ongoing)`; nothing for what is not known.
fn aside(f: &mut Formatter<'_>, words: &[Option<&str>]) -> Result {
    let words: Vec<&str> = words.iter().copied().flatten().collect();
    if words.is_empty() { Ok(()) } else { write!(f, " ({})", words.join(", ")) }
}
