//! Journeys that no rule tells: an official and a foreign place in one sentence, an event abroad, or a story abroad, and what speaks for and
//! against that the one was at the other.
//!
//! A linear model with few, plain clues. Its points stand in the language pack (`likely.toml`), made from annotated texts by
//! `tests/corpus/likely/weigh.py`. Whoever has many points is said to have been there; whoever has some is listed.

use super::gathering::Gathering;
use super::journey::is_recent;
use super::journey::state_then;
use super::ledger::Ledger;
use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use super::visit::{Lead, VisitFound};
use crate::claim::{Office, VisitStatus};
use crate::gazetteer::{ActorKind, Sense};
use crate::lang::{Deed, Form, Goal, JourneyRule, LikelyModel};
use crate::mention::{ItemKind, Naming, Sentence};
use crate::period::Period;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

mod attendance;
mod on_stage;

type Clue = Cow<'static, str>;

/// Somebody who may have been somewhere.
#[derive(Debug, Clone)]
pub struct Likely {
    /// Who.
    pub figure: usize,
    /// Where.
    pub goal: Whereabouts,
    /// The person and the place, as the text has them.
    pub tokens: Range<usize>,
    /// What speaks for and against it, in order.
    pub clues: Vec<Clue>,
    /// What the clues come to.
    pub points: i32,
    /// What the person is held against.
    pub model: LikelyModel,
    /// The event to which the person may have come, where it is held against one.
    pub event: Option<Gathering>,
    sentence: usize,
}

/// What the text tells apart from the sentence that is looked at.
struct Story<'a> {
    scene: &'a Scene<'a>,
    lead: Option<&'a Lead>,
    told: &'a [VisitFound],
    withheld: BTreeSet<usize>,
    gathered: Vec<u32>,
    /// Of whom a sentence says that they stayed away or sent somebody.
    absent: BTreeSet<usize>,
    dateline: Option<Whereabouts>,
}

/// Adds the likely journeys to those that rules have told, and gives all that was weighed, in the order of the text.
pub(super) fn fill(scene: &Scene, lead: Option<&Lead>, told: &mut Vec<VisitFound>, ledger: &mut Ledger) -> Vec<Likely> {
    let model = &scene.pack.likely;
    if [&model.place, &model.event, &model.stage].iter().all(|weights| weights.clues.is_empty()) {
        return Vec::new();
    }
    let held = ledger.withheld.iter().filter(|held| held.what == "visit");
    let story = Story {
        scene,
        lead,
        told: told.as_slice(),
        withheld: held.map(|held| scene.marked.sentence_of(&held.tokens)).collect(),
        gathered: scene.gatherings.iter().map(|event| event.place.state).collect(),
        absent: attendance::absent(scene),
        dateline: scene.dateline(),
    };
    let mut weighed: Vec<Likely> = Vec::new();
    let mut before = None;
    for index in 0..scene.marked.sentences.len() {
        let here = people(scene, index);
        story.weigh(index, if here.is_empty() { before } else { None }, &here, &mut weighed);
        story.attend(index, &here, &mut weighed);
        story.on_stage(index, &here, &mut weighed);
        before = here.first().map(|(figure, _)| *figure);
    }
    // Of all places of the text where the two stand together, the one that speaks most for it.
    let margin = |likely: &Likely| likely.points - model.of(likely.model).asserted;
    let mut best: BTreeMap<(usize, u32), &Likely> = BTreeMap::new();
    for likely in &weighed {
        let other = best.entry((likely.figure, likely.goal.state)).or_insert(likely);
        if margin(likely) > margin(other) {
            *other = likely;
        }
    }
    let rule = format!("{}/visit/likely", scene.pack.id);
    for likely in best.into_values() {
        let weights = model.of(likely.model);
        if weights.asserts(likely.points) {
            told.push(visit(scene, likely, &rule));
        } else if weights.lists(likely.points) {
            ledger.withhold("visit", likely.tokens.clone(), &rule, "likely, and no rule tells it");
        }
    }
    weighed
}

