//! What the gazetteer knows of the states and people that documents name → the background graph.
//!
//! It names things and helps to find them; it is never evidence for an event, and nothing in it has a class of the merged graph:
//! a question for states or people is answered by what documents say. It names with SKOS alone (prefLabel, notation,
//! exactMatch), so that no triple of it stands in the merged graph too: a union of both would give rows twice. Called by the commands.

use super::iri::{self, ActorKind, Base};
use super::literal::{self, Language};
use super::quads::{DateProperties, Quads};
use crate::claim::{ActorCode, Office, Qid};
use crate::gazetteer::{self, Gazetteer};
use crate::merge::knowledge::{Knowledge, PersonKey};
use crate::period::Period;
use crate::vocab::external::{self, rdf};
use crate::vocab::{class, property as dep, scheme};
use oxigraph::model::{NamedNode, Quad};
use std::collections::BTreeMap;

/// Facts that name things. A plain record, so that tests and other sources of facts need no gazetteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// States and organisations by code.
    pub actors: BTreeMap<ActorCode, ActorFacts>,
    /// Linked people.
    pub people: BTreeMap<Qid, PersonFacts>,
}

/// A state or organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFacts {
    /// State or organisation.
    pub kind: ActorKind,
    /// Wikidata item; the node is named after it.
    pub wikidata: Option<Qid>,
    /// Usual French name.
    pub label_fr: String,
    /// Usual English name.
    pub label_en: String,
    /// Other names.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// Seat of government.
    pub capital: Option<PlaceFacts>,
    /// What came after it.
    pub successors: Vec<ActorCode>,
    /// When it began.
    pub start: Option<Period>,
    /// When it ended.
    pub end: Option<Period>,
}

/// A town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceFacts {
    /// Usual French name.
    pub name: String,
    /// Wikidata item.
    pub wikidata: Option<Qid>,
}

/// A linked person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// Usual French name.
    pub label: String,
    /// Other names.
    pub names: Vec<String>,
    /// Terms of office.
    pub terms: Vec<TermFacts>,
}

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFacts {
    /// What was held.
    pub office: Office,
    /// For whom.
    pub state: Option<ActorCode>,
    /// First day.
    pub start: Option<Period>,
    /// Last day.
    pub end: Option<Period>,
}

const START: DateProperties = DateProperties { edtf: dep::START, first: dep::START_FIRST, last: dep::START_LAST };
const END: DateProperties = DateProperties { edtf: dep::END, first: dep::END_FIRST, last: dep::END_LAST };

impl Facts {
    /// What the gazetteer knows of the states, organisations and people of this knowledge, of the states that these people
    /// served, and of all successors of these states.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer, knowledge: &Knowledge) -> Self {
        let mut facts = Self::default();
        let people = knowledge.people.iter().filter_map(|person| person.wikidata.as_ref());
        facts.people = people.filter_map(|qid| Some((qid.clone(), person_facts(gazetteer, qid)?))).collect();
        let actors = knowledge.states.iter().chain(&knowledge.organisations).map(|actor| actor.code.clone());
        let served = facts.people.values().flat_map(|person| &person.terms).filter_map(|term| term.state.clone());
        let mut wanted: Vec<ActorCode> = actors.chain(served).collect();
        while let Some(code) = wanted.pop() {
            if facts.actors.contains_key(&code) {
                continue;
            }
            if let Some(actor) = gazetteer.actor(&code) {
                wanted.extend(actor.successors.iter().cloned());
                facts.actors.insert(code, actor_facts(gazetteer, actor));
            }
        }
        facts
    }

    /// The node of a state or organisation; of one that is not known, after its code.
    #[must_use]
    pub fn actor(&self, base: &Base, code: &ActorCode) -> NamedNode {
        let known = self.actors.get(code);
        base.actor(known.map_or(ActorKind::State, |actor| actor.kind), code, known.and_then(|actor| actor.wikidata.as_ref()))
    }
}

fn actor_facts(gazetteer: &Gazetteer, actor: &gazetteer::Actor) -> ActorFacts {
    let kind = match actor.kind {
        gazetteer::ActorKind::State => ActorKind::State,
        gazetteer::ActorKind::International | gazetteer::ActorKind::ArmedGroup | gazetteer::ActorKind::Body => ActorKind::Organisation,
    };
    let capital = actor.capital.as_ref().map(|name| PlaceFacts {
        name: name.clone(),
        wikidata: gazetteer
            .places
            .iter()
            .find(|place| place.capital && place.state == actor.code && &place.name == name)
            .and_then(|place| place.qid.clone()),
    });
    ActorFacts {
        kind,
        wikidata: actor.qid.clone(),
        label_fr: actor.label.clone(),
        label_en: actor.label_en.clone(),
        names: Vec::new(),
        iso2: Some(actor.iso2.clone()).filter(|code| !code.is_empty()),
        capital,
        successors: actor.successors.clone(),
        start: actor.years.0.map(Period::Year),
        end: actor.years.1.map(Period::Year),
    }
}

