"""Text that documents share, or that one repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.framing.dates import date_column
from corpusstats.framing.quotation_marks import check_quotations
from corpusstats.framing.reuse_frames import Found, make_frames, sources_of
from corpusstats.opened import matching
from corpusstats.options import check_at_least, check_bool, check_corpus, check_threads, names
from corpusstats.order import documents_in_order
from corpusstats.progress import progress_bar
from corpusstats.provenance import attach, describe, record
from corpusstats.results import frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.corpus import Corpus

__all__ = ["Reuse", "reuse"]

KINDS = ["word", "number"]
RESERVED = (
    *("passage_id", "cluster", "start", "end", "tokens", "kind", "documents", "sources", "origin"),
    *("ubiquitous", "doc", "passages", "containment", "block", "weight", "reused_tokens"),
    *("reused_share", "own_tokens", "block_spans_sources", "containment_max"),
)


@dataclass(frozen=True, slots=True)
class Reuse:
    """What documents share word for word, or but for small edits.

    Made by :func:`reuse`. Only wording is compared, so that all figures are a lower bound: who
    retells a report in other words reuses it as well.

    Attributes
    ----------
    by : list of str
        The columns that make the sources.
    passages : polars.DataFrame
        Stretches that stand elsewhere as well, none of which overlap: ``passage_id``, ``cluster``
        (UInt32: passages of the same text have the same number), ``doc_id``, ``by``, ``start`` and
        ``end`` (UInt32: code points, from the first word to the last), ``tokens`` (Int64: words
        and numbers), ``kind`` (Enum: ``copy``; ``common_quotation``, if it lies within quotation
        marks on both sides of every match; ``repeated_in_document``, if no other document has it),
        ``documents`` and ``sources`` (Int64: of the cluster), ``origin`` (String: the ``doc_id`` of
        the earliest document of the cluster, or ``"unknown"`` where dates do not tell; the first
        that printed it here, not the author), ``ubiquitous`` (Boolean, see :func:`reuse`). By
        ``doc_id`` and place.
    pairs : polars.DataFrame
        Documents that share something: ``doc_a``, ``doc_b`` (the smaller ``doc_id`` first), the
        columns of ``by`` with ``_a`` and ``_b``, ``passages`` (Int64: copies), ``tokens_a``,
        ``tokens_b`` and ``tokens`` (Int64: what they cover of each, and the smaller of both),
        ``containment_a``, ``containment_b`` and ``containment`` (Float64: their share of each
        document, and the larger of both), ``identity`` (Float64: words that are the same, of these
        and edits; null without a copy), ``common_quotations`` (Int64: they count in no column
        before), ``same_source`` (Boolean), ``earlier`` (String: a ``doc_id``, or ``"unknown"``) and
        ``ubiquitous``. By ``doc_a`` and ``doc_b``.
    clusters : polars.DataFrame
        Blocks of documents that depend on each other: joined by a containment of a half or more,
        and not by a single passage, which would join a whole agency's output. ``block`` (the
        smallest ``doc_id``), ``documents``, ``sources`` (Int64), ``spans_sources`` (Boolean). By
        ``block``.
    documents : polars.DataFrame
        Every document: ``doc_id``, ``by``, ``tokens``, ``reused_tokens`` (Int64: in copies and
        repetitions, the first printing too), ``reused_share`` (Float64; null without tokens),
        ``own_tokens``, ``block`` (its own ``doc_id`` where it depends on no other),
        ``block_spans_sources``, ``weight`` (Float64: 1 / documents of the block),
        ``containment_max`` (Float64: the largest share of it that one other document has),
        ``ubiquitous`` (Int64: places of ubiquitous shingles). By ``doc_id``.
    matches : polars.DataFrame
        Every two places that match, which the other frames sum up: ``doc_a``, ``doc_b``,
        ``start_a``, ``end_a``, ``start_b``, ``end_b``, ``passage_a``, ``passage_b``, ``tokens``
        (Int64: words that are the same), ``edits`` (Int64), ``identity``, ``kind``,
        ``same_source``, ``ubiquitous``, and places counted in words: ``word_start_a`` and so on. In
        one document a is the earlier place.
    provenance : Mapping
        Options, corpus and versions; ``found`` has the numbers of ubiquitous shingles.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.reuse(cs.read_corpus("seeds"))
    >>> list(found.frames())
    ['passages', 'pairs', 'clusters', 'documents', 'matches']
    """

    by: list[str]
    passages: pl.DataFrame
    pairs: pl.DataFrame
    clusters: pl.DataFrame
    documents: pl.DataFrame
    matches: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> cs.reuse(cs.read_corpus("seeds")).frames()["documents"].height
        12
        """
        return frames_of(self)

    def layer(self, name: str = "reused") -> pl.DataFrame:
        """Give the passages as spans for a layer, labelled with their kinds.

        Examples
        --------
        >>> import corpusstats as cs
        >>> corpus = cs.read_corpus("seeds")
        >>> corpus = corpus.with_layer("reused", cs.reuse(corpus).layer(), default="no")
        >>> "reused" in corpus.layers
        True
        """
        label = pl.col("kind").cast(pl.String).alias(name)
        return self.passages.select("doc_id", "start", "end", label)


