//! What a program must bear: each bad input of the list, through the binary. A clear message on stderr, the right exit
//! status, nothing lost or half written.

use crate::folder::{Folder, run};
use std::fs;
use std::time::{Duration, Instant};

/// A text that says something, so that what is lost can be seen.
const GOOD: &str = "Le président russe Vladimir Poutine s'est rendu mercredi 19 juin 2024 à Pyongyang.";

fn good_line(id: &str) -> String {
    serde_json::json!({ "id": id, "published": "2024-06-20", "text": GOOD }).to_string()
}

/// Builds `name` beside a good document and expects that one to be read and the other refused for `reason`.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, reason: &[&str]) {
    let folder = Folder::new();
    folder.write("in/good.jsonl", good_line("good"));
    folder.write(&format!("in/{name}"), content);
    let mut command = folder.depeche();
    command.args(["build", "in"]);
    run(command).exits(1).says(reason).says(&[&format!("in/{name}"), "1 document read, 1 refused"]);
    assert_eq!(documents(&folder), ["good"]);
}

/// The ids of the documents in the store.
fn documents(folder: &Folder) -> Vec<String> {
    let query = "SELECT ?id { GRAPH ?g { ?g <http://purl.org/dc/terms/identifier> ?id } } ORDER BY ?id";
    let mut command = folder.depeche();
    command.args(["query", "-", "--format", "csv"]).write_stdin(query);
    run(command).exits(0).out.lines().skip(1).map(str::to_owned).collect()
}

fn everything(folder: &Folder) -> String {
    let mut command = folder.depeche();
    command.args(["export", "--format", "nq", "--graph", "all"]);
    run(command).exits(0).out
}

/// A store with one document.
fn built() -> Folder {
    let folder = Folder::new();
    folder.write("good.jsonl", good_line("good"));
    let mut command = folder.depeche();
    command.args(["build", "good.jsonl"]);
    run(command).exits(0);
    folder
}

#[test]
fn an_empty_file() {
    refused("empty.txt", "", &["there is nothing in it"]);
}

