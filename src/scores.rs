//! Measures of two-by-two tables that are too much for a formula over columns: G² to the last digit, exact tests,
//! and the conservative log ratio.

// Counts become floating-point numbers after they were subtracted; letters are those of the tables.
#![allow(clippy::cast_precision_loss, clippy::many_single_char_names)]

use std::f64::consts::{LN_2, LN_10};

use crate::error::{Error, Result};
use crate::parallel::{Control, run, threads};
use crate::special::{
    Fisher, beta_guess, beta_tails_by, chi_square_tails, deviance, gamma_tails_by, ln_beta_front,
    ln_odds_quantile, normal_quantile,
};

/// So many rows are one piece of work: few enough for Ctrl-C even where each takes long.
const BATCH: usize = 1 << 10;
/// Fewer rows than this are done by one thread.
const LEAST: usize = 1 << 15;

/// Which tables are as extreme as the one at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those with at least as large an o11.
    Greater,
    /// Those with at most as large an o11.
    Less,
    /// Those that are at most as probable.
    TwoSided,
}

/// Which limit of an interval for the log ratio is the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// That of the two-sided exact interval that is nearer to 0; 0 if it holds 0.
    Exact,
    /// The lower limit of a one-sided exact interval, which may lie below 0.
    Lower,
    /// As `Exact`, of the interval by the normal distribution; a count of 0 is read as 1/2.
    Normal,
    /// As `Normal`, after 1/2 was added to both counts and both sizes.
    NormalWalter,
}

/// A measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// Signed G² of all four cells.
    LogLikelihood,
    /// Signed G² of the term's two cells.
    LogLikelihood2,
    /// Signed G² of the first cell against a Poisson distribution.
    SimpleLl,
    /// log10 of the p-value of Fisher's exact test.
    Fisher(Side),
    /// log10 of the p-value of o11 where it is Poisson distributed; `TwoSided` is not defined.
    Poisson(Side),
    /// The conservative log ratio with this confidence before correction.
    Lrc(Limit, f64),
}

impl Score {
    const NAMES: [&str; 12] = [
        "log_likelihood", "log_likelihood_2", "simple_ll", "fisher_greater", "fisher_less",
        "fisher_two_sided", "poisson_greater", "poisson_less", "lrc_exact", "lrc_lower", "lrc_normal",
        "lrc_normal_walter",
    ];

    /// A measure by its name; `confidence` is that of an interval.
    ///
    /// # Errors
    ///
    /// There is no measure of this name.
    pub fn from_name(name: &str, confidence: f64) -> Result<Self> {
        Ok(match name {
            "log_likelihood" => Self::LogLikelihood,
            "log_likelihood_2" => Self::LogLikelihood2,
            "simple_ll" => Self::SimpleLl,
            "fisher_greater" => Self::Fisher(Side::Greater),
            "fisher_less" => Self::Fisher(Side::Less),
            "fisher_two_sided" => Self::Fisher(Side::TwoSided),
            "poisson_greater" => Self::Poisson(Side::Greater),
            "poisson_less" => Self::Poisson(Side::Less),
            "lrc_exact" => Self::Lrc(Limit::Exact, confidence),
            "lrc_lower" => Self::Lrc(Limit::Lower, confidence),
            "lrc_normal" => Self::Lrc(Limit::Normal, confidence),
            "lrc_normal_walter" => Self::Lrc(Limit::NormalWalter, confidence),
            _ => {
                let known = Self::NAMES.map(str::to_owned).to_vec();
                return Err(Error::UnknownName { what: "score", name: name.to_owned(), known });
            }
        })
    }
}

/// Columns of counts: Evert's cells, and how many tests each row is one of.
#[derive(Clone, Copy, Debug)]
pub struct Counts<'a> {
    /// The term in the target.
    pub o11: &'a [i64],
    /// The target.
    pub r1: &'a [i64],
    /// The term in target and reference.
    pub c1: &'a [i64],
    /// Target and reference.
    pub n: &'a [i64],
    /// The size of the family; one number stands for all rows.
    pub family: &'a [i64],
}

/// The measure of every row; what is not defined is NaN, as is everything of a table that is impossible.
///
/// # Errors
///
/// Columns differ in length, or the call was stopped.
pub fn scores(
    score: Score,
    counts: &Counts<'_>,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<Vec<f64>> {
    let rows = counts.o11.len();
    for length in [counts.r1.len(), counts.c1.len(), counts.n.len()] {
        if length != rows {
            return Err(Error::LengthMismatch { what: "columns of counts", lengths: (rows, length) });
        }
    }
    if counts.family.len() != 1 && counts.family.len() != rows {
        let lengths = (rows, counts.family.len());
        return Err(Error::LengthMismatch { what: "columns of counts", lengths });
    }
    over_rows(rows, n_threads, control, || {
        let (mut level, mut known) = (Level::default(), Known::default());
        move |row| {
            let family = counts.family[if counts.family.len() == 1 { 0 } else { row }];
            let [o11, r1, c1, n] = [counts.o11[row], counts.r1[row], counts.c1[row], counts.n[row]];
            known.get_or_compute([o11, r1, c1, n, family], || {
                Table::new(o11, r1, c1, n).map_or(f64::NAN, |table| table.score(score, family, &mut level))
            })
        }
    })
}

