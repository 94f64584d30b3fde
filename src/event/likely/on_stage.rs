//! Officials named in a story that is in another state than theirs, where their own sentence names no place of it and no event is told of.

use super::{Clue, Likely, Story};
use crate::event::scene::{Scene, Whereabouts};
use crate::event::visit::VisitFound;
use crate::lang::LikelyModel;
use crate::mention::Sentence;
use std::borrow::Cow;

/// So many sentences are the head of a text.
const EARLY: usize = 3;

/// The journey to where the story is, with the date and the tense of the person's clause.
pub(super) fn visit(scene: &Scene, likely: &Likely, rule: &str) -> VisitFound {
    let sentence = &scene.marked.sentences[likely.sentence];
    let at = scene.item_of(sentence, likely.tokens.start);
    let clause = scene.clause(sentence, at);
    let tense = scene.tense_of(sentence, &clause);
    let mut visit = VisitFound::told(likely.figure, &likely.goal, likely.tokens.clone(), rule, likely.sentence);
    visit.start = clause.into_iter().find_map(|item| scene.date_found(sentence, item, tense));
    visit.status = Some(scene.called_off(sentence).unwrap_or_else(|| super::status(tense)));
    visit
}

impl Story<'_> {
    /// Weighs the officials of a sentence against where the story is, if nothing else of the sentence has been weighed for them.
    pub(super) fn on_stage(&self, index: usize, here: &[(usize, usize)], weighed: &mut Vec<Likely>) {
        let scene = self.scene;
        let Some(goal) = scene.stage.first() else { return };
        if self.withheld.contains(&index) {
            return;
        }
        let sentence = &scene.marked.sentences[index];
        let mut of_sentence: Option<Vec<Clue>> = None;
        for &(figure, item) in here {
            let known = |likely: &Likely| likely.sentence == index && likely.figure == figure && likely.goal.state == goal.state;
            if self.is_told(figure, goal.state) || weighed.iter().any(known) || !self.may_come(sentence, figure, item, goal) {
                continue;
            }
            let mut clues = of_sentence.get_or_insert_with(|| self.of_sentence(index)).clone();
            self.of_stage(index, goal, &mut clues);
            self.of_guest(sentence, item, &mut clues);
            self.beside_locals(sentence, item, goal, &mut clues);
            let tokens = sentence.items[item].tokens.clone();
            weighed.push(self.sum_up(LikelyModel::Stage, index, figure, goal, tokens, clues));
        }
    }

    /// Clues of how near the place of the story is told of.
    fn of_stage(&self, index: usize, goal: &Whereabouts, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let names = |at: &usize| {
            let mut items = scene.marked.sentences[*at].items.iter();
            items.any(|item| scene.whereabouts(item.kind).is_some_and(|place| place.state == goal.state))
        };
        let last = (0..=index).rev().find(names).map(|at| index - at);
        let named = match last {
            None => "place of the story not yet named",
            Some(0) => "place of the story in the sentence",
            Some(1) => "place of the story in the sentence before",
            Some(2) => "place of the story two sentences before",
            Some(3) => "place of the story three sentences before",
            Some(_) => "place of the story before",
        };
        clues.push(named.into());
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        let sentence = &scene.marked.sentences[index];
        say(scene.happens_elsewhere(index, goal.state), "something happens elsewhere in the sentence");
        say(sentence.items.iter().any(|item| scene.actor(item.kind) == Some(goal.state)), "that state in the sentence");
        say(scene.stage.len() > 1, "the story may be elsewhere");
        say(goal.place.is_some(), "the story is in a town");
        say(true, self.guests(goal.state));
        let came = |visit: &VisitFound| visit.state == goal.state && visit.sentence + 1 == index;
        say(self.told.iter().any(came), "somebody came in the sentence before");
        say(index + 1 == scene.marked.sentences.len(), "ends the text");
        say(index == 0, "opens the text");
        say(index < EARLY, "early in the text");
    }

    /// Clues of whom of that state the clause of an item tells of.
    fn beside_locals(&self, sentence: &Sentence, item: usize, goal: &Whereabouts, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let of_state =
            |at: usize| scene.figure(sentence.items[at].kind).and_then(|figure| scene.people.figures[figure].state) == Some(goal.state);
        if scene.clause(sentence, item).any(of_state) {
            clues.push("somebody of that state beside the person".into());
        }
    }
}
