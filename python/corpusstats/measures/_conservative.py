"""The conservative log ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from corpusstats.measures._kernel import check_between, kernel
from corpusstats.measures._table import check

if TYPE_CHECKING:
    import polars as pl

    from corpusstats.measures._table import Cell

Form: TypeAlias = Literal["exact", "one-sided", "normal"]


def lrc(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    confidence: float = 0.95,
    family: int | Cell = 1,
    form: Form = "exact",
    zero: Literal["hardie", "walter"] = "hardie",
) -> pl.Expr:
    """Conservative log ratio: the limit of the log ratio's interval that is nearer to 0, or 0.

    By how much the target's rate differs from the reference's at least, base 2; 0 where the
    interval holds 0, negative for terms of the reference. A score to rank by: the interval takes
    tokens to be independent, which those of one document are not (on counts of documents it is
    less wrong). Bonferroni's correction: of ``family`` intervals all hold, with ``confidence``.

    ``form="exact"`` is Clopper and Pearson's interval: given c1, o11 is binomial with share tau,
    tau = Beta(alpha / 2 family; o11, o21 + 1), log2(r2 / r1 * tau / (1 - tau)), and the same from
    the other side. ``form="one-sided"`` is only its lower limit, at alpha / family, also where
    that is below 0 (PositiveLRC of R's corpora): -inf where o11 is 0. ``form="normal"`` takes
    log ratio -/+ z sqrt(1/o11 + 1/o21 - 1/r1 - 1/r2) / ln 2, with ``zero`` as in `log_ratio`; with
    ``confidence=0.99`` it is CQPweb's conservative LR. ``family`` is a number, or a column where
    rows belong to families of their own. Null where a corpus is empty, the term is in neither, or
    a family is not above 0. Evert (2022), Measuring keyness, Digital Humanities 2022, Tokyo.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10, 7], "r1": 1000, "c1": [12, 9], "n": 2000})
    >>> counts.select(cs.measures.lrc().round(6))["lrc"].to_list()
    [0.091568, 0.0]
    """
    check_between("confidence", confidence, 0, 1)
    check("form", form, "exact", "one-sided", "normal")
    check("zero", zero, "hardie", "walter")
    kind = {"exact": "exact", "one-sided": "lower", "normal": "normal"}[form]
    if form == "normal" and zero == "walter":
        kind = "normal_walter"
    return kernel("lrc", f"lrc_{kind}", (o11, r1, c1, n), family=family, confidence=confidence)
