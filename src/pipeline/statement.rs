//! From a scene and its events to the claims of a document: ids, labels, evidence, canonical order.

use super::evidence::{Book, Ground};
use crate::claim::{
    Abstention, ActReport, ActType, ActorCode, CLAIMS_VERSION, Claims, Clue, DateSaid, LocalId, Office, OfficeSaid, PersonMention,
    PlaceSaid, Provision, Reading, Source, StateMention, TreatyReport, VisitReport,
};
use crate::document::Document;
use crate::event::{Events, Scene, TreatyFound, VisitFound};
use crate::gazetteer::Sense;
use crate::mention::Naming;
use crate::text::{Sketch, Span};
use smol_str::format_smolstr;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Puts the claims together. Two passes: the first enters all evidence, the second writes its final numbers.
pub(super) fn claims(document: &Document, scene: &Scene, events: &Events, reading: Reading) -> Claims {
    let mut book = Book::new(scene);
    let _ = Writer::new(scene, events, &mut book).write();
    book.number();
    let parts = Writer::new(scene, events, &mut book).write();
    Claims {
        version: CLAIMS_VERSION,
        document: Source {
            id: document.id.clone(),
            url: document.url.clone(),
            published: scene.published,
            title: document.title.clone(),
            language: scene.pack.id.clone(),
            sha256: document.sha256(),
            bytes: u32::try_from(document.text.len()).unwrap_or(u32::MAX),
            // Of what is read: menus and other headlines differ from page to page where the article is one.
            sketch: Sketch::of(scene.marked.sentences.iter().flat_map(|sentence| &scene.marked.tokens[sentence.tokens.clone()])),
            metadata: document.metadata.clone(),
        },
        reading,
        evidence: book.evidence(),
        states: parts.states,
        people: parts.people,
        treaties: parts.treaties,
        visits: parts.visits,
        abstentions: parts.abstentions,
    }
}

struct Parts {
    states: Vec<StateMention>,
    people: Vec<PersonMention>,
    treaties: Vec<TreatyReport>,
    visits: Vec<VisitReport>,
    abstentions: Vec<Abstention>,
}

struct Writer<'a, 'b> {
    scene: &'a Scene<'a>,
    events: &'a Events,
    book: &'b mut Book<'a>,
    used: BTreeMap<String, u32>,
    person_ids: BTreeMap<usize, LocalId>,
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(scene: &'a Scene<'a>, events: &'a Events, book: &'b mut Book<'a>) -> Self {
        Self { scene, events, book, used: BTreeMap::new(), person_ids: BTreeMap::new() }
    }

    fn write(mut self) -> Parts {
        let people = self.people();
        let states = self.states();
        let treaty_ids: Vec<LocalId> = self
            .events
            .treaties
            .iter()
            .map(|treaty| treaty.tokens[treaty.label].0.clone())
            .map(|tokens| self.local("treaty", &tokens))
            .collect();
        let treaties =
            self.events.treaties.iter().enumerate().map(|(at, treaty)| self.treaty(treaty, treaty_ids[at].clone(), &treaty_ids)).collect();
        let visits = self.events.visits.iter().map(|visit| self.visit(visit, &treaty_ids)).collect();
        let mut abstentions: Vec<Abstention> = self
            .events
            .ledger
            .withheld
            .iter()
            .map(|withheld| Abstention {
                evidence: self.book.id(&withheld.tokens, &withheld.rule),
                what: withheld.what.to_owned(),
                reason: withheld.reason.to_owned(),
            })
            .collect();
        abstentions.sort();
        abstentions.dedup();
        Parts { states, people, treaties, visits, abstentions }
    }

    /// `kind-start-end`, and `-2` … for further ones of the same span.
    fn local(&mut self, kind: &str, tokens: &Range<usize>) -> LocalId {
        let span: Span = self.scene.marked.span(tokens);
        let base = format!("{kind}-{}-{}", span.start(), span.end());
        let count = self.used.entry(base.clone()).or_default();
        *count += 1;
        LocalId(if *count == 1 { base.into() } else { format_smolstr!("{base}-{count}") })
    }

    fn code(&self, actor: u32) -> ActorCode {
        self.scene.gazetteer.actors[actor as usize].code.clone()
    }

    fn rule(&self, name: &str) -> String {
        format!("{}/{name}", self.scene.pack.id)
    }

