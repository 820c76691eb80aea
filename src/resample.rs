//! Arrangements of labels: what a test by permutation compares the observed one with.

// Units are far below 2⁵³; what is cut off is meant to be.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

mod association;
mod bootstrap;
mod lanes;
mod odds;
mod permutation;
mod places;
mod rates;

use crate::error::{Error, Result};
use crate::vocabulary::Id;

pub use association::{Compared, compare_windows};
pub use bootstrap::{Bounds, bootstrap};
pub use permutation::{Against, Permuted, permute};
pub use rates::{RateTests, compare_rates};

/// Labels of units, as they are and shuffled: all arrangements where there are few, else a sample of them.
///
/// Labels change places within a stratum only, so that every arrangement gives each group as many units of each
/// stratum as it has.
#[derive(Clone, Debug)]
pub struct Arrangements {
    labels: Vec<Id>,
    strata: Vec<Stratum>,
    /// How many arrangements are listed.
    len: usize,
    is_exact: bool,
    seed: u64,
}

#[derive(Clone, Debug)]
struct Stratum {
    units: Vec<usize>,
    /// How many units of it have each label.
    sizes: Vec<u64>,
    /// How many arrangements it has; `None` if more than can be counted.
    n_arrangements: Option<u128>,
}

impl Arrangements {
    /// Lists all arrangements if there are `most_exact` or fewer, each once, and else the observed one and
    /// `n_sampled` others, drawn with replacement. The sample depends on nothing but the arguments.
    ///
    /// `strata` holds the stratum of each unit; a list without strata holds the same number everywhere.
    ///
    /// # Errors
    ///
    /// Lists of unequal length.
    pub fn new(labels: &[Id], strata: &[Id], n_sampled: usize, most_exact: usize, seed: u64) -> Result<Self> {
        if labels.len() != strata.len() {
            let lengths = (labels.len(), strata.len());
            return Err(Error::LengthMismatch { what: "labels and strata", lengths });
        }
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_key(|&unit| strata[unit]);
        let strata: Vec<_> = order
            .chunk_by(|&left, &right| strata[left] == strata[right])
            .map(|units| Stratum::new(units.to_vec(), labels))
            .collect();
        let total =
            strata.iter().try_fold(1_u128, |total, stratum| total.checked_mul(stratum.n_arrangements?));
        let few = total.and_then(|total| usize::try_from(total).ok()).filter(|&total| total <= most_exact);
        let len = few.unwrap_or_else(|| n_sampled.saturating_add(1));
        Ok(Self { labels: labels.to_vec(), strata, len, is_exact: few.is_some(), seed })
    }

    /// How many arrangements are listed, the observed one among them.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether they are all there are.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The labels as they were observed.
    pub fn observed(&self) -> &[Id] {
        &self.labels
    }

    /// The group that has the most units, of several the last.
    fn largest_group(&self) -> usize {
        let n_groups = self.strata.iter().map(|stratum| stratum.sizes.len()).max().unwrap_or(0);
        let n_units =
            |group: usize| self.strata.iter().filter_map(|stratum| stratum.sizes.get(group)).sum::<u64>();
        (0..n_groups).max_by_key(|&group| n_units(group)).unwrap_or(0)
    }

    /// Writes down one arrangement. Of a sample, the first is the observed one.
    pub fn write(&self, index: usize, labels: &mut [Id]) {
        if self.is_exact {
            let mut rank = index as u128;
            for stratum in &self.strata {
                let n_arrangements = stratum.n_arrangements.unwrap_or(1);
                stratum.unrank(rank % n_arrangements, labels);
                rank /= n_arrangements;
            }
            return;
        }
        labels.copy_from_slice(&self.labels);
        if index > 0 {
            let mut numbers = Numbers::new(self.seed, index as u64);
            for stratum in &self.strata {
                stratum.shuffle(&mut numbers, labels);
            }
        }
    }

    /// The share of all arrangements that are as extreme as the most extreme one, where a group is set against all
    /// others: the least p that they can give. Where the two sides have as many units in every stratum, they can
    /// change places, and two arrangements are as extreme. 0 if there are too many arrangements to count.
    pub fn floor(&self, group: Id) -> f64 {
        let sides = |stratum: &Stratum| {
            let size = stratum.sizes.get(group as usize).copied().unwrap_or(0);
            [size, stratum.units.len() as u64 - size]
        };
        let as_extreme =
            if self.strata.iter().map(sides).all(|[size, rest]| size == rest) { 2.0 } else { 1.0 };
        let ways = |ways: u128, stratum| ways.checked_mul(multinomial(&sides(stratum))?);
        match self.strata.iter().try_fold(1, ways) {
            Some(1) => 1.0,
            // Rounded once: what is 1 in 20 is that.
            Some(ways) => as_extreme / ways as f64,
            None => 0.0,
        }
    }
}

impl Stratum {
    fn new(units: Vec<usize>, labels: &[Id]) -> Self {
        let n_groups = units.iter().map(|&unit| labels[unit] as usize + 1).max().unwrap_or(0);
        let mut sizes = vec![0; n_groups];
        for &unit in &units {
            sizes[labels[unit] as usize] += 1;
        }
        Self { n_arrangements: multinomial(&sizes), units, sizes }
    }

