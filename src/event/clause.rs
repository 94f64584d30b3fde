//! A light view of clauses: how far one reaches, the dates beside a word, the tense of a whole.

use super::scene::Scene;
use super::verb_group::Tense;
use super::visit::DateFound;
use crate::lang::{Form, VerbId};
use crate::mention::{Item, ItemKind, Sentence};
use crate::period::Period;
use crate::text::Token;
use std::ops::Range;

impl Scene<'_> {
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
        let is_first = |item: &Item| self.pack.words.first_time.contains(&self.marked.tokens[item.tokens.start].lower);
        let first_since = |at: usize| sentence.items[..at].iter().any(is_first);
        let since = |at: usize| self.is_since(sentence.items[at].tokens.start);
        // “né le 4 mars 1952” dates something else; “premier déplacement à Sofia depuis mai 2003”: that is when the one before was.
        // “séjournera à Oslo jusqu'au 20 mars”: that is when it ends.
        let until = |at: usize| {
            let start = sentence.items[at].tokens.start;
            (start.saturating_sub(2).max(sentence.tokens.start)..start)
                .any(|token| self.pack.words.until.contains(&self.marked.tokens[token].lower))
        };
        let other = |at: usize| {
            until(at) || at > 0 && self.pack.words.other_dates.contains(self.word(sentence, at - 1)) || since(at) && first_since(at)
        };
        // “au port, ravagé par l'explosion du 4 août 2020”: behind a comma a participle has a date of its own.
        let apart = |at: usize| {
            let participle = |at: usize| {
                let readings = self.pack.verbs.readings(self.word(sentence, at));
                let word = self.word(sentence, at);
                readings.iter().any(|(_, form)| *form == Form::Participle) || readings.is_empty() && self.ends_like_participle(word)
            };
            // “…, arrivé mardi”, but not “de l'indépendance, proclamée en 1991”
            let travels = |at: usize| {
                let readings = self.pack.verbs.readings(self.word(sentence, at));
                readings.iter().any(|(verb, _)| self.pack.journeys.verbs.contains_key(&verb.0))
            };
            let set_off = |comma: usize| comma + 2 < at || comma + 2 == at && !travels(comma + 1);
            (item + 1..at).any(|comma| self.word(sentence, comma) == "," && set_off(comma) && participle(comma + 1))
        };
        // “la première depuis X, en 1928”
        let anothers = |at: usize| {
            let person = at.checked_sub(1 + usize::from(at > 0 && self.word(sentence, at - 1) == ","));
            person.filter(|at| self.figure(sentence.items[*at].kind).is_some()).is_some_and(|person| {
                let since = |at: usize| self.one_of(sentence, at, &self.pack.words.since);
                (item + 1..person).rev().take(3).any(since)
            })
        };
        let date = |at: &usize| matches!(sentence.items[*at].kind, ItemKind::Date(_)) && !other(*at) && !apart(*at) && !anothers(*at);
        let near = clause.start.max(item.saturating_sub(FARTHEST))..clause.end.min(item + FARTHEST);
        let mut dates: Vec<usize> = near.filter(date).collect();
        // “7 novembre 2015. Poignée de main entre X et Y, qui …”: in a chronology the date on top is that of all.
        if dates.is_empty() {
            dates.extend(self.date_label(sentence));
        }
        // What stands after the trigger belongs to it more than what stands before.
        dates.sort_by_key(|at| (if *at > item { *at - item } else { 2 * (item - *at) + 1 }, *at));
        dates
    }

    /// “depuis mardi”: does the date that begins at a token say since when?
    pub(super) fn is_since(&self, date: usize) -> bool {
        (date.saturating_sub(1)..=date).any(|at| self.pack.words.since.contains(&self.marked.tokens[at].lower))
    }

    /// “s'est rendu au Cap-Vert, partenaire depuis 1993”: no journey begins in a year and goes on.
    pub(super) fn is_since_a_year(&self, sentence: &Sentence, date: usize) -> bool {
        let settled = self.settled(sentence.items[date].kind, None);
        self.is_since(sentence.items[date].tokens.start) && settled.is_some_and(|settled| matches!(settled.start, Period::Year(_)))
    }

    /// “Arrivé mercredi à Riga, X effectue une visite”: is the date that of a participle which opens the sentence?
    pub(super) fn of_opening_participle(&self, sentence: &Sentence, trigger: usize, date: usize) -> bool {
        let opens = date <= 3 && date < trigger && (0..date).any(|at| self.is_bare_participle(sentence, at));
        opens && (date + 1..trigger).any(|comma| self.word(sentence, comma) == ",")
    }

    /// “ravagé par le séisme du 6 février”: is the day that of a noun before it, which is neither the trigger nor a journey?
    pub(super) fn of_another_noun(&self, sentence: &Sentence, trigger: usize, item: usize) -> bool {
        let ItemKind::Date(date) = sentence.items[item].kind else { return false };
        let mention = &self.marked.dates[date];
        let of = self.pack.words.of.contains(&self.marked.tokens[mention.tokens.start].lower);
        let day = mention.slots.day.is_some() || mention.slots.year.is_some();
        let day = day && mention.slots.day2.is_none() && mention.means == crate::lang::Means::Date;
        let noun = item.checked_sub(1).filter(|at| (*at > trigger + 1 || item < trigger) && sentence.items[*at].kind == ItemKind::Word);
        noun.filter(|_| of && day).is_some_and(|noun| {
            let article = [&self.pack.words.articles, &self.pack.words.own].iter().any(|set| self.one_of(sentence, noun - 1, set));
            let journey = self.pack.journeys.nouns.at(&self.marked.tokens[..sentence.tokens.end], sentence.items[noun].tokens.start);
            // “la journée du 6 janvier” is that day.
            let of_day = self.one_of(sentence, noun, &self.pack.words.day_parts);
            article && journey.is_none() && !of_day
        })
    }

    /// “doit visiter le port avant de repartir samedi”: is the date that of an infinitive behind the trigger?
    pub(super) fn of_later_infinitive(&self, sentence: &Sentence, trigger: usize, date: usize) -> bool {
        (trigger + 1..date).any(|verb| {
            let token = sentence.items[verb].tokens.start;
            let readings = self.pack.verbs.readings(self.word(sentence, verb));
            readings.iter().any(|(_, form)| *form == Form::Infinitive)
                && self.phrase_ending(&self.pack.words.before_infinitive, sentence, token).is_some()
        })
    }

    /// “sa résidence bombardée en 1986”: is the item a year right behind a participle of something else than what the trigger tells?
    pub(super) fn of_a_participle(&self, sentence: &Sentence, trigger: usize, item: usize) -> bool {
        let ItemKind::Date(date) = sentence.items[item].kind else { return false };
        let slots = self.marked.dates[date].slots;
        let participle = |at: usize| {
            let word = self.word(sentence, at);
            let (readings, before) = (self.pack.verbs.readings(word), self.pack.verbs.readings(self.word(sentence, at - 1)));
            let helped = before.iter().any(|(verb, _)| self.pack.words.perfect.contains(verb));
            let ends = || self.ends_like_participle(word);
            let unknown = readings.is_empty() && word.len() > 5 && ends();
            !helped && (unknown || readings.iter().any(|(_, form)| *form == Form::Participle))
        };
        slots.year.is_some() && slots.month.is_none() && (item.saturating_sub(6).max(trigger + 1)..item).any(participle)
    }

    /// “7 novembre 2015. X reçoit …”: the item of the date that a sentence of a chronology bears on top.
    pub(super) fn date_label(&self, sentence: &Sentence) -> Option<usize> {
        // “- JUIN 2000 : …”, “Avril 2004 - …”
        let first = usize::from(matches!(self.word(sentence, 0), "-" | "–" | "—" | "•" | "*"));
        let label = sentence.items.get(first).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        (label && matches!(self.word(sentence, first + 1), "." | ":" | "-" | "–" | "—")).then_some(first)
    }

    /// The date of an item, settled by a tense, with its words.
    pub(super) fn date_found(&self, sentence: &Sentence, item: usize, tense: Option<Tense>) -> Option<DateFound> {
        let ItemKind::Date(date) = sentence.items.get(item)?.kind else { return None };
        let settled = self.settled(sentence.items[item].kind, tense.and_then(Tense::direction))?;
        Some(DateFound { period: settled.start, tokens: sentence.items[item].tokens.clone(), rule: self.marked.dates[date].rule.clone() })
    }

    /// “…, a indiqué le ministère”: does the item open what is said behind a comma, with a helper in the present?
    pub(super) fn opens_saying(&self, sentence: &Sentence, item: usize) -> bool {
        let helper = |(verb, form): &(VerbId, Form)| self.pack.words.perfect.contains(verb) && *form == Form::Present;
        item > 0 && self.word(sentence, item - 1) == "," && self.pack.verbs.readings(self.word(sentence, item)).iter().any(helper)
    }

    /// Does a participle follow a helper, past small words (“avait alors fait”)?
    fn participle_after(&self, helper: usize) -> bool {
        let participle = |token: &Token| self.pack.verbs.may_be(&token.lower, Form::Participle);
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
            if self.looks_future(sentence, token) {
                return Some(Tense::Future);
            }
            for (verb, form) in self.pack.verbs.readings(&self.marked.tokens[token].lower) {
                let helper = self.pack.words.perfect.contains(verb);
                let tense = match form {
                    // “n'aura pris que cinq minutes” looks back.
                    Form::Future if helper && !self.pack.words.passive.contains(verb) && self.participle_after(token) => Some(Tense::Past),
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

    /// “obligera”: a word that the pack does not know, with the ending of a future and nothing before it that makes it a noun.
    fn looks_future(&self, sentence: &Sentence, token: usize) -> bool {
        let words = &self.pack.words;
        let (word, capital) = (&self.marked.tokens[token].lower, self.marked.tokens[token].capital);
        let noun = || {
            let before = token.checked_sub(1).filter(|before| *before >= sentence.tokens.start);
            before.is_some_and(|at| [&words.articles, &words.prepositions].iter().any(|set| set.contains(&self.marked.tokens[at].lower)))
        };
        word.len() > 5
            && !capital
            && words.future_endings.iter().any(|ending| word.ends_with(ending.as_str()))
            && self.pack.verbs.readings(word).is_empty()
            && !noun()
    }

    /// “après l'annonce”, “pour sa part”, “prend part à”: is the form of a verb at an item a noun here?
    pub(super) fn is_noun(&self, sentence: &Sentence, item: usize) -> bool {
        let (words, before) = (&self.pack.words, item.wrapping_sub(1));
        let verb =
            || self.pack.verbs.readings(self.word(sentence, before)).iter().any(|(_, form)| form.is_finite() || *form == Form::Participle);
        self.one_of(sentence, item, &words.not_verbs)
            && ([&words.articles, &words.prepositions, &words.before_nouns].iter().any(|set| self.one_of(sentence, before, set)) || verb())
    }

    /// A form long enough to be a verb and no noun or preposition (“entre”, “visite”).
    fn surely_verb(&self, word: &str) -> bool {
        word.len() > 4 && !self.pack.words.not_verbs.contains(word)
    }
}

/// No farther from its trigger than so many items a date may stand. (What no full stop parts would cost the cube of its length.)
const FARTHEST: usize = 80;
