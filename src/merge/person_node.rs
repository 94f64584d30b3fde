//! First stratum: what the mentions of one person say together: names, states, offices.
//!
//! Which mentions are of one person, [`super::person`] has settled; the later strata ask [`People`] whom a report means.

use super::background::Background;
use super::corpus::{At, Corpus, Sayings, documents_of, support};
use super::identity::{Unnamed, name_nodes, pairs};
use super::knowledge::{NodeKey, OfficeHeld, Person, PersonKey, PossiblySame, Said};
use super::name_key::name_key;
use super::person::{Cluster, cluster_people};
use super::reason::ApartReason;
use crate::claim::{ActorCode, EvidenceId, Office, PersonMention};
use std::collections::{BTreeMap, BTreeSet};

/// The people, in order of key, and which of them each mention is.
pub(super) struct People {
    pub(super) nodes: Vec<Person>,
    pub(super) possibly_same: Vec<PossiblySame>,
    /// By document and item.
    node_of: Vec<Vec<usize>>,
}

impl People {
    /// Index into `nodes`.
    pub(super) fn of(&self, at: At) -> usize {
        self.node_of[at.document][at.item]
    }

    pub(super) fn key(&self, at: At) -> &PersonKey {
        &self.nodes[self.of(at)].key
    }
}

pub(super) fn merge_people(corpus: &Corpus<'_>, background: &dyn Background) -> People {
    let (mut clusters, apart) = cluster_people(corpus, background);
    // in order of the first mention, so that nothing below depends on how the clusters were found
    for cluster in &mut clusters {
        cluster.members.sort_by_key(|(at, _)| *at);
    }
    clusters.sort_by_key(|cluster| cluster.members[0].0);
    let mut drafts: Vec<(Person, BTreeSet<PersonKey>)> = clusters.iter().map(|cluster| draft(corpus, background, cluster)).collect();
    let names = name_nodes(
        drafts
            .iter_mut()
            .map(|(person, alone)| Unnamed { key: person.key.clone(), witnesses: &person.witnesses, alone: std::mem::take(alone) })
            .collect(),
    );
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    order.sort_by(|a, b| names[*a].0.cmp(&names[*b].0));
    let mut node_of: Vec<Vec<usize>> = corpus.all().map(|(_, claims)| vec![usize::MAX; claims.people.len()]).collect();
    for (node, cluster) in order.iter().enumerate() {
        for (at, _) in &clusters[*cluster].members {
            node_of[at.document][at.item] = node;
        }
    }
    let mut drafts: Vec<Option<Person>> = drafts.into_iter().map(|(person, _)| Some(person)).collect();
    let nodes: Vec<Person> = order
        .iter()
        .filter_map(|n| drafts[*n].take().map(|person| Person { key: names[*n].0.clone(), aliases: names[*n].1.clone(), ..person }))
        .collect();
    let mut people = People { nodes, possibly_same: Vec::new(), node_of };
    let key = |at: &At| NodeKey::Person(people.key(*at).clone());
    people.possibly_same = pairs(apart.iter().map(|(a, b)| (key(a), key(b), ApartReason::SameNameOnly)));
    people
}

/// The key that one mention alone gives.
pub(super) fn key_alone(mention: &PersonMention) -> PersonKey {
    if let Some(item) = &mention.wikidata {
        return PersonKey::Linked(item.clone());
    }
    PersonKey::Named { name: name_key(&mention.label), state: state_of(mention).cloned(), collision: None }
}

fn draft(corpus: &Corpus<'_>, background: &dyn Background, cluster: &Cluster) -> (Person, BTreeSet<PersonKey>) {
    let (mut labels, mut forms, mut states, mut offices) = (Sayings::new(), Sayings::new(), Sayings::new(), Sayings::new());
    let mut titles: BTreeMap<(Office, Option<ActorCode>), BTreeSet<String>> = BTreeMap::new();
    let mut witnesses = Vec::new();
    let mut alone = BTreeSet::new();
    for (at, reason) in &cluster.members {
        let mention = corpus.person(*at);
        let by = |own: &[EvidenceId]| corpus.reference(at.document, &mention.id, own, &mention.evidence);
        labels.add(mention.label.clone(), by(&[]));
        for form in &mention.forms {
            forms.add(form.clone(), by(&[]));
        }
        if let Some(state) = &mention.state {
            states.add(state.clone(), by(&mention.state_evidence));
        }
        for said in &mention.offices {
            titles.entry((said.office, said.state.clone())).or_default().insert(said.title.clone());
            offices.add((said.office, said.state.clone()), by(&said.evidence));
        }
        witnesses.push(corpus.witness(at.document, &mention.id, std::slice::from_ref(reason)));
        alone.insert(key_alone(mention));
    }
    let (witnesses, support) = support(corpus, witnesses);
    let (states, labels) = (states.by_support(), labels.by_support());
    let label = best_label(&labels.iter().map(|said| (documents_of(&said.by), said.value.as_str())).collect::<Vec<_>>());
    let key = if let Some(item) = &cluster.item {
        PersonKey::Linked(item.clone())
    } else {
        let state = cluster.members.iter().find_map(|(at, _)| state_of(corpus.person(*at)));
        PersonKey::Named { name: name_key(&label), state: state.cloned(), collision: None }
    };
    let usual = cluster.item.as_ref().and_then(|item| background.person(item)).map(|facts| facts.label).filter(|label| !label.is_empty());
    let offices = offices.by_support().into_iter().map(|said| {
        let titles = titles.remove(&said.value).unwrap_or_default().into_iter().collect();
        let (office, state) = said.value;
        Said { value: OfficeHeld { office, state, titles }, by: said.by }
    });
    let person = Person {
        key,
        label: usual.unwrap_or(label),
        wikidata: cluster.item.clone(),
        forms: forms.by_support(),
        states,
        offices: offices.collect(),
        witnesses,
        aliases: Vec::new(),
        support,
    };
    (person, alone)
}

/// Of labels with their support the best supported, of equals the longest, of equals the smallest.
pub(super) fn best_label(labels: &[(usize, &str)]) -> String {
    let rank = |(support, label): &(usize, &str)| (*support, label.chars().count(), std::cmp::Reverse((*label).to_owned()));
    labels.iter().max_by_key(|each| rank(each)).map_or_else(String::new, |(_, label)| (*label).to_owned())
}

/// The state a person belongs to: as said, else that of an office.
pub(super) fn state_of(mention: &PersonMention) -> Option<&ActorCode> {
    mention.state.as_ref().or_else(|| mention.offices.iter().find_map(|office| office.state.as_ref()))
}
