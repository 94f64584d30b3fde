//! Officials named after an event abroad, and what speaks for and against that they were there, although no rule tells it.

use super::{Clue, Likely, Story, verb_kind};
use crate::claim::{VisitKind, VisitStatus};
use crate::event::gathering::{Gathering, Telling};
use crate::event::journey::is_recent;
use crate::event::scene::{Scene, Whereabouts};
use crate::event::visit::VisitFound;
use crate::lang::{Form, Goal, LikelyModel, Visitor};
use crate::mention::{ItemKind, Sentence};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// So many words behind “selon”, somebody may be named whose words they are.
const SOURCE: usize = 6;

/// The journey to the event, on its day.
pub(super) fn visit(likely: &Likely, event: &Gathering, rule: &str) -> VisitFound {
    let mut visit = VisitFound::told(likely.figure, &likely.goal, likely.tokens.clone(), rule, likely.sentence);
    visit.start.clone_from(&event.date);
    visit.dated_by_event = true;
    visit.kind = Some(event.kind);
    visit.status = event.status;
    visit
}

/// Of whom a sentence says that they stayed away, were represented, or sent somebody.
pub(super) fn absent(scene: &Scene) -> BTreeSet<usize> {
    let mut absent = BTreeSet::new();
    for sentence in &scene.marked.sentences {
        let said = |item: &usize| stays_away(scene, sentence, *item) || sends(scene, sentence, *item);
        let who = (0..sentence.items.len()).filter(|item| scene.figure(sentence.items[*item].kind).is_some());
        absent.extend(who.filter(said).filter_map(|item| scene.figure(sentence.items[item].kind)));
    }
    absent
}

/// “X, lui, n'était pas là”: does the person lead a clause that says so?
fn stays_away(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    let clause = scene.clause(sentence, item);
    let words = &scene.pack.journeys.gathering;
    let away = || [&words.absent, &words.represented].iter().any(|set| scene.stands_in(sentence, item..clause.end, set));
    !scene.governed(sentence, item) && away()
}

/// “X a dépêché son ministre”: does the person lead a clause that sends somebody?
fn sends(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    let sending = |at: usize| {
        let mut rules = scene.journey_rules(sentence, at);
        rules.any(|(rule, form)| {
            rule.visitor == Visitor::Object && rule.goal != Goal::Host && (form.is_finite() || form == Form::Participle)
        })
    };
    let clause = scene.clause(sentence, item);
    let somebody = |at: usize| (at + 1..clause.end).any(|at| matches!(sentence.items[at].kind, ItemKind::Person(_)));
    !scene.governed(sentence, item) && (item + 1..clause.end).any(|at| sending(at) && somebody(at))
}

