//! Verb forms: classes with endings, irregular verbs by list. From a word to (verb, form).

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A verb of the pack, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerbId(pub u16);

/// A form as far as time and voice are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the grammar's own terms")]
pub enum Form {
    Infinitive,
    Present,
    Imperfect,
    Future,
    Conditional,
    PastSimple,
    Participle,
    Gerund,
}

impl Form {
    /// Does the form make a clause by itself?
    #[must_use]
    pub fn is_finite(self) -> bool {
        !matches!(self, Self::Infinitive | Self::Participle | Self::Gerund)
    }
}

/// `verbs.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbFile {
    #[serde(default)]
    class: BTreeMap<String, ClassForms>,
    #[serde(default)]
    verb: BTreeMap<String, VerbEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassForms {
    ending: String,
    #[serde(flatten)]
    forms: Forms,
}

#[derive(Debug, Deserialize)]
struct Forms {
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    imperfect: Vec<String>,
    #[serde(default)]
    future: Vec<String>,
    #[serde(default)]
    conditional: Vec<String>,
    #[serde(default)]
    past_simple: Vec<String>,
    #[serde(default)]
    participle: Vec<String>,
    #[serde(default)]
    gerund: Vec<String>,
}

impl Forms {
    fn each(&self) -> [(Form, &[String]); 7] {
        [
            (Form::Present, &self.present),
            (Form::Imperfect, &self.imperfect),
            (Form::Future, &self.future),
            (Form::Conditional, &self.conditional),
            (Form::PastSimple, &self.past_simple),
            (Form::Participle, &self.participle),
            (Form::Gerund, &self.gerund),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum VerbEntry {
    Regular {
        class: String,
    },
    Irregular {
        infinitive: String,
        #[serde(flatten)]
        forms: Forms,
    },
}

/// All verb forms of a pack.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    names: Vec<String>,
    by_form: HashMap<String, Vec<(VerbId, Form)>>,
    /// How infinitives end, by the classes of the pack.
    endings: Vec<String>,
}

impl Verbs {
    pub(super) fn build(file: VerbFile) -> Result<Self, String> {
        let mut verbs = Self { endings: file.class.values().map(|class| class.ending.clone()).collect(), ..Self::default() };
        for (name, entry) in file.verb {
            let id = VerbId(u16::try_from(verbs.names.len()).map_err(|_| "more than 65,535 verbs".to_owned())?);
            match entry {
                VerbEntry::Regular { class } => {
                    let forms = file.class.get(&class).ok_or_else(|| format!("verb “{name}”: no class “{class}”"))?;
                    let stem =
                        name.strip_suffix(&forms.ending).ok_or_else(|| format!("verb “{name}” does not end in “{}”", forms.ending))?;
                    verbs.add(name.clone(), id, Form::Infinitive);
                    for (form, endings) in forms.forms.each() {
                        for ending in endings {
                            verbs.add(format!("{stem}{ending}"), id, form);
                        }
                    }
                }
                VerbEntry::Irregular { infinitive, forms } => {
                    verbs.add(infinitive, id, Form::Infinitive);
                    for (form, words) in forms.each() {
                        for word in words {
                            verbs.add(word.clone(), id, form);
                        }
                    }
                }
            }
            verbs.names.push(name);
        }
        Ok(verbs)
    }

    fn add(&mut self, word: String, id: VerbId, form: Form) {
        self.by_form.entry(word).or_default().push((id, form));
    }

    /// Does the word, known or not, end as an infinitive does?
    #[must_use]
    pub fn looks_infinitive(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending.as_str()))
    }

    /// The verbs of a list of a section of a lexicon file.
    pub(super) fn ids(&self, list: &[String], section: &str) -> Result<Vec<VerbId>, String> {
        let id = |verb: &String| self.id(verb).ok_or_else(|| format!("{section}: the verb “{verb}” is not in verbs.toml"));
        list.iter().map(id).collect()
    }

    /// The verb of that infinitive.
    #[must_use]
    pub fn id(&self, infinitive: &str) -> Option<VerbId> {
        self.names.iter().position(|name| name == infinitive).and_then(|at| u16::try_from(at).ok()).map(VerbId)
    }

    /// What a word (lower case) can be.
    #[must_use]
    pub fn readings(&self, word: &str) -> &[(VerbId, Form)] {
        self.by_form.get(word).map_or(&[], Vec::as_slice)
    }

    /// Can a word (lower case) be this form of some verb?
    #[must_use]
    pub fn may_be(&self, word: &str, form: Form) -> bool {
        self.readings(word).iter().any(|(_, other)| *other == form)
    }

    /// The word as a form of this verb.
    #[must_use]
    pub fn form_of(&self, word: &str, verb: VerbId) -> Option<Form> {
        self.readings(word).iter().find(|(id, _)| *id == verb).map(|(_, form)| *form)
    }
}
