//! Instruments as they are named: a known title, or a head noun with what belongs to it.

use super::chain::year_of;
use super::clause::Tense;
use super::scene::Scene;
use super::visit::DateFound;
use crate::claim::TreatyKind;
use crate::gazetteer::Sense;
use crate::lang::{Form, Instrument};
use crate::mention::{ItemKind, Sentence};
use std::ops::Range;

/// One naming of an instrument.
#[derive(Debug, Clone)]
pub struct InstrumentMention {
    /// The noun phrase.
    pub tokens: Range<usize>,
    /// The head noun.
    pub head: Range<usize>,
    /// The lexicon's rule for the head, or that of known names.
    pub rule: String,
    /// By its head noun; of the gazetteer for a known name.
    pub kind: TreatyKind,
    /// Index into the gazetteer's treaties.
    pub known: Option<u32>,
    /// Parties that the words around it name.
    pub parties: Vec<u32>,
    /// Where they stand.
    pub party_tokens: Vec<Range<usize>>,
    /// “le”, “ce”, “cet”.
    pub definite: bool,
    /// “ce”, “cet”: the one told of last.
    pub this: bool,
    /// “nouveau”.
    pub new: bool,
    /// “précédent”.
    pub old: bool,
    /// Several told as one.
    pub batch: bool,
    /// Years that the phrase itself gives (“l'accord de 2000”).
    pub years: Vec<(i16, Range<usize>)>,
    /// The day or month of signature that the phrase itself gives (“la convention du 10 mars 1964”).
    pub signed: Option<DateFound>,
    /// Words of the phrase that tell more than its head: folded.
    pub modifiers: Vec<String>,
    /// Meant of several, or counted.
    pub plural: bool,
    /// Needs parties or an act; see the lexicon.
    pub weak: bool,
    /// Needs an act.
    pub act_only: bool,
    /// Only takes up an instrument told before.
    pub again_only: bool,
    /// The words name partners, and they are no states (“l'accord entre Renault et Nissan”).
    pub private: bool,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the item of the head.
    pub item: usize,
}

