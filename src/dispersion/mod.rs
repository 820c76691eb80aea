//! How evenly values are spread: sums over parts and over distances, from which measures are made.
//!
//! Tokens are put together by value, each with its place, so that a value's parts and distances follow each other
//! and no sum depends on how the work is split up.

mod distances;
mod parts;
mod sums;

pub use self::distances::Distances;
pub use self::parts::Cut;
pub use self::sums::Sums;

use std::cmp::Reverse;
use std::ops::Range;

use self::distances::Measuring;
use self::parts::{Group, Part, Parts};
use self::sums::Summing;
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{Options, PARALLEL_TOKENS, lookup};
use crate::index::Index;
use crate::parallel::{self, Control};
use crate::pieces;
use crate::select::Selection;
use crate::vocabulary::Id;

/// So many batches a thread, so that none waits long for the last.
const BATCHES: usize = 8;
/// How many occurrences are looked at between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// How often a value occurs in a part, and how many tokens the part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The count, never 0.
    pub count: u64,
    /// The tokens, no fewer.
    pub size: u64,
}

/// All parts of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// How many tokens they have.
    pub tokens: u64,
    /// How many there are.
    pub parts: u64,
    /// How many tokens the smallest has.
    pub least: u64,
}

/// How a value is spread over a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The group.
    pub group: Id,
    /// The value.
    pub value: Id,
    /// In how many documents of the group it occurs.
    pub documents: u64,
    /// Over parts.
    pub sums: Sums,
    /// Between occurrences.
    pub distances: Distances,
}

/// How values are spread: by group, then by falling count, then by value.
#[derive(Debug, Default, PartialEq)]
pub struct Dispersion {
    /// A row for each value that occurs in a group.
    pub rows: Vec<Spread>,
    /// All groups.
    pub groups: Vec<Whole>,
}

/// Sums up how the values of an attribute are spread over the parts of every group of a selection. `order` are the
/// documents in the order in which they follow each other.
///
/// Time is in proportion to the tokens, but for sorting the parts of each value. Memory is 8 bytes a token and 400 a
/// row.
///
/// # Errors
///
/// A document that does not exist, [`Error::TooMany`] for more than 2³² tokens, and [`Error::Interrupted`] when asked
/// to stop.
pub fn dispersion(
    table: &TokenTable,
    selection: &Selection,
    order: &[Id],
    attribute: &Attribute,
    cut: Cut<'_>,
    options: &Options<'_>,
    control: &Control,
) -> Result<Dispersion> {
    let n_threads = parallel::threads(options.n_threads, table.ids().len(), PARALLEL_TOKENS);
    let lookup = lookup(table, attribute, options.kinds);
    let parts = Parts::new(table, selection, order, &lookup, cut, n_threads, control)?;
    let values = &parts.values;
    let n_values = attribute.values().len();
    let index = Index::new(values.len(), n_values, |place| values[place], n_threads, control)?;
    let groups = parts.groups(selection.keys().len());
    let target = values.len().div_ceil(n_threads.saturating_mul(BATCHES).max(1));
    let counting = Counting { parts: &parts, groups: &groups, index: &index, options, control };
    let work = |worker: &mut Worker, values: Range<usize>| {
        let mut rows = Vec::with_capacity(values.len());
        for value in values {
            counting.spread(Id::try_from(value).unwrap_or(Id::MAX), worker, &mut rows)?;
        }
        Ok(rows)
    };
    let (_, rows) = parallel::run(index.ranges(target), n_threads, control, Worker::new, work)?;
    let rows: Vec<Vec<Spread>> = rows.into_iter().map(|part| part.result).collect();
    Ok(Dispersion {
        rows: sorted(&rows, n_threads, control)?,
        groups: groups.into_iter().map(|group| group.whole).collect(),
    })
}

