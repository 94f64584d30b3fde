//! Merged knowledge → the default graph. One node a thing; every node leads to the reports that tell of it.
//!
//! Called by the commands that merge. Nothing is decided here: what is kept, joined or left apart is merge's.

use super::background::Facts;
use super::iri::{self, ActorKind, Base};
use super::literal::{self, Language};
use super::quads::{DateProperties, Quads};
use crate::claim::{ActorCode, Qid};
use crate::merge::knowledge::{Act, Actor, DerivedFrom, Disagreement, Knowledge, MergedDate, NodeKey, OfficeHeld, Person, Place};
use crate::merge::knowledge::{PossiblySame, Property, Said, Support, Treaty, Value, Visit, Witness, WitnessRef};
use crate::merge::reason::JoinReason;
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{class, property as dep, scheme};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

const START: DateProperties = DateProperties { edtf: dep::START, first: dep::START_FIRST, last: dep::START_LAST };
const END: DateProperties = DateProperties { edtf: dep::END, first: dep::END_FIRST, last: dep::END_LAST };
const DATE: DateProperties = DateProperties { edtf: dep::DATE, first: dep::DATE_FIRST, last: dep::DATE_LAST };
const SIGNED: DateProperties = DateProperties { edtf: dep::SIGNED, first: dep::SIGNED_FIRST, last: dep::SIGNED_LAST };

/// The default graph. Equal knowledge and facts give equal quads in equal order. Each node is given up as soon as it is written, so that
/// knowledge and statements are never in memory at once.
pub fn statements<'a>(base: &'a Base, knowledge: Knowledge, facts: &'a Facts) -> impl Iterator<Item = Quad> + 'a {
    let Knowledge { people, states, organisations, treaties, visits, disagreements, possibly_same } = knowledge;
    let codes = organisations.iter().map(|actor| actor.code.clone()).collect();
    let mut writer = Writer { base, facts, organisations: codes, places: BTreeMap::new(), quads: Quads::of(GraphName::DefaultGraph) };
    let nodes = (states.into_iter().map(|actor| Node::Actor(class::STATE, actor)))
        .chain(organisations.into_iter().map(|actor| Node::Actor(class::ORGANISATION, actor)))
        .chain(people.into_iter().map(Node::Person))
        .chain(treaties.into_iter().map(Node::Treaty))
        .chain(visits.into_iter().map(Node::Visit))
        .chain(disagreements.into_iter().map(Node::Disagreement))
        .chain(possibly_same.into_iter().map(Node::PossiblySame))
        .chain(std::iter::once(Node::Places));
    nodes.flat_map(move |node| {
        writer.node(&node);
        writer.quads.take()
    })
}

/// What is written by itself.
#[expect(clippy::large_enum_variant, reason = "one is alive at a time")]
enum Node {
    Actor(NamedNodeRef<'static>, Actor),
    Person(Person),
    Treaty(Treaty),
    Visit(Visit),
    Disagreement(Disagreement),
    PossiblySame(PossiblySame),
    /// Those that the nodes before named.
    Places,
}

/// Whether the reasons of joins need a sentence beside the word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notes {
    Written,
    /// The word says it all: a person's many mentions would carry the same sentence each.
    Needless,
}

