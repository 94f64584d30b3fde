//! RDF/XML, for the programs that read nothing else.
//!
//! Our own and not `oxrdfxml`'s writer, which writes a carriage return as it is (every XML parser reads it back as a
//! line feed) and control characters that no parser accepts, and declares prefixes that nothing uses. The parsers of
//! `oxrdfxml` and `sophia` hold it to the standard in the tests.

use super::{BySubject, ExportError};
use crate::query::{Prefix, Prefixes};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Names of the RDF namespace that are syntax, and no properties.
const SYNTAX: [&str; 11] = ["RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li", "aboutEach", "bagID"];

pub(super) struct RdfXml;

/// An IRI as an XML name: prefix, namespace, local name.
struct Name<'a> {
    prefix: Option<&'a Prefix>,
    namespace: &'a str,
    local: &'a str,
}

impl BySubject for RdfXml {
    fn check(&self, quads: &[Quad]) -> Result<(), ExportError> {
        let none = Prefixes::default();
        for quad in quads {
            let predicate = quad.predicate.as_str();
            let is_syntax = predicate.strip_prefix(RDF).is_some_and(|local| SYNTAX.contains(&local));
            if is_syntax || name(predicate, &none).is_none() {
                return Err(ExportError::NotAnXmlName(predicate.to_owned()));
            }
            if let Term::Literal(literal) = &quad.object
                && let Some(character) = literal.value().chars().find(|c| !is_xml(*c))
            {
                let (subject, predicate) = (quad.subject.to_string(), quad.predicate.to_string());
                return Err(ExportError::NotInXml { subject, predicate, character: character.into() });
            }
        }
        Ok(())
    }

    /// Only element names have prefixes; an IRI in an attribute is whole.
    fn used(&self, quads: &[Quad], prefixes: &Prefixes) -> Prefixes {
        let mut used: BTreeMap<&str, &str> = BTreeMap::new();
        let mut before: Option<&Quad> = None;
        for quad in quads {
            let opens = before.is_none_or(|before| before.subject != quad.subject);
            let element = if opens { type_name(quad, prefixes) } else { None };
            for name in [element, name(quad.predicate.as_str(), prefixes)].into_iter().flatten() {
                if let Some(prefix) = name.prefix {
                    used.insert(&prefix.name, &prefix.namespace);
                }
            }
            before = Some(quad);
        }
        Prefixes::new(used)
    }

    fn write_sorted(&self, quads: &mut dyn Iterator<Item = &Quad>, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
        // `rdf:about` and `rdf:RDF` need this one, whatever the statements are.
        let mut declared: BTreeMap<&str, &str> = prefixes.iter().map(|prefix| (prefix.name.as_str(), prefix.namespace.as_str())).collect();
        declared.insert("rdf", RDF);
        for (name, namespace) in declared {
            write!(out, " xmlns:{name}=\"{}\"", attribute(namespace))?;
        }
        out.write_all(b">\n")?;
        let mut open: Option<(&NamedOrBlankNode, String)> = None;
        for quad in quads {
            if open.as_ref().is_none_or(|(subject, _)| **subject != quad.subject) {
                if let Some((_, element)) = open.take() {
                    writeln!(out, "  </{element}>")?;
                }
                let about = match &quad.subject {
                    NamedOrBlankNode::NamedNode(node) => format!("rdf:about=\"{}\"", attribute(node.as_str())),
                    NamedOrBlankNode::BlankNode(node) => format!("rdf:nodeID=\"b{}\"", node.as_str()),
                };
                let typed = type_name(quad, prefixes);
                let element = typed.as_ref().map_or_else(|| "rdf:Description".to_owned(), Name::qualified);
                writeln!(out, "  <{element} {about}>")?;
                open = Some((&quad.subject, element));
                if typed.is_some() {
                    continue;
                }
            }
            property(quad, prefixes, out)?;
        }
        if let Some((_, element)) = open {
            writeln!(out, "  </{element}>")?;
        }
        Ok(out.write_all(b"</rdf:RDF>\n")?)
    }
}

fn property(quad: &Quad, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), ExportError> {
    let name = name(quad.predicate.as_str(), prefixes).ok_or_else(|| ExportError::NotAnXmlName(quad.predicate.as_str().to_owned()))?;
    let element = name.qualified();
    write!(out, "    <{element}")?;
    if name.prefix.is_none() && name.namespace != RDF {
        write!(out, " xmlns:p=\"{}\"", attribute(name.namespace))?;
    }
    match &quad.object {
        Term::NamedNode(node) => writeln!(out, " rdf:resource=\"{}\"/>", attribute(node.as_str()))?,
        Term::BlankNode(node) => writeln!(out, " rdf:nodeID=\"b{}\"/>", node.as_str())?,
        Term::Literal(literal) => {
            if let Some(language) = literal.language() {
                write!(out, " xml:lang=\"{}\"", attribute(language))?;
            } else if literal.datatype() != xsd::STRING {
                write!(out, " rdf:datatype=\"{}\"", attribute(literal.datatype().as_str()))?;
            }
            writeln!(out, ">{}</{element}>", content(literal.value()))?;
        }
        // Refused before by `super::write`.
        Term::Triple(triple) => return Err(ExportError::Rdf12(super::Format::RdfXml, triple.to_string())),
    }
    Ok(())
}

/// The class of a statement `subject a class`, where it can be the element's name.
fn type_name<'a>(quad: &'a Quad, prefixes: &'a Prefixes) -> Option<Name<'a>> {
    match &quad.object {
        Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
            name(class.as_str(), prefixes).filter(|name| name.prefix.is_some() && name.namespace != RDF)
        }
        _ => None,
    }
}

/// By a known prefix, else split before the longest XML name that ends the IRI.
fn name<'a>(iri: &'a str, prefixes: &'a Prefixes) -> Option<Name<'a>> {
    if let Some((prefix, at)) = prefixes.of(iri)
        && is_name(&iri[at..])
    {
        return Some(Name { prefix: Some(prefix), namespace: &iri[..at], local: &iri[at..] });
    }
    let tail = iri.char_indices().rev().take_while(|(_, c)| is_name_char(*c)).filter(|(_, c)| is_name_start(*c)).last()?;
    (tail.0 > 0).then(|| Name { prefix: None, namespace: &iri[..tail.0], local: &iri[tail.0..] })
}

impl Name<'_> {
    fn qualified(&self) -> String {
        match self.prefix {
            Some(prefix) => format!("{}:{}", prefix.name, self.local),
            None if self.namespace == RDF => format!("rdf:{}", self.local),
            None => format!("p:{}", self.local),
        }
    }
}

fn is_name(local: &str) -> bool {
    local.starts_with(is_name_start) && local.chars().all(is_name_char)
}

/// `NameStartChar` of XML 1.0, without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` of XML 1.0, without the colon.
fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// `Char` of XML 1.0: what a document may hold, escaped or not.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

fn content(text: &str) -> Cow<'_, str> {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#x9;"),
        '\n' => Some("&#xA;"),
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.chars().any(|c| escape(c).is_some()) {
        return text.into();
    }
    let mut result = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match escape(c) {
            Some(written) => result.push_str(written),
            None => result.push(c),
        }
    }
    result.into()
}
