//! What the documents' graphs say, handed to `merge`, and its result written: the default graph and the background are
//! made here of nothing but named graphs, for a build, for a removal (a build with documents taken out) and for a part of
//! the documents by themselves (a build in memory). How quads get into the store is `build`'s.

use super::{Archive, Build, StoreError, Written, record};
use crate::claim::Claims;
use crate::gazetteer::Gazetteer;
use crate::graph::document::{self, Unreadable};
use crate::graph::merged::Merged;
use crate::period::Period;
use crate::vocab::property as dep;
use jiff::civil::Date;
use oxigraph::model::{NamedNode, Quad};
use rayon::prelude::*;

/// So many documents are in hand at a time where they are copied: enough to keep every thread busy.
const IN_HAND: usize = 1024;

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
    /// Reading them back, on all threads of rayon, is nearly all of the cost: milliseconds a document for each thread, however
    /// many of them are new.
    ///
    /// # Errors
    /// [`StoreError::OtherClaims`] or [`StoreError::Unreadable`] if a document's graph is not as this version writes it; else those
    /// of [`Build::finish`].
    pub fn merge(self, gazetteer: &Gazetteer, read: impl Fn() + Sync) -> Result<Written, StoreError> {
        let back = |graph: &NamedNode| -> Result<Claims, StoreError> {
            let claims = said(graph, &self.quads_of(graph)?)?;
            read();
            Ok(claims)
        };
        // All of them before the first error is looked for, so that it is the same one every time.
        let claims: Vec<_> = self.document_graphs()?.par_iter().map(back).collect();
        let claims = claims.into_iter().collect::<Result<_, _>>()?;
        self.merge_claims(claims, gazetteer)
    }

    /// The same where the claims of all documents are at hand.
    fn merge_claims(self, claims: Vec<Claims>, gazetteer: &Gazetteer) -> Result<Written, StoreError> {
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
    /// `read` is called after each document that was read back. Cost: each is read once, on all threads of rayon, which is nearly
    /// all of it; and some kilobytes of memory a document.
    ///
    /// # Errors
    /// Those of [`Build::merge`].
    pub fn part(&self, documents: &[NamedNode], gazetteer: &Gazetteer, read: impl Fn() + Sync) -> Result<Self, StoreError> {
        let mut part = Self::in_memory()?;
        if let Some(record) = self.record()? {
            let mut build = part.begin(record.merged_with(gazetteer))?;
            let mut all = Vec::with_capacity(documents.len());
            for documents in documents.chunks(IN_HAND) {
                for copy in documents.par_iter().map(|graph| self.copy_of(graph)).collect::<Vec<_>>() {
                    let (graph, quads, claims) = copy?;
                    build.replace_document(graph, quads)?;
                    all.push(claims);
                    read();
                }
            }
            build.merge_claims(all, gazetteer)?;
        }
        Ok(part)
    }

    /// A document's graph, and what it says.
    fn copy_of(&self, graph: &NamedNode) -> Result<(NamedNode, Vec<Quad>, Claims), StoreError> {
        let quads = self.quads_of(graph)?;
        let claims = said(graph, &quads)?;
        Ok((graph.clone(), quads, claims))
    }

    fn published(&self, document: &NamedNode) -> Result<Option<Period>, StoreError> {
        let Some(edtf) = record::value(&self.store, &document.clone().into(), dep::PUBLISHED)? else { return Ok(None) };
        edtf.parse().map(Some).map_err(|wrong| StoreError::Damaged(format!("when {document} was published: {wrong}")))
    }
}

/// What merge needs of what a document's graph says.
fn said(graph: &NamedNode, quads: &[Quad]) -> Result<Claims, StoreError> {
    let graph = || graph.as_str().to_owned();
    let claims = document::from_quads(quads).map_err(|source| match source {
        Unreadable::OtherVersion { found } => StoreError::OtherClaims { graph: graph(), found },
        source => StoreError::Unreadable { graph: graph(), source },
    })?;
    Ok(claims.for_merge())
}
