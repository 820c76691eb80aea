"""Exact tests, the conservative log ratio and others, against other programs' values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from corpusstats import measures
from tests.reference import exact_tests
from tests.reference import measures as reference
from tests.unit.test_measures import (
    IMPOSSIBLE,
    INF,
    KEYNESS,
    NOTHING_COUNTED,
    gold,
    score,
    table,
    value_of,
    worst,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOG10_OF_2 = math.log10(2)


# ---------------------------------------------------------------------------------------------
# Gold tables


def test_ucs(shared_data: Path) -> None:
    """94 collocates by Evert's UCS toolkit; its logarithms have base 10, its p-values no sign."""
    frame = gold(shared_data, "ucs-gold-100.ds")
    cells = ("f", "f1", "f2", "N")
    infinite = pl.col("am.odds.ratio") == 1e7  # its word for an empty cell
    assert set(frame.filter(infinite).select(measures.odds_ratio(*cells)).to_series()) == {INF}
    assert (
        worst(
            frame.filter(~infinite), measures.odds_ratio(*cells).log10(), pl.col("am.odds.ratio")
        )[1]
        < 1e-13
    )
    for measure, column in [
        (-measures.fisher(*cells), "am.Fisher.pv"),
        (-measures.poisson(*cells), "am.Poisson.pv"),
        (measures.poisson_stirling(*cells, base=10), "am.Poisson.Stirling"),
        (measures.average_mi(*cells) * LOG10_OF_2, "am.average.MI"),
        (measures.geometric_mean(*cells), "am.gmean"),
        (measures.odds_ratio(*cells, discount=0.5).log10(), "am.odds.ratio.disc"),
        # UCS conditions on the columns.
        (measures.relative_risk("f", "f2", "f1", "N").log10(), "am.relative.risk"),
        (measures.simple_ll(*cells), "am.simple.ll"),
    ]:
        relative, absolute = worst(frame, measure, pl.col(column))
        # Its sums of O ln(O/E) lose digits near independence.
        assert relative < 1e-8 or absolute < 1e-12, column
        assert absolute < 1e-8, column


def test_ucs_z_score_with_yates(shared_data: Path) -> None:
    """Equal to UCS but where o11 is within 0.5 of e11: there UCS goes past e11, and we stop."""
    frame = gold(shared_data, "ucs-gold-100.ds")
    ours = measures.z_score("f", "f1", "f2", "N", correction="yates")
    f, f1, f2, n = (pl.col(name).cast(pl.Float64) for name in ("f", "f1", "f2", "N"))
    within = (f - f1 * f2 / n).abs() <= 0.5
    assert worst(frame.filter(~within), ours, pl.col("am.z.score.corr"))[0] < 1e-12
    assert set(frame.filter(within).select(ours).to_series()) == {0.0}


def test_mrsa_keywords(shared_data: Path) -> None:
    """702 keywords of German news on MRSA, by keyness() of R's corpora 0.6, family of 20109."""
    frame = gold(shared_data, "corpora_MRSAKeywords_keyness.tsv")
    cells = measures.from_corpora("f1", pl.lit(1177), "f2", pl.lit(341805))
    assert worst(frame, measures.lrc(*cells, family=20109), pl.col("LRC"))[1] < 1e-10
    one_sided = measures.lrc(*cells, family=20109, form="one-sided")
    assert worst(frame, one_sided, pl.col("LRC.positive"))[1] < 1e-10


def test_bundesregierung(shared_data: Path) -> None:
    """599 collocates in the German Bundestag, by association-measures, checked with CQPweb."""
    frame = gold(shared_data, "log-ratio-gold.tsv")
    cells = ("f", "f1", "f2", "N")
    for measure, column in [
        (measures.lrc(*cells, family=599), "lrc"),
        (measures.lrc(*cells, family=599, form="one-sided"), "lrc.positive"),
        (measures.lrc(*cells, family=599, form="normal"), "lrc.normal"),
        (measures.lrc(*cells, family=599, form="normal", confidence=0.99), "clr"),
    ]:
        assert worst(frame, measure, pl.col(column))[1] < 1e-10, column


