//! What measures of dispersion are made of: sums over the parts in which a value occurs.

use super::{Cell, Whole};

/// So many numbers have their logarithms and harmonic numbers in a table.
const TABLE: u64 = 1 << 10;
const EULER: f64 = 0.577_215_664_901_532_9;

/// Sums over parts, with *v* the count in a part, *f* that in all, *E* what the part would have of *f* by its size,
/// and *p* = *v* / size. Logarithms are natural.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// *f*.
    pub count: u64,
    /// In how many parts the value occurs.
    pub parts: u64,
    /// How large the smallest of these is.
    pub least: u64,
    /// Σ (v − mean v)², over all parts.
    pub count_deviations: f64,
    /// Σ v · v′ over all pairs of parts.
    pub count_products: f64,
    /// Σ √v.
    pub count_roots: f64,
    /// The entropy of the shares v / f.
    pub count_entropy: f64,
    /// Σ (1 + 1/2 + … + 1/v).
    pub harmonics: f64,
    /// Σ p.
    pub rates: f64,
    /// Σ (p − mean p)², over all parts.
    pub rate_deviations: f64,
    /// Σ p · p′ over all pairs of parts.
    pub rate_products: f64,
    /// The entropy of the shares p / Σ p.
    pub rate_entropy: f64,
    /// Σ i · p / Σ p, with i = 1 for the largest p.
    pub rate_ranks: f64,
    /// Σ √(v · size / all tokens).
    pub size_roots: f64,
    /// Σ (v − E)² / E, over all parts.
    pub chi_square: f64,
    /// Σ (v · ln(v / E) − v + E) / f, over all parts: the divergence of shares of the count from those of the size.
    pub divergence: f64,
    /// Σ (v − E) / f over the parts with v > E.
    pub surplus: f64,
}

/// Sums up, with tables and room that are used again.
pub(super) struct Summing {
    /// x · ln x.
    logarithms: Vec<f64>,
    harmonics: Vec<f64>,
    /// By their bits, in the order of which numbers from 0 on are.
    rates: Vec<u64>,
}

impl Summing {
    pub(super) fn new() -> Self {
        let numbers = || (0..TABLE).map(float);
        let mut sum = 0.0;
        let harmonics = numbers().map(|number| {
            sum += if number > 0.0 { number.recip() } else { 0.0 };
            sum
        });
        let harmonics = harmonics.collect();
        Self { logarithms: numbers().map(x_log_x).collect(), harmonics, rates: Vec::new() }
    }

    /// The sums of one value. Its cells are of parts that have tokens, one each, and no count is 0.
    pub(super) fn sums(&mut self, cells: &[Cell], whole: &Whole) -> Sums {
        let count = cells.iter().map(|cell| cell.count).sum();
        let mut sums = Sums {
            count,
            parts: cells.len() as u64,
            least: cells.iter().map(|cell| cell.size).min().unwrap_or_default(),
            ..Sums::default()
        };
        let (count, tokens) = (float(count), float(whole.tokens));
        let (mut size, mut before, mut count_logarithms, mut rate_logarithms) = (0, 0.0, 0.0, 0.0);
        let shift = (tokens / count).ln();
        self.rates.clear();
        for cell in cells {
            let (own, room) = (float(cell.count), float(cell.size));
            let (rate, expected) = (own / room, count * room / tokens);
            let logarithm = rate.ln();
            self.rates.push(rate.to_bits());
            sums.count_products += own * before;
            before += own;
            sums.rate_products += rate * sums.rates;
            size += cell.size;
            count_logarithms += self.x_log_x(cell.count);
            rate_logarithms += rate * logarithm;
            sums.harmonics += self.harmonic(cell.count);
            sums.count_roots += own.sqrt();
            sums.size_roots += (own * room).sqrt();
            sums.rates += rate;
            // The products are exact up to 2⁵³, so that nothing cancels where a part is nearly all there is.
            let deviation = (own * tokens - count * room) / tokens;
            sums.surplus += deviation.max(0.0);
            sums.chi_square += deviation * deviation / expected;
            sums.divergence += deviance(own, expected, deviation, logarithm + shift);
        }
        // The parts without the value.
        let missing = count * (float(whole.tokens - size) / tokens);
        sums.chi_square += missing;
        sums.divergence = (sums.divergence + missing) / count;
        sums.surplus /= count;
        sums.size_roots /= tokens.sqrt();
        if cells.len() > 1 {
            let counts = cells.iter().map(|cell| float(cell.count));
            sums.count_entropy = entropy(counts, count, count_logarithms);
            let rates = self.rates.iter().copied().map(f64::from_bits);
            sums.rate_entropy = entropy(rates, sums.rates, rate_logarithms);
        }
        sums.count_deviations = deviations(cells.iter().map(|cell| float(cell.count)), count, whole.parts);
        sums.rate_deviations =
            deviations(self.rates.iter().copied().map(f64::from_bits), sums.rates, whole.parts);
        sums.rate_ranks = ranks(&mut self.rates) / sums.rates;
        sums
    }

    fn x_log_x(&self, number: u64) -> f64 {
        self.logarithms.get(place(number)).copied().unwrap_or_else(|| x_log_x(float(number)))
    }

