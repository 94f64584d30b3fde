//! Whether what a sentence tells of an instrument was done, and what it comes to: decided, waited for, planned, or only given notice of.

use super::act_object::LONGEST_ASIDE;
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::verb_group::{Tense, VerbGroup};
use super::visit::DateFound;
use crate::claim::ActType;
use crate::lang::{Direction, Form};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// “a annoncé son retrait du traité”, “met fin à l'accord, a fait savoir le ministre”: what a state gives notice of takes effect later. The
/// item of the word that says so, the nearest before what it tells of.
pub(super) fn gives_notice(scene: &Scene, sentence: &Sentence, at: usize, act: ActType) -> Option<usize> {
    let notice = |at: &usize| scene.begins(sentence, *at, &scene.pack.instruments.notice);
    match act {
        ActType::Withdrawal => (0..at).rev().find(notice),
        ActType::Termination => (0..at).rev().chain(at..sentence.items.len()).find(notice),
        _ => None,
    }
}

/// “a quitté”, “s'est retiré” is told of who has left; “a annoncé qu'il se retirait” of who will.
pub(super) fn has_not_left(group: &VerbGroup) -> bool {
    !(group.tense == Tense::Pluperfect || group.tense == Tense::Past && !group.imperfect)
}

/// “a signifié sa décision de se retirer”, “ont fait savoir qu'ils sortiraient du traité”, “sort du traité, a annoncé le président”: the item
/// of the word of notice, if that is what the verb tells.
pub(super) fn noticed(scene: &Scene, sentence: &Sentence, group: &VerbGroup, act: ActType) -> Option<usize> {
    let words = &scene.pack.instruments;
    let first = scene.item_of(sentence, group.tokens.start);
    let resolve = || scene.phrase_ending(&words.resolve, sentence, group.tokens.start).is_some();
    if !matches!(act, ActType::Withdrawal | ActType::Denunciation | ActType::Termination) {
        return None;
    }
    let notice = |among: Range<usize>| among.into_iter().find(|at| scene.begins(sentence, *at, &words.notice));
    let that = |from: usize| (from..first).any(|at| scene.one_of(sentence, at, &scene.pack.words.that));
    if group.tense == Tense::Present && !that(0) {
        let says = (scene.item_of(sentence, group.verb)..sentence.items.len()).find(|at| scene.opens_saying(sentence, *at));
        return says.and_then(|says| notice(says..sentence.items.len().min(says + 4)));
    }
    let notice = notice(first.saturating_sub(NOTICED)..first)?;
    let told = match group.tense {
        Tense::Open => resolve(),
        _ => has_not_left(group) && that(notice),
    };
    let past = told_as_past(scene.tense_of(sentence, &(0..first.saturating_sub(2))));
    let denied = (notice..first).any(|at| scene.one_of(sentence, at, &scene.pack.words.negations));
    (told && past && !denied).then_some(notice)
}

/// How far before a verb the word of notice may stand, in items.
const NOTICED: usize = 12;

/// May the word at an item be a verb that tells one of these acts?
fn verb_tells(scene: &Scene, sentence: &Sentence, at: usize, acts: &[ActType]) -> bool {
    let words = &scene.pack.instruments;
    let verbs = scene.pack.verbs.readings(scene.word(sentence, at)).iter();
    verbs.filter_map(|(verb, _)| words.act_verbs.get(&verb.0)).flatten().any(|rule| acts.contains(&words.acts[*rule].act))
}

/// “a refusé mercredi de prolonger le protocole”: does somebody want or refuse what an infinitive at an item tells? A day told there is that
/// of the wish.
pub(super) fn wanted(scene: &Scene, sentence: &Sentence, infinitive: usize) -> bool {
    let before = infinitive.saturating_sub(WANTED)..infinitive;
    scene.stands_in(sentence, before.clone(), &scene.pack.instruments.wished)
        || before.into_iter().any(|at| verb_tells(scene, sentence, at, &[ActType::Rejection]))
}

/// How far before an infinitive it may stand that somebody wants or refuses it, in items.
const WANTED: usize = 5;

