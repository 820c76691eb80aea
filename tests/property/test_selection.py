"""Laws of `by`, `within`, `without` and `boundary`, in any mix."""

from itertools import pairwise
from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import counting, ngrams, strategies
from tests.reference.stretches import count, no_documents, stretches

corpora = strategies.running_documents().flatmap(strategies.layered)


@settings(max_examples=50)
@given(
    corpus=corpora,
    by=strategies.groups,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    data=st.data(),
)
def test_frequencies_equal_the_oracle(
    *, corpus: cs.Corpus, by: list[str], attribute: str, kinds: list[Any], data: st.DataObject
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    try:
        found = cs.frequencies(corpus, by=by or None, attribute=attribute, kinds=kinds, **mix)
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    assert not no_documents(corpus, **mix)
    counts = count(corpus, by, attribute, kinds, **mix)
    assert found.to_dicts() == counting.frequencies(counts, by=by)


@settings(max_examples=50)
@given(
    corpus=corpora,
    by=strategies.groups,
    boundary=strategies.boundaries,
    lowest=st.integers(1, 3),
    data=st.data(),
)
def test_ngrams_equal_the_oracle(
    corpus: cs.Corpus, by: list[str], boundary: str, lowest: int, data: st.DataObject
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    n = (lowest, lowest + 1)
    try:
        found = cs.ngrams(
            corpus,
            n,
            by=by or None,
            boundary=boundary,
            documents=True,
            per_million=True,
            display=True,
            **mix,
        )
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    assert found.to_dicts() == ngrams.table(corpus, n, by=by, boundary=boundary, **mix)


@settings(max_examples=20)
@given(corpus=corpora, data=st.data())
def test_the_order_of_parts_does_not_matter(corpus: cs.Corpus, data: st.DataObject) -> None:
    """Nor whether they stand in one list, in a tuple or alone."""
    parts = data.draw(st.lists(strategies.parts(corpus), min_size=1, max_size=3))
    if no_documents(corpus, within=parts) or no_documents(corpus, without=parts):
        return
    for argument in ("within", "without"):
        one, other = (
            cs.ngrams(corpus, 2, by="zone", **{argument: given})  # type: ignore[call-overload]
            for given in (parts, tuple(reversed(parts)))
        )
        assert one.equals(other)


@settings(max_examples=20)
@given(corpus=corpora, data=st.data())
def test_what_is_within_and_what_is_without_make_the_whole(
    corpus: cs.Corpus, data: st.DataObject
) -> None:
    part = data.draw(strategies.parts(corpus))
    # Labels of two layers are two parts: within both, or without either.
    assume(not isinstance(part, dict) or len(part) == 1)
    if no_documents(corpus, within=part) or no_documents(corpus, without=part):
        return
    counted = [
        cs.frequencies(corpus, within=part),
        cs.frequencies(corpus, without=part),
    ]
    summed = pl.concat(counted).group_by("term").agg(pl.col("count", "documents").sum())
    whole = cs.frequencies(corpus)
    both = summed.join(whole, on="term", how="full", validate="1:1", suffix="_of_all")
    assert both["count"].equals(both["count_of_all"].alias("count"))
    assert (both["documents"] >= both["documents_of_all"]).all()


@settings(max_examples=20)
@given(corpus=corpora)
def test_sentences_are_a_layer_like_any_other(corpus: cs.Corpus) -> None:
    """The frame of sentences, put back as a layer, counts as the layer that is built in."""
    spans = corpus.sentences().rename({"sentence": "number"})
    added = corpus.with_layer("number", spans)
    for name, by in (("sentence", "zone"), ("number", "zone")):
        for other in ("number", "sentence"):
            one = cs.ngrams(added, 2, by=by, boundary=name)
            assert one.equals(cs.ngrams(added, 2, by=by, boundary=other))
    own = cs.frequencies(added, by=["voice", "number"])
    built_in = cs.frequencies(added, by=["voice", "sentence"]).rename({"sentence": "number"})
    assert own.equals(built_in)
    if spans.height:
        first = cs.ngrams(added, 2, within={"sentence": [0]})
        assert first.equals(cs.ngrams(added, 2, within={"number": [0]}))


@settings(max_examples=20)
@given(corpus=corpora)
def test_sentences_cover_all_tokens_in_order(corpus: cs.Corpus) -> None:
    tokens = corpus.tokens()
    spans = corpus.sentences()
    expected = (
        tokens.group_by("doc_id", "sentence", maintain_order=True)
        .agg(pl.col("start").first(), pl.col("end").last())
        .select("doc_id", "sentence", "start", "end")
    )
    assert spans.equals(expected)
    numbers = tokens.group_by("doc_id", maintain_order=True).agg("sentence")
    for sentences in numbers["sentence"].to_list():
        assert sentences[0] == 0
        assert all(two - one in (0, 1) for one, two in pairwise(sentences))
    assert sum(len(stretch.tokens) for stretch in stretches(corpus)) == tokens.height
