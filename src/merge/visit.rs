//! Second stratum: which reports are of one visit; what their clues say is in [`super::visit_clue`]. [`super::visit_node`] then puts together what they say of it.
//!
//! Block key of one report: visitor and destination. Inside a block, dated reports first, from precise to vague; then
//! those without a date, by their clues, strongest first, until nothing changes. What fits several stays apart.
//! - same: 19 June and June; 19 June and a stay of 18 to 20 June; one day apart where both tell of the same treaty signed
//!   there, of the same tour, or name the same town; undated, where the same treaty was signed there, the stop before or after is the same visit, both are the first
//!   in 24 years, or it was news in the week of the dated one; announced and made;
//! - apart: 3 June and 25 June; June, where there are both; undated without clue; two that one document tells apart.

use super::dates::{Window, gap, imprecision, rounded, widen};
use super::knowledge::Treaty;
use super::name_key::name_key;
use super::reason::{ApartReason, JoinReason};
use super::trip::{Trip, stretch};
use super::visit_clue::Decision;
use crate::period::Period;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How far apart two stops of one tour may be.
pub(super) const DAYS_OF_TOUR: i32 = 7;
/// A report of the news of its day is of no visit farther away than this.
const DAYS_OF_STORY: i32 = 60;
/// Dates this near are worth a look, though they contradict.
pub(super) const DAYS_NEAR: i32 = 3;
/// An undated report that could be more visits than this tells nothing about which.
const FEW: usize = 4;

/// Reports that are one visit, and why; trips by index.
pub(super) struct Stay {
    pub(super) block: usize,
    pub(super) members: Vec<(usize, Vec<JoinReason>)>,
    documents: BTreeSet<usize>,
    start: Option<Period>,
    pub(super) end: Option<Period>,
    /// Set where no report says a date with a year.
    pub(super) derived: Option<Derived>,
}

/// A window that follows from something else.
#[derive(Clone, Copy)]
pub(super) struct Derived {
    pub(super) window: Window,
    pub(super) from: Origin,
}

/// What a window follows from.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// Index of a treaty.
    Treaty(usize),
    /// Index of a stay.
    Leg(usize),
}

/// The stratum while it grows.
pub(super) struct Stays<'a> {
    pub(super) trips: &'a [Trip<'a>],
    pub(super) treaties: &'a [Treaty],
    /// Of each trip.
    pub(super) block_of: Vec<usize>,
    /// Stays of each block.
    pub(super) in_block: Vec<Vec<usize>>,
    pub(super) found: Vec<Stay>,
    /// Of each trip, once it has one.
    pub(super) placed: Vec<Option<usize>>,
    /// Pairs of trips whose stays are possibly the same.
    pub(super) apart: Vec<(usize, usize, ApartReason)>,
}

