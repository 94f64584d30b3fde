//! `language.toml`: the word classes that the engine needs before any rule.

use super::phrase::WordSet;
use super::verb::{VerbId, Verbs};
use serde::Deserialize;
use std::collections::HashSet;

/// Word classes of a language. Single words are compared in lower case; phrases word by word.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained beside its list in language.toml")]
pub struct Words {
    pub id: String,
    pub name: String,
    pub abbreviations: HashSet<String>,
    pub honorifics: WordSet,
    pub particles: HashSet<String>,
    pub addresses: HashSet<String>,
    pub thing_nouns: WordSet,
    pub thing_complements: HashSet<String>,
    pub not_names: HashSet<String>,
    pub organisation_words: HashSet<String>,
    pub the: HashSet<String>,
    pub an: HashSet<String>,
    pub this: HashSet<String>,
    pub the_one: HashSet<String>,
    pub own: HashSet<String>,
    pub articles: HashSet<String>,
    pub of: HashSet<String>,
    pub at: HashSet<String>,
    pub bare_of: HashSet<String>,
    pub some: HashSet<String>,
    pub about: HashSet<String>,
    pub by: HashSet<String>,
    pub with: HashSet<String>,
    pub between: HashSet<String>,
    pub purpose: HashSet<String>,
    pub in_or_after: HashSet<String>,
    pub and: HashSet<String>,
    pub then: HashSet<String>,
    pub joining: HashSet<String>,
    /// “s'il”: before a verb, nobody says that it is so.
    pub if_he: WordSet,
    /// “siège”: with “de” and an organisation, it is where something happens.
    pub seats: HashSet<String>,
    pub that: HashSet<String>,
    pub reflexive: HashSet<String>,
    pub there: HashSet<String>,
    /// “seulement”: no more than that.
    pub only: HashSet<String>,
    /// “en”: before a verb, from or of what was told of.
    pub of_it: HashSet<String>,
    pub object_pronouns: HashSet<String>,
    pub cleft: HashSet<String>,
    pub which: HashSet<String>,
    pub future_endings: Vec<String>,
    pub participle_endings: Vec<String>,
    pub plural_endings: Vec<String>,
    /// Of nouns (“ministres”).
    pub noun_plural_endings: Vec<String>,
    /// Endings of verbs in the singular that look like plural ones (“revient”).
    pub singular_endings: Vec<String>,
    /// Behind a negation word: nothing is negated (“n'en est pas moins attendu”).
    pub no_less: HashSet<String>,
    /// “chez X”: where X is at home.
    pub at_home_of: HashSet<String>,
    pub to: HashSet<String>,
    pub led_by: WordSet,
    pub couples: WordSet,
    #[serde(rename = "where")]
    pub where_words: HashSet<String>,
    pub supposing: HashSet<String>,
    pub inside: HashSet<String>,
    pub only_if: WordSet,
    pub uncertain: WordSet,
    pub asking: HashSet<String>,
    pub asking_how: HashSet<String>,
    pub untrue: WordSet,
    pub conjunctions: HashSet<String>,
    pub clause_words: HashSet<String>,
    pub relative: HashSet<String>,
    pub set_off: HashSet<String>,
    pub not_verbs: HashSet<String>,
    pub pronouns_m: WordSet,
    pub pronouns_f: WordSet,
    pub pronouns_plural: WordSet,
    pub prepositions: HashSet<String>,
    pub upon: HashSet<String>,
    pub place_prepositions: HashSet<String>,
    pub negations: HashSet<String>,
    pub negation_words: HashSet<String>,
    pub adverbs: HashSet<String>,
    pub between_words: HashSet<String>,
    pub before_nouns: HashSet<String>,
    pub clitics: HashSet<String>,
    pub attribution: WordSet,
    pub counterparts: WordSet,
    pub both_states: WordSet,
    pub other_dates: HashSet<String>,
    pub government: WordSet,
    pub including: WordSet,
    pub vehicles: HashSet<String>,
    pub first_time: HashSet<String>,
    pub many_states: WordSet,
    /// “États membres”: many states, though nobody counts them.
    pub member_states: WordSet,
    /// “trentaine”: before such states, more than two, though no number is told.
    pub scores: WordSet,
    pub two_men: WordSet,
    pub asides: WordSet,
    pub hosts: HashSet<String>,
    pub ordinals: HashSet<String>,
    pub whose: HashSet<String>,
    pub right_there: HashSet<String>,
    pub the_first: WordSet,
    pub the_second: WordSet,
    pub the_latter: WordSet,
    pub since: HashSet<String>,
    pub until: HashSet<String>,
    pub visitor_nouns: WordSet,
    pub day_parts: HashSet<String>,
    pub own_of_several: HashSet<String>,
    pub nicknames: HashSet<String>,
    pub before_men: HashSet<String>,
    pub before_women: HashSet<String>,
    pub feminine_endings: Vec<String>,
    pub before_infinitive: WordSet,
    pub intends: WordSet,
    /// As the file writes them; the rules use the verbs that they name.
    helpers: HelperNames,
    #[serde(skip)]
    pub perfect: Vec<VerbId>,
    #[serde(skip)]
    pub passive: Vec<VerbId>,
    #[serde(skip)]
    pub duty: Vec<VerbId>,
    #[serde(skip)]
    pub doubt: Vec<VerbId>,
    #[serde(skip)]
    pub hope: Vec<VerbId>,
    #[serde(skip)]
    pub causative: Vec<VerbId>,
    #[serde(skip)]
    pub near_future: Vec<VerbId>,
    #[serde(skip)]
    pub recent_past: Vec<VerbId>,
}

/// The helping verbs, by infinitive.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct HelperNames {
    perfect: Vec<String>,
    passive: Vec<String>,
    duty: Vec<String>,
    doubt: Vec<String>,
    hope: Vec<String>,
    causative: Vec<String>,
    near_future: Vec<String>,
    recent_past: Vec<String>,
}

impl Words {
    /// Looks the helping verbs up among those of the language.
    pub(super) fn find_helpers(&mut self, verbs: &Verbs) -> Result<(), String> {
        let find = |list: &[String]| {
            let id = |verb: &String| verbs.id(verb).ok_or_else(|| format!("the helper “{verb}” is not in verbs.toml"));
            list.iter().map(id).collect::<Result<Vec<_>, _>>()
        };
        self.perfect = find(&self.helpers.perfect)?;
        self.passive = find(&self.helpers.passive)?;
        self.duty = find(&self.helpers.duty)?;
        self.doubt = find(&self.helpers.doubt)?;
        self.hope = find(&self.helpers.hope)?;
        self.causative = find(&self.helpers.causative)?;
        self.near_future = find(&self.helpers.near_future)?;
        self.recent_past = find(&self.helpers.recent_past)?;
        Ok(())
    }
}
