//! From chains to instruments: what is evident is filled in, what is too little is withheld, each gets its label and its status.

use super::Ledger;
use super::chain::{Chain, add_act, forerunner, same_parties, year_of};
use super::during_visit::during_visit;
use super::evident_parties::{self, has_act, is_peace, makes_peace, many_sign, of_states, officials_meet};
use super::scene::Scene;
use super::treaty::{ActFound, TreatyFound};
use super::visit::{DateFound, Lead, VisitFound};
use crate::claim::{ActType, TreatyKind, TreatyStatus};
use crate::gazetteer::Sense;
use crate::mention::NameMention;
use crate::period::Period;
use std::ops::Range;

pub(super) fn finish(
    scene: &Scene,
    lead: Option<&Lead>,
    visits: &[VisitFound],
    mut chains: Vec<Chain>,
    ledger: &mut Ledger,
) -> Vec<TreatyFound> {
    for chain in &mut chains {
        initialled_first(scene, &mut chain.found.acts);
    }
    year_acts(scene, &mut chains);
    part_listed(scene, &mut chains);
    named_after_place(scene, &mut chains);
    let mut kept: Vec<Option<usize>> = vec![None; chains.len()];
    let mut out: Vec<TreatyFound> = Vec::new();
    evident_parties::complete(scene, lead, visits, &mut chains);
    let diplomatic = chains.iter().any(of_states) || officials_meet(scene);
    for (at, chain) in chains.iter_mut().enumerate() {
        let has_act = has_act(chain);
        during_visit(scene, lead, visits, chain);
        extended_in_time(&mut chain.found.acts);
        if chain.found.known.is_some() && chain.found.parties.is_empty() {
            // Of a known treaty with many parties, those that the text tells of.
            let by: Vec<u32> = chain.found.acts.iter().flat_map(|act| act.by.iter().copied()).collect();
            for party in by {
                if !chain.found.parties.contains(&party) {
                    chain.found.parties.push(party);
                    chain.found.party_tokens.push(chain.found.tokens[0].clone());
                }
            }
        }
        // What a living state concluded in its forerunner's time was its forerunner's.
        if let Some(year) = chain
            .found
            .acts
            .iter()
            .filter(|act| act.act == ActType::Signed && act.happened)
            .find_map(|act| year_of(act.date.as_ref()?.period))
        {
            let before: Vec<u32> = chain.found.parties.iter().map(|party| forerunner(scene, *party, year)).collect();
            chain.found.parties.clear();
            for party in before {
                if !chain.found.parties.contains(&party) {
                    chain.found.parties.push(party);
                }
            }
        }
        let parties = chain.found.parties.len();
        let named = chain.found.known.is_some()
            || chain.strong && capital_name(scene, &chain.found)
            || !chain.act_only
                && !chain.private
                && !chain.found.batch
                && (chain.strong || has_act || !chain.found.parties.is_empty())
                && named_by_town(scene, &chain.found);
        let peace = parties == 1 && has_act && makes_peace(scene, &chain.found);
        let signed = (parties == 1 || parties == 0 && (diplomatic || is_peace(scene, &chain.found)))
            && !chain.private
            && !chain.found.batch
            && signed_then(&chain.found);
        chain.found.parties_complete &= !peace && !signed;
        let only_wished = chain.wished && chain.found.acts.is_empty();
        let keep = named
            || !only_wished
                && (!chain.act_only || has_act)
                && !chain.again_only
                && (parties >= 2 || peace || signed || open_to_many(chain) || chain.found.acts.iter().any(|act| many_sign(scene, act)))
                && (chain.strong || has_act || chain.found.tokens.len() > 1 || described(scene, chain));
        if keep {
            kept[at] = Some(out.len());
            chain.found.label = best_label(scene, &chain.found);
            chain.found.status = status(&chain.found.acts, chain.found.parties.len());
            if chain.found.batch && chain.found.kind.is_none() {
                chain.found.kind = Some(TreatyKind::Agreement);
            }
            out.push(chain.found.clone());
        } else {
            let (tokens, rule) = chain.found.tokens[0].clone();
            let reason = if chain.private {
                "its partners are no states"
            } else if chain.wished {
                "only possible or wished for"
            } else if parties < 2 {
                "fewer than two parties are named"
            } else {
                "nothing says that it is an instrument between states"
            };
            ledger.withhold("treaty", tokens, &rule, reason);
        }
    }
    for treaty in &mut out {
        let replaces: Vec<usize> = treaty.replaces.iter().filter_map(|at| kept[*at]).collect();
        treaty.replaces = replaces;
    }
    out
}

