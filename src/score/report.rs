//! Sums over documents: precision, recall, F1 with their bootstrap interval, attributes, rules, baselines.

use super::baseline;
use super::count::{Count, Fired, Tally};
use super::gold::Annotated;
use super::kind::Kind;
use super::likeness::ratio;
use super::said::Said;
use crate::claim::Claims;
use serde::Serialize;
use std::collections::BTreeMap;

/// Draws of documents, with repeats, behind an interval.
const DRAWS: usize = 1000;

/// Where the draws begin: any number, but the same one, so that the same claims give the same interval.
const SEED: u64 = 7;

/// The figures of one kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Found of what was said.
    pub precision: f64,
    /// Found of what had to be found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The interval that holds F1 in 95 of 100 draws of documents.
    pub f1_low: f64,
    /// Its upper end.
    pub f1_high: f64,
    /// Mean F1 of the documents that have an entry.
    pub macro_f1: f64,
    /// Counting an entry only with its date right, against all dates said and all dates in gold; for kinds that have a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f1_dated: Option<f64>,
    /// Dates said of entries for which gold knows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invented_dates: Option<usize>,
    /// Entries found.
    pub found: usize,
    /// Entries said that are not in gold.
    pub extra: usize,
    /// Entries missed.
    pub missed: usize,
    /// Documents without such an entry in which one was said, of how many.
    pub false_alarms: (usize, usize),
    /// On the entries found.
    pub attributes: Vec<Attribute>,
}

/// How often an attribute of the entries found is right.
#[derive(Debug, Clone, Serialize)]
pub struct Attribute {
    /// `place`, `status` …
    pub name: &'static str,
    /// Entries found for which gold knows it.
    pub of: usize,
    /// Right ones among them.
    pub right: usize,
}

/// What became of the entries and dates that a rule had a part in.
#[derive(Debug, Clone, Serialize)]
pub struct RuleRow {
    /// In which kind of entry.
    pub kind: Kind,
    /// Id of the rule.
    pub rule: String,
    /// Times it had a part.
    pub fired: usize,
    /// Times that the entry is in gold, and for a date rule, that the date is gold's.
    pub right: usize,
}

/// All that is known of a reading.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Documents read.
    pub documents: usize,
    /// One for each kind.
    pub figures: BTreeMap<Kind, Figures>,
    /// Of “first person × every other state” for visits, “first two states where accord or traité occurs” for treaties.
    pub baselines: BTreeMap<Kind, Figures>,
    /// By kind, then by rule.
    pub rules: Vec<RuleRow>,
}

impl Report {
    /// Scores the claims of each annotated document.
    #[must_use]
    pub fn of(pairs: &[(Annotated, Claims)]) -> Self {
        let mut counts: BTreeMap<Kind, Vec<Count>> = BTreeMap::new();
        let mut naive: BTreeMap<Kind, Vec<Count>> = BTreeMap::new();
        for (gold, claims) in pairs {
            let said = Said::of(claims);
            let treaties = gold.treaty_entries();
            let mut add = |kind, count| counts.entry(kind).or_default().push(count);
            add(Kind::States, Count::of(&gold.states, &said.states));
            add(Kind::People, Count::of(&gold.people, &said.people));
            add(Kind::Treaties, Count::of(&treaties, &said.treaties));
            add(Kind::Acts, Count::of(&gold.act_entries(), &said.acts));
            add(Kind::Visits, Count::of(&gold.visits, &said.visits));
            let mut add = |kind, count| naive.entry(kind).or_default().push(count);
            add(Kind::Treaties, Count::of(&treaties, &baseline::treaties(claims, &gold.text)));
            add(Kind::Visits, Count::of(&gold.visits, &baseline::visits(claims)));
        }
        Self {
            documents: pairs.len(),
            rules: counts.iter().flat_map(|(kind, counts)| rules(*kind, counts)).collect(),
            figures: counts.into_iter().map(|(kind, counts)| (kind, Figures::of(kind, &counts))).collect(),
            baselines: naive.into_iter().map(|(kind, counts)| (kind, Figures::of(kind, &counts))).collect(),
        }
    }
}

fn rules(kind: Kind, counts: &[Count]) -> Vec<RuleRow> {
    let mut all = Fired::new();
    for (rule, fired) in counts.iter().flat_map(|count| &count.rules) {
        let sum = all.entry(rule.clone()).or_default();
        sum.known += fired.known;
        sum.right += fired.right;
    }
    all.into_iter().map(|(rule, Tally { known, right })| RuleRow { kind, rule, fired: known, right }).collect()
}

impl Figures {
    fn of(kind: Kind, counts: &[Count]) -> Self {
        let sum = |what: &dyn Fn(&Count) -> usize| counts.iter().map(what).sum::<usize>();
        let (found, extra, missed) = (sum(&|c| c.found), sum(&|c| c.extra), sum(&|c| c.missed));
        let (precision, recall, f1) = prf(found, extra, missed);
        let (f1_low, f1_high) = interval(counts);
        let each: Vec<f64> =
            counts.iter().filter(|c| c.found + c.extra + c.missed > 0).map(|c| prf(c.found, c.extra, c.missed).2).collect();
        let macro_f1 = if each.is_empty() { 0.0 } else { each.iter().sum::<f64>() / ratio(each.len(), 1) };
        let (right, said, known) = (sum(&|c| c.dates_right), sum(&|c| c.dates_said), sum(&|c| c.dates_known));
        let has_date = matches!(kind, Kind::Treaties | Kind::Acts | Kind::Visits);
        let mut attributes: Vec<Attribute> = Vec::new();
        for (name, tally) in counts.iter().flat_map(|count| &count.attributes) {
            match attributes.iter_mut().find(|attribute| attribute.name == *name) {
                Some(attribute) => {
                    attribute.of += tally.known;
                    attribute.right += tally.right;
                }
                None => attributes.push(Attribute { name, of: tally.known, right: tally.right }),
            }
        }
        let without: Vec<&Count> = counts.iter().filter(|count| count.found + count.missed == 0).collect();
        Self {
            precision,
            recall,
            f1,
            f1_low,
            f1_high,
            macro_f1,
            f1_dated: has_date.then(|| prf(right, said.saturating_sub(right), known.saturating_sub(right)).2),
            invented_dates: has_date.then(|| sum(&|c| c.dates_invented)),
            found,
            extra,
            missed,
            false_alarms: (without.iter().filter(|count| count.extra > 0).count(), without.len()),
            attributes,
        }
    }
}

/// Precision, recall, F1.
fn prf(found: usize, extra: usize, missed: usize) -> (f64, f64, f64) {
    let part = |of: usize| if of == 0 { 0.0 } else { ratio(found, of) };
    let (precision, recall) = (part(found + extra), part(found + missed));
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    (precision, recall, f1)
}

/// F1 of documents drawn with repeats: the 26th lowest and the 26th highest of 1000.
fn interval(counts: &[Count]) -> (f64, f64) {
    if counts.is_empty() {
        return (0.0, 0.0);
    }
    let mut draw = fastrand::Rng::with_seed(SEED);
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let (mut found, mut extra, mut missed) = (0, 0, 0);
            for _ in counts {
                let count = &counts[draw.usize(..counts.len())];
                found += count.found;
                extra += count.extra;
                missed += count.missed;
            }
            prf(found, extra, missed).2
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    (drawn[DRAWS / 40], drawn[DRAWS - DRAWS / 40 - 1])
}
