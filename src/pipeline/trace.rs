//! A reading laid open, for those who debug a rule or report a mistake: passage by passage, what was recognised and what rules made of it.

use crate::claim::{Claims, DateSaid, EvidenceId, LocalId};
use crate::event::{Events, Gathering, Scene, Withheld};
use crate::gazetteer::Sense;
use crate::mention::{ItemKind, Sentence};
use crate::text::Span;
use crate::text::page::LineKind;
use std::fmt;
use std::ops::Range;

/// One document, in the order of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Sentences and headings; of page furniture whole lines.
    pub passages: Vec<Passage>,
}

/// A sentence, a heading, or a line that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// UTF-8 bytes.
    pub span: Span,
    /// As page segmentation has it.
    pub kind: LineKind,
    /// What was recognised and made of it.
    pub notes: Vec<Note>,
}

/// One thing that was recognised, asserted, held back or passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which of these.
    pub what: Noted,
    /// UTF-8 bytes.
    pub span: Span,
    /// What it was taken for, or why nothing was made of it.
    pub meaning: String,
    /// The rule, where one stands behind it.
    pub rule: String,
}

/// Kinds of notes, in the order in which a passage tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noted {
    /// A name, a person, a date was recognised.
    Seen,
    /// A rule fired, and claims rest on it.
    Fired,
    /// A rule fired, and what it read is held back: an abstention.
    Withheld,
    /// A rule's word is there, and something that it needs is not.
    Blocked,
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Seen => "seen",
            Self::Fired => "fired",
            Self::Withheld => "withheld",
            Self::Blocked => "blocked",
        })
    }
}

/// Lays a reading open.
pub(super) fn trace(scene: &Scene, events: &Events, claims: &Claims) -> Trace {
    let marked = scene.marked;
    let mut notes = fired(claims);
    let held = |what: Noted, withheld: &Withheld| Note {
        what,
        span: marked.span(&withheld.tokens),
        meaning: format!("{}: {}", withheld.what, withheld.reason),
        rule: withheld.rule.clone(),
    };
    notes.extend(events.ledger.withheld.iter().map(|withheld| held(Noted::Withheld, withheld)));
    notes.extend(events.ledger.passed_over.iter().map(|passed| held(Noted::Blocked, passed)));
    notes.extend(events.gatherings.iter().map(|event| Note {
        what: Noted::Seen,
        span: marked.span(&event.tokens),
        meaning: gathering(scene, event),
        rule: String::new(),
    }));
    let mut passages: Vec<Passage> = marked
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Furniture)
        .map(|line| Passage { span: line.span, kind: line.kind, notes: Vec::new() })
        .collect();
    for sentence in &marked.sentences {
        let span = marked.span(&sentence.tokens);
        let kind = if sentence.heading { LineKind::Heading } else { LineKind::Body };
        let mut here = seen(scene, sentence);
        let (mine, others) = notes.into_iter().partition(|note| span.start() <= note.span.start() && note.span.start() < span.end());
        notes = others;
        here.extend::<Vec<Note>>(mine);
        here.sort_by(|a, b| (a.what, a.span, &a.rule, &a.meaning).cmp(&(b.what, b.span, &b.rule, &b.meaning)));
        here.dedup();
        passages.push(Passage { span, kind, notes: here });
    }
    passages.sort_by_key(|passage| passage.span);
    Trace { passages }
}

/// Names, people and dates of a sentence.
fn seen(scene: &Scene, sentence: &Sentence) -> Vec<Note> {
    let note = |tokens: &Range<usize>, meaning: String, rule: &str| Note {
        what: Noted::Seen,
        span: scene.marked.span(tokens),
        meaning,
        rule: rule.to_owned(),
    };
    sentence
        .items
        .iter()
        .filter_map(|item| match item.kind {
            ItemKind::Person(mention) => Some(note(&item.tokens, person(scene, mention), "")),
            ItemKind::Name(name) => Some(note(&item.tokens, sense(scene, scene.marked.names[name].sense), "")),
            ItemKind::Date(date) => {
                let settled = scene.settled(item.kind, None);
                let meaning = match settled {
                    Some(settled) => {
                        settled.end.map_or_else(|| format!("date {}", settled.start), |end| format!("dates {} to {end}", settled.start))
                    }
                    None => "date, not settled without a tense or a publication date".to_owned(),
                };
                Some(note(&item.tokens, meaning, &scene.marked.dates[date].rule))
            }
            ItemKind::Word | ItemKind::Sign => None,
        })
        .collect()
}