def test_ditransitive(shared_data: Path) -> None:
    """40 verbs by Gries's Coll.analysis 4.0; its p-values near 1/2 follow a rule of their own."""
    frame = gold(shared_data, "occurR_gries4.tsv")
    cells = ("o11", pl.lit(958), "f1", pl.lit(138664))
    odds = measures.odds_ratio(*cells).log()
    assert worst(frame.filter(pl.col("odds").is_finite()), odds, pl.col("odds"))[0] < 1e-9
    attracted = frame.filter(measures.mi(*cells) > 1)
    assert attracted.height == 25
    for p in (-measures.fisher(*cells), -measures.fisher(*cells, side="two-sided")):
        assert worst(attracted, p, pl.col("fye_mpfr"))[0] < 1e-12


def test_occurr_collexemes(shared_data: Path) -> None:
    """752 collexemes by R's occurR."""
    frame = gold(shared_data, "occurR_collex.tsv")
    cells = ("o11", pl.lit(11494), "f1", pl.lit(10**8))
    for measure, column in [
        (measures.geometric_mean(*cells), "gmean"),
        (measures.liddell("o11", "f1", pl.lit(11494), pl.lit(10**8)), "liddell"),
        (measures.odds_ratio(*cells, discount=0.5).log10(), "odds_ratio"),
        (measures.poisson_stirling(*cells), "poisson_sterling"),
    ]:
        relative, absolute = worst(frame, measure, pl.col(column))
        assert relative < 1e-11 or absolute < 1e-11, (column, relative, absolute)


# ---------------------------------------------------------------------------------------------
# Single values. Count in target and reference, their sizes: as in `test_measures`.

MORE_KEYNESS = {
    (7, 2, 1000, 1000): (0, -0.2874179176, -4.658964793, 0.0009779874604),
    (10, 2, 1000, 1000): (0.09156829294, 0.3590213326, -1.778839139, 0.001624677704),
    (12000, 10000, 10**6, 10**6): (0.2246272823, 0.2307782897, 167.5607939, 9.782736341e-06),
    (200, 100, 10**6, 10**6): (0.6465941082, 0.7009750474, 19.47114962, 3.390768372e-06),
    (10, 0, 10**6, 10**6): (1.164478321, 1.517532297, -0.6457141273, 4.306765581e-06),
}


@pytest.mark.parametrize("cells", MORE_KEYNESS)
def test_keyness_of_single_tables(cells: tuple[int, int, int, int]) -> None:
    assert set(MORE_KEYNESS) == set(KEYNESS)
    a, b, c, d = cells
    found = (
        measures.lrc(),
        measures.lrc(form="one-sided"),
        measures.bic(),
        measures.ell(),
    )
    values = [value_of(measure, a, c, a + b, c + d) for measure in found]
    assert values == pytest.approx(MORE_KEYNESS[cells], rel=1e-9)


def test_association_measures_fixed_frame() -> None:
    """f = f1 = f2 = 10, N = 100, a family of 10 rows."""
    counts = (10, 10, 10, 100)
    assert value_of(measures.simple_ll(), *counts) == pytest.approx(28.051702, rel=1e-7)
    assert value_of(measures.liddell(), *counts) == 1
    normal = measures.lrc(form="normal", confidence=0.99, family=10)
    assert value_of(normal, *counts) == pytest.approx(0.796936, rel=1e-6)


def test_williams_as_in_quanteda() -> None:
    found = value_of(measures.log_likelihood(correction="williams"), 7, 10, 9, 19)
    assert found == pytest.approx(4.200833412154393, rel=1e-12)
    chi = value_of(measures.chi_square(correction="williams"), 7, 10, 9, 19)
    assert chi == pytest.approx(4.337160493827162 * 4.200833412154393 / 4.534939332256224)


def test_log_linear_as_in_quanteda() -> None:
    """`good ice` of two sentences of five words, with pads: cells 2, 0, 0, 7."""
    patterns = pl.DataFrame({"n00": [7], "n01": [0], "n10": [0], "n11": [2]})
    lambda_, z = patterns.select(
        measures.log_linear_lambda(patterns.columns), z=measures.log_linear_z(patterns.columns)
    ).row(0)
    assert lambda_ == pytest.approx(4.31748811353631, rel=1e-14)
    assert z == pytest.approx(2.0277869498758765, rel=1e-14)


