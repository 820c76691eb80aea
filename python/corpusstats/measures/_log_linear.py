"""Log-linear models of n-grams: do their words attract each other beyond what shorter parts do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.measures._kernel import check_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.measures._table import Cell

MOST_WORDS = 5


def log_linear_lambda(patterns: Sequence[Cell], *, smoothing: float = 0.5) -> pl.Expr:
    """Interaction of the words of an n-gram: the sum of (-1)**(k - b) ln(n_b + smoothing).

    ``patterns`` are the counts of all 2**k patterns, for n-grams of k = 2 to 5 words, in binary
    order: the first word is the first digit, and a 1 says that the word at its place is that of the
    n-gram, a 0 that it is another. So for two words they are o22, o21, o12, o11: neither word, the
    second only, the first only, both; for three words 000, 001, 010, 011, 100, 101, 110, 111. b is
    the number of ones. For two words it is the logarithm of the odds ratio. Natural logarithm.
    ``smoothing`` is added to every count; with 0, an empty pattern makes it infinite or, where the
    terms cancel, null. Null where a count is null, negative or fractional. Blaheta & Johnson
    (2001), Unsupervised learning of multi-word verbs, ACL workshop on collocation, 54-60; it is
    quanteda's lambda.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"n00": [7], "n01": [0], "n10": [0], "n11": [2]})
    >>> lambda_ = cs.measures.log_linear_lambda(["n00", "n01", "n10", "n11"])
    >>> round(counts.select(lambda_).item(), 6)
    4.317488
    """
    logs, signs, _ = _parts(patterns, smoothing)
    total = pl.sum_horizontal(sign * log for sign, log in zip(signs, logs, strict=True))
    return _where_defined(total, logs).alias("log_linear_lambda")


def log_linear_z(patterns: Sequence[Cell], *, smoothing: float = 0.5) -> pl.Expr:
    """`log_linear_lambda` over its standard error sqrt(sum 1 / (n_b + smoothing)).

    0 where an empty pattern without smoothing makes lambda infinite: the error grows faster.
    Arguments, source and nulls as there. Blaheta & Johnson (2001); it is quanteda's z.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"n00": [7], "n01": [0], "n10": [0], "n11": [2]})
    >>> z = cs.measures.log_linear_z(["n00", "n01", "n10", "n11"])
    >>> round(counts.select(z).item(), 6)
    2.027787
    """
    logs, signs, counts = _parts(patterns, smoothing)
    total = pl.sum_horizontal(sign * log for sign, log in zip(signs, logs, strict=True))
    least = pl.min_horizontal(counts)
    error = pl.sum_horizontal(1 / count for count in counts).sqrt()
    value = pl.when(least > 0).then(total / error).otherwise(0.0)
    return _where_defined(value, logs).alias("log_linear_z")


def _parts(
    patterns: Sequence[Cell], smoothing: float
) -> tuple[list[pl.Expr], list[int], list[pl.Expr]]:
    """Logarithms, their signs, and the smoothed counts: null where a count is none."""
    sizes = [2**words for words in range(2, MOST_WORDS + 1)]
    if isinstance(patterns, str) or len(patterns) not in sizes:
        msg = f"patterns must be {', '.join(map(str, sizes))} counts, for 2 to {MOST_WORDS} words"
        raise ValueError(msg)
    if smoothing != 0:
        check_between("smoothing", smoothing, 0, math.inf)
    given = [x if isinstance(x, pl.Expr) else pl.col(x) for x in patterns]
    words = len(given).bit_length() - 1
    signs = [(-1) ** (words - pattern.bit_count()) for pattern in range(len(given))]
    counts: list[pl.Expr] = [
        pl.when((x >= 0) & (x == x.cast(pl.Int64, strict=False))).then(
            x.cast(pl.Float64) + smoothing
        )
        for x in given
    ]
    return [count.log() for count in counts], signs, counts


def _where_defined(value: pl.Expr, logs: list[pl.Expr]) -> pl.Expr:
    known = pl.all_horizontal(log.is_not_null() for log in logs)
    return pl.when(known & value.is_not_nan()).then(value)
