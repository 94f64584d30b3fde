//! Instruments as things: the namings of one text brought under one chain each, with parties, acts, status and succession.

use super::Ledger;
use super::act::{self, ActTold};
use super::act_object::opening;
use super::batch;
use super::chain::{Chain, add_act, attach};
use super::instrument::{self, InstrumentMention};
use super::outcome::finish;
use super::scene::Scene;
use super::visit::{DateFound, Lead, VisitFound};
use crate::claim::{ActType, TreatyKind, TreatyStatus};
use crate::gazetteer::ActorKind;
use crate::lang::Form;
use crate::mention::ItemKind;
use std::ops::Range;

/// An instrument of one text.
#[derive(Debug, Clone)]
pub struct TreatyFound {
    /// Its namings, in order; the words with the rule of each.
    pub tokens: Vec<(Range<usize>, String)>,
    /// Index into `tokens` of the best name.
    pub label: usize,
    /// By its head noun.
    pub kind: Option<TreatyKind>,
    /// Indexes of actors, in the order found.
    pub parties: Vec<u32>,
    /// Where they were read.
    pub party_tokens: Vec<(Range<usize>, String)>,
    /// False if the text says that there are more.
    pub parties_complete: bool,
    /// Several told as one.
    pub batch: bool,
    /// Index into the gazetteer's treaties.
    pub known: Option<u32>,
    /// As of the text.
    pub status: Option<TreatyStatus>,
    /// In the order of the text.
    pub acts: Vec<ActFound>,
    /// Words of its provisions, with the article.
    pub provisions: Vec<(Range<usize>, Option<String>, String)>,
    /// Indexes of the instruments that it replaces.
    pub replaces: Vec<usize>,
    /// Where that is said.
    pub replaces_tokens: Vec<(Range<usize>, String)>,
}

/// An act of an instrument.
#[derive(Debug, Clone)]
pub struct ActFound {
    /// What was done.
    pub act: ActType,
    /// When.
    pub date: Option<DateFound>,
    /// Where: index into the gazetteer's places.
    pub place: Option<(u32, Range<usize>)>,
    /// By which parties; empty for all.
    pub by: Vec<u32>,
    /// By whom.
    pub figures: Vec<usize>,
    /// Not only planned.
    pub happened: bool,
    /// The words, with the rule of each.
    pub tokens: Vec<(Range<usize>, String)>,
}

