//! What can go wrong with a store, in words that say what to do next. Exit statuses are `cli`'s.

use super::lock::Holder;
use crate::claim::CLAIMS_VERSION;
use crate::graph::document::Unreadable;
use oxigraph::store::StorageError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing is there to read.
    #[error("there is no store at {}: `depeche build` makes one, --store names another place", .directory.display())]
    Missing {
        /// Where a store was looked for.
        directory: PathBuf,
    },
    /// Something else is there; nothing was written to it.
    #[error("{} is not a store, and not an empty folder: nothing was touched; --store names another place", .directory.display())]
    NotAStore {
        /// What was given as a store.
        directory: PathBuf,
    },
    /// The advisory lock is taken.
    #[error("the store {} is in use: {holder}; try again when that has ended", .directory.display())]
    Busy {
        /// The store.
        directory: PathBuf,
        /// By whom.
        holder: Holder,
    },
    /// Built without the cargo feature `rocksdb`.
    #[error(
        "this depeche was built without the on-disk store, so {} cannot be opened; rebuild it with the cargo feature `rocksdb` (on by default)",
        .directory.display()
    )]
    NoDisk {
        /// The store that was asked for.
        directory: PathBuf,
    },
    /// Opened read-only.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// Made by a later version of this program.
    #[error("the store's layout is version {found}; this depeche knows {known}: use the version that built it, or build a new store")]
    NewerLayout {
        /// In the store.
        found: u32,
        /// [`super::LAYOUT`].
        known: u32,
    },
    /// One store has one base IRI: another would give every document a second graph.
    #[error("the store was built with --base {stored}, not {wanted}: give the same base, or another --store")]
    OtherBase {
        /// As recorded.
        stored: String,
        /// As asked.
        wanted: String,
    },
    /// A quad was handed in for another graph than its own.
    #[error("a statement of the graph {found} was given for the graph {expected}")]
    WrongGraph {
        /// The graph to be replaced.
        expected: String,
        /// The quad's own.
        found: String,
    },
    /// No space left, a quota or a limit on file size. The transaction under way was not applied.
    #[error("the disk is full (or a limit on file size is reached): {0}; what was not yet committed is not in the store")]
    Full(String),
    /// The files are damaged.
    #[error("the store is damaged: {0}; the texts can be built again into a new store")]
    Damaged(String),
    /// A document that the store holds was read when claims were laid out otherwise; nothing was merged.
    #[error(
        "{graph} was read by {} version (its claims are of version {found}, this program merges version {CLAIMS_VERSION}): build its text again, \
         and all others that were read by that version",
        if *.found < CLAIMS_VERSION { "an earlier" } else { "a later" }
    )]
    OtherClaims {
        /// The document's graph.
        graph: String,
        /// The version that the graph gives.
        found: u32,
    },
    /// The graph of a document does not hold what one holds; nothing was merged.
    #[error("what the store holds of {graph} cannot be read back: {source}; the texts can be built again into a new store (--store)")]
    Unreadable {
        /// The document's graph.
        graph: String,
        /// What is wrong in it.
        source: Unreadable,
    },
    /// A file operation of our own.
    #[error("{}: {source}", .path.display())]
    Io {
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else that Oxigraph says.
    #[error("the store's engine says: {0}")]
    Engine(String),
}

impl StoreError {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        if is_full(&source) { Self::Full(source.to_string()) } else { Self::Io { path: path.to_owned(), source } }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded)
        || says_full(&error.to_string())
}

/// `RocksDB` hands its errors on as text, and Oxigraph maps only one of the three to a kind.
fn says_full(message: &str) -> bool {
    ["No space left", "File too large", "quota exceeded", "Space limit reached"].iter().any(|words| message.contains(words))
}

impl From<StorageError> for StoreError {
    fn from(error: StorageError) -> Self {
        let message = error.to_string();
        match error {
            StorageError::Io(io) if is_full(&io) => Self::Full(message),
            _ if says_full(&message) => Self::Full(message),
            StorageError::Corruption(_) => Self::Damaged(message),
            _ => Self::Engine(message),
        }
    }
}
