//! The document-term matrix: how often each value occurs in each document.

use std::mem::take;
use std::ops::Range;

use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{CHECK_INTERVAL, LEFT_OUT, Options, PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control, Done};
use crate::select::{Selection, Stretch};
use crate::vocabulary::Id;

/// So many batches a thread, so that none waits long for the last.
const BATCHES: usize = 8;
/// Columns are numbered with 31 bits, as other programs have it.
const MOST_COLUMNS: usize = i32::MAX as usize;

/// A matrix by rows (CSR): one row a document, one column a value that is kept.
///
/// The cells of row `i` are those from `starts[i]` to `starts[i + 1]`, in the order of their columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TermMatrix {
    /// Where the cells of each row begin, and the end of the last.
    pub starts: Vec<u64>,
    /// The column of each cell.
    pub column: Vec<Id>,
    /// How often the value occurs in the document, never 0.
    pub count: Vec<u32>,
    /// How many tokens of each row count, cut-offs aside.
    pub row_tokens: Vec<u64>,
    /// The value of each column, in order.
    pub value: Vec<Id>,
    /// How often the value of each column occurs in all rows.
    pub value_count: Vec<u64>,
    /// In how many rows it occurs.
    pub value_documents: Vec<u64>,
}

/// Counts the values of an attribute in each of some documents, as far as their tokens are selected. Groups are
/// not told apart, and a document of which nothing is selected is an empty row.
///
/// Time is in proportion to the tokens. Memory is 8 to 12 bytes a cell, and 20 a value for each thread; address
/// space is 8 bytes a token.
///
/// # Errors
///
/// A document that does not exist, [`Error::TooMany`] for more than 2³¹ − 1 columns, and
/// [`Error::Interrupted`] when asked to stop.
pub fn document_term_matrix(
    table: &TokenTable,
    documents: &[Id],
    selection: &Selection,
    attribute: &Attribute,
    options: &Options<'_>,
    control: &Control,
) -> Result<TermMatrix> {
    let whole = selection.regrouped(&vec![Some(0); selection.keys().len()])?;
    count_rows(table, &rows(table, documents, &whole)?, attribute, options, control)
}

/// Counts the values of an attribute in rows of stretches.
pub(crate) fn count_rows(
    table: &TokenTable,
    rows: &[&[Stretch]],
    attribute: &Attribute,
    options: &Options<'_>,
    control: &Control,
) -> Result<TermMatrix> {
    let sizes: Vec<usize> = rows.iter().map(|row| row.iter().map(Stretch::len).sum()).collect();
    let n_tokens = sizes.iter().sum();
    let n_threads = parallel::threads(options.n_threads, n_tokens, PARALLEL_TOKENS);
    let target = n_tokens.div_ceil(n_threads.saturating_mul(BATCHES).max(1)).max(1);
    let ranges = parallel::batches(sizes.iter().copied(), target);

    let mut cells = Cells::new(n_tokens, rows.len());
    let (lookup, n_values) = (lookup(table, attribute, options.kinds), attribute.values().len());
    let (counters, parts) = parallel::run(
        cells.parts(rows, &sizes, ranges),
        n_threads,
        control,
        || Counter::new(n_values),
        |counter, part| counter.count(table.ids(), &lookup, part, control),
    )?;
    let (value, totals, columns) = columns(counters, n_values, options)?;
    let (_, parts) = parallel::run(
        parts.into_iter().map(|part| part.result).collect(),
        n_threads,
        control,
        || (),
        |(), part| Ok(if value.len() < n_values { part.keep(&columns) } else { part }),
    )?;
    let used: Vec<_> =
        parts.into_iter().map(|Done { result: part, .. }| part.start..part.start + part.used).collect();
    let cells = cells.close_up(&used, n_threads, control)?;
    Ok(TermMatrix {
        starts: starts(&cells.lengths),
        column: cells.values,
        count: cells.counts,
        row_tokens: cells.tokens,
        value_count: value.iter().map(|&value| totals[value as usize].count).collect(),
        value_documents: value.iter().map(|&value| totals[value as usize].documents).collect(),
        value,
    })
}

