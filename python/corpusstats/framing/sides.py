"""Two sides of a comparison: what permuting documents can reach, and what can be detected."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from corpusstats.flags import LEAST_DOCUMENTS, LEVEL, flag
from corpusstats.framing.copies import Reach, first_of_each, reach
from corpusstats.framing.power import detectable_log_ratio, side, variation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpusstats.framing.audited import Audited

__all__ = ["Comparison", "comparison_frame", "comparisons", "power_frame"]


class Comparison(NamedTuple):
    """Two sides: a source and another, or all others, and their documents."""

    group: int
    other: int | None
    documents: set[int]
    others: set[int]
    reach: Reach


def comparisons(audited: Audited, texts: list[int | None]) -> Iterator[Comparison]:
    """Set each source against all others, and every two against each other."""
    documents = [set(audited.grouped.rows(group).tolist()) for group in range(audited.n_groups)]
    shared = audited.grouped.shares_documents

    def compared(group: int, other: int | None, others: set[int]) -> Comparison:
        found = reach(documents[group], others, texts, shares_documents=shared)
        return Comparison(group, other, documents[group], others, found)

    if audited.n_groups < 2:  # noqa: PLR2004
        return
    for group in range(audited.n_groups):
        others = documents[:group] + documents[group + 1 :]
        yield compared(group, None, set().union(*others))
    if not audited.pairs:
        return
    for group, other in combinations(range(audited.n_groups), 2):
        yield compared(group, other, documents[other])


def _name_comparisons(audited: Audited, sets: list[Comparison]) -> pl.DataFrame:
    """Name the sides of comparisons."""
    groups = pl.Series([each.group for each in sets], dtype=pl.UInt32)
    others = pl.Series([each.other for each in sets], dtype=pl.UInt32)
    which = pl.select(
        comparison=pl.when(others.is_null()).then(pl.lit("rest")).otherwise(pl.lit("pair"))
    )
    names = [series.gather(groups) for series in audited.names()]
    return which.hstack([*names, *(series.gather(others) for series in audited.others())])


def comparison_frame(audited: Audited, sets: list[Comparison]) -> pl.DataFrame:
    """Say what permuting documents can reach."""
    columns = {
        "documents": [len(each.documents) for each in sets],
        "other_documents": [len(each.others) for each in sets],
        "distinct_documents": [each.reach.texts for each in sets],
        "other_distinct_documents": [each.reach.other_texts for each in sets],
        "p_floor": [each.reach.p_floor for each in sets],
    }
    schema = {name: pl.Float64 if name == "p_floor" else pl.Int64 for name in columns}
    fewest = pl.min_horizontal("distinct_documents", "other_distinct_documents")
    named = _name_comparisons(audited, sets).hstack(pl.DataFrame(columns, schema))
    return named.with_columns(
        flag(
            {
                "few_documents": fewest < LEAST_DOCUMENTS,
                "high_p_floor": pl.col("p_floor") > LEVEL,
                "groups_share_documents": pl.lit(audited.grouped.shares_documents),
            }
        )
    )


def power_frame(audited: Audited, sets: list[Comparison], texts: list[int | None]) -> pl.DataFrame:
    """Say what log ratio can be detected."""
    rows, shared = audited.counted.rows, audited.grouped.shares_documents
    members = [
        first_of_each(audited.grouped.rows(group), texts) for group in range(audited.n_groups)
    ]
    varied = variation(rows, members, audited.rates)
    frames = []
    for each in sets:
        sides = [
            side(rows.tokens[first_of_each(np.array(sorted(found), np.int64), texts)])
            for found in (each.documents, each.others)
        ]
        few = min(one.documents for one in sides) < LEAST_DOCUMENTS
        for rate, (coefficient, terms) in zip(audited.rates, varied, strict=True):
            possible = not few and not shared and coefficient is not None
            ratio = detectable_log_ratio(rate, coefficient, *sides) if possible else None  # type: ignore[arg-type]
            frames.append((rate, terms, coefficient, ratio, few))
    schema: dict[str, type[pl.DataType]] = {"per_million": pl.Float64, "terms": pl.Int64}
    schema |= {"variation": pl.Float64, "log_ratio": pl.Float64, "_few": pl.Boolean}
    found = pl.DataFrame(frames, schema, orient="row")
    names = _name_comparisons(audited, [each for each in sets for _ in audited.rates])
    named = names.hstack(found)
    flags = {
        "few_documents": pl.col("_few"),
        "groups_share_documents": pl.lit(shared),
        "no_terms_of_rate": pl.col("variation").is_null(),
    }
    return named.with_columns(flag(flags)).drop("_few")
