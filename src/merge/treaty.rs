//! Second stratum: which reports are of one instrument. [`super::treaty_node`] then puts together what they say of it.
//!
//! Block key of one report: its parties, else its item, else its label. Reports of one item are one treaty before all
//! else; the others join by date, form and name:
//! - same: “traité de partenariat stratégique global”, “pacte de défense” and “accord de partenariat” of PRK and RUS, each
//!   signed on 2024-06-19; undated “traité stratégique” of PRK and RUS signed by the same two persons;
//! - apart: a treaty and a joint declaration of one day; a batch and one instrument; SUN and RUS as party; two instruments
//!   that one document tells apart; an undated “accord” that could be any (possibly the same, if few could be meant);
//! - the next that was signed: one told as negotiated or announced that fits several, all of them dated, where the first was signed
//!   within three years of the report, and the one after more than three years later.

use super::background::Background;
use super::corpus::{At, Corpus};
use super::dates::{Window, gap, imprecision};
use super::name_key::name_key;
use super::person_node::People;
use super::reason::{ApartReason, JoinReason};
use super::treaty_tie::{Growing, Tie, Told};
use crate::claim::{ActorCode, Qid, TreatyReport};
use crate::period::Period;
use std::collections::{BTreeMap, BTreeSet};

/// An undated report that could be more instruments than this tells nothing about which.
const FEW: usize = 4;

/// An announced instrument is signed within so many days, or another is meant.
const DAYS_OF_NEGOTIATION: i32 = 3 * 365;

/// Reports that are one instrument, and why.
pub(super) struct Cluster {
    pub(super) item: Option<Qid>,
    pub(super) members: Vec<(At, Vec<JoinReason>)>,
}

/// Two reports whose instruments may be one.
pub(super) type Apart = (At, At, ApartReason);

/// A block key: every report has one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum BlockKey {
    Parties(Vec<ActorCode>),
    Label(String),
}

/// When a treaty report's instrument was signed, where only the merged visits tell: a second look.
pub(super) type Hints = BTreeMap<At, Window>;

pub(super) fn cluster_treaties(
    corpus: &Corpus<'_>,
    people: &People,
    background: &dyn Background,
    hints: &Hints,
) -> (Vec<Cluster>, Vec<Apart>) {
    let mut known: BTreeMap<Qid, Growing> = BTreeMap::new();
    let mut seeds: BTreeMap<BlockKey, BTreeSet<Qid>> = BTreeMap::new();
    let mut blocks: BTreeMap<BlockKey, Vec<Told<'_>>> = BTreeMap::new();
    for (at, report) in corpus.treaties() {
        let mut told = Told::new(corpus, people, background, at, report);
        if let Some(visit) = hints.get(&at) {
            told.news = Some(*visit);
            told.of_visit = true;
        }
        let key = BlockKey::of(report);
        if let Some(item) = &report.wikidata {
            let reason = vec![JoinReason::KnownTreaty { item: item.clone() }];
            let growing = known.entry(item.clone()).or_insert_with(|| Growing {
                item: Some(item.clone()),
                signed: background.treaty(item).and_then(|facts| facts.signed),
                batch: report.batch,
                ..Growing::default()
            });
            growing.join(&told, reason);
            seeds.entry(key).or_default().insert(item.clone());
        } else {
            blocks.entry(key).or_default().push(told);
        }
    }
    let mut found: BTreeMap<Qid, Vec<(At, Vec<JoinReason>)>> =
        known.iter().map(|(item, growing)| (item.clone(), growing.members.clone())).collect();
    let (mut clusters, mut apart) = (Vec::new(), Vec::new());
    for (key, block) in blocks {
        let seeds = seeds.get(&key).into_iter().flatten().map(|item| Growing { members: Vec::new(), ..known[item].clone() });
        let example = |item: &Qid| known[item].members[0].0;
        for growing in cluster_block(block, seeds.collect(), matches!(key, BlockKey::Label(_)), &example, &mut apart) {
            match &growing.item {
                Some(item) => found.entry(item.clone()).or_default().extend(growing.members),
                None => clusters.push(Cluster { item: None, members: growing.members }),
            }
        }
    }
    clusters.extend(found.into_iter().map(|(item, members)| Cluster { item: Some(item), members }));
    for cluster in &mut clusters {
        cluster.members.sort_by_key(|(at, _)| *at);
    }
    clusters.sort_by_key(|cluster| cluster.members[0].0);
    (clusters, apart)
}

