"""How large a difference has to be to be found: the smallest detectable log ratio."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpusstats import _core
from corpusstats.flags import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from corpusstats.grouped import Rows

    Integers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

__all__ = ["Side", "Variation", "detectable_log_ratio", "side", "variation"]

POWER = 0.8
# Words of this rate are those of half to twice the rate.
BAND = 2.0
MILLION = 1_000_000


class Side(NamedTuple):
    """A group of documents: how many, and the sums of their lengths and of these squared."""

    documents: int
    tokens: float
    squares: float


class Variation(NamedTuple):
    """How much rates of words vary between documents of a group, and over how many words."""

    coefficient: float | None
    terms: int


def side(lengths: Integers) -> Side:
    """Sum up the lengths of a group's documents."""
    wide = lengths.astype(np.float64)
    return Side(len(lengths), float(wide.sum()), float((wide * wide).sum()))


def variation(rows: Rows, groups: Sequence[Integers], rates: Sequence[float]) -> list[Variation]:
    """Estimate how much the rate of a word varies between documents of the same group.

    A count of a document of n tokens is taken to have the mean p n and the variance p n + k² p² n².
    From Σ (y - p̂ n)² within groups, k² follows by the method of moments, all words of about a
    rate and all groups together.
    """
    n_terms = int(rows.columns.max()) + 1 if len(rows.columns) else 0
    above, below, counts = np.zeros(n_terms), np.zeros(n_terms), np.zeros(n_terms)
    n_tokens, of_cells = 0, np.repeat(rows.tokens.astype(np.float64), rows.lengths)
    for members in groups:
        own_above, own_below, own_counts = _moments(rows, of_cells, members, n_terms)
        above, below, counts = above + own_above, below + own_below, counts + own_counts
        n_tokens += int(rows.tokens[members].sum())
    found = []
    for rate in rates:
        expected = rate * n_tokens / MILLION
        near = (counts > 0) & (counts >= expected / BAND) & (counts <= expected * BAND)
        size = math.fsum(below[near].tolist())
        excess = max(math.fsum(above[near].tolist()), 0.0)
        coefficient = math.sqrt(excess / size) if size > 0 else None
        found.append(Variation(coefficient, int(near.sum())))
    return found


def _moments(
    rows: Rows, of_cells: Floats, members: Integers, n_terms: int
) -> tuple[Floats, Floats, Floats]:
    """Take what k² is the quotient of, and the count, for each term of a group.

    ``of_cells`` are the tokens of each cell's document.
    """
    is_member = np.zeros(len(rows.lengths), bool)
    is_member[members] = True
    cells = np.repeat(is_member, rows.lengths)
    columns, y = rows.columns[cells], rows.counts[cells].astype(np.float64)
    n = of_cells[cells]
    lengths = rows.tokens[members].astype(np.float64)
    size, second, third = (float((lengths**power).sum()) for power in (1, 2, 3))
    counts: Floats = np.bincount(columns, y, n_terms).astype(np.float64)
    if not size:
        return counts, counts, counts
    squares, products = (np.bincount(columns, y * x, n_terms) for x in (y, n))
    p = counts / size
    deviations = squares - 2 * p * products + p * p * second
    above = deviations - p * (size - second / size)
    # p² without bias: of a Poisson count, the mean of Y (Y - 1) is the mean squared.
    below = counts * (counts - 1) / size**2 * (second - 2 * third / size + (second / size) ** 2)
    return above, below, counts


def detectable_log_ratio(rate: float, coefficient: float, one: Side, other: Side) -> float:
    """Solve for the log ratio (base 2) that is found with 80 % power at the level .05, two-sided.

    With R the ratio, and the rate that of the other group, ``ln R = (t.975 + t.8) √(1 / (λ R N₁) +
    1 / (λ N₂) + k² (Σn² / N₁² + Σn² / N₂²))``: Hayes and Bennett (1999) for rates of clusters of
    unlike size, on the scale of logarithms, by t with D₁ + D₂ - 2 degrees of freedom.
    """
    chance = rate / MILLION
    freedom = one.documents + other.documents - 2
    quantiles = sum(_core.student_quantile(p, freedom) for p in (1 - LEVEL / 2, POWER))
    between = coefficient**2 * sum(part.squares / part.tokens**2 for part in (one, other))
    fixed = 1 / (chance * other.tokens) + between
    low, high = 0.0, quantiles * math.sqrt(1 / (chance * one.tokens) + fixed)
    # The right side falls as R grows, so that they meet once.
    for _ in range(100):
        middle = (low + high) / 2
        error = math.sqrt(math.exp(-middle) / (chance * one.tokens) + fixed)
        low, high = (middle, high) if middle < quantiles * error else (low, middle)
    return high / math.log(2)
