"""Whose content a token is, and whose words: the layers ``voice`` and ``wording``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.attributions import attributions as find_attributions
from corpusstats.framing.quotation_marks import enclosed
from corpusstats.options import check_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpusstats.corpus import Corpus

__all__ = [
    "NARRATOR",
    "OWN",
    "REPORTED",
    "UNCERTAIN",
    "UNKNOWN",
    "VERBATIM",
    "find_statements",
    "voice_layer",
]

NARRATOR, UNCERTAIN, UNKNOWN = "narrator", "uncertain", "unknown"
VERBATIM, REPORTED, OWN = "verbatim", "reported", "own"
LEAST_CONFIDENCE = 0.5
# Where a statement stands.
PLACES = (
    "content_start",
    "content_end",
    "content_parts",
    "speaker_start",
    "speaker_end",
    "cue_start",
    "cue_end",
)
# What a frame of attributions has to have.
NEEDED = (
    *("attr_id", "parent_id", "doc_id", "sentence", "mode", "polarity"),
    *PLACES,
    *("speaker", "speaker_type", "confidence"),
)
# All of what these report stands in quotation marks.
QUOTED_MODES = ("direct", "partial")
# Nobody is said to have said it.
EVIDENTIAL = "evidential_modal"


class Statement(NamedTuple):
    """A reported statement, as far as the layers ask.

    It reaches from ``start`` to ``end``; ``parts`` are what of that is its content, less the words
    that report it and that name the speaker.
    """

    number: int
    mode: str
    start: int
    end: int
    parts: list[tuple[int, int]]
    voice: str | None
    depth: int


def voice_layer(
    corpus: Corpus,
    *,
    attributions: pl.DataFrame | None = None,
    min_confidence: float = LEAST_CONFIDENCE,
) -> Corpus:
    """Tell of every token who answers for it, and whose words it is: two layers.

    ``voice`` is who answers for the content: the innermost speaker to whom it is attributed, else
    the narrator, which is the outlet. ``wording`` is whose words they are: those in quotation marks
    are the speaker's, those of indirect speech the outlet's, for somebody's content.

    Parameters
    ----------
    corpus
        Documents without layers of these names.
    attributions
        What is reported, as :func:`corpusstats.attributions` gives it, for somebody who has mended
        it; by default that of the corpus.
    min_confidence
        Statements of less confidence make their tokens ``uncertain``: they are neither the
        speaker's nor, silently, the narrator's.

    Returns
    -------
    Corpus
        The same tokens with the layers ``voice`` (``narrator``, the canonical name of a speaker,
        ``unknown`` where one reports a statement whose speaker the rules cannot delimit, or
        ``uncertain``) and ``wording`` (``own``, ``verbatim``, ``reported``, ``uncertain``). Both
        partition the tokens. The words that report, and that name the speaker, are the narrator's,
        or those of the statement in which they stand. Statements that are denied (``wollte nicht
        sagen, ob``) and evidentials without a source (``soll``) are nobody's but the narrator's.

    Raises
    ------
    InputError
        The corpus has such layers already, or the frame of attributions lacks a column.
    ValueError
        ``min_confidence`` is not between 0 and 1.

    Notes
    -----
    Linear in the statements. Rules find more in one outlet's style than in another's: see
    :func:`corpusstats.validation_sample` before shares of voices are compared.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Miller nannte Kim einen „Paria“. Der Machthaber kam nach Angaben von Moskau an."
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> voiced = cs.voice_layer(corpus)
    >>> found = cs.frequencies(voiced, by=["voice", "wording"])
    >>> found.filter(pl.col("term").is_in(["paria", "machthaber"]))["display", "voice", "wording"]
    shape: (2, 3)
    ┌────────────┬────────┬──────────┐
    │ display    ┆ voice  ┆ wording  │
    │ ---        ┆ ---    ┆ ---      │
    │ str        ┆ str    ┆ str      │
    ╞════════════╪════════╪══════════╡
    │ Paria      ┆ Miller ┆ verbatim │
    │ Machthaber ┆ Moskau ┆ reported │
    └────────────┴────────┴──────────┘
    """
    statements = find_statements(corpus, attributions, min_confidence)
    voices: list[tuple[object, int, int, str]] = []
    wordings: list[tuple[object, int, int, str]] = []
    for doc_id, text, listed in _by_document(corpus, statements):
        # Whatever is painted later stands on top.
        listed.sort(key=lambda one: (one.start - one.end, one.depth, one.number))
        spans = [(*part, one.voice or UNKNOWN) for one in listed for part in one.parts]
        voices += ((doc_id, *span) for span in paint(spans))
        wordings += ((doc_id, *span) for span in paint(_wordings(text, listed)))
    schema: dict[str, Any] = {
        "doc_id": corpus._metadata.schema["doc_id"],
        "start": pl.UInt32,
        "end": pl.UInt32,
    }
    for name, spans_of, default in (("voice", voices, NARRATOR), ("wording", wordings, OWN)):
        frame = pl.DataFrame(spans_of, {**schema, name: pl.String}, orient="row")
        corpus = corpus.with_layer(name, frame, default=default)
    return corpus


def find_statements(
    corpus: Corpus, attributions: pl.DataFrame | None, min_confidence: float
) -> pl.DataFrame:
    """Take the attributions of a corpus, and add ``counts``: whose content a statement is.

    ``counts`` is false of what is denied and of evidentials without a source; ``voice`` is the
    speaker, ``uncertain`` where confidence is too low, or ``unknown``.
    """
    check_corpus(corpus)
    if not isinstance(min_confidence, int | float) or not 0 <= min_confidence <= 1:
        msg = f"min_confidence has to be a number between 0 and 1, not {min_confidence!r}"
        raise ValueError(msg)
    found = find_attributions(corpus) if attributions is None else attributions
    missing = [name for name in NEEDED if name not in found.columns]
    if missing:
        msg = f"the attributions have no column {missing[0]!r}; there are {found.columns}"
        raise InputError(msg)
    is_claimed = (pl.col("mode").cast(pl.String) != EVIDENTIAL) & (
        pl.col("polarity").cast(pl.String) != "negative"
    )
    is_certain = pl.col("confidence") >= min_confidence
    voice = (
        pl.when(is_certain).then(pl.col("speaker").fill_null(UNKNOWN)).otherwise(pl.lit(UNCERTAIN))
    )
    return found.with_columns(counts=is_claimed, voice=voice)


def paint(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Lay labelled spans over each other, the last on top, and list what can be seen of them."""
    borders = sorted({place for start, end, _ in spans for place in (start, end)})
    places = {border: place for place, border in enumerate(borders)}
    seen: list[str | None] = [None] * len(borders)
    for start, end, label in spans:
        seen[places[start] : places[end]] = [label] * (places[end] - places[start])
    found: list[tuple[int, int, str]] = []
    for (start, end), said in zip(pairwise(borders), seen, strict=False):
        if said is None:
            continue
        if found and found[-1][1:] == (start, said):
            found[-1] = (found[-1][0], end, said)
        else:
            found.append((start, end, said))
    return found


