//! The beta distribution.

use std::f64::consts::PI;

use super::Tails;
use super::gamma::{ln_gamma, stirling_error};
use super::normal::normal_quantile;
use super::parts::{deviance, difference, exp_m1_minus, fraction, ln_1p_minus};
use super::quadrature::{integral, scale};
use super::solve::{Point, Side, solve, target};

/// The beta distribution of shapes `a` and `b` at `x`, with `y = 1 - x`: the regularised incomplete beta function.
///
/// The smaller one of `x` and `y` is taken as exact.
pub fn beta_tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if [a, b, x, y].iter().any(|value| value.is_nan()) || a <= 0.0 || b <= 0.0 || (a + b).is_infinite() {
        return Tails::UNKNOWN;
    }
    if x <= 0.0 {
        return Tails::ALL_ABOVE;
    }
    if y <= 0.0 {
        return Tails::ALL_BELOW;
    }
    let d = lambda(a, b, x, y);
    tails_by(a, b, x, y, d, ln_front(a, b, x, y, d))
}

/// The same from an exact `d = a y - b x` and the logarithm of `x^a y^b / B(a, b)`.
pub(crate) fn tails_by(a: f64, b: f64, x: f64, y: f64, d: f64, front: f64) -> Tails {
    if d < 0.0 {
        Tails::of_lower(front + near_0(b, a, y, x, -d).ln()).swapped()
    } else {
        Tails::of_lower(front + near_0(a, b, x, y, d).ln())
    }
}

/// The same by the series for the lower tail, which is soon done where `x (a + b) / (a + 1)` is small, though `x` lies
/// above the mean; the upper tail loses as many digits as it is smaller than 1.
pub(super) fn tails_by_series(a: f64, b: f64, x: f64, y: f64) -> Tails {
    let front = ln_front(a, b, x, y, lambda(a, b, x, y));
    Tails::of_lower(front + (series(a, b, x) / a).ln())
}

/// `a y - b x`: how far the mean of the distribution lies above `x`, times `a + b`.
fn lambda(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= y { difference(a, b, x) } else { -difference(b, a, y) }
}

/// The logarithm of `x^a y^b / B(a, b)`, which is the density over `ln(x / y)`, from an exact `d = a y - b x`.
pub(crate) fn ln_front(a: f64, b: f64, x: f64, y: f64, d: f64) -> f64 {
    let n = a + b;
    let errors = stirling_error(n) - stirling_error(a) - stirling_error(b);
    errors + 0.5 * (a * (b / n) / (2.0 * PI)).ln() - deviance(a, n * x, d) - deviance(b, n * y, -d)
}

/// What `x^a y^b / B(a, b)` has to be multiplied with to give the lower tail of an `x` up to the mean.
fn near_0(a: f64, b: f64, x: f64, y: f64, d: f64) -> f64 {
    // The first ratio of the series' terms is below 1 by this; later ones fall towards x.
    let rate = (d + y) / (a + 1.0);
    if rate > 0.25 && x < 0.9 {
        return series(a, b, x) / a;
    }
    // Next to the mean the fraction takes long, though it is soon done two standard deviations away.
    if b < 1.0 || (a.min(b) > 1e5 && d * d < (a + b) * x * y) {
        return by_integral(b, x, y, d);
    }
    by_fraction(a, b, x, y, d)
}

/// `1 + (a + b)/(a + 1) x + …`, DLMF 8.17.8.
fn series(a: f64, b: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut k) = (1.0, 1.0, 0.0);
    while term > sum * 1e-17 {
        term *= (a + b + k) / (a + 1.0 + k) * x;
        k += 1.0;
        sum += term;
    }
    sum
}

/// The fraction of `DiDonato` & Morris (1992), eq. 9.
fn by_fraction(a: f64, b: f64, x: f64, y: f64, d: f64) -> f64 {
    fraction(a / (a + 1.0) * (d + 1.0), |k| {
        let s = a + 2.0 * k;
        let (p, part) = (a + k - 1.0, k * (b - k) * x / (s - 1.0));
        let numerator = p * (p + b) * (x / (s - 1.0)) * part;
        (numerator, k + part + (a + k) / (s + 1.0) * (d + 1.0 + k * (1.0 + y)))
    })
}

