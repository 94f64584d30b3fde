//! The journey that a text tells: whose it is, and what later sentences say of it without naming the traveller.

use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use super::visit::{DateFound, Lead, VisitFound};
use super::{gathering, precedent, stops};
use crate::claim::VisitStatus;
use crate::lang::phrase::WordSet;
use crate::lang::{Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use crate::period::Period;
use std::collections::BTreeMap;

/// The traveller told of most, and the state told of most with that traveller; `None` where nobody travels.
pub(super) fn lead(scene: &Scene, candidates: &[VisitFound]) -> Option<Lead> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for candidate in candidates {
        let entry = counts.entry(candidate.figure).or_insert((0, candidate.sentence));
        entry.0 += 1 + usize::from(!candidate.recalled);
        entry.1 = entry.1.min(candidate.sentence);
    }
    let (&figure, _) =
        counts.iter().max_by_key(|(figure, (count, first))| (*count, std::cmp::Reverse(*first), std::cmp::Reverse(**figure)))?;
    if scene.people.figures[figure].state.is_none() && !scene.is_stateless(figure) {
        return None;
    }
    let mut states: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.figure == figure && !candidate.recalled) {
        let entry = states.entry(candidate.state).or_insert((0, candidate.sentence));
        entry.0 += 1;
    }
    let state = states.iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first))).map(|(state, _)| *state)?;
    Some(Lead { figure, state })
}

/// Adds what the frame makes evident: stops listed beside “sur sa route”, people who travel along, a place at the head of a sentence.
pub(super) fn fill(scene: &Scene, lead: Option<&Lead>, candidates: &mut Vec<VisitFound>) {
    gathering::fill(scene, candidates);
    precedent::fill(scene, candidates);
    for index in 0..scene.marked.sentences.len() {
        fronted(scene, index, lead, candidates);
        with_own(scene, index, candidates);
        in_company(scene, index, candidates);
        met(scene, index, candidates);
        apposed(scene, index, candidates);
        sequence(scene, index, candidates);
        from_to(scene, index, candidates);
        if let Some(lead) = lead {
            tour_list(scene, index, lead, candidates);
            itinerary(scene, index, lead, candidates);
            along(scene, index, lead, candidates);
        }
    }
    if let Some(lead) = lead {
        stops::fill(scene, lead, candidates);
    }
}

/// The journeys that sentences tell which open with a place.
pub(super) fn opened(scene: &Scene) -> Vec<VisitFound> {
    let mut candidates = Vec::new();
    (0..scene.marked.sentences.len()).for_each(|index| fronted(scene, index, None, &mut candidates));
    candidates
}

/// “À Lima depuis hier, X a dit …”: a town first, how long, then who.
fn fronted(scene: &Scene, index: usize, lead: Option<&Lead>, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let Some(goal) = scene.fronted(sentence).filter(|goal| goal.place.is_some()) else { return };
    let from = scene.item_of(sentence, goal.tokens.start);
    let Some(comma) = (from..sentence.items.len()).find(|at| scene.word(sentence, *at) == ",") else { return };
    let words = &scene.pack.words;
    let stay = (0..comma).any(|at| {
        let word = scene.word(sentence, at);
        words.purpose.contains(word) || words.since.contains(word) || matches!(sentence.items[at].kind, ItemKind::Date(_))
    });
    let led = scene.led_after(index, comma + 1);
    // “Depuis Oslo, la nouvelle a surpris X”: nothing but articles and adverbs stands before whoever leads.
    let leads = led.tokens.as_ref().is_some_and(|tokens| {
        let small = |at: usize| scene.one_of(sentence, at, &words.articles) || scene.one_of(sentence, at, &words.adverbs);
        (comma + 1..scene.item_of(sentence, tokens.start)).all(small)
    });
    let who = led.figures.first().copied().filter(|_| leads);
    // Without how long, only of the one who is known to travel.
    if let Some(figure) = who.filter(|who| stay || lead.is_some_and(|lead| lead.figure == *who))
        && scene.is_official(figure)
        && scene.is_abroad(figure, goal.state)
    {
        let rule = format!("{}/visit/fronted-place", scene.pack.id);
        let tokens = sentence.items[0].tokens.start..sentence.items[comma].tokens.start;
        let mut visit = VisitFound::told(figure, &goal, tokens, &rule, index);
        let whole = comma + 1..sentence.items.len();
        let tense = scene.tense_of(sentence, &scene.clause(sentence, comma + 1)).or_else(|| scene.tense_of(sentence, &whole));
        visit.start = (0..comma).find_map(|at| scene.date_found(sentence, at, tense));
        visit.status = match tense {
            Some(Tense::Past | Tense::Pluperfect) => Some(VisitStatus::Completed),
            Some(Tense::Future) => Some(VisitStatus::Planned),
            _ => None,
        };
        candidates.push(visit);
    }
}

