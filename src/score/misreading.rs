//! What was missed, said for nothing or said wrongly, in words: for one kind, on demand.

use super::count::aligned;
use super::gold::Annotated;
use super::kind::{Entry, Kind};
use super::said::Said;
use crate::claim::Claims;
use serde::Serialize;
use std::fmt;

/// An entry that is not as gold has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Misreading {
    /// Id of the document.
    pub document: String,
    /// What gold has, in one line; `None` where gold has nothing of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gold: Option<String>,
    /// What was read, in one line; `None` where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
    /// Where both have it: attributes that gold knows and that are not gold's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<&'static str>,
}

/// The misreadings of one kind, in the order of the documents. Aligns the entries of that kind once more.
#[must_use]
pub fn misreadings(pairs: &[(Annotated, Claims)], kind: Kind) -> Vec<Misreading> {
    let of_document = |(gold, claims): &(Annotated, Claims)| {
        let said = Said::of(claims);
        match kind {
            Kind::States => of(&gold.id, &gold.states, &said.states),
            Kind::People => of(&gold.id, &gold.people, &said.people),
            Kind::Treaties => of(&gold.id, &gold.treaty_entries(), &said.treaties),
            Kind::Acts => of(&gold.id, &gold.act_entries(), &said.acts),
            Kind::Visits => of(&gold.id, &gold.visits, &said.visits),
        }
    };
    pairs.iter().flat_map(of_document).collect()
}

fn of<E: Entry>(document: &str, golds: &[E], saids: &[E::Said]) -> Vec<Misreading> {
    let told = |gold: Option<&E>, read: Option<&E::Said>, wrong| Misreading {
        document: document.to_owned(),
        gold: gold.map(E::to_string),
        read: read.map(E::Said::to_string),
        wrong,
    };
    let pairs = aligned(golds, saids);
    let mut found = Vec::new();
    for (gold, said) in pairs.iter().map(|(gold, said)| (&golds[*gold], &saids[*said])).filter(|(gold, _)| !gold.optional()) {
        let wrong: Vec<_> = gold.checks(said).iter().filter(|check| check.known && !check.right).map(|check| check.name).collect();
        if !wrong.is_empty() {
            found.push(told(Some(gold), Some(said), wrong));
        }
    }
    let extra = saids.iter().enumerate().filter(|(at, _)| pairs.iter().all(|(_, said)| said != at));
    found.extend(extra.map(|(_, said)| told(None, Some(said), Vec::new())));
    let missed = golds.iter().enumerate().filter(|(at, gold)| !gold.optional() && pairs.iter().all(|(gold, _)| gold != at));
    found.extend(missed.map(|(_, gold)| told(Some(gold), None, Vec::new())));
    found
}

impl fmt::Display for Misreading {
    /// `missed Paul Kagame → FRA`; `extra  …`; `wrong start  … read as …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.gold, &self.read) {
            (Some(gold), Some(read)) => write!(f, "wrong {}  {gold} read as {read}", self.wrong.join(", ")),
            (Some(gold), None) => write!(f, "missed {gold}"),
            (None, Some(read)) => write!(f, "extra  {read}"),
            (None, None) => Ok(()),
        }
    }
}
