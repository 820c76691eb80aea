"""Groups of documents: what each holds, and how often each term occurs in group and document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.frequency import count
from corpusstats.options import check_attribute, check_kinds
from corpusstats.order import documents_in_order
from corpusstats.selection import select
from corpusstats.sparse import array

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected

    Integers = npt.NDArray[np.int64]

__all__ = [
    "Counted",
    "Grouped",
    "Rows",
    "check_others",
    "group_counts",
    "tokens_of_groups",
]


class Rows(NamedTuple):
    """A document-term matrix whose rows go by ``doc_id``: cells by row, and each row's tokens."""

    lengths: npt.NDArray[np.uint32]
    columns: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]
    tokens: Integers

    def starts(self) -> Integers:
        """Tell where the cells of each row begin, and where the last ends."""
        return np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])


class Grouped(NamedTuple):
    """Documents in groups.

    ``groups`` has one row a group, in order: the columns of ``by``, ``_group``, ``documents``
    (those with a token that counts) and ``tokens`` (that count). ``units`` has one row for each
    group and document that is selected: ``_group``, ``doc_id``, ``_row`` (its place among all
    documents of the corpus by ``doc_id``) and ``tokens``, by group and then by ``doc_id``.
    """

    by: list[str]
    groups: pl.DataFrame
    units: pl.DataFrame
    shares_documents: bool

    def rows(self, group: int) -> Integers:
        """Find the documents of a group that have tokens, by their places."""
        own = (pl.col("_group") == group) & (pl.col("tokens") > 0)
        return array(self.units.filter(own)["_row"].cast(pl.Int64))


class Counted(NamedTuple):
    """Terms of groups: ``terms`` (``term``, ``display``), and by group the columns that occur.

    ``cells`` holds for each group the numbers of its terms, their counts and documents.
    """

    terms: pl.DataFrame
    cells: list[tuple[Integers, Integers, Integers]]
    rows: Rows

    def pair(self, group: int, other: int) -> tuple[Integers, list[Integers], list[Integers]]:
        """Put two groups side by side: the terms of either, their counts and documents."""
        occurs = np.zeros(self.terms.height, bool)
        for columns, *_ in (self.cells[group], self.cells[other]):
            occurs[columns] = True
        either = np.flatnonzero(occurs)
        numbers = np.cumsum(occurs) - 1
        counts: list[Integers] = []
        documents: list[Integers] = []
        for columns, of_terms, in_documents in (self.cells[group], self.cells[other]):
            places = numbers[columns]
            for found, values in ((counts, of_terms), (documents, in_documents)):
                side = np.zeros(len(either), np.int64)
                side[places] = values
                found.append(side)
        return either, counts, documents


def group_counts(
    corpus: Corpus,
    by: By,
    *,
    within: Part | Sequence[Part] | None,
    without: Part | Sequence[Part] | None,
    attribute: str,
    kinds: Kind | Sequence[Kind],
    n_threads: int | None,
    result_columns: Sequence[str],
) -> tuple[Grouped, Counted]:
    """Sort documents into groups, and count terms in groups and in documents."""
    check_attribute(corpus, attribute)
    chosen: dict[str, Any] = {"within": within, "without": without}
    selected = select(corpus, by=by, result_columns=result_columns, **chosen)
    counts, _ = count(corpus, selected, attribute=attribute, kinds=kinds, n_threads=n_threads)
    rows, terms = _rows(corpus, selected, attribute, kinds, n_threads)
    counted = Counted(terms, _cells(counts, terms["term"], selected.groups.height), rows)
    each = select(corpus, by=list(dict.fromkeys([*selected.by, "doc_id"])), **chosen)
    places = corpus._metadata.select("doc_id").sort("doc_id").with_row_index("_row")
    units = (
        each.groups.join(
            selected.groups.select(*selected.by, _number="_group"),
            on=selected.by,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .join(places, on="doc_id", how="left", maintain_order="left")
        .select(pl.col("_number").alias("_group"), "doc_id", "_row")
    )
    if selected.shares_documents:
        tokens = tokens_of_groups(each.handle, corpus, kinds)
    else:
        tokens = pl.Series("tokens", rows.tokens[units["_row"].to_numpy()], pl.Int64)
    units = units.with_columns(tokens).sort("_group", "_row")
    groups = _sizes(selected.groups.select(*selected.by, "_group"), units)
    return Grouped(selected.by, groups, units, selected.shares_documents), counted


def check_others(by: list[str]) -> None:
    """Raise if a column would be in the way of the name of another group."""
    for name in by:
        if f"other_{name}" in by:
            msg = f"by='other_{name}' is what the second of two groups is called: rename it"
            raise InputError(msg)


def _sizes(groups: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Add the documents that have tokens, and these."""
    sums = units.group_by("_group").agg(
        (pl.col("tokens") > 0).sum().cast(pl.Int64).alias("documents"), pl.col("tokens").sum()
    )
    return groups.join(sums, on="_group", how="left", maintain_order="left").with_columns(
        pl.col("documents", "tokens").fill_null(0)
    )


def tokens_of_groups(
    handle: _core.Selection,
    corpus: Corpus,
    kinds: Kind | Sequence[Kind],
) -> pl.Series:
    """Count the tokens of each group of a selection."""
    return pl.DataFrame(handle.tokens(corpus._table, check_kinds(kinds)))["tokens"]


def _rows(
    corpus: Corpus,
    selected: Selected,
    attribute: str,
    kinds: Kind | Sequence[Kind],
    n_threads: int | None,
) -> tuple[Rows, pl.DataFrame]:
    """Count terms in documents, which come by ``doc_id``, and name the terms."""
    tables = _core.document_term_matrix(
        corpus._table,
        documents_in_order(corpus),
        selected.handle,
        attribute=attribute,
        kinds=check_kinds(kinds),
        min_count=1,
        min_documents=1,
        n_threads=n_threads,
    )
    cells, starts, rows, terms = map(pl.DataFrame, tables)
    lengths = np.diff(array(starts["start"])).astype(np.uint32)
    found = Rows(lengths, array(cells["column"]), array(cells["count"]), array(rows["tokens"]))
    return found, terms.select("term", "display")


def _cells(
    counts: pl.DataFrame, terms: pl.Series, n_groups: int
) -> list[tuple[Integers, Integers, Integers]]:
    """Cut counts of terms between groups, and number the terms."""
    numbered = pl.DataFrame({"term": terms}).with_row_index("_column")
    found = counts.join(numbered, on="term", how="left").sort("_group", "_column")
    parts = dict(found.partition_by("_group", as_dict=True, include_key=False))
    none = found.clear().drop("_group")
    of_groups = [parts.get((group,), none) for group in range(n_groups)]
    names = ("_column", "count", "documents")
    return [tuple(array(part[name].cast(pl.Int64)) for name in names) for part in of_groups]  # type: ignore[misc]
