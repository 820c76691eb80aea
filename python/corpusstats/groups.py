"""Groups: the distinct rows of a frame, numbered in order."""

from __future__ import annotations

import polars as pl

__all__ = ["number_groups"]


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
