//! Whom a pronoun means: the last one who led a clause, of the right gender; “ce dernier”, “le premier” of two; and who does not lead.

use super::scene::Scene;
use crate::mention::{ItemKind, Sentence};

/// Over so many sentences a pronoun that leads each of them is carried.
const CARRIED: usize = 6;

impl Scene<'_> {
    /// The figure that a pronoun before `token` means: the last one that led a clause, of the right gender.
    #[must_use]
    pub fn pronoun(&self, sentence_index: usize, token: usize, female: bool) -> Option<usize> {
        let fits = |figure: usize| self.people.figures[figure].gender.is_none_or(|male| male != female);
        // “X et Y pourraient venir : ce dernier …”
        if let Some(latter) = self.the_latter(sentence_index, token).filter(|who| fits(*who)) {
            return Some(latter);
        }
        let named = |back: usize, leading: bool| {
            let at = sentence_index.checked_sub(back)?;
            let sentence = &self.marked.sentences[at];
            // “Il est arrivé à Oslo, où l'a accueilli Y. Il …”: the pronoun that leads a sentence goes on.
            if leading && back > 0 && self.leading_pronoun(at, female) {
                return self.carried(at, female).filter(|who| fits(*who));
            }
            sentence.items.iter().enumerate().filter(|(_, item)| item.tokens.end <= token).find_map(|(index, item)| {
                let figure = self.figure(item.kind)?;
                // “… l'a conduit à Oslo, où X l'a reçu. Il …”: whoever leads a clause of place leads no sentence.
                // “Visite de X à Oslo. Il …”: whose journey it is leads a sentence without a verb.
                let owns = || back > 0 && self.heads_with_journey(sentence, index);
                let aside = || {
                    self.governed(sentence, index) && !owns()
                        || back > 0 && (self.in_where_clause(sentence, index) || self.speaks_behind_a_quote(sentence, index))
                };
                (fits(figure) && !(leading && aside())).then_some(figure)
            })
        };
        // “X accueille Y, venu d'Oslo, où il …”: of those who lead, the nearest.
        let sentence = &self.marked.sentences[sentence_index];
        let before = self.item_of(sentence, token).checked_sub(1).filter(|at| self.one_of(sentence, *at, &self.pack.words.where_words));
        // “À Oslo, où il est arrivé mardi, X a dit …”: whoever leads the clause behind.
        if let Some(before) = before.filter(|before| sentence.items[..*before].iter().all(|item| self.figure(item.kind).is_none())) {
            let comma = (before..sentence.items.len()).find(|at| self.word(sentence, *at) == ",");
            let led = comma.and_then(|comma| self.leads_from(sentence, comma + 1)).filter(|who| fits(*who));
            if led.is_some() {
                return led;
            }
        }
        // “Le premier, arrivé lundi, connaît la ville, où il …”
        if let Some(second) = self.one_of_two(sentence) {
            return self.pair_told_before(sentence_index).map(|pair| pair[usize::from(second)]).filter(|who| fits(*who));
        }
        let nearest = before.and_then(|before| {
            (0..before)
                .rev()
                .filter(|at| !self.governed(sentence, *at))
                .find_map(|at| self.figure(sentence.items[at].kind))
                .filter(|who| fits(*who))
        });
        // “L'envoyé spécial de X est arrivé. Il …”: somebody whom the text does not name.
        if nearest.is_none() && named(0, true).is_none() && named(1, true).is_none() && self.nameless(sentence_index.wrapping_sub(1)) {
            return None;
        }
        nearest
            .or_else(|| (0..=3).find_map(|back| named(back, true)))
            .or_else(|| self.topic.filter(|figure| fits(*figure)))
            .or_else(|| (1..=3).find_map(|back| named(back, false)))
    }

    /// Whom “ce dernier” at a token means: the person named last before it.
    fn the_latter(&self, sentence_index: usize, token: usize) -> Option<usize> {
        let here = &self.marked.tokens[..self.marked.sentences[sentence_index].tokens.end];
        self.pack.words.the_latter.length_at(here, token)?;
        (0..=1).filter_map(|back| sentence_index.checked_sub(back)).find_map(|at| {
            let items = self.marked.sentences[at].items.iter().rev();
            items.filter(|item| item.tokens.end <= token).find_map(|item| self.figure(item.kind))
        })
    }

    /// Does the sentence begin with a noun that tells a journey, past a date and names on top of it, and is the item the first person behind?
    fn heads_with_journey(&self, sentence: &Sentence, item: usize) -> bool {
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let noun = |at: &usize| self.pack.journeys.nouns.at(tokens, sentence.items[*at].tokens.start).is_some();
        let words = |at: &usize| sentence.items[*at].kind == ItemKind::Word;
        let first = (0..item).find(words).filter(noun);
        first.is_some_and(|first| (first..item).all(|at| !matches!(sentence.items[at].kind, ItemKind::Person(_))))
    }

    /// The figure that leads the clause from an item on: named within five items, and ruled by nothing.
    fn leads_from(&self, sentence: &Sentence, from: usize) -> Option<usize> {
        let mut near = from..sentence.items.len().min(from + 5);
        near.find_map(|at| self.figure(sentence.items[at].kind).filter(|_| !self.governed(sentence, at)))
    }

    /// Whether a sentence that begins with “Le premier, …” or “Le second est …” means the second of two.
    fn one_of_two(&self, sentence: &Sentence) -> Option<bool> {
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        [&self.pack.words.the_first, &self.pack.words.the_second]
            .iter()
            .position(|set| {
                let length = set.length_at(tokens, sentence.tokens.start);
                let behind = length.and_then(|length| tokens.get(sentence.tokens.start + length));
                behind.is_some_and(|token| !token.is_word() || !self.pack.verbs.readings(&token.lower).is_empty())
            })
            .map(|nth| nth == 1)
    }

    /// The last two people whom “et” joins in the sentence before.
    fn pair_told_before(&self, sentence_index: usize) -> Option<[usize; 2]> {
        let sentence = &self.marked.sentences[sentence_index.checked_sub(1)?];
        (0..sentence.items.len()).rev().find_map(|at| <[usize; 2]>::try_from(self.with_coordinates(sentence, at).figures).ok())
    }

    /// “« … », a déclaré X”: does a sentence that opens with a quote tell at the item who speaks?
    fn speaks_behind_a_quote(&self, sentence: &Sentence, item: usize) -> bool {
        let quote = |at: usize| self.marked.tokens[sentence.items[at].tokens.start].is_quote();
        let open = (0..item.min(2)).find(|at| quote(*at));
        open.is_some_and(|open| (open + 1..item).any(quote))
    }

    /// Does the item stand in a clause that “où” opens?
    fn in_where_clause(&self, sentence: &Sentence, item: usize) -> bool {
        let before = self.clause(sentence, item).start.checked_sub(1);
        let finite = |at: usize| self.pack.verbs.readings(self.word(sentence, at)).iter().any(|(_, form)| form.is_finite());
        // “Au Botswana, où il était resté un jour, X avait parlé”: the clause ends at the comma before who leads.
        let ended = |before: usize| {
            let the = usize::from(item > 0 && self.one_of(sentence, item - 1, &self.pack.words.the));
            let comma = item.checked_sub(1 + the).filter(|at| self.word(sentence, *at) == ",");
            comma.is_some_and(|comma| (before + 1..comma).any(finite)) && (item + 1..sentence.items.len().min(item + 4)).any(finite)
        };
        before.is_some_and(|before| before > 0 && self.one_of(sentence, before, &self.pack.words.where_words) && !ended(before))
    }

    /// Does a pronoun lead the sentence, behind nobody's name?
    fn leading_pronoun(&self, sentence_index: usize, female: bool) -> bool {
        let sentence = &self.marked.sentences[sentence_index];
        let pronouns = if female { &self.pack.words.pronouns_f } else { &self.pack.words.pronouns_m };
        let first = (0..sentence.items.len().min(4)).find(|item| self.begins(sentence, *item, pronouns));
        // “Au Botswana, où il était resté un jour, X …”: a pronoun of a clause leads no sentence.
        let clause = |first: usize| (0..first).any(|at| self.one_of(sentence, at, &self.pack.words.clause_words));
        first
            .is_some_and(|first| !clause(first) && sentence.items[..first].iter().all(|before| !matches!(before.kind, ItemKind::Person(_))))
    }

    /// Whom the pronoun that leads a sentence means: the one who leads the sentence before the run of sentences that a pronoun leads.
    fn carried(&self, sentence_index: usize, female: bool) -> Option<usize> {
        let first = (0..sentence_index).rev().take(CARRIED).find(|at| !self.leading_pronoun(*at, female))?;
        let sentence = &self.marked.sentences[first];
        let leads = |at: usize| !self.governed(sentence, at) && !self.in_where_clause(sentence, at);
        let figure = (0..sentence.items.len()).filter(|at| leads(*at)).find_map(|at| self.figure(sentence.items[at].kind));
        let nobody = sentence.items.iter().all(|item| !matches!(item.kind, ItemKind::Person(_)));
        figure.or_else(|| self.topic.filter(|_| nobody))
    }

    /// Does a sentence begin with somebody of an office or family who is not named (“L'envoyé de X”, “Un proche de X”, “Son ministre”)?
    fn nameless(&self, sentence_index: usize) -> bool {
        let Some(sentence) = self.marked.sentences.get(sentence_index) else { return false };
        let article = [&self.pack.words.the, &self.pack.words.an, &self.pack.words.own].iter().any(|set| self.one_of(sentence, 0, set));
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let person = |at: usize| {
            let word = sentence.items.get(at).filter(|item| item.kind == ItemKind::Word);
            word.is_some_and(|item| {
                self.pack.offices.titles.at(tokens, item.tokens.start).is_some()
                    || self.pack.journeys.bearers.length_at(tokens, item.tokens.start).is_some()
            })
        };
        let owner = (2..7).find(|at| sentence.items.get(*at).is_some_and(|item| self.figure(item.kind).is_some()));
        article
            && (person(1) || person(2))
            && (self.one_of(sentence, 0, &self.pack.words.own) || owner.is_some_and(|at| self.governed(sentence, at)))
    }

    /// The figure that a pronoun at an item means.
    pub(super) fn pronoun_at(&self, sentence_index: usize, item: usize) -> Option<usize> {
        let sentence = &self.marked.sentences[sentence_index];
        let token = sentence.items.get(item)?.tokens.start;
        let female = self.begins(sentence, item, &self.pack.words.pronouns_f);
        let pronoun = female || self.begins(sentence, item, &self.pack.words.pronouns_m);
        pronoun.then(|| self.pronoun(sentence_index, token, female)).flatten()
    }

    /// A figure named before that is none of these: whom “l'” means.
    pub(super) fn pronoun_other(&self, sentence_index: usize, token: usize, but: &[usize]) -> Option<usize> {
        // “Il s'envolera pour Oslo, où X l'accueillera”: whom the main clause is about.
        let sentence = &self.marked.sentences[sentence_index];
        let pronoun = (0..sentence.items.len().min(4)).find_map(|at| self.pronoun_at(sentence_index, at));
        if let Some(figure) = pronoun.filter(|figure| !but.contains(figure)) {
            return Some(figure);
        }
        let named = |leading: bool| {
            (0..=2).filter_map(|back| sentence_index.checked_sub(back)).find_map(|at| {
                let sentence = &self.marked.sentences[at];
                let before = (0..sentence.items.len()).filter(|item| sentence.items[*item].tokens.end <= token);
                before
                    .filter(|item| !leading || !self.governed(sentence, *item))
                    .filter_map(|item| self.figure(sentence.items[item].kind))
                    .find(|figure| !but.contains(figure))
            })
        };
        self.topic.filter(|topic| !but.contains(topic)).or_else(|| named(true)).or_else(|| named(false))
    }
}
