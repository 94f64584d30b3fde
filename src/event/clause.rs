//! A light view of clauses: the group of a verb with its tense and voice, its subject, the dates beside it.

use super::scene::Scene;
use super::visit::DateFound;
use crate::lang::{Direction, Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use crate::text::Token;
use std::ops::Range;

/// Time and certainty of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// Before another past: told in passing.
    Pluperfect,
    Present,
    Future,
    /// “se rendrait”: reported future, or hearsay.
    Conditional,
    /// “pourrait”, “veut”.
    Doubt,
    /// Infinitive or gerund without a helper.
    Open,
}

impl Tense {
    pub(super) fn direction(self) -> Option<Direction> {
        match self {
            Self::Past | Self::Pluperfect => Some(Direction::Past),
            Self::Present | Self::Future | Self::Conditional => Some(Direction::Future),
            _ => None,
        }
    }
}

/// A verb with its helpers.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup {
    /// From the first helper or clitic to the verb.
    pub tokens: Range<usize>,
    /// The verb's own token.
    pub verb: usize,
    pub tense: Tense,
    pub negated: bool,
    pub reflexive: bool,
    /// Made with “être”: passive for a transitive verb.
    pub with_be: bool,
    /// A participle without helper.
    pub bare: bool,
    /// The object is a pronoun before the verb (“l'a reçu”).
    pub object_pronoun: bool,
    /// “y”.
    pub there: bool,
    /// “était attendu”: the helper is an imperfect.
    pub imperfect: bool,
}

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
    /// Reads the helpers left of a verb form.
    pub(super) fn verb_group(&self, sentence: &Sentence, verb_token: usize, form: Form) -> VerbGroup {
        let tokens = &self.marked.tokens;
        let words = &self.pack.words;
        let mut group = VerbGroup {
            tokens: verb_token..verb_token + 1,
            verb: verb_token,
            tense: match form {
                Form::Present => Tense::Present,
                Form::Imperfect | Form::PastSimple => Tense::Past,
                Form::Future => Tense::Future,
                Form::Conditional => Tense::Conditional,
                Form::Participle => Tense::Past,
                Form::Infinitive | Form::Gerund => Tense::Open,
            },
            negated: false,
            reflexive: false,
            with_be: false,
            bare: form == Form::Participle,
            object_pronoun: false,
            there: false,
            imperfect: form == Form::Imperfect,
        };
        let mut at = verb_token;
        let mut negation_word = false;
        let mut helper = false;
        let mut passive_participle = false;
        for _ in 0..9 {
            let Some(before) = at.checked_sub(1).filter(|i| *i >= sentence.tokens.start) else { break };
            let token = &tokens[before];
            let word = token.lower.as_str();
            let readings = self.pack.verbs.readings(word);
            let of = |list: &[VerbId]| readings.iter().find(|(verb, _)| list.contains(verb)).copied();
            if words.negation_words.contains(word) && !helper {
                negation_word = true;
            } else if words.negations.contains(word) {
                group.negated = true;
            } else if words.reflexive.contains(word) {
                group.reflexive = true;
            } else if words.there.contains(word) {
                group.there = true;
            } else if words.object_pronouns.contains(word)
                && (token.elided || helper || !self.pack.verbs.readings(&tokens[at].lower).is_empty())
                && !tokens[at].capital
            {
                // An article would stand before a noun; here a verb form follows.
                if self.pack.verbs.readings(&tokens[at].lower).is_empty() {
                    break;
                }
                group.object_pronoun = true;
            } else if form == Form::Participle
                && readings.iter().any(|(verb, form)| *form == Form::Participle && words.passive.contains(verb))
            {
                passive_participle = true;
                group.with_be = true;
                group.bare = false;
            } else if !helper && form == Form::Participle && of(&words.perfect).is_some() {
                let (verb, helper_form) = of(&words.perfect).unwrap_or((VerbId(0), Form::Present));
                helper = true;
                group.bare = false;
                group.imperfect = helper_form == Form::Imperfect;
                let be = words.passive.contains(&verb);
                group.with_be |= be;
                group.tense = match helper_form {
                    Form::Present if be && !passive_participle => Tense::Past,
                    Form::Present => Tense::Past,
                    Form::Imperfect if !be || group.reflexive => Tense::Pluperfect,
                    Form::Imperfect | Form::PastSimple => Tense::Past,
                    Form::Future => Tense::Future,
                    Form::Conditional => Tense::Conditional,
                    _ => Tense::Past,
                };
            } else if of(&words.duty).is_some() && (form == Form::Infinitive || helper)
                || of(&words.near_future).is_some() && form == Form::Infinitive && !helper
            {
                group.tense = Tense::Future;
                helper = true;
            } else if of(&words.doubt).is_some() && form == Form::Infinitive && !helper {
                group.tense = Tense::Doubt;
                helper = true;
            } else if form == Form::Infinitive
                && words.of.contains(word)
                && before > sentence.tokens.start
                && self
                    .pack
                    .verbs
                    .readings(&tokens[before - 1].lower)
                    .iter()
                    .any(|(verb, form)| words.recent_past.contains(verb) && matches!(form, Form::Present | Form::Imperfect))
            {
                group.tense = Tense::Past;
                helper = true;
            } else if words.adverbs.contains(word)
                || words.clitics.contains(word)
                || token.hyphened && words.adverbs.contains(tokens[before.saturating_sub(1)].lower.as_str())
            {
                // between helper and verb
            } else {
                break;
            }
            at = before;
        }
        group.negated |= negation_word && self.negated_around(sentence, at, verb_token);
        if group.negated && !self.negation_word_near(sentence, at, verb_token) {
            // “ne” without “pas”: an expletive or “ne … que”
            group.negated = false;
        }
        // A run of adverbs at the left edge belongs to the clause before.
        while at < verb_token && words.adverbs.contains(&tokens[at].lower) && !words.clitics.contains(&tokens[at].lower) {
            at += 1;
        }
        group.tokens = at..verb_token + 1;
        group
    }

    fn negated_around(&self, sentence: &Sentence, from: usize, to: usize) -> bool {
        (from.saturating_sub(2).max(sentence.tokens.start)..to).any(|i| self.pack.words.negations.contains(&self.marked.tokens[i].lower))
    }

    fn negation_word_near(&self, sentence: &Sentence, from: usize, to: usize) -> bool {
        (from.saturating_sub(4).max(sentence.tokens.start)..(to + 4).min(sentence.tokens.end))
            .any(|i| self.pack.words.negation_words.contains(&self.marked.tokens[i].lower))
    }

    /// The subject of a verb group: nearest to its left in the clause and not ruled by a preposition; after it where nothing stands before.
    pub(super) fn subject(&self, sentence_index: usize, group: &VerbGroup) -> Subject {
        let sentence = &self.marked.sentences[sentence_index];
        let first = self.item_of(sentence, group.tokens.start);
        let left = self.subject_left(sentence_index, first, group.tense == Tense::Open);
        if !left.is_empty() {
            return left;
        }
        // Inverted: “où s'est rendu X”, “est arrivé X”.
        let next = self.item_of(sentence, group.verb) + 1;
        let mut after = next;
        while self.one_of(sentence, after, &self.pack.words.the)
            || self.one_of(sentence, after, &self.pack.words.adverbs)
            || sentence.items.get(after).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)))
        {
            after += 1;
        }
        let before = self.word(sentence, first.wrapping_sub(1));
        let inverted = first == 0 || matches!(before, "" | ",") || self.pack.words.clause_words.contains(before);
        match sentence.items.get(after) {
            Some(item) if inverted && !group.bare => match self.figure(item.kind) {
                Some(figure) if !self.governed(sentence, after) => {
                    Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(item.tokens.clone()) }
                }
                _ if first == 0 || self.nobody_before(sentence, first) => self.far_right(sentence, next),
                _ => Subject::default(),
            },
            _ => Subject::default(),
        }
    }

    /// Does nothing that could be a subject stand before the item (“Lundi matin est arrivé …”)?
    fn nobody_before(&self, sentence: &Sentence, item: usize) -> bool {
        (0..item).all(|at| match sentence.items[at].kind {
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
            if let Some(figure) = self.figure(item.kind).filter(|_| !self.governed(sentence, at)) {
                return Subject { figures: vec![figure], actors: Vec::new(), tokens: Some(item.tokens.clone()) };
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
        while at > 0 {
            at -= 1;
            let item = &sentence.items[at];
            let adjacent = at + 1 == first;
            match item.kind {
                ItemKind::Person(_) | ItemKind::Name(_) => {
                    if self.governed(sentence, at) {
                        strict = false;
                        continue;
                    }
                    let subject = self.with_coordinates(sentence, at);
                    // “a visité Oslo en 1998, après …”: a town far from the verb is no government.
                    let town = matches!(item.kind, ItemKind::Name(name) if matches!(self.marked.names[name].sense, crate::gazetteer::Sense::Place(_)));
                    let far = town && loose && !adjacent && subject.figures.is_empty();
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
                    if self.phrase_ending(&words.pronouns_plural, sentence, ends).is_some() {
                        return self.plural(sentence_index, start);
                    }
                    if self.phrase_ending(&words.both_states, sentence, ends).is_some() {
                        return Subject { actors: self.pair_before(sentence_index), figures: Vec::new(), tokens: Some(start..start + 1) };
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
                    if adjacent && strict && !joins {
                        return Subject::default();
                    }
                    if words.and.contains(word) && !adjacent && strict {
                        return Subject::default();
                    }
                }
            }
        }
        Subject::default()
    }

    /// “X et Y”, “X, Y et Z”: the person or actor at an item with those coordinated before it.
    fn with_coordinates(&self, sentence: &Sentence, item: usize) -> Subject {
        let mut subject = Subject::default();
        let mut at = item;
        loop {
            let kind = sentence.items[at].kind;
            if let Some(figure) = self.figure(kind) {
                if !subject.figures.contains(&figure) {
                    subject.figures.insert(0, figure);
                }
            } else if let Some(actor) = self.acting(sentence, at) {
                if !subject.actors.contains(&actor) {
                    subject.actors.insert(0, actor);
                }
            } else {
                break;
            }
            subject.tokens =
                Some(subject.tokens.map_or(sentence.items[at].tokens.clone(), |old| super::hull(&old, &sentence.items[at].tokens)));
            let mut before = at;
            // “l'Ougandais X et le Rwandais Y”
            let adjective = |item: usize| matches!(sentence.items[item].kind, ItemKind::Name(name) if matches!(self.marked.names[name].sense, crate::gazetteer::Sense::Demonym(_)));
            if before > 0 && adjective(before - 1) && self.figure(kind).is_some() {
                before -= 1;
            }
            let mut linked = false;
            while before > 0 {
                let word = self.word(sentence, before - 1);
                if word == ")" {
                    // “X (Togo), Y (Mali) et Z”
                    match (0..before - 1).rev().find(|i| self.word(sentence, *i) == "(") {
                        Some(open) => before = open,
                        None => break,
                    }
                    continue;
                }
                let words = &self.pack.words;
                let links = word == "," || words.joining.contains(word);
                if links || words.articles.contains(word) && !words.of.contains(word) && !words.at.contains(word) {
                    linked |= links;
                    before -= 1;
                } else {
                    break;
                }
            }
            // “…, X, du Togo, Y”: the realm of the next one stands between.
            if linked && before > 2 && matches!(sentence.items[before - 1].kind, ItemKind::Name(_)) && subject.actors.is_empty() {
                let realm = before - 1;
                let mut first = realm;
                while first > 0 && [&self.pack.words.of, &self.pack.words.the].iter().any(|class| self.one_of(sentence, first - 1, class)) {
                    first -= 1;
                }
                if first < realm {
                    before = first;
                    while before > 0 && (self.word(sentence, before - 1) == "," || self.one_of(sentence, before - 1, &self.pack.words.and))
                    {
                        before -= 1;
                    }
                }
            }
            if !linked || before == 0 || !matches!(sentence.items[before - 1].kind, ItemKind::Person(_) | ItemKind::Name(_)) {
                break;
            }
            at = before - 1;
        }
        subject
    }

    /// The state or organisation that acts by an item: an adjective tells one only beside a noun of government (“le gouvernement
    /// letton”, not “un distributeur letton”).
    pub(super) fn acting(&self, sentence: &Sentence, item: usize) -> Option<u32> {
        let actor = self.actor(sentence.items[item].kind)?;
        let ItemKind::Name(name) = sentence.items[item].kind else { return Some(actor) };
        let first = sentence.items[item].tokens.start;
        let adjective = matches!(self.marked.names[name].sense, crate::gazetteer::Sense::Demonym(_)) && !self.marked.tokens[first].capital;
        let beside = (sentence.tokens.start.max(first.saturating_sub(4))..first)
            .any(|at| self.pack.words.government.length_at(&self.marked.tokens[..first], at).is_some());
        (!adjective || beside).then_some(actor)
    }

    /// The one before “qui”: the nearest person or actor, past commas and what stands between them.
    fn antecedent(&self, sentence: &Sentence, relative: usize) -> Subject {
        let mut at = relative;
        while at > 0 {
            at -= 1;
            match sentence.items[at].kind {
                ItemKind::Person(_) | ItemKind::Name(_) => {
                    let mut subject = self.with_coordinates(sentence, at);
                    // “entre X et Y, qui a …”: a singular verb has one of them for its subject, the nearest.
                    let verb = (relative + 1..sentence.items.len().min(relative + 5))
                        .map(|item| self.word(sentence, item))
                        .find(|word| !self.pack.verbs.readings(word).is_empty());
                    if subject.figures.len() > 1 && !verb.is_some_and(|verb| verb.ends_with("nt")) {
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

    /// The comma that opens what the comma at `close` ends, where that is set off from the clause.
    fn parenthesis(&self, sentence: &Sentence, close: usize) -> Option<usize> {
        let open = (0..close).rev().find(|i| matches!(self.word(sentence, *i), "," | "–" | "—"))?;
        let first = self.word(sentence, open + 1);
        let item = sentence.items.get(open + 1)?;
        let words = &self.pack.words;
        let participle = self.pack.verbs.readings(first).iter().any(|(_, form)| matches!(form, Form::Participle | Form::Gerund));
        let title = self.pack.offices.titles.at(&self.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some()
            || words.articles.contains(first)
                && self.pack.offices.titles.at(&self.marked.tokens[..sentence.tokens.end], item.tokens.end).is_some();
        let set_off = words.relative.contains(first)
            || words.clause_words.contains(first)
            || words.prepositions.contains(first)
            || words.place_prepositions.contains(first)
            || participle
            || title
            || matches!(item.kind, ItemKind::Date(_))
            || words.set_off.contains(first);
        set_off.then_some(open)
    }

    /// “plusieurs dirigeants, dont X et Y, sont arrivés”: those named of a subject that is not.
    fn some_of_them(&self, sentence: &Sentence, open: usize, close: usize) -> Subject {
        let start = sentence.items[open + 1].tokens.start;
        let Some(length) = self.pack.words.including.length_at(&self.marked.tokens[..sentence.tokens.end], start) else {
            return Subject::default();
        };
        let inside = self.item_of(sentence, start + length)..close;
        let mut figures: Vec<usize> = inside.filter_map(|at| self.figure(sentence.items[at].kind)).collect();
        figures.dedup();
        let tokens = Some(start..sentence.items[close].tokens.start);
        if figures.is_empty() { Subject::default() } else { Subject { figures, actors: Vec::new(), tokens } }
    }

    /// A phrase of the set that ends with the token before `end`.
    fn phrase_ending(&self, set: &crate::lang::phrase::WordSet, sentence: &Sentence, end: usize) -> Option<usize> {
        (1..=5)
            .filter_map(|length| end.checked_sub(length))
            .filter(|start| *start >= sentence.tokens.start)
            .find(|start| set.length_at(&self.marked.tokens[..end], *start) == Some(end - start))
    }

    /// “les deux hommes”, “ils”: the last two figures that led something.
    fn plural(&self, sentence_index: usize, token: usize) -> Subject {
        let mut figures: Vec<usize> = Vec::new();
        for back in 0..=3 {
            let Some(at) = sentence_index.checked_sub(back) else { break };
            for item in self.marked.sentences[at].items.iter().rev().filter(|item| item.tokens.end <= token) {
                if let Some(figure) = self.figure(item.kind)
                    && !figures.contains(&figure)
                {
                    figures.push(figure);
                }
            }
            if figures.len() >= 2 {
                figures.truncate(2);
                figures.reverse();
                return Subject { figures, actors: Vec::new(), tokens: Some(token..token + 1) };
            }
        }
        Subject::default()
    }

    /// “les deux pays”: the two states spoken of last before a sentence, nearest first, else the two that the text names most.
    pub(super) fn pair_before(&self, sentence_index: usize) -> Vec<u32> {
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
            for item in &sentence.items {
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

    /// The states that a sentence names, by name, adjective, government or person.
    pub(super) fn states_in(&self, sentence: usize) -> Vec<u32> {
        let mut states: Vec<u32> = Vec::new();
        let Some(sentence) = self.marked.sentences.get(sentence) else { return states };
        for at in 0..sentence.items.len() {
            let figure = || self.figure(sentence.items[at].kind).and_then(|figure| self.people.figures[figure].state);
            let state = self.acting(sentence, at).or_else(figure);
            states.extend(state.filter(|state| !states.contains(state)));
        }
        states
    }

    /// States by how often the text names them, most first; a tie goes to the one named first.
    pub(super) fn counted_states(&self) -> Vec<(u32, usize)> {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        for sentence in &self.marked.sentences {
            for item in &sentence.items {
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

    /// “C'est le 1er août que le traité …”: what is set apart belongs to the clause behind.
    pub(super) fn cleft(&self, sentence: &Sentence) -> bool {
        let is =
            |at: usize| self.pack.verbs.readings(self.word(sentence, at)).iter().any(|(verb, _)| self.pack.words.passive.contains(verb));
        self.one_of(sentence, 0, &self.pack.words.cleft) && is(1)
    }

    /// The items of the clause around a trigger: between strong signs and clause words.
    pub(super) fn clause(&self, sentence: &Sentence, item: usize) -> Range<usize> {
        let words = &self.pack.words;
        let breaks = |at: usize| {
            let word = self.word(sentence, at);
            matches!(word, ";" | ":" | "«" | "»" | "(" | ")") || words.clause_words.contains(word) || words.relative.contains(word)
        };
        let cleft = self.cleft(sentence);
        let start = (0..item).rev().find(|at| breaks(*at) && !(cleft && self.one_of(sentence, *at, &words.that))).map_or(0, |at| at + 1);
        let end = (item + 1..sentence.items.len()).find(|at| breaks(*at)).unwrap_or(sentence.items.len());
        start..end
    }

    /// The dates of the clause around a trigger, nearest first.
    pub(super) fn dates_near(&self, sentence: &Sentence, item: usize) -> Vec<usize> {
        let clause = self.clause(sentence, item);
        let first_since =
            sentence.items.iter().any(|item| self.pack.words.first_time.contains(&self.marked.tokens[item.tokens.start].lower));
        let since = |at: usize| {
            let opens = |token: usize| self.pack.words.since.contains(&self.marked.tokens[token].lower);
            let start = sentence.items[at].tokens.start;
            opens(start) || start > 0 && opens(start - 1)
        };
        // “né le 4 mars 1952” dates something else; “premier déplacement à Sofia depuis mai 2003”: that is when the one before was.
        let other = |at: usize| at > 0 && self.pack.words.other_dates.contains(self.word(sentence, at - 1)) || first_since && since(at);
        let mut dates: Vec<usize> = clause.filter(|at| matches!(sentence.items[*at].kind, ItemKind::Date(_)) && !other(*at)).collect();
        // What stands after the trigger belongs to it more than what stands before.
        dates.sort_by_key(|at| (if *at > item { *at - item } else { 2 * (item - *at) + 1 }, *at));
        dates
    }

    /// The date of an item, settled by a tense, with its words.
    pub(super) fn date_found(&self, sentence: &Sentence, item: usize, tense: Option<Tense>) -> Option<DateFound> {
        let ItemKind::Date(date) = sentence.items.get(item)?.kind else { return None };
        let settled = self.settled(sentence.items[item].kind, tense.and_then(Tense::direction))?;
        Some(DateFound { period: settled.start, tokens: sentence.items[item].tokens.clone(), rule: self.marked.dates[date].rule.clone() })
    }

    /// Does a participle follow a helper, past small words (“avait alors fait”)?
    fn participle_after(&self, helper: usize) -> bool {
        let participle = |token: &Token| self.pack.verbs.readings(&token.lower).iter().any(|(_, form)| *form == Form::Participle);
        self.marked.tokens[helper + 1..].iter().take(3).take_while(|token| token.is_word()).any(participle)
    }

    /// The tense of a sentence as a whole, for nouns: the first verb group that says one.
    pub(super) fn tense_of(&self, sentence: &Sentence, clause: &Range<usize>) -> Option<Tense> {
        let mut found = None;
        let mut present = None;
        for item in &sentence.items[clause.clone()] {
            if item.kind != ItemKind::Word {
                continue;
            }
            let token = item.tokens.start;
            for (verb, form) in self.pack.verbs.readings(&self.marked.tokens[token].lower) {
                let helper = self.pack.words.perfect.contains(verb);
                let tense = match form {
                    Form::Future => Some(Tense::Future),
                    Form::Conditional => Some(Tense::Conditional),
                    Form::Present if self.pack.words.duty.contains(verb) || self.pack.words.near_future.contains(verb) => {
                        Some(Tense::Future)
                    }
                    Form::Imperfect if self.pack.words.duty.contains(verb) => Some(Tense::Future),
                    Form::Imperfect if helper && self.participle_after(token) => Some(Tense::Pluperfect),
                    Form::Present if helper => None,
                    Form::Present if self.surely_verb(&self.marked.tokens[token].lower) => {
                        present = Some(Tense::Present);
                        None
                    }
                    Form::PastSimple | Form::Participle => Some(Tense::Past),
                    Form::Imperfect => Some(Tense::Past),
                    _ => None,
                };
                if let Some(tense) = tense {
                    if matches!(tense, Tense::Future | Tense::Conditional) {
                        return Some(tense);
                    }
                    found = found.or(Some(tense));
                }
            }
        }
        found.or(present)
    }

    /// A form long enough to be a verb and no noun or preposition (“entre”, “visite”).
    fn surely_verb(&self, word: &str) -> bool {
        word.len() > 4 && !self.pack.words.not_verbs.contains(word)
    }
}
