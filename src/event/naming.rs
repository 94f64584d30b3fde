//! How far the words reach that name an instrument: articles and counts before its head, what belongs to it behind.

use super::chain::year_of;
use super::instrument::InstrumentMention;
use super::scene::Scene;
use super::treaty::TreatyFound;
use super::verb_group::Tense;
use crate::gazetteer::Sense;
use crate::lang::{Form, VerbId};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// So long, in words, may the clause be that tells which instrument a bare noun means.
const LONGEST_RELATIVE: usize = 22;

/// So long, in words, the clause of a participle.
const LONGEST_PARTICIPLE: usize = 12;

/// So long, in items, a name between quotes.
const LONGEST_QUOTE: usize = 9;

/// With more parties a label is no longer read at a glance.
const MOST_PARTIES: usize = 4;

impl Scene<'_> {
    /// What an instrument is called: its best name, and its parties where that name is a bare noun (“accord (Chili, Japon)”).
    #[must_use]
    pub fn treaty_label(&self, found: &TreatyFound) -> String {
        let tokens = &found.tokens[found.label].0;
        if let Some(name) = self.taken_up(tokens) {
            return name;
        }
        let name = self.marked.words(tokens);
        let parties = (2..=MOST_PARTIES).contains(&found.parties.len()) && found.known.is_none();
        if !parties || !self.is_bare(tokens) {
            return name.to_owned();
        }
        // “traité qui rend à Maurice … (Maurice, Royaume-Uni)”
        let told = found.tokens.iter().find_map(|(tokens, _)| self.told_by_relative(tokens).or_else(|| self.told_by_participle(tokens)));
        let mut parties: Vec<&str> = found.parties.iter().map(|party| self.gazetteer.actors[*party as usize].label.as_str()).collect();
        parties.sort_unstable();
        format!("{} ({})", told.map_or(name, |told| self.marked.words(&told)), parties.join(", "))
    }

    /// “celui de 1998”: the noun that it takes up, and what follows (“accord de 1998”).
    fn taken_up(&self, name: &Range<usize>) -> Option<String> {
        let words = &self.pack.instruments;
        let length = words.that.length_at(&self.marked.tokens[..name.end], name.start).filter(|length| *length < name.len())?;
        let head = |at: usize| words.heads.at(&self.marked.tokens[..name.start], at).map(|(length, _)| at..at + length);
        let head = (0..name.start).rev().find_map(head)?;
        Some(format!("{} {}", self.marked.words(&head), self.marked.words(&(name.start + length..name.end))))
    }

    /// “le traité qui rend à Maurice l'archipel des Chagos”: the words that tell which one a bare noun means, up to the next sign.
    fn told_by_relative(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let sentence = &self.marked.sentences[self.marked.sentence_of(name)];
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let (words, pack) = (&self.pack.instruments, self.pack);
        let verb = tokens.get(name.end + 1).filter(|_| pack.words.relative.contains(&tokens[name.end].lower))?;
        let known = pack.verbs.readings(&verb.lower);
        let acts = |(verb, form): &(VerbId, Form)| {
            *form != Form::Present || words.act_verbs.contains_key(&verb.0) || pack.words.perfect.contains(verb)
        };
        let infinitive = tokens.get(name.end + 2).is_some_and(|next| {
            pack.verbs.readings(&next.lower).iter().any(|(_, form)| matches!(form, Form::Infinitive | Form::Participle))
        });
        let head = name.clone().find_map(|at| words.heads.at(tokens, at));
        let sets =
            [&pack.words.reflexive, &pack.words.object_pronouns, &pack.words.own_of_several, &pack.words.there, &pack.words.negations];
        let pronoun = sets.iter().any(|set| set.contains(&verb.lower));
        if head.is_none_or(|(_, head)| head.act_only)
            || pronoun
            || !self.is_bare(name)
            || !verb.is_word()
            || verb.capital
            || verb.elided
            || infinitive
            || known.iter().any(acts)
        {
            return None;
        }
        let end = (name.end + 2..tokens.len()).find(|at| !tokens[*at].is_word() || pack.words.relative.contains(&tokens[*at].lower))?;
        ((name.end + 4..=name.end + LONGEST_RELATIVE).contains(&end)).then_some(name.start..end)
    }

    /// “un accord créant une zone de libre-échange”: the words that tell which one a bare noun means, up to the next sign, “et”, date or party.
    fn told_by_participle(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let sentence = &self.marked.sentences[self.marked.sentence_of(name)];
        let tokens = &self.marked.tokens[..sentence.tokens.end];
        let (words, naming) = (&self.pack.instruments, &self.pack.instruments.naming);
        let word = tokens.get(name.end).filter(|token| token.is_word() && !token.capital)?;
        // “un accord destiné à protéger les forêts”
        let meant =
            || naming.meant.contains(&word.lower) && tokens.get(name.end + 1).is_some_and(|next| self.pack.words.to.contains(&next.lower));
        let telling = word.lower.ends_with(&naming.participle_ending) && word.lower.len() > 5 || meant();
        let else_told = naming.adjectives.contains(&word.lower)
            || naming.opens_parties.contains(&word.lower)
            || name.clone().find_map(|at| words.heads.at(tokens, at)).is_none_or(|(_, head)| head.act_only);
        if !telling || else_told || !self.is_bare(name) {
            return None;
        }
        let dated = |at: usize| self.marked.dates.binary_search_by_key(&at, |date| date.tokens.start).is_ok();
        let sets = [&self.pack.words.relative, &self.pack.words.clause_words, &self.pack.words.and, &naming.opens_parties];
        let ends = |at: &usize| !tokens[*at].is_word() || dated(*at) || sets.iter().any(|set| set.contains(&tokens[*at].lower));
        let end = (name.end + 1..tokens.len().min(name.end + LONGEST_PARTICIPLE + 1)).find(ends)?;
        // “un accord prolongeant le traité de 1990” tells of that one.
        if (name.end..end).any(|at| words.heads.at(tokens, at).is_some()) {
            return None;
        }
        (name.end + 3..=name.end + LONGEST_PARTICIPLE).contains(&end).then_some(name.start..end)
    }

    /// Does a name say no more than what kind of instrument it is, and how many (“neuf autres accords bilatéraux”)?
    fn is_bare(&self, name: &Range<usize>) -> bool {
        let (words, pack) = (&self.pack.instruments, self.pack);
        let tokens = &self.marked.tokens[..name.end];
        let mut at = name.start;
        while at < name.end {
            let heads = words.heads.at(tokens, at).map(|(length, _)| length);
            let counted = || [&words.batch, &words.new, &words.other].iter().find_map(|set| set.length_at(tokens, at));
            let small = || {
                let token = &tokens[at];
                let plain = words.naming.telling_nothing.iter().any(|start| token.fold.starts_with(start.as_str()));
                let little = [&pack.words.articles, &pack.words.of, &pack.words.and].iter().any(|set| set.contains(&token.lower));
                let number = pack.dates.number(&token.lower).is_some();
                (plain || little || number).then_some(1)
            };
            let Some(length) = heads.or_else(counted).or_else(small) else { return false };
            at += length;
        }
        true
    }
}

