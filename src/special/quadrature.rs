//! Integrals of what falls off smoothly.

/// Half of the nodes of Gauss and Legendre's rule of 16 points, with their weights.
const RULE: [(f64, f64); 8] = [
    (0.09501250983763744019, 0.1894506104550684963),
    (0.2816035507792589132, 0.1826034150449235889),
    (0.4580167776572273863, 0.1691565193950025382),
    (0.6178762444026437484, 0.1495959888165767321),
    (0.7554044083550030339, 0.1246289712555338721),
    (0.8656312023878317439, 0.09515851168249278481),
    (0.9445750230732325761, 0.06225352393864789286),
    (0.9894009349916499326, 0.02715245941175409485),
];

/// How far a function with value 0 falls to -1, from its `slope` and `curvature` there.
pub(super) fn scale(slope: f64, curvature: f64) -> f64 {
    2.0 / (slope + (slope * slope + 2.0 * curvature.max(0.0)).sqrt())
}

/// The integral of `exp(g)` from 0 to infinity, where `g` falls from 0 and by about 1 in a `width`.
///
/// Panels grow, so that neither a steep beginning nor a long tail costs much.
pub(super) fn integral(width: f64, g: impl Fn(f64) -> f64) -> f64 {
    let (mut start, mut width, mut sum) = (0.0, width, 0.0);
    for _ in 0..300 {
        let (half, middle) = (width / 2.0, start + width / 2.0);
        let part: f64 = RULE
            .iter()
            .map(|&(x, weight)| weight * (g(middle - half * x).exp() + g(middle + half * x).exp()))
            .sum();
        let part = part * half;
        sum += part;
        start += width;
        width = width.max(start / 2.0);
        if part <= sum * 1e-18 {
            break;
        }
    }
    sum
}
