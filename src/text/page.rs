//! Which lines of a text are the article, and which are the page around it.
//!
//! The signs of page furniture are data of the language pack ([`PageRules`]); this file knows where on a page such lines stand.

use super::Span;
use super::fold::lower;
use super::token::{Shape, Token};
use regex::Regex;
use std::ops::Range;

/// What a line of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Body,
    /// A title or a heading between paragraphs: no sentence, but part of the article.
    Heading,
    /// Cookie notices, comment forms, tag lists, other headlines, credits: kept out of everything.
    Furniture,
}

/// One line with its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub span: Span,
    pub kind: LineKind,
    /// Token indexes.
    pub tokens: Range<usize>,
}

/// A sign of page furniture.
#[derive(Debug, Clone)]
pub struct FurnitureRule {
    pub id: String,
    pub line: Regex,
    /// Nothing but page follows.
    pub to_end: bool,
}

/// The furniture signs of a language.
pub type PageRules = [FurnitureRule];

/// A line that ends like a sentence and is at least this long (bytes) is running text.
const SENTENCE: usize = 60;

/// Lines of a text with their kinds; empty lines are left out.
#[must_use]
pub fn lines(text: &str, tokens: &[Token], rules: &PageRules) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut next_token = 0;
    let mut closed = false;
    for raw in text.split_inclusive('\n') {
        let start = at + (raw.len() - raw.trim_start().len());
        let end = at + raw.trim_end().len();
        at += raw.len();
        let first = next_token;
        while next_token < tokens.len() && tokens[next_token].span.start() < at {
            next_token += 1;
        }
        if first == next_token || start >= end {
            continue;
        }
        let span = Span::new(start, end);
        let line = span.of(text);
        let sentence = ends_like_sentence(&tokens[first..next_token]);
        let folded = if line.len() < 2000 { lower(line) } else { String::new() };
        let rule = rules.iter().find(|rule| !folded.is_empty() && rule.line.is_match(&folded));
        closed |= rule.is_some_and(|rule| rule.to_end);
        if closed && sentence && line.len() > 3 * SENTENCE && rule.is_none() {
            closed = false;
        }
        let kind = if rule.is_some() || closed {
            LineKind::Furniture
        } else if sentence && line.len() >= SENTENCE / 2 || line.len() > 200 {
            LineKind::Body
        } else {
            LineKind::Heading
        };
        out.push(Line { span, kind, tokens: first..next_token });
    }
    drop_repeats_and_tail(text, &mut out);
    out
}

/// “ALGER, 3 nov 2014 (Agence) - ”: the head of a dispatch, up to the dash before its first sentence.
///
/// A line has one if a dash with space around it stands among its first words, behind a comma, a bracket or a full stop, and if
/// its first word is a name.
#[must_use]
pub fn dateline(tokens: &[Token], line: &Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 18;
    let dash = (line.start + 1..line.end.min(line.start + LONGEST))
        .find(|at| tokens[*at].shape == Shape::Sign && matches!(tokens[*at].lower.as_str(), "-" | "–" | "—"))?;
    let head = &tokens[line.start..dash];
    let number = head.iter().any(|token| token.shape == Shape::Number) || head.iter().any(|token| token.is_sign("("));
    let apart = dash + 1 < line.end && !tokens[dash].glued && !tokens[dash + 1].glued;
    let name = head[0].capital && (head[0].upper || head.get(1).is_some_and(|next| next.is_sign(",") || next.is_sign("(")));
    let short = number || head.len() == 1 && head[0].upper;
    (name && short && apart).then(|| line.start..dash + 1)
}

fn ends_like_sentence(tokens: &[Token]) -> bool {
    let mut from_end = tokens
        .iter()
        .rev()
        .skip_while(|token| token.shape == Shape::Sign && matches!(token.lower.as_str(), "»" | "\"" | "”" | ")" | "’" | "]"));
    from_end.next().is_some_and(|token| matches!(token.lower.as_str(), "." | "!" | "?" | "…" | ":" | ";"))
}

/// Headings after the last running text are other articles' headlines; a line said twice is said once.
fn drop_repeats_and_tail(text: &str, lines: &mut [Line]) {
    if let Some(last) = lines.iter().rposition(|line| line.kind == LineKind::Body) {
        let tail = lines.len() - last - 1;
        for line in &mut lines[last + 1..] {
            // One short line may be the truncated end of the article.
            if line.kind == LineKind::Heading && (tail > 1 || line.span.len() < SENTENCE) {
                line.kind = LineKind::Furniture;
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    for line in lines.iter_mut().filter(|line| line.kind != LineKind::Furniture) {
        if !seen.insert(line.span.of(text)) {
            line.kind = LineKind::Furniture;
        }
    }
}
