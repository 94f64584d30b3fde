//! Visit candidates: every place where a journey rule finds a traveller and a goal.

use super::Withheld;
use super::clause::{Subject, Tense, VerbGroup};
use super::scene::{Scene, Whereabouts};
use crate::claim::{VisitKind, VisitStatus};
use crate::lang::{Form, Goal, JourneyRule, Needs, VerbId, Visitor};
use crate::mention::{ItemKind, Sentence};
use crate::period::Period;
use std::ops::Range;

/// A date with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFound {
    /// Settled as far as the text allows.
    pub period: Period,
    /// The words.
    pub tokens: Range<usize>,
    /// The date rule.
    pub rule: String,
}

/// A journey of one figure to one state, as one or more places of the text tell it.
#[derive(Debug, Clone)]
pub struct VisitFound {
    /// The traveller.
    pub figure: usize,
    /// Index of the state.
    pub state: u32,
    /// Words for the goal.
    pub goal_tokens: Vec<(Range<usize>, String)>,
    /// Town or site: index into the gazetteer's places, with its words and rule.
    pub place: Option<(u32, Range<usize>, String)>,
    /// First day.
    pub start: Option<DateFound>,
    /// Last day.
    pub end: Option<DateFound>,
    /// As the text says.
    pub kind: Option<VisitKind>,
    /// As of the text.
    pub status: Option<VisitStatus>,
    /// Those who receive.
    pub hosts: Vec<usize>,
    /// The words of the event, with the rule each.
    pub tokens: Vec<(Range<usize>, String)>,
    /// The sentence of the first of them.
    pub sentence: usize,
    /// Told as a thing of the past beside the story (“il y était déjà venu en 2013”).
    pub recalled: bool,
    /// “première visite en 24 ans”.
    pub first_in_years: Option<u16>,
    /// Part of a tour: the other states of it.
    pub tour: Vec<u32>,
    /// The kind is only what the rule's word makes likely.
    pub kind_guessed: bool,
    /// Of the story's own time, not a look back or ahead.
    pub current: bool,
}

/// All candidates, in the order of the text.
pub(super) fn candidates(scene: &Scene, lead: Option<&Lead>, withheld: &mut Vec<Withheld>) -> Vec<VisitFound> {
    let mut found = Vec::new();
    for index in 0..scene.marked.sentences.len() {
        let sentence = &scene.marked.sentences[index];
        let here = found.len();
        for at in 0..sentence.items.len() {
            if sentence.items[at].kind != ItemKind::Word {
                continue;
            }
            let token = sentence.items[at].tokens.start;
            let finder = Finder { scene, index, sentence, item: at, lead };
            for &(verb, form) in scene.pack.verbs.readings(&scene.marked.tokens[token].lower) {
                finder.verb(verb, form, &mut found, withheld);
            }
            if let Some((length, &rule)) = scene.pack.journeys.nouns.at(&scene.marked.tokens[..sentence.tokens.end], token) {
                finder.noun(length, &scene.pack.journeys.rules[rule], &mut found, withheld);
            }
        }
        if found.len() == here {
            heading(scene, index, &mut found);
        }
    }
    found
}

struct Finder<'a> {
    scene: &'a Scene<'a>,
    index: usize,
    sentence: &'a Sentence,
    item: usize,
    lead: Option<&'a Lead>,
}

/// What a rule found in one place, before it is spread over travellers, goals and dates.
struct Told<'a> {
    rule: &'a JourneyRule,
    /// “était attendu”.
    looked_back: bool,
    travellers: Vec<usize>,
    hosts: Vec<usize>,
    goals: Vec<Whereabouts>,
    tense: Option<Tense>,
    tokens: Range<usize>,
}

