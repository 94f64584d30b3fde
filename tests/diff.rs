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
person:Q9099 a dep:Person ; rdfs:label \"Tabaré Vázquez\" ; dep:documents 2 .
person:Q26273268 a dep:Person ; rdfs:label \"Zuzana Čaputová\" ; dep:documents 2 .
state:Q34 a dep:State ; rdfs:label \"Suède\"@fr, \"Sweden\"@en .
state:Q33 a dep:State ; rdfs:label \"Finlande\"@fr, \"Finland\"@en .
state:Q224 a dep:State ; rdfs:label \"Croatie\"@fr, \"Croatia\"@en .
state:Q419 a dep:State ; rdfs:label \"Pérou\"@fr, \"Peru\"@en .
";

const TREATY: &str = "
treaty:HRV-PER_2018-03-07 a dep:Treaty ; rdfs:label \"traité de partenariat\" ; dep:treatyKind dep:treaty-kind-treaty ;
    dep:party state:Q224, state:Q419 ; dep:signed \"2018-03-07\"^^edtf:EDTF ; dep:act act:HRV-PER_2018-03-07_signed ; dep:documents 1 .
act:HRV-PER_2018-03-07_signed a dep:TreatyAct ; dep:actType dep:act-signed ; dep:date \"2018-03-07\"^^edtf:EDTF ; dep:happened true ;
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
        "visit:Q26273268_FIN_2016-05 a dep:Visit ; dep:visitor person:Q26273268 ; dep:destination state:Q33 ; dep:documents 2 ;
            dep:start \"2016-05\"^^edtf:EDTF ; dep:startFirst \"2016-05-01\" ; dep:startLast \"2016-05-31\" ; dep:witness doc:a .
         visit:Q26273268_HRV a dep:Visit ; dep:visitor person:Q26273268 ; dep:destination state:Q224 ; dep:visitStatus dep:visit-status-planned .",
        "visit:Q26273268_FIN_2016-05-12 a dep:Visit ; dep:visitor person:Q26273268 ; dep:destination state:Q33 ; dep:documents 3 ;
            dep:start \"2016-05-12\"^^edtf:EDTF ; dep:startFirst \"2016-05-12\" ; dep:startLast \"2016-05-12\" ; dep:witness doc:a, doc:b ;
            dep:visitKind dep:visit-kind-state ; dep:alias visit:Q26273268_FIN_2016-05 .
         visit:Q9099_SWE_2018-03-07 a dep:Visit ; dep:visitor person:Q9099 ; dep:destination state:Q34 ; dep:documents 2 ;
            dep:start \"2018-03-07\"^^edtf:EDTF ; dep:end \"2018-03-08\"^^edtf:EDTF ; dep:visitStatus dep:visit-status-completed .",
    );
    lines(
        &found,
        &[
            "added    visit   Tabaré Vázquez → Suède, 2018-03-07 to 2018-03-08 (2 documents)  visit:Q9099_SWE_2018-03-07",
            "dropped  visit   Zuzana Čaputová → Croatie (planned)  visit:Q26273268_HRV",
            "changed  visit   Zuzana Čaputová → Finlande, 2016-05-12: start 2016-05 → 2016-05-12; kind – → state; documents 2 → 3  \
             visit:Q26273268_FIN_2016-05-12 (was visit:Q26273268_FIN_2016-05)",
        ],
    );
}

#[test]
fn treaties_and_their_acts_are_told_apart() {
    let found = differ(
        &format!("{PEOPLE}{TREATY}"),
        "act:HRV-PER_2018-03-07_ratified_PER a dep:TreatyAct ; dep:actType dep:act-ratified ; dep:by state:Q419 ; dep:happened false .
         treaty:HRV-PER_2018-03-07 dep:act act:HRV-PER_2018-03-07_ratified_PER ; dep:provision <https://w3id.org/depeche/treaty/HRV-PER_2018-03-07#article-4> .
         <https://w3id.org/depeche/treaty/HRV-PER_2018-03-07#article-4> a dep:Article ; dep:article \"4\" .
         treaty:name_vieux a dep:Treaty ; rdfs:label \"vieil accord\" ; dep:documents 1 .",
        "act:HRV-PER_2018-03-07_entry-into-force_2018-11-20 a dep:TreatyAct ; dep:actType dep:act-entry-into-force ;
            dep:date \"2018-11-20\"^^edtf:EDTF ; dep:happened true ; dep:documents 2 .
         treaty:HRV-PER_2018-03-07 dep:act act:HRV-PER_2018-03-07_entry-into-force_2018-11-20 ; dep:replaces treaty:Q1 .
         act:HRV-PER_2018-03-07_signed dep:person person:Q9099, person:Q26273268 .
         treaty:Q1 a dep:Treaty ; rdfs:label \"traité d'amitié\" ; dep:party state:Q224, state:Q33, state:Q34, state:Q419, state:Q1 .",
    );
    lines(
        &found,
        &[
            "added    treaty  traité d'amitié (Croatie, Finlande, Pérou, Suède and 1 more)  treaty:Q1",
            "changed  treaty  traité de partenariat (Croatie, Pérou), signed 2018-03-07: provision article 4 → –; \
             replaces – → traité d'amitié  treaty:HRV-PER_2018-03-07",
            "dropped  treaty  vieil accord (1 document)  treaty:name_vieux",
            "added    act     entry into force: traité de partenariat, 2018-11-20 (2 documents)  act:HRV-PER_2018-03-07_entry-into-force_2018-11-20",
            "dropped  act     ratified by Pérou: traité de partenariat (not done)  act:HRV-PER_2018-03-07_ratified_PER",
            "changed  act     signed: traité de partenariat, 2018-03-07: person + Tabaré Vázquez, Zuzana Čaputová  act:HRV-PER_2018-03-07_signed",
        ],
    );
}

