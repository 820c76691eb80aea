//! What terms add to the divergences of some arrangements at a time.

use std::f64::consts::LN_2;

use super::null::LANES;
use super::{Order, Sizes, Term, shannon};

/// Most terms are rare: what those of so few occurrences add is worked out once for each arrangement.
const RARE: usize = 32;
/// Products of numbers below this one are exact in floating point.
const EXACT: u64 = 1 << 53;

/// The sums of some arrangements, and the sizes of their sides.
pub(super) struct Lanes {
    pub(super) sums: [Term; LANES],
    sizes: [Sizes; LANES],
    order: Order,
    /// How many tokens the first sides have, the second, and the product of both.
    first: [f64; LANES],
    second: [f64; LANES],
    product: [f64; LANES],
    /// The size of the largest side.
    largest: u64,
    /// What rare terms add, by how often they occur in all and on the first side.
    rare: Vec<[Term; LANES]>,
}

impl Lanes {
    /// Lanes without terms. Those without sides come to nothing that means anything.
    pub(super) fn new(lanes: &[Option<Sizes>; LANES], order: Order) -> Self {
        let sizes = lanes.map(|sizes| sizes.unwrap_or(Sizes { sides: [1, 1], product: 1.0 }));
        let side = |at: usize| sizes.map(|sizes| super::float(sizes.sides[at].into()));
        let terms = |total: u64, count: u64| sizes.map(|sizes| sizes.term(count, total - count, order));
        let totals = 0..=RARE as u64;
        Self {
            sums: [Term::default(); LANES],
            order,
            first: side(0),
            second: side(1),
            product: sizes.map(|sizes| sizes.product),
            largest: sizes.iter().flat_map(|sizes| sizes.sides).max().unwrap_or(0),
            rare: totals
                .flat_map(|total| (0..=total).map(move |count| (total, count)))
                .map(|(total, count)| terms(total, count))
                .collect(),
            sizes,
        }
    }

    /// Adds a term, given how often it occurs on the first side of each, and on both together.
    pub(super) fn add(&mut self, counts: &[u32; LANES], total: u64) {
        match usize::try_from(total) {
            Ok(total) if total <= RARE => {
                let first = total * (total + 1) / 2;
                for (lane, (sum, &count)) in self.sums.iter_mut().zip(counts).enumerate() {
                    let term = self.rare[first + count as usize][lane];
                    (sum.part, sum.whole) = (sum.part + term.part, sum.whole + term.whole);
                }
            }
            // Both products and their sum are at most the sum of all counts times the larger side.
            _ if self.order == Order::One && total.saturating_mul(self.largest) < EXACT => {
                let parts = self.parts(counts, super::float(total.into()));
                for (sum, part) in self.sums.iter_mut().zip(parts) {
                    sum.part += part;
                }
            }
            _ => {
                for ((sum, sizes), &count) in self.sums.iter_mut().zip(&self.sizes).zip(counts) {
                    let count = u64::from(count);
                    let term = sizes.term(count, total - count, self.order);
                    (sum.part, sum.whole) = (sum.part + term.part, sum.whole + term.whole);
                }
            }
        }
    }

    /// The same as [`Sizes::term`] of order one, without a branch: rates are whole numbers here too.
    fn parts(&self, counts: &[u32; LANES], total: f64) -> [f64; LANES] {
        let (mut sums, mut ratios, mut parts) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let count = f64::from(counts[lane]);
            let (one, other) = (count * self.second[lane], (total - count) * self.first[lane]);
            sums[lane] = one + other;
            ratios[lane] = (one - other).abs() / sums[lane];
        }
        let squares = ratios.map(|ratio| ratio * ratio);
        let largest = squares.iter().fold(0.0, |largest: f64, &square| largest.max(square.min(FAR)));
        let series = if largest < NEAR { series(&squares, &NEARLY_EQUAL) } else { series(&squares, &SERIES) };
        for lane in 0..LANES {
            let shannon =
                if squares[lane] < FAR { squares[lane] * series[lane] } else { shannon(ratios[lane]) };
            parts[lane] = sums[lane] / self.product[lane] * shannon / (4.0 * LN_2);
        }
        parts
    }
}

/// Below this square of the ratio few members of the series are enough.
const NEAR: f64 = 0.01;
/// Up to this one it is shorter than a logarithm.
const FAR: f64 = 0.25;

/// 1 / (k (2k − 1)): (1 + d) ln (1 + d) + (1 − d) ln (1 − d) = Σ d²ᵏ / (k (2k − 1)), from the last member to the first.
/// What is left out is less than the last digit below [`NEAR`] and [`FAR`].
const NEARLY_EQUAL: [f64; 9] = members();
const SERIES: [f64; 25] = members();

#[allow(clippy::cast_precision_loss)] // of small numbers nothing is lost
const fn members<const N: usize>() -> [f64; N] {
    let (mut members, mut k) = ([0.0; N], N);
    while k > 0 {
        members[N - k] = 1.0 / (k * (2 * k - 1)) as f64;
        k -= 1;
    }
    members
}

fn series(squares: &[f64; LANES], members: &[f64]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for member in members {
        for (sum, square) in sums.iter_mut().zip(squares) {
            *sum = *sum * square + member;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lanes_add_what_terms_are(
            counts in prop::array::uniform16(0u32..2000), more in 0u64..3000, sides in prop::array::uniform2(1u64..1 << 42), two in any::<bool>()
        ) {
            let order = if two { Order::Two } else { Order::One };
            let sizes = Sizes::new(sides);
            let Some(sizes) = sizes else { return Ok(()) };
            let mut lanes = Lanes::new(&[Some(sizes); LANES], order);
            let total = u64::from(counts.iter().copied().max().unwrap_or(0)) + more;
            lanes.add(&counts, total);
            for (sum, &count) in lanes.sums.iter().zip(&counts) {
                let term = sizes.term(count.into(), total - u64::from(count), order);
                prop_assert!((sum.part - term.part).abs() <= 8.0 * f64::EPSILON * term.part, "{} {}", sum.part, term.part);
                prop_assert!((sum.whole - term.whole).abs() <= 1e-300);
            }
        }

        #[test]
        fn the_series_is_the_sum_of_logarithms(ratio in 0.0..0.5f64) {
            let squares = [ratio * ratio; LANES];
            let found = squares[0] * series(&squares, if squares[0] < NEAR { &NEARLY_EQUAL } else { &SERIES })[0];
            prop_assert!((found - shannon(ratio)).abs() <= 8.0 * f64::EPSILON * found, "{} {}", found, shannon(ratio));
        }
    }
}
