"""Evidence: the lines behind the rows of a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats import _core, collocations, frequency, keywords, ngrams
from corpusstats.collocations import check_window
from corpusstats.concordance import Context, Unit, text_lines
from corpusstats.exceptions import InputError
from corpusstats.ngrams import check_shape
from corpusstats.options import check_corpus
from corpusstats.provenance import attach, call_of, describe, record
from corpusstats.queries import make_query, query_label
from corpusstats.selection import Selected, select

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["evidence"]

# The number of a word that the corpus does not have.
NO_VALUE = 2**32 - 1
LINE = ("row", "doc_id", "start", "end", "left", "node", "right")
RESULT_COLUMNS = (*frequency.COLUMNS, *ngrams.COLUMNS, *keywords.RESERVED, *collocations.RESERVED)
DEFAULTS: dict[str, Any] = {
    "within": None,
    "without": None,
    "boundary": "sentence",
    "attribute": "lower",
    "kinds": ["word", "number"],
    "skip": 0,
    "window": (5, 5),
}


class _Rows(NamedTuple):
    """The rows asked for, with ``_row`` and ``_group``, and how they were counted."""

    frame: pl.DataFrame
    selected: Selected
    call: Mapping[str, Any]


def evidence(
    corpus: Corpus,
    rows: pl.DataFrame | Mapping[str, Any],
    *,
    of: pl.DataFrame | None = None,
    width: int | tuple[int, int] = 40,
    unit: Unit = "characters",
) -> pl.DataFrame:
    """List the lines that rows of a result count.

    Parameters
    ----------
    corpus
        The corpus that was counted.
    rows
        A frame that :func:`corpusstats.frequencies`, ``keywords``, ``ngrams`` or ``collocates``
        returned, some of its rows, or one row as a mapping (``frame.row(0, named=True)``).
    of
        The whole result that the rows are from: it knows how it was counted (``by``, ``within``,
        ``attribute`` and so on), which rows taken from it no longer do. Not needed for a whole
        result, nor where only ``by`` was given.
    width, unit
        How much text to show, as in :func:`corpusstats.concordance`.

    Returns
    -------
    polars.DataFrame
        ``row`` (UInt32: the row's number in ``rows``), ``doc_id``, ``start`` and ``end`` (UInt32:
        code points), ``left``, ``node`` and ``right`` (String). For each row as many lines as its
        ``count``; for keywords those of the target. For collocates ``node`` is the nearest hit of
        the node and ``collocate_start`` and ``collocate_end`` (UInt32) tell the collocate's place:
        one line for each time it counts. By row, then by documents and their text.

    Raises
    ------
    InputError
        The rows are from another kind of frame, or were counted in another way than is known: the
        lines found are not as many as the row counts.

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
    frame = _frame(rows)
    if of is not None and call_of(of) is None:
        msg = "of= does not know how it was counted: pass it as corpusstats returned it, unfiltered"
        raise InputError(msg)
    asked = _select(corpus, frame, call_of(rows) or call_of(of))
    is_pair = "collocate" in _keys(frame)
    lines = _collocates(corpus, asked, context) if is_pair else _terms(corpus, asked, context)
    _check_counts(frame, lines)
    places = ("collocate_start", "collocate_end") if is_pair else ()
    found = text_lines(corpus, lines, context).with_columns(
        pl.col("_row").cast(pl.UInt32).alias("row")
    )
    frame = found.sort("row", "_place", *(places or ("start", "end")), maintain_order=True).select(
        *LINE, *places
    )
    options = {"width": describe(width), "unit": unit}
    return attach(frame, record("evidence", options, of if call_of(rows) is None else rows))


def _frame(rows: object) -> pl.DataFrame:
    """Take over the rows and check that they count something."""
    if isinstance(rows, Mapping):
        rows = pl.DataFrame([dict(rows)], infer_schema_length=None)
    if not isinstance(rows, pl.DataFrame):
        msg = f"rows have to be a frame or a mapping, not {type(rows).__name__}"
        raise TypeError(msg)
    if {*_keys(rows), "count"} - set(rows.columns):
        msg = (
            "the rows are of no result that counts: they have to have the columns term and count, "
            f"or node, collocate and count; there are {rows.columns}"
        )
        raise InputError(msg)
    for name in _keys(rows):
        if rows[name].dtype != pl.String and not rows.is_empty():
            msg = f"column {name!r} of the rows has to hold strings, not {rows[name].dtype}"
            raise InputError(msg)
    if not rows["count"].dtype.is_integer() and not rows.is_empty():
        msg = f"column 'count' of the rows has to hold integers, not {rows['count'].dtype}"
        raise InputError(msg)
    for name in (*_keys(rows), "count"):
        if rows[name].null_count():
            row = rows[name].is_null().arg_max()
            msg = f"column {name!r} of the rows is null, first in row {row}"
            raise InputError(msg)
    return rows


