//! Summits, funerals, inaugurations: events to which people of several states come, and who is said to have come.

use super::journey::{is_recent, state_then};
use super::scene::{Scene, Whereabouts};
use super::treaty::{ActFound, TreatyFound};
use super::verb_group::Tense;
use super::visit::{DateFound, VisitFound};
use crate::claim::{ActType, VisitKind, VisitStatus};
use crate::gazetteer::Sense;
use crate::lang::phrase::WordSet;
use crate::lang::{Form, GatheringWords};
use crate::mention::{ItemKind, Sentence};
use std::collections::BTreeSet;
use std::ops::Range;

/// An event with its place.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The kind of visit that it makes.
    pub kind: VisitKind,
    /// Where it is.
    pub place: Whereabouts,
    /// Its first day.
    pub date: Option<DateFound>,
    /// As of the text.
    pub status: Option<VisitStatus>,
    /// How the text tells of it.
    pub told: Telling,
    /// Its noun or verb.
    pub tokens: Range<usize>,
    /// The sentence of it.
    pub sentence: usize,
}

/// How a text tells of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// “un sommet”, “Réunis à Bali, les dirigeants …”.
    Event,
    /// “ont signé samedi à Lusaka un accord”.
    Signing,
    /// “la réunion des ministres à Bratislava”, “les dirigeants débattaient mardi à Brdo”.
    Leaders,
}

/// So many sentences after an event is told, people may be said to have come to it.
const WITHIN: usize = 8;

/// So many people or states beside a signature make it an event.
const SIGNERS: usize = 3;

/// So many sentences after a signature, people may be said to have been there.
const SIGNING: usize = 2;

/// So many foreign officials in one list beside an event are its guests, without a word that says so.
const GUESTS: usize = 3;

/// So many words before the noun of an event, a word may say that somebody goes somewhere for it.
const PURPOSE: usize = 6;

/// So many words before the noun of an event, its town may stand (“signé à Tripoli, sous un chapiteau, au terme d'un sommet”).
const AHEAD: usize = 12;

/// So many words behind “consacré”, a place is what an event is about.
const TOPIC: usize = 5;

/// The events of a text, one for each sentence that tells of one.
pub(super) fn find(scene: &Scene) -> Vec<Gathering> {
    let mut found: Vec<Gathering> = Vec::new();
    for index in 0..scene.marked.sentences.len() {
        let Some(told) = told(scene, index, &found) else { continue };
        let same = found.last().filter(|old| old.place.state == told.place.state);
        let date = told.date.clone().or_else(|| same.and_then(|old| old.date.clone()));
        found.push(Gathering { date, ..told });
    }
    found
}

impl Scene<'_> {
    /// The event that a sentence may speak of without naming its place: its own, or the last one that was told of where the story is, or
    /// the last one.
    pub(super) fn gathering(&self, sentence: usize) -> Option<&Gathering> {
        let near = || self.gatherings.iter().rev().filter(|event| event.sentence <= sentence && sentence - event.sentence <= WITHIN);
        let own = near().find(|event| event.sentence == sentence);
        own.or_else(|| near().find(|event| self.is_stage(event.place.state))).or_else(|| near().next())
    }

    /// Two who sign are no gathering: do three or more people or states, or leaders, stand in the sentence of an event?
    pub(super) fn brings_many(&self, event: &Gathering) -> bool {
        let sentence = &self.marked.sentences[event.sentence];
        let leaders = || self.stands_in(sentence, 0..sentence.items.len(), &self.pack.journeys.gathering.leaders);
        let people = || sentence.items.iter().filter(|item| self.figure(item.kind).is_some()).count() >= SIGNERS;
        event.told != Telling::Signing || people() || self.states_in(event.sentence).len() >= SIGNERS || leaders()
    }

    /// Is the text's own story in the state?
    fn is_stage(&self, state: u32) -> bool {
        self.stage.first().is_some_and(|stage| stage.state == state)
    }

    /// Does a sentence say that something happens in another state than this one?
    pub(super) fn happens_elsewhere(&self, index: usize, state: u32) -> bool {
        let sentence = &self.marked.sentences[index];
        (0..sentence.items.len()).any(|at| {
            let there = self.preposition_before(sentence, at, 0).is_some_and(|(word, _)| self.pack.words.at.contains(&word));
            there && self.whereabouts(sentence.items[at].kind).is_some_and(|place| place.state != state)
        })
    }
}

