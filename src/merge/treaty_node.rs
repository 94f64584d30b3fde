//! Second stratum: what the reports of one instrument say together: names, parties, acts, articles, what it replaces.
//!
//! Which reports are of one instrument, [`super::treaty`] has settled. Visits look up their treaties in [`Treaties`].

use super::act::{self, Draft};
use super::background::Background;
use super::corpus::{At, Corpus, Sayings, documents_of, support};
use super::identity::{Unnamed, name_nodes, pairs};
use super::knowledge::{
    Act, ActKey, ArticleSaid, Disagreement, MergedDate, NodeKey, PossiblySame, Property, Said, Treaty, TreatyKey, Value, Witness,
};
use super::name_key::name_key;
use super::person_node::{People, best_label};
use super::treaty::{Cluster, Hints, cluster_treaties};
use super::treaty_tie::signature;
use crate::claim::{ActType, ActorCode, TreatyReport};
use crate::period::Period;
use std::collections::BTreeSet;

/// The treaties, in order of key, and which of them each report is of.
pub(super) struct Treaties {
    pub(super) nodes: Vec<Treaty>,
    pub(super) disagreements: Vec<Disagreement>,
    pub(super) possibly_same: Vec<PossiblySame>,
    /// By document and item.
    node_of: Vec<Vec<usize>>,
}

impl Treaties {
    /// Index into `nodes`.
    pub(super) fn of(&self, at: At) -> usize {
        self.node_of[at.document][at.item]
    }
}

pub(super) fn merge_treaties(corpus: &Corpus<'_>, people: &People, background: &dyn Background, hints: &Hints) -> Treaties {
    let (clusters, apart) = cluster_treaties(corpus, people, background, hints);
    let mut acts: Vec<Vec<Draft>> = Vec::with_capacity(clusters.len());
    let mut drafts: Vec<Treaty> = Vec::with_capacity(clusters.len());
    for cluster in &clusters {
        let treaty = gather(corpus, background, cluster);
        let members: Vec<At> = cluster.members.iter().map(|(at, _)| *at).collect();
        let parties = treaty.parties.iter().map(|said| said.value.clone()).collect();
        let of_treaty = act::merge_acts(corpus, people, &members, &parties, &treaty.key);
        let signed = signature_of(&of_treaty);
        let key = dated(&treaty.key, signed.as_ref().map(|date| date.period));
        acts.push(of_treaty);
        drafts.push(Treaty { key, signed, ..treaty });
    }
    let unnamed = drafts.iter().zip(&clusters).map(|(treaty, cluster)| {
        let alone = cluster.members.iter().map(|(at, _)| key_alone(corpus.treaty(*at))).collect();
        Unnamed { key: treaty.key.clone(), witnesses: &treaty.witnesses, alone }
    });
    let names = name_nodes(unnamed.collect());
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|a, b| names[*a].0.cmp(&names[*b].0));
    let mut node_of: Vec<Vec<usize>> = corpus.all().map(|(_, claims)| vec![usize::MAX; claims.treaties.len()]).collect();
    for (node, n) in order.iter().enumerate() {
        for (at, _) in &clusters[*n].members {
            node_of[at.document][at.item] = node;
        }
    }
    let mut parts: Vec<Option<(Treaty, Vec<Draft>)>> = drafts.into_iter().zip(acts).map(Some).collect();
    let mut treaties = Treaties { nodes: Vec::new(), disagreements: Vec::new(), possibly_same: Vec::new(), node_of };
    for n in &order {
        let Some((treaty, of_treaty)) = parts[*n].take() else { continue };
        let (key, aliases) = names[*n].clone();
        let acts = name_acts(&key, &aliases, of_treaty, &mut treaties.disagreements);
        treaties.nodes.push(Treaty { key, acts, aliases, ..treaty });
    }
    link_replaced(corpus, &clusters, &mut treaties);
    let key = |at: At| NodeKey::Treaty(treaties.nodes[treaties.of(at)].key.clone());
    treaties.possibly_same = pairs(apart.into_iter().map(|(a, b, reason)| (key(a), key(b), reason)));
    treaties
}

fn dated(key: &TreatyKey, date: Option<Period>) -> TreatyKey {
    match key {
        TreatyKey::Between { parties, .. } => TreatyKey::Between { parties: parties.clone(), signed: date, collision: None },
        TreatyKey::Named { name, .. } => TreatyKey::Named { name: name.clone(), signed: date, collision: None },
        TreatyKey::Known(item) => TreatyKey::Known(item.clone()),
    }
}

/// The key that one report alone gives.
fn key_alone(report: &TreatyReport) -> TreatyKey {
    let signed = signature(report).map(|date| date.period);
    match &report.wikidata {
        Some(item) => TreatyKey::Known(item.clone()),
        None if report.parties.is_empty() => TreatyKey::Named { name: name_key(&report.label), signed, collision: None },
        None => TreatyKey::Between { parties: report.parties.clone(), signed, collision: None },
    }
}

fn signature_of(acts: &[Draft]) -> Option<MergedDate> {
    [ActType::Signed, ActType::Adopted, ActType::OpenedForSignature]
        .into_iter()
        .find_map(|kind| acts.iter().filter(|draft| draft.act.key.act == kind).find_map(|draft| draft.act.date.clone()))
}

