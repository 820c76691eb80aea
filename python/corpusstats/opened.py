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

__all__ = ["ROW", "add_context", "matching", "miscounted", "places_of"]

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
    wrong = miscounted(numbered, lines, counts)
    if not wrong.is_empty():
        row, count, n_lines = wrong.select(ROW, counts, "_lines").row(0)
        msg = (
            f"row {row} has {counts} {count}, but there are {n_lines} lines: pass the whole result "
            "that the rows are from as of="
        )
        raise InputError(msg)


def miscounted(numbered: pl.DataFrame, lines: pl.DataFrame, counts: str) -> pl.DataFrame:
    """Find the rows that count otherwise than there are lines, which are added as ``_lines``."""
    found = lines.group_by(ROW).len("_lines")
    rows = numbered.join(found, on=ROW, how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("_lines").fill_null(0))
    return rows.filter(pl.col("_lines") != pl.col(counts))


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
    documents = found["_document"].unique().sort()
    tokens = pl.DataFrame(corpus._table.tokens(documents))
    return _reach(found, documents.search_sorted(found["_document"]), tokens, context)


def _reach(
    lines: pl.DataFrame, places: pl.Series, tokens: pl.DataFrame, context: Context
) -> pl.DataFrame:
    """Tell how far lines reach; ``places`` are those of their documents among the tokens'."""
    if tokens.is_empty():
        return lines.with_columns(_from=pl.col("start"), _to=pl.col("end"))
    left, right = context.tokens
    of_tokens, of_lines = tokens["document"].cast(pl.Int64), places.cast(pl.Int64)

    def ordered(of: pl.Series, at: pl.Series) -> pl.Series:
        # By document and place in one number.
        return of * 2**32 + at.cast(pl.Int64)

    first = ordered(of_tokens, tokens["end"]).search_sorted(
        ordered(of_lines, lines["start"]), side="right"
    )
    behind = ordered(of_tokens, tokens["start"]).search_sorted(
        ordered(of_lines, lines["end"]), side="left"
    )
    bounds = pl.DataFrame(
        {
            "least": of_tokens.search_sorted(of_lines, side="left"),
            "most": of_tokens.search_sorted(of_lines, side="right"),
            "first": first,
            "last": behind,
        }
    ).cast(pl.Int64)
    within = bounds.select(
        (pl.col("first") - left).clip(pl.col("least"), pl.col("most") - 1).alias("first"),
        (pl.col("last") - 1 + right).clip(pl.col("least"), pl.col("most") - 1).alias("last"),
        (pl.col("most") > pl.col("least")).alias("has_tokens"),
    )
    top = tokens.height - 1
    begins = tokens["start"].gather(within["first"].clip(0, top))
    ends = tokens["end"].gather(within["last"].clip(0, top))
    has_tokens = within["has_tokens"]
    return lines.with_columns(
        pl.when(has_tokens)
        .then(pl.min_horizontal("start", begins))
        .otherwise("start")
        .alias("_from"),
        pl.when(has_tokens).then(pl.max_horizontal("end", ends)).otherwise("end").alias("_to"),
    )
