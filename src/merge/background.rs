//! What merge asks of the gazetteer: facts that name things and settle identity, never evidence for an event.
//!
//! [`super::Facts`] answers from a gazetteer; tests need none.

use crate::claim::{ActorCode, Qid};
use crate::period::Period;

/// The gazetteer as merge sees it. Equal questions must have equal answers: merge is a function of them too.
pub trait Background: Sync {
    /// True for organisations, false for states and for codes it does not know.
    fn is_organisation(&self, code: &ActorCode) -> bool;

    /// True if one state followed the other, in either direction (`SUN`, `RUS`): a person can be said to belong to both.
    fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool;

    /// What is known of a linked person.
    fn person(&self, item: &Qid) -> Option<PersonFacts>;

    /// What is known of a known treaty.
    fn treaty(&self, item: &Qid) -> Option<TreatyFacts>;

    /// True for words of a treaty's label that do not tell which one it is: “entre”, “accord”, “traité”, names of states.
    /// The word comes folded, as [`super::name_key::name_key`] does.
    fn is_filler(&self, word: &str) -> bool;
}

/// A linked person in the gazetteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// The usual name.
    pub label: String,
    /// Other names.
    pub names: Vec<String>,
    /// The states it held offices of, or is a citizen of.
    pub states: Vec<ActorCode>,
}

/// A known treaty in the gazetteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreatyFacts {
    /// The usual name.
    pub label: String,
    /// Date of signature.
    pub signed: Option<Period>,
}

/// Knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBackground;

impl Background for NoBackground {
    fn is_organisation(&self, _: &ActorCode) -> bool {
        false
    }

    fn is_succession(&self, _: &ActorCode, _: &ActorCode) -> bool {
        false
    }

    fn person(&self, _: &Qid) -> Option<PersonFacts> {
        None
    }

    fn treaty(&self, _: &Qid) -> Option<TreatyFacts> {
        None
    }

    fn is_filler(&self, _: &str) -> bool {
        false
    }
}
