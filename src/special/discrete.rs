//! Distributions of counts: Poisson, binomial, hypergeometric.

use std::f64::consts::PI;

use super::Tails;
use super::beta::beta_tails;
use super::gamma::{gamma_tails, stirling_error};
use super::ln_1m_exp;
use super::parts::{deviance, ln_1p_minus};
use super::quadrature::{integral, scale};

/// At most `k` events, and more, where `mean` are expected.
pub fn poisson_tails(k: f64, mean: f64) -> Tails {
    if k < 0.0 { Tails::ALL_ABOVE } else { gamma_tails(k + 1.0, mean).swapped() }
}

/// At most `k` of `n` trials, and more, where each succeeds with probability `p` and fails with `q`.
pub fn binomial_tails(k: f64, n: f64, p: f64, q: f64) -> Tails {
    if k < 0.0 {
        return Tails::ALL_ABOVE;
    }
    if k >= n {
        return Tails::ALL_BELOW;
    }
    beta_tails(k + 1.0, n - k, p, q).swapped()
}

/// A table of two by two counts whose sums are given: what the hypergeometric distribution is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fisher {
    /// The four counts: o11, o12, o21, o22.
    cells: [f64; 4],
    /// `o11 o22 - o12 o21`, exact before rounding.
    cross: f64,
}

impl Fisher {
    /// A table of cells that are not negative; `cross` is `o11 o22 - o12 o21`, rounded at the end only.
    pub(crate) fn new(cells: [f64; 4], cross: f64) -> Self {
        Self { cells, cross }
    }

    /// The same table with its columns exchanged: small values of o11 are large ones of the other.
    fn mirrored(self) -> Self {
        let [a, b, c, d] = self.cells;
        Self { cells: [b, a, d, c], cross: -self.cross }
    }

    /// The table with one more in o11.
    fn next(self) -> Self {
        self.lowered(-1.0)
    }

    fn is_possible(self) -> bool {
        self.cells.iter().all(|&cell| cell >= 0.0)
    }

    /// The logarithm of the probability of this table.
    pub(crate) fn ln_density(self) -> f64 {
        let [a, b, c, d] = self.cells;
        let (rows, columns, n) = ([a + b, c + d], [a + c, b + d], a + b + c + d);
        let difference = self.cross / n;
        let cells = [(a, 0, 0, 1.0), (b, 0, 1, -1.0), (c, 1, 0, -1.0), (d, 1, 1, 1.0)];
        let mut exponent = 0.0;
        let (mut above, mut below) = (1.0, part(n).1);
        for sum in rows.into_iter().chain(columns) {
            let (error, factor) = part(sum);
            exponent += error;
            above *= factor;
        }
        for (cell, row, column, sign) in cells {
            let (error, factor) = part(cell);
            exponent -= error;
            below *= factor;
            if difference != 0.0 {
                exponent -= deviance(cell, rows[row] * columns[column] / n, sign * difference);
            }
        }
        exponent - part(n).0 + 0.5 * (above / below).ln()
    }

    /// The logarithm of the probability of this o11 or a larger one.
    pub(crate) fn ln_at_least(self) -> f64 {
        if self.cross >= 0.0 {
            return (self.ln_density() + self.sum_upwards().ln()).min(0.0);
        }
        let below = self.mirrored().next();
        if below.is_possible() {
            ln_1m_exp((below.ln_density() + below.sum_upwards().ln()).min(0.0))
        } else {
            0.0
        }
    }

    /// The logarithm of the probability of this o11 or a smaller one.
    pub(crate) fn ln_at_most(self) -> f64 {
        self.mirrored().ln_at_least()
    }

    /// The logarithm of the probability of all tables that are not more probable than this one.
    pub(crate) fn ln_two_sided(self) -> f64 {
        let table = if self.cross < 0.0 { self.mirrored() } else { self };
        let here = table.ln_density();
        // What is exactly as probable may differ by rounding.
        let limit = here + 1e-12 + 4e-15 * here.abs();
        let is_rare = |steps: f64| {
            let other = table.lowered(steps);
            other.cross <= 0.0 && other.ln_density() <= limit
        };
        let upper = table.ln_at_least();
        let most = table.cells[0].min(table.cells[3]);
        if most < 1.0 || !is_rare(most) {
            return upper;
        }
        // The other side begins about as far from the expectation as this one.
        let mirror = (2.0 * table.cross / table.cells.iter().sum::<f64>()).round();
        let lower = table.lowered(first(most, mirror, is_rare)).ln_at_most();
        let (more, less) = if upper > lower { (upper, lower) } else { (lower, upper) };
        (more + (less - more).exp().ln_1p()).min(0.0)
    }

