//! The statements that are compared: of a store, or of a file. Called by `cli`.

use crate::graph::iri::Base;
use crate::vocab::external::rdf;
use crate::vocab::{class, property as dep};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};

/// The merged graph of one side, and its background where that is at hand.
#[derive(Debug, Clone, Default)]
pub struct Side {
    pub(super) merged: Vec<Quad>,
    pub(super) background: Option<Vec<Quad>>,
}

/// There are statements, and none of them is of a merged graph: a document's own graph perhaps, or somebody else's file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it holds no merged graph: none of its {statements} statements is of a person, state, place, treaty or visit of the default graph")]
pub struct NotMerged {
    /// How many it holds.
    pub statements: usize,
}

impl Side {
    /// Of statements whose graphs are known.
    #[must_use]
    pub fn new(merged: Vec<Quad>, background: Option<Vec<Quad>>) -> Self {
        Self { merged, background }
    }

    /// Of a file: the default graph, and the graph that says of itself that it is the background. Documents' graphs are left out.
    ///
    /// # Errors
    /// [`NotMerged`] if there are statements and the default graph has nothing that merge makes.
    pub fn of_file(quads: Vec<Quad>) -> Result<Self, NotMerged> {
        let statements = quads.len();
        let says_so = |quad: &&Quad| quad.predicate == rdf::TYPE && quad.object == Term::from(class::BACKGROUND);
        let background = quads.iter().find(says_so).map(|quad| quad.graph_name.clone()).filter(|graph| !graph.is_default_graph());
        let mut side = Self { merged: Vec::new(), background: background.as_ref().map(|_| Vec::new()) };
        for quad in quads {
            if quad.graph_name == GraphName::DefaultGraph {
                side.merged.push(quad);
            } else if Some(&quad.graph_name) == background.as_ref()
                && let Some(facts) = &mut side.background
            {
                facts.push(quad);
            }
        }
        if statements == 0 || side.merged.iter().any(is_merged) { Ok(side) } else { Err(NotMerged { statements }) }
    }

    /// Whether the background can be compared.
    #[must_use]
    pub fn has_background(&self) -> bool {
        self.background.is_some()
    }
}

/// The base that a dump of a whole store records; `None` for every other file.
#[must_use]
pub fn recorded_base(quads: &[Quad]) -> Option<Base> {
    let quad = quads.iter().find(|quad| quad.predicate == dep::BASE_IRI && matches!(quad.subject, NamedOrBlankNode::NamedNode(_)))?;
    if let Term::Literal(base) = &quad.object { Base::new(base.value()).ok() } else { None }
}

fn is_merged(quad: &Quad) -> bool {
    let merged = [class::PERSON, class::STATE, class::ORGANISATION, class::PLACE, class::TREATY, class::TREATY_ACT, class::VISIT];
    quad.predicate == rdf::TYPE && merged.iter().any(|class| quad.object == Term::from(*class))
}