/// Adds those who are said to have come to an event of the text from another state.
pub(super) fn fill(scene: &Scene, candidates: &mut Vec<VisitFound>) {
    for index in 0..scene.marked.sentences.len() {
        if let Some(gathering) = scene.gathering(index).filter(|event| event.told == Telling::Event) {
            come(scene, index, gathering, candidates);
        }
    }
}

/// Those who are said to have been there when an instrument was signed in a state that is not theirs.
pub(super) fn signings(scene: &Scene, treaties: &[TreatyFound]) -> Vec<VisitFound> {
    let mut came = Vec::new();
    let signed = |act: &&ActFound| act.act == ActType::Signed && act.happened && act.date.is_some();
    for act in treaties.iter().flat_map(|treaty| &treaty.acts).filter(signed) {
        let Some((place, tokens)) = &act.place else { continue };
        let Some(state) = scene.state_of_place(*place) else { continue };
        let recent = act.date.as_ref().is_some_and(|date| is_recent(scene, date.period));
        let place = Whereabouts { state: state_then(scene, state, act.date.as_ref()), place: Some(*place), tokens: tokens.clone() };
        let (date, status) = (act.date.clone(), Some(VisitStatus::Completed));
        let tokens = tokens.clone();
        let ceremony = Gathering { kind: VisitKind::Ceremony, place, date, status, told: Telling::Event, tokens, sentence: 0 };
        let told = act.tokens.iter().map(|(tokens, _)| scene.marked.sentence_of(tokens));
        let sentences: BTreeSet<usize> = told.flat_map(|at| at..=at + if recent { SIGNING } else { 0 }).collect();
        for index in sentences.into_iter().filter(|index| *index < scene.marked.sentences.len()) {
            if scene.happens_elsewhere(index, ceremony.place.state) {
                continue;
            }
            let before = came.len();
            come(scene, index, &ceremony, &mut came);
            came[before..].iter_mut().for_each(|visit| visit.recalled = !recent);
        }
    }
    came
}

/// “le sommet qui s'ouvre mardi à Bali”, “le sommet de Bali”.
fn told(scene: &Scene, index: usize, found: &[Gathering]) -> Option<Gathering> {
    let sentence = &scene.marked.sentences[index];
    let Some((at, length, kind)) = occasion(scene, sentence) else { return loosely(scene, index) };
    let end = sentence.items.len().min(at + length + 16);
    // “le sommet de Bali”
    let of_town = |item: usize| {
        let named = scene.preposition_before(sentence, item, 0).is_some_and(|(word, _)| word.starts_with('d')) && item <= at + length + 3;
        scene.whereabouts(sentence.items[item].kind).filter(|place| named && place.place.is_some())
    };
    // “à Riyad, où il a participé au sommet consacré à la situation à Gaza”, “à Moscou pour le sommet”: the place stands before it.
    let before_it = || scene.antecedent_place(sentence, at).or_else(|| goal_of(scene, sentence, at));
    let is_topic = |item: usize| {
        let about = (at + length..item).rev().take_while(|before| scene.whereabouts(sentence.items[*before].kind).is_none());
        about.take(TOPIC).any(|before| scene.one_of(sentence, before, &scene.pack.journeys.gathering.topic))
    };
    let behind = |item: usize| held_at(scene, index, item).or_else(|| of_town(item)).filter(|_| !is_topic(item));
    // “le centenaire de la Lettonie”
    let of_state = || (at + length..end.min(at + length + 3)).find_map(|item| scene.whereabouts(sentence.items[item].kind));
    let place = before_it().or_else(|| (at + length..end).find_map(behind));
    let place = place.or_else(|| of_state().filter(|_| kind == VisitKind::Ceremony));
    // “… à Bali, où s'ouvre le sommet”
    let town = |place: &Whereabouts| place.place.is_some();
    let before = || (at.saturating_sub(AHEAD)..at).rev().find_map(|item| held_at(scene, index, item).filter(town));
    // “au Kremlin, avaient pris place pour le sommet …”
    let seat = || {
        (0..sentence.items.len()).find_map(|item| {
            let ItemKind::Name(name) = sentence.items[item].kind else { return None };
            let Sense::Seat(state) = scene.marked.names[name].sense else { return None };
            let (word, _) = scene.preposition_before(sentence, item, 0)?;
            let there = scene.pack.words.place_prepositions.contains(&word);
            there.then(|| Whereabouts { state, place: None, tokens: sentence.items[item].tokens.clone() })
        })
    };
    let same = |old: &&Gathering| old.kind == kind && index - old.sentence <= WITHIN;
    let last = || found.iter().rev().find(same).map(|old| old.place.clone());
    let place = place.or_else(before).or_else(seat).or_else(|| scene.fronted(sentence)).or_else(last).or_else(|| scene.dateline());
    // “Pékin. Ouverture du sommet …”
    let place = place.or_else(|| label(scene, index.checked_sub(1)?)).or_else(|| scene.stage.first().cloned())?;
    let (tense, date) = when(scene, sentence);
    let tokens = sentence.items[at].tokens.clone();
    Some(Gathering { kind, place, date, status: status(tense), told: Telling::Event, tokens, sentence: index })
}

