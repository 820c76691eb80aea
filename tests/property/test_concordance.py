"""Laws of concordances."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import concordance, strategies
from tests.reference.stretches import no_documents

corpora = strategies.running_documents().flatmap(strategies.layered)
widths = st.one_of(st.integers(0, 12), st.tuples(st.integers(0, 12), st.integers(0, 12)))
contexts = st.fixed_dictionaries(
    {"width": widths, "unit": st.sampled_from(["characters", "tokens"])}
)
orders = st.sampled_from(["text", "left", "right"])


def escaped(words: str) -> str:
    r"""A query that matches these very words: `\` before every character that means something."""
    return "".join(f"\\{sign}" if sign in "|*?\\" else sign for sign in words)


@settings(max_examples=60)
@given(
    corpus=corpora,
    query=strategies.queries(),
    by=strategies.groups,
    attribute=strategies.attributes,
    boundary=strategies.boundaries,
    context=contexts,
    order=orders,
    data=st.data(),
)
def test_equal_to_the_oracle(
    *,
    corpus: cs.Corpus,
    query: Any,
    by: list[str],
    attribute: str,
    boundary: str,
    context: dict[str, Any],
    order: Any,
    data: st.DataObject,
) -> None:
    mix = data.draw(strategies.mixes(corpus))
    options: dict[str, Any] = {"by": by or None, "attribute": attribute, "boundary": boundary}
    options |= {"order": order, **context, **mix}
    try:
        found = cs.concordance(corpus, query, **options)
    except cs.InputError:
        assert no_documents(corpus, **mix)
        return
    assert found.to_dicts() == concordance.lines(corpus, query, **options)


@settings(max_examples=40)
@given(corpus=corpora, query=strategies.queries(), context=contexts, order=orders)
def test_text_at_hits_is_the_node_and_what_is_around_it(
    corpus: cs.Corpus, query: Any, context: dict[str, Any], order: Any
) -> None:
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for row in cs.concordance(corpus, query, order=order, **context).to_dicts():
        text, start, end = texts[row["doc_id"]], row["start"], row["end"]
        assert text[start:end] == row["node"]
        first, last = start - len(row["left"]), end + len(row["right"])
        assert text[first:last] == row["left"] + row["node"] + row["right"]


@settings(max_examples=30)
@given(corpus=corpora, query=strategies.queries())
def test_orders_are_orders_of_the_same_lines(corpus: cs.Corpus, query: Any) -> None:
    by_text = cs.concordance(corpus, query)
    documents = corpus.documents["doc_id"].to_list()
    starts = by_text.select("doc_id", "start").rows()
    places = [(documents.index(doc_id), start) for doc_id, start in starts]
    assert places == sorted(set(places))
    for order in ("left", "right"):
        found = cs.concordance(corpus, query, order=order)
        assert sorted(found.rows()) == sorted(by_text.rows())


@settings(max_examples=30)
@given(
    corpus=corpora,
    n=st.integers(1, 4),
    attribute=strategies.attributes,
    boundary=strategies.boundaries,
    data=st.data(),
)
def test_a_phrase_has_as_many_hits_as_its_ngram_counts(
    corpus: cs.Corpus, n: int, attribute: str, boundary: str, data: st.DataObject
) -> None:
    options: dict[str, Any] = {"attribute": attribute, "boundary": boundary}
    kinds: Any = strategies.KINDS
    found = cs.ngrams(corpus, n, kinds=kinds, **options)
    for row in found.sample(min(found.height, 3), seed=data.draw(st.integers(0, 99))).to_dicts():
        hits = cs.concordance(corpus, escaped(row["term"]), **options)
        assert hits.height == row["count"]


@settings(max_examples=30)
@given(corpus=corpora, one=strategies.query_strings(), other=strategies.query_strings())
def test_alternatives_and_lists_are_the_same(corpus: cs.Corpus, one: str, other: str) -> None:
    """And a hit of both is one hit, the longest."""
    together = cs.concordance(corpus, f"{one}|{other}")
    assert together.equals(cs.concordance(corpus, [other, one]))
    apart = pl.concat([cs.concordance(corpus, query) for query in (one, other)])
    longest = apart.group_by("doc_id", "start").agg(pl.col("end").max())
    hits = together.select("doc_id", "start", "end")
    assert sorted(hits.rows()) == sorted(longest.rows())


@settings(max_examples=30)
@given(
    frame=strategies.running_documents(max_size=8),
    query=strategies.queries(),
    order=orders,
    data=st.data(),
)
def test_independent_of_other_documents(
    frame: pl.DataFrame, query: Any, order: Any, data: st.DataObject
) -> None:
    corpus = strategies.corpus(frame)
    one = cs.concordance(corpus, query, order=order)
    shuffled = data.draw(strategies.shuffled(frame))
    other = cs.concordance(strategies.corpus(shuffled), query, order=order)
    assert sorted(other.rows()) == sorted(one.rows())
    for doc_id in frame["doc_id"].head(2):
        alone = cs.concordance(corpus.filter(pl.col("doc_id") == doc_id), query, order=order)
        assert alone.equals(one.filter(pl.col("doc_id") == doc_id))
