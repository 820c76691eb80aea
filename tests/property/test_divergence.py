"""Laws of divergences."""

import math
from collections import Counter
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats import _core
from tests.reference import divergence as reference
from tests.reference import strategies

corpora = strategies.running_documents(max_size=9)
orders = st.sampled_from([1, 2])
MEASURES = (
    "jensen_shannon",
    "cosine",
    "spearman",
    "chi_square",
    "burrows_delta",
    "rank_turbulence",
)
SWAPPED = {"documents": "other_documents", "tokens": "other_tokens"}


def compared(corpus: cs.Corpus, **options: Any) -> cs.Divergence | None:
    try:
        return cs.divergence(corpus, by="source", **options)
    except cs.InputError:
        return None


@settings(max_examples=80)
@given(
    frame=corpora,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    order=orders,
    n_commonest=st.integers(1, 9),
    alpha=st.sampled_from([0, 1 / 3, 1, 5, math.inf]),
    n_threads=strategies.n_threads,
)
def test_equal_to_the_oracle(
    *,
    frame: pl.DataFrame,
    attribute: str,
    kinds: list[Any],
    order: Any,
    n_commonest: int,
    alpha: float,
    n_threads: int | None,
) -> None:
    corpus = strategies.corpus(frame)
    groups = reference.documents_of(corpus, ["source"], attribute, kinds)
    found = compared(
        corpus,
        attribute=attribute,
        kinds=kinds,
        order=order,
        n_commonest=n_commonest,
        alpha=alpha,
        n_threads=n_threads,
    )
    if found is None:
        assert len(groups) < 2
        return
    every = [counts for documents in groups.values() for counts in documents.values()]
    names = sorted(groups, key=lambda group: (group[0] is None, (group[0] or "").encode()))
    assert found.pairs.select("source", "other_source").rows() == [
        (one[0], other[0]) for one, other in combinations(names, 2)
    ]
    for pair, row in zip(combinations(names, 2), found.pairs.to_dicts(), strict=True):
        sides = [list(groups[name].values()) for name in pair]
        check_pair(row, sides, every, order=order, n_commonest=n_commonest, alpha=alpha)
        check_terms(found.contributions, row, sides, order)


def check_pair(
    row: dict[str, Any],
    sides: list[list[Counter[str]]],
    every: list[Counter[str]],
    *,
    order: int,
    n_commonest: int,
    alpha: float,
) -> None:
    """A row of the pairs is as the oracle has it."""
    one, other = map(reference.add, sides)
    assert [row["documents"], row["other_documents"]] == [len(side) for side in sides]
    assert [row["tokens"], row["other_tokens"]] == [one.total(), other.total()]
    if not one or not other:
        assert all(row[name] is None for name in [*MEASURES, "p_value", "p_floor"])
        return
    terms = reference.commonest(one, other, n_commonest)
    expected = {
        "jensen_shannon": reference.divergence(one, other, order),
        "cosine": reference.cosine(one, other),
        "spearman": reference.spearman(one, other, terms),
        "chi_square": reference.chi_square(one, other, terms),
        "burrows_delta": reference.delta(one, other, terms, every),
        "rank_turbulence": reference.turbulence(one, other, alpha),
        "p_floor": reference.floor(*(len(side) for side in sides)),
    }
    for name, value in expected.items():
        if value is None:
            assert row[name] is None, name
        else:
            assert row[name] == pytest.approx(value, rel=1e-9, abs=1e-12), name
    values = list(reference.arrangements(sides[0], sides[1], order))
    assert row["arrangements"] == len(values)
    if row["p_floor"] > 0.05:
        assert row["p_value"] is None
        return
    mean = math.fsum(values) / len(values)
    assert row["null_mean"] == pytest.approx(mean, rel=1e-9)
    as_large = sum(value >= expected["jensen_shannon"] - 1e-12 for value in values)  # type: ignore[operator]
    assert row["p_value"] == pytest.approx(as_large / len(values))


