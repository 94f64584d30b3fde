//! What was typed → a node: an IRI (also without its base, with a prefix, or an alias), a Wikidata id, a code, a document's
//! id, a name.

use super::view::View;
use crate::claim::Qid;
use crate::cli::command::stored;
use crate::cli::outcome::Failure;
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
    for iri in stored::iris(view.base, view.prefixes, thing) {
        if let Some(found) = by_iri(view, &iri)? {
            return Ok(found);
        }
    }
    let named = by_name(view, thing)?;
    match &named[..] {
        [node] => Ok(Found::Merged { node: node.clone(), alias: None }),
        [] => Err(nothing(view, thing)?),
        several => Err(choose(view, &format!("“{thing}” is the name of several things"), several)?.hint("explain one of them by its IRI")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Line;
    use crate::cli::command::stored::Stored;
    use crate::document::{Document, DocumentId};
    use crate::graph::document;
    use crate::graph::iri::Base;
    use crate::pipeline::Reader;
    use crate::query::Prefixes;
    use crate::store::{Archive, BuildRecord};
    use clap::CommandFactory;
    use std::collections::BTreeMap;

    const TEXT: &str = "La Finlande et le Sénégal ont signé le 8 novembre 2023 à Dakar un accord de pêche. \
                        La ministre finlandaise des Affaires étrangères, Aino Lahtinen, était présente.";

    fn stored() -> Stored {
        let (base, reader) = (Base::default(), Reader::french());
        let document = Document {
            id: DocumentId::new("001.txt").unwrap(),
            url: None,
            published: "2023-11-09".parse().ok(),
            title: None,
            language: None,
            text: TEXT.to_owned(),
            metadata: BTreeMap::new(),
        };
        let reading = reader.reading();
        let record = BuildRecord { base: base.clone(), program: reading.program, lexicon: reading.lexicon, gazetteer: reading.gazetteer };
        let mut archive = Archive::in_memory().unwrap();
        let mut build = archive.begin(record).unwrap();
        build.replace_document(base.document(&document.id), document::to_quads(&base, &reader.read(&document))).unwrap();
        build.merge(reader.gazetteer(), || {}).unwrap();
        let prefixes = Prefixes::of_base(&base);
        Stored { archive, base, prefixes }
    }

    /// What `depeche explain --help` shows is of the forms that there are.
    #[test]
    fn the_examples_of_the_help_are_found() {
        let help = Line::command().find_subcommand("explain").and_then(|command| command.get_after_long_help()).unwrap().to_string();
        let examples = help.lines().filter_map(|line| line.trim().strip_prefix("depeche explain "));
        let stored = stored();
        let view = View::of(&stored);
        let mut found = Vec::new();
        for example in examples {
            let thing = match example.strip_prefix('"') {
                Some(name) => name.split('"').next(),
                None => example.split_whitespace().next(),
            };
            found.push(match find(&view, thing.unwrap()) {
                Ok(Found::Merged { node, .. } | Found::Document(node)) => view.short(node.as_str()),
                Ok(Found::Report { .. }) => panic!("{example} is a report"),
                Err(failure) => panic!("{example}: {failure:?}"),
            });
        }
        let treaty = "treaty:FIN-SEN_2023-11-08";
        assert_eq!(found, [treaty, treaty, treaty, "state:Q33", "person:aino-lahtinen.FIN", "doc:001.txt"]);
    }

    #[test]
    fn a_document_has_several_names() {
        let stored = stored();
        let view = View::of(&stored);
        for name in ["001.txt", "doc:001.txt", "document/001.txt", "<https://w3id.org/depeche/document/001.txt>", " 001.txt "] {
            assert!(matches!(find(&view, name), Ok(Found::Document(_))), "{name}");
            let there = stored.archive.document_graphs().unwrap();
            assert_eq!(stored::document(&there, &stored.base, &stored.prefixes, name).as_ref(), there.first(), "{name}");
        }
    }
}
