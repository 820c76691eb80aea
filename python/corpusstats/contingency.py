"""From counts to contingency tables.

A contrast sets a target against a reference. A term's four cells are those of Evert: ``o11``, how
often it occurs in the target; ``r1``, the tokens of the target; ``c1``, how often it occurs in
target and reference together; ``n``, the tokens of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from corpusstats.counts import CountTable

__all__ = ["Against", "contingency"]

_COUNTS = ("count", "documents")
_SIZES = ("group_tokens", "group_documents")

Against = Literal["all", "rest"]


def contingency(target: CountTable, reference: CountTable, *, against: Against) -> pl.DataFrame:
    """Make the contingency tables of all terms for each group of the target.

    Parameters
    ----------
    target
        The groups that are targets, one contrast each.
    reference
        What they are set against.
    against
        ``"all"``: all groups of the reference together; ``"rest"``: the same less the target, which
        the reference holds as well.

    Returns
    -------
    polars.DataFrame
        ``_group, term, display, count, reference_count, documents, reference_documents, o11, r1,
        c1, n, group_documents, reference_group_documents``: a row for every group and every term
        that occurs in it or in its reference, in no order. What is not known of documents is null.
    """
    pool = reference.counts.group_by("term").agg(
        pl.col("display").first(), *(_sum(name) for name in _COUNTS)
    )
    groups = target.groups.select("_group", *_SIZES)
    groups = groups.join(reference.groups.select(map(_sum, _SIZES)), how="cross")
    own = target.counts.select("_group", "term", pl.col("display").alias("own_display"), *_COUNTS)
    rows = (
        groups.select("_group")
        .join(pool, how="cross")
        .join(own, on=["_group", "term"], how="full", coalesce=True)
        .join(groups, on="_group", how="left")
        .with_columns(
            pl.coalesce("own_display", "display").alias("display"),
            *_zero_where_absent("count", "documents", target),
            *_zero_where_absent("reference_count", "reference_documents", reference),
        )
    )
    if against == "rest":
        names = (*_COUNTS, *_SIZES)
        rows = rows.with_columns(pl.col(f"reference_{name}") - pl.col(name) for name in names)
    return rows.select(
        "_group",
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
    absent = pl.lit(0 if table.knows_documents else None)
    return [pl.col(count).fill_null(0), pl.col(documents).fill_null(absent)]
