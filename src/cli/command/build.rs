//! `depeche build`: documents → claims → the store, merged with all that it holds.

use super::merging;
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
use crate::store::{Archive, BuildRecord};
use std::fmt::Write as _;

pub(super) fn run(ui: Ui, common: &Common, args: Build) -> Result<Done, Failure> {
    let reader = reader(&args.reading.knowledge)?;
    let pass = Pass::open(ui, args.inputs, &args.reading, &reader)?;
    // Before the long run: whoever gave a wrong --store or --base hears it now.
    let mut archive = Archive::create_or_open(&common.store)?;
    let base = base_of(common, &archive)?;
    merging::note_the_mending(ui, &archive)?;
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

    let written = merging::finish(ui, build, reader.gazetteer())?;
    report(ui, &tally, &received);
    merging::report(ui, written);
    Ok(if tally.refused > 0 { Done::Partly } else { Done::Wholly })
}

fn record(base: &Base, reader: &Reader) -> BuildRecord {
    let reading = reader.reading();
    BuildRecord { base: base.clone(), program: reading.program, lexicon: reading.lexicon, gazetteer: reading.gazetteer }
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

fn report(ui: Ui, tally: &Tally, received: &ById) {
    let mut line = format!("{} read", count(tally.read, "document"));
    for (number, what) in
        [(received.repeated, "of them repeated"), (received.contested.len(), "ids with several texts"), (tally.refused, "refused")]
    {
        if number > 0 {
            let _ = write!(line, ", {number} {what}");
        }
    }
    ui.say(line);
}
