//! What all documents say together: the output of merge, one node for each real thing. Not triples (that is `graph`).
//!
//! Everything here is in canonical order: nodes by key, witnesses by document and local id, values by support and content.
//! Equal sets of claims give equal knowledge. Keys are content; only `graph::iri` turns a key into an IRI.

use super::reason::{ApartReason, JoinReason};
use crate::claim::{ActType, ActorCode, EvidenceId, LocalId, Office, Qid, TreatyKind, TreatyStatus, VisitKind, VisitStatus};
use crate::document::DocumentId;
use crate::period::Period;
use serde::Serialize;
use std::fmt;

/// The merged graph before it is triples.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Knowledge {
    /// In order of key, like every list of nodes.
    pub people: Vec<Person>,
    /// States, living and dead, that a document names or that take part in something.
    pub states: Vec<Actor>,
    /// Organisations, by the same rules.
    pub organisations: Vec<Actor>,
    /// Instruments, and batches told as one.
    pub treaties: Vec<Treaty>,
    /// Journeys of one person to one state.
    pub visits: Vec<Visit>,
    /// Where documents contradict one another about one node.
    pub disagreements: Vec<Disagreement>,
    /// Pairs that may be one thing, and why they were not joined.
    pub possibly_same: Vec<PossiblySame>,
}

/// One report of one document, with the words in it that say the value at hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct WitnessRef {
    /// Whose report.
    pub document: DocumentId,
    /// The node of that document's graph: a mention, a visit report, a treaty report, an act report, a provision.
    pub report: LocalId,
    /// Indexes into the evidence of that document's claims; those of the value where it has some of its own, else of the report.
    pub evidence: Vec<EvidenceId>,
}

/// A report that is told to be of this node, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Witness {
    /// Whose report.
    pub document: DocumentId,
    /// The report's node in that document's graph.
    pub report: LocalId,
    /// Sorted, never empty; [`JoinReason::First`] for the report that the node was begun with.
    pub reasons: Vec<JoinReason>,
}

/// How many told it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Support {
    /// Different documents.
    pub documents: usize,
    /// Different texts: documents that print one text are one. Those are the same bytes, or half of all word sequences or more; texts
    /// under 16 words have too few of those, and are one only where they are the same bytes.
    pub independent: usize,
}

/// A value, and who says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Said<T> {
    /// What is said.
    pub value: T,
    /// Canonical order, no two of one document and report; empty only for what was derived.
    pub by: Vec<WitnessRef>,
}

/// When: what all that do not contradict one another allow together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergedDate {
    /// Settled: the intersection of `said`.
    pub period: Period,
    /// The dates as said that `period` was settled from; those that contradict it are in [`Knowledge::disagreements`].
    pub said: Vec<Said<Period>>,
    /// Set where no report of the node says this date and it follows from something else for certain.
    pub derived_from: Option<DerivedFrom>,
}

/// What a date that no report says was concluded from.
#[expect(missing_docs, reason = "the variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum DerivedFrom {
    /// The instrument was signed during the visit, on this date.
    TreatySigned { treaty: TreatyKey, signed: Period },
    /// The leg of the same tour right before or after it had this date.
    TourLeg { visit: Box<VisitKey>, date: Period },
}

/// The first eight bytes of the SHA-256 of a node's smallest witness, in hexadecimal: keeps two nodes of one key apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Fingerprint(pub String);

/// Same person: same Wikidata item, else same normalised name and same state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum PersonKey {
    /// Has a Wikidata item.
    Linked(Qid),
    /// Has none that is sure.
    Named {
        /// As [`super::name_key::name_key`] folds it: lower-case words joined by `-`, ASCII unless the script has no Latin form there.
        name: String,
        /// The state it belongs to, where said.
        state: Option<ActorCode>,
        /// Set where several nodes would have the same key.
        collision: Option<Fingerprint>,
    },
}

