//! Offices told by their field alone: “X (Affaires étrangères)”, “Défense : X”, “X à la Culture, Y à l'Agriculture”, “X et Y, chargés
//! respectivement de la Défense et du Budget”.

use super::TitleMention;
use super::reading::TitleReader;
use crate::claim::Office;
use crate::text::Token;
use std::ops::Range;

/// What a sentence gives each of its people.
#[derive(Default)]
pub(super) struct Portfolios {
    /// Told by the form of the words.
    pub(super) sure: Vec<(usize, TitleMention)>,
    /// “X à la Défense”: once in a text, it may be where X is; of several, each with a field of its own, none is.
    pub(super) likely: Vec<(usize, TitleMention)>,
}

/// Adds what a sentence gives each of its people.
pub(super) fn find(reader: &TitleReader, found: &mut Portfolios) {
    for (range, person) in &reader.people {
        match reader.field_behind(range.end) {
            Some((Likelihood::Sure, title)) => found.sure.push((*person, title)),
            Some((Likelihood::Likely, title)) => found.likely.push((*person, title)),
            None => {}
        }
    }
    for at in reader.sentence.clone() {
        match reader.name_behind(at) {
            Some((Likelihood::Sure, person, title)) => found.sure.push((person, title)),
            Some((Likelihood::Likely, person, title)) => found.likely.push((person, title)),
            None => {}
        }
    }
    found.sure.extend(respectively(reader));
}

enum Likelihood {
    Sure,
    Likely,
}

fn respectively(reader: &TitleReader) -> Vec<(usize, TitleMention)> {
    let Some(word) = reader.sentence.clone().find(|at| reader.is(*at, &reader.pack.offices.respectively)) else { return Vec::new() };
    let mut fields: Vec<(Range<usize>, Office)> = Vec::new();
    let mut at = word + 1;
    while let Some((tokens, office)) = reader.field_at(at) {
        at = tokens.end;
        fields.push((tokens, office));
        while reader.token(at).is_some_and(|token| token.is_sign(",") || reader.pack.words.and.contains(&token.lower)) {
            at += 1;
        }
    }
    let before: Vec<usize> = reader.people.iter().filter(|(range, _)| range.end <= word).map(|(_, person)| *person).collect();
    match before.len().checked_sub(fields.len()) {
        Some(from) if fields.len() > 1 => {
            before[from..].iter().zip(fields).map(|(person, (tokens, office))| (*person, of_field(tokens, office))).collect()
        }
        _ => Vec::new(),
    }
}

fn of_field(tokens: Range<usize>, office: Office) -> TitleMention {
    TitleMention {
        tokens,
        office,
        elsewhere: Vec::new(),
        former: false,
        actor: None,
        serves: None,
        actor_tokens: None,
        plural: false,
        public: true,
        given_name: false,
    }
}

