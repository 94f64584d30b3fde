//! `depeche remove`: documents out of the store, and with them what only they said. A build with documents taken out.

use super::merging;
use super::reading::gazetteer;
use super::stored::{base_of, document};
use crate::cli::args::{Common, Remove};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count};
use crate::gazetteer::Gazetteer;
use crate::graph::iri::Base;
use crate::query::Prefixes;
use crate::store::Archive;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

const LIST: &str = "`depeche query documents` lists the documents of the store";

pub(super) fn run(ui: Ui, common: &Common, args: &Remove) -> Result<Done, Failure> {
    let mut archive = Archive::open(&common.store)?;
    let base = base_of(common, &archive)?;
    remove(ui, &mut archive, &base, &args.documents, || gazetteer(args.gazetteer.as_deref()))
}

/// Takes out those that are there. The gazetteer is made when it is sure that it is needed.
fn remove(
    ui: Ui,
    archive: &mut Archive,
    base: &Base,
    names: &[String],
    gazetteer: impl FnOnce() -> Result<Gazetteer, Failure>,
) -> Result<Done, Failure> {
    let (found, unknown) = sort_out(archive, base, names)?;
    // A store that was never built has no record, and no documents either.
    let Some(record) = archive.record()?.filter(|_| !found.is_empty()) else { return Err(none(&unknown)) };
    for name in &unknown {
        ui.warn(format_args!("refused “{name}”: the store holds no such document"));
    }
    if !unknown.is_empty() {
        ui.hint(LIST);
    }
    let gazetteer = gazetteer()?;
    merging::note_the_mending(ui, archive)?;
    merging::mind_the_gazetteer(ui, archive, &gazetteer)?;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{CLAIMS_VERSION, Claims, Reading, Source};
    use crate::document::DocumentId;
    use crate::graph::document::to_quads;
    use crate::pipeline::PROGRAM;
    use crate::store::BuildRecord;
    use anstream::ColorChoice;
    use std::collections::BTreeMap;

    fn claims(id: &str) -> Claims {
        let document = Source {
            id: DocumentId::new(id).unwrap(),
            url: None,
            published: None,
            title: None,
            language: "fr".to_owned(),
            sha256: String::new(),
            bytes: 0,
            sketch: None,
            metadata: BTreeMap::new(),
        };
        let reading = Reading { program: String::new(), lexicon: String::new(), gazetteer: String::new() };
        Claims {
            version: CLAIMS_VERSION,
            document,
            reading,
            evidence: vec![],
            states: vec![],
            people: vec![],
            treaties: vec![],
            visits: vec![],
            abstentions: vec![],
        }
    }

    fn nothing_known() -> Gazetteer {
        Gazetteer::load(&BTreeMap::new()).unwrap()
    }

    fn store(ids: &[&str]) -> Archive {
        let (base, gazetteer) = (Base::default(), nothing_known());
        let mut archive = Archive::in_memory().unwrap();
        let record =
            BuildRecord { base: base.clone(), program: PROGRAM.to_owned(), lexicon: "l".to_owned(), gazetteer: gazetteer.hash.clone() };
        let mut build = archive.begin(record).unwrap();
        for claims in ids.iter().map(|id| claims(id)) {
            build.replace_document(base.document(&claims.document.id), to_quads(&base, &claims)).unwrap();
        }
        build.merge(&gazetteer, || {}).unwrap();
        archive
    }

    fn without(archive: &mut Archive, names: &[&str]) -> Result<Done, Failure> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        remove(Ui::new(true, ColorChoice::Never), archive, &Base::default(), &names, || Ok(nothing_known()))
    }

    fn ids(archive: &Archive) -> Vec<String> {
        let base = Base::default();
        archive.document_graphs().unwrap().iter().map(|graph| base.document_of(graph.as_str()).unwrap().to_string()).collect()
    }

    #[test]
    fn by_id_by_iri_and_none_twice() {
        let mut archive = store(&["a b", "c", "d", "e"]);
        let iri = format!("{}document/a%20b", Base::default().as_str());
        assert_eq!(without(&mut archive, &["a b", &iri, "doc:d", "d"]).unwrap(), Done::Wholly);
        assert_eq!(ids(&archive), ["c", "e"]);
        assert_eq!(without(&mut archive, &["c", "e"]).unwrap(), Done::Wholly);
        assert!(ids(&archive).is_empty());
        assert!(without(&mut archive, &["c"]).is_err());
    }

    #[test]
    fn an_unknown_one_is_refused_and_the_others_go() {
        let mut archive = store(&["a", "b"]);
        assert_eq!(without(&mut archive, &["nobody", "a", "nobody"]).unwrap(), Done::Partly);
        assert_eq!(ids(&archive), ["b"]);
        assert_eq!(archive.record().unwrap().unwrap().lexicon, "l", "nothing was read");
    }

    #[test]
    fn where_all_are_unknown_nothing_is_changed() {
        let mut archive = store(&["a"]);
        // A node of a document is no document.
        let node = format!("{}document/a#person-0-1", Base::default().as_str());
        for names in [["nobody", " "], [node.as_str(), "A"]] {
            let Err(Failure::Told { message, hint, .. }) = without(&mut archive, &names) else { panic!("{names:?} were found") };
            assert!(message.contains(&format!("“{}”", names[0])), "{message}");
            assert!(hint.is_some_and(|hint| hint.contains("depeche query documents")));
        }
        assert_eq!(ids(&archive), ["a"]);
        assert!(without(&mut Archive::in_memory().unwrap(), &["a"]).is_err(), "a store that was never built");
    }
}
