//! Whose somebody is: the state that a person belongs to, as titles, nationalities, owners and lists say, and man or woman.

use super::{Resolver, leads};
use crate::claim::{ActorCode, Office};
use crate::gazetteer::{ActorKind, Sense};
use crate::mention::{Naming, PersonSpan, TitleMention};
use std::collections::HashMap;
use std::ops::Range;

impl Resolver<'_> {
    pub(super) fn settle_states(&mut self) {
        for at in 0..self.people.figures.len() {
            let mut said = None;
            for &mention in &self.people.figures[at].mentions {
                let person = &self.marked.people[mention];
                let by_title = person.title.as_ref().and_then(|title| Some((title.actor?, title.words_of_state())));
                let state = |(actor, _): &(u32, Range<usize>)| self.gazetteer.actors[*actor as usize].kind == ActorKind::State;
                said = said.or_else(|| by_title.or_else(|| person.nation.clone()).filter(state));
            }
            let known = self.people.figures[at].known.and_then(|person| self.state_of(person));
            let gender = self.gender(at);
            let figure = &mut self.people.figures[at];
            figure.gender = gender;
            figure.state = said.as_ref().map(|(actor, _)| *actor).or(known);
            figure.state_said = said.map(|(_, tokens)| tokens);
        }
    }

    /// `male` or `female`: as known, else as the words before its namings say.
    pub(super) fn gender(&self, figure: usize) -> Option<bool> {
        let figure = &self.people.figures[figure];
        let known = figure.known.and_then(|person| match self.gazetteer.people[person as usize].gender.as_str() {
            "male" => Some(true),
            "female" => Some(false),
            _ => None,
        });
        known.or_else(|| figure.mentions.iter().find_map(|mention| self.gender_said(*mention)))
    }

    /// “la Première ministre X”, “M. X”: male or female, as the words right before a naming say.
    pub(super) fn gender_said(&self, mention: usize) -> Option<bool> {
        let start = self.marked.people[mention].tokens.start;
        let words = &self.pack.words;
        let before = start.saturating_sub(1)..=start;
        before.rev().find_map(|at| {
            let word = &self.marked.tokens[at].lower;
            let (his, hers) = (words.before_men.contains(word), words.before_women.contains(word));
            (his || hers).then_some(his)
        })
    }

    /// States that a title leaves to whose it is: “son ministre X” is of the owner's state, “le conseiller de X, Y” of X's, and “le ministre
    /// mexicain X et le ministre Y” are of one government; whoever serves a state in a text that speaks of one before all serves that one.
    pub(super) fn compatriots(&mut self) {
        let main = self.main_state();
        for index in 0..self.marked.people.len() {
            let Some(figure) = self.people.of[index].filter(|figure| self.people.figures[*figure].state.is_none()) else { continue };
            let Some(title) = self.marked.people[index].title.as_ref().filter(|title| title.public && title.actor.is_none()) else {
                continue;
            };
            // “son homologue X” is of another state.
            if self.pack.words.counterparts.length_at(&self.marked.tokens, title.tokens.start).is_some() {
                continue;
            }
            let owner = self.owner_of(index).or_else(|| self.coordinated_with(index)).or_else(|| self.listed_with(index));
            let home = || main.filter(|_| serves(title.office) || matches!(title.office, Office::PartyLeader | Office::Candidate));
            let of_owner = owner.and_then(|owner| self.people.figures[owner].state);
            if let Some(state) = self.sender_of(index).or(of_owner).or_else(|| self.delegation_of(index)).or_else(home) {
                self.people.figures[figure].state = Some(state);
                self.people.figures[figure].state_said = Some(title.tokens.clone());
            }
        }
    }

    /// The state that the text names at least three times, and twice as often as any other.
    fn main_state(&self) -> Option<u32> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for name in &self.marked.names {
            let state = match name.sense {
                Sense::State(actor) | Sense::Demonym(actor) | Sense::Seat(actor) => Some(actor),
                Sense::Place(place) => self.gazetteer.actor_index(&self.gazetteer.places[place as usize].state),
                _ => None,
            };
            if let Some(state) = state.filter(|state| self.gazetteer.actors[*state as usize].kind == ActorKind::State) {
                *counts.entry(state).or_default() += 1;
            }
        }
        let mut most: Vec<(u32, usize)> = counts.into_iter().collect();
        most.sort_unstable_by_key(|(state, count)| (std::cmp::Reverse(*count), *state));
        match most[..] {
            [(state, first), ref rest @ ..] if first >= 3 && rest.first().is_none_or(|(_, second)| first >= 2 * second) => Some(state),
            _ => None,
        }
    }

    /// “son ministre X”, “le conseiller de Y, X”: Y, or the one whom “son” means.
    fn owner_of(&self, index: usize) -> Option<usize> {
        let person = &self.marked.people[index];
        let title = person.title.as_ref()?;
        let word = |at: usize| &self.marked.tokens[at].lower;
        let sentence = &self.marked.sentences[person.sentence].tokens;
        let words = &self.pack.words;
        let from = if words.of.contains(word(title.tokens.end - 1)) { title.tokens.end - 1 } else { title.tokens.end };
        let behind = (from..(title.tokens.end + 2).min(sentence.end)).take_while(|at| words.of.contains(word(*at))).last();
        let named = |from: usize| {
            (self.marked.people.iter().enumerate())
                .find(|(other, span)| *other != index && span.tokens.start <= from && from < span.tokens.end)
                .and_then(|(other, _)| self.people.of[other])
        };
        if let Some(owner) = behind.and_then(|of| named(of + 1)) {
            return Some(owner);
        }
        let own = (sentence.start.max(title.tokens.start.saturating_sub(3))..title.tokens.start).any(|at| words.own.contains(word(at)))
            || words.own.contains(word(title.tokens.start));
        own.then(|| self.named_before(index)).flatten()
    }

    /// “La Géorgie avait envoyé X, sa présidente”, “le Tchad par son Premier ministre, X”: the state that leads, where nobody is named between.
    fn sender_of(&self, index: usize) -> Option<u32> {
        let person = &self.marked.people[index];
        let title = person.title.as_ref()?;
        let word = |at: usize| &self.marked.tokens[at].lower;
        let words = &self.pack.words;
        let sentence = &self.marked.sentences[person.sentence].tokens;
        let his = |at: usize| words.own.contains(word(at)) || words.own_of_several.contains(word(at));
        let own = (sentence.start.max(title.tokens.start.saturating_sub(1))..=title.tokens.start).any(his);
        let first = title.tokens.start.min(person.tokens.start);
        let state = self.marked.names.iter().rfind(|name| name.tokens.start >= sentence.start && name.tokens.end <= first)?;
        let article = state.tokens.start.checked_sub(1).filter(|at| *at >= sentence.start && words.the.contains(word(*at)));
        let before = article.unwrap_or(state.tokens.start).checked_sub(1).filter(|at| *at >= sentence.start);
        let leads =
            before.is_none_or(|at| !words.prepositions.contains(word(at))) && !words.prepositions.contains(word(state.tokens.start));
        let nobody = !self.marked.people.iter().any(|other| other.tokens.start >= state.tokens.end && other.tokens.end <= first);
        let actor = match state.sense {
            Sense::State(actor) | Sense::Seat(actor) => actor,
            Sense::Place(place) => {
                let place = &self.gazetteer.places[place as usize];
                self.gazetteer.actor_index(&place.state).filter(|_| place.capital)?
            }
            _ => return None,
        };
        (own && leads && nobody).then_some(actor)
    }

    /// “une délégation botswanaise conduite par le ministre X”: the state of the delegation.
    fn delegation_of(&self, index: usize) -> Option<u32> {
        let person = &self.marked.people[index];
        let tokens = &self.marked.tokens;
        let sentence = &self.marked.sentences[person.sentence].tokens;
        let first = person.title.as_ref().map_or(person.tokens.start, |title| title.tokens.start.min(person.tokens.start));
        let from = first.saturating_sub(4).max(sentence.start);
        let led = (from..first).find(|at| {
            let ends = self.pack.words.led_by.length_at(tokens, *at).map(|length| at + length);
            ends.is_some_and(|end| end <= first + 1 && (end..first).all(|at| self.pack.words.articles.contains(&tokens[at].lower)))
        })?;
        let beside = self.marked.names.iter().rfind(|name| name.tokens.end <= led && name.tokens.start >= sentence.start)?;
        match beside.sense {
            Sense::Demonym(state) | Sense::State(state) if beside.tokens.end == led => Some(state),
            _ => None,
        }
    }

    /// The one named last before a mention in its sentence, else the one who leads the sentence before.
    fn named_before(&self, index: usize) -> Option<usize> {
        let person = &self.marked.people[index];
        let stated = |other: &usize| self.people.of[*other].filter(|figure| self.people.figures[*figure].state.is_some());
        let before = |sentence: usize| (0..self.marked.people.len()).filter(move |other| self.marked.people[*other].sentence == sentence);
        let here = before(person.sentence)
            .filter(|other| self.marked.people[*other].tokens.end <= person.tokens.start)
            .filter(|other| stated(other).is_some())
            .max_by_key(|other| self.marked.people[*other].tokens.start);
        let there = || {
            let first = |sentence: usize| before(sentence).filter(|other| stated(other).is_some());
            person.sentence.checked_sub(1).and_then(|sentence| first(sentence).min_by_key(|other| self.marked.people[*other].tokens.start))
        };
        here.or_else(there).and_then(|other| stated(&other))
    }

    /// “A, B et X, chargés respectivement de …”: one of two or more others of a list, where all are of one state.
    fn listed_with(&self, index: usize) -> Option<usize> {
        let words = &self.pack.words;
        let links = |from: usize, to: usize| {
            let link = |at: usize| self.marked.tokens[at].is_sign(",") || words.and.contains(&self.marked.tokens[at].lower);
            from < to && to - from <= 2 && (from..to).all(link)
        };
        let mut list = vec![index];
        let (mut first, mut last) = (self.marked.people[index].tokens.start, self.marked.people[index].tokens.end);
        while let Some(next) = self.marked.people.iter().position(|span| links(last, span.tokens.start) || links(span.tokens.end, first)) {
            list.push(next);
            (first, last) = (first.min(self.marked.people[next].tokens.start), last.max(self.marked.people[next].tokens.end));
        }
        let others: Vec<usize> = list[1..].iter().filter_map(|other| self.people.of[*other]).collect();
        let state = self.people.figures[*others.first()?].state?;
        (others.len() > 1 && others.iter().all(|other| self.people.figures[*other].state == Some(state))).then_some(others[0])
    }

    /// “le chef de la diplomatie mexicaine, Y, et le ministre de l'Économie, X”: Y, where nothing but small words stands between.
    fn coordinated_with(&self, index: usize) -> Option<usize> {
        let person = &self.marked.people[index];
        let of_house = |title: &TitleMention| serves(title.office) || title.given_name;
        let title = person.title.as_ref().filter(|title| of_house(title) && title.tokens.start <= person.tokens.start + 1)?;
        let words = &self.pack.words;
        let (mut at, mut joined) = (title.tokens.start, false);
        while at > self.marked.sentences[person.sentence].tokens.start {
            let token = &self.marked.tokens[at - 1];
            let joins = token.is_sign(",") || words.and.contains(&token.lower);
            if !joins && !words.the.contains(&token.lower) {
                break;
            }
            joined |= joins;
            at -= 1;
        }
        // “Felipe VI et la reine Letizia”: also of one who bears no title here.
        let known = |span: &PersonSpan| title.given_name && span.how == Naming::Full && !span.known.is_empty();
        let ends = |span: &PersonSpan| {
            let titled = span.title.as_ref().is_some_and(|title| serves(title.office) || leads(title.office));
            span.tokens.end == at && (titled || known(span))
        };
        let other = self.marked.people.iter().position(ends).filter(|_| joined)?;
        self.people.of[other]
    }

    /// The state of a known person at the time of the text; none of whoever serves an organisation then.
    pub(super) fn state_of(&self, person: u32) -> Option<u32> {
        let terms = || self.gazetteer.terms.of_person(person as usize);
        let at_the_time = terms().filter(|term| self.published.is_none_or(|when| term.covers(when))).find_map(|term| term.state.clone());
        let stateless = || self.published.is_some_and(|when| terms().any(|term| term.is_stateless(when)));
        let by_birth = || self.gazetteer.people[person as usize].states.first().filter(|_| !stateless()).cloned();
        let code: ActorCode = at_the_time.or_else(by_birth)?;
        self.gazetteer.actor_index(&code)
    }
}

/// Offices of a government and its diplomacy.
fn serves(office: Office) -> bool {
    matches!(
        office,
        Office::ForeignMinister
            | Office::DefenceMinister
            | Office::Minister
            | Office::DeputyMinister
            | Office::Spokesperson
            | Office::PrimeMinister
    )
}