/// The stretches of each document.
fn rows<'a>(table: &TokenTable, documents: &[Id], selection: &'a Selection) -> Result<Vec<&'a [Stretch]>> {
    let no_such = |document| Error::NoSuchDocument { document, documents: table.n_documents() };
    let mut of_document: Vec<&[Stretch]> = vec![&[]; table.n_documents()];
    for run in selection.runs() {
        let document = run[0].document;
        *of_document.get_mut(document as usize).ok_or_else(|| no_such(document))? = run;
    }
    let of = |&document| of_document.get(document as usize).copied().ok_or_else(|| no_such(document));
    documents.iter().map(of).collect()
}

/// Where rows of some lengths begin, and the end of the last.
fn starts(lengths: &[usize]) -> Vec<u64> {
    let mut end = 0;
    let ends = lengths.iter().map(|length| {
        end += *length as u64;
        end
    });
    [0].into_iter().chain(ends).collect()
}

/// How often a value occurs in all rows, and in how many.
#[derive(Clone, Copy, Default)]
struct Total {
    count: u64,
    documents: u64,
}

/// The values that are kept, the totals of all, and the column of each or [`LEFT_OUT`].
fn columns(
    counters: Vec<Counter>,
    n_values: usize,
    options: &Options<'_>,
) -> Result<(Vec<Id>, Vec<Total>, Vec<Id>)> {
    let mut totals = vec![Total::default(); n_values];
    for counter in counters {
        for (total, part) in totals.iter_mut().zip(counter.totals) {
            *total = Total { count: total.count + part.count, documents: total.documents + part.documents };
        }
    }
    let least = (options.min_count.max(1), options.min_documents);
    let (mut kept, mut columns) = (Vec::new(), vec![LEFT_OUT; n_values]);
    for ((value, column), total) in (0..).zip(&mut columns).zip(&totals) {
        if total.count >= least.0 && total.documents >= least.1 {
            *column = Id::try_from(kept.len()).unwrap_or(LEFT_OUT);
            kept.push(value);
        }
    }
    if kept.len() > MOST_COLUMNS {
        return Err(Error::TooMany { what: "columns of a matrix", limit: MOST_COLUMNS as u64 });
    }
    Ok((kept, totals, columns))
}

/// All cells, with unused ones between them until they are closed up.
struct Cells {
    values: Vec<Id>,
    counts: Vec<u32>,
    /// How many cells each row has.
    lengths: Vec<usize>,
    /// How many tokens of each row count.
    tokens: Vec<u64>,
}

/// Some rows, and room for their cells, of which the first are in use.
struct Part<'a> {
    rows: &'a [&'a [Stretch]],
    values: &'a mut [Id],
    counts: &'a mut [u32],
    lengths: &'a mut [usize],
    tokens: &'a mut [u64],
    /// Which of all cells is the first.
    start: usize,
    used: usize,
}

impl Cells {
    /// A row has no more cells than tokens. Pages of zeros take no memory until they are written to.
    fn new(n_tokens: usize, n_rows: usize) -> Self {
        let (values, counts) = (vec![0; n_tokens], vec![0; n_tokens]);
        Self { values, counts, lengths: vec![0; n_rows], tokens: vec![0; n_rows] }
    }

    fn parts<'a>(
        &'a mut self,
        rows: &'a [&'a [Stretch]],
        sizes: &[usize],
        ranges: Vec<Range<usize>>,
    ) -> Vec<Part<'a>> {
        let (mut values, mut counts) = (&mut self.values[..], &mut self.counts[..]);
        let (mut lengths, mut tokens, mut start) = (&mut self.lengths[..], &mut self.tokens[..], 0);
        let mut part = |range: Range<usize>| {
            let size = sizes[range.clone()].iter().sum();
            let part = Part {
                rows: &rows[range.clone()],
                values: values.split_off_mut(..size).unwrap_or_default(),
                counts: counts.split_off_mut(..size).unwrap_or_default(),
                lengths: lengths.split_off_mut(..range.len()).unwrap_or_default(),
                tokens: tokens.split_off_mut(..range.len()).unwrap_or_default(),
                start,
                used: 0,
            };
            start += size;
            part
        };
        ranges.into_iter().map(&mut part).collect()
    }

    /// Moves the cells in use together, and gives the rest back.
    fn close_up(mut self, used: &[Range<usize>], n_threads: usize, control: &Control) -> Result<Self> {
        let columns = vec![&mut self.values, &mut self.counts];
        parallel::run(
            columns,
            n_threads,
            control,
            || (),
            |(), column| {
                let mut end = 0;
                for used in used {
                    control.check()?;
                    column.copy_within(used.clone(), end);
                    end += used.len();
                }
                column.truncate(end);
                column.shrink_to_fit();
                Ok(())
            },
        )?;
        Ok(self)
    }
}

