//! `depeche check`: the laws of the graph, each a query that must find nothing, and its SHACL shapes.

mod shapes;

use super::query::gauges;
use super::stored::Stored;
use crate::cli::args::{Check, Common};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, look, tame};
use crate::query::{self, Answer, Limits, Prepared, Purpose, Severity, Template, Watchdog, library};
use std::io::Write;

pub(super) fn run(ui: Ui, common: &Common, args: &Check) -> Result<Done, Failure> {
    let stored = Stored::open(ui, common)?;
    let mut out = ui.page();
    let (mut hold, mut errors, mut warnings) = (0_usize, 0_usize, 0_usize);
    for law in library::checks() {
        let template = Template::parse(law.text)?;
        let rows = rows(&stored, law.text).map_err(|failure| failure.while_(&format!("testing {}", law.name)))?;
        let severity = match template.header().purpose {
            Some(Purpose::Law { severity, .. }) => severity,
            Some(Purpose::Question(_)) | None => Severity::Error,
        };
        if rows.is_empty() {
            hold += 1;
            continue;
        }
        let kind = match severity {
            Severity::Error => {
                errors += 1;
                "error"
            }
            Severity::Warning => {
                warnings += 1;
                "warning"
            }
        };
        let heading = look::HEADING;
        writeln!(out, "{heading}{kind}: {}{heading:#}: {}", law.name, template.header().title().unwrap_or_default())?;
        for row in rows {
            writeln!(out, "  {}", row.join("  "))?;
        }
    }
    let shapes = shapes::check(ui, &stored, args.shapes, &mut out)?;
    out.flush()?;
    ui.say(format_args!("{hold} laws hold; broken: {errors} errors, {warnings} warnings"));
    errors += shapes;
    let failed = errors > 0 || (args.deny_warnings && warnings > 0);
    Ok(if failed { Done::Partly } else { Done::Wholly })
}

/// What breaks a law, a cell for each column that is bound: `column: value`, the node first and by itself.
fn rows(stored: &Stored, law: &str) -> Result<Vec<Vec<String>>, Failure> {
    let prepared = Prepared::parse_with(law, &stored.prefixes)?;
    // A law is run to its end, however large the store; what memory it may take is the user's machine.
    let limits = Limits { timeout: None, memory: None, rows: None };
    let watchdog = Watchdog::start(&limits, gauges(), |_| {})?;
    let Answer::Solutions(solutions) = prepared.run(stored.archive.raw(), &watchdog)? else {
        return Err(Failure::new("a law must be a SELECT"));
    };
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution?;
        let cells = solution.iter().map(|(variable, term)| {
            let value = tame(&query::plain(term, &stored.prefixes));
            if variable.as_str() == "node" { value } else { format!("{}: {value}", variable.as_str()) }
        });
        rows.push(cells.collect());
    }
    Ok(rows)
}
