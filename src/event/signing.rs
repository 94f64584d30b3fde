//! Journeys and signatures: who signs abroad has travelled, and a journey to a ceremony has its date.

use super::scene::{Scene, Whereabouts};
use super::treaty::{ActFound, TreatyFound};
use super::visit::VisitFound;
use super::{gathering, journey};
use crate::claim::{ActType, VisitStatus};
use std::collections::BTreeSet;
use std::ops::Range;

/// Adds the journeys of those who signed in another state, and the dates that the acts of a text give to its journeys.
pub(super) fn fill(scene: &Scene, treaties: &[TreatyFound], visits: &mut Vec<VisitFound>) {
    signatories(scene, treaties, visits);
    dated_by_acts(scene, treaties, visits);
}

/// Who signed at a place of another state was there.
fn signatories(scene: &Scene, treaties: &[TreatyFound], visits: &mut Vec<VisitFound>) {
    let signed = |act: &&ActFound| matches!(act.act, ActType::Signed | ActType::Initialled) && act.happened && act.date.is_some();
    for act in treaties.iter().flat_map(|treaty| &treaty.acts).filter(signed) {
        let Some(goal) = act.place.clone().or_else(|| where_told(scene, act)).and_then(|(place, tokens)| {
            let state = journey::state_then(scene, scene.state_of_place(place)?, act.date.as_ref());
            Some(Whereabouts { state, place: Some(place), tokens })
        }) else {
            continue;
        };
        let (state, tokens) = (goal.state, &goal.tokens);
        // Told in another sentence, the place is that of a ceremony to which both sides have come.
        let here = &scene.marked.sentences[scene.marked.sentence_of(tokens)];
        let homes: BTreeSet<u32> = act.figures.iter().filter_map(|figure| scene.people.figures[*figure].state).collect();
        let named = |figure: usize| homes.len() > 1 || here.items.iter().any(|item| scene.figure(item.kind) == Some(figure));
        for &figure in act.figures.iter().filter(|figure| scene.is_official(**figure) && !scene.is_resident(**figure)) {
            if !named(figure) {
                continue;
            }
            let told = visits.iter().any(|visit| visit.figure == figure && visit.state == state);
            if told || !scene.leads_abroad(figure, &goal) {
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

/// “MAPUTO. — X et Y ont signé mardi un accord”: what leaders have signed where one of them is at home, and the dispatch is from, was signed there.
fn where_told(scene: &Scene, act: &ActFound) -> Option<(u32, Range<usize>)> {
    let town = scene.dateline()?;
    let home = |figure: &usize| scene.people.figures[*figure].state == Some(town.state);
    let recent = act.date.as_ref().is_some_and(|date| journey::is_recent(scene, date.period));
    let met = act.figures.len() > 1 && act.figures.iter().any(home) && !act.figures.iter().all(home);
    (recent && met).then_some((town.place?, town.tokens))
}

/// Who did something with an instrument in another state was there when it was done; so was who came for a state that signed there, and who
/// is at the very place in those days.
fn dated_by_acts(scene: &Scene, treaties: &[TreatyFound], visits: &mut [VisitFound]) {
    for visit in visits.iter_mut().filter(|visit| visit.start.is_none() && !visit.recalled && visit.is_made()) {
        let home = scene.people.figures[visit.figure].state;
        let there = |act: &&ActFound| {
            let place = act.place.as_ref().map(|(place, _)| *place);
            let state = place.and_then(|place| scene.state_of_place(place));
            act.happened && act.date.is_some() && state == Some(visit.state)
        };
        let date = treaties.iter().find_map(|treaty| {
            let party = home.is_some_and(|home| treaty.parties.contains(&home));
            let came = |act: &ActFound| {
                let same = visit.place.as_ref().is_none_or(|(town, _, _)| act.place.as_ref().is_some_and(|(place, _)| place == town));
                let ceremony = matches!(act.act, ActType::Signed | ActType::Negotiation) && (same || party && act.act == ActType::Signed);
                act.figures.contains(&visit.figure) || ceremony && is_now(scene, act)
            };
            treaty.acts.iter().filter(there).find(|act| came(act)).and_then(|act| act.date.clone())
        });
        visit.start = date;
    }
}

/// Was the act done in the days of the publication?
fn is_now(scene: &Scene, act: &ActFound) -> bool {
    act.date.as_ref().is_some_and(|date| scene.published.is_some() && journey::is_recent(scene, date.period))
}
