//! A verb with its helpers: its time and certainty, its voice, whether it is negated.

use super::scene::Scene;
use crate::lang::{Direction, Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// Time and certainty of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// Before another past: told in passing.
    Pluperfect,
    Present,
    Future,
    /// “se rendrait”: reported future, or hearsay.
    Conditional,
    /// “aurait signé”, “se serait rendu”: somebody says so, and the text does not vouch for it.
    Hearsay,
    /// “pourrait”, “veut”.
    Doubt,
    /// Infinitive or gerund without a helper.
    Open,
}

impl Tense {
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    pub(super) fn direction(self) -> Option<Direction> {
        match self {
            Self::Past | Self::Pluperfect => Some(Direction::Past),
            Self::Present | Self::Future | Self::Conditional => Some(Direction::Future),
            _ => None,
        }
    }
}

/// A verb with its helpers.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup {
    /// From the first helper or clitic to the verb.
    pub tokens: Range<usize>,
    /// The verb's own token.
    pub verb: usize,
    pub tense: Tense,
    pub negated: bool,
    pub reflexive: bool,
    /// Made with “être”: passive for a transitive verb.
    pub with_be: bool,
    /// A participle without helper.
    pub bare: bool,
    /// The object is a pronoun before the verb (“l'a reçu”).
    pub object_pronoun: bool,
    /// “y”.
    pub there: bool,
    /// “s'en est retiré”; “en signant” is none.
    pub of_it: bool,
    /// “était attendu”: the helper is an imperfect.
    pub imperfect: bool,
    /// “aura donné”: done before something that is to come.
    pub future_perfect: bool,
}

