//! How much each clue speaks for a journey that no rule tells.

use serde::Deserialize;
use std::collections::HashMap;

/// `likely.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LikelyWords {
    /// Of an official and a foreign place in one sentence.
    pub place: Weights,
    /// Of an official named after an event abroad.
    pub event: Weights,
}

/// Points are whole numbers, so that their sum is the same on every machine.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Points before any clue.
    pub start: i32,
    /// With so many points a journey is asserted.
    pub asserted: i32,
    /// With so many it is listed as an abstention.
    pub listed: i32,
    /// Clue → points. A clue that is not here speaks neither way.
    pub clues: HashMap<String, i32>,
}

impl Weights {
    /// The points of some clues, none of them twice.
    #[must_use]
    pub fn points<S: AsRef<str>>(&self, clues: &[S]) -> i32 {
        self.start + clues.iter().filter_map(|clue| self.clues.get(clue.as_ref())).sum::<i32>()
    }
}
