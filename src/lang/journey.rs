//! Journey rules of a language: the words that tell of a visit, and where they keep its roles.

use super::deed::{Deed, Deeds};
use super::gathering::{GatheringFile, GatheringWords};
use super::phrase::{Phrases, WordSet, word_set};
use super::verb::{VerbId, Verbs};
use crate::claim::{VisitKind, VisitStatus};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// `visits.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JourneyFile {
    #[serde(default)]
    kinds: BTreeMap<VisitKind, Vec<String>>,
    #[serde(default)]
    status: BTreeMap<VisitStatus, Vec<String>>,
    #[serde(default)]
    visit: Vec<JourneyEntry>,
    #[serde(default)]
    blocked: Blocked,
    #[serde(default)]
    journey: Frame,
    #[serde(default)]
    deeds: Deeds,
    #[serde(default)]
    gathering: GatheringFile,
    #[serde(default)]
    signs: Signs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    #[serde(default)]
    same_goal: Vec<String>,
    #[serde(default)]
    announces: Vec<String>,
    #[serde(default)]
    lands: WordSet,
    #[serde(default)]
    sites: HashSet<String>,
    #[serde(default)]
    events: WordSet,
    #[serde(default)]
    itinerary: Vec<String>,
    #[serde(default)]
    along: Vec<String>,
    #[serde(default)]
    along_before: Vec<String>,
    #[serde(default)]
    announced: Vec<String>,
    #[serde(default)]
    before: HashSet<String>,
    #[serde(default)]
    after: HashSet<String>,
    #[serde(default)]
    order: HashSet<String>,
    #[serde(default)]
    beside: HashSet<String>,
    #[serde(default)]
    here: WordSet,
    #[serde(default)]
    ground: HashSet<String>,
    #[serde(default)]
    capital: HashSet<String>,
    #[serde(default)]
    earlier: HashSet<String>,
    #[serde(default)]
    times: HashSet<String>,
    #[serde(default)]
    accompany: Vec<String>,
    #[serde(default)]
    phases: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    invitation: HashSet<String>,
    #[serde(default)]
    followed: WordSet,
    #[serde(default)]
    consorts: WordSet,
    #[serde(default)]
    meetings: WordSet,
    #[serde(default)]
    stop_words: WordSet,
    #[serde(default)]
    stops_ahead: WordSet,
    #[serde(default)]
    years_lead: HashSet<String>,
    #[serde(default)]
    years: HashSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Blocked {
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    not_goal_after: Vec<String>,
    #[serde(default)]
    unofficial: Vec<String>,
    #[serde(default)]
    unwilling: Vec<String>,
    #[serde(default)]
    doubted: Vec<String>,
    #[serde(default)]
    declined: Vec<String>,
    #[serde(default)]
    bearers: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JourneyEntry {
    pub(super) id: String,
    pub(super) verb: Option<String>,
    pub(super) noun: Option<Vec<String>>,
    #[serde(default)]
    pub(super) reflexive: bool,
    #[serde(default)]
    pub(super) with: Vec<String>,
    #[serde(default)]
    pub(super) only_with: Vec<String>,
    #[serde(default)]
    pub(super) not_with: Vec<String>,
    pub(super) visitor: Visitor,
    #[serde(default)]
    pub(super) host: Option<Visitor>,
    pub(super) goal: Goal,
    pub(super) needs: Option<Needs>,
    pub(super) status: Option<VisitStatus>,
    pub(super) kind: Option<VisitKind>,
    #[serde(default)]
    pub(super) tour: bool,
    #[serde(default)]
    pub(super) presence: bool,
    #[serde(default)]
    pub(super) arrival: bool,
    #[serde(default)]
    pub(super) adjective: bool,
    #[serde(default)]
    pub(super) adjoining: bool,
    #[serde(default)]
    pub(super) undated: bool,
    #[serde(default)]
    pub(super) of_only: bool,
    #[serde(default)]
    pub(super) things: bool,
    #[serde(default)]
    pub(super) leaves: bool,
    #[serde(default)]
    pub(super) hosted: bool,
    pub(super) voice: Option<Voice>,
    #[serde(default)]
    pub(super) examples: Vec<String>,
    #[serde(default)]
    pub(super) not: Vec<String>,
}

/// Where a rule's word keeps a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visitor {
    /// Of the verb.
    #[default]
    Subject,
    /// Of the verb; the subject if the verb is passive.
    Object,
    /// Behind “à” (“des invitations ont été adressées à X”): the noun that the verb needs may stand before it.
    Recipient,
    /// “la visite de X”; the clause's subject if nobody is named so.
    Of,
    /// “par X”.
    Agent,
    /// Everybody who takes part; those at home there are no visitors.
    Both,
}

