//! First stratum: who is who. One node for each linked item, and for each name that state and office hold together.
//!
//! Block key of one mention: its item, else [`sound_key`] of its label. What the mentions of one person say together is put
//! together by [`super::person_node`].
//!
//! Same person, without an item: `Andreï Roudenko, vice-ministre (RUS)` and `Andrey Rudenko (RUS)`. Apart: two `Kim Yong-chol`
//! of one state, one said to be ambassador and one spokesperson; `M. Kim` of one text and `M. Kim` of another.

use super::background::Background;
use super::corpus::{At, Corpus};
use super::name_key::{name_key, sound_key};
use super::person_node::state_of;
use super::reason::JoinReason;
use crate::claim::{ActorCode, Office, PersonMention, Qid};
use std::collections::{BTreeMap, BTreeSet};

/// A node being made: its mentions, each with why it belongs here.
#[derive(Default)]
pub(super) struct Cluster {
    pub(super) item: Option<Qid>,
    pub(super) members: Vec<(At, JoinReason)>,
}

/// What identity is judged by, of one mention.
struct Profile<'a> {
    at: At,
    mention: &'a PersonMention,
    spelling: String,
    state: Option<&'a ActorCode>,
    offices: BTreeSet<Office>,
}

/// What identity is judged by, of a linked person: all that documents and gazetteer say of it.
#[derive(Default)]
struct Known {
    states: BTreeSet<ActorCode>,
    offices: BTreeSet<Office>,
}

/// Which mentions are one person, in no particular order, and pairs of mentions whose persons are possibly the same.
pub(super) fn cluster_people(corpus: &Corpus<'_>, background: &dyn Background) -> (Vec<Cluster>, Vec<(At, At)>) {
    let mut linked: BTreeMap<Qid, Vec<Profile<'_>>> = BTreeMap::new();
    let mut blocks: BTreeMap<String, Vec<Profile<'_>>> = BTreeMap::new();
    for (at, mention) in corpus.people() {
        let profile = Profile::new(at, mention);
        match &mention.wikidata {
            Some(item) => linked.entry(item.clone()).or_default().push(profile),
            None => blocks.entry(sound_key(&mention.label)).or_default().push(profile),
        }
    }
    let mut known: BTreeMap<&Qid, Known> = BTreeMap::new();
    let mut bearers: BTreeMap<String, BTreeSet<&Qid>> = BTreeMap::new();
    for (item, profiles) in &linked {
        let facts = background.person(item).unwrap_or_default();
        let of_texts = profiles.iter().flat_map(|profile| profile.mention.forms.iter().chain([&profile.mention.label]));
        for name in of_texts.chain(&facts.names).chain([&facts.label]) {
            bearers.entry(sound_key(name)).or_default().insert(item);
        }
        let known = known.entry(item).or_default();
        known.states.extend(facts.states.iter().cloned().chain(profiles.iter().filter_map(|profile| profile.state.cloned())));
        known.offices.extend(profiles.iter().flat_map(|profile| profile.offices.iter().copied()));
    }
    let mut attracted: BTreeMap<Qid, Vec<At>> = BTreeMap::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut apart: Vec<(At, At)> = Vec::new();
    for (name, profiles) in &blocks {
        let rivals: Vec<(&Qid, &Known, At)> =
            bearers.get(name).into_iter().flatten().map(|item| (*item, &known[item], linked[*item][0].at)).collect();
        let block = Block { profiles, rivals, background, several_words: name.contains('-') };
        let mut found = block.cluster();
        for (item, at) in found.attracted {
            attracted.entry(item).or_default().push(at);
        }
        clusters.append(&mut found.clusters);
        apart.append(&mut found.apart);
    }
    clusters.extend(linked.iter().map(|(item, profiles)| {
        let by_item = profiles.iter().map(|profile| (profile.at, JoinReason::SameWikidata { item: item.clone() }));
        let by_name = attracted.get(item).into_iter().flatten().map(|at| (*at, JoinReason::OnlyPersonOfThatName { item: item.clone() }));
        Cluster { item: Some(item.clone()), members: by_item.chain(by_name).collect() }
    }));
    (clusters, apart)
}

