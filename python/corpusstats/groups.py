"""Groups of documents: what ``by=`` means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.options import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus

__all__ = ["Groups", "group_documents", "number_groups"]


class Groups(NamedTuple):
    """The groups of a corpus.

    ``by`` are the columns that make them; ``frame`` has one row a group, sorted: those columns,
    ``group`` (UInt32, from 0) and ``group_documents`` (Int64). ``codes`` is each document's group.
    """

    by: list[str]
    frame: pl.DataFrame
    codes: pl.Series


def group_documents(
    corpus: Corpus, by: str | Sequence[str] | None, result_columns: Sequence[str]
) -> Groups:
    """Sort documents into groups by the values of some of their columns.

    Without ``by`` all are one group. Groups come in byte order of their values (numbers and dates
    by size), a null last: it is a group of its own. ``result_columns`` are the names that the
    result needs for itself.
    """
    columns = [] if by is None else names("by", by)
    for name in columns:
        if name not in corpus.documents.columns:
            msg = f"by={name!r} is no column of the documents; there are {corpus.documents.columns}"
            raise InputError(msg)
        if name in result_columns:
            msg = f"by={name!r} would hide a column of the result: rename it in the documents"
            raise InputError(msg)
    frame, codes = number_groups(corpus.documents.select(columns), corpus.n_documents)
    return Groups(columns, frame.rename({"rows": "group_documents"}), codes)


def number_groups(keys: pl.DataFrame, n_rows: int) -> tuple[pl.DataFrame, pl.Series]:
    """Give numbers to the distinct rows of a frame in order, nulls last.

    Returns the distinct rows with ``group`` (UInt32) and ``rows`` (Int64: how many are alike), and
    the number of each row. A frame without columns is one group of ``n_rows``.
    """
    if not keys.columns:
        frame = pl.DataFrame(
            {"group": [0], "rows": [n_rows]}, {"group": pl.UInt32, "rows": pl.Int64}
        )
        return frame, pl.zeros(n_rows, dtype=pl.UInt32, eager=True)
    keys = keys.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    frame = (
        keys.group_by(keys.columns)
        .len("rows")
        .sort(keys.columns, nulls_last=True)
        .select(
            *keys.columns,
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("group"),
            pl.col("rows").cast(pl.Int64),
        )
    )
    codes = keys.join(frame, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    return frame, codes["group"]
