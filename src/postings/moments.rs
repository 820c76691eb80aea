//! Sums over units, one pass for all values: counts, documents, and what variances are made of.

// Counts are far below 2⁵³.
#![allow(clippy::cast_precision_loss)]

use super::{Column, Postings};
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::vocabulary::Id;

/// Sums over the units of each group, for each value: group by group, and within a group in the order of
/// [`Postings::values`]. All lists but the last are parallel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// How often the value occurs in the group.
    pub count: Vec<u64>,
    /// In how many documents of the group.
    pub documents: Vec<u64>,
    /// In how many of these it occurs in no other group.
    pub own_documents: Vec<u64>,
    /// Its greatest count in a unit.
    pub largest: Vec<u64>,
    /// Σ y², of its counts in the units.
    pub squares: Vec<u64>,
    /// Σ y n, n being the tokens of the unit.
    pub products: Vec<u64>,
    /// Σ |y / Σ y − n / Σ n| / 2, the deviation of proportions; NaN where it does not occur.
    pub deviation: Vec<f64>,
    /// In how many documents each value occurs in all.
    pub all_documents: Vec<u64>,
}

/// Values in a batch, at the least in cells.
const BATCH: usize = 1 << 16;

impl Postings {
    /// Sums up, for groups from 0 to `n_groups`; units of others are left out.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Interrupted`] when asked to stop.
    pub fn moments(&self, n_groups: usize, n_threads: Option<usize>, control: &Control) -> Result<Moments> {
        let mut tokens = vec![0; n_groups];
        for (&group, &size) in self.units.group.iter().zip(&self.units.tokens) {
            if let Some(tokens) = tokens.get_mut(group as usize) {
                *tokens += size;
            }
        }
        let n_threads = parallel::threads(n_threads, self.unit.len(), BATCH);
        let (_, parts) = parallel::run(
            parallel::batches(self.sizes(), BATCH),
            n_threads,
            control,
            || (),
            |(), batch| {
                let mut sums = Vec::with_capacity(batch.len() * n_groups);
                let all: Vec<u64> =
                    batch.clone().map(|value| self.sum_up(self.column(value), &tokens, &mut sums)).collect();
                Ok((sums, all))
            },
        )?;
        let n_rows = n_groups * self.values.len();
        let mut moments = Moments::with_rows(n_rows);
        let mut value = 0;
        for part in parts {
            let (sums, all) = part.result;
            for sums in sums.chunks(n_groups.max(1)).take(all.len()) {
                for (group, sum) in sums.iter().enumerate() {
                    moments.write(group * self.values.len() + value, sum, tokens[group]);
                }
                value += 1;
            }
            moments.all_documents.extend(all);
        }
        Ok(moments)
    }

    /// Adds a sum for each group, and gives the number of documents.
    fn sum_up(&self, column: Column<'_>, tokens: &[u64], sums: &mut Vec<Sum>) -> u64 {
        let first = sums.len();
        sums.resize(first + tokens.len(), Sum::default());
        let sums = &mut sums[first..];
        for (unit, count) in column.cells() {
            if let Some(sum) = sums.get_mut(self.units.group[unit] as usize) {
                sum.count += count;
            }
        }
        let (mut n_documents, mut cells) = (0, column.cells().peekable());
        let document = |unit: usize| self.units.document[unit];
        let mut last: Option<Id> = None;
        while let Some((unit, count)) = cells.next() {
            let group = self.units.group[unit] as usize;
            let Some(sum) = sums.get_mut(group) else { continue };
            let size = self.units.tokens[unit];
            sum.documents += 1;
            sum.largest = sum.largest.max(count);
            sum.squares += count * count;
            sum.products += count * size;
            let (share, expected) = (count as f64 / sum.count as f64, size as f64 / tokens[group] as f64);
            sum.deviation += (share - expected).abs() - expected;
            let is_first = last != Some(document(unit));
            let is_last = cells.peek().is_none_or(|&(next, _)| document(next) != document(unit));
            n_documents += u64::from(is_first);
            sum.own_documents += u64::from(is_first && is_last);
            last = Some(document(unit));
        }
        n_documents
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: u64,
    documents: u64,
    own_documents: u64,
    largest: u64,
    squares: u64,
    products: u64,
    /// Twice the deviation, less the 1 that the units without the value come to when those with it are taken off.
    deviation: f64,
}

impl Moments {
    fn with_rows(n_rows: usize) -> Self {
        let zeros = || vec![0; n_rows];
        Self {
            count: zeros(),
            documents: zeros(),
            own_documents: zeros(),
            largest: zeros(),
            squares: zeros(),
            products: zeros(),
            deviation: vec![f64::NAN; n_rows],
            all_documents: Vec::new(),
        }
    }

    fn write(&mut self, row: usize, sum: &Sum, tokens: u64) {
        self.count[row] = sum.count;
        self.documents[row] = sum.documents;
        self.own_documents[row] = sum.own_documents;
        self.largest[row] = sum.largest;
        self.squares[row] = sum.squares;
        self.products[row] = sum.products;
        if sum.count > 0 && tokens > 0 {
            self.deviation[row] = f64::midpoint(1.0, sum.deviation).max(0.0);
        }
    }
}
