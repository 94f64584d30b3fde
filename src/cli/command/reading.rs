//! Documents → claims, many at a time, in the order of the inputs: what `build` and `extract` have in common.

use crate::claim::Claims;
use crate::cli::args::{Knowledge, Reading};
use crate::cli::outcome::{Failure, remedy};
use crate::cli::ui::Ui;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::lang::Pack;
use crate::pipeline::Reader;
use crate::source::{Documents, Input, Limits, Notice, Reason, Received, Refused, texts};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Documents read at a time, for each thread: enough to keep all of them busy, few enough to keep in memory.
const CHUNK_FOR_EACH: usize = 32;

/// Bytes of text that end a chunk before it has all its documents.
const CHUNK_BYTES: usize = 16_000_000;

/// So many files that are passed over are named; the rest is counted.
const PASSED_OVER_SHOWN: usize = 5;

/// The reader for the words and names that the user chose.
pub(super) fn reader(knowledge: &Knowledge) -> Result<Reader, Failure> {
    if knowledge.lexicon.is_none() && knowledge.gazetteer.is_none() {
        return Ok(Reader::french());
    }
    let packs = match &knowledge.lexicon {
        Some(folder) => packs(folder)?,
        None => vec![Pack::french()],
    };
    Ok(Reader::new(packs, gazetteer(knowledge.gazetteer.as_deref())?))
}

/// The names of this folder, or those that the program carries.
pub(super) fn gazetteer(folder: Option<&Path>) -> Result<Gazetteer, Failure> {
    let Some(folder) = folder else { return Ok(Gazetteer::compiled_in()) };
    Gazetteer::load(&texts::of_folder(folder, "tsv")?).map_err(|error| Failure::of(&error).while_(&folder.display().to_string()))
}

/// The folder of one language, or a folder of such folders; in the order of their names.
fn packs(folder: &Path) -> Result<Vec<Pack>, Failure> {
    let load = |folder: &Path| -> Result<Pack, Failure> {
        Pack::load(&texts::of_folder(folder, "toml")?).map_err(|error| Failure::of(&error).while_(&folder.display().to_string()))
    };
    if folder.join("language.toml").is_file() {
        return Ok(vec![load(folder)?]);
    }
    let folders = texts::folders_with(folder, "language.toml")?;
    folders.iter().map(|folder| load(folder)).collect()
}

/// `-` is standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Documents on their way to claims.
pub(super) struct Pass<'a> {
    ui: Ui,
    reader: &'a Reader,
    documents: Documents<'static>,
    /// What was taken out of `documents` to see that something can be opened.
    first: Vec<Received>,
    threads: ThreadPool,
    /// Documents read at a time.
    chunk: usize,
}

/// How a pass went.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Documents that were read.
    pub(super) read: usize,
    /// Files, lines, documents that were not.
    pub(super) refused: usize,
    passed_over: usize,
    remedies: BTreeSet<&'static str>,
}

impl<'a> Pass<'a> {
    /// Fails if nothing that was named can be opened.
    pub(super) fn open(ui: Ui, inputs: Vec<PathBuf>, reading: &Reading, reader: &'a Reader) -> Result<Self, Failure> {
        let threads = ThreadPoolBuilder::new().num_threads(reading.jobs).build().map_err(|error| Failure::of(&error))?;
        // One at a time, a document is answered before the next one is waited for.
        let chunk = if reading.jobs == 1 { 1 } else { threads.current_num_threads() * CHUNK_FOR_EACH };
        let inputs = inputs.into_iter().map(|path| if is_standard(&path) { Input::Standard } else { Input::Path(path) }).collect();
        let mut documents = Documents::new(inputs, Limits { document_bytes: reading.max_document_bytes }, io::stdin());
        let mut first = Vec::new();
        while first.iter().all(is_unopenable) {
            match documents.next() {
                Some(received) => first.push(received),
                None if first.is_empty() => break,
                None => return Err(nothing_opened(&first)),
            }
        }
        Ok(Self { ui, reader, documents, first, threads, chunk })
    }

    /// Reads everything; hands on the claims in the order of the documents.
    pub(super) fn run(self, progress: &ProgressBar, take: impl FnMut(Claims) -> Result<(), Failure>) -> Result<Tally, Failure> {
        self.run_with(progress, |reader, document| reader.read(&document), take)
    }

    /// The same with something else made of each document.
    pub(super) fn run_with<T: Send>(
        self,
        progress: &ProgressBar,
        read: impl Fn(&Reader, Document) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<Tally, Failure> {
        let Self { ui, reader, documents, first, threads, chunk: most } = self;
        let mut received = first.into_iter().chain(documents).peekable();
        let mut tally = Tally::default();
        while received.peek().is_some() {
            let mut bytes = 0;
            let mut chunk = Vec::new();
            while chunk.len() < most && bytes < CHUNK_BYTES {
                let Some(next) = received.next() else { break };
                if let Received::Document { document, .. } = &next {
                    bytes += document.text.len();
                }
                chunk.push(next);
            }
            let outcomes: Vec<_> = threads
                .install(|| chunk.into_par_iter().map(|received| Outcome::of(received, |document| read(reader, document))).collect());
            for outcome in outcomes {
                match outcome {
                    Outcome::Read(made) => {
                        tally.read += 1;
                        progress.inc(1);
                        take(*made)?;
                    }
                    Outcome::Refused(refused) => progress.suspend(|| tally.refuse(ui, &refused)),
                    Outcome::Noted(notice) => progress.suspend(|| tally.note(ui, &notice)),
                }
            }
        }
        progress.finish_and_clear();
        tally.sum_up(ui);
        Ok(tally)
    }
}

/// What became of one thing that was received.
enum Outcome<T> {
    Read(Box<T>),
    Refused(Refused),
    Noted(Notice),
}

impl<T> Outcome<T> {
    fn of(received: Received, read: impl Fn(Document) -> T) -> Self {
        match received {
            Received::Document { document, .. } => Self::Read(Box::new(read(*document))),
            Received::Refused(refused) => Self::Refused(refused),
            Received::Noted(notice) => Self::Noted(notice),
        }
    }
}

impl Tally {
    fn refuse(&mut self, ui: Ui, refused: &Refused) {
        self.refused += 1;
        ui.warn(format_args!("refused {refused}"));
        self.remedies.insert(remedy(refused));
    }

    fn note(&mut self, ui: Ui, notice: &Notice) {
        if matches!(notice, Notice::PassedOver(_)) {
            self.passed_over += 1;
            if self.passed_over > PASSED_OVER_SHOWN {
                return;
            }
        }
        ui.note(notice);
    }

    fn sum_up(&self, ui: Ui) {
        if self.passed_over > PASSED_OVER_SHOWN {
            ui.note(format_args!("{} files were passed over in all; of folders only .txt, .jsonl and .ndjson are read", self.passed_over));
        }
        for remedy in &self.remedies {
            ui.hint(remedy);
        }
    }
}

fn is_unopenable(received: &Received) -> bool {
    matches!(received, Received::Refused(Refused { reason: Reason::Unopenable(_), .. }))
}

fn nothing_opened(refused: &[Received]) -> Failure {
    let said: Vec<_> = refused
        .iter()
        .filter_map(|received| if let Received::Refused(refused) = received { Some(refused.to_string()) } else { None })
        .collect();
    Failure::new(said.join("; ")).hint("check the names and the rights (ls -l); nothing was read, and nothing was written")
}
