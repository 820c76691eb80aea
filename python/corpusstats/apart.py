"""Two groups side by side: the frames of a divergence."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from corpusstats import _core, distances
from corpusstats.flags import LEAST_DOCUMENTS, LEVEL, document_flags, flag, null_group
from corpusstats.frequency import per_million
from corpusstats.halves import Halves, compare_halves
from corpusstats.sparse import array

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from corpusstats.grouped import Counted, Grouped, Rows

    Integers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

__all__ = ["PAIR_COLUMNS", "TERM_COLUMNS", "Apart", "contribution_frame", "pair_frame"]

# So many arrangements are all compared, and none is drawn.
MOST_EXACT = 10_000
# Texts of fewer tokens are too short for Burrows' Delta (Eder 2015).
LEAST_TOKENS = 5000
# Divergences that differ by less differ by rounding.
TOLERANCE = 1e-10
# Rates that vary by less, in proportion to their mean, do not vary.
LEAST_VARIATION = 1e-12

PAIR_COLUMNS = {
    "documents": pl.Int64,
    "other_documents": pl.Int64,
    "tokens": pl.Int64,
    "other_tokens": pl.Int64,
    "jensen_shannon": pl.Float64,
    "null_mean": pl.Float64,
    "null_sd": pl.Float64,
    "excess": pl.Float64,
    "p_value": pl.Float64,
    "p_floor": pl.Float64,
    "arrangements": pl.Int64,
    "cosine": pl.Float64,
    "spearman": pl.Float64,
    "chi_square": pl.Float64,
    "halves_chi_square": pl.Float64,
    "homogeneity": pl.Float64,
    "other_homogeneity": pl.Float64,
    "burrows_delta": pl.Float64,
    "rank_turbulence": pl.Float64,
}
TERM_COLUMNS = (
    "term",
    "contribution",
    "direction",
    "count",
    "other_count",
    "documents",
    "other_documents",
    "per_million",
    "other_per_million",
    "display",
)


class Apart(NamedTuple):
    """Counts of groups, and how they are to be compared.

    ``strata`` has ``doc_id`` and ``_stratum`` of every document, by ``doc_id``.
    """

    grouped: Grouped
    counted: Counted
    strata: pl.DataFrame | None
    order: int
    n_commonest: int
    alpha: float
    n_permutations: int
    seed: int
    n_threads: int | None

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Go through every two groups, each pair once."""
        return combinations(range(self.grouped.groups.height), 2)

    def names(self, pairs: list[tuple[int, int]]) -> pl.DataFrame:
        """Name the groups of some pairs."""
        one, other = zip(*pairs, strict=True) if pairs else ((), ())
        keys = self.grouped.groups.select(self.grouped.by)
        renamed = keys.rename({name: f"other_{name}" for name in self.grouped.by})
        return keys[list(one)].hstack(renamed[list(other)])


def pair_frame(apart: Apart) -> pl.DataFrame:
    """Compare every two groups as wholes."""
    groups = apart.grouped.groups
    cells, rows = apart.counted.rows, []
    deviations = _deviations(cells, apart.counted.terms.height)
    matrix = _core.CountMatrix(*(pl.Series(part) for part in cells[:3]))
    for one, other in apart.pairs():
        sizes = {
            "documents": groups["documents"][one],
            "other_documents": groups["documents"][other],
            "tokens": groups["tokens"][one],
            "other_tokens": groups["tokens"][other],
        }
        divergence = _sum(_terms(apart, one, other))
        found = _null(apart, matrix, one, other, divergence)
        halves = _halves(apart, matrix, one, other)
        rows.append({**sizes, **found, **_distances(apart, one, other, deviations), **halves})
    schema = {**PAIR_COLUMNS, "_uninformative": pl.Boolean}
    compared = pl.DataFrame(rows, schema)
    named = apart.names(list(apart.pairs())).hstack(compared)
    return named.with_columns(_flag(apart)).drop("_uninformative")


