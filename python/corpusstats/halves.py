"""Random halves of groups of documents: how much a source differs from itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpusstats.distances import chi_square_per_term, commonest

if TYPE_CHECKING:
    import numpy.typing as npt

    from corpusstats.grouped import Rows

    Integers = npt.NDArray[np.int64]

__all__ = ["Halves", "Pool", "compare_halves", "pool"]

# So many splits are averaged (Kilgarriff 2001).
N_SPLITS = 10


class Pool(NamedTuple):
    """The documents of a group: each cell's document (from 0), term and count."""

    n_documents: int
    places: Integers
    columns: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]


class Halves(NamedTuple):
    """χ² per term between random halves: one of each group, and both of one group."""

    between: float | None
    within: float | None
    within_other: float | None


def pool(rows: Rows, members: Integers) -> Pool:
    """Take the cells of some rows out of a matrix."""
    starts = rows.starts()
    lengths = rows.lengths[members].astype(np.int64)
    ends = np.cumsum(lengths)
    # The cells of a row follow each other: one step each, and a leap where a row begins.
    cells = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
        starts[members] - ends + lengths, lengths
    )
    places = np.repeat(np.arange(len(members)), lengths)
    return Pool(len(members), places, rows.columns[cells], rows.counts[cells])


def compare_halves(one: Pool, other: Pool, n_terms: int, n_commonest: int, seed: int) -> Halves:
    """Compare random halves of as many documents each, within the groups and between them."""
    size = min(one.n_documents, other.n_documents) // 2
    found = []
    for split in range(N_SPLITS):
        own, others = (
            _split(documents, size, n_terms, (seed, split, side))
            for side, documents in enumerate((one, other))
        )
        pairs = ((own[0], others[0]), own, others)
        found.append([_compare(left, right, n_commonest) for left, right in pairs])
    return Halves(*(_mean(column) for column in zip(*found, strict=True)))


def _split(
    documents: Pool, size: int, n_terms: int, stream: tuple[int, int, int]
) -> tuple[Integers, Integers]:
    """Count the terms of two disjoint random sets of documents."""
    order = np.argsort(_scatter(documents.n_documents, stream), kind="stable")
    half = np.full(documents.n_documents, 2)
    half[order[:size]], half[order[size : 2 * size]] = 0, 1
    keys = half[documents.places] * n_terms + documents.columns
    counts = np.bincount(keys, documents.counts, 3 * n_terms).astype(np.int64)
    return counts[:n_terms], counts[n_terms : 2 * n_terms]


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
