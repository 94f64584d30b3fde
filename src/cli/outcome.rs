//! How a command ends: kinds of error, their hints, exit statuses. The only file that knows what a user can do about an error
//! of the library; commands hand errors on with `?`.

use super::ui::Ui;
use crate::export::ExportError;
use crate::query::results::ResultError;
use crate::source::statements::{RefusedStatements, StatementsReason};
use crate::source::{Reason, Refused};
use std::error::Error;
use std::io;
use std::process::ExitCode;

/// The exit status of a command that could not run.
pub(super) const COULD_NOT_RUN: u8 = 2;

/// A command that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// Exit status 0.
    Wholly,
    /// Some documents were refused, a check failed, or two graphs differ: exit status 1.
    Partly,
}

/// A command that could not run: exit status 2, or 0 where only its reader has gone.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read standard output has enough.
    ClosedPipe,
    Told {
        message: String,
        /// What lies behind it, outermost first.
        causes: Vec<String>,
        hint: Option<String>,
    },
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Told { message: message.into(), causes: Vec::new(), hint: None }
    }

    /// An error with its causes; a broken pipe anywhere among them is no error.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut causes = Vec::new();
        let mut next: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(cause) = next {
            if cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
                return Self::ClosedPipe;
            }
            causes.push(cause.to_string());
            next = cause.source();
        }
        let message = causes.remove(0);
        causes.retain(|cause| !message.contains(cause.as_str()));
        Self::Told { message, causes, hint: None }
    }

    pub(super) fn hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Told { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// Says of what the error is: `reading FILE`.
    pub(super) fn while_(mut self, doing: &str) -> Self {
        if let Self::Told { message, .. } = &mut self {
            *message = format!("{doing}: {message}");
        }
        self
    }
}

/// Errors of the library whose words say all that there is to say.
macro_rules! told {
    ($($error:ty),+ $(,)?) => { $(impl From<$error> for Failure {
        fn from(error: $error) -> Self {
            Self::of(&error)
        }
    })+ };
}

told! {
    crate::store::StoreError, crate::graph::iri::NotABase,
    crate::query::QueryError, crate::query::HeaderError, crate::query::ParameterError, crate::query::library::UnknownQuery,
    crate::source::texts::RefusedFolder,
}

/// Of errors that can also be the writer's, that one is told as all others of the writer are.
#[cfg(feature = "shacl")]
impl From<crate::shapes::ShapesError> for Failure {
    fn from(error: crate::shapes::ShapesError) -> Self {
        Self::of(&error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        if let ExportError::Write(error) = error { error.into() } else { Self::of(&error) }
    }
}

impl From<RefusedStatements> for Failure {
    fn from(error: RefusedStatements) -> Self {
        let hint = match &error.reason {
            StatementsReason::UnknownEnding => {
                "a file is called .ttl, .nt, .nq, .trig, .rdf or .jsonld after what it holds; a store is a folder"
            }
            StatementsReason::Unreadable(_) => "check the name and the rights (ls -l)",
            StatementsReason::NotStatements(_) => {
                "`depeche export` and `depeche merge` write such files; an export that was broken off is not whole"
            }
            StatementsReason::BlankNode => "nodes without a name cannot be told apart from one graph to the other; give them IRIs",
        };
        Self::of(&error).hint(hint)
    }
}

impl From<ResultError> for Failure {
    fn from(error: ResultError) -> Self {
        match error {
            ResultError::Write(error) => error.into(),
            ResultError::Query(error) => error.into(),
        }
    }
}

/// Writing data failed: everything else that may go wrong with files has errors of its own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded);
        let failure = Self::of(&error).while_("writing to standard output");
        if full {
            failure.hint("what was written so far is not whole; make room, or write somewhere else, and run the command again")
        } else {
            failure
        }
    }
}

/// Prints what is left to say, and gives the exit status.
pub(super) fn finish(ui: Ui, result: Result<Done, Failure>) -> ExitCode {
    match result {
        Ok(Done::Wholly) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Done::Partly) => ExitCode::from(1),
        Err(Failure::Told { message, causes, hint }) => {
            ui.error(message);
            for cause in causes {
                ui.because(cause);
            }
            if let Some(hint) = hint {
                ui.hint(hint);
            }
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// What may be done about a document that was refused.
pub(super) fn remedy(refused: &Refused) -> &'static str {
    match &refused.reason {
        Reason::Unopenable(_) | Reason::Unreadable(_) => "check the name and the rights (ls -l)",
        Reason::Empty => "an empty file may be the rest of a download that failed",
        Reason::TooLong { .. } => "--max-document-bytes raises the limit; a line of many megabytes is often a file without line feeds",
        Reason::Binary { .. } => "only texts are read: turn PDF, Word or images into text first",
        Reason::Utf16 => "iconv -f UTF-16 -t UTF-8 OLD > NEW",
        Reason::NotUtf8 { .. } => "if it is Windows or Latin text: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        Reason::NotJson { .. } | Reason::NotAnObject => {
            "one object a line is wanted; jq -c . OLD > NEW makes that of other JSON (jq -c '.[]' of a list)"
        }
        Reason::NoText | Reason::NotAString { .. } => "each line needs the text as a string under the key \"text\"",
    }
}
