//! From candidates to visits: what one text tells of one figure and one state, gathered into the journeys that it means.

use super::chain::{forerunner, year_of};
use super::scene::Scene;
use super::visit::{DateFound, VisitFound};
use crate::claim::VisitStatus;
use crate::gazetteer::ActorKind;
use crate::period::Period;

/// Brings together the candidates that tell of one journey.
pub(super) fn gather(scene: &Scene, candidates: Vec<VisitFound>) -> Vec<VisitFound> {
    let mut visits: Vec<VisitFound> = Vec::new();
    let of_its_time =
        |candidate: VisitFound| VisitFound { state: state_then(scene, candidate.state, candidate.start.as_ref()), ..candidate };
    // Dated ones first open their journeys; the undated then find theirs.
    // “signé au siège des Nations unies” tells of no state.
    let (dated, undated): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .filter(|candidate| scene.gazetteer.actors[candidate.state as usize].kind == ActorKind::State)
        .map(of_its_time)
        .partition(|candidate| !candidate.dated_by_event && candidate.start.as_ref().is_some_and(|start| start.period.bounds().is_some()));
    for candidate in dated.into_iter().chain(undated) {
        match place(scene, &visits, &candidate) {
            Some(at) => join(scene, &mut visits[at], candidate),
            None => visits.push(candidate),
        }
    }
    companions(&mut visits);
    for visit in &mut visits {
        visit.state = state_then(scene, visit.state, visit.start.as_ref());
    }
    // “MM. Bidault et Molotov l'ont signé à Moscou en 1944”: Molotov was at home.
    let home = |visit: &VisitFound| scene.people.figures[visit.figure].state.map(|home| state_then(scene, home, visit.start.as_ref()));
    visits.retain(|visit| home(visit) != Some(visit.state));
    for visit in &mut visits {
        visit.current = is_current(scene, visit);
        visit.status = by_date(scene, visit);
    }
    link_tours(scene, &mut visits);
    date_legs(scene, &mut visits);
    visits.sort_by_key(|visit| {
        (
            visit.tokens.iter().map(|(tokens, _)| (tokens.start, tokens.end)).min(),
            visit.figure,
            visit.state,
            visit.start.as_ref().map(|start| start.period),
        )
    });
    visits
}

/// The journey that a candidate belongs to.
fn place(scene: &Scene, visits: &[VisitFound], candidate: &VisitFound) -> Option<usize> {
    // “Prévue en mars, sa visite avait été reportée”: another than the one that is being made.
    let put_off = candidate.recalled && matches!(candidate.status, Some(VisitStatus::Postponed | VisitStatus::Cancelled));
    let other =
        |visit: &VisitFound| put_off && !visit.recalled && matches!(visit.status, Some(VisitStatus::Completed | VisitStatus::Ongoing));
    let same = |visit: &VisitFound| visit.figure == candidate.figure && visit.state == candidate.state && !other(visit);
    let same = visits.iter().enumerate().filter(|(_, visit)| same(visit));
    // “X viendra mercredi” to an event that begins on Monday
    let apart = |visit: &VisitFound| {
        let first = |visit: &VisitFound| visit.start.as_ref().and_then(|start| start.period.bounds()).map(|(first, _)| first);
        let (one, other) = first(visit).zip(first(candidate))?;
        one.until(other).ok().map(|span| span.get_days())
    };
    let days = |visit: &VisitFound| apart(visit).is_some_and(|days| days.abs() <= TOUR);
    // “est depuis mercredi à Pékin … quittera la Chine le 18”
    let left = |visit: &VisitFound| candidate.leaves && !visit.recalled && apart(visit).is_some_and(|days| (0..=TOUR).contains(&days));
    let of_event =
        |visit: &VisitFound| candidate.dated_by_event && (days(visit) || is_current(scene, candidate) && is_current(scene, visit));
    // “X était venu en mars. … Y avait pris part.”
    let told_there = |visit: &VisitFound| candidate.dated_by_event && distance(visit, candidate) <= 3;
    match &candidate.start {
        Some(start) => same
            .filter(|(_, visit)| match &visit.start {
                Some(other) => near(start.period, other.period) || within(start.period, visit) || of_event(visit) || left(visit),
                None => !visit.recalled && !candidate.recalled || told_there(visit),
            })
            .map(|(at, _)| at)
            .next(),
        None => {
            // “X s'est rendu en Lettonie. Il avait été reçu par Y”: the sentence beside tells of the same journey.
            let made = !matches!(candidate.status, Some(VisitStatus::Planned | VisitStatus::Invited | VisitStatus::Cancelled));
            let beside = |visit: &VisitFound| (candidate.recalled || visit.recalled && made) && distance(visit, candidate) <= 1;
            let fits = same.filter(|(_, visit)| {
                candidate.recalled == visit.recalled
                    || beside(visit)
                    || told_there(visit)
                    || !candidate.recalled && is_current(scene, visit)
            });
            // The one told of last before, current ones first.
            fits.min_by_key(|(_, visit)| (visit.recalled, !is_current(scene, visit), distance(visit, candidate))).map(|(at, _)| at)
        }
    }
}

