//! Where the journey of a verb goes, beyond the places right of it: sites of a deed, lists, what stands before a colon or at the head.

use super::finder::Finder;
use super::scene::Whereabouts;
use super::subject::Subject;
use crate::lang::{Deed, Form};
use crate::mention::ItemKind;

impl Finder<'_> {
    /// “a inauguré un pavillon à Sofia”: the place of a deed stands near its verb, and no other verb or person between.
    pub(super) fn near_deed(&self, deed: Deed, goals: &[Whereabouts]) -> bool {
        let Some(goal) = goals.first() else { return false };
        // “y a inauguré un pavillon”: the place is told of before.
        if goal.tokens.start < self.sentence.tokens.start {
            // “X y verra Y”: Y may be at home there.
            return deed != Deed::Undergone && self.index - self.scene.marked.sentence_of(&goal.tokens) <= 1;
        }
        let at = self.scene.item_of(self.sentence, goal.tokens.start);
        let other = |between: usize| match self.sentence.items[between].kind {
            ItemKind::Word => {
                let word = self.scene.word(self.sentence, between);
                // “ovationné par les étudiants réunis à Sofia”
                let passed = |form: &Form| *form == Form::Infinitive || deed == Deed::Undergone && *form == Form::Participle;
                self.scene.pack.verbs.readings(word).iter().any(|(_, form)| !passed(form))
                    && word.len() > 3
                    && !self.scene.is_noun(self.sentence, between)
            }
            ItemKind::Name(_) => self.scene.actor(self.sentence.items[between].kind).is_some(),
            _ => false,
        };
        // “un monument aux morts de Sofia” stands anywhere.
        let ruled = self
            .scene
            .preposition_before(self.sentence, at, 0)
            .is_some_and(|(word, _)| self.scene.pack.words.place_prepositions.contains(&word));
        let behind = || if deed == Deed::Said { self.adjoins(goal) } else { at <= self.item + 9 && !(self.item + 1..at).any(other) };
        (ruled || self.scene.on_site(self.sentence, at)) && (at < self.item || behind())
    }

    /// The town of the first site among what the verb has for its object.
    pub(super) fn site_behind(&self) -> Option<Whereabouts> {
        let scene = self.scene;
        let ends = |at: &usize| scene.word(self.sentence, *at) == "," || scene.one_of(self.sentence, *at, &scene.pack.words.that);
        let object = (self.item + 1..self.sentence.items.len().min(self.item + 10)).take_while(|at| !ends(at));
        object.filter(|at| scene.site_of(self.sentence, *at).is_some()).find_map(|at| scene.whereabouts(self.sentence.items[at].kind))
    }

    /// The place told of between the head of the sentence and whoever leads it, behind a comma, where nothing else is told.
    pub(super) fn set_before(&self, subject: &Subject) -> Option<Whereabouts> {
        let scene = self.scene;
        let leader = scene.item_of(self.sentence, subject.tokens.as_ref()?.start);
        let comma = (0..leader).rev().take(3).find(|at| scene.word(self.sentence, *at) == ",")?;
        let aside = |at: usize| match self.sentence.items[at].kind {
            ItemKind::Person(_) => false,
            ItemKind::Word => {
                let readings = scene.pack.verbs.readings(scene.word(self.sentence, at));
                readings.is_empty() || scene.is_noun(self.sentence, at) || scene.word(self.sentence, at).len() <= 3
            }
            _ => true,
        };
        let opens =
            scene.one_of(self.sentence, 0, &scene.pack.words.prepositions) || matches!(self.sentence.items[0].kind, ItemKind::Date(_));
        let place = |at: usize| scene.whereabouts(self.sentence.items[at].kind).filter(|_| scene.ruled(self.sentence, at, 0));
        (leader <= 24 && opens && (0..comma).all(aside)).then(|| (0..comma).rev().find_map(place)).flatten()
    }

    /// “a déclaré mardi à Sofia”: do only dates, adverbs and small words stand between the verb and the place?
    pub(super) fn adjoins(&self, goal: &Whereabouts) -> bool {
        let words = &self.scene.pack.words;
        let small = [&words.adverbs, &words.day_parts, &words.articles, &words.place_prepositions, &words.joining];
        let at = self.scene.item_of(self.sentence, goal.tokens.start);
        (self.item + 1..at).all(|at| match self.sentence.items[at].kind {
            ItemKind::Date(_) | ItemKind::Sign => true,
            ItemKind::Word => small.iter().any(|set| self.scene.one_of(self.sentence, at, set)),
            // “à Cuba et à Londres”
            ItemKind::Name(_) => self.scene.whereabouts(self.sentence.items[at].kind).is_some(),
            ItemKind::Person(_) => false,
        })
    }

    /// Is the goal where something is, not whither or for whom?
    pub(super) fn is_at(&self, goal: &Whereabouts) -> bool {
        let at = self.scene.item_of(self.sentence, goal.tokens.start);
        let before = self.scene.preposition_before(self.sentence, at, 0);
        before.is_none_or(|(word, _)| !self.scene.pack.words.place_prepositions.contains(&word) || self.scene.pack.words.at.contains(&word))
    }

    /// “à son tour”, “sa propre visite”.
    pub(super) fn same_goal(&self) -> bool {
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        self.sentence.tokens.clone().any(|at| self.scene.pack.journeys.same_goal.length_at(tokens, at).is_some())
    }

    /// “Pérou, Chili puis Bolivie : le ministre part lundi”: the goals stand before a colon.
    pub(super) fn listed_before_colon(&self) -> Vec<Whereabouts> {
        let scene = self.scene;
        let Some(colon) = (0..self.item).find(|at| scene.word(self.sentence, *at) == ":") else { return Vec::new() };
        let goals: Vec<Whereabouts> = (0..colon).filter_map(|at| scene.whereabouts(self.sentence.items[at].kind)).collect();
        let plain = (0..colon).all(|at| {
            scene.whereabouts(self.sentence.items[at].kind).is_some()
                || scene.word(self.sentence, at) == ","
                || scene.lists(scene.word(self.sentence, at))
        });
        if plain && goals.len() > 1 { goals } else { Vec::new() }
    }

    /// Are the goals told one after another, nothing but commas, prepositions and dates between?
    pub(super) fn all_listed(&self, goals: &[Whereabouts]) -> bool {
        let words = &self.scene.pack.words;
        let small = [&words.articles, &words.place_prepositions, &words.joining, &words.then];
        goals.windows(2).all(|pair| {
            let at = |goal: &Whereabouts| self.scene.item_of(self.sentence, goal.tokens.start);
            (at(&pair[0]) + 1..at(&pair[1])).all(|at| match self.sentence.items[at].kind {
                ItemKind::Date(_) => true,
                ItemKind::Sign => self.scene.word(self.sentence, at) == ",",
                ItemKind::Word => small.iter().any(|set| self.scene.one_of(self.sentence, at, set)),
                _ => false,
            })
        })
    }

    /// “dans une vingtaine de pays, dont l'Irlande et le Japon”: the states named of several.
    pub(super) fn some_of_several(&self, after: usize) -> Vec<Whereabouts> {
        let scene = self.scene;
        let words = &scene.pack.words;
        let end = self.sentence.items.len();
        let lands = (after..end.min(after + 8)).find(|at| scene.begins(self.sentence, *at, &scene.pack.journeys.lands));
        let including =
            lands.and_then(|lands| (lands + 1..end.min(lands + 5)).find(|at| scene.begins(self.sentence, *at, &words.including)));
        let small = |at: usize| {
            scene.word(self.sentence, at) == ","
                || words.the.contains(scene.word(self.sentence, at))
                || scene.one_of(self.sentence, at, &words.joining)
        };
        let named = |at: &usize| small(*at) || scene.whereabouts(self.sentence.items[*at].kind).is_some();
        let list = including.map(|including| including + 1..end).unwrap_or_default();
        list.take_while(named).filter_map(|at| scene.whereabouts(self.sentence.items[at].kind)).collect()
    }

    /// “le voyage de Kigali”: the place right after the noun that the verb needs.
    pub(super) fn named_after(&self, after: usize) -> Vec<Whereabouts> {
        if self.scene.one_of(self.sentence, after, &self.scene.pack.words.of) {
            self.scene.whereabouts_at(self.sentence, after + 1)
        } else {
            Vec::new()
        }
    }
}
