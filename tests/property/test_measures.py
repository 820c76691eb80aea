"""Laws of `corpusstats.measures` on all possible (and impossible) tables."""

import math
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from corpusstats import measures
from tests.reference import measures as reference

Row = tuple[int, int, int, int]  # o11, r1, c1, n
Oracle = Callable[[reference.Table], float | None]

VARIANTS: dict[str, tuple[pl.Expr, Oracle]] = {
    "log_likelihood": (measures.log_likelihood(), reference.log_likelihood),
    "log_likelihood, 2 cells": (measures.log_likelihood(cells=2), reference.log_likelihood_2),
    "chi_square": (measures.chi_square(), reference.chi_square),
    "chi_square, Yates": (measures.chi_square(correction="yates"), reference.chi_square_yates),
    "log_ratio, Walter": (measures.log_ratio(zero="walter"), reference.log_ratio_walter),
    "log_ratio, Hardie": (measures.log_ratio(zero="hardie"), reference.log_ratio_hardie),
    "percent_difference": (measures.percent_difference(), reference.percent_difference),
    "simple_maths": (measures.simple_maths(), reference.simple_maths),
    "mi": (measures.mi(), reference.mi),
    "t_score": (measures.t_score(), reference.t_score),
    "z_score": (measures.z_score(), reference.z_score),
    "adjusted_residual": (measures.adjusted_residual(), reference.adjusted_residual),
    "dice": (measures.dice(), reference.dice),
    "log_dice": (measures.log_dice(), reference.log_dice),
    "log_dice, node": (
        measures.log_dice(marginal="node", node_count=pl.col("r1") // 4),
        lambda t: reference.log_dice_node(t, t.rows[0] // 4),
    ),
    "mi2": (measures.mi2(), reference.mi2),
    "mi3": (measures.mi3(), reference.mi3),
    "npmi": (measures.npmi(), reference.npmi),
    "local_mi": (measures.local_mi(), reference.local_mi),
    "jaccard": (measures.jaccard(), reference.jaccard),
    "minimum_sensitivity": (measures.minimum_sensitivity(), reference.minimum_sensitivity),
    "delta_p_forward": (measures.delta_p_forward(), reference.delta_p_forward),
    "delta_p_backward": (measures.delta_p_backward(), reference.delta_p_backward),
}
VARIANTS |= {
    "log_likelihood, Williams": (
        measures.log_likelihood(correction="williams"),
        reference.log_likelihood_williams,
    ),
    "chi_square, Williams": (
        measures.chi_square(correction="williams"),
        reference.chi_square_williams,
    ),
    "simple_ll": (measures.simple_ll(), reference.simple_ll),
    "average_mi": (measures.average_mi(), reference.average_mi),
    "bic": (measures.bic(), reference.bic),
    "ell": (measures.ell(), reference.ell),
    "relative_risk": (measures.relative_risk(), reference.relative_risk),
    "odds_ratio": (measures.odds_ratio(), reference.odds_ratio),
    "odds_ratio, discounted": (measures.odds_ratio(discount=0.5), reference.odds_ratio_discounted),
    "difference_coefficient": (
        measures.difference_coefficient(),
        reference.difference_coefficient,
    ),
    "liddell": (measures.liddell(), reference.liddell),
    "geometric_mean": (measures.geometric_mean(), reference.geometric_mean),
    "poisson_stirling": (measures.poisson_stirling(), reference.poisson_stirling),
    "z_score, Yates": (measures.z_score(correction="yates"), reference.z_score_yates),
    "log_odds": (measures.log_odds(), reference.log_odds_monroe),
    "log_odds, flat": (
        measures.log_odds(prior="convokit", terms=50),
        reference.log_odds_convokit,
    ),
    "log_odds, tidylo": (measures.log_odds(prior="tidylo"), reference.log_odds_tidylo),
}
# Differences of numbers that can be equal without being small: of absolute, not of relative size.
CROSSING = {"log_dice": 1e-14, "bic": 1e-13}
NEAR = {"poisson_stirling": 1e-16}
ALL = list(VARIANTS)
TESTS = ALL[:4]
FLIPPING = [*ALL[:6], "delta_p_forward", "delta_p_backward"]
SYMMETRIC = [
    "log_likelihood", "chi_square", "mi", "mi2", "mi3", "npmi", "local_mi", "t_score", "z_score",
    "dice", "log_dice", "jaccard", "minimum_sensitivity",
]  # fmt: skip
RISING = [
    "log_likelihood", "log_likelihood, 2 cells", "chi_square", "mi", "mi2", "mi3", "npmi", "dice",
    "jaccard", "minimum_sensitivity", "delta_p_forward", "delta_p_backward",
]  # fmt: skip
HOMOGENEOUS = [
    "percent_difference", "simple_maths", "mi", "npmi", "dice", "log_dice", "jaccard",
    "minimum_sensitivity", "delta_p_forward", "delta_p_backward",
]  # fmt: skip

laws = settings(deadline=None)
each = pytest.mark.parametrize("name", ALL)


@st.composite
def possible_tables(draw: st.DrawFn, largest: int = 10**12) -> Row:
    """Tables of all sizes; half of them within a few counts of independence."""
    n = draw(st.one_of(*(st.integers(1, m) for m in (12, 10**4, 10**9, largest) if m <= largest)))
    r1, c1 = draw(st.integers(0, n)), draw(st.integers(0, n))
    lowest, highest = max(0, r1 + c1 - n), min(r1, c1)
    near = r1 * c1 // n + draw(st.integers(-3, 3))
    anywhere = st.integers(lowest, highest)
    o11 = draw(st.one_of(anywhere, st.just(min(max(near, lowest), highest))))
    return o11, r1, c1, n


@st.composite
def impossible_or_possible_tables(draw: st.DrawFn) -> Row:
    counts = st.one_of(st.integers(-3, 12), st.integers(-(2**63), 2**63 - 1))
    return draw(counts), draw(counts), draw(counts), draw(counts)


def frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("o11", "r1", "c1", "n"), pl.Int64), orient="row"
    )


