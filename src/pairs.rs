//! Pairs of tokens that stand near each other, by group.
//!
//! For one term after the other the places where it stands are looked up, and what stands round them is counted
//! in an array of all values. So nothing is stored for a pair of places, and memory does not grow with the
//! window.

mod find;
mod matrix;

pub use self::find::{FoundPair, find_pairs};
pub use self::matrix::{PairMatrix, cooccurrence_matrix};

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{PARALLEL_TOKENS, lookup};
use crate::index::Index;
use crate::parallel::{self, Control};
use crate::pieces;
use crate::select::{Selection, Stretch};
use crate::sequence::{Others, Sequence};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// How many pairs of places are counted between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 20;
/// How many ranges of terms each thread has, so that none waits long for the others.
const RANGES_A_THREAD: usize = 8;
/// How many places are fetched into the cache together.
const AT_ONCE: usize = 32;
/// Of so many values one has to be touched, or looking through all is slower than sorting those.
const SPARSE: usize = 16;

/// Which pairs are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Both orders together: each pair of places once, for the term that is first in byte order.
    Unordered,
    /// Both orders together: each pair of places for either term, but once for a term with itself.
    Both,
    /// The other stands behind the term.
    Behind,
}

/// What a pair is and what is kept.
#[derive(Clone, Copy, Debug)]
pub struct PairOptions<'a> {
    /// How many tokens apart two may stand; 1 is side by side.
    pub window: usize,
    /// Which orders count.
    pub direction: Direction,
    /// Whether the inverse distances of pairs are added up.
    pub weights: bool,
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// Whether tokens of other kinds take up room.
    pub counts_all: bool,
    /// The least count, over all groups together, of a pair that is kept.
    pub min_count: u64,
    /// How many bytes the work, and the result, may take each; `None` for as many as there are.
    pub memory: Option<usize>,
    /// How many threads to use; `None` chooses.
    pub n_threads: Option<usize>,
}

/// Pairs as parallel columns.
#[derive(Debug, Default, PartialEq)]
pub struct Pairs {
    /// The term.
    pub term: Vec<Id>,
    /// The other.
    pub other: Vec<Id>,
    /// How often they stand near each other in the group.
    pub count: Vec<i64>,
    /// The sum of the inverse distances, on request.
    pub weight: Vec<f64>,
    /// The group, if there are several.
    pub group: Vec<Id>,
}

/// A pair in a group.
#[derive(Clone, Copy)]
struct Row {
    count: u64,
    weight: f64,
    group: Id,
    term: Id,
    other: Id,
}

/// Counts pairs, as a whole or part by part.
///
/// Time is in proportion to the tokens times the window; memory is eight bytes a token, and the result.
#[derive(Debug)]
pub struct PairCounter {
    sequence: Sequence,
    index: Index,
    options: PairOptions<'static>,
    n_values: usize,
    n_groups: usize,
    n_threads: usize,
    bytes: AtomicU64,
}

impl PairCounter {
    /// Gets ready to count the pairs in every group of a selection. A pair lies in one stretch.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`] if the memory that is allowed is too little; [`Error::TooMany`] for more than 2³² tokens;
    /// [`Error::Interrupted`] when asked to stop.
    pub fn new(
        table: &TokenTable,
        selection: &Selection,
        attribute: &Attribute,
        options: &PairOptions<'_>,
        control: &Control,
    ) -> Result<Self> {
        let n_tokens = selection.stretches().iter().map(Stretch::len).sum();
        let n_threads = parallel::threads(options.n_threads, n_tokens, PARALLEL_TOKENS);
        let lookup = lookup(table, attribute, options.kinds);
        let others = if options.counts_all { Others::Keep } else { Others::PassOver };
        let sequence = Sequence::new(table, selection, &lookup, others, n_threads, control)?;
        let (n_values, n_groups) = (attribute.values().len(), selection.keys().len());
        let needed = sequence.len() * (Sequence::BYTES + size_of::<u32>());
        if options.memory.is_some_and(|memory| memory < needed) {
            return Err(Error::Memory { needed: needed as u64 });
        }
        let index = Index::new(sequence.len(), n_values, |place| sequence.value(place), n_threads, control)?;
        // The kinds are in the sequence now.
        let PairOptions { window, direction, weights, counts_all, min_count, memory, n_threads: _, kinds: _ } =
            *options;
        let options = PairOptions {
            window,
            direction,
            weights,
            kinds: &[],
            counts_all,
            min_count,
            memory,
            n_threads: Some(n_threads),
        };
        Ok(Self { sequence, index, options, n_values, n_groups, n_threads, bytes: AtomicU64::new(0) })
    }

    /// How many places there are: what [`Control::done`] counts up to, all parts together.
    pub fn n_places(&self) -> usize {
        self.index.n_places()
    }

