"""Laws of dispersion."""

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.spread import OF_DISTANCES, OF_PARTS
from tests.reference import dispersion as oracle
from tests.reference import strategies
from tests.reference.stretches import no_documents

corpora = strategies.running_documents(max_size=6).flatmap(strategies.layered)
cuts = st.sampled_from(["document", "sentence", "voice", "zone", 1, 2, 3, 7, 100])
# Even spread is 0 here, and 1 in all others that have bounds.
EVEN_IS_0 = ["dp", "dp_norm", "kld_base_2", "kld_base_e", "kld_odds"]
EVEN_IS_1 = ["juilland_d", "juilland_d_equal", "carroll_d2", "carroll_d2_equal", "rosengren_s"]
EVEN_IS_1 += ["dc", "dp_egbert", "d_a", "pt"]
ADJUSTED = ["juilland_u", "carroll_um", "rosengren_af", "rosengren_af_equal", "engwall_fm"]


@st.composite
def tables(draw: st.DrawFn, *, min_parts: int = 2, most: int = 40) -> pl.DataFrame:
    """Counts of one term in some parts, of which it is in one or more."""
    n_parts = draw(st.integers(min_parts, 12))
    counts = draw(st.lists(st.integers(0, most), min_size=n_parts, max_size=n_parts).filter(any))
    others = draw(st.lists(st.integers(0, 100), min_size=n_parts, max_size=n_parts))
    sizes = [max(1, count + other) for count, other in zip(counts, others, strict=True)]
    columns = {"part": range(n_parts), "count": counts, "part_tokens": sizes}
    return pl.DataFrame({"term": "a", **columns}, schema_overrides={"part": pl.Int64})


def measures(frame: pl.DataFrame, **options: Any) -> dict[str, Any]:
    return cs.dispersion(frame, **options).row(0, named=True)


def approx(value: Any) -> Any:
    return pytest.approx(value, rel=1e-10, abs=1e-12)