/// “a été paraphé en mars … sera signé en juin”: what is signed later was not signed by the words that tell of an unfinished text too.
fn initialled_first(scene: &Scene, acts: &mut [ActFound]) {
    let unfinished = |act: &ActFound| {
        let of = |id: &str| scene.pack.instruments.acts.iter().find(|rule| rule.id == id).and_then(|rule| rule.unfinished);
        let every = act.act == ActType::Signed && act.happened;
        act.tokens.iter().map(|(_, rule)| of(rule)).try_fold(None, |_, unfinished| unfinished.map(Some)).flatten().filter(|_| every)
    };
    let day = |act: &ActFound| act.date.as_ref().and_then(|date| date.period.bounds());
    let later = |act: &ActFound, first: &ActFound| {
        let after = || matches!((day(act), day(first)), (Some((from, _)), Some((_, to))) if from > to);
        act.act == ActType::Signed && unfinished(act).is_none() && (!act.happened || after())
    };
    let first: Vec<(usize, ActType)> = acts.iter().enumerate().filter_map(|(at, act)| Some((at, unfinished(act)?))).collect();
    for (at, unfinished) in first {
        if acts.iter().any(|act| later(act, &acts[at])) {
            acts[at].act = unfinished;
        }
    }
}

/// “L'accord, qui expirait jeudi, a été prolongé”: what is extended does not expire, unless its end is told with a later day.
fn extended_in_time(acts: &mut Vec<ActFound>) {
    let day = |act: &ActFound| act.date.as_ref().and_then(|date| date.period.bounds());
    let extended: Vec<_> = acts.iter().filter(|act| act.act == ActType::Extension && act.happened).map(day).collect();
    if !extended.is_empty() {
        let later =
            |act: &ActFound| matches!((day(act), extended.iter().flatten().max()), (Some((first, _)), Some((_, last))) if first > *last);
        acts.retain(|act| act.act != ActType::Expiry || !act.happened || later(act));
    }
}

/// “l'accord de transit entre le Kenya et l'Ouganda”: is it called by its matter and by those between whom it is?
fn described(scene: &Scene, chain: &Chain) -> bool {
    let (tokens, _) = &chain.found.tokens[0];
    let sentence = &scene.marked.sentences[scene.marked.sentence_of(tokens)];
    let between = scene.word(sentence, scene.item_of(sentence, tokens.end));
    let sides = chain.found.party_tokens.iter().filter(|(party, _)| party.start >= tokens.end && party.start < sentence.tokens.end);
    chain.given && !chain.modifiers.is_empty() && !chain.private && scene.pack.words.between.contains(between) && sides.count() > 1
}