impl Finder<'_> {
    fn verb(&self, verb: VerbId, form: Form, found: &mut Vec<VisitFound>, withheld: &mut Vec<Withheld>) {
        let scene = self.scene;
        let Some(rules) = scene.pack.journeys.verbs.get(&verb.0) else { return };
        let token = self.sentence.items[self.item].tokens.start;
        let group = scene.verb_group(self.sentence, token, form);
        for &rule in rules {
            let rule = &scene.pack.journeys.rules[rule];
            if rule.reflexive && !group.reflexive && !group.bare {
                continue;
            }
            if !rule.reflexive && group.reflexive && rule.visitor == Visitor::Subject && rule.with.is_none() {
                continue;
            }
            self.apply(rule, &group, found, withheld);
        }
    }

    fn apply(&self, rule: &JourneyRule, group: &VerbGroup, found: &mut Vec<VisitFound>, withheld: &mut Vec<Withheld>) {
        let scene = self.scene;
        let (with_end, with_ok) = self.with_noun(rule);
        if !with_ok || !self.only_with(rule) {
            return;
        }
        let transitive = rule.visitor == Visitor::Object
            || rule.visitor == Visitor::Both && rule.host.is_none() && rule.reflexive.eq(&false) && rule.goal == Goal::To && rule.presence;
        let passive = transitive && group.with_be || rule.visitor == Visitor::Object && group.bare;
        let subject = scene.subject(self.index, group);
        let (travellers, hosts) = self.roles(rule, group, &subject, passive);
        if travellers.is_empty() {
            return;
        }
        let after = with_end.unwrap_or(self.item + 1);
        let mut goals = match rule.goal {
            Goal::Object if !passive => scene.goals_object(self.sentence, self.item),
            _ => scene.goals_right(self.sentence, after, rule.tour),
        };
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
            let here = || {
                matches!(
                    (scene.word(self.sentence, after), scene.word(self.sentence, after + 1), scene.word(self.sentence, after + 2)),
                    ("dans" | "de", "le" | "ce", "pays" | "royaume")
                )
            };
            if group.there || here() {
                goals.extend(scene.there(self.index, group.tokens.start));
            }
        }
        if goals.is_empty() && rule.with.is_some() && self.same_goal() {
            // Where the one told of before went.
            goals.extend(found.iter().rev().find(|other| !travellers.contains(&other.figure)).map(|other| Whereabouts {
                state: other.state,
                place: None,
                tokens: other.goal_tokens[0].0.clone(),
            }));
        }
        let inverted = subject.tokens.as_ref().is_some_and(|tokens| tokens.start > group.verb);
        if goals.is_empty() && rule.with.is_some() {
            goals = self.named_after(after);
        }
        if goals.is_empty() && (self.cleft() || inverted) {
            goals = scene.goals_left(self.sentence, self.item);
        }
        if goals.is_empty() && rule.visitor == Visitor::Subject && rule.needs.is_none() {
            goals = self.listed_before_colon();
        }
        goals.retain(|goal| Scene::needs_met(rule.needs, goal));
        let told = Told {
            looked_back: group.imperfect,
            rule,
            travellers,
            hosts,
            goals,
            tense: Some(group.tense),
            tokens: group.tokens.start..self.sentence.items[after.max(1) - 1].tokens.end,
        };
        if group.negated {
            if !told.goals.is_empty() {
                withheld.push(Withheld {
                    what: "visit",
                    tokens: told.tokens.clone(),
                    rule: rule.id.clone(),
                    reason: "the verb is negated".into(),
                });
            }
            return;
        }
        let supposed = self.supposed();
        if group.tense == Tense::Doubt || supposed {
            if !told.goals.is_empty() {
                withheld.push(Withheld {
                    what: "visit",
                    tokens: told.tokens.clone(),
                    rule: rule.id.clone(),
                    reason: "only possible or wished for".into(),
                });
            }
            return;
        }
        self.spread(&told, found, withheld);
    }

    fn roles(&self, rule: &JourneyRule, group: &VerbGroup, subject: &Subject, passive: bool) -> (Vec<usize>, Vec<usize>) {
        let scene = self.scene;
        match rule.visitor {
            Visitor::Subject | Visitor::Of | Visitor::Agent => (subject.figures.clone(), Vec::new()),
            Visitor::Object if passive => (subject.figures.clone(), self.agent()),
            Visitor::Object => {
                let mut objects = self.objects(self.item + 1);
                if objects.is_empty() && group.object_pronoun {
                    let token = group.tokens.start;
                    objects = [false, true]
                        .into_iter()
                        .filter_map(|female| scene.pronoun(self.index.saturating_sub(usize::from(self.item < 2)), token, female))
                        .find(|figure| !subject.figures.contains(figure))
                        .into_iter()
                        .collect();
                    if objects.is_empty() {
                        objects = scene.pronoun_other(self.index, token, &subject.figures).into_iter().collect();
                    }
                }
                (objects, subject.figures.clone())
            }
            Visitor::Both => {
                let mut all = subject.figures.clone();
                for figure in self.objects(self.item + 1) {
                    if !all.contains(&figure) {
                        all.push(figure);
                    }
                }
                (all, Vec::new())
            }
        }
    }

    /// People right after the verb, with those coordinated; past dates and small words.
    fn objects(&self, from: usize) -> Vec<usize> {
        let scene = self.scene;
        let mut out = Vec::new();
        let mut skipped = 0;
        for at in from..self.sentence.items.len().min(from + 16) {
            match self.sentence.items[at].kind {
                // “a reçu un appel de X”: X is not who was received.
                ItemKind::Person(_) if out.is_empty() && at > from && skipped > 1 && self.owner(at) => break,
                ItemKind::Person(mention) => match scene.people.figure(mention) {
                    Some(figure) => {
                        if !out.contains(&figure) {
                            out.push(figure);
                        }
                        skipped = 0;
                    }
                    None => break,
                },
                ItemKind::Word => {
                    let word = scene.word(self.sentence, at);
                    if scene.pack.words.clause_words.contains(word) || scene.pack.words.relative.contains(word) {
                        break;
                    }
                    if !out.is_empty() && !matches!(word, "et" | "le" | "la" | "l" | "son" | "sa" | "avec") {
                        break;
                    }
                    skipped += 1;
                    if skipped > 4 {
                        break;
                    }
                }
                ItemKind::Sign if scene.word(self.sentence, at) == "," => {}
                ItemKind::Sign => break,
                ItemKind::Date(_) => {}
                ItemKind::Name(_) => {
                    if !out.is_empty() {
                        break;
                    }
                    skipped += 1;
                }
            }
        }
        out
    }

    /// Is the item ruled by “de”?
    fn owner(&self, item: usize) -> bool {
        let own = self.scene.marked.tokens[self.sentence.items[item].tokens.start].lower.as_str();
        matches!(own, "du" | "de" | "d")
            || self.scene.preposition_before(self.sentence, item, 1).is_some_and(|(word, _)| matches!(word.as_str(), "de" | "du" | "d"))
    }

    /// “par X”.
    fn agent(&self) -> Vec<usize> {
        let scene = self.scene;
        (self.item + 1..self.sentence.items.len().min(self.item + 12))
            .find(|at| scene.word(self.sentence, *at) == "par")
            .map(|by| self.objects(by + 1))
            .unwrap_or_default()
    }

    /// “Si X s'était rendue …”: the clause supposes.
    fn supposed(&self) -> bool {
        let start = self.scene.clause(self.sentence, self.item).start;
        start > 0 && matches!(self.scene.word(self.sentence, start - 1), "si")
    }

    /// “à son tour”, “sa propre visite”.
    fn same_goal(&self) -> bool {
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        self.sentence.tokens.clone().any(|at| self.scene.pack.journeys.same_goal.length_at(tokens, at).is_some())
    }

    /// Does a word of the sentence call a journey off or put it off?
    fn called_off(&self) -> bool {
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        self.sentence
            .tokens
            .clone()
            .any(|at| matches!(self.scene.pack.journeys.status.at(tokens, at), Some((_, VisitStatus::Cancelled | VisitStatus::Postponed))))
    }

    /// Does nobody else lead the sentence?
    fn leads(&self, figure: usize) -> bool {
        let scene = self.scene;
        let first =
            (0..self.item).filter(|at| !scene.governed(self.sentence, *at)).find_map(|at| scene.figure(self.sentence.items[at].kind));
        first.is_none_or(|first| first == figure)
    }

    /// “C'est à Aix-la-Chapelle que …”.
    fn cleft(&self) -> bool {
        let scene = self.scene;
        (0..3)
            .any(|at| matches!(scene.word(self.sentence, at), "c") && matches!(scene.word(self.sentence, at + 1), "est" | "était" | "sera"))
    }

    /// “Sénégal, Gabon puis Guinée-Bissau : le roi repart mercredi”: the goals stand before a colon.
    fn listed_before_colon(&self) -> Vec<Whereabouts> {
        let scene = self.scene;
        let Some(colon) = (0..self.item).find(|at| scene.word(self.sentence, *at) == ":") else { return Vec::new() };
        let goals: Vec<Whereabouts> = (0..colon).filter_map(|at| scene.whereabouts(self.sentence.items[at].kind)).collect();
        let plain = (0..colon).all(|at| {
            scene.whereabouts(self.sentence.items[at].kind).is_some()
                || matches!(scene.word(self.sentence, at), "," | "et" | "puis" | "le" | "la" | "l" | "les" | "enfin")
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
            if matches!(self.scene.word(self.sentence, at), "." | ";" | ":" | "qui" | "que") {
                break;
            }
        }
        (None, false)
    }

    fn only_with(&self, rule: &JourneyRule) -> bool {
        let Some(set) = &rule.only_with else { return true };
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        (self.item + 1..self.sentence.items.len().min(self.item + 10))
            .any(|at| set.length_at(tokens, self.sentence.items[at].tokens.start).is_some())
    }

    fn noun(&self, length: usize, rule: &JourneyRule, found: &mut Vec<VisitFound>, withheld: &mut Vec<Withheld>) {
        let scene = self.scene;
        let after = self.item + length;
        let clause = scene.clause(self.sentence, self.item);
        let mut travellers = Vec::new();
        let mut goals = Vec::new();
        if rule.visitor == Visitor::Of {
            travellers = self.of_person(after);
        }
        if travellers.is_empty() {
            let before = self.scene.word(self.sentence, self.item.wrapping_sub(1));
            let possessive =
                (self.item.saturating_sub(3)..self.item).any(|at| matches!(scene.word(self.sentence, at), "sa" | "son" | "ses"));
            let passing =
                (self.item.saturating_sub(4)..self.item).any(|at| matches!(scene.word(self.sentence, at), "après" | "avant" | "lors"));
            let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item));
            let supported = matches!(before, "en") || prepositional || rule.presence || possessive || passing || self.verb_before();
            if supported {
                travellers = scene.subject_left(self.index, self.item, true).figures;
            }
            if travellers.is_empty() && (possessive || prepositional || before == "en") {
                // “Lors de sa visite au Mali, X …”, “En visite au Mali, X …”
                travellers = self.led_after(after).into_iter().collect();
            }
            if travellers.is_empty() && possessive {
                travellers = scene.pronoun(self.index, self.sentence.items[self.item].tokens.start, false).into_iter().collect();
            }
        }
        if rule.goal == Goal::Of {
            goals = scene.whereabouts_at(self.sentence, after);
        }
        if rule.goal == Goal::To {
            goals = scene.goals_right(self.sentence, after, rule.tour);
            if rule.presence {
                // “est depuis mardi à Kigali”: nothing but dates and adverbs stands between.
                goals.retain(|goal| {
                    let at = scene.item_of(self.sentence, goal.tokens.start);
                    at <= after + 6
                        && (after..at).all(|between| match self.sentence.items[between].kind {
                            ItemKind::Date(_) | ItemKind::Name(_) => true,
                            ItemKind::Word => {
                                let word = scene.word(self.sentence, between);
                                let words = &scene.pack.words;
                                words.adverbs.contains(word)
                                    || words.place_prepositions.contains(word)
                                    || words.articles.contains(word)
                                    || matches!(word, "depuis" | "capitale" | "arrivé" | "arrivée")
                            }
                            _ => false,
                        })
                });
            }
        }
        if goals.is_empty() && !rule.presence && matches!(scene.word(self.sentence, after), "de" | "du") {
            // “le voyage de Kigali”
            goals = Vec::new();
        }
        goals.retain(|goal| Scene::needs_met(rule.needs.filter(|needs| *needs == Needs::City), goal));
        if goals.is_empty()
            && rule.visitor == Visitor::Of
            && !rule.tour
            && !travellers.is_empty()
            && self.lead.is_none_or(|lead| travellers != [lead.figure])
        {
            // “à l'occasion de la visite du président kazakh”, in a dispatch from Zagreb.
            goals.extend(scene.dateline());
        }
        if let Some(lead) = self.lead.filter(|_| !rule.presence && !matches!(scene.word(self.sentence, after), "de" | "du" | "des" | "d")) {
            // “l'étape malienne s'insère dans une tournée ouverte en Afrique du Sud”: of the one whose journey the text tells.
            if travellers.is_empty() && !goals.is_empty() && self.leads(lead.figure) {
                travellers.push(lead.figure);
            }
            // “la visite officielle s'étendra du 14 au 16 septembre”: of the journey that the text tells.
            let definite = matches!(scene.word(self.sentence, self.item.wrapping_sub(1)), "la" | "le" | "cette" | "ce" | "sa" | "son");
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
        if travellers.is_empty() || goals.is_empty() {
            return;
        }
        let whole = 0..self.sentence.items.len();
        let prepositional = scene.pack.words.prepositions.contains(scene.word(self.sentence, self.item))
            || scene.word(self.sentence, self.item.wrapping_sub(1)) == "en";
        let tense = if rule.presence { self.presence_tense() } else { None }
            .or_else(|| scene.tense_of(self.sentence, &clause))
            .or_else(|| prepositional.then(|| scene.tense_of(self.sentence, &whole)).flatten())
            .or_else(|| (prepositional || rule.presence).then_some(Tense::Present));
        let tokens = self.sentence.items[self.item].tokens.start..self.sentence.items[after - 1].tokens.end;
        self.spread(&Told { looked_back: false, rule, travellers, hosts: Vec::new(), goals, tense, tokens }, found, withheld);
    }

    /// “de X”, “du président X” right of a noun, past what says the kind of visit.
    fn of_person(&self, from: usize) -> Vec<usize> {
        let scene = self.scene;
        for at in from..self.sentence.items.len().min(from + 7) {
            match self.sentence.items[at].kind {
                ItemKind::Person(_) => {
                    if scene
                        .preposition_before(self.sentence, at, 2)
                        .is_some_and(|(word, _)| matches!(word.as_str(), "de" | "du" | "d" | "des"))
                        || matches!(scene.marked.tokens[self.sentence.items[at].tokens.start].lower.as_str(), "du" | "de")
                    {
                        return self.objects(at);
                    }
                    return Vec::new();
                }
                ItemKind::Word => {
                    // “la venue à Sofia du président”: the place may stand before the traveller.
                    let word = scene.word(self.sentence, at);
                    if matches!(word, "par" | "qui" | "que" | "avec" | "et") {
                        return Vec::new();
                    }
                }
                ItemKind::Date(_) | ItemKind::Name(_) => {}
                ItemKind::Sign if matches!(scene.word(self.sentence, at), "\"" | "«" | "»" | "”" | "“") => {}
                ItemKind::Sign => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// Does a verb stand between the clause's head and the noun (“effectuera mardi une visite”)?
    fn verb_before(&self) -> bool {
        let scene = self.scene;
        let clause = scene.clause(self.sentence, self.item);
        (clause.start..self.item).any(|at| {
            self.sentence.items[at].kind == ItemKind::Word
                && scene.pack.verbs.readings(scene.word(self.sentence, at)).iter().any(|(_, form)| *form != Form::Infinitive)
        })
    }

    /// The one who leads the clause after a comma.
    fn led_after(&self, from: usize) -> Option<usize> {
        let scene = self.scene;
        let comma = (from..self.sentence.items.len()).find(|at| scene.word(self.sentence, *at) == ",")?;
        (comma + 1..self.sentence.items.len().min(comma + 6)).find_map(|at| {
            let figure = scene.figure(self.sentence.items[at].kind)?;
            (!scene.governed(self.sentence, at)).then_some(figure)
        })
    }

    fn spread(&self, told: &Told, found: &mut Vec<VisitFound>, withheld: &mut Vec<Withheld>) {
        let scene = self.scene;
        let rule = told.rule;
        let tokens = &scene.marked.tokens[..self.sentence.tokens.end];
        let clause = scene.clause(self.sentence, self.item);
        if told.goals.is_empty() {
            return;
        }
        let blocked = self.sentence.tokens.clone().any(|at| scene.pack.journeys.blocked.length_at(tokens, at).is_some());
        if blocked {
            withheld.push(Withheld {
                what: "visit",
                tokens: told.tokens.clone(),
                rule: rule.id.clone(),
                reason: "a word of the sentence says that nobody travelled".into(),
            });
            return;
        }
        let mut status_word = None;
        let from = self.sentence.items[clause.start].tokens.start;
        let to = self.sentence.items[clause.end - 1].tokens.end;
        let noun = rule.trigger == crate::lang::Trigger::Noun;
        let (from, to) = if noun { (self.sentence.tokens.start, self.sentence.tokens.end) } else { (from, to) };
        for at in from..to {
            if let Some((_, status)) = scene.pack.journeys.status.at(tokens, at) {
                let stronger = matches!(status, VisitStatus::Cancelled | VisitStatus::Postponed);
                let in_clause = at >= self.sentence.items[clause.start].tokens.start && at < self.sentence.items[clause.end - 1].tokens.end;
                if !stronger && !in_clause {
                    continue;
                }
                if status_word.is_none() || stronger {
                    status_word = Some(*status);
                }
            }
        }
        let tense = told.tense;
        let ahead = !told.looked_back && matches!(rule.status, Some(VisitStatus::Planned | VisitStatus::Invited))
            || matches!(status_word, Some(VisitStatus::Cancelled | VisitStatus::Postponed)) && !matches!(tense, Some(Tense::Pluperfect));
        let stays = self.dates(if ahead { Some(Tense::Future) } else { tense });
        let first_in_years = self.first_in_years();
        let said = self.kind(&told.tokens);
        let kind = said.or(rule.kind);
        let stays: Vec<Option<(DateFound, Option<DateFound>)>> =
            if stays.is_empty() { vec![None] } else { stays.into_iter().map(Some).collect() };
        let states: Vec<u32> = told.goals.iter().map(|goal| goal.state).collect();
        for &figure in &told.travellers {
            let Some(home) = scene.people.figures[figure].state else {
                withheld.push(Withheld {
                    what: "visit",
                    tokens: told.tokens.clone(),
                    rule: rule.id.clone(),
                    reason: "the traveller's own state is not known".into(),
                });
                continue;
            };
            for goal in told.goals.iter().filter(|goal| goal.state != home) {
                for stay in &stays {
                    let (start, end) = match stay {
                        Some((start, end)) => (Some(start.clone()), end.clone()),
                        None => (None, None),
                    };
                    // One date cannot be the arrival in several states.
                    let whole = |date: &DateFound| {
                        told.goals.len() == 1 || told.goals.first() == Some(goal) || !matches!(date.period, Period::Day(_))
                    };
                    let beside = if told.goals.len() > 1 { self.date_beside(goal, tense) } else { None };
                    let start = beside.or_else(|| start.filter(whole));
                    let end = end.filter(|_| told.goals.len() == 1);
                    let status = self.status(rule, tense, status_word, start.as_ref());
                    found.push(VisitFound {
                        figure,
                        state: goal.state,
                        goal_tokens: vec![(goal.tokens.clone(), rule.id.clone())],
                        place: goal.place.map(|place| (place, goal.tokens.clone(), rule.id.clone())),
                        start,
                        end,
                        kind,
                        status,
                        hosts: told.hosts.clone(),
                        tokens: vec![(told.tokens.clone(), rule.id.clone())],
                        sentence: self.index,
                        recalled: tense == Some(Tense::Pluperfect) || stays.len() > 1 || self.earlier(&told.tokens),
                        first_in_years,
                        tour: if rule.tour || states.len() > 1 {
                            states.iter().copied().filter(|state| *state != goal.state).collect()
                        } else {
                            Vec::new()
                        },
                        kind_guessed: said.is_none(),
                        current: false,
                    });
                }
            }
        }
    }

    /// The dates of the clause: one stay, or several where they are listed (“en février 2001, en novembre 2006 …”).
    fn dates(&self, tense: Option<Tense>) -> Vec<(DateFound, Option<DateFound>)> {
        let scene = self.scene;
        let near = scene.dates_near(self.sentence, self.item);
        let direction = tense.and_then(Tense::direction);
        let settle = |at: usize| {
            let item = &self.sentence.items[at];
            let settled = scene.settled(item.kind, direction)?;
            let ItemKind::Date(date) = item.kind else { return None };
            let rule = scene.marked.dates[date].rule.clone();
            let made = |period| DateFound { period, tokens: item.tokens.clone(), rule: rule.clone() };
            Some((made(settled.start), settled.end.map(made)))
        };
        let right: Vec<usize> = near.iter().copied().filter(|at| *at > self.item).collect();
        if right.len() > 1 {
            let mut listed = vec![*right.iter().min().unwrap_or(&0)];
            let mut sorted = right.clone();
            sorted.sort_unstable();
            for pair in sorted.windows(2) {
                let between = (pair[0] + 1..pair[1]).all(|at| {
                    matches!(
                        scene.word(self.sentence, at),
                        "," | "et"
                            | "la"
                            | "le"
                            | "puis"
                            | "une"
                            | "première"
                            | "deuxième"
                            | "troisième"
                            | "quatrième"
                            | "cinquième"
                            | "fois"
                            | "dernière"
                    )
                });
                if between && *listed.last().unwrap_or(&0) == pair[0] {
                    listed.push(pair[1]);
                }
            }
            let stays: Vec<_> = listed.iter().filter_map(|at| settle(*at)).collect();
            let years = stays.iter().all(|(start, _)| !matches!(start.period, Period::Day(_)));
            if stays.len() > 1 && years {
                return stays;
            }
        }
        near.into_iter().find_map(settle).into_iter().collect()
    }

    /// “une précédente visite”, “sa dernière visite remonte à …”.
    fn earlier(&self, tokens: &Range<usize>) -> bool {
        (tokens.start.saturating_sub(2).max(self.sentence.tokens.start)..tokens.end)
            .any(|at| matches!(self.scene.marked.tokens[at].lower.as_str(), "précédente" | "précédent" | "précédentes" | "dernière"))
    }
    /// Of several goals each has the date that stands beside it (“l'an dernier à Séoul et il y a trois ans à Vladivostok”).
    fn date_beside(&self, goal: &Whereabouts, tense: Option<Tense>) -> Option<DateFound> {
        let scene = self.scene;
        let at = scene.item_of(self.sentence, goal.tokens.start);
        let near = (at.saturating_sub(4)..(at + 4).min(self.sentence.items.len()))
            .filter(|item| matches!(self.sentence.items[*item].kind, ItemKind::Date(_)));
        // Nothing but small words may stand between.
        let plain = |item: usize| (item.min(at) + 1..item.max(at)).all(|between| self.sentence.items[between].kind == ItemKind::Word);
        let item = near.filter(|item| plain(*item)).min_by_key(|item| item.abs_diff(at))?;
        let ItemKind::Date(date) = self.sentence.items[item].kind else { return None };
        let settled = scene.settled(self.sentence.items[item].kind, tense.and_then(Tense::direction))?;
        Some(DateFound {
            period: settled.start,
            tokens: self.sentence.items[item].tokens.clone(),
            rule: scene.marked.dates[date].rule.clone(),
        })
    }

    /// “le voyage de Hanoï”: the place right after the noun that the verb needs.
    fn named_after(&self, after: usize) -> Vec<Whereabouts> {
        if matches!(self.scene.word(self.sentence, after), "de" | "du" | "d") {
            self.scene.whereabouts_at(self.sentence, after + 1)
        } else {
            Vec::new()
        }
    }

    /// The tense of “est”, “sera”, “était” in the words that tell presence.
    fn presence_tense(&self) -> Option<Tense> {
        let word = self.scene.word(self.sentence, self.item);
        self.scene.pack.verbs.readings(word).iter().find_map(|(_, form)| match form {
            Form::Present => Some(Tense::Present),
            Form::Future => Some(Tense::Future),
            Form::Conditional => Some(Tense::Conditional),
            Form::Imperfect | Form::PastSimple => Some(Tense::Past),
            _ => None,
        })
    }

    /// “première visite en 24 ans”, “depuis 24 ans”.
    fn first_in_years(&self) -> Option<u16> {
        let scene = self.scene;
        let tokens = &scene.marked.tokens[self.sentence.tokens.clone()];
        tokens.windows(3).find_map(|three| {
            let years = matches!(three[2].lower.as_str(), "ans" | "années");
            let lead = matches!(three[0].lower.as_str(), "en" | "depuis" | "exactement");
            if years && lead {
                scene.pack.dates.number(&three[1].lower).and_then(|n| u16::try_from(n).ok()).filter(|n| *n > 1)
            } else {
                None
            }
        })
    }

    fn kind(&self, tokens: &Range<usize>) -> Option<VisitKind> {
        let scene = self.scene;
        let end = self.sentence.tokens.end;
        let from = tokens.start.saturating_sub(9).max(self.sentence.tokens.start);
        (from..(tokens.end + 14).min(end)).find_map(|at| {
            let (_, kind) = scene.pack.journeys.kinds.at(&scene.marked.tokens[..end], at)?;
            // The adjective must stand by a noun of travel.
            let noun = (at.saturating_sub(4).max(from)..at).any(|i| scene.pack.journeys.nouns.at(&scene.marked.tokens[..end], i).is_some());
            noun.then_some(*kind)
        })
    }

    fn status(
        &self,
        rule: &JourneyRule,
        tense: Option<Tense>,
        word: Option<VisitStatus>,
        start: Option<&DateFound>,
    ) -> Option<VisitStatus> {
        if let Some(status @ (VisitStatus::Cancelled | VisitStatus::Postponed)) = word {
            return Some(status);
        }
        let published = self.scene.published.and_then(Period::bounds);
        let day = start.and_then(|start| start.period.bounds());
        let later = matches!((published, day), (Some((_, last)), Some((first, _))) if first > last);
        let earlier = matches!((published, day), (Some((first, _)), Some((_, last))) if last < first);
        if later {
            return Some(VisitStatus::Planned);
        }
        if rule.status.is_some() && !(earlier && rule.status == Some(VisitStatus::Planned)) {
            return rule.status;
        }
        match tense {
            Some(Tense::Past | Tense::Pluperfect) => Some(VisitStatus::Completed),
            Some(Tense::Future | Tense::Conditional) if !earlier => Some(VisitStatus::Planned),
            Some(Tense::Present) => Some(if word == Some(VisitStatus::Planned) { VisitStatus::Planned } else { VisitStatus::Ongoing }),
            _ if earlier => Some(VisitStatus::Completed),
            _ => word.filter(|status| *status == VisitStatus::Planned),
        }
    }
}

impl Scene<'_> {
    /// A figure named before that is none of these: whom “l'” means.
    pub(super) fn pronoun_other(&self, sentence_index: usize, token: usize, but: &[usize]) -> Option<usize> {
        (0..=2).filter_map(|back| sentence_index.checked_sub(back)).find_map(|at| {
            let sentence = &self.marked.sentences[at];
            sentence
                .items
                .iter()
                .filter(|item| item.tokens.end <= token)
                .filter_map(|item| self.figure(item.kind))
                .find(|figure| !but.contains(figure))
        })
    }
}

/// The one whose journey the text tells, and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    pub figure: usize,
    pub state: u32,
}

