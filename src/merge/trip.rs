//! One visit report as identity sees it: who, where to, when, and the clues that tie it to others.
//!
//! Made for [`super::visit`], which decides which trips are one stay.

use super::corpus::{At, Corpus};
use super::dates::{Window, gap};
use super::person_node::People;
use super::treaty_node::Treaties;
use crate::claim::{ActorCode, Clue, VisitReport, VisitStatus};
use crate::period::Period;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The stretch that “the same days” may span: a window wider than a month says nothing about them.
pub(super) const NARROW: i32 = 31;

/// A visit report.
pub(super) struct Trip<'a> {
    pub(super) at: At,
    pub(super) report: &'a VisitReport,
    /// Index of the visitor.
    pub(super) person: usize,
    pub(super) start: Option<Period>,
    pub(super) end: Option<Period>,
    /// When it was news; `None` if the report does not tell of the news of its day.
    pub(super) news: Option<Window>,
    /// Indexes of the treaties signed during it.
    pub(super) treaties: BTreeSet<usize>,
    /// “The first visit in … years”.
    pub(super) years: BTreeSet<u16>,
    /// Indexes of the trips that this document tells as stops of the same tour.
    pub(super) legs: Vec<usize>,
    /// It is not over before this day.
    pub(super) not_before: Option<Date>,
    /// It does not begin after this day.
    pub(super) not_after: Option<Date>,
}

impl Trip<'_> {
    /// The first of its dates that there is.
    pub(super) fn date(&self) -> Option<Period> {
        self.start.or(self.end)
    }

    /// The days it can touch, where it has a date with a year.
    pub(super) fn window(&self) -> Option<Window> {
        stretch(self.start, self.end)
    }
}

/// From the first possible day of the start to the last possible day of the end.
pub(super) fn stretch(start: Option<Period>, end: Option<Period>) -> Option<Window> {
    let (start, end) = (start.and_then(Period::bounds), end.and_then(Period::bounds));
    let (first, last) = (start.or(end)?, end.or(start)?);
    Some((first.0, last.1.max(first.1)))
}

/// How many days a window has.
pub(super) fn days(window: Window) -> i32 {
    gap((window.0, window.0), (window.1, window.1)).saturating_add(1)
}

pub(super) fn is_narrow(window: Window) -> bool {
    days(window) <= NARROW
}

/// All visit reports in canonical order.
pub(super) fn trips<'a>(corpus: &Corpus<'a>, people: &People, treaties: &Treaties) -> Vec<Trip<'a>> {
    let mut trips: Vec<Trip<'a>> = corpus
        .visits()
        .filter_map(|(at, report)| {
            let person = people.of(corpus.find_person(at.document, &report.visitor)?);
            Some(trip(corpus, treaties, at, report, person))
        })
        .collect();
    let mut by_destination: BTreeMap<(usize, usize, &ActorCode), Vec<usize>> = BTreeMap::new();
    for (n, trip) in trips.iter().enumerate() {
        by_destination.entry((trip.at.document, trip.person, &trip.report.destination)).or_default().push(n);
    }
    let legs: Vec<Vec<usize>> = (0..trips.len()).map(|n| legs_of(&trips, n, &by_destination)).collect();
    for (trip, legs) in trips.iter_mut().zip(legs) {
        trip.legs = legs;
    }
    trips
}

fn trip<'a>(corpus: &Corpus<'a>, treaties: &Treaties, at: At, report: &'a VisitReport, person: usize) -> Trip<'a> {
    let published = corpus.claims(at.document).document.published.and_then(Period::bounds);
    let mut news = None;
    let (mut signed, mut years) = (BTreeSet::new(), BTreeSet::new());
    for clue in &report.clues {
        match clue {
            Clue::TreatySignedThere { treaty } => signed.extend(corpus.find_treaty(at.document, treaty).map(|treaty| treaties.of(treaty))),
            Clue::FirstInYears { years: n } => _ = years.insert(*n),
            Clue::News { period } => news = news.or(period.bounds()),
            Clue::SameTour { .. } => {}
        }
    }
    // news of the day, unless the text looks back on it: then only a clue says so
    let of_the_day = matches!(report.status, Some(VisitStatus::Planned | VisitStatus::Ongoing | VisitStatus::Invited));
    let (not_before, not_after) = match report.status {
        Some(VisitStatus::Planned | VisitStatus::Invited) => (published.map(|(first, _)| first), None),
        Some(VisitStatus::Ongoing) => (published.map(|(first, _)| first), published.map(|(_, last)| last)),
        Some(VisitStatus::Completed) => (None, published.map(|(_, last)| last)),
        Some(VisitStatus::Postponed | VisitStatus::Cancelled) | None => (None, None),
    };
    Trip {
        at,
        report,
        person,
        start: report.start.as_ref().map(|date| date.period),
        end: report.end.as_ref().map(|date| date.period),
        news: news.or(published.filter(|_| of_the_day)).filter(|window| days(*window) <= 14),
        treaties: signed,
        years,
        legs: Vec::new(),
        not_before,
        not_after,
    }
}

/// The other stops, where the document leaves no doubt which report they are: the one that names this stop in return,
/// else the only one that could be of this tour.
fn legs_of(trips: &[Trip<'_>], n: usize, by_destination: &BTreeMap<(usize, usize, &ActorCode), Vec<usize>>) -> Vec<usize> {
    let trip = &trips[n];
    let stops = trip.report.clues.iter().filter_map(|clue| match clue {
        Clue::SameTour { destination } => Some(destination),
        _ => None,
    });
    let names_this = |other: &Trip<'_>| {
        other.report.clues.iter().any(|clue| matches!(clue, Clue::SameTour { destination } if *destination == trip.report.destination))
    };
    let could_be = |other: &Trip<'_>| trip.window().zip(other.window()).is_none_or(|(one, two)| gap(one, two) <= NARROW);
    let mut legs: Vec<usize> = stops
        .filter_map(|stop| {
            let all = by_destination.get(&(trip.at.document, trip.person, stop))?;
            let in_return: Vec<usize> = all.iter().copied().filter(|m| names_this(&trips[*m])).collect();
            let possible: Vec<usize> = all.iter().copied().filter(|m| *m != n && could_be(&trips[*m])).collect();
            match (in_return.as_slice(), possible.as_slice()) {
                ([one], _) | ([], [one]) => Some(*one),
                _ => None,
            }
        })
        .collect();
    legs.sort_unstable();
    legs.dedup();
    legs
}
