//! Where the text's own story is: the state in which what comes or goes without a place has come. Not the goal of anybody's journey
//! by itself; rules ask for it where their own words name none.

use super::scene::{Scene, Whereabouts};
use super::visit::Lead;
use crate::lang::Goal;
use crate::mention::Sentence;
use std::collections::BTreeMap;

/// What speaks for a state, in points; see [`find`].
const DATELINE: usize = 3;
const HEADING: usize = 2;
/// Where it names one state, the title says more.
const ONLY: usize = 1;
const GATHERING: usize = 2;
const LEAD: usize = 2;
/// Places told of as somebody's whereabouts: a point each, and no more than these.
const MOST_PLACES: usize = 3;
/// With fewer nothing is known.
const ENOUGH: usize = 3;

/// “ont rejoint Nouakchott”: is the place at an item the object of a verb that leads there?
fn reached(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let before = (0..at).rev().find(|at| !scene.one_of(sentence, *at, &scene.pack.words.the));
    before.is_some_and(|at| scene.journey_rules(sentence, at).any(|(rule, _)| rule.goal == Goal::Object))
}

/// The states for which something speaks, most first: the town of the dispatch, the title and the headings, events to which people come, the goal of the
/// text's traveller, and how often places of it are told of. Each with its first mention; those for which too little speaks are left out.
pub(super) fn find(scene: &Scene, lead: Option<&Lead>) -> Vec<Whereabouts> {
    let mut votes: BTreeMap<u32, (usize, Whereabouts)> = BTreeMap::new();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    let dateline = scene.dateline();
    for (index, sentence) in scene.marked.sentences.iter().enumerate() {
        for at in 0..sentence.items.len() {
            let kind = sentence.items[at].kind;
            let named = || scene.actor(kind).map(|state| Whereabouts { state, place: None, tokens: sentence.items[at].tokens.clone() });
            let ground = scene.ground(sentence, at);
            let place = scene.whereabouts(kind).or(ground.clone());
            let told = ground.is_some()
                || place.is_some() && (sentence.heading || scene.ruled_by_place(index, at) || reached(scene, sentence, at));
            let Some(place) = place.or_else(named) else { continue };
            let seen = places.entry(place.state).or_default();
            *seen += usize::from(told);
            let points = if told && sentence.heading { HEADING } else { usize::from(told && *seen <= MOST_PLACES) };
            votes.entry(place.state).or_insert((0, place)).0 += points;
        }
    }
    let mut speak = |state: u32, points: usize| {
        if let Some((votes, _)) = votes.get_mut(&state) {
            *votes += points;
        }
    };
    dateline.into_iter().for_each(|town| speak(town.state, DATELINE));
    scene.headline.iter().for_each(|state| speak(*state, HEADING));
    scene
        .headline
        .first()
        .filter(|first| scene.headline.iter().all(|state| state == *first))
        .into_iter()
        .for_each(|state| speak(*state, ONLY));
    scene.gatherings.iter().take(2).for_each(|event| speak(event.place.state, GATHERING));
    lead.into_iter().for_each(|lead| speak(lead.state, LEAD));
    let mut found: Vec<(usize, Whereabouts)> = votes.into_values().filter(|(points, _)| *points >= ENOUGH).collect();
    found.sort_by_key(|(points, place)| (std::cmp::Reverse(*points), place.tokens.start));
    found.into_iter().map(|(_, place)| place).collect()
}
