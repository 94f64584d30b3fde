//! A journey rule at one place of a sentence: does it hold there, and where are its roles and goals?

use super::Ledger;
use super::gathering::Gathering;
use super::scene::{Scene, Whereabouts};
use super::verb_group::{Tense, VerbGroup};
use super::visit::{Lead, VisitFound};
use crate::claim::VisitStatus;
use crate::lang::{Deed, Form, Goal, JourneyRule, VerbId, Visitor, Voice};
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
    /// “a été invité à effectuer une visite”: nothing but an invitation is told.
    pub(super) invited: bool,
    pub(super) travellers: Vec<usize>,
    pub(super) hosts: Vec<usize>,
    pub(super) goals: Vec<Whereabouts>,
    pub(super) tense: Option<Tense>,
    pub(super) tokens: Range<usize>,
    /// The event of the text that is the goal, where the words name no place.
    pub(super) event: Option<&'a Gathering>,
}

impl Finder<'_> {
    pub(super) fn verb(&self, verb: VerbId, form: Form, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        let Some(rules) = scene.pack.journeys.verbs.get(&verb.0) else { return };
        let token = self.sentence.items[self.item].tokens.start;
        let group = scene.verb_group(self.sentence, token, form);
        if scene.is_noun(self.sentence, self.item) || scene.only_helps(self.sentence, self.item, verb, form) {
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
        if noun || self.is_noun(group) || self.means_else(rule) {
            return;
        }
        // “L'y attendaient X et Y”: they are no hosts at home.
        if group.there && rule.goal == Goal::Host && rule.things {
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
        // “attendra de connaître le vainqueur, X”: waits for no person.
        let next = (self.item + 1..self.sentence.items.len()).find(|at| !scene.one_of(self.sentence, *at, &scene.pack.words.adverbs));
        let to_do = |at: usize| scene.pack.verbs.may_be(scene.word(self.sentence, at + 1), Form::Infinitive);
        let does =
            rule.visitor == Visitor::Object && next.is_some_and(|at| scene.one_of(self.sentence, at, &scene.pack.words.of) && to_do(at));
        if rule.voice.is_some_and(|wanted| wanted != voice) || impersonal || does {
            return;
        }
        let subject = scene.subject(self.index, group);
        let (mut travellers, hosts) = self.roles(rule, group, &subject, passive);
        // “signé à Bagdad par X et l'ambassadeur Y”: Y lives there.
        // “Il avait été signé à Accra”: the subject of a passive signs nothing.
        let signed = group.with_be && !group.reflexive && !rule.reflexive && !rule.presence;
        let passive_subject = |figure: &usize| signed && subject.figures.contains(figure);
        travellers.retain(|figure| rule.visitor != Visitor::Both || !scene.is_resident(*figure) && !passive_subject(figure));
        // “avec X et Y, arrivé de Berlin”: a participle in the singular tells of the nearest.
        let one = group.bare && !scene.marked.tokens[group.verb].lower.ends_with('s');
        if one && travellers.len() > 1 && subject.tokens.as_ref().is_some_and(|tokens| tokens.end <= group.tokens.start) {
            travellers.drain(..travellers.len() - 1);
        }
        // “X a remis le trophée à la gagnante, arrivée d'Athènes”: X is no woman.
        travellers.retain(|figure| !one || scene.agrees(*figure, group.verb));
        travellers.retain(|figure| rule.deed.is_none() || !scene.is_resident(*figure));
        if travellers.is_empty() || rule.deed.is_some() && !travellers.iter().any(|figure| scene.is_official(*figure)) {
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
        if goals.is_empty() && matches!(rule.goal, Goal::To | Goal::Object) && rule.deed.is_none() {
            goals = self.some_of_several(after);
        }
        if goals.is_empty() && rule.goal == Goal::From {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "no place is found where the journey came from");
            return;
        }
        if goals.is_empty() && with_end.is_some() {
            // “a achevé jeudi à Sofia sa tournée”
            goals = scene.goals_right(self.sentence, self.item + 1, rule.tour);
        }
        let to_event = rule.goal == Goal::Gathering;
        if goals.is_empty() && !to_event && (group.bare || rule.visitor == Visitor::Object || rule.with.is_some()) {
            goals = scene.goals_left(self.sentence, self.item);
            // “X, qui se trouvait mardi à Tokyo, conduira la délégation”: a relative clause before the verb tells of something else.
            let aside = |goal: &Whereabouts| {
                let at = scene.item_of(self.sentence, goal.tokens.start);
                let opens = scene.clause(self.sentence, at).start.checked_sub(1);
                opens.is_some_and(|at| scene.one_of(self.sentence, at, &scene.pack.words.relative))
                    && (at..self.item).any(|at| scene.word(self.sentence, at) == ",")
            };
            goals.retain(|goal| group.bare || rule.with.is_none() || !aside(goal));
        }
        if rule.goal == Goal::Host {
            // “Le ministre norvégien a reçu X”: X is not at home to X.
            let own = hosts.len() == 1 && travellers == hosts;
            let others = if own { &[] } else { hosts.as_slice() };
            let home = others
                .iter()
                .find_map(|host| scene.people.figures[*host].state)
                .or_else(|| subject.actors.first().copied().filter(|_| !passive))
                .or_else(|| self.unknown_host(group, passive).filter(|_| others.is_empty() && goals.is_empty()));
            match home {
                // A host receives at home; a place elsewhere makes both of them visitors, which another rule tells.
                Some(home) => {
                    // “reçu à Luanda par X, puis à Windhoek par Y”: Y is at home in Windhoek.
                    let by_another = |goal: &Whereabouts| {
                        let at = scene.item_of(self.sentence, goal.tokens.start);
                        let next =
                            (at + 1..self.sentence.items.len().min(at + 4)).find_map(|at| scene.figure(self.sentence.items[at].kind));
                        next.is_some_and(|who| scene.people.figures[who].state == Some(goal.state))
                    };
                    goals.retain(|goal| goal.state == home || passive && by_another(goal));
                    if goals.is_empty() {
                        let tokens = subject.tokens.clone().unwrap_or(group.tokens.clone());
                        goals.push(Whereabouts { state: home, place: None, tokens: tokens.clone() });
                        // “Le Botswana et la Namibie l'accueilleront”
                        let others = subject.actors.iter().filter(|actor| **actor != home && !passive && hosts.is_empty());
                        goals.extend(others.map(|actor| Whereabouts { state: *actor, place: None, tokens: tokens.clone() }));
                    }
                }
                // “a été reçu en Irlande, au Japon et en Inde”
                None if passive && self.all_listed(&goals) => {}
                None => goals.truncate(1),
            }
        }
        if rule.goal == Goal::Object && goals.is_empty() && group.object_pronoun {
            return;
        }
        // “au Qatar, où X et Y se sont serré la main”: what is done there needs no town.
        let mut where_it_is = false;
        if goals.is_empty() && rule.goal == Goal::To {
            goals.extend(scene.antecedent_place(self.sentence, self.item));
            where_it_is = !goals.is_empty() && rule.deed.is_none();
        }
        // “C'est là que X et Y s'étaient rencontrés.”
        let cleft = || scene.cleft(self.sentence) && scene.one_of(self.sentence, 2, &scene.pack.words.right_there);
        let there = || group.there || scene.begins(self.sentence, after, &scene.pack.journeys.here);
        if goals.is_empty() && rule.goal == Goal::To && cleft() {
            goals.extend(scene.named_last(self.index));
        }
        if goals.is_empty() && rule.goal == Goal::To && there() {
            // “X, qui avait choisi Thimphou pour son premier voyage, y est retourné”: where the sentence has just led.
            let led = found.iter().rev().find(|other| other.sentence == self.index && travellers == [other.figure] && other.is_made());
            let led = led.filter(|_| group.there).map(|other| Whereabouts {
                state: other.state,
                place: None,
                tokens: other.goal_tokens[0].0.clone(),
            });
            goals.extend(led.or_else(|| scene.there(self.index, group.tokens.start)));
        }
        if goals.is_empty() && !to_event && rule.with.is_some() && self.same_goal() {
            // Where the one told of before went.
            goals.extend(found.iter().rev().find(|other| !travellers.contains(&other.figure)).map(|other| Whereabouts {
                state: other.state,
                place: None,
                tokens: other.goal_tokens[0].0.clone(),
            }));
        }
        if goals.is_empty() && !to_event && rule.with.is_some() {
            goals = self.named_after(after);
        }
        if goals.is_empty() && !to_event && (scene.cleft(self.sentence) || inverted) {
            goals = scene.goals_left(self.sentence, self.item);
        }
        if goals.is_empty() && !to_event && rule.visitor == Visitor::Subject && rule.needs.is_none() {
            goals = self.listed_before_colon();
        }
        if goals.is_empty() && rule.hosted {
            goals.extend(scene.host_named(self.sentence, after, &travellers));
        }
        if goals.is_empty() && rule.arrival {
            // “Au Gabon, X était venu en 1997.”
            goals.extend(scene.fronted(self.sentence).filter(|goal| goal.tokens.end <= group.tokens.start));
        }
        // “La Mongolie a accueilli X, venu pour quatre jours”: whoever receives is not where the story is.
        let received =
            || group.bare && (0..self.item).any(|at| scene.journey_rules(self.sentence, at).any(|(rule, _)| rule.goal == Goal::Host));
        if goals.is_empty() && rule.arrival && !received() && !group.tense.is_open() && scene.goal_from(self.sentence, after).is_empty() {
            goals.extend(travellers.first().and_then(|figure| scene.stage_of(*figure)));
        }
        if goals.is_empty() && rule.goal == Goal::To {
            // “Au Kazakhstan, il s'est entretenu avec …”, “Mardi, à Sofia, X a inauguré …”
            goals = scene.fronted(self.sentence).filter(|goal| goal.tokens.end <= group.tokens.start).into_iter().collect();
            // “À Paris, X a répété que Y devait partir”
            let opens = scene.clause(self.sentence, self.item).start.checked_sub(1);
            if opens.is_some_and(|at| scene.one_of(self.sentence, at, &scene.pack.words.that)) && !scene.cleft(self.sentence) {
                goals.clear();
            }
            if !self.of_topic(&travellers) {
                goals.retain(|goal| goal.place.is_some());
            }
        } else {
            // “a été ovationné au Gabon”
            goals.retain(|goal| {
                where_it_is || scene.needs_met(rule.needs, goal) || rule.deed.is_some_and(|deed| deed != Deed::Said) && self.adjoins(goal)
            });
        }
        goals.retain(|goal| !rule.adjoining || self.adjoins(goal));
        if rule.deed.is_some_and(|deed| !self.near_deed(deed, &goals)) {
            goals.clear();
        }
        // “a ouvert la porte sainte de la cathédrale de Bangui”
        if goals.is_empty() && rule.deed == Some(Deed::Done) && !passive {
            goals.extend(self.site_behind());
        }
        // “À la cérémonie d'adieu, samedi au stade de Harare, X a été hué”
        if goals.is_empty() && rule.deed.is_some_and(|deed| deed != Deed::Said) {
            goals.extend(self.set_before(&subject));
        }
        if rule.deed.is_some() || rule.visitor == Visitor::Both {
            // “a signé pour Khartoum” tells no place.
            goals.retain(|goal| self.is_at(goal));
        }
        let event = self.event(rule, group.there).filter(|_| goals.is_empty());
        if let Some(event) = event {
            goals.push(event.place.clone());
            travellers.retain(|figure| !scene.is_resident(*figure));
        }
        // “se rend au Ghana, où il a vécu en 1999”: the clause before has told of the journey.
        let told = |figure: &usize| {
            found
                .iter()
                .rev()
                .take_while(|visit| visit.sentence == self.index)
                .any(|visit| visit.figure == *figure && goals.iter().any(|goal| goal.state == visit.state))
        };
        travellers.retain(|figure| !where_it_is || goals.iter().all(|goal| scene.needs_met(rule.needs, goal)) || !told(figure));
        if goals.is_empty() {
            ledger.pass_over("visit", group.tokens.clone(), &rule.id, "no place is found where the journey goes");
        }
        let told = Told {
            event,
            looked_back: group.imperfect,
            invited: false,
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
            || scene.declined(self.sentence, self.item)
            || self.asked_whether(group);
        // “serait arrivé à Oslo”
        // “Selon la presse, X se rendrait à Oslo”
        let quoted = || {
            let that = scene.clause(self.sentence, self.item).start.checked_sub(1);
            let told = that.is_some_and(|at| scene.one_of(self.sentence, at, &scene.pack.words.that));
            !told && scene.stands_in(self.sentence, 0..self.sentence.items.len(), &scene.pack.words.attribution)
        };
        let hearsay = group.tense == Tense::Hearsay
            || group.tense == Tense::Conditional && (group.with_be && !passive && !group.reflexive || quoted());
        // “Y, qui l'avait invité, l'a reçu”: an invitation told as past is behind.
        if rule.status == Some(VisitStatus::Invited) && group.tense == Tense::Pluperfect {
            ledger.pass_over("visit", told.tokens.clone(), &rule.id, "the invitation lies behind");
            return;
        }
        if hearsay || group.tense == Tense::Doubt || doubted {
            if !told.goals.is_empty() {
                ledger.withhold("visit", told.tokens.clone(), &rule.id, "only possible or wished for");
            }
            return;
        }
        self.spread(&told, found, ledger);
    }

    /// “Il gagnera Tunis, avant de se rendre dimanche à Alger”, “ira à Tunis pour y rencontrer X”: an infinitive is ahead where the clause
    /// before it is.
    fn tense_with_main(&self, group: &VerbGroup) -> Tense {
        let scene = self.scene;
        let first = scene.item_of(self.sentence, group.tokens.start);
        let words = &scene.pack.words;
        let purpose = first > 0 && scene.one_of(self.sentence, first - 1, &words.purpose);
        let serves = purpose || scene.phrase_ending(&words.before_infinitive, self.sentence, group.tokens.start).is_some();
        match scene.tense_of(self.sentence, &(0..first)).filter(|_| serves) {
            Some(Tense::Future) if group.tense == Tense::Open => Tense::Future,
            _ => group.tense,
        }
    }

    /// “une rencontre entre X et Y”, “à la rencontre”: a word that could be a present tense, behind what only a noun has before it.
    fn is_noun(&self, group: &VerbGroup) -> bool {
        let (scene, words) = (self.scene, &self.scene.pack.words);
        let plain = group.tense == Tense::Present && group.tokens.len() == 1;
        let Some(before) = self.item.checked_sub(1).filter(|_| plain) else { return false };
        let only_noun = [&words.an, &words.this, &words.own].iter().any(|set| scene.one_of(self.sentence, before, set));
        let the = || scene.one_of(self.sentence, before, &words.the);
        let opens = || before.checked_sub(1).is_none_or(|at| scene.one_of(self.sentence, at, &words.prepositions));
        only_noun || the() && opens()
    }

    /// Does the sentence begin with the verb?
    fn item_starts(&self, group: &VerbGroup) -> bool {
        self.sentence.items[..self.item].iter().all(|item| !matches!(item.kind, ItemKind::Person(_))) && group.tokens.len() == 1
    }

    /// Is the one whose journey the text tells among them?
    fn of_topic(&self, travellers: &[usize]) -> bool {
        self.scene.topic.is_some_and(|topic| travellers.contains(&topic))
    }

    /// Does a word of the sentence call a journey off or put it off?
    pub(super) fn called_off(&self) -> bool {
        self.scene.called_off(self.sentence).is_some()
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
        // “Des invitations ont été adressées à X”
        let before = || {
            let start = self.scene.clause(self.sentence, self.item).start;
            (start..self.item).any(|at| set.length_at(tokens, self.sentence.items[at].tokens.start).is_some())
        };
        if rule.visitor == Visitor::Recipient && before() {
            return (Some(self.item + 1), true);
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
            Some(that) if (that.saturating_sub(8)..that).any(named) => (Some(self.item + 1), true),
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
        let told = |at: usize| set.length_at(tokens, self.sentence.items[at].tokens.start).is_some();
        // “Pour sa première visite, X a choisi le Kenya”
        let purpose = || self.scene.one_of(self.sentence, 0, &self.scene.pack.words.purpose) && (1..self.item).any(told);
        (self.item + 1..self.sentence.items.len().min(self.item + 10)).any(told) || purpose()
    }
}