    fn states(&mut self) -> Vec<StateMention> {
        let marked = self.scene.marked;
        let mut found: Vec<(u32, Vec<Range<usize>>)> = Vec::new();
        let mut note = |actor: u32, tokens: &Range<usize>| match found.iter_mut().find(|(other, _)| *other == actor) {
            Some((_, all)) => all.push(tokens.clone()),
            None => found.push((actor, vec![tokens.clone()])),
        };
        for name in &marked.names {
            match name.sense {
                Sense::State(actor) | Sense::Demonym(actor) | Sense::Seat(actor) => note(actor, &name.tokens),
                Sense::Place(place) => {
                    let place = &self.scene.gazetteer.places[place as usize];
                    // A capital stands for its government where it is no whereabouts: “Moscou a annoncé”.
                    if place.capital
                        && !self.is_whereabouts(&name.tokens)
                        && let Some(actor) = self.scene.state_index(&place.state)
                    {
                        note(actor, &name.tokens);
                    }
                }
                _ => {}
            }
        }
        let rule = self.rule("state/name");
        found
            .into_iter()
            .filter(|(actor, _)| self.scene.gazetteer.actors[*actor as usize].kind == crate::gazetteer::ActorKind::State)
            .map(|(actor, all)| {
                let mut forms: Vec<String> = Vec::new();
                for tokens in &all {
                    let form = marked.words(tokens).to_owned();
                    if !forms.contains(&form) {
                        forms.push(form);
                    }
                }
                let id = self.local("state", &all[0]);
                // One quote a form is enough to check, and keeps the graph small.
                let mut seen = BTreeSet::new();
                let firsts = all.into_iter().filter(|tokens| seen.insert(marked.words(tokens)));
                let grounds: Vec<Ground> = firsts.map(|tokens| (tokens, rule.clone())).collect();
                let evidence = self.book.ids(&grounds);
                StateMention { id, state: self.code(actor), forms, evidence }
            })
            .collect()
    }

    fn is_whereabouts(&self, tokens: &Range<usize>) -> bool {
        let marked = self.scene.marked;
        let at = marked.sentence_of(tokens);
        let Some(sentence) = marked.sentences.get(at) else { return true };
        let item = self.scene.item_of(sentence, tokens.start);
        self.scene.preposition_before(sentence, item, 0).is_some_and(|(word, _)| self.scene.pack.words.place_prepositions.contains(&word))
    }

    fn people(&mut self) -> Vec<PersonMention> {
        let scene = self.scene;
        let events = self.events;
        let mut acting: BTreeSet<usize> = BTreeSet::new();
        acting.extend(events.visits.iter().flat_map(|visit| visit.hosts.iter().copied().chain([visit.figure])));
        acting.extend(events.treaties.iter().flat_map(|treaty| treaty.acts.iter()).flat_map(|act| act.figures.iter().copied()));
        let mut out = Vec::new();
        for (at, figure) in scene.people.figures.iter().enumerate() {
            let named = figure.mentions.iter().any(|mention| scene.marked.people[*mention].name.is_some());
            if !named && !acting.contains(&at) || figure.mentions.is_empty() {
                continue;
            }
            if let Some(person) = self.person(at) {
                out.push(person);
            }
        }
        out.sort_by_key(|person| person.evidence.first().copied());
        out
    }

