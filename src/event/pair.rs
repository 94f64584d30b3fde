//! The states that a text tells of: of a sentence, of all, and the two that “les deux pays” means.

use super::scene::Scene;
use crate::gazetteer::Sense;
use crate::mention::{ItemKind, Sentence};

impl Scene<'_> {
    /// “les deux pays”: the two states spoken of last before a token of a sentence, nearest first, else the two that the text names most.
    pub(super) fn pair_before(&self, sentence_index: usize, token: usize) -> Vec<u32> {
        let most = self.counted_states();
        if let [(one, _), (two, second), rest @ ..] = &most[..]
            && rest.first().is_none_or(|(_, third)| *second >= 2 * *third)
        {
            return vec![*one, *two];
        }
        let mut pair: Vec<u32> = Vec::new();
        for back in 0..=4 {
            let Some(at) = sentence_index.checked_sub(back) else { break };
            let sentence = &self.marked.sentences[at];
            let mut here: Vec<u32> = Vec::new();
            for item in sentence.items.iter().filter(|item| item.tokens.start < token) {
                let state = self.actor(item.kind).or_else(|| self.figure(item.kind).and_then(|figure| self.people.figures[figure].state));
                if let Some(state) = state
                    && !here.contains(&state)
                {
                    here.push(state);
                }
            }
            if here.len() == 2 && pair.is_empty() {
                return here;
            }
            for state in here {
                if !pair.contains(&state) {
                    pair.push(state);
                }
            }
        }
        most.into_iter().take(2).map(|(state, _)| state).collect()
    }

    /// “le ministre norvégien”: the state of somebody of whom nobody knows who it is.
    pub(super) fn state_of_unknown(&self, sentence: &Sentence, at: usize) -> Option<u32> {
        let item = sentence.items.get(at).filter(|item| matches!(item.kind, ItemKind::Person(_)) && self.figure(item.kind).is_none())?;
        let from = self.marked.names.partition_point(|name| name.tokens.start < item.tokens.start);
        let inside = self.marked.names[from..].iter().take_while(|name| name.tokens.end <= item.tokens.end);
        inside.into_iter().find_map(|name| match name.sense {
            Sense::Demonym(state) | Sense::State(state) => Some(state),
            _ => None,
        })
    }

    /// “Le ministre norvégien a signé …”: such a one who leads the clause of the verb at `at`, before the item `first`: the item and the state.
    pub(super) fn unknown_leader(&self, sentence: &Sentence, at: usize, first: usize) -> Option<(usize, u32)> {
        let leads = |at: &usize| matches!(sentence.items[*at].kind, ItemKind::Person(_)) && !self.governed(sentence, *at);
        let leader = (self.clause(sentence, at).start..first).rev().find(leads)?;
        Some((leader, self.state_of_unknown(sentence, leader)?))
    }

    /// The states that a sentence names, by name, adjective, government or person.
    pub(super) fn states_in(&self, sentence: usize) -> Vec<u32> {
        self.named_in(sentence, |figure| self.people.figures[figure].state)
    }

    /// The same, with the organisations that those named act for: who may be party to an instrument.
    pub(super) fn sides_in(&self, sentence: usize) -> Vec<u32> {
        self.named_in(sentence, |figure| self.acts_for(figure))
    }

    fn named_in(&self, sentence: usize, of: impl Fn(usize) -> Option<u32>) -> Vec<u32> {
        let mut states: Vec<u32> = Vec::new();
        let Some(sentence) = self.marked.sentences.get(sentence) else { return states };
        for at in 0..sentence.items.len() {
            if self.is_where(sentence, at) {
                continue;
            }
            let figure = || self.figure(sentence.items[at].kind).and_then(&of);
            let state = self.acting(sentence, at).or_else(figure).or_else(|| self.state_of_unknown(sentence, at));
            // “le traité rendant à Maurice l'archipel des Chagos”: a territory concludes nothing.
            let sovereign = |state: &u32| !self.gazetteer.actors[*state as usize].territory;
            states.extend(state.filter(|state| sovereign(state) && !states.contains(state)));
        }
        states
    }

    /// “à Pékin” is where something happens; “Pékin” acts.
    pub(super) fn is_where(&self, sentence: &Sentence, item: usize) -> bool {
        let place = |at: usize| matches!(sentence.items.get(at).map(|item| item.kind), Some(ItemKind::Name(name)) if matches!(self.marked.names[name].sense, Sense::Place(_)));
        // “à Arusha, en Tanzanie”
        let within = || {
            let comma = (item.saturating_sub(3)..item).find(|at| self.word(sentence, *at) == ",");
            let ruled = comma.is_some_and(|comma| self.one_of(sentence, comma + 1, &self.pack.words.place_prepositions));
            ruled && comma.and_then(|comma| comma.checked_sub(1)).is_some_and(|at| place(at) && self.ruled(sentence, at, 0))
        };
        // “l'accord politique de Ouagadougou”: the town that an instrument is called after.
        let head = |at: usize| {
            self.pack.instruments.heads.at(&self.marked.tokens[..sentence.tokens.end], sentence.items[at].tokens.start).is_some()
        };
        let named_after =
            || item > 1 && self.one_of(sentence, item - 1, &self.pack.words.of) && (item.saturating_sub(3)..item - 1).any(head);
        // “au siège des Nations unies”, “auprès de la Commission de l'Union africaine”
        let seat = || {
            let small =
                |at: &usize| self.one_of(sentence, *at, &self.pack.words.of) || self.one_of(sentence, *at, &self.pack.words.articles);
            let noun = (item.saturating_sub(4)..item).rev().find(|at| !small(at));
            noun.is_some_and(|at| noun != item.checked_sub(1) && self.one_of(sentence, at, &self.pack.words.seats))
        };
        place(item) && (self.ruled(sentence, item, 0) || named_after()) || within() || seat()
    }

    /// States by how often the text names them, most first; a tie goes to the one named first.
    pub(super) fn counted_states(&self) -> Vec<(u32, usize)> {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        for sentence in &self.marked.sentences {
            for (at, item) in sentence.items.iter().enumerate() {
                if self.is_where(sentence, at) {
                    continue;
                }
                let state = self.actor(item.kind).or_else(|| self.figure(item.kind).and_then(|figure| self.people.figures[figure].state));
                let Some(state) = state else { continue };
                match counts.iter_mut().find(|(other, _)| *other == state) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((state, 1)),
                }
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}