def check_terms(
    frame: pl.DataFrame, row: dict[str, Any], sides: list[list[Counter[str]]], order: int
) -> None:
    """What terms add is as the oracle has it, and in order."""
    of_pair = frame.filter(
        pl.col("source").eq_missing(pl.lit(row["source"])),
        pl.col("other_source").eq_missing(pl.lit(row["other_source"])),
    )
    one, other = map(reference.add, sides)
    counts = of_pair.select("term", "count", "other_count").rows()
    assert {term: count for term, count, _ in counts if count} == one
    assert {term: count for term, _, count in counts if count} == other
    if not one or not other:
        return
    assert math.fsum(of_pair["contribution"]) == pytest.approx(row["jensen_shannon"], rel=1e-12)
    expected = reference.contributions(one, other, order)
    assert dict(of_pair.select("term", "contribution").rows()) == pytest.approx(
        expected, rel=1e-9, abs=1e-14
    )
    keys = [
        (-value, term.encode()) for term, value in of_pair.select("term", "contribution").rows()
    ]
    assert keys == sorted(keys)
    for term, count, other_count, direction in of_pair.select(
        "term", "count", "other_count", "direction"
    ).rows():
        difference = count * other.total() - other_count * one.total()
        assert direction == ("more" if difference > 0 else "less" if difference else None), term


@settings(max_examples=60)
@given(frame=corpora, order=orders)
def test_between_0_and_1_and_0_of_itself(frame: pl.DataFrame, order: Any) -> None:
    """A group against a copy of itself; a copy in other letters shares nothing."""
    assume(strategies.corpus(frame).filter(pl.lit(value=True)).n_tokens > 0)
    one = frame.with_columns(source=pl.lit("a"))
    copy = frame.with_columns(pl.col("doc_id") + "'", source=pl.lit("b"))
    found = compared(strategies.corpus(pl.concat([one, copy])), order=order)
    assert found is not None
    row = found.pairs.row(0, named=True)
    if row["tokens"] == 0:
        return
    assert row["jensen_shannon"] == 0
    assert row["rank_turbulence"] == row["burrows_delta"] == row["chi_square"] == 0
    assert row["cosine"] == pytest.approx(1)
    assert row["p_value"] in (None, 1)
    other = copy.with_columns(pl.col("text").str.replace_all(r"\w+", "ξ"))
    found = compared(strategies.corpus(pl.concat([one, other])), order=order)
    assert found is not None
    assert found.pairs["jensen_shannon"].item() == pytest.approx(1, abs=1e-12)


@settings(max_examples=60)
@given(frame=corpora, order=orders)
def test_symmetric(frame: pl.DataFrame, order: Any) -> None:
    """Other names turn a pair round; all but the order of columns stays."""
    two = frame.with_columns(source=pl.col("source").fill_null("") > "a")
    found = compared(strategies.corpus(two), order=order)
    turned = compared(strategies.corpus(two.with_columns(~pl.col("source"))), order=order)
    if found is None or turned is None:
        assert found is turned
        return
    row, other = found.pairs.row(0, named=True), turned.pairs.row(0, named=True)
    assert row["flag"] == other["flag"]
    for name in (*MEASURES, "p_floor", "null_mean", "null_sd", "p_value", "arrangements"):
        expected = other[name] if other[name] is None else pytest.approx(other[name], rel=1e-9)
        assert row[name] == expected, name
    for name, swapped in SWAPPED.items():
        assert (row[name], row[swapped]) == (other[swapped], other[name])


@settings(max_examples=40)
@given(frame=corpora, order=orders, seed=st.integers(0, 5), data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, order: Any, seed: int, data: st.DataObject
) -> None:
    options = {"order": order, "seed": seed}
    one = compared(strategies.corpus(frame), n_threads=1, **options)
    shuffled = strategies.corpus(data.draw(strategies.shuffled(frame)))
    for n_threads in (None, 2, 7):
        two = compared(shuffled, n_threads=n_threads, **options)
        if one is None or two is None:
            assert one is two
            return
        assert two.pairs.equals(one.pairs)
        assert two.contributions.equals(one.contributions)


@settings(max_examples=300)
@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300),
        max_size=30,
    )
)
def test_sums_are_exact(values: list[float]) -> None:
    assert _core.exact_sum(pl.Series(values, dtype=pl.Float64)) == math.fsum(values)
