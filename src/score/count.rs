//! Counts of one document and one kind.

use super::align::align;
use super::kind::Entry;
use super::likeness::{dated, dates};
use std::collections::BTreeMap;

/// Known to gold, and right.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) known: usize,
    pub(super) right: usize,
}

/// Times a rule had a part in an entry or a date, and times that was right.
pub(super) type Fired = BTreeMap<String, Tally>;

/// What the entries of one kind in one document come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Count {
    pub(super) found: usize,
    pub(super) missed: usize,
    pub(super) extra: usize,
    /// Entries found with their date right; dates said; dates that gold knows.
    pub(super) dates_right: usize,
    pub(super) dates_said: usize,
    pub(super) dates_known: usize,
    /// Dates said of entries for which gold knows none.
    pub(super) dates_invented: usize,
    /// In the order in which the kind checks them.
    pub(super) attributes: Vec<(&'static str, Tally)>,
    pub(super) rules: Fired,
}

/// Which entries of gold and of the claims are one, as indexes, the likest first.
pub(super) fn aligned<E: Entry>(golds: &[E], saids: &[E::Said]) -> Vec<(usize, usize)> {
    align(golds.len(), saids.len(), &|gold| golds[gold].optional(), &|gold, said| golds[gold].likeness(&saids[said]))
}

impl Count {
    pub(super) fn of<E: Entry>(golds: &[E], saids: &[E::Said]) -> Self {
        let mut count = Self::default();
        let mut of_gold: Vec<Option<usize>> = vec![None; saids.len()];
        let mut is_said = vec![false; golds.len()];
        for (gold, said) in aligned(golds, saids) {
            of_gold[said] = Some(gold);
            is_said[gold] = true;
            if golds[gold].optional() {
                continue;
            }
            count.found += 1;
            count.pair(&golds[gold], &saids[said]);
        }
        for (said, gold) in saids.iter().zip(&of_gold) {
            let free = gold.is_some_and(|gold| golds[gold].optional());
            count.dates_said += usize::from(!free && E::date_said(said).is_some_and(|date| dated(&date.edtf)));
            for rule in E::rules(said) {
                let fired = count.rules.entry(rule.clone()).or_default();
                fired.known += 1;
                fired.right += usize::from(gold.is_some());
            }
            count.extra += usize::from(gold.is_none());
        }
        for (gold, is_said) in golds.iter().zip(is_said) {
            count.dates_known += usize::from(gold.date().is_some() && !gold.optional());
            count.missed += usize::from(!is_said && !gold.optional());
        }
        count
    }

    fn pair<E: Entry>(&mut self, gold: &E, said: &E::Said) {
        if let Some(date) = E::date_said(said) {
            let right = gold.date().is_some() && dates(gold.date(), &date.edtf) >= 1.0;
            for rule in date.rules.iter().filter(|_| gold.date().is_some()) {
                let fired = self.rules.entry(rule.clone()).or_default();
                fired.known += 1;
                fired.right += usize::from(right);
            }
            self.dates_right += usize::from(right);
            self.dates_invented += usize::from(gold.date().is_none() && dated(&date.edtf));
        }
        for check in gold.checks(said) {
            let at = self.attributes.iter().position(|(name, _)| *name == check.name).unwrap_or_else(|| {
                self.attributes.push((check.name, Tally::default()));
                self.attributes.len() - 1
            });
            self.attributes[at].1.known += usize::from(check.known);
            self.attributes[at].1.right += usize::from(check.known && check.right);
        }
    }
}
