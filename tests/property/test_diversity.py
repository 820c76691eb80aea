"""Laws of lexical diversity."""

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats.diversity import MEASURES
from tests.reference import diversity as reference
from tests.reference import strategies
from tests.reference.stretches import no_documents

Texts = list[list[str]]

thresholds = st.sampled_from([0.3, 0.5, 0.72, 0.9])
comparisons = st.sampled_from(["at_most", "below"])
variants = st.fixed_dictionaries(
    {
        "log_base": st.sampled_from(["e", "10", "2"]),
        "brunet_exponent": st.sampled_from([0.172, 0.165]),
        "msttr_segment": st.integers(1, 12),
        "mattr_window": st.integers(1, 12),
        "mtld_threshold": thresholds,
        "mtld_comparison": comparisons,
        "mtld_least": st.integers(1, 12),
        "mtld_rest": st.sampled_from(["partial", "partial_last", "drop", "drop_distinct"]),
        "mtld_documents": st.sampled_from(["joined", "apart"]),
        "mtld_ma_comparison": comparisons,
        "mtld_ma_least": st.integers(1, 12),
        "mtld_ma_mean": st.sampled_from(["directions", "factors"]),
        "hdd_sample": st.integers(1, 12),
        "hdd_scale": st.sampled_from(["mean", "sum"]),
        "vocd_sizes": st.sampled_from([(3, 8), (5, 6), (2, 12)]),
    }
)


@st.composite
def texts(draw: st.DrawFn, *, min_size: int = 1, max_size: int = 9, longest: int = 40) -> Texts:
    """Documents of few words, some long enough for everything."""
    words = st.sampled_from([f"w{number}" for number in range(draw(st.sampled_from([3, 12, 60])))])
    lengths = st.lists(st.integers(1, longest), min_size=min_size, max_size=max_size)
    return [draw(st.lists(words, min_size=n, max_size=n)) for n in draw(lengths)]


def corpus_of(given_texts: Texts) -> cs.Corpus:
    """A corpus whose documents are named by two digits, the last first."""
    tokens = [(f"{n:02}", x) for n, text in enumerate(given_texts) for x in text]
    frame = pl.DataFrame(tokens, ["doc_id", "token"], orient="row")
    # The order of documents is no matter, that of tokens within them is.
    return cs.Corpus.from_tokens(frame.sort("doc_id", descending=True, maintain_order=True))


def near(expected: float | None) -> Any:
    return expected if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(max_examples=150)
@given(given_texts=texts(), options=variants, n_threads=strategies.n_threads)
def test_equal_to_the_oracle(
    given_texts: Texts, options: dict[str, Any], n_threads: int | None
) -> None:
    found = cs.diversity(corpus_of(given_texts), n_threads=n_threads, **options)
    row = found.row(0, named=True)
    expected = reference.measures(given_texts, **options)
    for name in MEASURES:
        assert row[name] == near(expected[name]), name
    assert row["documents"] == len(given_texts)
    assert row["n_tokens"] == sum(map(len, given_texts))
    long = [
        sum(len(t) >= options[size] for t in given_texts)
        for size in ("msttr_segment", "mattr_window")
    ]
    assert [row["msttr_documents"], row["mattr_documents"]] == long


@settings(max_examples=40)
@given(given_texts=texts(max_size=6, longest=150))
def test_equal_to_the_oracle_as_it_is_by_default(given_texts: Texts) -> None:
    row = cs.diversity(corpus_of(given_texts)).row(0, named=True)
    expected = reference.measures(given_texts)
    for name in MEASURES:
        assert row[name] == near(expected[name]), name


@settings(max_examples=50)
@given(
    given_texts=texts(min_size=5, max_size=14, longest=80),
    options=variants,
    parts=st.integers(5, 15),
    confidence=st.sampled_from([0.5, 0.95]),
    n_threads=strategies.n_threads,
)
def test_intervals_are_those_of_counting_anew_without_each_part(
    given_texts: Texts,
    options: dict[str, Any],
    parts: int,
    confidence: float,
    n_threads: int | None,
) -> None:
    row = cs.diversity(
        corpus_of(given_texts),
        intervals=True,
        confidence=confidence,
        jackknife_parts=parts,
        n_threads=n_threads,
        **options,
    ).row(0, named=True)
    expected = reference.reach(given_texts, parts, confidence, MEASURES, **options)
    for name in MEASURES:
        reach = expected[name]
        if row[name] is None or math.isinf(row[name]) or reach is None:
            assert row[f"{name}_lo"] is row[f"{name}_hi"] is None, name
            continue
        precision = {"rel": 1e-6, "abs": 1e-7 * max(1.0, abs(row[name]))}
        assert row[f"{name}_hi"] - row[name] == pytest.approx(reach, **precision), name
        assert row[name] - row[f"{name}_lo"] == pytest.approx(reach, **precision), name


