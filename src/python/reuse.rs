//! Shared text across the border.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, uint32};
use super::windows::kinds_of;
use super::{TokenTable, gate};
use crate::{Edit, EditedSide, Id, Match, MatchSide, Passages, ReuseOptions, Span, spans_of_sides};

/// What some documents share, as tables: matches (`document_a, first_a, last_a, start_a, end_a, passage_a`, the same of
/// b, `matched, edits, ubiquitous`); passages (`document, first, last, start, end, cluster`); documents (`words,
/// ubiquitous`); and the numbers of ubiquitous shingles and of their places.
#[pyfunction]
#[pyo3(signature = (table, documents, *, attribute, kinds, shingle, min_run, min_words, gap, most_places,
    n_threads=None, progress=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn shared(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    documents: PyChunkedArray,
    attribute: &str,
    kinds: Vec<String>,
    shingle: usize,
    min_run: usize,
    min_words: usize,
    gap: usize,
    most_places: usize,
    n_threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(ArrowTable, ArrowTable, ArrowTable, u64, u64)> {
    let (table, documents, kinds) = (&table.get().0, numbers(&documents)?, &kinds_of(&kinds)?);
    let options = ReuseOptions { kinds, shingle, min_run, min_words, gap, most_places, n_threads };
    gate::run_and_convert(py, progress, |control| {
        let attribute = table.attribute(attribute, control)?;
        let found = crate::shared(table, &documents, attribute, &options, control)?;
        let passages = crate::passages(&found.matches);
        let sides: Vec<MatchSide> = found.matches.iter().flat_map(|one| [one.a, one.b]).collect();
        let spans = |sides: &[MatchSide]| spans_of_sides(table, &documents, attribute, kinds, sides, control);
        Ok((
            matches_table(&found.matches, &spans(&sides)?, &passages)?,
            passages_table(&passages, &spans(&passages.sides)?)?,
            ArrowTable::new(vec![
                ("words", int64(&found.words)),
                ("ubiquitous", int64(&found.ubiquitous_of_document)),
            ])?,
            found.ubiquitous_shingles,
            found.ubiquitous_places,
        ))
    })
}

/// A column of what some things have.
fn column<T>(things: &[T], of: impl Fn(&T) -> Id) -> ArrayRef {
    uint32(things.iter().map(of).collect())
}

fn flags<T>(things: &[T], of: impl Fn(&T) -> bool) -> ArrayRef {
    Arc::new(BooleanArray::from(things.iter().map(of).collect::<Vec<_>>()))
}

fn matches_table(matches: &[Match], spans: &[Span], passages: &Passages) -> PyResult<ArrowTable> {
    let (a, b): (Vec<Span>, Vec<Span>) = spans.chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
    ArrowTable::new(vec![
        ("document_a", column(matches, |one| one.a.document)),
        ("first_a", column(matches, |one| one.a.start)),
        ("last_a", column(matches, |one| one.a.end)),
        ("start_a", column(&a, |span| span.start)),
        ("end_a", column(&a, |span| span.end)),
        ("passage_a", column(&passages.of_match, |pair| pair.0)),
        ("document_b", column(matches, |one| one.b.document)),
        ("first_b", column(matches, |one| one.b.start)),
        ("last_b", column(matches, |one| one.b.end)),
        ("start_b", column(&b, |span| span.start)),
        ("end_b", column(&b, |span| span.end)),
        ("passage_b", column(&passages.of_match, |pair| pair.1)),
        ("matched", column(matches, |one| one.matched)),
        ("edits", column(matches, |one| one.edits)),
        ("ubiquitous", flags(matches, |one| one.ubiquitous)),
    ])
}

fn passages_table(passages: &Passages, spans: &[Span]) -> PyResult<ArrowTable> {
    let sides = &passages.sides;
    ArrowTable::new(vec![
        ("document", column(sides, |side| side.document)),
        ("first", column(sides, |side| side.start)),
        ("last", column(sides, |side| side.end)),
        ("start", column(spans, |span| span.start)),
        ("end", column(spans, |span| span.end)),
        ("cluster", uint32(passages.cluster.clone())),
    ])
}

/// The numbers that pairs join, each with the number of what it is in: a table `component`.
#[pyfunction]
pub(super) fn components(n: usize, one: PyChunkedArray, other: PyChunkedArray) -> PyResult<ArrowTable> {
    let pairs: Vec<(Id, Id)> = numbers(&one)?.into_iter().zip(numbers(&other)?).collect();
    ArrowTable::new(vec![("component", uint32(crate::components(n, &pairs)))])
}

/// What was edited in the sentences of matches, given by six columns as `shared` has them and their edits: a table
/// `found` (which match), `sentence_a, sentence_start_a, sentence_end_a, start_a, end_a, words_a`, the same of b,
/// `is_equal`.
#[pyfunction]
#[pyo3(signature = (table, documents, sides, edits, *, attribute, kinds, lists_equal, n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn copy_edits(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    documents: PyChunkedArray,
    sides: Vec<PyChunkedArray>,
    edits: PyChunkedArray,
    attribute: &str,
    kinds: Vec<String>,
    lists_equal: bool,
    n_threads: Option<usize>,
) -> PyResult<ArrowTable> {
    let (table, documents, kinds) = (&table.get().0, numbers(&documents)?, &kinds_of(&kinds)?);
    let sides: Vec<Vec<Id>> = sides.iter().map(numbers).collect::<PyResult<_>>()?;
    let value = |column: usize, row: usize| {
        sides.get(column).and_then(|column| column.get(row)).copied().unwrap_or_default()
    };
    let side = |first: usize, row| MatchSide {
        document: value(first, row),
        start: value(first + 1, row),
        end: value(first + 2, row),
    };
    let matches: Vec<Match> = (0..)
        .zip(numbers(&edits)?)
        .map(|(row, edits)| Match { a: side(0, row), b: side(3, row), matched: 0, edits, ubiquitous: false })
        .collect();
    let found = gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        crate::edits(table, &documents, attribute, kinds, &matches, lists_equal, n_threads, control)
    })?;
    edits_table(&found)
}

fn edits_table(edits: &[Edit]) -> PyResult<ArrowTable> {
    let found = edits.iter().map(|edit| Id::try_from(edit.found).unwrap_or(Id::MAX)).collect();
    let mut columns = vec![("found", uint32(found))];
    let names = [
        ["sentence_a", "sentence_start_a", "sentence_end_a", "start_a", "end_a", "words_a"],
        ["sentence_b", "sentence_start_b", "sentence_end_b", "start_b", "end_b", "words_b"],
    ];
    let sides: [fn(&Edit) -> EditedSide; 2] = [|edit| edit.a, |edit| edit.b];
    let values: [fn(EditedSide) -> Id; 6] = [
        |side| side.sentence,
        |side| side.sentences.start,
        |side| side.sentences.end,
        |side| side.span.start,
        |side| side.span.end,
        |side| side.words,
    ];
    for (names, side) in names.into_iter().zip(sides) {
        columns.extend(
            names
                .into_iter()
                .zip(values)
                .map(|(name, value)| (name, column(edits, |edit| value(side(edit))))),
        );
    }
    columns.push(("is_equal", flags(edits, |edit| edit.is_equal)));
    ArrowTable::new(columns)
}
