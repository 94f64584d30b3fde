//! Parties that no words beside an instrument name, and that the text makes evident: by who acts, the sentence, the journey told, the pair
//! that the text is about, and the instruments told beside it.

use super::chain::{Chain, same_parties};
use super::scene::Scene;
use super::treaty::{ActFound, TreatyFound};
use super::visit::{Lead, VisitFound};
use crate::claim::{ActType, TreatyKind};
use crate::gazetteer::{ActorKind, Sense};
use crate::mention::ItemKind;
use std::ops::Range;

/// Completes the parties of every instrument of which something was done and fewer than two are known.
pub(super) fn complete(scene: &Scene, lead: Option<&Lead>, visits: &[VisitFound], chains: &mut [Chain]) {
    let pair = main_pair(scene);
    for chain in chains.iter_mut().filter(|chain| is_open(chain)) {
        complete_parties(scene, lead, visits, chain, &pair);
    }
    of_the_same_two(scene, chains);
}

/// Has something been done with it, and are fewer than two parties known?
fn is_open(chain: &Chain) -> bool {
    chain.found.parties.len() < 2 && chain.found.known.is_none() && has_act(chain) && !chain.private
}

/// The two states that the text speaks of, if two stand out.
fn main_pair(scene: &Scene) -> Vec<u32> {
    let counted = scene.counted_states();
    match &counted[..] {
        [(one, _), (two, second), rest @ ..] if rest.first().is_none_or(|(_, third)| 2 * *second >= 3 * *third) => vec![*one, *two],
        _ => Vec::new(),
    }
}

/// Does the text name somebody who serves one of these states, their governments, or “les deux pays”? (Two companies conclude no treaty.)
fn speaks_of_governments(scene: &Scene, states: &[u32]) -> bool {
    let serves =
        |figure: &usize| scene.people.figures[*figure].state.is_some_and(|state| states.contains(&state)) && scene.is_official(*figure);
    (0..scene.people.figures.len()).any(|figure| serves(&figure))
        || scene.marked.sentences.iter().any(|sentence| {
            let tokens = &scene.marked.tokens[..sentence.tokens.end];
            (0..sentence.items.len()).any(|at| {
                let item = &sentence.items[at];
                let both = scene.pack.words.both_states.length_at(tokens, item.tokens.start).is_some();
                let ItemKind::Name(name) = item.kind else { return both };
                let governs = matches!(scene.marked.names[name].sense, Sense::Demonym(_) | Sense::Seat(_));
                both || governs && scene.acting(sentence, at).is_some_and(|state| states.contains(&state))
            })
        })
}

/// Is anything told of what was done with it, or of its year?
pub(super) fn has_act(chain: &Chain) -> bool {
    !chain.found.acts.is_empty() || !chain.years.is_empty()
}

/// Is it known between whom it is, and told what was done with it?
pub(super) fn of_states(chain: &Chain) -> bool {
    chain.found.parties.len() >= 2 && (has_act(chain) || chain.found.known.is_some())
}

/// Does the text name those who serve two states?
pub(super) fn officials_meet(scene: &Scene) -> bool {
    let serves = |figure: usize| scene.people.figures[figure].state.filter(|_| scene.is_official(figure));
    let mut states = (0..scene.people.figures.len()).filter_map(serves);
    states.next().is_some_and(|first| states.any(|other| other != first))
}

/// What is told beside instruments that are all of the same two is of these too.
fn of_the_same_two(scene: &Scene, chains: &mut [Chain]) {
    let mut of = chains.iter().filter(|chain| of_states(chain)).map(|chain| &chain.found.parties);
    let Some(pair) = of.next().filter(|pair| pair.len() == 2).cloned() else { return };
    if !of.all(|parties| same_parties(parties, &pair)) {
        return;
    }
    for chain in chains.iter_mut() {
        let found = &chain.found;
        let fits = found.parties.iter().all(|party| pair.contains(party));
        if is_open(chain) && fits && is_joint(chain) && !found.acts.iter().any(|act| many_sign(scene, act)) {
            add_parties(chain, &pair);
        }
    }
}

