//! `depeche query`: a named question, a file or standard input → rows or statements.

use super::as_of;
use super::stored::Stored;
use crate::cli::args::{Common, Query};
use crate::cli::outcome::{self, Done, Failure};
use crate::cli::ui::{Ui, look};
use crate::export;
use crate::query::library::{self, NamedQuery};
use crate::query::results::{self, ResultFormat, TableLook, Written};
use crate::query::{Answer, AnswerKind, Excess, Gauges, Limits, Prepared, Template, Watchdog};
use oxigraph::model::GraphName;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub(super) fn run(ui: Ui, common: &Common, args: &Query) -> Result<Done, Failure> {
    if args.list {
        return list(ui, args.question.as_deref());
    }
    let question = args.question.as_deref().unwrap_or("-");
    let template = Template::parse(&text(question)?)?;
    let stored = Stored::open(ui, common)?;
    let prepared = Prepared::parse_with(&template.bind(&args.param, &stored.prefixes)?, &stored.prefixes)?;
    let format = format(prepared.kind(), args.format.as_deref())?;

    let as_of = as_of::archive(ui, &stored, &args.as_of)?;
    let archive = as_of.as_ref().unwrap_or(&stored.archive);
    let limits = Limits {
        timeout: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
        memory: Some(args.max_memory),
        rows: (args.max_rows > 0).then_some(args.max_rows),
    };
    let watchdog = Watchdog::start(&limits, gauges(), move |excess| give_up(ui, excess))?;
    let mut out = watchdog.outside(ui.data());
    let look = TableLook { width: ui.width(), prefixes: stored.prefixes.clone() };
    let written = match (prepared.run(archive.raw(), &watchdog)?, format) {
        (Answer::Solutions(rows), Format::Rows(format)) => results::write_rows(rows, format, &look, limits.rows, &mut out)?,
        (Answer::Boolean(answer), Format::Rows(format)) => {
            results::write_boolean(answer, format, &mut out)?;
            Written { rows: 1, truncated: false }
        }
        (Answer::Graph(triples), Format::Statements(format)) => {
            let (triples, truncated) = results::collect(triples, limits.rows)?;
            let rows = triples.len();
            let quads = triples.into_iter().map(|triple| triple.in_graph(GraphName::DefaultGraph));
            export::write(format, quads, &stored.prefixes, &mut out)?;
            Written { rows, truncated }
        }
        (_, Format::Rows(_) | Format::Statements(_)) => unreachable!("the format was chosen for this kind of answer"),
    };
    out.flush()?;
    drop(watchdog);
    if written.truncated {
        ui.warn(format_args!("there are more than these {} rows (--max-rows)", written.rows));
    }
    Ok(Done::Wholly)
}

/// The SPARQL of a name, a file or standard input. A name never has a dot or a slash in it.
fn text(question: &str) -> Result<String, Failure> {
    if question == "-" {
        let mut text = String::new();
        io::stdin()
            .lock()
            .read_to_string(&mut text)
            .map_err(|error| Failure::of(&error).while_("reading the query from standard input"))?;
        return Ok(text);
    }
    let path = Path::new(question);
    if path.extension().is_some() || question.contains(std::path::MAIN_SEPARATOR) || path.is_file() {
        return fs::read_to_string(path).map_err(|error| Failure::of(&error).while_(&format!("reading the query {question}")));
    }
    Ok(library::find(question)?.text.to_owned())
}

/// How an answer is written, by its kind.
#[derive(Clone, Copy)]
enum Format {
    Rows(ResultFormat),
    Statements(export::Format),
}

fn format(kind: AnswerKind, wanted: Option<&str>) -> Result<Format, Failure> {
    Ok(match kind {
        AnswerKind::Solutions | AnswerKind::Boolean => Format::Rows(
            wanted
                .map_or(Ok(ResultFormat::Table), str::parse)
                .map_err(|error| Failure::of(&error).hint("this query answers with rows; CONSTRUCT answers with statements"))?,
        ),
        AnswerKind::Graph => Format::Statements(
            wanted
                .map_or(Ok(export::Format::Turtle), str::parse)
                .map_err(|error| Failure::of(&error).hint("this query answers with statements; SELECT answers with rows"))?,
        ),
    })
}

/// The clock and the memory, which the library does not look at by itself.
pub(super) fn gauges() -> Gauges {
    let start = Instant::now();
    Gauges { clock: Box::new(move || start.elapsed()), memory: Box::new(resident) }
}

/// Resident memory in bytes, where /proc tells.
fn resident() -> Option<u64> {
    // In pages; the page is 4 KiB wherever /proc/self/statm is likely to be read, and an error of four is no harm in a limit.
    let pages: u64 = fs::read_to_string("/proc/self/statm").ok()?.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// The engine did not notice that it was cancelled. The store is open for reading only: nothing is lost.
fn give_up(ui: Ui, excess: Excess) {
    let _ = outcome::finish(ui, Err(Failure::of(&crate::query::QueryError::Stopped(excess))));
    std::process::exit(outcome::COULD_NOT_RUN.into());
}

/// All questions, or all about one.
fn list(ui: Ui, name: Option<&str>) -> Result<Done, Failure> {
    let mut out = ui.page();
    match name {
        Some(name) => describe(library::find(name)?, &mut out)?,
        None => {
            for query in library::named() {
                let template = Template::parse(query.text)?;
                let parameters: Vec<_> = template.header().parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                let parameters = if parameters.is_empty() { String::new() } else { format!(" ({})", parameters.join(", ")) };
                let (heading, faint) = (look::HEADING, look::FAINT);
                writeln!(
                    out,
                    "{heading}{:<22}{heading:#} {}{faint}{parameters}{faint:#}",
                    query.name,
                    template.header().title().unwrap_or_default()
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Wholly)
}

fn describe(query: NamedQuery, out: &mut impl Write) -> Result<(), Failure> {
    let template = Template::parse(query.text)?;
    let header = template.header();
    let heading = look::HEADING;
    writeln!(out, "{heading}{}{heading:#}: {}", query.name, header.title().unwrap_or_default())?;
    for note in &header.notes {
        writeln!(out, "{note}")?;
    }
    if !header.parameters.is_empty() {
        writeln!(out, "\n{heading}Parameters{heading:#} (--param NAME=VALUE)")?;
        for parameter in &header.parameters {
            writeln!(out, "  {:<14} {} ({})", parameter.name, parameter.meaning, parameter.kind)?;
        }
    }
    if !header.columns.is_empty() {
        writeln!(out, "\n{heading}Columns{heading:#}")?;
        for column in &header.columns {
            writeln!(out, "  {:<14} {}", column.name, column.meaning)?;
        }
    }
    let body = query.text.find("\nPREFIX").map_or(query.text, |start| &query.text[start + 1..]);
    writeln!(out, "\n{heading}SPARQL{heading:#}\n{}", body.trim_end())?;
    Ok(())
}
