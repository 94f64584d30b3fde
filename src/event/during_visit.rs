//! What two states sign while one visits the other is signed there and then.

use super::chain::Chain;
use super::journey::near;
use super::scene::Scene;
use super::visit::{DateFound, Lead, VisitFound};
use crate::claim::ActType;
use crate::gazetteer::Sense;
use crate::mention::NameMention;
use crate::period::Period;
use std::collections::BTreeSet;
use std::ops::Range;

/// A visit told so many sentences away from an act tells when and where it was done, if it is not longer ago than so many days.
const DURING: usize = 5;
const LONGEST: i32 = 15;

/// “X est arrivé lundi à Riga. Un accord a été signé”: what two states signed, a text that tells of a visit between them
/// tells as done there, in the time from its first day to the day of the text.
pub(super) fn during_visit(scene: &Scene, lead: Option<&Lead>, visits: &[VisitFound], chain: &mut Chain) {
    let parties = chain.found.parties.clone();
    for act in chain.found.acts.iter_mut().filter(|act| act.act == ActType::Signed && act.happened) {
        let at = scene.marked.sentence_of(&act.tokens[0].0);
        let far = |visit: &VisitFound| visit.told_from(scene, at);
        let then = |visit: &VisitFound| {
            let days = act.date.as_ref().map(|date| date.period).zip(visit.start.as_ref().map(|start| start.period));
            act.date.is_none() || days.is_some_and(|(day, start)| near(day, start))
        };
        let between = |visit: &&VisitFound| {
            let pair = scene.people.figures[visit.figure].state.map(|home| [home, visit.state]);
            let made = visit.is_made() && !visit.recalled;
            made && then(visit) && pair.is_some_and(|pair| parties.len() == 2 && pair.iter().all(|state| parties.contains(state)))
        };
        let of_story = |visit: &VisitFound| lead.is_some_and(|lead| lead.figure == visit.figure && lead.state == visit.state);
        let beside = visits.iter().filter(between).filter(|visit| far(visit) <= DURING || of_story(visit));
        let Some(visit) = beside.min_by_key(|visit| (far(visit), visit.sentence)) else { continue };
        let rule = format!("{}/act/during-visit", scene.pack.id);
        let date = visit_days(scene, visit).filter(|_| act.date.is_none());
        // Of several towns nobody knows which.
        let town = |name: &NameMention| match name.sense {
            Sense::Place(place) if scene.state_of_place(place) == Some(visit.state) => Some(place),
            _ => None,
        };
        let towns: BTreeSet<u32> = scene.marked.names.iter().filter_map(town).collect();
        let place = visit.place.as_ref().filter(|_| act.place.is_none() && towns.len() == 1);
        if date.is_some() || place.is_some() {
            act.tokens.push((act.tokens[0].0.clone(), rule.clone()));
        }
        if let Some((period, tokens)) = date {
            act.date = Some(DateFound { period, tokens, rule });
        }
        if let Some((place, tokens, _)) = place {
            act.place = Some((*place, tokens.clone()));
        }
    }
}

/// The days from the first one of a visit to that of the text, with the words for the first.
fn visit_days(scene: &Scene, visit: &VisitFound) -> Option<(Period, Range<usize>)> {
    let (_, last) = scene.published.and_then(Period::bounds)?;
    let start = visit.start.as_ref()?;
    let (first, _) = start.period.bounds()?;
    let days = first.until(last).map_or(i32::MAX, |span| span.get_days());
    let period = match days {
        0..=LONGEST if first.first_of_month() == last.first_of_month() => Period::Month(first.year(), first.month()),
        0..=LONGEST => Period::within(first, last),
        _ => return None,
    };
    Some((period, start.tokens.clone()))
}
