//! Saved corpora.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::make_view;
use arrow_array::{LargeStringArray, StringViewArray};
use arrow_schema::ArrowError;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, numbers, texts};
use super::{Id, InputError, Layer, TokenTable, Tokenizer, gate};
use crate::{Documents, NO_LABEL, Place, Result, Strings};

/// The largest offset in a buffer of views.
const LARGEST: u64 = i32::MAX as u64;

/// Texts in a file, which is read when somebody asks for them.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct SavedTexts {
    path: PathBuf,
    texts: Strings,
}

#[pymethods]
impl SavedTexts {
    #[new]
    fn new(path: PathBuf) -> PyResult<Self> {
        let texts = crate::open_texts(&path)?;
        Ok(Self { path, texts })
    }

    fn __len__(&self) -> usize {
        self.texts.len()
    }

    /// All texts, where they lie: a table `text`.
    fn all(&self, py: Python<'_>) -> PyResult<ArrowTable> {
        let array = gate::run(py, None, |_| Ok(views(&self.texts)))?;
        let array = array.map_err(|_| self.not_utf8())?;
        ArrowTable::new(vec![("text", Arc::new(array))])
    }

    /// Copies of some texts, by their numbers: a table `text`.
    fn some(&self, py: Python<'_>, numbers_of: PyChunkedArray) -> PyResult<ArrowTable> {
        let wanted = numbers(&numbers_of)?;
        let known = |&id: &Id| (id as usize) < self.texts.len();
        let text = |&id: &Id| std::str::from_utf8(self.texts.bytes(id as usize)).ok();
        let found = gate::run(py, None, |_| Ok(wanted.iter().filter(|id| known(id)).map(text).collect()))?;
        let found: Option<Vec<&str>> = found;
        let array = LargeStringArray::from_iter_values(found.ok_or_else(|| self.not_utf8())?);
        ArrowTable::new(vec![("text", Arc::new(array))])
    }
}

impl SavedTexts {
    fn not_utf8(&self) -> PyErr {
        InputError::new_err(format!("{}: a text is not UTF-8; the file is damaged", self.path.display()))
    }
}

/// A column of views of strings, cut into buffers that offsets of 31 bits reach into. Looks at every byte.
fn views(texts: &Strings) -> std::result::Result<StringViewArray, ArrowError> {
    let (cuts, places) = texts.places(LARGEST);
    let view = |(index, place): (usize, &Place)| make_view(texts.bytes(index), place.buffer, place.offset);
    let views: Vec<u128> = places.iter().enumerate().map(view).collect();
    let buffers: Vec<_> = cuts.into_iter().map(|cut| texts.buffer().slice(cut)).collect();
    StringViewArray::try_new(views.into(), buffers, None)
}

/// Saves texts.
#[pyfunction]
pub(super) fn save_texts(py: Python<'_>, column: PyChunkedArray, path: PathBuf) -> PyResult<()> {
    let texts = texts(&column)?;
    gate::run(py, None, |control| crate::save_texts(&texts, &path, control))
}

/// Saves the tokens to a folder that exists.
#[pyfunction]
pub(super) fn save_tokens(py: Python<'_>, table: &Bound<'_, TokenTable>, folder: PathBuf) -> PyResult<()> {
    let table = &table.get().0;
    gate::run(py, None, |control| table.save(&folder, control))
}

/// Opens the tokens in a folder, with the names of their annotations.
#[pyfunction]
pub(super) fn open_tokens(py: Python<'_>, folder: PathBuf, annotations: Vec<String>) -> PyResult<TokenTable> {
    gate::run(py, None, |_| crate::TokenTable::open(&folder, &annotations)).map(TokenTable)
}

/// Looks whether every token of a table in a folder has a term.
#[pyfunction]
pub(super) fn check_terms(py: Python<'_>, table: &Bound<'_, TokenTable>, folder: PathBuf) -> PyResult<()> {
    let table = &table.get().0;
    gate::run(py, None, |control| table.check_terms(&folder, control))
}

