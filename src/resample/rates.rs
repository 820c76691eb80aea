//! Tests on the rates of units, each of which counts as much as any other.

// Units are far below 2⁵³; rates tie where they are the same number.
#![allow(clippy::cast_precision_loss, clippy::float_cmp)]

use crate::error::Result;
use crate::parallel::{self, Control};
use crate::postings::{Column, Postings};

/// Tests of every value in each group against the other units: group by group, and within a group in the order of
/// [`Postings::values`]. NaN where there is no test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RateTests {
    /// Mann and Whitney's U, as a normal deviate: corrected for ties, and by a half for continuity.
    pub deviate: Vec<f64>,
    /// Welch's t.
    pub welch: Vec<f64>,
    /// Its degrees of freedom.
    pub freedom: Vec<f64>,
}

/// How many cells make a batch.
const BATCH: usize = 1 << 14;

/// Tests the rates of units, a group against the others; units have groups from 0 to `n_groups`.
///
/// Time is in proportion to the cells, but for sorting those of one value, and to the groups.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn compare_rates(
    postings: &Postings,
    n_groups: usize,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<RateTests> {
    let mut sizes = vec![0; n_groups];
    for &group in &postings.units().group {
        sizes[group as usize] += 1;
    }
    let n_threads = parallel::threads(n_threads, postings.n_cells(), BATCH);
    let (_, parts) = parallel::run(
        parallel::batches(postings.sizes(), BATCH),
        n_threads,
        control,
        Vec::new,
        |rates, batch| {
            let mut rows = Vec::with_capacity(batch.len() * n_groups);
            for value in batch {
                let sums = sum_up(postings, postings.column(value), n_groups, rates, &sizes);
                rows.extend((0..n_groups).map(|group| sums.test(group, &sizes)));
            }
            Ok(rows)
        },
    )?;
    let n_values = postings.values().len();
    let mut tests = RateTests {
        deviate: vec![f64::NAN; n_values * n_groups],
        welch: vec![f64::NAN; n_values * n_groups],
        freedom: vec![f64::NAN; n_values * n_groups],
    };
    let all = parts.iter().flat_map(|part| part.result.chunks(n_groups.max(1)));
    for (value, of_groups) in all.enumerate() {
        for (group, &[deviate, welch, freedom]) in of_groups.iter().enumerate() {
            let row = group * n_values + value;
            (tests.deviate[row], tests.welch[row], tests.freedom[row]) = (deviate, welch, freedom);
        }
    }
    Ok(tests)
}

/// For each group the sums of the ranks, of the rates and of their squares, and the sum of t³ - t over ties of t units.
struct Sums {
    ranks: Vec<f64>,
    rates: Vec<f64>,
    squares: Vec<f64>,
    ties: f64,
}

fn sum_up(
    postings: &Postings,
    column: Column<'_>,
    n_groups: usize,
    rates: &mut Vec<(f64, usize)>,
    sizes: &[usize],
) -> Sums {
    let units = postings.units();
    rates.clear();
    rates.extend(
        column
            .cells()
            .map(|(unit, count)| (count as f64 / units.tokens[unit] as f64, units.group[unit] as usize)),
    );
    rates.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let n_zeros = units.tokens.len() - rates.len();
    let mut absent: Vec<f64> = sizes.iter().map(|&size| size as f64).collect();
    let zeros: Vec<f64> = vec![0.0; n_groups];
    let mut sums = Sums { ranks: zeros.clone(), rates: zeros.clone(), squares: zeros, ties: ties(n_zeros) };
    let mut first = n_zeros;
    for tied in rates.chunk_by(|left, right| left.0 == right.0) {
        let rank = first as f64 + f64::midpoint(1.0, tied.len() as f64);
        for &(rate, group) in tied {
            sums.ranks[group] += rank;
            sums.rates[group] += rate;
            sums.squares[group] += rate * rate;
            absent[group] -= 1.0;
        }
        sums.ties += ties(tied.len());
        first += tied.len();
    }
    let rank = f64::midpoint(1.0, n_zeros as f64);
    for (ranks, absent) in sums.ranks.iter_mut().zip(absent) {
        *ranks += rank * absent;
    }
    sums
}

fn ties(n: usize) -> f64 {
    let n = n as f64;
    n * n * n - n
}

impl Sums {
    /// The deviate, Welch's t and its degrees of freedom.
    fn test(&self, group: usize, sizes: &[usize]) -> [f64; 3] {
        let (n, own) = (sizes.iter().sum::<usize>() as f64, sizes[group] as f64);
        let rest = n - own;
        let mean = own * rest / 2.0;
        let variance = own * rest / 12.0 * ((n + 1.0) - self.ties / (n * (n - 1.0)));
        let distance = self.ranks[group] - own * (own + 1.0) / 2.0 - mean;
        let deviate = ((distance.abs() - 0.5) / variance.sqrt()).max(0.0).copysign(distance);
        let sum =
            |of: &[f64]| of.iter().enumerate().filter(|&(at, _)| at != group).map(|(_, x)| x).sum::<f64>();
        let (one, other) = (
            spread(own, self.rates[group], self.squares[group]),
            spread(rest, sum(&self.rates), sum(&self.squares)),
        );
        let error = one.1 + other.1;
        let freedom = error * error / (one.1 * one.1 / (own - 1.0) + other.1 * other.1 / (rest - 1.0));
        let deviate = if variance > 0.0 { deviate } else { f64::NAN };
        [deviate, if error > 0.0 { (one.0 - other.0) / error.sqrt() } else { f64::NAN }, freedom]
    }
}

/// The mean of some rates, and the variance of that mean.
fn spread(n: f64, sum: f64, squares: f64) -> (f64, f64) {
    let mean = sum / n;
    (mean, ((squares - sum * mean) / (n - 1.0)).max(0.0) / n)
}
