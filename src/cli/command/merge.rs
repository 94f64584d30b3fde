//! `depeche merge`: claims → one graph, without a store.

use super::reading::{gazetteer, is_standard};
use super::stored;
use crate::claim::Claims;
use crate::cli::args::{Common, Merge};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::{Ui, count};
use crate::document::DocumentId;
use crate::export;
use crate::graph::merged;
use crate::query::Prefixes;
use crate::source::claims::{ClaimsLines, ClaimsReason};
use crate::source::same_id::{Standing, Verdict};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

pub(super) fn run(ui: Ui, common: &Common, args: Merge) -> Result<Done, Failure> {
    let base = stored::base(common)?;
    let gazetteer = gazetteer(args.merging.gazetteer.as_deref())?;
    let mut said = Said::default();
    for path in args.claims {
        let (source, name) = open(&path)?;
        for line in ClaimsLines::new(source, name) {
            match line {
                Ok(claims) => said.add(ui, claims),
                Err(refused) => {
                    said.refused += 1;
                    said.other_version |= matches!(refused.reason, ClaimsReason::OtherVersion { .. });
                    ui.warn(format_args!("refused {refused}"));
                }
            }
        }
    }
    if said.other_version {
        ui.hint("claims of another version are made again: extract the texts again with this program");
    }
    let claims: Vec<Claims> = said.documents.into_values().collect();
    let documents = claims.len();
    let mut out = ui.data();
    merged::with_statements(claims, &base, &gazetteer, |statements| {
        export::write(args.format, statements, &Prefixes::of_base(&base), &mut out)
    })?;
    out.flush()?;
    ui.say(format_args!("{} merged, {} refused", count(documents, "document"), said.refused));
    Ok(if said.refused > 0 { Done::Partly } else { Done::Wholly })
}

/// The claims of each document, once.
#[derive(Default)]
struct Said {
    documents: BTreeMap<DocumentId, Claims>,
    standing: Standing,
    refused: usize,
    other_version: bool,
}

impl Said {
    fn add(&mut self, ui: Ui, claims: Claims) {
        let verdict = self.standing.judge(&claims);
        if matches!(verdict, Verdict::Contested { .. }) {
            ui.warn(format_args!(
                "two texts have the id “{}”: the one published later stands, else the one with the greater hash",
                claims.document.id
            ));
        }
        if verdict.stands() {
            self.documents.insert(claims.document.id.clone(), claims.for_merge());
        }
    }
}

/// A part of the claims would give another graph than all of them, so a file that cannot be opened ends the command.
fn open(path: &Path) -> Result<(Box<dyn Read>, String), Failure> {
    if is_standard(path) {
        return Ok((Box::new(io::stdin()), "standard input".to_owned()));
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Failure::of(&error).while_(&format!("opening {name}")))?;
    Ok((Box::new(file), name))
}
