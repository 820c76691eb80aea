//! Pairs, as a whole or part by part.

use std::sync::Arc;

use arrow_array::{Float64Array, Int64Array};
use pyo3::prelude::*;

use super::arrow::{ArrowTable, StringColumns, uint32};
use super::windows::kinds_of;
use super::{Selection, TokenTable, gate};
use crate::{Control, Direction, PairOptions, Pairs, Result};

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
    /// `direction` is `unordered`, `both` or `behind`.
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
        let direction = match direction {
            "both" => Direction::Both,
            "behind" => Direction::Behind,
            _ => Direction::Unordered,
        };
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
