//! Student's distribution for many numbers at once.

use std::ops::Range;

use crate::error::Result;
use crate::parallel::{self, Control};
use crate::special::{student_quantile, student_tails};

/// How many numbers make a batch.
const BATCH: usize = 1 << 10;
/// Below so many no thread is started.
const PARALLEL_NUMBERS: usize = 1 << 12;

/// The two-sided p of statistics that have Student's distribution, with degrees of freedom for each; as many as the
/// shorter list has.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn student_p_values(
    statistics: &[f64],
    freedom: &[f64],
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<f64>> {
    let of_each = |(t, df): (&f64, &f64)| (2.0 * student_tails(t.abs(), *df).upper.exp()).min(1.0);
    let length = statistics.len().min(freedom.len());
    each(length, n_threads, control, |range| {
        statistics[range.clone()].iter().zip(&freedom[range]).map(of_each).collect()
    })
}

/// The numbers below which Student's distributions of some degrees of freedom have a probability.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn student_quantiles(
    probability: f64,
    freedom: &[f64],
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<f64>> {
    let lower = probability.ln();
    let quantiles =
        |range: Range<usize>| freedom[range].iter().map(|&df| student_quantile(lower, df)).collect();
    each(freedom.len(), n_threads, control, quantiles)
}

fn each(
    length: usize,
    n_threads: Option<usize>,
    control: &Control,
    work: impl Fn(Range<usize>) -> Vec<f64> + Sync,
) -> Result<Vec<f64>> {
    let n_threads = parallel::threads(n_threads, length, PARALLEL_NUMBERS);
    let batches = (0..length).step_by(BATCH).map(|start| start..length.min(start + BATCH));
    let (_, done) = parallel::run(batches.collect(), n_threads, control, || (), |(), range| Ok(work(range)))?;
    Ok(done.into_iter().flat_map(|done| done.result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_as_one() -> Result<()> {
        let control = Control::default();
        let freedom: Vec<f64> = (0..5000).map(|df| f64::from(df % 97 + 1)).collect();
        let statistics: Vec<f64> = (0..5000).map(|t| f64::from(t % 89) / 20.0 - 2.0).collect();
        let p_values = student_p_values(&statistics, &freedom, Some(3), &control)?;
        let quantiles = student_quantiles(0.975, &freedom, None, &control)?;
        for (place, (&t, &df)) in statistics.iter().zip(&freedom).enumerate() {
            let p_value = (2.0 * student_tails(t.abs(), df).upper.exp()).min(1.0);
            assert_eq!(p_values[place].to_bits(), p_value.to_bits());
            assert_eq!(quantiles[place].to_bits(), student_quantile(0.975_f64.ln(), df).to_bits());
        }
        Ok(())
    }
}
