"""Weights of the cells of a document-term matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["WEIGHTS", "Counts", "weigh"]

K1, B = 1.2, 0.75
# So many cells are weighed at a time: in 64 bits, but without a second matrix of these.
_BLOCK = 1 << 18


class Counts(NamedTuple):
    """What weights are made of.

    ``starts`` says where the cells of each row begin, and where the last ends; ``columns`` and
    ``counts`` are those of the cells; ``row_tokens`` are the tokens of each document that count,
    and ``documents`` those in which each term occurs.
    """

    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint32]
    row_tokens: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]


class _Block(NamedTuple):
    """Some rows: count, documents and row of each cell, and the tokens of each row."""

    counts: Floats
    documents: Floats
    rows: npt.NDArray[np.int64]
    row_tokens: Floats


def weigh(matrix: Counts, weights: str) -> npt.NDArray[np.float32]:
    """Weigh every cell."""
    formula = WEIGHTS[weights]
    n_documents = len(matrix.row_tokens)
    mean_tokens = matrix.row_tokens.sum() / max(n_documents, 1)
    found = np.empty(len(matrix.counts), np.float32)
    for cells, block in _blocks(matrix):
        found[cells] = formula(block, n_documents, mean_tokens)
    return found


def tfidf(block: _Block, n_documents: int, _mean_tokens: float) -> Floats:
    """Weigh by ``tf · (ln((1 + N) / (1 + df)) + 1)``, and give every row the length 1."""
    weight: Floats = block.counts * (np.log((1 + n_documents) / (1 + block.documents)) + 1)
    lengths: Floats = np.sqrt(np.bincount(block.rows, weight * weight, len(block.row_tokens)))
    return weight / lengths[block.rows]


def bm25(block: _Block, n_documents: int, mean_tokens: float) -> Floats:
    """Weigh by ``idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / mean length))``."""
    idf = np.log1p((n_documents - block.documents + 0.5) / (block.documents + 0.5))
    room = K1 * (1 - B + B * block.row_tokens[block.rows] / mean_tokens)
    return idf * block.counts * (K1 + 1) / (block.counts + room)


WEIGHTS: dict[str, Callable[[_Block, int, float], Floats]] = {"tfidf": tfidf, "bm25": bm25}


def _blocks(matrix: Counts) -> Iterator[tuple[slice, _Block]]:
    """Cut a matrix between rows into blocks, and name the cells of each."""
    starts = matrix.starts
    cuts = np.searchsorted(starts, np.arange(0, max(starts[-1], 1), _BLOCK))
    for first, end in zip(cuts, [*cuts[1:], len(starts) - 1], strict=True):
        cells = slice(starts[first], starts[end])
        rows = np.repeat(np.arange(end - first), np.diff(starts[first : end + 1]))
        yield (
            cells,
            _Block(
                matrix.counts[cells].astype(np.float64),
                matrix.documents[matrix.columns[cells]].astype(np.float64),
                rows,
                matrix.row_tokens[first:end].astype(np.float64),
            ),
        )
