//! `eval` counts right: by hand on two small documents, and against the scorer of the annotations where that is here.

use crate::folder::{Folder, run};
use crate::lexicon::{READER, document};
#[cfg(feature = "rocksdb")]
use crate::shared::shared;
use depeche::claim::Claims;
use depeche::score::{Annotated, Kind, Report, misreadings};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
#[cfg(feature = "rocksdb")]
use std::process::Command;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/gold.jsonl")
}

fn pairs(golds: &[Value]) -> Vec<(Annotated, Claims)> {
    golds
        .iter()
        .map(|gold| {
            let annotated = Annotated::read(&gold.to_string()).expect("an annotated document").remove(0);
            let claims = READER.read(&document(gold["text"].as_str().expect("a text"), gold["published"].as_str()));
            (annotated, claims)
        })
        .collect()
}

fn scored(golds: &[Value]) -> Report {
    Report::of(&pairs(golds))
}

/// “Emmanuel Macron est arrivé lundi à Kigali.” with the visits that gold has.
fn kigali(visits: &Value) -> Value {
    let text = "Le président français Emmanuel Macron est arrivé lundi à Kigali, au Rwanda.";
    json!({ "id": "s1", "published": "2021-05-28", "text": text, "states": [{ "iso3": "FRA" }, { "iso3": "RWA" }], "visits": visits,
            "people": [{ "name": "Emmanuel Macron", "qid": "Q3052772", "office": "president", "state": "FRA" }] })
}

fn near(figure: f64, by_hand: f64) {
    assert!((figure - by_hand).abs() < 1e-9, "{figure} is not {by_hand}");
}

#[test]
fn figures_counted_by_hand() {
    let macron = json!({ "visitor": "Emmanuel Macron", "visitor_qid": "Q3052772", "destination": "RWA", "place": "Kigali", "start": "2021-05-24", "status": "completed" });
    let absent = json!({ "visitor": "Paul Kagame", "destination": "FRA" });
    let passed_by = json!({ "visitor": "Paul Kagame", "destination": "BEL", "optional": true });
    // One found with its date, one missed, one that may be missed; then the same page where gold has no visit.
    let golds = [kigali(&json!([macron, absent, passed_by])), kigali(&json!([]))];
    let report = scored(&golds);
    let visits = &report.figures[&Kind::Visits];
    assert_eq!((visits.found, visits.extra, visits.missed, visits.false_alarms), (1, 1, 1, (1, 1)));
    near(visits.precision, 0.5);
    near(visits.recall, 0.5);
    near(visits.f1, 0.5);
    // One date right, two said, one known.
    near(visits.f1_dated.expect("visits have dates"), 2.0 / 3.0);
    let right: Vec<_> = visits.attributes.iter().map(|attribute| (attribute.name, attribute.right, attribute.of)).collect();
    assert_eq!(right, [("start", 1, 1), ("place", 1, 1), ("kind", 0, 0), ("status", 1, 1)]);
    near(report.figures[&Kind::States].f1, 1.0);
    let arrived: Vec<_> = report.rules.iter().filter(|row| row.rule == "fr/visit/arriver").map(|row| (row.fired, row.right)).collect();
    assert_eq!(arrived, [(2, 1)], "the rule fired on both pages, once rightly");
    assert!(report.rules.iter().any(|row| row.rule == "fr/date/weekday" && row.kind == Kind::Visits && (row.fired, row.right) == (1, 1)));
    // Without reading: the first person goes wherever a state is named. Right on the first page, wrong on the second.
    near(report.baselines[&Kind::Visits].precision, 0.5);
    let errors: Vec<String> = misreadings(&pairs(&golds), Kind::Visits).iter().map(ToString::to_string).collect();
    assert_eq!(errors, ["missed Paul Kagame → FRA", "extra  Emmanuel Macron → RWA, Kigali, 2021-05-24 (completed)"]);
}

#[test]
fn the_same_claims_give_the_same_interval() {
    let golds = [kigali(&json!([])), kigali(&json!([{ "visitor": "Emmanuel Macron", "destination": "RWA" }]))];
    let (one, other) = (scored(&golds), scored(&golds));
    let interval = |report: &Report| (report.figures[&Kind::Visits].f1_low, report.figures[&Kind::Visits].f1_high);
    assert_eq!(interval(&one), interval(&other));
    assert_eq!(interval(&one), (0.0, 1.0), "of two documents, one right, all draws between none and all occur");
}

/// 220 texts without a visit or an instrument: 5 in 100 may give one, and no more.
#[test]
fn what_is_not_told_is_not_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/negatives.jsonl");
    let mut alarms = Vec::new();
    let mut documents = 0;
    for line in std::fs::read_to_string(path).expect("the negatives").lines() {
        let negative: Value = serde_json::from_str(line).expect("JSON");
        let claims = READER.read(&document(negative["text"].as_str().expect("a text"), negative["published"].as_str()));
        documents += 1;
        if !claims.visits.is_empty() || !claims.treaties.is_empty() {
            alarms.push(negative["id"].as_str().expect("an id").to_owned());
        }
    }
    println!("false alarms in {} of {documents} texts: {}", alarms.len(), alarms.join(" "));
    assert!(documents >= 200 && alarms.len() * 100 <= documents * 5, "{} of {documents}: {alarms:?}", alarms.len());
}

