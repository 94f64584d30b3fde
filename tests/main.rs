//! The one integration binary: each module is a subject. `autotests = false` keeps cargo from linking RocksDB into one binary a file.

mod asking;
mod bad_input;
mod cli;
mod export;
mod folder;
mod graph;
mod layers;
mod lexicon;
mod limits;
mod merge;
mod ontology;
mod queries;
mod shared;
mod small_graph;
mod source;
mod spec;
mod store;
