//! Claims → quads of the document's graph.

use super::order::{natural, say};
use super::{DATE, END, PUBLISHED, START, SaidProperties};
use crate::claim::{
    Abstention, ActReport, ActorCode, Claims, Clue, DateSaid, Evidence, EvidenceId, LocalId, OfficeSaid, PersonMention, PlaceSaid,
};
use crate::claim::{Provision, StateMention, TreatyReport, VisitReport};
use crate::graph::iri::{self, Base};
use crate::graph::literal;
use crate::graph::quads::Quads;
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{class, property as dep, scheme};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// The named graph of a document: every claim, its evidence, and how it was read.
///
/// # Panics
/// If an evidence id points past the list of evidence.
#[must_use]
pub fn to_quads(base: &Base, claims: &Claims) -> Vec<Quad> {
    let document = base.document(&claims.document.id);
    let mut nth = HashMap::new();
    let evidence = claims
        .evidence
        .iter()
        .map(|it| {
            let count = nth.entry((it.span, &it.rule)).or_insert(0);
            *count += 1;
            iri::evidence(&document, it, *count)
        })
        .collect();
    let mut writer = Writer { quads: Quads::of(document.clone()), document, evidence };
    writer.source(base, claims);
    writer.evidence(&claims.evidence);
    writer.nodes("state", &claims.states, |it| &it.id, Writer::state);
    writer.nodes("person", &claims.people, |it| &it.id, Writer::person);
    writer.nodes("treaty", &claims.treaties, |it| &it.id, Writer::treaty);
    writer.nodes("visit", &claims.visits, |it| &it.id, Writer::visit);
    writer.abstentions(claims);
    writer.quads.finish()
}

struct Writer {
    document: NamedNode,
    quads: Quads,
    /// The node of each piece of evidence, by its id.
    evidence: Vec<NamedNode>,
}

impl Writer {
    fn source(&mut self, base: &Base, claims: &Claims) {
        let source = &claims.document;
        let document = self.document.clone();
        let mut add = |property: NamedNodeRef<'_>, value: Term| self.quads.add(&document, property, value);
        add(rdf::TYPE, class::DOCUMENT.into_owned().into());
        add(external::IDENTIFIER, literal::text(source.id.as_str()).into());
        add(external::LANGUAGE, literal::text(&source.language).into());
        add(dep::SHA256, literal::text(&source.sha256).into());
        if let Some(sketch) = source.sketch {
            add(dep::TEXT_SKETCH, literal::text(&String::from(sketch)).into());
        }
        add(dep::BYTES, literal::integer(source.bytes).into());
        add(dep::CLAIMS_VERSION, literal::integer(claims.version).into());
        self.quads.optional(&document, external::URL, source.url.as_deref().map(literal::address));
        self.quads.optional(&document, external::TITLE, source.title.as_deref().map(literal::text));
        if let Some(published) = source.published {
            self.quads.date(&document, PUBLISHED, published);
        }
        for (key, value) in &source.metadata {
            let key = key.replace('%', "%25").replace('=', "%3D");
            self.quads.add(&document, dep::METADATA, literal::text(&format!("{key}={value}")));
        }
        let reading = base.reading(&claims.reading);
        self.quads.add(&document, external::WAS_GENERATED_BY, reading.clone());
        self.quads.add(&reading, rdf::TYPE, external::ACTIVITY);
        self.quads.add(&reading, dep::PROGRAM_VERSION, literal::text(&claims.reading.program));
        self.quads.add(&reading, dep::LEXICON, literal::text(&claims.reading.lexicon));
        self.quads.add(&reading, dep::GAZETTEER, literal::text(&claims.reading.gazetteer));
    }