fn distance(visit: &VisitFound, candidate: &VisitFound) -> usize {
    visit.sentence.abs_diff(candidate.sentence)
}

/// Moscow in 1955 lay in the Soviet Union.
pub(super) fn state_then(scene: &Scene, state: u32, start: Option<&DateFound>) -> u32 {
    let year = start.map(|start| start.period).or(scene.published).and_then(year_of);
    year.map_or(state, |year| forerunner(scene, state, year))
}

/// Two dates of one stay: they allow a common day, or are two days of one week.
pub(super) fn near(one: Period, other: Period) -> bool {
    if one.intersect(other).is_some() {
        return true;
    }
    match (one.bounds(), other.bounds()) {
        (Some((a, b)), Some((c, d))) if a == b && c == d => a.until(c).is_ok_and(|span| span.get_days().abs() <= 4),
        _ => false,
    }
}

fn within(day: Period, visit: &VisitFound) -> bool {
    let bounds = |date: &Option<DateFound>| date.as_ref().and_then(|date| date.period.bounds());
    matches!((day.bounds(), bounds(&visit.start), bounds(&visit.end)), (Some((first, _)), Some((start, _)), Some((_, end))) if start <= first && first <= end)
}

/// Is the journey of the story's own time: undated, planned, or near the publication?
fn is_current(scene: &Scene, visit: &VisitFound) -> bool {
    if visit.recalled {
        return false;
    }
    visit.start.as_ref().is_none_or(|start| is_recent(scene, start.period))
}

/// Is the period near the publication, as far as is known?
pub(super) fn is_recent(scene: &Scene, period: Period) -> bool {
    match (period.bounds(), scene.published.and_then(Period::bounds)) {
        (Some((first, last)), Some((from, to))) => {
            let days = if last < from {
                last.until(from)
            } else if first > to {
                to.until(first)
            } else {
                return true;
            };
            days.is_ok_and(|span| span.get_days() <= 45)
        }
        _ => true,
    }
}

fn join(scene: &Scene, visit: &mut VisitFound, mut other: VisitFound) {
    // “est arrivé à Djouba, où il célébrera dimanche une messe”: what is still to be done there does not say when the journey began.
    let made = |visit: &VisitFound| visit.status == Some(VisitStatus::Completed);
    let ahead = |visit: &VisitFound| visit.start.as_ref().is_some_and(|start| scene.is_later(start.period));
    if made(visit) && !ahead(visit) && ahead(&other) {
        other.start = None;
    } else if made(&other) && !ahead(&other) && ahead(visit) {
        visit.start = None;
    }
    visit.tokens.extend(other.tokens);
    visit.goal_tokens.extend(other.goal_tokens);
    if visit.place.is_none() {
        visit.place = other.place;
    }
    let left = other.start.clone().filter(|date| other.leaves && visit.start.as_ref().is_some_and(|start| start.period < date.period));
    match (&visit.start, &other.start) {
        (Some(_), Some(_)) if other.dated_by_event && !visit.dated_by_event => {}
        (None, Some(_)) => visit.start = other.start,
        (Some(mine), Some(theirs)) => {
            let width = |period: Period| period.width().unwrap_or(i32::MAX);
            let (mine, theirs) = (mine.period, theirs.period);
            // The narrower date; of two days, the earlier is the start.
            if width(theirs) < width(mine) || width(theirs) == width(mine) && theirs < mine {
                visit.start = other.start;
            }
        }
        _ => {}
    }
    if visit.end.is_none() {
        visit.end = other.end.or(left);
    }
    // What a text says of the kind outweighs what a verb makes likely; of two likely ones none is said.
    visit.kind = match (visit.kind.filter(|_| !visit.kind_guessed), other.kind.filter(|_| !other.kind_guessed)) {
        (Some(said), _) | (None, Some(said)) => {
            visit.kind_guessed = false;
            Some(said)
        }
        (None, None) => match (visit.kind, other.kind) {
            (Some(one), Some(another)) => Some(one).filter(|_| one == another),
            (one, another) => one.or(another),
        },
    };
    visit.status = later_stage(visit.status, other.status);
    for host in other.hosts {
        if !visit.hosts.contains(&host) {
            visit.hosts.push(host);
        }
    }
    visit.first_in_years = visit.first_in_years.or(other.first_in_years);
    for state in other.tour {
        if !visit.tour.contains(&state) {
            visit.tour.push(state);
        }
    }
    visit.sentence = visit.sentence.min(other.sentence);
    visit.recalled &= other.recalled;
    visit.dated_by_event &= other.dated_by_event;
}

