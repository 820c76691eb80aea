//! Tokens and sentences of texts, as tables and as lists.

use std::sync::Arc;

use arrow_array::types::UInt8Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, LargeListArray, StringArray, StructArray, UInt8Array};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Fields};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, internal, kinds, uint32};
use super::gate;
use super::views::{Texts, views};
use crate::{Kind, Language, Mode, Result, SentenceColumns, TokenColumns, list_sentences, list_tokens};

/// How texts are split.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct Tokenizer(pub(super) crate::Tokenizer);

#[pymethods]
impl Tokenizer {
    #[new]
    #[pyo3(signature = (*, language, mode, split_clitics=None, joined=false, abbreviations=vec![], unsplittable=vec![]))]
    fn new(
        language: &str,
        mode: &str,
        split_clitics: Option<bool>,
        joined: bool,
        abbreviations: Vec<String>,
        unsplittable: Vec<String>,
    ) -> Result<Self> {
        let (language, mode) = (Language::from_name(language)?, Mode::from_name(mode)?);
        Ok(Self(crate::Tokenizer { mode, language, split_clitics, joined, abbreviations, unsplittable }))
    }

    /// The tokens of an array of strings: a table `text` (its place), `sentence, token, kind` (a
    /// code), `start, end`.
    #[pyo3(signature = (texts, *, n_threads=None, progress=None))]
    fn tokens(
        &self,
        py: Python<'_>,
        texts: PyChunkedArray,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ArrowTable> {
        let texts = Texts::new(&texts)?;
        let parts =
            gate::run(py, progress, |control| list_tokens(texts.texts(), &self.0, n_threads, control))?;
        py.detach(|| {
            ArrowTable::in_parts(TokenColumns::default(), parts, |part| {
                let (text, kind) = (uint32(part.text), kinds(part.kind.into_iter()));
                let rest = token_columns(part.sentence, part.view, kind, part.start, part.end, &texts);
                Ok([vec![("text", text)], rest].concat())
            })
        })
    }

    /// The sentences of an array of strings: a table `text` (its place), `sentence, string, start, end`.
    #[pyo3(signature = (texts, *, n_threads=None, progress=None))]
    fn sentences(
        &self,
        py: Python<'_>,
        texts: PyChunkedArray,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ArrowTable> {
        let texts = Texts::new(&texts)?;
        let parts =
            gate::run(py, progress, |control| list_sentences(texts.texts(), &self.0, n_threads, control))?;
        py.detach(|| {
            ArrowTable::in_parts(SentenceColumns::default(), parts, |part| {
                Ok(vec![
                    ("text", uint32(part.text)),
                    ("sentence", uint32(part.sentence)),
                    ("string", views(part.view, &texts)),
                    ("start", uint32(part.start)),
                    ("end", uint32(part.end)),
                ])
            })
        })
    }

    /// For each string the list of its tokens, as strings or, with `spans`, as structs `token, kind, sentence,
    /// start, end`; null stays null. A table of one column, `list`.
    fn token_lists(&self, py: Python<'_>, texts: PyChunkedArray, spans: bool) -> PyResult<ArrowTable> {
        let texts = Texts::new(&texts)?;
        let parts = gate::run(py, None, |control| list_tokens(texts.texts(), &self.0, Some(1), control))?;
        py.detach(|| {
            let all = TokenColumns::concat(parts);
            let counts = counts(&all.text, texts.texts().len());
            let kind = kind_names(&all.kind)?;
            let columns = token_columns(all.sentence, all.view, kind, all.start, all.end, &texts);
            list(choose(columns, 1, spans), &counts, texts.nulls())
        })
    }

    /// The same for sentences: strings, or structs `sentence, start, end`.
    fn sentence_lists(&self, py: Python<'_>, texts: PyChunkedArray, spans: bool) -> PyResult<ArrowTable> {
        let texts = Texts::new(&texts)?;
        let parts = gate::run(py, None, |control| list_sentences(texts.texts(), &self.0, Some(1), control))?;
        py.detach(|| {
            let all = SentenceColumns::concat(parts);
            let counts = counts(&all.text, texts.texts().len());
            let columns = vec![
                ("sentence", views(all.view, &texts)),
                ("start", uint32(all.start)),
                ("end", uint32(all.end)),
            ];
            list(choose(columns, 0, spans), &counts, texts.nulls())
        })
    }
}

type Columns = Vec<(&'static str, ArrayRef)>;

fn token_columns(
    sentence: Vec<u32>,
    view: Vec<u128>,
    kind: ArrayRef,
    start: Vec<u32>,
    end: Vec<u32>,
    texts: &Texts<'_>,
) -> Columns {
    vec![
        ("sentence", uint32(sentence)),
        ("token", views(view, texts)),
        ("kind", kind),
        ("start", uint32(start)),
        ("end", uint32(end)),
    ]
}

/// A column of kinds by name, which can stand inside a list.
fn kind_names(kinds: &[Kind]) -> PyResult<ArrayRef> {
    let keys = UInt8Array::from_iter_values(kinds.iter().map(|&kind| kind as u8));
    let names = Arc::new(StringArray::from_iter_values(Kind::ALL.map(Kind::name)));
    let column: DictionaryArray<UInt8Type> = DictionaryArray::try_new(keys, names).map_err(internal)?;
    Ok(Arc::new(column))
}

/// How many rows each text has.
fn counts(text: &[u32], n_texts: usize) -> Vec<usize> {
    let mut counts = vec![0; n_texts];
    for &text in text {
        counts[text as usize] += 1;
    }
    counts
}

/// One column by its place, or all of them as structs.
fn choose(mut columns: Columns, place: usize, all: bool) -> ArrayRef {
    if !all {
        return columns.swap_remove(place).1;
    }
    let fields: Vec<Field> =
        columns.iter().map(|(name, column)| Field::new(*name, column.data_type().clone(), false)).collect();
    let (fields, columns) = (Fields::from(fields), columns.into_iter().map(|(_, column)| column).collect());
    Arc::new(StructArray::new(fields, columns, None))
}

fn list(items: ArrayRef, counts: &[usize], nulls: Option<NullBuffer>) -> PyResult<ArrowTable> {
    let field = Arc::new(Field::new("item", items.data_type().clone(), false));
    let offsets = OffsetBuffer::<i64>::from_lengths(counts.iter().copied());
    let lists = LargeListArray::try_new(field, offsets, items, nulls).map_err(internal)?;
    ArrowTable::new(vec![("list", Arc::new(lists))])
}