/// Saves the ranges of a layer.
#[pyfunction]
pub(super) fn save_layer(py: Python<'_>, layer: &Bound<'_, Layer>, path: PathBuf) -> PyResult<()> {
    let layer = &layer.get().0;
    gate::run(py, None, |control| layer.save(&path, control))
}

/// Opens a layer; `rest` is the label of all tokens outside its ranges, if any.
#[pyfunction]
#[pyo3(signature = (path, *, rest=None))]
pub(super) fn open_layer(path: PathBuf, rest: Option<Id>) -> Result<Layer> {
    crate::Layer::open(&path, rest.unwrap_or(NO_LABEL)).map(Layer)
}

/// A folder that becomes a saved corpus, document by document.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct Builder(Mutex<Option<crate::Builder>>);

#[pymethods]
impl Builder {
    #[new]
    fn new(folder: PathBuf, tokenizer: &Bound<'_, Tokenizer>) -> PyResult<Self> {
        let builder = crate::Builder::new(&folder, tokenizer.get().0.clone())?;
        Ok(Self(Mutex::new(Some(builder))))
    }

    /// Adds documents. `progress` is called with the bytes read so far.
    #[pyo3(signature = (column, *, n_threads=None, progress=None))]
    fn add(
        &self,
        py: Python<'_>,
        column: PyChunkedArray,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        let texts = texts(&column)?;
        let mut builder = self.take()?;
        let builder = gate::run(py, progress, |control| {
            builder.add(&texts, n_threads, control)?;
            Ok(builder)
        })?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(builder);
        Ok(())
    }

    /// Writes the files. Nothing can be added afterwards.
    #[pyo3(signature = (*, n_threads=None))]
    fn finish(&self, py: Python<'_>, n_threads: Option<usize>) -> PyResult<()> {
        let builder = self.take()?;
        gate::run(py, None, |control| builder.finish(n_threads, control))
    }
}

impl Builder {
    fn take(&self) -> PyResult<crate::Builder> {
        let builder = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        builder.ok_or_else(|| PyRuntimeError::new_err("the corpus is finished, in use, or has failed"))
    }
}

/// A table, some of its documents, a layer, and the new numbers of its labels.
type LayerPart = (Py<TokenTable>, PyChunkedArray, Py<Layer>, Vec<Id>);

/// One table of documents of several.
#[pyfunction]
pub(super) fn concat_tokens(
    py: Python<'_>,
    parts: Vec<(Py<TokenTable>, PyChunkedArray)>,
) -> PyResult<TokenTable> {
    let rows = parts.iter().map(|(_, rows)| numbers(rows)).collect::<PyResult<Vec<_>>>()?;
    let parts: Vec<_> = parts.iter().zip(&rows).map(|((table, _), rows)| part(table, rows)).collect();
    gate::run(py, None, |control| crate::TokenTable::concat(&parts, control)).map(TokenTable)
}

/// One layer of the layers of several tables.
#[pyfunction]
#[pyo3(signature = (parts, *, rest=None))]
pub(super) fn concat_layers(py: Python<'_>, parts: Vec<LayerPart>, rest: Option<Id>) -> PyResult<Layer> {
    let rows = parts.iter().map(|part| numbers(&part.1)).collect::<PyResult<Vec<_>>>()?;
    let mut layers = Vec::with_capacity(parts.len());
    for ((table, _, layer, labels), rows) in parts.iter().zip(&rows) {
        layers.push((part(table, rows), &layer.get().0, labels.as_slice()));
    }
    gate::run(py, None, |_| crate::Layer::concat(&layers, rest.unwrap_or(NO_LABEL))).map(Layer)
}

fn part<'a>(table: &'a Py<TokenTable>, documents: &'a [Id]) -> Documents<'a> {
    Documents { table: &table.get().0, documents }
}

/// CRC-32 of a file. `progress` is called with the bytes read so far.
#[pyfunction]
#[pyo3(signature = (path, *, progress=None))]
pub(super) fn checksum(py: Python<'_>, path: PathBuf, progress: Option<Py<PyAny>>) -> PyResult<u32> {
    gate::run(py, progress, |control| crate::checksum(&path, control))
}
