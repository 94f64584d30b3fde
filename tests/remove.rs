//! Documents that go, and documents of later days: what is left is what a build of the others gives, byte for byte.

use crate::lexicon::READER;
use crate::shared::documents;
use depeche::claim::CLAIMS_VERSION;
use depeche::document::Document;
use depeche::export;
use depeche::graph::document::to_quads;
use depeche::graph::iri::Base;
use depeche::query::results::{ResultFormat, TableLook, write_rows};
use depeche::query::{Answer, Prefixes, Prepared, Template, Watchdog, library};
use depeche::store::{Archive, BATCH, BuildRecord, Selection, StoreError};
use depeche::vocab::property::CLAIMS_VERSION as CLAIMS_VERSION_OF;
use oxigraph::model::{Literal, NamedNode, Quad};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/dispatches.jsonl")
}

fn dispatches() -> Vec<Document> {
    documents(&corpus())
}

/// A document as a build takes it.
fn read(document: &Document) -> (NamedNode, Vec<Quad>) {
    let base = Base::default();
    (base.document(&document.id), to_quads(&base, &READER.read(document)))
}

fn record() -> BuildRecord {
    let reading = READER.reading();
    BuildRecord { base: Base::default(), program: reading.program, lexicon: reading.lexicon, gazetteer: reading.gazetteer }
}

/// Builds into a store: documents that come, and documents that go (`None`).
fn build<'q>(archive: &mut Archive, batch: usize, documents: impl IntoIterator<Item = (&'q NamedNode, Option<&'q Vec<Quad>>)>) {
    let mut build = archive.begin(record()).unwrap().with_batch(batch);
    for (graph, quads) in documents {
        match quads {
            Some(quads) => build.replace_document(graph.clone(), quads.clone()).unwrap(),
            None => build.remove_document(graph.clone()).unwrap(),
        }
    }
    build.merge(READER.gazetteer(), || {}).unwrap();
}

/// A new store with these documents.
fn built<'q>(documents: impl IntoIterator<Item = (&'q NamedNode, &'q Vec<Quad>)>) -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    build(&mut archive, BATCH, documents.into_iter().map(|(graph, quads)| (graph, Some(quads))));
    archive
}

