//! The command line: what is typed → the rooms of the library → what is printed. No knowledge of its own.
//!
//! `args` holds what may be typed, `command` one file for each subcommand, `outcome` how it ends, `ui` how it talks.
//! Called by `main`.

mod args;
mod command;
mod outcome;
mod ui;

use clap::Parser;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Runs what was typed and gives the exit status.
#[must_use]
pub fn run() -> ExitCode {
    let line = args::Line::parse();
    let ui = ui::Ui::new(line.common.quiet, line.common.color.into());
    mind_the_disk();
    outcome::finish(ui, command::run(ui, line))
}

/// A file that reaches its size limit kills by SIGXFSZ. With a handler the write fails instead, like on a full disk, and is told.
/// (A closed pipe needs none: Rust ignores SIGPIPE, and `outcome` takes the error for what it is.)
fn mind_the_disk() {
    #[cfg(unix)]
    {
        let flag = Arc::new(AtomicBool::new(false));
        // Where that is not allowed, the signal does what it always did.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}