impl TitleReader<'_> {
    /// “collègue des Armées”: the office of the one whose field that is.
    pub(super) fn colleague(&self, word: Range<usize>) -> Option<TitleMention> {
        let (field, office) = self.field_at(word.end).filter(|_| self.is(word.end, &self.pack.words.of))?;
        Some(TitleMention { tokens: word.start..field.end, ..of_field(field, office) })
    }

    /// The field of one whose name ends at a token: “X (Défense)”, “X : Défense”, “X, Défense”, “X passe aux Finances”, “X conserve le
    /// portefeuille de l'Intérieur”.
    fn field_behind(&self, end: usize) -> Option<(Likelihood, TitleMention)> {
        let sign = self.token(end).filter(|token| !token.is_word()).map(|token| token.lower.as_str());
        let closes =
            |at: usize, bracket: bool| if bracket { self.token(at).is_some_and(|token| token.is_sign(")")) } else { self.ends(at) };
        if let Some(sign @ ("(" | ":" | "–" | "—" | ",")) = sign {
            let (length, office) = self.field(end + 1)?;
            let tokens = end + 1..end + 1 + length;
            let likelihood = if sign == "," { Likelihood::Likely } else { Likelihood::Sure };
            return closes(tokens.end, sign == "(").then(|| (likelihood, of_field(tokens, office)));
        }
        let small = [&self.pack.words.at, &self.pack.words.of, &self.pack.words.the];
        let near = (end..end + 7).take_while(|at| self.token(*at).is_some_and(Token::is_word) && self.person_at(*at).is_none());
        let (tokens, office) = near
            .filter(|at| *at > end && small.iter().any(|class| self.is(*at - 1, class)))
            .find_map(|at| self.field(at).map(|(length, office)| (at..at + length, office)))?;
        self.ends(tokens.end).then(|| (Likelihood::Likely, of_field(tokens, office)))
    }

    /// The one to whom the field at a token belongs, named behind it: “Défense : X”, “celui de la Justice, X”, “À l'Intérieur, X”, “la
    /// Justice revient à X”.
    fn name_behind(&self, at: usize) -> Option<(Likelihood, usize, TitleMention)> {
        let (length, office) = self.field(at)?;
        let (after, title) = (at + length, of_field(at..at + length, office));
        let sign = self.token(after).filter(|token| !token.is_word()).map(|token| token.lower.as_str());
        let first = at == self.sentence.start || !self.token(at - 1).is_some_and(Token::is_word);
        match (sign, self.person_at(after + 1)) {
            (Some(":" | "–" | "—"), Some(person)) if first => Some((Likelihood::Sure, person, title)),
            (Some(","), Some(person)) if self.ruled_by_that(at) => Some((Likelihood::Sure, person, title)),
            (Some(","), Some(person)) if self.ruled_to(at) => Some((Likelihood::Likely, person, title)),
            // “À la Justice, le constitutionnaliste X”
            (Some(","), None) if self.ruled_to(at) && self.is(after + 1, &self.pack.words.the) => {
                Some((Likelihood::Likely, self.person_at(after + 3)?, title))
            }
            _ => {
                let words = (after..after + 4).take_while(|at| self.token(*at).is_some_and(Token::is_word));
                let person = words.filter(|at| self.is(*at, &self.pack.words.at)).find_map(|at| self.person_at(at + 1))?;
                Some((Likelihood::Likely, person, title))
            }
        }
    }

    /// Does what stands before the token end there?
    fn ends(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| !token.is_word() || self.pack.words.and.contains(&token.lower))
    }

    /// The field that begins at a token, past small words; in a capital, as names of ministries are written.
    fn field_at(&self, from: usize) -> Option<(Range<usize>, Office)> {
        let words = &self.pack.words;
        let small = [&words.of, &words.at, &words.the];
        let start = (from..from + 4).find(|at| !small.iter().any(|class| self.is(*at, class)))?;
        self.field(start).map(|(length, office)| (start..start + length, office))
    }

    /// How many tokens the field takes that begins at a token, and whose it is.
    fn field(&self, at: usize) -> Option<(usize, Office)> {
        let (length, office) = self.pack.offices.fields.at(&self.marked.tokens[..self.sentence.end], at)?;
        self.token(at).filter(|token| token.capital).map(|_| (length, *office))
    }

    /// “celui de la Justice”: of a minister named before.
    fn ruled_by_that(&self, at: usize) -> bool {
        let small = |at: &usize| self.is(*at, &self.pack.words.of) || self.is(*at, &self.pack.words.the);
        let before = (self.sentence.start..at).rev().find(|at| !small(at));
        let that = |before: usize| self.pack.instruments.that.length_at(&self.marked.tokens[..at], before).is_some();
        before.is_some_and(|before| before + 1 < at && that(before))
    }

    /// “À l'Intérieur”: does such a preposition open the sentence or what a comma sets off?
    fn ruled_to(&self, at: usize) -> bool {
        let from = (self.sentence.start..at).rev().take_while(|at| self.marked.tokens[*at].is_word()).last();
        from.is_some_and(|from| from + 3 > at && self.is(from, &self.pack.words.at))
    }
}
