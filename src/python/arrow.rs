//! Data across the border: Arrow arrays in without a copy, Arrow tables out.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Float64Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, Float64Array, Int64Array, RecordBatch, StructArray, UInt8Array, UInt32Array,
};
use arrow_buffer::Buffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::PyChunkedArray;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};

use crate::{Id, Kind, Strings, Texts, views_of_strings};

/// A table that anything that knows Arrow can take over.
#[pyclass(frozen, module = "corpusstats._core")]
pub(crate) struct ArrowTable(Vec<RecordBatch>);

impl ArrowTable {
    pub(crate) fn new(columns: Vec<(&str, ArrayRef)>) -> PyResult<Self> {
        RecordBatch::try_from_iter(columns).map(|batch| Self(vec![batch])).map_err(internal)
    }

    /// A table of parts that are not put together; without any, of `none`.
    pub(crate) fn in_parts<P>(
        none: P,
        parts: Vec<P>,
        columns: impl Fn(P) -> PyResult<Vec<(&'static str, ArrayRef)>>,
    ) -> PyResult<Self> {
        let parts = if parts.is_empty() { vec![none] } else { parts };
        let batch = |part| RecordBatch::try_from_iter(columns(part)?).map_err(internal);
        parts.into_iter().map(batch).collect::<PyResult<_>>().map(Self)
    }
}

#[pymethods]
impl ArrowTable {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let array = |batch: &RecordBatch| Arc::new(StructArray::from(batch.clone())) as ArrayRef;
        let arrays: Vec<ArrayRef> = self.0.iter().map(array).collect();
        let data_type = arrays.first().map_or(DataType::Null, |array| array.data_type().clone());
        let field: FieldRef = Arc::new(Field::new("", data_type, false));
        let reader = ArrayIterator::new(arrays.into_iter().map(Ok), field);
        Ok(to_stream_pycapsule(py, Box::new(reader), requested_schema)?)
    }
}

#[allow(clippy::needless_pass_by_value)] // for map_err
pub(super) fn internal(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The strings of an Arrow array, where they are.
pub(super) fn texts(array: &PyChunkedArray) -> PyResult<Vec<&str>> {
    let mut texts = Vec::with_capacity(array.chunks().iter().map(Array::len).sum());
    for chunk in array.chunks() {
        if chunk.null_count() > 0 {
            return Err(PyValueError::new_err("texts may not be null"));
        }
        match chunk.data_type() {
            DataType::Utf8View => texts.extend(chunk.as_string_view().iter().flatten()),
            DataType::LargeUtf8 => texts.extend(chunk.as_string::<i64>().iter().flatten()),
            DataType::Utf8 => texts.extend(chunk.as_string::<i32>().iter().flatten()),
            other => return Err(PyTypeError::new_err(format!("texts have to be strings, not {other}"))),
        }
    }
    Ok(texts)
}

/// The strings of an Arrow array, to be looked at more than once.
#[derive(Debug)]
pub(super) struct KeptTexts(PyChunkedArray);

impl KeptTexts {
    pub(super) fn new(array: PyChunkedArray) -> PyResult<Self> {
        texts(&array)?;
        Ok(Self(array))
    }
}

impl Texts for KeptTexts {
    fn texts(&self) -> Vec<&str> {
        // That they are strings was seen when they came.
        texts(&self.0).unwrap_or_default()
    }
}

/// The numbers of an Arrow array of type `UInt32`.
pub(super) fn numbers(array: &PyChunkedArray) -> PyResult<Vec<Id>> {
    values::<UInt32Type>(array, "numbers have to be UInt32 without nulls")
}

/// The numbers of an Arrow array of type `UInt64`.
pub(super) fn counts(array: &PyChunkedArray) -> PyResult<Vec<u64>> {
    values::<UInt64Type>(array, "counts have to be UInt64 without nulls")
}

fn values<T: ArrowPrimitiveType>(
    array: &PyChunkedArray,
    otherwise: &'static str,
) -> PyResult<Vec<T::Native>> {
    let mut values = Vec::with_capacity(array.chunks().iter().map(Array::len).sum());
    for chunk in array.chunks() {
        let Some(chunk) = chunk.as_primitive_opt::<T>().filter(|chunk| chunk.null_count() == 0) else {
            return Err(PyTypeError::new_err(otherwise));
        };
        values.extend_from_slice(chunk.values());
    }
    Ok(values)
}

/// The numbers of an Arrow array of type `Float64`; a null is no number.
pub(super) fn floats(array: &PyChunkedArray) -> PyResult<Vec<f64>> {
    let mut numbers = Vec::with_capacity(array.chunks().iter().map(Array::len).sum());
    for chunk in array.chunks() {
        let Some(chunk) = chunk.as_primitive_opt::<Float64Type>() else {
            return Err(PyTypeError::new_err("numbers have to be Float64"));
        };
        numbers.extend(chunk.iter().map(|number| number.unwrap_or(f64::NAN)));
    }
    Ok(numbers)
}

/// Counts as signed numbers: those of polars wrap silently where they are unsigned.
pub(super) fn int64(values: &[u64]) -> ArrayRef {
    let signed = |&value: &u64| i64::try_from(value).unwrap_or(i64::MAX);
    Arc::new(Int64Array::from_iter_values(values.iter().map(signed)))
}

/// A column of measures.
pub(super) fn float64(values: Vec<f64>) -> ArrayRef {
    Arc::new(Float64Array::from(values))
}

/// A column of numbers that are no counts.
pub(super) fn uint32(values: Vec<Id>) -> ArrayRef {
    Arc::new(UInt32Array::from(values))
}

/// A column of kinds by their codes.
pub(super) fn kinds(kinds: impl Iterator<Item = Kind>) -> ArrayRef {
    Arc::new(UInt8Array::from(kinds.map(|kind| kind as u8).collect::<Vec<_>>()))
}

/// Columns of strings, each chosen by its number from a list.
///
/// Long columns share one buffer with the bytes of the list; those of less than half as many rows get one of their own
/// each, so that they keep no large one alive.
pub(super) struct StringColumns<'a> {
    strings: &'a Strings,
    /// The view of each string, and the buffer.
    shared: Option<(Vec<u128>, Buffer)>,
}

impl<'a> StringColumns<'a> {
    /// Columns that have so many rows together.
    pub(super) fn new(strings: &'a Strings, n_rows: usize) -> PyResult<Self> {
        if n_rows < strings.len() / 2 {
            return Ok(Self { strings, shared: None });
        }
        if u32::try_from(strings.buffer().len()).is_err() {
            return Err(PyValueError::new_err("the distinct words take more than 4 GiB"));
        }
        let views = views_of_strings(strings.buffer(), strings.bounds());
        Ok(Self { strings, shared: Some((views, strings.buffer().clone())) })
    }

    pub(super) fn column(&self, chosen: &[Id]) -> ArrayRef {
        let Some((views, buffer)) = &self.shared else {
            return super::views::copies(self.strings, chosen);
        };
        super::views::chosen(views, chosen, buffer)
    }
}

/// A column of strings, each chosen by its number.
pub(super) fn strings(strings: &Strings, chosen: &[Id]) -> PyResult<ArrayRef> {
    Ok(StringColumns::new(strings, chosen.len())?.column(chosen))
}
