//! What may be asked, what is refused, and in what words.

use depeche::query::results::{ResultFormat, TableLook, collect, write_boolean, write_rows};
use depeche::query::{Answer, AnswerKind, Header, Prefixes, Prepared, Purpose, QueryError, Template, Watchdog, library};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::path::Path;

fn refused(text: &str) -> String {
    match Prepared::parse(text) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it was taken: {text}"),
    }
}

fn store() -> Store {
    let store = Store::new().unwrap();
    let node = |path: &str| NamedNode::new_unchecked(format!("https://example.org/{path}"));
    let say = |object: Literal| Quad::new(node("visit/a"), node("label"), object, GraphName::DefaultGraph);
    store.insert(&say(Literal::new_language_tagged_literal_unchecked("Visite, dite \"d'État\"", "fr"))).unwrap();
    store.insert(&say(Literal::new_simple_literal("two\nlines\u{1b}[31m"))).unwrap();
    store.insert(&Quad::new(node("visit/a"), node("count"), Literal::from(3), GraphName::DefaultGraph)).unwrap();
    store
}

fn rows(query: &str, format: ResultFormat) -> String {
    let prefixes = Prefixes::new([("visit", "https://example.org/visit/")]);
    let look = TableLook { width: Some(60), prefixes };
    let mut out = Vec::new();
    match Prepared::parse(query).unwrap().run(&store(), &Watchdog::asleep()).unwrap() {
        Answer::Solutions(rows) => drop(write_rows(rows, format, &look, None, &mut out).unwrap()),
        Answer::Boolean(answer) => write_boolean(answer, format, &mut out).unwrap(),
        Answer::Graph(_) => panic!("a graph"),
    }
    String::from_utf8(out).unwrap()
}

const LABELS: &str = "SELECT ?visit ?label ?none { ?visit <https://example.org/label> ?label } ORDER BY STR(?label)";

#[test]
fn updates_are_refused() {
    for update in
        ["DELETE WHERE { ?a ?b ?c }", "PREFIX a: <b:>\nINSERT DATA { a:a a:b a:c }", "LOAD <http://example.org/x.ttl>", "CLEAR ALL"]
    {
        assert!(refused(update).starts_with("this is an update; only queries are run here"), "{update}");
    }
}

#[test]
fn no_query_leaves_the_store() {
    for query in [
        "SELECT * { SERVICE <http://example.org/sparql> { ?a ?b ?c } }",
        "SELECT * { SERVICE SILENT <http://example.org/sparql> { ?a ?b ?c } }",
        "SELECT * { SERVICE ?a { ?a ?b ?c } }",
        "ASK { ?a ?b ?c FILTER(!EXISTS { SERVICE SILENT <http://x/> { ?a ?b ?c } }) }",
        "SELECT (MAX(IF(EXISTS { SERVICE <http://x/> {} }, 1, 2)) AS ?n) { ?a ?b ?c }",
        "SELECT * { ?a ?b ?c OPTIONAL { SELECT ?d { { ?d ?e ?f } UNION { ?d ?e ?f MINUS { SERVICE <http://x/> { ?d ?e ?f } } } } } }",
        "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c BIND(COALESCE(1, EXISTS { SERVICE <http://x/> {} }) AS ?g) }",
        "DESCRIBE ?a { ?a ?b ?c GRAPH ?g { SERVICE <http://x/> { ?a ?b ?c } } }",
        "SELECT * { ?a ?b ?c } ORDER BY (EXISTS { SERVICE <http://x/> {} })",
        "SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING (EXISTS { SERVICE <http://x/> {} })",
    ] {
        let message = refused(query);
        assert!(message.contains("SERVICE is refused"), "{query}: {message}");
    }
}

#[test]
fn a_syntax_error_is_pointed_at() {
    let message = refused("PREFIX dep: <https://w3id.org/depeche/ontology#>\nSELECT ?v WHERE {\n\t?v a dep:Visit ;; }\n  FILTR(1)\n}");
    assert!(message.starts_with("not a SPARQL query: line 4, column "), "{message}");
    assert!(message.contains("\n    FILTR(1)\n"), "{message}");
    assert!(message.lines().next().unwrap().chars().count() < 260, "{message}");
    assert!(matches!(Prepared::parse(""), Err(QueryError::Syntax { .. })));
    assert!(matches!(Prepared::parse("SELECT * { ?a nope:x ?c }"), Err(QueryError::Syntax { .. })));
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("SELECT * {{ ?a ?b ?c FILTER({}1{}) }}", "(".repeat(depth), ")".repeat(depth));
    assert!(Prepared::parse(&nested(20)).is_ok());
    assert!(matches!(Prepared::parse(&nested(100_000)), Err(QueryError::TooDeep)));
    assert!(matches!(Prepared::parse(&format!("SELECT * {}", "{".repeat(100_000))), Err(QueryError::TooDeep)));
}

#[test]
fn rows_are_written_in_every_format() {
    assert_eq!(
        rows(LABELS, ResultFormat::Csv),
        "visit,label,none\r\nhttps://example.org/visit/a,\"Visite, dite \"\"d'État\"\"\",\r\nhttps://example.org/visit/a,\"two\nlines\u{1b}[31m\",\r\n"
    );
    let tsv = rows(LABELS, ResultFormat::Tsv);
    assert!(tsv.contains("\"Visite, dite \\\"d'État\\\"\"@fr"), "{tsv}");
    let json: serde_json::Value = serde_json::from_str(&rows(LABELS, ResultFormat::Json)).unwrap();
    assert_eq!(json["results"]["bindings"].as_array().map(Vec::len), Some(2));
    assert!(rows(LABELS, ResultFormat::Xml).contains("xml:lang=\"fr\""));
}