def _flag(apart: Apart) -> pl.Expr:
    """Name what the data of a pair cannot carry."""
    by = apart.grouped.by
    return flag(
        {
            **document_flags(pl.min_horizontal("documents", "other_documents")),
            "high_p_floor": pl.col("p_floor") > LEVEL,
            "groups_share_documents": pl.lit(apart.grouped.shares_documents),
            "uninformative_strata": pl.col("_uninformative"),
            "not_permuted": pl.lit(apart.n_permutations == 0),
            "short_texts": pl.min_horizontal("tokens", "other_tokens") < LEAST_TOKENS,
            "no_tokens": pl.min_horizontal("tokens", "other_tokens") == 0,
            **null_group([*by, *(f"other_{name}" for name in by)]),
        }
    )


def _sum(terms: Floats | None) -> float | None:
    return None if terms is None else _core.exact_sum(pl.Series(terms))


def _terms(apart: Apart, one: int, other: int) -> Floats | None:
    """Take what each term adds to the divergence; nothing where a side is empty."""
    _, counts, _ = apart.counted.pair(one, other)
    one_side, other_side = (pl.Series(side, dtype=pl.UInt64) for side in counts)
    table = _core.divergence_terms(one_side, other_side, apart.order)
    return None if table is None else array(pl.DataFrame(table)["contribution"])


def _null(
    apart: Apart, matrix: _core.CountMatrix, one: int, other: int, divergence: float | None
) -> dict[str, Any]:
    """Deal the documents of two groups out to them anew."""
    found: dict[str, Any] = {"jensen_shannon": divergence}
    if divergence is None or apart.grouped.shares_documents or apart.n_permutations == 0:
        return found
    labels, strata = _labels(apart, one, other)
    table, is_exact, floor = matrix.divergences(
        pl.Series(labels),
        pl.Series(strata),
        order=apart.order,
        n_sampled=apart.n_permutations,
        most_exact=MOST_EXACT,
        seed=apart.seed,
        n_threads=apart.n_threads,
    )
    values = array(pl.DataFrame(table)["divergence"])
    # Of a sample, the first is the observed one.
    chance = (values if is_exact else values[1:]).tolist()
    floor = max(floor, 1 / len(values))
    found |= {"p_floor": floor, "arrangements": len(values)}
    found["_uninformative"] = _is_uninformative(labels, strata)
    if floor <= LEVEL:
        mean = math.fsum(chance) / len(chance)
        squares = math.fsum((value - mean) ** 2 for value in chance)
        as_large = np.count_nonzero(values >= divergence * (1 - TOLERANCE))
        found |= {
            "null_mean": mean,
            "null_sd": math.sqrt(squares / (len(chance) - (not is_exact))),
            "excess": divergence - mean,
            "p_value": as_large / len(values),
        }
    return found


