//! How well documents are read: claims against what a careful reader put on record. Called by `depeche eval`.
//!
//! Entries of gold and claims are aligned one to one, the likest first; precision, recall and F1 count the entries that
//! must be found (optional ones cost and earn nothing); attributes are counted on the entries that were found. Two naive
//! readers are scored beside ours, so that a figure says something.

mod align;
mod baseline;
mod count;
mod gold;
mod kind;
mod likeness;
mod misreading;
mod report;
mod said;
mod weighed;
mod wording;

pub use gold::{Annotated, GoldError};
pub use kind::Kind;
pub use misreading::{Misreading, misreadings};
pub use report::{Attribute, Figures, Report, RuleRow};
pub use weighed::{Weighed, weighed};
