//! Summits, funerals, inaugurations: events to which people of several states come, and who is said to have come.

use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use super::visit::{DateFound, VisitFound};
use crate::claim::{VisitKind, VisitStatus};
use crate::gazetteer::Sense;
use crate::lang::Form;
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// An event with its place.
#[derive(Debug, Clone)]
struct Gathering {
    kind: VisitKind,
    place: Whereabouts,
    date: Option<DateFound>,
    status: Option<VisitStatus>,
}

/// Adds those who are said to have come to an event of the text from another state.
pub(super) fn fill(scene: &Scene, candidates: &mut Vec<VisitFound>) {
    let mut gathering: Option<(Gathering, usize)> = None;
    for index in 0..scene.marked.sentences.len() {
        let sentence = &scene.marked.sentences[index];
        if let Some(found) = told(scene, sentence) {
            let same = gathering.as_ref().is_some_and(|(old, _)| old.place.state == found.place.state);
            let old = gathering.take().filter(|_| same).map(|(old, _)| old);
            gathering = Some((Gathering { date: found.date.or(old.and_then(|old| old.date)), ..found }, index));
        }
        if let Some((gathering, told)) = &gathering
            && index - told <= 6
        {
            come(scene, index, gathering, candidates);
        }
    }
}

/// “le sommet qui s'ouvre mardi à Bali”, “le sommet de Bali”.
fn told(scene: &Scene, sentence: &Sentence) -> Option<Gathering> {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    for at in 0..sentence.items.len() {
        if sentence.items[at].kind != ItemKind::Word {
            continue;
        }
        let Some((length, &kind)) = scene.pack.journeys.gathering.nouns.at(tokens, sentence.items[at].tokens.start) else { continue };
        let end = sentence.items.len().min(at + length + 16);
        let place = (at + length..end).find_map(|item| {
            let ItemKind::Name(name) = sentence.items[item].kind else { return None };
            let town = matches!(scene.marked.names[name].sense, Sense::Place(_));
            let (word, _) = scene.preposition_before(sentence, item, 0)?;
            let there = scene.pack.words.place_prepositions.contains(&word);
            (there || town && word.starts_with('d')).then(|| scene.whereabouts(sentence.items[item].kind)).flatten()
        });
        // “… à Bali, où s'ouvre le sommet”
        let before = || {
            (at.saturating_sub(9)..at).rev().find_map(|item| {
                let (word, _) = scene.preposition_before(sentence, item, 0)?;
                let there = scene.pack.words.place_prepositions.contains(&word);
                scene.whereabouts(sentence.items[item].kind).filter(|place| there && place.place.is_some())
            })
        };
        // “au Kremlin, avaient pris place pour le sommet …”
        let seat = || {
            (0..sentence.items.len()).find_map(|item| {
                let ItemKind::Name(name) = sentence.items[item].kind else { return None };
                let Sense::Seat(state) = scene.marked.names[name].sense else { return None };
                let (word, _) = scene.preposition_before(sentence, item, 0)?;
                let there = scene.pack.words.place_prepositions.contains(&word);
                there.then(|| Whereabouts { state, place: None, tokens: sentence.items[item].tokens.clone() })
            })
        };
        let place = place.or_else(before).or_else(seat).or_else(|| scene.fronted(sentence)).or_else(|| scene.dateline())?;
        let tense = scene.tense_of(sentence, &(0..sentence.items.len()));
        let date = (0..sentence.items.len()).find_map(|item| scene.date_found(sentence, item, tense));
        return Some(Gathering { kind, place, date, status: status(tense) });
    }
    None
}

fn status(tense: Option<Tense>) -> Option<VisitStatus> {
    match tense? {
        Tense::Past | Tense::Pluperfect => Some(VisitStatus::Completed),
        Tense::Present => Some(VisitStatus::Ongoing),
        Tense::Future | Tense::Conditional => Some(VisitStatus::Planned),
        Tense::Doubt | Tense::Open => None,
    }
}

/// The people of a sentence that tells who came.
fn come(scene: &Scene, index: usize, gathering: &Gathering, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let words = &scene.pack.journeys.gathering;
    let stays_away = sentence.tokens.clone().any(|at| {
        words.absent.length_at(tokens, at).is_some()
            || scene.pack.journeys.blocked.length_at(tokens, at).is_some()
            || scene.pack.words.negations.contains(&tokens[at].lower)
    });
    if stays_away {
        return;
    }
    let Some((sign, behind)) = sign(scene, sentence) else { return };
    let tense = scene.tense_of(sentence, &(0..sentence.items.len()));
    let rule = format!("{}/visit/gathering", scene.pack.id);
    let from = if behind { scene.item_of(sentence, sign.end) } else { 0 };
    for item in from..sentence.items.len() {
        let Some(figure) = scene.figure(sentence.items[item].kind) else { continue };
        let ruled = scene.governed(sentence, item) && !(behind && item <= from + 1);
        let foreign = scene.people.figures[figure].state.is_some_and(|home| home != gathering.place.state);
        if ruled || !foreign || !scene.is_official(figure) {
            continue;
        }
        let told = sign.start.min(sentence.items[item].tokens.start)..sign.end.max(sentence.items[item].tokens.end);
        let mut visit = VisitFound::told(figure, &gathering.place, told, &rule, index);
        visit.start.clone_from(&gathering.date);
        visit.kind = Some(gathering.kind);
        visit.status = status(tense).or(gathering.status);
        candidates.push(visit);
    }
}

/// The words of being there, and whether those who are stand behind them only.
fn sign(scene: &Scene, sentence: &Sentence) -> Option<(Range<usize>, bool)> {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let words = &scene.pack.journeys.gathering;
    let phrase = sentence.tokens.clone().find_map(|at| words.signs.length_at(tokens, at).map(|length| at..at + length));
    if let Some(phrase) = phrase {
        let behind = scene.pack.words.prepositions.contains(&tokens[phrase.end - 1].lower);
        return Some((phrase, behind));
    }
    // “participe à un dîner” tells nothing of the summit.
    sentence.tokens.clone().find(|at| words.nouns.at(tokens, *at).is_some())?;
    sentence
        .tokens
        .clone()
        .find(|at| {
            let readings = scene.pack.verbs.readings(&tokens[*at].lower);
            readings.iter().any(|(verb, form)| words.verbs.contains(verb) && *form != Form::Infinitive)
        })
        .map(|at| (at..at + 1, false))
}
