"""Who has a say in which source, how much of it, and how it is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.flags import document_flags, flag, null_group
from corpusstats.framing.voice_estimates import number_parts
from corpusstats.framing.voice_layers import LEAST_CONFIDENCE, find_statements, voice_layer
from corpusstats.framing.voice_lines import lines_of_rates, lines_of_shares
from corpusstats.framing.voice_rates import Observed, make_rates, make_shares
from corpusstats.framing.voice_sums import LAYERS, Counted, sum_up
from corpusstats.options import check_kinds, names
from corpusstats.provenance import attach, describe, record
from corpusstats.results import frames_of
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["Voices", "voices"]

RESULT = (
    "voice", "speaker_type", "metric", "value", "value_lo", "value_hi", "value_least", "value_most",
    "tokens", "verbatim_tokens", "statements", "documents", "group_documents", "flag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voices:
    """Who has a say in which source, and how.

    Made by :func:`voices`.

    Attributes
    ----------
    by : list of str
        The columns that make the groups.
    shares : polars.DataFrame
        A row for each group and voice that has a say in it: ``by``, ``voice`` (String),
        ``speaker_type`` (its commonest), ``tokens`` and ``verbatim_tokens`` (Int64: what it answers
        for, and what of it stands in quotation marks), ``statements``, ``documents`` (Int64: those
        with a token of it), ``group_documents``; ``share_of_tokens`` (Float64: of all tokens that
        are somebody's but the narrator's) with ``share_of_tokens_lo`` and ``_hi``, and
        ``share_of_tokens_least`` and ``_most``: were no, and were all uncertain tokens this
        voice's; ``share_of_statements`` with ``_lo`` and ``_hi``; ``flag``. ``unknown`` are
        speakers that could not be delimited. Groups in order, tokens descending, then ``voice``.
    rates : polars.DataFrame
        A row for each group and ``metric`` (Enum): ``value``, ``value_lo``, ``value_hi``,
        ``value_least``, ``value_most`` (all Float64), ``numerator``, ``denominator``,
        ``group_documents`` (Int64) and ``flag``. In the order of groups and of the list in
        :func:`voices`.
    provenance : Mapping
        Options, corpus and versions.
    """

    by: list[str]
    shares: pl.DataFrame
    rates: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> list(cs.voices(cs.read_corpus("seeds")).frames())
        ['shares', 'rates']
        """
        return frames_of(self)


