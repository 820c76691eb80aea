//! What is counted, and how a place and the values behind it are held in one number.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::choices::Choices;
use super::rows::Maker;
use super::{NgramOptions, Shape};
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::radix::Number;
use crate::sequence::Sequence;
use crate::vocabulary::Id;

/// For how many places a range of first values has at least.
const LEAST_PLACES: u64 = 1 << 16;
/// How many ranges each thread has, so that none waits long for the others.
const RANGES_A_THREAD: usize = 4;

/// What is counted, and how.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) sequence: Sequence,
    pub(super) choices: Choices,
    pub(super) shortest: usize,
    pub(super) longest: usize,
    pub(super) n_groups: usize,
    pub(super) min_count: u64,
    pub(super) min_documents: u64,
    pub(super) documents: bool,
    /// Bits of a value, of which 0 stands for none.
    pub(super) value_bits: u32,
    pub(super) place_bits: u32,
    /// Whether places and values are held in numbers of 128 bits: where 64 are too few for all values.
    pub(super) is_wide: bool,
    /// How many n-grams begin with each value.
    pub(super) firsts: Vec<u64>,
    /// How many n-grams of each length each group has: by length from the shortest, then by group.
    pub(super) totals: Vec<Vec<u64>>,
    /// Whether the result is asked for part by part.
    pub(super) in_parts: bool,
    /// How many bytes all rows may take, and take.
    pub(super) most_bytes: u64,
    pub(super) bytes: AtomicU64,
    /// How many buffers of text there are.
    pub(super) buffers: AtomicU32,
}

impl Plan {
    pub(super) fn new(
        sequence: Sequence,
        shape: &Shape<'_>,
        options: &NgramOptions,
        (n_values, n_groups): (usize, usize),
        in_parts: bool,
    ) -> Result<Self> {
        let Shape { shortest, longest, skip, .. } = *shape;
        let choices = if skip == 0 || longest == 1 {
            Choices::consecutive()
        } else {
            Choices::skipping(longest, skip, sequence.longest_segment())?
        };
        let places = (sequence.len() as u64).saturating_mul(choices.len() as u64);
        let (value_bits, place_bits) = (bits(n_values as u64), bits(places));
        let fits = |values: usize| (values as u64).saturating_mul(u64::from(value_bits));
        let is_wide = fits(longest - 1).saturating_add(u64::from(place_bits)) > u64::from(u64::BITS);
        let documents = options.documents || options.min_documents > 1;
        let mut plan = Self {
            sequence,
            choices,
            shortest,
            longest,
            n_groups,
            min_count: options.min_count,
            min_documents: options.min_documents,
            documents,
            value_bits,
            place_bits,
            is_wide,
            firsts: vec![0; n_values],
            totals: vec![vec![0; n_groups]; longest + 1 - shortest],
            in_parts,
            most_bytes: options.memory.map_or(u64::MAX, |memory| memory as u64),
            bytes: AtomicU64::new(0),
            buffers: AtomicU32::new(0),
        };
        plan.count_firsts();
        plan.count_totals();
        Ok(plan)
    }

    pub(super) fn n_values(&self) -> usize {
        self.firsts.len()
    }

    /// Begins a count.
    pub(super) fn begin(&self) {
        self.bytes.store(0, Ordering::Relaxed);
        self.buffers.store(0, Ordering::Relaxed);
    }

    pub(super) fn maker<'a>(&'a self, n_threads: usize, control: &'a Control) -> Maker<'a> {
        let (documents, groups) = (self.documents, self.n_groups > 1);
        Maker { shortest: self.shortest, documents, groups, totals: &self.totals, n_threads, control }
    }

    /// How many places there are to count.
    pub(super) fn n_places(&self) -> u64 {
        self.firsts.iter().sum()
    }

    fn count_firsts(&mut self) {
        let reach = self.choices.reach();
        for place in 0..self.sequence.len() {
            let n = if self.choices.is_consecutive() {
                1
            } else {
                self.choices.with_room(self.sequence.room(place, reach))
            };
            self.firsts[self.sequence.value(place) as usize] += n as u64;
        }
    }

