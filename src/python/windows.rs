//! Hits and windows.

use std::sync::Arc;

use arrow_array::StringViewArray;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, strings, uint32};
use super::{Selection, TokenTable, gate};
use crate::{Control, Hit, Id, Kind, Options, Order, Phrases, Result, Shape, Span, Window};

pub(super) type Places = Vec<Vec<PyChunkedArray>>;

pub(super) fn kinds_of(names: &[String]) -> Result<Vec<Kind>> {
    names.iter().map(|name| Kind::from_name(name)).collect()
}

/// The phrases of a query: for each place the numbers of the values that may stand there.
pub(super) fn phrases_of(phrases: &Places) -> PyResult<Vec<Vec<Vec<Id>>>> {
    phrases.iter().map(|places| places.iter().map(numbers).collect()).collect()
}

/// The collocates of a node by group: a table `collocate, display, count, documents, _total, _group` and the
/// counts by place, and the sizes of the groups `node_count, _node_documents, _window, _tokens`.
#[pyfunction]
#[pyo3(signature = (table, selection, phrases, *, attribute, kinds, window, counts_all, places, min_count,
    min_documents, n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn collocates(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    phrases: Places,
    attribute: &str,
    kinds: Vec<String>,
    window: (usize, usize),
    counts_all: bool,
    places: bool,
    min_count: u64,
    min_documents: u64,
    n_threads: Option<usize>,
) -> PyResult<(ArrowTable, ArrowTable)> {
    let (table, selection, phrases) = (&table.get().0, &selection.get().0, phrases_of(&phrases)?);
    let kinds = kinds_of(&kinds)?;
    let window = Window { left: window.0, right: window.1, kinds: &kinds, counts_all, places };
    let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
    let (attribute, list) = gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let node = Phrases::new(attribute, phrases);
        Ok((attribute, crate::collocates(table, selection, attribute, &node, &window, &options, control)?))
    })?;
    let display = attribute.displays(&list.value);
    let places: Vec<String> = (0..list.places.len()).map(|place| format!("_place_{place}")).collect();
    let mut columns = vec![
        ("collocate", strings(attribute.values(), &list.value)?),
        ("display", strings(table.vocabulary().words(), &display)?),
        ("count", int64(&list.count)),
        ("documents", int64(&list.documents)),
        ("_total", int64(&list.total)),
        ("_group", uint32(list.group)),
    ];
    columns.extend(places.iter().map(String::as_str).zip(list.places.iter().map(|counts| int64(counts))));
    let size = |of: fn(&crate::GroupSize) -> u64| int64(&list.sizes.iter().map(of).collect::<Vec<_>>());
    let sizes = ArrowTable::new(vec![
        ("node_count", size(|size| size.hits)),
        ("_node_documents", size(|size| size.hit_documents)),
        ("_window", size(|size| size.window)),
        ("_tokens", size(|size| size.tokens)),
    ])?;
    Ok((ArrowTable::new(columns)?, sizes))
}

/// The hits of a query as lines, in the order of groups and tokens, or of what stands to their `left` or
/// `right`.
#[pyfunction]
#[pyo3(signature = (table, selection, phrases, *, attribute, order, context))]
pub(super) fn find(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    phrases: Places,
    attribute: &str,
    order: &str,
    context: (usize, usize),
) -> PyResult<ArrowTable> {
    let (table, selection, phrases) = (&table.get().0, &selection.get().0, phrases_of(&phrases)?);
    let order = match order {
        "left" => Some(Order::Left),
        "right" => Some(Order::Right),
        _ => None,
    };
    gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let mut hits = crate::find(table, selection, &Phrases::new(attribute, phrases), control)?;
        if let Some(order) = order {
            hits.sort_unstable_by_key(|hit| (hit.document, hit.start));
            crate::sort_by_context(table, attribute, order, &mut hits)?;
        }
        Lines::new(table, hits.into_iter().map(|hit| (0, hit)), context, control)
    })?
    .into_table(vec![])
}

