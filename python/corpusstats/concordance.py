"""Concordances: every hit of a query with the text round it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import _core
from corpusstats.groups import with_groups
from corpusstats.options import check_attribute, check_corpus, check_name, check_pair
from corpusstats.provenance import attach, describe, record
from corpusstats.queries import make_query, query_label
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.queries import Query
    from corpusstats.selection import By, Part

__all__ = ["Context", "Unit", "concordance", "text_lines"]

Order = Literal["text", "left", "right"]
Unit = Literal["characters", "tokens"]
LINE = ("start", "end", "left", "node", "right")


def concordance(
    corpus: Corpus,
    query: Query,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    attribute: str = "lower",
    width: int | tuple[int, int] = 40,
    unit: Unit = "characters",
    order: Order = "text",
) -> pl.DataFrame:
    r"""List every hit of a query with the text round it.

    Parameters
    ----------
    corpus
        Where to look.
    query
        A word (``"Kim"``), alternatives (``"Kim|Kims"``), a phrase (``"Kim Jong Un"``), words with
        wildcards (``"*waffe*"``; ``*`` any characters, ``?`` one), a regular expression between
        slashes (``"/waffen?/"``) or compiled, which one token has to match in full, or a list of
        these. A backslash makes the next character ordinary: ``r"\*"``.
    by
        Columns of the documents, and layers, to show in columns of their own.
    within, without
        Where to look, as in :func:`corpusstats.frequencies`.
    boundary
        What a phrase does not cross, as in :func:`corpusstats.ngrams`.
    attribute
        What the query asks: ``"lower"``, for which upper and lower case are the same, or
        ``"word"``.
    width
        How much text to show before and behind, or a pair for the two.
    unit
        What ``width`` counts: ``"characters"`` (code points) or ``"tokens"`` (of all kinds).
    order
        ``"text"``, or by the words and numbers to the ``"left"`` of the hit, the nearest first, or
        to its ``"right"``: in byte order, a hit with fewer of them first; 20 are compared.

    Returns
    -------
    polars.DataFrame
        ``doc_id``, the columns of ``by``, ``start`` and ``end`` (UInt32: code points of the hit),
        ``left``, ``node`` and ``right`` (String, as in the text, line breaks and all). One row a
        hit; hits of phrases can overlap, and of those that begin at the same token the longest
        counts. In the order asked for, and then of documents and their text.

    Raises
    ------
    InputError
        ``by`` names no column, or a column of the result.
    TypeError, ValueError
        The query is none, or an option is not known.

    Notes
    -----
    Time is linear in the tokens.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim kam im Zug. Kims Zug ist grün."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.concordance(corpus, "kim*", width=8)
    shape: (2, 6)
    ┌────────┬───────┬─────┬──────────┬──────┬──────────┐
    │ doc_id ┆ start ┆ end ┆ left     ┆ node ┆ right    │
    │ ---    ┆ ---   ┆ --- ┆ ---      ┆ ---  ┆ ---      │
    │ str    ┆ u32   ┆ u32 ┆ str      ┆ str  ┆ str      │
    ╞════════╪═══════╪═════╪══════════╪══════╪══════════╡
    │ a      ┆ 0     ┆ 3   ┆          ┆ Kim  ┆  kam im  │
    │ a      ┆ 16    ┆ 20  ┆  im Zug. ┆ Kims ┆  Zug ist │
    └────────┴───────┴─────┴──────────┴──────┴──────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    check_name("order", order, ("text", "left", "right"))
    context = Context(width, unit)
    phrases = make_query(corpus, query, attribute, argument="query")
    selected = select(
        corpus,
        by=by,
        within=within,
        without=without,
        boundary=boundary,
        result_columns=LINE,
    )
    found = _core.find(
        corpus._table,
        selected.handle,
        phrases,
        attribute=attribute,
        order=order,
        context=context.tokens,
    )
    lines = text_lines(corpus, pl.DataFrame(found), context)
    if order == "text":
        lines = lines.sort("_place", "start", "end", maintain_order=True)
    named = [name for name in selected.by if name != "doc_id"]
    if named:
        lines = with_groups(lines, selected.groups.select("_group", *named))
    frame = lines.select("doc_id", *named, *LINE)
    options: dict[str, Any] = {
        "query": query_label(query),
        "by": selected.by,
        "within": describe(within),
        "without": describe(without),
        "boundary": boundary,
        "attribute": attribute,
        "width": describe(width),
        "unit": unit,
        "order": order,
    }
    return attach(frame, record("concordance", options, corpus))


class Context:
    """How much text a line shows round its hit."""

    def __init__(self, width: object, unit: str) -> None:
        check_name("unit", unit, ("characters", "tokens"))
        self.width = check_pair("width", width)
        self.unit = unit

    @property
    def tokens(self) -> tuple[int, int]:
        """How many tokens the core has to find."""
        return self.width if self.unit == "tokens" else (0, 0)

    def bounds(self) -> tuple[pl.Expr, pl.Expr]:
        """Make the code points at which a line begins and ends."""
        if self.unit == "tokens":
            return pl.col("_from").cast(pl.Int64), pl.col("_to").cast(pl.Int64)
        left, right = (min(width, 2**32) for width in self.width)
        start = pl.max_horizontal(pl.col("start").cast(pl.Int64) - left, 0)
        return start, pl.col("end").cast(pl.Int64) + right


def text_lines(corpus: Corpus, found: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Add ``doc_id``, ``_place`` (of the document in the corpus) and the text to lines."""
    start, end = context.bounds()
    # The documents of a corpus are in the order of the table.
    place = corpus._rows.search_sorted(found["_document"].cast(corpus._rows.dtype))
    lines = found.with_columns(
        corpus._metadata["doc_id"].gather(place),
        _place=place,
        _from=start.cast(pl.UInt32),
        _to=end.clip(0, 2**32 - 1).cast(pl.UInt32),
    )
    rows = found["_document"].unique().sort()
    texts, of_line = corpus._texts.of(rows), rows.search_sorted(found["_document"])
    # All at once: what takes time is to count the characters of a text up to its pieces.
    borders = ("_from", "start"), ("start", "end"), ("end", "_to")
    starts, ends = (
        pl.concat([lines[name] for name in names]) for names in zip(*borders, strict=True)
    )
    table = _core.slices(texts, pl.concat([of_line] * len(borders)), starts, ends)
    pieces = pl.DataFrame(table)["text"]
    return lines.with_columns(
        pieces.slice(place * lines.height, lines.height).alias(name)
        for place, name in enumerate(("left", "node", "right"))
    )
