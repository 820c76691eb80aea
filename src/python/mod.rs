//! The extension module `corpusstats._core`: converts in, calls one core function, converts out.

// What pyo3 converts from Python arrives by value.
#![allow(clippy::needless_pass_by_value)]

mod arrow;
mod associations;
mod attributions;
mod contrasts;
mod dispersion;
mod divergence;
mod diversity;
mod gate;
mod inference;
mod matrix;
mod ngrams;
mod pairs;
mod reuse;
mod scores;
mod special;
mod storage;
mod texts;
mod views;
mod voices;
mod windows;
mod zones;

use std::sync::Arc;

use arrow_array::ArrayRef;
use pyo3::exceptions::{PyIndexError, PyMemoryError, PyOSError, PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use self::arrow::{ArrowTable, int64, kinds, numbers, strings, uint32};
use self::texts::Tokenizer;
use crate::{Control, Error, Filter, Given, Id, Kind, LabelledSpan, Options, Overlap, Query, Result};

pyo3::import_exception!(corpusstats.exceptions, InputError);
pyo3::create_exception!(_core, OverlapError, PyValueError, "Spans overlap: document, one span, another.");

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        if let Error::Overlap { document, spans: [one, two] } = error {
            return OverlapError::new_err((document, one, two));
        }
        match error {
            Error::TooMany { .. } => PyOverflowError::new_err(message),
            Error::Memory { .. } => PyMemoryError::new_err(message),
            Error::NoSuchDocument { .. } => PyIndexError::new_err(message),
            Error::BadFile { .. } | Error::BadPattern { .. } => InputError::new_err(message),
            Error::Io { .. } => PyOSError::new_err(message),
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
    use super::associations::WindowUnits;
    #[pymodule_export]
    use super::attributions::{attributions, cues};
    #[pymodule_export]
    use super::contrasts::Contrasts;
    #[pymodule_export]
    use super::dispersion::{dispersion, sums_of_cells};
    #[pymodule_export]
    use super::divergence::{CountMatrix, divergence_terms, exact_sum};
    #[pymodule_export]
    use super::diversity::diversity;
    #[pymodule_export]
    use super::inference::{Postings, student_p, student_quantile, student_quantiles};
    #[pymodule_export]
    use super::matrix::document_term_matrix;
    #[pymodule_export]
    use super::ngrams::NgramCounter;
    #[pymodule_export]
    use super::pairs::{PairCounter, cooccurrence_matrix, find_pairs};
    #[pymodule_export]
    use super::reuse::{components, copy_edits, shared};
    #[pymodule_export]
    use super::scores::{log_p_values, scores};
    #[pymodule_export]
    use super::special::special;
    #[pymodule_export]
    use super::storage::{
        Builder, SavedTexts, check_terms, checksum, concat_layers, concat_tokens, open_layer, open_tokens,
        save_layer, save_texts, save_tokens,
    };
    #[pymodule_export]
    use super::texts::Tokenizer;
    #[pymodule_export]
    use super::voices::{are_quoted, voice_spans};
    #[pymodule_export]
    use super::windows::{collocates, find, find_collocates, find_ngrams, slices};
    #[pymodule_export]
    use super::zones::ZoneRules;
    #[pymodule_export]
    use super::{Layer, OverlapError, Selection, TokenTable, lower};
    use crate::{Kind, Language, Mode};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let names = |names: Vec<&'static str>| PyTuple::new(module.py(), names);
        module.add(
            "ATTRIBUTION_MODES",
            names(crate::AttributionMode::ALL.iter().map(|one| one.name()).collect())?,
        )?;
        module.add("CUE_CLASSES", names(crate::CueClass::ALL.iter().map(|one| one.name()).collect())?)?;
        module
            .add("SPEAKER_TYPES", names(crate::SpeakerType::ALL.iter().map(|one| one.name()).collect())?)?;
        module.add("POLARITIES", names(crate::Polarity::ALL.iter().map(|one| one.name()).collect())?)?;
        module.add(
            "ATTRIBUTION_FLAGS",
            names(crate::AttributionFlag::ALL.iter().map(|one| one.name()).collect())?,
        )?;
        module.add("ATTRIBUTION_LANGUAGES", names(crate::Lexicon::LANGUAGES.to_vec())?)?;
        module.add("ZONES", PyTuple::new(module.py(), crate::Zone::ALL.map(crate::Zone::name))?)?;
        module.add(
            "ZONE_REASONS",
            PyTuple::new(module.py(), crate::ZoneReason::ALL.map(crate::ZoneReason::name))?,
        )?;
        module.add("KINDS", PyTuple::new(module.py(), Kind::ALL.map(Kind::name))?)?;
        module.add("LANGUAGES", PyTuple::new(module.py(), Language::ALL.map(Language::name))?)?;
        module.add("MODES", PyTuple::new(module.py(), Mode::ALL.map(Mode::name))?)?;
        module.add("ATTRIBUTES", PyTuple::new(module.py(), crate::TokenTable::ATTRIBUTES)?)?;
        module.add("TOKENIZER_VERSION", crate::TOKENIZER_VERSION)?;
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
    #[pyo3(signature = (texts, tokenizer, *, n_threads=None, progress=None))]
    fn build(
        py: Python<'_>,
        texts: PyChunkedArray,
        tokenizer: &Bound<'_, Tokenizer>,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let tokenizer = &tokenizer.get().0;
        let texts = Arc::new(arrow::KeptTexts::new(texts)?);
        let work = |control: &Control| crate::TokenTable::build_of(texts, tokenizer, n_threads, control);
        gate::run(py, progress, work).map(Self)
    }

    /// The table of tokens from elsewhere: how many each document has, where they begin and end, and what is known
    /// of them. `attributes` are the names of annotations and the values by the numbers in `annotations`.
    #[staticmethod]
    #[pyo3(signature = (texts, tokenizer, counts, starts, ends, *, kinds=None, sentences=None, annotations=None,
        attributes=vec![]))]
    #[allow(clippy::too_many_arguments)]
    fn from_tokens(
        py: Python<'_>,
        texts: PyChunkedArray,
        tokenizer: &Bound<'_, Tokenizer>,
        counts: PyChunkedArray,
        starts: PyChunkedArray,
        ends: PyChunkedArray,
        kinds: Option<PyChunkedArray>,
        sentences: Option<PyChunkedArray>,
        annotations: Option<PyChunkedArray>,
        attributes: Vec<(String, Vec<String>)>,
    ) -> PyResult<Self> {
        let (texts, tokenizer) = (arrow::texts(&texts)?, &tokenizer.get().0);
        let kind = |&code: &Id| Kind::ALL[code as usize % Kind::ALL.len()];
        let kinds = kinds.map(|kinds| PyResult::Ok(numbers(&kinds)?.iter().map(kind).collect::<Vec<_>>()));
        let (kinds, counts) = (kinds.transpose()?, numbers(&counts)?);
        let (starts, ends) = (numbers(&starts)?, numbers(&ends)?);
        let sentences = sentences.map(|sentences| numbers(&sentences)).transpose()?;
        let annotations = annotations.map(|annotations| numbers(&annotations)).transpose()?;
        let given = Given {
            counts: &counts.iter().map(|&count| count as usize).collect::<Vec<_>>(),
            starts: &starts,
            ends: &ends,
            kinds: kinds.as_deref(),
            sentences: sentences.as_deref(),
            annotations: annotations.as_deref(),
            attributes: &attributes,
        };
        gate::run(py, None, |control| crate::TokenTable::from_tokens(&texts, &given, tokenizer, control))
            .map(Self)
    }

    /// The names of the attributes.
    fn attributes(&self) -> Vec<&str> {
        self.0.attributes().collect()
    }

    fn n_documents(&self) -> usize {
        self.0.n_documents()
    }

    /// How many tokens each document has.
    fn document_tokens(&self) -> PyResult<ArrowTable> {
        let counts: Vec<u64> = self.0.document_tokens().map(|count| count as u64).collect();
        ArrowTable::new(vec![("tokens", int64(&counts))])
    }

    /// The terms of the given documents: `term_id, word, lower, kind, count`.
    fn vocabulary(&self, py: Python<'_>, documents: PyChunkedArray) -> PyResult<ArrowTable> {
        let documents = numbers(&documents)?;
        let vocabulary = self.0.vocabulary();
        gate::run_and_convert(py, None, |control| {
            let counts = self.0.term_counts(&documents, control)?;
            let lower = self.0.attribute("lower", control)?;
            let terms: Vec<Id> =
                (0..).zip(&counts).filter(|&(_, &count)| count > 0).map(|(term, _)| term).collect();
            let counts: Vec<u64> = terms.iter().map(|&term| counts[term as usize]).collect();
            let values: Vec<Id> = terms.iter().map(|&term| lower.value_of_term()[term as usize]).collect();
            let annotations = self.annotations(&terms)?;
            let words = strings(vocabulary.words(), &terms)?;
            control.check()?;
            let columns = vec![
                ("word", words),
                ("lower", strings(lower.values(), &values)?),
                ("kind", kinds(terms.iter().map(|&term| vocabulary.kinds()[term as usize]))),
                ("count", int64(&counts)),
                ("term_id", uint32(terms)),
            ];
            ArrowTable::new([columns, annotations].concat())
        })
    }

    /// The tokens of the given documents: `document` (its place among the given), `sentence, position, token,
    /// kind, start, end`, and the annotations that came with them.
    fn tokens(&self, py: Python<'_>, documents: PyChunkedArray) -> PyResult<ArrowTable> {
        let documents = numbers(&documents)?;
        gate::run_and_convert(py, None, |control| {
            let list = self.0.tokens(&documents, control)?;
            let kind = |&term: &Id| self.0.vocabulary().kinds()[term as usize];
            let columns = vec![
                ("token", strings(self.0.vocabulary().words(), &list.term)?),
                ("kind", kinds(list.term.iter().map(kind))),
                ("document", uint32(list.document)),
                ("sentence", uint32(list.sentence)),
                ("position", uint32(list.position)),
                ("start", uint32(list.start)),
                ("end", uint32(list.end)),
            ];
            ArrowTable::new([columns, self.annotations(&list.term)?].concat())
        })
    }

    /// The sentences of the given documents: `document` (its place among the given), `sentence, start, end`.
    fn sentences(&self, py: Python<'_>, documents: PyChunkedArray) -> PyResult<ArrowTable> {
        let documents = numbers(&documents)?;
        let list = gate::run(py, None, |control| self.0.sentences(&documents, control))?;
        ArrowTable::new(vec![
            ("document", uint32(list.document)),
            ("sentence", uint32(list.sentence)),
            ("start", uint32(list.start)),
            ("end", uint32(list.end)),
        ])
    }

    /// The distinct values of an attribute in byte order: a table `value`.
    fn values(&self, py: Python<'_>, attribute: &str) -> PyResult<ArrowTable> {
        let attribute = gate::run(py, None, |control| self.0.attribute(attribute, control))?;
        let every: Vec<Id> = (0..).zip(attribute.display()).map(|(value, _)| value).collect();
        ArrowTable::new(vec![("value", strings(attribute.values(), &every)?)])
    }

    /// The number of each of some values of an attribute; one that does not exist has none.
    fn find_values(&self, py: Python<'_>, attribute: &str, values: Vec<String>) -> PyResult<Vec<Option<Id>>> {
        let attribute = gate::run(py, None, |control| self.0.attribute(attribute, control))?;
        Ok(values.iter().map(|value| attribute.find(value)).collect())
    }

    /// Counts by group: a table `term, display, count, documents, _group`, and the tokens of each
    /// group.
    #[pyo3(signature = (selection, *, attribute, kinds, min_count, min_documents, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn frequencies(
        &self,
        py: Python<'_>,
        selection: &Bound<'_, Selection>,
        attribute: &str,
        kinds: Vec<String>,
        min_count: u64,
        min_documents: u64,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, Vec<u64>)> {
        let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
        let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
        let selection = &selection.get().0;
        gate::run_and_convert(py, None, |control| {
            let attribute = self.0.attribute(attribute, control)?;
            let list = crate::frequencies(&self.0, selection, attribute, &options, control)?;
            let display = attribute.displays(&list.value);
            let terms = strings(attribute.values(), &list.value)?;
            control.check()?;
            let displays = strings(self.0.vocabulary().words(), &display)?;
            control.check()?;
            let table = ArrowTable::new(vec![
                ("term", terms),
                ("display", displays),
                ("count", int64(&list.count)),
                ("documents", int64(&list.documents)),
                ("_group", uint32(list.group)),
            ])?;
            Ok((table, list.group_tokens))
        })
    }
}

