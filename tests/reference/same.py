"""Whether two corpora are the same to whoever counts them."""

from typing import Any

import polars as pl
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.exceptions import InputError


def assert_same(found: cs.Corpus, expected: cs.Corpus) -> None:
    """Compare all that can be asked of a corpus, but for its provenance."""
    assert_frame_equal(found.documents, expected.documents)
    assert_frame_equal(found.tokens(), expected.tokens())
    assert_frame_equal(found.sentences(), expected.sentences())
    assert_frame_equal(found.vocabulary(), expected.vocabulary())
    assert found.n_tokens == expected.n_tokens
    assert found.document_tokens().to_list() == expected.document_tokens().to_list()
    assert repr(found) == repr(expected)
    assert_same_layers(found, expected)
    assert_same_counts(found, expected)


def assert_same_layers(found: cs.Corpus, expected: cs.Corpus) -> None:
    """Compare the layers, but for the order of their spans."""
    assert list(found.layers) == list(expected.layers)
    for name, layer in expected.layers.items():
        other = found.layers[name]
        assert (other.name, other.default) == (layer.name, layer.default)
        assert other.labels.to_list() == layer.labels.to_list()
        assert other.labels.dtype == layer.labels.dtype
        assert layer.spans is not None
        assert other.spans is not None
        assert_frame_equal(other.spans, layer.spans, check_row_order=False)


def assert_same_counts(found: cs.Corpus, expected: cs.Corpus) -> None:
    """Compare what every counter says."""
    by = [name for name in ("source", *expected.layers) if name in repr(expected)]
    for attribute in expected._table.attributes():
        _same(cs.frequencies, found, expected, by=by or None, attribute=attribute)
        _same(cs.ngrams, found, expected, 2, by=by or None, attribute=attribute)
    for name in expected.layers:
        _same(cs.frequencies, found, expected, within=name)
    _same(cs.ngrams, found, expected, (1, 3), boundary="sentence")
    for query in ("b*|zug", "*"):
        _same(cs.concordance, found, expected, query)
        _same(cs.collocates, found, expected, query, window=3, by=by or None)
    if "source" in expected.documents.columns:
        _same(cs.keywords, found, expected, by="source")
    counts = [cs.frequencies(corpus).head(2) for corpus in (found, expected)]
    _same(cs.evidence, found, expected, counts[1])


def _same(function: Any, found: cs.Corpus, expected: cs.Corpus, *args: Any, **options: Any) -> None:
    one, other = (_outcome(function, corpus, *args, **options) for corpus in (found, expected))
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
    else:
        assert_frame_equal(one, other)


def _outcome(function: Any, corpus: cs.Corpus, *args: Any, **options: Any) -> pl.DataFrame | str:
    try:
        frame: pl.DataFrame = function(corpus, *args, **options)
    except InputError as error:
        return str(error)
    return frame
