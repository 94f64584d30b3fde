//! One build: documents replaced, the default graph and the background with them. Not the merge itself, whose result is
//! handed in. Called by `cli`, through [`Archive::begin`].
//!
//! Graphs are replaced by their difference: reading a document again that has not changed writes nothing, and one new
//! document in a large store is a small change, so almost every build is one transaction.

use super::{Archive, BuildRecord, StoreError, record};
use crate::graph::iri::Base;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad};
use std::collections::{BTreeMap, HashSet};

/// Quads of changes that are committed together, and held in memory until then. One transaction of ten times as many
/// takes 87 seconds and 4 GB.
pub const BATCH: usize = 200_000;

/// A build under way. Dropped before [`Build::finish`], it has changed nothing, or (if larger than one batch) left
/// whole documents and the mark that says so.
pub struct Build<'a> {
    archive: &'a Archive,
    record: BuildRecord,
    batch: usize,
    /// Not yet in the store, by document graph.
    pending: BTreeMap<NamedNode, Pending>,
    /// Their sizes together.
    pending_quads: usize,
    marked: bool,
    written: Written,
}

/// What shall become of a document.
struct Pending {
    /// `None` takes it out.
    quads: Option<Vec<Quad>>,
    /// Quads that come, or that go with the document.
    size: usize,
}

/// What a build did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Documents of which at least one statement was added or taken out.
    pub documents_changed: usize,
    /// Documents in the store now.
    pub documents: usize,
    /// Statements of the default graph now.
    pub merged: usize,
    /// Statements that were not in the store before, in all graphs.
    pub added: usize,
    /// Statements that were, and are not any more.
    pub removed: usize,
}

/// The difference between what a graph holds and what it shall hold.
struct Change {
    insert: Vec<Quad>,
    remove: Vec<Quad>,
    /// The graph holds nothing any more: its name goes too.
    dropped: Option<NamedNode>,
}

impl<'a> Build<'a> {
    pub(super) fn new(archive: &'a Archive, record: BuildRecord) -> Result<Self, StoreError> {
        if let Some(stored) = archive.record()?
            && stored.base != record.base
        {
            let said = |base: &Base| base.as_str().to_owned();
            return Err(StoreError::OtherBase { stored: said(&stored.base), wanted: said(&record.base) });
        }
        let (pending, written) = (BTreeMap::new(), Written::default());
        Ok(Self { archive, record, batch: BATCH, pending, pending_quads: 0, marked: false, written })
    }

    /// Another size than [`BATCH`], for tests and small machines.
    #[must_use]
    pub fn with_batch(mut self, quads: usize) -> Self {
        self.batch = quads.max(1);
        self
    }

    /// A document as it now is; all that the store had of it goes. Of two for one graph the later counts.
    pub fn replace_document(&mut self, graph: NamedNode, quads: Vec<Quad>) -> Result<(), StoreError> {
        self.enter(graph, Some(quads))
    }

    /// Takes a document out of the store; nothing if it is not in it.
    pub fn remove_document(&mut self, graph: NamedNode) -> Result<(), StoreError> {
        self.enter(graph, None)
    }

    fn enter(&mut self, graph: NamedNode, quads: Option<Vec<Quad>>) -> Result<(), StoreError> {
        self.belongs(&graph, quads.as_deref().unwrap_or_default())?;
        let size = quads.as_ref().map_or_else(|| self.archive.count_in(&graph), |quads| Ok(quads.len()))?;
        self.pending_quads += size;
        if let Some(before) = self.pending.insert(graph, Pending { quads, size }) {
            self.pending_quads -= before.size;
        }
        if self.pending_quads > self.batch { self.spill() } else { Ok(()) }
    }

    /// What the IRIs of this build begin with.
    pub(super) fn base(&self) -> &Base {
        &self.record.base
    }

