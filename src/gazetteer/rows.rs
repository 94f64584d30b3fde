//! From the gazetteer's files to its lists and indexes. The columns are explained at the head of each file.

use super::names::{NameIndex, Sense};
use super::terms::{Term, TermIndex};
use super::{Actor, ActorKind, Gazetteer, GazetteerError, GazetteerFiles, KnownTreaty, Person, Place};
use crate::claim::{ActorCode, Office, Qid, TreatyKind};
use crate::text::fold::name_key;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
struct StateRow {
    code: String,
    qid: String,
    iso2: String,
    kind: String,
    label_fr: String,
    label_en: String,
    names_fr: String,
    adj_ms: String,
    adj_fs: String,
    adj_mp: String,
    adj_fp: String,
    prefix: String,
    capital: String,
    capital_qid: String,
    start: String,
    end: String,
    successors: String,
    #[serde(default)]
    within: String,
    note: String,
}

#[derive(Deserialize)]
struct SeatRow {
    names: String,
    state: String,
    #[serde(default)]
    ambiguous: String,
}

#[derive(Deserialize)]
struct PlaceRow {
    qid: String,
    name: String,
    names: String,
    state: String,
    kind: String,
    #[serde(default)]
    flag: String,
}

#[derive(Deserialize)]
struct OrganisationRow {
    code: String,
    qid: String,
    kind: String,
    label_fr: String,
    names: String,
    acronyms: String,
    #[serde(default)]
    flag: String,
    #[serde(default)]
    seat: String,
}

#[derive(Deserialize)]
struct PersonRow {
    qid: String,
    label_fr: String,
    names: String,
    state: String,
    gender: String,
    birth: String,
    death: String,
    rank: String,
}

#[derive(Deserialize)]
struct TermRow {
    qid: String,
    office: String,
    state: String,
    start: String,
    end: String,
}

#[derive(Deserialize)]
struct TreatyRow {
    qid: String,
    label_fr: String,
    names: String,
    kind: String,
    parties: String,
    signed: String,
    #[serde(default)]
    flag: String,
}

fn rows<T: DeserializeOwned>(files: &GazetteerFiles, file: &'static str) -> Result<Vec<T>, GazetteerError> {
    let text = files.get(file).map_or("", String::as_str);
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .comment(Some(b'#'))
        .quoting(false)
        .from_reader(text.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| GazetteerError::Row { file, source })
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty())
}

fn qid(file: &'static str, row: &str, cell: &str) -> Result<Option<Qid>, GazetteerError> {
    if cell.is_empty() {
        return Ok(None);
    }
    Qid::try_from(cell.to_owned()).map(Some).map_err(|error| GazetteerError::Value {
        file,
        row: row.to_owned(),
        message: error.to_string(),
    })
}

fn wrong(file: &'static str, row: &str, message: String) -> GazetteerError {
    GazetteerError::Value { file, row: row.to_owned(), message }
}

#[expect(clippy::cast_possible_truncation, reason = "lists are far shorter than 2^32")]
fn index(length: usize) -> u32 {
    length as u32
}

pub(super) fn read(files: &GazetteerFiles, hash: String) -> Result<Gazetteer, GazetteerError> {
    let mut gazetteer = Gazetteer {
        hash,
        actors: Vec::new(),
        places: Vec::new(),
        people: Vec::new(),
        treaties: Vec::new(),
        names: NameIndex::default(),
        terms: TermIndex::default(),
        by_code: HashMap::new(),
        by_qid: HashMap::new(),
        treaty_by_qid: HashMap::new(),
        given_names: HashSet::new(),
    };
    states(&mut gazetteer, files)?;
    organisations(&mut gazetteer, files)?;
    seats(&mut gazetteer, files)?;
    places(&mut gazetteer, files)?;
    people(&mut gazetteer, files)?;
    treaties(&mut gazetteer, files)?;
    Ok(gazetteer)
}

