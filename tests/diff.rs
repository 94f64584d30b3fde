//! How two graphs differ, told as a person would: on small graphs written by hand, on merged claims, on stores.

use crate::folder::Folder;
use crate::small_graph;
use depeche::diff::{Side, diff};
use depeche::graph::iri::Base;
use depeche::query::Prefixes;
use oxigraph::model::Quad;
use std::fs;
use std::path::Path;

const PREFIXES: &str = "\
@prefix dep: <https://w3id.org/depeche/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix act: <https://w3id.org/depeche/act/> .
@prefix bg: <https://w3id.org/depeche/> .
@prefix doc: <https://w3id.org/depeche/document/> .
@prefix person: <https://w3id.org/depeche/person/> .
@prefix state: <https://w3id.org/depeche/state/> .
@prefix treaty: <https://w3id.org/depeche/treaty/> .
@prefix visit: <https://w3id.org/depeche/visit/> .
";

const PEOPLE: &str = "
person:Q7747 a dep:Person ; rdfs:label \"Vladimir Poutine\" ; dep:documents 2 .
person:Q15031 a dep:Person ; rdfs:label \"Xi Jinping\" ; dep:documents 2 .
state:Q881 a dep:State ; rdfs:label \"Viêt Nam\"@fr, \"Vietnam\"@en .
state:Q142 a dep:State ; rdfs:label \"France\"@fr, \"France\"@en .
state:Q423 a dep:State ; rdfs:label \"Corée du Nord\"@fr, \"North Korea\"@en .
state:Q159 a dep:State ; rdfs:label \"Russie\"@fr, \"Russia\"@en .
";

const TREATY: &str = "
treaty:PRK-RUS_2024-06-19 a dep:Treaty ; rdfs:label \"traité de partenariat\" ; dep:treatyKind dep:treaty-kind-treaty ;
    dep:party state:Q423, state:Q159 ; dep:signed \"2024-06-19\"^^edtf:EDTF ; dep:act act:PRK-RUS_2024-06-19_signed ; dep:documents 1 .
act:PRK-RUS_2024-06-19_signed a dep:TreatyAct ; dep:actType dep:act-signed ; dep:date \"2024-06-19\"^^edtf:EDTF ; dep:happened true ;
    dep:documents 1 .
";

/// A folder with the two graphs as `a.ttl` and `b.ttl`; what all share is given once.
fn turtle(shared: &str, a: &str, b: &str) -> Folder {
    let folder = Folder::new();
    for (name, own) in [("a.ttl", a), ("b.ttl", b)] {
        folder.write(name, format!("{PREFIXES}{shared}{own}"));
    }
    folder
}

/// What `diff a.ttl b.ttl` prints; the exit status is 1.
#[track_caller]
fn differ(shared: &str, a: &str, b: &str) -> String {
    let folder = turtle(shared, a, b);
    folder.run(&["diff", "a.ttl", "b.ttl"]).exits(1).out
}

#[track_caller]
fn lines(found: &str, expected: &[&str]) {
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "\n{found}");
}

