//! What was edited in sentences that documents share.

use std::collections::BTreeSet;
use std::ops::Range;

use super::align::align;
use super::words::{number, spans};
use super::{BATCH_WORDS, Match};
use crate::attribute::Attribute;
use crate::corpus::{Span, TokenTable};
use crate::error::Result;
use crate::frequency::{LEFT_OUT, PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control, batches};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// One text of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditedSide {
    /// The first of the aligned sentences.
    pub sentence: Id,
    /// The aligned sentences, from their first word to their last.
    pub sentences: Span,
    /// The words; where there are none, the place between words.
    pub span: Span,
    /// How many words there are.
    pub words: Id,
}

/// Words of aligned sentences that are other ones in the other text, or the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which match it is of, by its place in the list.
    pub found: usize,
    /// The first text.
    pub a: EditedSide,
    /// The second.
    pub b: EditedSide,
    /// Whether the words are the same.
    pub is_equal: bool,
}

/// Aligns the sentences of matches and lists what is not equal, and on request what is, in order.
///
/// Sentences are aligned that share half of the words of the shorter or more; several of one text can stand against one
/// of the other. Sentences that two matches align are listed once. Matches of the same two documents follow each other.
///
/// # Errors
///
/// A document that does not exist, or [`crate::Error::Interrupted`] when asked to stop.
#[allow(clippy::too_many_arguments)]
pub fn edits(
    table: &TokenTable,
    documents: &[Id],
    attribute: &Attribute,
    kinds: &[Kind],
    matches: &[Match],
    lists_equal: bool,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<Edit>> {
    let lookup = lookup(table, attribute, kinds);
    let same = |left: &Match, right: &Match| {
        (left.a.document, left.b.document) == (right.a.document, right.b.document)
    };
    let pairs: Vec<&[Match]> = matches.chunk_by(same).collect();
    let firsts: Vec<usize> =
        pairs.iter().scan(0, |first, pair| Some(std::mem::replace(first, *first + pair.len()))).collect();
    let read = |document: Id| Reading::new(table, documents[document as usize], &lookup, control);
    let size = |document: Id| table.document(documents[document as usize]).map_or(0, |range| range.len());
    let sizes: Vec<usize> =
        pairs.iter().map(|pair| size(pair[0].a.document) + size(pair[0].b.document)).collect();
    let n_threads = parallel::threads(n_threads, sizes.iter().sum(), PARALLEL_TOKENS);
    let work = |(): &mut (), range: Range<usize>| {
        let mut found = Vec::new();
        for (pair, first) in pairs[range.clone()].iter().zip(&firsts[range]) {
            control.check()?;
            let (a, b) = (read(pair[0].a.document)?, read(pair[0].b.document)?);
            list(&a, &b, pair, *first, |edit| {
                if lists_equal || !edit.is_equal {
                    found.push(edit);
                }
            });
        }
        Ok(found)
    };
    let all = batches(sizes.iter().copied(), BATCH_WORDS);
    let (_, done) = parallel::run(all, n_threads, control, || (), work)?;
    Ok(done.into_iter().flat_map(|done| done.result).collect())
}

/// The words of a document, with their places and sentences.
struct Reading {
    values: Vec<Id>,
    spans: Vec<Span>,
    sentences: Vec<Id>,
}

impl Reading {
    fn new(table: &TokenTable, document: Id, lookup: &[Id], control: &Control) -> Result<Self> {
        let (mut values, mut sentences) = (Vec::new(), Vec::new());
        for (sentence, tokens) in (0..).zip(table.document_sentences(document, control)?) {
            let words = table.ids()[tokens].iter().map(|&id| lookup[id as usize]);
            values.extend(words.filter(|&value| value != LEFT_OUT));
            sentences.resize(values.len(), sentence);
        }
        Ok(Self { values, spans: spans(table, document, lookup)?, sentences })
    }

    /// The words of some sentences.
    fn words(&self, first: Id, last: Id) -> Range<usize> {
        let before = |sentence| self.sentences.partition_point(|&other| other < sentence);
        before(first)..self.sentences.partition_point(|&other| other <= last)
    }

    /// Some words of some sentences.
    fn side(&self, words: &Range<usize>, part: &Range<usize>) -> EditedSide {
        let span = |range: &Range<usize>| Span {
            start: self.spans[range.start].start,
            end: self.spans[range.end - 1].end,
        };
        let between = |place| Span { start: place, end: place };
        EditedSide {
            sentence: self.sentences[words.start],
            sentences: span(words),
            span: if !part.is_empty() {
                span(part)
            } else if part.start > words.start {
                between(self.spans[part.start - 1].end)
            } else {
                between(self.spans[words.start].start)
            },
            words: number(part.len()),
        }
    }
}

/// Lists the edits of the matches of two documents.
fn list(a: &Reading, b: &Reading, matches: &[Match], first: usize, mut found: impl FnMut(Edit)) {
    let mut seen = BTreeSet::new();
    for (index, one) in (first..).zip(matches) {
        let sides = [one.a.start as usize..one.a.end as usize, one.b.start as usize..one.b.end as usize];
        let aligned = align(&a.values[sides[0].clone()], &b.values[sides[1].clone()], one.edits as usize);
        let pairs = aligned.into_iter().map(|(in_a, in_b)| (in_a + sides[0].start, in_b + sides[1].start));
        for (of_a, of_b) in units(a, b, pairs) {
            if !seen.insert((of_a, of_b)) {
                continue;
            }
            let words = [a.words(of_a.0, of_a.1), b.words(of_b.0, of_b.1)];
            let outside = |words: &Range<usize>, side: &Range<usize>| {
                words.len() - words.end.min(side.end).saturating_sub(words.start.max(side.start))
            };
            let reach = one.edits as usize + outside(&words[0], &sides[0]) + outside(&words[1], &sides[1]);
            let aligned = align(&a.values[words[0].clone()], &b.values[words[1].clone()], reach);
            runs(&words, &aligned, |is_equal, [in_a, in_b]| {
                let (a, b) = (a.side(&words[0], &in_a), b.side(&words[1], &in_b));
                found(Edit { found: index, a, b, is_equal });
            });
        }
    }
}

/// First and last sentence.
type Sentences = (Id, Id);

/// The sentences that belong together, by pairs of the same words.
fn units(
    a: &Reading,
    b: &Reading,
    pairs: impl Iterator<Item = (usize, usize)>,
) -> Vec<(Sentences, Sentences)> {
    let pairs: Vec<(Id, Id)> = pairs.map(|(in_a, in_b)| (a.sentences[in_a], b.sentences[in_b])).collect();
    let mut units: Vec<(Sentences, Sentences)> = Vec::new();
    for shared in pairs.chunk_by(|left, right| left == right) {
        let (of_a, of_b) = shared[0];
        let shorter = a.words(of_a, of_a).len().min(b.words(of_b, of_b).len());
        if 2 * shared.len() < shorter {
            continue;
        }
        match units.last_mut() {
            Some((one, other)) if one.1 == of_a || other.1 == of_b => (one.1, other.1) = (of_a, of_b),
            _ => units.push(((of_a, of_a), (of_b, of_b))),
        }
    }
    units
}

/// Cuts two ranges of words into what is the same and what is not.
fn runs(
    words: &[Range<usize>; 2],
    aligned: &[(usize, usize)],
    mut found: impl FnMut(bool, [Range<usize>; 2]),
) {
    let [a, b] = words;
    let (mut in_a, mut in_b) = (a.start, b.start);
    let follows =
        |left: &(usize, usize), right: &(usize, usize)| left.0 + 1 == right.0 && left.1 + 1 == right.1;
    for run in aligned.chunk_by(follows) {
        let (start_a, start_b) = (a.start + run[0].0, b.start + run[0].1);
        if start_a > in_a || start_b > in_b {
            found(false, [in_a..start_a, in_b..start_b]);
        }
        (in_a, in_b) = (start_a + run.len(), start_b + run.len());
        found(true, [start_a..in_a, start_b..in_b]);
    }
    if in_a < a.end || in_b < b.end {
        found(false, [in_a..a.end, in_b..b.end]);
    }
}
