//! Builds: documents whole or absent, the default graph in step with them, nothing lost and nothing half written.

use depeche::document::DocumentId;
use depeche::graph::iri::Base;
use depeche::store::{Archive, BuildRecord, Selection, StoreError};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

fn base() -> Base {
    Base::new("https://example.org/d/").unwrap()
}

fn record() -> BuildRecord {
    BuildRecord { base: base(), program: "0.1.0".into(), lexicon: "abc".into(), gazetteer: "def".into() }
}

fn graph(id: &str) -> NamedNode {
    base().document(&DocumentId::new(id).unwrap())
}

/// A document that says so many things.
fn said(id: &str, things: usize) -> Vec<Quad> {
    (0..things).map(|n| Quad::new(graph(id), property(), Literal::new_simple_literal(format!("{id} {n}")), graph(id))).collect()
}

fn property() -> NamedNode {
    NamedNode::new_unchecked("https://example.org/says")
}

/// A merge for tests: the default graph says which documents there are, and how much they say.
fn merged(build: &depeche::store::Build<'_>) -> Vec<Quad> {
    let mut quads = Vec::new();
    for document in build.document_graphs().unwrap() {
        for quad in build.quads_of(&document).unwrap() {
            quads.push(Quad::new(quad.subject, quad.predicate, quad.object, GraphName::DefaultGraph));
        }
    }
    quads
}

fn known(text: &str) -> Vec<Quad> {
    vec![Quad::new(base().background(), property(), Literal::new_simple_literal(text), base().background())]
}

fn build(archive: &mut Archive, batch: usize, documents: &[(&str, usize)]) -> depeche::store::Written {
    let mut build = archive.begin(record()).unwrap().with_batch(batch);
    for (id, things) in documents {
        build.replace_document(graph(id), said(id, *things)).unwrap();
    }
    let merged = merged(&build);
    build.finish(merged, known("x")).unwrap()
}

/// The law: default graph = merge(named graphs).
fn is_consistent(archive: &Archive) -> bool {
    let mut of_documents: Vec<String> = Vec::new();
    for graph in archive.document_graphs().unwrap() {
        of_documents.extend(archive.quads_of(&graph).unwrap().iter().map(|quad| quad.object.to_string()));
    }
    let mut of_default: Vec<String> = archive.dump(&Selection::Merged).unwrap().iter().map(|quad| quad.object.to_string()).collect();
    of_documents.sort();
    of_default.sort();
    of_documents == of_default
}

fn everything(archive: &Archive) -> Vec<String> {
    let mut lines: Vec<String> = archive.dump(&Selection::All).unwrap().iter().map(ToString::to_string).collect();
    lines.sort();
    lines
}

#[test]
fn a_store_that_was_never_built_is_empty() {
    let archive = Archive::in_memory().unwrap();
    assert_eq!(archive.record().unwrap(), None);
    assert!(archive.document_graphs().unwrap().is_empty());
    assert!(archive.dump(&Selection::All).unwrap().is_empty());
    assert!(archive.dump(&Selection::Background).unwrap().is_empty());
    assert!(!archive.is_interrupted().unwrap());
}

#[test]
fn a_build_is_recorded_and_read_back() {
    let mut archive = Archive::in_memory().unwrap();
    let written = build(&mut archive, 1000, &[("b", 2), ("a", 3)]);
    assert_eq!((written.documents, written.documents_changed, written.merged), (2, 2, 5));
    assert_eq!((written.added, written.removed), (11, 0));
    assert_eq!(archive.record().unwrap(), Some(record()));
    assert_eq!(archive.document_graphs().unwrap(), [graph("a"), graph("b")]);
    assert_eq!(archive.dump(&Selection::Document(graph("a"))).unwrap().len(), 3);
    assert_eq!(archive.dump(&Selection::Background).unwrap(), known("x"));
    assert!(is_consistent(&archive));
}

#[test]
fn the_same_build_twice_changes_nothing() {
    for batch in [1000, 2] {
        let mut archive = Archive::in_memory().unwrap();
        build(&mut archive, batch, &[("a", 3), ("b", 2)]);
        let before = everything(&archive);
        let written = build(&mut archive, batch, &[("b", 2), ("a", 3)]);
        assert_eq!((written.added, written.removed, written.documents_changed), (0, 0, 0));
        assert_eq!(everything(&archive), before);
    }
}

