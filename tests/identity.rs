//! One event told by five papers is one node: the dispatches of `tests/corpus/identity` against the clusters that they must make,
//! in any order and on any number of threads; the five real articles likewise, where they are here.

use crate::lexicon::READER;
use crate::shared::shared;
use depeche::claim::{Claims, LocalId, VisitStatus};
use depeche::document::Document;
use depeche::graph::background::{self, Facts};
use depeche::graph::iri::Base;
use depeche::graph::knowledge;
use depeche::merge::knowledge::Knowledge;
use depeche::merge::{self, merge};
use depeche::query::Prefixes;
use depeche::source::{Documents, Input, Limits, Received};
use depeche::text::fold::name_key;
use depeche::{export, pipeline::Reader};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/identity")
}

fn documents(path: &Path) -> Vec<Document> {
    let received = Documents::new(vec![Input::Path(path.to_owned())], Limits { document_bytes: 10_000_000 }, std::io::empty());
    received.filter_map(|received| if let Received::Document { document, .. } = received { Some(*document) } else { None }).collect()
}

fn json_lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).expect("a file").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn merged(claims: &[Claims]) -> Knowledge {
    merge(claims, &merge::Facts::new(READER.gazetteer()))
}

/// The merged graph and the background that it needs, as sorted Turtle.
fn turtle(merged: &Knowledge) -> String {
    let base = Base::default();
    let facts = Facts::of(READER.gazetteer(), merged);
    let mut quads = knowledge::to_quads(&base, merged, &facts);
    quads.extend(background::to_quads(&base, &facts));
    for quad in &mut quads {
        quad.graph_name = oxigraph::model::GraphName::DefaultGraph;
    }
    let mut out = Vec::new();
    export::write(export::Format::Turtle, quads, &Prefixes::of_base(&base), &mut out).expect("Turtle");
    String::from_utf8(out).expect("UTF-8")
}

/// A telling of an event in one document: the event it is of by the annotations, and the node it was put into, if it was read.
struct Told {
    event: String,
    node: Option<usize>,
}

/// Pairs of tellings: joined rightly, joined wrongly, not joined though of one event.
#[derive(Default, Debug, Clone, Copy)]
struct Pairs {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Pairs {
    #[track_caller]
    fn hold(what: &str, told: &[Told]) {
        let pairs = Self::of(told);
        pairs.check(what, told);
    }

    fn of(told: &[Told]) -> Self {
        let mut pairs = Self::default();
        for (at, one) in told.iter().enumerate() {
            for other in &told[at + 1..] {
                let joined = one.node.is_some() && one.node == other.node;
                match (one.event == other.event, joined) {
                    (true, true) => pairs.right += 1,
                    (false, true) => pairs.wrong += 1,
                    (true, false) => pairs.missed += 1,
                    (false, false) => {}
                }
            }
        }
        pairs
    }

    #[expect(clippy::cast_precision_loss, reason = "some hundred pairs")]
    fn shares(self) -> (f64, f64) {
        let of = |whole: usize| if whole == 0 { 1.0 } else { self.right as f64 / whole as f64 };
        (of(self.right + self.wrong), of(self.right + self.missed))
    }

