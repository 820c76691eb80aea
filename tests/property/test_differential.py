"""Laws of differential collocates."""

from itertools import count
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats import _core
from corpusstats.collocations import check_window
from corpusstats.differential import COMPARED
from corpusstats.order import document_ranks
from corpusstats.queries import make_query
from corpusstats.selection import select
from tests.reference import association, strategies

CELLS = ["count", "documents", "node_count", "o11", "r1", "c1", "n", "left_2", "right_1"]

words = st.sampled_from(["node", "node", "alpha", "beta", "gamma"])
texts = st.lists(words, min_size=1, max_size=10).map(" ".join)
few = settings(max_examples=25, deadline=None)


def frame_of(sources: dict[str, list[str]]) -> pl.DataFrame:
    """Documents of several sources."""
    numbers = count()
    rows = [
        (f"d{next(numbers)}", source, text) for source, listed in sources.items() for text in listed
    ]
    return pl.DataFrame(rows, ["doc_id", "source", "text"], orient="row")


def sources(
    least: int = 1, most: int = 4, names: tuple[str, ...] = ("a", "b")
) -> st.SearchStrategy[dict[str, list[str]]]:
    of_source = st.lists(texts, min_size=least, max_size=most)
    return st.fixed_dictionaries(dict.fromkeys(names, of_source))


def compared(corpus: cs.Corpus, **options: Any) -> pl.DataFrame:
    return cs.collocates(corpus, "node", **{"by": "source", "window": 2, **options}, compare=True)


def counted(
    corpus: cs.Corpus,
    by: Any,
    node: Any,
    *,
    boundary: str = "sentence",
    punctuation: str = "skip",
    kinds: Any = ("word", "number"),
) -> _core.WindowUnits:
    """What the core counts by unit."""
    selected = select(corpus, by=by, boundary=boundary)
    phrases = make_query(corpus, node, "lower", argument="node")
    shape = check_window(2, punctuation, "lower", kinds)
    return _core.WindowUnits.count(
        corpus._table,
        selected.handle,
        document_ranks(corpus),
        phrases,
        min_count=1,
        min_documents=1,
        **shape,
    )


@settings(max_examples=40, deadline=None)
@given(
    corpus=strategies.running_documents(max_size=4).flatmap(strategies.layered),
    node=strategies.queries(),
    by=strategies.groups,
    boundary=strategies.boundaries,
    punctuation=st.sampled_from(["skip", "count"]),
    kinds=strategies.counted_kinds,
)
def test_counts_by_unit_are_those_of_the_oracle(
    *,
    corpus: cs.Corpus,
    node: Any,
    by: list[str],
    boundary: str,
    punctuation: str,
    kinds: list[str],
) -> None:
    ways: dict[str, Any] = {"boundary": boundary, "punctuation": punctuation, "kinds": kinds}
    found = counted(corpus, by or None, node, **ways)
    expected = association.units(corpus, node, window=2, by=by, attribute="lower", **ways)
    rows = pl.DataFrame(found.units())
    assert sorted(rows.select("window", "tokens").rows()) == sorted((u.r1, u.n) for u in expected)
    values = pl.DataFrame(found.collocates(corpus._table, "lower"))["collocate"].to_list()
    assert set(values) == {word for unit in expected for word in unit.o11}
    n_groups = max(rows["group"].to_list(), default=0) + 1
    sums = pl.DataFrame(found.sums(n_groups))
    for place, word in enumerate(values):
        own = sums.slice(place * n_groups, n_groups).sum().row(0, named=True)
        o, c = ([getattr(u, name)[word] for u in expected] for name in ("o11", "c1"))
        r, n = [u.r1 for u in expected], [u.n for u in expected]
        pairs = {
            "count": (o, [1] * len(o)),
            "total": (c, [1] * len(c)),
            "documents": ([1] * len(o), [x > 0 for x in o]),
            "inside_inside": (o, o),
            "inside_tokens": (o, n),
            "inside_window": (o, r),
            "inside_total": (o, c),
            "total_total": (c, c),
            "total_tokens": (c, n),
            "total_window": (c, r),
        }
        products = {
            name: sum(x * y for x, y in zip(*pair, strict=True)) for name, pair in pairs.items()
        }
        assert own == products


