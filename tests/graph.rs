//! Laws of the graph: claims → quads → claims is the identity, in any order and through a store; every term is the ontology's.

use crate::small_graph;
use depeche::claim::{
    Abstention, ActReport, ActType, ActorCode, CLAIMS_VERSION, Claims, Clue, DateSaid, Evidence, EvidenceId, LocalId, Office, OfficeSaid,
    PersonMention, PlaceSaid, Provision, Qid, Reading, Source, StateMention, TreatyKind, TreatyReport, TreatyStatus, VisitKind,
    VisitReport, VisitStatus,
};
use depeche::document::DocumentId;
use depeche::graph::document::{Unreadable, from_quads, to_quads};
use depeche::graph::iri::Base;
use depeche::period::Period;
use depeche::text::Span;
use depeche::vocab;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeSet;

/// Every kind of character: one to four bytes, quotes, line ends, what IRIs and literals escape.
const TEXT: &str = "Le président Tо Lam a signé “l'accord” — 50 %\r\nà Hà Nội 🇻🇳 <a href=\"x\\y\">";

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-zéà '-]{1,10}", "[\"\\\\\n\r\t=%#<>{}|^`é𝄞~ ]{0,6}", "\\PC{0,6}"]
}

fn period() -> impl Strategy<Value = Period> {
    let day = || (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day));
    prop_oneof![
        day().prop_map(Period::Day),
        (0i16..=9999, 1i8..=12).prop_map(|(year, month)| Period::Month(year, month)),
        (0i16..=9999).prop_map(Period::Year),
        (day(), day()).prop_map(|(one, other)| Period::within(one, other)),
        (1i8..=12, 1i8..=28).prop_map(|(month, day)| Period::YearlessDay(month, day)),
        (1i8..=12).prop_map(Period::YearlessMonth),
    ]
}

fn code() -> impl Strategy<Value = ActorCode> {
    prop_oneof!["[A-Z]{2,4}", words()].prop_map(|code| ActorCode(code.into()))
}

fn qid() -> impl Strategy<Value = Qid> {
    (1u64..2_000_000).prop_map(|number| Qid::try_from(format!("Q{number}")).expect("a QID"))
}