/// The dispatches of the corpus, each a line.
fn dispatches() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/dispatches.jsonl");
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn visits_come_go_and_change() {
    let found = differ(
        PEOPLE,
        "visit:Q15031_FRA_2019-03 a dep:Visit ; dep:visitor person:Q15031 ; dep:destination state:Q142 ; dep:documents 2 ;
            dep:start \"2019-03\"^^edtf:EDTF ; dep:startFirst \"2019-03-01\" ; dep:startLast \"2019-03-31\" ; dep:witness doc:a .
         visit:Q15031_PRK a dep:Visit ; dep:visitor person:Q15031 ; dep:destination state:Q423 ; dep:visitStatus dep:visit-status-planned .",
        "visit:Q15031_FRA_2019-03-24 a dep:Visit ; dep:visitor person:Q15031 ; dep:destination state:Q142 ; dep:documents 3 ;
            dep:start \"2019-03-24\"^^edtf:EDTF ; dep:startFirst \"2019-03-24\" ; dep:startLast \"2019-03-24\" ; dep:witness doc:a, doc:b ;
            dep:visitKind dep:visit-kind-state ; dep:alias visit:Q15031_FRA_2019-03 .
         visit:Q7747_VNM_2024-06-19 a dep:Visit ; dep:visitor person:Q7747 ; dep:destination state:Q881 ; dep:documents 2 ;
            dep:start \"2024-06-19\"^^edtf:EDTF ; dep:end \"2024-06-20\"^^edtf:EDTF ; dep:visitStatus dep:visit-status-completed .",
    );
    lines(
        &found,
        &[
            "added    visit   Vladimir Poutine → Viêt Nam, 2024-06-19 to 2024-06-20 (2 documents)  visit:Q7747_VNM_2024-06-19",
            "dropped  visit   Xi Jinping → Corée du Nord (planned)  visit:Q15031_PRK",
            "changed  visit   Xi Jinping → France, 2019-03-24: start 2019-03 → 2019-03-24; kind – → state; documents 2 → 3  \
             visit:Q15031_FRA_2019-03-24 (was visit:Q15031_FRA_2019-03)",
        ],
    );
}

#[test]
fn treaties_and_their_acts_are_told_apart() {
    let found = differ(
        &format!("{PEOPLE}{TREATY}"),
        "act:PRK-RUS_2024-06-19_ratified_RUS a dep:TreatyAct ; dep:actType dep:act-ratified ; dep:by state:Q159 ; dep:happened false .
         treaty:PRK-RUS_2024-06-19 dep:act act:PRK-RUS_2024-06-19_ratified_RUS ; dep:provision <https://w3id.org/depeche/treaty/PRK-RUS_2024-06-19#article-4> .
         <https://w3id.org/depeche/treaty/PRK-RUS_2024-06-19#article-4> a dep:Article ; dep:article \"4\" .
         treaty:name_vieux a dep:Treaty ; rdfs:label \"vieil accord\" ; dep:documents 1 .",
        "act:PRK-RUS_2024-06-19_entry-into-force_2024-12-04 a dep:TreatyAct ; dep:actType dep:act-entry-into-force ;
            dep:date \"2024-12-04\"^^edtf:EDTF ; dep:happened true ; dep:documents 2 .
         treaty:PRK-RUS_2024-06-19 dep:act act:PRK-RUS_2024-06-19_entry-into-force_2024-12-04 ; dep:replaces treaty:Q1 .
         act:PRK-RUS_2024-06-19_signed dep:person person:Q7747, person:Q15031 .
         treaty:Q1 a dep:Treaty ; rdfs:label \"traité d'amitié\" ; dep:party state:Q423, state:Q142, state:Q881, state:Q159, state:Q1 .",
    );
    lines(
        &found,
        &[
            "added    treaty  traité d'amitié (Corée du Nord, France, Russie, Viêt Nam and 1 more)  treaty:Q1",
            "changed  treaty  traité de partenariat (Corée du Nord, Russie), signed 2024-06-19: provision article 4 → –; \
             replaces – → traité d'amitié  treaty:PRK-RUS_2024-06-19",
            "dropped  treaty  vieil accord (1 document)  treaty:name_vieux",
            "added    act     entry into force: traité de partenariat, 2024-12-04 (2 documents)  act:PRK-RUS_2024-06-19_entry-into-force_2024-12-04",
            "dropped  act     ratified by Russie: traité de partenariat (not done)  act:PRK-RUS_2024-06-19_ratified_RUS",
            "changed  act     signed: traité de partenariat, 2024-06-19: person + Vladimir Poutine, Xi Jinping  act:PRK-RUS_2024-06-19_signed",
        ],
    );
}