    fn person(&mut self, at: usize) -> Option<PersonMention> {
        let scene = self.scene;
        let marked = scene.marked;
        let figure = &scene.people.figures[at];
        let known = figure.known.map(|person| &scene.gazetteer.people[person as usize]);
        let first = figure
            .mentions
            .iter()
            .map(|mention| &marked.people[*mention])
            .find(|person| person.name.is_some())
            .or_else(|| figure.mentions.first().map(|mention| &marked.people[*mention]))?;
        let anchor = first.name.clone().unwrap_or(first.tokens.clone());
        let id = self.local("person", &anchor);
        self.person_ids.insert(at, id.clone());
        let mut forms: Vec<String> = Vec::new();
        let mut grounds: Vec<Ground> = Vec::new();
        let mut offices: Vec<(OfficeSaid, Vec<Ground>)> = Vec::new();
        for mention in &figure.mentions {
            let person = &marked.people[*mention];
            if let Some(name) = &person.name {
                let form = marked.words(name).to_owned();
                if !forms.contains(&form) {
                    forms.push(form);
                    let how = if person.how == Naming::Full { "person/full-name" } else { "person/surname" };
                    grounds.push((name.clone(), self.rule(how)));
                }
            }
            let Some(title) = person.title.as_ref().filter(|_| person.how != Naming::Counterpart) else { continue };
            let counterpart =
                title.office == Office::Other && scene.pack.words.counterparts.length_at(&marked.tokens, title.tokens.start).is_some();
            let succeeds = title.tokens.clone().any(|at| scene.pack.offices.successors.contains(&marked.tokens[at].lower));
            let office = match (counterpart, title.former) {
                // “son successeur, X”
                (false, _) if succeeds => match self.predecessor_office(*mention, at) {
                    Some(office) => office,
                    None => continue,
                },
                // “son homologue”: the office of the other one in the sentence.
                (true, _) => match self.counterpart_office(person.sentence, title.tokens.start, at) {
                    Some(office) => office,
                    None => continue,
                },
                (false, true) => Office::Former,
                (false, false) => title.office_in(figure.state),
            };
            let state = title
                .actor
                .filter(|actor| scene.gazetteer.actors[*actor as usize].kind == crate::gazetteer::ActorKind::State)
                .map(|actor| self.code(actor));
            let ground = (title.tokens.clone(), self.rule("person/title"));
            match offices
                .iter_mut()
                .find(|(said, _)| said.office == office && (said.state == state || state.is_none() || said.state.is_none()))
            {
                Some((said, grounds)) => {
                    said.state = said.state.clone().or(state);
                    if grounds.len() < 3 {
                        grounds.push(ground);
                    }
                }
                None => offices.push((
                    OfficeSaid { office, title: marked.words(&title.tokens).to_owned(), state, evidence: Vec::new() },
                    vec![ground],
                )),
            }
        }
        if offices.is_empty()
            && let Some((office, state, tokens)) = self.office_spoken_of(at)
        {
            let said = OfficeSaid { office, title: marked.words(&tokens).to_owned(), state, evidence: Vec::new() };
            offices.push((said, vec![(tokens, self.rule("person/title"))]));
        }
        if grounds.is_empty() {
            grounds.push((first.tokens.clone(), self.rule("person/title")));
            forms.push(marked.words(&first.tokens).to_owned());
        }
        let label = known.map_or_else(
            || figure.name.as_ref().map_or_else(|| forms[0].clone(), |name| marked.words(name).to_owned()),
            |person| person.label.clone(),
        );
        let state_evidence =
            figure.state_said.as_ref().map(|tokens| vec![self.book.id(tokens, &self.rule("person/state"))]).unwrap_or_default();
        let offices = offices
            .into_iter()
            .map(|(mut said, grounds)| {
                said.evidence = self.book.ids(&grounds);
                said
            })
            .collect();
        Some(PersonMention {
            id,
            label,
            forms,
            wikidata: known.map(|person| person.qid.clone()),
            candidates: if known.is_some() {
                Vec::new()
            } else {
                figure.candidates.iter().take(5).map(|person| scene.gazetteer.people[*person as usize].qid.clone()).collect()
            },
            offices,
            state: figure.state.map(|actor| self.code(actor)),
            evidence: self.book.ids(&grounds),
            state_evidence,
        })
    }

    /// “aucun Premier ministre indien n'était venu depuis X”: of somebody known, an office that the text speaks of beside the name without
    /// saying whose it is, if that person held it.
    fn office_spoken_of(&self, at: usize) -> Option<(Office, Option<ActorCode>, Range<usize>)> {
        let scene = self.scene;
        let figure = &scene.people.figures[at];
        let known = figure.known?;
        let named: Vec<usize> = figure.mentions.iter().map(|mention| scene.marked.people[*mention].sentence).collect();
        let held = |office: Office| scene.gazetteer.terms.of_person(known as usize).any(|term| term.office == office);
        let marked = scene.marked;
        let unknown =
            marked.people.iter().enumerate().filter(|(other, person)| person.name.is_none() && scene.people.figure(*other).is_none());
        unknown.filter_map(|(_, person)| person.title.as_ref()).chain(&marked.titles).find_map(|title| {
            let sentence = marked.sentence_of(&title.tokens);
            let near = named.iter().any(|named| *named == sentence || *named == sentence + 1);
            let state = title.actor.is_none_or(|actor| figure.state == Some(actor));
            let fits = !title.former && near && state && held(title.office);
            fits.then(|| (title.office, title.actor.map(|actor| self.code(actor)), title.tokens.clone()))
        })
    }

