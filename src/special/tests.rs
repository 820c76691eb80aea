//! Values by mpmath with 60 digits.

use super::*;
use std::f64::consts::LN_2;

/// Within `1e-12` of a logarithm, or of the value that it stands for.
fn agree(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * expected.abs().min(1.0)
        || (found - expected).abs() <= 1e-13 * expected.abs()
}

#[test]
fn tails_are_those_of_high_precision() {
    let table = [
        (gamma_tails(0.5, 1e-08), -9.08955813767427, -0.00011284428301004562),
        (gamma_tails(0.5, 0.3), -0.5772824745325031, -0.8242175443879222),
        (gamma_tails(0.5, 800.0), -0.0, -803.9152948331938),
        (gamma_tails(0.001, 0.5), -0.0005602235523847767, -7.487454751906464),
        (gamma_tails(0.3, 1.2), -0.06549334437677451, -2.7583747085586756),
        (gamma_tails(3.0, 2.0), -1.1291016497509287, -0.3905620875658996),
        (gamma_tails(3.0, 3.0), -0.550242496777221, -0.8599338365037292),
        (gamma_tails(10.0, 40.0), -3.92593223399266e-09, -19.355662004031213),
        (gamma_tails(150.0, 100.0), -13.18200167571471, -1.88421224116544e-06),
        (gamma_tails(1000.0, 1100.0), -0.0010598847333686437, -6.850125014436265),
        (gamma_tails(1000000.0, 1000500.0), -0.36881913593320664, -1.1761970657867393),
        (gamma_tails(1000000000.0, 999900000.0), -7.153085468637396, -0.0007827524107144211),
        (gamma_tails(1000000000000000.0, 1000000100000000.0), -0.000783007854667668, -7.152759308901187),
        (beta_tails(1.0, 1.0, 0.25, 0.75), -1.3862943611198906, -0.2876820724517809),
        (beta_tails(2.0, 3.0, 0.4, 0.6), -0.6447380413522577, -0.744019510933702),
        (beta_tails(0.5, 0.5, 0.125, 0.875), -1.4694435789655138, -0.2614341901321492),
        (beta_tails(0.01, 0.02, 0.3, 0.7), -0.4137315402294962, -1.0822816442381507),
        (beta_tails(10.0, 1.0, 0.0625, 0.9375), -27.725887222397812, -9.094947017733418e-13),
        (beta_tails(1.0, 500.0, 0.0078125, 0.9921875), -0.02000843804471779, -3.9215887305129464),
        (beta_tails(300.0, 700.0, 0.25, 0.75), -8.623154010957116, -0.00017990816022997873),
        (beta_tails(300.0, 700.0, 0.3125, 0.6875), -0.2150906015685216, -1.6423143151062225),
        (
            beta_tails(5.0, 100000.0, 0.0001220703125, 0.9998779296875),
            -0.006591116431597842,
            -5.025326279926559,
        ),
        (
            beta_tails(1000000.0, 2000000.0, 0.3330078125, 0.6669921875),
            -2.1556399370097434,
            -0.1231048454478436,
        ),
        (beta_tails(10000000000.0, 3000000000.0, 0.76953125, 0.23046875), -0.0, -3313.3994981424885),
        (beta_tails(40.0, 60.0, 1e-09, 0.999999999), -764.6508967420489, -0.0),
        (normal_tails(0.0), -LN_2, -LN_2),
        (normal_tails(1e-09), -0.6931471797620608, -0.6931471813578298),
        (normal_tails(1.0), -0.17275377902344988, -1.8410216450092636),
        (normal_tails(-2.5), -5.08164827727869, -0.006229025485860002),
        (normal_tails(6.0), -9.865876455243758e-10, -20.736768949974707),
        (normal_tails(38.0), -2.88542835e-316, -726.5572160188201),
        (normal_tails(1000.0), -0.0, -500007.82669481216),
        (student_tails(0.5, 1.0), -0.4345073545177282, -1.0429418980620317),
        (student_tails(-3.0, 2.5), -3.316266854340131, -0.03696283376797267),
        (student_tails(12.0, 4.0), -0.00013822382672449212, -8.886705365050636),
        (student_tails(2.0, 1000.0), -0.023151103903415713, -3.7772660345916265),
        (student_tails(40.0, 1000000.0), -0.0, -803.968324750342),
        (student_tails(100000000.0, 3.0), -1.1026577908435836e-24, -55.164318792812495),
        (hypergeometric_tails(0.0, 3.0, 4.0, 10.0), -1.791759469228055, -0.18232155679395462),
        (hypergeometric_tails(2.0, 3.0, 4.0, 10.0), -0.033901551675681346, -3.4011973816621555),
        (hypergeometric_tails(300.0, 400.0, 500.0, 1000.0), -4.10817346395085e-40, -90.6904252026983),
        (hypergeometric_tails(215.0, 400.0, 500.0, 1000.0), -0.022923247809240842, -3.7870434243972566),
        (hypergeometric_tails(4999.0, 5000.0, 5000.0, 100000.0), -0.0, -19846.37242939501),
        (hypergeometric_tails(260.0, 5000.0, 5000.0, 100000.0), -0.27553100829201094, -1.4236593845163072),
        (poisson_tails(0.0, 0.5), -0.5, -0.9327521295671886),
        (poisson_tails(3.0, 10.0), -4.57211742909732, -0.01038983860523694),
        (poisson_tails(50.0, 0.001), -6.44063976163433e-220, -504.70609258163915),
        (poisson_tails(1000.0, 900.0), -0.0004907531324798106, -7.6198147083134),
    ];
    for (i, (tails, lower, upper)) in table.into_iter().enumerate() {
        assert!(agree(tails.lower, lower), "{i}: {tails:?}, not {lower}");
        assert!(agree(tails.upper, upper), "{i}: {tails:?}, not {upper}");
    }
}

