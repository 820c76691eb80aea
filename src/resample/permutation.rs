//! Tests by permutation: which values differ between groups by more than labels given out by chance make them.

use super::Arrangements;
use super::lanes::{Lanes, Plan, Scratch};
use super::places::{check_size, raise};
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::postings::Postings;
use crate::vocabulary::Id;

/// What a group is set against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// All other groups as one, in which the largest counts most.
    Pooled,
    /// The mean of the rates of the other groups.
    Mean,
}

/// What a test says of every value, in each group set against the others: group by group, and within a group in the
/// order of [`Postings::values`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permuted {
    /// The studentised difference, negative where the rate is lower than elsewhere.
    pub statistic: Vec<f64>,
    /// How many arrangements have one as large, of either sign.
    pub as_extreme: Vec<u64>,
    /// The share of all arrangements that put all units of the value on one side: as extreme as they can be, but for
    /// the lengths of units, which are no evidence.
    pub one_sided: Vec<f64>,
    /// In how many arrangements the largest of all values and groups is as large.
    pub exceeded: Vec<u64>,
    /// For each value, the squared statistics of all groups together, each by the share of the others.
    pub omnibus: Vec<f64>,
    /// How many arrangements have as much of it.
    pub omnibus_as_extreme: Vec<u64>,
}

/// How many arrangements are looked at together: their sums stay in the nearest cache.
const LANES: usize = 256;
/// How many cells make a batch, so that it ends within a fraction of a second.
const BATCH: usize = 1 << 12;
/// Squares that differ by less than this are equal: their parts were added up in another order.
const ROUNDING: f64 = 1.0 - 1e-10;

