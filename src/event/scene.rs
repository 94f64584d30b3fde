//! What event rules look at: a marked text with its figures, and the questions that all rules ask of it.

use super::gathering::Gathering;
use super::subject::Subject;
use crate::claim::Office;
use crate::gazetteer::{ActorKind, Gazetteer, Sense};
use crate::lang::phrase::WordSet;
use crate::lang::{Form, JourneyRule, Pack};
use crate::mention::{ItemKind, Marked, Sentence, TitleMention};
use crate::period::Period;
use crate::resolve::{Figure, People};
use std::collections::HashSet;
use std::ops::Range;

/// A marked and resolved text.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The text with its mentions.
    pub marked: &'a Marked<'a>,
    /// Who is who.
    pub people: &'a People,
    /// The language.
    pub pack: &'a Pack,
    /// What is known.
    pub gazetteer: &'a Gazetteer,
    /// When the text was published.
    pub published: Option<Period>,
    /// For each date of the text, the one told before it.
    pub dates_before: &'a [Option<Period>],
    /// Whose journey the text tells, once that is known: whom a pronoun means where nothing nearer fits.
    pub topic: Option<usize>,
    /// The states that the document's title names, in order.
    pub headline: &'a [u32],
    /// Where the text's own story is, once that is known, the likeliest first: whoever came without a place came there.
    pub stage: &'a [Whereabouts],
    /// The events to which people come, in the order of the text.
    pub gatherings: &'a [Gathering],
}

/// A place or state named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Index of the state among the gazetteer's actors.
    pub state: u32,
    /// The town or site, if one is named: index into the gazetteer's places.
    pub place: Option<u32>,
    /// The words.
    pub tokens: Range<usize>,
}

