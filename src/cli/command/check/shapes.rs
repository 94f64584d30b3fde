//! The shapes of the graph, told beside its laws.

use crate::cli::args::ShapesWhen;
use crate::cli::command::stored::Stored;
use crate::cli::outcome::Failure;
use crate::cli::ui::Ui;
use std::io::Write;

/// Lists what breaks a shape, under what the shape asks for; how many there are.
#[cfg(feature = "shacl")]
pub(super) fn check(ui: Ui, stored: &Stored, when: ShapesWhen, out: &mut impl Write) -> Result<usize, Failure> {
    use crate::cli::ui::{look, tame};
    use crate::shapes::{self, Breach};
    use crate::store::Selection;

    if when == ShapesWhen::Never {
        return Ok(0);
    }
    // Counted first: those of a store too large are not to be held.
    let number = stored.archive.statements()?;
    if number > shapes::MOST && when == ShapesWhen::Auto {
        ui.warn(format_args!("the shapes were not tried: the store holds {number} statements, more than {}", shapes::MOST));
        ui.hint("--shapes always tries them all the same; they take some 2 kB of memory a statement");
        return Ok(0);
    }
    let breaches = shapes::validate(&stored.archive.dump(&Selection::All)?)?;
    let heading = look::HEADING;
    for group in breaches.chunk_by(|one, other| one.message == other.message) {
        writeln!(out, "{heading}error: shapes{heading:#}: {}", tame(&group[0].message))?;
        for Breach { node, property, value, .. } in group {
            let short = |iri: &String| tame(&stored.prefixes.tell(iri));
            write!(out, "  {}", short(node))?;
            for (name, iri) in [("property", property), ("value", value)] {
                if let Some(iri) = iri.as_ref().filter(|iri| *iri != node) {
                    write!(out, "  {name}: {}", short(iri))?;
                }
            }
            writeln!(out)?;
        }
    }
    ui.say(match breaches.len() {
        0 => format!("the shapes hold for {number} statements"),
        some => format!("the shapes are broken {some} times"),
    });
    Ok(breaches.len())
}

/// A program without the engine says so where it was asked for.
#[cfg(not(feature = "shacl"))]
pub(super) fn check(ui: Ui, _stored: &Stored, when: ShapesWhen, _out: &mut impl Write) -> Result<usize, Failure> {
    match when {
        ShapesWhen::Always => {
            Err(Failure::new("this program was built without the SHACL engine").hint("build it with the feature `shacl`"))
        }
        ShapesWhen::Auto => {
            ui.warn("the shapes were not tried: this program was built without the feature `shacl`");
            Ok(0)
        }
        ShapesWhen::Never => Ok(0),
    }
}