/// Where n-grams occur: lines with the number of the row that asked, by row and then by token. A row is a
/// group and the numbers of the values.
#[pyfunction]
#[pyo3(signature = (table, selection, rows, *, attribute, kinds, length, skip, passes_over, context))]
#[allow(clippy::too_many_arguments)]
pub(super) fn find_ngrams(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    rows: Vec<(Id, Vec<Id>)>,
    attribute: &str,
    kinds: Vec<String>,
    length: usize,
    skip: usize,
    passes_over: bool,
    context: (usize, usize),
) -> PyResult<ArrowTable> {
    let (table, selection) = (&table.get().0, &selection.get().0);
    let shape = Shape { shortest: length, longest: length, skip, kinds: &kinds_of(&kinds)?, passes_over };
    gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let hits = crate::find_ngrams(table, selection, attribute, &shape, &rows, control)?;
        Lines::new(table, hits.into_iter(), context, control)
    })?
    .into_table(vec![])
}

/// Where collocates stand: the lines of the nearest hits, with the number of the row that asked and the place
/// of the collocate. A row is a group and the number of a value.
#[pyfunction]
#[pyo3(signature = (table, selection, phrases, rows, *, attribute, kinds, window, counts_all, context))]
#[allow(clippy::too_many_arguments)]
pub(super) fn find_collocates(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    phrases: Places,
    rows: Vec<(Id, Id)>,
    attribute: &str,
    kinds: Vec<String>,
    window: (usize, usize),
    counts_all: bool,
    context: (usize, usize),
) -> PyResult<ArrowTable> {
    let (table, selection, phrases) = (&table.get().0, &selection.get().0, phrases_of(&phrases)?);
    let kinds = kinds_of(&kinds)?;
    let window = Window { left: window.0, right: window.1, kinds: &kinds, counts_all, places: false };
    let (lines, collocates) = gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let node = Phrases::new(attribute, phrases);
        let found = crate::find_collocates(table, selection, attribute, &node, &window, &rows, control)?;
        let lines = Lines::new(table, found.iter().map(|&(row, found)| (row, found.hit)), context, control)?;
        let tokens =
            found.iter().map(|&(_, found)| Hit { start: found.token, end: found.token + 1, ..found.hit });
        Ok((lines, crate::lines(table, tokens, (0, 0), control)?))
    })?;
    lines.into_table(vec![
        ("collocate_start", uint32(collocates.iter().map(|line| line.span.start).collect())),
        ("collocate_end", uint32(collocates.iter().map(|line| line.span.end).collect())),
    ])
}

/// Pieces of texts: for each the place of its text among the given, and its code points.
#[pyfunction]
pub(super) fn slices(
    py: Python<'_>,
    texts: PyChunkedArray,
    documents: PyChunkedArray,
    starts: PyChunkedArray,
    ends: PyChunkedArray,
) -> PyResult<ArrowTable> {
    let texts = super::arrow::texts(&texts)?;
    let bounds = numbers(&starts)?.into_iter().zip(numbers(&ends)?);
    let spans = bounds.map(|(start, end)| Span { start, end });
    let pieces: Vec<_> = numbers(&documents)?.into_iter().zip(spans).collect();
    py.detach(|| {
        let slices = crate::slices(&texts, &pieces);
        let column = StringViewArray::from_iter_values(slices);
        ArrowTable::new(vec![("text", Arc::new(column))])
    })
}

/// Lines on their way out.
pub(super) struct Lines {
    rows: Vec<usize>,
    hits: Vec<Hit>,
    places: Vec<crate::Line>,
}

impl Lines {
    pub(super) fn new(
        table: &crate::TokenTable,
        found: impl Iterator<Item = (usize, Hit)>,
        context: (usize, usize),
        control: &Control,
    ) -> Result<Self> {
        let (rows, hits): (Vec<usize>, Vec<Hit>) = found.unzip();
        let places = crate::lines(table, hits.iter().copied(), context, control)?;
        Ok(Self { rows, hits, places })
    }

    /// A table `_row, _document, _group, start, end, _from, _to` and more columns.
    pub(super) fn into_table(self, more: Vec<(&str, arrow_array::ArrayRef)>) -> PyResult<ArrowTable> {
        let rows: Vec<u64> = self.rows.into_iter().map(|row| row as u64).collect();
        let column = |of: fn(&crate::Line) -> u32| uint32(self.places.iter().map(of).collect());
        let mut columns = vec![
            ("_row", int64(&rows)),
            ("_document", uint32(self.hits.iter().map(|hit| hit.document).collect())),
            ("_group", uint32(self.hits.iter().map(|hit| hit.group).collect())),
            ("start", column(|line| line.span.start)),
            ("end", column(|line| line.span.end)),
            ("_from", column(|line| line.context.start)),
            ("_to", column(|line| line.context.end)),
        ];
        columns.extend(more);
        ArrowTable::new(columns)
    }
}
