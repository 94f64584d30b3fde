//! Second stratum: what the reports of one visit say together: dates, places, form, status, hosts, what was signed.
//!
//! Which reports are of one visit, [`super::visit`] has settled.

use super::corpus::{Corpus, Sayings, support};
use super::dates::{DateGiven, Settled, Standing, rounded, settle};
use super::identity::{Unnamed, name_nodes, pairs};
use super::knowledge::{
    DerivedFrom, Disagreement, MergedDate, NodeKey, Place, PossiblySame, Property, Said, Value, Visit, VisitKey, WitnessRef,
};
use super::person_node::{People, key_alone};
use super::treaty::Hints;
use super::treaty_node::{Treaties, dates_disagree};
use super::treaty_tie::signature;
use super::trip::{Trip, is_narrow, trips};
use super::visit::{Origin, Stay, Stays};
use crate::claim::{Clue, DateSaid, VisitKind, VisitStatus};
use crate::period::Period;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The visits in order of key, and what is to be said about them.
pub(super) struct Visits {
    pub(super) nodes: Vec<Visit>,
    pub(super) disagreements: Vec<Disagreement>,
    pub(super) possibly_same: Vec<PossiblySame>,
    /// Undated treaty reports whose visit has a date, though not in their own document.
    pub(super) hints: Hints,
}

/// A visit before it has its key.
struct Draft {
    visit: Visit,
    alone: BTreeSet<VisitKey>,
    /// Property, the date kept, those against it.
    against: Vec<(Property, MergedDate, Vec<Said<Period>>)>,
}

pub(super) fn merge_visits(corpus: &Corpus<'_>, people: &People, treaties: &Treaties) -> Visits {
    let trips = trips(corpus, people, treaties);
    let stays = Stays::cluster(&trips, &treaties.nodes);
    let mut drafts: Vec<Draft> = stays.found.iter().map(|stay| draft(corpus, people, treaties, &trips, stay)).collect();
    let unnamed = drafts
        .iter_mut()
        .map(|draft| Unnamed { key: draft.visit.key.clone(), witnesses: &draft.visit.witnesses, alone: std::mem::take(&mut draft.alone) })
        .collect();
    let names = name_nodes(unnamed);
    let mut stay_of = vec![0; trips.len()];
    for (n, stay) in stays.found.iter().enumerate() {
        for (trip, _) in &stay.members {
            stay_of[*trip] = n;
        }
    }
    let key = |trip: usize| NodeKey::Visit(names[stay_of[trip]].0.clone());
    let possibly_same = pairs(stays.apart.iter().map(|(a, b, reason)| (key(*a), key(*b), reason.clone())));
    let mut disagreements = Vec::new();
    let tours = tours(&trips, &stay_of);
    let legs: Vec<Option<DerivedFrom>> = stays.found.iter().map(|stay| derived_from(stay, &drafts, &names, treaties)).collect();
    let mut nodes = Vec::with_capacity(drafts.len());
    let same_tour = |stay: usize| {
        let mut stops: Vec<VisitKey> = tours[stay].iter().map(|other| names[*other].0.clone()).collect();
        stops.sort();
        stops
    };
    let same_tours: Vec<Vec<VisitKey>> = (0..drafts.len()).map(same_tour).collect();
    for (((draft, (key, aliases)), derived_from), same_tour) in drafts.into_iter().zip(names).zip(legs).zip(same_tours) {
        let node = NodeKey::Visit(key.clone());
        disagreements.extend(draft.against.iter().map(|(property, kept, against)| dates_disagree(node.clone(), *property, kept, against)));
        disagreements.extend(kinds_disagree(&node, &draft.visit.kinds));
        let mut visit = Visit { key, same_tour, aliases, ..draft.visit };
        if let (Some(start), Some(from)) = (&mut visit.start, derived_from) {
            start.derived_from = Some(from);
        }
        nodes.push(visit);
    }
    nodes.sort_by(|a, b| a.key.cmp(&b.key));
    Visits { nodes, disagreements, possibly_same, hints: hints(corpus, &stays) }
}

