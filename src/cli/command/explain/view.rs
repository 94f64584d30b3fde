//! The graph as `explain` looks at it: neighbours, labels, quotes. Reads the store; prints nothing.

use crate::cli::command::stored::Stored;
use crate::cli::outcome::Failure;
use crate::graph::iri::Base;
use crate::query::Prefixes;
use crate::store::StoreError;
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{self, NAMESPACE, property as dep};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};
use oxigraph::store::Store;

pub(super) struct View<'a> {
    store: &'a Store,
    pub(super) base: &'a Base,
    pub(super) prefixes: &'a Prefixes,
    background: GraphName,
}

/// Words of a document and what they are evidence for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) words: String,
    pub(super) rule: String,
    /// Who says so inside the text.
    pub(super) said_by: Option<String>,
    /// What of the report they are read for: `destination`, `start`; empty for the report as a whole.
    pub(super) roles: Vec<String>,
}

impl<'a> View<'a> {
    pub(super) fn of(stored: &'a Stored) -> Self {
        let background = GraphName::NamedNode(stored.base.background());
        Self { store: stored.archive.raw(), base: &stored.base, prefixes: &stored.prefixes, background }
    }

    /// What a node has for a property, in the order of the terms' text.
    pub(super) fn objects(&self, node: &NamedNode, property: NamedNodeRef<'_>, graph: GraphNameRef<'_>) -> Result<Vec<Term>, Failure> {
        let quads = self.store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, Some(graph));
        let mut objects = quads.map(|quad| Ok(quad.map_err(StoreError::from)?.object)).collect::<Result<Vec<_>, Failure>>()?;
        objects.sort_by_cached_key(Term::to_string);
        Ok(objects)
    }

    /// The nodes among [`Self::objects`].
    pub(super) fn nodes(&self, node: &NamedNode, property: NamedNodeRef<'_>, graph: GraphNameRef<'_>) -> Result<Vec<NamedNode>, Failure> {
        let named = |term| if let Term::NamedNode(node) = term { Some(node) } else { None };
        Ok(self.objects(node, property, graph)?.into_iter().filter_map(named).collect())
    }

    /// The first value, as text; of several languages not the English one, for the texts are French.
    pub(super) fn text(&self, node: &NamedNode, property: NamedNodeRef<'_>, graph: GraphNameRef<'_>) -> Result<Option<String>, Failure> {
        let literal = |term| if let Term::Literal(literal) = term { Some(literal) } else { None };
        let literals = self.objects(node, property, graph)?.into_iter().filter_map(literal);
        Ok(literals.min_by_key(|literal| literal.language() == Some("en")).map(|literal| literal.value().to_owned()))
    }

    /// Who has this for a property, sorted.
    pub(super) fn subjects(
        &self,
        property: NamedNodeRef<'_>,
        object: TermRef<'_>,
        graph: GraphNameRef<'_>,
    ) -> Result<Vec<NamedNode>, Failure> {
        let mut subjects = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property), Some(object), Some(graph)) {
            if let NamedOrBlankNode::NamedNode(node) = quad.map_err(StoreError::from)?.subject {
                subjects.push(node);
            }
        }
        subjects.sort_unstable();
        subjects.dedup();
        Ok(subjects)
    }

    /// Every pair of subject and text of a property of the default graph.
    pub(super) fn all(&self, property: NamedNodeRef<'_>) -> Result<Vec<(NamedNode, String)>, Failure> {
        let mut all = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property), None, Some(GraphNameRef::DefaultGraph)) {
            let quad = quad.map_err(StoreError::from)?;
            if let (NamedOrBlankNode::NamedNode(node), Term::Literal(literal)) = (quad.subject, quad.object) {
                all.push((node, literal.value().to_owned()));
            }
        }
        Ok(all)
    }

    /// Is anything said of it in this graph?
    pub(super) fn knows(&self, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<bool, Failure> {
        let first = self.store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph)).next();
        Ok(first.transpose().map_err(StoreError::from)?.is_some())
    }

    /// The statements of a node that are facts about it: not evidence, not bookkeeping; in the order of the ontology.
    pub(super) fn facts(&self, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<Vec<(NamedNodeRef<'static>, Vec<Term>)>, Failure> {
        let mut facts = Vec::new();
        for property in dep::ALL.iter().copied().filter(|property| !is_bookkeeping(*property)) {
            let objects = self.objects(node, property, graph)?;
            if !objects.is_empty() {
                facts.push((property, objects));
            }
        }
        Ok(facts)
    }

    /// The graph that a node of a document is in.
    pub(super) fn graph_of(&self, report: &NamedNode) -> Option<NamedNode> {
        Some(self.base.document(&self.base.document_of(report.as_str())?))
    }

    /// The name of a node: its label in the merged graph, else in the background, else in its document, else its short IRI.
    pub(super) fn label(&self, node: &NamedNode) -> Result<String, Failure> {
        let document = self.graph_of(node).map(GraphName::NamedNode);
        let places = [
            (rdfs::LABEL, Some(&GraphName::DefaultGraph)),
            (external::PREF_LABEL, Some(&self.background)),
            (rdfs::LABEL, document.as_ref()),
        ];
        for (property, graph) in places {
            if let Some(graph) = graph
                && let Some(label) = self.text(node, property, graph.as_ref())?
            {
                return Ok(label);
            }
        }
        Ok(self.short(node.as_str()))
    }

    /// An IRI as people read it: a word of a closed list, an IRI with its prefix, else itself.
    pub(super) fn short(&self, iri: &str) -> String {
        let told = self.prefixes.tell(iri);
        told.strip_prefix(self.base.as_str()).map(str::to_owned).unwrap_or(told)
    }

    /// What it is, as a word: `visit`, `treaty report`.
    pub(super) fn kind(&self, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<String, Failure> {
        let kinds = self.nodes(node, rdf::TYPE, graph)?;
        Ok(kinds.iter().find_map(|kind| kind.as_str().strip_prefix(NAMESPACE)).map_or_else(|| "thing".to_owned(), vocab::words))
    }

    /// The words that a report rests on, in the order of the text, each once with all that it is read for.
    pub(super) fn quotes(&self, report: &NamedNode) -> Result<Vec<Quote>, Failure> {
        let Some(graph) = self.graph_of(report).map(GraphName::NamedNode) else {
            return Ok(Vec::new());
        };
        let mut quotes: Vec<(NamedNode, Quote)> = Vec::new();
        for property in dep::ALL.iter().copied().filter(|property| is_evidence(*property)) {
            let role = property_name(property).trim_end_matches("evidence").trim_end().to_owned();
            for evidence in self.nodes(report, property, graph.as_ref())? {
                let known = quotes.iter().position(|(node, _)| *node == evidence);
                let at = known.unwrap_or(quotes.len());
                if known.is_none() {
                    quotes.push((evidence.clone(), self.quote(&evidence, graph.as_ref())?));
                }
                if !role.is_empty() {
                    quotes[at].1.roles.push(role.clone());
                }
            }
        }
        let mut quotes: Vec<Quote> = quotes.into_iter().map(|(_, quote)| quote).collect();
        quotes.sort_by(|a, b| (a.start, a.end, &a.rule, &a.said_by).cmp(&(b.start, b.end, &b.rule, &b.said_by)));
        Ok(quotes)
    }

    fn quote(&self, evidence: &NamedNode, graph: GraphNameRef<'_>) -> Result<Quote, Failure> {
        let mut quote = Quote {
            start: 0,
            end: 0,
            words: String::new(),
            rule: self.text(evidence, dep::RULE, graph)?.unwrap_or_default(),
            said_by: self.text(evidence, dep::SAID_BY, graph)?,
            roles: Vec::new(),
        };
        for selector in self.nodes(evidence, external::HAS_SELECTOR, graph)? {
            // The selector that counts bytes also holds the words; the other one counts code points.
            let Some(words) = self.text(&selector, external::EXACT, graph)? else {
                continue;
            };
            let position = |property| -> Result<u64, Failure> {
                Ok(self.text(&selector, property, graph)?.and_then(|number| number.parse().ok()).unwrap_or_default())
            };
            quote.start = position(external::START)?;
            quote.end = position(external::END)?;
            quote.words = words;
        }
        Ok(quote)
    }
}

/// The words of a property: `signed there`.
pub(super) fn property_name(property: NamedNodeRef<'_>) -> String {
    vocab::words(property.as_str().strip_prefix(NAMESPACE).unwrap_or(property.as_str()))
}

fn is_evidence(property: NamedNodeRef<'_>) -> bool {
    property == dep::EVIDENCE || property.as_str().ends_with("Evidence")
}

/// What is told in another way, or only helps queries.
fn is_bookkeeping(property: NamedNodeRef<'_>) -> bool {
    let told = [
        dep::WITNESS,
        dep::DOCUMENTS,
        dep::INDEPENDENT_WITNESSES,
        dep::JOIN_REASON,
        dep::JOIN_NOTE,
        dep::ALIAS,
        dep::ORDER,
        dep::POSSIBLY_SAME_AS,
        dep::ACT,
        dep::PROVISION,
        dep::OFFICE_HELD,
        dep::OFFICE_SAID,
        dep::ACT_TYPE,
        dep::ARTICLE,
        dep::SIDE,
        dep::PUBLISHED_FIRST,
        dep::PUBLISHED_LAST,
    ];
    is_evidence(property) || dep::BOUNDS.contains(&property) || told.contains(&property)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_as_words() {
        assert_eq!(property_name(dep::SIGNED_THERE), "signed there");
        assert_eq!(property_name(dep::EVIDENCE), "evidence");
        assert!(is_evidence(dep::PARTY_EVIDENCE) && is_evidence(dep::EVIDENCE) && !is_evidence(dep::PARTY));
    }
}