/// Any set, in any order: lists of claims have no two equal elements.
fn list<S: Strategy>(element: S, most: usize) -> impl Strategy<Value = Vec<S::Value>>
where
    S::Value: Ord + Clone,
{
    btree_set(element, 0..=most).prop_map(|set| set.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let characters = TEXT.chars().count();
    let offset = |n: usize| TEXT.char_indices().nth(n).map_or(TEXT.len(), |(at, _)| at);
    let one = (0..characters, 0..characters, "[a-z]{1,3}(\\.[a-z~#2]{1,3})?", of(words()));
    btree_set(one, 0..8).prop_map(move |all| {
        let made = all.into_iter().map(|(a, b, rule, said_by)| {
            let (first, last) = (a.min(b), a.max(b));
            let span = Span::new(offset(first), offset(last));
            Evidence { span, characters: Span::new(first, last), rule, said_by, quote: span.of(TEXT).to_owned() }
        });
        made.collect::<BTreeSet<_>>().into_iter().collect()
    })
}

fn cited(of: usize) -> impl Strategy<Value = Vec<EvidenceId>> + Clone {
    let all: Vec<EvidenceId> = (0..u32::try_from(of).expect("few")).map(EvidenceId).collect();
    subsequence(all, 0..=of.min(3)).prop_shuffle()
}

fn local(kind: &'static str) -> impl Strategy<Value = LocalId> + Clone {
    (0u32..200, 1u32..20, of(2u8..4)).prop_map(move |(start, length, nth)| {
        LocalId(smol_str::format_smolstr!("{kind}-{start}-{}{}", start + length, nth.map_or_else(String::new, |nth| format!("-{nth}"))))
    })
}

fn date(n: usize) -> impl Strategy<Value = DateSaid> {
    (period(), words(), cited(n)).prop_map(|(period, words, evidence)| DateSaid { period, words, evidence })
}

fn place(n: usize) -> impl Strategy<Value = PlaceSaid> {
    (words(), of(qid()), cited(n)).prop_map(|(name, wikidata, evidence)| PlaceSaid { name, wikidata, evidence })
}

fn state(n: usize) -> impl Strategy<Value = StateMention> {
    (local("state"), code(), list(words(), 3), cited(n)).prop_map(|(id, state, forms, evidence)| StateMention {
        id,
        state,
        forms,
        evidence,
    })
}

fn office(n: usize) -> impl Strategy<Value = OfficeSaid> {
    let said = (select(Office::ALL), words(), of(code()), cited(n));
    said.prop_map(|(office, title, state, evidence)| OfficeSaid { office, title, state, evidence })
}

fn person(n: usize) -> impl Strategy<Value = PersonMention> {
    let names = (local("person"), words(), list(words(), 3), of(qid()), list(qid(), 3));
    let rest = (vec(office(n), 0..4), of(code()), cited(n), cited(n));
    (names, rest).prop_map(|((id, label, forms, wikidata, candidates), (offices, state, evidence, state_evidence))| PersonMention {
        id,
        label,
        forms,
        wikidata,
        candidates,
        offices,
        state,
        evidence,
        state_evidence,
    })
}

fn act(n: usize) -> impl Strategy<Value = ActReport> {
    let what = (local("act"), select(ActType::ALL), of(date(n)), of(place(n)));
    let who = (list(code(), 3), list(local("person"), 3), any::<bool>(), cited(n));
    (what, who).prop_map(|((id, act, date, place), (by, persons, happened, evidence))| ActReport {
        id,
        act,
        date,
        place,
        by,
        persons,
        happened,
        evidence,
    })
}

fn provision(n: usize) -> impl Strategy<Value = Provision> {
    (local("provision"), of(words()), cited(n)).prop_map(|(id, article, evidence)| Provision { id, article, evidence })
}

fn treaty(n: usize) -> impl Strategy<Value = TreatyReport> {
    let names = (local("treaty"), words(), list(words(), 3), of(select(TreatyKind::ALL)), list(code(), 3));
    let flags = (any::<bool>(), any::<bool>(), of(qid()), of(select(TreatyStatus::ALL)));
    let rest = (vec(act(n), 0..3), vec(provision(n), 0..3), list(local("treaty"), 2), cited(n), cited(n), cited(n));
    (names, flags, rest).prop_map(|((id, label, labels, kind, parties), (parties_complete, batch, wikidata, status), rest)| {
        let (acts, provisions, replaces, replaces_evidence, party_evidence, evidence) = rest;
        TreatyReport {
            id,
            label,
            labels,
            kind,
            parties,
            parties_complete,
            batch,
            wikidata,
            status,
            acts,
            provisions,
            replaces,
            replaces_evidence,
            party_evidence,
            evidence,
        }
    })
}

fn clue() -> impl Strategy<Value = Clue> {
    prop_oneof![
        local("treaty").prop_map(|treaty| Clue::TreatySignedThere { treaty }),
        any::<u16>().prop_map(|years| Clue::FirstInYears { years }),
        code().prop_map(|destination| Clue::SameTour { destination }),
        period().prop_map(|period| Clue::News { period }),
    ]
}

fn visit(n: usize) -> impl Strategy<Value = VisitReport> {
    let what = (local("visit"), local("person"), code(), cited(n), of(place(n)), of(date(n)), of(date(n)));
    let rest = (of(select(VisitKind::ALL)), of(select(VisitStatus::ALL)), list(local("person"), 3), list(clue(), 4), cited(n));
    (what, rest).prop_map(
        |((id, visitor, destination, destination_evidence, place, start, end), (kind, status, hosts, clues, evidence))| VisitReport {
            id,
            visitor,
            destination,
            destination_evidence,
            place,
            start,
            end,
            kind,
            status,
            hosts,
            clues,
            evidence,
        },
    )
}

fn source() -> impl Strategy<Value = Source> {
    let id = words().prop_filter_map("an id", |id| DocumentId::new(&id));
    let rest = (of(words()), of(period()), of(words()), "[a-z]{2}", "[0-9a-f]{64}", any::<u32>(), btree_map(words(), words(), 0..3));
    (id, rest).prop_map(|(id, (url, published, title, language, sha256, bytes, metadata))| Source {
        id,
        url,
        published,
        title,
        language,
        sketch: depeche::text::Sketch::try_from(sha256.repeat(4)).ok(),
        sha256,
        bytes,
        metadata,
    })
}

/// Keeps the first of each id.
fn unique<T>(all: Vec<T>, id: impl Fn(&T) -> &LocalId, seen: &mut BTreeSet<LocalId>) -> Vec<T> {
    all.into_iter().filter(|each| seen.insert(id(each).clone())).collect()
}

fn claims() -> impl Strategy<Value = Claims> {
    evidence().prop_flat_map(|evidence| {
        let n = evidence.len();
        let reading =
            (words(), "[0-9a-f]{8}", "[0-9a-f]{8}").prop_map(|(program, lexicon, gazetteer)| Reading { program, lexicon, gazetteer });
        let about = (source(), reading, Just(evidence));
        let nodes = (vec(state(n), 0..3), vec(person(n), 0..3), vec(treaty(n), 0..3), vec(visit(n), 0..3));
        let abstention = (0..u32::try_from(n.max(1)).expect("few"), select(vec!["visit", "date"]), words());
        let abstentions = list(abstention, if n == 0 { 0 } else { 3 });
        (about, nodes, abstentions).prop_map(|((document, reading, evidence), (states, people, treaties, visits), abstentions)| {
            let mut seen = BTreeSet::new();
            let mut treaties = unique(treaties, |it| &it.id, &mut seen);
            for treaty in &mut treaties {
                treaty.acts = unique(std::mem::take(&mut treaty.acts), |it| &it.id, &mut seen);
                treaty.provisions = unique(std::mem::take(&mut treaty.provisions), |it| &it.id, &mut seen);
            }
            let abstention = |(evidence, what, reason): (u32, &str, String)| Abstention {
                evidence: EvidenceId(evidence),
                what: what.to_owned(),
                reason,
            };
            Claims {
                version: CLAIMS_VERSION,
                document,
                reading,
                evidence,
                states: unique(states, |it| &it.id, &mut seen),
                people: unique(people, |it| &it.id, &mut seen),
                treaties,
                visits: unique(visits, |it| &it.id, &mut seen),
                abstentions: abstentions.into_iter().map(abstention).collect(),
            }
        })
    })
}

fn base() -> Base {
    Base::new("https://example.org/data/").expect("a base")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn claims_survive_the_graph(claims in claims()) {
        prop_assert_eq!(from_quads(&to_quads(&base(), &claims)), Ok(claims));
    }

    #[test]
    fn claims_survive_any_order_of_quads((claims, quads) in claims().prop_flat_map(|claims| {
        let quads = to_quads(&base(), &claims);
        (Just(claims), Just(quads).prop_shuffle())
    })) {
        prop_assert_eq!(from_quads(&quads), Ok(claims));
    }

    #[test]
    fn claims_survive_the_store(claims in claims()) {
        let quads = to_quads(&base(), &claims);
        let store = Store::new().expect("a store");
        store.extend(quads.iter().cloned()).expect("quads");
        let back: Vec<Quad> = store.iter().collect::<Result<_, _>>().expect("quads");
        let written: BTreeSet<String> = quads.iter().map(ToString::to_string).collect();
        prop_assert_eq!(written, back.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), "the store rewrote a literal");
        prop_assert_eq!(from_quads(&back), Ok(claims));
    }

    #[test]
    fn claims_survive_n_quads(claims in claims()) {
        let lines: Vec<String> = to_quads(&base(), &claims).iter().map(|quad| format!("{quad} .")).collect();
        let parsed: Vec<Quad> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads)
            .for_slice(lines.join("\n").as_bytes())
            .collect::<Result<_, _>>()
            .expect("valid N-Quads");
        prop_assert_eq!(from_quads(&parsed), Ok(claims));
    }
}

