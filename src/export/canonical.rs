//! RDF Dataset Canonicalization (RDFC-1.0, <https://www.w3.org/TR/rdf-canon/>): the bytes to hash, sign and compare.
//! The program's own data have no blank nodes, and then the canonical form is the sorted canonical N-Quads; blank nodes
//! of other data get their canonical names from `oxrdf`.

use super::{ExportError, Format};
use crate::query::Prefixes;
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{Dataset, GraphName, NamedOrBlankNode, Quad, QuadRef, Term};
use std::io::Write;

/// Writes the canonical form of statements.
pub fn write_canonical(mut quads: Vec<Quad>, out: &mut dyn Write) -> Result<(), ExportError> {
    if quads.iter().any(has_blank_node) {
        let mut dataset: Dataset = quads.into_iter().collect();
        dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
        quads = dataset.iter().map(QuadRef::into_owned).collect();
    }
    super::write(Format::NQuads, quads, &Prefixes::default(), out)
}

fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, GraphName::BlankNode(_))
}
