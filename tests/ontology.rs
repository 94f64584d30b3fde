//! The gate of `ontology/*.ttl`: valid for two parsers, labelled and reasoned in two languages, in step with the code.

use depeche::claim::{ActType, Office, TreatyKind, TreatyStatus, VisitKind, VisitStatus};
use depeche::vocab::{self, Scheme, class, property, scheme};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use sophia::api::prelude::{Graph as _, TripleSource as _};
use sophia::inmem::graph::LightGraph;
use sophia::isomorphism::isomorphic_graphs;
use sophia::turtle::parser::{nt, turtle};
use std::collections::{BTreeMap, BTreeSet};

const DEPECHE: &str = include_str!("../ontology/depeche.ttl");
const SHAPES: &str = include_str!("../ontology/shapes.ttl");
const ALIGNMENTS: &str = include_str!("../ontology/alignments.ttl");

fn parse(turtle: &str) -> Dataset {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()).map(|quad| quad.expect("valid Turtle")).collect()
}

/// Subjects of the ontology's namespace → their properties and values.
fn terms(dataset: &Dataset) -> BTreeMap<String, Vec<(String, Term)>> {
    let mut terms: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
    for quad in dataset {
        let quad = quad.into_owned();
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject
            && subject.as_str().starts_with(vocab::NAMESPACE)
        {
            terms.entry(subject.as_str().to_owned()).or_default().push((quad.predicate.as_str().to_owned(), quad.object));
        }
    }
    terms
}

fn of_types(terms: &BTreeMap<String, Vec<(String, Term)>>, types: &[&str]) -> BTreeSet<String> {
    let is = |values: &[(String, Term)]| {
        values.iter().any(|(predicate, object)| {
            predicate.ends_with("#type")
                && matches!(object, Term::NamedNode(class) if types.iter().any(|name| class.as_str().ends_with(name)))
        })
    };
    terms.iter().filter(|(_, values)| is(values)).map(|(name, _)| name.clone()).collect()
}

