//! `depeche eval`: annotated documents → how well they are read.

use super::reading::reader;
use crate::cli::args::{Eval, Half, ReportFormat};
use crate::cli::outcome::{Done, Failure, remedy};
use crate::cli::ui::{Ui, look, tame};
use crate::document::Document;
use crate::pipeline::Reader;
use crate::score::{Annotated, Figures, Kind, Misreading, Report, misreadings, weighed};
use crate::source::{self, Limits};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(ui: Ui, args: &Eval) -> Result<Done, Failure> {
    let reader = reader(&args.knowledge)?;
    if args.candidates {
        return candidates(ui, &reader, args);
    }
    let mut pairs = Vec::new();
    for path in &args.gold {
        pairs.extend(read(path, args.ids, |document| reader.read(document))?);
    }
    let report = Report::of(&pairs);
    let errors = args.errors.map(|kind| misreadings(&pairs, kind));
    let mut out = ui.page();
    match args.format {
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &Told { report: &report, errors: errors.as_deref() }).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::Text => {
            figures(&report, &mut out)?;
            if args.rules {
                rules(&report, &mut out)?;
            }
            for error in errors.iter().flatten() {
                writeln!(out, "{}  {}", tame(&error.document), tame(&error.to_string()))?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Wholly)
}

/// The JSON object. It always has the rules.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// Of the kind asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a [Misreading]>,
}

/// The journeys that no rule tells, one a line.
fn candidates(ui: Ui, reader: &Reader, args: &Eval) -> Result<Done, Failure> {
    let mut out = ui.page();
    for path in &args.gold {
        for (gold, candidates) in read(path, args.ids, |document| reader.candidates(document))? {
            for candidate in weighed(&gold, candidates) {
                serde_json::to_writer(&mut out, &candidate).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Wholly)
}

/// The annotated documents of a file, with what is read in each.
fn read<T: Send>(path: &Path, half: Option<Half>, reading: impl Fn(&Document) -> T + Sync) -> Result<Vec<(Annotated, T)>, Failure> {
    // The same way in as for any document, so that a date is understood here as it is there.
    let (text, documents) = source::json_lines(path, Limits { document_bytes: u32::MAX })
        .map_err(|refused| Failure::new(format!("refused {refused}")).hint(remedy(&refused)))?;
    let annotated = Annotated::read(&text).map_err(|error| Failure::of(&error).while_(&path.display().to_string()))?;
    let number = |id: &str| id.bytes().rev().find(u8::is_ascii_digit).map_or(0, |digit| digit - b'0');
    let pairs = annotated
        .into_par_iter()
        .zip(documents)
        .filter(|(gold, _)| half.is_none_or(|half| (number(&gold.id) % 2 == 1) == (half == Half::Odd)));
    Ok(pairs.map(|(gold, document)| (gold, reading(&document))).collect())
}

fn figures(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let (heading, faint) = (look::HEADING, look::FAINT);
    writeln!(out, "{} documents", report.documents)?;
    for (kind, figures) in &report.figures {
        writeln!(out, "{heading}{kind:9}{heading:#} {}", line(figures))?;
        for attribute in &figures.attributes {
            #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
            let share = (attribute.of > 0).then(|| attribute.right as f64 / attribute.of as f64);
            let share = share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"));
            writeln!(out, "          {:9} {share} of {}", attribute.name, attribute.of)?;
        }
        if let Some(naive) = report.baselines.get(kind) {
            let how =
                if *kind == Kind::Visits { "first person × every other state" } else { "first two states where accord or traité occurs" };
            writeln!(
                out,
                "          {faint}baseline  P {:.3}  R {:.3}  F1 {:.3}  ({how}){faint:#}",
                naive.precision, naive.recall, naive.f1
            )?;
        }
    }
    Ok(())
}

fn line(figures: &Figures) -> String {
    let dated = match (figures.f1_dated, figures.invented_dates) {
        (Some(f1), Some(invented)) => format!("  dated {f1:.3}, {invented} invented"),
        _ => String::new(),
    };
    let Figures { precision, recall, f1, f1_low, f1_high, macro_f1, found, extra, missed, false_alarms: (alarms, without), .. } = figures;
    format!(
        "P {precision:.3}  R {recall:.3}  F1 {f1:.3} [{f1_low:.2}, {f1_high:.2}]  macro {macro_f1:.3}{dated}  \
         (tp {found} fp {extra} fn {missed}; false alarms in {alarms} of {without} documents without)"
    )
}

fn rules(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let heading = look::HEADING;
    writeln!(out, "\n{heading}{:9} {:44} fired  right{heading:#}", "kind", "rule")?;
    for row in &report.rules {
        writeln!(out, "{:9} {:44} {:5}  {:5}", row.kind, row.rule, row.fired, row.right)?;
    }
    Ok(())
}
