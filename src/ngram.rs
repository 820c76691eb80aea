//! n-grams and skip-grams by group.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::attribute::Attribute;
use crate::concordance::Hit;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{CHECK_INTERVAL, LEFT_OUT, PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control};
use crate::select::{Selection, Stretch};
use crate::tally::{Row, join};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// What an n-gram is.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// How many tokens it has.
    pub length: usize,
    /// How many tokens may be left out between the first and the last.
    pub skip: usize,
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// Whether tokens of other kinds are passed over; else n-grams end at them.
    pub passes_over: bool,
}

/// What is counted and what is kept.
#[derive(Clone, Copy, Debug)]
pub struct NgramOptions {
    /// The least count, over all groups together, of an n-gram that is kept.
    pub min_count: u64,
    /// The least number of documents, over all groups together, of an n-gram that is kept.
    pub min_documents: u64,
    /// Whether documents are counted.
    pub documents: bool,
    /// How many threads to use; `None` chooses.
    pub n_threads: Option<usize>,
}

/// A list of n-grams: parallel columns, by group, then by falling count, then by value, token by token.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ngrams {
    /// The group of each row.
    pub group: Vec<Id>,
    /// The values of each row, one after the other.
    pub values: Vec<Id>,
    /// How often the n-gram occurs in the group.
    pub count: Vec<u64>,
    /// In how many documents of the group it occurs; 0 if they were not counted.
    pub documents: Vec<u64>,
    /// How many n-grams each group has, cut-offs aside.
    pub group_ngrams: Vec<u64>,
}

/// Counts the n-grams of one length in every group of a selection.
///
/// An n-gram lies in one stretch. Memory is in proportion to the n-grams of all groups, 8 to 20 bytes each.
///
/// # Errors
///
/// [`Error::TooMany`] if there are more distinct values than an n-gram of this length can tell apart (2²⁵ for
/// five tokens); [`Error::Interrupted`] when asked to stop.
pub fn ngrams(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    shape: &Shape<'_>,
    options: &NgramOptions,
    control: &Control,
) -> Result<Ngrams> {
    let n_values = attribute.values().len();
    let bits = usize::BITS - n_values.saturating_sub(1).leading_zeros();
    let job =
        Job { table, selection, lookup: &lookup(table, attribute, shape.kinds), shape, options, control };
    let documents = options.documents || options.min_documents > 1;
    match (bits as usize * shape.length, documents) {
        (0..=64, false) => job.count::<u64, ()>(bits),
        (0..=64, true) => job.count::<u64, Id>(bits),
        (65..=128, false) => job.count::<u128, ()>(bits),
        (65..=128, true) => job.count::<u128, Id>(bits),
        _ => {
            let limit = 1 << (128 / shape.length);
            Err(Error::TooMany { what: "distinct terms for n-grams of this length", limit })
        }
    }
}

/// The values of an n-gram as one number; the order is that of the values, one by one.
trait Key: Copy + Ord + Send + Sync {
    const EMPTY: Self;
    fn push(self, value: Id, bits: u32) -> Self;
    fn value(self, from_behind: usize, bits: u32) -> Id;
}

macro_rules! impl_key {
    ($number:ty) => {
        impl Key for $number {
            const EMPTY: Self = 0;
            #[inline]
            fn push(self, value: Id, bits: u32) -> Self {
                self.wrapping_shl(bits) | <$number>::from(value)
            }
            #[allow(clippy::cast_possible_truncation)] // the mask leaves no more than an Id
            fn value(self, from_behind: usize, bits: u32) -> Id {
                let shifted = self.checked_shr(bits * from_behind as u32).unwrap_or_default();
                (shifted & ((1 << bits) - 1)) as Id
            }
        }
    };
}
impl_key!(u64);
impl_key!(u128);

/// What is kept of the document of an n-gram: its number, or nothing where nobody asks.
trait Owner: Copy + Ord + Send {
    fn of(document: Id) -> Self;
}

impl Owner for () {
    fn of(_: Id) -> Self {}
}

impl Owner for Id {
    fn of(document: Id) -> Self {
        document
    }
}

struct Job<'a> {
    table: &'a TokenTable,
    selection: &'a Selection,
    lookup: &'a [Id],
    shape: &'a Shape<'a>,
    options: &'a NgramOptions,
    control: &'a Control,
}

