"""Laws of n-grams."""

import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import ngrams, strategies
from tests.reference.stretches import stretches

lengths = st.one_of(st.integers(1, 8), st.sampled_from([(1, 3), (2, 4), (2, 2), (1, 5), (3, 9)]))
columns = st.sampled_from([[], ["source"], ["edition", "source"], ["doc_id"]])
ways = st.fixed_dictionaries(
    {
        "skip": st.sampled_from([0, 0, 1, 2, 3]),
        "boundary": st.sampled_from(["sentence", "document"]),
        "punctuation": st.sampled_from(["break", "skip"]),
        "attribute": strategies.attributes,
        "kinds": strategies.counted_kinds,
    }
)


def names(by: list[str]) -> list[str] | None:
    return by or None


@settings(max_examples=80)
@given(
    frame=strategies.running_documents(),
    mode=strategies.modes,
    n=lengths,
    by=columns,
    ways=ways,
    min_count=st.sampled_from([1, 1, 2, 3]),
    min_documents=st.sampled_from([1, 1, 2]),
    n_threads=strategies.n_threads,
)
def test_equal_to_the_oracle(
    *,
    frame: pl.DataFrame,
    mode: str,
    n: int | tuple[int, int],
    by: list[str],
    ways: dict[str, Any],
    min_count: int,
    min_documents: int,
    n_threads: int | None,
) -> None:
    """Every value, and the order of rows."""
    corpus = strategies.corpus(frame, mode)
    ways = ways | {"min_count": min_count, "min_documents": min_documents}
    found = cs.ngrams(
        corpus,
        n,
        by=names(by),
        documents=True,
        per_million=True,
        display=True,
        n_threads=n_threads,
        **ways,
    )
    assert found.to_dicts() == ngrams.table(corpus, n, by=by, **ways)


@settings(max_examples=40)
@given(
    frame=strategies.documents(),
    by=strategies.columns,
    attribute=strategies.attributes,
    kinds=strategies.kinds,
    punctuation=st.sampled_from(["break", "skip"]),
    skip=st.integers(0, 2),
)
def test_single_words_are_frequencies(
    *,
    frame: pl.DataFrame,
    by: list[str],
    attribute: str,
    kinds: list[Any],
    punctuation: Any,
    skip: int,
) -> None:
    corpus = strategies.corpus(frame)
    options: dict[str, Any] = {"by": names(by), "attribute": attribute, "kinds": kinds}
    found = cs.ngrams(
        corpus,
        1,
        skip=skip,
        punctuation=punctuation,
        documents=True,
        per_million=True,
        display=True,
        **options,
    )
    assert found["length"].unique().to_list() in ([], [1])
    expected = cs.frequencies(corpus, **options)
    assert found.drop("length").select(expected.columns).equals(expected)


@settings(max_examples=40)
@given(
    frame=strategies.running_documents(),
    n=st.integers(1, 5),
    punctuation=st.sampled_from(["break", "skip"]),
    boundary=st.sampled_from(["sentence", "document"]),
    kinds=strategies.counted_kinds,
)
def test_a_segment_has_as_many_ngrams_as_places_for_them(
    frame: pl.DataFrame, n: int, punctuation: Any, boundary: str, kinds: list[Any]
) -> None:
    corpus = strategies.corpus(frame)
    found = cs.ngrams(corpus, n, punctuation=punctuation, boundary=boundary, kinds=kinds)
    segments = [
        segment
        for stretch in stretches(corpus, boundary=boundary)
        for segment in ngrams.segments(stretch, kinds, punctuation)
    ]
    places = sum(max(0, len(segment) - n + 1) for segment in segments)
    assert found["count"].sum() == places
    assert found["group_tokens"].unique().to_list() == [places] * min(places, 1)


@settings(max_examples=30)
@given(frame=strategies.running_documents(), n=st.integers(2, 5), ways=ways)
def test_skip_grams_include_those_of_fewer_skips(
    frame: pl.DataFrame, n: int, ways: dict[str, Any]
) -> None:
    corpus = strategies.corpus(frame)
    fewer = cs.ngrams(corpus, n, **ways)
    more = cs.ngrams(corpus, n, **ways | {"skip": ways["skip"] + 1})
    both = fewer.join(more, on="term", how="left", validate="1:1", suffix="_of_more")
    assert (both["count"] <= both["count_of_more"]).sum() == fewer.height


@settings(max_examples=30)
@given(frame=strategies.running_documents(), by=columns, ways=ways)
def test_a_pair_of_lengths_is_each_length_by_itself(
    frame: pl.DataFrame, by: list[str], ways: dict[str, Any]
) -> None:
    corpus = strategies.corpus(frame)
    options = {"by": names(by), "documents": True, "per_million": True, **ways}
    found = cs.ngrams(corpus, (2, 4), **options)
    for n in (2, 3, 4):
        assert found.filter(length=n).equals(cs.ngrams(corpus, n, **options))


