"""A sample of statements, and of sentences without one, to code by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.speakers import attributions_of
from corpusstats.options import check_at_least, check_corpus, names
from corpusstats.provenance import attach, describe, record
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.selection import Part

__all__ = ["KINDS", "TO_CODE", "validation_sample"]

KINDS = ("statement", "sentence")
TO_CODE = ("is_statement", "content_right", "speaker_right", "missed_statements", "note")
NEEDED = ("doc_id", "sentence", "mode", "content_start", "content_end")
SHOWN = ("content", "speaker_text", "cue")
RESERVED = (
    *("sample_id", "mode", "kind", "attr_id", "doc_id", "start", "end", "left", "text", "right"),
    *SHOWN,
    *TO_CODE,
    *("weight", "found_in_sentence", "group_sentences", "group_attributed"),
)


def validation_sample(
    corpus: Corpus,
    *,
    by: str | Sequence[str] = "source",
    mode: str | Sequence[str] | None = None,
    n: int = 20,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attributions: pl.DataFrame | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Draw statements, and sentences without one, to code by hand.

    Rules find more in the style of one source than in that of another. How much more, only a
    sample tells that somebody has read: write it to a file (``write_csv``), fill in the columns,
    and give it to :func:`corpusstats.validation`.

    Parameters
    ----------
    corpus
        The corpus.
    by
        Columns of the documents that make the groups to compare.
    mode
        Which modes of statements; all by default. A sentence with a statement of another mode is
        one without.
    n
        How many rows of each stratum: every mode in every group, and the sentences without a
        statement in every group. All rows of a smaller one.
    within, without
        Which sentences, as in :func:`corpusstats.frequencies`; the same in which statements were
        looked for.
    attributions
        Statements, as :func:`corpusstats.attributions` gives them; by default those of the corpus.
    seed
        Where chance begins.

    Returns
    -------
    polars.DataFrame
        ``sample_id`` (UInt32), ``by``, ``mode`` (null of a sentence without a statement), ``kind``
        (String: ``statement`` or ``sentence``), ``attr_id``, ``doc_id``, ``start`` and ``end`` (of
        the sentence), ``left``, ``text`` and ``right`` (the sentence and those round it),
        ``content``, ``speaker_text`` and ``cue`` of the statement; to be filled in,

        - ``is_statement``: whether the statement is one (1 or 0),
        - ``content_right``, ``speaker_right``: whether its content and its speaker are those found
          (of one that is none: empty),
        - ``missed_statements``: how many the sentence has that were not found, in rows of both
          kinds,
        - ``note``;

        and what the estimates need: ``weight`` (Float64: how many rows of the stratum this one
        stands for), ``found_in_sentence``, ``group_sentences`` and ``group_attributed`` (Int64). In
        the order of ``doc_id`` and text.

    Raises
    ------
    InputError
        A column is missing in ``attributions`` or in the documents, or there is no such mode.

    Notes
    -----
    For an interval of ±.1 round .8 some sixty rows of a group are needed. Nobody should code who
    knows what is hoped for, and two should (:func:`corpusstats.validation` tells how far they
    agree). The draw does not depend on the order of documents.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Der Zug sei da, sagte sie. Er ist grün. Er fährt."
    >>> frame = pl.DataFrame({"doc_id": ["a"], "source": ["x"], "text": [text]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> found = pl.DataFrame(
    ...     {"doc_id": ["a"], "sentence": [0], "mode": ["indirect_k1"], "content_start": [0],
    ...      "content_end": [14]}
    ... )
    >>> sample = cs.validation_sample(corpus, n=1, attributions=found)
    >>> sample.select("kind", "mode", "content", "weight").rows()
    [('statement', 'indirect_k1', 'Der Zug sei da', 1.0), ('sentence', None, None, 2.0)]
    """
    check_corpus(corpus)
    check_at_least("n", n, 1)
    check_at_least("seed", seed, 0)
    columns = names("by", by)
    for name in columns:
        if name not in corpus._metadata.columns or name in RESERVED:
            known = [one for one in corpus._metadata.columns if one not in RESERVED]
            msg = f"by={name!r} is no column of the documents that can be used; there are {known}"
            raise InputError(msg)
    given = attributions_of(corpus if attributions is None else attributions)
    statements = _of_modes(_checked(given), mode)
    sentences = _sentences(corpus, columns, within, without)
    sentences = sentences.with_columns(_attributed(sentences, statements))
    rows = pl.concat(
        [_statement_rows(sentences, statements), _sentence_rows(sentences)], how="diagonal_relaxed"
    )
    whole = sentences.group_by(columns).agg(
        pl.len().cast(pl.Int64).alias("group_sentences"),
        pl.col("_attributed").sum().cast(pl.Int64).alias("group_attributed"),
    )
    drawn = _drawn(rows, columns, n, seed).join(
        whole, on=columns, how="left", nulls_equal=True, maintain_order="left"
    )
    options = {"by": columns, "mode": describe(mode), "n": n, "seed": seed}
    options |= {"within": describe(within), "without": describe(without)}
    return attach(_laid_out(drawn, columns, corpus), record("validation_sample", options, corpus))


def _checked(statements: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in NEEDED if name not in statements.columns]
    if missing:
        msg = f"the attributions have no column {missing[0]!r}; there are {statements.columns}"
        raise InputError(msg)
    optional = ["attr_id", "speaker_start", "speaker_end", "speaker_text", "cue_start", "cue_end"]
    absent = [pl.lit(None).alias(name) for name in optional if name not in statements.columns]
    return statements.select(*NEEDED, *(n for n in optional if n in statements.columns), *absent)


