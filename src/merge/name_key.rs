//! Names folded for comparison: by spelling ([`name_key`]), by sound across transliterations ([`sound_key`]), by words.
//!
//! Knows scripts, not languages: no word list. Called by the strata of merge, and by nothing that shows names to readers.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a name in lower case, without accents, joined by `-`: `Kim Jong Un`, `KIM Jong-un` → `kim-jong-un`.
///
/// Letters that only look Latin (`Tо` with a Cyrillic о) become what they look like; words of another script are put in
/// Latin letters (Cyrillic) or kept as they are.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).chain([' ']) {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if is_inside_word(c) {
            // O'Brien, N’Djamena: one word
        } else if !word.is_empty() {
            words.push(latin(&word));
            word.clear();
        }
    }
    words.join("-")
}

/// The key of all transliterations of one name: `Andreï Roudenko`, `Andrey Rudenko` → the same. Coarse: only for blocks
/// inside which state and office still have to agree.
#[must_use]
pub fn sound_key(name: &str) -> String {
    name_key(name).split('-').map(sound_of_word).collect::<Vec<_>>().join("-")
}

/// The words of a label that can tell which instrument it is: folded, at least four letters, no numbers.
#[must_use]
pub fn label_words(label: &str) -> BTreeSet<String> {
    // an apostrophe parts words here: “traité d'amitié”
    name_key(&label.replace(is_inside_word, " "))
        .split('-')
        .filter(|word| word.chars().count() >= 4 && !word.bytes().any(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

/// A lower-case word in Latin letters, where it has such a form.
fn latin(word: &str) -> String {
    let mixed = word.chars().any(|c| c.is_ascii_alphabetic());
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            c => match if mixed { look_alike(c) } else { romanised(c) } {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
    out
}

/// What a Cyrillic or Greek letter inside a Latin word was meant to be.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' => "a",
        'в' => "b",
        'е' | 'ε' => "e",
        'н' => "h",
        'і' | 'ι' => "i",
        'ј' => "j",
        'к' | 'κ' => "k",
        'м' => "m",
        'о' | 'ο' => "o",
        'р' | 'ρ' => "p",
        'с' => "c",
        'ѕ' => "s",
        'т' | 'τ' => "t",
        'у' | 'υ' => "y",
        'х' | 'χ' => "x",
        _ => return None,
    })
}

/// Cyrillic in the usual English transliteration; [`sound_key`] takes the other ones to the same key.
fn romanised(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Spellings of one sound, in the order in which they are replaced: what French, English and German write differently.
const SAME_SOUND: &[(&str, &str)] = &[
    ("chtch", "c"),
    ("shch", "c"),
    ("tsch", "c"),
    ("sch", "c"),
    ("tch", "c"),
    ("zh", "j"),
    ("dj", "j"),
    ("sh", "c"),
    ("ch", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("qu", "k"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("oo", "u"),
    ("ou", "u"),
    ("y", "i"),
];

fn sound_of_word(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    let mut sound = word.to_owned();
    for (spelling, same) in SAME_SOUND {
        sound = sound.replace(spelling, same);
    }
    let mut letters: Vec<char> = sound.chars().collect();
    letters.dedup_by(|a, b| a == b && a.is_alphabetic());
    sound = letters.into_iter().collect();
    // Poutine, Putin; Aliyev, Aliev; Eltsine, Yeltsin
    sound = sound.replace("ie", "e");
    match sound.strip_suffix("ine") {
        Some(stem) if stem.len() > 2 => format!("{stem}in"),
        _ => sound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_one_key() {
        for name in ["Kim Jong Un", "KIM Jong-un", "Kim Jong-Un", " Kim  Jong–un "] {
            assert_eq!(name_key(name), "kim-jong-un");
        }
        assert_eq!(name_key("Tо lam"), name_key("Tô Lâm"));
        assert_eq!(name_key("N’Djamena O'Brien"), "ndjamena-obrien");
        assert_eq!(name_key("Łukasz Æbelø"), "lukasz-aebelo");
    }

    #[test]
    fn transliterations_sound_alike() {
        for (one, other) in [
            ("Andreï Roudenko", "Andrey Rudenko"),
            ("Vladimir Poutine", "Vladimir Putin"),
            ("Youri Ouchakov", "Yuri Ushakov"),
            ("Alexandre Loukachenko", "Alexandre Lukashenko"),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Ilham Aliyev", "Ilham Aliev"),
            ("Boris Eltsine", "Boris Yeltsin"),
            ("Sergueï Choïgou", "Sergei Shoigu"),
            ("Андрей Руденко", "Andreï Roudenko"),
        ] {
            assert_eq!(sound_key(one), sound_key(other), "{one} / {other}");
        }
        assert_ne!(sound_key("Kim Jong-un"), sound_key("Kim Jong-il"));
    }

    #[test]
    fn words_that_tell() {
        let words = label_words("Traité d’amitié de 1961");
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["amitie", "traite"]);
    }
}