/// Does another head noun follow after small words, one adjective and quotes?
pub(super) fn holds_another(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut words = 0;
    let mut ruled = false;
    for at in from..sentence.tokens.end.min(from + 7) {
        if ruled && scene.pack.instruments.heads.at(tokens, at).is_some_and(|(_, head)| !head.act_only) {
            return true;
        }
        let word = tokens[at].lower.as_str();
        let small = scene.pack.words.articles.contains(word) || scene.pack.instruments.new.length_at(tokens, at).is_some();
        if scene.pack.words.of.contains(word) {
            ruled = true;
        } else if tokens[at].is_word() && !small {
            words += 1;
        } else if !tokens[at].is_word() && !matches!(word, "«" | "\"" | "“") {
            return false;
        }
        if words > 2 {
            return false;
        }
    }
    false
}

/// Articles, counts and adjectives before the head.
pub(super) fn left(scene: &Scene, sentence: &Sentence, item: usize, plural: bool, mention: &mut InstrumentMention) {
    let words = &scene.pack.instruments;
    let grammar = &scene.pack.words;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut counted = false;
    for at in (item.saturating_sub(5)..item).rev() {
        if sentence.items[at].kind != ItemKind::Word {
            break;
        }
        let start = sentence.items[at].tokens.start;
        let word = tokens[start].lower.as_str();
        if words.none.length_at(tokens, start).is_some() {
            mention.none = true;
            break;
        }
        if words.new.length_at(tokens, start).is_some() {
            mention.new |= words.old.length_at(tokens, start).is_none();
            mention.old |= words.old.length_at(tokens, start).is_some();
            mention.other |= words.other.length_at(tokens, start).is_some();
        } else if words.batch.length_at(tokens, start).is_some() {
            counted = true;
        } else if grammar.an.contains(word) {
            break;
        } else if grammar.articles.contains(word) && !grammar.bare_of.contains(word) {
            mention.definite |= !grammar.some.contains(word);
            mention.this = grammar.this.contains(word);
            break;
        } else {
            let adjective = || words.naming.before_endings.iter().any(|ending| word.ends_with(ending.as_str()));
            if counted || !grammar.of.contains(word) && !adjective() {
                break;
            }
        }
        // A count belongs to the name of a batch; “nouveau” and “important” to no name.
        if counted {
            mention.tokens.start = start;
        }
    }
    mention.batch = counted || plural && !mention.definite;
}