    /// Cuts the values into ranges with about as many n-grams each: a few for each thread, or as many as memory
    /// asks for when a place takes `bytes_a_place` on the way.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`] if the n-grams that begin with one value are too many.
    pub(super) fn ranges(&self, n_threads: usize, bytes_a_place: usize) -> Result<Vec<Range<Id>>> {
        let total = self.n_places();
        let own = (self.sequence.len() * Sequence::BYTES) as u64;
        // Room to work in included.
        let bytes_of_place = 2 * if self.is_wide { size_of::<u128>() } else { size_of::<u64>() };
        let at_once = n_threads as u64 * (bytes_of_place + bytes_a_place) as u64;
        let room = self.most_bytes.saturating_sub(own) / at_once;
        let most = self.firsts.iter().max().copied().unwrap_or_default();
        if most > room {
            return Err(Error::Memory { needed: own.saturating_add(most.saturating_mul(at_once)) });
        }
        let target = (total / (n_threads * RANGES_A_THREAD) as u64).max(LEAST_PLACES).min(room);
        let (mut ranges, mut start, mut sum) = (Vec::new(), 0, 0);
        for (value, &count) in (0..).zip(&self.firsts) {
            if sum > 0 && sum + count > target {
                ranges.push(start..value);
                (start, sum) = (value, 0);
            }
            sum += count;
        }
        if sum > 0 {
            // There are no more values than an Id can tell apart.
            ranges.push(start..Id::try_from(self.firsts.len()).unwrap_or(Id::MAX));
        }
        Ok(ranges)
    }

    fn count_totals(&mut self) {
        let Self { sequence, choices, totals, shortest, .. } = self;
        sequence.each_segment(|group, len| {
            for (length, totals) in (*shortest..).zip(&mut *totals) {
                let found = if choices.is_consecutive() {
                    (len + 1).saturating_sub(length)
                } else {
                    (1..=len).map(|room| choices.with_room(room.min(choices.reach()))).sum()
                };
                totals[group as usize] += found as u64;
            }
        });
    }

    /// The token where a place begins, and the number of its choice.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // places count tokens in memory
    pub(super) fn split(&self, place: u64) -> (usize, usize) {
        if self.choices.is_consecutive() {
            return (place as usize, 0);
        }
        let n = self.choices.len() as u64;
        ((place / n) as usize, (place % n) as usize)
    }

    #[inline]
    pub(super) fn place<N: Number>(&self, entry: N) -> u64 {
        entry.low() & (u64::MAX >> (u64::BITS - self.place_bits.max(1)))
    }

    /// A place with some of its values, from one on: 0 where the segment has ended. The values before are
    /// there.
    #[inline]
    pub(super) fn entry<N: Number>(&self, place: u64, from: usize, n: usize) -> N {
        let (first, choice) = self.split(place);
        let mut entry = N::default();
        if self.choices.is_consecutive() {
            let mut at = first + from;
            let mut ended = from > 0 && self.sequence.look(at - 1).1;
            for _ in 0..n {
                let mut code = 0;
                if !ended {
                    let (value, last) = self.sequence.look(at);
                    code = u64::from(value) + 1;
                    (at, ended) = (at + 1, last);
                }
                entry = entry.push(self.value_bits, code);
            }
        } else {
            for token in from..from + n {
                let value = self.sequence.value(first + self.choices.offset(choice, token));
                entry = entry.push(self.value_bits, u64::from(value) + 1);
            }
        }
        entry.push(self.place_bits, place)
    }

    /// How many values are sorted by at once when so many are known: a place and a value have no more than 96
    /// bits.
    pub(super) fn values_from<N: Number>(&self, known: usize) -> usize {
        let at_once = (N::BITS - self.place_bits) / self.value_bits.max(1);
        (at_once as usize).min(self.longest - known)
    }

    /// Whether a row is an n-gram and a number, and nothing has to be looked up.
    pub(super) fn is_simple(&self) -> bool {
        self.n_groups == 1 && !self.documents
    }

    /// Whether so many places can be enough for the cut-offs.
    #[inline]
    pub(super) fn may_reach(&self, places: usize) -> bool {
        places as u64 >= self.min_count.max(self.min_documents)
    }

    /// The last of some values; none is the end of a segment.
    #[inline]
    pub(super) fn value_of(&self, values: u64) -> Option<Id> {
        // Value and mark together have no more bits than an Id.
        Id::try_from(values & ((1 << self.value_bits) - 1)).unwrap_or(0).checked_sub(1)
    }
}

/// How many bits the numbers up to one take.
fn bits(most: u64) -> u32 {
    u64::BITS - most.leading_zeros()
}