def _of_modes(statements: pl.DataFrame, mode: str | Sequence[str] | None) -> pl.DataFrame:
    statements = statements.with_columns(pl.col("mode").cast(pl.String))
    if mode is None:
        return statements
    listed = names("mode", mode)
    known = statements["mode"].unique().sort().to_list()
    for name in listed:
        if name not in known:
            msg = f"no statement has the mode {name!r}; there are {known}"
            raise InputError(msg)
    return statements.filter(pl.col("mode").is_in(listed))


def _sentences(
    corpus: Corpus,
    columns: list[str],
    within: Part | Sequence[Part] | None,
    without: Part | Sequence[Part] | None,
) -> pl.DataFrame:
    """List the sentences that count, in order, with those round them."""
    texts = corpus._metadata.select("doc_id", *columns).with_columns(
        corpus._texts.of(corpus._rows).alias("_text")
    )
    length = pl.col("end") - pl.col("start")
    every = (
        corpus.sentences()
        .join(texts, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.col("_text").str.slice(pl.col("start"), length).alias("text"))
        .drop("_text")
        .with_columns(
            pl.col("text").shift(1).over("doc_id").alias("left"),
            pl.col("text").shift(-1).over("doc_id").alias("right"),
        )
    )
    if within is not None or without is not None:
        by = ["doc_id", "sentence"]
        kept = select(corpus, by=by, within=within, without=without).groups
        every = every.join(kept, on=by, how="semi", maintain_order="left")
    return every.sort("doc_id", "start", maintain_order=True)


def _attributed(sentences: pl.DataFrame, statements: pl.DataFrame) -> pl.Series:
    """Tell which sentences have a part of a statement."""
    places: dict[object, list[tuple[int, int, int, int]]] = defaultdict(list)
    for row, (doc_id, number, start, end) in enumerate(
        sentences.select("doc_id", "sentence", "start", "end").iter_rows()
    ):
        places[doc_id].append((start, end, number, row))
    found = [False] * sentences.height
    points = ("content_start", "content_end", "cue_start", "cue_end", "speaker_start")
    spans = statements.select("doc_id", "sentence", *points, "speaker_end").iter_rows()
    for doc_id, sentence, *bounds in spans:
        pairs = list(zip(bounds[::2], bounds[1::2], strict=True))
        for start, end, number, row in places[doc_id]:
            found[row] |= number == sentence or _touches(start, end, pairs)
    return pl.Series("_attributed", found, pl.Boolean)


def _touches(start: int, end: int, pairs: Iterable[tuple[int | None, int | None]]) -> bool:
    return any(
        first is not None and last is not None and first < end and start < last
        for first, last in pairs
    )


def _statement_rows(sentences: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """Put statements to their sentences."""
    return (
        sentences.join(
            statements, on=["doc_id", "sentence"], how="inner", maintain_order="left_right"
        )
        .with_columns(
            pl.len().over("doc_id", "sentence").cast(pl.Int64).alias("found_in_sentence"),
            pl.lit(KINDS[0]).alias("kind"),
        )
        .drop("_attributed")
    )


def _sentence_rows(sentences: pl.DataFrame) -> pl.DataFrame:
    """Take the sentences without a statement."""
    return (
        sentences.filter(pl.col("_attributed").not_())
        .with_columns(
            pl.lit(0, pl.Int64).alias("found_in_sentence"), pl.lit(KINDS[1]).alias("kind")
        )
        .drop("_attributed")
    )


def _drawn(rows: pl.DataFrame, columns: list[str], n: int, seed: int) -> pl.DataFrame:
    """Draw so many rows of each stratum, and say for how many each stands."""
    keys = [*columns, "kind", "mode"]
    ordered = rows.sort(*keys, "doc_id", "start", "content_start", nulls_last=True)
    parts = []
    for number, part in enumerate(ordered.partition_by(keys, maintain_order=True)):
        random = np.random.default_rng([seed, number])
        taken = min(n, part.height)
        places = np.sort(random.choice(part.height, taken, replace=False))
        parts.append(part[places].with_columns(pl.lit(part.height / taken).alias("weight")))
    drawn = pl.concat(parts) if parts else ordered.with_columns(pl.lit(1.0).alias("weight"))
    return drawn.sort("doc_id", "start", "content_start", nulls_last=True, maintain_order=True)


def _laid_out(drawn: pl.DataFrame, columns: list[str], corpus: Corpus) -> pl.DataFrame:
    """Name and order the columns, and cut the parts of statements from the texts."""
    texts = corpus._metadata.select("doc_id").with_columns(
        corpus._texts.of(corpus._rows).alias("_text")
    )
    speaker = pl.coalesce(pl.col("speaker_text").cast(pl.String), _slice("speaker"))
    return (
        drawn.join(texts, on="doc_id", how="left", maintain_order="left")
        .with_row_index("sample_id")
        .select(
            *("sample_id", *columns, "mode", "kind", "attr_id", "doc_id", "start", "end"),
            *("left", "text", "right"),
            _slice("content").alias("content"),
            speaker.alias("speaker_text"),
            _slice("cue").alias("cue"),
            *(pl.lit(None, pl.Int64).alias(name) for name in TO_CODE[:-1]),
            pl.lit(None, pl.String).alias("note"),
            *("weight", "found_in_sentence", "group_sentences", "group_attributed"),
        )
    )


def _slice(part: str) -> pl.Expr:
    start, end = (pl.col(f"{part}_{side}").cast(pl.Int64) for side in ("start", "end"))
    return pl.when(start.is_not_null()).then(pl.col("_text").str.slice(start, end - start))
