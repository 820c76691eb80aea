//! The document-term matrix across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, strings, uint32};
use super::{Selection, TokenTable};
use crate::{Kind, Options, Result};

/// How often each value occurs in each of the given documents: the cells (`column, count`), where those of each
/// row begin (`start`, one more than rows), the rows (`tokens`), and the columns (`term, count, documents,
/// display`).
#[pyfunction]
#[pyo3(signature = (table, documents, selection, *, attribute, kinds, min_count, min_documents, n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn document_term_matrix(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    documents: PyChunkedArray,
    selection: &Bound<'_, Selection>,
    attribute: &str,
    kinds: Vec<String>,
    min_count: u64,
    min_documents: u64,
    n_threads: Option<usize>,
) -> PyResult<(ArrowTable, ArrowTable, ArrowTable, ArrowTable)> {
    let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
    let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
    let (table, selection, documents) = (&table.get().0, &selection.get().0, numbers(&documents)?);
    super::gate::run_and_convert(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        let matrix = crate::document_term_matrix(table, &documents, selection, attribute, &options, control)?;
        let display = attribute.displays(&matrix.value);
        control.check()?;
        Ok((
            ArrowTable::new(vec![("column", uint32(matrix.column)), ("count", uint32(matrix.count))])?,
            ArrowTable::new(vec![("start", int64(&matrix.starts))])?,
            ArrowTable::new(vec![("tokens", int64(&matrix.row_tokens))])?,
            ArrowTable::new(vec![
                ("term", strings(attribute.values(), &matrix.value)?),
                ("count", int64(&matrix.value_count)),
                ("documents", int64(&matrix.value_documents)),
                ("display", strings(table.vocabulary().words(), &display)?),
            ])?,
        ))
    })
}