/// “l'accord de 1987” was signed in 2000.
fn year_acts(scene: &Scene, chains: &mut [Chain]) {
    for chain in chains {
        let signed = chain.found.acts.iter().any(|act| act.act == ActType::Signed && act.date.is_some());
        // “le document tiré du synode de 2009”: no name of an instrument.
        if signed || chain.act_only && chain.found.acts.is_empty() && chain.found.kind.is_none_or(|kind| kind == TreatyKind::Other) {
            continue;
        }
        let Some((tokens, _)) = chain.found.tokens.iter().find(|(tokens, _)| year_in(scene, tokens).is_some()) else { continue };
        let Some((year, at)) = year_in(scene, tokens) else { continue };
        let year = || DateFound { period: Period::Year(year), tokens: at..at + 1, rule: format!("{}/date/year", scene.pack.id) };
        let date = Some(chain.signed.clone().unwrap_or_else(year));
        let act = ActFound {
            act: ActType::Signed,
            date,
            place: None,
            by: Vec::new(),
            figures: Vec::new(),
            happened: true,
            tokens: vec![(tokens.clone(), format!("{}/act/year-in-name", scene.pack.id))],
        };
        add_act(&mut chain.found.acts, act);
    }
}

fn year_in(scene: &Scene, tokens: &Range<usize>) -> Option<(i16, usize)> {
    // “un avenant à leur convention de 1998”: the year is that of another.
    let heads = |at: &usize| scene.pack.instruments.heads.at(&scene.marked.tokens[..tokens.end], *at).map(|(length, _)| *at + length);
    let own = tokens.clone().find_map(|at| heads(&at));
    let end = own.and_then(|own| (own..tokens.end).find(|at| heads(at).is_some())).unwrap_or(tokens.end);
    (tokens.start..end).rev().find_map(|at| {
        let token = &scene.marked.tokens[at];
        // “les conventions du programme 2023-2027”: nothing was signed in a year that is still to come.
        let year = token.lower.parse::<i16>().ok().filter(|year| token.span.len() == 4 && (1500..2100).contains(year));
        year.filter(|year| !scene.is_later(Period::Year(*year))).map(|year| (year, at))
    })
}

/// “les accords signés en 1954, 1987 et 1988”: one instrument for each year.
fn part_listed(scene: &Scene, chains: &mut Vec<Chain>) {
    for at in 0..chains.len() {
        let signed: Vec<usize> = chains[at]
            .found
            .acts
            .iter()
            .enumerate()
            .filter(|(_, act)| act.act == ActType::Signed && act.happened && act.date.is_some())
            .map(|(i, _)| i)
            .collect();
        let mut years: Vec<i16> =
            signed.iter().filter_map(|i| chains[at].found.acts[*i].date.as_ref().and_then(|date| year_of(date.period))).collect();
        years.dedup();
        if signed.len() < 2 || years.len() < signed.len() {
            continue;
        }
        let acts: Vec<ActFound> = signed.iter().map(|i| chains[at].found.acts[*i].clone()).collect();
        let mut others: Vec<ActFound> = std::mem::take(&mut chains[at].found.acts);
        others.retain(|act| !(act.act == ActType::Signed && act.happened));
        chains[at].found.batch = false;
        let mut parts = Vec::new();
        for (nth, act) in acts.into_iter().enumerate() {
            let year = act.date.as_ref().and_then(|date| year_of(date.period)).unwrap_or_default();
            let parties: Vec<u32> = chains[at].found.parties.iter().map(|party| forerunner(scene, *party, year)).collect();
            // Another chain of that year and those parties is the same instrument.
            let twin = chains.iter().enumerate().position(|(i, other)| {
                i != at
                    && other.years.contains(&year)
                    && (parties.is_empty()
                        || other.found.parties.is_empty()
                        || same_parties(&other.found.parties, &parties)
                        || same_parties(&other.found.parties, &chains[at].found.parties))
            });
            let tokens: Vec<(Range<usize>, String)> = chains[at].found.tokens.clone();
            let target = if nth == 0 && twin.is_none() {
                chains[at].found.acts = vec![act];
                chains[at].years = vec![year];
                at
            } else if let Some(twin) = twin {
                add_act(&mut chains[twin].found.acts, act);
                twin
            } else {
                let mut found = chains[at].found.clone();
                found.acts = vec![act];
                found.parties.clone_from(&parties);
                found.replaces = Vec::new();
                found.tokens = tokens;
                let chain = Chain {
                    found,
                    years: vec![year],
                    modifiers: chains[at].modifiers.clone(),
                    old: true,
                    plural: false,
                    strong: chains[at].strong,
                    act_only: false,
                    again_only: false,
                    signed: None,
                    private: chains[at].private,
                    wished: false,
                    given: chains[at].given,
                    last: chains[at].last,
                };
                chains.push(chain);
                chains.len() - 1
            };
            if target == at {
                chains[at].found.parties = parties;
            }
            parts.push(target);
        }
        chains[at].found.acts.extend(others);
        for chain in chains.iter_mut() {
            if chain.found.replaces.contains(&at) {
                chain.found.replaces.retain(|other| *other != at);
                for part in &parts {
                    if !chain.found.replaces.contains(part) {
                        chain.found.replaces.push(*part);
                    }
                }
            }
        }
    }
}

