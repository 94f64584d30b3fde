//! The names of things, values and properties in a difference: labels where the graph has them, else IRIs shortened.
//! Called by `diff`.

use super::graph::{Graph, Value};
use super::{Kind, Shown};
use crate::query::Prefixes;
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{self, NAMESPACE, property as dep};
use oxigraph::model::NamedNodeRef;
use std::fmt::Write;

/// So many parties are named in the label of a treaty.
const MOST_PARTIES: usize = 4;

/// A graph with the prefixes that its IRIs are shown with.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) graph: &'a Graph,
    pub(super) prefixes: &'a Prefixes,
}

impl Words<'_> {
    /// `Tabaré Vázquez → Suède, 2018-03-07 to 2018-03-08`; `ratified by Pérou: traité d'amitié, 2018-11-20`.
    pub(super) fn thing(&self, kind: Kind, iri: &str) -> String {
        match kind {
            Kind::Visit => self.visit(iri),
            Kind::Treaty => self.treaty(iri),
            Kind::Act => self.act(iri),
            Kind::Person => self.name(iri),
        }
    }

    fn visit(&self, iri: &str) -> String {
        let way = format!("{} → {}", self.names(iri, dep::VISITOR).join(", "), self.names(iri, dep::DESTINATION).join(", "));
        match (self.graph.words(iri, dep::START), self.graph.words(iri, dep::END)) {
            (Some(start), Some(end)) if start != end => format!("{way}, {start} to {end}"),
            (Some(start), _) => format!("{way}, {start}"),
            (None, Some(end)) => format!("{way}, until {end}"),
            (None, None) => way,
        }
    }

    fn treaty(&self, iri: &str) -> String {
        let mut words = self.name(iri);
        let parties = self.names(iri, dep::PARTY);
        if !parties.is_empty() {
            let more = parties.len().saturating_sub(MOST_PARTIES);
            let named = parties[..parties.len() - more].join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            // writing to a String cannot fail
            let _ = write!(words, " ({named}{more})");
        }
        if let Some(signed) = self.graph.words(iri, dep::SIGNED) {
            let _ = write!(words, ", signed {signed}");
        }
        words
    }

    fn act(&self, iri: &str) -> String {
        let mut words = self.names(iri, dep::ACT_TYPE).join(", ").replace('-', " ");
        let by = self.names(iri, dep::BY);
        if !by.is_empty() {
            let _ = write!(words, " by {}", by.join(", "));
        }
        if let Some(treaty) = self.graph.treaty_of(iri) {
            let _ = write!(words, ": {}", self.name(treaty));
        }
        if let Some(date) = self.graph.words(iri, dep::DATE) {
            let _ = write!(words, ", {date}");
        }
        words
    }

    /// Labels, else short IRIs, sorted. Never put together from other names, so that a graph that leads back to itself has an end.
    fn names(&self, iri: &str, property: NamedNodeRef<'_>) -> Vec<String> {
        let label = |node: &str| self.graph.label(node).map_or_else(|| self.prefixes.tell(node), str::to_owned);
        let mut names: Vec<_> = self.graph.linked(iri, property).map(label).collect();
        names.sort_unstable();
        names
    }

    /// A label; for what has none, what tells it from others of its class; else the short IRI.
    fn name(&self, iri: &str) -> String {
        if let Some(label) = self.graph.label(iri) {
            return label.to_owned();
        }
        if let Some(number) = self.graph.words(iri, dep::ARTICLE) {
            return format!("article {number}");
        }
        let office = self.names(iri, dep::OFFICE);
        if !office.is_empty() {
            let of = self.names(iri, dep::STATE);
            let office = office.join(", ").replace('-', " ");
            return if of.is_empty() { office } else { format!("{office} ({})", of.join(", ")) };
        }
        match self.graph.kind(iri) {
            Some(Kind::Visit) => self.visit(iri),
            Some(Kind::Act) => self.act(iri),
            _ => self.prefixes.tell(iri),
        }
    }

    pub(super) fn value(&self, value: &Value) -> Shown {
        match value {
            Value::Node(iri) => Shown { words: self.name(iri), iri: Some(iri.clone()) },
            Value::Words { words, .. } => Shown { words: words.clone(), iri: None },
        }
    }

    /// `planned` for a visit that is not made yet, or never; `not done` for an act only announced, or refused.
    pub(super) fn status(&self, kind: Kind, iri: &str) -> Option<String> {
        match kind {
            Kind::Visit => self.names(iri, dep::VISIT_STATUS).into_iter().find(|status| status != "completed"),
            Kind::Act => self.graph.words(iri, dep::HAPPENED).filter(|happened| *happened == "false").map(|_| "not done".to_owned()),
            Kind::Treaty | Kind::Person => None,
        }
    }
}

/// A property in words, shorter where its thing is known: `start`, `kind`, `signed there`.
pub(super) fn property(iri: &str) -> String {
    let short = [
        (rdfs::LABEL, "label"),
        (external::ALT_LABEL, "also called"),
        (external::SAME_AS, "wikidata"),
        (rdf::TYPE, "class"),
        (dep::VISIT_KIND, "kind"),
        (dep::TREATY_KIND, "kind"),
        (dep::VISIT_STATUS, "status"),
        (dep::ACT_TYPE, "type"),
        (dep::OFFICE_HELD, "office"),
    ];
    let known = short.into_iter().find(|(property, _)| property.as_str() == iri).map(|(_, words)| words.to_owned());
    known.or_else(|| iri.strip_prefix(NAMESPACE).map(vocab::words)).unwrap_or_else(|| iri.to_owned())
}

/// Where a property stands in a list: names first, then the order of the ontology, the number of documents last.
pub(super) fn rank(iri: &str) -> usize {
    let first = [rdfs::LABEL, external::ALT_LABEL, external::SAME_AS, rdf::TYPE];
    if iri == dep::DOCUMENTS.as_str() {
        return usize::MAX;
    }
    let place = first.iter().chain(dep::ALL).position(|property| property.as_str() == iri);
    place.unwrap_or(usize::MAX - 1)
}

/// What follows from other changes (bounds from a date, witnesses from documents) or is told elsewhere.
pub(super) fn is_aside(iri: &str) -> bool {
    let aside = [
        dep::WITNESS,
        dep::INDEPENDENT_WITNESSES,
        dep::ALIAS,
        dep::POSSIBLY_SAME_AS,
        dep::START_DERIVED_FROM,
        dep::END_DERIVED_FROM,
        dep::DATE_DERIVED_FROM,
    ];
    aside.iter().chain(&dep::BOUNDS).any(|property| property.as_str() == iri)
}
