//! The special functions, for tests only.

use pyo3::prelude::*;

use crate::special::{
    Tails, beta_quantile, beta_tails, binomial_tails, chi_square_quantile, chi_square_tails, gamma_quantile,
    gamma_tails, hypergeometric_tails, ln_gamma, normal_quantile, normal_tails, poisson_tails,
    stirling_error, student_quantile, student_tails,
};
use crate::{Error, Result};

/// Calls a special function for each list of arguments; both tails come as logarithms.
#[pyfunction]
pub(super) fn special(function: &str, arguments: Vec<Vec<f64>>) -> PyResult<Vec<Vec<f64>>> {
    Ok(arguments.iter().map(|arguments| call(function, arguments)).collect::<Result<_>>()?)
}

fn call(function: &str, arguments: &[f64]) -> Result<Vec<f64>> {
    let tails = |tails: Tails| vec![tails.lower, tails.upper];
    Ok(match (function, arguments) {
        ("beta_quantile", &[a, b, p]) => <[f64; 3]>::from(beta_quantile(a, b, p)).to_vec(),
        ("beta_tails", &[a, b, x, y]) => tails(beta_tails(a, b, x, y)),
        ("binomial_tails", &[k, n, p, q]) => tails(binomial_tails(k, n, p, q)),
        ("chi_square_quantile", &[p, df]) => vec![chi_square_quantile(p, df)],
        ("chi_square_tails", &[x, df]) => tails(chi_square_tails(x, df)),
        ("gamma_quantile", &[a, p]) => vec![gamma_quantile(a, p)],
        ("gamma_tails", &[a, x]) => tails(gamma_tails(a, x)),
        ("hypergeometric_tails", &[k, drawn, marked, n]) => tails(hypergeometric_tails(k, drawn, marked, n)),
        ("ln_gamma", &[x]) => vec![ln_gamma(x)],
        ("normal_quantile", &[p]) => vec![normal_quantile(p)],
        ("normal_tails", &[z]) => tails(normal_tails(z)),
        ("poisson_tails", &[k, mean]) => tails(poisson_tails(k, mean)),
        ("stirling_error", &[x]) => vec![stirling_error(x)],
        ("student_quantile", &[p, df]) => vec![student_quantile(p, df)],
        ("student_tails", &[t, df]) => tails(student_tails(t, df)),
        _ => {
            let name = format!("{function} of {} arguments", arguments.len());
            return Err(Error::UnknownName { what: "function", name, known: vec![] });
        }
    })
}
