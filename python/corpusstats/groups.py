"""Groups: the distinct rows of a frame, numbered in order."""

from __future__ import annotations

import polars as pl

__all__ = ["number_groups"]


def number_groups(keys: pl.DataFrame, n_rows: int) -> tuple[pl.DataFrame, pl.Series]:
    """Give numbers to the distinct rows of a frame in order, nulls last.

    Returns the distinct rows with ``_group`` (UInt32) and ``_rows`` (Int64: how many are alike),
    and the number of each row. A frame without columns is one group of ``n_rows``.
    """
    if not keys.columns:
        frame = pl.DataFrame(
            {"_group": [0], "_rows": [n_rows]}, {"_group": pl.UInt32, "_rows": pl.Int64}
        )
        return frame, pl.zeros(n_rows, dtype=pl.UInt32, eager=True)
    keys = keys.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    frame = (
        keys.group_by(keys.columns)
        .len("_rows")
        .sort(keys.columns, nulls_last=True)
        .select(
            *keys.columns,
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("_group"),
            pl.col("_rows").cast(pl.Int64),
        )
    )
    codes = keys.join(frame, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    return frame, codes["_group"]
