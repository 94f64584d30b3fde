//! One event told by five papers is one node: the dispatches of `tests/corpus/identity` against the clusters that they must make,
//! in any order and on any number of threads; the five real articles likewise, where they are here.

use crate::lexicon::READER;
use crate::shared::{documents, shared};
use depeche::claim::{Claims, LocalId, VisitStatus};
use depeche::export;
use depeche::graph::iri::Base;
use depeche::graph::merged::Merged;
use depeche::merge::knowledge::{Knowledge, MergedDate, NodeKey, PersonKey, Property, TreatyKey, Visit, VisitKey, Witness, WitnessRef};
use depeche::merge::{self, merge};
use depeche::query::Prefixes;
use depeche::text::fold::name_key;
use depeche::vocab::property as dep;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// `clusters.json`; its README says what each field means. A field that no test knows is an error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clusters {
    visits: Vec<VisitCluster>,
    treaties: Vec<TreatyCluster>,
    people: Vec<PersonCluster>,
    #[expect(dead_code, reason = "journeys are not built yet")]
    journeys: Vec<Value>,
    independent: Vec<BTreeSet<String>>,
    disagreements: Vec<Contradiction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitCluster {
    key: String,
    visitor: String,
    qid: Option<String>,
    destination: String,
    start: String,
    end: Option<String>,
    status: String,
    mentions: Vec<VisitTold>,
    #[serde(default)]
    possibly_same_as: Vec<String>,
    #[expect(dead_code, reason = "for people")]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitTold {
    document: String,
    status: String,
    start: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TreatyCluster {
    key: String,
    qid: Option<String>,
    parties: BTreeSet<String>,
    label: String,
    signed: String,
    place: String,
    acts: Vec<ActCluster>,
    replaces: BTreeSet<String>,
    mentions: Vec<TreatyTold>,
    #[serde(default, rename = "part_of")]
    #[expect(dead_code, reason = "a batch does not list its instruments yet")]
    part_of: Option<String>,
    #[expect(dead_code, reason = "for people")]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TreatyTold {
    document: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActCluster {
    #[serde(rename = "type")]
    act: String,
    date: String,
    by: BTreeSet<String>,
    documents: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonCluster {
    #[expect(dead_code, reason = "for people")]
    key: String,
    name: String,
    qid: Option<String>,
    state: String,
    mentions: BTreeSet<String>,
}

/// Value → the documents that give it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contradiction {
    visit: String,
    field: String,
    values: BTreeMap<String, BTreeSet<String>>,
}

/// What the annotations know and reading does not find yet, as the README says: a last day told by a number of days, two starts,
/// one item.
const UNREAD: &[&str] = &[
    "ekelstam-fin-canada-2014 end",
    "ekelstam-swe-canada-2014 end",
    "finland-soviet-1948 qid",
    "geingob-ireland-2018 end",
    "karis-latvia-2022-05-24 end",
    "levits-senegal-2022 end",
    "talon-croatia-2021 end",
    "talon-croatia-2021 start in i29",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/identity")
}

fn dispatches() -> PathBuf {
    folder().join("dispatches.jsonl")
}

fn json_lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).expect("a file").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn merged(claims: &[Claims]) -> Knowledge {
    merge(claims, &merge::Facts::new(READER.gazetteer()))
}

/// The merged graph and the background that it needs, as sorted Turtle.
fn turtle(claims: Vec<Claims>) -> String {
    let base = Base::default();
    let Merged { knowledge, background } = Merged::of(claims, &base, READER.gazetteer());
    let mut quads = [knowledge, background].concat();
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

/// Of the pairs of tellings, none is joined wrongly, and 9 in 10 of those of one event are joined.
#[track_caller]
fn hold(what: &str, told: &[Told]) {
    let (mut right, mut wrong, mut missed) = (0_usize, 0_usize, 0_usize);
    for (at, one) in told.iter().enumerate() {
        println!("    {} in node {:?}", one.event, one.node);
        for other in &told[at + 1..] {
            let joined = one.node.is_some() && one.node == other.node;
            match (one.event == other.event, joined) {
                (true, true) => right += 1,
                (false, true) => wrong += 1,
                (true, false) => missed += 1,
                (false, false) => {}
            }
        }
    }
    println!("{what}: of the pairs {right} joined rightly, {wrong} wrongly, {missed} not joined though of one event");
    assert!(wrong == 0 && right >= 9 * missed, "{what}: {right} pairs joined rightly, {wrong} wrongly, {missed} missed");
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
        claims.treaties.iter().filter(|treaty| treaty.parties.iter().map(|party| party.0.to_string()).collect::<BTreeSet<_>>() == *parties);
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

/// In which node each report is, by the place of the node in its list.
fn nodes<'a>(lists: impl Iterator<Item = &'a [Witness]>) -> BTreeMap<(String, LocalId), usize> {
    let each = lists.enumerate().flat_map(|(node, witnesses)| witnesses.iter().map(move |witness| (node, witness)));
    each.map(|(node, witness)| ((witness.document.as_str().to_owned(), witness.report.clone()), node)).collect()
}

fn visit_nodes(knowledge: &Knowledge) -> BTreeMap<(String, LocalId), usize> {
    nodes(knowledge.visits.iter().map(|visit| &visit.witnesses[..]))
}

/// The annotations of the corpus.
fn clusters() -> Clusters {
    serde_json::from_str(&std::fs::read_to_string(folder().join("clusters.json")).expect("clusters")).expect("clusters as annotated")
}

/// The claims of the corpus.
fn claims() -> Vec<Claims> {
    documents(&dispatches()).iter().map(|document| READER.read(document)).collect()
}

fn of_document<'a>(claims: &'a [Claims], id: &str) -> &'a Claims {
    claims.iter().find(|claims| claims.document.id.as_str() == id).expect("a document of the corpus")
}