    fn evidence(&mut self, all: &[Evidence]) {
        let mut written = HashSet::new();
        for (evidence, node) in all.iter().zip(self.evidence.clone()) {
            let bytes = iri::position(&self.document, "bytes", evidence.span.start(), evidence.span.end());
            let characters = iri::position(&self.document, "characters", evidence.characters.start(), evidence.characters.end());
            self.quads.add(&node, rdf::TYPE, class::EVIDENCE);
            self.quads.add(&node, dep::RULE, literal::text(&evidence.rule));
            self.quads.optional(&node, dep::SAID_BY, evidence.said_by.as_deref().map(literal::text));
            self.quads.add(&node, external::HAS_SELECTOR, bytes.clone());
            self.quads.add(&node, external::HAS_SELECTOR, characters.clone());
            if written.insert(evidence.span) {
                self.quads.add(&bytes, rdf::TYPE, external::DATA_POSITION_SELECTOR);
                self.quads.add(&bytes, rdf::TYPE, external::TEXT_QUOTE_SELECTOR);
                self.quads.add(&bytes, external::START, position(evidence.span.start()));
                self.quads.add(&bytes, external::END, position(evidence.span.end()));
                self.quads.add(&bytes, external::EXACT, literal::text(&evidence.quote));
                self.quads.add(&characters, rdf::TYPE, external::TEXT_POSITION_SELECTOR);
                self.quads.add(&characters, external::START, position(evidence.characters.start()));
                self.quads.add(&characters, external::END, position(evidence.characters.end()));
            }
        }
        let document = self.document.clone();
        self.order(&document, "evidence", all, Ord::cmp);
    }

    /// The nodes of one kind, and their order in the document.
    fn nodes<T>(&mut self, list: &str, all: &[T], id: impl Fn(&T) -> &LocalId, write: impl Fn(&mut Self, &NamedNode, &T)) {
        let document = self.document.clone();
        self.order(&document, list, all, |a, b| natural(&id(a).0, &id(b).0));
        for each in all {
            write(self, &iri::local(&document, id(each)), each);
        }
    }

    fn order<T>(&mut self, node: &NamedNode, list: &str, values: &[T], by: impl Fn(&T, &T) -> Ordering) {
        self.quads.optional(node, dep::ORDER, say(list, values, by).as_deref().map(literal::text));
    }

    fn cite(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, list: &str, ids: &[EvidenceId]) {
        for id in ids {
            let evidence = self.evidence[id.0 as usize].clone();
            self.quads.add(node, property, evidence);
        }
        self.order(node, list, ids, Ord::cmp);
    }

    fn words(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, list: &str, words: &[String]) {
        for each in words {
            self.quads.add(node, property, literal::text(each));
        }
        self.order(node, list, words, Ord::cmp);
    }

    fn codes(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, list: &str, codes: &[ActorCode]) {
        for each in codes {
            self.quads.add(node, property, literal::text(&each.0));
        }
        self.order(node, list, codes, Ord::cmp);
    }

    fn links(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, list: &str, ids: &[LocalId]) {
        for each in ids {
            let other = iri::local(&self.document, each);
            self.quads.add(node, property, other);
        }
        self.order(node, list, ids, |a, b| natural(&a.0, &b.0));
    }

    fn date(&mut self, node: &NamedNode, properties: SaidProperties, list: &str, date: Option<&DateSaid>) {
        if let Some(date) = date {
            self.quads.date(node, properties.date, date.period);
            self.quads.add(node, properties.words, literal::text(&date.words));
            self.cite(node, properties.evidence, list, &date.evidence);
        }
    }

    fn place(&mut self, node: &NamedNode, place: Option<&PlaceSaid>) {
        if let Some(place) = place {
            self.quads.add(node, dep::PLACE_NAME, literal::text(&place.name));
            self.quads.optional(node, dep::PLACE_WIKIDATA, place.wikidata.as_ref().map(iri::wikidata));
            self.cite(node, dep::PLACE_EVIDENCE, "placeEvidence", &place.evidence);
        }
    }

    fn state(&mut self, node: &NamedNode, mention: &StateMention) {
        self.quads.add(node, rdf::TYPE, class::STATE_MENTION);
        self.quads.add(node, dep::CODE, literal::text(&mention.state.0));
        self.words(node, dep::FORM, "form", &mention.forms);
        self.cite(node, dep::EVIDENCE, "evidence", &mention.evidence);
    }

