//! Sentences: runs of tokens between strong stops, never across lines.

use super::Token;
use super::token::Shape;
use std::ops::Range;

/// Token ranges of the sentences of one line.
///
/// A full stop ends a sentence unless it follows an abbreviation of the language (`abbreviations`, folded, without the stop),
/// a single upper-case letter, or stands inside a number.
#[must_use]
pub fn sentences(tokens: &[Token], line: Range<usize>, is_abbreviation: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = line.start;
    let mut at = line.start;
    while at < line.end {
        let token = &tokens[at];
        at += 1;
        let ends = token.shape == Shape::Sign
            && match token.lower.as_str() {
                "!" | "?" | "…" => true,
                "." => {
                    let before = at.checked_sub(2).filter(|i| *i >= start).map(|i| &tokens[i]);
                    let short = before.is_some_and(|word| {
                        word.is_word() && (is_abbreviation(&word.fold) || word.capital && word.span.len() == 1 && !word.elided)
                    });
                    let inside = tokens.get(at).is_some_and(|next| next.glued && next.shape != Shape::Sign)
                        && before.is_some_and(|b| b.shape == Shape::Number);
                    !short && !inside
                }
                _ => false,
            };
        if !ends {
            continue;
        }
        // Closing quotes and brackets, and further stops, belong to the sentence they close.
        while at < line.end
            && tokens[at].shape == Shape::Sign
            && matches!(tokens[at].lower.as_str(), "»" | "”" | ")" | "]" | "." | "!" | "?" | "…")
        {
            at += 1;
        }
        // A lower-case word goes on with the same sentence (“Yahoo! a dit”, “guerre acharnée. dans”).
        if tokens[..line.end].get(at).is_some_and(|next| next.shape == Shape::Word && !next.capital) {
            continue;
        }
        out.push(start..at);
        start = at;
    }
    if start < line.end {
        out.push(start..line.end);
    }
    out
}
