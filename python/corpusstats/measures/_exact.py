"""p-values: exact tests of tables, and the tails of chi-square."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from corpusstats.measures._kernel import check_between, kernel, log_p
from corpusstats.measures._table import C1, O11, R1, N, check, log2_quotient, measure

if TYPE_CHECKING:
    from corpusstats.measures._table import Cell

Side: TypeAlias = Literal["greater", "less", "two-sided"]


def fisher(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    side: Side = "greater",
) -> pl.Expr:
    """log10 of the p-value of Fisher's exact test: -3 is p = 0.001.

    The probability, given the sums of the table, of an o11 at least as large (``side="greater"``:
    attraction), at most as large (``"less"``: repulsion), or of all tables that are at most as
    probable (``"two-sided"``, as in R and scipy). Never above 0; no table is too improbable for it.
    The p-value is of tokens that are independent, which those of one document are not. UCS and
    others list -log10 p. Fisher (1934), Statistical Methods for Research Workers, 5th ed.; Pedersen
    (1996), Fishing for exactness, Proc. SCSUG, 188-200.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [10], "c1": [10], "n": [100]})
    >>> round(counts.select(cs.measures.fisher()).item(), 6)
    -7.980324
    """
    check("side", side, "greater", "less", "two-sided")
    return kernel("fisher", f"fisher_{side.replace('-', '_')}", (o11, r1, c1, n))


def poisson(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    side: Literal["greater", "less"] = "greater",
) -> pl.Expr:
    """log10 of the probability that a Poisson variable of mean e11 is at least o11.

    ``side="less"``: at most o11. Near `fisher` where the term and the target are small parts of
    the text. Never above 0. UCS lists -log10 p. Quasthoff & Wolff (2002), The Poisson collocation
    measure and its applications, Second Workshop on Computational Approaches to Collocations.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [1], "r1": [10], "c1": [10], "n": [100]})
    >>> round(10 ** counts.select(cs.measures.poisson()).item(), 6)  # 1 - exp(-1)
    0.632121
    """
    check("side", side, "greater", "less")
    return kernel("poisson", f"poisson_{side}", (o11, r1, c1, n))


def poisson_stirling(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, base: float = math.e
) -> pl.Expr:
    """o11 (ln o11 - ln e11 - 1), a rough -ln p of `poisson` by Stirling's formula.

    ``base`` is that of the result's logarithm: 10 gives UCS's numbers. Only for o11 well above e11:
    it falls to -o11 where they are equal. 0 where o11 is 0, the limit. Quasthoff & Wolff (2002), as
    `poisson`.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [20], "c1": [10], "n": [100]})
    >>> round(counts.select(cs.measures.poisson_stirling()).item(), 6)
    3.090355
    """
    check_between("base", base, 1, math.inf)
    mi = log2_quotient(O11 * N, R1 * C1, pl.field("cross"))
    value = O11 * (mi * math.log(2) - 1) * (1 / math.log(base))
    formula = pl.when(O11 > 0).then(value).otherwise(0.0)
    return measure("poisson_stirling", formula, (o11, r1, c1, n))


def log_p_value(statistic: Cell = "log_likelihood", *, df: float = 1) -> pl.Expr:
    """log10 of the p-value of a chi-square statistic: how probable a larger one is.

    For G2, chi-square and the like; its sign is left out (tests by chi-square have two sides). No
    statistic is too large: at 1,000,000 it is about -217,150, where the p-value itself is long 0.
    ``df`` is the number of degrees of freedom. Null for null. Of tokens that are independent, which
    those of one document are not. Pearson (1900), Philosophical Magazine 50, 157-175.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> found = pl.DataFrame({"log_likelihood": [3.841458820694124, -1e6]})
    >>> (10 ** found.select(cs.measures.log_p_value())["log_p_value"]).round(4).to_list()
    [0.05, 0.0]
    """
    check_between("df", df, 0, math.inf)
    return log_p(statistic, float(df))


def p_value(statistic: Cell = "log_likelihood", *, df: float = 1) -> pl.Expr:
    """Map chi-square statistics to p-values, see `log_p_value`; 0 where they are below 1e-323.

    Pearson (1900), Philosophical Magazine 50, 157-175.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> found = pl.DataFrame({"log_likelihood": [3.841458820694124, 6.6348966010212145]})
    >>> found.select(cs.measures.p_value().round(6))["p_value"].to_list()
    [0.05, 0.01]
    """
    return (log_p_value(statistic, df=df) * math.log(10)).exp().alias("p_value")
