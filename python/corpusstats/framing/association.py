"""What goes together with the groups: dates and other columns of the documents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from corpusstats.groups import number_groups

if TYPE_CHECKING:
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]

__all__ = ["cramers_v", "date_overlap", "table_of"]


def table_of(groups: pl.Series, values: pl.Series, n_groups: int) -> Integers:
    """Count documents by group and value, in order; those without a value are left out."""
    known = pl.DataFrame({"_group": groups, "_value": values}).drop_nulls("_value")
    keys, codes = number_groups(known.select("_value"), known.height)
    table = np.zeros((n_groups, keys.height), np.int64)
    np.add.at(table, (known["_group"].to_numpy(), codes.to_numpy()), 1)
    return table


def cramers_v(table: Integers) -> tuple[float | None, float | None]:
    """Take Cramér's V = √(φ² / min(r - 1, k - 1)), plain and corrected for bias (Bergsma 2013).

    Null where the groups or the values are one, and corrected also where each document has a value
    or group of its own, from which nothing can be learnt.
    """
    table = table[table.sum(1) > 0]
    n, (k, r) = int(table.sum()), table.shape
    if n < 2 or min(k, r) < 2:  # noqa: PLR2004
        return None, None
    expected = np.outer(table.sum(1), table.sum(0)) / n
    phi2 = math.fsum(((table - expected) ** 2 / expected).ravel().tolist()) / n
    plain = math.sqrt(min(phi2 / (min(k, r) - 1), 1.0))
    phi2 = max(0.0, phi2 - (r - 1) * (k - 1) / (n - 1))
    room = min(size - (size - 1) ** 2 / (n - 1) for size in (k, r)) - 1
    # Where a table is as large as its documents are many, no room is left.
    return plain, math.sqrt(min(phi2 / room, 1.0)) if room > 1 / n**2 else None


def date_overlap(table: Integers) -> tuple[list[float | None], list[float | None]]:
    """Compare the dates of each group with those of all others: documents by group and day.

    Gives for each group the overlap, Σ min(share of its documents, share of theirs) over days, and
    the largest distance between the two cumulated shares (Kolmogorov and Smirnov).
    """
    overlaps: list[float | None] = []
    distances: list[float | None] = []
    whole = table.sum(0)
    for own in table:
        other = whole - own
        if not own.sum() or not other.sum():
            overlaps.append(None)
            distances.append(None)
            continue
        shares, others = own / own.sum(), other / other.sum()
        overlaps.append(math.fsum(np.minimum(shares, others).tolist()))
        distances.append(float(np.abs(np.cumsum(shares) - np.cumsum(others)).max()))
    return overlaps, distances
