"""Pairs of terms that stand near each other, as a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.cooccurrence import check_pairs
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_corpus,
    check_name,
    check_threads,
)
from corpusstats.provenance import describe, record
from corpusstats.selection import select
from corpusstats.sparse import Csr, array, csr_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.cooccurrence import Punctuation, Weights
    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import Part

__all__ = ["CooccurrenceMatrix", "cooccurrence_matrix"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CooccurrenceMatrix(Csr):
    """How often each two terms stand near each other, as a sparse matrix by rows (CSR).

    Made by :func:`cooccurrence_matrix`. The arrays cannot be written to, see
    :class:`corpusstats.TermMatrix`.

    Attributes
    ----------
    indptr, indices : numpy.ndarray
        Where the cells of each row begin, and the column of each cell, as in
        :class:`corpusstats.TermMatrix`.
    data : numpy.ndarray
        The count of each cell (uint32), never 0, or its weight (float32).
    shape : tuple of int
        Twice the number of terms.
    terms : polars.DataFrame
        One row for each row of the matrix, and for each column: ``term`` (String), ``count``
        (Int64: how often it occurs) and ``display`` (String), as in
        :func:`corpusstats.frequencies`. By term in byte order.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> matrix = cs.cooccurrence_matrix(cs.read_corpus("seeds"), min_count=2)
    >>> matrix.shape == (matrix.terms.height, matrix.terms.height)
    True
    """

    terms: pl.DataFrame
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"CooccurrenceMatrix({self.terms.height} terms, {len(self.data)} cells)"


def cooccurrence_matrix(
    corpus: Corpus,
    *,
    window: int = 5,
    directed: bool = False,
    weights: Weights | None = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "skip",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    n_threads: int | None = None,
) -> CooccurrenceMatrix:
    """Count all pairs of tokens that stand near each other, as a matrix.

    The counts are those of :func:`corpusstats.cooccurrences`. Each stands in two cells, which makes
    the matrix symmetric; that of a term with itself stands in its one cell on the diagonal, and is
    not doubled there.

    Parameters
    ----------
    corpus
        What to count.
    window, boundary, punctuation
        As in :func:`corpusstats.cooccurrences`.
    directed
        If so, a cell says how often the term of its column stands behind that of its row, and the
        matrix is not symmetric.
    weights
        ``"distance"`` puts the sum of the inverse distances in the place of each count.
    within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`.
    min_count
        Leave out pairs that occur less often; by their count, also with ``weights``.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    CooccurrenceMatrix
        ``indptr``, ``indices``, ``data``, ``shape``, and ``terms``, the frame of both axes: those
        that are in a pair that is left, in byte order.

    Raises
    ------
    InputError
        ``within`` or ``without`` name what is not there.
    ValueError
        ``window`` or ``min_count`` is below 1, or an option is not known.
    OverflowError
        A pair occurs more than 2³² times.

    Notes
    -----
    Time is linear in the tokens times the window. Memory is eight bytes a token and 8 to 12 a cell,
    whatever the window.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Zug um Zug."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> matrix = cs.cooccurrence_matrix(corpus)
    >>> matrix.terms
    shape: (2, 3)
    ┌──────┬───────┬─────────┐
    │ term ┆ count ┆ display │
    │ ---  ┆ ---   ┆ ---     │
    │ str  ┆ i64   ┆ str     │
    ╞══════╪═══════╪═════════╡
    │ um   ┆ 1     ┆ um      │
    │ zug  ┆ 2     ┆ Zug     │
    └──────┴───────┴─────────┘
    >>> matrix.to_scipy().toarray()
    array([[0, 2],
           [2, 1]], dtype=uint32)
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    shape = check_pairs(window, directed, punctuation, attribute, kinds)
    if weights is not None:
        check_name("weights", weights, ("distance",))
    check_at_least("min_count", min_count, 1)
    check_threads(n_threads)
    tables = _core.cooccurrence_matrix(
        corpus._table,
        select(corpus, within=within, without=without, boundary=boundary).handle,
        weights=weights is not None,
        min_count=min_count,
        n_threads=n_threads,
        **shape | ({} if directed else {"direction": "both"}),
    )
    cells, starts, terms = map(pl.DataFrame, tables)
    options = {
        "within": describe(within),
        "without": describe(without),
        "boundary": boundary,
        "window": window,
        "directed": directed,
        "weights": weights,
        "punctuation": punctuation,
        "attribute": attribute,
        "kinds": shape["kinds"],
        "min_count": min_count,
    }
    return CooccurrenceMatrix(
        *csr_arrays(array(starts["start"]), array(cells["column"]), array(cells["data"])),
        (terms.height, terms.height),
        terms,
        record("cooccurrence_matrix", options, corpus),
    )
