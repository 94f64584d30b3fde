//! The only place that makes IRIs. All are computed from content, never from order, time or machine.
//!
//! Under one base: `document/ID` (also the name of that document's graph) and, as its fragments, the nodes of that document;
//! `person/ state/ organisation/ place/ treaty/ act/ visit/` for merged nodes, `background`, `build`, `reading/`.
//! Inside a name, `_` parts the components, `.` parts a name from its state, `~` comes before what tells two equal names apart.

use crate::claim::{ActorCode, Evidence, LocalId, Office, Qid, Reading};
use crate::document::{DocumentId, sha256};
use crate::merge::knowledge::{ActKey, NodeKey, PersonKey, TreatyKey, VisitKey};
use crate::period::Period;
use oxigraph::model::NamedNode;
use std::fmt::Write;

/// The base that the data have if nobody asks for another.
pub const DEFAULT_BASE: &str = "https://w3id.org/depeche/";

/// What the IRI of a Wikidata item begins with.
pub const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Above this number of parties, their codes are told by a hash: an IRI of 190 codes would be of no use to anybody.
const MOST_PARTIES_SPELT: usize = 8;

/// What the IRIs of the data begin with: an absolute IRI that ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Base(String);

/// The string cannot be a base.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a base IRI: it must be absolute (https://example.org/data/) and end in /")]
pub struct NotABase(pub String);

/// Whether a code of the gazetteer is a state's or an organisation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state or a territory that acts as one.
    State,
    /// An international organisation or armed group.
    Organisation,
}

impl Default for Base {
    fn default() -> Self {
        Self(DEFAULT_BASE.to_owned())
    }
}

impl Base {
    /// # Errors
    /// [`NotABase`] if it is not absolute, has a query or fragment, or does not end in `/`.
    pub fn new(iri: &str) -> Result<Self, NotABase> {
        let wrong = || NotABase(iri.to_owned());
        NamedNode::new(iri).map_err(|_| wrong())?;
        if iri.ends_with('/') && !iri.contains(['?', '#']) { Ok(Self(iri.to_owned())) } else { Err(wrong()) }
    }

    /// The base itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn node(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.0))
    }

    /// A document, and the graph of what it says.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> NamedNode {
        self.node(&format!("document/{}", whole_segment(id.as_str())))
    }

    /// What the IRIs of documents begin with.
    #[must_use]
    pub fn document_prefix(&self) -> String {
        format!("{}document/", self.0)
    }

    /// The graph of what the gazetteer knows.
    #[must_use]
    pub fn background(&self) -> NamedNode {
        self.node("background")
    }

    /// The graph of how the store was made.
    #[must_use]
    pub fn build(&self) -> NamedNode {
        self.node("build")
    }

    /// How a document was read; one node for all that were read alike.
    #[must_use]
    pub fn reading(&self, reading: &Reading) -> NamedNode {
        self.node(&format!("reading/{}", short_hash(&[&reading.program, &reading.lexicon, &reading.gazetteer])))
    }

    /// A state or organisation: by its Wikidata item, else by its code.
    #[must_use]
    pub fn actor(&self, kind: ActorKind, code: &ActorCode, wikidata: Option<&Qid>) -> NamedNode {
        let folder = match kind {
            ActorKind::State => "state",
            ActorKind::Organisation => "organisation",
        };
        self.node(&format!("{folder}/{}", wikidata.map_or_else(|| segment(&code.0), |qid| qid.as_str().to_owned())))
    }

    /// A town or site: by its Wikidata item, else by its name.
    #[must_use]
    pub fn place(&self, name: &str, wikidata: Option<&Qid>) -> NamedNode {
        self.node(&format!("place/{}", wikidata.map_or_else(|| whole_segment(name), |qid| qid.as_str().to_owned())))
    }

    /// A merged person.
    #[must_use]
    pub fn person(&self, key: &PersonKey) -> NamedNode {
        self.node(&format!("person/{}", person_name(key)))
    }

    /// A merged treaty.
    #[must_use]
    pub fn treaty(&self, key: &TreatyKey) -> NamedNode {
        self.node(&format!("treaty/{}", treaty_name(key)))
    }

    /// A merged act.
    #[must_use]
    pub fn act(&self, key: &ActKey) -> NamedNode {
        let mut name = format!("act/{}_{}", treaty_name(&key.treaty), key.act.as_str());
        if !key.by.is_empty() {
            name.push('_');
            name.push_str(&codes(&key.by));
        }
        finish(&mut name, key.date, key.collision.as_ref().map(|it| it.0.as_str()));
        self.node(&name)
    }

    /// A merged visit.
    #[must_use]
    pub fn visit(&self, key: &VisitKey) -> NamedNode {
        let mut name = format!("visit/{}_{}", person_name(&key.visitor), segment(&key.destination.0));
        finish(&mut name, key.date, key.collision.as_ref().map(|it| it.0.as_str()));
        self.node(&name)
    }

    /// Any merged node.
    #[must_use]
    pub fn merged(&self, key: &NodeKey) -> NamedNode {
        match key {
            NodeKey::Person(key) => self.person(key),
            NodeKey::Treaty(key) => self.treaty(key),
            NodeKey::Act(key) => self.act(key),
            NodeKey::Visit(key) => self.visit(key),
        }
    }

    /// The pair of two nodes that may be one.
    #[must_use]
    pub fn possible_identity(&self, one: &NamedNode, other: &NamedNode) -> NamedNode {
        self.node(&format!("possible/{}", short_hash(&[one.as_str(), other.as_str()])))
    }

    /// The id of the document that this IRI names or is a node of.
    #[must_use]
    pub fn document_of(&self, iri: &str) -> Option<DocumentId> {
        let name = iri.strip_prefix(&self.document_prefix())?.split('#').next()?;
        DocumentId::new(&decode(name)?)
    }
}

