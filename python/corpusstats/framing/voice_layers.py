"""Whose content a token is, and whose words: the layers ``voice`` and ``wording``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.framing.attributions import attributions as find_attributions
from corpusstats.options import check_corpus, check_threads

if TYPE_CHECKING:
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
# As the core numbers them.
WORDINGS = (UNCERTAIN, REPORTED, VERBATIM)
LEAST_CONFIDENCE = 0.6
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
# What stands for a null in the core.
NOTHING = 2**32 - 1
# All of what these report stands in quotation marks.
QUOTED_MODES = ("direct", "partial")
# Nobody is said to have said it.
EVIDENTIAL = "evidential_modal"
# Nor anything else than a plan.
PLAN = "scheduled"


def voice_layer(
    corpus: Corpus,
    *,
    attributions: pl.DataFrame | None = None,
    min_confidence: float = LEAST_CONFIDENCE,
    n_threads: int | None = None,
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
    n_threads
        How many threads lay statements over each other; the result is the same.

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
    check_threads(n_threads)
    statements = find_statements(corpus, attributions, min_confidence)
    documents = corpus._metadata.select("doc_id").with_row_index("_text")
    placed = statements.join(documents, on="doc_id", how="inner", maintain_order="left")
    # Documents whose statements are all nobody's have no span.
    placed = placed.filter(pl.col("counts").any().over("_text")).sort("_text", maintain_order=True)
    labels = placed["voice"].unique().sort()
    spans = _core.voice_spans(
        corpus._texts.of(corpus._rows),
        _columns(placed, labels),
        _pieces(placed),
        n_threads=n_threads,
    )
    named = (("voice", labels, NARRATOR), ("wording", pl.Series(WORDINGS), OWN))
    for table, (name, of_label, default) in zip(spans, named, strict=True):
        frame = pl.DataFrame(table)
        label = of_label.gather(frame["label"]).alias(name)
        doc_id = documents["doc_id"].gather(frame["text"])
        corpus = corpus.with_layer(
            name, frame.select(doc_id, "start", "end", label), default=default
        )
    return corpus


def _columns(placed: pl.DataFrame, labels: pl.Series) -> list[pl.Series]:
    """List what the core asks of statements."""
    codes = pl.DataFrame({"voice": labels}).with_row_index("_voice")
    coded = placed.join(codes, on="voice", how="left", maintain_order="left")
    columns = coded.select(
        "_text",
        "attr_id",
        "parent_id",
        "counts",
        pl.col("mode").cast(pl.String).is_in(QUOTED_MODES),
        (pl.col("voice") == UNCERTAIN).alias("_uncertain"),
        "_voice",
        *(name for name in PLACES if name != "content_parts"),
    )
    return columns.cast(pl.UInt32).fill_null(NOTHING).get_columns()


def _pieces(placed: pl.DataFrame) -> list[pl.Series]:
    """List the pieces of contents that are interrupted: row, start and end."""
    rows = placed.select("content_parts").with_row_index("_row").drop_nulls()
    if rows.is_empty():
        # A column without a value may be of any type.
        return [pl.Series(dtype=pl.UInt32)] * 3
    parts = rows.explode("content_parts").unnest("content_parts").drop_nulls()
    return parts.select("_row", "start", "end").cast(pl.UInt32).get_columns()


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