def voices(
    corpus: Corpus,
    *,
    by: By = "source",
    attributions: pl.DataFrame | None = None,
    min_confidence: float = LEAST_CONFIDENCE,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    confidence: float = 0.95,
    n_threads: int | None = None,
) -> Voices:
    """Tell who has a say in each source, how much, and how it is reported.

    Parameters
    ----------
    corpus
        Documents, with or without the layers of :func:`corpusstats.voice_layer`.
    by
        Columns of the documents, and layers, whose values make the groups.
    attributions, min_confidence
        As in :func:`corpusstats.voice_layer`.
    within, without, kinds
        What is counted, as in :func:`corpusstats.frequencies`. A statement counts where tokens of
        the sentence in which its content begins do.
    confidence
        Of the intervals.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    Voices
        ``shares``, a row for each group and voice, and ``rates``, with these metrics:

        - ``attributed_tokens``: tokens for which somebody else answers than the narrator;
        - ``attribution_rate``: sentences with such a token, of all sentences;
        - ``unsourced_evidential_rate``: statements passed on without anybody who says so (``soll``,
          ``Vermutet wird``), plans aside, for each sentence;
        - ``hedging_rate``: words that hold back, for 1,000 tokens of the narrator;
        - ``verbatim_share``: tokens in quotation marks, of those attributed;
        - ``named_share``: statements of a speaker with a name (a person's, or one of
          :func:`corpusstats.alias_table`), of all attributed statements;
        - ``official_share``: those of officials, offices and states called by their seat;
        - ``effective_speakers``: how many speakers, all with as many statements, would be as
          diverse, made up for those not seen (Chao & Shen 2003); it depends on how much was
          sampled all the same, so that groups of unlike size do not compare. Null where each
          speaker has one statement: then nothing tells how many there are.

        Intervals come from leaving out documents (the jackknife, in at most 100 parts). They are
        null below five documents, of the group and of a voice, and where no document makes a
        difference. ``least`` and ``most`` are what the value would be if all uncertain
        tokens, sentences or statements were the narrator's, and if none were; of shares of voices,
        if none and if all were that voice's.

    Raises
    ------
    InputError
        ``by`` names no column or layer, or is ``voice`` or ``wording``.
    ValueError
        An option is not known, or there are no hedging words for the corpus's language.

    Notes
    -----
    The rules that find statements find more in one outlet's style than in another's, which no
    interval over documents covers: compare no shares without :func:`corpusstats.validation_sample`.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.voices(cs.read_corpus("seeds"))
    >>> found.shares.columns[:6]
    ['source', 'voice', 'speaker_type', 'tokens', 'verbatim_tokens', 'statements']
    """
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        msg = f"confidence has to be a number between 0 and 1, not {confidence!r}"
        raise ValueError(msg)
    statements = find_statements(corpus, attributions, min_confidence)
    corpus = _voiced(corpus, statements, min_confidence, n_threads)
    columns = [] if by is None else names("by", by)
    told = [name for name in columns if name in LAYERS]
    if told:
        msg = f"by={told[0]!r} is what is told of each group: name columns or other layers"
        raise InputError(msg)
    selected = select(corpus, by=columns, within=within, without=without, result_columns=RESULT)
    counted = Counted(corpus, selected, within, without, check_kinds(kinds))
    cells = counted.cells()
    placed = counted.place(statements, cells)
    sums = sum_up(cells, placed, counted.hedges())
    held = number_parts(sums.select("_group", "doc_id"))
    of_parts = (
        sums.join(held, on=["_group", "doc_id"], maintain_order="left")
        .group_by("_group", "_part")
        .agg(pl.exclude("doc_id").sum())
        .sort("_group", "_part")
    )
    # Documents without a token that counts are no evidence, nor are groups of none.
    documents = held.group_by("_group", maintain_order=True).agg(pl.len().cast(pl.Int64))["len"]
    observed = Observed(cells, placed, held, of_parts, documents)
    options = {
        "by": selected.by,
        "within": describe(within),
        "without": describe(without),
        "kinds": check_kinds(kinds),
        "min_confidence": min_confidence,
        "confidence": confidence,
    }
    made = record("voices", options, corpus)
    groups = selected.groups
    shares, rates = make_shares(observed, confidence), make_rates(observed, confidence)
    return Voices(
        by=selected.by,
        shares=attach(
            _named(shares, groups, selected.by), made, lines_of_shares(counted, observed)
        ),
        rates=attach(_named(rates, groups, selected.by), made, lines_of_rates(counted, observed)),
        provenance=made,
    )


def _voiced(
    corpus: Corpus, statements: pl.DataFrame, min_confidence: float, n_threads: int | None
) -> Corpus:
    """Add the layers of voices, unless they are there."""
    there = [name for name in LAYERS if name in corpus.layers]
    if len(there) == len(LAYERS):
        return corpus
    return voice_layer(
        corpus, attributions=statements, min_confidence=min_confidence, n_threads=n_threads
    )


def _named(rows: pl.DataFrame, groups: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Name the groups, and say what their documents cannot carry."""
    flags = {**document_flags("group_documents"), **null_group(by)}
    return rows.join(
        groups.select("_group", *by, "group_documents"),
        on="_group",
        how="left",
        maintain_order="left",
    ).select(*by, pl.exclude("_group", *by, "group_documents"), "group_documents", flag(flags))