/// Prefixes for exports, one for each kind of thing: a slash in a local name would have to be escaped.
#[must_use]
pub fn prefixes(base: &Base) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = [
        ("doc", "document/"),
        ("reading", "reading/"),
        ("person", "person/"),
        ("state", "state/"),
        ("org", "organisation/"),
        ("place", "place/"),
        ("treaty", "treaty/"),
        ("act", "act/"),
        ("visit", "visit/"),
        ("possible", "possible/"),
    ]
    .into_iter()
    .map(|(prefix, path)| (prefix, format!("{}{path}", base.0)))
    .collect();
    all.extend(
        [
            ("dep", crate::vocab::NAMESPACE),
            ("dcterms", "http://purl.org/dc/terms/"),
            ("edtf", "http://id.loc.gov/datatypes/edtf/"),
            ("oa", "http://www.w3.org/ns/oa#"),
            ("owl", "http://www.w3.org/2002/07/owl#"),
            ("prov", "http://www.w3.org/ns/prov#"),
            ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            ("schema", "http://schema.org/"),
            ("skos", "http://www.w3.org/2004/02/skos/core#"),
            ("wd", WIKIDATA),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ]
        .map(|(prefix, namespace)| (prefix, namespace.to_owned())),
    );
    all.sort();
    all
}

/// A Wikidata item.
#[must_use]
pub fn wikidata(qid: &Qid) -> NamedNode {
    NamedNode::new_unchecked(format!("{WIKIDATA}{}", qid.as_str()))
}

/// The inverse of [`wikidata`].
#[must_use]
pub fn wikidata_id(iri: &str) -> Option<Qid> {
    Qid::try_from(iri.strip_prefix(WIKIDATA)?.to_owned()).ok()
}

/// A part of a node: the node's own fragment, or more of the fragment that it has already.
#[must_use]
pub fn part(node: &NamedNode, words: &[&str]) -> NamedNode {
    let mut iri = node.as_str().to_owned();
    iri.push(if iri.contains('#') { '-' } else { '#' });
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            iri.push('-');
        }
        iri.push_str(&segment(word));
    }
    NamedNode::new_unchecked(iri)
}

/// A node of a document.
#[must_use]
pub fn local(document: &NamedNode, id: &LocalId) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{}", document.as_str(), segment(&id.0)))
}

/// The inverse of [`local`]; `None` if the IRI has no readable fragment.
#[must_use]
pub fn local_id(iri: &str) -> Option<LocalId> {
    decode(iri.split_once('#')?.1).map(|id| LocalId(id.into()))
}