/// Those who travel along leave and return with the one whom they go with.
fn companions(visits: &mut [VisitFound]) {
    let along = |visit: &VisitFound| visit.tokens.iter().all(|(_, rule)| rule.ends_with("/visit/along"));
    for at in 0..visits.len() {
        if along(&visits[at]) {
            let led =
                visits.iter().find(|other| !along(other) && other.state == visits[at].state && other.start.is_some() && !other.recalled);
            if let Some((start, end)) = led.map(|other| (other.start.clone(), other.end.clone())) {
                visits[at].start = start;
                visits[at].end = end;
            }
        }
    }
}

/// What the dates make of the status: a journey after the publication is planned, one long before it was made.
fn by_date(scene: &Scene, visit: &VisitFound) -> Option<VisitStatus> {
    let bounds = visit.start.as_ref().and_then(|start| start.period.bounds());
    let (Some((first, last)), Some((from, to))) = (bounds, scene.published.and_then(Period::bounds)) else { return visit.status };
    match visit.status {
        Some(VisitStatus::Cancelled | VisitStatus::Postponed | VisitStatus::Invited) => visit.status,
        _ if first > to => Some(VisitStatus::Planned),
        Some(VisitStatus::Planned) | None if last < from => Some(VisitStatus::Completed),
        // “C'est la deuxième fois qu'il se rend à Oslo, après un voyage en 2019”
        Some(VisitStatus::Ongoing) if last < from && !is_current(scene, visit) => Some(VisitStatus::Completed),
        status => status,
    }
}

/// Two journeys of one traveller that a sentence tells one after the other are legs of one tour.
fn link_tours(scene: &Scene, visits: &mut [VisitFound]) {
    let mut links: Vec<(usize, u32)> = Vec::new();
    for (at, one) in visits.iter().enumerate().filter(|(_, visit)| visit.current) {
        for other in visits.iter().filter(|other| other.current && other.figure == one.figure && other.state != one.state) {
            let together = (0..scene.marked.sentences.len()).any(|index| {
                let sentence = &scene.marked.sentences[index];
                let order = sentence.tokens.clone().any(|at| scene.pack.journeys.order.contains(&scene.marked.tokens[at].lower));
                let states = scene.states_in(index);
                let named = sentence.items.iter().any(|item| scene.figure(item.kind) == Some(one.figure));
                order && named && states.contains(&one.state) && states.contains(&other.state)
            });
            if together {
                links.push((at, other.state));
            }
        }
    }
    for (at, state) in links {
        if !visits[at].tour.contains(&state) {
            visits[at].tour.push(state);
        }
    }
}

/// Two legs of one tour lie no further apart than so many days.
const TOUR: i32 = 14;

/// A leg without a date lies within a fortnight of the one that has a day: in its month, or its year where it is near the end of the month.
fn date_legs(scene: &Scene, visits: &mut [VisitFound]) {
    // What is yet to come may be put off; it has the day that the text gives it, or none.
    let made = |visit: &VisitFound| visit.current && visit.status != Some(VisitStatus::Planned);
    let undated: Vec<usize> = (0..visits.len()).filter(|at| visits[*at].start.is_none() && made(&visits[*at])).collect();
    for at in undated {
        let leg = &visits[at];
        let linked = |other: &VisitFound| {
            let one_tour = leg.tour.contains(&other.state) || other.tour.contains(&leg.state);
            other.figure == leg.figure && other.current && one_tour && other.status != Some(VisitStatus::Cancelled)
        };
        let dated =
            visits.iter().filter(|other| linked(other)).find_map(|other| Some((other.start.clone()?, other.start.as_ref()?.period)));
        let Some((date, period)) = dated else { continue };
        let of_tour = match period {
            Period::Day(day) => {
                let Ok(end) = day.checked_sub(jiff::Span::new().days(TOUR)) else { continue };
                if end.first_of_month() == day.first_of_month() {
                    Period::Month(day.year(), day.month())
                } else if end.year() == day.year() {
                    Period::Year(day.year())
                } else {
                    continue;
                }
            }
            Period::Month(..) | Period::Year(_) => period,
            _ => continue,
        };
        visits[at].start = Some(DateFound { period: of_tour, tokens: date.tokens, rule: format!("{}/visit/leg", scene.pack.id) });
    }
}

/// Called off outweighs all; made outweighs announced.
fn later_stage(one: Option<VisitStatus>, other: Option<VisitStatus>) -> Option<VisitStatus> {
    let rank = |status: &VisitStatus| match status {
        VisitStatus::Cancelled => 6,
        VisitStatus::Postponed => 5,
        VisitStatus::Completed => 4,
        VisitStatus::Ongoing => 3,
        VisitStatus::Planned => 2,
        VisitStatus::Invited => 1,
    };
    [one, other].into_iter().flatten().max_by_key(rank)
}
