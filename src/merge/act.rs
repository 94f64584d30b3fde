//! Second stratum, inside one treaty: what was done with it. Many reports, one act each time something was done.
//!
//! Block key: type and, where said, by whom. An act that happens once to an instrument (its signature, its entry into force)
//! is one however the dates differ, and the difference is a disagreement; one that can happen again (a negotiation, an
//! extension) is another at another date. Announced, then done: one act. Called by [`super::treaty`].

use super::corpus::{At, Corpus, Sayings, support};
use super::dates::{DateGiven, Settled, Standing, imprecision, settle};
use super::knowledge::{Act, ActKey, Place, TreatyKey};
use super::person_node::People;
use super::reason::JoinReason;
use crate::claim::{ActReport, ActType, ActorCode};
use crate::period::Period;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An act before its treaty has a key.
pub(super) struct Draft {
    pub(super) act: Act,
    /// Type, parties and date that each witness alone gives.
    pub(super) alone: BTreeSet<(ActType, Vec<ActorCode>, Option<Period>)>,
    /// Dates that contradict the one kept.
    pub(super) against: Vec<super::knowledge::Said<Period>>,
}

struct Told<'a> {
    document: usize,
    report: &'a ActReport,
    date: Option<Period>,
}

/// The acts of one treaty, from its reports, in order of date and of life; keys hold `treaty`, whatever it is now.
pub(super) fn merge_acts(
    corpus: &Corpus<'_>,
    people: &People,
    members: &[At],
    parties: &BTreeSet<ActorCode>,
    treaty: &TreatyKey,
) -> Vec<Draft> {
    let batch = members.iter().all(|at| corpus.treaty(*at).batch);
    let mut blocks: BTreeMap<(ActType, Vec<ActorCode>), Vec<Told<'_>>> = BTreeMap::new();
    for at in members {
        for report in &corpus.treaty(*at).acts {
            let told = Told { document: at.document, report, date: report.date.as_ref().map(|date| date.period) };
            blocks.entry((report.act, by_whom(report, parties))).or_default().push(told);
        }
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for ((act, by), mut block) in blocks {
        block.sort_by_key(|told| (imprecision(told.date), told.date, told.document, told.report.id.clone()));
        for group in group(block, !batch && happens_once(act)) {
            drafts.push(draft(corpus, people, act, &by, &group, treaty));
        }
    }
    let first_day = |act: &Act| act.date.as_ref().and_then(|date| date.period.bounds()).map_or(Date::MAX, |(first, _)| first);
    drafts.sort_by(|a, b| {
        (first_day(&a.act), a.act.key.act)
            .cmp(&(first_day(&b.act), b.act.key.act))
            .then_with(|| a.act.key.cmp(&b.act.key))
            .then_with(|| a.act.witnesses.cmp(&b.act.witnesses))
    });
    drafts
}

/// All parties, or unsaid: empty.
fn by_whom(report: &ActReport, parties: &BTreeSet<ActorCode>) -> Vec<ActorCode> {
    let by: BTreeSet<&ActorCode> = report.by.iter().collect();
    if by.len() > 1 && by.iter().copied().eq(parties) { Vec::new() } else { by.into_iter().cloned().collect() }
}

/// Acts that an instrument has once by the same parties.
fn happens_once(act: ActType) -> bool {
    use ActType::{Amendment, Approved, Extension, InstrumentsExchanged, Negotiation, Rejection, Resumption, Suspension};
    !matches!(act, Negotiation | Approved | InstrumentsExchanged | Extension | Amendment | Suspension | Resumption | Rejection)
}

/// Reports sorted from precise to vague. Each joins the one group whose date it allows; what fits several stays apart.
fn group<'a>(block: Vec<Told<'a>>, once: bool) -> Vec<Vec<Told<'a>>> {
    let mut groups: Vec<(Option<Period>, Vec<Told<'a>>)> = Vec::new();
    for told in block {
        let fits = |date: Option<Period>| date.zip(told.date).is_none_or(|(one, other)| one.intersect(other).is_some());
        let fitting: Vec<usize> = (0..groups.len()).filter(|n| once || fits(groups[*n].0)).collect();
        if let [one] = fitting.as_slice() {
            let (date, group) = &mut groups[*one];
            *date = date.zip(told.date).and_then(|(one, other)| one.intersect(other)).or(*date);
            group.push(told);
        } else {
            groups.push((told.date, vec![told]));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn draft(corpus: &Corpus<'_>, people: &People, act: ActType, by: &[ActorCode], group: &[Told<'_>], treaty: &TreatyKey) -> Draft {
    let (mut places, mut actors, mut persons, mut happened_said) = (Sayings::new(), Sayings::new(), Sayings::new(), Sayings::new());
    let (mut dates, mut witnesses, mut alone) = (Vec::new(), Vec::new(), BTreeSet::new());
    let happened = group.iter().any(|told| told.report.happened);
    let first_was_done = group[0].report.happened;
    for (n, told) in group.iter().enumerate() {
        let report = told.report;
        let reference = |own: &[_]| corpus.reference(told.document, &report.id, own, &report.evidence);
        if let Some(date) = &report.date {
            let standing = if report.happened { Standing::Done } else { Standing::Announced };
            dates.push(DateGiven { period: date.period, standing, by: reference(&date.evidence) });
        }
        if let Some(place) = &report.place {
            places.add(Place { name: place.name.clone(), wikidata: place.wikidata.clone() }, reference(&place.evidence));
        }
        for code in &report.by {
            actors.add(code.clone(), reference(&[]));
        }
        for person in report.persons.iter().filter_map(|id| corpus.find_person(told.document, id)) {
            persons.add(people.key(person).clone(), reference(&[]));
        }
        happened_said.add(report.happened, reference(&[]));
        let reason = match n {
            0 => JoinReason::First,
            _ if report.happened != first_was_done => JoinReason::AnnouncedThenDone,
            _ => JoinReason::SameAct,
        };
        witnesses.push(corpus.witness(told.document, &report.id, &[reason]));
        alone.insert((act, by.to_vec(), told.date));
    }
    let (date, against) = match settle(dates) {
        Some(Settled { date, against }) => (Some(date), against),
        None => (None, Vec::new()),
    };
    let (witnesses, support) = support(corpus, witnesses);
    let key = ActKey { treaty: treaty.clone(), act, by: by.to_vec(), date: date.as_ref().map(|date| date.period), collision: None };
    let act = Act {
        key,
        date,
        places: places.by_support(),
        by: actors.by_value(),
        persons: persons.by_value(),
        happened,
        happened_said: happened_said.by_support(),
        witnesses,
        aliases: Vec::new(),
        support,
    };
    Draft { act, alone, against }
}
