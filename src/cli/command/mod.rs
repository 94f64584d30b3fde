//! One file for each subcommand; each connects rooms of the library and decides nothing of theirs.

mod as_of;
mod build;
mod check;
mod diff;
mod eval;
mod explain;
mod export;
mod extract;
mod merge;
mod merging;
mod query;
mod reading;
mod remove;
mod shell;
mod stored;

use super::args::{Command, Line};
use super::outcome::{Done, Failure};
use super::ui::Ui;

/// Runs the command that was typed.
pub(super) fn run(ui: Ui, line: Line) -> Result<Done, Failure> {
    let Line { common, command } = line;
    match command {
        Command::Build(args) => build::run(ui, &common, args),
        Command::Remove(args) => remove::run(ui, &common, &args),
        Command::Query(args) => query::run(ui, &common, &args),
        Command::Explain(args) => explain::run(ui, &common, &args),
        Command::Export(args) => export::run(ui, &common, &args),
        Command::Diff(args) => diff::run(ui, &common, &args),
        Command::Check(args) => check::run(ui, &common, &args),
        Command::Extract(args) => extract::run(ui, &common, args),
        Command::Eval(args) => eval::run(ui, &args),
        Command::Merge(args) => merge::run(ui, &common, args),
        Command::Completions(args) => shell::completions(ui, &args),
        Command::Man(args) => shell::man(ui, &args),
    }
}
