"""The frames of shared text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.groups import number_groups
from corpusstats.order import documents_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpusstats.corpus import Corpus

__all__ = ["Found", "covered", "make_frames", "sources_of"]

# Documents that have this share of one another are no independent observations.
DEPENDENT = 0.5
KINDS = ("copy", "common_quotation", "repeated_in_document")
UNKNOWN = "unknown"
# No document has a place beyond this one.
FARTHEST = 2**32


class Found(NamedTuple):
    """What the core found, and whose it is.

    ``names`` has a row for each document in the order of ``doc_id``: ``doc_id``, ``_source`` (a
    number for each source) and ``_date`` (null where there is none).
    """

    corpus: Corpus
    by: list[str]
    names: pl.DataFrame
    matches: pl.DataFrame
    passages: pl.DataFrame
    words: pl.DataFrame
    shingle: int
    quotations: pl.DataFrame | None


def sources_of(corpus: Corpus, by: list[str], date: str | None) -> pl.DataFrame:
    """List documents in the order of ``doc_id`` with their sources and dates."""
    metadata = corpus._metadata
    _, codes = number_groups(metadata.select(by), metadata.height)
    named = metadata.select(*dict.fromkeys(["doc_id", *by]))
    dates = pl.lit(None, pl.Date) if date is None else metadata[date]
    return named.with_columns(codes.alias("_source"), dates.alias("_date")).sort("doc_id")


def make_frames(found: Found) -> dict[str, pl.DataFrame]:
    """Make all frames."""
    matches = _matches(found)
    pairs = _pairs(found, matches)
    blocks = _blocks(found, pairs)
    names = ("doc_a", "doc_b", "start_a", "end_a", "start_b", "end_b", "passage_a", "passage_b")
    first = ("word_start_a", "word_end_a", "word_start_b", "word_end_b")
    own = ("tokens", "edits", "identity", "kind", "same_source", "ubiquitous")
    return {
        "passages": _passages(found, matches),
        "pairs": _named_pairs(found, pairs),
        "clusters": _clusters(blocks),
        "documents": _documents(found, matches, pairs, blocks),
        "matches": matches.select(*names, *own, *first),
    }


def covered(frame: pl.DataFrame, keys: list[str], start: str, end: str) -> pl.DataFrame:
    """Count what intervals cover, each place once: ``keys`` and ``covered`` (Int64)."""
    ordered = frame.select(*keys, pl.col(start, end).cast(pl.Int64)).sort(*keys, start, end)
    # Each key's intervals are moved behind those before, so that none reaches into another's.
    moved = pl.struct(keys).rle_id().cast(pl.Int64) * FARTHEST
    before = (pl.col(end) + moved).cum_max().shift(1).fill_null(-1) - moved
    new = (pl.col(end) - pl.max_horizontal(pl.col(start), before)).clip(lower_bound=0)
    counted = ordered.with_columns(new.alias("covered"))
    return counted.group_by(keys, maintain_order=True).agg(pl.col("covered").sum())


def _matches(found: Found) -> pl.DataFrame:
    """Name the documents of matches and tell their kinds."""
    names, frame = found.names, found.matches
    sides = {
        f"{new}_{side}": names[old].gather(frame[f"document_{side}"])
        for side in ("a", "b")
        for old, new in (("doc_id", "doc"), ("_source", "_source"), ("_date", "_date"))
    }
    renamed = {
        f"{old}_{side}": f"word_{new}_{side}"
        for side in ("a", "b")
        for old, new in (("first", "start"), ("last", "end"))
    }
    frame = frame.rename(renamed).with_columns(
        *(series.alias(name) for name, series in sides.items()),
        tokens=pl.col("matched").cast(pl.Int64),
        edits=pl.col("edits").cast(pl.Int64),
        identity=pl.col("matched") / (pl.col("matched") + pl.col("edits")),
    )
    within = pl.col("document_a") == pl.col("document_b")
    quoted = _quoted(found, frame.with_row_index("_match"))
    kind = pl.when(within).then(pl.lit(KINDS[2])).when(quoted).then(pl.lit(KINDS[1]))
    return frame.with_columns(
        kind=kind.otherwise(pl.lit(KINDS[0])).cast(pl.Enum(KINDS)),
        same_source=pl.col("_source_a") == pl.col("_source_b"),
    )


def _quoted(found: Found, matches: pl.DataFrame) -> pl.Series:
    """Tell of matches of two documents whether both sides lie within quotation marks."""
    across = matches.filter(pl.col("document_a") != pl.col("document_b"))
    order, own = documents_in_order(found.corpus), ("start", "end")
    texts = found.corpus._texts.of(order)
    spans = None if found.quotations is None else _numbered(found, found.quotations)
    sides = [
        across.select(
            pl.col(f"document_{side}").alias("document"),
            *(pl.col(f"{name}_{side}").alias(name) for name in own),
        )
        for side in ("a", "b")
    ]
    table = _core.are_quoted(texts, pl.concat(sides).get_columns(), spans, found.shingle)
    of_sides = pl.DataFrame(table)["is_quoted"]
    both = of_sides[: across.height] & of_sides[across.height :]
    quoted = across.select("_match", _quoted=both)
    joined = matches.join(quoted, on="_match", how="left", maintain_order="left")
    return joined["_quoted"].fill_null(value=False)


def _numbered(found: Found, given: pl.DataFrame) -> list[pl.Series]:
    """Give quotations the numbers of their documents."""
    documents = found.names.select("doc_id").with_row_index("_text")
    placed = given.join(documents, on="doc_id", how="inner").sort("_text", "start", "end")
    return placed.select("_text", "start", "end").cast(pl.UInt32).get_columns()


def _passages(found: Found, matches: pl.DataFrame) -> pl.DataFrame:
    """Tell of passages whose they are, of what kind, and where they come from."""
    sides = [
        matches.select(pl.col(f"passage_{side}").alias("passage_id"), "kind", "ubiquitous")
        for side in ("a", "b")
    ]
    kinds = (
        pl.concat(sides)
        .group_by("passage_id")
        .agg(pl.col("kind").to_physical().min(), pl.col("ubiquitous").any())
    )
    frame = found.passages.with_row_index("passage_id").with_columns(
        *(found.names[name].gather(found.passages["document"]) for name in found.names.columns),
        tokens=(pl.col("last") - pl.col("first")).cast(pl.Int64),
    )
    frame = frame.join(kinds, on="passage_id", how="left", maintain_order="left")
    kind = pl.col("kind").cast(pl.UInt8).cat.to(pl.Enum(KINDS))
    number = {"documents": pl.col("doc_id").n_unique(), "sources": pl.col("_source").n_unique()}
    counted = frame.with_columns(
        kind, *(of.over("cluster").cast(pl.Int64).alias(name) for name, of in number.items())
    )
    by = [name for name in found.by if name != "doc_id"]
    own = ("start", "end", "tokens", "kind", "documents", "sources", "origin", "ubiquitous")
    return counted.with_columns(_origin(frame)).select("passage_id", "cluster", "doc_id", *by, *own)


def _origin(passages: pl.DataFrame) -> pl.Series:
    """Name the earliest document of each passage's cluster, where dates tell it."""
    documents = passages.select("cluster", "doc_id", "_date").unique()
    dated = documents.group_by("cluster").agg(
        pl.len().alias("n"),
        pl.col("_date").null_count().alias("undated"),
        (pl.col("_date") == pl.col("_date").min()).sum().alias("earliest"),
        pl.col("doc_id").sort_by("_date", "doc_id").first().cast(pl.String).alias("origin"),
    )
    is_known = (pl.col("n") == 1) | ((pl.col("undated") == 0) & (pl.col("earliest") == 1))
    origin = pl.when(is_known).then("origin").otherwise(pl.lit(UNKNOWN)).alias("origin")
    named = dated.select("cluster", origin)
    return passages.join(named, on="cluster", how="left", maintain_order="left")["origin"]


