"""Keywords: what is characteristic of a target against a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import measures as formulas
from corpusstats.contrasts import find_contrasts, find_sides
from corpusstats.corpus import Corpus
from corpusstats.counted_contrasts import compare_counts, compare_groups
from corpusstats.counts import Counting
from corpusstats.inference import check_inference
from corpusstats.keyness import compare_units
from corpusstats.keyword_options import (
    check_counted,
    check_documents,
    check_reference_tokens,
    check_unused,
    check_variants,
)
from corpusstats.keyword_rows import Scoring, make_rows, without_nested
from corpusstats.ngrams import check_lengths
from corpusstats.options import check_at_least, check_kinds, check_name, names
from corpusstats.provenance import attach, call_of, describe, record
from corpusstats.scores import SCORES
from corpusstats.selection import as_parts
from corpusstats.units import count_ngram_units, count_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.contrasts import Compared, Contrasts
    from corpusstats.inference import Correction, Inference, Interval, Method
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["keywords"]

COUNTS = (
    "count",
    "reference_count",
    "documents",
    "reference_documents",
    "per_million",
    "reference_per_million",
    "o11",
    "r1",
    "c1",
    "n",
)
INFERRED = (
    "log_ratio_lo",
    "log_ratio_hi",
    "p_value",
    "p_adjusted",
    "p_floor",
    "family_size",
    "lrc_documents",
    "keyness",
    "deviation_of_proportions",
    "top_document_share",
    "sources_below",
    "omnibus",
    "p_omnibus",
    "p_welch",
    "p_mann_whitney",
)
SIZES = ("group_tokens", "group_documents")
RESERVED = (
    "term",
    "length",
    *COUNTS,
    *SCORES,
    *INFERRED,
    "flag",
    "display",
    "own_display",
    *SIZES,
    *(f"reference_{size}" for size in SIZES),
)
# Rates that differ by less than this factor, of 2 to this power, are as good as equal.
LOCKWORD_MARGIN = 0.5


def keywords(
    counts: Corpus | pl.DataFrame,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    target: object = None,
    reference: object = None,
    contrasts: Literal["rest", "pairs"] = "rest",
    rest: Literal["pooled", "mean"] = "pooled",
    n: int | tuple[int, int] = 1,
    boundary: str = "sentence",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    measures: str | Sequence[str] = ("log_likelihood", "log_ratio", "lrc"),
    cells: Literal[4, 2] = 4,
    zero: Literal["walter", "hardie"] = "walter",
    inference: Method = "auto",
    correction: Correction = None,
    interval: Interval = "clustered",
    confidence: float = 0.95,
    lockword_margin: float = LOCKWORD_MARGIN,
    n_permutations: int = 1_999,
    strata: str | Sequence[str] | None = None,
    blocks: pl.DataFrame | None = None,
    seed: int = 0,
    min_count: int = 1,
    min_documents: int = 1,
    reference_tokens: int | None = None,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Compare how often terms occur in a target and in a reference, and infer from documents.

    Parameters
    ----------
    counts
        A corpus, or a frame of counts from anywhere: ``term``, ``count``, the columns of ``by``,
        and where known ``documents``, ``group_tokens`` (else the sum of the counts) and
        ``group_documents``: what :func:`corpusstats.frequencies` returns will do. Inference needs
        a corpus, of which target and reference are parts.
    by
        Columns, and layers of a corpus, whose values make groups. Every group is a target, set
        against all others together, unless ``target``, ``reference`` or ``contrasts`` says
        otherwise.
    within, without
        What of a corpus is counted, as in :func:`corpusstats.frequencies`; not of a reference that
        is a corpus of its own.
    target
        With ``by``: the one group that is the target, a value or (of several columns) a tuple.
        Without: a polars expression over the documents of a corpus.
    reference
        A group, named as in ``target``; an expression, where ``target`` is one (default: all other
        documents); or a corpus or frame of counts from elsewhere, against which every target is
        set. A plain frequency list (``term``, ``count``) will do; against a corpus, its terms are
        put in lower case where those of the corpus are.
    contrasts
        ``"rest"``, or ``"pairs"``: every two groups, the second in columns ``reference_...``.
    rest
        ``"pooled"``: all others as one, which is mostly the largest of them. ``"mean"``: the mean
        of their rates; then ``log_ratio``, its bounds, ``p_value`` and ``reference_per_million``
        are about that mean, while counts and scores stay those of all others together.
    n
        Length of the n-grams that are compared, 1 for words, or shortest and longest. Each length
        is a family of its own; what never occurs but within a longer one listed has no row.
    boundary
        What n-grams do not cross, as in :func:`corpusstats.ngrams`.
    attribute, kinds
        What is counted, as in :func:`corpusstats.frequencies`.
    measures
        Which columns of :mod:`corpusstats.measures` to add, by name. For text-dispersion keyness
        see ``lrc_documents``.
    cells
        Which log-likelihood, see :func:`corpusstats.measures.log_likelihood`.
    zero
        Which rule for zeros in the log ratio, see :func:`corpusstats.measures.log_ratio`.
    inference
        ``"permutation"`` gives the documents' groups out by chance: in all ways, if there are
        20,000 or fewer, else in ``n_permutations`` and the observed one. ``"clustered"`` takes the
        statistic as Student's t. ``"auto"`` permutes up to 5,000 documents. ``None`` counts only.
    correction
        For the number of tests: ``"max_t"`` (Westfall & Young 1993), how often the largest
        statistic of all terms and groups is as large, the default with permutations;
        ``"bonferroni"``, ``"sidak"``, ``"holm"`` (the default without), ``"bh"`` or ``"by"``.
    interval
        Of the log ratio: ``"clustered"`` by the variance of rates over documents, ``"bootstrap"``
        by drawing the documents of each side anew, ``n_permutations`` times, within strata.
    confidence
        Of the intervals; a claim is made where ``p_adjusted`` is at most 1 less this. Also that of
        ``lrc``.
    lockword_margin
        How far from 0 a log ratio can be and still stand for rates as good as equal.
    n_permutations, seed
        How many arrangements or resamples are drawn, and where chance begins.
    strata
        Columns of the documents, such as the date: groups change places only within a stratum. One
        with documents of a single group has nothing to say.
    blocks
        A frame of ``doc_id`` and ``block``: documents that belong together, such as copies, count
        as one unit and change places as one. If a block has documents of both sides, nothing can
        be permuted, and p is that of ``"clustered"``.
    min_count, min_documents
        Leave out terms that occur less often, or in fewer documents, in target and reference
        together. Cut-offs remove rows, never room in ``r1`` or ``n``, nor tests from a family.
    reference_tokens
        How many tokens a reference list stands for, if more than its counts sum up to.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``term`` (String), for n-grams ``length`` (UInt32), the columns of ``by``, ``count`` and
        ``reference_count`` (Int64), ``documents`` and ``reference_documents`` (Int64: those in
        which the term occurs; null where not known), ``per_million`` and
        ``reference_per_million`` (Float64), the cells ``o11``, ``r1``, ``c1``, ``n`` (Int64), and
        the measures (Float64; those that compare rates are positive where the term is commoner in
        the target). Then, unless ``inference`` is ``None``:

        - ``log_ratio_lo`` and ``log_ratio_hi``: an interval for the log ratio, of this row alone;
        - ``p_value``: of the studentised difference of the rates, two-sided; ``p_adjusted``: the
          same for all tests together; ``p_floor``: what a test by permutation cannot go below;
        - ``family_size`` (Int64): terms seen in target or reference before any cut-off, times
          contrasts, of which two groups are one;
        - ``lrc_documents``: the LRC of documents with the term in place of tokens;
        - ``keyness`` (String): ``"key"`` or ``"avoided"`` where ``p_adjusted`` makes the claim,
          ``"lockword"`` where the interval lies within the margin, else null: not known;
        - ``deviation_of_proportions``: Gries's DP in the target, 0 as even as can be, to 1;
          ``top_document_share``: the share of the count that one document has;
        - ``sources_below`` (Int64): in how many groups of the reference the rate is lower;
        - ``omnibus`` and ``p_omnibus``, of three groups or more: the squared statistics of all,
          each by the share of the others, and its p by permutation: whether the groups differ at
          all;
        - ``p_welch`` and ``p_mann_whitney``: tests of the documents' rates, uncorrected, to see how
          much hangs on the method;

        ``flag`` (String) and ``display`` (String: the term's commonest form in all that was read,
        or in the counts). Every term that occurs in the target or in its reference has a row. By
        length, group and reference group in byte order (numbers and dates by size, null last), then
        by falling LRC, log-likelihood (signed) and count, and term in byte order.

        ``flag`` is null or names, separated by blanks, what the data cannot carry:
        ``single_document`` (a side has one document: the row describes, nothing can be inferred),
        ``few_documents`` (a side has fewer than 5: no interval), ``high_p_floor`` (``p_floor`` is
        above .05, so that p is null; without strata it is not from 4 documents against 4 on),
        ``blocks_span_groups``, ``no_bootstrap_interval`` (a side has none of the term, or a bound
        lies beyond the resamples), ``counts_without_units`` (nothing is known of single documents),
        ``no_tokens`` (a side is empty), ``documents_unknown`` (counts without documents),
        ``groups_share_documents`` (a layer makes the groups, so that both sides can come from one
        document: labels change places within documents, and there are no intervals),
        ``null_group`` (a column of ``by`` is null).

    Raises
    ------
    InputError
        A column is missing, a group does not exist, target and reference share documents, counts
        are negative, null or listed twice, blocks do not match the corpus or the strata, or
        ``min_documents`` is asked for where documents are not known or groups share them.
    ValueError
        An unknown attribute, kind, measure or variant, a cut-off below 1, or options that do not
        go together.

    Notes
    -----
    Log-likelihood, LRC and the other scores rank terms. They are no tests: tokens of one document
    depend on each other.

    The statistic of a test is U / sqrt(V). U is the count in the target less what it would be at
    the rate of both sides, stratum by stratum; V sums the squares of the units' own deviations from
    that rate (the variance of a score, clustered by unit), and is no less than that of tokens which
    come one by one. p counts the arrangements in which it is as large, of either sign, and is no
    smaller than the share of those that put all units with the term on one side: what is left
    between these is the length of documents, and no evidence. The bounds are those of a ratio of
    two ratios, each with a variance clustered by unit (Cochran 1977, Sampling techniques, 6.4),
    with Student's t.

    By bootstrap, bounds are percentiles of the log ratio over resamples, corrected for bias and
    skewness: at level Phi(z0 + (z0 + z) / (1 - a (z0 + z))), where Phi(z0) is the share of
    resamples below the log ratio, ties by half, z is the normal deviate of the tail, and a comes
    from a jackknife over the units of both sides (BCa: Efron 1987; Efron & Tibshirani 1993, An
    introduction to the bootstrap, ch. 14; Davison & Hinkley 1997 for several samples). A resample
    has only what was seen: of few documents with the term, it is too narrow, and a block or
    document that is alone in its side and stratum does not vary at all.

    All this takes documents for exchangeable: as good as drawn, each on its own, from what its
    source writes. Articles about one event strain that, and those that copy one another more
    (``blocks``). A small p says that texts differ, not why.

    Time grows with cells (terms in documents) times arrangements times groups.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({
    ...     "term": ["zug", "waffen", "zug", "waffen"],
    ...     "source": ["a", "a", "b", "b"],
    ...     "count": [7, 1, 2, 3],
    ...     "group_tokens": [1000, 1000, 1000, 1000],
    ... })
    >>> found = cs.keywords(counts, by="source", target="a")
    >>> found["term", "count", "reference_count", "log_likelihood", "log_ratio"]
    shape: (2, 5)
    ┌────────┬───────┬─────────────────┬────────────────┬───────────┐
    │ term   ┆ count ┆ reference_count ┆ log_likelihood ┆ log_ratio │
    │ ---    ┆ ---   ┆ ---             ┆ ---            ┆ ---       │
    │ str    ┆ i64   ┆ i64             ┆ f64            ┆ f64       │
    ╞════════╪═══════╪═════════════════╪════════════════╪═══════════╡
    │ zug    ┆ 7     ┆ 2               ┆ 2.954494       ┆ 1.584963  │
    │ waffen ┆ 1     ┆ 3               ┆ -1.0485        ┆ -1.222392 │
    └────────┴───────┴─────────────────┴────────────────┴───────────┘
    """
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    check_variants(
        contrasts=contrasts,
        rest=rest,
        zero=zero,
        interval=interval,
        strata=strata,
        margin=lockword_margin,
    )
    inferring = check_inference(
        inference=inference,
        correction=correction,
        interval=interval,
        confidence=confidence,
        n_permutations=n_permutations,
        seed=seed,
        strata=strata,
        blocks=blocks,
        n_threads=n_threads,
    )
    measures = names("measures", measures)
    for name in measures:
        check_name("measure", name, SCORES)
    shortest, longest = check_lengths(n)
    counting = Counting(attribute, check_kinds(kinds), n_threads, within, without, RESERVED)
    is_foreign = isinstance(reference, Corpus | pl.DataFrame | pl.LazyFrame)
    check_reference_tokens(reference_tokens, is_foreign=is_foreign)
    all_found: list[tuple[int, Compared, Mapping[str, Any] | None]]
    if inferring.method is None or is_foreign or not isinstance(counts, Corpus):
        check_counted(inferring, contrasts=contrasts, rest=rest, n=n)
    if isinstance(counts, Corpus) and not is_foreign:
        contrasts_of = find_contrasts(
            counts,
            by,
            target=target,
            reference=reference,
            pairs=contrasts == "pairs",
            counting=counting,
        )
        if inferring.method is None:
            all_found = [(1, compare_groups(contrasts_of, counting), None)]
        else:
            all_found = _compare_units(
                contrasts_of,
                range(shortest, longest + 1),
                counting=counting,
                boundary=boundary,
                options=inferring,
                mean=rest == "mean",
                log_ratio=formulas.log_ratio(zero=zero),
            )
    else:
        if not isinstance(counts, Corpus) and not isinstance(reference, Corpus):
            check_unused(attribute=attribute, kinds=counting.kinds)
        sides = find_sides(
            counts,
            by,
            target=target,
            reference=reference,
            reference_tokens=reference_tokens,
            counting=counting,
        )
        compared = compare_counts(sides, wants_inference=inferring.method is not None)
        all_found = [(1, compared, call_of(counts))]
    variants: dict[str, dict[str, Any]]
    variants = {"log_likelihood": {"cells": cells}, "log_ratio": {"zero": zero}}
    scoring = Scoring(min_count, min_documents, measures, variants, confidence, lockword_margin)
    frames = []
    for length, found, _ in all_found:
        if min_documents > 1:
            check_documents(found)
        named = [*found.by, *(f"reference_{name}" for name in found.by if contrasts == "pairs")]
        rows = make_rows(found, scoring, [*named, *COUNTS, *measures, *INFERRED, "flag"])
        if n != 1:
            of_length = pl.lit(length, pl.UInt32).alias("length")
            rows = rows.select("term", of_length, pl.exclude("term"))
        frames.append(rows)
    frame = frames[0] if len(frames) == 1 else without_nested(frames, all_found)
    found, call = all_found[0][1:]
    options: dict[str, Any] = {
        "by": found.by,
        "within": describe(within),
        "without": describe(without),
        "target": _describe(target),
        "reference": _describe(reference),
        "contrasts": contrasts,
        "rest": rest,
        "n": describe(n),
        "boundary": boundary,
        "skip": 0,
        "punctuation": "break",
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "measures": measures,
        "cells": cells,
        "zero": zero,
        "inference": inference,
        "method": found.method,
        "correction": correction,
        "corrected_by": found.correction,
        "interval": interval,
        "confidence": confidence,
        "lockword_margin": lockword_margin,
        "n_arrangements": found.n_arrangements,
        "is_exact": found.is_exact,
        "n_permutations": n_permutations,
        "strata": describe(strata),
        "blocks": describe(blocks),
        "seed": seed,
        "family_size": [compared.family for _, compared, _ in all_found],
        "min_count": min_count,
        "min_documents": min_documents,
        "reference_tokens": reference_tokens,
    }
    made = record("keywords" if n == 1 else "keywords of n-grams", options, counts)
    return attach(frame, made, _call(counts, found, counting, target, call))


