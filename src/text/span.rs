//! A stretch of a document's text. The one type for offsets, used from tokens to evidence.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// UTF-8 byte offsets into `Document::text`, half open.
///
/// Invariants: `start <= end`, and both lie on character boundaries of the text they were made for.
/// Ordered by start, then by end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

/// `start` lay after `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a span starts at byte {0}, after its end at byte {1}")]
pub struct SpanReversed(u32, u32);

impl Span {
    /// # Panics
    /// If `start > end` or `end` does not fit in 32 bits; documents are refused above that size when they are received.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).expect("documents are shorter than 4 GiB");
        Self::try_from((narrow(start), narrow(end))).expect("spans run forward")
    }

    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words under the span.
    ///
    /// # Panics
    /// If the span was made for another text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = SpanReversed;

    fn try_from((start, end): (u32, u32)) -> Result<Self, SpanReversed> {
        if start <= end { Ok(Self { start, end }) } else { Err(SpanReversed(start, end)) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}
