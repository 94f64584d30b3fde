//! Sorting and removing doubles, in memory. Called by the writers of all formats but those of lines.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;

/// The statements in an order that depends on nothing else than themselves, none twice: the default graph first, then by graph,
/// subject, `rdf:type` before other predicates, predicate, object.
#[must_use]
pub fn sorted(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_unstable_by(by_subject);
    quads.dedup();
    quads
}

fn by_subject(a: &Quad, b: &Quad) -> Ordering {
    graph(&a.graph_name)
        .cmp(&graph(&b.graph_name))
        .then_with(|| subject(&a.subject).cmp(&subject(&b.subject)))
        .then_with(|| (a.predicate != rdf::TYPE).cmp(&(b.predicate != rdf::TYPE)))
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| object(&a.object, &b.object))
}

fn graph(name: &GraphName) -> (u8, &str) {
    match name {
        GraphName::DefaultGraph => (0, ""),
        GraphName::NamedNode(node) => (1, node.as_str()),
        GraphName::BlankNode(node) => (2, node.as_str()),
    }
}

fn subject(node: &NamedOrBlankNode) -> (u8, &str) {
    match node {
        NamedOrBlankNode::NamedNode(node) => (1, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => (2, node.as_str()),
    }
}

fn object(a: &Term, b: &Term) -> Ordering {
    fn parts(term: &Term) -> Option<(u8, &str, &str, &str)> {
        match term {
            Term::NamedNode(node) => Some((1, node.as_str(), "", "")),
            Term::BlankNode(node) => Some((2, node.as_str(), "", "")),
            Term::Literal(literal) if literal.direction().is_none() => {
                Some((3, literal.value(), literal.language().unwrap_or_default(), literal.datatype().as_str()))
            }
            Term::Literal(_) | Term::Triple(_) => None,
        }
    }
    match (parts(a), parts(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.to_string().cmp(&b.to_string()),
    }
}