/// For each stay, the stays that some document tells as stops of the same tour; each has the other.
fn tours(trips: &[Trip<'_>], stay_of: &[usize]) -> Vec<BTreeSet<usize>> {
    let mut tours = vec![BTreeSet::new(); stay_of.iter().max().map_or(0, |last| last + 1)];
    for (trip, leg) in trips.iter().enumerate().flat_map(|(trip, told)| told.legs.iter().map(move |leg| (trip, *leg))) {
        let (one, other) = (stay_of[trip], stay_of[leg]);
        if one != other {
            tours[one].insert(other);
            tours[other].insert(one);
        }
    }
    tours
}

fn hints(corpus: &Corpus<'_>, stays: &Stays<'_>) -> Hints {
    let mut hints = Hints::new();
    for stay in &stays.found {
        let Some(window) = stay.window().filter(|window| is_narrow(*window) && stay.derived.is_none()) else {
            continue;
        };
        for trip in stay.members.iter().map(|(n, _)| &stays.trips[*n]).filter(|trip| trip.window().is_none()) {
            for clue in &trip.report.clues {
                let Clue::TreatySignedThere { treaty } = clue else { continue };
                let at = corpus.find_treaty(trip.at.document, treaty);
                hints.extend(at.filter(|at| signature(corpus.treaty(*at)).is_none()).map(|at| (at, window)));
            }
        }
    }
    hints
}

fn derived_from(stay: &Stay, drafts: &[Draft], names: &[(VisitKey, Vec<VisitKey>)], treaties: &Treaties) -> Option<DerivedFrom> {
    Some(match stay.derived?.from {
        Origin::Treaty(treaty) => {
            let treaty = &treaties.nodes[treaty];
            DerivedFrom::TreatySigned { treaty: treaty.key.clone(), signed: treaty.signed.as_ref()?.period }
        }
        Origin::Leg(leg) => DerivedFrom::TourLeg { visit: Box::new(names[leg].0.clone()), date: drafts[leg].visit.key.date? },
    })
}

fn standing(status: Option<VisitStatus>) -> Standing {
    match status {
        Some(VisitStatus::Ongoing | VisitStatus::Completed) | None => Standing::Done,
        Some(VisitStatus::Planned | VisitStatus::Invited | VisitStatus::Postponed | VisitStatus::Cancelled) => Standing::Announced,
    }
}

fn draft(corpus: &Corpus<'_>, people: &People, treaties: &Treaties, trips: &[Trip<'_>], stay: &Stay) -> Draft {
    let (mut destination, mut places, mut kinds, mut statuses) = (Sayings::new(), Sayings::new(), Sayings::new(), Sayings::new());
    let (mut hosts, mut signed_there) = (Sayings::new(), Sayings::new());
    let (mut witnesses, mut alone, mut told_statuses) = (Vec::new(), BTreeSet::new(), Vec::new());
    let members: Vec<&Trip<'_>> = stay.members.iter().map(|(n, _)| &trips[*n]).collect();
    for (trip, (_, reasons)) in members.iter().zip(&stay.members) {
        let (document, report) = (trip.at.document, trip.report);
        let reference = |own: &[_]| corpus.reference(document, &report.id, own, &report.evidence);
        destination.add(report.destination.clone(), reference(&report.destination_evidence));
        if let Some(place) = &report.place {
            places.add(Place { name: place.name.clone(), wikidata: place.wikidata.clone() }, reference(&place.evidence));
        }
        if let Some(kind) = report.kind {
            kinds.add(kind, reference(&[]));
        }
        if let Some(status) = report.status {
            statuses.add(status, reference(&[]));
            told_statuses.push((corpus.claims(document).document.published.and_then(Period::bounds).map(|(_, last)| last), status));
        }
        for host in report.hosts.iter().filter_map(|id| corpus.find_person(document, id)) {
            hosts.add(people.key(host).clone(), reference(&[]));
        }
        for clue in &report.clues {
            if let Clue::TreatySignedThere { treaty } = clue
                && let Some(at) = corpus.find_treaty(document, treaty)
            {
                signed_there.add(treaties.nodes[treaties.of(at)].key.clone(), reference(&[]));
            }
        }
        witnesses.push(corpus.witness(document, &report.id, reasons));
        let visitor = corpus.find_person(document, &report.visitor).map(|at| key_alone(corpus.person(at)));
        let key = visitor.map(|visitor| VisitKey { visitor, destination: report.destination.clone(), date: trip.date(), collision: None });
        alone.extend(key);
    }
    let Dates { start, end, against } = dates(corpus, &members, stay);
    let (witnesses, support) = support(corpus, witnesses);
    let visitor = people.nodes[members[0].person].key.clone();
    let date = start.as_ref().or(end.as_ref()).map(|date| date.period);
    let key = VisitKey { visitor: visitor.clone(), destination: members[0].report.destination.clone(), date, collision: None };
    let destination = Said { value: key.destination.clone(), by: destination.by_value().into_iter().flat_map(|said| said.by).collect() };
    let visit = Visit {
        key,
        visitor,
        destination,
        start,
        end,
        places: places.by_support(),
        kinds: kinds.by_support(),
        status: status(&told_statuses),
        statuses: statuses.by_support(),
        hosts: hosts.by_value(),
        signed_there: signed_there.by_value(),
        same_tour: Vec::new(),
        witnesses,
        aliases: Vec::new(),
        support,
    };
    Draft { visit, alone, against }
}

