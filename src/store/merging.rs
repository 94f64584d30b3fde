//! What the documents' graphs say, handed to `merge`, and its result written: the default graph and the background are
//! made here of nothing but named graphs, for a build, for a removal (a build with documents taken out) and for a part of
//! the documents by themselves (a build in memory). How quads get into the store is `build`'s.

use super::{Archive, Build, StoreError, Written, record};
use crate::claim::Claims;
use crate::gazetteer::Gazetteer;
use crate::graph::document;
use crate::graph::merged::Merged;
use crate::period::Period;
use crate::vocab::property as dep;
use jiff::civil::Date;
use oxigraph::model::{NamedNode, Quad};

/// The graphs of a store's documents, by what is known on a day; each list is sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publications {
    /// Surely published: their last possible day of publication is that day or an earlier one.
    pub by_then: Vec<NamedNode>,
    /// Perhaps, or surely, published later.
    pub later: Vec<NamedNode>,
    /// Without a publication date, or without its year.
    pub undated: Vec<NamedNode>,
}

impl Build<'_> {
    /// Merges all documents that there will be after this build, and writes all. `read` is called after each document that
    /// was read back.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if a document's graph is not as this version writes it; else those of [`Build::finish`].
    pub fn merge(self, gazetteer: &Gazetteer, mut read: impl FnMut()) -> Result<Written, StoreError> {
        let mut claims = Vec::new();
        for graph in self.document_graphs()? {
            claims.push(said(&graph, &self.quads_of(&graph)?)?.for_merge());
            read();
        }
        let merged = Merged::of(claims, self.base(), gazetteer);
        self.finish(merged.knowledge, merged.background)
    }
}

impl Archive {
    /// Which documents were published by the end of a day, and of which nobody knows.
    pub fn publications(&self, day: Date) -> Result<Publications, StoreError> {
        let mut found = Publications::default();
        for graph in self.document_graphs()? {
            let list = match self.published(&graph)?.and_then(Period::bounds) {
                None => &mut found.undated,
                Some((_, last)) if last <= day => &mut found.by_then,
                Some(_) => &mut found.later,
            };
            list.push(graph);
        }
        Ok(found)
    }

    /// A store in memory with some of the documents, as a build of these alone would have made it, now and with this gazetteer.
    /// `read` is called after each document that was read back. Cost: that of a merge, and some kilobytes a document.
    ///
    /// # Errors
    /// Those of [`Build::merge`].
    pub fn part(&self, documents: &[NamedNode], gazetteer: &Gazetteer, read: impl FnMut()) -> Result<Self, StoreError> {
        let mut part = Self::in_memory()?;
        if let Some(record) = self.record()? {
            let mut build = part.begin(record.merged_with(gazetteer))?;
            for graph in documents {
                build.replace_document(graph.clone(), self.quads_of(graph)?)?;
            }
            build.merge(gazetteer, read)?;
        }
        Ok(part)
    }

    fn published(&self, document: &NamedNode) -> Result<Option<Period>, StoreError> {
        let Some(edtf) = record::value(&self.store, &document.clone().into(), dep::PUBLISHED)? else { return Ok(None) };
        edtf.parse().map(Some).map_err(|wrong| StoreError::Damaged(format!("when {document} was published: {wrong}")))
    }
}

fn said(graph: &NamedNode, quads: &[Quad]) -> Result<Claims, StoreError> {
    document::from_quads(quads).map_err(|source| StoreError::Unreadable { graph: graph.as_str().to_owned(), source })
}
