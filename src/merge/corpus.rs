//! The set of claims in canonical order, and references into it. The strata of merge read claims through this.
//!
//! Documents are sorted by id, so an index is content and comparing indexes is comparing content.

use super::copies::{self, Print};
use super::knowledge::{Said, Support, Witness, WitnessRef};
use super::reason::JoinReason;
use crate::claim::{Claims, DateSaid, EvidenceId, LocalId, PersonMention, TreatyReport, VisitReport};
use crate::document::DocumentId;
use std::collections::{BTreeMap, BTreeSet};

/// A report: its document, and its place in one of that document's lists (which one, the context says).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    pub(super) document: usize,
    pub(super) item: usize,
}

/// The claims that count, one per document id, sorted by it.
pub(super) struct Corpus<'a> {
    documents: Vec<&'a Claims>,
    /// For each document, the first of those that print its text.
    originals: Vec<usize>,
}

impl<'a> Corpus<'a> {
    /// Of two texts under one id the later published counts, then the one with the greater hash.
    pub(super) fn new(claims: &'a [Claims]) -> Self {
        let mut documents: Vec<&Claims> = claims.iter().collect();
        let last_day = |claims: &Claims| claims.document.published.and_then(crate::period::Period::bounds).map(|(_, last)| last);
        documents.sort_by(|a, b| {
            let (one, other) = (&a.document, &b.document);
            one.id
                .cmp(&other.id)
                .then_with(|| last_day(b).cmp(&last_day(a)))
                .then_with(|| other.sha256.cmp(&one.sha256))
                // only where one text was read twice: any total order will do
                .then_with(|| serde_json::to_string(b).ok().cmp(&serde_json::to_string(a).ok()))
        });
        documents.dedup_by(|later, first| later.document.id == first.document.id);
        let print = |claims: &&'a Claims| Print { sha256: &claims.document.sha256, sketch: claims.document.sketch.as_ref() };
        let originals = copies::originals(&documents.iter().map(print).collect::<Vec<_>>());
        Self { documents, originals }
    }

    /// Different texts behind these witnesses.
    fn independent(&self, witnesses: &[Witness]) -> usize {
        let place = |id: &DocumentId| self.documents.binary_search_by(|claims| claims.document.id.cmp(id));
        let original = |witness: &Witness| self.originals[place(&witness.document).expect("a witness is of the corpus")];
        witnesses.iter().map(original).collect::<BTreeSet<_>>().len()
    }

    pub(super) fn claims(&self, document: usize) -> &'a Claims {
        self.documents[document]
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &'a Claims)> + '_ {
        self.documents.iter().copied().enumerate()
    }

    pub(super) fn people(&self) -> impl Iterator<Item = (At, &'a PersonMention)> + '_ {
        self.all()
            .flat_map(|(document, claims)| claims.people.iter().enumerate().map(move |(item, report)| (At { document, item }, report)))
    }

    pub(super) fn treaties(&self) -> impl Iterator<Item = (At, &'a TreatyReport)> + '_ {
        self.all()
            .flat_map(|(document, claims)| claims.treaties.iter().enumerate().map(move |(item, report)| (At { document, item }, report)))
    }

    pub(super) fn visits(&self) -> impl Iterator<Item = (At, &'a VisitReport)> + '_ {
        self.all()
            .flat_map(|(document, claims)| claims.visits.iter().enumerate().map(move |(item, report)| (At { document, item }, report)))
    }

    pub(super) fn person(&self, at: At) -> &'a PersonMention {
        &self.documents[at.document].people[at.item]
    }

    pub(super) fn treaty(&self, at: At) -> &'a TreatyReport {
        &self.documents[at.document].treaties[at.item]
    }

    /// Where the person that a report of this document names stands.
    pub(super) fn find_person(&self, document: usize, id: &LocalId) -> Option<At> {
        let item = self.documents[document].people.iter().position(|person| &person.id == id)?;
        Some(At { document, item })
    }

    pub(super) fn find_treaty(&self, document: usize, id: &LocalId) -> Option<At> {
        let item = self.documents[document].treaties.iter().position(|treaty| &treaty.id == id)?;
        Some(At { document, item })
    }

    pub(super) fn id(&self, document: usize) -> &'a DocumentId {
        &self.documents[document].document.id
    }

    /// A reference to the words that say a value; the report's own where the value has none.
    pub(super) fn reference(&self, document: usize, report: &LocalId, own: &[EvidenceId], of_report: &[EvidenceId]) -> WitnessRef {
        let evidence = if own.is_empty() { of_report } else { own };
        WitnessRef { document: self.id(document).clone(), report: report.clone(), evidence: evidence.to_vec() }
    }

    /// A reference to the words that say a date.
    pub(super) fn date_reference(&self, document: usize, report: &LocalId, date: &DateSaid, of_report: &[EvidenceId]) -> WitnessRef {
        self.reference(document, report, &date.evidence, of_report)
    }

    /// A witness with its reasons in order.
    pub(super) fn witness(&self, document: usize, report: &LocalId, reasons: &[JoinReason]) -> Witness {
        let reasons: BTreeSet<JoinReason> = reasons.iter().cloned().collect();
        Witness { document: self.id(document).clone(), report: report.clone(), reasons: reasons.into_iter().collect() }
    }
}

/// Values and who says them, while they are collected.
pub(super) struct Sayings<T>(BTreeMap<T, BTreeMap<(DocumentId, LocalId), BTreeSet<EvidenceId>>>);

impl<T: Ord> Sayings<T> {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn add(&mut self, value: T, by: WitnessRef) {
        self.0.entry(value).or_default().entry((by.document, by.report)).or_default().extend(by.evidence);
    }

    /// In order of the value.
    pub(super) fn by_value(self) -> Vec<Said<T>> {
        let said = |(value, by): (T, BTreeMap<(DocumentId, LocalId), BTreeSet<EvidenceId>>)| Said {
            value,
            by: by
                .into_iter()
                .map(|((document, report), evidence)| WitnessRef { document, report, evidence: evidence.into_iter().collect() })
                .collect(),
        };
        self.0.into_iter().map(said).collect()
    }

    /// The value that most documents say first; of equals, in order of the value.
    pub(super) fn by_support(self) -> Vec<Said<T>> {
        let mut values = self.by_value();
        values.sort_by_key(|said| std::cmp::Reverse(documents_of(&said.by)));
        values
    }
}

/// How many documents stand behind these references, which are in order of document.
pub(super) fn documents_of(by: &[WitnessRef]) -> usize {
    by.chunk_by(|a, b| a.document == b.document).count()
}

/// Sorts witnesses, joins those of one report, and counts them.
pub(super) fn support(corpus: &Corpus, mut witnesses: Vec<Witness>) -> (Vec<Witness>, Support) {
    witnesses.sort();
    witnesses.dedup_by(|later, first| {
        let same = (&later.document, &later.report) == (&first.document, &first.report);
        if same {
            first.reasons.append(&mut later.reasons);
            first.reasons.sort();
            first.reasons.dedup();
        }
        same
    });
    let documents = witnesses.chunk_by(|a, b| a.document == b.document).count();
    let independent = corpus.independent(&witnesses);
    (witnesses, Support { documents, independent })
}