impl Story<'_> {
    /// Weighs the officials of a sentence against the event that was told of last.
    pub(super) fn attend(&self, index: usize, here: &[(usize, usize)], weighed: &mut Vec<Likely>) {
        let scene = self.scene;
        let Some(event) = scene.gathering(index).filter(|event| scene.brings_many(event)) else { return };
        if self.withheld.contains(&index) || scene.happens_elsewhere(index, event.place.state) {
            return;
        }
        let sentence = &scene.marked.sentences[index];
        let mut of_sentence: Option<Vec<Clue>> = None;
        for &(figure, item) in here {
            if self.is_told(figure, event.place.state) || !self.may_come(sentence, figure, item, &event.place) {
                continue;
            }
            let mut clues = of_sentence.get_or_insert_with(|| self.of_sentence(index)).clone();
            self.of_event(index, event, &mut clues);
            self.of_guest(sentence, item, &mut clues);
            let tokens = sentence.items[item].tokens.clone();
            let likely = self.sum_up(LikelyModel::Event, index, figure, &event.place, tokens, clues);
            weighed.push(Likely { event: Some(event.clone()), ..likely });
        }
    }

    /// May whoever stands at the item have come to the place from another state? No word says the contrary.
    pub(super) fn may_come(&self, sentence: &Sentence, figure: usize, item: usize, place: &Whereabouts) -> bool {
        let scene = self.scene;
        let nation = || item.checked_sub(1).is_some_and(|before| scene.is_nation_of_next(sentence, before));
        let able = (scene.is_public(figure) || nation()) && !scene.is_resident(figure) && scene.leads_abroad(figure, place);
        able && !self.away(sentence, item)
    }

    /// Does a word say that whoever stands at the item stayed away, is it only told what they say, or does the text not vouch for it?
    fn away(&self, sentence: &Sentence, item: usize) -> bool {
        let scene = self.scene;
        let words = &scene.pack.words;
        let journeys = &scene.pack.journeys;
        let clause = scene.clause(sentence, item);
        let no = |at: usize| scene.one_of(sentence, at, &words.negation_words) || scene.one_of(sentence, at, &words.negations);
        let all = || 0..sentence.items.len();
        let absent = [&journeys.gathering.absent, &journeys.gathering.represented, &journeys.blocked];
        // “Selon le conseiller du président, X, les débats furent longs”
        let source = |at: usize| scene.begins(sentence, at, &words.attribution);
        let source = (item.saturating_sub(SOURCE)..item).any(source);
        source
            || clause.into_iter().any(no)
            || scene.supposed(sentence, item)
            || absent.iter().any(|set| scene.stands_in(sentence, all(), set))
    }

    /// Clues of the event.
    fn of_event(&self, index: usize, event: &Gathering, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        say(event.kind == VisitKind::Ceremony, "event is a ceremony");
        let since = index.saturating_sub(scene.marked.sentence_of(&event.tokens));
        say(
            true,
            ["event in the sentence", "event in the sentence before"].get(since).copied().unwrap_or(if since <= 3 {
                "event shortly before"
            } else {
                "event before"
            }),
        );
        say(event.place.place.is_some(), "event in a town");
        say(event.told == Telling::Signing, "event is a signature");
        say(event.told == Telling::Leaders, "event told by its leaders");
        say(
            true,
            match event.status {
                Some(VisitStatus::Planned) => "event is planned",
                Some(VisitStatus::Ongoing) => "event is under way",
                Some(_) => "event is over",
                None => "event told without a tense",
            },
        );
        say(
            true,
            match &event.date {
                None => "event without date",
                Some(date) if is_recent(scene, date.period) => "event of these days",
                Some(_) => "event of another time",
            },
        );
        say(true, self.guests(event.place.state));
        say(self.gathered.iter().any(|state| *state != event.place.state), "events in several states");
    }

    /// How many are told to have come to a state.
    pub(super) fn guests(&self, state: u32) -> &'static str {
        let guests: BTreeSet<usize> = self.told.iter().filter(|visit| visit.state == state).map(|visit| visit.figure).collect();
        ["no guest told of", "one guest told of", "two guests told of"].get(guests.len()).copied().unwrap_or("many guests told of")
    }

    /// Clues of the person at an item.
    pub(super) fn of_guest(&self, sentence: &Sentence, item: usize, clues: &mut Vec<Clue>) {
        let scene = self.scene;
        let words = &scene.pack.words;
        let signs = &scene.pack.journeys.signs;
        self.of_naming(sentence, item, clues);
        let clause = scene.clause(sentence, item);
        let mut say = |holds: bool, clue: &'static str| clues.extend(holds.then_some(Cow::Borrowed(clue)));
        say(item.checked_sub(1).is_some_and(|before| scene.is_nation_of_next(sentence, before)), "named with the nationality");
        let beside = |at: usize| scene.word(sentence, at) == "," || scene.one_of(sentence, at, &words.joining);
        let people = |mut items: std::ops::Range<usize>| items.any(|at| matches!(sentence.items[at].kind, ItemKind::Person(_)));
        let listed = (item.saturating_sub(4)..item).any(beside) && people(item.saturating_sub(6)..item)
            || (item + 1..sentence.items.len().min(item + 3)).any(beside) && people(item + 1..sentence.items.len().min(item + 7));
        say(listed, "one of a list");
        let afar = |at: usize| signs.is_afar(scene.word(sentence, at));
        say(clause.clone().any(afar), "a verb from afar beside the person");
        say(scene.stands_in(sentence, clause.clone(), &signs.ceremony), "a word of ceremony beside the person");
        say(scene.stands_in(sentence, clause.clone(), &signs.wheels), "a word of travel beside the person");
        say(clause.clone().any(|at| scene.one_of(sentence, at, &words.there)), "“y” beside the person");
        say(scene.stands_in(sentence, clause.clone(), &scene.pack.journeys.gathering.meant), "the event beside the person");
        say(scene.stands_in(sentence, clause.clone(), &scene.pack.journeys.gathering.leaders), "leaders beside the person");
        let rules = clause.flat_map(|at| scene.journey_rules(sentence, at));
        let verbs: BTreeSet<&'static str> = rules.map(|(rule, form)| verb_kind(rule, form)).collect();
        clues.extend(verbs.is_empty().then_some(Cow::Borrowed("no verb of journeys beside the person")));
        clues.extend(verbs.into_iter().map(|verb| format!("{verb} beside the person").into()));
    }
}