/// The journey, with the date and the tense of the clause of its place.
fn visit(scene: &Scene, likely: &Likely, rule: &str) -> VisitFound {
    if let Some(event) = &likely.event {
        return attendance::visit(likely, event, rule);
    }
    if likely.model == LikelyModel::Stage {
        return on_stage::visit(scene, likely, rule);
    }
    let sentence = &scene.marked.sentences[likely.sentence];
    let at = scene.item_of(sentence, likely.goal.tokens.start);
    let tense = scene.tense_of(sentence, &scene.clause(sentence, at));
    let mut visit = VisitFound::told(likely.figure, &likely.goal, likely.tokens.clone(), rule, likely.sentence);
    visit.start = scene.dates_near(sentence, at).first().and_then(|date| scene.date_found(sentence, *date, tense));
    visit.status = Some(scene.called_off(sentence).unwrap_or_else(|| status(tense)));
    visit.recalled = tense == Some(Tense::Pluperfect);
    visit
}

/// How far a journey has come whose clause has this tense.
fn status(tense: Option<Tense>) -> VisitStatus {
    match tense {
        Some(Tense::Future | Tense::Conditional) => VisitStatus::Planned,
        Some(Tense::Present) => VisitStatus::Ongoing,
        _ => VisitStatus::Completed,
    }
}

/// The people of a sentence, each with the item; a pronoun at its head stands for somebody too.
fn people(scene: &Scene, index: usize) -> Vec<(usize, usize)> {
    let sentence = &scene.marked.sentences[index];
    let named = (0..sentence.items.len()).filter_map(|at| Some((scene.figure(sentence.items[at].kind)?, at)));
    let mut found: Vec<(usize, usize)> = named.collect();
    let pronoun = (0..sentence.items.len().min(8)).find_map(|at| Some((scene.pronoun_at(index, at)?, at)));
    found.extend(pronoun.filter(|(figure, _)| found.iter().all(|(other, _)| other != figure)));
    found
}

/// The place at an item: a town or state, a seat of power, “la capitale kényane”.
fn place(scene: &Scene, sentence: &Sentence, at: usize) -> Option<(Whereabouts, &'static str)> {
    let ItemKind::Name(name) = sentence.items[at].kind else { return None };
    let tokens = || sentence.items[at].tokens.clone();
    let (place, kind) = match scene.marked.names[name].sense {
        Sense::Seat(state) => (Whereabouts { state, place: None, tokens: tokens() }, "place is a seat"),
        Sense::Demonym(state) => {
            let noun = at.checked_sub(1)?;
            let words = &scene.pack.journeys;
            let named = scene.one_of(sentence, noun, &words.capital) || scene.one_of(sentence, noun, &words.ground);
            named.then(|| (Whereabouts { state, place: None, tokens: tokens() }, "place is a capital"))?
        }
        _ => {
            let place = scene.whereabouts(sentence.items[at].kind)?;
            let capital = place.place.map(|place| scene.gazetteer.places[place as usize].capital);
            let kind = match capital {
                Some(true) => "place is a capital",
                Some(false) => "place is a town",
                None => "place is a state",
            };
            (place, kind)
        }
    };
    (scene.gazetteer.actors[place.state as usize].kind == ActorKind::State).then_some((place, kind))
}