impl TokenTable {
    /// A column for each attribute that came with the tokens: its value of some terms.
    fn annotations(&self, terms: &[Id]) -> PyResult<Vec<(&str, ArrayRef)>> {
        let names = self.0.attributes().skip(crate::TokenTable::ATTRIBUTES.len());
        let column = |name| {
            let attribute = self.0.attribute(name, &Control::default())?;
            let values: Vec<Id> =
                terms.iter().map(|&term| attribute.value_of_term()[term as usize]).collect();
            Ok((name, strings(attribute.values(), &values)?))
        };
        names.map(column).collect()
    }
}

/// Labelled spans as ranges of tokens.
#[pyclass(frozen, module = "corpusstats._core")]
struct Layer(crate::Layer);

#[pymethods]
impl Layer {
    /// Spans of code points with the numbers of their labels; `rest` is that of all other tokens, if any.
    #[new]
    #[pyo3(signature = (table, documents, starts, ends, labels, *, rest=None, innermost=false))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        documents: PyChunkedArray,
        starts: PyChunkedArray,
        ends: PyChunkedArray,
        labels: PyChunkedArray,
        rest: Option<Id>,
        innermost: bool,
    ) -> PyResult<Self> {
        let (documents, labels) = (numbers(&documents)?, numbers(&labels)?);
        let bounds = numbers(&starts)?.into_iter().zip(numbers(&ends)?);
        let span = |((document, (start, end)), label)| LabelledSpan { document, start, end, label };
        let spans: Vec<_> = documents.into_iter().zip(bounds).zip(labels).map(span).collect();
        let overlap = if innermost { Overlap::Innermost } else { Overlap::Refuse };
        let (table, rest) = (&table.get().0, rest.unwrap_or(crate::NO_LABEL));
        gate::run(py, None, |_| crate::Layer::new(table, &spans, rest, overlap)).map(Self)
    }

    /// The sentences, labelled with their numbers, and the number of sentences of the longest document.
    #[staticmethod]
    fn sentences(py: Python<'_>, table: &Bound<'_, TokenTable>) -> PyResult<(Self, Id)> {
        let table = &table.get().0;
        let layer = gate::run(py, None, |control| table.sentence_layer(control))?;
        Ok((Self(layer.clone()), layer.n_labels()))
    }
}

