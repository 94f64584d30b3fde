//! What a date of the text comes to: from the publication, or where its line, its story or its lead gives the day or the year.

use super::scene::Scene;
use crate::lang::{Direction, Form, Means};
use crate::mention::{DateMention, ItemKind, Sentence};
use crate::period::Period;
use crate::resolve::{Settled, settle};

impl Scene<'_> {
    /// Settles the date of an item.
    #[must_use]
    pub fn settled(&self, kind: ItemKind, tense: Option<Direction>) -> Option<Settled> {
        let ItemKind::Date(date) = kind else { return None };
        // “depuis mardi” has begun, whatever the tense.
        let first = self.marked.dates[date].tokens.start;
        let direction = if self.is_since(first) || self.follows_participle(first) { Some(Direction::Past) } else { tense };
        let of_line = self.year_of_line(date).map(|year| self.marked.dates[date].in_year(year));
        settle(of_line.as_ref().unwrap_or(&self.marked.dates[date]), self.told_on(date), direction, self.dates_before[date])
    }

    /// The day from which a date is told: that of the publication. Where it is not known, a text that begins with a full date tells from that
    /// day on what lacks a year, though it has told of older days meanwhile (“signé en 2007, doit entrer en vigueur le 1er décembre”).
    fn told_on(&self, date: usize) -> Option<Period> {
        let slots = self.marked.dates[date].slots;
        let lead = || {
            let first = self.marked.dates.first().filter(|first| self.marked.sentence_of(&first.tokens) == 0)?;
            let full = first.slots.year.is_some() && first.slots.month.is_some() && first.slots.day.is_some();
            let day = settle(first, None, None, None)?.start;
            let older = self.dates_before[date].and_then(Period::bounds).zip(day.bounds()).is_some_and(|((_, last), (day, _))| last < day);
            (full && older).then_some(day)
        };
        self.published.or_else(|| lead().filter(|_| slots.month.is_some() && slots.year.is_none()))
    }

    /// “une tournée entamée dimanche restera …”: does the date at a token stand right behind a participle that tells something done? One
    /// that opens the sentence goes with its verb (“Reçu jeudi, il plaidera …”), and “attendue dimanche” lies ahead.
    fn follows_participle(&self, date: usize) -> bool {
        let Some(token) = date.checked_sub(1) else { return false };
        let sentence = &self.marked.sentences[self.marked.sentence_of(&(date..date + 1))];
        let item = self.item_of(sentence, token);
        let ahead = self.pack.journeys.status.at(&self.marked.tokens[..date], token).is_some();
        token > sentence.tokens.start && !ahead && item > 0 && self.is_bare_participle(sentence, item)
    }

    /// In a chronology, the year of the date that a line begins with, for a date of that line without a year.
    fn year_of_line(&self, date: usize) -> Option<i16> {
        let mention = &self.marked.dates[date];
        let of_year = |date: &DateMention| matches!(date.means, Means::Date | Means::Range);
        if !of_year(mention) || mention.direction.is_some() || mention.slots.year.is_some() || mention.slots.month.is_none() {
            return None;
        }
        let sentence = &self.marked.sentences[self.marked.sentence_of(&mention.tokens)];
        let line = self.marked.lines[sentence.line].tokens.clone();
        let first = self.marked.dates.iter().find(|date| date.tokens.start >= line.start && date.tokens.end <= line.end)?;
        let of_chronology = first.slots.year.filter(|_| of_year(first) && first.tokens.start == line.start);
        of_chronology.or_else(|| self.year_of_story(date, sentence))
    }

    /// “… le 21 novembre 1995 … X y avait retenu Y, arrivé le 1er novembre”: where a sentence looks back, the year of the date told before.
    fn year_of_story(&self, date: usize, sentence: &Sentence) -> Option<i16> {
        let index = self.marked.sentence_of(&self.marked.dates[date].tokens);
        let before = self.marked.dates[..date].iter().next_back()?;
        let distance = index - self.marked.sentence_of(&before.tokens);
        // A year alone is that of this sentence, or of something else.
        let of_here = before.slots.month.is_some() || index == self.marked.sentence_of(&before.tokens);
        let full = of_here && matches!(before.means, Means::Date | Means::Range | Means::Numeric);
        let year = before.slots.year.filter(|_| full)?;
        let published = self.published.and_then(Period::bounds).is_none_or(|(first, _)| year + 1 < first.year());
        let readings = |at: usize| self.pack.verbs.readings(&self.marked.tokens[at].lower).iter();
        let narrates = |at: usize| {
            let alone = readings(at).all(|(_, form)| *form == Form::PastSimple);
            // “En mai 2019, il signa un accord, qui fut dénoncé en août”: a short word tells of the same sentence only.
            let helper = || distance == 0 && readings(at).any(|(verb, _)| self.pack.words.perfect.contains(verb));
            alone && readings(at).count() > 0 && (self.marked.tokens[at].span.len() > 3 || helper())
        };
        let had = |at: usize| {
            let had = readings(at).any(|(verb, form)| *form == Form::Imperfect && self.pack.words.perfect.contains(verb));
            had && readings(at + 1).chain(readings(at + 2)).any(|(_, form)| *form == Form::Participle)
        };
        let mut words = sentence.tokens.clone().take_while(|at| at + 2 < self.marked.tokens.len());
        // “Le 25 mars 1957, il pleuvait. … Le Bundestag les approuva en juillet”: what is narrated goes on through a paragraph.
        let line = |at: usize| self.marked.sentences[at].line;
        let told_on = distance <= NARRATED && line(index) == line(index - distance) && words.clone().any(narrates);
        let looks_back = told_on || distance <= 1 && words.any(|at| narrates(at) || had(at));
        (published && looks_back).then_some(year)
    }
}

/// Over so many sentences of a paragraph a year told goes on, in what is narrated.
const NARRATED: usize = 4;
