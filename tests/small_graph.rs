//! A small graph made of hand-written claims on three dispatches, for the tests of graph and queries.
//!
//! Notation: claims as JSON, with the quoted words where claims have the ids of evidence, and without the fields that are empty.
//! `words @ who` is evidence that somebody is quoted for. Every quote is looked up in the text, so offsets are right.

use depeche::claim::{ActorCode, Claims, Evidence, Office, Qid};
use depeche::document::sha256;
use depeche::graph::background::{self, ActorFacts, Facts, PersonFacts, PlaceFacts, TermFacts};
use depeche::graph::iri::{ActorKind, Base};
use depeche::graph::{document, knowledge};
use depeche::merge::{Background, Knowledge, NoBackground, TreatyFacts, merge};
use depeche::text::Span;
use oxigraph::model::Quad;
use oxigraph::store::Store;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What happened: Putin in Pyongyang, 19 June 2024, told by two, one of them beforehand and with another day; on to Vietnam;
/// the treaty signed there, in force since 4 December; it replaces one of 1961. Biden invited to China.
pub(crate) fn claims() -> Vec<Claims> {
    vec![after_the_visit(), in_force(), before_the_visit()]
}

fn after_the_visit() -> Claims {
    let text = "Vladimir Poutine est arrivé mercredi à Pyongyang. Le président russe et Kim Jong-un ont signé un traité de partenariat \
                stratégique global. L'article 4 prévoit une assistance. Reçu par Kim, Poutine est parti jeudi pour le Vietnam. Un expert \
                doute.";
    read(
        "a.txt",
        Some("2024-06-20"),
        text,
        &json!({
            "states": [
                {"id": "state-54-59", "state": "RUS", "forms": ["russe"], "evidence": ["russe"]},
                {"id": "state-180-187", "state": "VNM", "forms": ["Vietnam"], "evidence": ["Vietnam"]},
            ],
            "people": [
                {"id": "person-0-16", "label": "Vladimir Poutine", "forms": ["Vladimir Poutine", "Poutine"], "wikidata": "Q7747", "state": "RUS",
                 "offices": [
                    {"office": "other", "title": "maître du Kremlin", "state": "RUS", "evidence": ["Vladimir Poutine"]},
                    {"office": "president", "title": "président russe", "state": "RUS", "evidence": ["président russe"]}],
                 "evidence": ["Vladimir Poutine"], "state_evidence": ["russe"]},
                {"id": "person-72-83", "label": "Kim Jong-un", "forms": ["Kim Jong-un", "Kim"], "wikidata": "Q56226", "evidence": ["Kim Jong-un"]},
            ],
            "treaties": [
                {"id": "treaty-100-140", "label": "traité de partenariat stratégique global", "kind": "treaty", "parties": ["PRK", "RUS"],
                 "status": "signed", "evidence": ["traité de partenariat stratégique global"], "party_evidence": ["président russe", "Kim Jong-un"],
                 "acts": [{"id": "act-84-93", "act": "signed", "date": {"period": "2024-06-19", "words": "mercredi", "evidence": ["mercredi"]},
                           "place": {"name": "Pyongyang", "wikidata": "Q18808", "evidence": ["Pyongyang"]},
                           "persons": ["person-0-16", "person-72-83"], "evidence": ["ont signé"]}],
                 "provisions": [{"id": "provision-150-160", "article": "4", "evidence": ["L'article 4 prévoit une assistance"]}]},
            ],
            "visits": [
                {"id": "visit-0-30", "visitor": "person-0-16", "destination": "PRK", "destination_evidence": ["Pyongyang"],
                 "place": {"name": "Pyongyang", "wikidata": "Q18808", "evidence": ["Pyongyang"]},
                 "start": {"period": "2024-06-19", "words": "mercredi", "evidence": ["mercredi"]}, "status": "completed", "hosts": ["person-72-83"],
                 "clues": [{"clue": "treaty-signed-there", "treaty": "treaty-100-140"}, {"clue": "same-tour", "destination": "VNM"}],
                 "evidence": ["Vladimir Poutine est arrivé"]},
                {"id": "visit-160-170", "visitor": "person-0-16", "destination": "VNM", "destination_evidence": ["Vietnam"],
                 "start": {"period": "2024-06-20", "words": "jeudi", "evidence": ["jeudi"]}, "status": "ongoing",
                 "clues": [{"clue": "same-tour", "destination": "PRK"}], "evidence": ["est parti"]},
            ],
            "abstentions": [{"evidence": "Un expert doute", "what": "visit", "reason": "No name and no office."}],
        }),
    )
}