fn names(all: &[NamedNodeRef<'_>]) -> BTreeSet<String> {
    all.iter().map(|term| term.as_str().to_owned()).collect()
}

#[test]
fn two_parsers_read_the_same_graphs() {
    for (file, turtle) in [("depeche.ttl", DEPECHE), ("shapes.ttl", SHAPES), ("alignments.ttl", ALIGNMENTS)] {
        let lines: Vec<String> =
            parse(turtle).iter().map(|quad| format!("{} {} {} .", quad.subject, quad.predicate, quad.object)).collect();
        let ours: LightGraph = nt::parse_str(&lines.join("\n")).collect_triples().unwrap_or_else(|error| panic!("{file}: {error}"));
        let theirs: LightGraph = turtle::parse_str(turtle).collect_triples().unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(ours.triples().count() > 50, "{file} is nearly empty");
        assert!(isomorphic_graphs(&ours, &theirs).expect("comparable"), "{file}");
    }
}

#[test]
fn every_term_is_labelled_and_reasoned_in_french_and_english() {
    for (term, values) in terms(&parse(DEPECHE)) {
        for property in ["label", "comment"] {
            for language in ["en", "fr"] {
                let found: Vec<&str> = values
                    .iter()
                    .filter(|(predicate, _)| predicate == &format!("http://www.w3.org/2000/01/rdf-schema#{property}"))
                    .filter_map(|(_, object)| match object {
                        Term::Literal(literal) if literal.language() == Some(language) => Some(literal.value()),
                        _ => None,
                    })
                    .collect();
                assert_eq!(found.len(), 1, "{term} has {} {property} in {language}", found.len());
                assert!(found[0].trim().len() > 1, "{term}: empty {property} in {language}");
                assert!(property == "label" || found[0].ends_with('.'), "{term}: “{}” is no sentence", found[0]);
            }
        }
    }
}

#[test]
fn classes_and_properties_are_those_of_the_code() {
    let terms = terms(&parse(DEPECHE));
    assert_eq!(of_types(&terms, &["owl#Class"]), names(class::ALL));
    assert_eq!(of_types(&terms, &["owl#ObjectProperty", "owl#DatatypeProperty", "ns#Property"]), names(property::ALL));
    let schemes: BTreeSet<String> = scheme::ALL.iter().map(|scheme| scheme.iri.as_str().to_owned()).collect();
    assert_eq!(of_types(&terms, &["core#ConceptScheme"]), schemes);
}

#[test]
fn closed_lists_are_those_of_the_code() {
    fn check(terms: &BTreeMap<String, Vec<(String, Term)>>, scheme: Scheme, list: Vec<&'static str>) {
        let said: BTreeSet<String> = list.iter().map(|name| scheme.concept(name).as_str().to_owned()).collect();
        let written: BTreeSet<String> = of_types(terms, &["core#Concept"])
            .into_iter()
            .filter(|concept| {
                terms[concept]
                    .iter()
                    .any(|(predicate, object)| predicate.ends_with("#inScheme") && *object == Term::from(scheme.iri.into_owned()))
            })
            .collect();
        assert_eq!(said, written, "{}", scheme.iri);
        for name in list {
            let concept = scheme.concept(name);
            assert_eq!(scheme.name(concept.as_str()), Some(name));
            let notation = oxigraph::model::Literal::new_simple_literal(name);
            assert!(
                terms[concept.as_str()].iter().any(|(p, o)| p.ends_with("#notation") && *o == Term::from(notation.clone())),
                "{concept}"
            );
        }
    }
    let terms = terms(&parse(DEPECHE));
    check(&terms, scheme::OFFICES, Office::ALL.iter().map(|it| it.as_str()).collect());
    check(&terms, scheme::TREATY_KINDS, TreatyKind::ALL.iter().map(|it| it.as_str()).collect());
    check(&terms, scheme::TREATY_STATUSES, TreatyStatus::ALL.iter().map(|it| it.as_str()).collect());
    check(&terms, scheme::ACT_TYPES, ActType::ALL.iter().map(|it| it.as_str()).collect());
    check(&terms, scheme::VISIT_KINDS, VisitKind::ALL.iter().map(|it| it.as_str()).collect());
    check(&terms, scheme::VISIT_STATUSES, VisitStatus::ALL.iter().map(|it| it.as_str()).collect());
}

/// Every class and property of the code is used by it: written into the graph, or asked by a query.
#[test]
fn every_term_is_used() {
    let sources: String = ["../src/graph", "../src/store"].iter().map(|folder| read_all(folder)).collect();
    for (module, all) in [("class", class::ALL), ("dep", property::ALL)] {
        for term in all {
            let local = term.as_str().trim_start_matches(vocab::NAMESPACE);
            let mut constant = String::new();
            for (n, letter) in local.char_indices() {
                if letter.is_ascii_uppercase() && n > 0 {
                    constant.push('_');
                }
                constant.push(letter.to_ascii_uppercase());
            }
            let used = sources.contains(&format!("{module}::{constant}")) || sources.contains(&format!("property::{constant}"));
            assert!(used, "{local} is defined and not used");
        }
    }
}

fn read_all(folder: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut all = String::new();
    let Ok(entries) = std::fs::read_dir(&root) else { return all };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.push_str(&read_all(path.to_str().expect("UTF-8")));
        } else {
            all.push_str(&std::fs::read_to_string(path).expect("readable"));
        }
    }
    all
}

#[test]
fn shapes_and_alignments_speak_of_defined_terms() {
    let defined: BTreeSet<String> = terms(&parse(DEPECHE)).into_keys().collect();
    for (file, turtle) in [("shapes.ttl", SHAPES), ("alignments.ttl", ALIGNMENTS)] {
        for quad in &parse(turtle) {
            let quad = quad.into_owned();
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
                NamedOrBlankNode::BlankNode(_) => None,
            };
            let object = match &quad.object {
                Term::NamedNode(node) => Some(node.clone()),
                _ => None,
            };
            for node in [subject, Some(quad.predicate.clone()), object].into_iter().flatten() {
                assert!(!is_own(&node) || defined.contains(node.as_str()), "{file}: {node} is not defined");
            }
        }
    }
}

fn is_own(node: &NamedNode) -> bool {
    node.as_str().starts_with(vocab::NAMESPACE)
}

#[test]
fn the_ontology_has_a_version() {
    let version = NamedNode::new_unchecked("http://www.w3.org/2002/07/owl#versionIRI");
    let dataset = parse(DEPECHE);
    let said: Vec<String> = dataset.iter().filter(|quad| quad.predicate == version.as_ref()).map(|quad| quad.object.to_string()).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("<https://w3id.org/depeche/ontology/"), "{}", said[0]);
}
