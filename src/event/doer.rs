//! Who does what an act tells: behind “par”, or as the owner of its noun; and who concludes no treaty.

use super::scene::Scene;
use super::subject::Subject;
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// Whose act a noun tells: “le retrait de la Finlande du traité”, “la Finlande annonce son retrait”.
pub(super) fn owner(scene: &Scene, index: usize, noun: usize, last: usize) -> Subject {
    let sentence = &scene.marked.sentences[index];
    let several = listed_owners(scene, sentence, last);
    if several.actors.len() > 1 {
        return several;
    }
    let named = (last..sentence.items.len().min(last + 4)).find_map(|at| Some((scene.acting(sentence, at)?, at)));
    // “le retrait américain de l'accord”
    let named = named.or_else(|| Some((scene.actor(sentence.items.get(last)?.kind)?, last)));
    match named {
        Some((actor, at)) => Subject { actors: vec![actor], figures: Vec::new(), tokens: Some(sentence.items[at].tokens.clone()) },
        None if noun > 0 && scene.one_of(sentence, noun - 1, &scene.pack.words.own) => scene.subject_left(index, noun, true),
        None => by_phrase(scene, sentence, last..sentence.items.len()),
    }
}

/// “a retiré le Japon du traité”, “a retiré son pays du traité”: the state that the verb takes out.
pub(super) fn taken_out(scene: &Scene, sentence: &Sentence, verb: usize, subject: &Subject) -> Option<Subject> {
    let words = &scene.pack.words;
    let small = |at: &usize| scene.one_of(sentence, *at, &words.articles) || matches!(sentence.items[*at].kind, ItemKind::Date(_));
    let at = (verb + 1..sentence.items.len().min(verb + 6)).find(|at| !small(at))?;
    let own = || scene.one_of(sentence, at - 1, &words.own) && scene.begins(sentence, at, &words.many_states);
    match scene.actor(sentence.items[at].kind) {
        Some(actor) => Some(Subject { actors: vec![actor], figures: Vec::new(), tokens: Some(sentence.items[at].tokens.clone()) }),
        None => own().then(|| subject.clone()),
    }
}

/// “Sorti en 2018 du traité, le Japon …”: the state that leads the clause behind the comma; “le traité dont le Japon est sorti”: the one that
/// leads the clause.
pub(super) fn led_by_state(scene: &Scene, sentence: &Sentence, verb: usize, bare: bool) -> Subject {
    let comma = || (verb..sentence.items.len()).find(|at| scene.word(sentence, *at) == ",");
    let which = || scene.clause(sentence, verb).start.checked_sub(1).filter(|at| scene.one_of(sentence, *at, &scene.pack.words.which));
    let opens = if bare && verb == 0 { comma() } else { which() };
    let leads = |opens: usize| {
        let at = (opens + 1..sentence.items.len()).find(|at| !scene.one_of(sentence, *at, &scene.pack.words.the))?;
        let actor = scene.acting(sentence, at).filter(|_| bare || at < verb)?;
        Some(Subject { actors: vec![actor], figures: Vec::new(), tokens: Some(sentence.items[at].tokens.clone()) })
    };
    opens.and_then(leads).unwrap_or_default()
}

/// “les ministres du Japon, de la Suisse et du Vietnam ont signé”: the states whose people the plural of an office means, two or more of them.
pub(super) fn represented(scene: &Scene, sentence: &Sentence, among: Range<usize>) -> Option<Subject> {
    let words = &scene.pack.words;
    let named = |at: usize| scene.actor(sentence.items[at].kind).filter(|_| matches!(sentence.items[at].kind, ItemKind::Name(_)));
    let links = |at: usize| scene.word(sentence, at) == "," || scene.one_of(sentence, at, &words.and);
    let small = |at: usize| scene.one_of(sentence, at, &words.of) || scene.one_of(sentence, at, &words.the);
    let last = among.clone().rev().find(|at| named(*at).is_some() && !scene.is_where(sentence, *at))?;
    let (mut first, mut actors) = (last, vec![named(last)?]);
    while let Some(before) = (among.start..first).rev().find(|at| !small(*at)).filter(|at| links(*at) && *at > among.start) {
        let Some(actor) = named(before - 1) else { break };
        first = before - 1;
        actors.push(actor);
    }
    // “les ministres”, not “de la Défense” nor “la visite des ministres”
    let leads = |at: &usize| {
        let plural = words.noun_plural_endings.iter().any(|ending| scene.word(sentence, *at).ends_with(ending.as_str()));
        plural && scene.begins(sentence, *at, &words.government) && !scene.governed(sentence, *at)
    };
    (first.saturating_sub(HEAD).max(among.start)..first).rev().take_while(|at| named(*at).is_none()).find(leads)?;
    actors.reverse();
    let tokens = sentence.items[first].tokens.start..sentence.items[last].tokens.end;
    (actors.len() > 1).then(|| Subject { actors, figures: Vec::new(), tokens: Some(tokens) })
}