fn in_force() -> Claims {
    let text = "Le traité de partenariat stratégique global entre la Russie et la Corée du Nord, signé le 19 juin 2024, est entré en vigueur le 4 \
                décembre. Il remplace le traité d'amitié de 1961 avec l'URSS. Kim Jong Gyu avait échangé les instruments à Moscou. L'UE s'inquiète.";
    read(
        "b.txt",
        Some("2024-12-05"),
        text,
        &json!({
            "states": [
                {"id": "state-55-61", "state": "RUS", "forms": ["Russie", "Moscou"], "evidence": ["Russie"]},
                {"id": "state-68-81", "state": "PRK", "forms": ["Corée du Nord"], "evidence": ["Corée du Nord"]},
                {"id": "state-170-174", "state": "SUN", "forms": ["URSS"], "evidence": ["URSS"]},
                {"id": "state-240-242", "state": "EU", "forms": ["UE"], "evidence": ["UE"]},
            ],
            "people": [
                {"id": "person-190-202", "label": "Kim Jong Gyu", "state": "PRK", "candidates": ["Q900", "Q12"], "evidence": ["Kim Jong Gyu"],
                 "offices": [{"office": "deputy-minister", "title": "vice-ministre", "state": "PRK", "evidence": ["Kim Jong Gyu"]}]},
            ],
            "treaties": [
                {"id": "treaty-3-43", "label": "traité de partenariat stratégique global", "kind": "treaty", "parties": ["PRK", "RUS"], "status": "in-force",
                 "acts": [
                    {"id": "act-83-88", "act": "signed", "date": {"period": "2024-06-19", "words": "le 19 juin 2024", "evidence": ["le 19 juin 2024"]},
                     "evidence": ["signé"]},
                    {"id": "act-105-124", "act": "entry-into-force", "date": {"period": "2024-12-04", "words": "le 4 décembre", "evidence": ["le 4 décembre"]},
                     "evidence": ["entré en vigueur"]},
                    {"id": "act-204-220", "act": "instruments-exchanged", "place": {"name": "Moscou", "wikidata": "Q649", "evidence": ["Moscou"]},
                     "persons": ["person-190-202"], "by": ["PRK"], "evidence": ["échangé les instruments"]}],
                 "replaces": ["treaty-145-165"], "replaces_evidence": ["Il remplace"], "evidence": ["traité de partenariat stratégique global"]},
                {"id": "treaty-145-165", "label": "traité d'amitié de 1961", "kind": "treaty", "parties": ["PRK", "SUN"], "status": "ended",
                 "acts": [{"id": "act-155-159", "act": "signed", "date": {"period": "1961", "words": "1961", "evidence": ["1961"]}, "evidence": ["1961"]}],
                 "evidence": ["traité d'amitié de 1961"]},
            ],
        }),
    )
}

fn before_the_visit() -> Claims {
    let text = "Poutine se rendra mardi en Corée du Nord pour une visite d'État, puis au Vietnam, selon le Kremlin. Joe Biden, lui, a été invité en Chine. \
                Un accord sur le climat doit être signé en juillet à Pékin entre la Chine et les États-Unis.";
    read(
        "c.txt",
        Some("2024-06-17"),
        text,
        &json!({
            "states": [{"id": "state-27-41", "state": "PRK", "forms": ["Corée du Nord"], "evidence": ["Corée du Nord"]}],
            "people": [
                {"id": "person-0-7", "label": "Vladimir Poutine", "forms": ["Poutine"], "wikidata": "Q7747", "evidence": ["Poutine"]},
                {"id": "person-105-114", "label": "Joe Biden", "wikidata": "Q6279", "state": "USA", "evidence": ["Joe Biden"],
                 "offices": [{"office": "former", "title": "ancien sénateur", "evidence": ["Joe Biden"]}]},
            ],
            "treaties": [
                {"id": "treaty-140-160", "label": "accord sur le climat", "kind": "agreement", "parties": ["CHN", "USA"], "status": "planned",
                 "acts": [{"id": "act-165-180", "act": "signed", "date": {"period": "2024-07", "words": "en juillet", "evidence": ["en juillet"]},
                           "place": {"name": "Pékin", "evidence": ["Pékin"]}, "happened": false, "evidence": ["doit être signé"]}],
                 "evidence": ["accord sur le climat"]},
            ],
            "visits": [
                {"id": "visit-8-17", "visitor": "person-0-7", "destination": "PRK", "destination_evidence": ["Corée du Nord"],
                 "start": {"period": "2024-06-18", "words": "mardi", "evidence": ["mardi"]}, "kind": "state", "status": "planned",
                 "clues": [{"clue": "same-tour", "destination": "VNM"}], "evidence": ["Poutine se rendra @ le Kremlin"]},
                {"id": "visit-70-77", "visitor": "person-0-7", "destination": "VNM", "destination_evidence": ["Vietnam"], "status": "planned",
                 "clues": [{"clue": "same-tour", "destination": "PRK"}], "evidence": ["puis au Vietnam"]},
                {"id": "visit-120-126", "visitor": "person-105-114", "destination": "CHN", "destination_evidence": ["Chine"], "status": "invited",
                 "evidence": ["invité"]},
            ],
            "abstentions": [{"evidence": "doit être signé", "what": "treaty", "reason": "Only announced."}],
        }),
    )
}

