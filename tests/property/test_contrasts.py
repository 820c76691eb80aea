"""Laws of keywords that only count, for groups and selections of every kind."""

import math
from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import counting, strategies
from tests.reference.stretches import contrast, no_documents, stretches

COUNTS = ["count", "reference_count", "documents", "reference_documents", "o11", "r1", "c1", "n"]

groups = st.lists(
    st.sampled_from(["source", "edition", "voice", "zone", "sentence"]),
    min_size=1,
    max_size=2,
    unique=True,
)
corpora = strategies.running_documents(min_size=2).flatmap(strategies.layered)


def order(row: dict[str, Any], by: list[str]) -> Any:
    """What rows are sorted by."""
    lrc = row["lrc"]
    return (
        counting.group_key(tuple(row[name] for name in by)),
        math.inf if lrc is None else -lrc,
        -row["log_likelihood"],
        -row["count"],
        row["term"].encode(),
    )


@settings(max_examples=60)
@given(
    corpus=corpora,
    by=groups,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_contrasts_equal_the_oracle(
    *,
    corpus: cs.Corpus,
    by: list[str],
    attribute: str,
    kinds: list[Any],
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    assume(not no_documents(corpus, **mix))
    found = stretches(corpus, by=by, **mix)
    there = sorted({stretch.group for stretch in found}, key=counting.group_key)
    assume(len(there) > 1)
    named: list[Any] = data.draw(st.permutations(there))[:2]
    target, reference = (data.draw(st.sampled_from([None, group])) for group in named)
    rows = cs.keywords(
        corpus,
        by=by,
        target=target,
        reference=reference,
        attribute=attribute,
        kinds=kinds,
        inference=None,
        n_threads=n_threads,
        **mix,
    ).to_dicts()
    listed = {tuple(row[name] for name in by) for row in rows}
    # A group of documents without tokens is a target as well.
    targets = {*there, *listed} if target is None else {target}
    for group in targets - {reference}:
        rest = [other for other in there if other != group] if reference is None else [reference]
        expected = contrast(found, [group], rest, attribute, kinds)
        own = [row for row in rows if tuple(row[name] for name in by) == group]
        assert {row["term"]: {name: row[name] for name in COUNTS} for row in own} == expected
    displays = counting.displays(counting.tokens(corpus, attribute))
    assert all(row["display"] == displays[row["term"]] for row in rows)
    assert rows == sorted(rows, key=lambda row: order(row, by))


@settings(max_examples=20)
@given(corpus=corpora, by=groups, least=st.integers(2, 4))
def test_cut_offs_of_counts_only_remove_rows(corpus: cs.Corpus, by: list[str], least: int) -> None:
    assume(len({stretch.group for stretch in stretches(corpus, by=by)}) > 1)
    whole = cs.keywords(corpus, by=by, inference=None)
    found = cs.keywords(corpus, by=by, inference=None, min_count=least)
    assert_frame_equal(found, whole.filter(pl.col("c1") >= least), check_exact=True)


@settings(max_examples=20)
@given(frame=strategies.documents(min_size=2), measure=st.sampled_from(["mi", "log_odds", "lrc"]))
def test_every_row_has_the_scores_of_its_cells(frame: pl.DataFrame, measure: str) -> None:
    assume(frame["source"].n_unique() > 1)
    found = cs.keywords(
        strategies.corpus(frame), by="source", measures=[measure, "log_ratio"], inference=None
    )
    options: dict[str, Any] = {"family": "family_size"} if measure == "lrc" else {}
    scores = found.select(getattr(cs.measures, measure)(**options), cs.measures.log_ratio())
    assert_frame_equal(found.select(scores.columns), scores, check_exact=True)
