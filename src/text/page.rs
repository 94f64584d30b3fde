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
        let said = without_credit(line);
        let folded = if said.len() < 2000 { lower(said) } else { String::new() };
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
/// A dash with space on both sides stands among the first words of the line, and before it
/// - a town in capitals: alone, or with a number or a bracket (“DAKAR”, “PARIS, 3 mai”);
/// - or a name before a comma or a bracket, with what people do not have: a year, or a bracket that begins like a name
///   (“Nairobi, 12 mai 2016”, “Vientiane (Agence)”, but not “Emmanuel, 45 ans”). Months are words of a language, and unknown here.
#[must_use]
pub fn dateline(tokens: &[Token], line: &Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 18;
    let dash = (line.start + 1..line.end.min(line.start + LONGEST))
        .find(|at| tokens[*at].shape == Shape::Sign && matches!(tokens[*at].lower.as_str(), "-" | "–" | "—"))?;
    let head = &tokens[line.start..dash];
    let is_apart = dash + 1 < line.end && !tokens[dash].glued && !tokens[dash + 1].glued;
    let has_number = || head.iter().any(|token| token.shape == Shape::Number);
    let has_bracket = || head.iter().any(|token| token.is_sign("("));
    let has_year = || head.iter().any(|token| token.shape == Shape::Number && token.span.len() == 4);
    let has_agency = || head.windows(2).any(|two| two[0].is_sign("(") && two[1].capital);
    let is_name = head[0].capital && head.get(1).is_some_and(|next| next.is_sign(",") || next.is_sign("("));
    let is_town = head[0].upper && (head.len() == 1 || has_number() || has_bracket());
    (is_apart && (is_town || is_name && (has_year() || has_agency()))).then(|| line.start..dash + 1)
}

/// “X est arrivé lundi à Oslo. (Photo Agence)”: what the line says before a credit in brackets.
fn without_credit(line: &str) -> &str {
    let said = line.strip_suffix(')').and_then(|line| line.rsplit_once('(')).map(|(said, _)| said.trim_end());
    said.filter(|said| said.len() >= SENTENCE && said.ends_with(['.', '!', '?', '…', '»', '"', '”'])).unwrap_or(line)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn heads_of_dispatches() {
        let head = |line: &str| {
            let tokens = tokens(line);
            let head = dateline(&tokens, &(0..tokens.len()))?;
            Some(line[..tokens[head.end - 1].span.end()].to_owned())
        };
        let rest = " Le ministre est arrivé.";
        for dispatch in [
            "DAKAR -",
            "KIGALI —",
            "PARIS, 3 mai (Agence) -",
            "BERLIN, 14 septembre –",
            "VILNIUS/KIEV, 30 juin (Agence) -",
            "VIENNE (dépêche) —",
            "Nairobi, 12 mai 2016 –",
            "Vientiane (Agence) -",
            "Casablanca, 08/03/2014 -",
        ] {
            assert_eq!(head(&format!("{dispatch}{rest}")).as_deref(), Some(dispatch));
        }
        for other in [
            "Emmanuel, 45 ans - ",
            "Emmanuel (45 ans) - ",
            "Emmanuel, 45 ans, président - ",
            "Le port - ",
            "SOMMET DE LA COI – ",
            "Lettre d’information n° 118 – ",
            "PARIS-",
            "dakar - ",
            "- ",
        ] {
            assert_eq!(head(&format!("{other}{rest}")), None, "{other}");
        }
    }
}
