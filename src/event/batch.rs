//! Instruments of a batch that the text names one by one (“quatre textes, dont un accord fiscal et un mémorandum”).

use super::act::ActTold;
use super::instrument::InstrumentMention;
use super::scene::Scene;
use crate::mention::Sentence;

/// So many words behind the batch, the word that opens the list of its members may stand.
const OPENS: usize = 12;

/// For each mention of a sentence, the batch that it is told to belong to: index of its mention.
pub(super) fn members(scene: &Scene, index: usize, mentions: &[InstrumentMention]) -> Vec<Option<usize>> {
    let sentence = &scene.marked.sentences[index];
    let mut of: Vec<Option<usize>> = Vec::new();
    for (nth, mention) in mentions.iter().enumerate() {
        let free = !mention.definite && !mention.batch && mention.known.is_none() && mention.parties.is_empty();
        let before = nth.checked_sub(1).filter(|_| free);
        let opened = |before: usize| {
            let batch = &mentions[before];
            (batch.batch || batch.plural) && opens(scene, sentence, batch, mention)
        };
        of.push(before.and_then(|before| if opened(before) { Some(before) } else { of[before].filter(|_| mention.listed) }));
    }
    of
}

/// Is a mention the first of a list that names the members of the batch before it?
fn opens(scene: &Scene, sentence: &Sentence, batch: &InstrumentMention, mention: &InstrumentMention) -> bool {
    let items = scene.item_of(sentence, batch.tokens.end)..scene.item_of(sentence, mention.tokens.start);
    let words = &scene.pack.instruments;
    let opener = items.clone().find(|at| scene.begins(sentence, *at, &words.members)).filter(|at| at - items.start <= OPENS);
    opener.is_some_and(|opener| {
        let token = sentence.items[opener].tokens.start;
        let end = token + words.members.length_at(&scene.marked.tokens[..sentence.tokens.end], token).unwrap_or_default();
        let small = |at: usize| scene.one_of(sentence, at, &scene.pack.words.an) || scene.one_of(sentence, at, &scene.pack.words.adverbs);
        (scene.item_of(sentence, end)..items.end).all(small)
    })
}

/// What is done with a batch is done with each of its members, but what is told of them alone.
pub(super) fn share(of: &[Option<usize>], told: &mut Vec<ActTold>) {
    for (member, batch) in of.iter().enumerate().filter_map(|(member, batch)| batch.map(|batch| (member, batch))) {
        let own: Vec<_> = told.iter().filter(|act| act.mention == Some(member)).map(|act| act.act).collect();
        let shared: Vec<ActTold> = told
            .iter()
            .filter(|act| act.mention == Some(batch) && !own.contains(&act.act))
            .map(|act| ActTold { mention: Some(member), ..act.clone() })
            .collect();
        told.extend(shared);
    }
}
