//! Journeys that a text tells as precedents of another: “aucun … n'était venu depuis X, en 2011”, “quatre papes ont visité la Turquie :
//! X en 1967, Y en 1979 …”, “le dernier à s'y être rendu est X”.

use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use super::visit::VisitFound;
use crate::claim::VisitStatus;
use crate::gazetteer::ActorKind;
use crate::lang::{Form, Goal};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// Adds them.
pub(super) fn fill(scene: &Scene, candidates: &mut Vec<VisitFound>) {
    for (index, sentence) in scene.marked.sentences.iter().enumerate() {
        let Some((trigger, goal)) = journey(scene, sentence) else { continue };
        let travellers = since(scene, sentence, trigger).or_else(|| predicate(scene, sentence, trigger)).map_or_else(
            || listed(scene, sentence, trigger).or_else(|| led(scene, sentence, trigger)).unwrap_or_default(),
            |item| vec![item],
        );
        for item in travellers {
            let Some(figure) = scene.figure(sentence.items[item].kind) else { continue };
            if !scene.is_public(figure) || !scene.is_abroad(figure, goal.state) {
                continue;
            }
            let rule = format!("{}/visit/precedent", scene.pack.id);
            let tokens = sentence.items[trigger].tokens.start..sentence.items[item].tokens.end;
            let mut visit = VisitFound::told(figure, &goal, tokens, &rule, index);
            visit.place = None;
            visit.start = date_behind(scene, sentence, item).and_then(|at| scene.date_found(sentence, at, Some(Tense::Past)));
            visit.status = Some(VisitStatus::Completed);
            visit.recalled = true;
            candidates.push(visit);
        }
    }
}

/// The first word of a sentence that tells of a journey, and the one place where it goes.
fn journey(scene: &Scene, sentence: &Sentence) -> Option<(usize, Whereabouts)> {
    let words = &scene.pack.journeys;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    // “Le Liban n'avait plus accueilli de pape depuis X”
    let host = |verb: usize| {
        let leads = |at: &usize| !scene.governed(sentence, *at) && scene.figure(sentence.items[*at].kind).is_none();
        let at = (0..verb).filter(leads).find(|at| scene.acting(sentence, *at).is_some())?;
        let state = scene.acting(sentence, at)?;
        let country = scene.gazetteer.actors[state as usize].kind == ActorKind::State;
        country.then(|| Whereabouts { state, place: None, tokens: sentence.items[at].tokens.clone() })
    };
    (0..sentence.items.len()).filter(|at| sentence.items[*at].kind == ItemKind::Word).find_map(|at| {
        let token = sentence.items[at].tokens.start;
        let verbs = scene.pack.verbs.readings(&tokens[token].lower).iter().filter_map(|(verb, _)| words.verbs.get(&verb.0));
        let nouns = words.nouns.at(tokens, token);
        let rules = verbs.flatten().chain(nouns.map(|(_, rule)| rule)).map(|rule| &words.rules[*rule]);
        let mut goals = rules.filter(|rule| !rule.presence && rule.deed.is_none()).map(|rule| match rule.goal {
            Goal::To => scene.goals_right(sentence, at + 1, false),
            Goal::Object => scene.goals_object(sentence, at),
            Goal::Host => host(at).into_iter().collect(),
            _ => Vec::new(),
        });
        // “n'était venu dans le pays depuis X”
        let there = || {
            let before = (at.saturating_sub(4)..at).any(|at| scene.one_of(sentence, at, &scene.pack.words.there));
            let here = before || scene.begins(sentence, at + 1, &words.here);
            let index = scene.marked.sentence_of(&sentence.items[at].tokens);
            here.then(|| scene.there(index, token)).flatten().into_iter().collect::<Vec<_>>()
        };
        let mut rules = goals.by_ref().peekable();
        let read = rules.peek().is_some();
        match &rules.find(|goals| !goals.is_empty()).or_else(|| Some(there()).filter(|_| read))?[..] {
            [goal] => Some((at, goal.clone())),
            _ => None,
        }
    })
}

