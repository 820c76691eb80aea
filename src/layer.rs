//! Layers: labelled spans over the text, as ranges of tokens.

use std::ops::Range;
use std::sync::OnceLock;

use arrow_buffer::ScalarBuffer;

use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::pieces::leading;
use crate::strings::place;
use crate::vocabulary::Id;

/// A span of code points of a document, and its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledSpan {
    /// The document.
    pub document: Id,
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The number of the label.
    pub label: Id,
}

/// The tokens of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LabelledRange {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: Id,
}

/// What happens where spans overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// It is an error.
    Refuse,
    /// A token belongs to the shortest of its spans; of equally short ones to the last to begin.
    Innermost,
}

/// Disjoint ranges of tokens with a label each, in the order of the tokens.
///
/// A token belongs to the span that holds its first code point. A span without tokens is none.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The first token of each range.
    pub(crate) starts: ScalarBuffer<u64>,
    /// The token after its last.
    pub(crate) ends: ScalarBuffer<u64>,
    /// The number of its label.
    pub(crate) labels: ScalarBuffer<Id>,
    /// The label of tokens outside all spans.
    pub(crate) rest: Id,
    /// How many labels there are, once somebody has asked.
    pub(crate) n_labels: OnceLock<Id>,
}

impl Layer {
    /// The layer of some spans, in any order. `rest` is the label of tokens outside all spans, or
    /// [`NO_LABEL`](crate::NO_LABEL).
    ///
    /// # Errors
    ///
    /// A document that does not exist, or spans that overlap where they may not.
    pub fn new(table: &TokenTable, spans: &[LabelledSpan], rest: Id, overlap: Overlap) -> Result<Self> {
        let mut spans: Vec<_> = spans.iter().copied().filter(|span| span.start < span.end).collect();
        spans.sort_unstable_by_key(|span| (span.document, span.start, span.end, span.label));
        let mut ranges = Vec::new();
        for spans in spans.chunk_by(|left, right| left.document == right.document) {
            let nested = spans.windows(2).any(|pair| pair[1].start < pair[0].end);
            if nested && overlap == Overlap::Refuse {
                return Err(overlapping(spans));
            }
            let tokens = table.document(spans[0].document)?;
            let starts: Vec<u32> = table.spans(spans[0].document)?.map(|token| token.start).collect();
            let range = |span: &LabelledSpan| {
                let place = |at| tokens.start + starts.partition_point(|&start| start < at);
                place(span.start)..place(span.end)
            };
            if nested {
                innermost(spans, &tokens, range, &mut ranges);
            } else {
                ranges.extend(spans.iter().map(|span| labelled(range(span), span.label)));
            }
        }
        ranges.retain(|range| range.start < range.end);
        Ok(Self::of_ranges(&ranges, rest))
    }

    /// The sentences of all documents, each with its number within the document; see
    /// [`TokenTable::sentence_layer`].
    pub(crate) fn sentences(table: &TokenTable, control: &Control) -> Result<Self> {
        let mut ranges = Vec::new();
        let documents = Id::try_from(table.n_documents());
        for document in
            0..documents.map_err(|_| Error::TooMany { what: "documents", limit: u64::from(Id::MAX) })?
        {
            let numbered = (0..).zip(table.document_sentences(document, control)?);
            ranges.extend(numbered.map(|(number, tokens)| labelled(tokens, number)));
        }
        Ok(Self::of_ranges(&ranges, crate::NO_LABEL))
    }

    /// The layer of ranges that are disjoint, not empty, and in the order of the tokens.
    pub(crate) fn of_ranges(ranges: &[LabelledRange], rest: Id) -> Self {
        Self {
            starts: ranges.iter().map(|range| range.start as u64).collect(),
            ends: ranges.iter().map(|range| range.end as u64).collect(),
            labels: ranges.iter().map(|range| range.label).collect(),
            rest,
            n_labels: OnceLock::new(),
        }
    }

    /// How many labels there are, if they are numbered without a gap.
    pub fn n_labels(&self) -> Id {
        *self.n_labels.get_or_init(|| self.labels.iter().max().map_or(0, |&label| label.saturating_add(1)))
    }

    /// The ranges that begin before `end`, from the first that ends after `start`.
    pub(crate) fn within<'a>(
        &'a self,
        tokens: &Range<usize>,
    ) -> impl ExactSizeIterator<Item = LabelledRange> + Clone + use<'a> {
        let first = self.ends.partition_point(|&end| place(end) <= tokens.start);
        let last = self.starts.partition_point(|&start| place(start) < tokens.end);
        (first..last.max(first)).map(|range| LabelledRange {
            start: place(self.starts[range]),
            end: place(self.ends[range]),
            label: self.labels[range],
        })
    }

    /// The longest stretch of tokens round one that no border of a range cuts, open at the ends of all tokens. The range
    /// that it ends in, or before, is looked for from `range` on, and put there.
    pub(crate) fn round(&self, token: usize, range: &mut usize) -> Range<usize> {
        *range += leading(&self.ends[*range..], |&end| place(end) <= token);
        let bound = |bounds: &[u64], range: usize| bounds.get(range).map(|&bound| place(bound));
        let (start, end) = (bound(&self.starts, *range), bound(&self.ends, *range));
        let (start, end) = match start {
            Some(start) if start <= token => (start, end),
            _ => (range.checked_sub(1).and_then(|range| bound(&self.ends, range)).unwrap_or(0), start),
        };
        // It has the token, even if a damaged file says otherwise.
        start.min(token)..end.unwrap_or(usize::MAX).max(token + 1)
    }
}

fn labelled(range: Range<usize>, label: Id) -> LabelledRange {
    LabelledRange { start: range.start, end: range.end, label }
}

fn overlapping(spans: &[LabelledSpan]) -> Error {
    let pair = spans.windows(2).find(|pair| pair[1].start < pair[0].end).unwrap_or(spans);
    let bounds = |span: Option<&LabelledSpan>| span.map_or((0, 0), |span| (span.start, span.end));
    Error::Overlap { document: spans[0].document, spans: [bounds(pair.first()), bounds(pair.last())] }
}

/// Lets shorter spans stand on longer ones, and cuts what is left into ranges.
fn innermost(
    spans: &[LabelledSpan],
    tokens: &Range<usize>,
    range: impl Fn(&LabelledSpan) -> Range<usize>,
    ranges: &mut Vec<LabelledRange>,
) {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order
        .sort_by_key(|&index| (std::cmp::Reverse(spans[index].end - spans[index].start), spans[index].start));
    let mut owner: Vec<Option<usize>> = vec![None; tokens.len()];
    for index in order {
        let range = range(&spans[index]);
        owner[range.start - tokens.start..range.end - tokens.start].fill(Some(index));
    }
    let mut at = tokens.start;
    for run in owner.chunk_by(|left, right| left == right) {
        let next = at + run.len();
        if let Some(index) = run[0] {
            ranges.push(labelled(at..next, spans[index].label));
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_a_file_holds_a_token_is_where_it_is(
            bounds in prop::collection::vec((0..20_u64, 0..20_u64), 0..6),
            tokens in prop::collection::btree_set(0..20_usize, 0..9),
        ) {
            let (starts, ends): (Vec<u64>, Vec<u64>) = bounds.into_iter().unzip();
            let labels = vec![0; starts.len()].into();
            let layer =
                Layer { starts: starts.into(), ends: ends.into(), labels, rest: 0, n_labels: OnceLock::new() };
            let mut range = 0;
            for token in tokens {
                prop_assert!(layer.round(token, &mut range).contains(&token));
            }
        }
    }
}
