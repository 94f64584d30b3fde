//! Titles: “le ministre français des Affaires étrangères”, before a name, after it, or alone.

use super::{Marked, Naming, PersonSpan};
use crate::claim::Office;
use crate::gazetteer::{ActorKind, Gazetteer, Sense};
use crate::lang::{Form, OfficeRule, Pack};
use crate::text::Token;
use std::ops::Range;

/// A title as written.
#[derive(Debug, Clone)]
pub struct TitleMention {
    /// Title with its nationality and field.
    pub tokens: Range<usize>,
    /// What it means; `Former` is apart.
    pub office: Office,
    /// “ancien”, “ex-”.
    pub former: bool,
    /// The state or organisation that it names (index into the gazetteer).
    pub actor: Option<u32>,
    /// Tokens that name the state.
    pub actor_tokens: Option<Range<usize>>,
    /// Of several people.
    pub plural: bool,
    /// Of somebody who speaks for more than themselves; a singer or an economist does not.
    pub public: bool,
}

/// Finds titles and joins them with the names beside them; titles alone become people of their own.
pub(super) fn find(marked: &mut Marked, pack: &Pack, gazetteer: &Gazetteer) {
    let mut alone = Vec::new();
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
        let joins: Vec<Join> = titles.iter().map(|title| reader.join(title)).collect();
        for (title, join) in titles.into_iter().zip(joins) {
            match join {
                Join::Following(people) | Join::Before(people) => {
                    for person in people {
                        attach(marked, person, &title, pack, gazetteer);
                    }
                }
                Join::Alone(tokens) => alone.push(PersonSpan {
                    tokens,
                    name: None,
                    known: Vec::new(),
                    title: Some(title),
                    how: Naming::Title,
                    sentence: number,
                }),
                Join::Nothing => {}
            }
        }
    }
    counterparts(marked, pack, gazetteer, &mut alone);
    marked.people.extend(alone);
    honorifics(marked);
}

/// “M. Xi”: the honorific belongs to the mention, so that what stands before it is what rules it.
fn honorifics(marked: &mut Marked) {
    for index in 0..marked.people.len() {
        let start = marked.people[index].tokens.start;
        let sentence = marked.sentences[marked.people[index].sentence].tokens.start;
        let mut first = start;
        if first > sentence && marked.tokens[first - 1].is_sign(".") {
            first -= 1;
        }
        let short = first > sentence
            && matches!(
                marked.tokens[first - 1].lower.as_str(),
                "m" | "mm" | "mme" | "mmes" | "mlle" | "mgr" | "dr" | "me" | "monsieur" | "madame"
            )
            && marked.tokens[first - 1].capital;
        let free = short && !marked.people.iter().any(|person| person.tokens.contains(&(first - 1)));
        if free {
            marked.people[index].tokens.start = first - 1;
        }
    }
}

/// Where a title's words end, the nationality inside them, and what they mean.
type Reading<'a> = (usize, Option<(u32, Range<usize>)>, &'a OfficeRule);

enum Join {
    /// The title stands before these names.
    Following(Vec<usize>),
    /// It is an apposition to a name before it.
    Before(Vec<usize>),
    Alone(Range<usize>),
    Nothing,
}

