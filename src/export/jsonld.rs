//! JSON-LD 1.1 in expanded form: full IRIs, no context, so any JSON tool can read it without fetching anything. One node
//! a line, between lines of brackets, so that a `diff` says which node has changed. (`oxjsonld`'s writer puts the whole
//! file on one line; its parser holds this one to the standard in the tests.)

use super::{BySubject, ExportError};
use crate::query::Prefixes;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};
use std::io::Write;

pub(super) struct JsonLd;

impl BySubject for JsonLd {
    fn write_sorted(&self, quads: &mut dyn Iterator<Item = &Quad>, _: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut quads = quads.peekable();
        let mut in_graph = &GraphName::DefaultGraph;
        let mut first = true;
        out.write_all(b"[")?;
        while let Some(quad) = quads.next() {
            if quad.graph_name != *in_graph {
                if *in_graph != GraphName::DefaultGraph {
                    out.write_all(b"\n]}")?;
                }
                write!(out, "{}\n{{\"@id\":{},\"@graph\":[", if first { "" } else { "," }, Value::from(graph(&quad.graph_name)))?;
                in_graph = &quad.graph_name;
                first = true;
            }
            let mut node = Node::of(&quad.subject);
            node.add(quad);
            while let Some(next) = quads.next_if(|next| next.subject == quad.subject && next.graph_name == quad.graph_name) {
                node.add(next);
            }
            write!(out, "{}\n{}", if first { "" } else { "," }, node.finish())?;
            first = false;
        }
        if *in_graph != GraphName::DefaultGraph {
            out.write_all(b"\n]}")?;
        }
        Ok(out.write_all(b"\n]\n")?)
    }
}

/// The statements of one subject, as text: `serde_json`'s maps would sort `@type` among the predicates.
struct Node {
    text: String,
    key: String,
    values: Vec<Value>,
}

impl Node {
    fn of(subject: &NamedOrBlankNode) -> Self {
        let id = match subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        Self { text: format!("{{\"@id\":{}", Value::from(id)), key: String::new(), values: Vec::new() }
    }

    fn add(&mut self, quad: &Quad) {
        let class = match &quad.object {
            Term::NamedNode(class) if quad.predicate == rdf::TYPE => Some(class.as_str()),
            _ => None,
        };
        let key = if class.is_some() { "@type" } else { quad.predicate.as_str() };
        if self.key != key {
            self.close_key();
            key.clone_into(&mut self.key);
        }
        self.values.push(class.map_or_else(|| value(&quad.object), Value::from));
    }

    fn close_key(&mut self) {
        if !self.values.is_empty() {
            let (key, values) = (Value::from(self.key.as_str()), Value::from(std::mem::take(&mut self.values)));
            self.text.extend([",", &key.to_string(), ":", &values.to_string()]);
        }
    }

    fn finish(mut self) -> String {
        self.close_key();
        self.text + "}"
    }
}

fn graph(name: &GraphName) -> String {
    match name {
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn value(term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => json!({ "@id": node.as_str() }),
        Term::Literal(literal) => {
            let mut value = Map::new();
            if let Some(language) = literal.language() {
                value.insert("@language".into(), language.into());
            } else if literal.datatype() != xsd::STRING {
                value.insert("@type".into(), literal.datatype().as_str().into());
            }
            value.insert("@value".into(), literal.value().into());
            value.into()
        }
        other => json!({ "@id": other.to_string() }),
    }
}
