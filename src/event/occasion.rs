//! The kind of a visit that its own words do not tell: that which another sentence says, or that of the event which brings people there.

use super::gathering::{Gathering, Telling};
use super::journey::{is_recent, near};
use super::scene::Scene;
use super::visit::VisitFound;
use crate::claim::VisitKind;
use crate::mention::Sentence;
use std::collections::BTreeSet;

/// Gives each visit that has no kind the one that the text says elsewhere, or that of its occasion.
pub(super) fn fill(scene: &Scene, visits: &mut [VisitFound]) {
    if visits.is_empty() {
        return;
    }
    let said: Vec<(usize, VisitKind)> = (0..scene.marked.sentences.len()).flat_map(|index| said(scene, index)).collect();
    for visit in visits.iter_mut().filter(|visit| visit.kind.is_none() || visit.kind_guessed) {
        let occasion = visit.kind.or_else(|| beside(scene, visit));
        let elsewhere = said.iter().filter(|(index, _)| occasion.is_none() && is_said_of(scene, visit, *index));
        let told = only(elsewhere.map(|(_, kind)| *kind));
        visit.kind = told.or(occasion).or_else(|| of_the_text(scene, visit));
        visit.kind_guessed = told.is_none();
    }
}

/// The kind of the events that the sentences of a visit tell of.
fn beside(scene: &Scene, visit: &VisitFound) -> Option<VisitKind> {
    let sentences: BTreeSet<usize> = visit.tokens.iter().map(|(tokens, _)| scene.marked.sentence_of(tokens)).collect();
    only(events(scene, visit).filter(|event| sentences.contains(&event.sentence)).map(|event| event.kind))
}

/// The kind of the events of the text where a visit is, if it is of the story's own time.
fn of_the_text(scene: &Scene, visit: &VisitFound) -> Option<VisitKind> {
    only(events(scene, visit).map(|event| event.kind)).filter(|_| visit.current)
}

/// The events on which a visit falls, as far as both say when and where.
fn events<'a>(scene: &'a Scene, visit: &'a VisitFound) -> impl Iterator<Item = &'a Gathering> {
    scene.gatherings.iter().filter(|event| {
        let towns = visit.place.as_ref().map(|(place, ..)| *place).zip(event.place.place);
        let days = visit.start.as_ref().zip(event.date.as_ref());
        event.told == Telling::Event
            && event.place.state == visit.state
            && towns.is_none_or(|(one, other)| one == other)
            && days.is_none_or(|(one, other)| near(one.period, other.period))
    })
}

/// What all of them are.
fn only(kinds: impl Iterator<Item = VisitKind>) -> Option<VisitKind> {
    let kinds: BTreeSet<VisitKind> = kinds.collect();
    kinds.first().copied().filter(|_| kinds.len() == 1)
}

impl Scene<'_> {
    /// “officielle”, “de travail”: the kind of journey that words at a token say, where they stand by a noun of travel.
    pub(super) fn kind_at(&self, sentence: &Sentence, at: usize) -> Option<VisitKind> {
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let (_, kind) = self.pack.journeys.kinds.at(tokens, at)?;
        let noun = (at.saturating_sub(4).max(sentence.tokens.start)..at).any(|i| self.pack.journeys.nouns.at(tokens, i).is_some());
        noun.then_some(*kind)
    }
}

/// The kinds of journey that a sentence names (“voyage apostolique”), with its number.
fn said(scene: &Scene, index: usize) -> impl Iterator<Item = (usize, VisitKind)> {
    let sentence = &scene.marked.sentences[index];
    sentence.tokens.clone().filter_map(move |at| scene.kind_at(sentence, at).map(|kind| (index, kind)))
}

/// May a sentence mean this journey: of whom the text is about, with no other state, traveller or time in it?
fn is_said_of(scene: &Scene, visit: &VisitFound, index: usize) -> bool {
    let items = &scene.marked.sentences[index].items;
    let home = scene.people.figures[visit.figure].state;
    let there = scene.states_in(index).iter().all(|state| *state == visit.state || Some(*state) == home);
    let mut people = items.iter().filter_map(|item| scene.figure(item.kind));
    let his = people.all(|figure| figure == visit.figure || visit.hosts.contains(&figure));
    let now = items.iter().filter_map(|item| scene.settled(item.kind, None)).all(|date| is_recent(scene, date.start));
    visit.current && scene.topic == Some(visit.figure) && there && his && now
}
