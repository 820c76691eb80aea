"""Laws of counting by layers."""

from collections import Counter
from itertools import pairwise
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import strategies

LABELS = ["a", "b", "ä"]


@st.composite
def layered(draw: st.DrawFn) -> tuple[cs.Corpus, pl.DataFrame]:
    """A corpus, and disjoint spans of its texts."""
    corpus = strategies.corpus(draw(strategies.documents()))
    spans = []
    for doc_id, text in corpus.documents.select("doc_id", "text").rows():
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        for start, end in pairwise(cuts):
            label = draw(st.sampled_from([*LABELS, None]))
            if label is not None:
                spans.append((doc_id, start, end, label))
    schema = {"doc_id": pl.String, "start": pl.Int64, "end": pl.Int64, "voice": pl.String}
    return corpus, pl.DataFrame(spans, schema, orient="row")


def label_of(spans: list[tuple[Any, ...]], doc_id: str, start: int) -> str | None:
    """Look at every span."""
    for document, first, last, label in spans:
        if document == doc_id and first <= start < last:
            return str(label)
    return None


@settings(max_examples=60)
@given(
    corpus_and_spans=layered(),
    default=st.sampled_from(["a", "rest", None]),
    wanted=st.sets(st.sampled_from(["a", "b", "ä"])),
    keep=st.booleans(),
)
def test_counts_by_and_within_layers_are_those_of_a_look_at_every_token(
    *,
    corpus_and_spans: tuple[cs.Corpus, pl.DataFrame],
    default: str | None,
    wanted: set[str],
    keep: bool,
) -> None:
    corpus, spans = corpus_and_spans
    corpus = corpus.with_layer("voice", spans, default=default)
    known = sorted(wanted & set(spans["voice"].to_list()))
    part = {"voice": known} if known else None
    options: dict[str, Any] = {"within": part} if keep else {"without": part}
    found = cs.frequencies(corpus, by=["source", "voice"], attribute="word", **options)
    rows = spans.rows()
    sources = dict(corpus.documents.select("doc_id", "source").rows())
    expected: Counter[tuple[Any, ...]] = Counter()
    for doc_id, token, kind, start in (
        corpus.tokens().select("doc_id", "token", "kind", "start").rows()
    ):
        label = label_of(rows, doc_id, start)
        voice = default if label is None else label
        if kind in ("word", "number") and (not known or (voice in known) == keep):
            expected[token, sources[doc_id], voice] += 1
    assert {
        row[:-1]: row[-1] for row in found.select("term", "source", "voice", "count").rows()
    } == (dict(expected))


@settings(max_examples=40)
@given(corpus_and_spans=layered())
def test_what_is_within_and_what_is_without_make_the_whole(
    corpus_and_spans: tuple[cs.Corpus, pl.DataFrame],
) -> None:
    corpus, spans = corpus_and_spans
    corpus = corpus.with_layer("voice", spans)

    def count(**options: Any) -> Counter[str]:
        return Counter(dict(cs.frequencies(corpus, **options).select("term", "count").rows()))

    assert count(within="voice") + count(without="voice") == count()


@settings(max_examples=30)
@given(corpus_and_spans=layered())
def test_a_layer_that_follows_documents_counts_like_a_column(
    corpus_and_spans: tuple[cs.Corpus, pl.DataFrame],
) -> None:
    """The same groups, whichever way they are made, but for documents without a token."""
    corpus, _ = corpus_and_spans
    whole = corpus.documents.select(
        "doc_id",
        pl.lit(0).alias("start"),
        pl.col("text").str.len_chars().cast(pl.Int64).alias("end"),
        pl.col("source").fill_null("none").alias("outlet"),
    )
    by_layer = cs.frequencies(corpus.with_layer("outlet", whole), by="outlet")
    outlets = whole.select("doc_id", "outlet")
    assert cs.frequencies(corpus.with_documents(outlets), by="outlet").equals(by_layer)
