"""Differential collocates: whether a node draws a word in one group more than in another."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats import measures as formulas
from corpusstats.exceptions import InputError
from corpusstats.flags import LEAST_DOCUMENTS, LEVEL
from corpusstats.order import document_ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats._core import _Phrases
    from corpusstats.corpus import Corpus
    from corpusstats.selection import Selected

__all__ = ["COMPARED", "Comparing", "compare_groups"]

COMPARED = (
    "log_odds_ratio",
    "log_odds_ratio_lo",
    "log_odds_ratio_hi",
    "pooled_log_odds_ratio",
    "delta_log_odds",
    "delta_log_odds_lo",
    "delta_log_odds_hi",
    "woolf",
    "woolf_p",
    "breslow_day",
    "breslow_day_p",
    "heterogeneity",
    "p_value",
    "p_adjusted",
    "family_size",
)
# Up to so many arrangements all of them are looked at.
MOST_EXACT = 10_000
# Below it lies what an interval of 95 % and its lower side hold.
CENTRAL = 0.975
CELLS = ("o11", "r1", "c1", "n")
STATISTICS = {"woolf": "woolf_p", "breslow_day": "breslow_day_p", "heterogeneity": "p_value"}


class Comparing(NamedTuple):
    """How groups are compared: arrangements that are sampled, the seed, and threads."""

    n_permutations: int
    seed: int
    n_threads: int | None


def compare_groups(
    corpus: Corpus,
    selected: Selected,
    phrases: _Phrases,
    options: Mapping[str, Any],
    comparing: Comparing,
) -> tuple[pl.DataFrame, dict[str, pl.Expr]]:
    """Compare the association of a node's collocates between groups.

    Returns a row for each collocate and each group that has a window: ``collocate, display, _group,
    count, documents, _total`` and the columns of ``COMPARED``; and flags by the condition.
    """
    if selected.groups.height < 2:  # noqa: PLR2004
        msg = "there is nothing to compare: name by= columns with two groups or more"
        raise InputError(msg)
    units = _core.WindowUnits.count(
        corpus._table,
        selected.handle,
        document_ranks(corpus),
        phrases,
        n_threads=comparing.n_threads,
        **options,
    )
    groups = _groups(units)
    rows = _rows(corpus, units, groups, selected.groups.height, options["attribute"])
    rows = _intervals(rows, shared=selected.shares_documents)
    tests, floor = _tests(units, comparing)
    is_tested = floor <= LEVEL and not selected.shares_documents
    rows = _p_values(rows.join(tests, on="_value", how="left"), is_tested=is_tested)
    flags = {
        "few_permutations": pl.lit(floor > LEVEL and groups.height > 1),
        "node_in_one_group": pl.lit(groups.height == 1),
        "empty_cell": pl.col("_is_empty"),
    }
    columns = ("_value", "_group", "collocate", "display", "count", "documents", "_total")
    return rows.select(*columns, *COMPARED, "_is_empty").drop("_value"), flags


def _groups(units: _core.WindowUnits) -> pl.DataFrame:
    """Sum up the units of each group that has a window."""
    window, tokens = (pl.col(name).cast(pl.Float64) for name in ("window", "tokens"))
    return (
        pl.DataFrame(units.units())
        .group_by(pl.col("group").alias("_group"))
        .agg(
            pl.col("window").sum().alias("r1"),
            pl.col("tokens").sum().alias("n"),
            (pl.col("window") > 0).sum().cast(pl.Int64).alias("_units"),
            (window * window).sum().alias("_rr"),
            (window * tokens).sum().alias("_rn"),
            (tokens * tokens).sum().alias("_nn"),
        )
        .filter(pl.col("r1") > 0)
        .sort("_group")
    )


def _rows(
    corpus: Corpus, units: _core.WindowUnits, groups: pl.DataFrame, n_groups: int, attribute: str
) -> pl.DataFrame:
    """Make the table of each collocate in each group that has a window."""
    names = {
        "inside_inside": "_oo",
        "inside_tokens": "_on",
        "inside_window": "_or",
        "inside_total": "_oc",
        "total_total": "_cc",
        "total_tokens": "_cn",
        "total_window": "_cr",
    }
    values = pl.DataFrame(units.collocates(corpus._table, attribute)).with_row_index("_value")
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    return (
        pl.DataFrame(units.sums(n_groups))
        .rename(names)
        .cast(dict.fromkeys(names.values(), pl.Float64))
        .with_columns((place // n_groups).alias("_value"), (place % n_groups).alias("_group"))
        .join(groups, on="_group", how="inner", maintain_order="left")
        .join(values, on="_value", how="left", maintain_order="left")
        .with_columns(
            pl.col("count").alias("o11"),
            pl.col("total").alias("c1"),
            pl.col("total").alias("_total"),
            pl.lit(values.height, dtype=pl.Int64).alias("family_size"),
        )
    )


# ---------------------------------------------------------------------------------------------
# Effects and their intervals


def _intervals(rows: pl.DataFrame, *, shared: bool) -> pl.DataFrame:
    """Add the odds ratios, of each group and against all others, with intervals."""
    o11, r1, c1, n = (pl.col(name).cast(pl.Float64) for name in CELLS)
    o12, o21 = r1 - o11, c1 - o11
    o22 = n - r1 - o21
    has_table = (r1 > 0) & (r1 < n) & (c1 > 0) & (c1 < n)
    is_empty = (o11 == 0) | (o12 == 0) | (o21 == 0) | (o22 == 0)
    half = pl.when(is_empty & has_table).then(0.5).otherwise(0.0)
    corrected = (o11 + half, o12 + half, o21 + half, o22 + half)
    parts = {**_moments(o11, o12, o21, o22), **_products("_half", *corrected)}
    rows = rows.with_columns(
        log_odds_ratio=formulas.log_odds_ratio(),
        _is_empty=is_empty,
        _has_table=has_table,
        # A table with an empty margin tells nothing.
        **{name: pl.when(has_table).then(part).otherwise(0.0) for name, part in parts.items()},
        _known=pl.when(has_table).then("_units").otherwise(0),
    )
    names = [*parts, "_known"]
    rest = {f"{name}_rest": pl.col(name).sum().over("_value") - pl.col(name) for name in names}
    ratio = pl.col("_R").sum().over("_value") / pl.col("_S").sum().over("_value")
    rest["pooled_log_odds_ratio"] = ratio.log().fill_nan(None)
    rows = rows.with_columns(**rest).with_columns(
        _others=_log_quotient("_rest"),
        _error=_error("", "_units").sqrt(),
        _error_rest=_error("_rest", "_known_rest").sqrt(),
    )
    # Few documents on the smaller side decide.
    sides = pl.min_horizontal("_units", "_known_rest")
    delta = pl.col("log_odds_ratio") - pl.col("_others")
    both = (pl.col("_error") ** 2 + pl.col("_error_rest") ** 2).sqrt()
    half_own = _half_width(rows, "_units", pl.col("_error"))
    rows = rows.with_columns(delta_log_odds=delta, _sides=sides, _both=both)
    half_delta = _half_width(rows, "_sides", pl.lit(None) if shared else pl.col("_both"))
    own, difference = pl.col("log_odds_ratio"), pl.col("delta_log_odds")
    return rows.with_columns(
        log_odds_ratio_lo=own - half_own,
        log_odds_ratio_hi=own + half_own,
        delta_log_odds_lo=difference - half_delta,
        delta_log_odds_hi=difference + half_delta,
    )


def _products(
    suffix: str, o11: pl.Expr, o12: pl.Expr, o21: pl.Expr, o22: pl.Expr
) -> dict[str, Any]:
    """Mantel and Haenszel's R and S."""
    n = o11 + o12 + o21 + o22
    return {f"_R{suffix}": o11 * o22 / n, f"_S{suffix}": o12 * o21 / n}


