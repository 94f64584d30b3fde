//! What was typed → a node: an IRI (also without its base, with a prefix, or an alias), a Wikidata id, a code, a document's
//! id, a name.

use super::view::View;
use crate::claim::Qid;
use crate::cli::outcome::Failure;
use crate::document::DocumentId;
use crate::graph::iri;
use crate::text::fold::name_key;
use crate::vocab::external::{self, rdfs};
use crate::vocab::property as dep;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, TermRef};
use std::collections::BTreeSet;

/// So many are named when a name fits several things, or none but nearly.
const MOST_NAMED: usize = 12;

/// What is meant.
pub(super) enum Found {
    /// A node of the merged graph, perhaps by an earlier IRI.
    Merged { node: NamedNode, alias: Option<String> },
    /// All that one document says.
    Document(NamedNode),
    /// One node of a document's graph.
    Report { document: NamedNode, report: NamedNode },
}

pub(super) fn find(view: &View<'_>, thing: &str) -> Result<Found, Failure> {
    let thing = thing.trim();
    for iri in iris(view, thing) {
        if let Some(found) = by_iri(view, &iri)? {
            return Ok(found);
        }
    }
    if let Some(document) = DocumentId::new(thing).map(|id| view.base.document(&id))
        && view.knows(&document, (&document).into())?
    {
        return Ok(Found::Document(document));
    }
    let named = by_name(view, thing)?;
    match &named[..] {
        [node] => Ok(Found::Merged { node: node.clone(), alias: None }),
        [] => Err(nothing(view, thing)?),
        several => Err(choose(view, &format!("“{thing}” is the name of several things"), several)?.hint("explain one of them by its IRI")),
    }
}

/// The IRIs that the words may stand for.
fn iris(view: &View<'_>, thing: &str) -> Vec<NamedNode> {
    let bare = thing.trim_start_matches('<').trim_end_matches('>');
    let with_base = format!("{}{bare}", view.base.as_str());
    let all = [view.prefixes.expand(bare), Some(bare.to_owned()), Some(with_base)];
    all.into_iter().flatten().filter_map(|iri| NamedNode::new(iri).ok()).collect()
}

fn by_iri(view: &View<'_>, node: &NamedNode) -> Result<Option<Found>, Failure> {
    let merged = GraphNameRef::DefaultGraph;
    // A report has its join reasons in the merged graph, so documents come first.
    if let Some(document) = view.graph_of(node) {
        if document == *node {
            return Ok(view.knows(node, (&document).into())?.then_some(Found::Document(document)));
        }
        return Ok(view.knows(node, (&document).into())?.then(|| Found::Report { document, report: node.clone() }));
    }
    if view.knows(node, merged)? {
        return Ok(Some(Found::Merged { node: node.clone(), alias: None }));
    }
    let now = view.subjects(dep::ALIAS, node.into(), merged)?;
    match &now[..] {
        [] => {}
        [now] => {
            return Ok(Some(Found::Merged { node: now.clone(), alias: Some(node.as_str().to_owned()) }));
        }
        several => {
            return Err(choose(view, &format!("what was {} is now several things", node.as_str()), several)?.hint("explain one of them"));
        }
    }
    let linked = view.subjects(external::SAME_AS, node.into(), merged)?;
    Ok(linked.into_iter().next().map(|node| Found::Merged { node, alias: None }))
}

/// By Wikidata id, by code, by any label: sorted, none twice.
fn by_name(view: &View<'_>, thing: &str) -> Result<Vec<NamedNode>, Failure> {
    let merged = GraphNameRef::DefaultGraph;
    if let Ok(item) = Qid::try_from(thing.to_owned()) {
        return view.subjects(external::SAME_AS, (&iri::wikidata(&item)).into(), merged);
    }
    let code = Literal::new_simple_literal(thing);
    let coded = view.subjects(dep::CODE, TermRef::from(&code), merged)?;
    if !coded.is_empty() {
        return Ok(coded);
    }
    let wanted = name_key(thing);
    let mut found = BTreeSet::new();
    for property in [rdfs::LABEL, external::ALT_LABEL] {
        found.extend(view.all(property)?.into_iter().filter(|(_, label)| name_key(label) == wanted).map(|(node, _)| node));
        // Another thing may be called so in passing; the one whose name it is comes first.
        if !found.is_empty() {
            break;
        }
    }
    Ok(found.into_iter().collect())
}

fn nothing(view: &View<'_>, thing: &str) -> Result<Failure, Failure> {
    let wanted = name_key(thing);
    let mut near = BTreeSet::new();
    for property in [rdfs::LABEL, external::ALT_LABEL] {
        let labels = view.all(property)?;
        near.extend(labels.into_iter().filter(|(_, label)| !wanted.is_empty() && name_key(label).contains(&wanted)).map(|(node, _)| node));
    }
    let near: Vec<_> = near.into_iter().collect();
    let hint = "a thing is given by its IRI (as `query` and `export` print them), its Wikidata id, its name, or the id of a document";
    Ok(match &near[..] {
        [] => Failure::new(format!("the store knows nothing called “{thing}”")).hint(hint),
        near => choose(view, &format!("the store knows nothing called “{thing}”, but"), near)?.hint(hint),
    })
}

/// A message with a list of things.
fn choose(view: &View<'_>, message: &str, things: &[NamedNode]) -> Result<Failure, Failure> {
    let mut causes = Vec::new();
    for node in things.iter().take(MOST_NAMED) {
        causes.push(format!("{} ({}) {}", view.label(node)?, view.kind(node, GraphNameRef::DefaultGraph)?, node.as_str()));
    }
    if things.len() > MOST_NAMED {
        causes.push(format!("and {} more", things.len() - MOST_NAMED));
    }
    Ok(Failure::Told { message: message.to_owned(), causes, hint: None })
}
