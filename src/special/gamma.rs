//! The gamma function and distribution.

use std::f64::consts::{LN_2, PI};

use super::Tails;
use super::normal::normal_quantile;
use super::parts::{deviance, exp_m1_minus, fraction, stirling_step};
use super::quadrature::{integral, scale};
use super::solve::{Point, solve, target};

const HALF_LN_2PI: f64 = 0.91893853320467274178;

/// `(-1)^k (ζ(k) - 1) / k` from k = 2, DLMF 5.7.3.
const ZETA: [f64; 30] = [
    0.322467033424113218, -0.0673523010531980951, 0.0205808084277845479, -0.00738555102867398527,
    0.00289051033074152329, -0.00119275391170326098, 0.000509669524743042422, -0.00022315475845357938,
    0.0000994575127818085337, -0.0000449262367381331417, 0.0000205072127756706916, -9.4394882752683959e-6,
    4.3748667899074878e-6, -2.03921575380136624e-6, 9.55141213040741983e-7, -4.49246919876456604e-7,
    2.12071848055546659e-7, -1.00432248239680996e-7, 4.76981016936398057e-8, -2.27110946089431649e-8,
    1.08386592148969541e-8, -5.18347504197004666e-9, 2.48367454380247832e-9, -1.19214014058609121e-9,
    5.73136724167886201e-10, -2.75952288512423315e-10, 1.33047643742444895e-10, -6.42296456383810002e-11,
    3.10442477473222728e-11, -1.50213840807541422e-11,
];

/// [`stirling_error`] of 1 to 16.
const STIRLING: [f64; 16] = [
    0.0810614667953272582, 0.0413406959554092941, 0.0276779256849983391, 0.0207906721037650931,
    0.0166446911898211922, 0.013876128823070748, 0.0118967099458917701, 0.0104112652619720965,
    0.00925546218271273292, 0.00833056343336287126, 0.00757367548795184079, 0.00694284010720952987,
    0.00640899418800420707, 0.00595137011275884774, 0.00555473355196280137, 0.00520765591960964044,
];

/// `ln Γ(2 + t)` for `t` from -0.5 to 0.5.
fn ln_gamma_2p(t: f64) -> f64 {
    let sum = ZETA.iter().rev().fold(0.0, |sum, term| sum * t + term);
    t * (0.42278433509846713939 + t * sum)
}

/// `ln Γ(1 + a)` for `a` from -0.5 to 1.5, with all digits also next to 0.
fn ln_gamma_1p(a: f64) -> f64 {
    if a > 0.5 { ln_gamma_2p(a - 1.0) } else { ln_gamma_2p(a) - a.ln_1p() }
}

/// The logarithm of the gamma function of a positive number, with all digits also next to 1 and 2.
pub fn ln_gamma(x: f64) -> f64 {
    if x >= 15.0 {
        // x ln x may be a number where the sum's parts are not.
        return (x - 0.5) * (x.ln() - 1.0) + (HALF_LN_2PI - 0.5) + stirling_error(x);
    }
    if x >= 2.5 {
        let steps = (x - 1.5).floor();
        let product: f64 = (1..=steps as i32).map(|k| x - f64::from(k)).product();
        return product.ln() + ln_gamma_2p(x - steps - 2.0);
    }
    if x >= 0.5 {
        return ln_gamma_1p(x - 1.0);
    }
    if x > 0.0 { ln_gamma_1p(x) - x.ln() } else { f64::INFINITY }
}

/// `ln k!`
pub fn ln_factorial(k: f64) -> f64 {
    ln_gamma(k + 1.0)
}

/// How far Stirling's formula for `x!` is off: `ln Γ(x + 1) - (x + 1/2) ln x + x - ln(2π)/2`, for positive `x`.
pub fn stirling_error(x: f64) -> f64 {
    if x < 15.0 {
        if x == x.trunc() && x >= 1.0 {
            return STIRLING[x as usize - 1];
        }
        let steps = (15.0 - x).ceil();
        let more: f64 = (0..steps as i32).map(|k| stirling_step(x + f64::from(k))).sum();
        return stirling_error(x + steps) + more;
    }
    let s = 1.0 / (x * x);
    let sum = 1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360360.0)));
    (1.0 / 12.0 - s * (1.0 / 360.0 - s * sum)) / x
}

/// The gamma distribution of shape `a` and scale 1: the regularised incomplete gamma functions P and Q.
pub fn gamma_tails(a: f64, x: f64) -> Tails {
    gamma_tails_by(a, x, a - x)
}

