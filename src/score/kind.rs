//! The five kinds of entries: how an entry of gold and one of the claims are held against each other.

use super::gold::{Annotated, GoldAct, GoldPerson, GoldState, GoldTreaty, GoldVisit};
use super::likeness::{dates, jaccard, names, parties, parties_right, place_right, words};
use super::said::{Rules, SaidAct, SaidDate, SaidPerson, SaidState, SaidTreaty, SaidVisit};
use super::wording;
use crate::claim::{ActorCode, VisitStatus};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// A kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "plain words")]
pub enum Kind {
    States,
    People,
    Treaties,
    Acts,
    Visits,
}

impl Kind {
    /// In the order of the report.
    pub const ALL: [Self; 5] = [Self::States, Self::People, Self::Treaties, Self::Acts, Self::Visits];

    /// As in reports and options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::People => "people",
            Self::Treaties => "treaties",
            Self::Acts => "acts",
            Self::Visits => "visits",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An attribute of a pair that was aligned.
pub(super) struct Check {
    pub(super) name: &'static str,
    /// Does gold know it?
    pub(super) known: bool,
    pub(super) right: bool,
}

fn check(name: &'static str, known: bool, right: bool) -> Check {
    Check { name, known, right }
}

/// The same closed word on both sides.
fn same<T: PartialEq>(name: &'static str, gold: Option<&T>, said: Option<&T>) -> Check {
    check(name, gold.is_some(), gold == said)
}

fn date(name: &'static str, gold: Option<&str>, said: &SaidDate) -> Check {
    check(name, gold.is_some(), dates(gold, &said.edtf) >= 1.0)
}

/// An entry of gold and what can be said of it; both are worded in one line.
pub(super) trait Entry: fmt::Display {
    type Said: fmt::Display;

    fn optional(&self) -> bool;
    fn likeness(&self, said: &Self::Said) -> f64;
    fn checks(&self, said: &Self::Said) -> Vec<Check>;
    fn rules(said: &Self::Said) -> &Rules;

    /// Its date in gold, where the kind has one.
    fn date(&self) -> Option<&str> {
        None
    }

    /// Its date as said; `None` if entries of the kind have none.
    fn date_said(_said: &Self::Said) -> Option<&SaidDate> {
        None
    }
}

impl Entry for GoldState {
    type Said = SaidState;

    fn optional(&self) -> bool {
        self.optional
    }

    fn likeness(&self, said: &SaidState) -> f64 {
        f64::from(self.iso3 == said.code)
    }

    fn checks(&self, _: &SaidState) -> Vec<Check> {
        Vec::new()
    }

    fn rules(said: &SaidState) -> &Rules {
        &said.rules
    }
}

impl Entry for GoldPerson {
    type Said = SaidPerson;

    fn optional(&self) -> bool {
        self.optional
    }

    fn likeness(&self, said: &SaidPerson) -> f64 {
        match (&self.qid, &said.wikidata) {
            (Some(gold), Some(said)) => f64::from(gold == said),
            _ => names(std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str)), &said.label),
        }
    }

    fn checks(&self, said: &SaidPerson) -> Vec<Check> {
        vec![
            same("wikidata", self.qid.as_ref(), said.wikidata.as_ref()),
            same("office", self.office.as_ref(), said.office.as_ref()),
            same("state", self.state.as_ref(), said.state.as_ref()),
        ]
    }

    fn rules(said: &SaidPerson) -> &Rules {
        &said.rules
    }
}

/// An instrument, and whether it is the only one of its parties in the document.
#[derive(Debug)]
pub(super) struct TreatyEntry<'a> {
    treaty: &'a GoldTreaty,
    alone: bool,
}

impl fmt::Display for TreatyEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.treaty.fmt(f)
    }
}

/// The best of the fair labels.
fn label(treaty: &GoldTreaty, said: &str) -> f64 {
    let said = words(said);
    let labels = if treaty.labels.is_empty() { std::slice::from_ref(&treaty.label) } else { &treaty.labels };
    labels.iter().map(|label| jaccard(&words(label), &said)).fold(0.0, f64::max)
}

fn weigh(treaty: &GoldTreaty, said_parties: &[ActorCode], label: f64, date: f64) -> (f64, f64) {
    let party = parties(&treaty.parties, treaty.parties_complete, said_parties);
    (party, 0.45 * party + 0.35 * label + 0.2 * date)
}

