//! `depeche extract`: documents → claims, as a filter.

use super::reading::{Pass, reader};
use super::stored;
use crate::cli::args::{ClaimsFormat, Common, Extract};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count};
use crate::query::Prefixes;
use crate::{export, graph};
use indicatif::ProgressBar;
use std::io::Write;

pub(super) fn run(ui: Ui, common: &Common, args: Extract) -> Result<Done, Failure> {
    let base = stored::base(common)?;
    let prefixes = Prefixes::of_base(&base);
    let reader = reader(&args.reading.knowledge)?;
    let pass = Pass::open(ui, args.inputs, &args.reading, &reader)?;
    let progress = if ui.is_watched() { ProgressBar::hidden() } else { ui.counter("reading") };
    let mut out = ui.data();
    // Whoever reads along wants each answer at once, whoever reads a million wants them in pieces.
    let line_by_line = args.reading.jobs == 1;
    let tally = pass.run(&progress, |claims| {
        match args.format {
            ClaimsFormat::Jsonl => {
                serde_json::to_writer(&mut out, &claims).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
            ClaimsFormat::Nq => export::write(export::Format::NQuads, graph::document::to_quads(&base, &claims), &prefixes, &mut out)?,
        }
        if line_by_line {
            out.flush()?;
        }
        Ok(())
    })?;
    out.flush()?;
    ui.say(format_args!("{} read, {} refused", count(tally.read, "document"), tally.refused));
    Ok(if tally.refused > 0 { Done::Partly } else { Done::Wholly })
}