    fn person(&mut self, node: &NamedNode, person: &PersonMention) {
        self.quads.add(node, rdf::TYPE, class::PERSON_MENTION);
        self.quads.add(node, rdfs::LABEL, literal::text(&person.label));
        self.words(node, dep::FORM, "form", &person.forms);
        self.quads.optional(node, dep::WIKIDATA, person.wikidata.as_ref().map(iri::wikidata));
        for candidate in &person.candidates {
            self.quads.add(node, dep::CANDIDATE, iri::wikidata(candidate));
        }
        self.order(node, "candidate", &person.candidates, |a, b| a.number().cmp(&b.number()));
        self.quads.optional(node, dep::STATE_CODE, person.state.as_ref().map(|code| literal::text(&code.0)));
        self.cite(node, dep::EVIDENCE, "evidence", &person.evidence);
        self.cite(node, dep::STATE_EVIDENCE, "stateEvidence", &person.state_evidence);
        let mut nth = HashMap::new();
        let nodes: Vec<NamedNode> = person
            .offices
            .iter()
            .map(|said| {
                let count = nth.entry(said.office).or_insert(0);
                *count += 1;
                iri::office_said(node, said.office, *count)
            })
            .collect();
        self.order(node, "office", &nodes, |a, b| natural(a.as_str(), b.as_str()));
        for (office, said) in nodes.iter().zip(&person.offices) {
            self.quads.add(node, dep::OFFICE_SAID, office.clone());
            self.office(office, said);
        }
    }

    fn office(&mut self, node: &NamedNode, said: &OfficeSaid) {
        self.quads.add(node, rdf::TYPE, class::OFFICE_SAID);
        self.quads.add(node, dep::OFFICE, scheme::OFFICES.concept(said.office.as_str()));
        self.quads.add(node, dep::TITLE, literal::text(&said.title));
        self.quads.optional(node, dep::STATE_CODE, said.state.as_ref().map(|code| literal::text(&code.0)));
        self.cite(node, dep::EVIDENCE, "evidence", &said.evidence);
    }

    fn treaty(&mut self, node: &NamedNode, treaty: &TreatyReport) {
        self.quads.add(node, rdf::TYPE, class::TREATY_REPORT);
        self.quads.add(node, rdfs::LABEL, literal::text(&treaty.label));
        self.words(node, dep::FORM, "form", &treaty.labels);
        self.quads.optional(node, dep::TREATY_KIND, treaty.kind.map(|kind| scheme::TREATY_KINDS.concept(kind.as_str())));
        self.codes(node, dep::PARTY_CODE, "partyCode", &treaty.parties);
        self.quads.flag(node, dep::PARTIES_COMPLETE, treaty.parties_complete);
        self.quads.flag(node, dep::BATCH, treaty.batch);
        self.quads.optional(node, dep::WIKIDATA, treaty.wikidata.as_ref().map(iri::wikidata));
        self.quads.optional(node, dep::TREATY_STATUS, treaty.status.map(|status| scheme::TREATY_STATUSES.concept(status.as_str())));
        self.links(node, dep::REPLACES, "replaces", &treaty.replaces);
        self.cite(node, dep::EVIDENCE, "evidence", &treaty.evidence);
        self.cite(node, dep::PARTY_EVIDENCE, "partyEvidence", &treaty.party_evidence);
        self.cite(node, dep::REPLACES_EVIDENCE, "replacesEvidence", &treaty.replaces_evidence);
        let ids: Vec<LocalId> = treaty.acts.iter().map(|act| act.id.clone()).collect();
        self.links(node, dep::ACT, "act", &ids);
        let ids: Vec<LocalId> = treaty.provisions.iter().map(|provision| provision.id.clone()).collect();
        self.links(node, dep::PROVISION, "provision", &ids);
        for act in &treaty.acts {
            self.act(act);
        }
        for provision in &treaty.provisions {
            self.provision(provision);
        }
    }

