//! The evidence of one document while its claims are put together: words are entered once, and numbered in canonical order at the end.

use crate::claim::{Evidence, EvidenceId};
use crate::event::Scene;
use crate::text::{CodePoints, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words of the text that some statement rests on, before numbering.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    span: Span,
    rule: String,
    said_by: Option<String>,
}

/// A word or several, and the rule that read them.
pub(super) type Ground = (Range<usize>, String);

/// Collects entries, then numbers them.
#[derive(Debug)]
pub(super) struct Book<'a> {
    scene: &'a Scene<'a>,
    ids: BTreeMap<Entry, EvidenceId>,
    numbered: bool,
}

impl<'a> Book<'a> {
    pub(super) fn new(scene: &'a Scene<'a>) -> Self {
        Self { scene, ids: BTreeMap::new(), numbered: false }
    }

    /// Enters the words; their id is final only after [`Book::number`].
    pub(super) fn id(&mut self, tokens: &Range<usize>, rule: &str) -> EvidenceId {
        let entry = Entry { span: self.scene.marked.span(tokens), rule: rule.to_owned(), said_by: self.said_by(tokens) };
        if self.numbered {
            return self.ids[&entry];
        }
        *self.ids.entry(entry).or_insert(EvidenceId(0))
    }

    /// Several, sorted and without repeats.
    pub(super) fn ids(&mut self, grounds: &[Ground]) -> Vec<EvidenceId> {
        let mut ids: Vec<EvidenceId> = grounds.iter().map(|(tokens, rule)| self.id(tokens, rule)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Numbers what was entered, in the order of span, rule, attribution.
    pub(super) fn number(&mut self) {
        for (id, slot) in (0..).zip(self.ids.values_mut()) {
            *slot = EvidenceId(id);
        }
        self.numbered = true;
    }

    /// The numbered evidence.
    pub(super) fn evidence(self) -> Vec<Evidence> {
        let text = self.scene.marked.text;
        let points = CodePoints::new(text);
        self.ids
            .into_keys()
            .map(|entry| Evidence {
                span: entry.span,
                characters: points.span(text, entry.span),
                rule: entry.rule,
                said_by: entry.said_by,
                quote: entry.span.of(text).to_owned(),
            })
            .collect()
    }

    /// “selon le Kremlin”: the source named in the sentence of these words, up to the next comma or stop.
    fn said_by(&self, tokens: &Range<usize>) -> Option<String> {
        let marked = self.scene.marked;
        let at = marked.sentence_of(tokens);
        let sentence = marked.sentences.get(at)?;
        let here = &marked.tokens[..sentence.tokens.end];
        sentence.tokens.clone().find_map(|at| {
            let length = self.scene.pack.words.attribution.length_at(here, at)?;
            let start = at + length;
            let end = (start..sentence.tokens.end)
                .find(|at| !here[*at].is_word() && !matches!(here[*at].lower.as_str(), "«" | "»" | "\""))
                .unwrap_or(sentence.tokens.end);
            (start < end && end - start <= 14).then(|| marked.words(&(start..end)).to_owned())
        })
    }
}
