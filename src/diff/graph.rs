//! A merged graph laid out by node, so that two can be held side by side. Called by the rest of `diff`.

use super::Kind;
use crate::vocab::external::{rdf, rdfs};
use crate::vocab::{class, property as dep};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Property → values, both sorted.
pub(super) type Facts = BTreeMap<String, BTreeSet<Value>>;

/// What a statement says of its node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// Another node, by its IRI.
    Node(String),
    /// A literal.
    Words {
        /// Its lexical form.
        words: String,
        /// Its language, else the IRI of its datatype.
        tag: String,
    },
}

#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: BTreeMap<String, Facts>,
    /// What each thing is.
    kinds: BTreeMap<String, Kind>,
    /// Alias → the nodes that list it.
    aliased: BTreeMap<String, BTreeSet<String>>,
    /// Act → the treaties that list it.
    treaties: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// In whatever order the statements come, and however often each.
    pub(super) fn of(quads: &[Quad]) -> Self {
        let mut graph = Self::default();
        for quad in quads {
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
                NamedOrBlankNode::BlankNode(node) => node.to_string(),
            };
            let value = match &quad.object {
                Term::NamedNode(node) => Value::Node(node.as_str().to_owned()),
                Term::Literal(literal) => Value::Words {
                    words: literal.value().to_owned(),
                    tag: literal.language().map_or_else(|| literal.datatype().as_str().to_owned(), str::to_owned),
                },
                other => Value::Words { words: other.to_string(), tag: String::new() },
            };
            if let Value::Node(object) = &value {
                if quad.predicate == dep::ALIAS {
                    graph.aliased.entry(object.clone()).or_default().insert(subject.clone());
                }
                if quad.predicate == dep::ACT {
                    graph.treaties.entry(object.clone()).or_default().insert(subject.clone());
                }
            }
            graph.nodes.entry(subject).or_default().entry(quad.predicate.as_str().to_owned()).or_default().insert(value);
        }
        let kind = |iri: &str| Kind::ALL.into_iter().find(|kind| graph.is_a(iri, kind.class()));
        graph.kinds = graph.nodes.keys().filter_map(|iri| Some((iri.clone(), kind(iri)?))).collect();
        graph
    }

    /// Every node of which something is said, sorted.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &str> {
        self.nodes.keys().map(String::as_str)
    }

    /// The things of a kind, sorted.
    pub(super) fn things(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.kinds.iter().filter(move |(_, other)| **other == kind).map(|(iri, _)| iri.as_str())
    }

    /// What is said of a node; nothing of one that is only spoken of.
    pub(super) fn facts(&self, iri: &str) -> Option<&Facts> {
        self.nodes.get(iri)
    }

    pub(super) fn is_a(&self, iri: &str, class: NamedNodeRef<'_>) -> bool {
        self.linked(iri, rdf::TYPE).any(|found| class.as_str() == found)
    }

    pub(super) fn kind(&self, iri: &str) -> Option<Kind> {
        self.kinds.get(iri).copied()
    }

    /// Neither a thing nor a part of one: an office of a person and an article of a treaty are told with their owner.
    pub(super) fn is_other(&self, iri: &str) -> bool {
        let is_told = |owner: &str| self.is_part(iri) && self.kind(owner).is_some();
        self.kind(iri).is_none() && !iri.split_once('#').is_some_and(|(owner, _)| is_told(owner))
    }

    fn is_part(&self, iri: &str) -> bool {
        self.is_a(iri, class::OFFICE_HELD) || self.is_a(iri, class::ARTICLE)
    }

    /// The parts of a thing: fragment, and what is said of it.
    pub(super) fn parts<'a>(&'a self, thing: &str) -> BTreeMap<&'a str, &'a Facts> {
        let beginning = format!("{thing}#");
        let after = self.nodes.range(beginning.clone()..).take_while(|(iri, _)| iri.starts_with(&beginning));
        after.filter(|(iri, _)| self.is_part(iri)).map(|(iri, facts)| (&iri[beginning.len()..], facts)).collect()
    }

    pub(super) fn values(&self, iri: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Value> {
        self.nodes.get(iri).and_then(|facts| facts.get(property.as_str())).into_iter().flatten()
    }

    /// The nodes among [`Self::values`].
    pub(super) fn linked(&self, iri: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &str> {
        self.values(iri, property).filter_map(|value| if let Value::Node(node) = value { Some(node.as_str()) } else { None })
    }

    /// Whether a node leads to that one, by whatever property.
    pub(super) fn links(&self, iri: &str, to: &str) -> bool {
        let to = Value::Node(to.to_owned());
        self.nodes.get(iri).is_some_and(|facts| facts.values().any(|values| values.contains(&to)))
    }

    /// The first literal; of several languages not the English one, for the texts are French.
    pub(super) fn words(&self, iri: &str, property: NamedNodeRef<'_>) -> Option<&str> {
        let literals = self.values(iri, property).filter_map(|value| match value {
            Value::Words { words, tag } => Some((tag == "en", words.as_str())),
            Value::Node(_) => None,
        });
        literals.min().map(|(_, words)| words)
    }

    pub(super) fn label(&self, iri: &str) -> Option<&str> {
        self.words(iri, rdfs::LABEL)
    }

    /// The nodes that list this IRI as an alias, sorted.
    pub(super) fn listing(&self, alias: &str) -> impl Iterator<Item = &str> {
        self.aliased.get(alias).into_iter().flatten().map(String::as_str)
    }

    /// The treaty that an act is of.
    pub(super) fn treaty_of(&self, act: &str) -> Option<&str> {
        self.treaties.get(act)?.first().map(String::as_str)
    }
}