#[test]
fn people_are_told_with_their_offices() {
    let office = |state: &str| {
        format!(
            "<https://w3id.org/depeche/person/Q7747#office-president> a dep:OfficeHeld ; dep:office dep:office-president ; dep:state {state} ;
                dep:title \"président\" ; dep:witness doc:a .
             person:Q7747 dep:officeHeld <https://w3id.org/depeche/person/Q7747#office-president> ."
        )
    };
    let kim = "person:kim.PRK a dep:Person ; rdfs:label \"Kim Jong-un\" ; dep:documents 1 ; dep:state state:Q423 .";
    let found = differ(PEOPLE, kim, &format!("{} person:Q7747 skos:altLabel \"Poutine\" ; owl:sameAs wd:Q7747 .", office("state:Q159")));
    lines(
        &found,
        &[
            "dropped  person  Kim Jong-un (1 document)  person:kim.PRK",
            "changed  person  Vladimir Poutine: also called – → Poutine; wikidata – → Q7747; office – → president (Russie)  person:Q7747",
        ],
    );
    // Within one office: told where nothing else is.
    let found = differ(PEOPLE, &office("state:Q159"), &office("state:Q142"));
    lines(&found, &["changed  person  Vladimir Poutine: state of president (France) Russie → France  person:Q7747"]);
}

#[test]
fn a_person_known_better_changes_no_visit() {
    let graph = |iri: &str, alias: &str| {
        format!(
            "{iri} a dep:Person ; rdfs:label \"Kim Jong-un\" ; dep:documents 1 {alias} .
             visit:v a dep:Visit ; dep:visitor {iri} ; dep:destination state:Q142 ; dep:documents 1 ."
        )
    };
    let found = differ(PEOPLE, &graph("person:kim.PRK", ""), &graph("person:Q56226", "; dep:alias person:kim.PRK"));
    lines(&found, &["changed  person  Kim Jong-un: another IRI  person:Q56226 (was person:kim.PRK)"]);
}

#[test]
fn two_that_became_one_are_told_so() {
    let visit = |name: &str, more: &str| {
        format!("visit:{name} a dep:Visit ; dep:visitor person:Q7747 ; dep:destination state:Q142 ; dep:documents 1 {more} .\n")
    };
    let (apart, joined) = (format!("{}{}", visit("x", ""), visit("y", "")), visit("x", "; dep:alias visit:y"));
    let found = differ(PEOPLE, &apart, &joined);
    assert!(found.contains("dropped  visit   Vladimir Poutine → France (1 document, now within visit:x)  visit:y\n"), "{found}");
    assert!(found.contains("changed  visit   Vladimir Poutine → France: alias – → visit:y  visit:x\n"), "{found}");
    let found = differ(PEOPLE, &joined, &apart);
    assert!(found.contains("added    visit   Vladimir Poutine → France (1 document, was within visit:x)  visit:y\n"), "{found}");
}

#[test]
fn a_graph_that_leads_back_to_itself_is_named() {
    let round = "visit:v a dep:Visit ; dep:visitor visit:v .
        act:a a dep:TreatyAct ; dep:by act:a ; dep:actType act:a . treaty:t a dep:Treaty ; dep:act act:a ; dep:party treaty:t .
        person:p a dep:Person ; dep:officeHeld <https://w3id.org/depeche/person/p#o> .
        <https://w3id.org/depeche/person/p#o> a dep:OfficeHeld ; dep:office <https://w3id.org/depeche/person/p#o> .";
    let found = differ(PEOPLE, "", round);
    assert_eq!(found.lines().next(), Some("added    visit   visit:v →  visit:v"), "{found}");
    assert_eq!(found.lines().count(), 4, "{found}");
}

