//! Names, titles and dates as they are written: what stands where, not yet who or when is meant (that is `resolve`).
//!
//! Longest match first; each mention names the rule that found it. Page furniture is not looked at.

pub mod date;
mod name;
mod title;

pub use date::{DateMention, Slots};
pub use title::TitleMention;

use crate::gazetteer::{Gazetteer, Sense};
use crate::lang::Pack;
use crate::text::page::{self, Line, LineKind};
use crate::text::{Span, Token, sentence, token};
use std::ops::Range;

/// A text with its tokens, sentences and mentions.
#[derive(Debug)]
pub struct Marked<'a> {
    /// The text as received.
    pub text: &'a str,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All lines that hold something.
    pub lines: Vec<Line>,
    /// Sentences of body and headings, in order.
    pub sentences: Vec<Sentence>,
    /// States, organisations and places, in order.
    pub names: Vec<NameMention>,
    /// People as written, in order.
    pub people: Vec<PersonSpan>,
    /// Dates as written, in order.
    pub dates: Vec<DateMention>,
    /// Titles of nobody in particular (“aucun président”, “des papes”), in order.
    pub titles: Vec<TitleMention>,
}

/// A sentence or a heading.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Token indexes.
    pub tokens: Range<usize>,
    /// A title or heading, not running text.
    pub heading: bool,
    /// The mentions and words it is made of, in order, without gap.
    pub items: Vec<Item>,
    /// Index of the line it stands in.
    pub line: usize,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Token indexes.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: ItemKind,
}

/// What a piece of a sentence is; indexes into the lists of [`Marked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "plain words")]
pub enum ItemKind {
    Word,
    Sign,
    Person(usize),
    Name(usize),
    Date(usize),
}

/// A state, organisation, place or treaty as written.
#[derive(Debug, Clone)]
pub struct NameMention {
    /// Token indexes.
    pub tokens: Range<usize>,
    /// What it stands for, by the gazetteer's indexes.
    pub sense: Sense,
    /// Other things that it can stand for.
    pub others: Vec<Sense>,
}

/// A person as written: name, title or both.
#[derive(Debug, Clone)]
pub struct PersonSpan {
    /// Title and name together.
    pub tokens: Range<usize>,
    /// The name alone.
    pub name: Option<Range<usize>>,
    /// Known people of that full name (indexes into the gazetteer).
    pub known: Vec<u32>,
    /// The title, where one is said.
    pub title: Option<TitleMention>,
    /// The state that the words beside it give, where no title does: “l'Algérien X”, “X (Gabon)”, “Philippe de Belgique”, “X, du Togo,”.
    pub nation: Option<(u32, Range<usize>)>,
    /// How the person is named.
    pub how: Naming,
    /// Index of the sentence.
    pub sentence: usize,
}

/// How a text names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Given name and surname, or a regnal name.
    Full,
    /// A surname.
    Surname,
    /// A title alone.
    Title,
    /// “son homologue”: the office of another person of the sentence, in another state.
    Counterpart,
}

impl Marked<'_> {
    /// The bytes under a token range.
    #[must_use]
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        let first = self.tokens[tokens.start].span;
        let last = self.tokens[tokens.end.max(tokens.start + 1) - 1].span;
        first.hull(last)
    }

    /// Index of the sentence that a token range begins in.
    #[must_use]
    pub fn sentence_of(&self, tokens: &Range<usize>) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start)
    }

    /// The words under a token range, as written.
    #[must_use]
    pub fn words(&self, tokens: &Range<usize>) -> &str {
        self.span(tokens).of(self.text)
    }

    /// The folded words under a token range, apart by one space.
    #[must_use]
    pub fn key(&self, tokens: &Range<usize>) -> String {
        let words: Vec<&str> =
            self.tokens[tokens.clone()].iter().filter(|token| token.is_word()).map(|token| token.fold.as_str()).collect();
        words.join(" ")
    }
}

/// Finds all mentions of a text.
#[must_use]
pub fn mark<'a>(text: &'a str, pack: &Pack, gazetteer: &Gazetteer) -> Marked<'a> {
    let tokens = token::tokens(text);
    let lines = page::lines(text, &tokens, &pack.page);
    let mut sentences = Vec::new();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Furniture) {
        let is_abbreviation = |word: &str| pack.words.abbreviations.contains(word);
        let head = page::dateline(&tokens, &line.tokens).filter(|_| sentences.len() < 8);
        if let Some(head) = &head {
            sentences.push(Sentence { tokens: head.clone(), heading: true, items: Vec::new(), line: number });
        }
        let body = head.map_or(line.tokens.start, |head| head.end)..line.tokens.end;
        let mut label: Option<usize> = None;
        for range in sentence::sentences(&tokens, body, &is_abbreviation) {
            // “29 mai 2000. Togo – Ghana. Visite de X …”: a date and the states stand on top of what is told of them.
            let on_top =
                date::is_label(&tokens[range.clone()], &pack.dates) || label.is_some() && name::is_label(&tokens[range.clone()], pack);
            if on_top {
                label = label.or(Some(range.start));
                if range.end < line.tokens.end {
                    continue;
                }
            }
            let range = label.take().unwrap_or(range.start)..range.end;
            sentences.push(Sentence { tokens: range, heading: line.kind == LineKind::Heading, items: Vec::new(), line: number });
        }
    }
    let mut marked =
        Marked { text, tokens, lines, sentences, names: Vec::new(), people: Vec::new(), dates: Vec::new(), titles: Vec::new() };
    name::find(&mut marked, pack, gazetteer);
    title::find(&mut marked, pack, gazetteer);
    date::find(&mut marked, pack);
    compose(&mut marked);
    marked
}

/// Cuts each sentence into its mentions and the words between them.
fn compose(marked: &mut Marked) {
    marked.people.sort_by_key(|person| (person.tokens.start, person.tokens.end));
    let mut covers: Vec<Option<(ItemKind, usize)>> = vec![None; marked.tokens.len()];
    let mut place = |range: &Range<usize>, kind: ItemKind| {
        if covers[range.clone()].iter().all(Option::is_none) {
            covers[range.clone()].iter_mut().for_each(|slot| *slot = Some((kind, range.end)));
        }
    };
    for (index, person) in marked.people.iter().enumerate() {
        place(&person.tokens, ItemKind::Person(index));
    }
    for (index, name) in marked.names.iter().enumerate() {
        place(&name.tokens, ItemKind::Name(index));
    }
    for (index, date) in marked.dates.iter().enumerate() {
        place(&date.tokens, ItemKind::Date(index));
    }
    for sentence in &mut marked.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let (kind, end) = match covers[at] {
                Some((kind, end)) => (kind, end.min(sentence.tokens.end)),
                None if marked.tokens[at].is_word() => (ItemKind::Word, at + 1),
                None => (ItemKind::Sign, at + 1),
            };
            sentence.items.push(Item { tokens: at..end, kind });
            at = end;
        }
    }
}