    /// The documents that there will be after this build, sorted by graph.
    pub fn document_graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut graphs = self.archive.document_graphs_under(&self.record.base)?;
        graphs.retain(|graph| !self.pending.contains_key(graph));
        graphs.extend(self.pending.iter().filter(|(_, pending)| pending.quads.is_some()).map(|(graph, _)| graph.clone()));
        graphs.sort_unstable();
        Ok(graphs)
    }

    /// What a document's graph will hold after this build: what merge reads.
    pub fn quads_of(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        match self.pending.get(graph) {
            Some(pending) => Ok(pending.quads.clone().unwrap_or_default()),
            None => self.archive.quads_of(graph),
        }
    }

    /// Writes all. `merged` are quads of the default graph, made from every document that [`Self::document_graphs`]
    /// names; `background` are quads of the background graph.
    pub fn finish(mut self, merged: Vec<Quad>, background: Vec<Quad>) -> Result<Written, StoreError> {
        let (default, known) = (GraphName::DefaultGraph, GraphName::NamedNode(self.record.base.background()));
        all_in(&default, &merged)?;
        all_in(&known, &background)?;
        self.written.merged = merged.len();
        self.written.documents = self.document_graphs()?.len();
        let documents = self.pending_changes()?;
        let rest = [self.difference(&default, merged)?, self.difference(&known, background)?];
        self.count(&documents);
        self.count(&rest);
        if documents.iter().chain(&rest).map(Change::size).sum::<usize>() <= self.batch && !self.marked {
            let complete = self.complete()?;
            self.apply(documents.iter().chain(&rest).chain([&complete]))?;
        } else {
            self.mark()?;
            self.apply(&documents)?;
            for change in rest {
                self.apply_in_batches(change)?;
            }
            let complete = self.complete()?;
            self.apply([&complete])?;
        }
        self.archive.flush()?;
        Ok(self.written)
    }

    /// Writes the documents at hand in one transaction.
    fn spill(&mut self) -> Result<(), StoreError> {
        self.mark()?;
        let changes = self.pending_changes()?;
        self.count(&changes);
        self.apply(&changes)?;
        self.archive.flush()
    }

    fn count(&mut self, changes: &[Change]) {
        self.written.added += changes.iter().map(|change| change.insert.len()).sum::<usize>();
        self.written.removed += changes.iter().map(|change| change.remove.len()).sum::<usize>();
    }

    /// The build graph as it is when all is done: the record, and no mark.
    fn complete(&self) -> Result<Change, StoreError> {
        self.difference(&GraphName::NamedNode(self.record.base.build()), self.record.quads())
    }

    fn pending_changes(&mut self) -> Result<Vec<Change>, StoreError> {
        self.pending_quads = 0;
        let mut changes = Vec::new();
        for (graph, Pending { quads, .. }) in std::mem::take(&mut self.pending) {
            let change = self.difference(&GraphName::NamedNode(graph), quads.unwrap_or_default())?;
            if change.size() > 0 {
                self.written.documents_changed += 1;
                changes.push(change);
            }
        }
        Ok(changes)
    }

    /// Says that documents and merged graph are about to part; flushed, so that no power cut can lose it alone.
    fn mark(&mut self) -> Result<(), StoreError> {
        if !self.marked {
            let mut quads = self.record.quads();
            quads.push(record::unfinished(&self.record.base));
            let change = self.difference(&GraphName::NamedNode(self.record.base.build()), quads)?;
            self.apply([&change])?;
            self.archive.flush()?;
            self.marked = true;
        }
        Ok(())
    }

    /// Read from the store beside the transaction: nobody else writes, by the exclusive lock.
    fn difference(&self, graph: &GraphName, wanted: Vec<Quad>) -> Result<Change, StoreError> {
        let dropped = match graph {
            GraphName::NamedNode(name) if wanted.is_empty() => Some(name.clone()),
            _ => None,
        };
        let is_new = match graph {
            GraphName::NamedNode(name) => !self.archive.store.contains_named_graph(name)?,
            GraphName::BlankNode(_) | GraphName::DefaultGraph => false,
        };
        if is_new {
            return Ok(Change { insert: wanted, remove: Vec::new(), dropped: None });
        }
        let mut missing: HashSet<Quad> = wanted.into_iter().collect();
        let mut remove = Vec::new();
        for quad in self.archive.store.quads_for_pattern(None, None, None, Some(GraphNameRef::from(graph))) {
            let quad = quad?;
            if !missing.remove(&quad) {
                remove.push(quad);
            }
        }
        Ok(Change { insert: missing.into_iter().collect(), remove, dropped })
    }

    /// One transaction: all of it, or nothing.
    fn apply<'c>(&self, changes: impl IntoIterator<Item = &'c Change>) -> Result<(), StoreError> {
        let changes: Vec<&Change> = changes.into_iter().collect();
        if changes.iter().all(|change| change.remove.is_empty() && change.dropped.is_none()) {
            // A batch that can only write is smaller and quicker than a transaction that can also be read.
            return Ok(self.archive.store.extend(changes.iter().flat_map(|change| change.insert.iter().cloned()))?);
        }
        let mut transaction = self.archive.store.start_transaction()?;
        for change in changes {
            // In this order: a literal that the store rewrites is taken out under its stored form and put back.
            for quad in &change.remove {
                transaction.remove(quad);
            }
            if let Some(graph) = &change.dropped {
                transaction.remove_named_graph(graph)?;
            }
            for quad in &change.insert {
                transaction.insert(quad);
            }
        }
        Ok(transaction.commit()?)
    }

    fn apply_in_batches(&self, change: Change) -> Result<(), StoreError> {
        let Change { mut insert, mut remove, dropped } = change;
        while insert.len() + remove.len() > self.batch {
            let remove_now = remove.split_off(remove.len() - remove.len().min(self.batch));
            let room = self.batch - remove_now.len();
            let insert_now = insert.split_off(insert.len() - insert.len().min(room));
            self.apply([&Change { insert: insert_now, remove: remove_now, dropped: None }])?;
            self.archive.flush()?;
        }
        self.apply([&Change { insert, remove, dropped }])
    }

    fn belongs(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), StoreError> {
        let prefix = self.record.base.document_prefix();
        if !graph.as_str().starts_with(&prefix) {
            return Err(StoreError::WrongGraph { expected: format!("{prefix}…"), found: graph.as_str().to_owned() });
        }
        all_in(&GraphName::NamedNode(graph.clone()), quads)
    }
}

impl Change {
    fn size(&self) -> usize {
        self.insert.len() + self.remove.len()
    }
}

fn all_in(graph: &GraphName, quads: &[Quad]) -> Result<(), StoreError> {
    match quads.iter().find(|quad| quad.graph_name != *graph) {
        None => Ok(()),
        Some(quad) => Err(StoreError::WrongGraph { expected: graph.to_string(), found: quad.graph_name.to_string() }),
    }
}
