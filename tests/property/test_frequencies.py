"""Laws of frequency lists."""

from collections import Counter
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import counting, strategies

Rows = list[dict[str, Any]]


def names(columns: list[str]) -> list[str] | None:
    return columns or None


@given(
    frame=strategies.documents(),
    mode=strategies.modes,
    columns=strategies.columns,
    attribute=strategies.attributes,
    kinds=strategies.kinds,
    min_count=st.integers(1, 4),
    min_documents=st.integers(1, 3),
    n_threads=strategies.n_threads,
)
def test_equal_to_the_oracle(
    *,
    frame: pl.DataFrame,
    mode: str,
    columns: list[str],
    attribute: str,
    kinds: list[Any],
    min_count: int,
    min_documents: int,
    n_threads: int | None,
) -> None:
    """Every value, and the order of rows."""
    corpus = strategies.corpus(frame, mode)
    found = cs.frequencies(
        corpus,
        by=names(columns),
        attribute=attribute,
        kinds=kinds,
        min_count=min_count,
        min_documents=min_documents,
        n_threads=n_threads,
    )
    counts = counting.count(corpus, columns, attribute, kinds)
    expected = counting.frequencies(
        counts, by=columns, min_count=min_count, min_documents=min_documents
    )
    assert found.to_dicts() == expected


@given(
    frame=strategies.documents(),
    columns=strategies.columns,
    attribute=strategies.attributes,
    kinds=strategies.kinds,
)
def test_counts_sum_to_the_number_of_tokens_of_the_kinds(
    frame: pl.DataFrame, columns: list[str], attribute: str, kinds: list[Any]
) -> None:
    corpus = strategies.corpus(frame)
    found = cs.frequencies(corpus, by=names(columns), attribute=attribute, kinds=kinds)
    n_tokens = corpus.tokens().filter(pl.col("kind").cast(pl.String).is_in(kinds)).height
    assert found["count"].sum() == n_tokens
    keys = [*columns, "group_tokens"]
    assert found.select(keys).unique()["group_tokens"].sum() == n_tokens


@settings(max_examples=50)
@given(frame=strategies.documents(max_size=12), columns=strategies.columns, data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, columns: list[str], data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    one = cs.frequencies(corpus, by=names(columns), n_threads=1)
    for n_threads in (2, 3, 7):
        assert cs.frequencies(corpus, by=names(columns), n_threads=n_threads).equals(one)
        assert cs.frequencies(other, by=names(columns), n_threads=n_threads).equals(one)


def totals(frame: pl.DataFrame, columns: list[str]) -> dict[str, Counter[Any]]:
    """Counts, documents and sizes of groups."""
    found: dict[str, Counter[Any]] = {"count": Counter(), "documents": Counter(), "size": Counter()}
    for row in frame.to_dicts():
        group = tuple(row[name] for name in columns)
        found["count"][group, row["term"]] += row["count"]
        found["documents"][group, row["term"]] += row["documents"]
        found["size"][group] = row["group_tokens"]
    return found


@settings(max_examples=50)
@given(
    left=strategies.documents(name="l"),
    right=strategies.documents(name="r"),
    columns=st.sampled_from([[], ["source"], ["date", "edition"]]),
    mode=strategies.modes,
)
def test_counts_of_two_corpora_add_up(
    left: pl.DataFrame, right: pl.DataFrame, columns: list[str], mode: str
) -> None:
    parts = [
        totals(cs.frequencies(strategies.corpus(part, mode), by=names(columns)), columns)
        for part in (left, right)
    ]
    both = strategies.corpus(pl.concat([left, right]), mode)
    whole = totals(cs.frequencies(both, by=names(columns)), columns)
    assert whole == {name: parts[0][name] + parts[1][name] for name in whole}


@given(frame=strategies.documents(), columns=strategies.columns, min_count=st.integers(2, 5))
def test_cut_offs_only_remove_rows(frame: pl.DataFrame, columns: list[str], min_count: int) -> None:
    corpus = strategies.corpus(frame)
    every = cs.frequencies(corpus, by=names(columns))
    common = every.group_by("term").agg(pl.col("count").sum()).filter(pl.col("count") >= min_count)
    kept = every.filter(pl.col("term").is_in(common["term"].implode()))
    assert cs.frequencies(corpus, by=names(columns), min_count=min_count).equals(kept)


@given(frame=strategies.documents(), columns=strategies.columns)
def test_no_token_of_a_group_counts_for_another(frame: pl.DataFrame, columns: list[str]) -> None:
    """The list of a group is the list of its documents alone."""
    corpus = strategies.corpus(frame)
    found = cs.frequencies(corpus, by=names(columns)).drop("display")
    parts = []
    for group in frame.select(columns).unique().rows() if columns else [()]:
        pairs = zip(columns, group, strict=True)
        alone = [pl.col(name).eq_missing(pl.lit(value)) for name, value in pairs]
        parts.append(cs.frequencies(corpus.filter(*alone), by=names(columns)).select(found.columns))
    assert Counter(pl.concat(parts).rows()) == Counter(found.rows())
