//! Lexical diversity across the border.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, UInt32Array};
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use super::arrow::{ArrowTable, int64, numbers, uint32};
use super::{Selection, TokenTable};
use crate::{Diversity, DiversityOptions, Draws, Factors, Kind, Rest, Result, Rule, Spectrum, Spread};

/// A rule of factors: threshold, whether it is enough to reach it, least tokens.
type GivenRule = (f64, bool, usize);

/// What was counted of each group, and without each of its parts: `_group, _left_out`, and a column for each count or
/// fit. `order` are the documents in order; `factors` are a rule, what becomes of the rest, and whether documents are
/// joined; `draws` are samples of a size, curves, and the seed.
#[pyfunction]
#[pyo3(signature = (table, order, selection, *, attribute, kinds, window, segment, factors, moving, sample, curve, draws,
    ranks, growth, parts, least_documents, n_threads=None))]
#[allow(clippy::too_many_arguments)]
pub(super) fn diversity(
    py: Python<'_>,
    table: &Bound<'_, TokenTable>,
    order: PyChunkedArray,
    selection: &Bound<'_, Selection>,
    attribute: &str,
    kinds: Vec<String>,
    window: Option<usize>,
    segment: Option<usize>,
    factors: Option<(GivenRule, String, bool)>,
    moving: Option<GivenRule>,
    sample: Option<usize>,
    curve: Option<(usize, usize)>,
    draws: Option<(usize, usize, u64)>,
    ranks: bool,
    growth: bool,
    parts: usize,
    least_documents: usize,
    n_threads: Option<usize>,
) -> PyResult<ArrowTable> {
    let kinds = kinds.iter().map(|name| Kind::from_name(name)).collect::<Result<Vec<_>>>()?;
    let rule = |(threshold, at_most, least)| Rule { threshold, at_most, least };
    let factors = factors.map(|(given, rest, joined)| {
        Result::Ok((Factors { rule: rule(given), rest: Rest::from_name(&rest)? }, joined))
    });
    let options = DiversityOptions {
        kinds: &kinds,
        window,
        segment,
        factors: factors.transpose()?,
        moving: moving.map(rule),
        sample,
        curve,
        draws: draws.map(|(samples, curves, seed)| Draws { samples, curves, seed }),
        ranks,
        growth,
        parts,
        least_documents,
        n_threads,
    };
    let (table, selection, order) = (&table.get().0, &selection.get().0, numbers(&order)?);
    let rows = super::gate::run(py, None, |control| {
        let attribute = table.attribute(attribute, control)?;
        crate::diversity(table, &order, selection, attribute, &options, control)
    })?;
    ArrowTable::new(columns(&rows))
}

fn columns(rows: &[Diversity]) -> Vec<(&'static str, ArrayRef)> {
    let left_out = rows.iter().map(|row| row.left_out).collect::<UInt32Array>();
    let counts = |of: fn(&Diversity) -> u64| int64(&rows.iter().map(of).collect::<Vec<_>>());
    let floats = |of: fn(&Diversity) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(rows.iter().map(of)))
    };
    let mut columns = vec![
        ("_group", uint32(rows.iter().map(|row| row.group).collect())),
        ("_left_out", Arc::new(left_out) as ArrayRef),
        ("documents", counts(|row| row.documents)),
        ("forward_tokens", counts(|row| row.passes[0].tokens)),
        ("forward_factors", floats(|row| row.passes[0].factors)),
        ("backward_tokens", counts(|row| row.passes[1].tokens)),
        ("backward_factors", floats(|row| row.passes[1].factors)),
        ("growth", Arc::new(rows.iter().map(|row| row.growth).collect::<Float64Array>())),
    ];
    columns.extend(of_spectra(&rows.iter().map(|row| row.spectrum).collect::<Vec<_>>()));
    columns.extend(of_documents(&rows.iter().map(|row| row.spread).collect::<Vec<_>>()));
    columns
}

fn of_spectra(spectra: &[Spectrum]) -> Vec<(&'static str, ArrayRef)> {
    let counts = |of: fn(&Spectrum) -> u64| int64(&spectra.iter().map(of).collect::<Vec<_>>());
    let floats = |of: fn(&Spectrum) -> Option<f64>| {
        Arc::new(spectra.iter().map(of).collect::<Float64Array>()) as ArrayRef
    };
    vec![
        ("n_tokens", counts(|spectrum| spectrum.tokens)),
        ("n_types", counts(|spectrum| spectrum.types)),
        ("once", counts(|spectrum| spectrum.once)),
        ("twice", counts(|spectrum| spectrum.twice)),
        ("pairs", floats(|spectrum| Some(spectrum.pairs))),
        ("entropy", floats(|spectrum| Some(spectrum.entropy))),
        ("sample_types", floats(|spectrum| spectrum.sample_types)),
        ("curve", floats(|spectrum| spectrum.curve)),
        ("drawn", floats(|spectrum| spectrum.drawn)),
        ("ranks", floats(|spectrum| spectrum.ranks)),
    ]
}

fn of_documents(spreads: &[Spread]) -> Vec<(&'static str, ArrayRef)> {
    let counts = |of: fn(&Spread) -> u64| int64(&spreads.iter().map(of).collect::<Vec<_>>());
    vec![
        ("windows", counts(|spread| spread.windows)),
        ("window_types", counts(|spread| spread.window_types)),
        ("mattr_documents", counts(|spread| spread.window_documents)),
        ("segments", counts(|spread| spread.segments)),
        ("segment_types", counts(|spread| spread.segment_types)),
        ("msttr_documents", counts(|spread| spread.segment_documents)),
        ("moving_forward_tokens", counts(|spread| spread.moving[0].tokens)),
        ("moving_forward_factors", counts(|spread| spread.moving[0].factors)),
        ("moving_backward_tokens", counts(|spread| spread.moving[1].tokens)),
        ("moving_backward_factors", counts(|spread| spread.moving[1].factors)),
        ("moving_wrapped_tokens", counts(|spread| spread.moving[2].tokens)),
        ("moving_wrapped_factors", counts(|spread| spread.moving[2].factors)),
    ]
}
