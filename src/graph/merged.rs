//! The claims of all documents → the statements that they make together. The one way there, for a store (`store`) and
//! without one (`depeche merge`).

use super::background::{self, Facts};
use super::iri::Base;
use super::knowledge;
use crate::claim::Claims;
use crate::gazetteer::Gazetteer;
use crate::merge::{self, merge};
use oxigraph::model::Quad;

/// What is made of all documents together, graph by graph.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Statements of the default graph.
    pub knowledge: Vec<Quad>,
    /// Statements of the background graph: what is known of those that the knowledge names.
    pub background: Vec<Quad>,
}

impl Merged {
    /// `claims` are of different documents; their order does not matter. Cost: that of [`merge()`]. They are given up as soon as
    /// they are merged, so that they and the statements are not in memory at once.
    #[must_use]
    pub fn of(claims: Vec<Claims>, base: &Base, gazetteer: &Gazetteer) -> Self {
        let merged = merge(&claims, &merge::Facts::new(gazetteer));
        drop(claims);
        let facts = Facts::of(gazetteer, &merged);
        Self { knowledge: knowledge::to_quads(base, &merged, &facts), background: background::to_quads(base, &facts) }
    }
}