impl Scene<'_> {
    /// Reads the helpers left of a verb form.
    pub(super) fn verb_group(&self, sentence: &Sentence, verb_token: usize, form: Form) -> VerbGroup {
        let tokens = &self.marked.tokens;
        let words = &self.pack.words;
        let mut group = VerbGroup {
            tokens: verb_token..verb_token + 1,
            verb: verb_token,
            tense: match form {
                Form::Present => Tense::Present,
                Form::Imperfect | Form::PastSimple => Tense::Past,
                Form::Future => Tense::Future,
                Form::Conditional => Tense::Conditional,
                Form::Participle => Tense::Past,
                Form::Infinitive | Form::Gerund => Tense::Open,
            },
            negated: false,
            reflexive: false,
            with_be: false,
            bare: form == Form::Participle,
            object_pronoun: false,
            there: false,
            of_it: false,
            imperfect: form == Form::Imperfect,
            future_perfect: false,
        };
        let mut at = verb_token;
        let (mut negation_word, mut no_less) = (false, false);
        let mut helper = false;
        let mut passive_participle = false;
        for _ in 0..9 {
            let Some(before) = at.checked_sub(1).filter(|i| *i >= sentence.tokens.start) else { break };
            let token = &tokens[before];
            let word = token.lower.as_str();
            let readings = self.pack.verbs.readings(word);
            let of = |list: &[VerbId]| readings.iter().find(|(verb, _)| list.contains(verb)).copied();
            // “n'en est pas moins attendu”
            let no = before.checked_sub(1).is_some_and(|at| words.negation_words.contains(&tokens[at].lower));
            if no && words.no_less.contains(word) {
                no_less = true;
                at = before - 1;
                continue;
            }
            if words.negation_words.contains(word) && !helper {
                negation_word = true;
            } else if words.negations.contains(word) {
                group.negated = true;
            } else if words.reflexive.contains(word) {
                group.reflexive = true;
            } else if words.there.contains(word) {
                group.there = true;
            } else if words.of_it.contains(word) && form != Form::Gerund {
                group.of_it = true;
            } else if words.object_pronouns.contains(word)
                && (token.elided || helper || !self.pack.verbs.readings(&tokens[at].lower).is_empty())
                && !tokens[at].capital
            {
                // An article would stand before a noun; here a verb form follows.
                if self.pack.verbs.readings(&tokens[at].lower).is_empty() {
                    break;
                }
                group.object_pronoun = true;
            } else if form == Form::Participle
                && !helper
                && words.and.contains(word)
                && before > sentence.tokens.start
                && self.pack.verbs.may_be(&tokens[before - 1].lower, Form::Participle)
            {
                // “ont adopté et signé”: both have the helper.
                at = before - 1;
                continue;
            } else if form == Form::Participle
                && readings.iter().any(|(verb, form)| *form == Form::Participle && words.passive.contains(verb))
            {
                passive_participle = true;
                group.with_be = true;
                group.bare = false;
            } else if !helper && form == Form::Participle && of(&words.perfect).is_some() {
                let (verb, helper_form) = of(&words.perfect).unwrap_or((VerbId(0), Form::Present));
                helper = true;
                group.bare = false;
                group.imperfect = helper_form == Form::Imperfect;
                group.future_perfect = helper_form == Form::Future;
                let be = words.passive.contains(&verb);
                group.with_be |= be;
                group.tense = match helper_form {
                    Form::Present if be && !passive_participle => Tense::Past,
                    Form::Present => Tense::Past,
                    Form::Imperfect if !be || group.reflexive => Tense::Pluperfect,
                    Form::Imperfect | Form::PastSimple => Tense::Past,
                    // “aura consacré trois jours” looks back.
                    Form::Future if be => Tense::Future,
                    Form::Conditional if be => Tense::Conditional,
                    Form::Conditional => Tense::Hearsay,
                    // “être ratifié”: what stands before it tells when.
                    Form::Infinitive if be => Tense::Open,
                    _ => Tense::Past,
                };
            } else if of(&words.duty).is_some() && (form == Form::Infinitive || helper)
                // “va signer”; “était allé signer” tells of what was done.
                || of(&words.near_future).is_some_and(|(_, helper)| helper != Form::Participle) && form == Form::Infinitive && !helper
            {
                group.tense = Tense::Future;
                helper = true;
            } else if of(&words.doubt).is_some() && form == Form::Infinitive && !helper {
                group.tense = Tense::Doubt;
                helper = true;
            // “vient de signer”, “vient d'être signé”
            } else if (form == Form::Infinitive && !helper || helper && group.tense == Tense::Open) && self.just_done(sentence, before) {
                group.tense = Tense::Past;
                helper = true;
                at = before - 1;
                continue;
            } else if words.adverbs.contains(word)
                || words.clitics.contains(word)
                || token.hyphened && words.adverbs.contains(tokens[before.saturating_sub(1)].lower.as_str())
            {
                // between helper and verb
            } else {
                // “s'était pour sa part rendu”, “se trouvait lui aussi”: looked for where nothing else goes on.
                let aside = [before + 1, before + 2].into_iter().find_map(|end| self.phrase_ending(&words.asides, sentence, end));
                match aside.filter(|start| !helper && *start < at) {
                    Some(start) => {
                        at = start;
                        continue;
                    }
                    None => break,
                }
            }
            at = before;
        }
        // “se serait rendu”: the pronoun stands before the helper and is met last.
        if group.tense == Tense::Conditional && group.with_be && group.reflexive {
            group.tense = Tense::Hearsay;
        }
        group.negated |= negation_word && self.negated_around(sentence, at, verb_token);
        group.negated &= !no_less;
        if group.negated && !self.negation_word_near(sentence, at, verb_token) {
            // “ne” without “pas”: an expletive or “ne … que”
            group.negated = false;
        }
        // A run of adverbs at the left edge belongs to the clause before.
        while at < verb_token && words.adverbs.contains(&tokens[at].lower) && !words.clitics.contains(&tokens[at].lower) {
            at += 1;
        }
        if let Some(intends) = self.phrase_ending(&words.intends, sentence, at).filter(|_| form == Form::Infinitive && !helper) {
            group.tense = Tense::Future;
            at = intends;
        }
        group.tokens = at..verb_token + 1;
        group
    }

    /// “vient de signer”: does the “de” at a token stand behind a helper that tells what was just done?
    fn just_done(&self, sentence: &Sentence, of: usize) -> bool {
        let (words, tokens) = (&self.pack.words, &self.marked.tokens);
        let helper = of.checked_sub(1).filter(|helper| *helper >= sentence.tokens.start && words.of.contains(&tokens[of].lower));
        helper.is_some_and(|helper| {
            let mut readings = self.pack.verbs.readings(&tokens[helper].lower).iter();
            readings.any(|(verb, form)| words.recent_past.contains(verb) && matches!(form, Form::Present | Form::Imperfect))
        })
    }

    /// Does a helper stand right before the word, past adverbs (“est arrivée”, “s'est depuis tournée”)?
    pub(super) fn is_helped(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        let small = |at: usize| self.one_of(sentence, at, &words.adverbs) || self.one_of(sentence, at, &words.since);
        let helper = (0..item).rev().take(3).find(|at| !small(*at));
        let reflexive = |at: usize| self.one_of(sentence, at, &words.reflexive);
        helper.is_some_and(|at| {
            let readings = self.pack.verbs.readings(self.word(sentence, at));
            readings.iter().any(|(verb, _)| words.passive.contains(verb)) && (at + 1 == item || at > 0 && reflexive(at - 1))
        })
    }

    /// Is the word of an item a participle that nothing helps (“Arrivé mardi, …”)?
    pub(super) fn is_bare_participle(&self, sentence: &Sentence, item: usize) -> bool {
        let participle = self.pack.verbs.may_be(self.word(sentence, item), Form::Participle);
        participle && self.verb_group(sentence, sentence.items[item].tokens.start, Form::Participle).bare
    }

    /// “va signer”, “vient de signer”: does the form at an item only help the infinitive behind it?
    pub(super) fn only_helps(&self, sentence: &Sentence, item: usize, verb: VerbId, form: Form) -> bool {
        let words = &self.pack.words;
        let infinitive = |at: usize| self.pack.verbs.may_be(self.word(sentence, at), Form::Infinitive);
        let small = |at: &usize| self.one_of(sentence, *at, &words.adverbs) || self.one_of(sentence, *at, &words.clitics);
        let next = (item + 1..sentence.items.len()).find(|at| !small(at)).unwrap_or(item);
        let near_future = words.near_future.contains(&verb) && matches!(form, Form::Present | Form::Imperfect) && infinitive(next);
        // “vient de se rendre”, “vient d'ailleurs de battre”
        let of = |at: usize| self.one_of(sentence, at, &words.bare_of) && infinitive(at + 1);
        let plain = |at: usize| sentence.items.get(at).is_some_and(|item| item.kind == ItemKind::Word);
        let recent_past =
            words.recent_past.contains(&verb) && (item + 1..item + 4).find(|at| of(*at)).is_some_and(|of| (item + 1..of).all(plain));
        near_future || recent_past
    }

    fn negated_around(&self, sentence: &Sentence, from: usize, to: usize) -> bool {
        (from.saturating_sub(2).max(sentence.tokens.start)..to).any(|i| self.pack.words.negations.contains(&self.marked.tokens[i].lower))
    }

    fn negation_word_near(&self, sentence: &Sentence, from: usize, to: usize) -> bool {
        (from.saturating_sub(4).max(sentence.tokens.start)..(to + 4).min(sentence.tokens.end))
            .any(|i| self.pack.words.negation_words.contains(&self.marked.tokens[i].lower))
    }
}
