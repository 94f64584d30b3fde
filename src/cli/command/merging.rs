//! All documents of a store merged again, and what is said of it: what `build`, `remove` and `query --as-of-publication`
//! have in common.

use crate::cli::outcome::Failure;
use crate::cli::ui::{Ui, count};
use crate::gazetteer::Gazetteer;
use crate::store::{Archive, Build, Written};

/// Merges and writes, under a counter.
pub(super) fn finish(ui: Ui, build: Build<'_>, gazetteer: &Gazetteer) -> Result<Written, Failure> {
    let progress = ui.counter("merging");
    let written = build.merge(gazetteer, || progress.inc(1))?;
    progress.finish_and_clear();
    Ok(written)
}

/// A build mends what another left half done, whatever it was begun for.
pub(super) fn note_the_mending(ui: Ui, archive: &Archive) -> Result<(), Failure> {
    if archive.is_interrupted()? {
        ui.note("the last build of this store was cut short; this one makes its merged graph again");
    }
    Ok(())
}

/// Whoever built with names of their own would wonder where they have gone.
pub(super) fn mind_the_gazetteer(ui: Ui, archive: &Archive, gazetteer: &Gazetteer) -> Result<(), Failure> {
    if archive.record()?.is_some_and(|record| record.gazetteer != gazetteer.hash) {
        ui.warn("the store was merged with another gazetteer: what names and joins people, states and treaties may come out otherwise");
        ui.hint("--gazetteer takes the folder that the store was built with");
    }
    Ok(())
}

/// What changed, and what there is now.
pub(super) fn report(ui: Ui, written: Written) {
    let changed = match (written.added, written.removed) {
        (0, 0) => "nothing changed".to_owned(),
        (added, removed) => {
            format!("{} changed, {added} statements added, {removed} removed", count(written.documents_changed, "document"))
        }
    };
    ui.say(format_args!("{changed}; the store holds {} and {} merged statements", count(written.documents, "document"), written.merged));
}
