//! When and where an act was done, as its sentence tells it.

use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::gazetteer::Sense;
use crate::lang::{Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use crate::resolve::settle;
use std::ops::Range;

/// The dates of an act whose trigger stands at some items: those of its clause that belong to nothing else, settled; several where they are
/// listed.
pub(super) fn dates(
    scene: &Scene,
    sentence: &Sentence,
    trigger: Range<usize>,
    mentions: &[InstrumentMention],
    direction: Option<crate::lang::Direction>,
) -> Vec<DateFound> {
    let at = trigger.end - 1;
    let mut near = scene.dates_near(sentence, at);
    // “prolongera le traité de 1958”: the year is the instrument's name.
    near.retain(|date| !mentions.iter().any(|mention| mention.years.iter().any(|(_, tokens)| *tokens == sentence.items[*date].tokens)));
    near.retain(|date| {
        let until = |back: usize| {
            let start = sentence.items[*date].tokens.start;
            start >= back && scene.pack.instruments.until.length_at(&scene.marked.tokens[..sentence.tokens.end], start - back).is_some()
        };
        !(0..=3).any(until)
    });
    let noun = scene.pack.instruments.act_nouns.at(&scene.marked.tokens, sentence.items[trigger.start].tokens.start).is_some();
    let verbs_between = |date: usize| {
        let (from, to) = if date > at { (at + 1, date) } else { (date + 1, trigger.start) };
        (from..to).any(|i| {
            // “La signature est intervenue vendredi”
            let occurs = noun && occurs(scene, sentence, i);
            // “un accord de libre-échange”: no word of a name is a verb.
            let start = sentence.items[i].tokens.start;
            let within = mentions.iter().any(|mention| mention.tokens.contains(&start));
            sentence.items[i].kind == ItemKind::Word && !occurs && !within && {
                let word = scene.word(sentence, i);
                let verb = scene.pack.verbs.readings(word).iter().any(|(verb, form)| {
                    !matches!(form, Form::Infinitive) && !scene.pack.words.perfect.contains(verb) && !scene.pack.words.duty.contains(verb)
                });
                // Behind the verb a helper begins another group: “…, a indiqué le ministère ce 3 mai”.
                let said_then = date > at && scene.opens_saying(sentence, i);
                said_then
                    || verb && word.len() > 3 && !scene.pack.words.prepositions.contains(word) && !scene.pack.words.articles.contains(word)
                    || scene
                        .pack
                        .instruments
                        .act_nouns
                        .at(&scene.marked.tokens[..sentence.tokens.end], sentence.items[i].tokens.start)
                        .is_some()
            }
        })
    };
    near.retain(|date| !verbs_between(*date));
    let comma = |at: usize| scene.word(sentence, at) == ",";
    // “signé en 2001, approuvé en mars”: behind a comma a participle has dates of its own.
    let opens =
        trigger.start > 0 && comma(trigger.start - 1) && scene.pack.verbs.may_be(scene.word(sentence, trigger.start), Form::Participle);
    // “l'accord, qui a expiré en décembre, est prolongé”, “le texte, adopté en 2016, entre en vigueur”, “Signé en 2016, il …”: the day of a
    // relative clause or of a participle set off.
    let aside = |date: usize| {
        let opener = |at: &usize| {
            let first = *at == 0 || comma(*at - 1);
            first && (scene.one_of(sentence, *at, &scene.pack.words.relative) || acts_as_participle(scene, sentence, *at))
        };
        let opened = (0..date).rev().take_while(|at| !comma(*at)).find(opener);
        opened.is_some() && (date + 1..trigger.start).any(comma)
    };
    // “passé en 2018 et déjà renouvelé deux fois”: the day right behind another participle is its own.
    let participle = scene.pack.verbs.may_be(scene.word(sentence, at), Form::Participle);
    let of_another = |date: usize| {
        let near =
            (date.saturating_sub(OWN_DAY)..date).rev().take_while(|at| !comma(*at)).find(|at| acts_as_participle(scene, sentence, *at));
        near.is_some_and(|at| at < trigger.start)
    };
    // “après l'échange des instruments”: what comes after is not of that day.
    let later =
        noun && scene.preposition_before(sentence, trigger.start, 0).is_some_and(|(word, _)| scene.pack.words.in_or_after.contains(&word));
    let elsewhere = |date: usize| opens || later || aside(date) || participle && of_another(date);
    // “Effectif depuis avril 2019, il sera révisé”, but “Depuis mardi, le texte est appliqué”
    let since = |date: usize| date > 1 && scene.is_since(sentence.items[date].tokens.start) && (date + 1..trigger.start).any(comma);
    near.retain(|date| *date > at || !elsewhere(*date) && !since(*date));
    let settle = |at: usize| {
        let item = &sentence.items[at];
        let ItemKind::Date(date) = item.kind else { return None };
        let settled = scene.settled(item.kind, direction)?;
        Some(DateFound { period: settled.start, tokens: item.tokens.clone(), rule: scene.marked.dates[date].rule.clone() })
    };
    let mut right: Vec<usize> = near.iter().copied().filter(|date| *date > at).collect();
    right.sort_unstable();
    let mut out: Vec<DateFound> = Vec::new();
    if let Some(first) = near.first().copied() {
        out.extend(settle(first));
        // “en 1954, 1987 et 1988”: bare years go on with the list.
        let mut i = first + 1;
        while first > at && i < sentence.items.len() {
            let item = &sentence.items[i];
            match item.kind {
                ItemKind::Date(_) => out.extend(settle(i)),
                ItemKind::Word | ItemKind::Sign => {
                    let token = &scene.marked.tokens[item.tokens.start];
                    match token.lower.parse::<i16>() {
                        Ok(year) if token.span.len() == 4 && (1000..2100).contains(&year) => {
                            out.push(DateFound {
                                period: crate::period::Period::Year(year),
                                tokens: item.tokens.clone(),
                                rule: format!("{}/date/listed-year", scene.pack.id),
                            });
                        }
                        _ if token.is_sign(",")
                            || scene.pack.words.and.contains(&token.lower)
                            || scene.pack.words.at.contains(&token.lower) => {}
                        _ => break,
                    }
                }
                _ => break,
            }
            i += 1;
        }
    }
    out
}

/// “le protocole de 2001, signé en juin”: a day or month without a year is that of the year that the instrument is named by.
pub(super) fn in_named_year(scene: &Scene, mention: &InstrumentMention, dates: &mut [DateFound]) {
    let [(year, _)] = mention.years[..] else { return };
    for date in dates {
        let at = scene.marked.dates.partition_point(|written| written.tokens.start < date.tokens.start);
        let written = scene.marked.dates.get(at).filter(|written| written.tokens == date.tokens);
        let yearless = written.filter(|written| written.slots.year.is_none() && written.slots.month.is_some());
        if let Some(settled) = yearless.and_then(|written| settle(&written.in_year(year), scene.published, None, None)) {
            date.period = settled.start;
        }
    }
}

/// “est intervenue”, “est effectif depuis”: words between the noun of an act and the day when it took place.
fn occurs(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let words = &scene.pack.instruments;
    let comes = |at: usize| {
        let rule = words.act_nouns.at(&scene.marked.tokens[..sentence.tokens.end], sentence.items[at].tokens.start).map(|(_, rule)| *rule);
        rule.is_some_and(|rule| words.acts[rule].act == ActType::EntryIntoForce)
    };
    scene.begins(sentence, at, &words.occurring) || comes(at)
}

/// How far behind a participle its own day may stand, in items.
const OWN_DAY: usize = 8;

/// Is the word a participle of a verb that tells an act?
fn acts_as_participle(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let words = &scene.pack.instruments;
    let acts = |(verb, _): &(VerbId, Form)| words.act_verbs.contains_key(&verb.0);
    let readings = scene.pack.verbs.readings(scene.word(sentence, at));
    // “passé en 2018”
    let phrase = || words.act_nouns.at(&scene.marked.tokens[..sentence.tokens.end], sentence.items[at].tokens.start).is_some();
    readings.iter().filter(|(_, form)| *form == Form::Participle).any(|reading| acts(reading) || phrase())
}

/// The town or site where the act of a trigger at an item was done, with its words.
pub(super) fn place(scene: &Scene, sentence: &Sentence, at: usize) -> Option<(u32, Range<usize>)> {
    let clause = scene.clause(sentence, at);
    let ruled = |i: usize| {
        let ItemKind::Name(name) = sentence.items[i].kind else { return None };
        let Sense::Place(place) = scene.marked.names[name].sense else { return None };
        scene
            .preposition_before(sentence, i, 0)
            .filter(|(word, _)| scene.pack.words.at.contains(word))
            .map(|_| (place, sentence.items[i].tokens.clone()))
    };
    // Another participle or finite verb begins what is told of something else.
    let other = |i: &usize| {
        let word = scene.word(sentence, *i);
        let noun = || scene.pack.words.articles.contains(scene.word(sentence, i.wrapping_sub(1)));
        let act = || scene.pack.instruments.act_nouns.at(&scene.marked.tokens, sentence.items[*i].tokens.start).is_some();
        // “les biens congolais conservés à Tervuren”
        let described = || {
            let set_off = *i == 0 || matches!(scene.word(sentence, i - 1), "," | "(");
            !set_off && scene.pack.verbs.may_be(word, Form::Participle) && scene.one_of(sentence, i + 1, &scene.pack.words.at)
        };
        word.len() > 3 && (act() || acts_as_participle(scene, sentence, *i) || described()) && !noun()
            || *i > at && scene.opens_saying(sentence, *i)
    };
    let right = (at + 1..clause.end).take_while(|i| !other(i)).find_map(ruled);
    right.or_else(|| (clause.start..at).rev().take_while(|i| !other(i)).find_map(ruled))
}