/// Sets every group against the others under each arrangement of the labels of units; `strata` are those in which
/// labels change places.
///
/// The statistic is U / √V. U is the count in the group less what it would be at the rate of all units, stratum by
/// stratum; V is its variance as the units' own deviations from that rate make it, and no less than as if tokens came
/// one by one (Poisson). It is 0 where V is.
///
/// The result is the same whatever the number of threads. Time is in proportion to cells × arrangements × groups.
///
/// # Errors
///
/// Labels or strata that do not match the units, more than 256 groups or 3 · 10⁹ tokens, [`Against::Mean`] with more than
/// one stratum, and [`Error::Interrupted`] when asked to stop.
pub fn permute(
    postings: &Postings,
    arrangements: &Arrangements,
    strata: &[Id],
    rest: Against,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Permuted> {
    let tokens = &postings.units().tokens;
    for (what, other) in
        [("units and labels", arrangements.observed().len()), ("units and strata", strata.len())]
    {
        if other != tokens.len() {
            return Err(Error::LengthMismatch { what, lengths: (tokens.len(), other) });
        }
    }
    let plan = Plan::new(postings, arrangements, strata, rest);
    check_size(tokens.iter().sum(), plan.n_groups)?;
    if rest == Against::Mean && plan.n_strata() > 1 {
        return Err(Error::TooMany { what: "strata of a test against a mean of rates", limit: 1 });
    }
    let n_threads =
        parallel::threads(n_threads, postings.n_cells().saturating_mul(arrangements.len()), 1 << 22);
    let (mut found, squared) = observe(&plan, n_threads, control)?;
    let mut maxima = Vec::with_capacity(arrangements.len());
    for first in (0..arrangements.len()).step_by(LANES) {
        let lanes = Lanes::of_arrangements(&plan, first..arrangements.len().min(first + LANES));
        maxima.extend(compare(&lanes, &squared, &mut found, n_threads, control)?);
    }
    maxima.sort_unstable_by(f64::total_cmp);
    let exceeded =
        |&of_value: &f64| maxima.len() - maxima.partition_point(|&largest| largest < of_value * ROUNDING);
    found.exceeded = squared.iter().map(|squared| exceeded(squared) as u64).collect();
    Ok(found)
}

/// The statistics under the labels as they are, and their squares, with no arrangement counted yet.
fn observe(plan: &Plan<'_>, n_threads: usize, control: &Control) -> Result<(Permuted, Vec<f64>)> {
    let lanes = Lanes::observed(plan);
    let (_, parts) = parallel::run(
        parallel::batches(plan.postings.sizes(), BATCH),
        n_threads,
        control,
        || lanes.scratch(),
        |scratch, batch| {
            let mut of_batch = Vec::with_capacity(batch.len());
            for value in batch {
                scratch.evaluate(plan.postings.column(value));
                let squared = scratch.squared().iter().enumerate();
                let signed = squared.map(|(group, &squared)| (squared, scratch.difference(group)));
                let one_sided = plan.one_sided(plan.postings.column(value));
                of_batch.push((signed.zip(one_sided).collect::<Vec<_>>(), scratch.omnibus()[0]));
            }
            Ok(of_batch)
        },
    )?;
    let n_values = plan.postings.values().len();
    let n_rows = n_values * plan.n_groups;
    let [mut statistic, mut squares, mut one_sided] = [0; 3].map(|_| vec![0.0; n_rows]);
    let mut omnibus = Vec::with_capacity(n_values);
    for (value, (of_groups, sum)) in parts.into_iter().flat_map(|part| part.result).enumerate() {
        for (group, ((squared, difference), share)) in of_groups.into_iter().enumerate() {
            let row = group * n_values + value;
            squares[row] = squared;
            statistic[row] = squared.sqrt().copysign(difference);
            one_sided[row] = share;
        }
        omnibus.push(sum);
    }
    let (as_extreme, omnibus_as_extreme) = (vec![0; n_rows], vec![0; n_values]);
    let found =
        Permuted { statistic, as_extreme, one_sided, exceeded: Vec::new(), omnibus, omnibus_as_extreme };
    Ok((found, squares))
}

/// Counts the lanes that are as extreme as what was observed; gives the largest square in each.
fn compare(
    lanes: &Lanes<'_>,
    squared: &[f64],
    found: &mut Permuted,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<f64>> {
    let (postings, n_groups) = (lanes.plan().postings, lanes.plan().n_groups);
    let n_values = postings.values().len();
    let omnibus = &found.omnibus;
    let (workers, parts) = parallel::run(
        parallel::batches(postings.sizes(), BATCH),
        n_threads,
        control,
        || (lanes.scratch(), vec![0.0; lanes.len()]),
        |(scratch, maxima): &mut (Scratch<'_>, Vec<f64>), batch| {
            let mut of_batch = Vec::with_capacity(batch.len() * (n_groups + 1));
            for value in batch {
                let column = postings.column(value);
                if column.units.is_empty() {
                    of_batch.extend((0..=n_groups).map(|_| lanes.len() as u64));
                    continue;
                }
                scratch.evaluate(column);
                for (group, squares) in scratch.squared().chunks(lanes.len()).enumerate() {
                    of_batch.push(as_large(squares, squared[group * n_values + value]));
                    raise(maxima, squares.iter().copied());
                }
                of_batch.push(as_large(scratch.omnibus(), omnibus[value]));
            }
            Ok(of_batch)
        },
    )?;
    let all = parts.iter().flat_map(|part| part.result.chunks(n_groups + 1));
    for (value, counts) in all.enumerate() {
        for (group, count) in counts[..n_groups].iter().enumerate() {
            found.as_extreme[group * n_values + value] += count;
        }
        found.omnibus_as_extreme[value] += counts[n_groups];
    }
    let mut maxima = vec![0.0; lanes.len()];
    for (_, of_worker) in workers {
        raise(&mut maxima, of_worker);
    }
    Ok(maxima)
}

fn as_large(numbers: &[f64], least: f64) -> u64 {
    let least = least * ROUNDING;
    numbers.iter().filter(|&&number| number >= least).count() as u64
}