    /// The table with so many less in o11.
    fn lowered(self, steps: f64) -> Self {
        let [a, b, c, d] = self.cells;
        Self {
            cells: [a - steps, b + steps, c + steps, d - steps],
            cross: self.cross - steps * (a + b + c + d),
        }
    }

    /// `P(o11 or more) / P(o11)` where o11 is not below its expectation.
    fn sum_upwards(self) -> f64 {
        let [a, b, c, d] = self.cells;
        let rest = b.min(c);
        let fall = self.cross / (a * d).max(1.0);
        if rest > 4000.0 && (37.0 * (1.0 + fall) / fall).min(9.0 * (rest.min(a).min(d)).sqrt()) > 3000.0 {
            return self.integral_upwards();
        }
        let (mut sum, mut term, mut k) = (1.0, 1.0, 0.0);
        while k < rest && term > sum * 1e-17 {
            term *= (b - k) / (a + 1.0 + k) * ((c - k) / (d + 1.0 + k));
            k += 1.0;
            sum += term;
        }
        sum
    }

    /// The same by Euler and Maclaurin's formula, for many terms.
    fn integral_upwards(self) -> f64 {
        let [a, b, c, d] = self.cells;
        let signed = [(a, 1.0), (d, 1.0), (b, -1.0), (c, -1.0)];
        // ln(b c / (a d))
        let first = (-self.cross / (a * d)).ln_1p();
        let over = |power: i32| -> f64 { signed.iter().map(|&(y, sign)| sign * y.powi(-power)).sum() };
        let sum_over = |power: i32| -> f64 { signed.iter().map(|&(y, _)| y.powi(-power)).sum() };
        // Derivatives of the logarithm of the probability over a continuous o11.
        let slope = first - over(1) / 2.0 + over(2) / 12.0;
        let bend = -sum_over(1) + sum_over(2) / 2.0;
        let g = |s: f64| {
            let cell = |(y, sign): (f64, f64)| {
                let v = sign * s / y;
                if v <= -1.0 {
                    return f64::INFINITY;
                }
                let whole = y * ((1.0 + v) * ln_1p_minus(v) + v * v);
                whole + 0.5 * v.ln_1p() + stirling_error(y * (1.0 + v)) - stirling_error(y)
            };
            s * first - signed.into_iter().map(cell).sum::<f64>()
        };
        let area = integral(scale(-slope.min(0.0), -bend), g);
        let third = slope.powi(3) + 3.0 * slope * bend;
        let fifth = slope.powi(5) + 10.0 * slope.powi(3) * bend + 15.0 * slope * bend * bend;
        area + 0.5 - slope / 12.0 + third / 720.0 - fifth / 30240.0 + slope.powi(7) / 1209600.0
    }
}

/// The first number from 1 to `most` that is `rare`, as all behind it are; `guess` is near it.
fn first(most: f64, guess: f64, rare: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high, mut width, mut at) = (0.0, most, 1.0, guess);
    while high - low > 1.0 {
        if !(low < at && at < high) {
            at = f64::midpoint(low, high).floor();
        }
        if at <= low {
            break;
        }
        if rare(at) {
            high = at;
            at -= width;
        } else {
            low = at;
            at += width;
        }
        width *= 2.0;
    }
    high
}

/// For `x! = x^x exp(-x) sqrt(factor) exp(error)`: the error and the factor.
fn part(x: f64) -> (f64, f64) {
    if x == 0.0 { (0.0, 1.0) } else { (stirling_error(x), 2.0 * PI * x) }
}

/// The logarithm of the probability that `k` of `drawn` are among the `marked` of `n`.
pub fn ln_hypergeometric(k: f64, drawn: f64, marked: f64, n: f64) -> f64 {
    let table = fisher(k, drawn, marked, n);
    if table.is_possible() { table.ln_density() } else { f64::NEG_INFINITY }
}

/// At most `k`, and more, of `drawn` are among the `marked` of `n`.
pub fn hypergeometric_tails(k: f64, drawn: f64, marked: f64, n: f64) -> Tails {
    if k < (drawn + marked - n).max(0.0) {
        return Tails::ALL_ABOVE;
    }
    if k >= drawn.min(marked) {
        return Tails::ALL_BELOW;
    }
    let table = fisher(k, drawn, marked, n);
    if table.cross < 0.0 {
        Tails::of_lower(table.ln_at_most())
    } else {
        Tails::of_upper(table.next().ln_at_least())
    }
}

fn fisher(k: f64, drawn: f64, marked: f64, n: f64) -> Fisher {
    let cells = [k, drawn - k, marked - k, n - drawn - marked + k];
    // Exact where the numbers are whole, and their products fit into 128 bits.
    let cross = (k as i128) * (n as i128) - (drawn as i128) * (marked as i128);
    Fisher::new(cells, cross as f64)
}
