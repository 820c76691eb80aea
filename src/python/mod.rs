//! The extension module `corpusstats._core`: converts in, calls one core function, converts out.

// What pyo3 converts from Python arrives by value.
#![allow(clippy::needless_pass_by_value)]

mod arrow;
mod gate;

use pyo3::exceptions::{PyIndexError, PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use self::arrow::{ArrowTable, int64, kinds, numbers, strings, uint32};
use crate::{Control, Error, Id, Kind, Language, Mode, Options, Result, Selection, Tokenizer};

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::TooMany { .. } => PyOverflowError::new_err(message),
            Error::NoSuchDocument { .. } => PyIndexError::new_err(message),
            _ => PyValueError::new_err(message),
        }
    }
}

/// Counting for `corpusstats`; private.
#[pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[pymodule_export]
    use super::arrow::ArrowTable;
    #[pymodule_export]
    use super::{TokenTable, lower};
    use crate::{Kind, Language, Mode};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("KINDS", PyTuple::new(module.py(), Kind::ALL.map(Kind::name))?)?;
        module.add("LANGUAGES", PyTuple::new(module.py(), Language::ALL.map(Language::name))?)?;
        module.add("MODES", PyTuple::new(module.py(), Mode::ALL.map(Mode::name))?)?;
        module.add("ATTRIBUTES", PyTuple::new(module.py(), crate::TokenTable::ATTRIBUTES)?)?;
        module.add("UNICODE_VERSION", crate::UNICODE_VERSION)
    }
}

/// What the attribute `lower` makes of a string.
#[pyfunction]
fn lower(text: &str) -> String {
    crate::lower(text).into_owned()
}

/// The tokens of a corpus.
#[pyclass(frozen, module = "corpusstats._core")]
struct TokenTable(crate::TokenTable);

#[pymethods]
impl TokenTable {
    /// Reads documents: an Arrow array of strings. `progress` is called with the bytes read so far.
    #[staticmethod]
    #[pyo3(signature = (texts, *, language, mode, n_threads=None, progress=None))]
    fn build(
        py: Python<'_>,
        texts: PyChunkedArray,
        language: &str,
        mode: &str,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let tokenizer = Tokenizer { mode: Mode::from_name(mode)?, language: Language::from_name(language)? };
        let texts = arrow::texts(&texts)?;
        let work = |control: &Control| crate::TokenTable::build(&texts, tokenizer, n_threads, control);
        gate::run(py, progress, work).map(Self)
    }

    /// How many tokens each document has.
    fn document_tokens(&self) -> PyResult<ArrowTable> {
        let counts: Vec<u64> = self.0.document_tokens().map(|count| count as u64).collect();
        ArrowTable::new(vec![("tokens", int64(&counts))])
    }

    /// The terms of the given documents: `term_id, word, lower, kind, count`.
    fn vocabulary(&self, documents: PyChunkedArray) -> PyResult<ArrowTable> {
        let counts = self.0.term_counts(&numbers(&documents)?)?;
        let (vocabulary, lower) = (self.0.vocabulary(), self.0.attribute("lower", &Control::default())?);
        let terms: Vec<Id> =
            (0..).zip(&counts).filter(|&(_, &count)| count > 0).map(|(term, _)| term).collect();
        let counts: Vec<u64> = terms.iter().map(|&term| counts[term as usize]).collect();
        let values: Vec<Id> = terms.iter().map(|&term| lower.value_of_term()[term as usize]).collect();
        ArrowTable::new(vec![
            ("word", strings(vocabulary.words(), &terms)?),
            ("lower", strings(lower.values(), &values)?),
            ("kind", kinds(terms.iter().map(|&term| vocabulary.kinds()[term as usize]))?),
            ("count", int64(&counts)),
            ("term_id", uint32(terms)),
        ])
    }

    /// The tokens of the given documents: `document` (its place among the given), `position, token, kind,
    /// start, end`.
    fn tokens(&self, py: Python<'_>, documents: PyChunkedArray) -> PyResult<ArrowTable> {
        let documents = numbers(&documents)?;
        let list = gate::run(py, None, |control| self.0.tokens(&documents, control))?;
        let kind = |&term: &Id| self.0.vocabulary().kinds()[term as usize];
        ArrowTable::new(vec![
            ("token", strings(self.0.vocabulary().words(), &list.term)?),
            ("kind", kinds(list.term.iter().map(kind))?),
            ("document", uint32(list.document)),
            ("position", uint32(list.position)),
            ("start", uint32(list.start)),
            ("end", uint32(list.end)),
        ])
    }

    /// Counts by group: a table `term, display, count, documents, group, term_id`, and the tokens of each
    /// group.
    #[pyo3(signature = (documents, groups, n_groups, *, attribute, kinds, min_count, min_documents, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn frequencies(
        &self,
        py: Python<'_>,
        documents: PyChunkedArray,
        groups: PyChunkedArray,
        n_groups: usize,
        attribute: &str,
        kinds: Vec<String>,
        min_count: u64,
        min_documents: u64,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, Vec<u64>)> {
        let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
        let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
        let (documents, groups) = (numbers(&documents)?, numbers(&groups)?);
        let (attribute, list) = gate::run(py, None, |control| {
            let selection = Selection::of_documents(&self.0, &documents, &groups, n_groups)?;
            let attribute = self.0.attribute(attribute, control)?;
            Ok((attribute, crate::frequencies(&self.0, &selection, attribute, &options, control)?))
        })?;
        let display: Vec<Id> = list.value.iter().map(|&value| attribute.display()[value as usize]).collect();
        let table = ArrowTable::new(vec![
            ("term", strings(attribute.values(), &list.value)?),
            ("display", strings(self.0.vocabulary().words(), &display)?),
            ("count", int64(&list.count)),
            ("documents", int64(&list.documents)),
            ("group", uint32(list.group)),
            ("term_id", uint32(list.value)),
        ])?;
        Ok((table, list.group_tokens))
    }
}