def scores(name: str, *rows: Row) -> list[float | None]:
    return frame(list(rows)).select(VARIANTS[name][0]).to_series().to_list()


def tables_of(*, largest: int = 10**12) -> st.SearchStrategy[list[Row]]:
    return st.lists(possible_tables(largest=largest), min_size=1, max_size=20)


@each
@laws
@given(rows=tables_of())
def test_equal_to_the_oracle(name: str, rows: list[Row]) -> None:
    """And so: never NaN, null exactly at 0/0."""
    exact = [reference.score(VARIANTS[name][1], *row) for row in rows]
    for row, found, expected in zip(rows, scores(name, *rows), exact, strict=True):
        if expected is None or found is None:
            assert found is expected, row
        else:
            within = max(CROSSING.get(name.partition(",")[0], 0), NEAR.get(name, 0) * row[3])
            assert math.isclose(found, expected, rel_tol=1e-12, abs_tol=within), row


@each
@laws
@given(rows=st.lists(impossible_or_possible_tables(), min_size=1, max_size=50))
def test_null_exactly_on_impossible_tables(name: str, rows: list[Row]) -> None:
    for row, found in zip(rows, scores(name, *rows), strict=True):
        assert (found is None) == (reference.score(VARIANTS[name][1], *row) is None), row
        if name in TESTS:
            assert (found is None) == (reference.table(*row) is None), row


@each
@laws
@given(rows=st.lists(possible_tables(), max_size=60), groups=st.integers(1, 5))
def test_the_engine_does_not_matter(name: str, rows: list[Row], groups: int) -> None:
    measure = VARIANTS[name][0]
    counts = frame(rows).with_columns(group=pl.int_range(pl.len()) % groups)
    eager = counts.select(measure)
    assert counts.lazy().select(measure).collect(engine="streaming").equals(eager)
    assert counts.lazy().select(measure).collect(engine="in-memory").equals(eager)
    assert counts.select(measure.over("group")).equals(eager)
    assert counts.reverse().select(measure).reverse().equals(eager)
    for i in range(min(len(rows), 5)):
        assert counts.slice(i, 1).select(measure).equals(eager.slice(i, 1))


