//! Stops that a text names without a verb: “Puis Damas, où …”, “Le 3 au matin, Luanda : une rencontre …”, “12:30 – Rome”. They are those of
//! the traveller of whom the text tells, in texts that tell of a tour.

use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use super::visit::{DateFound, Lead, VisitFound};
use crate::claim::VisitStatus;
use crate::mention::{ItemKind, Sentence};
use crate::period::Period;
use std::collections::BTreeSet;

/// Adds them.
pub(super) fn fill(scene: &Scene, lead: &Lead, candidates: &mut Vec<VisitFound>) {
    if !is_tour(scene, lead, candidates) {
        return;
    }
    let rule = format!("{}/visit/stop", scene.pack.id);
    let dateline = scene.dateline();
    for index in 0..scene.marked.sentences.len() {
        let sentence = &scene.marked.sentences[index];
        let begins = std::iter::once(0)
            .chain((0..sentence.items.len()).filter(|at| matches!(scene.word(sentence, *at), ";" | ",")).map(|at| at + 1));
        let (mut date, mut ahead) = (None, false);
        for from in begins {
            let Some(stop) = stop(scene, sentence, from).filter(|stop| scene.leads_abroad(lead.figure, &stop.place)) else { continue };
            // “ce sera Maputo, et mercredi Windhoek”: behind a comma a stop needs its day, and one before it that is yet to come.
            let comma = from > 0 && scene.word(sentence, from - 1) == ",";
            let dated = stop.dates.first().is_some_and(|date| sentence.items[*date].tokens.start <= stop.place.tokens.start);
            if comma && !(ahead && dated) {
                continue;
            }
            // The town of the dispatch is where somebody wrote.
            if dateline.as_ref().is_some_and(|town| town.tokens == stop.place.tokens) || index < 3 && sentence.heading {
                continue;
            }
            let tokens = sentence.items[from].tokens.start..stop.place.tokens.end;
            let mut visit = VisitFound::told(lead.figure, &stop.place, tokens, &rule, index);
            ahead = stop.ahead || ahead && from > 0;
            let tense = if ahead { Tense::Future } else { Tense::Past };
            date = stop.dates.iter().find_map(|at| scene.date_found(sentence, *at, Some(tense))).or(date.take());
            visit.status = date.as_ref().and_then(|date: &DateFound| by_date(scene, date.period));
            visit.start.clone_from(&date);
            candidates.push(visit);
        }
    }
}

/// Does the text tell of more than one foreign stop of its traveller, or call the journey a tour?
fn is_tour(scene: &Scene, lead: &Lead, candidates: &[VisitFound]) -> bool {
    let stops: BTreeSet<u32> =
        candidates.iter().filter(|visit| visit.figure == lead.figure && !visit.recalled).map(|visit| visit.state).collect();
    let tour = || {
        scene.marked.sentences.iter().any(|sentence| {
            let tokens = &scene.marked.tokens[..sentence.tokens.end];
            sentence.tokens.clone().any(|at| {
                let noun = scene.pack.journeys.nouns.at(tokens, at);
                noun.is_some_and(|(_, rule)| scene.pack.journeys.rules[*rule].tour)
            })
        })
    };
    let of_tour = |visit: &VisitFound| {
        let rule = |(_, id): &(_, String)| scene.pack.journeys.rules.iter().any(|rule| rule.tour && rule.id == *id);
        visit.figure == lead.figure && visit.tokens.iter().any(rule)
    };
    let tour = || tour() || candidates.iter().any(of_tour);
    leads_text(scene, lead) && (stops.len() > 1 || !stops.is_empty() && tour())
}

/// Is nobody named more often than the traveller? (An agenda of many people is nobody's tour.)
pub(super) fn leads_text(scene: &Scene, lead: &Lead) -> bool {
    let mentions = |figure: usize| scene.people.figures[figure].mentions.len();
    (0..scene.people.figures.len()).all(|other| mentions(other) <= mentions(lead.figure))
}

struct Stop {
    place: Whereabouts,
    /// Items of dates beside it.
    dates: Vec<usize>,
    /// Yet to come, as the words before it say.
    ahead: bool,
}

