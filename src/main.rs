//! The program: `depeche::cli` says what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    depeche::cli::run()
}
