//! Merged knowledge, claims and background ⇄ triples. Nothing is decided here, nothing is stored here.
//!
//! Standard RDF 1.1, no blank nodes, literals in canonical form only. One named graph a document ([`document`]), the merged
//! knowledge in the default graph ([`knowledge`]), what the gazetteer knows in a graph of its own ([`background`]); [`merged`]
//! makes these two of the claims of all documents.
//! Called by `store`, `export` and the commands.

pub mod iri;
pub mod literal;
mod quads;
pub mod document;
pub mod background;
pub mod knowledge;
pub mod merged;