    fn act(&mut self, act: &ActReport) {
        let node = &iri::local(&self.document, &act.id);
        self.quads.add(node, rdf::TYPE, class::ACT_REPORT);
        self.quads.add(node, dep::ACT_TYPE, scheme::ACT_TYPES.concept(act.act.as_str()));
        self.date(node, DATE, "dateEvidence", act.date.as_ref());
        self.place(node, act.place.as_ref());
        self.codes(node, dep::BY_CODE, "byCode", &act.by);
        self.links(node, dep::PERSON, "person", &act.persons);
        self.quads.add(node, dep::HAPPENED, literal::boolean(act.happened));
        self.cite(node, dep::EVIDENCE, "evidence", &act.evidence);
    }

    fn provision(&mut self, provision: &Provision) {
        let node = &iri::local(&self.document, &provision.id);
        self.quads.add(node, rdf::TYPE, class::PROVISION);
        self.quads.optional(node, dep::ARTICLE, provision.article.as_deref().map(literal::text));
        self.cite(node, dep::EVIDENCE, "evidence", &provision.evidence);
    }

    fn visit(&mut self, node: &NamedNode, visit: &VisitReport) {
        self.quads.add(node, rdf::TYPE, class::VISIT_REPORT);
        let visitor = iri::local(&self.document, &visit.visitor);
        self.quads.add(node, dep::VISITOR, visitor);
        self.quads.add(node, dep::DESTINATION_CODE, literal::text(&visit.destination.0));
        self.cite(node, dep::DESTINATION_EVIDENCE, "destinationEvidence", &visit.destination_evidence);
        self.place(node, visit.place.as_ref());
        self.date(node, START, "startEvidence", visit.start.as_ref());
        self.date(node, END, "endEvidence", visit.end.as_ref());
        self.quads.optional(node, dep::VISIT_KIND, visit.kind.map(|kind| scheme::VISIT_KINDS.concept(kind.as_str())));
        self.quads.optional(node, dep::VISIT_STATUS, visit.status.map(|status| scheme::VISIT_STATUSES.concept(status.as_str())));
        self.links(node, dep::HOST, "host", &visit.hosts);
        for clue in &visit.clues {
            self.clue(node, clue);
        }
        self.order(node, "clue", &visit.clues, Ord::cmp);
        self.cite(node, dep::EVIDENCE, "evidence", &visit.evidence);
    }

    fn clue(&mut self, node: &NamedNode, clue: &Clue) {
        match clue {
            Clue::TreatySignedThere { treaty } => {
                let treaty = iri::local(&self.document, treaty);
                self.quads.add(node, dep::SIGNED_THERE, treaty);
            }
            Clue::FirstInYears { years } => self.quads.add(node, dep::FIRST_IN_YEARS, literal::integer(*years)),
            Clue::SameTour { destination } => self.quads.add(node, dep::TOUR_CODE, literal::text(&destination.0)),
            // no bounds: merge alone reads it, and nobody asks for a range of it
            Clue::News { period } => self.quads.add(node, dep::NEWS, literal::edtf(*period)),
        }
    }

    fn abstentions(&mut self, claims: &Claims) {
        let document = self.document.clone();
        self.order(&document, "abstention", &claims.abstentions, Ord::cmp);
        let mut sorted: Vec<&Abstention> = claims.abstentions.iter().collect();
        sorted.sort();
        let mut nth = HashMap::new();
        for abstention in sorted {
            let evidence = claims.evidence(abstention.evidence);
            let count = nth.entry((evidence.span, &abstention.what)).or_insert(0);
            *count += 1;
            let node = iri::abstention(&document, &abstention.what, evidence, *count);
            self.quads.add(&node, rdf::TYPE, class::ABSTENTION);
            self.cite(&node, dep::EVIDENCE, "evidence", &[abstention.evidence]);
            self.quads.add(&node, dep::WHAT, literal::text(&abstention.what));
            self.quads.add(&node, dep::REASON, literal::text(&abstention.reason));
        }
    }
}

/// A position in a text, which is shorter than 4 GiB.
fn position(offset: usize) -> Literal {
    literal::integer(u32::try_from(offset).expect("a span fits in 32 bits"))
}