/// Same treaty: same known treaty, else same parties and date of signature. Its kind is no part, papers differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum TreatyKey {
    /// Of the gazetteer, by its item.
    Known(Qid),
    /// Of these parties.
    Between {
        /// Sorted, never empty.
        parties: Vec<ActorCode>,
        /// Date of signature.
        signed: Option<Period>,
        /// Set where several nodes would have the same key.
        collision: Option<Fingerprint>,
    },
    /// No document says the parties.
    Named {
        /// The label, folded like a person's name.
        name: String,
        /// Date of signature.
        signed: Option<Period>,
        /// Set where several nodes would have the same key.
        collision: Option<Fingerprint>,
    },
}

/// Same act: of the same treaty, of one type, by the same parties, at the same time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ActKey {
    /// Of which instrument.
    pub treaty: TreatyKey,
    /// What was done.
    pub act: ActType,
    /// Sorted; empty for all, or unsaid.
    pub by: Vec<ActorCode>,
    /// When; `None` if nothing tells.
    pub date: Option<Period>,
    /// Set where several nodes would have the same key.
    pub collision: Option<Fingerprint>,
}

/// Same visit: same visitor to the same state at the same time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct VisitKey {
    /// Who came.
    pub visitor: PersonKey,
    /// The state visited.
    pub destination: ActorCode,
    /// The settled (or derived) start, else the end.
    pub date: Option<Period>,
    /// Set where several nodes would have the same key.
    pub collision: Option<Fingerprint>,
}

/// Any node that merge makes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum NodeKey {
    /// A person.
    Person(PersonKey),
    /// An instrument.
    Treaty(TreatyKey),
    /// Something done with one.
    Act(ActKey),
    /// A visit.
    Visit(VisitKey),
}

/// A state or organisation, by its code in the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Its code.
    pub code: ActorCode,
    /// The words used for it; empty where it is only a role of something.
    pub forms: Vec<Said<String>>,
    /// Mentions, else the reports in which it has a role.
    pub witnesses: Vec<Witness>,
    /// How many tell it.
    pub support: Support,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// What names it.
    pub key: PersonKey,
    /// The gazetteer's where linked, else the fullest form of the best supported ones.
    pub label: String,
    /// The linked item.
    pub wikidata: Option<Qid>,
    /// As written in the texts.
    pub forms: Vec<Said<String>>,
    /// The states it is said to belong to.
    pub states: Vec<Said<ActorCode>>,
    /// The offices it is said to hold.
    pub offices: Vec<Said<OfficeHeld>>,
    /// The reports that are of it, and why each is.
    pub witnesses: Vec<Witness>,
    /// Other keys that lead here and to no other node.
    pub aliases: Vec<PersonKey>,
    /// How many tell it.
    pub support: Support,
}

/// An office as said of a person; one value for all titles that mean it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OfficeHeld {
    /// Of the closed list.
    pub office: Office,
    /// The state of the office or the person, where said.
    pub state: Option<ActorCode>,
    /// Titles in the words of the texts, sorted, no two equal.
    pub titles: Vec<String>,
}

/// A town or site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Its usual name where the gazetteer knows it, else the words of a text.
    pub name: String,
    /// The linked item.
    pub wikidata: Option<Qid>,
}

/// One instrument, or one batch told as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Treaty {
    /// What names it.
    pub key: TreatyKey,
    /// The gazetteer's where known, else the best supported label, of equals the longest.
    pub label: String,
    /// The linked item.
    pub wikidata: Option<Qid>,
    /// Every name in the texts.
    pub labels: Vec<Said<String>>,
    /// The forms that texts call it.
    pub kinds: Vec<Said<TreatyKind>>,
    /// Sorted by code.
    pub parties: Vec<Said<ActorCode>>,
    /// False if a report says that there are others.
    pub parties_complete: bool,
    /// Several instruments told as one.
    pub batch: bool,
    /// Of its act of signature, done or announced; where it has several, the first.
    pub signed: Option<MergedDate>,
    /// In order of date, then of life.
    pub acts: Vec<Act>,
    /// As of each text; a status of (treaty, party, day) is a question to the acts.
    pub statuses: Vec<Said<TreatyStatus>>,
    /// By article, those without number last.
    pub provisions: Vec<Said<ArticleSaid>>,
    /// What it replaces.
    pub replaces: Vec<Said<TreatyKey>>,
    /// The reports that are of it, and why each is.
    pub witnesses: Vec<Witness>,
    /// Other keys that lead here and to no other node.
    pub aliases: Vec<TreatyKey>,
    /// How many tell it.
    pub support: Support,
}

