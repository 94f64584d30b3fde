//! The parser's errors in words for people. It gives `error at 3:12: expected one of "(", ['.'], Prefix not found`, sorted
//! and as text only: reasons, tokens and character classes in one list. Called by [`super::Prepared`].

use super::QueryError;

/// How a query begins.
const QUERIES: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];

/// How an update begins.
const UPDATES: [&str; 11] = ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "UPDATE"];

/// What is wrong with a text that does not parse.
pub(super) fn error(text: &str, message: &str) -> QueryError {
    let word = first_word(text);
    let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    if is_one_of(&UPDATES) {
        return QueryError::Update;
    }
    if !word.is_empty() && !is_one_of(&QUERIES) {
        return QueryError::NotAQuery(word.chars().take(30).collect());
    }
    let parsed = || {
        let (position, expected) = message.strip_prefix("error at ")?.split_once(": expected ")?;
        let (line, column) = position.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse().ok()?, expected))
    };
    match parsed() {
        Some((line, column, expected)) => {
            let excerpt = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
            QueryError::Syntax { line, column, excerpt, problem: problem(expected) }
        }
        None => QueryError::Malformed(message.to_owned()),
    }
}

/// The first word after comments, PREFIX and BASE.
fn first_word(text: &str) -> &str {
    let mut words = text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    while let Some(word) = words.next() {
        let skip = match word.to_ascii_uppercase().as_str() {
            "PREFIX" => 2,
            "BASE" => 1,
            _ => return &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())],
        };
        for _ in 0..skip {
            words.next();
        }
    }
    ""
}

/// A reason if there is one, else the tokens that could stand there, as many as can be read.
fn problem(expected: &str) -> String {
    const MOST: usize = 12;
    let items: Vec<&str> = expected.strip_prefix("one of ").unwrap_or(expected).split(", ").collect();
    let is_reason = |item: &&&str| item.contains(' ') && item.starts_with(char::is_alphabetic);
    if let Some(reason) = items.iter().find(is_reason) {
        return (*reason).to_owned();
    }
    // What is left of a character class: `['0' ..= '9' | ':']`.
    let is_token = |item: &&&str| !item.starts_with('[') && !item.contains(['\'', ']', '\\']);
    let tokens: Vec<&str> = items.iter().filter(is_token).take(MOST).copied().collect();
    match tokens.as_slice() {
        [] => "this cannot stand here".to_owned(),
        tokens => format!("expected {}{}", tokens.join(" or "), if items.len() > MOST { " or …" } else { "" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_how_a_text_begins() {
        for (text, word) in [
            ("# c\nPREFIX a: <b:>\n  base <x:> select * {}", "select"),
            ("ASK{}", "ASK"),
            ("prefix dep:\n<x:>\nINSERT DATA {}", "INSERT"),
            ("", ""),
            ("PREFIX", ""),
        ] {
            assert_eq!(first_word(text), word, "{text}");
        }
    }

    #[test]
    fn says_the_reason_or_the_tokens() {
        assert_eq!(problem("one of Prefix not found, ['%'], ['-' | '0' ..= '9']"), "Prefix not found");
        assert_eq!(problem("one of \"(\", \"a\", [_]"), "expected \"(\" or \"a\"");
        assert_eq!(problem("[_]"), "this cannot stand here");
    }
}
