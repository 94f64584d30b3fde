//! The gate of the gazetteer's files: what a person who adds a line must not break.

use crate::lexicon::READER;
use depeche::gazetteer::{ActorKind, Gazetteer, GazetteerFiles, Sense};
use depeche::text::fold::name_key;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/gazetteer").join(file);
    let text = std::fs::read_to_string(path).expect("the file");
    assert!(text.starts_with('#'), "{file} says on top what it is, where from, and how to add a line");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').comment(Some(b'#')).quoting(false).from_reader(text.as_bytes());
    let head = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| head.iter().map(str::to_owned).zip(row.expect("a row that fits the header").iter().map(str::to_owned)).collect())
        .collect()
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|value| !value.is_empty())
}

#[test]
fn ids_are_well_formed() {
    for file in ["states.tsv", "seats.tsv", "places.tsv", "organisations.tsv", "people.tsv", "terms.tsv", "treaties.tsv"] {
        for row in rows(file) {
            let id = &row["qid"];
            let sound = id.is_empty()
                || id
                    .strip_prefix('Q')
                    .is_some_and(|digits| !digits.starts_with('0') && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
            assert!(sound, "{file}: “{id}”");
        }
    }
}

#[test]
fn ids_and_codes_stand_once() {
    for (file, column) in [("states.tsv", "code"), ("states.tsv", "qid"), ("people.tsv", "qid"), ("treaties.tsv", "qid")] {
        let mut seen = BTreeSet::new();
        for row in rows(file) {
            let value = row[column].clone();
            assert!(value.is_empty() || seen.insert(value.clone()), "{file}: {column} “{value}” stands twice");
        }
        assert!(seen.len() > 100, "{file} has rows");
    }
}

#[test]
fn no_two_states_share_a_name() {
    let mut owner: BTreeMap<String, String> = BTreeMap::new();
    for row in rows("states.tsv") {
        for name in [row["label_fr"].as_str()].into_iter().chain(several(&row["names_fr"])) {
            if let Some(other) = owner.insert(name_key(name), row["code"].clone()) {
                assert_eq!(other, row["code"], "both are called “{name}”");
            }
        }
    }
}

#[test]
fn every_state_has_its_adjectives_and_a_capital_or_a_reason() {
    let mut sovereign = 0;
    for row in rows("states.tsv").iter().filter(|row| row["kind"] == "sovereign") {
        sovereign += 1;
        let adjectives = ["adj_ms", "adj_fs", "adj_mp", "adj_fp"].iter().all(|column| !row[*column].is_empty());
        assert!(
            adjectives && !row["capital"].is_empty() || !row["note"].is_empty(),
            "{}: no adjective or capital, and no reason",
            row["code"]
        );
    }
    assert!(sovereign >= 190, "{sovereign} sovereign states");
}

/// “La Haye” is not another name of Amsterdam.
#[test]
fn a_town_of_its_own_is_no_spelling_of_the_capital() {
    let towns = rows("places.tsv");
    let mut compared = 0;
    for state in rows("states.tsv").iter().filter(|state| state["end"].is_empty()) {
        let capital = several(&state["capital"]).next().unwrap_or_default().to_owned();
        for spelling in several(&state["capital"]).skip(1) {
            let named = |town: &BTreeMap<String, String>| {
                several(&town["names"]).chain([town["name"].as_str()]).any(|name| name_key(name) == name_key(spelling))
            };
            let other = towns.iter().find(|town| town["state"] == state["code"] && named(town) && town["name"] != capital);
            assert!(other.is_none(), "{}: “{spelling}” is a town of its own, not {capital}", state["code"]);
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared} spellings");
}

#[test]
fn every_reference_resolves() {
    let codes: BTreeSet<String> = rows("states.tsv").into_iter().map(|row| row["code"].clone()).collect();
    for row in rows("states.tsv") {
        assert!(several(&row["successors"]).all(|code| codes.contains(code)), "{}: successors {}", row["code"], row["successors"]);
    }
    for row in rows("places.tsv") {
        assert!(codes.contains(&row["state"]), "{}: no state “{}”", row["name"], row["state"]);
    }
    for row in rows("terms.tsv") {
        let (start, end) = (&row["start"], &row["end"]);
        // “2023-10” may hold the day that the other names.
        let common = start.len().min(end.len());
        assert!(start[..common] <= end[..common], "{}: {start} after {end}", row["qid"]);
    }
}

#[test]
fn names_meet_what_they_mean() {
    let gazetteer = READER.gazetteer();
    let state = |name: &str| {
        gazetteer.names.of(&name_key(name)).iter().find_map(|entry| match entry.sense {
            Sense::State(at) | Sense::Demonym(at) | Sense::Seat(at) => Some(gazetteer.actors[at as usize].code.0.as_str()),
            _ => None,
        })
    };
    for (name, code) in [
        ("RPDC", "PRK"),
        ("nord-coréennes", "PRK"),
        ("URSS", "SUN"),
        ("Kremlin", "RUS"),
        ("Quai d’Orsay", "FRA"),
        ("Guinée-Bissau", "GNB"),
        ("Guinée équatoriale", "GNQ"),
        ("Papouasie-Nouvelle-Guinée", "PNG"),
        ("nigérien", "NER"),
        ("nigérian", "NGA"),
        ("Saint-Siège", "VAT"),
        ("Birmanie", "MMR"),
        ("République dominicaine", "DOM"),
    ] {
        assert_eq!(state(name), Some(code), "{name}");
    }
    let without_id = gazetteer.actors.iter().filter(|actor| actor.kind == ActorKind::State && actor.qid.is_none()).count();
    assert!(without_id < 40, "{without_id} states have no Wikidata id");
}

#[test]
fn a_bad_row_is_named() {
    let mut files = GazetteerFiles::new();
    files.insert("people.tsv".into(), "qid\tlabel_fr\tnames\tstate\tgender\tbirth\tdeath\trank\nQ01\tX\t\t\t\t\t\t1\n".into());
    let error = Gazetteer::load(&files).expect_err("Q01 is no id").to_string();
    assert!(error.contains("people.tsv") && error.contains("Q01"), "{error}");
}
