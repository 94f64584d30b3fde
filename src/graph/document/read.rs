//! Quads of a document's graph → claims: the inverse of `write`.

use super::order::{natural, restore};
use super::{DATE, END, PUBLISHED, START, SaidProperties};
use crate::claim::{
    Abstention, ActReport, ActorCode, CLAIMS_VERSION, Claims, Clue, DateSaid, Evidence, EvidenceId, LocalId, OfficeSaid, PersonMention,
    PlaceSaid,
};
use crate::claim::{ActType, TreatyKind, TreatyStatus, VisitKind, VisitStatus};
use crate::claim::{Office, Provision, Qid, Reading, Source, StateMention, TreatyReport, VisitReport};
use crate::document::DocumentId;
use crate::graph::iri;
use crate::period::Period;
use crate::text::{Sketch, Span};
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{Scheme, class, property as dep, scheme};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

/// The quads are not the graph of a document, as this version writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Made of claims of another [`CLAIMS_VERSION`], earlier or later.
    #[error("it holds claims of version {found}, and this program reads version {CLAIMS_VERSION}")]
    OtherVersion {
        /// The version that the graph gives.
        found: u32,
    },
    /// No node of the class Document.
    #[error("the graph has no document")]
    NoDocument,
    /// More than one document.
    #[error("the graph has two documents, {0} and {1}")]
    SeveralDocuments(String, String),
    /// The IRI of a report or mention that has no fragment.
    #[error("{0} is not a node of a document")]
    NotLocal(String),
    /// A property that every such node has.
    #[error("{node} lacks {property}")]
    Missing {
        /// The node.
        node: String,
        /// What it lacks.
        property: String,
    },
    /// Two values where there is one at most.
    #[error("{node} has more than one {property}")]
    Several {
        /// The node.
        node: String,
        /// What it has several of.
        property: String,
    },
    /// A value that is not of the property's form.
    #[error("{node} has a {property} that cannot be read: {value}")]
    Wrong {
        /// The node.
        node: String,
        /// Of what the value is.
        property: String,
        /// The value, as in N-Triples.
        value: String,
    },
    /// A `dep:order` that does not fit its list.
    #[error("the order of {list} on {node} does not fit its values")]
    Order {
        /// The node.
        node: String,
        /// The list, by the name it has in `dep:order`.
        list: String,
    },
}

type Read<T> = Result<T, Unreadable>;

/// The claims of which these quads are the graph, in whatever order they come. Names of graphs are not looked at.
pub fn from_quads(quads: &[Quad]) -> Read<Claims> {
    let mut nodes: HashMap<&str, Vec<(&str, &Term)>> = HashMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            nodes.entry(subject.as_str()).or_default().push((quad.predicate.as_str(), &quad.object));
        }
    }
    let mut reader = Reader { nodes, evidence: HashMap::new() };
    let documents = reader.of_class(class::DOCUMENT);
    let document = match documents.as_slice() {
        [] => return Err(Unreadable::NoDocument),
        [one] => *one,
        [one, other, ..] => return Err(Unreadable::SeveralDocuments((*one).to_owned(), (*other).to_owned())),
    };
    // First, so that an old graph is told from a broken one.
    let version = reader.one(document, dep::CLAIMS_VERSION, number)?;
    if version != CLAIMS_VERSION {
        return Err(Unreadable::OtherVersion { found: version });
    }
    let evidence = reader.read_evidence(document)?;
    Ok(Claims {
        version,
        document: reader.source(document)?,
        reading: reader.reading(document)?,
        evidence,
        states: reader.local_nodes(document, "state", class::STATE_MENTION, Reader::state)?,
        people: reader.local_nodes(document, "person", class::PERSON_MENTION, Reader::person)?,
        treaties: reader.local_nodes(document, "treaty", class::TREATY_REPORT, Reader::treaty)?,
        visits: reader.local_nodes(document, "visit", class::VISIT_REPORT, Reader::visit)?,
        abstentions: {
            let nodes = reader.of_class(class::ABSTENTION);
            let all = nodes.into_iter().map(|node| reader.abstention(node)).collect::<Read<_>>()?;
            reader.ordered(document, "abstention", all, Ord::cmp)?
        },
    })
}

