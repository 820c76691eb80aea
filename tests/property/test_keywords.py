"""Laws of keywords."""

import math
from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import counting, measures, strategies

CELLS = ["o11", "r1", "c1", "n"]
COUNTS = ["count", "reference_count", "documents", "reference_documents", *CELLS]

several_columns = strategies.columns.filter(bool)
# Comparing takes many steps of polars: fewer examples than elsewhere.
some = settings(max_examples=20)
few = settings(max_examples=10)


def grouped(frame: pl.DataFrame, columns: list[str]) -> None:
    """Go on only with two groups or more."""
    assume(frame.select(columns).n_unique() > 1)


@st.composite
def two_editions(draw: st.DrawFn) -> pl.DataFrame:
    """Documents of both editions, and of neither."""
    frame = draw(strategies.documents(min_size=2))
    editions = [1, 2, *frame["edition"][2:]]
    return frame.with_columns(edition=pl.Series(editions, dtype=pl.Int64))


def by_term(frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["term"]: row for row in frame.to_dicts()}


def expected_flag(
    counts: counting.Counts, target: list[counting.Group], reference: list[counting.Group]
) -> str | None:
    sizes = [sum(counts.group_documents[group] for group in side) for side in (target, reference)]
    tokens = [sum(counts.group_tokens[group] for group in side) for side in (target, reference)]
    flags = {
        "single_document": min(sizes) == 1,
        "few_documents": 1 < min(sizes) < 5,
        "no_tokens": 0 in tokens,
        "null_group": any(None in group for group in target),
    }
    return " ".join(name for name, holds in flags.items() if holds) or None


def counted(found: pl.DataFrame) -> pl.DataFrame:
    """Leave out what only units of one corpus can tell."""
    return found.select("term", *COUNTS, "log_likelihood", "log_ratio", "lrc", "display")


def without_floor(flag: str | None) -> str | None:
    """Leave out what arrangements of the documents decide."""
    return " ".join(name for name in (flag or "").split() if name != "high_p_floor") or None


@some
@given(
    frame=strategies.documents(min_size=2, max_size=12),
    columns=several_columns,
    attribute=strategies.attributes,
    kinds=strategies.kinds,
    n_threads=strategies.n_threads,
)
def test_each_group_against_the_rest_equals_the_oracle(
    frame: pl.DataFrame,
    columns: list[str],
    attribute: str,
    kinds: list[Any],
    n_threads: int | None,
) -> None:
    grouped(frame, columns)
    corpus = strategies.corpus(frame)
    counts = counting.count(corpus, columns, attribute, kinds)
    found = cs.keywords(corpus, by=columns, attribute=attribute, kinds=kinds, n_threads=n_threads)
    order = [group for group in counts.groups if any(counts.group_tokens.values())]
    assert found.select(columns).unique(maintain_order=True).rows() == order
    for group in order:
        own = [
            pl.col(name).eq_missing(pl.lit(value))
            for name, value in zip(columns, group, strict=True)
        ]
        rows = by_term(found.filter(*own))
        rest = [other for other in counts.groups if other != group]
        cells = counting.contrast(counts, [group], rest)
        assert {term: {name: row[name] for name in COUNTS} for term, row in rows.items()} == cells
        for term, row in rows.items():
            assert without_floor(row["flag"]) == expected_flag(counts, [group], rest)
            assert row["display"] == counts.display[term]


@some
@given(frame=strategies.documents(min_size=2))
def test_scores_and_rates_follow_from_the_cells(frame: pl.DataFrame) -> None:
    grouped(frame, ["source"])
    found = cs.keywords(strategies.corpus(frame), by="source")
    scores = found.select(cs.measures.log_likelihood(), cs.measures.log_ratio())
    assert_frame_equal(found.select(scores.columns), scores, check_exact=True)
    for row in found.head(2).to_dicts():
        o11, r1, c1, n = (row[name] for name in CELLS)
        assert row["per_million"] == (1e6 * o11 / r1 if r1 else None)
        assert row["reference_per_million"] == (1e6 * (c1 - o11) / (n - r1) if n > r1 else None)
        exact = measures.score(measures.log_likelihood, o11, r1, c1, n)
        assert exact is not None
        assert math.isclose(row["log_likelihood"], exact, rel_tol=1e-12)


