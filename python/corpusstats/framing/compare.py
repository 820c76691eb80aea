"""The comparison of sources: one call, several frames."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.collocations import collocates
from corpusstats.concordance import concordance
from corpusstats.exceptions import InputError
from corpusstats.flags import document_flags, null_group
from corpusstats.frequency import count
from corpusstats.keywords import keywords
from corpusstats.ngrams import check_lengths, ngrams
from corpusstats.options import KINDS, check_corpus, check_kinds
from corpusstats.provenance import attach, call_of, describe, provenance, record
from corpusstats.queries import list_query, query_label
from corpusstats.results import frames_of
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.queries import Query
    from corpusstats.selection import By, Part, Selected

__all__ = ["MEANINGS", "Comparison", "compare_sources"]

MILLION = 1_000_000
SOURCES = (
    "node",
    "count",
    "group_tokens",
    "group_documents",
    "documents",
    "tokens",
    "left_out",
    "first_date",
    "last_date",
    "flag",
    "meaning",
)
MEANINGS = {
    "single_document": "One document only: the figures describe this text, and nothing can be "
    "inferred from them about whoever published it.",
    "few_documents": "Fewer than 5 documents: the figures describe these texts, and carry no "
    "inference about whoever published them.",
    "no_tokens": "No token that counts, and so no rates to compare.",
    "groups_share_documents": "Made by a layer, so that a document can be on both sides: the "
    "groups are not independent of each other.",
    "null_group": "No value in a column or layer that makes the groups: a group of its own.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How several sources word the same event.

    Made by :func:`compare_sources`.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups, called sources here.
    sources : polars.DataFrame
        One row a source, in order: ``by``, ``documents`` and ``tokens`` (Int64: those that count),
        ``left_out`` (Int64: tokens of other kinds), and where the documents have dates
        ``first_date`` and ``last_date``.
    nodes : polars.DataFrame
        How often each node occurs in each source: ``node``, ``by``, ``count`` (Int64: hits, also
        0) and ``documents`` (Int64: those with a hit); the nodes in the order given.
    keywords : polars.DataFrame
        What each source says more or less often than all others together, see
        :func:`corpusstats.keywords`.
    collocates : polars.DataFrame
        What stands near each node in each source, see :func:`corpusstats.collocates`; the nodes in
        the order given.
    ngrams : polars.DataFrame
        Keywords among runs of words, each length compared on its own: the columns of ``keywords``
        with ``length`` (UInt32) after ``term``, but for those of inference. The family of their
        LRC are the n-grams listed. By length, and then like ``keywords``.
    flags : polars.DataFrame
        What the data cannot carry: ``by``, ``flag`` and ``meaning``, one row for each source and
        flag.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.compare_sources(cs.read_corpus("seeds"), nodes=["Kim|Kims"])
    >>> found.sources["source", "documents"].row(0)
    ('abendblatt-a', 3)
    """

    by: list[str]
    sources: pl.DataFrame
    nodes: pl.DataFrame
    keywords: pl.DataFrame
    collocates: pl.DataFrame
    ngrams: pl.DataFrame
    flags: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> list(cs.compare_sources(cs.read_corpus("seeds")).frames())
        ['sources', 'nodes', 'keywords', 'collocates', 'ngrams', 'flags']
        """
        return frames_of(self)


def compare_sources(
    corpus: Corpus,
    *,
    by: By = "source",
    nodes: Query | Sequence[Query] = (),
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    window: int | tuple[int, int] = 5,
    n: int | tuple[int, int] = (2, 3),
    boundary: str = "sentence",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 2,
    n_threads: int | None = None,
) -> Comparison:
    """Compare how sources word the same event: keywords, collocates and n-grams in one go.

    Everything that is selected counts: headlines, captions and bylines like the text itself, and
    copied passages once for each source that prints them.

    Parameters
    ----------
    corpus
        What to compare.
    by
        Columns of the documents, and layers, whose values make the sources.
    nodes
        Words whose surroundings are compared, each a query as in :func:`corpusstats.concordance`.
    within, without, attribute, kinds
        What is counted, as in :func:`corpusstats.frequencies`.
    window
        How many words round a node, as in :func:`corpusstats.collocates`.
    n
        The length of n-grams, or the shortest and the longest, as in :func:`corpusstats.ngrams`.
    boundary
        What windows and n-grams do not cross: ``"sentence"``, ``"document"`` or a layer.
    min_count
        Leave out words, collocates and n-grams that occur less often in all sources together;
        and n-grams that occur less than once in a million tokens.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    Comparison
        A dataclass of frames.

    Raises
    ------
    InputError
        ``by`` names no column or layer, or makes fewer than two sources.
    TypeError, ValueError
        A node is no query, or an option is not known.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.compare_sources(cs.read_corpus("seeds"), nodes=["Kim|Kims", "Putin|Putins"])
    >>> found.keywords["term", "source", "count", "reference_count"].head(2)
    shape: (2, 4)
    ┌────────────┬──────────────┬───────┬─────────────────┐
    │ term       ┆ source       ┆ count ┆ reference_count │
    │ ---        ┆ ---          ┆ ---   ┆ ---             │
    │ str        ┆ str          ┆ i64   ┆ i64             │
    ╞════════════╪══════════════╪═══════╪═════════════════╡
    │ machthaber ┆ abendblatt-a ┆ 6     ┆ 0               │
    │ regime     ┆ abendblatt-a ┆ 6     ┆ 0               │
    └────────────┴──────────────┴───────┴─────────────────┘
    """
    check_corpus(corpus)
    if by is None:
        msg = "by=None makes no sources: name a column of the documents or a layer"
        raise ValueError(msg)
    shortest, longest = check_lengths(n)
    lengths = range(shortest, longest + 1)
    listed = _nodes(nodes)
    counted: dict[str, Any] = {
        "by": by,
        "within": within,
        "without": without,
        "attribute": attribute,
        "kinds": kinds,
        "n_threads": n_threads,
    }
    selected = select(corpus, by=by, within=within, without=without, result_columns=SOURCES)
    if selected.groups.height < 2:  # noqa: PLR2004
        msg = f"by={by!r} makes one group only: there is nothing to compare"
        raise InputError(msg)
    sources = _sources(corpus, selected, within, without, check_kinds(kinds))  # type: ignore[arg-type]
    # So many n-grams there can be that the frame has a bound, whatever the size of the corpus.
    ngram_min_count = max(min_count, math.ceil(sources["tokens"].sum() / MILLION))
    windows = {**counted, "boundary": boundary, "min_count": min_count}
    near = _collocates(corpus, listed, {"window": window, **windows})
    found = keywords(corpus, min_count=min_count, **counted)
    options = {name: describe(value) for name, value in counted.items() if name != "n_threads"}
    options |= {"by": selected.by, "kinds": check_kinds(kinds), "n": describe(n)}
    options |= {"nodes": [query_label(node) for node in listed], "window": describe(window)}
    options |= {"boundary": boundary, "min_count": min_count}
    options |= {"ngram_min_count": ngram_min_count}
    return Comparison(
        by=selected.by,
        sources=sources,
        nodes=_hits(corpus, selected, listed, windows),
        keywords=found,
        collocates=near,
        ngrams=_ngrams(corpus, lengths, found, {**windows, "min_count": ngram_min_count}),
        flags=_flags(sources, selected),
        provenance=record("compare_sources", options, corpus),
    )


def _nodes(nodes: object) -> list[Query]:
    """List the nodes, each once."""
    if isinstance(nodes, str | re.Pattern):
        return [nodes]
    if not isinstance(nodes, Sequence):
        msg = f"nodes has to be a query or a list of queries, not {nodes!r}"
        raise TypeError(msg)
    listed: list[Query] = list(nodes)
    for node in listed:
        list_query(node, "a query in nodes")
    labels = [query_label(node) for node in listed]
    twice = [label for label in labels if labels.count(label) > 1]
    if twice:
        msg = f"nodes names {twice[0]!r} twice"
        raise ValueError(msg)
    return listed


# A query that no token can match: none holds a blank.
NO_NODE = r"\ "


def _collocates(corpus: Corpus, nodes: list[Query], options: dict[str, Any]) -> pl.DataFrame:
    """Put the collocates of all nodes into one frame; without nodes it has no rows."""
    frames = [collocates(corpus, node, **options) for node in nodes or [NO_NODE]]
    made = provenance(frames[0])
    labelled = {**made["options"], "node": [query_label(node) for node in nodes]}
    call = {**(call_of(frames[0]) or {}), "nodes": nodes}
    return attach(pl.concat(frames), {**made, "options": labelled}, call)


def _hits(
    corpus: Corpus, selected: Selected, nodes: list[Query], options: dict[str, Any]
) -> pl.DataFrame:
    """Count the hits of each node in each source."""
    kept = ("by", "within", "without", "boundary", "attribute")
    options = {name: options[name] for name in kept}
    every = selected.groups.select(selected.by)
    frames = []
    for node in nodes or [NO_NODE]:
        lines = concordance(corpus, node, width=0, **options)
        counts = lines.group_by(selected.by).agg(
            pl.len().cast(pl.Int64).alias("count"),
            pl.col("doc_id").n_unique().cast(pl.Int64).alias("documents"),
        )
        joined = every.join(
            counts, on=selected.by, how="left", nulls_equal=True, maintain_order="left"
        )
        label = pl.lit(query_label(node)).alias("node")
        frames.append(joined.select(label, *selected.by, pl.col("count", "documents").fill_null(0)))
    return pl.concat(frames) if nodes else frames[0].clear()


def _ngrams(
    corpus: Corpus, lengths: range, like: pl.DataFrame, options: dict[str, Any]
) -> pl.DataFrame:
    """Find the keywords among n-grams of each length, by the measures that ``like`` has."""
    by = (call_of(like) or {})["by"]
    frames = []
    for length in lengths:
        # Target and reference are all there is: the cut-off here is that of the keywords.
        counts = ngrams(corpus, length, documents=True, display=True, **options)
        found = keywords(counts, by=by, inference=None)
        frames.append(
            found.select("term", pl.lit(length, pl.UInt32).alias("length"), pl.exclude("term"))
        )
    made = {**provenance(counts)["options"], "n": [lengths[0], lengths[-1]]}
    made |= {name: provenance(like)["options"][name] for name in ("measures", "cells", "zero")}
    call = call_of(counts)
    return attach(pl.concat(frames), record("keywords of n-grams", made, corpus), call)


def _sources(
    corpus: Corpus,
    selected: Selected,
    within: Part | Sequence[Part] | None,
    without: Part | Sequence[Part] | None,
    kinds: Sequence[Kind],
) -> pl.DataFrame:
    """Sum up each source: documents, tokens that count, what is left out, and dates."""
    counted = count(corpus, selected, attribute="word", kinds=kinds)[1]
    every = count(corpus, selected, attribute="word", kinds=KINDS)[1]  # type: ignore[arg-type]
    sizes = counted.select(
        *selected.by,
        pl.col("group_tokens").alias("tokens"),
        (every["group_tokens"] - counted["group_tokens"]).alias("left_out"),
    )
    # One row for each source and document.
    names = list(dict.fromkeys([*selected.by, "doc_id"]))
    each = select(corpus, by=names, within=within, without=without).groups
    dates = []
    if corpus._metadata.schema.get("date") == pl.Date:
        dated = corpus._metadata.select("doc_id", pl.col("date").alias("_date"))
        each = each.join(dated, on="doc_id", how="left", maintain_order="left")
        dates = [
            pl.col("_date").min().alias("first_date"),
            pl.col("_date").max().alias("last_date"),
        ]
    documents = each.group_by(selected.by).agg(pl.len().cast(pl.Int64).alias("documents"), *dates)
    return documents.join(
        sizes, on=selected.by, how="right", nulls_equal=True, maintain_order="right"
    ).select(
        *selected.by,
        "documents",
        "tokens",
        "left_out",
        *(date.meta.output_name() for date in dates),
    )


def _flags(sources: pl.DataFrame, selected: Selected) -> pl.DataFrame:
    """Say of each source what its data cannot carry."""
    conditions = {
        **document_flags("group_documents"),
        "no_tokens": pl.col("tokens") == 0,
        "groups_share_documents": pl.lit(selected.shares_documents),
        **null_group(selected.by),
    }
    numbered = sources.hstack(selected.groups.select("group_documents")).with_row_index("_source")
    parts = [
        numbered.filter(condition).select(
            "_source",
            *selected.by,
            pl.lit(name).alias("flag"),
            pl.lit(MEANINGS[name]).alias("meaning"),
        )
        for name, condition in conditions.items()
    ]
    return pl.concat(parts).sort("_source", maintain_order=True).drop("_source")
