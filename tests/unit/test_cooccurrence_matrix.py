"""`cooccurrence_matrix`: its cells, its axes, its arrays, and what is refused."""

import re
from typing import Any

import numpy as np
import polars as pl
import pytest

import corpusstats as cs
from tests.reference.strategies import corpus_of


def test_a_pair_stands_in_two_cells_and_on_the_diagonal_in_one() -> None:
    found = cs.cooccurrence_matrix(corpus_of("da du da dort"), window=2)
    assert found.terms["term"].to_list() == ["da", "dort", "du"]
    assert found.to_scipy().toarray().tolist() == [[1, 1, 2], [1, 0, 1], [2, 1, 0]]
    assert found.indptr.tolist() == [0, 3, 5, 7]
    assert found.indices.tolist() == [0, 1, 2, 0, 2, 0, 1]
    assert found.shape == (3, 3)


def test_directed() -> None:
    found = cs.cooccurrence_matrix(corpus_of("da du da dort"), window=2, directed=True)
    assert found.terms["term"].to_list() == ["da", "dort", "du"]
    assert found.to_scipy().toarray().tolist() == [[1, 1, 1], [0, 0, 0], [1, 1, 0]]


def test_weights_are_inverse_distances() -> None:
    corpus = corpus_of("da du dort da")
    found = cs.cooccurrence_matrix(corpus, window=3, weights="distance")
    assert found.data.dtype == np.float32
    expected = np.array([[1 / 3, 1.5, 1.5], [1.5, 0, 1], [1.5, 1, 0]], np.float32)
    assert np.array_equal(found.to_scipy().toarray(), expected)
    # A cut-off is by count.
    rare = cs.cooccurrence_matrix(corpus, window=3, weights="distance", min_count=2)
    assert rare.to_scipy().toarray().tolist() == [[0, 1.5, 1.5], [1.5, 0, 0], [1.5, 0, 0]]


def test_terms_are_those_of_the_pairs_that_are_left(small: cs.Corpus) -> None:
    found = cs.cooccurrence_matrix(small, min_count=2)
    assert found.terms.rows() == [("der", 4, "Der"), ("fährt", 3, "fährt"), ("zug", 4, "Zug")]
    listed = cs.frequencies(small).filter(pl.col("term").is_in(["der", "fährt", "zug"]))
    assert set(found.terms.rows()) == set(listed.select("term", "count", "display").rows())
    assert cs.cooccurrence_matrix(corpus_of("Halt. Zug zu.")).terms["term"].to_list() == [
        "zu",
        "zug",
    ]


def test_what_is_selected(small: cs.Corpus) -> None:
    within = pl.col("source") == "x"
    found = cs.cooccurrence_matrix(small, within=within, boundary="document", punctuation="count")
    options: dict[str, Any] = {"boundary": "document", "punctuation": "count", "within": within}
    rows = cs.cooccurrences(small, **options)
    numbers = {term: number for number, term in enumerate(found.terms["term"])}
    dense = found.to_scipy().toarray()
    assert all(dense[numbers[t], numbers[o]] == count for t, o, count in rows.rows())
    assert np.triu(dense).sum() == rows["count"].sum()
    # Layers are borders, and their labels no groups.
    assert cs.cooccurrence_matrix(small, within="sentence", boundary="document").shape == (
        cs.cooccurrence_matrix(small).shape
    )


def test_arrays_are_ready_for_others(small: cs.Corpus) -> None:
    found = cs.cooccurrence_matrix(small)
    assert found.indptr.dtype == found.indices.dtype == np.int32
    assert found.data.dtype == np.uint32
    matrix = found.to_scipy()
    assert matrix.has_canonical_format
    for name in ("indptr", "indices", "data"):
        array = getattr(found, name)
        assert not array.flags.writeable
        assert np.shares_memory(array, getattr(matrix, name))
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_nothing_near_each_other() -> None:
    for corpus in (corpus_of(""), corpus_of("Zug", "Zug")):
        found = cs.cooccurrence_matrix(corpus)
        assert found.shape == (0, 0)
        assert found.indptr.tolist() == [0]
        assert found.terms.schema == {"term": pl.String, "count": pl.Int64, "display": pl.String}
    assert repr(found) == "CooccurrenceMatrix(0 terms, 0 cells)"


def test_provenance(small: cs.Corpus) -> None:
    record = cs.cooccurrence_matrix(small, window=2, within="sentence").provenance
    assert record["function"] == "cooccurrence_matrix"
    assert record["options"] == {
        "within": "sentence",
        "without": None,
        "boundary": "sentence",
        "window": 2,
        "directed": False,
        "weights": None,
        "punctuation": "skip",
        "attribute": "lower",
        "kinds": ["word", "number"],
        "min_count": 1,
    }
    assert record["corpus"] == small.provenance


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window has to be at least 1, not 0"),
        ({"weights": "harmonic"}, "unknown weights 'harmonic'; valid are distance"),
        ({"punctuation": "break"}, "unknown punctuation 'break'; valid are skip, count"),
        ({"boundary": "zone"}, "boundary='zone' is no layer; there are ['sentence']"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"kinds": []}, "kinds is empty"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.cooccurrence_matrix(small, **options)


@pytest.mark.parametrize("options", [{"window": 1.5}, {"directed": 1}, {"window": (2, 2)}])
def test_things_of_another_type_are_type_errors(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.cooccurrence_matrix(small, **options)
