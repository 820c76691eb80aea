//! Frequency lists by group: counts, and the documents behind them.

use std::cmp::Reverse;
use std::ops::Range;

use arrow_buffer::ScalarBuffer;

use crate::attribute::Attribute;
use crate::corpus::{TokenTable, get_or_make};
use crate::error::Result;
use crate::parallel::{self, Control};
use crate::pieces;
use crate::select::{Selection, Stretch};
use crate::tally::{Row, join};
use crate::tokenize::Kind;
use crate::vocabulary::Id;

/// Below this many tokens no thread is started.
pub(crate) const PARALLEL_TOKENS: usize = 1 << 20;
/// How many tokens are counted between two looks at whether to stop.
pub(crate) const CHECK_INTERVAL: usize = 1 << 20;
/// The value of terms that are not counted.
pub(crate) const LEFT_OUT: Id = Id::MAX;

/// The kinds of tokens that count where nothing else is asked for.
pub(crate) const DEFAULT_KINDS: [Kind; 2] = [Kind::Word, Kind::Number];

/// What is counted and what is kept.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The kinds of tokens that count.
    pub kinds: &'a [Kind],
    /// The least count, over all groups together, of a value that is kept.
    pub min_count: u64,
    /// The least number of documents, over all groups together, of a value that is kept.
    pub min_documents: u64,
    /// How many threads to use; `None` chooses.
    pub n_threads: Option<usize>,
}

/// A frequency list: parallel columns, by group, then by falling count, then by value.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// The group of each row.
    pub group: Vec<Id>,
    /// The value of each row.
    pub value: Vec<Id>,
    /// How often the value occurs in the group.
    pub count: Vec<u64>,
    /// In how many documents of the group it occurs.
    pub documents: Vec<u64>,
    /// How many tokens of each group count, cut-offs aside.
    pub group_tokens: Vec<u64>,
}

/// Counts the values of an attribute in every group of a selection.
///
/// Time is in proportion to the tokens, whatever the number of groups; memory to the values and the rows.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn frequencies(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    options: &Options<'_>,
    control: &Control,
) -> Result<Frequencies> {
    let rows = count_rows(table, selection, attribute, options, control)?;
    let mut group_tokens = vec![0; selection.keys().len()];
    for row in &rows {
        group_tokens[row.group as usize] += row.count;
    }
    if options.min_count == 1 && options.min_documents == 1 {
        return columns(rows, group_tokens, options, control);
    }
    // Documents that groups share cannot be added up: all groups are counted as one.
    let in_all = if options.min_documents > 1 && selection.shares_documents() {
        let whole = selection.regrouped(&vec![Some(0); selection.keys().len()])?;
        Some(count_rows(table, &whole, attribute, options, control)?)
    } else {
        None
    };
    let kept = kept(in_all.as_ref().unwrap_or(&rows), attribute.values().len(), options);
    let rows = rows.into_iter().filter(|row| kept[row.value as usize]).collect();
    columns(rows, group_tokens, options, control)
}

/// How many tokens of some kinds each group has.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn group_tokens(
    table: &TokenTable,
    selection: &Selection,
    kinds: &[Kind],
    control: &Control,
) -> Result<Vec<u64>> {
    let counted = Kind::ALL.map(|kind| kinds.contains(&kind));
    let counts: Vec<bool> = table.vocabulary().kinds().iter().map(|&kind| counted[kind as usize]).collect();
    let mut sizes = vec![0; selection.keys().len()];
    for stretches in selection.stretches().chunks(CHECK_STRETCHES) {
        control.check()?;
        for stretch in stretches {
            let tokens = &table.ids()[stretch.start..stretch.end];
            let number: u64 = tokens.iter().map(|&id| u64::from(counts[id as usize])).sum();
            sizes[stretch.group as usize] += number;
        }
    }
    Ok(sizes)
}

/// How many stretches are counted between two looks at whether to stop.
const CHECK_STRETCHES: usize = 1 << 8;

/// Counts without cut-offs, by group and value.
pub(crate) fn count_rows(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    options: &Options<'_>,
    control: &Control,
) -> Result<Vec<Row<Id>>> {
    if !is_default(table, selection, attribute, options.kinds) {
        return count_tokens(table, selection, attribute, options, control);
    }
    let lookup = lookup(table, attribute, options.kinds);
    let count = || count_documents(table, &lookup, attribute.values().len(), options.n_threads, control);
    let documents = get_or_make(&table.documents_of_lower, count)?;
    Ok(rows_of_all(table, &lookup, documents))
}