/// All instrument mentions of a sentence, in order.
pub(super) fn mentions(scene: &Scene, index: usize) -> Vec<InstrumentMention> {
    let sentence = &scene.marked.sentences[index];
    let mut out: Vec<InstrumentMention> = Vec::new();
    let mut at = 0;
    while at < sentence.items.len() {
        let item = &sentence.items[at];
        let found = match item.kind {
            ItemKind::Name(name) => match scene.marked.names[name].sense {
                Sense::Treaty(treaty) => Some(known(scene, sentence, index, at, treaty)),
                _ => None,
            },
            ItemKind::Word => head(scene, sentence, index, at).or_else(|| another(scene, sentence, at, out.last()?)),
            _ => None,
        };
        // “quatorze accords et mémorandums”: one batch.
        let found = match (found, out.last_mut()) {
            (Some(mention), Some(last))
                if last.batch
                    && mention.plural
                    && !mention.definite
                    && scene.item_of(sentence, last.tokens.end) + 1 == scene.item_of(sentence, mention.tokens.start)
                    && scene.word(sentence, scene.item_of(sentence, last.tokens.end)) == "et" =>
            {
                last.tokens.end = mention.tokens.end;
                at = scene.item_of(sentence, last.tokens.end);
                continue;
            }
            (found, _) => found,
        };
        match found {
            Some(mention) => {
                let next = scene.item_of(sentence, mention.tokens.end);
                out.push(mention);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

/// “…, appelé à remplacer celui de mars 2015”: another instrument of the kind named before it.
fn another(scene: &Scene, sentence: &Sentence, item: usize, before: &InstrumentMention) -> Option<InstrumentMention> {
    let start = sentence.items[item].tokens.start;
    let length = scene.pack.instruments.that.length_at(&scene.marked.tokens[..sentence.tokens.end], start)?;
    let mut mention = InstrumentMention {
        tokens: start..start + length,
        head: start..start + length,
        known: None,
        definite: true,
        this: false,
        new: false,
        old: false,
        batch: false,
        years: Vec::new(),
        signed: None,
        modifiers: Vec::new(),
        plural: false,
        item,
        ..before.clone()
    };
    right(scene, sentence, &mut mention);
    (!mention.years.is_empty()).then_some(mention)
}

fn known(scene: &Scene, sentence: &Sentence, index: usize, item: usize, treaty: u32) -> InstrumentMention {
    let facts = &scene.gazetteer.treaties[treaty as usize];
    let tokens = sentence.items[item].tokens.clone();
    let tokens_here = &scene.marked.tokens[..sentence.tokens.end];
    let kind = facts
        .kind
        .or_else(|| tokens.clone().find_map(|at| scene.pack.instruments.heads.at(tokens_here, at)).map(|(_, head)| head.kind))
        .unwrap_or(TreatyKind::Treaty);
    let mut years = Vec::new();
    let end = year_after(scene, sentence, tokens.end, &mut years);
    InstrumentMention {
        head: tokens.clone(),
        tokens: tokens.start..end,
        rule: format!("{}/treaty/known", scene.pack.id),
        kind,
        known: Some(treaty),
        parties: facts.parties.iter().filter_map(|code| scene.state_index(code)).collect(),
        party_tokens: Vec::new(),
        definite: true,
        this: false,
        new: false,
        old: false,
        batch: false,
        years,
        signed: None,
        modifiers: Vec::new(),
        plural: false,
        weak: false,
        act_only: false,
        again_only: false,
        private: false,
        sentence: index,
        item,
    }
}

/// “… de 1963”, “(1987)” right after a name.
fn year_after(scene: &Scene, sentence: &Sentence, end: usize, years: &mut Vec<(i16, Range<usize>)>) -> usize {
    let item = scene.item_of(sentence, end);
    if let Some(next) = sentence.items.get(item)
        && let ItemKind::Date(date) = next.kind
        && next.tokens.start == end
    {
        let date = &scene.marked.dates[date];
        let lead = scene.marked.tokens[next.tokens.start].lower.as_str();
        if let (Some(year), None, "de" | "(" | "d" | "en") = (date.slots.year, date.slots.month, lead) {
            years.push((year, next.tokens.clone()));
            return next.tokens.end;
        }
    }
    end
}

fn head(scene: &Scene, sentence: &Sentence, index: usize, item: usize) -> Option<InstrumentMention> {
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let start = sentence.items[item].tokens.start;
    let found = words.heads.at(tokens, start);
    let again = words.again.length_at(tokens, start);
    let (length, instrument): (usize, Option<&Instrument>) = match (found, again) {
        (Some((length, instrument)), _) => (length, Some(instrument)),
        (None, Some(length)) => (length, None),
        (None, None) => return None,
    };
    let head = start..start + length;
    let before = |phrase: &Vec<String>| {
        start >= sentence.tokens.start + phrase.len() && crate::lang::phrase::matches(phrase, &tokens[start - phrase.len()..start])
    };
    // “d'accord”, “en accord”, “son accord”
    let singular_again = instrument.is_none_or(|instrument| instrument.weak);
    if singular_again && words.not_before.iter().any(before) && !plural_before(scene, sentence, item) {
        return None;
    }
    if words.not_after.length_at(tokens, head.end).is_some()
        || matches!(tokens.get(head.end).map(|token| token.lower.as_str()), Some("avec")) && again.is_some() && found.is_none()
    {
        return None;
    }
    // “le texte intégral du « Traité de partenariat »”: the instrument is the one named inside.
    let loose = instrument.is_none_or(|instrument| instrument.act_only);
    if loose && holds_another(scene, sentence, head.end) {
        return None;
    }
    // A verb form that looks like the noun (“il a traité”): a helper stands before it.
    let helper = item.checked_sub(1).map(|before| scene.word(sentence, before)).unwrap_or_default();
    if scene.pack.verbs.readings(helper).iter().any(|(verb, _)| scene.pack.words.perfect.contains(verb)) {
        return None;
    }
    let mut mention = InstrumentMention {
        tokens: head.clone(),
        head: head.clone(),
        rule: instrument.map_or_else(|| format!("{}/treaty/again", scene.pack.id), |instrument| instrument.id.clone()),
        kind: instrument.map_or(TreatyKind::Other, |instrument| instrument.kind),
        known: None,
        parties: Vec::new(),
        party_tokens: Vec::new(),
        definite: false,
        this: false,
        new: false,
        old: false,
        batch: false,
        years: Vec::new(),
        signed: None,
        modifiers: Vec::new(),
        plural: instrument.is_some_and(|instrument| instrument.plural)
            || instrument.is_none() && tokens[start].lower.ends_with('s') && tokens[start].lower != "accords",
        weak: instrument.is_none_or(|instrument| instrument.weak),
        act_only: instrument.is_some_and(|instrument| instrument.act_only),
        again_only: instrument.is_none(),
        private: false,
        sentence: index,
        item,
    };
    left(scene, sentence, item, instrument.is_some_and(|instrument| instrument.plural), &mut mention);
    right(scene, sentence, &mut mention);
    parties(scene, sentence, index, &mut mention);
    Some(mention)
}

/// Does another head noun follow after small words, one adjective and quotes?
fn holds_another(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut words = 0;
    let mut ruled = false;
    for at in from..sentence.tokens.end.min(from + 7) {
        if ruled && scene.pack.instruments.heads.at(tokens, at).is_some_and(|(_, head)| !head.act_only) {
            return true;
        }
        let word = tokens[at].lower.as_str();
        if matches!(word, "de" | "du" | "d" | "des") {
            ruled = true;
        } else if tokens[at].is_word() && !matches!(word, "l" | "le" | "la" | "un" | "une" | "ce" | "cet" | "nouveau" | "nouvel") {
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

fn plural_before(scene: &Scene, sentence: &Sentence, item: usize) -> bool {
    (item.saturating_sub(2)..item)
        .any(|at| scene.pack.instruments.batch.length_at(&scene.marked.tokens, sentence.items[at].tokens.start).is_some())
}

/// Articles, counts and adjectives before the head.
fn left(scene: &Scene, sentence: &Sentence, item: usize, plural: bool, mention: &mut InstrumentMention) {
    let words = &scene.pack.instruments;
    let tokens = &scene.marked.tokens[..sentence.tokens.end];
    let mut counted = false;
    for at in (item.saturating_sub(5)..item).rev() {
        if sentence.items[at].kind != ItemKind::Word {
            break;
        }
        let start = sentence.items[at].tokens.start;
        let word = tokens[start].lower.as_str();
        if words.new.length_at(tokens, start).is_some() {
            mention.new |= !words.old.length_at(tokens, start).is_some_and(|_| true);
            mention.old |= words.old.length_at(tokens, start).is_some();
        } else if words.batch.length_at(tokens, start).is_some() {
            counted = true;
        } else if matches!(word, "le" | "la" | "l" | "ce" | "cet" | "cette" | "les" | "ces" | "du" | "au" | "des" | "aux" | "leur" | "son")
        {
            mention.definite |= word != "des";
            mention.this = matches!(word, "ce" | "cet" | "cette" | "ces");
            break;
        } else if matches!(word, "un" | "une" | "d" | "de") {
            if word == "un" || word == "une" {
                break;
            }
        } else if !word.ends_with('e')
            && !word.ends_with('s')
            && !word.ends_with("al")
            && !word.ends_with("nt")
            && !word.ends_with("el")
            && !word.ends_with("nd")
            && !word.ends_with("eil")
        {
            break;
        }
        // A count belongs to the name of a batch; “nouveau” and “important” to no name.
        if counted {
            mention.tokens.start = start;
        }
    }
    mention.batch = counted || plural && !mention.definite;
}

/// What belongs to the head on its right: adjectives, “de …”, quoted names, years.
fn right(scene: &Scene, sentence: &Sentence, mention: &mut InstrumentMention) {
    let words = &scene.pack.words;
    let mut at = scene.item_of(sentence, mention.head.end);
    let mut end = mention.head.end;
    let mut taken = 0;
    while let Some(item) = sentence.items.get(at) {
        if taken > 14 {
            break;
        }
        match item.kind {
            ItemKind::Word => {
                let token = &scene.marked.tokens[item.tokens.start];
                let word = token.lower.as_str();
                let stops = words.relative.contains(word)
                    || words.clause_words.contains(word)
                    || matches!(
                        word,
                        "entre"
                            | "avec"
                            | "par"
                            | "après"
                            | "lors"
                            | "avant"
                            | "selon"
                            | "mais"
                            | "ont"
                            | "a"
                            | "est"
                            | "sont"
                            | "sera"
                            | "était"
                            | "afin"
                            | "qui"
                            | "ainsi"
                            | "puis"
                            | "depuis"
                            | "pendant"
                            | "visant"
                            | "datant"
                            | "prévoyant"
                            | "permettant"
                            | "portant"
                            | "ou"
                            | "lequel"
                            | "laquelle"
                            | "lesquels"
                            | "pas"
                            | "ne"
                            | "n"
                            | "se"
                            | "s"
                            | "il"
                            | "elle"
                            | "ils"
                            | "doit"
                            | "devrait"
                            | "va"
                            | "vers"
                            | "comme"
                            | "jusqu"
                            | "reste"
                            | "rend"
                            | "fait"
                    )
                    || scene.pack.verbs.readings(word).iter().any(|(_, form)| *form != Form::Infinitive)
                        && !(word.ends_with("ant") || matches!(word, "commerce"))
                    || word == "pour" && taken > 0
                    || word == "dans" && !names_waters(scene, sentence, at + 1)
                    || word == "et" && !continues(scene, sentence, at + 1);
                if stops {
                    break;
                }
                if scene.pack.instruments.old.length_at(&scene.marked.tokens, item.tokens.start).is_some() {
                    mention.old = true;
                }
                if scene.pack.instruments.new.length_at(&scene.marked.tokens, item.tokens.start).is_some() && !mention.old {
                    mention.new = true;
                }
                let small = words.prepositions.contains(word) || words.articles.contains(word) || word == "et" || word == "en";
                if !small && verb_like(scene, sentence, at) {
                    break;
                }
                if !small {
                    mention.modifiers.push(token.fold.clone());
                    end = item.tokens.end;
                }
            }
            ItemKind::Name(_) => {
                // A demonym or a place inside the name: “traité d'Utrecht”, “accord franco-allemand”.
                let folded = scene.marked.key(&item.tokens);
                if scene.whereabouts(item.kind).is_some()
                    && !matches!(scene.word(sentence, at.wrapping_sub(1)), "de" | "d" | "du" | "des" | "la" | "l" | "les" | "sur")
                {
                    break;
                }
                mention.modifiers.push(folded);
                end = item.tokens.end;
            }
            ItemKind::Date(date) => {
                let date = &scene.marked.dates[date];
                let lead = scene.marked.tokens[item.tokens.start].lower.as_str();
                if let (Some(year), None, "de" | "(") = (date.slots.year, date.slots.month, lead) {
                    mention.years.push((year, item.tokens.clone()));
                    end = item.tokens.end;
                } else if date.slots.day2.is_none()
                    && (matches!(lead, "de" | "du" | "d") || matches!(scene.word(sentence, at.wrapping_sub(1)), "de" | "du" | "d"))
                    && let Some(found) = scene.date_found(sentence, at, Some(Tense::Past))
                    && let Some(year) = year_of(found.period)
                {
                    mention.years.push((year, item.tokens.clone()));
                    mention.signed = Some(found);
                    end = item.tokens.end;
                }
                break;
            }
            ItemKind::Person(_) => break,
            ItemKind::Sign => {
                let sign = scene.word(sentence, at);
                // “qualifié l'accord de « nouveau niveau »”: somebody's word for it, not its name.
                let named = sentence.items.get(at + 1).is_some_and(|next| scene.marked.tokens[next.tokens.start].capital);
                if matches!(sign, "«" | "“" | "\"") && !named {
                    break;
                }
                if !matches!(sign, "«" | "»" | "\"" | "“" | "”" | "(" | ")") {
                    break;
                }
                if sign == "(" {
                    // An acronym in brackets belongs to the name.
                    let acronym = sentence
                        .items
                        .get(at + 1)
                        .is_some_and(|next| next.kind == ItemKind::Word && scene.marked.tokens[next.tokens.start].upper)
                        && scene.word(sentence, at + 2) == ")";
                    if !acronym {
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

/// “sur la pêche dans le Zambèze”: a name follows, past an article.
fn names_waters(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
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
    let participle = word.ends_with("ant") && word.len() > 5 && !matches!(word, "important" | "contraignant" | "existant" | "suivant");
    if participle || matches!(word, "plus" | "moins" | "très" | "jamais") {
        return true;
    }
    let ruled = scene.pack.words.prepositions.contains(before) || scene.pack.words.articles.contains(before) || before == "et";
    if ruled {
        return false;
    }
    let ending =
        ["ait", "aient", "era", "eront", "erait", "eraient"].iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2)
            && word != "satisfait";
    let next = scene.word(sentence, at + 1);
    let name = sentence.items.get(at + 1).is_some_and(|next| match next.kind {
        ItemKind::Person(_) => true,
        ItemKind::Name(name) => matches!(scene.marked.names[name].sense, Sense::Place(_)),
        _ => false,
    });
    let object = name
        || matches!(next, "le" | "la" | "l" | "les" | "un" | "une" | "que" | "qu" | "leur" | "ses" | "ces" | "cette" | "à")
            && !word.ends_with("if")
            && !word.ends_with("ive");
    ending || object
}

/// “coopération et d'intégration”: does the phrase go on after “et”?
fn continues(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    let word = scene.word(sentence, at);
    matches!(word, "de" | "d" | "du" | "des")
        || sentence.items.get(at).is_some_and(|item| {
            item.kind == ItemKind::Word
                && scene.pack.instruments.heads.at(&scene.marked.tokens, item.tokens.start).is_none()
                && !scene.pack.words.articles.contains(word)
                && scene.pack.verbs.readings(word).is_empty()
        })
}

/// May the word stand between two parties (“entre le gouvernement de X et le groupe Y”)?
fn between_parties(scene: &Scene, word: &str) -> bool {
    let small = [
        "et",
        "ainsi",
        "à",
        "gouvernement",
        "président",
        "groupe",
        "rébellion",
        "part",
        "parts",
        "une",
        "autre",
        "république",
        "rebelles",
        "mouvement",
        "pays",
        "notamment",
        "trois",
        "ex",
    ];
    scene.pack.words.articles.contains(word) || small.contains(&word)
}

/// “qui le liait à la France”: the item of the verb that binds, if one follows.
fn binding_verb(scene: &Scene, sentence: &Sentence, from: usize) -> usize {
    (from..sentence.items.len().min(from + 3))
        .find(|at| scene.pack.verbs.id("lier").is_some_and(|bind| scene.pack.verbs.form_of(scene.word(sentence, *at), bind).is_some()))
        .unwrap_or(from)
}

fn binds(scene: &Scene, sentence: &Sentence, from: usize) -> bool {
    scene
        .pack
        .verbs
        .id("lier")
        .is_some_and(|bind| scene.pack.verbs.form_of(scene.word(sentence, binding_verb(scene, sentence, from)), bind).is_some())
}

/// May the word stand between an instrument and its “entre”? Participles, helpers of a passive, small words.
fn attaches(scene: &Scene, word: &str) -> bool {
    let words = &scene.pack.words;
    words.adverbs.contains(word)
        || words.articles.contains(word)
        || matches!(
            word,
            "en" | "à" | "par" | "est" | "a" | "été" | "sera" | "était" | "fut" | "existant" | "passé" | "intervenu" | "attendu" | "prévu"
        )
        || scene.pack.verbs.readings(word).iter().any(|(_, form)| *form == Form::Participle)
}

/// The parties that stand in the phrase and right after it: “franco-allemand”, “entre A et B”, “avec A”, “liant A à B”.
fn parties(scene: &Scene, sentence: &Sentence, index: usize, mention: &mut InstrumentMention) {
    let from = scene.item_of(sentence, mention.tokens.start);
    let to = scene.item_of(sentence, mention.tokens.end);
    let add = |mention: &mut InstrumentMention, actor: u32, tokens: &Range<usize>| {
        if !mention.parties.contains(&actor) {
            mention.parties.push(actor);
            mention.party_tokens.push(tokens.clone());
        }
    };
    for item in &sentence.items[from..to] {
        let ItemKind::Name(name) = item.kind else { continue };
        if let Sense::Demonym(_) | Sense::State(_) | Sense::Organisation(_) = scene.marked.names[name].sense
            && let Some(actor) = scene.actor(item.kind)
        {
            add(mention, actor, &item.tokens);
        }
    }
    // “entre A et B” and “avec A” after the phrase, past participles and dates; never past another verb.
    let mut at = to;
    let mut open = false;
    let mut opened = None;
    while let Some(item) = sentence.items.get(at) {
        if at > to + 26 {
            break;
        }
        let word = scene.word(sentence, at);
        match item.kind {
            ItemKind::Word => {
                if matches!(word, "entre" | "avec" | "liant" | "unissant" | "impliquant" | "associant") {
                    open = true;
                    opened.get_or_insert(at);
                } else if scene.pack.words.both_states.length_at(&scene.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some() {
                    if open || word == "les" && matches!(scene.word(sentence, at.wrapping_sub(1)), "par" | "entre") {
                        for actor in scene.pair_before(index) {
                            add(mention, actor, &item.tokens);
                        }
                    }
                    break;
                } else if scene.pack.words.relative.contains(word) && binds(scene, sentence, at + 1) {
                    open = true;
                    at = binding_verb(scene, sentence, at + 1);
                } else {
                    let ends = scene.pack.words.relative.contains(word) || scene.pack.words.clause_words.contains(word) || word == "pour";
                    let goes_on = if open { between_parties(scene, word) } else { at <= to + 9 && attaches(scene, word) };
                    if ends || !goes_on {
                        break;
                    }
                }
            }
            ItemKind::Name(_) if open => {
                if let Some(actor) = scene.actor(item.kind) {
                    add(mention, actor, &item.tokens);
                }
            }
            ItemKind::Person(_) if open => {
                if let Some(state) = scene.figure(item.kind).and_then(|figure| scene.people.figures[figure].state) {
                    add(mention, state, &item.tokens);
                }
            }
            ItemKind::Sign if open && !matches!(word, "," | "(" | ")" | "\"" | "«" | "»") => break,
            ItemKind::Sign if !open => break,
            _ => {}
        }
        at += 1;
    }
    if let Some(opened) = opened.filter(|_| mention.parties.is_empty()) {
        let words = &scene.pack.instruments;
        mention.private = sentence.items[opened + 1..sentence.items.len().min(opened + 5)].iter().any(|item| {
            let token = &scene.marked.tokens[item.tokens.start];
            let partner = words.private_partners.length_at(&scene.marked.tokens[..sentence.tokens.end], item.tokens.start).is_some();
            item.kind == ItemKind::Word && (partner || token.capital && !token.elided)
        });
    }
}
