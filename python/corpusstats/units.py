"""Counts by unit: the tokens that a document has in a group. What inference stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.counts import group_codes
from corpusstats.ngrams import ngrams
from corpusstats.options import check_attribute, check_threads
from corpusstats.order import document_ranks
from corpusstats.provenance import call_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus
    from corpusstats.counts import Counting
    from corpusstats.selection import Selected

__all__ = ["UnitCounts", "count_ngram_units", "count_units"]


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


def count_ngram_units(
    corpus: Corpus,
    selected: Selected,
    n: int,
    *,
    counting: Counting,
    boundary: str,
) -> tuple[UnitCounts, Mapping[str, Any]]:
    """Count the n-grams of one length; also the call that finds them again."""
    named = list(dict.fromkeys([*selected.by, "doc_id"]))
    frame = ngrams(
        corpus,
        n,
        by=named,
        within=counting.within,
        without=counting.without,
        boundary=boundary,
        attribute=counting.attribute,
        kinds=counting.kinds,  # type: ignore[arg-type]
        display=True,
        n_threads=counting.n_threads,
    )
    known = corpus._metadata.select("doc_id").with_columns(
        document=corpus._rows.cast(pl.UInt32), rank=pl.col("doc_id").rank("ordinal")
    )
    codes = group_codes(frame, selected.by, selected.groups.select(*selected.by, "_group"))
    cells = frame.with_columns(codes.cast(pl.UInt32).alias("group")).join(
        known, on="doc_id", how="left", maintain_order="left"
    )
    units = (
        cells.group_by("rank", "group")
        .agg(pl.col("document").first(), tokens=pl.col("group_tokens").first())
        .sort("rank", "group")
        .with_row_index("unit")
    )
    # Token by token: what stands between tokens comes before everything else.
    order = pl.col("term").str.replace_all(" ", "\0", literal=True)
    terms = (
        cells.group_by("term").agg(pl.col("display").first()).sort(order).with_row_index("place")
    )
    cells = cells.join(units.select("unit", "rank", "group"), on=["rank", "group"], how="left")
    cells = cells.join(terms.select("place", "term"), on="term", how="left")
    postings = _core.Postings.from_counts(
        terms.height,
        cells["place"],
        cells["unit"],
        cells["count"].cast(pl.UInt32),
        groups=units["group"],
        documents=units["document"],
        tokens=units["tokens"].cast(pl.UInt32),
    )
    moments, documents = postings.moments(selected.groups.height, n_threads=counting.n_threads)
    made = UnitCounts(
        selected,
        postings,
        pl.DataFrame(postings.units()),
        terms.select("term", "display"),
        pl.DataFrame(moments),
        pl.DataFrame(documents)["documents"],
    )
    return made, {**(call_of(frame) or {}), "by": selected.by}
