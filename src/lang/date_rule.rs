//! Date rules of a language: sequences of words and slots, and the operation that each asks for.

use super::phrase;
use serde::Deserialize;

/// `dates.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateFile {
    months: Vec<String>,
    #[serde(default)]
    month_abbreviations: Vec<String>,
    weekdays: Vec<String>,
    #[serde(default)]
    numbers: Vec<String>,
    #[serde(default)]
    before_place: Vec<String>,
    #[serde(default)]
    date: Vec<DateEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateEntry {
    id: String,
    says: String,
    means: Means,
    n: Option<i32>,
    unit: Option<Unit>,
    direction: Option<Direction>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    examples: Vec<DateExample>,
}

/// A sentence, the day it was published, and the date it must give (`start` or `start/end`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateExample {
    /// The sentence.
    pub text: String,
    /// EDTF.
    pub published: String,
    /// EDTF, two with a slash for a stay.
    pub gives: String,
}

/// The operation that settles what a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "named and explained in dates.toml")]
pub enum Means {
    Date,
    Range,
    Weekday,
    Weekdays,
    Days,
    DaysFromLast,
    Weeks,
    Months,
    Years,
    MonthsFromLast,
    YearsFromLast,
    AfterLast,
    OfLastYear,
    Ago,
    Numeric,
    MidMonth,
}

/// A unit of time that texts count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// On which side of the publication a date lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Direction {
    Past,
    Future,
}

/// A class of words that a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "plain words")]
pub enum Slot {
    Weekday,
    Weekday2,
    Month,
    Month2,
    NumberMonth,
    Day,
    Day2,
    Day3,
    Year,
    Count,
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordClass {
    /// One of these words.
    Words(Vec<String>),
    /// A word of a class.
    Slot(Slot),
}

/// A date rule.
#[derive(Debug, Clone)]
pub struct DateRule {
    /// `fr/date/weekday`.
    pub id: String,
    /// Steps; `true` where the step may lack.
    pub steps: Vec<(WordClass, bool)>,
    /// What to do with the slots.
    pub means: Means,
    /// The count of the operation, where the rule gives it.
    pub n: Option<i32>,
    /// The unit of `ago`.
    pub unit: Option<Unit>,
    /// Overrules the tense.
    pub direction: Option<Direction>,
    /// Must stand alone: before a sign or the preposition of a place (“le 25, X …”, not “le 25 juges”).
    pub alone: bool,
    /// Run by the tests.
    pub examples: Vec<DateExample>,
}

/// Date words and rules of a language.
#[derive(Debug, Clone, Default)]
pub struct DateWords {
    /// In the order of the file.
    pub rules: Vec<DateRule>,
    months: Vec<String>,
    month_abbreviations: Vec<String>,
    weekdays: Vec<String>,
    numbers: Vec<String>,
    /// Before a place: a day that stands alone may be followed by one of these.
    pub before_place: Vec<String>,
}

impl DateWords {
    pub(super) fn build(file: DateFile, language: &str) -> Result<Self, String> {
        let mut rules = Vec::new();
        for entry in file.date {
            let steps = entry
                .says
                .split_whitespace()
                .map(step)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|step| format!("date “{}”: neither a slot nor a word: {step}", entry.id))?;
            rules.push(DateRule {
                id: format!("{language}/date/{}", entry.id),
                steps,
                means: entry.means,
                n: entry.n,
                unit: entry.unit,
                direction: entry.direction,
                alone: entry.alone,
                examples: entry.examples,
            });
        }
        Ok(Self {
            rules,
            months: file.months,
            month_abbreviations: file.month_abbreviations,
            weekdays: file.weekdays,
            numbers: file.numbers,
            before_place: file.before_place,
        })
    }

    /// 1 for January … 12; accents count.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<i8> {
        let of = |list: &[String]| {
            list.iter().position(|month| month == word || crate::text::fold::fold(month) == word).and_then(|at| i8::try_from(at + 1).ok())
        };
        of(&self.months).or_else(|| of(&self.month_abbreviations))
    }

    /// 1 for Monday … 7.
    #[must_use]
    pub fn weekday(&self, word: &str) -> Option<i8> {
        self.weekdays.iter().position(|day| day == word).and_then(|at| i8::try_from(at + 1).ok())
    }

    /// A count in digits or letters.
    #[must_use]
    pub fn number(&self, word: &str) -> Option<i32> {
        word.parse().ok().or_else(|| self.numbers.iter().position(|number| number == word).and_then(|at| i32::try_from(at).ok()))
    }
}

fn step(word: &str) -> Result<(WordClass, bool), String> {
    let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
    if let Some(slot) = word.strip_prefix('{') {
        let slot = match slot.trim_end_matches('}') {
            "weekday" => Slot::Weekday,
            "weekday2" => Slot::Weekday2,
            "month" => Slot::Month,
            "month2" => Slot::Month2,
            "number-month" => Slot::NumberMonth,
            "day" => Slot::Day,
            "day2" => Slot::Day2,
            "day3" => Slot::Day3,
            "year" => Slot::Year,
            "n" => Slot::Count,
            other => return Err(other.to_owned()),
        };
        return Ok((WordClass::Slot(slot), optional));
    }
    let words: Vec<_> = word.split('|').filter_map(|word| phrase::words(word).into_iter().next()).collect();
    // A hyphen between words is no token: the step would never be met.
    if words.iter().all(|word| word == "-") { Err(word.to_owned()) } else { Ok((WordClass::Words(words), optional)) }
}
