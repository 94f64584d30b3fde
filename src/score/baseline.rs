//! Two readers without any reading, to hold ours against: what they find is found by standing near.

use super::said::{SaidDate, SaidTreaty, SaidVisit};
use crate::claim::{ActorCode, Claims};
use crate::text::fold::fold;

/// “First person × every other state”: whoever is named first is said to visit every state named that is not their own.
pub(super) fn visits(claims: &Claims) -> Vec<SaidVisit> {
    let first = claims.people.iter().min_by_key(|person| person.evidence.iter().map(|id| claims.evidence(*id).span).min());
    let Some(person) = first else { return Vec::new() };
    let states = claims.states.iter().map(|mention| &mention.state).filter(|state| person.state.as_ref() != Some(state));
    states
        .map(|state| SaidVisit {
            visitor: person.label.clone(),
            wikidata: person.wikidata.clone(),
            destination: state.clone(),
            place: String::new(),
            start: SaidDate::default(),
            kind: None,
            status: None,
            rules: ["baseline/first-person".to_owned()].into(),
        })
        .collect()
}

/// “First two states where accord or traité occurs”: one instrument a document.
pub(super) fn treaties(claims: &Claims, text: &str) -> Vec<SaidTreaty> {
    let folded = fold(text);
    let Some(word) = ["accord", "traite"].into_iter().find(|word| folded.contains(word)) else { return Vec::new() };
    let mut parties: Vec<ActorCode> = claims.states.iter().map(|mention| mention.state.clone()).take(2).collect();
    if parties.len() < 2 {
        return Vec::new();
    }
    parties.sort();
    let rules = ["baseline/first-two-states".to_owned()].into();
    vec![SaidTreaty { label: word.to_owned(), kind: None, parties, signed: SaidDate::default(), status: None, rules }]
}
