//! Where documents come from: files, folders, standard input; plain text and JSON Lines. Bytes in, [`Document`]s out.
//!
//! It decodes and never interprets: what a text says is read by `pipeline`. One bad file or line never stops a run; it comes
//! out as a [`Refused`] with its place and its reason, in order with the rest. Called by `cli`, which prints what is refused.
//!
//! Rejected: guessing the encoding of what is not UTF-8. A wrong guess gives wrong names and offsets without anybody noticing;
//! a refusal with a byte position is mended in one command (`iconv`).

pub mod claims;
mod decode;
mod json;
mod lines;
pub mod same_id;
pub mod statements;
pub mod texts;
mod walk;

use crate::document::{Document, DocumentId};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// One of the inputs named on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with files at any depth.
    Path(PathBuf),
    /// Standard input: JSON Lines if its first byte that is no space is `{`, else one text.
    Standard,
}

/// What is refused for its size, before it fills the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest text file, or line of a JSON Lines file, in bytes as they stand there. Spans are 32 bits wide, so this is too.
    pub document_bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document_bytes: 10_000_000 }
    }
}

/// What the inputs hold, one after the other, in the order of the inputs; folders in the order of their file names.
#[derive(Debug)]
pub enum Received {
    /// A text, and where it stands.
    Document {
        /// For messages; the document's id is its own.
        place: Place,
        /// The text with what its source says of it.
        document: Box<Document>,
    },
    /// No document, and why.
    Refused(Refused),
    /// What stands here cost no document.
    Noted(Notice),
}

/// A file or a line that gave no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Refused {
    /// Which file or line.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// Where something was met: `news/a.txt`, `news.jsonl:12`, `standard input:3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as the user would write it, or `standard input`.
    pub source: String,
    /// Counted from one; `None` where the file is the document.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.source),
            None => f.write_str(&self.source),
        }
    }
}

/// Why there is no document. Byte positions count from zero, within the file or within the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// An input named by the user that gives nothing at all.
    #[error("cannot be opened: {0}")]
    Unopenable(String),
    /// Found in a folder, or broken off in the middle.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Nothing but white space.
    #[error("there is nothing in it")]
    Empty,
    /// See [`Limits::document_bytes`].
    #[error("it is longer than the limit of {limit} bytes")]
    TooLong {
        /// In bytes.
        limit: u32,
    },
    /// RDF and XML cannot carry a NUL, and no text has one.
    #[error("it is not a text: byte {byte} is a NUL")]
    Binary {
        /// Of the first NUL.
        byte: usize,
    },
    /// By its byte order mark.
    #[error("it is UTF-16, not UTF-8")]
    Utf16,
    /// Another encoding, or damaged.
    #[error("it is not UTF-8: byte {byte} is {value:#04X}")]
    NotUtf8 {
        /// Up to here it is UTF-8.
        byte: usize,
        /// The byte that is there.
        value: u8,
    },
    /// A line of a JSON Lines file.
    #[error("it is not JSON: column {column}: {message}")]
    NotJson {
        /// Counted from one, in bytes.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// A list, a number …
    #[error("it is JSON, but not an object")]
    NotAnObject,
    /// The one key that a line must have.
    #[error("the object has no “text”")]
    NoText,
    /// A key whose value must be a string.
    #[error("“{key}” is {found}, not a string")]
    NotAString {
        /// The key.
        key: &'static str,
        /// What it is instead.
        found: &'static str,
    },
}

/// Something the user may want to know that cost no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// A file of a folder whose name does not end like a text or JSON Lines file.
    #[error("{0}: passed over: neither .txt nor .jsonl nor .ndjson")]
    PassedOver(String),
    /// A link to a folder that holds it.
    #[error("{0}: passed over: it leads back to a folder that holds it")]
    Loop(String),
    /// Nothing in this folder looks like a document.
    #[error("{0}: no document in this folder")]
    EmptyFolder(String),
    /// Kept in the metadata, and not used.
    #[error("{place}: “published” is “{value}”, which is no date of the form 2024-06-19, 2024-06, 2024 or a time stamp")]
    PublishedNotUnderstood {
        /// Of the line.
        place: Place,
        /// What stands there.
        value: String,
    },
}

/// All documents of some inputs. Reads as it goes: one text or one line is in memory at a time.
pub struct Documents<'a> {
    limits: Limits,
    walk: walk::Walk,
    /// Taken by the first [`Input::Standard`].
    standard: Option<Box<dyn Read + Send + 'a>>,
    open: Option<json::JsonLines<'a>>,
    /// A notice that stands beside a document comes out before it.
    waiting: Option<Received>,
}

impl fmt::Debug for Documents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents").field("limits", &self.limits).field("walk", &self.walk).finish_non_exhaustive()
    }
}

impl<'a> Documents<'a> {
    /// `standard` is read where an input says so, once.
    #[must_use]
    pub fn new(inputs: Vec<Input>, limits: Limits, standard: impl Read + Send + 'a) -> Self {
        Self { limits, walk: walk::Walk::new(inputs), standard: Some(Box::new(standard)), open: None, waiting: None }
    }