/// What belongs to the head on its right: adjectives, “de …”, quoted names, years.
pub(super) fn right(scene: &Scene, sentence: &Sentence, mention: &mut InstrumentMention) {
    let words = &scene.pack.words;
    let mut at = scene.item_of(sentence, mention.head.end);
    let mut end = mention.head.end;
    let mut taken = 0;
    let mut told = false;
    while let Some(item) = sentence.items.get(at) {
        if taken > 14 {
            break;
        }
        match item.kind {
            ItemKind::Word => {
                let token = &scene.marked.tokens[item.tokens.start];
                let word = token.lower.as_str();
                let naming = &scene.pack.instruments.naming;
                // “le traité créant la Communauté …”: the rest of its name.
                if taken == 0 && mention.definite && naming.telling.contains(word) {
                    (told, taken, at) = (true, 1, at + 1);
                    continue;
                }
                // “de siège”, “libre-échange”: behind “de” or a hyphen stands a noun.
                let before = scene.word(sentence, at.wrapping_sub(1));
                let noun = word.ends_with(&naming.participle_ending)
                    || naming.nouns.contains(word)
                    || token.hyphened
                    || words.of.contains(before) && taken > 0;
                let stops = words.relative.contains(word)
                    || words.clause_words.contains(word)
                    || naming.ends.contains(word)
                    || !noun && scene.pack.verbs.readings(word).iter().any(|(_, form)| *form != Form::Infinitive)
                    || naming.ends_later.contains(word) && taken > 0
                    || naming.ends_unless_name.contains(word) && !name_follows(scene, sentence, at + 1)
                    || mention.act_only && words.at.contains(word)
                    || words.and.contains(word) && !continues(scene, sentence, at + 1);
                if stops {
                    break;
                }
                if scene.pack.instruments.old.length_at(&scene.marked.tokens, item.tokens.start).is_some() {
                    mention.old = true;
                }
                if scene.pack.instruments.new.length_at(&scene.marked.tokens, item.tokens.start).is_some() && !mention.old {
                    mention.new = true;
                }
                let small = words.prepositions.contains(word) || words.articles.contains(word) || words.and.contains(word);
                if !small && !token.hyphened && verb_like(scene, sentence, at) {
                    break;
                }
                if !small {
                    mention.modifiers.push(token.fold.clone());
                    end = item.tokens.end;
                }
            }
            ItemKind::Name(_) => {
                // A demonym or a place inside the name: “traité d'Utrecht”, “accord austro-suisse”.
                let folded = scene.marked.key(&item.tokens);
                let before = scene.word(sentence, at.wrapping_sub(1));
                let ruled = words.of.contains(before) || words.the.contains(before) || words.about.contains(before);
                if scene.whereabouts(item.kind).is_some() && !ruled {
                    break;
                }
                // “l'accord portant création de la Zone …”: known by what it creates.
                if let ItemKind::Name(name) = item.kind
                    && let Sense::Treaty(treaty) = scene.marked.names[name].sense
                    && told
                {
                    mention.known = Some(treaty);
                }
                mention.modifiers.push(folded);
                end = item.tokens.end;
            }
            ItemKind::Date(date) => {
                let date = &scene.marked.dates[date];
                let lead = scene.marked.tokens[item.tokens.start].lower.as_str();
                if let (Some(year), None) = (date.slots.year, date.slots.month)
                    && (lead == "(" || words.of.contains(lead))
                {
                    mention.years.push((year, item.tokens.clone()));
                    end = item.tokens.end;
                } else if signed(scene, sentence, at, mention) {
                    end = item.tokens.end;
                }
                break;
            }
            ItemKind::Person(_) => break,
            ItemKind::Sign => {
                let sign = scene.word(sentence, at);
                // “traité l'accord de « chiffon de papier »”: somebody's word for it, not its name.
                let named = sentence.items.get(at + 1).is_some_and(|next| scene.marked.tokens[next.tokens.start].capital);
                let opens = matches!(sign, "«" | "“" | "\"");
                let called = scene.pack.instruments.naming.called.contains(scene.word(sentence, at.wrapping_sub(1)));
                if opens && !named && !called {
                    break;
                }
                // “l'accord « Ciel ouvert »”: what stands between the quotes is its name, verbs and all.
                if let Some(close) = quoted(scene, sentence, at).filter(|_| opens) {
                    let words = (at + 1..close).filter(|at| sentence.items[*at].kind == ItemKind::Word);
                    mention.modifiers.extend(words.map(|at| scene.marked.tokens[sentence.items[at].tokens.start].fold.clone()));
                    end = sentence.items[close].tokens.end;
                    (taken, at) = (taken + close - at, close + 1);
                    continue;
                }
                // “traité d'amitié, de bon voisinage et de coopération”
                if sign == "," && taken > 0 && lists_on(scene, sentence, at + 1) {
                    (taken, at) = (taken + 1, at + 1);
                    continue;
                }
                if !matches!(sign, "«" | "»" | "\"" | "“" | "”" | "(" | ")") {
                    break;
                }
                if sign == "(" {
                    // An acronym in brackets belongs to the name.
                    let inside = sentence.items.get(at + 1);
                    let acronym = inside.is_some_and(|next| next.kind == ItemKind::Word && scene.marked.tokens[next.tokens.start].upper);
                    if !acronym || scene.word(sentence, at + 2) != ")" {
                        break;
                    }
                    end = sentence.items[at + 2].tokens.end;
                    at += 2;
                }
            }
        }
        taken += 1;
        at += 1;
    }
    mention.tokens.end = end;
}