/// What came of tables that were seen before: most words are rare, and many rows are alike.
struct Known(Vec<([i64; 5], f64)>);

impl Known {
    /// So many places as bits number; a table is forgotten when another one comes to its place.
    const BITS: u32 = 12;

    fn get_or_compute(&mut self, table: [i64; 5], compute: impl FnOnce() -> f64) -> f64 {
        let fold = |sum: i64, count: i64| (sum ^ count).wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed());
        let place = table.into_iter().fold(0_i64, fold).cast_unsigned() >> (u64::BITS - Self::BITS);
        let known = &mut self.0[place as usize];
        if known.0 != table {
            *known = (table, compute());
        }
        known.1
    }
}

impl Default for Known {
    /// With a table that does not exist in every place.
    fn default() -> Self {
        Self(vec![([-1; 5], f64::NAN); 1 << Self::BITS])
    }
}

/// log10 of the probability that chi-square with `df` degrees of freedom is larger than each of some statistics,
/// whatever their signs.
///
/// # Errors
///
/// The call was stopped.
pub fn log_p_values(statistics: &[f64], df: f64, control: &Control) -> Result<Vec<f64>> {
    over_rows(statistics.len(), None, control, || {
        |row: usize| chi_square_tails(statistics[row].abs(), df).upper / LN_10
    })
}

/// A column, by threads where there are many rows; `new` makes what does one row after the other.
fn over_rows<F: FnMut(usize) -> f64 + Send>(
    rows: usize,
    n_threads: Option<usize>,
    control: &Control,
    new: impl Fn() -> F + Sync,
) -> Result<Vec<f64>> {
    let batches: Vec<_> = (0..rows).step_by(BATCH).map(|start| start..(start + BATCH).min(rows)).collect();
    let work = |one: &mut F, batch: std::ops::Range<usize>| {
        control.check()?;
        Ok(batch.map(one).collect::<Vec<_>>())
    };
    let (_, done) = run(batches, threads(n_threads, rows, LEAST), control, new, work)?;
    let mut all = Vec::with_capacity(rows);
    for part in done {
        all.extend(part.result);
    }
    Ok(all)
}

/// The probability by which an interval fails on one side, kept for the rows that share it.
#[derive(Default)]
struct Level {
    family: i64,
    ln_alpha: f64,
    deviate: f64,
}

impl Level {
    /// For an interval that fails on `sides` sides.
    fn set(&mut self, family: i64, confidence: f64, sides: f64) {
        if self.family != family {
            let ln_alpha = ((1.0 - confidence) / sides).ln() - (family as f64).ln();
            *self = Self { family, ln_alpha, deviate: normal_quantile(ln_alpha) };
        }
    }
}

/// A table that is possible.
#[derive(Clone, Copy, Debug)]
struct Table {
    o11: f64,
    o12: f64,
    o21: f64,
    o22: f64,
    r1: f64,
    r2: f64,
    c1: f64,
    c2: f64,
    n: f64,
    /// `o11 n - r1 c1`, which is also `o11 o22 - o12 o21`.
    cross: f64,
}

impl Table {
    fn new(o11: i64, r1: i64, c1: i64, n: i64) -> Option<Self> {
        let inside = n > 0 && o11 >= 0 && o11 <= r1 && o11 <= c1 && r1 <= n && c1 - o11 <= n - r1;
        if !inside {
            return None;
        }
        let [o12, o21, r2, c2] = [r1 - o11, c1 - o11, n - r1, n - c1];
        let cross = if n < 1 << 31 {
            (o11 * n - r1 * c1) as f64
        } else {
            (i128::from(o11) * i128::from(n) - i128::from(r1) * i128::from(c1)) as f64
        };
        let [o22, r2, c2] = [r2 - o21, r2, c2].map(|x| x as f64);
        let [o12, o21, r1, c1] = [o12, o21, r1, c1].map(|x| x as f64);
        Some(Self { o11: o11 as f64, o12, o21, o22, r1, r2, c1, c2, n: n as f64, cross })
    }