impl Scene<'_> {
    /// Does the period lie wholly before the publication?
    #[must_use]
    pub fn is_past(&self, period: Period) -> bool {
        matches!((period.bounds(), self.published.and_then(Period::bounds)), (Some((_, last)), Some((first, _))) if last < first)
    }

    /// Does the period lie wholly behind the publication?
    #[must_use]
    pub fn is_later(&self, period: Period) -> bool {
        matches!((period.bounds(), self.published.and_then(Period::bounds)), (Some((first, _)), Some((_, last))) if first > last)
    }

    /// Does the figure travel for an organisation, and so for no state (“l'envoyé de l'ONU”)?
    #[must_use]
    pub fn is_stateless(&self, figure: usize) -> bool {
        let said = |title: &TitleMention| {
            matches!(title.office, Office::Envoy | Office::GeneralSecretary)
                || title.actor.is_some_and(|actor| self.gazetteer.actors[actor as usize].kind == ActorKind::International)
        };
        let figure = &self.people.figures[figure];
        let serves = |person: u32| {
            let mut terms = self.gazetteer.terms.of_person(person as usize);
            self.published.is_some_and(|when| terms.any(|term| term.is_stateless(when)))
        };
        self.titles_of(figure).any(said) || figure.state.is_none() && figure.known.is_some_and(serves)
    }

    /// Whom the figure acts for: its state, or the organisation that a title names.
    #[must_use]
    pub fn acts_for(&self, figure: usize) -> Option<u32> {
        let figure = &self.people.figures[figure];
        let organisation = |actor: &u32| self.gazetteer.actors[*actor as usize].kind == ActorKind::International;
        figure.state.or_else(|| self.titles_of(figure).filter_map(|title| title.serves).find(organisation))
    }

    /// The titles that the text gives a figure.
    fn titles_of(&self, figure: &Figure) -> impl Iterator<Item = &TitleMention> {
        figure.mentions.iter().filter_map(|mention| self.marked.people[*mention].title.as_ref())
    }

    /// Does the text, or what is known, say that the figure holds an office?
    #[must_use]
    pub fn is_official(&self, figure: usize) -> bool {
        let figure = &self.people.figures[figure];
        let said = self.titles_of(figure).any(|title| !title.former && title.office != Office::Other);
        let serves =
            |person: u32| self.gazetteer.terms.of_person(person as usize).any(|term| self.published.is_none_or(|when| term.covers(when)));
        said || figure.known.is_some_and(serves)
    }

    /// Does the figure live where it is sent (an ambassador)?
    #[must_use]
    pub fn is_resident(&self, figure: usize) -> bool {
        self.titles_of(&self.people.figures[figure]).any(|title| title.office == Office::Ambassador)
    }

    /// Has the figure a title that is no private calling, or ever held an office that is known? (A singer's tour is no visit.)
    #[must_use]
    pub fn is_public(&self, figure: usize) -> bool {
        let figure = &self.people.figures[figure];
        let titled = self.titles_of(figure).any(|title| title.public);
        titled || figure.known.is_some_and(|person| self.gazetteer.terms.of_person(person as usize).next().is_some())
    }

    /// The figure that an item means.
    #[must_use]
    pub fn figure(&self, kind: ItemKind) -> Option<usize> {
        match kind {
            ItemKind::Person(mention) => self.people.figure(mention),
            _ => None,
        }
    }

    /// The state or party organisation that an item names; demonyms and seats of power too.
    #[must_use]
    pub fn actor(&self, kind: ItemKind) -> Option<u32> {
        let ItemKind::Name(name) = kind else { return None };
        match self.marked.names[name].sense {
            Sense::State(actor) | Sense::Demonym(actor) | Sense::Seat(actor) => Some(actor),
            Sense::Organisation(actor) => {
                matches!(self.gazetteer.actors[actor as usize].kind, ActorKind::International | ActorKind::ArmedGroup).then_some(actor)
            }
            Sense::Place(place) => {
                let place = &self.gazetteer.places[place as usize];
                if place.capital { self.state_index(&place.state) } else { None }
            }
            _ => None,
        }
    }

    /// Where an item is, if it names a state or a place (not a demonym, not a government).
    #[must_use]
    pub fn whereabouts(&self, kind: ItemKind) -> Option<Whereabouts> {
        let ItemKind::Name(name) = kind else { return None };
        let name = &self.marked.names[name];
        let tokens = name.tokens.clone();
        match name.sense {
            Sense::State(state) => Some(Whereabouts { state, place: None, tokens }),
            Sense::Place(place) => {
                let state = self.state_of_place(place)?;
                Some(Whereabouts { state, place: Some(place), tokens })
            }
            _ => None,
        }
    }

    /// The state that a place of the gazetteer lies in.
    pub(super) fn state_of_place(&self, place: u32) -> Option<u32> {
        self.state_index(&self.gazetteer.places[place as usize].state)
    }

    /// Index of the actor of that code.
    #[must_use]
    pub fn state_index(&self, code: &crate::claim::ActorCode) -> Option<u32> {
        self.gazetteer.actor_index(code)
    }

    /// Where a dispatch was written: “ZAGREB, 14 juin —”, a town in capitals or before a date at the head of a line.
    #[must_use]
    pub fn dateline(&self) -> Option<Whereabouts> {
        self.marked.sentences.iter().take(6).find_map(|sentence| {
            let first = sentence.items.first()?;
            let capitals = self.marked.tokens[first.tokens.clone()].iter().filter(|token| token.is_word()).all(|token| token.upper);
            let sign = matches!(self.word(sentence, 1), "," | "—" | "–" | "-" | "(" | ".")
                || matches!(sentence.items.get(1).map(|item| item.kind), Some(ItemKind::Date(_)));
            // “(Nairobi) Le président …”
            let bracket = self.word(sentence, 0) == "(" && self.word(sentence, 2) == ")";
            if let Some(town) = sentence.items.get(1).filter(|_| bracket) {
                return self.whereabouts(town.kind).filter(|found| found.place.is_some());
            }
            self.whereabouts(first.kind).filter(|found| found.place.is_some() && capitals && sign)
        })
    }

    /// The lower-case word of an item that is one word.
    #[must_use]
    pub fn word(&self, sentence: &Sentence, item: usize) -> &str {
        match sentence.items.get(item) {
            Some(item) if matches!(item.kind, ItemKind::Word | ItemKind::Sign) => &self.marked.tokens[item.tokens.start].lower,
            _ => "",
        }
    }

    /// Is the word of an item one of a class?
    pub(super) fn one_of(&self, sentence: &Sentence, item: usize, class: &HashSet<String>) -> bool {
        class.contains(self.word(sentence, item))
    }

    /// Does a phrase of a set begin with an item?
    pub(super) fn begins(&self, sentence: &Sentence, item: usize, set: &WordSet) -> bool {
        let token = sentence.items.get(item).map(|item| item.tokens.start);
        token.is_some_and(|token| set.length_at(&self.marked.tokens[..sentence.tokens.end], token).is_some())
    }

    /// Does a phrase of the set begin at one of the items?
    pub(super) fn stands_in(&self, sentence: &Sentence, mut items: Range<usize>, set: &WordSet) -> bool {
        items.any(|at| self.begins(sentence, at, set))
    }

    /// Does the word end like a plural verb?
    pub(super) fn ends_like_plural(&self, word: &str) -> bool {
        let words = &self.pack.words;
        let ends = |endings: &[String]| endings.iter().any(|ending| word.ends_with(ending.as_str()));
        ends(&words.plural_endings) && !ends(&words.singular_endings)
    }

    /// Does the word end like a participle?
    pub(super) fn ends_like_participle(&self, word: &str) -> bool {
        self.pack.words.participle_endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// May the word stand between the entries of a list?
    pub(super) fn lists(&self, word: &str) -> bool {
        let words = &self.pack.words;
        [&words.conjunctions, &words.then, &words.the, &words.an].iter().any(|class| class.contains(word))
    }

    /// Is the item a pronoun that takes up what was told before?
    pub(super) fn takes_up(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        self.one_of(sentence, item, &words.relative)
            || [&words.pronouns_m, &words.pronouns_f, &words.pronouns_plural].iter().any(|set| self.begins(sentence, item, set))
    }

    /// The journey rules of the verbs that the word of an item may be a form of, each with its form.
    pub(super) fn journey_rules(&self, sentence: &Sentence, item: usize) -> impl Iterator<Item = (&JourneyRule, Form)> {
        let journeys = &self.pack.journeys;
        let readings = self.pack.verbs.readings(self.word(sentence, item)).iter();
        readings.flat_map(move |(verb, form)| {
            let rules = journeys.verbs.get(&verb.0).into_iter().flatten();
            rules.map(move |rule| (&journeys.rules[*rule], *form))
        })
    }

    /// The item that holds a token.
    #[must_use]
    pub fn item_of(&self, sentence: &Sentence, token: usize) -> usize {
        sentence.items.partition_point(|item| item.tokens.end <= token)
    }

    /// Does a journey of the figure to the state lead abroad? Of somebody whose own state is not known it does not, unless no state is the
    /// figure's own.
    #[must_use]
    pub fn is_abroad(&self, figure: usize, state: u32) -> bool {
        let home = self.people.figures[figure].state;
        let within = |home: u32| {
            // “Le président tchécoslovaque regagnera Prague”
            let after = || self.gazetteer.actors[home as usize].successors.contains(&self.gazetteer.actors[state as usize].code);
            home == state || self.gazetteer.owns(home, state) || after()
        };
        home.map_or(self.is_stateless(figure), |home| !within(home))
    }

    /// Does a journey of the figure to the place lead abroad? Whoever is the Vatican's is at home in Rome, whoever serves an organisation at
    /// its seat.
    #[must_use]
    pub fn leads_abroad(&self, figure: usize, goal: &Whereabouts) -> bool {
        let around = |home: u32| self.gazetteer.encloses(goal.state, home);
        let capital = || goal.place.is_some_and(|place| self.gazetteer.places[place as usize].capital);
        let enclosed = || self.people.figures[figure].state.is_some_and(around) && capital();
        self.is_abroad(figure, goal.state) && !enclosed() && !self.serves_at(figure, goal)
    }

    /// Has an organisation that the figure serves its seat in the town?
    fn serves_at(&self, figure: usize, goal: &Whereabouts) -> bool {
        let Some(town) = goal.place.map(|place| &self.gazetteer.places[place as usize].name) else { return false };
        let mut served = self.titles_of(&self.people.figures[figure]).filter_map(|title| title.serves);
        served.any(|actor| self.gazetteer.actors[actor as usize].seat.as_ref() == Some(town))
    }

    /// Where the story is for somebody: the likeliest place that is not at home.
    #[must_use]
    pub fn stage_of(&self, figure: usize) -> Option<Whereabouts> {
        let person = &self.people.figures[figure];
        // Whoever is the Vatican's is at home in Rome.
        let around = |state: u32| person.state.is_some_and(|home| home == state || self.gazetteer.encloses(state, home));
        self.stage.iter().find(|place| !around(place.state)).cloned()
    }

    /// The first preposition left of an item, past articles and at most `fillers` other small words; `None` if there is none.
    #[must_use]
    pub fn preposition_before(&self, sentence: &Sentence, item: usize, fillers: usize) -> Option<(String, usize)> {
        let mut at = item;
        let mut skipped = 0;
        let mut article = false;
        while at > 0 {
            at -= 1;
            let word = self.word(sentence, at);
            if word.is_empty() || !sentence.items[at].kind.eq(&ItemKind::Word) || self.pack.words.that.contains(word) {
                return None;
            }
            if self.pack.words.prepositions.contains(word) || self.pack.words.place_prepositions.contains(word) {
                return Some((word.to_owned(), at));
            }
            let small = self.pack.words.articles.contains(word)
                || self.pack.offices.appositive.length_at(&self.marked.tokens, sentence.items[at].tokens.start).is_some();
            // “à la rencontre le président”: behind an article of its own, a noun with an article does not carry a preposition over.
            let noun = at > 0 && self.pack.words.articles.contains(self.word(sentence, at - 1));
            if !small && article && noun {
                return None;
            }
            article |= self.pack.words.articles.contains(word);
            if !small {
                skipped += 1;
                if skipped > fillers {
                    return None;
                }
            }
        }
        None
    }

    /// Is the item ruled by a preposition (“de X”, “avec X”)?
    #[must_use]
    pub fn governed(&self, sentence: &Sentence, item: usize) -> bool {
        let tokens = sentence.items[item].tokens.start;
        // A title's own article may be a contracted preposition: “du dirigeant russe”.
        let own = &self.marked.tokens[tokens].lower;
        if self.pack.words.prepositions.contains(own) && !self.pack.words.between.contains(own) {
            return true;
        }
        let ruled = |item: usize| {
            let before = self.preposition_before(sentence, item, 1);
            before.is_some_and(|(word, _)| !self.pack.words.between.contains(&word))
        };
        ruled(item) || self.own_noun_before(sentence, item).is_some_and(ruled) || self.ruled_with_another(sentence, item)
    }

    /// “avec le président X et son homologue Y”: is the item joined by “et” to somebody whom a preposition of company or agency rules?
    fn ruled_with_another(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        let small = |at: usize| self.one_of(sentence, at, &words.the) || self.one_of(sentence, at, &words.own);
        let and = (item.saturating_sub(3)..item).rev().find(|at| !small(*at)).filter(|at| self.one_of(sentence, *at, &words.and));
        let other = and.and_then(|and| and.checked_sub(1)).filter(|at| matches!(sentence.items[*at].kind, ItemKind::Person(_)));
        let by = |at: usize| {
            self.preposition_before(sentence, at, 1).is_some_and(|(word, _)| words.with.contains(&word) || words.by.contains(&word))
        };
        other.is_some_and(by)
    }

    /// “à son cousin, le sultan X”: the noun with “son” to which the person behind a comma is an apposition.
    fn own_noun_before(&self, sentence: &Sentence, item: usize) -> Option<usize> {
        let the = usize::from(item > 0 && self.one_of(sentence, item - 1, &self.pack.words.the));
        let comma = item.checked_sub(1 + the).filter(|at| self.word(sentence, *at) == ",")?;
        // “avec le président élu, X”
        let elect = (comma.saturating_sub(3)..comma.saturating_sub(1)).find(|at| {
            let with = at.checked_sub(1).is_some_and(|before| self.one_of(sentence, before, &self.pack.words.with));
            with && self.one_of(sentence, *at, &self.pack.words.the) && self.begins(sentence, at + 1, &self.pack.journeys.bearers)
        });
        let own = comma.checked_sub(2).filter(|at| self.one_of(sentence, *at, &self.pack.words.own)).or(elect)?;
        // “À l'invitation de son homologue, X, ministre du Togo, effectuera …”: the phrase ends at the comma, and X leads.
        let opens = (0..own).all(|at| {
            let word = self.word(sentence, at);
            let small = self.pack.words.prepositions.contains(word) || self.pack.words.articles.contains(word);
            small || self.pack.journeys.invitation.contains(word)
        });
        let leads = || {
            let comma = (item + 1..sentence.items.len()).find(|at| self.word(sentence, *at) == ",")?;
            let verb = |at: usize| self.pack.verbs.readings(self.word(sentence, at)).iter().any(|(_, form)| form.is_finite());
            let nobody = |at: usize| self.figure(sentence.items[at].kind).is_none();
            let behind = (item + 1..sentence.items.len()).find(|at| verb(*at))?;
            Some((comma < behind || behind <= item + 3) && (item + 1..behind).all(nobody))
        };
        (!(opens && leads() == Some(true)) && self.begins(sentence, own + 1, &self.pack.journeys.bearers)).then_some(own + 1)
    }

    /// The states of the people and actors of a subject.
    #[must_use]
    pub fn states_of(&self, subject: &Subject) -> Vec<u32> {
        let mut states: Vec<u32> =
            subject.figures.iter().filter_map(|figure| self.acts_for(*figure)).chain(subject.actors.iter().copied()).collect();
        states.dedup();
        states
    }
}
