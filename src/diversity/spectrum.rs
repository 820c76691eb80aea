//! How many values occur how often, and what follows from that alone.

use std::collections::BTreeMap;
use std::ops::Range;

use super::DiversityOptions;
use super::draw;
use super::fit::{expected_types, fit_curve, fit_ranks, float, wide};
use super::growth::{self, Growth};
use crate::error::Result;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// How many tokens are counted between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 18;

/// What follows from how often each value occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spectrum {
    /// How many tokens there are.
    pub tokens: u64,
    /// How many types.
    pub types: u64,
    /// How many types occur once.
    pub once: u64,
    /// How many types occur twice.
    pub twice: u64,
    /// Ordered pairs of different tokens of the same type.
    pub pairs: f64,
    /// The entropy of the types, in bits.
    pub entropy: f64,
    /// The expected number of types in a sample drawn without putting back; none of fewer tokens.
    pub sample_types: Option<f64>,
    /// D of the expected curve; none of too few tokens, or where all of them are different.
    pub curve: Option<f64>,
    /// The same of curves that were drawn.
    pub drawn: Option<f64>,
    /// The exponent of ranks; none of a single type.
    pub ranks: Option<f64>,
}

/// A number of occurrences, and how many types have it; by the first.
pub(super) type Counts = Vec<(u64, u64)>;

impl Spectrum {
    fn new(counts: &Counts, options: &DiversityOptions<'_>) -> Self {
        let tokens: u64 = counts.iter().map(|&(count, types)| count * types).sum();
        let types_of =
            |count: u64| counts.iter().find(|&&(known, _)| known == count).map_or(0, |&(_, types)| types);
        let pairs: u128 = counts
            .iter()
            .map(|&(count, types)| u128::from(count) * u128::from(count - 1) * u128::from(types))
            .sum();
        let n = wide(tokens);
        let surprise = |&(count, types): &(u64, u64)| {
            let share = wide(count) / n;
            wide(types) * share * (n / wide(count)).log2()
        };
        let most = options.sample.unwrap_or(0).max(options.curve.map_or(0, |(_, most)| most));
        let expected = expected_types(counts, tokens, most);
        let reaches = |size: usize| size < expected.len();
        Self {
            tokens,
            types: counts.iter().map(|&(_, types)| types).sum(),
            once: types_of(1),
            twice: types_of(2),
            #[allow(clippy::cast_precision_loss)] // exact below 2⁵³
            pairs: pairs as f64,
            entropy: counts.iter().map(surprise).sum(),
            sample_types: options.sample.filter(|&size| reaches(size)).map(|size| expected[size]),
            curve: options.curve.filter(|&(_, most)| reaches(most)).and_then(|(least, most)| {
                let ratios = (least..=most).map(|size| (float(size), expected[size] / float(size)));
                fit_curve(&ratios.collect::<Vec<_>>())
            }),
            drawn: None,
            ranks: if options.ranks { fit_ranks(counts) } else { None },
        }
    }
}

/// A group's values in order, and its parts.
pub(super) struct Occurrences<'a> {
    pub(super) tokens: &'a [Id],
    pub(super) parts: &'a [Range<usize>],
}

/// Counts one group after the other.
pub(super) struct Counter<'a> {
    options: &'a DiversityOptions<'a>,
    /// How often each value occurs in the group.
    counts: Vec<u64>,
    /// How often each occurs in one part of it.
    part: Vec<u64>,
    growth: growth::Counter,
}

impl<'a> Counter<'a> {
    pub(super) fn new(n_values: usize, options: &'a DiversityOptions<'a>) -> Self {
        Self {
            options,
            counts: vec![0; n_values],
            part: vec![0; if options.parts > 0 { n_values } else { 0 }],
            growth: growth::Counter::new(if options.growth { n_values } else { 0 }),
        }
    }

    /// The whole group, and then without each of its parts.
    pub(super) fn count_with_parts(
        &mut self,
        group: &Occurrences<'_>,
        control: &Control,
    ) -> Result<Vec<(Spectrum, Growth)>> {
        let mut values = count(group.tokens, &mut self.counts, control)?;
        let whole = counts_of(&values, &self.counts);
        let mut spectra = vec![self.whole(&whole, &mut values, control)?];
        for part in group.parts {
            control.check()?;
            let in_part = count(&group.tokens[part.clone()], &mut self.part, control)?;
            let counts = self.without(&whole, &in_part);
            spectra.push(Spectrum::new(&counts, self.options));
            empty(&in_part, &mut self.part);
        }
        empty(&values, &mut self.counts);
        let growth = if self.options.growth {
            self.growth.count(group, control)?
        } else {
            vec![None; group.parts.len() + 1]
        };
        Ok(spectra.into_iter().zip(growth).collect())
    }

    fn whole(&self, counts: &Counts, values: &mut [Id], control: &Control) -> Result<Spectrum> {
        let spectrum = Spectrum::new(counts, self.options);
        let Some((draws, sizes)) = self.options.draws.zip(self.options.curve) else { return Ok(spectrum) };
        // What is drawn may not depend on the order of the tokens.
        values.sort_unstable();
        let counts: Vec<_> = values.iter().map(|&value| self.counts[value as usize]).collect();
        Ok(Spectrum { drawn: draw::fit(&counts, sizes, draws, control)?, ..spectrum })
    }

    /// The spectrum without the values of a part.
    fn without(&self, whole: &Counts, in_part: &[Id]) -> Counts {
        let mut counts: BTreeMap<u64, u64> = whole.iter().copied().collect();
        for &value in in_part {
            let (before, less) = (self.counts[value as usize], self.part[value as usize]);
            if let Some(types) = counts.get_mut(&before) {
                *types -= 1;
            }
            if before > less {
                *counts.entry(before - less).or_default() += 1;
            }
        }
        counts.into_iter().filter(|&(_, types)| types > 0).collect()
    }
}

/// Counts values, and lists those that there are.
fn count(tokens: &[Id], counts: &mut [u64], control: &Control) -> Result<Vec<Id>> {
    let mut values = Vec::new();
    for tokens in tokens.chunks(CHECK_INTERVAL) {
        control.check()?;
        for &value in tokens {
            let count = &mut counts[value as usize];
            if *count == 0 {
                values.push(value);
            }
            *count += 1;
        }
    }
    Ok(values)
}

fn empty(values: &[Id], counts: &mut [u64]) {
    for &value in values {
        counts[value as usize] = 0;
    }
}

fn counts_of(values: &[Id], counts: &[u64]) -> Counts {
    let mut of_values: Vec<_> = values.iter().map(|&value| counts[value as usize]).collect();
    of_values.sort_unstable();
    of_values.chunk_by(PartialEq::eq).map(|equal| (equal[0], equal.len() as u64)).collect()
}
