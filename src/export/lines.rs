//! N-Triples and N-Quads: one statement a line, sorted as lines are, in the canonical form of each.

use super::{Checked, ExportError, Writer};
use crate::query::Prefixes;
use oxigraph::model::Quad;
use std::io::Write;

/// With the graph's name in the line, or without.
pub(super) struct Lines {
    pub(super) graphs: bool,
}

impl Writer for Lines {
    /// Each statement becomes its line and goes: a large graph is in memory once.
    fn write(&self, quads: &mut Checked<'_>, _: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut lines: Vec<Box<str>> = Vec::new();
        for quad in quads {
            lines.push(self.line(&quad?).into_boxed_str());
        }
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}

impl Lines {
    fn line(&self, quad: &Quad) -> String {
        if self.graphs { format!("{quad} .\n") } else { format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object) }
    }
}
