//! Every rule of the French pack on its own examples and counter-examples.

use depeche::claim::Claims;
use depeche::document::{Document, DocumentId};
use depeche::lang::{LikelyModel, Pack};
use depeche::mention;
use depeche::pipeline::Reader;
use depeche::resolve::settle;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Loading the gazetteer costs most; every test of reading shares one reader.
pub static READER: LazyLock<Reader> = LazyLock::new(Reader::french);

/// A document of that text, published then (EDTF).
pub fn document(text: &str, published: Option<&str>) -> Document {
    Document {
        id: DocumentId::new("example").expect("an id"),
        url: None,
        published: published.map(|day| day.parse().expect("a period")),
        title: None,
        language: None,
        text: text.to_owned(),
        metadata: BTreeMap::new(),
    }
}

/// What the reader says of a sentence published on 2021-06-15.
fn read(text: &str) -> Claims {
    READER.read(&document(text, Some("2021-06-15")))
}

fn pack() -> &'static Pack {
    &READER.packs()[0]
}

/// Panics with all failures at once: one run shows the whole state of a lexicon file.
fn none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn visit_rules_hold_on_their_examples() {
    let mut failures = Vec::new();
    let mut run = 0;
    for rule in &pack().journeys.rules {
        let fires = |text: &str| {
            let claims = read(text);
            claims.visits.iter().any(|visit| visit.evidence.iter().any(|id| claims.evidence(*id).rule == rule.id))
        };
        for example in &rule.examples {
            run += 1;
            if !fires(example) {
                failures.push(format!("{}: nothing read in “{example}”", rule.id));
            }
        }
        for example in &rule.counter_examples {
            run += 1;
            if fires(example) {
                failures.push(format!("{}: a visit read in “{example}”", rule.id));
            }
        }
    }
    assert!(run > 50, "the lexicon has examples");
    none(&failures);
}

#[test]
fn act_rules_hold_on_their_examples() {
    let mut failures = Vec::new();
    for rule in &pack().instruments.acts {
        let fires = |text: &str| {
            let claims = read(text);
            claims
                .treaties
                .iter()
                .flat_map(|treaty| &treaty.acts)
                .any(|act| act.act == rule.act && act.evidence.iter().any(|id| claims.evidence(*id).rule == rule.id))
        };
        failures.extend(
            rule.examples.iter().filter(|example| !fires(example)).map(|example| format!("{}: nothing read in “{example}”", rule.id)),
        );
        failures.extend(
            rule.counter_examples.iter().filter(|example| fires(example)).map(|example| format!("{}: an act read in “{example}”", rule.id)),
        );
    }
    none(&failures);
}

#[test]
fn instruments_hold_on_their_examples() {
    let words = &pack().instruments;
    let mut failures: Vec<String> = words
        .examples
        .iter()
        .filter(|(_, text)| read(text).treaties.is_empty())
        .map(|(id, text)| format!("{id}: nothing read in “{text}”"))
        .collect();
    failures.extend(
        words
            .counter_examples
            .iter()
            .filter(|(_, text)| !read(text).treaties.is_empty())
            .map(|(id, text)| format!("{id}: a treaty read in “{text}”")),
    );
    none(&failures);
}

#[test]
fn date_rules_give_their_dates() {
    let mut failures = Vec::new();
    let examples = pack().dates.rules.iter().flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    failures.extend(pack().dates.rules.iter().filter(|rule| rule.examples.is_empty()).map(|rule| format!("{} has no example", rule.id)));
    for (rule, example) in examples {
        let marked = mention::mark(&example.text, pack(), READER.gazetteer());
        let published = example.published.parse().ok();
        let mut last = None;
        let given: Vec<String> = marked
            .dates
            .iter()
            .map(|date| {
                let Some(settled) = settle(date, published, None, last) else { return String::new() };
                last = Some(settled.start);
                settled.end.map_or(settled.start.to_string(), |end| format!("{}/{end}", settled.start))
            })
            .collect();
        if given.last() != Some(&example.gives) || marked.dates.last().is_none_or(|date| date.rule != rule.id) {
            let rules: Vec<_> = marked.dates.iter().map(|date| &date.rule).collect();
            failures.push(format!("{}: “{}” ({}) gives {given:?} by {rules:?}", rule.id, example.text, example.published));
        }
    }
    none(&failures);
}

