//! A journey rule at one place of a sentence: does it hold there, and where are its roles and goals?

use super::Ledger;
use super::scene::{Scene, Whereabouts};
use super::verb_group::{Tense, VerbGroup};
use super::visit::{Lead, VisitFound};
use crate::claim::VisitStatus;
use crate::gazetteer::Sense;
use crate::lang::{Form, Goal, JourneyRule, Needs, VerbId, Visitor, Voice};
use crate::mention::{ItemKind, Sentence};
use crate::text::Token;
use std::ops::Range;

pub(super) struct Finder<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) index: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) item: usize,
    pub(super) lead: Option<&'a Lead>,
}

/// What a rule found in one place, before it is spread over travellers, goals and dates.
pub(super) struct Told<'a> {
    pub(super) rule: &'a JourneyRule,
    /// “était attendu”.
    pub(super) looked_back: bool,
    pub(super) travellers: Vec<usize>,
    pub(super) hosts: Vec<usize>,
    pub(super) goals: Vec<Whereabouts>,
    pub(super) tense: Option<Tense>,
    pub(super) tokens: Range<usize>,
}

impl Finder<'_> {
    pub(super) fn verb(&self, verb: VerbId, form: Form, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        let Some(rules) = scene.pack.journeys.verbs.get(&verb.0) else { return };
        let token = self.sentence.items[self.item].tokens.start;
        let group = scene.verb_group(self.sentence, token, form);
        // “après l'annonce”
        let noun = scene.pack.words.not_verbs.contains(scene.word(self.sentence, self.item))
            && scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.articles);
        if noun || scene.only_helps(self.sentence, self.item, verb, form) {
            return;
        }
        for &rule in rules {
            let rule = &scene.pack.journeys.rules[rule];
            let wants_reflexive = rule.reflexive && !group.reflexive && !group.bare;
            let wants_plain = !rule.reflexive && group.reflexive && rule.visitor == Visitor::Subject && rule.with.is_none();
            if wants_reflexive || wants_plain {
                ledger.pass_over(
                    "visit",
                    group.tokens.clone(),
                    &rule.id,
                    "the verb is reflexive where the rule's is not, or the other way round",
                );
                continue;
            }
            self.apply(rule, &group, found, ledger);
        }
    }

    fn apply(&self, rule: &JourneyRule, group: &VerbGroup, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        // “l'arrivée”, “des déplacés” are nouns.
        let noun =
            group.bare && (group.object_pronoun || scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.articles));
        if noun || self.means_else(rule) {
            return;
        }
        let (with_end, with_ok) = self.with_noun(rule);
        if !with_ok || !self.only_with(rule) {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "the noun that the verb needs does not follow");
            return;
        }
        let transitive = rule.visitor == Visitor::Object
            || rule.visitor == Visitor::Both && rule.host.is_none() && rule.reflexive.eq(&false) && rule.goal == Goal::To && rule.presence;
        let passive = transitive && group.with_be || rule.visitor == Visitor::Object && group.bare;
        let voice = if passive { Voice::Passive } else { Voice::Active };
        // “Il est attendu que …” speaks of nobody.
        let impersonal = passive && scene.one_of(self.sentence, self.item + 1, &scene.pack.words.that);
        if rule.voice.is_some_and(|wanted| wanted != voice) || impersonal {
            return;
        }
        let subject = scene.subject(self.index, group);
        let (mut travellers, hosts) = self.roles(rule, group, &subject, passive);
        // “signé à Bagdad par X et l'ambassadeur Y”: Y lives there.
        // “Il avait été signé à Accra”: the subject of a passive signs nothing.
        let signed = group.with_be && !group.reflexive && !rule.reflexive && !rule.presence;
        let passive_subject = |figure: &usize| signed && subject.figures.contains(figure);
        travellers.retain(|figure| rule.visitor != Visitor::Both || !scene.is_resident(*figure) && !passive_subject(figure));
        if travellers.is_empty() || rule.deed && !travellers.iter().any(|figure| scene.is_official(*figure)) {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "nobody is found who travels");
            return;
        }
        let after = with_end.unwrap_or(self.item + 1);
        let inverted = subject.tokens.as_ref().is_some_and(|tokens| tokens.start > group.verb);
        let mut goals = match rule.goal {
            Goal::Object if !passive => scene.goals_object(self.sentence, self.item),
            Goal::From => scene.goal_from(self.sentence, after),
            _ => scene.goals_right(self.sentence, after, rule.tour),
        };
        // “Parti d'Oslo, X a quitté Riga pour Minsk”: what stands behind the one who leads belongs to another verb.
        if let Some(leader) = subject.tokens.as_ref().filter(|_| group.bare && inverted && self.item_starts(group)) {
            goals.retain(|goal| goal.tokens.end <= leader.start);
        }
        if goals.is_empty() && rule.goal == Goal::From {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "no place is found where the journey came from");
            return;
        }
        if goals.is_empty() && with_end.is_some() {
            // “a achevé jeudi à Sofia sa tournée”
            goals = scene.goals_right(self.sentence, self.item + 1, rule.tour);
        }
        if goals.is_empty() && (group.bare || rule.visitor == Visitor::Object || rule.with.is_some()) {
            goals = scene.goals_left(self.sentence, self.item);
        }
        if rule.goal == Goal::Host {
            let home = hosts
                .iter()
                .find_map(|host| scene.people.figures[*host].state)
                .or_else(|| subject.actors.first().copied().filter(|_| !passive));
            match home {
                // A host receives at home; a place elsewhere makes both of them visitors, which another rule tells.
                Some(home) => {
                    goals.retain(|goal| goal.state == home);
                    if goals.is_empty() {
                        let tokens = subject.tokens.clone().unwrap_or(group.tokens.clone());
                        goals.push(Whereabouts { state: home, place: None, tokens });
                    }
                }
                None => goals.truncate(1),
            }
        }
        if rule.goal == Goal::Object && goals.is_empty() && group.object_pronoun {
            return;
        }
        if goals.is_empty() && rule.goal == Goal::To {
            goals.extend(scene.antecedent_place(self.sentence, self.item));
        }
        // “C'est là que X et Y s'étaient rencontrés.”
        let cleft = || scene.cleft(self.sentence) && scene.one_of(self.sentence, 2, &scene.pack.words.right_there);
        let there = || group.there || cleft() || scene.begins(self.sentence, after, &scene.pack.journeys.here);
        if goals.is_empty() && rule.goal == Goal::To && there() {
            goals.extend(scene.there(self.index, group.tokens.start));
        }
        if goals.is_empty() && rule.with.is_some() && self.same_goal() {
            // Where the one told of before went.
            goals.extend(found.iter().rev().find(|other| !travellers.contains(&other.figure)).map(|other| Whereabouts {
                state: other.state,
                place: None,
                tokens: other.goal_tokens[0].0.clone(),
            }));
        }
        if goals.is_empty() && rule.with.is_some() {
            goals = self.named_after(after);
        }
        if goals.is_empty() && (scene.cleft(self.sentence) || inverted) {
            goals = scene.goals_left(self.sentence, self.item);
        }
        if goals.is_empty() && rule.visitor == Visitor::Subject && rule.needs.is_none() {
            goals = self.listed_before_colon();
        }
        if goals.is_empty() && rule.arrival {
            // “Au Gabon, X était venu en 1997.”
            goals.extend(scene.fronted(self.sentence).filter(|goal| goal.tokens.end <= group.tokens.start));
        }
        if goals.is_empty() && rule.arrival && !group.tense.is_open() && scene.goal_from(self.sentence, after).is_empty() {
            goals.extend(travellers.first().and_then(|figure| scene.stage_of(*figure)));
        }
        if goals.is_empty() && rule.goal == Goal::To {
            // “Au Kazakhstan, il s'est entretenu avec …”, “Mardi, à Sofia, X a inauguré …”
            goals = scene.fronted(self.sentence).filter(|goal| goal.tokens.end <= group.tokens.start).into_iter().collect();
            if !self.of_topic(&travellers) {
                goals.retain(|goal| goal.place.is_some());
            }
        } else {
            goals.retain(|goal| scene.needs_met(rule.needs, goal));
        }
        if rule.deed && !self.near_deed(&goals) {
            goals.clear();
        }
        if rule.deed || rule.visitor == Visitor::Both {
            // “a signé pour Khartoum” tells no place.
            goals.retain(|goal| self.is_at(goal));
        }
        if goals.is_empty() {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "no place is found where the journey goes");
        }
        let told = Told {
            looked_back: group.imperfect,
            rule,
            travellers,
            hosts,
            goals,
            tense: Some(self.tense_with_main(group)),
            tokens: group.tokens.start..self.sentence.items[after.max(1) - 1].tokens.end,
        };
        if group.negated {
            if !told.goals.is_empty() {
                ledger.withhold("visit", told.tokens.clone(), &rule.id, "the verb is negated");
            }
            return;
        }
        let doubted = scene.supposed(self.sentence, self.item)
            || scene.unwilling(self.sentence, group)
            || scene.only_if(self.sentence, self.item)
            || self.asked_whether(group);
        // “serait arrivé à Oslo”
        let hearsay = group.tense == Tense::Hearsay || group.tense == Tense::Conditional && group.with_be && !passive && !group.reflexive;
        if hearsay || group.tense == Tense::Doubt || doubted {
            if !told.goals.is_empty() {
                ledger.withhold("visit", told.tokens.clone(), &rule.id, "only possible or wished for");
            }
            return;
        }
        self.spread(&told, found, ledger);
    }

    /// “Il gagnera Tunis, avant de se rendre dimanche à Alger”: an infinitive is ahead where the clause before it is.
    fn tense_with_main(&self, group: &VerbGroup) -> Tense {
        let scene = self.scene;
        let first = scene.item_of(self.sentence, group.tokens.start);
        let before = scene.phrase_ending(&scene.pack.words.before_infinitive, self.sentence, group.tokens.start);
        match before.and_then(|_| scene.tense_of(self.sentence, &(0..first))) {
            Some(Tense::Future) if group.tense == Tense::Open => Tense::Future,
            _ => group.tense,
        }
    }

    /// Does the sentence begin with the verb?
    fn item_starts(&self, group: &VerbGroup) -> bool {
        self.sentence.items[..self.item].iter().all(|item| !matches!(item.kind, ItemKind::Person(_))) && group.tokens.len() == 1
    }

    /// Is the one whose journey the text tells among them?
    fn of_topic(&self, travellers: &[usize]) -> bool {
        self.scene.topic.is_some_and(|topic| travellers.contains(&topic))
    }

    /// “a inauguré un pavillon à Sofia”: the place of a deed stands near its verb, and no other verb or person between.
    fn near_deed(&self, goals: &[Whereabouts]) -> bool {
        let Some(goal) = goals.first() else { return false };
        let at = self.scene.item_of(self.sentence, goal.tokens.start);
        let other = |between: usize| match self.sentence.items[between].kind {
            ItemKind::Word => {
                let word = self.scene.word(self.sentence, between);
                self.scene.pack.verbs.readings(word).iter().any(|(_, form)| *form != Form::Infinitive) && word.len() > 3
            }
            ItemKind::Name(_) => self.scene.actor(self.sentence.items[between].kind).is_some(),
            _ => false,
        };
        // “un monument aux morts de Sofia” stands anywhere.
        let ruled = self
            .scene
            .preposition_before(self.sentence, at, 0)
            .is_some_and(|(word, _)| self.scene.pack.words.place_prepositions.contains(&word));
        ruled && (at < self.item || at <= self.item + 9 && !(self.item + 1..at).any(other))
    }

    /// Is the goal where something is, not whither or for whom?
    fn is_at(&self, goal: &Whereabouts) -> bool {
        let at = self.scene.item_of(self.sentence, goal.tokens.start);
        let before = self.scene.preposition_before(self.sentence, at, 0);
        before.is_none_or(|(word, _)| !self.scene.pack.words.place_prepositions.contains(&word) || self.scene.pack.words.at.contains(&word))
    }

    /// “à son tour”, “sa propre visite”.
    fn same_goal(&self) -> bool {
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        self.sentence.tokens.clone().any(|at| self.scene.pack.journeys.same_goal.length_at(tokens, at).is_some())
    }

    /// Does a word of the sentence call a journey off or put it off?
    pub(super) fn called_off(&self) -> bool {
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        self.sentence
            .tokens
            .clone()
            .any(|at| matches!(self.scene.pack.journeys.status.at(tokens, at), Some((_, VisitStatus::Cancelled | VisitStatus::Postponed))))
    }

    /// “Pérou, Chili puis Bolivie : le ministre part lundi”: the goals stand before a colon.
    fn listed_before_colon(&self) -> Vec<Whereabouts> {
        let scene = self.scene;
        let Some(colon) = (0..self.item).find(|at| scene.word(self.sentence, *at) == ":") else { return Vec::new() };
        let goals: Vec<Whereabouts> = (0..colon).filter_map(|at| scene.whereabouts(self.sentence.items[at].kind)).collect();
        let plain = (0..colon).all(|at| {
            scene.whereabouts(self.sentence.items[at].kind).is_some()
                || scene.word(self.sentence, at) == ","
                || scene.lists(scene.word(self.sentence, at))
        });
        if plain && goals.len() > 1 { goals } else { Vec::new() }
    }

    /// The noun that the verb needs, and where it ends.
    fn with_noun(&self, rule: &JourneyRule) -> (Option<usize>, bool) {
        let Some(set) = &rule.with else { return (None, true) };
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        for at in self.item + 1..self.sentence.items.len().min(self.item + 9) {
            if self.sentence.items[at].kind == ItemKind::Word && set.length_at(tokens, self.sentence.items[at].tokens.start).is_some() {
                return (Some(at + 1), true);
            }
            let word = self.scene.word(self.sentence, at);
            let words = &self.scene.pack.words;
            if matches!(word, "." | ";" | ":") || words.relative.contains(word) || words.that.contains(word) {
                break;
            }
        }
        // “la visite que X effectuera à …”, “celle que X avait faite”
        let words = &self.scene.pack.words;
        let start = self.scene.clause(self.sentence, self.item).start;
        let that = start.checked_sub(1).filter(|at| self.scene.one_of(self.sentence, *at, &words.that));
        let named = |at: usize| {
            let token = self.sentence.items[at].tokens.start;
            set.length_at(tokens, token).is_some() || self.scene.pack.instruments.that.length_at(tokens, token).is_some()
        };
        match that {
            Some(that) if (that.saturating_sub(5)..that).any(named) => (Some(self.item + 1), true),
            _ => (None, false),
        }
    }

    /// “attendu au tournant”: do words behind the verb make it something else?
    fn means_else(&self, rule: &JourneyRule) -> bool {
        let behind = self.item + 1..self.sentence.items.len().min(self.item + 9);
        self.scene.stands_in(self.sentence, behind.clone(), &rule.not_with)
            || rule.status == Some(VisitStatus::Invited) && behind.into_iter().any(|at| self.asked_to(at))
    }

    /// “invité par Berlin à clarifier sa position”: behind “à” stands a verb that is no journey, and no place.
    fn asked_to(&self, item: usize) -> bool {
        let scene = self.scene;
        let words = &scene.pack.words;
        let mut next = item + 1;
        while words.clitics.contains(scene.word(self.sentence, next)) && !words.articles.contains(scene.word(self.sentence, next)) {
            next += 1;
        }
        let Some(verb) = self.sentence.items.get(next).filter(|verb| verb.kind == ItemKind::Word) else { return false };
        let token = &scene.marked.tokens[verb.tokens.start];
        let journey = |(verb, _): &(VerbId, Form)| scene.pack.journeys.verbs.contains_key(&verb.0);
        let readings = scene.pack.verbs.readings(&token.lower);
        let infinitive = scene.pack.verbs.looks_infinitive(&token.lower);
        words.to.contains(scene.word(self.sentence, item)) && infinitive && !token.capital && !readings.iter().any(journey)
    }

    /// “l'orpaillage venu du Brésil”: a participle behind a noun is said of the noun.
    fn of_a_noun(&self) -> bool {
        let Some(before) = self.item.checked_sub(1) else { return false };
        let (word, words) = (self.scene.word(self.sentence, before), &self.scene.pack.words);
        let article = before > 0 && [&words.the, &words.an, &words.own].iter().any(|set| self.scene.one_of(self.sentence, before - 1, set));
        self.sentence.items[before].kind == ItemKind::Word && article && self.scene.pack.verbs.readings(word).is_empty()
    }

    /// “X ira-t-il à Oslo ?”, “Est-ce que X ira …?”: the sentence asks whether. (“Pourquoi X est-il allé à Oslo ?” takes it for granted.)
    fn asked_whether(&self, group: &VerbGroup) -> bool {
        let words = &self.scene.pack.words;
        let tokens = &self.scene.marked.tokens[self.sentence.tokens.start..self.sentence.tokens.end];
        let asks = |token: &Token| token.hyphened && words.asking.contains(&token.lower);
        let verb = group.verb + 2 - self.sentence.tokens.start;
        let granted = || tokens.iter().take(3).any(|token| words.asking_how.contains(&token.lower));
        tokens.last().is_some_and(|token| token.is_sign("?")) && tokens[..verb.min(tokens.len())].iter().any(asks) && !granted()
    }

    fn only_with(&self, rule: &JourneyRule) -> bool {
        let Some(set) = &rule.only_with else { return true };
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        (self.item + 1..self.sentence.items.len().min(self.item + 10))
            .any(|at| set.length_at(tokens, self.sentence.items[at].tokens.start).is_some())
    }

    pub(super) fn noun(&self, length: usize, rule: &JourneyRule, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        let after = self.item + length;
        let clause = scene.clause(self.sentence, self.item);
        let mut travellers = Vec::new();
        let mut goals = Vec::new();
        if rule.visitor == Visitor::Of {
            travellers = self.of_person(after);
            if travellers.is_empty() {
                travellers = self.made_by(after);
            }
        }
        let anothers = rule.of_only && scene.one_of(self.sentence, after, &scene.pack.words.of)
            || rule.visitor == Visitor::Of && travellers.is_empty() && scene.borne_by_another(self.sentence, after)
            || rule.undated && self.of_a_noun();
        if travellers.is_empty() && !anothers {
            let before = self.scene.word(self.sentence, self.item.wrapping_sub(1));
            let possessive = (self.item.saturating_sub(3)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.words.own));
            let passing = (self.item.saturating_sub(4)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.journeys.beside));
            let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item));
            let within = scene.pack.words.at.contains(before);
            let supported = within || prepositional || rule.presence || possessive || passing || self.verb_before();
            // “X, dont la visite en Islande s'achève”
            if let Some(whose) =
                (1..=2).filter_map(|back| self.item.checked_sub(back)).find(|at| scene.one_of(self.sentence, *at, &scene.pack.words.whose))
            {
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
                let comma = (after..self.sentence.items.len()).find(|at| scene.word(self.sentence, *at) == ",");
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
        if rule.goal == Goal::To {
            goals = scene.goals_right(self.sentence, after, rule.tour);
            if goals.is_empty() && !rule.presence {
                goals = self.past_relative(after);
            }
            if goals.is_empty()
                && (after..self.sentence.items.len().min(after + 6)).any(|at| scene.begins(self.sentence, at, &scene.pack.journeys.here))
            {
                goals.extend(scene.there(self.index, self.sentence.items[self.item].tokens.start));
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
        goals.retain(|goal| scene.needs_met(rule.needs.filter(|needs| *needs == Needs::City), goal));
        if goals.is_empty() {
            goals.extend(adjective);
        }
        if goals.is_empty() && rule.visitor == Visitor::Of && !travellers.is_empty() {
            goals.extend(self.where_it_was());
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
        if let Some(lead) = self.lead.filter(|_| !rule.presence && !scene.one_of(self.sentence, after, &scene.pack.words.of)) {
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
                && (clause.clone().any(|at| matches!(self.sentence.items[at].kind, ItemKind::Date(_)) && at > self.item)
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
        let unsure = scene.uncertain(self.sentence, after..clause.end);
        if !rule.presence && (unsure || scene.only_spoken_of(self.sentence, self.item)) {
            let tokens = self.sentence.items[self.item].tokens.clone();
            ledger.withhold("visit", tokens, &rule.id, "only possible or wished for");
            return;
        }
        let whole = 0..self.sentence.items.len();
        let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item))
            || scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.at);
        let tense = if rule.presence { self.presence_tense() } else { None }
            .or_else(|| self.relative_tense(after))
            .or_else(|| scene.tense_of(self.sentence, &clause))
            .or_else(|| prepositional.then(|| scene.tense_of(self.sentence, &whole)).flatten())
            .or_else(|| (prepositional || rule.presence).then_some(Tense::Present));
        let tokens = self.sentence.items[self.item].tokens.start..self.sentence.items[after - 1].tokens.end;
        self.spread(&Told { looked_back: false, rule, travellers, hosts: Vec::new(), goals, tense, tokens }, found, ledger);
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
                [&words.adverbs, &words.place_prepositions, &words.articles, &words.since, &scene.pack.journeys.capital]
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

    /// “le voyage de Kigali”: the place right after the noun that the verb needs.
    fn named_after(&self, after: usize) -> Vec<Whereabouts> {
        if self.scene.one_of(self.sentence, after, &self.scene.pack.words.of) {
            self.scene.whereabouts_at(self.sentence, after + 1)
        } else {
            Vec::new()
        }
    }
}