/// What is counted, and for which group.
#[pyclass(frozen, module = "corpusstats._core")]
struct Selection(crate::Selection);

#[pymethods]
impl Selection {
    /// Documents with the number of their group each, cut up by layers. A filter is a layer, whether it keeps
    /// each of its labels, and whether it keeps the rest.
    #[new]
    #[pyo3(signature = (table, documents, groups, *, by, filters, borders))]
    fn new(
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        documents: PyChunkedArray,
        groups: PyChunkedArray,
        by: Vec<Py<Layer>>,
        filters: Vec<(Py<Layer>, Vec<bool>, bool)>,
        borders: Vec<Py<Layer>>,
    ) -> PyResult<Self> {
        let (documents, groups) = (numbers(&documents)?, numbers(&groups)?);
        let query = Query {
            documents: &documents,
            groups: &groups,
            by: by.iter().map(|layer| &layer.get().0).collect(),
            filters: filters
                .iter()
                .map(|(layer, keeps, keeps_rest)| Filter {
                    layer: &layer.get().0,
                    keeps: keeps.clone(),
                    keeps_rest: *keeps_rest,
                })
                .collect(),
            borders: borders.iter().map(|layer| &layer.get().0).collect(),
        };
        let table = &table.get().0;
        Ok(Self(py.detach(|| crate::Selection::new(table, &query))?))
    }

