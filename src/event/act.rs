//! What is done with an instrument: the act rules of a sentence, each with its verb or noun, doers, date and place.

use super::Ledger;
use super::act_beside::{amends, dated_once, shared};
use super::act_date::in_named_year;
use super::act_noun::by_noun;
use super::act_verb::by_verb;
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::subject::Subject;
use super::visit::DateFound;
use crate::claim::ActType;
use crate::lang::{ActRule, Form, TreatyRole};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// An act as a sentence tells it, before it is known of which instrument chain it is.
#[derive(Debug, Clone)]
pub(super) struct ActTold {
    /// Index into the sentence's mentions; `None`: the instrument told of last.
    pub mention: Option<usize>,
    pub act: ActType,
    pub happened: bool,
    /// Dates of the clause; several where they are listed for several instruments.
    pub dates: Vec<DateFound>,
    pub place: Option<(u32, Range<usize>)>,
    pub subject: Subject,
    pub tokens: Range<usize>,
    pub rule: String,
}

/// The acts of a sentence.
pub(super) fn told(scene: &Scene, index: usize, mentions: &[InstrumentMention], ledger: &mut Ledger) -> Vec<ActTold> {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut out = Vec::new();
    for at in 0..sentence.items.len() {
        let token = sentence.items[at].tokens.start;
        // “Le traité remonte à 1987”: the words may be part of the date.
        let dated = matches!(sentence.items[at].kind, ItemKind::Date(_)) && words.act_nouns.at(tokens, token).is_some();
        if sentence.items[at].kind != ItemKind::Word && !dated {
            continue;
        }
        // “la sortie du traité” is a noun.
        let noun = words.act_nouns.at(tokens, token).is_some() && scene.one_of(sentence, at.wrapping_sub(1), &scene.pack.words.articles);
        for &(verb, form) in scene.pack.verbs.readings(&tokens[token].lower).iter().filter(|_| !noun) {
            for &rule in words.act_verbs.get(&verb.0).into_iter().flatten() {
                if is_noun(scene, sentence, at, form, &words.acts[rule]) {
                    continue;
                }
                match by_verb(scene, index, at, form, &words.acts[rule], mentions) {
                    Some(act) => out.push(act),
                    None => pass_over(ledger, &sentence.items[at].tokens, &words.acts[rule]),
                }
            }
        }
        if let Some((length, &rule)) = words.act_nouns.at(tokens, token) {
            match by_noun(scene, index, at, length, &words.acts[rule], mentions) {
                Some(act) => out.push(act),
                None => pass_over(ledger, &(token..token + length), &words.acts[rule]),
            }
        }
    }
    shared(scene, sentence, mentions, &mut out);
    amends(scene, mentions, &mut out);
    dated_once(scene, &mut out);
    for act in out.iter_mut().filter(|act| act.act == ActType::Signed && act.happened) {
        if let Some(mention) = act.mention {
            in_named_year(scene, &mentions[mention], &mut act.dates);
        }
    }
    out
}

/// “le sort du traité”, “du sort de l'accord”: behind an article stands a noun, unless the article may be the verb's own object (“la signe”).
fn is_noun(scene: &Scene, sentence: &Sentence, at: usize, form: Form, rule: &ActRule) -> bool {
    let words = &scene.pack.words;
    let article = at > 0 && scene.one_of(sentence, at - 1, &words.articles);
    let object = || {
        rule.treaty == TreatyRole::Object && [&words.object_pronouns, &words.clitics].iter().any(|set| scene.one_of(sentence, at - 1, set))
    };
    // “la notification de notre sortie du traité”
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let told_by_noun = || scene.pack.instruments.act_nouns.at(tokens, sentence.items[at].tokens.start).is_some();
    let within = at > 0 && rule.treaty == TreatyRole::To && scene.word(sentence, at - 1) != ",";
    form.is_finite() && article && !object() || within && told_by_noun() && scene.is_bare_participle(sentence, at)
}

fn pass_over(ledger: &mut Ledger, tokens: &Range<usize>, rule: &ActRule) {
    ledger.pass_over("act", tokens.clone(), &rule.id, "no instrument stands where the word keeps it, or the verb is negated");
}
