//! Which documents print one text: five papers that print one agency are one witness.

use crate::text::Sketch;
use std::collections::HashMap;

/// Texts that share half of their word sequences are one text. Two papers' own accounts of one event share hardly any, a reprint
/// with another title, a cut end or a word changed here and there most.
const SAME: f64 = 0.5;

/// A band that so many different texts share is a common phrase: no more are compared by it.
const COMMON: usize = 32;

/// What tells whether a text is that of another document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Print<'a> {
    /// Of the bytes: short texts have no sketch, and one of them may still be printed twice.
    pub(super) sha256: &'a str,
    pub(super) sketch: Option<&'a Sketch>,
}

/// For each document the first that prints its text: itself where none before does.
///
/// Linear in the documents: each is compared with few that share a band with it. Depends on nothing but the prints in their order.
pub(super) fn originals(prints: &[Print<'_>]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..prints.len()).collect();
    let mut texts: HashMap<&str, usize> = HashMap::new();
    let mut bands: HashMap<(usize, [u16; 3]), Vec<usize>> = HashMap::new();
    for (at, Print { sha256, sketch }) in prints.iter().enumerate() {
        let known = *texts.entry(sha256).or_insert(at);
        if known != at {
            // Its sketch, if it has one, is that of the other, and has been looked at.
            first[at] = root(&first, known);
            continue;
        }
        let Some(sketch) = sketch else { continue };
        for band in sketch.bands() {
            let same = bands.entry(band).or_default();
            for other in same.iter() {
                let (mine, theirs) = (root(&first, at), root(&first, *other));
                if mine != theirs && prints[*other].sketch.is_some_and(|other| sketch.likeness(other) >= SAME) {
                    first[mine.max(theirs)] = mine.min(theirs);
                }
            }
            // One of each text is enough to be compared with, so that a thousand reprints cost a thousand looks and no million.
            let known = root(&first, at);
            if same.len() < COMMON && same.iter().all(|other| root(&first, *other) != known) {
                same.push(at);
            }
        }
    }
    (0..prints.len()).map(|at| root(&first, at)).collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn reprints_share_an_original_in_any_order() {
        let agency = "Le ministre des Affaires étrangères a quitté Sofia jeudi soir après deux jours de pourparlers sur le tracé de la \
            frontière maritime, sans que les deux délégations se soient entendues sur la date de la prochaine rencontre.";
        let texts = [
            agency.replace("jeudi soir", "hier soir"),
            "Une autre histoire, où il est question du prix du blé et de la \
            récolte de cette année dans les plaines du nord, que la pluie a retardée de trois semaines au moins."
                .to_owned(),
            agency.to_owned(),
        ];
        let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(tokens(text).iter()).expect("words")).collect();
        let print = |at: &usize| Print { sha256: ["a", "b", "c"][*at], sketch: Some(&sketches[*at]) };
        let of = |order: &[usize]| originals(&order.iter().map(print).collect::<Vec<_>>());
        assert_eq!(of(&[0, 1, 2]), [0, 1, 0]);
        assert_eq!(of(&[1, 2, 0]), [0, 1, 1]);
        let short = |sha256| Print { sha256, sketch: None };
        assert_eq!(originals(&[short("d"), print(&0), short("e")]), [0, 1, 2], "what has no sketch stands for itself");
        assert_eq!(originals(&[short("d"), print(&0), short("d"), print(&2), print(&0)]), [0, 1, 0, 1, 1], "but not the same bytes twice");
    }
}
