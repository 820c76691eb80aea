"""Laws of the matrix of pairs."""

from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import pairs, strategies
from tests.reference.stretches import no_documents

corpora = strategies.running_documents(max_size=6).flatmap(strategies.layered)
weights = st.sampled_from([None, "distance"])


def cells(found: cs.CooccurrenceMatrix) -> dict[tuple[str, str], float]:
    """The cells by term of their row and column, in order."""
    terms = found.terms["term"].to_list()
    return {
        (term, terms[found.indices[cell]]): found.data[cell].item()
        for term, (start, end) in zip(terms, pairwise(found.indptr.tolist()), strict=True)
        for cell in range(start, end)
    }


@settings(max_examples=80)
@given(
    corpus=corpora,
    ways=strategies.pair_ways,
    boundary=strategies.boundaries,
    weights=weights,
    min_count=st.sampled_from([1, 1, 2, 3]),
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_equal_to_the_oracle(
    *,
    corpus: cs.Corpus,
    ways: dict[str, Any],
    boundary: str,
    weights: Any,
    min_count: int,
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    options: dict[str, Any] = {**ways, "boundary": boundary, "weights": weights, **mix}
    options["min_count"] = min_count
    try:
        found = cs.cooccurrence_matrix(corpus, n_threads=n_threads, **options)
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    expected = pairs.matrix(corpus, **options)
    assert list(cells(found)) == list(expected)
    assert cells(found) == pytest.approx(expected, rel=1e-6)
    terms = {term for cell in expected for term in cell}
    assert found.terms["term"].to_list() == sorted(terms, key=str.encode)
    assert found.shape == (len(terms), len(terms))
    assert found.indptr[0] == 0
    assert found.indptr[-1] == len(found.indices) == len(found.data)
    named = {"attribute": options["attribute"], "kinds": options["kinds"], **mix}
    counts = cs.frequencies(corpus, **named).filter(pl.col("term").is_in(sorted(terms)))
    in_order = counts.sort(pl.col("term").cast(pl.Binary))
    assert found.terms.equals(in_order.select("term", "count", "display"))


@settings(max_examples=50)
@given(frame=strategies.running_documents(), ways=strategies.pair_ways, weights=weights)
def test_equal_to_the_frame_and_symmetric(
    frame: pl.DataFrame, ways: dict[str, Any], weights: Any
) -> None:
    corpus = strategies.corpus(frame)
    rows = cs.cooccurrences(corpus, weights=weights, **ways)
    found = cs.cooccurrence_matrix(corpus, weights=weights, **ways)
    dense = found.to_scipy().toarray()
    assert found.data.dtype == (np.uint32 if weights is None else np.float32)
    numbers = {term: number for number, term in enumerate(found.terms["term"])}
    expected = np.zeros(found.shape, np.float64)
    for row in rows.to_dicts():
        cell = numbers[row["term"]], numbers[row["other"]]
        expected[cell] = row["count" if weights is None else "weight"]
        if not ways["directed"]:
            expected[cell[::-1]] = expected[cell]
    assert np.array_equal(dense, expected.astype(found.data.dtype))
    if not ways["directed"]:
        assert np.array_equal(dense, dense.T)
    # Both orders together are the matrix of one direction and its transpose, the diagonal once.
    one = cs.cooccurrence_matrix(corpus, weights=weights, **ways | {"directed": True})
    two = cs.cooccurrence_matrix(corpus, weights=weights, **ways | {"directed": False})
    behind = one.to_scipy().toarray().astype(np.float64)
    both = behind + behind.T - np.diag(np.diag(behind))
    assert one.terms.equals(two.terms)
    assert np.allclose(two.to_scipy().toarray(), both, rtol=1e-6)


@settings(max_examples=30)
@given(
    frame=strategies.running_documents(max_size=8),
    ways=strategies.pair_ways,
    weights=weights,
    data=st.data(),
)
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, ways: dict[str, Any], weights: Any, data: st.DataObject
) -> None:
    """Weights but for what is lost in adding."""
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    one = cs.cooccurrence_matrix(corpus, n_threads=1, weights=weights, **ways)
    for n_threads in (2, 7):
        two = cs.cooccurrence_matrix(corpus, n_threads=n_threads, weights=weights, **ways)
        assert np.array_equal(two.data, one.data)
        shuffled = cs.cooccurrence_matrix(other, n_threads=n_threads, weights=weights, **ways)
        assert np.allclose(shuffled.data, one.data, rtol=1e-6)
        for found in (two, shuffled):
            assert np.array_equal(found.indptr, one.indptr)
            assert np.array_equal(found.indices, one.indices)
            assert found.terms.equals(one.terms)