#[test]
fn order_and_form_are_no_difference() {
    let folder = turtle(&format!("{PEOPLE}{TREATY}"), "", "");
    let said = folder.run(&["diff", "a.ttl", "b.ttl"]).exits(0).says(&["nothing differs"]);
    assert!(said.out.is_empty(), "{}", said.out);
    let said = folder.run(&["--quiet", "diff", "a.ttl", "b.ttl"]).exits(0);
    assert!(said.out.is_empty() && said.err.is_empty(), "{}{}", said.out, said.err);
    folder.write("c.trig", format!("{PREFIXES}{TREATY}{PEOPLE}{TREATY}"));
    folder.run(&["diff", "a.ttl", "c.trig"]).exits(0);
    folder.write("empty.nq", "");
    let all = folder.run(&["diff", "empty.nq", "a.ttl"]).exits(1).out;
    assert!(all.lines().all(|line| line.starts_with("added ") || line == "others   states: 4 added"), "{all}");
}

#[test]
fn the_rest_is_counted() {
    let folder = turtle(
        PEOPLE,
        "state:Q1 a dep:State ; rdfs:label \"Ailleurs\"@fr .",
        "state:Q142 dep:documents 4 .
         <https://w3id.org/depeche/visit/v#disagreement-start> a dep:Disagreement ; dep:about visit:v .
         <https://w3id.org/depeche/document/a#visit-1-2> dep:joinReason \"same-day\" .",
    );
    let found = folder.run(&["diff", "a.ttl", "b.ttl"]).exits(1).says(&["0 added, 0 dropped, 0 changed; 4 others"]).out;
    lines(&found, &["others   states: 1 dropped, 1 changed", "others   disagreements: 1 added", "others   joins of reports: 1 added"]);
}

#[test]
fn the_background_is_compared_where_both_have_it() {
    let folder = turtle(PEOPLE, "", "");
    for (name, capital) in [("c.trig", "Paris"), ("d.trig", "Vichy")] {
        let background = format!("bg:background {{ bg:background a dep:Background . state:Q142 dep:capital bg:{capital} . }}");
        folder.write(name, format!("{PREFIXES}{PEOPLE}{background} doc:a {{ doc:a a dep:Document ; dep:bytes {} . }}", capital.len() * 7));
    }
    let found = folder.run(&["diff", "c.trig", "d.trig"]).exits(1).out;
    lines(&found, &["others   background facts: 1 added, 1 dropped"]);
    folder.run(&["diff", "a.ttl", "d.trig"]).exits(0).says(&["a.ttl holds no background facts"]);
    assert!(folder.run(&["-q", "diff", "d.trig", "a.ttl"]).exits(0).err.is_empty());
}

#[test]
fn programs_get_one_object() {
    let folder = turtle(
        PEOPLE,
        "visit:v a dep:Visit ; dep:visitor person:Q7747 ; dep:destination state:Q142 ; dep:documents 1 ; dep:witness doc:a .",
        "visit:v a dep:Visit ; dep:visitor person:Q7747 ; dep:destination state:Q881 ; dep:documents 1 ; dep:witness doc:a, doc:b .",
    );
    let said = folder.run(&["diff", "--format", "json", "a.ttl", "b.ttl"]).exits(1);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let expected = serde_json::json!({
        "same": false,
        "things": [{
            "what": "changed", "kind": "visit", "label": "Vladimir Poutine → Viêt Nam", "iri": "https://w3id.org/depeche/visit/v", "documents": 1,
            "changes": [
                {"property": "dep:witness", "words": "witness", "kept": 1, "dropped": [],
                 "added": [{"words": "doc:b", "iri": "https://w3id.org/depeche/document/b"}]},
                {"property": "dep:destination", "words": "destination", "kept": 0,
                 "dropped": [{"words": "France", "iri": "https://w3id.org/depeche/state/Q142"}],
                 "added": [{"words": "Viêt Nam", "iri": "https://w3id.org/depeche/state/Q881"}]},
            ],
        }],
        "others": [],
    });
    assert_eq!(found, expected);
    let same = folder.run(&["diff", "-f", "json", "a.ttl", "a.ttl"]).exits(0).out;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&same).unwrap(), serde_json::json!({"same": true, "things": [], "others": []}));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = turtle(PEOPLE, "", "");
    let wrong = |other: &str, words: &[&str]| {
        let said = folder.run(&["diff", "a.ttl", other]).exits(2).says(words).says(&["hint:", other]);
        assert!(said.out.is_empty(), "{}", said.out);
    };
    wrong("nowhere.ttl", &["there is no store and no file"]);
    folder.write("graph.txt", "x");
    wrong("graph.txt", &["does not say in which format", ".ttl, .nt, .nq, .trig"]);
    folder.write("broken.ttl", "@prefix dep: <https://w3id.org/depeche/ontology#> .\ndep:a dep:b \"c");
    wrong("broken.ttl", &["does not hold what its name says", "line 2"]);
    folder.write("blank.ttl", format!("{PREFIXES}[] a dep:Person ."));
    wrong("blank.ttl", &["blank node"]);
    folder.write("report.ttl", format!("{PREFIXES}doc:a a dep:Document ; dep:bytes 7 ."));
    wrong("report.ttl", &["it holds no merged graph", "2 statements"]);
    folder.run(&["diff", "a.ttl"]).exits(2).says(&["<B>"]);
}

