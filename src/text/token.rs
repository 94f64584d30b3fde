//! Words, numbers and signs with their places. Tokens and the gaps between them rebuild the text.

use super::Span;
use super::fold::{fold, latin, lower};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, or letters and digits (“1er”).
    Word,
    /// Digits only.
    Number,
    /// One sign.
    Sign,
}

/// A word, number or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub shape: Shape,
    /// Lower case, accents kept.
    pub lower: String,
    /// Lower case, no accents.
    pub fold: String,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// Has two letters or more, all upper case.
    pub upper: bool,
    /// A hyphen joins it to the token before.
    pub hyphened: bool,
    /// An apostrophe follows (“l'”, “d'”, “N'”).
    pub elided: bool,
    /// Nothing stands between it and the token before.
    pub glued: bool,
}

impl Token {
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.shape != Shape::Sign
    }

    #[must_use]
    pub fn is_sign(&self, sign: &str) -> bool {
        self.shape == Shape::Sign && self.lower == sign
    }

    /// Is it a mark of quotation?
    #[must_use]
    pub fn is_quote(&self) -> bool {
        self.shape == Shape::Sign && matches!(self.lower.as_str(), "«" | "»" | "\"" | "“" | "”")
    }

    /// Is it this word of a lexicon? Accents count, save on a first letter in upper case (“Etat”, “A Tunis”).
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.lower == word || (self.capital && !word.is_ascii() && self.same_but_first(word)) || (self.upper && self.fold == fold(word))
    }

    fn same_but_first(&self, word: &str) -> bool {
        let (mut mine, mut theirs) = (self.lower.chars(), word.chars());
        let first = theirs.next().map(|c| fold(c.encode_utf8(&mut [0; 4])));
        first == mine.next().map(|c| c.to_string()) && mine.as_str() == theirs.as_str()
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '\u{ad}')
}

/// All tokens of a text, in order. One pass.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut hyphened = false;
    while let Some((start, c)) = chars.next() {
        let glued = out.last().is_some_and(|token| token.span.end() == start);
        if is_letter(c) || c.is_ascii_digit() {
            let mut end = start + c.len_utf8();
            let mut digits = c.is_ascii_digit();
            let starts_with_digit = digits;
            while let Some(&(at, next)) = chars.peek() {
                // “2024dans”, “7h30”: digits and letters stay together only as ordinals and the like; the lexicon sees “7h30” whole
                // A year runs into a word on real pages (“2001effectuant”); an ordinal has fewer digits.
                if digits && is_letter(next) && at - start == 4 {
                    break;
                }
                if next.is_ascii_digit() || is_letter(next) {
                    digits &= next.is_ascii_digit();
                    end = at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            let elided = match chars.peek() {
                Some(&(_, next)) if is_apostrophe(next) && !starts_with_digit => {
                    let mut ahead = chars.clone();
                    ahead.next();
                    ahead.peek().is_some_and(|&(_, after)| is_letter(after) || after.is_ascii_digit() || matches!(after, '«' | '"' | '“'))
                }
                _ => false,
            };
            let span = Span::new(start, end);
            let word = span.of(text);
            let first = latin(c);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            out.push(Token {
                span,
                shape: if digits { Shape::Number } else { Shape::Word },
                lower: lower(word),
                fold: fold(word),
                capital: first.is_uppercase(),
                upper: letters > 1 && word.chars().all(|c| !c.is_lowercase()),
                hyphened,
                elided,
                glued: glued && !hyphened,
            });
            hyphened = false;
            if elided {
                chars.next();
            }
            if let Some(&(_, next)) = chars.peek()
                && is_hyphen(next)
            {
                let mut ahead = chars.clone();
                ahead.next();
                if ahead.peek().is_some_and(|&(_, after)| is_letter(after) || after.is_ascii_digit()) {
                    chars.next();
                    hyphened = true;
                }
            }
        } else {
            hyphened = false;
            if c.is_whitespace() || is_hyphen(c) && !matches!(c, '-') || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}') {
                continue;
            }
            let span = Span::new(start, start + c.len_utf8());
            let sign = span.of(text).to_owned();
            out.push(Token {
                span,
                shape: Shape::Sign,
                lower: sign.clone(),
                fold: sign,
                capital: false,
                upper: false,
                hyphened: false,
                elided: false,
                glued,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.lower).collect()
    }

    #[test]
    fn elision_and_hyphens_part_words() {
        assert_eq!(
            words("L’Iran s'est tu : vice-ministre, 27.03.2015"),
            ["l", "iran", "s", "est", "tu", ":", "vice", "ministre", ",", "27", ".", "03", ".", "2015"]
        );
        assert!(tokens("vice-ministre")[1].hyphened);
        assert!(tokens("l'Iran")[0].elided);
    }

    #[test]
    fn an_upper_case_first_letter_needs_no_accent() {
        assert!(tokens("A")[0].is("à") && tokens("Etat")[0].is("état") && tokens("ÉTAT")[0].is("état"));
        assert!(!tokens("a")[0].is("à") && !tokens("signe")[0].is("signé"));
    }
}
