//! Second stratum: what ties a visit report without a date to a visit that has one, or to another without.
//!
//! Part of [`super::visit`], which asks it until nothing changes.

use super::dates::{Window, gap, rounded, widen};
use super::reason::JoinReason;
use super::trip::is_narrow;
use super::visit::{DAYS_NEAR, DAYS_OF_TOUR, Stays};
use crate::period::Period;

/// How far from a visit it is still, or already, news.
const DAYS_OF_NEWS: i32 = 10;
/// How long before a signature the visitor may have arrived.
const DAYS_BEFORE_SIGNING: i32 = 6;

/// A clue that ties an undated report to a stay, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Calendar,
    News,
    Years,
    Tour,
    Treaty,
}

/// What the clues of an undated report leave.
pub(super) enum Decision {
    Join(usize, Vec<JoinReason>),
    Several(Vec<usize>),
    Nothing,
}

impl Stays<'_> {
    /// A treaty signed during it whose date is known within a month.
    pub(super) fn signed_there(&self, n: usize) -> Option<(usize, Window)> {
        let dated = |treaty: &usize| {
            let signed = self.treaties[*treaty].signed.as_ref()?.period.bounds()?;
            is_narrow(signed).then_some((*treaty, widen(signed, DAYS_BEFORE_SIGNING, 0)))
        };
        self.trips[n].treaties.iter().find_map(dated)
    }

    /// A stop of the same tour whose date is known within a month.
    pub(super) fn dated_leg(&self, n: usize) -> Option<(usize, Window)> {
        self.trips[n].legs.iter().find_map(|leg| {
            let stay = self.placed[*leg]?;
            let window = self.found[stay].window().filter(|window| is_narrow(*window))?;
            Some((stay, window))
        })
    }

    /// All that ties an undated report to a stay, with the strongest.
    pub(super) fn ties(&self, n: usize, stay: usize) -> Option<(Tie, Vec<JoinReason>)> {
        let trip = &self.trips[n];
        let there = &self.found[stay];
        let others = || there.members.iter().map(|(other, _)| *other).filter(|other| *other != n);
        let window = there.window().filter(|window| is_narrow(*window) && others().next().is_some());
        let mut ties: Vec<(Tie, JoinReason)> = Vec::new();
        for treaty in &trip.treaties {
            let same = others().any(|other| self.trips[other].treaties.contains(treaty));
            let signed = self.treaties[*treaty].signed.as_ref().and_then(|date| date.period.bounds()).filter(|signed| is_narrow(*signed));
            let unsaid = if there.end.is_some() { 1 } else { DAYS_NEAR };
            let during = window.zip(signed).is_some_and(|(window, signed)| gap(widen(window, 1, unsaid), signed) == 0);
            if same || during {
                ties.push((Tie::Treaty, JoinReason::SameTreatySignedThere { treaty: self.treaties[*treaty].key.clone() }));
            }
        }
        for leg in &trip.legs {
            let Some(leg_stay) = self.placed[*leg] else { continue };
            let same = others().any(|other| self.trips[other].legs.iter().any(|leg| self.placed[*leg] == Some(leg_stay)));
            let leg_window = self.found[leg_stay].window().filter(|window| is_narrow(*window));
            let near = window.zip(leg_window).is_some_and(|(one, other)| gap(one, other) <= DAYS_OF_TOUR);
            if same || near {
                let destination = self.trips[*leg].report.destination.clone();
                ties.push((Tie::Tour, JoinReason::SameTour { destination, date: self.found[leg_stay].date() }));
            }
        }
        for years in &trip.years {
            if others().any(|other| self.trips[other].years.contains(years)) || self.years_since_last(stay) == Some(*years) {
                ties.push((Tie::Years, JoinReason::FirstInYears { years: *years }));
            }
        }
        if let Some(news) = trip.news {
            let theirs = window.map(|window| (window, there.date().unwrap_or_else(|| rounded(window))));
            let theirs = if there.window().is_none() {
                others().find_map(|other| self.trips[other].news).map(|news| (news, rounded(news)))
            } else {
                theirs
            };
            if let Some((_, date)) = theirs.filter(|(window, _)| gap(*window, news) <= DAYS_OF_NEWS) {
                ties.push((Tie::News, JoinReason::NewsOfSameWeek { news: rounded(news), date }));
            }
        }
        if let (Some(Period::YearlessDay(..)), Some(_)) = (trip.start, window) {
            ties.push((Tie::Calendar, JoinReason::OnlyCandidate));
        }
        let strongest = ties.iter().map(|(tie, _)| *tie).max()?;
        Some((strongest, ties.into_iter().map(|(_, reason)| reason).collect()))
    }

    /// Calendar years between this dated stay and the one before it in the block.
    fn years_since_last(&self, stay: usize) -> Option<u16> {
        let start = self.found[stay].window().filter(|window| is_narrow(*window))?.0;
        let before =
            self.in_block[self.found[stay].block].iter().filter_map(|other| self.found[*other].window()).filter(|window| window.1 < start);
        let last = before.map(|window| window.1.year()).max()?;
        u16::try_from(start.year() - last).ok()
    }

    /// The one stay that the clues of an undated report leave.
    pub(super) fn decide(&self, n: usize) -> Decision {
        let mut fitting: Vec<(usize, Tie, Vec<JoinReason>)> = self.in_block[self.block_of[n]]
            .iter()
            .filter(|stay| self.can_be(n, **stay))
            .filter_map(|stay| self.ties(n, *stay).map(|(tie, reasons)| (*stay, tie, reasons)))
            .collect();
        let best = fitting.iter().map(|(_, tie, reasons)| (*tie, reasons.len())).max();
        fitting.retain(|(_, tie, reasons)| Some((*tie, reasons.len())) == best);
        match fitting.as_slice() {
            [] => Decision::Nothing,
            [(stay, _, reasons)] => Decision::Join(*stay, reasons.clone()),
            several => Decision::Several(several.iter().map(|(stay, ..)| *stay).collect()),
        }
    }
}