/// “le traité d'Utrecht”: a name without acts means the instrument that is signed in that town.
fn named_after_place(scene: &Scene, chains: &mut Vec<Chain>) {
    let mut at = 0;
    while at < chains.len() {
        let named = chains[at].found.acts.is_empty() && !chains[at].found.batch;
        let words: Vec<String> = chains[at].found.tokens.iter().map(|(tokens, _)| scene.marked.key(tokens)).collect();
        let target = chains.iter().position(|other| {
            other.found.kind == chains[at].found.kind
                && other.found.known.is_none()
                && other.found.acts.iter().any(|act| {
                    act.act == ActType::Signed
                        && act.place.as_ref().is_some_and(|(place, _)| {
                            let name = crate::text::fold::name_key(&scene.gazetteer.places[*place as usize].name);
                            words.iter().any(|words| words.ends_with(&format!(" {name}")))
                        })
                })
        });
        match target.filter(|target| named && *target != at) {
            Some(target) => {
                let chain = chains.remove(at);
                let target = if target > at { target - 1 } else { target };
                let found = &mut chains[target].found;
                found.known = chain.found.known;
                found.tokens.extend(chain.found.tokens);
                for other in chains.iter_mut() {
                    other.found.replaces.retain(|replaced| *replaced != at);
                    other.found.replaces.iter_mut().filter(|replaced| **replaced > at).for_each(|replaced| *replaced -= 1);
                }
            }
            None => at += 1,
        }
    }
}

/// “Le traité a été signé le 14 mars”, “en mars à Oslo”: what was signed on a day, or in a town at a time, is an instrument, though the text
/// does not tell both of its sides.
fn signed_then(found: &TreatyFound) -> bool {
    let day = |act: &ActFound| act.date.as_ref().and_then(|date| date.period.bounds()).is_some_and(|(first, last)| first == last);
    let signed = |act: &&ActFound| matches!(act.act, ActType::Signed | ActType::Adopted | ActType::Initialled) && act.happened;
    found.acts.iter().filter(signed).any(|act| day(act) || act.date.is_some() && act.place.is_some())
}

/// “a adhéré à la convention sur les thons”, “la convention, ouverte à la signature en 2010”: only what states conclude is joined so.
fn open_to_many(chain: &Chain) -> bool {
    let open = |act: &ActFound| matches!(act.act, ActType::Accession | ActType::OpenedForSignature) && act.happened;
    let kind = matches!(chain.found.kind, Some(TreatyKind::Convention | TreatyKind::Treaty | TreatyKind::Protocol));
    kind && !chain.private && !chain.found.batch && !chain.modifiers.is_empty() && chain.found.acts.iter().any(open)
}

