//! What a date as written comes to, given when the text was published, the tense it stands in and the date said before it.
//!
//! No guess where nothing settles it: a weekday needs the day of publication, a day and month without a year needs some publication date.

use crate::lang::{Direction, Means, Unit};
use crate::mention::{DateMention, Marked, Slots};
use crate::period::Period;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A date, or the first and last day of a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The day, or the first one.
    pub start: Period,
    /// The last day of a stay.
    pub end: Option<Period>,
}

impl Settled {
    fn one(start: Period) -> Self {
        Self { start, end: None }
    }
}

/// Settles a date; `None` if nothing is known but that there was one.
#[must_use]
pub fn settle(date: &DateMention, published: Option<Period>, tense: Option<Direction>, last: Option<Period>) -> Option<Settled> {
    let direction = date.direction.or(tense);
    let day_published = match published {
        Some(Period::Day(day)) => Some(day),
        _ => None,
    };
    let n = date.n.unwrap_or(0);
    let slots = date.slots;
    match date.means {
        // “Le 4, …”: of the month told of last, else near the publication.
        Means::Date | Means::Range if is_day_alone(date) => {
            let Some((first, end)) = last.and_then(Period::bounds) else { return dated(date, published, direction).map(Settled::one) };
            let day = |day: i8| Date::new(first.year(), first.month(), day).ok().map(Period::Day);
            let start = slots.day.and_then(day).filter(|_| first.first_of_month() == end.first_of_month())?;
            Some(Settled { start, end: slots.day2.and_then(day).filter(|end| *end > start) })
        }
        // “L'année 2012 … Le 5 mars, …”: without a publication date, the year told of.
        Means::Date | Means::Range if published.is_none() && slots.year.is_none() && slots.month.is_some() && year_told(last).is_some() => {
            settle(&date.in_year(year_told(last)?), published, tense, None)
        }
        Means::Date | Means::Numeric => dated(date, published, direction).map(Settled::one),
        Means::Range => {
            let (day, day2) = (slots.day?, slots.day2?);
            let month2 = slots.month2.or(slots.month)?;
            let first = DateMention { slots: Slots { day: Some(day), ..slots }, ..date.clone() };
            let start = dated(&first, published, direction)?;
            let end = match start {
                Period::Day(first) => {
                    let year = if month2 < first.month() { first.year() + 1 } else { first.year() };
                    Some(Period::Day(Date::new(year, month2, day2).ok()?))
                }
                _ => Some(Period::YearlessDay(month2, day2)),
            };
            Some(Settled { start, end })
        }
        Means::MidMonth => {
            let month = Period::Month(year_of_month(slots.month?, slots.year, published, direction)?, slots.month?);
            let (first, _) = month.bounds()?;
            Some(Settled::one(Period::within(first.checked_add(9.days()).ok()?, first.checked_add(19.days()).ok()?)))
        }
        // Of a month alone “mardi” and “hier” tell no day, but the month.
        Means::Weekday | Means::Weekdays | Means::Days | Means::Weeks
            if matches!(published, Some(Period::Month(..))) && n.abs() <= NEAR =>
        {
            published.map(Settled::one)
        }
        Means::Weekday => {
            // “attendu du 16 au 18 octobre … Jeudi, il gagnera Porto”: what is told after a day that is to come comes after it.
            let ahead = last.and_then(Period::bounds).map(|(day, _)| day).filter(|day| Some(*day) > day_published);
            let from = ahead.filter(|_| direction == Some(Direction::Future) && matches!(last, Some(Period::Day(_)))).or(day_published);
            let other = date.direction.is_some();
            Some(Settled::one(Period::Day(weekday(slots.weekday?, from?, direction, other))))
        }
        Means::Weekdays => {
            let (published, first, last) = (day_published?, slots.weekday?, Weekday::from_monday_one_offset(slots.weekday2?).ok()?);
            let after = |start: Date| start.nth_weekday(1, last).ok();
            // “effectue de mardi à samedi une visite”: the days that the publication lies in, if it does.
            let lately = weekday(first, published, Some(Direction::Past), false);
            let within = after(lately).is_some_and(|end| end >= published) && direction != Some(Direction::Past);
            let start = if within { lately } else { weekday(first, published, direction, false) };
            Some(Settled { start: Period::Day(start), end: after(start).map(Period::Day) })
        }
        Means::Days => Some(Settled::one(Period::Day(day_published?.checked_add(n.days()).ok()?))),
        Means::DaysFromLast => match last? {
            Period::Day(day) => Some(Settled::one(Period::Day(day.checked_add(n.days()).ok()?))),
            _ => None,
        },
        Means::MonthsFromLast => months_from(last?, n).map(Settled::one),
        Means::AfterLast => {
            let (_, end) = last?.bounds()?;
            match (slots.weekday, slots.day, slots.month) {
                (_, Some(day), Some(month)) => {
                    let mut years = (end.year()..=end.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
                    years.find(|day| *day > end).map(|day| Settled::one(Period::Day(day)))
                }
                (_, None, Some(month)) => {
                    let year = if month > end.month() { end.year() } else { end.year() + 1 };
                    Some(Settled::one(Period::Month(year, month)))
                }
                (Some(day), None, None) => {
                    let wanted = Weekday::from_monday_one_offset(day).ok()?;
                    matches!(last?, Period::Day(_)).then(|| end.nth_weekday(1, wanted).ok())?.map(|day| Settled::one(Period::Day(day)))
                }
                _ => None,
            }
        }
        Means::OfLastYear => dated(&date.in_year(year_told(last)?), published, direction).map(Settled::one),
        Means::YearsFromLast => years_from(last, n).map(Settled::one),
        Means::Weeks => {
            let day = day_published?;
            let monday =
                day.checked_sub((i32::from(day.weekday().to_monday_zero_offset())).days()).ok()?.checked_add((7 * n).days()).ok()?;
            Some(Settled::one(Period::within(monday, monday.checked_add(6.days()).ok()?)))
        }
        Means::Months => months_from(published?, n).map(Settled::one),
        Means::Years => years_from(published, n).map(Settled::one),
        Means::Ago => {
            let (first, end) = published?.bounds()?;
            match date.unit? {
                Unit::Years => years_from(published, -n).map(Settled::one),
                Unit::Months => {
                    let month = first.checked_sub(n.months()).ok()?;
                    (first.first_of_month() == end.first_of_month()).then(|| Settled::one(Period::Month(month.year(), month.month())))
                }
                Unit::Weeks => {
                    let day = day_published?.checked_sub((7 * n).days()).ok()?;
                    Some(Settled::one(Period::within(day.checked_sub(3.days()).ok()?, day.checked_add(3.days()).ok()?)))
                }
                Unit::Days => Some(Settled::one(Period::Day(day_published?.checked_sub(n.days()).ok()?))),
            }
        }
    }
}

/// The month, `n` months from the one that a period lies in.
fn months_from(period: Period, n: i32) -> Option<Period> {
    let (first, end) = period.bounds()?;
    let month = first.first_of_month().checked_add(n.months()).ok()?;
    (first.first_of_month() == end.first_of_month()).then(|| Period::Month(month.year(), month.month()))
}

/// The year, `n` years from the one that a period lies in.
fn years_from(period: Option<Period>, n: i32) -> Option<Period> {
    Some(Period::Year(year_told(period)? + i16::try_from(n).unwrap_or(0)))
}

/// The year that a period lies in, if it is one.
fn year_told(last: Option<Period>) -> Option<i16> {
    let (first, end) = last?.bounds()?;
    (first.year() == end.year()).then(|| first.year())
}

/// For each date of a text, in order: the date told before it, not far off, of which the year is known.
#[must_use]
pub fn told_before(marked: &Marked, published: Option<Period>) -> Vec<Option<Period>> {
    let mut settled: Vec<Option<Period>> = Vec::new();
    let mut before: Vec<Option<Period>> = Vec::new();
    let sentence = |date: usize| marked.sentence_of(&marked.dates[date].tokens);
    for at in 0..marked.dates.len() {
        let near = || (0..at).rev().take(DATES_BACK).take_while(|other| sentence(at) - sentence(*other) <= DATES_WITHIN);
        let known = |other: usize| settled[other].filter(|period| period.bounds().is_some());
        let day = |other: &usize| matches!(settled[*other], Some(Period::Day(_)));
        // Days told before, nearest first.
        let of_days = |within: usize| {
            let told = (0..at).rev().take_while(move |other| sentence(at) - sentence(*other) <= within);
            told.filter(day).filter_map(known)
        };
        // A day alone goes on from a day; one of long ago, told in passing, does not lend its month to the news.
        let current = |other: &usize| {
            let days = published.and_then(Period::bounds).zip(known(*other).and_then(Period::bounds));
            let old = days.and_then(|((from, _), (_, last))| last.until(from).ok()).is_some_and(|span| span.get_days() > LONG_AGO);
            !old || sentence(at) - sentence(*other) <= 1 && day(other)
        };
        let last = if is_day_alone(&marked.dates[at]) {
            near().find(day).into_iter().chain(near()).filter(current).find_map(known)
        } else if marked.dates[at].means == Means::DaysFromLast {
            // “la veille” is before a day, past a year or month told in passing.
            of_days(DAYS_WITHIN).next()
        } else {
            // “Du 26 juin au 2 juillet 2013 … en 2009. … Le 28 juin”: the year in which a day told before lies near.
            of_days(usize::MAX).take(DAYS_BACK).find(|day| lies_near(&marked.dates[at], *day)).or_else(|| near().find_map(known))
        };
        settled.push(settle(&marked.dates[at], published, None, last).map(|settled| settled.start));
        before.push(last);
    }
    before
}

/// Does a day and month without a year lie within a month of a day told before?
fn lies_near(date: &DateMention, told: Period) -> bool {
    let (Some(day), Some(month), None, Some((told, _))) = (date.slots.day, date.slots.month, date.slots.year, told.bounds()) else {
        return false;
    };
    let same = Date::new(told.year(), month, day);
    matches!(date.means, Means::Date | Means::Range)
        && same.is_ok_and(|same| told.until(same).is_ok_and(|span| span.get_days().abs() <= 31))
}

/// “le 4”, “du 4 au 6”: days, and nothing more.
fn is_day_alone(date: &DateMention) -> bool {
    let slots = date.slots;
    matches!(date.means, Means::Date | Means::Range) && slots.day.is_some() && slots.month.is_none() && slots.weekday.is_none()
}

/// So many days before the publication, a date told in passing is of long ago.
const LONG_AGO: i32 = 60;

/// So many dates and sentences before it, a date may tell what “un an plus tard” counts from.
const DATES_BACK: usize = 4;
const DATES_WITHIN: usize = 3;

/// So many days told before may lend their year to a day without one.
const DAYS_BACK: usize = 12;

/// So many sentences after a day is told, “la veille” may mean the one before it.
const DAYS_WITHIN: usize = 6;

fn dated(date: &DateMention, published: Option<Period>, direction: Option<Direction>) -> Option<Period> {
    let slots = date.slots;
    match (slots.day, slots.month, slots.year) {
        (Some(day), Some(month), Some(year)) => Date::new(year, month, day).ok().map(Period::Day),
        (None, Some(month), Some(year)) => Some(Period::Month(year, month)),
        (None, None, Some(year)) => Some(Period::Year(year)),
        (Some(day), Some(month), None) => {
            let Some((first, last)) = published.and_then(Period::bounds) else { return Some(Period::YearlessDay(month, day)) };
            let years = (first.year() - 2..=last.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
            let fits = |day: &Date| slots.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday);
            let all: Vec<Date> = years.collect();
            let chosen = nearest(all.iter().copied().filter(fits), first, last, direction)
                .or_else(|| nearest(all.iter().copied(), first, last, direction))?;
            Some(Period::Day(chosen))
        }
        (None, Some(month), None) => Some(match year_of_month(month, None, published, direction) {
            Some(year) => Period::Month(year, month),
            None => Period::YearlessMonth(month),
        }),
        (Some(day), None, None) => {
            // “dimanche 24”: the month near the publication in which it is so.
            let (first, last) = published?.bounds()?;
            let months = (-2..=2).filter_map(|n: i32| first.first_of_month().checked_add(n.months()).ok());
            let days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
            let fits = days.filter(|day| slots.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday));
            nearest(fits, first, last, direction).map(Period::Day)
        }
        _ => None,
    }
}

