//! The command line as a stranger meets it: help, data apart from talk, the same bytes every time.

use crate::folder::{Folder, run};
use std::fs;
use std::path::Path;

const COMMANDS: [&str; 12] =
    ["build", "remove", "query", "explain", "export", "diff", "check", "extract", "merge", "eval", "completions", "man"];

fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/dispatches.jsonl").display().to_string()
}

/// A store with the dispatches of `tests/corpus`.
fn built() -> Folder {
    let folder = Folder::new();
    folder.run(&["build", &corpus()]).exits(0);
    folder
}

#[test]
fn help_on_every_level_has_examples() {
    let folder = Folder::new();
    let whole = folder.run(&["--help"]).exits(0).out;
    for command in COMMANDS {
        assert!(whole.contains(&format!("\n  {command} ")), "{command} is not in --help");
        let help = folder.run(&[command, "--help"]).exits(0).out;
        assert!(help.contains("Examples:\n  ") && help.contains(&format!("depeche {command}")), "{command}: {help}");
        assert!(help.lines().all(|line| line.chars().count() <= 160), "{command} has a line that no terminal holds");
    }
    assert!(whole.contains("Exit status:"));
    assert_eq!(folder.run(&["--version"]).exits(0).out.trim(), format!("depeche {}", env!("CARGO_PKG_VERSION")));
}

/// `--help` lists what works, and nothing else: no command without a page of its own, none missing here.
#[test]
fn the_list_of_commands_is_whole() {
    let folder = Folder::new();
    let whole = folder.run(&["--help"]).out;
    let list: Vec<_> = whole.lines().skip_while(|line| *line != "Commands:").skip(1).map_while(|line| line.strip_prefix("  ")).collect();
    let names: Vec<_> = list
        .iter()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(names, COMMANDS);
}

#[test]
fn what_is_typed_wrong_is_told() {
    let folder = Folder::new();
    folder.run(&["biuld", "x"]).exits(2).says(&["biuld", "build"]);
    folder.run(&["build"]).exits(2).says(&["<INPUT>"]);
    folder.run(&["export", "--format", "word"]).exits(2).says(&["word", "turtle"]);
    folder.run(&["build", "--max-document-bytes", "10MB", "x"]).exits(2).says(&["“MB” is no unit"]);
    folder.run(&["man", "biuld"]).exits(2).says(&["there is no command “biuld”"]);
}

#[test]
fn completions_and_manual_come_from_the_same_types() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]).exits(0).out;
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{shell}");
    }
    let page = folder.run(&["man"]).exits(0).out;
    assert!(page.contains(".TH depeche 1") && COMMANDS.iter().all(|command| page.contains(command)), "{page}");
    let page = folder.run(&["man", "query"]).exits(0).out;
    assert!(page.contains("depeche\\-query") && page.contains("max\\-rows"), "{page}");
}

#[test]
fn the_order_of_the_documents_does_not_matter() {
    let lines = fs::read_to_string(corpus()).unwrap();
    let backwards: Vec<_> = lines.lines().rev().collect();
    let (one, other) = (built(), Folder::new());
    other.write("backwards.jsonl", backwards.join("\n"));
    other.run(&["build", "--jobs", "1", "backwards.jsonl"]).exits(0);
    for format in ["nq", "turtle"] {
        let graphs = [&one, &other].map(|folder| folder.run(&["export", "--format", format]).exits(0).out);
        assert!(!graphs[0].is_empty());
        assert!(graphs[0] == graphs[1], "{format} differs");
    }
}

#[test]
fn reading_again_changes_nothing() {
    let folder = built();
    let export = || folder.run(&["export", "--format", "nq"]).exits(0).out;
    let before = export();
    folder.run(&["build", &corpus()]).exits(0).says(&["nothing changed"]);
    assert!(export() == before);
}

/// The two halves as filters give the graph that `build` gives.
#[test]
fn extract_then_merge_is_build() {
    let folder = built();
    let claims = folder.run(&["extract", &corpus()]).exits(0).out;
    assert_eq!(claims.lines().count(), fs::read_to_string(corpus()).unwrap().lines().count());
    let one_by_one = folder.run(&["extract", "--jobs", "1", &corpus()]).exits(0).out;
    assert!(claims == one_by_one, "the number of threads shows in the output");
    let mut backwards: Vec<_> = claims.lines().collect();
    backwards.reverse();
    folder.write("claims.jsonl", backwards.join("\n"));
    let merged = folder.run(&["merge", "claims.jsonl"]).exits(0).out;
    let stored = folder.run(&["export", "--format", "nq", "--graph", "merged"]).exits(0).out;
    assert!(merged == stored);
}

#[test]
fn extract_gives_the_graphs_of_the_documents() {
    let folder = built();
    let quads = folder.run(&["extract", "--format", "nq", &corpus()]).exits(0).out;
    let all = folder.run(&["export", "--format", "nq", "--graph", "all"]).exits(0).out;
    let all: std::collections::HashSet<_> = all.lines().collect();
    assert!(quads.lines().all(|quad| all.contains(quad)));
}