/// “traité du Touquet”, “déclaration d'Ankara”: called after the town where it was made.
fn named_by_town(scene: &Scene, found: &TreatyFound) -> bool {
    found.kind.is_some()
        && found.tokens.iter().any(|(tokens, _)| {
            let town = |name: &NameMention| {
                matches!(name.sense, Sense::Place(_))
                    && name.tokens.end == tokens.end
                    && (name.tokens.start.saturating_sub(2)..name.tokens.start)
                        .any(|at| scene.pack.words.of.contains(&scene.marked.tokens[at].lower))
            };
            let from = scene.marked.names.partition_point(|name| name.tokens.start < tokens.start);
            scene.marked.names[from..].iter().take_while(|name| name.tokens.start < tokens.end).any(town)
        })
}

/// “Charte de l'Arc alpin”: a name of its own.
fn capital_name(scene: &Scene, found: &TreatyFound) -> bool {
    // “XVIe” is a number.
    let name = |at: usize| {
        scene.marked.tokens[at].capital && !scene.marked.tokens[at].fold.trim_end_matches('e').chars().all(|c| "ivxlcdm".contains(c))
    };
    found.tokens.iter().any(|(tokens, _)| tokens.clone().skip(2).any(name))
}

/// The fullest name that is not an alternative of another kind: most words that tell something.
fn best_label(scene: &Scene, found: &TreatyFound) -> usize {
    let weight = |tokens: &Range<usize>| {
        let words = scene.marked.tokens[tokens.clone()].iter().filter(|token| token.is_word() && token.span.len() > 3).count();
        // “sept textes”, “partenariat”: a name with a proper head says more, and so does a proper name (“Partenariat oriental”).
        let marked = &scene.marked.tokens[..tokens.end];
        let head = tokens.clone().find_map(|at| Some((at, scene.pack.instruments.heads.at(marked, at)?.1)));
        let loose = head.map_or(!marked[tokens.start].capital, |(at, head)| head.act_only && !marked[at].capital);
        words.min(9).saturating_sub(2 * usize::from(loose))
    };
    let mut best = 0;
    for (at, (tokens, rule)) in found.tokens.iter().enumerate() {
        // “ZLECAf” is known, and says less than “l'accord portant création de la Zone …”.
        let known = |(tokens, rule): &(Range<usize>, String)| rule.ends_with("/known") && tokens.len() > 1;
        let top = &found.tokens[best];
        let this = (tokens.clone(), rule.clone());
        if known(&this) && !known(top) || known(&this) == known(top) && weight(tokens) > weight(&top.0) {
            best = at;
        }
    }
    best
}

/// Where the instrument stands, by the furthest act that happened.
fn status(acts: &[ActFound], parties: usize) -> Option<TreatyStatus> {
    let done = |act: ActType| acts.iter().any(|found| found.act == act && found.happened);
    let planned = |act: ActType| acts.iter().any(|found| found.act == act && !found.happened);
    if done(ActType::Termination) || done(ActType::Expiry) && !done(ActType::Extension) {
        return Some(TreatyStatus::Ended);
    }
    if done(ActType::Resumption) && !done(ActType::Withdrawal) {
        return Some(TreatyStatus::InForce);
    }
    if done(ActType::Withdrawal) || done(ActType::Denunciation) {
        // What one of many leaves goes on for the others.
        return Some(if parties <= 2 { TreatyStatus::Withdrawn } else { TreatyStatus::InForce });
    }
    if done(ActType::Suspension) && !done(ActType::Resumption) {
        return Some(TreatyStatus::Suspended);
    }
    if done(ActType::EntryIntoForce) || done(ActType::Extension) {
        return Some(TreatyStatus::InForce);
    }
    if planned(ActType::Withdrawal) || planned(ActType::Denunciation) {
        return Some(TreatyStatus::InForce);
    }
    if done(ActType::Ratified) {
        return Some(TreatyStatus::Ratified);
    }
    if done(ActType::Signed) {
        return Some(TreatyStatus::Signed);
    }
    if planned(ActType::Signed) {
        return Some(TreatyStatus::Planned);
    }
    if done(ActType::Negotiation) || planned(ActType::Negotiation) {
        return Some(TreatyStatus::Negotiated);
    }
    None
}