    /// Writes down the arrangement with that number, in the order of the labels.
    fn unrank(&self, mut rank: u128, labels: &mut [Id]) {
        let (mut left, mut sizes) = (self.n_arrangements.unwrap_or(1), self.sizes.clone());
        for (place, &unit) in self.units.iter().enumerate() {
            let n_left = (self.units.len() - place) as u128;
            for (label, size) in (0..).zip(&mut sizes) {
                // So many arrangements of the rest begin with this label.
                let begin = left * u128::from(*size) / n_left;
                if rank < begin {
                    (labels[unit], left) = (label, begin);
                    *size -= 1;
                    break;
                }
                rank -= begin;
            }
        }
    }

    fn shuffle(&self, numbers: &mut Numbers, labels: &mut [Id]) {
        for last in (1..self.units.len()).rev() {
            let other = numbers.below(last as u64 + 1) as usize;
            labels.swap(self.units[last], self.units[other]);
        }
    }
}

/// In how many ways labels can be given out, so many of each; `None` if it cannot be counted.
fn multinomial(sizes: &[u64]) -> Option<u128> {
    let (mut ways, mut n) = (1_u128, 0);
    for &size in sizes {
        for place in 1..=u128::from(size) {
            n += 1;
            // Whole after every step: the ways for the labels so far.
            ways = ways.checked_mul(n)? / place;
        }
    }
    Some(ways)
}

/// Random numbers: `SplitMix64` (Steele, Lea & Flood 2014), a stream for each index.
#[derive(Clone, Debug)]
pub(crate) struct Numbers(u64);

impl Numbers {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    pub(crate) fn new(seed: u64, index: u64) -> Self {
        // Streams begin at places that a hash has scattered over the circle of all numbers.
        let mut of_seed = Self(seed);
        let start = of_seed.next() ^ index.wrapping_mul(0xd605_bbb5_8c8a_bbfd);
        Self(Self(start).next())
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, all equally likely (Lemire 2019).
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        loop {
            let product = u128::from(self.next()) * u128::from(n);
            // Few lowest parts are one number too often.
            if product as u64 >= n.wrapping_neg() % n {
                return (product >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may panic

    use std::collections::HashSet;

    use super::*;

    fn all(arrangements: &Arrangements) -> Vec<Vec<Id>> {
        let list = |index| {
            let mut labels = vec![0; arrangements.observed().len()];
            arrangements.write(index, &mut labels);
            labels
        };
        (0..arrangements.len()).map(list).collect()
    }

    #[test]
    fn all_arrangements_are_listed_once() {
        let (labels, strata) = ([0, 1, 1, 2, 0, 1], [7, 7, 7, 7, 9, 9]);
        let arrangements = Arrangements::new(&labels, &strata, 9, 100, 0).unwrap();
        assert!(arrangements.is_exact());
        let listed = all(&arrangements);
        assert_eq!(listed.len(), 12 * 2);
        assert_eq!(listed.iter().collect::<HashSet<_>>().len(), listed.len());
        assert!(listed.contains(&labels.to_vec()));
        for labels in listed {
            let mut sorted = labels[..4].to_vec();
            sorted.sort_unstable();
            assert_eq!((sorted, labels[4] + labels[5]), (vec![0, 1, 1, 2], 1));
        }
    }

    #[test]
    fn a_sample_begins_with_what_was_observed_and_is_even() {
        let labels: Vec<Id> = (0..40).map(|unit| unit % 4).collect();
        let arrangements = Arrangements::new(&labels, &[0; 40], 4000, 100, 3).unwrap();
        assert!(!arrangements.is_exact());
        let listed = all(&arrangements);
        assert_eq!((listed.len(), &listed[0]), (4001, &labels));
        let first_has_0 = listed.iter().filter(|labels| labels[0] == 0).count();
        assert!((900..1100).contains(&first_has_0), "{first_has_0}");
        let other = Arrangements::new(&labels, &[0; 40], 4000, 100, 4).unwrap();
        assert_ne!(all(&other)[1], listed[1]);
    }

    #[test]
    fn the_least_p_is_that_of_the_most_extreme_arrangement() {
        let floor =
            |labels: &[Id], strata: &[Id]| Arrangements::new(labels, strata, 1, 1, 0).unwrap().floor(0);
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12 * right, "{left} {right}");
        near(floor(&[0, 1, 1, 1, 1], &[0; 5]), 0.2);
        near(floor(&[0, 0, 1, 1, 1], &[0; 5]), 0.1);
        near(floor(&[0, 0, 0, 1, 1, 1], &[0; 6]), 0.1);
        near(floor(&[0, 1, 0, 1, 0, 1], &[0, 0, 1, 1, 2, 2]), 0.25);
        near(floor(&[0, 1, 1, 0, 0, 0], &[0, 0, 0, 1, 1, 1]), 1.0 / 3.0);
    }
}
