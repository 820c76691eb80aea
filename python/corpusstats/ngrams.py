"""n-grams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.frequency import per_million as rate
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_bool,
    check_corpus,
    check_kinds,
    check_name,
    check_threads,
)
from corpusstats.provenance import NOT_OPTIONS, attach, describe, record
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["check_lengths", "check_shape", "ngrams"]

LONGEST = 5
COLUMNS = (
    "term",
    "length",
    "count",
    "per_million",
    "documents",
    "group_tokens",
    "group_documents",
    "display",
)
Punctuation = Literal["break", "skip"]


def ngrams(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    skip: int = 0,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "break",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    documents: bool = False,
    per_million: bool = False,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Count runs of n tokens, in all documents or by group.

    Parameters
    ----------
    corpus
        What to count.
    n
        The length, from 1 to 5, or the shortest and the longest as a pair.
    skip
        How many tokens may be left out between the first and the last of an n-gram: skip-grams.
        Each choice of tokens counts once, so that their number grows fast.
    by, within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`.
    boundary
        What n-grams do not cross: ``"sentence"``, ``"document"`` or a layer. They never cross the
        borders of layers in ``by``, ``within`` and ``without``.
    punctuation
        What tokens of kinds that do not count do: ``"break"`` ends n-grams at them, ``"skip"``
        passes over them.
    min_count, min_documents
        Leave out n-grams that occur less often, or in fewer documents, in all groups together.
        Cut-offs remove rows after counting.
    documents, per_million
        Add a column of that name.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``term`` (String: the tokens joined by blanks), the columns of ``by``, ``length`` (UInt32),
        ``count`` (Int64), on request ``per_million`` (Float64: per million n-grams of that length
        in the group) and ``documents`` (Int64: those of the group in which the n-gram occurs),
        ``group_tokens`` (Int64: n-grams of that length in the group, all places where one can
        stand), ``group_documents`` (Int64) and ``display`` (String: each token in its commonest
        form). By group as in :func:`corpusstats.frequencies`, then by length, falling count, and
        token by token in byte order.

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself.
    ValueError
        ``n`` is not from 1 to 5, or an option is not known.

    Notes
    -----
    Time is n log n in the tokens. Memory is 8 to 20 bytes for each place where an n-gram can stand.
    Skip-grams: Guthrie et al. (2006), A closer look at skip-gram modelling, LREC.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim Jong Un kam. Kim Jong Un ging."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.ngrams(corpus, (2, 3), min_count=2)["term", "length", "count", "group_tokens"]
    shape: (3, 4)
    ┌─────────────┬────────┬───────┬──────────────┐
    │ term        ┆ length ┆ count ┆ group_tokens │
    │ ---         ┆ ---    ┆ ---   ┆ ---          │
    │ str         ┆ u32    ┆ i64   ┆ i64          │
    ╞═════════════╪════════╪═══════╪══════════════╡
    │ jong un     ┆ 2      ┆ 2     ┆ 6            │
    │ kim jong    ┆ 2      ┆ 2     ┆ 6            │
    │ kim jong un ┆ 3      ┆ 2     ┆ 4            │
    └─────────────┴────────┴───────┴──────────────┘
    """
    check_corpus(corpus)
    shortest, longest = check_lengths(n)
    check_attribute(corpus, attribute)
    shape = check_shape(skip, punctuation, attribute, kinds)
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    check_bool("documents", documents)
    check_bool("per_million", per_million)
    check_threads(n_threads)
    selected = select(
        corpus,
        by=by,
        within=within,
        without=without,
        boundary=boundary,
        result_columns=COLUMNS,
    )
    parts = []
    for length in range(shortest, longest + 1):
        table, group_ngrams = _core.ngrams(
            corpus._table,
            selected.handle,
            length=length,
            min_count=min_count,
            min_documents=min_documents,
            documents=documents,
            n_threads=n_threads,
            **shape._asdict(),
        )
        sizes = selected.groups.with_columns(
            pl.Series("group_tokens", group_ngrams, dtype=pl.Int64),
            pl.lit(length, pl.UInt32).alias("length"),
        )
        counted = pl.DataFrame(table)
        parts.append(counted.join(sizes, on="_group", how="left", maintain_order="left"))
    rows = pl.concat(parts)
    if len(parts) > 1:
        rows = rows.sort("_group", "length", maintain_order=True)
    wanted = {"per_million": per_million, "documents": documents}
    frame = rows.with_columns(rate("count", "group_tokens").alias("per_million")).select(
        name
        for name in ("term", *selected.by, *COLUMNS[1:])
        if wanted.get(name, True) or name in selected.by
    )
    call: dict[str, Any] = {
        "function": "ngrams",
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "groups": sizes if shortest == longest else None,
        "within": within,
        "without": without,
        "boundary": boundary,
        "skip": skip,
        "punctuation": punctuation,
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
    options = {name: describe(value) for name, value in call.items() if name not in NOT_OPTIONS}
    options |= {"n": describe(n), "min_count": min_count, "min_documents": min_documents}
    return attach(frame, record("ngrams", options, corpus), call)


class Shape(NamedTuple):
    """What an n-gram is, as the core takes it."""

    skip: int
    passes_over: bool
    attribute: str
    kinds: list[str]


def check_shape(skip: int, punctuation: str, attribute: str, kinds: Kind | Sequence[Kind]) -> Shape:
    """Check what an n-gram is."""
    check_at_least("skip", skip, 0)
    check_name("punctuation", punctuation, ("break", "skip"))
    return Shape(skip, punctuation == "skip", attribute, check_kinds(kinds))


def check_lengths(n: object) -> tuple[int, int]:
    """Make the shortest and the longest of a length or a pair."""
    pair = n if isinstance(n, tuple | list) else (n, n)
    if len(pair) != 2:  # noqa: PLR2004
        msg = f"n has to be a length or a pair of the shortest and the longest, not {n!r}"
        raise ValueError(msg)
    for length in pair:
        check_at_least("n", length, 1)
    shortest, longest = pair
    if not shortest <= longest <= LONGEST:
        msg = f"n has to be from 1 to {LONGEST}, the shortest first, not {n!r}"
        raise ValueError(msg)
    return shortest, longest