    /// All pairs: by group, then by falling count, then by term and other; in parts that follow each other.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`] if they take more than is allowed.
    pub fn whole(&self, control: &Control) -> Result<Vec<Pairs>> {
        self.bytes.store(0, Ordering::Relaxed);
        let key = |row: &Row| (row.group, Reverse(row.count));
        let sorted = |worker: &mut Worker<'_>, terms: Range<usize>| {
            let mut rows = worker.count(terms)?;
            self.account(rows.len())?;
            pieces::sorted([rows.as_mut_slice()], key, 1, control)?;
            Ok(rows)
        };
        let (_, lists) =
            parallel::run(self.ranges(), self.n_threads, control, || Worker::new(self, control), sorted)?;
        let lists: Vec<Vec<Row>> = lists.into_iter().map(|list| list.result).collect();
        let sorted: Vec<_> = lists.iter().flat_map(|rows| pieces::cut(rows)).collect();
        self.columns(pieces::merged(&sorted, key, control)?, control)
    }

    /// The pairs of some terms, a range of values as [`PairCounter::parts`] has them, by term, other and group.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`] when asked to stop.
    pub fn part(&self, terms: Range<usize>, control: &Control) -> Result<Vec<Pairs>> {
        let rows = |worker: &mut Worker<'_>, terms: Range<usize>| worker.count(terms);
        let places: usize = terms.clone().map(|term| self.places(term).len()).sum();
        let sizes = terms.clone().map(|term| self.places(term).len());
        let ranges = parallel::batches(sizes, places.div_ceil(self.n_threads).max(1));
        let ranges =
            ranges.into_iter().map(|range| range.start + terms.start..range.end + terms.start).collect();
        let (_, lists) = parallel::run(ranges, self.n_threads, control, || Worker::new(self, control), rows)?;
        let lists: Vec<Vec<Row>> = lists.into_iter().map(|list| list.result).collect();
        self.columns(lists.iter().map(Vec::as_slice).collect(), control)
    }

    /// The ranges of terms whose pairs take no more memory than is allowed, as far as that can be known before.
    pub fn parts(&self) -> Vec<Range<usize>> {
        let most = self.options.memory.unwrap_or(1 << 30) / (2 * size_of::<Row>());
        self.index.ranges(most / (2 * self.options.window).max(1))
    }

    /// All terms, in ranges for the threads.
    fn ranges(&self) -> Vec<Range<usize>> {
        self.index.ranges(self.sequence.len() / (self.n_threads * RANGES_A_THREAD))
    }

    #[allow(clippy::cast_possible_truncation)] // terms are numbered by an Id
    fn places(&self, term: usize) -> &[u32] {
        self.index.places(term as Id)
    }

    fn account(&self, rows: usize) -> Result<()> {
        let bytes = (rows * size_of::<Row>()) as u64;
        let needed = bytes + self.bytes.fetch_add(bytes, Ordering::Relaxed);
        if self.options.memory.is_some_and(|memory| needed > memory as u64) {
            return Err(Error::Memory { needed });
        }
        Ok(())
    }

    fn columns(&self, pieces: Vec<&[Row]>, control: &Control) -> Result<Vec<Pairs>> {
        let work = |(): &mut (), pieces: Vec<((), &[Row])>| {
            control.check()?;
            let rows = || pieces.iter().flat_map(|((), rows)| *rows);
            let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let (weights, groups) = (self.options.weights, self.n_groups > 1);
            Ok(Pairs {
                term: rows().map(|row| row.term).collect(),
                other: rows().map(|row| row.other).collect(),
                count: rows().map(|row| signed(row.count)).collect(),
                weight: rows().filter(|_| weights).map(|row| row.weight).collect(),
                group: rows().filter(|_| groups).map(|row| row.group).collect(),
            })
        };
        let (_, parts) = parallel::run(
            parallel::chunks(pieces.into_iter().map(|rows| ((), rows))),
            self.n_threads,
            control,
            || (),
            work,
        )?;
        Ok(parts.into_iter().map(|part| part.result).collect())
    }
}

/// Calls `found` with the place, the value and the distance of what makes a pair with the value at a place.
/// `look` gives the value at a place, and whether it is the last of its segment.
#[inline]
fn each_other(
    place: usize,
    window: usize,
    direction: Direction,
    look: impl Fn(usize) -> (Id, bool),
    mut found: impl FnMut(usize, Id, usize),
) {
    let (own, mut last) = look(place);
    for distance in 1..=window {
        if last {
            break;
        }
        let other;
        (other, last) = look(place + distance);
        if direction != Direction::Unordered || other >= own {
            found(place + distance, other, distance);
        }
    }
    if direction == Direction::Behind {
        return;
    }
    for distance in 1..=window.min(place) {
        let (other, last) = look(place - distance);
        if last {
            break;
        }
        // A pair of equal terms was met at the first of them.
        if other > own || direction == Direction::Both && other != own {
            found(place - distance, other, distance);
        }
    }
}

