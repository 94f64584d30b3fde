//! Visit candidates: every place where a journey rule finds a traveller and a goal.

use super::Ledger;
use super::finder::Finder;
use super::scene::{Scene, Whereabouts};
use super::verb_group::Tense;
use crate::claim::{VisitKind, VisitStatus};
use crate::lang::Form;
use crate::mention::ItemKind;
use crate::period::Period;
use std::ops::Range;

/// A date with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFound {
    /// Settled as far as the text allows.
    pub period: Period,
    /// The words.
    pub tokens: Range<usize>,
    /// The date rule.
    pub rule: String,
}

/// A journey of one figure to one state, as one or more places of the text tell it.
#[derive(Debug, Clone)]
pub struct VisitFound {
    /// The traveller.
    pub figure: usize,
    /// Index of the state.
    pub state: u32,
    /// Words for the goal.
    pub goal_tokens: Vec<(Range<usize>, String)>,
    /// Town or site: index into the gazetteer's places, with its words and rule.
    pub place: Option<(u32, Range<usize>, String)>,
    /// First day.
    pub start: Option<DateFound>,
    /// Last day.
    pub end: Option<DateFound>,
    /// As the text says.
    pub kind: Option<VisitKind>,
    /// As of the text.
    pub status: Option<VisitStatus>,
    /// Those who receive.
    pub hosts: Vec<usize>,
    /// The words of the event, with the rule each.
    pub tokens: Vec<(Range<usize>, String)>,
    /// The sentence of the first of them.
    pub sentence: usize,
    /// Told as a thing of the past beside the story (“il y était déjà venu en 2008”).
    pub recalled: bool,
    /// “première visite en trente ans”.
    pub first_in_years: Option<u16>,
    /// Part of a tour: the other states of it.
    pub tour: Vec<u32>,
    /// The words that say the kind, where they are not the visit's own, with their rule.
    pub kind_tokens: Option<(Range<usize>, String)>,
    /// The kind is only what the rule's word makes likely.
    pub kind_guessed: bool,
    /// The date is that on which the traveller leaves.
    pub leaves: bool,
    /// The date is that of the event to which the traveller comes.
    pub dated_by_event: bool,
    /// Of the story's own time, not a look back or ahead.
    pub current: bool,
}

/// All candidates, in the order of the text.
pub(super) fn candidates(scene: &Scene, lead: Option<&Lead>, ledger: &mut Ledger) -> Vec<VisitFound> {
    let mut found = Vec::new();
    for index in 0..scene.marked.sentences.len() {
        let sentence = &scene.marked.sentences[index];
        let here = found.len();
        for at in 0..sentence.items.len() {
            if sentence.items[at].kind != ItemKind::Word {
                continue;
            }
            let token = sentence.items[at].tokens.start;
            let finder = Finder { scene, index, sentence, item: at, lead };
            let readings = scene.pack.verbs.readings(&scene.marked.tokens[token].lower);
            // “avait fait”: behind a helper the form is the participle, and no present.
            let perfect =
                readings.iter().any(|(_, form)| *form == Form::Participle) && !scene.verb_group(sentence, token, Form::Participle).bare;
            let noun = scene.pack.journeys.nouns.at(&scene.marked.tokens[..sentence.tokens.end], token);
            // “le voyage” is no form of a verb.
            let article = noun.is_some() && scene.one_of(sentence, at.wrapping_sub(1), &scene.pack.words.articles);
            for &(verb, form) in readings.iter().filter(|(_, form)| !article && (!perfect || *form == Form::Participle)) {
                finder.verb(verb, form, &mut found, ledger);
            }
            if let Some((length, &rule)) = noun {
                finder.noun(length, &scene.pack.journeys.rules[rule], &mut found, ledger);
            }
        }
        if found.len() == here {
            heading(scene, index, &mut found);
        }
    }
    found
}

/// The one whose journey the text tells, and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    pub figure: usize,
    pub state: u32,
}

impl VisitFound {
    /// How many sentences lie between one and the nearest that tells of the journey.
    pub(super) fn told_from(&self, scene: &Scene, sentence: usize) -> usize {
        let told = self.tokens.iter().map(|(tokens, _)| scene.marked.sentence_of(tokens));
        told.map(|at| at.abs_diff(sentence)).min().unwrap_or(usize::MAX)
    }

    /// Is the journey told as made or under way?
    pub(super) fn is_made(&self) -> bool {
        matches!(self.status, None | Some(VisitStatus::Completed | VisitStatus::Ongoing))
    }

    /// A visit that one place of the text tells, without date.
    pub(super) fn told(figure: usize, goal: &Whereabouts, tokens: Range<usize>, rule: &str, sentence: usize) -> Self {
        Self {
            figure,
            state: goal.state,
            goal_tokens: vec![(goal.tokens.clone(), rule.to_owned())],
            place: goal.place.map(|place| (place, goal.tokens.clone(), rule.to_owned())),
            start: None,
            end: None,
            kind: None,
            status: None,
            hosts: Vec::new(),
            tokens: vec![(tokens, rule.to_owned())],
            sentence,
            recalled: false,
            first_in_years: None,
            tour: Vec::new(),
            kind_tokens: None,
            kind_guessed: false,
            leaves: false,
            dated_by_event: false,
            current: false,
        }
    }
}

/// “X au Pérou pour deux jours”: a heading of a person and a place, without verb; “Mai 2008. X à Lima.” in a chronology.
fn heading(scene: &Scene, index: usize, found: &mut Vec<VisitFound>) {
    let sentence = &scene.marked.sentences[index];
    let labelled = scene.date_label(sentence);
    if !(sentence.heading || labelled.is_some()) || sentence.items.len() > 22 {
        return;
    }
    let Some(at) = sentence.items.iter().position(|item| matches!(item.kind, ItemKind::Person(_))) else { return };
    let Some(figure) = scene.figure(sentence.items[at].kind).filter(|_| !scene.governed(sentence, at)) else { return };
    if !scene.one_of(sentence, at + 1, &scene.pack.words.at) {
        return;
    }
    let goals = scene.goals_right(sentence, at + 1, false);
    let rule = format!("{}/visit/heading", scene.pack.id);
    for goal in goals.into_iter().filter(|goal| scene.leads_abroad(figure, goal)) {
        if scene.item_of(sentence, goal.tokens.start) > at + 4 {
            continue;
        }
        let tokens = sentence.items[at].tokens.start..goal.tokens.end;
        let mut visit = VisitFound::told(figure, &goal, tokens, &rule, index);
        visit.start = labelled.and_then(|label| scene.date_found(sentence, label, Some(Tense::Past)));
        found.push(visit);
    }
}