impl BlockKey {
    fn of(report: &TreatyReport) -> Self {
        if report.parties.is_empty() { Self::Label(name_key(&report.label)) } else { Self::Parties(report.parties.clone()) }
    }
}

/// What was negotiated or announced is the next that was signed, where the one after was signed years later.
fn next_signed(told: &Told<'_>, growing: &[Growing], fitting: &[(usize, Tie)]) -> Option<(usize, Tie)> {
    let announced = told.not_before?;
    let mut signed: Vec<(Window, usize, Tie)> =
        fitting.iter().map(|(n, tie)| Some((growing[*n].signed.and_then(Period::bounds)?, *n, *tie))).collect::<Option<_>>()?;
    signed.sort_by_key(|(window, ..)| *window);
    let (window, n, tie) = *signed.first()?;
    let soon = gap((announced, announced), window) <= DAYS_OF_NEGOTIATION;
    let alone = signed.get(1).is_some_and(|(next, ..)| gap(window, *next) > DAYS_OF_NEGOTIATION);
    (soon && alone).then_some((n, tie))
}

/// The most precise report first, of equals the best supported date; each joins the one instrument it fits best.
fn cluster_block(
    mut block: Vec<Told<'_>>,
    seeds: Vec<Growing>,
    nameless: bool,
    example: &dyn Fn(&Qid) -> At,
    apart: &mut Vec<Apart>,
) -> Vec<Growing> {
    let mut support: BTreeMap<Option<Period>, usize> = BTreeMap::new();
    for told in &block {
        *support.entry(told.signed).or_default() += 1;
    }
    block.sort_by_key(|told| {
        let support = std::cmp::Reverse(support[&told.signed]);
        (imprecision(told.signed), support, told.signed, std::cmp::Reverse((told.signers.len(), told.words.len())), told.at)
    });
    let mut growing = seeds;
    for told in &block {
        let ties: Vec<(usize, Tie)> = growing.iter().enumerate().filter_map(|(n, other)| Some((n, told.tie(other, nameless)?))).collect();
        let best = ties.iter().map(|(_, tie)| *tie).max();
        let fitting: Vec<(usize, Tie)> = ties.into_iter().filter(|(_, tie)| Some(*tie) == best).collect();
        if let [(n, tie)] = fitting.as_slice() {
            let only = (!tie.is_dated()).then_some(JoinReason::OnlyCandidate);
            let reasons = told.reasons(&growing[*n], *tie).into_iter().chain(only).collect();
            growing[*n].join(told, reasons);
            continue;
        }
        if let Some((n, tie)) = next_signed(told, &growing, &fitting) {
            let mut reasons = told.reasons(&growing[n], tie);
            reasons.push(JoinReason::AnnouncedThenDone);
            growing[n].join(told, reasons);
            continue;
        }
        let of = |other: &Growing| other.members.first().map(|(at, _)| *at).or_else(|| other.item.as_ref().map(example));
        if fitting.is_empty() {
            let possible: Vec<(At, ApartReason)> =
                growing.iter().filter_map(|other| Some((of(other)?, told.possible(other, nameless)?))).take(FEW + 1).collect();
            if possible.len() <= FEW {
                apart.extend(possible.into_iter().map(|(other, reason)| (told.at, other, reason)));
            }
        } else {
            apart.extend(fitting.iter().filter_map(|(n, _)| Some((told.at, of(&growing[*n])?, ApartReason::FitsSeveral))));
        }
        let mut new = Growing { batch: told.report.batch, ..Growing::default() };
        new.join(told, vec![JoinReason::First]);
        growing.push(new);
    }
    growing
}
