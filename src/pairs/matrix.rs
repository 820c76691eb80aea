//! Pairs as a matrix.

use std::ops::Range;

use super::{PairCounter, PairOptions, Worker};
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::select::Selection;
use crate::vocabulary::Id;

/// A square matrix by rows (CSR), with a row and a column for each value that is in a pair that is kept.
///
/// The cells of row `i` are those from `starts[i]` to `starts[i + 1]`, in the order of their columns.
#[derive(Debug, Default, PartialEq)]
pub struct PairMatrix {
    /// Where the cells of each row begin, and the end of the last.
    pub starts: Vec<u64>,
    /// The column of each cell.
    pub column: Vec<Id>,
    /// How often the two stand near each other, never 0; nothing if there are weights.
    pub count: Vec<u32>,
    /// The sum of the inverse distances, on request.
    pub weight: Vec<f32>,
    /// The value of each row and column, in order.
    pub value: Vec<Id>,
    /// How often each value occurs in what is selected.
    pub value_count: Vec<u64>,
}

/// The rows of some values; columns are values still.
#[derive(Default)]
struct Rows {
    first: usize,
    lengths: Vec<usize>,
    column: Vec<Id>,
    count: Vec<u32>,
    weight: Vec<f32>,
}

/// Counts pairs in all that is selected: groups are only borders.
///
/// Time is in proportion to the tokens times the window; memory is eight bytes a token, and 8 to 12 a cell.
///
/// # Errors
///
/// [`Error::TooMany`] for more than 2³² tokens, or for a pair that stands near each other more often;
/// [`Error::Interrupted`] when asked to stop.
pub fn cooccurrence_matrix(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    options: &PairOptions<'_>,
    control: &Control,
) -> Result<PairMatrix> {
    let whole = selection.regrouped(&vec![Some(0); selection.keys().len()])?;
    let counter = PairCounter::new(table, &whole, attribute, options, control)?;
    let new_worker = || Worker::new(&counter, control);
    let (_, parts) =
        parallel::run(counter.ranges(), counter.n_threads, control, new_worker, Worker::matrix_rows)?;
    let parts: Vec<Rows> = parts.into_iter().map(|part| part.result).collect();
    let (value, numbers, starts) = kept(&parts, counter.n_values, control)?;
    let (mut columns, mut counts, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        columns.push(part.column);
        counts.push(part.count);
        weights.push(part.weight);
    }
    Ok(PairMatrix {
        starts,
        column: joined(columns, |value| numbers[value as usize], counter.n_threads, control)?,
        count: joined(counts, |count| count, counter.n_threads, control)?,
        weight: joined(weights, |weight| weight, counter.n_threads, control)?,
        value_count: value.iter().map(|&value| counter.places(value as usize).len() as u64).collect(),
        value,
    })
}

impl Worker<'_> {
    fn matrix_rows(&mut self, terms: Range<usize>) -> Result<Rows> {
        let PairOptions { weights, min_count, .. } = self.counter.options;
        let mut rows = Rows { first: terms.start, ..Rows::default() };
        let mut most = 0;
        for term in terms {
            self.look_round(self.counter.places(term))?;
            let first = rows.column.len();
            self.take_each(|other, count, weight| {
                if count < min_count {
                    return;
                }
                rows.column.push(other);
                if weights {
                    #[allow(clippy::cast_possible_truncation)] // of digits that nobody needs
                    rows.weight.push(weight as f32);
                } else {
                    most = most.max(count);
                    rows.count.push(u32::try_from(count).unwrap_or(u32::MAX));
                }
            });
            rows.lengths.push(rows.column.len() - first);
        }
        if u32::try_from(most).is_err() {
            return Err(Error::TooMany { what: "places of a pair", limit: u64::from(u32::MAX) });
        }
        Ok(rows)
    }
}

/// The values that are in a cell, in order, the number of each of all values among them, and where the rows of
/// these begin.
fn kept(parts: &[Rows], n_values: usize, control: &Control) -> Result<(Vec<Id>, Vec<Id>, Vec<u64>)> {
    let mut lengths = vec![0; n_values];
    let mut is_kept = vec![false; n_values];
    for part in parts {
        control.check()?;
        lengths[part.first..part.first + part.lengths.len()].copy_from_slice(&part.lengths);
        for &other in &part.column {
            is_kept[other as usize] = true;
        }
    }
    let (mut values, mut numbers, mut starts) = (Vec::new(), vec![0; n_values], vec![0]);
    let mut end = 0;
    for ((value, length), number) in (0..).zip(lengths).zip(&mut numbers) {
        if length > 0 || is_kept[value as usize] {
            // There are no more of them than values.
            *number = Id::try_from(values.len()).unwrap_or(Id::MAX);
            end += length as u64;
            values.push(value);
            starts.push(end);
        }
    }
    Ok((values, numbers, starts))
}

/// Puts lists together, and changes what is in them.
fn joined<T: Copy + Default + Send>(
    parts: Vec<Vec<T>>,
    change: impl Fn(T) -> T + Sync,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<T>> {
    let mut all = vec![T::default(); parts.iter().map(Vec::len).sum()];
    let mut free = &mut all[..];
    let mut jobs = Vec::new();
    for part in parts {
        let own = free.split_off_mut(..part.len()).unwrap_or_default();
        jobs.push((own, part));
    }
    let work = |(): &mut (), (own, part): (&mut [T], Vec<T>)| {
        control.check()?;
        own.iter_mut().zip(part).for_each(|(new, old)| *new = change(old));
        Ok(())
    };
    parallel::run(jobs, n_threads, control, || (), work)?;
    Ok(all)
}
