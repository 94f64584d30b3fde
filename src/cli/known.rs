//! What merge asks, answered from the reader's words and names: facts that name things, and words that tell nothing.

use crate::claim::{ActorCode, Qid};
use crate::gazetteer::{ActorKind, Sense};
use crate::lang::Pack;
use crate::merge::{Background, PersonFacts, TreatyFacts};
use crate::pipeline::Reader;
use crate::text::token::tokens;

/// The background of merge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a>(pub(super) &'a Reader);

impl Background for Known<'_> {
    fn is_organisation(&self, code: &ActorCode) -> bool {
        self.0.gazetteer().actor(code).is_some_and(|actor| actor.kind != ActorKind::State)
    }

    fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool {
        self.0.gazetteer().is_succession(one, other)
    }

    fn person(&self, item: &Qid) -> Option<PersonFacts> {
        let person = self.0.gazetteer().person(item)?;
        Some(PersonFacts {
            label: person.label.clone(),
            names: person.names.clone(),
            states: person.states.clone(),
        })
    }

    fn treaty(&self, item: &Qid) -> Option<TreatyFacts> {
        let treaty = self.0.gazetteer().treaty(item)?;
        Some(TreatyFacts {
            label: treaty.label.clone(),
            signed: treaty.signed,
        })
    }

    fn is_filler(&self, word: &str) -> bool {
        let names_an_actor = |sense: &Sense| matches!(sense, Sense::State(_) | Sense::Demonym(_) | Sense::Seat(_) | Sense::Organisation(_));
        let gazetteer = &self.0.gazetteer().names;
        gazetteer.of(word).iter().any(|entry| names_an_actor(&entry.sense)) || self.0.packs().iter().any(|pack| is_common(pack, word))
    }
}

/// A word that any instrument's label may have: its form, “nouveau”, prepositions.
fn is_common(pack: &Pack, word: &str) -> bool {
    // The word comes without accents; in capitals, a text may leave them out, and the lexicon's own comparison allows for it.
    let word = tokens(&word.to_uppercase());
    let is = |set: &crate::lang::phrase::WordSet| set.at(&word, 0).is_some();
    let instruments = &pack.instruments;
    instruments.heads.at(&word, 0).is_some()
        || [&instruments.again, &instruments.new, &instruments.old, &instruments.batch]
            .into_iter()
            .any(is)
        || {
            let folded = word.first().map(|token| token.fold.as_str());
            let words = &pack.words;
            [
                &words.prepositions,
                &words.articles,
                &words.conjunctions,
                &words.clause_words,
                &words.adverbs,
            ]
            .into_iter()
            .flatten()
            .any(|common| Some(crate::text::fold::fold(common)).as_deref() == folded)
        }
}
