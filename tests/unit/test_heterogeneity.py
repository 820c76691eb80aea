"""Odds ratios of several tables: values of other programs, edges, and use over groups."""

import math
import random
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats import _core
from tests.reference import association

M = cs.measures

# Smoking and lung cancer in eight Chinese cities: Liu (1992), Int. J. Epidemiology 21(2), 197-201,
# as in Agresti (1996), An Introduction to Categorical Data Analysis, table 3.3.
CITIES = [
    (126, 100, 35, 61),
    (908, 688, 497, 807),
    (913, 747, 336, 598),
    (235, 172, 58, 121),
    (402, 308, 121, 215),
    (182, 156, 72, 98),
    (60, 99, 11, 43),
    (104, 89, 21, 36),
]


def frame(tables: Any) -> pl.DataFrame:
    rows = [(a, a + b, a + c, a + b + c + d) for a, b, c, d in tables]
    return pl.DataFrame(rows, ["o11", "r1", "c1", "n"], orient="row")


def tables(number: int, low: int = 0) -> list[list[tuple[int, int, int, int]]]:
    """Lists of random tables."""
    numbers = random.Random(7)
    sizes = (3, 30, 3000)
    return [
        [
            tuple(numbers.randint(low, numbers.choice(sizes) + low) for _ in range(4))  # type: ignore[misc]
            for _ in range(numbers.randint(2, 5))
        ]
        for _ in range(number)
    ]


def test_values_of_other_programs() -> None:
    """SAS 6 prints 2.174 and 5.200 for these; its test has no correction."""
    found = frame(CITIES)
    assert math.exp(found.select(M.pooled_log_odds_ratio()).item()) == pytest.approx(
        2.174, abs=5e-4
    )
    assert found.select(M.breslow_day(correction=None)).item() == pytest.approx(5.200, abs=5e-4)


def scores(listed: list[list[tuple[int, int, int, int]]]) -> list[dict[str, Any]]:
    """All sums over each list."""
    parts = [frame(one).with_columns(number=pl.lit(place)) for place, one in enumerate(listed)]
    grouped = (
        pl.concat(parts)
        .group_by("number")
        .agg(
            M.pooled_log_odds_ratio(),
            M.woolf(),
            M.breslow_day(),
            uncorrected=M.breslow_day(correction=None),
        )
    )
    return grouped.sort("number").to_dicts()


def test_woolf_is_that_of_vcd() -> None:
    """`woolf_test` of R's vcd, which adds a half to all tables if a cell is empty anywhere."""
    np = pytest.importorskip("numpy")
    every = [CITIES, *tables(1000, low=1)]
    for listed, row in zip(every, scores(every), strict=True):
        x = np.array(listed, dtype=float)
        log_odds = np.log(x[:, 0] * x[:, 3] / (x[:, 1] * x[:, 2]))
        w = 1 / (1 / x).sum(axis=1)
        expected = float((w * (log_odds - np.average(log_odds, weights=w)) ** 2).sum())
        assert row["woolf"] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_equal_to_statsmodels() -> None:
    """Where its quadratic has digits left: not for odds ratios next to 1."""
    stratified = pytest.importorskip("statsmodels.stats.contingency_tables").StratifiedTable
    np = pytest.importorskip("numpy")
    every = [CITIES, *tables(1000, low=1)]
    for listed, row in zip(every, scores(every), strict=True):
        model = stratified([np.array(one, dtype=float).reshape(2, 2) for one in listed])
        pooled = row["pooled_log_odds_ratio"]
        assert pooled == pytest.approx(model.logodds_pooled, rel=1e-10, abs=1e-12)
        for name, adjust in (("breslow_day", True), ("uncorrected", False)):
            expected = model.test_equal_odds(adjust=adjust).statistic
            assert row[name] == pytest.approx(expected, rel=1e-6, abs=1e-7)