fn person_facts(gazetteer: &Gazetteer, qid: &Qid) -> Option<PersonFacts> {
    let (person, at) = (gazetteer.person(qid)?, gazetteer.person_index(qid)?);
    let terms = gazetteer.terms.of_person(at).map(|term| TermFacts {
        office: term.office,
        state: term.state.clone(),
        start: term.start.parse().ok(),
        end: term.end.parse().ok(),
    });
    Some(PersonFacts { label: person.label.clone(), names: person.names.clone(), terms: terms.collect() })
}

/// The background graph.
#[must_use]
pub fn to_quads(base: &Base, facts: &Facts) -> Vec<Quad> {
    let graph = base.background();
    let mut quads = Quads::of(graph.clone());
    quads.add(&graph, rdf::TYPE, class::BACKGROUND);
    for (code, actor) in &facts.actors {
        self::actor(&mut quads, base, facts, code, actor);
    }
    for (qid, person) in &facts.people {
        self::person(&mut quads, base, facts, qid, person);
    }
    quads.finish()
}

fn actor(quads: &mut Quads, base: &Base, facts: &Facts, code: &ActorCode, actor: &ActorFacts) {
    let node = facts.actor(base, code);
    quads.add(&node, external::NOTATION, literal::text(&code.0));
    quads.add(&node, external::PREF_LABEL, literal::label(&actor.label_fr, Language::Fr));
    quads.add(&node, external::PREF_LABEL, literal::label(&actor.label_en, Language::En));
    for name in &actor.names {
        quads.add(&node, external::ALT_LABEL, literal::text(name));
    }
    quads.optional(&node, external::EXACT_MATCH, actor.wikidata.as_ref().map(iri::wikidata));
    quads.optional(&node, dep::ISO2, actor.iso2.as_deref().map(literal::text));
    if let Some(capital) = &actor.capital {
        let place = base.place(&capital.name, capital.wikidata.as_ref());
        quads.add(&node, dep::CAPITAL, place.clone());
        quads.add(&place, external::PREF_LABEL, literal::label(&capital.name, Language::Fr));
        quads.optional(&place, external::EXACT_MATCH, capital.wikidata.as_ref().map(iri::wikidata));
    }
    for successor in &actor.successors {
        quads.add(&node, dep::SUCCESSOR, facts.actor(base, successor));
    }
    dates(quads, &node, actor.start, actor.end);
}

fn person(quads: &mut Quads, base: &Base, facts: &Facts, qid: &Qid, person: &PersonFacts) {
    let node = base.person(&PersonKey::Linked(qid.clone()));
    quads.add(&node, external::PREF_LABEL, literal::label(&person.label, Language::Fr));
    for name in &person.names {
        quads.add(&node, external::ALT_LABEL, literal::text(name));
    }
    quads.add(&node, external::EXACT_MATCH, iri::wikidata(qid));
    for term in &person.terms {
        let start = term.start.map(|start| start.to_string()).unwrap_or_default();
        let end = term.end.map(|end| end.to_string()).unwrap_or_default();
        let state = term.state.as_ref().map_or("", |code| code.0.as_str());
        let words: Vec<&str> = ["term", term.office.as_str(), state, &start, &end].into_iter().filter(|word| !word.is_empty()).collect();
        let spell = iri::part(&node, &words);
        quads.add(&node, dep::TERM, spell.clone());
        quads.add(&spell, rdf::TYPE, class::TERM);
        quads.add(&spell, dep::OFFICE, scheme::OFFICES.concept(term.office.as_str()));
        quads.optional(&spell, dep::STATE, term.state.as_ref().map(|code| facts.actor(base, code)));
        dates(quads, &spell, term.start, term.end);
    }
}

fn dates(quads: &mut Quads, node: &NamedNode, start: Option<Period>, end: Option<Period>) {
    if let Some(start) = start {
        quads.date(node, START, start);
    }
    if let Some(end) = end {
        quads.date(node, END, end);
    }
}
