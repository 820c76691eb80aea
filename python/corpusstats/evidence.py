"""Evidence: the lines behind the rows of a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import collocations, cooccurrence, frequency, keywords, ngrams
from corpusstats.concordance import Context, Unit, text_lines
from corpusstats.cooccurrence import columns_of_pairs
from corpusstats.exceptions import InputError
from corpusstats.occurrences import FINDERS, PLACES, Asked
from corpusstats.opened import ROW, add_context, miscounted, places_of
from corpusstats.options import check_corpus
from corpusstats.provenance import attach, call_of, describe, record
from corpusstats.selection import select

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["evidence"]

LINE = ("row", "doc_id", "start", "end", "left", "node", "right")
RESULT_COLUMNS = (*frequency.COLUMNS, *ngrams.COLUMNS, *keywords.RESERVED, *collocations.RESERVED)
DEFAULTS: dict[str, Any] = {
    "within": None,
    "without": None,
    "boundary": "sentence",
    "attribute": "lower",
    "kinds": ["word", "number"],
    "skip": 0,
    "directed": False,
}


def evidence(
    corpus: Corpus,
    rows: pl.DataFrame | Mapping[str, Any],
    *,
    of: pl.DataFrame | pl.LazyFrame | None = None,
    width: int | tuple[int, int] = 40,
    unit: Unit = "characters",
) -> pl.DataFrame:
    """List the lines that rows of a result count, or tell of.

    Parameters
    ----------
    corpus
        The corpus that was counted; of a comparison that is its own, ``found.corpus``.
    rows
        A frame that :func:`corpusstats.frequencies`, ``keywords``, ``ngrams``, ``cooccurrences`` or
        ``collocates`` returned, some of its rows, or one row as a mapping (``frame.row(0,
        named=True)``). Also those of :func:`corpusstats.attributions`, :func:`corpusstats.zones`,
        :func:`corpusstats.concordance` and :func:`corpusstats.copy_edits`, of
        :func:`corpusstats.naming`, :func:`corpusstats.voices` and :func:`corpusstats.reuse`, and
        the ``nodes`` and ``divergence.contributions`` of a comparison.
    of
        The whole frame that the rows are from: it knows how it was counted (``by``, ``within``,
        ``attribute`` and so on), which rows taken from it no longer do; also the lazy frame of one
        that was written to disk. Not needed for a whole
        result, nor where only ``by`` was given, nor for rows that tell where they stand.
    width, unit
        How much text to show, as in :func:`corpusstats.concordance`.

    Returns
    -------
    polars.DataFrame
        ``row`` (UInt32: the row's number in ``rows``), ``doc_id``, ``start`` and ``end`` (UInt32:
        code points), ``left``, ``node`` and ``right`` (String). For each row as many lines as its
        ``count``; for keywords those of the target. For collocates ``node`` is the nearest hit of
        the node and ``collocate_start`` and ``collocate_end`` (UInt32) tell the collocate's place:
        one line for each time it counts. For pairs ``node`` is the term and ``other_start`` and
        ``other_end`` (UInt32) tell the place of the other, before or behind it; of two equal terms
        ``node`` is the first. By row, then by documents and their text.

        Rows that tell of a place have one line, those that compare two documents one of each. Rows
        of ``naming.forms`` have their mentions, ``voices.shares`` the statements. Of
        ``voices.rates``, what is in the numerator: statements, words that hold back, or the
        sentences with a token that counts. ``reuse.pairs`` have both places of each match,
        ``reuse.documents`` and ``reuse.clusters`` their passages.

    Raises
    ------
    InputError
        The rows are from another kind of frame, or were counted in another way than is known: the
        lines found are not as many as the row counts. Distances, sums and checks have no lines.

    Notes
    -----
    Time is linear in the tokens, whatever the number of rows.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim kam im Zug. Kims Zug ist grün."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> found = cs.frequencies(corpus)
    >>> cs.evidence(corpus, found.head(1), width=8)
    shape: (2, 7)
    ┌─────┬────────┬───────┬─────┬──────────┬──────┬──────────┐
    │ row ┆ doc_id ┆ start ┆ end ┆ left     ┆ node ┆ right    │
    │ --- ┆ ---    ┆ ---   ┆ --- ┆ ---      ┆ ---  ┆ ---      │
    │ u32 ┆ str    ┆ u32   ┆ u32 ┆ str      ┆ str  ┆ str      │
    ╞═════╪════════╪═══════╪═════╪══════════╪══════╪══════════╡
    │ 0   ┆ a      ┆ 11    ┆ 14  ┆  kam im  ┆ Zug  ┆ . Kims Z │
    │ 0   ┆ a      ┆ 21    ┆ 24  ┆ g. Kims  ┆ Zug  ┆  ist grü │
    └─────┴────────┴───────┴─────┴──────────┴──────┴──────────┘
    """
    check_corpus(corpus)
    context = Context(width, unit)
    call = call_of(rows) or call_of(of)
    frame = _as_frame(rows)
    lines = places_of(frame, call)
    places: tuple[str, ...] = ()
    order: tuple[str, ...] = ("start", "end")
    if lines is not None:
        lines = add_context(corpus, lines, context)
    else:
        keys = _check_keys(frame, call)
        if of is not None and call_of(of) is None:
            msg = (
                "of= does not know how it was counted: pass it as corpusstats returned it, "
                "unfiltered"
            )
            raise InputError(msg)
        asked = _select(corpus, frame, keys, call)
        lines = FINDERS[asked.keys](corpus, asked, context)
        _check_counts(frame, keys, lines)
        places = PLACES[keys]
        order = places if "collocate" in keys else (*order, *places)
    found = text_lines(corpus, lines, context).with_columns(
        pl.col(ROW).cast(pl.UInt32).alias("row")
    )
    frame = found.sort("row", "_place", *order, maintain_order=True).select(*LINE, *places)
    options = {"width": describe(width), "unit": unit}
    return attach(frame, record("evidence", options, of if call_of(rows) is None else rows))


def _as_frame(rows: object) -> pl.DataFrame:
    """Take over the rows."""
    if isinstance(rows, Mapping):
        rows = pl.DataFrame([dict(rows)], infer_schema_length=None)
    if not isinstance(rows, pl.DataFrame):
        msg = f"rows have to be a frame or a mapping, not {type(rows).__name__}"
        raise TypeError(msg)
    return rows


def _check_keys(rows: pl.DataFrame, call: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Name the columns that say what the rows count, and check them."""
    keys = _keys(rows, call)
    if {*keys, "count"} - set(rows.columns):
        msg = (
            "the rows are of no result that counts or has places: they have to have the columns "
            "term and count, term, other and count, node, collocate and count, or doc_id, start "
            "and end, or else to come with the whole frame that they are from, as of=; there are "
            f"{rows.columns}"
        )
        raise InputError(msg)
    for name in keys:
        if rows[name].dtype != pl.String and not rows.is_empty():
            msg = f"column {name!r} of the rows has to hold strings, not {rows[name].dtype}"
            raise InputError(msg)
    if not rows["count"].dtype.is_integer() and not rows.is_empty():
        msg = f"column 'count' of the rows has to hold integers, not {rows['count'].dtype}"
        raise InputError(msg)
    for name in (*keys, "count"):
        if rows[name].null_count():
            row = rows[name].is_null().arg_max()
            msg = f"column {name!r} of the rows is null, first in row {row}"
            raise InputError(msg)
    return keys


