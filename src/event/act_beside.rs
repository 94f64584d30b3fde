//! What the acts of one sentence tell of one another: what is done with instruments told together, what an avenant changes, and whose a date is.

use super::act::ActTold;
use super::instrument::{InstrumentMention, added_later, told_together};
use super::scene::Scene;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::mention::Sentence;

/// “ont signé un traité d'entraide et un accord de pêche”: what is done with one is done with those coordinated with it.
pub(super) fn shared(scene: &Scene, sentence: &Sentence, mentions: &[InstrumentMention], acts: &mut Vec<ActTold>) {
    let linked = |one: usize| {
        let (first, last) = (&mentions[one], &mentions[one + 1]);
        told_together(scene, sentence, first, last, true) || added_later(scene, sentence, first, last)
    };
    for at in (0..mentions.len().saturating_sub(1)).filter(|at| linked(*at)) {
        for (has, lacks) in [(at, at + 1), (at + 1, at)] {
            let done = |act: &ActTold| acts.iter().any(|other| other.mention == Some(lacks) && other.act == act.act);
            let more: Vec<ActTold> = acts.iter().filter(|act| act.mention == Some(has) && !done(act)).cloned().collect();
            acts.extend(more.into_iter().map(|act| ActTold { mention: Some(lacks), ..act }));
        }
    }
}

/// “ont signé un avenant à la convention”: who signs what changes another instrument has changed that one.
pub(super) fn amends(scene: &Scene, mentions: &[InstrumentMention], acts: &mut Vec<ActTold>) {
    let changes = |mention: &InstrumentMention| {
        let tokens = &scene.marked.tokens[..mention.tokens.end];
        mention.head.clone().any(|at| scene.pack.instruments.amending.length_at(tokens, at).is_some())
    };
    let outer = |inner: usize| (0..inner).rev().find(|at| mentions[*at].tokens.contains(&mentions[inner].tokens.start));
    for inner in (0..mentions.len()).filter(|at| mentions[*at].inner) {
        let Some(outer) = outer(inner).filter(|at| changes(&mentions[*at])) else { continue };
        let signed = acts.iter().filter(|act| act.mention == Some(outer) && act.act == ActType::Signed);
        let changed: Vec<ActTold> =
            signed.map(|act| ActTold { mention: Some(inner), act: ActType::Amendment, place: None, ..act.clone() }).collect();
        acts.extend(changed);
    }
}

/// “Premier à ratifier la convention, le 3 mai 2011, le Chili la quitte”: a date between two acts is that of the one before it.
pub(super) fn dated_once(scene: &Scene, acts: &mut [ActTold]) {
    let comma = |at: usize| scene.marked.tokens.get(at).is_some_and(|token| token.is_sign(","));
    for at in 0..acts.len() {
        let (start, act) = (acts[at].tokens.start, acts[at].act);
        let taken = |date: &DateFound| {
            if !comma(date.tokens.start.wrapping_sub(1)) || !comma(date.tokens.end) {
                return false;
            }
            let before = |other: &&ActTold| other.act != act && other.tokens.start < date.tokens.start && date.tokens.start < start;
            acts.iter().filter(before).any(|other| other.dates.iter().any(|its| its.tokens == date.tokens))
        };
        let kept: Vec<DateFound> = acts[at].dates.iter().filter(|date| !taken(date)).cloned().collect();
        acts[at].dates = kept;
    }
}
