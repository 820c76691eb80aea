"""Odds ratios, and whether they are the same in several tables.

All but `log_odds_ratio` sum over rows, a table each: one number for a frame, or for each group in
``group_by().agg()`` and ``over()``.
"""

from typing import Literal, TypeAlias

import polars as pl

from corpusstats.measures._table import (
    C1,
    C2,
    CROSS,
    O11,
    O12,
    O21,
    O22,
    R1,
    R2,
    Cell,
    N,
    check,
    measure,
)

EmptyCell: TypeAlias = Literal["haldane"] | None
Tarone: TypeAlias = Literal["tarone"] | None
Cells: TypeAlias = tuple[Cell, Cell, Cell, Cell]

_INFORMATIVE = (R1 > 0) & (R2 > 0) & (C1 > 0) & (C2 > 0)
_HALF = pl.when((O11 == 0) | (O12 == 0) | (O21 == 0) | (O22 == 0)).then(0.5).otherwise(0.0)


def log_odds_ratio(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    zero: EmptyCell = "haldane",
) -> pl.Expr:
    """Logarithm of the odds ratio, ln(o11 o22 / (o12 o21)): 0 as by chance.

    Natural logarithm. ``zero="haldane"`` adds 0.5 to all four cells of a table in which one is
    empty; where a term is not in the target and less than 0.5 was expected, that is more than
    expected, and the sign is wrong. ``zero=None`` leaves them: -inf or inf. Null where a margin is
    empty (r1 or c1 is 0 or n). Haldane (1956), Annals of Human Genetics 20(4), 309-311; Anscombe
    (1956), Biometrika 43(3-4), 461-464.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [100], "c1": [30], "n": [1000]})
    >>> round(counts.select(cs.measures.log_odds_ratio()).item(), 6)
    1.586965
    """
    check("zero", zero, "haldane", None)
    half = _HALF if zero == "haldane" else pl.lit(0.0)
    diagonal, other = (O11 + half) * (O22 + half), (O12 + half) * (O21 + half)
    quotient = diagonal / other
    # Near 1 the exact difference keeps the digits.
    near = ((CROSS + half * (O11 + O22 - O12 - O21)) / other).log1p()
    value = pl.when(quotient.is_between(0.5, 1.5)).then(near).otherwise(quotient.log())
    return measure("log_odds_ratio", pl.when(_INFORMATIVE).then(value), (o11, r1, c1, n))


