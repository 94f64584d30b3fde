//! The only place that opens or writes an Oxigraph store: the lock, reading, and builds ([`Build`]). It knows graphs and
//! quads, and asks no questions of them (that is `query`); what they say is `graph`'s, and `merging` alone hands them there.
//! Called by `cli` and `serve`.
//!
//! What holds at every moment that a reader can see:
//! - a document's graph is whole or absent;
//! - the default graph is the merge of the documents' graphs, or [`Archive::is_interrupted`] says that it is not yet.
//!
//! A build that changes fewer than [`BATCH`] quads is one transaction. A larger one writes documents in batches, then
//! what was merged, between setting and removing a mark in the build graph; readers are locked out meanwhile, so only a
//! build that was killed leaves the mark, and the next build makes the merged graph again from the documents' graphs.
//! Commits survive the end of the process at any moment; a power cut may lose what came after the last flush, and a
//! finished build has been flushed. There is no second index and no side file with data: all that a store knows is quads
//! in Oxigraph's own format, which `oxigraph serve --location DIR` opens as it is.

mod build;
mod error;
mod lock;
mod merging;
mod record;

pub use build::{BATCH, Build, Written};
pub use error::StoreError;
pub use lock::{Holder, LOCK_FILE};
pub use merging::Publications;
pub use record::{BuildRecord, LAYOUT};

use crate::graph::iri::Base;
use lock::Lock;
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::store::Store;
use std::path::{Path, PathBuf};

/// An opened store.
pub struct Archive {
    // Before the lock, so that it is closed before others may open it.
    store: Store,
    writable: bool,
    directory: Option<PathBuf>,
    _lock: Option<Lock>,
}

/// A part of a store that can be handed out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The default graph: what all documents together say.
    Merged,
    /// One document's graph.
    Document(NamedNode),
    /// What the gazetteer knows.
    Background,
    /// Every graph, the build record too.
    All,
}

impl Archive {
    /// For a build: alone. Makes the directory and the store if need be, touches nothing else that is there.
    pub fn create_or_open(directory: &Path) -> Result<Self, StoreError> {
        match kind_of(directory)? {
            Found::SomethingElse => {
                return Err(StoreError::NotAStore { directory: directory.to_owned() });
            }
            Found::Nothing if disk::IS_BUILT_IN => std::fs::create_dir_all(directory).map_err(|e| StoreError::io(directory, e))?,
            Found::Nothing | Found::EmptyFolder | Found::Store => {}
        }
        Self::open_alone(directory)
    }

    /// For a build of a store that is there: alone. Makes none where there is none ([`StoreError::Missing`]).
    pub fn open(directory: &Path) -> Result<Self, StoreError> {
        must_be_there(directory)?;
        Self::open_alone(directory)
    }

    /// For reading, beside other readers. Fails at once while a build runs: to read meanwhile, copy the store before.
    pub fn open_read_only(directory: &Path) -> Result<Self, StoreError> {
        must_be_there(directory)?;
        if !disk::IS_BUILT_IN {
            return Err(StoreError::NoDisk { directory: directory.to_owned() });
        }
        let lock = Lock::shared(directory)?;
        let store = disk::open_read_only(directory)?;
        Self { store, writable: false, directory: Some(directory.to_owned()), _lock: lock }.checked()
    }

    fn open_alone(directory: &Path) -> Result<Self, StoreError> {
        if !disk::IS_BUILT_IN {
            return Err(StoreError::NoDisk { directory: directory.to_owned() });
        }
        let lock = Lock::exclusive(directory)?;
        remove_leftovers(directory)?;
        let store = disk::open(directory)?;
        Self { store, writable: true, directory: Some(directory.to_owned()), _lock: Some(lock) }.checked()
    }

    /// A store that lives as long as this value.
    pub fn in_memory() -> Result<Self, StoreError> {
        Ok(Self { store: Store::new()?, writable: true, directory: None, _lock: None })
    }

    /// Refuses a store of a later layout before anything is read from it.
    fn checked(self) -> Result<Self, StoreError> {
        self.record()?;
        Ok(self)
    }

    /// How many statements all graphs hold together. Reads each, and holds none.
    pub fn statements(&self) -> Result<usize, StoreError> {
        Ok(self.store.len()?)
    }

    /// For queries. Keep no clone of it: the lock goes with the archive.
    pub fn raw(&self) -> &Store {
        &self.store
    }

    /// `None` in memory.
    pub fn directory(&self) -> Option<&Path> {
        self.directory.as_deref()
    }

    /// With what the store was last built; `None` if it never was.
    pub fn record(&self) -> Result<Option<BuildRecord>, StoreError> {
        BuildRecord::read(&self.store)
    }

    /// Whether a large build was killed half-way: every document is whole, but the default graph may be behind them.
    /// `depeche build`, with or without new texts, makes it again.
    pub fn is_interrupted(&self) -> Result<bool, StoreError> {
        record::is_unfinished(&self.store)
    }

