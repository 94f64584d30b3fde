//! The specification that people read: `tests/spec/*.md`, French texts with what must be read from them.
//!
//! `tests/spec/open.txt` lists the cases that reading does not meet yet. A case that fails and is not listed breaks the test, and so
//! does one that is listed and passes: the list can only tell the truth.

use crate::lexicon::{READER, document};
use depeche::claim::{Claims, DateSaid, VisitReport};
use depeche::text::fold::name_key;
use std::collections::BTreeSet;
use std::path::Path;

/// One case of a page.
struct Case {
    name: String,
    published: Option<String>,
    text: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut pages: Vec<_> = std::fs::read_dir(folder).expect("the specification").map(|entry| entry.expect("a page").path()).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    let mut cases: Vec<Case> = Vec::new();
    for page in pages {
        let stem = page.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut open = false;
        for line in std::fs::read_to_string(&page).expect("a page").lines() {
            if let Some(title) = line.strip_prefix("### ") {
                cases.push(Case { name: format!("{stem}: {title}"), published: None, text: String::new(), expected: Vec::new() });
                open = true;
            } else if line.starts_with('#') {
                open = false;
            }
            let Some(case) = cases.last_mut().filter(|_| open) else { continue };
            if let Some(day) = line.strip_prefix("published: ") {
                case.published = Some(day.trim().to_owned());
            } else if let Some(text) = line.strip_prefix('>') {
                if !case.text.is_empty() {
                    case.text.push('\n');
                }
                case.text.push_str(text.trim_start());
            } else if let Some(expected) = line.strip_prefix("- ") {
                case.expected.push(expected.trim().to_owned());
            }
        }
    }
    cases
}

/// `head; key value; key value` → head and pairs.
fn parts(expected: &str) -> (String, Vec<(String, String)>) {
    let mut pieces = expected.split(';').map(str::trim);
    let head = pieces.next().unwrap_or_default().to_owned();
    (head, pieces.filter_map(|piece| piece.split_once(' ')).map(|(key, value)| (key.to_owned(), value.trim().to_owned())).collect())
}

fn date(said: Option<&DateSaid>) -> String {
    // A date whose year is not known counts as none.
    said.filter(|said| said.period.bounds().is_some()).map_or("none".into(), |said| said.period.to_string())
}

/// The name as said, folded; one may be the longer form of the other.
fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (name_key(one), name_key(other));
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    one == other || words(&one).is_subset(&words(&other)) || words(&other).is_subset(&words(&one))
}

