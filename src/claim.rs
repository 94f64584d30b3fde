//! What one document says: the unit between the two halves, one JSON line. Closed in itself: merge needs no text.
//!
//! Everything refers to everything else inside the document by [`LocalId`] (kind and span, permanent for a text) and to
//! evidence by [`EvidenceId`]. Lists are in the order of the text, so equal claims are equal bytes.
//! A document's named graph holds its claims without loss: `claims(graph(d)) = d.claims`.

use crate::document::DocumentId;
use crate::period::Period;
use crate::text::{Sketch, Span};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Raised when the layout of the JSON changes; claims of another version are refused by merge, as lines and
/// in a store.
pub const CLAIMS_VERSION: u32 = 2;

/// All that one document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub version: u32,
    pub document: Source,
    pub reading: Reading,
    /// Sorted by span, rule, attribution; no two equal.
    pub evidence: Vec<Evidence>,
    pub states: Vec<StateMention>,
    pub people: Vec<PersonMention>,
    pub treaties: Vec<TreatyReport>,
    pub visits: Vec<VisitReport>,
    /// What was nearly read, and why it was not asserted.
    pub abstentions: Vec<Abstention>,
}

/// The document as far as merge and the graph need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub id: DocumentId,
    pub url: Option<String>,
    /// From the source, else as printed in the text.
    pub published: Option<Period>,
    pub title: Option<String>,
    pub language: String,
    /// Lower-case hexadecimal SHA-256 of the text.
    pub sha256: String,
    /// Length of the text in UTF-8 bytes.
    pub bytes: u32,
    /// Tells whether another document prints the same text; `None` for texts too short.
    pub sketch: Option<Sketch>,
    pub metadata: BTreeMap<String, String>,
}

/// With what the document was read. No clock, no path, no host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Version of the program.
    pub program: String,
    /// SHA-256 of the language pack.
    pub lexicon: String,
    /// SHA-256 of the gazetteer.
    pub gazetteer: String,
}

/// The exact words a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// UTF-8 bytes.
    pub span: Span,
    /// The same span in Unicode code points.
    pub characters: Span,
    /// Id of the rule of the lexicon (or of the code) that read it.
    pub rule: String,
    /// Who says so inside the text (“selon le Kremlin”), in the text's words.
    pub said_by: Option<String>,
    /// `text[span]`, exactly.
    pub quote: String,
}

/// Index into [`Claims::evidence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EvidenceId(pub u32);

/// Names a node of this document for ever: kind and span, `visit-120-130`; `-2`, `-3` … where one span gives several. Short enough to
/// stand in place: every witness holds one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalId(pub SmolStr);

/// A state or organisation, by its code in the gazetteer (`PRK`, `SUN`, `EU`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorCode(pub SmolStr);

/// A Wikidata item id, `Q` and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Qid(SmolStr);

/// A state that the text names, once a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateMention {
    pub id: LocalId,
    pub state: ActorCode,
    /// The different words used for it, in order of first occurrence.
    pub forms: Vec<String>,
    pub evidence: Vec<EvidenceId>,
}

/// A person that the text names, once a document: all mentions that are one person here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMention {
    pub id: LocalId,
    /// The fullest form, in the usual French form where the gazetteer knows the person.
    pub label: String,
    /// The different forms in the text, in order of first occurrence.
    pub forms: Vec<String>,
    /// Set only where the choice is safe.
    pub wikidata: Option<Qid>,
    /// Whom else the name could mean, best first; empty when `wikidata` is set.
    pub candidates: Vec<Qid>,
    pub offices: Vec<OfficeSaid>,
    /// The state this person belongs to, as said or evident.
    pub state: Option<ActorCode>,
    pub evidence: Vec<EvidenceId>,
    /// Where `state` was read.
    pub state_evidence: Vec<EvidenceId>,
}

/// An office that the text gives a person, at the time it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeSaid {
    pub office: Office,
    /// The title in the text's words.
    pub title: String,
    pub state: Option<ActorCode>,
    pub evidence: Vec<EvidenceId>,
}

/// A closed list as an enum with one canonical name a variant: in JSON, in the graph, in the queries.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $(#[serde(rename = $text)] $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name used in claims, graph and queries.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.as_str() == name)
            }
        }
    };
}

