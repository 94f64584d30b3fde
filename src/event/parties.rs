//! The parties of an instrument, as the words of its naming and right behind tell them.

use super::instrument::InstrumentMention;
use super::scene::Scene;
use crate::gazetteer::Sense;
use crate::lang::{Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// The parties that stand in the phrase and right after it: “austro-suisse”, “entre A et B”, “avec A”, “liant A à B”.
pub(super) fn find(scene: &Scene, sentence: &Sentence, index: usize, mention: &mut InstrumentMention) {
    let from = scene.item_of(sentence, mention.tokens.start);
    let to = scene.item_of(sentence, mention.tokens.end);
    let add = |mention: &mut InstrumentMention, actor: u32, tokens: &Range<usize>| {
        if !mention.parties.contains(&actor) {
            mention.parties.push(actor);
            mention.party_tokens.push(tokens.clone());
        }
    };
    // “accord sur les réfugiés syriens”, “accord inspiré de celui du Maroc”: what it is about or like is no party to it.
    let about =
        |at: &usize| scene.one_of(sentence, *at, &scene.pack.words.about) || scene.begins(sentence, *at, &scene.pack.instruments.that);
    let subject = (from..to).find(about).unwrap_or(to);
    for item in &sentence.items[from..subject] {
        let ItemKind::Name(name) = item.kind else { continue };
        if let Sense::Demonym(_) | Sense::State(_) | Sense::Organisation(_) = scene.marked.names[name].sense
            && let Some(actor) = scene.actor(item.kind)
        {
            add(mention, actor, &item.tokens);
        }
    }
    let (words, naming) = (&scene.pack.words, &scene.pack.instruments.naming);
    // “entre A et B” and “avec A” after the phrase, past participles and dates; never past another verb.
    let mut at = to;
    let mut open = false;
    let mut opened = None;
    while let Some(item) = sentence.items.get(at) {
        if at > to + 26 {
            break;
        }
        let word = scene.word(sentence, at);
        match item.kind {
            ItemKind::Word => {
                if naming.opens_parties.contains(word) {
                    open = true;
                    opened.get_or_insert(at);
                } else if words.both_states.length_at(&scene.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some() {
                    if open || scene.one_of(sentence, at.wrapping_sub(1), &words.by) {
                        for actor in scene.pair_before(index, item.tokens.start) {
                            add(mention, actor, &item.tokens);
                        }
                    }
                    break;
                } else if let Some(verb) = binding_verb(scene, sentence, at + 1).filter(|_| words.relative.contains(word)) {
                    open = true;
                    at = verb;
                } else {
                    let ends = [&words.relative, &words.clause_words, &words.purpose].iter().any(|class| class.contains(word));
                    let between = || words.articles.contains(word) || naming.between_parties.contains(word);
                    let goes_on = if open { between() } else { at <= to + 9 && attaches(scene, word) };
                    if ends || !goes_on {
                        break;
                    }
                }
            }
            ItemKind::Name(_) if open => {
                if let Some(actor) = scene.actor(item.kind) {
                    add(mention, actor, &item.tokens);
                }
            }
            ItemKind::Person(_) if open => {
                if let Some(state) = scene.figure(item.kind).and_then(|figure| scene.acts_for(figure)) {
                    add(mention, state, &item.tokens);
                }
            }
            ItemKind::Sign if open && !matches!(word, "," | "(" | ")" | "\"" | "«" | "»") => break,
            // “les accords de Genève, conclus en 1954 entre A et B”
            ItemKind::Sign if !open && word == "," && at == to && participle(scene, scene.word(sentence, at + 1)) => {}
            ItemKind::Sign if !open => break,
            _ => {}
        }
        at += 1;
    }
    if let Some(opened) = opened.filter(|_| mention.parties.is_empty()) {
        let words = &scene.pack.instruments;
        mention.private = sentence.items[opened + 1..sentence.items.len().min(opened + 5)].iter().any(|item| {
            let token = &scene.marked.tokens[item.tokens.start];
            let partner = words.private_partners.length_at(&scene.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some();
            item.kind == ItemKind::Word && (partner || token.capital && !token.elided)
        });
    }
}

/// “qui le liait à la France”: the item of the verb that binds, if one follows.
fn binding_verb(scene: &Scene, sentence: &Sentence, from: usize) -> Option<usize> {
    let binds = |verb: &(VerbId, Form)| scene.pack.instruments.naming.binding_verbs.contains(&verb.0);
    (from..sentence.items.len().min(from + 3)).find(|at| scene.pack.verbs.readings(scene.word(sentence, *at)).iter().any(binds))
}

/// May the word stand between an instrument and its “entre”? Participles, helpers of a passive, small words.
fn attaches(scene: &Scene, word: &str) -> bool {
    let words = &scene.pack.words;
    words.adverbs.contains(word)
        || words.articles.contains(word)
        || scene.pack.instruments.naming.before_parties.contains(word)
        || participle(scene, word)
}

fn participle(scene: &Scene, word: &str) -> bool {
    scene.pack.verbs.may_be(word, Form::Participle)
}