#[test]
fn data_go_to_stdout_and_talk_to_stderr() {
    let folder = Folder::new();
    let said = folder.run(&["build", &corpus()]).exits(0).says(&["documents read", "the store holds"]);
    assert!(said.out.is_empty());
    let said = folder.run(&["--quiet", "build", &corpus()]).exits(0);
    assert!(said.out.is_empty() && said.err.is_empty(), "{}", said.err);
    let said = folder.run(&["query", "states", "--format", "csv"]).exits(0);
    assert!(said.err.is_empty(), "{}", said.err);
    assert!(!said.out.contains('\u{1b}'));
}

#[test]
fn every_named_question_is_listed_and_answered() {
    let folder = built();
    let list = folder.run(&["query", "--list"]).exits(0).out;
    let names: Vec<_> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 18, "{list}");
    for name in names {
        let about = folder.run(&["query", "--list", name]).exits(0).out;
        assert!(about.contains("Columns") && about.contains("SELECT"), "{about}");
        for format in ["table", "csv", "tsv", "json", "xml"] {
            let answer = folder.run(&["query", name, "--format", format]).exits(0);
            assert!(!answer.out.is_empty(), "{name} {format}");
        }
    }
}

#[test]
fn the_graph_in_every_format() {
    let folder = built();
    for format in ["turtle", "trig", "nt", "nq", "rdfxml", "jsonld"] {
        assert!(!folder.run(&["export", "--format", format]).exits(0).out.is_empty(), "{format}");
    }
    let construct = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }";
    let mut command = folder.depeche();
    command.args(["query", "-", "--format", "nt"]).write_stdin(construct);
    assert!(run(command).exits(0).out.contains(" .\n"));
    let mut command = folder.depeche();
    command.args(["query", "-", "--format", "csv"]).write_stdin(construct);
    run(command).exits(2).says(&["csv", "hint:"]);
    folder.run(&["export", "--graph", "nowhere"]).exits(2).says(&["the store holds no document “nowhere”"]);
    let one = folder.run(&["export", "--graph", "c001"]).exits(0).out;
    assert!(one.contains("c001"));
    let canonical = folder.run(&["export", "--canonical"]).exits(0).out;
    assert!(canonical == folder.run(&["export", "--format", "nq", "--graph", "all"]).exits(0).out, "without blank nodes they are one");
}

#[test]
fn rows_can_be_cut() {
    let folder = built();
    let said = folder.run(&["query", "states", "--format", "csv", "--max-rows", "2"]).exits(0).says(&["--max-rows"]);
    assert_eq!(said.out.lines().count(), 3);
}

#[test]
fn the_laws_hold() {
    let folder = built();
    folder.run(&["check", "--shapes", "never"]).exits(0).says(&["laws hold", "0 errors"]);
    #[cfg(feature = "shacl")]
    folder.run(&["check"]).exits(0).says(&["laws hold", "0 errors", "the shapes hold for"]);
}

#[test]
fn another_base_is_refused_by_a_store() {
    let folder = Folder::new();
    let base = "https://example.org/graph/";
    folder.run(&["--base", base, "build", &corpus()]).exits(0);
    assert!(folder.run(&["export"]).exits(0).out.contains(base), "the store knows its base");
    folder.run(&["--base", "https://example.org/other/", "build", &corpus()]).exits(2).says(&["--base"]);
    folder.run(&["--base", "other", "extract", &corpus()]).exits(2).says(&["is not a base IRI"]);
}

/// For whoever asks why a sentence was read as it was.
#[test]
fn a_reading_is_laid_open() {
    let folder = Folder::new();
    let text = "Le président français Emmanuel Macron est arrivé lundi à Kigali. Paul Kagame pourrait se rendre à Paris. Un convoi est arrivé à Goma.\n\nLire aussi : autre chose\n";
    let page = folder.write("page.txt", text);
    let page = page.to_str().expect("UTF-8");
    let trace = folder.run(&["extract", "--trace", page]).exits(0).out;
    let lines: Vec<&str> = trace.lines().map(str::trim).collect();
    let has = |words: &[&str]| assert!(lines.iter().any(|line| words.iter().all(|word| line.contains(word))), "{words:?} in\n{trace}");
    has(&["seen", "“Kigali”", "place Kigali in RWA"]);
    has(&["seen", "Emmanuel Macron (Q3052772, FRA)"]);
    has(&["fired", "“est arrivé”", "visit: Emmanuel Macron to RWA", "[fr/visit/arriver]"]);
    has(&["withheld", "only possible or wished for", "[fr/visit/se-rendre]"]);
    has(&["blocked", "“est arrivé”", "nobody is found who travels", "[fr/visit/arriver]"]);
    has(&["not read, page furniture:", "Lire aussi"]);
    let abstained = folder.run(&["extract", "--abstained", page]).exits(0).out;
    let line = format!(
        "page.txt:{}-{}: visit: only possible or wished for [fr/visit/se-rendre] “pourrait se rendre”\n",
        text.find("pourrait").unwrap(),
        text.find(" à Paris").unwrap()
    );
    assert_eq!(abstained, line);
    folder.run(&["extract", "--trace", "--format", "nq", page]).exits(2).says(&["--trace"]);
}
