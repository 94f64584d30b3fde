//! A document as it was received: its text and what its source says of it. Not what was read in it (that is `claim`).

use crate::period::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One news text. `text` is what all offsets point into: after decoding, before any other change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub url: Option<String>,
    /// As the source says it; `pipeline` looks into the text when this is `None`.
    pub published: Option<Period>,
    pub title: Option<String>,
    /// BCP 47, lower case, where the source says it.
    pub language: Option<String>,
    pub text: String,
    /// What else the source said, kept as it is; keys in order.
    pub metadata: BTreeMap<String, String>,
}

/// Two documents are the same when their ids are equal. Never empty. Cheap to clone: every witness names its document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(Arc<str>);

impl DocumentId {
    /// `None` if nothing is left after trimming.
    #[must_use]
    pub fn new(id: &str) -> Option<Self> {
        let id = id.trim();
        (!id.is_empty()).then(|| Self(id.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for DocumentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Document {
    /// SHA-256 of the text, lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(self.text.as_bytes())
    }
}

/// Lower-case hexadecimal SHA-256.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(bytes))
}
