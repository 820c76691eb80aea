"""Keywords: what is characteristic of a target against a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import measures as formulas
from corpusstats.contingency import contingency
from corpusstats.contrasts import find_sides
from corpusstats.corpus import Corpus
from corpusstats.counts import Counting
from corpusstats.exceptions import InputError
from corpusstats.flags import document_flags, flag, null_group
from corpusstats.frequency import per_million
from corpusstats.options import check_at_least, check_kinds, names
from corpusstats.provenance import attach, call_of, describe, record
from corpusstats.scores import SCORES, score_columns
from corpusstats.selection import as_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.contrasts import Sides
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["keywords"]

COUNTS = (
    "count",
    "reference_count",
    "documents",
    "reference_documents",
    "per_million",
    "reference_per_million",
    "o11",
    "r1",
    "c1",
    "n",
)
SIZES = ("group_tokens", "group_documents")
RESERVED = (
    "term",
    *COUNTS,
    *SCORES,
    "flag",
    "display",
    "own_display",
    *SIZES,
    *(f"reference_{size}" for size in SIZES),
)


def keywords(
    counts: Corpus | pl.DataFrame,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    target: object = None,
    reference: object = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    measures: str | Sequence[str] = ("log_likelihood", "log_ratio"),
    cells: Literal[4, 2] = 4,
    zero: Literal["walter", "hardie"] = "walter",
    min_count: int = 1,
    min_documents: int = 1,
    reference_tokens: int | None = None,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Compare how often terms occur in a target and in a reference.

    Parameters
    ----------
    counts
        A corpus, or a frame of counts from anywhere: ``term``, ``count``, the columns of ``by``,
        and where known ``documents``, ``group_tokens`` (else the sum of the counts) and
        ``group_documents``: what :func:`corpusstats.frequencies` returns will do.
    by
        Columns, and layers of a corpus, whose values make groups. Every group is a target, set
        against all others together, unless ``target`` or ``reference`` says otherwise.
    within, without
        What of a corpus is counted, as in :func:`corpusstats.frequencies`; not of a reference that
        is a corpus of its own.
    target
        With ``by``: the one group that is the target, a value or (of several columns) a tuple.
        Without: a polars expression over the documents of a corpus.
    reference
        A group, named as in ``target``; an expression, where ``target`` is one (default: all other
        documents); or a corpus or frame of counts from elsewhere, against which every target is
        set. A plain frequency list (``term``, ``count``) will do; against a corpus, its terms are
        put in lower case where those of the corpus are.
    attribute, kinds
        What is counted, as in :func:`corpusstats.frequencies`.
    measures
        Which columns of :mod:`corpusstats.measures` to add, by name.
    cells
        Which log-likelihood, see :func:`corpusstats.measures.log_likelihood`.
    zero
        Which rule for zeros in the log ratio, see :func:`corpusstats.measures.log_ratio`.
    min_count, min_documents
        Leave out terms that occur less often, or in fewer documents, in target and reference
        together. Cut-offs remove rows, never room in ``r1`` or ``n``.
    reference_tokens
        How many tokens a reference list stands for, if more than its counts sum up to.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``term`` (String), the columns of ``by``, ``count`` and ``reference_count`` (Int64),
        ``documents`` and ``reference_documents`` (Int64: those in which the term occurs; null
        where not known), ``per_million`` and ``reference_per_million`` (Float64), the cells
        ``o11``, ``r1``, ``c1``, ``n`` (Int64), the measures (Float64; those that compare
        rates are positive where the term is commoner in the target), ``flag`` (String) and
        ``display`` (String: the term's commonest form in all that was read, or in the counts).
        Every term that occurs in the target or in its reference has a row. By group in byte order
        (numbers and dates by size, null last), then by falling log-likelihood (signed), falling
        count, and term in byte order.

        ``flag`` is null or names, separated by blanks, what the data cannot carry:
        ``single_document`` (a side has one document: the row describes, nothing can be inferred),
        ``few_documents`` (a side has fewer than 5), ``no_tokens`` (a side is empty),
        ``documents_unknown`` (counts without documents), ``groups_share_documents`` (a layer makes
        the groups, so that both sides can come from one document), ``null_group`` (a column of
        ``by`` is null).

    Raises
    ------
    InputError
        A column is missing, a group does not exist, target and reference share documents, counts
        are negative, null or listed twice, or ``min_documents`` is asked for where documents are
        not known or groups share them.
    ValueError
        An unknown attribute, kind, measure or variant, a cut-off below 1, or options that do not
        go together.

    Notes
    -----
    Log-likelihood and the other scores rank terms. They are no tests: tokens of one document
    depend on each other.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({
    ...     "term": ["zug", "waffen", "zug", "waffen"],
    ...     "source": ["a", "a", "b", "b"],
    ...     "count": [7, 1, 2, 3],
    ...     "group_tokens": [1000, 1000, 1000, 1000],
    ... })
    >>> found = cs.keywords(counts, by="source", target="a")
    >>> found["term", "count", "reference_count", "log_likelihood", "log_ratio"]
    shape: (2, 5)
    ┌────────┬───────┬─────────────────┬────────────────┬───────────┐
    │ term   ┆ count ┆ reference_count ┆ log_likelihood ┆ log_ratio │
    │ ---    ┆ ---   ┆ ---             ┆ ---            ┆ ---       │
    │ str    ┆ i64   ┆ i64             ┆ f64            ┆ f64       │
    ╞════════╪═══════╪═════════════════╪════════════════╪═══════════╡
    │ zug    ┆ 7     ┆ 2               ┆ 2.954494       ┆ 1.584963  │
    │ waffen ┆ 1     ┆ 3               ┆ -1.0485        ┆ -1.222392 │
    └────────┴───────┴─────────────────┴────────────────┴───────────┘
    """
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    if reference_tokens is not None:
        check_at_least("reference_tokens", reference_tokens, 1)
    measures = names("measures", measures)
    scores = score_columns(
        measures, {"log_likelihood": {"cells": cells}, "log_ratio": {"zero": zero}}
    )
    if not isinstance(counts, Corpus) and not isinstance(reference, Corpus):
        _check_unused(attribute=attribute, kinds=check_kinds(kinds))
    counting = Counting(attribute, check_kinds(kinds), n_threads, within, without, RESERVED)
    sides = find_sides(
        counts,
        by,
        target=target,
        reference=reference,
        reference_tokens=reference_tokens,
        counting=counting,
    )
    if min_documents > 1:
        _check_documents(sides)
    tables = contingency(
        sides.target,
        sides.reference,
        against=sides.against,
        min_count=min_count,
        min_documents=min_documents,
    )
    frame = (
        tables.join(sides.target.groups.select("_group", *sides.by), on="_group", how="left")
        .with_columns(_r2=pl.col("n") - pl.col("r1"))
        .with_columns(
            per_million("count", "r1").alias("per_million"),
            per_million("reference_count", "_r2").alias("reference_per_million"),
        )
        .with_columns(*scores, _order=formulas.log_likelihood(cells=cells), flag=_flag(sides))
        .sort(
            "_group",
            "_order",
            "count",
            "term",
            descending=[False, True, True, False],
            nulls_last=True,
        )
        .select("term", *sides.by, *COUNTS, *measures, "flag", "display")
    )
    options: dict[str, Any] = {
        "by": sides.by,
        "within": describe(within),
        "without": describe(without),
        "target": _describe(target),
        "reference": _describe(reference),
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "measures": measures,
        "cells": cells,
        "zero": zero,
        "min_count": min_count,
        "min_documents": min_documents,
        "reference_tokens": reference_tokens,
    }
    return attach(
        frame, record("keywords", options, counts), _call(counts, sides, counting, target)
    )