def _compare_units(
    contrasts: Contrasts,
    lengths: range,
    *,
    counting: Counting,
    boundary: str,
    options: Inference,
    mean: bool,
    log_ratio: pl.Expr,
) -> list[tuple[int, Compared, Mapping[str, Any] | None]]:
    """Compare the terms or n-grams of each length; each is a family of its own."""
    made = []
    for length in lengths:
        call: Mapping[str, Any] | None = None
        if length == 1 == lengths[-1]:
            counts = count_units(
                contrasts.corpus,
                contrasts.selected,
                attribute=counting.attribute,
                kinds=counting.kinds,
                n_threads=counting.n_threads,
            )
        else:
            counts, call = count_ngram_units(
                contrasts.corpus, contrasts.selected, length, counting=counting, boundary=boundary
            )
        found = compare_units(contrasts, counts, options, mean=mean, log_ratio=log_ratio)
        made.append((length, found, call))
    return made


def _call(
    counts: object,
    found: Compared,
    counting: Counting,
    target: object,
    call: Mapping[str, Any] | None,
) -> Mapping[str, Any] | None:
    """Put together what decides which tokens a row counts: those of the target."""
    if not isinstance(counts, Corpus):
        return None if call is None else {**call, "by": found.by}
    within: list[Any] = list(as_parts(counting.within))
    if isinstance(target, pl.Expr):
        within.append(target)
    counted = {"function": "frequencies"} if call is None else call
    return {
        **counted,
        "by": found.by,
        "shares_documents": found.shares_documents,
        "within": within,
        "without": counting.without,
        "attribute": counting.attribute,
        "kinds": counting.kinds,
    }


def _describe(side: object) -> object:
    """Name a target or reference in plain values."""
    return dict(side.provenance) if isinstance(side, Corpus) else describe(side)
