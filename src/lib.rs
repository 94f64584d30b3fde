#![doc = include_str!("../README.md")]

// Arrows run upwards only: a module uses modules above it in this list (`tests/layers.rs` holds them to it).
// `claim` stands above `lang` although it is what reading ends in: its ids and closed lists are the ontology's terms, which
// lexicon and gazetteer speak too.
pub mod vocab;
pub mod period;
pub mod document;
pub mod text;
pub mod claim;
pub mod lang;
pub mod gazetteer;
pub mod mention;
pub mod resolve;
pub mod event;
pub mod pipeline;
pub mod score;
pub mod merge;
pub mod graph;
pub mod store;
pub mod query;
#[cfg(feature = "shacl")]
pub mod shapes;
pub mod export;
pub mod diff;
pub mod source;
pub mod cli;
