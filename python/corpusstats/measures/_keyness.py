"""Measures that compare how often a term is used in two corpora."""

import math
from typing import Literal, TypeAlias

import polars as pl

from corpusstats.measures._table import (
    C1,
    C2,
    CROSS,
    O11,
    O21,
    R1,
    R2,
    WILLIAMS,
    Cell,
    N,
    check,
    log2_quotient,
    measure,
)

Correction: TypeAlias = Literal["yates", "williams"] | None
Zero: TypeAlias = Literal["walter", "hardie"]


def chi_square(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    correction: Correction = None,
) -> pl.Expr:
    """Pearson's chi-square sum (O - E)**2 / E of the whole table, negative where o11 is below e11.

    ``correction="yates"`` moves each cell half a count towards its expectation, never past it: 0
    where o11 is within 0.5 of e11, as in R and scipy (UCS overshoots there); ``"williams"`` divides
    by q, see `log_likelihood`. A table that is as expected in all cells, as with r1 or c1 at 0 or
    n, has 0. Poor where an expected cell is small. On counts of documents, with documents in r1
    and n, this and every other measure is one of text dispersion (Egbert & Biber 2019).
    Pearson (1900), Philosophical Magazine 50, 157-175; Yates (1934), Suppl. JRSS 1(2), 217-235.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.chi_square(correction="yates")).item(), 6)
    4.107981
    """
    check("correction", correction, None, "yates", "williams")
    size = CROSS.abs() - N / 2 if correction == "yates" else CROSS.abs()
    value = CROSS.sign() * N * size**2 / (R1 * R2 * C1 * C2)
    if correction == "williams":
        value = value / WILLIAMS
    formula = pl.when(size > 0).then(value).otherwise(0.0)
    return measure("chi_square", formula, (o11, r1, c1, n))


def adjusted_residual(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """(o11 - e11) / sqrt(e11 (1 - r1 / n) (1 - c1 / n)): the residual with its standard error.

    About standard normal where tokens are independent, which they are not; in a table of several
    sources, one against the rest, it is the residual of that source's cell, and its square is
    `chi_square`. Null where a row or column holds nothing or everything. Haberman (1973), The
    analysis of residuals in cross-classified tables, Biometrics 29, 205-220.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [40], "c1": [10], "n": [100]})
    >>> round(counts.select(cs.measures.adjusted_residual()).item(), 6)
    4.082483
    """
    formula = CROSS * N.sqrt() / (R1 * R2 * C1 * C2).sqrt()
    return measure("adjusted_residual", formula, (o11, r1, c1, n))


def log_ratio(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, zero: Zero = "walter"
) -> pl.Expr:
    """Base-2 logarithm of the target's rate over the reference's: 1 is twice as frequent.

    ``zero="walter"`` adds 0.5 to both counts and both sizes, always, which draws rare terms
    towards 0; ``zero="hardie"`` only reads a count of 0 as 0.5. So it is finite. Null where a
    corpus is empty (r1 is 0 or n) or the term is in neither (c1 = 0), when only the sizes of the
    corpora would be compared. The reference is the rest of the table, r2 = n - r1. Hardie (2014),
    Log Ratio: an informal introduction, CASS, Lancaster; Walter (1975), Biometrika 62(2), 371-374.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.log_ratio()).item(), 6)
    2.070389
    """
    check("zero", zero, "walter", "hardie")
    if zero == "walter":
        target, reference = (O11 + 0.5) * (R2 + 0.5), (O21 + 0.5) * (R1 + 0.5)
        difference = CROSS + 0.5 * ((O11 - O21) + (R2 - R1))
    else:
        a, b = O11.clip(lower_bound=0.5), O21.clip(lower_bound=0.5)
        target, reference = a * R2, b * R1
        difference = CROSS + (a - O11) * R2 - (b - O21) * R1
    defined = (R1 > 0) & (R2 > 0) & (C1 > 0)
    formula = pl.when(defined).then(log2_quotient(target, reference, difference))
    return measure("log_ratio", formula, (o11, r1, c1, n))


def percent_difference(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """%DIFF: the target's rate less the reference's, in per cent of the reference's.

    100 is twice and -50 half as frequent, -100 absent from the target. Infinite where the term is
    in the target only; null where it is in neither (c1 = 0) or a corpus is empty (r1 is 0 or n).
    Gabrielatos & Marchi (2011), Keyness: matching metrics to definitions, Portsmouth.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [7], "r1": [1000], "c1": [9], "n": [2000]})
    >>> counts.select(cs.measures.percent_difference()).item()
    250.0
    """
    return measure("percent_difference", CROSS / (O21 * R1) * 100, (o11, r1, c1, n))


def simple_maths(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, k: float = 1.0
) -> pl.Expr:
    """Ratio of the two rates per million tokens after adding ``k`` to each: 1 is no difference.

    A small ``k`` favours rare terms, a large one (100, 1000) common terms; scores under different
    ``k`` do not compare. ``k`` is positive and finite. Null where a corpus is empty (r1 is 0 or n).
    Kilgarriff (2009), Simple maths for keywords, Proc. Corpus Linguistics, Liverpool.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [200], "r1": [10**6], "c1": [300], "n": [2 * 10**6]})
    >>> counts.select(cs.measures.simple_maths(k=100)).item()
    1.5
    """
    if not 0 < k < math.inf:
        raise ValueError(f"k must be a finite number above 0, not {k!r}")
    formula = (O11 * 1e6 / R1 + k) / (O21 * 1e6 / R2 + k)
    return measure("simple_maths", formula, (o11, r1, c1, n), deviates=False)
