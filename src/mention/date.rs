//! Dates as written: a rule of the language pack and what stood in its slots. Settled later, in `resolve`.

use super::Marked;
use crate::lang::{DateRule, DateWords, Direction, Means, Pack, Slot, Unit, WordClass};
use crate::text::Token;
use crate::text::token::Shape;
use std::ops::Range;

/// A date as written.
#[derive(Debug, Clone)]
pub struct DateMention {
    /// Token indexes.
    pub tokens: Range<usize>,
    /// `fr/date/weekday`.
    pub rule: String,
    /// What the rule asks for.
    pub means: Means,
    /// What stood in the slots.
    pub slots: Slots,
    /// The count of the operation.
    pub n: Option<i32>,
    /// The unit of `ago`.
    pub unit: Option<Unit>,
    /// Overrules the tense.
    pub direction: Option<Direction>,
}

impl DateMention {
    /// The date in a year that is known from elsewhere.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Self {
        Self { slots: Slots { year: Some(year), ..self.slots }, ..self.clone() }
    }
}

/// What stood in the slots of a date rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "plain words")]
pub struct Slots {
    pub weekday: Option<i8>,
    /// The last day's, 1 is Monday.
    pub weekday2: Option<i8>,
    pub day: Option<i8>,
    pub day2: Option<i8>,
    pub month: Option<i8>,
    pub month2: Option<i8>,
    pub year: Option<i16>,
}

/// Fills `dates`; no date overlaps a person or another date.
pub(super) fn find(marked: &mut Marked, pack: &Pack) {
    let mut dates = Vec::new();
    let mut in_name = vec![false; marked.tokens.len()];
    for person in &marked.people {
        if let Some(name) = &person.name {
            in_name[name.clone()].fill(true);
        }
    }
    for sentence in &marked.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            // “au Champ-de-Mars”
            let inside = in_name[at] || marked.tokens[at].hyphened && marked.tokens[at].shape == Shape::Word;
            let found = if inside { None } else { longest(&marked.tokens[..sentence.tokens.end], at, &pack.dates) };
            match found {
                Some(date) => {
                    at = date.tokens.end;
                    dates.push(date);
                }
                None => at += 1,
            }
        }
    }
    marked.dates = dates;
}

/// “29 juin 2010.”, “Mai 2008.”, “3-7 novembre 2008.”: is a sentence nothing but a date? In a chronology it dates the one behind it.
pub(super) fn is_label(tokens: &[Token], words: &DateWords) -> bool {
    const LONGEST: usize = 7;
    let number = |token: &Token| {
        let digits = token.lower.strip_suffix("er").unwrap_or(&token.lower);
        digits.len() <= 4 && digits.parse::<u16>().is_ok()
    };
    let month = |token: &Token| words.month(&token.lower).is_some();
    let of_date = |token: &Token| number(token) || month(token) || words.weekday(&token.lower).is_some() || token.shape == Shape::Sign;
    let dated = tokens.iter().any(month) || tokens.iter().any(|token| number(token) && token.span.len() == 4);
    tokens.len() <= LONGEST && dated && tokens.iter().all(of_date)
}

fn longest(tokens: &[Token], at: usize, words: &DateWords) -> Option<DateMention> {
    let mut best: Option<DateMention> = None;
    for rule in &words.rules {
        let mut slots = Slots::default();
        let mut count = rule.n;
        if let Some(end) = matches(rule, 0, tokens, at, words, &mut slots, &mut count)
            && best.as_ref().is_none_or(|best| best.tokens.end < end)
            && (!rule.alone || stands_alone(tokens.get(end), words))
        {
            best = Some(DateMention {
                tokens: at..end,
                rule: rule.id.clone(),
                means: rule.means,
                slots,
                n: count,
                unit: rule.unit,
                direction: rule.direction,
            });
        }
    }
    best
}

/// May a day without a month end before this token (“le 25, …”, “le 25 à Oslo”, not “le 25 juges”)?
fn stands_alone(next: Option<&Token>, words: &DateWords) -> bool {
    next.is_none_or(|next| next.shape == Shape::Sign && !next.is_sign("%") || words.before_place.iter().any(|word| next.is(word)))
}

/// Where the rule's steps from `step` end, if they all match; greedy, then without an optional step.
fn matches(
    rule: &DateRule,
    step: usize,
    tokens: &[Token],
    at: usize,
    words: &DateWords,
    slots: &mut Slots,
    count: &mut Option<i32>,
) -> Option<usize> {
    let Some((class, optional)) = rule.steps.get(step) else { return Some(at) };
    let saved = (*slots, *count);
    if let Some(token) = tokens.get(at)
        && takes(class, token, words, slots, count)
        && let Some(end) = matches(rule, step + 1, tokens, at + 1, words, slots, count)
    {
        return Some(end);
    }
    (*slots, *count) = saved;
    if *optional { matches(rule, step + 1, tokens, at, words, slots, count) } else { None }
}

fn takes(class: &WordClass, token: &Token, words: &DateWords, slots: &mut Slots, count: &mut Option<i32>) -> bool {
    let day = || {
        let digits = token.lower.strip_suffix("er").unwrap_or(&token.lower);
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    match class {
        WordClass::Words(list) => list.iter().any(|word| token.is(word)),
        // The first weekday is that of the first day of a stay.
        WordClass::Slot(Slot::Weekday) => match words.weekday(&token.lower) {
            Some(day) => {
                slots.weekday.get_or_insert(day);
                true
            }
            None => false,
        },
        WordClass::Slot(Slot::Weekday2) => fill(&mut slots.weekday2, words.weekday(&token.lower)),
        // “depuis sept ans” is no September.
        WordClass::Slot(Slot::Month) => {
            let number = slots.day.is_none() && words.number(&token.lower).is_some();
            fill(&mut slots.month, words.month(&token.lower).filter(|_| !number))
        }
        WordClass::Slot(Slot::Month2) => fill(&mut slots.month2, words.month(&token.lower)),
        WordClass::Slot(Slot::NumberMonth) => fill(&mut slots.month, token.lower.parse().ok().filter(|month| (1..=12).contains(month))),
        WordClass::Slot(Slot::Day) => fill(&mut slots.day, day()),
        WordClass::Slot(Slot::Day2) => fill(&mut slots.day2, day()),
        WordClass::Slot(Slot::Day3) => day().is_some(),
        WordClass::Slot(Slot::Year) => {
            fill(&mut slots.year, token.lower.parse().ok().filter(|year| token.span.len() == 4 && (1000..=2100).contains(year)))
        }
        WordClass::Slot(Slot::Count) => fill(count, words.number(&token.lower)),
    }
}

fn fill<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let found = value.is_some();
    if found {
        *slot = value;
    }
    found
}