def test_log_odds_as_in_monroe() -> None:
    """Two groups of 100 tokens, words of (10, 2), (2, 10), (3, 3), (85, 85)."""
    frame = table((10, 100, 12, 200), (2, 100, 12, 200), (3, 100, 6, 200), (85, 100, 170, 200))
    flat = frame.select(measures.log_odds(prior="convokit", weight=0.01, terms=4)).to_series()
    assert flat.to_list() == pytest.approx([2.187251, -2.187251, 0, 0], abs=5e-7)
    informative = frame.select(measures.log_odds()).to_series()
    assert informative.to_list() == pytest.approx([2.08832, -2.08832, 0, 0], abs=5e-6)
    sizes = frame.select(
        measures.log_odds_prior(),
        flat=measures.log_odds_prior(prior="convokit", weight=0.01, terms=4),
        tidylo=measures.log_odds_prior(prior="tidylo"),
    )
    assert sizes.row(0) == (20, 0.04, 200)
    column = frame.with_columns(vocabulary=pl.lit(4))
    by_column = measures.log_odds(prior="convokit", weight=0.01, terms="vocabulary")
    assert column.select(by_column).to_series().equals(flat)


def test_document_frequencies() -> None:
    """Text dispersion: 3 of 4 documents against 1 of 8."""
    assert value_of(measures.log_likelihood(), 3, 4, 4, 12) == pytest.approx(4.74933630302205)


@pytest.mark.parametrize(
    ("o11", "c1", "expected"),
    [
        (4, 14, 5.66860901785823),
        (12, 518, 3.49655416876907),
        (20, 102, 22.6084479526655),
        (461, 1160, 718.3205780736465),  # exact sums of integers; scipy is 0.98 off
    ],
)
def test_fisher_of_ditransitives(o11: int, c1: int, expected: float) -> None:
    found = value_of(measures.fisher(), o11, 958, c1, 138664)
    assert -found == pytest.approx(expected, rel=1e-13)


# ---------------------------------------------------------------------------------------------
# p-values


def test_p_values_of_any_statistic() -> None:
    """UCREL's critical values, both signs, and a G2 whose p-value is no number any more."""
    frame = pl.DataFrame(
        {"x": [3.841458820694124, -6.634896601021214, 10.827566170662733, 0, None]}
    )
    found = frame.select(measures.p_value("x")).to_series().to_list()
    assert found[:4] == pytest.approx([0.05, 0.01, 0.001, 1], rel=1e-14)
    assert found[4] is None
    far = pl.DataFrame({"log_likelihood": [1400.0, 2e6, -1e12]})
    logs = far.select(measures.log_p_value()).to_series()
    exact = [exact_tests.log_p_value(x) for x in far["log_likelihood"]]
    assert logs.to_list() == pytest.approx(exact, rel=1e-14)
    assert far.select(measures.p_value())["p_value"][1] == 0
    assert far.select(measures.log_p_value(df=4))["log_p_value"][0] == pytest.approx(
        exact_tests.log_p_value(1400, 4), rel=1e-14
    )


def test_p_values_in_any_engine() -> None:
    frame = pl.DataFrame({"g": [i % 3 for i in range(100)], "log_likelihood": range(100)})
    eager = frame.select(measures.log_p_value())
    assert frame.lazy().select(measures.log_p_value()).collect(engine="streaming").equals(eager)
    assert frame.select(measures.log_p_value().over("g")).equals(eager)
    with pytest.raises(pl.exceptions.ComputeError, match="numbers"):
        pl.DataFrame({"log_likelihood": ["x"]}).select(measures.log_p_value())


