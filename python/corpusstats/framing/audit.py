"""The audit: what a corpus can say about its sources, before anything is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpusstats.framing.audit_frames import RESERVED, make_frames
from corpusstats.framing.audit_text import audit_lines
from corpusstats.framing.audited import Audited
from corpusstats.framing.dates import date_column
from corpusstats.grouped import check_others, group_counts
from corpusstats.options import check_bool, check_corpus, check_kinds, check_threads
from corpusstats.provenance import attach, describe, record
from corpusstats.results import frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["Audit", "audit"]


@dataclass(frozen=True, slots=True)
class Audit:
    """What a corpus can say about its sources, and what it cannot.

    Made by :func:`audit`; printed, it tells the same in words.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups, called sources here.
    groups : polars.DataFrame
        One row a source, in order: ``by``, ``documents`` (Int64: those with a token that counts),
        ``empty_documents``, ``distinct_documents`` (exact copies are one), ``shared_documents``
        (those in which another source has tokens as well, as layers make it), ``tokens`` (Int64),
        ``token_share`` (Float64: of those of all sources), ``left_out`` (Int64: tokens of other
        kinds); and where the documents have dates, of those that count, ``first_date``,
        ``last_date`` (Date), ``dates`` (Int64: how many days), ``date_overlap`` and
        ``date_distance`` (Float64, from 0 to 1).
    comparisons : polars.DataFrame
        What permuting documents can reach: ``comparison`` (String: ``"rest"``, one source against
        all others, or ``"pair"``), ``by``, the other source under the same names with ``other_``
        before them (null against the rest), ``documents``, ``other_documents``,
        ``distinct_documents``, ``other_distinct_documents`` (Int64: without texts of both sides),
        ``p_floor`` (Float64: the smallest p) and ``flag`` (String).
    power : polars.DataFrame
        What log ratio can be detected: the columns that name a comparison, ``per_million``
        (Float64: a word's rate in the other source), ``terms`` (Int64: how many words have about
        that rate), ``variation`` (Float64: how much their rates vary between documents of a source,
        as a share of the rate), ``log_ratio`` (Float64, base 2) and ``flag``.
    associations : polars.DataFrame
        What goes together with the sources: ``column`` (String: of the documents), ``documents``
        (Int64: those that have a value), ``values`` (Int64: how many there are), ``cramers_v`` and
        ``cramers_v_corrected`` (Float64). In the order of the columns.
    kinds : polars.DataFrame
        What there is to count: ``by``, ``kind`` (Enum), ``tokens`` (Int64) and ``counted``
        (Boolean), for each kind that a source has.
    documents : polars.DataFrame
        Documents to look at: ``by``, ``doc_id``, ``tokens`` (Int64), ``copy_of`` (the first
        document with the same words, by ``doc_id``), ``language`` (String: where it is found or
        said to be another than most), ``flag`` (String: ``empty``, ``copy``, ``translated``,
        ``other_language``). By source, then by ``doc_id``.
    flags : polars.DataFrame
        What the data cannot carry: ``by``, ``flag`` and ``meaning``, one row for each source and
        flag.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.audit(cs.read_corpus("seeds"), by="source")
    >>> found.groups["source", "documents"].row(0)
    ('abendblatt-a', 3)
    """

    by: list[str]
    groups: pl.DataFrame
    comparisons: pl.DataFrame
    power: pl.DataFrame
    associations: pl.DataFrame
    kinds: pl.DataFrame
    documents: pl.DataFrame
    flags: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> list(cs.audit(cs.read_corpus("seeds"), by="source").frames())
        ['groups', 'comparisons', 'power', 'associations', 'kinds', 'documents', 'flags']
        """
        return frames_of(self)

    def __str__(self) -> str:
        return "\n\n".join(audit_lines(self.by, self.frames()))