/// As `depeche export --format nq` prints it.
fn exported(archive: &Archive) -> String {
    let mut out = Vec::new();
    export::write(export::Format::NQuads, archive.dump(&Selection::All).unwrap(), &Prefixes::of_base(&Base::default()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn whatever_came_and_went_the_store_is_that_of_what_is_left() {
    let dispatches = dispatches();
    // Each id with its own text, and with that of the next, which is then told twice.
    let next = dispatches.iter().cycle().skip(1);
    let versions: Vec<[(NamedNode, Vec<Quad>); 2]> =
        dispatches.iter().zip(next).map(|(one, next)| [read(one), read(&Document { id: one.id.clone(), ..next.clone() })]).collect();
    let mut random = fastrand::Rng::with_seed(1804);
    for sequence in 0..30 {
        let mut archive = Archive::in_memory().unwrap();
        let mut left: BTreeMap<usize, usize> = BTreeMap::new();
        let mut told = Vec::new();
        for _ in 0..random.usize(2..6) {
            let mut changes = Vec::new();
            for _ in 0..random.usize(1..5) {
                // Of eight ids, so that they meet again.
                let (which, version) = ((sequence + random.usize(..8)) % versions.len(), random.usize(..2));
                let (graph, quads) = &versions[which][version];
                if random.u8(..5) < 2 {
                    left.remove(&which);
                    changes.push((graph, None));
                    told.push(format!("-{which}"));
                } else {
                    left.insert(which, version);
                    changes.push((graph, Some(quads)));
                    told.push(format!("+{which}.{version}"));
                }
            }
            let batch = *random.choice([40, 2000, BATCH].as_slice()).unwrap();
            build(&mut archive, batch, changes);
            told.push(format!("| by {batch}"));
        }
        let others = left.iter().rev().map(|(which, version)| &versions[*which][*version]);
        let others = built(others.map(|(graph, quads)| (graph, quads)));
        assert!(exported(&archive) == exported(&others), "sequence {sequence}: {}", told.join(" "));
        assert!(!archive.is_interrupted().unwrap());
    }
}

#[test]
fn without_documents_nothing_is_merged() {
    let documents: Vec<_> = dispatches().iter().take(3).map(read).collect();
    let mut archive = built(documents.iter().map(|(graph, quads)| (graph, quads)));
    assert!(!archive.dump(&Selection::Merged).unwrap().is_empty());
    build(&mut archive, BATCH, documents.iter().map(|(graph, _)| (graph, None)));
    assert!(archive.dump(&Selection::Merged).unwrap().is_empty());
    assert!(archive.document_graphs().unwrap().is_empty());
    assert!(exported(&archive) == exported(&built([])));
}

/// Many documents that go are no single transaction: a removal that was cut short leaves whole documents and the mark.
#[test]
fn a_large_removal_that_is_not_finished_is_mended_by_the_next() {
    let documents: Vec<_> = dispatches().iter().take(4).map(read).collect();
    let mut archive = built(documents.iter().map(|(graph, quads)| (graph, quads)));
    let mut cut = archive.begin(record()).unwrap().with_batch(10);
    cut.remove_document(documents[0].0.clone()).unwrap();
    cut.remove_document(documents[1].0.clone()).unwrap();
    drop(cut);
    assert!(archive.is_interrupted().unwrap());
    build(&mut archive, BATCH, []);
    assert!(!archive.is_interrupted().unwrap());
    assert!(exported(&archive) == exported(&built(documents[2..].iter().map(|(graph, quads)| (graph, quads)))));
}

/// Rows of a named query, as CSV lines without the header.
fn rows(archive: &Archive, name: &str, given: &[(&str, &str)]) -> Vec<String> {
    let prefixes = Prefixes::of_base(&Base::default());
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let text = Template::parse(library::find(name).unwrap().text).unwrap().bind(&given, &prefixes).unwrap();
    let answer = Prepared::parse_with(&text, &prefixes).unwrap().run(archive.raw(), &Watchdog::asleep()).unwrap();
    let Answer::Solutions(solutions) = answer else { panic!("{name} is no SELECT") };
    let mut out = Vec::new();
    write_rows(solutions, ResultFormat::Csv, &TableLook { width: None, prefixes }, None, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().skip(1).map(str::to_owned).collect()
}

fn ids(archive: &Archive) -> Vec<String> {
    rows(archive, "documents", &[]).iter().map(|row| row.split(',').next().unwrap().to_owned()).collect()
}

/// What was published by a day.
fn as_of(whole: &Archive, day: &str) -> Archive {
    let published = whole.publications(day.parse().unwrap()).unwrap();
    whole.part(&published.by_then, READER.gazetteer(), || {}).unwrap()
}

#[test]
fn a_visit_is_announced_made_and_recalled_as_the_days_go_by() {
    let base = Base::default();
    let as_annotated = |document: &Document| {
        let mut claims = READER.read(document);
        // “L'an dernier, en octobre”: the year is the annotators', for this is no test of reading.
        if document.id.as_str() == "c003" {
            claims.visits[0].start.as_mut().unwrap().period = "2018-10".parse().unwrap();
        }
        (base.document(&document.id), to_quads(&base, &claims))
    };
    let documents: BTreeMap<_, _> = dispatches().iter().map(as_annotated).collect();
    let whole = built(&documents);
    // How many documents tell of it, for each node that it has.
    let told = |archive: &Archive| -> Vec<String> {
        let visits = rows(archive, "visits", &[("visitor", "Macky Sall"), ("destination", "PRT")]);
        visits.iter().filter_map(|row| row.rsplit(',').nth(1)).map(str::to_owned).collect()
    };
    assert!(told(&as_of(&whole, "2018-10-08")).is_empty());
    assert_eq!(told(&as_of(&whole, "2018-10-09")), ["1"]);
    assert_eq!(told(&as_of(&whole, "2018-10-17")), ["2"]);
    // Of a document of November 2019 nobody knows more before the month is over.
    assert_eq!(told(&as_of(&whole, "2019-11-29")), ["2"]);
    assert_eq!(told(&as_of(&whole, "2019-11-30")), ["3"]);
    assert_eq!(told(&whole), ["3"]);
}

#[test]
fn a_part_is_what_a_build_of_it_alone_gives() {
    let documents: BTreeMap<_, _> = dispatches().iter().map(read).collect();
    let whole = built(&documents);
    for day in ["2016-05-11", "2018-12-31", "2020-02-29", "2030-01-01"] {
        let published = whole.publications(day.parse().unwrap()).unwrap();
        let others = published.by_then.iter().map(|graph| (graph, &documents[graph]));
        assert!(exported(&as_of(&whole, day)) == exported(&built(others)), "{day}");
    }
}

#[test]
fn undated_documents_are_known_as_such() {
    let documents: BTreeMap<_, _> = dispatches().iter().map(read).collect();
    let whole = built(&documents);
    let late = whole.publications("2030-01-01".parse().unwrap()).unwrap();
    let early = whole.publications("1900-01-01".parse().unwrap()).unwrap();
    assert_eq!(early.undated, late.undated);
    assert!(early.by_then.is_empty() && late.later.is_empty());
    let undated: Vec<_> = ["c014", "c017"].map(|id| Base::default().document(&depeche::document::DocumentId::new(id).unwrap())).into();
    assert_eq!(late.undated, undated);
    let dated = as_of(&whole, "2030-01-01");
    assert_eq!(ids(&dated).len(), documents.len() - 2);
    assert!(!ids(&dated).contains(&"c014".to_owned()));
    let mut all = late.by_then;
    all.extend(late.undated);
    assert!(exported(&whole.part(&all, READER.gazetteer(), || {}).unwrap()) == exported(&whole));
}

/// Claims that were laid out otherwise are not merged with others as if they were not.
#[test]
fn what_another_version_read_is_refused() {
    let documents: Vec<_> = dispatches().iter().take(3).map(read).collect();
    let (graph, quads) = &documents[1];
    for (version, whose) in [(CLAIMS_VERSION - 1, "an earlier"), (CLAIMS_VERSION + 1, "a later")] {
        let of_version = |mut quad: Quad| {
            if quad.predicate == CLAIMS_VERSION_OF {
                quad.object = Literal::from(version).into();
            }
            quad
        };
        let other: Vec<_> = quads.iter().cloned().map(of_version).collect();
        assert_ne!(&other, quads);
        let mut archive = Archive::in_memory().unwrap();
        let mut build = archive.begin(record()).unwrap();
        for (graph, quads) in [(&documents[0].0, &documents[0].1), (graph, &other), (&documents[2].0, &documents[2].1)] {
            build.replace_document(graph.clone(), quads.clone()).unwrap();
        }
        let error = build.merge(READER.gazetteer(), || {}).unwrap_err();
        assert!(
            matches!(&error, StoreError::OtherClaims { graph: named, found } if named == graph.as_str() && *found == version),
            "{error}"
        );
        let told = error.to_string();
        assert!(told.contains(&format!("was read by {whose} version")) && told.contains("build its text again"), "{told}");
    }
}

#[test]
fn a_part_of_a_store_that_was_never_built_is_empty() {
    let archive = Archive::in_memory().unwrap();
    assert_eq!(archive.publications("2024-01-01".parse().unwrap()).unwrap(), depeche::store::Publications::default());
    assert!(archive.part(&[], READER.gazetteer(), || {}).unwrap().dump(&Selection::All).unwrap().is_empty());
}

#[cfg(feature = "rocksdb")]
mod on_disk {
    use super::corpus;
    use crate::folder::Folder;
    use std::fs;

    fn built() -> Folder {
        let folder = Folder::new();
        folder.run(&["build", corpus().to_str().unwrap()]).exits(0);
        folder
    }

    fn everything(folder: &Folder) -> String {
        folder.run(&["export", "--format", "nq"]).exits(0).out
    }

    #[test]
    fn what_is_left_is_as_if_the_others_had_never_come() {
        let (folder, other) = (built(), Folder::new());
        let iri = "https://w3id.org/depeche/document/c007";
        folder.run(&["remove", "c002", iri, "doc:c003", "c002"]).exits(0).says(&[
            "3 documents removed, 0 refused",
            "3 documents changed",
            "the store holds 17 documents",
        ]);
        let lines = fs::read_to_string(corpus()).unwrap();
        let gone = |line: &str| ["c002", "c003", "c007"].iter().any(|id| line.contains(&format!("\"id\": \"{id}\"")));
        let kept: Vec<_> = lines.lines().filter(|line| !gone(line)).collect();
        assert_eq!(kept.len(), 17);
        other.write("kept.jsonl", kept.join("\n"));
        other.run(&["build", "kept.jsonl"]).exits(0);
        assert!(everything(&folder) == everything(&other));
        folder.run(&["check"]).exits(0);
        // And back again.
        folder.run(&["build", corpus().to_str().unwrap()]).exits(0);
        assert!(everything(&folder) == everything(&built()));
    }

    #[test]
    fn an_id_is_written_otherwise_in_an_iri() {
        let folder = Folder::new();
        let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Rien de nouveau à Dakar.\"}}");
        folder.write("ids.jsonl", ["a b", "c é", "d"].map(line).join("\n"));
        folder.run(&["build", "ids.jsonl"]).exits(0);
        folder.run(&["remove", "https://w3id.org/depeche/document/a%20b", "a b", "c é"]).exits(0).says(&["2 documents removed"]);
        // The last one may go, too.
        folder.run(&["remove", "d"]).exits(0).says(&["the store holds 0 documents"]);
        folder.run(&["remove", "d"]).exits(2).says(&["the store holds no document “d”"]);
    }

    #[test]
    fn documents_that_are_not_there_are_refused() {
        let folder = built();
        let before = everything(&folder);
        folder.run(&["remove", "nobody"]).exits(2).says(&["the store holds no document “nobody”", "hint:", "depeche query documents"]);
        // A node of a document is no document, nor is a blank; ids are as they are written.
        folder.run(&["remove", "https://w3id.org/depeche/document/c001#person-0-1", " ", "C001"]).exits(2).says(&["“ ”", "“C001”"]);
        folder.run(&["remove", "nobody", "nowhere"]).exits(2).says(&["“nobody”, “nowhere”", "nothing was changed"]);
        assert!(everything(&folder) == before);
        folder.run(&["remove", "nobody", "c001"]).exits(1).says(&[
            "refused “nobody”",
            "hint:",
            "depeche query documents",
            "1 document removed, 1 refused",
        ]);
        assert!(everything(&folder) != before);
        let said = folder.run(&["--quiet", "remove", "c002"]).exits(0);
        assert!(said.out.is_empty() && said.err.is_empty(), "{}", said.err);
        let nowhere = Folder::new();
        nowhere.run(&["remove", "c001"]).exits(2).says(&["there is no store"]);
        assert!(!nowhere.store().exists(), "none is made");
        folder.run(&["remove"]).exits(2).says(&["<ID>"]);
    }

    #[test]
    fn a_question_is_answered_as_of_a_day() {
        let folder = built();
        let before = everything(&folder);
        let visits = |more: &[&str]| {
            let question = ["query", "visits", "--param", "visitor=Macky Sall", "--format", "csv"];
            folder.run(&[&question, more].concat()).exits(0)
        };
        // In how many nodes they are is a matter of reading.
        for (date, merged, telling) in [("2018-10-09", 3, 1), ("2018-10", 4, 2), ("2019-11", 7, 3)] {
            let said = visits(&["--as-of-publication", date]).says(&[&format!("merging {merged} of 20 documents again"), "--undated"]);
            let documents = |row: &str| row.rsplit(',').nth(1).and_then(|documents| documents.parse::<u32>().ok());
            assert_eq!(said.out.lines().skip(1).filter_map(documents).sum::<u32>(), telling, "{date}: {}", said.out);
        }
        assert_eq!(visits(&["--as-of-publication", "2018-10-08"]).out.lines().count(), 1, "the header");
        assert!(visits(&["--as-of-publication", "2030", "--quiet"]).err.is_empty());
        let documents = |more: &[&str]| {
            let question = ["query", "documents", "--format", "csv", "--as-of-publication", "2015"];
            folder.run(&[&question, more].concat()).exits(0).out.lines().count() - 1
        };
        assert_eq!((documents(&[]), documents(&["--undated"])), (0, 2));
        assert!(everything(&folder) == before, "the store is only read");
        folder.run(&["query", "visits", "--as-of-publication", "bientôt"]).exits(2).says(&["a year, a month or a day is wanted"]);
        folder.run(&["query", "visits", "--undated"]).exits(2).says(&["--as-of-publication"]);
    }
}
