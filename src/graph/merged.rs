//! The claims of all documents → the statements that they make together. The one way there, for a store (`store`) and
//! without one (`depeche merge`).

use super::background::{self, Facts};
use super::iri::Base;
use super::knowledge;
use crate::claim::Claims;
use crate::gazetteer::Gazetteer;
use crate::merge::{self, Knowledge, merge};
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
    /// `claims` are of different documents; their order does not matter. Cost: that of [`merge()`].
    #[must_use]
    pub fn of(claims: Vec<Claims>, base: &Base, gazetteer: &Gazetteer) -> Self {
        let (merged, facts) = together(claims, gazetteer);
        Self { background: background::to_quads(base, &facts), knowledge: knowledge::statements(base, merged, &facts).collect() }
    }
}

/// The statements of the default graph alone, handed to `take` one by one: neither claims nor knowledge are held beside them.
pub fn with_statements<R>(
    claims: Vec<Claims>,
    base: &Base,
    gazetteer: &Gazetteer,
    take: impl FnOnce(&mut dyn Iterator<Item = Quad>) -> R,
) -> R {
    let (merged, facts) = together(claims, gazetteer);
    take(&mut knowledge::statements(base, merged, &facts))
}

/// The claims are given up as soon as they are merged.
fn together(claims: Vec<Claims>, gazetteer: &Gazetteer) -> (Knowledge, Facts) {
    let merged = merge(&claims, &merge::Facts::new(gazetteer));
    drop(claims);
    let facts = Facts::of(gazetteer, &merged);
    (merged, facts)
}
