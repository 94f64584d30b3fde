//! A settled date: what the text allows to be known, written as EDTF, with its first and last possible day.
//!
//! What the text *says* (“mercredi”, “l'an dernier”) is settled into a `Period` by `resolve`; merge intersects periods.
//! Never a partial `xsd:date`: in Oxigraph a comparison with one drops the row without an error.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When something happened, as precisely as is known. Equal periods have equal EDTF forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// `2024-06-19`
    Day(Date),
    /// `2024-06`
    Month(i16, i8),
    /// `2024`
    Year(i16),
    /// `[2024-06-17..2024-06-23]`: one day between the two, both included; first < last.
    Within(Date, Date),
    /// `XXXX-07-10`: day and month of an unknown year; has no bounds.
    YearlessDay(i8, i8),
    /// `XXXX-09`: month of an unknown year; has no bounds.
    YearlessMonth(i8),
}

/// The string is not one of the EDTF forms that a period has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date of the form 2024-06-19, 2024-06, 2024, [2024-06-17..2024-06-23], XXXX-06-19 or XXXX-06")]
pub struct NotAPeriod(pub String);

impl Period {
    /// One day between two, both included; the days may come in either order and may be equal.
    #[must_use]
    pub fn within(one: Date, other: Date) -> Self {
        let (first, last) = (one.min(other), one.max(other));
        if first == last {
            return Self::Day(first);
        }
        for whole in [Self::Year(first.year()), Self::Month(first.year(), first.month())] {
            if whole.bounds() == Some((first, last)) {
                return whole;
            }
        }
        Self::Within(first, last)
    }

    /// First and last possible day, both included; `None` where the year is unknown.
    #[must_use]
    pub fn bounds(self) -> Option<(Date, Date)> {
        Some(match self {
            Self::Day(day) => (day, day),
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?;
                (first, first.last_of_month())
            }
            Self::Year(year) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
            Self::Within(first, last) => (first, last),
            Self::YearlessDay(..) | Self::YearlessMonth(_) => return None,
        })
    }

    /// What both allow; `None` if nothing is.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        match (self.bounds(), other.bounds()) {
            (Some((a, b)), Some((c, d))) => {
                let (first, last) = (a.max(c), b.min(d));
                (first <= last).then(|| Self::within(first, last))
            }
            (Some(_), None) => other.in_bounds_of(self),
            (None, Some(_)) => self.in_bounds_of(other),
            (None, None) => match (self, other) {
                (a, b) if a == b => Some(a),
                (Self::YearlessDay(m, d), Self::YearlessMonth(n)) | (Self::YearlessMonth(n), Self::YearlessDay(m, d)) if m == n => {
                    Some(Self::YearlessDay(m, d))
                }
                _ => None,
            },
        }
    }

    /// A yearless period placed in the years of a bounded one: settled if one year fits, the bounded one if several do.
    fn in_bounds_of(self, bounded: Self) -> Option<Self> {
        let (first, last) = bounded.bounds()?;
        let mut fits = (first.year()..=last.year()).filter_map(|year| {
            let placed = match self {
                Self::YearlessDay(month, day) => Self::Day(Date::new(year, month, day).ok()?),
                Self::YearlessMonth(month) => Self::Month(year, month),
                placed => placed,
            };
            placed.intersect(bounded)
        });
        let one = fits.next()?;
        Some(if fits.next().is_some() { bounded } else { one })
    }

    /// How many days are possible; `None` where the year is unknown.
    #[must_use]
    pub fn width(self) -> Option<i32> {
        let (first, last) = self.bounds()?;
        Some(first.until(last).ok()?.get_days() + 1)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Within(first, last) => write!(f, "[{first}..{last}]"),
            Self::YearlessDay(month, day) => write!(f, "XXXX-{month:02}-{day:02}"),
            Self::YearlessMonth(month) => write!(f, "XXXX-{month:02}"),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(s: &str) -> Result<Self, NotAPeriod> {
        let wrong = || NotAPeriod(s.to_owned());
        if !s.is_ascii() {
            return Err(wrong());
        }
        let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten();
        let small =
            |part: &str, most: i8| number(part).and_then(|n| i8::try_from(n).ok()).filter(|n| part.len() == 2 && (1..=most).contains(n));
        let day = |s: &str| -> Option<Date> { if s.len() == 10 { s.parse().ok() } else { None } };
        let parts: Vec<&str> = s.split('-').collect();
        let period = if let Some(inner) = s.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
            inner.split_once("..").and_then(|(a, b)| Some((day(a)?, day(b)?))).filter(|(a, b)| a < b).map(|(a, b)| Self::Within(a, b))
        } else {
            match parts.as_slice() {
                ["XXXX", m] => small(m, 12).map(Self::YearlessMonth),
                ["XXXX", m, d] => small(m, 12).zip(small(d, 31)).map(|(m, d)| Self::YearlessDay(m, d)),
                [y] if y.len() == 4 => number(y).map(Self::Year),
                [y, m] if y.len() == 4 => number(y).zip(small(m, 12)).map(|(y, m)| Self::Month(y, m)),
                [_, _, _] => day(s).map(Self::Day),
                _ => None,
            }
        };
        period.ok_or_else(wrong)
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(s: String) -> Result<Self, NotAPeriod> {
        s.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}