/// The place that a piece of a sentence begins with, past dates, hours and “puis”; nothing that is told of it has a verb.
fn stop(scene: &Scene, sentence: &Sentence, from: usize) -> Option<Stop> {
    let words = &scene.pack.words;
    let opens = &scene.pack.journeys.stop_words;
    let mut dates = Vec::new();
    let (mut at, mut led, mut ahead) = (from, false, false);
    loop {
        let item = sentence.items.get(at)?;
        let word = scene.word(sentence, at);
        let tokens = &scene.marked.tokens[..sentence.tokens.end];
        let yet = scene.pack.journeys.stops_ahead.length_at(tokens, item.tokens.start);
        let length = yet.or_else(|| opens.length_at(tokens, item.tokens.start));
        match item.kind {
            ItemKind::Name(_) => break,
            ItemKind::Date(_) => dates.push(at),
            ItemKind::Sign if matches!(word, "," | "-" | "–" | "—" | "•" | ":") => {}
            ItemKind::Word if length.is_some() => {
                led = true;
                ahead |= yet.is_some();
                at = scene.item_of(sentence, item.tokens.start + length.unwrap_or(1));
                continue;
            }
            ItemKind::Word
                if words.day_parts.contains(word) || words.at.contains(word) || words.the.contains(word) || words.and.contains(word) => {}
            ItemKind::Word if word.chars().all(|c| c.is_ascii_digit()) => {}
            _ => return None,
        }
        at += 1;
        if at > from + 10 {
            return None;
        }
    }
    let place = scene.whereabouts(sentence.items[at].kind)?;
    // What follows: a sign, a date, “où”, “d'abord”, “enfin” or the end.
    let next = at + 1;
    let apart = sentence.items.get(next).is_none_or(|item| match item.kind {
        ItemKind::Date(_) => true,
        ItemKind::Sign => matches!(scene.word(sentence, next), "," | ":" | "." | ";" | "(" | "–" | "—"),
        ItemKind::Word => {
            let word = scene.word(sentence, next);
            scene.pack.words.clause_words.contains(word) || words.then.contains(word) || words.and.contains(word) && led
        }
        _ => false,
    });
    // “Au Vanuatu, frappé en mars par un cyclone, …” tells of the place.
    let behind = (scene.word(sentence, next) == ",").then(|| scene.word(sentence, next + 1)).filter(|word| word.len() > 4);
    let told_of = behind.is_some_and(|word| scene.is_bare_participle(sentence, next + 1) || scene.ends_like_participle(word));
    let end = (next..sentence.items.len()).find(|at| scene.word(sentence, *at) == ";").unwrap_or(sentence.items.len());
    dates.extend((next..end.min(next + 5)).filter(|at| matches!(sentence.items[*at].kind, ItemKind::Date(_))));
    let spoken_for = led || !dates.is_empty() || sentence.items.len() <= 6;
    (apart && !told_of && spoken_for && verbless(scene, sentence, next, end)).then_some(Stop { place, dates, ahead })
}

/// Is there no verb but in a relative clause?
fn verbless(scene: &Scene, sentence: &Sentence, from: usize, to: usize) -> bool {
    let words = &scene.pack.words;
    let mut relative = false;
    for at in from..to {
        let word = scene.word(sentence, at);
        if matches!(word, "," | ":") && relative && at > from + 1 {
            // A relative clause may go on past a comma; what follows is not looked at.
            return true;
        }
        relative |= words.clause_words.contains(word) || words.relative.contains(word);
        let verb = word.len() > 2
            && !words.not_verbs.contains(word)
            && !scene.marked.tokens[sentence.items[at].tokens.start].capital
            && scene.pack.verbs.readings(word).iter().any(|(_, form)| form.is_finite());
        let noun =
            at > 0 && (words.articles.contains(scene.word(sentence, at - 1)) || words.prepositions.contains(scene.word(sentence, at - 1)));
        if verb && !noun && !relative {
            return false;
        }
    }
    true
}

fn by_date(scene: &Scene, period: Period) -> Option<VisitStatus> {
    let (first, last) = period.bounds()?;
    let (from, to) = scene.published.and_then(Period::bounds)?;
    if first > to {
        Some(VisitStatus::Planned)
    } else if last < from {
        Some(VisitStatus::Completed)
    } else {
        None
    }
}
