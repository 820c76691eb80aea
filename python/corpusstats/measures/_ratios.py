"""Measures of effect that are ratios of rates or of odds."""

from __future__ import annotations

import math

import polars as pl

from corpusstats.measures._kernel import check_between
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
    measure,
)


def relative_risk(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """(o11 / r1) / (o21 / r2), the target's rate over the reference's: 1 is no difference.

    The number of which `log_ratio` is the logarithm, without its rule for zeros: 0 where the term
    is not in the target, infinite where it is there only; null where it is in neither or a corpus
    is empty. (UCS conditions on columns: exchange r1 and c1.) Rates of events are compared so
    since Cornfield (1951), J. National Cancer Institute 11(6), 1269-1275.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [7], "r1": [1000], "c1": [9], "n": [2000]})
    >>> counts.select(cs.measures.relative_risk()).item()
    3.5
    """
    return measure("relative_risk", O11 * R2 / (O21 * R1), (o11, r1, c1, n), deviates=False)


def odds_ratio(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    discount: float = 0.0,
) -> pl.Expr:
    """(o11 / o12) / (o21 / o22), the target's odds over the reference's: 1 is no difference.

    The same for rows and columns. ``discount`` is added to all four cells: 0.5 makes it finite
    (Evert's discounted form; UCS lists its decimal logarithm). Without it, 0 or infinite where one
    diagonal has an empty cell. Null where a row or column is empty. Near `relative_risk` unless
    the term is a large share of the text. Cornfield (1951), J. National Cancer Institute 11(6),
    1269-1275; discounted: Evert (2004), The statistics of word cooccurrences, thesis, Stuttgart.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [6], "r1": [8], "c1": [8], "n": [16]})
    >>> counts.select(cs.measures.odds_ratio()).item()
    9.0
    """
    if discount != 0:
        check_between("discount", discount, 0, math.inf)
    above, below = (O11 + discount) * (O22 + discount), (O12 + discount) * (O21 + discount)
    defined = (R1 > 0) & (R2 > 0) & (C1 > 0) & (C2 > 0)
    return measure(
        "odds_ratio", pl.when(defined).then(above / below), (o11, r1, c1, n), deviates=False
    )


def difference_coefficient(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """(p1 - p2) / (p1 + p2) of the two rates: 1 in the target only, 0 equal, -1 not in the target.

    A function of `relative_risk` alone, (RR - 1) / (RR + 1). Null where the term is in neither
    corpus or a corpus is empty. Yule (1944), The statistical study of literary vocabulary; in
    corpus linguistics: Hofland & Johansson (1982), Word frequencies in British and American
    English.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [6], "r1": [1000], "c1": [8], "n": [2000]})
    >>> counts.select(cs.measures.difference_coefficient()).item()
    0.5
    """
    formula = CROSS / (O11 * R2 + O21 * R1)
    return measure("difference_coefficient", formula, (o11, r1, c1, n))
