//! The prefixes under which IRIs are shown and written: one for each kind of thing, so that local names need no
//! escaped slash. Not where IRIs are made (that is `graph::iri`). Called by the tables here, by `export` and `cli`.

use crate::graph::iri::{self, Base};
use crate::vocab::scheme;

/// Names for namespaces, longest namespace first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefixes {
    entries: Vec<Prefix>,
}

/// A short name for the beginning of IRIs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// Without the colon.
    pub name: String,
    /// What it stands for.
    pub namespace: String,
}

impl Prefixes {
    /// Those of the data under a base.
    #[must_use]
    pub fn of_base(base: &Base) -> Self {
        let pairs = iri::prefixes(base);
        Self::new(pairs.iter().map(|(name, namespace)| (*name, namespace.as_str())))
    }

    /// From (name, namespace); of two names for one namespace the first counts.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entries: Vec<Prefix> = Vec::new();
        for (name, namespace) in pairs {
            if !entries.iter().any(|entry| entry.namespace == namespace || entry.name == name) {
                entries.push(Prefix { name: name.to_owned(), namespace: namespace.to_owned() });
            }
        }
        entries.sort_by(|a, b| b.namespace.len().cmp(&a.namespace.len()).then_with(|| a.namespace.cmp(&b.namespace)));
        Self { entries }
    }

    /// All of them, longest namespace first.
    pub fn iter(&self) -> impl Iterator<Item = &Prefix> {
        self.entries.iter()
    }

    /// The prefix that an IRI is written with: the longest that it begins with, if what is left is a plain local name.
    #[must_use]
    pub fn of(&self, iri: &str) -> Option<(&Prefix, usize)> {
        let entry = self.entries.iter().find(|entry| iri.starts_with(&entry.namespace))?;
        let at = entry.namespace.len();
        is_plain(&iri[at..]).then_some((entry, at))
    }

    /// `visit:x` for an IRI that has a prefix, as Turtle and SPARQL read it.
    #[must_use]
    pub fn shorten(&self, iri: &str) -> Option<String> {
        self.of(iri).map(|(prefix, at)| format!("{}:{}", prefix.name, &iri[at..]))
    }

    /// The same for people, who can also read `doc:a.txt#visit-120-130`; [`Self::expand`] takes it back.
    #[must_use]
    pub fn show(&self, iri: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| iri.starts_with(&entry.namespace))?;
        let local = &iri[entry.namespace.len()..];
        (!local.is_empty()).then(|| format!("{}:{local}", entry.name))
    }

    /// An IRI in as few words as people need: the word of a closed list, a Wikidata id, the IRI with its prefix; else itself.
    #[must_use]
    pub fn tell(&self, iri: &str) -> String {
        let word = scheme::ALL.iter().find_map(|scheme| scheme.name(iri)).map(str::to_owned);
        word.or_else(|| iri::wikidata_id(iri).map(|item| item.as_str().to_owned()))
            .or_else(|| self.show(iri))
            .unwrap_or_else(|| iri.to_owned())
    }

    /// The inverse of [`Self::show`]; `None` if the part before the first colon is none of these prefixes.
    #[must_use]
    pub fn expand(&self, short: &str) -> Option<String> {
        let (name, local) = short.split_once(':')?;
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        (!local.is_empty()).then(|| format!("{}{local}", entry.namespace))
    }
}

/// A local name that Turtle and SPARQL take as it is: letters, digits, `_`, `-`, percent-encoded bytes, and `.` inside.
fn is_plain(local: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '%');
    let encoded = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    local.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '%'))
        && local.chars().all(inner)
        && local.split('%').skip(1).all(encoded)
        && !local.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_namespace_wins_and_slashes_are_not_hidden() {
        let prefixes = Prefixes::new([("ex", "http://x/"), ("visit", "http://x/visit/")]);
        assert_eq!(prefixes.shorten("http://x/visit/Q7747-PRK-2024"), Some("visit:Q7747-PRK-2024".into()));
        assert_eq!(prefixes.shorten("http://x/a"), Some("ex:a".into()));
        assert_eq!(prefixes.shorten("http://x/a/b"), None);
        assert_eq!(prefixes.shorten("http://x/visit/"), None);
        assert_eq!(prefixes.shorten("http://x/visit/%C3%A9_a"), Some("visit:%C3%A9_a".into()));
        assert_eq!(prefixes.shorten("http://x/visit/%C"), None);
        assert_eq!(prefixes.show("http://x/visit/a#b-1"), Some("visit:a#b-1".into()));
        assert_eq!(prefixes.expand("visit:a#b-1"), Some("http://x/visit/a#b-1".into()));
        assert_eq!(prefixes.expand("http://x/a"), None);
    }
}