/// “arrivé à Moscou pour le sommet”, “gagne Le Caire pour y assister au sommet”: the place before the word of purpose that leads to an item.
fn goal_of(scene: &Scene, sentence: &Sentence, at: usize) -> Option<Whereabouts> {
    let purpose = (at.saturating_sub(PURPOSE)..at).rev().find(|item| scene.one_of(sentence, *item, &scene.pack.words.purpose))?;
    let mut before = (0..purpose).rev().take_while(|item| !matches!(sentence.items[*item].kind, ItemKind::Sign | ItemKind::Person(_)));
    let goal = before.find(|item| scene.whereabouts(sentence.items[*item].kind).is_some())?;
    let adverb = |item: usize| scene.one_of(sentence, item, &scene.pack.words.adverbs);
    let passed = (goal + 1..purpose).all(|item| matches!(sentence.items[item].kind, ItemKind::Date(_)) || adverb(item));
    scene.whereabouts(sentence.items[goal].kind).filter(|_| passed)
}

/// “à Bali”, “dans la capitale kényane”: the place of an item, where a preposition of place rules it.
fn held_at(scene: &Scene, index: usize, item: usize) -> Option<Whereabouts> {
    let sentence = &scene.marked.sentences[index];
    if let Some(ground) = scene.ground(sentence, item) {
        return Some(ground).filter(|_| scene.ruled_by_place(index, item - 1));
    }
    let (word, _) = scene.preposition_before(sentence, item, 0)?;
    let there = scene.pack.words.place_prepositions.contains(&word) && scene.ruled_by_place(index, item);
    scene.whereabouts(sentence.items[item].kind).filter(|_| there)
}

/// Leaders of several states, or who signs something, at a town on a day: an event that no noun tells.
fn loosely(scene: &Scene, index: usize) -> Option<Gathering> {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.journeys.gathering;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let dated = sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
    let signs = |at: &usize| {
        let mut readings = scene.pack.verbs.readings(scene.word(sentence, *at)).iter();
        let past = |form: Form| matches!(form, Form::Participle | Form::PastSimple | Form::Present);
        readings.any(|(verb, form)| words.signing.contains(verb) && past(*form))
    };
    let instrument = sentence.tokens.clone().any(|at| scene.pack.instruments.heads.at(tokens, at).is_some());
    let signing = (0..sentence.items.len()).find(signs).filter(|_| instrument);
    let leaders = (0..sentence.items.len()).find(|at| scene.begins(sentence, *at, &words.leaders));
    let (at, told) = signing.map(|at| (at, Telling::Signing)).or_else(|| leaders.map(|at| (at, Telling::Leaders)))?;
    let town = |place: &Whereabouts| place.place.is_some();
    let place = (0..sentence.items.len()).find_map(|item| held_at(scene, index, item).filter(town));
    let place = place.or_else(|| scene.dateline().filter(|_| index <= 1)).filter(|_| dated)?;
    let (tense, date) = when(scene, sentence);
    // “le traité signé à Arusha en 1999 par le Kenya”: a description of the instrument.
    let described = told == Telling::Signing && scene.is_bare_participle(sentence, at);
    if described && date.as_ref().is_some_and(|date| !is_recent(scene, date.period)) {
        return None;
    }
    let kind = if told == Telling::Signing { VisitKind::Ceremony } else { VisitKind::Summit };
    let tokens = sentence.items[at].tokens.clone();
    Some(Gathering { kind, place, date, status: status(tense), told, tokens, sentence: index })
}

