//! The gate of `queries/`: every file parses, says what it asks, ends in an order, uses defined terms, and answers rightly.

use crate::small_graph;
use depeche::vocab::{self, property as dep};
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn files(folder: &str) -> BTreeMap<String, String> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&root).expect("a folder").map(|entry| entry.expect("an entry").path());
    let queries = entries.filter(|path| path.extension().is_some_and(|extension| extension == "rq"));
    queries
        .map(|path| {
            let name = path.file_stem().expect("a name").to_str().expect("UTF-8").to_owned();
            (name, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect()
}

fn all() -> BTreeMap<String, String> {
    let checks = files("queries/check").into_iter().map(|(name, text)| (format!("check/{name}"), text));
    files("queries").into_iter().chain(checks).collect()
}

/// The text with these parameters in their lines, as `queries/README.md` says.
fn bind(text: &str, given: &[(&str, &str)]) -> String {
    let line = Regex::new(r"^(\s*)VALUES \((\?param_[a-z]+(?: \?param_[a-z]+)*)\) \{ \((UNDEF(?: UNDEF)*)\) \}$").expect("a pattern");
    let mut used = BTreeSet::new();
    let lines: Vec<String> = text
        .lines()
        .map(|each| {
            let Some(found) = line.captures(each) else { return each.to_owned() };
            let values = found[2].split(' ').map(|variable| {
                let name = variable.trim_start_matches("?param_");
                given.iter().find(|(key, _)| *key == name).map_or("UNDEF", |(key, value)| {
                    used.insert(*key);
                    value
                })
            });
            format!("{}VALUES ({}) {{ ({}) }}", &found[1], &found[2], values.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(used.len(), given.len(), "a parameter has no line");
    lines.join("\n")
}

/// Rows as text: IRIs without base, literals without datatype, cells joined by `|`.
fn run(store: &Store, query: &str) -> Vec<String> {
    let QueryResults::Solutions(solutions) =
        SparqlEvaluator::new().parse_query(query).expect("valid SPARQL").on_store(store).execute().expect("an answer")
    else {
        panic!("not a SELECT");
    };
    let variables = solutions.variables().to_vec();
    let cell = |term: Option<&Term>| match term {
        Some(Term::NamedNode(node)) => node.as_str().replace("https://w3id.org/depeche/", "").replace("ontology#", "dep:"),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    solutions
        .map(|solution| {
            let solution = solution.expect("a row");
            variables.iter().map(|variable| cell(solution.get(variable))).collect::<Vec<_>>().join("|")
        })
        .collect()
}

fn ask(name: &str, given: &[(&str, &str)]) -> Vec<String> {
    run(&small_graph::store(), &bind(&all()[name], given))
}

#[test]
fn every_file_says_what_it_asks() {
    let pattern = Regex::new(
        r"^# (?:(question|law|severity|note): .+|(param): ([a-z]+) \((?:name|iri|first-day|last-day|code)\) — .+|(column): ([A-Za-z0-9]+) — .+)$",
    )
    .expect("a pattern");
    let variable = Regex::new(r"\?param_([a-z]+)").expect("a pattern");
    for (name, text) in all() {
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let mut kinds = Vec::new();
        let (mut params, mut columns) = (BTreeSet::new(), Vec::new());
        for line in &head {
            let found = pattern.captures(line).unwrap_or_else(|| panic!("{name}: “{line}”"));
            kinds.push(found.get(1).or(found.get(2)).or(found.get(4)).expect("a kind").as_str());
            params.extend(found.get(3).map(|it| it.as_str().to_owned()));
            columns.extend(found.get(5).map(|it| it.as_str().to_owned()));
        }
        let rank = |kind: &str| ["question", "law", "severity", "note", "param", "column"].iter().position(|each| *each == kind);
        assert!(kinds.iter().map(|kind| rank(kind)).is_sorted(), "{name}: the head is out of order: {kinds:?}");
        let law = name.starts_with("check/");
        assert_eq!(kinds.iter().filter(|kind| **kind == "question").count(), usize::from(!law), "{name}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "law").count(), usize::from(law), "{name}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "severity").count(), usize::from(law), "{name}");
        assert_eq!(projection(&name, &text), columns, "{name}: columns");
        assert!(!law || (columns.first().map(String::as_str) == Some("node") && params.is_empty()), "{name}");
        let used: BTreeSet<String> = variable.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        assert_eq!(used, params, "{name}: parameters");
        for param in &params {
            bind(&text, &[(param, "UNDEF")]);
        }
    }
}

/// The variables of the answer, in order; the query must be a SELECT.
fn projection(name: &str, text: &str) -> Vec<String> {
    let empty = Store::new().expect("a store in memory");
    let prepared = SparqlEvaluator::new().parse_query(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let QueryResults::Solutions(solutions) = prepared.on_store(&empty).execute().expect("an answer") else {
        panic!("{name}: not a SELECT")
    };
    solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect()
}

#[test]
fn every_file_ends_in_an_order() {
    for (name, text) in all() {
        let last = text.lines().rev().find(|line| !line.trim().is_empty()).expect("a line");
        assert!(last.starts_with("ORDER BY "), "{name} ends in “{last}”");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\t'), "{name}: white space");
    }
}

#[test]
fn every_term_in_a_query_is_defined() {
    let concept = |iri: &str| vocab::scheme::ALL.iter().any(|scheme| scheme.name(iri).is_some_and(|name| !name.is_empty()));
    let known: BTreeSet<&str> = vocab::class::ALL.iter().chain(dep::ALL).map(|term| term.as_str()).collect();
    let term = Regex::new(r"\bdep:([A-Za-z0-9-]+)").expect("a pattern");
    let fragment = Regex::new(r##""#([a-z-]+-)""##).expect("a pattern");
    for (name, text) in all() {
        for found in term.captures_iter(&text) {
            let iri = format!("{}{}", vocab::NAMESPACE, &found[1]);
            assert!(known.contains(iri.as_str()) || concept(&iri), "{name}: dep:{} is not defined", &found[1]);
        }
        for found in fragment.captures_iter(&text) {
            assert!(vocab::scheme::ALL.iter().any(|scheme| scheme.prefix == &found[1]), "{name}: #{}", &found[1]);
        }
        for prefix in text.lines().filter_map(|line| line.strip_prefix("PREFIX ")).filter_map(|line| line.split(':').next()) {
            assert!(text.matches(&format!("{prefix}:")).count() > 1, "{name}: the prefix {prefix} is not used");
        }
    }
}

#[test]
fn the_columns_of_the_scorer_are_there() {
    for (name, columns) in [
        ("document-states", "document iso3"),
        ("document-people", "document label wikidata office state"),
        ("document-treaties", "document label kind parties signed status"),
        ("document-acts", "document label parties type date place by happened"),
        ("document-visits", "document visitor visitorWikidata destination place start end kind status"),
    ] {
        assert_eq!(projection(name, &all()[name]).join(" "), columns, "{name}");
    }
}

#[test]
fn visits() {
    let pyongyang = "visit/Q7747_PRK_2024-06-19|Vladimir Poutine|PRK|Pyongyang|2024-06-19||state|completed|2|2";
    let hanoi = "visit/Q7747_VNM_2024-06-20|Vladimir Poutine|VNM||2024-06-20|||ongoing|2|2";
    let beijing = "visit/Q6279_CHN|Joe Biden|CHN|||||invited|1|1";
    assert_eq!(ask("visits", &[]), [pyongyang, hanoi, beijing]);
    for name in ["vladimir POUTINE", "Poutine", "Vladimir Putin", "Q7747", "https://w3id.org/depeche/person/Q7747"] {
        assert_eq!(ask("visits", &[("visitor", &format!("\"{name}\""))]), [pyongyang, hanoi], "{name}");
    }
    for state in ["PRK", "corée du nord", "North Korea", "Q423", "https://w3id.org/depeche/state/Q423"] {
        assert_eq!(ask("visits", &[("destination", &format!("\"{state}\""))]), [pyongyang], "{state}");
    }
    assert_eq!(ask("visits", &[("visitor", "\"nobody\"")]), Vec::<String>::new());
    let from = |day: &str| format!("\"{day}\"^^<http://www.w3.org/2001/XMLSchema#date>");
    assert_eq!(ask("visits", &[("from", &from("2024-06-20"))]), [hanoi], "undated ones are left out when a day is asked");
    assert_eq!(ask("visits", &[("to", &from("2024-06-19"))]), [pyongyang]);
    assert_eq!(ask("visits", &[("from", &from("2024-06-19")), ("to", &from("2024-06-19")), ("visitor", "\"Q7747\"")]), [pyongyang]);
}

#[test]
fn treaties() {
    let old = "treaty/PRK-SUN_1961|traité d'amitié de 1961|treaty|PRK SUN|1961|";
    let new = "treaty/PRK-RUS_2024-06-19|traité de partenariat stratégique global|treaty|PRK RUS|2024-06-19|";
    let climate = "treaty/CHN-USA_2024-07|accord sur le climat|agreement|CHN USA|2024-07|planned|1|1";
    let day = |day: &str| format!("\"{day}\"^^<http://www.w3.org/2001/XMLSchema#date>");
    assert_eq!(ask("treaties", &[]), [&format!("{old}ended|1|1"), &format!("{new}in-force|2|2"), climate]);
    assert_eq!(ask("treaties", &[("asof", &day("1991-12-25"))]), [format!("{old}signed|1|1")]);
    assert_eq!(ask("treaties", &[("asof", &day("2024-09-01"))]), [format!("{old}signed|1|1"), format!("{new}signed|2|2")]);
    assert_eq!(ask("treaties", &[("asof", &day("2025-01-01"))]), [format!("{old}ended|1|1"), format!("{new}in-force|2|2")]);
    assert_eq!(ask("treaties", &[("party", "\"urss\"")]), [format!("{old}ended|1|1")]);
    assert_eq!(ask("treaties", &[("party", "\"RUS\"")]), [format!("{new}in-force|2|2")]);
    assert_eq!(ask("treaties", &[("from", &day("2024-07-15")), ("to", &day("2024-07-20"))]), [climate], "possibly within");
}

#[test]
fn life_of_a_treaty() {
    let name = "treaty/PRK-RUS_2024-06-19|traité de partenariat stratégique global|act/PRK-RUS_2024-06-19_";
    let rows = [
        format!("{name}signed_2024-06-19|signed|2024-06-19|Pyongyang||Kim Jong-un; Vladimir Poutine|true|2"),
        format!("{name}entry-into-force_2024-12-04|entry-into-force|2024-12-04||||true|1"),
        format!("{name}instruments-exchanged_PRK|instruments-exchanged||Moscou|PRK|Kim Jong Gyu|true|1"),
    ];
    assert_eq!(ask("treaty-timeline", &[("treaty", "\"Traité de partenariat stratégique global\"")]), rows);
    assert_eq!(ask("treaty-timeline", &[]).len(), 5);
    assert_eq!(
        ask("replaced-treaties", &[]),
        ["treaty/PRK-SUN_1961|traité d'amitié de 1961|1961|treaty/PRK-RUS_2024-06-19|traité de partenariat stratégique global|2024-06-19"]
    );
    assert_eq!(
        ask("succession", &[]),
        ["treaty/PRK-RUS_2024-06-19|traité de partenariat stratégique global|treaty/PRK-SUN_1961|traité d'amitié de 1961|1961|true"]
    );
    assert_eq!(ask("succession", &[("treaty", "\"traité d'amitié de 1961\"")]), Vec::<String>::new());
    assert_eq!(
        ask("signed-during-visits", &[]),
        [
            "visit/Q7747_PRK_2024-06-19|Vladimir Poutine|PRK|2024-06-19|treaty/PRK-RUS_2024-06-19|traité de partenariat stratégique global|2024-06-19|said"
        ]
    );
}

/// The stops that documents tell together are one tour, named by the first of them.
#[test]
fn a_tour_and_its_stops() {
    let rows = ask("tours", &[]);
    let column = |nth: usize| rows.iter().map(|row| row.split('|').nth(nth).unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(column(0), ["visit/Q7747_PRK_2024-06-19"].into(), "{rows:#?}");
    assert_eq!(column(3), ["PRK", "VNM"].into(), "{rows:#?}");
    assert_eq!(ask("tours", &[("visitor", "\"Kim Jong-un\"")]), Vec::<String>::new());
}

#[test]
fn a_longer_line_of_replacement() {
    let mut quads = small_graph::quads();
    let node = |name: &str| oxigraph::model::NamedNode::new_unchecked(format!("https://w3id.org/depeche/treaty/{name}"));
    let older = node("PRK-SUN_1949");
    let class = vocab::external::rdf::TYPE.into_owned();
    let label = vocab::external::rdfs::LABEL.into_owned();
    let graph = oxigraph::model::GraphName::DefaultGraph;
    quads.push(Quad::new(node("PRK-SUN_1961"), dep::REPLACES.into_owned(), older.clone(), graph.clone()));
    quads.push(Quad::new(older.clone(), class, vocab::class::TREATY.into_owned(), graph.clone()));
    quads.push(Quad::new(older, label, oxigraph::model::Literal::new_simple_literal("accord de 1949"), graph));
    let rows = run(&small_graph::store_of(&quads), &all()["succession"]);
    let ends: Vec<&str> = rows.iter().map(|row| row.rsplit('|').next().expect("a cell")).collect();
    assert_eq!(ends, ["true", "true", "false"], "{rows:#?}");
}

#[test]
fn people_and_states() {
    assert_eq!(
        ask("people", &[]),
        [
            "person/Q6279|Joe Biden|Q6279|USA|former||ancien sénateur|1",
            "person/kim-jong-gyu.PRK|Kim Jong Gyu||PRK|deputy-minister|PRK|vice-ministre|1",
            "person/Q56226|Kim Jong-un|Q56226|||||1",
            "person/Q7747|Vladimir Poutine|Q7747|RUS|other|RUS|maître du Kremlin|2",
            "person/Q7747|Vladimir Poutine|Q7747|RUS|president|RUS|président russe|2",
        ]
    );
    assert_eq!(ask("people", &[("office", "\"president\"")]), ["person/Q7747|Vladimir Poutine|Q7747|RUS|president|RUS|président russe|2"]);
    assert_eq!(ask("people", &[("state", "\"Russie\""), ("office", "\"other\"")]).len(), 1);
    assert_eq!(ask("people", &[("person", "\"kim jong gyu\"")]).len(), 1);
    assert_eq!(
        ask("states", &[]),
        [
            "state/Q423|PRK|Corée du Nord|Q423|2|1|2",
            "state/Q159|RUS|Russie|Q159|2|0|1",
            "state/Q148|CHN|Chine|Q148|1|1|1",
            "state/Q15180|SUN|Union soviétique|Q15180|1|0|1",
            "state/Q30|USA|États-Unis|Q30|1|0|1",
            "state/Q881|VNM|Viêt Nam|Q881|1|1|0",
        ]
    );
    assert_eq!(
        ask("who-visited-whom", &[]),
        ["Vladimir Poutine|RUS|PRK|Kim Jong-un|1|2024-06-19|2024-06-19", "Vladimir Poutine|RUS|VNM||1|2024-06-20|2024-06-20"]
    );
}

#[test]
fn doubts() {
    assert_eq!(
        ask("disagreements", &[]),
        ["visit/Q7747_PRK_2024-06-19|start|2024-06-19|true|a.txt", "visit/Q7747_PRK_2024-06-19|start|2024-06-18|false|c.txt"]
    );
    assert_eq!(
        ask("announced-never-made", &[]),
        [
            "act/CHN-USA_2024-07_signed_2024-07|signed|accord sur le climat||2024-07|announced|1",
            "visit/Q6279_CHN|visit|Joe Biden|CHN||invited|1"
        ]
    );
    assert_eq!(
        ask("single-source", &[]),
        [
            "act/PRK-RUS_2024-06-19_entry-into-force_2024-12-04|entry-into-force|traité de partenariat stratégique global|2024-12-04|b.txt",
            "act/PRK-RUS_2024-06-19_instruments-exchanged_PRK|instruments-exchanged|traité de partenariat stratégique global||b.txt",
            "act/CHN-USA_2024-07_signed_2024-07|signed|accord sur le climat|2024-07|c.txt",
            "act/PRK-SUN_1961_signed_1961|signed|traité d'amitié de 1961|1961|b.txt",
            "treaty/CHN-USA_2024-07|treaty|accord sur le climat|2024-07|c.txt",
            "treaty/PRK-SUN_1961|treaty|traité d'amitié de 1961|1961|b.txt",
            "visit/Q6279_CHN|visit|Joe Biden → CHN||c.txt",
        ]
    );
}

#[test]
fn what_was_read_and_what_was_not() {
    assert_eq!(
        ask("documents", &[]),
        [
            "a.txt|2024-06-20|Une dépêche|https://example.org/a.txt|fr|2|2|1|2|1",
            "b.txt|2024-12-05|Une dépêche|https://example.org/b.txt|fr|4|1|2|0|0",
            "c.txt|2024-06-17|Une dépêche|https://example.org/c.txt|fr|1|2|1|3|1",
        ]
    );
    let ids = |given: &[(&str, &str)]| -> Vec<String> {
        let given: Vec<_> =
            given.iter().map(|(name, day)| (*name, format!("\"{day}\"^^<http://www.w3.org/2001/XMLSchema#date>"))).collect();
        let rows = ask("documents", &given.iter().map(|(name, day)| (*name, day.as_str())).collect::<Vec<_>>());
        rows.iter().map(|row| row.split('|').next().expect("a cell").to_owned()).collect()
    };
    assert_eq!(ids(&[("to", "2024-06-18")]), ["c.txt"]);
    assert_eq!(ids(&[("from", "2024-06-20")]), ["a.txt", "b.txt"]);
    assert_eq!(ids(&[("from", "2024-06-18"), ("to", "2024-06-30")]), ["a.txt"]);
    assert_eq!(ids(&[("from", "2025-01-01")]), Vec::<String>::new());
    let doubted = "a.txt|visit|Un expert doute|No name and no office.|238|253|test.rule";
    let refused = "c.txt|treaty|doit être signé|Only announced.|";
    let both = ask("abstentions", &[]);
    assert!(both.len() == 2 && both[0] == doubted && both[1].starts_with(refused), "{both:#?}");
    assert_eq!(ask("abstentions", &[("what", "\"visit\"")]), [doubted]);
    assert_eq!(ask("abstentions", &[("what", "\"treaty\"")]), [both[1].clone()]);
    assert_eq!(ask("abstentions", &[("what", "\"act\"")]), Vec::<String>::new());
}

#[test]
fn what_was_joined_and_what_was_not() {
    let of = |name: &str| ask("joins", &[("thing", &format!("<https://w3id.org/depeche/{name}>"))]);
    let treaty = of("treaty/PRK-RUS_2024-06-19");
    let names = "treaty/PRK-RUS_2024-06-19|b.txt|document/b.txt#treaty-3-43|same-name-and-parties same-parties-and-date";
    let notes = "the same parties and the same date of signature, 2024-06-19; the same parties, a shared name or form, and dates that do not contradict";
    assert_eq!(treaty, [format!("{names}|{notes}")]);
    assert_eq!(of("state/Q30"), Vec::<String>::new(), "who is known to be of a state is no report on it");
    let visit = of("visit/Q7747_PRK_2024-06-19");
    assert_eq!(visit.len(), 1, "{visit:#?}");
    assert!(visit[0].starts_with("visit/Q7747_PRK_2024-06-19|a.txt|document/a.txt#visit-0-30|day-apart|"), "{visit:#?}");
    assert!(ask("joins", &[]).iter().any(|row| row.starts_with("person/Q7747|") && row.ends_with("same-wikidata|")));
    let node = |name: &str| oxigraph::model::NamedNode::new_unchecked(format!("https://w3id.org/depeche/{name}"));
    let mut quads = small_graph::quads();
    let graph = oxigraph::model::GraphName::DefaultGraph;
    let pair = node("possible/1");
    quads.push(Quad::new(pair.clone(), vocab::external::rdf::TYPE, vocab::class::POSSIBLE_IDENTITY, graph.clone()));
    quads.push(Quad::new(pair.clone(), dep::BETWEEN, node("visit/b"), graph.clone()));
    quads.push(Quad::new(pair.clone(), dep::BETWEEN, node("visit/a"), graph.clone()));
    quads.push(Quad::new(pair, dep::APART_REASON, oxigraph::model::Literal::new_simple_literal("no-date"), graph));
    assert_eq!(run(&small_graph::store_of(&quads), &all()["possibly-same"]), ["visit/a|visit/b|no-date"]);
}

#[test]
fn evidence() {
    let of = |name: &str| ask("evidence", &[("thing", &format!("<https://w3id.org/depeche/{name}>"))]);
    let visit = "visit/Q7747_PRK_2024-06-19|visit/Q7747_PRK_2024-06-19";
    let rows = [
        format!("{visit}|a.txt|document/a.txt#visit-0-30|evidence|Vladimir Poutine est arrivé|0|28|test.rule|"),
        format!("{visit}|a.txt|document/a.txt#visit-0-30|startEvidence|mercredi|29|37|test.rule|"),
        format!("{visit}|a.txt|document/a.txt#visit-0-30|destinationEvidence|Pyongyang|41|50|test.rule|"),
        format!("{visit}|a.txt|document/a.txt#visit-0-30|placeEvidence|Pyongyang|41|50|test.rule|"),
        format!("{visit}|c.txt|document/c.txt#visit-8-17|evidence|Poutine se rendra|0|17|test.rule|le Kremlin"),
        format!("{visit}|c.txt|document/c.txt#visit-8-17|startEvidence|mardi|18|23|test.rule|"),
        format!("{visit}|c.txt|document/c.txt#visit-8-17|destinationEvidence|Corée du Nord|27|41|test.rule|"),
    ];
    assert_eq!(of("visit/Q7747_PRK_2024-06-19"), rows);
    assert_eq!(of("visit/Q7747_PRK_2024-06-18"), rows, "an alias leads to the same words");
    let offices: Vec<String> = of("person/Q7747").into_iter().filter(|row| row.contains("#office-president")).collect();
    assert_eq!(
        offices,
        ["person/Q7747|person/Q7747#office-president-RUS|a.txt|document/a.txt#person-0-16|evidence|président russe|55|71|test.rule|"],
        "the words of an office, not of the whole person"
    );
    let treaty = of("treaty/PRK-RUS_2024-06-19");
    assert!(treaty.iter().any(|row| row.contains("|L'article 4 prévoit une assistance|")), "{treaty:#?}");
    assert!(treaty.iter().any(|row| row.contains("|entré en vigueur|")), "{treaty:#?}");
}

#[test]
fn what_each_document_says() {
    assert_eq!(
        ask("document-states", &[]),
        ["a.txt|RUS", "a.txt|VNM", "b.txt|PRK", "b.txt|RUS", "b.txt|SUN", "c.txt|PRK"],
        "organisations are no states"
    );
    assert_eq!(
        ask("document-people", &[]),
        [
            "a.txt|Kim Jong-un|Q56226||",
            "a.txt|Vladimir Poutine|Q7747|president|RUS",
            "b.txt|Kim Jong Gyu||deputy-minister|PRK",
            "c.txt|Joe Biden|Q6279|former|USA",
            "c.txt|Vladimir Poutine|Q7747||",
        ]
    );
    assert_eq!(
        ask("document-treaties", &[]),
        [
            "a.txt|traité de partenariat stratégique global|treaty|PRK RUS|2024-06-19|signed",
            "b.txt|traité d'amitié de 1961|treaty|PRK SUN|1961|ended",
            "b.txt|traité de partenariat stratégique global|treaty|PRK RUS|2024-06-19|in-force",
            "c.txt|accord sur le climat|agreement|CHN USA|2024-07|planned",
        ]
    );
    assert_eq!(
        ask("document-acts", &[]),
        [
            "a.txt|traité de partenariat stratégique global|PRK RUS|signed|2024-06-19|Pyongyang||true",
            "b.txt|traité d'amitié de 1961|PRK SUN|signed|1961|||true",
            "b.txt|traité de partenariat stratégique global|PRK RUS|instruments-exchanged||Moscou|PRK|true",
            "b.txt|traité de partenariat stratégique global|PRK RUS|signed|2024-06-19|||true",
            "b.txt|traité de partenariat stratégique global|PRK RUS|entry-into-force|2024-12-04|||true",
            "c.txt|accord sur le climat|CHN USA|signed|2024-07|Pékin||false",
        ]
    );
    assert_eq!(
        ask("document-visits", &[]),
        [
            "a.txt|Vladimir Poutine|Q7747|PRK|Pyongyang|2024-06-19|||completed",
            "a.txt|Vladimir Poutine|Q7747|VNM||2024-06-20|||ongoing",
            "c.txt|Joe Biden|Q6279|CHN|||||invited",
            "c.txt|Vladimir Poutine|Q7747|PRK||2024-06-18||state|planned",
            "c.txt|Vladimir Poutine|Q7747|VNM|||||planned",
        ]
    );
}

/// An answer may not change in an engine whose default graph is the union of all graphs.
#[test]
fn a_union_default_graph_gives_the_same_answers() {
    let store = small_graph::store();
    for (name, text) in all() {
        let mut prepared = SparqlEvaluator::new().parse_query(&text).expect("valid SPARQL");
        prepared.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(solutions) = prepared.on_store(&store).execute().expect("an answer") else { panic!("not a SELECT") };
        assert_eq!(solutions.count(), run(&store, &text).len(), "{name}");
    }
}

/// The graph with something wrong in it.
fn broken(change: impl Fn(Quad) -> Option<Quad>) -> Store {
    small_graph::store_of(&small_graph::quads().into_iter().filter_map(change).collect::<Vec<_>>())
}

#[test]
fn the_laws_hold() {
    let store = small_graph::store();
    for (name, text) in files("queries/check") {
        assert_eq!(run(&store, &text), Vec::<String>::new(), "{name}");
    }
}

/// Each law finds what breaks it.
#[test]
fn the_laws_bite() {
    let laws = files("queries/check");
    let mut untried: BTreeSet<&str> = laws.keys().map(String::as_str).collect();
    let mut bites = |law: &str, store: &Store| {
        untried.remove(law);
        assert!(!run(store, &laws[law]).is_empty(), "{law} does not see it");
    };
    let without = |property: &'static str| broken(move |quad| (!quad.predicate.as_str().ends_with(property)).then_some(quad));
    bites("visit-without-destination", &without("#destination"));
    bites("visit-without-visitor", &without("#visitor"));
    bites("event-without-witness", &without("#witness"));
    bites("report-without-evidence", &without("#evidence"));
    bites("role-without-evidence", &without("#startEvidence"));
    bites("evidence-without-selectors", &without("#exact"));
    bites("evidence-without-selectors", &without("#rule"));
    bites("document-without-origin", &without("#gazetteer"));
    bites("date-without-bounds", &without("#startLast"));
    bites("date-without-bounds", &without("#publishedFirst"));
    bites("disagreement-of-one", &without("#kept"));
    let node = |name: &str| oxigraph::model::NamedNode::new_unchecked(format!("https://w3id.org/depeche/{name}"));
    let date = |day: &str| oxigraph::model::Literal::new_typed_literal(day, oxigraph::model::vocab::xsd::DATE);
    let edtf = |day: &str| oxigraph::model::Literal::new_typed_literal(day, vocab::external::EDTF);
    let with = |more: Vec<(&str, oxigraph::model::NamedNodeRef<'_>, Term)>| {
        let mut quads = small_graph::quads();
        quads.extend(more.into_iter().map(|(subject, property, value)| {
            Quad::new(node(subject), property.into_owned(), value, oxigraph::model::GraphName::DefaultGraph)
        }));
        small_graph::store_of(&quads)
    };
    let (visit, treaty, old) = ("visit/Q7747_PRK_2024-06-19", "treaty/PRK-RUS_2024-06-19", "treaty/PRK-SUN_1961");
    let kind = vocab::external::rdf::TYPE;
    bites("witness-without-report", &with(vec![(visit, dep::WITNESS, node("document/a.txt#visit-9-9").into())]));
    bites("witness-of-other-class", &with(vec![(visit, dep::WITNESS, node("document/a.txt#person-0-16").into())]));
    bites("blank-node", &with(vec![(visit, dep::PLACE, oxigraph::model::BlankNode::new_unchecked("b").into())]));
    bites("partial-date", &with(vec![(visit, dep::END_FIRST, date("2024-06").into())]));
    let reversed = vec![(visit, dep::END_FIRST, date("2024-06-22").into()), (visit, dep::END_LAST, date("2024-06-21").into())];
    bites("bounds-reversed", &with(reversed));
    bites(
        "visit-ends-before-start",
        &with(vec![(visit, dep::END, edtf("2024-06-17").into()), (visit, dep::END_LAST, date("2024-06-17").into())]),
    );
    bites("visit-at-home", &with(vec![(visit, dep::DESTINATION, node("state/Q159").into())]));
    bites("treaty-replaces-itself", &with(vec![(old, dep::REPLACES, node(treaty).into())]));
    bites("replaced-is-younger", &with(vec![(old, dep::REPLACES, node(treaty).into())]));
    let early = vec![("act/PRK-RUS_2024-06-19_entry-into-force_2024-12-04", dep::DATE_LAST, date("2024-01-01").into())];
    bites("in-force-before-signature", &with(early));
    let ended = vec![
        (treaty, dep::ACT, node("act/end").into()),
        ("act/end", dep::ACT_TYPE, vocab::scheme::ACT_TYPES.concept("termination").into()),
        ("act/end", dep::HAPPENED, oxigraph::model::Literal::from(true).into()),
        ("act/end", dep::DATE, edtf("2024-07").into()),
        ("act/end", dep::DATE_LAST, date("2024-07-31").into()),
    ];
    bites("act-after-end", &with(ended));
    let swap = |property: &'static str, value: Term| {
        broken(move |mut quad| {
            if quad.predicate.as_str().ends_with(property) {
                quad.object = value.clone();
            }
            Some(quad)
        })
    };
    bites("quote-of-other-length", &swap("#exact", oxigraph::model::Literal::new_simple_literal("autre").into()));
    bites("quote-past-the-end", &swap("#bytes", oxigraph::model::Literal::from(3).into()));
    let merged_in_document = {
        let mut quads = small_graph::quads();
        quads.push(Quad::new(
            node("document/a.txt#visit-0-30"),
            kind.into_owned(),
            vocab::class::VISIT.into_owned(),
            node("document/a.txt"),
        ));
        small_graph::store_of(&quads)
    };
    bites("merged-class-in-document", &merged_in_document);
    assert_eq!(untried, BTreeSet::new(), "laws that no test has broken");
}
