//! Journeys that no rule tells, laid open for those who weigh the clues anew.

use crate::claim::{ActorCode, Qid};
use crate::event::{Events, Scene};
use crate::lang::LikelyModel;

/// Somebody who may have been somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As claims would name the person.
    pub visitor: String,
    /// Where the person is known.
    pub wikidata: Option<Qid>,
    /// The state.
    pub destination: ActorCode,
    /// From the person to the place.
    pub quote: String,
    /// What the person is held against.
    pub model: LikelyModel,
    /// What speaks for and against it.
    pub clues: Vec<String>,
    /// What the clues come to in the language pack.
    pub points: i32,
}

pub(super) fn candidates(scene: &Scene, events: &Events) -> Vec<Candidate> {
    let candidate = |likely: &crate::event::Likely| {
        let figure = &scene.people.figures[likely.figure];
        let known = figure.known.map(|person| &scene.gazetteer.people[person as usize]);
        let name = figure.name.as_ref().unwrap_or(&scene.marked.people[figure.mentions[0]].tokens);
        Candidate {
            visitor: known.map_or_else(|| scene.marked.words(name).to_owned(), |person| person.label.clone()),
            wikidata: known.map(|person| person.qid.clone()),
            destination: scene.gazetteer.actors[likely.goal.state as usize].code.clone(),
            quote: scene.marked.words(&likely.tokens).to_owned(),
            model: likely.model,
            clues: likely.clues.iter().map(ToString::to_string).collect(),
            points: likely.points,
        }
    };
    events.likely.iter().map(candidate).collect()
}