# ---------------------------------------------------------------------------------------------
# Edges


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (measures.fisher(), [0.0] * 8),
        (measures.fisher(side="less"), [0.0] * 8),
        (measures.fisher(side="two-sided"), [0.0] * 8),
        (measures.simple_ll(), [0.0] * 8),
        (measures.average_mi(), [0.0] * 8),
        (measures.lrc(), [None] * 5 + [0.0, None, None]),
        (measures.lrc(form="normal"), [None] * 5 + [0.0, None, None]),
        (measures.relative_risk(), [None] * 5 + [1.0, None, None]),
        (measures.odds_ratio(), [None] * 8),
        (measures.odds_ratio(discount=0.5), [None] * 8),
        (measures.difference_coefficient(), [None] * 5 + [0.0, None, None]),
        (measures.log_odds(), [0.0, 0.0, None, None, None, None, None, None]),
        (measures.liddell(), [0.0, 0.0, *[None] * 6]),
        (measures.geometric_mean(), [None, math.sqrt(0.05), *[None] * 3, math.sqrt(0.1), None, 1]),
    ],
)
def test_nothing_counted(measure: pl.Expr, values: list[float | None]) -> None:
    found = table(*NOTHING_COUNTED).select(measure).to_series().to_list()
    assert [x is None for x in found] == [x is None for x in values]
    for ours, expected in zip(found, values, strict=True):
        assert ours is None or ours == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("measure", "absent", "only_term", "target_only"),
    # o11, r1, c1, n: (0, 10, 5, 100), (10, 10, 100, 100), (5, 10, 5, 100)
    [
        (measures.fisher(), 0.0, 0.0, math.log10(252 / 75287520)),
        (measures.poisson(), 0.0, exact_tests.poisson(reference.Table(10, 0, 90, 0)), None),
        (measures.poisson(side="less"), -0.5 / math.log(10), None, None),
        (measures.simple_ll(), -1.0, 0.0, 2 * (5 * math.log(10) - 4.5)),
        (measures.poisson_stirling(), 0.0, -10.0, 5 * (math.log(10) - 1)),
        (measures.relative_risk(), 0.0, 1.0, INF),
        (measures.odds_ratio(), 0.0, None, INF),
        (measures.odds_ratio(discount=0.5), 0.5 / 10.5 * 85.5 / 5.5, None, 5.5 / 5.5 * 90.5 / 0.5),
        (measures.difference_coefficient(), -1.0, 0.0, 1.0),
        (measures.lrc(form="one-sided"), -INF, None, None),
        (measures.lrc(), 0.0, 0.0, None),
        (measures.geometric_mean(), 0.0, math.sqrt(0.1), math.sqrt(0.5)),
    ],
)
def test_empty_cells(
    measure: pl.Expr, absent: float, only_term: float | None, target_only: float | None
) -> None:
    assert score(measure, 0, 10, 5, 100) == pytest.approx(absent)
    if only_term is not None:
        assert score(measure, 10, 10, 100, 100) == pytest.approx(only_term, rel=1e-14, abs=1e-15)
    if target_only is not None:
        assert score(measure, 5, 10, 5, 100) == pytest.approx(target_only)


def test_lrc_of_what_is_only_on_one_side() -> None:
    """tau = (alpha / 2) ** (1 / o11), without a search."""
    tau = 0.025 ** (1 / 10)
    expected = math.log2(tau / (1 - tau))
    assert score(measures.lrc(), 10, 10**6, 10, 2 * 10**6) == pytest.approx(expected, rel=1e-12)
    assert score(measures.lrc(), 0, 10**6, 10, 2 * 10**6) == pytest.approx(-expected, rel=1e-12)


def test_families_of_rows() -> None:
    rows = [(50, 1000, 60, 5000), (50, 1000, 60, 5000), (50, 1000, 60, 5000), (50, 1000, 60, 5000)]
    frame = table(*rows).with_columns(family=pl.Series([1, 1000, 0, None]))
    found = frame.select(measures.lrc(family="family")).to_series().to_list()
    for value, family in zip(found[:2], (1, 1000), strict=True):
        assert value == frame.select(measures.lrc(family=family)).to_series()[0]
    assert found[2:] == [None, None]
    assert found[0] > found[1] > 0


# ---------------------------------------------------------------------------------------------
# Precision of large tables


