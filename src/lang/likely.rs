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
    /// Of an official named where the text's story is in another state.
    pub stage: Weights,
}

/// What somebody who may have been somewhere is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LikelyModel {
    /// A place of the sentence.
    Place,
    /// An event that was told of before.
    Event,
    /// The state where the text's story is.
    Stage,
}

impl LikelyModel {
    /// Its section of the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Event => "event",
            Self::Stage => "stage",
        }
    }
}

impl LikelyWords {
    /// The weights of one model.
    #[must_use]
    pub fn of(&self, model: LikelyModel) -> &Weights {
        match model {
            LikelyModel::Place => &self.place,
            LikelyModel::Event => &self.event,
            LikelyModel::Stage => &self.stage,
        }
    }
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
    /// Is a journey of so many points asserted? A pack without clues asserts none.
    #[must_use]
    pub fn asserts(&self, points: i32) -> bool {
        !self.clues.is_empty() && points >= self.asserted
    }

    /// Is it listed as an abstention, at least?
    #[must_use]
    pub fn lists(&self, points: i32) -> bool {
        !self.clues.is_empty() && points >= self.listed
    }

    /// The points of some clues, none of them twice.
    #[must_use]
    pub fn points<S: AsRef<str>>(&self, clues: &[S]) -> i32 {
        self.start + clues.iter().filter_map(|clue| self.clues.get(clue.as_ref())).sum::<i32>()
    }
}
