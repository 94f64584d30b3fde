//! Terms of office: who held what, for which state, when.

use crate::claim::{ActorCode, Office};
use crate::period::Period;
use std::collections::HashMap;

/// A spell in an office. Dates are ISO strings as the file has them (`2009-01-20`, `2009`, empty for unknown or still in office).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Index into [`super::Gazetteer::people`].
    pub person: usize,
    /// What was held.
    pub office: Office,
    /// For whom; `None` for organisations' offices without a code.
    pub state: Option<ActorCode>,
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
}

impl Term {
    /// Was it held for an organisation and no state on some day of the period? (Who represents a state at one is an ambassador.)
    #[must_use]
    pub fn is_stateless(&self, when: Period) -> bool {
        self.state.is_none() && self.office != Office::Ambassador && !self.start.is_empty() && self.covers(when)
    }

    /// May the spell have run on some day of the period? Unknown bounds allow all.
    #[must_use]
    pub fn covers(&self, when: Period) -> bool {
        let Some((first, last)) = when.bounds() else { return true };
        let (first, last) = (first.to_string(), last.to_string());
        // Prefix comparison: “2009” as a start is open from its first day, as an end up to its last.
        let begun = self.start.is_empty() || self.start.as_str() <= &last[..self.start.len().min(10)];
        let going = self.end.is_empty() || self.end.as_str() >= &first[..self.end.len().min(10)];
        begun && going
    }

    /// Has it neither start nor end?
    #[must_use]
    pub fn is_undated(&self) -> bool {
        self.start.is_empty() && self.end.is_empty()
    }
}

/// All terms, by person and by office.
#[derive(Debug, Default)]
pub struct TermIndex {
    terms: Vec<Term>,
    by_person: HashMap<usize, Vec<usize>>,
    by_office: HashMap<(Office, ActorCode), Vec<usize>>,
}

impl TermIndex {
    pub(super) fn add(&mut self, term: Term) {
        let at = self.terms.len();
        self.by_person.entry(term.person).or_default().push(at);
        if let Some(state) = &term.state {
            self.by_office.entry((term.office, state.clone())).or_default().push(at);
        }
        self.terms.push(term);
    }

    /// The terms of one person, in the order of the file.
    pub fn of_person(&self, person: usize) -> impl Iterator<Item = &Term> {
        self.by_person.get(&person).into_iter().flatten().map(|at| &self.terms[*at])
    }

    /// Who held the office for that state.
    pub fn of_office(&self, office: Office, state: &ActorCode) -> impl Iterator<Item = &Term> {
        self.by_office.get(&(office, state.clone())).into_iter().flatten().map(|at| &self.terms[*at])
    }

    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// No term at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}
