//! Acts that a noun tells, or words without a verb: “la signature du traité”, “effectif depuis mardi”.

use super::act::ActTold;
use super::act_date::{dates, place};
use super::act_done::{authorised, direction, gives_notice, has_place, looks_ahead, passed, sentence_plans, still_ahead, told_as_past};
use super::act_object::{
    LONGEST_ASIDE, before_aside, fronted, nearest_left, nearest_right, of_chain, past_adjective, past_aside, pronoun_subject,
};
use super::doer::{by_phrase, owner};
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::verb_group::Tense;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::lang::phrase::WordSet;
use crate::lang::{ActRule, Doer, Form, TreatyRole};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;
/// The act that a noun, or words without a verb, at an item tell by a rule.
pub(super) fn by_noun(
    scene: &Scene,
    index: usize,
    at: usize,
    length: usize,
    rule: &ActRule,
    mentions: &[InstrumentMention],
) -> Option<ActTold> {
    let sentence = &scene.marked.sentences[index];
    let start = sentence.items[at].tokens.start;
    let tokens = start..start + length;
    // “est revenu mardi sur la dénonciation”: past a date.
    let dated = |before: &usize| matches!(sentence.items[*before].kind, ItemKind::Date(_));
    let plain = (0..at).rev().filter(|before| !dated(before)).flat_map(|before| sentence.items[before].tokens.clone().rev());
    let plain: Vec<&str> = plain
        .take(rule.not_before.iter().map(Vec::len).max().unwrap_or(0))
        .map(|token| scene.marked.tokens[token].lower.as_str())
        .collect();
    let before = |phrase: &Vec<String>| phrase.len() <= plain.len() && phrase.iter().rev().zip(&plain).all(|(word, before)| word == before);
    let behind = scene.begins(sentence, scene.item_of(sentence, tokens.end), &rule.not_after);
    if behind || rule.not_before.iter().any(before) {
        return None;
    }
    // “Les négociations, lancées en 2021, ont duré”
    let follows = |then: &WordSet| {
        let mut soon = tokens.end..sentence.tokens.end.min(tokens.end + THEN);
        soon.find(|at| then.length_at(&scene.marked.tokens[..sentence.tokens.end], *at).is_some())
    };
    let then = rule.then.as_ref().map(follows);
    if then == Some(None) {
        return None;
    }
    // “Le retrait du traité est effectif depuis mardi”: it is the retrait that has come into force.
    let other_act = |before: usize| {
        let (_, rule) = scene.pack.instruments.act_nouns.at(&scene.marked.tokens, sentence.items[before].tokens.start)?;
        let act = scene.pack.instruments.acts[*rule].act;
        matches!(act, ActType::Withdrawal | ActType::Denunciation | ActType::Suspension).then_some(act)
    };
    let comes = rule.act == ActType::EntryIntoForce && rule.treaty == TreatyRole::Subject;
    let other = (0..at).filter(|_| comes).find_map(|before| other_act(before).map(|act| (before, act)));
    // “Le retrait du Japon a pris effet mardi”: from the instrument told of before; where the sentence names one, the noun itself tells.
    let leaving = other.filter(|(_, act)| mentions.is_empty() && matches!(act, ActType::Withdrawal | ActType::Denunciation));
    if other.is_some() && leaving.is_none() {
        return None;
    }
    let last = scene.item_of(sentence, tokens.end);
    let mention = match rule.treaty {
        _ if leaving.is_some() => None,
        TreatyRole::Subject => match nearest_left(scene, sentence, at, mentions, 16) {
            Some(mention) => Some(mention),
            None if pronoun_subject(scene, sentence, &tokens) => None,
            None => fronted(scene, sentence, at, mentions)?.instrument(),
        },
        TreatyRole::Chain => match of_chain(scene, sentence, at, last, mentions) {
            None if rule.undated => return None,
            mention => mention,
        },
        _ => {
            let links = |at: usize| {
                let (word, words) = (scene.word(sentence, at), &scene.pack.words);
                let counted = || scene.pack.instruments.batch.length_at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some();
                // “leur aval au projet de loi autorisant l'approbation de la convention”
                let start = sentence.items[at].tokens.start;
                let law = || {
                    let words = &scene.pack.instruments;
                    [&words.laws, &words.wished].iter().any(|set| set.length_at(&scene.marked.tokens, start).is_some())
                        || words.act_nouns.at(&scene.marked.tokens, start).is_some()
                        || start > 0 && words.laws.length_at(&scene.marked.tokens, start - 1).is_some_and(|length| length > 1)
                        || start > 1 && words.laws.length_at(&scene.marked.tokens, start - 2).is_some_and(|length| length > 2)
                };
                // “le retrait de la Finlande du traité”: whose act it is may stand between.
                // “les négociations entre la Finlande et la Suède sur un traité”
                let among = || [&words.between, &words.with, &words.and].iter().any(|set| set.contains(word));
                let doer = || rule.by == Some(Doer::Owner) && (scene.actor(sentence.items[at].kind).is_some() || among());
                // “la signature mardi à Oslo d'un accord”
                let town = |at: usize| {
                    let place = sentence.items.get(at).and_then(|item| scene.whereabouts(item.kind));
                    place.is_some_and(|place| place.place.is_some()) && scene.ruled(sentence, at, last)
                };
                let beside = || matches!(sentence.items[at].kind, ItemKind::Date(_)) || town(at) || words.at.contains(word) && town(at + 1);
                // “les négociations d'un nouvel accord”
                let new = || scene.pack.instruments.new.length_at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some();
                words.articles.contains(word)
                    || new()
                    || beside()
                    || doer()
                    || law()
                    || rule.prepositions.iter().flat_map(|phrase| phrase.split(' ')).any(|part| part.trim_end_matches('\'') == word)
                    || rule.prepositions.is_empty() && (words.of.contains(word) || counted())
            };
            // “l'expiration, le 28 février, du traité”: an aside stands between two commas.
            let linked = |found: &usize| {
                let first = scene.item_of(sentence, mentions[*found].tokens.start);
                let from = past_aside(scene, sentence, last, first).unwrap_or_else(|| past_adjective(scene, sentence, last));
                (from..first).all(links) || first <= from + 1
            };
            // “la conclusion des négociations de l'accord” concludes no accord.
            let words = &scene.pack.instruments;
            let another = |found: &usize| {
                let first = scene.item_of(sentence, mentions[*found].tokens.start);
                let noun = |at: usize| words.act_nouns.at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some();
                rule.act == ActType::Signed && (last..first).any(noun)
            };
            let own = rule.by != Some(Doer::Owner) && scene.one_of(sentence, at.wrapping_sub(1), &scene.pack.words.own);
            match nearest_right(scene, sentence, last.saturating_sub(1), mentions, LONGEST_ASIDE + 2).filter(linked) {
                Some(found) if another(&found) => return None,
                Some(found) => Some(found),
                // “après sa ratification par les deux pays”: of the instrument told of last.
                None if own => None,
                // “l'accord de pêche, dont la signature est prévue lundi”
                None => {
                    let which = at.checked_sub(2).filter(|at| scene.one_of(sentence, *at, &scene.pack.words.which))?;
                    Some(nearest_left(scene, sentence, which, mentions, 12)?)
                }
            }
        }
    };
    let clause = scene.clause(sentence, at);
    if rule.treaty == TreatyRole::Subject
        && rule.act == ActType::Signed
        && mention.is_some_and(|at| told_of_another(scene, sentence, start, &clause, &mentions[at]))
    {
        return None;
    }
    let tense = scene.tense_of(sentence, &clause);
    let by = |at: usize| scene.one_of(sentence, at, &scene.pack.words.by);
    let subject_of_chain = rule.treaty == TreatyRole::Chain;
    // “réclame la sortie du traité”: somebody wants it, nobody has done it.
    let wished = scene.stands_in(sentence, clause.start.max(at.saturating_sub(5))..at, &scene.pack.instruments.wished);
    // Negotiations that are in doubt, or have failed, are held, whatever is planned.
    let doubtful = || {
        // “a suspendu l'application du traité”: the words of the act itself hinder nothing, nor those of “, que X avait refusé, ”.
        let before = clause.start..before_aside(scene, sentence, at).max(clause.start);
        let hindered = |range| scene.stands_in(sentence, range, &scene.pack.instruments.hindered);
        let behind = last.min(clause.end)..clause.end;
        let unsure = |range: Range<usize>| scene.uncertain(sentence, range.clone()) || hindered(range);
        // “Retardée par un recours, la signature s'est faite jeudi”
        let took_place = told_as_past(tense) && scene.stands_in(sentence, behind.clone(), &scene.pack.instruments.took_place);
        !took_place && (sentence_plans(scene, sentence) || unsure(before) || unsure(behind))
    };
    // “Le Parlement a voté la sortie du traité”: it may leave now; “un retrait du traité” is one that somebody thinks of.
    let leaves = matches!(rule.act, ActType::Withdrawal | ActType::Denunciation) && rule.by != Some(Doer::Subject);
    let thought_of =
        leaves && at > 0 && scene.one_of(sentence, at - 1, &scene.pack.words.an) && gives_notice(scene, sentence, at, rule.act).is_none();
    let happened = !matches!(tense, Some(Tense::Future | Tense::Conditional | Tense::Doubt))
        && !wished
        && (rule.act == ActType::Negotiation || !doubtful())
        && (rule.act != ActType::Withdrawal || !authorised(scene, sentence, at))
        && !thought_of;
    let ahead = looks_ahead(rule.act, tense);
    // “a réclamé mercredi la dénonciation”: that is the day of the wish.
    let dates = if rule.undated || wished && told_as_past(tense) {
        Vec::new()
    } else {
        let trigger = at..then.flatten().map_or(last, |then| scene.item_of(sentence, then) + 1).max(at + 1);
        dates(scene, sentence, trigger, mentions, Some(direction(happened && !ahead)))
    };
    // “a signé lundi le décret qui ordonne le retrait du traité”: the day of the decree.
    let notice = gives_notice(scene, sentence, at, rule.act).filter(|_| leaving.is_none());
    // “après avoir notifié son retrait”: on another day than the main verb tells.
    let own = |notice: &usize| !scene.pack.verbs.may_be(scene.word(sentence, notice.wrapping_sub(1)), Form::Infinitive);
    let dates = match notice.filter(own).filter(|_| dates.is_empty() && happened && !wished) {
        Some(notice) => self::dates(scene, sentence, notice..notice + 1, mentions, Some(direction(true))),
        None => dates,
    };
    // “effectif depuis avril, l'accord sera révisé”, “appliqué provisoirement depuis mars, il doit être ratifié”
    let since = |date: &DateFound| {
        let own = scene.pack.words.since.contains(&scene.marked.tokens[tokens.end - 1].lower);
        (own || scene.is_since(date.tokens.start)) && scene.is_past(date.period)
    };
    let happened = happened || dates.first().is_some_and(since);
    // “vise une entrée en vigueur en 2026”
    let to_come = dates.first().is_some_and(|date| scene.is_later(date.period));
    let still = rule.ahead || to_come || ahead && still_ahead(scene, rule.act, &dates);
    let happened = happened && !still;
    let subject = if let Some((noun, _)) = leaving {
        let who = owner(scene, index, noun, noun + 1);
        // “Le retrait des troupes prendra effet lundi”
        if who.is_empty() && noun + 1 < at && scene.word(sentence, noun + 1) != "," {
            return None;
        }
        who
    } else if subject_of_chain || rule.by == Some(Doer::Subject) {
        // “X et Y ont paraphé le procès-verbal de remise des instruments”, “X a mis fin à l'accord”
        scene.subject_left(index, at, true)
    } else if rule.by == Some(Doer::Owner) {
        owner(scene, index, at, last)
    } else {
        // “la signature par l'archipel d'un accord avec la Chine”: the doer stands before the instrument.
        let named = mention.map(|at| scene.item_of(sentence, mentions[at].tokens.start)).filter(|named| *named > last && by(last));
        by_phrase(scene, sentence, last..named.unwrap_or(sentence.items.len()))
    };
    // “Le chanteur a annoncé son retrait”
    let announced = subject_of_chain && rule.by == Some(Doer::Subject) && rule.act == ActType::Denunciation;
    if announced && mention.is_none() && scene.states_of(&subject).is_empty() {
        return None;
    }
    // Somebody's, and nobody knows whose.
    let pair = || scene.begins(sentence, last + 1, &scene.pack.words.both_states);
    if rule.act == ActType::Signed && by(last) && subject.is_empty() && !pair() {
        return None;
    }
    let act = if leaving.is_some() {
        ActType::Withdrawal
    } else if happened && notice.is_some() {
        ActType::Denunciation
    } else if rule.act == ActType::Ratified && passed(scene, sentence, at) {
        ActType::Approved
    } else {
        rule.act
    };
    Some(ActTold {
        mention,
        act,
        happened,
        dates,
        place: (has_place(act) && !rule.undated).then(|| place(scene, sentence, at)).flatten(),
        subject,
        tokens,
        rule: rule.id.clone(),
    })
}