def test_equal_to_the_oracle_with_empty_cells() -> None:
    every = tables(1000)
    for listed, row in zip(every, scores(every), strict=True):
        known = [one for one in listed if association.informative(one)]
        if len(known) < 2:
            assert row["woolf"] is row["breslow_day"] is None
            continue
        assert row["woolf"] == pytest.approx(association.woolf(listed), rel=1e-9, abs=1e-9)
        if association.common(listed) is None:
            assert row["breslow_day"] is None
        else:
            expected = association.breslow_day(listed)
            assert row["breslow_day"] == pytest.approx(expected, rel=1e-6, abs=1e-7)


def test_log_odds_ratio() -> None:
    found = frame([(10, 90, 20, 880), (0, 5, 3, 100), (2, 0, 3, 4)])
    expected = [
        math.log(10 * 880 / (90 * 20)),
        math.log(0.5 * 100.5 / (5.5 * 3.5)),
        math.log(2.5 * 4.5 / (0.5 * 3.5)),
    ]
    assert found.select(M.log_odds_ratio()).to_series().to_list() == pytest.approx(expected)
    plain = found.select(M.log_odds_ratio(zero=None)).to_series().to_list()
    assert plain == [pytest.approx(expected[0]), -math.inf, math.inf]
    large = pl.DataFrame(
        {"o11": [10**9 + 1], "r1": [2 * 10**9], "c1": [2 * 10**9], "n": [4 * 10**9]}
    )
    assert large.select(M.log_odds_ratio()).item() == pytest.approx(4e-9, rel=1e-9)
    with pytest.raises(ValueError, match="zero must be 'haldane' or None"):
        M.log_odds_ratio(zero="walter")  # type: ignore[arg-type]


def test_no_table_no_number() -> None:
    empty_margins = [(0, 5, 0, 5), (0, 0, 5, 5), (5, 0, 5, 0), (5, 5, 0, 0)]
    found = frame(empty_margins)
    assert found.select(M.log_odds_ratio()).to_series().to_list() == [None] * 4
    sums = (M.pooled_log_odds_ratio(), M.woolf(), M.breslow_day())
    assert found.select(*sums).row(0) == (None,) * 3
    one = frame([*empty_margins, (3, 4, 5, 6)])
    assert one.select(*sums).row(0) == (pytest.approx(math.log(18 / 20)), None, None)
    impossible = pl.DataFrame({"o11": [5, 3], "r1": [4, 7], "c1": [9, 8], "n": [20, 18]})
    assert impossible.select(M.woolf()).item() is None
    never_apart = frame([(3, 4, 0, 6), (2, 9, 0, 8)])
    pooled, woolf, breslow_day = never_apart.select(*sums).row(0)
    assert pooled == math.inf
    assert woolf > 0
    assert breslow_day is None


def test_over_groups_and_lazily() -> None:
    found = frame(CITIES).with_columns(half=pl.Series([0, 1] * 4))
    whole = [found.filter(half=half).select(M.woolf(), M.breslow_day()).row(0) for half in (0, 1)]
    grouped = found.lazy().group_by("half").agg(M.woolf(), M.breslow_day()).sort("half").collect()
    over = found.select(M.woolf().over("half"), M.breslow_day().over("half"))
    sums = (M.woolf(), M.breslow_day(), M.pooled_log_odds_ratio())
    streamed = found.lazy().select(*sums).collect(engine="streaming")
    assert streamed.row(0) == pytest.approx(found.select(*sums).row(0))
    for half in (0, 1):
        assert grouped.row(half)[1:] == pytest.approx(whole[half])
        assert over.row(half) == pytest.approx(whole[half])


def test_t_quantile_is_scipys() -> None:
    stats = pytest.importorskip("scipy.stats")
    for degrees in [*range(1, 60), 99, 100, 299, 300, 301, 5000, 10**6]:
        for confidence in (0.5, 0.95, 0.999):
            expected = stats.t.ppf(0.5 + confidence / 2, degrees)
            found = _core.student_quantile(0.5 + confidence / 2, degrees)
            assert found == pytest.approx(expected, rel=1e-10)
