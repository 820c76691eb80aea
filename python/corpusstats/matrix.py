"""The document-term matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from corpusstats import _core
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_corpus,
    check_kinds,
    check_name,
    check_threads,
)
from corpusstats.provenance import describe, record
from corpusstats.selection import select
from corpusstats.sparse import Csr, array, csr_arrays
from corpusstats.weighting import WEIGHTS, Counts, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import Part

__all__ = ["TermMatrix", "document_term_matrix"]

Weights = Literal["tfidf", "bm25"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TermMatrix(Csr):
    """How often each term occurs in each document, as a sparse matrix by rows (CSR).

    Made by :func:`document_term_matrix`. The arrays cannot be written to: scipy and scikit-learn
    take them over as they are, without a copy, and what changes a matrix in place needs one.

    Attributes
    ----------
    indptr : numpy.ndarray
        Where the cells of each row begin in ``indices`` and ``data``, and the end of the last. Of
        int32, like ``indices``, since scipy makes both of the wider type and scikit-learn takes no
        other; of int64 from 2³¹ cells.
    indices : numpy.ndarray
        The column of each cell (int32), rising within a row, each at most once.
    data : numpy.ndarray
        The count of each cell (uint32), never 0, or its weight (float32).
    shape : tuple of int
        The number of documents and of terms.
    documents : polars.DataFrame
        One row for each row of the matrix: the documents without their text. Every document of the
        corpus is there, also without a token.
    terms : polars.DataFrame
        One row for each column of the matrix: ``term`` (String), ``count`` and ``documents``
        (Int64: how often it occurs, and in how many rows) and ``display`` (String), as in
        :func:`corpusstats.frequencies`. By term in byte order.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> matrix = cs.document_term_matrix(cs.read_corpus("seeds"), min_documents=2)
    >>> matrix.shape == (matrix.documents.height, matrix.terms.height)
    True
    """

    documents: pl.DataFrame
    terms: pl.DataFrame
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        n_documents, n_terms = self.shape
        return f"TermMatrix({n_documents} documents, {n_terms} terms, {len(self.data)} cells)"


def document_term_matrix(
    corpus: Corpus,
    *,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    weights: Weights | None = None,
    n_threads: int | None = None,
) -> TermMatrix:
    """Count each term in each document.

    Parameters
    ----------
    corpus
        What to count.
    within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`. A document of which nothing is selected is an empty
        row.
    min_count, min_documents
        Leave out terms that occur less often, or in fewer documents, in all that is selected.
        Cut-offs remove columns after counting.
    weights
        ``None`` for counts, or what stands in their place, with *N* the rows, *df* the rows in
        which the term occurs, and *tf* its count in the row:

        - ``"tfidf"``: tf · (ln((1 + N) / (1 + df)) + 1), divided by the Euclidean length of the
          row. scikit-learn's ``TfidfTransformer`` has this as its default.
        - ``"bm25"``: ln(1 + (N - df + 0.5) / (df + 0.5)) · tf · (k1 + 1) / (tf + k1 · (1 - b + b ·
          l / L)) with k1 = 1.2 and b = 0.75, where l is the row's number of tokens that count,
          those of terms that cut-offs remove among them, and L its mean over all rows.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    TermMatrix
        ``indptr``, ``indices``, ``data`` and ``shape``, and a frame for each axis: ``documents`` in
        the order of the corpus, ``terms`` in byte order.

    Raises
    ------
    InputError
        ``within`` or ``without`` name what is not there.
    ValueError
        An unknown attribute, kind or weight, or a cut-off below 1.

    Notes
    -----
    Time is linear in the tokens. Memory is 8 bytes a cell that comes out, up to 12 while it is
    made.

    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, Information
    Processing & Management 24(5). Robertson and Zaragoza (2009), The probabilistic relevance
    framework: BM25 and beyond, Foundations and Trends in Information Retrieval 3(4); the 1 in the
    logarithm keeps it above 0 for a term that most documents have.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Zug um Zug.", "Ein Zug."]})
    >>> matrix = cs.document_term_matrix(cs.Corpus.from_frame(frame))
    >>> matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.tolist()
    ([0, 2, 4], [1, 2, 0, 2], [1, 2, 1, 1])
    >>> matrix.terms
    shape: (3, 4)
    ┌──────┬───────┬───────────┬─────────┐
    │ term ┆ count ┆ documents ┆ display │
    │ ---  ┆ ---   ┆ ---       ┆ ---     │
    │ str  ┆ i64   ┆ i64       ┆ str     │
    ╞══════╪═══════╪═══════════╪═════════╡
    │ ein  ┆ 1     ┆ 1         ┆ Ein     │
    │ um   ┆ 1     ┆ 1         ┆ um      │
    │ zug  ┆ 3     ┆ 2         ┆ Zug     │
    └──────┴───────┴───────────┴─────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    if weights is not None:
        check_name("weights", weights, WEIGHTS)
    check_threads(n_threads)
    tables = _core.document_term_matrix(
        corpus._table,
        corpus._rows,
        select(corpus, within=within, without=without).handle,
        attribute=attribute,
        kinds=check_kinds(kinds),
        min_count=min_count,
        min_documents=min_documents,
        n_threads=n_threads,
    )
    cells, starts, rows, terms = map(pl.DataFrame, tables)
    indptr, data = array(starts["start"]), array(cells["count"])
    columns = array(cells["column"])
    if weights is not None:
        of_rows, of_terms = array(rows["tokens"]), array(terms["documents"])
        data = weigh(Counts(indptr, columns.view(np.int32), data, of_rows, of_terms), weights)
    indptr, indices, data = csr_arrays(indptr, columns, data)
    options = {
        "within": describe(within),
        "without": describe(without),
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "min_count": min_count,
        "min_documents": min_documents,
        "weights": weights,
    }
    return TermMatrix(
        indptr,
        indices,
        data,
        (corpus.n_documents, terms.height),
        corpus.documents.drop("text"),
        terms,
        record("document_term_matrix", options, corpus),
    )
