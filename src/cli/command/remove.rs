//! `depeche remove`: documents out of the store, and with them what only they said. A build with documents taken out.

use super::merging;
use super::reading::gazetteer;
use super::stored::{base_of, document};
use crate::cli::args::{Common, Remove};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count};
use crate::graph::iri::Base;
use crate::query::Prefixes;
use crate::store::Archive;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

const LIST: &str = "`depeche query documents` lists the documents of the store";

pub(super) fn run(ui: Ui, common: &Common, args: &Remove) -> Result<Done, Failure> {
    let mut archive = Archive::open(&common.store)?;
    let base = base_of(common, &archive)?;
    let (found, unknown) = sort_out(&archive, &base, &args.documents)?;
    // A store that was never built has no record, and no documents either.
    let Some(record) = archive.record()?.filter(|_| !found.is_empty()) else { return Err(none(&unknown)) };
    for name in &unknown {
        ui.warn(format_args!("refused “{name}”: the store holds no such document"));
    }
    if !unknown.is_empty() {
        ui.hint(LIST);
    }
    let gazetteer = gazetteer(args.merging.gazetteer.as_deref())?;
    merging::note_the_mending(ui, &archive)?;
    merging::mind_the_gazetteer(ui, &archive, &gazetteer)?;

    let removed = found.len();
    let mut build = archive.begin(record.merged_with(&gazetteer))?;
    for graph in found {
        build.remove_document(graph)?;
    }
    let written = merging::finish(ui, build, &gazetteer)?;
    ui.say(format_args!("{} removed, {} refused", count(removed, "document"), unknown.len()));
    merging::report(ui, written);
    Ok(if unknown.is_empty() { Done::Wholly } else { Done::Partly })
}

/// The graphs of those that the store holds, none twice, and the names that no document has.
fn sort_out<'n>(archive: &Archive, base: &Base, names: &'n [String]) -> Result<(BTreeSet<NamedNode>, BTreeSet<&'n str>), Failure> {
    let (there, prefixes) = (archive.document_graphs()?, Prefixes::of_base(base));
    let (mut found, mut unknown) = (BTreeSet::new(), BTreeSet::new());
    for name in names {
        match document(&there, base, &prefixes, name) {
            Some(graph) => {
                found.insert(graph);
            }
            None => {
                unknown.insert(name.as_str());
            }
        }
    }
    Ok((found, unknown))
}

fn none(unknown: &BTreeSet<&str>) -> Failure {
    let names: Vec<String> = unknown.iter().map(|name| format!("“{name}”")).collect();
    Failure::new(format!("the store holds no document {}; nothing was changed", names.join(", "))).hint(LIST)
}
