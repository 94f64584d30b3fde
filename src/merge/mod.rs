//! The claims of all documents → what they say together. A function of the set of claims and of the gazetteer's facts:
//! no order, thread, clock or machine matters, and it knows no language.
//!
//! Strata, each a function of the one before: people, states and organisations → treaties and their acts → visits.
//! In each, a block key computable from one claim bounds what can be joined, and the clustering inside a block is
//! canonical: everything is sorted by content, the most precise comes first, what fits several stays apart and is listed.
//! Not here: reading (`pipeline`), IRIs and triples (`graph`).

pub mod background;
pub mod facts;
pub mod knowledge;
pub mod name_key;
pub mod reason;

mod act;
mod actor;
mod copies;
mod corpus;
mod dates;
mod identity;
mod person;
mod person_node;
mod treaty;
mod treaty_node;
mod treaty_tie;
mod trip;
mod visit;
mod visit_clue;
mod visit_node;

pub use background::{Background, NoBackground, PersonFacts, TreatyFacts};
pub use facts::Facts;
pub use knowledge::Knowledge;

use crate::claim::Claims;
use corpus::Corpus;
use knowledge::{Disagreement, NodeKey};
use treaty::Hints;

/// What all documents say together.
///
/// Of two claims with one document id, the later published counts, then the one with the greater hash. The claims must be
/// of [`crate::claim::CLAIMS_VERSION`] and closed in themselves; a visit whose visitor its document does not name is left out.
/// Cost: linear in the documents, but for blocks: reports × nodes of one visitor and state, or of one set of parties.
#[must_use]
pub fn merge(claims: &[Claims], background: &dyn Background) -> Knowledge {
    let corpus = Corpus::new(claims);
    let (states, organisations) = actor::merge_actors(&corpus, background);
    let people = person_node::merge_people(&corpus, background);
    let mut treaties = treaty_node::merge_treaties(&corpus, &people, background, &Hints::new());
    let mut visits = visit_node::merge_visits(&corpus, &people, &treaties);
    if !visits.hints.is_empty() {
        // an undated treaty signed during an undated visit: the visit has found its date, so the treaty may now find its own;
        // one second look, not a loop, so that this ends for every input
        treaties = treaty_node::merge_treaties(&corpus, &people, background, &visits.hints);
        visits = visit_node::merge_visits(&corpus, &people, &treaties);
    }
    let mut disagreements: Vec<Disagreement> = treaties.disagreements.into_iter().chain(visits.disagreements).collect();
    let order = |a: &Disagreement| -> (NodeKey, knowledge::Property) { (a.node.clone(), a.property) };
    disagreements.sort_by_cached_key(order);
    let mut possibly_same = people.possibly_same;
    possibly_same.extend(treaties.possibly_same);
    possibly_same.extend(visits.possibly_same);
    possibly_same.sort();
    Knowledge { people: people.nodes, states, organisations, treaties: treaties.nodes, visits: visits.nodes, disagreements, possibly_same }
}