/// “X, en Bulgarie depuis lundi, a dit …”: a place set off behind a name, with how long.
fn apposed(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    for at in 0..sentence.items.len() {
        let Some(figure) = scene.figure(sentence.items[at].kind).filter(|figure| scene.is_official(*figure)) else { continue };
        if scene.word(sentence, at + 1) != "," || !scene.pack.words.place_prepositions.contains(scene.word(sentence, at + 2)) {
            continue;
        }
        let Some(close) = (at + 3..sentence.items.len().min(at + 11)).find(|item| scene.word(sentence, *item) == ",") else { continue };
        let Some((item, goal)) = (at + 3..close).find_map(|item| scene.whereabouts(sentence.items[item].kind).map(|goal| (item, goal)))
        else {
            continue;
        };
        let small = (at + 3..item).all(|between| scene.pack.words.articles.contains(scene.word(sentence, between)));
        let date = (item + 1..close).find_map(|item| scene.date_found(sentence, item, Some(Tense::Past)));
        let foreign = scene.is_abroad(figure, goal.state);
        if let (true, true, Some(date)) = (small, foreign, date) {
            let rule = format!("{}/visit/apposed-place", scene.pack.id);
            let tokens = sentence.items[at + 2].tokens.start..sentence.items[close].tokens.start;
            let mut visit = VisitFound::told(figure, &goal, tokens, &rule, index);
            visit.status = Some(if scene.is_past(date.period) { VisitStatus::Completed } else { VisitStatus::Ongoing });
            visit.start = Some(date);
            candidates.push(visit);
        }
    }
}

/// “De Yaoundé à Bissau en passant par Cotonou, X boucle une tournée de quatre jours”: all of them stops of whoever leads.
fn from_to(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.words;
    let place = |at: usize| sentence.items.get(at).and_then(|item| scene.whereabouts(item.kind));
    let to = scene.one_of(sentence, 0, &words.of) && place(1).is_some() && scene.one_of(sentence, 2, &words.at) && place(3).is_some();
    let Some(comma) = (4..sentence.items.len()).find(|at| scene.word(sentence, *at) == ",").filter(|_| to) else { return };
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let rules = sentence.tokens.clone().filter_map(|at| scene.pack.journeys.nouns.at(tokens, at));
    let tour = rules.into_iter().any(|(_, rule)| scene.pack.journeys.rules[*rule].tour);
    let led = scene.led_after(index, comma + 1);
    let Some(figure) = led.figures.first().copied().filter(|figure| tour && scene.is_official(*figure)) else { return };
    let rule = format!("{}/visit/sequence", scene.pack.id);
    let stops: Vec<Whereabouts> = (1..comma).filter_map(place).collect();
    for goal in stops.iter().filter(|goal| scene.leads_abroad(figure, goal)) {
        let mut visit = VisitFound::told(figure, goal, sentence.items[0].tokens.start..goal.tokens.end, &rule, index);
        visit.tour = stops.iter().map(|stop| stop.state).filter(|state| *state != goal.state).collect();
        candidates.push(visit);
    }
}