/// A piece of evidence: span and rule; `nth` counts, from 1, those that differ only in who says so.
#[must_use]
pub fn evidence(document: &NamedNode, evidence: &Evidence, nth: usize) -> NamedNode {
    let span = format!("{}-{}", evidence.span.start(), evidence.span.end());
    // a fragment may have slashes, and the ids of rules do
    let rule = encode(&evidence.rule, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/'));
    numbered(format!("{}#evidence-{span}-{rule}", document.as_str()), nth)
}

/// Where evidence stands, in bytes or in characters. Shared by all evidence of that span.
#[must_use]
pub fn position(document: &NamedNode, unit: &str, start: usize, end: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{unit}-{start}-{end}", document.as_str()))
}

/// An office said of a person; `nth` counts, from 1, those of one office.
#[must_use]
pub fn office_said(person: &NamedNode, office: Office, nth: usize) -> NamedNode {
    numbered(format!("{}-{}", person.as_str(), office.as_str()), nth)
}

/// An abstention; `nth` counts, from 1, those on one span about one matter.
#[must_use]
pub fn abstention(document: &NamedNode, what: &str, evidence: &Evidence, nth: usize) -> NamedNode {
    let span = format!("{}-{}", evidence.span.start(), evidence.span.end());
    numbered(format!("{}#abstention-{span}-{}", document.as_str(), segment(what)), nth)
}

/// The first eight bytes, in hexadecimal, of the SHA-256 of the words.
fn short_hash(words: &[&str]) -> String {
    sha256(words.join("\n").as_bytes())[..16].to_owned()
}

fn numbered(mut iri: String, nth: usize) -> NamedNode {
    if nth > 1 {
        // writing to a String cannot fail
        let _ = write!(iri, "~{nth}");
    }
    NamedNode::new_unchecked(iri)
}

fn person_name(key: &PersonKey) -> String {
    match key {
        PersonKey::Linked(qid) => qid.as_str().to_owned(),
        PersonKey::Named { name, state, collision } => {
            let mut out = segment(name);
            if let Some(state) = state {
                out.push('.');
                out.push_str(&segment(&state.0));
            }
            finish(&mut out, None, collision.as_ref().map(|it| it.0.as_str()));
            out
        }
    }
}

fn treaty_name(key: &TreatyKey) -> String {
    match key {
        TreatyKey::Known(qid) => qid.as_str().to_owned(),
        TreatyKey::Between { parties, signed, collision } => {
            let mut out = codes(parties);
            finish(&mut out, *signed, collision.as_ref().map(|it| it.0.as_str()));
            out
        }
        TreatyKey::Named { name, signed, collision } => {
            let mut out = format!("name_{}", segment(name));
            finish(&mut out, *signed, collision.as_ref().map(|it| it.0.as_str()));
            out
        }
    }
}

/// Codes joined by `-`, or told by number and hash where they are many.
fn codes(codes: &[ActorCode]) -> String {
    let spelt: Vec<String> = codes.iter().map(|code| segment(&code.0)).collect();
    if codes.len() <= MOST_PARTIES_SPELT {
        return spelt.join("-");
    }
    let words: Vec<&str> = spelt.iter().map(String::as_str).collect();
    format!("{}-parties-{}", codes.len(), short_hash(&words))
}

/// Date and collision, where there are any, at the end of a name.
fn finish(name: &mut String, date: Option<Period>, collision: Option<&str>) {
    if let Some(date) = date {
        // an interval is the only form with brackets, and stays plain without them: two dots are enough
        name.push('_');
        name.extend(date.to_string().chars().filter(|c| !matches!(c, '[' | ']')));
    }
    if let Some(collision) = collision {
        name.push('~');
        name.push_str(&segment(collision));
    }
}

/// Percent-encoded, all but ASCII letters, digits and hyphen: what is left parts the components of a name.
fn segment(s: &str) -> String {
    encode(s, |byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Percent-encoded, all but the unreserved characters of RFC 3986; `.` and `..` would be steps in a path and are encoded too.
fn whole_segment(s: &str) -> String {
    let only_dots = s.bytes().all(|byte| byte == b'.');
    encode(s, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || byte == b'.' && !only_dots)
}

fn encode(s: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(s.len());
    for byte in s.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn decode(s: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(s.len());
    let mut rest = s.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::ActType;
    use crate::merge::knowledge::Fingerprint;

    fn code(code: &str) -> ActorCode {
        ActorCode(code.into())
    }

    #[test]
    fn names_are_readable() {
        let base = Base::default();
        let signed = "2024-06-19".parse().ok();
        let treaty = TreatyKey::Between { parties: vec![code("PRK"), code("RUS")], signed, collision: None };
        assert_eq!(base.treaty(&treaty).as_str(), "https://w3id.org/depeche/treaty/PRK-RUS_2024-06-19");
        let act = ActKey {
            treaty,
            act: ActType::Ratified,
            by: vec![code("RUS")],
            date: "[2024-11-01..2024-11-09]".parse().ok(),
            collision: None,
        };
        assert_eq!(base.act(&act).as_str(), "https://w3id.org/depeche/act/PRK-RUS_2024-06-19_ratified_RUS_2024-11-01..2024-11-09");
        let visitor =
            PersonKey::Named { name: "kim-jong-gyu".to_owned(), state: Some(code("PRK")), collision: Some(Fingerprint("ab12".to_owned())) };
        let visit = VisitKey { visitor, destination: code("RUS"), date: None, collision: None };
        assert_eq!(base.visit(&visit).as_str(), "https://w3id.org/depeche/visit/kim-jong-gyu.PRK~ab12_RUS");
    }

    #[test]
    fn document_ids_survive() {
        let base = Base::default();
        for id in ["a.txt", "..", "dossier/été 2024#1?.txt", "100%", "日本"] {
            let id = DocumentId::new(id).expect("not empty");
            let iri = base.document(&id);
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
            assert_eq!(base.document_of(iri.as_str()).as_ref(), Some(&id));
            let node = local(&iri, &LocalId("visit-1-2".into()));
            assert_eq!(base.document_of(node.as_str()).as_ref(), Some(&id));
            assert_eq!(local_id(node.as_str()), Some(LocalId("visit-1-2".into())));
        }
    }

    #[test]
    fn bases_are_checked() {
        for wrong in ["", "depeche/", "https://example.org", "https://example.org/#", "https://example.org/?a/", "https://exa mple.org/"] {
            assert!(Base::new(wrong).is_err(), "{wrong}");
        }
        assert!(Base::new("https://example.org/d/").is_ok());
    }
}
