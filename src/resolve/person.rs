//! Who is who inside one document: names, surnames and titles brought under one figure each, and each figure weighed against the
//! people that the gazetteer knows. An id is given only where one candidate stands clearly above the others.

use crate::claim::Office;
use crate::gazetteer::Gazetteer;
use crate::lang::Pack;
use crate::mention::{Marked, Naming, PersonSpan};
use crate::period::Period;
use crate::text::Token;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use weighing::top_offices;

mod belonging;
mod weighing;

/// One person of a document.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// Index into the gazetteer's people, where the choice is safe.
    pub known: Option<u32>,
    /// Whom else the name could mean, best first.
    pub candidates: Vec<u32>,
    /// Indexes into [`Marked::people`], in order.
    pub mentions: Vec<usize>,
    /// The fullest name in the text.
    pub name: Option<Range<usize>>,
    /// The state the person belongs to (index into the gazetteer's actors), as said, else as known.
    pub state: Option<u32>,
    /// The words that say the state.
    pub state_said: Option<Range<usize>>,
    /// `male` or `female`, where known.
    pub gender: Option<bool>,
}

/// The figures of a document, and which mention means which.
#[derive(Debug, Default)]
pub struct People {
    /// In the order of their first mention.
    pub figures: Vec<Figure>,
    /// Mention → figure.
    pub of: Vec<Option<usize>>,
}

/// A known person's name counts as well known from so many Wikipedias on.
const WELL_KNOWN: u32 = 60;

impl People {
    /// Brings the mentions of a text under figures.
    #[must_use]
    pub fn resolve(marked: &Marked, pack: &Pack, gazetteer: &Gazetteer, published: Option<Period>) -> Self {
        let mut resolver = Resolver {
            marked,
            pack,
            gazetteer,
            published,
            people: Self { figures: Vec::new(), of: vec![None; marked.people.len()] },
            surnames: HashMap::new(),
        };
        for (index, person) in marked.people.iter().enumerate() {
            if person.how == Naming::Full && person.name.is_some() && !resolver.nickname(index, person) {
                resolver.full(index, person);
            }
        }
        for (index, person) in marked.people.iter().enumerate() {
            if person.how == Naming::Surname && !resolver.nickname(index, person) {
                resolver.surname(index, person);
            }
        }
        resolver.settle_states();
        resolver.compatriots();
        for (index, person) in marked.people.iter().enumerate() {
            if person.how == Naming::Title {
                resolver.title(index, person);
            }
        }
        for figure in &mut resolver.people.figures {
            figure.mentions.sort_unstable();
        }
        for (index, person) in marked.people.iter().enumerate() {
            if person.how == Naming::Counterpart {
                resolver.counterpart(index, person);
            }
        }
        for figure in &mut resolver.people.figures {
            figure.mentions.sort_unstable();
            figure.mentions.dedup();
        }
        resolver.people
    }

    /// The figure that a mention means.
    #[must_use]
    pub fn figure(&self, mention: usize) -> Option<usize> {
        self.of.get(mention).copied().flatten()
    }
}

/// What the words beside a name say of whom it means.
#[derive(Clone, Copy)]
struct Hint {
    /// The title's office, and whether it is a former one.
    office: Option<(Office, bool)>,
    /// The state that the title or the words beside the name give.
    actor: Option<u32>,
}

impl Hint {
    fn of(person: &PersonSpan) -> Self {
        let nation = person.nation.as_ref().map(|(actor, _)| *actor);
        let title = person.title.as_ref();
        Self { office: title.map(|title| (title.office, title.former)), actor: title.and_then(|title| title.actor).or(nation) }
    }
}

struct Resolver<'a> {
    marked: &'a Marked<'a>,
    pack: &'a Pack,
    gazetteer: &'a Gazetteer,
    published: Option<Period>,
    people: People,
    /// Folded surname → figures that bear it.
    surnames: HashMap<String, Vec<usize>>,
}