@pytest.mark.parametrize(
    "counts",
    [
        (3, 10**9, 10**3, 10**12),  # nearly a Poisson distribution
        (40_300, 4 * 10**7, 10**6, 10**9),  # 1.5 standard deviations from what is expected
        (39_500, 4 * 10**7, 10**6, 10**9),
        (10_012_345, 5 * 10**7, 2 * 10**7, 10**8),
        (9_000_000, 5 * 10**7, 2 * 10**7, 10**8),
        (10**6, 10**6, 10**6, 10**12),
        (0, 5 * 10**5, 5 * 10**5, 10**6),
    ],
)
def test_large_tables(counts: tuple[int, ...]) -> None:
    t = reference.table(*counts)
    assert t is not None
    pairs: list[tuple[pl.Expr, float | None]] = [
        (measures.fisher(), exact_tests.fisher(t)),
        (measures.fisher(side="less"), exact_tests.fisher(t, "less")),
        (measures.poisson(), exact_tests.poisson(t)),
        (measures.poisson(side="less"), exact_tests.poisson(t, "less")),
        (measures.lrc(), exact_tests.lrc(t)),
        (measures.lrc(family=10**6), exact_tests.lrc(t, family=10**6)),
        (measures.lrc(form="normal"), exact_tests.lrc(t, form="normal")),
    ]
    for i, (measure, exact) in enumerate(pairs):
        assert exact is not None
        assert value_of(measure, *counts) == pytest.approx(exact, rel=1e-11, abs=1e-14), i


def test_counts_that_floats_do_not_hold() -> None:
    """Close to the largest possible table: finite, ordered, and as symmetrical as it should be."""
    n = 9 * 10**18
    for o11 in (2 * 10**18 - 10**10, 2 * 10**18 + 10**10):
        counts = (o11, 4 * 10**18, 45 * 10**17, n)
        for measure in (measures.fisher(), measures.fisher(side="less"), measures.poisson()):
            found = value_of(measure, *counts)
            assert found <= 0
            assert math.isfinite(found)


# ---------------------------------------------------------------------------------------------
# Notations


def test_three_notations_of_a_table() -> None:
    frame = pl.DataFrame({"o11": [10], "o12": [90], "o21": [2], "o22": [98]})
    four = frame.with_columns(measures.from_cells()).select("o11", "r1", "c1", "n")
    assert four.row(0) == (10, 100, 12, 200)
    pair = pl.DataFrame({"f": [10], "f1": [100], "f2": [12], "n": [200]})
    assert pair.select(measures.from_frequencies()).equals(four)
    terms = pl.DataFrame({"f1": [10], "n1": [100], "f2": [2], "n2": [100]})
    assert terms.select(measures.from_corpora()).equals(four)
    assert terms.select(measures.mi(*measures.from_corpora())).equals(four.select(measures.mi()))


@pytest.mark.parametrize(
    ("notation", "counts"),
    [
        (measures.from_cells, [(-1, 2, 3, 4), (1, None, 3, 4), (1, 2, 2.5, 4)]),
        (measures.from_frequencies, [(5, 4, 9, 99), (5, 9, 4, 99), (1, 9, 9, 8), (1, 60, 60, 99)]),
        (measures.from_corpora, [(5, 4, 1, 9), (1, 4, 10, 9), (-1, 4, 1, 9), (1, 4.5, 1, 9)]),
    ],
)
def test_impossible_tables_in_other_notations(
    notation: Callable[..., tuple[pl.Expr, ...]], counts: list[tuple[Any, ...]]
) -> None:
    frame = pl.DataFrame(counts, schema=dict.fromkeys("abcd", pl.Float64), orient="row")
    found = frame.select(notation("a", "b", "c", "d"))
    assert found.schema == dict.fromkeys(("o11", "r1", "c1", "n"), pl.Int64)
    assert found.rows() == [(None,) * 4] * len(counts)