/// “Après Rabat, X est attendu à Alger, avant Tunis”: stops before and after the one that a rule has read in the sentence.
fn sequence(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.journeys;
    let rule = format!("{}/visit/sequence", scene.pack.id);
    let here: Vec<VisitFound> = candidates.iter().filter(|visit| visit.sentence == index && !visit.recalled).cloned().collect();
    let told = here.iter().find(|visit| here.iter().all(|other| other.figure == visit.figure));
    let told = told.map(|visit| (visit.figure, visit.status, Some(visit.state)));
    // “C'est sa troisième visite d'État, après l'Irlande en 2010”
    let own = || {
        let tokens = &scene.marked.tokens[..sentence.tokens.end];
        let nobody = sentence.items.iter().all(|item| !matches!(item.kind, ItemKind::Person(_)));
        let noun = |at: usize| words.nouns.at(tokens, sentence.items[at].tokens.start).is_some();
        let his = (0..sentence.items.len().min(6)).find(|at| scene.one_of(sentence, *at, &scene.pack.words.own))?;
        let figure =
            scene.topic.filter(|_| nobody && here.is_empty() && (his + 1..his + 4).any(|at| at < sentence.items.len() && noun(at)))?;
        Some((figure, Some(VisitStatus::Completed), None))
    };
    let Some((figure, status, state)) = told.or_else(own) else { return };
    for at in 0..sentence.items.len() {
        let (before, after) = (words.before.contains(scene.word(sentence, at)), words.after.contains(scene.word(sentence, at)));
        // “…, deux jours après Riyad”
        let comma = (at.saturating_sub(3)..at).rev().find(|at| scene.word(sentence, *at) == ",");
        let length = |comma: usize| {
            (comma + 1..at)
                .all(|at| sentence.items[at].kind == ItemKind::Word && scene.pack.verbs.readings(scene.word(sentence, at)).is_empty())
        };
        let apart = at == 0 || comma.is_some_and(length);
        if !(before || after) || !apart {
            continue;
        }
        let mut item = at + 1;
        while let Some(next) = sentence.items.get(item) {
            let word = scene.word(sentence, item);
            if let Some(goal) = scene.whereabouts(next.kind) {
                let told = here.iter().any(|visit| visit.state == goal.state);
                if scene.leads_abroad(figure, &goal) && !told {
                    let mut visit = VisitFound::told(figure, &goal, sentence.items[at].tokens.start..goal.tokens.end, &rule, index);
                    // “après l'Irlande en 2010 et le Japon en 2012”
                    let dated = (item + 1 < sentence.items.len()).then(|| scene.date_found(sentence, item + 1, Some(Tense::Past)));
                    visit.start = dated.flatten().filter(|_| before);
                    visit.recalled = state.is_none();
                    visit.status = match status {
                        Some(VisitStatus::Cancelled | VisitStatus::Postponed) => status,
                        // What came before a stop that was made was made.
                        Some(VisitStatus::Completed | VisitStatus::Ongoing) if before => Some(VisitStatus::Completed),
                        Some(VisitStatus::Planned) if after => Some(VisitStatus::Planned),
                        _ => None,
                    };
                    visit.tour = state.into_iter().collect();
                    candidates.push(visit);
                }
            } else if matches!(next.kind, ItemKind::Date(_)) && before {
                // goes on
            } else if !scene.pack.words.articles.contains(word) && !scene.pack.words.conjunctions.contains(word) {
                break;
            }
            item += 1;
        }
    }
}

