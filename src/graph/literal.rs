//! The one constructor of literals: canonical lexical forms only, since the store rewrites all others and the graph would
//! not come back as it was written.

use crate::period::Period;
use crate::vocab::external::{EDTF, xsd};
use jiff::civil::Date;
use oxigraph::model::Literal;

/// The languages that labels are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// Words as they are, in no stated language.
#[must_use]
pub fn text(words: &str) -> Literal {
    Literal::new_simple_literal(words)
}

/// A label.
#[must_use]
pub fn label(words: &str, language: Language) -> Literal {
    let tag = match language {
        Language::Fr => "fr",
        Language::En => "en",
    };
    Literal::new_language_tagged_literal_unchecked(words, tag)
}

/// `xsd:integer`, never one of its subtypes.
#[must_use]
pub fn integer(number: impl Into<i64>) -> Literal {
    Literal::new_typed_literal(number.into().to_string(), xsd::INTEGER)
}

/// `true` or `false`, never `1` or `0`.
#[must_use]
pub fn boolean(value: bool) -> Literal {
    Literal::new_typed_literal(if value { "true" } else { "false" }, xsd::BOOLEAN)
}

/// A whole day.
#[must_use]
pub fn date(day: Date) -> Literal {
    Literal::new_typed_literal(format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()), xsd::DATE)
}

/// A date as precisely as it is known.
#[must_use]
pub fn edtf(period: Period) -> Literal {
    Literal::new_typed_literal(period.to_string(), EDTF)
}

/// An address as its source wrote it, which may be no valid IRI.
#[must_use]
pub fn address(url: &str) -> Literal {
    Literal::new_typed_literal(url, xsd::ANY_URI)
}
