//! Hits of queries, and the lines round them.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::attribute::Attribute;
use crate::corpus::{Span, TokenTable};
use crate::error::Result;
use crate::frequency::{LEFT_OUT, lookup};
use crate::parallel::Control;
use crate::select::{Selection, Stretch};
use crate::tokenize::Kind;
use crate::vocabulary::{Id, count_characters};

/// Some consecutive tokens of one document that a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The document.
    pub document: Id,
    /// The group.
    pub group: Id,
    /// The first token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
}

/// A query: phrases, each a list of places, each a list of values that may stand there.
#[derive(Debug)]
pub struct Phrases<'a> {
    attribute: &'a Attribute,
    /// The phrases, the longest first. The values of a place are sorted.
    longest_first: Vec<Vec<Vec<Id>>>,
    /// Whether a phrase can begin with each value.
    begins: Vec<bool>,
    /// Which phrases do.
    by_first: HashMap<Id, Vec<usize>>,
}

impl<'a> Phrases<'a> {
    /// Phrases of values of an attribute; values that it does not have match nothing.
    pub fn new(attribute: &'a Attribute, mut phrases: Vec<Vec<Vec<Id>>>) -> Self {
        let mut begins = vec![false; attribute.values().len()];
        for phrase in &mut phrases {
            for values in &mut *phrase {
                values.sort_unstable();
            }
            for &value in phrase.first().into_iter().flatten() {
                if let Some(begins) = begins.get_mut(value as usize) {
                    *begins = true;
                }
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let mut by_first: HashMap<Id, Vec<usize>> = HashMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            for &value in &phrase[0] {
                by_first.entry(value).or_default().push(index);
            }
        }
        Self { attribute, longest_first: phrases, begins, by_first }
    }

    /// Adds the hits in a stretch that begin with one of some tokens: at most one for each, the longest.
    pub(crate) fn find_in(&self, ids: &[Id], stretch: &Stretch, tokens: &[u32], hits: &mut Vec<Hit>) {
        let &Stretch { document, group, .. } = stretch;
        let value = |token: usize| self.attribute.value_of_term()[ids[token] as usize];
        for start in tokens.iter().map(|&token| token as usize) {
            let matches = |phrase: &&Vec<Vec<Id>>| {
                start + phrase.len() <= stretch.end
                    && (start..)
                        .zip(*phrase)
                        .all(|(token, values)| values.binary_search(&value(token)).is_ok())
            };
            let possible = self.by_first.get(&value(start)).into_iter().flatten();
            if let Some(phrase) = possible.map(|&index| &self.longest_first[index]).find(matches) {
                hits.push(Hit { document, group, start, end: start + phrase.len() });
            }
        }
    }
}

/// Tokens with which a hit may begin, in order.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    ids: &'a [Id],
    tokens: Vec<u32>,
}

/// How many candidates are fetched together.
const AT_ONCE: usize = 256;
/// How many tokens before and behind them.
const NEAR: usize = 8;

impl<'a> Candidates<'a> {
    /// Those of a table: once it has an index, time is in proportion to the terms and to what is found.
    pub(crate) fn new(table: &'a TokenTable, phrases: &Phrases<'_>, control: &Control) -> Result<Self> {
        let values = phrases.attribute.value_of_term();
        let wanted: Vec<bool> = values.iter().map(|&value| phrases.begins[value as usize]).collect();
        Ok(Self { ids: table.ids(), tokens: table.places(&wanted, control)? })
    }

    /// Gets what stands round some tokens into the cache. One after the other each would be waited for.
    fn fetch(&self, tokens: &[u32]) {
        let id = |token: usize| self.ids.get(token).copied().unwrap_or_default();
        let near = |&token: &u32| id((token as usize).saturating_sub(NEAR)) ^ id(token as usize + NEAR);
        std::hint::black_box(tokens.iter().map(near).fold(0, |all, ids| all ^ ids));
    }

    /// Calls `found` for each piece of a selection that has some, with these.
    pub(crate) fn each_piece(
        &self,
        selection: &Selection,
        control: &Control,
        mut found: impl FnMut(&Stretch, &[u32]),
    ) -> Result<()> {
        let before = |end: usize| move |&token: &u32| (token as usize) < end;
        for of_group in selection.stretches().chunk_by(|one, two| one.group == two.group) {
            control.check()?;
            let (mut rest, mut finder) = (self.tokens.as_slice(), selection.finder());
            let mut not_fetched = rest.len();
            for stretch in of_group {
                if rest.first().is_some_and(before(stretch.start)) {
                    rest = &rest[rest.partition_point(before(stretch.start))..];
                }
                if !rest.first().is_some_and(before(stretch.end)) {
                    continue;
                }
                if rest.len() <= not_fetched {
                    let (now, later) = rest.split_at(rest.len().min(AT_ONCE));
                    self.fetch(now);
                    not_fetched = later.len();
                }
                while let Some(&token) = rest.first().filter(|&token| before(stretch.end)(token)) {
                    let piece = finder.piece(stretch, token as usize);
                    // Few are in one piece.
                    let n_inside = rest.iter().take_while(|&token| before(piece.end)(token)).count();
                    let (inside, behind) = rest.split_at(n_inside);
                    found(&piece, inside);
                    rest = behind;
                }
            }
        }
        Ok(())
    }
}

