//! N-Triples and N-Quads: one statement a line, sorted as lines are, in the canonical form of each.

use super::{ExportError, Order, Writer};
use crate::query::Prefixes;
use oxigraph::model::Quad;
use std::io::Write;

/// With the graph's name in the line, or without.
pub(super) struct Lines {
    pub(super) graphs: bool,
}

impl Writer for Lines {
    fn order(&self) -> Order {
        Order::Lines
    }

    fn write(&self, quads: &mut dyn Iterator<Item = &Quad>, _: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        for quad in quads {
            if self.graphs {
                writeln!(out, "{quad} .")?;
            } else {
                writeln!(out, "{} {} {} .", quad.subject, quad.predicate, quad.object)?;
            }
        }
        Ok(())
    }
}
