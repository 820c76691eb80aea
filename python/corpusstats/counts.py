"""Counts of terms by group, from a corpus or from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.corpus import Corpus
from corpusstats.exceptions import InputError
from corpusstats.frequency import count
from corpusstats.groups import group_documents, number_groups
from corpusstats.options import names

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CountTable", "count_table", "reference_table"]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of terms by group.

    Attributes
    ----------
    by : list of str
        The columns that make the groups.
    counts : polars.DataFrame
        ``group, term, display, count, documents``; each term at most once a group.
    groups : polars.DataFrame
        The columns of ``by``, ``group, group_tokens, group_documents``.

    What is not known of documents is null throughout.
    """

    by: list[str]
    counts: pl.DataFrame
    groups: pl.DataFrame

    def only(self, groups: pl.DataFrame) -> CountTable:
        """Keep the groups of some rows of :attr:`groups`."""
        return CountTable(self.by, self.counts.join(groups, on="group", how="semi"), groups)


def count_table(
    counts: object,
    by: str | Sequence[str] | None,
    reserved: Sequence[str],
    counting: dict[str, Any],
) -> CountTable:
    """Count a corpus, or check counts from elsewhere."""
    if isinstance(counts, Corpus):
        groups = group_documents(counts, by, reserved)
        rows, sizes = count(counts, groups, **counting)
        return CountTable(groups.by, rows, sizes)
    if isinstance(counts, pl.DataFrame):
        return _read(counts, [] if by is None else names("by", by))
    msg = f"expected a corpus or a frame of counts, not {type(counts).__name__}"
    raise TypeError(msg)


def reference_table(
    reference: Corpus | pl.DataFrame, tokens: int | None, counting: dict[str, Any]
) -> CountTable:
    """Take over a reference from elsewhere as one group."""
    table = count_table(reference, None, (), counting)
    counted = table.groups["group_tokens"].item()
    if tokens is not None and tokens < counted:
        msg = f"reference_tokens={tokens} is less than the tokens of the reference, {counted}"
        raise InputError(msg)
    groups = table.groups.with_columns(group_tokens=pl.lit(tokens or counted, pl.Int64))
    return CountTable([], table.counts, groups)


_INTEGERS = ("count", "documents", "group_tokens", "group_documents")


def _read(frame: pl.DataFrame, by: list[str]) -> CountTable:
    """Take over counts from elsewhere."""
    for name in ("term", "count", *by):
        if name not in frame.columns:
            msg = f"the counts have no column {name!r}; there are {frame.columns}"
            raise InputError(msg)
    if frame.is_empty():
        msg = "the counts have no rows"
        raise InputError(msg)
    integers = [name for name in _INTEGERS if name in frame.columns]
    for name in integers:
        _check_integers(frame[name])
    if frame["term"].null_count():
        msg = "column 'term' of the counts is null in places"
        raise InputError(msg)
    keys, codes = number_groups(frame.select(by), frame.height)
    display = "display" if "display" in frame.columns else "term"
    counts = frame.select(
        codes.alias("group"),
        pl.col("term").cast(pl.String),
        pl.col(display).cast(pl.String).alias("display"),
        *(pl.col(name).cast(pl.Int64) for name in integers),
        *(pl.lit(None, pl.Int64).alias(name) for name in _INTEGERS if name not in integers),
    )
    twice = counts.filter(pl.struct("group", "term").is_duplicated())["term"].head(3).to_list()
    if twice:
        msg = f"the counts list a term twice: {twice}; sum them up, or name the columns of by="
        raise InputError(msg)
    sizes = _sizes(counts)
    groups = keys.join(sizes, on="group", maintain_order="left").drop("rows")
    return CountTable(by, counts.drop("group_tokens", "group_documents"), groups)


def _sizes(counts: pl.DataFrame) -> pl.DataFrame:
    """Find out how large the groups are: as their rows say, or else the sum of the counts."""
    sizes = counts.group_by("group").agg(
        pl.col("count").sum(),
        pl.col("group_tokens", "group_documents").first(),
        (pl.col("group_tokens", "group_documents").n_unique() > 1).name.prefix("unclear_"),
    )
    unclear = pl.any_horizontal("unclear_group_tokens", "unclear_group_documents")
    if not sizes.filter(unclear | (pl.col("group_tokens") < pl.col("count"))).is_empty():
        msg = (
            "group_tokens and group_documents have to be one number for all rows of a group, and "
            "group_tokens no less than the sum of its counts"
        )
        raise InputError(msg)
    return sizes.select("group", pl.coalesce("group_tokens", "count"), "group_documents")


def _check_integers(column: pl.Series) -> None:
    if not column.dtype.is_integer() and column.dtype != pl.Null:
        msg = f"column {column.name!r} of the counts has to hold integers, not {column.dtype}"
        raise InputError(msg)
    if column.name == "count" and column.null_count():
        msg = f"column {column.name!r} of the counts is null in {column.null_count()} rows"
        raise InputError(msg)
    if (column < 0).any():
        msg = f"column {column.name!r} of the counts is negative in places"
        raise InputError(msg)
