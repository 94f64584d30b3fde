//! `depeche diff`: two merged graphs → how they differ, in words.

use super::stored::{self, Stored};
use crate::cli::args::{Common, Diff, ReportFormat};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count, look, one_line};
use crate::diff::{self, Change, Count, Difference, Differences, Shown, Side, What};
use crate::graph::iri::Base;
use crate::query::Prefixes;
use crate::source::statements;
use crate::store::{Archive, Selection, StoreError};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// For whoever gave something else.
const SIDES: &str = "A and B are each the folder of a store, as `depeche build` makes it, or a file, as `depeche export` prints it";

/// Of one property so many values are told; JSON has them all.
const MOST_VALUES: usize = 4;

pub(super) fn run(ui: Ui, common: &Common, args: &Diff) -> Result<Done, Failure> {
    let before = Opened::at(ui, common, &args.before)?;
    let after = Opened::at(ui, common, &args.after)?;
    let prefixes = Prefixes::of_base(&base(common, &before, &after)?);
    for (one, other) in [(&before, &after), (&after, &before)] {
        if one.side.has_background() && !other.side.has_background() {
            ui.note(format_args!("{} holds no background facts, so they are not compared", other.name));
        }
    }
    let differences = diff::diff(&before.side, &after.side, &prefixes);
    let mut out = ui.page();
    match args.format {
        ReportFormat::Json => {
            let same = differences.is_empty();
            serde_json::to_writer_pretty(&mut out, &Report { same, differences: &differences }).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::Text => page(&differences, &prefixes, &mut out)?,
    }
    out.flush()?;
    ui.say(summary(&differences));
    Ok(if differences.is_empty() { Done::Wholly } else { Done::Partly })
}

/// The JSON object.
#[derive(Serialize)]
struct Report<'a> {
    same: bool,
    #[serde(flatten)]
    differences: &'a Differences,
}

/// One side, read. The store is closed again, so that A and B may be one.
struct Opened {
    name: String,
    side: Side,
    /// What its IRIs begin with, where it says so.
    base: Option<Base>,
}

impl Opened {
    fn at(ui: Ui, common: &Common, path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        if path.is_dir() {
            let stored = Stored::of(ui, common, Archive::open_read_only(path).map_err(unopened)?)?;
            let background = stored.archive.dump(&Selection::Background)?;
            let side = Side::new(stored.archive.dump(&Selection::Merged)?, Some(background));
            return Ok(Self { name, side, base: Some(stored.base) });
        }
        if !path.exists() {
            return Err(Failure::new(format!("there is no store and no file at {name}")).hint(SIDES));
        }
        let quads = statements::of_file(path)?;
        let base = diff::recorded_base(&quads);
        let side = Side::of_file(quads).map_err(|error| {
            let hint = "`depeche export > FILE.ttl` writes the merged graph of a store; --format trig writes it with all others";
            Failure::of(&error).while_(&name).hint(hint)
        })?;
        Ok(Self { name, side, base })
    }
}

/// What else could be given helps only where no store is.
fn unopened(error: StoreError) -> Failure {
    let is_none = matches!(error, StoreError::Missing { .. } | StoreError::NotAStore { .. });
    let failure = Failure::from(error);
    if is_none { failure.hint(SIDES) } else { failure }
}

/// The base of both. Under two bases no thing has the same IRI, and a list of everything would help nobody.
fn base(common: &Common, before: &Opened, after: &Opened) -> Result<Base, Failure> {
    match (&before.base, &after.base) {
        (Some(one), Some(other)) if one != other => {
            let message = format!("{} was built with --base {}, {} with --base {}", before.name, one.as_str(), after.name, other.as_str());
            Err(Failure::new(message).hint("no IRI of the one is in the other; build one of them again with the base of the other"))
        }
        (Some(base), _) | (None, Some(base)) => Ok(base.clone()),
        (None, None) => stored::base(common),
    }
}