/// The same with an exact difference `a - x`.
pub(crate) fn gamma_tails_by(a: f64, x: f64, d: f64) -> Tails {
    if a.is_nan() || x.is_nan() || a <= 0.0 || a.is_infinite() {
        return Tails::UNKNOWN;
    }
    if x <= 0.0 {
        return Tails::ALL_ABOVE;
    }
    if x.is_infinite() {
        return Tails::ALL_BELOW;
    }
    let front = ln_front(a, x, d);
    if x < 1.5 && a < 0.5 {
        // Each where it is the smaller one.
        let lower = front + series(a, x).ln();
        return if lower < -LN_2 { Tails::of_lower(lower) } else { Tails::of_upper(small_upper(a, x).ln()) };
    }
    if x < 1.5 && a < 1.5 {
        return Tails::of_lower(front + series(a, x).ln());
    }
    // Next to the mean the fractions take long, though they are soon done two standard deviations away.
    let is_near = a > 1e5 && d * d < a;
    if d <= 0.0 {
        let upper = if is_near { upper_integral(x, d) } else { upper_fraction(a, d) };
        return Tails::of_upper(front + (a * upper).ln());
    }
    let lower = if d > 0.25 * a {
        series(a, x)
    } else if is_near {
        a * lower_integral(x, d)
    } else {
        a * lower_fraction(a, x, d)
    };
    Tails::of_lower(front + lower.ln())
}

/// `ln(x^a exp(-x) / Γ(a + 1))`, in Poisson's words the probability of `a` where `x` is expected.
pub(super) fn ln_front(a: f64, x: f64, d: f64) -> f64 {
    -deviance(a, x, d) - stirling_error(a) - 0.5 * (2.0 * PI * a).ln()
}

/// `1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …`, DLMF 8.7.1.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut k) = (1.0, 1.0, a);
    while term > sum * 1e-17 {
        k += 1.0;
        term *= x / k;
        sum += term;
    }
    sum
}

/// `Γ(a, x) exp(x) / x^a` for `x = a - d`, by the even part of DLMF 8.9.2.
fn upper_fraction(a: f64, d: f64) -> f64 {
    fraction(1.0 - d, |k| (k * (a - k), 2.0 * k + 1.0 - d))
}

/// `γ(a, x) exp(x) / x^a`: what the fraction of the beta distribution becomes where b is infinite.
fn lower_fraction(a: f64, x: f64, d: f64) -> f64 {
    fraction(a / (a + 1.0) * (d + 1.0), |k| {
        let s = a + 2.0 * k;
        let numerator = (a + k - 1.0) * k * (x / (s - 1.0)).powi(2);
        (numerator, k + k * x / (s - 1.0) + (a + k) / (s + 1.0) * (d + 1.0 + 2.0 * k))
    })
}

fn lower_integral(x: f64, d: f64) -> f64 {
    integral(scale(d, x), |w| -d * w - x * exp_m1_minus(-w))
}

fn upper_integral(x: f64, d: f64) -> f64 {
    integral(scale(-d, x), |w| d * w - x * exp_m1_minus(w))
}

/// Q for small `a` and `x`, where 1 - P would lose its digits (DLMF 8.7.1 with the first term taken aside).
fn small_upper(a: f64, x: f64) -> f64 {
    let power = a * x.ln() - ln_gamma_1p(a);
    let (mut sum, mut term) = (0.0, 1.0);
    for k in 1..40 {
        let k = f64::from(k);
        term *= -x / k;
        sum += term / (a + k);
    }
    -power.exp_m1() - power.exp() * a * sum
}

/// The `x` below which a gamma distribution of shape `a` has a probability, given by its logarithm.
pub fn gamma_quantile(a: f64, ln_lower: f64) -> f64 {
    if a.is_nan() || a <= 0.0 || ln_lower.is_nan() || ln_lower > 0.0 {
        return f64::NAN;
    }
    if ln_lower == f64::NEG_INFINITY {
        return 0.0;
    }
    if ln_lower == 0.0 {
        return f64::INFINITY;
    }
    let (side, goal) = target(ln_lower);
    // Wilson & Hilferty; where that is nothing, the first term of the series.
    let c = 1.0 / (9.0 * a);
    let cube = 1.0 - c + normal_quantile(ln_lower) * c.sqrt();
    let start = if cube > 0.2 && a > 0.3 {
        (a * cube.powi(3)).ln()
    } else {
        ((ln_lower + ln_gamma(a + 1.0)) / a).min(a.ln() + 5.0)
    };
    if start < -740.0 {
        return start.exp();
    }
    let point = |u: f64| {
        let x = u.exp();
        Point::new(gamma_tails(a, x), side, ln_front(a, x, a - x) + a.ln(), a - x, -x)
    };
    solve(start, f64::NEG_INFINITY, side, goal, point).exp()
}

/// The chi-square distribution with `df` degrees of freedom.
pub fn chi_square_tails(x: f64, df: f64) -> Tails {
    gamma_tails(df / 2.0, x / 2.0)
}

/// The value below which chi-square has a probability, given by its logarithm.
pub fn chi_square_quantile(ln_lower: f64, df: f64) -> f64 {
    2.0 * gamma_quantile(df / 2.0, ln_lower)
}
