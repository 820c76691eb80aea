"""How often each method finds a difference where there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from corpusstats.corrections import benjamini_hochberg, holm
from corpusstats.exceptions import InputError
from corpusstats.flags import LEVEL
from corpusstats.inference import Inference, design_of_units, test_rates, test_terms
from corpusstats.measures import log_likelihood, lrc, p_value
from corpusstats.options import check_at_least, check_corpus, check_kinds, check_pair
from corpusstats.provenance import attach, describe, record
from corpusstats.selection import select
from corpusstats.units import count_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.inference import Design
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected
    from corpusstats.units import UnitCounts

__all__ = ["METHODS", "call_key", "null_check"]


def null_check(
    corpus: Corpus,
    *,
    by: By = None,
    sizes: tuple[int, int] | None = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    n_splits: int = 200,
    n_permutations: int = 1_999,
    seed: int = 0,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Find out how often each method calls a word key where there is nothing to find.

    Documents are given out by chance to two sides, again and again, and every method that
    :func:`corpusstats.keywords` has is asked for keywords. Whatever it finds is false.

    Parameters
    ----------
    corpus
        The corpus, best of one genre and one source: if its groups differ, so that documents of
        one side are alike, chance does too little.
    by
        Columns of the documents whose groups say how large the sides are: the first against all
        others.
    sizes
        How many documents each side gets instead, drawn anew for every split.
    within, without, attribute, kinds
        What is counted, as in :func:`corpusstats.keywords`.
    n_splits
        How many times. The error of a share is about sqrt(share / n_splits).
    n_permutations
        How many arrangements each test by permutation looks at.
    seed
        Where chance begins.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        A row for each method: ``method`` (String), ``level`` (Float64: what the method is asked to
        keep to, .05), ``controls`` (String: ``"each"`` if that is for each word, ``"any"`` if it is
        for the chance of any false word in a list), ``flagged`` (Float64: the share of words that
        were called key, over all splits), ``any_flagged`` (Float64: the share of splits in which
        any was), ``terms`` (Float64: words in a split, on average) and ``n_splits`` (Int64).

        ``permutation`` and ``permutation, max_t`` are the default of :func:`corpusstats.keywords`.

    Raises
    ------
    InputError
        There are fewer documents than both sides need, or ``by`` makes one group only.
    ValueError
        Neither or both of ``by`` and ``sizes``.

    Notes
    -----
    After Lijffijt et al. (2016), Significance testing of word frequencies in corpora, Digital
    Scholarship in the Humanities 31(2), 374-397. Each split costs what a test by permutation does:
    cells times arrangements.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.null_check(cs.read_corpus("seeds"), sizes=(6, 6), n_splits=20)
    >>> found["method"].to_list()[:2]
    ['permutation', 'permutation, max_t']
    """
    check_corpus(corpus)
    check_at_least("n_splits", n_splits, 1)
    check_at_least("seed", seed, 0)
    if (by is None) == (sizes is None):
        msg = "say how large the sides are by either by= or sizes="
        raise ValueError(msg)
    selected = select(corpus, within=within, without=without)
    counts = count_units(
        corpus, selected, attribute=attribute, kinds=check_kinds(kinds), n_threads=n_threads
    )
    if by is not None:
        groups = select(corpus, by=by, within=within, without=without)
        sizes = _group_sizes(groups, counts.units.height)
    n_units = _check_sizes(sizes, counts.units.height)
    rng = np.random.default_rng(seed)
    tallies: dict[str, list[tuple[int, int]]] = {}
    for split in range(n_splits):
        order = rng.permutation(counts.units.height)
        labels: list[int | None] = [None] * len(order)
        for place, unit in enumerate(order[: sum(n_units)]):
            labels[unit] = int(place >= n_units[0])
        options = Inference(
            "permutation", None, 0.95, n_permutations, seed + split, [], None, n_threads
        )
        flagged = call_key(counts, labels, options)
        for method in flagged.columns:
            found = int(flagged[method].sum() or 0)
            tallies.setdefault(method, []).append((found, flagged.height))
    rows = [_summary(method, tally) for method, tally in tallies.items()]
    made: dict[str, Any] = {
        "by": describe(by),
        "sizes": describe(sizes),
        "within": describe(within),
        "without": describe(without),
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "n_splits": n_splits,
        "n_permutations": n_permutations,
        "seed": seed,
    }
    return attach(pl.DataFrame(rows), record("null_check", made, corpus))


