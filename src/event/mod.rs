//! Rules over sentences: visits, instruments and their acts, with roles, status and the words they rest on.
//!
//! A rule says where its word keeps its roles; this module finds them. What cannot be settled is an abstention, with the reason.

mod act;
mod act_beside;
mod act_date;
mod act_done;
mod act_noun;
mod act_object;
mod act_verb;
mod attendance;
mod batch;
mod chain;
mod clause;
mod destination;
mod doer;
mod doubt;
mod evident_parties;
mod during_visit;
mod finder;
mod frame;
mod gathering;
mod goal;
mod instrument;
mod journey;
mod journey_noun;
mod ledger;
mod likely;
mod listing;
mod naming;
mod occasion;
mod outcome;
mod pair;
mod parties;
mod precedent;
mod pronoun;
mod scene;
mod settled;
mod signing;
mod stage;
mod stay;
mod stops;
mod subject;
mod town;
mod traveller;
mod treaty;
mod verb_group;
mod visit;

pub use gathering::Gathering;
pub use instrument::InstrumentMention;
pub use ledger::{Ledger, Withheld};
pub use likely::Likely;
pub use scene::Scene;
pub use treaty::{ActFound, TreatyFound};
pub use visit::{DateFound, VisitFound};

use std::ops::Range;

/// The events of one document.
#[derive(Debug, Default)]
pub struct Events {
    /// One for each journey of one person to one state.
    pub visits: Vec<VisitFound>,
    /// One for each instrument that the text treats as one thing.
    pub treaties: Vec<TreatyFound>,
    /// Whoever may have been somewhere without a rule that tells it.
    pub likely: Vec<Likely>,
    /// The events to which people come.
    pub gatherings: Vec<Gathering>,
    /// What was not asserted, and why.
    pub ledger: Ledger,
}

/// Reads the events of a text. With `noting`, the ledger also tells which rules met their word and had nothing to say.
#[must_use]
pub fn read(scene: &Scene, noting: bool) -> Events {
    let mut ledger = Ledger::new(noting);
    let gatherings = gathering::find(scene);
    let scene = &Scene { gatherings: &gatherings, ..*scene };
    // Twice: the first reading tells whose journey the text is about, the second takes up what is said of it without a name.
    let first = visit::candidates(scene, None, &mut ledger);
    let lead = frame::lead(scene, &first).or_else(|| frame::lead(scene, &frame::opened(scene)));
    let stage = stage::find(scene, lead.as_ref());
    let scene = &Scene { topic: lead.map(|lead| lead.figure), stage: &stage, ..*scene };
    let gatherings = gathering::find(scene);
    let scene = &Scene { gatherings: &gatherings, ..*scene };
    let again = lead.is_some() || !stage.is_empty() || noting;
    let mut candidates = if again {
        ledger = Ledger::new(noting);
        visit::candidates(scene, lead.as_ref(), &mut ledger)
    } else {
        first
    };
    frame::fill(scene, lead.as_ref(), &mut candidates);
    let likely = likely::fill(scene, lead.as_ref(), &mut candidates, &mut ledger);
    let mut visits = journey::gather(scene, candidates);
    town::fill(scene, &mut visits);
    occasion::fill(scene, &mut visits);
    let treaties = treaty::read(scene, lead.as_ref(), &visits, &mut ledger);
    signing::fill(scene, &treaties, &mut visits);
    Events { visits, treaties, likely, gatherings, ledger }
}

/// Token ranges as one that holds both.
fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
