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

/// What a sentence gives each of its people.
pub(super) fn find(reader: &TitleReader, found: &mut Portfolios) {
    let ends = |at: usize| reader.token(at).is_none_or(|token| !token.is_word() || reader.pack.words.and.contains(&token.lower));
    let sign = |at: usize, signs: &[&str]| reader.token(at).is_some_and(|token| signs.iter().any(|sign| token.is_sign(sign)));
    for (range, person) in &reader.people {
        let open = range.end;
        if sign(open, &["("]) || sign(open, &[":", "–", "—", ","]) && !reader.token(open + 1).is_some_and(|token| token.is_sign(",")) {
            // “X (Défense)”, “X : Défense”
            if let Some((tokens, office)) = reader.field_at(open + 1).filter(|(tokens, _)| tokens.start == open + 1) {
                let list = if sign(open, &["("]) { sign(tokens.end, &[")"]) } else { ends(tokens.end) };
                let sure = list && !sign(open, &[","]);
                let told = (*person, of_field(tokens, office));
                if sure {
                    found.sure.push(told);
                } else if list {
                    found.likely.push(told);
                }
                continue;
            }
        }
        // “X à la Défense”, “X passe aux Finances”, “X conserve le portefeuille de l'Intérieur”
        let near = (open..open + 7).take_while(|at| reader.token(*at).is_some_and(Token::is_word) && reader.person_at(*at).is_none());
        let small = [&reader.pack.words.at, &reader.pack.words.of, &reader.pack.words.the];
        let to = near
            .filter(|at| *at > open && small.iter().any(|class| reader.is(*at - 1, class)))
            .find_map(|at| reader.field(at).map(|(length, office)| (at..at + length, office)));
        if let Some((tokens, office)) = to.filter(|(tokens, _)| ends(tokens.end)) {
            found.likely.push((*person, of_field(tokens, office)));
        }
    }
    // “Défense : X”, “celui de la Justice, X”, “À l'Intérieur, X”, “la Justice revient à X”
    for at in reader.sentence.clone() {
        let Some((length, office)) = reader.field(at) else { continue };
        let after = at + length;
        let first = at == reader.sentence.start || !reader.token(at - 1).is_some_and(Token::is_word);
        if let Some(person) = reader.person_at(after + 1).filter(|_| first && sign(after, &[":", "–", "—"])) {
            found.sure.push((person, of_field(at..after, office)));
        } else if let Some(person) = reader.person_at(after + 1).filter(|_| sign(after, &[","]) && reader.ruled_by_that(at)) {
            found.sure.push((person, of_field(at..after, office)));
        } else if let Some(person) = reader.person_at(after + 1).filter(|_| sign(after, &[","]) && reader.ruled_to(at)) {
            found.likely.push((person, of_field(at..after, office)));
        } else {
            let words = (after..after + 4).take_while(|at| reader.token(*at).is_some_and(Token::is_word));
            let to = words.filter(|at| reader.is(*at, &reader.pack.words.at)).find_map(|at| reader.person_at(at + 1));
            found.likely.extend(to.map(|person| (person, of_field(at..after, office))));
        }
    }
    found.sure.extend(respectively(reader));
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
    TitleMention { tokens, office, elsewhere: Vec::new(), former: false, actor: None, actor_tokens: None, plural: false, public: true }
}

impl TitleReader<'_> {
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
