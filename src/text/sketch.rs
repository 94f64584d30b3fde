//! A sketch of a text's words: two sketches tell how much of their word sequences two texts share, without the texts.

use super::Token;
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// Numbers in a sketch. The share that two texts have in common is known to within `1 / (2 × √64)`, a sixteenth.
const BINS: usize = 64;

/// Words that stand together in one shingle: fewer meet by chance, more are lost by every small change.
const SHINGLE: usize = 4;

/// Texts of fewer words are too short to be told apart.
const SHORTEST: usize = 16;

/// `MinHash` of the shingles of a text (one permutation, 64 bins, 16 bits of each least hash).
///
/// Broder, “On the resemblance and containment of documents” (1997); Li, Owen, Zhang, “One permutation hashing” (2012); bits as in
/// Li, König, “b-bit minwise hashing” (2010). SipHash-1-3 with a zero key: the same text gives the same sketch on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sketch([u16; BINS]);

/// Not 256 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no sketch of a text (256 hexadecimal digits)")]
pub struct NotASketch(String);

impl Sketch {
    /// Of the words among these tokens; `None` if they are too few. One pass.
    #[must_use]
    pub fn of<'a>(tokens: impl Iterator<Item = &'a Token>) -> Option<Self> {
        let words: Vec<&str> = tokens.filter(|token| token.is_word()).map(|token| token.fold.as_str()).collect();
        if words.len() < SHORTEST {
            return None;
        }
        let mut least: [Option<u64>; BINS] = [None; BINS];
        for shingle in words.windows(SHINGLE) {
            let mut hasher = SipHasher13::new();
            for word in shingle {
                hasher.write(word.as_bytes());
                hasher.write_u8(b' ');
            }
            let hash = hasher.finish();
            let bin = &mut least[(hash >> 58) as usize];
            *bin = Some(bin.map_or(hash, |old| old.min(hash)));
        }
        let mut sketch = [0; BINS];
        for (at, value) in sketch.iter_mut().enumerate() {
            // An empty bin takes the value of the next that has one, so that short texts are compared by what they have.
            let from = (0..BINS).map(|step| (at + step) % BINS).find_map(|bin| least[bin])?;
            *value = (from & 0xffff) as u16;
        }
        Some(Self(sketch))
    }

    /// The share of their shingles that both texts have (Jaccard), estimated; 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        #[expect(clippy::cast_precision_loss, reason = "at most 64")]
        let share = equal as f64 / BINS as f64;
        share
    }

    /// Keys: 21 bands of three numbers. Texts that share a part s of their shingles have none in common in (1 − s³)²¹ of all pairs:
    /// at 0.7 one pair in 6,800 is missed, at 0.5 one in 16; at 0.1 one pair in 50 meets for nothing.
    pub fn bands(&self) -> impl Iterator<Item = (usize, [u16; 3])> + '_ {
        self.0.chunks_exact(3).map(|three| [three[0], three[1], three[2]]).enumerate()
    }
}

impl From<Sketch> for String {
    fn from(sketch: Sketch) -> Self {
        hex::encode(sketch.0.map(u16::to_be_bytes).as_flattened())
    }
}

impl TryFrom<String> for Sketch {
    type Error = NotASketch;

    fn try_from(text: String) -> Result<Self, NotASketch> {
        let mut bytes = [[0; 2]; BINS];
        match hex::decode_to_slice(&text, bytes.as_flattened_mut()) {
            Ok(()) => Ok(Self(bytes.map(u16::from_be_bytes))),
            Err(_) => Err(NotASketch(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    const AGENCY: &str = "Le président du Ghana est arrivé mardi à Windhoek pour une visite de trois jours, a annoncé la présidence \
        namibienne. Il doit rencontrer mercredi son homologue Hage Geingob au palais, puis visiter le port de Walvis Bay avant de regagner \
        Accra. Les deux pays ont signé l'an dernier un accord sur le transport aérien, que leurs Parlements n'ont pas encore ratifié.";

    fn sketch(text: &str) -> Sketch {
        Sketch::of(tokens(text).iter()).expect("words enough")
    }

    #[test]
    fn a_reprint_is_like_its_original_and_another_story_is_not() {
        let reprint = AGENCY.replace("a annoncé", "a indiqué").replace("Les deux pays", "(Agence) Les deux pays");
        assert!(sketch(AGENCY).likeness(&sketch(&reprint)) > 0.6);
        let other = "Arrivé mardi dans la capitale namibienne, le chef de l'État ghanéen y passera trois jours. Hage Geingob le recevra \
            au lendemain de son arrivée ; une étape à Walvis Bay figure aussi au programme, dit-on à Accra, où le voyage est suivi de près.";
        assert!(sketch(AGENCY).likeness(&sketch(other)) < 0.2);
        let shared = |one: &Sketch, other: &Sketch| one.bands().any(|band| other.bands().any(|theirs| theirs == band));
        assert!(shared(&sketch(AGENCY), &sketch(&reprint)));
    }

    #[test]
    fn it_is_written_as_digits_and_read_again() {
        let text = String::from(sketch(AGENCY));
        assert_eq!(text.len(), 256);
        assert_eq!(Sketch::try_from(text), Ok(sketch(AGENCY)));
        assert!(Sketch::try_from("xyz".to_owned()).is_err());
        assert!(Sketch::try_from("g".repeat(256)).is_err());
        assert!(Sketch::try_from("0".repeat(258)).is_err());
        assert!(Sketch::of(tokens("Trop court.").iter()).is_none());
    }
}