/// Counts what stands round the places of a term.
struct Worker<'a> {
    counter: &'a PairCounter,
    control: &'a Control,
    counts: Vec<u64>,
    weights: Vec<f64>,
    touched: Vec<Id>,
    /// The counts over all groups, where there are several and a cut-off.
    totals: Vec<u64>,
    pairs: usize,
}

impl<'a> Worker<'a> {
    fn new(counter: &'a PairCounter, control: &'a Control) -> Self {
        let n = counter.n_values;
        let sized = |wanted: bool| if wanted { n } else { 0 };
        let cuts = counter.n_groups > 1 && counter.options.min_count > 1;
        Self {
            counter,
            control,
            counts: vec![0; n],
            weights: vec![0.0; sized(counter.options.weights)],
            touched: Vec::new(),
            totals: vec![0; sized(cuts)],
            pairs: 0,
        }
    }

    /// The pairs of some terms, by term, then by other, then by group.
    fn count(&mut self, terms: Range<usize>) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for term in terms {
            let first = rows.len();
            let mut rest = self.counter.places(term);
            while let Some(&place) = rest.first() {
                // Places of a group stand together.
                let (group, end) = self.counter.sequence.group(place as usize);
                let (of_group, others) = rest.split_at(rest.partition_point(|&place| (place as usize) < end));
                rest = others;
                self.look_round(of_group)?;
                // Terms are numbered by an Id.
                self.take(group, Id::try_from(term).unwrap_or(Id::MAX), &mut rows);
            }
            self.cut(first, &mut rows);
            self.control.advance(self.counter.places(term).len());
        }
        Ok(rows)
    }

    /// Counts what stands round the places of a term.
    fn look_round(&mut self, places: &[u32]) -> Result<()> {
        let counter = self.counter;
        let PairOptions { window, direction, .. } = counter.options;
        for places in places.chunks(AT_ONCE) {
            counter.sequence.touch(places, window);
            for &place in places {
                let look = |place| counter.sequence.look(place);
                each_other(place as usize, window, direction, look, |_, other, distance| {
                    self.add(other, distance);
                });
                self.pairs += window;
                if self.pairs >= CHECK_INTERVAL {
                    self.pairs = 0;
                    self.control.check()?;
                }
            }
        }
        Ok(())
    }

    #[inline]
    fn add(&mut self, other: Id, distance: usize) {
        // What does not count, but takes up room, is no value.
        let Some(count) = self.counts.get_mut(other as usize) else { return };
        if *count == 0 {
            self.touched.push(other);
        }
        *count += 1;
        if let Some(weight) = self.weights.get_mut(other as usize) {
            // No window is so large that a number would be inexact.
            *weight += 1.0 / f64::from(u32::try_from(distance).unwrap_or(u32::MAX));
        }
    }

    /// Moves what was counted to rows.
    fn take(&mut self, group: Id, term: Id, rows: &mut Vec<Row>) {
        let least = if self.totals.is_empty() { self.counter.options.min_count } else { 1 };
        let mut totals = std::mem::take(&mut self.totals);
        self.take_each(|other, count, weight| {
            if let Some(total) = totals.get_mut(other as usize) {
                *total += count;
            }
            if count >= least {
                rows.push(Row { count, weight, group, term, other });
            }
        });
        self.totals = totals;
    }

    /// Calls `found` with what was counted, its count and its weight, in order, and is empty afterwards.
    fn take_each(&mut self, mut found: impl FnMut(Id, u64, f64)) {
        if self.touched.len() > self.counts.len() / SPARSE {
            let touched = (0..).zip(&self.counts).filter(|&(_, &count)| count > 0).map(|(other, _)| other);
            self.touched = touched.collect();
        } else {
            self.touched.sort_unstable();
        }
        for other in self.touched.drain(..) {
            let count = std::mem::take(&mut self.counts[other as usize]);
            let weight = self.weights.get_mut(other as usize).map(std::mem::take).unwrap_or_default();
            found(other, count, weight);
        }
    }

    /// Puts the rows of a term, from one on, in order, and leaves out what is too rare in all groups together.
    fn cut(&mut self, first: usize, rows: &mut Vec<Row>) {
        if self.counter.n_groups == 1 {
            return;
        }
        rows[first..].sort_by_key(|row| row.other);
        let (mut kept, mut start) = (first, first);
        while start < rows.len() && !self.totals.is_empty() {
            let other = rows[start].other;
            let end = start + rows[start..].iter().take_while(|row| row.other == other).count();
            let total = std::mem::take(&mut self.totals[other as usize]);
            if total >= self.counter.options.min_count {
                rows.copy_within(start..end, kept);
                kept += end - start;
            }
            start = end;
        }
        rows.truncate(if self.totals.is_empty() { rows.len() } else { kept });
    }
}
