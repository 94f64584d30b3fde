//! Why two reports are told to be of one thing, or are left apart: a closed list, so that `explain` can print a sentence each.
//!
//! Part of [`super::knowledge`]; made only by merge.

use super::knowledge::TreatyKey;
use crate::claim::{ActorCode, Qid};
use crate::period::Period;
use serde::Serialize;
use std::fmt;

/// Why a report was joined to a node.
#[expect(missing_docs, reason = "the variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum JoinReason {
    /// The node was begun with it: of its reports the most precise one.
    First,
    /// The code of the gazetteer is the same (states, organisations).
    SameCode,
    /// Both are linked to this Wikidata item.
    SameWikidata { item: Qid },
    /// Same name and nothing that contradicts: state, office.
    SameName,
    /// The name differs only in spelling or transliteration, and nothing contradicts.
    SpellingVariant,
    /// The only linked person that the name, the state and the office can mean.
    OnlyPersonOfThatName { item: Qid },
    /// A known treaty of the gazetteer, with this item.
    KnownTreaty { item: Qid },
    /// Same parties, same date of signature.
    SamePartiesAndDate { date: Period },
    /// Same parties, a shared name or form, dates that do not contradict.
    SameNameAndParties,
    /// The same persons signed it, or it was signed during a visit of the same person.
    SameSigners,
    /// Both give this same date.
    SameDate { date: Period },
    /// The dates allow one another; this is what they allow together.
    IntervalOverlap { date: Period },
    /// The day lies within the stay, from its first to its last day.
    WithinStay { day: Period },
    /// One day apart, with a shared clue: the dates are listed as a disagreement.
    DayApart { date: Period },
    /// Both tell of this instrument, signed during it.
    SameTreatySignedThere { treaty: TreatyKey },
    /// Both call it the first visit in so many years; or the dated one is that many years after the one before.
    FirstInYears { years: u16 },
    /// The stop right before or after it, in this state, is the same visit, at this date.
    SameTour { destination: ActorCode, date: Option<Period> },
    /// It was news when the dated one took place.
    NewsOfSameWeek { news: Period, date: Period },
    /// It was signed during a visit, which took place when the dated one was signed.
    SignedDuringVisit { visit: Period, date: Period },
    /// Nothing else in the documents could be meant.
    OnlyCandidate,
    /// Same type of act by the same parties, dates that do not contradict.
    SameAct,
    /// Announced by one, made or done by the other.
    AnnouncedThenDone,
}

/// Why two nodes that could be one were left apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum ApartReason {
    /// One of them fits this node and at least one more.
    FitsSeveral,
    /// One of them has no date, and no clue ties it to the other.
    NoDate,
    /// Their dates are near one another but contradict.
    DatesNear,
    /// Same parties and dates that allow one another, but neither name nor form shared.
    NamesDiffer,
    /// The same name, but state or office are unsaid or contradict.
    SameNameOnly,
}

impl fmt::Display for JoinReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => f.write_str("the most precise report, with which the node was begun"),
            Self::SameCode => f.write_str("the same code in the gazetteer"),
            Self::SameWikidata { item } => write!(f, "linked to the same Wikidata item {}", item.as_str()),
            Self::SameName => f.write_str("the same name, and neither state nor office contradicts"),
            Self::SpellingVariant => f.write_str("the same name in another spelling, and neither state nor office contradicts"),
            Self::OnlyPersonOfThatName { item } => write!(f, "{} is the only linked person that name, state and office fit", item.as_str()),
            Self::KnownTreaty { item } => write!(f, "the known treaty {}", item.as_str()),
            Self::SamePartiesAndDate { date } => write!(f, "the same parties and the same date of signature, {date}"),
            Self::SameNameAndParties => f.write_str("the same parties, a shared name or form, and dates that do not contradict"),
            Self::SameSigners => f.write_str("the same persons signed it, or came to sign it"),
            Self::SameDate { date } => write!(f, "the same date, {date}"),
            Self::IntervalOverlap { date } => write!(f, "dates that allow one another: together {date}"),
            Self::WithinStay { day } => write!(f, "{day} lies within the stay"),
            Self::DayApart { date } => write!(f, "one day from {date} and tied by another clue; the dates are listed as a disagreement"),
            Self::SameTreatySignedThere { .. } => f.write_str("the same treaty was signed during it"),
            Self::FirstInYears { years } => write!(f, "the first visit in {years} years"),
            Self::SameTour { destination, date: Some(date) } => {
                write!(f, "a stop of the same tour: {} comes right before or after it, {date}", destination.0)
            }
            Self::SameTour { destination, date: None } => {
                write!(f, "a stop of the same tour: {} comes right before or after it", destination.0)
            }
            Self::NewsOfSameWeek { news, date } => write!(f, "it was news at that time: news of {news}, date {date}"),
            Self::SignedDuringVisit { visit, date } => {
                write!(f, "it was signed during a visit of that time: visit of {visit}, date {date}")
            }
            Self::OnlyCandidate => f.write_str("nothing else in the documents could be meant"),
            Self::SameAct => f.write_str("the same act by the same parties, and dates that do not contradict"),
            Self::AnnouncedThenDone => f.write_str("announced in one report and done in the other"),
        }
    }
}

impl fmt::Display for ApartReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FitsSeveral => "it fits more than one",
            Self::NoDate => "one has no date, and no clue ties it to the other",
            Self::DatesNear => "their dates are near one another, but contradict",
            Self::NamesDiffer => "the parties are the same and the dates allow one another, but neither name nor form is shared",
            Self::SameNameOnly => "the name is the same, but the state or the office does not settle it",
        })
    }
}

impl JoinReason {
    /// The name used in the graph.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::First => "first",
            Self::SameCode => "same-code",
            Self::SameWikidata { .. } => "same-wikidata",
            Self::SameName => "same-name",
            Self::SpellingVariant => "spelling-variant",
            Self::OnlyPersonOfThatName { .. } => "only-person-of-that-name",
            Self::KnownTreaty { .. } => "known-treaty",
            Self::SamePartiesAndDate { .. } => "same-parties-and-date",
            Self::SameNameAndParties => "same-name-and-parties",
            Self::SameSigners => "same-signers",
            Self::SameDate { .. } => "same-date",
            Self::IntervalOverlap { .. } => "interval-overlap",
            Self::WithinStay { .. } => "within-stay",
            Self::DayApart { .. } => "day-apart",
            Self::SameTreatySignedThere { .. } => "same-treaty-signed-there",
            Self::FirstInYears { .. } => "first-in-years",
            Self::SameTour { .. } => "same-tour",
            Self::NewsOfSameWeek { .. } => "news-of-same-week",
            Self::SignedDuringVisit { .. } => "signed-during-visit",
            Self::OnlyCandidate => "only-candidate",
            Self::SameAct => "same-act",
            Self::AnnouncedThenDone => "announced-then-done",
        }
    }
}

impl ApartReason {
    /// The name used in the graph.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::FitsSeveral => "fits-several",
            Self::NoDate => "no-date",
            Self::DatesNear => "dates-near",
            Self::NamesDiffer => "names-differ",
            Self::SameNameOnly => "same-name-only",
        }
    }
}
