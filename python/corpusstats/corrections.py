"""Corrections for many tests, as polars expressions over a column of p-values.

All take the column of p-values and ``family``: how many tests there were. It is the number of rows
unless more were made than are listed, and then has to be given: terms that a cut-off removed were
looked at as well. For keywords it is the number of terms seen in target or reference before any
cut-off, times the contrasts. A smaller number than there are p-values gives null. A null is no
test: it stays null and is not counted, as does what is no probability. With ``.over(...)``, each
group is a family.

>>> import corpusstats as cs
>>> import polars as pl
>>> tests = pl.DataFrame({"p_value": [0.01, 0.04, 0.03, 0.005, 0.2]})
>>> tests.select(cs.corrections.benjamini_hochberg().round(6)).to_series().to_list()
[0.025, 0.05, 0.05, 0.025, 0.2]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from corpusstats.options import check_at_least

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["benjamini_hochberg", "benjamini_yekutieli", "bonferroni", "holm", "sidak"]

Column: TypeAlias = str | pl.Expr
Family: TypeAlias = int | str | pl.Expr | None

EULER = 0.5772156649015329


def bonferroni(p_value: Column = "p_value", *, family: Family = None) -> pl.Expr:
    """min(1, m p): no error at all in the family, with a probability of 1 - alpha.

    ``family`` is m, a number or a column; by default the number of p-values. Whatever depends on
    what. Dunn (1961), Multiple comparisons among means, JASA 56, 52-64.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.01, 0.04, None]})
    >>> tests.select(cs.corrections.bonferroni(family=10)).to_series().to_list()
    [0.1, 0.4, None]
    """
    p, size = _probabilities(p_value), _size(p_value, family)
    return (p * size).clip(upper_bound=1).alias("p_adjusted")


def sidak(p_value: Column = "p_value", *, family: Family = None) -> pl.Expr:
    """1 - (1 - p)**m: as `bonferroni`, a little less strict, for independent tests.

    Also tiny p keep their digits. Sidak (1967), Rectangular confidence regions for the means of
    multivariate normal distributions, JASA 62, 626-633.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.5, 0.01]})
    >>> tests.select(cs.corrections.sidak().round(6)).to_series().to_list()
    [0.75, 0.0199]
    """
    p, size = _probabilities(p_value), _size(p_value, family)
    # 1 - exp(-2 t) is 2 tanh(t) / (1 + tanh(t)).
    tanh = (-(-p).log1p() * size / 2).tanh()
    return (2 * tanh / (1 + tanh)).alias("p_adjusted")


def holm(p_value: Column = "p_value", *, family: Family = None) -> pl.Expr:
    """Max over smaller p of (m - rank + 1) p: what `bonferroni` does, and never weaker.

    ``rank`` counts from the smallest p among those listed, so that with a larger family the rows
    have to be those with its smallest p-values. Ties have one value. Holm (1979), A simple
    sequentially rejective multiple test procedure, Scand. J. Statistics 6(2), 65-70.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.01, 0.04, 0.03, 0.005, 0.2]})
    >>> tests.select(cs.corrections.holm().round(6)).to_series().to_list()
    [0.04, 0.09, 0.09, 0.025, 0.2]
    """
    p, size = _probabilities(p_value), _size(p_value, family)
    scaled = p * (size - _rank(p) + 1)
    return _in_order(p, scaled, lambda column: column.cum_max())


def benjamini_hochberg(p_value: Column = "p_value", *, family: Family = None) -> pl.Expr:
    """Min over larger p of m p / rank: the share of false discoveries among those reported.

    For independent tests, and for those that depend on each other positively. ``rank`` as in
    `holm`. Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57(1),
    289-300.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.01, 0.04, 0.03, 0.005, 0.2]})
    >>> tests.select(cs.corrections.benjamini_hochberg().round(6)).to_series().to_list()
    [0.025, 0.05, 0.05, 0.025, 0.2]
    """
    p, size = _probabilities(p_value), _size(p_value, family)
    return _in_order(p, p * size / _rank(p), lambda column: column.cum_min(reverse=True))


def benjamini_yekutieli(p_value: Column = "p_value", *, family: Family = None) -> pl.Expr:
    """As `benjamini_hochberg`, times 1 + 1/2 + ... + 1/m: whatever depends on what.

    Benjamini & Yekutieli (2001), The control of the false discovery rate in multiple testing under
    dependency, Annals of Statistics 29(4), 1165-1188.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.01, 0.04, 0.03, 0.005, 0.2]})
    >>> tests.select(cs.corrections.benjamini_yekutieli().round(6)).to_series().to_list()
    [0.057083, 0.114167, 0.114167, 0.057083, 0.456667]
    """
    p, size = _probabilities(p_value), _size(p_value, family)
    scaled = p * size * _harmonic(size) / _rank(p)
    return _in_order(p, scaled, lambda column: column.cum_min(reverse=True))


def _probabilities(p_value: Column) -> pl.Expr:
    p = (pl.col(p_value) if isinstance(p_value, str) else p_value).cast(pl.Float64)
    return pl.when(p.is_between(0, 1)).then(p)


def _size(p_value: Column, family: Family) -> pl.Expr:
    """How many tests there were; null where that is less than there are p-values."""
    listed = _probabilities(p_value).count().cast(pl.Float64)
    if family is None:
        return listed
    if isinstance(family, str | pl.Expr):
        size = pl.col(family) if isinstance(family, str) else family
    else:
        check_at_least("family", family, 1)
        size = pl.lit(family)
    size = size.cast(pl.Float64)
    return pl.when(size >= listed).then(size)


def _order(p: pl.Expr) -> pl.Expr:
    return p.arg_sort(nulls_last=True)


def _rank(p: pl.Expr) -> pl.Expr:
    """Rank from 1; ties as they are ordered."""
    return _order(p).arg_sort().cast(pl.Float64) + 1


def _in_order(p: pl.Expr, scaled: pl.Expr, accumulate: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """Accumulate scaled p-values in the order of p, and put them back."""
    order = _order(p)
    adjusted = accumulate(scaled.gather(order)).gather(order.arg_sort())
    return adjusted.clip(upper_bound=1).alias("p_adjusted")


def _harmonic(size: pl.Expr) -> pl.Expr:
    """1 + 1/2 + ... + 1/m, by Euler and Maclaurin's formula twenty places further on."""
    far = size + 20
    s = 1 / (far * far)
    series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))))
    return (
        far.log()
        + EULER
        + 0.5 / far
        - series
        - pl.sum_horizontal(1 / (size + place) for place in range(1, 21))
    )