@settings(max_examples=30, deadline=None)
@given(
    data=st.one_of(sources(most=3), sources(1, 2, ("a", "b", "c"))),
    n_threads=st.sampled_from([1, 3]),
)
def test_statistics_and_counts_of_arrangements_are_those_of_the_oracle(
    data: dict[str, list[str]], n_threads: int
) -> None:
    corpus = strategies.corpus(frame_of(data))
    units = counted(corpus, "source", "node")
    listed = association.compared(association.units(corpus, "node", window=2, by=["source"]))
    names = pl.DataFrame(units.collocates(corpus._table, "lower"))["collocate"].to_list()
    table, n_arrangements, is_exact, _ = units.compare(
        n_permutations=50, most_exact=10_000, seed=0, n_threads=n_threads
    )
    rows = pl.DataFrame(table).to_dicts()
    if len({unit.group for unit in listed}) < 2:
        assert n_arrangements == 0
        return
    assert is_exact
    assert n_arrangements == len([*association.arrangements(listed)])
    expected = association.tests(listed, names)
    for word, row in zip(names, rows, strict=True):
        own = expected[word]
        statistics = [row[name] for name in ("heterogeneity", "woolf", "breslow_day")]
        assert statistics == pytest.approx(own.statistics, rel=1e-6, abs=1e-9)
        counts = [row[f"{name}_as_extreme"] for name in ("heterogeneity", "woolf", "breslow_day")]
        assert [*counts, row["exceeded"]] == [*own.as_extreme, own.exceeded]


@few
@given(data=sources(3, 7, ("a", "b", "c")))
def test_rows_are_those_of_all_groups_and_effects_those_of_the_oracle(
    data: dict[str, list[str]],
) -> None:
    corpus = strategies.corpus(frame_of(data))
    plain = cs.collocates(corpus, "node", by="source", window=2, positions=True)
    found = compared(corpus, positions=True, n_permutations=20)
    assert_frame_equal(
        found.filter(pl.col("count") > 0).select(plain.columns).drop("flag"), plain.drop("flag")
    )
    assert found.columns == [*plain.columns[:-2], *COMPARED, "flag", "display"]
    groups = plain["source"].unique()
    assert found.height == plain["collocate"].n_unique() * len(groups)
    assert set(found["family_size"]) <= {plain["collocate"].n_unique()}
    listed = association.units(corpus, "node", window=2, by=["source"])
    members = {name: [unit for unit in listed if unit.group == (name,)] for name in groups}
    for row in found.to_dicts():
        own, word = members[row["source"]], row["collocate"]
        cells = association.table(own, word)
        assert row["o11"] == cells[0]
        assert row["n"] == sum(cells)
        others = [units for name, units in members.items() if name != row["source"]]
        if not association.informative(cells):
            assert row["log_odds_ratio"] is row["delta_log_odds"] is None
            continue
        odds = association.log_odds(association.with_half(cells))
        assert row["log_odds_ratio"] == pytest.approx(odds, abs=1e-9)
        here, there = association.pooled([own], word), association.pooled(others, word)
        own_documents = sum(unit.r1 > 0 for unit in own)
        if here is None or own_documents < 5:
            assert row["log_odds_ratio_lo"] is None
            assert row["delta_log_odds_lo"] is None
            continue
        half = _t(own_documents - 1) * here[1] ** 0.5
        assert row["log_odds_ratio_lo"] == pytest.approx(odds - half, abs=1e-8)
        assert row["log_odds_ratio_hi"] == pytest.approx(odds + half, abs=1e-8)
        known = [u for u in others if association.informative(association.table(u, word))]
        n_others = sum(unit.r1 > 0 for units in known for unit in units)
        if there is None or n_others < 5:
            assert row["delta_log_odds_lo"] is None
            continue
        delta = odds - there[0]
        assert row["delta_log_odds"] == pytest.approx(delta, abs=1e-9)
        half = _t(min(own_documents, n_others) - 1) * (here[1] + there[1]) ** 0.5
        assert row["delta_log_odds_lo"] == pytest.approx(delta - half, abs=1e-8)