/// An article of an instrument that texts quote or tell; a provision without article number stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ArticleSaid {
    /// Its number, where said.
    pub article: Option<String>,
    /// Distinguishes provisions without a number: the smallest witness's document and report.
    pub of: Option<(DocumentId, LocalId)>,
}

/// Something done with an instrument, or announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// What names it.
    pub key: ActKey,
    /// When; `None` if nothing tells.
    pub date: Option<MergedDate>,
    /// Where.
    pub places: Vec<Said<Place>>,
    /// Who did it, of the parties.
    pub by: Vec<Said<ActorCode>>,
    /// Who did it by name.
    pub persons: Vec<Said<PersonKey>>,
    /// True if any document says that it was done; who says what is in `happened_said`.
    pub happened: bool,
    /// Who says that it was done, and who only announces it.
    pub happened_said: Vec<Said<bool>>,
    /// The reports that are of it, and why each is.
    pub witnesses: Vec<Witness>,
    /// Other keys that lead here and to no other node.
    pub aliases: Vec<ActKey>,
    /// How many tell it.
    pub support: Support,
}

/// One journey of one person to one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// What names it.
    pub key: VisitKey,
    /// The reports' visitors, as mentions, are found through the witnesses.
    pub visitor: PersonKey,
    /// The state visited.
    pub destination: Said<ActorCode>,
    /// First day.
    pub start: Option<MergedDate>,
    /// Last day.
    pub end: Option<MergedDate>,
    /// Where.
    pub places: Vec<Said<Place>>,
    /// The forms that texts call it.
    pub kinds: Vec<Said<VisitKind>>,
    /// As the latest publication tells it; of texts of one day, the most advanced.
    pub status: Option<VisitStatus>,
    /// As every text tells it.
    pub statuses: Vec<Said<VisitStatus>>,
    /// Who receives.
    pub hosts: Vec<Said<PersonKey>>,
    /// Instruments signed during it.
    pub signed_there: Vec<Said<TreatyKey>>,
    /// The other stops of the tour that it is a part of, as its witnesses tell; each of them has it among its own.
    pub same_tour: Vec<VisitKey>,
    /// The reports that are of it, and why each is.
    pub witnesses: Vec<Witness>,
    /// Other keys that lead here and to no other node.
    pub aliases: Vec<VisitKey>,
    /// How many tell it.
    pub support: Support,
}

/// Documents that contradict one another about one property of one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// What they disagree about.
    pub node: NodeKey,
    /// Which of its properties.
    pub property: Property,
    /// At least two; the first is the one that the node keeps, the others in order of support.
    pub values: Vec<Said<Value>>,
}

/// What documents can disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Property {
    /// First day of a visit.
    VisitStart,
    /// Last day of a visit.
    VisitEnd,
    /// Date of an act.
    ActDate,
    /// State, official, working or private: papers call one visit two of these.
    VisitKind,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Value {
    /// A date.
    Date(Period),
    /// A form of visit.
    VisitKind(VisitKind),
}

/// Two nodes that could be one; `one < other`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PossiblySame {
    /// The smaller key.
    pub one: NodeKey,
    /// The greater key.
    pub other: NodeKey,
    /// Why they stay apart.
    pub reason: ApartReason,
}

impl Property {
    /// The name used in graph and queries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VisitStart => "visit-start",
            Self::VisitEnd => "visit-end",
            Self::ActDate => "act-date",
            Self::VisitKind => "visit-kind",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(period) => period.fmt(f),
            Self::VisitKind(kind) => f.write_str(kind.as_str()),
        }
    }
}
