"""Other notations of the same table, as the four counts that measures read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from corpusstats.measures._table import Cell

Four: TypeAlias = tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]


def from_cells(o11: Cell = "o11", o12: Cell = "o12", o21: Cell = "o21", o22: Cell = "o22") -> Four:
    """``o11, r1, c1, n`` from the four cells of the table.

    Four expressions of these names (Int64), for ``with_columns`` or to be given to a measure; all
    null where a count is null, negative or fractional. So are those of the other two notations.
    Evert (2008), Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics, 1212-1248.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> cells = pl.DataFrame({"o11": [10], "o12": [10], "o21": [20], "o22": [60]})
    >>> cells.select(cs.measures.from_cells()).row(0)
    (10, 20, 30, 100)
    """
    a, b, c, d = _counts(o11, o12, o21, o22)
    return _four(a, a + b, a + c, a + b + c + d)


def from_frequencies(f: Cell = "f", f1: Cell = "f1", f2: Cell = "f2", n: Cell = "n") -> Four:
    """``o11, r1, c1, n`` from a pair's frequency, those of its two words, and the sample size.

    UCS's and Church & Hanks's notation: the same numbers under other names (f is o11, f1 is r1, f2
    is c1), checked: null where one is null, negative or fractional, or the table is impossible.
    Evert (2008), as `from_cells`.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> pairs = pl.DataFrame({"f": [8], "f1": [20], "f2": [10], "n": [100]})
    >>> pairs.select(cs.measures.mi(*cs.measures.from_frequencies())).item()
    2.0
    """
    a, r, c, t = _counts(f, f1, f2, n)
    possible = (a <= r) & (a <= c) & (r <= t) & (c - a <= t - r)
    return _four(*(pl.when(possible).then(x) for x in (a, r, c, t)))


def from_corpora(f1: Cell = "f1", n1: Cell = "n1", f2: Cell = "f2", n2: Cell = "n2") -> Four:
    """``o11, r1, c1, n`` from a term's frequency in two corpora and their sizes.

    The notation of keyness: f1 of n1 tokens in the target, f2 of n2 in the reference. Null where a
    count is null, negative or fractional, or a frequency is above its corpus's size. Evert (2008),
    as `from_cells`.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> terms = pl.DataFrame({"f1": [7], "n1": [1000], "f2": [2], "n2": [1000]})
    >>> terms.select(cs.measures.from_corpora()).row(0)
    (7, 1000, 9, 2000)
    """
    a, r, b, s = _counts(f1, n1, f2, n2)
    possible = (a <= r) & (b <= s)
    return _four(*(pl.when(possible).then(x) for x in (a, r, a + b, r + s)))


def _counts(*cells: Cell) -> list[pl.Expr]:
    """Read counts as 64-bit integers, all null where one is no count."""
    given = [x if isinstance(x, pl.Expr) else pl.col(x) for x in cells]
    cast = [x.cast(pl.Int64, strict=False) for x in given]
    are_counts = pl.all_horizontal(
        (x >= 0) & (whole == x) for x, whole in zip(given, cast, strict=True)
    )
    return [pl.when(are_counts).then(whole) for whole in cast]


def _four(o11: pl.Expr, r1: pl.Expr, c1: pl.Expr, n: pl.Expr) -> Four:
    return o11.alias("o11"), r1.alias("r1"), c1.alias("c1"), n.alias("n")
