//! Second stratum: what ties a treaty report to an instrument that others tell of: dates, form, names, signers, news.
//!
//! Part of [`super::treaty`], which decides with it which reports are of one instrument.

use super::background::Background;
use super::corpus::{At, Corpus};
use super::dates::{Window, gap, rounded, widen};
use super::name_key::label_words;
use super::person_node::People;
use super::reason::{ApartReason, JoinReason};
use crate::claim::{ActReport, ActType, Clue, Qid, TreatyKind, TreatyReport, TreatyStatus};
use crate::period::Period;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How far from its signature an instrument is still news.
const DAYS_OF_NEWS: i32 = 10;

/// What identity is judged by, of one report.
pub(super) struct Told<'a> {
    pub(super) at: At,
    pub(super) report: &'a TreatyReport,
    pub(super) words: BTreeSet<String>,
    /// Who signed it, or came and signed it: indexes of people.
    pub(super) signers: BTreeSet<usize>,
    pub(super) signed: Option<Period>,
    /// When it was news, or when the visit took place during which it was signed.
    pub(super) news: Option<Window>,
    /// It is the time of the visit, not that of the publication.
    pub(super) of_visit: bool,
    pub(super) not_before: Option<Date>,
    pub(super) not_after: Option<Date>,
}

/// What is known so far of one instrument.
#[derive(Default, Clone)]
pub(super) struct Growing {
    pub(super) item: Option<Qid>,
    pub(super) members: Vec<(At, Vec<JoinReason>)>,
    pub(super) documents: BTreeSet<usize>,
    pub(super) batch: bool,
    pub(super) words: BTreeSet<String>,
    pub(super) kinds: BTreeSet<TreatyKind>,
    pub(super) signers: BTreeSet<usize>,
    pub(super) signed: Option<Period>,
    pub(super) news: Vec<Window>,
    pub(super) not_before: Option<Date>,
    pub(super) not_after: Option<Date>,
}

/// How a report fits an instrument, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// Shared words of the name.
    Words,
    /// It was news when the other was signed.
    News,
    /// The same signers.
    Signers,
    /// Both are dated: how much else agrees.
    Dates { overlap: bool, signers: bool, words: usize, same_kind: bool },
}

impl Tie {
    /// Dates tell by themselves which instrument is meant.
    pub(super) fn is_dated(self) -> bool {
        matches!(self, Self::Dates { .. })
    }
}

impl Growing {
    pub(super) fn join(&mut self, told: &Told<'_>, reasons: Vec<JoinReason>) {
        self.members.push((told.at, reasons));
        self.documents.insert(told.at.document);
        self.words.extend(told.words.iter().cloned());
        self.kinds.extend(told.report.kind);
        self.signers.extend(&told.signers);
        self.news.extend(told.news);
        self.signed = match (self.signed, told.signed) {
            (Some(one), Some(other)) => one.intersect(other).or(Some(one)),
            (one, other) => one.or(other),
        };
        self.not_before = self.not_before.max(told.not_before);
        self.not_after = self.not_after.into_iter().chain(told.not_after).min();
    }
}

impl<'a> Told<'a> {
    pub(super) fn new(corpus: &Corpus<'_>, people: &People, background: &dyn Background, at: At, report: &'a TreatyReport) -> Self {
        let claims = corpus.claims(at.document);
        // “entre la Russie et la Corée du Nord” stands in every label of the block
        let of_parties: BTreeSet<String> = claims.states.iter().flat_map(|state| &state.forms).flat_map(|form| label_words(form)).collect();
        let words = report.labels.iter().chain([&report.label]).flat_map(|label| label_words(label));
        let words = words.filter(|word| !of_parties.contains(word) && !background.is_filler(word)).collect();
        let during: Vec<_> = claims
            .visits
            .iter()
            .filter(|visit| visit.clues.iter().any(|clue| matches!(clue, Clue::TreatySignedThere { treaty } if *treaty == report.id)))
            .collect();
        let signatures = report.acts.iter().filter(|act| act.act == ActType::Signed);
        let persons = signatures.flat_map(|act| &act.persons).chain(during.iter().map(|visit| &visit.visitor));
        let signers = persons.filter_map(|id| corpus.find_person(at.document, id)).map(|person| people.of(person)).collect();
        let published = claims.document.published.and_then(Period::bounds);
        let announced = matches!(report.status, Some(TreatyStatus::Negotiated | TreatyStatus::Planned));
        let visit = during.iter().find_map(|visit| {
            let first = visit.start.as_ref().or(visit.end.as_ref())?.period.bounds()?;
            let last = visit.end.as_ref().and_then(|end| end.period.bounds()).map_or(first.1, |end| end.1.max(first.1));
            Some((first.0, last))
        });
        let mut not_after: Vec<Date> = report.acts.iter().filter(|act| act.happened && after_signature(act)).filter_map(last_day).collect();
        if !announced && (report.status.is_some() || report.acts.iter().any(|act| act.happened && act.act == ActType::Signed)) {
            not_after.extend(published.map(|(_, last)| last));
        }
        Self {
            at,
            report,
            words,
            signers,
            signed: signature(report).map(|date| date.period),
            news: visit.or(published),
            of_visit: visit.is_some(),
            not_before: if announced { published.map(|(first, _)| first) } else { None },
            not_after: not_after.into_iter().min(),
        }
    }

