"""Laws of pairs."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import pairs, strategies
from tests.reference.stretches import stretches

columns = st.sampled_from([[], ["source"], ["edition", "source"], ["doc_id"]])
ways = strategies.pair_ways


@settings(max_examples=80)
@given(
    frame=strategies.running_documents(),
    mode=strategies.modes,
    by=columns,
    ways=ways,
    min_count=st.sampled_from([1, 1, 2, 3]),
    n_threads=strategies.n_threads,
)
def test_equal_to_the_oracle(
    *,
    frame: pl.DataFrame,
    mode: str,
    by: list[str],
    ways: dict[str, Any],
    min_count: int,
    n_threads: int | None,
) -> None:
    """Every value, and the order of rows; in memory and on disk."""
    corpus = strategies.corpus(frame, mode)
    options = {"by": by or None, "min_count": min_count, "n_threads": n_threads, **ways}
    found = cs.cooccurrences(corpus, weights="distance", **options)
    expected = pairs.table(corpus, by=by, min_count=min_count, **ways)
    rows = found.to_dicts()
    weights = [row.pop("weight") for row in rows]
    assert weights == pytest.approx([row.pop("weight") for row in expected])
    assert rows == expected
    assert cs.cooccurrences(corpus, **options).equals(found.drop("weight"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs"
        written = cs.cooccurrences(corpus, **options, path=path, memory="1MB").collect()
    order = ["term", "other", *by]
    assert written.equals(found.drop("weight").sort(order, nulls_last=True, maintain_order=True))


@settings(max_examples=30)
@given(frame=strategies.running_documents(), ways=ways)
def test_a_segment_has_as_many_pairs_as_places_near_each_other(
    frame: pl.DataFrame, ways: dict[str, Any]
) -> None:
    corpus = strategies.corpus(frame)
    options = ways | {"punctuation": "skip"}
    sizes = [
        sum(token.kind in ways["kinds"] for token in stretch.tokens)
        for stretch in stretches(corpus, boundary=ways["boundary"])
    ]
    expected = sum(
        max(0, size - distance) for size in sizes for distance in range(1, ways["window"] + 1)
    )
    assert cs.cooccurrences(corpus, **options)["count"].sum() == expected


def both_orders(frame: pl.DataFrame, by: list[str]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for row in frame.to_dicts():
        ends = tuple(sorted((row["term"].encode(), row["other"].encode())))
        found[(*(row[name] for name in by), *ends)] += row["count"]
    return found


@settings(max_examples=30)
@given(frame=strategies.running_documents(), by=columns, ways=ways)
def test_both_orders_together_are_the_pairs_without_order(
    frame: pl.DataFrame, by: list[str], ways: dict[str, Any]
) -> None:
    corpus = strategies.corpus(frame)
    options = {"by": by or None, **ways}
    one, two = (
        cs.cooccurrences(corpus, **options | {"directed": directed}) for directed in (True, False)
    )
    assert both_orders(one, by) == both_orders(two, by)


@settings(max_examples=30)
@given(frame=strategies.running_documents(max_size=8), by=columns, ways=ways, data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, by: list[str], ways: dict[str, Any], data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    options = {"by": by or None, **ways}
    one = cs.cooccurrences(corpus, n_threads=1, **options)
    for n_threads in (2, 7):
        assert cs.cooccurrences(corpus, n_threads=n_threads, **options).equals(one)
        assert cs.cooccurrences(other, n_threads=n_threads, **options).equals(one)


@settings(max_examples=30)
@given(
    left=strategies.running_documents(name="l"),
    right=strategies.running_documents(name="r"),
    by=st.sampled_from([[], ["source"], ["edition", "source"]]),
    ways=ways,
)
def test_counts_of_two_corpora_add_up(
    left: pl.DataFrame, right: pl.DataFrame, by: list[str], ways: dict[str, Any]
) -> None:
    options = {"by": by or None, **ways}

    def counts(frame: pl.DataFrame) -> Counter[Any]:
        found = cs.cooccurrences(strategies.corpus(frame), **options)
        keys = found.select("term", "other", *by).rows()
        return Counter(dict(zip(keys, found["count"], strict=True)))

    assert counts(pl.concat([left, right])) == counts(left) + counts(right)
