//! Where a journey goes: the places and states that a clause joins to its trigger.

use super::scene::{Scene, Whereabouts};
use crate::gazetteer::{ActorKind, Sense};
use crate::lang::{Form, Needs, Visitor};
use crate::mention::{ItemKind, Sentence};
use crate::text::fold::name_key;

impl Scene<'_> {
    /// Places joined by a preposition of place, right of an item and in its clause; several where they are listed.
    pub(super) fn goals_right(&self, sentence: &Sentence, from: usize, several: bool) -> Vec<Whereabouts> {
        let mut goals: Vec<Whereabouts> = Vec::new();
        let mut at = from;
        let mut since_goal = 0;
        let mut people_passed = 0;
        while at < sentence.items.len() && at < from + 32 {
            let item = &sentence.items[at];
            match item.kind {
                ItemKind::Name(_) => {
                    if let Some(goal) = self
                        .goal_at(sentence, at, from, !goals.is_empty() && (several || since_goal <= 2))
                        .filter(|_| goals.is_empty() || since_goal <= 4)
                    {
                        add(&mut goals, goal);
                        since_goal = 0;
                    }
                }
                ItemKind::Sign => match self.word(sentence, at) {
                    "," if !goals.is_empty() && several_ahead(self, sentence, at) => since_goal = 0,
                    "," | "–" | "—" | "\"" | "«" | "»" | "“" | "”" | "(" | ")" | "/" => {}
                    ":" if several => {}
                    // “deux visites d'État : en Irlande et au Japon”
                    ":" if goals.is_empty() && self.pack.words.at.contains(self.word(sentence, at + 1)) => {}
                    _ => break,
                },
                ItemKind::Word => {
                    // “à Oslo et, plus tôt dans la semaine, à Riga”
                    let aside = self.pack.words.asides.length_at(&self.marked.tokens[..sentence.tokens.end], item.tokens.start);
                    if let Some(length) = aside.filter(|length| *length > 1 && !goals.is_empty()) {
                        at = self.item_of(sentence, item.tokens.start + length);
                        continue;
                    }
                    let word = self.word(sentence, at);
                    // “n'a passé que deux heures à Oslo”
                    let words = &self.pack.words;
                    let only = words.that.contains(word)
                        && at <= from + 1
                        && (from.saturating_sub(5)..from).any(|at| words.negations.contains(self.word(sentence, at)));
                    if only {
                        at += 1;
                        continue;
                    }
                    // “à Luanda ainsi qu'à Windhoek”
                    let as_well = words.that.contains(word) && words.conjunctions.contains(self.word(sentence, at.wrapping_sub(1)));
                    let clause_ends =
                        !as_well && self.pack.words.clause_words.contains(word) || self.pack.words.relative.contains(word) && !several;
                    if clause_ends {
                        // “en Allemagne, où il ouvrira une foire, puis en Suède et en Pologne”: the list goes on behind.
                        match self
                            .next_stop(sentence, at)
                            .filter(|_| !goals.is_empty() && self.one_of(sentence, at, &self.pack.words.where_words))
                        {
                            Some(next) => {
                                (at, since_goal) = (next, 0);
                                continue;
                            }
                            None => break,
                        }
                    }
                    let before = self.word(sentence, at.wrapping_sub(1));
                    // An article or preposition before it makes the word a noun (“l'échange”).
                    let verb =
                        self.finite(word) && !self.pack.words.articles.contains(before) && !self.pack.words.prepositions.contains(before);
                    if !goals.is_empty() && verb {
                        break;
                    }
                    // “…, cherchant à …”: a clause of its own.
                    if before == "," && word.ends_with("ant") && word.len() > 5 {
                        break;
                    }
                    // A new verb before any goal: another clause has begun.
                    if goals.is_empty() && at > from && verb && people_passed == 0 && !several {
                        break;
                    }
                    since_goal += 1;
                }
                ItemKind::Person(_) => {
                    if let Some(home) = self.home_of(sentence, at).filter(|_| goals.is_empty()) {
                        add(&mut goals, home);
                        since_goal = 0;
                    } else {
                        people_passed += 1;
                        since_goal += 1;
                    }
                }
                ItemKind::Date(_) => {}
            }
            if !goals.is_empty() && since_goal > 6 {
                break;
            }
            at += 1;
        }
        goals
    }

    /// The item where a list of stops goes on behind the clause that opens at an item: “, puis en …”.
    fn next_stop(&self, sentence: &Sentence, opens: usize) -> Option<usize> {
        let words = &self.pack.words;
        (opens + 1..sentence.items.len()).find(|at| {
            let joined = self.word(sentence, at - 1) == "," && self.one_of(sentence, *at, &words.then);
            joined && words.place_prepositions.contains(self.word(sentence, at + 1))
        })
    }

    /// Is the word a finite verb of the pack and nothing else?
    fn finite(&self, word: &str) -> bool {
        let readings = self.pack.verbs.readings(word);
        !readings.is_empty()
            && readings
                .iter()
                .all(|(_, form)| matches!(form, Form::Present | Form::Imperfect | Form::Future | Form::Conditional | Form::PastSimple))
            && word.len() > 2
    }

    /// The goal that the name at an item is, if a preposition of place rules it.
    fn goal_at(&self, sentence: &Sentence, at: usize, from: usize, listed: bool) -> Option<Whereabouts> {
        let ItemKind::Name(name) = sentence.items[at].kind else { return None };
        let sense = self.marked.names[name].sense;
        if matches!(sense, Sense::Demonym(_)) {
            return self.ground(sentence, at).filter(|_| self.ruled(sentence, at - 1, from));
        }
        if let Sense::Seat(state) = sense {
            // “attendu à l'Élysée”; “au siège des Nations unies, à New York” names no state.
            if self.gazetteer.actors[state as usize].kind != ActorKind::State {
                return None;
            }
            let seat = Whereabouts { state, place: None, tokens: sentence.items[at].tokens.clone() };
            return self.ruled(sentence, at, from).then_some(seat);
        }
        let whereabouts = self.whereabouts(sentence.items[at].kind).filter(|goal| !self.belied(sentence, at, goal))?;
        let listed_here = listed && self.listed(sentence, at);
        (listed_here || self.ruled(sentence, at, from)).then_some(whereabouts)
    }

    /// “la capitale lettone”, “terre islandaise”: the place that the adjective at an item names with the noun before it.
    pub(super) fn ground(&self, sentence: &Sentence, at: usize) -> Option<Whereabouts> {
        let ItemKind::Name(name) = sentence.items.get(at)?.kind else { return None };
        let Sense::Demonym(actor) = self.marked.names[name].sense else { return None };
        let noun = at.checked_sub(1)?;
        let capital = self.one_of(sentence, noun, &self.pack.journeys.capital);
        let named = capital || self.one_of(sentence, noun, &self.pack.journeys.ground);
        named.then(|| self.capital_of(actor, capital, sentence, at))
    }

    /// “rend visite au roi X”: the state of an official of another state who is named next, articles and small words between.
    pub(super) fn host_named(&self, sentence: &Sentence, from: usize, travellers: &[usize]) -> Option<Whereabouts> {
        let small = |at: &usize| {
            let words = &self.pack.words;
            [&words.articles, &words.at, &words.of, &words.adverbs].iter().any(|set| self.one_of(sentence, *at, set))
                || matches!(sentence.items[*at].kind, ItemKind::Date(_))
        };
        let at = (from..sentence.items.len()).find(|at| !small(at))?;
        let host = self.figure(sentence.items[at].kind).filter(|host| self.is_official(*host) && !travellers.contains(host))?;
        let state = self.people.figures[host].state.filter(|state| travellers.iter().all(|figure| self.is_abroad(*figure, *state)))?;
        Some(Whereabouts { state, place: None, tokens: sentence.items[at].tokens.clone() })
    }

    /// “à Paris, dans le Texas”: a town whose state the words behind it belie is another of its name.
    fn belied(&self, sentence: &Sentence, item: usize, goal: &Whereabouts) -> bool {
        let inside = self.word(sentence, item + 1) == "," && self.one_of(sentence, item + 2, &self.pack.words.inside);
        let region = (item + 3..sentence.items.len().min(item + 8)).find_map(|at| self.whereabouts(sentence.items[at].kind));
        inside && goal.place.is_some() && region.is_some_and(|region| region.state != goal.state)
    }

    /// “…, le Gabon et l'Angola”: joined to the place before by a comma or “et”, an article at most between.
    fn listed(&self, sentence: &Sentence, item: usize) -> bool {
        let mut at = item;
        while at > 0 {
            at -= 1;
            let (word, words) = (self.word(sentence, at), &self.pack.words);
            if word == "," || words.conjunctions.contains(word) {
                return true;
            }
            if !words.the.contains(word) && !words.then.contains(word) {
                return false;
            }
        }
        false
    }

    /// “dans le pays”, “y”, “sur place”: the place told of last before a token.
    pub(super) fn there(&self, sentence_index: usize, token: usize) -> Option<Whereabouts> {
        (0..=3).filter_map(|back| sentence_index.checked_sub(back)).find_map(|at| {
            let sentence = &self.marked.sentences[at];
            (0..sentence.items.len()).rev().filter(|item| sentence.items[*item].tokens.end <= token).find_map(|item| {
                // “dans la capitale : X y avait fait escale”
                let capital = self.one_of(sentence, item, &self.pack.journeys.capital) && self.ground(sentence, item + 1).is_none();
                if capital && self.ruled(sentence, item, 0) && !self.one_of(sentence, item + 1, &self.pack.words.of) {
                    return self.stage.first().cloned();
                }
                let whereabouts = self.whereabouts(sentence.items[item].kind)?;
                self.ruled(sentence, item, 0).then_some(whereabouts)
            })
        })
    }

    /// “Il connaît bien le Mozambique. C'est là que …”: the place or state named last in the sentence before.
    pub(super) fn named_last(&self, sentence_index: usize) -> Option<Whereabouts> {
        let sentence = &self.marked.sentences[sentence_index.checked_sub(1)?];
        sentence.items.iter().rev().find_map(|item| self.whereabouts(item.kind))
    }

    /// “à Hanoï (Vietnam), où il a …”: the place right before the word that the clause of an item begins with.
    pub(super) fn antecedent_place(&self, sentence: &Sentence, item: usize) -> Option<Whereabouts> {
        let opens =
            self.clause(sentence, item).start.checked_sub(1).filter(|at| self.one_of(sentence, *at, &self.pack.words.where_words))?;
        let mut goals = Vec::new();
        let event = |at: usize| self.stands_in(sentence, at.saturating_sub(3)..at, &self.pack.journeys.events);
        let mut at = opens;
        while at > 0 {
            at -= 1;
            match sentence.items[at].kind {
                // “la route de Hanoï pour la réunion de l'Apec, où …”: what happens there stands between.
                ItemKind::Name(name)
                    if goals.is_empty() && matches!(self.marked.names[name].sense, Sense::Organisation(_)) && event(at) =>
                {
                    at = at.saturating_sub(3);
                    while at > 0 && !matches!(sentence.items[at].kind, ItemKind::Name(_) | ItemKind::Person(_)) {
                        at -= 1;
                    }
                    at += 1;
                }
                ItemKind::Name(_) => add(&mut goals, self.whereabouts(sentence.items[at].kind)?),
                ItemKind::Sign if matches!(self.word(sentence, at), "," | "(" | ")") => {}
                ItemKind::Date(_) if goals.is_empty() => {}
                _ => break,
            }
        }
        goals.into_iter().next()
    }

    /// “arrivé la veille d'Ottawa”: the place right behind “de”, past dates, adverbs and articles.
    pub(super) fn goal_from(&self, sentence: &Sentence, from: usize) -> Vec<Whereabouts> {
        let words = &self.pack.words;
        let passed = |at: &usize| {
            let word = self.word(sentence, *at);
            matches!(sentence.items[*at].kind, ItemKind::Date(_))
                || words.adverbs.contains(word)
                || words.day_parts.contains(word) && !words.the.contains(word)
        };
        let ends = (from..sentence.items.len().min(from + 7)).take_while(|at| *at == from || passed(&(at - 1)));
        let of = ends.filter(|at| self.one_of(sentence, *at, &words.of));
        of.map(|of| self.whereabouts_at(sentence, of + 1)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// “le sol irlandais”: the state of the adjective behind a noun at an item that means the ground of a state.
    fn on_the_ground_of(&self, sentence: &Sentence, noun: usize) -> Option<Whereabouts> {
        self.ground(sentence, noun + 1).filter(|_| self.one_of(sentence, noun, &self.pack.journeys.ground))
    }

    fn capital_of(&self, actor: u32, capital: bool, sentence: &Sentence, at: usize) -> Whereabouts {
        let code = &self.gazetteer.actors[actor as usize].code;
        let place = capital.then(|| self.gazetteer.places.iter().position(|place| place.capital && place.state == *code)).flatten();
        Whereabouts {
            state: actor,
            place: place.and_then(|at| u32::try_from(at).ok()),
            tokens: sentence.items[at - 1].tokens.start..sentence.items[at].tokens.end,
        }
    }

    /// Does a preposition of place rule the item of a sentence?
    pub(super) fn ruled_by_place(&self, sentence: usize, item: usize) -> bool {
        self.ruled(&self.marked.sentences[sentence], item, 0)
    }

    /// Does a preposition of place rule the item? Small words may stand between (“à l'aéroport de la capitale, Kigali”).
    pub(super) fn ruled(&self, sentence: &Sentence, item: usize, from: usize) -> bool {
        // “sur le tarmac de Kigali”
        if self.site_of(sentence, item).is_some_and(|site| site >= from) && self.on_site(sentence, item) {
            return true;
        }
        let mut at = item;
        let mut fillers = 0;
        while at > 0 && at >= from {
            at -= 1;
            let word = self.word(sentence, at);
            match sentence.items[at].kind {
                ItemKind::Word => {}
                // “au sommet de l'Otan de Vilnius”
                ItemKind::Name(name) if fillers > 0 && matches!(self.marked.names[name].sense, Sense::Organisation(_)) => {
                    fillers += 1;
                    continue;
                }
                _ => return false,
            }
            if self.pack.words.place_prepositions.contains(word) {
                // “dépêché par Brasilia”, not “passé par Brasilia”
                let by = self.pack.words.by.contains(word) && at > 0;
                if by
                    && self.is_bare_participle(sentence, at - 1)
                    && !self.journey_rules(sentence, at - 1).any(|(rule, _)| rule.visitor == Visitor::Subject)
                {
                    return false;
                }
                // “le sommet consacré à la reconstruction de Gaza”
                if at > 0 && self.pack.journeys.not_goal_after.length_at(&self.marked.tokens, sentence.items[at - 1].tokens.start).is_some()
                {
                    return false;
                }
                // “en Syrie” rules its noun directly; “pour renforcer …” does not rule a place behind it.
                return fillers == 0 || self.pack.words.at.contains(word) && !self.pack.words.clitics.contains(word);
            }
            if self.pack.words.of.contains(word) {
                // “à l'aéroport de Kigali”: go on to what rules the noun before.
                fillers += 1;
            } else if !self.pack.words.articles.contains(word) {
                fillers += 1;
                // “à la reconstruction de Gaza”
                if self.begins(sentence, at, &self.pack.journeys.not_goal_after) {
                    return false;
                }
                if !self.pack.verbs.readings(word).is_empty() && fillers > 1 {
                    return false;
                }
            }
            if fillers > 4 || self.pack.words.clitics.contains(word) && !self.pack.words.articles.contains(word) {
                return false;
            }
        }
        false
    }

    /// “au stade de Harare”, “dans les eaux de Pearl Harbor”: is the item the town of a site that a preposition of place rules?
    pub(super) fn on_site(&self, sentence: &Sentence, item: usize) -> bool {
        let words = &self.pack.words;
        let ruled = |site: usize| {
            let before = self.preposition_before(sentence, site, 1);
            before.is_some_and(|(word, _)| words.at.contains(&word) || words.upon.contains(&word))
        };
        self.site_of(sentence, item).is_some_and(ruled)
    }

    /// “la cathédrale de Bangui”: the noun of a site whose town the item is.
    pub(super) fn site_of(&self, sentence: &Sentence, item: usize) -> Option<usize> {
        let (_, of) = self.preposition_before(sentence, item, 0).filter(|(word, _)| self.pack.words.of.contains(word))?;
        of.checked_sub(1).filter(|at| self.one_of(sentence, *at, &self.pack.journeys.sites))
    }

    /// The object of a verb, where it is a state or place (“visiter Cuba”, “parcouru le Sénégal et le Gabon”).
    pub(super) fn goals_object(&self, sentence: &Sentence, verb: usize) -> Vec<Whereabouts> {
        let mut goals = Vec::new();
        let mut at = verb + 1;
        let mut fillers = 0;
        while let Some(item) = sentence.items.get(at) {
            match item.kind {
                ItemKind::Name(_) => match self.whereabouts(item.kind) {
                    Some(whereabouts) => {
                        add(&mut goals, whereabouts);
                        fillers = 0;
                    }
                    None => break,
                },
                ItemKind::Word => {
                    let word = self.word(sentence, at);
                    let words = &self.pack.words;
                    let small =
                        [&words.articles, &words.and, &words.then, &words.adverbs, &words.day_parts].iter().any(|set| set.contains(word));
                    // “foule pour la première fois le sol irlandais”
                    let tokens = &self.marked.tokens[..sentence.tokens.end];
                    if let Some(length) = words.asides.length_at(tokens, item.tokens.start) {
                        at = self.item_of(sentence, item.tokens.start + length);
                        continue;
                    }
                    // “foule le sol irlandais”
                    if let Some(goal) = self.on_the_ground_of(sentence, at) {
                        add(&mut goals, goal);
                        break;
                    }
                    if !small || words.of.contains(word) || words.at.contains(word) {
                        break;
                    }
                    fillers += 1;
                    if fillers > 4 {
                        break;
                    }
                }
                ItemKind::Sign if self.word(sentence, at) == "," => {}
                ItemKind::Date(_) => {}
                _ => break,
            }
            at += 1;
        }
        goals
    }
    /// The place at an item, past an article.
    pub(super) fn whereabouts_at(&self, sentence: &Sentence, item: usize) -> Vec<Whereabouts> {
        (item..sentence.items.len().min(item + 2)).find_map(|at| self.whereabouts(sentence.items[at].kind)).into_iter().collect()
    }

    /// A place at the head of the clause or sentence (“À Lima depuis hier, X …”).
    pub(super) fn goals_left(&self, sentence: &Sentence, to: usize) -> Vec<Whereabouts> {
        let mut goals = Vec::new();
        for at in (0..to.min(sentence.items.len())).rev() {
            if matches!(self.word(sentence, at), ";" | ":") {
                break;
            }
            if matches!(sentence.items[at].kind, ItemKind::Name(_))
                && let Some(goal) = self.goal_at(sentence, at, 0, false)
            {
                add(&mut goals, goal);
                break;
            }
            if let Some(home) = self.home_of(sentence, at) {
                add(&mut goals, home);
                break;
            }
        }
        goals
    }

    /// “chez X”, “chez son homologue kényan”: where the person at an item is at home.
    fn home_of(&self, sentence: &Sentence, item: usize) -> Option<Whereabouts> {
        let state = self.figure(sentence.items[item].kind).and_then(|figure| self.people.figures[figure].state)?;
        let words = &self.pack.words;
        let small = |at: usize| {
            self.one_of(sentence, at, &words.the) || self.one_of(sentence, at, &words.own) || self.is_nation_of_next(sentence, at)
        };
        let before = (0..item).rev().find(|at| !small(*at))?;
        let chez = words.at_home_of.contains(self.word(sentence, before));
        chez.then(|| Whereabouts { state, place: None, tokens: sentence.items[item].tokens.clone() })
    }

    /// “Mardi, à Sofia, …”: the place that a sentence opens with, past a date.
    pub(super) fn fronted(&self, sentence: &Sentence) -> Option<Whereabouts> {
        let mut at = 0;
        while sentence.items.get(at).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)))
            || matches!(self.word(sentence, at), "," | "•" | "-" | "–" | "—")
            || at == 1 && self.date_label(sentence).is_some()
            || at < 4 && self.pack.words.day_parts.contains(self.word(sentence, at))
        {
            at += 1;
        }
        let first = sentence.items.get(at).filter(|item| item.kind == ItemKind::Word)?;
        let first = &self.marked.tokens[first.tokens.start];
        // “Depuis Oslo, X a dit …”
        let words = &self.pack.words;
        if !words.place_prepositions.iter().chain(&words.since).any(|word| first.is(word)) {
            return None;
        }
        let goal = (at + 1..at + 4).find(|at| sentence.items.get(*at).is_some_and(|item| matches!(item.kind, ItemKind::Name(_))))?;
        let comma = (goal + 1..sentence.items.len().min(goal + 7)).find(|at| self.word(sentence, *at) == ",");
        let small = (at + 1..goal).all(|at| self.pack.words.articles.contains(self.word(sentence, at)));
        comma.filter(|_| small).and_then(|_| self.whereabouts(sentence.items[goal].kind))
    }

    /// Are the rule's needs met?
    pub(super) fn needs_met(&self, needs: Option<Needs>, goal: &Whereabouts) -> bool {
        // “à Singapour”: a state that is a town.
        let town = || {
            let actor = &self.gazetteer.actors[goal.state as usize];
            // “au Vatican”: a state inside a town.
            actor.within.is_some() && !actor.territory
                || actor.capital.as_ref().is_some_and(|capital| name_key(capital) == name_key(&actor.label))
        };
        // “à Cuba”: an island is a place as a town is.
        let island = || goal.tokens.start > 0 && self.pack.words.to.contains(&self.marked.tokens[goal.tokens.start - 1].lower);
        // “à la Maison-Blanche”
        let seat = || self.marked.names.iter().any(|name| name.tokens == goal.tokens && matches!(name.sense, Sense::Seat(_)));
        needs != Some(Needs::City) || goal.place.is_some() || seat() || town() || island()
    }
}

/// “à Nairobi par le président X, puis jeudi au Mozambique”: does the list of goals go on behind the comma?
fn several_ahead(scene: &Scene, sentence: &Sentence, comma: usize) -> bool {
    let words = &scene.pack.words;
    let date = usize::from(matches!(sentence.items.get(comma + 2).map(|item| item.kind), Some(ItemKind::Date(_))));
    scene.one_of(sentence, comma + 1, &words.then) && scene.one_of(sentence, comma + 2 + date, &words.at)
}

/// Adds a goal; a town and its state, side by side, are one.
fn add(goals: &mut Vec<Whereabouts>, goal: Whereabouts) {
    match goals.iter_mut().find(|other| other.state == goal.state) {
        Some(other) => {
            if other.place.is_none() {
                other.place = goal.place;
                other.tokens = super::hull(&other.tokens, &goal.tokens);
            }
        }
        None => goals.push(goal),
    }
}
