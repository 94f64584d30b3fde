//! Two merged graphs → what the second has and the first has not, what was dropped, what changed: a list for people.
//!
//! Visits, treaties, acts and people are told one by one, all else by number (`count`). Two sides without a difference have the
//! same statements in their default graphs, and in the background where both hold it. Not compared: what documents say by
//! themselves, since all of it that merge takes up shows in the merged graph. Pure: statements in, a sorted list out. Called by `cli`.

mod count;
mod graph;
mod pairs;
mod side;
mod words;

pub use count::Count;
pub use side::{NotMerged, Side, recorded_base};

use crate::query::Prefixes;
use crate::vocab::{class, property as dep};
use graph::{Facts, Graph, Value};
use oxigraph::model::NamedNodeRef;
use pairs::Pairs;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use words::Words;

/// Everything that differs, sorted; equal sides in whatever order give equal lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// By kind, then label, then IRI.
    pub things: Vec<Difference>,
    /// What is only counted.
    pub others: Vec<Count>,
}

/// One thing that is on one side only, or on both and not alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// How it differs.
    pub what: What,
    /// What it is.
    pub kind: Kind,
    /// What people call it; for a change, as the second side has it.
    pub label: String,
    /// Its IRI; for a change, on the second side.
    pub iri: String,
    /// Its IRI on the first side, where an alias had to tell that it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// The thing of the other side that lists this IRI as an alias and is the same as another one here: two were joined, or one
    /// was parted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// `planned` and the like for a visit that is not made, `not done` for such an act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// How many documents tell of it, where the graph says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<usize>,
    /// For a change: every property whose values differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// A property whose values differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The property's IRI, shortened.
    pub property: String,
    /// The same in words; of a part (an office, an article) with the name of the part.
    pub words: String,
    /// It follows from other changes, or is told by another difference; worth telling only where nothing else is.
    #[serde(skip)]
    pub is_aside: bool,
    /// How many values both sides have.
    pub kept: usize,
    /// Values that only the first side has.
    pub dropped: Vec<Shown>,
    /// Values that only the second side has.
    pub added: Vec<Shown>,
}

/// A value as people read it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Shown {
    /// A label, a date, a number.
    pub words: String,
    /// Of a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
}

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Only the second side has it.
    Added,
    /// Only the first side has it.
    Dropped,
    /// Both have it, and say other things of it.
    Changed,
}

/// What is told one by one, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `dep:Visit`
    Visit,
    /// `dep:Treaty`
    Treaty,
    /// `dep:TreatyAct`
    Act,
    /// `dep:Person`
    Person,
}

impl What {
    /// As in the list.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Changed => "changed",
        }
    }
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 4] = [Self::Visit, Self::Treaty, Self::Act, Self::Person];

    /// As in the list.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Treaty => "treaty",
            Self::Act => "act",
            Self::Person => "person",
        }
    }

    fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Visit => class::VISIT,
            Self::Treaty => class::TREATY,
            Self::Act => class::TREATY_ACT,
            Self::Person => class::PERSON,
        }
    }
}

impl Differences {
    /// Whether the two sides are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.others.is_empty()
    }
}

/// Compares two sides; `prefixes` shorten IRIs for people. Takes memory for both graphs once more.
#[must_use]
pub fn diff(before: &Side, after: &Side, prefixes: &Prefixes) -> Differences {
    let (then, now) = (Graph::of(&before.merged), Graph::of(&after.merged));
    let comparison =
        Comparison { pairs: Pairs::of(&then, &now), then: Words { graph: &then, prefixes }, now: Words { graph: &now, prefixes } };
    let mut things: Vec<Difference> = Kind::ALL.into_iter().flat_map(|kind| comparison.of_kind(kind)).collect();
    things.sort_by(|a, b| (a.kind, &a.label, &a.iri, a.what).cmp(&(b.kind, &b.label, &b.iri, b.what)));
    let mut others = count::nodes(&then, &now, &comparison.pairs);
    if let (Some(then), Some(now)) = (&before.background, &after.background) {
        others.extend(count::background(then, now));
    }
    Differences { things, others }
}

struct Comparison<'a> {
    pairs: Pairs,
    then: Words<'a>,
    now: Words<'a>,
}

/// A property of a thing, or of the part of it that has this fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    part: Option<&'a str>,
    rank: usize,
    property: &'a str,
}

impl<'a> Comparison<'a> {
    fn of_kind(&self, kind: Kind) -> Vec<Difference> {
        let dropped = self.then.graph.things(kind).filter(|iri| self.pairs.after(iri).is_none());
        let mut found: Vec<_> =
            dropped.map(|iri| alone(What::Dropped, kind, iri, self.then, self.within(iri, kind, What::Dropped))).collect();
        for iri in self.now.graph.things(kind) {
            match self.pairs.before(iri) {
                None => found.push(alone(What::Added, kind, iri, self.now, self.within(iri, kind, What::Added))),
                Some(was) => found.extend(self.changed(kind, was, iri)),
            }
        }
        found
    }

