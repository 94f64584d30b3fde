//! What rules saw and did not assert.

use std::ops::Range;

/// Something that looked like a statement, and why it was not asserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// `visit`, `treaty`, `act`.
    pub what: &'static str,
    /// The words.
    pub tokens: Range<usize>,
    /// The rule that fired.
    pub rule: String,
    /// Why, in one English sentence.
    pub reason: &'static str,
}

/// Where event rules write down what they do not assert.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Statements that were read and held back: the abstentions of the claims.
    pub withheld: Vec<Withheld>,
    /// Rules whose word stands in the text and which found a role of theirs empty; kept only for a trace.
    pub passed_over: Vec<Withheld>,
    noting: bool,
}

impl Ledger {
    pub(super) fn new(noting: bool) -> Self {
        Self { noting, ..Self::default() }
    }

    /// It was read, and is held back.
    pub(super) fn withhold(&mut self, what: &'static str, tokens: Range<usize>, rule: &str, reason: &'static str) {
        self.withheld.push(Withheld { what, tokens, rule: rule.to_owned(), reason });
    }

    /// The rule's word is there, and something that it needs is not.
    pub(super) fn pass_over(&mut self, what: &'static str, tokens: Range<usize>, rule: &str, reason: &'static str) {
        if self.noting {
            self.passed_over.push(Withheld { what, tokens, rule: rule.to_owned(), reason });
        }
    }
}
