//! Divergences of arrangements: the documents of two groups, dealt out to them anew.
//!
//! Counts are added up term by term, for some arrangements at a time: a document is on the first side of each or
//! it is not, which is a mask and no branch. So every cell of the matrix is read once for all of them.

use std::ops::Range;

use super::lanes::Lanes;
use super::{Order, Sizes};
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::resample::Arrangements;
use crate::vocabulary::Id;

/// So many arrangements are counted at a time.
pub(super) const LANES: usize = 16;
/// How many cells are added up between two looks at whether to stop; a term costs as much as some cells.
const CHECK_INTERVAL: usize = 1 << 18;
const CELLS_A_TERM: usize = 64;
/// Below so many cells and terms, over all arrangements, no thread is started.
const PARALLEL_CELLS: usize = 1 << 24;

/// How often terms occur in documents: the cells of a matrix, row by row.
#[derive(Debug)]
pub struct CountRows {
    starts: Vec<usize>,
    columns: Vec<Id>,
    counts: Vec<u32>,
    pub(super) n_columns: usize,
}

impl CountRows {
    /// A matrix of how many cells each row has, and the column and count of each cell.
    ///
    /// # Errors
    ///
    /// Lists of unequal length.
    pub fn new(lengths: &[u32], columns: Vec<Id>, counts: Vec<u32>) -> Result<Self> {
        let mut starts = vec![0];
        starts.extend(lengths.iter().scan(0, |end, &length| {
            *end += length as usize;
            Some(*end)
        }));
        let end = starts.last().copied().unwrap_or(0);
        for (what, cells) in [("rows and columns of cells", &columns), ("rows and counts of cells", &counts)]
        {
            if cells.len() != end {
                return Err(Error::LengthMismatch { what, lengths: (end, cells.len()) });
            }
        }
        let n_columns = columns.iter().max().map_or(0, |&last| last as usize + 1);
        Ok(Self { starts, columns, counts, n_columns })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many cells there are.
    pub(super) fn n_cells(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn cells(&self, row: usize) -> impl Iterator<Item = (Id, u32)> {
        let cells = self.starts[row]..self.starts[row + 1];
        self.columns[cells.clone()].iter().copied().zip(self.counts[cells].iter().copied())
    }
}

/// Divergences of two groups of documents, one for each arrangement in its order; the label 0 is the first side.
///
/// `rows` are those of the documents that are dealt out, in the order of the labels. An arrangement that leaves a side
/// without tokens has no divergence, and is NaN. Time is in proportion to the cells and arrangements.
///
/// # Errors
///
/// A term that occurs 2³² times or more, and [`Error::Interrupted`] when asked to stop.
pub fn divergence_null(
    matrix: &CountRows,
    rows: &[usize],
    arrangements: &Arrangements,
    order: Order,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<f64>> {
    let dealt = Dealt::new(matrix, rows, order, control)?;
    let n_arrangements = arrangements.len();
    let work = (dealt.cells.len() + CELLS_A_TERM * dealt.totals.len()).saturating_mul(n_arrangements);
    let n_threads = parallel::threads(n_threads, work, PARALLEL_CELLS);
    let batches = (0..n_arrangements).step_by(LANES).map(|start| start..n_arrangements.min(start + LANES));
    let (_, found) = parallel::run(
        batches.collect(),
        n_threads,
        control,
        || (vec![[0; LANES]; rows.len()], vec![0; rows.len()]),
        |(masks, labels), batch| {
            write_masks(arrangements, &batch, masks, labels);
            let divergences = dealt.divergences(masks, control)?;
            control.advance(batch.len());
            Ok(divergences.into_iter().take(batch.len()))
        },
    )?;
    Ok(found.into_iter().flat_map(|done| done.result).collect())
}

/// All bits for each arrangement that has a document on the first side. What is left of the lanes repeats older ones.
fn write_masks(
    arrangements: &Arrangements,
    batch: &Range<usize>,
    masks: &mut [[u32; LANES]],
    labels: &mut [Id],
) {
    for (lane, index) in batch.clone().enumerate() {
        arrangements.write(index, labels);
        for (mask, &label) in masks.iter_mut().zip(labels.iter()) {
            mask[lane] = if label == 0 { u32::MAX } else { 0 };
        }
    }
}

/// A document, by its place among those that are dealt out, and how often a term occurs in it.
#[derive(Clone, Copy, Default)]
struct Cell {
    place: Id,
    count: u32,
}

/// Documents that are dealt out, term by term.
struct Dealt {
    cells: Vec<Cell>,
    /// Where the cells of each term end, and how often it occurs.
    totals: Vec<(usize, u64)>,
    /// How many tokens each document has.
    tokens: Vec<u64>,
    order: Order,
}

impl Dealt {
    fn new(matrix: &CountRows, rows: &[usize], order: Order, control: &Control) -> Result<Self> {
        let mut sizes = vec![(0, 0); matrix.n_columns];
        for (column, count) in rows.iter().flat_map(|&row| matrix.cells(row)) {
            let (length, total): &mut (usize, u64) = &mut sizes[column as usize];
            (*length, *total) = (*length + 1, *total + u64::from(count));
        }
        if sizes.iter().any(|&(_, total)| total > u64::from(u32::MAX)) {
            return Err(Error::TooMany { what: "occurrences of a term", limit: u32::MAX.into() });
        }
        let mut end = 0;
        let mut next: Vec<usize> = sizes.iter().map(|&(length, _)| (end, end += length).0).collect();
        let mut cells = vec![Cell::default(); end];
        for (place, &row) in (0..).zip(rows) {
            control.check()?;
            for (column, count) in matrix.cells(row) {
                let free = &mut next[column as usize];
                cells[*free] = Cell { place, count };
                *free += 1;
            }
        }
        let ends = next.into_iter().zip(&sizes).map(|(end, &(_, total))| (end, total));
        let totals = ends.filter(|&(_, total)| total > 0).collect();
        let count = |row| matrix.cells(row).map(|(_, count)| u64::from(count)).sum();
        Ok(Self { cells, totals, tokens: rows.iter().map(|&row| count(row)).collect(), order })
    }

    /// The divergence of each lane: terms in order, whatever the number of threads.
    fn divergences(&self, masks: &[[u32; LANES]], control: &Control) -> Result<[f64; LANES]> {
        let sides = self.sizes(masks);
        let mut lanes = Lanes::new(&sides, self.order);
        let (mut start, mut work) = (0, 0);
        for &(end, total) in &self.totals {
            let cells = &self.cells[start..end];
            work += cells.len() + CELLS_A_TERM;
            if work > CHECK_INTERVAL {
                control.check()?;
                work = 0;
            }
            lanes.add(&count(cells, masks), total);
            start = end;
        }
        let mut found = [f64::NAN; LANES];
        for ((found, side), sum) in found.iter_mut().zip(sides).zip(lanes.sums) {
            if side.is_some() {
                *found = Sizes::divergence(sum, self.order);
            }
        }
        Ok(found)
    }

    fn sizes(&self, masks: &[[u32; LANES]]) -> [Option<Sizes>; LANES] {
        let whole: u64 = self.tokens.iter().sum();
        let mut firsts = [0; LANES];
        for (mask, &tokens) in masks.iter().zip(&self.tokens) {
            for (first, &bits) in firsts.iter_mut().zip(mask) {
                *first += if bits == 0 { 0 } else { tokens };
            }
        }
        firsts.map(|first| Sizes::new([first, whole - first]))
    }
}

/// How often a term occurs on the first side of each arrangement.
#[inline]
fn count(cells: &[Cell], masks: &[[u32; LANES]]) -> [u32; LANES] {
    let mut counts = [0; LANES];
    for cell in cells {
        for (count, bits) in counts.iter_mut().zip(&masks[cell.place as usize]) {
            *count += cell.count & bits;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::divergence_terms;
    use super::*;
    use proptest::prelude::*;

    const N_TERMS: usize = 6;

    fn documents() -> impl Strategy<Value = Vec<Vec<u32>>> {
        prop::collection::vec(prop::collection::vec(0u32..5, N_TERMS), 2..8)
    }

    proptest! {
        #[test]
        fn arrangements_are_counted_as_if_each_were_the_only_one(
            documents in documents(), n_first in 1usize..4, few in any::<bool>(), n_threads in 1usize..4, two in any::<bool>()
        ) {
            let n_first = n_first.min(documents.len() - 1);
            let labels: Vec<Id> = (0..documents.len()).map(|document| Id::from(document >= n_first)).collect();
            let most_exact = if few { 1000 } else { 0 };
            let arrangements = Arrangements::new(&labels, &vec![0; labels.len()], 40, most_exact, 3)?;
            let order = if two { Order::Two } else { Order::One };

            let cells: Vec<Vec<(Id, u32)>> = documents.iter()
                .map(|row| (0..).zip(row.iter().copied()).filter(|&(_, count)| count > 0).collect())
                .collect();
            let lengths: Vec<u32> = cells.iter().map(|row| u32::try_from(row.len())).collect::<std::result::Result<_, _>>()?;
            let (columns, counts): (Vec<_>, Vec<_>) = cells.into_iter().flatten().unzip();
            let matrix = CountRows::new(&lengths, columns, counts)?;
            let rows: Vec<_> = (0..documents.len()).collect();
            let found =
                divergence_null(&matrix, &rows, &arrangements, order, Some(n_threads), &Control::default())?;

            prop_assert_eq!(found.len(), arrangements.len());
            let mut dealt = labels.clone();
            for (index, found) in found.into_iter().enumerate() {
                arrangements.write(index, &mut dealt);
                let mut sides = [[0; N_TERMS]; 2];
                for (row, &label) in documents.iter().zip(&dealt) {
                    for (sum, &count) in sides[label as usize].iter_mut().zip(row) {
                        *sum += u64::from(count);
                    }
                }
                match divergence_terms([&sides[0], &sides[1]], order) {
                    Some(terms) => prop_assert!((found - terms.iter().sum::<f64>()).abs() < 1e-14),
                    None => prop_assert!(found.is_nan()),
                }
            }
        }
    }
}
