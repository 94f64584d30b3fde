//! Bytes → text, or the reason why not. UTF-8 only; a byte order mark goes, everything else stays as it was received.

use super::{Limits, Reason};
use crate::document::{Document, DocumentId, sha256};
use std::collections::BTreeMap;
use std::io::Read;

/// The byte order mark that some editors put before UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Reads a text of at most the limit; of a longer one only that much is ever held.
pub(super) fn text(reader: impl Read, limits: Limits) -> Result<String, Reason> {
    let limit = limits.document_bytes;
    let mut bytes = Vec::new();
    reader.take(u64::from(limit) + 1).read_to_end(&mut bytes).map_err(|error| Reason::Unreadable(super::plain(&error)))?;
    if bytes.len() > limit as usize {
        return Err(Reason::TooLong { limit });
    }
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    let text = utf8(bytes)?;
    check(&text)?;
    Ok(text)
}

/// UTF-8, or where it stops being that.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, Reason> {
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            return Reason::Utf16;
        }
        match bytes.iter().position(|byte| *byte == 0) {
            Some(byte) => Reason::Binary { byte },
            None => Reason::NotUtf8 { byte, value: bytes.get(byte).copied().unwrap_or_default() },
        }
    })
}

/// A text has something to read in it, and no NUL: RDF and XML cannot carry one.
pub(super) fn check(text: &str) -> Result<(), Reason> {
    if let Some(byte) = text.find('\0') {
        return Err(Reason::Binary { byte });
    }
    if text.trim().is_empty() { Err(Reason::Empty) } else { Ok(()) }
}

/// A document of which nothing is known but its text, and perhaps its id.
pub(super) fn document(text: String, id: Option<DocumentId>) -> Document {
    let id = id.unwrap_or_else(|| id_of(&text));
    Document { id, url: None, published: None, title: None, language: None, text, metadata: BTreeMap::new() }
}

/// What a text without id is called: the same on every machine and in every file, because it comes from the text alone.
pub(super) fn id_of(text: &str) -> DocumentId {
    let hash = sha256(text.as_bytes());
    DocumentId::new(&format!("sha256-{}", &hash[..16])).unwrap_or_else(|| unreachable!("it has letters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, Reason> {
        text(bytes, Limits { document_bytes: 20 })
    }

    #[test]
    fn text_stays_as_received() {
        assert_eq!(read("\u{feff}Séoul\r\n".as_bytes()).as_deref(), Ok("Séoul\r\n"));
        assert_eq!(read("à Séoul\u{c} ".as_bytes()).as_deref(), Ok("à Séoul\u{c} "));
        assert_eq!(read(b"12345678901234567890").as_deref(), Ok("12345678901234567890"));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_position() {
        assert_eq!(read(b""), Err(Reason::Empty));
        assert_eq!(read(b"\xEF\xBB\xBF \n\t"), Err(Reason::Empty));
        assert_eq!(read(b"S\xe9oul"), Err(Reason::NotUtf8 { byte: 1, value: 0xe9 }));
        assert_eq!(read(b"\x89PNG\r\n\0\0"), Err(Reason::Binary { byte: 6 }));
        assert_eq!(read(b"ab\0c"), Err(Reason::Binary { byte: 2 }));
        assert_eq!(read(b"\xFF\xFES\0\xe9\0"), Err(Reason::Utf16));
        assert_eq!(read(b"123456789012345678901"), Err(Reason::TooLong { limit: 20 }));
    }
}