#[test]
fn reports_of_one_event_meet_and_others_do_not() {
    let (clusters, claims) = (clusters(), claims());
    let knowledge = merged(&claims);
    assert_eq!(claims.len(), 36);
    let mut visits = Vec::new();
    let nodes_of_visits = visit_nodes(&knowledge);
    for cluster in &clusters.visits {
        for mention in &cluster.mentions {
            let start = mention.start.as_ref().unwrap_or(&cluster.start);
            let report = visit_report(of_document(&claims, &mention.document), &cluster.visitor, &cluster.destination, start);
            let node = report.and_then(|report| nodes_of_visits.get(&(mention.document.clone(), report)).copied());
            visits.push(Told { event: cluster.key.clone(), node });
        }
    }
    hold("visits of the identity corpus", &visits);
    let mut treaties = Vec::new();
    let nodes_of_treaties = nodes(knowledge.treaties.iter().map(|treaty| &treaty.witnesses[..]));
    for cluster in &clusters.treaties {
        for mention in &cluster.mentions {
            let report = treaty_report(of_document(&claims, &mention.document), &cluster.parties, &cluster.label, &cluster.signed);
            let node = report.and_then(|report| nodes_of_treaties.get(&(mention.document.clone(), report)).copied());
            treaties.push(Told { event: cluster.key.clone(), node });
        }
    }
    hold("treaties of the identity corpus", &treaties);
}

/// Which cluster each node is: all that is said of either stands in one line, and the two lists of lines are the same.
#[track_caller]
fn matched<N>(mut clusters: Vec<(String, &str)>, mut nodes: Vec<(String, N)>) -> impl Iterator<Item = (N, &str)> {
    clusters.sort_by(|one, other| one.0.cmp(&other.0));
    nodes.sort_by(|one, other| one.0.cmp(&other.0));
    let wanted: Vec<&str> = clusters.iter().map(|(line, _)| line.as_str()).collect();
    let found: Vec<&str> = nodes.iter().map(|(line, _)| line.as_str()).collect();
    assert!(wanted == found, "wanted\n{}\n\nfound\n{}", wanted.join("\n"), found.join("\n"));
    nodes.into_iter().map(|(_, node)| node).zip(clusters.into_iter().map(|(_, key)| key))
}

fn documents_of(by: &[WitnessRef]) -> BTreeSet<String> {
    by.iter().map(|by| by.document.as_str().to_owned()).collect()
}

fn telling(witnesses: &[Witness]) -> BTreeSet<String> {
    witnesses.iter().map(|witness| witness.document.as_str().to_owned()).collect()
}

fn date(date: Option<&MergedDate>) -> String {
    date.map_or_else(|| "?".to_owned(), |date| date.period.to_string())
}

impl PersonCluster {
    /// As [`person`] words it.
    fn id(&self) -> String {
        self.qid.clone().unwrap_or_else(|| format!("{} {}", name_key(&self.name).replace(' ', "-"), self.state))
    }
}

