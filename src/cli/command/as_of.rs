//! `depeche query --as-of-publication`: what the documents said that were published by a day. They are merged again by
//! themselves, in memory: what was merged with later ones cannot be taken apart.

use super::merging::mind_the_gazetteer;
use super::reading::gazetteer;
use super::stored::Stored;
use crate::cli::args::AsOf;
use crate::cli::outcome::Failure;
use crate::cli::ui::{Ui, count};
use crate::store::Archive;

/// The store to ask instead of the one on disk; `None` if no date was given.
pub(super) fn archive(ui: Ui, stored: &Stored, args: &AsOf) -> Result<Option<Archive>, Failure> {
    let Some(day) = args.last_day else { return Ok(None) };
    let gazetteer = gazetteer(args.merging.gazetteer.as_deref())?;
    mind_the_gazetteer(ui, &stored.archive, &gazetteer)?;
    let found = stored.archive.publications(day)?;
    let all = found.by_then.len() + found.later.len() + found.undated.len();
    let mut documents = found.by_then;
    let dated = count(documents.len(), "document");
    let undated = match (found.undated.len(), args.undated) {
        (0, _) => String::new(),
        (undated, true) => format!(" and {undated} without a publication date"),
        (undated, false) => format!(" ({undated} without a publication date left out: --undated)"),
    };
    if args.undated {
        documents.extend(found.undated);
    }
    ui.note(format_args!("merging {} of {all} documents again: {dated} published by {day}{undated}", documents.len()));
    let progress = ui.counter("merging");
    let part = stored.archive.part(&documents, &gazetteer, || progress.inc(1))?;
    progress.finish_and_clear();
    Ok(Some(part))
}