/// How far before the first of the states that it lists the noun of an office may stand, in items.
const HEAD: usize = 6;

/// “les négociations entre la Suisse et le Vietnam”, “les discussions de la Suisse avec le Vietnam”: those that stand behind the noun, past
/// small words only.
fn listed_owners(scene: &Scene, sentence: &Sentence, from: usize) -> Subject {
    let words = &scene.pack.words;
    let mut owners = Subject::default();
    for (at, item) in sentence.items.iter().enumerate().skip(from) {
        let word = scene.word(sentence, at);
        let small = [&words.of, &words.between, &words.with, &words.and, &words.articles].iter().any(|set| set.contains(word));
        match scene.actor(item.kind) {
            Some(actor) if !owners.actors.contains(&actor) => {
                owners.actors.push(actor);
                owners.tokens = Some(owners.tokens.map_or(item.tokens.clone(), |old| super::hull(&old, &item.tokens)));
            }
            Some(_) => {}
            None if small => {}
            None => break,
        }
    }
    owners
}

/// “signée par les parents”: by those who conclude no treaty.
pub(super) fn by_private(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let by = (from..sentence.items.len().min(from + 6)).find(|at| scene.one_of(sentence, *at, &scene.pack.words.by));
    by.is_some_and(|by| {
        sentence.items[by + 1..sentence.items.len().min(by + 4)]
            .iter()
            .any(|item| scene.pack.instruments.private_partners.length_at(tokens, item.tokens.start).is_some())
    })
}

/// “par X et Y”, among these items.
pub(super) fn by_phrase(scene: &Scene, sentence: &Sentence, among: Range<usize>) -> Subject {
    let mut subject = Subject::default();
    let first = among.start..among.end.min(among.start + 18);
    let Some(by) = first.into_iter().find(|at| scene.one_of(sentence, *at, &scene.pack.words.by)) else {
        return subject;
    };
    for at in by + 1..among.end.min(by + 22) {
        let item = &sentence.items[at];
        if let Some(figure) = scene.figure(item.kind) {
            if !subject.figures.contains(&figure) {
                subject.figures.push(figure);
            }
        } else if let Some(actor) = scene.acting(sentence, at) {
            if !subject.actors.contains(&actor) {
                subject.actors.push(actor);
            }
        } else {
            let word = scene.word(sentence, at);
            let small = scene.pack.words.articles.contains(word)
                || word == ","
                || scene.pack.words.joining.contains(word)
                || scene.pack.words.government.length_at(&scene.marked.tokens, item.tokens.start).is_some()
                || item.kind == ItemKind::Word && !subject.is_empty() && word.len() < 3;
            // “par les chefs des deux diplomaties, X et Y”, “par dix États, dont X”, but not “par les négociateurs, dix jours avant la venue
            // de X”.
            let including = || scene.begins(sentence, at + 1, &scene.pack.words.including);
            let named = || sentence.items.get(at + 1).is_some_and(|next| scene.figure(next.kind).is_some());
            let apart = word == "," && subject.is_empty() && !named() && !including();
            // “après la dénonciation par le Ghana, le Togo a …”: behind the comma another clause begins.
            let next = || (at + 1..among.end).find(|next| !scene.one_of(sentence, *next, &scene.pack.words.the));
            let finite = |at: usize| scene.pack.verbs.readings(scene.word(sentence, at)).iter().any(|(_, form)| form.is_finite());
            let leads = |at: usize| scene.actor(sentence.items[at].kind).is_some() && finite(at + 1);
            let apart = apart || word == "," && next().is_some_and(leads);
            if apart || !small && !subject.is_empty() || item.kind == ItemKind::Sign && word != "," {
                break;
            }
        }
        subject.tokens = Some(subject.tokens.map_or(item.tokens.clone(), |old| super::hull(&old, &item.tokens)));
    }
    subject
}