def _pairs(found: Found, matches: pl.DataFrame) -> pl.DataFrame:
    """Add up the matches of every two documents."""
    keys = ["document_a", "document_b"]
    across = matches.filter(pl.col("document_a") != pl.col("document_b"))
    copies = across.filter(pl.col("kind") == KINDS[0])
    counted = across.group_by(keys).agg(
        (pl.col("kind") == KINDS[0]).sum().cast(pl.Int64).alias("passages"),
        (pl.col("kind") == KINDS[1]).sum().cast(pl.Int64).alias("common_quotations"),
        pl.col("same_source").first(),
        pl.col("ubiquitous").any(),
        _earlier().first().alias("earlier"),
    )
    share = copies.group_by(keys).agg(
        identity=pl.col("tokens").sum() / (pl.col("tokens") + pl.col("edits")).sum()
    )
    frame = counted.join(share, on=keys, how="left")
    for side in ("a", "b"):
        sides = covered(copies, keys, f"word_start_{side}", f"word_end_{side}")
        frame = frame.join(sides.rename({"covered": f"tokens_{side}"}), on=keys, how="left")
        total = found.words["words"].gather(frame[f"document_{side}"])
        tokens = pl.col(f"tokens_{side}").fill_null(0)
        frame = frame.with_columns(tokens, (tokens / total).alias(f"containment_{side}"))
    return frame.with_columns(
        tokens=pl.min_horizontal("tokens_a", "tokens_b"),
        containment=pl.max_horizontal("containment_a", "containment_b"),
    ).sort(keys)


