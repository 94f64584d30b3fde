//! Claims as `extract` prints them, read back: JSON Lines that may come from anywhere, so every reference is checked
//! before merge relies on it. Not the claims themselves (that is `claim`). Called by `cli`.

use super::lines::{Met, next_line};
use super::{Place, plain};
use crate::claim::{CLAIMS_VERSION, Claims, DateSaid, EvidenceId, LocalId, PlaceSaid};
use std::collections::BTreeSet;
use std::io::{BufReader, Read};

/// The longest line that is read. A document of the default limit, dense with events, gives a tenth of this.
const LONGEST: usize = 1_000_000_000;

/// A line that is not the claims of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct RefusedClaims {
    /// Which line.
    pub place: Place,
    /// Why.
    pub reason: ClaimsReason,
}

/// Why a line of claims is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsReason {
    /// The stream broke off.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// No document gives so many claims.
    #[error("it is longer than {LONGEST} bytes")]
    TooLong,
    /// Not JSON, or JSON of something else.
    #[error("it is not the claims of a document: column {column}: {message}")]
    NotClaims {
        /// Counted from one, in bytes.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// Made by an earlier or later program.
    #[error("its claims are of version {found}; this program reads version {CLAIMS_VERSION}")]
    OtherVersion {
        /// The version that the line gives.
        found: u32,
    },
    /// The line was not made by `extract`, or was changed since.
    #[error("{0}")]
    Inconsistent(Inconsistency),
}

/// Claims that refer to what is not in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Inconsistency {
    /// An index past the end of the evidence.
    #[error("there is no evidence number {0}")]
    NoEvidence(u32),
    /// A quote that is not what its span says.
    #[error("the words “{quote}” are not {bytes} bytes long")]
    QuoteLength {
        /// The words.
        quote: String,
        /// The length of the span.
        bytes: usize,
    },
    /// A visitor, host or signatory that is not among the people.
    #[error("there is no person “{0}”")]
    NoPerson(String),
    /// An instrument that is not among the treaties.
    #[error("there is no treaty “{0}”")]
    NoTreaty(String),
    /// One id, two nodes.
    #[error("“{0}” names two things")]
    Twice(String),
}

/// The lines of one stream of claims; empty ones are passed by.
#[derive(Debug)]
pub struct ClaimsLines<R: Read> {
    reader: BufReader<R>,
    source: String,
    number: u64,
    line: Vec<u8>,
    broken: bool,
}

impl<R: Read> ClaimsLines<R> {
    /// `source` is what messages call the stream.
    pub fn new(reader: R, source: impl Into<String>) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), source: source.into(), number: 0, line: Vec::new(), broken: false }
    }

    fn refuse(&self, reason: ClaimsReason) -> RefusedClaims {
        RefusedClaims { place: Place { source: self.source.clone(), line: Some(self.number) }, reason }
    }
}

impl<R: Read> Iterator for ClaimsLines<R> {
    type Item = Result<Claims, RefusedClaims>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.broken {
            self.number += 1;
            match next_line(&mut self.reader, LONGEST, &mut self.line) {
                Ok(Met::End) => return None,
                Ok(Met::TooLong) => return Some(Err(self.refuse(ClaimsReason::TooLong))),
                Ok(Met::Line) if self.line.trim_ascii().is_empty() => {}
                Ok(Met::Line) => return Some(parse(&self.line).map_err(|reason| self.refuse(reason))),
                Err(error) => {
                    self.broken = true;
                    return Some(Err(self.refuse(ClaimsReason::Unreadable(plain(&error)))));
                }
            }
        }
        None
    }
}

/// The version stands in every layout that there was; it is looked at first, so that an old file is told from a broken one.
#[derive(serde::Deserialize)]
struct Versioned {
    version: u32,
}

fn parse(line: &[u8]) -> Result<Claims, ClaimsReason> {
    let not_claims = |error: serde_json::Error| {
        let text = error.to_string();
        let message = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).to_owned();
        ClaimsReason::NotClaims { column: error.column(), message }
    };
    let Versioned { version: found } = serde_json::from_slice(line).map_err(not_claims)?;
    if found != CLAIMS_VERSION {
        return Err(ClaimsReason::OtherVersion { found });
    }
    let claims = serde_json::from_slice(line).map_err(not_claims)?;
    check(&claims).map_err(ClaimsReason::Inconsistent)?;
    Ok(claims)
}

