//! Intervals by bootstrap: how far a log ratio moves where the units of both sides are drawn again.

// Units, tokens and counts are far below 2⁵³; units and resamples are below 2³².
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use super::Numbers;
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::postings::{Column, Postings};
use crate::special::{normal_quantile, normal_tails};
use crate::vocabulary::Id;

/// The bounds of every value's log ratio, in the order of [`Postings::values`]; NaN where there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The lower ones.
    pub lower: Vec<f64>,
    /// The upper ones.
    pub upper: Vec<f64>,
}

/// How many cells make a batch, so that it ends within a fraction of a second.
const BATCH: usize = 1 << 12;
/// How many cells cost as much as the logarithm of a resample, for every resample, or of a unit.
const LOGARITHM: usize = 32;
/// Log ratios that differ by less than this are equal: the same rates come of several counts.
const ROUNDING: f64 = 1e-10;

/// Finds intervals for the log ratio (base 2) of side 0 against the mean of the rates of the other sides, with half a
/// count and half a token added to each (Walter 1975), by the bias-corrected and accelerated bootstrap (Efron 1987).
///
/// Units are drawn with replacement within their side and stratum, so that both keep as many as they have. The
/// acceleration is that of several samples, by a jackknife over all units. A value has no bounds if side 0 or all
/// others lack it, for no resample then has it, if all resamples are equal, or if a bound lies beyond them.
///
/// The result is the same whatever the number of threads. Time is in proportion to (cells + values) × resamples and to
/// values × units; memory is a byte for each unit and resample.
///
/// # Errors
///
/// Sides or strata that do not match the units, and [`Error::Interrupted`] when asked to stop.
#[allow(clippy::too_many_arguments)]
pub fn bootstrap(
    postings: &Postings,
    sides: &[Id],
    strata: &[Id],
    n_resamples: usize,
    confidence: f64,
    seed: u64,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Bounds> {
    let n_units = postings.units().tokens.len();
    for (what, other) in [("units and sides", sides.len()), ("units and strata", strata.len())] {
        if other != n_units {
            return Err(Error::LengthMismatch { what, lengths: (n_units, other) });
        }
    }
    let resamples = Resamples::new(postings, sides, strata, n_resamples, seed, control)?;
    let least = LOGARITHM * (1 + n_units / n_resamples.max(1));
    let costs = || postings.sizes().map(|size| size + least);
    let work = costs().sum::<usize>().saturating_mul(n_resamples);
    let (_, parts) = parallel::run(
        parallel::batches(costs(), BATCH),
        parallel::threads(n_threads, work, 1 << 22),
        control,
        || Scratch::new(&resamples),
        |scratch, batch| {
            Ok(batch.map(|value| scratch.bounds(postings.column(value), confidence)).collect::<Vec<_>>())
        },
    )?;
    let bounds = parts.into_iter().flat_map(|part| part.result);
    let (lower, upper) = bounds.map(|bounds| bounds.unwrap_or([f64::NAN; 2]).into()).unzip();
    Ok(Bounds { lower, upper })
}

/// What all values have in common.
struct Resamples<'a> {
    tokens: &'a [u64],
    sides: &'a [Id],
    /// The units that are drawn from together: those of a side in a stratum, in order; samples in order of the first.
    samples: Vec<Vec<usize>>,
    /// How many resamples there are.
    width: usize,
    /// How often each unit was drawn, unit by unit, resample by resample.
    times: Vec<u8>,
    /// The tokens of each side as observed, and in each resample, side by side.
    observed: Vec<f64>,
    resampled: Vec<f64>,
}