    /// Nothing contradicts: not one document's two, not a batch and one, no date before or after what is known.
    fn can_be(&self, other: &Growing) -> bool {
        let within = |signed: Option<Period>, not_before: Option<Date>, not_after: Option<Date>| {
            signed
                .and_then(Period::bounds)
                .map(|window| widen(window, 1, 1))
                .is_none_or(|(first, last)| not_before.is_none_or(|day| last >= day) && not_after.is_none_or(|day| first <= day))
        };
        !other.documents.contains(&self.at.document)
            && other.batch == self.report.batch
            && within(self.signed, other.not_before, other.not_after)
            && within(other.signed, self.not_before, self.not_after)
    }

    /// How the report fits; `None` if it does not, or not surely enough. `nameless`: the block is one of labels without parties.
    pub(super) fn tie(&self, other: &Growing, nameless: bool) -> Option<Tie> {
        if !self.can_be(other) {
            return None;
        }
        let words = self.words.intersection(&other.words).count();
        let form = kinds_agree(self.report.kind, &other.kinds);
        let same_kind = self.report.kind.is_some_and(|kind| other.kinds.contains(&kind));
        let signers = !self.signers.is_disjoint(&other.signers);
        let dated = |signed: Option<Period>| signed.filter(|period| period.bounds().is_some());
        if let (Some(one), Some(two)) = (dated(self.signed), dated(other.signed)) {
            let agrees = match one.intersect(two) {
                Some(_) => words > 0 || (form && !self.report.batch),
                None => is_day_apart(one, two) && form && (signers || words > 1),
            };
            return agrees.then_some(Tie::Dates { overlap: one.intersect(two).is_some(), signers, words: words.min(3), same_kind });
        }
        if let (Some(one), Some(two)) = (self.signed, other.signed) {
            one.intersect(two)?;
        }
        if !form && words < 2 {
            None
        } else if signers && words > 0 {
            Some(Tie::Signers)
        } else if (words > 0 || same_kind) && self.news_is_near(other) {
            Some(Tie::News)
        } else {
            (words > 1 && !nameless && !self.report.batch).then_some(Tie::Words)
        }
    }

    /// Whether, and why, the report could still be this instrument though it does not fit.
    pub(super) fn possible(&self, other: &Growing, nameless: bool) -> Option<ApartReason> {
        if nameless || !self.can_be(other) {
            return None;
        }
        let words = !self.words.is_disjoint(&other.words);
        let form = kinds_agree(self.report.kind, &other.kinds);
        match (self.signed, other.signed) {
            (Some(one @ Period::Day(_)), Some(two)) if one == two => Some(ApartReason::NamesDiffer),
            (Some(one), Some(two)) if one.bounds().is_some() && two.bounds().is_some() => {
                (is_day_apart(one, two) && (words || form)).then_some(ApartReason::DatesNear)
            }
            _ => (words && form).then_some(ApartReason::NoDate),
        }
    }

    fn news_is_near(&self, other: &Growing) -> bool {
        let signed = other.signed.and_then(Period::bounds);
        let windows = signed.map_or_else(|| other.news.clone(), |window| vec![window]);
        let own = self.signed.and_then(Period::bounds).or(self.news);
        own.is_some_and(|own| {
            windows
                .iter()
                .any(|window| width(own) <= 2 * DAYS_OF_NEWS && width(*window) <= 2 * DAYS_OF_NEWS && gap(own, *window) <= DAYS_OF_NEWS)
        })
    }

