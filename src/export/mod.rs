//! Statements as files: one writer per format behind [`Writer`]. Sorted, only the prefixes that are used, and the same
//! bytes for the same statements, so that exports can be compared line by line. Not where they come from (`store`, or a
//! query's answer), and not the formats of rows (`query::results`). Called by `cli` and `serve`.
//!
//! Lines are sorted as lines; every other writer takes statements one after another, by subject, and holds at most those of one.
//! The sorting here is done in memory (some 300 bytes a statement, so 3 GB for ten million); an external sort can hand its
//! statements to the same writers.

mod canonical;
mod jsonld;
mod lines;
mod order;
mod rdfxml;
mod turtle;

pub use canonical::write_canonical;
pub use order::sorted;

use crate::query::Prefixes;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// An RDF 1.1 file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Turtle.
    Turtle,
    /// `TriG`: Turtle with graphs.
    TriG,
    /// N-Triples: one statement a line.
    NTriples,
    /// N-Quads: one statement a line, with its graph.
    NQuads,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD in expanded form (no context: every key is a full IRI), one node a line.
    JsonLd,
}

/// Not the name of a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no format for statements: turtle, trig, nt, nq, rdfxml or jsonld")]
pub struct NoSuchFormat(pub String);

/// Why statements could not be written. What cannot be written at all is found before the first byte is.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The format has no graphs, and the statements are of several.
    #[error("{0} holds one graph, and this is of several: choose one with --graph, or write trig, nq or jsonld")]
    SeveralGraphs(Format),
    /// XML 1.0 has no way to write this character, not even escaped.
    #[error("RDF/XML cannot hold the character U+{character:04X} in {subject} {predicate}; every other format can")]
    NotInXml {
        /// Of which statement.
        subject: String,
        /// Of which statement.
        predicate: String,
        /// The character's code point.
        character: u32,
    },
    /// RDF/XML writes predicates as XML names.
    #[error("RDF/XML cannot write the predicate {0}: no XML name ends it; every other format can")]
    NotAnXmlName(String),
    /// RDF 1.2.
    #[error("{0} cannot write {1}: a statement about a statement is RDF 1.2")]
    Rdf12(Format, String),
    /// Nobody takes the bytes.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Statements on their way to a writer, or the first that its format cannot hold.
pub type Checked<'a> = dyn Iterator<Item = Result<Quad, ExportError>> + 'a;

/// A format's writer.
pub trait Writer {
    /// Writes a whole file of statements that come in any order, and however often. Nothing is written before all have come.
    fn write(&self, quads: &mut Checked<'_>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError>;
}

/// A writer that takes the statements of one subject together: [`sorted`], none twice.
trait BySubject {
    /// Refuses what the format cannot hold, before anything is written.
    fn check(&self, quads: &[Quad]) -> Result<(), ExportError> {
        let _ = quads;
        Ok(())
    }

    /// The prefixes that the file needs.
    fn used(&self, quads: &[Quad], prefixes: &Prefixes) -> Prefixes {
        used_anywhere(quads, prefixes)
    }

    /// Writes a whole file.
    fn write_sorted(&self, quads: &mut dyn Iterator<Item = &Quad>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError>;
}

impl<W: BySubject> Writer for W {
    fn write(&self, quads: &mut Checked<'_>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        let quads = sorted(quads.collect::<Result<_, _>>()?);
        self.check(&quads)?;
        self.write_sorted(&mut quads.iter(), &self.used(&quads, prefixes), out)
    }
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Turtle, Self::TriG, Self::NTriples, Self::NQuads, Self::RdfXml, Self::JsonLd];

    /// As given with `--format`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::TriG => "trig",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
        }
    }

    /// Whether a file can hold more than one graph.
    #[must_use]
    pub fn holds_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    fn writer(self) -> Box<dyn Writer> {
        match self {
            Self::Turtle => Box::new(turtle::Turtle { graphs: false }),
            Self::TriG => Box::new(turtle::Turtle { graphs: true }),
            Self::NTriples => Box::new(lines::Lines { graphs: false }),
            Self::NQuads => Box::new(lines::Lines { graphs: true }),
            Self::RdfXml => Box::new(rdfxml::RdfXml),
            Self::JsonLd => Box::new(jsonld::JsonLd),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = NoSuchFormat;

    fn from_str(name: &str) -> Result<Self, NoSuchFormat> {
        let asked = match name {
            "ttl" => "turtle",
            "ntriples" => "nt",
            "nquads" => "nq",
            "rdf" | "xml" => "rdfxml",
            "json-ld" => "jsonld",
            other => other,
        };
        Self::ALL.into_iter().find(|format| format.as_str() == asked).ok_or_else(|| NoSuchFormat(name.to_owned()))
    }
}

/// Writes statements, in any order and however often given. A format without graphs takes those of one graph. What is one line each is
/// held as lines, and never as statements and lines at once.
pub fn write(format: Format, quads: impl IntoIterator<Item = Quad>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut graph: Option<GraphName> = None;
    let mut checked = quads.into_iter().map(|mut quad| {
        if is_rdf12(&quad.object) {
            return Err(ExportError::Rdf12(format, quad.object.to_string()));
        }
        if !format.holds_graphs() {
            let own = std::mem::replace(&mut quad.graph_name, GraphName::DefaultGraph);
            if *graph.get_or_insert_with(|| own.clone()) != own {
                return Err(ExportError::SeveralGraphs(format));
            }
        }
        Ok(quad)
    });
    format.writer().write(&mut checked, prefixes, out)?;
    Ok(out.flush()?)
}

/// The prefixes that at least one IRI is written with.
fn used_anywhere(quads: &[Quad], prefixes: &Prefixes) -> Prefixes {
    let mut names = std::collections::BTreeSet::new();
    let mut see = |iri: &str| {
        if let Some((prefix, _)) = prefixes.of(iri) {
            names.insert(prefix.name.clone());
        }
    };
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            see(node.as_str());
        }
        // `rdf:type` is written `a`, and brings no prefix along.
        if quad.predicate != oxigraph::model::vocab::rdf::TYPE {
            see(quad.predicate.as_str());
        }
        match &quad.object {
            Term::NamedNode(node) => see(node.as_str()),
            Term::Literal(literal) if turtle::shows_datatype(literal) => see(literal.datatype().as_str()),
            _ => {}
        }
        if let GraphName::NamedNode(graph) = &quad.graph_name {
            see(graph.as_str());
        }
    }
    Prefixes::new(
        prefixes.iter().filter(|prefix| names.contains(&prefix.name)).map(|prefix| (prefix.name.as_str(), prefix.namespace.as_str())),
    )
}

/// Whether a term is of RDF 1.2 only.
fn is_rdf12(term: &Term) -> bool {
    match term {
        Term::NamedNode(_) | Term::BlankNode(_) => false,
        Term::Literal(literal) => literal.direction().is_some(),
        Term::Triple(_) => true,
    }
}