/// “a autorisé la ratification de l'accord”: the words of a parliament, which ratifies nothing itself.
pub(super) fn passed(scene: &Scene, sentence: &Sentence, noun: usize) -> bool {
    let allows = |at: usize| verb_tells(scene, sentence, at, &[ActType::Approved, ActType::Adopted]);
    // “a approuvé, par 610 voix contre 38, la ratification”
    let comma = (noun.saturating_sub(2)..noun).find(|at| scene.word(sentence, *at) == ",");
    let aside = comma.and_then(|comma| (comma.saturating_sub(LONGEST_ASIDE)..comma).rev().find(|at| scene.word(sentence, *at) == ","));
    let before = |at: usize| at.saturating_sub(PASSED)..at;
    before(noun).chain(aside.map(before).into_iter().flatten()).any(allows) || authorised(scene, sentence, noun)
}

/// “a voté la sortie du traité”, “a autorisé la ratification”: somebody allows what the noun tells.
pub(super) fn authorised(scene: &Scene, sentence: &Sentence, noun: usize) -> bool {
    scene.stands_in(sentence, noun.saturating_sub(PASSED)..noun, &scene.pack.instruments.authorised)
}

/// How far before “ratification” it may stand that a parliament passed it, in items.
const PASSED: usize = 4;

/// “expire en juin”, “entre en vigueur le 3 mai”: what a present tense tells of the end or the begin of an instrument lies ahead, unless its
/// day says otherwise.
pub(super) fn looks_ahead(act: ActType, tense: Option<Tense>) -> bool {
    tense == Some(Tense::Present) && matches!(act, ActType::Expiry | ActType::EntryIntoForce | ActType::ProvisionalApplication)
}

/// Does the day of what looks ahead leave it ahead? An end without a day is still to come, a begin without one has come.
pub(super) fn still_ahead(scene: &Scene, act: ActType, dates: &[DateFound]) -> bool {
    match dates.first() {
        Some(date) if act == ActType::Expiry => !scene.is_past(date.period),
        Some(date) => scene.is_later(date.period),
        None => act == ActType::Expiry,
    }
}

/// Signing is done somewhere; coming into force is not.
pub(super) fn has_place(act: ActType) -> bool {
    !matches!(act, ActType::EntryIntoForce | ActType::ProvisionalApplication | ActType::Expiry | ActType::Withdrawal | ActType::Suspension)
}

/// “prévu”, “devrait”: the sentence speaks of what is to come.
pub(super) fn sentence_plans(scene: &Scene, sentence: &Sentence) -> bool {
    sentence.items.iter().filter(|item| item.kind == ItemKind::Word).any(|item| {
        matches!(
            scene.pack.journeys.status.at(&scene.marked.tokens[..sentence.tokens.end], item.tokens.start),
            Some((_, crate::claim::VisitStatus::Planned))
        )
    })
}

/// “une fois ratifié”, “lorsque neuf pays l'auront ratifié”: waited for, in a sentence that looks ahead.
pub(super) fn awaited(scene: &Scene, sentence: &Sentence, group: &VerbGroup) -> bool {
    let first = scene.item_of(sentence, group.tokens.start);
    let opens = scene.stands_in(sentence, first.saturating_sub(AWAITED)..first, &scene.pack.instruments.awaited);
    let ahead = || scene.tense_of(sentence, &(0..sentence.items.len())) == Some(Tense::Future);
    opens && (group.future_perfect || group.bare && ahead())
}

/// “encore faut-il que les Parlements le ratifient”: it must still be done.
pub(super) fn must_still(scene: &Scene, sentence: &Sentence, group: &VerbGroup) -> bool {
    let first = scene.item_of(sentence, group.tokens.start);
    scene.stands_in(sentence, first.saturating_sub(AWAITED)..first, &scene.pack.instruments.must)
}

/// How far before its verb the word may stand that says that an act is waited for, in items.
const AWAITED: usize = 8;

/// Does the sentence speak of a signature to come?
pub(super) fn signed_later(scene: &Scene, sentence: &Sentence, but: usize) -> bool {
    (0..sentence.items.len()).filter(|at| *at != but).any(|at| {
        let words = &scene.pack.instruments;
        let noun = words.act_nouns.at(&scene.marked.tokens[..sentence.tokens.end], sentence.items[at].tokens.start);
        let signs =
            verb_tells(scene, sentence, at, &[ActType::Signed]) || noun.is_some_and(|(_, rule)| words.acts[*rule].act == ActType::Signed);
        signs && (sentence_plans(scene, sentence) || scene.tense_of(sentence, &(0..sentence.items.len())) == Some(Tense::Future))
    })
}

