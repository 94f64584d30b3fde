//! Merge as a whole: claims made by hand, and the knowledge they must give.

mod doc;
mod june_2024;
mod laws;
mod treaties;
mod visits;

use depeche::claim::Claims;
use depeche::merge::knowledge::{PersonKey, Treaty, Visit};
use depeche::merge::reason::JoinReason;
use depeche::merge::{Knowledge, merge};
use doc::{Doc, Facts};

fn merged(docs: &[Doc]) -> Knowledge {
    let claims: Vec<Claims> = docs.iter().map(|doc| doc.0.clone()).collect();
    let knowledge = merge(&claims, &Facts);
    let backwards: Vec<Claims> = claims.into_iter().rev().collect();
    assert_eq!(knowledge, merge(&backwards, &Facts), "order matters");
    knowledge
}

fn visits_of<'a>(knowledge: &'a Knowledge, visitor: &str, destination: &str) -> Vec<&'a Visit> {
    let is = |key: &PersonKey| matches!(key, PersonKey::Linked(item) if item.as_str() == visitor);
    knowledge.visits.iter().filter(|visit| is(&visit.visitor) && visit.key.destination.0 == destination).collect()
}

fn start(visit: &Visit) -> String {
    visit.start.as_ref().map_or_else(String::new, |date| date.period.to_string())
}

fn reasons<'a>(visit: &'a Visit, document: &str) -> Vec<&'a str> {
    visit.witnesses.iter().filter(|w| w.document.as_str() == document).flat_map(|w| w.reasons.iter().map(JoinReason::as_str)).collect()
}

fn treaty_signed<'a>(knowledge: &'a Knowledge, on: &str) -> Vec<&'a Treaty> {
    knowledge.treaties.iter().filter(|t| t.signed.as_ref().is_some_and(|signed| signed.period.to_string() == on)).collect()
}
