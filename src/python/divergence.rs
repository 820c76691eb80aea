//! Divergences across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, counts, float64, int64, numbers};
use crate::{Arrangements, CountRows, DivergenceOrder as Order, Error, Id, Result, divergence_null};

fn order_of(order: u8) -> Result<Order> {
    match order {
        1 => Ok(Order::One),
        2 => Ok(Order::Two),
        _ => Err(Error::UnknownName {
            what: "order",
            name: order.to_string(),
            known: vec!["1".into(), "2".into()],
        }),
    }
}

/// What each term adds to the divergence of two lists of counts: a table `contribution`, or nothing if one of them
/// is all zeros.
#[pyfunction]
pub(super) fn divergence_terms(
    py: Python<'_>,
    one: PyChunkedArray,
    other: PyChunkedArray,
    order: u8,
) -> PyResult<Option<ArrowTable>> {
    let (one, other, order) = (counts(&one)?, counts(&other)?, order_of(order)?);
    let terms = py.detach(|| crate::divergence_terms([&one, &other], order));
    terms.map(|terms| ArrowTable::new(vec![("contribution", float64(terms))])).transpose()
}

/// How often terms occur in documents.
#[pyclass(frozen, module = "corpusstats._core")]
pub(super) struct CountMatrix(CountRows);

#[pymethods]
impl CountMatrix {
    /// A matrix of how many cells each row has, and the column and count of each cell.
    #[new]
    fn new(lengths: PyChunkedArray, columns: PyChunkedArray, counts: PyChunkedArray) -> PyResult<Self> {
        Ok(Self(CountRows::new(&numbers(&lengths)?, numbers(&columns)?, numbers(&counts)?)?))
    }

    /// The sums of some rows: a table `count`, one row for each of so many columns.
    fn sums(&self, py: Python<'_>, rows: PyChunkedArray, n_columns: usize) -> PyResult<ArrowTable> {
        let rows = numbers(&rows)?;
        ArrowTable::new(vec![("count", int64(&py.detach(|| self.0.sums(&rows, n_columns))))])
    }

    /// What the divergence of two groups would be if the documents were dealt out to them anew: `labels` are 0 and 1,
    /// and of all other rows 2. Returns a table `divergence`, one row an arrangement, whether these are all there are,
    /// and the least p that they can give.
    #[pyo3(signature = (labels, strata, *, order, n_sampled, most_exact, seed, n_threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn divergences(
        &self,
        py: Python<'_>,
        labels: PyChunkedArray,
        strata: PyChunkedArray,
        order: u8,
        n_sampled: usize,
        most_exact: usize,
        seed: u64,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, bool, f64)> {
        let (labels, strata, order) = (numbers(&labels)?, numbers(&strata)?, order_of(order)?);
        if labels.len() != self.0.len() {
            let lengths = (labels.len(), self.0.len());
            return Err(Error::LengthMismatch { what: "labels and rows", lengths }.into());
        }
        let rows: Vec<usize> = (0..labels.len()).filter(|&row| labels[row] < 2).collect();
        let pick = |list: &[Id]| rows.iter().filter_map(|&row| list.get(row).copied()).collect::<Vec<_>>();
        let arrangements = Arrangements::new(&pick(&labels), &pick(&strata), n_sampled, most_exact, seed)?;
        let found = super::gate::run(py, None, |control| {
            divergence_null(&self.0, &rows, &arrangements, order, n_threads, control)
        })?;
        let table = ArrowTable::new(vec![("divergence", float64(found))])?;
        Ok((table, arrangements.is_exact(), arrangements.floor(0)))
    }
}
