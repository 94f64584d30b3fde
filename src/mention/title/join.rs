//! Whose a title is: of a name behind it, of one before it, or of somebody whom it names alone.

use super::TitleMention;
use super::reading::TitleReader;
use crate::claim::Office;
use crate::gazetteer::Sense;
use crate::lang::{Form, VerbId};
use std::ops::Range;

/// So many words behind a title may be what it is for.
const COMPLEMENT: usize = 12;

/// Whose a title is.
pub(super) enum Join {
    /// The title stands before these names.
    Following(Vec<usize>),
    /// It is an apposition to a name before it.
    Before(Vec<usize>),
    /// Nobody is named beside it: the words name one by themselves.
    Alone(Range<usize>),
    /// Of nobody in particular.
    Nothing,
}

impl TitleReader<'_> {
    /// Whose the title is; `titled` have one that stands before their names, and take none behind a comma.
    pub(super) fn join(&self, title: &TitleMention, titled: &[usize]) -> Join {
        let named_next =
            || self.token(title.tokens.end).is_some_and(|token| token.is_sign(",")) && self.person_at(title.tokens.end + 1).is_some();
        let apposed = self.apposition_to(title).filter(|person| !titled.contains(person) || !named_next());
        // “le conseiller de X, Y”
        let of = [title.tokens.end - 1, title.tokens.end].into_iter().find(|at| self.is(*at, &self.pack.words.of));
        if let Some(owner) = of.and_then(|of| self.person_at(self.past_honorifics(of + 1))) {
            // “X, envoyé spécial de M. Y, …”
            if let Some(person) = apposed.filter(|person| *person != owner) {
                return Join::Before(vec![person]);
            }
            let comma = self.marked.people[owner].tokens.end;
            if self.token(comma).is_some_and(|token| token.is_sign(","))
                && let Some(person) = self.person_at(comma + 1)
            {
                return Join::Following(vec![person]);
            }
        }
        if let Some(people) = self.listed_behind_colon(title) {
            return Join::Following(people);
        }
        // Before names: “le président X”, “le ministre, X”, “les présidents X et Y”.
        let mut at = title.tokens.end;
        // “trois présidents voisins, X, Y et Z”
        if title.plural && self.is(at, &self.pack.offices.ranks) {
            at += 1;
        }
        // “le chef du Département des affaires étrangères (DFAE), X”
        let bracket = |at: usize, sign: &str| self.token(at).is_some_and(|token| token.is_sign(sign));
        if bracket(at, "(") && bracket(at + 2, ")") && bracket(at + 3, ",") {
            at += 3;
        }
        if self.token(at).is_some_and(|token| [",", ":", "«", "\""].iter().any(|sign| token.is_sign(sign))) {
            at += 1;
        }
        while self.token(at).is_some_and(|token| {
            self.pack.words.honorifics.length_at(&self.marked.tokens[..self.sentence.end], at).is_some() && self.person_at(at).is_none()
                || token.is_sign(".")
        }) && at < title.tokens.end + 5
        {
            at += 1;
        }
        if title.plural {
            at = self.past_nationality(at);
        }
        // “le député socialiste X”, “la cheffe de l'opposition conservatrice X”
        if self.person_at(at).is_none() && self.person_at(at + 1).is_some() && at == title.tokens.end && self.is_adjective(at) {
            at += 1;
        }
        if let Some(person) = self.person_at(at).filter(|_| at <= title.tokens.end + 5) {
            let with_comma = self.token(title.tokens.end).is_some_and(|token| token.is_sign(","));
            // “…, ministre, Paul …” after a name belongs to that name.
            if !with_comma || apposed.is_none() && self.introduces(title, person) {
                let mut people = vec![person];
                if title.plural {
                    people.extend(self.listed_after(person));
                }
                // “Venu avec dix ministres, X a dit …”: a comma and one name behind a plural name nobody.
                if !(with_comma && title.plural && people.len() == 1) {
                    return Join::Following(people);
                }
            }
        }
        if let Some(person) = self.past_complement(title).filter(|_| apposed.is_none()) {
            return Join::Following(vec![person]);
        }
        // An apposition is closed: “X, le dirigeant russe a dit” speaks of somebody else.
        if let Some(person) = apposed.filter(|_| self.closes(title.tokens.end)) {
            // “X et Y, les deux anciens présidents”
            return Join::Before(if title.plural { self.listed_until(person) } else { vec![person] });
        }
        if let Some(person) = self.predicated(title).filter(|_| !title.plural) {
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

    /// A lower-case word that is no small word and no verb.
    fn is_adjective(&self, at: usize) -> bool {
        let words = &self.pack.words;
        let small =
            [&words.prepositions, &words.articles, &words.joining, &words.relative, &words.clause_words, &words.clitics, &words.negations];
        self.token(at).is_some_and(|token| {
            token.is_word()
                && !token.capital
                && !token.elided
                && token.span.len() > 4
                && !small.iter().any(|set| set.contains(&token.lower))
                && self.pack.verbs.readings(&token.lower).is_empty()
                && !words.adverbs.contains(&token.lower)
        })
    }

    /// Does what is set off end at a token, or at most four words behind it, none of them a verb (“présidente du Parti radical libre, …”)?
    fn closes(&self, from: usize) -> bool {
        let words = &self.pack.words;
        let closing = [&words.relative, &words.clause_words, &words.and, &words.prepositions];
        let ends =
            |at: usize| self.token(at).is_none_or(|token| !token.is_word() || closing.iter().any(|class| class.contains(&token.lower)));
        let Some(end) = (from..from + 5).find(|at| ends(*at)) else { return false };
        let verb = |at: usize| self.pack.verbs.readings(&self.marked.tokens[at].lower).iter().any(|(_, form)| form.is_finite());
        (from..end).all(|at| !verb(at) && self.person_at(at).is_none())
    }

    /// “six chefs de la diplomatie : X, béquilles à la main, le Français Y …”, “trois ministres signent : X, le Turc, Y”: all that are named
    /// behind the colon, of a counted title.
    fn listed_behind_colon(&self, title: &TitleMention) -> Option<Vec<usize>> {
        let counted = |at: usize| self.pack.dates.number(&self.marked.tokens[at].lower).is_some();
        let before = title.tokens.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let (plural, counted) = (title.plural, before.is_some_and(counted));
        let colon = (title.tokens.end..self.sentence.end).find(|at| self.marked.tokens[*at].is_sign(":")).filter(|_| plural && counted)?;
        let mut listed = self.people.iter().filter(|(range, _)| range.start > colon).peekable();
        let opens = |range: &Range<usize>| {
            (colon + 1..range.start).all(|at| self.is(at, &self.pack.words.the) || self.demonym_ending(at + 1).is_some())
        };
        listed.peek().filter(|(range, _)| opens(range))?;
        let listed = listed.filter(|(range, _)| {
            let past = |at: usize| self.is(at, &self.pack.words.the) || self.demonym_ending(at + 1).is_some();
            let mut at = range.start;
            while at > colon + 1 && past(at - 1) {
                at -= 1;
            }
            at == colon + 1 || self.marked.tokens[at - 1].is_sign(",") || self.is(at - 1, &self.pack.words.and)
        });
        let people: Vec<usize> = listed.map(|(_, person)| *person).collect();
        (people.len() > 1).then_some(people)
    }

    /// “L'envoyé spécial de l'ONU pour le Darfour, X, …”: the name behind the comma that ends the title's own complement.
    fn past_complement(&self, title: &TitleMention) -> Option<usize> {
        // “Le ministre d'État, ministre de la Défense, X”: behind a comma that ends no name.
        let second = title.tokens.start > self.sentence.start && self.marked.tokens[title.tokens.start - 1].is_sign(",");
        let opens = second || title.tokens.start == self.sentence.start || self.article_before(title.tokens.start);
        if !opens || title.plural || title.former {
            return None;
        }
        // “Ministre de la Justice, garde des Sceaux : X”
        let colon = (title.tokens.end..self.sentence.end.min(title.tokens.end + 14)).find(|at| self.marked.tokens[*at].is_sign(":"));
        if let Some(person) = colon.filter(|_| title.tokens.start == self.sentence.start).and_then(|colon| self.person_at(colon + 1)) {
            return Some(person);
        }
        let comma = (title.tokens.end..self.sentence.end.min(title.tokens.end + 16)).find(|at| !self.marked.tokens[*at].is_word())?;
        let verb = |at: usize| {
            let finite = |form: &Form| !matches!(form, Form::Infinitive | Form::Participle);
            let token = &self.marked.tokens[at];
            !token.capital && self.pack.verbs.readings(&token.lower).iter().any(|(_, form)| finite(form))
        };
        let plain = (comma > title.tokens.end || second) && self.marked.tokens[comma].is_sign(",") && !(title.tokens.end..comma).any(verb);
        let (words, offices) = (&self.pack.words, &self.pack.offices);
        let ruled =
            [&words.of, &words.at, &words.purpose, &offices.charged, &offices.ranks].iter().any(|class| self.is(title.tokens.end, class));
        let person = self.person_at(comma + 1).filter(|_| plain && (ruled || second))?;
        // “…, X, …” or “…, X a dit”: not the first of a list of others.
        self.marked.people[person].title.is_none().then_some(person)
    }

    /// May the words behind a title be what it is for (“et du Commerce extérieur”), or are there none?
    pub(super) fn is_complement(&self, words: Range<usize>) -> bool {
        let opens = [&self.pack.words.of, &self.pack.words.at, &self.pack.words.and, &self.pack.offices.charged];
        let opened = opens.iter().any(|class| self.is(words.start, class));
        let plain = |at: usize| {
            let token = &self.marked.tokens[at];
            let finite = |(_, form): &(VerbId, Form)| form.is_finite();
            token.is_word() && (token.capital || !self.pack.verbs.readings(&token.lower).iter().any(finite))
        };
        words.is_empty() || opened && words.len() <= COMPLEMENT && words.into_iter().all(plain)
    }

    /// May the title stand before a comma and the name (“le ministre, X”, “un conseiller, X, …”, “trois présidents, X, Y et Z”)?
    fn introduces(&self, title: &TitleMention, person: usize) -> bool {
        let before = title.tokens.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let is = |class| before.is_some_and(|at| self.is(at, class));
        let words = &self.pack.words;
        if title.plural {
            let counted = before.is_some_and(|at| self.pack.dates.number(&self.marked.tokens[at].lower).is_some());
            return counted || is(&words.articles) || title.actor.is_some() || title.tokens.start == self.sentence.start;
        }
        let closed = self.token(self.marked.people[person].tokens.end).is_none_or(|token| !token.is_word());
        self.article_before(title.tokens.start)
            || title.actor.is_some()
            || title.tokens.start == self.sentence.start
            || closed && is(&words.an)
    }

    /// “l'Argentin X”, “kényan, X”: past a nationality before a name of a list.
    fn past_nationality(&self, at: usize) -> usize {
        let small = |at: usize| self.is(at, &self.pack.words.the) || self.is(at, &self.pack.words.of) || self.is(at, &self.pack.words.at);
        let first = (at..at + 2).find(|at| !small(*at)).unwrap_or(at + 2);
        match self.demonym_at(first) {
            Some((_, range)) => range.end + usize::from(self.token(range.end).is_some_and(|token| token.is_sign(","))),
            None => at,
        }
    }

    /// “X sera son secrétaire d'État”, “X a été nommé ministre”: the one before a verb of being or becoming.
    fn predicated(&self, title: &TitleMention) -> Option<usize> {
        let mut at = self.with_article(title.tokens.start);
        if at == title.tokens.start && at > self.sentence.start && self.is(at - 1, &self.pack.words.an) {
            at -= 1;
        }
        let offices = &self.pack.offices;
        let readings = |at: usize| self.pack.verbs.readings(&self.marked.tokens[at].lower);
        let mut verbs = at.checked_sub(1).filter(|at| *at >= self.sentence.start)?;
        if !readings(verbs).iter().any(|(verb, _)| offices.becoming.contains(verb)) {
            return None;
        }
        while verbs > self.sentence.start && {
            let before = &self.marked.tokens[verbs - 1];
            let helper = |verb: &VerbId| self.pack.words.perfect.contains(verb) || offices.becoming.contains(verb);
            self.pack.words.adverbs.contains(&before.lower) || readings(verbs - 1).iter().any(|(verb, _)| helper(verb))
        } {
            verbs -= 1;
        }
        // “X, qui était ministre”
        if verbs > self.sentence.start && self.is(verbs - 1, &self.pack.words.relative) {
            verbs -= 1;
            if verbs > self.sentence.start && self.marked.tokens[verbs - 1].is_sign(",") {
                verbs -= 1;
            }
        }
        // The name right before, or before what a pair of commas sets off.
        let ends = |end: usize| self.people.iter().find(|(range, _)| range.end == end).map(|(_, person)| *person);
        ends(verbs).or_else(|| {
            let close = verbs.checked_sub(1).filter(|at| self.marked.tokens[*at].is_sign(","))?;
            let open = (self.sentence.start..close).rev().take(10).find(|at| self.marked.tokens[*at].is_sign(","))?;
            ends(open)
        })
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
                let words = &self.pack.words;
                token.is_sign(",")
                    || words.joining.contains(&token.lower)
                    || words.the.contains(&token.lower)
                    || words.at.contains(&token.lower)
            }) {
                i += 1;
            }
            if i == at {
                break;
            }
            let past = self.past_nationality(i);
            if past > i {
                i = past;
            } else if self.is(i, &self.pack.words.of) {
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

    /// “le président nigérian X et celui de la Namibie, Y”: Y has the title named last before, of another state.
    pub(super) fn of_that(&self, titles: &[TitleMention]) -> Vec<(usize, TitleMention)> {
        let words = &self.pack.words;
        let told = |at: usize| -> Option<(usize, TitleMention)> {
            let length = self.pack.instruments.that.length_at(&self.marked.tokens[..self.sentence.end], at)?;
            let before = titles.iter().rev().find(|title| title.tokens.end <= at)?;
            let small = |at: &usize| self.is(*at, &words.of) || self.is(*at, &words.the);
            let (range, sense) = (at + length..at + length + 3).find(|at| !small(at)).and_then(|at| self.name_at(at))?;
            let Sense::State(actor) = sense else { return None };
            let comma = usize::from(self.token(range.end).is_some_and(|token| token.is_sign(",")));
            let person = self.person_at(range.end + comma)?;
            let tokens = at..range.end;
            Some((person, TitleMention { tokens, actor: Some(*actor), actor_tokens: Some(range.clone()), plural: false, ..before.clone() }))
        };
        self.sentence.clone().filter_map(told).collect()
    }

    /// The names of a list that ends with a person: “X, Y et Z”.
    fn listed_until(&self, person: usize) -> Vec<usize> {
        let mut out = vec![person];
        let mut at = self.marked.people[person].tokens.start;
        loop {
            let links = |at: usize| self.marked.tokens[at].is_sign(",") || self.is(at, &self.pack.words.and);
            let nation = |at: usize| self.is(at, &self.pack.words.the) || self.demonym_ending(at + 1).is_some();
            let mut i = at;
            while i > self.sentence.start && nation(i - 1) {
                i -= 1;
            }
            while i > self.sentence.start && links(i - 1) {
                i -= 1;
            }
            let Some((range, before)) = self.people.iter().find(|(range, _)| i < at && range.end == i) else { return out };
            out.push(*before);
            at = range.start;
        }
    }

    /// The person of whom “, (le) ministre de …,” or “(ministre …)” is said.
    fn apposition_to(&self, title: &TitleMention) -> Option<usize> {
        let mut i = title.tokens.start;
        let mut steps = 0;
        while i > self.sentence.start && steps < 5 {
            let before = &self.marked.tokens[i - 1];
            if [",", "(", "–", "—", ":"].iter().any(|sign| before.is_sign(sign)) {
                let mut end = i - 1;
                if self.marked.tokens[end.saturating_sub(1)].is_sign(")") {
                    end = (self.sentence.start..end).rev().find(|i| self.marked.tokens[*i].is_sign("("))?;
                }
                return self.people.iter().find(|(range, _)| range.end == end).map(|(_, person)| *person);
            }
            if before.is_quote() {
                i -= 1;
                continue;
            }
            let adjective = self.pack.dates.number(&before.lower).is_some()
                || self.pack.offices.appositive.length_at(&self.marked.tokens[..i], i - 1).is_some()
                || self.pack.offices.former.length_at(&self.marked.tokens[..i], i - 1).is_some();
            if !adjective {
                // “X, naguère préfet, dirigera son cabinet”: predicates
                return None;
            }
            i -= 1;
            steps += 1;
        }
        None
    }
}
