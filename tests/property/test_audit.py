"""Laws of the audit."""

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import divergence as reference
from tests.reference import strategies
from tests.reference.counting import WORDS_AND_NUMBERS

corpora = strategies.running_documents(max_size=8)


def texts_of(groups: dict[Any, Any]) -> dict[Any, set[Any]]:
    """The different texts of each group: as bags of words."""
    return {
        name: {frozenset(counts.items()) for counts in documents.values()}
        for name, documents in groups.items()
    }


@settings(max_examples=80)
@given(frame=corpora, kinds=strategies.counted_kinds)
def test_equal_to_the_oracle(frame: pl.DataFrame, kinds: list[Any]) -> None:
    corpus = strategies.corpus(frame)
    groups = reference.documents_of(corpus, ["source"], "lower", kinds)
    texts = texts_of(groups)
    found = cs.audit(corpus, kinds=kinds)
    total = sum(counts.total() for of in groups.values() for counts in of.values())
    for row in found.groups.to_dicts():
        documents = groups[(row["source"],)]
        tokens = sum(counts.total() for counts in documents.values())
        assert row["documents"] == len(documents)
        assert row["distinct_documents"] == len(texts[(row["source"],)])
        assert row["tokens"] == tokens
        assert row["token_share"] == (pytest.approx(tokens / total) if total else None)
        n_all = frame.filter(pl.col("source").eq_missing(pl.lit(row["source"]))).height
        assert row["empty_documents"] == n_all - len(documents)
    for row in found.comparisons.to_dicts():
        own = texts[(row["source"],)]
        others = (
            texts[(row["other_source"],)]
            if row["comparison"] == "pair"
            else set().union(*(of for name, of in texts.items() if name != (row["source"],)))
        )
        sizes = len(own - others), len(others - own)
        assert (row["distinct_documents"], row["other_distinct_documents"]) == sizes
        assert row["p_floor"] == pytest.approx(reference.floor(*sizes) if all(sizes) else 1.0)


@settings(max_examples=40)
@given(frame=corpora)
def test_kinds_are_all_tokens(frame: pl.DataFrame) -> None:
    corpus = strategies.corpus(frame)
    found = cs.audit(corpus)
    assert found.kinds["tokens"].sum() == corpus.n_tokens
    assert found.kinds.filter("counted")["tokens"].sum() == found.groups["tokens"].sum()
    assert found.groups["left_out"].sum() == corpus.n_tokens - found.groups["tokens"].sum()
    assert set(found.kinds.filter("counted")["kind"]) <= set(WORDS_AND_NUMBERS)


@settings(max_examples=40)
@given(frame=corpora, data=st.data())
def test_independent_of_the_order_of_documents(frame: pl.DataFrame, data: st.DataObject) -> None:
    one = cs.audit(strategies.corpus(frame), n_threads=1)
    two = cs.audit(strategies.corpus(data.draw(strategies.shuffled(frame))), n_threads=3)
    for name, expected in one.frames().items():
        assert two.frames()[name].equals(expected), name
    assert str(two) == str(one)


@settings(max_examples=60)
@given(frame=corpora, copied=st.integers(0, 7), times=st.integers(1, 3))
def test_printing_a_text_again_is_no_evidence(frame: pl.DataFrame, copied: int, times: int) -> None:
    before = cs.audit(strategies.corpus(frame))
    row = frame.slice(copied % frame.height, 1)
    copies = [row.with_columns(pl.col("doc_id") + f"'{time}") for time in range(times)]
    after = cs.audit(strategies.corpus(pl.concat([frame, *copies])))
    same = ("distinct_documents", "other_distinct_documents", "p_floor", "flag")
    assert after.comparisons.select(same).equals(before.comparisons.select(same))
    # Words and their rates as well, as far as these follow from distinct documents.
    assert after.power.select("log_ratio", "flag").equals(before.power.select("log_ratio", "flag"))


@settings(max_examples=60)
@given(table=st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=5))
def test_shares_of_days_lie_between_0_and_1(table: list[list[int]]) -> None:
    rows = [
        (f"zug {group} {day} {place}", group, day)
        for group, counts in enumerate(table)
        for day, count in enumerate(counts)
        for place in range(count)
    ]
    if not rows:
        return
    frame = pl.DataFrame(rows, ["text", "source", "day"], orient="row").with_row_index("doc_id")
    dated = frame.with_columns(
        pl.col("doc_id").cast(pl.Int64),
        date=pl.lit("2023-01-01").str.to_date() + pl.duration(days="day"),
    )
    found = cs.audit(cs.Corpus.from_frame(dated))
    overlaps, distances = (
        found.groups[f"date_{name}"].drop_nulls() for name in ("overlap", "distance")
    )
    for overlap, distance in zip(overlaps, distances, strict=True):
        assert 0 <= distance <= 1 - overlap + 1e-12 <= 1 + 1e-12
    both = found.associations.filter(pl.col("column").is_in(["day", "date"]))
    first, second = both.drop("column").rows()
    assert first == second
    for value in first[2:]:
        assert value is None or 0 <= value <= 1
    assert not any(isinstance(value, float) and math.isnan(value) for value in first)
