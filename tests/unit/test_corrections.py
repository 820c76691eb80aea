"""Corrections for many tests: published values, edges, families."""

from __future__ import annotations

import polars as pl
import pytest

from corpusstats import corrections

# R's p.adjust of the same five p-values; Sidak by its formula.
P = [0.01, 0.04, 0.03, 0.005, 0.2]
ADJUSTED = {
    "bonferroni": [0.05, 0.2, 0.15, 0.025, 1.0],
    "holm": [0.04, 0.09, 0.09, 0.025, 0.2],
    "benjamini_hochberg": [0.025, 0.05, 0.05, 0.025, 0.2],
    "benjamini_yekutieli": [0.05708333, 0.11416667, 0.11416667, 0.05708333, 0.45666667],
    "sidak": [1 - (1 - p) ** 5 for p in P],
}
each = pytest.mark.parametrize("name", corrections.__all__)


def correct(name: str, values: list[float | None], **options: object) -> list[float | None]:
    tests = pl.DataFrame({"p_value": values}, schema={"p_value": pl.Float64})
    return tests.select(getattr(corrections, name)(**options)).to_series().to_list()


@each
def test_as_in_r(name: str) -> None:
    assert correct(name, [*P]) == pytest.approx(ADJUSTED[name], abs=5e-9)


@each
def test_nulls_and_what_is_no_probability(name: str) -> None:
    found = correct(name, [None, *P, float("nan"), -0.1, 1.1])
    assert found[1:6] == pytest.approx(ADJUSTED[name], abs=5e-9)
    assert [found[0], *found[6:]] == [None] * 4
    assert correct(name, [None, None]) == [None, None]
    assert correct(name, []) == []
    assert correct(name, [0.0, 1.0]) == [0.0, 1.0]


@each
def test_a_family_that_is_larger_than_the_list(name: str) -> None:
    """As if the others had p-values of 1."""
    others = correct(name, [*P, *[1.0] * 95])[:5]
    assert correct(name, [*P], family=100) == pytest.approx(others, rel=1e-12)
    frame = pl.DataFrame({"p": P, "family_size": 100})
    by_column = getattr(corrections, name)("p", family="family_size")
    assert frame.select(by_column).to_series().to_list() == pytest.approx(others, rel=1e-12)


@each
def test_a_family_that_is_smaller_than_the_list_is_null(name: str) -> None:
    assert correct(name, [*P], family=4) == [None] * 5
    with pytest.raises(ValueError, match="family has to be at least 1, not 0"):
        correct(name, [*P], family=0)


@each
def test_lazily_and_over_groups(name: str) -> None:
    frame = pl.DataFrame({"g": ["a", "b"] * 5, "p_value": [p for p in P for _ in range(2)]})
    expression = getattr(corrections, name)()
    over = frame.lazy().select("g", expression.over("g")).collect()
    for group in ("a", "b"):
        found = over.filter(pl.col("g") == group)["p_adjusted"].to_list()
        assert found == pytest.approx(ADJUSTED[name], abs=5e-9)


def test_small_p_values_keep_their_digits() -> None:
    assert correct("sidak", [1e-300, 1e-20]) == pytest.approx([2e-300, 2e-20], rel=1e-15)
    (large,) = correct("benjamini_yekutieli", [1e-12], family=10**9) or [None]
    # 1 + 1/2 + ... + 1/10**9
    assert large == pytest.approx(1e-3 * 21.300481502347944, rel=1e-14)
