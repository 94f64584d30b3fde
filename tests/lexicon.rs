//! Every rule of the French pack on its own examples and counter-examples.

use depeche::claim::Claims;
use depeche::document::{Document, DocumentId};
use depeche::lang::Pack;
use depeche::mention;
use depeche::pipeline::Reader;
use depeche::resolve::settle;
use std::collections::BTreeMap;
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
    for example in pack().dates.rules.iter().flat_map(|rule| &rule.examples) {
        let marked = mention::mark(&example.text, pack(), READER.gazetteer());
        let published = example.published.parse().ok();
        let mut last = None;
        let given: Vec<String> = marked
            .dates
            .iter()
            .filter_map(|date| {
                let settled = settle(date, published, None, last)?;
                last = Some(settled.start);
                Some(settled.end.map_or(settled.start.to_string(), |end| format!("{}/{end}", settled.start)))
            })
            .collect();
        if given.last() != Some(&example.gives) {
            failures.push(format!("“{}” ({}) gives {given:?}, not {}", example.text, example.published, example.gives));
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
    files.insert("visits.toml".into(), "[[visit]]\nid = 3".into());
    let error = Pack::load(&files).expect_err("not a string").to_string();
    assert!(error.contains("visits.toml") && error.contains("line 2"), "{error}");
}