def audit(
    corpus: Corpus,
    by: By = "source",
    *,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    date: str | None = None,
    rates: Sequence[float] = (50, 200, 1000),
    pairs: bool = True,
    n_threads: int | None = None,
) -> Audit:
    """Tell what a corpus can say about its sources, before they are compared.

    Parameters
    ----------
    corpus
        What is to be compared.
    by
        Columns of the documents, and layers, whose values make the sources; a null is a source of
        its own, and flagged.
    within, without, kinds
        What is counted, as in :func:`corpusstats.frequencies`.
    date
        The column with the dates of the documents; by default ``date``, if its values are dates.
    rates
        For words of which rates, per million tokens, to tell what log ratio can be detected.
    pairs
        Whether to set every two sources against each other as well; with hundreds of sources there
        are too many.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    Audit
        A dataclass of frames, see there. It depends neither on the order of the documents nor on
        the number of threads.

    Raises
    ------
    InputError
        ``by`` or ``date`` name what is not there, or ``date`` has no dates.
    ValueError
        An unknown kind, or a rate that is not between 0 and a million.

    Notes
    -----
    - ``p_floor``: the smallest p that permuting documents can reach, 1 / C(D₁ + D₂, D₁), twice that
      where D₁ = D₂ since both sides can change places. Exact copies (documents of the same words,
      each as often) count once, and a text of both sides not at all: printing a text twice is no
      evidence. Sources that share documents can only exchange their parts within each of these:
      2^(1 - D). A sample of B arrangements reaches 1 / (B + 1) at best.
    - ``log_ratio`` of ``power``: the least log₂ R, of a word that is R times as frequent in the
      first source, that a two-sided test of this one word at .05 finds in 80 % of cases: ln R =
      (t.975 + t.8) √(1 / (λ R N₁) + 1 / (λ N₂) + k² (Σn² / N₁² + Σn² / N₂²)). λ is the rate in the
      other source, N the tokens, n those of each document, t the quantiles for D₁ + D₂ - 2 degrees
      of freedom, and k (``variation``) how much rates vary between documents of a source: the
      variance of a count is λ n + k² λ² n². k follows by the method of moments from the deviations
      within all sources of all words of half to twice the rate (Hayes and Bennett 1999, on the
      scale of logarithms). Words differ in this; one that varies more needs a larger difference.
      Where thousands of words are tested and corrected for, all do.
    - ``cramers_v``: √(χ² / n / min(r - 1, k - 1)); ``cramers_v_corrected`` without what chance adds
      to it (Bergsma 2013), null where every document has a value of its own. Every column of the
      documents is taken as one of names, dates and numbers too.
    - ``date_overlap``: Σ over days of the smaller of the two shares of documents, those of the
      source and of all others; ``date_distance``: the largest difference between the cumulated
      shares (Kolmogorov and Smirnov).

    Flags of sources: ``one_document_per_group``; ``few_documents`` (fewer than 5 distinct ones);
    ``no_tokens``; ``empty_documents``; ``copies`` and ``copies_across_groups`` (exact copies,
    within the source or of another's; edited ones are counted nowhere here, and are found by
    :func:`corpusstats.reuse`); ``groups_share_documents``; ``null_group``;
    ``date_confounded`` (a date overlap below a half, and one date only or a date distance of a half
    or more: what differs can be what happened); ``translated`` and ``mixed_language``.

    ``translated`` comes from the documents' columns: ``translated`` (true, a number other than 0,
    or a text other than ``"no"``, ``"nein"``, ``"false"``, ``"0"`` and nothing), or
    ``original_language`` where it differs from ``language``, or without such a column from the
    language by whose rules the corpus was split. ``mixed_language`` comes from the column
    ``language``: documents of a language other than most have. Without that column, from function
    words: of 50 tokens or more, a twentieth are function words of one of nine languages (German,
    English, Spanish, French, Italian, Dutch, Polish, Turkish, Ukrainian), and three times as many
    as of any other. What is translated by a machine and not said to be so is not found.

    ``few_documents`` in ``comparisons`` and ``power`` is of either side, ``high_p_floor`` says that
    no p can fall to .05 (one document against others needs 19 of these, two need 5, three 4), and
    ``no_terms_of_rate`` that no word has such a rate, or all occur too seldom to vary.
    ``log_ratio`` is null below 5 documents on either side, and where sources share documents.

    Permuting documents assumes that they are exchangeable: that without a difference between
    sources each could as well be the other's. Articles about the same event strain this. A small p
    says that texts differ, not why.

    Time is linear in the tokens, and in the number of sources squared for the pairs.

    Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T, Journal of the Korean
    Statistical Society 42(3). Hayes and Bennett (1999), Simple sample size calculation for
    cluster-randomized trials, International Journal of Epidemiology 28(2).

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.audit(cs.read_corpus("seeds"))
    >>> found.comparisons["comparison", "source", "other_source", "p_floor"].tail(2)
    shape: (2, 4)
    ┌────────────┬──────────────┬──────────────┬─────────┐
    │ comparison ┆ source       ┆ other_source ┆ p_floor │
    │ ---        ┆ ---          ┆ ---          ┆ ---     │
    │ str        ┆ str          ┆ str          ┆ f64     │
    ╞════════════╪══════════════╪══════════════╪═════════╡
    │ pair       ┆ morgenpost-b ┆ tagblatt-d   ┆ 0.1     │
    │ pair       ┆ rundschau-c  ┆ tagblatt-d   ┆ 0.1     │
    └────────────┴──────────────┴──────────────┴─────────┘
    >>> found.flags["source", "flag"].rows()[0]
    ('abendblatt-a', 'few_documents')
    >>> print(found)
    Sources by source: 4
    ...
    """
    check_corpus(corpus)
    check_bool("pairs", pairs)
    check_threads(n_threads)
    if by is None:
        msg = "by=None makes no sources: name a column of the documents or a layer"
        raise ValueError(msg)
    listed = _rates(rates)
    dates = date_column(corpus, date)
    selection: dict[str, Any] = {"within": within, "without": without}
    grouped, counted = group_counts(
        corpus,
        by,
        attribute="lower",
        kinds=kinds,
        n_threads=n_threads,
        result_columns=RESERVED,
        **selection,
    )
    check_others(grouped.by)
    audited = Audited(
        corpus,
        grouped,
        counted,
        date=dates,
        kinds=check_kinds(kinds),
        rates=listed,
        pairs=pairs,
        selection=selection,
        n_threads=n_threads,
    )
    options = {
        "by": grouped.by,
        "within": describe(within),
        "without": describe(without),
        "kinds": check_kinds(kinds),
        "date": dates,
        "rates": listed,
        "pairs": pairs,
    }
    made = record("audit", options, corpus)
    frames = {name: attach(frame, made) for name, frame in make_frames(audited).items()}
    return Audit(by=grouped.by, provenance=made, **frames)


def _rates(rates: object) -> list[float]:
    """List the rates."""
    listed: list[Any] = list(rates) if isinstance(rates, list | tuple) else [rates]
    for rate in listed:
        if not isinstance(rate, int | float) or isinstance(rate, bool):
            msg = f"rates has to be a list of numbers, not {rates!r}"
            raise TypeError(msg)
        if not 0 < rate < 1_000_000:  # noqa: PLR2004
            msg = f"rates have to be between 0 and 1,000,000 per million tokens, not {rate}"
            raise ValueError(msg)
    return [float(rate) for rate in listed]
