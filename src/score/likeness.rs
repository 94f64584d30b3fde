//! How like two names, two sets of parties, two dates are: 0 for different, 1 for the same.

use crate::claim::ActorCode;
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// Words that tell nothing of a name.
const STOP: &[&str] =
    &["le", "la", "les", "l", "de", "du", "des", "d", "un", "une", "the", "of", "et", "and", "sur", "on", "entre", "a", "au", "aux", "en"];

/// Words that name no place by themselves.
const GENERIC: &[&str] = &[
    "ile", "iles", "palais", "chateau", "aeroport", "ville", "capitale", "region", "province", "place", "base", "camp", "abbaye", "siege",
];

/// Lower case, no accents, words apart by one space.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The words of a name that tell something.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    plain(text).split(' ').filter(|word| !word.is_empty() && !STOP.contains(word)).map(str::to_owned).collect()
}

/// What two sets share of what either has; 0 for two empty ones.
pub(super) fn jaccard<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> f64 {
    let all = one.union(other).count();
    if all == 0 { 0.0 } else { ratio(one.intersection(other).count(), all) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Year, month and day as far as the first date of an EDTF string goes.
fn first_date(edtf: &str) -> Vec<&str> {
    let digits = |part: &str, wanted: usize| part.len() >= wanted && part.bytes().take(wanted).all(|b| b.is_ascii_digit());
    let sign = usize::from(edtf.starts_with('-'));
    if !digits(&edtf[sign..], 4) {
        return Vec::new();
    }
    let mut parts = vec![&edtf[..sign + 4]];
    let mut rest = &edtf[sign + 4..];
    while parts.len() < 3 {
        match rest.strip_prefix('-').filter(|rest| digits(rest, 2)) {
            Some(more) => {
                parts.push(&more[..2]);
                rest = &more[2..];
            }
            None => break,
        }
    }
    parts
}

/// Does the string hold a date?
pub(super) fn dated(edtf: &str) -> bool {
    !first_date(edtf).is_empty()
}

/// 1 if equal at gold's precision, 0.5 if one is the coarser form of the other or unknown, 0 if they contradict one another.
pub(super) fn dates(gold: Option<&str>, said: &str) -> f64 {
    let (gold, said) = (first_date(gold.unwrap_or_default()), first_date(said));
    let begins = |long: &[&str], short: &[&str]| long.starts_with(short);
    if !gold.is_empty() && !said.is_empty() && begins(&said, &gold) {
        1.0
    } else if gold.is_empty() || said.is_empty() || begins(&gold, &said) {
        0.5
    } else {
        0.0
    }
}

/// How surely a label names the person of these names: 0.9 for one of them, less for a part of one.
pub(super) fn names<'a>(gold: impl Iterator<Item = &'a str>, label: &str) -> f64 {
    let names: BTreeSet<String> = gold.map(plain).collect();
    let label = plain(label);
    if names.contains(&label) {
        return 0.9;
    }
    let said: Vec<&str> = label.split(' ').collect();
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<String>>();
    let mut best: f64 = 0.0;
    for name in &names {
        let full: Vec<&str> = name.split(' ').collect();
        if full.len() < 2 {
            continue;
        }
        if set(&said) == set(&full) {
            return 0.8;
        }
        let (short, long) = if said.len() <= full.len() { (&said, &full) } else { (&full, &said) };
        let part = short.len() > 1 && set(short).len() < set(long).len() && set(short).is_subset(&set(long));
        // A given name, a middle name or a realm more; or the surname alone.
        if part && (short.last() == long.last() || short.first() == long.first()) || said.len() == 1 && said.first() == full.last() {
            best = 0.6;
        }
    }
    best
}

/// Are these gold's parties, and, where gold says that there are others, not many more?
pub(super) fn parties_right(gold: &[ActorCode], complete: bool, said: &[ActorCode]) -> bool {
    let (gold, said): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), said.iter().collect());
    if complete { gold == said } else { gold.is_subset(&said) && said.difference(&gold).count() <= gold.len().max(2) }
}

/// 0.5 where either names none.
pub(super) fn parties(gold: &[ActorCode], complete: bool, said: &[ActorCode]) -> f64 {
    if gold.is_empty() || said.is_empty() {
        0.5
    } else if parties_right(gold, complete, said) {
        1.0
    } else {
        jaccard(&gold.iter().collect(), &said.iter().collect())
    }
}

/// Is a place the one of gold: a word that names it in common, and at most two others?
pub(super) fn place_right(gold: &str, said: &str) -> bool {
    let (gold, said) = (words(gold), words(said));
    gold.intersection(&said).any(|word| !GENERIC.contains(&word.as_str())) && said.difference(&gold).count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_right_at_the_precision_of_gold() {
        assert!(dates(Some("2024-06"), "2024-06-19") > 0.9);
        assert!((dates(Some("2024-06-19"), "2024-06") - 0.5).abs() < 1e-9);
        assert!((dates(None, "2024-06") - 0.5).abs() < 1e-9);
        assert!(dates(Some("2024-06-19"), "2024-07") < 0.1);
        assert!(!dated("") && dated("2024") && !dated("XXXX-05"));
    }

    #[test]
    fn a_surname_names_less_surely_than_a_full_name() {
        let names = |label: &str| names(["Ana Maria Costa", "Costa"].into_iter(), label);
        assert!((names("Ana Maria Costa") - 0.9).abs() < 1e-9);
        assert!((names("Maria Ana Costa") - 0.8).abs() < 1e-9);
        assert!((names("Ana Costa") - 0.6).abs() < 1e-9);
        assert!(names("Rui Costa") < 0.1 && names("Ana") < 0.1);
    }

    #[test]
    fn generic_words_name_no_place() {
        assert!(place_right("château de Laeken", "Laeken"));
        assert!(!place_right("palais de Laeken", "palais"));
        assert!(!place_right("base d'Avord", "base"));
    }
}
