//! From mentions to who and when, inside one document: people under one name, candidates weighed, dates settled.

pub mod date;
pub mod person;
pub mod published;

pub use date::{Settled, settle};
pub use person::{Figure, People};