impl Job<'_> {
    fn count<K: Key, D: Owner>(&self, bits: u32) -> Result<Ngrams> {
        let rows = self.rows::<K, D>(self.selection, bits)?;
        let mut group_ngrams = vec![0; self.selection.keys().len()];
        for row in &rows {
            group_ngrams[row.group as usize] += row.count;
        }
        let rows = self.keep::<K, D>(rows, bits)?;
        Ok(self.columns(rows, bits, group_ngrams))
    }

    /// Counts without cut-offs, by group and key.
    fn rows<K: Key, D: Owner>(&self, selection: &Selection, bits: u32) -> Result<Vec<Row<K>>> {
        let runs = selection.runs();
        let sizes = || runs.iter().map(|run| run.iter().map(Stretch::len).sum());
        let n_tokens = sizes().sum::<usize>();
        let n_threads =
            self.options.n_threads.unwrap_or_else(|| parallel::default_threads(n_tokens, PARALLEL_TOKENS));
        let batches = parallel::batches(sizes(), n_tokens.div_ceil(n_threads.max(1)).max(1));
        let (_, parts) = parallel::run(
            batches,
            n_threads,
            self.control,
            || (),
            |(), batch| {
                let mut rows = Vec::new();
                for group in runs[batch].chunk_by(|left, right| left[0].group == right[0].group) {
                    let entries = self.entries::<K, D>(group, bits)?;
                    run_lengths(group[0][0].group, entries, &mut rows);
                }
                Ok(rows)
            },
        )?;
        Ok(join(parts.into_iter().map(|part| part.result).collect()))
    }

    /// All n-grams of some stretches.
    fn entries<K: Key, D: Owner>(&self, runs: &[&[Stretch]], bits: u32) -> Result<Vec<(K, D)>> {
        let (mut entries, mut segments, mut read) = (Vec::new(), Segments::new(self.lookup, self.shape), 0);
        for stretch in runs.iter().copied().flatten() {
            let owner = D::of(stretch.document);
            segments.each(self.table.ids(), stretch, |values, _| {
                each_choice(values.len(), self.shape, |places| {
                    let key = places.iter().fold(K::EMPTY, |key, &place| key.push(values[place], bits));
                    entries.push((key, owner));
                    read += 1;
                    if read % CHECK_INTERVAL == 0 { self.control.check() } else { Ok(()) }
                })
            })?;
        }
        Ok(entries)
    }

    /// Leaves out what the cut-offs, over all groups, leave out.
    fn keep<K: Key, D: Owner>(&self, rows: Vec<Row<K>>, bits: u32) -> Result<Vec<Row<K>>> {
        let NgramOptions { min_count, min_documents, .. } = *self.options;
        if min_count == 1 && min_documents == 1 {
            return Ok(rows);
        }
        // Documents that groups share cannot be added up: all groups are counted as one.
        let mut totals = if min_documents > 1 && self.selection.shares_documents() {
            let whole = self.selection.regrouped(&vec![Some(0); self.selection.keys().len()])?;
            self.rows::<K, D>(&whole, bits)?
        } else {
            rows.clone()
        };
        totals.sort_unstable_by_key(|row| row.value);
        let kept: Vec<K> = totals
            .chunk_by(|left, right| left.value == right.value)
            .filter(|rows| rows.iter().map(|row| row.count).sum::<u64>() >= min_count)
            .filter(|rows| rows.iter().map(|row| row.documents).sum::<u64>() >= min_documents)
            .map(|rows| rows[0].value)
            .collect();
        Ok(rows.into_iter().filter(|row| kept.binary_search(&row.value).is_ok()).collect())
    }

    fn columns<K: Key>(&self, mut rows: Vec<Row<K>>, bits: u32, group_ngrams: Vec<u64>) -> Ngrams {
        rows.sort_by_key(|row| (row.group, Reverse(row.count)));
        let mut columns = Ngrams { group_ngrams, ..Ngrams::default() };
        for row in rows {
            columns.group.push(row.group);
            columns.values.extend((0..self.shape.length).rev().map(|place| row.value.value(place, bits)));
            columns.count.push(row.count);
            columns.documents.push(if self.options.documents { row.documents } else { 0 });
        }
        columns
    }
}

/// Sorts the n-grams of a group and counts equal ones.
fn run_lengths<K: Key, D: Owner>(group: Id, mut entries: Vec<(K, D)>, rows: &mut Vec<Row<K>>) {
    entries.sort_unstable();
    for run in entries.chunk_by(|left, right| left.0 == right.0) {
        let documents = run.chunk_by(|left, right| left.1 == right.1).count() as u64;
        rows.push(Row { group, value: run[0].0, count: run.len() as u64, documents });
    }
}

/// Runs of tokens that n-grams can be taken from.
struct Segments<'a> {
    lookup: &'a [Id],
    passes_over: bool,
    values: Vec<Id>,
    tokens: Vec<usize>,
}

impl<'a> Segments<'a> {
    fn new(lookup: &'a [Id], shape: &Shape<'_>) -> Self {
        Self { lookup, passes_over: shape.passes_over, values: Vec::new(), tokens: Vec::new() }
    }

