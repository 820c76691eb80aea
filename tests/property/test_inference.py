"""Laws of permutation and bootstrap: they are the slow oracles, and nothing depends on threads."""

import math
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusstats import _core
from tests.reference import inference as reference


class Case(NamedTuple):
    """Counts of terms in units, with labels and strata."""

    terms: list[list[tuple[int, int]]]
    labels: list[int]
    strata: list[int]


@st.composite
def cases(draw: st.DrawFn, *, stratified: bool = True) -> Case:
    """A few terms in up to six units of two or three groups."""
    n_groups = draw(st.integers(2, 3))
    rest = draw(st.lists(st.integers(0, n_groups - 1), max_size=6 - n_groups))
    labels = draw(st.permutations([*range(n_groups), *rest]))
    strata = [draw(st.integers(0, 1)) if stratified else 0 for _ in labels]
    sizes = [draw(st.integers(3, 40)) for _ in labels]
    counts = st.lists(st.integers(0, 3), min_size=len(labels), max_size=len(labels))
    terms = draw(st.lists(counts.filter(any), min_size=1, max_size=3))
    return Case([list(zip(row, sizes, strict=True)) for row in terms], list(labels), strata)


def postings_of(case: Case) -> _core.Postings:
    cells = [
        (term, unit, count)
        for term, row in enumerate(case.terms)
        for unit, (count, _) in enumerate(row)
        if count
    ]
    terms, units, counts = (
        pl.Series([cell[k] for cell in cells], dtype=pl.UInt32) for k in range(3)
    )
    return _core.Postings.from_counts(
        len(case.terms),
        terms,
        units,
        counts,
        groups=pl.Series(case.labels, dtype=pl.UInt32),
        documents=pl.Series(range(len(case.labels)), dtype=pl.UInt32),
        tokens=pl.Series([size for _, size in case.terms[0]], dtype=pl.UInt32),
    )


def permute(
    case: Case, *, mean: bool = False, most_exact: int = 1000, n_threads: int | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, int, bool, list[float]]:
    terms, omnibus, n, is_exact, floors = postings_of(case).permute(
        pl.Series(case.strata, dtype=pl.UInt32),
        mean=mean,
        n_permutations=300,
        most_exact=most_exact,
        seed=7,
        n_threads=n_threads,
    )
    return pl.DataFrame(terms), pl.DataFrame(omnibus), n, is_exact, floors


def check(case: Case, *, mean: bool) -> None:
    expected, corrected, together = reference.permute(
        case.terms, case.labels, case.strata, mean=mean
    )
    found, omnibus, n, is_exact, floors = permute(case, mean=mean)
    assert is_exact
    assert n == len(list(reference.arrangements(case.labels, case.strata)))
    n_terms = len(case.terms)
    for group in range(max(case.labels) + 1):
        rows = found.slice(group * n_terms, n_terms)
        for name, values in (
            ("statistic", [result.statistic[group] for result in expected]),
            ("one_sided", [result.one_sided[group] for result in expected]),
        ):
            assert rows[name].to_list() == pytest.approx(values, rel=1e-9, abs=1e-9)
        p_values = [result.p_value[group] for result in expected]
        assert (rows["as_extreme"] / n).to_list() == pytest.approx(p_values)
        assert (rows["exceeded"] / n).to_list() == pytest.approx([p[group] for p in corrected])
        # No term gets below the floor, nor below what its units alone leave to it.
        assert all(p >= floors[group] - 1e-12 for p in p_values) or case.labels.count(group) == 0
    assert (omnibus["omnibus_as_extreme"] / n).to_list() == pytest.approx(together)


@given(cases())
def test_all_arrangements_are_compared(case: Case) -> None:
    check(case, mean=False)


@given(cases(stratified=False))
def test_a_group_is_compared_with_the_mean_of_the_others(case: Case) -> None:
    check(case, mean=True)


@given(cases(), st.integers(1, 3))
def test_a_sample_does_not_depend_on_threads(case: Case, n_threads: int) -> None:
    one, *_ = permute(case, most_exact=0, n_threads=1)
    other, omnibus, n, is_exact, _ = permute(case, most_exact=0, n_threads=n_threads)
    assert one.equals(other)
    assert (n, is_exact) == (301, False)
    # What was observed is one of the arrangements.
    assert other.select(pl.col("as_extreme", "exceeded").min() >= 1).row(0) == (True, True)
    assert omnibus["omnibus_as_extreme"].min() >= 1  # type: ignore[operator]


@given(cases())
def test_two_groups_are_each_others_mirror(case: Case) -> None:
    two = case._replace(labels=[min(label, 1) for label in case.labels])
    found, *_ = permute(two)
    n_terms = len(case.terms)
    one, other = found.head(n_terms), found.tail(n_terms)
    assert one["statistic"].to_list() == (-other["statistic"]).to_list()
    assert one.drop("statistic").equals(other.drop("statistic"))


@given(cases())
def test_moments_are_sums_over_units(case: Case) -> None:
    n_groups = max(case.labels) + 1
    moments, documents = postings_of(case).moments(n_groups)
    rows = pl.DataFrame(moments).rows(named=True)
    for place, term in enumerate(case.terms):
        assert pl.DataFrame(documents)["documents"][place] == sum(y > 0 for y, _ in term)
        for group in range(n_groups):
            units = [row for row, label in zip(term, case.labels, strict=True) if label == group]
            y, n = (sum(unit[k] for unit in units) for k in (0, 1))
            row = rows[group * len(case.terms) + place]
            deviation = row.pop("deviation")
            assert row == {
                "count": y,
                "documents": sum(count > 0 for count, _ in units),
                "own_documents": sum(count > 0 for count, _ in units),
                "largest": max(count for count, _ in units),
                "squares": sum(count**2 for count, _ in units),
                "products": sum(count * size for count, size in units),
            }
            if y:
                expected = sum(abs(count / y - size / n) for count, size in units) / 2
                assert deviation == pytest.approx(expected, abs=1e-12)


def bootstrap(
    case: Case, *, n_resamples: int = 60, n_threads: int | None = None
) -> list[tuple[float, float]]:
    bounds = postings_of(case).bootstrap(
        pl.Series(case.labels, dtype=pl.UInt32),
        pl.Series(case.strata, dtype=pl.UInt32),
        n_resamples=n_resamples,
        confidence=0.8,
        seed=3,
        n_threads=n_threads,
    )
    return pl.DataFrame(bounds).rows()


@given(cases())
def test_a_bootstrap_is_the_slow_one(case: Case) -> None:
    for row, found in zip(case.terms, bootstrap(case), strict=True):
        expected = reference.bootstrap(
            row, case.labels, case.strata, n_resamples=60, seed=3, confidence=0.8
        )
        if expected is None:
            assert all(math.isnan(bound) for bound in found)
        else:
            assert found == pytest.approx(expected, rel=1e-7, abs=1e-7)


@given(cases(), st.integers(1, 3))
def test_a_bootstrap_does_not_depend_on_threads(case: Case, n_threads: int) -> None:
    one, other = (bootstrap(case, n_threads=n) for n in (1, n_threads))
    assert str(one) == str(other)


@given(cases())
def test_sides_that_change_places_mirror_a_bootstrap(case: Case) -> None:
    two = case._replace(labels=[min(label, 1) for label in case.labels])
    mirrored = two._replace(labels=[1 - label for label in two.labels])
    for one, other in zip(bootstrap(two), bootstrap(mirrored), strict=True):
        expected = (-other[1], -other[0])
        assert one == pytest.approx(expected, rel=1e-7, abs=1e-7, nan_ok=True)
