"""From counts to contingency tables.

A contrast sets a target against a reference. A term's four cells are those of Evert: ``o11``, how
often it occurs in the target; ``r1``, the tokens of the target; ``c1``, how often it occurs in
target and reference together; ``n``, the tokens of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from corpusstats.counts import CountTable

__all__ = ["contingency"]

_COUNTS = ("count", "documents")
_SIZES = ("group_tokens", "group_documents")


def contingency(target: CountTable, reference: CountTable, *, nested: bool) -> pl.DataFrame:
    """Make the contingency tables of all terms for each group of the target.

    Parameters
    ----------
    target
        The groups that are targets, one contrast each.
    reference
        What each is set against: all groups of this table together.
    nested
        The reference holds the targets as well, and each is set against the rest.

    Returns
    -------
    polars.DataFrame
        ``group, term, display, count, reference_count, documents, reference_documents, o11, r1,
        c1, n, group_documents, reference_group_documents``: a row for every group and every term
        that occurs in it or in its reference, in no order. What is not known of documents is null.
    """
    pool = reference.counts.group_by("term").agg(
        pl.col("display").first(), *(_sum(name) for name in _COUNTS)
    )
    pool_sizes = reference.groups.select(_sum(name) for name in _SIZES)
    own = target.counts.select("group", "term", pl.col("display").alias("own_display"), *_COUNTS)
    rows = (
        target.groups.select("group")
        .join(pool, how="cross")
        .join(own, on=["group", "term"], how="full", coalesce=True)
        .join(target.groups.select("group", *_SIZES), on="group", how="left")
        .join(pool_sizes, how="cross")
        .with_columns(
            pl.coalesce("display", "own_display").alias("display"),
            *_zero_where_absent("count", "documents", target),
            *_zero_where_absent("reference_count", "reference_documents", reference),
        )
    )
    if nested:
        names = (*_COUNTS, *_SIZES)
        rows = rows.with_columns(pl.col(f"reference_{name}") - pl.col(name) for name in names)
    return rows.select(
        "group",
        "term",
        "display",
        "count",
        "reference_count",
        "documents",
        "reference_documents",
        pl.col("count").alias("o11"),
        pl.col("group_tokens").alias("r1"),
        (pl.col("count") + pl.col("reference_count")).alias("c1"),
        (pl.col("group_tokens") + pl.col("reference_group_tokens")).alias("n"),
        "group_documents",
        "reference_group_documents",
    ).filter(pl.col("c1") > 0)


def _sum(name: str) -> pl.Expr:
    """Sum up; null where a part is not known."""
    known = pl.col(name).null_count() == 0
    return pl.when(known).then(pl.col(name).sum()).alias(f"reference_{name}")


def _zero_where_absent(count: str, documents: str, table: CountTable) -> list[pl.Expr]:
    """Count a term that a side does not have as 0, unless the side's documents are not known."""
    known = table.counts["documents"].null_count() == 0
    return [pl.col(count).fill_null(0), pl.col(documents).fill_null(pl.lit(0 if known else None))]
