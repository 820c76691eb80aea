"""`document_term_matrix`: CSR parts, their axes, weights, and what is refused."""

import re
import sys
from typing import Any

import numpy as np
import polars as pl
import pytest

import corpusstats as cs
from corpusstats import weighting
from tests.reference.strategies import corpus_of


def test_counts_by_document_and_term(small: cs.Corpus) -> None:
    found = cs.document_term_matrix(small)
    assert found.shape == (5, 11)
    assert found.terms.schema == {
        "term": pl.String,
        "count": pl.Int64,
        "documents": pl.Int64,
        "display": pl.String,
    }
    assert found.terms["term"].to_list() == [
        "2", "der", "ein", "fährt", "hält", "köln", "machthaber", "mann", "nach", "zug", "züge"
    ]  # fmt: skip
    assert found.to_scipy().toarray().tolist() == [
        [0, 2, 0, 1, 1, 0, 0, 0, 0, 2, 0],
        [1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1],
        [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0],
        [0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    assert found.documents.equals(small.documents.drop("text"))
    assert repr(found) == "TermMatrix(5 documents, 11 terms, 17 cells)"


@pytest.mark.parametrize("weights", [None, "tfidf", "bm25"])
def test_types_of_the_arrays(small: cs.Corpus, weights: Any) -> None:
    found = cs.document_term_matrix(small, weights=weights)
    assert found.indptr.dtype == found.indices.dtype == np.int32
    assert found.data.dtype == (np.uint32 if weights is None else np.float32)


@pytest.mark.parametrize("weights", [None, "tfidf"])
def test_arrays_are_looked_at_and_not_copied(small: cs.Corpus, weights: Any) -> None:
    """All the way from the counting to scipy."""
    found = cs.document_term_matrix(small, weights=weights)
    assert not found.indices.flags.owndata
    assert found.indices.base is not None
    if weights is None:
        assert not found.data.flags.owndata
    for array in (found.indptr, found.indices, found.data):
        assert array.flags.c_contiguous
        assert not array.flags.writeable
    for matrix in (found.to_scipy(), found.to_scipy()):
        assert np.shares_memory(matrix.indices, found.indices)
        assert np.shares_memory(matrix.data, found.data)
        assert np.shares_memory(matrix.indptr, found.indptr)
        assert matrix.has_canonical_format


def test_the_arrays_outlive_what_they_are_of() -> None:
    found = cs.document_term_matrix(corpus_of(*["Zug um Zug."] * 1000)).data
    cs.document_term_matrix(corpus_of(*["Ein Zug."] * 1000))
    assert found.tolist() == [1, 2] * 1000


def test_documents_without_a_token_are_rows() -> None:
    found = cs.document_term_matrix(corpus_of("", "…", "Zug", ""))
    assert found.indptr.tolist() == [0, 0, 0, 1, 1]
    nothing = cs.document_term_matrix(corpus_of("", "…"))
    assert nothing.shape == (2, 0)
    assert nothing.indptr.tolist() == [0, 0, 0]
    assert nothing.terms.is_empty()
    for weights in ("tfidf", "bm25"):
        weighed = cs.document_term_matrix(corpus_of("", "…"), weights=weights)
        assert weighed.to_scipy().shape == (2, 0)


def test_only_what_is_selected_counts(small: cs.Corpus) -> None:
    """Documents that are left out are empty rows; those that a corpus has lost are none."""
    found = cs.document_term_matrix(small, within=pl.col("source") == "x")
    assert found.shape == (5, 7)
    assert np.diff(found.indptr).tolist() == [4, 4, 0, 0, 0]
    left = cs.document_term_matrix(small.filter(pl.col("source") == "y"))
    assert left.documents["doc_id"].to_list() == ["y1", "y2"]
    assert np.diff(left.indptr).tolist() == [4, 5]
    spans = pl.DataFrame({"doc_id": ["x1", "y2"], "start": [0, 4], "end": [7, 8]})
    named = cs.document_term_matrix(small, within=spans)
    assert named.terms["term"].to_list() == ["der", "mann", "zug"]
    assert named.to_scipy().toarray().tolist() == [
        [1, 0, 1],
        [0, 0, 0],
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
    ]


def test_cut_offs_remove_columns(small: cs.Corpus) -> None:
    found = cs.document_term_matrix(small, min_documents=3)
    assert found.terms["term", "count", "documents"].rows() == [
        ("der", 4, 3),
        ("fährt", 3, 3),
        ("zug", 4, 3),
    ]
    assert found.to_scipy().toarray().tolist() == [
        [2, 1, 2],
        [0, 0, 1],
        [1, 1, 1],
        [1, 1, 0],
        [0, 0, 0],
    ]
    assert cs.document_term_matrix(small, min_count=4).terms["term"].to_list() == ["der", "zug"]


# What scikit-learn 1.9.1 makes of the counts of `small` by `TfidfTransformer()`.
SKLEARN = [
    [0, 0.596827, 0, 0.298413, 0.445585, 0, 0, 0, 0, 0.596827, 0],
    [0.538498, 0, 0.538498, 0, 0, 0, 0, 0, 0, 0.360638, 0.538498],
    [0, 0.437287, 0, 0.437287, 0, 0, 0.652948, 0, 0, 0.437287, 0],
    [0, 0.339251, 0, 0.339251, 0, 0.506563, 0, 0.506563, 0.506563, 0, 0],
    [0] * 11,
]


def test_tfidf_is_that_of_scikit_learn(small: cs.Corpus) -> None:
    found = cs.document_term_matrix(small, weights="tfidf").to_scipy().toarray()
    assert found == pytest.approx(np.array(SKLEARN), abs=1e-6)


def test_tfidf_agrees_with_scikit_learn_itself(seeds: Any) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    corpus = cs.read_corpus(seeds)
    for options in ({}, {"min_documents": 2}, {"kinds": "punctuation"}):
        counts = cs.document_term_matrix(corpus, **options).to_scipy()
        expected = text.TfidfTransformer().fit_transform(counts)
        found = cs.document_term_matrix(corpus, weights="tfidf", **options)
        assert abs(found.to_scipy() - expected).max() < 1e-7


def test_bm25_by_hand() -> None:
    """Three documents of 3, 1 and 2 tokens: `zug` twice in the first, `um` once there alone."""
    found = cs.document_term_matrix(corpus_of("Zug um Zug", "Zug", "Ein Zug"), weights="bm25")
    assert found.terms["term"].to_list() == ["ein", "um", "zug"]
    rare, common = np.log(1 + 2.5 / 1.5), np.log(1 + 0.5 / 3.5)
    room = [1.2 * (0.25 + 0.75 * length / 2) for length in (3, 1, 2)]
    assert found.to_scipy().toarray().tolist() == [
        pytest.approx([0, rare * 2.2 / (1 + room[0]), common * 2 * 2.2 / (2 + room[0])]),
        pytest.approx([0, 0, common * 2.2 / (1 + room[1])]),
        pytest.approx([rare * 2.2 / (1 + room[2]), 0, common * 2.2 / (1 + room[2])]),
    ]


def test_cut_offs_do_not_shorten_documents() -> None:
    corpus = corpus_of("Zug um Zug", "Zug", "Ein Zug")
    every = cs.document_term_matrix(corpus, weights="bm25")
    kept = cs.document_term_matrix(corpus, weights="bm25", min_count=2)
    assert kept.data.tolist() == every.data[every.indices == 2].tolist()


@pytest.mark.parametrize("weights", ["tfidf", "bm25"])
@pytest.mark.parametrize("block", [1, 2, 7])
def test_weights_do_not_depend_on_blocks(
    small: cs.Corpus, weights: Any, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = cs.document_term_matrix(small, weights=weights).data
    monkeypatch.setattr(weighting, "_BLOCK", block)
    assert np.array_equal(cs.document_term_matrix(small, weights=weights).data, expected)


def test_scikit_learn_takes_it_as_it_is(small: cs.Corpus) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    found = cs.document_term_matrix(small, within=pl.col("source").is_not_null())
    for solver in ("lbfgs", "liblinear"):
        model = linear_model.LogisticRegression(solver=solver)
        assert model.fit(found.to_scipy(), [0, 0, 1, 1, 1]).n_features_in_ == found.shape[1]


def test_without_scipy(small: cs.Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(ImportError, match="to_scipy needs scipy: pip install scipy"):
        cs.document_term_matrix(small).to_scipy()


def test_provenance(small: cs.Corpus) -> None:
    record = cs.document_term_matrix(small, weights="bm25", min_count=2).provenance
    assert record["function"] == "document_term_matrix"
    assert record["options"] == {
        "within": None,
        "without": None,
        "attribute": "lower",
        "kinds": ["word", "number"],
        "min_count": 2,
        "min_documents": 1,
        "weights": "bm25",
    }
    assert record["corpus"] == small.provenance


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": "tf"}, "unknown weights 'tf'; valid are tfidf, bm25"),
        ({"attribute": "stem"}, "unknown attribute 'stem'; valid are lower, word"),
        ({"kinds": "verb"}, "unknown kind 'verb'; valid are word, number"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"min_documents": 0}, "min_documents has to be at least 1, not 0"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
        ({"within": "zone"}, "within='zone' is no layer"),
    ],
)
def test_unknown_options_name_the_valid_ones(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.document_term_matrix(small, **options)


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus"):
        cs.document_term_matrix(small.documents)  # type: ignore[arg-type]