struct Dates {
    start: Option<MergedDate>,
    end: Option<MergedDate>,
    against: Vec<(Property, MergedDate, Vec<Said<Period>>)>,
}

/// Start and end. Where reports give a stay from its first to its last day, a day inside it that others give is neither its
/// start nor a contradiction.
fn dates(corpus: &Corpus<'_>, members: &[&Trip<'_>], stay: &Stay) -> Dates {
    let given = |trip: &Trip<'_>, date: &Option<DateSaid>| {
        let date = date.as_ref()?;
        let by: WitnessRef = corpus.date_reference(trip.at.document, &trip.report.id, date, &trip.report.evidence);
        Some(DateGiven { period: date.period, standing: standing(trip.report.status), by })
    };
    let whole = |trip: &&&Trip<'_>| trip.start.is_some() && trip.end.is_some();
    let of_whole_stays = settle(members.iter().filter(whole).filter_map(|trip| given(trip, &trip.report.start)).collect());
    let end = settle(members.iter().filter_map(|trip| given(trip, &trip.report.end)).collect());
    let bounds = |settled: &Option<Settled>| settled.as_ref().and_then(|settled| settled.date.period.bounds());
    let whole_stay = bounds(&of_whole_stays).zip(bounds(&end)).map(|(start, end)| (start.1, end.1));
    let is_inside = |trip: &Trip<'_>| {
        trip.end.is_none()
            && whole_stay.zip(trip.start.and_then(Period::bounds)).is_some_and(|((first, last), day)| first < day.0 && day.1 <= last)
    };
    let start = settle(members.iter().filter(|trip| !is_inside(trip)).filter_map(|trip| given(trip, &trip.report.start)).collect());
    let runs_back = bounds(&start).zip(bounds(&end)).is_some_and(|(start, end)| end.1 < start.0);
    let end = end.filter(|_| !runs_back);
    let mut against = Vec::new();
    let mut keep = |property, settled: Option<Settled>| {
        let Settled { date, against: others } = settled?;
        if !others.is_empty() {
            against.push((property, date.clone(), others));
        }
        Some(date)
    };
    let start = keep(Property::VisitStart, start);
    let end = keep(Property::VisitEnd, end);
    Dates { start: with_derived(start, end.as_ref(), stay), end, against }
}

/// The start that follows from a clue, where no report says a date with a year.
fn with_derived(start: Option<MergedDate>, end: Option<&MergedDate>, stay: &Stay) -> Option<MergedDate> {
    let said = |date: &MergedDate| date.period.bounds().is_some();
    let Some(derived) = stay.derived.filter(|_| !start.as_ref().is_some_and(said) && !end.is_some_and(said)) else {
        return start;
    };
    let window = rounded(derived.window);
    Some(match start {
        Some(date) => MergedDate { period: date.period.intersect(window).unwrap_or(window), ..date },
        None => MergedDate { period: window, said: Vec::new(), derived_from: None },
    })
}

/// How far a visit has come. The latest publication tells; texts without a publication date count only where they tell
/// that it came farther.
fn status(told: &[(Option<Date>, VisitStatus)]) -> Option<VisitStatus> {
    let farther = |status: &VisitStatus| match status {
        VisitStatus::Invited => 0,
        VisitStatus::Planned => 1,
        VisitStatus::Postponed => 2,
        VisitStatus::Cancelled => 3,
        VisitStatus::Ongoing => 4,
        VisitStatus::Completed => 5,
    };
    let latest =
        told.iter().filter(|(day, _)| day.is_some()).max_by_key(|(day, status)| (*day, farther(status))).map(|(_, status)| *status);
    let undated = told.iter().filter(|(day, _)| day.is_none()).map(|(_, status)| *status).max_by_key(farther);
    latest.into_iter().chain(undated).max_by_key(farther)
}

/// Papers call one visit by two forms that exclude one another.
fn kinds_disagree(node: &NodeKey, kinds: &[Said<VisitKind>]) -> Option<Disagreement> {
    let exclusive = |kind: VisitKind| matches!(kind, VisitKind::State | VisitKind::Official | VisitKind::Working | VisitKind::Private);
    let values: Vec<Said<Value>> = kinds
        .iter()
        .filter(|said| exclusive(said.value))
        .map(|said| Said { value: Value::VisitKind(said.value), by: said.by.clone() })
        .collect();
    (values.len() > 1).then(|| Disagreement { node: node.clone(), property: Property::VisitKind, values })
}