# ---------------------------------------------------------------------------------------------
# Options


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measures.fisher(side="both"), "side must be 'greater' or 'less' or 'two-sided'"),  # type: ignore[arg-type]
        (lambda: measures.poisson(side="two-sided"), "side must be 'greater' or 'less'"),  # type: ignore[arg-type]
        (lambda: measures.lrc(form="poisson"), "form must be 'exact' or 'one-sided' or 'normal'"),  # type: ignore[arg-type]
        (lambda: measures.lrc(zero="half"), "zero must be 'hardie' or 'walter'"),  # type: ignore[arg-type]
        (lambda: measures.lrc(confidence=95), "confidence must be a number between 0 and 1"),
        (lambda: measures.lrc(family=0), "family must be a whole number above 0, not 0"),
        (lambda: measures.lrc(family=1.5), "family must be a whole number above 0, not 1.5"),  # type: ignore[arg-type]
        (lambda: measures.log_odds(prior="flat"), "prior must be 'monroe' or 'convokit'"),  # type: ignore[arg-type]
        (lambda: measures.log_odds(prior="convokit"), "needs terms="),
        (lambda: measures.log_odds(terms=5), "goes with prior='convokit'"),
        (lambda: measures.log_odds(weight=0), "weight must be a number above 0, not 0"),
        (lambda: measures.odds_ratio(discount=-1), "discount must be a number above 0, not -1"),
        (lambda: measures.log_likelihood(cells=2, correction="williams"), "leave out cells=2"),
        (lambda: measures.poisson_stirling(base=1), "base must be a number above 1, not 1"),
        (lambda: measures.log_p_value(df=0), "df must be a number above 0, not 0"),
        (lambda: measures.log_linear_lambda(["a", "b", "c"]), "patterns must be 4, 8, 16, 32"),
        (lambda: measures.log_linear_z("abcd"), "patterns must be"),
        (
            lambda: measures.log_linear_z(["a"] * 4, smoothing=-1),
            "smoothing must be a number above 0",
        ),
    ],
)
def test_options_are_checked(call: Callable[[], pl.Expr], message: str) -> None:
    with pytest.raises((ValueError, TypeError), match=message):
        call()


# ---------------------------------------------------------------------------------------------
# Log-linear models


@pytest.mark.parametrize("words", [2, 3, 4, 5])
def test_log_linear_models(words: int) -> None:
    counts = [[(7 * row + 3 * i * i) % 23 for i in range(2**words)] for row in range(5)]
    names = [f"n{i:0{words}b}" for i in range(2**words)]
    frame = pl.DataFrame(counts, schema=names, orient="row")
    for smoothing in (0.5, 1.0):
        exact = [reference.log_linear(row, smoothing) for row in counts]
        found = frame.select(
            measures.log_linear_lambda(names, smoothing=smoothing),
            measures.log_linear_z(names, smoothing=smoothing),
        )
        assert [x for x, _ in exact] == pytest.approx(found["log_linear_lambda"].to_list())
        assert [x for _, x in exact] == pytest.approx(found["log_linear_z"].to_list())


def test_log_linear_model_of_two_words_is_the_odds_ratio() -> None:
    frame = table((10, 100, 12, 200), *IMPOSSIBLE[:3])
    o22 = pl.col("n") - pl.col("r1") - pl.col("c1") + pl.col("o11")
    patterns = [o22, pl.col("c1") - pl.col("o11"), pl.col("r1") - pl.col("o11"), pl.col("o11")]
    found = frame.select(
        measures.log_linear_lambda(patterns, smoothing=0), odds=measures.odds_ratio().log()
    )
    assert found["log_linear_lambda"][0] == pytest.approx(found["odds"][0])
    assert found["log_linear_lambda"].to_list()[1:] == [None] * 3


def test_log_linear_model_at_its_limits() -> None:
    names = ["n00", "n01", "n10", "n11"]
    frame = pl.DataFrame(
        [(5, 0, 3, 2), (5, 3, 3, 0), (0, 0, 3, 2), (5, -1, 3, 2), (5, None, 3, 2)],
        schema=dict.fromkeys(names, pl.Int64),
        orient="row",
    )
    found = frame.select(
        measures.log_linear_lambda(names, smoothing=0), measures.log_linear_z(names, smoothing=0)
    )
    assert found["log_linear_lambda"].to_list() == [INF, -INF, None, None, None]
    assert found["log_linear_z"].to_list() == [0, 0, 0, None, None]
