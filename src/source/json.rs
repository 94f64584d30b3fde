//! JSON Lines: one object a line, one document an object.
//!
//! Keys: `id`, `url`, `published`, `title`, `text`, `language`; only `text` is required. Every other key is kept as metadata.

use super::lines::{Met, next_line};
use super::{Limits, Notice, Place, Reason, Received, decode, plain, refused};
use crate::document::{Document, DocumentId};
use crate::period::Period;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{BufReader, Read};

/// The lines of one stream.
pub(super) struct JsonLines<'a> {
    reader: BufReader<Box<dyn Read + Send + 'a>>,
    source: String,
    number: u64,
    limits: Limits,
    line: Vec<u8>,
}

/// A line and what is to be said of it.
pub(super) struct Line {
    pub(super) received: Received,
    pub(super) notice: Option<Notice>,
}

impl<'a> JsonLines<'a> {
    pub(super) fn new(reader: Box<dyn Read + Send + 'a>, source: String, limits: Limits) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), source, number: 0, limits, line: Vec::new() }
    }

    fn refuse(&self, reason: Reason) -> Line {
        Line { received: refused(self.source.clone(), Some(self.number), reason), notice: None }
    }
}

impl Iterator for JsonLines<'_> {
    type Item = Line;

    /// Empty lines are passed by. A stream that breaks off is one refusal, and the end.
    fn next(&mut self) -> Option<Line> {
        loop {
            self.number += 1;
            let limit = self.limits.document_bytes;
            match next_line(&mut self.reader, limit as usize, &mut self.line) {
                Ok(Met::End) => return None,
                Ok(Met::TooLong) => return Some(self.refuse(Reason::TooLong { limit })),
                Ok(Met::Line) => {}
                Err(error) => {
                    let line = self.refuse(Reason::Unreadable(plain(&error)));
                    self.reader = BufReader::new(Box::new(std::io::empty()));
                    return Some(line);
                }
            }
            let mut line = std::mem::take(&mut self.line);
            if self.number == 1 && line.starts_with(decode::BOM) {
                line.drain(..decode::BOM.len());
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(match parse(line) {
                Ok((document, odd_date)) => {
                    let place = Place { source: self.source.clone(), line: Some(self.number) };
                    let notice = odd_date.map(|value| Notice::PublishedNotUnderstood { place: place.clone(), value });
                    Line { received: Received::Document { place, document: Box::new(document) }, notice }
                }
                Err(reason) => self.refuse(reason),
            });
        }
    }
}

/// The document of one line, and its `published` if that is no date.
fn parse(line: Vec<u8>) -> Result<(Document, Option<String>), Reason> {
    let line = decode::utf8(line)?;
    let mut object = match serde_json::from_str(&line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return Err(Reason::NotAnObject),
        Err(error) => return Err(not_json(&error)),
    };
    let text = match object.remove("text") {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => return Err(Reason::NoText),
        Some(other) => {
            return Err(Reason::NotAString { key: "text", found: kind(&other) });
        }
    };
    decode::check(&text)?;
    let id = match object.remove("id") {
        Some(Value::Number(number)) => DocumentId::new(&number.to_string()),
        Some(other) => string("id", other)?.and_then(|id| DocumentId::new(&id)),
        None => None,
    };
    let mut odd_date = None;
    let published = match object.remove("published") {
        None | Some(Value::Null) => None,
        Some(value) => {
            let said = bare(&value);
            let period = published(&said);
            if period.is_none() && !said.trim().is_empty() {
                object.insert("published".to_owned(), Value::String(said.clone()));
                odd_date = Some(said);
            }
            period
        }
    };
    let document = Document {
        id: id.unwrap_or_else(|| decode::id_of(&text)),
        url: take(&mut object, "url")?,
        published,
        title: take(&mut object, "title")?,
        language: take(&mut object, "language")?.map(|tag| tag.to_ascii_lowercase()),
        metadata: object
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (clean(&key), clean(&bare(&value))))
            .collect::<BTreeMap<_, _>>(),
        text,
    };
    Ok((document, odd_date))
}

/// A string that may be missing, null or empty.
fn take(object: &mut Map<String, Value>, key: &'static str) -> Result<Option<String>, Reason> {
    object.remove(key).map_or(Ok(None), |value| string(key, value))
}

fn string(key: &'static str, value: Value) -> Result<Option<String>, Reason> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => Ok(Some(clean(text.trim()))),
        other => Err(Reason::NotAString { key, found: kind(&other) }),
    }
}

/// A string's content; of anything else its JSON.
fn bare(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Nothing that is written into the graph may hold a NUL; a text with one is refused, a label loses it.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}

