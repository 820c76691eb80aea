//! n-grams, as a whole or part by part.

use arrow_array::Int64Array;
use arrow_buffer::Buffer;
use pyo3::prelude::*;
use std::sync::Arc;

use super::arrow::{ArrowTable, uint32};
use super::views::terms;
use super::windows::kinds_of;
use super::{Selection, TokenTable, gate};
use crate::{Control, NgramColumns, NgramOptions, NgramTable, Result, Shape, Words};

/// Counts n-grams of a selection.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct NgramCounter {
    table: Py<TokenTable>,
    attribute: String,
    counter: crate::NgramCounter,
    documents: bool,
    groups: bool,
}

#[pymethods]
impl NgramCounter {
    #[new]
    #[pyo3(signature = (table, selection, *, attribute, kinds, lengths, skip, passes_over, min_count,
        min_documents, documents, in_parts=false, memory=None, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        table: Py<TokenTable>,
        selection: &Bound<'_, Selection>,
        attribute: String,
        kinds: Vec<String>,
        lengths: (usize, usize),
        skip: usize,
        passes_over: bool,
        min_count: u64,
        min_documents: u64,
        documents: bool,
        in_parts: bool,
        memory: Option<usize>,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let (shortest, longest) = lengths;
        let shape = Shape { shortest, longest, skip, kinds: &kinds_of(&kinds)?, passes_over };
        let options = NgramOptions { min_count, min_documents, documents, memory, n_threads };
        let (tokens, selection) = (&table.get().0, &selection.get().0);
        let groups = selection.keys().len() > 1;
        let counter = gate::run(py, None, |control| {
            let attribute = tokens.attribute(&attribute, control)?;
            crate::NgramCounter::new(tokens, selection, attribute, &shape, &options, in_parts, control)
        })?;
        Ok(Self { table, attribute, counter, documents, groups })
    }

    /// How many n-grams there are, by length and then by group.
    fn totals(&self) -> Vec<Vec<u64>> {
        self.counter.totals().to_vec()
    }

    /// What `progress` counts up to, all parts together.
    fn n_places(&self) -> u64 {
        self.counter.n_places()
    }

    fn n_parts(&self) -> usize {
        self.counter.n_parts()
    }

    /// All n-grams: a table `term, length, count, group_tokens, documents` (if they were counted), `_group` (if there are
    /// several), and on request `display`.
    #[pyo3(signature = (display, *, progress=None))]
    fn whole(&self, py: Python<'_>, display: bool, progress: Option<Py<PyAny>>) -> PyResult<ArrowTable> {
        let table = gate::run(py, progress, |control| {
            let [terms, displays] = self.words(control)?;
            if display {
                self.counter.whole(&[terms, displays], control)
            } else {
                self.counter.whole(&[terms], control)
            }
        })?;
        self.table(table)
    }

    /// One part, length by length in the order of values, as such a table, and how many rows each length has.
    #[pyo3(signature = (part, display, *, progress=None))]
    fn part(
        &self,
        py: Python<'_>,
        part: usize,
        display: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(ArrowTable, Vec<usize>)> {
        let mut table = gate::run(py, progress, |control| {
            let [terms, displays] = self.words(control)?;
            if display {
                self.counter.part(part, &[terms, displays], control)
            } else {
                self.counter.part(part, &[terms], control)
            }
        })?;
        let rows = std::mem::take(&mut table.len_by_length);
        Ok((self.table(table)?, rows))
    }
}

impl NgramCounter {
    fn words(&self, control: &Control) -> Result<[Words<'_>; 2]> {
        let table = &self.table.get().0;
        let attribute = table.attribute(&self.attribute, control)?;
        let terms = Words { strings: attribute.values(), numbers: None };
        Ok([terms, Words { strings: table.vocabulary().words(), numbers: Some(attribute.display()) }])
    }

    fn table(&self, table: NgramTable) -> PyResult<ArrowTable> {
        let share = |buffers: Vec<Vec<u8>>| buffers.into_iter().map(Buffer::from_vec).collect();
        let buffers: Vec<Vec<Buffer>> = table.buffers.into_iter().map(share).collect();
        let none = NgramColumns { views: vec![Vec::new(); buffers.len()], ..NgramColumns::default() };
        ArrowTable::in_parts(none, table.parts, |part| {
            let views = part.views.into_iter().zip(&buffers);
            let texts = views.map(|(views, buffers)| terms(views, buffers));
            let mut columns: Vec<_> = ["term", "display"].into_iter().zip(texts).collect();
            columns.push(("length", uint32(part.length)));
            columns.push(("count", Arc::new(Int64Array::from(part.count))));
            columns.push(("group_tokens", Arc::new(Int64Array::from(part.group_total))));
            if self.documents {
                columns.push(("documents", Arc::new(Int64Array::from(part.documents))));
            }
            if self.groups {
                columns.push(("_group", uint32(part.group)));
            }
            Ok(columns)
        })
    }
}