/// How the goal is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// By a preposition of place.
    #[default]
    To,
    /// As the verb's object.
    Object,
    /// The state of the one who receives, unless a place is named.
    Host,
    /// Right after the words (“de retour de Bakou”, “l'avion pour Alger”).
    Of,
    /// Whence the verb comes: behind “de”, past dates (“arrivé la veille d'Ottawa”).
    From,
    /// By a preposition of place; without one, the event of the text to which people come (“X a confirmé sa présence”).
    Gathering,
}

/// What must be named before the rule may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// A place or state in the same clause.
    Place,
    /// A town or site, not a state alone.
    City,
    /// The event, by “y” or by its noun (“à la rencontre”), where its place is not named.
    Event,
}

/// How a verb stands to its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the grammar's own terms")]
pub enum Voice {
    Active,
    Passive,
}

/// The word that sets a rule off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "plain words")]
pub enum Trigger {
    Verb(VerbId),
    Noun,
}

/// A journey rule.
#[derive(Debug, Clone)]
pub struct JourneyRule {
    /// `fr/visit/se-rendre`.
    pub id: String,
    /// Verb or noun.
    pub trigger: Trigger,
    /// The verb needs its reflexive pronoun.
    pub reflexive: bool,
    /// A noun that must follow the verb.
    pub with: Option<WordSet>,
    /// A word that must stand in the clause.
    pub only_with: Option<WordSet>,
    /// Words behind the verb that make it something else (“attendu au tournant”).
    pub not_with: WordSet,
    /// The traveller.
    pub visitor: Visitor,
    /// The one who receives.
    pub host: Option<Visitor>,
    /// The goal.
    pub goal: Goal,
    /// What must be named.
    pub needs: Option<Needs>,
    /// Overrules the tense.
    pub status: Option<VisitStatus>,
    /// What the word itself says.
    pub kind: Option<VisitKind>,
    /// May have several goals.
    pub tour: bool,
    /// The words tell presence, not movement.
    pub presence: bool,
    /// Without a goal it is the place that the story is at (“Gorbatchev, venu en avril 1991”).
    pub arrival: bool,
    /// An adjective behind the noun names the goal (“l'étape danoise”).
    pub adjective: bool,
    /// Only dates and adverbs stand between the verb and the goal (“renoncer à Oslo”, not “à la taxe d'Oslo”).
    pub adjoining: bool,
    /// Dates behind the goal are those of something else (“de retour de Bakou, X a réuni mardi …”).
    pub undated: bool,
    /// “l'arrivée d'un convoi”: behind the noun stands who travels, whoever leads the sentence.
    pub of_only: bool,
    /// Said of things as well: its pronoun means somebody only where one leads (“La décision de X est tombée, Oslo l'attendait”).
    pub things: bool,
    /// The date is that on which the traveller leaves (“quittera Oslo mardi”).
    pub leaves: bool,
    /// Where no place is named, the journey goes to the state of the official whom the words name (“rendre visite à X”).
    pub hosted: bool,
    /// Holds for this voice only.
    pub voice: Option<Voice>,
    /// The word tells what somebody did, and the place where.
    pub deed: Option<Deed>,
    /// Sentences that must give a visit by this rule.
    pub examples: Vec<String>,
    /// Sentences that must give none.
    pub counter_examples: Vec<String>,
}

/// Words that speak for or against somebody having been at a place, without telling it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signs {
    /// Stems of verbs of what is done from afar.
    afar: Vec<String>,
    /// Words of receptions and protocol.
    pub ceremony: WordSet,
    /// Words of arriving and leaving.
    pub wheels: WordSet,
    /// Words that name somebody of another time or house (“son prédécesseur X”).
    pub kin: WordSet,
}

