//! What is done at an event whose place another sentence tells: “X a confirmé sa présence”, “Y y plaidera”, “en marge de la rencontre, Z …”.

use super::finder::Finder;
use super::gathering::{Gathering, Telling};
use crate::claim::VisitStatus;
use crate::lang::{Goal, JourneyRule, Needs};
use crate::mention::ItemKind;

impl Finder<'_> {
    /// The event of the text that the rule's word means, where its own words name no place. `there`: the verb has “y” before it.
    pub(super) fn event(&self, rule: &JourneyRule, there: bool) -> Option<&Gathering> {
        let implied = rule.goal == Goal::Gathering && rule.needs != Some(Needs::Event);
        let may = implied || (rule.goal == Goal::Gathering || rule.deed.is_some()) && (there || self.names_the_event());
        let event = self.scene.gathering(self.index).filter(|event| may && event.told == Telling::Event)?;
        let absent = self.scene.stands_in(self.sentence, 0..self.sentence.items.len(), &self.scene.pack.journeys.gathering.absent);
        // “X a annulé sa venue” tells of it itself.
        let sent = absent && rule.status != Some(VisitStatus::Cancelled);
        (!sent && !self.scene.happens_elsewhere(self.index, event.place.state)).then_some(event)
    }

    /// “à la rencontre”, “en marge du sommet”, “à la tribune”: does the clause, or what stands before it, speak of the event without its place?
    fn names_the_event(&self) -> bool {
        let (scene, words) = (self.scene, &self.scene.pack.journeys.gathering);
        let clause = scene.clause(self.sentence, self.item);
        let opens =
            !matches!(self.sentence.items[0].kind, ItemKind::Person(_)) && scene.one_of(self.sentence, 0, &scene.pack.words.prepositions);
        let from = if opens { 0 } else { clause.start };
        (from..clause.end.min(self.item + 9)).any(|at| {
            let start = self.sentence.items[at].tokens.start;
            let noun = || scene.begins(self.sentence, at, &words.meant) && !scene.begins(self.sentence, at, &words.other);
            scene.begins(self.sentence, at, &words.there) || noun() && scene.phrase_ending(&words.attending, self.sentence, start).is_some()
        })
    }
}