#[test]
fn batches_or_one_transaction_give_the_same_store() {
    let documents = [("a", 3), ("b", 7), ("c", 0), ("d", 5), ("a", 2)];
    let mut stores = Vec::new();
    for batch in [1, 2, 3, 8, 1000] {
        let mut archive = Archive::in_memory().unwrap();
        build(&mut archive, batch, &[("b", 30), ("e", 1)]);
        build(&mut archive, batch, &documents);
        assert!(is_consistent(&archive));
        assert!(!archive.is_interrupted().unwrap());
        stores.push(everything(&archive));
    }
    assert!(stores.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_document_goes_with_all_that_only_it_said() {
    let mut archive = Archive::in_memory().unwrap();
    build(&mut archive, 1000, &[("a", 3)]);
    let before = everything(&archive);
    build(&mut archive, 1000, &[("b", 2)]);
    let mut without = archive.begin(record()).unwrap();
    without.remove_document(graph("b")).unwrap();
    without.remove_document(graph("nobody")).unwrap();
    assert_eq!(without.document_graphs().unwrap(), [graph("a")]);
    let left = merged(&without);
    without.finish(left, known("x")).unwrap();
    assert_eq!(archive.document_graphs().unwrap(), [graph("a")]);
    assert_eq!(everything(&archive), before);
}

#[test]
fn a_small_build_that_is_not_finished_leaves_nothing() {
    let mut archive = Archive::in_memory().unwrap();
    build(&mut archive, 1000, &[("a", 3)]);
    let before = everything(&archive);
    let mut cut = archive.begin(record()).unwrap();
    cut.replace_document(graph("a"), said("a", 9)).unwrap();
    drop(cut);
    assert_eq!(everything(&archive), before);
    assert!(!archive.is_interrupted().unwrap());
}

#[test]
fn a_large_build_that_is_not_finished_says_so_and_is_mended_by_the_next() {
    let mut archive = Archive::in_memory().unwrap();
    build(&mut archive, 1000, &[("a", 3)]);
    let mut cut = archive.begin(record()).unwrap().with_batch(5);
    for id in ["b", "c", "d"] {
        cut.replace_document(graph(id), said(id, 3)).unwrap();
    }
    drop(cut);
    assert!(archive.is_interrupted().unwrap());
    assert!(!is_consistent(&archive));
    for graph in archive.document_graphs().unwrap() {
        assert_eq!(archive.quads_of(&graph).unwrap().len(), 3, "documents are whole");
    }
    build(&mut archive, 1000, &[]);
    assert!(is_consistent(&archive));
    assert!(!archive.is_interrupted().unwrap());
}

#[test]
fn one_store_has_one_base() {
    let mut archive = Archive::in_memory().unwrap();
    build(&mut archive, 1000, &[("a", 3)]);
    let other = BuildRecord { base: Base::default(), ..record() };
    assert!(matches!(archive.begin(other), Err(StoreError::OtherBase { .. })));
}

#[test]
fn statements_of_another_graph_are_refused() {
    let mut archive = Archive::in_memory().unwrap();
    let mut build = archive.begin(record()).unwrap();
    assert!(matches!(build.replace_document(graph("a"), said("b", 1)), Err(StoreError::WrongGraph { .. })));
    assert!(matches!(build.replace_document(base().background(), Vec::new()), Err(StoreError::WrongGraph { .. })));
    assert!(matches!(build.finish(said("a", 1), Vec::new()), Err(StoreError::WrongGraph { .. })));
}

#[test]
fn what_is_no_store_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    assert!(matches!(Archive::open_read_only(&missing), Err(StoreError::Missing { .. })));
    assert!(matches!(Archive::open(&missing), Err(StoreError::Missing { .. })));
    assert!(!missing.exists());
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "dear").unwrap();
    for wrong in [folder.path(), &file] {
        assert!(matches!(Archive::open_read_only(wrong), Err(StoreError::NotAStore { .. })));
        assert!(matches!(Archive::open(wrong), Err(StoreError::NotAStore { .. })));
        assert!(matches!(Archive::create_or_open(wrong), Err(StoreError::NotAStore { .. })));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(not(feature = "rocksdb"))]
#[test]
fn without_rocksdb_a_store_on_disk_is_an_error_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let error = Archive::create_or_open(&folder.path().join("s")).err().unwrap();
    assert!(matches!(error, StoreError::NoDisk { .. }) && error.to_string().contains("cargo feature `rocksdb`"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(feature = "rocksdb")]
mod on_disk {
    use super::*;
    use depeche::store::{Holder, LOCK_FILE};
    use oxigraph::store::Store;
    use std::path::Path;
    use std::process::Command;

    fn built(at: &Path, documents: &[(&str, usize)]) -> Vec<String> {
        let mut archive = Archive::create_or_open(at).unwrap();
        build(&mut archive, 1000, documents);
        everything(&archive)
    }

    #[test]
    fn a_store_is_read_again_by_us_and_by_oxigraph() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("new/store");
        let before = built(&at, &[("a", 3), ("b", 2)]);
        let archive = Archive::open_read_only(&at).unwrap();
        assert_eq!(everything(&archive), before);
        assert_eq!(archive.record().unwrap(), Some(record()));
        assert!(is_consistent(&archive));
        drop(archive);
        let stock = Store::open_read_only(&at).unwrap();
        assert_eq!(stock.len().unwrap(), before.len());
        drop(stock);
        assert_eq!(built(&at, &[]), before);
    }

    #[test]
    fn readers_share_and_a_builder_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("s");
        built(&at, &[("a", 3)]);
        let one = Archive::open_read_only(&at).unwrap();
        let two = Archive::open_read_only(&at).unwrap();
        assert!(matches!(Archive::create_or_open(&at), Err(StoreError::Busy { holder: Holder::Readers, .. })));
        drop((one, two));
        let builder = Archive::create_or_open(&at).unwrap();
        let error = Archive::open_read_only(&at).err().unwrap();
        assert!(matches!(error, StoreError::Busy { holder: Holder::Writer(Some(_)), .. }), "{error}");
        assert!(error.to_string().contains("is in use: another process"), "{error}");
        drop(builder);
        assert!(Archive::open_read_only(&at).is_ok());
    }

    #[test]
    fn a_reader_cannot_build() {
        let folder = tempfile::tempdir().unwrap();
        built(folder.path(), &[("a", 3)]);
        let mut archive = Archive::open_read_only(folder.path()).unwrap();
        assert!(matches!(archive.begin(record()), Err(StoreError::ReadOnly)));
    }

    #[test]
    fn leftovers_of_a_killed_bulk_load_go() {
        let folder = tempfile::tempdir().unwrap();
        built(folder.path(), &[("a", 3)]);
        let leftover = folder.path().join("bulk-123.sst");
        std::fs::write(&leftover, "x").unwrap();
        drop(Archive::open_read_only(folder.path()).unwrap());
        assert!(leftover.exists(), "a reader deletes nothing");
        drop(Archive::create_or_open(folder.path()).unwrap());
        assert!(!leftover.exists());
        assert!(folder.path().join(LOCK_FILE).exists());
    }

    /// Runs one of the ignored tests below in a process of its own, under a shell that may set limits before.
    fn child(shell: &str, test: &str, at: &Path) -> std::process::Output {
        Command::new("sh")
            .args(["-c", &format!("{shell} exec \"$0\" --exact store::on_disk::{test} --ignored --nocapture")])
            .arg(std::env::current_exe().unwrap())
            .env("DEPECHE_TEST_STORE", at)
            .output()
            .unwrap()
    }

    fn store_of_child() -> Option<std::path::PathBuf> {
        std::env::var_os("DEPECHE_TEST_STORE").map(Into::into)
    }

    #[test]
    fn a_full_disk_is_an_error_and_nothing_is_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let before = built(folder.path(), &[("a", 3)]);
        // 4096 blocks of 512 or 1024 bytes, and an error instead of a signal.
        let output = child("trap '' XFSZ; ulimit -f 4096;", "full_disk_child", folder.path());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let archive = Archive::open_read_only(folder.path()).unwrap();
        assert_eq!(everything(&archive), before);
        drop(archive);
        built(folder.path(), &[("b", 2)]);
        assert!(is_consistent(&Archive::open_read_only(folder.path()).unwrap()));
    }

    #[test]
    #[ignore = "a process of its own for a test above"]
    fn full_disk_child() {
        let Some(at) = store_of_child() else { return };
        let mut archive = Archive::create_or_open(&at).unwrap();
        let mut build = archive.begin(record()).unwrap();
        let long = "x".repeat(400);
        let quads =
            (0..50_000).map(|n| Quad::new(graph("big"), property(), Literal::new_simple_literal(format!("{n} {long}")), graph("big")));
        build.replace_document(graph("big"), quads.collect()).unwrap();
        let merged = merged(&build);
        match build.finish(merged, known("x")) {
            Err(StoreError::Full(message)) => assert!(message.contains("File too large"), "{message}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn killed_at_any_moment_the_store_opens_and_holds_whole_documents() {
        for milliseconds in [10, 40, 120, 300] {
            let folder = tempfile::tempdir().unwrap();
            built(folder.path(), &[("a", 3)]);
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "store::on_disk::killed_child", "--ignored", "--nocapture"])
                .env("DEPECHE_TEST_STORE", folder.path())
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(milliseconds));
            child.kill().unwrap();
            child.wait().unwrap();
            let mut archive = Archive::create_or_open(folder.path()).unwrap();
            for document in archive.document_graphs().unwrap() {
                let quads = archive.quads_of(&document).unwrap().len();
                assert!(quads == if document == graph("a") { 3 } else { 40 }, "{document} holds {quads}");
            }
            assert!(archive.is_interrupted().unwrap() || is_consistent(&archive));
            build(&mut archive, 1000, &[]);
            assert!(is_consistent(&archive) && !archive.is_interrupted().unwrap());
        }
    }

    #[test]
    #[ignore = "a process of its own for the test before, which kills it"]
    fn killed_child() {
        let Some(at) = store_of_child() else { return };
        let mut archive = Archive::create_or_open(&at).unwrap();
        for round in 0.. {
            let mut build = archive.begin(record()).unwrap().with_batch(100);
            for n in 0..20 {
                let id = format!("{round}-{n}");
                build.replace_document(graph(&id), said(&id, 40)).unwrap();
            }
            let merged = merged(&build);
            build.finish(merged, known("x")).unwrap();
        }
    }
}
