"""Counts by unit: the tokens that a document has in a group. What inference stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.options import check_attribute, check_threads

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus
    from corpusstats.selection import Selected

__all__ = ["UnitCounts", "count_units", "document_ranks"]


class UnitCounts(NamedTuple):
    """How often terms occur in units, and what that comes to in groups.

    Attributes
    ----------
    selected : Selected
        What was counted; ``selected.groups`` names the groups.
    postings : _core.Postings
        The counts by term and unit.
    units : polars.DataFrame
        ``group, document, tokens``: a row a unit, in the order of ``doc_id``. ``document`` is the
        number that the document has in the table of tokens.
    terms : polars.DataFrame
        ``term, display``: every term that occurs anywhere.
    moments : polars.DataFrame
        Sums over the units of each group: a row for each group and term, group by group.
    documents : polars.Series
        In how many documents each term occurs, whatever the group.
    """

    selected: Selected
    postings: _core.Postings
    units: pl.DataFrame
    terms: pl.DataFrame
    moments: pl.DataFrame
    documents: pl.Series

    def of_group(self, group: int) -> pl.DataFrame:
        """Give the moments of one group, a row a term."""
        return self.moments.slice(group * self.terms.height, self.terms.height)

    def sizes(self, groups: list[int]) -> dict[str, int]:
        """Tell how large some groups are together: tokens, documents, and what variances need."""
        units = self.units.filter(pl.col("group").is_in(groups))
        tokens = pl.col("tokens").cast(pl.Int64)
        found = units.select(
            tokens=tokens.sum(),
            documents=pl.col("document").n_unique(),
            units=pl.len(),
            squares=tokens.pow(2).sum(),
        )
        return found.row(0, named=True)


def count_units(
    corpus: Corpus, selected: Selected, *, attribute: str, kinds: list[str], n_threads: int | None
) -> UnitCounts:
    """Count the terms of what is selected."""
    check_attribute(corpus, attribute)
    check_threads(n_threads)
    postings = _core.Postings.of_terms(
        corpus._table,
        selected.handle,
        document_ranks(corpus),
        attribute=attribute,
        kinds=kinds,
        n_threads=n_threads,
    )
    moments, documents = postings.moments(selected.groups.height, n_threads=n_threads)
    return UnitCounts(
        selected,
        postings,
        pl.DataFrame(postings.units()),
        pl.DataFrame(postings.terms(corpus._table, attribute)),
        pl.DataFrame(moments),
        pl.DataFrame(documents)["documents"],
    )


def document_ranks(corpus: Corpus) -> pl.Series:
    """Number the documents of the table of tokens in the order of ``doc_id``; others have 0."""
    ranks = pl.zeros(corpus._table.n_documents(), dtype=pl.UInt32, eager=True)
    order = corpus._metadata["doc_id"].rank("ordinal").cast(pl.UInt32)
    return ranks.scatter(corpus._rows, order)