    /// The graphs of the documents, sorted.
    pub fn document_graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        self.base()?.map_or(Ok(Vec::new()), |base| self.document_graphs_under(&base))
    }

    /// What one graph holds, in no order. The evidence and claims of one document are a few dozen to some thousand quads.
    pub fn quads_of(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        self.quads_in(graph.as_ref().into())
    }

    /// How many quads one graph holds.
    fn count_in(&self, graph: &NamedNode) -> Result<usize, StoreError> {
        let mut quads = self.store.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        Ok(quads.try_fold(0, |count, quad| quad.map(|_| count + 1))?)
    }

    /// A part of the store, in no order: `export` sorts it, and therefore holds it in memory (some 300 bytes a quad).
    pub fn dump(&self, selection: &Selection) -> Result<Vec<Quad>, StoreError> {
        match selection {
            Selection::Merged => self.quads_in(GraphNameRef::DefaultGraph),
            Selection::Document(graph) => self.quads_of(graph),
            Selection::Background => self.base()?.map_or(Ok(Vec::new()), |base| self.quads_of(&base.background())),
            Selection::All => Ok(self.store.iter().collect::<Result<_, _>>()?),
        }
    }

    /// Begins a build, which takes effect when it is finished.
    pub fn begin(&mut self, record: BuildRecord) -> Result<Build<'_>, StoreError> {
        if self.writable { Build::new(self, record) } else { Err(StoreError::ReadOnly) }
    }

    /// What this store's IRIs begin with; `None` if it was never built.
    pub fn base(&self) -> Result<Option<Base>, StoreError> {
        Ok(self.record()?.map(|record| record.base))
    }

    fn document_graphs_under(&self, base: &Base) -> Result<Vec<NamedNode>, StoreError> {
        let prefix = base.document_prefix();
        let mut found = Vec::new();
        for name in self.store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = name?
                && name.as_str().starts_with(&prefix)
            {
                found.push(name);
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    fn quads_in(&self, graph: GraphNameRef<'_>) -> Result<Vec<Quad>, StoreError> {
        Ok(self.store.quads_for_pattern(None, None, None, Some(graph)).collect::<Result<_, _>>()?)
    }

    /// Writes what is in memory to the disk's tables, so that the next open has no log to replay.
    fn flush(&self) -> Result<(), StoreError> {
        disk::flush(&self.store)
    }
}

/// What lies where a store is wanted.
enum Found {
    Nothing,
    EmptyFolder,
    Store,
    SomethingElse,
}

fn must_be_there(directory: &Path) -> Result<(), StoreError> {
    match kind_of(directory)? {
        Found::Store => Ok(()),
        Found::SomethingElse => Err(StoreError::NotAStore { directory: directory.to_owned() }),
        Found::Nothing | Found::EmptyFolder => Err(StoreError::Missing { directory: directory.to_owned() }),
    }
}

/// By `CURRENT`, the file that names a `RocksDB` database's manifest.
fn kind_of(directory: &Path) -> Result<Found, StoreError> {
    let failed = |source| StoreError::io(directory, source);
    match std::fs::metadata(directory) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(source) => return Err(failed(source)),
        Ok(found) if !found.is_dir() => return Ok(Found::SomethingElse),
        Ok(_) => {}
    }
    if directory.join("CURRENT").exists() {
        return Ok(Found::Store);
    }
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        // A process that was killed while it made the store leaves these before `CURRENT`.
        let name = name.to_string_lossy();
        let ours = name == LOCK_FILE
            || ["LOCK", "LOG", "IDENTITY", "MANIFEST-"].iter().any(|file| name.starts_with(file))
            || name.ends_with(".dbtmp");
        if !ours {
            return Ok(Found::SomethingElse);
        }
    }
    Ok(Found::EmptyFolder)
}

/// A bulk load that was killed leaves its files for good; no database refers to them.
fn remove_leftovers(directory: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::io(directory, source);
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("bulk-") && name.ends_with(".sst") {
            std::fs::remove_file(entry.path()).map_err(|e| StoreError::io(&entry.path(), e))?;
        }
    }
    Ok(())
}

#[cfg(feature = "rocksdb")]
mod disk {
    //! What needs `RocksDB`.
    use super::StoreError;
    use oxigraph::store::Store;
    use std::path::Path;

    pub(super) const IS_BUILT_IN: bool = true;

    pub(super) fn open(directory: &Path) -> Result<Store, StoreError> {
        Ok(Store::open(directory)?)
    }

    pub(super) fn open_read_only(directory: &Path) -> Result<Store, StoreError> {
        Ok(Store::open_read_only(directory)?)
    }

    pub(super) fn flush(store: &Store) -> Result<(), StoreError> {
        Ok(store.flush()?)
    }
}

#[cfg(not(feature = "rocksdb"))]
mod disk {
    //! The same without `RocksDB`: only stores in memory.
    use super::StoreError;
    use oxigraph::store::Store;
    use std::path::Path;

    pub(super) const IS_BUILT_IN: bool = false;

    pub(super) fn open(directory: &Path) -> Result<Store, StoreError> {
        Err(StoreError::NoDisk { directory: directory.to_owned() })
    }

    pub(super) fn open_read_only(directory: &Path) -> Result<Store, StoreError> {
        open(directory)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same signature as with RocksDB")]
    pub(super) fn flush(_: &Store) -> Result<(), StoreError> {
        Ok(())
    }
}
