//! How well somebody whom the gazetteer knows fits what the text says: rank, office and state at the time, and when the choice is safe.

use super::{Figure, Hint, Resolver, WELL_KNOWN, leads};
use crate::claim::Office;
use crate::gazetteer::ActorKind;
use crate::period::Period;

impl Resolver<'_> {
    /// Candidates with a score: rank, office and state at the time, alive then.
    pub(super) fn weigh(&self, candidates: &[u32], hint: Hint) -> Vec<(u32, i64)> {
        let mut scored: Vec<(u32, i64)> = candidates
            .iter()
            .map(|&at| {
                let person = &self.gazetteer.people[at as usize];
                let mut score = i64::from(person.rank.min(200));
                let mut held = false;
                let mut serving = false;
                let mut title_held = false;
                for term in self.gazetteer.terms.of_person(at as usize) {
                    held = true;
                    let covers = !term.is_undated() && self.published.is_none_or(|when| term.covers(when));
                    serving |= covers;
                    if let Some((office, former)) = hint.office {
                        let state_fits =
                            hint.actor.is_none_or(|actor| term.state.as_ref() == Some(&self.gazetteer.actors[actor as usize].code));
                        title_held |= state_fits && (former || self.published.is_none() || covers) && (same_office(office, term.office));
                    }
                }
                score += 40 * i64::from(held) + 120 * i64::from(serving && self.published.is_some()) + 300 * i64::from(title_held);
                if let Some(actor) = hint.actor {
                    let code = &self.gazetteer.actors[actor as usize].code;
                    if person.states.contains(code) {
                        score += 150;
                    } else if self.gazetteer.actors[actor as usize].kind == ActorKind::State
                        && !person.states.is_empty()
                        && !person.states.iter().any(|state| self.gazetteer.is_succession(state, code))
                    {
                        score -= 250;
                    }
                }
                if let Some((first, _)) = self.published.and_then(Period::bounds)
                    && let Ok(born) = person.birth.get(..4).unwrap_or_default().parse::<i16>()
                    && born + 15 > first.year()
                {
                    score -= 1000;
                }
                (at, score)
            })
            .collect();
        scored.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), self.gazetteer.people[*at as usize].qid.number()));
        scored
    }

    /// The candidate for a full name: alone, or well above the next.
    pub(super) fn safe(candidates: &[(u32, i64)]) -> Option<u32> {
        match candidates {
            [] => None,
            [(one, score)] => (*score > -100).then_some(*one),
            [(first, best), (_, next), ..] => (*best > 0 && best - next >= 30).then_some(*first),
        }
    }

    /// The candidate for a surname alone: needs the title's office, or fame that nobody shares.
    pub(super) fn safe_surname(&self, candidates: &[(u32, i64)], hint: Hint) -> Option<u32> {
        let (first, best) = *candidates.first()?;
        let next = candidates.get(1).map_or(i64::MIN / 2, |(_, score)| *score);
        let person = &self.gazetteer.people[first as usize];
        let holds_title = hint
            .office
            .is_some_and(|(office, _)| self.gazetteer.terms.of_person(first as usize).any(|term| same_office(office, term.office)));
        let clear = best - next >= 80;
        (clear && (holds_title || person.rank >= WELL_KNOWN)).then_some(first)
    }

    /// 2 if the text says the figure holds the office, 1 if the gazetteer does, 0 if neither.
    pub(super) fn holds(&self, figure: &Figure, office: Office, former: bool) -> u8 {
        let said = figure
            .mentions
            .iter()
            .filter_map(|mention| self.marked.people[*mention].title.as_ref())
            .any(|title| title.former == former && same_office(office, title.office));
        if said {
            return 2;
        }
        let contradicted = figure
            .mentions
            .iter()
            .filter_map(|mention| self.marked.people[*mention].title.as_ref())
            .any(|title| !same_office(office, title.office) && title.office != Office::Other && !title.plural);
        let known = figure.known.is_some_and(|person| {
            self.gazetteer
                .terms
                .of_person(person as usize)
                .any(|term| same_office(office, term.office) && (former || self.published.is_none_or(|when| term.covers(when))))
        });
        u8::from(known && (!contradicted || leads(office)))
    }
}

/// May a text call the holder of one by the title of the other? (“le dirigeant russe” for the president.)
pub(super) fn same_office(title: Office, office: Office) -> bool {
    title == office
        || matches!(title, Office::Leader) && leads(office)
        || matches!(title, Office::King) && matches!(office, Office::Queen | Office::Emperor | Office::Pope)
        || matches!(title, Office::Minister) && matches!(office, Office::ForeignMinister | Office::DefenceMinister | Office::DeputyMinister)
        || matches!(title, Office::PrimeMinister) && matches!(office, Office::Chancellor)
        || matches!(title, Office::Leader) && matches!(office, Office::PartyLeader)
        || matches!(title, Office::President) && matches!(office, Office::Leader)
}

/// The offices that a title alone can mean, for the look-up of a holder.
pub(super) fn top_offices(title: Office) -> &'static [Office] {
    match title {
        Office::President => &[Office::President],
        Office::Leader => &[Office::Leader, Office::President],
        Office::King => &[Office::King, Office::Emperor],
        Office::Queen => &[Office::Queen],
        Office::Pope => &[Office::Pope],
        Office::PrimeMinister => &[Office::PrimeMinister],
        Office::Chancellor => &[Office::Chancellor],
        Office::ForeignMinister => &[Office::ForeignMinister],
        Office::DefenceMinister => &[Office::DefenceMinister],
        _ => &[],
    }
}
