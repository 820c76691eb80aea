"""How far two lists of counts lie apart, by formulas of several authors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from corpusstats import _core

if TYPE_CHECKING:
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

__all__ = [
    "average_ranks",
    "burrows_delta",
    "chi_square_per_term",
    "commonest",
    "cosine",
    "rank_turbulence",
    "spearman",
]


# Counts above this one are sorted, and those below it are counted.
LARGE = 1 << 14


def _sum(values: Floats) -> float:
    """Add up exactly, so that no machine has another last digit."""
    return _core.exact_sum(pl.Series(values, dtype=pl.Float64))


def commonest(counts: Integers, n: int) -> Integers:
    """Find the n commonest terms, of equally common ones the first."""
    candidates = np.arange(len(counts))
    if n < len(counts):
        # How many terms are as common as each number or more: partition is slow where most are 0.
        capped = np.minimum(counts, LARGE)
        as_common = np.cumsum(np.bincount(capped)[::-1])[::-1]
        candidates = np.flatnonzero(capped >= np.flatnonzero(as_common >= n)[-1])
    return candidates[np.argsort(-counts[candidates], kind="stable")][:n]


def average_ranks(counts: Integers) -> Floats:
    """Rank counts from the largest, which is 1; what is tied shares the mean of its ranks."""
    _, places, sizes = np.unique(-counts, return_inverse=True, return_counts=True)
    return (np.cumsum(sizes) - (sizes - 1) / 2)[places]


def cosine(one: Integers, other: Integers) -> float | None:
    """Take ``Σ a·b / √(Σ a² · Σ b²)``, the cosine of the angle between two lists of counts."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    lengths = math.sqrt(_sum(a * a)) * math.sqrt(_sum(b * b))
    # Rounding may lead beyond 1.
    return min(_sum(a * b) / lengths, 1.0) if lengths else None


def spearman(one: Integers, other: Integers) -> float | None:
    """Correlate ranks (Spearman 1904); null where one side has no order."""
    if not len(one):
        return None
    a, b = (ranks - (len(one) + 1) / 2 for ranks in (average_ranks(one), average_ranks(other)))
    spread = math.sqrt(_sum(a * a)) * math.sqrt(_sum(b * b))
    return max(-1.0, min(_sum(a * b) / spread, 1.0)) if spread else None


def chi_square_per_term(one: Integers, other: Integers, sizes: tuple[int, int]) -> float | None:
    """Take Kilgarriff's χ² by the number of terms: ``Σ (a·N_b - b·N_a)² / ((a + b)·N_a·N_b)``.

    The sum over both sides of (observed - expected)² / expected, in one step.
    """
    a, b = one.astype(np.float64), other.astype(np.float64)
    size, other_size = map(float, sizes)
    if not len(a) or not size * other_size:
        return None
    deviations = a * other_size - b * size
    both = a + b
    # A term that occurs on no side deviates by nothing.
    found = deviations**2 / np.where(both > 0, both, 1.0) / size / other_size
    return _sum(found) / len(a)


def burrows_delta(rates: Floats, other: Floats, deviations: Floats) -> float | None:
    """Take the mean of ``|z_A - z_B| = |p_A - p_B| / sd``.

    A term of the same rate everywhere adds 0.
    """
    if not len(rates):
        return None
    differences = np.abs(rates - other)
    varies = deviations > 0
    return _sum(differences[varies] / deviations[varies]) / len(rates)


def rank_turbulence(one: Integers, other: Integers, alpha: float) -> float | None:
    """Take the rank-turbulence divergence (Dodds et al.), between 0 and about 1.

    A term of one side alone has the last rank of the other, shared with all such terms. What the
    sum is divided by is what it would be if no term were on both sides, and is taken, as its
    authors do, over the terms of each side.
    """
    n_one, n_other = np.count_nonzero(one), np.count_nonzero(other)
    if not n_one or not n_other:
        return None
    ranks, other_ranks = average_ranks(one), average_ranks(other)
    last, other_last = n_one + n_other / 2, n_other + n_one / 2
    apart = _sum(_turbulence(ranks[one > 0], np.float64(last), alpha))
    apart += _sum(_turbulence(other_ranks[other > 0], np.float64(other_last), alpha))
    # One and the same term on both sides.
    return _sum(_turbulence(ranks, other_ranks, alpha)) / apart if apart else 0.0


def _turbulence(ranks: Floats, other: Floats | np.float64, alpha: float) -> Floats:
    """Take ``|1/r^α - 1/s^α|^(1/(α+1))`` or its limits; factors that cancel are left out."""
    if alpha == 0:
        return np.abs(np.log(ranks / other))
    if math.isinf(alpha):
        return np.where(ranks == other, 0.0, 1.0 / np.minimum(ranks, other))
    return np.abs(ranks**-alpha - other**-alpha) ** (1.0 / (alpha + 1.0))
