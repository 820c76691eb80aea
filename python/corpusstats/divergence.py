"""Divergence: how far apart groups are in the words they use, and how far chance would put them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpusstats.apart import PAIR_COLUMNS, TERM_COLUMNS, Apart, contribution_frame, pair_frame
from corpusstats.exceptions import InputError
from corpusstats.grouped import check_others, group_counts
from corpusstats.groups import number_groups
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_bool,
    check_corpus,
    check_kinds,
    check_threads,
)
from corpusstats.provenance import attach, describe, record
from corpusstats.results import frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["Divergence", "divergence"]

# With fewer arrangements no p can reach .05.
LEAST_PERMUTATIONS = 19
RESERVED = (*PAIR_COLUMNS, *TERM_COLUMNS, "flag")


@dataclass(frozen=True, slots=True)
class Divergence:
    """How far apart groups are in the words they use.

    Made by :func:`divergence`.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups.
    pairs : polars.DataFrame
        One row for every two groups, each pair once: the columns of ``by`` of the first, and those
        of the second under their names with ``other_`` before them (as all that is the second's);
        ``documents`` and ``tokens`` (Int64: tokens that count, and documents that have any);
        ``jensen_shannon`` (Float64) and what it is by chance: ``null_mean``, ``null_sd``,
        ``excess`` (Float64: what it has above the mean), ``p_value`` and ``p_floor`` (Float64: the
        least that can come out), ``arrangements`` (Int64: with how many the observed one is
        compared, itself among them); ``cosine``, ``spearman``, ``chi_square``,
        ``halves_chi_square``, ``homogeneity``, ``other_homogeneity``, ``burrows_delta``,
        ``rank_turbulence`` (Float64); and ``flag`` (String). In the order of the groups: byte order
        (numbers and dates by size), null last.
    contributions : polars.DataFrame
        What each term adds to ``jensen_shannon``: ``term`` (String), the groups as in ``pairs``,
        ``contribution`` (Float64, at least 0; the sum is the divergence), ``direction`` (String:
        ``"more"`` where the rate is higher in the first group, ``"less"`` where it is lower, else
        null), ``count``, ``documents`` (Int64) and ``per_million`` (Float64) of both groups, and
        ``display`` (String). One row for each term that occurs in either group. By pair, then by
        falling contribution, then by term in byte order.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.divergence(cs.read_corpus("seeds"), by="source")
    >>> found.pairs.height
    6
    """

    by: list[str]
    pairs: pl.DataFrame
    contributions: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> list(cs.divergence(cs.read_corpus("seeds"), by="source").frames())
        ['pairs', 'contributions']
        """
        return frames_of(self)


def divergence(
    corpus: Corpus,
    *,
    by: By,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    order: Literal[1, 2] = 1,
    n_commonest: int = 500,
    alpha: float = 1 / 3,
    contributions: bool = True,
    strata: str | None = None,
    n_permutations: int = 1999,
    seed: int = 0,
    n_threads: int | None = None,
) -> Divergence:
    r"""Measure how far apart groups are in the words they use, for every two of them.

    Any two texts differ, and small ones differ more. So the Jensen-Shannon divergence comes with
    what it is when the documents of both groups are dealt out to them anew, and with the excess
    over that; and χ² between groups with χ² within them.

    Parameters
    ----------
    corpus
        What to compare.
    by
        Columns of the documents, and layers, whose values make the groups; a null is a group of
        its own.
    within, without, attribute, kinds
        What is counted, as in :func:`corpusstats.frequencies`.
    order
        Which Jensen-Shannon divergence: ``1`` by Shannon's entropy, which rare words dominate;
        ``2`` by the entropy of order two, which the commonest words dominate.
    n_commonest
        How many of the commonest terms of both groups together ``spearman``, ``chi_square`` and
        ``burrows_delta`` compare.
    alpha
        What weighs ranks in ``rank_turbulence``: near 0 all alike, the larger the more the top;
        ``math.inf`` is allowed.
    contributions
        Whether to list what each term adds, a row for each pair of groups and term; else the frame
        is empty.
    strata
        A column of the documents; they are dealt out only among those of the same value, as
        ``"date"``, so that what differs between days is no difference between groups.
    n_permutations
        How many arrangements to draw where there are more than 10,000; else all are compared. At
        least 19, or 0 for none.
    seed
        What the draws depend on.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    Divergence
        A dataclass of two frames, ``pairs`` and ``contributions``, see there.

    Raises
    ------
    InputError
        ``by`` or ``strata`` name what is not there, or ``by`` makes fewer than two groups.
    ValueError
        An unknown attribute, kind or order, or a number out of range.

    Notes
    -----
    With a and b the counts of a term in two groups of A and B tokens, p = a / A, q = b / B and m =
    (p + q) / 2:

    - ``jensen_shannon``, order 1: Σ ½ (p log₂ (p / m) + q log₂ (q / m)) (Lin 1991), in bits; both
      groups weigh the same. Order 2: Σ (p - q)² / Σ (p² + q²), which is the divergence of order two
      divided by the largest that it can be (Gerlach, Font-Clos and Altmann 2016, with α = 2). Both
      are 0 for the same rates and 1 where no term is in both groups. Each term's part of the sum
      is its contribution (Gallagher et al. 2021).
    - ``null_mean``, ``null_sd``: mean and standard deviation over arrangements in which each group
      has as many documents as it has. ``p_value``: the share of arrangements, the observed one
      among them, with a divergence at least as large.
    - ``cosine``: Σ ab / √(Σ a² Σ b²). ``spearman``: the correlation of the ranks of the commonest
      terms, those tied sharing the mean of theirs (Spearman 1904).
    - ``chi_square``: Σ (a B - b A)² / ((a + b) A B) over the commonest terms, by their number
      (Kilgarriff 2001). It grows with the size of the groups. To be read, it needs the next three,
      which are means over ten random splits into sets of as many documents, half of the smaller
      group's: ``halves_chi_square`` of one set of each group, ``homogeneity`` and
      ``other_homogeneity`` of two sets of one group. Only where the first is above both others are
      the groups less like each other than like themselves.
    - ``burrows_delta``: the mean of \|p - q\| / s over the commonest terms, where s is the standard
      deviation of the term's rate over all documents (Burrows 2002, with groups as texts). It
      compares with other values of the same call only.
    - ``rank_turbulence``: (1 / N) (α + 1) / α Σ \|1 / r^α - 1 / s^α\|^(1 / (α + 1)) with r and s
      the ranks of a term, N what the sum would be if no term were on both sides (Dodds et al. 2020;
      2023). N is taken over the terms of each side as the authors do; programs that take it over
      the terms of both give smaller values. What is on one side only can bring it slightly above 1.

    All assumes that documents are independent of each other, and that without a difference between
    groups any document could as well be in the other one. Articles of several sources about the
    same event strain this, and copies break it. A small p says that the texts differ, not why:
    topic, time and genre differ as well as wording. The p-values of several pairs are not corrected
    for their number.

    ``flag`` is null or names, separated by blanks, what the data cannot carry: ``single_document``
    and ``few_documents`` (a group has one, or fewer than 5), ``high_p_floor`` (so few arrangements
    that p could not fall to .05: p, null and excess are null. One document against others needs 19
    of these, two need 5, three 4), ``groups_share_documents`` (a layer makes the groups, whose
    documents cannot be dealt out: null as well), ``uninformative_strata`` (some documents are the
    only group's in their stratum, and stay where they are), ``not_permuted``
    (``n_permutations=0``), ``short_texts`` (a group has fewer than 5,000 tokens: Burrows' Delta is
    not reliable, Eder 2015), ``no_tokens`` and ``null_group``. χ² of halves is null where a group
    has fewer than 5 documents.

    Time is linear in the tokens, and in the cells of the document-term matrix of two groups times
    the arrangements, for every two groups: for 40,000 documents of 20,000 terms and 1,999
    arrangements some seconds.

    Lin (1991), Divergence measures based on the Shannon entropy, IEEE Transactions on Information
    Theory 37(1). Gerlach, Font-Clos and Altmann (2016), Similarity of symbol frequency
    distributions with heavy tails, Physical Review X 6:021009. Gallagher et al. (2021), Generalized
    word shift graphs, EPJ Data Science 10:4. Kilgarriff (2001), Comparing corpora, International
    Journal of Corpus Linguistics 6(1). Burrows (2002), "Delta": a measure of stylistic difference,
    Literary and Linguistic Computing 17(3). Eder (2015), Does size matter?, Digital Scholarship in
    the Humanities 30(2). Dodds et al. (2023), Allotaxonometry and rank-turbulence divergence, EPJ
    Data Science 12:37 (arXiv 2002.09770, 2020).

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> texts = {"a": "ein Zug fährt", "b": "ein Zug hält"}
    >>> frame = pl.DataFrame({"doc_id": [*texts], "text": [*texts.values()]})
    >>> found = cs.divergence(cs.Corpus.from_frame(frame), by="doc_id")
    >>> found.pairs["doc_id", "other_doc_id", "jensen_shannon", "p_floor", "p_value"]
    shape: (1, 5)
    ┌────────┬──────────────┬────────────────┬─────────┬─────────┐
    │ doc_id ┆ other_doc_id ┆ jensen_shannon ┆ p_floor ┆ p_value │
    │ ---    ┆ ---          ┆ ---            ┆ ---     ┆ ---     │
    │ str    ┆ str          ┆ f64            ┆ f64     ┆ f64     │
    ╞════════╪══════════════╪════════════════╪═════════╪═════════╡
    │ a      ┆ b            ┆ 0.333333       ┆ 1.0     ┆ null    │
    └────────┴──────────────┴────────────────┴─────────┴─────────┘
    >>> found.contributions["term", "contribution", "direction", "count", "other_count"]
    shape: (4, 5)
    ┌───────┬──────────────┬───────────┬───────┬─────────────┐
    │ term  ┆ contribution ┆ direction ┆ count ┆ other_count │
    │ ---   ┆ ---          ┆ ---       ┆ ---   ┆ ---         │
    │ str   ┆ f64          ┆ str       ┆ i64   ┆ i64         │
    ╞═══════╪══════════════╪═══════════╪═══════╪═════════════╡
    │ fährt ┆ 0.166667     ┆ more      ┆ 1     ┆ 0           │
    │ hält  ┆ 0.166667     ┆ less      ┆ 0     ┆ 1           │
    │ ein   ┆ 0.0          ┆ null      ┆ 1     ┆ 1           │
    │ zug   ┆ 0.0          ┆ null      ┆ 1     ┆ 1           │
    └───────┴──────────────┴───────────┴───────┴─────────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    _check(order, n_commonest, alpha, n_permutations, seed)
    check_bool("contributions", contributions)
    check_threads(n_threads)
    if by is None:
        msg = "by=None makes no groups: name a column of the documents or a layer"
        raise ValueError(msg)
    grouped, counted = group_counts(
        corpus,
        by,
        within=within,
        without=without,
        attribute=attribute,
        kinds=kinds,
        n_threads=n_threads,
        result_columns=RESERVED,
    )
    check_others(grouped.by)
    if grouped.groups.height < 2:  # noqa: PLR2004
        msg = f"by={by!r} makes one group only: there is nothing to compare"
        raise InputError(msg)
    apart = Apart(
        grouped,
        counted,
        strata=_strata(corpus, strata),
        order=order,
        n_commonest=n_commonest,
        alpha=float(alpha),
        n_permutations=n_permutations,
        seed=seed,
        n_threads=n_threads,
    )
    call: dict[str, Any] = {
        "function": "frequencies",
        "by": grouped.by,
        "shares_documents": grouped.shares_documents,
        "within": within,
        "without": without,
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
    options: dict[str, Any] = {
        "by": grouped.by,
        "within": describe(within),
        "without": describe(without),
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "order": order,
        "n_commonest": n_commonest,
        "alpha": alpha,
        "contributions": contributions,
        "strata": strata,
        "n_permutations": n_permutations,
        "seed": seed,
    }
    made = record("divergence", options, corpus)
    return Divergence(
        by=grouped.by,
        pairs=attach(pair_frame(apart), made),
        contributions=attach(contribution_frame(apart, listed=contributions), made, call),
        provenance=made,
    )


def _check(
    order: object, n_commonest: object, alpha: object, n_permutations: object, seed: object
) -> None:
    """Raise unless all numbers are possible."""
    if order not in (1, 2):
        msg = f"unknown order {order!r}; valid are 1, 2"
        raise ValueError(msg)
    check_at_least("n_commonest", n_commonest, 1)
    if not isinstance(alpha, int | float) or isinstance(alpha, bool):
        msg = f"alpha has to be a number, not {alpha!r}"
        raise TypeError(msg)
    if not alpha >= 0 or math.isnan(alpha):
        msg = f"alpha has to be at least 0, not {alpha!r}"
        raise ValueError(msg)
    if n_permutations != 0:
        check_at_least("n_permutations", n_permutations, 0)
        check_at_least("n_permutations (other than 0)", n_permutations, LEAST_PERMUTATIONS)
    check_at_least("seed", seed, 0)


def _strata(corpus: Corpus, name: str | None) -> pl.DataFrame | None:
    """Give each document the number of its value of a column: ``doc_id, _stratum``, in order."""
    if name is None:
        return None
    if name not in corpus._metadata.columns:
        known = corpus._metadata.columns[1:]
        msg = f"strata={name!r} is no column of the documents; there are {known}"
        raise InputError(msg)
    keys = corpus._metadata.select(name)
    _, codes = number_groups(keys, corpus.n_documents)
    return corpus._metadata.select("doc_id", codes.alias("_stratum")).sort("doc_id")
