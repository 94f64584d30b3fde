//! What a store says of itself: with what it was built, and whether a build was cut short. Quads in a graph of their
//! own (Oxigraph's files take no other column, and a side file would not be atomic with them).

use super::StoreError;
use crate::gazetteer::Gazetteer;
use crate::graph::iri::Base;
use crate::pipeline::PROGRAM;
use crate::vocab::{class, property};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;

/// Raised when the meaning of the graphs in a store changes; a store of a later layout is refused.
pub const LAYOUT: u32 = 1;

/// With what a store was last built. No clock, no path, no host: the same build gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildRecord {
    /// What the IRIs of the data begin with, and so the names of the graphs.
    pub base: Base,
    /// Version of the program that merged.
    pub program: String,
    /// SHA-256 of the language packs.
    pub lexicon: String,
    /// SHA-256 of the gazetteer.
    pub gazetteer: String,
}

impl BuildRecord {
    /// The record of one more merge by this program and with this gazetteer, of documents that were read before: the
    /// language packs stay those that they were read with.
    #[must_use]
    pub fn merged_with(self, gazetteer: &Gazetteer) -> Self {
        Self { program: PROGRAM.to_owned(), gazetteer: gazetteer.hash.clone(), ..self }
    }

    /// The record as the whole content of the build graph: without the mark of an unfinished build.
    pub(super) fn quads(&self) -> Vec<Quad> {
        let node = self.base.build();
        let said = |property: NamedNodeRef<'_>, value: Term| Quad::new(node.clone(), property, value, node.clone());
        let text = |value: &str| Term::from(Literal::new_simple_literal(value));
        vec![
            said(rdf::TYPE, class::BUILD.into_owned().into()),
            said(property::STORE_LAYOUT, Literal::from(LAYOUT).into()),
            said(property::BASE_IRI, text(self.base.as_str())),
            said(property::PROGRAM_VERSION, text(&self.program)),
            said(property::LEXICON, text(&self.lexicon)),
            said(property::GAZETTEER, text(&self.gazetteer)),
        ]
    }

    /// The store's record, found by its class: the reader does not know the base. `None` in a store that was not built
    /// by this program, or never finished its first build.
    pub(super) fn read(store: &Store) -> Result<Option<Self>, StoreError> {
        let Some(node) = build_node(store)? else { return Ok(None) };
        let text = |property| value(store, &node, property);
        if let Some(found) = text(property::STORE_LAYOUT)?.and_then(|layout| layout.parse().ok()).filter(|found| *found > LAYOUT) {
            return Err(StoreError::NewerLayout { found, known: LAYOUT });
        }
        let known = |found: Option<String>| found.unwrap_or_default();
        let Some(base) = text(property::BASE_IRI)? else { return Ok(None) };
        let base = Base::new(&base).map_err(|wrong| StoreError::Damaged(wrong.to_string()))?;
        Ok(Some(Self {
            base,
            program: known(text(property::PROGRAM_VERSION)?),
            lexicon: known(text(property::LEXICON)?),
            gazetteer: known(text(property::GAZETTEER)?),
        }))
    }
}

/// The one quad that says: documents may be newer than the merged graph.
pub(super) fn unfinished(base: &Base) -> Quad {
    Quad::new(base.build(), property::UNFINISHED, Literal::from(true), base.build())
}

/// Whether a large build was cut short.
pub(super) fn is_unfinished(store: &Store) -> Result<bool, StoreError> {
    match store.quads_for_pattern(None, Some(property::UNFINISHED), None, None).next() {
        None => Ok(false),
        Some(found) => Ok(found.map(|_| true)?),
    }
}

fn build_node(store: &Store) -> Result<Option<NamedOrBlankNode>, StoreError> {
    let mut found = store.quads_for_pattern(None, Some(rdf::TYPE), Some(class::BUILD.into()), None);
    Ok(found.next().transpose()?.map(|quad| quad.subject))
}

/// The one value of a property, as it is written; in whatever graph.
pub(super) fn value(store: &Store, node: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
    let found = store.quads_for_pattern(Some(node.as_ref()), Some(property), None, None).next().transpose()?;
    Ok(found.and_then(|quad| if let Term::Literal(literal) = quad.object { Some(literal.value().to_owned()) } else { None }))
}