def _earlier() -> pl.Expr:
    """Name the document of two that is earlier, where dates tell it."""
    a, b = pl.col("_date_a"), pl.col("_date_b")
    names = pl.when(a < b).then(pl.col("doc_a").cast(pl.String))
    return names.when(b < a).then(pl.col("doc_b").cast(pl.String)).otherwise(pl.lit(UNKNOWN))


def _named_pairs(found: Found, pairs: pl.DataFrame) -> pl.DataFrame:
    """Give pairs the names of their documents and sources."""
    names = [
        found.names[name].gather(pairs[f"document_{side}"]).alias(f"{_stem(name)}_{side}")
        for side in ("a", "b")
        for name in ("doc_id", *(name for name in found.by if name != "doc_id"))
    ]
    own = ("passages", "tokens", "tokens_a", "tokens_b", "containment_a", "containment_b")
    more = ("containment", "identity", "common_quotations", "same_source", "earlier", "ubiquitous")
    return pairs.select(*names, *own, *more)


def _stem(name: str) -> str:
    return "doc" if name == "doc_id" else name


def _blocks(found: Found, pairs: pl.DataFrame) -> pl.DataFrame:
    """Put documents into blocks: ``doc_id, block, _source, documents, sources``."""
    joined = pairs.filter(pl.col("containment") >= DEPENDENT)
    numbers = pl.DataFrame(
        _core.components(found.names.height, joined["document_a"], joined["document_b"])
    )
    frame = found.names.select("doc_id", "_source").with_columns(numbers["component"])
    over = {
        "block": pl.col("doc_id").first(),
        "documents": pl.len().cast(pl.Int64),
        "sources": pl.col("_source").n_unique().cast(pl.Int64),
    }
    return frame.with_columns(of.over("component").alias(name) for name, of in over.items())


def _clusters(blocks: pl.DataFrame) -> pl.DataFrame:
    """List the blocks of several documents."""
    several = blocks.filter(pl.col("documents") > 1).unique("component").sort("component")
    return several.select("block", "documents", "sources", spans_sources=pl.col("sources") > 1)


def _documents(
    found: Found, matches: pl.DataFrame, pairs: pl.DataFrame, blocks: pl.DataFrame
) -> pl.DataFrame:
    """Tell of every document how much of it is reused."""
    reused = covered(pl.concat(_sides(matches)), ["document"], "first", "last")
    most = [
        pairs.select(
            pl.col(f"document_{side}").alias("document"), pl.col(f"containment_{side}")
        ).rename({f"containment_{side}": "containment_max"})
        for side in ("a", "b")
    ]
    largest = pl.concat(most).group_by("document").agg(pl.col("containment_max").max())
    by = [name for name in found.by if name != "doc_id"]
    tokens, is_any = pl.col("words"), pl.col("words") > 0
    frame = found.names.select("doc_id", *by).hstack(found.words).with_row_index("document")
    frame = frame.join(reused, on="document", how="left", maintain_order="left")
    frame = frame.join(largest, on="document", how="left", maintain_order="left")
    reused_tokens = pl.col("covered").fill_null(0)
    return frame.select(
        "doc_id",
        *by,
        tokens=tokens,
        reused_tokens=reused_tokens,
        reused_share=pl.when(is_any).then(reused_tokens / tokens),
        own_tokens=tokens - reused_tokens,
        block=blocks["block"],
        block_spans_sources=blocks["sources"] > 1,
        weight=1 / blocks["documents"],
        containment_max=pl.col("containment_max").fill_null(0.0),
        ubiquitous=pl.col("ubiquitous"),
    )


def _sides(matches: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Give both sides of whatever is no common quotation."""
    copies = matches.filter(pl.col("kind") != KINDS[1])
    for side in ("a", "b"):
        names = {"document": "document", "word_start": "first", "word_end": "last"}
        yield copies.select(pl.col(f"{old}_{side}").alias(new) for old, new in names.items())
