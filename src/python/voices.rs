//! Layers of voices across the border.

use std::sync::Arc;

use arrow_array::BooleanArray;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, numbers, texts, uint32};
use super::gate;
use crate::{Id, Labelled, Span, Told};

/// What can be seen of statements that are laid over each other, as two tables `text, start, end, label`: voices, and
/// wordings (0 uncertain, 1 reported, 2 verbatim).
///
/// `columns` are, row by row in the order of texts: the text, the number, the parent's, whether the statement counts,
/// is quoted, is uncertain; its voice; the start and end of its content, of its speaker, and of its cue. What is not
/// there is the largest number. `parts` are the row, start and end of pieces of contents.
#[pyfunction]
#[pyo3(signature = (texts, columns, parts, *, n_threads=None))]
pub(super) fn voice_spans(
    py: Python<'_>,
    texts: PyChunkedArray,
    columns: Vec<PyChunkedArray>,
    parts: Vec<PyChunkedArray>,
    n_threads: Option<usize>,
) -> PyResult<(ArrowTable, ArrowTable)> {
    let texts = self::texts(&texts)?;
    let columns: Vec<Vec<Id>> = columns.iter().map(numbers).collect::<PyResult<_>>()?;
    let parts: Vec<Vec<Id>> = parts.iter().map(numbers).collect::<PyResult<_>>()?;
    let mut told: Vec<Told> =
        (0..columns.first().map_or(0, Vec::len)).map(|row| statement(&columns, row)).collect();
    for place in 0..parts.first().map_or(0, Vec::len) {
        let part = [0, 1, 2].map(|column| value(&parts, column, place));
        if let Some(told) = told.get_mut(part[0] as usize) {
            told.parts.push(Span { start: part[1], end: part[2] });
        }
    }
    let (voices, wordings) =
        gate::run(py, None, |control| crate::voice_spans(&texts, &told, n_threads, control))?;
    Ok((table(&voices, |&voice| voice)?, table(&wordings, |&wording| Id::from(wording as u8))?))
}

fn value(columns: &[Vec<Id>], column: usize, row: usize) -> Id {
    columns.get(column).and_then(|column| column.get(row)).copied().unwrap_or(Id::MAX)
}

fn statement(columns: &[Vec<Id>], row: usize) -> Told {
    let value = |column| value(columns, column, row);
    let span = |column| Span { start: value(column), end: value(column + 1) };
    let given = |column| Some(span(column)).filter(|span| span.start != Id::MAX && span.end != Id::MAX);
    Told {
        text: value(0),
        number: value(1),
        parent: Some(value(2)).filter(|&parent| parent != Id::MAX),
        counts: value(3) == 1,
        is_quoted: value(4) == 1,
        is_uncertain: value(5) == 1,
        voice: value(6),
        content: span(7),
        parts: Vec::new(),
        frame: [given(9), given(11)],
    }
}

fn table<L>(spans: &[Labelled<L>], label: impl Fn(&L) -> Id) -> PyResult<ArrowTable> {
    let column = |of: fn(&Span) -> Id| uint32(spans.iter().map(|(_, span, _)| of(span)).collect());
    ArrowTable::new(vec![
        ("text", uint32(spans.iter().map(|&(text, ..)| text).collect())),
        ("start", column(|span| span.start)),
        ("end", column(|span| span.end)),
        ("label", uint32(spans.iter().map(|(_, _, one)| label(one)).collect())),
    ])
}

/// Whether fewer words than `least` of stretches of texts stand outside quotations: a table `is_quoted`. `stretches`
/// and `quotations` are columns `text` (its place), `start, end`, the latter in order; without them, what quotation
/// marks enclose.
#[pyfunction]
pub(super) fn are_quoted(
    py: Python<'_>,
    texts: PyChunkedArray,
    stretches: Vec<PyChunkedArray>,
    quotations: Option<Vec<PyChunkedArray>>,
    least: usize,
) -> PyResult<ArrowTable> {
    let texts = self::texts(&texts)?;
    let (stretches, quotations) = (spans(&stretches)?, quotations.as_deref().map(spans).transpose()?);
    let found = gate::run(py, None, |control| {
        crate::are_quoted(&texts, &stretches, quotations.as_deref(), least, control)
    })?;
    ArrowTable::new(vec![("is_quoted", Arc::new(BooleanArray::from(found)))])
}

fn spans(columns: &[PyChunkedArray]) -> PyResult<Vec<(Id, Span)>> {
    let columns: Vec<Vec<Id>> = columns.iter().map(numbers).collect::<PyResult<_>>()?;
    let rows = 0..columns.first().map_or(0, Vec::len);
    let value = |column, row| value(&columns, column, row);
    Ok(rows.map(|row| (value(0, row), Span { start: value(1, row), end: value(2, row) })).collect())
}
