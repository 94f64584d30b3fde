//! Names: those the gazetteer knows, and runs of capitals that can only be a person.

use super::{Marked, NameMention, Naming, PersonSpan};
use crate::gazetteer::{Entry, Gazetteer, Sense};
use crate::lang::{Form, Pack};
use crate::text::Token;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Fills `names` and `people` (names only; titles come after).
pub(super) fn find(marked: &mut Marked, pack: &Pack, gazetteer: &Gazetteer) {
    let mut people = Vec::new();
    let mut names = Vec::new();
    let mut taken = vec![false; marked.tokens.len()];
    for (number, sentence) in marked.sentences.iter().enumerate() {
        let range = sentence.tokens.clone();
        let mut finder = Finder { tokens: &marked.tokens, sentence: range.clone(), pack, gazetteer, last_person: 0 };
        let mut at = range.start;
        while at < range.end {
            match finder.at(at) {
                Some(Found::Name(length, sense, others)) => {
                    names.push(NameMention { tokens: at..at + length, sense, others });
                    taken[at..at + length].fill(true);
                    at += length;
                }
                Some(Found::Person(length, known)) => {
                    let range = at..at + length;
                    taken[range.clone()].fill(true);
                    finder.last_person = range.end;
                    if !finder.names_a_thing(at) {
                        people.push(PersonSpan {
                            tokens: range.clone(),
                            name: Some(range),
                            known,
                            title: None,
                            nation: None,
                            how: Naming::Full,
                            sentence: number,
                        });
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
    }
    surnames(marked, pack, gazetteer, &mut people, &mut taken);
    people.sort_by_key(|person| person.tokens.start);
    marked.people = people;
    marked.names = names;
    shared_adjectives(marked);
}

/// “Corée du Nord – Chine.”: is a sentence nothing but a few names?
pub(super) fn is_label(tokens: &[Token], pack: &Pack) -> bool {
    const LONGEST: usize = 9;
    let small = |token: &Token| [&pack.words.of, &pack.words.the, &pack.words.and].iter().any(|set| set.contains(&token.lower));
    tokens.len() <= LONGEST
        && tokens.iter().all(|token| !token.is_word() || token.capital || token.hyphened || small(token))
        && tokens.last().is_some_and(|token| token.is_sign("."))
}

/// An adjective that two states share (“congolais”) means the one that the text names.
fn shared_adjectives(marked: &mut Marked) {
    let named: HashSet<u32> =
        marked.names.iter().filter_map(|name| if let Sense::State(actor) = name.sense { Some(actor) } else { None }).collect();
    for name in &mut marked.names {
        let Sense::Demonym(first) = name.sense else { continue };
        if named.contains(&first) {
            continue;
        }
        let other = name.others.iter().position(|sense| matches!(sense, Sense::Demonym(actor) if named.contains(actor)));
        if let Some(at) = other {
            std::mem::swap(&mut name.others[at], &mut name.sense);
        }
    }
}

enum Found {
    Name(usize, Sense, Vec<Sense>),
    Person(usize, Vec<u32>),
}

struct Finder<'a> {
    tokens: &'a [Token],
    sentence: Range<usize>,
    pack: &'a Pack,
    gazetteer: &'a Gazetteer,
    /// Where the last person found ends.
    last_person: usize,
}

impl Finder<'_> {
    fn at(&self, at: usize) -> Option<Found> {
        let token = &self.tokens[at];
        if !token.is_word() {
            return None;
        }
        let run = self.run(at);
        let known =
            self.gazetteer.names.at(&self.tokens[..self.sentence.end], at).and_then(|(length, entries)| self.choose(at, length, entries));
        // A known name inside a longer run of capitals: “Victoria Nuland” is not the capital of the Seychelles.
        if let Some(found) = known {
            let length = match &found {
                Found::Name(length, ..) | Found::Person(length, _) => *length,
            };
            let longer = run.as_ref().filter(|run| run.end > at + length && length == 1);
            let is_person = longer.is_some_and(|run| {
                self.is_person(run) && (self.gazetteer.is_given_name(&token.fold) || matches!(found, Found::Person(..)))
            });
            if !is_person {
                return Some(found);
            }
        }
        if let Some(prefix) = self.gazetteer.names.prefix(&token.fold).filter(|_| self.tokens.get(at + 1).is_some_and(|next| next.hyphened))
        {
            return Some(Found::Name(1, Sense::Demonym(prefix), Vec::new()));
        }
        let run = run?;
        let length = run.len();
        self.is_person(&run).then_some(Found::Person(length, Vec::new()))
    }

    /// The sense that the name has here, if any holds.
    fn choose(&self, at: usize, length: usize, entries: &[Entry]) -> Option<Found> {
        let tokens = &self.tokens[at..at + length];
        // “La réunion s'ouvre” is no island.
        let article = length > 1 && self.pack.words.articles.contains(&tokens[0].lower);
        let capital = tokens[0].capital && (!article || tokens.iter().skip(1).any(|token| token.capital));
        // “les îles Salomon”
        let inner =
            tokens.iter().skip(1).any(|token| token.capital && !token.elided) && !self.pack.words.articles.contains(&tokens[0].lower);
        let upper = tokens.iter().all(|token| token.upper || !token.is_word() || token.span.len() == 1);
        let fits: Vec<Sense> = entries
            .iter()
            .filter(|entry| {
                let written = if entry.capitals_only {
                    upper
                } else {
                    capital
                        || inner && matches!(entry.sense, Sense::State(_) | Sense::Place(_))
                        || matches!(entry.sense, Sense::Demonym(_) | Sense::Treaty(_))
                        || self.is_lower_name(entry.sense)
                };
                written && !(entry.ambiguous && self.doubtful(entry.sense, at, length))
            })
            .map(|entry| entry.sense)
            .collect();
        let rank = |sense: &Sense| match sense {
            Sense::State(_) => 0,
            Sense::Demonym(_) => 1,
            Sense::Seat(_) => 2,
            Sense::Treaty(_) => 3,
            Sense::Person(_) if length > 1 => 4,
            Sense::Organisation(_) => 5,
            Sense::Place(_) => 6,
            Sense::Person(_) => 7,
        };
        let best = *fits.iter().min_by_key(|sense| rank(sense))?;
        if let Sense::Person(_) = best {
            let people = fits.iter().filter_map(|sense| if let Sense::Person(person) = sense { Some(*person) } else { None }).collect();
            return Some(Found::Person(length, people));
        }
        // “Corée du Nord” known, “Jordan” in a run of capitals is somebody.
        let named_so = || self.after_given_name(at) || self.given_name_expected(at);
        if matches!(best, Sense::Place(_) | Sense::Organisation(_)) && named_so() {
            return None;
        }
        // “le président Hollande”, “M. Hollande”: behind a title it is the surname of one who held office.
        if matches!(best, Sense::State(_) | Sense::Place(_)) && length == 1 && self.surname_expected(at) {
            return None;
        }
        let others = fits.into_iter().filter(|sense| *sense != best).collect();
        Some(Found::Name(length, best, others))
    }

    /// “François et Claire Duval”: a given name whose surname is told behind another's.
    fn of_a_couple(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens[..self.sentence.end].get(at).filter(|token| token.is_word());
        let capital = |at: usize| word(at).is_some_and(|token| token.capital && !token.upper);
        let alone = at.checked_sub(1).is_none_or(|before| !capital(before));
        let and = word(at + 1).is_some_and(|token| self.pack.words.and.contains(&token.lower));
        alone && capital(at) && self.gazetteer.is_given_name(&self.tokens[at].fold) && and && capital(at + 2) && capital(at + 3)
    }

    fn is_lower_name(&self, sense: Sense) -> bool {
        matches!(sense, Sense::Organisation(actor) if self.gazetteer.actors[actor as usize].kind == crate::gazetteer::ActorKind::ArmedGroup)
            || matches!(sense, Sense::Seat(_))
    }

    /// A name with other meanings needs its surroundings to speak for it.
    fn doubtful(&self, sense: Sense, at: usize, length: usize) -> bool {
        let before = at.checked_sub(1).filter(|i| *i >= self.sentence.start).map(|i| &self.tokens[i]);
        match sense {
            Sense::Place(_) | Sense::Organisation(_) | Sense::Seat(_) => !before.is_some_and(|word| {
                let words = &self.pack.words;
                word.is_sign("(") || words.place_prepositions.contains(&word.lower) || words.of.contains(&word.lower)
            }),
            // One word as a full name: only of people who held office or are widely known, and not where a sentence begins.
            Sense::Person(person) => {
                let person_facts = &self.gazetteer.people[person as usize];
                let title_before = before.is_some_and(|word| {
                    word.is_word() && !word.capital && self.pack.offices.titles.at(std::slice::from_ref(word), 0).is_some()
                });
                let in_office = self.gazetteer.terms.of_person(person as usize).next().is_some();
                length == 1
                    && !title_before
                    && !(in_office && self.tokens[at].upper)
                    && (person_facts.rank < 60 || before.is_none() || self.tokens[at].upper)
            }
            Sense::Demonym(_) | Sense::State(_) => false,
            Sense::Treaty(_) => true,
        }
    }

    fn after_given_name(&self, at: usize) -> bool {
        at.checked_sub(1).filter(|i| *i >= self.sentence.start).is_some_and(|i| {
            let before = &self.tokens[i];
            before.capital
                && before.shape == crate::text::token::Shape::Word
                && self.gazetteer.is_given_name(&before.fold)
                && !self.pack.words.not_names.contains(&before.fold)
        })
    }

    /// The longest run of capitalised words from `at`, particles and initials inside allowed.
    fn run(&self, at: usize) -> Option<Range<usize>> {
        let is_name_word = |token: &Token| token.capital && token.shape == crate::text::token::Shape::Word && !token.elided;
        let first = &self.tokens[at];
        // “Excellence Monsieur X”: what stands before a name is no part of it.
        let before_name = first.span.len() <= 3 || self.tokens[..self.sentence.end].get(at + 1).is_some_and(is_name_word);
        let honorific = before_name && self.pack.words.honorifics.length_at(&self.tokens[at..], 0).is_some();
        // “PDG d'Air France”: a title in capitals is no name.
        let title = first.upper && self.pack.offices.titles.at(&self.tokens[..=at], at).is_some();
        if !is_name_word(first) || self.pack.words.not_names.contains(&first.fold) || first.hyphened || honorific || title {
            return None;
        }
        let mut end = at + 1;
        let mut next = end;
        while next < self.sentence.end {
            let token = &self.tokens[next];
            let initial = token.is_sign(".") && token.glued && self.tokens[next - 1].span.len() == 1;
            if is_name_word(token) || token.hyphened && token.is_word() && end == next {
                next += 1;
                end = next;
            } else if initial || token.is_word() && self.pack.words.particles.contains(&token.fold) && !token.hyphened && next - end < 2 {
                next += 1;
            } else {
                break;
            }
        }
        Some(at..end)
    }

    /// Can this run be nothing but a person? Two words at least, and something that says so.
    fn is_person(&self, run: &Range<usize>) -> bool {
        let words = &self.tokens[run.clone()];
        let capitals = words.iter().filter(|token| token.capital && !token.hyphened).count();
        let korean = words.len() == 3 && words[2].hyphened && !words[2].capital;
        // “Park Geun-hye” is no park.
        let organisation = !korean && words.iter().any(|token| self.pack.words.organisation_words.contains(&token.fold));
        if capitals < 2 || run.len() > 8 || organisation {
            return false;
        }
        if words.iter().all(|token| token.upper) && !self.gazetteer.is_given_name(&words[0].fold) {
            return false;
        }
        let given = self.gazetteer.is_given_name(&words[0].fold);
        let before = run.start.checked_sub(1).filter(|i| *i >= self.sentence.start).map(|i| &self.tokens[i]);
        let titled = self.titled_before(run.start);
        let described =
            self.tokens.get(run.end).is_some_and(|token| token.is_sign(",") || token.is_sign("(")) && self.title_soon(run.end + 1);
        let surname_known = words.last().is_some_and(|word| !self.gazetteer.names.by_surname(&word.fold).is_empty());
        // “X, Y et Z”: in a list of people stands a person.
        let listed = self.last_person + 1 == run.start
            && self.last_person > self.sentence.start
            && before.is_some_and(|token| token.is_sign(",") || self.pack.words.and.contains(&token.lower));
        let described = described || listed;
        let score = 2 * u8::from(given)
            + 2 * u8::from(titled)
            + 2 * u8::from(described)
            + u8::from(surname_known)
            + 2 * u8::from(korean)
            + u8::from(before.is_some_and(|word| word.is_word() && !word.capital));
        score >= 2 && (given || titled || described || korean)
    }

    fn titled_before(&self, at: usize) -> bool {
        let from = at.saturating_sub(6).max(self.sentence.start);
        let honorific = |i: usize| self.pack.words.honorifics.length_at(&self.tokens[..at], i).is_some_and(|length| i + length + 1 >= at);
        (from..at).any(|i| {
            honorific(i)
                || self
                    .pack
                    .offices
                    .titles
                    .at(&self.tokens[..at], i)
                    .is_some_and(|(length, _)| self.tokens[i + length..at].iter().all(|token| token.is_word() || token.is_sign(",")))
        })
    }

    fn title_soon(&self, at: usize) -> bool {
        (at..(at + 4).min(self.sentence.end)).any(|i| {
            self.pack.offices.titles.at(&self.tokens[..self.sentence.end], i).is_some()
                || self.pack.offices.former.length_at(&self.tokens[..self.sentence.end], i).is_some()
        })
    }

    /// “place X”: the name of a thing.
    fn names_a_thing(&self, at: usize) -> bool {
        let mut i = at;
        let mut steps = 0;
        while i > self.sentence.start && steps < 3 {
            i -= 1;
            steps += 1;
            let token = &self.tokens[i];
            if self.pack.words.thing_nouns.length_at(&self.tokens[..=i], i).is_some() {
                // “avaient pris place X et Y”
                let verb = i > self.sentence.start
                    && self.pack.verbs.readings(&self.tokens[i - 1].lower).iter().any(|(_, form)| *form != Form::Infinitive);
                // “le chef du gouvernement X”
                let title = (i.saturating_sub(4).max(self.sentence.start)..i)
                    .any(|from| self.pack.offices.titles.at(&self.tokens[..=i], from).is_some_and(|(length, _)| from + length == i + 1));
                return !verb && !title;
            }
            if !matches!(token.lower.as_str(), "«" | "\"" | "“") && !self.pack.words.thing_complements.contains(&token.lower) {
                return false;
            }
        }
        false
    }
}

/// Surnames of people that the text names in full, or after “M.”, or that only one known person can mean.
fn surnames(marked: &Marked, pack: &Pack, gazetteer: &Gazetteer, people: &mut Vec<PersonSpan>, taken: &mut [bool]) {
    // Folded surname (one or more words) → in full somewhere in the text.
    let mut in_text: HashMap<String, usize> = HashMap::new();
    let mut longest = 1;
    for person in people.iter() {
        let Some(name) = &person.name else { continue };
        for surname in surname_keys(marked, name, &person.known, pack, gazetteer) {
            longest = longest.max(surname.split(' ').count());
            *in_text.entry(surname).or_default() += 1;
        }
    }
    // A surname that names a thing somewhere (“l'agence Bloomberg”) and nobody in full is no person anywhere.
    let mut things: HashSet<String> = HashSet::new();
    for sentence in &marked.sentences {
        let finder = Finder { tokens: &marked.tokens, sentence: sentence.tokens.clone(), pack, gazetteer, last_person: 0 };
        things.extend(
            sentence
                .tokens
                .clone()
                .filter(|at| marked.tokens[*at].capital && finder.names_a_thing(*at))
                .map(|at| marked.tokens[at].fold.clone()),
        );
    }
    let full: HashSet<usize> = people.iter().flat_map(|person| person.tokens.clone()).collect();
    for (number, sentence) in marked.sentences.iter().enumerate() {
        let range = sentence.tokens.clone();
        let finder = Finder { tokens: &marked.tokens, sentence: range.clone(), pack, gazetteer, last_person: 0 };
        let mut at = range.start;
        while at < range.end {
            let token = &marked.tokens[at];
            let starts = token.shape == crate::text::token::Shape::Word
                && !token.hyphened
                && !full.contains(&at)
                && (token.capital || pack.words.particles.contains(&token.fold))
                && !token.elided;
            let length = if starts { surname_at(marked, pack, gazetteer, &finder, at, longest, &in_text, taken) } else { None };
            let length =
                length.filter(|length| in_text.contains_key(&marked.key(&(at..at + length))) || !things.contains(&marked.tokens[at].fold));
            match length {
                Some(length) => {
                    let tokens = at..at + length;
                    taken[tokens.clone()].fill(true);
                    if !finder.names_a_thing(at) {
                        people.push(PersonSpan {
                            tokens: tokens.clone(),
                            name: Some(tokens),
                            known: Vec::new(),
                            title: None,
                            nation: None,
                            how: Naming::Surname,
                            sentence: number,
                        });
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one look-up with all that surrounds it")]
fn surname_at(
    marked: &Marked,
    pack: &Pack,
    gazetteer: &Gazetteer,
    finder: &Finder,
    at: usize,
    longest: usize,
    in_text: &HashMap<String, usize>,
    taken: &[bool],
) -> Option<usize> {
    let end = finder.sentence.end;
    for length in (1..=longest.max(3)).rev() {
        let tokens = at..at + length;
        if tokens.end > end || taken[tokens.clone()].iter().any(|taken| *taken) || !marked.tokens[tokens.clone()].iter().all(Token::is_word)
        {
            continue;
        }
        if marked.tokens.get(tokens.end).is_some_and(|next| next.hyphened)
            || !marked.tokens[tokens.end - 1].capital && !marked.tokens[tokens.end - 1].hyphened
        {
            continue;
        }
        let key = marked.key(&tokens);
        if in_text.contains_key(&key)
            && (length > 1 || marked.tokens[at].capital && !pack.words.articles.contains(&marked.tokens[at].lower))
        {
            return Some(length);
        }
    }
    let token = &marked.tokens[at];
    if !token.capital || taken[at] || token.span.len() < 2 {
        return None;
    }
    let mut length = 1;
    while at + length < end && marked.tokens[at + length].hyphened {
        length += 1;
    }
    let before = at.checked_sub(1).filter(|i| *i >= finder.sentence.start);
    let after_honorific = finder.honorific_right_before(at);
    let after_title = before.is_some() && finder.titled_right_before(at);
    if pack.words.not_names.contains(&token.fold) && !after_honorific {
        return None;
    }
    if after_honorific {
        // “M. Le Drian”: capitals and particles go on.
        let run = finder.run(at).map_or(length, |run| run.len());
        return Some(run.max(length).min(5));
    }
    if finder.given_name_expected(at) {
        let run = finder.run(at)?;
        return Some(run.len().max(length).min(5));
    }
    if finder.of_a_couple(at) {
        return None;
    }
    let key = marked.key(&(at..at + length));
    let office_holders = gazetteer.names.by_surname(&key).iter().any(|person| gazetteer.terms.of_person(*person as usize).next().is_some());
    let well_known = gazetteer
        .names
        .by_surname(&key)
        .iter()
        .any(|person| gazetteer.people[*person as usize].rank >= 60 && gazetteer.terms.of_person(*person as usize).next().is_some());
    let next_is_name = marked
        .tokens
        .get(at + length)
        .is_some_and(|next| next.capital && next.shape == crate::text::token::Shape::Word && at + length < end);
    ((after_title && office_holders) || (well_known && before.is_some() && !next_is_name && token.span.len() > 3)).then_some(length)
}

impl Finder<'_> {
    fn honorific_right_before(&self, at: usize) -> bool {
        let mut i = at;
        while i > self.sentence.start && self.tokens[i - 1].is_sign(".") {
            i -= 1;
        }
        i > self.sentence.start && {
            let word = &self.tokens[i - 1];
            self.pack.words.addresses.contains(&word.lower) && word.capital && !word.elided
        }
    }

    /// “le président Hollande”: does the word follow a title or “M.” at once, and bears somebody who held office the name?
    fn surname_expected(&self, at: usize) -> bool {
        let from = at.saturating_sub(4).max(self.sentence.start);
        let titled = (from..at).any(|i| self.pack.offices.titles.at(&self.tokens[..at], i).is_some_and(|(length, _)| i + length == at))
            || self.honorific_right_before(at);
        let in_office = |person: &u32| self.gazetteer.terms.of_person(*person as usize).next().is_some();
        titled && self.gazetteer.names.by_surname(&self.tokens[at].fold).iter().any(in_office)
    }

    /// “la reine Maxima”: does a title stand right before whose bearers go by a given name?
    fn given_name_expected(&self, at: usize) -> bool {
        (at.saturating_sub(6).max(self.sentence.start)..at).any(|i| {
            let title = self.pack.offices.titles.at(&self.tokens[..at], i);
            title.is_some_and(|(length, rule)| rule.given_name && self.nation(i + length..at))
        })
    }

    /// Nothing, “espagnole” or “d'Espagne”?
    fn nation(&self, tokens: Range<usize>) -> bool {
        let small = |token: &Token| self.pack.words.of.contains(&token.lower) || self.pack.words.the.contains(&token.lower);
        let Some(first) = tokens.clone().find(|at| !small(&self.tokens[*at])) else { return tokens.is_empty() };
        let named = self.gazetteer.names.at(&self.tokens[..tokens.end], first);
        named.is_some_and(|(length, entries)| {
            first + length == tokens.end && entries.iter().any(|entry| matches!(entry.sense, Sense::Demonym(_) | Sense::State(_)))
        })
    }

    fn titled_right_before(&self, at: usize) -> bool {
        let from = at.saturating_sub(7).max(self.sentence.start);
        (from..at).any(|i| {
            self.pack.offices.titles.at(&self.tokens[..at], i).is_some_and(|(length, _)| {
                let between = &self.tokens[i + length..at];
                between.is_empty()
                    || between.len() <= 2
                        && between.iter().all(|token| {
                            matches!(self.gazetteer.names.of(&token.fold).first().map(|entry| entry.sense), Some(Sense::Demonym(_)))
                                || token.hyphened
                        })
            })
        })
    }
}

/// The forms by which somebody of this name is called later.
fn surname_keys(marked: &Marked, name: &Range<usize>, known: &[u32], pack: &Pack, gazetteer: &Gazetteer) -> Vec<String> {
    let words: Vec<&Token> = marked.tokens[name.clone()].iter().filter(|token| token.is_word()).collect();
    let fold = |tokens: &[&Token]| tokens.iter().map(|token| token.fold.as_str()).collect::<Vec<_>>().join(" ");
    let mut keys = Vec::new();
    // Hyphenated parts are one word here: “Dupont-Aignan”.
    let mut starts: Vec<usize> = (0..words.len()).filter(|i| !words[*i].hyphened).collect();
    starts.push(words.len());
    let parts: Vec<&[&Token]> = starts.windows(2).map(|pair| &words[pair[0]..pair[1]]).collect();
    if parts.len() < 2 {
        return keys;
    }
    for (nth, part) in parts.iter().enumerate().skip(1) {
        if part[0].capital && part[0].span.len() > 2 {
            keys.push(fold(part));
            let rest: Vec<&Token> = parts[nth..].iter().flat_map(|part| part.iter().copied()).collect();
            keys.push(fold(&rest));
        }
    }
    // Particles belong to the surname after them.
    for (nth, part) in parts.iter().enumerate().skip(1) {
        if !part[0].capital && nth + 1 < parts.len() {
            let rest: Vec<&Token> = parts[nth..].iter().flat_map(|part| part.iter().copied()).collect();
            keys.push(fold(&rest));
        }
    }
    let korean = parts.len() == 2 && parts[1].len() == 2 && !parts[1][1].capital;
    // “le roi Harald V … Harald”
    let house = name.start.checked_sub(1).is_some_and(|before| {
        let title = pack.offices.titles.at(&marked.tokens[..name.start], before);
        title.is_some_and(|(_, rule)| rule.given_name)
    });
    let first_is_surname = house || korean || known.iter().any(|person| gazetteer.names.by_surname(&parts[0][0].fold).contains(person));
    if first_is_surname {
        keys.push(fold(parts[0]));
    }
    keys.sort();
    keys.dedup();
    keys
}