#[test]
fn offices_are_read_from_their_examples() {
    let mut failures = Vec::new();
    for (office, text) in &pack().offices.examples {
        let claims = read(text);
        if !claims.people.iter().any(|person| person.offices.iter().any(|said| said.office == *office)) {
            failures.push(format!("{}: not read in “{text}”", office.as_str()));
        }
    }
    none(&failures);
}

#[test]
fn page_furniture_is_told_from_sentences() {
    let mut failures = Vec::new();
    for (id, line, takes) in &pack().page_examples {
        let rule = pack().page.iter().find(|rule| rule.id == *id).expect("the example's own rule");
        if rule.line.is_match(&depeche::text::fold::lower(line)) != *takes {
            failures.push(format!("{id}: “{line}” {}", if *takes { "is not taken" } else { "is taken" }));
        }
    }
    none(&failures);
}

#[test]
fn a_language_is_a_folder() {
    // A toy language, read without any Rust of its own.
    let files = BTreeMap::from(
        [
            (
                "language.toml",
                "id = \"qaa\"\nname = \"toy\"\nprepositions = [\"ta\", \"mo\"]\nplace_prepositions = [\"mo\"]\n[helpers]\nperfect = []\n",
            ),
            ("verbs.toml", "[class.u]\nending = \"u\"\npast_simple = [\"uki\"]\n[verb]\nvelu = { class = \"u\" }\n"),
            ("dates.toml", "months = [\"prim\"]\nweekdays = []\n[[date]]\nid = \"full\"\nsays = \"{day} {month} {year}\"\nmeans = \"date\"\n"),
            ("visits.toml", "[[visit]]\nid = \"go\"\nverb = \"velu\"\nvisitor = \"subject\"\ngoal = \"to\"\nexamples = [\"Emmanuel Macron veluki mo Berlin.\"]\n"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned())),
    );
    let toy = Pack::load(&files).expect("a sound pack");
    let reader = Reader::new(vec![Pack::french(), toy], depeche::gazetteer::Gazetteer::compiled_in());
    let mut text = document("Emmanuel Macron veluki mo Berlin 3 prim 2020.", None);
    text.language = Some("qaa".into());
    let claims = reader.read(&text);
    assert_eq!(claims.visits.len(), 1, "{claims:#?}");
    assert_eq!(claims.visits[0].destination.0, "DEU");
    assert_eq!(claims.visits[0].start.as_ref().map(|date| date.period.to_string()).as_deref(), Some("2020-01-03"));
    assert_eq!(claims.evidence(claims.visits[0].evidence[0]).rule, "qaa/visit/go");
}

#[test]
fn a_broken_pack_says_where() {
    let mut files = BTreeMap::from([
        ("language.toml".to_owned(), "id = \"qaa\"\nname = \"toy\"\n".to_owned()),
        ("dates.toml".to_owned(), "months = []\nweekdays = []\n".to_owned()),
    ]);
    files.insert("visits.toml".into(), "[[visit]]\nid = \"go\"\nverb = \"velu\"\nvisitor = \"subject\"\ngoal = \"to\"\n".into());
    let error = Pack::load(&files).expect_err("the verb is not there").to_string();
    assert!(error.contains("visits.toml") && error.contains("“go”") && error.contains("“velu”"), "{error}");
    files.remove("visits.toml");
    let hyphen = "months = []\nweekdays = []\n[[date]]\nid = \"before\"\nsays = \"avant - hier\"\nmeans = \"days\"\n";
    let dates = files.insert("dates.toml".into(), hyphen.into()).unwrap_or_default();
    let error = Pack::load(&files).expect_err("no token is a hyphen").to_string();
    assert!(error.contains("“before”") && error.contains(": -"), "{error}");
    files.insert("dates.toml".into(), dates);
    files.insert("visits.toml".into(), "[[visit]]\nid = 3".into());
    let error = Pack::load(&files).expect_err("not a string").to_string();
    assert!(error.contains("visits.toml") && error.contains("line 2"), "{error}");
}

