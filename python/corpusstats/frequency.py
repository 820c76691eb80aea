"""Frequency lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_corpus,
    check_kinds,
    check_threads,
)
from corpusstats.provenance import NOT_OPTIONS, attach, describe, record
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected

__all__ = ["frequencies"]

COLUMNS = (
    "term",
    "count",
    "per_million",
    "documents",
    "group_tokens",
    "group_documents",
    "display",
)


def frequencies(
    corpus: Corpus,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Count terms, in all documents or by group.

    Parameters
    ----------
    corpus
        What to count.
    by
        Columns of the documents, and layers, whose values make the groups; a null is a group of
        its own.
    within, without
        What is counted, and what is left out: the name of a layer (any of its spans), labels of
        layers (``{"zone": ["body"]}``), a frame of spans (``doc_id, start, end``), a polars
        expression over the documents, or a list of these. ``within`` keeps what is in all of them,
        ``without`` leaves out what is in any.
    attribute
        What counts as the same term: ``"lower"`` (composed, in lower case, without soft hyphens
        and zero-width characters) or ``"word"`` (exactly as in the text).
    kinds
        The kinds of tokens that count.
    min_count, min_documents
        Leave out terms that occur less often, or in fewer documents, in all groups together.
        Cut-offs remove rows after counting: ``per_million`` and ``group_tokens`` stay the same.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``term`` (String), the columns of ``by``, ``count`` (Int64), ``per_million`` (Float64:
        per million tokens of the group that count), ``documents`` (Int64: those of the group in
        which the term occurs), ``group_tokens`` and ``group_documents`` (Int64: tokens of the group
        that count, and documents in which the group has any) and ``display`` (String: the term's
        commonest form in all that was read; of equally common ones the first by bytes). One row for
        each term that occurs in a group. By group in byte order (numbers and dates by size, null
        last), then by falling count, then by term in byte order.

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself.
    ValueError
        An unknown attribute or kind, or a cut-off below 1.

    Notes
    -----
    Time is linear in the tokens, whatever the number of groups.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Der Zug, der Zug.", "Ein Zug."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.frequencies(corpus).drop("group_documents")
    shape: (3, 6)
    ┌──────┬───────┬───────────────┬───────────┬──────────────┬─────────┐
    │ term ┆ count ┆ per_million   ┆ documents ┆ group_tokens ┆ display │
    │ ---  ┆ ---   ┆ ---           ┆ ---       ┆ ---          ┆ ---     │
    │ str  ┆ i64   ┆ f64           ┆ i64       ┆ i64          ┆ str     │
    ╞══════╪═══════╪═══════════════╪═══════════╪══════════════╪═════════╡
    │ zug  ┆ 3     ┆ 500000.0      ┆ 2         ┆ 6            ┆ Zug     │
    │ der  ┆ 2     ┆ 333333.333333 ┆ 1         ┆ 6            ┆ Der     │
    │ ein  ┆ 1     ┆ 166666.666667 ┆ 1         ┆ 6            ┆ Ein     │
    └──────┴───────┴───────────────┴───────────┴──────────────┴─────────┘
    """
    check_corpus(corpus)
    selected = select(corpus, by=by, within=within, without=without, result_columns=COLUMNS)
    counts, groups = count(
        corpus,
        selected,
        attribute=attribute,
        kinds=kinds,
        min_count=min_count,
        min_documents=min_documents,
        n_threads=n_threads,
    )
    frame = counts.join(groups, on="_group", how="left", maintain_order="left").select(
        "term",
        *selected.by,
        "count",
        per_million("count", "group_tokens").alias("per_million"),
        "documents",
        "group_tokens",
        "group_documents",
        "display",
    )
    call: dict[str, Any] = {
        "function": "frequencies",
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "groups": groups,
        "within": within,
        "without": without,
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
    options = {name: describe(value) for name, value in call.items() if name not in NOT_OPTIONS}
    options |= {"min_count": min_count, "min_documents": min_documents}
    return attach(frame, record("frequencies", options, corpus), call)


def per_million(count: str, tokens: str) -> pl.Expr:
    """Make a rate of a count; null of no tokens.

    The fields of a struct are full columns: polars divides by a single row, which might be all
    there is, by way of its reciprocal, and another last digit.
    """
    cells = pl.struct(count=pl.col(count), tokens=pl.col(tokens))
    rate = pl.when(pl.field("tokens") > 0).then(1e6 * pl.field("count") / pl.field("tokens"))
    return cells.struct.with_fields(rate=rate).struct.field("rate")


def count(
    corpus: Corpus,
    selected: Selected,
    *,
    attribute: str,
    kinds: Kind | Sequence[Kind],
    min_count: int = 1,
    min_documents: int = 1,
    n_threads: int | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count terms by group.

    Returns the counts (``term, display, count, documents, _group``) in the order of
    :func:`frequencies`, and the frame of groups with ``group_tokens``.
    """
    check_attribute(corpus, attribute)
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    check_threads(n_threads)
    table, group_tokens = corpus._table.frequencies(
        selected.handle,
        attribute=attribute,
        kinds=check_kinds(kinds),
        min_count=min_count,
        min_documents=min_documents,
        n_threads=n_threads,
    )
    tokens = pl.Series("group_tokens", group_tokens, dtype=pl.Int64)
    return pl.DataFrame(table), selected.groups.with_columns(tokens)