@some
@given(frame=strategies.documents(min_size=2), columns=several_columns)
def test_rows_stand_in_the_documented_order(frame: pl.DataFrame, columns: list[str]) -> None:
    grouped(frame, columns)
    found = cs.keywords(strategies.corpus(frame), by=columns).to_dicts()
    keys = [
        (
            counting.group_key(tuple(row[name] for name in columns)),
            -(row["lrc"] if row["lrc"] is not None else -math.inf),
            -row["log_likelihood"],
            -row["count"],
            row["term"].encode(),
        )
        for row in found
    ]
    assert keys == sorted(keys)


@some
@given(frame=two_editions())
def test_swapping_target_and_reference_flips_the_signs(frame: pl.DataFrame) -> None:
    one, other = pl.col("edition") == 1, pl.col("edition") == 2
    corpus = strategies.corpus(frame)
    there = by_term(cs.keywords(corpus, target=one, reference=other))
    back = by_term(cs.keywords(corpus, target=other, reference=one))
    assert there.keys() == back.keys()
    for term, row in there.items():
        swapped = back[term]
        assert (row["count"], row["reference_count"]) == (
            swapped["reference_count"],
            swapped["count"],
        )
        assert (row["c1"], row["n"], row["r1"]) == (
            swapped["c1"],
            swapped["n"],
            swapped["n"] - swapped["r1"],
        )
        for name in ("log_likelihood", "log_ratio"):
            if row[name] is None:
                assert swapped[name] is None
            else:
                assert math.isclose(row[name], -swapped[name], rel_tol=1e-12)


@some
@given(frame=strategies.documents(min_size=2), columns=several_columns, data=st.data())
def test_independent_of_the_order_of_documents(
    frame: pl.DataFrame, columns: list[str], data: st.DataObject
) -> None:
    grouped(frame, columns)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    assert cs.keywords(other, by=columns).equals(cs.keywords(strategies.corpus(frame), by=columns))


@some
@given(frame=strategies.documents(min_size=2), columns=several_columns, data=st.data())
def test_counts_carry_all_that_keywords_need(
    frame: pl.DataFrame, columns: list[str], data: st.DataObject
) -> None:
    """Keywords of counts, in any order of rows, are those of the corpus."""
    corpus = strategies.corpus(frame)
    counts = counting.count(corpus, columns)
    assume(len(counts.groups) > 1)
    assume(all(counts.group_tokens.values()))
    listed = data.draw(strategies.shuffled(cs.frequencies(corpus, by=columns)))
    of_counts, of_corpus = (
        cs.keywords(counted, by=columns, inference=None) for counted in (listed, corpus)
    )
    assert_frame_equal(of_counts, of_corpus, check_exact=True)


@some
@given(
    frame=strategies.documents(min_size=2),
    min_count=st.integers(1, 4),
    min_documents=st.integers(1, 3),
)
def test_cut_offs_only_remove_rows(frame: pl.DataFrame, min_count: int, min_documents: int) -> None:
    grouped(frame, ["source"])
    corpus = strategies.corpus(frame)
    kept = cs.keywords(corpus, by="source").filter(
        pl.col("count") + pl.col("reference_count") >= min_count,
        pl.col("documents") + pl.col("reference_documents") >= min_documents,
    )
    found = cs.keywords(corpus, by="source", min_count=min_count, min_documents=min_documents)
    assert_frame_equal(found, kept, check_exact=True)


@few
@given(frame=two_editions())
def test_all_ways_to_name_target_and_reference_are_the_same(frame: pl.DataFrame) -> None:
    corpus = strategies.corpus(frame)
    one, other = pl.col("edition") == 1, pl.col("edition") == 2
    ways = [
        cs.keywords(corpus, target=one, reference=other),
        cs.keywords(corpus, by="edition", target=1, reference=2).drop("edition"),
        cs.keywords(corpus, target=one, reference=corpus.filter(other)),
        cs.keywords(corpus.filter(one), reference=corpus.filter(other)),
        cs.keywords(corpus.filter(one | other), target=one),
    ]
    listed = cs.frequencies(corpus.filter(other))
    if not listed.is_empty():
        ways.append(cs.keywords(corpus, target=one, reference=listed))
    for way in ways[1:]:
        assert_frame_equal(counted(way), counted(ways[0]), check_exact=True)
