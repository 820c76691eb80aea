//! Dispersion across the border.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Float64Array, Int64Array};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, strings, uint32};
use super::{Layer, Selection, TokenTable};
use crate::{Cell, Cut, Dispersion, Distances, Id, Kind, Options, Result, Sums, Whole};

/// So many rows fit into the cache.
const ROWS_AT_ONCE: usize = 1 << 10;

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
        let mut found = vec![
            ("term", strings(attribute.values(), &values)?),
            ("display", strings(table.vocabulary().words(), &attribute.displays(&values))?),
            ("_group", uint32(rows.iter().map(|row| row.group).collect())),
            ("documents", counts(&rows, |row| row.documents)),
        ];
        control.check()?;
        found.extend(columns(&rows, |row| &row.sums, &SUMS));
        found.extend(columns(&rows, |row| &row.distances, &DISTANCES));
        let groups = ArrowTable::new(vec![
            ("tokens", counts(&groups, |group| group.tokens)),
            ("parts", counts(&groups, |group| group.parts)),
            ("least", counts(&groups, |group| group.least)),
        ])?;
        Ok((ArrowTable::new(found)?, groups))
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
    ArrowTable::new(columns(&sums, |sums| sums, &SUMS))
}

/// A column of whole numbers or of others, and what it has of a row.
enum Column<T> {
    Count(&'static str, fn(&T) -> u64),
    Float(&'static str, fn(&T) -> f64),
}

const SUMS: [Column<Sums>; 17] = [
    Column::Count("count", |sums| sums.count),
    Column::Count("parts", |sums| sums.parts),
    Column::Count("least", |sums| sums.least),
    Column::Float("count_deviations", |sums| sums.count_deviations),
    Column::Float("count_products", |sums| sums.count_products),
    Column::Float("count_roots", |sums| sums.count_roots),
    Column::Float("count_entropy", |sums| sums.count_entropy),
    Column::Float("harmonics", |sums| sums.harmonics),
    Column::Float("rates", |sums| sums.rates),
    Column::Float("rate_deviations", |sums| sums.rate_deviations),
    Column::Float("rate_products", |sums| sums.rate_products),
    Column::Float("rate_entropy", |sums| sums.rate_entropy),
    Column::Float("rate_ranks", |sums| sums.rate_ranks),
    Column::Float("size_roots", |sums| sums.size_roots),
    Column::Float("chi_square", |sums| sums.chi_square),
    Column::Float("divergence", |sums| sums.divergence),
    Column::Float("surplus", |sums| sums.surplus),
];
const DISTANCES: [Column<Distances>; 4] = [
    Column::Count("near", |distances| distances.near),
    Column::Count("far", |distances| distances.far),
    Column::Float("squares", |distances| distances.squares),
    Column::Float("logarithms", |distances| distances.logarithms),
];

/// Makes columns of rows. Some rows are done with at a time, while they are in the cache.
fn columns<R, T>(rows: &[R], of: impl Fn(&R) -> &T, columns: &[Column<T>]) -> Vec<(&'static str, ArrayRef)> {
    let mut made: Vec<(Vec<i64>, Vec<f64>)> = columns.iter().map(|_| (Vec::new(), Vec::new())).collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        for (column, (whole, float)) in columns.iter().zip(&mut made) {
            match column {
                Column::Count(_, field) => {
                    whole.extend(rows.iter().map(|row| i64::try_from(field(of(row))).unwrap_or(i64::MAX)));
                }
                Column::Float(_, field) => float.extend(rows.iter().map(|row| field(of(row)))),
            }
        }
    }
    let arrays = columns.iter().zip(made).map(|(column, (whole, float))| match column {
        Column::Count(name, _) => (*name, Arc::new(Int64Array::from(whole)) as ArrayRef),
        Column::Float(name, _) => (*name, Arc::new(Float64Array::from(float)) as ArrayRef),
    });
    arrays.collect()
}

fn counts<T>(rows: &[T], field: impl Fn(&T) -> u64) -> ArrayRef {
    int64(&rows.iter().map(field).collect::<Vec<_>>())
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