impl Entry for TreatyEntry<'_> {
    type Said = SaidTreaty;

    fn optional(&self) -> bool {
        self.treaty.optional
    }

    fn likeness(&self, said: &SaidTreaty) -> f64 {
        let date = dates(self.treaty.signed.as_deref(), &said.signed.edtf);
        let label = label(self.treaty, &said.label);
        if date <= 0.0 && label < 0.5 || label <= 0.0 && date < 1.0 && !self.alone {
            return 0.0;
        }
        let (party, sum) = weigh(self.treaty, &said.parties, label, date);
        if sum >= 0.4 && (party > 0.0 || label >= 0.5) { sum } else { 0.0 }
    }

    fn checks(&self, said: &SaidTreaty) -> Vec<Check> {
        let gold = self.treaty;
        vec![
            check("parties", !gold.parties.is_empty(), parties_right(&gold.parties, gold.parties_complete, &said.parties)),
            date("signed", gold.signed.as_deref(), &said.signed),
            same("kind", gold.kind.as_ref(), said.kind.as_ref()),
            same("status", gold.status.as_ref(), said.status.as_ref()),
        ]
    }

    fn rules(said: &SaidTreaty) -> &Rules {
        &said.rules
    }

    fn date(&self) -> Option<&str> {
        self.treaty.signed.as_deref()
    }

    fn date_said(said: &SaidTreaty) -> Option<&SaidDate> {
        Some(&said.signed)
    }
}

/// An act with its instrument, and whether that is the only one of the document.
#[derive(Debug)]
pub(super) struct ActEntry<'a> {
    act: &'a GoldAct,
    treaty: &'a GoldTreaty,
    alone: bool,
}

impl fmt::Display for ActEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (act, treaty) = (self.act, self.treaty);
        let where_and_when = [act.place.as_deref(), act.date.as_deref()];
        wording::act(f, act.act, (&treaty.label, &treaty.parties), where_and_when, &act.by, act.happened)
    }
}

impl Entry for ActEntry<'_> {
    type Said = SaidAct;

    fn optional(&self) -> bool {
        self.treaty.optional || self.act.optional
    }

    fn likeness(&self, said: &SaidAct) -> f64 {
        if self.act.act != said.act || self.act.happened != said.happened {
            return 0.0;
        }
        let label = label(self.treaty, &said.label);
        let date = dates(self.act.date.as_deref(), &said.date.edtf);
        let (party, sum) = weigh(self.treaty, &said.parties, label, date);
        if date > 0.0 && (label >= 0.2 || self.alone && party >= 0.5) { sum } else { 0.0 }
    }

    fn checks(&self, said: &SaidAct) -> Vec<Check> {
        let by = |codes: &[ActorCode]| codes.iter().cloned().collect::<BTreeSet<_>>();
        vec![
            date("date", self.act.date.as_deref(), &said.date),
            check("place", self.act.place.is_some(), place_right(self.act.place.as_deref().unwrap_or_default(), &said.place)),
            check("by", !self.act.by.is_empty(), by(&self.act.by) == by(&said.by)),
        ]
    }

    fn rules(said: &SaidAct) -> &Rules {
        &said.rules
    }

    fn date(&self) -> Option<&str> {
        self.act.date.as_deref()
    }

    fn date_said(said: &SaidAct) -> Option<&SaidDate> {
        Some(&said.date)
    }
}

impl Entry for GoldVisit {
    type Said = SaidVisit;

    fn optional(&self) -> bool {
        self.optional
    }

    fn likeness(&self, said: &SaidVisit) -> f64 {
        let who = match (&self.visitor_qid, &said.wikidata) {
            (Some(gold), Some(said)) => gold == said,
            _ => names(std::iter::once(self.visitor.as_str()).chain(self.visitor_aliases.iter().map(String::as_str)), &said.visitor) > 0.0,
        };
        if who && self.destination == said.destination { 0.5 + 0.5 * dates(self.start.as_deref(), &said.start.edtf) } else { 0.0 }
    }

    fn checks(&self, said: &SaidVisit) -> Vec<Check> {
        // A journey under way and a journey made are one status for the score.
        let made = |status: VisitStatus| if status == VisitStatus::Ongoing { VisitStatus::Completed } else { status };
        vec![
            date("start", self.start.as_deref(), &said.start),
            check("place", self.place.is_some(), place_right(self.place.as_deref().unwrap_or_default(), &said.place)),
            same("kind", self.kind.as_ref(), said.kind.as_ref()),
            same("status", self.status.map(made).as_ref(), said.status.map(made).as_ref()),
        ]
    }

    fn rules(said: &SaidVisit) -> &Rules {
        &said.rules
    }

    fn date(&self) -> Option<&str> {
        self.start.as_deref()
    }

    fn date_said(said: &SaidVisit) -> Option<&SaidDate> {
        Some(&said.start)
    }
}

impl Annotated {
    pub(super) fn treaty_entries(&self) -> Vec<TreatyEntry<'_>> {
        let set = |treaty: &GoldTreaty| treaty.parties.iter().cloned().collect::<BTreeSet<_>>();
        let alone = |treaty: &GoldTreaty| self.treaties.iter().filter(|other| set(other) == set(treaty)).count() == 1;
        self.treaties.iter().map(|treaty| TreatyEntry { treaty, alone: alone(treaty) }).collect()
    }

    pub(super) fn act_entries(&self) -> Vec<ActEntry<'_>> {
        let alone = self.treaties.len() == 1;
        self.treaties.iter().flat_map(|treaty| treaty.acts.iter().map(move |act| ActEntry { act, treaty, alone })).collect()
    }
}
