//! Keys that name one node each, and the other keys under which it may be looked for.
//!
//! A key is content; two nodes of one key both get the fingerprint of their smallest witness. Called at the end of each stratum.

use super::knowledge::{ActKey, Fingerprint, NodeKey, PersonKey, PossiblySame, TreatyKey, VisitKey, Witness};
use super::reason::ApartReason;
use crate::document::sha256;
use std::collections::{BTreeMap, BTreeSet};

/// A key that several nodes can come to.
pub(super) trait Key: Clone + Ord {
    /// The same key, told apart; keys that are ids of their own stay as they are.
    fn told_apart(self, by: Fingerprint) -> Self;
}

impl Key for PersonKey {
    fn told_apart(self, by: Fingerprint) -> Self {
        match self {
            Self::Named { name, state, .. } => Self::Named { name, state, collision: Some(by) },
            linked @ Self::Linked(_) => linked,
        }
    }
}

impl Key for TreatyKey {
    fn told_apart(self, by: Fingerprint) -> Self {
        match self {
            Self::Between { parties, signed, .. } => Self::Between { parties, signed, collision: Some(by) },
            Self::Named { name, signed, .. } => Self::Named { name, signed, collision: Some(by) },
            known @ Self::Known(_) => known,
        }
    }
}

impl Key for ActKey {
    fn told_apart(self, by: Fingerprint) -> Self {
        Self { collision: Some(by), ..self }
    }
}

impl Key for VisitKey {
    fn told_apart(self, by: Fingerprint) -> Self {
        Self { collision: Some(by), ..self }
    }
}

/// A node before its key is settled.
pub(super) struct Unnamed<'a, K> {
    /// The key it would have if there were nothing else.
    pub(super) key: K,
    /// Sorted, never empty.
    pub(super) witnesses: &'a [Witness],
    /// The keys that each of its witnesses alone would give.
    pub(super) alone: BTreeSet<K>,
}

/// The keys, told apart where several nodes share one, and the aliases of each: keys that lead to it, and are no node's own. Several
/// nodes may list one alias: what was printed under it once may have become several things.
pub(super) fn name_nodes<K: Key>(nodes: Vec<Unnamed<'_, K>>) -> Vec<(K, Vec<K>)> {
    let mut sharing: BTreeMap<K, usize> = BTreeMap::new();
    for node in &nodes {
        *sharing.entry(node.key.clone()).or_default() += 1;
    }
    let mut named: Vec<(K, BTreeSet<K>)> = Vec::with_capacity(nodes.len());
    for mut node in nodes {
        let mut key = node.key;
        if sharing[&key] > 1 {
            // each witness's fingerprint leads here, so that a smaller witness that comes later breaks no link
            node.alone.extend(node.witnesses.iter().map(|witness| key.clone().told_apart(fingerprint(witness))));
            node.alone.insert(key.clone());
            if let Some(smallest) = node.witnesses.first() {
                key = key.told_apart(fingerprint(smallest));
            }
        }
        named.push((key, node.alone));
    }
    let own: BTreeSet<&K> = named.iter().map(|(key, _)| key).collect();
    let aliases: Vec<Vec<K>> = named.iter().map(|(_, alone)| alone.iter().filter(|each| !own.contains(each)).cloned().collect()).collect();
    named.into_iter().map(|(key, _)| key).zip(aliases).collect()
}

/// Pairs in order, each once, with the first of its reasons.
pub(super) fn pairs(apart: impl Iterator<Item = (NodeKey, NodeKey, ApartReason)>) -> Vec<PossiblySame> {
    let mut pairs: BTreeMap<(NodeKey, NodeKey), ApartReason> = BTreeMap::new();
    for (a, b, reason) in apart.filter(|(a, b, _)| a != b) {
        let first = pairs.entry(if a < b { (a, b) } else { (b, a) }).or_insert_with(|| reason.clone());
        *first = first.clone().min(reason);
    }
    pairs.into_iter().map(|((one, other), reason)| PossiblySame { one, other, reason }).collect()
}

fn fingerprint(witness: &Witness) -> Fingerprint {
    let mut hash = sha256(format!("{}\n{}", witness.document, witness.report.0).as_bytes());
    hash.truncate(16);
    Fingerprint(hash)
}