    fn score(&self, score: Score, family: i64, level: &mut Level) -> f64 {
        match score {
            Score::LogLikelihood => self.log_likelihood(true),
            Score::LogLikelihood2 => self.log_likelihood(false),
            Score::SimpleLl => {
                self.signed(deviance(self.o11, self.r1 * self.c1 / self.n, self.cross / self.n))
            }
            Score::Fisher(side) => self.fisher(side) / LN_10,
            Score::Poisson(side) => self.poisson(side) / LN_10,
            Score::Lrc(limit, confidence) => {
                if family < 1 || self.r1 == 0.0 || self.r2 == 0.0 || self.c1 == 0.0 {
                    return f64::NAN;
                }
                level.set(family, confidence, if limit == Limit::Lower { 1.0 } else { 2.0 });
                self.lrc(limit, level) / LN_2
            }
        }
    }

    /// Twice a half of G², with the sign of the deviation.
    fn signed(&self, half: f64) -> f64 {
        if self.cross == 0.0 { 0.0 } else { 2.0 * half * self.cross.signum() }
    }

    fn log_likelihood(&self, all: bool) -> f64 {
        if self.cross == 0.0 {
            return 0.0;
        }
        let difference = self.cross / self.n;
        let cell = |observed: f64, row: f64, column: f64, difference: f64| {
            deviance(observed, row * column / self.n, difference)
        };
        let mut half =
            cell(self.o11, self.r1, self.c1, difference) + cell(self.o21, self.r2, self.c1, -difference);
        if all {
            half +=
                cell(self.o12, self.r1, self.c2, -difference) + cell(self.o22, self.r2, self.c2, difference);
        }
        self.signed(half)
    }

    fn fisher(&self, side: Side) -> f64 {
        let table = Fisher::new([self.o11, self.o12, self.o21, self.o22], self.cross);
        match side {
            Side::Greater => table.ln_at_least(),
            Side::Less => table.ln_at_most(),
            Side::TwoSided => table.ln_two_sided(),
        }
    }

    fn poisson(&self, side: Side) -> f64 {
        let (mean, difference) = (self.r1 * self.c1 / self.n, self.cross / self.n);
        match side {
            Side::Greater if self.o11 == 0.0 => 0.0,
            Side::Greater => gamma_tails_by(self.o11, mean, difference).lower,
            Side::Less => gamma_tails_by(self.o11 + 1.0, mean, difference + 1.0).upper,
            Side::TwoSided => f64::NAN,
        }
    }

    /// With target and reference exchanged.
    fn exchanged(&self) -> Self {
        Self {
            o11: self.o21,
            o12: self.o22,
            o21: self.o11,
            o22: self.o12,
            r1: self.r2,
            r2: self.r1,
            cross: -self.cross,
            ..*self
        }
    }

    /// The natural logarithm of the ratio of rates, conservatively.
    fn lrc(&self, limit: Limit, level: &Level) -> f64 {
        match limit {
            Limit::Lower => self.lower_limit(level),
            Limit::Exact if self.cross == 0.0 => 0.0,
            Limit::Exact if self.cross > 0.0 => self.lower_limit_above_0(level),
            Limit::Exact => 0.0 - self.exchanged().lower_limit_above_0(level),
            Limit::Normal | Limit::NormalWalter => {
                self.normal_limit(limit == Limit::NormalWalter, level.deviate)
            }
        }
    }

    /// The lower limit by Clopper and Pearson: given c1, o11 is binomially distributed.
    fn lower_limit(&self, level: &Level) -> f64 {
        if self.o11 == 0.0 {
            return f64::NEG_INFINITY;
        }
        let (a, b) = (self.o11, self.o21 + 1.0);
        let start = beta_guess(a, b, level.ln_alpha, level.deviate);
        (self.r2 / self.r1).ln() + ln_odds_quantile(a, b, level.ln_alpha, start)
    }

    /// The same, but 0 where it is below 0: where so large an o11 is not improbable at equal rates.
    fn lower_limit_above_0(&self, level: &Level) -> f64 {
        let (a, b, x, y) = (self.o11, self.o21 + 1.0, self.r1 / self.n, self.r2 / self.n);
        let d = (self.cross - self.r1) / self.n;
        let front = ln_beta_front(a, b, x, y, d);
        // The tail's first term, and the sum that it would have if all ratios were as the first.
        let (least, most) = (front - (a * y).ln(), front + ((a + 1.0) / (a * (d + y))).ln());
        let is_above = least >= level.ln_alpha
            || !(d > 0.0 && most < level.ln_alpha)
                && beta_tails_by(a, b, x, y, d, front).lower >= level.ln_alpha;
        if is_above { 0.0 } else { self.lower_limit(level).max(0.0) }
    }

