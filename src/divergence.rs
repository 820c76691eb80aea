//! Jensen-Shannon divergence of two groups of documents: what each term adds to it, and what it would be if the
//! documents were dealt out to the groups anew.

mod halves;
mod lanes;
mod null;

pub use halves::{Compared, Sets, compare_sets};
pub use null::{CountRows, divergence_null};

use std::f64::consts::LN_2;

/// Which entropy a divergence is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Shannon's.
    One,
    /// Gini's and Simpson's, 1 − Σ p².
    Two,
}

/// What each term adds to the divergence of two lists of counts, both sides weighted alike; nothing if a side is
/// empty. The sum is 0 for equal rates and 1 where no term is in both.
///
/// With p and q the rates of a term on the two sides, of order one it is ½ (p log₂ (2p / (p + q)) + q log₂ (2q / (p +
/// q))), and so the whole in bits; of order two (p − q)² / Σ (p² + q²).
pub fn divergence_terms(counts: [&[u64]; 2], order: Order) -> Option<Vec<f64>> {
    let sizes = Sizes::new(counts.map(|side| side.iter().sum()))?;
    let of_terms = || counts[0].iter().zip(counts[1]).map(|(&one, &other)| sizes.term(one, other, order));
    let whole = match order {
        Order::One => 1.0,
        Order::Two => of_terms().map(|term| term.whole).sum(),
    };
    Some(of_terms().map(|term| term.part / whole).collect())
}

/// What a term adds to a divergence, and to what it is a share of.
#[derive(Clone, Copy, Default)]
struct Term {
    part: f64,
    whole: f64,
}

/// How many tokens there are on each side, at least one.
#[derive(Clone, Copy)]
struct Sizes {
    sides: [u64; 2],
    product: f64,
}

impl Sizes {
    fn new(sides: [u64; 2]) -> Option<Self> {
        let product = wide(sides[0]) * wide(sides[1]);
        (product > 0).then_some(Self { sides, product: float(product) })
    }

    /// Rates are compared as whole numbers, so that nothing is lost where they are nearly equal.
    #[inline]
    fn term(&self, one: u64, other: u64, order: Order) -> Term {
        let (one, other) = (wide(one) * wide(self.sides[1]), wide(other) * wide(self.sides[0]));
        if one == other && (one == 0 || order == Order::One) {
            return Term::default();
        }
        let difference = float(one.abs_diff(other));
        match order {
            Order::One => {
                let sum = float(one + other);
                let part = sum / self.product * shannon(difference / sum) / (4.0 * LN_2);
                Term { part, whole: 0.0 }
            }
            Order::Two => {
                let [one, other, difference] =
                    [float(one), float(other), difference].map(|x| x / self.product);
                Term { part: difference * difference, whole: one * one + other * other }
            }
        }
    }

    /// The divergence as the sum of what its terms add.
    fn divergence(sum: Term, order: Order) -> f64 {
        match order {
            Order::One => sum.part,
            Order::Two => sum.part / sum.whole,
        }
    }
}

/// (1 + d) ln (1 + d) + (1 − d) ln (1 − d) for d in [0, 1], in a form that loses no digits where d is small.
#[inline]
fn shannon(d: f64) -> f64 {
    if d < 1.0 { (-d * d).ln_1p() + 2.0 * d * d.atanh() } else { 2.0 * LN_2 }
}

fn wide(number: u64) -> u128 {
    u128::from(number)
}

#[allow(clippy::cast_precision_loss)] // to the nearest
fn float(number: u128) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By the book, with logarithms of rates.
    fn textbook(one: f64, other: f64) -> f64 {
        let middle = f64::midpoint(one, other);
        let share = |rate: f64| if rate > 0.0 { rate * (rate / middle).log2() } else { 0.0 };
        f64::midpoint(share(one), share(other))
    }

    proptest! {
        #[test]
        fn terms_are_those_of_the_book(counts in prop::collection::vec((0u64..50, 0u64..50), 1..20)) {
            let (one, other): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
            let sizes = [&one, &other].map(|side| side.iter().sum::<u64>());
            let Some(terms) = divergence_terms([&one, &other], Order::One) else {
                prop_assert!(sizes.contains(&0));
                return Ok(());
            };
            let rate = |count: u64, size: u64| float(wide(count)) / float(wide(size));
            for ((&one, &other), &term) in one.iter().zip(&other).zip(&terms) {
                let expected = textbook(rate(one, sizes[0]), rate(other, sizes[1]));
                prop_assert!((term - expected).abs() < 1e-14, "{} {}", term, expected);
                prop_assert!(term >= 0.0);
            }
            let swapped = divergence_terms([&other, &one], Order::One).unwrap_or_default();
            prop_assert_eq!(&terms, &swapped);
            prop_assert!(terms.iter().sum::<f64>() <= 1.0 + 1e-12);
            let squares = divergence_terms([&one, &other], Order::Two).unwrap_or_default();
            prop_assert!((0.0..=1.0 + 1e-12).contains(&squares.iter().sum::<f64>()));
        }
    }

    #[test]
    fn nearly_equal_rates_lose_no_digits() {
        // d = 1 / (2e9 + 1): the term is d² (p + q) / (4 ln 2), but for d⁴.
        let big = 1_000_000_000;
        let terms = divergence_terms([&[big, big], &[big + 1, big - 1]], Order::One).unwrap_or_default();
        let d = 1.0 / float(wide(2 * big + 1));
        let sum = float(wide(2 * big + 1)) / float(wide(2 * big));
        assert!((terms[0] / (d * d * sum / (4.0 * LN_2)) - 1.0).abs() < 1e-15 * 8.0);
    }
}
