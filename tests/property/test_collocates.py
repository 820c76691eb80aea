"""Laws of collocates."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import counting, measures, strategies, windows
from tests.reference.stretches import no_documents, stretches, value_of

CELLS = ["o11", "r1", "c1", "n"]
COUNTS = ["count", "documents", "node_count", *CELLS]

corpora = strategies.running_documents().flatmap(strategies.layered)
ways = st.fixed_dictionaries(
    {
        "window": strategies.windows,
        "boundary": strategies.boundaries,
        "punctuation": st.sampled_from(["skip", "count"]),
        "attribute": strategies.attributes,
        "kinds": strategies.counted_kinds,
    }
)
# Comparing takes many steps of polars: fewer examples than elsewhere.
some = settings(max_examples=20)


def keyed(found: pl.DataFrame, by: list[str]) -> dict[tuple[counting.Group, str], dict[str, Any]]:
    """The counts of each row."""
    places = [name for name in found.columns if name.startswith(("left_", "right_"))]
    rows = {}
    for row in found.to_dicts():
        group = tuple(row[name] for name in by)
        rows[group, row["collocate"]] = {name: row[name] for name in [*COUNTS, *places]}
    assert len(rows) == found.height
    return rows


@settings(max_examples=60)
@given(
    corpus=corpora,
    node=strategies.queries(),
    by=strategies.groups,
    ways=ways,
    min_count=st.sampled_from([1, 1, 2, 3]),
    min_documents=st.sampled_from([1, 1, 2]),
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_equal_to_the_oracle(
    *,
    corpus: cs.Corpus,
    node: Any,
    by: list[str],
    ways: dict[str, Any],
    min_count: int,
    min_documents: int,
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    """All cells, documents and places, whatever is counted."""
    mix = data.draw(strategies.mixes(corpus))
    options = {**ways, **mix, "min_count": min_count, "min_documents": min_documents}
    try:
        found = cs.collocates(
            corpus, node, by=by or None, positions=True, n_threads=n_threads, **options
        )
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    expected = windows.table(corpus, node, by=by, **options)
    assert keyed(found, by) == expected
    display = counting.displays(counting.tokens(corpus, ways["attribute"]))
    assert found["display"].to_list() == [display[value] for value in found["collocate"]]
    assert set(found["node"]) <= {windows.name(node)}


@settings(max_examples=40)
@given(corpus=corpora, node=strategies.queries(), by=strategies.groups, ways=ways)
def test_cells_make_a_table(
    corpus: cs.Corpus, node: Any, by: list[str], ways: dict[str, Any]
) -> None:
    for row in cs.collocates(corpus, node, by=by or None, positions=True, **ways).to_dicts():
        o11, r1, c1, n = (row[name] for name in CELLS)
        assert measures.table(o11, r1, c1, n) is not None
        assert 1 <= o11 == row["count"]
        assert 1 <= row["documents"] <= o11
        assert row["node_count"] >= 1
        assert row["log_dice"] <= 14
        places = [row[name] for name in row if name.startswith(("left_", "right_"))]
        assert sum(places) == o11


@some
@given(corpus=corpora, node=strategies.query_strings(), by=strategies.groups, ways=ways)
def test_scores_and_flags_follow_and_rows_are_in_order(
    corpus: cs.Corpus, node: str, by: list[str], ways: dict[str, Any]
) -> None:
    names = cs.measures.SCORES
    found = cs.collocates(corpus, node, by=by or None, measures=names, **ways)
    scores = found.select(getattr(cs.measures, name)() for name in names)
    assert_frame_equal(found.select(names), scores, check_exact=True)
    every = windows.windows(corpus, node, by=by, **ways)
    keys = []
    for row in found.to_dicts():
        group = tuple(row[name] for name in by)
        place = counting.group_key(group)
        score = row["log_likelihood"]
        keys.append((place, -score, -row["count"], row["collocate"].encode()))
        n_documents = windows.documents_with_hits(every, group)
        flags = {
            "single_document": n_documents == 1,
            "few_documents": 1 < n_documents < 5,
            "groups_share_documents": bool({"voice", "zone", "sentence"} & set(by)),
            "null_group": None in group,
        }
        assert row["flag"] == (" ".join(flag for flag, holds in flags.items() if holds) or None)
    assert keys == sorted(keys)


@some
@given(
    frame=strategies.running_documents(),
    node=st.sampled_from(["ba", "bo", "du", "bob", "12"]),
    by=st.sampled_from([None, "source", "doc_id"]),
    window=strategies.windows,
)
def test_margins_of_a_single_word_are_frequencies(
    frame: pl.DataFrame, node: str, by: str | None, window: Any
) -> None:
    """What is not the node is counted once, in the windows or not."""
    corpus = strategies.corpus(frame)
    found = cs.collocates(corpus, node, by=by, window=window)
    keys = ["term"] if by is None else ["term", by]
    counts = {
        tuple(row[name] for name in keys): row for row in cs.frequencies(corpus, by=by).to_dicts()
    }
    for row in found.to_dicts():
        group = [] if by is None else [row[by]]
        own, nodes = counts[row["collocate"], *group], counts[node, *group]
        assert row["collocate"] != node
        assert row["c1"] == own["count"]
        assert row["n"] == own["group_tokens"] - nodes["count"]
        assert row["node_count"] == nodes["count"]


@some
@given(
    frame=strategies.running_documents(min_size=2),
    node=strategies.queries(),
    by=st.sampled_from(["doc_id", "source", "edition"]),
    ways=ways,
)
def test_counts_of_groups_add_up(
    frame: pl.DataFrame, node: Any, by: str, ways: dict[str, Any]
) -> None:
    """Those in windows add up by row; margins of every group are those of its documents alone."""
    ways = ways | {"boundary": "sentence"}
    corpus = strategies.corpus(frame)
    whole = cs.collocates(corpus, node, positions=True, **ways)
    parts = cs.collocates(corpus, node, by=by, positions=True, **ways)
    added = [name for name in whole.columns if name.startswith(("left_", "right_"))]
    added += ["count", "documents", "o11"]
    summed = parts.group_by("collocate").agg(pl.col(added).sum()).sort("collocate")
    assert summed.equals(whole.sort("collocate").select(summed.columns))
    if ways["punctuation"] == "skip":
        # Groups without rows have nothing in their windows.
        sizes = parts.select(by, "r1").unique()
        assert sizes["r1"].sum() == (whole["r1"][0] if whole.height else 0)
    # The flag and the display look at more than the group.
    for value in frame[by].unique():
        own = pl.col(by).eq_missing(pl.lit(value))
        alone = cs.collocates(corpus.filter(own), node, positions=True, **ways).drop("flag")
        group = parts.filter(own).drop(by, "flag")
        assert_frame_equal(alone.drop("display"), group.drop("display"), check_exact=True)


@some
@given(
    frame=strategies.running_documents(min_size=2),
    node=strategies.queries(),
    boundary=st.sampled_from(["sentence", "document"]),
    ways=ways,
)
def test_windows_wider_than_a_stretch_hold_all_of_it(
    frame: pl.DataFrame, node: Any, boundary: str, ways: dict[str, Any]
) -> None:
    """But the nodes, and nothing of stretches without a hit."""
    corpus = strategies.corpus(frame)
    ways = ways | {"window": 500, "boundary": boundary}
    kinds, attribute = ways["kinds"], ways["attribute"]
    found = cs.collocates(corpus, node, **ways)
    inside: dict[str, int] = {}
    room = 0
    for stretch in stretches(corpus, boundary=boundary):
        hits = windows.hits(stretch, node, attribute)
        nodes = {place for hit in hits for place in range(hit.first, hit.end)}
        for place, token in enumerate(stretch.tokens):
            if hits and place not in nodes:
                room += ways["punctuation"] == "count" or token.kind in kinds
                if token.kind in kinds:
                    value = value_of(token, attribute)
                    inside[value] = inside.get(value, 0) + 1
    assert dict(found.select("collocate", "o11").rows()) == inside
    assert set(found["r1"]) <= {room}


@some
@given(corpus=corpora, node=strategies.queries(), ways=ways)
def test_a_window_is_made_of_its_two_sides(
    corpus: cs.Corpus, node: Any, ways: dict[str, Any]
) -> None:
    """A wider window holds all of a narrower one; no side holds more than both."""

    def counts(left: int, right: int) -> dict[str, int]:
        found = cs.collocates(corpus, node, **ways | {"window": (left, right)})
        return dict(found.select("collocate", "count").rows())

    both, before, behind, wider = counts(2, 3), counts(2, 0), counts(0, 3), counts(3, 3)
    assert set(both) == set(before) | set(behind)
    for value, count in both.items():
        one, other = before.get(value, 0), behind.get(value, 0)
        assert max(one, other) <= count <= one + other
        assert count <= wider[value]


@some
@given(frame=strategies.running_documents(max_size=8), node=strategies.queries(), data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, node: Any, data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    one = cs.collocates(corpus, node, by="source", positions=True, n_threads=1)
    for n_threads in (2, 7):
        options: dict[str, Any] = {"by": "source", "positions": True, "n_threads": n_threads}
        assert cs.collocates(corpus, node, **options).equals(one)
        assert cs.collocates(other, node, **options).equals(one)


@some
@given(
    frame=strategies.running_documents(),
    node=strategies.queries(),
    min_count=st.integers(1, 4),
    min_documents=st.integers(1, 3),
)
def test_cut_offs_only_remove_rows(
    frame: pl.DataFrame, node: Any, min_count: int, min_documents: int
) -> None:
    corpus = strategies.corpus(frame)
    every = cs.collocates(corpus, node, by="source")
    sums = every.group_by("collocate").agg(pl.col("count", "documents").sum())
    common = sums.filter(pl.col("count") >= min_count, pl.col("documents") >= min_documents)
    kept = every.join(common, on="collocate", how="semi", maintain_order="left")
    found = cs.collocates(
        corpus, node, by="source", min_count=min_count, min_documents=min_documents
    )
    assert_frame_equal(found, kept, check_exact=True)


@some
@given(corpus=corpora, node=strategies.queries(), boundary=strategies.boundaries)
def test_hits_are_those_of_the_concordance(corpus: cs.Corpus, node: Any, boundary: str) -> None:
    options: dict[str, Any] = {"by": "zone", "boundary": boundary}
    lines = cs.concordance(corpus, node, **options).group_by("zone").len()
    hits = dict(lines.rows())
    found = cs.collocates(corpus, node, **options)
    for zone, node_count in found.select("zone", "node_count").rows():
        assert node_count == hits[zone]
