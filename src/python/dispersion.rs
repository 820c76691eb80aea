//! Dispersion across the border.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Float64Array};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, strings, uint32};
use super::{Layer, Selection, TokenTable};
use crate::{Cell, Cut, Dispersion, Id, Kind, Options, Result, Spread, Sums, Whole};

/// What measures of dispersion are made of: a table of rows (`term, display, documents, _group` and sums), and one
/// of groups (`tokens, parts, least`). Parts are documents, or of so many `tokens`, or the spans of a `layer`;
/// `order` are the documents in the order in which they follow each other.
#[pyfunction]
#[pyo3(signature = (table, selection, order, *, tokens=None, layer=None, attribute, kinds, min_count, min_documents,
    n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn dispersion(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    selection: &Bound<'_, Selection>,
    order: PyChunkedArray,
    tokens: Option<usize>,
    layer: Option<Py<Layer>>,
    attribute: &str,
    kinds: Vec<String>,
    min_count: u64,
    min_documents: u64,
    n_threads: Option<usize>,
) -> PyResult<(ArrowTable, ArrowTable)> {
    let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
    let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
    let (table, selection, order) = (&table.get().0, &selection.get().0, numbers(&order)?);
    let cut = match (&layer, tokens) {
        (Some(layer), _) => Cut::Layer(&layer.get().0),
        (None, Some(tokens)) => Cut::Tokens(tokens),
        (None, None) => Cut::Documents,
    };
    super::gate::run_and_convert(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let Dispersion { rows, groups } =
            crate::dispersion(table, selection, &order, attribute, cut, &options, control)?;
        let values: Vec<Id> = rows.iter().map(|row| row.value).collect();
        let mut columns = vec![
            ("term", strings(attribute.values(), &values)?),
            ("display", strings(table.vocabulary().words(), &attribute.displays(&values))?),
            ("_group", uint32(rows.iter().map(|row| row.group).collect())),
            ("documents", counts(&rows, |row| row.documents)),
        ];
        control.check()?;
        columns.extend(of_sums(&rows, |row| &row.sums));
        columns.extend(of_distances(&rows));
        let groups = ArrowTable::new(vec![
            ("tokens", counts(&groups, |group| group.tokens)),
            ("parts", counts(&groups, |group| group.parts)),
            ("least", counts(&groups, |group| group.least)),
        ])?;
        Ok((ArrowTable::new(columns)?, groups))
    })
}

/// The sums of counts from elsewhere: how many cells each row has, the `counts` and part sizes of all cells, and of
/// each row the tokens and number of all parts, and the size of the least.
#[pyfunction]
pub(super) fn sums_of_cells(
    py: Python<'_>,
    lengths: PyChunkedArray,
    counts: PyChunkedArray,
    sizes: PyChunkedArray,
    tokens: PyChunkedArray,
    parts: PyChunkedArray,
    least: PyChunkedArray,
) -> PyResult<ArrowTable> {
    let cells = unsigned(&counts)?.into_iter().zip(unsigned(&sizes)?);
    let cells: Vec<Cell> = cells.map(|(count, size)| Cell { count, size }).collect();
    let wholes = unsigned(&tokens)?.into_iter().zip(unsigned(&parts)?).zip(unsigned(&least)?);
    let wholes: Vec<Whole> = wholes.map(|((tokens, parts), least)| Whole { tokens, parts, least }).collect();
    let mut rest = &cells[..];
    let mut rows = Vec::with_capacity(wholes.len());
    for length in numbers(&lengths)? {
        let own;
        (own, rest) = rest.split_at(rest.len().min(length as usize));
        rows.push(own);
    }
    let sums = super::gate::run(py, None, |control| crate::sums_of_cells(&rows, &wholes, control))?;
    ArrowTable::new(of_sums(&sums, |sums| sums))
}

fn of_sums<T>(rows: &[T], sums: impl Fn(&T) -> &Sums) -> Vec<(&'static str, ArrayRef)> {
    let whole = |field: fn(&Sums) -> u64| counts(rows, |row| field(sums(row)));
    let real = |field: fn(&Sums) -> f64| floats(rows, |row| field(sums(row)));
    vec![
        ("count", whole(|sums| sums.count)),
        ("parts", whole(|sums| sums.parts)),
        ("least", whole(|sums| sums.least)),
        ("count_deviations", real(|sums| sums.count_deviations)),
        ("count_products", real(|sums| sums.count_products)),
        ("count_roots", real(|sums| sums.count_roots)),
        ("count_entropy", real(|sums| sums.count_entropy)),
        ("harmonics", real(|sums| sums.harmonics)),
        ("rates", real(|sums| sums.rates)),
        ("rate_deviations", real(|sums| sums.rate_deviations)),
        ("rate_products", real(|sums| sums.rate_products)),
        ("rate_entropy", real(|sums| sums.rate_entropy)),
        ("rate_ranks", real(|sums| sums.rate_ranks)),
        ("size_roots", real(|sums| sums.size_roots)),
        ("chi_square", real(|sums| sums.chi_square)),
        ("divergence", real(|sums| sums.divergence)),
        ("surplus", real(|sums| sums.surplus)),
    ]
}

fn of_distances(rows: &[Spread]) -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("near", counts(rows, |row| row.distances.near)),
        ("far", counts(rows, |row| row.distances.far)),
        ("squares", floats(rows, |row| row.distances.squares)),
        ("logarithms", floats(rows, |row| row.distances.logarithms)),
    ]
}

fn counts<T>(rows: &[T], field: impl Fn(&T) -> u64) -> ArrayRef {
    int64(&rows.iter().map(field).collect::<Vec<_>>())
}

fn floats<T>(rows: &[T], field: impl Fn(&T) -> f64) -> ArrayRef {
    Arc::new(Float64Array::from_iter_values(rows.iter().map(field)))
}

/// The numbers of an Arrow array of type `Int64`, none of which is negative.
fn unsigned(array: &PyChunkedArray) -> PyResult<Vec<u64>> {
    let mut numbers = Vec::with_capacity(array.chunks().iter().map(Array::len).sum());
    for chunk in array.chunks() {
        let Some(chunk) = chunk.as_primitive_opt::<Int64Type>().filter(|chunk| chunk.null_count() == 0)
        else {
            return Err(PyTypeError::new_err("counts have to be Int64 without nulls"));
        };
        numbers.extend(chunk.values().iter().map(|&number| u64::try_from(number).unwrap_or_default()));
    }
    Ok(numbers)
}
