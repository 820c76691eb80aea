"""Counts of terms by part, from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core
from corpusstats.counts import MOST, group_codes
from corpusstats.exceptions import InputError
from corpusstats.groups import number_groups
from corpusstats.selection import check_by

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["sums_of_frame"]

_NUMBERS = ("count", "part_tokens")


def sums_of_frame(
    frame: pl.DataFrame | pl.LazyFrame, by: list[str], result_columns: Sequence[str], min_count: int
) -> tuple[pl.DataFrame, list[str]]:
    """Check counts by part, and sum them up as the core does those of a corpus.

    Returns the sums of each term in each group, in order, and the columns of the groups.
    """
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    check_by(by, result_columns)
    cells, groups = _cells(frame, by)
    parts = _parts(cells)
    wholes = parts.group_by("_group").agg(
        pl.col("part_tokens").sum().alias("group_tokens"),
        pl.len().cast(pl.Int64).alias("group_parts"),
        pl.col("part_tokens").min().alias("group_least"),
    )
    totals = pl.col("count").sum().over("term")
    # No sum depends on the order of the rows.
    cells = cells.filter((pl.col("count") > 0) & (totals >= min_count))
    cells = cells.sort("_group", "term", "part")
    rows = cells.group_by("_group", "term", maintain_order=True).agg(pl.len().alias("_parts"))
    rows = rows.join(wholes, on="_group", how="left", maintain_order="left")
    sums = _core.sums_of_cells(
        rows["_parts"].cast(pl.UInt32),
        *(cells[name] for name in _NUMBERS),
        *(rows[name] for name in ("group_tokens", "group_parts", "group_least")),
    )
    rows = rows.hstack(pl.DataFrame(sums)).with_columns(
        pl.lit(None, pl.Int64).alias("documents"), pl.col("term").alias("display")
    )
    rows = rows.join(groups, on="_group", how="left", maintain_order="left")
    return rows.sort("_group", -pl.col("count"), maintain_order=True), by


def _cells(frame: pl.DataFrame, by: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Check the columns, and number the groups."""
    for name in ("term", "part", *_NUMBERS, *by):
        if name not in frame.columns:
            msg = f"the counts have no column {name!r}; there are {frame.columns}"
            raise InputError(msg)
    if frame.is_empty():
        msg = "there are no counts: the frame has no rows"
        raise InputError(msg)
    for name in ("term", "part", *_NUMBERS):
        _check_column(frame[name], least=1 if name == "part_tokens" else 0)
    groups, _ = number_groups(frame.select(by), frame.height)
    cells = frame.select(
        group_codes(frame, by, groups).alias("_group"),
        pl.col("term").cast(pl.String),
        pl.col("part").cast(pl.String) if _is_categorical(frame["part"]) else pl.col("part"),
        *(pl.col(name).cast(pl.Int64) for name in _NUMBERS),
    )
    twice = cells.filter(pl.struct("_group", "term", "part").is_duplicated())
    if not twice.is_empty():
        listed = twice.select("term", "part").row(0)
        msg = f"the counts list a term twice in a part: {listed}; sum them up, or name by="
        raise InputError(msg)
    return cells, groups


def _is_categorical(column: pl.Series) -> bool:
    return isinstance(column.dtype, pl.Categorical | pl.Enum)


def _check_column(column: pl.Series, least: int) -> None:
    """Raise unless a column has the type that it needs, and only values that can be."""
    name = column.name
    if column.null_count():
        row = column.is_null().arg_max()
        msg = f"column {name!r} of the counts is null, first in row {row}"
        raise InputError(msg)
    if name == "term" and not (column.dtype == pl.String or _is_categorical(column)):
        msg = f"column 'term' of the counts has to hold String, not {column.dtype}"
        raise InputError(msg)
    if name not in _NUMBERS:
        return
    if not column.dtype.is_integer():
        msg = f"column {name!r} of the counts has to hold integers, not {column.dtype}"
        raise InputError(msg)
    wrong = (column < least) | (column.cast(pl.Int128) > MOST)
    if wrong.any():
        row = wrong.arg_true().item(0)
        reason = "a part without tokens is none: leave it out" if least else "no count"
        msg = f"column {name!r} of the counts holds {column[row]} in row {row}: {reason}"
        raise InputError(msg)


def _parts(cells: pl.DataFrame) -> pl.DataFrame:
    """Find the parts of each group, and check that their counts fit in."""
    parts = cells.group_by("_group", "part").agg(
        pl.col("count").cast(pl.Int128).sum(),
        pl.col("part_tokens").first(),
        pl.col("part_tokens").n_unique().alias("_sizes"),
    )
    parts = parts.sort("_group", "part")
    for wrong, problem in (
        (pl.col("_sizes") > 1, "has more than one number of part_tokens"),
        (
            pl.col("count") > pl.col("part_tokens"),
            "has fewer part_tokens than its counts sum up to",
        ),
    ):
        found = parts.filter(wrong)
        if not found.is_empty():
            msg = f"part {found['part'][0]!r} {problem}"
            raise InputError(msg)
    if int(parts["part_tokens"].cast(pl.Int128).sum()) > MOST:
        msg = f"column 'part_tokens' of the counts sums up to more than {MOST}"
        raise InputError(msg)
    return parts
