"""Random halves of groups of documents: how much a source differs from itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from corpusstats.distances import chi_square_per_term
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
    *,
    n_commonest: int,
    seed: int,
    n_threads: int | None,
) -> Halves:
    """Compare random halves of as many documents each, within the groups and between them.

    ``groups`` are the rows of two groups in a matrix of documents and terms.
    """
    size = min(map(len, groups)) // 2
    sets = [
        [
            half
            for side, rows in enumerate(groups)
            for half in _split(rows, size, (seed, split, side))
        ]
        for split in range(N_SPLITS)
    ]
    table, sizes = matrix.compare_sets(sets, n_commonest=n_commonest, n_threads=n_threads)
    rows = pl.DataFrame(table)
    counts = rows.partition_by("pair", "split", as_dict=True, include_key=False)
    nothing = rows.clear()
    found = [
        [
            _chi_square(counts.get((pair, split), nothing), sizes[split][pair])
            for split in range(N_SPLITS)
        ]
        for pair in range(3)
    ]
    return Halves(*map(_mean, found))


def _chi_square(counts: pl.DataFrame, sizes: list[int]) -> float | None:
    return chi_square_per_term(array(counts["one"]), array(counts["other"]), (sizes[0], sizes[1]))


def _split(rows: Integers, size: int, stream: tuple[int, int, int]) -> tuple[pl.Series, pl.Series]:
    """Take two disjoint random sets of documents."""
    order = rows[np.argsort(_scatter(len(rows), stream), kind="stable")]
    halves = order[:size], order[size : 2 * size]
    return pl.Series(halves[0], dtype=pl.UInt32), pl.Series(halves[1], dtype=pl.UInt32)


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


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None