def _select(
    corpus: Corpus, frame: pl.DataFrame, keys: tuple[str, ...], call: Mapping[str, Any] | None
) -> Asked:
    """Find the groups of the rows."""
    if call is None:
        names = {"text", *corpus._metadata.columns, *corpus.layers, "sentence"}
        names -= {*(cooccurrence.RESERVED if "other" in keys else RESULT_COLUMNS)}
        call = {"by": [name for name in frame.columns if name in names]}
    by = list(call["by"])
    missing = [name for name in by if name not in frame.columns]
    if missing:
        msg = f"the rows have no column {missing[0]!r}, which names their group"
        raise InputError(msg)
    options = {**DEFAULTS, **call}
    try:
        selected = select(
            corpus,
            by=by or None,
            within=options["within"],
            without=options["without"],
            boundary=options["boundary"],
        )
    except InputError as error:
        msg = f"{error}: pass the corpus that was counted; of a comparison that is found.corpus"
        raise InputError(msg) from None
    numbered = frame.select("count", *by, *keys).with_row_index("_row")
    if by:
        groups = selected.groups.select("_group", *by)
        typed = numbered.cast({name: groups.schema[name] for name in by})
        placed = typed.join(groups, on=by, how="left", nulls_equal=True, maintain_order="left")
    else:
        placed = numbered.with_columns(pl.lit(0, pl.UInt32).alias("_group"))
    lost = placed.filter(pl.col("_group").is_null())
    if not lost.is_empty():
        row = lost.select("_row", *by).row(0, named=True)
        msg = f"row {row.pop('_row')} is of a group that the corpus does not have: {row}"
        raise InputError(msg)
    return Asked(placed, keys, selected, options)


def _keys(frame: pl.DataFrame, call: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Name the columns that say what a row counts."""
    if "term" not in frame.columns:
        return ("node", "collocate") if {"node", "collocate"} <= {*frame.columns} else ("term",)
    return ("term", "other") if columns_of_pairs(frame.columns, call) else ("term",)


def _check_counts(frame: pl.DataFrame, keys: tuple[str, ...], lines: pl.DataFrame) -> None:
    """Raise unless there are as many lines as the rows count."""
    wrong = miscounted(frame.with_row_index(ROW), lines, "count")
    if not wrong.is_empty():
        row = wrong.select(ROW, *keys, "count", lines="_lines").row(0, named=True)
        msg = (
            f"row {row.pop(ROW)} counts otherwise than is known: {row}; pass the whole result "
            "as of=, and the corpus that was counted"
        )
        raise InputError(msg)
