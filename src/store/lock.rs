//! The advisory lock of a store directory: one writer, or any number of readers. Not `RocksDB`'s own lock, which readers
//! do not take: opening a store read-only beside a writer is undefined behaviour and warns of nothing.
//!
//! The lock is on the file `depeche.lock` inside the directory (`RocksDB` passes over names it does not know; the lock
//! moves and is deleted with its store). It goes when the process ends, however it ends. Other programs do not know it:
//! do not run `oxigraph serve` on a store while it is built. Called by [`super::Archive`] only.

use super::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::Path;

/// The lock file's name inside the store's directory.
pub const LOCK_FILE: &str = "depeche.lock";

/// Held as long as this lives.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

/// Who has a store that we wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A process that writes; its id where it could be read.
    Writer(Option<u32>),
    /// One or more processes that read.
    Readers,
}

impl Lock {
    /// For a process that will write. Waits for nobody.
    pub(super) fn exclusive(directory: &Path) -> Result<Self, StoreError> {
        let path = directory.join(LOCK_FILE);
        let failed = |source| StoreError::io(&path, source);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                // A reader's lock lets another reader in; a writer's does not.
                let holder = match file.try_lock_shared() {
                    Ok(()) => Holder::Readers,
                    Err(_) => writer(&mut file),
                };
                return Err(StoreError::Busy { directory: directory.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // Who writes is only a help for the message that others see: on a full disk the build says so soon enough.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { file })
    }

    /// For a process that only reads. `None` where the directory cannot be written and holds no lock file: then nobody
    /// has built here, and we could not keep anybody out.
    pub(super) fn shared(directory: &Path) -> Result<Option<Self>, StoreError> {
        let path = directory.join(LOCK_FILE);
        let failed = |source| StoreError::io(&path, source);
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(missing) if missing.kind() == ErrorKind::NotFound => {
                match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path) {
                    Ok(file) => file,
                    Err(e) if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => return Ok(None),
                    Err(source) => return Err(failed(source)),
                }
            }
            Err(source) => return Err(failed(source)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { file })),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy { directory: directory.to_owned(), holder: writer(&mut file) }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file unlocks as well, but not as long as a child process has inherited it.
        let _ = self.file.unlock();
    }
}

fn writer(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(16).read_to_string(&mut text));
    Holder::Writer(read.ok().and_then(|_| text.trim().parse().ok()))
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Writer(Some(process)) => write!(f, "another process (number {process}) is writing to it"),
            Self::Writer(None) => f.write_str("another process is writing to it"),
            Self::Readers => f.write_str("another process is reading it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_share_and_a_writer_is_alone() {
        let directory = tempfile::tempdir().unwrap();
        let here = directory.path();
        let one = Lock::shared(here).unwrap();
        let two = Lock::shared(here).unwrap();
        assert!(one.is_some() && two.is_some());
        assert!(matches!(Lock::exclusive(here), Err(StoreError::Busy { holder: Holder::Readers, .. })));
        drop((one, two));
        let writer = Lock::exclusive(here).unwrap();
        let own = Some(std::process::id());
        assert!(matches!(Lock::shared(here), Err(StoreError::Busy { holder: Holder::Writer(id), .. }) if id == own));
        assert!(matches!(Lock::exclusive(here), Err(StoreError::Busy { holder: Holder::Writer(id), .. }) if id == own));
        drop(writer);
        assert!(Lock::exclusive(here).is_ok());
    }
}