/// All hits in a selection, by group and then in the order of the tokens. A hit lies in one piece of a stretch;
/// hits can overlap.
///
/// Time is in proportion to the terms, the stretches and what a hit may begin with; the first times to the tokens.
///
/// # Errors
///
/// [`crate::Error::TooMany`] for more than 2³² tokens; [`crate::Error::Interrupted`] when asked to stop.
pub fn find(
    table: &TokenTable,
    selection: &Selection,
    phrases: &Phrases<'_>,
    control: &Control,
) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    Candidates::new(table, phrases, control)?.each_piece(selection, control, |piece, tokens| {
        phrases.find_in(table.ids(), piece, tokens, &mut hits);
    })?;
    Ok(hits)
}

/// A hit in code points of its document, and where so many tokens round it begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where the hit stands.
    pub span: Span,
    /// Where it stands together with the tokens round it.
    pub context: Span,
}

/// Finds the place of hits, with up to `left` and `right` tokens of their documents round them.
///
/// # Errors
///
/// A document that does not exist, or [`crate::Error::Interrupted`] when asked to stop.
pub fn lines(
    table: &TokenTable,
    hits: impl Iterator<Item = Hit>,
    (left, right): (usize, usize),
    control: &Control,
) -> Result<Vec<Line>> {
    let (mut known, mut first, mut spans) = (None, 0, Vec::new());
    let mut lines = Vec::new();
    for hit in hits {
        if known != Some(hit.document) {
            control.check()?;
            known = Some(hit.document);
            first = table.document(hit.document)?.start;
            spans.clear();
            spans.extend(table.spans(hit.document)?);
        }
        let (start, end) = (hit.start - first, hit.end - first);
        let last = end.saturating_add(right).min(spans.len());
        let between = |start: usize, end: usize| Span { start: spans[start].start, end: spans[end - 1].end };
        lines.push(Line { span: between(start, end), context: between(start.saturating_sub(left), last) });
    }
    Ok(lines)
}

/// Cuts pieces out of texts, each by its text and its code points, in time linear in the texts that are
/// asked for. What lies behind the end of a text is cut off.
pub fn slices<'a>(texts: &[&'a str], pieces: &[(Id, Span)]) -> Vec<&'a str> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&piece| pieces[piece].0);
    let mut slices = vec![""; pieces.len()];
    let mut marks = Vec::new();
    for of_text in order.chunk_by(|&one, &two| pieces[one].0 == pieces[two].0) {
        let Some(&text) = texts.get(pieces[of_text[0]].0 as usize) else { continue };
        mark(text.as_bytes(), &mut marks);
        for &piece in of_text {
            let Span { start, end } = pieces[piece].1;
            slices[piece] = &text[byte_of(text, &marks, start)..byte_of(text, &marks, end.max(start))];
        }
    }
    slices
}

/// How many bytes lie between two marks.
const BETWEEN_MARKS: usize = 256;

/// How many code points begin before every so many bytes.
fn mark(text: &[u8], marks: &mut Vec<usize>) {
    marks.clear();
    let mut before = 0;
    for bytes in text.chunks(BETWEEN_MARKS) {
        marks.push(before);
        before += count_characters(bytes);
    }
}

/// Where a code point begins.
fn byte_of(text: &str, marks: &[usize], character: u32) -> usize {
    let character = character as usize;
    // The last mark that has no more before it.
    let mark = marks.partition_point(|&before| before <= character).saturating_sub(1);
    let (from, left) = (mark * BETWEEN_MARKS, character - marks.get(mark).copied().unwrap_or_default());
    let mut begins = text.as_bytes()[from..].iter().enumerate().filter(|&(_, byte)| byte & 0xc0 != 0x80);
    begins.nth(left).map_or(text.len(), |(at, _)| from + at)
}

/// How lines are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By the words and numbers before the hit, the nearest first.
    Left,
    /// By the words and numbers behind the hit.
    Right,
}

/// How many words beside a hit decide its place.
const COMPARED: usize = 20;

/// Sorts hits by the 20 words and numbers beside them in their documents; equal ones stay in order.
///
/// # Errors
///
/// A document that does not exist.
pub fn sort_by_context(
    table: &TokenTable,
    attribute: &Attribute,
    order: Order,
    hits: &mut [Hit],
) -> Result<()> {
    let lookup = lookup(table, attribute, &[Kind::Word, Kind::Number]);
    let value = |token: usize| Some(lookup[table.ids()[token] as usize]).filter(|&value| value != LEFT_OUT);
    for hit in &*hits {
        table.document(hit.document)?;
    }
    let document = |hit: &Hit| table.document(hit.document).unwrap_or_default();
    hits.sort_by(|one, two| -> Ordering {
        match order {
            Order::Left => {
                let before =
                    |hit: &Hit| (document(hit).start..hit.start).rev().filter_map(value).take(COMPARED);
                before(one).cmp(before(two))
            }
            Order::Right => {
                let behind = |hit: &Hit| (hit.end..document(hit).end).filter_map(value).take(COMPARED);
                behind(one).cmp(behind(two))
            }
        }
    });
    Ok(())
}
