"""Weighted log-odds with a Dirichlet prior."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from corpusstats.measures._kernel import check_between, check_number
from corpusstats.measures._table import (
    C1,
    C2,
    CROSS,
    O11,
    O12,
    O21,
    O22,
    Cell,
    N,
    check,
    measure,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Prior: TypeAlias = Literal["monroe", "convokit", "tidylo"]


def log_odds(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    prior: Prior = "monroe",
    weight: float = 0.1,
    terms: int | Cell | None = None,
) -> pl.Expr:
    """z-score of the difference of log odds, after prior counts were added to both sides.

    With alpha prior counts of the term and alpha0 of all terms, delta = ln((o11 + alpha) / (r1 +
    alpha0 - o11 - alpha)) less the same of the reference, divided by sqrt(1 / (o11 + alpha) + 1 /
    (o21 + alpha)). Natural logarithm. Positive for terms of the target. ``prior`` says what alpha
    and alpha0 are; `log_odds_prior` is alpha0 as a column, for the result to say how much of it is
    prior:

    - ``"monroe"``, informative: alpha = ``weight`` * c1, alpha0 = ``weight`` * n, so that rare
      terms are drawn to what both corpora have (Monroe et al. leave the size to the analyst);
    - ``"convokit"``, flat: alpha = ``weight``, alpha0 = ``weight`` * ``terms``, which is the number
      of distinct terms of both corpora (a number or a column, there is no default);
    - ``"tidylo"``: alpha = c1, and the target is set against both corpora together, itself
      included, with these counts added once for either side: delta = ln((o11 + c1) / (o12 + c2)) -
      ln(c1 / c2), divided by sqrt(1 / (o11 + c1) + 1 / 3 c1).

    Null where the term is in neither corpus (but with a flat prior). Monroe, Colaresi & Quinn
    (2008), Fightin' words, Political Analysis 16(4), 372-403, eq. 16, 20, 22.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [100], "c1": [12], "n": [200]})
    >>> round(counts.select(cs.measures.log_odds()).item(), 5)
    2.08832
    >>> flat = cs.measures.log_odds(prior="convokit", weight=0.01, terms=4)
    >>> round(counts.select(flat).item(), 6)
    2.187251
    """
    others = _check(prior, weight, terms)
    if prior == "monroe":
        alpha, rest, added = weight * C1, weight * C2, _informative(weight)
    elif prior == "convokit":
        alpha, rest = pl.lit(float(weight)), weight * (_terms() - 1)
        added = rest * (O11 - O21) + weight * (O22 - O12)
    if prior == "tidylo":
        one, other, odds, against = O11 + C1, 3 * C1, (O11 + C1) * C2, (O12 + C2) * C1
        difference = CROSS
    else:
        one, other = O11 + alpha, O21 + alpha
        odds, against = one * (O22 + rest), (O12 + rest) * other
        difference = CROSS + added
    quotient = odds / against
    near = (difference / against).log1p()
    delta = pl.when(quotient.is_between(0.5, 1.5)).then(near).otherwise(quotient.log())
    formula = delta / (1 / one + 1 / other).sqrt()
    return measure("log_odds", formula, (o11, r1, c1, n), others=others)


def log_odds_prior(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    prior: Prior = "monroe",
    weight: float = 0.1,
    terms: int | Cell | None = None,
) -> pl.Expr:
    """How many prior counts `log_odds` adds to either side (alpha0), with the same options.

    Beside r1 and r2 it says how much of the score is prior. Monroe, Colaresi & Quinn (2008), as
    there.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [100], "c1": [12], "n": [200]})
    >>> counts.select(cs.measures.log_odds_prior()).item()
    20.0
    """
    others = _check(prior, weight, terms)
    size = {"monroe": weight * N, "convokit": weight * _terms(), "tidylo": N}[prior]
    return measure("log_odds_prior", size, (o11, r1, c1, n), deviates=False, others=others)


def _terms() -> pl.Expr:
    return pl.field("terms").cast(pl.Float64)


def _informative(weight: float) -> pl.Expr:
    """Find what w adds to (o11 + w c1) (o22 + w c2) - (o12 + w c2) (o21 + w c1)."""
    o11, r1, c1, n = (pl.field(name).cast(pl.Int128) for name in ("o11", "r1", "c1", "n"))
    o12, o21, c2 = r1 - o11, c1 - o11, n - c1
    exact = c2 * (o11 - o21) + c1 * (n - r1 - o21 - o12)
    return weight * exact.cast(pl.Float64)


def _check(prior: object, weight: object, terms: object) -> Mapping[str, Cell]:
    """Check the options, and say which counts the formula needs beside the table."""
    check("prior", prior, "monroe", "convokit", "tidylo")
    check_between("weight", weight, 0, math.inf)
    if prior != "convokit":
        if terms is not None:
            msg = "terms= goes with prior='convokit'"
            raise ValueError(msg)
        return {}
    if terms is None:
        msg = "prior='convokit' needs terms=, the number of distinct terms of both corpora"
        raise ValueError(msg)
    if isinstance(terms, str | pl.Expr):
        return {"terms": terms}
    check_number("terms", terms)
    return {"terms": pl.lit(terms)}
