"""Log-likelihood, and the measures that are functions of it."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import polars as pl

from corpusstats.measures._kernel import kernel
from corpusstats.measures._table import WILLIAMS, Cell, N, check, log2_quotient, measure

Cells: TypeAlias = Literal[4, 2]


def log_likelihood(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    cells: Cells = 4,
    correction: Literal["williams"] | None = None,
) -> pl.Expr:
    """Log-likelihood ratio G2 = 2 sum O ln(O/E), negative where o11 is below e11.

    ``cells=4`` sums over the table. ``cells=2``, as the UCREL wizard, sums over o11 and o21 only;
    it is smaller, noticeably where the term is a large share of the text. Natural logarithm.
    ``correction="williams"``, of four cells, divides by q = 1 + (n/r1 + n/r2 - 1) (n/c1 + n/c2 - 1)
    / 6n, nearer to chi-square where counts are small. There is always a value: an empty cell adds
    its limit, and a table that is as expected in all cells, as with r1 or c1 at 0 or n, has 0.
    Evidence, not effect: it grows with the corpora. All digits are there also next to independence.
    Dunning (1993), Computational Linguistics 19(1), 61-74; 2 cells: Rayson & Garside (2000),
    Workshop on Comparing Corpora, 1-6; Williams (1976), Biometrika 63(1), 33-37; as computed here:
    Loader (2000), Computation of binomial probabilities.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.log_likelihood()).item(), 6)
    5.854257
    """
    check("cells", cells, 4, 2)
    check("correction", correction, None, "williams")
    if correction and cells == 2:  # noqa: PLR2004
        msg = "correction='williams' is of all four cells: leave out cells=2"
        raise ValueError(msg)
    name = "log_likelihood" if cells == 4 else "log_likelihood_2"  # noqa: PLR2004
    value = kernel("log_likelihood", name, (o11, r1, c1, n))
    return value / measure("q", WILLIAMS, (o11, r1, c1, n), deviates=False) if correction else value


def simple_ll(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """2 (o11 ln(o11 / e11) - (o11 - e11)), negative where o11 is below e11.

    What the first cell alone adds to G2: the likelihood ratio of a Poisson distributed o11. Near
    `log_likelihood` where the term and the target are small parts of the text. 0 where o11 is as
    expected. Evert (2008), Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics,
    1212-1248.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [10], "c1": [10], "n": [100]})
    >>> round(counts.select(cs.measures.simple_ll()).item(), 6)
    28.051702
    """
    return kernel("simple_ll", "simple_ll", (o11, r1, c1, n))


def average_mi(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """Sum O log2(O/E) of all four cells: `local_mi` of the whole table, in bits (in UCS: base 10).

    It is |G2| / (2 ln 2), so that it has no sign, ranks as `log_likelihood` does for attracted
    pairs, and grows with the corpus; divided by n it is the mutual information of the two
    variables. Evert (2004), The statistics of word cooccurrences, thesis, Stuttgart.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [50], "r1": [50], "c1": [50], "n": [100]})
    >>> counts.select(cs.measures.average_mi()).item()
    100.0
    """
    g2 = kernel("average_mi", "log_likelihood", (o11, r1, c1, n))
    # A product, as division by a number rounds otherwise in frames of one row.
    return g2.abs() * (0.5 / math.log(2))


def bic(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, cells: Cells = 2
) -> pl.Expr:
    """|G2| - ln n, an approximate Bayes factor in favour of unequal rates.

    Above 2 the evidence is positive, above 6 strong, above 10 very strong; below 0 it is for equal
    rates. n is the number of the units that were counted: tokens where occurrences are, documents
    where documents are. It has no sign of its own: see `log_ratio` for the direction. ``cells`` as
    in `log_likelihood`, by default those of UCREL, where the measure comes from. Wilson (2013),
    Embracing Bayes factors for key item analysis in corpus linguistics, in Bieswanger &
    Koll-Stobbe (eds), 3-11.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [7], "r1": [1000], "c1": [9], "n": [2000]})
    >>> round(counts.select(cs.measures.bic()).item(), 6)
    -4.658965
    """
    g2 = log_likelihood(o11, r1, c1, n, cells=cells).abs()
    return (g2 - measure("ln_n", N.log(), (o11, r1, c1, n), deviates=False)).alias("bic")


def ell(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, cells: Cells = 2
) -> pl.Expr:
    """Effect size of G2: |G2| / (n ln(min E)), E being what is expected of the term on each side.

    From 0 to 1 where at least a few occurrences are expected; where min E is below 1, the formula
    gives numbers below 0 that mean nothing, and at 1 it is infinite. Null where the term is in
    neither corpus or a corpus is empty. ``cells`` as in `bic`. Johnston, Berry & Mielke (2006),
    Measures of effect size for chi-squared and likelihood-ratio goodness-of-fit tests, Perceptual
    and Motor Skills 103(2), 412-414.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [7], "r1": [1000], "c1": [9], "n": [2000]})
    >>> round(counts.select(cs.measures.ell()).item(), 9)
    0.000977987
    """
    g2 = log_likelihood(o11, r1, c1, n, cells=cells).abs()
    value = g2 / measure("most", N * _ln_least_expected(), (o11, r1, c1, n), deviates=False)
    return pl.when(value.is_not_nan()).then(value).alias("ell")


def _ln_least_expected() -> pl.Expr:
    """ln(min E), with all digits also where that is near 1; null where nothing is expected."""
    r1, c1, n = (pl.field(name).cast(pl.Int128) for name in ("r1", "c1", "n"))
    least = pl.min_horizontal(r1, n - r1) * c1
    difference = (least - n).cast(pl.Float64)
    ln = log2_quotient(least.cast(pl.Float64), N, difference) * math.log(2)
    return pl.when(least > 0).then(ln)