def pooled_log_odds_ratio(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """Logarithm of Mantel and Haenszel's common odds ratio of several tables, one a row.

    ln(sum(o11 o22 / n) / sum(o12 o21 / n)): tables are weighed and not thrown together, so that one
    in which everything is more frequent does not make an association. Natural logarithm. No half is
    added anywhere; -inf or inf where one of the sums is 0, null where both are. Impossible tables
    and those with an empty margin are left out. Mantel & Haenszel (1959), J. National Cancer
    Institute 22(4), 719-748.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10, 6], "r1": [100] * 2, "c1": [30] * 2, "n": [1000] * 2})
    >>> round(counts.select(cs.measures.pooled_log_odds_ratio()).item(), 6)
    1.242852
    """
    rows = _products((o11, r1, c1, n))
    sums = [rows.struct.field(name).sum() for name in ("diagonal", "other")]
    return (sums[0] / sums[1]).log().fill_nan(None).alias("pooled_log_odds_ratio")


def woolf(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """Woolf's chi-square for whether the odds ratios of several tables, one a row, are the same.

    sum(w (L - m)**2): L is the `log_odds_ratio`, w the inverse of its variance, 1 / (1/o11 + 1/o12
    + 1/o21 + 1/o22), and m the mean of L with weights w. 0.5 is added to all cells of a table in
    which one is empty (R's vcd adds it to all tables then). Chi-square with as many degrees of
    freedom as tables less one where all tokens are independent, which those of a document are not.
    Impossible tables and those with an empty margin are left out; null for fewer than two. Woolf
    (1955), Annals of Human Genetics 19(4), 251-253.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10, 6], "r1": [100] * 2, "c1": [30] * 2, "n": [1000] * 2})
    >>> round(counts.select(cs.measures.woolf()).item(), 6)
    1.436758
    """
    cells = (o11, r1, c1, n)
    variance = pl.sum_horizontal(1 / (cell + _HALF) for cell in (O11, O12, O21, O22))
    number, weight, mean = (pl.field(name) for name in ("number", "weight", "mean"))
    rows = pl.struct(
        number=log_odds_ratio(*cells),
        weight=measure("weight", pl.when(_INFORMATIVE).then(1 / variance), cells),
    ).struct.with_fields(mean=(weight * number).sum() / weight.sum())
    rows = rows.struct.with_fields(share=weight * (number - mean) ** 2)
    share = rows.struct.field("share")
    return _sum_of_two(share).alias("woolf")


def breslow_day(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    correction: Tarone = "tarone",
) -> pl.Expr:
    """Breslow and Day's chi-square for whether the odds ratios of several tables are the same.

    sum((o11 - e)**2 / v): e is what a table would have if its odds ratio were Mantel and Haenszel's
    common one, and v = 1 / (1/e + 1/(r1 - e) + 1/(c1 - e) + 1/(n - r1 - c1 + e)).
    ``correction="tarone"`` takes off (sum(o11 - e))**2 / sum(v), since that estimate is not the
    most efficient. Empty cells need no half; what is said of degrees of freedom and tables that are
    left out at `woolf` holds here. Null as well where the common odds ratio is 0 or infinite.
    Breslow & Day (1980), Statistical Methods in Cancer Research 1, 142; Tarone (1985), Biometrika
    72(1), 91-95.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10, 6], "r1": [100] * 2, "c1": [30] * 2, "n": [1000] * 2})
    >>> round(counts.select(cs.measures.breslow_day()).item(), 6)
    1.460533
    """
    check("correction", correction, "tarone", None)
    names = {"a": O11, "r": R1, "c": C1, "t": N}
    rows = _products((o11, r1, c1, n), **names).struct.with_fields(ratio=_RATIO)
    a, r, c, t, ratio, b, root, e, v = (
        pl.field(name) for name in ("a", "r", "c", "t", "ratio", "linear", "root", "e", "v")
    )
    constant = ratio * r * c
    rows = rows.struct.with_fields(linear=ratio * (r + c) + (t - r - c))
    rows = rows.struct.with_fields(root=(b**2 + 4 * (1 - ratio) * constant).sqrt())
    # Of two ways to write the root, the one in which nothing cancels.
    near, far = 2 * constant / (b + root), (root - b) / (2 * (1 - ratio))
    rows = rows.struct.with_fields(e=pl.when(b > 0).then(near).otherwise(far))
    rows = rows.struct.with_fields(v=1 / (1 / e + 1 / (r - e) + 1 / (c - e) + 1 / (t - r - c + e)))
    share = (a - e) ** 2 / v
    if correction == "tarone":
        # The part of each table in what is taken off.
        share -= (a - e) * (a - e).sum() / v.sum()
    is_known = (ratio > 0) & ratio.is_finite()
    rows = rows.struct.with_fields(share=pl.when(is_known).then(share))
    value = _sum_of_two(rows.struct.field("share")).clip(lower_bound=0)
    return value.alias("breslow_day")


_RATIO = pl.field("diagonal").sum() / pl.field("other").sum()


def _products(cells: Cells, **others: pl.Expr) -> pl.Expr:
    """Make a struct of what Mantel and Haenszel sum up, and more; null for what tells nothing."""
    parts = {"diagonal": O11 * O22 / N, "other": O12 * O21 / N, **others}
    return pl.struct(
        measure(name, pl.when(_INFORMATIVE).then(part), cells) for name, part in parts.items()
    )


def _sum_of_two(share: pl.Expr) -> pl.Expr:
    """Sum up; null for fewer than two that are known."""
    return share.sum() / (share.count() > 1).cast(pl.Int64).replace(0, None)