def _by_document(
    corpus: Corpus, statements: pl.DataFrame
) -> Iterator[tuple[object, str, list[Statement]]]:
    """List the statements of each document that has one, with its text."""
    texts = corpus.documents.select("doc_id", "text")
    named = statements.select(
        "doc_id",
        "attr_id",
        "parent_id",
        "counts",
        "voice",
        pl.col("mode").cast(pl.String),
        *PLACES,
    ).join(texts, on="doc_id", how="inner", maintain_order="left")
    for (doc_id,), rows in named.group_by("doc_id", maintain_order=True):
        parents = dict(rows.select("attr_id", "parent_id").rows())
        listed = [
            Statement(
                number, mode, start, end, _parts(start, end, *rest), voice, _depth(number, parents)
            )
            for _, number, _, counts, voice, mode, start, end, *rest, _ in rows.iter_rows()
            if counts
        ]
        if listed:
            yield doc_id, rows["text"][0], listed


def _parts(
    start: int, end: int, parts: list[dict[str, int]] | None, *told: int | None
) -> list[tuple[int, int]]:
    """List the pieces of a content, less the words that report it and that name the speaker."""
    left = [(part["start"], part["end"]) for part in parts] if parts else [(start, end)]
    for first, last in ((told[0], told[1]), (told[2], told[3])):
        if first is not None and last is not None:
            pieces = ((begin, min(stop, first)) for begin, stop in left)
            rest = ((max(begin, last), stop) for begin, stop in left)
            left = sorted({(begin, stop) for begin, stop in (*pieces, *rest) if begin < stop})
    return left


def _depth(number: int, parents: dict[int, int | None]) -> int:
    """Count the statements in which a statement stands."""
    depth, parent = 0, parents.get(number)
    while parent is not None and depth < len(parents):
        depth, parent = depth + 1, parents.get(parent)
    return depth


def _wordings(text: str, listed: list[Statement]) -> list[tuple[int, int, str]]:
    """Give the pieces that are reported, and on top of them those in quotation marks."""
    uncertain, reported, verbatim = [], [], []
    quoted = enclosed(text)
    for one in listed:
        if one.voice == UNCERTAIN:
            uncertain += [(*part, UNCERTAIN) for part in one.parts]
        elif one.mode in QUOTED_MODES:
            verbatim += [(*part, VERBATIM) for part in one.parts]
        else:
            reported += [(*part, REPORTED) for part in one.parts]
            verbatim += [
                (max(start, first), min(end, last), VERBATIM)
                for first, last in quoted
                for start, end in one.parts
                if max(start, first) < min(end, last)
            ]
    return [*uncertain, *reported, *verbatim]