    /// 1 + 1/2 + … + 1/number.
    fn harmonic(&self, number: u64) -> f64 {
        self.harmonics.get(place(number)).copied().unwrap_or_else(|| {
            let number = float(number);
            let square = number * number;
            // The next term is below 1e-20.
            number.ln() + EULER + 0.5 / number - (1.0 / 12.0 - 1.0 / (120.0 * square)) / square
        })
    }
}

/// A count as a number to reckon with: exact up to 2⁵³.
#[allow(clippy::cast_precision_loss)]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub(super) fn x_log_x(number: f64) -> f64 {
    if number > 0.0 { number * number.ln() } else { 0.0 }
}

/// Σ (x − mean)² of some numbers that sum up to `sum` and of as many zeros as make up `n`. An error of the mean
/// counts by its square only.
fn deviations(numbers: impl ExactSizeIterator<Item = f64>, sum: f64, n: u64) -> f64 {
    let mean = sum / float(n);
    let zeros = float(n - numbers.len() as u64);
    numbers.map(|number| (number - mean).powi(2)).sum::<f64>() + zeros * mean * mean
}

/// The entropy of the shares that numbers have in their sum, of which Σ x · ln x is known too.
fn entropy(numbers: impl Iterator<Item = f64> + Clone, sum: f64, logarithms: f64) -> f64 {
    let entropy = sum.ln() - logarithms / sum;
    if entropy > 0.5 {
        return entropy;
    }
    // The two halves cancel, since one number is nearly all there is.
    let largest = numbers.clone().fold(0.0, f64::max);
    let others = numbers.filter(|&number| number < largest);
    let (rest, logarithms) = others.fold((0.0, 0.0), |(rest, logarithms), number| {
        (rest + number, logarithms + number * (number / sum).ln())
    });
    -(logarithms + largest * (-rest / sum).ln_1p()) / sum
}

/// Σ i · x of numbers by their bits, with i = 1 for the largest; sorts.
fn ranks(numbers: &mut [u64]) -> f64 {
    numbers.sort_unstable();
    (1..).zip(numbers.iter().rev()).map(|(rank, &number)| float(rank) * f64::from_bits(number)).sum()
}

/// `own` · ln(`own` / `expected`) − `deviation`, with the logarithm given. Where the two halves cancel, a series in
/// r = (own − expected) / (own + expected), as `measures` has it: Loader (2000), Fast and accurate computation of
/// binomial probabilities.
fn deviance(own: f64, expected: f64, deviation: f64, logarithm: f64) -> f64 {
    let r = deviation / (own + expected);
    if r.abs() >= 0.1 {
        return own * logarithm - deviation;
    }
    let square = r * r;
    let tail = [13.0, 11.0, 9.0, 7.0, 5.0, 3.0].iter().fold(1.0 / 15.0, |tail, k| tail * square + 1.0 / k);
    deviation * r + 2.0 * own * r * square * tail
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// |one − other| is small beside the larger.
    fn is_close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-11 * one.abs().max(other.abs()).max(1e-3)
    }

    proptest! {
        #[test]
        fn sums_over_present_parts_are_those_over_all(
            parts in prop::collection::vec((0..2000_u64, 1..500_u64), 1..12)
        ) {
            let parts: Vec<_> = parts.into_iter().map(|(count, more)| (count, count + more)).collect();
            let (count, tokens) = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            prop_assume!(count > 0);
            let whole = Whole { tokens, parts: parts.len() as u64, least: 1 };
            let cells: Vec<_> =
                parts.iter().filter(|part| part.0 > 0).map(|&(count, size)| Cell { count, size }).collect();
            let found = Summing::new().sums(&cells, &whole);
            let all = |term: &dyn Fn(f64, f64) -> f64| -> f64 {
                parts.iter().map(|&(count, size)| term(float(count), float(size))).sum()
            };
            let (f, n) = (float(count), float(whole.parts));
            let expected = |size: f64| f * size / float(tokens);
            let deviations = all(&|v, _| (v - f / n).powi(2));
            prop_assert!(is_close(found.count_deviations, deviations));
            prop_assert!(is_close(found.rates, all(&|v, size| v / size)));
            prop_assert!(is_close(found.chi_square, all(&|v, size| (v - expected(size)).powi(2) / expected(size))));
            prop_assert!(is_close(2.0 * found.surplus, all(&|v, size| (v - expected(size)).abs() / f)));
            let divergence = all(&|v, size| if v > 0.0 { v / f * (v / expected(size)).ln() } else { 0.0 });
            prop_assert!(is_close(found.divergence, divergence));
            let rates: Vec<f64> = parts.iter().map(|&(count, size)| float(count) / float(size)).collect();
            let pairs: f64 = rates.iter().map(|one| rates.iter().map(|two| (one - two).abs()).sum::<f64>()).sum();
            // Half of these, since each pair is there twice, over n (n − 1) / 2 pairs and twice the mean.
            let evenness = 1.0 - pairs / (n - 1.0) / (2.0 * found.rates);
            prop_assert!(parts.len() == 1 || is_close(2.0 * (found.rate_ranks - 1.0) / (n - 1.0), evenness));
        }

        #[test]
        fn harmonic_numbers_go_on_behind_the_table(number in TABLE - 2..TABLE + 3000) {
            let sum: f64 = (1..=number).rev().map(|number| float(number).recip()).sum();
            prop_assert!((Summing::new().harmonic(number) - sum).abs() < 1e-14 * sum);
        }
    }
}