struct Reader<'a> {
    /// Node → its properties and values.
    nodes: HashMap<&'a str, Vec<(&'a str, &'a Term)>>,
    /// Node of a piece of evidence → its id.
    evidence: HashMap<&'a str, EvidenceId>,
}

impl<'a> Reader<'a> {
    fn of_class(&self, class: NamedNodeRef<'_>) -> Vec<&'a str> {
        let is = |values: &[(&str, &Term)]| values.iter().any(|(p, o)| *p == rdf::TYPE.as_str() && node(o) == Some(class.as_str()));
        let mut found: Vec<&str> = self.nodes.iter().filter(|(_, values)| is(values)).map(|(name, _)| *name).collect();
        found.sort_unstable();
        found
    }

    fn values(&self, of: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a Term> {
        self.nodes.get(of).into_iter().flatten().filter(move |(p, _)| *p == property.as_str()).map(|(_, value)| *value)
    }

    fn all<T>(&self, of: &str, property: NamedNodeRef<'_>, read: impl Fn(&'a Term) -> Option<T>) -> Read<Vec<T>> {
        self.values(of, property)
            .map(|value| {
                read(value).ok_or_else(|| Unreadable::Wrong {
                    node: of.to_owned(),
                    property: property.as_str().to_owned(),
                    value: value.to_string(),
                })
            })
            .collect()
    }

    fn optional<T>(&self, of: &str, property: NamedNodeRef<'_>, read: impl Fn(&'a Term) -> Option<T>) -> Read<Option<T>> {
        let mut all = self.all(of, property, read)?;
        let one = all.pop();
        if all.is_empty() { Ok(one) } else { Err(Unreadable::Several { node: of.to_owned(), property: property.as_str().to_owned() }) }
    }

