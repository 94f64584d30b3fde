//! A store opened for questions, with what every command that reads one needs: its base, its prefixes, its warnings.

use crate::cli::args::Common;
use crate::cli::outcome::Failure;
use crate::cli::ui::Ui;
use crate::document::DocumentId;
use crate::graph::iri::Base;
use crate::query::Prefixes;
use crate::store::{Archive, StoreError};
use oxigraph::model::NamedNode;

pub(super) struct Stored {
    pub(super) archive: Archive,
    pub(super) base: Base,
    pub(super) prefixes: Prefixes,
}

impl Stored {
    /// The store of `--store`, read-only, beside other readers.
    pub(super) fn open(ui: Ui, common: &Common) -> Result<Self, Failure> {
        Self::of(ui, common, Archive::open_read_only(&common.store)?)
    }

    /// The same for a store that was opened.
    pub(super) fn of(ui: Ui, common: &Common, archive: Archive) -> Result<Self, Failure> {
        let base = base_of(common, &archive)?;
        if archive.is_interrupted()? {
            ui.warn("the last build of this store was cut short: each document in it is whole, but the merged graph may lack the newest");
            ui.hint("run `depeche build` again with the same inputs, or with any other");
        }
        let prefixes = Prefixes::of_base(&base);
        Ok(Self { archive, base, prefixes })
    }
}

/// The base of a store, which --base may confirm and not change.
pub(super) fn base_of(common: &Common, archive: &Archive) -> Result<Base, Failure> {
    let Some(record) = archive.record()? else { return base(common) };
    let wanted = common.base.as_deref().map(Base::new).transpose()?;
    match wanted.filter(|wanted| *wanted != record.base) {
        Some(wanted) => Err(StoreError::OtherBase { stored: record.base.as_str().to_owned(), wanted: wanted.as_str().to_owned() }.into()),
        None => Ok(record.base),
    }
}

/// The IRIs that words may stand for, the likeliest first: the id of a document, an IRI with a prefix, a whole one, one without
/// its base.
pub(super) fn iris(base: &Base, prefixes: &Prefixes, words: &str) -> Vec<NamedNode> {
    let words = words.trim();
    let bare = words.trim_start_matches('<').trim_end_matches('>');
    let with_base = format!("{}{bare}", base.as_str());
    let all = [prefixes.expand(bare), Some(bare.to_owned()), Some(with_base)];
    let document = DocumentId::new(words).map(|id| base.document(&id));
    document.into_iter().chain(all.into_iter().flatten().filter_map(|iri| NamedNode::new(iri).ok())).collect()
}

/// The graph of a document, by what may be typed for it; `there` are those of the store, sorted.
pub(super) fn document(there: &[NamedNode], base: &Base, prefixes: &Prefixes, name: &str) -> Option<NamedNode> {
    iris(base, prefixes, name).into_iter().find(|graph| there.binary_search(graph).is_ok())
}

/// The base for what is made without a store.
pub(super) fn base(common: &Common) -> Result<Base, Failure> {
    Ok(match &common.base {
        Some(base) => Base::new(base)?,
        None => Base::default(),
    })
}