fn states(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "states.tsv";
    for row in rows::<StateRow>(files, FILE)? {
        let at = index(gazetteer.actors.len());
        let code = ActorCode(row.code.as_str().into());
        let names = &mut gazetteer.names;
        for name in [row.label_fr.as_str()].into_iter().chain(several(&row.names_fr)) {
            names.add(name, Sense::State(at), false);
        }
        for adjective in [&row.adj_ms, &row.adj_fs, &row.adj_mp, &row.adj_fp].into_iter().flat_map(|cell| several(cell)) {
            names.add(adjective, Sense::Demonym(at), row.note.contains("shared"));
        }
        for prefix in several(&row.prefix) {
            names.add_prefix(prefix, at);
        }
        let capital_qid = several(&row.capital_qid).next().map(|id| qid(FILE, &row.code, id)).transpose()?.flatten();
        // A dead state's capital belongs to the living one that has it too.
        if row.end.is_empty() {
            for (nth, capital) in several(&row.capital).enumerate() {
                let place = index(gazetteer.places.len());
                if nth == 0 {
                    gazetteer.places.push(Place {
                        name: capital.to_owned(),
                        qid: capital_qid.clone(),
                        state: code.clone(),
                        capital: true,
                        ambiguous: false,
                    });
                    names.add(capital, Sense::Place(place), false);
                    // “au Caire”: the article melts into the preposition.
                    if let Some(bare) = capital.strip_prefix("Le ") {
                        names.add(bare, Sense::Place(place), true);
                    }
                } else {
                    names.add(capital, Sense::Place(place - 1), false);
                }
            }
        }
        let year = |cell: &str| cell.parse::<i16>().ok();
        gazetteer.actors.push(Actor {
            code: code.clone(),
            qid: qid(FILE, &row.code, &row.qid)?,
            kind: ActorKind::State,
            label: row.label_fr,
            label_en: row.label_en,
            iso2: row.iso2,
            capital: several(&row.capital).next().map(str::to_owned),
            seat: None,
            successors: several(&row.successors).map(|code| ActorCode(code.into())).collect(),
            territory: row.kind == "territory",
            within: several(&row.within).next().map(|code| ActorCode(code.into())),
            years: (year(&row.start), year(&row.end)),
        });
        if gazetteer.by_code.insert(code, at as usize).is_some() {
            return Err(wrong(FILE, &row.code, "this code stands twice".into()));
        }
    }
    Ok(())
}

fn organisations(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "organisations.tsv";
    for row in rows::<OrganisationRow>(files, FILE)? {
        let at = index(gazetteer.actors.len());
        let code = ActorCode(row.code.as_str().into());
        for name in [row.label_fr.as_str()].into_iter().chain(several(&row.names)).chain(several(&row.acronyms)) {
            gazetteer.names.add(name, Sense::Organisation(at), row.flag.contains("ambiguous"));
        }
        let kind = match row.kind.as_str() {
            "io" | "institution" => ActorKind::International,
            "armed-group" => ActorKind::ArmedGroup,
            _ => ActorKind::Body,
        };
        gazetteer.actors.push(Actor {
            code: code.clone(),
            qid: qid(FILE, &row.code, &row.qid)?,
            kind,
            label: row.label_fr.clone(),
            label_en: row.label_fr,
            iso2: String::new(),
            capital: None,
            seat: Some(row.seat).filter(|seat| !seat.is_empty()),
            successors: Vec::new(),
            territory: false,
            within: None,
            years: (None, None),
        });
        gazetteer.by_code.entry(code).or_insert(at as usize);
    }
    Ok(())
}

fn seats(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "seats.tsv";
    for row in rows::<SeatRow>(files, FILE)? {
        let Some(&at) = gazetteer.by_code.get(&ActorCode(row.state.as_str().into())) else {
            return Err(wrong(FILE, &row.names, format!("no state “{}” in states.tsv", row.state)));
        };
        for name in several(&row.names) {
            gazetteer.names.add(name, Sense::Seat(index(at)), row.ambiguous == "yes");
        }
    }
    Ok(())
}

fn places(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "places.tsv";
    for row in rows::<PlaceRow>(files, FILE)? {
        let state = ActorCode(row.state.as_str().into());
        if !gazetteer.by_code.contains_key(&state) {
            return Err(wrong(FILE, &row.name, format!("no state “{}” in states.tsv", row.state)));
        }
        let at = index(gazetteer.places.len());
        let ambiguous = row.flag.contains("ambiguous");
        for name in [row.name.as_str()].into_iter().chain(several(&row.names)) {
            let taken = gazetteer.names.of(&name_key(name)).iter().any(|entry| matches!(entry.sense, Sense::Place(_) | Sense::State(_)));
            if !taken {
                gazetteer.names.add(name, Sense::Place(at), ambiguous);
            }
        }
        let capital = row.kind.contains("capital");
        gazetteer.places.push(Place { qid: qid(FILE, &row.name, &row.qid)?, name: row.name, state, capital, ambiguous });
    }
    Ok(())
}

/// States whose people put the surname first.
const SURNAME_FIRST: [&str; 7] = ["CHN", "PRK", "KOR", "VNM", "TWN", "KHM", "HKG"];
/// Small words that belong to the surname after them.
const PARTICLES: [&str; 16] = ["de", "du", "des", "la", "le", "von", "van", "der", "den", "ben", "bin", "al", "el", "da", "dos", "di"];