/// Claims from the notation.
fn read(id: &str, published: Option<&str>, text: &str, said: &Value) -> Claims {
    let mut quotes = BTreeSet::new();
    gather(said, text, &mut quotes);
    let evidence: Vec<Evidence> = quotes.into_iter().collect();
    let mut claims = json!({
        "version": depeche::claim::CLAIMS_VERSION,
        "document": {
            "id": id, "url": format!("https://example.org/{id}"), "published": published, "title": "Une dépêche", "language": "fr",
            "sha256": sha256(text.as_bytes()), "bytes": text.len(), "sketch": sha256(text.as_bytes()).repeat(4), "metadata": {"section": "monde"},
        },
        "reading": {"program": "0.1.0", "lexicon": "l", "gazetteer": "g"},
        "states": [], "people": [], "treaties": [], "visits": [], "abstentions": [],
    });
    let mut said = said.clone();
    resolve(&mut said, text, &evidence);
    for (list, mut items) in said.as_object().expect("an object").clone() {
        let items_list = items.as_array_mut().expect("a list");
        for item in items_list {
            complete(&list, item);
        }
        claims[list] = items;
    }
    claims["evidence"] = serde_json::to_value(&evidence).expect("JSON");
    serde_json::from_value(claims).expect("claims")
}

fn evidence(words: &str, text: &str) -> Evidence {
    let (quote, said_by) = words.split_once(" @ ").map_or((words, None), |(quote, who)| (quote, Some(who.to_owned())));
    let start = text.find(quote).unwrap_or_else(|| panic!("“{quote}” is not in the text"));
    let characters = Span::new(text[..start].chars().count(), text[..start + quote.len()].chars().count());
    Evidence { span: Span::new(start, start + quote.len()), characters, rule: "test.rule".to_owned(), said_by, quote: quote.to_owned() }
}

fn is_evidence(key: &str) -> bool {
    key == "evidence" || key.ends_with("_evidence")
}

fn gather(value: &Value, text: &str, into: &mut BTreeSet<Evidence>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, text, into)),
        Value::Object(fields) => {
            for (key, field) in fields {
                if is_evidence(key) {
                    let one = std::slice::from_ref(field);
                    into.extend(
                        field.as_array().map_or(one, Vec::as_slice).iter().map(|words| evidence(words.as_str().expect("words"), text)),
                    );
                } else {
                    gather(field, text, into);
                }
            }
        }
        _ => {}
    }
}

fn resolve(value: &mut Value, text: &str, all: &[Evidence]) {
    let id = |words: &Value| json!(all.iter().position(|it| *it == evidence(words.as_str().expect("words"), text)));
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, text, all)),
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::Array(words) if is_evidence(key) => *field = words.iter().map(id).collect(),
                    words if is_evidence(key) => *words = id(words),
                    other => resolve(other, text, all),
                }
            }
        }
        _ => {}
    }
}