def _call(
    counts: object, sides: Sides, counting: Counting, target: object
) -> Mapping[str, Any] | None:
    """Put together what decides which tokens a row counts: those of the target."""
    if not isinstance(counts, Corpus):
        call = call_of(counts)
        return None if call is None else {**call, "by": sides.by}
    within: list[Any] = list(as_parts(counting.within))
    if isinstance(target, pl.Expr):
        within.append(target)
    return {
        "function": "frequencies",
        "by": sides.by,
        "shares_documents": sides.target.shares_documents,
        "within": within,
        "without": counting.without,
        "attribute": counting.attribute,
        "kinds": counting.kinds,
    }


def _check_unused(*, attribute: str, kinds: list[str]) -> None:
    """Raise if an option is set that only a corpus can follow."""
    if attribute != "lower" or kinds != ["word", "number"]:
        msg = "attribute= and kinds= go with a corpus: frames of counts are taken as they are"
        raise ValueError(msg)


def _check_documents(sides: Sides) -> None:
    """Raise unless the documents of both sides can be added up."""
    if not (sides.target.knows_documents and sides.reference.knows_documents):
        msg = "min_documents needs the column 'documents' in the counts of both sides"
        raise InputError(msg)
    if sides.target.shares_documents and sides.reference.shares_documents:
        msg = "min_documents cannot be used where a layer makes the groups: they share documents"
        raise InputError(msg)


def _flag(sides: Sides) -> pl.Expr:
    """Name what the data cannot carry."""
    fewest = pl.min_horizontal("group_documents", "reference_group_documents")
    shared = sides.target.shares_documents and sides.reference.shares_documents
    flags = {
        **document_flags(fewest),
        "no_tokens": (pl.col("r1") == 0) | (pl.col("r1") == pl.col("n")),
        "documents_unknown": pl.any_horizontal(
            pl.col("documents", "reference_documents", *SIZES[1:]).is_null()
            | pl.col("reference_group_documents").is_null()
        ),
        "groups_share_documents": pl.lit(shared),
        **null_group(sides.by),
    }
    return flag(flags)


def _describe(side: object) -> object:
    """Name a target or reference in plain values."""
    return dict(side.provenance) if isinstance(side, Corpus) else describe(side)
