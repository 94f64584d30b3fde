//! Turtle and `TriG` for people and for version control: prefixes in order of their names, a blank line between subjects,
//! `a` first, one statement a line.
//!
//! Our own and not `oxttl`'s writer, which puts all objects of a predicate on one line (a `diff` then shows thirty
//! witnesses for one), and writes a name with slashes under any prefix that fits (`doc:x\/visit-1-2`). The parsers of
//! `oxttl` and `sophia` hold it to the standard in the tests.

use super::{BySubject, ExportError};
use crate::query::{Prefix, Prefixes};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Quad, Term};
use std::io::Write;

/// Turtle, or with graphs `TriG`.
pub(super) struct Turtle {
    pub(super) graphs: bool,
}

impl BySubject for Turtle {
    fn write_sorted(&self, quads: &mut dyn Iterator<Item = &Quad>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut names: Vec<&Prefix> = prefixes.iter().collect();
        names.sort_by(|a, b| a.name.cmp(&b.name));
        for prefix in &names {
            writeln!(out, "@prefix {}: <{}> .", prefix.name, prefix.namespace)?;
        }
        let mut before: Option<&Quad> = None;
        let mut gap = if names.is_empty() { "" } else { "\n" };
        for quad in quads {
            let same_graph = before.is_none_or(|before| before.graph_name == quad.graph_name);
            let same_subject = before.is_some_and(|before| same_graph && before.subject == quad.subject);
            let same_predicate = before.is_some_and(|before| same_subject && before.predicate == quad.predicate);
            let in_graph = self.graphs && quad.graph_name != GraphName::DefaultGraph;
            let indent = if in_graph { "    " } else { "" };
            if same_predicate {
                write!(out, " ,\n{indent}        ")?;
            } else if same_subject {
                write!(out, " ;\n{indent}    {} ", predicate(quad, prefixes))?;
            } else {
                if let Some(before) = before {
                    out.write_all(b" .\n")?;
                    if !same_graph && self.graphs && before.graph_name != GraphName::DefaultGraph {
                        out.write_all(b"}\n")?;
                    }
                    gap = "\n";
                }
                out.write_all(gap.as_bytes())?;
                if in_graph && (before.is_none() || !same_graph) {
                    writeln!(out, "{} {{", graph(&quad.graph_name, prefixes))?;
                }
                write!(out, "{indent}{} {} ", subject(&quad.subject, prefixes), predicate(quad, prefixes))?;
            }
            write!(out, "{}", object(&quad.object, prefixes))?;
            before = Some(quad);
        }
        if let Some(before) = before {
            out.write_all(b" .\n")?;
            if self.graphs && before.graph_name != GraphName::DefaultGraph {
                out.write_all(b"}\n")?;
            }
        }
        Ok(())
    }
}

fn iri(iri: &str, prefixes: &Prefixes) -> String {
    prefixes.shorten(iri).unwrap_or_else(|| format!("<{iri}>"))
}

fn subject(node: &NamedOrBlankNode, prefixes: &Prefixes) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => iri(node.as_str(), prefixes),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn graph(name: &GraphName, prefixes: &Prefixes) -> String {
    match name {
        GraphName::NamedNode(node) => iri(node.as_str(), prefixes),
        other => other.to_string(),
    }
}

fn predicate(quad: &Quad, prefixes: &Prefixes) -> String {
    if quad.predicate == rdf::TYPE { "a".to_owned() } else { iri(quad.predicate.as_str(), prefixes) }
}

fn object(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(node) => iri(node.as_str(), prefixes),
        Term::Literal(literal) if is_bare(literal) => literal.value().to_owned(),
        Term::Literal(literal) if shows_datatype(literal) => {
            format!("{}^^{}", Literal::new_simple_literal(literal.value()), iri(literal.datatype().as_str(), prefixes))
        }
        other => other.to_string(),
    }
}

/// Whether a literal is written with its datatype.
pub(super) fn shows_datatype(literal: &Literal) -> bool {
    literal.language().is_none() && literal.datatype() != xsd::STRING && !is_bare(literal)
}

/// `42` and `true`, which Turtle reads as what they are.
fn is_bare(literal: &Literal) -> bool {
    let value = literal.value();
    if literal.datatype() == xsd::INTEGER {
        let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    } else {
        literal.datatype() == xsd::BOOLEAN && matches!(value, "true" | "false")
    }
}
