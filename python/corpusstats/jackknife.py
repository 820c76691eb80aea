"""Intervals from estimates that leave out a part each."""

from __future__ import annotations

import polars as pl

from corpusstats import _core

__all__ = ["reaches"]


def reaches(without: pl.DataFrame, names: list[str], confidence: float) -> pl.DataFrame:
    """Tell how far intervals reach to either side, by group.

    ``without`` has the estimates of each group without a part each, as columns ``names`` beside
    ``_group``; the rows of a group stand together. Half the width is t times the standard error,
    √((g - 1) / g · Σ(estimate - mean)²) of g parts, with g - 1 degrees of freedom; null where an
    estimate is missing or infinite. Sums are taken over lists, whose order no engine changes.
    """
    lists = without.group_by("_group", maintain_order=True).agg(names)
    sizes = lists.select(n=pl.col(names[0]).list.len()).to_series()
    quantiles = [_core.student_quantile((1 + confidence) / 2, size - 1) for size in sizes]
    lists = lists.with_columns(
        pl.Series("_t", quantiles, dtype=pl.Float64), _g=sizes.cast(pl.Float64)
    )
    return lists.select("_group", *(_reach(name) for name in names))


def _reach(name: str) -> pl.Expr:
    known = pl.col(name).list.eval(pl.element().is_finite().fill_null(value=False)).list.all()
    error = pl.col(name).list.std(ddof=0) * (pl.col("_g") - 1).sqrt()
    return pl.when(known).then(pl.col("_t") * error).alias(name)