#[test]
fn a_whole_dump_of_another_base_is_refused() {
    let folder = turtle(PEOPLE, "", "");
    for name in ["one", "two"] {
        let build = format!(
            "<https://example.org/{name}/build> {{ <https://example.org/{name}/build> dep:baseIri \"https://example.org/{name}/\" . }}"
        );
        folder.write(&format!("{name}.trig"), format!("{PREFIXES}{PEOPLE}{build}"));
    }
    folder.run(&["diff", "one.trig", "two.trig"]).exits(2).says(&["--base https://example.org/one/", "hint:"]);
    folder.run(&["diff", "one.trig", "a.ttl"]).exits(0);
}

/// The law of the room: no statement of the merged graph can come or go without a word.
#[test]
fn every_statement_counts() {
    let prefixes = Prefixes::of_base(&Base::default());
    let merged: Vec<Quad> = small_graph::quads().into_iter().filter(|quad| quad.graph_name.is_default_graph()).collect();
    let whole = Side::new(merged.clone(), None);
    let mut turned = merged.clone();
    turned.reverse();
    assert!(diff(&whole, &Side::new(turned, None), &prefixes).is_empty());
    for left_out in &merged {
        let part = Side::new(merged.iter().filter(|quad| *quad != left_out).cloned().collect(), None);
        assert!(!diff(&whole, &part, &prefixes).is_empty(), "without {left_out}");
        assert!(!diff(&part, &whole, &prefixes).is_empty(), "with {left_out}");
    }
    // All that is said of one node at once.
    for node in merged.iter().map(|quad| &quad.subject) {
        let part = Side::new(merged.iter().filter(|quad| quad.subject != *node).cloned().collect(), None);
        assert!(!diff(&whole, &part, &prefixes).is_empty(), "without {node}");
        assert!(!diff(&part, &whole, &prefixes).is_empty(), "with {node}");
    }
}

