//! D by drawing samples, as it was first defined.

use super::fit::{fit_curve, float};
use crate::error::Result;
use crate::parallel::Control;

/// How often to draw, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// How many samples of each size make a curve.
    pub samples: usize,
    /// How many curves are fitted; D is their mean.
    pub curves: usize,
    /// Where chance begins. Every group begins there, so that no group depends on others.
    pub seed: u64,
}

/// The mean D of curves of samples from types with some counts; none of too few tokens, or where a curve has none.
pub(super) fn fit(
    counts: &[u64],
    (least, most): (usize, usize),
    draws: Draws,
    control: &Control,
) -> Result<Option<f64>> {
    let mut end = 0;
    let ends: Vec<u64> = counts
        .iter()
        .map(|count| {
            end += count;
            end
        })
        .collect();
    if end < most as u64 {
        return Ok(None);
    }
    let (mut chance, mut sum) = (Chance(draws.seed), 0.0);
    for _ in 0..draws.curves {
        let mut curve = Vec::with_capacity(most - least + 1);
        for size in least..=most {
            control.check()?;
            let types: usize = (0..draws.samples).map(|_| types_drawn(&ends, size, &mut chance)).sum();
            curve.push((float(size), float(types) / float(draws.samples) / float(size)));
        }
        let Some(d) = fit_curve(&curve) else { return Ok(None) };
        sum += d;
    }
    Ok(Some(sum / float(draws.curves)))
}

/// How many types a sample has that is drawn without putting back (Floyd's algorithm); `ends` are running sums of
/// counts.
fn types_drawn(ends: &[u64], size: usize, chance: &mut Chance) -> usize {
    let n = ends.last().copied().unwrap_or_default();
    let mut tokens: Vec<u64> = Vec::with_capacity(size);
    for last in n - size as u64..n {
        let token = chance.below(last + 1);
        tokens.push(if tokens.contains(&token) { last } else { token });
    }
    let mut types: Vec<_> = tokens.iter().map(|token| ends.partition_point(|end| end <= token)).collect();
    types.sort_unstable();
    types.dedup();
    types.len()
}

/// Random numbers by `SplitMix64` (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, each as likely as any other (Lemire 2019).
    fn below(&mut self, n: u64) -> u64 {
        loop {
            let product = u128::from(self.next()) * u128::from(n);
            let [low, high] = [product & u128::from(u64::MAX), product >> 64];
            if low >= u128::from(n.wrapping_neg() % n) {
                return u64::try_from(high).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_of_splitmix() {
        // From the reference implementation by Vigna, for seed 1234567.
        let mut chance = Chance(1_234_567);
        let found: Vec<_> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_token_is_drawn_as_often_as_any_other() {
        let (ends, mut chance, mut types) = ([1, 2, 3, 4, 5, 10], Chance(0), [0_u32; 7]);
        for _ in 0..20_000 {
            types[types_drawn(&ends, 3, &mut chance)] += 1;
        }
        // All of the last type: C(5, 3) of C(10, 3); none or one of it: C(5, 3) + C(5, 2) · 5.
        let share = |n: u32| f64::from(n) / 20_000.0;
        assert!((share(types[1]) - 10.0 / 120.0).abs() < 0.01, "{types:?}");
        assert!((share(types[3]) - 60.0 / 120.0).abs() < 0.02, "{types:?}");
    }
}