/// Where a sentence names an event to which people come, how many items long, and the kind of visit that it makes: a noun, or leaders who
/// meet (“Réunis à Bali, les dirigeants de la région …”).
fn occasion(scene: &Scene, sentence: &Sentence) -> Option<(usize, usize, VisitKind)> {
    let words = &scene.pack.journeys.gathering;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let word = |at: &usize| sentence.items[*at].kind == ItemKind::Word;
    let noun = |at: usize| words.noun_at(tokens, sentence.items[at].tokens.start).map(|(length, kind)| (at, length, kind));
    let meets = |at: &usize| {
        let token = sentence.items[*at].tokens.start;
        let several = |form: Form| match form {
            Form::Participle => {
                let group = scene.verb_group(sentence, token, form);
                (group.reflexive || group.bare) && tokens[token].lower.ends_with('s')
            }
            _ => form.is_finite() && scene.ends_like_plural(&tokens[token].lower) && scene.verb_group(sentence, token, form).reflexive,
        };
        let readings = scene.pack.verbs.readings(&tokens[token].lower).iter();
        readings.filter(|(verb, _)| words.meet.contains(verb)).any(|(_, form)| several(*form))
    };
    let items = || (0..sentence.items.len()).filter(word);
    let meeting = || {
        let led = scene.stands_in(sentence, 0..sentence.items.len(), &words.leaders);
        items().find(|at| led && meets(at)).map(|at| (at, 1, VisitKind::Summit))
    };
    // “La rencontre se tiendra mardi à Bali”
    let held = || {
        let means = |at: &usize| scene.begins(sentence, *at, &words.meant) && !scene.begins(sentence, *at, &words.other);
        let at = items().find(means).filter(|at| *at <= 3)?;
        let takes_place = |at: usize| scene.pack.verbs.readings(scene.word(sentence, at)).iter().any(|(verb, _)| words.held.contains(verb));
        let town = |at: usize| {
            let place = scene.whereabouts(sentence.items[at].kind).is_some_and(|place| place.place.is_some());
            place && scene.preposition_before(sentence, at, 0).is_some_and(|(word, _)| scene.pack.words.at.contains(&word))
        };
        let verb =
            (at + 1..sentence.items.len().min(at + 9)).find(|at| takes_place(*at) || scene.begins(sentence, *at, &words.taking_place))?;
        (verb + 1..sentence.items.len()).any(town).then_some((at, 1, VisitKind::Summit))
    };
    items().find_map(noun).or_else(meeting).or_else(held)
}

/// When the event of a sentence is: “Réunis vendredi à Bali, ils ont signé un texte qui devra être ratifié” tells of last Friday, for a
/// relative clause behind the date has a tense of its own.
fn when(scene: &Scene, sentence: &Sentence) -> (Option<Tense>, Option<DateFound>) {
    let items = 0..sentence.items.len();
    let date = items.clone().find(|item| matches!(sentence.items[*item].kind, ItemKind::Date(_)));
    let relative = date.and_then(|date| (date + 1..items.end).find(|at| scene.one_of(sentence, *at, &scene.pack.words.relative)));
    let tense = relative.and_then(|end| scene.tense_of(sentence, &(0..end))).or_else(|| scene.tense_of(sentence, &items));
    (tense, items.clone().find_map(|item| scene.date_found(sentence, item, tense)))
}

/// The place that a sentence is made of, with nothing but a date and signs beside it.
fn label(scene: &Scene, index: usize) -> Option<Whereabouts> {
    let sentence = &scene.marked.sentences[index];
    let plain = |at: &usize| {
        matches!(sentence.items[*at].kind, ItemKind::Date(_) | ItemKind::Sign) || scene.whereabouts(sentence.items[*at].kind).is_some()
    };
    let place = |at: usize| scene.whereabouts(sentence.items[at].kind).filter(|place| place.place.is_some());
    (sentence.items.len() <= 6 && (0..sentence.items.len()).all(|at| plain(&at)))
        .then(|| (0..sentence.items.len()).find_map(place))
        .flatten()
}

fn status(tense: Option<Tense>) -> Option<VisitStatus> {
    match tense? {
        Tense::Past | Tense::Pluperfect => Some(VisitStatus::Completed),
        Tense::Present => Some(VisitStatus::Ongoing),
        Tense::Future | Tense::Conditional => Some(VisitStatus::Planned),
        Tense::Hearsay | Tense::Doubt | Tense::Open => None,
    }
}

