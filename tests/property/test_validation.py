"""Laws of samples to code, and of what they tell."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats.framing.agreement import Level, krippendorff_alpha
from corpusstats.framing.proportions import wilson
from tests.reference import agreement, strategies

value = st.none() | st.integers(0, 3)
table = st.integers(1, 12).flatmap(
    lambda size: st.lists(st.lists(value, min_size=size, max_size=size), min_size=2, max_size=4)
)


@given(table, st.sampled_from(["nominal", "interval"]))
def test_alpha_is_that_of_a_look_at_every_pair(
    codings: list[list[int | None]], level: Level
) -> None:
    def difference(one: float, other: float) -> float:
        return float(one != other) if level == "nominal" else (one - other) ** 2

    found = krippendorff_alpha(codings, level=level)
    slow = agreement.alpha(codings, difference)
    assert found == (slow if slow is None else pytest.approx(slow))
    assert found is None or found <= 1 + 1e-12


@given(st.integers(1, 200), st.floats(0, 1))
def test_wilsons_interval_holds_the_share(rows: int, share: float) -> None:
    low, high = wilson(share, rows, 1.96)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


@settings(max_examples=60, deadline=None)
@given(st.data(), strategies.documents(), st.integers(1, 4))
def test_weights_are_the_corpus(data: st.DataObject, documents: pl.DataFrame, n: int) -> None:
    made = strategies.corpus(documents)
    sentences = made.sentences()
    chosen = data.draw(
        st.lists(st.booleans(), min_size=sentences.height, max_size=sentences.height)
    )
    found = sentences.filter(pl.Series(chosen, dtype=pl.Boolean)).select(
        "doc_id",
        "sentence",
        pl.lit("direct").alias("mode"),
        pl.col("start").alias("content_start"),
        pl.col("end").alias("content_end"),
    )
    sample = cs.validation_sample(made, n=n, attributions=found)
    sums = dict(sample.group_by("kind").agg(pl.col("weight").sum()).rows())
    assert sums.get("statement", 0) == pytest.approx(found.height)
    assert sums.get("sentence", 0) == pytest.approx(sentences.height - found.height)
    keys = sample.select("doc_id", "start", "kind")
    assert keys.is_unique().all()
    assert sample.sort("doc_id", "start", maintain_order=True).equals(sample)
    # All right and nothing missed: what was found is what there is.
    perfect = sample.with_columns(is_statement=pl.lit(1), missed_statements=pl.lit(0))
    rows = cs.validation(perfect).sources
    same = (rows["share"] - rows["share_corrected"]).drop_nulls().abs()
    assert (same < 1e-9).all()
