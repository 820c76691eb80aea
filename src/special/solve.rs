//! Quantiles: where the logarithm of a tail reaches a value.

use std::f64::consts::LN_2;

use super::Tails;
use super::parts::ln_1m_exp;

/// Which tail is asked for: the smaller one, so that no digit is lost.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Lower,
    Upper,
}

/// The tail to solve for, and the logarithm it is to have.
pub(super) fn target(lower: f64) -> (Side, f64) {
    if lower < -LN_2 { (Side::Lower, lower) } else { (Side::Upper, ln_1m_exp(lower)) }
}

/// What a step of the search looks at: the logarithm of a tail, and its first three derivatives.
pub(super) struct Point {
    value: f64,
    slope: f64,
    /// The second and the third derivative over the first.
    bend: f64,
    twist: f64,
}

impl Point {
    /// From tails and the logarithm of the density over the searched variable, with its first two derivatives.
    pub(super) fn new(tails: Tails, side: Side, ln_density: f64, growth: f64, change: f64) -> Self {
        let (value, sign) = match side {
            Side::Lower => (tails.lower, 1.0),
            Side::Upper => (tails.upper, -1.0),
        };
        let slope = sign * (ln_density - value).exp();
        let bend = growth - slope;
        Self { value, slope, bend, twist: bend * bend + change - slope * bend }
    }

    /// Householder's step of fourth order, and about how far it stays from the goal.
    fn step(&self, goal: f64) -> (f64, f64) {
        let newton = (goal - self.value) / self.slope;
        let (second, third) = (newton * self.bend, newton * newton * self.twist);
        let factor = (6.0 + 3.0 * second) / (6.0 + 6.0 * second + third);
        // Where tails are straight here, they still may bend within 1.
        let size = second.abs().max(third.abs().sqrt()).max(newton.abs());
        // Far away, where the expansion says little, Newton's step is bounded instead.
        let factor = if second.abs() < 0.5 && third.abs() < 0.25 {
            factor
        } else {
            (1.0 + second / 2.0).recip().clamp(0.5, 2.0)
        };
        (newton * factor, newton.abs() * size.powi(3))
    }
}

/// Where `point` has the value `goal`, by steps that never leave what is known to hold it.
pub(super) fn solve(start: f64, least: f64, side: Side, goal: f64, point: impl Fn(f64) -> Point) -> f64 {
    let (mut at, mut low, mut high) = (start, least, f64::INFINITY);
    for _ in 0..200 {
        let here = point(at);
        let error = here.value - goal;
        if error == 0.0 || error.is_nan() {
            break;
        }
        if (error > 0.0) == (side == Side::Lower) {
            high = at;
        } else {
            low = at;
        }
        let (step, left) = here.step(goal);
        let next = at + step;
        if next == at || left < 1e-15 * (at.abs() + 1e-3) {
            return next;
        }
        at = if low < next && next < high { next } else { between(low, high, at) };
        if at == low || at == high {
            break;
        }
    }
    at
}

/// A place between two bounds, of which one may be infinite.
fn between(low: f64, high: f64, at: f64) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => f64::midpoint(low, high),
        (true, false) => at + (at - low).abs().max(1.0),
        (false, true) => at - (high - at).abs().max(1.0),
        (false, false) => at,
    }
}