fn page(differences: &Differences, prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    let (heading, faint) = (look::HEADING, look::FAINT);
    for difference in &differences.things {
        let Difference { what, kind, label, iri, was, .. } = difference;
        let told = match what {
            What::Added | What::Dropped => aside(difference, prefixes),
            What::Changed => changes(difference),
        };
        let was = was.as_ref().map_or_else(String::new, |was| format!(" (was {})", prefixes.tell(was)));
        let iri = format!("{}{was}", prefixes.tell(iri));
        writeln!(
            out,
            "{heading}{:<8}{heading:#} {:<6}  {}  {faint}{}{faint:#}",
            what.as_str(),
            kind.as_str(),
            one_line(&format!("{label}{told}")),
            one_line(&iri)
        )?;
    }
    for Count { what, added, dropped, changed } in &differences.others {
        let numbers = [(added, "added"), (dropped, "dropped"), (changed, "changed")];
        let numbers: Vec<_> =
            numbers.into_iter().filter(|(number, _)| **number > 0).map(|(number, how)| format!("{number} {how}")).collect();
        writeln!(out, "{heading}{:<8}{heading:#} {what}: {}", "others", numbers.join(", "))?;
    }
    Ok(())
}

/// ` (planned, 2 documents)`
fn aside(difference: &Difference, prefixes: &Prefixes) -> String {
    let documents = difference.documents.map(|number| count(number, "document"));
    let within = difference.within.as_ref().map(|other| match difference.what {
        What::Dropped => format!("now within {}", prefixes.tell(other)),
        What::Added | What::Changed => format!("was within {}", prefixes.tell(other)),
    });
    let words: Vec<_> = difference.status.clone().into_iter().chain(documents).chain(within).collect();
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

/// `: start 2019-03 → 2019-03-24; documents 2 → 3`
fn changes(difference: &Difference) -> String {
    let told: Vec<_> = difference.changes.iter().filter(|change| !change.is_aside).map(change).collect();
    match (&told[..], &difference.was) {
        ([], Some(_)) => ": another IRI".to_owned(),
        ([], None) => format!(": {}", difference.changes.iter().map(change).collect::<Vec<_>>().join("; ")),
        _ => format!(": {}", told.join("; ")),
    }
}

/// `kind – → state` where there is one value or none on each side, else `party + Inde − Chine`.
fn change(change: &Change) -> String {
    let Change { words, kept, dropped, added, .. } = change;
    if *kept == 0 && dropped.len() <= 1 && added.len() <= 1 {
        let one = |values: &[Shown]| values.first().map_or_else(|| "–".to_owned(), |value| value.words.clone());
        return format!("{words} {} → {}", one(dropped), one(added));
    }
    let mut text = words.clone();
    for (sign, values) in [('+', added), ('−', dropped)] {
        if !values.is_empty() {
            let named: Vec<_> = values.iter().take(MOST_VALUES).map(|value| value.words.as_str()).collect();
            let more = values.len() - named.len();
            // writing to a String cannot fail
            let _ = write!(text, " {sign} {}", named.join(", "));
            if more > 0 {
                let _ = write!(text, " and {more} more");
            }
        }
    }
    text
}

/// `3 added, 1 dropped, 2 changed; others: 4`
fn summary(differences: &Differences) -> String {
    if differences.is_empty() {
        return "nothing differs".to_owned();
    }
    let number = |what| differences.things.iter().filter(|difference| difference.what == what).count();
    let others: usize = differences.others.iter().map(|count| count.added + count.dropped + count.changed).sum();
    format!("{} added, {} dropped, {} changed; {others} others", number(What::Added), number(What::Dropped), number(What::Changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gave_no_store_is_told_what_to_give() {
        let directory = std::path::PathBuf::from("here");
        let hint = |error| if let Failure::Told { hint, .. } = unopened(error) { hint } else { None };
        assert_eq!(hint(StoreError::Missing { directory: directory.clone() }).as_deref(), Some(SIDES));
        assert_eq!(hint(StoreError::NotAStore { directory: directory.clone() }).as_deref(), Some(SIDES));
        assert_eq!(hint(StoreError::NoDisk { directory }), None);
        assert_eq!(hint(StoreError::NewerLayout { found: 2, known: 1 }), None);
    }
}
