//! Titles: “le ministre français des Affaires étrangères”, before a name, after it, or alone.

mod join;
mod portfolio;
mod reading;

use super::{Marked, Naming, PersonSpan};
use crate::claim::Office;
use crate::gazetteer::{Gazetteer, Sense};
use crate::lang::Pack;
use join::Join;
use portfolio::Portfolios;
use reading::TitleReader;
use std::ops::Range;

/// A title as written.
#[derive(Debug, Clone)]
pub struct TitleMention {
    /// Title with its nationality and field.
    pub tokens: Range<usize>,
    /// What it means; `Former` is apart.
    pub office: Office,
    /// What it means of people of these states (“secrétaire d'État”).
    pub elsewhere: Vec<(u32, Office)>,
    /// “ancien”, “ex-”.
    pub former: bool,
    /// The state or organisation that it names (index into the gazetteer).
    pub actor: Option<u32>,
    /// The organisation that it names, also where it is no party to anything.
    pub serves: Option<u32>,
    /// Tokens that name the state.
    pub actor_tokens: Option<Range<usize>>,
    /// Of several people.
    pub plural: bool,
    /// Of somebody who speaks for more than themselves; a singer or an economist does not.
    pub public: bool,
    /// Of a house whose people go by a given name (“la reine Mathilde”).
    pub given_name: bool,
}

impl TitleMention {
    /// The words that name the state, else all of them.
    #[must_use]
    pub fn words_of_state(&self) -> Range<usize> {
        self.actor_tokens.clone().unwrap_or_else(|| self.tokens.clone())
    }

    /// What it means of somebody of a state, where the title names none itself.
    #[must_use]
    pub fn office_in(&self, state: Option<u32>) -> Office {
        let here = self.elsewhere.iter().find(|(actor, _)| self.actor.is_none() && Some(*actor) == state);
        here.map_or(self.office, |(_, office)| *office)
    }
}

/// Finds titles and joins them with the names beside them; titles alone become people of their own.
pub(super) fn find(marked: &mut Marked, pack: &Pack, gazetteer: &Gazetteer) {
    let mut alone = Vec::new();
    let mut loose = Vec::new();
    let mut portfolios = Portfolios::default();
    for number in 0..marked.sentences.len() {
        let sentence = marked.sentences[number].tokens.clone();
        let reader = TitleReader::new(marked, pack, gazetteer, sentence.clone());
        let mut titles = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            match reader.title_at(at) {
                Some(title) => {
                    at = title.tokens.end;
                    titles.push(title);
                }
                None => at += 1,
            }
        }
        let mut joins: Vec<Join> = Vec::new();
        let mut titled = Vec::new();
        for (nth, title) in titles.iter().enumerate() {
            let mut join = reader.join(title, &titled);
            // “X, ministre d'État, ministre des Affaires étrangères”
            let before = nth.checked_sub(1).filter(|before| {
                let comma = titles[*before].tokens.end;
                comma + 1 == title.tokens.start && marked.tokens[comma].is_sign(",")
            });
            if let Some(Join::Before(people)) = before.map(|before| &joins[before])
                && matches!(join, Join::Nothing | Join::Alone(_))
            {
                join = Join::Before(people.clone());
            }
            if let Join::Following(people) = &join {
                titled.extend_from_slice(people);
            }
            joins.push(join);
        }
        // “Le Premier ministre, ministre de la Défense, X”: all that stand before a name are its own.
        for nth in (1..titles.len()).rev() {
            let (before, title) = (&titles[nth - 1], &titles[nth]);
            let apposed = !before.plural && !title.plural && marked.tokens[title.tokens.start - 1].is_sign(",");
            let free =
                matches!(joins[nth - 1], Join::Alone(_) | Join::Nothing) && reader.is_complement(before.tokens.end..title.tokens.start - 1);
            if let Join::Following(people) = &joins[nth]
                && apposed
                && free
                && people.len() == 1
            {
                joins[nth - 1] = Join::Following(people.clone());
            }
        }
        portfolio::find(&reader, &mut portfolios);
        let others = reader.of_that(&titles);
        for (title, join) in titles.into_iter().zip(joins) {
            match join {
                Join::Following(people) | Join::Before(people) => {
                    for person in people {
                        attach(marked, person, &title, pack);
                    }
                }
                Join::Alone(tokens) => alone.push(PersonSpan {
                    tokens,
                    name: None,
                    known: Vec::new(),
                    title: Some(title),
                    nation: None,
                    how: Naming::Title,
                    sentence: number,
                }),
                Join::Nothing => loose.push(title),
            }
        }
        for (person, title) in others {
            attach(marked, person, &title, pack);
        }
    }
    if portfolios.likely.len() > 1 {
        portfolios.sure.append(&mut portfolios.likely);
    }
    for (person, title) in portfolios.sure {
        attach(marked, person, &title, pack);
    }
    counterparts(marked, pack, gazetteer, &mut alone);
    marked.people.extend(alone);
    marked.titles = loose;
    nations(marked, pack, gazetteer);
    honorifics(marked, pack);
}