/// `Q7747`, or `torsten-ekelstam SWE`.
fn person(key: &PersonKey) -> String {
    match key {
        PersonKey::Linked(qid) => qid.as_str().to_owned(),
        PersonKey::Named { name, state, .. } => format!("{name} {}", state.as_ref().map_or("?", |state| state.0.as_str())),
    }
}

/// A visit under way and a visit made are one status here, as for the score.
fn made(status: &str) -> &str {
    if status == "ongoing" { "completed" } else { status }
}

/// The cluster of each visit: visitor, state, first day, status, and the status that each document tells.
fn visits<'k>(clusters: &'k Clusters, knowledge: &Knowledge) -> BTreeMap<VisitKey, &'k str> {
    type Statuses<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;
    let line = |visitor: &str, destination: &str, start: &str, status: &str, told: &Statuses<'_>| {
        format!("{visitor} → {destination}, {start}, {}: {told:?}", made(status))
    };
    let wanted = clusters.visits.iter().map(|cluster| {
        let told = cluster.mentions.iter().map(|told| (told.document.as_str(), [made(&told.status)].into())).collect();
        let visitor = clusters
            .people
            .iter()
            .find(|person| person.name == cluster.visitor && cluster.mentions.iter().any(|told| person.mentions.contains(&told.document)));
        let visitor = visitor.expect("a visitor is one of the people");
        assert_eq!(visitor.qid, cluster.qid, "{}", cluster.key);
        (line(&visitor.id(), &cluster.destination, &cluster.start, &cluster.status, &told), cluster.key.as_str())
    });
    let found = knowledge.visits.iter().map(|visit| {
        let mut told: Statuses<'_> = visit.witnesses.iter().map(|witness| (witness.document.as_str(), BTreeSet::new())).collect();
        for (status, by) in visit.statuses.iter().flat_map(|said| said.by.iter().map(|by| (said.value, by))) {
            told.entry(by.document.as_str()).or_default().insert(made(status.as_str()));
        }
        let (start, status) = (date(visit.start.as_ref()), visit.status.map_or("?", VisitStatus::as_str));
        (line(&person(&visit.visitor), &visit.destination.value.0, &start, status, &told), visit.key.clone())
    });
    matched(wanted.collect(), found.collect()).collect()
}

/// Every start that a document gives, also against the one that was kept.
fn starts<'a>(knowledge: &'a Knowledge, visit: &'a Visit) -> impl Iterator<Item = (String, &'a [WitnessRef])> {
    let kept = visit.start.iter().flat_map(|start| &start.said).map(|said| (said.value.to_string(), &said.by[..]));
    let node = NodeKey::Visit(visit.key.clone());
    let against = knowledge.disagreements.iter().filter(move |other| other.node == node && other.property == Property::VisitStart);
    kept.chain(against.flat_map(|other| &other.values[1..]).map(|said| (said.value.to_string(), &said.by[..])))
}

/// The cluster of each instrument: parties, place and date of signature, documents, acts that were done.
fn treaties<'k>(clusters: &'k Clusters, knowledge: &Knowledge) -> BTreeMap<TreatyKey, &'k str> {
    let line = |parties: &BTreeSet<String>, signed: &str, place: &str, acts: &BTreeSet<String>, documents: &BTreeSet<String>| {
        format!("{parties:?} signed {signed} in {place}: {acts:?} {documents:?}")
    };
    let act = |act: &str, date: &str, by: &BTreeSet<String>, documents: &BTreeSet<String>| format!("{act} {date} {by:?} {documents:?}");
    let wanted = clusters.treaties.iter().map(|cluster| {
        let TreatyCluster { parties, signed, place, mentions, .. } = cluster;
        let acts = cluster.acts.iter().map(|told| act(&told.act, &told.date, &told.by, &told.documents)).collect();
        let documents = mentions.iter().map(|told| told.document.clone()).collect();
        (line(parties, signed, place, &acts, &documents), cluster.key.as_str())
    });
    let found = knowledge.treaties.iter().map(|treaty| {
        let parties = treaty.parties.iter().map(|said| said.value.0.to_string()).collect();
        let done = treaty.acts.iter().filter(|act| act.happened);
        let acts = done.clone().map(|done| {
            let by = done.by.iter().map(|said| said.value.0.to_string()).collect();
            act(done.key.act.as_str(), &date(done.date.as_ref()), &by, &telling(&done.witnesses))
        });
        let signed = date(treaty.signed.as_ref());
        let signature = done.clone().find(|act| act.key.act.as_str() == "signed");
        let place = signature.and_then(|act| act.places.first()).map_or("?", |said| said.value.name.as_str());
        (line(&parties, &signed, place, &acts.collect(), &telling(&treaty.witnesses)), treaty.key.clone())
    });
    matched(wanted.collect(), found.collect()).collect()
}

