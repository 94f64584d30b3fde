//! Acts that a verb tells: where the instrument stands, who does it, whether it was done, and when.

use super::act::ActTold;
use super::act_date::{dates, place};
use super::act_done::{
    after_past, authorised, awaited, decided, direction, gives_notice, governed_by_past, has_not_left, has_place, looks_ahead, must_still,
    noticed, sentence_plans, signed_later, signed_next, still_ahead, told_as_past, wanted,
};
use super::act_object::{fronted, nearest_left, nearest_right, of_chain, past_asides, pronoun_subject, taken_up};
use super::doer::{by_phrase, by_private, led_by_state, represented, taken_out};
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::subject::Subject;
use super::verb_group::Tense;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::lang::{ActRule, Doer, Form, TreatyRole};
use crate::mention::Sentence;
/// The act that a verb at an item tells by a rule.
pub(super) fn by_verb(
    scene: &Scene,
    index: usize,
    at: usize,
    form: Form,
    rule: &ActRule,
    mentions: &[InstrumentMention],
) -> Option<ActTold> {
    let sentence = &scene.marked.sentences[index];
    let token = sentence.items[at].tokens.start;
    let group = scene.verb_group(sentence, token, form);
    if rule.reflexive && !group.reflexive || group.reflexive && rule.treaty == TreatyRole::Object && !rule.reflexive && !group.bare {
        return None;
    }
    if !done_by(scene, sentence, at, rule) {
        return None;
    }
    let mut after = token + 1;
    if let Some(then) = &rule.then {
        // “est entré officiellement en vigueur”, “ont échangé jeudi à Sofia les instruments”
        let within = if rule.treaty == TreatyRole::Chain { 9 } else { 6 };
        let tokens = &scene.marked.tokens[..sentence.tokens.end];
        after = (after..(after + within).min(sentence.tokens.end)).find_map(|i| then.length_at(tokens, i).map(|length| i + length))?;
    }
    let means_else = |at: usize| rule.not_after.length_at(&scene.marked.tokens[..sentence.tokens.end], at).is_some();
    if means_else(token + 1) || means_else(after) {
        return None;
    }
    let passive = rule.treaty == TreatyRole::Object && (group.with_be || group.bare);
    let first = scene.item_of(sentence, group.tokens.start);
    // “a refusé de négocier un traité”: it was no traité that was refused. “signera l'exhortation avant de porter le texte”: the texte is the
    // object of the infinitive before it, if no comma parts them.
    let does_something = |mention: &usize| {
        let infinitive = |at: &usize| scene.pack.verbs.may_be(scene.word(sentence, *at), Form::Infinitive);
        let between = at + 1..scene.item_of(sentence, mentions[*mention].tokens.start);
        let near = between.rev().take_while(|at| rule.act == ActType::Rejection || scene.word(sentence, *at) != ",");
        matches!(rule.act, ActType::Rejection | ActType::Signed) && near.into_iter().any(|at| infinitive(&at))
    };
    let left = |limit: usize| {
        let found = nearest_left(scene, sentence, at, mentions, limit)?;
        Some(if group.bare { found } else { past_asides(scene, sentence, first, mentions, found) })
    };
    let right = |limit: usize| nearest_right(scene, sentence, at, mentions, limit);
    // “L'accord, que X a signé, remplace celui de 1990”: the verb of a relative clause has its object before it.
    let antecedent = || {
        let opens = scene.clause(sentence, at).start.checked_sub(1).filter(|at| scene.one_of(sentence, *at, &scene.pack.words.that))?;
        let ends = |mention: &InstrumentMention| {
            let end = scene.item_of(sentence, mention.tokens.end);
            end == opens || end + 1 == opens && scene.word(sentence, end) == ","
        };
        // “…, annule celui de 1990”: behind the verb of the clause the sentence goes on.
        let own = scene.tense_of(sentence, &(opens + 1..first)).is_none();
        mentions.iter().position(ends).filter(|_| own)
    };
    // “ont cessé mercredi d'être parties au traité”
    let right_of_then = |limit: usize| nearest_right(scene, sentence, scene.item_of(sentence, after) - 1, mentions, limit);
    // “X et Y signé le nouvel accord”: a perfect that lost its helper on the page.
    let mut after_participle = false;
    let mention = match rule.treaty {
        TreatyRole::Object if group.object_pronoun && !passive && rule.named => return None,
        TreatyRole::Object if group.object_pronoun && !passive => None,
        // “signé par X et Y un pacte”: a bare participle may be a perfect whose helper was lost; its object then follows at once.
        TreatyRole::Object if passive => {
            // “Signé en 1909, complété en 1927, il …”: of what stands behind another verb nothing is said yet.
            let at_once = |mention: &usize| {
                let first = scene.item_of(sentence, mentions[*mention].tokens.start);
                scene.tense_of(sentence, &(at + 1..first)).is_none() && !(at + 1..first).any(|at| scene.takes_up(sentence, at))
            };
            match left(22).or_else(|| right(14).filter(|_| group.bare).filter(at_once)) {
                Some(found) => {
                    after_participle = group.bare && mentions[found].head.start > token;
                    Some(found)
                }
                // “Il avait été signé en 1992.”
                None if !group.bare && pronoun_subject(scene, sentence, &group.tokens) => None,
                // “Il entrera en vigueur une fois ratifié.”
                None if awaited(scene, sentence, &group) => None,
                // “Mardi a été signé à Oslo un accord de pêche”
                None if !group.bare && right(8).is_some_and(|mention| !mentions[mention].definite) => right(8),
                None => fronted(scene, sentence, at, mentions)?.instrument(),
            }
        }
        TreatyRole::Object => match antecedent().or_else(|| right(12)).filter(|mention| !does_something(mention)) {
            Some(mention) => Some(mention),
            // “l'accord que X a signé avec Y”
            None => {
                let mention = left(20)?;
                let end = scene.item_of(sentence, mentions[mention].tokens.end);
                let relative = (end..first).any(|i| scene.one_of(sentence, i, &scene.pack.words.that));
                Some(if relative { mention } else { return None })
            }
        },
        TreatyRole::Subject => match left(22) {
            Some(mention) => Some(mention),
            None if pronoun_subject(scene, sentence, &group.tokens) => None,
            None => fronted(scene, sentence, at, mentions)?.instrument(),
        },
        // “La France a signé le traité. Le Japon s'en est retiré en 2018.”
        TreatyRole::To if taken_up(scene, &group, rule) => nearest_left(scene, sentence, first, mentions, 22),
        TreatyRole::To if right_of_then(REACH).is_none() => {
            // “le traité dont X s'est retiré”
            let clause = scene.clause(sentence, at);
            let which = clause.start.checked_sub(1).filter(|at| scene.one_of(sentence, *at, &scene.pack.words.which))?;
            Some(nearest_left(scene, sentence, which, mentions, 12)?)
        }
        TreatyRole::To => {
            let mention = right_of_then(REACH)?;
            let first = scene.item_of(sentence, mentions[mention].tokens.start);
            let before = scene.word(sentence, first.saturating_sub(1)).to_owned();
            let own = scene.word(sentence, first).to_owned();
            if !rule.prepositions.iter().any(|preposition| *preposition == before || *preposition == own)
                && rule
                    .prepositions
                    .iter()
                    .all(|preposition| !(first.saturating_sub(2)..first).any(|i| scene.word(sentence, i) == preposition))
            {
                return None;
            }
            Some(mention)
        }
        TreatyRole::Chain => of_chain(scene, sentence, at, scene.item_of(sentence, after), mentions),
        TreatyRole::Of => return None,
    };
    // “a signé mais pas ratifié le traité”
    let not = group.negated || scene.pack.words.negation_words.contains(&scene.marked.tokens[group.tokens.start].lower);
    // “ne l'a jamais ratifié”: that it was not done is told of an act that others wait for.
    let refused = not && matches!(rule.act, ActType::Ratified | ActType::Approved) && mention.is_none_or(|at| mentions[at].definite);
    let unsaid = not && !refused || group.tense == Tense::Hearsay;
    if unsaid || passive && by_private(scene, sentence, at + 1) || scene.supposed(sentence, at) {
        return None;
    }
    // “a été soumis au Parlement”: what became of it is not told.
    if rule.ahead && told_as_past(Some(group.tense)) && !group.bare {
        return None;
    }
    // “n'a pas décidé de quitter le traité”
    let decision = decided(scene, sentence, &group, rule.act).filter(|_| group.tense == Tense::Open);
    if decision == Some(false) {
        return None;
    }
    // “ont failli signer un accord”, “n'ont pas réussi à signer”, “sans jamais le ratifier”: none is planned.
    let without = || scene.phrase_ending(&scene.pack.instruments.without, sentence, group.tokens.start).is_some();
    if rule.act == ActType::Signed && decision.is_none() && scene.unwilling(sentence, &group) || without() {
        return None;
    }
    // “qu'elle a refusé de prolonger”: it was not the instrument that was refused.
    let to_do = |at: usize| {
        scene.one_of(sentence, at, &scene.pack.words.of) && scene.pack.verbs.may_be(scene.word(sentence, at + 1), Form::Infinitive)
    };
    if rule.act == ActType::Rejection && to_do(at + 1) {
        return None;
    }
    // “ont conclu les négociations de l'accord”, “a suspendu la signature de l'accord”
    let ends = matches!(rule.act, ActType::Suspension | ActType::Rejection | ActType::Termination | ActType::Denunciation);
    let behind = |mention: usize| mentions[mention].head.start > token;
    let of_an_act = |mention: usize| match scene.act_of(sentence, &mentions[mention]) {
        // “a rejeté la ratification du traité”: it rejects the traité.
        Some(ActType::Ratified | ActType::Approved | ActType::Extension) if rule.act == ActType::Rejection => false,
        // “a approuvé la dénonciation du traité”: not the traité.
        Some(ActType::Withdrawal | ActType::Denunciation | ActType::Termination | ActType::Suspension) => {
            ends || matches!(rule.act, ActType::Signed | ActType::Approved | ActType::Adopted) && behind(mention)
        }
        // “se retire des négociations du traité”
        Some(_) => ends || matches!(rule.act, ActType::Signed | ActType::Withdrawal) && behind(mention),
        None => false,
    };
    if mention.is_some_and(of_an_act) {
        return None;
    }
    let object = mention
        .filter(|_| rule.treaty == TreatyRole::Object && !passive)
        .map(|mention| scene.item_of(sentence, mentions[mention].head.start));
    // “a adopté un rapport sur l'accord”, but “a adopté la loi sur l'accord”
    let other = |object: usize| {
        let by_law = || scene.stands_in(sentence, at + 1..object, &scene.pack.instruments.laws);
        object > at && scene.other_object(sentence, at, object) && (rule.act == ActType::Signed || !by_law())
    };
    if matches!(rule.act, ActType::Signed | ActType::Approved | ActType::Adopted | ActType::Negotiation) && object.is_some_and(other) {
        return None;
    }
    // “a quitté Oslo après la signature de l'accord”: a town.
    let town = |object: usize| {
        object > at && scene.whereabouts_at(sentence, at + 1).iter().any(|goal| scene.item_of(sentence, goal.tokens.start) < object)
    };
    if rule.act == ActType::Withdrawal && object.is_some_and(town) {
        return None;
    }
    if !passive && rule.treaty == TreatyRole::Object && scene.private_subject(sentence, first) {
        return None;
    }
    let leads = at == 0 || matches!(scene.word(sentence, at - 1), ",");
    let subject = if passive && after_participle && !leads {
        scene.subject(index, &group)
    } else if passive {
        by_phrase(scene, sentence, at + 1..sentence.items.len())
    } else if rule.treaty == TreatyRole::Subject {
        Subject::default()
    } else {
        let subject = scene.subject(index, &group);
        let several = represented(scene, sentence, scene.clause(sentence, at).start..first);
        let more = |several: &Subject| subject.figures.is_empty() && several.actors.len() > subject.actors.len();
        let subject = several.filter(more).unwrap_or(subject);
        // “Le Canada a annoncé qu'il se retirait du protocole”
        let that = first.checked_sub(2).filter(|at| scene.one_of(sentence, *at, &scene.pack.words.that));
        match that.filter(|_| subject.is_empty() && scene.takes_up(sentence, first - 1)) {
            Some(that) => scene.subject_left(index, that, true),
            None if subject.is_empty() => {
                let unknown = scene.unknown_leader(sentence, at, first);
                let named = |(at, state): (usize, u32)| Subject {
                    actors: vec![state],
                    figures: Vec::new(),
                    tokens: Some(sentence.items[at].tokens.clone()),
                };
                unknown.map_or(subject, named)
            }
            None => subject,
        }
    };
    // “a retiré son pays du traité”: whoever is taken out leaves; “a retiré ses troupes” tells nothing.
    let subject = match rule.by {
        Some(Doer::Object) => taken_out(scene, sentence, at, &subject)?,
        _ if subject.is_empty() && rule.treaty == TreatyRole::To => led_by_state(scene, sentence, at, group.bare),
        _ => subject,
    };
    // “Le président en est sorti”: out of a room, as likely.
    let nobody = subject.actors.is_empty() && (subject.figures.is_empty() || !group.reflexive);
    if mention.is_none() && rule.treaty == TreatyRole::To && nobody {
        return None;
    }
    // “L'opposition a annoncé qu'elle quitterait le traité”
    let notice = noticed(scene, sentence, &group, rule.act);
    if notice.is_some() && subject.is_empty() {
        return None;
    }
    // “a soumis jeudi l'accord conclu avec X”: the date of the other verb stands before the instrument.
    let after_it = mention.filter(|_| group.bare && passive).map(|mention| mentions[mention].tokens.start).filter(|start| *start < token);
    let of_it = |dates: Vec<DateFound>| -> Vec<DateFound> {
        dates.into_iter().filter(|date| after_it.is_none_or(|start| date.tokens.start > start)).collect()
    };
    let found = of_it(dates(scene, sentence, at..at + 1, mentions, group.tense.direction()));
    // “a révoqué mardi sa décision de quitter le traité”: that was the day of the other verb.
    let resolved = scene.phrase_ending(&scene.pack.instruments.resolve, sentence, group.tokens.start).is_some();
    let past = found.iter().any(|date| scene.is_past(date.period) && (!resolved || date.tokens.start > token));
    let happened = match group.tense {
        _ if refused => false,
        _ if notice.is_some() => true,
        _ if must_still(scene, sentence, &group) => false,
        Tense::Past | Tense::Pluperfect => !awaited(scene, sentence, &group),
        // “négocient un accord qui devrait être signé”: they do.
        Tense::Present => rule.act == ActType::Negotiation || !sentence_plans(scene, sentence),
        // “dernière à ratifier le protocole, le 3 mai 1998”: an infinitive says nothing, its date does.
        Tense::Open if decision == Some(true) => true,
        Tense::Open => {
            past && !wanted(scene, sentence, first)
                || governed_by_past(scene, sentence, &group)
                || after_past(scene, sentence, &group.tokens)
        }
        Tense::Future | Tense::Conditional | Tense::Hearsay | Tense::Doubt => false,
    };
    let law = mention.is_some_and(|mention| {
        let first = scene.item_of(sentence, mentions[mention].tokens.start);
        let words = |at: usize| scene.pack.instruments.laws.length_at(&scene.marked.tokens, sentence.items[at].tokens.start);
        rule.treaty == TreatyRole::Object && (at + 1..first).any(|at| words(at).is_some())
    });
    let act = match rule.unfinished {
        // “a adopté la loi qui ratifie le traité”
        _ if law && rule.act == ActType::Adopted => ActType::Approved,
        // “Les députés ghanéens ont adopté l'accord”: one state alone approves.
        _ if rule.act == ActType::Adopted && of_one_state(scene, &subject) => ActType::Approved,
        // “parapher” said of a text still to be signed is initialling it; of a finished one, signing.
        Some(unfinished) if happened && (signed_later(scene, sentence, at) || signed_next(scene, sentence, at, mentions)) => unfinished,
        _ if notice.is_some() || happened && has_not_left(&group) && gives_notice(scene, sentence, at, rule.act).is_some() => {
            ActType::Denunciation
        }
        // “a adopté la loi autorisant le président à ratifier le traité”
        _ if rule.act == ActType::Ratified && group.tense == Tense::Open && authorised(scene, sentence, first) => ActType::Approved,
        _ => rule.act,
    };
    let ahead = looks_ahead(rule.act, Some(group.tense));
    let day_of = notice.map_or(at..at + 1, |notice| notice..notice + 1);
    let dates = of_it(dates(scene, sentence, day_of, mentions, Some(direction(happened && !ahead || told_as_past(Some(group.tense))))));
    Some(ActTold {
        mention,
        act,
        happened: happened && !rule.ahead && !(ahead && still_ahead(scene, rule.act, &dates)),
        dates,
        place: (has_place(act) && notice.is_none()).then(|| place(scene, sentence, at)).flatten(),
        subject,
        tokens: group.tokens.start..after.max(token + 1),
        rule: rule.id.clone(),
    })
}

fn of_one_state(scene: &Scene, subject: &Subject) -> bool {
    let [actor] = subject.actors[..] else { return false };
    subject.figures.is_empty() && scene.gazetteer.actors[actor as usize].kind == crate::gazetteer::ActorKind::State
}

/// “Le Parlement doit se prononcer”: does one of the words stand before the verb that the rule wants there?
fn done_by(scene: &Scene, sentence: &Sentence, at: usize, rule: &ActRule) -> bool {
    rule.doers.as_ref().is_none_or(|doers| scene.stands_in(sentence, scene.clause(sentence, at).start..at, doers))
}

/// How far behind the verb an instrument after a preposition may stand, in items (“discutent depuis plus de dix ans d'un accord”).
const REACH: usize = 9;
