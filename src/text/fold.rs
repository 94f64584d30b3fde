//! Letters as a name index compares them: lower case, no accents, look-alikes of other scripts made Latin.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Cyrillic and Greek letters that stand in Latin words on real pages (“Tо lam” with a Cyrillic о).
const LOOK_ALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('І', 'I'),
    ('ο', 'o'),
    ('Ο', 'O'),
    ('α', 'a'),
    ('Α', 'A'),
    ('ν', 'v'),
    ('Ν', 'N'),
    ('Τ', 'T'),
    ('Ι', 'I'),
    ('Ρ', 'P'),
];

/// The Latin letter that looks like this one, or the letter itself.
#[must_use]
pub fn latin(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    LOOK_ALIKES.iter().find(|(alike, _)| *alike == c).map_or(c, |(_, latin)| *latin)
}

/// Lower case with accents kept, look-alikes made Latin, apostrophes straight: how a lexicon compares words.
#[must_use]
pub fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().map(latin).flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c }).collect()
}

/// Lower case without accents: how a gazetteer compares words.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars().map(latin).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            '’' | 'ʼ' | '‘' => out.push('\''),
            'ə' => out.push('e'),
            c => out.push(c),
        }
    }
    out
}

/// A name as one index key: its words folded, apart by one space. Hyphens and apostrophes part words, other signs are dropped.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for token in super::token::tokens(name) {
        if token.is_word() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&token.fold);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_whatever_their_accents_hyphens_and_scripts() {
        assert_eq!(name_key("Tо lam"), "to lam", "a Cyrillic о");
        assert_eq!(name_key("Kim Jong-un"), name_key("KIM Jong Un"));
        assert_eq!(name_key("Hô Chi Minh"), "ho chi minh");
        assert_eq!(name_key("N’Djamena"), name_key("N'Djaména"));
        assert_eq!(fold("Cœur"), "coeur");
    }
}