/// The states that words beside the names give.
fn nations(marked: &mut Marked, pack: &Pack, gazetteer: &Gazetteer) {
    for index in 0..marked.people.len() {
        let person = &marked.people[index];
        if person.name.is_some() && person.title.as_ref().is_none_or(|title| title.actor.is_none()) {
            marked.people[index].nation =
                nation_beside(marked, &marked.people[index], pack).or_else(|| realm(marked, &marked.people[index], pack, gazetteer));
        }
    }
}

/// “l'Algérien X”, “X (Gabon)”, “Philippe de Belgique”, “Y, du Togo, et Z”.
fn nation_beside(marked: &Marked, person: &PersonSpan, pack: &Pack) -> Option<(u32, Range<usize>)> {
    let (words, sentence) = (&pack.words, &marked.sentences[person.sentence].tokens);
    let name = person.name.as_ref()?;
    let small = |at: usize| words.of.contains(&marked.tokens[at].lower) || words.the.contains(&marked.tokens[at].lower);
    // The words between the name and that of a state behind it.
    let ruled =
        |from: usize, to: usize| from < to && to - from <= 3 && words.of.contains(&marked.tokens[from].lower) && (from..to).all(small);
    let from = marked.names.partition_point(|other| other.tokens.start < sentence.start);
    marked.names[from..].iter().take_while(|other| other.tokens.start < sentence.end).find_map(|other| {
        let Range { start, end } = other.tokens;
        let beside = match other.sense {
            Sense::Demonym(_) => end == person.tokens.start && marked.tokens[start].capital,
            Sense::State(_) if start > name.end => {
                let sign = &marked.tokens[name.end];
                let closes = |sign: &str| marked.tokens.get(end).is_some_and(|token| token.is_sign(sign));
                sign.is_sign("(") && start == name.end + 1 && closes(")")
                    || sign.is_sign(",") && ruled(name.end + 1, start) && (closes(",") || closes("."))
                    || name.len() <= 2 && ruled(name.end, start)
            }
            _ => false,
        };
        let (Sense::Demonym(actor) | Sense::State(actor)) = other.sense else { return None };
        beside.then(|| (actor, other.tokens.clone()))
    })
}

/// “Mathilde de Belgique”: the state that an unknown name of somebody who goes by a given name ends with.
fn realm(marked: &Marked, person: &PersonSpan, pack: &Pack, gazetteer: &Gazetteer) -> Option<(u32, Range<usize>)> {
    let name = person.name.as_ref().filter(|_| person.known.is_empty())?;
    let titled = person.title.as_ref().is_some_and(|title| title.given_name);
    (name.start + 2..name.end).filter(|at| titled && pack.words.of.contains(&marked.tokens[at - 1].lower)).find_map(|at| {
        let (length, entries) = gazetteer.names.at(&marked.tokens[..name.end], at)?;
        let state = entries.iter().find_map(|entry| if let Sense::State(state) = entry.sense { Some(state) } else { None });
        state.filter(|_| at + length == name.end).map(|state| (state, at..name.end))
    })
}

/// “M. Xi”: the honorific belongs to the mention, so that what stands before it is what rules it.
fn honorifics(marked: &mut Marked, pack: &Pack) {
    for index in 0..marked.people.len() {
        let start = marked.people[index].tokens.start;
        let sentence = marked.sentences[marked.people[index].sentence].tokens.start;
        let mut first = start;
        if first > sentence && marked.tokens[first - 1].is_sign(".") {
            first -= 1;
        }
        let short = first > sentence && pack.words.addresses.contains(&marked.tokens[first - 1].lower) && marked.tokens[first - 1].capital;
        let free = short && !marked.people.iter().any(|person| person.tokens.contains(&(first - 1)));
        if free {
            marked.people[index].tokens.start = first - 1;
        }
    }
}