    /// The office that a text gives to the one named last before a mention, here or in the sentence before.
    fn predecessor_office(&self, mention: usize, but: usize) -> Option<Office> {
        let scene = self.scene;
        let people = &scene.marked.people;
        let before = (0..people.len())
            .filter(|other| people[*other].tokens.end <= people[mention].tokens.start)
            .filter(|other| people[mention].sentence - people[*other].sentence <= 4)
            .filter_map(|other| Some((people[other].tokens.start, scene.people.figure(other)?)))
            .filter(|(_, figure)| *figure != but)
            .max_by_key(|(start, _)| *start)?;
        let titles = scene.people.figures[before.1].mentions.iter().filter_map(|other| people[*other].title.as_ref());
        titles
            .map(|title| title.office_in(scene.people.figures[before.1].state))
            .find(|office| !matches!(office, Office::Other | Office::Former))
    }

    /// The office of the first other person of a sentence that has a title there or elsewhere in the text.
    fn counterpart_office(&self, sentence: usize, at: usize, but: usize) -> Option<Office> {
        let scene = self.scene;
        let specific = |figure: usize, mention: usize| {
            let title = scene.marked.people[mention].title.as_ref().filter(|title| !title.former)?;
            Some(title.office_in(scene.people.figures[figure].state)).filter(|office| !matches!(office, Office::Other | Office::Leader))
        };
        let own = scene.people.figures[but].state;
        let foreign = |figure: &usize| *figure != but && (own.is_none() || scene.people.figures[*figure].state != own);
        let mut here: Vec<(usize, usize)> = (scene.marked.people.iter().enumerate())
            .filter(|(_, person)| person.sentence == sentence)
            .map(|(mention, person)| (person.tokens.start, mention))
            .collect();
        // The one named last before, then those behind.
        here.sort_by_key(|(start, _)| if *start < at { (false, usize::MAX - start) } else { (true, *start) });
        let mut others: Vec<usize> = here.iter().filter_map(|(_, mention)| scene.people.figure(*mention)).filter(foreign).collect();
        if others.is_empty() {
            // “Accueilli par son homologue, Y, le visiteur …”
            let before = scene.marked.people.iter().enumerate().filter(|(_, person)| person.sentence + 1 == sentence);
            others.extend(
                before.filter_map(|(mention, _)| scene.people.figure(mention)).find(foreign).or(scene.topic.filter(|topic| foreign(topic))),
            );
        }
        let said = |figure: usize| scene.people.figures[figure].mentions.iter().find_map(|mention| specific(figure, *mention));
        // “X reçoit son homologue, Y”: of an X whom the text gives no office, the one that X held, if Y held it too.
        let known = |figure: usize| {
            let when = scene.published?;
            let held = |figure: usize| {
                let person = scene.people.figures[figure].known.into_iter();
                person.flat_map(|person| scene.gazetteer.terms.of_person(person as usize)).filter(move |term| term.covers(when))
            };
            held(figure).map(|term| term.office).find(|office| held(but).any(|term| term.office == *office))
        };
        others.iter().find_map(|figure| said(*figure)).or_else(|| others.iter().find_map(|figure| known(*figure)))
    }

    fn date(&mut self, date: &crate::event::DateFound) -> DateSaid {
        DateSaid {
            period: date.period,
            words: self.scene.marked.words(&date.tokens).to_owned(),
            evidence: vec![self.book.id(&date.tokens, &date.rule)],
        }
    }

    fn place(&mut self, place: u32, tokens: &Range<usize>, rule: &str) -> PlaceSaid {
        let known = &self.scene.gazetteer.places[place as usize];
        PlaceSaid { name: known.name.clone(), wikidata: known.qid.clone(), evidence: vec![self.book.id(tokens, rule)] }
    }

    fn persons(&self, figures: &[usize]) -> Vec<LocalId> {
        let mut ids: Vec<LocalId> = figures.iter().filter_map(|figure| self.person_ids.get(figure).cloned()).collect();
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        ids
    }

    fn codes(&self, actors: &[u32]) -> Vec<ActorCode> {
        let codes: BTreeSet<ActorCode> = actors.iter().map(|actor| self.code(*actor)).collect();
        codes.into_iter().collect()
    }