    fn open_file(&mut self, path: &Path, named: bool) -> Option<Received> {
        let source = path.display().to_string();
        let unreadable = |error: &io::Error| {
            if named { Reason::Unopenable(plain(error)) } else { Reason::Unreadable(plain(error)) }
        };
        let format = Format::of(path);
        if format.is_none() && !named {
            return Some(Received::Noted(Notice::PassedOver(source)));
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return Some(refused(source, None, unreadable(&error))),
        };
        let id = path.file_name().and_then(|name| DocumentId::new(&name.to_string_lossy()));
        self.open_reader(Box::new(file), format, source, id)
    }

    fn open_standard(&mut self) -> Option<Received> {
        let standard = self.standard.take()?;
        self.open_reader(standard, None, "standard input".to_owned(), None)
    }

    /// JSON Lines go on in [`Self::next`]; a text is read at once. `id` is what a text is called; its hash if nothing.
    fn open_reader(
        &mut self,
        reader: Box<dyn Read + Send + 'a>,
        format: Option<Format>,
        source: String,
        id: Option<DocumentId>,
    ) -> Option<Received> {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let (format, head) = match format {
            Some(format) => (format, Vec::new()),
            None => match sniff(&mut reader, self.limits) {
                Ok((Some(format), head)) => (format, head),
                // Nothing at all on standard input is no document; an empty file is an empty document.
                Ok((None, _)) if id.is_none() => return None,
                Ok((None, head)) => (Format::Text, head),
                Err(error) => return Some(refused(source, None, Reason::Unopenable(plain(&error)))),
            },
        };
        let reader = Cursor::new(head).chain(reader);
        match format {
            Format::JsonLines => {
                self.open = Some(json::JsonLines::new(Box::new(reader), source, self.limits));
                None
            }
            Format::Text => Some(match decode::text(reader, self.limits) {
                Ok(text) => Received::Document { place: Place { source, line: None }, document: Box::new(decode::document(text, id)) },
                Err(reason) => refused(source, None, reason),
            }),
        }
    }
}

impl Iterator for Documents<'_> {
    type Item = Received;

    fn next(&mut self) -> Option<Received> {
        loop {
            if let Some(received) = self.waiting.take() {
                return Some(received);
            }
            if let Some(lines) = &mut self.open {
                match lines.next() {
                    Some(json::Line { received, notice: None }) => return Some(received),
                    Some(json::Line { received, notice: Some(notice) }) => {
                        self.waiting = Some(received);
                        return Some(Received::Noted(notice));
                    }
                    None => self.open = None,
                }
                continue;
            }
            let received = match self.walk.next()? {
                walk::Found::File { path, named } => self.open_file(&path, named),
                walk::Found::Standard => self.open_standard(),
                walk::Found::Refused(refused) => Some(Received::Refused(refused)),
                walk::Found::Noted(notice) => Some(Received::Noted(notice)),
            };
            if received.is_some() {
                return received;
            }
        }
    }
}

/// The documents of a file of JSON Lines, whatever it is called, and its text: for whoever finds more in a line than a document.
/// Both come from one look at the file: the document of each line that is not empty, in order.
///
/// # Errors
/// The first line that gives no document.
pub fn json_lines(path: &Path, limits: Limits) -> Result<(String, Vec<Document>), Refused> {
    let source = path.display().to_string();
    let refused = |reason| Refused { place: Place { source: source.clone(), line: None }, reason };
    let bytes = std::fs::read(path).map_err(|error| refused(Reason::Unopenable(plain(&error))))?;
    let lines = json::JsonLines::new(Box::new(Cursor::new(&bytes)), source.clone(), limits);
    let documents = lines.filter_map(|line| match line.received {
        Received::Document { document, .. } => Some(Ok(*document)),
        Received::Refused(refused) => Some(Err(refused)),
        Received::Noted(_) => None,
    });
    let documents = documents.collect::<Result<_, _>>()?;
    let bare = bytes.strip_prefix(decode::BOM).unwrap_or(&bytes);
    Ok((decode::utf8(bare.to_vec()).map_err(refused)?, documents))
}

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    JsonLines,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// Reads until the first byte that is no space; gives back what was read. `None` where there is none.
fn sniff(reader: &mut impl BufRead, limits: Limits) -> io::Result<(Option<Format>, Vec<u8>)> {
    let mut head = Vec::new();
    loop {
        let piece = match reader.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if piece.is_empty() {
            return Ok((None, head));
        }
        head.extend_from_slice(piece);
        let length = piece.len();
        reader.consume(length);
        let bare = head.strip_prefix(decode::BOM).unwrap_or(&head);
        match bare.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => return Ok((Some(Format::JsonLines), head)),
            Some(_) => return Ok((Some(Format::Text), head)),
            None if head.len() > limits.document_bytes as usize => return Ok((Some(Format::Text), head)),
            None => {}
        }
    }
}

fn refused(source: String, line: Option<u64>, reason: Reason) -> Received {
    Received::Refused(Refused { place: Place { source, line }, reason })
}

/// The system's words without its number: “Permission denied”.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}
