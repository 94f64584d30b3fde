//! The page that `explain` prints: facts, then the documents that say so, with their words.

use super::view::{Quote, View, property_name};
use crate::cli::outcome::Failure;
use crate::cli::ui::{look, one_line, tame};
use crate::vocab::external::{self, rdf, rdfs};
use crate::vocab::{class, property as dep};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Term};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

const MERGED: GraphNameRef<'static> = GraphNameRef::DefaultGraph;

/// Parts of a thing that have witnesses of their own.
const PARTS: [NamedNodeRef<'static>; 3] = [dep::ACT, dep::PROVISION, dep::OFFICE_HELD];

/// How other things speak of a thing.
const ROLES: [(NamedNodeRef<'static>, &str); 10] = [
    (dep::VISITOR, "visitor of"),
    (dep::HOST, "host of"),
    (dep::DESTINATION, "destination of"),
    (dep::PERSON, "did"),
    (dep::BY, "did"),
    (dep::PARTY, "party to"),
    (dep::SIGNED_THERE, "signed during"),
    (dep::SAME_TOUR, "on one tour with"),
    (dep::ACT, "act of"),
    (dep::REPLACES, "replaced by"),
];

/// Of each role so many are listed.
const MOST_LISTED: usize = 20;

pub(super) struct Page<'a, W: Write> {
    view: &'a View<'a>,
    out: W,
    width: usize,
}

impl<'a, W: Write> Page<'a, W> {
    pub(super) fn new(view: &'a View<'a>, out: W, width: Option<u16>) -> Self {
        Self { view, out, width: width.map_or(usize::MAX, usize::from).max(40) }
    }

    pub(super) fn into_inner(self) -> W {
        self.out
    }

    /// A thing that documents together tell of.
    pub(super) fn merged(&mut self, node: &NamedNode) -> Result<(), Failure> {
        let kind = self.view.kind(node, MERGED)?;
        self.heading(&self.view.label(node)?, &kind)?;
        self.line(2, &faint(node.as_str()))?;
        self.names(node)?;
        self.facts(node, MERGED)?;
        self.roles(node)?;
        self.disagreements(node)?;
        self.possibly_same(node)?;
        self.witnesses(node)?;
        for property in PARTS {
            let mut parts = self.view.nodes(node, property, MERGED)?;
            // Acts in the order of their dates, as the life of a treaty runs; undated ones last.
            let mut keys = BTreeMap::new();
            for part in &parts {
                let date = self.view.text(part, dep::DATE, MERGED)?;
                keys.insert(part.clone(), (date.is_none(), date));
            }
            parts.sort_by_key(|part| keys[part].clone());
            for part in parts {
                self.part(&part, property)?;
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &NamedNode, property: NamedNodeRef<'_>) -> Result<(), Failure> {
        writeln!(self.out)?;
        let kind = self.view.kind(part, MERGED)?;
        self.heading(&self.part_name(part, MERGED)?, &kind)?;
        self.facts(part, MERGED)?;
        self.disagreements(part)?;
        if property != dep::OFFICE_HELD {
            return self.witnesses(part);
        }
        // The witness is the mention of the person, which has been shown; only some of its words give the office.
        let offices = self.view.nodes(part, dep::OFFICE, MERGED)?;
        for mention in self.view.nodes(part, dep::WITNESS, MERGED)? {
            let Some(document) = self.view.graph_of(&mention) else { continue };
            self.line(2, &self.document_name(&mention))?;
            for said in self.view.nodes(&mention, dep::OFFICE_SAID, (&document).into())? {
                if self.view.nodes(&said, dep::OFFICE, (&document).into())? == offices {
                    self.quotes(&said, 4)?;
                }
            }
        }
        Ok(())
    }

    /// An act by its type, an article by its number, an office by its name; else the short IRI.
    fn part_name(&self, part: &NamedNode, graph: GraphNameRef<'_>) -> Result<String, Failure> {
        if let Some(number) = self.view.text(part, dep::ARTICLE, graph)? {
            return Ok(format!("article {number}"));
        }
        for property in [dep::ACT_TYPE, dep::OFFICE] {
            if let Some(word) = self.view.nodes(part, property, graph)?.first() {
                return Ok(self.view.short(word.as_str()));
            }
        }
        Ok(self.view.short(part.as_str()))
    }

    /// Every node of a document's graph that rests on words.
    pub(super) fn document(&mut self, document: &NamedNode) -> Result<(), Failure> {
        let graph = GraphNameRef::from(document);
        let id = self.view.text(document, external::IDENTIFIER, graph)?.unwrap_or_default();
        self.heading(&id, "document")?;
        self.line(2, &faint(document.as_str()))?;
        for (name, property) in [("title", external::TITLE), ("url", external::URL), ("language", external::LANGUAGE)] {
            for value in self.view.objects(document, property, graph)? {
                let value = self.value(&value)?;
                self.fact(name, &value)?;
            }
        }
        self.facts(document, graph)?;
        for class in [class::VISIT_REPORT, class::TREATY_REPORT, class::PERSON_MENTION, class::STATE_MENTION, class::ABSTENTION] {
            let mut reports = self.view.subjects(rdf::TYPE, class.into(), graph)?;
            reports.sort_by_key(|report| position(report.as_str()));
            for report in reports {
                writeln!(self.out)?;
                self.report_alone(document, &report)?;
            }
        }
        Ok(())
    }

    /// One report of a document, with its words.
    pub(super) fn report_alone(&mut self, document: &NamedNode, report: &NamedNode) -> Result<(), Failure> {
        let graph = GraphNameRef::from(document);
        let kind = self.view.kind(report, graph)?;
        self.heading(&self.report_name(report, graph)?, &kind)?;
        self.line(2, &faint(report.as_str()))?;
        self.facts(report, graph)?;
        for merged in self.view.subjects(dep::WITNESS, report.into(), MERGED)? {
            let told = format!("{} {}", self.view.label(&merged)?, faint(merged.as_str()));
            self.fact("tells of", &told)?;
        }
        self.quotes(report, 2)?;
        for property in PARTS.into_iter().chain([dep::OFFICE_SAID]) {
            for part in self.view.nodes(report, property, graph)? {
                self.report_alone(document, &part)?;
            }
        }
        Ok(())
    }

    fn report_name(&self, report: &NamedNode, graph: GraphNameRef<'_>) -> Result<String, Failure> {
        for property in [rdfs::LABEL, dep::CODE, dep::WHAT, dep::TITLE] {
            if let Some(name) = self.view.text(report, property, graph)? {
                return Ok(name);
            }
        }
        if let Some(visitor) = self.view.nodes(report, dep::VISITOR, graph)?.first() {
            let destination = self.view.text(report, dep::DESTINATION_CODE, graph)?.unwrap_or_default();
            return Ok(format!("{} → {destination}", self.view.label(visitor)?));
        }
        self.part_name(report, graph)
    }

    fn heading(&mut self, name: &str, kind: &str) -> Result<(), Failure> {
        let heading = look::HEADING;
        Ok(writeln!(self.out, "{heading}{}{heading:#} {}", tame(name), faint(kind))?)
    }

    fn names(&mut self, node: &NamedNode) -> Result<(), Failure> {
        let names: Vec<_> =
            self.view.objects(node, external::ALT_LABEL, MERGED)?.iter().map(|name| self.value(name)).collect::<Result<_, _>>()?;
        if !names.is_empty() {
            self.fact("also called", &names.join("; "))?;
        }
        for item in self.view.nodes(node, external::SAME_AS, MERGED)? {
            self.fact("wikidata", &self.view.short(item.as_str()))?;
        }
        Ok(())
    }

    fn facts(&mut self, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<(), Failure> {
        for (property, values) in self.view.facts(node, graph)? {
            let values: Vec<_> = values.iter().map(|value| self.value(value)).collect::<Result<_, _>>()?;
            self.fact(&property_name(property), &values.join("; "))?;
        }
        Ok(())
    }

    fn fact(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "  {name:<18} {value}")?)
    }

    fn value(&self, value: &Term) -> Result<String, Failure> {
        Ok(match value {
            Term::NamedNode(node) => {
                let (label, short) = (tame(&self.view.label(node)?), self.view.short(node.as_str()));
                if label == short { label } else { format!("{label} {}", faint(&short)) }
            }
            Term::Literal(literal) => tame(literal.value()),
            other => other.to_string(),
        })
    }

    /// The things in which it has a part.
    fn roles(&mut self, node: &NamedNode) -> Result<(), Failure> {
        for (property, name) in ROLES {
            let things = self.view.subjects(property, node.into(), MERGED)?;
            for thing in things.iter().take(MOST_LISTED) {
                self.fact(name, &self.summary(thing)?)?;
            }
            if things.len() > MOST_LISTED {
                self.fact(name, &format!("and {} more", things.len() - MOST_LISTED))?;
            }
        }
        Ok(())
    }

    /// A thing in one line: a visit has no label of its own.
    fn summary(&self, thing: &NamedNode) -> Result<String, Failure> {
        let mut words = Vec::new();
        for property in [dep::VISITOR, dep::DESTINATION, dep::ACT_TYPE] {
            for node in self.view.nodes(thing, property, MERGED)? {
                words.push(self.view.label(&node)?);
            }
        }
        if words.is_empty() {
            words.push(self.view.label(thing)?);
        }
        for property in [dep::START, dep::DATE, dep::SIGNED] {
            words.extend(self.view.text(thing, property, MERGED)?);
        }
        Ok(format!("{} {}", tame(&words.join(", ")), faint(&self.view.short(thing.as_str()))))
    }

    fn disagreements(&mut self, node: &NamedNode) -> Result<(), Failure> {
        for disagreement in self.view.subjects(dep::ABOUT, node.into(), MERGED)? {
            let property = self.view.nodes(&disagreement, dep::PROPERTY, MERGED)?;
            let name = property.first().map_or_else(String::new, |property| property_name(property.as_ref()));
            for side in self.view.nodes(&disagreement, dep::SIDE, MERGED)? {
                let mut line = String::new();
                for value in self.view.objects(&side, dep::VALUE, MERGED)? {
                    line.push_str(&self.value(&value)?);
                }
                let by: Vec<_> = self.view.nodes(&side, dep::WITNESS, MERGED)?.iter().map(|report| self.document_name(report)).collect();
                let kept = if self.view.text(&side, dep::KEPT, MERGED)?.is_some() { " (kept)" } else { "" };
                let _ = write!(line, "{kept}, says {}", by.join(", "));
                self.fact(&format!("disputed: {name}"), &line)?;
            }
        }
        Ok(())
    }

    fn possibly_same(&mut self, node: &NamedNode) -> Result<(), Failure> {
        for other in self.view.nodes(node, dep::POSSIBLY_SAME_AS, MERGED)? {
            let mut line = self.summary(&other)?;
            for pair in self.view.subjects(dep::BETWEEN, node.into(), MERGED)? {
                if self.view.nodes(&pair, dep::BETWEEN, MERGED)?.contains(&other)
                    && let Some(reason) = self.view.text(&pair, dep::APART_REASON, MERGED)?
                {
                    let _ = write!(line, " ({reason})");
                }
            }
            self.fact("possibly the same", &line)?;
        }
        Ok(())
    }

    /// Each report that tells of it, with the reason why it is told to, and its words.
    fn witnesses(&mut self, node: &NamedNode) -> Result<(), Failure> {
        let reports = self.view.nodes(node, dep::WITNESS, MERGED)?;
        if reports.is_empty() {
            return Ok(());
        }
        if let (Some(documents), Some(independent)) =
            (self.view.text(node, dep::DOCUMENTS, MERGED)?, self.view.text(node, dep::INDEPENDENT_WITNESSES, MERGED)?)
        {
            self.fact(
                "told by",
                &format!("{documents} {}, {independent} independent", if documents == "1" { "document" } else { "documents" }),
            )?;
        }
        for report in reports {
            let published = self.published(&report)?.map_or_else(String::new, |day| format!(", {day}"));
            let heading = look::HEADING;
            writeln!(
                self.out,
                "  {heading}{}{heading:#}{published} {}",
                self.document_name(&report),
                faint(&self.view.short(report.as_str()))
            )?;
            let mut reasons = self.view.objects(&report, dep::JOIN_NOTE, MERGED)?;
            if reasons.is_empty() {
                reasons = self.view.objects(&report, dep::JOIN_REASON, MERGED)?;
            }
            for reason in reasons {
                let reason = format!("joined: {}", self.value(&reason)?);
                self.line(4, &faint(&reason))?;
            }
            self.quotes(&report, 4)?;
        }
        Ok(())
    }

    fn quotes(&mut self, report: &NamedNode, indent: usize) -> Result<(), Failure> {
        for quote in self.view.quotes(report)? {
            let style = look::QUOTE;
            let words = one_line(&quote.words);
            let line = format!("{style}“{words}”{style:#} {}", faint(&origin(&quote)));
            // On a terminal that is too narrow for both, the origin goes below the words.
            if indent + words.chars().count() + origin(&quote).chars().count() + 3 > self.width {
                self.line(indent, &format!("{style}“{words}”{style:#}"))?;
                self.line(indent + 2, &faint(&origin(&quote)))?;
            } else {
                self.line(indent, &line)?;
            }
        }
        Ok(())
    }

    fn line(&mut self, indent: usize, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{:indent$}{text}", "")?)
    }

    fn document_name(&self, report: &NamedNode) -> String {
        let id = self.view.base.document_of(report.as_str());
        id.map_or_else(|| self.view.short(report.as_str()), |id| tame(id.as_str()))
    }

    fn published(&self, report: &NamedNode) -> Result<Option<String>, Failure> {
        match self.view.graph_of(report) {
            Some(document) => self.view.text(&document, dep::PUBLISHED, GraphName::NamedNode(document.clone()).as_ref()),
            None => Ok(None),
        }
    }
}

/// The first number in the local name of a report: where it begins in the text.
fn position(report: &str) -> Option<u64> {
    let (_, local) = report.split_once('#')?;
    local.split('-').find_map(|part| part.parse().ok())
}

/// Where the words stand, what they are read for, by which rule, and who says so.
fn origin(quote: &Quote) -> String {
    let mut origin = format!("bytes {}–{}, rule {}", quote.start, quote.end, quote.rule);
    if !quote.roles.is_empty() {
        let _ = write!(origin, ", for {}", quote.roles.join(", "));
    }
    if let Some(said_by) = &quote.said_by {
        let _ = write!(origin, ", said by “{}”", tame(said_by));
    }
    origin
}

fn faint(text: &str) -> String {
    let faint = look::FAINT;
    format!("{faint}{text}{faint:#}")
}