    fn treaty(&mut self, found: &TreatyFound, id: LocalId, ids: &[LocalId]) -> TreatyReport {
        let scene = self.scene;
        let known = found.known.map(|treaty| &scene.gazetteer.treaties[treaty as usize]);
        let mut labels: Vec<String> = Vec::new();
        let mut grounds: Vec<Ground> = Vec::new();
        for (tokens, rule) in &found.tokens {
            let label = scene.marked.words(tokens).to_owned();
            if !labels.contains(&label) {
                labels.push(label);
                grounds.push((tokens.clone(), rule.clone()));
            }
        }
        let label = scene.treaty_label(found);
        let mut acts: Vec<ActReport> = Vec::new();
        for act in &found.acts {
            let rule = act.tokens[0].1.clone();
            let id = self.local(&format!("act-{}", act.act.as_str()), &act.tokens[0].0);
            acts.push(ActReport {
                id,
                act: act.act,
                date: act.date.as_ref().map(|date| self.date(date)),
                place: act.place.as_ref().map(|(place, tokens)| self.place(*place, tokens, &rule)),
                by: self.codes(&act.by),
                persons: self.persons(&act.figures),
                happened: act.happened,
                evidence: self.book.ids(&act.tokens),
            });
        }
        let mut provisions = Vec::new();
        let mut quoted = BTreeSet::new();
        for (tokens, article, rule) in &found.provisions {
            if quoted.insert((tokens.start, tokens.end)) {
                let id = self.local("provision", tokens);
                provisions.push(Provision { id, article: article.clone(), evidence: vec![self.book.id(tokens, rule)] });
            }
        }
        let mut replaces: Vec<LocalId> = found.replaces.iter().map(|at| ids[*at].clone()).filter(|other| *other != id).collect();
        replaces.sort();
        replaces.dedup();
        TreatyReport {
            label,
            labels,
            kind: found.kind,
            parties: self.codes(&found.parties),
            parties_complete: found.parties_complete,
            batch: found.batch,
            wikidata: known.and_then(|known| known.qid.clone()),
            status: found.status,
            acts,
            provisions,
            replaces,
            replaces_evidence: self.book.ids(&found.replaces_tokens),
            party_evidence: self.book.ids(&found.party_tokens),
            evidence: self.book.ids(&grounds),
            id,
        }
    }

    fn visit(&mut self, found: &VisitFound, treaty_ids: &[LocalId]) -> VisitReport {
        let scene = self.scene;
        let visitor = self.person_ids.get(&found.figure).cloned().unwrap_or_else(|| LocalId("person-unknown".into()));
        let mut clues: BTreeSet<Clue> = BTreeSet::new();
        for (treaty, id) in self.events.treaties.iter().zip(treaty_ids) {
            let home = scene.people.figures[found.figure].state;
            let there = treaty.acts.iter().any(|act| {
                let place = act.place.as_ref().and_then(|(place, _)| scene.state_index(&scene.gazetteer.places[*place as usize].state));
                let signed = act.act == ActType::Signed && act.happened && !treaty.batch && treaty.parties.contains(&found.state);
                let by_visitor = act.figures.contains(&found.figure) && place.is_none_or(|state| state == found.state) && !found.recalled;
                // “avait fait une visite en Irlande. L'Irlande et la Namibie avaient signé à Dublin …”
                let beside = place == Some(found.state)
                    && home.is_some_and(|home| treaty.parties.contains(&home))
                    && found.start.is_none()
                    && scene.marked.sentence_of(&act.tokens[0].0).abs_diff(found.sentence) <= 2;
                signed && (by_visitor || beside)
            });
            if there {
                clues.insert(Clue::TreatySignedThere { treaty: id.clone() });
            }
        }
        if let Some(years) = found.first_in_years {
            clues.insert(Clue::FirstInYears { years });
        }
        for state in &found.tour {
            clues.insert(Clue::SameTour { destination: self.code(*state) });
        }
        if let Some(period) = scene.published.filter(|_| found.current) {
            clues.insert(Clue::News { period });
        }
        let first = found.tokens.iter().min_by_key(|(tokens, _)| (tokens.start, tokens.end)).cloned().unwrap_or((0..1, String::new()));
        let id = self.local("visit", &first.0);
        let told: Vec<Ground> = found.tokens.iter().chain(&found.kind_tokens).cloned().collect();
        VisitReport {
            id,
            visitor,
            destination: self.code(found.state),
            destination_evidence: self.book.ids(&found.goal_tokens),
            place: found.place.as_ref().map(|(place, tokens, rule)| self.place(*place, tokens, rule)),
            start: found.start.as_ref().map(|date| self.date(date)),
            end: found.end.as_ref().map(|date| self.date(date)),
            kind: found.kind,
            status: found.status,
            hosts: self.persons(&found.hosts),
            clues: clues.into_iter().collect(),
            evidence: self.book.ids(&told),
        }
    }
}
