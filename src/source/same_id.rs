//! Two documents under one id: which one stands. An order on what they are, never on when they came.
//!
//! The later publication wins, an undated one loses to a dated one; then the greater SHA-256 of the text; then, for one text
//! received with different particulars, the greater JSON of these. So any order of the inputs gives the same graph.
//! Called by `cli` for `build` and `merge`; against what a store already holds, the newer build stands and none of this applies.

use crate::claim::{Claims, Source};
use crate::document::{DocumentId, sha256};
use crate::period::Period;
use jiff::civil::Date;
use std::collections::HashMap;

/// What the order looks at; greater stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Last, then first possible day of publication.
    published: Option<(Date, Date)>,
    text: String,
    /// Hash of the particulars and of the reading.
    rest: String,
}

impl Rank {
    fn of(claims: &Claims) -> Self {
        let Source { published, sha256: text, .. } = &claims.document;
        let published = published.and_then(Period::bounds).map(|(first, last)| (last, first));
        let rest = serde_json::to_vec(&(&claims.document, &claims.reading)).unwrap_or_default();
        Self { published, text: text.clone(), rest: sha256(&rest) }
    }
}

/// The documents that stand so far. About 200 bytes for each.
#[derive(Debug, Default)]
pub struct Standing {
    ranks: HashMap<DocumentId, Rank>,
}

/// What became of one more document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing had this id before.
    New,
    /// The same text had been received; it is the same document.
    Repeated {
        /// Its particulars stand instead of the earlier ones.
        replaces: bool,
    },
    /// Another text had this id.
    Contested {
        /// This one stands, the earlier one goes.
        replaces: bool,
    },
}

impl Verdict {
    /// Is this document the one to keep, for now?
    #[must_use]
    pub fn stands(self) -> bool {
        match self {
            Self::New => true,
            Self::Repeated { replaces } | Self::Contested { replaces } => replaces,
        }
    }
}

impl Standing {
    /// Takes note of one more document.
    pub fn judge(&mut self, claims: &Claims) -> Verdict {
        let rank = Rank::of(claims);
        let Some(standing) = self.ranks.get_mut(&claims.document.id) else {
            self.ranks.insert(claims.document.id.clone(), rank);
            return Verdict::New;
        };
        let replaces = rank > *standing;
        let same_text = rank.text == standing.text;
        if replaces {
            *standing = rank;
        }
        if same_text { Verdict::Repeated { replaces } } else { Verdict::Contested { replaces } }
    }

    /// How many documents stand.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Has nothing been judged?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{CLAIMS_VERSION, Reading};
    use std::collections::BTreeMap;

    fn claims(published: Option<&str>, text: &str, title: Option<&str>) -> Claims {
        let document = Source {
            id: DocumentId::new("a").unwrap(),
            url: None,
            published: published.map(|published| published.parse().unwrap()),
            title: title.map(str::to_owned),
            language: "fr".to_owned(),
            sha256: sha256(text.as_bytes()),
            bytes: u32::try_from(text.len()).unwrap(),
            sketch: None,
            metadata: BTreeMap::new(),
        };
        let reading = Reading { program: String::new(), lexicon: String::new(), gazetteer: String::new() };
        Claims {
            version: CLAIMS_VERSION,
            document,
            reading,
            evidence: vec![],
            states: vec![],
            people: vec![],
            treaties: vec![],
            visits: vec![],
            abstentions: vec![],
        }
    }

    #[test]
    fn the_order_of_arrival_never_decides() {
        let all = [
            claims(None, "un", None),
            claims(None, "deux", None),
            claims(Some("2024-06"), "trois", None),
            claims(Some("2024-06-30"), "quatre", None),
            claims(Some("2024-06-30"), "quatre", Some("titre")),
            claims(Some("2023"), "cinq", None),
        ];
        let mut winners = Vec::new();
        for turn in 0..all.len() {
            for backwards in [false, true] {
                let mut order: Vec<_> = all.iter().cycle().skip(turn).take(all.len()).collect();
                if backwards {
                    order.reverse();
                }
                let mut standing = Standing::default();
                let winner = order.into_iter().filter(|claims| standing.judge(claims).stands()).last();
                winners.push(serde_json::to_string(winner.unwrap()).unwrap());
                assert_eq!(standing.len(), 1);
            }
        }
        winners.dedup();
        assert_eq!(winners.len(), 1);
    }

    #[test]
    fn one_text_received_twice_is_one_document() {
        let mut standing = Standing::default();
        let one = claims(None, "un", None);
        assert_eq!(standing.judge(&one), Verdict::New);
        assert_eq!(standing.judge(&one), Verdict::Repeated { replaces: false });
        assert_eq!(standing.judge(&claims(Some("2024"), "autre", None)), Verdict::Contested { replaces: true });
        assert_eq!(standing.judge(&one), Verdict::Contested { replaces: false });
    }
}
