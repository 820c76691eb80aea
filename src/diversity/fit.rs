//! Expected types, and exponents that fit best.

use super::spectrum::Counts;

/// Where sums over ranks go on as integrals.
const EXACT_RANKS: u64 = 32;
/// A root is found after far fewer steps.
const MOST_STEPS: usize = 200;

#[allow(clippy::cast_precision_loss)] // exact below 2⁵³
#[inline]
pub(super) fn float(number: usize) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss)] // exact below 2⁵³
#[inline]
pub(super) fn wide(number: u64) -> f64 {
    number as f64
}

/// How many types to expect in samples of 0, 1, … tokens, drawn without putting back; of at most `most` tokens.
///
/// A type that was not drawn is the next token with the probability of its count over what is left, which adds up
/// without a difference of like numbers, unlike 1 − C(N − count, size) / C(N, size).
pub(super) fn expected_types(counts: &Counts, tokens: u64, most: usize) -> Vec<f64> {
    let sizes = u64::try_from(most).unwrap_or(u64::MAX).min(tokens);
    let mut expected = vec![0.0];
    expected.resize(usize::try_from(sizes).unwrap_or(most) + 1, 0.0);
    for &(count, types) in counts {
        let (mut drawn, mut left) = (0.0, tokens);
        for expected in &mut expected[1..] {
            drawn += (1.0 - drawn) * (wide(count) / wide(left)).min(1.0);
            left -= 1;
            *expected += wide(types) * drawn;
        }
    }
    expected
}

/// D, so that the curve (D / N) (√(1 + 2 N / D) − 1) has the least squared distance from type-token ratios of
/// samples of N tokens. None where it would be infinite.
pub(super) fn fit_curve(ratios: &[(f64, f64)]) -> Option<f64> {
    let gradient = |log: f64| {
        let of_point = |&(size, ratio): &(f64, f64)| {
            let steep = 2.0 * size / log.exp();
            let root = (1.0 + steep).sqrt();
            // The factors of the derivative that all points share are left out.
            (2.0 / (root + 1.0) - ratio) * steep / (root * (root + 1.0) * (root + 1.0))
        };
        ratios.iter().map(of_point).sum::<f64>()
    };
    root(gradient, -12.0, 28.0).map(f64::exp)
}

/// The exponent a under which the ranks are likeliest if a token has rank r of all V with a probability in proportion to
/// r to the power of −a; types of equal counts have neighbouring ranks. None of a single type.
pub(super) fn fit_ranks(counts: &Counts) -> Option<f64> {
    let types: u64 = counts.iter().map(|&(_, types)| types).sum();
    if types < 2 {
        return None;
    }
    let (mut tokens, mut logs, mut rank) = (0, 0.0, 0);
    for &(count, types) in counts.iter().rev() {
        let ranks = log_factorial(rank + types) - log_factorial(rank);
        (tokens, logs, rank) = (tokens + count * types, logs + wide(count) * ranks, rank + types);
    }
    let mean = logs / wide(tokens);
    // Where all counts are equal, rounding alone could keep the exponent from 0.
    if counts.len() == 1 {
        return Some(0.0);
    }
    root(|exponent| mean - mean_log_rank(types, exponent), 0.0, 64.0)
}

/// The mean logarithm of the rank where ranks 1 to `most` have probabilities in proportion to their power of −a.
///
/// The sum of powers beyond the first ranks is by Euler and Maclaurin, with its derivative by a.
fn mean_log_rank(most: u64, a: f64) -> f64 {
    let (mut sum, mut logs) = (0.0, 0.0);
    for rank in 1..=most.min(EXACT_RANKS) {
        let (log, power) = (wide(rank).ln(), wide(rank).powf(-a));
        (sum, logs) = (sum + power, logs + log * power);
    }
    if most > EXACT_RANKS {
        let (more, more_logs) = tail(wide(EXACT_RANKS + 1), wide(most), a);
        (sum, logs) = (sum + more, logs + more_logs);
    }
    logs / sum
}

/// The sum of x^−a over x from `first` to `last`, and of ln x · x^−a.
fn tail(first: f64, last: f64, a: f64) -> (f64, f64) {
    let length = (last / first).ln();
    let (b, scale) = (1.0 - a, first.powf(1.0 - a));
    let (zeroth, moment) = exponential_integrals(b, length);
    let mut sum = scale * zeroth;
    let mut logs = scale * (first.ln() * zeroth + moment);
    for end in [first, last] {
        let power = end.powf(-a);
        (sum, logs) = (sum + power / 2.0, logs + end.ln() * power / 2.0);
    }
    // Odd derivatives of x^−a at both ends: −a (a + 1) … x^(−a − k), and by a.
    for (weight, order) in
        [(1.0 / 12.0, 1_i32), (-1.0 / 720.0, 3), (1.0 / 30240.0, 5), (-1.0 / 1_209_600.0, 7)]
    {
        let (mut product, mut by_a) = (1.0, 0.0);
        for step in 0..order {
            let factor = a + f64::from(step);
            (product, by_a) = (product * factor, by_a * factor + product);
        }
        for (end, sign) in [(first, 1.0), (last, -1.0)] {
            let power = sign * weight * end.powf(-a - f64::from(order));
            (sum, logs) = (sum + product * power, logs + (product * end.ln() - by_a) * power);
        }
    }
    (sum, logs)
}