impl<'a> Resamples<'a> {
    fn new(
        postings: &'a Postings,
        sides: &'a [Id],
        strata: &[Id],
        n_resamples: usize,
        seed: u64,
        control: &Control,
    ) -> Result<Self> {
        let tokens: &[u64] = &postings.units().tokens;
        let n_sides = sides.iter().max().map_or(0, |&last| last as usize + 1);
        let samples = samples(sides, strata);
        let mut times = vec![0_u8; tokens.len() * n_resamples];
        let mut resampled = vec![0.0; n_sides * n_resamples];
        for resample in 0..n_resamples {
            control.check()?;
            let mut numbers = Numbers::new(seed, resample as u64);
            for units in &samples {
                for _ in units {
                    let unit = units[numbers.below(units.len() as u64) as usize];
                    // That a unit is drawn 256 times is less likely than that the machine breaks.
                    let times = &mut times[unit * n_resamples + resample];
                    *times = times.saturating_add(1);
                    resampled[sides[unit] as usize * n_resamples + resample] += tokens[unit] as f64;
                }
            }
        }
        let mut observed = vec![0.0; n_sides];
        for (&side, &tokens) in sides.iter().zip(tokens) {
            observed[side as usize] += tokens as f64;
        }
        Ok(Self { tokens, sides, samples, width: n_resamples, times, observed, resampled })
    }
}

fn samples(sides: &[Id], strata: &[Id]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..sides.len()).collect();
    let name = |unit: usize| (strata[unit], sides[unit]);
    order.sort_by_key(|&unit| name(unit));
    let chunks = order.chunk_by(|&left, &right| name(left) == name(right));
    let mut samples: Vec<_> = chunks.map(<[usize]>::to_vec).collect();
    // Names of sides decide nothing: what is drawn for two sides is drawn for them the other way round.
    samples.sort_by_key(|units| units.first().copied());
    samples
}

/// Room for one value.
struct Scratch<'a> {
    resamples: &'a Resamples<'a>,
    /// The count of each unit.
    of_units: Vec<u64>,
    /// The count of each side, as observed, and in each resample, side by side.
    observed: Vec<f64>,
    counts: Vec<f64>,
    ratios: Vec<f64>,
    influences: Vec<f64>,
}

impl<'a> Scratch<'a> {
    fn new(resamples: &'a Resamples<'a>) -> Self {
        Self {
            resamples,
            of_units: vec![0; resamples.tokens.len()],
            observed: vec![0.0; resamples.observed.len()],
            counts: vec![0.0; resamples.resampled.len()],
            ratios: Vec::with_capacity(resamples.width),
            influences: Vec::new(),
        }
    }

    fn bounds(&mut self, column: Column<'_>, confidence: f64) -> Option<[f64; 2]> {
        self.count(column);
        if self.observed.iter().skip(1).sum::<f64>() * self.observed.first()? == 0.0 {
            return None;
        }
        let observed = log_ratio(self.observed.iter().copied().zip(self.resamples.observed.iter().copied()));
        self.resample(column);
        let acceleration = self.acceleration(column);
        let first = *self.ratios.first()?;
        if self.ratios.iter().all(|ratio| (ratio - first).abs() < ROUNDING) {
            return None;
        }
        bca(&mut self.ratios, observed, acceleration, confidence)
    }

    fn count(&mut self, column: Column<'_>) {
        self.observed.fill(0.0);
        for (unit, count) in column.cells() {
            self.observed[self.resamples.sides[unit] as usize] += count as f64;
        }
    }

    /// Finds the log ratio in every resample.
    fn resample(&mut self, column: Column<'_>) {
        let (resamples, width) = (self.resamples, self.resamples.width);
        self.counts.fill(0.0);
        for (unit, count) in column.cells() {
            let side = resamples.sides[unit] as usize;
            let counts = &mut self.counts[side * width..(side + 1) * width];
            let times = &resamples.times[unit * width..(unit + 1) * width];
            counts.iter_mut().zip(times).for_each(|(sum, &times)| *sum += f64::from(times) * count as f64);
        }
        self.ratios.clear();
        for resample in 0..width {
            let counts = self.counts[resample..].iter().step_by(width);
            let tokens = resamples.resampled[resample..].iter().step_by(width);
            self.ratios.push(log_ratio(counts.copied().zip(tokens.copied())));
        }
    }