def reuse(
    corpus: Corpus,
    *,
    by: str | Sequence[str] = "source",
    shingle: int = 5,
    min_run: int = 8,
    min_tokens: int = 12,
    gap: int = 6,
    max_places: int = 100,
    date: str | None = None,
    quotations: pl.DataFrame | None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> Reuse:
    """Find text that documents share, or that one repeats, word for word or but for small edits.

    Parameters
    ----------
    corpus
        The documents.
    by
        Columns of the documents whose values make the sources; ``"doc_id"`` makes each document
        one.
    shingle
        How many words in a row are looked up at once.
    min_run
        How many words in a row have to be the same for a match to begin with, at least a shingle.
        Every such run is found that is part of a match of ``min_tokens`` words.
    min_tokens
        How many words of a match have to be the same.
    gap
        How many words may be put in, left out or replaced at one place. A longer insertion, such
        as a sentence, makes two passages of one.
    max_places
        A shingle at more places than these is ubiquitous: each of its places is compared with the
        two that go on most alike, and not every two of them.
    date
        The column with the dates of the documents; by default ``date``, if its values are dates.
    quotations
        Spans of quotations: ``doc_id``, ``start``, ``end``. By default, what quotation marks
        enclose within a paragraph.
    n_threads
        How many threads look; the result is the same.
    progress
        Show a progress bar; needs tqdm.

    Returns
    -------
    Reuse
        A dataclass of frames, see there. It depends neither on the order of the documents nor on
        the number of threads.

    Raises
    ------
    InputError
        ``by``, ``date`` or ``quotations`` are not what they should be.
    ValueError
        ``min_run`` or ``min_tokens`` is too small.

    Notes
    -----
    Only words and numbers are compared, in lower case, so that quotation marks and other
    punctuation do not matter. **Verbatim matching is a lower bound of reuse**: of what an agency
    sends, much is printed in other words, and nothing of that is found.

    Runs of ``min_run`` words or more that are the same at two places are extended on both sides, as
    long as words that are the same outnumber edits, or fall behind by no more than ``gap``; the
    longest first, and those within a longer match not at all. In one document the two places do
    not overlap. A match of ``min_tokens`` words is kept. Up to three words of a sentence of which
    there is no more in the match are then left out, at its end and at its beginning: if they are
    less than half of the sentence on either side, and the same on both, as is the word on the other
    side of the sentence's bound, and if ``min_tokens`` words are left. Two reports go on with *Der*
    alike after the last sentence that they share, and share no more of what follows. What matches
    cover makes passages: two
    that overlap by half of the shorter or more are one, of others the later begins where the
    earlier ends.

    A common quotation is no copy: two outlets that quote the same speech need not have read each
    other. It is one where, on both sides, fewer words than a shingle stand outside quotation marks.

    Where a shingle is ubiquitous (a greeting, or a press release that hundreds print), each of its
    places is still found to be reused, but not every pair: ``pairs``, containment and blocks can
    then miss some. Rows that this can touch have ``ubiquitous``, and the provenance says how many
    shingles there were.

    Time is linear in the words, times ``max_places`` at the worst. Memory is some 20 bytes a word
    at most, and what is found.

    Schleimer, Wilkerson and Aiken (2003), Winnowing: local algorithms for document fingerprinting,
    SIGMOD. Nicholls (2019), Detecting textual reuse in news stories, at scale, International
    Journal of Communication 13.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.reuse(cs.read_corpus("seeds"))
    >>> found.passages["doc_id", "tokens", "kind", "origin"].rows()[:2]
    [('abendblatt-a-1', 57, 'copy', 'unknown'),
     ('abendblatt-a-2', 15, 'repeated_in_document', 'abendblatt-a-2')]
    >>> found.pairs["doc_b", "tokens", "containment", "identity"].row(0)
    ('morgenpost-b-2', 53, 0.206..., 0.650...)
    """
    check_corpus(corpus)
    sources = _check_by(corpus, by)
    _check_lengths(shingle, min_run, min_tokens)
    check_at_least("gap", gap, 0)
    check_at_least("max_places", max_places, 1)
    check_threads(n_threads)
    check_bool("progress", progress)
    dates = date_column(corpus, date)
    order = documents_in_order(corpus)
    with progress_bar(None, show=progress, unit=" tokens") as report:
        matches, passages, words, shingles, places = _core.shared(
            corpus._table,
            order,
            attribute="lower",
            kinds=KINDS,
            shingle=shingle,
            min_run=min_run,
            min_words=min_tokens,
            gap=gap,
            most_places=max_places,
            n_threads=n_threads,
            progress=report,
        )
    found = Found(
        corpus,
        sources,
        sources_of(corpus, sources, dates),
        pl.DataFrame(matches),
        pl.DataFrame(passages),
        pl.DataFrame(words),
        shingle,
        check_quotations(corpus, quotations),
    )
    options = {
        "by": sources,
        "shingle": shingle,
        "min_run": min_run,
        "min_tokens": min_tokens,
        "gap": gap,
        "max_places": max_places,
        "date": dates,
        "quotations": describe(quotations),
    }
    made = record("reuse", options, corpus)
    made["found"] = {"ubiquitous_shingles": shingles, "ubiquitous_places": places}
    frames = make_frames(found)
    lines = _lines(frames)
    frames = {name: attach(frame, made, lines.get(name)) for name, frame in frames.items()}
    return Reuse(by=sources, provenance=made, **frames)


def _lines(frames: dict[str, pl.DataFrame]) -> dict[str, dict[str, Any]]:
    """Tell where the lines stand of rows that sum up matches and passages."""
    sides = [
        frames["matches"].select(
            "doc_a",
            "doc_b",
            pl.col(f"doc_{side}").alias("doc_id"),
            pl.col(f"start_{side}").alias("start"),
            pl.col(f"end_{side}").alias("end"),
        )
        for side in ("a", "b")
    ]
    passages = frames["passages"].filter(pl.col("kind").cast(pl.String) != "common_quotation")
    blocks = frames["documents"].select("doc_id", "block")
    places = {
        "pairs": (pl.concat(sides), ["doc_a", "doc_b"]),
        "documents": (passages, ["doc_id"]),
        "clusters": (passages.join(blocks, on="doc_id"), ["block"]),
    }
    return {
        name: {
            "function": "reuse",
            "lines": partial(matching, places=of_frame, on=keys, what=f"reuse.{name}"),
        }
        for name, (of_frame, keys) in places.items()
    }


def _check_by(corpus: Corpus, by: str | Sequence[str]) -> list[str]:
    """List the columns that make the sources."""
    listed = names("by", by)
    for name in listed:
        if name not in corpus._metadata.columns:
            known = corpus._metadata.columns
            msg = f"by={name!r} is no column of the documents; there are {known}"
            raise InputError(msg)
        if name in RESERVED or name.startswith("_"):
            msg = f"by={name!r} would hide a column of the result: rename it"
            raise InputError(msg)
    return listed


def _check_lengths(shingle: int, min_run: int, min_tokens: int) -> None:
    check_at_least("shingle", shingle, 1)
    check_at_least("min_run", min_run, shingle)
    check_at_least("min_tokens", min_tokens, min_run)
