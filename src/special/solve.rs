//! Quantiles: where the logarithm of a tail reaches a value.

use super::Tails;
use super::parts::ln_1m_exp;

/// What a step of the search looks at: the logarithm of a tail, and its first two derivatives.
pub(super) struct Point {
    pub(super) value: f64,
    pub(super) slope: f64,
    pub(super) bend: f64,
}

impl Point {
    /// From tails and the logarithm of the density over the searched variable, which grows by `growth`.
    pub(super) fn new(tails: Tails, side: Side, ln_density: f64, growth: f64) -> Self {
        let (value, sign) = match side {
            Side::Lower => (tails.lower, 1.0),
            Side::Upper => (tails.upper, -1.0),
        };
        let slope = sign * (ln_density - value).exp();
        Self { value, slope, bend: slope * (growth - slope) }
    }
}

/// Which tail is asked for: the smaller one, so that no digit is lost.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Lower,
    Upper,
}

/// The tail to solve for, and the logarithm it is to have.
pub(super) fn target(lower: f64) -> (Side, f64) {
    if lower < -std::f64::consts::LN_2 { (Side::Lower, lower) } else { (Side::Upper, ln_1m_exp(lower)) }
}

/// Where `point` has the value `goal`, by Halley's steps that never leave what is known to hold it.
pub(super) fn solve(
    start: f64,
    (mut low, mut high): (f64, f64),
    side: Side,
    goal: f64,
    point: impl Fn(f64) -> Point,
) -> f64 {
    let mut at = start;
    for _ in 0..200 {
        let Point { value, slope, bend } = point(at);
        let error = value - goal;
        let beyond = (error > 0.0) == (side == Side::Lower);
        if error == 0.0 || error.is_nan() {
            break;
        }
        if beyond {
            high = at;
        } else {
            low = at;
        }
        let newton = -error / slope;
        let next = at + newton / (1.0 + newton * bend / (2.0 * slope)).clamp(0.5, 2.0);
        // The error of the next step is of the order of this one's cube.
        if next == at || error.abs() < 1e-5 && (newton * bend / slope).abs() < 1e-4 {
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