#[test]
fn people_are_told_with_their_offices() {
    let office = |state: &str| {
        format!(
            "<https://w3id.org/depeche/person/Q9099#office-president> a dep:OfficeHeld ; dep:office dep:office-president ; dep:state {state} ;
                dep:title \"président\" ; dep:witness doc:a .
             person:Q9099 dep:officeHeld <https://w3id.org/depeche/person/Q9099#office-president> ."
        )
    };
    let croat = "person:milanovic.HRV a dep:Person ; rdfs:label \"Zoran Milanović\" ; dep:documents 1 ; dep:state state:Q224 .";
    let found = differ(PEOPLE, croat, &format!("{} person:Q9099 skos:altLabel \"Vázquez\" ; owl:sameAs wd:Q9099 .", office("state:Q419")));
    lines(
        &found,
        &[
            "changed  person  Tabaré Vázquez: also called – → Vázquez; wikidata – → Q9099; office – → president (Pérou)  person:Q9099",
            "dropped  person  Zoran Milanović (1 document)  person:milanovic.HRV",
        ],
    );
    // Within one office: told where nothing else is.
    let found = differ(PEOPLE, &office("state:Q419"), &office("state:Q33"));
    lines(&found, &["changed  person  Tabaré Vázquez: state of president (Finlande) Pérou → Finlande  person:Q9099"]);
}

#[test]
fn a_person_known_better_changes_no_visit() {
    let graph = |iri: &str, alias: &str| {
        format!(
            "{iri} a dep:Person ; rdfs:label \"Zoran Milanović\" ; dep:documents 1 {alias} .
             visit:v a dep:Visit ; dep:visitor {iri} ; dep:destination state:Q33 ; dep:documents 1 ."
        )
    };
    let found = differ(PEOPLE, &graph("person:milanovic.HRV", ""), &graph("person:Q57687", "; dep:alias person:milanovic.HRV"));
    lines(&found, &["changed  person  Zoran Milanović: another IRI  person:Q57687 (was person:milanovic.HRV)"]);
}

#[test]
fn two_that_became_one_are_told_so() {
    let visit = |name: &str, more: &str| {
        format!("visit:{name} a dep:Visit ; dep:visitor person:Q9099 ; dep:destination state:Q33 ; dep:documents 1 {more} .\n")
    };
    let (apart, joined) = (format!("{}{}", visit("x", ""), visit("y", "")), visit("x", "; dep:alias visit:y"));
    let found = differ(PEOPLE, &apart, &joined);
    assert!(found.contains("dropped  visit   Tabaré Vázquez → Finlande (1 document, now within visit:x)  visit:y\n"), "{found}");
    assert!(found.contains("changed  visit   Tabaré Vázquez → Finlande: alias – → visit:y  visit:x\n"), "{found}");
    let found = differ(PEOPLE, &joined, &apart);
    assert!(found.contains("added    visit   Tabaré Vázquez → Finlande (1 document, was within visit:x)  visit:y\n"), "{found}");
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
        "state:Q33 dep:documents 4 .
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
        let background = format!("bg:background {{ bg:background a dep:Background . state:Q33 dep:capital bg:{capital} . }}");
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
        "visit:v a dep:Visit ; dep:visitor person:Q9099 ; dep:destination state:Q33 ; dep:documents 1 ; dep:witness doc:a .",
        "visit:v a dep:Visit ; dep:visitor person:Q9099 ; dep:destination state:Q34 ; dep:documents 1 ; dep:witness doc:a, doc:b .",
    );
    let said = folder.run(&["diff", "--format", "json", "a.ttl", "b.ttl"]).exits(1);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let expected = serde_json::json!({
        "same": false,
        "things": [{
            "what": "changed", "kind": "visit", "label": "Tabaré Vázquez → Suède", "iri": "https://w3id.org/depeche/visit/v", "documents": 1,
            "changes": [
                {"property": "dep:witness", "words": "witness", "kept": 1, "dropped": [],
                 "added": [{"words": "doc:b", "iri": "https://w3id.org/depeche/document/b"}]},
                {"property": "dep:destination", "words": "destination", "kept": 0,
                 "dropped": [{"words": "Finlande", "iri": "https://w3id.org/depeche/state/Q33"}],
                 "added": [{"words": "Suède", "iri": "https://w3id.org/depeche/state/Q34"}]},
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
