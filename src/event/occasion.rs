//! The kind of a visit that its own words do not tell: that which another sentence says, or that of the event which brings people there.

use super::gathering::{Gathering, Telling};
use super::journey::{is_recent, near};
use super::scene::Scene;
use super::visit::VisitFound;
use crate::claim::VisitKind;
use crate::mention::Sentence;
use std::collections::BTreeSet;
use std::ops::Range;

/// A kind with the words that say it.
type Said = (Range<usize>, VisitKind);

/// Gives each visit that has no kind the one that the text says elsewhere, or that of its occasion, with the words.
pub(super) fn fill(scene: &Scene, visits: &mut [VisitFound]) {
    if visits.is_empty() {
        return;
    }
    let said: Vec<(usize, Said)> = (0..scene.marked.sentences.len()).flat_map(|index| said(scene, index)).collect();
    let rule = format!("{}/visit/kind", scene.pack.id);
    for visit in visits.iter_mut().filter(|visit| visit.kind.is_none()) {
        let elsewhere = || only(said.iter().filter(|(index, _)| is_said_of(scene, visit, *index)).map(|(_, said)| said.clone()));
        if let Some((tokens, kind)) = beside(scene, visit).or_else(elsewhere).or_else(|| of_the_text(scene, visit)) {
            visit.kind = Some(kind);
            visit.kind_tokens = Some((tokens, rule.clone()));
        }
    }
}

/// The kind of the events that the sentences of a visit tell of.
fn beside(scene: &Scene, visit: &VisitFound) -> Option<Said> {
    let sentences: BTreeSet<usize> = visit.tokens.iter().map(|(tokens, _)| scene.marked.sentence_of(tokens)).collect();
    only(events(scene, visit).filter(|event| sentences.contains(&event.sentence)).map(kind_of))
}

/// The kind of the events of the text where a visit is, if it is of the story's own time.
fn of_the_text(scene: &Scene, visit: &VisitFound) -> Option<Said> {
    only(events(scene, visit).map(kind_of)).filter(|_| visit.current)
}

fn kind_of(event: &Gathering) -> Said {
    (event.tokens.clone(), event.kind)
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

/// The first of them, if all say the same.
fn only(mut kinds: impl Iterator<Item = Said>) -> Option<Said> {
    let first = kinds.next()?;
    kinds.all(|(_, kind)| kind == first.1).then_some(first)
}

impl Scene<'_> {
    /// “visite officielle”, “escale technique”: the kind of journey that words at a token say, where they stand by a noun of travel or open
    /// with one, and the words from that noun on.
    pub(super) fn kind_at(&self, sentence: &Sentence, at: usize) -> Option<(Range<usize>, VisitKind)> {
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let (length, kind) = self.pack.journeys.kinds.at(tokens, at)?;
        let noun =
            (at.saturating_sub(4).max(sentence.tokens.start)..=at).rev().find(|i| self.pack.journeys.nouns.at(tokens, *i).is_some())?;
        Some((noun..at + length, *kind))
    }
}

/// The kinds of journey that a sentence names (“voyage apostolique”), with its number.
fn said(scene: &Scene, index: usize) -> impl Iterator<Item = (usize, Said)> {
    let sentence = &scene.marked.sentences[index];
    sentence.tokens.clone().filter_map(move |at| scene.kind_at(sentence, at)).map(move |said| (index, said))
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