/// The unlinked mentions of one name, and the linked people who bear it.
struct Block<'a> {
    profiles: &'a [Profile<'a>],
    rivals: Vec<(&'a Qid, &'a Known, At)>,
    background: &'a dyn Background,
    /// A first name and a surname, not a surname alone.
    several_words: bool,
}

#[derive(Default)]
struct Found {
    attracted: Vec<(Qid, At)>,
    clusters: Vec<Cluster>,
    /// Pairs of mentions whose nodes are possibly the same.
    apart: Vec<(At, At)>,
}

impl Block<'_> {
    /// Those with a state first, then the others among what there is; of those with a state, who shares an office first.
    fn cluster(&self) -> Found {
        let mut found = Found::default();
        let mut by_state: BTreeMap<Option<&ActorCode>, Vec<&Profile<'_>>> = BTreeMap::new();
        for profile in self.profiles {
            let fitting: Vec<_> = self.rivals.iter().filter(|(item, known, _)| self.fits_known(profile, item, known)).collect();
            match fitting.as_slice() {
                [] => by_state.entry(profile.state).or_default().push(profile),
                [(item, ..)] if profile.state.is_some() => found.attracted.push(((*item).clone(), profile.at)),
                _ => by_state.entry(None).or_default().push(profile),
            }
        }
        let stateless = by_state.remove(&None).unwrap_or_default();
        for group in by_state.values() {
            self.cluster_of_one_state(group, &mut found);
        }
        let named: Vec<(At, BTreeSet<Office>)> = found.clusters.iter().map(|cluster| self.offices_of(cluster)).collect();
        let mut alone = Vec::new();
        for profile in stateless {
            let here: Vec<usize> = (0..named.len()).filter(|n| offices_agree(&named[*n].1, &profile.offices)).collect();
            let there: Vec<_> = self.rivals.iter().filter(|(item, known, _)| self.fits_known(profile, item, known)).collect();
            match (here.as_slice(), there.as_slice()) {
                ([], []) => alone.push(profile),
                ([one], []) if self.several_words && profile.state.is_none() => {
                    let reason = same_name(self.spelling_of(&found.clusters[*one]), &profile.spelling);
                    found.clusters[*one].members.push((profile.at, reason));
                }
                ([], [(item, ..)]) => found.attracted.push(((*item).clone(), profile.at)),
                _ => {
                    // of surnames alone every pair would be possible: that says nothing
                    let here = here.iter().filter(|_| self.several_words);
                    let others = here.map(|n| named[*n].0).chain(there.iter().map(|(_, _, at)| *at));
                    found.apart.extend(others.map(|other| (profile.at, other)));
                    found.clusters.push(begin(profile));
                }
            }
        }
        self.cluster_of_one_state(&alone, &mut found);
        found
    }

    /// Mentions with the same state (or all without): one person unless offices contradict.
    fn cluster_of_one_state(&self, group: &[&Profile<'_>], found: &mut Found) {
        let (official, plain): (Vec<&Profile<'_>>, Vec<&Profile<'_>>) = group.iter().partition(|profile| !profile.offices.is_empty());
        let mut parts: Vec<Vec<&Profile<'_>>> = Vec::new();
        for profile in official {
            let (sharing, mut rest): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|part| part.iter().any(|other| !other.offices.is_disjoint(&profile.offices)));
            rest.push(sharing.into_iter().flatten().chain([profile]).collect());
            parts = rest;
        }
        let agree =
            |a: &[&Profile<'_>], b: &[&Profile<'_>]| a.iter().all(|one| b.iter().all(|other| offices_agree(&one.offices, &other.offices)));
        let one_person = self.several_words && parts.iter().enumerate().all(|(n, part)| parts[..n].iter().all(|other| agree(part, other)));
        if one_person && parts.len() > 1 {
            parts = vec![parts.into_iter().flatten().collect()];
        }
        let first = found.clusters.len();
        match (parts.as_mut_slice(), self.several_words) {
            ([one], true) => one.extend(&plain),
            ([], true) if !plain.is_empty() => parts.push(plain),
            // a surname alone, or a name of several people: each stays apart
            _ => parts.extend(plain.into_iter().map(|profile| vec![profile])),
        }
        for mut part in parts {
            part.sort_by_key(|profile| (std::cmp::Reverse((profile.offices.len(), profile.spelling.len())), profile.at));
            let mut cluster = begin(part[0]);
            cluster.members.extend(part[1..].iter().map(|profile| (profile.at, same_name(&part[0].spelling, &profile.spelling))));
            found.clusters.push(cluster);
        }
        if self.several_words {
            let of_group: Vec<At> = found.clusters[first..].iter().map(|cluster| cluster.members[0].0).collect();
            found.apart.extend(of_group.iter().enumerate().flat_map(|(n, one)| of_group[..n].iter().map(|other| (*other, *one))));
        }
    }

    /// Whether the mention can be this linked person: name (it is of this block), state, office, and what read made of it.
    fn fits_known(&self, profile: &Profile<'_>, item: &Qid, known: &Known) -> bool {
        let candidates = &profile.mention.candidates;
        let shares_office = !profile.offices.is_disjoint(&known.offices);
        let same_state = profile.state.is_some_and(|state| {
            known.states.contains(state) || known.states.iter().any(|other| self.background.is_succession(state, other))
        });
        if !candidates.is_empty() && !candidates.contains(item) {
            return false;
        }
        if candidates.len() > 1 || !self.several_words {
            return same_state && shares_office;
        }
        (same_state || profile.state.is_none()) && offices_agree(&profile.offices, &known.offices)
    }

    fn offices_of(&self, cluster: &Cluster) -> (At, BTreeSet<Office>) {
        let members = |at: At| cluster.members.iter().any(|(member, _)| *member == at);
        let offices =
            self.profiles.iter().filter(|profile| members(profile.at)).flat_map(|profile| profile.offices.iter().copied()).collect();
        (cluster.members[0].0, offices)
    }

    fn spelling_of(&self, cluster: &Cluster) -> &str {
        let first = cluster.members[0].0;
        self.profiles.iter().find(|profile| profile.at == first).map_or("", |profile| &profile.spelling)
    }
}