/// Reads all instruments of a text.
pub(super) fn read(scene: &Scene, lead: Option<&Lead>, visits: &[VisitFound], ledger: &mut Ledger) -> Vec<TreatyFound> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut current: Option<usize> = None;
    let mut short: Vec<(String, usize, TreatyKind)> = Vec::new();
    for index in 0..scene.marked.sentences.len() {
        let before = current;
        let mut mentions = instrument::mentions(scene, index);
        let within = |short: &InstrumentMention| mentions.iter().any(|other| other.tokens.contains(&short.tokens.start));
        let again: Vec<InstrumentMention> =
            instrument::by_short_form(scene, index, &short).into_iter().filter(|short| !within(short)).collect();
        mentions.extend(again);
        mentions.sort_by_key(|mention| mention.tokens.start);
        let mut told = act::told(scene, index, &mentions, ledger);
        told.retain(|act| !criticised(scene, &mentions, act));
        let batches = batch::members(scene, index, &mentions);
        batch::share(&batches, &mut told);
        let mut of: Vec<Option<usize>> = Vec::new();
        for (nth, mention) in mentions.iter().enumerate() {
            let acts: Vec<&ActTold> = told.iter().filter(|act| act.mention == Some(nth)).collect();
            // “…, y compris l'accord de 1987”: of the same parties as the instruments named before it in the sentence.
            let before = of
                .iter()
                .rev()
                .flatten()
                .next()
                .map(|at| chains[*at].found.parties.clone())
                .filter(|parties| parties.len() > 1 && (mention.old || !mention.years.is_empty() || mention.listed));
            // “neuf autres accords”
            let beside = || current.filter(|_| mention.other).map(|at| chains[at].found.parties.clone());
            let of_batch = || batches[nth].and_then(|batch| of[batch]).map(|at| chains[at].found.parties.clone());
            let before = before.or_else(beside).or_else(of_batch);
            let chain = match mention.short {
                Some(chain) => {
                    chains[chain].last = index;
                    Some(chain)
                }
                None => attach(scene, &mut chains, mention, &acts, current, before.as_deref().unwrap_or_default()),
            };
            let form = instrument::short_form(scene, &scene.marked.sentences[index], mention);
            short.extend(chain.zip(form).map(|(chain, form)| (form, chain, mention.kind)));
            match chain {
                // “Un avenant à la convention a été signé. Le texte …”
                Some(_) if mention.inner => {}
                Some(_) => current = chain,
                None => ledger.pass_over("treaty", mention.tokens.clone(), &mention.rule, "nothing tells which instrument is meant"),
            }
            of.push(chain);
        }
        for act in &told {
            let soon = |at: &usize| index - chains[*at].last <= 2;
            let opens = || opening(scene, &scene.marked.sentences[index]).is_some();
            let chain = match act.mention {
                Some(mention) => of[mention],
                None if act.act == ActType::InstrumentsExchanged => before.or(current),
                // “Signé en 1909, complété par une convention, il n'a servi qu'une fois”: of none that the sentence names behind it.
                None if mentions.iter().all(|mention| act.tokens.end <= mention.tokens.start) && opens() => before.filter(soon).or(current),
                // “Il sera relu en mai”: what was named in the sentence before, nothing farther off.
                None => current.filter(soon),
            };
            if let Some(chain) = chain {
                chains[chain].last = index;
                if act.mention.is_none() {
                    concluded_by(scene, &mut chains[chain], act);
                }
                record(scene, &mut chains[chain], act);
            }
        }
        current = succession(scene, index, &mentions, &of, &mut chains, current);
        provisions(scene, index, &of, &mut chains, current);
    }
    finish(scene, lead, visits, chains, ledger)
}

/// “L'Algérie a dénoncé l'accord entre A et B”: who is no party denounces nothing, and criticises.
fn criticised(scene: &Scene, mentions: &[InstrumentMention], act: &ActTold) -> bool {
    let Some(mention) = act.mention.map(|mention| &mentions[mention]).filter(|_| act.act == ActType::Denunciation) else { return false };
    let doers = scene.states_of(&act.subject);
    let outsider = mention.parties.len() > 1 && !doers.iter().any(|doer| mention.parties.contains(doer));
    // “a dénoncé un texte qui …”: what is left is known, what is criticised need not be.
    // But “a signé un texte, dénoncé en 2019” tells of that one.
    let object = mention.head.start > act.tokens.start;
    let any = object && !mention.definite && !mention.batch && !mention.plural && mention.years.is_empty();
    let body = |doer: &u32| scene.gazetteer.actors[*doer as usize].kind == ActorKind::Body;
    any || !doers.is_empty() && (outsider || doers.iter().all(body))
}

/// “Le traité de Lomé ? Signé par le Togo et le Ghana, il …”: of an instrument taken up by a pronoun, those who conclude it are its parties.
fn concluded_by(scene: &Scene, chain: &mut Chain, told: &ActTold) {
    let states = scene.states_of(&told.subject);
    let found = &mut chain.found;
    let behind = told.subject.tokens.as_ref().is_some_and(|tokens| tokens.start >= told.tokens.end);
    let new = behind && found.known.is_none() && states.len() > 1 && found.parties.iter().all(|party| states.contains(party));
    for state in states.into_iter().filter(|_| told.act == ActType::Signed && new) {
        if !found.parties.contains(&state) {
            found.parties.push(state);
            found.party_tokens.extend(told.subject.tokens.clone().map(|tokens| (tokens, told.rule.clone())));
        }
    }
}