/// “Norvège, Islande et Lettonie étaient sur sa route”; “La Bulgarie est l'étape suivante”.
fn itinerary(scene: &Scene, index: usize, lead: &Lead, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    // “L'Angola a suivi, le 9 août”, not “L'Angola a suivi l'exemple …”
    let ends = |token: usize| {
        let item = sentence.items.get(scene.item_of(sentence, token));
        item.is_none_or(|item| matches!(item.kind, ItemKind::Sign | ItemKind::Date(_)))
    };
    let next = |at: usize| {
        let followed = scene.pack.journeys.followed.length_at(tokens, at);
        followed.filter(|length| ends(at + length) && stops::leads_text(scene, lead))
    };
    let sign = |at: usize| scene.pack.journeys.itinerary.length_at(tokens, at).or_else(|| next(at)).map(|length| (at, length));
    let Some((at, length)) = sentence.tokens.clone().find_map(sign) else { return };
    let clause = scene.clause(sentence, scene.item_of(sentence, at));
    let stops: Vec<Whereabouts> = clause
        .clone()
        .filter_map(|item| scene.whereabouts(sentence.items[item].kind).filter(|_| stop(scene, sentence, item)))
        .filter(|stop| scene.leads_abroad(lead.figure, stop))
        .collect();
    // “Le climat et le Pakistan figurent au programme”: a topic, and no stop.
    let plain = |item: usize| {
        let word = scene.word(sentence, item);
        let names = scene.lists(word) || scene.pack.words.adverbs.contains(word) || scene.pack.words.place_prepositions.contains(word);
        sentence.items[item].kind != ItemKind::Word || names || scene.pack.words.day_parts.contains(word)
    };
    let first = clause.clone().find(|item| scene.whereabouts(sentence.items[*item].kind).is_some());
    let sign = scene.item_of(sentence, at);
    if first.is_some_and(|first| first < sign && !(clause.start..first).all(plain)) {
        return;
    }
    let tense = scene.tense_of(sentence, &clause);
    let date = clause.clone().find_map(|item| {
        let ItemKind::Date(date) = sentence.items[item].kind else { return None };
        let settled = scene.settled(sentence.items[item].kind, tense.and_then(Tense::direction))?;
        Some(DateFound { period: settled.start, tokens: sentence.items[item].tokens.clone(), rule: scene.marked.dates[date].rule.clone() })
    });
    let past = matches!((date.as_ref().and_then(|date| date.period.bounds()), scene.published.and_then(Period::bounds)), (Some((_, last)), Some((first, _))) if last < first);
    let called_off = scene.called_off(sentence);
    let rule = format!("{}/visit/itinerary", scene.pack.id);
    let states: Vec<u32> = stops.iter().map(|stop| stop.state).collect();
    for goal in &stops {
        let mut visit = VisitFound::told(lead.figure, goal, at..at + length, &rule, index);
        visit.start = date.clone().filter(|date| !matches!(date.period, Period::Day(_)) || stops.len() == 1);
        visit.recalled = past;
        visit.status = called_off.or(if past {
            Some(VisitStatus::Completed)
        } else {
            match tense {
                Some(Tense::Past | Tense::Pluperfect) => Some(VisitStatus::Completed),
                _ => Some(VisitStatus::Planned),
            }
        });
        visit.tour = states.iter().copied().filter(|state| *state != goal.state).collect();
        candidates.push(visit);
    }
}

