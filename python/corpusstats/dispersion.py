"""Dispersion: how evenly terms are spread over the parts of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.corpus import Corpus
from corpusstats.exceptions import InputError
from corpusstats.flags import LEAST_DOCUMENTS, flag, null_group
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_kinds,
    check_name,
    check_threads,
    names,
)
from corpusstats.order import documents_in_order
from corpusstats.part_counts import sums_of_frame
from corpusstats.provenance import attach, describe, record
from corpusstats.selection import as_parts, named_layer, select
from corpusstats.spread import MEASURES, OF_DISTANCES, OF_PARTS, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.layers import Layer
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part

__all__ = ["dispersion"]

COUNTS = ("count", "documents", "parts", "group_parts", "group_tokens")
RESERVED = ("term", *COUNTS, *MEASURES, "flag", "display")


def dispersion(
    corpus: Corpus | pl.DataFrame | pl.LazyFrame,
    *,
    parts: str | int = "document",
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    measures: str | Sequence[str] | None = None,
    min_count: int = 1,
    min_documents: int = 1,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Measure how evenly terms are spread over the parts of a corpus.

    Parameters
    ----------
    corpus
        A corpus, or a frame of counts by part from anywhere: ``term``, ``part``, ``count``,
        ``part_tokens`` and the columns of ``by``, one row for each term and part. A part in which
        no listed term occurs is known only if it has a row with a count of 0.
    parts
        What a corpus is cut into: ``"document"``; a number of tokens that count; or a layer
        (``"sentence"`` is one), whose spans are the parts. No part crosses a document. Parts of a
        number of tokens begin with each document; what is left at its end is a part of its own if
        it is half as long or longer, and else belongs to the part before. Tokens outside the spans
        of a layer are in no part and do not count.
    by
        Columns of the documents, and layers, whose values make groups, as in
        :func:`corpusstats.frequencies`; of a frame, columns of it. A group's terms are measured
        over the parts of that group.
    within, without, attribute, kinds
        What of a corpus is counted, as in :func:`corpusstats.frequencies`. Whatever is not counted
        is in no part, and takes no room between two occurrences.
    measures
        Which measures, by name; by default all, of a frame those over parts.
    min_count, min_documents
        Leave out terms that occur less often, or in fewer documents, in all groups together.
        Cut-offs remove rows; parts and sizes stay the same.
    n_threads
        How many threads work; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``term`` (String), the columns of ``by``, ``count`` (Int64), ``documents`` and ``parts``
        (Int64: those of the group in which the term occurs; ``documents`` of a frame is null),
        ``group_parts`` and ``group_tokens`` (Int64: all parts of the group, and the tokens in
        them), the measures (Float64, but for ``range``), ``flag`` and ``display`` (String). A
        row for each term that occurs in a group. By group in byte order (numbers and dates by
        size, null last), then by falling count, then by term in byte order.

        ``flag`` is null or names, separated by blanks, what the data cannot carry:
        ``single_part`` (all measures over parts are null), ``few_parts`` (fewer than 5),
        ``null_group`` (a column of ``by`` is null).

    Raises
    ------
    InputError
        ``by``, ``parts``, ``within`` or ``without`` name what is not there; a column of a frame is
        missing, holds what it cannot, lists a term twice in a part or a part with two sizes, or a
        part's counts sum up to more than its ``part_tokens``; or a frame is asked for measures of
        distances.
    ValueError
        An unknown attribute, kind or measure, a number below 1, or an option that does not go with
        a frame.
    TypeError
        ``parts`` or ``corpus`` is of a type that it cannot be.

    Notes
    -----
    With *n* parts, *v* the term's count in a part, *f* that in all parts, *s* the part's share of
    all tokens, *p* = v / tokens of the part, sums over all parts, and sd for the standard deviation
    of the population (by n, not n - 1). A part without a token that counts, such as an empty
    document, is none and not among the n; one without the term has v = 0 and is. With one part all
    is null: nothing could be uneven. Even spread is 1 and the most uneven 0 unless the table says
    otherwise; ``_equal`` is the form for parts of equal size, which looks at v alone.

    ========================== ====================================================================
    ``range``                  parts with v > 0
    ``sd``                     √(Σ (v - f/n)² / n); 0 is even
    ``variation_coefficient``  sd(v) / mean(v); 0 is even
    ``juilland_d``             1 - sd(p) / mean(p) / √(n - 1) [1]_ [2]_
    ``juilland_d_equal``       1 - sd(v) / mean(v) / √(n - 1)
    ``carroll_d2``             entropy of p / Σp, by log n [3]_
    ``carroll_d2_equal``       entropy of v / f, by log n
    ``rosengren_s``            (Σ √(v s))² / f [4]_; its equal form is ``dc``
    ``lyne_d3``                1 - χ² / 4f with χ² = Σ (v - f s)² / (f s); can fall below 0 [5]_
    ``lyne_d3_equal``          the same with s = 1/n
    ``dc``                     (Σ √v / n)² / mean(v), distributional consistency [6]_
    ``idf``                    log₂(n / range) [7]_; 0 is even
    ``dp``                     Σ |v/f - s| / 2 [2]_; 0 is even
    ``dp_norm``                dp / (1 - min s) [8]_; 0 is even
    ``dp_egbert``              1 - dp / (1 - min s of the parts with v > 0) [9]_
    ``d_a``                    1 - mean of |p - p'| over all pairs of parts / (2 mean p) [10]_
    ``kld``                    Σ v/f · log₂(v/f / s), in bits [11]_; 0 is even
    ``kld_base_2``             1 - 2^-kld [12]_; 0 is even
    ``kld_base_e``             1 - e^-kld; 0 is even
    ``kld_odds``               kld / (1 + kld) [12]_; 0 is even
    ========================== ====================================================================

    Adjusted counts, which are f if the term is spread evenly but for ``ft``:

    ========================== ====================================================================
    ``juilland_u``             f · juilland_d, and ``juilland_u_equal`` [1]_
    ``carroll_um``             f · D₂ + (1 - D₂) · f / n, and ``carroll_um_equal`` [3]_
    ``rosengren_af``           f · rosengren_s, and ``rosengren_af_equal`` = (Σ √v)² / n [4]_
    ``engwall_fm``             f · range / n [13]_
    ``kromer_ur``              Σ (ψ(v + 1) + 0.577...), that is Σ (1 + 1/2 + ... + 1/v) [14]_; it is
                               f only where no part has the term twice
    ``ft``, ``pt``             mean p (a share, not per million), and range / n [15]_
    ``ft_pt``, ``ft_da``       ft · pt, and ft · d_a
    ========================== ====================================================================

    Of distances, without parts: with N tokens that count in the group, one document after the other
    by ``doc_id`` (byte order, or by size), and *d* from each occurrence to the next, from the last
    to the first as if the first document came again. They depend on that order [16]_:

    ========================== ====================================================================
    ``arf``                    average reduced frequency: f / N · Σ min(d, N / f)
    ``awt``                    average waiting time: (1 + Σ d² / N) / 2, in tokens
    ``ald``                    average logarithmic distance: Σ d · log₁₀ d / N
    ``f_awt``, ``f_ald``       N² / Σ d², and N / 10^ald: counts, as ``arf`` is
    ========================== ====================================================================

    All depend on how common the term is: a term that occurs five times is in five parts at most,
    however many there are. Compare terms of about equal counts. What looks at rates (juilland_d,
    carroll_d2, d_a, ft) gives short parts as much weight as long ones.

    Other programs leave the end of a document as a part, however short (quanteda's
    ``tokens_chunk``), or drop it; a rest of three tokens with one occurrence would have a rate that
    outweighs all others. tlda prints 1 - DP under the name of ``dp_egbert``.

    Time is linear in the tokens, but for sorting the parts of each term for d_a, which takes
    n log n instead of comparing all pairs: 2 (Σ i · p / Σp - 1) / (n - 1) with the largest p first.
    Memory is 8 bytes a token and some 700 a row.

    .. [1] Juilland and Chang-Rodríguez (1964), Frequency dictionary of Spanish words.
    .. [2] Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4).
    .. [3] Carroll (1970), An alternative to Juilland's usage coefficient for lexical frequencies,
       ETS Research Bulletin Series 1970(2).
    .. [4] Rosengren (1971), The quantitative concept of language and its relation to the structure
       of frequency dictionaries, Études de linguistique appliquée 1.
    .. [5] Lyne (1985), The vocabulary of French business correspondence.
    .. [6] Zhang, Huang and Yu (2004), Distributional consistency, LREC.
    .. [7] Spärck Jones (1972), A statistical interpretation of term specificity, Journal of
       Documentation 28(1).
    .. [8] Lijffijt and Gries (2012), Correction to Gries' "Dispersions and adjusted frequencies in
       corpora", IJCL 17(1).
    .. [9] Egbert, Burch and Biber (2020), Lexical dispersion and corpus design, IJCL 25(1).
    .. [10] Burch, Egbert and Biber (2017), Measuring and interpreting lexical dispersion in corpus
       linguistics, Journal of Research Design and Statistics 3(2). Wilcox (1973), Indices of
       qualitative variation and political measurement, Western Political Quarterly 26(2).
    .. [11] Gries (2020), Analyzing dispersion, in Paquot and Gries, A practical handbook of corpus
       linguistics.
    .. [12] Gries (2024), Frequency, dispersion, association, and keyness.
    .. [13] Engwall (1974), Fréquence et distribution du vocabulaire dans un choix de romans
       français.
    .. [14] Kromer (2003), A usage measure based on psychophysical relations, Journal of
       Quantitative Linguistics 10(2).
    .. [15] Egbert and Burch (2023), Which words matter most?, Applied Linguistics 44(1).
    .. [16] Savický and Hlaváčová (2002), Measures of word commonness, Journal of Quantitative
       Linguistics 9(3).

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> texts = ["Der Zug, der Zug.", "Ein Zug kam.", "Der Bus kam."]
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a", "b", "c"], "text": texts}))
    >>> found = cs.dispersion(corpus, measures=["dp_norm", "d_a", "arf"], min_count=2)
    >>> found["term", "count", "parts", "dp_norm", "d_a", "arf"]
    shape: (3, 6)
    ┌──────┬───────┬───────┬──────────┬─────┬─────┐
    │ term ┆ count ┆ parts ┆ dp_norm  ┆ d_a ┆ arf │
    │ ---  ┆ ---   ┆ ---   ┆ ---      ┆ --- ┆ --- │
    │ str  ┆ i64   ┆ i64   ┆ f64      ┆ f64 ┆ f64 │
    ╞══════╪═══════╪═══════╪══════════╪═════╪═════╡
    │ der  ┆ 3     ┆ 2     ┆ 0.428571 ┆ 0.4 ┆ 2.5 │
    │ zug  ┆ 3     ┆ 2     ┆ 0.428571 ┆ 0.4 ┆ 2.2 │
    │ kam  ┆ 2     ┆ 2     ┆ 0.571429 ┆ 0.5 ┆ 1.6 │
    └──────┴───────┴───────┴──────────┴─────┴─────┘

    Counts from elsewhere:

    >>> counts = pl.DataFrame({
    ...     "term": "a",
    ...     "part": [1, 2, 3, 4, 5],
    ...     "count": [1, 2, 3, 4, 5],
    ...     "part_tokens": [9, 10, 10, 10, 11],
    ... })
    >>> cs.dispersion(counts, measures=["juilland_d", "dp"])["juilland_d", "dp"]
    shape: (1, 2)
    ┌────────────┬──────┐
    │ juilland_d ┆ dp   │
    │ ---        ┆ ---  │
    │ f64        ┆ f64  │
    ╞════════════╪══════╡
    │ 0.78515    ┆ 0.18 │
    └────────────┴──────┘
    """
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    check_threads(n_threads)
    listed = _listed(measures, with_distances=isinstance(corpus, Corpus))
    options: dict[str, Any] = {
        "parts": parts,
        "by": [] if by is None else names("by", by),
        "within": describe(within),
        "without": describe(without),
        "attribute": attribute,
        "kinds": check_kinds(kinds),
        "measures": listed,
        "min_count": min_count,
        "min_documents": min_documents,
    }
    if isinstance(corpus, pl.DataFrame | pl.LazyFrame):
        _check_unused(options)
        sums, by_columns = sums_of_frame(corpus, options["by"], RESERVED, min_count)
        call = None
    elif isinstance(corpus, Corpus):
        sums, call = _sums_of_corpus(corpus, options, within, without, n_threads)
        by_columns = call["by"]
    else:
        given = type(corpus).__name__
        msg = f"expected a Corpus or a frame of counts, not {given}"
        raise TypeError(msg)
    frame = sums.hstack(measured(sums, listed)).select(
        "term", *by_columns, *COUNTS, *listed, flag(_flags(by_columns)), "display"
    )
    return attach(frame, record("dispersion", options, corpus), call)


