//! `depeche completions`, `depeche man`: made from the types of `args`, so they cannot say anything else than `--help`.

use crate::cli::args::{Completions, Line, Man};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::Ui;
use clap::CommandFactory;
use std::io::Write;

pub(super) fn completions(ui: Ui, args: &Completions) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Line::command(), "depeche", &mut script);
    print(ui, &script)
}

pub(super) fn man(ui: Ui, args: &Man) -> Result<Done, Failure> {
    let mut program = Line::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                let known: Vec<_> = program.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Failure::new(format!("there is no command “{name}”")).hint(format!("the commands are {}", known.join(", "))));
            };
            // With the display name, `depeche-query`, as the title.
            command.clone()
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).manual("depeche").render(&mut page)?;
    print(ui, &page)
}

/// In memory first: a closed pipe while it is made would be a panic inside clap.
fn print(ui: Ui, bytes: &[u8]) -> Result<Done, Failure> {
    let mut out = ui.data();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Done::Wholly)
}
