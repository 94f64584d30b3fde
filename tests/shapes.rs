//! SHACL: the small graph and the graph of the identity corpus conform, broken ones do not, and `pyshacl` says the same where Python
//! has it.

use crate::small_graph;
use depeche::shapes::{self, Breach};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use std::process::Command;

fn without(property: &str) -> Vec<Quad> {
    small_graph::quads().into_iter().filter(|quad| !quad.predicate.as_str().ends_with(property)).collect()
}

fn broken(quads: &[Quad]) -> Vec<Breach> {
    shapes::validate(quads).expect("sound shapes")
}

#[test]
fn the_graph_conforms() {
    assert_eq!(broken(&small_graph::quads()), []);
    assert_eq!(broken(&[]), []);
}

/// Each mutation is found, at a node that it touches, under the words of the shape.
#[test]
fn the_shapes_bite() {
    let bounds = "A date whose year is known has its first and last possible day.";
    for (property, message) in [
        ("#destination", "A visit has exactly one destination."),
        ("#visitor", "A visit has exactly one visitor."),
        ("#startFirst", bounds),
        ("#startLast", bounds),
        ("#signedFirst", bounds),
        ("#dateLast", bounds),
        ("#evidence", "A report has evidence."),
        ("#witness", "A visit has a witness."),
        ("#witness", "A treaty has a witness."),
        ("#witness", "An act has a witness."),
        ("#witness", "A person has a witness."),
        ("#happened", "Whether it was done or only announced must be said."),
    ] {
        let whole = small_graph::quads();
        let touched: Vec<_> =
            whole.iter().filter(|quad| quad.predicate.as_str().ends_with(property)).map(|quad| quad.subject.to_string()).collect();
        let found = broken(&without(property));
        let told: Vec<_> = found.iter().filter(|breach| breach.message == message).collect();
        assert!(!told.is_empty(), "without {property}: {found:?}");
        assert!(told.iter().all(|breach| touched.contains(&format!("<{}>", breach.node))), "without {property}: {told:?}");
    }
}

#[test]
fn what_is_too_much_or_of_another_kind_is_found() {
    let visit = NamedNode::new_unchecked("https://w3id.org/depeche/visit/Q7747_PRK_2024-06-19");
    let term = |name: &str| NamedNode::new_unchecked(format!("https://w3id.org/depeche/ontology#{name}"));
    let with = |property: &str, value: Term| {
        let mut quads = small_graph::quads();
        assert!(quads.iter().any(|quad| quad.subject == visit.clone().into()), "the visit is of the small graph");
        quads.push(Quad::new(visit.clone(), term(property), value, GraphName::DefaultGraph));
        broken(&quads)
    };
    let second = with("destination", NamedNode::new_unchecked("https://w3id.org/depeche/state/Q881").into());
    assert_eq!(second.len(), 1, "{second:?}");
    assert_eq!((second[0].node.as_str(), second[0].property.as_deref()), (visit.as_str(), Some(term("destination").as_str())));
    let zero = with("documents", Literal::from(0).into());
    assert!(zero.iter().any(|breach| breach.property.as_deref() == Some(term("documents").as_str())), "{zero:?}");
}

/// Another engine reads the same shapes and says the same of the whole graph and of broken ones.
#[test]
fn pyshacl_agrees() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import pyshacl"]).output().is_ok_and(|ran| ran.status.success());
    if !there {
        eprintln!("skipped: {python} has no pyshacl");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("shapes.ttl"), shapes::SHAPES).unwrap();
    let whole = small_graph::quads();
    let graphs =
        [("whole", whole), ("destination", without("#destination")), ("bounds", without("#startLast")), ("witness", without("#witness"))];
    for (name, quads) in graphs {
        let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(Vec::new());
        for quad in &quads {
            writer.serialize_triple(quad.as_ref()).unwrap();
        }
        std::fs::write(file("data.nt"), writer.finish().unwrap()).unwrap();
        let ran =
            Command::new(&python).args(["-m", "pyshacl", "-df", "nt", "-s"]).args([file("shapes.ttl"), file("data.nt")]).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        let conforms = broken(&quads).is_empty();
        assert_eq!(conforms, name == "whole");
        assert!(said.contains(if conforms { "Conforms: True" } else { "Conforms: False" }), "{name}: {said}");
    }
}