/// A visit and an act more than so many days apart have nothing to do with each other.
const LONGEST: i32 = 15;

/// A visit told so many sentences away from an instrument tells whose it is.
const NEAR: usize = 2;

/// One party said, or none: what those who act, the sentence, the journey told and the pair that the text is about make evident.
fn complete_parties(scene: &Scene, lead: Option<&Lead>, visits: &[VisitFound], chain: &mut Chain, pair: &[u32]) {
    for act in &chain.found.acts {
        for figure in &act.figures {
            if let Some(state) = scene.acts_for(*figure)
                && !chain.found.parties.contains(&state)
            {
                chain.found.parties.push(state);
            }
        }
    }
    let joint = is_joint(chain);
    // “La Norvège ne renouvellera pas l'accord avec le Ghana”: the one other state of the sentence.
    // “Le traité, qui répartit les eaux entre l'Inde et le Pakistan, est suspendu”: the two of it.
    let other = (chain.found.parties.len() == 1 || chain.strong) && !chain.found.acts.is_empty();
    if chain.found.parties.len() >= 2 || !joint && !chain.found.batch && !other {
        return;
    }
    // “Quinze pays ont signé”: not the two of whom the text speaks.
    if chain.found.acts.iter().any(|act| many_sign(scene, act)) {
        return;
    }
    // Nor is another state party to a state's peace with those who fight it.
    let peace = makes_peace(scene, &chain.found);
    let armed = |party: &u32| scene.gazetteer.actors[*party as usize].kind == ActorKind::ArmedGroup;
    let fits = |pair: &[u32]| {
        pair.len() == 2 && chain.found.parties.iter().all(|party| pair.contains(party)) && (!peace || pair.iter().any(armed))
    };
    let told: Vec<usize> = chain.found.tokens.iter().map(|(tokens, _)| scene.marked.sentence_of(tokens)).collect();
    let sentence = told.iter().map(|at| scene.sides_in(*at)).find(|states| fits(states));
    if !joint && !chain.found.batch && sentence.is_none() {
        return;
    }
    // “X a été reçu à Belgrade par Y. Vingt-huit accords ont été signés.”
    let home = |visit: &VisitFound| scene.people.figures[visit.figure].state;
    // “C'est à Genève que X et Y s'étaient rencontrés”: where two of several states have come together, the state is no side.
    let third = |visit: &VisitFound| {
        let together = |other: &VisitFound| other.tokens.iter().any(|told| visit.tokens.contains(told)) && home(other) != home(visit);
        visits.iter().any(|other| other.state == visit.state && together(other))
    };
    let of_visit = |visit: &VisitFound| Some(vec![home(visit)?, visit.state]).filter(|pair| fits(pair) && !third(visit));
    let day = chain.found.acts.iter().filter(|act| act.happened).find_map(|act| act.date.as_ref()?.period.bounds());
    let then = |visit: &VisitFound| match (day, visit.start.as_ref().and_then(|start| start.period.bounds())) {
        (Some((first, last)), Some((from, to))) => {
            let far = |one: jiff::civil::Date, other: jiff::civil::Date| {
                one < other && one.until(other).is_ok_and(|span| span.get_days() > LONGEST)
            };
            !far(last, from) && !far(to, first)
        }
        _ => true,
    };
    let near = |visit: &&VisitFound| told.iter().map(|at| visit.told_from(scene, *at)).min().filter(|distance| *distance <= NEAR);
    let visit = visits
        .iter()
        .filter(|visit| near(visit).is_some() && of_visit(visit).is_some() && then(visit))
        .min_by_key(|visit| (near(visit), visit.sentence));
    let visit = visit.and_then(of_visit);
    let journey =
        lead.and_then(|lead| scene.people.figures[lead.figure].state.map(|home| vec![home, lead.state])).filter(|pair| fits(pair));
    let alone = |lead: &Lead| !visits.iter().any(|visit| visit.figure == lead.figure && visit.state == lead.state && third(visit));
    let journey = journey.filter(|_| lead.is_none_or(alone));
    let of_text = || {
        let sure = !chain.found.parties.is_empty() || !visits.is_empty() || speaks_of_governments(scene, pair);
        Some(pair.to_vec()).filter(|pair| sure && fits(pair))
    };
    if let Some(pair) = sentence.or(journey).or_else(of_text).or(visit) {
        add_parties(chain, &pair);
    }
}