def _labels(
    apart: Apart, one: int, other: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Mark the rows of two groups by 0 and 1, all others by 2; and give every row its stratum."""
    labels = np.full(len(apart.counted.rows.lengths), 2, np.uint32)
    for label, group in enumerate((one, other)):
        labels[apart.grouped.rows(group)] = label
    if apart.strata is None:
        return labels, np.zeros_like(labels)
    return labels, apart.strata["_stratum"].to_numpy()


def _is_uninformative(labels: npt.NDArray[np.uint32], strata: npt.NDArray[np.uint32]) -> bool:
    """Tell whether a stratum holds documents of one group only."""
    one, other = (set(strata[labels == label].tolist()) for label in (0, 1))
    return one != other


def _halves(apart: Apart, matrix: _core.CountMatrix, one: int, other: int) -> dict[str, Any]:
    """Compare random halves of two groups that have enough documents and share none."""
    found = Halves(None, None, None)
    if not apart.grouped.shares_documents:
        sides = apart.grouped.rows(one), apart.grouped.rows(other)
        if min(map(len, sides)) >= LEAST_DOCUMENTS:
            found = compare_halves(
                matrix,
                sides,
                n_commonest=apart.n_commonest,
                seed=apart.seed,
                n_threads=apart.n_threads,
            )
    names = ("halves_chi_square", "homogeneity", "other_homogeneity")
    return dict(zip(names, found, strict=True))


def _deviations(rows: Rows, n_terms: int) -> Floats:
    """Take the standard deviation of each term's rate over all documents that have tokens."""
    n_documents = np.count_nonzero(rows.tokens)
    if n_documents < 2:  # noqa: PLR2004
        return np.zeros(n_terms)
    rates = rows.counts / np.repeat(rows.tokens, rows.lengths)
    means = np.bincount(rows.columns, rates, n_terms) / n_documents
    absent = n_documents - np.bincount(rows.columns, minlength=n_terms)
    squares = np.bincount(rows.columns, (rates - means[rows.columns]) ** 2, n_terms)
    variances = (squares + absent * means**2) / (n_documents - 1)
    deviations = np.sqrt(variances)
    return np.where(deviations > LEAST_VARIATION * means, deviations, 0.0)


def _distances(apart: Apart, one: int, other: int, deviations: Floats) -> dict[str, float | None]:
    """Compare two groups by what needs no arrangements."""
    columns, (a, b), _ = apart.counted.pair(one, other)
    sizes = int(a.sum()), int(b.sum())
    if not all(sizes):
        return {}
    listed = distances.commonest(a + b, apart.n_commonest)
    rates = a[listed] / sizes[0], b[listed] / sizes[1]
    return {
        "cosine": distances.cosine(a, b),
        "spearman": distances.spearman(a[listed], b[listed]),
        "chi_square": distances.chi_square_per_term(a[listed], b[listed], sizes),
        "burrows_delta": distances.burrows_delta(*rates, deviations[columns[listed]]),
        "rank_turbulence": distances.rank_turbulence(a, b, apart.alpha),
    }


def contribution_frame(apart: Apart, *, listed: bool) -> pl.DataFrame:
    """List what each term adds to the divergence of every two groups."""
    pairs = list(apart.pairs()) if listed else []
    frames = [_contributions(apart, *pair) for pair in pairs]
    names = apart.names(pairs).with_row_index("_pair")
    parts = [
        frame.with_columns(_pair=pl.lit(place, pl.UInt32)) for place, frame in enumerate(frames)
    ]
    none = _contributions(apart, 0, 1).clear().with_columns(_pair=pl.lit(0, pl.UInt32))
    both = pl.concat([none, *parts]).join(names, on="_pair", how="left", maintain_order="left")
    return both.select("term", *names.columns[1:], *TERM_COLUMNS[1:])


def _contributions(apart: Apart, one: int, other: int) -> pl.DataFrame:
    """List what each term adds to the divergence of two groups, the largest first."""
    columns, counts, documents = apart.counted.pair(one, other)
    terms = _terms(apart, one, other)
    frame = apart.counted.terms[columns].with_columns(
        pl.Series(
            "contribution", terms if terms is not None else [None] * len(columns), pl.Float64
        ),
        *(
            pl.Series(f"{side}{name}", values, pl.Int64)
            for name, found in (("count", counts), ("documents", documents))
            for side, values in zip(("", "other_"), found, strict=True)
        ),
    )
    sizes = pl.col("count").sum().alias("_size"), pl.col("other_count").sum().alias("_other_size")
    return (
        frame.with_columns(sizes)
        .with_columns(
            per_million("count", "_size").alias("per_million"),
            per_million("other_count", "_other_size").alias("other_per_million"),
        )
        .with_columns(_direction())
        .sort("contribution", descending=True, maintain_order=True)
        .select(TERM_COLUMNS)
    )


def _direction() -> pl.Expr:
    """Say in which of two groups the rate is higher."""
    one, other = pl.col("per_million"), pl.col("other_per_million")
    more = pl.when(one > other).then(pl.lit("more"))
    return more.when(one < other).then(pl.lit("less")).alias("direction")
