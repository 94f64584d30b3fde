//! The files of a folder as texts by name: how a language pack or a gazetteer of the user's own comes in. Not documents.

use super::{Reason, decode, plain};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder or a file in it that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", .path.display())]
pub struct RefusedFolder {
    /// The folder or the file.
    pub path: PathBuf,
    /// Why.
    pub reason: Reason,
}

/// The files of `folder` (not of folders in it) whose name ends in `.ending`, as UTF-8, by name.
pub fn of_folder(folder: &Path, ending: &str) -> Result<BTreeMap<String, String>, RefusedFolder> {
    let refused = |path: &Path, reason| RefusedFolder { path: path.to_owned(), reason };
    let mut texts = BTreeMap::new();
    let entries = fs::read_dir(folder).map_err(|error| refused(folder, Reason::Unopenable(plain(&error))))?;
    for entry in entries {
        let path = entry.map_err(|error| refused(folder, Reason::Unreadable(plain(&error))))?.path();
        if path.extension().is_none_or(|found| found != ending) {
            continue;
        }
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            continue;
        };
        let bytes = fs::read(&path).map_err(|error| refused(&path, Reason::Unreadable(plain(&error))))?;
        let bytes = bytes.strip_prefix(decode::BOM).map(<[u8]>::to_vec).unwrap_or(bytes);
        let text = decode::utf8(bytes).map_err(|reason| refused(&path, reason))?;
        texts.insert(name, text);
    }
    if texts.is_empty() { Err(refused(folder, Reason::Empty)) } else { Ok(texts) }
}

/// The folders in `folder` that hold a file of this name, in the order of their names; never none.
pub fn folders_with(folder: &Path, name: &str) -> Result<Vec<PathBuf>, RefusedFolder> {
    let refused = |reason| RefusedFolder { path: folder.to_owned(), reason };
    let entries = fs::read_dir(folder).map_err(|error| refused(Reason::Unopenable(plain(&error))))?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|error| refused(Reason::Unreadable(plain(&error))))?;
    paths.retain(|path| path.join(name).is_file());
    paths.sort_unstable();
    if paths.is_empty() { Err(refused(Reason::Unopenable(format!("no {name} in it, nor in a folder of it")))) } else { Ok(paths) }
}
