//! Who does what a verb tells: subjects before and behind it, coordination, antecedents, plural pronouns.

use super::scene::Scene;
use super::verb_group::{Tense, VerbGroup};
use crate::gazetteer::{ActorKind, Sense};
use crate::lang::Form;
use crate::mention::{ItemKind, Naming, Sentence};
use std::ops::Range;

/// Who does it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// People, as figures.
    pub figures: Vec<usize>,
    /// States and organisations.
    pub actors: Vec<u32>,
    /// The words.
    pub tokens: Option<Range<usize>>,
}

impl Subject {
    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.actors.is_empty()
    }
}

impl Scene<'_> {
    /// The subject of a verb group: nearest to its left in the clause and not ruled by a preposition; after it where nothing stands before.
    pub(super) fn subject(&self, sentence_index: usize, group: &VerbGroup) -> Subject {
        let sentence = &self.marked.sentences[sentence_index];
        let first = self.item_of(sentence, group.tokens.start);
        let before = self.phrase_ending(&self.pack.words.before_infinitive, sentence, group.tokens.start);
        if let Some(before) = before.filter(|_| group.tense == Tense::Open) {
            // “il s'est entretenu avec X, avant de s'envoler”
            let end = self.item_of(sentence, before);
            let leads = |at: &usize| self.figure(sentence.items[*at].kind).is_some() && !self.governed(sentence, *at);
            let leading = (0..end).find(leads);
            let pronoun = (0..leading.unwrap_or(end)).find_map(|at| self.pronoun_at(sentence_index, at).map(|figure| (figure, at)));
            if let Some((figure, at)) = pronoun {
                return Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(sentence.items[at].tokens.clone()) };
            }
            if let Some(at) = leading {
                return self.with_following(sentence, at);
            }
        }
        if let Some(item) = self.first_to(sentence, first).filter(|_| group.tense == Tense::Open) {
            return self.with_following(sentence, item);
        }
        if let Some(figure) = self.said_of(sentence, first, group) {
            return figure;
        }
        if let Some(item) = self.invitee(sentence, first).filter(|_| group.tense == Tense::Open) {
            return self.with_following(sentence, item);
        }
        let left = self.subject_left(sentence_index, first, group.tense == Tense::Open);
        if !left.is_empty() {
            return if self.too_few(sentence, first, &left) { Subject::default() } else { left };
        }
        // “Reçu à Bergen en septembre, X a parlé”, “Avant de quitter Bergen, X …”: a participle or infinitive first, then who.
        if (group.bare || group.tense == Tense::Open) && self.nobody_before(sentence, first) {
            // “Arrivé d'Oslo, où Y l'avait reçu, X …”: past what a relative clause tells.
            // “Arrivé à Accra, deuxième étape d'une tournée, X …”: the first comma behind which somebody leads.
            let commas = (first..sentence.items.len()).filter(|at| {
                let next = self.word(sentence, at + 1);
                self.word(sentence, *at) == "," && !self.pack.words.clause_words.contains(next) && !self.pack.words.relative.contains(next)
            });
            let led = commas.map(|comma| self.led_after(sentence_index, comma + 1)).find(|led| !led.is_empty()).unwrap_or_default();
            // “Reçus à Oslo, X et Y …”
            let several = self.marked.tokens[group.verb].lower.ends_with('s');
            let person = led.tokens.as_ref().map(|tokens| self.item_of(sentence, tokens.start));
            return match person.filter(|at| several && matches!(sentence.items[*at].kind, ItemKind::Person(_))) {
                Some(at) => self.with_following(sentence, at),
                None => led,
            };
        }
        // Inverted: “où s'est rendu X”, “est arrivé X”.
        let next = self.item_of(sentence, group.verb) + 1;
        let mut after = next;
        // “a déclaré à Oslo le ministre X”
        let town = |at: usize| {
            let place = sentence.items.get(at + 1).and_then(|item| self.whereabouts(item.kind));
            let named = |item: &crate::mention::Item| match item.kind {
                ItemKind::Person(person) => matches!(self.marked.people[person].how, Naming::Full | Naming::Surname),
                _ => false,
            };
            // Behind the town, an article at most before the name: a title alone is told of whoever lives there.
            let who = (at + 2..at + 4).filter_map(|at| sentence.items.get(at)).any(named);
            who && self.one_of(sentence, at, &self.pack.words.at) && place.is_some_and(|place| place.place.is_some())
        };
        while self.one_of(sentence, after, &self.pack.words.the)
            || self.one_of(sentence, after, &self.pack.words.adverbs)
            || town(after)
            || sentence.items.get(after).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)))
        {
            after += 1 + usize::from(town(after));
        }
        let before = self.word(sentence, first.wrapping_sub(1));
        let inverted = first == 0
            || matches!(before, "" | ",")
            || self.pack.words.clause_words.contains(before)
            || self.pack.words.day_parts.contains(before) && self.nobody_before(sentence, first);
        match sentence.items.get(after) {
            Some(item) if inverted && !group.bare => match self.figure(item.kind) {
                Some(_) if !self.governed(sentence, after) => self.with_following(sentence, after),
                // “Qu'est allé faire X à …”
                _ if first == 0 || self.nobody_before(sentence, first) || self.pack.words.that.contains(before) => {
                    self.far_right(sentence, next)
                }
                _ => Subject::default(),
            },
            _ => Subject::default(),
        }
    }

    /// Does the ending of a participle fit the person, where it is known whether a man or a woman?
    pub(super) fn agrees(&self, figure: usize, participle: usize) -> bool {
        let word = &self.marked.tokens[participle].lower;
        let feminine = self.pack.words.feminine_endings.iter().any(|ending| word.ends_with(ending.as_str()));
        self.people.figures[figure].gender.is_none_or(|male| male != feminine)
    }

    /// “X, premier président chilien à visiter le Botswana”: the person before the comma of what says that nobody else did.
    fn first_to(&self, sentence: &Sentence, infinitive: usize) -> Option<usize> {
        let words = &self.pack.words;
        let to = (infinitive.saturating_sub(2)..infinitive).rev().find(|at| self.one_of(sentence, *at, &words.to))?;
        let ordinal = (to.saturating_sub(9)..to).rev().find(|at| self.one_of(sentence, *at, &words.ordinals))?;
        let the = usize::from(ordinal > 0 && self.one_of(sentence, ordinal - 1, &words.the));
        let comma = ordinal.checked_sub(1 + the).filter(|at| self.word(sentence, *at) == ",")?;
        let plain = (ordinal + 1..to).all(|at| self.figure(sentence.items[at].kind).is_none() && self.word(sentence, at) != ",");
        comma.checked_sub(1).filter(|at| plain && self.figure(sentence.items[*at].kind).is_some())
    }

    /// “à celle du président X, attendu lundi à Oslo”: the person before the comma of a participle, also where a preposition rules the name;
    /// but not whose envoy or nephew somebody is.
    fn said_of(&self, sentence: &Sentence, first: usize, group: &VerbGroup) -> Option<Subject> {
        let item = first.checked_sub(2).filter(|_| group.bare && self.word(sentence, first - 1) == ",")?;
        let figure = self.figure(sentence.items[item].kind).filter(|_| self.governed(sentence, item))?;
        let agrees = self.agrees(figure, group.verb) && !self.marked.tokens[group.verb].lower.ends_with('s');
        let noun = self.preposition_before(sentence, item, 1).map_or(item, |(_, at)| at).checked_sub(1)?;
        let that = self.pack.instruments.that.length_at(&self.marked.tokens[..sentence.tokens.end], sentence.items[noun].tokens.start);
        let told = self.pack.journeys.nouns.at(&self.marked.tokens[..sentence.tokens.end], sentence.items[noun].tokens.start);
        // “avec le ministre X, venu à Berlin”
        let of = self.governed_by_of(sentence, item);
        (agrees && (that.is_some() || told.is_some() || !of)).then(|| Subject {
            figures: vec![figure],
            actors: Vec::new(),
            tokens: Some(sentence.items[item].tokens.clone()),
        })
    }

    /// “une invitation à X à visiter Oslo”, “a remis à X une invitation pour une visite”: the one to whom an invitation before the item goes.
    pub(super) fn invitee(&self, sentence: &Sentence, item: usize) -> Option<usize> {
        let start = self.clause(sentence, item).start;
        let noun = (start..item).rev().find(|at| self.one_of(sentence, *at, &self.pack.journeys.invitation))?;
        let given = |at: &usize| {
            let to = self.preposition_before(sentence, *at, 0).is_some_and(|(word, _)| self.pack.words.to.contains(&word));
            let own = &self.marked.tokens[sentence.items[*at].tokens.start].lower;
            self.figure(sentence.items[*at].kind).is_some() && (to || self.pack.words.at.contains(own))
        };
        (noun + 1..item).find(given).or_else(|| (start..noun).rev().find(given))
    }

    /// Who leads the clause behind a comma: a name that nothing rules, or a pronoun.
    pub(super) fn led_after(&self, sentence_index: usize, from: usize) -> Subject {
        let sentence = &self.marked.sentences[sentence_index];
        let led = (from..sentence.items.len().min(from + 5)).find_map(|at| {
            let named = self.figure(sentence.items[at].kind).filter(|_| !self.governed(sentence, at));
            named.or_else(|| self.pronoun_at(sentence_index, at)).map(|figure| (figure, sentence.items[at].tokens.clone()))
        });
        let Some((figure, tokens)) = led else {
            // “En signant l'accord, ils …”
            let plural = self.begins(sentence, from, &self.pack.words.pronouns_plural).then(|| sentence.items[from].tokens.start);
            return plural.map_or_else(Subject::default, |token| self.governments_before(sentence_index, token));
        };
        Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(tokens) }
    }

    /// Does nothing that could be a subject stand before the item (“Lundi matin est arrivé …”)?
    fn nobody_before(&self, sentence: &Sentence, item: usize) -> bool {
        let first = (0..item).rev().find(|at| matches!(self.word(sentence, *at), ":" | ";")).map_or(0, |at| at + 1);
        (first..item).all(|at| match sentence.items[at].kind {
            ItemKind::Date(_) | ItemKind::Sign => true,
            ItemKind::Name(_) => self.governed(sentence, at),
            ItemKind::Person(_) => false,
            ItemKind::Word => {
                let word = self.word(sentence, at);
                let words = &self.pack.words;
                words.adverbs.contains(word)
                    || words.prepositions.contains(word)
                    || words.place_prepositions.contains(word)
                    || words.day_parts.contains(word)
            }
        })
    }

    /// “est arrivé à Alger, pour une visite de deux jours, le chef du gouvernement”: the first one after the verb that nothing rules.
    fn far_right(&self, sentence: &Sentence, from: usize) -> Subject {
        for at in from..sentence.items.len().min(from + 22) {
            let item = &sentence.items[at];
            if self.pack.words.relative.contains(self.word(sentence, at)) || self.pack.words.clause_words.contains(self.word(sentence, at))
            {
                break;
            }
            if self.figure(item.kind).is_some_and(|_| !self.governed(sentence, at)) {
                return self.with_following(sentence, at);
            }
        }
        Subject::default()
    }

    /// Walks left from item `first` to what leads the clause.
    pub(super) fn subject_left(&self, sentence_index: usize, first: usize, loose: bool) -> Subject {
        let sentence = &self.marked.sentences[sentence_index];
        let words = &self.pack.words;
        let mut at = first;
        let mut strict = !loose;
        let mut passed: Option<Range<usize>> = None;
        while at > 0 {
            at -= 1;
            let item = &sentence.items[at];
            let adjacent = at + 1 == first;
            match item.kind {
                ItemKind::Person(_) | ItemKind::Name(_) => {
                    if self.governed(sentence, at) && !self.stands_for_its_own(sentence, at) {
                        // “L'avion du ministre s'est posé”, “Une délégation conduite par le ministre est arrivée”
                        let bears = || self.vehicle_of(sentence, at) || self.led_by(sentence, at);
                        if let Some(figure) = self.figure(item.kind).filter(|_| bears()) {
                            return Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(item.tokens.clone()) };
                        }
                        strict = false;
                        continue;
                    }
                    let subject = self.with_coordinates(sentence, at);
                    // “X et son homologue norvégien se sont rencontrés”: the one of the two who is known.
                    let beside = at.checked_sub(1).filter(|and| self.one_of(sentence, *and, &words.and)).and_then(|and| and.checked_sub(1));
                    let known = beside.filter(|at| self.figure(sentence.items[*at].kind).is_some() && !self.governed(sentence, *at));
                    if let Some(known) = known.filter(|_| subject.is_empty() && self.state_of_unknown(sentence, at).is_some()) {
                        return self.with_following(sentence, known);
                    }
                    // “la présidente, arrivée d'Oslo”: somebody, and nobody knows who.
                    if matches!(item.kind, ItemKind::Person(_)) && subject.is_empty() {
                        return Subject::default();
                    }
                    // “a visité Oslo en 1998, après …”: a town far from the verb is no government.
                    let town = matches!(item.kind, ItemKind::Name(name) if matches!(self.marked.names[name].sense, Sense::Place(_)));
                    let far = town && loose && !adjacent && at > 0 && subject.figures.is_empty();
                    if !far && !subject.is_empty() {
                        return subject;
                    }
                    strict = false;
                }
                ItemKind::Date(_) => {}
                ItemKind::Sign => match self.word(sentence, at) {
                    "," | "–" | "—" => {
                        if let Some(open) = self.parenthesis(sentence, at) {
                            let some = self.some_of_them(sentence, open, at);
                            if !some.is_empty() {
                                return some;
                            }
                            passed = Some(open + 1..at);
                            at = open;
                        }
                        strict = false;
                    }
                    ")" => match (0..at).rev().find(|i| self.word(sentence, *i) == "(") {
                        Some(open) => at = open,
                        None => return Subject::default(),
                    },
                    "»" | "\"" | "”" | "“" | "«" => {}
                    _ => return Subject::default(),
                },
                ItemKind::Word => {
                    let word = self.word(sentence, at);
                    // “dans ce qui n'était que …” takes up nobody.
                    if words.relative.contains(word) && !self.one_of(sentence, at.wrapping_sub(1), &words.this) {
                        return self.antecedent(sentence, at);
                    }
                    let start = item.tokens.start;
                    let here = &self.marked.tokens[..sentence.tokens.end];
                    let ends = item.tokens.end;
                    if self.phrase_ending(&words.couples, sentence, ends).is_some() {
                        return self.couple(sentence_index, start);
                    }
                    if self.phrase_ending(&words.pronouns_plural, sentence, ends).is_some() {
                        return self.plural(sentence_index, start);
                    }
                    if self.phrase_ending(&words.both_states, sentence, ends).is_some() {
                        return Subject {
                            actors: self.pair_before(sentence_index, start),
                            figures: Vec::new(),
                            tokens: Some(start..start + 1),
                        };
                    }
                    if let Some(first) = self.phrase_ending(&words.visitor_nouns, sentence, ends) {
                        return Subject { figures: self.topic.into_iter().collect(), actors: Vec::new(), tokens: Some(first..ends) };
                    }
                    for (set, female) in [(&words.pronouns_m, false), (&words.pronouns_f, true)] {
                        let begins = set.length_at(here, start).map(|length| start..start + length);
                        let phrase = begins.or_else(|| self.phrase_ending(set, sentence, ends).map(|first| first..ends));
                        if let Some(phrase) = phrase
                            && (phrase.len() > 1 || adjacent || !strict)
                        {
                            return match self.pronoun(sentence_index, phrase.start, female) {
                                Some(figure) => Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(phrase) },
                                None => Subject::default(),
                            };
                        }
                    }
                    // “ce n'est que sa troisième absence”: no clause begins there.
                    let only = words.that.contains(word)
                        && (at.saturating_sub(3)..at).any(|before| words.negations.contains(self.word(sentence, before)));
                    if words.clause_words.contains(word) && !only {
                        return Subject::default();
                    }
                    // A noun right before the verb is its subject: “un convoi est arrivé”.
                    let joins = words.adverbs.contains(word)
                        || words.conjunctions.contains(word)
                        || words.clitics.contains(word)
                        || words.prepositions.contains(word);
                    // “X et le maire du port l'ont salué”: of several, X is one.
                    if adjacent && strict && !joins {
                        if !self.of_several(sentence, first) {
                            return Subject::default();
                        }
                        strict = false;
                        continue;
                    }
                    if words.and.contains(word) && !adjacent && strict {
                        return Subject::default();
                    }
                }
            }
        }
        // “La veille, son ministre X, a …”: what seemed set off is all there is.
        // “Pour apaiser la crise, le ministre X, a …”
        let alone = |to: usize| {
            (0..to).all(|at| match sentence.items[at].kind {
                ItemKind::Person(_) => false,
                ItemKind::Name(_) => self.governed(sentence, at),
                _ => true,
            })
        };
        let inside = passed.filter(|passed| alone(passed.start - 1)).and_then(|passed| {
            passed.into_iter().find(|at| self.figure(sentence.items[*at].kind).is_some() && !self.governed(sentence, *at))
        });
        inside.map_or_else(Subject::default, |at| self.with_following(sentence, at))
    }

    /// “les rebelles de la SPLA”: is the item the name of an armed group?
    pub(super) fn stands_for_its_own(&self, sentence: &Sentence, item: usize) -> bool {
        let ItemKind::Name(name) = sentence.items[item].kind else { return false };
        let Sense::Organisation(actor) = self.marked.names[name].sense else { return false };
        let of = [item.wrapping_sub(1), item.wrapping_sub(2)];
        self.gazetteer.actors[actor as usize].kind == ActorKind::ArmedGroup
            && of.iter().any(|at| self.one_of(sentence, *at, &self.pack.words.of))
    }

    /// “de X”, “du dirigeant russe”: is the item the complement of a noun?
    pub(super) fn governed_by_of(&self, sentence: &Sentence, item: usize) -> bool {
        let of = &self.pack.words.of;
        let person = matches!(sentence.items[item].kind, ItemKind::Person(_));
        let own = &self.marked.tokens[sentence.items[item].tokens.start].lower;
        person && (of.contains(own) || self.preposition_before(sentence, item, 1).is_some_and(|(word, _)| of.contains(&word)))
    }

    /// “une délégation conduite par X”: do words that tell who leads a group rule the item?
    fn led_by(&self, sentence: &Sentence, item: usize) -> bool {
        let first = sentence.items[item].tokens.start;
        let before = || self.preposition_before(sentence, item, 1).map(|(_, at)| sentence.items[at].tokens.end);
        [Some(first + 1), before()].into_iter().flatten().any(|end| self.phrase_ending(&self.pack.words.led_by, sentence, end).is_some())
    }

    /// Is the verb that begins at an item a plural?
    fn plural_verb(&self, sentence: &Sentence, first: usize) -> bool {
        let verb = (first..sentence.items.len().min(first + 3))
            .map(|at| self.word(sentence, at))
            .find(|word| word.len() > 2 && self.pack.verbs.readings(word).iter().any(|(_, form)| form.is_finite()));
        verb.is_some_and(|verb| self.ends_like_plural(verb))
    }

    /// “X a signé l'ordre et mille soldats ont débarqué”: one person, whom nothing joins to others, before a plural verb.
    fn too_few(&self, sentence: &Sentence, first: usize, subject: &Subject) -> bool {
        let Some(tokens) = subject.tokens.as_ref().filter(|_| subject.figures.len() == 1 && subject.actors.is_empty()) else {
            return false;
        };
        let named = self.item_of(sentence, tokens.start);
        let person = matches!(sentence.items[named].kind, ItemKind::Person(_));
        // “X et sa délégation sont arrivés”, “le roi et la reine sont arrivés”
        let joins = |at: usize| self.one_of(sentence, at, &self.pack.words.joining) || self.one_of(sentence, at, &self.pack.words.with);
        let near = named.saturating_sub(4)..named + 3;
        person && self.plural_verb(sentence, first) && first > named + 2 && !near.into_iter().any(joins)
    }

    /// Is the verb behind an item a plural, and does “et” stand among the words before the item, behind a person?
    fn of_several(&self, sentence: &Sentence, first: usize) -> bool {
        self.plural_verb(sentence, first)
            && (first.saturating_sub(9).max(1)..first).any(|at| {
                let joined = matches!(sentence.items[at - 1].kind, ItemKind::Person(_) | ItemKind::Name(_));
                self.one_of(sentence, at, &self.pack.words.and) && joined
            })
    }

    /// “l'avion de X”: is the item ruled by “de” behind a vehicle?
    pub(super) fn vehicle_of(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        let own = &self.marked.tokens[sentence.items[item].tokens.start].lower;
        let noun = if words.of.contains(own) {
            item.checked_sub(1)
        } else {
            item.checked_sub(2).filter(|at| self.one_of(sentence, at + 1, &words.of))
        };
        noun.is_some_and(|noun| self.one_of(sentence, noun, &words.vehicles))
    }

    /// The state or organisation that acts by an item: an adjective tells one only beside a noun of government (“le gouvernement
    /// letton”, not “un distributeur letton”).
    pub(super) fn acting(&self, sentence: &Sentence, item: usize) -> Option<u32> {
        let actor = self.actor(sentence.items[item].kind)?;
        let ItemKind::Name(name) = sentence.items[item].kind else { return Some(actor) };
        let first = sentence.items[item].tokens.start;
        let adjective = matches!(self.marked.names[name].sense, Sense::Demonym(_)) && !self.marked.tokens[first].capital;
        let beside = (sentence.tokens.start.max(first.saturating_sub(4))..first)
            .any(|at| self.pack.words.government.length_at(&self.marked.tokens[..first], at).is_some());
        (!adjective || beside).then_some(actor)
    }

    /// The one before “qui”: the nearest person or actor, past commas and what stands between them.
    pub(super) fn antecedent(&self, sentence: &Sentence, relative: usize) -> Subject {
        // “la réunion pour laquelle …”
        if relative > 0 && self.one_of(sentence, relative - 1, &self.pack.words.prepositions) {
            return Subject::default();
        }
        // “C'est X, et non son adjoint, qui …”
        if self.cleft(sentence)
            && let Some(at) = (2..relative.min(4)).find(|at| self.figure(sentence.items[*at].kind).is_some())
        {
            return self.with_following(sentence, at);
        }
        let mut at = relative;
        while at > 0 {
            at -= 1;
            match sentence.items[at].kind {
                // “X, président de l'Union européenne, qui …”
                ItemKind::Name(_) if self.named_before_title(sentence, at + 1).is_some() => {
                    return self
                        .named_before_title(sentence, at + 1)
                        .map_or_else(Subject::default, |at| self.with_coordinates(sentence, at));
                }
                ItemKind::Person(_) | ItemKind::Name(_) => {
                    let mut subject = self.with_coordinates(sentence, at);
                    // “entre X et Y, qui a …”: a singular verb has one of them for its subject, the nearest.
                    let verb = (relative + 1..sentence.items.len().min(relative + 5))
                        .map(|item| self.word(sentence, item))
                        .find(|word| !self.pack.verbs.readings(word).is_empty());
                    if subject.figures.len() > 1 && !verb.is_some_and(|verb| self.ends_like_plural(verb)) {
                        subject.figures.drain(..subject.figures.len() - 1);
                    }
                    return subject;
                }
                ItemKind::Sign if self.word(sentence, at) == ")" => {
                    at = (0..at).rev().find(|i| self.word(sentence, *i) == "(").unwrap_or(0);
                }
                ItemKind::Sign if matches!(self.word(sentence, at), "," | "»" | "\"") => {}
                _ => return Subject::default(),
            }
        }
        Subject::default()
    }

    /// The person before what the comma at an item closes (“X, président de l'Union européenne, …”).
    fn named_before_title(&self, sentence: &Sentence, close: usize) -> Option<usize> {
        let open = self.parenthesis(sentence, close).filter(|_| self.word(sentence, close) == ",")?;
        open.checked_sub(1).filter(|at| matches!(sentence.items[*at].kind, ItemKind::Person(_)))
    }

    /// The comma that opens what the comma at `close` ends, where that is set off from the clause.
    pub(super) fn parenthesis(&self, sentence: &Sentence, close: usize) -> Option<usize> {
        let open = (0..close).rev().find(|i| matches!(self.word(sentence, *i), "," | "–" | "—"))?;
        let first = self.word(sentence, open + 1);
        let item = sentence.items.get(open + 1)?;
        let words = &self.pack.words;
        let participle = self.pack.verbs.readings(first).iter().any(|(_, form)| matches!(form, Form::Participle | Form::Gerund));
        let title = self.pack.offices.titles.at(&self.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some()
            || (words.articles.contains(first) || words.adverbs.contains(first))
                && self.pack.offices.titles.at(&self.marked.tokens[..sentence.tokens.end], item.tokens.end).is_some();
        let set_off = words.relative.contains(first)
            || words.clause_words.contains(first)
            || words.prepositions.contains(first)
            || words.place_prepositions.contains(first)
            || participle
            || title
            || matches!(item.kind, ItemKind::Date(_))
            || words.set_off.contains(first);
        // “, fait suite à celle que son prédécesseur, X, a faite”: a clause begins between.
        let clause = (open + 2..close).any(|at| self.one_of(sentence, at, &words.that)) && participle;
        (set_off && !clause).then_some(open)
    }

    /// A phrase of the set that ends with the token before `end`.
    pub(super) fn phrase_ending(&self, set: &crate::lang::phrase::WordSet, sentence: &Sentence, end: usize) -> Option<usize> {
        (1..=5)
            .filter_map(|length| end.checked_sub(length))
            .filter(|start| *start >= sentence.tokens.start)
            .find(|start| set.length_at(&self.marked.tokens[..end], *start) == Some(end - start))
    }
}