    fn one<T>(&self, of: &str, property: NamedNodeRef<'_>, read: impl Fn(&'a Term) -> Option<T>) -> Read<T> {
        let missing = || Unreadable::Missing { node: of.to_owned(), property: property.as_str().to_owned() };
        self.optional(of, property, read)?.ok_or_else(missing)
    }

    /// Sorts, or puts into the order that the node says.
    fn ordered<T>(&self, of: &str, list: &str, mut values: Vec<T>, by: impl Fn(&T, &T) -> Ordering) -> Read<Vec<T>> {
        let said = self.values(of, dep::ORDER).filter_map(words).find(|said| said.split(' ').next() == Some(list));
        match said {
            None => {
                values.sort_by(by);
                Ok(values)
            }
            Some(said) => restore(said, values, by).ok_or_else(|| Unreadable::Order { node: of.to_owned(), list: list.to_owned() }),
        }
    }

    fn strings(&self, of: &str, property: NamedNodeRef<'_>, list: &str) -> Read<Vec<String>> {
        self.ordered(of, list, self.all(of, property, string)?, Ord::cmp)
    }

    fn codes(&self, of: &str, property: NamedNodeRef<'_>, list: &str) -> Read<Vec<ActorCode>> {
        self.ordered(of, list, self.all(of, property, code)?, Ord::cmp)
    }

    fn links(&self, of: &str, property: NamedNodeRef<'_>, list: &str) -> Read<Vec<LocalId>> {
        self.ordered(of, list, self.all(of, property, local)?, |a, b| natural(&a.0, &b.0))
    }

    fn cited(&self, of: &str, property: NamedNodeRef<'_>, list: &str) -> Read<Vec<EvidenceId>> {
        self.ordered(of, list, self.all(of, property, |value| self.evidence.get(node(value)?).copied())?, Ord::cmp)
    }

    fn flag(&self, of: &str, property: NamedNodeRef<'_>) -> Read<bool> {
        Ok(self.optional(of, property, boolean)?.unwrap_or(false))
    }

    fn concept<T>(&self, of: &str, property: NamedNodeRef<'_>, list: Scheme, from_name: fn(&str) -> Option<T>) -> Read<Option<T>> {
        self.optional(of, property, |value| from_name(list.name(node(value)?)?))
    }

    fn date(&self, of: &str, properties: SaidProperties, list: &str) -> Read<Option<DateSaid>> {
        let Some(period) = self.optional(of, properties.date.edtf, period)? else { return Ok(None) };
        let evidence = self.cited(of, properties.evidence, list)?;
        Ok(Some(DateSaid { period, words: self.one(of, properties.words, string)?, evidence }))
    }

    fn place(&self, of: &str) -> Read<Option<PlaceSaid>> {
        let Some(name) = self.optional(of, dep::PLACE_NAME, string)? else { return Ok(None) };
        let evidence = self.cited(of, dep::PLACE_EVIDENCE, "placeEvidence")?;
        Ok(Some(PlaceSaid { name, wikidata: self.optional(of, dep::PLACE_WIKIDATA, qid)?, evidence }))
    }

    fn local_nodes<T>(
        &self,
        document: &str,
        list: &str,
        class: NamedNodeRef<'_>,
        read: impl Fn(&Self, &'a str, LocalId) -> Read<T>,
    ) -> Read<Vec<T>> {
        let named = self.of_class(class).into_iter().map(|node| {
            let id = iri::local_id(node).ok_or_else(|| Unreadable::NotLocal(node.to_owned()))?;
            Ok((id, node))
        });
        let nodes = named.collect::<Read<Vec<_>>>()?;
        let nodes = self.ordered(document, list, nodes, |a, b| natural(&a.0.0, &b.0.0))?;
        nodes.into_iter().map(|(id, node)| read(self, node, id)).collect()
    }

    fn source(&self, document: &str) -> Read<Source> {
        Ok(Source {
            id: self.one(document, external::IDENTIFIER, |value| DocumentId::new(words(value)?))?,
            url: self.optional(document, external::URL, |value| match value {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })?,
            published: self.optional(document, PUBLISHED.edtf, period)?,
            title: self.optional(document, external::TITLE, string)?,
            language: self.one(document, external::LANGUAGE, string)?,
            sha256: self.one(document, dep::SHA256, string)?,
            bytes: self.one(document, dep::BYTES, number)?,
            sketch: self.optional(document, dep::TEXT_SKETCH, |value| Sketch::try_from(string(value)?).ok())?,
            metadata: self.all(document, dep::METADATA, metadata)?.into_iter().collect::<BTreeMap<_, _>>(),
        })
    }

    fn reading(&self, document: &str) -> Read<Reading> {
        let reading = self.one(document, external::WAS_GENERATED_BY, node)?;
        Ok(Reading {
            program: self.one(reading, dep::PROGRAM_VERSION, string)?,
            lexicon: self.one(reading, dep::LEXICON, string)?,
            gazetteer: self.one(reading, dep::GAZETTEER, string)?,
        })
    }

    /// The list of evidence; from here on its nodes have ids.
    fn read_evidence(&mut self, document: &str) -> Read<Vec<Evidence>> {
        let mut all = Vec::new();
        for name in self.of_class(class::EVIDENCE) {
            let selector = |class: NamedNodeRef<'_>| {
                let is = |selector: &&str| self.values(selector, rdf::TYPE).any(|value| node(value) == Some(class.as_str()));
                let property = external::HAS_SELECTOR;
                let missing =
                    || Unreadable::Missing { node: name.to_owned(), property: format!("{} to a {}", property.as_str(), class.as_str()) };
                self.values(name, property).filter_map(node).find(is).ok_or_else(missing)
            };
            let span = |selector: &str| {
                let (start, end): (u32, u32) = (self.one(selector, external::START, number)?, self.one(selector, external::END, number)?);
                let wrong = |_| Unreadable::Wrong {
                    node: selector.to_owned(),
                    property: external::END.as_str().to_owned(),
                    value: end.to_string(),
                };
                Span::try_from((start, end)).map_err(wrong)
            };
            let (bytes, characters) = (selector(external::DATA_POSITION_SELECTOR)?, selector(external::TEXT_POSITION_SELECTOR)?);
            let evidence = Evidence {
                span: span(bytes)?,
                characters: span(characters)?,
                rule: self.one(name, dep::RULE, string)?,
                said_by: self.optional(name, dep::SAID_BY, string)?,
                quote: self.one(bytes, external::EXACT, string)?,
            };
            all.push((evidence, name));
        }
        let all = self.ordered(document, "evidence", all, |a, b| a.0.cmp(&b.0))?;
        self.evidence = (0..).map(EvidenceId).zip(&all).map(|(id, (_, name))| (*name, id)).collect();
        Ok(all.into_iter().map(|(evidence, _)| evidence).collect())
    }

    fn state(&self, node: &str, id: LocalId) -> Read<StateMention> {
        Ok(StateMention {
            id,
            state: self.one(node, dep::CODE, code)?,
            forms: self.strings(node, dep::FORM, "form")?,
            evidence: self.cited(node, dep::EVIDENCE, "evidence")?,
        })
    }

    fn person(&self, name: &str, id: LocalId) -> Read<PersonMention> {
        let candidates = self.all(name, dep::CANDIDATE, qid)?;
        let offices = self.ordered(name, "office", self.all(name, dep::OFFICE_SAID, node)?, |a, b| natural(a, b))?;
        Ok(PersonMention {
            id,
            label: self.one(name, rdfs::LABEL, string)?,
            forms: self.strings(name, dep::FORM, "form")?,
            wikidata: self.optional(name, dep::WIKIDATA, qid)?,
            candidates: self.ordered(name, "candidate", candidates, |a, b| a.number().cmp(&b.number()))?,
            offices: offices.into_iter().map(|office| self.office(office)).collect::<Read<_>>()?,
            state: self.optional(name, dep::STATE_CODE, code)?,
            evidence: self.cited(name, dep::EVIDENCE, "evidence")?,
            state_evidence: self.cited(name, dep::STATE_EVIDENCE, "stateEvidence")?,
        })
    }

    fn office(&self, name: &str) -> Read<OfficeSaid> {
        Ok(OfficeSaid {
            office: self.one(name, dep::OFFICE, |value| Office::from_name(scheme::OFFICES.name(node(value)?)?))?,
            title: self.one(name, dep::TITLE, string)?,
            state: self.optional(name, dep::STATE_CODE, code)?,
            evidence: self.cited(name, dep::EVIDENCE, "evidence")?,
        })
    }

    fn treaty(&self, node: &str, id: LocalId) -> Read<TreatyReport> {
        let acts = self.by_link(node, dep::ACT, "act")?;
        let provisions = self.by_link(node, dep::PROVISION, "provision")?;
        Ok(TreatyReport {
            id,
            label: self.one(node, rdfs::LABEL, string)?,
            labels: self.strings(node, dep::FORM, "form")?,
            kind: self.concept(node, dep::TREATY_KIND, scheme::TREATY_KINDS, TreatyKind::from_name)?,
            parties: self.codes(node, dep::PARTY_CODE, "partyCode")?,
            parties_complete: self.flag(node, dep::PARTIES_COMPLETE)?,
            batch: self.flag(node, dep::BATCH)?,
            wikidata: self.optional(node, dep::WIKIDATA, qid)?,
            status: self.concept(node, dep::TREATY_STATUS, scheme::TREATY_STATUSES, TreatyStatus::from_name)?,
            acts: acts.into_iter().map(|(id, act)| self.act(act, id)).collect::<Read<_>>()?,
            provisions: provisions.into_iter().map(|(id, provision)| self.provision(provision, id)).collect::<Read<_>>()?,
            replaces: self.links(node, dep::REPLACES, "replaces")?,
            replaces_evidence: self.cited(node, dep::REPLACES_EVIDENCE, "replacesEvidence")?,
            party_evidence: self.cited(node, dep::PARTY_EVIDENCE, "partyEvidence")?,
            evidence: self.cited(node, dep::EVIDENCE, "evidence")?,
        })
    }

    /// Nodes that this one owns, in their order.
    fn by_link(&self, of: &str, property: NamedNodeRef<'_>, list: &str) -> Read<Vec<(LocalId, &'a str)>> {
        let linked = self.all(of, property, |value| Some((local(value)?, node(value)?)))?;
        self.ordered(of, list, linked, |a, b| natural(&a.0.0, &b.0.0))
    }

    fn act(&self, name: &str, id: LocalId) -> Read<ActReport> {
        Ok(ActReport {
            id,
            act: self.one(name, dep::ACT_TYPE, |value| ActType::from_name(scheme::ACT_TYPES.name(node(value)?)?))?,
            date: self.date(name, DATE, "dateEvidence")?,
            place: self.place(name)?,
            by: self.codes(name, dep::BY_CODE, "byCode")?,
            persons: self.links(name, dep::PERSON, "person")?,
            happened: self.one(name, dep::HAPPENED, boolean)?,
            evidence: self.cited(name, dep::EVIDENCE, "evidence")?,
        })
    }

    fn provision(&self, node: &str, id: LocalId) -> Read<Provision> {
        Ok(Provision { id, article: self.optional(node, dep::ARTICLE, string)?, evidence: self.cited(node, dep::EVIDENCE, "evidence")? })
    }

    fn visit(&self, node: &str, id: LocalId) -> Read<VisitReport> {
        let mut clues = self.all(node, dep::SIGNED_THERE, |value| Some(Clue::TreatySignedThere { treaty: local(value)? }))?;
        clues.extend(self.all(node, dep::FIRST_IN_YEARS, |value| Some(Clue::FirstInYears { years: number(value)? }))?);
        clues.extend(self.all(node, dep::TOUR_CODE, |value| Some(Clue::SameTour { destination: code(value)? }))?);
        clues.extend(self.all(node, dep::NEWS, |value| Some(Clue::News { period: period(value)? }))?);
        Ok(VisitReport {
            id,
            visitor: self.one(node, dep::VISITOR, local)?,
            destination: self.one(node, dep::DESTINATION_CODE, code)?,
            destination_evidence: self.cited(node, dep::DESTINATION_EVIDENCE, "destinationEvidence")?,
            place: self.place(node)?,
            start: self.date(node, START, "startEvidence")?,
            end: self.date(node, END, "endEvidence")?,
            kind: self.concept(node, dep::VISIT_KIND, scheme::VISIT_KINDS, VisitKind::from_name)?,
            status: self.concept(node, dep::VISIT_STATUS, scheme::VISIT_STATUSES, VisitStatus::from_name)?,
            hosts: self.links(node, dep::HOST, "host")?,
            clues: self.ordered(node, "clue", clues, Ord::cmp)?,
            evidence: self.cited(node, dep::EVIDENCE, "evidence")?,
        })
    }

    fn abstention(&self, name: &str) -> Read<Abstention> {
        Ok(Abstention {
            evidence: self.one(name, dep::EVIDENCE, |value| self.evidence.get(node(value)?).copied())?,
            what: self.one(name, dep::WHAT, string)?,
            reason: self.one(name, dep::REASON, string)?,
        })
    }
}

