//! What is done with an instrument: the act rules of a sentence, each with its verb or noun, doers, date and place.

use super::Ledger;
use super::act_beside::{amends, dated_once, shared};
use super::act_date::{dates, in_named_year, place};
use super::act_done::{
    after_past, authorised, awaited, decided, direction, gives_notice, governed_by_past, has_not_left, has_place, looks_ahead, must_still,
    noticed, passed, sentence_plans, signed_later, signed_next, still_ahead, told_as_past, wanted,
};
use super::act_object::{
    LONGEST_ASIDE, before_aside, fronted, nearest_left, nearest_right, of_chain, past_adjective, past_aside, past_asides, pronoun_subject,
    taken_up,
};
use super::doer::{by_phrase, by_private, led_by_state, owner, represented, taken_out};
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::subject::Subject;
use super::verb_group::Tense;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::lang::phrase::WordSet;
use crate::lang::{ActRule, Doer, Form, TreatyRole};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// An act as a sentence tells it, before it is known of which instrument chain it is.
#[derive(Debug, Clone)]
pub(super) struct ActTold {
    /// Index into the sentence's mentions; `None`: the instrument told of last.
    pub mention: Option<usize>,
    pub act: ActType,
    pub happened: bool,
    /// Dates of the clause; several where they are listed for several instruments.
    pub dates: Vec<DateFound>,
    pub place: Option<(u32, Range<usize>)>,
    pub subject: Subject,
    pub tokens: Range<usize>,
    pub rule: String,
}

/// The acts of a sentence.
pub(super) fn told(scene: &Scene, index: usize, mentions: &[InstrumentMention], ledger: &mut Ledger) -> Vec<ActTold> {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut out = Vec::new();
    for at in 0..sentence.items.len() {
        let token = sentence.items[at].tokens.start;
        // “Le traité remonte à 1987”: the words may be part of the date.
        let dated = matches!(sentence.items[at].kind, ItemKind::Date(_)) && words.act_nouns.at(tokens, token).is_some();
        if sentence.items[at].kind != ItemKind::Word && !dated {
            continue;
        }
        // “la sortie du traité” is a noun.
        let noun = words.act_nouns.at(tokens, token).is_some() && scene.one_of(sentence, at.wrapping_sub(1), &scene.pack.words.articles);
        for &(verb, form) in scene.pack.verbs.readings(&tokens[token].lower).iter().filter(|_| !noun) {
            for &rule in words.act_verbs.get(&verb.0).into_iter().flatten() {
                if is_noun(scene, sentence, at, form, &words.acts[rule]) {
                    continue;
                }
                match by_verb(scene, index, at, form, &words.acts[rule], mentions) {
                    Some(act) => out.push(act),
                    None => pass_over(ledger, &sentence.items[at].tokens, &words.acts[rule]),
                }
            }
        }
        if let Some((length, &rule)) = words.act_nouns.at(tokens, token) {
            match by_noun(scene, index, at, length, &words.acts[rule], mentions) {
                Some(act) => out.push(act),
                None => pass_over(ledger, &(token..token + length), &words.acts[rule]),
            }
        }
    }
    shared(scene, sentence, mentions, &mut out);
    amends(scene, mentions, &mut out);
    dated_once(scene, &mut out);
    for act in out.iter_mut().filter(|act| act.act == ActType::Signed && act.happened) {
        if let Some(mention) = act.mention {
            in_named_year(scene, &mentions[mention], &mut act.dates);
        }
    }
    out
}

/// “le sort du traité”, “du sort de l'accord”: behind an article stands a noun, unless the article may be the verb's own object (“la signe”).
fn is_noun(scene: &Scene, sentence: &Sentence, at: usize, form: Form, rule: &ActRule) -> bool {
    let words = &scene.pack.words;
    let article = at > 0 && scene.one_of(sentence, at - 1, &words.articles);
    let object = || {
        rule.treaty == TreatyRole::Object && [&words.object_pronouns, &words.clitics].iter().any(|set| scene.one_of(sentence, at - 1, set))
    };
    // “la notification de notre sortie du traité”
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let told_by_noun = || scene.pack.instruments.act_nouns.at(tokens, sentence.items[at].tokens.start).is_some();
    let within = at > 0 && rule.treaty == TreatyRole::To && scene.word(sentence, at - 1) != ",";
    form.is_finite() && article && !object() || within && told_by_noun() && scene.is_bare_participle(sentence, at)
}

fn pass_over(ledger: &mut Ledger, tokens: &Range<usize>, rule: &ActRule) {
    ledger.pass_over("act", tokens.clone(), &rule.id, "no instrument stands where the word keeps it, or the verb is negated");
}

fn by_verb(scene: &Scene, index: usize, at: usize, form: Form, rule: &ActRule, mentions: &[InstrumentMention]) -> Option<ActTold> {
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

fn by_noun(scene: &Scene, index: usize, at: usize, length: usize, rule: &ActRule, mentions: &[InstrumentMention]) -> Option<ActTold> {
    let sentence = &scene.marked.sentences[index];
    let start = sentence.items[at].tokens.start;
    let tokens = start..start + length;
    // “est revenu mardi sur la dénonciation”: past a date.
    let dated = |token: &usize| sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)) && item.tokens.contains(token));
    let plain = || (sentence.tokens.start..start).rev().filter(|token| !dated(token));
    let before = |phrase: &Vec<String>| {
        phrase.len() <= plain().count() && phrase.iter().rev().zip(plain()).all(|(word, token)| *word == scene.marked.tokens[token].lower)
    };
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

fn of_one_state(scene: &Scene, subject: &Subject) -> bool {
    let [actor] = subject.actors[..] else { return false };
    subject.figures.is_empty() && scene.gazetteer.actors[actor as usize].kind == crate::gazetteer::ActorKind::State
}

/// “Le Parlement doit se prononcer”: does one of the words stand before the verb that the rule wants there?
fn done_by(scene: &Scene, sentence: &Sentence, at: usize, rule: &ActRule) -> bool {
    rule.doers.as_ref().is_none_or(|doers| scene.stands_in(sentence, scene.clause(sentence, at).start..at, doers))
}

/// How far behind a noun the words may stand that its rule wants, in tokens.
const THEN: usize = 6;

/// How far behind the verb an instrument after a preposition may stand, in items (“discutent depuis plus de dix ans d'un accord”).
const REACH: usize = 9;