/// “…, a précisé le porte-parole X”: whoever is behind a verb that opens what follows a comma only speaks.
fn speaks(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    let opens = (item.saturating_sub(SPEAKER)..item).rev().find(|at| scene.word(sentence, *at) == ",").map(|comma| comma + 1);
    let says = opens.filter(|at| scene.opens_saying(sentence, *at));
    says.is_some_and(|at| (at + 1..item).any(|at| scene.ends_like_participle(scene.word(sentence, at))))
}

/// How far before somebody's name the comma may stand behind which a verb of saying opens, in items.
const SPEAKER: usize = 6;

/// The people of a sentence that tells who came.
fn come(scene: &Scene, index: usize, gathering: &Gathering, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let words = &scene.pack.journeys.gathering;
    let blocked = sentence.tokens.clone().any(|at| {
        scene.pack.journeys.blocked.length_at(tokens, at).is_some()
            || scene.pack.words.negations.contains(&tokens[at].lower) && !in_relative(scene, sentence, at)
    });
    if blocked {
        return;
    }
    let foreign = |item: usize| {
        let figure = scene.figure(sentence.items[item].kind).filter(|figure| scene.is_official(*figure))?;
        scene.leads_abroad(figure, &gathering.place).then_some(figure)
    };
    let guests: Vec<(usize, Range<usize>)> = match sign(scene, sentence) {
        Some((sign, behind)) => {
            let from = if behind { scene.item_of(sentence, sign.end) } else { 0 };
            (from..sentence.items.len())
                .filter(|item| !scene.governed(sentence, *item) || behind && (*item <= from + 1 || taken_up(scene, sentence, *item)))
                .map(|item| (item, super::hull(&sign, &sentence.items[item].tokens)))
                .collect()
        }
        None if scene.stage.first().is_some_and(|stage| stage.state == gathering.place.state) => {
            let list = listed(scene, sentence);
            // Whoever serves an organisation comes for no state.
            let homes: BTreeSet<Option<u32>> = list.iter().filter_map(|item| foreign(*item)).map(|figure| scene.acts_for(figure)).collect();
            if homes.len() < GUESTS {
                Vec::new()
            } else {
                list.into_iter().map(|item| (item, sentence.items[item].tokens.clone())).collect()
            }
        }
        None => Vec::new(),
    };
    let tense = scene.tense_of(sentence, &(0..sentence.items.len()));
    let rule = format!("{}/visit/gathering", scene.pack.id);
    for (item, told) in guests {
        // “On ignore si X fera le déplacement”
        let away = absent(scene, sentence, item, words) || scene.supposed(sentence, item) || speaks(scene, sentence, item);
        if let Some(figure) = foreign(item).filter(|_| !away) {
            let mut visit = VisitFound::told(figure, &gathering.place, told, &rule, index);
            // “X en juin 2000 et Y en octobre 2007”: each on a day of their own.
            let own = scene.date_found(sentence, item + 1, Some(Tense::Past)).filter(|_| item + 1 < sentence.items.len());
            visit.dated_by_event = own.is_none();
            visit.start = own.or_else(|| gathering.date.clone());
            visit.kind = Some(gathering.kind);
            visit.status = status(tense).or(gathering.status);
            candidates.push(visit);
        }
    }
}

/// “en présence de X, de ses homologues Y et Z, ainsi que du roi W”: does the preposition of a list stand before the item once more?
fn taken_up(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    let words = &scene.pack.words;
    let own = &scene.marked.tokens[sentence.items[item].tokens.start].lower;
    let of = if words.of.contains(own) { Some(item) } else { scene.preposition_before(sentence, item, 1).map(|(_, at)| at) };
    let before = of.and_then(|of| of.checked_sub(1));
    before.is_some_and(|at| scene.word(sentence, at) == "," || scene.one_of(sentence, at, &words.joining))
}

/// Does a word between the person at an item and the next one say that the person stayed away?
fn absent(scene: &Scene, sentence: &Sentence, item: usize, words: &GatheringWords) -> bool {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let person = |at: &usize| matches!(sentence.items[*at].kind, ItemKind::Person(_));
    let next = (item + 1..sentence.items.len()).find(person).unwrap_or(sentence.items.len());
    let previous = (0..item).rev().find(person).map_or(0, |at| at + 1);
    let tells = |set: &WordSet, at: usize| set.length_at(tokens, sentence.items[at].tokens.start).is_some();
    // “X, représenté par Y”: X stays away, Y does not.
    (previous..next).any(|at| tells(&words.absent, at)) || (item..next).any(|at| tells(&words.represented, at))
}