/// “Le Pérou d'abord, dès mardi ; la Bolivie mercredi …”: states and dates, no verb, after a sentence that tells of a tour.
fn tour_list(scene: &Scene, index: usize, lead: &Lead, candidates: &mut Vec<VisitFound>) {
    let tour = |at: usize| {
        let sentence = &scene.marked.sentences[at];
        sentence.tokens.clone().any(|token| {
            scene
                .pack
                .journeys
                .nouns
                .at(&scene.marked.tokens[..sentence.tokens.end], token)
                .is_some_and(|(_, rule)| scene.pack.journeys.rules[*rule].tour)
        })
    };
    let sentence = &scene.marked.sentences[index];
    // “… a enchaîné les étapes : Oslo le mercredi, Riga le jeudi”: behind a colon, of the one who leads the sentence.
    let colon = (0..sentence.items.len()).find(|at| scene.word(sentence, *at) == ":");
    let leader = |colon: usize| (0..colon).find_map(|at| scene.figure(sentence.items[at].kind).filter(|_| !scene.governed(sentence, at)));
    let (before, from, figure) = match (index.checked_sub(1).filter(|before| tour(*before)), colon) {
        (_, Some(colon)) if leader(colon) == Some(lead.figure) || leader(colon).is_none() && no_state_leads(scene, sentence, colon) => {
            (index, colon + 1, lead.figure)
        }
        (Some(before), _) => (before, 0, lead.figure),
        _ => return,
    };
    let dated = sentence.items[from..].iter().filter(|item| matches!(item.kind, ItemKind::Date(_))).count();
    let stops: Vec<(usize, Whereabouts)> = (from..sentence.items.len())
        .filter_map(|item| {
            scene
                .whereabouts(sentence.items[item].kind)
                .filter(|place| scene.leads_abroad(figure, place) && stop(scene, sentence, item))
                .map(|place| (item, place))
        })
        .collect();
    let words = sentence.items[from..].iter().filter(|item| item.kind == ItemKind::Word).count();
    let verb = sentence.items[from..].iter().any(|item| {
        item.kind == ItemKind::Word
            && scene
                .pack
                .verbs
                .readings(&scene.marked.tokens[item.tokens.start].lower)
                .iter()
                .any(|(_, form)| !matches!(form, crate::lang::Form::Infinitive | crate::lang::Form::Participle))
    });
    if stops.len() < 2 || verb || words > 4 * stops.len() || from > 0 && dated < 2 {
        return;
    }
    let tense = scene.tense_of(&scene.marked.sentences[before], &(0..scene.marked.sentences[before].items.len()));
    let rule = format!("{}/visit/tour-list", scene.pack.id);
    for (nth, (item, goal)) in stops.iter().enumerate() {
        let next = stops.get(nth + 1).map_or(sentence.items.len(), |(item, _)| *item);
        let previous = nth.checked_sub(1).map_or(0, |nth| stops[nth].0 + 1);
        // “Stockholm et Helsinki le jeudi”: both on that day.
        let joined = |item: usize| (item + 1..next).all(|at| scene.one_of(sentence, at, &scene.pack.words.and)) && next > item + 1;
        let end = if joined(*item) { stops.get(nth + 2).map_or(sentence.items.len(), |(item, _)| *item) } else { next };
        let after = (*item..end).find(|at| matches!(sentence.items[*at].kind, ItemKind::Date(_)));
        // “enfin, dimanche, l'Uruguay”: the last one's date may stand before it, where the one before has its own.
        let date = after.or_else(|| (previous..*item).rev().find(|at| matches!(sentence.items[*at].kind, ItemKind::Date(_))));
        let direction = Some(crate::lang::Direction::Future).filter(|_| !matches!(tense, Some(Tense::Pluperfect)));
        let mut visit = VisitFound::told(figure, goal, goal.tokens.clone(), &rule, index);
        visit.start = date.and_then(|at| {
            let ItemKind::Date(date) = sentence.items[at].kind else { return None };
            let settled = scene.settled(sentence.items[at].kind, direction)?;
            Some(DateFound {
                period: settled.start,
                tokens: sentence.items[at].tokens.clone(),
                rule: scene.marked.dates[date].rule.clone(),
            })
        });
        let later = matches!((visit.start.as_ref().and_then(|date| date.period.bounds()), scene.published.and_then(Period::bounds)), (Some((first, _)), Some((_, last))) if first > last);
        visit.status = later.then_some(VisitStatus::Planned);
        visit.tour = stops.iter().map(|(_, other)| other.state).filter(|state| *state != goal.state).collect();
        candidates.push(visit);
    }
}

/// Do no states or governments lead the words before a colon (“Deux pays ont fait la paix avec A : B en 1979 et C en 1994”)?
fn no_state_leads(scene: &Scene, sentence: &Sentence, colon: usize) -> bool {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    (0..colon).all(|at| {
        let named = scene.actor(sentence.items[at].kind).is_some() && !scene.is_where(sentence, at);
        !named && scene.pack.words.many_states.length_at(tokens, sentence.items[at].tokens.start).is_none()
    })
}

/// Is the place a stop, not what something else is of (“les autorités de Lettonie”)?
fn stop(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    let of_something = |word: &str| !scene.pack.words.place_prepositions.contains(word) || scene.pack.words.by.contains(word);
    !scene.preposition_before(sentence, item, 0).is_some_and(|(word, _)| of_something(&word))
}

