//! The claims of all documents → the statements that they make together: what `build` and `merge` have in common.

use crate::claim::Claims;
use crate::graph::background::{self, Facts};
use crate::graph::iri::Base;
use crate::graph::knowledge;
use crate::merge::{self, merge};
use crate::pipeline::Reader;
use oxigraph::model::Quad;

/// Statements of the default graph, and of the background graph.
pub(super) struct Merged {
    pub(super) knowledge: Vec<Quad>,
    pub(super) background: Vec<Quad>,
}

impl Merged {
    /// `claims` are of different documents.
    pub(super) fn of(claims: &[Claims], base: &Base, reader: &Reader) -> Self {
        let merged = merge(claims, &merge::Facts::new(reader.gazetteer()));
        let facts = Facts::of(reader.gazetteer(), &merged);
        Self { knowledge: knowledge::to_quads(base, &merged, &facts), background: background::to_quads(base, &facts) }
    }
}