def totals(frame: pl.DataFrame, by: list[str]) -> dict[str, Counter[Any]]:
    """Counts, documents and sizes of groups."""
    found: dict[str, Counter[Any]] = {"count": Counter(), "documents": Counter(), "size": Counter()}
    for row in frame.to_dicts():
        group = tuple(row[name] for name in by)
        found["count"][group, row["length"], row["term"]] += row["count"]
        found["documents"][group, row["length"], row["term"]] += row["documents"]
        found["size"][group, row["length"]] = row["group_tokens"]
    return found


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
    options = {"by": names(by), "documents": True, **ways}
    parts = [
        totals(cs.ngrams(strategies.corpus(part), (1, 3), **options), by) for part in (left, right)
    ]
    both = strategies.corpus(pl.concat([left, right]))
    whole = totals(cs.ngrams(both, (1, 3), **options), by)
    assert whole == {name: parts[0][name] + parts[1][name] for name in whole}


@settings(max_examples=30)
@given(frame=strategies.running_documents(max_size=8), by=columns, ways=ways, data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, by: list[str], ways: dict[str, Any], data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    options = {"by": names(by), "documents": True, **ways}
    one = cs.ngrams(corpus, (2, 3), n_threads=1, **options)
    for n_threads in (2, 3, 7):
        assert cs.ngrams(corpus, (2, 3), n_threads=n_threads, **options).equals(one)
        assert cs.ngrams(other, (2, 3), n_threads=n_threads, **options).equals(one)


@settings(max_examples=30)
@given(
    frame=strategies.running_documents(),
    by=columns,
    ways=ways,
    min_count=st.integers(1, 4),
    min_documents=st.integers(1, 3),
)
def test_cut_offs_only_remove_rows(
    frame: pl.DataFrame,
    by: list[str],
    ways: dict[str, Any],
    min_count: int,
    min_documents: int,
) -> None:
    """Rows of n-grams that are too rare in all groups together."""
    corpus = strategies.corpus(frame)
    options = {"by": names(by), "documents": True, "per_million": True, **ways}
    every = cs.ngrams(corpus, (1, 3), **options)
    # Documents are in one group each, so that those of all groups add up.
    sums = every.group_by("term", "length").agg(pl.col("count", "documents").sum())
    common = sums.filter(pl.col("count") >= min_count, pl.col("documents") >= min_documents)
    kept = every.join(common, on=["term", "length"], how="semi", maintain_order="left")
    found = cs.ngrams(corpus, (1, 3), min_count=min_count, min_documents=min_documents, **options)
    assert found.equals(kept)


def enough(**options: Any) -> int:
    """The least memory that is enough, as the message has it."""
    memory = 1
    for _ in range(9):
        try:
            cs.ngrams(**options, memory=memory)
        except MemoryError as error:
            needed = re.search(r"at least (\d+) bytes", str(error))
            assert needed is not None
            memory = int(needed[1])
        else:
            break
    return memory


@settings(max_examples=40)
@given(
    frame=strategies.running_documents(),
    n=lengths,
    by=columns,
    ways=ways,
    min_count=st.sampled_from([1, 2]),
    min_documents=st.sampled_from([1, 2]),
    n_threads=strategies.n_threads,
    more=st.sampled_from([0, 500, 5_000]),
)
def test_on_disk_with_little_memory_there_is_the_same(
    *,
    frame: pl.DataFrame,
    n: int | tuple[int, int],
    by: list[str],
    ways: dict[str, Any],
    min_count: int,
    min_documents: int,
    n_threads: int | None,
    more: int,
) -> None:
    """In the order of length, tokens and group."""
    options = {
        "corpus": strategies.corpus(frame),
        "n": n,
        "by": names(by),
        "documents": True,
        "per_million": True,
        "display": True,
        "min_count": min_count,
        "min_documents": min_documents,
        "n_threads": n_threads,
        **ways,
    }
    with tempfile.TemporaryDirectory() as folder:
        kwargs: dict[str, Any] = {**options, "path": Path(folder) / "least"}
        memory = enough(**kwargs) + more
        found = cs.ngrams(**options, path=Path(folder) / "more", memory=memory).collect()
    expected = cs.ngrams(**options)
    keys = ["length", "_words", *by]
    # Byte order of the tokens, one by one; no token of these texts holds a blank.
    in_order = (
        expected.with_columns(pl.col("term").str.split(" ").alias("_words"))
        .sort(keys, nulls_last=True, maintain_order=True)
        .drop("_words")
    )
    assert found.equals(in_order)