/// “X, arrivé mardi à Oslo avec sa ministre Y”, “avec la reine Y”: whoever serves or is of the house of the traveller and is told behind
/// “avec” goes along.
fn with_own(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let words = &scene.pack.words;
    let rule = format!("{}/visit/along", scene.pack.id);
    for at in 0..sentence.items.len() {
        let own = scene.one_of(sentence, at + 1, &words.own);
        let consort = scene.begins(sentence, at + 1, &scene.pack.journeys.consorts);
        if !scene.one_of(sentence, at, &words.with) || !own && !consort {
            continue;
        }
        let token = sentence.items[at].tokens.start;
        let told = |visit: &&VisitFound| visit.sentence == index && visit.goal_tokens.iter().all(|(tokens, _)| tokens.end <= token);
        let Some(journey) = candidates.iter().rfind(told).cloned() else { continue };
        let behind = (at + 2..sentence.items.len().min(at + 10)).find_map(|item| Some((item, scene.figure(sentence.items[item].kind)?)));
        let Some((item, figure)) = behind.filter(|(_, figure)| *figure != journey.figure) else { continue };
        let state = scene.people.figures[figure].state;
        if state == scene.people.figures[journey.figure].state || consort && state.is_none() {
            let words = sentence.items[item].tokens.clone();
            let tokens = vec![(token..token + 1, rule.clone()), (words, rule.clone())];
            candidates.push(VisitFound { figure, hosts: Vec::new(), tokens, ..journey });
        }
    }
}

/// “X est à Hanoï pour un sommet avec Y”: whom a traveller meets in a third state has travelled there too.
fn met(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let rule = format!("{}/visit/met", scene.pack.id);
    let meeting = sentence.tokens.clone().find_map(|at| scene.pack.journeys.meetings.length_at(tokens, at).map(|length| at..at + length));
    let Some(meeting) = meeting else { return };
    let told = |visit: &&VisitFound| {
        visit.sentence == index && !visit.recalled && visit.tokens.iter().all(|(tokens, _)| tokens.start < meeting.start)
    };
    let Some(journey) = candidates.iter().rfind(told).cloned() else { return };
    // “est parti d'Oslo pour Riga, pour un sommet avec Y à Minsk”: the meeting has a place of its own.
    let behind = scene.item_of(sentence, meeting.end);
    let elsewhere = scene.goals_right(sentence, behind, false).iter().any(|goal| goal.state != journey.state);
    let home = scene.people.figures[journey.figure].state;
    let guest = |figure: &usize| {
        let state = scene.people.figures[*figure].state;
        *figure != journey.figure
            && scene.is_official(*figure)
            && state.is_some()
            && state != home
            && scene.is_abroad(*figure, journey.state)
    };
    let first = (behind..sentence.items.len()).find(|at| !scene.one_of(sentence, *at, &scene.pack.words.the)).unwrap_or(behind);
    let people: Vec<usize> = scene.with_following(sentence, first).figures;
    for figure in people.into_iter().filter(|figure| !elsewhere && guest(figure)) {
        let tokens = vec![(meeting.clone(), rule.clone())];
        candidates.push(VisitFound { figure, hosts: Vec::new(), tokens, ..journey.clone() });
    }
}

/// “Huit ministres accompagnaient X, parmi lesquels Y”, “Y accompagne X”: those who go with X go where X goes.
fn in_company(scene: &Scene, index: usize, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let rule = format!("{}/visit/along", scene.pack.id);
    for at in 0..sentence.items.len() {
        let token = sentence.items[at].tokens.start;
        let readings = scene.pack.verbs.readings(scene.word(sentence, at));
        let goes_with = |(verb, form): &&(VerbId, Form)| scene.pack.journeys.accompany.contains(verb) && form.is_finite();
        let Some((_, form)) = readings.iter().find(goes_with) else { continue };
        let group = scene.verb_group(sentence, token, *form);
        let whom = (at + 1..sentence.items.len().min(at + 4)).find_map(|item| Some((item, scene.figure(sentence.items[item].kind)?)));
        let Some((item, whom)) = whom.filter(|_| !group.negated && !group.object_pronoun) else { continue };
        let own = |visit: &&VisitFound| visit.figure == whom && !visit.recalled && visit.sentence <= index;
        let Some(journey) = candidates.iter().rfind(own).cloned() else { continue };
        // “qui l'accompagnait au Vanuatu”
        let elsewhere = scene.goals_right(sentence, item + 1, false).into_iter().next().filter(|goal| goal.state != journey.state);
        if elsewhere.is_some_and(|goal| scene.is_abroad(whom, goal.state)) {
            continue;
        }
        let mut company = scene.subject(index, &group).figures;
        company.extend(scene.named_of_several(sentence, item + 1));
        let home = scene.people.figures[whom].state;
        let compatriot = |figure: &usize| *figure != whom && scene.people.figures[*figure].state.is_none_or(|state| home == Some(state));
        for figure in company.into_iter().filter(compatriot) {
            let tokens = vec![(group.tokens.clone(), rule.clone()), (sentence.items[item].tokens.clone(), rule.clone())];
            candidates.push(VisitFound { figure, hosts: Vec::new(), tokens, sentence: index, ..journey.clone() });
        }
    }
}