#[test]
fn the_gamma_function_keeps_its_digits_next_to_its_zeros() {
    let table = [
        (1e-12, 27.63102111592797),
        (0.3, 1.0957979948180756),
        (1.0000001, -5.772155829918507e-08),
        (1.75, -0.08440112102048555),
        (2.0000001, 4.227843666532498e-08),
        (2.6, 0.35741186354897986),
        (14.9, 24.924132002217277),
        (15.0, 25.19122118273868),
        (171.0, 706.5730622457874),
        (1000000.0, 12815504.569147611),
        (1e+300, 6.897755278982137e+302),
    ];
    for (x, expected) in table {
        assert!((ln_gamma(x) / expected - 1.0).abs() < 2e-15, "{x}: {}", ln_gamma(x));
    }
    assert_eq!([ln_gamma(1.0), ln_gamma(2.0), ln_factorial(0.0)], [0.0; 3]);
}

/// From the logarithm of a probability and back.
#[test]
fn quantiles_invert_tails() {
    for ln_p in [-1e5, -800.0, -300.0, -40.0, -3.0, -0.7, -0.3, -0.01, -1e-9] {
        let z = normal_quantile(ln_p);
        assert!(agree(normal_tails(z).lower, ln_p), "normal, {ln_p}: {z}");
        for a in [0.3, 1.0, 2.0, 7.5, 400.0, 1e7] {
            let t = student_quantile(ln_p, a);
            assert!(t.abs() > 1e150 || agree(student_tails(t, a).lower, ln_p), "Student, {a}, {ln_p}: {t}");
            let x = gamma_quantile(a, ln_p);
            // A number has few enough digits to matter: a change of the last one changes the tail by a.
            let digits = 1e-12 * ln_p.abs().max(1.0) + 1e-15 * a;
            assert!(x < 1e-300 || (gamma_tails(a, x).lower - ln_p).abs() < digits, "gamma, {a}, {ln_p}: {x}");
            for b in [0.3, 1.0, 3.0, 1e4] {
                let (x, y, odds) = beta_quantile(a, b, ln_p);
                let found = beta_tails(a, b, x, y).lower;
                let digits = 1e-12 * ln_p.abs().max(1.0) + 1e-14 * (a + b).sqrt();
                let tiny = x.min(y) < 1e-300;
                assert!(tiny || (found - ln_p).abs() < digits, "beta, {a}, {b}, {ln_p}: {x}, {y}");
                assert!(tiny || (odds - (x / y).ln()).abs() < 1e-12 * odds.abs().max(1.0));
            }
        }
    }
}

#[test]
fn edges() {
    assert_eq!(gamma_tails(2.0, 0.0), Tails::ALL_ABOVE);
    assert_eq!(gamma_tails(2.0, f64::INFINITY), Tails::ALL_BELOW);
    assert_eq!(beta_tails(2.0, 3.0, 0.0, 1.0), Tails::ALL_ABOVE);
    assert_eq!(beta_tails(2.0, 3.0, 1.0, 0.0), Tails::ALL_BELOW);
    assert_eq!(binomial_tails(3.0, 3.0, 0.5, 0.5), Tails::ALL_BELOW);
    assert_eq!(poisson_tails(-1.0, 2.0), Tails::ALL_ABOVE);
    assert_eq!(hypergeometric_tails(-1.0, 3.0, 4.0, 10.0), Tails::ALL_ABOVE);
    assert_eq!(hypergeometric_tails(3.0, 3.0, 4.0, 10.0), Tails::ALL_BELOW);
    assert_eq!(normal_quantile(0.5_f64.ln()), 0.0);
    assert_eq!(
        [normal_quantile(f64::NEG_INFINITY), normal_quantile(0.0)],
        [f64::NEG_INFINITY, f64::INFINITY]
    );
    for tails in [gamma_tails(0.0, 1.0), gamma_tails(f64::NAN, 1.0), beta_tails(-1.0, 1.0, 0.5, 0.5)] {
        assert!(tails.lower.is_nan() && tails.upper.is_nan());
    }
    for quantile in [gamma_quantile(-1.0, -1.0), normal_quantile(0.1), student_quantile(-1.0, 0.0)] {
        assert!(quantile.is_nan());
    }
}