/// The integrals of e^(b w) and of w e^(b w) over w from 0 to `length`.
fn exponential_integrals(b: f64, length: f64) -> (f64, f64) {
    let x = b * length;
    if x.abs() > 0.5 {
        let zeroth = x.exp_m1() / b;
        return (zeroth, (length * x.exp() - zeroth) / b);
    }
    let (mut zeroth, mut moment, mut term) = (0.0, 0.0, 1.0);
    for step in 0..20 {
        let step = f64::from(step);
        (zeroth, moment) = (zeroth + term / (step + 1.0), moment + term / (step + 2.0));
        term *= x / (step + 1.0);
    }
    (zeroth * length, moment * length * length)
}

/// The logarithm of 1 · 2 · … · n.
fn log_factorial(n: u64) -> f64 {
    if n < EXACT_RANKS {
        return (2..=n).map(|factor| wide(factor).ln()).sum();
    }
    let x = wide(n) + 1.0;
    let series = (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * x * x)) / (x * x)) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

/// The slope of the line through points with the least squared vertical distance.
pub(super) fn slope(points: &[(f64, f64)]) -> f64 {
    let n = float(points.len());
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let products: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    products / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

/// Where a function that rises through 0 does so, between two places: false position that halves the weight of an
/// end that stays (Illinois). None if it does not.
fn root(function: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut low, mut high) = ((low, function(low)), (high, function(high)));
    if !(low.1 <= 0.0 && high.1 > 0.0) {
        return None;
    }
    let mut stayed = 0;
    for step in 0..MOST_STEPS {
        let width = high.0 - low.0;
        // Every third step halves, so that steps cannot get ever smaller.
        let share = if step % 3 == 2 { 0.5 } else { -low.1 / (high.1 - low.1) };
        let place = low.0 + width * share;
        if place <= low.0 || place >= high.0 {
            break;
        }
        let value = function(place);
        if value > 0.0 {
            low.1 = if stayed == 1 { low.1 / 2.0 } else { low.1 };
            (high, stayed) = ((place, value), 1);
        } else {
            high.1 = if stayed == -1 { high.1 / 2.0 } else { high.1 };
            (low, stayed) = ((place, value), -1);
        }
    }
    Some(if -low.1 < high.1 { low.0 } else { high.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative to the second, if that is far from 0.
    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-12 * expected.abs().max(1.0)
    }

    #[test]
    fn tails_are_sums() {
        for a in [0.0, 0.3, 0.999, 1.0, 1.000_001, 1.2, 2.5, 7.0] {
            for most in [2_u64, 32, 33, 34, 40, 1000, 30_000] {
                let powers = (1..=most).map(|rank| (wide(rank).ln(), wide(rank).powf(-a)));
                let (logs, sum) =
                    powers.fold((0.0, 0.0), |(logs, sum), (log, power)| (logs + log * power, sum + power));
                assert!(
                    near(mean_log_rank(most, a), logs / sum),
                    "{a} {most} {}",
                    mean_log_rank(most, a) - logs / sum
                );
            }
        }
    }

    #[test]
    fn factorials_are_products() {
        let mut log = 0.0;
        for n in 1..3000_u64 {
            log += wide(n).ln();
            assert!(near(log_factorial(n), log), "{n}");
        }
    }

    #[test]
    fn exponents_that_made_the_counts_are_found() {
        for exponent in [0.5, 1.0, 1.4] {
            let mut counts: Counts = Vec::new();
            for rank in (1..=50_u32).rev() {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let count = (1e12 * f64::from(rank).powf(-exponent)) as u64;
                counts.push((count, 1));
            }
            let found = fit_ranks(&counts).unwrap_or_default();
            assert!((found - exponent).abs() < 1e-9, "{exponent} {found}");
        }
        assert_eq!(fit_ranks(&vec![(3, 1)]), None);
        assert_eq!(fit_ranks(&vec![(3, 7)]), Some(0.0));
    }

    #[test]
    fn curves_that_have_a_d_give_it_back() {
        for d in [0.02, 1.0, 40.0, 90.0, 5000.0] {
            let ratio = |size: f64| d / size * ((1.0 + 2.0 * size / d).sqrt() - 1.0);
            let points: Vec<_> = (35..=50).map(|size| (f64::from(size), ratio(f64::from(size)))).collect();
            let found = fit_curve(&points).unwrap_or_default();
            assert!((found / d - 1.0).abs() < 1e-9, "{d} {found}");
        }
        assert_eq!(fit_curve(&[(35.0, 1.0), (50.0, 1.0)]), None);
    }
}
