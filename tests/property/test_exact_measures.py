"""Laws of exact tests and of the conservative log ratio, and of corrections for many tests."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpusstats import corrections, measures
from tests.property.test_measures import (
    Row,
    frame,
    impossible_or_possible_tables,
    possible_tables,
)
from tests.reference import exact_tests
from tests.reference import measures as reference

if TYPE_CHECKING:
    from collections.abc import Callable

laws = settings(deadline=None)
slow = settings(deadline=None, max_examples=40)

EXACT: dict[str, tuple[pl.Expr, Callable[[reference.Table], float | None]]] = {
    "fisher": (measures.fisher(), exact_tests.fisher),
    "fisher, less": (measures.fisher(side="less"), lambda t: exact_tests.fisher(t, "less")),
    "poisson": (measures.poisson(), exact_tests.poisson),
    "poisson, less": (measures.poisson(side="less"), lambda t: exact_tests.poisson(t, "less")),
    "lrc": (measures.lrc(), exact_tests.lrc),
    "lrc, family": (measures.lrc(family=20109), lambda t: exact_tests.lrc(t, family=20109)),
    "lrc, one-sided": (
        measures.lrc(form="one-sided", confidence=0.99),
        lambda t: exact_tests.lrc(t, 0.99, form="one-sided"),
    ),
    "lrc, normal": (measures.lrc(form="normal"), lambda t: exact_tests.lrc(t, form="normal")),
}
each = pytest.mark.parametrize("name", EXACT)


def scores(measure: pl.Expr, *rows: Row) -> list[float | None]:
    return frame(list(rows)).select(measure).to_series().to_list()


def is_summable(row: Row) -> bool:
    """Whether the oracle can sum up all probabilities that matter."""
    _, r1, c1, n = row
    return r1 * (n - r1) * c1 * (n - c1) / n**3 < 1e6


@each
@slow
@given(rows=st.lists(possible_tables().filter(is_summable), min_size=1, max_size=3))
def test_equal_to_the_oracle(name: str, rows: list[Row]) -> None:
    measure, oracle = EXACT[name]
    for row, found in zip(rows, scores(measure, *rows), strict=True):
        t = reference.table(*row)
        assert t is not None
        expected = oracle(t)
        if expected is None or found is None:
            assert found is expected, row
        else:
            assert math.isclose(found, expected, rel_tol=1e-11, abs_tol=1e-13), (row, expected)


@laws
@given(row=possible_tables(largest=300))
def test_two_sided_fisher(row: Row) -> None:
    t = reference.table(*row)
    assert t is not None
    (found,) = scores(measures.fisher(side="two-sided"), row)
    assert found == pytest.approx(exact_tests.fisher(t, "two-sided"), rel=1e-11, abs=1e-14)


@each
@laws
@given(rows=st.lists(impossible_or_possible_tables(), min_size=1, max_size=50))
def test_null_exactly_on_impossible_tables(name: str, rows: list[Row]) -> None:
    for row, found in zip(rows, scores(EXACT[name][0], *rows), strict=True):
        t = reference.table(*row)
        nothing = t is None or (name.startswith("lrc") and (0 in t.rows or t.columns[0] == 0))
        assert (found is None) == nothing, row


@each
@laws
@given(rows=st.lists(possible_tables(), max_size=60), groups=st.integers(1, 5))
def test_the_engine_does_not_matter(name: str, rows: list[Row], groups: int) -> None:
    measure = EXACT[name][0]
    counts = frame(rows).with_columns(group=pl.int_range(pl.len()) % groups)
    eager = counts.select(measure)
    assert counts.lazy().select(measure).collect(engine="streaming").equals(eager)
    assert counts.select(measure.over("group")).equals(eager)
    assert counts.reverse().select(measure).reverse().equals(eager)
    for i in range(min(len(rows), 3)):
        assert counts.slice(i, 1).select(measure).equals(eager.slice(i, 1))


@laws
@given(row=possible_tables())
def test_p_values_are_probabilities(row: Row) -> None:
    o11, r1, c1, n = row
    sides = ("greater", "less", "two-sided")
    greater, less, both = (scores(measures.fisher(side=side), row)[0] for side in sides)  # type: ignore[arg-type]
    assert greater is not None
    assert less is not None
    assert both is not None
    assert max(greater, less, both) <= 0
    # The table is in both tails, so that they sum to more than 1, and in what is as improbable.
    assert 10**greater + 10**less >= 1 - 1e-12
    assert both >= min(greater, less) * (1 + 1e-12) - 1e-12
    # Exchanging rows and columns changes nothing; exchanging the rows alone exchanges the sides.
    assert scores(measures.fisher(), (o11, c1, r1, n)) == pytest.approx([greater], rel=1e-11)
    exchanged = scores(measures.fisher(side="less"), (c1 - o11, n - r1, c1, n))
    assert exchanged == pytest.approx([greater], rel=1e-11, abs=1e-15)


@laws
@given(row=possible_tables(largest=10**9))
def test_exact_and_other_p_values_agree_roughly(row: Row) -> None:
    """More joint occurrences are less probable."""
    o11, r1, c1, n = row
    assume(o11 < min(r1, c1))
    for measure in (measures.fisher(), measures.poisson()):
        fewer, more = scores(measure, row, (o11 + 1, r1, c1, n))
        assert fewer is not None
        assert more is not None
        assert more <= fewer + 1e-13 + 1e-13 * abs(fewer)


@laws
@given(row=possible_tables(), family=st.integers(1, 10**6))
def test_the_conservative_log_ratio_is_conservative(row: Row, family: int) -> None:
    o11, r1, c1, n = row
    assume(0 < r1 < n and c1 > 0)
    one, many, ratio, normal = (
        scores(measure, row)[0]
        for measure in (
            measures.lrc(),
            measures.lrc(family=family),
            measures.log_ratio(zero="hardie"),
            measures.lrc(form="normal", family=family),
        )
    )
    assert one is not None
    assert many is not None
    assert ratio is not None
    assert normal is not None
    for value in (one, many, normal):
        assert value == 0 or math.copysign(1, value) == math.copysign(1, ratio)
    assert abs(many) <= abs(one) + 1e-12
    assert abs(normal) <= abs(ratio) + 1e-12
    assert math.copysign(1, one) == 1 or one < 0  # no -0.0
    # Exchanging target and reference flips the sign.
    there = scores(measures.lrc(family=family), (c1 - o11, n - r1, c1, n))[0]
    assert there == pytest.approx(-many, rel=1e-9, abs=1e-12)


@laws
@given(row=possible_tables(largest=10**7), confidence=st.floats(0.5, 0.999999))
def test_lrc_is_0_exactly_where_a_binomial_test_says_so(row: Row, confidence: float) -> None:
    o11, r1, c1, n = row
    assume(0 < r1 < n and c1 > 0 and o11 * n > r1 * c1)
    t = reference.table(*row)
    assert t is not None
    (lrc,) = scores(measures.lrc(confidence=confidence), row)
    (one_sided,) = scores(measures.lrc(confidence=(1 + confidence) / 2, form="one-sided"), row)
    assert lrc is not None
    assert one_sided is not None
    assert lrc == pytest.approx(max(0, one_sided), rel=1e-9, abs=1e-9)


# ---------------------------------------------------------------------------------------------
# Corrections

probabilities = st.floats(0, 1)
columns = st.lists(st.one_of(probabilities, st.none()), min_size=1, max_size=40)


def adjusted(name: str, values: list[float], family: int) -> list[float]:
    """By the definitions, step by step."""
    m, order = family, sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    if name in ("bonferroni", "sidak"):
        for i, p in enumerate(values):
            result[i] = min(1, m * p) if name == "bonferroni" else -math.expm1(m * _log1p(-p))
        return result
    if name == "holm":
        highest = 0.0
        for rank, i in enumerate(order):
            highest = max(highest, (m - rank) * values[i])
            result[i] = min(1, highest)
        return result
    factor = sum(1 / k for k in range(1, m + 1)) if name == "benjamini_yekutieli" else 1
    lowest = math.inf
    for rank, i in reversed(list(enumerate(order, start=1))):
        lowest = min(lowest, factor * m * values[i] / rank)
        result[i] = min(1, lowest)
    return result


def _log1p(x: float) -> float:
    return math.log1p(x) if x > -1 else -math.inf


@pytest.mark.parametrize("name", corrections.__all__)
@laws
@given(values=columns, more=st.integers(0, 1000), groups=st.integers(1, 3))
def test_corrections(name: str, values: list[float | None], more: int, groups: int) -> None:
    correct = getattr(corrections, name)
    known = [p for p in values if p is not None]
    tests = pl.DataFrame({"p_value": values}, schema={"p_value": pl.Float64})
    for family in (None, max(len(known) + more, 1)):
        found = tests.select(correct(family=family)).to_series().to_list()
        assert [x is None for x in found] == [x is None for x in values]
        expected = adjusted(name, known, family or len(known))
        assert [x for x in found if x is not None] == pytest.approx(expected, rel=1e-12)
        for p, x in zip(known, (x for x in found if x is not None), strict=True):
            assert p * (1 - 1e-12) - 1e-320 <= x <= 1
    grouped = tests.with_columns(g=pl.int_range(pl.len()) % groups)
    over = grouped.select(correct().over("g")).to_series()
    parts = [grouped.filter(pl.col("g") == g).select(correct()).to_series() for g in range(groups)]
    for g, part in enumerate(parts):
        assert over.filter(grouped["g"] == g).equals(part)