fn record(scene: &Scene, chain: &mut Chain, told: &ActTold) {
    // Listed dates belong to listed instruments, which `finish` parts.
    let states = scene.states_of(&told.subject);
    let by_party = !matches!(
        told.act,
        ActType::Signed
            | ActType::Negotiation
            | ActType::Adopted
            | ActType::EntryIntoForce
            | ActType::Expiry
            | ActType::InstrumentsExchanged
            | ActType::OpenedForSignature
    );
    let dates: Vec<Option<DateFound>> = if told.dates.is_empty() { vec![None] } else { told.dates.iter().cloned().map(Some).collect() };
    // “prolongé en 1955, en 1970 et en 1983” is done each time; “signés en 1954 et en 1987” is of two instruments.
    let several = dates.len() > 1 && matches!(told.act, ActType::Signed | ActType::Extension | ActType::Amendment);
    for date in dates.into_iter().take(if several { usize::MAX } else { 1 }) {
        let act = ActFound {
            act: told.act,
            date,
            place: told.place.clone(),
            by: if by_party { states.clone() } else { Vec::new() },
            figures: told.subject.figures.clone(),
            happened: told.happened,
            tokens: vec![(told.tokens.clone(), told.rule.clone())],
        };
        if several {
            chain.found.acts.push(act);
        } else {
            add_act(&mut chain.found.acts, act);
        }
    }
}

/// “remplacera les accords …”: the chain left of the verb replaces those right of it. What is replaced is not what the text goes on about: gives
/// the instrument that it is.
fn succession(
    scene: &Scene,
    index: usize,
    mentions: &[InstrumentMention],
    of: &[Option<usize>],
    chains: &mut [Chain],
    mut current: Option<usize>,
) -> Option<usize> {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    for item in &sentence.items {
        if item.kind != ItemKind::Word {
            continue;
        }
        let token = item.tokens.start;
        let verb = scene
            .pack
            .verbs
            .readings(&scene.marked.tokens[token].lower)
            .iter()
            .any(|(verb, form)| words.replace_verbs.contains(verb) && *form != Form::Gerund);
        let phrase = words.replace_phrases.length_at(&scene.marked.tokens[..sentence.tokens.end], token);
        if !verb && phrase.is_none() {
            continue;
        }
        let subject =
            mentions.iter().zip(of).rev().find(|(mention, _)| mention.tokens.end <= token).and_then(|(_, chain)| *chain).or(current);
        let rule = format!("{}/treaty/replaces", scene.pack.id);
        for (mention, object) in mentions.iter().zip(of) {
            if mention.tokens.start >= token
                && let (Some(subject), Some(object)) = (subject, *object)
                && subject != object
                && !chains[subject].found.replaces.contains(&object)
            {
                chains[subject].found.replaces.push(object);
                chains[subject].found.replaces_tokens.push((token..mention.tokens.end, rule.clone()));
                if current == Some(object) {
                    current = Some(subject);
                }
            }
        }
    }
    current
}

/// “l'article 4 stipule que …”: the words of a provision of the instrument told of.
fn provisions(scene: &Scene, index: usize, of: &[Option<usize>], chains: &mut [Chain], current: Option<usize>) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let article = sentence.tokens.clone().find(|at| !words.article.is_empty() && tokens[*at].lower == words.article);
    let verb_at = sentence.tokens.clone().find(|at| words.provision_verbs.length_at(tokens, *at).is_some());
    // “… sous réserve de l'article 9 …” inside a provision is not its own number.
    let number = article
        .filter(|at| verb_at.is_some_and(|verb| *at < verb))
        .and_then(|at| tokens.get(at + 1))
        .filter(|token| token.lower.chars().all(|c| c.is_ascii_digit()))
        .map(|token| token.lower.clone());
    let Some(verb) = verb_at else { return };
    let said_of = of.iter().flatten().next().copied().or(current.filter(|_| number.is_some()));
    let before = article.is_some_and(|at| at < verb)
        || of.iter().any(Option::is_some) && tokens.get(verb + 1).is_some_and(|token| scene.pack.words.that.contains(&token.lower));
    if let Some(chain) = said_of.filter(|_| before) {
        let end = tokens.len() - usize::from(tokens.last().is_some_and(|token| token.is_sign(".")));
        let start = article.filter(|at| *at < verb).unwrap_or(verb);
        chains[chain].found.provisions.push((start..end.max(start + 1), number, format!("{}/treaty/provision", scene.pack.id)));
    }
}