#[test]
fn a_table_is_for_people_and_harmless() {
    let table = rows(LABELS, ResultFormat::Table);
    assert!(table.contains("visit:a") && table.contains("Visite, dite \"d'État\""), "{table}");
    assert!(table.contains("two lines [31m") && !table.contains('\u{1b}'), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 60), "{table}");
}

#[test]
fn truth_is_written_in_every_format() {
    let ask = "ASK { ?a ?b ?c }";
    assert_eq!(rows(ask, ResultFormat::Table), "yes\n");
    assert_eq!(rows("ASK { ?a ?a ?a }", ResultFormat::Csv), "false\n");
    assert_eq!(rows(ask, ResultFormat::Json), "{\"head\":{},\"boolean\":true}\n");
}

#[test]
fn a_graph_is_collected_up_to_the_limit() {
    let query = Prepared::parse("CONSTRUCT WHERE { ?a ?b ?c }").unwrap();
    assert_eq!(query.kind(), AnswerKind::Graph);
    let Answer::Graph(triples) = query.clone().run(&store(), &Watchdog::asleep()).unwrap() else { panic!("no graph") };
    assert_eq!(collect(triples, None).map(|(found, more)| (found.len(), more)).unwrap(), (3, false));
    let Answer::Graph(triples) = query.run(&store(), &Watchdog::asleep()).unwrap() else { panic!("no graph") };
    assert_eq!(collect(triples, Some(2)).map(|(found, more)| (found.len(), more)).unwrap(), (2, true));
}

#[test]
fn our_prefixes_need_not_be_declared() {
    let prefixes = Prefixes::new([("ex", "https://example.org/")]);
    assert!(Prepared::parse_with("ASK { ?a ex:label ?b }", &prefixes).is_ok());
    assert!(Prepared::parse_with("PREFIX ex: <http://other/> ASK { ?a ex:label ?b }", &prefixes).is_ok());
}

#[test]
fn an_unknown_query_is_told_the_nearest() {
    let unknown = library::find("vists").unwrap_err();
    assert_eq!(unknown.nearest, Some("visits"));
    assert!(unknown.to_string().starts_with("there is no query “vists” (did you mean “visits”?)"));
    assert_eq!(library::find("xyzzy").unwrap_err().nearest, None);
}

fn names_in(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter_map(|name| name.strip_suffix(".rq").map(ToOwned::to_owned)).collect()
}

#[test]
fn every_file_of_the_folder_is_in_the_program() {
    let listed = |queries: &[library::NamedQuery]| queries.iter().map(|query| query.name.to_owned()).collect::<Vec<_>>();
    assert_eq!(listed(library::named()), names_in("queries").into_iter().collect::<Vec<_>>());
    assert_eq!(listed(library::checks()), names_in("queries/check").into_iter().collect::<Vec<_>>());
}

/// Each is plain SPARQL that any engine runs; its head is complete; its answer is in a total order.
#[test]
fn every_named_query_keeps_the_convention() {
    for query in library::named().iter().chain(library::checks()) {
        let name = query.name;
        let header = Header::parse(query.text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let is_law = library::checks().contains(query);
        assert_eq!(matches!(header.purpose, Some(Purpose::Law { .. })), is_law, "{name}");
        assert_eq!(matches!(header.purpose, Some(Purpose::Question(_))), !is_law, "{name}");
        let prepared = Prepared::parse(query.text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let Answer::Solutions(solutions) = prepared.run(&store(), &Watchdog::asleep()).unwrap() else { panic!("{name} is no SELECT") };
        let columns: Vec<&str> = header.columns.iter().map(|column| column.name.as_str()).collect();
        let projected: Vec<&str> = solutions.variables().iter().map(oxigraph::model::Variable::as_str).collect();
        assert_eq!(columns, projected, "{name}: the head's columns are the SELECT's");
        assert!(is_law || query.text.contains("ORDER BY"), "{name}: no ORDER BY");
        let template = Template::parse(query.text).unwrap();
        let mut parameters: Vec<&str> = header.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        parameters.sort_unstable();
        assert_eq!(parameters, template.places(), "{name}: the head's parameters are those that the text takes");
        assert_eq!(query.text.matches("?param_").count() > 0, !parameters.is_empty(), "{name}");
        if is_law {
            assert_eq!(columns.first(), Some(&"node"), "{name}");
        }
    }
}

/// Every parameter of every query takes a value, and the query still runs.
#[test]
fn every_parameter_can_be_given() {
    use depeche::query::ParameterKind as Kind;
    for query in library::named() {
        let template = Template::parse(query.text).unwrap();
        let given: Vec<(String, String)> = template
            .header()
            .parameters
            .iter()
            .map(|parameter| {
                let value = match parameter.kind {
                    Kind::Name => "Poutine \"x\"",
                    Kind::Iri => "https://example.org/a",
                    Kind::FirstDay | Kind::LastDay => "2024-06",
                    Kind::Code => "signed",
                };
                (parameter.name.clone(), value.to_owned())
            })
            .collect();
        let text = template.bind(&given, &Prefixes::default()).unwrap_or_else(|e| panic!("{}: {e}", query.name));
        let prepared = Prepared::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", query.name));
        let Answer::Solutions(rows) = prepared.run(&store(), &Watchdog::asleep()).unwrap() else { unreachable!() };
        assert_eq!(rows.count(), 0, "{}", query.name);
    }
}
