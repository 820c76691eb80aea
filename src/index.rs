//! Where each value stands.

use std::ops::Range;

use arrow_buffer::ScalarBuffer;

use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::vocabulary::Id;

/// How many values are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// For each value the places where it stands, in order.
#[derive(Debug)]
pub(crate) struct Index {
    /// Where the places of each value begin, and the end of the last.
    starts: Vec<usize>,
    places: ScalarBuffer<u32>,
}

impl Index {
    /// Reads values below `n_values`; others are passed over. `value` gives that of a place.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than 2³² places; [`Error::Interrupted`] when asked to stop.
    pub(crate) fn new(
        n_places: usize,
        n_values: usize,
        value: impl Fn(usize) -> Id + Sync,
        n_threads: usize,
        control: &Control,
    ) -> Result<Self> {
        check_places(n_places)?;
        let mut starts = vec![0; n_values + 1];
        for counts in counts(n_places, n_values, &value, n_threads, control)? {
            for (start, count) in starts[1..].iter_mut().zip(counts) {
                *start += count as usize;
            }
        }
        for value in 0..n_values {
            starts[value + 1] += starts[value];
        }
        let mut places = vec![0; starts[n_values]];
        let (mut jobs, mut rest) = (Vec::new(), &mut places[..]);
        for values in parallel::batches(sizes(&starts), starts[n_values].div_ceil(n_threads).max(1)) {
            let own;
            (own, rest) = rest.split_at_mut(starts[values.end] - starts[values.start]);
            jobs.push((values, own));
        }
        let work = |(): &mut (), (values, own): (Range<usize>, &mut [u32])| {
            // Where the next place of each value goes.
            let first = starts[values.start];
            let next = |start: &usize| u32::try_from(start - first).unwrap_or(u32::MAX);
            let mut next: Vec<u32> = starts[values.clone()].iter().map(next).collect();
            for place in 0..n_places {
                if place % CHECK_INTERVAL == 0 {
                    control.check()?;
                }
                if let Some(next) = next.get_mut((value(place) as usize).wrapping_sub(values.start)) {
                    // There are no more than 2^32 places.
                    own[*next as usize] = u32::try_from(place).unwrap_or(u32::MAX);
                    *next += 1;
                }
            }
            Ok(())
        };
        parallel::run(jobs, n_threads, control, || (), work)?;
        Ok(Self { starts, places: places.into() })
    }

    /// One whose places were saved; none if there are not as many as values have together.
    pub(crate) fn saved(counts: &[u64], places: ScalarBuffer<u32>) -> Option<Self> {
        let mut starts = vec![0_usize];
        for (value, &count) in counts.iter().enumerate() {
            starts.push(starts[value].checked_add(usize::try_from(count).ok()?)?);
        }
        (starts.last() == Some(&places.len())).then_some(Self { starts, places })
    }

    /// The places of all values, those of one behind those of another.
    pub(crate) fn all_places(&self) -> &ScalarBuffer<u32> {
        &self.places
    }

    /// How many places there are, of all values.
    pub(crate) fn n_places(&self) -> usize {
        self.places.len()
    }

    /// The places of a value, in order.
    pub(crate) fn places(&self, value: Id) -> &[u32] {
        &self.places[self.starts[value as usize]..self.starts[value as usize + 1]]
    }

    /// The values in ranges of about `target` places each.
    pub(crate) fn ranges(&self, target: usize) -> Vec<Range<usize>> {
        parallel::batches(sizes(&self.starts), target.max(1))
    }
}

/// How often each value stands in each of some stretches of places.
fn counts(
    n_places: usize,
    n_values: usize,
    value: impl Fn(usize) -> Id + Sync,
    n_threads: usize,
    control: &Control,
) -> Result<Vec<Vec<u32>>> {
    let stretch = n_places.div_ceil(n_threads).max(1);
    let stretches = (0..n_places).step_by(stretch).map(|start| start..n_places.min(start + stretch));
    let count = |(): &mut (), places: Range<usize>| {
        let mut counts = vec![0; n_values];
        for place in places {
            if place % CHECK_INTERVAL == 0 {
                control.check()?;
            }
            if let Some(count) = counts.get_mut(value(place) as usize) {
                *count += 1;
            }
        }
        Ok(counts)
    };
    let (_, counts) = parallel::run(stretches.collect(), n_threads, control, || (), count)?;
    Ok(counts.into_iter().map(|part| part.result).collect())
}

/// The places of all values that are wanted, in order, without an index: `wanted` has an answer for each value.
///
/// # Errors
///
/// As of [`Index::new`].
pub(crate) fn search(
    values: &[Id],
    wanted: &[bool],
    n_threads: usize,
    control: &Control,
) -> Result<Vec<u32>> {
    check_places(values.len())?;
    let stretch = values.len().div_ceil(n_threads).max(1);
    let stretches = values.chunks(stretch).zip((0..).step_by(stretch)).collect();
    let find = |(): &mut (), (values, start): (&[Id], usize)| {
        let (mut found, mut places) = (Vec::new(), vec![0; CHECK_INTERVAL]);
        for (values, start) in values.chunks(CHECK_INTERVAL).zip((start..).step_by(CHECK_INTERVAL)) {
            control.check()?;
            let mut n_found = 0;
            // Every place is written down and the next takes its room unless it is wanted: that is no branch.
            for (&value, place) in values.iter().zip(u32::try_from(start).unwrap_or(u32::MAX)..) {
                places[n_found] = place;
                n_found += usize::from(wanted[value as usize]);
            }
            found.extend_from_slice(&places[..n_found]);
        }
        Ok(found)
    };
    let (_, parts) = parallel::run(stretches, n_threads, control, || (), find)?;
    Ok(parts.into_iter().flat_map(|part| part.result).collect())
}

fn check_places(n_places: usize) -> Result<()> {
    let fits = u32::try_from(n_places).is_ok();
    fits.then_some(()).ok_or(Error::TooMany { what: "tokens for an index", limit: u64::from(u32::MAX) })
}

fn sizes(starts: &[usize]) -> impl Iterator<Item = usize> {
    starts.windows(2).map(|bounds| bounds[1] - bounds[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_stands_once(values in prop::collection::vec(0..9_u32, 0..50), n_threads in 1..4_usize) {
            let control = Control::default();
            let Ok(index) = Index::new(values.len(), 7, |place| values[place], n_threads, &control) else {
                return Err(TestCaseError::fail("no index"));
            };
            for value in 0..7 {
                let places = (0..).zip(&values).filter(|(_, known)| **known == value).map(|(place, _)| place);
                prop_assert!(index.places(value).iter().copied().eq(places));
            }
        }

        #[test]
        fn a_search_finds_what_an_index_has(
            values in prop::collection::vec(0..7_u32, 0..50),
            wanted in prop::collection::vec(any::<bool>(), 7),
            n_threads in 1..4_usize,
        ) {
            let control = Control::default();
            let index = Index::new(values.len(), 7, |place| values[place], n_threads, &control)?;
            let indexed = (0..7).filter(|&value| wanted[value as usize]).flat_map(|value| index.places(value));
            let indexed: std::collections::BTreeSet<u32> = indexed.copied().collect();
            prop_assert!(search(&values, &wanted, n_threads, &control)?.into_iter().eq(indexed));
        }
    }
}