def _t(degrees: int) -> float:
    stats = pytest.importorskip("scipy.stats")
    return float(stats.t.ppf(0.975, degrees))


@few
@given(data=sources(3, 6))
def test_swapping_sources_changes_signs_only(data: dict[str, list[str]]) -> None:
    swapped = {"a": data["b"], "b": data["a"]}
    one, other = (
        compared(strategies.corpus(frame_of(sides)), n_permutations=200, seed=1)
        for sides in (data, swapped)
    )
    keys = ["collocate", "source"]
    other = other.with_columns(pl.col("source").replace({"a": "b", "b": "a"}))
    both = one.join(other, on=keys, suffix="_other")
    assert both.height == one.height
    for name in ("log_odds_ratio", "delta_log_odds", "woolf", "breslow_day", "heterogeneity"):
        pairs = both.select(name, f"{name}_other").rows()
        assert all(is_same(left, right) for left, right in pairs)
    a, b = (one.filter(pl.col("source") == name).sort("collocate") for name in "ab")
    if a.height and b.height:
        signs = zip(a["delta_log_odds"], b["delta_log_odds"], strict=True)
        assert all(is_same(left, None if right is None else -right) for left, right in signs)


def is_same(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return left == pytest.approx(right, abs=1e-9)


@few
@given(listed=st.lists(texts, min_size=5, max_size=8), copies=st.sampled_from([2, 3]))
def test_copies_of_a_source_do_not_differ(listed: list[str], copies: int) -> None:
    corpus = strategies.corpus(frame_of(dict.fromkeys("abc"[:copies], listed)))
    for row in compared(corpus, n_permutations=99).to_dicts():
        if row["heterogeneity"] is not None:
            assert row["heterogeneity"] == pytest.approx(0, abs=1e-9)
            assert row["breslow_day"] == pytest.approx(0, abs=1e-6)
            assert row["delta_log_odds"] == pytest.approx(0, abs=1e-9)
            assert row["p_value"] in (None, 1.0)


@few
@given(
    data=sources(4, 7),
    n_threads=st.sampled_from([1, 2, 5]),
    random=st.randoms(use_true_random=False),
)
def test_neither_threads_nor_the_order_of_documents_matter(
    data: dict[str, list[str]], n_threads: int, random: Any
) -> None:
    frame = frame_of(data)
    rows = list(range(frame.height))
    random.shuffle(rows)
    one = compared(strategies.corpus(frame), n_threads=1, n_permutations=300)
    other = compared(strategies.corpus(frame[rows]), n_threads=n_threads, n_permutations=300)
    # Which form is shown first is a matter of the bytes, not of the order.
    assert_frame_equal(one, other, check_exact=False, rel_tol=1e-12)


@few
@given(data=sources(2, 5, ("a", "b", "c")))
def test_statistics_are_the_measures_of_the_rows(data: dict[str, list[str]]) -> None:
    found = compared(strategies.corpus(frame_of(data)), n_permutations=20)
    if found.is_empty():
        return
    measures = {
        name: getattr(cs.measures, name)()
        for name in ("pooled_log_odds_ratio", "woolf", "breslow_day")
    }
    expected = found.group_by("collocate").agg(**measures)
    seen = found.select("collocate", *measures).unique()
    assert_frame_equal(
        seen.sort("collocate"), expected.sort("collocate"), rel_tol=1e-9, abs_tol=1e-9
    )
