//! Names to things: longest first, over the tokens of a text.

use crate::text::Token;
use std::collections::HashMap;

/// What a name stands for; indexes into the gazetteer's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// A state by its name.
    State(u32),
    /// A state by its adjective, or its people by the noun.
    Demonym(u32),
    /// A seat of power standing for a government.
    Seat(u32),
    /// An organisation.
    Organisation(u32),
    /// A town, site or region.
    Place(u32),
    /// A person, by a full name.
    Person(u32),
    /// A treaty.
    Treaty(u32),
}

/// A sense of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it stands for.
    pub sense: Sense,
    /// Holds only where the text writes all in capitals.
    pub capitals_only: bool,
    /// The name means other things too.
    pub ambiguous: bool,
}

/// All names by their folded words.
#[derive(Debug, Default)]
pub struct NameIndex {
    names: HashMap<String, Vec<Entry>>,
    /// The most words that a name beginning with this word has.
    longest: HashMap<String, u8>,
    /// Folded surname → people, best known first.
    surnames: HashMap<String, Vec<u32>>,
    /// Folded given name → those of ruling houses who go by it.
    regnal: HashMap<String, Vec<u32>>,
    /// First parts of compounds (“franco”) → actor.
    prefixes: HashMap<String, u32>,
}

impl NameIndex {
    pub(super) fn add(&mut self, name: &str, sense: Sense, ambiguous: bool) {
        let key = crate::text::fold::name_key(name);
        if key.is_empty() {
            return;
        }
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let capitals_only = letters > 1 && letters < 6 && name.chars().all(|c| !c.is_lowercase());
        let words = u8::try_from(key.split(' ').count()).unwrap_or(u8::MAX);
        let first = key.split(' ').next().unwrap_or_default();
        match self.longest.get_mut(first) {
            Some(longest) => *longest = (*longest).max(words),
            None => {
                self.longest.insert(first.to_owned(), words);
            }
        }
        let entries = self.names.entry(key).or_default();
        if !entries.iter().any(|entry| entry.sense == sense && entry.capitals_only <= capitals_only) {
            entries.push(Entry { sense, capitals_only, ambiguous });
        }
    }

    pub(super) fn add_surname(&mut self, key: &str, person: u32) {
        let people = self.surnames.entry(key.to_owned()).or_default();
        if !people.contains(&person) {
            people.push(person);
        }
    }

    pub(super) fn add_regnal(&mut self, key: &str, person: u32) {
        let people = self.regnal.entry(key.to_owned()).or_default();
        if !people.contains(&person) {
            people.push(person);
        }
    }

    /// Kings, queens, emperors, popes and their heirs of that given name.
    #[must_use]
    pub fn by_regnal_name(&self, key: &str) -> &[u32] {
        self.regnal.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add_prefix(&mut self, prefix: &str, actor: u32) {
        self.prefixes.entry(crate::text::fold::fold(prefix)).or_insert(actor);
    }

    /// The longest name that begins at `at`: how many tokens, and its senses.
    #[must_use]
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, &[Entry])> {
        let mut key = String::new();
        self.longest_match(tokens, at, &mut key)
    }

    fn longest_match(&self, tokens: &[Token], at: usize, key: &mut String) -> Option<(usize, &[Entry])> {
        let longest = *self.longest.get(&tokens.get(at)?.fold)?;
        // Names may have a full stop inside (“Washington D.C.”), which keys drop.
        let mut ends = Vec::with_capacity(usize::from(longest));
        let mut next = at;
        for word in 0..longest {
            while word > 0
                && tokens.get(next).is_some_and(|token| token.is_sign(".") && token.glued && token.span.len() == 1)
                && tokens[next - 1].span.len() <= 2
            {
                next += 1;
            }
            let Some(token) = tokens.get(next).filter(|token| token.is_word()) else { break };
            if word > 0 {
                key.push(' ');
            }
            key.push_str(&token.fold);
            next += 1;
            ends.push((key.len(), next - at));
        }
        ends.into_iter().rev().find_map(|(length, taken)| self.names.get(&key[..length]).map(|entries| (taken, entries.as_slice())))
    }

    /// The senses of a whole name.
    #[must_use]
    pub fn of(&self, key: &str) -> &[Entry] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// People whose surname folds to this, in the order of the file.
    #[must_use]
    pub fn by_surname(&self, key: &str) -> &[u32] {
        self.surnames.get(key).map_or(&[], Vec::as_slice)
    }

    /// The actor that a first part of a compound means (“franco”).
    #[must_use]
    pub fn prefix(&self, folded: &str) -> Option<u32> {
        self.prefixes.get(folded).copied()
    }
}
