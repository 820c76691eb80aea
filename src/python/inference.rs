//! Counts by unit, and tests by permutation, across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, float64, floats, int64, numbers, strings, uint32};
use super::{Selection, TokenTable, gate};
use crate::{Against, Arrangements, Id, Kind, Options, Result, Units};

/// The p of statistics that have Student's distribution, of either sign, with degrees of freedom for each.
#[pyfunction]
#[pyo3(signature = (statistics, freedom, *, n_threads=None))]
pub(super) fn student_p(
    py: Python<'_>,
    statistics: PyChunkedArray,
    freedom: PyChunkedArray,
    n_threads: Option<usize>,
) -> PyResult<ArrowTable> {
    let (statistics, freedom) = (floats(&statistics)?, floats(&freedom)?);
    let p_values =
        gate::run(py, None, |control| crate::student_p_values(&statistics, &freedom, n_threads, control))?;
    ArrowTable::new(vec![("p_value", float64(p_values))])
}

/// The numbers below which Student's distributions of some degrees of freedom have a probability: a table `quantile`.
#[pyfunction]
#[pyo3(signature = (probability, freedom, *, n_threads=None))]
pub(super) fn student_quantiles(
    py: Python<'_>,
    probability: f64,
    freedom: PyChunkedArray,
    n_threads: Option<usize>,
) -> PyResult<ArrowTable> {
    let freedom = floats(&freedom)?;
    let quantiles =
        gate::run(py, None, |control| crate::student_quantiles(probability, &freedom, n_threads, control))?;
    ArrowTable::new(vec![("quantile", float64(quantiles))])
}

/// The number below which Student's distribution has a probability.
#[pyfunction]
pub(super) fn student_quantile(probability: f64, freedom: f64) -> f64 {
    crate::special::student_quantile(probability.ln(), freedom)
}

/// How often each term occurs in each unit: the tokens that a document has in a group.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct Postings(crate::Postings);

#[pymethods]
impl Postings {
    /// Counts the terms of a selection; `rank` numbers the documents of the table in the order that units come in.
    #[staticmethod]
    #[pyo3(signature = (table, selection, rank, *, attribute, kinds, n_threads=None))]
    fn of_terms(
        py: Python<'_>,
        table: &Bound<'_, TokenTable>,
        selection: &Bound<'_, Selection>,
        rank: PyChunkedArray,
        attribute: &str,
        kinds: Vec<String>,
        n_threads: Option<usize>,
    ) -> PyResult<Self> {
        let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
        let options = Options { kinds: &kinds, min_count: 1, min_documents: 1, n_threads };
        let (table, selection, rank) = (&table.get().0, &selection.get().0, numbers(&rank)?);
        gate::run(py, None, |control| {
            let attribute = table.attribute(attribute, control)?;
            crate::Postings::of_terms(table, selection, &rank, attribute, &options, control)
        })
        .map(Self)
    }

    /// Takes over counts of terms, numbered from 0, in units.
    #[staticmethod]
    #[pyo3(signature = (n_terms, terms, units, counts, *, groups, documents, tokens))]
    #[allow(clippy::too_many_arguments)]
    fn from_counts(
        n_terms: usize,
        terms: PyChunkedArray,
        units: PyChunkedArray,
        counts: PyChunkedArray,
        groups: PyChunkedArray,
        documents: PyChunkedArray,
        tokens: PyChunkedArray,
    ) -> PyResult<Self> {
        let tokens = numbers(&tokens)?.into_iter().map(u64::from).collect();
        let of_units = Units { group: numbers(&groups)?, document: numbers(&documents)?, tokens };
        let (terms, units, counts) = (numbers(&terms)?, numbers(&units)?, numbers(&counts)?);
        Ok(Self(crate::Postings::from_counts(of_units, n_terms, &terms, &units, &counts)?))
    }

    /// The same counts in other units, each the sum of some: for each unit its new number, or none, and for each new
    /// unit its group.
    fn merged(&self, py: Python<'_>, numbers: Vec<Option<Id>>, groups: Vec<Id>) -> PyResult<Self> {
        gate::run(py, None, |_| self.0.merged(&numbers, &groups)).map(Self)
    }

    /// The same without the terms that no unit has.
    fn of_present(&self) -> Self {
        Self(self.0.of_present())
    }

    /// How many terms there are.
    fn n_terms(&self) -> usize {
        self.0.values().len()
    }

    /// A table `group, document, tokens`.
    fn units(&self) -> PyResult<ArrowTable> {
        let units = self.0.units();
        ArrowTable::new(vec![
            ("group", uint32(units.group.clone())),
            ("document", uint32(units.document.clone())),
            ("tokens", int64(&units.tokens)),
        ])
    }

