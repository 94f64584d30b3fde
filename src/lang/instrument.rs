//! Treaty rules of a language: nouns that mean an instrument, and what is done with one.

use super::phrase::{Phrases, WordSet, word_set};
use super::verb::{VerbId, Verbs};
use crate::claim::{ActType, TreatyKind};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// `treaties.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstrumentFile {
    #[serde(default)]
    instrument: Vec<InstrumentEntry>,
    #[serde(default)]
    again: Again,
    #[serde(default)]
    phrase: NamingWords,
    #[serde(default)]
    not_treaty: NotTreaty,
    #[serde(default)]
    counted: Counted,
    #[serde(default)]
    beside: WordList,
    #[serde(default)]
    act: Vec<ActEntry>,
    #[serde(default)]
    doers: BTreeMap<String, WordSet>,
    #[serde(default)]
    wished: WordList,
    #[serde(default)]
    laws: WordList,
    #[serde(default)]
    amending: WordList,
    #[serde(default)]
    hindered: WordList,
    #[serde(default)]
    awaited: Awaited,
    #[serde(default)]
    until: WordList,
    #[serde(default)]
    occurring: Occurring,
    #[serde(default)]
    without: WordList,
    #[serde(default)]
    notice: Notice,
    #[serde(default)]
    decided: WordList,
    #[serde(default)]
    managed: WordList,
    #[serde(default)]
    authorised: WordList,
    #[serde(default)]
    armed: WordList,
    #[serde(default)]
    peace: WordList,
    #[serde(default)]
    replaces: Replaces,
    #[serde(default)]
    provision: ProvisionWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentEntry {
    heads: Vec<String>,
    kind: TreatyKind,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    act_only: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Again {
    #[serde(default)]
    that: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    plural: WordSet,
    #[serde(default)]
    new: Vec<String>,
    #[serde(default)]
    old: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    latter: HashSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotTreaty {
    #[serde(default)]
    partners: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    before_bare: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    #[serde(default)]
    words: WordSet,
    #[serde(default)]
    members: WordSet,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    #[serde(default)]
    words: WordSet,
    #[serde(default)]
    resolve: WordSet,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Occurring {
    #[serde(default)]
    words: WordSet,
    #[serde(default)]
    done: WordSet,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Awaited {
    #[serde(default)]
    words: WordSet,
    #[serde(default)]
    must: WordSet,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    #[serde(default)]
    words: WordSet,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replaces {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvisionWords {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    article: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActEntry {
    id: String,
    verb: Option<String>,
    noun: Option<Vec<String>>,
    #[serde(default)]
    reflexive: bool,
    #[serde(default)]
    then: Vec<String>,
    #[serde(rename = "type")]
    act: ActType,
    unfinished: Option<ActType>,
    treaty: TreatyRole,
    by: Option<Doer>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    undated: bool,
    #[serde(default)]
    ahead: bool,
    #[serde(default)]
    named: bool,
    doers: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Where the words end that name an instrument, and which of them tell its parties. Each list is explained in `treaties.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained beside its list in treaties.toml")]
pub struct NamingWords {
    pub ends: HashSet<String>,
    pub telling: HashSet<String>,
    pub called: HashSet<String>,
    pub meant: HashSet<String>,
    pub ends_later: HashSet<String>,
    pub never_verb_endings: Vec<String>,
    pub ends_unless_name: HashSet<String>,
    pub nouns: HashSet<String>,
    pub adjectives: HashSet<String>,
    pub verb_endings: Vec<String>,
    pub adjective_endings: Vec<String>,
    pub participle_ending: String,
    pub before_objects: HashSet<String>,
    pub degrees: HashSet<String>,
    pub before_endings: Vec<String>,
    pub opens_parties: HashSet<String>,
    binding: Vec<String>,
    #[serde(skip)]
    pub binding_verbs: Vec<VerbId>,
    pub between_parties: HashSet<String>,
    pub before_parties: HashSet<String>,
    pub telling_nothing: Vec<String>,
}

/// Where an act's word keeps the instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TreatyRole {
    /// Of the verb; the subject if the verb is passive.
    Object,
    /// Of the verb.
    Subject,
    /// “la signature du traité”.
    Of,
    /// After one of the rule's prepositions.
    To,
    /// The instrument that the text speaks of.
    Chain,
}

/// Where an act's word keeps the one who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doer {
    /// Of the verb, or of the clause.
    Subject,
    /// Whose the noun is (“son retrait”, “le retrait de la Finlande”).
    Owner,
    /// A state that the verb does something to (“a retiré son pays du traité”).
    Object,
}

/// A noun that means an instrument.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// `fr/treaty/traité`.
    pub id: String,
    /// Of the closed list.
    pub kind: TreatyKind,
    /// Needs parties, an act or a known name.
    pub weak: bool,
    /// Needs an act.
    pub act_only: bool,
    /// Meant of several.
    pub plural: bool,
}

/// A rule for something done with an instrument.
#[derive(Debug, Clone)]
pub struct ActRule {
    /// `fr/act/signer`.
    pub id: String,
    /// `None` for a noun.
    pub verb: Option<VerbId>,
    /// The verb needs its reflexive pronoun.
    pub reflexive: bool,
    /// Words that must follow the verb or noun.
    pub then: Option<WordSet>,
    /// What is done.
    pub act: ActType,
    /// What it means of a text still to be signed.
    pub unfinished: Option<ActType>,
    /// Where the instrument stands.
    pub treaty: TreatyRole,
    /// Where the doer stands; `None` behind “par”.
    pub by: Option<Doer>,
    /// Before the instrument.
    pub prepositions: Vec<String>,
    /// Before the noun these take the sense away.
    pub not_before: Vec<Vec<String>>,
    /// Behind the words: they tell something else (“apposé sa signature dans le livre d'or”).
    pub not_after: WordSet,
    /// Dates near the words are of something else, and the instrument stands in the same sentence (“après trois ans de négociations”).
    pub undated: bool,
    /// What the words tell is still to be done (“devra être soumis au Parlement”); told as past, they tell nothing.
    pub ahead: bool,
    /// A pronoun before the verb means somebody else (“l'a rejoint à Oslo”): the instrument must be named.
    pub named: bool,
    /// One of these must stand before the verb.
    pub doers: Option<WordSet>,
    /// Sentences that must give the act by this rule.
    pub examples: Vec<String>,
    /// Sentences that must not.
    pub counter_examples: Vec<String>,
}

/// Treaty words and rules.
#[derive(Debug, Clone, Default)]
pub struct InstrumentWords {
    /// Head noun → instrument.
    pub heads: Phrases<Instrument>,
    /// Nouns that take an instrument up again.
    pub again: WordSet,
    /// Of these, such as mean several.
    pub again_plural: WordSet,
    /// “celui de 1964”: another instrument of the kind named before.
    pub that: WordSet,
    /// “nouveau”: another than the one before.
    pub new: WordSet,
    /// “précédent”: an older one.
    pub old: WordSet,
    /// “autres”: more beside the one before, between the same parties.
    pub other: WordSet,
    /// “tout accord que …”: before the noun, none in particular is meant.
    pub none: WordSet,
    /// “réclame”: what a noun behind it tells has not been done.
    pub wished: WordSet,
    /// Beside a noun that tells an act: something keeps it from being done.
    pub hindered: WordSet,
    /// Before an act that is waited for (“une fois ratifié”).
    pub awaited: WordSet,
    /// “faut que”: what a verb behind it tells is still to be done.
    pub must: WordSet,
    /// Before a date that tells how long something holds.
    pub until: WordSet,
    /// “sans jamais”: before an infinitive, it was not done.
    pub without: WordSet,
    /// “intervenue”: between the noun of an act and its date, it says that the act took place.
    pub occurring: WordSet,
    /// “s'est faite”: behind the noun of an act, it took place, whatever else the sentence tells.
    pub took_place: WordSet,
    /// “notifié”, “annoncé”: before a departure that is told so, notice is given of it.
    pub notice: WordSet,
    /// “décision de”: what a notice is of.
    pub resolve: WordSet,
    /// “convenus de”, “décidé”: before an infinitive, what it tells is done with that.
    pub decided: WordSet,
    /// “fini par”: before an infinitive, what it tells was done.
    pub managed: WordSet,
    /// “dernier”: with “ce”, it takes an instrument up.
    pub latter: HashSet<String>,
    /// “autorisé”: before a noun that tells an act, a parliament allows it.
    pub authorised: WordSet,
    /// “rebelles”, “guérilla”: who fights a state, and may conclude peace with it.
    pub armed: WordSet,
    /// “paix”: in the name of what they conclude.
    pub peace: WordSet,
    /// “avenant”: signed, it changes the instrument behind “à”.
    pub amending: WordSet,
    /// “projet de loi”: between a verb and an instrument, what is adopted is a law about it.
    pub laws: WordSet,
    /// Where the words end that name one.
    pub naming: NamingWords,
    /// After the head: not an instrument between states.
    pub not_after: WordSet,
    /// Whoever concludes with one of these (“entre Renault et la société …”, “avec les syndicats”) concludes no treaty.
    pub private_partners: WordSet,
    /// Before the head: not an instrument.
    pub not_before: Vec<Vec<String>>,
    /// “son”: before a bare noun it is no instrument (“a donné son accord”, but “son accord de pêche”).
    pub not_before_bare: Vec<Vec<String>>,
    /// “douzaine”, “plusieurs”.
    pub batch: WordSet,
    /// “dont”: before those of a batch that are named.
    pub members: WordSet,
    /// “ainsi que”, “assorti de”: between two instruments that are told together.
    pub beside: WordSet,
    /// Act rules in the order of the file.
    pub acts: Vec<ActRule>,
    /// Noun → index of its rule.
    pub act_nouns: Phrases<usize>,
    /// Verb → indexes of its rules.
    pub act_verbs: BTreeMap<u16, Vec<usize>>,
    /// Verbs of succession.
    pub replace_verbs: Vec<VerbId>,
    /// Phrases of succession.
    pub replace_phrases: WordSet,
    /// Verbs that open a provision.
    pub provision_verbs: WordSet,
    /// “article”.
    pub article: String,
    /// Sentences that must, and must not, give a treaty.
    pub examples: Vec<(String, String)>,
    /// Sentences that must not.
    pub counter_examples: Vec<(String, String)>,
}

impl InstrumentWords {
    pub(super) fn build(file: InstrumentFile, verbs: &Verbs, language: &str) -> Result<Self, String> {
        let phrase_list = |list: &[String]| list.iter().map(|phrase| super::phrase::words(phrase)).collect::<Vec<_>>();
        let find = |owner: &str, verb: &str| verbs.id(verb).ok_or_else(|| format!("{owner}: the verb “{verb}” is not in verbs.toml"));
        let mut words = Self {
            again: word_set(&file.again.words),
            that: word_set(&file.again.that),
            again_plural: file.again.plural,
            new: word_set(&file.again.new),
            old: word_set(&file.again.old),
            other: word_set(&file.again.other),
            none: word_set(&file.again.none),
            wished: file.wished.words,
            hindered: file.hindered.words,
            awaited: file.awaited.words,
            must: file.awaited.must,
            until: file.until.words,
            occurring: file.occurring.words,
            took_place: file.occurring.done,
            without: file.without.words,
            notice: file.notice.words,
            resolve: file.notice.resolve,
            decided: file.decided.words,
            managed: file.managed.words,
            latter: file.again.latter,
            authorised: file.authorised.words,
            armed: file.armed.words,
            peace: file.peace.words,
            laws: file.laws.words,
            amending: file.amending.words,
            naming: NamingWords {
                binding_verbs: file.phrase.binding.iter().map(|verb| find("[phrase]", verb)).collect::<Result<_, _>>()?,
                ..file.phrase
            },
            not_after: word_set(&file.not_treaty.after),
            private_partners: word_set(&file.not_treaty.partners),
            not_before: phrase_list(&file.not_treaty.before),
            not_before_bare: phrase_list(&file.not_treaty.before_bare),
            batch: file.counted.words,
            members: file.counted.members,
            beside: file.beside.words,
            replace_verbs: file.replaces.verbs.iter().map(|verb| find("replaces", verb)).collect::<Result<_, _>>()?,
            replace_phrases: word_set(&file.replaces.phrases),
            provision_verbs: word_set(&file.provision.verbs),
            article: file.provision.article,
            ..Self::default()
        };
        for entry in file.instrument {
            let id = format!("{language}/treaty/{}", entry.heads.first().map_or("", String::as_str).replace(' ', "-"));
            for head in &entry.heads {
                let plural = head.split([' ', '-']).next().is_some_and(|first| first.ends_with('s'));
                words.heads.add(head, Instrument { id: id.clone(), kind: entry.kind, weak: entry.weak, act_only: entry.act_only, plural });
            }
            words.examples.extend(entry.examples.into_iter().map(|example| (id.clone(), example)));
            words.counter_examples.extend(entry.not.into_iter().map(|example| (id.clone(), example)));
        }
        for entry in file.act {
            let at = words.acts.len();
            let list =
                |name: &String| file.doers.get(name).cloned().ok_or_else(|| format!("act “{}”: no list “{name}” in [doers]", entry.id));
            let doers = entry.doers.as_ref().map(list).transpose()?;
            let verb = entry.verb.as_ref().map(|verb| find(&format!("act “{}”", entry.id), verb)).transpose()?;
            match (verb, &entry.noun) {
                (Some(verb), None) => words.act_verbs.entry(verb.0).or_default().push(at),
                (None, Some(nouns)) => nouns.iter().for_each(|noun| words.act_nouns.add(noun, at)),
                _ => return Err(format!("act “{}” needs either `verb` or `noun`", entry.id)),
            }
            words.acts.push(ActRule {
                id: format!("{language}/act/{}", entry.id),
                verb,
                reflexive: entry.reflexive,
                then: (!entry.then.is_empty()).then(|| word_set(&entry.then)),
                act: entry.act,
                unfinished: entry.unfinished,
                treaty: entry.treaty,
                by: entry.by,
                prepositions: if entry.prepositions.is_empty() { entry.links } else { entry.prepositions },
                not_before: phrase_list(&entry.not_before),
                not_after: word_set(&entry.not_after),
                undated: entry.undated,
                ahead: entry.ahead,
                named: entry.named,
                doers,
                examples: entry.examples,
                counter_examples: entry.not,
            });
        }
        Ok(words)
    }
}
