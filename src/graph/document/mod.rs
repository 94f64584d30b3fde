//! One document's claims ⇄ its named graph, without loss: `from_quads(to_quads(claims)) == claims`, in whatever order the
//! quads come. Nothing here looks at other documents or at merged nodes; states are codes, not nodes.
//!
//! Called by `store` (a document is replaced graph by graph, and merge reads the claims back from there), `export`, `explain`.
//!
//! A triple has no order and the lists of claims have one. Nearly always the order follows from what is in the list (ids and
//! evidence carry their offsets); where it does not, one literal says it (see `order`).
//!
//! Needed of the claims: they are of [`crate::claim::CLAIMS_VERSION`], no list has two equal elements, and evidence ids point into
//! the list of evidence.

mod order;
mod read;
mod write;

pub use read::{Unreadable, from_quads};
pub use write::to_quads;

use super::quads::DateProperties;
use crate::vocab::property as dep;
use oxigraph::model::NamedNodeRef;

/// The properties that a date with its words and evidence is written with.
#[derive(Debug, Clone, Copy)]
struct SaidProperties {
    date: DateProperties,
    words: NamedNodeRef<'static>,
    evidence: NamedNodeRef<'static>,
}

const PUBLISHED: DateProperties = DateProperties { edtf: dep::PUBLISHED, first: dep::PUBLISHED_FIRST, last: dep::PUBLISHED_LAST };

const START: SaidProperties = SaidProperties {
    date: DateProperties { edtf: dep::START, first: dep::START_FIRST, last: dep::START_LAST },
    words: dep::START_WORDS,
    evidence: dep::START_EVIDENCE,
};

const END: SaidProperties = SaidProperties {
    date: DateProperties { edtf: dep::END, first: dep::END_FIRST, last: dep::END_LAST },
    words: dep::END_WORDS,
    evidence: dep::END_EVIDENCE,
};

const DATE: SaidProperties = SaidProperties {
    date: DateProperties { edtf: dep::DATE, first: dep::DATE_FIRST, last: dep::DATE_LAST },
    words: dep::DATE_WORDS,
    evidence: dep::DATE_EVIDENCE,
};
