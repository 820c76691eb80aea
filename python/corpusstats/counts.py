"""Counts of terms by group, from a corpus or from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.corpus import Corpus
from corpusstats.exceptions import InputError
from corpusstats.frequency import count
from corpusstats.groups import number_groups
from corpusstats.options import names
from corpusstats.provenance import call_of
from corpusstats.selection import check_by, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.selection import By, Selected

__all__ = [
    "CountTable",
    "Counting",
    "check_integers",
    "count_table",
    "group_codes",
    "reference_table",
]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of terms by group.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups.
    counts : polars.DataFrame
        ``_group, term, display, count, documents``; each term at most once a group.
    groups : polars.DataFrame
        The columns of ``by``, ``_group, group_tokens, group_documents``.
    shares_documents : bool
        Whether a document can have tokens in several groups.

    What is not known of documents is null throughout.
    """

    by: list[str]
    counts: pl.DataFrame
    groups: pl.DataFrame
    shares_documents: bool = False

    @property
    def knows_documents(self) -> bool:
        """Whether it is known in how many documents each term occurs."""
        return self.counts["documents"].null_count() == 0

    def only(self, groups: pl.DataFrame) -> CountTable:
        """Keep the groups of some rows of :attr:`groups`."""
        counts = self.counts.join(groups, on="_group", how="semi")
        return replace(self, counts=counts, groups=groups)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a corpus is counted: what every count of a comparison has in common."""

    attribute: str
    kinds: list[str]
    n_threads: int | None
    within: Any
    without: Any
    result_columns: Sequence[str]

    def select(self, corpus: Corpus, by: By) -> Selected:
        """Select the tokens of a corpus and sort them into groups."""
        return select(
            corpus,
            by=by,
            within=self.within,
            without=self.without,
            result_columns=self.result_columns,
        )

    def count(self, corpus: Corpus, selected: Selected) -> CountTable:
        """Count what is selected."""
        counts, groups = count(
            corpus,
            selected,
            attribute=self.attribute,
            kinds=self.kinds,  # type: ignore[arg-type]
            n_threads=self.n_threads,
        )
        return CountTable(selected.by, counts, groups, shares_documents=selected.shares_documents)


def count_table(counts: object, by: By, counting: Counting) -> CountTable:
    """Count a corpus, or check counts from elsewhere."""
    if isinstance(counts, Corpus):
        return counting.count(counts, counting.select(counts, by))
    if isinstance(counts, pl.LazyFrame):
        counts = counts.collect()
    if isinstance(counts, pl.DataFrame):
        if counting.within is not None or counting.without is not None:
            msg = "within= and without= go with a corpus, not with a frame of counts"
            raise ValueError(msg)
        columns = [] if by is None else names("by", by)
        check_by(columns, counting.result_columns)
        call = call_of(counts) or {}
        # Groups without a row are there all the same.
        groups = call.get("groups") if call.get("by") == columns else None
        shares_documents = bool(call.get("shares_documents"))
        if shares_documents:
            # Documents that groups share cannot be added up.
            counts = counts.drop("documents", "group_documents", strict=False)
            groups = groups if groups is None else groups.with_columns(group_documents=NOT_KNOWN)
        table = _read(counts, columns, groups)
        return replace(table, shares_documents=shares_documents)
    msg = f"expected a corpus or a frame of counts, not {type(counts).__name__}"
    raise TypeError(msg)


def reference_table(
    reference: object,
    tokens: int | None,
    counting: Counting,
    attribute: str | None,
) -> CountTable:
    """Take over a reference from elsewhere as one group.

    Terms of a frame pass through the ``attribute`` on which the other side was counted.
    """
    whole = replace(counting, within=None, without=None)
    table = count_table(reference, None, whole)
    if attribute is not None:
        table = _by_attribute(table, attribute)
    counted = table.groups["group_tokens"].item()
    if tokens is not None and tokens < counted:
        msg = f"reference_tokens={tokens} is less than the tokens of the reference, {counted}"
        raise InputError(msg)
    groups = table.groups.with_columns(group_tokens=pl.lit(tokens or counted, pl.Int64))
    return replace(table, groups=groups)


def _by_attribute(table: CountTable, attribute: str) -> CountTable:
    """Give the terms of a list the form that the attribute gives them, and add up equal ones."""
    if attribute != "lower":
        return table
    terms = table.counts["term"].to_list()
    lower = pl.Series("term", [_core.lower(term) for term in terms], dtype=pl.String)
    counts = table.counts.with_columns(lower)
    added = counts.group_by("_group", "term").agg(
        pl.col("count").sum(),
        # Documents with either form cannot be told from documents with both.
        pl.when(pl.len() == 1).then(pl.col("documents").first()),
    )
    return replace(table, counts=added.join(_displays(counts), on="term", how="left"))


# What counts may sum up to, so that a sum of two sides stays below 2**63.
MOST = 2**62

NOT_KNOWN = pl.lit(None, pl.Int64)
_INTEGERS = ("count", "documents", "group_tokens", "group_documents")


def _read(frame: pl.DataFrame, by: list[str], groups: pl.DataFrame | None) -> CountTable:
    """Take over counts from elsewhere, and the groups that they are of if these are known."""
    for name in ("term", "count", *by):
        if name not in frame.columns:
            msg = f"the counts have no column {name!r}; there are {frame.columns}"
            raise InputError(msg)
    if frame.is_empty() and groups is None:
        msg = "the counts have no rows"
        raise InputError(msg)
    if frame.schema.get("length") == pl.UInt32 and frame["length"].n_unique() > 1:
        msg = "the counts are of n-grams of several lengths: compare one length at a time"
        raise InputError(msg)
    integers = [name for name in _INTEGERS if name in frame.columns]
    for name in integers:
        check_integers(frame[name])
    if frame["term"].null_count():
        msg = "column 'term' of the counts is null in places"
        raise InputError(msg)
    keys, codes = number_groups(frame.select(by), frame.height)
    if groups is not None:
        keys, _ = number_groups(groups.select(by), groups.height)
        codes = group_codes(frame, by, keys)
    counts = frame.select(
        codes.alias("_group"),
        pl.col("term").cast(pl.String),
        *(pl.col(name).cast(pl.Int64) for name in integers),
        *(pl.lit(None, pl.Int64).alias(name) for name in _INTEGERS if name not in integers),
    )
    twice = counts.filter(pl.struct("_group", "term").is_duplicated())["term"].head(3).to_list()
    if twice:
        msg = f"the counts list a term twice: {twice}; sum them up, or name the columns of by="
        raise InputError(msg)
    display = "display" if "display" in frame.columns else "term"
    counts = counts.with_columns(frame[display].cast(pl.String).alias("display"))
    commonest = _displays(counts)
    counts = counts.drop("display").join(commonest, on="term", how="left", maintain_order="left")
    if groups is None:
        sizes = keys.join(_sizes(counts), on="_group", maintain_order="left")
    else:
        known = groups.select("group_tokens", "group_documents")
        sizes = known.with_columns(group_codes(groups, by, keys)).sort("_group")
        sizes = keys.hstack(sizes.drop("_group"))
    return CountTable(by, counts.drop("group_tokens", "group_documents"), sizes)


def group_codes(frame: pl.DataFrame, by: list[str], keys: pl.DataFrame) -> pl.Series:
    """Give the rows of a frame the numbers of their groups."""
    if not by:
        return pl.zeros(frame.height, dtype=pl.UInt32, eager=True).alias("_group")
    joined = frame.select(by).join(keys, on=by, how="left", nulls_equal=True, maintain_order="left")
    return joined["_group"]


def _displays(counts: pl.DataFrame) -> pl.DataFrame:
    """Find each term's commonest form; of equally common ones the first by bytes."""
    forms = counts.group_by("term", pl.col("display").alias("form")).agg(pl.col("count").sum())
    return (
        forms.sort("count", "form", descending=[True, False])
        .group_by("term", maintain_order=True)
        .agg(pl.col("form").first().alias("display"))
    )


def _sizes(counts: pl.DataFrame) -> pl.DataFrame:
    """Find out how large the groups are: as their rows say, or else the sum of the counts."""
    sizes = counts.group_by("_group").agg(
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
    return sizes.select("_group", pl.coalesce("group_tokens", "count"), "group_documents")


def check_integers(column: pl.Series) -> None:
    """Raise unless a column holds whole numbers that can be added up."""
    if not column.dtype.is_integer() and column.dtype != pl.Null:
        msg = f"column {column.name!r} of the counts has to hold integers, not {column.dtype}"
        raise InputError(msg)
    if column.name == "count" and column.null_count():
        msg = f"column {column.name!r} of the counts is null in {column.null_count()} rows"
        raise InputError(msg)
    if (column < 0).any():
        msg = f"column {column.name!r} of the counts is negative in places"
        raise InputError(msg)
    if int(column.cast(pl.Int128).sum()) > MOST and column.name == "count":
        msg = f"column {column.name!r} of the counts sums up to more than {MOST}"
        raise InputError(msg)
    if (column.cast(pl.Int128) > MOST).any():
        msg = f"column {column.name!r} of the counts holds more than {MOST}"
        raise InputError(msg)