impl Story<'_> {
    /// Weighs everybody of a sentence against every foreign place of it.
    fn weigh(&self, index: usize, before: Option<usize>, here: &[(usize, usize)], weighed: &mut Vec<Likely>) {
        let scene = self.scene;
        let sentence = &scene.marked.sentences[index];
        let mut of_sentence: Option<Vec<Clue>> = None;
        for at in 0..sentence.items.len() {
            let Some((goal, kind)) = place(scene, sentence, at) else { continue };
            let goal = Whereabouts { state: state_then(scene, goal.state, None), ..goal };
            let mut of_place: Option<Vec<Clue>> = None;
            let who = here.iter().map(|(figure, item)| (*figure, Some(*item))).chain(before.map(|figure| (figure, None)));
            for (figure, item) in who {
                let able = scene.is_public(figure) && !scene.is_resident(figure) && scene.leads_abroad(figure, &goal);
                if !able || self.is_told(figure, goal.state) {
                    continue;
                }
                if self.denied(index, item, at) {
                    continue;
                }
                let mut clues = of_sentence.get_or_insert_with(|| self.of_sentence(index)).clone();
                clues.extend(of_place.get_or_insert_with(|| self.of_place(index, at, &goal, kind)).iter().cloned());
                match item {
                    Some(item) => self.of_person(index, item, at, &mut clues),
                    None => clues.push("person told of in the sentence before".into()),
                }
                let tokens = item.map_or(goal.tokens.clone(), |item| super::hull(&sentence.items[item].tokens, &goal.tokens));
                weighed.push(self.sum_up(LikelyModel::Place, index, figure, &goal, tokens, clues));
            }
        }
    }

    /// Has a rule told the journey?
    fn is_told(&self, figure: usize, state: u32) -> bool {
        self.told.iter().any(|visit| visit.figure == figure && visit.state == state)
    }

    /// Adds the clues of the story to those of the sentence, and all of them up.
    fn sum_up(
        &self,
        model: LikelyModel,
        sentence: usize,
        figure: usize,
        goal: &Whereabouts,
        tokens: Range<usize>,
        mut clues: Vec<Clue>,
    ) -> Likely {
        self.of_story(sentence, figure, goal, &mut clues);
        clues.sort_unstable();
        clues.dedup();
        let points = self.scene.pack.likely.of(model).points(&clues);
        Likely { figure, goal: goal.clone(), tokens, clues, points, model, event: None, sentence }
    }

    /// Does a word say that nobody travelled, is the clause of both negated, does the text not vouch for it, or is the person only written to?
    fn denied(&self, index: usize, item: Option<usize>, at: usize) -> bool {
        let scene = self.scene;
        let words = &scene.pack.words;
        let sentence = &scene.marked.sentences[index];
        let clause = scene.clause(sentence, at);
        let one_clause = item.is_some_and(|item| clause.contains(&item));
        let no =
            |at: usize| scene.one_of(sentence, at, &words.negation_words) || one_clause && scene.one_of(sentence, at, &words.negations);
        let unsure = matches!(scene.tense_of(sentence, &clause), Some(Tense::Hearsay | Tense::Doubt)) || scene.supposed(sentence, at);
        // “la lettre adressée au roi X”, “les violences du 8 janvier à Brasilia”
        let addressed = item.and_then(|item| scene.preposition_before(sentence, item, 1)).is_some_and(|(word, _)| words.at.contains(&word));
        let before = scene.preposition_before(sentence, at, 0).and_then(|(_, first)| first.checked_sub(1));
        let of_a_day = before.is_some_and(|before| {
            let day = &sentence.items[before];
            matches!(day.kind, ItemKind::Date(_)) && words.of.contains(&scene.marked.tokens[day.tokens.start].lower)
        });
        addressed
            || of_a_day
            || unsure
            || clause.into_iter().any(no)
            || scene.stands_in(sentence, 0..sentence.items.len(), &scene.pack.journeys.blocked)
    }

    /// Clues of the sentence as a whole.
    fn of_sentence(&self, index: usize) -> Vec<Clue> {
        let scene = self.scene;
        let sentence = &scene.marked.sentences[index];
        let tokens = &scene.marked.tokens[..sentence.tokens.end];
        let journeys = &scene.pack.journeys;
        let mut clues: Vec<Clue> = Vec::new();
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        let any = |tells: &dyn Fn(usize) -> bool| sentence.tokens.clone().any(tells);
        say(sentence.heading, "in a heading");
        say(sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_))), "a date in the sentence");
        let then = |period: Period| period.bounds().is_some() && !is_recent(scene, period);
        let mut days = sentence.items.iter().filter_map(|item| scene.settled(item.kind, None));
        say(days.any(|day| then(day.start)), "a day of another time in the sentence");
        say(any(&|at| journeys.nouns.at(tokens, at).is_some()), "a noun of journeys in the sentence");
        say(any(&|at| scene.pack.words.negations.contains(&tokens[at].lower)), "a negation in the sentence");
        say(any(&|at| tokens[at].is_quote()), "quotes in the sentence");
        say(any(&|at| tokens[at].lower == "?"), "a question");
        say(any(&|at| scene.pack.instruments.heads.at(tokens, at).is_some()), "an instrument in the sentence");
        let afar = |at: usize| journeys.signs.is_afar(&tokens[at].lower);
        say(any(&afar), "a verb from afar in the sentence");
        say(any(&|at| journeys.signs.ceremony.length_at(tokens, at).is_some()), "a word of ceremony in the sentence");
        say(any(&|at| journeys.signs.wheels.length_at(tokens, at).is_some()), "a word of travel in the sentence");
        say(self.withheld.contains(&index), "a journey held back in the sentence");
        let foreign = scene.states_in(index).len();
        let people = sentence.items.iter().filter(|item| scene.figure(item.kind).is_some()).count();
        clues.push(["no state", "one state", "two states", "three states", "many states"][foreign.min(4)].into());
        clues.push(
            ["nobody named", "one person named", "two people named", "three people named", "many people named"][people.min(4)].into(),
        );
        let rules = (0..sentence.items.len()).flat_map(|at| scene.journey_rules(sentence, at));
        let verbs: BTreeSet<&'static str> = rules.map(|(rule, form)| verb_kind(rule, form)).collect();
        clues.extend(verbs.into_iter().map(|verb| format!("{verb} in the sentence").into()));
        clues
    }

    /// Clues of the place and the words around it.
    fn of_place(&self, index: usize, at: usize, goal: &Whereabouts, kind: &'static str) -> Vec<Clue> {
        let scene = self.scene;
        let sentence = &scene.marked.sentences[index];
        let words = &scene.pack.words;
        let mut clues: Vec<Clue> = vec![kind.into()];
        let clause = scene.clause(sentence, at);
        clues.push(tense_clue("clause of the place", scene.tense_of(sentence, &clause)));
        let preposition = scene.preposition_before(sentence, at, 0);
        clues.push(
            preposition.as_ref().map_or("no preposition before the place".into(), |(word, _)| format!("“{word}” before the place").into()),
        );
        // “signé à Oslo”, “mardi à Oslo”, “l'ambassade à Oslo”
        let first = preposition.map_or(at, |(_, at)| at);
        let left = first.checked_sub(1).map(|left| match sentence.items[left].kind {
            ItemKind::Date(_) => "place behind a date",
            ItemKind::Person(_) => "place behind a person",
            ItemKind::Name(_) => "place behind a name",
            ItemKind::Sign => "place behind a sign",
            ItemKind::Word => {
                let readings = scene.pack.verbs.readings(scene.word(sentence, left));
                let form = readings.first().map(|(_, form)| *form).filter(|_| !scene.is_noun(sentence, left));
                match form {
                    Some(Form::Participle) => "place behind a participle",
                    Some(Form::Infinitive | Form::Gerund) => "place behind an infinitive",
                    Some(_) => "place behind a verb",
                    None if scene.one_of(sentence, left, &words.adverbs) => "place behind an adverb",
                    None if scene.one_of(sentence, left, &words.joining) => "place behind “et”",
                    None if scene.ends_like_participle(scene.word(sentence, left)) => "place behind a participle",
                    None => "place behind a noun",
                }
            }
        });
        clues.push(left.unwrap_or("place opens the sentence").into());
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        say(scene.ruled_by_place(index, at), "place ruled by a preposition of place");
        say(scene.fronted(sentence).is_some_and(|front| front.tokens == goal.tokens), "place at the head of the sentence");
        say(at + 1 >= sentence.items.len() || scene.word(sentence, at + 1) == ",", "place before a comma or stop");
        say(
            scene.one_of(sentence, at + 1, &words.where_words) || scene.one_of(sentence, at + 2, &words.where_words),
            "“où” behind the place",
        );
        let near = at.saturating_sub(3)..(at + 4).min(sentence.items.len());
        say(near.into_iter().any(|at| matches!(sentence.items[at].kind, ItemKind::Date(_))), "a date near the place");
        let noun = first.checked_sub(1).map(|at| sentence.items[at].tokens.start);
        say(
            noun.is_some_and(|noun| scene.pack.journeys.not_goal_after.length_at(&scene.marked.tokens, noun).is_some()),
            "place of something else",
        );
        let no = |at: usize| scene.one_of(sentence, at, &words.negations);
        say(clause.clone().any(no), "a negation beside the place");
        let signs = &scene.pack.journeys.signs;
        let afar = |at: usize| signs.is_afar(scene.word(sentence, at));
        say(clause.clone().any(afar), "a verb from afar beside the place");
        say(scene.stands_in(sentence, clause.clone(), &signs.ceremony), "a word of ceremony beside the place");
        say(scene.stands_in(sentence, clause.clone(), &signs.wheels), "a word of travel beside the place");
        let rules = clause.flat_map(|at| scene.journey_rules(sentence, at));
        let beside: BTreeSet<&'static str> = rules.map(|(rule, form)| verb_kind(rule, form)).collect();
        say(beside.is_empty(), "no verb of journeys beside the place");
        clues.extend(beside.into_iter().map(|verb| format!("{verb} beside the place").into()));
        clues
    }

    /// Clues of the person at an item, and of what stands between the person and the place.
    fn of_person(&self, index: usize, item: usize, at: usize, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let sentence = &scene.marked.sentences[index];
        let words = &scene.pack.words;
        self.of_naming(sentence, item, clues);
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        let far = match item.abs_diff(at) {
            0..=3 => ["person right before the place", "person right behind the place"],
            4..=8 => ["person near before the place", "person near behind the place"],
            9..=16 => ["person before the place", "person behind the place"],
            _ => ["person far before the place", "person far behind the place"],
        };
        say(true, far[usize::from(item > at)]);
        let clause = scene.clause(sentence, item);
        let one_clause = clause == scene.clause(sentence, at);
        say(one_clause, "person and place in one clause");
        let role = leads(scene, sentence, item) && one_clause && scene.ruled_by_place(index, at);
        say(role, "person and place in one clause, each in its role");
        let between = item.min(at) + 1..item.max(at);
        let any = |tells: &dyn Fn(usize) -> bool| between.clone().any(tells);
        say(any(&|at| scene.figure(sentence.items[at].kind).is_some()), "another person between");
        say(any(&|at| scene.whereabouts(sentence.items[at].kind).is_some()), "another place between");
        say(any(&|at| scene.word(sentence, at) == ";"), "a semicolon between");
        say(any(&|at| scene.one_of(sentence, at, &words.relative)), "“qui” between");
        say(any(&|at| scene.one_of(sentence, at, &words.where_words)), "“où” between");
        say(any(&|at| scene.one_of(sentence, at, &words.that)), "“que” between");
        say(any(&|at| matches!(scene.word(sentence, at), ":" | ";")), "a colon between");
        say(any(&|at| scene.marked.tokens[sentence.items[at].tokens.start].is_quote()), "quotes between");
    }

    /// Clues of how the person at an item is named, and of the words around.
    fn of_naming(&self, sentence: &Sentence, item: usize, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        say(true, naming(scene, sentence.items[item].kind));
        let leads = leads(scene, sentence, item);
        say(leads, "nothing rules the person");
        say((0..item).all(|at| scene.figure(sentence.items[at].kind).is_none()), "first person of the sentence");
        let finite = |at: usize| {
            let readings = scene.pack.verbs.readings(scene.word(sentence, at));
            readings.iter().any(|(_, form)| form.is_finite())
        };
        say((item + 1..sentence.items.len().min(item + 4)).any(finite), "a verb right behind the person");
        let tells = |at: usize| {
            !scene.pack.verbs.readings(scene.word(sentence, at)).is_empty() || scene.ends_like_participle(scene.word(sentence, at))
        };
        let speaks = |comma: usize| scene.word(sentence, comma) == "," && (comma + 1..item).any(finite) && (comma + 1..item).any(tells);
        say((item.saturating_sub(7)..item).any(speaks), "told behind a comma who speaks");
        let named = item.saturating_sub(3)..item + 1;
        say(scene.stands_in(sentence, named, &scene.pack.journeys.signs.kin), "named as somebody's predecessor or kin");
        let clause = scene.clause(sentence, item);
        clues.push(tense_clue("clause of the person", scene.tense_of(sentence, &clause)));
        if let Some((word, _)) = scene.preposition_before(sentence, item, 1).filter(|_| !leads) {
            clues.push(format!("“{word}” before the person").into());
        }
    }

    /// Clues of what the text tells elsewhere.
    fn of_story(&self, index: usize, figure: usize, goal: &Whereabouts, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let known = &scene.people.figures[figure];
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        let here = |visit: &VisitFound| visit.tokens.iter().any(|(tokens, _)| scene.marked.sentence_of(tokens) == index);
        let own = |visit: &&VisitFound| visit.figure == figure;
        let thither = |visit: &&VisitFound| visit.figure != figure && visit.state == goal.state;
        say(self.lead.is_some_and(|lead| lead.figure == figure), "traveller of the text");
        say(self.lead.is_some_and(|lead| lead.state == goal.state), "goal of the text's traveller");
        say(self.told.is_empty(), "nobody travels in the text");
        say(self.told.iter().any(|visit| own(&visit)), "travels elsewhere in the text");
        say(self.told.iter().filter(own).any(here), "travels elsewhere in the sentence");
        say(self.told.iter().any(|visit| thither(&visit)), "others travel there");
        say(self.told.iter().filter(thither).any(here), "others travel there in the sentence");
        say(self.told.iter().any(|visit| visit.hosts.contains(&figure)), "receives in the text");
        say(self.told.iter().any(|visit| Some(visit.state) == known.state), "others travel to the person's state");
        let stage = scene.stage.iter().position(|place| place.state == goal.state);
        say(stage == Some(0), "the story is there");
        say(stage.is_some_and(|nth| nth > 0), "the story may be there");
        say(scene.stage.first().is_some_and(|place| Some(place.state) == known.state), "the story is at the person's home");
        say(self.dateline.as_ref().is_some_and(|town| town.state == goal.state), "the dispatch is from there");
        say(self.dateline.as_ref().is_some_and(|town| Some(town.state) == known.state), "the dispatch is from the person's home");
        say(scene.headline.contains(&goal.state), "the title names the state");
        say(self.gathered.contains(&goal.state), "an event brings people there");
        let home = |state: u32| known.state == Some(state);
        say(self.gathered.iter().copied().any(home), "an event is at the person's home");
        say(scene.stage.iter().any(|place| home(place.state)), "the story may be at the person's home");
        let local = |other: usize| other != figure && scene.people.figures[other].state == Some(goal.state);
        let sentence = &scene.marked.sentences[index];
        say(sentence.items.iter().filter_map(|item| scene.figure(item.kind)).any(local), "somebody of that state in the sentence");
        say((0..scene.people.figures.len()).any(local), "somebody of that state in the text");
        say(self.absent.contains(&figure), "stayed away or sent somebody");
        say(known.mentions.len() == 1, "named once");
        say(known.mentions.len() > 3, "named often");
        say(scene.is_stateless(figure), "serves an organisation");
        say(!scene.is_official(figure), "holds no office");
        let title = known.mentions.iter().find_map(|mention| scene.marked.people[*mention].title.as_ref());
        clues.push(title.map_or("no title", |title| if title.former { "title: former" } else { office_clue(title.office) }).into());
    }
}

