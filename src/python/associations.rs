//! The windows of a node by unit, and whether groups differ in them, across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, float64, int64, numbers, strings, uint32};
use super::windows::{Places, kinds_of, phrases_of};
use super::{Selection, TokenTable, gate};
use crate::{Options, Phrases, Window, WindowUnit};

/// The collocates of a node in each document of each group.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct WindowUnits(crate::WindowUnits);

#[pymethods]
impl WindowUnits {
    /// Counts them; `rank` numbers the documents of the table in the order that units come in.
    #[staticmethod]
    #[pyo3(signature = (table, selection, rank, phrases, *, attribute, kinds, window, counts_all, min_count,
        min_documents, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn count(
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        selection: &Bound<'_, Selection>,
        rank: PyChunkedArray,
        phrases: Places,
        attribute: &str,
        kinds: Vec<String>,
        window: (usize, usize),
        counts_all: bool,
        min_count: u64,
        min_documents: u64,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let (table, selection, phrases) = (&table.get().0, &selection.get().0, phrases_of(&phrases)?);
        let (rank, kinds) = (numbers(&rank)?, kinds_of(&kinds)?);
        let window = Window { left: window.0, right: window.1, kinds: &kinds, counts_all, places: false };
        let options = Options { kinds: &kinds, min_count, min_documents, n_threads };
        gate::run(py, None, |control| {
            let attribute = table.attribute(attribute, control)?;
            let node = Phrases::new(attribute, phrases);
            crate::WindowUnits::count(table, selection, &rank, attribute, &node, &window, &options, control)
        })
        .map(Self)
    }

    /// A table `group, document, hits, window, tokens`.
    fn units(&self) -> PyResult<ArrowTable> {
        let units = self.0.units();
        let number = |of: fn(&WindowUnit) -> u32| uint32(units.iter().map(of).collect());
        let count = |of: fn(&WindowUnit) -> u64| int64(&units.iter().map(of).collect::<Vec<_>>());
        ArrowTable::new(vec![
            ("group", number(|unit| unit.group)),
            ("document", number(|unit| unit.document)),
            ("hits", count(|unit| unit.hits)),
            ("window", count(|unit| unit.window)),
            ("tokens", count(|unit| unit.tokens)),
        ])
    }

    /// A table `collocate, display`, in the order of everything that is said of collocates.
    fn collocates(
        &self,
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        attribute: &str,
    ) -> PyResult<ArrowTable> {
        let table = &table.get().0;
        gate::run_and_convert(py, None, |control| {
            let attribute = table.attribute(attribute, control)?;
            let display = attribute.displays(self.0.values());
            ArrowTable::new(vec![
                ("collocate", strings(attribute.values(), self.0.values())?),
                ("display", strings(table.vocabulary().words(), &display)?),
            ])
        })
    }

    /// Sums over the units of each group, collocate by collocate and group by group: `count, total, documents`, and of
    /// products of counts `inside_inside, inside_tokens, inside_window, inside_total, total_total, total_tokens,
    /// total_window`.
    fn sums(&self, py: Python<'_>, n_groups: usize) -> PyResult<ArrowTable> {
        gate::run_and_convert(py, None, |control| {
            let sums = self.0.sums(n_groups, control)?;
            let column = |of: fn(&crate::WindowSums) -> u64| int64(&sums.iter().map(of).collect::<Vec<_>>());
            ArrowTable::new(vec![
                ("count", column(|sum| sum.inside[0])),
                ("total", column(|sum| sum.total[0])),
                ("documents", column(|sum| sum.documents)),
                ("inside_inside", column(|sum| sum.inside[1])),
                ("inside_tokens", column(|sum| sum.inside[2])),
                ("inside_window", column(|sum| sum.inside[3])),
                ("inside_total", column(|sum| sum.inside[4])),
                ("total_total", column(|sum| sum.total[1])),
                ("total_tokens", column(|sum| sum.total[2])),
                ("total_window", column(|sum| sum.total[3])),
            ])
        })
    }

    /// Compares the groups that have a window by permuting the groups of units: for each collocate `heterogeneity,
    /// woolf, breslow_day`, how many arrangements have as much of each, `exceeded, one_sided`; how many arrangements
    /// there are, whether they are all, and the least p.
    #[pyo3(signature = (*, n_permutations, most_exact, seed, n_threads=None))]
    fn compare(
        &self,
        py: Python<'_>,
        n_permutations: usize,
        most_exact: usize,
        seed: u64,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, usize, bool, f64)> {
        let found = gate::run(py, None, |control| {
            crate::compare_windows(&self.0, n_permutations, most_exact, seed, n_threads, control)
        })?;
        let [heterogeneity, woolf, breslow_day] = &found.as_extreme;
        let table = ArrowTable::new(vec![
            ("heterogeneity", float64(found.heterogeneity)),
            ("woolf", float64(found.woolf)),
            ("breslow_day", float64(found.breslow_day)),
            ("heterogeneity_as_extreme", int64(heterogeneity)),
            ("woolf_as_extreme", int64(woolf)),
            ("breslow_day_as_extreme", int64(breslow_day)),
            ("exceeded", int64(&found.exceeded)),
            ("one_sided", float64(found.one_sided)),
        ])?;
        Ok((table, found.n_arrangements, found.is_exact, found.floor))
    }
}