fn attach(marked: &mut Marked, person: usize, title: &TitleMention, pack: &Pack) {
    let own = nationality_before(marked, person, pack);
    let span = &mut marked.people[person];
    // “Le Premier ministre, ministre de la Défense, X”
    let first = span.title.as_ref().filter(|old| old.tokens.end <= title.tokens.start && title.tokens.end <= span.tokens.start);
    if let Some(first) = first.map(|first| first.tokens.start) {
        span.tokens.start = first;
    }
    // “X, ministre d'État, ministre des Affaires étrangères”
    let says_more = |old: &TitleMention| {
        old.office == Office::Other && title.office != Office::Other
            || old.office == Office::Minister && matches!(title.office, Office::ForeignMinister | Office::DefenceMinister)
    };
    if span.title.as_ref().is_some_and(|old| !says_more(old)) {
        return;
    }
    let mut title = title.clone();
    if title.plural
        && let Some((actor, tokens)) = own
    {
        title.actor = Some(actor);
        title.actor_tokens = Some(tokens);
    }
    // A title right before the name is part of the mention; an apposition or a shared title is not.
    let adjacent = title.tokens.end <= span.tokens.start && span.tokens.start - title.tokens.end <= 2 && !title.plural;
    if adjacent {
        span.tokens = title.tokens.start..span.tokens.end;
    }
    span.title = Some(title);
}

/// “les présidents croate X, finlandais Y”; “X (Gabon)”.
fn nationality_before(marked: &Marked, person: usize, pack: &Pack) -> Option<(u32, Range<usize>)> {
    let tokens = &marked.people[person].tokens;
    marked.names.iter().find_map(|name| match name.sense {
        Sense::Demonym(actor) if name.tokens.end == tokens.start => Some((actor, name.tokens.clone())),
        // “les présidents angolais, X, kényan, Y”
        Sense::Demonym(actor) if name.tokens.end + 1 == tokens.start && marked.tokens[name.tokens.end].is_sign(",") => {
            Some((actor, name.tokens.clone()))
        }
        Sense::State(actor) if name.tokens.start == tokens.end + 1 && marked.tokens[tokens.end].is_sign("(") => {
            Some((actor, name.tokens.clone()))
        }
        // “les présidents du Togo, X, et de la Gambie, Y”
        Sense::State(actor) if name.tokens.end + 1 == tokens.start && marked.tokens[name.tokens.end].is_sign(",") => {
            let ruled = (name.tokens.start.saturating_sub(2)..name.tokens.start).any(|at| pack.words.of.contains(&marked.tokens[at].lower));
            ruled.then(|| (actor, name.tokens.clone()))
        }
        _ => None,
    })
}

/// “son homologue russe”, with a name after it or without.
fn counterparts(marked: &mut Marked, pack: &Pack, gazetteer: &Gazetteer, alone: &mut Vec<PersonSpan>) {
    for number in 0..marked.sentences.len() {
        let sentence = marked.sentences[number].tokens.clone();
        for at in sentence.clone() {
            let Some(length) = pack.words.counterparts.length_at(&marked.tokens[..sentence.end], at) else { continue };
            if marked.people.iter().any(|person| person.name.is_some() && person.tokens.contains(&at)) {
                continue;
            }
            let reader = TitleReader::new(marked, pack, gazetteer, sentence.clone());
            let start = reader.with_article(at);
            // “X a été l'hôte de la Lettonie”: X, and nobody else.
            let is =
                |before: usize| pack.verbs.readings(&marked.tokens[before].lower).iter().any(|(verb, _)| pack.words.passive.contains(verb));
            if pack.words.hosts.contains(&marked.tokens[at].lower) && start.checked_sub(1).is_some_and(is) {
                continue;
            }
            // “sa collègue des Armées, X”: of the same government.
            let title = reader.colleague(at..at + length).unwrap_or_else(|| reader.counterpart(at..at + length));
            let next = reader.past_honorifics(title.tokens.end);
            // “X, son homologue israélien, …”
            let before = || {
                let comma = start.checked_sub(1).filter(|comma| *comma > sentence.start && marked.tokens[*comma].is_sign(","))?;
                reader.people.iter().find(|(range, _)| range.end == comma).map(|(_, person)| *person)
            };
            let end = title.tokens.end;
            if let Some(person) = reader.person_at(next) {
                let span = &mut marked.people[person];
                if span.title.is_none() {
                    span.title = Some(title);
                    span.how = if span.how == Naming::Full { Naming::Full } else { Naming::Surname };
                    span.tokens = start..span.tokens.end;
                }
            } else if let Some(person) = before().filter(|person| marked.people[*person].title.is_none()) {
                marked.people[person].title = Some(title);
            } else if !alone.iter().any(|person| person.tokens.contains(&at)) {
                alone.push(PersonSpan {
                    tokens: start..end,
                    name: None,
                    known: Vec::new(),
                    title: Some(title),
                    nation: None,
                    how: Naming::Counterpart,
                    sentence: number,
                });
            }
        }
    }
}