/// Texts written to be hard: few of their visits and treaties are found, and what is found is there.
#[test]
fn hard_texts_give_little_and_little_that_is_wrong() {
    for (file, kind, precision) in [("visits", Kind::Visits, 0.80), ("treaties", Kind::Treaties, 0.80), ("treaties", Kind::Acts, 0.68)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/hard/{file}.jsonl"));
        let golds: Vec<Value> =
            std::fs::read_to_string(path).expect("annotations").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let figures = &scored(&golds).figures[&kind];
        println!("{file}: {kind} P {:.3} R {:.3} F1 {:.3}", figures.precision, figures.recall, figures.f1);
        assert!(figures.precision >= precision && figures.recall > 0.2, "{file}: {kind} P {} R {}", figures.precision, figures.recall);
    }
}

#[test]
fn what_is_no_annotation_is_told() {
    let folder = Folder::new();
    let gold = folder.write("gold.jsonl", "{\"id\": \"a\", \"text\": \"Rien.\", \"visits\": [{\"destination\": 3}]}\n");
    let mut command = folder.depeche();
    command.arg("eval").arg(&gold);
    run(command).exits(2).says(&["gold.jsonl", "line 1"]);
    let mut command = folder.depeche();
    command.arg("eval").arg(corpus()).args(["--format", "json", "--ids", "even"]);
    let report: Value = serde_json::from_str(&run(command).exits(0).out).expect("JSON");
    assert_eq!(report["documents"], 10);
    assert!(report["errors"].is_null() && report["rules"].is_array());
    let errors = ["--errors", "people"];
    let told = folder.run(&[&["eval", &corpus().to_string_lossy(), "--format", "json"][..], &errors].concat()).exits(0).out;
    let told: Value = serde_json::from_str(&told).expect("one object");
    let errors_told = told["errors"].as_array().expect("a list").len();
    let lines = folder.run(&[&["eval", &corpus().to_string_lossy()][..], &errors].concat()).exits(0).out;
    let errors_lines = lines.lines().filter(|line| ["  missed ", "  extra  ", "  wrong "].iter().any(|how| line.contains(how))).count();
    assert_eq!(errors_told, errors_lines);
}

#[cfg(feature = "rocksdb")]
/// `eval` and `score.py` count the same, on our corpus and on the annotations beside the checkout.
#[test]
fn eval_counts_what_the_scorer_counts() {
    let Some(scorer) = shared("gold/score.py") else { return };
    let folder = Folder::new();
    for gold in std::iter::once(corpus()).chain(shared("gold/seeds.jsonl")).chain(shared("gold/dev.jsonl")) {
        let theirs = folder.join("scorer.json");
        let ran = Command::new("python3")
            .arg(&scorer)
            .arg("--depeche")
            .arg(assert_cmd::cargo::cargo_bin!("depeche"))
            .args(["--gold".as_ref(), gold.as_os_str(), "--json".as_ref(), theirs.as_os_str()])
            .output();
        let Ok(ran) = ran else {
            eprintln!("skipped: there is no python3 to run the scorer");
            return;
        };
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let theirs: Value = serde_json::from_slice(&std::fs::read(theirs).expect("a report")).expect("JSON");
        let mut command = folder.depeche();
        command.arg("eval").arg(&gold).args(["--format", "json"]);
        let ours: Value = serde_json::from_str(&run(command).exits(0).out).expect("JSON");
        for kind in Kind::ALL.map(Kind::as_str) {
            let (ours, theirs) = (&ours["figures"][kind], &theirs[kind]);
            let number = |value: &Value| value.as_f64().unwrap_or(0.0);
            for (mine, their) in
                [("precision", "precision"), ("recall", "recall"), ("f1", "f1"), ("macro_f1", "macro"), ("f1_dated", "f1_dated")]
            {
                assert!(
                    (number(&ours[mine]) - number(&theirs[their])).abs() < 1e-9,
                    "{gold:?} {kind} {mine}: {} {}",
                    ours[mine],
                    theirs[their]
                );
            }
            // Other draws, the same width but for chance.
            for end in ["f1_low", "f1_high"] {
                assert!((number(&ours[end]) - number(&theirs[end])).abs() < 0.06, "{gold:?} {kind} {end}: {} {}", ours[end], theirs[end]);
            }
            for (mine, their) in [("found", "tp"), ("extra", "fp"), ("missed", "fn"), ("false_alarms", "false_alarms")] {
                assert_eq!(ours[mine], theirs[their], "{gold:?} {kind} {mine}");
            }
            for attribute in ours["attributes"].as_array().expect("a list") {
                let their = &theirs["attributes"][attribute["name"].as_str().expect("a name")];
                assert_eq!(attribute["of"], their["of"], "{gold:?} {kind} {attribute}");
                let share = number(&attribute["right"]) / number(&attribute["of"]).max(1.0);
                assert!((share - number(&their["accuracy"])).abs() < 1e-9, "{gold:?} {kind} {attribute} {their}");
            }
        }
    }
}
