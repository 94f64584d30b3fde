//! People and states that a sentence names one after another: coordination, lists with nationalities, “dont X et Y”, couples, “les deux hommes”.

use super::scene::Scene;
use super::subject::Subject;
use crate::gazetteer::Sense;
use crate::mention::{ItemKind, Sentence};

impl Scene<'_> {
    /// “Les gouvernements letton et estonien …. Ils …”: the governments that the sentence before lists.
    pub(super) fn governments_before(&self, sentence_index: usize, token: usize) -> Subject {
        let before = sentence_index.checked_sub(1).map(|at| &self.marked.sentences[at]);
        let actors = before.map_or_else(Vec::new, |sentence| {
            let heads = (0..sentence.items.len()).filter(|at| self.begins(sentence, *at, &self.pack.words.government));
            heads.map(|at| self.nations_listed(sentence, at + 1)).find(|states| states.len() > 1).unwrap_or_default()
        });
        Subject { tokens: (!actors.is_empty()).then_some(token..token + 1), actors, figures: Vec::new() }
    }

    /// “letton, estonien et finlandais”: the states of the adjectives that are listed from an item on.
    fn nations_listed(&self, sentence: &Sentence, from: usize) -> Vec<u32> {
        let mut states = Vec::new();
        for at in from..sentence.items.len() {
            match sentence.items[at].kind {
                ItemKind::Name(name) => match self.marked.names[name].sense {
                    Sense::Demonym(state) if !states.contains(&state) => states.push(state),
                    _ => break,
                },
                _ if self.word(sentence, at) == "," || self.one_of(sentence, at, &self.pack.words.joining) => {}
                _ => break,
            }
        }
        states
    }

    /// “Après X, Y et Z”: does a preposition rule the list that ends with the item, joined with “et”?
    fn ends_ruled_list(&self, sentence: &Sentence, end: usize) -> bool {
        let words = &self.pack.words;
        let named = |at: usize| matches!(sentence.items[at].kind, ItemKind::Name(_) | ItemKind::Person(_));
        let joins = |at: usize| self.word(sentence, at) == "," || self.one_of(sentence, at, &words.and);
        let mut first = end;
        while first > 0 && (named(first - 1) || joins(first - 1) || self.one_of(sentence, first - 1, &words.the)) {
            first -= 1;
        }
        let joined = (first..end).any(|at| self.one_of(sentence, at, &words.and));
        joined && first > 0 && !joins(first - 1) && words.prepositions.contains(self.word(sentence, first - 1))
    }

    /// “sont attendus X, Y et le Malien Z”: the person at an item with those listed behind it.
    pub(super) fn with_following(&self, sentence: &Sentence, item: usize) -> Subject {
        let words = &self.pack.words;
        let mut subject = Subject::default();
        let mut at = item;
        while let Some(figure) = sentence.items.get(at).and_then(|item| self.figure(item.kind)) {
            if !subject.figures.contains(&figure) {
                subject.figures.push(figure);
            }
            let tokens = &sentence.items[at].tokens;
            subject.tokens = Some(subject.tokens.map_or(tokens.clone(), |old| super::hull(&old, tokens)));
            let mut next = at + 1;
            if self.word(sentence, next) == "(" {
                next = (next..sentence.items.len()).find(|at| self.word(sentence, *at) == ")").map_or(next, |close| close + 1);
            }
            let from = next;
            while self.word(sentence, next) == ","
                || self.one_of(sentence, next, &words.joining)
                || self.one_of(sentence, next, &words.the)
                || self.is_nation_of_next(sentence, next)
            {
                next += 1;
            }
            if next == from {
                break;
            }
            at = next;
        }
        subject
    }

    /// “le Malien Y”, “malien Y”: is the item the nationality of the person behind it?
    pub(super) fn is_nation_of_next(&self, sentence: &Sentence, item: usize) -> bool {
        let nation = |name: usize| matches!(self.marked.names[name].sense, Sense::Demonym(_));
        matches!(sentence.items.get(item).map(|item| item.kind), Some(ItemKind::Name(name)) if nation(name))
            && matches!(sentence.items.get(item + 1).map(|item| item.kind), Some(ItemKind::Person(_)))
    }

    /// Does a verb that is no plural stand right behind the item?
    fn singular_behind(&self, sentence: &Sentence, item: usize) -> bool {
        let verb = (item + 1..sentence.items.len().min(item + 4))
            .map(|at| self.word(sentence, at))
            .find(|word| self.pack.verbs.readings(word).iter().any(|(_, form)| form.is_finite()));
        verb.is_some_and(|verb| !self.ends_like_plural(verb))
    }

    /// “X et Y”, “X, Y et Z”: the person or actor at an item with those coordinated before it.
    pub(super) fn with_coordinates(&self, sentence: &Sentence, item: usize) -> Subject {
        let mut subject = Subject::default();
        let mut at = item;
        loop {
            let kind = sentence.items[at].kind;
            if let Some(figure) = self.figure(kind) {
                if !subject.figures.contains(&figure) {
                    subject.figures.insert(0, figure);
                }
            } else if let Some(actor) = self.acting(sentence, at) {
                if !subject.actors.contains(&actor) {
                    subject.actors.insert(0, actor);
                }
            } else {
                break;
            }
            subject.tokens =
                Some(subject.tokens.map_or(sentence.items[at].tokens.clone(), |old| super::hull(&old, &sentence.items[at].tokens)));
            let mut before = at;
            // “l'Ougandais X et le Rwandais Y”
            let adjective = |item: usize| matches!(sentence.items[item].kind, ItemKind::Name(name) if matches!(self.marked.names[name].sense, Sense::Demonym(_)));
            if before > 0 && adjective(before - 1) && self.figure(kind).is_some() {
                before -= 1;
            }
            let (mut linked, mut by_word) = (false, subject.figures.len() + subject.actors.len() > 1);
            let from = before;
            if self.stands_for_its_own(sentence, at) {
                // “… et les rebelles de la SPLA”
                let of = (at.saturating_sub(2)..at).find(|at| self.one_of(sentence, *at, &self.pack.words.of)).unwrap_or(at);
                before = of.saturating_sub(1);
            }
            while before > 0 {
                let word = self.word(sentence, before - 1);
                if word == ")" {
                    // “X (Togo), Y (Mali) et Z”
                    match (0..before - 1).rev().find(|i| self.word(sentence, *i) == "(") {
                        Some(open) => before = open,
                        None => break,
                    }
                    continue;
                }
                let words = &self.pack.words;
                let links = word == "," || words.joining.contains(word);
                // “du Libérien X et du Nigérian Y”
                let of = words.of.contains(word) && before + 1 >= at && self.figure(kind).is_some();
                // “X et leur hôte, Y”
                let own = words.own.contains(word) || words.own_of_several.contains(word);
                let host = words.hosts.contains(word) || own && words.hosts.contains(self.word(sentence, before));
                if links || of || host || words.articles.contains(word) && !words.of.contains(word) && !words.at.contains(word) {
                    linked |= links;
                    by_word |= words.joining.contains(word) || of || host;
                    before -= 1;
                } else {
                    break;
                }
            }
            // “…, X, du Togo, Y”: the realm of the next one stands between.
            if linked && before > 2 && matches!(sentence.items[before - 1].kind, ItemKind::Name(_)) && subject.actors.is_empty() {
                let realm = before - 1;
                let mut first = realm;
                while first > 0 && [&self.pack.words.of, &self.pack.words.the].iter().any(|class| self.one_of(sentence, first - 1, class)) {
                    first -= 1;
                }
                if first < realm {
                    before = first;
                    while before > 0 && (self.word(sentence, before - 1) == "," || self.one_of(sentence, before - 1, &self.pack.words.and))
                    {
                        before -= 1;
                    }
                }
            }
            // “X, ministre des Affaires étrangères du Togo, et Y”: past what is set off behind X.
            let joined = |item: &usize| self.word(sentence, *item) == "," && self.one_of(sentence, item + 1, &self.pack.words.and);
            let close = (before..at).find(joined).filter(|_| linked && self.figure(kind).is_some());
            let of_a_name = before > 0 && !matches!(sentence.items[before - 1].kind, ItemKind::Person(_));
            if let Some(open) = close.filter(|_| of_a_name).and_then(|close| self.parenthesis(sentence, close))
                && open > 0
                && self.figure(sentence.items[open - 1].kind).is_some()
            {
                before = open;
            }
            // “Après X et Y, A et B ont signé”: the list before the comma is another's.
            // “Réunis à Paris, X et Y ont signé”, “Grâce au Qatar, X et Y …”: so is the town before it, or whoever a preposition rules.
            let by_comma = (before..from).all(|at| !self.one_of(sentence, at, &self.pack.words.joining));
            let named = |end: usize| matches!(sentence.items[end].kind, ItemKind::Name(_));
            let ruled = |end: usize| named(end) && self.governed(sentence, end) && !self.governed(sentence, at);
            let apart = |end: usize| self.ends_ruled_list(sentence, end) || self.is_where(sentence, end) || ruled(end);
            if by_word && by_comma && before > 0 && apart(before - 1) {
                break;
            }
            // “où elle a vu le ministre X, Y doit …”: a comma alone joins nobody to the subject of one verb.
            if !linked
                || !by_word && self.singular_behind(sentence, item)
                || before == 0
                || !matches!(sentence.items[before - 1].kind, ItemKind::Person(_) | ItemKind::Name(_))
            {
                break;
            }
            // “L'envoyé spécial de Z, X, est arrivé”: Z is whose envoy X is.
            if self.governed_by_of(sentence, before - 1) && !self.governed_by_of(sentence, at) {
                break;
            }
            // “Reçus par Z, X et Y ont signé”: Z is no one of them.
            if self.preposition_before(sentence, before - 1, 1).is_some_and(|(word, _)| self.pack.words.by.contains(&word)) {
                break;
            }
            at = before - 1;
        }
        subject
    }

    /// “plusieurs dirigeants, dont X et Y, sont arrivés”: those named of a subject that is not.
    pub(super) fn some_of_them(&self, sentence: &Sentence, open: usize, close: usize) -> Subject {
        let start = sentence.items[open + 1].tokens.start;
        let length = self.pack.words.including.length_at(&self.marked.tokens[..sentence.tokens.end], start);
        // “le couple royal suédois, le roi X et la reine Y, est arrivé”
        let couple = || {
            let ends = sentence.items[open].tokens.start;
            (ends.saturating_sub(1)..=ends).any(|end| self.phrase_ending(&self.pack.words.couples, sentence, end).is_some())
        };
        let Some(length) = length.or_else(|| couple().then_some(0)) else { return Subject::default() };
        let inside = self.item_of(sentence, start + length)..close;
        let mut figures: Vec<usize> = inside.filter_map(|at| self.figure(sentence.items[at].kind)).collect();
        figures.dedup();
        let tokens = Some(start..sentence.items[close].tokens.start);
        if figures.is_empty() { Subject::default() } else { Subject { figures, actors: Vec::new(), tokens } }
    }

    /// “le couple royal”: the last two compatriots whom “et” joins, here or in the five sentences before.
    pub(super) fn couple(&self, sentence_index: usize, token: usize) -> Subject {
        let sentences = (0..=5).filter_map(|back| sentence_index.checked_sub(back));
        let mut pairs = sentences.flat_map(|at| {
            let sentence = &self.marked.sentences[at];
            let last = (0..sentence.items.len()).rev().filter(move |item| sentence.items[*item].tokens.end <= token);
            last.map(move |item| self.with_coordinates(sentence, item))
        });
        let state = |figure: &usize| self.people.figures[*figure].state;
        pairs
            .find(|pair| matches!(pair.figures[..], [one, other] if state(&one).is_some() && state(&one) == state(&other)))
            .map_or_else(Subject::default, |pair| Subject { tokens: Some(token..token + 1), ..pair })
    }

    /// “les deux hommes”, “ils”: the last two figures that led something.
    pub(super) fn plural(&self, sentence_index: usize, token: usize) -> Subject {
        let here = &self.marked.sentences[sentence_index];
        let men = self.pack.words.two_men.length_at(&self.marked.tokens[..here.tokens.end], token).is_some();
        let mut figures: Vec<usize> = Vec::new();
        for back in 0..=3 {
            let Some(at) = sentence_index.checked_sub(back) else { break };
            for item in self.marked.sentences[at].items.iter().rev().filter(|item| item.tokens.end <= token) {
                if let Some(figure) = self.figure(item.kind)
                    && !figures.contains(&figure)
                    && !(men && self.people.figures[figure].gender == Some(false))
                {
                    figures.push(figure);
                }
            }
            if figures.len() >= 2 {
                figures.truncate(2);
                figures.reverse();
                return Subject { figures, actors: Vec::new(), tokens: Some(token..token + 1) };
            }
        }
        Subject::default()
    }

    /// “une trentaine de dirigeants, dont X et le Malien Y”: those named of an object that is not.
    pub(super) fn named_of_several(&self, sentence: &Sentence, from: usize) -> Vec<usize> {
        let end = sentence.items.len().min(from + 16);
        let stops = |at: &usize| matches!(self.word(sentence, *at), "." | ";" | ":") || self.figure(sentence.items[*at].kind).is_some();
        let including = (from..end).take_while(|at| !stops(at)).find(|at| self.begins(sentence, *at, &self.pack.words.including));
        let first = including.and_then(|at| (at + 1..end.min(at + 6)).find(|item| self.figure(sentence.items[*item].kind).is_some()));
        first.map(|at| self.with_following(sentence, at).figures).unwrap_or_default()
    }
}