fn person(scene: &Scene, mention: usize) -> String {
    let Some(figure) = scene.people.figure(mention) else { return "person, not known which".to_owned() };
    let figure = &scene.people.figures[figure];
    let state = figure.state.map_or("no state", |state| scene.gazetteer.actors[state as usize].code.0.as_str());
    match figure.known {
        Some(known) => {
            let known = &scene.gazetteer.people[known as usize];
            format!("person {} ({}, {state})", known.label, known.qid.as_str())
        }
        None => {
            let name = figure.name.as_ref().map_or("without a name", |name| scene.marked.words(name));
            format!("person {name} (no id, {state})")
        }
    }
}

fn sense(scene: &Scene, sense: Sense) -> String {
    let code = |actor: u32| scene.gazetteer.actors[actor as usize].code.0.as_str();
    match sense {
        Sense::State(actor) => format!("state {}", code(actor)),
        Sense::Demonym(actor) => format!("adjective of {}", code(actor)),
        Sense::Seat(actor) => format!("seat of power of {}", code(actor)),
        Sense::Organisation(actor) => format!("organisation {}", code(actor)),
        Sense::Place(place) => {
            let place = &scene.gazetteer.places[place as usize];
            format!("place {} in {}", place.name, place.state.0)
        }
        Sense::Treaty(treaty) => format!("treaty {}", scene.gazetteer.treaties[treaty as usize].label),
        Sense::Person(person) => format!("person {}", scene.gazetteer.people[person as usize].label),
    }
}

/// “event in SEN, 2024-04-02”
fn gathering(scene: &Scene, event: &Gathering) -> String {
    let date = event.date.as_ref().map(|date| format!(", {}", date.period)).unwrap_or_default();
    format!("event in {}{date}", scene.gazetteer.actors[event.place.state as usize].code.0)
}

/// What rests on the evidence of visits, treaties and acts.
fn fired(claims: &Claims) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut add = |evidence: &[EvidenceId], meaning: &str| {
        notes.extend(evidence.iter().map(|id| claims.evidence(*id)).map(|evidence| Note {
            what: Noted::Fired,
            span: evidence.span,
            meaning: meaning.to_owned(),
            rule: evidence.rule.clone(),
        }));
    };
    let when = |date: Option<&DateSaid>| date.map(|date| format!(", {}", date.period)).unwrap_or_default();
    for visit in &claims.visits {
        let who = claims.person(&visit.visitor).map_or("?", |person| person.label.as_str());
        let status = visit.status.map(|status| format!(", {}", status.as_str())).unwrap_or_default();
        add(&visit.evidence, &format!("visit: {who} to {}{}{status}", visit.destination.0, when(visit.start.as_ref())));
    }
    for treaty in &claims.treaties {
        add(&treaty.evidence, &format!("treaty: {}", treaty.label));
        for act in &treaty.acts {
            let made = if act.happened { "" } else { " (not done, or not yet)" };
            add(&act.evidence, &format!("act: {}{} of {}{made}", act.act.as_str(), when(act.date.as_ref()), treaty.label));
        }
        let replaced = |id: &LocalId| claims.treaties.iter().find(|other| other.id == *id).map_or("?", |other| other.label.as_str());
        for other in &treaty.replaces {
            add(&treaty.replaces_evidence, &format!("treaty: {} replaces {}", treaty.label, replaced(other)));
        }
    }
    notes
}