def _listed(measures: str | Sequence[str] | None, *, with_distances: bool) -> list[str]:
    """List the measures that are asked for, or that there can be."""
    if measures is None:
        return list(MEASURES if with_distances else OF_PARTS)
    listed = names("measures", measures)
    for name in listed:
        check_name("measure", name, MEASURES)
    without_places = [name for name in listed if name in OF_DISTANCES and not with_distances]
    if without_places:
        msg = f"measures {without_places} need the places of tokens: they go with a corpus"
        raise InputError(msg)
    return listed


def _sums_of_corpus(
    corpus: Corpus, options: dict[str, Any], within: object, without: object, n_threads: int | None
) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Sum up over the parts of a corpus, and tell what was counted."""
    check_attribute(corpus, options["attribute"])
    tokens, layer = _cut(corpus, options["parts"])
    selected = select(
        corpus,
        by=options["by"] or None,
        within=within,  # type: ignore[arg-type]
        without=without,  # type: ignore[arg-type]
        result_columns=RESERVED,
    )
    rows, groups = _core.dispersion(
        corpus._table,
        selected.handle,
        # What is summed up in the order of documents does not depend on how they came.
        documents_in_order(corpus),
        tokens=tokens,
        layer=None if layer is None else layer._handle,
        attribute=options["attribute"],
        kinds=options["kinds"],
        min_count=options["min_count"],
        min_documents=options["min_documents"],
        n_threads=n_threads,
    )
    sizes = pl.DataFrame(groups).select(pl.all().name.prefix("group_"))
    groups_of_rows = selected.groups.drop("group_documents").hstack(sizes)
    sums = pl.DataFrame(rows).join(groups_of_rows, on="_group", how="left", maintain_order="left")
    call = {
        "function": "frequencies",
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "within": [*as_parts(within), *([] if layer is None else [layer.name])],
        "without": without,
        "attribute": options["attribute"],
        "kinds": options["kinds"],
    }
    return sums, call


def _cut(corpus: Corpus, parts: object) -> tuple[int | None, Layer | None]:
    """Tell how many tokens a part has, or of which layer the parts are."""
    if parts == "document":
        return None, None
    if isinstance(parts, str):
        return None, named_layer(corpus, parts, "parts")
    if not isinstance(parts, int) or isinstance(parts, bool):
        msg = f"parts has to be 'document', a number of tokens or a layer's name, not {parts!r}"
        raise TypeError(msg)
    check_at_least("parts", parts, 1)
    return parts, None


def _check_unused(options: dict[str, Any]) -> None:
    """Raise if an option is set that only a corpus can follow."""
    unset: dict[str, Any] = {
        "parts": "document",
        "within": None,
        "without": None,
        "attribute": "lower",
        "kinds": ["word", "number"],
        "min_documents": 1,
    }
    for name, value in unset.items():
        if options[name] != value:
            msg = f"{name}= goes with a corpus: a frame of counts is taken as it is"
            raise ValueError(msg)


def _flags(by: list[str]) -> dict[str, pl.Expr]:
    """Name what the parts of a row's group cannot carry."""
    n_parts = pl.col("group_parts")
    return {
        "single_part": n_parts == 1,
        "few_parts": (n_parts > 1) & (n_parts < LEAST_DOCUMENTS),
        **null_group(by),
    }