/// Sums up how values are spread over parts that somebody else counted: for each value its cells, and all parts.
///
/// # Errors
///
/// Lists of unequal length; [`Error::Interrupted`] when asked to stop.
pub fn sums_of_cells(values: &[&[Cell]], wholes: &[Whole], control: &Control) -> Result<Vec<Sums>> {
    if values.len() != wholes.len() {
        let lengths = (values.len(), wholes.len());
        return Err(Error::LengthMismatch { what: "values and their parts", lengths });
    }
    let mut summing = Summing::new();
    let sums = values.iter().zip(wholes).map(|(cells, whole)| {
        control.check()?;
        Ok(summing.sums(cells, whole))
    });
    sums.collect()
}

/// What is read while values are counted.
struct Counting<'a> {
    parts: &'a Parts,
    groups: &'a [Group],
    index: &'a Index,
    options: &'a Options<'a>,
    control: &'a Control,
}

struct Worker {
    summing: Summing,
    measuring: Measuring,
    cells: Vec<Cell>,
    documents: Vec<Id>,
}

impl Worker {
    fn new() -> Self {
        Self {
            summing: Summing::new(),
            measuring: Measuring::new(),
            cells: Vec::new(),
            documents: Vec::new(),
        }
    }
}

impl Counting<'_> {
    /// Adds a row for every group in which a value occurs, unless all of them together do not reach the cut-offs.
    fn spread(&self, value: Id, worker: &mut Worker, rows: &mut Vec<Spread>) -> Result<()> {
        self.control.check()?;
        let (mut rest, first_row) = (self.index.places(value), rows.len());
        if (rest.len() as u64) < self.options.min_count {
            return Ok(());
        }
        worker.documents.clear();
        let finds_documents = self.options.min_documents > 1;
        while let Some(&first) = rest.first() {
            let group = self.parts.part(first).group;
            let Group { places, whole } = &self.groups[group as usize];
            let own;
            (own, rest) = rest.split_at(skip(rest, |&place| place < places.end));
            let documents = self.cells(own, worker, finds_documents)?;
            rows.push(Spread {
                group,
                value,
                documents,
                sums: worker.summing.sums(&worker.cells, whole),
                distances: worker.measuring.distances(own, places.end - places.start, self.control)?,
            });
        }
        if finds_documents {
            worker.documents.sort_unstable();
            worker.documents.dedup();
            if (worker.documents.len() as u64) < self.options.min_documents {
                rows.truncate(first_row);
            }
        }
        Ok(())
    }

    /// Counts the places of one group by part, and tells in how many documents they are. These are added to those of
    /// the worker, each once, if they are asked for.
    fn cells(&self, places: &[u32], worker: &mut Worker, finds_documents: bool) -> Result<u64> {
        worker.cells.clear();
        let (mut at, mut checked, mut last_document, mut documents) = (0, 0, None, 0);
        while let Some(&first) = places.get(at) {
            let &Part { end, size, document, .. } = self.parts.part(first);
            let n_places = places[at..].iter().take_while(|&&place| place < end).count();
            worker.cells.push(Cell { count: n_places as u64, size: u64::from(size) });
            let is_new = last_document.replace(document) != Some(document);
            documents += u64::from(is_new);
            if is_new && finds_documents {
                worker.documents.push(document);
            }
            at += n_places;
            if at - checked > CHECK_INTERVAL {
                self.control.check()?;
                checked = at;
            }
        }
        Ok(documents)
    }
}

/// How many items at the head of a list `holds` holds of, where it does of no later one. Of few and of many this is
/// found soon: steps double.
fn skip<T>(sorted: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let (mut low, mut step) = (0, 1);
    while sorted.get(low + step - 1).is_some_and(&holds) {
        low += step;
        step *= 2;
    }
    let high = sorted.len().min(low + step - 1);
    low + sorted[low..high].partition_point(holds)
}

/// Puts rows that come by value in order.
fn sorted(rows: &[Vec<Spread>], n_threads: usize, control: &Control) -> Result<Vec<Spread>> {
    let key = |row: &&Spread| (row.group, Reverse(row.sums.count));
    let mut rows: Vec<&Spread> = rows.iter().flatten().collect();
    let pieces = pieces::sorted([rows.as_mut_slice()], key, n_threads, control)?;
    Ok(pieces::merged(&pieces, key, control)?.into_iter().flatten().copied().copied().collect())
}
