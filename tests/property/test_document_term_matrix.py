"""Laws of the document-term matrix."""

from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import matrix, strategies
from tests.reference.stretches import no_documents

corpora = strategies.running_documents(max_size=8).flatmap(strategies.layered)


def rows(found: cs.TermMatrix) -> list[dict[str, float]]:
    """The cells of each row by term, in order."""
    terms, bounds = found.terms["term"].to_list(), found.indptr.tolist()
    return [
        {terms[found.indices[cell]]: found.data[cell].item() for cell in range(start, end)}
        for start, end in pairwise(bounds)
    ]


@settings(max_examples=80)
@given(
    corpus=corpora,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    min_count=st.integers(1, 4),
    min_documents=st.integers(1, 3),
    weights=st.sampled_from([None, None, "tfidf", "bm25"]),
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_equal_to_the_oracle(
    *,
    corpus: cs.Corpus,
    attribute: str,
    kinds: list[Any],
    min_count: int,
    min_documents: int,
    weights: Any,
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    options = {
        "attribute": attribute,
        "kinds": kinds,
        "min_count": min_count,
        "min_documents": min_documents,
        "weights": weights,
        **mix,
    }
    try:
        found = cs.document_term_matrix(corpus, n_threads=n_threads, **options)
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    expected = matrix.matrix(corpus, **options)
    assert found.documents.equals(corpus.documents.drop("text"))
    assert found.terms.to_dicts() == expected.terms
    assert found.shape == (corpus.n_documents, len(expected.terms))
    assert len(found.data) == len(found.indices) == found.indptr[-1]
    for one, other in zip(rows(found), expected.rows, strict=True):
        assert list(one) == sorted(other, key=str.encode)
        assert one == pytest.approx(other, rel=1e-6)


@settings(max_examples=50)
@given(corpus=corpora, kinds=strategies.kinds, min_documents=st.integers(1, 3), data=st.data())
def test_sums_of_columns_are_frequencies(
    corpus: cs.Corpus, kinds: list[Any], min_documents: int, data: st.DataObject
) -> None:
    options = {
        "kinds": kinds,
        "min_documents": min_documents,
        **data.draw(strategies.mixes(corpus)),
    }
    try:
        found = cs.document_term_matrix(corpus, **options)
    except cs.InputError:
        return
    listed = cs.frequencies(corpus, **options).sort(pl.col("term").cast(pl.Binary))
    assert found.terms.equals(listed.select(found.terms.columns))
    sums = np.bincount(found.indices, found.data, found.shape[1])
    assert sums.tolist() == found.terms["count"].to_list()
    assert np.bincount(found.indices, minlength=found.shape[1]).tolist() == (
        found.terms["documents"].to_list()
    )


@settings(max_examples=40)
@given(
    frame=strategies.documents(max_size=20),
    min_count=st.integers(1, 3),
    weights=st.sampled_from([None, "tfidf", "bm25"]),
    data=st.data(),
)
def test_independent_of_threads_and_of_the_order_of_documents(
    frame: pl.DataFrame, min_count: int, weights: Any, data: st.DataObject
) -> None:
    options = {"min_count": min_count, "weights": weights}
    corpus = strategies.corpus(frame)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)))
    one = cs.document_term_matrix(corpus, n_threads=1, **options)
    places = other.documents["doc_id"].to_list()
    for n_threads in (2, 3, 7):
        two = cs.document_term_matrix(corpus, n_threads=n_threads, **options)
        assert np.array_equal(two.indptr, one.indptr)
        assert np.array_equal(two.indices, one.indices)
        assert np.array_equal(two.data, one.data)
        assert two.terms.equals(one.terms)
        shuffled = cs.document_term_matrix(other, n_threads=n_threads, **options)
        by_name = dict(zip(places, rows(shuffled), strict=True))
        assert [by_name[name] for name in corpus.documents["doc_id"]] == rows(one)
