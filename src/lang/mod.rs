//! Language packs: folders of TOML files that hold all the engine knows of a language, turned into typed rules.
//!
//! The compiled-in packs and a user's own load alike. Errors name file, entry and the offending value. A pack holds words and rules,
//! never names of persons, places or events: those live in the gazetteer.

mod date_rule;
mod deed;
mod gathering;
mod instrument;
mod journey;
mod likely;
mod office;
mod pack;
pub mod phrase;
mod verb;
mod words;

pub use date_rule::{DateRule, DateWords, Direction, Means, Slot, Unit, WordClass};
pub use deed::Deed;
pub use gathering::GatheringWords;
pub use instrument::{ActRule, Doer, Instrument, InstrumentWords, NamingWords, TreatyRole};
pub use journey::{Goal, JourneyRule, JourneyWords, Needs, Signs, Trigger, Visitor, Voice};
pub use likely::{LikelyModel, LikelyWords};
pub use office::{OfficeRule, OfficeWords};
pub use pack::{Pack, PackError, PackFiles};
pub use verb::{Form, VerbId, Verbs};
pub use words::Words;