    #[track_caller]
    fn check(self, what: &str, told: &[Told]) {
        let (precision, recall) = self.shares();
        told.iter().for_each(|told| println!("    {} in node {:?}", told.event, told.node));
        println!("{what}: pairwise precision {precision:.3}, recall {recall:.3} ({self:?})");
        assert!(self.wrong == 0 && recall >= 0.90, "{what}: precision {precision}, recall {recall}, {self:?}");
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The report of a document that tells the annotated visit: its visitor and destination, of several the one nearest in date.
fn visit_report(claims: &Claims, visitor: &str, destination: &str, start: &str) -> Option<LocalId> {
    let surname = name_key(visitor).rsplit(' ').next().unwrap_or_default().to_owned();
    let fits = claims.visits.iter().filter(|visit| {
        let person = claims.person(&visit.visitor);
        visit.destination.0 == destination && person.is_some_and(|person| name_key(&person.label).split(' ').any(|word| word == surname))
    });
    let common = |visit: &&depeche::claim::VisitReport| {
        let said = visit.start.as_ref().map(|start| start.period.to_string()).unwrap_or_default();
        // What the annotation does not date, the report does not either.
        (start.is_empty() && said.is_empty(), said.bytes().zip(start.bytes()).take_while(|(one, other)| one == other).count())
    };
    fits.max_by_key(common).map(|visit| visit.id.clone())
}

/// The report of a document that tells the annotated instrument: its parties, of several the one nearest in date, then in name.
fn treaty_report(claims: &Claims, parties: &BTreeSet<String>, label: &str, signed: &str) -> Option<LocalId> {
    let fits =
        claims.treaties.iter().filter(|treaty| treaty.parties.iter().map(|party| party.0.clone()).collect::<BTreeSet<_>>() == *parties);
    let words = |label: &str| name_key(label).split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect::<BTreeSet<String>>();
    let near = |treaty: &&depeche::claim::TreatyReport| {
        let dates = treaty.acts.iter().filter_map(|act| act.date.as_ref()).map(|date| date.period.to_string());
        let common = dates.map(|said| said.bytes().zip(signed.bytes()).take_while(|(one, other)| one == other).count()).max();
        let shared = treaty.labels.iter().map(|name| words(name).intersection(&words(label)).count()).max();
        // A day or a month in common tells more than the words of a name, and those more than a year.
        (common.unwrap_or(0) > 6, shared.unwrap_or(0) > 1, common.unwrap_or(0), shared.unwrap_or(0))
    };
    fits.max_by_key(near).map(|treaty| treaty.id.clone())
}

fn node_of(witnesses: impl Iterator<Item = (usize, (String, LocalId))>) -> BTreeMap<(String, LocalId), usize> {
    witnesses.map(|(node, report)| (report, node)).collect()
}

fn visit_nodes(knowledge: &Knowledge) -> BTreeMap<(String, LocalId), usize> {
    let each = |(node, visit): (usize, &depeche::merge::knowledge::Visit)| {
        visit
            .witnesses
            .iter()
            .map(move |witness| (node, (witness.document.as_str().to_owned(), witness.report.clone())))
            .collect::<Vec<_>>()
    };
    node_of(knowledge.visits.iter().enumerate().flat_map(each))
}

fn treaty_nodes(knowledge: &Knowledge) -> BTreeMap<(String, LocalId), usize> {
    let each = |(node, treaty): (usize, &depeche::merge::knowledge::Treaty)| {
        treaty
            .witnesses
            .iter()
            .map(move |witness| (node, (witness.document.as_str().to_owned(), witness.report.clone())))
            .collect::<Vec<_>>()
    };
    node_of(knowledge.treaties.iter().enumerate().flat_map(each))
}

/// The corpus, its annotations, its claims and what they say together.
fn corpus() -> (Value, Vec<Claims>, Knowledge) {
    let clusters: Value = serde_json::from_str(&std::fs::read_to_string(folder().join("clusters.json")).expect("clusters")).expect("JSON");
    let claims: Vec<Claims> = documents(&folder().join("dispatches.jsonl")).iter().map(|document| READER.read(document)).collect();
    let knowledge = merged(&claims);
    (clusters, claims, knowledge)
}

fn of_document<'a>(claims: &'a [Claims], id: &str) -> &'a Claims {
    claims.iter().find(|claims| claims.document.id.as_str() == id).expect("a document of the corpus")
}

#[test]
fn reports_of_one_event_meet_and_others_do_not() {
    let (clusters, claims, knowledge) = corpus();
    assert_eq!(claims.len(), 36);
    let mut visits = Vec::new();
    let nodes = visit_nodes(&knowledge);
    for cluster in clusters["visits"].as_array().expect("visits") {
        for mention in cluster["mentions"].as_array().expect("mentions") {
            let document = text(mention, "document");
            let start = mention["start"].as_str().unwrap_or_else(|| text(cluster, "start"));
            let report = visit_report(of_document(&claims, document), text(cluster, "visitor"), text(cluster, "destination"), start);
            let node = report.and_then(|report| nodes.get(&(document.to_owned(), report)).copied());
            if node.is_none() {
                println!("not read: visit {} in {document}", text(cluster, "key"));
            }
            visits.push(Told { event: text(cluster, "key").to_owned(), node });
        }
    }
    Pairs::hold("visits of the identity corpus", &visits);
    let mut treaties = Vec::new();
    let nodes = treaty_nodes(&knowledge);
    for cluster in clusters["treaties"].as_array().expect("treaties") {
        let parties: BTreeSet<String> =
            cluster["parties"].as_array().expect("parties").iter().map(|party| party.as_str().expect("a code").to_owned()).collect();
        for mention in cluster["mentions"].as_array().expect("mentions") {
            let document = text(mention, "document");
            let report = treaty_report(of_document(&claims, document), &parties, text(cluster, "label"), text(cluster, "signed"));
            let node = report.and_then(|report| nodes.get(&(document.to_owned(), report)).copied());
            if node.is_none() {
                println!("not read: treaty {} in {document}", text(cluster, "key"));
            }
            treaties.push(Told { event: text(cluster, "key").to_owned(), node });
        }
    }
    Pairs::hold("treaties of the identity corpus", &treaties);
}

/// Each cluster is one node, with its first day, its status and a witness for each document that tells it; there is no other visit.
#[test]
fn nodes_are_the_clusters() {
    let (clusters, _, knowledge) = corpus();
    // Under way and made are one here: the last paper that tells of it may have been printed before its end.
    let made = |status: &str| if status == "ongoing" { "completed".to_owned() } else { status.to_owned() };
    let mut wanted: Vec<String> = Vec::new();
    for cluster in clusters["visits"].as_array().expect("visits") {
        let documents: BTreeSet<&str> =
            cluster["mentions"].as_array().expect("mentions").iter().map(|told| text(told, "document")).collect();
        wanted.push(format!("{} {} {} {documents:?}", text(cluster, "destination"), text(cluster, "start"), made(text(cluster, "status"))));
    }
    let mut found: Vec<String> = Vec::new();
    for visit in &knowledge.visits {
        let start = visit.start.as_ref().map(|date| date.period.to_string()).unwrap_or_default();
        let documents: BTreeSet<&str> = visit.witnesses.iter().map(|witness| witness.document.as_str()).collect();
        found.push(format!("{} {start} {} {documents:?}", visit.destination.value.0, made(visit.status.map_or("", VisitStatus::as_str))));
    }
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

/// The five articles: a visit of one person to one state in one year is one visit there (an undated one is that of 2024).
#[test]
fn the_five_articles_meet_likewise() {
    let Some(path) = shared("gold/seeds.jsonl") else { return };
    let claims: Vec<Claims> = documents(&path).iter().map(|document| READER.read(document)).collect();
    let nodes = visit_nodes(&merged(&claims));
    let mut told = Vec::new();
    for gold in json_lines(&path) {
        for visit in gold["visits"].as_array().expect("visits").iter().filter(|visit| visit["optional"] != true) {
            let start = text(visit, "start");
            let event = format!("{} {} {}", text(visit, "visitor"), text(visit, "destination"), start.get(..4).unwrap_or("2024"));
            let report = visit_report(of_document(&claims, text(&gold, "id")), text(visit, "visitor"), text(visit, "destination"), start);
            let node = report.and_then(|report| nodes.get(&(text(&gold, "id").to_owned(), report)).copied());
            told.push(Told { event, node });
        }
    }
    assert!(told.len() > 10);
    Pairs::hold("visits of the five articles", &told);
}

/// Three papers print one agency text: with two accounts of their own, three independent witnesses of five documents.
#[test]
fn reprints_are_one_witness() {
    let (clusters, _, knowledge) = corpus();
    let reprints: Vec<&str> = clusters["independent"][0].as_array().expect("a group").iter().filter_map(Value::as_str).collect();
    let visit = knowledge
        .visits
        .iter()
        .find(|visit| reprints.iter().all(|id| visit.witnesses.iter().any(|witness| witness.document.as_str() == *id)))
        .expect("the visit that the agency tells");
    assert_eq!((visit.support.documents, visit.support.independent), (5, 3));
    for visit in &knowledge.visits {
        let copies = visit.witnesses.iter().filter(|witness| reprints.contains(&witness.document.as_str())).count();
        assert_eq!(visit.support.independent, visit.support.documents - copies.saturating_sub(1), "{:?}", visit.key);
    }
}

/// The graph of the corpus, reviewed line by line: `expected.ttl`. To write it anew after a change that was meant: set
/// `DEPECHE_ACCEPT=1`, run this test, and read the difference.
#[test]
fn the_graph_is_the_one_that_was_reviewed() {
    let (_, _, knowledge) = corpus();
    let path = folder().join("expected.ttl");
    let graph = turtle(&knowledge);
    if std::env::var_os("DEPECHE_ACCEPT").is_some() {
        std::fs::write(&path, &graph).expect("a file");
    }
    let expected = std::fs::read_to_string(&path).expect("the reviewed graph");
    let first = graph.lines().zip(expected.lines()).enumerate().find(|(_, (one, other))| one != other);
    assert!(graph == expected, "differs from expected.ttl, first at {first:?}");
}

/// 200 orders on 1 to 4 threads: the same bytes.
#[test]
fn no_order_and_no_thread_matters() {
    let documents = documents(&folder().join("dispatches.jsonl"));
    let graph_of = |reader: &Reader, order: &[usize], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let claims: Vec<Claims> = pool.install(|| order.par_iter().map(|at| reader.read(&documents[*at])).collect());
        turtle(&pool.install(|| merged(&claims)))
    };
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let first = graph_of(&READER, &order, 1);
    let mut draw = fastrand::Rng::with_seed(4);
    for round in 0..200 {
        draw.shuffle(&mut order);
        assert!(graph_of(&READER, &order, 1 + round % 4) == first, "another graph for the order {order:?} on {} threads", 1 + round % 4);
    }
}