/// Each cluster is one node, there is no other node, and what is said of both is the same: visits, instruments, people.
#[test]
fn nodes_are_the_clusters() {
    let (clusters, knowledge) = (clusters(), merged(&claims()));
    let visits = visits(&clusters, &knowledge);
    let mut unread = BTreeSet::new();
    let mut same = |what: String, wanted: Option<&String>, found: Option<&String>| match found {
        Some(_) => assert_eq!(found, wanted, "{what}"),
        None => _ = wanted.map(|_| unread.insert(what)),
    };
    for visit in &knowledge.visits {
        let cluster = clusters.visits.iter().find(|cluster| cluster.key == visits[&visit.key]).expect("its cluster");
        let end = visit.end.as_ref().map(|end| end.period.to_string());
        same(format!("{} end", cluster.key), cluster.end.as_ref(), end.as_ref());
        let told = |document: &str| starts(&knowledge, visit).find(|(_, by)| documents_of(by).contains(document)).map(|(value, _)| value);
        for mention in &cluster.mentions {
            same(format!("{} start in {}", cluster.key, mention.document), mention.start.as_ref(), told(&mention.document).as_ref());
        }
    }
    let treaties = treaties(&clusters, &knowledge);
    for treaty in &knowledge.treaties {
        let cluster = clusters.treaties.iter().find(|cluster| cluster.key == treaties[&treaty.key]).expect("its cluster");
        let replaces: BTreeSet<String> = treaty.replaces.iter().map(|said| treaties[&said.value].to_owned()).collect();
        assert_eq!(replaces, cluster.replaces, "{}", cluster.key);
        let qid = treaty.wikidata.as_ref().map(|qid| qid.as_str().to_owned());
        same(format!("{} qid", cluster.key), cluster.qid.as_ref(), qid.as_ref());
    }
    assert_eq!(unread.iter().map(String::as_str).collect::<Vec<_>>(), UNREAD);
    let line = |key: &str, states: &BTreeSet<String>, documents: &BTreeSet<String>| format!("{key} of {states:?}: {documents:?}");
    let wanted = clusters
        .people
        .iter()
        .map(|cluster| (line(&cluster.id(), &[cluster.state.clone()].into(), &cluster.mentions), cluster.name.as_str()));
    let found = knowledge.people.iter().map(|node| {
        let states = node.states.iter().map(|said| said.value.0.to_string()).collect();
        (line(&person(&node.key), &states, &telling(&node.witnesses)), node.label.as_str())
    });
    for (label, name) in matched(wanted.collect(), found.collect()) {
        let words = |name: &str| name_key(name).split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        assert!(words(name).is_subset(&words(label)), "{name} is called {label}");
    }
}

/// What was left apart, and what the documents contradict one another on: that, and nothing else.
#[test]
fn doubts_are_the_annotated_ones() {
    let (clusters, knowledge) = (clusters(), merged(&claims()));
    let visits = visits(&clusters, &knowledge);
    let visit = |node: &NodeKey| if let NodeKey::Visit(key) = node { visits[key] } else { panic!("no visit: {node:?}") };
    let pair = |one: &str, other: &str| -> BTreeSet<String> { [one.to_owned(), other.to_owned()].into() };
    let wanted: BTreeSet<_> =
        clusters.visits.iter().flat_map(|cluster| cluster.possibly_same_as.iter().map(|other| pair(&cluster.key, other))).collect();
    let found: BTreeSet<_> = knowledge.possibly_same.iter().map(|pairs| pair(visit(&pairs.one), visit(&pairs.other))).collect();
    assert_eq!(found, wanted);
    let field = |property: Property| property.as_str().strip_prefix("visit-").unwrap_or_else(|| property.as_str());
    let wanted: BTreeSet<_> =
        clusters.disagreements.iter().map(|told| (told.visit.clone(), told.field.clone(), told.values.clone())).collect();
    let found = knowledge.disagreements.iter().map(|told| {
        let values: BTreeMap<_, _> = told.values.iter().map(|said| (said.value.to_string(), documents_of(&said.by))).collect();
        (visit(&told.node).to_owned(), field(told.property).to_owned(), values)
    });
    assert_eq!(found.collect::<BTreeSet<_>>(), wanted);
    assert!(!wanted.is_empty(), "a contradiction is part of the corpus");
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
    hold("visits of the five articles", &told);
}

