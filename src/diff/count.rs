//! What is not told one by one: nodes of other classes, and background facts, by number. Called by `diff`.

use super::graph::{Graph, Value};
use super::pairs::Pairs;
use crate::vocab::{class, property as dep};
use oxigraph::model::{NamedNodeRef, Quad};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many things of a class differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In the plural: `states`, `background facts`.
    pub what: &'static str,
    /// Only on the second side.
    pub added: usize,
    /// Only on the first side.
    pub dropped: usize,
    /// On both sides, and not alike.
    pub changed: usize,
}

/// Classes by their plural, in the order in which they are told.
const CLASSES: [(NamedNodeRef<'static>, &str); 8] = [
    (class::STATE, "states"),
    (class::ORGANISATION, "organisations"),
    (class::PLACE, "places"),
    (class::DISAGREEMENT, "disagreements"),
    (class::SIDE, "sides of disagreements"),
    (class::POSSIBLE_IDENTITY, "possible identities"),
    (class::OFFICE_HELD, "offices held"),
    (class::ARTICLE, "articles"),
];
const JOINS: &str = "joins of reports";
const OTHER: &str = "other nodes";

/// Nodes of the merged graphs that are neither told by themselves nor part of one that is. Classes without a difference are left out.
pub(super) fn nodes(before: &Graph, after: &Graph, pairs: &Pairs) -> Vec<Count> {
    let then: BTreeMap<String, &str> = others(before).map(|iri| (pairs.translated(iri), iri)).collect();
    let now: BTreeSet<&str> = others(after).collect();
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for iri in &now {
        let count = counts.entry(noun(after, iri)).or_default();
        match then.get(*iri) {
            None => count.added += 1,
            Some(old) if facts(before, old, Some(pairs)) != facts(after, iri, None) => count.changed += 1,
            Some(_) => {}
        }
    }
    for old in then.iter().filter(|(iri, _)| !now.contains(iri.as_str())).map(|(_, old)| old) {
        counts.entry(noun(before, old)).or_default().dropped += 1;
    }
    let order = CLASSES.iter().map(|(_, noun)| *noun).chain([JOINS, OTHER]);
    order.filter_map(|what| counts.remove(what).map(|count| Count { what, ..count })).filter(Count::is_something).collect()
}

/// Statements of the background; `None` if they are the same.
pub(super) fn background(before: &[Quad], after: &[Quad]) -> Option<Count> {
    // The graph's name is the base's matter, and a file may have none for it.
    let triples = |quads: &[Quad]| -> HashSet<_> { quads.iter().cloned().map(oxigraph::model::Triple::from).collect() };
    let (then, now) = (triples(before), triples(after));
    let count =
        Count { what: "background facts", added: now.difference(&then).count(), dropped: then.difference(&now).count(), changed: 0 };
    count.is_something().then_some(count)
}

impl Count {
    fn is_something(&self) -> bool {
        self.added + self.dropped + self.changed > 0
    }
}

fn others(graph: &Graph) -> impl Iterator<Item = &str> {
    graph.nodes().filter(|iri| graph.is_other(iri))
}

fn noun(graph: &Graph, iri: &str) -> &'static str {
    let class = CLASSES.iter().find(|(class, _)| graph.is_a(iri, *class)).map(|(_, noun)| *noun);
    class.unwrap_or_else(|| if graph.values(iri, dep::JOIN_REASON).next().is_some() { JOINS } else { OTHER })
}

/// What is said of a node, as the other side would write it where there are pairs.
fn facts<'a>(graph: &'a Graph, iri: &str, pairs: Option<&Pairs>) -> BTreeSet<(&'a str, Value)> {
    let all =
        graph.facts(iri).into_iter().flatten().flat_map(|(property, values)| values.iter().map(move |value| (property.as_str(), value)));
    all.map(|(property, value)| (property, pairs.map_or_else(|| value.clone(), |pairs| pairs.translate(value)))).collect()
}
