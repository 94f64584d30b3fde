//! The one integration binary: each module is a subject. `autotests = false` keeps cargo from linking RocksDB into one binary a file.
//! Those that need a store on disk are left out without the feature `rocksdb`.

#![allow(unreachable_pub, clippy::print_stdout, clippy::print_stderr, reason = "tests say on the terminal what they skipped and measured")]

mod asking;
#[cfg(feature = "rocksdb")]
mod bad_input;
#[cfg(feature = "rocksdb")]
mod cli;
#[cfg(feature = "rocksdb")]
mod demo;
mod diff;
mod export;
mod folder;
mod gazetteer;
mod graph;
mod identity;
#[cfg(feature = "rocksdb")]
mod known_articles;
mod layers;
mod lexicon;
mod limits;
mod merge;
mod ontology;
mod queries;
mod reading;
mod remove;
mod score;
#[cfg(feature = "shacl")]
mod shapes;
mod shared;
mod small_graph;
mod source;
mod spec;
mod store;
