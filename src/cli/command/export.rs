//! `depeche export`: a part of the store → a file.

use super::stored::{self, Stored};
use crate::cli::args::{Common, Export};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::Ui;
use crate::export;
use crate::store::Selection;
use oxigraph::model::NamedNode;
use std::io::Write;

pub(super) fn run(ui: Ui, common: &Common, args: &Export) -> Result<Done, Failure> {
    let stored = Stored::open(ui, common)?;
    let all = args.canonical || args.format.holds_graphs();
    let selection = match args.graph.as_deref() {
        None if all => Selection::All,
        None | Some("merged") => Selection::Merged,
        Some("background") => Selection::Background,
        Some("all") => Selection::All,
        Some(name) => Selection::Document(document(&stored, name)?),
    };
    let quads = stored.archive.dump(&selection)?;
    let mut out = ui.data();
    if args.canonical {
        export::write_canonical(quads, &mut out)?;
    } else {
        export::write(args.format, quads, &stored.prefixes, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Wholly)
}

fn document(stored: &Stored, name: &str) -> Result<NamedNode, Failure> {
    let there = stored.archive.document_graphs()?;
    stored::document(&there, &stored.base, &stored.prefixes, name).ok_or_else(|| {
        Failure::new(format!("the store holds no document “{name}”"))
            .hint("--graph takes merged, background, all, or a document: `depeche query documents` lists them")
    })
}