@settings(max_examples=60)
@given(
    corpus=strategies.running_documents(max_size=5).flatmap(strategies.layered),
    by=strategies.groups,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    options=variants,
    data=st.data(),
)
def test_groups_and_selections(
    *,
    corpus: cs.Corpus,
    by: list[str],
    attribute: str,
    kinds: list[Any],
    options: dict[str, Any],
    data: st.DataObject,
) -> None:
    selection = {"attribute": attribute, "kinds": kinds, **data.draw(strategies.mixes(corpus))}
    parts = {name: selection.get(name) for name in ("within", "without")}
    try:
        found = cs.diversity(corpus, by=by or None, **selection, **options)
    except cs.InputError:
        assert no_documents(corpus, **parts)
        return
    expected = reference.texts_of_groups(corpus, by, **selection)
    expected = {group: documents for group, documents in expected.items() if documents}
    with_tokens = found.filter(pl.col("n_tokens") > 0)
    keys = with_tokens.select(by).rows() if by else [()] * with_tokens.height
    assert keys == list(expected)
    for row, documents in zip(with_tokens.iter_rows(named=True), expected.values(), strict=True):
        oracle = reference.measures(documents, **options)
        for name in MEASURES:
            assert row[name] == near(oracle[name]), name


@settings(max_examples=20)
@given(frame=strategies.documents(max_size=12), columns=strategies.columns, data=st.data())
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, columns: list[str], data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    options: dict[str, Any] = {
        "by": columns or None,
        "intervals": True,
        "mattr_window": 3,
        "msttr_segment": 3,
        "mtld_ma_least": 2,
        "hdd_sample": 3,
        "vocd_sizes": (3, 5),
        "vocd_method": "sampled",
        "vocd_samples": 3,
    }
    one = cs.diversity(corpus, n_threads=1, **options)
    for n_threads in (2, 3, 7):
        assert cs.diversity(corpus, n_threads=n_threads, **options).equals(one)
        assert cs.diversity(other, n_threads=n_threads, **options).equals(one)


@settings(max_examples=50)
@given(frame=strategies.documents(max_size=8), columns=strategies.columns)
def test_a_group_is_what_its_documents_are_alone(frame: pl.DataFrame, columns: list[str]) -> None:
    corpus = strategies.corpus(frame)
    found = cs.diversity(corpus, by=columns or None, mattr_window=3, hdd_sample=3)
    rows = []
    for group in frame.select(columns).unique().rows() if columns else [()]:
        pairs = zip(columns, group, strict=True)
        alone = [pl.col(name).eq_missing(pl.lit(value)) for name, value in pairs]
        narrowed = corpus.filter(*alone)
        rows.append(cs.diversity(narrowed, by=columns or None, mattr_window=3, hdd_sample=3))
    assert set(pl.concat(rows).rows()) == set(found.rows())


@given(given_texts=texts(max_size=4), options=variants)
def test_reading_backward_changes_nothing_that_reads_both_ways(
    given_texts: Texts, options: dict[str, Any]
) -> None:
    names = ["mtld", "mtld_ma_bi", "mattr", "hdd", "yule_k", "zipf_slope"]
    turned = [text[::-1] for text in given_texts[::-1]]
    one, other = (
        cs.diversity(corpus_of(each), measures=names, **options).row(0, named=True)
        for each in (given_texts, turned)
    )
    for name in names:
        assert one[name] == near(other[name]), name


@given(text=st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=80))
def test_bounds(text: list[str]) -> None:
    row = cs.diversity(corpus_of([text]), mattr_window=5, msttr_segment=5, hdd_sample=5).row(
        0, named=True
    )
    n, v = row["n_tokens"], row["n_types"]
    for name in ("ttr", "mattr", "msttr", "hdd", "simpson_d", "baayen_p", "sichel_s"):
        assert row[name] is None or 0 <= row[name] <= 1 + 1e-12, name
    assert -1e-12 <= row["entropy"] <= math.log2(v) + 1e-12
    assert 0 <= row["herdan_vm"] <= 1
    assert row["mtld"] is None or row["mtld"] > 0
    assert row["zipf_slope"] is None or row["zipf_slope"] <= 0
    assert row["ttr"] <= (row["hdd"] or 1) + 1e-12
    assert 1 <= v <= n


@given(given_texts=texts(max_size=6), window=st.integers(1, 10))
def test_windows_of_the_size_of_a_segment_are_segments(given_texts: Texts, window: int) -> None:
    """Where each document is one window, both means are the mean type-token ratio."""
    cut = [text[:window] for text in given_texts if len(text) >= window]
    if not cut:
        return
    row = cs.diversity(corpus_of(cut), mattr_window=window, msttr_segment=window).row(0, named=True)
    expected = sum(len(set(text)) / window for text in cut) / len(cut)
    assert row["mattr"] == pytest.approx(expected, rel=1e-14)
    assert row["msttr"] == row["mattr"]


@given(given_texts=texts(max_size=3), size=st.integers(1, 20))
def test_hdd_is_the_mean_over_all_samples(given_texts: Texts, size: int) -> None:
    """Against binomials in whole numbers."""
    found = cs.diversity(corpus_of(given_texts), measures="hdd", hdd_sample=size)["hdd"].item()
    counts: dict[str, int] = {}
    for text in given_texts:
        for token in text:
            counts[token] = counts.get(token, 0) + 1
    n = sum(counts.values())
    if n < size:
        assert found is None
        return
    seen = sum(math.comb(n, size) - math.comb(n - m, size) for m in counts.values())
    assert found == pytest.approx(seen / math.comb(n, size) / size, rel=1e-13)
