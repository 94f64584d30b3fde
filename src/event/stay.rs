//! When a journey is, of what kind, and how far it has come; and its spreading over travellers, goals and dates.

use super::Ledger;
use super::finder::{Finder, Told};
use super::scene::Whereabouts;
use super::verb_group::Tense;
use super::visit::{DateFound, VisitFound};
use crate::claim::{VisitKind, VisitStatus};
use crate::lang::{Form, JourneyRule};
use crate::mention::ItemKind;
use crate::period::Period;
use std::ops::Range;

/// So many words behind a verb of being there, its event may be named.
const ATTENDED: usize = 8;

impl Finder<'_> {
    pub(super) fn spread(&self, told: &Told, found: &mut Vec<VisitFound>, ledger: &mut Ledger) {
        let scene = self.scene;
        let rule = told.rule;
        let tokens = &scene.marked.tokens[..self.sentence.tokens.end];
        let clause = scene.clause(self.sentence, self.item);
        if told.goals.is_empty() {
            return;
        }
        let journeys = &scene.pack.journeys;
        let official = told.travellers.iter().all(|figure| scene.is_official(*figure));
        let takes = |at: usize| {
            journeys.blocked.length_at(tokens, at).is_some() || !official && journeys.unofficial.length_at(tokens, at).is_some()
        };
        if self.segment(told).any(takes) {
            ledger.withhold("visit", told.tokens.clone(), &rule.id, "a word of the sentence says that nobody travelled");
            return;
        }
        let mut status_word = None;
        let mut said_at = None;
        let from = self.sentence.items[clause.start].tokens.start;
        let to = self.sentence.items[clause.end - 1].tokens.end;
        let noun = rule.trigger == crate::lang::Trigger::Noun;
        let (from, to) = if noun { (self.sentence.tokens.start, self.sentence.tokens.end) } else { (from, to) };
        // “a remis à plus tard la visite qu'il devait faire à Oslo”
        let that = clause.start.checked_sub(1).is_some_and(|at| scene.one_of(self.sentence, at, &scene.pack.words.that));
        let from = if that && rule.with.is_some() { from.saturating_sub(14).max(self.sentence.tokens.start) } else { from };
        for at in from..to {
            if noun && scene.pack.journeys.announced.length_at(tokens, at).is_some() {
                status_word = status_word.or(Some(VisitStatus::Planned));
            }
            if let Some((_, status)) = scene.pack.journeys.status.at(tokens, at) {
                let stronger = matches!(status, VisitStatus::Cancelled | VisitStatus::Postponed);
                let in_clause = at >= self.sentence.items[clause.start].tokens.start && at < self.sentence.items[clause.end - 1].tokens.end;
                // “a invité X à venir”, not “passera trois jours à l'invitation de X”.
                let behind = *status == VisitStatus::Invited && at >= told.tokens.start;
                // “Après un report de quatre ans, X s'est rendu à Oslo”
                let over = stronger && self.is_over(at);
                if !stronger && !in_clause || behind || over {
                    continue;
                }
                if status_word.is_none() || stronger {
                    // “a annulé mardi sa visite”: the day of what is said, not of the journey.
                    said_at = (stronger && noun && at < told.tokens.start).then_some(at);
                    status_word = Some(*status);
                }
            }
        }
        let tense = told.tense;
        let ahead = noun && tense != Some(Tense::Pluperfect) && self.planned_behind(clause.end)
            || (!told.looked_back || self.called_off()) && matches!(rule.status, Some(VisitStatus::Planned | VisitStatus::Invited))
            || matches!(status_word, Some(VisitStatus::Cancelled | VisitStatus::Postponed)) && !matches!(tense, Some(Tense::Pluperfect));
        let mut stays = self.dates(if ahead { Some(Tense::Future) } else { tense });
        let to_later = |start: &DateFound| {
            let first = start.tokens.start;
            (first.saturating_sub(1)..=first).any(|at| scene.pack.words.at.contains(&scene.marked.tokens[at].lower))
        };
        stays.retain(|(start, _)| said_at.is_none_or(|at| !(at..told.tokens.start).contains(&start.tokens.start) || to_later(start)));
        // “De retour mercredi de Damas, X a réuni jeudi …”
        let goal = told.goals[0].tokens.end;
        stays.retain(|(start, _)| !rule.undated || start.tokens.start <= goal);
        // “est arrivé lundi en Inde, après des visites en Irlande et au Japon”: the day is that of the arrival.
        let behind = noun
            && scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.articles)
            && (self.item.saturating_sub(3)..self.item).any(|at| scene.one_of(self.sentence, at, &scene.pack.journeys.before));
        let within = told.tokens.start..told.goals.iter().map(|goal| goal.tokens.end + 3).max().unwrap_or(told.tokens.end);
        stays.retain(|(start, _)| !behind || within.contains(&start.tokens.start));
        if let Some(event) = told.event {
            stays = event.date.clone().map(|date| (date, None)).into_iter().collect();
        }
        let first_in_years = self.first_in_years();
        let said = self.kind(&told.tokens);
        let said = said.or(told.event.map(|event| event.kind));
        let kind = said.or_else(|| self.attended(rule, told.tokens.end)).or(rule.kind);
        let stays: Vec<Option<(DateFound, Option<DateFound>)>> =
            if stays.is_empty() { vec![None] } else { stays.into_iter().map(Some).collect() };
        // “Sa visite s'achèvera samedi”
        let ends = noun
            && (self.item + 1..clause.end).any(|at| {
                let mut readings = scene.pack.verbs.readings(scene.word(self.sentence, at)).iter();
                readings.any(|(verb, form)| *form != Form::Infinitive && scene.pack.journeys.ends.contains(verb))
            });
        let states: Vec<u32> = told.goals.iter().map(|goal| goal.state).collect();
        let past = |date: Option<&DateFound>| date.is_some_and(|date| scene.is_past(date.period));
        for &figure in &told.travellers {
            let home = scene.people.figures[figure].state;
            if !scene.is_public(figure) {
                ledger.withhold("visit", told.tokens.clone(), &rule.id, "nothing says that the traveller holds an office");
                continue;
            }
            if home.is_none() && !scene.is_stateless(figure) {
                ledger.withhold("visit", told.tokens.clone(), &rule.id, "the traveller's own state is not known");
                continue;
            }
            if !told.goals.iter().any(|goal| scene.leads_abroad(figure, goal)) {
                ledger.pass_over("visit", told.tokens.clone(), &rule.id, "the place lies in the traveller's own state");
            }
            for goal in told.goals.iter().filter(|goal| scene.leads_abroad(figure, goal)) {
                for stay in &stays {
                    let (start, end) = match stay {
                        Some((start, end)) => (Some(start.clone()), end.clone()),
                        None => (None, None),
                    };
                    // One date cannot be the arrival in several states.
                    let whole = |date: &DateFound| {
                        told.goals.len() == 1 || told.goals.first() == Some(goal) || !matches!(date.period, Period::Day(_))
                    };
                    // “une tournée qui se poursuivra mardi au Tchad”: a goal of another clause has the date beside it.
                    let at = scene.item_of(self.sentence, goal.tokens.start);
                    let apart = !clause.contains(&at);
                    let own = if ahead { Some(Tense::Future) } else { tense };
                    let there = if apart { scene.tense_of(self.sentence, &scene.clause(self.sentence, at)).or(own) } else { own };
                    let beside = if told.goals.len() > 1 || apart { self.date_beside(goal, there) } else { None };
                    let start = beside
                        .or_else(|| start.filter(|date| whole(date) && !(apart && rule.tour && matches!(date.period, Period::Day(_)))));
                    let end = end.filter(|_| told.goals.len() == 1);
                    let status = self.status(rule, tense, status_word, start.as_ref());
                    let status = if told.invited && status != Some(VisitStatus::Cancelled) && !past(start.as_ref()) {
                        Some(VisitStatus::Invited)
                    } else {
                        status
                    };
                    found.push(VisitFound {
                        figure,
                        state: goal.state,
                        goal_tokens: vec![(goal.tokens.clone(), rule.id.clone())],
                        place: goal.place.map(|place| (place, goal.tokens.clone(), rule.id.clone())),
                        start,
                        end,
                        kind,
                        status,
                        hosts: told.hosts.clone(),
                        tokens: vec![(told.tokens.clone(), rule.id.clone())],
                        sentence: self.index,
                        recalled: tense == Some(Tense::Pluperfect) && told.event.is_none() || stays.len() > 1 || self.earlier(&told.tokens),
                        first_in_years,
                        tour: if rule.tour || states.len() > 1 {
                            states.iter().copied().filter(|state| *state != goal.state).collect()
                        } else {
                            Vec::new()
                        },
                        kind_tokens: None,
                        kind_guessed: said.is_none(),
                        leaves: rule.leaves || ends,
                        dated_by_event: told.event.is_some(),
                        current: false,
                    });
                }
            }
        }
    }

    /// “Après un report de deux ans, …”: does what the token tells lie behind?
    fn is_over(&self, token: usize) -> bool {
        let scene = self.scene;
        let item = scene.item_of(self.sentence, token);
        let an = |at: usize| {
            scene.pack.dates.number(scene.word(self.sentence, at)).is_some() || scene.one_of(self.sentence, at, &scene.pack.words.an)
        };
        item >= 2 && an(item - 1) && scene.pack.journeys.before.contains(scene.word(self.sentence, item - 2))
    }

    /// “la visite de X à Oslo est prévue mardi”: is the journey of a noun said, behind it, to be planned, or planned for a day?
    fn planned_behind(&self, end: usize) -> bool {
        let scene = self.scene;
        let tokens = &scene.marked.tokens[..self.sentence.tokens.end];
        let readings = |at: usize| scene.pack.verbs.readings(scene.word(self.sentence, at)).iter();
        let is = |at: usize| readings(at).any(|(verb, form)| *form == Form::Present && scene.pack.words.passive.contains(verb));
        let day = |at: usize| self.sentence.items.get(at).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        let planned = |at: usize| {
            let status = scene.pack.journeys.status.at(tokens, self.sentence.items[at].tokens.start);
            matches!(status, Some((_, VisitStatus::Planned)))
        };
        (self.item + 1..end).any(|at| planned(at) && (is(at - 1) || day(at + 1)))
    }

    /// The tokens from the trigger to the goals, with what stands beside them up to a comma (“Prévenu par téléphone, X se rendra …”).
    fn segment(&self, told: &Told) -> Range<usize> {
        let whole = told.goals.iter().fold(told.tokens.clone(), |all, goal| super::hull(&all, &goal.tokens));
        let tokens = &self.scene.marked.tokens;
        let stops = |at: &usize| [",", ";", ":", "–", "—"].iter().any(|sign| tokens[*at].is_sign(sign));
        let within = self.sentence.tokens.start..self.sentence.tokens.end;
        let start = (within.start..whole.start.clamp(within.start, within.end)).rev().find(stops).map_or(within.start, |at| at + 1);
        let end = (whole.end.clamp(within.start, within.end)..within.end).find(stops).unwrap_or(within.end);
        start..end
    }

    /// The dates of the clause: one stay, or several where they are listed (“en mai 1994, en juin 1999 …”).
    pub(super) fn dates(&self, tense: Option<Tense>) -> Vec<(DateFound, Option<DateFound>)> {
        let scene = self.scene;
        let mut near = scene.dates_near(self.sentence, self.item);
        near.retain(|date| !scene.of_a_participle(self.sentence, self.item, *date));
        near.retain(|date| !scene.of_another_noun(self.sentence, self.item, *date));
        near.retain(|date| !scene.is_since_a_year(self.sentence, *date));
        near.retain(|date| !scene.of_later_infinitive(self.sentence, self.item, *date));
        // “Accueilli par X, il doit gagner samedi le port”: what stands behind the comma has dates of its own.
        let article = scene.one_of(self.sentence, self.item.wrapping_sub(1), &scene.pack.words.articles);
        if self.item <= 1 && !article && scene.is_bare_participle(self.sentence, self.item) {
            let comma = (self.item..self.sentence.items.len()).find(|at| scene.word(self.sentence, *at) == ",");
            near.retain(|date| comma.is_none_or(|comma| *date < comma));
        }
        if matches!(tense, Some(Tense::Present | Tense::Future)) {
            near.retain(|date| !scene.of_opening_participle(self.sentence, self.item, *date));
        }
        let direction = tense.and_then(Tense::direction);
        let settle = |at: usize| {
            let item = &self.sentence.items[at];
            let settled = scene.settled(item.kind, direction)?;
            let ItemKind::Date(date) = item.kind else { return None };
            let rule = scene.marked.dates[date].rule.clone();
            let made = |period| DateFound { period, tokens: item.tokens.clone(), rule: rule.clone() };
            Some((made(settled.start), settled.end.map(made)))
        };
        let right: Vec<usize> = near.iter().copied().filter(|at| *at > self.item).collect();
        if right.len() > 1 {
            let mut listed = vec![*right.iter().min().unwrap_or(&0)];
            let mut sorted = right.clone();
            sorted.sort_unstable();
            for pair in sorted.windows(2) {
                let between = (pair[0] + 1..pair[1]).all(|at| {
                    let word = scene.word(self.sentence, at);
                    word == ","
                        || scene.lists(word)
                        || scene.pack.words.first_time.contains(word)
                        || scene.pack.journeys.times.contains(word)
                });
                if between && *listed.last().unwrap_or(&0) == pair[0] {
                    listed.push(pair[1]);
                }
            }
            let stays: Vec<_> = listed.iter().filter_map(|at| settle(*at)).collect();
            let years = stays.iter().all(|(start, _)| !matches!(start.period, Period::Day(_)));
            if stays.len() > 1 && years {
                return stays;
            }
        }
        near.into_iter().find_map(settle).into_iter().collect()
    }

    /// “une précédente visite”, “sa dernière visite remonte à …”.
    pub(super) fn earlier(&self, tokens: &Range<usize>) -> bool {
        (tokens.start.saturating_sub(2).max(self.sentence.tokens.start)..tokens.end)
            .any(|at| self.scene.pack.journeys.earlier.contains(&self.scene.marked.tokens[at].lower))
    }

    /// Of several goals each has the date that stands beside it (“l'an dernier à Séoul et il y a trois ans à Vladivostok”).
    pub(super) fn date_beside(&self, goal: &Whereabouts, tense: Option<Tense>) -> Option<DateFound> {
        let scene = self.scene;
        let at = scene.item_of(self.sentence, goal.tokens.start);
        let near = (at.saturating_sub(4)..(at + 4).min(self.sentence.items.len()))
            .filter(|item| matches!(self.sentence.items[*item].kind, ItemKind::Date(_)));
        // Nothing but small words may stand between.
        let plain = |item: usize| (item.min(at) + 1..item.max(at)).all(|between| self.sentence.items[between].kind == ItemKind::Word);
        let item = near.filter(|item| plain(*item)).min_by_key(|item| item.abs_diff(at))?;
        let ItemKind::Date(date) = self.sentence.items[item].kind else { return None };
        let settled = scene.settled(self.sentence.items[item].kind, tense.and_then(Tense::direction))?;
        Some(DateFound {
            period: settled.start,
            tokens: self.sentence.items[item].tokens.clone(),
            rule: scene.marked.dates[date].rule.clone(),
        })
    }

    /// The tense of “est”, “sera”, “était” in the words that tell presence.
    pub(super) fn presence_tense(&self) -> Option<Tense> {
        let readings = |at: usize| self.scene.pack.verbs.readings(self.scene.word(self.sentence, at));
        let reflexive = self.scene.one_of(self.sentence, self.item, &self.scene.pack.words.reflexive);
        let noun = self.item + usize::from(reflexive);
        readings(noun).iter().find_map(|(verb, form)| match form {
            // “doit être à Oslo”
            Form::Present if self.scene.pack.words.duty.contains(verb) => Some(Tense::Future),
            Form::Present => Some(Tense::Present),
            Form::Future => Some(Tense::Future),
            Form::Conditional => Some(Tense::Conditional),
            Form::Imperfect | Form::PastSimple => Some(Tense::Past),
            _ => None,
        })
    }

    /// “première visite en trente ans”, “depuis trente ans”.
    pub(super) fn first_in_years(&self) -> Option<u16> {
        let scene = self.scene;
        let tokens = &scene.marked.tokens[self.sentence.tokens.clone()];
        tokens.windows(3).find_map(|three| {
            let years = scene.pack.journeys.years.contains(&three[2].lower);
            let lead = scene.pack.journeys.years_lead.contains(&three[0].lower);
            if years && lead {
                scene.pack.dates.number(&three[1].lower).and_then(|n| u16::try_from(n).ok()).filter(|n| *n > 1)
            } else {
                None
            }
        })
    }

    pub(super) fn kind(&self, tokens: &Range<usize>) -> Option<VisitKind> {
        let Range { start, end } = self.sentence.tokens;
        let from = tokens.start.saturating_sub(9).max(start);
        (from..(tokens.end + 14).min(end)).find_map(|at| self.scene.kind_at(self.sentence, at)).map(|(_, kind)| kind)
    }

    /// “a assisté mardi aux obsèques de Y”: the kind of the event that is named right behind a token.
    fn attended(&self, rule: &JourneyRule, from: usize) -> Option<VisitKind> {
        let words = &self.scene.pack.journeys.gathering;
        let verbs = self.scene.pack.verbs.readings(self.scene.word(self.sentence, self.item));
        let attends = rule.kind.is_some() || verbs.iter().any(|(verb, _)| words.verbs.contains(verb));
        let tokens = &self.scene.marked.tokens[..self.sentence.tokens.end];
        (from..tokens.len().min(from + ATTENDED)).find_map(|at| words.noun_at(tokens, at)).map(|(_, kind)| kind).filter(|_| attends)
    }

    pub(super) fn status(
        &self,
        rule: &JourneyRule,
        tense: Option<Tense>,
        word: Option<VisitStatus>,
        start: Option<&DateFound>,
    ) -> Option<VisitStatus> {
        if let Some(status @ (VisitStatus::Cancelled | VisitStatus::Postponed)) = word {
            return Some(status);
        }
        let published = self.scene.published.and_then(Period::bounds);
        let day = start.and_then(|start| start.period.bounds());
        let later = matches!((published, day), (Some((_, last)), Some((first, _))) if first > last);
        let earlier = matches!((published, day), (Some((first, _)), Some((_, last))) if last < first);
        let invited = rule.status == Some(VisitStatus::Invited) || tense == Some(Tense::Open) && word == Some(VisitStatus::Invited);
        if invited && !earlier {
            return Some(VisitStatus::Invited);
        }
        if later {
            return Some(VisitStatus::Planned);
        }
        if rule.status.is_some() && !(earlier && rule.status == Some(VisitStatus::Planned)) {
            return rule.status;
        }
        let announced = rule.trigger == crate::lang::Trigger::Noun && !rule.presence && word == Some(VisitStatus::Planned) && !earlier;
        match tense {
            Some(Tense::Past) if announced => Some(VisitStatus::Planned),
            Some(Tense::Past | Tense::Pluperfect) => Some(VisitStatus::Completed),
            Some(Tense::Future | Tense::Conditional) if !earlier => Some(VisitStatus::Planned),
            Some(Tense::Present) => Some(if word == Some(VisitStatus::Planned) { VisitStatus::Planned } else { VisitStatus::Ongoing }),
            _ if earlier => Some(VisitStatus::Completed),
            _ => word.filter(|status| *status == VisitStatus::Planned),
        }
    }
}