impl Resolver<'_> {
    fn full(&mut self, index: usize, person: &PersonSpan) {
        let Some(name) = person.name.clone() else { return };
        let key = self.marked.key(&name);
        // “M. Di Maio”: two words, and the surname of one who was named in full.
        if person.known.is_empty() && self.surnames.contains_key(&key) {
            return self.surname(index, person);
        }
        let candidates = self.weigh(&person.known, Hint::of(person));
        let known = Self::safe(&candidates);
        let figure = self.people.figures.iter().position(|figure| match (figure.known, known) {
            (Some(one), Some(other)) => one == other,
            _ => figure.name.as_ref().is_some_and(|other| same_name(&self.marked.key(other), &key)),
        });
        let figure = figure.unwrap_or_else(|| {
            self.people.figures.push(Figure {
                known,
                candidates: candidates.iter().map(|(person, _)| *person).collect(),
                name: Some(name.clone()),
                ..Figure::default()
            });
            self.people.figures.len() - 1
        });
        let entry = &mut self.people.figures[figure];
        if entry.known.is_none() {
            entry.known = known;
        }
        if entry.name.as_ref().is_none_or(|old| old.len() < name.len()) {
            entry.name = Some(name.clone());
        }
        self.join(index, figure);
        for surname in self.surnames_of(&name, &person.known) {
            let list = self.surnames.entry(surname).or_default();
            if !list.contains(&figure) {
                list.push(figure);
            }
        }
    }

    fn join(&mut self, mention: usize, figure: usize) {
        self.people.of[mention] = Some(figure);
        self.people.figures[figure].mentions.push(mention);
    }

    fn surnames_of(&self, name: &Range<usize>, known: &[u32]) -> BTreeSet<String> {
        let words: Vec<&str> =
            self.marked.tokens[name.clone()].iter().filter(|token| token.is_word()).map(|token| token.fold.as_str()).collect();
        let mut keys: BTreeSet<String> = (1..words.len()).map(|from| words[from..].join(" ")).collect();
        keys.extend(words.iter().skip(1).map(|word| (*word).to_owned()));
        if words.len() > 1
            && (known.iter().any(|person| self.gazetteer.names.by_surname(words[0]).contains(person))
                || self.marked.tokens[name.end - 1].hyphened && !self.marked.tokens[name.end - 1].capital)
        {
            keys.insert(words[0].to_owned());
        }
        // Hyphenated parts stand together too.
        for from in 1..words.len() {
            for to in from + 1..=words.len() {
                keys.insert(words[from..to].join(" "));
            }
        }
        keys
    }

    /// “X dit Y”: Y is what X is called.
    fn nickname(&mut self, index: usize, person: &PersonSpan) -> bool {
        let Some(called) = person.tokens.start.checked_sub(1) else { return false };
        if !self.pack.words.nicknames.contains(&self.marked.tokens[called].lower) {
            return false;
        }
        let comma = called.checked_sub(1).filter(|at| self.marked.tokens[*at].is_sign(","));
        let bearer = self
            .marked
            .people
            .iter()
            .position(|other| other.tokens.end == comma.unwrap_or(called))
            .and_then(|bearer| self.people.of[bearer]);
        bearer.inspect(|figure| self.join(index, *figure)).is_some()
    }

    fn surname(&mut self, index: usize, person: &PersonSpan) {
        let Some(name) = person.name.clone() else { return };
        let key = self.marked.key(&name);
        let hint = Hint::of(person);
        if let Some(figures) = self.surnames.get(&key) {
            // The one named last before, of those whose title does not speak against it.
            let gender = self.gender_said(index);
            let fits = |figure: &usize| {
                let same = gender.is_none_or(|said| self.gender(*figure).is_none_or(|gender| gender == said));
                // “le roi Salmane” is not Mohammed ben Salmane.
                let given = person.title.as_ref().is_none_or(|title| !title.given_name || self.goes_by(*figure, &key));
                same && given && hint.office.is_none_or(|(office, _)| self.allows(*figure, office, hint.actor))
            };
            let before = |figure: &usize| {
                self.people.figures[*figure]
                    .mentions
                    .iter()
                    .filter(|mention| self.marked.people[**mention].tokens.start < person.tokens.start)
                    .max()
                    .copied()
            };
            let chosen = figures
                .iter()
                .copied()
                .filter(fits)
                .max_by_key(|figure| (self.weight(*figure, &key), before(figure), std::cmp::Reverse(*figure)));
            if let Some(figure) = chosen {
                self.join(index, figure);
                return;
            }
        }
        // “Abiy Ahmed … M. Abiy”: one whom the text has named in full goes by the first name.
        let mut first = (0..self.people.figures.len()).filter(|at| self.begins_with(*at, &key));
        if let (Some(figure), None) = (first.next(), first.next()) {
            self.join(index, figure);
            return;
        }
        let mut candidates = self.weigh(self.gazetteer.names.by_surname(&key), hint);
        let mut known = self.safe_surname(&candidates, hint);
        if known.is_none() && person.title.as_ref().is_some_and(|title| title.given_name) {
            // “la reine Élisabeth”
            let regnal = self.weigh(self.gazetteer.names.by_regnal_name(&key), hint);
            known = self.safe_surname(&regnal, hint);
            candidates.extend(regnal.into_iter().filter(|_| known.is_some()));
        }
        let figure =
            known.and_then(|known| self.people.figures.iter().position(|figure| figure.known == Some(known))).unwrap_or_else(|| {
                self.people.figures.push(Figure {
                    known,
                    candidates: candidates.iter().take(5).map(|(person, _)| *person).collect(),
                    name: Some(name.clone()),
                    ..Figure::default()
                });
                self.people.figures.len() - 1
            });
        self.join(index, figure);
        let list = self.surnames.entry(key).or_default();
        if !list.contains(&figure) {
            list.push(figure);
        }
    }

    /// A last name weighs more than a middle one.
    fn weight(&self, figure: usize, key: &str) -> u8 {
        let Some(name) = &self.people.figures[figure].name else { return 0 };
        let full = self.marked.key(name);
        u8::from(full.ends_with(&format!(" {key}")) || full.starts_with(&format!("{key} ")))
    }

    /// Has the figure a name of several words, of which these are the first?
    fn begins_with(&self, figure: usize, key: &str) -> bool {
        let name = self.people.figures[figure].name.as_ref().map(|name| self.marked.key(name));
        name.is_some_and(|name| name.strip_prefix(key).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// Does the figure's name begin with the words, or are they all of it that the text has?
    fn goes_by(&self, figure: usize, key: &str) -> bool {
        let name = self.people.figures[figure].name.as_ref().map(|name| self.marked.key(name));
        name.is_none_or(|name| name.starts_with(key) || !name.contains(' '))
    }

    /// Can somebody who is this figure bear the title?
    fn allows(&self, figure: usize, office: Office, actor: Option<u32>) -> bool {
        let figure = &self.people.figures[figure];
        let Some(actor) = actor else { return true };
        let said = figure.mentions.iter().filter_map(|mention| self.marked.people[*mention].title.as_ref()).find_map(|title| title.actor);
        let known = figure.known.map(|person| &self.gazetteer.people[person as usize]);
        let code = &self.gazetteer.actors[actor as usize].code;
        match (said, known) {
            (Some(said), _) => said == actor || self.gazetteer.is_succession(&self.gazetteer.actors[said as usize].code, code),
            (None, Some(person)) => {
                person.states.is_empty()
                    || person.states.contains(code)
                    || matches!(office, Office::Other | Office::Ambassador | Office::Envoy)
            }
            (None, None) => true,
        }
    }

    /// “le président russe”: the one person of the text that it can mean, else the office's one holder at the time.
    fn title(&mut self, index: usize, person: &PersonSpan) {
        let Some(title) = &person.title else { return };
        // “aucun président”, “un président”: nobody in particular.
        let before = person.tokens.start.checked_sub(1).map(|at| &self.marked.tokens[at]);
        let first = &self.marked.tokens[person.tokens.start];
        let words = &self.pack.words;
        let nobody = |token: &Token| {
            words.an.contains(&token.lower) || self.pack.instruments.none.length_at(std::slice::from_ref(token), 0).is_some()
        };
        if before.is_some_and(nobody) || nobody(first) {
            return;
        }
        // “X avait été le premier président américain à …”: whoever leads the sentence.
        let ordinal = title.tokens.start.checked_sub(1).is_some_and(|at| words.ordinals.contains(&self.marked.tokens[at].lower));
        if ordinal {
            if let Some(figure) = self.leading(person) {
                self.join(index, figure);
            }
            return;
        }
        let mut best: Option<(u8, usize, usize)> = None;
        let gender = self.gender_said(index);
        for at in 0..self.people.figures.len() {
            let figure = &self.people.figures[at];
            // “La présidente” is no man.
            if matches!((gender, figure.gender), (Some(said), Some(known)) if said != known) {
                continue;
            }
            // “Le secrétaire général de l'ONU”: of no state, whatever passport he has; but not he who is said to serve another body.
            let of_body = title.office == Office::GeneralSecretary && title.serves.is_some();
            let serves = |mention: &usize| self.marked.people[*mention].title.as_ref().and_then(|other| other.serves);
            if of_body && figure.mentions.iter().filter_map(serves).any(|body| Some(body) != title.serves) {
                continue;
            }
            if let (Some(actor), Some(state)) = (title.actor.filter(|_| !of_body), figure.state)
                && actor != state
            {
                continue;
            }
            // “la reine Maxima … La reine des Pays-Bas …”: what is told of the title tells the state.
            let told = |mention: &usize| {
                let span = &self.marked.people[*mention];
                span.tokens.start < person.tokens.start
                    && span.title.as_ref().is_some_and(|other| other.given_name && other.office == title.office)
            };
            if title.actor.is_some() && !of_body && figure.state.is_none() && !figure.mentions.iter().any(told) {
                continue;
            }
            let strength = self.holds(figure, title.office_in(figure.state), title.former);
            if strength == 0 {
                continue;
            }
            let before = figure
                .mentions
                .iter()
                .filter(|mention| self.marked.people[**mention].tokens.start < person.tokens.start)
                .max()
                .map_or(0, |mention| mention + 1);
            // A title without state means the one spoken of last; with one, the one who bears it best.
            // “Reçu par X, le président a dit …”: X is somebody else.
            if title.actor.is_none() && self.right_behind(figure, person) {
                continue;
            }
            let rank = if title.actor.is_some() {
                (strength + 2 * u8::from(before > 0), figure.mentions.len(), before)
            } else {
                (
                    u8::from(before > 0) + 1,
                    if figure.mentions.len() >= 2 * most_mentions(&self.people.figures, at) { usize::MAX } else { before },
                    usize::from(strength),
                )
            };
            if best.is_none_or(|(a, b, _)| (rank.0, rank.1) > (a, b)) {
                best = Some((rank.0, rank.1, at));
            }
        }
        if let Some((_, _, figure)) = best.filter(|(found, _, _)| *found > 0) {
            let found = &mut self.people.figures[figure];
            if let (None, Some(actor)) = (found.state, title.actor.filter(|_| title.serves.is_none())) {
                (found.state, found.state_said) = (Some(actor), Some(title.words_of_state()));
            }
            self.join(index, figure);
            return;
        }
        if title.former {
            return;
        }
        if let Some(figure) = self.described(person) {
            self.join(index, figure);
            return;
        }
        let (Some(actor), Some(when)) = (title.actor, self.published) else { return };
        let code = &self.gazetteer.actors[actor as usize].code;
        let mut holders: Vec<usize> = top_offices(title.office)
            .iter()
            .flat_map(|office| self.gazetteer.terms.of_office(*office, code))
            .filter(|term| !term.is_undated() && !term.start.is_empty() && term.covers(when))
            .map(|term| term.person)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        if let [one] = holders[..] {
            let known = u32::try_from(one).ok();
            let figure = self.people.figures.iter().position(|figure| figure.known == known).unwrap_or_else(|| {
                self.people.figures.push(Figure {
                    known,
                    state: Some(actor),
                    state_said: Some(title.words_of_state()),
                    ..Figure::default()
                });
                self.people.figures.len() - 1
            });
            self.join(index, figure);
        }
    }

    /// The first one named before the mention in its sentence, where the state does not speak against it.
    fn leading(&self, person: &PersonSpan) -> Option<usize> {
        let actor = person.title.as_ref().and_then(|title| title.actor);
        let before = |at: &usize| {
            let other = &self.marked.people[*at];
            other.sentence == person.sentence && other.tokens.end <= person.tokens.start && other.name.is_some()
        };
        let figure = (0..self.marked.people.len()).find(before).and_then(|at| self.people.of[at])?;
        let state = self.people.figures[figure].state;
        (actor.is_none() || state == actor).then_some(figure)
    }

    /// Does the mention follow a comma that follows the figure's name, and no comma closes it?
    fn right_behind(&self, figure: &Figure, person: &PersonSpan) -> bool {
        let Some(comma) = person.tokens.start.checked_sub(1).filter(|at| self.marked.tokens[*at].is_sign(",")) else { return false };
        let closed = self.marked.tokens.get(person.tokens.end).is_none_or(|token| !token.is_word());
        !closed && figure.mentions.iter().any(|mention| self.marked.people[*mention].tokens.end == comma)
    }

    /// “C'en était fini de X. Le chef du gouvernement tunisien …”: the one Tunisian named in this sentence or the one before of whom nothing
    /// else is said or known.
    fn described(&self, person: &PersonSpan) -> Option<usize> {
        let actor = person.title.as_ref()?.actor?;
        let office = |at: &usize| {
            let figure = &self.people.figures[*at];
            let titled = figure.mentions.iter().any(|mention| self.marked.people[*mention].title.is_some());
            let serves =
                |known: u32| self.gazetteer.terms.of_person(known as usize).any(|term| self.published.is_none_or(|when| term.covers(when)));
            !titled && !figure.known.is_some_and(serves)
        };
        let near = |mention: &usize| {
            let span = &self.marked.people[*mention];
            span.name.is_some() && span.tokens.start < person.tokens.start && person.sentence - span.sentence <= 1
        };
        let mut fits = (0..self.people.figures.len())
            .filter(|at| self.people.figures[*at].state == Some(actor) && self.people.figures[*at].mentions.iter().any(near))
            .filter(office);
        let one = fits.next()?;
        fits.next().is_none().then_some(one)
    }

    /// “son homologue”: the office of the sentence's other person, in the state it names.
    fn counterpart(&mut self, index: usize, person: &PersonSpan) {
        let Some(title) = &person.title else { return };
        let others: Vec<usize> = self
            .marked
            .people
            .iter()
            .enumerate()
            .filter(|(at, other)| *at != index && other.sentence == person.sentence)
            .filter_map(|(at, _)| self.people.of[at])
            .collect();
        let own: Option<usize> =
            others.iter().copied().find(|figure| title.actor.is_none() || self.people.figures[*figure].state != title.actor);
        let offices: BTreeSet<Office> = own
            .map(|figure| {
                let figure = &self.people.figures[figure];
                let said =
                    figure.mentions.iter().filter_map(|mention| self.marked.people[*mention].title.as_ref()).map(|title| title.office);
                let known = figure
                    .known
                    .into_iter()
                    .flat_map(|person| self.gazetteer.terms.of_person(person as usize))
                    .filter(|term| self.published.is_none_or(|when| term.covers(when)))
                    .map(|term| term.office);
                said.chain(known).collect()
            })
            .unwrap_or_default();
        let fits: Vec<usize> = (0..self.people.figures.len())
            .filter(|at| Some(*at) != own)
            .filter(|at| {
                let figure = &self.people.figures[*at];
                let state_fits = match title.actor {
                    Some(actor) => figure.state == Some(actor),
                    None => figure.state.is_some() && own.is_some_and(|own| self.people.figures[own].state != figure.state),
                };
                state_fits
                    && (title.actor.is_some() && offices.is_empty() || offices.iter().any(|office| self.holds(figure, *office, false) > 0))
            })
            .collect();
        if let [one] = fits[..] {
            self.join(index, one);
        }
    }
}

/// The most mentions that any other figure has.
fn most_mentions(figures: &[Figure], but: usize) -> usize {
    figures.iter().enumerate().filter(|(at, _)| *at != but).map(|(_, figure)| figure.mentions.len()).max().unwrap_or(0).max(1)
}

/// Two full names of one person: equal, or one lacks a middle name or has the words in another order.
fn same_name(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let a: Vec<&str> = one.split(' ').collect();
    let b: Vec<&str> = other.split(' ').collect();
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    short.len() >= 2 && short.first() == long.first() && short.last() == long.last() && short.iter().all(|word| long.contains(word))
}

/// Offices at the head of a state.
fn leads(office: Office) -> bool {
    matches!(
        office,
        Office::President
            | Office::King
            | Office::Queen
            | Office::Emperor
            | Office::Leader
            | Office::Pope
            | Office::PrimeMinister
            | Office::Chancellor
    )
}