closed_list! {
    /// What a person is said to be. The list is the one of the annotation guidelines.
    Office {
        President = "president", PrimeMinister = "prime-minister", Chancellor = "chancellor", King = "king", Queen = "queen",
        Emperor = "emperor", Pope = "pope", CrownPrince = "crown-prince", ForeignMinister = "foreign-minister",
        DefenceMinister = "defence-minister", Minister = "minister", DeputyMinister = "deputy-minister", Ambassador = "ambassador",
        Spokesperson = "spokesperson", PartyLeader = "party-leader", Leader = "leader", Envoy = "envoy",
        GeneralSecretary = "general-secretary", Candidate = "candidate", Former = "former", Other = "other",
    }
}

closed_list! {
    /// The form of an instrument, as the text calls it.
    TreatyKind {
        Treaty = "treaty", Agreement = "agreement", Pact = "pact", Convention = "convention", Protocol = "protocol",
        Memorandum = "memorandum", Declaration = "declaration", Charter = "charter", Armistice = "armistice",
        Ceasefire = "ceasefire", Contract = "contract", Other = "other",
    }
}

closed_list! {
    /// Where an instrument stands, as of the text. Reported, never merged: a status is a question about (treaty, party, day).
    TreatyStatus {
        Negotiated = "negotiated", Planned = "planned", Signed = "signed", Ratified = "ratified", InForce = "in-force",
        Suspended = "suspended", Withdrawn = "withdrawn", Ended = "ended",
    }
}

closed_list! {
    /// What is done with an instrument, in the order of its life.
    ActType {
        Negotiation = "negotiation", Initialled = "initialled", Adopted = "adopted", OpenedForSignature = "opened-for-signature",
        Signed = "signed", Approved = "approved", Ratified = "ratified", InstrumentsExchanged = "instruments-exchanged",
        Accession = "accession", ProvisionalApplication = "provisional-application", EntryIntoForce = "entry-into-force",
        Extension = "extension", Amendment = "amendment", Suspension = "suspension", Resumption = "resumption",
        Denunciation = "denunciation", Withdrawal = "withdrawal", Expiry = "expiry", Termination = "termination", Rejection = "rejection",
    }
}

closed_list! {
    /// In what form a visit is made, as the text says.
    VisitKind {
        State = "state", Official = "official", Working = "working", Private = "private", Pastoral = "pastoral",
        Summit = "summit", Transit = "transit", Ceremony = "ceremony", Other = "other",
    }
}

closed_list! {
    /// How far a visit has come, as of the text.
    VisitStatus {
        Invited = "invited", Planned = "planned", Ongoing = "ongoing", Completed = "completed", Postponed = "postponed", Cancelled = "cancelled",
    }
}

/// A date as the document gives it: settled as far as the document allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSaid {
    pub period: Period,
    /// The text's words (“mercredi”).
    pub words: String,
    pub evidence: Vec<EvidenceId>,
}

/// A town or site as the document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceSaid {
    /// Its usual French name where the gazetteer knows it, else the text's words.
    pub name: String,
    pub wikidata: Option<Qid>,
    pub evidence: Vec<EvidenceId>,
}

/// A journey of one person to one state, as this document tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitReport {
    pub id: LocalId,
    /// One of [`Claims::people`].
    pub visitor: LocalId,
    pub destination: ActorCode,
    pub destination_evidence: Vec<EvidenceId>,
    pub place: Option<PlaceSaid>,
    pub start: Option<DateSaid>,
    pub end: Option<DateSaid>,
    pub kind: Option<VisitKind>,
    pub status: Option<VisitStatus>,
    /// Persons of [`Claims::people`] who receive.
    pub hosts: Vec<LocalId>,
    /// What lets an undated report meet a dated one.
    pub clues: Vec<Clue>,
    /// The words of the event and of its visitor.
    pub evidence: Vec<EvidenceId>,
}