/// Does the token stand in a relative clause (“Y, qui n'aimait guère le défunt, …”)?
fn in_relative(scene: &Scene, sentence: &Sentence, token: usize) -> bool {
    let words = &scene.pack.words;
    let before = (sentence.tokens.start..token).rev().take(4).map(|at| &scene.marked.tokens[at]);
    before
        .take_while(|token| token.is_word())
        .any(|token| words.relative.contains(&token.lower) || words.clause_words.contains(&token.lower))
}

/// The longest run of people of a sentence that are told one after another, no verb between but in relative clauses.
fn listed(scene: &Scene, sentence: &Sentence) -> Vec<usize> {
    let verb = |at: usize| {
        let word = scene.word(sentence, at);
        word.len() > 2
            && !scene.pack.words.not_verbs.contains(word)
            && scene.pack.verbs.readings(word).iter().any(|(_, form)| form.is_finite())
            && !in_relative(scene, sentence, sentence.items[at].tokens.start)
    };
    let joins = |at: usize| {
        matches!(scene.word(sentence, at), "," | ";" | ":")
            || scene.one_of(sentence, at, &scene.pack.words.conjunctions)
            || scene.one_of(sentence, at, &scene.pack.words.at)
    };
    let people: Vec<usize> = (0..sentence.items.len()).filter(|at| matches!(sentence.items[*at].kind, ItemKind::Person(_))).collect();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for &item in &people {
        let goes_on = runs.last().and_then(|run| run.last()).is_some_and(|last| (last + 1..item).any(joins) && !(last + 1..item).any(verb));
        match runs.last_mut() {
            Some(run) if goes_on => run.push(item),
            _ => runs.push(vec![item]),
        }
    }
    runs.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

/// The words of being there, and whether those who are stand behind them only.
fn sign(scene: &Scene, sentence: &Sentence) -> Option<(Range<usize>, bool)> {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let words = &scene.pack.journeys.gathering;
    let phrase = sentence.tokens.clone().find_map(|at| words.signs.length_at(tokens, at).map(|length| at..at + length));
    if let Some(phrase) = phrase {
        let behind = scene.pack.words.prepositions.contains(&tokens[phrase.end - 1].lower);
        return Some((phrase, behind));
    }
    // “le sommet de Singapour entre X et Y”
    let noun = sentence.tokens.clone().find_map(|at| words.noun_at(tokens, at).map(|(length, _)| at + length));
    let between = noun.and_then(|end| (end..tokens.len().min(end + 6)).find(|at| scene.pack.words.between.contains(&tokens[*at].lower)));
    let verb = |at: usize| scene.pack.verbs.readings(&tokens[at].lower).is_empty();
    if let Some(between) =
        between.filter(|_| scene.called_off(sentence).is_none()).filter(|between| noun.is_some_and(|end| (end..*between).all(verb)))
    {
        return Some((between..between + 1, true));
    }
    // “le premier sommet de X et de Y, à Singapour”
    let pair = noun.filter(|_| scene.called_off(sentence).is_none()).map(|end| scene.item_of(sentence, end));
    let of = |at: usize| scene.one_of(sentence, at, &scene.pack.words.of);
    let person = |at: usize| sentence.items.get(at).is_some_and(|item| matches!(item.kind, ItemKind::Person(_)));
    let both = |at: &usize| {
        of(*at) && person(at + 1) && scene.one_of(sentence, at + 2, &scene.pack.words.and) && (person(at + 3) || person(at + 4))
    };
    if let Some(at) = pair.filter(both) {
        return Some((sentence.items[at].tokens.clone(), true));
    }
    // “participe à un dîner” tells nothing of the summit.
    sentence.tokens.clone().find(|at| words.noun_at(tokens, *at).is_some())?;
    sentence
        .tokens
        .clone()
        .find(|at| {
            let readings = scene.pack.verbs.readings(&tokens[*at].lower);
            readings.iter().any(|(verb, form)| words.verbs.contains(verb) && *form != Form::Infinitive)
        })
        .map(|at| (at..at + 1, false))
}