/// Days or weeks from the publication that count as of its month, where nothing but the month is known.
const NEAR: i32 = 2;

/// How many days a “past” event may seem to lie after the publication: papers are dated in their own zone.
const SLACK: i32 = 1;

/// The day nearest to the publication on the side that the tense allows; on either side where it says nothing.
fn nearest(days: impl Iterator<Item = Date> + Clone, first: Date, last: Date, direction: Option<Direction>) -> Option<Date> {
    let distance = |day: Date| {
        if day < first {
            day.until(first).map_or(i32::MAX, |span| span.get_days())
        } else if day > last {
            last.until(day).map_or(i32::MAX, |span| span.get_days())
        } else {
            0
        }
    };
    let allowed = |day: &Date| match direction {
        Some(Direction::Past) => *day <= last || distance(*day) <= SLACK,
        Some(Direction::Future) => *day >= first || distance(*day) <= SLACK,
        None => true,
    };
    let near = |day: &Date| (distance(*day), *day);
    let chosen = days.clone().filter(allowed).min_by_key(near)?;
    // “devait arriver le 13 février”, of the 16th: what was to come is not put off to the next year.
    let told = days.min_by_key(near).filter(|day| distance(*day) <= LATELY);
    Some(told.filter(|_| direction == Some(Direction::Future) && distance(chosen) > FAR).unwrap_or(chosen))
}