    /// That of several samples (Davison & Hinkley 1997, Bootstrap methods and their application, 5.3.2).
    fn acceleration(&mut self, column: Column<'_>) -> f64 {
        let resamples = self.resamples;
        column.cells().for_each(|(unit, count)| self.of_units[unit] = count);
        let (mut squares, mut cubes) = (0.0, 0.0);
        for units in &resamples.samples {
            self.influences.clear();
            for &unit in units {
                let is_of = |side: usize| if resamples.sides[unit] as usize == side { 1.0 } else { 0.0 };
                let (count, tokens) = (self.of_units[unit] as f64, resamples.tokens[unit] as f64);
                let sums = self.observed.iter().zip(&resamples.observed).enumerate();
                let without = sums.map(|(side, (y, n))| (y - is_of(side) * count, n - is_of(side) * tokens));
                self.influences.push(log_ratio(without));
            }
            let n = units.len() as f64;
            let mean = self.influences.iter().sum::<f64>() / n;
            for without in &self.influences {
                let influence = (mean - without) * (n - 1.0) / n;
                squares += influence.powi(2);
                cubes += influence.powi(3);
            }
        }
        column.cells().for_each(|(unit, _)| self.of_units[unit] = 0);
        if squares > 0.0 { cubes / (6.0 * squares.powf(1.5)) } else { 0.0 }
    }
}

/// Of the counts and tokens of sides, the first against the mean of the others.
fn log_ratio(mut sides: impl Iterator<Item = (f64, f64)>) -> f64 {
    let rate = |(count, tokens): (f64, f64)| (count + 0.5) / (tokens + 0.5);
    let own = sides.next().map_or(f64::NAN, rate);
    let (sum, n) = sides.fold((0.0, 0.0), |(sum, n), side| (sum + rate(side), n + 1.0));
    (own / (sum / n)).log2()
}

/// The bias-corrected and accelerated interval of a bootstrap distribution (Efron & Tibshirani 1993, 14.3).
fn bca(ratios: &mut [f64], observed: f64, acceleration: f64, confidence: f64) -> Option<[f64; 2]> {
    ratios.sort_unstable_by(f64::total_cmp);
    let below = ratios.partition_point(|&ratio| ratio < observed - ROUNDING) as f64;
    let up_to = ratios.partition_point(|&ratio| ratio <= observed + ROUNDING) as f64;
    let n = ratios.len() as f64;
    // Of resamples that tie with what was observed, half lie below it.
    let bias = normal_quantile((f64::midpoint(below, up_to) / n).ln());
    let bound = |tail: f64| {
        let deviate = bias + normal_quantile(tail.ln());
        let room = 1.0 - acceleration * deviate;
        let level = normal_tails(bias + deviate / room).lower.exp();
        // Beyond the outermost resamples nothing is known.
        (room > 0.0 && level * (n + 1.0) >= 1.0 && (1.0 - level) * (n + 1.0) >= 1.0)
            .then(|| quantile(ratios, level))
    };
    Some([bound((1.0 - confidence) / 2.0)?, bound(f64::midpoint(1.0, confidence))?])
}

/// The quantile of sorted numbers, between neighbours in proportion (Hyndman & Fan 1996, type 7).
fn quantile(sorted: &[f64], level: f64) -> f64 {
    let place = level * (sorted.len() as f64 - 1.0);
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_bias_and_acceleration_bounds_are_percentiles() {
        let mut ratios: Vec<f64> = (0..=1000).rev().map(f64::from).collect();
        let near = |found: Option<[f64; 2]>, expected: [f64; 2]| {
            let found = found.unwrap_or([f64::NAN; 2]);
            assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-6), "{found:?}");
        };
        near(bca(&mut ratios, 500.0, 0.0, 0.9), [50.0, 950.0]);
        // Where all lie on one side, and where a bound would lie beyond them, there is none.
        assert_eq!(bca(&mut ratios, -1.0, 0.0, 0.9), None);
        assert_eq!(bca(&mut ratios, 500.0, 0.0, 0.999), None);
        assert_eq!(bca(&mut ratios, 500.0, 0.7, 0.95), None);
    }

    #[test]
    fn units_are_drawn_within_side_and_stratum() {
        assert_eq!(samples(&[1, 0, 1, 0, 1], &[7, 7, 7, 2, 2]), [vec![0, 2], vec![1], vec![3], vec![4]]);
        assert_eq!(samples(&[0, 1, 0], &[0; 3]), samples(&[1, 0, 1], &[0; 3]));
    }
}