def _moments(o11: pl.Expr, o12: pl.Expr, o21: pl.Expr, o22: pl.Expr) -> dict[str, pl.Expr]:
    """List what adds up over groups: R, S, and what the variance of ln(R / S) is made of.

    ``_pp``, ``_pq`` and ``_qq`` are the sums over documents of the products of what each adds to R
    and to S, in the first order; ``_PR``, ``_PSQR`` and ``_QS`` those of Robins, Breslow &
    Greenland, for independent tokens.
    """
    n = o11 + o12 + o21 + o22
    # What a document adds is linear in its counts o11, r1, c1 and n.
    to_r = ((o11 + o22) / n, -o11 / n, -o11 / n, (o11 - o11 * o22 / n) / n)
    to_s = (-(o12 + o21) / n, o21 / n, o12 / n, -o12 * o21 / n**2)
    products = _products("", o11, o12, o21, o22)
    r, s = products.values()
    p, q = (o11 + o22) / n, (o12 + o21) / n
    return {
        **products,
        "_pp": _sum_of_products(to_r, to_r),
        "_pq": _sum_of_products(to_r, to_s),
        "_qq": _sum_of_products(to_s, to_s),
        "_PR": p * r,
        "_PSQR": p * s + q * r,
        "_QS": q * s,
    }