struct Writer<'a> {
    base: &'a Base,
    facts: &'a Facts,
    organisations: BTreeSet<ActorCode>,
    /// Gathered while events are written, since many share one.
    places: BTreeMap<String, (BTreeSet<String>, Option<Qid>)>,
    quads: Quads,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Actor(class, actor) => self.actor(*class, actor),
            Node::Person(person) => self.person(person),
            Node::Treaty(treaty) => self.treaty(treaty),
            Node::Visit(visit) => self.visit(visit),
            Node::Disagreement(disagreement) => self.disagreement(disagreement),
            Node::PossiblySame(pair) => self.possibly_same(pair),
            Node::Places => self.places(),
        }
    }

    fn node_of(&self, code: &ActorCode) -> NamedNode {
        if !self.facts.actors.contains_key(code) && self.organisations.contains(code) {
            return self.base.actor(ActorKind::Organisation, code, None);
        }
        self.facts.actor(self.base, code)
    }

    fn report(&self, witness: &WitnessRef) -> NamedNode {
        iri::local(&self.base.document(&witness.document), &witness.report)
    }

    fn witnesses(&mut self, of: &NamedNode, witnesses: &[Witness], notes: Notes) {
        for witness in witnesses {
            let report = iri::local(&self.base.document(&witness.document), &witness.report);
            self.quads.add(of, dep::WITNESS, report.clone());
            for reason in witness.reasons.iter().filter(|reason| **reason != JoinReason::First) {
                self.quads.add(&report, dep::JOIN_REASON, literal::text(reason.as_str()));
                if notes == Notes::Written {
                    self.quads.add(&report, dep::JOIN_NOTE, literal::text(&reason.to_string()));
                }
            }
        }
    }

    fn support(&mut self, node: &NamedNode, support: Support) {
        let number = |count: usize| literal::integer(i64::try_from(count).unwrap_or(i64::MAX));
        self.quads.add(node, dep::DOCUMENTS, number(support.documents));
        self.quads.add(node, dep::INDEPENDENT_WITNESSES, number(support.independent));
    }

    /// The best label, and the others beside it.
    fn names<'s>(&mut self, node: &NamedNode, label: &str, others: impl Iterator<Item = &'s String>) {
        self.quads.add(node, rdfs::LABEL, literal::text(label));
        let others: BTreeSet<&str> = others.map(String::as_str).filter(|other| *other != label).collect();
        for other in others {
            self.quads.add(node, external::ALT_LABEL, literal::text(other));
        }
    }

    fn date(&mut self, node: &NamedNode, properties: DateProperties, derived: NamedNodeRef<'_>, date: Option<&MergedDate>) {
        let Some(date) = date else { return };
        self.quads.date(node, properties, date.period);
        let from = date.derived_from.as_ref().map(|from| match from {
            DerivedFrom::TreatySigned { treaty, .. } => self.base.treaty(treaty),
            DerivedFrom::TourLeg { visit, .. } => self.base.visit(visit),
        });
        self.quads.optional(node, derived, from);
    }

    fn place(&mut self, node: &NamedNode, places: &[Said<Place>]) {
        for place in places.iter().map(|said| &said.value) {
            let iri = self.base.place(&place.name, place.wikidata.as_ref());
            let known = self.places.entry(iri.as_str().to_owned()).or_default();
            known.0.insert(place.name.clone());
            known.1.clone_from(&place.wikidata);
            self.quads.add(node, dep::PLACE, iri);
        }
    }

    fn places(&mut self) {
        for (iri, (names, wikidata)) in std::mem::take(&mut self.places) {
            let node = NamedNode::new_unchecked(iri);
            self.quads.add(&node, rdf::TYPE, class::PLACE);
            let mut names = names.iter();
            if let Some(label) = names.next() {
                self.names(&node, label, names);
            }
            self.quads.optional(&node, external::SAME_AS, wikidata.as_ref().map(iri::wikidata));
        }
    }

    fn actor(&mut self, class: NamedNodeRef<'_>, actor: &Actor) {
        let node = self.node_of(&actor.code);
        self.quads.add(&node, rdf::TYPE, class);
        self.quads.add(&node, dep::CODE, literal::text(&actor.code.0));
        if let Some(known) = self.facts.actors.get(&actor.code) {
            self.quads.add(&node, rdfs::LABEL, literal::label(&known.label_fr, Language::Fr));
            self.quads.add(&node, rdfs::LABEL, literal::label(&known.label_en, Language::En));
            self.quads.optional(&node, external::SAME_AS, known.wikidata.as_ref().map(iri::wikidata));
        } else {
            self.quads.add(&node, rdfs::LABEL, literal::text(&actor.code.0));
        }
        for form in actor.forms.iter().map(|said| &said.value).collect::<BTreeSet<_>>() {
            self.quads.add(&node, external::ALT_LABEL, literal::text(form));
        }
        // always joined by code: no word on it
        for witness in &actor.witnesses {
            self.quads.add(&node, dep::WITNESS, iri::local(&self.base.document(&witness.document), &witness.report));
        }
        self.support(&node, actor.support);
    }

    fn person(&mut self, person: &Person) {
        let node = self.base.person(&person.key);
        self.quads.add(&node, rdf::TYPE, class::PERSON);
        self.names(&node, &person.label, person.forms.iter().map(|said| &said.value));
        self.quads.optional(&node, external::SAME_AS, person.wikidata.as_ref().map(iri::wikidata));
        for state in &person.states {
            self.quads.add(&node, dep::STATE, self.node_of(&state.value));
        }
        for office in &person.offices {
            self.office(&node, office);
        }
        for alias in &person.aliases {
            self.quads.add(&node, dep::ALIAS, self.base.person(alias));
        }
        self.witnesses(&node, &person.witnesses, Notes::Needless);
        self.support(&node, person.support);
    }

    fn office(&mut self, person: &NamedNode, said: &Said<OfficeHeld>) {
        let held = &said.value;
        let mut words = vec!["office", held.office.as_str()];
        words.extend(held.state.as_ref().map(|code| code.0.as_str()));
        let node = iri::part(person, &words);
        self.quads.add(person, dep::OFFICE_HELD, node.clone());
        self.quads.add(&node, rdf::TYPE, class::OFFICE_HELD);
        self.quads.add(&node, dep::OFFICE, scheme::OFFICES.concept(held.office.as_str()));
        self.quads.optional(&node, dep::STATE, held.state.as_ref().map(|code| self.node_of(code)));
        for title in &held.titles {
            self.quads.add(&node, dep::TITLE, literal::text(title));
        }
        self.said_by(&node, &said.by);
    }

    fn said_by(&mut self, node: &NamedNode, by: &[WitnessRef]) {
        for witness in by {
            self.quads.add(node, dep::WITNESS, self.report(witness));
        }
    }

    fn treaty(&mut self, treaty: &Treaty) {
        let node = self.base.treaty(&treaty.key);
        self.quads.add(&node, rdf::TYPE, class::TREATY);
        self.names(&node, &treaty.label, treaty.labels.iter().map(|said| &said.value));
        self.quads.optional(&node, external::SAME_AS, treaty.wikidata.as_ref().map(iri::wikidata));
        for kind in &treaty.kinds {
            self.quads.add(&node, dep::TREATY_KIND, scheme::TREATY_KINDS.concept(kind.value.as_str()));
        }
        for party in &treaty.parties {
            self.quads.add(&node, dep::PARTY, self.node_of(&party.value));
        }
        self.quads.flag(&node, dep::PARTIES_COMPLETE, treaty.parties_complete);
        self.quads.flag(&node, dep::BATCH, treaty.batch);
        if let Some(signed) = &treaty.signed {
            // what it was derived from stands on the act
            self.quads.date(&node, SIGNED, signed.period);
        }
        for act in &treaty.acts {
            self.quads.add(&node, dep::ACT, self.base.act(&act.key));
            self.act(act);
        }
        for provision in &treaty.provisions {
            let article = match (&provision.value.article, &provision.value.of) {
                (Some(number), _) => iri::part(&node, &["article", number]),
                (None, Some((document, report))) => iri::part(&node, &["article", document.as_str(), &report.0]),
                (None, None) => iri::part(&node, &["article"]),
            };
            self.quads.add(&node, dep::PROVISION, article.clone());
            self.quads.add(&article, rdf::TYPE, class::ARTICLE);
            self.quads.optional(&article, dep::ARTICLE, provision.value.article.as_deref().map(literal::text));
            self.said_by(&article, &provision.by);
        }
        for replaced in &treaty.replaces {
            self.quads.add(&node, dep::REPLACES, self.base.treaty(&replaced.value));
        }
        for alias in &treaty.aliases {
            self.quads.add(&node, dep::ALIAS, self.base.treaty(alias));
        }
        self.witnesses(&node, &treaty.witnesses, Notes::Written);
        self.support(&node, treaty.support);
    }

    fn act(&mut self, act: &Act) {
        let node = self.base.act(&act.key);
        self.quads.add(&node, rdf::TYPE, class::TREATY_ACT);
        self.quads.add(&node, dep::ACT_TYPE, scheme::ACT_TYPES.concept(act.key.act.as_str()));
        self.date(&node, DATE, dep::DATE_DERIVED_FROM, act.date.as_ref());
        self.place(&node, &act.places);
        for by in &act.by {
            self.quads.add(&node, dep::BY, self.node_of(&by.value));
        }
        for person in &act.persons {
            self.quads.add(&node, dep::PERSON, self.base.person(&person.value));
        }
        self.quads.add(&node, dep::HAPPENED, literal::boolean(act.happened));
        for alias in &act.aliases {
            self.quads.add(&node, dep::ALIAS, self.base.act(alias));
        }
        self.witnesses(&node, &act.witnesses, Notes::Written);
        self.support(&node, act.support);
    }

    fn visit(&mut self, visit: &Visit) {
        let node = self.base.visit(&visit.key);
        self.quads.add(&node, rdf::TYPE, class::VISIT);
        self.quads.add(&node, dep::VISITOR, self.base.person(&visit.visitor));
        self.quads.add(&node, dep::DESTINATION, self.node_of(&visit.destination.value));
        self.date(&node, START, dep::START_DERIVED_FROM, visit.start.as_ref());
        self.date(&node, END, dep::END_DERIVED_FROM, visit.end.as_ref());
        self.place(&node, &visit.places);
        for kind in &visit.kinds {
            self.quads.add(&node, dep::VISIT_KIND, scheme::VISIT_KINDS.concept(kind.value.as_str()));
        }
        self.quads.optional(&node, dep::VISIT_STATUS, visit.status.map(|status| scheme::VISIT_STATUSES.concept(status.as_str())));
        for host in &visit.hosts {
            self.quads.add(&node, dep::HOST, self.base.person(&host.value));
        }
        for treaty in &visit.signed_there {
            self.quads.add(&node, dep::SIGNED_THERE, self.base.treaty(&treaty.value));
        }
        for stop in &visit.same_tour {
            self.quads.add(&node, dep::SAME_TOUR, self.base.visit(stop));
        }
        for alias in &visit.aliases {
            self.quads.add(&node, dep::ALIAS, self.base.visit(alias));
        }
        self.witnesses(&node, &visit.witnesses, Notes::Written);
        self.support(&node, visit.support);
    }

    fn disagreement(&mut self, disagreement: &Disagreement) {
        let about = self.base.merged(&disagreement.node);
        let node = iri::part(&about, &["disagreement", disagreement.property.as_str()]);
        self.quads.add(&node, rdf::TYPE, class::DISAGREEMENT);
        self.quads.add(&node, dep::ABOUT, about);
        self.quads.add(&node, dep::PROPERTY, property(disagreement.property));
        for (nth, said) in disagreement.values.iter().enumerate() {
            let side = iri::part(&node, &[&said.value.to_string()]);
            self.quads.add(&node, dep::SIDE, side.clone());
            self.quads.add(&side, rdf::TYPE, class::SIDE);
            self.quads.add(&side, dep::VALUE, Self::value(&said.value));
            self.quads.flag(&side, dep::KEPT, nth == 0);
            self.said_by(&side, &said.by);
        }
    }

    fn value(value: &Value) -> Term {
        match value {
            Value::Date(period) => literal::edtf(*period).into(),
            Value::VisitKind(kind) => scheme::VISIT_KINDS.concept(kind.as_str()).into(),
        }
    }

    fn possibly_same(&mut self, pair: &PossiblySame) {
        let merged = |key: &NodeKey| self.base.merged(key);
        let (one, other) = (merged(&pair.one), merged(&pair.other));
        let node = self.base.possible_identity(&one, &other);
        self.quads.add(&one, dep::POSSIBLY_SAME_AS, other.clone());
        self.quads.add(&other, dep::POSSIBLY_SAME_AS, one.clone());
        self.quads.add(&node, rdf::TYPE, class::POSSIBLE_IDENTITY);
        self.quads.add(&node, dep::BETWEEN, one);
        self.quads.add(&node, dep::BETWEEN, other);
        self.quads.add(&node, dep::APART_REASON, literal::text(pair.reason.as_str()));
    }
}

/// The property of the node that documents disagree on.
fn property(property: Property) -> NamedNodeRef<'static> {
    match property {
        Property::VisitStart => dep::START,
        Property::VisitEnd => dep::END,
        Property::ActDate => dep::DATE,
        Property::VisitKind => dep::VISIT_KIND,
    }
}