    /// The groups: a table of the number that their documents have, `_documents`, and then of that of their label in each
    /// of so many layers, `_layer_0`, `_layer_1`, …
    fn keys(&self, n_layers: usize) -> PyResult<ArrowTable> {
        let value = |key: &Vec<Id>, place: usize| key.get(place).copied().unwrap_or(Id::MAX);
        let column = |place| uint32(self.0.keys().iter().map(|key| value(key, place)).collect());
        let names: Vec<String> = (0..n_layers).map(|place| format!("_layer_{place}")).collect();
        let layers = names.iter().enumerate().map(|(place, name)| (name.as_str(), column(place + 1)));
        ArrowTable::new([("_documents", column(0))].into_iter().chain(layers).collect())
    }

    /// How many tokens of some kinds each group has: a table `tokens`.
    fn tokens(
        &self,
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        kinds: Vec<String>,
    ) -> PyResult<ArrowTable> {
        let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
        let table = &table.get().0;
        let tokens = gate::run(py, None, |control| crate::group_tokens(table, &self.0, &kinds, control))?;
        ArrowTable::new(vec![("tokens", int64(&tokens))])
    }

    /// How many documents each group has tokens in.
    fn documents(&self) -> Vec<u64> {
        self.0.documents()
    }

    /// The same in other groups: for each group its new number, or none to leave it out.
    fn regrouped(&self, groups: Vec<Option<Id>>) -> PyResult<Self> {
        Ok(Self(self.0.regrouped(&groups)?))
    }
}