impl<'a> Stays<'a> {
    /// Which trips are one stay. Every trip is in exactly one.
    pub(super) fn cluster(trips: &'a [Trip<'a>], treaties: &'a [Treaty]) -> Self {
        let mut blocks: BTreeMap<(usize, &crate::claim::ActorCode), Vec<usize>> = BTreeMap::new();
        for (n, trip) in trips.iter().enumerate() {
            blocks.entry((trip.person, &trip.report.destination)).or_default().push(n);
        }
        let mut block_of = vec![0; trips.len()];
        for (block, members) in blocks.values().enumerate() {
            for n in members {
                block_of[*n] = block;
            }
        }
        let in_block = vec![Vec::new(); blocks.len()];
        let mut all = Self { trips, treaties, block_of, in_block, found: Vec::new(), placed: vec![None; trips.len()], apart: Vec::new() };
        for members in blocks.values() {
            all.place_dated(members);
        }
        all.join_by_clues();
        all.begin_undated(|all, trip| all.signed_there(trip).map(|(treaty, window)| Derived { window, from: Origin::Treaty(treaty) }));
        all.begin_undated(|all, trip| {
            let (leg, window) = all.dated_leg(trip)?;
            Some(Derived { window: widen(window, DAYS_OF_TOUR, DAYS_OF_TOUR), from: Origin::Leg(leg) })
        });
        all.place_rest();
        all.complete_reasons();
        all.note_possible();
        all
    }

    /// Reports with a date and a year, from precise to vague, of equals the best supported date first.
    fn place_dated(&mut self, members: &[usize]) {
        let mut support: BTreeMap<Option<Period>, usize> = BTreeMap::new();
        for n in members {
            *support.entry(self.trips[*n].date()).or_default() += 1;
        }
        let mut dated: Vec<usize> = members.iter().copied().filter(|n| self.trips[*n].window().is_some()).collect();
        dated.sort_by_key(|n| {
            let trip = &self.trips[*n];
            (imprecision(trip.date()), Reverse(support[&trip.date()]), trip.date(), Reverse(trip.end), trip.at)
        });
        for n in dated {
            let mut fitting: Vec<(usize, JoinReason)> =
                self.in_block[self.block_of[n]].iter().filter_map(|stay| Some((*stay, self.dates_fit(n, *stay)?))).collect();
            if fitting.iter().filter(|(_, reason)| matches!(reason, JoinReason::SameDate { .. })).count() == 1 {
                fitting.retain(|(_, reason)| matches!(reason, JoinReason::SameDate { .. }));
            }
            match fitting.as_slice() {
                [(stay, reason)] => self.join(n, *stay, vec![reason.clone()]),
                several => {
                    let several: Vec<usize> = several.iter().map(|(stay, _)| *stay).collect();
                    self.begin(n, None, &several);
                }
            }
        }
    }

    /// Why a dated report is of a dated stay, or `None`.
    fn dates_fit(&self, n: usize, stay: usize) -> Option<JoinReason> {
        let trip = &self.trips[n];
        let there = &self.found[stay];
        let (own, theirs) = (trip.window()?, there.window()?);
        if !self.can_be(n, stay) {
            return None;
        }
        if gap(own, theirs) == 0 {
            return Some(match (trip.start, there.start) {
                (Some(one), Some(other)) if one == other => JoinReason::SameDate { date: one },
                (Some(one), Some(other)) => match one.intersect(other) {
                    Some(date) => JoinReason::IntervalOverlap { date },
                    None if trip.end.is_some() && there.end.is_none() => JoinReason::WithinStay { day: other },
                    None => JoinReason::WithinStay { day: one },
                },
                _ => JoinReason::IntervalOverlap { date: rounded((own.0.max(theirs.0), own.1.min(theirs.1))) },
            });
        }
        let days = matches!((trip.start, there.start), (Some(Period::Day(_)), Some(Period::Day(_))));
        let tied = || there.members.iter().any(|(other, _)| self.share_a_clue(n, *other));
        (gap(own, theirs) == 1 && days && tied()).then_some(JoinReason::DayApart { date: there.start? })
    }

    fn share_a_clue(&self, n: usize, other: usize) -> bool {
        let (one, other) = (&self.trips[n], &self.trips[other]);
        let stops = |trip: &Trip<'_>| trip.legs.iter().map(|leg| self.trips[*leg].report.destination.clone()).collect::<BTreeSet<_>>();
        let place = |trip: &Trip<'_>| trip.report.place.as_ref().map(|place| name_key(&place.name));
        !one.treaties.is_disjoint(&other.treaties)
            || !one.years.is_disjoint(&other.years)
            || !stops(one).is_disjoint(&stops(other))
            || place(one).is_some_and(|town| place(other) == Some(town))
    }

    /// Nothing contradicts: the document does not tell them apart, tense and publication allow it, and so do the
    /// signature of a treaty and the story of the day.
    pub(super) fn can_be(&self, n: usize, stay: usize) -> bool {
        let trip = &self.trips[n];
        let there = &self.found[stay];
        let told_apart = there.documents.contains(&trip.at.document)
            && !there.members.iter().all(|(other, _)| {
                let other = &self.trips[*other];
                let same_day = trip.start == other.start && trip.end == other.end && matches!(trip.start, Some(Period::Day(_)));
                other.at.document != trip.at.document || same_day
            });
        // a day and month without a year
        let other_time = || trip.start.zip(there.start.or(there.date())).is_some_and(|(one, other)| one.intersect(other).is_none());
        if told_apart || (trip.window().is_none() && other_time()) {
            return false;
        }
        let Some(theirs) = there.window() else {
            return true;
        };
        let allows = |trip: &Trip<'_>, window: Window| {
            let until = if trip.not_before.is_some() { widen(window, 1, DAYS_NEAR) } else { window };
            trip.not_before.is_none_or(|day| until.1 >= day) && trip.not_after.is_none_or(|day| widen(window, 1, 0).0 <= day)
        };
        let undated = trip.window().is_none();
        let in_story = || {
            self.signed_there(n).is_none_or(|(_, signed)| gap(signed, theirs) <= DAYS_OF_TOUR)
                && trip.news.is_none_or(|news| gap(news, theirs) <= DAYS_OF_STORY)
        };
        allows(trip, theirs)
            && (!undated || in_story())
            && trip.window().is_none_or(|own| there.members.iter().all(|(other, _)| allows(&self.trips[*other], own)))
    }

    fn unplaced(&self) -> Vec<usize> {
        (0..self.trips.len()).filter(|n| self.placed[*n].is_none()).collect()
    }

    /// Round after round, each decided on what the round before left, so that no order matters inside a round.
    fn join_by_clues(&mut self) {
        loop {
            let decided: Vec<(usize, usize, Vec<JoinReason>)> = self
                .unplaced()
                .into_iter()
                .filter_map(|n| match self.decide(n) {
                    Decision::Join(stay, reasons) => Some((n, stay, reasons)),
                    Decision::Several(_) | Decision::Nothing => None,
                })
                .collect();
            // of two reports of one document that chose one stay, the first in the text goes there
            let mut changed = false;
            for (n, stay, reasons) in decided {
                if self.can_be(n, stay) {
                    self.join(n, stay, reasons);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Begins stays with undated reports from whose clue a date follows, then lets others join them.
    fn begin_undated(&mut self, derive: impl Fn(&Self, usize) -> Option<Derived>) {
        for n in self.unplaced() {
            match self.decide(n) {
                Decision::Join(stay, reasons) => self.join(n, stay, reasons),
                Decision::Several(_) => {}
                Decision::Nothing => {
                    if let Some(derived) = derive(self, n) {
                        self.begin(n, Some(derived), &[]);
                    }
                }
            }
        }
        self.join_by_clues();
    }

    /// What is left: those with most clues first, so that others can join them.
    fn place_rest(&mut self) {
        let mut rest = self.unplaced();
        let clues = |trip: &Trip<'_>| trip.treaties.len() + trip.legs.len() + trip.years.len() + usize::from(trip.news.is_some());
        rest.sort_by_key(|n| (Reverse(clues(&self.trips[*n])), *n));
        for n in rest {
            match self.decide(n) {
                Decision::Join(stay, reasons) => self.join(n, stay, reasons),
                Decision::Several(several) => self.begin(n, None, &several),
                Decision::Nothing => self.begin(n, None, &[]),
            }
        }
    }

    fn begin(&mut self, n: usize, derived: Option<Derived>, fits: &[usize]) {
        self.apart.extend(fits.iter().map(|stay| (n, self.found[*stay].members[0].0, ApartReason::FitsSeveral)));
        let trip = &self.trips[n];
        let stay = Stay {
            block: self.block_of[n],
            members: vec![(n, vec![JoinReason::First])],
            documents: BTreeSet::from([trip.at.document]),
            start: trip.start,
            end: trip.end,
            derived,
        };
        self.placed[n] = Some(self.found.len());
        self.in_block[stay.block].push(self.found.len());
        self.found.push(stay);
    }

    fn join(&mut self, n: usize, stay: usize, reasons: Vec<JoinReason>) {
        let trip = &self.trips[n];
        let there = &mut self.found[stay];
        let stays_longer = trip.end.is_some() && there.end.is_none();
        let start = match (trip.start, there.start) {
            (Some(one), Some(other)) => one.intersect(other).unwrap_or(if stays_longer { one } else { other }),
            (one, other) => match one.or(other) {
                Some(date) => date,
                None => return self.enter(n, stay, reasons),
            },
        };
        there.start = Some(start);
        there.end = match (trip.end, there.end) {
            (Some(one), Some(other)) => one.intersect(other).or(Some(other)),
            (one, other) => one.or(other),
        };
        self.enter(n, stay, reasons);
    }

    fn enter(&mut self, n: usize, stay: usize, reasons: Vec<JoinReason>) {
        self.found[stay].documents.insert(self.trips[n].at.document);
        self.found[stay].members.push((n, reasons));
        self.placed[n] = Some(stay);
    }

    /// Clues that became sure only when all reports had found their place.
    fn complete_reasons(&mut self) {
        for n in 0..self.trips.len() {
            let Some(stay) = self.placed[n].filter(|_| self.trips[n].window().is_none()) else {
                continue;
            };
            let found = self.ties(n, stay).map(|(_, reasons)| reasons).unwrap_or_default();
            if let Some((_, reasons)) =
                self.found[stay].members.iter_mut().find(|(other, reasons)| *other == n && *reasons != [JoinReason::First])
            {
                reasons.extend(found.into_iter().filter(|reason| *reason != JoinReason::OnlyCandidate));
                reasons.sort();
                reasons.dedup();
            }
        }
    }

    /// Pairs worth a reader's look: dates near one another, and undated ones that few stays are left for.
    fn note_possible(&mut self) {
        let mut found = Vec::new();
        for stays in &self.in_block {
            for (i, one) in stays.iter().enumerate() {
                let (first, stay) = (self.found[*one].members[0].0, &self.found[*one]);
                let others =
                    stays.iter().enumerate().filter(|(j, other)| *j != i && self.found[**other].documents.is_disjoint(&stay.documents));
                match stay.window() {
                    Some(window) => {
                        let near = others.filter_map(|(_, other)| self.found[*other].window().map(|theirs| (other, gap(window, theirs))));
                        found.extend(
                            near.filter(|(_, gap)| (1..=DAYS_NEAR).contains(gap))
                                .map(|(other, _)| (first, self.found[*other].members[0].0, ApartReason::DatesNear)),
                        );
                    }
                    None if stay.members.len() == 1 => {
                        let possible: Vec<usize> =
                            others.map(|(_, other)| *other).filter(|other| self.can_be(first, *other)).take(FEW + 1).collect();
                        if possible.len() <= FEW {
                            found.extend(possible.iter().map(|other| (first, self.found[*other].members[0].0, ApartReason::NoDate)));
                        }
                    }
                    None => {}
                }
            }
        }
        self.apart.append(&mut found);
    }
}

impl Stay {
    /// The days it can touch, said or derived.
    pub(super) fn window(&self) -> Option<Window> {
        stretch(self.start, self.end).or(self.derived.map(|derived| derived.window))
    }

    pub(super) fn date(&self) -> Option<Period> {
        self.start.or(self.end).filter(|date| date.bounds().is_some()).or_else(|| self.derived.map(|derived| rounded(derived.window)))
    }
}
