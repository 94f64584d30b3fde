//! Quads of one graph while they are written.

use super::literal;
use crate::period::Period;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

/// Gathers the quads of one graph.
#[derive(Debug)]
pub(super) struct Quads {
    graph: GraphName,
    quads: Vec<Quad>,
}

/// The properties that one date is written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateProperties {
    pub(super) edtf: NamedNodeRef<'static>,
    pub(super) first: NamedNodeRef<'static>,
    pub(super) last: NamedNodeRef<'static>,
}

impl Quads {
    pub(super) fn of(graph: impl Into<GraphName>) -> Self {
        Self { graph: graph.into(), quads: Vec::new() }
    }

    pub(super) fn add(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, value: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), property, value, self.graph.clone()));
    }

    pub(super) fn optional(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, value: Option<impl Into<Term>>) {
        if let Some(value) = value {
            self.add(subject, property, value);
        }
    }

    /// For properties that are absent where they are false.
    pub(super) fn flag(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, value: bool) {
        if value {
            self.add(subject, property, literal::boolean(true));
        }
    }

    /// EDTF, and the two bounds where the year is known.
    pub(super) fn date(&mut self, subject: &NamedNode, properties: DateProperties, period: Period) {
        self.add(subject, properties.edtf, literal::edtf(period));
        if let Some((first, last)) = period.bounds() {
            self.add(subject, properties.first, literal::date(first));
            self.add(subject, properties.last, literal::date(last));
        }
    }

    /// What was written since the last time.
    pub(super) fn take(&mut self) -> Vec<Quad> {
        std::mem::take(&mut self.quads)
    }

    pub(super) fn finish(self) -> Vec<Quad> {
        self.quads
    }
}