/// A day, month or year; a time stamp, of which the day is kept as it was printed there; seconds or milliseconds since 1970.
fn published(said: &str) -> Option<Period> {
    let said = said.trim();
    if let Ok(period) = said.parse() {
        return Some(period);
    }
    if matches!(said.len(), 10 | 13) && said.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = said.parse().ok()?;
        let instant = if said.len() == 10 { Timestamp::from_second(number) } else { Timestamp::from_millisecond(number) };
        return Some(Period::Day(instant.ok()?.to_zoned(TimeZone::UTC).date()));
    }
    // An offset says where it was printed; the day there is the day of publication, so it is not turned into another zone's.
    let a_time: bool = said.parse::<Timestamp>().is_ok() || said.parse::<civil::DateTime>().is_ok();
    let day = said.split(['T', 't', ' ']).next()?;
    if a_time { day.parse().ok().map(Period::Day) } else { None }
}

fn not_json(error: &serde_json::Error) -> Reason {
    let text = error.to_string();
    let message = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).to_owned();
    Reason::NotJson { column: error.column(), message }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_dates_in_the_forms_met() {
        let cases = [
            ("2024-06-19", Some("2024-06-19")),
            ("2022-10", Some("2022-10")),
            ("1997", Some("1997")),
            ("20240619", Some("2024-06-19")),
            ("2024-06-20T00:30:00+02:00", Some("2024-06-20")),
            ("2024-06-20T23:30:00Z", Some("2024-06-20")),
            ("2024-06-20 07:17:00", Some("2024-06-20")),
            ("1718867820", Some("2024-06-20")),
            ("1718867820000", Some("2024-06-20")),
            ("2024-02-30", None),
            ("2024-13", None),
            ("19 juin 2024", None),
            ("06/19/2024", None),
        ];
        for (said, expected) in cases {
            assert_eq!(published(said).map(|period| period.to_string()).as_deref(), expected, "{said}");
        }
    }

    #[test]
    fn keys_that_mean_nothing_here_are_kept() {
        let line = r#"{"id": 7, "text": "Un texte.", "title": " ", "published": null, "language": "FR", "agence": "XY", "tags": ["a"], "none": null}"#;
        let (document, odd_date) = parse(line.as_bytes().to_vec()).unwrap();
        assert_eq!(document.id.as_str(), "7");
        assert_eq!((document.title, document.published, document.language.as_deref(), odd_date), (None, None, Some("fr"), None));
        let metadata: Vec<_> = document.metadata.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(metadata, [("agence", "XY"), ("tags", r#"["a"]"#)]);
    }

    #[test]
    fn a_date_that_is_none_is_kept_and_said() {
        let (document, odd_date) = parse(r#"{"text": "Un texte.", "published": "19 juin"}"#.as_bytes().to_vec()).unwrap();
        assert_eq!((document.published, odd_date.as_deref()), (None, Some("19 juin")));
        assert_eq!(document.metadata["published"], "19 juin");
    }

    #[test]
    fn the_id_of_a_text_without_one_comes_from_the_text_alone() {
        let id = |line: &str| parse(line.as_bytes().to_vec()).unwrap().0.id;
        assert_eq!(id(r#"{"text": "Un texte.", "url": "http://a"}"#), id(r#"{"text": "Un texte.", "url": "http://b", "id": ""}"#));
        assert!(id(r#"{"text": "Un texte."}"#).as_str().starts_with("sha256-"));
    }

    #[test]
    fn lines_without_a_text_are_refused() {
        let reason = |line: &str| parse(line.as_bytes().to_vec()).map(|_| ()).unwrap_err();
        assert_eq!(reason(r#"{"id": "a"}"#), Reason::NoText);
        assert_eq!(reason(r#"{"text": null}"#), Reason::NoText);
        assert_eq!(reason(r#"{"text": " "}"#), Reason::Empty);
        assert_eq!(reason(r#"{"text": "a\u0000"}"#), Reason::Binary { byte: 1 });
        assert_eq!(reason(r#"{"text": ["a"]}"#), Reason::NotAString { key: "text", found: "a list" });
        assert_eq!(reason(r#"{"text": "a", "url": 3}"#), Reason::NotAString { key: "url", found: "a number" });
        assert_eq!(reason("[1]"), Reason::NotAnObject);
        assert!(matches!(reason(r#"{"text": "a""#), Reason::NotJson { column: 12, .. }));
        assert!(matches!(reason(&"[".repeat(100_000)), Reason::NotJson { .. }));
    }
}