@pytest.mark.parametrize("name", FLIPPING)
@laws
@given(row=possible_tables())
def test_swapping_target_and_reference_flips_the_sign(name: str, row: Row) -> None:
    o11, r1, c1, n = row
    there, back = scores(name, row, (c1 - o11, n - r1, c1, n))
    if there is None or back is None:
        assert there is back
    else:
        assert math.isclose(there, -back, rel_tol=1e-12)


@pytest.mark.parametrize("name", SYMMETRIC)
@laws
@given(row=possible_tables())
def test_transposing_the_table_changes_nothing(name: str, row: Row) -> None:
    o11, r1, c1, n = row
    there, back = scores(name, row, (o11, c1, r1, n))
    assert there == back or math.isclose(there or 0, back or 0, rel_tol=1e-13)


@pytest.mark.parametrize("name", TESTS)
@laws
@given(
    i=st.integers(0, 10**6),
    more_i=st.integers(0, 10**6),
    j=st.integers(0, 10**6),
    more_j=st.integers(0, 10**6),
)
def test_zero_under_exact_independence(name: str, i: int, more_i: int, j: int, more_j: int) -> None:
    rows, columns = i + more_i, j + more_j
    assume(rows * columns > 0)
    assert scores(name, (i * j, i * columns, rows * j, rows * columns)) == [0.0]


@laws
@given(row=possible_tables(largest=10**6))
def test_equal_to_scipy(row: Row) -> None:
    t = reference.table(*row)
    assert t is not None
    assume(min(*t.rows, *t.columns) > 0)
    cells = [[t.o11, t.o12], [t.o21, t.o22]]
    for name, lambda_, correction in [
        ("log_likelihood", "log-likelihood", False),
        ("chi_square", "pearson", False),
        ("chi_square, Yates", "pearson", True),
    ]:
        theirs = stats.chi2_contingency(cells, correction=correction, lambda_=lambda_).statistic
        (ours,) = scores(name, row)
        # scipy sums O ln(O/E) in floats: for counts up to 10**6 it errs by up to about 1e-9.
        assert ours is not None
        assert abs(ours) == pytest.approx(float(theirs), rel=1e-9, abs=1e-8), name
    expected = [float(e) for e in t.expected()]
    two = stats.power_divergence([t.o11, t.o21], [expected[0], expected[2]], lambda_=0).statistic
    (ours,) = scores("log_likelihood, 2 cells", row)
    assert ours is not None
    assert abs(ours) == pytest.approx(float(two), rel=1e-9, abs=1e-8)


@pytest.mark.parametrize("name", RISING)
@laws
@given(row=possible_tables())
def test_more_joint_occurrences_mean_a_higher_score(name: str, row: Row) -> None:
    o11, r1, c1, n = row
    assume(o11 < min(r1, c1))
    fewer, more = scores(name, row, (o11 + 1, r1, c1, n))
    assert fewer is not None
    assert more is not None
    # A single count in 10**12 can be less than the last digit of a score far from independence.
    assert fewer < more or math.isclose(fewer, more, rel_tol=1e-9)


@laws
@given(rows=tables_of())
def test_bounds(rows: list[Row]) -> None:
    found = frame(rows).select(
        pl.col("n"),
        four=measures.log_likelihood().abs(),
        two=measures.log_likelihood(cells=2).abs(),
        chi=measures.chi_square().abs(),
        yates=measures.chi_square(correction="yates").abs(),
        dice=measures.dice(),
        log_dice=measures.log_dice(),
        jaccard=measures.jaccard(),
        sensitivity=measures.minimum_sensitivity(),
        npmi=measures.npmi(),
        forward=measures.delta_p_forward(),
        backward=measures.delta_p_backward(),
        mi2=measures.mi2(),
        percent=measures.percent_difference(),
        maths=measures.simple_maths(),
    )
    rounding = 1 + 1e-12
    for law in (
        pl.col("log_dice") <= 14,
        pl.col("dice").is_between(0, 1),
        pl.col("jaccard").is_between(0, 1),
        pl.col("jaccard") <= pl.col("sensitivity") * rounding,
        pl.col("sensitivity") <= pl.col("dice") * rounding,
        pl.col("npmi").is_between(-1, 1),
        pl.col("forward").is_between(-1, 1),
        pl.col("backward").is_between(-1, 1),
        pl.col("mi2") <= pl.col("n").log(2) * rounding,
        pl.col("percent") >= -100 * rounding,
        pl.col("maths") > 0,
        pl.col("two") <= pl.col("four") * rounding,
        pl.col("yates") <= pl.col("chi"),
        pl.col("chi") <= pl.col("n") * rounding,
        pl.col("four") <= pl.col("n") * 2 * math.log(2) * rounding,
    ):
        assert found.select(law.fill_null(value=True).all()).item(), law


