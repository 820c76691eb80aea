"""Targets and what they are set against."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.corpus import Corpus
from corpusstats.counts import Counting, CountTable, count_table, reference_table
from corpusstats.documents import cannot_evaluate
from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from corpusstats import _core
    from corpusstats.contingency import Against
    from corpusstats.selection import By, Selected

__all__ = ["Compared", "Contrasts", "Sides", "find_contrasts", "find_sides", "name_groups"]


class Compared(NamedTuple):
    """The rows of all contrasts, and how they were made.

    ``by`` are the columns of ``rows`` that name a target; ``mean`` tells whether the reference is a
    mean of rates. A row is a term, or a table of ``tables``, whose terms have the same numbers.
    """

    by: list[str]
    rows: pl.DataFrame
    family: int
    shares_documents: bool
    knows_documents: bool
    mean: bool = False
    method: str | None = None
    correction: str | None = None
    n_arrangements: int | None = None
    is_exact: bool = False
    tables: _core.Contrasts | None = None


class Contrast(NamedTuple):
    """A target and what it is set against, as numbers of groups."""

    target: int
    reference: list[int]


class Contrasts(NamedTuple):
    """What of a corpus is compared with what; ``by`` are the columns that name a target."""

    corpus: Corpus
    selected: Selected
    by: list[str]
    list: list[Contrast]


class Sides(NamedTuple):
    """The columns that name a target in the result, the targets, and what they are set against."""

    by: list[str]
    target: CountTable
    reference: CountTable
    against: Against = "all"


def find_sides(
    counts: Corpus | pl.DataFrame,
    by: By,
    *,
    target: object,
    reference: object,
    reference_tokens: int | None,
    counting: Counting,
) -> Sides:
    """Find what is compared with what."""
    foreign = None
    if isinstance(reference, Corpus | pl.DataFrame | pl.LazyFrame):
        is_list = isinstance(counts, Corpus) and not isinstance(reference, Corpus)
        attribute = counting.attribute if is_list else None
        foreign = reference_table(reference, reference_tokens, counting, attribute)
    columns: list[str] | None = None
    if isinstance(target, pl.Expr) or isinstance(reference, pl.Expr):
        inside = pl.lit(value=False) if foreign else reference
        counts = by_expression(counts, by, target, inside, elsewhere=foreign is not None)
        by, columns = SIDE, []
        target, reference = True, reference if foreign else False
    if isinstance(counts, Corpus) and isinstance(reference, Corpus):
        _check_comparable(counts, reference, disjoint=target is None or columns is not None)
    table = count_table(counts, by, counting)
    columns = table.by if columns is None else columns
    targets = table if target is None else table.only(_group(table, "target", target))
    if foreign is not None:
        return Sides(columns, targets, foreign)
    if reference is not None:
        pool = table.only(_group(table, "reference", reference))
        if target is None:
            targets = table.only(table.groups.join(pool.groups, on="_group", how="anti"))
        if targets.groups.is_empty() or targets.groups.equals(pool.groups):
            msg = f"target and reference are the same group {reference!r}"
            raise InputError(msg)
        return Sides(columns, targets, pool)
    if table.groups.height < 2:  # noqa: PLR2004
        msg = (
            "there is nothing to compare with: name by= columns with two groups or more, "
            "a target= expression, or a reference="
        )
        raise InputError(msg)
    return Sides(columns, targets, table, "rest")


def find_contrasts(
    corpus: Corpus,
    by: By,
    *,
    target: object,
    reference: object,
    pairs: bool,
    counting: Counting,
) -> Contrasts:
    """Find what is compared with what within a corpus."""
    columns: list[str] | None = None
    if isinstance(target, pl.Expr) or isinstance(reference, pl.Expr):
        corpus = by_expression(corpus, by, target, reference, elsewhere=False)
        by, columns, target, reference = SIDE, [], True, False
    selected = counting.select(corpus, by)
    columns = selected.by if columns is None else columns
    groups = selected.groups
    every = range(groups.height)
    if pairs:
        if target is not None or reference is not None:
            msg = "contrasts='pairs' compares all groups: it goes without target= and reference="
            raise ValueError(msg)
        listed = [Contrast(one, [two]) for one in every for two in every if one < two]
        return Contrasts(corpus, selected, columns, listed)
    targets = list(every)
    if target is not None:
        targets = [find_group(selected.by, groups, "target", target)]
    if reference is not None:
        pool = find_group(selected.by, groups, "reference", reference)
        targets = [group for group in targets if group != pool]
        if not targets:
            msg = f"target and reference are the same group {reference!r}"
            raise InputError(msg)
        listed = [Contrast(group, [pool]) for group in targets]
    else:
        if groups.height < 2:  # noqa: PLR2004
            msg = (
                "there is nothing to compare with: name by= columns with two groups or more, "
                "a target= expression, or a reference="
            )
            raise InputError(msg)
        rests = ([other for other in every if other != group] for group in targets)
        listed = [Contrast(group, rest) for group, rest in zip(targets, rests, strict=True)]
    return Contrasts(corpus, selected, columns, listed)


def name_groups(rows: pl.DataFrame, contrasts: Contrasts) -> pl.DataFrame:
    """Give rows the columns of their target, and of their reference under names of its own."""
    if not contrasts.by:
        return rows
    groups = contrasts.selected.groups.select("_group", *contrasts.by)
    references = groups.select(
        pl.col("_group").alias("_reference"),
        *(pl.col(name).alias(f"reference_{name}") for name in contrasts.by),
    )
    rows = rows.join(groups, on="_group", how="left", maintain_order="left")
    return rows.join(references, on="_reference", how="left", maintain_order="left")


SIDE = "side of the comparison"


def by_expression(
    counts: object, by: object, target: object, reference: object, *, elsewhere: bool
) -> Corpus:
    """Mark the documents of target (true) and reference (false), and keep only those.

    A reference from ``elsewhere`` has no documents here.
    """
    if not isinstance(counts, Corpus):
        msg = "an expression as target or reference goes with a corpus, not with a frame of counts"
        raise TypeError(msg)
    if not isinstance(target, pl.Expr) or not isinstance(reference, pl.Expr | None):
        msg = "target and reference have to be expressions both, or neither"
        raise TypeError(msg)
    if by is not None:
        msg = "by= goes with groups as target and reference, not with expressions"
        raise ValueError(msg)
    is_target = target.fill_null(value=False)
    is_reference = is_target.not_() if reference is None else reference.fill_null(value=False)
    try:
        shared = counts.documents.filter(is_target & is_reference)["doc_id"].head(3).to_list()
    except pl.exceptions.PolarsError as error:
        what = "expressions of target and reference"
        raise InputError(cannot_evaluate(what, counts.documents, error)) from None
    if shared:
        msg = f"target and reference share documents: {shared}"
        raise InputError(msg)
    sides = counts.documents.select("doc_id", is_target.alias(SIDE))
    kept = counts.with_documents(sides).filter(is_target | is_reference)
    found = set(kept.documents[SIDE])
    if found != ({True} if elsewhere else {True, False}):
        msg = "the expressions leave target or reference without documents"
        raise InputError(msg)
    return kept


def _check_comparable(counts: Corpus, reference: Corpus, *, disjoint: bool) -> None:
    """Raise if two corpora are split by other rules, or share documents though they may not."""
    ours, theirs = counts.provenance["tokenizer"], reference.provenance["tokenizer"]
    if ours != theirs:
        msg = f"the reference is tokenised otherwise: {theirs}, not {ours}"
        raise InputError(msg)
    if disjoint and counts._table is reference._table:
        shared = counts._rows.is_in(reference._rows.implode())
        if shared.any():
            names = counts.documents["doc_id"].filter(shared).head(3).to_list()
            msg = f"target and reference share documents: {names}"
            raise InputError(msg)


def _group(table: CountTable, argument: str, value: object) -> pl.DataFrame:
    return table.groups.slice(find_group(table.by, table.groups, argument, value), 1)


def find_group(by: list[str], groups: pl.DataFrame, argument: str, value: object) -> int:
    """Find the row of the group of that value, or tuple of values."""
    if not by:
        msg = f"{argument}={value!r} names a group, but by= names no columns"
        raise ValueError(msg)
    values = value if isinstance(value, tuple) else (value,)
    if len(values) != len(by):
        msg = f"{argument}={value!r} has to name a value for each of {by}"
        raise ValueError(msg)
    found = groups.select(by).rows()
    if values not in found:
        shown = [row[0] if len(row) == 1 else row for row in found[:20]]
        msg = f"{argument}={value!r} is no group; there are {shown}"
        raise InputError(msg)
    return found.index(values)