/// All but acts, date, final key and what it replaces.
fn gather(corpus: &Corpus<'_>, background: &dyn Background, cluster: &Cluster) -> Treaty {
    let (mut labels, mut kinds, mut parties) = (Sayings::new(), Sayings::new(), Sayings::new());
    let (mut statuses, mut provisions) = (Sayings::new(), Sayings::new());
    let mut best = Sayings::new();
    let mut witnesses: Vec<Witness> = Vec::new();
    for (at, reasons) in &cluster.members {
        let report = corpus.treaty(*at);
        let reference = |own: &[_]| corpus.reference(at.document, &report.id, own, &report.evidence);
        best.add(report.label.clone(), reference(&[]));
        for label in report.labels.iter().chain([&report.label]) {
            labels.add(label.clone(), reference(&[]));
        }
        if let Some(kind) = report.kind {
            kinds.add(kind, reference(&[]));
        }
        for code in &report.parties {
            parties.add(code.clone(), reference(&report.party_evidence));
        }
        if let Some(status) = report.status {
            statuses.add(status, reference(&[]));
        }
        for provision in &report.provisions {
            let of = provision.article.is_none().then(|| (corpus.id(at.document).clone(), provision.id.clone()));
            let by = corpus.reference(at.document, &provision.id, &provision.evidence, &report.evidence);
            provisions.add(ArticleSaid { article: provision.article.clone(), of }, by);
        }
        witnesses.push(corpus.witness(at.document, &report.id, reasons));
    }
    let reports = || cluster.members.iter().map(|(at, _)| corpus.treaty(*at));
    let (witnesses, support) = support(corpus, witnesses);
    let best: Vec<Said<String>> = best.by_support();
    let label = best_label(&best.iter().map(|said| (documents_of(&said.by), said.value.as_str())).collect::<Vec<_>>());
    let usual = cluster.item.as_ref().and_then(|item| background.treaty(item)).map(|facts| facts.label).filter(|label| !label.is_empty());
    let parties = parties.by_value();
    let key = match &cluster.item {
        Some(item) => TreatyKey::Known(item.clone()),
        None if parties.is_empty() => TreatyKey::Named { name: name_key(&label), signed: None, collision: None },
        None => TreatyKey::Between { parties: parties.iter().map(|said| said.value.clone()).collect(), signed: None, collision: None },
    };
    let mut provisions = provisions.by_value();
    // `None` sorts first; numbers come before the rest
    provisions
        .sort_by_key(|said| said.value.article.as_deref().map_or((true, u32::MAX), |article| (false, article.parse().unwrap_or(u32::MAX))));
    Treaty {
        key,
        label: usual.unwrap_or(label),
        wikidata: cluster.item.clone(),
        labels: labels.by_support(),
        kinds: kinds.by_support(),
        parties,
        parties_complete: reports().all(|report| report.parties_complete),
        batch: reports().all(|report| report.batch),
        signed: None,
        acts: Vec::new(),
        statuses: statuses.by_support(),
        provisions,
        replaces: Vec::new(),
        witnesses,
        aliases: Vec::new(),
        support,
    }
}

fn name_acts(treaty: &TreatyKey, aliases: &[TreatyKey], mut drafts: Vec<Draft>, disagreements: &mut Vec<Disagreement>) -> Vec<Act> {
    for draft in &mut drafts {
        draft.act.key.treaty = treaty.clone();
    }
    let unnamed = drafts.iter().map(|draft| {
        let named = |treaty: &TreatyKey, (act, by, date): &(ActType, Vec<ActorCode>, Option<Period>)| ActKey {
            treaty: treaty.clone(),
            act: *act,
            by: by.clone(),
            date: *date,
            collision: None,
        };
        // What leads to the instrument leads to its acts.
        let alone = std::iter::once(treaty).chain(aliases).flat_map(|treaty| draft.alone.iter().map(move |told| named(treaty, told)));
        Unnamed { key: draft.act.key.clone(), witnesses: &draft.act.witnesses, alone: alone.collect() }
    });
    let keys = name_nodes(unnamed.collect());
    let named = drafts.into_iter().zip(keys).map(|(draft, (key, aliases))| {
        if let Some(date) = draft.act.date.as_ref().filter(|_| !draft.against.is_empty()) {
            disagreements.push(dates_disagree(NodeKey::Act(key.clone()), Property::ActDate, date, &draft.against));
        }
        Act { key, aliases, ..draft.act }
    });
    named.collect()
}

/// The date that is kept with all who allow it, and those against.
pub(super) fn dates_disagree(node: NodeKey, property: Property, kept: &MergedDate, against: &[Said<Period>]) -> Disagreement {
    let by: BTreeSet<_> = kept.said.iter().flat_map(|said| said.by.iter().cloned()).collect();
    let kept = Said { value: Value::Date(kept.period), by: by.into_iter().collect() };
    let others = against.iter().map(|said| Said { value: Value::Date(said.value), by: said.by.clone() });
    Disagreement { node, property, values: std::iter::once(kept).chain(others).collect() }
}

fn link_replaced(corpus: &Corpus<'_>, clusters: &[Cluster], treaties: &mut Treaties) {
    for cluster in clusters {
        let mut replaced = Sayings::new();
        for (at, _) in &cluster.members {
            let report = corpus.treaty(*at);
            let older = report.replaces.iter().filter_map(|id| corpus.find_treaty(at.document, id));
            for key in older.map(|older| treaties.nodes[treaties.of(older)].key.clone()) {
                replaced.add(key, corpus.reference(at.document, &report.id, &report.replaces_evidence, &report.evidence));
            }
        }
        let node = treaties.of(cluster.members[0].0);
        let own = treaties.nodes[node].key.clone();
        treaties.nodes[node].replaces = replaced.by_value().into_iter().filter(|said| said.value != own).collect();
    }
}