impl Part<'_> {
    /// Keeps the cells of values that have a column, under its number.
    fn keep(mut self, columns: &[Id]) -> Self {
        let (mut cell, mut used) = (0, 0);
        for length in self.lengths.iter_mut() {
            let first = used;
            for _ in 0..take(length) {
                let column = columns[self.values[cell] as usize];
                if column != LEFT_OUT {
                    (self.values[used], self.counts[used]) = (column, self.counts[cell]);
                    used += 1;
                }
                cell += 1;
            }
            *length = used - first;
        }
        self.used = used;
        self
    }
}

/// Counts of one document at a time, and totals of all.
struct Counter {
    counts: Vec<u32>,
    counted: Numbers,
    totals: Vec<Total>,
}

impl Counter {
    fn new(n_values: usize) -> Self {
        let totals = vec![Total::default(); n_values];
        Self { counts: vec![0; n_values], counted: Numbers::new(n_values), totals }
    }

    fn count<'a>(
        &mut self,
        ids: &[Id],
        lookup: &[Id],
        mut part: Part<'a>,
        control: &Control,
    ) -> Result<Part<'a>> {
        let mut free = part.values.iter_mut().zip(part.counts.iter_mut());
        for ((row, length), tokens) in
            part.rows.iter().zip(part.lengths.iter_mut()).zip(part.tokens.iter_mut())
        {
            for stretch in *row {
                for ids in ids[stretch.start..stretch.end].chunks(CHECK_INTERVAL) {
                    control.check()?;
                    self.add(ids, lookup);
                }
            }
            let (counts, totals) = (&mut self.counts, &mut self.totals);
            self.counted.take_each(|value| {
                let (count, total) = (take(&mut counts[value as usize]), &mut totals[value as usize]);
                if let Some(cell) = free.next() {
                    (*cell.0, *cell.1) = (value, count);
                }
                (total.count, total.documents) = (total.count + u64::from(count), total.documents + 1);
                (*length, *tokens) = (*length + 1, *tokens + u64::from(count));
            });
            part.used += *length;
        }
        Ok(part)
    }

    #[inline]
    fn add(&mut self, ids: &[Id], lookup: &[Id]) {
        for &id in ids {
            let value = lookup[id as usize];
            if value != LEFT_OUT {
                self.counts[value as usize] += 1;
                self.counted.insert(value);
            }
        }
    }
}

/// A set of numbers that gives them out in order: a bit for each, a bit for each 64 of these, and so on. To put
/// one in takes no branch, which nobody could predict, and to give them out takes no sorting.
struct Numbers {
    bits: Vec<u64>,
    words: Vec<u64>,
    blocks: Vec<u64>,
}

impl Numbers {
    fn new(n: usize) -> Self {
        let sizes = [6, 12, 18].map(|shift| (n >> shift) + 1);
        let [bits, words, blocks] = sizes.map(|size| vec![0; size]);
        Self { bits, words, blocks }
    }

    #[inline]
    fn insert(&mut self, number: Id) {
        for (level, shift) in [(&mut self.bits, 0), (&mut self.words, 6), (&mut self.blocks, 12)] {
            let at = number >> shift;
            level[(at >> 6) as usize] |= 1 << (at & 63);
        }
    }

    /// Calls `found` for every number in order, and is empty afterwards.
    #[inline]
    fn take_each(&mut self, mut found: impl FnMut(Id)) {
        for (block, words) in (0..).zip(&mut self.blocks) {
            for word in ones(take(words), block) {
                for bits in ones(take(&mut self.words[word as usize]), word) {
                    ones(take(&mut self.bits[bits as usize]), bits).for_each(&mut found);
                }
            }
        }
    }
}

/// The places of the bits of a word, of which there are `word` others before it.
#[inline]
fn ones(mut bits: u64, word: Id) -> impl Iterator<Item = Id> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| (word << 6) | bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn numbers_come_out_once_and_in_order(
            rounds in prop::collection::vec(prop::collection::vec(0u32..600_000, 0..40), 0..4)
        ) {
            let mut numbers = Numbers::new(600_000);
            for round in rounds {
                for &number in &round {
                    numbers.insert(number);
                }
                let mut found = Vec::new();
                numbers.take_each(|number| found.push(number));
                prop_assert_eq!(found, round.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
            }
        }
    }
}
