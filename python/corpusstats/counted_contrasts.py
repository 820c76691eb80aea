"""Contrasts of counts, from which nothing is inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core
from corpusstats.contingency import contingency
from corpusstats.contrasts import Compared, name_groups
from corpusstats.keyness import NOTHING, no_inference
from corpusstats.options import check_attribute, check_threads

if TYPE_CHECKING:
    from corpusstats.contrasts import Contrasts, Sides
    from corpusstats.counts import Counting

__all__ = ["compare_counts", "compare_groups"]


def compare_counts(sides: Sides, *, wants_inference: bool) -> Compared:
    """Make the rows of counts, from which nothing can be inferred."""
    rows = contingency(sides.target, sides.reference, against=sides.against)
    family = max(1, rows.height)
    if sides.against == "rest" and sides.target.groups.height == 2:  # noqa: PLR2004
        family = max(1, rows["term"].n_unique())
    rows = rows.join(sides.target.groups.select("_group", *sides.by), on="_group", how="left")
    nothing = [NOTHING.alias(name) for name in ("deviation_of_proportions", "top_document_share")]
    below = pl.lit(None, pl.Int64).alias("sources_below")
    rows = rows.with_columns(_reference=pl.lit(0, pl.UInt32), _term=pl.col("term"))
    if wants_inference:
        rows = rows.with_columns(*nothing, below)
        rows = rows.hstack(no_inference(rows)).with_columns(
            p_adjusted=NOTHING, carries=pl.lit("no_units")
        )
    return Compared(
        sides.by,
        rows,
        family,
        sides.target.shares_documents and sides.reference.shares_documents,
        knows_documents=sides.target.knows_documents and sides.reference.knows_documents,
    )


def compare_groups(contrasts: Contrasts, counting: Counting) -> Compared:
    """Count both sides of all contrasts of a corpus, where nothing is inferred.

    Rows are tables: what follows from counts is worked out once for all terms that have the same.
    """
    corpus, selected, listed = contrasts.corpus, contrasts.selected, contrasts.list
    check_attribute(corpus, counting.attribute)
    check_threads(counting.n_threads)
    tables = _core.Contrasts(
        corpus._table,
        selected.handle,
        listed,
        attribute=counting.attribute,
        kinds=counting.kinds,
        n_threads=counting.n_threads,
    )
    sides = pl.DataFrame(
        {
            "_group": [contrast.target for contrast in listed],
            "_reference": [contrast.reference[0] for contrast in listed],
        },
        {"_group": pl.UInt32, "_reference": pl.UInt32},
    )
    sizes = pl.DataFrame(tables.sizes()).select(
        pl.col("count").alias("r1"),
        pl.sum_horizontal("count", "reference_count").alias("n"),
        pl.col("documents").alias("group_documents"),
        pl.col("reference_documents").alias("reference_group_documents"),
    )
    of_contrasts = name_groups(sides.hstack(sizes), contrasts)
    rows = pl.DataFrame(tables.tables()).with_row_index("_table")
    rows = rows.hstack(of_contrasts[rows["_contrast"]]).with_columns(
        o11="count", c1=pl.col("count") + pl.col("reference_count")
    )
    # Of two groups, each against the other, one contrast mirrors the other.
    is_mirrored = len(listed) == 2 == selected.groups.height  # noqa: PLR2004
    once = 2 if is_mirrored and not selected.shares_documents else 1
    return Compared(
        contrasts.by,
        rows,
        max(1, tables.n_rows() // once),
        selected.shares_documents,
        knows_documents=True,
        tables=tables,
    )
