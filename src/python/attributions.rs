//! Reported speech, as a table.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Float64Array, LargeListArray, StringArray, StructArray, UInt8Array, UInt32Array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Fields};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, internal, numbers, texts, uint32};
use super::{TokenTable, gate};
use crate::{Attribution, Lexicon, Span};

/// A verb of saying: with `|` behind a separable prefix, its class, and the letters of what it goes with.
type Cue = (String, String, String);

/// The verbs of saying of a language.
#[pyfunction]
pub(super) fn cues(language: &str) -> PyResult<Vec<Cue>> {
    Ok(Lexicon::cues_of(language)?)
}

/// The reported statements of some documents: a table of columns as in `corpusstats.attributions`, with codes
/// for names, and `_document`, the place among the given.
#[pyfunction]
#[pyo3(signature = (table, texts, documents, *, language, cues=None, n_threads=None, progress=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn attributions(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    texts: PyChunkedArray,
    documents: PyChunkedArray,
    language: &str,
    cues: Option<Vec<Cue>>,
    n_threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<ArrowTable> {
    let (table, documents, texts) = (&table.get().0, numbers(&documents)?, self::texts(&texts)?);
    let lexicon = match cues {
        Some(cues) => Lexicon::with_cues(language, &cues)?,
        None => Lexicon::of(language)?,
    };
    gate::run_and_convert(py, progress, |control| {
        let rows = crate::attributions(table, &texts, &documents, &lexicon, n_threads, control)?;
        into_table(&rows)
    })
}

fn into_table(rows: &[Attribution]) -> PyResult<ArrowTable> {
    let number = |of: fn(&Attribution) -> u32| uint32(rows.iter().map(of).collect());
    let code = |of: fn(&Attribution) -> u8| -> ArrayRef {
        Arc::new(UInt8Array::from_iter_values(rows.iter().map(of)))
    };
    let optional = |of: fn(&Attribution) -> Option<u32>| -> ArrayRef {
        Arc::new(rows.iter().map(of).collect::<UInt32Array>())
    };
    let string = |of: fn(&Attribution) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(of)))
    };
    ArrowTable::new(vec![
        ("_document", number(|row| row.document)),
        ("attr_id", number(|row| row.number)),
        ("parent_id", optional(|row| row.parent)),
        ("sentence", number(|row| row.sentence)),
        ("mode", code(|row| row.mode as u8)),
        ("polarity", code(|row| row.polarity as u8)),
        ("content_start", number(|row| row.content.start)),
        ("content_end", number(|row| row.content.end)),
        ("content_parts", parts(rows)?),
        ("speaker_start", optional(|row| row.speaker.map(|span| span.start))),
        ("speaker_end", optional(|row| row.speaker.map(|span| span.end))),
        ("_referent_start", optional(|row| row.referent.map(|span| span.start))),
        ("_referent_end", optional(|row| row.referent.map(|span| span.end))),
        ("speaker_type", code(|row| row.speaker_type as u8)),
        ("cue_start", optional(|row| row.cue.map(|span| span.start))),
        ("cue_end", optional(|row| row.cue.map(|span| span.end))),
        ("cue_lemma", string(|row| &row.lemma)),
        ("cue_class", code(|row| row.class as u8)),
        ("rule", string(|row| row.rule)),
        ("confidence", Arc::new(Float64Array::from_iter_values(rows.iter().map(|row| row.confidence)))),
        ("flag", code(|row| row.flag as u8)),
    ])
}

/// The pieces of each content: a list of structs `start, end`, null where it is in one piece.
fn parts(rows: &[Attribution]) -> PyResult<ArrayRef> {
    let spans: Vec<Span> = rows.iter().flat_map(|row| row.parts.iter().copied()).collect();
    let starts: ArrayRef = uint32(spans.iter().map(|span| span.start).collect());
    let ends: ArrayRef = uint32(spans.iter().map(|span| span.end).collect());
    let field = |name: &str, column: &ArrayRef| Field::new(name, column.data_type().clone(), false);
    let fields = Fields::from(vec![field("start", &starts), field("end", &ends)]);
    let items: ArrayRef = Arc::new(StructArray::new(fields, vec![starts, ends], None));
    let field = Arc::new(Field::new("item", items.data_type().clone(), false));
    let offsets = OffsetBuffer::<i64>::from_lengths(rows.iter().map(|row| row.parts.len()));
    let nulls = NullBuffer::from(rows.iter().map(|row| !row.parts.is_empty()).collect::<Vec<_>>());
    Ok(Arc::new(LargeListArray::try_new(field, offsets, items, Some(nulls)).map_err(internal)?))
}