/// “accompagné de X et Y”, “X et Y font partie de la délégation”: those who travel along go where the traveller of the text goes.
fn along(scene: &Scene, index: usize, lead: &Lead, candidates: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let sign = |set: &WordSet| sentence.tokens.clone().find_map(|at| set.length_at(tokens, at).map(|length| (at, length)));
    let behind = sign(&scene.pack.journeys.along);
    let before = sign(&scene.pack.journeys.along_before);
    let Some((at, length)) = behind.or(before) else { return };
    // “X a démissionné plutôt que d'être du voyage”
    let first = scene.item_of(sentence, at);
    if scene.stands_in(sentence, first.saturating_sub(4)..first, &scene.pack.journeys.unwilling) {
        return;
    }
    // “X ne fait pas partie de la suite”
    if sentence.tokens.clone().any(|at| scene.pack.words.negations.contains(&tokens[at].lower)) {
        return;
    }
    let home = scene.people.figures[lead.figure].state;
    // The traveller's journey told of last, up to here or right after.
    let mut own: Vec<&VisitFound> = candidates.iter().filter(|candidate| candidate.figure == lead.figure && !candidate.recalled).collect();
    // “X est à Oslo. Il s'était rendu à Riga en mai. Y est du voyage”: not the journey that the text looks back to.
    let back = |candidate: &VisitFound| {
        let tense = |(tokens, _): &(std::ops::Range<usize>, String)| {
            let sentence = &scene.marked.sentences[scene.marked.sentence_of(tokens)];
            scene.tense_of(sentence, &(scene.item_of(sentence, tokens.start)..scene.item_of(sentence, tokens.end - 1) + 1))
        };
        candidate.sentence < index && candidate.tokens.first().and_then(tense) == Some(Tense::Pluperfect)
    };
    own.sort_by_key(|candidate| (back(candidate), candidate.sentence > index + 1, candidate.sentence.abs_diff(index)));
    // “Y, qui l'accompagnait au Vanuatu”
    let there = scene.goals_right(sentence, scene.item_of(sentence, at + length), false).into_iter().next();
    if let Some(there) = there.filter(|there| before.is_some() && scene.is_abroad(lead.figure, there.state)) {
        own.retain(|journey| journey.state == there.state);
    }
    let Some(journey) = own.first().map(|journey| (*journey).clone()) else { return };
    let rule = format!("{}/visit/along", scene.pack.id);
    let from = if before.is_some() { 0 } else { scene.item_of(sentence, at + length) };
    let mut joined: Vec<usize> = Vec::new();
    for item in from..sentence.items.len() {
        let Some(figure) = scene.figure(sentence.items[item].kind) else { continue };
        let state = scene.people.figures[figure].state;
        let compatriot = state == home || state.is_none();
        if figure != lead.figure && compatriot && !joined.contains(&figure) {
            joined.push(figure);
            let mut visit = journey.clone();
            visit.figure = figure;
            visit.hosts = Vec::new();
            visit.tokens = vec![(at..at + length, rule.clone()), (sentence.items[item].tokens.clone(), rule.clone())];
            visit.sentence = index;
            candidates.push(visit);
        }
    }
}
