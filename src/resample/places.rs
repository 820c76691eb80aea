//! Where units add to sums under many arrangements at once, and what such tests share.

// There are no more groups and lanes than a place has numbers: see `check_size`.
#![allow(clippy::cast_possible_truncation)]

use super::Arrangements;
use crate::error::{Error, Result};
use crate::vocabulary::Id;

/// Up to so many tokens, products of counts and tokens are exact in 64 bits, with or without a sign.
const MOST_TOKENS: u64 = 3_000_000_000;
/// So many groups are told apart: with up to 256 lanes, that is a place for each in 16 bits.
const MOST_GROUPS: usize = 256;

/// Raises an error where numbers would not be exact any more.
pub(super) fn check_size(n_tokens: u64, n_groups: usize) -> Result<()> {
    if n_tokens > MOST_TOKENS {
        return Err(Error::TooMany { what: "tokens in a test by permutation", limit: MOST_TOKENS });
    }
    if n_groups > MOST_GROUPS {
        return Err(Error::TooMany { what: "groups in a test by permutation", limit: MOST_GROUPS as u64 });
    }
    Ok(())
}

/// Takes the larger number of each pair.
pub(super) fn raise(maxima: &mut [f64], others: impl IntoIterator<Item = f64>) {
    maxima.iter_mut().zip(others).for_each(|(largest, other)| *largest = other.max(*largest));
}

/// Some arrangements side by side. Sums hold a place for each group and lane, group by group.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) width: usize,
    /// The group that has the most units: it gets what the others leave.
    pub(super) base: usize,
    /// For each unit its places in the lanes in which it is not in that group, one list after the other.
    list: Vec<u16>,
    starts: Vec<usize>,
}

impl Places {
    /// Looks at `width` lanes, whose labels `write` writes down; `each` is told the place of every unit in each.
    pub(super) fn new(
        arrangements: &Arrangements,
        width: usize,
        write: impl Fn(usize, &mut [Id]),
        mut each: impl FnMut(usize, usize),
    ) -> Self {
        let n_units = arrangements.observed().len();
        let (mut all, mut labels) = (vec![0; n_units * width], vec![0; n_units]);
        for lane in 0..width {
            write(lane, &mut labels);
            for (unit, &label) in labels.iter().enumerate() {
                let place = label as usize * width + lane;
                all[unit * width + lane] = place as u16;
                each(unit, place);
            }
        }
        let base = arrangements.largest_group();
        let of_base = base * width..(base + 1) * width;
        let (mut list, mut starts) = (Vec::new(), vec![0]);
        for of_unit in all.chunks(width) {
            list.extend(of_unit.iter().filter(|&&place| !of_base.contains(&usize::from(place))));
            starts.push(list.len());
        }
        Self { width, base, list, starts }
    }

    /// The places of a unit, but for those in the largest group.
    pub(super) fn of(&self, unit: usize) -> &[u16] {
        &self.list[self.starts[unit]..self.starts[unit + 1]]
    }
}