fn node(value: &Term) -> Option<&str> {
    match value {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The words of a literal without language and datatype.
fn words(value: &Term) -> Option<&str> {
    match value {
        Term::Literal(literal) if literal.language().is_none() && literal.datatype() == external::xsd::STRING => Some(literal.value()),
        _ => None,
    }
}

fn typed<'a>(value: &'a Term, datatype: NamedNodeRef<'_>) -> Option<&'a str> {
    match value {
        Term::Literal(literal) if literal.datatype() == datatype => Some(literal.value()),
        _ => None,
    }
}

fn string(value: &Term) -> Option<String> {
    words(value).map(str::to_owned)
}

fn code(value: &Term) -> Option<ActorCode> {
    string(value).map(|code| ActorCode(code.into()))
}

fn number<N: std::str::FromStr>(value: &Term) -> Option<N> {
    typed(value, external::xsd::INTEGER)?.parse().ok()
}

fn boolean(value: &Term) -> Option<bool> {
    typed(value, external::xsd::BOOLEAN)?.parse().ok()
}

fn period(value: &Term) -> Option<Period> {
    typed(value, external::EDTF)?.parse().ok()
}

fn qid(value: &Term) -> Option<Qid> {
    iri::wikidata_id(node(value)?)
}

fn local(value: &Term) -> Option<LocalId> {
    iri::local_id(node(value)?)
}

fn metadata(value: &Term) -> Option<(String, String)> {
    let (key, value) = words(value)?.split_once('=')?;
    Some((key.replace("%3D", "=").replace("%25", "%"), value.to_owned()))
}