/// “L'adhésion à la convention date de 2010”, “Le musée du traité date de 1987”, “La salle où fut signé le traité date de 1900”: do the words
/// at a token tell of something else than the instrument before them?
fn told_of_another(scene: &Scene, sentence: &Sentence, token: usize, clause: &Range<usize>, mention: &InstrumentMention) -> bool {
    let words = &scene.pack.words;
    // “le musée du traité datant de 1987”, “du traité passé en 1987”: that of the noun right before it.
    let opening = &scene.marked.tokens[token].lower;
    let adjoins = opening.ends_with(&scene.pack.instruments.naming.participle_ending)
        || words.relative.contains(opening)
        || scene.pack.verbs.may_be(opening, Form::Participle);
    let first = scene.item_of(sentence, mention.tokens.start);
    let act = |at: usize| scene.pack.instruments.act_nouns.at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some();
    let before = || (clause.start..first).rev().find(|at| !scene.one_of(sentence, *at, &words.the));
    let verb = |at: usize| !scene.pack.verbs.readings(scene.word(sentence, at)).is_empty();
    let ruled = || {
        scene.one_of(sentence, first, &words.prepositions)
            || before().is_some_and(|at| verb(at) || scene.one_of(sentence, at, &words.prepositions))
    };
    !adjoins && ((clause.start..first).any(act) || ruled())
}

/// How far behind a noun the words may stand that its rule wants, in tokens.
const THEN: usize = 6;
