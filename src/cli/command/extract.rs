//! `depeche extract`: documents → claims, as a filter.

use super::reading::{Pass, reader};
use super::stored;
use crate::claim::Claims;
use crate::cli::args::{ClaimsFormat, Common, Extract};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count, look, one_line, tame};
use crate::document::Document;
use crate::graph::iri::Base;
use crate::pipeline::{Noted, Reader, Trace};
use crate::query::Prefixes;
use crate::text::page::LineKind;
use crate::{export, graph};
use indicatif::ProgressBar;
use std::io::{self, Write};

pub(super) fn run(ui: Ui, common: &Common, args: Extract) -> Result<Done, Failure> {
    let base = stored::base(common)?;
    let reader = reader(&args.reading.knowledge)?;
    // Whoever reads along wants each answer at once, whoever reads a million wants them in pieces.
    let one_by_one = args.reading.jobs == 1;
    let print = Print { what: What::of(&args), prefixes: Prefixes::of_base(&base), base };
    let mut out: Box<dyn Write> = if print.what.is_for_people() { Box::new(ui.page()) } else { Box::new(ui.data()) };
    let pass = Pass::open(ui, args.inputs, &args.reading, &reader)?;
    let progress = if ui.is_watched() { ProgressBar::hidden() } else { ui.counter("reading") };
    let read = |reader: &Reader, document: Document| match print.what {
        What::Trace => Read::Trace(reader.trace(&document), document),
        What::Claims(_) | What::Abstentions => Read::Claims(reader.read(&document)),
    };
    let tally = pass.run_with(&progress, read, |read| {
        print.print(read, &mut out)?;
        if one_by_one {
            out.flush()?;
        }
        Ok(())
    })?;
    out.flush()?;
    ui.say(format_args!("{} read, {} refused", count(tally.read, "document"), tally.refused));
    Ok(if tally.refused > 0 { Done::Partly } else { Done::Wholly })
}

/// What is printed of each document.
#[derive(Clone, Copy)]
enum What {
    Claims(ClaimsFormat),
    Abstentions,
    Trace,
}

impl What {
    fn of(args: &Extract) -> Self {
        match (args.trace, args.abstained) {
            (true, _) => Self::Trace,
            (false, true) => Self::Abstentions,
            (false, false) => Self::Claims(args.format),
        }
    }

    fn is_for_people(self) -> bool {
        !matches!(self, Self::Claims(_))
    }
}

/// A document that was read.
#[expect(clippy::large_enum_variant, reason = "a pass hands each on in a box")]
enum Read {
    Claims(Claims),
    Trace(Trace, Document),
}

/// How it is printed.
struct Print {
    what: What,
    base: Base,
    prefixes: Prefixes,
}

impl Print {
    fn print(&self, read: Read, out: &mut dyn Write) -> Result<(), Failure> {
        match (read, self.what) {
            (Read::Trace(trace, document), _) => trace_page(&document, &trace, out)?,
            (Read::Claims(claims), What::Claims(ClaimsFormat::Nq)) => {
                export::write(export::Format::NQuads, graph::document::to_quads(&self.base, &claims), &self.prefixes, out)?;
            }
            (Read::Claims(claims), What::Claims(ClaimsFormat::Jsonl)) => {
                serde_json::to_writer(&mut *out, &claims).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            (Read::Claims(claims), What::Abstentions | What::Trace) => abstained(&claims, out)?,
        }
        Ok(())
    }
}

/// What was not asserted, a line each, as compilers point at a place: `id:start-end: what: why [rule] “words”`.
fn abstained(claims: &Claims, out: &mut dyn Write) -> io::Result<()> {
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

fn trace_page(document: &Document, trace: &Trace, out: &mut dyn Write) -> io::Result<()> {
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
