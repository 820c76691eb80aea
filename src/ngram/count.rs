//! Counting by sorting: places with equal first values stand together, and are sorted by what follows.
//!
//! A number of 64 or 128 bits holds a place and as many of the values behind it as fit. Places that agree in these get
//! the next values, and are sorted again; a place that stands alone is an n-gram of its own whatever follows. So
//! one pass counts all lengths, and no length has a limit.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::choices::Choices;
use super::rows::Maker;
use super::text::{Text, WordTable};
use super::{NgramOptions, Shape};
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::radix::{self, Number};
use crate::sequence::Sequence;
use crate::vocabulary::Id;

/// How many places are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;
/// For how many places a range of first values has at least.
const LEAST_PLACES: u64 = 1 << 16;
/// How many ranges each thread has, so that none waits long for the others.
const RANGES_A_THREAD: usize = 4;

/// An n-gram in a group, with its text in each of some lists of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<const K: usize> {
    pub(crate) views: [u128; K],
    pub(crate) count: u64,
    pub(crate) group: Id,
    pub(crate) documents: Id,
}

/// n-grams of one length, token by token in the order of values, then by group.
#[derive(Debug)]
pub(crate) struct List<const K: usize> {
    pub(crate) often: Vec<Row<K>>,
    /// Those that occur once, if they are kept apart: most do.
    pub(crate) once: [Vec<u128>; K],
}

impl<const K: usize> Default for List<K> {
    fn default() -> Self {
        Self { often: Vec::new(), once: std::array::from_fn(|_| Vec::new()) }
    }
}

/// What is counted of a range of first values: a list a length, and the texts by the number of their buffer.
#[derive(Debug)]
pub(crate) struct Counted<const K: usize> {
    pub(crate) lists: Vec<List<K>>,
    pub(crate) texts: [Vec<(u32, Vec<u8>)>; K],
}

/// What is counted, and how.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) sequence: Sequence,
    pub(crate) choices: Choices,
    shortest: usize,
    longest: usize,
    n_groups: usize,
    min_count: u64,
    min_documents: u64,
    documents: bool,
    /// Bits of a value, of which 0 stands for none.
    value_bits: u32,
    place_bits: u32,
    /// Whether places and values are held in numbers of 128 bits: where 64 are too few for all values.
    pub(crate) is_wide: bool,
    /// How many n-grams begin with each value.
    firsts: Vec<u64>,
    /// Whether the result is asked for part by part.
    in_parts: bool,
    /// How many bytes all rows may take, and take.
    most_bytes: u64,
    bytes: AtomicU64,
    /// How many buffers of text there are.
    buffers: AtomicU32,
}

