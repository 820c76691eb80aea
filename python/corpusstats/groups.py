"""Groups: the distinct rows of a frame, numbered in order."""

from __future__ import annotations

import polars as pl

__all__ = ["number_groups", "with_groups"]


def number_groups(keys: pl.DataFrame, n_rows: int) -> tuple[pl.DataFrame, pl.Series]:
    """Give numbers to the distinct rows of a frame in order, nulls last.

    Returns the distinct rows with ``_group`` (UInt32), and the number of each row. A frame without
    columns is one group of ``n_rows``.
    """
    if not keys.columns:
        frame = pl.DataFrame({"_group": [0]}, {"_group": pl.UInt32})
        return frame, pl.zeros(n_rows, dtype=pl.UInt32, eager=True)
    keys = keys.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    frame = (
        keys.unique()
        .sort(keys.columns, nulls_last=True)
        .with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("_group"))
    )
    codes = keys.join(frame, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    return frame, codes["_group"]


def with_groups(rows: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Give rows the columns of their groups.

    ``groups`` are in order; rows without ``_group`` are all of the only group.
    """
    groups = groups.drop("_group")
    if "_group" in rows.columns:
        return rows.hstack(groups[rows["_group"]].get_columns())
    # A literal is a column that takes no memory.
    values = groups.row(0) if groups.height else [None] * groups.width
    named = zip(values, groups.schema.items(), strict=True)
    return rows.with_columns(pl.lit(value, dtype).alias(name) for value, (name, dtype) in named)