    /// A table `term, display`, in the order of everything that is said of terms.
    fn terms(&self, py: Python<'_>, table: &Bound<'_, TokenTable>, attribute: &str) -> PyResult<ArrowTable> {
        let table = &table.get().0;
        gate::run_and_convert(py, None, |control| {
            let attribute = table.attribute(attribute, control)?;
            let display = attribute.displays(self.0.values());
            ArrowTable::new(vec![
                ("term", strings(attribute.values(), self.0.values())?),
                ("display", strings(table.vocabulary().words(), &display)?),
            ])
        })
    }

    /// Sums over the units of each group, for each term, group by group: `count, documents, own_documents, largest,
    /// squares, products, deviation`; and `documents` of each term in all.
    #[pyo3(signature = (n_groups, *, n_threads=None))]
    fn moments(
        &self,
        py: Python<'_>,
        n_groups: usize,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, ArrowTable)> {
        gate::run_and_convert(py, None, |control| {
            let moments = self.0.moments(n_groups, n_threads, control)?;
            Ok((
                ArrowTable::new(vec![
                    ("count", int64(&moments.count)),
                    ("documents", int64(&moments.documents)),
                    ("own_documents", int64(&moments.own_documents)),
                    ("largest", int64(&moments.largest)),
                    ("squares", int64(&moments.squares)),
                    ("products", int64(&moments.products)),
                    ("deviation", float64(moments.deviation)),
                ])?,
                ArrowTable::new(vec![("documents", int64(&moments.all_documents))])?,
            ))
        })
    }

    /// Tests every term in every group by permuting the groups of units: `statistic, as_extreme, one_sided, exceeded` group by
    /// group, `omnibus, omnibus_as_extreme`, how many arrangements there are, whether they are all, and the least p of
    /// each group.
    #[pyo3(signature = (strata, *, mean, n_permutations, most_exact, seed, n_threads=None))]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    fn permute(
        &self,
        py: Python<'_>,
        strata: PyChunkedArray,
        mean: bool,
        n_permutations: usize,
        most_exact: usize,
        seed: u64,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, ArrowTable, usize, bool, Vec<f64>)> {
        let strata = numbers(&strata)?;
        let labels = &self.0.units().group;
        let arrangements = Arrangements::new(labels, &strata, n_permutations, most_exact, seed)?;
        let n_groups = labels.iter().max().map_or(0, |&last| last + 1);
        // In a mean of rates it matters which of the others a unit is in: an arrangement is like no other.
        let is_alone = mean && n_groups > 2;
        let floor = |group| if is_alone { 0.0 } else { arrangements.floor(group) };
        let floors = (0..n_groups).map(floor).collect();
        let rest = if mean { Against::Mean } else { Against::Pooled };
        let found = gate::run(py, None, |control| {
            crate::permute(&self.0, &arrangements, &strata, rest, n_threads, control)
        })?;
        Ok((
            ArrowTable::new(vec![
                ("statistic", float64(found.statistic)),
                ("as_extreme", int64(&found.as_extreme)),
                ("one_sided", float64(found.one_sided)),
                ("exceeded", int64(&found.exceeded)),
            ])?,
            ArrowTable::new(vec![
                ("omnibus", float64(found.omnibus)),
                ("omnibus_as_extreme", int64(&found.omnibus_as_extreme)),
            ])?,
            arrangements.len(),
            arrangements.is_exact(),
            floors,
        ))
    }

    /// Bounds of the log ratio of side 0 against the mean of the other sides, by bootstrap over units: `lower, upper`,
    /// NaN where there are none.
    #[pyo3(signature = (sides, strata, *, n_resamples, confidence, seed, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn bootstrap(
        &self,
        py: Python<'_>,
        sides: PyChunkedArray,
        strata: PyChunkedArray,
        n_resamples: usize,
        confidence: f64,
        seed: u64,
        n_threads: Option<usize>,
    ) -> PyResult<ArrowTable> {
        let (sides, strata) = (numbers(&sides)?, numbers(&strata)?);
        let bounds = gate::run(py, None, |control| {
            crate::bootstrap(&self.0, &sides, &strata, n_resamples, confidence, seed, n_threads, control)
        })?;
        ArrowTable::new(vec![("lower", float64(bounds.lower)), ("upper", float64(bounds.upper))])
    }

    /// Tests the rates of units, each group against the others: `deviate` (of Mann and Whitney's U), `welch`, `freedom`,
    /// group by group.
    #[pyo3(signature = (n_groups, *, n_threads=None))]
    fn compare_rates(
        &self,
        py: Python<'_>,
        n_groups: usize,
        n_threads: Option<usize>,
    ) -> PyResult<ArrowTable> {
        let tests =
            gate::run(py, None, |control| crate::compare_rates(&self.0, n_groups, n_threads, control))?;
        ArrowTable::new(vec![
            ("deviate", float64(tests.deviate)),
            ("welch", float64(tests.welch)),
            ("freedom", float64(tests.freedom)),
        ])
    }
}
