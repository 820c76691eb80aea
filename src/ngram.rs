//! n-grams and skip-grams by group.

mod choices;
mod count;
mod find;
mod plan;
mod rows;
mod tally;
mod text;

pub use self::find::find_ngrams;
pub use self::rows::{NgramColumns, NgramTable};
use self::text::WordTable;
pub use self::text::Words;

use std::ops::Range;

use self::count::{Counted, Worker};
use self::plan::Plan;
use self::rows::Maker;
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::{PARALLEL_TOKENS, lookup};
use crate::parallel::{self, Control};
use crate::radix::Number;
use crate::select::{Selection, Stretch};
use crate::sequence::{Others, Sequence};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// How many bytes a row of a result has at least.
const BYTES_OF_ROW: u64 = 28;
/// How many bytes a row of a part may take on its way out, string included.
const BYTES_OF_ROW_IN_PART: usize = 128;

/// What an n-gram is.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// How many tokens it has at least; 1 or more.
    pub shortest: usize,
    /// How many tokens it has at most.
    pub longest: usize,
    /// How many tokens may be left out between the first and the last. With more than none there is one length.
    pub skip: usize,
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// Whether tokens of other kinds are passed over; else n-grams end at them.
    pub passes_over: bool,
}

/// What is counted and what is kept.
#[derive(Clone, Copy, Debug)]
pub struct NgramOptions {
    /// The least count, over all groups together, of an n-gram that is kept.
    pub min_count: u64,
    /// The least number of documents, over all groups together, of an n-gram that is kept.
    pub min_documents: u64,
    /// Whether documents are counted.
    pub documents: bool,
    /// How many bytes the work, and the result, may take each; `None` for as many as there are.
    pub memory: Option<usize>,
    /// How many threads to use; `None` chooses.
    pub n_threads: Option<usize>,
}

/// Counts n-grams, as a whole or part by part.
///
/// Time is in proportion to the tokens times the logarithm of the commonest one's count, for all lengths
/// together. Memory is four bytes a token, sixteen for each of those that are being sorted, and the rows.
#[derive(Debug)]
pub struct NgramCounter {
    plan: Plan,
    ranges: Vec<Range<Id>>,
    n_threads: usize,
}

impl NgramCounter {
    /// Gets ready to count the n-grams in every group of a selection. With `in_parts` they will be asked for part
    /// by part, and are in the order of their values; else as a whole.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`](crate::Error::Memory) if the memory that is allowed is too little;
    /// [`Error::TooMany`](crate::Error::TooMany) for skip-grams with more choices than can be told apart;
    /// [`Error::Interrupted`](crate::Error::Interrupted) when asked to stop.
    pub fn new(
        table: &TokenTable,
        selection: &Selection,
        attribute: &Attribute,
        shape: &Shape<'_>,
        options: &NgramOptions,
        in_parts: bool,
        control: &Control,
    ) -> Result<Self> {
        let n_tokens = selection.stretches().iter().map(Stretch::len).sum();
        let n_threads = parallel::threads(options.n_threads, n_tokens, PARALLEL_TOKENS);
        let lookup = lookup(table, attribute, shape.kinds);
        let others = if shape.passes_over { Others::PassOver } else { Others::End };
        let sequence = Sequence::new(table, selection, &lookup, others, n_threads, control)?;
        let sizes = (attribute.values().len(), selection.keys().len());
        // Of what is longer than any segment there is none, and no list is kept for it.
        let longest = shape.longest.min(sequence.longest_segment().max(shape.shortest));
        let plan = Plan::new(sequence, &Shape { longest, ..*shape }, options, sizes, in_parts)?;
        let lengths = longest + 1 - shape.shortest;
        let bytes_a_place = if in_parts { lengths.saturating_mul(BYTES_OF_ROW_IN_PART) } else { 0 };
        let ranges = plan.ranges(n_threads, bytes_a_place)?;
        Ok(Self { plan, ranges, n_threads })
    }

    /// How many n-grams there are, cut-offs aside: by length from the shortest, then by group.
    pub fn totals(&self) -> &[Vec<u64>] {
        &self.plan.totals
    }

    /// How many places there are: what [`Control::done`] counts up to, all parts together.
    pub fn n_places(&self) -> u64 {
        self.plan.n_places()
    }

    /// How many parts there are.
    pub fn n_parts(&self) -> usize {
        self.ranges.len().div_ceil(self.n_threads)
    }

    /// All n-grams: by group, then by length, falling count, and values token by token. Their texts are written
    /// out in the words of one or more lists.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`](crate::Error::Memory) if they take more than is allowed.
    pub fn whole<const K: usize>(&self, words: &[Words<'_>; K], control: &Control) -> Result<NgramTable> {
        self.maker(control).by_count(self.count(&self.ranges, words, control)?)
    }

    /// One of the parts: by length, then by values token by token, then by group. Parts follow each other in this
    /// order within each length.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`](crate::Error::Interrupted) when asked to stop.
    pub fn part<const K: usize>(
        &self,
        part: usize,
        words: &[Words<'_>; K],
        control: &Control,
    ) -> Result<NgramTable> {
        let ranges = self.ranges.chunks(self.n_threads).nth(part).unwrap_or_default();
        self.maker(control).by_value(self.count(ranges, words, control)?)
    }

    fn maker<'a>(&'a self, control: &'a Control) -> Maker<'a> {
        self.plan.maker(self.n_threads, control)
    }

    fn count<const K: usize>(
        &self,
        ranges: &[Range<Id>],
        words: &[Words<'_>; K],
        control: &Control,
    ) -> Result<Vec<Counted<K>>> {
        self.plan.begin();
        if self.plan.is_wide {
            self.count_with::<u128, K>(ranges, words, control)
        } else {
            self.count_with::<u64, K>(ranges, words, control)
        }
    }

    fn count_with<N: Number, const K: usize>(
        &self,
        ranges: &[Range<Id>],
        words: &[Words<'_>; K],
        control: &Control,
    ) -> Result<Vec<Counted<K>>> {
        let words = words.map(|words| WordTable::new(words, self.plan.n_values()));
        let new_worker = || Worker::<N, K>::new(&self.plan, &words, control);
        let work = |worker: &mut Worker<'_, N, K>, range: &Range<Id>| worker.count(range);
        let (_, counted) = parallel::run(ranges.iter().collect(), self.n_threads, control, new_worker, work)?;
        Ok(counted.into_iter().map(|range| range.result).collect())
    }
}