/// In how many documents each value occurs.
fn count_documents(
    table: &TokenTable,
    lookup: &[Id],
    n_values: usize,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<ScalarBuffer<u32>> {
    let n_tokens = table.ids().len();
    let n_threads = parallel::threads(n_threads, n_tokens, PARALLEL_TOKENS);
    // One batch a thread: every batch costs a pass over its values.
    let batches = parallel::batches(table.document_tokens(), n_tokens.div_ceil(n_threads).max(1));
    let count = |(): &mut (), batch: Range<usize>| {
        // The last cell is for what does not count: a branch for each token would cost more.
        let mut cells = vec![DocumentsCell { documents: 0, last: Id::MAX }; n_values + 1];
        for document in batch {
            let document = Id::try_from(document).unwrap_or(Id::MAX);
            for ids in table.ids()[table.document(document)?].chunks(CHECK_INTERVAL) {
                control.check()?;
                for &id in ids {
                    let cell = &mut cells[(lookup[id as usize] as usize).min(n_values)];
                    cell.documents += u32::from(cell.last != document);
                    cell.last = document;
                }
            }
        }
        Ok(cells)
    };
    let (_, parts) = parallel::run(batches, n_threads, control, || (), count)?;
    let mut documents = vec![0; n_values];
    for part in parts {
        documents.iter_mut().zip(part.result).for_each(|(sum, cell)| *sum += cell.documents);
    }
    Ok(documents.into())
}

/// In how many documents a value occurs, and in which it came last.
#[derive(Clone, Copy)]
struct DocumentsCell {
    documents: u32,
    last: Id,
}

/// Whether words and numbers are counted by `lower` in the whole table as one group: what is asked for most, so that
/// the numbers of documents are kept (and saved), and those of tokens are known of each term.
fn is_default(table: &TokenTable, selection: &Selection, attribute: &Attribute, kinds: &[Kind]) -> bool {
    let is_lower = table.lower.get().is_some_and(|lower| std::ptr::eq(lower, attribute));
    let of_kinds = Kind::ALL.iter().all(|kind| kinds.contains(kind) == DEFAULT_KINDS.contains(kind));
    is_lower && of_kinds && selection.is_whole(table)
}

fn count_tokens(
    table: &TokenTable,
    selection: &Selection,
    attribute: &Attribute,
    options: &Options<'_>,
    control: &Control,
) -> Result<Vec<Row<Id>>> {
    let lookup = lookup(table, attribute, options.kinds);
    let n_values = attribute.values().len();
    let runs = selection.runs();
    let sizes = || runs.iter().map(|run| run.iter().map(Stretch::len).sum());
    let n_tokens = sizes().sum::<usize>();
    let n_threads = parallel::threads(options.n_threads, n_tokens, PARALLEL_TOKENS);
    // One batch a thread: every batch costs a pass over its values.
    let batches = parallel::batches(sizes(), n_tokens.div_ceil(n_threads.max(1)).max(1));
    let (_, parts) = parallel::run(
        batches,
        n_threads,
        control,
        || Counter::new(n_values),
        |counter, batch| counter.count(table.ids(), &runs[batch], &lookup, control),
    )?;
    Ok(join(parts.into_iter().map(|part| part.result).collect()))
}

/// The counts of all tokens, which the vocabulary has, with the number of documents of each value.
fn rows_of_all(table: &TokenTable, lookup: &[Id], documents: &[u32]) -> Vec<Row<Id>> {
    let counts = counts_of_all(table, lookup, documents.len());
    let row = |((value, count), &documents)| Row { group: 0, value, count, documents: u64::from(documents) };
    (0..).zip(counts).zip(documents).map(row).filter(|row| row.count > 0).collect()
}

/// How often each value occurs in all tokens.
pub(crate) fn counts_of_all(table: &TokenTable, lookup: &[Id], n_values: usize) -> Vec<u64> {
    let mut counts = vec![0; n_values];
    for (&value, &count) in lookup.iter().zip(table.vocabulary().counts()) {
        if let Some(sum) = counts.get_mut(value as usize) {
            *sum += count;
        }
    }
    counts
}

/// The value of each term, or [`LEFT_OUT`].
pub(crate) fn lookup(table: &TokenTable, attribute: &Attribute, kinds: &[Kind]) -> Vec<Id> {
    let counted = Kind::ALL.map(|kind| kinds.contains(&kind));
    let values = attribute.value_of_term().iter().zip(table.vocabulary().kinds());
    values.map(|(&value, &kind)| if counted[kind as usize] { value } else { LEFT_OUT }).collect()
}

#[derive(Clone, Copy)]
struct Cell {
    count: u64,
    documents: u32,
    last_document: Id,
}

const EMPTY: Cell = Cell { count: 0, documents: 0, last_document: Id::MAX };

impl Cell {
    #[inline]
    fn add(&mut self, document: Id) {
        self.count += 1;
        self.documents += u32::from(self.last_document != document);
        self.last_document = document;
    }
}

/// One cell a value, and one for what does not count; emptied after every group.
struct Counter {
    cells: Vec<Cell>,
    /// The values that a group has.
    touched: Vec<Id>,
}

impl Counter {
    fn new(n_values: usize) -> Self {
        Self { cells: vec![EMPTY; n_values + 1], touched: Vec::new() }
    }

    fn count(
        &mut self,
        ids: &[Id],
        runs: &[&[Stretch]],
        lookup: &[Id],
        control: &Control,
    ) -> Result<Vec<Row<Id>>> {
        let mut rows = Vec::new();
        for group in runs.chunk_by(|left, right| left[0].group == right[0].group) {
            let stretches = || group.iter().copied().flatten();
            // To look at every cell in the end costs less than to note which are in use.
            let is_large = stretches().map(Stretch::len).sum::<usize>() > self.cells.len() / 8;
            for stretch in stretches() {
                for ids in ids[stretch.start..stretch.end].chunks(CHECK_INTERVAL) {
                    control.check()?;
                    let values = ids.iter().map(|&id| lookup[id as usize]);
                    if is_large {
                        self.add_all(values, stretch.document);
                    } else {
                        self.add_each(values.filter(|&value| value != LEFT_OUT), stretch.document);
                    }
                }
            }
            self.take_rows(group[0][0].group, is_large, &mut rows);
        }
        Ok(rows)
    }

    /// Without a branch: one for what does not count, or for a new document, would be guessed wrongly all the time.
    fn add_all(&mut self, values: impl Iterator<Item = Id>, document: Id) {
        let cells = self.cells.as_mut_slice();
        let left_out = cells.len() - 1;
        for value in values {
            cells[(value as usize).min(left_out)].add(document);
        }
    }

    fn add_each(&mut self, values: impl Iterator<Item = Id>, document: Id) {
        for value in values {
            let cell = &mut self.cells[value as usize];
            if cell.count == 0 {
                self.touched.push(value);
            }
            cell.add(document);
        }
    }

    /// Moves what was counted for a group to `rows`, by value.
    fn take_rows(&mut self, group: Id, is_large: bool, rows: &mut Vec<Row<Id>>) {
        if is_large {
            let left_out = self.cells.len() - 1;
            self.cells[left_out] = EMPTY;
            let used = (0..).zip(&self.cells).filter(|(_, cell)| cell.count > 0);
            self.touched.extend(used.map(|(value, _)| value));
        } else {
            self.touched.sort_unstable();
        }
        rows.reserve(self.touched.len());
        for value in self.touched.drain(..) {
            let cell = std::mem::replace(&mut self.cells[value as usize], EMPTY);
            rows.push(Row { group, value, count: cell.count, documents: u64::from(cell.documents) });
        }
    }
}

/// Whether the totals of each value reach the cut-offs.
fn kept(rows: &[Row<Id>], n_values: usize, options: &Options<'_>) -> Vec<bool> {
    let mut totals = vec![(0, 0); n_values];
    for row in rows {
        let total = &mut totals[row.value as usize];
        *total = (total.0 + row.count, total.1 + row.documents);
    }
    let reaches = |(count, documents)| count >= options.min_count && documents >= options.min_documents;
    totals.into_iter().map(reaches).collect()
}

fn columns(
    mut rows: Vec<Row<Id>>,
    group_tokens: Vec<u64>,
    options: &Options<'_>,
    control: &Control,
) -> Result<Frequencies> {
    let n_threads = parallel::threads(options.n_threads, rows.len(), PARALLEL_TOKENS);
    let key = |row: &Row<Id>| (row.group, Reverse(row.count));
    // Rows come by group and value.
    let pieces = pieces::sorted([rows.as_mut_slice()], key, n_threads, control)?;
    let mut columns = Frequencies { group_tokens, ..Frequencies::default() };
    for part in parallel::chunks(pieces::merged(&pieces, key, control)?.into_iter().map(|rows| ((), rows))) {
        control.check()?;
        for row in part.into_iter().flat_map(|((), rows)| rows) {
            columns.group.push(row.group);
            columns.value.push(row.value);
            columns.count.push(row.count);
            columns.documents.push(row.documents);
        }
    }
    Ok(columns)
}
