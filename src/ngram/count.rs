//! Counting by sorting: places with equal first values stand together, and are sorted by what follows.
//!
//! A number of 64 or 128 bits holds a place and as many of the values behind it as fit. Places that agree in these get
//! the next values, and are sorted again; a place that stands alone is an n-gram of its own whatever follows. So
//! one pass counts all lengths, and no length has a limit.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::plan::Plan;
use super::tally::Tally;
use super::text::{Text, WordTable};
use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::radix::{self, Number};
use crate::vocabulary::Id;

/// How many places are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

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
