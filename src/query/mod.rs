//! Questions to a store: the named queries, parameters, what is refused, limits, result formats. Reads only; knows
//! SPARQL and the queries' heads, not the ontology. Graphs that a query constructs are written by `export`.
//! Called by `cli` and `serve`:
//!
//! [`library::find`] or a user's text → [`Template::parse`] → [`Template::bind`] → [`Prepared::parse`] →
//! [`Prepared::run`] under a [`Watchdog`] → [`results::write_rows`].

mod header;
pub mod library;
mod limits;
mod prefix;
mod refuse;
pub mod results;
mod syntax;
mod template;

pub use header::{Column, Header, HeaderError, Parameter, ParameterKind, Purpose, Severity};
pub use limits::{Excess, GRACE, Gauges, Limits, MEMORY_GRACE, Outside, Watchdog};
pub use prefix::{Prefix, Prefixes};
pub use template::{ParameterError, Template};

use limits::Watch;
use oxigraph::model::{NamedNode, Term, Triple, Variable};
use oxigraph::sparql::{
    DefaultServiceHandler, QueryEvaluationError, QueryResults, QuerySolution, QuerySolutionIter, QueryTripleIter, SparqlEvaluator,
};
use oxigraph::store::Store;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::sync::Arc;

/// Why a query was not run, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// Not SPARQL.
    #[error("not a SPARQL query: line {line}, column {column}: {problem}\n{}", pointer(.excerpt, *.column))]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// The line.
        excerpt: String,
        /// What is wrong, or what could stand there.
        problem: String,
    },
    /// It begins with something else than a query does.
    #[error("not a SPARQL query: it begins with “{0}”, and a query with SELECT, ASK, CONSTRUCT or DESCRIBE (after PREFIX and BASE)")]
    NotAQuery(String),
    /// Not SPARQL, and the parser does not say where.
    #[error("not a SPARQL query: {0}")]
    Malformed(String),
    /// INSERT, DELETE, LOAD, CLEAR …
    #[error(
        "this is an update; only queries are run here (SELECT, ASK, CONSTRUCT, DESCRIBE). A store is changed by `depeche build` and `depeche remove`"
    )]
    Update,
    /// SERVICE, SILENT or not.
    #[error("this query asks another server ({0}); SERVICE is refused: a query sees this store and nothing else")]
    Service(String),
    /// Brackets in brackets, more than `refuse::MAX_DEPTH`.
    #[error("this query nests brackets more than {} deep", refuse::MAX_DEPTH)]
    TooDeep,
    /// A limit was reached.
    #[error("{0}")]
    Stopped(Excess),
    /// The engine gave up.
    #[error("the query failed: {0}")]
    Evaluation(String),
}

/// The line, and a mark under the column.
fn pointer(excerpt: &str, column: usize) -> String {
    let before: String = excerpt.chars().take(column.saturating_sub(1)).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!("  {excerpt}\n  {before}^")
}

/// A query that may be run.
#[derive(Debug, Clone)]
pub struct Prepared {
    query: Query,
}

/// In what form a query answers; known before it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// SELECT.
    Solutions,
    /// ASK.
    Boolean,
    /// CONSTRUCT and DESCRIBE.
    Graph,
}

/// What a query answers, as it is found.
pub enum Answer {
    /// SELECT.
    Solutions(Solutions),
    /// ASK.
    Boolean(bool),
    /// CONSTRUCT and DESCRIBE.
    Graph(Triples),
}

impl Prepared {
    /// Reads a query and refuses what must not run, so that no such thing begins to.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, &Prefixes::default())
    }

    /// The same, with prefixes that the text need not declare.
    pub fn parse_with(text: &str, prefixes: &Prefixes) -> Result<Self, QueryError> {
        refuse::depth(text)?;
        let parser = || {
            // A prefix of ours is an IRI, so none is left out.
            prefixes.iter().fold(SparqlParser::new(), |parser, entry| {
                parser.clone().with_prefix(entry.name.as_str(), entry.namespace.as_str()).unwrap_or(parser)
            })
        };
        match parser().parse_query(text) {
            Ok(query) => {
                refuse::service(&query)?;
                Ok(Self { query })
            }
            Err(error) => Err(syntax::error(text, &error.to_string())),
        }
    }

    /// In what form it will answer.
    #[must_use]
    pub fn kind(&self) -> AnswerKind {
        match self.query {
            Query::Select { .. } => AnswerKind::Solutions,
            Query::Ask { .. } => AnswerKind::Boolean,
            Query::Construct { .. } | Query::Describe { .. } => AnswerKind::Graph,
        }
    }

    /// Runs it. Rows are found as they are asked for, so keep the watchdog until the last.
    pub fn run(self, store: &Store, watchdog: &Watchdog) -> Result<Answer, QueryError> {
        let watch = watchdog.watch();
        let results = SparqlEvaluator::new()
            // Even without an HTTP client: another crate can switch one on, and then SERVICE would be on by default.
            .with_default_service_handler(RefuseService)
            .with_cancellation_token(watchdog.token())
            .for_query(self.query)
            .on_store(store)
            .execute()
            .map_err(|error| failure(&error, &watch))?;
        Ok(match results {
            QueryResults::Solutions(rows) => Answer::Solutions(Solutions { rows, watch }),
            QueryResults::Boolean(answer) => Answer::Boolean(answer),
            QueryResults::Graph(triples) => Answer::Graph(Triples { triples, watch }),
        })
    }
}

/// The rows of a SELECT, in its order.
pub struct Solutions {
    rows: QuerySolutionIter<'static>,
    watch: Arc<Watch>,
}

impl Solutions {
    /// The columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        self.rows.variables()
    }
}

impl Iterator for Solutions {
    type Item = Result<QuerySolution, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.map_err(|error| failure(&error, &self.watch)))
    }
}

/// The statements of a CONSTRUCT or DESCRIBE, in no order, some perhaps more than once.
pub struct Triples {
    triples: QueryTripleIter<'static>,
    watch: Arc<Watch>,
}

impl Iterator for Triples {
    type Item = Result<Triple, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let triple = self.triples.next()?;
        Some(triple.map_err(|error| failure(&error, &self.watch)))
    }
}

fn failure(error: &QueryEvaluationError, watch: &Watch) -> QueryError {
    match (error, watch.excess()) {
        (QueryEvaluationError::Cancelled, Some(excess)) => QueryError::Stopped(excess),
        _ => QueryError::Evaluation(error.to_string()),
    }
}

/// Answers no SERVICE. [`refuse::service`] has refused them all before; this is the second door.
struct RefuseService;

#[derive(Debug, thiserror::Error)]
#[error("SERVICE is refused")]
struct ServiceRefused;

impl DefaultServiceHandler for RefuseService {
    type Error = ServiceRefused;

    fn handle(&self, _: &NamedNode, _: &GraphPattern, _: Option<&oxiri::Iri<String>>) -> Result<QuerySolutionIter<'static>, Self::Error> {
        Err(ServiceRefused)
    }
}

/// The name most like a mistyped one, if any is near enough to be meant.
fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let near = |name: &str| strsim::jaro_winkler(&wanted, name);
    known
        .into_iter()
        .map(|name| (near(name), name))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// What a cell of an answer shows: IRIs shortened, literals without their type.
#[must_use]
pub fn plain(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(node) => prefixes.show(node.as_str()).unwrap_or_else(|| node.as_str().to_owned()),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}
