//! The normal distribution and Student's t.

use std::f64::consts::{LN_2, PI};

use super::Tails;
use super::beta::{beta_tails, first_guess, ln_odds_quantile, tails_by_series};
use super::gamma::gamma_tails;
use super::solve::{Point, Side, solve, target};

/// The standard normal distribution.
pub fn normal_tails(z: f64) -> Tails {
    if z < 0.0 {
        return normal_tails(-z).swapped();
    }
    Tails::of_upper(gamma_tails(0.5, z * z / 2.0).upper - LN_2)
}

/// The deviate below which the standard normal distribution has a probability, given by its logarithm.
pub fn normal_quantile(ln_lower: f64) -> f64 {
    if ln_lower.is_nan() || ln_lower > 0.0 {
        return f64::NAN;
    }
    let (side, goal) = target(ln_lower);
    let sign = if side == Side::Lower { -1.0 } else { 1.0 };
    if goal == f64::NEG_INFINITY {
        return sign * f64::INFINITY;
    }
    if goal >= -LN_2 {
        return 0.0;
    }
    // Abramowitz & Stegun 26.2.23 begins, for the upper tail.
    let t = (-2.0 * goal).sqrt();
    let fall =
        (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    let point = |z: f64| {
        let ln_density = -0.5 * z * z - 0.5 * (2.0 * PI).ln();
        Point::new(normal_tails(z), Side::Upper, ln_density, -z, -1.0)
    };
    sign * solve(t - fall, 0.0, Side::Upper, goal, point)
}

/// Student's distribution with `df` degrees of freedom, which may be infinite.
pub fn student_tails(t: f64, df: f64) -> Tails {
    if t < 0.0 {
        return student_tails(-t, df).swapped();
    }
    if df == f64::INFINITY {
        return normal_tails(t);
    }
    if t == f64::INFINITY && df > 0.0 {
        return Tails::ALL_BELOW;
    }
    let (x, y) = student_beta(t, df);
    // Most values are near 0, where the integral for the upper tail would take ten times as long.
    if t <= 2.0 && df > 4.0 && y > 0.0 {
        return Tails::of_upper(tails_by_series(0.5, df / 2.0, y, x).upper - LN_2);
    }
    Tails::of_upper(beta_tails(df / 2.0, 0.5, x, y).lower - LN_2)
}

/// `df / (df + t²)` and what is missing to 1.
fn student_beta(t: f64, df: f64) -> (f64, f64) {
    let square = t * (t / df);
    if square.is_infinite() {
        return ((t / df).recip() / t, 1.0);
    }
    (1.0 / (1.0 + square), square / (1.0 + square))
}

/// The value below which Student's distribution has a probability, given by its logarithm.
pub fn student_quantile(ln_lower: f64, df: f64) -> f64 {
    if ln_lower.is_nan() || ln_lower > 0.0 || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df == f64::INFINITY {
        return normal_quantile(ln_lower);
    }
    let (side, goal) = target(ln_lower);
    let sign = if side == Side::Lower { -1.0 } else { 1.0 };
    let twice = goal + LN_2;
    if twice >= 0.0 {
        return 0.0;
    }
    // The tail of both sides is that of a beta distribution, of x = df / (df + t²).
    let (a, b) = (df / 2.0, 0.5);
    let z = normal_quantile(goal).abs().max(1e-9);
    let guess = z + z * (z * z + 1.0) / (4.0 * df);
    let start = if df > z * z { df.ln() - 2.0 * guess.ln() } else { first_guess(a, b, twice) };
    let ln_odds = ln_odds_quantile(a, b, twice, start);
    sign * (0.5 * (df.ln() - ln_odds)).exp()
}