fn met(claims: &Claims, expected: &str) -> bool {
    let Some((kind, rest)) = expected.split_once(':') else { return false };
    let (head, pairs) = parts(rest);
    let all =
        |get: &dyn Fn(&str) -> String| pairs.iter().all(|(key, value)| get(key) == *value || key == "place" && same_name(&get(key), value));
    let person = |id| claims.person(id).map(|person| (person.label.clone(), person.forms.clone())).unwrap_or_default();
    let named =
        |(label, forms): (String, Vec<String>), wanted: &str| same_name(&label, wanted) || forms.iter().any(|form| same_name(form, wanted));
    match kind {
        "none" => match head.as_str() {
            "visit" => claims.visits.is_empty(),
            "treaty" => claims.treaties.is_empty(),
            "act" => claims.treaties.iter().all(|treaty| treaty.acts.is_empty()),
            "person" => claims.people.is_empty(),
            "state" => claims.states.is_empty(),
            // “none: visit Samia Suluhu Hassan”, “none: visit Samia Suluhu Hassan → TZA”, “none: act approved”
            some => match some.split_once(' ') {
                Some(("visit", who)) => {
                    let (who, state) = who.split_once(" → ").map_or((who, None), |(who, state)| (who, Some(state)));
                    let there = |visit: &VisitReport| state.is_none_or(|state| visit.destination.0 == state);
                    claims.visits.iter().all(|visit| !there(visit) || !named(person(&visit.visitor), who))
                }
                Some(("act", act)) => claims.treaties.iter().flat_map(|treaty| &treaty.acts).all(|done| done.act.as_str() != act),
                _ => false,
            },
        },
        "state" => claims.states.iter().any(|state| state.state.0 == head),
        "person" => claims.people.iter().any(|person| {
            let offices: Vec<&str> = person.offices.iter().map(|said| said.office.as_str()).collect();
            named((person.label.clone(), person.forms.clone()), &head)
                && pairs.iter().all(|(key, value)| match key.as_str() {
                    "office" if value == "none" => offices.is_empty(),
                    "office" => offices.contains(&value.as_str()),
                    "state" => person.state.as_ref().is_some_and(|state| state.0 == *value),
                    "wikidata" => person.wikidata.as_ref().is_some_and(|item| item.as_str() == value),
                    _ => false,
                })
        }),
        "visit" => {
            let Some((who, goal)) = head.split_once('→').map(|(who, goal)| (who.trim(), goal.trim())) else { return false };
            claims.visits.iter().any(|visit| {
                let status = |status: &str| if status == "ongoing" { "completed".to_owned() } else { status.to_owned() };
                visit.destination.0 == goal
                    && named(person(&visit.visitor), who)
                    && pairs.iter().all(|(key, value)| match key.as_str() {
                        "status" => visit.status.is_some_and(|said| status(said.as_str()) == status(value)),
                        "kind" => visit.kind.map_or("none", |kind| kind.as_str()) == value,
                        "start" => date(visit.start.as_ref()) == *value,
                        "end" => date(visit.end.as_ref()) == *value,
                        "place" if value == "none" => visit.place.is_none(),
                        "place" => visit.place.as_ref().is_some_and(|place| same_name(&place.name, value)),
                        _ => false,
                    })
            })
        }
        "treaty" => claims.treaties.iter().any(|treaty| {
            let label = treaty.labels.iter().any(|label| {
                let words =
                    |text: &str| name_key(text).split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect::<BTreeSet<_>>();
                let (mine, wanted) = (words(label), words(&head));
                wanted.is_empty() || mine.intersection(&wanted).next().is_some()
            });
            let signed = treaty.acts.iter().find(|act| act.act.as_str() == "signed").and_then(|act| act.date.as_ref());
            let parties: Vec<&str> = treaty.parties.iter().map(|party| party.0.as_str()).collect();
            label
                && all(&|key| match key {
                    "kind" => treaty.kind.map_or(String::new(), |kind| kind.as_str().to_owned()),
                    "status" => treaty.status.map_or(String::new(), |status| status.as_str().to_owned()),
                    "signed" => date(signed),
                    "label" => treaty.label.clone(),
                    "parties" => pairs.iter().find(|(key, _)| key == "parties").map_or(String::new(), |(_, value)| {
                        let mut wanted: Vec<&str> = value.split(' ').collect();
                        wanted.sort_unstable();
                        if wanted == parties { value.clone() } else { String::new() }
                    }),
                    _ => String::new(),
                })
        }),
        "act" => claims.treaties.iter().flat_map(|treaty| &treaty.acts).any(|act| {
            act.act.as_str() == head
                && all(&|key| match key {
                    "date" => date(act.date.as_ref()),
                    "happened" => act.happened.to_string(),
                    "by" => act.by.iter().map(|party| party.0.as_str()).collect::<Vec<_>>().join(" "),
                    "place" => act.place.as_ref().map_or("none".to_owned(), |place| place.name.clone()),
                    _ => String::new(),
                })
        }),
        _ => false,
    }
}

#[test]
fn the_specification_is_met_but_for_the_open_cases() {
    let open: BTreeSet<String> =
        include_str!("spec/open.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect();
    let cases = cases();
    assert!(cases.len() > 100, "the pages were found");
    let mute: Vec<&String> = cases.iter().filter(|case| case.expected.is_empty() || case.text.is_empty()).map(|case| &case.name).collect();
    assert!(mute.is_empty(), "these expect nothing: {mute:?}");
    let (mut broken, mut mended, mut passed) = (Vec::new(), Vec::new(), 0);
    for case in &cases {
        let claims = READER.read(&document(&case.text, case.published.as_deref()));
        let missed: Vec<&String> = case.expected.iter().filter(|expected| !met(&claims, expected)).collect();
        match (missed.is_empty(), open.contains(&case.name)) {
            (true, false) => passed += 1,
            (true, true) => mended.push(case.name.clone()),
            (false, false) => broken.push(format!("{}: {missed:?}", case.name)),
            (false, true) => {}
        }
    }
    println!("specification: {passed} of {} cases met, {} open", cases.len(), open.len());
    let unknown: Vec<&String> = open.iter().filter(|name| !cases.iter().any(|case| case.name == **name)).collect();
    assert!(unknown.is_empty(), "open.txt names no case: {unknown:?}");
    assert!(mended.is_empty(), "met now, take out of open.txt:\n{}", mended.join("\n"));
    assert!(broken.is_empty(), "{} cases are not met:\n{}", broken.len(), broken.join("\n"));
}
