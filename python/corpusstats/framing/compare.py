"""The comparison of sources: one call, several frames."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats.collocations import collocates
from corpusstats.concordance import concordance
from corpusstats.divergence import divergence
from corpusstats.exceptions import InputError
from corpusstats.flags import document_flags, null_group
from corpusstats.framing.audit import audit
from corpusstats.framing.comparison import MEANINGS, Comparison
from corpusstats.framing.copy_edits import copy_edits
from corpusstats.framing.editorial import check_wanted, make_editorial
from corpusstats.framing.naming import naming
from corpusstats.framing.printed import Printed
from corpusstats.framing.voice_sums import LAYERS
from corpusstats.framing.voices import voices
from corpusstats.framing.zones import EDITORIAL
from corpusstats.grouped import tokens_of_groups
from corpusstats.keywords import keywords
from corpusstats.ngrams import check_lengths, ngrams
from corpusstats.opened import matching
from corpusstats.options import KINDS, check_corpus, check_kinds, names
from corpusstats.provenance import attach, call_of, describe, provenance, record
from corpusstats.queries import list_query, query_label
from corpusstats.selection import as_parts, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus
    from corpusstats.framing.editorial import Editorial
    from corpusstats.options import Kind
    from corpusstats.queries import Query
    from corpusstats.selection import By, Part, Selected

__all__ = ["compare_sources"]

MILLION = 1_000_000
# Each pair of sources takes its time for each arrangement of so many documents.
MANY_DOCUMENTS, FEW_ARRANGEMENTS = 5000, 199
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


def compare_sources(
    corpus: Corpus,
    *,
    by: By = "source",
    nodes: Query | Sequence[Query] = (),
    actors: Mapping[str, str | Sequence[str]] | pl.DataFrame | None = None,
    zones: str | Sequence[str] | None = EDITORIAL,
    copy: Literal["own", "all"] = "own",
    wording: str | Sequence[str] | None = ("own", "reported"),
    attributions: pl.DataFrame | None = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    window: int | tuple[int, int] = 5,
    n: int | tuple[int, int] = (2, 3),
    boundary: str = "sentence",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 2,
    n_permutations: int = 1999,
    seed: int = 0,
    n_threads: int | None = None,
) -> Comparison:
    """Compare how sources word the same event, whom they quote, and what they copied.

    Counted are the words that a source answers for: those of its editorial zones (not of bylines,
    credits, advertisements), not printed by another source as well, and not in quotation marks.
    What is left out is counted in ``shared``.

    Parameters
    ----------
    corpus
        What to compare.
    by
        Columns of the documents, and layers, whose values make the sources.
    nodes
        Words whose surroundings are compared, each a query as in :func:`corpusstats.concordance`.
    actors
        Persons or institutions and what they may be called, as in :func:`corpusstats.naming`.
    zones
        Which zones count, see :func:`corpusstats.zones`; ``None`` for all text. A layer called
        ``zone`` is taken for the zones.
    copy
        ``"own"`` leaves out what another source prints as well, and what a source has printed
        before; a document of which nothing is left is not counted. ``"all"`` counts all of it; then
        documents that depend on each other are blocks, by which intervals are clustered; where a
        block spans sources, so is p, and no p comes of permutations. A layer called ``copy`` is
        taken for what :func:`corpusstats.reuse` would find.
    wording
        Whose words count: ``"own"``, ``"reported"`` (the source's words for what somebody else has
        said), ``"verbatim"`` (the speaker's), ``"uncertain"``, see
        :func:`corpusstats.voice_layer`; ``None`` for all. Nothing is left out in languages without
        rules for reported speech (all but German and English).
    attributions
        Reported statements, for somebody who has mended them; by default
        :func:`corpusstats.attributions` finds them.
    within, without, attribute, kinds
        What is counted of that, as in :func:`corpusstats.frequencies`.
    window
        How many words round a node, as in :func:`corpusstats.collocates`.
    n
        The length of n-grams, or the shortest and the longest, as in :func:`corpusstats.ngrams`.
    boundary
        What windows and n-grams do not cross: ``"sentence"``, ``"document"`` or a layer.
    min_count
        Leave out words, collocates and n-grams that occur less often in all sources together;
        and n-grams that occur less than once in a million tokens.
    n_permutations, seed
        How many times documents are given out anew where they cannot be in all ways, and with what
        numbers, as in :func:`corpusstats.keywords` and :func:`corpusstats.divergence`; for the
        divergence of more than 5,000 documents no more than 199 times.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    Comparison
        A dataclass of frames. What is said of words counts them as above; ``voices`` counts quoted
        words as well, and so do ``naming``, whose groups have a column ``wording``, ``reuse`` and
        ``copy_edits``, which look at all text.

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
    >>> found.keywords["term", "source", "count", "shared_count", "verbatim_count"].head(2)
    shape: (2, 5)
    ┌────────────┬──────────────┬───────┬──────────────┬────────────────┐
    │ term       ┆ source       ┆ count ┆ shared_count ┆ verbatim_count │
    │ ---        ┆ ---          ┆ ---   ┆ ---          ┆ ---            │
    │ str        ┆ str          ┆ i64   ┆ i64          ┆ i64            │
    ╞════════════╪══════════════╪═══════╪══════════════╪════════════════╡
    │ machthaber ┆ abendblatt-a ┆ 5     ┆ 0            ┆ 0              │
    │ regime     ┆ abendblatt-a ┆ 5     ┆ 0            ┆ 1              │
    └────────────┴──────────────┴───────┴──────────────┴────────────────┘
    """
    check_corpus(corpus)
    if by is None:
        msg = "by=None makes no sources: name a column of the documents or a layer"
        raise ValueError(msg)
    shortest, longest = check_lengths(n)
    lengths = range(shortest, longest + 1)
    listed = _nodes(nodes)
    wanted = check_wanted(zones, copy, wording)
    named = names("by", by)
    given = select(corpus, by=by, within=within, without=without, result_columns=SOURCES)
    if given.groups.height < 2:  # noqa: PLR2004
        msg = f"by={by!r} makes one group only: there is nothing to compare"
        raise InputError(msg)
    editorial = make_editorial(
        corpus,
        wanted,
        by=named,
        within=within,
        attributions=attributions,
        n_threads=n_threads,
    )
    counted: dict[str, Any] = {
        "by": by,
        "within": within if len(editorial.within) == len(as_parts(within)) else editorial.within,
        "without": without,
        "attribute": attribute,
        "kinds": kinds,
        "n_threads": n_threads,
    }
    ours = editorial.corpus
    selected = select(ours, by=by, within=counted["within"], without=counted["without"])
    sources = _sources(ours, selected, counted["within"], counted["without"], check_kinds(kinds))  # type: ignore[arg-type]
    # So many n-grams there can be that the frame has a bound, whatever the size of the corpus.
    ngram_min_count = max(min_count, math.ceil(sources["tokens"].sum() / MILLION))
    windows = {**counted, "boundary": boundary, "min_count": min_count}
    chance: dict[str, Any] = {"n_permutations": n_permutations, "seed": seed}
    near = _collocates(ours, listed, {"window": window, **windows, **chance})
    found = keywords(ours, min_count=min_count, blocks=editorial.blocks, **chance, **counted)
    options = {name: describe(value) for name, value in counted.items() if name != "n_threads"}
    options |= {"by": selected.by, "kinds": check_kinds(kinds), "n": describe(n)}
    options |= {"nodes": [query_label(node) for node in listed], "window": describe(window)}
    options |= {"boundary": boundary, "min_count": min_count, "ngram_min_count": ngram_min_count}
    options |= {"zones": wanted.zones, "copy": copy, "wording": wanted.wording}
    named_actors = _actor_names(actors)
    options |= {"actors": named_actors, "attributions": describe(attributions)}
    options |= {"added": editorial.added, **chance}
    printed = Printed(ours, selected.by, editorial, within, without, counted)
    return Comparison(
        by=selected.by,
        corpus=ours,
        sources=sources,
        shared=printed.sums(selected.groups.select(selected.by)),
        nodes=_hits(ours, selected, listed, windows),
        keywords=printed.add_counts(found),
        collocates=near,
        ngrams=_ngrams(ours, lengths, found, {**windows, "min_count": ngram_min_count}),
        flags=_flags(sources, selected),
        **_parts(editorial, selected.by, actors, counted, chance),
        provenance=record("compare_sources", options, corpus),
    )


def _actor_names(actors: object) -> list[str] | None:
    """List whose namings are counted."""
    if isinstance(actors, pl.DataFrame) and "actor" in actors.columns:
        return actors["actor"].cast(pl.String).unique(maintain_order=True).to_list()
    return None if actors is None else [str(name) for name in actors]  # type: ignore[attr-defined]


def _parts(
    editorial: Editorial,
    by: list[str],
    actors: Mapping[str, str | Sequence[str]] | pl.DataFrame | None,
    counted: Mapping[str, Any],
    chance: Mapping[str, Any],
) -> dict[str, Any]:
    """Make the parts of a comparison that are results of their own."""
    corpus, without = editorial.corpus, counted["without"]
    selection = {"within": counted["within"], "without": without}
    said = {"within": editorial.said_within or None, "without": without}
    options = {"kinds": counted["kinds"], "n_threads": counted["n_threads"]}
    told = editorial.attributions
    voiced = told is not None and {*LAYERS} <= {*corpus.layers} and not {*LAYERS} & {*by}
    named = [*by, *(["wording"] if "wording" in corpus.layers and "wording" not in by else [])]
    columns = [name for name in by if name in corpus._metadata.columns]
    shared = editorial.reuse
    most = chance["n_permutations"]
    if corpus.n_documents > MANY_DOCUMENTS:
        most = min(most, FEW_ARRANGEMENTS)
    return {
        "audit": audit(corpus, by, **selection, **options),
        "divergence": divergence(
            corpus,
            by=by,
            attribute=counted["attribute"],
            seed=chance["seed"],
            n_permutations=most,
            **selection,
            **options,
        ),
        "reuse": shared,
        "attributions": told,
        "voices": voices(corpus, by=by, attributions=told, **said, **options) if voiced else None,
        "naming": None if actors is None else naming(corpus, actors, by=named, **said),
        "copy_edits": None
        if shared is None
        else copy_edits(
            corpus,
            by=columns,
            reuse=replace(shared, matches=shared.matches.filter(~pl.col("same_source"))),
            attributions=told,
            n_threads=counted["n_threads"],
        ),
    }


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
    frames = [collocates(corpus, node, compare=True, **options) for node in nodes or [NO_NODE]]
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
    named = [name for name in selected.by if name != "doc_id"]
    frames, places = [], []
    for node in nodes or [NO_NODE]:
        lines = concordance(corpus, node, width=0, **options)
        label = pl.lit(query_label(node)).alias("node")
        places.append(lines.select(label, "doc_id", "start", "end", *named))
        counts = lines.group_by(selected.by).agg(
            pl.len().cast(pl.Int64).alias("count"),
            pl.col("doc_id").n_unique().cast(pl.Int64).alias("documents"),
        )
        joined = every.join(
            counts, on=selected.by, how="left", nulls_equal=True, maintain_order="left"
        )
        frames.append(joined.select(label, *selected.by, pl.col("count", "documents").fill_null(0)))
    found = pl.concat(frames) if nodes else frames[0].clear()
    on = ["node", *selected.by]
    lines_of = partial(matching, places=pl.concat(places), on=on, what="nodes")
    call = {"function": "nodes", "lines": lines_of, "counts": "count"}
    made = record("nodes", {name: describe(value) for name, value in options.items()}, corpus)
    return attach(found, made, call)


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
    counted = tokens_of_groups(selected.handle, corpus, kinds)
    every = tokens_of_groups(selected.handle, corpus, KINDS)  # type: ignore[arg-type]
    sizes = selected.groups.select(*selected.by, counted, (every - counted).alias("left_out"))
    # One row for each source and document that has a token there.
    names = list(dict.fromkeys([*selected.by, "doc_id"]))
    each = select(corpus, by=names, within=within, without=without).groups
    each = each.filter(pl.col("group_documents") > 0)
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
        pl.col("documents").fill_null(0),
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