impl<'a> Profile<'a> {
    fn new(at: At, mention: &'a PersonMention) -> Self {
        Self {
            at,
            mention,
            spelling: name_key(&mention.label),
            state: state_of(mention),
            offices: mention.offices.iter().map(|said| said.office).collect(),
        }
    }
}

fn begin(profile: &Profile<'_>) -> Cluster {
    Cluster { item: None, members: vec![(profile.at, JoinReason::First)] }
}

fn same_name(one: &str, other: &str) -> JoinReason {
    if one == other { JoinReason::SameName } else { JoinReason::SpellingVariant }
}

/// Whether one person can have been called both within the span of a collection of news: none is said, one is shared,
/// or some office of the one leads to some office of the other in an ordinary career.
fn offices_agree(one: &BTreeSet<Office>, other: &BTreeSet<Office>) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|a| other.iter().any(|b| office_agrees(*a, *b)))
}

fn office_agrees(a: Office, b: Office) -> bool {
    use Office::{
        Ambassador, Candidate, Chancellor, CrownPrince, DefenceMinister, DeputyMinister, Emperor, Envoy, ForeignMinister, Former,
        GeneralSecretary, King, Leader, Minister, Other, PartyLeader, President, PrimeMinister, Queen,
    };
    let minister = |office| matches!(office, Minister | ForeignMinister | DefenceMinister | DeputyMinister);
    let head = |office| {
        matches!(office, President | PrimeMinister | Chancellor | King | Queen | Emperor | Leader | PartyLeader | GeneralSecretary)
    };
    let diplomat = |office| matches!(office, Ambassador | Envoy | DeputyMinister);
    let heir = |office| matches!(office, CrownPrince | King | Emperor);
    let either = |role: Office| a == role || b == role;
    a == b
        || either(Former)
        || (either(Candidate) && !either(Other))
        || (minister(a) && minister(b))
        || (diplomat(a) && diplomat(b))
        || (heir(a) && heir(b))
        // “le dirigeant”, “le chef du parti” is said of whoever leads; two different high offices are two claims
        || (head(a) && head(b) && [Leader, PartyLeader, GeneralSecretary].into_iter().any(either))
}
