//! A title as its words tell it: the office, the nationality inside or behind, the field (“de la Santé et des Sports”).

use super::TitleMention;
use crate::claim::Office;
use crate::gazetteer::{ActorKind, Gazetteer, Sense};
use crate::lang::phrase::WordSet;
use crate::lang::{Form, OfficeRule, Pack, VerbId};
use crate::mention::Marked;
use crate::text::Token;
use std::collections::HashSet;
use std::ops::Range;

/// Where a title's words end, the nationality inside them, and what they mean.
type Reading<'a> = (usize, Option<(u32, Range<usize>)>, &'a OfficeRule);

/// The words of a sentence, asked for titles.
pub(super) struct TitleReader<'a> {
    pub(super) marked: &'a Marked<'a>,
    pub(super) pack: &'a Pack,
    gazetteer: &'a Gazetteer,
    pub(super) sentence: Range<usize>,
    names: Vec<(Range<usize>, Sense)>,
    pub(super) people: Vec<(Range<usize>, usize)>,
}

impl<'a> TitleReader<'a> {
    pub(super) fn new(marked: &'a Marked<'a>, pack: &'a Pack, gazetteer: &'a Gazetteer, sentence: Range<usize>) -> Self {
        let inside = |range: &Range<usize>| range.start >= sentence.start && range.end <= sentence.end;
        let from = marked.names.partition_point(|name| name.tokens.start < sentence.start);
        let names = marked.names[from..]
            .iter()
            .take_while(|name| name.tokens.start < sentence.end)
            .map(|name| (name.tokens.clone(), name.sense))
            .collect();
        let people = marked
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| inside(&person.tokens))
            .map(|(i, person)| (person.tokens.clone(), i))
            .collect();
        Self { marked, pack, gazetteer, sentence, names, people }
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        (self.sentence.contains(&at)).then(|| &self.marked.tokens[at])
    }

    /// Is the token one of a class of words?
    pub(super) fn is(&self, at: usize, class: &HashSet<String>) -> bool {
        self.token(at).is_some_and(|token| class.contains(&token.lower))
    }

    pub(super) fn name_at(&self, at: usize) -> Option<&(Range<usize>, Sense)> {
        self.names.iter().find(|(range, _)| range.start == at)
    }

    pub(super) fn demonym_at(&self, at: usize) -> Option<(u32, Range<usize>)> {
        match self.name_at(at) {
            Some((range, Sense::Demonym(actor))) => Some((*actor, range.clone())),
            _ => None,
        }
    }

    /// The nationality whose name ends at a token.
    pub(super) fn demonym_ending(&self, end: usize) -> Option<u32> {
        self.names.iter().find_map(|(range, sense)| match sense {
            Sense::Demonym(actor) if range.end == end => Some(*actor),
            _ => None,
        })
    }

    pub(super) fn person_at(&self, at: usize) -> Option<usize> {
        self.people.iter().find(|(range, _)| range.start == at).map(|(_, person)| *person)
    }

    /// The title that begins at `at`, with its nationality and its field.
    pub(super) fn title_at(&self, at: usize) -> Option<TitleMention> {
        let first = self.token(at)?;
        if !first.is_word() || self.person_at(at).is_some() || self.name_at(at).is_some() {
            return None;
        }
        // “avait envoyé Nino X” is a verb.
        let words = &self.pack.words;
        let has = |token: &Token| {
            let helper = |(verb, _): &(VerbId, Form)| words.perfect.contains(verb) && !words.passive.contains(verb);
            self.pack.verbs.readings(&token.lower).iter().any(helper)
        };
        let participle = self.pack.verbs.may_be(&first.lower, Form::Participle);
        if participle && at.checked_sub(1).and_then(|before| self.token(before)).is_some_and(has) {
            return None;
        }
        let mut readings = self.readings(at);
        readings.sort_by_key(|(end, _, _)| std::cmp::Reverse(*end));
        let (mut end, mut actor, _) = readings.first().map(|(end, actor, rule)| (*end, actor.clone(), rule.office))?;
        let domain = readings.iter().any(|(e, _, rule)| *e == end && rule.domain);
        if domain {
            end = self.domain(end);
        }
        let mut after_domain = end;
        if actor.is_none()
            && let Some((found, range)) = self.demonym_at(after_domain)
        {
            after_domain = range.end;
            actor = Some((found, range));
        }
        // “président de la République du Congo”: the title's last word begins the state's name.
        if actor.is_none()
            && let Some((range, Sense::State(found))) =
                self.names.iter().find(|(range, _)| range.start > at && range.start < end && range.end > end)
        {
            after_domain = range.end;
            actor = Some((*found, range.clone()));
        }
        if actor.is_none() {
            // “du Cambodge”, “de la République populaire de Chine”, “de l'OTAN”
            let mut i = after_domain;
            while i < after_domain + 3 && (self.is(i, &self.pack.words.of) || self.is(i, &self.pack.words.the)) {
                i += 1;
            }
            if i > after_domain
                && let Some((range, sense)) = self.name_at(i)
            {
                let found = match sense {
                    Sense::State(actor) | Sense::Organisation(actor) | Sense::Seat(actor) => Some(*actor),
                    Sense::Place(place) if self.gazetteer.places[*place as usize].capital && !domain => {
                        self.gazetteer.actor_index(&self.gazetteer.places[*place as usize].state)
                    }
                    _ => None,
                };
                if let Some(found) = found {
                    after_domain = range.end;
                    actor = Some((found, range.clone()));
                    // “l'émissaire de l'ONU et de la Ligue arabe”
                    if matches!(sense, Sense::Organisation(_)) {
                        after_domain = self.and_of_another(after_domain).unwrap_or(after_domain);
                    }
                }
            }
        }
        if domain && after_domain > end {
            // A field after the state: “secrétaire d'État américain aux Affaires …”
            let more = self.domain(after_domain);
            after_domain = more.max(after_domain);
        }
        end = after_domain;
        // “le Premier ministre thaïlandais par intérim”
        end += self.pack.offices.qualifiers.length_at(&self.marked.tokens[..self.sentence.end], end).unwrap_or(0);
        let state_code = actor.as_ref().map(|(found, _)| self.gazetteer.actors[*found as usize].code.clone());
        let words_end = readings[0].0;
        let rule = readings
            .iter()
            .filter(|(e, _, _)| *e == words_end)
            .map(|(_, _, rule)| *rule)
            .find(|rule| rule.only_state.is_some() && (rule.only_state == state_code))
            .or_else(|| {
                readings.iter().filter(|(e, _, _)| *e == words_end).map(|(_, _, rule)| *rule).find(|rule| rule.only_state.is_none())
            })?;
        let mut start = at;
        let mut former = false;
        while let Some(before) = start.checked_sub(1).filter(|i| *i >= self.sentence.start) {
            if self.pack.offices.former.length_at(&self.marked.tokens[..start], before).is_some() {
                former = true;
                start = before;
            } else {
                break;
            }
        }
        let elsewhere = readings
            .iter()
            .filter(|(end, _, _)| *end == words_end)
            .filter_map(|(_, _, other)| Some((self.gazetteer.actor_index(other.only_state.as_ref()?)?, other.office)))
            .collect();
        let fixed = rule.state.as_ref().and_then(|code| self.gazetteer.actor_index(code));
        let actor_index = actor.as_ref().map(|(found, _)| *found).or(fixed);
        Some(TitleMention {
            tokens: start..end,
            office: self.headed(rule, words_end, actor.is_some()),
            elsewhere,
            former: former || rule.office == Office::Former,
            serves: actor_index.filter(|at| !matches!(self.gazetteer.actors[*at as usize].kind, ActorKind::State)),
            actor: actor_index.filter(|at| {
                matches!(self.gazetteer.actors[*at as usize].kind, ActorKind::State) || rule.office == Office::GeneralSecretary
            }),
            actor_tokens: actor.map(|(_, range)| range),
            plural: rule.plural,
            public: rule.public || self.headed(rule, words_end, false) == Office::PartyLeader,
            given_name: rule.given_name,
        })
    }

    /// “… et de la Ligue arabe”: where the name of a second organisation ends.
    fn and_of_another(&self, from: usize) -> Option<usize> {
        let words = &self.pack.words;
        let mut at = from + 1;
        while at < from + 4 && (self.is(at, &words.of) || self.is(at, &words.the)) {
            at += 1;
        }
        let named = self.name_at(at).filter(|(_, sense)| matches!(sense, Sense::Organisation(_)));
        named.filter(|_| self.is(from, &words.and) && at > from + 1).map(|(range, _)| range.end)
    }

    /// “homologue russe”, “homologue du Guyana”: the office of somebody else, in the state that the words name.
    pub(super) fn counterpart(&self, word: Range<usize>) -> TitleMention {
        let small = |at: &usize| self.is(*at, &self.pack.words.of) || self.is(*at, &self.pack.words.the);
        let of_state = || {
            let at = (word.end + 1..word.end + 3).find(|at| !small(at)).filter(|_| self.is(word.end, &self.pack.words.of))?;
            match self.name_at(at) {
                Some((range, Sense::State(actor))) => Some((*actor, range.clone())),
                _ => None,
            }
        };
        let actor = self.demonym_at(word.end).or_else(of_state);
        TitleMention {
            tokens: word.start..actor.as_ref().map_or(word.end, |(_, range)| range.end),
            office: Office::Other,
            elsewhere: Vec::new(),
            former: false,
            actor: actor.as_ref().map(|(found, _)| *found),
            serves: None,
            actor_tokens: actor.map(|(_, range)| range),
            plural: false,
            public: true,
            given_name: false,
        }
    }

    /// Past a comma and “M.” before a name.
    pub(super) fn past_honorifics(&self, from: usize) -> usize {
        let mut at = from + usize::from(self.token(from).is_some_and(|token| token.is_sign(",")));
        while at < from + 4 && self.person_at(at).is_none() {
            let honorific = self.pack.words.honorifics.length_at(&self.marked.tokens[..self.sentence.end], at);
            match self.token(at) {
                Some(token) if honorific.is_some() || token.is_sign(".") => at += honorific.unwrap_or(1),
                _ => return at,
            }
        }
        at
    }

    /// What a title comes to by what its holder heads, as the words behind it tell: “président du Parti radical”, “président du club”.
    fn headed(&self, rule: &OfficeRule, end: usize, of_state: bool) -> Office {
        let (words, office) = (&self.pack.words, rule.office);
        let heads = matches!(office, Office::President | Office::Leader | Office::GeneralSecretary) || !rule.public;
        let thing = (end + 1..end + 3).find(|at| !self.is(*at, &words.the) && !self.is(*at, &words.own));
        match thing.and_then(|at| Some((at, self.token(at)?))) {
            Some((at, token)) if heads && self.is(end, &words.of) && token.is_word() => {
                let organisation = || match self.name_at(at) {
                    Some((_, Sense::Organisation(actor))) => self.gazetteer.actors[*actor as usize].kind == ActorKind::International,
                    Some(_) => false,
                    None => words.organisation_words.contains(&token.fold),
                };
                let another = || !token.capital || self.name_at(at).is_none() && self.person_at(at).is_none();
                let party = || match self.name_at(at) {
                    Some((_, Sense::Organisation(actor))) => self.gazetteer.actors[*actor as usize].kind == ActorKind::ArmedGroup,
                    _ => false,
                };
                match office {
                    _ if self.is(at, &self.pack.offices.parties) => Office::PartyLeader,
                    // “président du Kuomintang”
                    Office::President if party() => Office::PartyLeader,
                    Office::Leader if organisation() => Office::Other,
                    Office::President if !of_state && another() => Office::Other,
                    _ => office,
                }
            }
            _ => office,
        }
    }

    /// All titles that begin at `at`; one nationality may stand after the first word.
    fn readings(&self, at: usize) -> Vec<Reading<'_>> {
        let tokens = &self.marked.tokens[..self.sentence.end];
        let mut found: Vec<_> = self.pack.offices.titles.all_at(tokens, at).map(|(length, rule)| (at + length, None, rule)).collect();
        if let Some((actor, range)) = self.demonym_at(at + 1) {
            // Look the title up as if the nationality were not there.
            let mut without = vec![tokens[at].clone()];
            without.extend_from_slice(&tokens[range.end..tokens.len().min(range.end + 10)]);
            found.extend(
                self.pack
                    .offices
                    .titles
                    .all(&without)
                    .filter(|(length, _)| *length > 1)
                    .map(|(length, rule)| (at + length + range.len(), Some((actor, range.clone())), rule)),
            );
        }
        found
    }

    /// Past the field of a title (“de la Santé et des Sports”, “aux Affaires européennes”, “en Chine”).
    fn domain(&self, from: usize) -> usize {
        let mut end = from;
        let mut first = true;
        loop {
            let mut i = end;
            if !first {
                let of = |at: usize| self.is(at, &self.pack.words.of);
                // “de l'Économie, des Finances et du Budget”
                let listed = self.token(i).is_some_and(|token| token.is_sign(","))
                    && of(i + 1)
                    && self.token(i + 2).is_some_and(|token| token.capital);
                if listed || self.is(i, &self.pack.words.and) {
                    i += 1;
                } else if !of(i) {
                    return end;
                }
            }
            let start = i;
            let (words, offices) = (&self.pack.words, &self.pack.offices);
            let small = [&words.of, &words.the, &words.at, &offices.charged, &offices.ranks];
            while small.iter().any(|class| self.is(i, class)) {
                i += 1;
            }
            if i == start && (first || !self.token(i).is_some_and(|token| token.capital)) {
                return end;
            }
            // “chef de cabinet du Premier ministre”: a title is of somebody else.
            if self.pack.offices.titles.at(&self.marked.tokens[..self.sentence.end], i).is_some() && i > start {
                return end;
            }
            // “envoyé spécial de M. X”
            let honorific = self.pack.words.honorifics.length_at(&self.marked.tokens[..self.sentence.end], i).is_some();
            if honorific && self.person_at(self.past_honorifics(i)).is_some() {
                return end;
            }
            // The field's own words: a state, a person or a sign end it.
            let Some(token) = self.token(i) else { return end };
            if !token.is_word() || self.person_at(i).is_some() || self.demonym_at(i).is_some() {
                return if self.is(start, &offices.ranks) { i } else { end };
            }
            if let Some((_, Sense::State(_) | Sense::Organisation(_))) = self.name_at(i) {
                return end;
            }
            end = i + 1;
            while self.token(end).is_some_and(|token| {
                token.is_word() && (token.hyphened || token.capital && self.person_at(end).is_none() && self.name_at(end).is_none())
            }) {
                end += 1;
            }
            // An adjective in the plural or feminine belongs to the field: “étrangères”, “européennes”, “nationale”.
            while self.token(end).is_some_and(|token| {
                let field = || offices.field_endings.iter().any(|ending| token.lower.ends_with(ending.as_str()));
                token.is_word() && !token.capital && token.span.len() > 4 && field()
            }) && self.demonym_at(end).is_none()
            {
                end += 1;
            }
            first = false;
            if end > from + 14 {
                return end;
            }
        }
    }

    pub(super) fn article_before(&self, at: usize) -> bool {
        self.with_article(at) < at
    }

    pub(super) fn with_article(&self, at: usize) -> usize {
        let mut i = at;
        // “le puissant secrétaire général”: one or two adjectives may stand between.
        for _ in 0..3 {
            if i == self.sentence.start {
                return at;
            }
            i -= 1;
            let token = &self.marked.tokens[i];
            if self.pack.words.the_one.contains(&token.lower) {
                return i;
            }
            let adjective = |set: &WordSet| set.length_at(&self.marked.tokens[..=i], i).is_some();
            if !adjective(&self.pack.offices.appositive) && !adjective(&self.pack.offices.former) {
                return at;
            }
        }
        at
    }
}
