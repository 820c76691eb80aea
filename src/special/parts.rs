//! Small differences without cancellation.

use std::f64::consts::LN_2;

/// `ln(1 - exp(l))` for `l <= 0`.
pub fn ln_1m_exp(l: f64) -> f64 {
    if l > -LN_2 { (-l.exp_m1()).ln() } else { (-l.exp()).ln_1p() }
}

/// `1/3 + s/5 + s²/7 + …`, all that is needed for `s` up to 0.048: ln(1 + x) = 2r + 2r³ (1/3 + r²/5 + …) with
/// r = x / (2 + x).
fn atanh_tail(s: f64) -> f64 {
    const TERMS: [f64; 11] = [
        1.0 / 23.0,
        1.0 / 21.0,
        1.0 / 19.0,
        1.0 / 17.0,
        1.0 / 15.0,
        1.0 / 13.0,
        1.0 / 11.0,
        1.0 / 9.0,
        1.0 / 7.0,
        1.0 / 5.0,
        1.0 / 3.0,
    ];
    // Half as many terms will do for most arguments.
    let from = if s < 0.003 { 5 } else { 0 };
    TERMS[from..].iter().fold(0.0, |sum, term| sum * s + term)
}

/// `ln(1 + x) - x`.
pub(super) fn ln_1p_minus(x: f64) -> f64 {
    if !(-0.35..0.5).contains(&x) {
        return x.ln_1p() - x;
    }
    let r = x / (2.0 + x);
    r * (2.0 * r * r * atanh_tail(r * r) - x)
}

/// `exp(w) - 1 - w`.
pub(super) fn exp_m1_minus(w: f64) -> f64 {
    if w.abs() > 0.5 {
        return w.exp_m1() - w;
    }
    let sum = (3..17).rev().fold(1.0, |sum, k| 1.0 + sum * w / f64::from(k));
    sum * w * w / 2.0
}

/// `(1 + 1/2x) … `: atanh(r)/r - 1 for r = 1/(2x + 1), which is (x + 1/2) ln(1 + 1/x) - 1.
pub(super) fn stirling_step(x: f64) -> f64 {
    if x < 1.9 {
        return (x + 0.5) * (1.0 / x).ln_1p() - 1.0;
    }
    let r = 1.0 / (2.0 * x + 1.0);
    r * r * atanh_tail(r * r)
}

/// `o ln(o / e) - (o - e)` from the two and their exact `difference`: half of what a cell adds to G².
pub fn deviance(observed: f64, expected: f64, difference: f64) -> f64 {
    let r = difference / (observed + expected);
    if r.abs() < 0.2 {
        return r * (difference + 2.0 * observed * r * r * atanh_tail(r * r));
    }
    if observed == 0.0 { -difference } else { observed * (observed / expected).ln() - difference }
}

/// A product and what rounding took from it (Dekker, Veltkamp).
fn product(a: f64, b: f64) -> (f64, f64) {
    let halves = |x: f64| {
        let scaled = 134217729.0 * x;
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let ((a1, a2), (b1, b2)) = (halves(a), halves(b));
    let rounded = a * b;
    (rounded, ((a1 * b1 - rounded) + a1 * b2 + a2 * b1) + a2 * b2)
}

/// `a - (a + b) x`, correct to the last digits where it is small.
pub(super) fn difference(a: f64, b: f64, x: f64) -> f64 {
    let sum = a + b;
    let larger = a.max(b);
    let lost = a.min(b) - (sum - larger);
    let (high, low) = product(sum, x);
    (a - high) - low - lost * x
}

/// `1 / (first + n1 / (d1 + n2 / (d2 + …)))`, Lentz's way; it ends where a numerator is 0.
pub(super) fn fraction(first: f64, parts: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut c, mut e, mut k) = (f64::INFINITY, 1.0 / first, 0.0);
    let mut value = e;
    while k < 1e6 {
        k += 1.0;
        let (numerator, denominator) = parts(k);
        c = denominator + numerator / c;
        e = 1.0 / (denominator + numerator * e);
        value *= c * e;
        if numerator == 0.0 || (c * e - 1.0).abs() < 2e-16 {
            break;
        }
    }
    value
}