fn attach(marked: &mut Marked, person: usize, title: &TitleMention, _pack: &Pack, gazetteer: &Gazetteer) {
    let own = nationality_before(marked, person, gazetteer);
    let span = &mut marked.people[person];
    if span.title.as_ref().is_some_and(|old| old.office != Office::Other || title.office == Office::Other) {
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

/// “les présidents kényan William Ruto, angolais João Lourenço”; “X (Gabon)”.
fn nationality_before(marked: &Marked, person: usize, _gazetteer: &Gazetteer) -> Option<(u32, Range<usize>)> {
    let tokens = &marked.people[person].tokens;
    marked.names.iter().find_map(|name| match name.sense {
        Sense::Demonym(actor) if name.tokens.end == tokens.start => Some((actor, name.tokens.clone())),
        Sense::State(actor) if name.tokens.start == tokens.end + 1 && marked.tokens[tokens.end].is_sign("(") => {
            Some((actor, name.tokens.clone()))
        }
        // “les présidents du Togo, X, et de la Gambie, Y”
        Sense::State(actor) if name.tokens.end + 1 == tokens.start && marked.tokens[name.tokens.end].is_sign(",") => {
            let ruled = (name.tokens.start.saturating_sub(2)..name.tokens.start)
                .any(|at| matches!(marked.tokens[at].lower.as_str(), "de" | "du" | "des" | "d"));
            ruled.then(|| (actor, name.tokens.clone()))
        }
        _ => None,
    })
}

struct TitleReader<'a> {
    marked: &'a Marked<'a>,
    pack: &'a Pack,
    gazetteer: &'a Gazetteer,
    sentence: Range<usize>,
    names: Vec<(Range<usize>, Sense)>,
    people: Vec<(Range<usize>, usize)>,
}

impl<'a> TitleReader<'a> {
    fn new(marked: &'a Marked<'a>, pack: &'a Pack, gazetteer: &'a Gazetteer, sentence: Range<usize>) -> Self {
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

    fn token(&self, at: usize) -> Option<&Token> {
        (self.sentence.contains(&at)).then(|| &self.marked.tokens[at])
    }

    fn name_at(&self, at: usize) -> Option<&(Range<usize>, Sense)> {
        self.names.iter().find(|(range, _)| range.start == at)
    }

    fn demonym_at(&self, at: usize) -> Option<(u32, Range<usize>)> {
        match self.name_at(at) {
            Some((range, Sense::Demonym(actor))) => Some((*actor, range.clone())),
            _ => None,
        }
    }

    fn person_at(&self, at: usize) -> Option<usize> {
        self.people.iter().find(|(range, _)| range.start == at).map(|(_, person)| *person)
    }

    /// The title that begins at `at`, with its nationality and its field.
    fn title_at(&self, at: usize) -> Option<TitleMention> {
        let first = self.token(at)?;
        if !first.is_word() || self.person_at(at).is_some() || self.name_at(at).is_some() {
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
        if actor.is_none() {
            // “du Cambodge”, “de la République populaire de Chine”, “de l'OTAN”
            let mut i = after_domain;
            while self.token(i).is_some_and(|token| matches!(token.lower.as_str(), "de" | "du" | "des" | "d" | "la" | "l" | "le" | "les"))
                && i < after_domain + 3
            {
                i += 1;
            }
            if i > after_domain
                && let Some((range, sense)) = self.name_at(i)
            {
                let found = match sense {
                    Sense::State(actor) | Sense::Organisation(actor) => Some(*actor),
                    Sense::Seat(actor) => Some(*actor),
                    _ => None,
                };
                if let Some(found) = found {
                    after_domain = range.end;
                    actor = Some((found, range.clone()));
                }
            }
        }
        if domain && after_domain > end {
            // A field after the state: “secrétaire d'État américain aux Affaires …”
            let more = self.domain(after_domain);
            after_domain = more.max(after_domain);
        }
        end = after_domain;
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
        let fixed = rule.state.as_ref().and_then(|code| self.gazetteer.actor_index(code));
        let actor_index = actor.as_ref().map(|(found, _)| *found).or(fixed);
        Some(TitleMention {
            tokens: start..end,
            office: rule.office,
            former,
            actor: actor_index.filter(|at| {
                matches!(self.gazetteer.actors[*at as usize].kind, ActorKind::State) || rule.office == Office::GeneralSecretary
            }),
            actor_tokens: actor.map(|(_, range)| range),
            plural: rule.plural,
            public: rule.public,
        })
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
                let of = |at: usize| self.token(at).is_some_and(|token| matches!(token.lower.as_str(), "de" | "du" | "des" | "d"));
                // “de l'Économie, des Finances et du Budget”
                let listed = self.token(i).is_some_and(|token| token.is_sign(","))
                    && of(i + 1)
                    && self.token(i + 2).is_some_and(|token| token.capital);
                if listed || self.token(i).is_some_and(|token| token.lower == "et") {
                    i += 1;
                } else if !of(i) {
                    return end;
                }
            }
            let start = i;
            while self.token(i).is_some_and(|token| {
                matches!(
                    token.lower.as_str(),
                    "de" | "du"
                        | "des"
                        | "d"
                        | "la"
                        | "l"
                        | "le"
                        | "les"
                        | "à"
                        | "au"
                        | "aux"
                        | "chargé"
                        | "chargée"
                        | "délégué"
                        | "déléguée"
                        | "auprès"
                        | "adjoint"
                        | "adjointe"
                        | "principal"
                        | "principale"
                        | "général"
                        | "générale"
                        | "spécial"
                        | "spéciale"
                )
            }) {
                i += 1;
            }
            if i == start && (first || !self.token(i).is_some_and(|token| token.capital)) {
                return end;
            }
            // The field's own words: a state, a person or a sign end it.
            let Some(token) = self.token(i) else { return end };
            if !token.is_word() || self.person_at(i).is_some() || self.demonym_at(i).is_some() {
                return if matches!(
                    self.token(start).map(|token| token.lower.as_str()),
                    Some("adjoint" | "adjointe" | "principal" | "général")
                ) {
                    i
                } else {
                    end
                };
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
                token.is_word()
                    && !token.capital
                    && token.span.len() > 4
                    && (token.lower.ends_with("ales")
                        || token.lower.ends_with("ères")
                        || token.lower.ends_with("ennes")
                        || token.lower.ends_with("nale")
                        || token.lower.ends_with("ieure")
                        || token.lower.ends_with("ique")
                        || token.lower.ends_with("iques")
                        || token.lower.ends_with("ieures")
                        || token.lower.ends_with("aux"))
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

    fn join(&self, title: &TitleMention) -> Join {
        // “l'assistant de Poutine, Youri Ouchakov”
        if self.token(title.tokens.end).is_some_and(|token| matches!(token.lower.as_str(), "de" | "du" | "d"))
            && let Some(owner) = self.person_at(title.tokens.end + 1)
        {
            let comma = self.marked.people[owner].tokens.end;
            if self.token(comma).is_some_and(|token| token.is_sign(","))
                && let Some(person) = self.person_at(comma + 1)
            {
                return Join::Following(vec![person]);
            }
        }
        // Before names: “le président Macron”, “le ministre, Laurent Fabius”, “les présidents X et Y”.
        let mut at = title.tokens.end;
        if self.token(at).is_some_and(|token| token.is_sign(",") || token.is_sign("«") || token.is_sign("\"")) {
            at += 1;
        }
        while self.token(at).is_some_and(|token| {
            self.pack.words.honorifics.length_at(&self.marked.tokens[..self.sentence.end], at).is_some() && self.person_at(at).is_none()
                || token.is_sign(".")
        }) && at < title.tokens.end + 5
        {
            at += 1;
        }
        if let Some((_, range)) = self.demonym_at(at).filter(|_| title.plural) {
            at = range.end;
        }
        if let Some(person) = self.person_at(at).filter(|_| at <= title.tokens.end + 5) {
            let with_comma = self.token(title.tokens.end).is_some_and(|token| token.is_sign(","));
            let definite = self.article_before(title.tokens.start);
            // “…, ministre, Paul …” after a name belongs to that name.
            if !(with_comma && self.apposition_to(title).is_some())
                && (!with_comma || definite || title.actor.is_some() || title.tokens.start == self.sentence.start)
            {
                let mut people = vec![person];
                if title.plural {
                    people.extend(self.listed_after(person));
                }
                return Join::Following(people);
            }
        }
        if let Some(person) = self.past_complement(title) {
            return Join::Following(vec![person]);
        }
        // An apposition is closed: “X, le dirigeant russe a dit” speaks of somebody else.
        let closed = self.token(title.tokens.end).is_none_or(|token| {
            !token.is_word() || matches!(token.lower.as_str(), "qui" | "et" | "depuis" | "dont" | "en" | "par" | "du" | "de" | "pendant")
        });
        if let Some(person) = self.apposition_to(title).filter(|_| closed) {
            return Join::Before(vec![person]);
        }
        let start = self.with_article(title.tokens.start);
        if title.plural
            || start == title.tokens.start && title.tokens.start != self.sentence.start
            || title.former && title.actor.is_none()
            || title.office == Office::Other
        {
            return Join::Nothing;
        }
        Join::Alone(start..title.tokens.end)
    }

    /// “L'envoyé spécial de l'ONU pour le Darfour, X, …”: the name behind the comma that ends the title's own complement.
    fn past_complement(&self, title: &TitleMention) -> Option<usize> {
        let opens = title.tokens.start == self.sentence.start
            || self.article_before(title.tokens.start)
                && self
                    .with_article(title.tokens.start)
                    .checked_sub(1)
                    .is_none_or(|at| at < self.sentence.start || !self.marked.tokens[at].is_word());
        if !opens || title.plural || title.former {
            return None;
        }
        let comma = (title.tokens.end..self.sentence.end.min(title.tokens.end + 12)).find(|at| !self.marked.tokens[*at].is_word())?;
        let verb = |at: usize| {
            let finite = |form: &Form| !matches!(form, Form::Infinitive | Form::Participle);
            self.pack.verbs.readings(&self.marked.tokens[at].lower).iter().any(|(_, form)| finite(form))
        };
        let plain = comma > title.tokens.end && self.marked.tokens[comma].is_sign(",") && !(title.tokens.end..comma).any(verb);
        let ruled = matches!(
            self.marked.tokens[title.tokens.end].lower.as_str(),
            "de" | "du"
                | "des"
                | "d"
                | "pour"
                | "au"
                | "aux"
                | "à"
                | "en"
                | "auprès"
                | "personnel"
                | "spécial"
                | "spéciale"
                | "personnelle"
        );
        let person = self.person_at(comma + 1).filter(|_| plain && ruled)?;
        // “…, X, …” or “…, X a dit”: not the first of a list of others.
        self.marked.people[person].title.is_none().then_some(person)
    }

    /// Further names of a list: “X, Y et Z”, each with a nationality or a state in brackets at most between.
    fn listed_after(&self, person: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.marked.people[person].tokens.end;
        loop {
            if self.token(at).is_some_and(|token| token.is_sign("(")) {
                let Some(close) = (at..self.sentence.end.min(at + 12)).find(|i| self.marked.tokens[*i].is_sign(")")) else { break };
                at = close + 1;
            }
            let mut i = at;
            while self.token(i).is_some_and(|token| {
                token.is_sign(",") || matches!(token.lower.as_str(), "et" | "ainsi" | "que" | "le" | "la" | "l" | "avec")
            }) {
                i += 1;
            }
            if i == at {
                break;
            }
            if let Some((_, range)) = self.demonym_at(i) {
                i = range.end;
            } else if self.token(i).is_some_and(|token| matches!(token.lower.as_str(), "du" | "de" | "d" | "des")) {
                // “…, de la Gambie, Y”
                let name = (i + 1..i + 3).find_map(|at| self.name_at(at).filter(|(_, sense)| matches!(sense, Sense::State(_))));
                i = name
                    .filter(|(range, _)| self.token(range.end).is_some_and(|token| token.is_sign(",")))
                    .map_or(i, |(range, _)| range.end + 1);
            }
            let Some(next) = self.person_at(i) else { break };
            out.push(next);
            at = self.marked.people[next].tokens.end;
        }
        out
    }

    /// The person of whom “, (le) ministre de …,” or “(ministre …)” is said.
    fn apposition_to(&self, title: &TitleMention) -> Option<usize> {
        let mut i = title.tokens.start;
        let mut steps = 0;
        while i > self.sentence.start && steps < 5 {
            let before = &self.marked.tokens[i - 1];
            if before.is_sign(",") || before.is_sign("(") || before.is_sign("–") || before.is_sign("—") {
                let mut end = i - 1;
                if self.marked.tokens[end.saturating_sub(1)].is_sign(")") {
                    end = (self.sentence.start..end).rev().find(|i| self.marked.tokens[*i].is_sign("("))?;
                }
                return self.people.iter().find(|(range, _)| range.end == end).map(|(_, person)| *person);
            }
            let adjective = self.pack.offices.appositive.length_at(&self.marked.tokens[..i], i - 1).is_some()
                || self.pack.offices.former.length_at(&self.marked.tokens[..i], i - 1).is_some();
            if !adjective {
                // “X, jusqu'ici préfet, sera son secrétaire d'État”: predicates
                return None;
            }
            i -= 1;
            steps += 1;
        }
        None
    }

    fn article_before(&self, at: usize) -> bool {
        self.with_article(at) < at
    }

    fn with_article(&self, at: usize) -> usize {
        let mut i = at;
        // “le puissant secrétaire général”: one or two adjectives may stand between.
        for _ in 0..3 {
            if i == self.sentence.start {
                return at;
            }
            i -= 1;
            let token = &self.marked.tokens[i];
            if matches!(token.lower.as_str(), "le" | "la" | "l" | "du" | "au" | "son" | "sa" | "leur" | "ce" | "cette") {
                return i;
            }
            if self.pack.offices.appositive.length_at(&self.marked.tokens[..=i], i).is_none()
                && !matches!(token.lower.as_str(), "nouvel" | "même" | "ancien" | "ancienne")
            {
                return at;
            }
        }
        at
    }
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
            let mut end = at + length;
            let mut actor = None;
            if let Some((found, range)) = reader.demonym_at(end) {
                end = range.end;
                actor = Some((found, range));
            }
            let mut next = end;
            if reader.token(next).is_some_and(|token| token.is_sign(",")) {
                next += 1;
            }
            let start = reader.with_article(at);
            let title = TitleMention {
                tokens: at..end,
                office: Office::Other,
                former: false,
                actor: actor.as_ref().map(|(found, _)| *found),
                actor_tokens: actor.map(|(_, range)| range),
                plural: false,
                public: true,
            };
            if let Some(person) = reader.person_at(next) {
                let span = &mut marked.people[person];
                if span.title.is_none() {
                    span.title = Some(title);
                    span.how = if span.how == Naming::Full { Naming::Full } else { Naming::Surname };
                    span.tokens = start..span.tokens.end;
                }
            } else if !alone.iter().any(|person| person.tokens.contains(&at)) {
                alone.push(PersonSpan {
                    tokens: start..end,
                    name: None,
                    known: Vec::new(),
                    title: Some(title),
                    how: Naming::Counterpart,
                    sentence: number,
                });
            }
        }
    }
}