/// “du 19 avril 2013”: does the item tell the day or month when the instrument was signed? Then the mention has it.
pub(super) fn signed(scene: &Scene, sentence: &Sentence, at: usize, mention: &mut InstrumentMention) -> bool {
    let Some(item) = sentence.items.get(at) else { return false };
    let ItemKind::Date(date) = item.kind else { return false };
    let (words, date) = (&scene.pack.words, &scene.marked.dates[date]);
    let lead = scene.marked.tokens[item.tokens.start].lower.as_str();
    let ruled = words.of.contains(lead) || scene.one_of(sentence, at.wrapping_sub(1), &words.of);
    let found = scene.date_found(sentence, at, Some(Tense::Past)).filter(|_| ruled && date.slots.day2.is_none());
    let Some((found, year)) = found.and_then(|found| Some((found.clone(), year_of(found.period)?))) else { return false };
    mention.years.push((year, item.tokens.clone()));
    mention.signed = Some(found);
    mention.tokens.end = mention.tokens.end.max(item.tokens.end);
    true
}

/// The quote that closes the one at an item, near by.
fn quoted(scene: &Scene, sentence: &Sentence, open: usize) -> Option<usize> {
    (open + 2..sentence.items.len().min(open + LONGEST_QUOTE)).find(|at| matches!(scene.word(sentence, *at), "»" | "”" | "\""))
}