/// The merged graph of some documents against that of all, as `extract | merge` makes them.
#[test]
fn more_documents_bring_more() {
    let folder = Folder::new();
    let documents = dispatches();
    // Without c003 and c005, which tell of what c001, c002 and c004 tell: that changes.
    let some = [0, 1, 3].map(|at| documents[at].clone());
    for (name, documents) in [("some", &some[..]), ("all", &documents[..])] {
        folder.write(&format!("{name}.jsonl"), documents.join("\n"));
        let claims = folder.run(&["extract", &format!("{name}.jsonl")]).exits(0).out;
        folder.write(&format!("{name}.claims"), claims);
        for format in ["nq", "nt", "turtle", "trig", "rdfxml", "jsonld"] {
            let ending = match format {
                "turtle" => "ttl",
                "rdfxml" => "rdf",
                other => other,
            };
            let graph = folder.run(&["merge", "--format", format, &format!("{name}.claims")]).exits(0).out;
            folder.write(&format!("{name}.{ending}"), graph);
        }
    }
    for other in ["all.nq", "all.nt", "all.trig", "all.rdf", "all.jsonld"] {
        let said = folder.run(&["diff", "all.ttl", other]).exits(0);
        assert!(said.out.is_empty(), "{other}: {}", said.out);
    }
    let more = folder.run(&["diff", "some.ttl", "all.nq"]).exits(1).out;
    assert_eq!(more, folder.run(&["diff", "some.nt", "all.trig"]).exits(1).out, "the same bytes whatever the format");
    let less = folder.run(&["diff", "all.ttl", "some.ttl"]).exits(1).out;
    for kind in ["visit ", "treaty", "act   ", "person"] {
        let count = |list: &str, what: &str| list.lines().filter(|line| line.starts_with(&format!("{what:<8} {kind}"))).count();
        assert!(count(&more, "added") > 0, "{kind}: {more}");
        assert_eq!((count(&more, "added"), count(&more, "dropped")), (count(&less, "dropped"), count(&less, "added")), "{kind}");
        assert_eq!(count(&more, "changed"), count(&less, "changed"), "{kind}");
    }
    assert!(more.lines().any(|line| line.starts_with("changed ") && line.contains("documents 1 → 2")), "{more}");
}

#[cfg(feature = "rocksdb")]
mod stores {
    use super::*;

    /// A store of these documents, in a folder of its own.
    fn store(folder: &Folder, name: &str, documents: &[String]) {
        let texts = folder.write(&format!("{name}.jsonl"), documents.join("\n"));
        folder.run(&["--store", name, "build", &texts.to_string_lossy()]).exits(0);
    }

    #[test]
    fn a_store_is_its_own_export() {
        let folder = Folder::new();
        store(&folder, "all", &dispatches());
        folder.run(&["diff", "all", "all"]).exits(0).says(&["nothing differs"]);
        for (format, ending) in [("turtle", "ttl"), ("nt", "nt"), ("nq", "nq"), ("trig", "trig")] {
            let export = folder.run(&["--store", "all", "export", "--format", format]).exits(0).out;
            folder.write(&format!("all.{ending}"), export);
            for sides in [["all", &format!("all.{ending}")], [&format!("all.{ending}"), "all"]] {
                let said = folder.run(&["diff", sides[0], sides[1]]).exits(0);
                assert!(said.out.is_empty(), "{}", said.out);
            }
        }
        let one = folder.run(&["--store", "all", "export", "--graph", "c001"]).exits(0).out;
        folder.write("one.ttl", one);
        folder.run(&["diff", "all", "one.ttl"]).exits(2).says(&["it holds no merged graph"]);
    }

    #[test]
    fn a_larger_store_has_more() {
        let folder = Folder::new();
        let documents = dispatches();
        store(&folder, "some", &documents[..3]);
        store(&folder, "all", &documents);
        let said = folder.run(&["diff", "some", "all"]).exits(1);
        for kind in ["visit", "treaty", "act", "person"] {
            assert!(said.out.lines().any(|line| line.starts_with(&format!("added    {kind}"))), "{kind}: {}", said.out);
        }
        assert!(said.out.contains("others   background facts: "), "{}", said.out);
        assert_eq!(said.out, folder.run(&["diff", "some", "all"]).exits(1).out, "the same bytes every time");
        folder.run(&["diff", "some", "nowhere"]).exits(2).says(&["no store and no file", "hint:"]);
    }

    #[test]
    fn stores_of_two_bases_are_not_compared() {
        let folder = Folder::new();
        let documents = dispatches();
        store(&folder, "one", &documents[..1]);
        let texts = folder.write("two.jsonl", &documents[0]);
        folder.run(&["--store", "two", "--base", "https://example.org/", "build", &texts.to_string_lossy()]).exits(0);
        folder.run(&["diff", "one", "two"]).exits(2).says(&["--base https://example.org/", "hint:"]);
    }
}