#[test]
fn what_is_no_document_is_refused() {
    let claims = small_graph::claims().remove(0);
    let quads = to_quads(&base(), &claims);
    assert_eq!(from_quads(&[]), Err(Unreadable::NoDocument));
    let without = |property: &str| quads.iter().filter(|quad| !quad.predicate.as_str().ends_with(property)).cloned().collect::<Vec<_>>();
    assert!(matches!(from_quads(&without("#sha256")), Err(Unreadable::Missing { .. })));
    assert!(matches!(from_quads(&without("#hasSelector")), Err(Unreadable::Missing { .. })));
    let mut broken = quads.clone();
    let order = broken.iter_mut().find(|quad| quad.predicate.as_str().ends_with("#order")).expect("an order");
    order.object = oxigraph::model::Literal::new_simple_literal("form 0 0").into();
    assert!(matches!(from_quads(&broken), Err(Unreadable::Order { .. })));
}

#[test]
fn every_graph_keeps_its_place() {
    let document = |quad: &Quad| matches!(&quad.graph_name, GraphName::NamedNode(graph) if graph.as_str().contains("/document/"));
    let mut merged = 0;
    for quad in small_graph::quads() {
        assert!(!matches!(quad.subject, NamedOrBlankNode::BlankNode(_)) && !matches!(quad.object, Term::BlankNode(_)), "{quad}");
        if quad.graph_name == GraphName::DefaultGraph {
            merged += 1;
        }
        if document(&quad) {
            for folder in ["/person/", "/state/", "/organisation/", "/place/", "/treaty/", "/act/", "/visit/"] {
                assert!(!quad.object.to_string().contains(&format!("depeche{folder}")), "a merged node in a document's graph: {quad}");
            }
        }
        if let Term::Literal(literal) = &quad.object {
            assert!(literal.language().is_none_or(|tag| tag.bytes().all(|byte| byte.is_ascii_lowercase())), "{quad}");
        }
    }
    assert!(merged > 100);
}