/// So many days ahead, a day without a year is doubtful where the same day of another year is no further back than so many.
const FAR: i32 = 300;
const LATELY: i32 = 21;

fn year_of_month(month: i8, year: Option<i16>, published: Option<Period>, direction: Option<Direction>) -> Option<i16> {
    if year.is_some() {
        return year;
    }
    let (first, last) = published?.bounds()?;
    let middle = |year: i16| Date::new(year, month, 15).ok();
    let candidates: Vec<Date> = (first.year() - 1..=last.year() + 1).filter_map(middle).collect();
    let here = |day: &Date| day.first_of_month() == first.first_of_month() || day.first_of_month() == last.first_of_month();
    if let Some(same) = candidates.iter().find(|day| here(day)) {
        return Some(same.year());
    }
    // A month alone is told of what was, unless the tense says otherwise.
    nearest(candidates.into_iter(), first, last, direction.or(Some(Direction::Past))).map(Date::year)
}

/// The day of that name nearest to the publication; `other` than it (“jeudi dernier”).
fn weekday(weekday: i8, published: Date, direction: Option<Direction>, other: bool) -> Date {
    let wanted = Weekday::from_monday_one_offset(weekday).unwrap_or(published.weekday());
    if published.weekday() == wanted && !other {
        return published;
    }
    let nth = if direction == Some(Direction::Future) { 1 } else { -1 };
    published.nth_weekday(nth, wanted).unwrap_or(published)
}
