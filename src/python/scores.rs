//! Scores of tables across the border.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Float64Array};
use arrow_buffer::NullBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::ArrowTable;
use crate::scores::{Counts, Score};

/// A measure of each row: a table of one column `score`. `family` is how many tests there are, for all rows or each.
#[pyfunction]
#[pyo3(signature = (measure, o11, r1, c1, n, family, *, confidence=0.95, n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn scores(
    py: Python<'_>,
    measure: &str,
    o11: PyChunkedArray,
    r1: PyChunkedArray,
    c1: PyChunkedArray,
    n: PyChunkedArray,
    family: PyChunkedArray,
    confidence: f64,
    n_threads: Option<usize>,
) -> PyResult<ArrowTable> {
    let score = Score::from_name(measure, confidence)?;
    let [o11, r1, c1, n, family] = [&o11, &r1, &c1, &n, &family].map(counts);
    let (o11, r1, c1, n, family) = (o11?, r1?, c1?, n?, family?);
    let counts = Counts { o11: &o11, r1: &r1, c1: &c1, n: &n, family: &family };
    let found =
        super::gate::run(py, None, |control| crate::scores::scores(score, &counts, n_threads, control))?;
    column(found)
}

/// log10 of the p-values of chi-square statistics: a table of one column `score`.
#[pyfunction]
pub(super) fn log_p_values(py: Python<'_>, statistics: PyChunkedArray, df: f64) -> PyResult<ArrowTable> {
    let mut values = Vec::new();
    for chunk in statistics.chunks() {
        let Some(chunk) = chunk.as_primitive_opt::<Float64Type>() else {
            return Err(PyTypeError::new_err("statistics have to be Float64"));
        };
        values.extend(chunk.iter().map(|value| value.unwrap_or(f64::NAN)));
    }
    column(super::gate::run(py, None, |control| crate::scores::log_p_values(&values, df, control))?)
}

/// Counts of an Arrow array of type `Int64`; a null becomes -1, which no table has.
fn counts(array: &PyChunkedArray) -> PyResult<Cow<'_, [i64]>> {
    let mut counts = Cow::Borrowed([].as_slice());
    for chunk in array.chunks() {
        let Some(chunk) = chunk.as_primitive_opt::<Int64Type>() else {
            return Err(PyTypeError::new_err("counts have to be Int64"));
        };
        if counts.is_empty() && chunk.null_count() == 0 {
            counts = Cow::Borrowed(chunk.values());
        } else {
            counts.to_mut().extend(chunk.iter().map(|count| count.unwrap_or(-1)));
        }
    }
    Ok(counts)
}

/// A column that is null where a number is none.
fn column(values: Vec<f64>) -> PyResult<ArrowTable> {
    let nulls = values.iter().map(|value| !value.is_nan()).collect::<NullBuffer>();
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    let column: ArrayRef = Arc::new(Float64Array::new(values.into(), nulls));
    ArrowTable::new(vec![("score", column)])
}
