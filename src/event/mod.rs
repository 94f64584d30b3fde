//! Rules over sentences: visits, instruments and their acts, with roles, status and the words they rest on.
//!
//! A rule says where its word keeps its roles; this module finds them. What cannot be settled is an abstention, with the reason.

mod act;
mod chain;
mod clause;
mod doer;
mod doubt;
mod finder;
mod frame;
mod gathering;
mod goal;
mod instrument;
mod journey;
mod ledger;
mod naming;
mod outcome;
mod pair;
mod parties;
mod precedent;
mod scene;
mod stage;
mod stay;
mod stops;
mod subject;
mod traveller;
mod treaty;
mod verb_group;
mod visit;

pub use instrument::InstrumentMention;
pub use ledger::{Ledger, Withheld};
pub use scene::Scene;
pub use treaty::{ActFound, TreatyFound};
pub use visit::{DateFound, VisitFound};

use crate::claim::{ActType, VisitStatus};
use std::collections::BTreeSet;
use std::ops::Range;

/// The events of one document.
#[derive(Debug, Default)]
pub struct Events {
    /// One for each journey of one person to one state.
    pub visits: Vec<VisitFound>,
    /// One for each instrument that the text treats as one thing.
    pub treaties: Vec<TreatyFound>,
    /// What was not asserted, and why.
    pub ledger: Ledger,
}

/// Reads the events of a text. With `noting`, the ledger also tells which rules met their word and had nothing to say.
#[must_use]
pub fn read(scene: &Scene, noting: bool) -> Events {
    let mut ledger = Ledger::new(noting);
    // Twice: the first reading tells whose journey the text is about, the second takes up what is said of it without a name.
    let first = visit::candidates(scene, None, &mut ledger);
    let lead = frame::lead(scene, &first).or_else(|| frame::lead(scene, &frame::opened(scene)));
    let stage = stage::find(scene, lead.as_ref());
    let scene = &Scene { topic: lead.map(|lead| lead.figure), stage: &stage, ..*scene };
    let again = lead.is_some() || !stage.is_empty() || noting;
    let mut candidates = if again {
        ledger = Ledger::new(noting);
        visit::candidates(scene, lead.as_ref(), &mut ledger)
    } else {
        first
    };
    frame::fill(scene, lead.as_ref(), &mut candidates);
    let mut visits = journey::gather(scene, candidates);
    let treaties = treaty::read(scene, lead.as_ref(), &visits, &mut ledger);
    signatories(scene, &treaties, &mut visits);
    dated_by_acts(scene, &treaties, &mut visits);
    Events { visits, treaties, ledger }
}

/// Who signed at a place of another state was there.
fn signatories(scene: &Scene, treaties: &[TreatyFound], visits: &mut Vec<VisitFound>) {
    let signed = |act: &&ActFound| matches!(act.act, ActType::Signed | ActType::Initialled) && act.happened && act.date.is_some();
    for act in treaties.iter().flat_map(|treaty| &treaty.acts).filter(signed) {
        let Some((place, tokens)) = &act.place else { continue };
        let Some(state) = scene.state_index(&scene.gazetteer.places[*place as usize].state) else { continue };
        let state = journey::state_then(scene, state, act.date.as_ref());
        let goal = scene::Whereabouts { state, place: Some(*place), tokens: tokens.clone() };
        // Told in another sentence, the place is that of a ceremony to which both sides have come.
        let here = &scene.marked.sentences[scene.marked.sentence_of(tokens)];
        let homes: BTreeSet<u32> = act.figures.iter().filter_map(|figure| scene.people.figures[*figure].state).collect();
        let named = |figure: usize| homes.len() > 1 || here.items.iter().any(|item| scene.figure(item.kind) == Some(figure));
        for &figure in act.figures.iter().filter(|figure| scene.is_official(**figure) && !scene.is_resident(**figure)) {
            if !named(figure) {
                continue;
            }
            let told = visits.iter().any(|visit| visit.figure == figure && visit.state == state);
            if told || !scene.is_abroad(figure, state) {
                continue;
            }
            let rule = format!("{}/visit/signatory", scene.pack.id);
            let words = act.tokens[0].0.clone();
            let mut visit = VisitFound::told(figure, &goal, words.clone(), &rule, scene.marked.sentence_of(&words));
            visit.start.clone_from(&act.date);
            visit.status = Some(VisitStatus::Completed);
            visit.recalled = act.date.as_ref().is_some_and(|date| !journey::is_recent(scene, date.period));
            visits.push(visit);
        }
    }
    for visit in gathering::signings(scene, treaties) {
        let told = visits.iter().any(|other| other.figure == visit.figure && other.state == visit.state);
        if !told && !scene.is_resident(visit.figure) {
            visits.push(visit);
        }
    }
}

/// Who did something with an instrument in another state was there when it was done; so was who came for a state that signed there.
fn dated_by_acts(scene: &Scene, treaties: &[TreatyFound], visits: &mut [VisitFound]) {
    for visit in visits.iter_mut().filter(|visit| visit.start.is_none() && !visit.recalled && made(visit)) {
        let home = scene.people.figures[visit.figure].state;
        let date = treaties.iter().find_map(|treaty| {
            let signs =
                |act: &ActFound| act.act == ActType::Signed && act.happened && home.is_some_and(|home| treaty.parties.contains(&home));
            let there = |act: &&ActFound| {
                let place = act.place.as_ref().and_then(|(place, _)| scene.state_index(&scene.gazetteer.places[*place as usize].state));
                place == Some(visit.state) && (act.figures.contains(&visit.figure) || signs(act) && is_now(scene, act))
            };
            treaty.acts.iter().filter(there).find_map(|act| act.date.clone())
        });
        visit.start = date;
    }
}

/// Is the journey told as made or under way?
fn made(visit: &VisitFound) -> bool {
    matches!(visit.status, None | Some(VisitStatus::Completed | VisitStatus::Ongoing))
}

/// Was the act done in the days of the publication?
fn is_now(scene: &Scene, act: &ActFound) -> bool {
    act.date.as_ref().is_some_and(|date| scene.published.is_some() && journey::is_recent(scene, date.period))
}

/// Token ranges as one that holds both.
fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
