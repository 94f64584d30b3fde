//! Who travels and who receives: the people that a journey rule’s word has beside it.

use super::finder::Finder;
use super::subject::Subject;
use super::verb_group::VerbGroup;
use crate::claim::Office;
use crate::gazetteer::Sense;
use crate::lang::{Form, JourneyRule, Visitor};
use crate::mention::ItemKind;

impl Finder<'_> {
    pub(super) fn roles(&self, rule: &JourneyRule, group: &VerbGroup, subject: &Subject, passive: bool) -> (Vec<usize>, Vec<usize>) {
        let scene = self.scene;
        match rule.visitor {
            Visitor::Subject | Visitor::Of | Visitor::Agent => (subject.figures.clone(), Vec::new()),
            Visitor::Recipient => (self.objects(self.item + 1), Vec::new()),
            Visitor::Object if passive => (subject.figures.clone(), self.agent()),
            Visitor::Object => {
                let mut objects = self.objects(self.item + 1);
                if objects.is_empty() {
                    objects = self.relative_object();
                }
                if objects.is_empty() && group.object_pronoun {
                    objects.extend(self.led_before_relative().filter(|figure| !subject.figures.contains(figure)));
                }
                if objects.is_empty() && group.object_pronoun {
                    let token = group.tokens.start;
                    // “l'avait menée”: the participle tells whom.
                    let word = scene.word(self.sentence, self.item);
                    let agreeing = scene.pack.words.feminine_endings.iter().any(|ending| word.ends_with(ending.as_str()));
                    objects = [false, true]
                        .into_iter()
                        .filter(|female| *female || !agreeing)
                        .filter_map(|female| scene.pronoun(self.index.saturating_sub(usize::from(self.item < 2)), token, female))
                        .find(|figure| !subject.figures.contains(figure))
                        .into_iter()
                        .collect();
                    if objects.is_empty() {
                        objects = scene.pronoun_other(self.index, token, &subject.figures).into_iter().collect();
                    }
                    if rule.things {
                        // “La décision de X est tombée. Oslo l'attendait.”: only one who leads the sentence or the one before.
                        objects.retain(|figure| scene.topic == Some(*figure) || self.leads_nearby(*figure));
                    }
                }
                // “X a dépêché Y à Oslo”: who sends is no host.
                let hosts = if rule.host == Some(Visitor::Subject) { subject.figures.clone() } else { Vec::new() };
                (objects, hosts)
            }
            Visitor::Both => {
                let mut all = subject.figures.clone();
                for figure in self.objects(self.item + 1) {
                    if !all.contains(&figure) {
                        all.push(figure);
                    }
                }
                (all, Vec::new())
            }
        }
    }

    /// “X, que Y a reçu à Oslo”: whom “que” takes up.
    fn relative_object(&self) -> Vec<usize> {
        let scene = self.scene;
        let that = scene.clause(self.sentence, self.item).start.checked_sub(1);
        let that = that.filter(|at| scene.one_of(self.sentence, *at, &scene.pack.words.that));
        let named = |that: usize| {
            let at = that.checked_sub(1 + usize::from(that > 0 && scene.word(self.sentence, that - 1) == ","))?;
            scene.figure(self.sentence.items[at].kind)
        };
        that.and_then(named).into_iter().collect()
    }

    /// “X gagnera l'Ouganda, dont le président l'accueillera”, “X sera à Riga, où l'attend Y”: X, who leads what the clause belongs to.
    fn led_before_relative(&self) -> Option<usize> {
        let scene = self.scene;
        let words = &scene.pack.words;
        let opens = scene.clause(self.sentence, self.item).start.checked_sub(1)?;
        let relative = [&words.where_words, &words.whose].iter().any(|set| scene.one_of(self.sentence, opens, set));
        let mut people = (0..opens).filter_map(|at| Some((at, scene.figure(self.sentence.items[at].kind)?)));
        let (at, figure) = people.next()?;
        let alone = people.all(|(_, other)| other == figure);
        (relative && alone && !scene.governed(self.sentence, at)).then_some(figure)
    }

    /// Is the figure named in the sentence or the one before, and nobody's “de” rules it?
    fn leads_nearby(&self, figure: usize) -> bool {
        (self.index.saturating_sub(1)..=self.index).any(|index| {
            let sentence = &self.scene.marked.sentences[index];
            let leads = |at: usize| {
                let free = || !self.scene.governed(sentence, at) || self.scene.vehicle_of(sentence, at);
                self.scene.figure(sentence.items[at].kind) == Some(figure) && free()
            };
            (0..sentence.items.len()).any(leads)
        })
    }

    /// People right after the verb, with those coordinated; past dates and small words.
    pub(super) fn objects(&self, from: usize) -> Vec<usize> {
        let scene = self.scene;
        let mut out = Vec::new();
        let mut skipped = 0;
        for at in from..self.sentence.items.len().min(from + 16) {
            match self.sentence.items[at].kind {
                // “a reçu un appel de X”: X is not who was received.
                ItemKind::Person(_) if out.is_empty() && at > from && skipped > 1 && self.owner(at) => break,
                ItemKind::Person(mention) => match scene.people.figure(mention) {
                    Some(figure) => {
                        if !out.contains(&figure) {
                            out.push(figure);
                        }
                        skipped = 0;
                    }
                    None => break,
                },
                ItemKind::Word => {
                    let word = scene.word(self.sentence, at);
                    // “n'a envoyé que son ministre X”
                    let only = at == from && scene.pack.words.that.contains(word) && self.only();
                    if only {
                        continue;
                    }
                    let words = &scene.pack.words;
                    if [&words.clause_words, &words.relative, &words.whose].iter().any(|set| set.contains(word)) {
                        break;
                    }
                    // “par X, et par le ministre Y”
                    let again = scene.pack.words.by.contains(word) && scene.one_of(self.sentence, at - 1, &scene.pack.words.and);
                    if !out.is_empty() && !again && !scene.pack.words.joining.contains(word) && !scene.pack.words.articles.contains(word) {
                        break;
                    }
                    skipped += usize::from(!scene.pack.words.the.contains(word));
                    if skipped > 6 {
                        break;
                    }
                }
                // “a invité les entreprises à Oslo, a dit X”
                ItemKind::Sign if scene.word(self.sentence, at) == "," && out.is_empty() && self.says(at + 1) => break,
                ItemKind::Sign if scene.word(self.sentence, at) == "," => {}
                ItemKind::Sign => break,
                ItemKind::Date(_) => {}
                // “ses homologues togolais X, malien Y et ivoirien Z”
                ItemKind::Name(_) if !out.is_empty() && scene.is_nation_of_next(self.sentence, at) => {}
                ItemKind::Name(_) => {
                    if !out.is_empty() {
                        break;
                    }
                    skipped += 1;
                }
            }
        }
        if out.is_empty() { scene.named_of_several(self.sentence, from) } else { out }
    }

    /// Does “ne” without “pas” stand before the verb?
    fn only(&self) -> bool {
        let negation = |at: usize| self.scene.one_of(self.sentence, at, &self.scene.pack.words.negations);
        (self.item.saturating_sub(4)..self.item).any(negation)
    }

    /// Does a finite verb stand at the item (“…, a dit X”)?
    fn says(&self, item: usize) -> bool {
        let readings = self.scene.pack.verbs.readings(self.scene.word(self.sentence, item));
        readings.iter().any(|(_, form)| form.is_finite())
    }

    /// Is the item ruled by “de”?
    pub(super) fn owner(&self, item: usize) -> bool {
        let of = &self.scene.pack.words.of;
        of.contains(&self.scene.marked.tokens[self.sentence.items[item].tokens.start].lower)
            || self.scene.preposition_before(self.sentence, self.past_nationality(item), 1).is_some_and(|(word, _)| of.contains(&word))
    }

    /// “l'Américaine X”: the item of the nationality before a name, else the item itself.
    fn past_nationality(&self, item: usize) -> usize {
        let nation = |at: usize| matches!(self.sentence.items[at].kind, ItemKind::Name(name) if matches!(self.scene.marked.names[name].sense, Sense::Demonym(_)));
        item.checked_sub(1).filter(|before| nation(*before)).unwrap_or(item)
    }

    /// “a été reçu par le ministre norvégien de la Pêche”, “par les autorités norvégiennes”: the state of a host of whom nobody knows who it is.
    pub(super) fn unknown_host(&self, group: &VerbGroup, passive: bool) -> Option<u32> {
        let scene = self.scene;
        let state = |at: usize| scene.state_of_unknown(self.sentence, at).or_else(|| scene.acting(self.sentence, at));
        if passive {
            let end = self.sentence.items.len();
            let by = (self.item + 1..end.min(self.item + 7)).find(|at| scene.one_of(self.sentence, *at, &scene.pack.words.by))?;
            return (by + 1..end.min(by + 6)).find_map(state);
        }
        let first = scene.item_of(self.sentence, group.tokens.start);
        // “L'ambassadeur de France à Nairobi a reçu X”: he is not at home there.
        let posted = |item: usize| {
            let ItemKind::Person(person) = self.sentence.items[item].kind else { return false };
            scene.marked.people[person].title.as_ref().is_some_and(|title| title.office == Office::Ambassador)
        };
        scene.unknown_leader(self.sentence, self.item, first).filter(|(item, _)| !posted(*item)).map(|(_, state)| state)
    }

    /// “par X”.
    pub(super) fn agent(&self) -> Vec<usize> {
        let scene = self.scene;
        (self.item + 1..self.sentence.items.len().min(self.item + 12))
            .find(|at| scene.one_of(self.sentence, *at, &scene.pack.words.by))
            .map(|by| self.objects(by + 1))
            .unwrap_or_default()
    }

    /// “de X”, “du président X” right of a noun, past what says the kind of visit.
    pub(super) fn of_person(&self, from: usize) -> Vec<usize> {
        let scene = self.scene;
        for at in from..self.sentence.items.len().min(from + 7) {
            match self.sentence.items[at].kind {
                ItemKind::Person(_) => {
                    return if self.owner(at) { self.objects(at) } else { Vec::new() };
                }
                ItemKind::Word => {
                    // “la venue à Sofia du président”: the place may stand before the traveller.
                    let word = scene.word(self.sentence, at);
                    let words = &scene.pack.words;
                    // “un aller-retour à Riyad pour les funérailles de X”
                    let ends = [&words.by, &words.relative, &words.that, &words.with, &words.and, &words.purpose];
                    if ends.iter().any(|set| set.contains(word)) {
                        return Vec::new();
                    }
                }
                ItemKind::Date(_) | ItemKind::Name(_) => {}
                ItemKind::Sign if matches!(scene.word(self.sentence, at), "\"" | "«" | "»" | "”" | "“") => {}
                ItemKind::Sign => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// “la visite effectuée dans ce pays par X”: X.
    pub(super) fn made_by(&self, from: usize) -> Vec<usize> {
        let scene = self.scene;
        let end = self.sentence.items.len().min(from + 10);
        let made = (from..end.min(from + 4)).find(|at| {
            let readings = scene.pack.verbs.readings(scene.word(self.sentence, *at));
            readings.iter().any(|(_, form)| *form == Form::Participle)
        });
        let by = made.and_then(|made| (made + 1..end).find(|at| scene.one_of(self.sentence, *at, &scene.pack.words.by)));
        by.map(|by| self.objects(by + 1)).unwrap_or_default()
    }

    /// Does a verb stand between the clause's head and the noun (“effectuera mardi une visite”)?
    pub(super) fn verb_before(&self) -> bool {
        let scene = self.scene;
        let clause = scene.clause(self.sentence, self.item);
        (clause.start..self.item).any(|at| {
            self.sentence.items[at].kind == ItemKind::Word
                && scene.pack.verbs.readings(scene.word(self.sentence, at)).iter().any(|(_, form)| *form != Form::Infinitive)
        })
    }

    /// Does nobody else lead the sentence?
    pub(super) fn leads(&self, figure: usize) -> bool {
        let scene = self.scene;
        let first =
            (0..self.item).filter(|at| !scene.governed(self.sentence, *at)).find_map(|at| scene.figure(self.sentence.items[at].kind));
        first.is_none_or(|first| first == figure)
    }
}
