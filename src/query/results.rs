//! Rows and truth values as tables and in the W3C's result formats. Not graphs (that is `export`). Writes to what it is
//! handed; looks at no terminal. Called by `cli` and `serve`.

use super::{Prefixes, QueryError, Solutions, Triples, plain};
use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::model::{Triple, Variable};
use oxigraph::sparql::QuerySolution;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// In what form rows and truth values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFormat {
    /// For people: IRIs shortened, literals without their types, as wide as the terminal.
    Table,
    /// SPARQL 1.1 results CSV (RFC 4180, so lines end in CR LF): values only.
    Csv,
    /// SPARQL 1.1 results TSV: terms as in Turtle.
    Tsv,
    /// SPARQL 1.1 results JSON.
    Json,
    /// SPARQL results XML.
    Xml,
}

/// Not the name of a result format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no format for rows: table, csv, tsv, json or xml")]
pub struct NoSuchFormat(pub String);

/// How a table looks.
#[derive(Debug, Clone, Default)]
pub struct TableLook {
    /// Columns of the terminal; `None` breaks no line.
    pub width: Option<u16>,
    /// What IRIs are shortened with.
    pub prefixes: Prefixes,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows (or statements).
    pub rows: usize,
    /// There are more, over the limit.
    pub truncated: bool,
}

/// Why an answer was not written to its end.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    /// The query failed on the way.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Nobody takes the bytes; a closed pipe is for the caller to judge.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl ResultFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Xml];

    /// As given with `--format`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    fn standard(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Table => None,
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
        }
    }
}

impl fmt::Display for ResultFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ResultFormat {
    type Err = NoSuchFormat;

    fn from_str(name: &str) -> Result<Self, NoSuchFormat> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(|| NoSuchFormat(name.to_owned()))
    }
}

/// Writes the rows of a SELECT, at most `most`. A table is held in memory, the other formats are written as rows are found.
pub fn write_rows(
    rows: Solutions,
    format: ResultFormat,
    look: &TableLook,
    most: Option<usize>,
    mut out: impl Write,
) -> Result<Written, ResultError> {
    let variables = rows.variables().to_vec();
    let mut rows = Bounded { rows, left: most, truncated: false };
    let mut count = 0;
    if let Some(standard) = format.standard() {
        let mut writer = QueryResultsSerializer::from_format(standard).serialize_solutions_to_writer(&mut out, variables)?;
        for row in &mut rows {
            writer.serialize(&row?)?;
            count += 1;
        }
        writer.finish()?;
        if matches!(format, ResultFormat::Json | ResultFormat::Xml) {
            writeln!(out)?;
        }
    } else {
        let mut table = table(look);
        table.set_header(variables.iter().map(Variable::as_str));
        for row in &mut rows {
            table.add_row(cells(&row?, &variables, &look.prefixes));
            count += 1;
        }
        write_table(&table, &mut out)?;
    }
    out.flush()?;
    Ok(Written { rows: count, truncated: rows.truncated })
}

/// Writes the answer of an ASK.
pub fn write_boolean(answer: bool, format: ResultFormat, mut out: impl Write) -> Result<(), ResultError> {
    match format.standard() {
        None => writeln!(out, "{}", if answer { "yes" } else { "no" })?,
        Some(standard) => {
            QueryResultsSerializer::from_format(standard).serialize_boolean_to_writer(&mut out, answer)?;
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}

/// The statements of a CONSTRUCT or DESCRIBE, at most `most`, and whether there are more.
pub fn collect(triples: Triples, most: Option<usize>) -> Result<(Vec<Triple>, bool), QueryError> {
    let mut triples = Bounded { rows: triples, left: most, truncated: false };
    let found = triples.by_ref().collect::<Result<_, _>>()?;
    Ok((found, triples.truncated))
}

/// At most so many, and knows whether there were more.
struct Bounded<I> {
    rows: I,
    left: Option<usize>,
    truncated: bool,
}

impl<T, I: Iterator<Item = Result<T, QueryError>>> Iterator for Bounded<I> {
    type Item = Result<T, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.left {
            None => self.rows.next(),
            Some(0) => {
                // Looking for one more costs little: an ORDER BY has found them all already.
                self.truncated = matches!(self.rows.next(), Some(Ok(_)));
                None
            }
            Some(left) => {
                *left -= 1;
                self.rows.next()
            }
        }
    }
}

fn table(look: &TableLook) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).force_no_tty();
    match look.width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table
}

fn write_table(table: &Table, out: &mut impl Write) -> io::Result<()> {
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn cells<'a>(row: &'a QuerySolution, variables: &'a [Variable], prefixes: &'a Prefixes) -> impl Iterator<Item = String> + 'a {
    variables.iter().map(move |variable| row.get(variable).map_or_else(String::new, |term| harmless(&plain(term, prefixes))))
}

/// A text may hold anything: an escape sequence must not reach the terminal, a line break must not break the table.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