impl Signs {
    /// Does a word begin with one of the stems of what is done from afar?
    #[must_use]
    pub fn is_afar(&self, word: &str) -> bool {
        self.afar.iter().any(|stem| word.starts_with(stem.as_str()))
    }
}

/// Journey words and rules.
#[derive(Debug, Clone, Default)]
pub struct JourneyWords {
    /// In the order of the file.
    pub rules: Vec<JourneyRule>,
    /// Noun → index of its rule.
    pub nouns: Phrases<usize>,
    /// Verb → indexes of its rules.
    pub verbs: BTreeMap<u16, Vec<usize>>,
    /// “d'État”, “officielle”.
    pub kinds: Phrases<VisitKind>,
    /// “annulé”, “reporté”.
    pub status: Phrases<VisitStatus>,
    /// Words that take the sense of a journey away.
    pub blocked: WordSet,
    /// Nouns whose place is not where anybody went (“la guerre en Ukraine”).
    pub not_goal_after: WordSet,
    /// Words that take the sense of a journey away where the traveller holds no office (“match”).
    pub unofficial: WordSet,
    /// Before an infinitive: nobody says that the journey is made (“refuse de”).
    pub unwilling: WordSet,
    /// Before “invitation”: “décliné”.
    pub declined: WordSet,
    /// Before a noun of journeys: it is only spoken of (“la rumeur d'un voyage”).
    pub doubted: WordSet,
    /// Nouns of those who may travel (“la visite d'une délégation”).
    pub bearers: WordSet,
    /// “à son tour”: the goal is the one told before.
    pub same_goal: WordSet,
    /// “sur sa route”, “au programme”: the states named beside it are goals of the text's traveller.
    pub itinerary: WordSet,
    /// “accompagné de”: people named behind it travel along.
    pub along: WordSet,
    /// “font partie de la délégation”: people named before it travel along.
    pub along_before: WordSet,
    /// “annonce”: a journey that a noun tells in such a sentence is yet to be made.
    pub announced: WordSet,
    /// “après”: the place behind it was visited before the one told.
    pub before: HashSet<String>,
    /// “avant”: the place behind it is visited after the one told.
    pub after: HashSet<String>,
    /// In a sentence with one of these, journeys of one traveller are legs of one tour.
    pub order: HashSet<String>,
    /// “lors de sa visite”: the noun behind is told in passing.
    pub beside: HashSet<String>,
    /// “dans le pays”: the place told of before.
    pub here: WordSet,
    /// “réunion”: it is where the town named before is.
    pub events: WordSet,
    /// “annoncer”: a government that does this to a visit awaits it.
    pub announces: Vec<VerbId>,
    /// “pays”: states named of several (“dans vingt pays, dont l'Irlande”).
    pub lands: WordSet,
    /// “stade”: where a town's site is, the town is.
    pub sites: HashSet<String>,
    /// “sol”: the adjective behind names the state.
    pub ground: HashSet<String>,
    /// “capitale”: the adjective behind names the state, and so a town.
    pub capital: HashSet<String>,
    /// “précédente”: not the journey of which the text tells.
    pub earlier: HashSet<String>,
    /// “une deuxième fois”: words between two dates of one list.
    pub times: HashSet<String>,
    /// “accompagner”.
    pub accompany: Vec<VerbId>,
    /// “invitation”.
    pub invitation: HashSet<String>,
    /// “s'achever”, “se poursuivre”: of a journey.
    pub phases: Vec<VerbId>,
    /// “s'achever”: the date of a journey is its last day.
    pub ends: Vec<VerbId>,
    /// “a suivi”: a state before it is the next stop.
    pub followed: WordSet,
    /// “la reine”, “le prince”: behind “avec”, before one who travels with the traveller.
    pub consorts: WordSet,
    /// “pour un sommet avec”: before whom a traveller meets where the journey goes.
    pub meetings: WordSet,
    /// “puis”, “cap sur”, “reste”: a stop of the tour may follow, without a verb.
    pub stop_words: WordSet,
    /// “prochaine étape”: a stop that is yet to come may follow, without a verb.
    pub stops_ahead: WordSet,
    /// Before a number of years (“en trente ans”).
    pub years_lead: HashSet<String>,
    /// “ans”.
    pub years: HashSet<String>,
    /// Events to which people come.
    pub gathering: GatheringWords,
    /// For the clues of likely journeys.
    pub signs: Signs,
}

