//! `depeche explain`: a thing of the graph, what is said of it, and the words that say so.
//!
//! `find` turns what was typed into an IRI, `view` reads the graph around it, `page` prints.

mod find;
mod page;
mod view;

use super::stored::Stored;
use crate::cli::args::{Common, Explain};
use crate::cli::outcome::{Done, Failure};
use crate::cli::ui::Ui;
use find::Found;
use page::Page;
use std::io::Write;
use view::View;

pub(super) fn run(ui: Ui, common: &Common, args: &Explain) -> Result<Done, Failure> {
    let stored = Stored::open(ui, common)?;
    let view = View::of(&stored);
    let mut page = Page::new(&view, ui.page(), ui.width());
    match find::find(&view, &args.thing)? {
        Found::Merged { node, alias } => {
            if let Some(alias) = alias {
                ui.note(format_args!("{alias} is now {}", node.as_str()));
            }
            page.merged(&node)?;
        }
        Found::Document(document) => page.document(&document)?,
        Found::Report { document, report } => page.report_alone(&document, &report)?,
    }
    page.into_inner().flush()?;
    Ok(Done::Wholly)
}