    /// By the standard error of the log ratio.
    fn normal_limit(&self, walter: bool, deviate: f64) -> f64 {
        let at_least_half = |count: f64| if walter { count + 0.5 } else { count.max(0.5) };
        let (a, b) = (at_least_half(self.o11), at_least_half(self.o21));
        let more = if walter { 0.5 } else { 0.0 };
        let (r1, r2) = (self.r1 + more, self.r2 + more);
        let ratio = (a * r2 / (b * r1)).ln();
        let width = -deviate * (1.0 / a + 1.0 / b - 1.0 / r1 - 1.0 / r2).max(0.0).sqrt();
        if ratio > 0.0 { (ratio - width).max(0.0) } else { (ratio + width).min(0.0) }
    }
}

#[cfg(test)]
#[allow(clippy::unreadable_literal)]
mod tests {
    use super::*;

    fn one(name: &str, counts: [i64; 4], confidence: f64, family: i64) -> Result<f64> {
        let [o11, r1, c1, n] = counts.map(|count| vec![count]);
        let counts = Counts { o11: &o11, r1: &r1, c1: &c1, n: &n, family: &[family] };
        let score = Score::from_name(name, confidence)?;
        Ok(scores(score, &counts, Some(1), &Control::default())?[0])
    }

    /// Keywords and collocates of R's corpora, association-measures, Evert's UCS and Gries.
    #[test]
    fn scores_are_those_of_other_programs() -> Result<()> {
        let table = [
            ("log_likelihood", [10, 1000, 12, 2000], 1, 5.854256566),
            ("log_likelihood_2", [10, 1000, 12, 2000], 1, 5.822063321),
            ("simple_ll", [10, 10, 10, 100], 1, 28.05170185988092),
            ("fisher_greater", [1, 15334, 2, 191998], 1, -0.8143084918729303),
            ("fisher_greater", [461, 958, 1160, 138664], 1, -718.3205780736465),
            ("fisher_two_sided", [1, 958, 426, 138664], 1, -0.419420820732232),
            ("poisson_greater", [1, 15334, 2, 191998], 1, -0.8308347673548114),
            ("poisson_greater", [7, 15334, 120, 191998], 1, -0.07501804811347852),
            ("lrc_exact", [10, 1000, 12, 2000], 1, 0.09156829294),
            ("lrc_exact", [2, 1000, 12, 2000], 1, -0.09156829294),
            ("lrc_exact", [7, 1000, 9, 2000], 1, 0.0),
            ("lrc_lower", [7, 1000, 9, 2000], 1, -0.2874179176),
            ("lrc_exact", [1189, 168_329, 2157, 19_720_567], 599, 6.910068549501856),
            ("lrc_lower", [5, 168_329, 53, 19_720_567], 599, -0.03190733107206227),
            ("lrc_normal", [5, 168_329, 53, 19_720_567], 599, 0.9296571401416884),
        ];
        for (name, counts, family, expected) in table {
            let found = one(name, counts, 0.95, family)?;
            let within = 1e-9 * f64::abs(expected).max(0.1);
            assert!((found - expected).abs() < within, "{name}, {counts:?}: {found}");
        }
        let clr = one("lrc_normal", [1189, 168_329, 2157, 19_720_567], 0.99, 599)?;
        assert!((clr - 6.888131619986817).abs() < 1e-13);
        Ok(())
    }

    #[test]
    fn impossible_tables_have_no_score() -> Result<()> {
        for name in Score::NAMES {
            for counts in [[-1, 10, 10, 100], [11, 10, 12, 100], [5, 60, 60, 100], [0, 0, 0, 0]] {
                assert!(one(name, counts, 0.95, 1)?.is_nan(), "{name}, {counts:?}");
            }
        }
        assert!(one("lrc_exact", [5, 10, 10, 100], 0.95, 0)?.is_nan());
        Ok(())
    }

    #[test]
    fn results_do_not_depend_on_threads() -> Result<()> {
        let o11: Vec<i64> = (0..40_000).map(|i| i % 97).collect();
        let (r1, c1, n) = (vec![1000; 40_000], vec![100; 40_000], vec![20_000; 40_000]);
        let family: Vec<i64> = (0..40_000).map(|i| 1 + i % 3).collect();
        let counts = Counts { o11: &o11, r1: &r1, c1: &c1, n: &n, family: &family };
        let control = Control::default();
        for score in [Score::Fisher(Side::TwoSided), Score::Lrc(Limit::Exact, 0.95)] {
            let by = |threads| {
                let found = scores(score, &counts, Some(threads), &control)?;
                Ok::<Vec<u64>, Error>(found.into_iter().map(f64::to_bits).collect())
            };
            assert_eq!(by(1)?, by(5)?);
        }
        control.stop();
        assert_eq!(scores(Score::SimpleLl, &counts, None, &control), Err(Error::Interrupted));
        let short = Counts { c1: &c1[1..], ..counts };
        let lengths = (40_000, 39_999);
        let error = Error::LengthMismatch { what: "columns of counts", lengths };
        assert_eq!(scores(Score::SimpleLl, &short, None, &Control::default()), Err(error));
        Ok(())
    }
}
