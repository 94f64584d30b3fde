//! How the program talks: colour, quiet, progress. stdout is data, stderr is talk; nothing else prints.

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::time::Duration;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
const NOTE: Style = Style::new().dimmed();

/// What the words of a quote, a heading, a rule look like where data go to a terminal.
pub(super) mod look {
    use super::{AnsiColor, Style};
    pub(in crate::cli) const HEADING: Style = Style::new().bold();
    pub(in crate::cli) const QUOTE: Style = AnsiColor::Green.on_default();
    pub(in crate::cli) const FAINT: Style = Style::new().dimmed();
}

/// The user's wishes about talk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ui {
    quiet: bool,
}

#[expect(
    clippy::unused_self,
    reason = "commands talk through the one value they are given; which kinds of talk depend on it is known here"
)]
impl Ui {
    /// Sets the colours of both streams for the whole process.
    pub(super) fn new(quiet: bool, colour: ColorChoice) -> Self {
        colour.write_global();
        Self { quiet }
    }

    /// What went well, or is going on. Not said when quiet.
    pub(super) fn say(self, text: impl Display) {
        if !self.quiet {
            talk(format_args!("{text}"));
        }
    }

    /// Of interest to some: not said when quiet.
    pub(super) fn note(self, text: impl Display) {
        if !self.quiet {
            talk(format_args!("{NOTE}note:{NOTE:#} {text}"));
        }
    }

    /// What the user must know although the command goes on. Said even when quiet.
    pub(super) fn warn(self, text: impl Display) {
        talk(format_args!("{WARNING}warning:{WARNING:#} {text}"));
    }

    /// Why the command could not run.
    pub(super) fn error(self, text: impl Display) {
        talk(format_args!("{ERROR}error:{ERROR:#} {text}"));
    }

    /// A line under an error or a warning: the cause, indented.
    pub(super) fn because(self, text: impl Display) {
        talk(format_args!("  {text}"));
    }

    /// What to do next.
    pub(super) fn hint(self, text: impl Display) {
        talk(format_args!("{HINT}hint:{HINT:#} {text}"));
    }

    /// A counter of documents on a terminal; nothing elsewhere, and nothing for what is over before it is seen.
    pub(super) fn counter(self, doing: &'static str) -> ProgressBar {
        let target = if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let style = ProgressStyle::with_template("{spinner} {msg}: {human_pos} in {elapsed} ({per_sec})")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::with_draw_target(None, target).with_style(style).with_message(doing);
        bar.enable_steady_tick(Duration::from_millis(125));
        bar
    }

    /// Standard output as it is, in pieces. Flush it: an error at the end is one too.
    pub(super) fn data(self) -> BufWriter<Stdout> {
        BufWriter::with_capacity(1 << 16, io::stdout())
    }

    /// Standard output for people: colours are taken out where nothing shows them.
    pub(super) fn page(self) -> BufWriter<AutoStream<Stdout>> {
        BufWriter::with_capacity(1 << 16, AutoStream::auto(io::stdout()))
    }

    /// The width of the terminal that data go to; `None` for a file or a pipe.
    pub(super) fn width(self) -> Option<u16> {
        comfy_table::Table::new().width()
    }

    /// Do data go to somebody's eyes?
    pub(super) fn is_watched(self) -> bool {
        io::stdout().is_terminal()
    }
}

/// `1 document`, `2 documents`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Words of a text as a terminal may have them: what it would take for a command is replaced.
pub(super) fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// The same as one line, whatever breaks and blanks are in it.
pub(super) fn one_line(text: &str) -> String {
    tame(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whoever closed stderr does not want to hear; that is no reason to stop.
fn talk(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_text_are_one_harmless_line() {
        assert_eq!(one_line(" à\r\n  Dakar,\tdit\u{b}-il \u{1b}[31m"), "à Dakar, dit -il \u{fffd}[31m");
        assert_eq!(tame("à\nDakar\u{7}"), "à\nDakar\u{fffd}");
    }
}
