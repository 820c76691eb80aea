"""Measures against programs that are installed beside us, on 1,000 random tables each.

They are the dependency group ``oracles`` (scipy is there anyway); what is missing is skipped.
"""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from corpusstats import corrections, measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLES = 1000


@pytest.fixture(autouse=True)
def _their_warnings() -> Iterator[None]:
    """Others may divide by zero, or use what their own dependencies deprecate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def random_tables(seed: int, largest: int = 10**6, least: int = 0) -> pl.DataFrame:
    """Tables of all sizes, from repulsion to attraction, with every cell of at least `least`."""
    chance = np.random.default_rng(seed)
    cells = 10 ** chance.uniform(0, math.log10(largest), (TABLES, 4)) - 1
    # Half of them near independence: o22 is what the others say.
    o11, o12, o21, o22 = cells.astype(np.int64).T + least
    near = (o12 + 1) * (o21 + 1) // (o11 + 1)
    o22 = np.where(chance.random(TABLES) < 0.5, np.minimum(near, largest) + least, o22)
    frame = pl.DataFrame({"o11": o11, "o12": o12, "o21": o21, "o22": o22})
    frame = frame.with_columns(measures.from_cells())
    return frame.filter(pl.col("r1") > 0, pl.col("c1") > 0, pl.col("r1") < pl.col("n"))


def compare(
    frame: pl.DataFrame, ours: pl.Expr, theirs: Any, *, rel: float = 1e-9, tiny: float = 1e-9
) -> None:
    found = frame.select(ours).to_series().to_numpy()
    expected = np.asarray(theirs, dtype=float)
    assert len(found) == len(expected) > TABLES * 0.9
    known = np.isfinite(expected)
    assert known.sum() > TABLES / 2
    np.testing.assert_allclose(found[known], expected[known], rtol=rel, atol=tiny)


def by_row(frame: pl.DataFrame, value: Callable[..., float]) -> list[float]:
    return [float(value(*row)) for row in frame.select("o11", "o12", "o21", "o22").iter_rows()]


# ---------------------------------------------------------------------------------------------
# scipy


def test_fisher_as_in_scipy() -> None:
    frame = random_tables(1, 3000)
    for side in ("greater", "less", "two-sided"):

        def p(a: int, b: int, c: int, d: int, side: str = side) -> float:
            found = stats.fisher_exact([[a, b], [c, d]], alternative=side).pvalue
            return math.log10(found) if found > 1e-290 else math.nan

        ours = measures.fisher(side=side)
        compare(frame, ours, by_row(frame, p), rel=1e-9, tiny=1e-11)


def test_tails_as_in_scipy() -> None:
    frame = random_tables(2)
    o11, r1, c1, n = frame.select("o11", "r1", "c1", "n").to_numpy().astype(float).T
    mean = r1 * c1 / n
    # Its incomplete gamma function has seven digits where both arguments are large.
    at_least = stats.poisson.logsf(o11 - 1, mean) / math.log(10)
    compare(frame, measures.poisson(), at_least, rel=1e-7, tiny=1e-7)
    less = stats.poisson.logcdf(o11, mean) / math.log(10)
    compare(frame, measures.poisson(side="less"), less, rel=1e-7, tiny=1e-7)
    g2 = frame.with_columns(measures.log_likelihood())
    statistic = g2["log_likelihood"].abs().to_numpy()
    compare(g2, measures.log_p_value(), stats.chi2.logsf(statistic, 1) / math.log(10))
    compare(g2, measures.p_value(df=3), stats.chi2.sf(statistic, 3), tiny=1e-307)


def test_lrc_by_the_quantiles_of_scipy() -> None:
    frame = random_tables(3)
    o11, o21, r1, n = frame.select("o11", "o21", "r1", "n").to_numpy().astype(float).T
    tau = stats.beta.ppf(0.05 / 100, o11, o21 + 1)
    theirs = np.log2((n - r1) / r1 * tau / (1 - tau))
    compare(frame, measures.lrc(family=100, form="one-sided"), theirs, rel=1e-8, tiny=1e-8)


def test_chi_square_as_in_scipy() -> None:
    frame = random_tables(4, least=1)

    def statistic(correction: bool, kind: str) -> Callable[..., float]:  # noqa: FBT001
        return lambda a, b, c, d: (
            stats.chi2_contingency([[a, b], [c, d]], correction=correction, lambda_=kind).statistic
        )

    chi, yates = measures.chi_square().abs(), measures.chi_square(correction="yates").abs()
    compare(frame, chi, by_row(frame, statistic(correction=False, kind="pearson")))
    compare(frame, yates, by_row(frame, statistic(correction=True, kind="pearson")))
    g2 = by_row(frame, statistic(correction=False, kind="log-likelihood"))
    compare(frame, measures.log_likelihood().abs(), g2, tiny=1e-7)
    compare(frame, measures.average_mi() * 2 * math.log(2), g2, tiny=1e-7)


def test_false_discoveries_as_in_scipy() -> None:
    p = np.random.default_rng(5).random(TABLES) ** 3
    frame = pl.DataFrame({"p_value": p})
    for name, method in [("benjamini_hochberg", "bh"), ("benjamini_yekutieli", "by")]:
        theirs = stats.false_discovery_control(p, method=method)
        compare(frame, getattr(corrections, name)(), theirs, rel=1e-12, tiny=0)


# ---------------------------------------------------------------------------------------------
# statsmodels


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("bonferroni", "bonferroni"),
        ("sidak", "sidak"),
        ("holm", "holm"),
        ("benjamini_hochberg", "fdr_bh"),
        ("benjamini_yekutieli", "fdr_by"),
    ],
)
def test_corrections_as_in_statsmodels(name: str, method: str) -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    p = np.random.default_rng(6).random(TABLES) ** 5
    theirs = multitest.multipletests(p, method=method)[1]
    ours = getattr(corrections, name)()
    compare(pl.DataFrame({"p_value": p}), ours, theirs, rel=1e-10, tiny=1e-15)


def test_ratios_as_in_statsmodels() -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    frame = random_tables(7, least=1)
    odds = by_row(frame, lambda a, b, c, d: tables.Table2x2([[a, b], [c, d]]).oddsratio)
    compare(frame, measures.odds_ratio(), odds, rel=1e-12, tiny=0)
    residual = by_row(
        frame, lambda a, b, c, d: tables.Table2x2([[a, b], [c, d]]).standardized_resids[0, 0]
    )
    # Theirs is a difference of large numbers.
    compare(frame, measures.adjusted_residual(), residual, rel=1e-8, tiny=1e-9)
    risk = by_row(frame, lambda a, b, c, d: tables.Table2x2([[a, b], [c, d]]).riskratio)
    compare(frame, measures.relative_risk(), risk, rel=1e-12, tiny=0)


# ---------------------------------------------------------------------------------------------
# association-measures


def test_association_measures() -> None:
    theirs = pytest.importorskip("association_measures.measures")
    frame = random_tables(8, least=1)
    pandas = pytest.importorskip("pandas")
    counts = pandas.DataFrame(
        {name.upper(): frame[name].to_numpy() for name in ("o11", "o12", "o21", "o22")}
    )
    scores = theirs.score(counts, freq=False, digits=None)
    log2_of_10 = math.log2(10)
    for measure, column in [
        (measures.z_score(), "z_score"),
        (measures.t_score(), "t_score"),
        (measures.log_likelihood(), "log_likelihood"),
        (measures.simple_ll(), "simple_ll"),
        (measures.minimum_sensitivity(), "min_sensitivity"),
        (measures.liddell(), "liddell"),
        (measures.dice(), "dice"),
        (measures.mi() / log2_of_10, "mutual_information"),
        (measures.local_mi() / log2_of_10, "local_mutual_information"),
    ]:
        compare(frame, measure, scores[column], rel=1e-9, tiny=1e-7)


@pytest.mark.parametrize("boundary", ["poisson", "normal"])
def test_conservative_log_ratio_of_association_measures(boundary: str) -> None:
    theirs = pytest.importorskip("association_measures.measures")
    expected_frequencies = pytest.importorskip("association_measures.frequencies")
    pandas = pytest.importorskip("pandas")
    frame = random_tables(9)
    counts = pandas.DataFrame(
        {name.upper(): frame[name].to_numpy() for name in ("o11", "o12", "o21", "o22")}
    )
    counts = expected_frequencies.expected_frequencies(counts, observed=True)
    limits = theirs.conservative_log_ratio(counts, alpha=0.01, boundary=boundary, vocab=5000)
    form = {"poisson": "exact", "normal": "normal"}[boundary]
    ours = measures.lrc(confidence=0.99, family=5000, form=form)  # type: ignore[arg-type]
    compare(frame, ours, limits, rel=1e-8, tiny=1e-8)


# ---------------------------------------------------------------------------------------------
# NLTK


def test_association_measures_of_nltk() -> None:
    nltk = pytest.importorskip("nltk.metrics.association")
    theirs = nltk.BigramAssocMeasures
    frame = random_tables(10, least=1)

    def marginals(measure: Any) -> list[float]:
        rows = frame.select("o11", "r1", "c1", "n").iter_rows()
        return [float(measure(o11, (r1, c1), n)) for o11, r1, c1, n in rows]

    # Its Poisson-Stirling measure mixes a logarithm of base 2 with the 1 of natural ones.
    mixed = pl.col("o11") * (measures.mi() - 1)
    for ours, measure in [
        (measures.mi(), theirs.pmi),
        (measures.dice(), theirs.dice),
        (measures.jaccard(), theirs.jaccard),
        (measures.t_score(), theirs.student_t),
        (measures.chi_square().abs(), theirs.chi_sq),
        (measures.log_likelihood().abs(), theirs.likelihood_ratio),
        (mixed, theirs.poisson_stirling),
    ]:
        compare(frame, ours, marginals(measure), rel=1e-8, tiny=1e-6)
    small = frame.filter(pl.col("n") < 10**5)
    rows = small.select("o11", "r1", "c1", "n").iter_rows()
    fisher = [float(theirs.fisher(o11, (r1, c1), n)) for o11, r1, c1, n in rows]
    # It asks for the lower tail.
    found = 10 ** small.select(measures.fisher(side="less")).to_series().to_numpy()
    np.testing.assert_allclose(found, fisher, rtol=1e-8, atol=1e-300)
