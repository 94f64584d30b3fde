//! A text in pieces: spans, folded words, tokens, lines that are article and lines that are page, sentences.
//!
//! Knows letters, not languages: abbreviations and the signs of page furniture come from the language pack.

pub mod fold;
pub mod page;
pub mod sentence;
mod sketch;
mod span;
pub mod token;

pub use sketch::{NotASketch, Sketch};
pub use span::{Span, SpanReversed};
pub use token::Token;

/// Turns byte offsets into code point offsets of one text, in one pass over both.
#[derive(Debug)]
pub struct CodePoints {
    /// Number of code points before every 256th byte (or the boundary next to it).
    marks: Vec<u32>,
}

const STRIDE: usize = 256;

impl CodePoints {
    /// Costs one pass over the text; a mark every 256 bytes.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (index, byte) in text.bytes().enumerate() {
            if index % STRIDE == 0 {
                marks.push(seen);
            }
            seen += u32::from(byte & 0xC0 != 0x80);
        }
        Self { marks }
    }

    /// The span in code points. `text` must be the text this was made for.
    #[must_use]
    pub fn span(&self, text: &str, span: Span) -> Span {
        Span::new(self.at(text, span.start()), self.at(text, span.end()))
    }

    fn at(&self, text: &str, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let Some(&before) = self.marks.get(mark) else {
            // One past the last stride: the end of a text whose length is a multiple of it.
            return text.chars().count();
        };
        let starts = |bytes: &[u8]| bytes.iter().filter(|b| **b & 0xC0 != 0x80).count();
        before as usize + starts(&text.as_bytes()[mark * STRIDE..byte])
    }
}
