"""Shares and rates of voices from sums over parts of the documents, with intervals."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.flags import LEAST_DOCUMENTS
from corpusstats.jackknife import reaches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["MOST_PARTS", "effective_number", "effective_speakers", "estimate", "number_parts"]

# Documents are left out one by one up to here, else in as many parts.
MOST_PARTS = 100


def number_parts(documents: pl.DataFrame) -> pl.DataFrame:
    """Give each document of a group, a row each, a part by its place in the order of ``doc_id``.

    Up to :data:`MOST_PARTS` documents of a group each is a part of its own.
    """
    place = pl.col("doc_id").rank("ordinal").over("_group")
    return documents.with_columns(_part=((place - 1) % MOST_PARTS).cast(pl.UInt32))


def estimate(
    sums: pl.DataFrame, values: Mapping[str, pl.Expr], documents: pl.Series, confidence: float
) -> pl.DataFrame:
    """Make estimates of sums, and how far their intervals reach: ``name`` and ``name_reach``.

    ``sums`` has ``_group``, ``_part`` and the sums of which ``values`` are made, a row for each
    part of each group's documents, group by group; ``documents`` tells how many each group has.
    Intervals are those of :func:`corpusstats.jackknife.reaches` over the parts, null of fewer than
    five documents.
    """
    names = [name for name in sums.columns if name not in ("_group", "_part")]
    totals = sums.group_by("_group", maintain_order=True).agg(pl.col(names).sum())
    joined = sums.join(totals, on="_group", how="left", suffix="_all", maintain_order="left")
    without = joined.select(
        "_group", *((pl.col(f"{name}_all") - pl.col(name)).alias(name) for name in names)
    )
    reach = reaches(
        without.select("_group", *(value.alias(name) for name, value in values.items())),
        list(values),
        confidence,
    )
    carries = documents >= LEAST_DOCUMENTS
    # Where no part makes a difference, nothing is known of how much one would.
    reach = reach.with_columns(pl.when(pl.col(names) > 0).then(pl.col(names)) for names in values)
    return totals.select("_group", *(value.alias(name) for name, value in values.items())).hstack(
        [reach[name].set(~carries, None).alias(f"{name}_reach") for name in values]
    )


def effective_speakers(
    statements: pl.DataFrame, parts: pl.DataFrame, documents: pl.Series, confidence: float
) -> pl.DataFrame:
    """Estimate how many speakers, all as frequent, would be as diverse: ``value, reach``.

    ``statements`` counts the statements of each speaker by group and part (``_group, _part,
    speaker, statements``); ``parts`` has a row for each group and part, group by group.
    """
    rows = list(_effective(statements, parts))
    found = pl.DataFrame(
        rows, {"_group": pl.UInt32, "_part": pl.UInt32, "value": pl.Float64}, orient="row"
    )
    value = found.filter(pl.col("_part").is_null()).select("_group", "value")
    without = found.filter(pl.col("_part").is_not_null()).select("_group", reach="value")
    reach = reaches(without, ["reach"], confidence)["reach"]
    carries = (documents >= LEAST_DOCUMENTS) & (reach > 0)
    return value.with_columns(reach.set(~carries.fill_null(value=False), None))


def _effective(
    statements: pl.DataFrame, parts: pl.DataFrame
) -> Iterator[tuple[int, int | None, float | None]]:
    """Make the estimate of each group (part null) and of each group without one of its parts."""
    cells = statements.partition_by("_group", as_dict=True, include_key=False)
    nothing = statements.clear().drop("_group")
    for (group,), of_group in parts.group_by("_group", maintain_order=True):
        rows = cells.get((group,), nothing)
        totals = rows.group_by("speaker").agg(pl.col("statements").sum())
        whole = dict(totals.rows())
        yield group, None, effective_number(list(whole.values()))
        own = rows.partition_by("_part", as_dict=True, include_key=False)
        for part in of_group["_part"]:
            left = dict(whole)
            for speaker, number in own.get((part,), nothing.drop("_part")).rows():
                left[speaker] -= number
            yield group, part, effective_number(list(left.values()))


def effective_number(counts: Sequence[int]) -> float | None:
    """Give the number of equally common kinds that are as diverse as these: exp(H).

    H is the entropy of Chao & Shen (2003), Environmental and Ecological Statistics 10, 429-443,
    which makes up for kinds that were not seen: shares are multiplied with the coverage
    1 - f₁ / n, and each term is divided by the chance to be seen at all. Null of fewer than two,
    and where all counts are 1: then nothing tells how many there are.
    """
    of_counts = Counter(count for count in counts if count > 0)
    n = sum(count * kinds for count, kinds in of_counts.items())
    if n < 2:  # noqa: PLR2004
        return None
    if of_counts[1] == n:
        return None
    coverage = 1 - of_counts[1] / n
    shares = {coverage * count / n: kinds for count, kinds in of_counts.items()}
    if shares == {1.0: 1}:
        return 1.0
    # 1 - (1 - p)**n, also for a small p; once for all kinds that are as common.
    terms = (
        repeat(-p * math.log(p) / -math.expm1(n * math.log1p(-p)), kinds)
        for p, kinds in shares.items()
    )
    return math.exp(math.fsum(chain.from_iterable(terms)))