#[test]
fn clues_of_likely_journeys_are_met_in_the_texts_they_are_weighed_with() {
    let likely = &pack().likely;
    for model in MODELS {
        let weights = likely.of(model);
        assert!(weights.clues.len() > 50 && weights.listed < weights.asserted, "likely.toml is made by tests/corpus/likely/weigh.py");
    }
    let mut met: BTreeMap<LikelyModel, BTreeSet<String>> = BTreeMap::new();
    let mut counts: BTreeMap<LikelyModel, (usize, usize)> = BTreeMap::new();
    let files = ["tests/corpus/likely", "tests/corpus/hard"].into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    for file in files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")) {
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let gold: serde_json::Value = serde_json::from_str(line).unwrap();
            let title = gold["title"].as_str().map(str::to_owned);
            for candidate in READER.candidates(&Document { title, ..document(gold["text"].as_str().unwrap(), gold["published"].as_str()) })
            {
                let told = gold["visits"].as_array().unwrap().iter().any(|visit| visit["destination"] == candidate.destination.0.as_str());
                let (right, wrong) = counts.entry(candidate.model).or_default();
                if likely.of(candidate.model).asserts(candidate.points) {
                    *if told { right } else { wrong } += 1;
                }
                met.entry(candidate.model).or_default().extend(candidate.clues);
            }
        }
    }
    for model in MODELS {
        let dead: Vec<&String> = likely.of(model).clues.keys().filter(|clue| !met[&model].contains(*clue)).collect();
        assert!(dead.is_empty(), "no text has the clues {dead:?}: run weigh.py again");
        let (right, wrong) = counts[&model];
        assert!(right > 3 * wrong, "{right} asserted journeys lead to a state that gold knows, {wrong} do not: run weigh.py again");
    }
}

/// What somebody who may have been somewhere is held against.
const MODELS: [LikelyModel; 3] = [LikelyModel::Place, LikelyModel::Event, LikelyModel::Stage];

#[test]
fn a_likely_journey_is_asserted_or_listed_by_its_points() {
    // Set off behind the person with a day; and in another clause, where somebody else leads.
    let passing = "Le président français Emmanuel Macron, hier à Nairobi avec William Ruto, est rentré cette nuit. \
        M. Macron parlera ce soir.";
    let afar = "Emmanuel Macron a publié une lettre. À Nairobi, William Ruto l'a lue.";
    let rule = "fr/visit/likely";
    let asserted = |text: &str| {
        let claims = read(text);
        claims.visits.iter().any(|visit| visit.evidence.iter().any(|id| claims.evidence(*id).rule == rule))
    };
    let likely = &pack().likely.place;
    let points = |text: &str| READER.candidates(&document(text, Some("2021-06-15"))).iter().map(|candidate| candidate.points).max();
    assert!(asserted(passing) && points(passing) >= Some(likely.asserted), "{:?}", points(passing));
    assert!(!asserted(afar) && points(afar).is_none_or(|points| points < likely.asserted), "{:?}", points(afar));
    let held = |text: &str| {
        let claims = read(text);
        claims.abstentions.iter().any(|abstention| claims.evidence(abstention.evidence).rule == rule)
    };
    let texts = std::fs::read_to_string("tests/corpus/likely/passages-visits.jsonl").unwrap();
    let listed = texts.lines().filter(|line| {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        held(gold["text"].as_str().unwrap())
    });
    assert!(listed.count() > 3, "what falls short is listed");
}