def _select(corpus: Corpus, frame: pl.DataFrame, call: Mapping[str, Any] | None) -> _Rows:
    """Find the groups of the rows."""
    if call is None:
        names = {"text", *corpus._metadata.columns, *corpus.layers, "sentence"} - {*RESULT_COLUMNS}
        call = {"by": [name for name in frame.columns if name in names]}
    by = list(call["by"])
    missing = [name for name in by if name not in frame.columns]
    if missing:
        msg = f"the rows have no column {missing[0]!r}, which names their group"
        raise InputError(msg)
    options = {**DEFAULTS, **call}
    selected = select(
        corpus,
        by=by or None,
        within=options["within"],
        without=options["without"],
        boundary=options["boundary"],
    )
    numbered = frame.select("count", *by, *_keys(frame)).with_row_index("_row")
    if by:
        groups = selected.groups.select("_group", *by)
        keys = numbered.cast({name: groups.schema[name] for name in by})
        placed = keys.join(groups, on=by, how="left", nulls_equal=True, maintain_order="left")
    else:
        placed = numbered.with_columns(pl.lit(0, pl.UInt32).alias("_group"))
    lost = placed.filter(pl.col("_group").is_null())
    if not lost.is_empty():
        row = lost.select("_row", *by).row(0, named=True)
        msg = f"row {row.pop('_row')} is of a group that the corpus does not have: {row}"
        raise InputError(msg)
    return _Rows(placed, selected, options)


def _keys(frame: pl.DataFrame) -> tuple[str, ...]:
    """Name the columns that say what a row counts."""
    is_pair = {"node", "collocate"} <= {*frame.columns} and "term" not in frame.columns
    return ("node", "collocate") if is_pair else ("term",)


def _terms(corpus: Corpus, asked: _Rows, context: Context) -> pl.DataFrame:
    """Find the lines of words and n-grams."""
    call = asked.call
    is_ngram = call.get("function") == "ngrams" or _has_phrases(corpus, asked)
    shape = check_shape(
        call["skip"] if is_ngram else 0,
        call.get("punctuation", "break"),
        call["attribute"],
        call["kinds"],
    )
    words = asked.frame.with_columns(pl.col("term").str.split(" " if is_ngram else "\0"))
    lengths = words["term"].list.len()
    parts = []
    for length in sorted(set(lengths)) or [1]:
        of_length = words.filter(lengths == length)
        numbers = _numbers(corpus, of_length["term"].explode(), shape.attribute)
        phrases = [numbers[start : start + length] for start in range(0, len(numbers), length)]
        found = _core.find_ngrams(
            corpus._table,
            asked.selected.handle,
            list(zip(of_length["_group"], phrases, strict=True)),
            length=length,
            context=context.tokens,
            **shape._asdict(),
        )
        parts.append(_renumbered(found, of_length["_row"]))
    return pl.concat(parts)


def _has_phrases(corpus: Corpus, asked: _Rows) -> bool:
    """Tell rows of n-grams, whose options are lost, from words that hold a blank."""
    spaced = asked.frame["term"].filter(asked.frame["term"].str.contains(" "))
    known = "function" in asked.call or spaced.is_empty()
    return not known and NO_VALUE in _numbers(corpus, spaced, asked.call["attribute"])


def _collocates(corpus: Corpus, asked: _Rows, context: Context) -> pl.DataFrame:
    """Find the lines of collocates, one node after the other."""
    call = asked.call
    shape = check_window(
        call["window"], call.get("punctuation", "skip"), call["attribute"], call["kinds"]
    )
    queries = {query_label(node): node for node in call.get("nodes", [])}
    parts = []
    for label in asked.frame["node"].unique(maintain_order=True).to_list() or ["-"]:
        of_node = asked.frame.filter(pl.col("node") == label)
        query = queries.get(label, label)
        numbers = _numbers(corpus, of_node["collocate"], call["attribute"])
        found = _core.find_collocates(
            corpus._table,
            asked.selected.handle,
            make_query(corpus, query, call["attribute"], argument="node"),
            list(zip(of_node["_group"], numbers, strict=True)),
            context=context.tokens,
            **shape,
        )
        parts.append(_renumbered(found, of_node["_row"]))
    return pl.concat(parts)


def _numbers(corpus: Corpus, words: pl.Series, attribute: str) -> list[int]:
    """Find the numbers of values; a word that the corpus does not have gets one that none has."""
    found = corpus._table.find_values(attribute, words.cast(pl.String).to_list())
    return [NO_VALUE if number is None else number for number in found]


def _renumbered(found: _core.ArrowTable, rows: pl.Series) -> pl.DataFrame:
    """Give lines the numbers of the rows that were asked about, for their places among them."""
    lines = pl.DataFrame(found)
    return lines.with_columns(rows.gather(lines["_row"]).alias("_row"))


def _check_counts(frame: pl.DataFrame, lines: pl.DataFrame) -> None:
    """Raise unless there are as many lines as the rows count."""
    found = lines.group_by("_row").len("_lines")
    rows = frame.with_row_index("_row").join(found, on="_row", how="left", maintain_order="left")
    wrong = rows.filter(pl.col("_lines").fill_null(0) != pl.col("count"))
    if not wrong.is_empty():
        row = wrong.select(
            "_row", *_keys(frame), "count", pl.col("_lines").fill_null(0).alias("lines")
        ).row(0, named=True)
        msg = (
            f"row {row.pop('_row')} counts otherwise than is known: {row}; pass the whole result "
            "as of=, and the corpus that was counted"
        )
        raise InputError(msg)