    /// The one thing of the other side that lists this IRI as an alias.
    fn within(&self, iri: &str, kind: Kind, what: What) -> Option<String> {
        let graph = if what == What::Dropped { self.now.graph } else { self.then.graph };
        let mut listing = graph.listing(iri).filter(|other| graph.kind(other) == Some(kind));
        let one = listing.next()?;
        listing.next().is_none().then(|| one.to_owned())
    }

    /// `None` if the two say the same.
    fn changed(&self, kind: Kind, was: &str, iri: &str) -> Option<Difference> {
        let changes = self.changes(was, iri);
        let was = (was != iri).then(|| was.to_owned());
        (was.is_some() || !changes.is_empty()).then(|| Difference { was, changes, ..alone(What::Changed, kind, iri, self.now, None) })
    }

    fn changes(&self, was: &str, iri: &str) -> Vec<Change> {
        let (parts_then, parts_now) = (self.then.graph.parts(was), self.now.graph.parts(iri));
        // A part on one side only is told by the property that leads to it, where that is on this side only too.
        let linked = |graph: &Graph, thing: &str, part: &str| graph.links(thing, &format!("{thing}#{part}"));
        let is_told = |part: &str| linked(self.then.graph, was, part) != linked(self.now.graph, iri, part);
        let open: BTreeSet<&str> = parts_then.keys().chain(parts_now.keys()).copied().filter(|part| !is_told(part)).collect();
        let then = keyed(self.then.graph.facts(was), &parts_then, &open);
        let now = keyed(self.now.graph.facts(iri), &parts_now, &open);
        let keys: BTreeSet<Key<'_>> = then.keys().chain(now.keys()).copied().collect();
        keys.into_iter().filter_map(|key| self.change(iri, key, then.get(&key).copied(), now.get(&key).copied())).collect()
    }

    fn change(&self, iri: &str, key: Key<'_>, then: Option<&'a BTreeSet<Value>>, now: Option<&'a BTreeSet<Value>>) -> Option<Change> {
        // An act that is on one side only is a difference of its own, not one of its treaty too.
        let is_told = |value: &Value, is_paired: &dyn Fn(&str) -> bool, graph: &Graph| {
            key.property == dep::ACT.as_str() && matches!(value, Value::Node(act) if graph.kind(act) == Some(Kind::Act) && !is_paired(act))
        };
        let then: BTreeMap<Value, &Value> = then
            .into_iter()
            .flatten()
            .filter(|value| !is_told(value, &|act| self.pairs.after(act).is_some(), self.then.graph))
            .map(|value| (self.translate(key, value), value))
            .collect();
        let now: BTreeSet<&Value> =
            now.into_iter().flatten().filter(|value| !is_told(value, &|act| self.pairs.before(act).is_some(), self.now.graph)).collect();
        let mut dropped: Vec<_> = then.iter().filter(|(value, _)| !now.contains(value)).map(|(_, value)| self.then.value(value)).collect();
        let mut added: Vec<_> = now.iter().filter(|value| !then.contains_key(**value)).map(|value| self.now.value(value)).collect();
        if dropped.is_empty() && added.is_empty() {
            return None;
        }
        dropped.sort_unstable();
        added.sort_unstable();
        let words = words::property(key.property);
        Some(Change {
            property: self.now.prefixes.tell(key.property),
            words: match key.part {
                None => words,
                Some(part) => format!("{words} of {}", self.now.value(&Value::Node(format!("{iri}#{part}"))).words),
            },
            is_aside: key.part.is_some() || words::is_aside(key.property),
            kept: now.len() - added.len(),
            dropped,
            added,
        })
    }

    /// Aliases are IRIs and name no thing: they stay as they are.
    fn translate(&self, key: Key<'_>, value: &Value) -> Value {
        if key.property == dep::ALIAS.as_str() { value.clone() } else { self.pairs.translate(value) }
    }
}

/// A thing as one side has it.
fn alone(what: What, kind: Kind, iri: &str, side: Words<'_>, within: Option<String>) -> Difference {
    Difference {
        what,
        kind,
        label: side.thing(kind, iri),
        iri: iri.to_owned(),
        was: None,
        within,
        status: side.status(kind, iri),
        documents: side.graph.words(iri, dep::DOCUMENTS).and_then(|number| number.parse().ok()),
        changes: Vec::new(),
    }
}

/// The facts of a thing, and of those of its parts that are open.
fn keyed<'a>(
    own: Option<&'a Facts>,
    parts: &BTreeMap<&'a str, &'a Facts>,
    open: &BTreeSet<&str>,
) -> BTreeMap<Key<'a>, &'a BTreeSet<Value>> {
    let parts = parts.iter().filter(|(part, _)| open.contains(*part)).map(|(part, facts)| (Some(*part), *facts));
    let facts = own.into_iter().map(|facts| (None, facts)).chain(parts);
    let keyed = facts.flat_map(|(part, facts)| {
        facts.iter().map(move |(property, values)| (Key { part, rank: words::rank(property), property: property.as_str() }, values))
    });
    keyed.collect()
}
