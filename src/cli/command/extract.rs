//! `depeche extract`: documents → claims, as a filter.

use super::reading::{Pass, Tally, reader};
use super::stored;
use crate::claim::Claims;
use crate::cli::args::{ClaimsFormat, Common, Extract};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count, look, tame};
use crate::document::Document;
use crate::pipeline::{Noted, Trace};
use crate::query::Prefixes;
use crate::text::page::LineKind;
use crate::{export, graph};
use indicatif::ProgressBar;
use std::io::{self, Write};

pub(super) fn run(ui: Ui, common: &Common, args: Extract) -> Result<Done, Failure> {
    let base = stored::base(common)?;
    let reader = reader(&args.reading.knowledge)?;
    // Whoever reads along wants each answer at once, whoever reads a million wants them in pieces.
    let line_by_line = args.reading.jobs == 1;
    let pass = Pass::open(ui, args.inputs, &args.reading, &reader)?;
    let progress = if ui.is_watched() { ProgressBar::hidden() } else { ui.counter("reading") };
    let tally = if args.trace {
        traced(ui, pass, &progress)?
    } else if args.abstained {
        let mut out = ui.page();
        let tally = pass.run(&progress, |claims| Ok(abstained(&claims, &mut out)?))?;
        out.flush()?;
        tally
    } else {
        let prefixes = Prefixes::of_base(&base);
        let mut out = ui.data();
        let tally = pass.run(&progress, |claims| {
            match args.format {
                ClaimsFormat::Jsonl => {
                    serde_json::to_writer(&mut out, &claims).map_err(io::Error::from)?;
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
        tally
    };
    ui.say(format_args!("{} read, {} refused", count(tally.read, "document"), tally.refused));
    Ok(if tally.refused > 0 { Done::Partly } else { Done::Wholly })
}

/// What was not asserted, a line each, as compilers point at a place: `id:start-end: what: why [rule] “words”`.
fn abstained(claims: &Claims, out: &mut impl Write) -> io::Result<()> {
    for abstention in &claims.abstentions {
        let evidence = claims.evidence(abstention.evidence);
        let (heading, quote, faint) = (look::HEADING, look::QUOTE, look::FAINT);
        writeln!(
            out,
            "{heading}{}:{}-{}:{heading:#} {}: {} {faint}[{}]{faint:#} {quote}“{}”{quote:#}",
            tame(claims.document.id.as_str()),
            evidence.span.start(),
            evidence.span.end(),
            abstention.what,
            abstention.reason,
            evidence.rule,
            one_line(&evidence.quote)
        )?;
    }
    Ok(())
}

fn traced(ui: Ui, pass: Pass, progress: &ProgressBar) -> Result<Tally, Failure> {
    let mut out = ui.page();
    let read = |reader: &crate::pipeline::Reader, document: &Document| (document.clone(), reader.trace(document));
    let tally = pass.run_with(progress, read, |(document, trace)| Ok(trace_page(&document, &trace, &mut out)?))?;
    out.flush()?;
    Ok(tally)
}

fn trace_page(document: &Document, trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    let (heading, faint) = (look::HEADING, look::FAINT);
    let published = document.published.map_or_else(|| "no publication date".to_owned(), |published| format!("published {published}"));
    writeln!(out, "{heading}{}{heading:#} ({published})", tame(document.id.as_str()))?;
    for passage in &trace.passages {
        let kind = match passage.kind {
            LineKind::Body => "",
            LineKind::Heading => "heading: ",
            LineKind::Furniture => "not read, page furniture: ",
        };
        let words = one_line(passage.span.of(&document.text));
        writeln!(out, "\n{faint}{:>6}{faint:#} {faint}{kind}{faint:#}{heading}{words}{heading:#}", passage.span.start())?;
        for note in &passage.notes {
            let quote = if note.what == Noted::Fired { look::QUOTE } else { look::FAINT };
            let rule = if note.rule.is_empty() { String::new() } else { format!("  [{}]", note.rule) };
            writeln!(
                out,
                "       {:8} {quote}“{}”{quote:#}  {}{faint}{rule}{faint:#}",
                note.what,
                one_line(note.span.of(&document.text)),
                tame(&note.meaning)
            )?;
        }
    }
    writeln!(out)
}

/// Words of a text without their line breaks.
fn one_line(text: &str) -> String {
    tame(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