/// What a report says that tells which visit it means, beside its date. Merge names the clue that joined two reports.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "clue", rename_all = "kebab-case")]
pub enum Clue {
    /// An instrument of [`Claims::treaties`] was signed during it.
    TreatySignedThere { treaty: LocalId },
    /// “première visite en trente ans”: years since the visitor (or one of that office) was there before.
    FirstInYears { years: u16 },
    /// One tour: the visit to this other state comes right before or after it.
    SameTour { destination: ActorCode },
    /// The report's own time: it was news on this day or in this period (publication date, or a date of the same story).
    News { period: Period },
}

/// An international instrument, as this document tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatyReport {
    pub id: LocalId,
    /// The best name in the document.
    pub label: String,
    /// Every name it has in the document, in order of first occurrence.
    pub labels: Vec<String>,
    pub kind: Option<TreatyKind>,
    /// Sorted, no two equal.
    pub parties: Vec<ActorCode>,
    /// False if the text says that there are others.
    pub parties_complete: bool,
    /// Several instruments told as one (“une douzaine d'accords”).
    pub batch: bool,
    /// A known treaty of the gazetteer.
    pub wikidata: Option<Qid>,
    /// As of the text.
    pub status: Option<TreatyStatus>,
    pub acts: Vec<ActReport>,
    /// Provisions quoted or told: “l'article 4 stipule que …”.
    pub provisions: Vec<Provision>,
    /// Instruments of the same list that it replaces.
    pub replaces: Vec<LocalId>,
    pub replaces_evidence: Vec<EvidenceId>,
    pub party_evidence: Vec<EvidenceId>,
    pub evidence: Vec<EvidenceId>,
}

/// A promise of an instrument, in the text's words (which the evidence holds).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    pub id: LocalId,
    /// `4` of “l'article 4”, where said.
    pub article: Option<String>,
    pub evidence: Vec<EvidenceId>,
}

/// Something done with an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActReport {
    pub id: LocalId,
    pub act: ActType,
    pub date: Option<DateSaid>,
    pub place: Option<PlaceSaid>,
    /// The parties that did it; empty if all, or unsaid.
    pub by: Vec<ActorCode>,
    /// Persons of [`Claims::people`] who did it.
    pub persons: Vec<LocalId>,
    /// False if announced, planned, refused or supposed.
    pub happened: bool,
    pub evidence: Vec<EvidenceId>,
}

/// Something that looked like a statement and was not asserted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Abstention {
    pub evidence: EvidenceId,
    /// `visit`, `treaty`, `act`.
    pub what: String,
    /// Why, in one English sentence.
    pub reason: String,
}

/// Not `Q` followed by a number without leading zero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a Wikidata item id (Q and a number)")]
pub struct NotAQid(pub String);

impl Qid {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number after the Q; ids sort by it in data files.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0[1..].parse().unwrap_or(u64::MAX)
    }
}

impl TryFrom<String> for Qid {
    type Error = NotAQid;

    fn try_from(s: String) -> Result<Self, NotAQid> {
        let digits = s.strip_prefix('Q').unwrap_or("");
        let well_formed = !digits.is_empty() && digits.len() < 19 && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        if well_formed { Ok(Self(s.into())) } else { Err(NotAQid(s)) }
    }
}

impl From<Qid> for String {
    fn from(qid: Qid) -> Self {
        qid.0.into()
    }
}

impl Claims {
    /// The words and rule of a piece of evidence.
    ///
    /// # Panics
    /// If the id is of other claims.
    #[must_use]
    pub fn evidence(&self, id: EvidenceId) -> &Evidence {
        &self.evidence[id.0 as usize]
    }

    /// What merge needs of them: quotes, abstentions and metadata stay in the document's own graph, which merge does not look at.
    /// Keeps a hundred thousand documents in a fifth of the memory.
    #[must_use]
    pub fn for_merge(mut self) -> Self {
        self.evidence = Vec::new();
        self.abstentions = Vec::new();
        self.document.metadata = BTreeMap::new();
        self.states.shrink_to_fit();
        self.people.shrink_to_fit();
        self.treaties.shrink_to_fit();
        self.visits.shrink_to_fit();
        self
    }

    #[must_use]
    pub fn person(&self, id: &LocalId) -> Option<&PersonMention> {
        self.people.iter().find(|person| &person.id == id)
    }
}
