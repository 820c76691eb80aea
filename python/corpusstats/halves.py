"""Random halves of groups of documents: how much a source differs from itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from corpusstats.distances import chi_square_per_term, commonest
from corpusstats.sparse import array

if TYPE_CHECKING:
    import numpy.typing as npt

    from corpusstats import _core

    Integers = npt.NDArray[np.int64]

__all__ = ["Halves", "compare_halves"]

# So many splits are averaged (Kilgarriff 2001).
N_SPLITS = 10


class Halves(NamedTuple):
    """χ² per term between random halves: one of each group, and both of one group."""

    between: float | None
    within: float | None
    within_other: float | None


def compare_halves(
    matrix: _core.CountMatrix,
    groups: tuple[Integers, Integers],
    n_terms: int,
    n_commonest: int,
    seed: int,
) -> Halves:
    """Compare random halves of as many documents each, within the groups and between them.

    ``groups`` are the rows of two groups in a matrix of documents and terms.
    """
    size = min(map(len, groups)) // 2
    found = []
    for split in range(N_SPLITS):
        own, others = (
            _split(matrix, rows, size, n_terms, (seed, split, side))
            for side, rows in enumerate(groups)
        )
        pairs = ((own[0], others[0]), own, others)
        found.append([_compare(left, right, n_commonest) for left, right in pairs])
    return Halves(*(_mean(column) for column in zip(*found, strict=True)))


def _split(
    matrix: _core.CountMatrix, rows: Integers, size: int, n_terms: int, stream: tuple[int, int, int]
) -> tuple[Integers, Integers]:
    """Count the terms of two disjoint random sets of documents."""
    order = rows[np.argsort(_scatter(len(rows), stream), kind="stable")]
    return _sums(matrix, order[:size], n_terms), _sums(matrix, order[size : 2 * size], n_terms)


def _sums(matrix: _core.CountMatrix, rows: Integers, n_terms: int) -> Integers:
    table = matrix.sums(pl.Series(rows, dtype=pl.UInt32), n_terms)
    return array(pl.DataFrame(table)["count"])


def _scatter(n: int, stream: tuple[int, int, int]) -> npt.NDArray[np.uint64]:
    """Give each of some numbers a random one: SplitMix64, whatever the version of numpy."""
    state = 0
    for part in stream:
        state = (state * 0x9E3779B97F4A7C15 + part + 1) % 2**64
    numbers = (np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) + np.uint64(
        state
    )
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _compare(one: Integers, other: Integers, n_commonest: int) -> float | None:
    listed = commonest(one + other, n_commonest)
    listed = listed[(one + other)[listed] > 0]
    return chi_square_per_term(one[listed], other[listed], (int(one.sum()), int(other.sum())))


def _mean(values: tuple[float | None, ...]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None
