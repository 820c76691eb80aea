//! Contrasts of groups across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, strings, uint32};
use super::windows::kinds_of;
use super::{Selection, TokenTable, gate};
use crate::{Contrast, Id, Options, Sides};

/// How often terms occur in the targets and references of some contrasts. What many terms share is a table that is
/// listed once.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct Contrasts {
    table: Py<TokenTable>,
    attribute: String,
    found: crate::Contrasts,
}

#[pymethods]
impl Contrasts {
    /// A contrast is the number of a group, and those of the groups that it is set against.
    #[new]
    #[pyo3(signature = (table, selection, contrasts, *, attribute, kinds, n_threads=None))]
    fn new(
        py: Python<'_>,
        table: Py<TokenTable>,
        selection: &Bound<'_, Selection>,
        contrasts: Vec<(Id, Vec<Id>)>,
        attribute: String,
        kinds: Vec<String>,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let listed: Vec<Contrast> =
            contrasts.into_iter().map(|(target, reference)| Contrast { target, reference }).collect();
        let options = Options { kinds: &kinds_of(&kinds)?, min_count: 1, min_documents: 1, n_threads };
        let (tokens, selection) = (&table.get().0, &selection.get().0);
        let found = gate::run(py, None, |control| {
            let attribute = tokens.attribute(&attribute, control)?;
            crate::Contrasts::new(tokens, selection, &listed, attribute, &options, control)
        })?;
        Ok(Self { table, attribute, found })
    }

    /// How many terms occur in each contrast, all added up.
    fn n_rows(&self) -> usize {
        self.found.n_rows()
    }

    /// A table `count, documents, reference_count, reference_documents`: how many tokens and documents each contrast has.
    fn sizes(&self) -> PyResult<ArrowTable> {
        ArrowTable::new(columns(self.found.sizes.iter().copied()))
    }

    /// The distinct tables, as such a table with `_contrast`.
    fn tables(&self) -> PyResult<ArrowTable> {
        let tables = &self.found.tables;
        let mut columns = columns(tables.iter().map(|&(_, sides)| sides));
        columns.push(("_contrast", uint32(tables.iter().map(|&(contrast, _)| contrast).collect())));
        ArrowTable::new(columns)
    }

    /// The terms of some tables, each of which has a rank that is no less than that of the one before: a table
    /// `term, display, _place`, which is the place of the table among those given. Terms of one rank come in order.
    fn terms(&self, py: Python<'_>, tables: PyChunkedArray, ranks: PyChunkedArray) -> PyResult<ArrowTable> {
        let (tables, ranks) = (numbers(&tables)?, numbers(&ranks)?);
        let table = &self.table.get().0;
        gate::run_and_convert(py, None, |control| {
            let attribute = table.attribute(&self.attribute, control)?;
            let (values, places) = self.found.values(&tables, &ranks)?;
            control.check()?;
            let display = attribute.displays(&values);
            ArrowTable::new(vec![
                ("term", strings(attribute.values(), &values)?),
                ("display", strings(table.vocabulary().words(), &display)?),
                ("_place", uint32(places)),
            ])
        })
    }
}

fn columns(sides: impl Iterator<Item = Sides>) -> Vec<(&'static str, arrow_array::ArrayRef)> {
    let sides: Vec<Sides> = sides.collect();
    let column = |of: fn(&Sides) -> u64| int64(&sides.iter().map(of).collect::<Vec<_>>());
    vec![
        ("count", column(|sides| sides.target.count)),
        ("documents", column(|sides| sides.target.documents)),
        ("reference_count", column(|sides| sides.reference.count)),
        ("reference_documents", column(|sides| sides.reference.documents)),
    ]
}
