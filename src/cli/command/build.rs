//! `depeche build`: documents → claims → the store, merged with all that it holds.

use super::merged::Merged;
use super::reading::{Pass, Tally, reader};
use super::stored::base_of;
use crate::claim::Claims;
use crate::cli::args::{Build, Common};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count};
use crate::graph::document;
use crate::graph::iri::Base;
use crate::pipeline::Reader;
use crate::source::same_id::{Standing, Verdict};
use crate::store::{self, Archive, BuildRecord, Written};
use std::fmt::Write as _;

pub(super) fn run(ui: Ui, common: &Common, args: Build) -> Result<Done, Failure> {
    let reader = reader(&args.reading.knowledge)?;
    let pass = Pass::open(ui, args.inputs, &args.reading, &reader)?;
    // Before the long run: whoever gave a wrong --store or --base hears it now.
    let mut archive = Archive::create_or_open(&common.store)?;
    let base = base_of(common, &archive)?;
    if archive.is_interrupted()? {
        ui.note("the last build of this store was cut short; this one makes its merged graph again");
    }
    let mut build = archive.begin(record(&base, &reader))?;

    let progress = ui.counter("reading");
    let mut received = ById::default();
    let tally = pass.run(&progress, |claims| {
        if received.judge(&claims) {
            build.replace_document(base.document(&claims.document.id), document::to_quads(&base, &claims))?;
        }
        Ok(())
    })?;
    received.warn(ui);

    let progress = ui.counter("merging");
    let claims = all(&build, &progress)?;
    let merged = Merged::of(&claims, &base, &reader);
    let written = build.finish(merged.knowledge, merged.background)?;
    progress.finish_and_clear();
    report(ui, &tally, &received, written);
    Ok(if tally.refused > 0 { Done::Partly } else { Done::Wholly })
}

fn record(base: &Base, reader: &Reader) -> BuildRecord {
    let reading = reader.reading();
    BuildRecord { base: base.clone(), program: reading.program, lexicon: reading.lexicon, gazetteer: reading.gazetteer }
}

/// The claims of every document that the store will hold, in the order of their graphs.
fn all(build: &store::Build<'_>, progress: &indicatif::ProgressBar) -> Result<Vec<Claims>, Failure> {
    let mut claims = Vec::new();
    for graph in build.document_graphs()? {
        let quads = build.quads_of(&graph)?;
        let read = document::from_quads(&quads).map_err(|error| {
            Failure::of(&error).while_(&format!("reading back {}", graph.as_str())).hint("build the texts again into a new store (--store)")
        })?;
        claims.push(read);
        progress.inc(1);
    }
    Ok(claims)
}

/// Which of several documents of one id stands, and what is to be said of it.
#[derive(Default)]
struct ById {
    standing: Standing,
    repeated: usize,
    contested: std::collections::BTreeSet<crate::document::DocumentId>,
}

impl ById {
    /// Is this the one to keep, for now?
    fn judge(&mut self, claims: &Claims) -> bool {
        let verdict = self.standing.judge(claims);
        match verdict {
            Verdict::New => {}
            Verdict::Repeated { .. } => self.repeated += 1,
            Verdict::Contested { .. } => {
                self.contested.insert(claims.document.id.clone());
            }
        }
        verdict.stands()
    }

    fn warn(&self, ui: Ui) {
        for id in &self.contested {
            ui.warn(format_args!(
                "several texts have the id “{id}”: the one published last is kept (of equals, the one with the greater hash)"
            ));
        }
        if !self.contested.is_empty() {
            ui.hint("give texts that differ ids that differ: the file's name for .txt, the key \"id\" for JSON Lines");
        }
    }
}

fn report(ui: Ui, tally: &Tally, received: &ById, written: Written) {
    let mut line = format!("{} read", count(tally.read, "document"));
    for (number, what) in
        [(received.repeated, "of them repeated"), (received.contested.len(), "ids with several texts"), (tally.refused, "refused")]
    {
        if number > 0 {
            let _ = write!(line, ", {number} {what}");
        }
    }
    ui.say(line);
    let changed = match (written.added, written.removed) {
        (0, 0) => "nothing changed".to_owned(),
        (added, removed) => format!("{} documents changed, {added} statements added, {removed} removed", written.documents_changed),
    };
    ui.say(format_args!("{changed}; the store holds {} documents and {} merged statements", written.documents, written.merged));
}
