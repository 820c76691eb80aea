//! Zones across the border.

use std::sync::Arc;

use arrow_array::UInt8Array;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, texts, uint32};
use super::gate;
use crate::{Error, Result, Zone, ZonePlace, ZoneRule};

/// A row of the table: zone, where it looks, what it needs, within how many characters, and the pattern.
type Row = (String, String, String, usize, String);

/// A table of patterns for zones.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct ZoneRules(crate::ZoneRules);

#[pymethods]
impl ZoneRules {
    #[new]
    fn new(rows: Vec<Row>) -> PyResult<Self> {
        let rules = rows.into_iter().map(rule).collect::<Result<Vec<_>>>()?;
        Ok(Self(crate::ZoneRules::new(&rules)?))
    }

    /// The zones of an array of strings in groups: a table `text` (its place), `start, end, zone` (a code), `rule` (a
    /// number as in `ZONE_REASONS`, or of a row behind them), `repeated_in`.
    #[pyo3(signature = (texts, groups, *, n_threads=None, progress=None))]
    fn zones(
        &self,
        py: Python<'_>,
        texts: PyChunkedArray,
        groups: PyChunkedArray,
        n_threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ArrowTable> {
        let (texts, groups) = (self::texts(&texts)?, numbers(&groups)?);
        let found =
            gate::run(py, progress, |control| crate::zones(&texts, &groups, &self.0, n_threads, control))?;
        ArrowTable::new(vec![
            ("text", uint32(found.text)),
            ("start", uint32(found.start)),
            ("end", uint32(found.end)),
            ("zone", Arc::new(UInt8Array::from_iter_values(found.zone.iter().map(|&zone| zone as u8)))),
            ("rule", uint32(found.rule)),
            ("repeated_in", int64(&found.repeated_in)),
        ])
    }
}

fn rule((zone, place, needs, within, pattern): Row) -> Result<ZoneRule> {
    let (zone, place) = (
        named("zone", zone, &Zone::ALL, Zone::name)?,
        named("place", place, &ZonePlace::ALL, ZonePlace::name)?,
    );
    Ok(ZoneRule { zone, place, needs, within, pattern })
}

fn named<T: Copy>(what: &'static str, name: String, all: &[T], name_of: fn(T) -> &'static str) -> Result<T> {
    all.iter().copied().find(|&one| name_of(one) == name).ok_or_else(|| Error::UnknownName {
        what,
        name,
        known: all.iter().map(|&one| name_of(one).to_owned()).collect(),
    })
}
