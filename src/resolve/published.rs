//! When a document was published, where its source does not say and the page prints it.

use crate::lang::Pack;
use crate::mention::Marked;
use crate::period::Period;
use crate::text::page::{self, LineKind};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// `2017-03-08 10:15:00`, alone on a line or at its begin.
static ISO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?.{0,8})?$").expect("a sound expression"));
/// `14/05/2011 à 07:20`, `09:4512/03/2019, Perşembe` (a clock time may be glued to the day).
static SLASHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\D{0,20}|\D{0,12}\d{1,2}:\d{2}\s*)(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b.{0,25}$").expect("a sound expression")
});
/// Seconds since 1970, alone on a line.
static UNIX: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{9,10})$").expect("a sound expression"));

/// The publication date that a page prints on a line of its own; `None` if it prints none, or several that differ.
///
/// Only lines of page furniture and headings are looked at: a date in a sentence is the date of something told.
#[must_use]
pub fn printed(marked: &Marked, pack: &Pack) -> Option<Period> {
    let mut found: Option<Date> = None;
    for line in marked.lines.iter().filter(|line| line.kind != LineKind::Body && line.span.len() < 80) {
        let text = line.span.of(marked.text);
        let Some(day) = iso(text).or_else(|| slashes(text)).or_else(|| unix(text)).or_else(|| in_words(marked, pack, line.tokens.clone()))
        else {
            continue;
        };
        match found {
            // A time stamp beside a printed date may fall on the next day in another zone: the first one printed stands.
            Some(first) if (first.until(day).map_or(9, |span| span.get_days().abs())) > 1 => return None,
            Some(_) => {}
            None => found = Some(day),
        }
    }
    let dateline = || {
        let mut heads = marked.lines.iter().take(8).filter_map(|line| page::dateline(&marked.tokens, &line.tokens));
        heads.find_map(|head| in_words(marked, pack, head))
    };
    found.or_else(dateline).map(Period::Day)
}

fn numbers(pattern: &Regex, text: &str) -> Option<[i16; 3]> {
    let groups = pattern.captures(text)?;
    let number = |group: usize| groups.get(group).and_then(|group| group.as_str().parse().ok());
    Some([number(1)?, number(2)?, number(3)?])
}

fn iso(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(&ISO, text)?;
    date(year, month, day)
}

fn slashes(text: &str) -> Option<Date> {
    let [day, month, year] = numbers(&SLASHES, text)?;
    date(year, month, day)
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (1900..2100).contains(&year).then_some(date)
}

fn unix(text: &str) -> Option<Date> {
    let seconds: i64 = UNIX.captures(text)?.get(1)?.as_str().parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let day = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    (1990..2100).contains(&day.year()).then_some(day)
}

/// “Publié le 12 mars 2019 à 08h30”: a day, a month and a year, and hardly anything else.
fn in_words(marked: &Marked, pack: &Pack, line: std::ops::Range<usize>) -> Option<Date> {
    let tokens = &marked.tokens[line];
    if tokens.len() > 12 {
        return None;
    }
    tokens.windows(3).find_map(|three| {
        let month = pack.dates.month(&three[1].lower)?;
        let year: i16 = three[2].lower.parse().ok()?;
        let day: i16 = three[0].lower.trim_end_matches("er").parse().ok()?;
        date(year, month.into(), day)
    })
}