/// “sur la pêche dans le Zambèze”: a name follows, past an article.
fn name_follows(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    let name = from + usize::from(scene.pack.words.articles.contains(scene.word(sentence, from)));
    sentence.items.get(name).is_some_and(|item| match item.kind {
        ItemKind::Name(name) => matches!(scene.marked.names[name].sense, Sense::Place(_)),
        ItemKind::Word => scene.marked.tokens[item.tokens.start].capital,
        _ => false,
    })
}

/// A word in the place of an adjective that can only be a verb: an object or a clause follows it (“marque une étape”), or its ending says so.
fn verb_like(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let before = scene.word(sentence, at.wrapping_sub(1));
    let word = scene.word(sentence, at);
    // “reposant sur …”: a clause of its own, but for participles that are adjectives.
    let (naming, words) = (&scene.pack.instruments.naming, &scene.pack.words);
    let participle = word.ends_with(&naming.participle_ending) && word.len() > 5 && !naming.adjectives.contains(word);
    if participle || naming.degrees.contains(word) {
        return true;
    }
    if naming.never_verb_endings.iter().any(|ending| word.ends_with(ending.as_str())) {
        return false;
    }
    if [&words.prepositions, &words.articles, &words.and].iter().any(|class| class.contains(before)) {
        return false;
    }
    let ending = naming.verb_endings.iter().any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + 2)
        && !naming.nouns.contains(word);
    let next = scene.word(sentence, at + 1);
    let name = sentence.items.get(at + 1).is_some_and(|next| match next.kind {
        ItemKind::Person(_) => true,
        ItemKind::Name(name) => matches!(scene.marked.names[name].sense, Sense::Place(_)),
        _ => false,
    });
    let object =
        name || naming.before_objects.contains(next) && !naming.adjective_endings.iter().any(|ending| word.ends_with(ending.as_str()));
    ending || object
}

/// “, de bon voisinage et de coopération”: does the phrase go on behind its comma with more of what it is about?
fn lists_on(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    let words = &scene.pack.words;
    let of = |at: usize| scene.one_of(sentence, at, &words.of) && !scene.pack.words.the.contains(scene.word(sentence, at));
    let plain = |at: usize| {
        sentence.items.get(at).is_some_and(|item| item.kind == ItemKind::Word && !scene.marked.tokens[item.tokens.start].capital)
    };
    let end = (from + 2..from + LISTED).find(|at| scene.one_of(sentence, *at, &words.and));
    of(from) && end.is_some_and(|end| of(end + 1) && (from + 1..end).all(|at| plain(at) || scene.word(sentence, at) == ","))
}

/// How far behind such a comma “et de …” may stand, in items.
const LISTED: usize = 9;

/// “coopération et d'intégration”: does the phrase go on after “et”?
fn continues(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let word = scene.word(sentence, at);
    scene.pack.words.of.contains(word)
        || sentence.items.get(at).is_some_and(|item| {
            item.kind == ItemKind::Word
                && scene.pack.instruments.heads.at(&scene.marked.tokens, item.tokens.start).is_none()
                && !scene.pack.words.articles.contains(word)
                && scene.pack.verbs.readings(word).is_empty()
        })
}
