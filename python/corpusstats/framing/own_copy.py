"""Own copy, shared copy and repetitions, as a layer and as blocks for tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.dates import date_column
from corpusstats.framing.reuse_frames import KINDS, sources_of
from corpusstats.options import check_corpus, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.framing.reuse import Reuse

__all__ = ["effective_documents", "own_copy"]

LABELS = ("own", "shared", "repeated")
NO_WORDS = re.compile(r"\W*")
CLOSING = re.compile(r"[^\w\s]*")


def own_copy(
    corpus: Corpus,
    reuse: Reuse,
    by: str | Sequence[str] | None = None,
    *,
    name: str = "copy",
    date: str | None = None,
) -> Corpus:
    """Label every token as a source's own, as shared between sources, or as repeated.

    Parameters
    ----------
    corpus
        The corpus, or one with the same documents.
    reuse
        What :func:`corpusstats.reuse` found in it.
    by
        Columns that make the sources, by default those of ``reuse``.
    name
        What the layer is called.
    date
        The column with the dates of the documents; by default ``date``, if its values are dates.

    Returns
    -------
    Corpus
        With a layer that labels ``own`` all else; ``shared`` what a document of another source has
        as well, at its first printing in each source; ``repeated`` what its own source, or the
        same document, has printed before. So ``without={name: ["repeated"]}`` counts every text
        once in each source, and ``by=[..., name]`` sets own and shared copy apart. A document of
        which nothing is left has no token there, and is not counted.

    Raises
    ------
    InputError
        The corpus has none of the documents that ``reuse`` was made of, or the name is taken.

    Notes
    -----
    Printings are in the order of dates, those without one last, then of ``doc_id``. Common
    quotations are each source's own choice, and own. Edited words within a passage belong to it.
    As only wording is compared, what is called own is an upper bound.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Der Zug hat am Dienstag nach Angaben aus Moskau die Grenze zu Russland überquert."
    >>> texts = [text, f"{text} Mehr ist nicht bekannt.", text]
    >>> documents = {"doc_id": ["a", "b", "c"], "source": ["x", "y", "y"], "text": texts}
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame(documents))
    >>> corpus = cs.own_copy(corpus, cs.reuse(corpus))
    >>> counts = cs.frequencies(corpus, by=["source", "copy"])
    >>> counts["source", "copy", "group_tokens"].unique().sort("source", "copy").rows()
    [('x', 'shared', 14), ('y', 'own', 4), ('y', 'repeated', 14), ('y', 'shared', 14)]
    """
    check_corpus(corpus)
    sources = reuse.by if by is None else names("by", by)
    known = sources_of(corpus, sources, date_column(corpus, date))
    ranked = known.sort("_date", "doc_id", nulls_last=True).select(
        "doc_id",
        "_source",
        _rank=pl.int_range(pl.len()),
    )
    places = pl.concat([_repeated(reuse, ranked), _shared(reuse, ranked)])
    spans = _complete(corpus, _labelled(places)).rename({"label": name})
    return corpus.with_layer(name, spans, default=LABELS[0])


def effective_documents(reuse: Reuse, by: str | Sequence[str] | None = None) -> pl.DataFrame:
    """Count the documents of each source as far as they do not depend on each other.

    Parameters
    ----------
    reuse
        What :func:`corpusstats.reuse` found.
    by
        Columns of ``reuse.documents``, by default those that make the sources; an empty list
        counts the whole corpus.

    Returns
    -------
    polars.DataFrame
        ``by``, ``documents``, ``blocks`` (Int64) and ``effective_documents`` (Float64): Kish's
        (Σw)² / Σw² over blocks, w being the sum of the weights that their documents in the source
        have. In the order of ``by``.

    Notes
    -----
    Of the whole corpus it is the number of blocks. Of a source it is lower than that if a part of a
    block is another source's; there a further copy can also raise it.

    Kish (1965), Survey Sampling, section 11.2.

    Examples
    --------
    >>> import corpusstats as cs
    >>> cs.effective_documents(cs.reuse(cs.read_corpus("seeds"))).row(0)
    ('abendblatt-a', 3, 3, 3.0)
    """
    keys = reuse.by if by is None else list(dict.fromkeys([by] if isinstance(by, str) else by))
    keys = [key for key in keys if key != "block"]
    blocks = reuse.documents.group_by(*keys, "block", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("documents"), pl.col("weight").sum()
    )
    kish = pl.col("weight").sum() ** 2 / (pl.col("weight") ** 2).sum()
    counted = [
        pl.col("documents").sum(),
        pl.len().cast(pl.Int64).alias("blocks"),
        kish.alias("effective_documents"),
    ]
    if not keys:
        return blocks.select(counted)
    return blocks.group_by(keys).agg(counted).sort(keys, nulls_last=True)


def _copies(reuse: Reuse, ranked: pl.DataFrame) -> pl.DataFrame:
    """Give matches that are no common quotations the sources and ranks of their documents."""
    copies = reuse.matches.filter(pl.col("kind") != KINDS[1])
    for side in ("a", "b"):
        named = ranked.rename({column: f"{column}_{side}" for column in ("_source", "_rank")})
        copies = copies.join(named, left_on=f"doc_{side}", right_on="doc_id", how="inner")
    if copies.is_empty() and not reuse.matches.is_empty() and ranked.height:
        known = reuse.documents["doc_id"].implode()
        if ranked.filter(pl.col("doc_id").is_in(known)).is_empty():
            msg = "reuse is of other documents: make it of this corpus"
            raise InputError(msg)
    return copies


def _repeated(reuse: Reuse, ranked: pl.DataFrame) -> pl.DataFrame:
    """List the later places of matches within a source."""
    copies = _copies(reuse, ranked).filter(pl.col("_source_a") == pl.col("_source_b"))
    a_is_later = pl.col("_rank_a") > pl.col("_rank_b")
    later = {
        name: pl.when(a_is_later).then(f"{column}_a").otherwise(f"{column}_b")
        for name, column in (("doc_id", "doc"), ("start", "start"), ("end", "end"))
    }
    return copies.select(**later, repeated=1, shared=0)


def _shared(reuse: Reuse, ranked: pl.DataFrame) -> pl.DataFrame:
    """List both places of matches between sources."""
    copies = _copies(reuse, ranked).filter(pl.col("_source_a") != pl.col("_source_b"))
    sides = [
        copies.select(
            pl.col(f"doc_{side}").alias("doc_id"),
            pl.col(f"start_{side}").alias("start"),
            pl.col(f"end_{side}").alias("end"),
            repeated=0,
            shared=1,
        )
        for side in ("a", "b")
    ]
    return pl.concat(sides)


def _labelled(places: pl.DataFrame) -> pl.DataFrame:
    """Cut overlapping places into spans of one label each: ``doc_id, start, end, label``."""
    counts = ("repeated", "shared")
    begins = places.select("doc_id", pl.col("start").alias("at"), *counts)
    ends = places.select("doc_id", pl.col("end").alias("at"), *(-pl.col(name) for name in counts))
    events = pl.concat([begins, ends]).group_by("doc_id", "at").agg(pl.col(counts).sum())
    open_ = events.sort("doc_id", "at").with_columns(
        pl.col(counts).cum_sum().over("doc_id"), end=pl.col("at").shift(-1).over("doc_id")
    )
    label = pl.when(pl.col("repeated") > 0).then(pl.lit(LABELS[2]))
    spans = open_.with_columns(label=label.when(pl.col("shared") > 0).then(pl.lit(LABELS[1])))
    spans = spans.drop_nulls(["label", "end"]).rename({"at": "start"})
    goes_on = (
        (pl.col("doc_id") == pl.col("doc_id").shift(1))
        & (pl.col("label") == pl.col("label").shift(1))
        & (pl.col("start") == pl.col("end").shift(1))
    )
    run = goes_on.fill_null(value=False).not_().cum_sum()
    joined = spans.with_columns(run.alias("_run")).group_by("_run", maintain_order=True)
    return joined.agg(
        pl.col("doc_id", "label").first(), pl.col("start").min(), pl.col("end").max()
    ).select("doc_id", "start", "end", "label")


def _complete(corpus: Corpus, spans: pl.DataFrame) -> pl.DataFrame:
    """Give spans the marks behind their last words, and whatever else has no word in it.

    Matches end at words; a document that is printed again must not leave a full stop of its own.
    """
    documents = corpus.documents.select("doc_id", "text")
    texts = dict(documents.filter(pl.col("doc_id").is_in(spans["doc_id"].implode())).iter_rows())
    starts, ends = [], []
    for doc_id, start, end in spans.select("doc_id", "start", "end").iter_rows():
        text = texts[doc_id]
        rest = NO_WORDS.match(text, end)
        last = rest.end() if rest and rest.end() == len(text) else None
        marks = CLOSING.match(text, end)
        ends.append(last if last is not None else marks.end() if marks else end)
        first = NO_WORDS.match(text)
        starts.append(0 if first and first.end() >= start else start)
    whole = spans.with_columns(
        pl.Series("start", starts, pl.Int64), pl.Series("end", ends, pl.Int64)
    )
    following = pl.col("start").shift(-1).over("doc_id")
    return whole.with_columns(pl.min_horizontal("end", following).alias("end"))