/// Everything that the claims refer to is in them.
fn check(claims: &Claims) -> Result<(), Inconsistency> {
    for evidence in &claims.evidence {
        if evidence.quote.len() != evidence.span.len() {
            return Err(Inconsistency::QuoteLength { quote: evidence.quote.clone(), bytes: evidence.span.len() });
        }
    }
    let people = ids(claims.people.iter().map(|person| &person.id))?;
    let treaties = ids(claims.treaties.iter().map(|treaty| &treaty.id))?;
    ids(claims.states.iter().map(|state| &state.id))?;
    ids(claims.visits.iter().map(|visit| &visit.id))?;
    let references = References { evidence: claims.evidence.len(), people, treaties };
    for state in &claims.states {
        references.evidence(&state.evidence)?;
    }
    for person in &claims.people {
        references.evidence(&person.evidence)?;
        references.evidence(&person.state_evidence)?;
        for office in &person.offices {
            references.evidence(&office.evidence)?;
        }
    }
    for treaty in &claims.treaties {
        for list in [&treaty.evidence, &treaty.party_evidence, &treaty.replaces_evidence] {
            references.evidence(list)?;
        }
        references.treaties(&treaty.replaces)?;
        for provision in &treaty.provisions {
            references.evidence(&provision.evidence)?;
        }
        for act in &treaty.acts {
            references.evidence(&act.evidence)?;
            references.date(act.date.as_ref())?;
            references.place(act.place.as_ref())?;
            references.people(&act.persons)?;
        }
    }
    for visit in &claims.visits {
        references.evidence(&visit.evidence)?;
        references.evidence(&visit.destination_evidence)?;
        references.date(visit.start.as_ref())?;
        references.date(visit.end.as_ref())?;
        references.place(visit.place.as_ref())?;
        references.people([&visit.visitor].into_iter().chain(&visit.hosts))?;
        for clue in &visit.clues {
            if let crate::claim::Clue::TreatySignedThere { treaty } = clue {
                references.treaties([treaty])?;
            }
        }
    }
    references.evidence(claims.abstentions.iter().map(|abstention| &abstention.evidence))
}

struct References<'a> {
    evidence: usize,
    people: BTreeSet<&'a LocalId>,
    treaties: BTreeSet<&'a LocalId>,
}

impl References<'_> {
    fn evidence<'a>(&self, ids: impl IntoIterator<Item = &'a EvidenceId>) -> Result<(), Inconsistency> {
        let wrong = ids.into_iter().find(|id| id.0 as usize >= self.evidence);
        wrong.map_or(Ok(()), |id| Err(Inconsistency::NoEvidence(id.0)))
    }

    fn people<'a>(&self, ids: impl IntoIterator<Item = &'a LocalId>) -> Result<(), Inconsistency> {
        let wrong = ids.into_iter().find(|id| !self.people.contains(id));
        wrong.map_or(Ok(()), |id| Err(Inconsistency::NoPerson(id.0.to_string())))
    }

    fn treaties<'a>(&self, ids: impl IntoIterator<Item = &'a LocalId>) -> Result<(), Inconsistency> {
        let wrong = ids.into_iter().find(|id| !self.treaties.contains(id));
        wrong.map_or(Ok(()), |id| Err(Inconsistency::NoTreaty(id.0.to_string())))
    }

    fn date(&self, date: Option<&DateSaid>) -> Result<(), Inconsistency> {
        self.evidence(date.into_iter().flat_map(|date| &date.evidence))
    }

    fn place(&self, place: Option<&PlaceSaid>) -> Result<(), Inconsistency> {
        self.evidence(place.into_iter().flat_map(|place| &place.evidence))
    }
}

fn ids<'a>(all: impl Iterator<Item = &'a LocalId>) -> Result<BTreeSet<&'a LocalId>, Inconsistency> {
    let mut seen = BTreeSet::new();
    for id in all {
        if !seen.insert(id) {
            return Err(Inconsistency::Twice(id.0.to_string()));
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"version":2,"document":{"id":"a","url":null,"published":null,"title":null,"language":"fr","sha256":"00","bytes":9,"sketch":null,"metadata":{}},"reading":{"program":"0","lexicon":"0","gazetteer":"0"},"evidence":[{"span":[3,8],"characters":[3,8],"rule":"state","said_by":null,"quote":"Japon"}],"states":[{"id":"state-3-8","state":"JPN","forms":["Japon"],"evidence":[0]}],"people":[],"treaties":[],"visits":[],"abstentions":[]}"#;

    fn reasons(text: &str) -> Vec<Result<String, String>> {
        ClaimsLines::new(text.as_bytes(), "x")
            .map(|line| line.map(|claims| claims.document.id.to_string()).map_err(|refused| refused.to_string()))
            .collect()
    }

    #[test]
    fn good_lines_are_read_and_bad_ones_named() {
        let text = format!(
            "{GOOD}\n\n{{\"version\":2}}\n{}\n{}\n{}\nno\n",
            GOOD.replace("[0]", "[7]"),
            GOOD.replace("\"Japon\"}", "\"Jap\"}"),
            GOOD.replace("\"version\":2", "\"version\":99")
        );
        let found = reasons(&text);
        assert_eq!(found[0], Ok("a".to_owned()));
        let said: Vec<_> = found[1..].iter().map(|line| line.clone().unwrap_err()).collect();
        assert!(said[0].starts_with("x:3: it is not the claims of a document"), "{said:?}");
        assert_eq!(said[1], "x:4: there is no evidence number 7");
        assert_eq!(said[2], "x:5: the words “Jap” are not 5 bytes long");
        assert_eq!(said[3], "x:6: its claims are of version 99; this program reads version 2");
        assert!(said[4].starts_with("x:7: "), "{said:?}");
    }
}