/// “aucun … depuis X”, “la première … depuis celle de X”: the item of X.
fn since(scene: &Scene, sentence: &Sentence, trigger: usize) -> Option<usize> {
    let words = &scene.pack.words;
    let first = (0..sentence.items.len()).any(|at| {
        let word = scene.word(sentence, at);
        words.negations.contains(word) || words.first_time.contains(word)
    });
    // “aucun … avant X”
    let none = (0..trigger).any(|at| scene.one_of(sentence, at, &words.negations));
    let marks = |at: &usize| scene.one_of(sentence, *at, &words.since) || none && scene.one_of(sentence, *at, &scene.pack.journeys.after);
    // “Depuis X, en 1987, aucun …”
    let opening = Some(0).filter(|at| scene.one_of(sentence, *at, &words.since));
    let since = (trigger + 1..sentence.items.len()).find(marks).or(opening).filter(|_| first)?;
    let end = sentence.items.len().min(since + 5);
    let item = (since + 1..end).find(|at| matches!(sentence.items[*at].kind, ItemKind::Person(_)))?;
    let small = |at: usize| {
        let that = || scene.begins(sentence, at, &scene.pack.instruments.that);
        words.articles.contains(scene.word(sentence, at)) || words.of.contains(scene.word(sentence, at)) || that()
    };
    // “depuis le général de Gaulle”
    let title = |at: usize| scene.one_of(sentence, at - 1, &words.the) && scene.word(sentence, at).chars().all(char::is_lowercase);
    (since + 1..item).all(|at| small(at) || title(at)).then_some(item)
}

/// “le dernier à s'être rendu au Liban est X”: the item of X.
fn predicate(scene: &Scene, sentence: &Sentence, trigger: usize) -> Option<usize> {
    let words = &scene.pack.words;
    let at = (0..trigger).rev().take(4).find(|at| scene.one_of(sentence, *at, &words.at))?;
    let infinitive = (at + 1..=trigger).any(|item| {
        let readings = scene.pack.verbs.readings(scene.word(sentence, item));
        readings.iter().any(|(_, form)| *form == Form::Infinitive)
    });
    let is = |item: &usize| {
        let readings = scene.pack.verbs.readings(scene.word(sentence, *item));
        readings.iter().any(|(verb, form)| words.passive.contains(verb) && !matches!(form, Form::Infinitive | Form::Participle))
    };
    let is = (trigger + 1..sentence.items.len()).find(is).filter(|_| infinitive)?;
    (is + 1..sentence.items.len().min(is + 3)).find(|item| matches!(sentence.items[*item].kind, ItemKind::Person(_)))
}

/// “… : X en 1967, Y en 1979”: the items of those behind a colon who have a date each; two at least.
fn listed(scene: &Scene, sentence: &Sentence, trigger: usize) -> Option<Vec<usize>> {
    let colon = (trigger + 1..sentence.items.len()).find(|at| scene.word(sentence, *at) == ":")?;
    dated(scene, sentence, colon + 1..sentence.items.len())
}

/// “X, en 1975, puis Y, en 1981, étaient venus à Alger”: the items of those who lead the sentence with a date each; two at least.
fn led(scene: &Scene, sentence: &Sentence, trigger: usize) -> Option<Vec<usize>> {
    let leads = matches!(sentence.items.first()?.kind, ItemKind::Person(_)) && date_behind(scene, sentence, 0).is_some();
    dated(scene, sentence, 0..trigger).filter(|_| leads)
}

fn dated(scene: &Scene, sentence: &Sentence, among: Range<usize>) -> Option<Vec<usize>> {
    let has_date = |at: &usize| matches!(sentence.items[*at].kind, ItemKind::Person(_)) && date_behind(scene, sentence, *at).is_some();
    let people: Vec<usize> = among.filter(has_date).collect();
    (people.len() > 1).then_some(people)
}

/// “X en 1967”, “X, en septembre 2012”: the item of the date right behind a person.
fn date_behind(scene: &Scene, sentence: &Sentence, person: usize) -> Option<usize> {
    let at = person + 1 + usize::from(scene.word(sentence, person + 1) == ",");
    let item = sentence.items.get(at)?;
    matches!(item.kind, ItemKind::Date(_)).then_some(at)
}
