//! Sequences of words, found in a token stream: longest first. The engine of every word list.

use crate::text::Token;
use crate::text::token;
use serde::{Deserialize, Deserializer};
use std::collections::{HashMap, HashSet};

/// Phrases with what each means.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// By the folded first word; the longest first.
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Words that may stand between those of a phrase (“ont aussi pris place”).
    between: HashSet<String>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new(), between: HashSet::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; of two equal ones the first added wins.
    pub fn add(&mut self, phrase: &str, means: T) {
        let words = words(phrase);
        let Some(first) = words.first() else { return };
        let list = self.by_first.entry(crate::text::fold::fold(first)).or_default();
        let at = list.partition_point(|(other, _)| other.len() >= words.len());
        list.insert(at, (words, means));
    }

    /// The same phrases, where these words may stand between theirs.
    #[must_use]
    pub fn with_between(mut self, words: &HashSet<String>) -> Self {
        self.between.clone_from(words);
        self
    }

    /// The longest phrase that begins at `at`: how many tokens it takes, and what it means.
    #[must_use]
    pub fn at<'a>(&'a self, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
        self.all_at(tokens, at).next()
    }

    /// All phrases that begin at `at`, longest first.
    pub fn all_at<'a>(&'a self, tokens: &[Token], at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, T> {
        self.all(tokens.get(at..).unwrap_or_default())
    }

    /// All phrases that the tokens begin with, longest first.
    pub fn all<'a>(&'a self, tokens: &[Token]) -> impl Iterator<Item = (usize, &'a T)> + use<'a, T> {
        let list = tokens.first().and_then(|token| self.by_first.get(&token.fold));
        let found: Vec<(usize, &'a T)> =
            list.into_iter().flatten().filter_map(|(words, means)| Some((taken(words, tokens, &self.between)?, means))).collect();
        found.into_iter()
    }
}

/// Are these words the first tokens?
#[must_use]
pub fn matches(words: &[String], tokens: &[Token]) -> bool {
    words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
}

/// How many tokens the words take at their begin: quotes may stand between (“l'échange des « instruments »”), and words of a set.
fn taken(words: &[String], tokens: &[Token], between: &HashSet<String>) -> Option<usize> {
    let mut at = 0;
    for word in words {
        while at > 0 && tokens.get(at).is_some_and(|token| token.is_quote() || between.contains(&token.lower) && !token.is(word)) {
            at += 1;
        }
        if !tokens.get(at)?.is(word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// A phrase of a lexicon as words, parted like the text is. An apostrophe at its end stands before a word of the text (“avant d'”).
#[must_use]
pub fn words(phrase: &str) -> Vec<String> {
    token::tokens(phrase.trim_end_matches(['\'', '’'])).into_iter().map(|token| token.lower).collect()
}

/// A set of single words or phrases.
pub type WordSet = Phrases<()>;

/// Makes a set of phrases.
#[must_use]
pub fn word_set<S: AsRef<str>>(list: &[S]) -> WordSet {
    let mut set = WordSet::default();
    for phrase in list {
        set.add(phrase.as_ref(), ());
    }
    set
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(deserializer).map(|list| word_set(&list))
    }
}

impl WordSet {
    /// Is the token at `at` the begin of one of the phrases? How many tokens it takes.
    #[must_use]
    pub fn length_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        self.at(tokens, at).map(|(length, ())| length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_set_may_stand_between_those_of_a_phrase() {
        let set = word_set(&["ont pris place", "aussi"]).with_between(&["aussi".to_owned(), "tous".to_owned()].into());
        let lengths = |text: &str| set.length_at(&token::tokens(text), 0);
        assert_eq!(lengths("ont aussi tous pris place"), Some(5));
        assert_eq!(lengths("ont pris leur place"), None);
        assert_eq!(lengths("aussi"), Some(1));
    }

    #[test]
    fn a_phrase_that_ends_in_an_apostrophe_stands_before_a_vowel() {
        let set = word_set(&["avant d'", "afin de"]);
        let text = token::tokens("Avant d’aller à Oslo, afin de parler");
        let found: Vec<_> = (0..text.len()).filter_map(|at| set.length_at(&text, at).map(|length| (at, length))).collect();
        assert_eq!(found, [(0, 2), (6, 2)]);
    }
}
