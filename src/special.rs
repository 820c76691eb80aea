/*!
Special functions, correct far into the tails: what tests and intervals are made of.

A probability that is too small for a number has a logarithm, so both tails of a distribution come as [`Tails`], in
natural logarithms. Whatever is close to one half, to a mean or to 1 is worked out from differences that are exact,
and never as a difference of large numbers. Relative errors are of the order of `1e-14`, of a value or, where that is
no number any more, of its logarithm.

# How tails are found

What stands before every sum is a density in Loader's form: the deviance of the observed from the expected, which
is 0 at the mean, and errors of Stirling's formula. Behind it come, whichever is the shortest, a series of positive terms
(DLMF 8.7.1, 8.17.8), a continued fraction (DLMF 8.9.2; `DiDonato` & Morris 1992, eq. 9), or the integral over the
logarithm of the argument, whose cost does not grow with the parameters.

`DiDonato` & Morris (1992), Algorithm 708, ACM Trans. Math. Software 18, 360-373; Loader (2000), Fast and accurate
computation of binomial probabilities; DLMF: NIST Digital Library of Mathematical Functions.
*/

// Formulas are written with the letters of their sources; constants have all digits; whether a number is exactly 0,
// 1 or whole is what is asked.
#![allow(
    clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss,
    clippy::excessive_precision, clippy::float_cmp, clippy::many_single_char_names, clippy::similar_names,
    clippy::unreadable_literal
)]

mod beta;
mod discrete;
mod gamma;
mod normal;
mod parts;
mod quadrature;
mod solve;

pub use beta::{beta_quantile, beta_tails};
pub(crate) use beta::{
    guess as beta_guess, ln_front as ln_beta_front, ln_odds_quantile, tails_by as beta_tails_by,
};
pub(crate) use discrete::Fisher;
pub use discrete::{binomial_tails, hypergeometric_tails, ln_hypergeometric, poisson_tails};
pub(crate) use gamma::gamma_tails_by;
pub use gamma::{
    chi_square_quantile, chi_square_tails, gamma_quantile, gamma_tails, ln_factorial, ln_gamma,
    stirling_error,
};
pub use normal::{normal_quantile, normal_tails, student_quantile, student_tails};
pub use parts::{deviance, ln_1m_exp};

/// The probabilities of both sides of a value, as natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// Of values up to this one.
    pub lower: f64,
    /// Of larger values.
    pub upper: f64,
}

impl Tails {
    const ALL_BELOW: Self = Self { lower: 0.0, upper: f64::NEG_INFINITY };
    const ALL_ABOVE: Self = Self { lower: f64::NEG_INFINITY, upper: 0.0 };
    const UNKNOWN: Self = Self { lower: f64::NAN, upper: f64::NAN };

    /// Both from the logarithm of the lower one.
    pub fn of_lower(lower: f64) -> Self {
        let lower = lower.min(0.0);
        Self { lower, upper: ln_1m_exp(lower) }
    }

    /// Both from the logarithm of the upper one.
    pub fn of_upper(upper: f64) -> Self {
        Self::of_lower(upper).swapped()
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

#[cfg(test)]
mod tests;
