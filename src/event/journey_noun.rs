//! A journey rule whose word is a noun (“la visite de X à Oslo”, “en visite à Riga”) or words of being somewhere: who travels, and where.

use super::Ledger;
use super::finder::{Finder, Told};
use super::scene::Whereabouts;
use super::verb_group::Tense;
use super::visit::VisitFound;
use crate::claim::VisitStatus;
use crate::gazetteer::Sense;
use crate::lang::{Form, Goal, JourneyRule, Needs, VerbId, Visitor};
use crate::mention::ItemKind;
use std::ops::Range;

impl Finder<'_> {
    /// “l'orpaillage venu du Brésil”: a participle behind a noun is said of the noun.
    fn of_a_noun(&self) -> bool {
        let Some(before) = self.item.checked_sub(1) else { return false };
        let (word, words) = (self.scene.word(self.sentence, before), &self.scene.pack.words);
        let article = before > 0 && [&words.the, &words.an, &words.own].iter().any(|set| self.scene.one_of(self.sentence, before - 1, set));
        self.sentence.items[before].kind == ItemKind::Word && article && self.scene.pack.verbs.readings(word).is_empty()
    }

    /// “de Kuala Lumpur et de Manille”: the places behind “de”, one after another.
    fn stops_of(&self, from: usize) -> Vec<Whereabouts> {
        let (scene, words) = (self.scene, &self.scene.pack.words);
        let small = |at: usize| {
            let word = scene.word(self.sentence, at);
            word == "," || words.of.contains(word) || words.and.contains(word) || words.the.contains(word)
        };
        let run =
            (from..self.sentence.items.len()).take_while(|at| small(*at) || scene.whereabouts(self.sentence.items[*at].kind).is_some());
        run.filter_map(|at| scene.whereabouts(self.sentence.items[at].kind)).collect()
    }

    /// “lors du passage de X, puis au cours d'une tournée de Y à Berlin”: does another noun of journeys, of somebody else, stand before the goal?
    fn of_another_noun(&self, after: usize, goal: &Whereabouts) -> bool {
        let scene = self.scene;
        let tokens = &scene.marked.tokens[..self.sentence.tokens.end];
        let end = scene.item_of(self.sentence, goal.tokens.start);
        let noun = |at: &usize| scene.pack.journeys.nouns.at(tokens, self.sentence.items[*at].tokens.start).is_some();
        let another = (after..end).find(noun);
        another.is_some_and(|noun| (noun..end).any(|at| matches!(self.sentence.items[at].kind, ItemKind::Person(_))))
    }

    /// Does the participle of a verb of journeys follow, past adverbs?
    fn helps_a_journey(&self, after: usize) -> bool {
        let scene = self.scene;
        let past = (after..self.sentence.items.len()).find(|at| !scene.one_of(self.sentence, *at, &scene.pack.words.adverbs));
        past.is_some_and(|at| scene.journey_rules(self.sentence, at).any(|(rule, form)| form == Form::Participle && rule.goal == Goal::To))
    }

    /// Tries a rule whose words stand at the item, `length` items long.
    pub(super) fn noun(&self, length: usize, rule: &JourneyRule, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        // “s'est depuis tournée vers …” is a participle.
        if length == 1 && scene.is_helped(self.sentence, self.item) {
            return;
        }
        let after = self.item + length;
        // “n'était venu dans l'archipel”: a helper is no being there.
        if rule.presence && length == 1 && self.helps_a_journey(after) {
            return;
        }
        let clause = scene.clause(self.sentence, self.item);
        let mut travellers = Vec::new();
        let mut goals = Vec::new();
        if rule.visitor == Visitor::Both {
            travellers = scene.subject_left(self.index, self.item, true).figures;
            let with = self.objects(after).into_iter().filter(|figure| !travellers.contains(figure)).collect::<Vec<_>>();
            travellers.extend(with);
        }
        if rule.visitor == Visitor::Of {
            travellers = self.of_person(after);
            if travellers.is_empty() {
                travellers = self.made_by(after);
            }
        }
        // “avec X et Y, arrivé de Berlin”: whoever stands before the comma.
        if rule.undated && travellers.is_empty() && scene.word(self.sentence, self.item.wrapping_sub(1)) == "," {
            travellers.extend(self.item.checked_sub(2).and_then(|at| scene.figure(self.sentence.items[at].kind)));
        }
        let anothers = rule.of_only && scene.one_of(self.sentence, after, &scene.pack.words.of)
            || rule.visitor == Visitor::Of && travellers.is_empty() && scene.borne_by_another(self.sentence, after)
            || rule.goal == Goal::Gathering && rule.visitor == Visitor::Of
            || rule.undated && self.of_a_noun();
        if travellers.is_empty() && !anothers {
            let before = self.scene.word(self.sentence, self.item.wrapping_sub(1));
            let possessive = (self.item.saturating_sub(3)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.words.own));
            let passing = (self.item.saturating_sub(4)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.journeys.beside));
            let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item));
            let within = scene.pack.words.at.contains(before);
            let supported = within || prepositional || rule.presence || possessive || passing || self.verb_before();
            if let Some(item) = scene.invitee(self.sentence, self.item) {
                travellers = scene.with_following(self.sentence, item).figures;
            }
            // “X, dont la visite en Islande s'achève”
            // “X, dont c'est la deuxième visite à Oslo”
            let whose = |at: &usize| scene.one_of(self.sentence, *at, &scene.pack.words.whose);
            let far = (3..=6)
                .filter_map(|back| self.item.checked_sub(back))
                .find(|at| whose(at) && scene.one_of(self.sentence, at + 1, &scene.pack.words.cleft));
            if let Some(whose) = (1..=2).filter_map(|back| self.item.checked_sub(back)).find(whose).or(far) {
                travellers = scene.antecedent(self.sentence, whose).figures;
            }
            if supported && travellers.is_empty() {
                travellers = scene.subject_left(self.index, self.item, true).figures;
            }
            // “L'accord a eu l'appui de X lors de sa visite à Lima”: of nobody else is anything said.
            if travellers.is_empty() && possessive && passing {
                travellers = (0..self.item).rev().find_map(|at| scene.figure(self.sentence.items[at].kind)).into_iter().collect();
            }
            if travellers.is_empty() && (possessive || passing || prepositional || within || self.item == 0) {
                // “Lors de sa visite au Mali, X …”, “En visite au Mali, X …”
                // “Lors de ses visites en Irlande, au Japon et en Inde, X …”
                let more = |comma: usize| scene.pack.words.place_prepositions.contains(scene.word(self.sentence, comma + 1));
                let comma = (after..self.sentence.items.len()).find(|at| scene.word(self.sentence, *at) == "," && !more(*at));
                travellers = comma.map_or_else(Vec::new, |comma| scene.led_after(self.index, comma + 1).figures);
            }
            // “Leur visite à Lima a été reportée.”
            if travellers.is_empty() && scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.own_of_several) {
                travellers = scene.plural(self.index, self.sentence.items[self.item].tokens.start).figures;
            }
            if travellers.is_empty() && possessive {
                travellers = scene.pronoun(self.index, self.sentence.items[self.item].tokens.start, false).into_iter().collect();
            }
        }
        if rule.goal == Goal::Of {
            goals = scene.whereabouts_at(self.sentence, after);
        }
        let (adjective, after) = match self.adjective_goal(after).filter(|_| rule.adjective) {
            Some(goal) => (Some(goal), after + 1),
            None => (None, after),
        };
        if adjective.is_some() && travellers.is_empty() {
            travellers = self.of_person(after);
        }
        if matches!(rule.goal, Goal::To | Goal::Gathering) {
            goals = scene.goals_right(self.sentence, after, rule.tour);
            goals.retain(|goal| !self.of_another_noun(after, goal));
            if goals.is_empty() && !rule.presence {
                goals = self.past_relative(after);
            }
            if goals.is_empty()
                && (after..self.sentence.items.len().min(after + 6)).any(|at| scene.begins(self.sentence, at, &scene.pack.journeys.here))
            {
                goals.extend(scene.there(self.index, self.sentence.items[self.item].tokens.start));
            }
            if goals.is_empty() && !rule.presence {
                goals = self.behind_phase(after);
            }
            if rule.presence {
                // “est depuis dimanche à Kigali, mardi à Lima”: nothing but dates and adverbs stands between.
                let mut from = after;
                goals.retain(|goal| {
                    let at = scene.item_of(self.sentence, goal.tokens.start);
                    let plain = at <= from + 6 && (from..at).all(|between| self.leads_to_a_place(between, from > after));
                    if plain {
                        from = at + 1;
                    }
                    plain
                });
            }
        }
        // “À Luanda, X a eu un long échange avec Y”
        if goals.is_empty() && rule.visitor == Visitor::Both {
            goals.extend(scene.fronted(self.sentence).filter(|goal| goal.place.is_some()));
        }
        // “a été l'hôte de la Lettonie”
        if goals.is_empty() && rule.visitor == Visitor::Subject && scene.one_of(self.sentence, after.wrapping_sub(1), &scene.pack.words.of)
        {
            goals = scene.whereabouts_at(self.sentence, after);
        }
        // “ses étapes de Kuala Lumpur et de Manille”
        if goals.is_empty() && rule.adjective && scene.one_of(self.sentence, after, &scene.pack.words.of) {
            goals = self.stops_of(after);
        }
        goals.retain(|goal| scene.needs_met(rule.needs.filter(|needs| *needs == Needs::City), goal));
        if goals.is_empty() {
            goals.extend(adjective);
        }
        if goals.is_empty() && rule.visitor == Visitor::Of && !travellers.is_empty() {
            goals.extend(self.where_it_was());
        }
        if goals.is_empty() && rule.tour && !travellers.is_empty() {
            goals.extend(self.said_to_be());
        }
        let mut awaited = false;
        if goals.is_empty()
            && rule.visitor == Visitor::Of
            && !travellers.is_empty()
            && let Some((goal, ahead)) = self.of_host(&travellers)
        {
            goals.push(goal);
            awaited = ahead;
        }
        if goals.is_empty()
            && rule.visitor == Visitor::Of
            && !rule.tour
            && !travellers.is_empty()
            && self.lead.is_none_or(|lead| travellers != [lead.figure])
        {
            // “à l'occasion de la visite du président kazakh”, in a dispatch from Zagreb.
            goals.extend(scene.dateline());
        }
        // “Visite d'État en Irlande”: whose it is, is not told.
        let past_kind = self.past_kind(after);
        // “L'étape d'Abuja sera brève”: whose it is, is told by the text.
        let stop = rule.adjective && !goals.is_empty();
        let of = |at: usize| scene.one_of(self.sentence, at, &scene.pack.words.of);
        if let Some(lead) = self.lead.filter(|_| !rule.presence && (stop || !of(past_kind))) {
            // “l'escale lettone clôt une tournée commencée en Norvège”: of the one whose journey the text tells.
            if travellers.is_empty() && !goals.is_empty() && self.leads(lead.figure) {
                travellers.push(lead.figure);
            }
            // “le séjour durera du 3 au 5 mai”: of the journey that the text tells.
            let words = &scene.pack.words;
            // “Sa précédente visite remonte à 2012.”
            let earlier = usize::from(self.item > 0 && scene.one_of(self.sentence, self.item - 1, &scene.pack.journeys.earlier));
            let definite = [&words.the, &words.this, &words.own]
                .iter()
                .any(|set| scene.one_of(self.sentence, self.item.wrapping_sub(1 + earlier), set));
            // “X devait se rendre en Islande. Sa visite est reportée.”
            let told = || found.iter().rev().find(|other| travellers == [other.figure] && self.index - other.sentence <= 2);
            if goals.is_empty() && definite && self.called_off() && travellers.len() == 1 {
                let tokens = self.sentence.items[self.item].tokens.clone();
                goals.extend(told().map(|other| Whereabouts { state: other.state, place: None, tokens }));
            }
            if goals.is_empty()
                && definite
                && !rule.tour
                && (travellers.is_empty() || travellers == [lead.figure])
                && (clause
                    .clone()
                    .any(|at| matches!(self.sentence.items[at].kind, ItemKind::Date(_)) && at > self.item && !self.after_another(at))
                    || self.called_off())
            {
                travellers = vec![lead.figure];
                goals.push(Whereabouts { state: lead.state, place: None, tokens: self.sentence.items[self.item].tokens.clone() });
            }
        }
        // “X a invité Y durant son propre séjour en Suède”: not the one who is at home there.
        let at_home = |figure: &usize| goals.iter().all(|goal| scene.people.figures[*figure].state == Some(goal.state));
        if !goals.is_empty() && !travellers.is_empty() && travellers.iter().all(at_home) && rule.visitor == Visitor::Of {
            let leading =
                (0..self.item).filter(|at| !scene.governed(self.sentence, *at)).find_map(|at| scene.figure(self.sentence.items[at].kind));
            let own = (self.item.saturating_sub(3)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.words.own));
            travellers.extend(leading.filter(|figure| own && !at_home(figure)));
        }
        let event = self.event(rule, false).filter(|_| goals.is_empty());
        if let Some(event) = event {
            goals.push(event.place.clone());
            travellers.retain(|figure| !scene.is_resident(*figure));
        }
        if travellers.is_empty() || goals.is_empty() {
            let lacking = if travellers.is_empty() { "nobody is found who travels" } else { "no place is found where the journey goes" };
            ledger.pass_over("visit", self.sentence.items[self.item].tokens.clone(), &rule.id, lacking);
            return;
        }
        if !rule.presence && self.negated_noun(&clause) {
            let tokens = self.sentence.items[self.item].tokens.clone();
            ledger.withhold("visit", tokens, &rule.id, "the verb is negated");
            return;
        }
        let unsure = scene.uncertain(self.sentence, after..clause.end)
            || scene.supposed(self.sentence, self.item)
            || scene.declined(self.sentence, self.item);
        if !rule.presence && (unsure || scene.only_spoken_of(self.sentence, self.item)) {
            let tokens = self.sentence.items[self.item].tokens.clone();
            ledger.withhold("visit", tokens, &rule.id, "only possible or wished for");
            return;
        }
        let whole = 0..self.sentence.items.len();
        let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item))
            || scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.at);
        // “invité à effectuer une visite”, “une invitation à X pour une visite”
        let invites = |at: usize| scene.journey_rules(self.sentence, at).any(|(rule, _)| rule.status == Some(VisitStatus::Invited));
        // “Invité par Y, X a effectué une visite” tells of the visit.
        let made = |at: usize| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, at));
            !readings.is_empty() && readings.iter().all(|(_, form)| *form != Form::Infinitive)
        };
        let asked = (clause.start..self.item).rev().take_while(|at| invites(*at) || !made(*at)).any(invites);
        let invited = !rule.presence && (scene.invitee(self.sentence, self.item).is_some() || asked);
        let tense = if rule.presence { self.presence_tense() } else { None }
            .or_else(|| awaited.then_some(Tense::Future))
            .or_else(|| self.relative_tense(after))
            .or_else(|| scene.tense_of(self.sentence, &clause))
            .or_else(|| prepositional.then(|| scene.tense_of(self.sentence, &whole)).flatten())
            .or_else(|| (prepositional || rule.presence).then_some(Tense::Present));
        let tokens = self.sentence.items[self.item].tokens.start..self.sentence.items[after - 1].tokens.end;
        self.spread(&Told { looked_back: false, invited, rule, travellers, hosts: Vec::new(), goals, tense, tokens, event }, found, ledger);
    }

    /// “Ce déplacement intervient huit jours après la trêve du 4 août”: does the date tell when something else was?
    fn after_another(&self, date: usize) -> bool {
        let journeys = &self.scene.pack.journeys;
        let beside = |at: usize| [&journeys.before, &journeys.after].iter().any(|set| self.scene.one_of(self.sentence, at, set));
        (self.item + 1..date).any(|at| beside(at) && at + 1 < date)
    }

    /// “lancé à Bergen en mai 2012, lors de la venue de X”: the place of what the visit was the occasion of, right before its noun.
    fn where_it_was(&self) -> Option<Whereabouts> {
        let scene = self.scene;
        let beside = (self.item.saturating_sub(4)..self.item).find(|at| scene.one_of(self.sentence, *at, &scene.pack.journeys.beside))?;
        // “De retour à Oslo après une visite de X”: what came after it was elsewhere.
        if scene.one_of(self.sentence, beside, &scene.pack.journeys.before) {
            return None;
        }
        let plain = |at: &usize| match self.sentence.items[*at].kind {
            ItemKind::Date(_) => true,
            ItemKind::Sign => scene.word(self.sentence, *at) == ",",
            ItemKind::Word => {
                scene.one_of(self.sentence, *at, &scene.pack.words.at) || scene.one_of(self.sentence, *at, &scene.pack.words.the)
            }
            _ => false,
        };
        let at = (0..beside).rev().find(|at| !plain(at))?;
        let goal = scene.whereabouts(self.sentence.items[at].kind)?;
        scene.ruled(self.sentence, at, 0).then_some(goal)
    }

    /// “Le Kenya a été la première étape de X”: the state or place that the sentence says to be the stop.
    fn said_to_be(&self) -> Option<Whereabouts> {
        let scene = self.scene;
        let clause = scene.clause(self.sentence, self.item);
        let is = |at: &usize| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, *at));
            readings.iter().any(|(verb, form)| scene.pack.words.passive.contains(verb) && *form != Form::Infinitive)
        };
        let verb = (clause.start..self.item).rev().find(is)?;
        let one_of_a_row = scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.ordinals);
        let plain = |at: usize| self.sentence.items[at].kind == ItemKind::Word;
        let first = (clause.start..verb).rev().find(|at| scene.whereabouts(self.sentence.items[*at].kind).is_some())?;
        let led = (clause.start..first).all(|at| scene.one_of(self.sentence, at, &scene.pack.words.the));
        (one_of_a_row && led && (first + 1..self.item).all(plain)).then(|| scene.whereabouts(self.sentence.items[first].kind)).flatten()
    }

    /// “Y a reçu la visite de X”, “Nairobi attend la venue de X”: the state of whoever receives or awaits the journey that the noun tells,
    /// and whether it is awaited.
    fn of_host(&self, travellers: &[usize]) -> Option<(Whereabouts, bool)> {
        let scene = self.scene;
        let clause = scene.clause(self.sentence, self.item);
        // “Le Kremlin a annoncé la visite du président chinois”
        let announces = |at: usize| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, at)).iter();
            let mut told = readings.filter(|(verb, form)| scene.pack.journeys.announces.contains(verb) && *form != Form::Infinitive);
            told.next().map(|(_, form)| *form)
        };
        let hosts = |at: usize| {
            let mut rules = scene.journey_rules(self.sentence, at);
            let host = rules.find(|(rule, form)| rule.goal == Goal::Host && *form != Form::Infinitive).map(|(_, form)| (at, form));
            host.or_else(|| announces(at).map(|form| (at, form)))
        };
        let (at, form) = (clause.start..self.item).rev().find_map(hosts)?;
        let awaits =
            announces(at).is_some() || scene.journey_rules(self.sentence, at).any(|(rule, _)| rule.status == Some(VisitStatus::Planned));
        // Nothing but an article stands between the verb and the noun.
        let plain = |at: usize| {
            scene.one_of(self.sentence, at, &scene.pack.words.articles) || matches!(self.sentence.items[at].kind, ItemKind::Date(_))
        };
        if !(at + 1..self.item).all(plain) {
            return None;
        }
        let group = scene.verb_group(self.sentence, self.sentence.items[at].tokens.start, form);
        let subject = scene.subject(self.index, &group);
        let states = scene.states_of(&subject);
        let [state] = states[..] else { return None };
        let away = travellers.iter().all(|figure| !subject.figures.contains(figure)) && !group.negated && !group.with_be;
        away.then(|| (Whereabouts { state, place: None, tokens: subject.tokens.unwrap_or(group.tokens) }, awaits))
    }

    /// “Le voyage s'est conclu le 2 mars à Bamako”: the places behind a verb that tells how the journey begins, goes on or ends.
    fn behind_phase(&self, after: usize) -> Vec<Whereabouts> {
        let scene = self.scene;
        let phase = |at: &usize| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, *at));
            readings.iter().any(|(verb, _)| scene.pack.journeys.phases.contains(verb))
        };
        let verb = (after..self.sentence.items.len().min(after + 8)).find(phase);
        verb.map(|verb| scene.goals_right(self.sentence, verb + 1, false)).unwrap_or_default()
    }

    /// The item behind the words that tell of what kind a visit is (“d'État”).
    fn past_kind(&self, after: usize) -> usize {
        let scene = self.scene;
        let tokens = &scene.marked.tokens[..self.sentence.tokens.end];
        // Only of a noun at the head of a line: elsewhere “sa visite d'État” may be of anybody.
        let words = &scene.pack.words;
        let heads = (0..self.item).all(|at| {
            self.sentence.items[at].kind != ItemKind::Word
                || words.first_time.contains(scene.word(self.sentence, at))
                || scene.pack.journeys.earlier.contains(scene.word(self.sentence, at))
        });
        let kind = self.sentence.items.get(after).filter(|_| heads).and_then(|item| {
            let (length, _) = scene.pack.journeys.kinds.at(tokens, item.tokens.start)?;
            Some(scene.item_of(self.sentence, item.tokens.start + length))
        });
        kind.unwrap_or(after)
    }

    /// “l'étape danoise”: the state of an adjective right behind the noun.
    fn adjective_goal(&self, after: usize) -> Option<Whereabouts> {
        let item = self.sentence.items.get(after)?;
        let ItemKind::Name(name) = item.kind else { return None };
        let Sense::Demonym(state) = self.scene.marked.names[name].sense else { return None };
        Some(Whereabouts { state, place: None, tokens: item.tokens.clone() })
    }

    /// May the item stand between a verb of being and the place (“est depuis dimanche à Kigali”), or between two places?
    fn leads_to_a_place(&self, item: usize, listed: bool) -> bool {
        let scene = self.scene;
        match self.sentence.items[item].kind {
            ItemKind::Date(_) | ItemKind::Name(_) => true,
            ItemKind::Sign => listed && scene.word(self.sentence, item) == ",",
            ItemKind::Word => {
                let (word, words) = (scene.word(self.sentence, item), &scene.pack.words);
                let aside = (item.saturating_sub(2)..=item).any(|at| scene.begins(self.sentence, at, &words.asides));
                aside
                    || [
                        &words.adverbs,
                        &words.day_parts,
                        &words.place_prepositions,
                        &words.articles,
                        &words.since,
                        &scene.pack.journeys.capital,
                    ]
                    .iter()
                    .any(|class| class.contains(word))
                    || listed && scene.lists(word)
            }
            ItemKind::Person(_) => false,
        }
    }

    /// “X n'a pas fait le déplacement”, “n'est pas du voyage”: a negated verb before the noun, in its clause.
    fn negated_noun(&self, clause: &Range<usize>) -> bool {
        let words = &self.scene.pack.words;
        let word = |at: usize| self.scene.word(self.sentence, at);
        let not = (clause.start..self.item).rev().find(|at| words.negation_words.contains(word(*at)));
        // “n'a pas fini de commenter la visite”: what is done to it is negated, not that it is made.
        let bears = |at: usize| {
            let readings = self.scene.pack.verbs.readings(word(at));
            let form = |form: &Form| matches!(form, Form::Infinitive | Form::Participle);
            let carries = |verb: &VerbId| self.scene.pack.journeys.verbs.contains_key(&verb.0) || words.perfect.contains(verb);
            readings.iter().all(|(verb, of)| !form(of) || carries(verb))
        };
        let known = |at: usize| {
            words.articles.contains(word(at))
                || words.prepositions.contains(word(at))
                || !self.scene.pack.verbs.readings(word(at)).is_empty()
        };
        not.is_some_and(|not| {
            (not.saturating_sub(4).max(clause.start)..not).any(|at| words.negations.contains(word(at)))
                && self.item - not <= 5
                && (not + 1..self.item).all(bears)
                && (not + 1..self.item).find(|at| !words.adverbs.contains(word(*at))).is_none_or(known)
        })
    }

    /// “la visite qu'elle devait faire en Islande”: the goal stands in the clause that says whose visit it is.
    fn past_relative(&self, after: usize) -> Vec<Whereabouts> {
        let scene = self.scene;
        let that = (after..self.sentence.items.len().min(after + 4)).find(|at| scene.one_of(self.sentence, *at, &scene.pack.words.that));
        let Some(that) = that else { return Vec::new() };
        let made = |at: &usize| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, *at));
            readings
                .iter()
                .any(|(verb, form)| scene.pack.journeys.verbs.contains_key(&verb.0) && matches!(form, Form::Infinitive | Form::Participle))
        };
        let verb = (that + 1..self.sentence.items.len().min(that + 8)).find(made);
        verb.map(|verb| scene.goals_right(self.sentence, verb + 1, false)).unwrap_or_default()
    }

    /// “une tournée qui le conduira à …”: the tense of the clause that the noun rules.
    fn relative_tense(&self, after: usize) -> Option<Tense> {
        let relative = (after..self.sentence.items.len().min(after + 4))
            .find(|at| self.scene.pack.words.relative.contains(self.scene.word(self.sentence, *at)))?;
        self.scene.tense_of(self.sentence, &self.scene.clause(self.sentence, relative + 1))
    }
}