/// What kind of journey verb it is.
fn verb_kind(rule: &JourneyRule, form: Form) -> &'static str {
    match (rule.goal, rule.deed) {
        (_, Some(_)) if form == Form::Infinitive => "an infinitive of a deed",
        (_, Some(Deed::Done)) => "a deed",
        (_, Some(Deed::Said)) => "something said",
        (_, Some(Deed::Undergone)) => "something undergone",
        (Goal::Host, _) => "a verb of receiving",
        (Goal::From, _) => "a verb of leaving",
        _ if rule.presence => "a verb of being there",
        _ => "a verb of going",
    }
}

/// Is the person at an item ruled by nothing? A pronoun leads.
fn leads(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    !matches!(sentence.items[item].kind, ItemKind::Person(_)) || !scene.governed(sentence, item)
}

fn naming(scene: &Scene, kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Person(mention) => match scene.marked.people[mention].how {
            Naming::Full => "named in full",
            Naming::Surname => "named by surname",
            Naming::Title => "named by title",
            Naming::Counterpart => "named as a counterpart",
        },
        _ => "meant by a pronoun",
    }
}

fn tense_clue(clause: &str, tense: Option<Tense>) -> Clue {
    let tense = match tense {
        None => "no verb",
        Some(Tense::Past) => "past",
        Some(Tense::Pluperfect) => "pluperfect",
        Some(Tense::Present) => "present",
        Some(Tense::Future) => "future",
        Some(Tense::Conditional) => "conditional",
        Some(Tense::Hearsay) => "hearsay",
        Some(Tense::Doubt) => "doubt",
        Some(Tense::Open) => "infinitive",
    };
    format!("{clause}: {tense}").into()
}

fn office_clue(office: Office) -> &'static str {
    match office {
        Office::President | Office::PrimeMinister | Office::Chancellor | Office::King | Office::Queen | Office::Emperor | Office::Pope => {
            "title: head of state or government"
        }
        Office::ForeignMinister | Office::DefenceMinister | Office::Minister | Office::DeputyMinister => "title: minister",
        Office::Ambassador => "title: ambassador",
        Office::Envoy => "title: envoy",
        Office::GeneralSecretary => "title: general secretary",
        _ => "title: another",
    }
}