/// “paraphé en mars, signé en juin”, “a seulement été paraphé”: do the words tell of a signature that was only the first?
pub(super) fn signed_next(scene: &Scene, sentence: &Sentence, at: usize, mentions: &[InstrumentMention]) -> bool {
    let participle = |at: usize| scene.pack.verbs.may_be(scene.word(sentence, at), Form::Participle);
    let named = |at: usize| mentions.iter().any(|mention| mention.head.contains(&sentence.items[at].tokens.start));
    let clause = scene.clause(sentence, at);
    let signed = |next: usize| {
        let rules = &scene.pack.instruments;
        let verbs = scene.pack.verbs.readings(scene.word(sentence, next)).iter();
        let mut told = verbs.filter_map(|(verb, _)| rules.act_verbs.get(&verb.0)).flatten().map(|rule| &rules.acts[*rule]);
        participle(next) && told.any(|rule| rule.act == ActType::Signed && rule.unfinished.is_none())
    };
    let only = (at.saturating_sub(3)..at).any(|at| scene.one_of(sentence, at, &scene.pack.words.only));
    let next = || (at + 1..clause.end.min(at + NEXT)).take_while(|next| !named(*next)).any(signed);
    participle(at) && (only || next())
}

/// How far behind “paraphé” its “signé” may stand, in items.
const NEXT: usize = 12;

/// An infinitive: happened if what rules it says so (“après avoir signé”, “pour signer” does not).
pub(super) fn governed_by_past(scene: &Scene, sentence: &Sentence, group: &VerbGroup) -> bool {
    let first = scene.item_of(sentence, group.tokens.start);
    // “en paraphant”: the group takes its “en” in; “menace d'en sortir”: a pronoun.
    (first.saturating_sub(1)..first + usize::from(!group.of_it)).any(|at| scene.one_of(sentence, at, &scene.pack.words.in_or_after))
}

/// “sont convenus de prolonger l'accord”, “a décidé jeudi d'annuler les protocoles”: with that it is done; “n'a pas décidé”, “aurait
/// décidé”: nobody says so. None where nothing of the kind stands before the infinitive.
pub(super) fn decided(scene: &Scene, sentence: &Sentence, group: &VerbGroup, act: ActType) -> Option<bool> {
    let by_deciding = matches!(
        act,
        ActType::Extension
            | ActType::Amendment
            | ActType::Suspension
            | ActType::Resumption
            | ActType::Termination
            | ActType::Denunciation
            | ActType::Withdrawal
    );
    let first = scene.item_of(sentence, group.tokens.start);
    let before = first.saturating_sub(DECIDED)..first;
    let told = by_deciding && scene.stands_in(sentence, before.clone(), &scene.pack.instruments.decided)
        || scene.phrase_ending(&scene.pack.instruments.managed, sentence, group.tokens.start).is_some();
    let words = &scene.pack.words;
    let denied = before.start.saturating_sub(DECIDED)..before.end;
    let denied =
        denied.into_iter().any(|at| scene.one_of(sentence, at, &words.negations) || scene.one_of(sentence, at, &words.negation_words));
    // “n'avait pas pris la décision de quitter le traité”
    if denied && scene.phrase_ending(&scene.pack.instruments.resolve, sentence, group.tokens.start).is_some() {
        return Some(false);
    }
    let tense = scene.tense_of(sentence, &(scene.clause(sentence, first).start..first));
    let sure = !matches!(tense, Some(Tense::Hearsay | Tense::Doubt | Tense::Conditional | Tense::Future));
    told.then_some(!denied && sure)
}

/// How far before an infinitive it may stand that it is decided, in items.
const DECIDED: usize = 5;

/// “L'accord fut d'abord rejeté par la Diète, avant d'être ratifié”: an infinitive that follows what was done was done too.
pub(super) fn after_past(scene: &Scene, sentence: &Sentence, group: &Range<usize>) -> bool {
    let before = scene.phrase_ending(&scene.pack.words.before_infinitive, sentence, group.start);
    let told = before.map(|before| scene.tense_of(sentence, &(0..scene.item_of(sentence, before))));
    matches!(told, Some(Some(Tense::Past | Tense::Pluperfect)))
}

/// Is it told as something that was done?
pub(super) fn told_as_past(tense: Option<Tense>) -> bool {
    matches!(tense, Some(Tense::Past | Tense::Pluperfect))
}

/// Where to look for the day of what was done, or is to come.
pub(super) fn direction(happened: bool) -> Direction {
    if happened { Direction::Past } else { Direction::Future }
}
