//! Sets of documents side by side: how often their commonest terms occur in each.

use std::cmp::Reverse;

use super::null::CountRows;
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::vocabulary::Id;

/// Four sets of documents: two of one group and two of another.
pub type Sets = [Vec<Id>; 4];

/// Two sets side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many tokens each has.
    pub sizes: [u64; 2],
    /// How often the commonest terms of both together occur in each.
    pub counts: Vec<[u64; 2]>,
}

/// Compares sets of documents: of every four the first with the third, and each with its neighbour. Of both together
/// the `n_commonest` terms count that occur most often, of equally common ones the first. Rows that do not exist have
/// nothing.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn compare_sets(
    matrix: &CountRows,
    sets: &[Sets],
    n_commonest: usize,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<[Compared; 3]>> {
    let rows = sets.iter().flatten().map(Vec::len).sum::<usize>();
    let cells =
        rows.saturating_mul(matrix.n_cells() / matrix.len().max(1)) + 4 * sets.len() * matrix.n_columns;
    let n_threads = parallel::threads(n_threads, cells, PARALLEL_CELLS);
    let work = |sums: &mut [Vec<u64>; 4], sets: &Sets| {
        for (sums, set) in sums.iter_mut().zip(sets) {
            control.check()?;
            add_up(matrix, set, sums);
        }
        let compare = |one: usize, other: usize| compare(&sums[one], &sums[other], n_commonest);
        Ok([compare(0, 2), compare(0, 1), compare(2, 3)])
    };
    let (_, done) = parallel::run(sets.iter().collect(), n_threads, control, Default::default, work)?;
    Ok(done.into_iter().map(|done| done.result).collect())
}

/// Below so many cells no thread is started.
const PARALLEL_CELLS: usize = 1 << 20;

fn add_up(matrix: &CountRows, rows: &[Id], sums: &mut Vec<u64>) {
    sums.clear();
    sums.resize(matrix.n_columns, 0);
    for row in rows.iter().map(|&row| row as usize).filter(|&row| row < matrix.len()) {
        for (column, count) in matrix.cells(row) {
            sums[column as usize] += u64::from(count);
        }
    }
}

fn compare(one: &[u64], other: &[u64], n_commonest: usize) -> Compared {
    let both = || one.iter().zip(other).map(|(one, other)| one + other);
    let least = least_of_commonest(both(), n_commonest);
    let mut listed: Vec<(usize, u64)> = both().enumerate().filter(|&(_, count)| count >= least).collect();
    listed.sort_by_key(|&(_, count)| Reverse(count));
    listed.truncate(n_commonest);
    Compared {
        sizes: [one, other].map(|side| side.iter().sum()),
        counts: listed.into_iter().map(|(term, _)| [one[term], other[term]]).collect(),
    }
}

/// So common are `n` counts or more, and at least 1.
fn least_of_commonest(counts: impl Iterator<Item = u64>, n: usize) -> u64 {
    // How many counts have so many bits: most have few, and only those of as many as the n-th are sorted.
    let (mut of_bits, mut listed) = ([0; 65], Vec::new());
    let counts: Vec<u64> = counts.filter(|&count| count > 0).collect();
    for count in &counts {
        of_bits[bits(*count)] += 1;
    }
    let (mut bits_of_least, mut above) = (64, 0);
    while bits_of_least > 1 && above + of_bits[bits_of_least] < n {
        above += of_bits[bits_of_least];
        bits_of_least -= 1;
    }
    listed.extend(counts.into_iter().filter(|&count| bits(count) == bits_of_least));
    listed.sort_unstable_by_key(|&count| Reverse(count));
    n.checked_sub(above + 1).and_then(|place| listed.get(place)).copied().unwrap_or(1)
}

fn bits(count: u64) -> usize {
    (u64::BITS - count.leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_commonest_are_those_of_a_sorted_list(
            documents in prop::collection::vec(prop::collection::vec(0u32..70, 6), 4..9), n in 0usize..8, n_threads in 1usize..3
        ) {
            let lengths = vec![6; documents.len()];
            let columns = documents.iter().flat_map(|_| 0..6).collect();
            let matrix = CountRows::new(&lengths, columns, documents.concat())?;
            let sets: Sets = [vec![0], vec![1, 9], vec![2, 3], vec![]];
            let found = compare_sets(&matrix, std::slice::from_ref(&sets), n, Some(n_threads), &Control::default())?;
            for (found, (one, other)) in found[0].iter().zip([(0, 2), (0, 1), (2, 3)]) {
                let sums = [one, other].map(|set: usize| {
                    let rows = sets[set].iter().filter_map(|&row| documents.get(row as usize));
                    rows.fold([0; 6], |sums: [u64; 6], row| std::array::from_fn(|at| sums[at] + u64::from(row[at])))
                });
                let mut order: Vec<usize> = (0..6).filter(|&at| sums[0][at] + sums[1][at] > 0).collect();
                order.sort_by_key(|&at| Reverse(sums[0][at] + sums[1][at]));
                let counts = order.into_iter().take(n).map(|at| [sums[0][at], sums[1][at]]).collect();
                prop_assert_eq!(found, &Compared { sizes: sums.map(|side| side.iter().sum()), counts });
            }
        }
    }
}
