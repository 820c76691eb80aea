"""Measures that the core computes: what needs special functions, or takes too long as a formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.measures._table import Cell

_NAMES = ("o11", "r1", "c1", "n", "family")


def kernel(
    name: str,
    measure: str,
    cells: Sequence[Cell],
    *,
    family: int | Cell = 1,
    confidence: float = 0.95,
) -> pl.Expr:
    """Evaluate a measure of the core on the table, as a column `name`; null for no such table.

    A family is a number for all rows, or a count like the others.
    """
    given = list(cells)
    if isinstance(family, str | pl.Expr):
        given.append(family)
    else:
        check_number("family", family)
    named = [
        (x if isinstance(x, pl.Expr) else pl.col(x)).alias(field)
        for field, x in zip(_NAMES, given, strict=False)
    ]

    def score(table: pl.Series) -> pl.Series:
        counts = [whole(table.struct.field(field)) for field in table.struct.fields]
        if len(counts) < len(_NAMES):
            counts.append(pl.Series([family], dtype=pl.Int64))
        o11, r1, c1, n, families = counts
        found = _core.scores(measure, o11, r1, c1, n, families, confidence=confidence)
        return pl.DataFrame(found)["score"]

    return _mapped(pl.struct(named), score, name)


def log_p(statistic: Cell, df: float) -> pl.Expr:
    """Map chi-square statistics to the decimal logarithms of their p-values."""

    def tail(statistics: pl.Series) -> pl.Series:
        if not (statistics.dtype.is_numeric() or statistics.dtype == pl.Null):
            msg = f"statistics have to be numbers, not {statistics.dtype}"
            raise pl.exceptions.ComputeError(msg)
        return pl.DataFrame(_core.log_p_values(statistics.cast(pl.Float64), df))["score"]

    given = statistic if isinstance(statistic, pl.Expr) else pl.col(statistic)
    return _mapped(given, tail, "log_p_value")


def _mapped(given: pl.Expr, function: object, name: str) -> pl.Expr:
    mapped = given.map_batches(function, return_dtype=pl.Float64, is_elementwise=True)  # type: ignore[arg-type]
    return mapped.alias(name)


def whole(counts: pl.Series) -> pl.Series:
    """Read counts of any numeric type as 64-bit integers: null where they are none."""
    dtype = counts.dtype
    if dtype == pl.Int64:
        return counts
    if not (dtype.is_numeric() or dtype == pl.Null):
        msg = f"counts have to be numbers, not {dtype}"
        raise pl.exceptions.ComputeError(msg)
    cast = counts.cast(pl.Int64, strict=False)
    if dtype.is_integer() or dtype == pl.Null:
        return cast
    return pl.select(pl.when(counts == cast).then(cast)).to_series()


def check_number(option: str, value: object) -> None:
    """Raise unless an option is a whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        msg = f"{option} must be a whole number above 0, not {value!r}"
        raise ValueError(msg)


def check_between(option: str, value: object, low: float, high: float) -> None:
    """Raise unless an option lies between two numbers."""
    inside = isinstance(value, int | float) and not isinstance(value, bool) and low < value < high
    if not inside:
        limits = f"above {low:g}" if high == math.inf else f"between {low:g} and {high:g}"
        msg = f"{option} must be a number {limits}, not {value!r}"
        raise ValueError(msg)
