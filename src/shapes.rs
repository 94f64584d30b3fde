//! SHACL: what a node of the graph must carry (`ontology/shapes.ttl`), checked by an engine that knows nothing of this program.
//!
//! ```no_run
//! # use oxigraph::model::Quad;
//! let quads: Vec<Quad> = Vec::new();
//! match depeche::shapes::validate(&quads)? {
//!     found if found.is_empty() => println!("conforms"),
//!     found => println!("{} results, the first of {}", found.len(), found[0].node),
//! }
//! # Ok::<(), depeche::shapes::ShapesError>(())
//! ```

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use rudof_rdf::rdf_core::term::Object;
use rudof_rdf::rdf_core::{RDFFormat, SHACLPath};
use rudof_rdf::rdf_impl::OxigraphInMemory;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::report::ValidationResult;
use shacl::validator::store::{Graph, ShaclDataManager};
use shacl::validator::{ShaclConfig, ShaclValidationMode};
use std::collections::{BTreeSet, HashMap};

/// The shapes that the program carries, as Turtle.
pub const SHAPES: &str = include_str!("../ontology/shapes.ttl");

/// As many statements as [`validate`] is asked about without being told to: some 9 seconds and 1 GB.
pub const MOST: usize = 500_000;

const MESSAGE: &str = "http://www.w3.org/ns/shacl#message";

/// Why shapes could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum ShapesError {
    /// The shapes themselves: a defect of the program, met by its tests.
    #[error("the shapes cannot be read: {0}")]
    Shapes(String),
    /// The engine gave up.
    #[error("the shapes cannot be tried: {0}")]
    Engine(String),
}

/// One thing that a node lacks or has too much.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// What is asked for, in the words of the shape.
    pub message: String,
    /// IRI of the node; for a blank node or a literal as the engine writes it.
    pub node: String,
    /// The property that the shape looks at.
    pub property: Option<String>,
    /// The value that is not as it must be.
    pub value: Option<String>,
}

/// Tries all shapes on the union of the quads' graphs: a witness stands in the graph of its document. In order, each once.
///
/// Everything is held in memory, some 2 kB a statement: see [`MOST`].
pub fn validate<'a>(quads: impl IntoIterator<Item = &'a Quad>) -> Result<Vec<Breach>, ShapesError> {
    let shapes = ShaclDataManager::load(&mut SHAPES.as_bytes(), "shapes.ttl", &RDFFormat::Turtle, None)
        .map_err(|error| ShapesError::Shapes(error.to_string()))?;
    let mut union = OxigraphInMemory::new();
    for quad in quads {
        let engine = |error: rudof_rdf::rdf_impl::OxigraphInMemoryError| ShapesError::Engine(error.to_string());
        union.add_triple_ref(&quad.subject, &quad.predicate, &quad.object).map_err(engine)?;
    }
    let report = GraphValidation::new(Graph::from(union))
        .validate(&shapes, &ShaclValidationMode::Native, &ShaclConfig::new())
        .map_err(|error| ShapesError::Engine(error.to_string()))?;
    let messages = messages()?;
    let breaches: BTreeSet<Breach> = report.results().iter().map(|result| breach(result, &messages)).collect();
    Ok(breaches.into_iter().collect())
}

fn breach(result: &ValidationResult, messages: &HashMap<NamedNode, String>) -> Breach {
    let of_shape = || match result.source()? {
        Object::Iri(iri) => messages.get(&NamedNode::new_unchecked(iri.as_str())).cloned(),
        _ => None,
    };
    // In a language: the shape's own. Without: the engine's (“MinCount(1) not satisfied”).
    let mut told: Vec<_> = result.message().iter().collect();
    told.sort_by_key(|(language, _)| (language.is_none(), language.as_ref().map(ToString::to_string)));
    let message = match told.first() {
        Some((Some(_), own)) => (*own).clone(),
        engine => of_shape().or_else(|| engine.map(|(_, words)| (*words).clone())).unwrap_or_default(),
    };
    let property = match result.path() {
        Some(SHACLPath::Predicate { pred }) => Some(pred.as_str().to_owned()),
        path => path.map(ToString::to_string),
    };
    Breach { message, node: plain(result.focus_node()), property, value: result.value().map(plain) }
}

fn plain(object: &Object) -> String {
    match object {
        Object::Iri(iri) => iri.as_str().to_owned(),
        other => other.to_string(),
    }
}

/// The messages of the shapes that have a name: where a whole shape fails, the engine does not tell them.
fn messages() -> Result<HashMap<NamedNode, String>, ShapesError> {
    let mut messages = HashMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(SHAPES) {
        let quad = quad.map_err(|error| ShapesError::Shapes(error.to_string()))?;
        if quad.predicate.as_str() != MESSAGE {
            continue;
        }
        if let (NamedOrBlankNode::NamedNode(shape), Term::Literal(words)) = (quad.subject, quad.object) {
            messages.insert(shape, words.value().to_owned());
        }
    }
    Ok(messages)
}
