//! Every format, written by us and read by somebody else, holds the same statements; the same statements are the same bytes.

use depeche::export::{ExportError, Format, write, write_canonical};
use depeche::query::Prefixes;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad, Term};
use proptest::prelude::*;
use sophia::api::prelude::*;
use sophia::api::quad::Spog;
use sophia::api::term::SimpleTerm;
use sophia::turtle::parser::{nq, nt, trig, turtle};
use sophia::turtle::serializer::nq::NQuadsSerializer;
use sophia::turtle::serializer::nt::NTriplesSerializer;
use std::collections::{BTreeSet, HashSet};

fn node(path: &str) -> NamedNode {
    NamedNode::new(format!("https://example.org/{path}")).expect("a test IRI")
}

fn prefixes() -> Prefixes {
    Prefixes::new([
        ("visit", "https://example.org/visit/"),
        ("dep", "https://example.org/ontology#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("unused", "https://example.org/nobody/"),
    ])
}

/// What is awkward in one format or another.
fn statements() -> Vec<Quad> {
    let visit = node("visit/Q7747-PRK-2024-06-18");
    let mut quads = Vec::new();
    let mut say = |subject: &NamedNode, predicate: &str, object: Term, graph: &GraphName| {
        quads.push(Quad::new(subject.clone(), node(&format!("ontology#{predicate}")), object, graph.clone()));
    };
    let merged = GraphName::DefaultGraph;
    let documents = [GraphName::from(node("document/b%C3%A9")), GraphName::from(node("document/a"))];
    for graph in documents.iter().chain([&merged]) {
        say(&visit, "label", Literal::new_language_tagged_literal_unchecked("Visite d'État à Pyongyang", "fr").into(), graph);
        say(&visit, "quote", Literal::new_simple_literal("« L'accord »,\r\n\t\"signé\" à 7 \\ 8\nhier\u{2028}").into(), graph);
        say(&visit, "quote", Literal::new_simple_literal("  a & b < c > d ]]> ").into(), graph);
        say(&visit, "first", Literal::new_typed_literal("2024-06-18", xsd::DATE).into(), graph);
        say(&visit, "count", Literal::new_typed_literal("42", xsd::INTEGER).into(), graph);
        say(&visit, "happened", Literal::new_typed_literal("true", xsd::BOOLEAN).into(), graph);
        say(&visit, "when", Literal::new_typed_literal("2024-06", node("edtf")).into(), graph);
        say(&visit, "witness", node("document/a/visit-120-130").into(), graph);
        say(&visit, "witness", node("document/b(1)/visit-1-2.").into(), graph);
        say(&visit, "witness", node("visit/été_1").into(), graph);
        say(&node("document/a"), "label", Literal::new_simple_literal("").into(), graph);
    }
    quads.push(Quad::new(visit.clone(), rdf::TYPE, node("ontology#Visit"), merged.clone()));
    quads.push(Quad::new(visit.clone(), rdf::TYPE, node("ontology#Event"), merged.clone()));
    quads.push(Quad::new(visit, NamedNode::new_unchecked("http://www.wikidata.org/prop/direct/P710"), node("person/Q7747"), merged));
    quads
}

fn one_graph(quads: Vec<Quad>) -> Vec<Quad> {
    quads.into_iter().filter(|quad| quad.graph_name == GraphName::DefaultGraph).collect()
}

fn for_format(format: Format, quads: Vec<Quad>) -> Vec<Quad> {
    if format.holds_graphs() { quads } else { one_graph(quads) }
}

fn written(format: Format, quads: Vec<Quad>) -> String {
    let mut bytes = Vec::new();
    write(format, quads, &prefixes(), &mut bytes).expect("writable statements");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Read by Oxigraph's parsers.
fn read_by_oxigraph(format: Format, text: &str) -> HashSet<Quad> {
    let format = match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::TriG => RdfFormat::TriG,
        Format::NTriples => RdfFormat::NTriples,
        Format::NQuads => RdfFormat::NQuads,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    };
    RdfParser::from_format(format).for_slice(text).collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Read by Sophia's parsers, and brought over as N-Quads, for the two libraries share no type. None for JSON-LD.
fn read_by_sophia(format: Format, text: &str) -> Option<HashSet<Quad>> {
    let lines = match format {
        Format::Turtle => NTriplesSerializer::new_stringifier().serialize_triples(turtle::parse_str(text)).expect(text).to_string(),
        Format::NTriples => NTriplesSerializer::new_stringifier().serialize_triples(nt::parse_str(text)).expect(text).to_string(),
        Format::RdfXml => {
            NTriplesSerializer::new_stringifier().serialize_triples(sophia::xml::parser::parse_str(text)).expect(text).to_string()
        }
        Format::TriG => NQuadsSerializer::new_stringifier().serialize_quads(trig::parse_str(text)).expect(text).to_string(),
        Format::NQuads => NQuadsSerializer::new_stringifier().serialize_quads(nq::parse_str(text)).expect(text).to_string(),
        Format::JsonLd => return None,
    };
    Some(read_by_oxigraph(Format::NQuads, &lines))
}

#[track_caller]
fn comes_back(format: Format, quads: &[Quad]) {
    let text = written(format, quads.to_vec());
    let expected: HashSet<Quad> = quads.iter().cloned().collect();
    assert_eq!(read_by_oxigraph(format, &text), expected, "{format}, read by oxigraph:\n{text}");
    if let Some(read) = read_by_sophia(format, &text) {
        assert_eq!(read, expected, "{format}, read by sophia:\n{text}");
    }
}

#[test]
fn what_is_written_is_what_others_read() {
    for format in Format::ALL {
        comes_back(format, &for_format(format, statements()));
        comes_back(format, &[]);
    }
}

#[test]
fn any_order_gives_the_same_bytes() {
    for format in Format::ALL {
        let quads = for_format(format, statements());
        let mut other: Vec<Quad> = quads.iter().rev().chain(&quads).cloned().collect();
        other.rotate_left(7);
        assert_eq!(written(format, quads), written(format, other), "{format}");
    }
}

#[test]
fn lines_are_sorted_as_lines() {
    for format in [Format::NTriples, Format::NQuads] {
        let text = written(format, for_format(format, statements()));
        assert!(text.lines().is_sorted(), "{text}");
    }
}

#[test]
fn turtle_is_for_people() {
    let text = written(Format::Turtle, one_graph(statements()));
    insta::assert_snapshot!(text, @r#"
    @prefix dep: <https://example.org/ontology#> .
    @prefix visit: <https://example.org/visit/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

    <https://example.org/document/a> dep:label "" .

    visit:Q7747-PRK-2024-06-18 a dep:Event ,
            dep:Visit ;
        <http://www.wikidata.org/prop/direct/P710> <https://example.org/person/Q7747> ;
        dep:count 42 ;
        dep:first "2024-06-18"^^xsd:date ;
        dep:happened true ;
        dep:label "Visite d'État à Pyongyang"@fr ;
        dep:quote "  a & b < c > d ]]> " ,
            "« L'accord »,\r\n\t\"signé\" à 7 \\ 8\nhier " ;
        dep:when "2024-06"^^<https://example.org/edtf> ;
        dep:witness <https://example.org/document/a/visit-120-130> ,
            <https://example.org/document/b(1)/visit-1-2.> ,
            visit:été_1 .
    "#);
}

#[test]
fn a_format_without_graphs_takes_one() {
    for format in [Format::Turtle, Format::NTriples, Format::RdfXml] {
        let refused = write(format, statements(), &prefixes(), &mut Vec::new());
        assert!(matches!(refused, Err(ExportError::SeveralGraphs(_))), "{format}");
        let of_a: Vec<Quad> = statements().into_iter().filter(|quad| quad.graph_name == node("document/a").into()).collect();
        let read = read_by_oxigraph(format, &written(format, of_a.clone()));
        assert_eq!(read.len(), of_a.len(), "{format}");
    }
}

#[test]
fn xml_refuses_what_it_cannot_hold_before_it_writes() {
    let said = |text: &str| vec![Quad::new(node("s"), node("p"), Literal::new_simple_literal(text), GraphName::DefaultGraph)];
    for (text, character) in [("a\u{c}b", 0xc), ("\u{1}", 1), ("\u{fffe}", 0xfffe)] {
        let mut out = Vec::new();
        match write(Format::RdfXml, said(text), &prefixes(), &mut out) {
            Err(ExportError::NotInXml { character: found, .. }) => assert_eq!(found, character),
            other => panic!("{other:?}"),
        }
        assert!(out.is_empty());
        for format in [Format::Turtle, Format::NTriples, Format::JsonLd] {
            comes_back(format, &said(text));
        }
    }
    let numbered = vec![Quad::new(node("s"), node("123"), node("o"), GraphName::DefaultGraph)];
    assert!(matches!(write(Format::RdfXml, numbered, &prefixes(), &mut Vec::new()), Err(ExportError::NotAnXmlName(_))));
    let returned = written(Format::RdfXml, said("a\r\nb\rc"));
    assert!(returned.contains("a&#xD;\nb&#xD;c"), "{returned}");
}

#[test]
fn only_used_prefixes_are_declared() {
    for format in [Format::Turtle, Format::TriG, Format::RdfXml] {
        let text = written(format, for_format(format, statements()));
        assert!(!text.contains("unused"), "{format}: {text}");
        let few = vec![Quad::new(node("a"), node("ontology#b"), node("c"), GraphName::DefaultGraph)];
        let text = written(format, few);
        assert!(
            text.contains("https://example.org/ontology#") && !text.contains("visit") && !text.contains("XMLSchema"),
            "{format}: {text}"
        );
    }
}

/// RDFC-1.0 by Sophia on what Sophia read.
fn canonical_by_sophia(lines: &str) -> String {
    let dataset: HashSet<Spog<SimpleTerm<'static>>> = nq::parse_str(lines).collect_quads().expect("N-Quads");
    let mut out = Vec::new();
    sophia::c14n::rdfc10::normalize(&dataset, &mut out).expect("canonical form");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_canonical_form_is_the_standards() {
    let mut quads = statements();
    let mut ours = Vec::new();
    write_canonical(quads.clone(), &mut ours).unwrap();
    let ours = String::from_utf8(ours).unwrap();
    assert_eq!(ours, written(Format::NQuads, quads.clone()), "without blank nodes it is the sorted N-Quads");
    assert_eq!(ours, canonical_by_sophia(&ours));
    for (one, other) in [("x", "y"), ("y", "z"), ("z", "x")] {
        let blank = |name| BlankNode::new(name).unwrap();
        quads.push(Quad::new(blank(one), node("knows"), blank(other), GraphName::DefaultGraph));
    }
    let mut ours = Vec::new();
    write_canonical(quads.clone(), &mut ours).unwrap();
    assert_eq!(String::from_utf8(ours).unwrap(), canonical_by_sophia(&written(Format::NQuads, quads)));
}

#[test]
fn blank_nodes_of_a_query_are_written_too() {
    let blank = |name: &str| BlankNode::new(name).unwrap();
    let quads = vec![
        Quad::new(blank("1a"), node("knows"), blank("b2"), GraphName::DefaultGraph),
        Quad::new(blank("b2"), rdf::TYPE, node("ontology#Person"), GraphName::DefaultGraph),
    ];
    for format in Format::ALL {
        let read = read_by_oxigraph(format, &written(format, quads.clone()));
        let objects: BTreeSet<String> =
            read.iter().filter(|quad| quad.predicate == node("knows")).map(|quad| quad.object.to_string()).collect();
        let typed: BTreeSet<String> = read.iter().filter(|quad| quad.predicate == rdf::TYPE).map(|quad| quad.subject.to_string()).collect();
        assert_eq!((read.len(), objects), (2, typed), "{format}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in "\\PC{0,20}|[\\x00-\\x7f]{0,12}|[\\s\"'\\\\<>&\\]]{0,12}", local in "[a-zA-Z0-9_.é%:/()~-]{0,10}") {
        let local = local.replace('%', "%C3");
        for literal in [
            Literal::new_simple_literal(&text),
            Literal::new_language_tagged_literal_unchecked(&text, "fr-be"),
            Literal::new_typed_literal(&text, node("ontology#type")),
            Literal::new_typed_literal(&text, xsd::INTEGER),
        ] {
            let quads = [
                Quad::new(node(&format!("visit/{local}")), node("ontology#says"), literal, GraphName::DefaultGraph),
                Quad::new(node("visit/a"), node("ontology#of"), node(&format!("ontology#{local}")), GraphName::DefaultGraph),
            ];
            for format in Format::ALL {
                match write(format, quads.to_vec(), &prefixes(), &mut Vec::new()) {
                    Err(ExportError::NotInXml { .. }) => prop_assert_eq!(format, Format::RdfXml),
                    Err(other) => panic!("{other}"),
                    Ok(()) => comes_back(format, &quads),
                }
            }
        }
    }
}