    /// Calls `found` with the values and the tokens of each segment of a stretch.
    fn each(
        &mut self,
        ids: &[Id],
        stretch: &Stretch,
        mut found: impl FnMut(&[Id], &[usize]) -> Result<()>,
    ) -> Result<()> {
        for (token, &id) in (stretch.start..).zip(&ids[stretch.start..stretch.end]) {
            let value = self.lookup[id as usize];
            if value != LEFT_OUT {
                self.values.push(value);
                self.tokens.push(token);
            } else if !self.passes_over {
                found(&self.values, &self.tokens)?;
                self.values.clear();
                self.tokens.clear();
            }
        }
        found(&self.values, &self.tokens)?;
        self.values.clear();
        self.tokens.clear();
        Ok(())
    }
}

/// Calls `found` with every choice of places that makes an n-gram among `size` tokens.
fn each_choice(size: usize, shape: &Shape<'_>, mut found: impl FnMut(&[usize]) -> Result<()>) -> Result<()> {
    let length = shape.length;
    let mut places = vec![0; length];
    for first in 0..(size + 1).saturating_sub(length) {
        let last = (size - 1).min(first.saturating_add(length - 1).saturating_add(shape.skip));
        places.iter_mut().zip(first..).for_each(|(place, next)| *place = next);
        loop {
            found(&places)?;
            // The last place that can move on does, and those behind it follow closely.
            let Some(moved) = (1..length).rev().find(|&index| places[index] + length - 1 - index < last)
            else {
                break;
            };
            let from = places[moved] + 1;
            places[moved..].iter_mut().zip(from..).for_each(|(place, next)| *place = next);
        }
    }
    Ok(())
}

/// Where some n-grams occur: for each the number of the row that asked, by row and then by token.
///
/// A row is a group and the values of an n-gram.
///
/// # Errors
///
/// [`Error::Interrupted`] when asked to stop.
pub fn find_ngrams(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    shape: &Shape<'_>,
    rows: &[(Id, Vec<Id>)],
    control: &Control,
) -> Result<Vec<(usize, Hit)>> {
    let lookup = lookup(table, attribute, shape.kinds);
    let mut wanted: HashMap<&[Id], Vec<(Id, usize)>> = HashMap::new();
    let mut begins = vec![false; attribute.values().len()];
    for (index, (group, values)) in rows.iter().enumerate() {
        if let Some(begins) = values.first().and_then(|&first| begins.get_mut(first as usize)) {
            *begins = true;
        }
        wanted.entry(values).or_default().push((*group, index));
    }
    let (mut hits, mut segments, mut values) = (Vec::new(), Segments::new(&lookup, shape), Vec::new());
    let mut read = 0;
    for stretch in selection.stretches() {
        let &Stretch { group, document, .. } = stretch;
        segments.each(table.ids(), stretch, |segment, tokens| {
            each_choice(segment.len(), shape, |places| {
                read += 1;
                if read % CHECK_INTERVAL == 0 {
                    control.check()?;
                }
                if !begins[segment[places[0]] as usize] {
                    return Ok(());
                }
                values.clear();
                values.extend(places.iter().map(|&place| segment[place]));
                let hit = Hit {
                    document,
                    group,
                    start: tokens[places[0]],
                    end: tokens[places[places.len() - 1]] + 1,
                };
                let rows = wanted.get(&values[..]).into_iter().flatten();
                hits.extend(rows.filter(|row| row.0 == group).map(|row| (row.1, hit)));
                Ok(())
            })
        })?;
    }
    hits.sort_unstable_by_key(|&(row, hit)| (row, hit.start, hit.end));
    Ok(hits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(size: usize, length: usize, skip: usize) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        let shape = Shape { length, skip, kinds: &[], passes_over: false };
        let listed = each_choice(size, &shape, |places| {
            found.push(places.to_vec());
            Ok(())
        });
        assert_eq!(listed, Ok(()));
        found
    }

    #[test]
    fn skip_grams_leave_out_so_many_tokens_in_all() {
        assert_eq!(choices(3, 2, 0), [[0, 1], [1, 2]]);
        assert_eq!(choices(3, 2, 1), [[0, 1], [0, 2], [1, 2]]);
        assert_eq!(choices(4, 3, 1), [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]);
        assert_eq!(choices(1, 2, 5), Vec::<Vec<usize>>::new());
        assert_eq!(choices(0, 1, 0), Vec::<Vec<usize>>::new());
        assert_eq!(choices(2, 1, 5), [[0], [1]]);
        assert_eq!(choices(5, 2, usize::MAX).len(), 10);
    }

    #[test]
    fn keys_are_in_the_order_of_their_values() {
        let key = |values: [Id; 3]| values.iter().fold(u64::EMPTY, |key, &value| key.push(value, 5));
        assert!(key([1, 31, 31]) < key([2, 0, 0]));
        assert_eq!([2, 1, 0].map(|place| key([7, 0, 31]).value(place, 5)), [7, 0, 31]);
    }
}
