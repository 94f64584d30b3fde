//! Which thing of the one graph is which of the other: by IRI, else by alias (`dep:alias`, an IRI that one witness alone would
//! give), and only where that leaves no choice. Called by `diff`.

use super::Kind;
use super::graph::{Graph, Value};
use crate::vocab::property as dep;
use std::collections::{BTreeMap, BTreeSet};

/// Things that are on both sides.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Before → after.
    forward: BTreeMap<String, String>,
    /// After → before.
    backward: BTreeMap<String, String>,
}

impl Pairs {
    /// Never one thing in two pairs, never two kinds in one.
    pub(super) fn of(before: &Graph, after: &Graph) -> Self {
        let mut pairs = Self::default();
        for kind in Kind::ALL {
            let theirs: BTreeSet<&str> = after.things(kind).collect();
            for iri in before.things(kind).filter(|iri| theirs.contains(iri)) {
                pairs.add(iri, iri);
            }
            // An alias that is the other's IRI says more than one that both list.
            for candidates in [named, listed] {
                pairs.add_unambiguous(&candidates(before, after, kind));
            }
        }
        pairs
    }

    /// What a thing of the first graph is in the second.
    pub(super) fn after(&self, before: &str) -> Option<&str> {
        self.forward.get(before).map(String::as_str)
    }

    /// What a thing of the second graph was in the first.
    pub(super) fn before(&self, after: &str) -> Option<&str> {
        self.backward.get(after).map(String::as_str)
    }

    /// A value of the first graph as the second would write it: IRIs of things that go by another name there, and of their parts.
    pub(super) fn translate(&self, value: &Value) -> Value {
        match value {
            Value::Node(iri) => Value::Node(self.translated(iri)),
            Value::Words { .. } => value.clone(),
        }
    }

    /// The same for an IRI.
    pub(super) fn translated(&self, iri: &str) -> String {
        if let Some(now) = self.after(iri) {
            return now.to_owned();
        }
        match iri.split_once('#') {
            Some((owner, fragment)) => self.after(owner).map_or_else(|| iri.to_owned(), |now| format!("{now}#{fragment}")),
            None => iri.to_owned(),
        }
    }

    fn add(&mut self, before: &str, after: &str) {
        self.forward.insert(before.to_owned(), after.to_owned());
        self.backward.insert(after.to_owned(), before.to_owned());
    }

    fn add_unambiguous(&mut self, candidates: &BTreeSet<(&str, &str)>) {
        let open: Vec<_> = candidates.iter().filter(|(a, b)| self.after(a).is_none() && self.before(b).is_none()).copied().collect();
        let (mut ours, mut theirs) = (BTreeMap::new(), BTreeMap::new());
        for (a, b) in &open {
            *ours.entry(*a).or_insert(0_usize) += 1;
            *theirs.entry(*b).or_insert(0_usize) += 1;
        }
        for (a, b) in open.into_iter().filter(|(a, b)| ours[a] == 1 && theirs[b] == 1) {
            self.add(a, b);
        }
    }
}

/// One lists the IRI of the other.
fn named<'a>(before: &'a Graph, after: &'a Graph, kind: Kind) -> BTreeSet<(&'a str, &'a str)> {
    let now = before.things(kind).flat_map(|a| after.listing(a).map(move |b| (a, b)));
    let once = after.things(kind).flat_map(|b| before.listing(b).map(move |a| (a, b)));
    now.chain(once).filter(|(a, b)| before.kind(a) == Some(kind) && after.kind(b) == Some(kind)).collect()
}

/// Both list a third IRI.
fn listed<'a>(before: &'a Graph, after: &'a Graph, kind: Kind) -> BTreeSet<(&'a str, &'a str)> {
    let aliases = before.things(kind).flat_map(|a| before.linked(a, dep::ALIAS).map(move |alias| (a, alias)));
    let both = aliases.flat_map(|(a, alias)| after.listing(alias).map(move |b| (a, b)));
    both.filter(|(_, b)| after.kind(b) == Some(kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::external::rdf;
    use oxigraph::model::{GraphName, NamedNode, Quad};

    /// Visits with their aliases.
    fn graph(visits: &[(&str, &[&str])]) -> Graph {
        let node = |name: &str| NamedNode::new_unchecked(format!("x:{name}"));
        let mut quads = Vec::new();
        for (visit, aliases) in visits {
            quads.push(Quad::new(node(visit), rdf::TYPE, Kind::Visit.class(), GraphName::DefaultGraph));
            quads.extend(aliases.iter().map(|alias| Quad::new(node(visit), dep::ALIAS, node(alias), GraphName::DefaultGraph)));
        }
        Graph::of(&quads)
    }

    #[track_caller]
    fn pairs(before: &[(&str, &[&str])], after: &[(&str, &[&str])], expected: &[(&str, &str)]) {
        let found = |one, other| -> BTreeMap<String, String> { Pairs::of(&graph(one), &graph(other)).forward };
        let names = |turned: bool| -> BTreeMap<String, String> {
            let turn =
                |(a, b): &(&str, &str)| if turned { (format!("x:{b}"), format!("x:{a}")) } else { (format!("x:{a}"), format!("x:{b}")) };
            expected.iter().map(turn).collect()
        };
        assert_eq!(found(before, after), names(false));
        assert_eq!(found(after, before), names(true), "the other way round");
    }

    #[test]
    fn by_iri_then_by_alias() {
        pairs(&[("a", &[])], &[("a", &[])], &[("a", "a")]);
        pairs(&[("a", &[])], &[("b", &["a"])], &[("a", "b")]);
        pairs(&[("a", &["c"])], &[("b", &["c"])], &[("a", "b")]);
        pairs(&[("a", &[])], &[("b", &[])], &[]);
    }

    #[test]
    fn an_iri_counts_for_more_than_an_alias() {
        pairs(&[("a", &["b"])], &[("a", &[]), ("b", &[])], &[("a", "a")]);
        pairs(&[("a", &[]), ("c", &["d"])], &[("b", &["a", "d"])], &[("a", "b")]);
    }

    #[test]
    fn a_choice_is_not_made() {
        pairs(&[("a", &[])], &[("b", &["a"]), ("c", &["a"])], &[]);
        pairs(&[("a", &["d"]), ("b", &["d"])], &[("c", &["d"])], &[]);
    }
}