impl JourneyWords {
    pub(super) fn build(file: JourneyFile, verbs: &Verbs, language: &str, between: &HashSet<String>) -> Result<Self, String> {
        let loose = |list: &[String]| word_set(list).with_between(between);
        let mut words = Self {
            blocked: word_set(&file.blocked.words),
            not_goal_after: word_set(&file.blocked.not_goal_after),
            unofficial: word_set(&file.blocked.unofficial),
            unwilling: word_set(&file.blocked.unwilling),
            doubted: word_set(&file.blocked.doubted),
            declined: word_set(&file.blocked.declined),
            bearers: word_set(&file.blocked.bearers),
            same_goal: word_set(&file.journey.same_goal),
            itinerary: loose(&file.journey.itinerary),
            along: loose(&file.journey.along),
            along_before: loose(&file.journey.along_before),
            announced: word_set(&file.journey.announced),
            before: file.journey.before,
            after: file.journey.after,
            order: file.journey.order,
            beside: file.journey.beside,
            here: file.journey.here,
            sites: file.journey.sites,
            lands: file.journey.lands,
            events: file.journey.events,
            ground: file.journey.ground,
            capital: file.journey.capital,
            earlier: file.journey.earlier,
            times: file.journey.times,
            consorts: file.journey.consorts,
            meetings: file.journey.meetings,
            followed: file.journey.followed,
            invitation: file.journey.invitation,
            stop_words: file.journey.stop_words,
            stops_ahead: file.journey.stops_ahead,
            years_lead: file.journey.years_lead,
            years: file.journey.years,
            signs: file.signs,
            ..Self::default()
        };
        let verb_ids = |list: &[String], section: &str| verbs.ids(list, section);
        words.phases = verb_ids(&file.journey.phases, "[journey] phases")?;
        words.ends = verb_ids(&file.journey.ends, "[journey] ends")?;
        words.announces = verb_ids(&file.journey.announces, "[journey] announces")?;
        words.accompany = verb_ids(&file.journey.accompany, "[journey] accompany")?;
        words.gathering = GatheringWords::build(file.gathering, verbs, between)?;
        for (kind, list) in file.kinds {
            list.iter().for_each(|word| words.kinds.add(word, kind));
        }
        for (status, list) in file.status {
            list.iter().for_each(|word| words.status.add(word, status));
        }
        let visits = file.visit.into_iter().map(|entry| (entry, None));
        for (entry, deed) in visits.chain(file.deeds.entries()) {
            let at = words.rules.len();
            let trigger = match (&entry.verb, &entry.noun) {
                (Some(verb), None) => {
                    let id = verbs.id(verb).ok_or_else(|| format!("visit “{}”: the verb “{verb}” is not in verbs.toml", entry.id))?;
                    words.verbs.entry(id.0).or_default().push(at);
                    Trigger::Verb(id)
                }
                (None, Some(nouns)) => {
                    nouns.iter().for_each(|noun| words.nouns.add(noun, at));
                    Trigger::Noun
                }
                _ => return Err(format!("visit “{}” needs either `verb` or `noun`", entry.id)),
            };
            let set = |list: &[String]| (!list.is_empty()).then(|| word_set(list));
            words.rules.push(JourneyRule {
                id: format!("{language}/visit/{}", entry.id),
                trigger,
                reflexive: entry.reflexive,
                with: set(&entry.with),
                only_with: set(&entry.only_with),
                not_with: word_set(&entry.not_with),
                visitor: entry.visitor,
                host: entry.host,
                goal: entry.goal,
                needs: entry.needs,
                status: entry.status,
                kind: entry.kind,
                tour: entry.tour,
                presence: entry.presence,
                arrival: entry.arrival,
                adjective: entry.adjective,
                adjoining: entry.adjoining,
                undated: entry.undated,
                of_only: entry.of_only,
                things: entry.things,
                leaves: entry.leaves,
                hosted: entry.hosted,
                voice: entry.voice,
                deed,
                examples: entry.examples,
                counter_examples: entry.not,
            });
        }
        Ok(words)
    }
}
