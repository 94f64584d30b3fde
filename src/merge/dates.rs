//! Dates told by several documents: what they allow together, which is kept where they contradict, how far apart they are.
//!
//! Works on settled periods only. Called by the strata for acts and visits.

use super::corpus::{Sayings, documents_of};
use super::knowledge::{MergedDate, Said, WitnessRef};
use crate::period::Period;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Whether the date is one of something done or of something announced; what was done counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Done,
    Announced,
}

/// A date as one report gives it.
#[derive(Debug, Clone)]
pub(super) struct DateGiven {
    pub(super) period: Period,
    pub(super) standing: Standing,
    pub(super) by: WitnessRef,
}

/// The date that is kept, and those that contradict it, in order of support.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub(super) date: MergedDate,
    pub(super) against: Vec<Said<Period>>,
}

/// Intersects what allows one another. Where dates contradict: done before announced, then the date that most documents
/// allow, then the most precise, then the smallest.
///
/// `None` without dates. Cost: quadratic in the number of different dates.
pub(super) fn settle(given: Vec<DateGiven>) -> Option<Settled> {
    let mut done: Vec<Period> = given.iter().filter(|g| g.standing == Standing::Done).map(|g| g.period).collect();
    done.sort();
    let mut sayings = Sayings::new();
    for date in given {
        sayings.add(date.period, date.by);
    }
    let all = sayings.by_value();
    let documents_that_allow = |period: Period| {
        let mut by: Vec<WitnessRef> =
            all.iter().filter(|said| said.value.intersect(period) == Some(period)).flat_map(|said| said.by.clone()).collect();
        by.sort();
        documents_of(&by)
    };
    let mut ranked: Vec<(_, Said<Period>)> = all
        .iter()
        .map(|said| {
            let standing = if done.binary_search(&said.value).is_ok() { Standing::Done } else { Standing::Announced };
            ((standing, Reverse(documents_that_allow(said.value)), imprecision(Some(said.value)), said.value), said.clone())
        })
        .collect();
    ranked.sort();
    let mut kept: Option<MergedDate> = None;
    let mut against = Vec::new();
    for (_, said) in ranked {
        match &mut kept {
            None => {
                kept = Some(MergedDate { period: said.value, said: vec![said], derived_from: None });
            }
            Some(date) => match date.period.intersect(said.value) {
                Some(both) => {
                    date.period = both;
                    date.said.push(said);
                }
                None => against.push(said),
            },
        }
    }
    kept.map(|date| Settled { date, against })
}

/// Sorts dates from precise to vague: by width in days; without a year after all that have one; no date last.
pub(super) fn imprecision(period: Option<Period>) -> i32 {
    match period {
        Some(Period::YearlessDay(..)) => i32::MAX - 2,
        Some(Period::YearlessMonth(_)) => i32::MAX - 1,
        Some(period) => period.width().unwrap_or(i32::MAX - 3),
        None => i32::MAX,
    }
}

/// First and last day of a stretch of time, both included.
pub(super) type Window = (Date, Date);

/// The days from the end of one window to the start of the other; 0 where they meet.
pub(super) fn gap(one: Window, other: Window) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if one.1 < other.0 {
        days(one.1, other.0)
    } else if other.1 < one.0 {
        days(other.1, one.0)
    } else {
        0
    }
}

/// The window made wider: `before` days at the start, `after` days at the end. Stops at the ends of the calendar.
pub(super) fn widen(window: Window, before: i32, after: i32) -> Window {
    use jiff::ToSpan as _;
    (window.0.saturating_sub(before.days()), window.1.saturating_add(after.days()))
}

/// A period for a window: its month or year where it lies within one and is not a single day, else the days themselves.
/// What is derived is given no more precisely than a reader would.
pub(super) fn rounded(window: Window) -> Period {
    let (first, last) = window;
    if first == last {
        return Period::Day(first);
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return Period::Month(first.year(), first.month());
    }
    Period::within(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::LocalId;
    use crate::document::DocumentId;

    fn given(date: &str, standing: Standing, document: &str) -> DateGiven {
        let by = WitnessRef { document: DocumentId::new(document).unwrap(), report: LocalId("visit-1-2".into()), evidence: vec![] };
        DateGiven { period: date.parse().unwrap(), standing, by }
    }

    #[test]
    fn dates_that_allow_one_another_are_intersected() {
        let settled = settle(vec![
            given("2024-06", Standing::Done, "a"),
            given("[2024-06-17..2024-06-23]", Standing::Done, "b"),
            given("2024", Standing::Announced, "c"),
        ])
        .unwrap();
        assert_eq!(settled.date.period.to_string(), "[2024-06-17..2024-06-23]");
        assert_eq!(settled.date.said.len(), 3);
        assert!(settled.against.is_empty());
    }

    #[test]
    fn most_documents_win_then_done_is_before_announced() {
        let told = vec![
            given("2024-06-18", Standing::Done, "a"),
            given("2024-06-19", Standing::Done, "b"),
            given("2024-06-19", Standing::Done, "c"),
        ];
        let settled = settle(told).unwrap();
        assert_eq!(settled.date.period.to_string(), "2024-06-19");
        assert_eq!(settled.against[0].value.to_string(), "2024-06-18");
        let told = vec![
            given("2024-06-18", Standing::Announced, "a"),
            given("2024-06-18", Standing::Announced, "b"),
            given("2024-06-19", Standing::Done, "c"),
        ];
        assert_eq!(settle(told).unwrap().date.period.to_string(), "2024-06-19");
    }

    #[test]
    fn windows() {
        let day = |s: &str| -> Date { s.parse().unwrap() };
        let june = (day("2024-06-12"), day("2024-06-26"));
        assert_eq!(rounded(june).to_string(), "2024-06");
        assert_eq!(rounded(widen(june, 0, 7)).to_string(), "[2024-06-12..2024-07-03]");
        assert_eq!(gap(june, (day("2024-06-29"), day("2024-06-30"))), 3);
        assert_eq!(gap(june, (day("2024-06-01"), day("2024-06-12"))), 0);
    }
}
