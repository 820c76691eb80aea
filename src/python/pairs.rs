//! Pairs: as rows, whole or part by part; as a matrix; and where they stand.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float32Array, Float64Array, Int64Array};
use pyo3::prelude::*;

use super::arrow::{ArrowTable, StringColumns, int64, strings, uint32};
use super::windows::{Lines, kinds_of};
use super::{Selection, TokenTable, gate};
use crate::{Control, Direction, Hit, Id, PairOptions, Pairs, Result};

fn direction_of(name: &str) -> Direction {
    match name {
        "both" => Direction::Both,
        "behind" => Direction::Behind,
        _ => Direction::Unordered,
    }
}

/// Counts pairs of a selection.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct PairCounter {
    table: Py<TokenTable>,
    attribute: String,
    counter: crate::PairCounter,
    weights: bool,
    groups: bool,
}

#[pymethods]
impl PairCounter {
    /// `direction` is `unordered` or `behind`.
    #[new]
    #[pyo3(signature = (table, selection, *, attribute, kinds, window, direction, weights, counts_all, min_count,
        memory=None, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        table: Py<TokenTable>,
        selection: &Bound<'_, Selection>,
        attribute: String,
        kinds: Vec<String>,
        window: usize,
        direction: &str,
        weights: bool,
        counts_all: bool,
        min_count: u64,
        memory: Option<usize>,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let direction = direction_of(direction);
        let kinds = &kinds_of(&kinds)?;
        let options =
            PairOptions { window, direction, weights, kinds, counts_all, min_count, memory, n_threads };
        let (tokens, selection) = (&table.get().0, &selection.get().0);
        let groups = selection.keys().len() > 1;
        let counter = gate::run(py, None, |control| {
            crate::PairCounter::new(
                tokens,
                selection,
                tokens.attribute(&attribute, control)?,
                &options,
                control,
            )
        })?;
        Ok(Self { table, attribute, counter, weights, groups })
    }

    /// All pairs: a table `term, other, count, weight` (on request), `_group` (if there are several).
    #[pyo3(signature = (*, progress=None))]
    fn whole(&self, py: Python<'_>, progress: Option<Py<PyAny>>) -> PyResult<ArrowTable> {
        self.table(py, progress, |control| self.counter.whole(control))
    }

    /// What `progress` counts up to, all parts together.
    fn n_places(&self) -> usize {
        self.counter.n_places()
    }

    /// How many terms each part has.
    fn parts(&self) -> Vec<(usize, usize)> {
        self.counter.parts().into_iter().map(|part| (part.start, part.end)).collect()
    }

    /// One part, in the order of terms, as such a table.
    #[pyo3(signature = (part, *, progress=None))]
    fn part(
        &self,
        py: Python<'_>,
        part: (usize, usize),
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ArrowTable> {
        self.table(py, progress, |control| self.counter.part(part.0..part.1, control))
    }
}

impl PairCounter {
    fn table(
        &self,
        py: Python<'_>,
        progress: Option<Py<PyAny>>,
        count: impl FnOnce(&Control) -> Result<Vec<Pairs>> + Send,
    ) -> PyResult<ArrowTable> {
        let table = &self.table.get().0;
        gate::run_and_convert(py, progress, |control| {
            let attribute = table.attribute(&self.attribute, control)?;
            let pairs = count(control)?;
            let n_rows = pairs.iter().map(|part| part.term.len()).sum();
            let terms = StringColumns::new(attribute.values(), n_rows)?;
            ArrowTable::in_parts(Pairs::default(), pairs, |part| {
                control.check()?;
                let mut columns = vec![
                    ("term", terms.column(&part.term)),
                    ("other", terms.column(&part.other)),
                    ("count", Arc::new(Int64Array::from(part.count)) as _),
                ];
                if self.weights {
                    columns.push(("weight", Arc::new(Float64Array::from(part.weight))));
                }
                if self.groups {
                    columns.push(("_group", uint32(part.group)));
                }
                Ok(columns)
            })
        })
    }
}

/// Pairs as a matrix: the cells (`column, data`: counts or weights), where those of each row begin (`start`, one
/// more than rows), and the rows and columns (`term, count, display`). `direction` is `both` or `behind`.
#[pyfunction]
#[pyo3(signature = (table, selection, *, attribute, kinds, window, direction, weights, counts_all, min_count,
    n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn cooccurrence_matrix(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    attribute: &str,
    kinds: Vec<String>,
    window: usize,
    direction: &str,
    weights: bool,
    counts_all: bool,
    min_count: u64,
    n_threads: Option<usize>,
) -> PyResult<(ArrowTable, ArrowTable, ArrowTable)> {
    let (direction, kinds) = (direction_of(direction), &kinds_of(&kinds)?);
    let options =
        PairOptions { window, direction, weights, kinds, counts_all, min_count, memory: None, n_threads };
    let (table, selection) = (&table.get().0, &selection.get().0);
    let (attribute, matrix) = gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        Ok((attribute, crate::cooccurrence_matrix(table, selection, attribute, &options, control)?))
    })?;
    py.detach(|| {
        let display = attribute.displays(&matrix.value);
        let data: ArrayRef =
            if weights { Arc::new(Float32Array::from(matrix.weight)) } else { uint32(matrix.count) };
        Ok((
            ArrowTable::new(vec![("column", uint32(matrix.column)), ("data", data)])?,
            ArrowTable::new(vec![("start", int64(&matrix.starts))])?,
            ArrowTable::new(vec![
                ("term", strings(attribute.values(), &matrix.value)?),
                ("count", int64(&matrix.value_count)),
                ("display", strings(table.vocabulary().words(), &display)?),
            ])?,
        ))
    })
}

/// Where pairs stand: the lines of their terms, with the number of the row that asked and the place of the other. A
/// row is a group and the numbers of two values.
#[pyfunction]
#[pyo3(signature = (table, selection, rows, *, attribute, kinds, window, direction, counts_all, context))]
#[allow(clippy::too_many_arguments)]
pub(super) fn find_pairs(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    rows: Vec<(Id, Id, Id)>,
    attribute: &str,
    kinds: Vec<String>,
    window: usize,
    direction: &str,
    counts_all: bool,
    context: (usize, usize),
) -> PyResult<ArrowTable> {
    let (table, selection) = (&table.get().0, &selection.get().0);
    let options = PairOptions {
        window,
        direction: direction_of(direction),
        weights: false,
        kinds: &kinds_of(&kinds)?,
        counts_all,
        min_count: 1,
        memory: None,
        n_threads: None,
    };
    let (lines, others) = gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let found = crate::find_pairs(table, selection, attribute, &options, &rows, control)?;
        let lines = Lines::new(table, found.iter().map(|&(row, pair)| (row, pair.hit)), context, control)?;
        let tokens =
            found.iter().map(|&(_, pair)| Hit { start: pair.other, end: pair.other + 1, ..pair.hit });
        Ok((lines, crate::lines(table, tokens, (0, 0), control)?))
    })?;
    lines.into_table(vec![
        ("other_start", uint32(others.iter().map(|line| line.span.start).collect())),
        ("other_end", uint32(others.iter().map(|line| line.span.end).collect())),
    ])
}
