"""Collocates: what stands near a node more often than elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import _core
from corpusstats import measures as formulas
from corpusstats.differential import COMPARED, Comparing, compare_groups
from corpusstats.flags import document_flags, flag, null_group
from corpusstats.groups import with_groups
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_bool,
    check_corpus,
    check_kinds,
    check_name,
    check_pair,
    check_threads,
    names,
)
from corpusstats.provenance import attach, describe, record
from corpusstats.queries import make_query, query_label
from corpusstats.scores import SCORES, score_columns
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.queries import Query
    from corpusstats.selection import By, Part

__all__ = ["collocates"]

COUNTS = ("count", "documents", "node_count", "o11", "r1", "c1", "n")
RESERVED = ("node", "collocate", *COUNTS, *SCORES, *COMPARED, "flag", "display")
# More places than this in a window are a document.
MOST_PLACES = 1000
Marginal = Literal["window", "node"]
Punctuation = Literal["skip", "count"]


def collocates(
    corpus: Corpus,
    node: Query,
    *,
    window: int | tuple[int, int] = 5,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "skip",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    measures: str | Sequence[str] = ("log_likelihood", "mi", "log_dice"),
    marginal: Marginal = "window",
    positions: bool = False,
    min_count: int = 1,
    min_documents: int = 1,
    compare: bool = False,
    n_permutations: int = 1999,
    seed: int = 0,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """Compare how often words stand near a node and elsewhere.

    The windows round all occurrences of the node are one: a token in two of them counts once, and
    tokens of the node count neither inside nor outside. So the cells are those of a contingency
    table, and no measure passes its limits.

    Parameters
    ----------
    corpus
        Where to look.
    node
        What to look for, as in :func:`corpusstats.concordance`: everything that matches is one
        node.
    window
        How many tokens before and behind the node, or a pair for the two; together at most 1,000.
    by, within, without, kinds
        As in :func:`corpusstats.frequencies`. All cells are those of the group.
    boundary
        What windows do not cross: ``"sentence"``, ``"document"`` or a layer. They never cross the
        borders of layers in ``by``, ``within`` and ``without``.
    punctuation
        What tokens of kinds that do not count do in a window: ``"skip"`` passes over them,
        ``"count"`` lets them take up room, and count in ``r1`` and ``n``, as in CWB.
    attribute
        What counts as the same word, and what the node is compared with.
    measures
        Which columns of :mod:`corpusstats.measures` to add, by name.
    marginal
        Which frequency of the node goes into ``log_dice``, see
        :func:`corpusstats.measures.log_dice`.
    positions
        Add the counts by place: ``left_5`` to ``left_1`` and ``right_1`` to ``right_5`` for a
        window of 5, relative to the nearest occurrence whose window holds the token, the one before
        it on a tie. They sum up to ``count``.
    min_count, min_documents
        Leave out collocates that occur in the windows less often, or in fewer documents, in all
        groups together. Cut-offs remove rows after counting.
    compare
        Test for each collocate whether its association with the node differs between the groups of
        ``by``, see below. There is a row for each group in which the node has a window then, also
        where the collocate is in none (``count`` 0).
    n_permutations, seed
        How many random arrangements of documents ``compare`` looks at beside the observed one where
        there are more than 10,000 in all, and what they depend on.
    n_threads
        How many threads count; the result is the same.

    Returns
    -------
    polars.DataFrame
        ``node`` (String, as asked), ``collocate`` (String), the columns of ``by``, ``count``
        (Int64: occurrences in the windows), ``documents`` (Int64: those of the group in which it
        stands in a window), ``node_count`` (Int64: hits of the node in the group), the cells
        ``o11`` (as ``count``), ``r1`` (tokens in the windows), ``c1`` (occurrences in the group,
        tokens of the node aside) and ``n`` (tokens of the group, those of the node aside), the
        places, the measures (Float64), ``flag`` and ``display`` (String: the commonest form in all
        that was read). A row for each collocate that occurs in a window. By group as in
        :func:`corpusstats.frequencies`, then by falling log-likelihood (signed), falling count, and
        collocate in byte order.

        ``flag`` is null or names, separated by blanks, what the data cannot carry:
        ``single_document`` and ``few_documents`` (the group's hits are in one document, or in fewer
        than 5), ``groups_share_documents`` (a layer makes the groups), ``null_group`` (a column of
        ``by`` is null).

        With ``compare``, behind the measures and in natural logarithms: ``log_odds_ratio`` of the
        group with ``log_odds_ratio_lo`` and ``_hi`` (95 %), ``pooled_log_odds_ratio`` (Mantel and
        Haenszel's of all groups), ``delta_log_odds`` (that of the group less the pooled one of all
        others) with ``_lo`` and ``_hi``; the chi-squares ``woolf`` and ``breslow_day`` (with
        Tarone's correction) and their p ``woolf_p`` and ``breslow_day_p``; ``heterogeneity`` (the
        same with the variance of documents) with ``p_value`` and, for all collocates of the result
        together, ``p_adjusted``; and ``family_size`` (Int64: how many these are). What is of all
        groups is the same in each of its rows. ``flag`` may also say ``few_permutations`` (no
        p-value below .05 could come of so few documents with the node), ``node_in_one_group``
        and ``empty_cell`` (0.5 was added to the four cells for ``log_odds_ratio`` and ``woolf``).

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself;
        ``compare`` without two groups.
    TypeError, ValueError
        The node is no query, or an option is not known.

    Notes
    -----
    Time is linear in the tokens; memory in the occurrences of the node times the window. Evert
    (2008), Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics, 1212-1248.

    A word that a source uses often stands often near its nodes as well. ``compare`` asks whether
    the node draws it there more than elsewhere: whether the odds ratios o11 o22 / (o12 o21) of the
    groups are the same. All p-values come from giving documents the groups of others, those with a
    window among themselves and the rest among themselves, and from no distribution; a collocate
    that stands in windows of one group only has at least the share of arrangements that put all of
    these documents into one group. They are null where even the most extreme arrangement is more
    than .05 of all, where a layer makes the groups, and where there is no common odds ratio
    (a word that is never apart from the node). A small one says that texts differ, not why, and
    documents about one event are not as exchangeable as it assumes.

    ``heterogeneity`` is sum(w (d - m)**2): d = (o11 - e) / v, with e and v as in
    :func:`corpusstats.measures.breslow_day`, is how far a group is from the common log odds ratio,
    1 / w its variance as the documents' own shares of d make it, and no less than 1 / v, and m the
    weighted mean of d. Since it is studentised, its permutations also hold where the word, the
    node, or the length of documents is not the same in all groups (Janssen 1997, Statistics &
    Probability Letters 36(1), 9-21; Chung & Romano 2013, Annals of Statistics 41(2), 484-507);
    those of the two chi-squares need not. ``p_adjusted`` counts the arrangements in which the
    largest one of all collocates is as large (Westfall & Young 1993, Resampling-Based Multiple
    Testing). Intervals: the sum of squares of what each document adds to the logarithm, times
    m / (m - 1) for m documents with a window, no less than the variance of independent tokens
    (Robins, Breslow & Greenland 1986, Biometrics 42(2), 311-323), times Student's t with m - 1
    degrees of freedom, m of the smaller side; null below 5 documents on either, with an empty cell,
    and for a difference between groups that share documents. Time of the test is in proportion to
    the arrangements times the documents in which each collocate occurs.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Kim traf Putin.", "Der Zug kam."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.collocates(corpus, "Kim|Kims").select("collocate", "o11", "r1", "c1", "n", "log_dice")
    shape: (2, 6)
    ┌───────────┬─────┬─────┬─────┬─────┬───────────┐
    │ collocate ┆ o11 ┆ r1  ┆ c1  ┆ n   ┆ log_dice  │
    │ ---       ┆ --- ┆ --- ┆ --- ┆ --- ┆ ---       │
    │ str       ┆ i64 ┆ i64 ┆ i64 ┆ i64 ┆ f64       │
    ╞═══════════╪═════╪═════╪═════╪═════╪═══════════╡
    │ putin     ┆ 1   ┆ 2   ┆ 1   ┆ 5   ┆ 13.415037 │
    │ traf      ┆ 1   ┆ 2   ┆ 1   ┆ 5   ┆ 13.415037 │
    └───────────┴─────┴─────┴─────┴─────┴───────────┘

    One source calls Kim a ruler; the other says the word as often, but not of him.

    >>> texts = ["Der Herrscher Kim kam. Der Staatschef Putin kam."] * 4
    >>> texts += ["Der Staatschef Kim kam. Der Herrscher Putin kam."] * 4
    >>> sources = ["a"] * 4 + ["b"] * 4
    >>> frame = pl.DataFrame({"doc_id": range(8), "source": sources, "text": texts})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> found = cs.collocates(corpus, "Kim", by="source", compare=True)
    >>> columns = ["collocate", "source", "count", "c1", "delta_log_odds", "p_value"]
    >>> found.filter(pl.col("collocate").is_in(["der", "herrscher"])).select(columns)
    shape: (4, 6)
    ┌───────────┬────────┬───────┬─────┬────────────────┬──────────┐
    │ collocate ┆ source ┆ count ┆ c1  ┆ delta_log_odds ┆ p_value  │
    │ ---       ┆ ---    ┆ ---   ┆ --- ┆ ---            ┆ ---      │
    │ str       ┆ str    ┆ i64   ┆ i64 ┆ f64            ┆ f64      │
    ╞═══════════╪════════╪═══════╪═════╪════════════════╪══════════╡
    │ herrscher ┆ a      ┆ 4     ┆ 4   ┆ 5.057743       ┆ 0.028571 │
    │ der       ┆ a      ┆ 4     ┆ 8   ┆ 0.0            ┆ 1.0      │
    │ der       ┆ b      ┆ 4     ┆ 8   ┆ 0.0            ┆ 1.0      │
    │ herrscher ┆ b      ┆ 0     ┆ 4   ┆ -5.057743      ┆ 0.028571 │
    └───────────┴────────┴───────┴─────┴────────────────┴──────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    shape = check_window(window, punctuation, attribute, kinds)
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    check_bool("positions", positions)
    check_bool("compare", compare)
    check_at_least("n_permutations", n_permutations, 1)
    check_at_least("seed", seed, 0)
    check_threads(n_threads)
    measures = names("measures", measures)
    scores = score_columns(measures, {"log_dice": {"marginal": marginal}})
    phrases = make_query(corpus, node, attribute, argument="node")
    left, right = shape["window"]
    places: dict[str, str] = {}
    if positions:
        places |= {
            f"_place_{left - distance}": f"left_{distance}" for distance in range(left, 0, -1)
        }
        places |= {f"_place_{left + place}": f"right_{place + 1}" for place in range(right)}
    selected = select(
        corpus,
        by=by,
        within=within,
        without=without,
        boundary=boundary,
        result_columns=(*RESERVED, *places.values()),
    )
    table, sizes = _core.collocates(
        corpus._table,
        selected.handle,
        phrases,
        min_count=min_count,
        min_documents=min_documents,
        n_threads=n_threads,
        places=positions,
        **shape,
    )
    groups = selected.groups.hstack(pl.DataFrame(sizes))
    rows, compared = pl.DataFrame(table), dict[str, pl.Expr]()
    if compare:
        cut_offs = {"min_count": min_count, "min_documents": min_documents}
        comparing = Comparing(n_permutations, seed, n_threads)
        every, compared = compare_groups(
            corpus, selected, phrases, {**shape, **cut_offs}, comparing
        )
        keys = ["collocate", "_group"]
        at_places = rows.select(*keys, *(name for name in places if name in rows.columns))
        rows = every.join(at_places, on=keys, how="left").with_columns(
            pl.col(name).fill_null(0) for name in places
        )
    flags = {
        **document_flags("_node_documents"),
        "groups_share_documents": pl.lit(selected.shares_documents),
        **null_group(selected.by),
    }
    # Of a group, unless rows are compared: then of each row.
    groups = groups.with_columns(flag=flag(flags))
    of_rows = {"flag": flag({**flags, **compared})} if compare else {}
    # The formula takes some milliseconds for any number of rows: once is enough.
    by_score = "log_likelihood" if "log_likelihood" in measures else "_order"
    in_order = {} if by_score in measures else {by_score: formulas.log_likelihood()}
    # The core gives rows by group and then in order; those that are compared come in any.
    order = ["_group", by_score, "count", *(["collocate"] if compare else [])]
    frame = (
        with_groups(rows, groups)
        .lazy()
        .rename(places)
        .with_columns(
            pl.lit(query_label(node)).alias("node"),
            pl.col("count").alias("o11"),
            pl.col("_window").alias("r1"),
            pl.col("_total").alias("c1"),
            pl.col("_tokens").alias("n"),
        )
        .with_columns(*scores, **in_order, **of_rows)
        .sort(order, descending=[name in order[1:3] for name in order], maintain_order=True)
        .select(
            "node",
            "collocate",
            *selected.by,
            *COUNTS,
            *places.values(),
            *measures,
            *(COMPARED if compare else ()),
            "flag",
            "display",
        )
        # One query for all; the other engine takes longer to begin than this one to end.
        .collect(engine="in-memory")
    )
    call: dict[str, Any] = {
        "function": "collocates",
        "nodes": [node],
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "within": within,
        "without": without,
        "boundary": boundary,
        "window": (left, right),
        "punctuation": punctuation,
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
    options = {
        name: describe(value) for name, value in call.items() if name not in ("function", "nodes")
    }
    options |= {"node": query_label(node), "measures": measures, "marginal": marginal}
    options |= {"positions": positions, "min_count": min_count, "min_documents": min_documents}
    options |= {"compare": compare}
    if compare:
        options |= {"n_permutations": n_permutations, "seed": seed}
    return attach(frame, record("collocates", options, corpus), call)


def check_window(
    window: object, punctuation: str, attribute: str, kinds: Kind | Sequence[Kind]
) -> dict[str, Any]:
    """Check what a window is, and put it as the core takes it."""
    left, right = check_pair("window", window)
    if not 0 < left + right <= MOST_PLACES:
        msg = f"window has to hold from 1 to {MOST_PLACES} tokens, not {window!r}"
        raise ValueError(msg)
    check_name("punctuation", punctuation, ("skip", "count"))
    return {
        "window": (left, right),
        "counts_all": punctuation == "count",
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