    /// Why it is this instrument; what the number of candidates tells is for the caller to add ([`Tie::is_dated`]).
    pub(super) fn reasons(&self, other: &Growing, tie: Tie) -> Vec<JoinReason> {
        let both = self.signed.zip(other.signed).and_then(|(one, two)| one.intersect(two));
        let mut reasons = match tie {
            Tie::Words => vec![JoinReason::SameNameAndParties],
            Tie::Signers => vec![JoinReason::SameSigners, JoinReason::SameNameAndParties],
            Tie::News => {
                let own = self.news.map(rounded);
                let date = other.signed.or_else(|| other.news.first().copied().map(rounded));
                let reason = |(when, date)| {
                    if self.of_visit {
                        JoinReason::SignedDuringVisit { visit: when, date }
                    } else {
                        JoinReason::NewsOfSameWeek { news: when, date }
                    }
                };
                own.zip(date).map(reason).into_iter().collect()
            }
            Tie::Dates { words, signers, .. } => {
                let date = match (both, self.signed, other.signed) {
                    (Some(date), Some(one), Some(two)) if one == two => Some(JoinReason::SamePartiesAndDate { date }),
                    (Some(date), ..) => Some(JoinReason::IntervalOverlap { date }),
                    (None, _, Some(date)) => Some(JoinReason::DayApart { date }),
                    (None, _, None) => None,
                };
                let name = (words > 0).then_some(JoinReason::SameNameAndParties);
                date.into_iter().chain(name).chain(signers.then_some(JoinReason::SameSigners)).collect()
            }
        };
        if let Some(item) = &other.item {
            reasons.push(JoinReason::KnownTreaty { item: item.clone() });
        }
        reasons
    }
}

/// The date of signature that a report gives: of the signature, else of what stands for it; done before announced.
pub(super) fn signature(report: &TreatyReport) -> Option<&crate::claim::DateSaid> {
    [ActType::Signed, ActType::Adopted, ActType::OpenedForSignature].into_iter().find_map(|kind| {
        let mut acts: Vec<&ActReport> = report.acts.iter().filter(|act| act.act == kind && act.date.is_some()).collect();
        acts.sort_by_key(|act| {
            (!act.happened, act.date.as_ref().map(|date| (date.period.bounds().map_or(Date::MAX, |(first, _)| first), date.period)))
        });
        acts.first().and_then(|act| act.date.as_ref())
    })
}

/// Acts that no instrument has before it is signed.
fn after_signature(act: &ActReport) -> bool {
    use ActType::{Adopted, Initialled, Negotiation, Rejection};
    !matches!(act.act, Negotiation | Initialled | Adopted | Rejection)
}

fn last_day(act: &ActReport) -> Option<Date> {
    act.date.as_ref()?.period.bounds().map(|(_, last)| last)
}

fn is_day_apart(one: Period, other: Period) -> bool {
    matches!((one, other), (Period::Day(a), Period::Day(b)) if gap((a, a), (b, b)) == 1)
}

fn width(window: Window) -> i32 {
    gap((window.0, window.0), (window.1, window.1)) + 1
}

/// Whether papers may call one instrument by these forms. “Accord” is said of nearly all.
fn kinds_agree(kind: Option<TreatyKind>, kinds: &BTreeSet<TreatyKind>) -> bool {
    use TreatyKind::{
        Agreement, Armistice, Ceasefire, Charter, Contract, Convention, Declaration, Memorandum, Other, Pact, Protocol, Treaty,
    };
    let class = |kind: TreatyKind| match kind {
        Treaty | Agreement | Pact | Convention => 0,
        Charter => 1,
        Protocol => 2,
        Memorandum => 3,
        Declaration => 4,
        Armistice | Ceasefire => 5,
        Contract => 6,
        Other => 7,
    };
    let agree = |a: TreatyKind, b: TreatyKind| {
        class(a) == class(b)
            || a == Other
            || b == Other
            || matches!(
                (a, b),
                (Agreement, Memorandum | Armistice | Ceasefire | Contract) | (Memorandum | Armistice | Ceasefire | Contract, Agreement)
            )
            || matches!((a, b), (Charter, Treaty) | (Treaty, Charter))
    };
    kinds.is_empty() || kind.is_none_or(|kind| kinds.iter().any(|other| agree(kind, *other)))
}