/// Fills in what is empty.
fn complete(list: &str, item: &mut Value) {
    let fields: &mut Map<String, Value> = item.as_object_mut().expect("an object");
    let label = fields.get("label").cloned();
    let defaults = match list {
        "people" => json!({"forms": [label], "candidates": [], "offices": [], "state_evidence": []}),
        "treaties" => json!({
            "labels": [label], "parties": [], "parties_complete": true, "batch": false, "acts": [], "provisions": [], "replaces": [],
            "replaces_evidence": [], "party_evidence": [],
        }),
        "acts" => json!({"by": [], "persons": [], "happened": true}),
        "visits" => json!({"destination_evidence": [], "hosts": [], "clues": []}),
        _ => json!({}),
    };
    for (key, value) in defaults.as_object().expect("an object") {
        fields.entry(key).or_insert_with(|| value.clone());
    }
    if let Some(acts) = fields.get_mut("acts").and_then(Value::as_array_mut) {
        for act in acts {
            complete("acts", act);
        }
    }
}

fn code(code: &str) -> ActorCode {
    ActorCode(code.into())
}

fn qid(id: &str) -> Qid {
    Qid::try_from(id.to_owned()).expect("a QID")
}

/// What a gazetteer would know.
pub(crate) fn facts() -> Facts {
    let actor = |kind, id, label_fr: &str, label_en: &str| ActorFacts {
        kind,
        wikidata: Some(qid(id)),
        label_fr: label_fr.to_owned(),
        label_en: label_en.to_owned(),
        names: Vec::new(),
        iso2: None,
        capital: None,
        successors: Vec::new(),
        start: None,
        end: None,
    };
    let mut facts = Facts::default();
    for (state, id, label_fr, label_en) in [
        ("RUS", "Q159", "Russie", "Russia"),
        ("PRK", "Q423", "Corée du Nord", "North Korea"),
        ("VNM", "Q881", "Viêt Nam", "Vietnam"),
        ("CHN", "Q148", "Chine", "China"),
        ("USA", "Q30", "États-Unis", "United States"),
        ("SUN", "Q15180", "Union soviétique", "Soviet Union"),
    ] {
        facts.actors.insert(code(state), actor(ActorKind::State, id, label_fr, label_en));
    }
    facts.actors.insert(code("EU"), actor(ActorKind::Organisation, "Q458", "Union européenne", "European Union"));
    let soviet = facts.actors.get_mut(&code("SUN")).expect("known");
    soviet.successors = vec![code("RUS")];
    soviet.end = "1991".parse().ok();
    let russia = facts.actors.get_mut(&code("RUS")).expect("known");
    russia.capital = Some(PlaceFacts { name: "Moscou".to_owned(), wikidata: Some(qid("Q649")) });
    russia.iso2 = Some("RU".to_owned());
    russia.names = vec!["Fédération de Russie".to_owned()];
    let term = TermFacts { office: Office::President, state: Some(code("RUS")), start: "2012-05-07".parse().ok(), end: None };
    let putin = PersonFacts { label: "Vladimir Poutine".to_owned(), names: vec!["Vladimir Putin".to_owned()], terms: vec![term] };
    facts.people.insert(qid("Q7747"), putin);
    facts
}

/// Knows only which codes are organisations.
struct Known;

impl Background for Known {
    fn is_organisation(&self, code: &ActorCode) -> bool {
        code.0 == "EU"
    }

    fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool {
        NoBackground.is_succession(one, other)
    }

    fn person(&self, _: &Qid) -> Option<depeche::merge::PersonFacts> {
        None
    }

    fn treaty(&self, _: &Qid) -> Option<TreatyFacts> {
        None
    }

    fn is_filler(&self, word: &str) -> bool {
        NoBackground.is_filler(word)
    }
}

/// The knowledge of these claims.
pub(crate) fn knowledge_of(claims: &[Claims]) -> Knowledge {
    merge(claims, &Known)
}

/// Every quad: documents, merged, background.
pub(crate) fn quads() -> Vec<Quad> {
    let (base, claims, facts) = (Base::default(), claims(), facts());
    let mut quads: Vec<Quad> = claims.iter().flat_map(|claims| document::to_quads(&base, claims)).collect();
    quads.extend(knowledge::statements(&base, knowledge_of(&claims), &facts));
    quads.extend(background::to_quads(&base, &facts));
    quads
}

/// A store in memory that holds them.
pub(crate) fn store() -> Store {
    store_of(&quads())
}

/// A store in memory that holds these.
pub(crate) fn store_of(quads: &[Quad]) -> Store {
    let store = Store::new().expect("a store in memory");
    store.extend(quads.iter().cloned()).expect("quads");
    store
}