impl Plan {
    pub(crate) fn new(
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
            in_parts,
            most_bytes: options.memory.map_or(u64::MAX, |memory| memory as u64),
            bytes: AtomicU64::new(0),
            buffers: AtomicU32::new(0),
        };
        plan.count_firsts();
        Ok(plan)
    }

    pub(crate) fn n_values(&self) -> usize {
        self.firsts.len()
    }

    /// Begins a count.
    pub(crate) fn begin(&self) {
        self.bytes.store(0, Ordering::Relaxed);
        self.buffers.store(0, Ordering::Relaxed);
    }

    pub(crate) fn maker<'a>(&self, n_threads: usize, control: &'a Control) -> Maker<'a> {
        let (documents, groups) = (self.documents, self.n_groups > 1);
        Maker { shortest: self.shortest, documents, groups, totals: self.totals(), n_threads, control }
    }

    /// How many places there are to count.
    pub(crate) fn n_places(&self) -> u64 {
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
    pub(crate) fn ranges(&self, n_threads: usize, bytes_a_place: usize) -> Result<Vec<Range<Id>>> {
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

    /// How many n-grams of each length each group has: by length from the shortest, then by group.
    pub(crate) fn totals(&self) -> Vec<Vec<u64>> {
        let mut totals = vec![vec![0; self.n_groups]; self.longest + 1 - self.shortest];
        self.sequence.each_segment(|group, len| {
            for (length, totals) in (self.shortest..).zip(&mut totals) {
                let found = if self.choices.is_consecutive() {
                    (len + 1).saturating_sub(length)
                } else {
                    (1..=len).map(|room| self.choices.with_room(room.min(self.choices.reach()))).sum()
                };
                totals[group as usize] += found as u64;
            }
        });
        totals
    }

    /// The token where a place begins, and the number of its choice.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // places count tokens in memory
    fn split(&self, place: u64) -> (usize, usize) {
        if self.choices.is_consecutive() {
            return (place as usize, 0);
        }
        let n = self.choices.len() as u64;
        ((place / n) as usize, (place % n) as usize)
    }

    #[inline]
    fn place<N: Number>(&self, entry: N) -> u64 {
        entry.low() & (u64::MAX >> (u64::BITS - self.place_bits.max(1)))
    }

    /// A place with some of its values, from one on: 0 where the segment has ended. The values before are
    /// there.
    #[inline]
    fn entry<N: Number>(&self, place: u64, from: usize, n: usize) -> N {
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
    fn values_from<N: Number>(&self, known: usize) -> usize {
        let at_once = (N::BITS - self.place_bits) / self.value_bits.max(1);
        (at_once as usize).min(self.longest - known)
    }
}

/// How many bits the numbers up to one take.
fn bits(most: u64) -> u32 {
    u64::BITS - most.leading_zeros()
}

/// What a thread needs to count.
pub(crate) struct Worker<'a, N, const K: usize> {
    plan: &'a Plan,
    control: &'a Control,
    scratch: Vec<N>,
    lists: Vec<List<K>>,
    tally: Tally,
    texts: [Text<'a>; K],
    /// The values of the n-grams at hand.
    values: Vec<Id>,
    /// Where, among the places that are sorted, those of the n-gram at hand begin; by length.
    begins: Vec<usize>,
    /// How many rows there were when last they were added up.
    rows: usize,
}

impl<'a, N: Number, const K: usize> Worker<'a, N, K> {
    pub(crate) fn new(plan: &'a Plan, words: &'a [WordTable<'a>; K], control: &'a Control) -> Self {
        let tally = Tally::new(if plan.is_simple() { 0 } else { plan.n_groups }, plan);
        Self {
            plan,
            control,
            scratch: Vec::new(),
            lists: Vec::new(),
            tally,
            texts: words.each_ref().map(|words| Text::new(words, plan.longest)),
            values: vec![0; plan.longest],
            begins: vec![0; plan.longest + 1],
            rows: 0,
        }
    }

    /// Counts the n-grams that begin with some values.
    pub(crate) fn count(&mut self, values: &Range<Id>) -> Result<Counted<K>> {
        let plan = self.plan;
        self.lists = (plan.shortest..=plan.longest).map(|_| List::default()).collect();
        self.rows = 0;
        let (mut entries, ends) = self.collect(values)?;
        let (mut start, mut done) = (0, 0);
        for (value, end) in values.clone().zip(ends) {
            let of_value = &mut entries[start..end];
            start = end;
            if start - done >= CHECK_INTERVAL {
                self.control.advance(start - done);
                done = start;
            }
            if of_value.is_empty() || !plan.may_reach(of_value.len()) {
                continue;
            }
            for text in &mut self.texts {
                text.begin(|| plan.buffers.fetch_add(1, Ordering::Relaxed));
            }
            self.open(1, value);
            if plan.longest > 1 {
                self.refine(of_value, 1)?;
            }
            self.close(1, of_value)?;
        }
        self.control.advance(start - done);
        self.account()?;
        let texts = self.texts.each_mut().map(Text::take);
        let mut lists = std::mem::take(&mut self.lists);
        for list in &mut lists {
            list.often.shrink_to_fit();
            list.once.iter_mut().for_each(Vec::shrink_to_fit);
        }
        Ok(Counted { lists, texts })
    }

    /// The places of n-grams by first value, with the next values, and where those of each value end.
    #[allow(clippy::cast_possible_truncation)] // as many as fit into memory
    fn collect(&self, values: &Range<Id>) -> Result<(Vec<N>, Vec<usize>)> {
        let plan = self.plan;
        let counts = &plan.firsts[values.start as usize..values.end as usize];
        // Where the places of a value begin, until all are there.
        let (mut ends, mut total) = (Vec::with_capacity(counts.len()), 0);
        for &count in counts {
            ends.push(total);
            total += count as usize;
        }
        let mut entries = vec![N::default(); total];
        let (n, reach) = (plan.values_from::<N>(1), plan.choices.reach());
        let n_choices = plan.choices.len() as u64;
        for (place, (value, _)) in plan.sequence.iter().enumerate() {
            if place % CHECK_INTERVAL == 0 {
                self.control.check()?;
            }
            let Some(end) = ends.get_mut(value.wrapping_sub(values.start) as usize) else { continue };
            if plan.choices.is_consecutive() {
                entries[*end] = plan.entry(place as u64, 1, n);
                *end += 1;
                continue;
            }
            for choice in 0..plan.choices.with_room(plan.sequence.room(place, reach)) as u64 {
                entries[*end] = plan.entry(place as u64 * n_choices + choice, 1, n);
                *end += 1;
            }
        }
        Ok((entries, ends))
    }

    /// Counts among places that agree in so many values, and know the next.
    fn refine(&mut self, entries: &mut [N], known: usize) -> Result<()> {
        let plan = self.plan;
        let n = plan.values_from::<N>(known);
        // n is small: so many values fit into a number.
        let shift = |token: usize| plan.value_bits * u32::try_from(n - 1 - token).unwrap_or(0);
        radix::sort(entries, shift(0) + plan.value_bits + plan.place_bits, &mut self.scratch, self.control)?;
        let next = plan.values_from::<N>(known + n);
        let (mut start, mut before, mut n_open) = (0, N::default(), 0);
        while start < entries.len() {
            let key = entries[start].shift(plan.place_bits);
            let of_key = |entry: &&N| entry.shift(plan.place_bits) == key;
            let end = start + 1 + entries[start + 1..].iter().take_while(of_key).count();
            let differs = |&token: &usize| key.shift(shift(token)) != before.shift(shift(token));
            let same = (0..n_open).find(differs).unwrap_or(n_open);
            for token in (same..n_open).rev() {
                let length = known + token + 1;
                self.close(length, &entries[self.begins[length]..start])?;
            }
            n_open = same;
            while n_open < n
                && let Some(value) = plan.value_of(key.shift(shift(n_open)).low())
            {
                n_open += 1;
                self.open(known + n_open, value);
                self.begins[known + n_open] = start;
            }
            let run = &mut entries[start..end];
            (start, before) = (end, key);
            if next == 0 || n_open < n || !plan.may_reach(run.len()) {
                continue;
            }
            if let [single] = run {
                self.follow(*single, known + n)?;
                continue;
            }
            for entry in &mut *run {
                *entry = plan.entry(plan.place(*entry), known + n, next);
            }
            self.refine(run, known + n)?;
        }
        for token in (0..n_open).rev() {
            let length = known + token + 1;
            self.close(length, &entries[self.begins[length]..])?;
        }
        Ok(())
    }

    /// Counts what follows a place that stands alone.
    fn follow(&mut self, entry: N, known: usize) -> Result<()> {
        let plan = self.plan;
        let (first, choice) = plan.split(plan.place(entry));
        let mut length = known;
        while length < plan.longest {
            let at = first + plan.choices.offset(choice, length);
            if plan.choices.is_consecutive() && plan.sequence.look(at - 1).1 {
                break;
            }
            length += 1;
            self.open(length, plan.sequence.value(at));
        }
        for length in (known + 1..=length).rev() {
            self.close(length, &[entry])?;
        }
        Ok(())
    }

    /// Begins an n-gram with its last value; those before are there.
    #[inline]
    fn open(&mut self, length: usize, value: Id) {
        self.values[length - 1] = value;
        for text in &mut self.texts {
            text.open(length, value);
        }
    }

    /// Adds the rows of the n-gram at hand, all of whose places are known. Longer ones are closed before.
    #[inline]
    fn close(&mut self, length: usize, places: &[N]) -> Result<()> {
        let plan = self.plan;
        if length < plan.shortest || !plan.may_reach(places.len()) {
            return Ok(());
        }
        let mut view = [0; K];
        let mut write = || -> Result<[u128; K]> {
            for (view, text) in view.iter_mut().zip(&mut self.texts) {
                *view = text.view(&self.values[..length])?;
            }
            Ok(view)
        };
        let list = &mut self.lists[length - plan.shortest];
        if !plan.is_simple() {
            if self.tally.count(plan, places) {
                let views = write()?;
                self.tally.rows(|group, count, documents| {
                    list.often.push(Row { views, count, group, documents });
                });
            }
        } else if places.len() == 1 && !plan.in_parts {
            for (once, view) in list.once.iter_mut().zip(write()?) {
                once.push(view);
            }
        } else {
            let count = places.len() as u64;
            list.often.push(Row { views: write()?, count, group: 0, documents: 0 });
        }
        self.rows += 1;
        if self.rows.is_multiple_of(CHECK_INTERVAL) { self.account() } else { Ok(()) }
    }

    /// Stops if asked to, or if the rows take too much.
    fn account(&mut self) -> Result<()> {
        self.control.check()?;
        if self.plan.most_bytes == u64::MAX || self.plan.in_parts {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.rows) as u64 * super::BYTES_OF_ROW;
        let bytes = bytes + self.plan.bytes.fetch_add(bytes, Ordering::Relaxed);
        if bytes > self.plan.most_bytes { Err(Error::Memory { needed: bytes }) } else { Ok(()) }
    }
}

impl Plan {
    /// Whether a row is an n-gram and a number, and nothing has to be looked up.
    fn is_simple(&self) -> bool {
        self.n_groups == 1 && !self.documents
    }

    /// Whether so many places can be enough for the cut-offs.
    #[inline]
    fn may_reach(&self, places: usize) -> bool {
        places as u64 >= self.min_count.max(self.min_documents)
    }

    /// The last of some values; none is the end of a segment.
    #[inline]
    fn value_of(&self, values: u64) -> Option<Id> {
        // Value and mark together have no more bits than an Id.
        Id::try_from(values & ((1 << self.value_bits) - 1)).unwrap_or(0).checked_sub(1)
    }
}

/// Counts the places of one n-gram by group.
struct Tally {
    cells: Vec<Cell>,
    touched: Vec<Id>,
    /// For which n-gram each owner and each document was seen last.
    owners: Vec<u64>,
    documents: Vec<u64>,
    n_grams: u64,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    count: u64,
    documents: Id,
}

impl Tally {
    fn new(n_groups: usize, plan: &Plan) -> Self {
        let owners = plan.sequence.owners();
        let n_owners = if plan.documents { owners.len() } else { 0 };
        let last = owners.iter().map(|owner| owner.document as usize + 1).max().unwrap_or_default();
        let n_documents = if plan.min_documents > 1 { last } else { 0 };
        let (cells, touched) = (vec![Cell::default(); n_groups], Vec::new());
        Self { cells, touched, owners: vec![0; n_owners], documents: vec![0; n_documents], n_grams: 0 }
    }

    /// Counts, and says whether the n-gram is in enough documents.
    fn count<N: Number>(&mut self, plan: &Plan, places: &[N]) -> bool {
        self.n_grams += 1;
        let mut in_all = 0;
        for &entry in places {
            let number = plan.sequence.owner(plan.split(plan.place(entry)).0);
            let owner = plan.sequence.owners()[number];
            let cell = &mut self.cells[owner.group as usize];
            if cell.count == 0 {
                self.touched.push(owner.group);
            }
            cell.count += 1;
            if is_new(&mut self.owners, number, self.n_grams) {
                cell.documents += 1;
            }
            in_all += u64::from(is_new(&mut self.documents, owner.document as usize, self.n_grams));
        }
        let reaches = plan.min_documents == 1 || in_all >= plan.min_documents;
        if !reaches {
            self.rows(|_, _, _| ());
        }
        reaches
    }

    /// Calls `found` with each group, its count and its documents, and begins anew.
    fn rows(&mut self, mut found: impl FnMut(Id, u64, Id)) {
        self.touched.sort_unstable();
        for group in self.touched.drain(..) {
            let Cell { count, documents } = std::mem::take(&mut self.cells[group as usize]);
            found(group, count, documents);
        }
    }
}

/// Notes that something was seen, where anybody asks, and says whether it is for the first time.
fn is_new(seen: &mut [u64], index: usize, now: u64) -> bool {
    seen.get_mut(index).is_some_and(|seen| std::mem::replace(seen, now) != now)
}