@laws
@given(row=possible_tables(largest=10**6), factor=st.integers(2, 1000))
def test_evidence_grows_with_the_corpus_and_effects_do_not(row: Row, factor: int) -> None:
    o11, r1, c1, n = row
    larger = (o11 * factor, r1 * factor, c1 * factor, n * factor)
    for name in ("log_likelihood", "log_likelihood, 2 cells", "chi_square"):
        small, large = scores(name, row, larger)
        assert small is not None
        assert large == pytest.approx(small * factor, rel=1e-12)
    for name in HOMOGENEOUS:
        small, large = scores(name, row, larger)
        assert small == large or large == pytest.approx(small, rel=1e-12, abs=1e-14)
    for name, power in [("mi2", 1), ("mi3", 2)]:
        small, large = scores(name, row, larger)
        if small is None:
            assert large is None
        else:
            assert large == pytest.approx(small + power * math.log2(factor), rel=1e-12, abs=1e-12)
    small, large = scores("local_mi", row, larger)
    assert small is not None
    assert large == pytest.approx(small * factor, rel=1e-12)


@laws
@given(row=possible_tables())
def test_one_association_measure_by_another(row: Row) -> None:
    named = {
        name: scores(name, row)[0]
        for name in ("mi", "mi2", "mi3", "local_mi", "npmi", "dice", "jaccard")
    }
    mi, mi2, mi3, local_mi, npmi, dice, jaccard = named.values()
    if dice is None:
        assert jaccard is None
    else:
        assert jaccard == pytest.approx(dice / (2 - dice), rel=1e-14)
    o11 = row[0]
    if o11 > 0:
        assert mi is not None
        assert mi2 is not None
        assert mi3 is not None
        assert mi <= mi2 <= mi3
        assert mi2 - mi == pytest.approx(math.log2(o11), rel=1e-13, abs=1e-13)
        assert mi3 - mi == pytest.approx(2 * math.log2(o11), rel=1e-13, abs=1e-13)
        assert local_mi == o11 * mi
        if npmi is not None:
            assert math.copysign(1, npmi) == math.copysign(1, mi)
    else:
        assert mi == mi2 == mi3
        assert mi in (None, -math.inf)
        assert npmi == (None if mi is None else -1)
        assert local_mi == 0


@laws
@given(row=possible_tables())
def test_delta_p_has_the_sign_of_the_deviation_and_two_directions(row: Row) -> None:
    o11, r1, c1, n = row
    (forward,), (backward,) = scores("delta_p_forward", row), scores("delta_p_backward", row)
    transposed = (o11, c1, r1, n)
    assert scores("delta_p_forward", transposed) == [backward]
    assert scores("delta_p_backward", transposed) == [forward]
    cross = o11 * n - r1 * c1
    for value in (forward, backward):
        assert value is None or (value > 0, value < 0) == (cross > 0, cross < 0)
    if forward is not None and backward is not None:
        # Their product is phi squared, which is chi-square divided by n.
        (chi,) = scores("chi_square", row)
        assert chi is not None
        assert forward * backward * n == pytest.approx(abs(chi), rel=1e-12)


@laws
@given(row=possible_tables(), node_count=st.integers(0, 10**12))
def test_log_dice_by_the_node(row: Row, node_count: int) -> None:
    o11, _, c1, _ = row
    found = frame([row]).select(
        node=measures.log_dice(marginal="node", node_count=pl.lit(node_count)),
        same=measures.log_dice(marginal="node", node_count="r1"),
        window=measures.log_dice(),
    )
    node, same, window = found.row(0)
    assert same == window
    if node_count + c1 == 0:
        assert node is None
    else:
        assert (node > 14 + 1e-14) <= (o11 > node_count)
        assert (node < 14 - 1e-14) <= (2 * o11 < node_count + c1)
        if node_count > 0:
            assert node < 15
