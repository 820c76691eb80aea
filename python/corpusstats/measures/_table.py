"""The table of counts as formulas see it, and the steps that several formulas share."""

import math
from collections.abc import Mapping
from typing import TypeAlias

import polars as pl

Cell: TypeAlias = str | pl.Expr

# The table: fields of the struct that `measure` builds. Cells are subtracted as integers (small
# letters) and only then made floats (capitals).
_o11, _r1, _c1, _n = (pl.field(name) for name in ("o11", "r1", "c1", "n"))
_o12, _o21, _r2, _c2 = _r1 - _o11, _c1 - _o11, _n - _r1, _n - _c1
O11, O12, O21, O22 = (x.cast(pl.Float64) for x in (_o11, _o12, _o21, _r2 - _o21))
R1, R2, C1, C2, N = (x.cast(pl.Float64) for x in (_r1, _r2, _c1, _c2, _n))
E11 = R1 * C1 / N
CROSS = pl.field("cross")  # o11 n - r1 c1 = o11 o22 - o12 o21
# How much too large a likelihood ratio is on average, for small counts (Williams 1976).
WILLIAMS = 1 + (N / R1 + N / R2 - 1) * (N / C1 + N / C2 - 1) / (6 * N)
D = CROSS / N  # o11 - e11, which is also e12 - o12, e21 - o21 and o22 - e22


def measure(
    name: str,
    formula: pl.Expr,
    cells: tuple[Cell, Cell, Cell, Cell],
    *,
    deviates: bool = True,
    others: Mapping[str, Cell] | None = None,
) -> pl.Expr:
    """Evaluate `formula` on the table, as a column `name`; null for no such table and for 0/0.

    `deviates` says that the formula reads `CROSS`, which takes longer than all the rest. `others`
    are counts beside the table, which the formula reads as fields of these names.

    The steps are structs because eager polars evaluates an expression wherever it is written, and
    because a struct's fields are full columns: a count given as a literal changes no last digit.
    """
    others = others or {}
    given = [x if isinstance(x, pl.Expr) else pl.col(x) for x in (*cells, *others.values())]
    a, r, c, t, *rest = counts = [x.cast(pl.Int64, strict=False) for x in given]
    # No difference can wrap unless an earlier comparison fails.
    possible = (a >= 0) & (a <= r) & (a <= c) & (r <= t) & (c - a <= t - r) & (t > 0)
    for exact, whole in zip(given, counts, strict=True):
        possible &= exact == whole
    for whole in rest:
        possible &= whole >= 0
    fields = [*map(pl.Expr.alias, counts, ("o11", "r1", "c1", "n", *others))]
    if deviates:
        # Exact in 128 bits, which costs 13 ms for a million rows; in floats all digits can cancel.
        cross = a.cast(pl.Int128) * t.cast(pl.Int128) - r.cast(pl.Int128) * c.cast(pl.Int128)
        fields.append(cross.cast(pl.Float64).alias("cross"))
    table = pl.struct(*fields, possible=possible)
    value = pl.field("value")
    result = pl.when(pl.field("possible") & value.is_not_nan()).then(value)
    table = table.struct.with_fields(value=formula).struct.with_fields(result=result)
    return table.struct.field("result").alias(name)


def check(option: str, value: object, *valid: object) -> None:
    if value not in valid:
        raise ValueError(f"{option} must be {' or '.join(map(repr, valid))}, not {value!r}")


def log2_quotient(numerator: pl.Expr, denominator: pl.Expr, difference: pl.Expr) -> pl.Expr:
    """log2(numerator / denominator); near 1 it keeps the digits of an exact `difference`.

    The difference is read where the quotient is from 0.5 to 1.5; elsewhere it may be wrong.
    """
    quotient = numerator / denominator
    # In one-row frames "/ ln 2" would round otherwise.
    near = (difference / denominator).log1p() * math.log2(math.e)
    return pl.when(quotient.is_between(0.5, 1.5)).then(near).otherwise(quotient.log(2))
