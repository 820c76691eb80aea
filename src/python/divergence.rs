//! Divergences across the border.

use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, counts, float64, floats, int64, numbers, uint32};
use super::gate;
use crate::{
    Arrangements, CountRows, DivergenceOrder as Order, Error, Id, Result, Sets, compare_sets, divergence_null,
};

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

/// The sum of some numbers, rounded once.
#[pyfunction]
pub(super) fn exact_sum(py: Python<'_>, values: PyChunkedArray) -> PyResult<f64> {
    let values = floats(&values)?;
    Ok(py.detach(|| crate::exact_sum(&values)))
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

    /// Sets of documents side by side, for every four of them the first and the third, and each and its neighbour: a
    /// table `pair` (0 to 2), `split` (which four), `one, other`, the counts of the commonest terms, and the tokens of
    /// both in each pair of each split.
    #[pyo3(signature = (sets, *, n_commonest, n_threads=None))]
    fn compare_sets(
        &self,
        py: Python<'_>,
        sets: Vec<[PyChunkedArray; 4]>,
        n_commonest: usize,
        n_threads: Option<usize>,
    ) -> PyResult<(ArrowTable, Vec<[[u64; 2]; 3]>)> {
        let sets: Vec<Sets> = sets.iter().map(set_of).collect::<PyResult<_>>()?;
        let found =
            gate::run(py, None, |control| compare_sets(&self.0, &sets, n_commonest, n_threads, control))?;
        let rows = || {
            (0..).zip(&found).flat_map(|(split, pairs)| {
                (0..).zip(pairs).flat_map(move |(pair, compared)| {
                    compared.counts.iter().map(move |counts| (split, pair, counts))
                })
            })
        };
        let counts = |side: usize| int64(&rows().map(|(_, _, counts)| counts[side]).collect::<Vec<_>>());
        let table = ArrowTable::new(vec![
            ("split", uint32(rows().map(|(split, ..)| split).collect())),
            ("pair", uint32(rows().map(|(_, pair, _)| pair).collect())),
            ("one", counts(0)),
            ("other", counts(1)),
        ])?;
        Ok((table, found.iter().map(|pairs| [0, 1, 2].map(|pair| pairs[pair].sizes)).collect()))
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
        let found = gate::run(py, None, |control| {
            divergence_null(&self.0, &rows, &arrangements, order, n_threads, control)
        })?;
        let table = ArrowTable::new(vec![("divergence", float64(found))])?;
        Ok((table, arrangements.is_exact(), arrangements.floor(0)))
    }
}

fn set_of([one, other, third, fourth]: &[PyChunkedArray; 4]) -> PyResult<Sets> {
    Ok([numbers(one)?, numbers(other)?, numbers(third)?, numbers(fourth)?])
}
