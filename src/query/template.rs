//! A query with parameters: what is given is checked, made an RDF term, and written as one into the lines
//! `VALUES (?param_from ?param_to) { (UNDEF UNDEF) }` of the file. Never text into text: a value cannot leave its literal.
//! Called by `cli` and `serve`.
//!
//! Rejected: Oxigraph's variable substitution (an error unless the variable is projected) and
//! `FILTER(!BOUND(?from) || …)` (silently does not filter). A file with unreplaced lines runs in any engine.

use super::header::{Header, HeaderError, Parameter, ParameterKind};
use super::nearest;
use super::prefix::Prefixes;
use crate::period::Period;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::BTreeMap;

/// A query file: its head, and its text with open parameters.
#[derive(Debug, Clone)]
pub struct Template {
    header: Header,
    text: String,
}

/// What was given does not fit the query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// No such parameter.
    #[error("there is no parameter “{name}”{}: {}", did_you_mean(.nearest.as_deref()), known_parameters(.known))]
    Unknown {
        /// As given.
        name: String,
        /// The name it is like.
        nearest: Option<String>,
        /// All that there are.
        known: Vec<String>,
    },
    /// One parameter, two values.
    #[error("the parameter “{0}” is given twice")]
    Twice(String),
    /// The value is not of the parameter's type.
    #[error("the parameter {name} takes {}, not “{value}”", takes(*.kind))]
    Value {
        /// The parameter.
        name: String,
        /// Its type.
        kind: ParameterKind,
        /// As given.
        value: String,
    },
    /// The file's head names a parameter that its text has no place for.
    #[error("the query's head names the parameter {0}, but no line `VALUES (?param_{0}) {{ (UNDEF) }}` takes it")]
    NoPlace(String),
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!(" (did you mean “{name}”?)"))
}

fn known_parameters(known: &[String]) -> String {
    if known.is_empty() { "this query takes none".to_owned() } else { format!("this query takes {}", known.join(", ")) }
}

fn takes(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Name => "a name, a code, a Wikidata id or an IRI",
        ParameterKind::Iri => "an absolute IRI (or one shortened as in the tables)",
        ParameterKind::FirstDay | ParameterKind::LastDay => "a day, a month or a year (2024-06-19, 2024-06, 2024)",
        ParameterKind::Code => "a word of lower-case letters and hyphens, such as in-force",
    }
}