def _sum_of_products(left: tuple[pl.Expr, ...], right: tuple[pl.Expr, ...]) -> pl.Expr:
    """Sum up products of two linear forms of the counts over documents."""
    letters = "orcn"
    names = ["_oo", "_or", "_oc", "_on", "_rr", "_cr", "_rn", "_cc", "_cn", "_nn"]
    known = {frozenset(name[1:]): name for name in names}
    products = (
        one * other * pl.col(known[frozenset((letters[i], letters[j]))])
        for i, one in enumerate(left)
        for j, other in enumerate(right)
    )
    # One after the other: `sum_horizontal` adds in any order, and the last digits would vary.
    return reduce(add, products)


def _log_quotient(suffix: str) -> pl.Expr:
    """Find ln(R / S), with half a count in empty cells where it would be infinite."""
    r, s, r_half, s_half = (
        pl.col(f"{name}{suffix}") for name in ("_R", "_S", "_R_half", "_S_half")
    )
    is_finite = (r > 0) & (s > 0)
    return pl.when(is_finite).then((r / s).log()).when(s_half > 0).then((r_half / s_half).log())


def _error(suffix: str, documents: str) -> pl.Expr:
    """Find the variance of ln(R / S): by documents, and at least that by tokens.

    Null where R or S is 0, and below 5 documents with a window.
    """
    names = ("_R", "_S", "_pp", "_pq", "_qq", "_PR", "_PSQR", "_QS")
    r, s, pp, pq, qq, pr, psqr, qs = (pl.col(f"{name}{suffix}") for name in names)
    number = pl.col(documents)
    by_documents = (pp / r**2 - 2 * pq / (r * s) + qq / s**2) * number / (number - 1)
    by_tokens = pr / (2 * r**2) + psqr / (2 * r * s) + qs / (2 * s**2)
    enough = (r > 0) & (s > 0) & (number >= LEAST_DOCUMENTS)
    return pl.when(enough).then(pl.max_horizontal(by_documents, by_tokens))


def _half_width(rows: pl.DataFrame, documents: str, error: pl.Expr) -> pl.Expr:
    """Find half the width of an interval of 95 %."""
    sizes = [size for size in rows[documents].unique() if size >= LEAST_DOCUMENTS]
    quantiles = {size: _core.student_quantile(CENTRAL, size - 1) for size in sizes}
    quantile = pl.col(documents).replace_strict(quantiles, default=None, return_dtype=pl.Float64)
    return quantile * error


# ---------------------------------------------------------------------------------------------
# Tests


def _tests(units: _core.WindowUnits, comparing: Comparing) -> tuple[pl.DataFrame, float]:
    """Permute the documents' groups; also the least p that this can give."""
    table, n_arrangements, _, floor = units.compare(
        n_permutations=comparing.n_permutations,
        most_exact=MOST_EXACT,
        seed=comparing.seed,
        n_threads=comparing.n_threads,
    )
    found = pl.DataFrame(table).with_row_index("_value")
    one_sided = pl.col("one_sided")
    shares = {
        p: pl.max_horizontal(pl.col(f"{name}_as_extreme") / n_arrangements, one_sided)
        for name, p in STATISTICS.items()
    }
    tests = found.select("_value", *STATISTICS, **shares, _exceeded=pl.col("exceeded"))
    adjusted = pl.max_horizontal(pl.col("_exceeded") / n_arrangements, "p_value")
    return tests.with_columns(p_adjusted=adjusted).drop("_exceeded"), floor


def _p_values(rows: pl.DataFrame, *, is_tested: bool) -> pl.DataFrame:
    """Leave out what is not defined, or cannot be tested."""
    has_two = pl.col("_has_table").sum().over("_value") > 1
    # A word that is never apart from the node has no common odds ratio to compare with.
    has_common = has_two & pl.col("pooled_log_odds_ratio").is_finite()
    defined = {"woolf": has_two, "breslow_day": has_common, "heterogeneity": has_common}
    tested = {p: defined[name] & pl.lit(is_tested) for name, p in STATISTICS.items()}
    tested["p_adjusted"] = tested["p_value"]
    known = {**defined, **tested}
    return rows.with_columns(
        pl.when(is_known).then(name).alias(name) for name, is_known in known.items()
    )
