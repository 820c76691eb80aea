"""Corrections of p-values for the number of tests."""

from __future__ import annotations

from typing import Literal, TypeAlias

import polars as pl

from corpusstats.options import check_at_least, check_name

__all__ = ["CORRECTIONS", "Correction", "adjusted"]

Correction: TypeAlias = Literal["bonferroni", "sidak", "holm", "bh", "by"]
CORRECTIONS = ("bonferroni", "sidak", "holm", "bh", "by")


def adjusted(
    p_value: str | pl.Expr, correction: Correction, *, family: int | None = None
) -> pl.Expr:
    """Correct p-values for how many tests there were.

    Parameters
    ----------
    p_value
        A column or expression of p-values (Float64); null is no test, and stays null.
    correction
        ``"bonferroni"``: m p (Dunn 1961). ``"sidak"``: 1 - (1 - p)**m (Šidák 1967), for
        independent tests. ``"holm"``: m, m - 1, ... times p from the smallest on, never falling
        (Holm 1979); as sure as Bonferroni, and never worse. These bound the chance of any false
        claim. ``"bh"``: m p / rank, never falling (Benjamini & Hochberg 1995), and ``"by"``: the
        same times 1 + 1/2 + ... + 1/m, however the tests depend on each other (Benjamini &
        Yekutieli 2001). These bound the share of false ones among the claims.
    family
        The number of tests m where it is larger than that of the rows: what was left out counts as
        tests that found nothing.

    Returns
    -------
    polars.Expr
        Float64, at most 1; within groups, if there is an ``over``.

    Raises
    ------
    ValueError
        An unknown correction, or a family below 1.

    Examples
    --------
    >>> import polars as pl
    >>> from corpusstats.corrections import adjusted
    >>> tests = pl.DataFrame({"p": [0.01, 0.04, 0.03, 0.005, 0.2]})
    >>> tests.select(adjusted("p", "holm"))["p"].round(12).to_list()
    [0.04, 0.09, 0.09, 0.025, 0.2]
    """
    check_name("correction", correction, CORRECTIONS)
    if family is not None:
        check_at_least("family", family, 1)
    p = pl.col(p_value) if isinstance(p_value, str) else p_value
    m = pl.max_horizontal(p.count(), pl.lit(family or 1)).cast(pl.Float64)
    rank = p.rank("ordinal").cast(pl.Float64)
    if correction == "bonferroni":
        made = m * p
    elif correction == "sidak":
        made = _any_of(p, m)
    elif correction == "holm":
        made = _in_order(p, (p * (m - rank + 1)).sort_by(p, nulls_last=True).cum_max())
    else:
        factor = m * _harmonic(m) if correction == "by" else m
        stepped = (p * factor / rank).sort_by(p, nulls_last=True).cum_min(reverse=True)
        made = _in_order(p, stepped)
    return made.clip(upper_bound=1.0)


def _any_of(p: pl.Expr, m: pl.Expr) -> pl.Expr:
    """Give 1 - (1 - p)**m; where that is small, by its series, which keeps the digits."""
    exponent = m * (-p).log1p()
    series = -exponent * (1 + exponent / 2 * (1 + exponent / 3 * (1 + exponent / 4)))
    return pl.when(exponent > -1e-4).then(series).otherwise(1 - exponent.exp())  # noqa: PLR2004


def _in_order(p: pl.Expr, of_sorted: pl.Expr) -> pl.Expr:
    """Put what is sorted by p back into the order of the rows."""
    return of_sorted.gather((p.rank("ordinal") - 1).cast(pl.UInt32))


def _harmonic(m: pl.Expr) -> pl.Expr:
    """Give 1 + 1/2 + ... + 1/m by its expansion, from 1/15 on term by term (DLMF 5.11.2)."""
    # The sum up to m is that up to m + 15, less the 15 terms between.
    n = m + 15
    far = (
        n.log()
        + 0.5772156649015329
        + 1 / (2 * n)
        - 1 / (12 * n**2)
        + 1 / (120 * n**4)
        - 1 / (252 * n**6)
    )
    return far - pl.sum_horizontal(1 / (m + k) for k in range(1, 16))