impl VisitFound {
    /// A visit that one place of the text tells, without date.
    pub(super) fn told(figure: usize, goal: &Whereabouts, tokens: Range<usize>, rule: &str, sentence: usize) -> Self {
        Self {
            figure,
            state: goal.state,
            goal_tokens: vec![(goal.tokens.clone(), rule.to_owned())],
            place: goal.place.map(|place| (place, goal.tokens.clone(), rule.to_owned())),
            start: None,
            end: None,
            kind: None,
            status: None,
            hosts: Vec::new(),
            tokens: vec![(tokens, rule.to_owned())],
            sentence,
            recalled: false,
            first_in_years: None,
            tour: Vec::new(),
            kind_guessed: false,
            current: false,
        }
    }
}

/// “Sergueï Lavrov au Mali pour une première visite”: a heading of a person and a place, without verb.
fn heading(scene: &Scene, index: usize, found: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    if !sentence.heading || sentence.items.len() > 22 {
        return;
    }
    let Some(at) = sentence.items.iter().position(|item| matches!(item.kind, ItemKind::Person(_))) else { return };
    let Some(figure) = scene.figure(sentence.items[at].kind).filter(|_| !scene.governed(sentence, at)) else { return };
    let Some(home) = scene.people.figures[figure].state else { return };
    if !matches!(scene.word(sentence, at + 1), "à" | "au" | "aux" | "en" | "dans") {
        return;
    }
    let goals = scene.goals_right(sentence, at + 1, false);
    let rule = format!("{}/visit/heading", scene.pack.id);
    for goal in goals.into_iter().filter(|goal| goal.state != home) {
        if scene.item_of(sentence, goal.tokens.start) > at + 4 {
            continue;
        }
        let tokens = sentence.items[at].tokens.start..goal.tokens.end;
        found.push(VisitFound::told(figure, &goal, tokens, &rule, index));
    }
}