/// Three papers print one agency text: with two accounts of their own, three independent witnesses of five documents.
#[test]
fn reprints_are_one_witness() {
    let (clusters, knowledge) = (clusters(), merged(&claims()));
    let [reprints] = &clusters.independent[..] else { panic!("one group of reprints") };
    let visit = knowledge.visits.iter().find(|visit| reprints.is_subset(&telling(&visit.witnesses))).expect("what the agency tells");
    assert_eq!((visit.support.documents, visit.support.independent), (5, 3));
    for visit in &knowledge.visits {
        let copies = visit.witnesses.iter().filter(|witness| reprints.contains(witness.document.as_str())).count();
        assert_eq!(visit.support.independent, visit.support.documents - copies.saturating_sub(1), "{:?}", visit.key);
    }
}

/// The graph of the corpus, reviewed line by line: `expected.ttl`. To write it anew after a change that was meant: set
/// `DEPECHE_ACCEPT=1`, run this test, and read the difference.
#[test]
fn the_graph_is_the_one_that_was_reviewed() {
    let path = folder().join("expected.ttl");
    let graph = turtle(claims());
    if std::env::var_os("DEPECHE_ACCEPT").is_some() {
        std::fs::write(&path, &graph).expect("a file");
    }
    let expected = std::fs::read_to_string(&path).expect("the reviewed graph");
    let first = graph.lines().zip(expected.lines()).enumerate().find(|(_, (one, other))| one != other);
    assert!(graph == expected, "differs from expected.ttl, first at {first:?}");
}

/// Read on 1 to 4 threads, the documents give the same claims; merged in 200 orders, the claims give the same bytes.
#[test]
fn no_thread_and_no_order_matters() {
    let documents = documents(&dispatches());
    let read = |threads: usize| -> Vec<Claims> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| documents.par_iter().map(|document| READER.read(document)).collect())
    };
    let mut claims = read(1);
    for threads in 2..=4 {
        assert!(read(threads) == claims, "other claims on {threads} threads");
    }
    let first = turtle(claims.clone());
    let mut draw = fastrand::Rng::with_seed(4);
    for round in 0..200 {
        draw.shuffle(&mut claims);
        assert!(turtle(claims.clone()) == first, "another graph in round {round}");
    }
}

/// What a build once printed as the IRI of a person or an instrument still leads to one after further builds, as its IRI or as an alias.
/// Visits and acts are not held to it yet: their key can be drawn from several witnesses, and no witness alone gives it later.
#[test]
fn an_iri_once_printed_leads_somewhere_later() {
    let (claims, base) = (claims(), Base::default());
    let mut order: Vec<usize> = (0..claims.len()).collect();
    let mut random = fastrand::Rng::with_seed(4);
    let mut followed = 0;
    for round in 0..20 {
        random.shuffle(&mut order);
        let mut printed: BTreeSet<String> = BTreeSet::new();
        let held = |iri: &String| iri.contains("/person/") || iri.contains("/treaty/");
        for builds in 1..=6 {
            let so_far = order[..order.len() * builds / 6].iter().map(|at| claims[*at].clone()).collect();
            let graph = Merged::of(so_far, &base, READER.gazetteer()).knowledge;
            let subjects = graph.iter().map(|quad| quad.subject.to_string());
            let aliases = graph.iter().filter(|quad| quad.predicate == dep::ALIAS).map(|quad| quad.object.to_string());
            let now: BTreeSet<String> = subjects.chain(aliases).filter(|iri| !iri.contains('#')).filter(held).collect();
            let lost: Vec<_> = printed.difference(&now).collect();
            assert!(lost.is_empty(), "round {round}, build {builds}: {lost:?} lead nowhere");
            followed += printed.len();
            printed.extend(now);
        }
    }
    assert!(followed > 1000, "only {followed} IRIs were followed");
}