#[test]
fn every_term_is_in_the_vocabulary() {
    let known: BTreeSet<&str> = vocab::class::ALL.iter().chain(vocab::property::ALL).map(|term| term.as_str()).collect();
    for quad in small_graph::quads() {
        let predicate = quad.predicate.as_str();
        assert!(!predicate.starts_with(vocab::NAMESPACE) || known.contains(predicate), "{predicate}");
        if let Term::NamedNode(object) = &quad.object {
            let concept = || vocab::scheme::ALL.iter().any(|scheme| scheme.name(object.as_str()).is_some());
            assert!(!object.as_str().starts_with(vocab::NAMESPACE) || known.contains(object.as_str()) || concept(), "{object}");
        }
    }
}

#[test]
fn quads_a_document() {
    let claims = small_graph::claims();
    for claims in &claims {
        let quads = to_quads(&base(), claims).len();
        let evidence = claims.evidence.len();
        // evidence costs twelve quads, whatever rests on it; the rest of a short dispatch stays near sixty
        assert!(quads - 12 * evidence <= 140, "{}: {quads} quads, {evidence} pieces of evidence", claims.document.id);
    }
}

#[test]
fn the_same_claims_give_the_same_bytes_in_any_order() {
    let base = Base::default();
    let facts = small_graph::facts();
    let mut claims = small_graph::claims();
    let graph = |claims: &[Claims]| {
        let quads = depeche::graph::knowledge::statements(&base, small_graph::knowledge_of(claims), &facts);
        quads.map(|quad| quad.to_string()).collect::<Vec<_>>()
    };
    let first = graph(&claims);
    claims.reverse();
    assert_eq!(first, graph(&claims));
}