#[test]
fn a_binary_file() {
    refused("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["it is not a text", "byte 8", "hint:"]);
}

#[test]
fn invalid_utf_8() {
    refused("latin1.txt", b"\xc0 S\xe9oul", &["it is not UTF-8: byte 0 is 0xC0", "iconv"]);
}

#[test]
fn a_line_of_fifty_megabytes() {
    let line = format!("{{\"id\": \"long\", \"text\": \"{}\"}}\n", "à la ligne ".repeat(4_200_000));
    assert!(line.len() > 50_000_000);
    refused("long.jsonl", line, &["in/long.jsonl:1: it is longer than the limit of 10000000 bytes", "--max-document-bytes"]);
}

#[test]
fn a_line_without_a_text() {
    refused("lines.jsonl", "{\"id\": \"x\", \"title\": \"Sans texte\"}\n", &["in/lines.jsonl:1: the object has no “text”"]);
}

#[test]
fn one_id_twice_with_one_text_is_one_document() {
    let folder = Folder::new();
    folder.write("a.jsonl", format!("{}\n{}\n", good_line("x"), good_line("x")));
    let mut command = folder.depeche();
    command.args(["build", "a.jsonl"]);
    let said = run(command).exits(0).says(&["2 documents read, 1 of them repeated"]);
    assert!(!said.err.contains("warning"), "{}", said.err);
    assert_eq!(documents(&folder), ["x"]);
}

#[test]
fn one_id_with_two_texts_is_decided_by_content() {
    let one = r#"{"id": "x", "published": "2024-06-20", "text": "Vladimir Poutine est arrivé à Hanoï."}"#;
    let other = r#"{"id": "x", "published": "2024-06-21", "text": "Vladimir Poutine a quitté Pyongyang."}"#;
    let graphs = [[one, other], [other, one]].map(|lines| {
        let folder = Folder::new();
        folder.write("a.jsonl", lines.join("\n"));
        let mut command = folder.depeche();
        command.args(["build", "a.jsonl"]);
        run(command).exits(0).says(&["warning: several texts have the id “x”", "hint:"]);
        everything(&folder)
    });
    assert_eq!(graphs[0], graphs[1]);
    assert!(graphs[0].contains("2024-06-21"), "the later publication stands");
}

/// Against the store there is no such order: the newer build replaces.
#[test]
fn an_id_that_the_store_holds_is_replaced() {
    let folder = built();
    folder.write("again.jsonl", r#"{"id": "good", "published": "2020", "text": "Rien."}"#);
    let mut command = folder.depeche();
    command.args(["build", "again.jsonl"]);
    run(command).exits(0);
    assert_eq!(documents(&folder), ["good"]);
    assert!(!everything(&folder).contains("Pyongyang"), "what only the old text said is gone");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("in/good.jsonl", good_line("good"));
    folder.write("in/closed/a.txt", GOOD);
    let closed = folder.join("in/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let told = fs::read_dir(&closed).is_err();
    if told {
        let mut command = folder.depeche();
        command.args(["build", "in"]);
        run(command).exits(1).says(&["in/closed: cannot be read: Permission denied"]);
        let mut command = folder.depeche();
        command.args(["--store", "other", "build", "in/closed"]);
        run(command).exits(2).says(&["error: in/closed: cannot be opened: Permission denied", "hint:"]);
        assert!(!folder.join("other").exists(), "no store is made when nothing can be read");
    } else {
        eprintln!("skipped: this user may read a folder without rights");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn an_input_that_is_not_there() {
    let folder = Folder::new();
    folder.write("good.jsonl", good_line("good"));
    let mut command = folder.depeche();
    command.args(["build", "nowhere", "good.jsonl"]);
    run(command).exits(1).says(&["nowhere: cannot be opened: No such file"]);
    assert_eq!(documents(&folder), ["good"]);

    let mut command = folder.depeche();
    command.args(["--store", "other", "build", "nowhere"]);
    run(command).exits(2).says(&["error: nowhere: cannot be opened: No such file", "hint:"]);
    assert!(!folder.join("other").exists());
}

/// `RLIMIT_FSIZE` stands for a full disk: a write over it fails with EFBIG once SIGXFSZ no longer kills.
#[cfg(unix)]
#[test]
fn a_full_disk_while_the_store_is_written() {
    let folder = built();
    let before = everything(&folder);
    let lines: Vec<_> = (0..300).map(|number| format!("{{\"id\": \"n{number}\", \"text\": \"{GOOD} Le {number}e jour.\"}}")).collect();
    folder.write("many.jsonl", lines.join("\n"));
    let said = run(folder.under_shell("ulimit -f 64; exec \"$@\"", &["build", "many.jsonl"])).exits(2);
    assert!(said.err.contains("error:"), "{}", said.err);
    let after = everything(&folder);
    let kept = before.lines().filter(|line| line.contains("document/good")).all(|line| after.contains(line));
    assert!(kept, "the document that was in the store is whole");
    let mut command = folder.depeche();
    command.args(["build", "many.jsonl"]);
    run(command).exits(0);
    assert_eq!(documents(&folder).len(), 301);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_while_data_are_printed() {
    let folder = built();
    run(folder.under_shell("exec \"$@\" > /dev/full", &["export"]))
        .exits(2)
        .says(&["error: writing to standard output: No space left", "hint:"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let folder = built();
    let script = "{ \"$@\"; echo \"status $?\" >&2; } | head -c 1 > /dev/null";
    let said = run(folder.under_shell(script, &["export", "--format", "nq", "--graph", "all"]));
    assert!(said.err.contains("status 0") && !said.err.contains("error"), "{}", said.err);
}

#[test]
fn a_syntax_error_in_sparql() {
    let folder = built();
    let mut command = folder.depeche();
    command.args(["query", "-"]).write_stdin("SELECT ?s WHERE {\n  ?s ?p }");
    run(command).exits(2).says(&["error: not a SPARQL query: line 2", "^"]);
}

#[test]
fn an_unknown_question() {
    let folder = built();
    let mut command = folder.depeche();
    command.args(["query", "visit"]);
    run(command).exits(2).says(&["there is no query “visit”", "did you mean “visits”?", "--list"]);
}

#[test]
fn an_unknown_parameter() {
    let folder = built();
    let mut command = folder.depeche();
    command.args(["query", "visits", "--param", "visiter=Poutine"]);
    run(command).exits(2).says(&["there is no parameter “visiter”", "did you mean “visitor”?"]);
    let mut command = folder.depeche();
    command.args(["query", "visits", "--param", "from=hier"]);
    run(command).exits(2).says(&["from", "“hier”", "2024-06-19"]);
    let mut command = folder.depeche();
    command.args(["query", "visits", "--param", "from"]);
    run(command).exits(2).says(&["NAME=VALUE"]);
}

/// Each is cut at one second; the engine itself looks at its token only where it fetches statements.
#[test]
fn queries_without_end() {
    let values = |name: &str| format!("VALUES ?{name} {{ {} }}", (0..400).map(|n| n.to_string()).collect::<Vec<_>>().join(" "));
    let endless = [
        (
            "ORDER BY over a product",
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s } ORDER BY ?a ?d ?g ?j".to_owned(),
        ),
        (
            "joined VALUES",
            format!(
                "SELECT (COUNT(*) AS ?n) {{ {} {} {} {} FILTER(?a + ?b + ?c + ?d < 0) }}",
                values("a"),
                values("b"),
                values("c"),
                values("d")
            ),
        ),
        (
            "a cartesian product",
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s . ?t ?u ?v }".to_owned(),
        ),
    ];
    let folder = built();
    for (what, query) in endless {
        let mut command = folder.depeche();
        command.args(["query", "-", "--timeout", "1", "--max-memory", "1G"]).write_stdin(query);
        let start = Instant::now();
        run(command).exits(2).says(&["the query was stopped"]);
        assert!(start.elapsed() < Duration::from_secs(10), "{what}: {:?}", start.elapsed());
    }
}

#[test]
fn an_update_where_only_questions_are_asked() {
    let folder = built();
    let before = everything(&folder);
    for update in ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://example.org/x>", "CLEAR ALL"] {
        let mut command = folder.depeche();
        command.args(["query", "-"]).write_stdin(update);
        run(command).exits(2).says(&["this is an update"]);
    }
    let mut command = folder.depeche();
    command.args(["query", "-"]).write_stdin("SELECT * { SERVICE SILENT <http://example.org/sparql> { ?s ?p ?o } }");
    run(command).exits(2).says(&["SERVICE is refused"]);
    assert_eq!(everything(&folder), before);
}

#[test]
fn a_store_that_is_none() {
    let folder = Folder::new();
    let mut command = folder.depeche();
    command.args(["query", "visits"]);
    run(command).exits(2).says(&["there is no store at", "depeche build"]);
    folder.write("store/letters.txt", "not yours");
    folder.write("good.jsonl", good_line("good"));
    let mut command = folder.depeche();
    command.args(["build", "good.jsonl"]);
    run(command).exits(2).says(&["is not a store"]);
    assert_eq!(fs::read_dir(folder.store()).unwrap().count(), 1, "nothing was written there");
}

#[test]
fn claims_that_are_none() {
    let folder = Folder::new();
    folder.write("good.jsonl", good_line("good"));
    let mut command = folder.depeche();
    command.args(["extract", "good.jsonl"]);
    let claims = run(command).exits(0).out;
    folder.write("claims.jsonl", format!("{claims}not claims\n{{\"version\": 99}}\n"));
    let mut command = folder.depeche();
    command.args(["merge", "claims.jsonl"]);
    run(command).exits(1).says(&[
        "claims.jsonl:2: it is not the claims of a document",
        "claims.jsonl:3: its claims are of version 99",
        "extract the texts again with this program",
    ]);
    let mut command = folder.depeche();
    command.args(["merge", "nowhere.jsonl"]);
    run(command).exits(2).says(&["opening nowhere.jsonl: No such file"]);
}
