"""Rows that have places of their own, or know what has: where the lines behind them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from corpusstats.concordance import Context
    from corpusstats.corpus import Corpus

__all__ = ["ROW", "add_context", "matching", "places_of"]

ROW = "_row"
# Columns that tell where a row stands; two stretches for what compares two documents.
PLACES = (
    (("doc_id", "start", "end"),),
    (("doc_id", "content_start", "content_end"),),
    (("doc_a", "start_a", "end_a"), ("doc_b", "start_b", "end_b")),
)


def places_of(frame: pl.DataFrame, call: Mapping[str, Any] | None) -> pl.DataFrame | None:
    """Find the lines of rows that have places, or whose result knows them; ``None`` of others.

    Raises
    ------
    InputError
        The result knows other lines than the rows count.
    """
    numbered = frame.with_row_index(ROW)
    if call is not None and "lines" in call:
        lines: pl.DataFrame = call["lines"](numbered)
        if call.get("counts") in frame.columns:
            _check_counts(numbered, lines, call["counts"])
        return lines
    if "count" in frame.columns:
        return None
    for stretches in PLACES:
        if {name for stretch in stretches for name in stretch} <= {*frame.columns}:
            return pl.concat(
                numbered.select(
                    ROW,
                    pl.col(document).alias("doc_id"),
                    pl.col(start).cast(pl.UInt32).alias("start"),
                    pl.col(end).cast(pl.UInt32).alias("end"),
                )
                for document, start, end in stretches
            )
    return None


def _check_counts(numbered: pl.DataFrame, lines: pl.DataFrame, counts: str) -> None:
    found = lines.group_by(ROW).agg(pl.len().cast(pl.Int64).alias("_lines"))
    rows = numbered.select(ROW, counts).join(found, on=ROW, how="left", maintain_order="left")
    wrong = rows.filter(pl.col("_lines").fill_null(0) != pl.col(counts))
    if not wrong.is_empty():
        row, count, n_lines = wrong.fill_null(0).row(0)
        msg = (
            f"row {row} has {counts} {count}, but there are {n_lines} lines: pass the whole result "
            "that the rows are from as of="
        )
        raise InputError(msg)


def matching(rows: pl.DataFrame, places: pl.DataFrame, on: list[str], *, what: str) -> pl.DataFrame:
    """Join rows to the places of what they count, whatever types a row as a mapping made of them.

    Raises
    ------
    InputError
        The rows lack a column that says what they count.
    """
    missing = [name for name in on if name not in rows.columns]
    if missing:
        msg = f"the rows have no column {missing[0]!r}, as rows of {what} have"
        raise InputError(msg)
    if not on:
        return rows.select(ROW).join(places, how="cross").select(ROW, "doc_id", "start", "end")
    typed = rows.select(ROW, *on).cast({name: places.schema[name] for name in on})
    lists = [name for name in on if isinstance(places.schema[name], pl.List)]
    keys = [f"_{name}" if name in lists else name for name in on]
    joined = [pl.col(name).list.join("\0").alias(f"_{name}") for name in lists]
    return (
        typed.with_columns(joined)
        .join(places.with_columns(joined), on=keys, nulls_equal=True, maintain_order="left_right")
        .select(ROW, "doc_id", "start", "end")
    )


def add_context(corpus: Corpus, lines: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Add what lines of text need: the number of the document, and how far they reach in tokens.

    Raises
    ------
    InputError
        The corpus has no such document, or its text ends before.
    """
    numbers = corpus._metadata.select("doc_id", pl.Series("_document", corpus._rows))
    found = lines.join(numbers, on="doc_id", how="left", maintain_order="left")
    lost = found.filter(pl.col("_document").is_null())
    if not lost.is_empty():
        row, doc_id = lost.select(ROW, "doc_id").row(0)
        msg = f"row {row} is of document {doc_id!r}, which the corpus does not have"
        raise InputError(msg)
    found = found.drop("doc_id")
    if context.unit != "tokens":
        return found
    documents = pl.Series(found["_document"].unique().sort())
    tokens = pl.DataFrame(corpus._table.tokens(documents))
    return pl.concat(
        [
            _reach(lines, tokens.filter(pl.col("document") == place), context)
            for place, lines in (
                (place, found.filter(pl.col("_document") == number))
                for place, number in enumerate(documents)
            )
        ]
        or [found.with_columns(_from=pl.col("start"), _to=pl.col("end"))]
    )


def _reach(lines: pl.DataFrame, tokens: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Tell how far lines of one document reach."""
    if tokens.is_empty():
        return lines.with_columns(_from=pl.col("start"), _to=pl.col("end"))
    left, right = context.tokens
    n_tokens = tokens.height
    first = tokens["end"].search_sorted(lines["start"], side="right").cast(pl.Int64)
    last = tokens["start"].search_sorted(lines["end"], side="left").cast(pl.Int64)
    first = (first - left).clip(0, n_tokens - 1)
    last = (last - 1 + right).clip(0, n_tokens - 1)
    return lines.with_columns(
        pl.min_horizontal("start", tokens["start"].gather(first)).alias("_from"),
        pl.max_horizontal("end", tokens["end"].gather(last)).alias("_to"),
    )
