//! Laws of reading, for any text: nothing panics, offsets are right, the same text gives the same claims.

use crate::lexicon::{READER, document};
use depeche::period::Period;
use depeche::text::token::tokens;
use depeche::text::{CodePoints, Span};
use jiff::civil::Date;
use proptest::prelude::*;

/// Texts made of the words that rules look for, in any order, with the signs that real pages have.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Le",
        "président",
        "letton",
        "Egils",
        "Levits",
        "Emmanuel",
        "Macron",
        "M.",
        "s'est",
        "rendu",
        "à",
        "au",
        "en",
        "Sénégal",
        "Oslo",
        "la",
        "France",
        "a",
        "signé",
        "un",
        "traité",
        "accord",
        "avec",
        "l’Allemagne",
        "mercredi",
        "12",
        "octobre",
        "2022",
        ",",
        ".",
        "«",
        "»",
        "(",
        ")",
        ";",
        "visite",
        "d'État",
        "et",
        "qui",
        "que",
        "où",
        "été",
        "reçu",
        "par",
        "son",
        "homologue",
        "finlandais",
        "\n",
        "\n\n",
        "—",
        "Sauli",
        "Niinistö",
        "il",
        "elle",
        "y",
        "entre",
        "de",
        "du",
        "1954",
        "remplace",
        "ratifié",
        "entré",
        "vigueur",
        "tournée",
        "étape",
        "accompagné",
        "Rоse",
        "Dupont",
        "é",
        "🌟",
        "\u{a0}",
        "№",
        "ß",
        "27.03.2015",
        "les",
        "deux",
        "pays",
        "article",
        "4",
        "stipule",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.join(" "))
}

/// A period of each form.
fn periods() -> impl Strategy<Value = Period> {
    let day = (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).expect("a day"));
    prop_oneof![
        day.clone().prop_map(Period::Day),
        (1000_i16..2100, 1_i8..=12).prop_map(|(year, month)| Period::Month(year, month)),
        (1000_i16..2100).prop_map(Period::Year),
        (day.clone(), day).prop_map(|(one, other)| Period::within(one, other)),
        (1_i8..=12, 1_i8..=28).prop_map(|(month, day)| Period::YearlessDay(month, day)),
        (1_i8..=12).prop_map(Period::YearlessMonth),
    ]
}

/// Whom a pronoun means is looked for over a few sentences, however many of them a pronoun leads: each more would double the work if every
/// sentence asked the ones before it, and this would not end.
#[test]
fn a_text_of_pronouns_is_read() {
    let text = "Il est arrivé lundi à Oslo. ".repeat(400);
    let claims = READER.read(&document(&text, Some("2024-06-20")));
    assert!(claims.visits.is_empty() && claims.people.is_empty());
    let led = format!("Emmanuel Macron est en Norvège. {text}");
    let claims = READER.read(&document(&led, Some("2024-06-20")));
    assert_eq!(claims.visits.iter().map(|visit| visit.destination.0.as_str()).collect::<Vec<_>>(), ["NOR"]);
}

proptest! {
    #[test]
    fn dates_are_edtf(period in periods()) {
        let text = period.to_string();
        prop_assert!(edtf_core::is_valid(&text), "{} is not EDTF", text);
        prop_assert_eq!(text.parse::<Period>(), Ok(period));
    }

    #[test]
    fn what_two_dates_allow_together_lies_in_both(one in periods(), other in periods()) {
        prop_assert_eq!(one.intersect(other).is_some(), other.intersect(one).is_some());
        if let (Some(both), Some((a, b)), Some((c, d))) = (one.intersect(other).and_then(Period::bounds), one.bounds(), other.bounds()) {
            prop_assert!(a <= both.0 && both.1 <= b && c <= both.0 && both.1 <= d);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tokens_rebuild_the_text(text in any::<String>()) {
        let tokens = tokens(&text);
        let mut end = 0;
        for token in &tokens {
            prop_assert!(token.span.start() >= end && token.span.end() > token.span.start());
            prop_assert!(text.is_char_boundary(token.span.start()) && text.is_char_boundary(token.span.end()));
            // What lies between tokens is white space, hyphens and apostrophes only.
            let gap = &text[end..token.span.start()];
            prop_assert!(gap.chars().all(|c| c.is_whitespace() || "-‐‑'’ʼ‘\u{ad}\u{200b}\u{feff}\u{200e}\u{200f}".contains(c)), "{gap:?}");
            end = token.span.end();
        }
    }

    #[test]
    fn code_points_are_counted_as_chars(text in any::<String>()) {
        let points = CodePoints::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(points.span(&text, Span::new(at, text.len())).start(), count);
        }
    }

    #[test]
    fn whatever_is_read_stands_in_the_text(text in texts()) {
        let claims = READER.read(&document(&text, Some("2024-06-20")));
        for evidence in &claims.evidence {
            prop_assert_eq!(evidence.span.of(&text), evidence.quote.as_str());
            let chars: String = text.chars().skip(evidence.characters.start()).take(evidence.characters.len()).collect();
            prop_assert_eq!(&chars, &evidence.quote);
        }
        for visit in &claims.visits {
            prop_assert!(!visit.evidence.is_empty() && !visit.destination_evidence.is_empty());
            let visitor = claims.person(&visit.visitor).expect("a visitor is among the people");
            prop_assert!(visitor.state.as_ref() != Some(&visit.destination), "one's own state is no goal");
        }
        for treaty in &claims.treaties {
            prop_assert!(!treaty.evidence.is_empty() && treaty.acts.iter().all(|act| !act.evidence.is_empty()));
        }
        prop_assert_eq!(&READER.read(&document(&text, Some("2024-06-20"))), &claims);
        let json = serde_json::to_string(&claims).expect("claims are JSON");
        prop_assert_eq!(serde_json::from_str::<depeche::claim::Claims>(&json).expect("and come back"), claims);
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = READER.read(&document(&text, None));
    }
}