fn people(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "people.tsv";
    let mut given: HashMap<String, u32> = HashMap::new();
    for row in rows::<PersonRow>(files, FILE)? {
        let at = index(gazetteer.people.len());
        let id = qid(FILE, &row.qid, &row.qid)?.ok_or_else(|| wrong(FILE, &row.label_fr, "a person without id".into()))?;
        let states: Vec<ActorCode> = several(&row.state).map(|code| ActorCode(code.into())).collect();
        let names: Vec<String> = several(&row.names).map(str::to_owned).collect();
        let surname_first = states.iter().any(|code| SURNAME_FIRST.contains(&code.0.as_str()));
        for name in [&row.label_fr].into_iter().chain(&names) {
            let key = name_key(name);
            let words: Vec<&str> = key.split(' ').collect();
            gazetteer.names.add(name, Sense::Person(at), words.len() == 1);
            if words.len() > 1 {
                *given.entry(words[0].to_owned()).or_default() += 1;
                if !states.is_empty() {
                    let mut from = words.len() - 1;
                    gazetteer.names.add_surname(words[from], at);
                    while from > 1 && PARTICLES.contains(&words[from - 1]) {
                        from -= 1;
                        gazetteer.names.add_surname(&words[from..].join(" "), at);
                    }
                    // “roi Willem-Alexander”: behind the title all is one name.
                    if name.starts_with(char::is_lowercase) && words.len() > 2 {
                        gazetteer.names.add_surname(&words[1..].join(" "), at);
                    }
                    if surname_first {
                        gazetteer.names.add_surname(words[0], at);
                    }
                }
            }
        }
        if gazetteer.by_qid.insert(id.clone(), at as usize).is_some() {
            return Err(wrong(FILE, id.as_str(), "this person stands twice".into()));
        }
        let rank = row.rank.parse().unwrap_or(0);
        gazetteer.people.push(Person {
            qid: id,
            label: row.label_fr,
            names,
            states,
            gender: row.gender,
            death: row.death,
            birth: row.birth,
            rank,
        });
    }
    gazetteer.given_names = given.into_iter().filter(|(name, count)| *count > 1 && name.len() > 1).map(|(name, _)| name).collect();
    for row in rows::<TermRow>(files, "terms.tsv")? {
        let office = Office::from_name(&row.office).ok_or_else(|| wrong("terms.tsv", &row.qid, format!("no office “{}”", row.office)))?;
        let id = qid("terms.tsv", &row.qid, &row.qid)?;
        let Some(&person) = id.as_ref().and_then(|id| gazetteer.by_qid.get(id)) else {
            return Err(wrong("terms.tsv", &row.qid, "this person is not in people.tsv".into()));
        };
        let state = (!row.state.is_empty()).then_some(ActorCode(row.state.into()));
        if matches!(office, Office::King | Office::Queen | Office::Emperor | Office::Pope | Office::CrownPrince) {
            let known = &gazetteer.people[person];
            let given = |name: &String| name_key(name).split(' ').next().map(str::to_owned);
            let names: Vec<String> = [&known.label].into_iter().chain(&known.names).filter_map(given).collect();
            names.iter().for_each(|name| gazetteer.names.add_regnal(name, index(person)));
        }
        gazetteer.terms.add(Term { person, office, state, start: row.start, end: row.end });
    }
    Ok(())
}

fn treaties(gazetteer: &mut Gazetteer, files: &GazetteerFiles) -> Result<(), GazetteerError> {
    const FILE: &str = "treaties.tsv";
    for row in rows::<TreatyRow>(files, FILE)? {
        let at = index(gazetteer.treaties.len());
        let id = qid(FILE, &row.label_fr, &row.qid)?;
        let generic = row.flag.contains("generic");
        for name in [row.label_fr.as_str()].into_iter().chain(several(&row.names)) {
            gazetteer.names.add(name, Sense::Treaty(at), generic);
        }
        let signed = if row.signed.is_empty() { None } else { row.signed.parse().ok() };
        if let Some(id) = &id {
            gazetteer.treaty_by_qid.insert(id.clone(), at as usize);
        }
        gazetteer.treaties.push(KnownTreaty {
            qid: id,
            label: row.label_fr,
            kind: TreatyKind::from_name(&row.kind),
            parties: several(&row.parties).flat_map(|cell| cell.split(' ')).map(|code| ActorCode(code.into())).collect(),
            signed,
            generic,
        });
    }
    Ok(())
}
