//! The head of a query file: what it asks, what may be given to it, what its columns mean. The convention is written
//! down in `queries/README.md`. Not SPARQL: to an engine these lines are comments. Called by [`super::Template`].

use std::fmt;

/// What the comment lines at the top of a query file say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// What the file is for; `None` in a file that follows no convention.
    pub purpose: Option<Purpose>,
    /// What one should know when reading the answer.
    pub notes: Vec<String>,
    /// What may be given with `--param`.
    pub parameters: Vec<Parameter>,
    /// One a projected variable, in their order.
    pub columns: Vec<Column>,
}

/// What a query file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It answers this.
    Question(String),
    /// It must find nothing, for this holds.
    Law {
        /// What must hold.
        law: String,
        /// Whose fault a row is.
        severity: Severity,
    },
}

/// Whose fault it is if a law is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The sources': they disagree, or leave something out.
    Warning,
    /// This program's.
    Error,
}

/// Something that may be given to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Lower-case letters; its variable is `?param_` and this.
    pub name: String,
    /// What is taken for it.
    pub kind: ParameterKind,
    /// In words.
    pub meaning: String,
}

/// What a parameter takes, and what it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A label in any case, a code, a QID or an IRI: a simple literal.
    Name,
    /// An absolute IRI.
    Iri,
    /// A day, month or year: its first day.
    FirstDay,
    /// A day, month or year: its last day.
    LastDay,
    /// A word of a closed list: a simple literal.
    Code,
}

/// A column of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The variable.
    pub name: String,
    /// In words.
    pub meaning: String,
}

/// A line that begins like a line of the head, and goes on otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the query, “{text}”: {expected}")]
pub struct HeaderError {
    /// From 1.
    pub line: usize,
    /// The line.
    pub text: String,
    /// What it should look like.
    pub expected: &'static str,
}

impl ParameterKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Name, Self::Iri, Self::FirstDay, Self::LastDay, Self::Code];

    /// As written in a head.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Iri => "iri",
            Self::FirstDay => "first-day",
            Self::LastDay => "last-day",
            Self::Code => "code",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for ParameterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Header {
    /// Reads the comment lines up to the first line that is neither comment nor empty. Comments of another form are passed over.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let mut header = Self::default();
        let mut severity = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            let Some(comment) = line.strip_prefix('#') else {
                if line.is_empty() {
                    continue;
                }
                break;
            };
            let wrong = |expected| HeaderError { line: index + 1, text: line.to_owned(), expected };
            let Some((key, value)) = comment.strip_prefix(' ').and_then(|said| said.split_once(": ")) else {
                continue;
            };
            match key {
                "question" => header.purpose = Some(Purpose::Question(value.to_owned())),
                "law" => {
                    let (law, severity) = (value.to_owned(), Severity::Error);
                    header.purpose = Some(Purpose::Law { law, severity });
                }
                "severity" => {
                    severity = Some(match value {
                        "error" => Severity::Error,
                        "warning" => Severity::Warning,
                        _ => return Err(wrong("a severity is error or warning")),
                    });
                }
                "note" => header.notes.push(value.to_owned()),
                "param" => header.parameters.push(parameter(value).ok_or_else(|| {
                    wrong(
                        "a parameter is written `# param: visitor (name) — what it means`, of type name, iri, first-day, last-day or code",
                    )
                })?),
                "column" => {
                    header.columns.push(column(value).ok_or_else(|| wrong("a column is written `# column: visit — what it means`"))?);
                }
                _ => {}
            }
        }
        if let (Some(Purpose::Law { severity, .. }), Some(said)) = (&mut header.purpose, severity) {
            *severity = said;
        }
        Ok(header)
    }

    /// The question or law, in one line.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.purpose.as_ref().map(|purpose| match purpose {
            Purpose::Question(question) => question.as_str(),
            Purpose::Law { law, .. } => law,
        })
    }
}

fn parameter(value: &str) -> Option<Parameter> {
    let (head, meaning) = value.split_once(" — ")?;
    let (name, kind) = head.strip_suffix(')')?.split_once(" (")?;
    let well_formed = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let kind = ParameterKind::from_name(kind)?;
    well_formed.then(|| Parameter { name: name.to_owned(), kind, meaning: meaning.to_owned() })
}

fn column(value: &str) -> Option<Column> {
    let (name, meaning) = value.split_once(" — ")?;
    let well_formed = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    well_formed.then(|| Column { name: name.to_owned(), meaning: meaning.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_head() {
        let header = Header::parse(
            "# question: Who went where?\n# note: Undated visits are left out.\n# param: from (first-day) — not before\n\
             # column: visit — IRI of the visit\n\nPREFIX a: <b:>\n# column: later — not read\nSELECT * {}",
        )
        .unwrap();
        assert_eq!(header.title(), Some("Who went where?"));
        assert_eq!(header.parameters, [Parameter { name: "from".into(), kind: ParameterKind::FirstDay, meaning: "not before".into() }]);
        assert_eq!((header.notes.len(), header.columns.len()), (1, 1));
    }

    #[test]
    fn a_wrong_line_is_named_and_other_comments_are_not() {
        assert_eq!(Header::parse("# hello\n#!x\n# see: http://x\nSELECT * {}").unwrap(), Header::default());
        let wrong = Header::parse("# question: q\n# param: from (date) — x\n").unwrap_err();
        assert_eq!(wrong.line, 2);
    }

    #[test]
    fn a_law_has_a_severity() {
        let law = |text| Header::parse(text).unwrap().purpose;
        let said = |severity| Some(Purpose::Law { law: "x".into(), severity });
        assert_eq!(law("# law: x\n"), said(Severity::Error));
        assert_eq!(law("# law: x\n# severity: warning\n"), said(Severity::Warning));
    }
}