@settings(max_examples=150)
@given(
    corpus=corpora,
    parts=cuts,
    by=strategies.groups,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    min_count=st.integers(1, 3),
    min_documents=st.integers(1, 2),
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_equal_to_the_oracle(
    *,
    corpus: cs.Corpus,
    parts: str | int,
    by: list[str],
    attribute: str,
    kinds: list[Any],
    min_count: int,
    min_documents: int,
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    options: dict[str, Any] = {
        "parts": parts,
        "by": by or None,
        "attribute": attribute,
        "kinds": kinds,
        "min_count": min_count,
        "min_documents": min_documents,
        **mix,
    }
    try:
        found = cs.dispersion(corpus, n_threads=n_threads, **options)
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    expected = oracle.dispersion(corpus, **options)
    for row, other in zip(found.drop("flag").to_dicts(), expected, strict=True):
        assert list(row) == list(found.drop("flag").columns)
        assert {name: row[name] for name in other} == {
            name: approx(value) if isinstance(value, float) else value
            for name, value in other.items()
        }


@given(tables(min_parts=1))
def test_a_frame_is_measured_as_the_definitions_say(frame: pl.DataFrame) -> None:
    found = measures(frame)
    counts, sizes = frame["count"].to_list(), frame["part_tokens"].to_list()
    if frame.height == 1:
        assert [found[name] for name in OF_PARTS] == [None] * len(OF_PARTS)
        assert found["flag"] == "single_part"
        return
    expected = oracle.of_parts(counts, sizes)
    assert {name: found[name] for name in OF_PARTS} == approx(expected)


@given(tables())
def test_measures_stay_within_their_bounds(frame: pl.DataFrame) -> None:
    found = measures(frame)
    for name in EVEN_IS_0 + EVEN_IS_1:
        assert -1e-12 <= found[name] <= 1 + 1e-12, name
    for name in ADJUSTED:
        assert -1e-9 <= found[name] <= found["count"] * (1 + 1e-12), name
    assert found["lyne_d3"] <= 1 + 1e-12
    assert found["kld"] >= 0
    assert found["sd"] >= 0
    assert 1 <= found["range"] == found["parts"] <= found["group_parts"]


@given(
    sizes=st.lists(st.integers(1, 50), min_size=2, max_size=8),
    count=st.integers(1, 9),
    room=st.integers(1, 9),
)
def test_a_term_in_proportion_to_the_parts_is_spread_evenly(
    sizes: list[int], count: int, room: int
) -> None:
    rows = [("a", part, size * count, size * (count + room)) for part, size in enumerate(sizes)]
    frame = pl.DataFrame(rows, ["term", "part", "count", "part_tokens"], orient="row")
    found = measures(frame)
    for name in set(EVEN_IS_1) - {"juilland_d_equal", "carroll_d2_equal", "dc"}:
        assert found[name] == pytest.approx(1, abs=1e-7), name
    for name in (*EVEN_IS_0, "kld", "idf"):
        assert found[name] == pytest.approx(0, abs=1e-12), name
    for name in ("juilland_u", "carroll_um", "rosengren_af", "engwall_fm"):
        assert found[name] == pytest.approx(found["count"], rel=1e-6), name


@given(
    n_parts=st.integers(2, 20),
    place=st.integers(0, 19),
    count=st.integers(1, 30),
    size=st.integers(30, 99),
)
def test_a_term_in_one_of_equal_parts_is_spread_most_unevenly(
    n_parts: int, place: int, count: int, size: int
) -> None:
    counts = [count if part == place % n_parts else 0 for part in range(n_parts)]
    frame = pl.DataFrame({"term": "a", "part": range(n_parts), "count": counts})
    found = measures(frame.with_columns(part_tokens=size))
    for name in set(EVEN_IS_1) - {"pt", "rosengren_s", "dc"}:
        assert found[name] == pytest.approx(0, abs=1e-9), name
    assert found["rosengren_s"] == approx(1 / n_parts)
    assert found["dp_norm"] == approx(1)
    assert found["kld"] == approx(math.log2(n_parts))


@given(frame=tables(min_parts=3), data=st.data())
def test_parts_put_together_are_no_less_even(frame: pl.DataFrame, data: st.DataObject) -> None:
    """What compares shares of a count with shares of the size loses nothing but differences."""
    merged = data.draw(st.integers(0, frame.height - 2))
    part = pl.when(pl.col("part") > merged).then(pl.col("part") - 1).otherwise("part").alias("part")
    sums = pl.col("count", "part_tokens").sum()
    one, two = measures(frame), measures(frame.group_by("term", part).agg(sums))
    for name in ("dp", "kld"):
        assert two[name] <= one[name] + 1e-12
    for name in ("lyne_d3", "rosengren_s"):
        assert two[name] >= one[name] - 1e-12


@given(frame=tables(), factor=st.integers(2, 1000))
def test_shares_alone_decide(frame: pl.DataFrame, factor: int) -> None:
    one = measures(frame)
    two = measures(frame.with_columns(pl.col("count", "part_tokens") * factor))
    shares = [*EVEN_IS_0, *EVEN_IS_1, "variation_coefficient", "lyne_d3", "kld", "idf", "ft"]
    assert [two[name] for name in shares] == approx([one[name] for name in shares])


@settings(max_examples=60)
@given(frame=strategies.documents(max_size=10), parts=st.sampled_from(["document", 2]))
def test_counts_by_part_give_what_the_corpus_gives(frame: pl.DataFrame, parts: str | int) -> None:
    corpus = strategies.corpus(frame.with_columns(edition=pl.col("doc_id")))
    found = cs.dispersion(corpus, parts="document", measures=list(OF_PARTS))
    counts = cs.frequencies(corpus, by="doc_id")
    assume(not counts.is_empty())
    named = counts.select("term", "count", part="doc_id", part_tokens="group_tokens")
    again = cs.dispersion(named, measures=list(OF_PARTS))
    same = [name for name in found.columns if name not in ("documents", "display")]
    assert again.select(same).equals(found.select(same))


@settings(max_examples=60)
@given(
    frame=strategies.documents(max_size=12),
    parts=st.sampled_from(["document", "sentence", 2, 3]),
    columns=strategies.columns,
    data=st.data(),
)
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, parts: str | int, columns: list[str], data: st.DataObject
) -> None:
    options: dict[str, Any] = {"parts": parts, "by": columns or None}
    one = cs.dispersion(strategies.corpus(frame), n_threads=1, **options)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    for n_threads in (2, 3, 7):
        found = cs.dispersion(strategies.corpus(frame), n_threads=n_threads, **options)
        assert found.equals(one)
        assert cs.dispersion(other, n_threads=n_threads, **options).equals(one)


@given(frame=tables(), data=st.data())
def test_independent_of_the_order_of_rows(frame: pl.DataFrame, data: st.DataObject) -> None:
    both = pl.concat([frame, frame.with_columns(term=pl.lit("b"), count=pl.lit(1, pl.Int64))])
    both = both.with_columns(part_tokens=pl.col("part_tokens") + 1)
    shuffled = data.draw(strategies.shuffled(both))
    assert cs.dispersion(shuffled).equals(cs.dispersion(both))


@settings(max_examples=60)
@given(frame=strategies.documents(), columns=strategies.columns, min_count=st.integers(2, 5))
def test_cut_offs_only_remove_rows(frame: pl.DataFrame, columns: list[str], min_count: int) -> None:
    corpus, by = strategies.corpus(frame), columns or None
    every = cs.dispersion(corpus, by=by)
    totals = every.group_by("term").agg(pl.col("count").sum())
    common = totals.filter(pl.col("count") >= min_count)["term"]
    kept = every.filter(pl.col("term").is_in(common.implode()))
    # In frames of one row polars divides in another way, which can change a last digit.
    assert_frame_equal(cs.dispersion(corpus, by=by, min_count=min_count), kept)


@given(frame=strategies.documents(), columns=strategies.columns)
def test_counts_are_those_of_the_frequency_list(frame: pl.DataFrame, columns: list[str]) -> None:
    corpus, by = strategies.corpus(frame), columns or None
    shared = ["term", *columns, "count", "documents", "group_tokens", "display"]
    found = cs.dispersion(corpus, by=by)
    assert found.select(shared).equals(cs.frequencies(corpus, by=by).select(shared))
    assert found["parts"].equals(found["documents"].alias("parts"))


@given(frame=strategies.documents(), parts=st.sampled_from(["document", 2]))
def test_distances_adjust_counts_downwards(frame: pl.DataFrame, parts: str | int) -> None:
    found = cs.dispersion(strategies.corpus(frame), parts=parts, measures=list(OF_DISTANCES))
    for row in found.to_dicts():
        for name in ("arf", "f_awt", "f_ald"):
            assert 1 - 1e-12 <= row[name] <= row["count"] * (1 + 1e-12)
        assert row["awt"] >= (1 + row["group_tokens"] / row["count"]) / 2 - 1e-9