/// By the integral over `w = ln(x / t)`, whose integrand is `exp(-a w) (1 - x exp(-w))^(b - 1)`.
fn by_integral(b: f64, x: f64, y: f64, d: f64) -> f64 {
    let (slope, odds) = ((d + x) / y, x / y);
    let g = |w: f64| {
        let u = -(-w).exp_m1() * odds;
        -slope * w + (b - 1.0) * (ln_1p_minus(u) - odds * exp_m1_minus(-w))
    };
    // For b below 1 the fall is steepest at the beginning.
    integral(scale(slope, (b - 1.0) * odds / y), g) / y
}

/// The value `x` below which a beta distribution has a probability, given by its logarithm, with `1 - x` and
/// `ln(x / (1 - x))`, so that nothing is lost next to 0 or 1.
pub fn beta_quantile(a: f64, b: f64, ln_lower: f64) -> (f64, f64, f64) {
    let odds = ln_odds_quantile(a, b, ln_lower, first_guess(a, b, ln_lower));
    (expit(odds), expit(-odds), odds)
}

fn expit(u: f64) -> f64 {
    if u < 0.0 { u.exp() / (1.0 + u.exp()) } else { 1.0 / (1.0 + (-u).exp()) }
}

/// The same as `ln(x / (1 - x))`, from a first guess at it.
pub(crate) fn ln_odds_quantile(a: f64, b: f64, ln_lower: f64, start: f64) -> f64 {
    if [a, b, ln_lower].iter().any(|value| value.is_nan()) || a <= 0.0 || b <= 0.0 || ln_lower > 0.0 {
        return f64::NAN;
    }
    if ln_lower == f64::NEG_INFINITY || ln_lower == 0.0 {
        return if ln_lower == 0.0 { f64::INFINITY } else { f64::NEG_INFINITY };
    }
    // P = x^a and P = 1 - (1 - x)^b.
    if b == 1.0 {
        let ln_x = ln_lower / a;
        return ln_x - super::ln_1m_exp(ln_x);
    }
    if a == 1.0 {
        let ln_y = super::ln_1m_exp(ln_lower) / b;
        return super::ln_1m_exp(ln_y) - ln_y;
    }
    let (side, goal) = target(ln_lower);
    // So near to an end that the first term of the series is all there is.
    let end = first_term(a, b, side, goal);
    if end.abs() > 680.0 && (end < 0.0) == (side == Side::Lower) {
        return end;
    }
    let point = |u: f64| {
        let (x, y) = (expit(u), expit(-u));
        let d = lambda(a, b, x, y);
        let front = ln_front(a, b, x, y, d);
        Point::new(tails_by(a, b, x, y, d, front), side, front, d, -(a + b) * x * y)
    };
    solve(start, f64::NEG_INFINITY, side, goal, point)
}

pub(super) fn first_guess(a: f64, b: f64, ln_lower: f64) -> f64 {
    if a > 0.8 && b > 0.8 {
        return guess(a, b, ln_lower, normal_quantile(ln_lower));
    }
    let (side, goal) = target(ln_lower);
    let (end, mean) = (first_term(a, b, side, goal), (a / b).ln());
    if side == Side::Lower { end.min(mean + 3.0) } else { end.max(mean - 3.0) }
}

/// `ln(x / (1 - x))` by the first term of the tail's series.
fn first_term(a: f64, b: f64, side: Side, goal: f64) -> f64 {
    let ln_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    match side {
        Side::Lower => (goal + a.ln() + ln_beta) / a,
        Side::Upper => -(goal + b.ln() + ln_beta) / b,
    }
}

/// For shapes above 1/2: the first two terms of the series where they will do, else Abramowitz & Stegun 26.5.22,
/// from the normal deviate of the lower tail.
pub(crate) fn guess(a: f64, b: f64, ln_lower: f64, deviate: f64) -> f64 {
    if a < 8.0 {
        let end = first_term(a, b, Side::Lower, ln_lower);
        let x = end.exp();
        if b * x < 0.1 * (a + 1.0) {
            return end + x * (a + b) / (a + 1.0);
        }
    }
    let (s, t, z) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0), -deviate);
    let (h, l) = (2.0 / (s + t), (z * z - 3.0) / 6.0);
    let w = z * (h + l).max(0.0).sqrt() / h - (t - s) * (l + 5.0 / 6.0 - 2.0 / (3.0 * h));
    (a / b).ln() - 2.0 * w
}
