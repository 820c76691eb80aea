"""The order of documents by ``doc_id``, in which chance and whatever depends on order sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["document_ranks", "documents_in_order"]


def documents_in_order(corpus: Corpus) -> pl.Series:
    """List the documents of a corpus, by their numbers in the table of tokens."""
    return corpus._rows.gather(corpus._metadata["doc_id"].arg_sort())


def document_ranks(corpus: Corpus) -> pl.Series:
    """Give every document of the table of tokens its place in the order; others have 0."""
    ranks = pl.zeros(corpus._table.n_documents(), dtype=pl.UInt32, eager=True)
    order = corpus._metadata["doc_id"].rank("ordinal").cast(pl.UInt32)
    return ranks.scatter(corpus._rows, order)
