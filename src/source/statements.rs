//! A file of RDF statements, read back with Oxigraph's parsers: what `export` and `merge` wrote. Not documents, and not claims.
//! Called by `cli`.

use super::plain;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A file that gives no statements.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", .path.display())]
pub struct RefusedStatements {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: StatementsReason,
}

/// Why a file gives no statements.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementsReason {
    /// The name tells the format: the bytes of one may well be those of another.
    #[error("the name does not say in which format its statements are")]
    UnknownEnding,
    /// Not there, not allowed, or broken off.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The parser's words, with line and column where it has them.
    #[error("it does not hold what its name says: {0}")]
    NotStatements(String),
    /// A name that holds within one file only, so that there is nothing to compare it with.
    #[error("it has a node without an IRI (a blank node), and no graph of depeche has one")]
    BlankNode,
}

/// All statements of the file, in its order, held in memory (some 300 bytes each). The ending of the name tells the format.
pub fn of_file(path: &Path) -> Result<Vec<Quad>, RefusedStatements> {
    let refused = |reason| RefusedStatements { path: path.to_owned(), reason };
    let format = format_of(path).ok_or_else(|| refused(StatementsReason::UnknownEnding))?;
    let file = File::open(path).map_err(|error| refused(StatementsReason::Unreadable(plain(&error))))?;
    let mut quads = Vec::new();
    for quad in RdfParser::from_format(format).for_reader(file) {
        let quad = quad.map_err(|error| {
            refused(match error {
                RdfParseError::Io(error) => StatementsReason::Unreadable(plain(&error)),
                RdfParseError::Syntax(error) => StatementsReason::NotStatements(error.to_string()),
            })
        })?;
        if matches!(quad.subject, NamedOrBlankNode::BlankNode(_)) || matches!(quad.object, Term::BlankNode(_)) {
            return Err(refused(StatementsReason::BlankNode));
        }
        quads.push(quad);
    }
    Ok(quads)
}

/// The formats that `export` writes. Not `.txt` and `.json`, which Oxigraph takes too: these are names of documents.
fn format_of(path: &Path) -> Option<RdfFormat> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let known = ["ttl", "nt", "nq", "trig", "rdf", "jsonld"].contains(&ending.as_str());
    known.then(|| RdfFormat::from_extension(&ending)).flatten()
}