impl Template {
    /// Reads the head. The SPARQL below is not looked at yet.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        Ok(Self { header: Header::parse(text)?, text: text.to_owned() })
    }

    /// What the file says of itself.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The SPARQL with what is given in its places; the rest stays open. Lines keep their numbers.
    pub fn bind(&self, given: &[(String, String)], prefixes: &Prefixes) -> Result<String, ParameterError> {
        let mut terms = BTreeMap::new();
        for (name, value) in given {
            let term = term(self.parameter(name)?, value, prefixes)?;
            if terms.insert(name.as_str(), term.to_string()).is_some() {
                return Err(ParameterError::Twice(name.clone()));
            }
        }
        if terms.is_empty() {
            return Ok(self.text.clone());
        }
        let mut bound = String::with_capacity(self.text.len() + 256);
        let mut placed = Vec::new();
        for line in self.text.split_inclusive('\n') {
            match open_parameters(line) {
                Some(names) if names.iter().any(|name| terms.contains_key(name)) => {
                    let indent = &line[..line.len() - line.trim_start().len()];
                    let variables: Vec<String> = names.iter().map(|name| format!("?param_{name}")).collect();
                    let values: Vec<&str> = names.iter().map(|name| terms.get(name).map_or("UNDEF", String::as_str)).collect();
                    bound.extend([indent, "VALUES (", &variables.join(" "), ") { (", &values.join(" "), ") }\n"]);
                    placed.extend(names);
                }
                _ => bound.push_str(line),
            }
        }
        match terms.keys().find(|name| !placed.contains(name)) {
            None => Ok(bound),
            Some(name) => Err(ParameterError::NoPlace((*name).to_owned())),
        }
    }

    fn parameter(&self, name: &str) -> Result<&Parameter, ParameterError> {
        self.header.parameters.iter().find(|parameter| parameter.name == name).ok_or_else(|| {
            let known: Vec<String> = self.header.parameters.iter().map(|parameter| parameter.name.clone()).collect();
            let nearest = nearest(name, known.iter().map(String::as_str)).map(ToOwned::to_owned);
            ParameterError::Unknown { name: name.to_owned(), nearest, known }
        })
    }

    /// The names of the parameters that the text has places for; a test holds them against the head.
    #[must_use]
    pub fn places(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.text.lines().filter_map(open_parameters).flatten().collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The parameters of a line `VALUES (?param_a ?param_b) { (UNDEF UNDEF) }`; `None` for any other line.
fn open_parameters(line: &str) -> Option<Vec<&str>> {
    let (variables, values) = line.trim().strip_prefix("VALUES (")?.strip_suffix(") }")?.split_once(") { (")?;
    let names: Vec<&str> = variables.split(' ').map(|variable| variable.strip_prefix("?param_")).collect::<Option<_>>()?;
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let all_open = values.split(' ').all(|value| value == "UNDEF") && values.split(' ').count() == names.len();
    (all_open && names.iter().all(is_name)).then_some(names)
}

fn term(parameter: &Parameter, value: &str, prefixes: &Prefixes) -> Result<Term, ParameterError> {
    let value = value.trim();
    let wrong = || ParameterError::Value { name: parameter.name.clone(), kind: parameter.kind, value: value.to_owned() };
    let day = |last: bool| {
        let period: Period = value.parse().map_err(|_| wrong())?;
        let is_plain = matches!(period, Period::Day(_) | Period::Month(..) | Period::Year(_));
        let (first, end) = period.bounds().filter(|_| is_plain).ok_or_else(wrong)?;
        Ok(Literal::new_typed_literal(if last { end } else { first }.to_string(), xsd::DATE).into())
    };
    let bare = value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(value);
    // As the tables show it: `visit:Q7747_PRK_2024-06-18`.
    let shown = prefixes.expand(bare);
    match parameter.kind {
        ParameterKind::Name if !bare.is_empty() && !bare.chars().any(char::is_control) => {
            Ok(Literal::new_simple_literal(shown.as_deref().unwrap_or(bare)).into())
        }
        ParameterKind::Code if !value.is_empty() && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') => {
            Ok(Literal::new_simple_literal(value).into())
        }
        ParameterKind::Iri => NamedNode::new(shown.unwrap_or_else(|| bare.to_owned())).map(Term::from).map_err(|_| wrong()),
        ParameterKind::FirstDay => day(false),
        ParameterKind::LastDay => day(true),
        ParameterKind::Name | ParameterKind::Code => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VISITS: &str = "# question: q\n# param: visitor (name) — who\n# param: from (first-day) — a\n# param: to (last-day) — b\n\
                          # param: treaty (iri) — c\nSELECT ?v WHERE {\n  VALUES (?param_from ?param_to) { (UNDEF UNDEF) }\n\
                          \x20 VALUES (?param_visitor) { (UNDEF) }\n  VALUES (?param_treaty) { (UNDEF) }\n}\n";

    fn bind(given: &[(&str, &str)]) -> Result<String, ParameterError> {
        let given: Vec<(String, String)> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Template::parse(VISITS).unwrap().bind(&given, &Prefixes::default())
    }

    #[test]
    fn nothing_given_changes_nothing() {
        assert_eq!(bind(&[]).unwrap(), VISITS);
    }

    #[test]
    fn a_period_becomes_its_first_and_last_day() {
        let bound = bind(&[("from", "2024"), ("to", "2024-02")]).unwrap();
        let date = |day: &str| format!("\"{day}\"^^<http://www.w3.org/2001/XMLSchema#date>");
        let line = format!("  VALUES (?param_from ?param_to) {{ ({} {}) }}\n", date("2024-01-01"), date("2024-02-29"));
        assert!(bound.contains(&line), "{bound}");
        let one = bind(&[("to", "2024-06-19")]).unwrap();
        assert!(one.contains(&format!("{{ (UNDEF {}) }}", date("2024-06-19"))), "{one}");
        assert_eq!(bound.lines().count(), VISITS.lines().count());
    }

    #[test]
    fn a_value_cannot_leave_its_literal() {
        let bound = bind(&[("visitor", "x\") } } ; DROP ALL #\\")]).unwrap();
        assert!(bound.contains(r#"{ ("x\") } } ; DROP ALL #\\") }"#), "{bound}");
        let query = super::super::Prepared::parse(&bound).unwrap();
        assert_eq!(query.kind(), super::super::AnswerKind::Solutions);
        assert!(matches!(bind(&[("treaty", "http://x/> } #")]), Err(ParameterError::Value { .. })));
        assert!(matches!(bind(&[("visitor", "a\u{1}b")]), Err(ParameterError::Value { .. })));
        assert!(matches!(bind(&[("visitor", "  ")]), Err(ParameterError::Value { .. })));
    }

    #[test]
    fn an_iri_may_be_given_as_the_tables_show_it() {
        let prefixes = Prefixes::new([("visit", "https://x/visit/")]);
        let template = Template::parse(VISITS).unwrap();
        let bound = |name: &str, value: &str| template.bind(&[(name.to_owned(), value.to_owned())], &prefixes).unwrap();
        for value in ["visit:a#b", "https://x/visit/a#b", "<https://x/visit/a#b>"] {
            assert!(bound("treaty", value).contains("{ (<https://x/visit/a#b>) }"), "{value}");
        }
        assert!(bound("visitor", "visit:a").contains("{ (\"https://x/visit/a\") }"));
        assert!(bound("visitor", "Kim: the leader").contains("{ (\"Kim: the leader\") }"));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let unknown = bind(&[("visiter", "x")]).unwrap_err().to_string();
        assert_eq!(unknown, "there is no parameter “visiter” (did you mean “visitor”?): this query takes visitor, from, to, treaty");
        assert!(matches!(bind(&[("from", "hier")]), Err(ParameterError::Value { .. })));
        assert!(matches!(bind(&[("from", "XXXX-06")]), Err(ParameterError::Value { .. })));
        assert_eq!(bind(&[("from", "2024"), ("from", "2025")]), Err(ParameterError::Twice("from".into())));
    }
}
