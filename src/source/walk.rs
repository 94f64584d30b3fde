//! Inputs → files, in an order that depends on names only. Opens folders, never files.

use super::{Input, Notice, Place, Reason, Refused, plain};
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

/// The next thing to read.
#[derive(Debug)]
pub(super) enum Found {
    File {
        path: PathBuf,
        /// Named by the user; then it is read whatever its name ends with.
        named: bool,
    },
    Standard,
    Refused(Refused),
    Noted(Notice),
}

/// Depth first, each folder in the order of its names; hidden files stay out unless named.
#[derive(Debug)]
pub(super) struct Walk {
    inputs: VecDeque<Input>,
    /// Entries still to visit, the next one last.
    stack: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    /// Canonical paths of the folders it was reached through: a link back to one of them is a loop.
    through: Vec<PathBuf>,
}

impl Walk {
    pub(super) fn new(inputs: Vec<Input>) -> Self {
        Self { inputs: inputs.into(), stack: Vec::new() }
    }

    fn visit(&mut self, path: PathBuf, through: Vec<PathBuf>, named: bool) -> Option<Found> {
        match fs::metadata(&path) {
            Ok(about) if about.is_dir() => self.enter(&path, through, named),
            // A pipe inside a folder would be waited for without end; one that is named is meant.
            Ok(about) if about.is_file() || named => Some(Found::File { path, named }),
            Ok(_) => Some(Found::Noted(Notice::PassedOver(path.display().to_string()))),
            Err(error) => Some(refused(&path, named, plain(&error))),
        }
    }

    fn enter(&mut self, folder: &Path, mut through: Vec<PathBuf>, named: bool) -> Option<Found> {
        let shown = folder.display().to_string();
        let canonical = match fs::canonicalize(folder) {
            Ok(canonical) if through.contains(&canonical) => return Some(Found::Noted(Notice::Loop(shown))),
            Ok(canonical) => canonical,
            Err(error) => return Some(refused(folder, named, plain(&error))),
        };
        through.push(canonical);
        let entries: Result<Vec<_>, _> =
            fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect());
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return Some(refused(folder, named, plain(&error))),
        };
        entries.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
        if entries.is_empty() {
            return Some(Found::Noted(Notice::EmptyFolder(shown)));
        }
        entries.sort_unstable_by(|a, b| b.cmp(a));
        self.stack.extend(entries.into_iter().map(|name| Entry { path: folder.join(name), through: through.clone() }));
        None
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = if let Some(Entry { path, through }) = self.stack.pop() {
                self.visit(path, through, false)
            } else {
                match self.inputs.pop_front()? {
                    Input::Path(path) => self.visit(path, Vec::new(), true),
                    Input::Standard => Some(Found::Standard),
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

fn refused(path: &Path, named: bool, why: String) -> Found {
    let reason = if named { Reason::Unopenable(why) } else { Reason::Unreadable(why) };
    Found::Refused(Refused { place: Place { source: path.display().to_string(), line: None }, reason })
}
