//! The town of a visit whose own words name only the state: the one town of that state that the text tells of as a place.

use super::scene::{Scene, Whereabouts};
use super::visit::VisitFound;
use std::collections::BTreeSet;

/// So many sentences from where a visit is told, its town may be named.
const NEAR: usize = 3;

/// Gives each visit of the story's own time that has no town the only one of its state that is told of as a place near it.
pub(super) fn fill(scene: &Scene, visits: &mut [VisitFound]) {
    if visits.is_empty() {
        return;
    }
    let towns: Vec<(usize, Whereabouts)> = (0..scene.marked.sentences.len()).flat_map(|index| told(scene, index)).collect();
    let rule = format!("{}/visit/town", scene.pack.id);
    for visit in visits.iter_mut().filter(|visit| visit.place.is_none() && visit.current) {
        let there = || towns.iter().filter(|(_, town)| town.state == visit.state);
        let places: BTreeSet<u32> = there().filter_map(|(_, town)| town.place).collect();
        let near =
            there().filter(|(index, _)| visit.told_from(scene, *index) <= NEAR).min_by_key(|(index, _)| visit.told_from(scene, *index));
        if let Some((place, tokens)) = near.filter(|_| places.len() == 1).and_then(|(_, town)| Some((town.place?, town.tokens.clone()))) {
            visit.place = Some((place, tokens, rule.clone()));
        }
    }
}

/// The towns of a sentence that a preposition of place rules; “a promis à Maseru” speaks of a government.
fn told(scene: &Scene, index: usize) -> Vec<(usize, Whereabouts)> {
    let sentence = &scene.marked.sentences[index];
    let addressed = |at: usize| {
        let preposition = scene.preposition_before(sentence, at, 0).filter(|(word, _)| scene.pack.words.at.contains(word));
        let verb = preposition.and_then(|(_, preposition)| preposition.checked_sub(1));
        verb.is_some_and(|verb| scene.pack.journeys.signs.is_afar(scene.word(sentence, verb)))
    };
    let there = |at: &usize| scene.ruled_by_place(index, *at) && !addressed(*at);
    let towns = (0..sentence.items.len()).filter(there).filter_map(|at| scene.whereabouts(sentence.items[at].kind));
    towns.filter(|town| town.place.is_some()).map(|town| (index, town)).collect()
}