/// Parties that are evident, and stand nowhere beside the instrument: its name is the evidence.
fn add_parties(chain: &mut Chain, pair: &[u32]) {
    let tokens = chain.found.tokens[0].clone();
    for party in pair {
        if !chain.found.parties.contains(party) {
            chain.found.parties.push(*party);
            chain.found.party_tokens.push(tokens.clone());
        }
    }
}

/// Is anything told of it that all of its parties do?
fn is_joint(chain: &Chain) -> bool {
    let joint = |act: &ActFound| {
        matches!(
            act.act,
            ActType::Signed | ActType::Initialled | ActType::Negotiation | ActType::InstrumentsExchanged | ActType::EntryIntoForce
        )
    };
    chain.found.acts.iter().any(joint)
}

/// “quinze pays ont signé”, “signé par une trentaine d'États”, “les États membres ont adopté”: does a number of states above two stand before
/// the act, or behind “par”?
pub(super) fn many_sign(scene: &Scene, act: &ActFound) -> bool {
    let words = &act.tokens[0].0;
    let sentence = &scene.marked.sentences[scene.marked.sentence_of(words)];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let many = |among: Range<usize>| {
        among.clone().any(|at| {
            let number = scene.pack.dates.number(&tokens[at].lower).is_some_and(|number| number > 2);
            let many = number || scene.pack.words.scores.length_at(tokens, at).is_some();
            many && (at + 1..among.end.min(at + 4)).any(|at| scene.pack.words.many_states.length_at(tokens, at).is_some())
                || scene.pack.words.member_states.length_at(tokens, at).is_some()
        })
    };
    let end = sentence.tokens.end;
    let by = (words.end..end.min(words.end + MANY_BEHIND)).find(|at| scene.pack.words.by.contains(&tokens[*at].lower));
    many(words.start.saturating_sub(MANY_BEFORE).max(sentence.tokens.start)..words.start)
        || by.is_some_and(|by| many(by + 1..end.min(by + MANY_BEHIND)))
}

/// How far before an act the number of those who do it may stand, in tokens.
const MANY_BEFORE: usize = 12;

/// How far behind an act “par” may stand, and behind it the number, in tokens.
const MANY_BEHIND: usize = 6;

/// “a signé un accord de paix avec les rebelles”: of a state with those who fight it, whom no gazetteer has.
pub(super) fn makes_peace(scene: &Scene, found: &TreatyFound) -> bool {
    let told = found.acts.iter().flat_map(|act| &act.tokens).chain(&found.tokens);
    is_peace(scene, found) && told.into_iter().any(|(tokens, _)| fights(scene, tokens))
}

/// A ceasefire, an armistice, “l'accord de paix”.
pub(super) fn is_peace(scene: &Scene, found: &TreatyFound) -> bool {
    let named = |(tokens, _): &(Range<usize>, String)| {
        let marked = &scene.marked.tokens[..tokens.end];
        tokens.clone().any(|at| scene.pack.instruments.peace.length_at(marked, at).is_some())
    };
    matches!(found.kind, Some(TreatyKind::Ceasefire | TreatyKind::Armistice)) || found.tokens.iter().any(named)
}

/// Does the sentence of these words speak of an armed group?
fn fights(scene: &Scene, tokens: &Range<usize>) -> bool {
    let sentence = &scene.marked.sentences[scene.marked.sentence_of(tokens)];
    scene.stands_in(sentence, 0..sentence.items.len(), &scene.pack.instruments.armed)
}