def _group_sizes(groups: Selected, n_documents: int) -> tuple[int, int]:
    """Take over how many documents the first group has, and all others."""
    if groups.shares_documents or groups.groups.height < 2:  # noqa: PLR2004
        msg = f"by={groups.by!r} has to be columns of the documents that make two groups or more"
        raise InputError(msg)
    first = int(groups.groups["group_documents"][0])
    return first, n_documents - first


def _check_sizes(sizes: object, n_documents: int) -> tuple[int, int]:
    one, other = check_pair("sizes", sizes)
    check_at_least("sizes", min(one, other), 2)
    if one + other > n_documents:
        msg = f"sizes={sizes} are more documents than the {n_documents} that have tokens"
        raise InputError(msg)
    return one, other


METHODS = (
    "permutation",
    "permutation, max_t",
    "clustered",
    "clustered, holm",
    "welch",
    "mann_whitney",
    "mann_whitney, bh",
    "log_likelihood",
    "log_likelihood, bonferroni",
    "lrc",
)


def call_key(counts: UnitCounts, labels: list[int | None], options: Inference) -> pl.DataFrame:
    """Ask every method which words it calls key, given labels of 0 and 1 for the units."""
    design = design_of_units(counts, labels)
    n_terms = design.postings.n_terms()
    own, rest = _sides(design, n_terms)
    one, other = design.sizes()["tokens"]
    tested = test_terms(design, options, mean=False).terms.head(n_terms)
    clustered = test_terms(design, replace(options, method="clustered"), mean=False)
    rates = test_rates(design, options).head(n_terms)
    cells = pl.DataFrame({"o11": own, "r1": one, "c1": own + rest, "n": one + other})
    frame = cells.with_columns(
        # As if tokens were independent.
        p_value(log_likelihood().abs()).alias("p_g2"),
        tested["p_value"].alias("p"),
        tested["exceeded"],
        clustered.terms.head(n_terms)["p_value"].alias("p_clustered"),
        *rates.get_columns(),
    )
    family = frame.height
    return frame.select(
        pl.col("p").le(LEVEL).alias("permutation"),
        pl.max_horizontal("p", "exceeded").le(LEVEL).alias("permutation, max_t"),
        pl.col("p_clustered").le(LEVEL).alias("clustered"),
        holm("p_clustered").le(LEVEL).alias("clustered, holm"),
        pl.col("p_welch").le(LEVEL).fill_null(value=False).alias("welch"),
        pl.col("p_mann_whitney").le(LEVEL).alias("mann_whitney"),
        benjamini_hochberg("p_mann_whitney").le(LEVEL).alias("mann_whitney, bh"),
        pl.col("p_g2").le(LEVEL).alias("log_likelihood"),
        pl.col("p_g2").le(LEVEL / family).alias("log_likelihood, bonferroni"),
        lrc(family=family).ne(0).alias("lrc"),
    )


def _sides(design: Design, n_terms: int) -> tuple[pl.Series, pl.Series]:
    """Count every term on both sides."""
    counts = pl.DataFrame(design.postings.moments(2)[0])["count"]
    return counts.head(n_terms), counts.tail(n_terms)


def _summary(method: str, tally: list[tuple[int, int]]) -> dict[str, object]:
    flagged, terms = (sum(each[k] for each in tally) for k in (0, 1))
    is_corrected = "," in method or method == "lrc"
    return {
        "method": method,
        "level": LEVEL,
        "controls": "any" if is_corrected else "each",
        "flagged": flagged / terms,
        "any_flagged": sum(found > 0 for found, _ in tally) / len(tally),
        "terms": terms / len(tally),
        "n_splits": len(tally),
    }
