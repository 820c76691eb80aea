"""Laws of the comparison of sources."""

from collections import Counter
from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.queries import query_label
from tests.reference import strategies
from tests.reference.stretches import no_documents, stretches

corpora = strategies.running_documents(min_size=2, max_size=4).flatmap(strategies.layered)
# A comparison takes many steps of polars: fewer examples than elsewhere.
some = settings(max_examples=10)

columns = st.sampled_from(["source", "edition", "voice", "zone", "sentence"])
COUNTED = ("keywords", "collocates", "ngrams")
# All that is printed counts, as in the single functions.
PRINTED: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}


@st.composite
def options(draw: st.DrawFn, corpus: cs.Corpus) -> dict[str, Any]:
    """Options of a comparison that has two sources or more."""
    mix = draw(strategies.mixes(corpus))
    assume(not no_documents(corpus, **mix))
    by = draw(st.lists(columns, min_size=1, max_size=2, unique=True))
    groups = {stretch.group for stretch in stretches(corpus, by=by, **mix)}
    assume(len(groups) > 1)
    return {
        "by": by,
        **mix,
        "attribute": draw(strategies.attributes),
        "kinds": draw(strategies.counted_kinds),
        "min_count": draw(st.integers(1, 3)),
    }


def blocks_of(corpus: cs.Corpus, by: list[str]) -> pl.DataFrame | None:
    """Documents that depend on each other, where columns name sources."""
    columns = [name for name in by if name in corpus.documents.columns]
    return cs.reuse(corpus, by=columns).documents.select("doc_id", "block") if columns else None


nodes = st.lists(strategies.queries(), max_size=2, unique_by=query_label)
lengths = st.sampled_from([1, 2, (1, 2), (2, 3)])


@some
@given(
    corpus=corpora,
    nodes=nodes,
    window=strategies.windows,
    boundary=strategies.boundaries,
    data=st.data(),
)
def test_keywords_collocates_and_sources_are_those_of_single_functions(
    corpus: cs.Corpus, nodes: list[Any], window: Any, boundary: str, data: st.DataObject
) -> None:
    given = data.draw(options(corpus))
    found = cs.compare_sources(
        corpus, nodes=nodes, window=window, boundary=boundary, **given, **PRINTED
    )
    expected = cs.keywords(corpus, **given, blocks=blocks_of(corpus, given["by"]))
    own = found.keywords.drop("shared_count", "verbatim_count")
    assert_frame_equal(own, expected, check_exact=True)
    near = [
        cs.collocates(corpus, node, window=window, boundary=boundary, compare=True, **given)
        for node in nodes or ["nobody says this"]
    ]
    assert_frame_equal(found.collocates, pl.concat(near), check_exact=True)

    selection = {name: given[name] for name in ("by", "within", "without")}
    sizes: Counter[tuple[Any, ...]] = Counter()
    for stretch in stretches(corpus, **selection):
        for token in stretch.tokens:
            sizes[*stretch.group, token.kind in given["kinds"]] += 1
    for *group, tokens, left_out in found.sources.select(*found.by, "tokens", "left_out").rows():
        assert (tokens, left_out) == (sizes.pop((*group, True), 0), sizes.pop((*group, False), 0))
    assert not sizes


def ngrams_of(corpus: cs.Corpus, n: Any, boundary: str, given: dict[str, Any]) -> pl.DataFrame:
    """Keywords among n-grams, by the single functions."""
    shortest, longest = n if isinstance(n, tuple) else (n, n)
    frames = []
    for length in range(shortest, longest + 1):
        counts = cs.ngrams(corpus, length, boundary=boundary, documents=True, display=True, **given)
        found = cs.keywords(counts, by=given["by"], inference=None)
        frames.append(found.insert_column(1, pl.lit(length, pl.UInt32).alias("length")))
    return pl.concat(frames)


@some
@given(corpus=corpora, n=lengths, boundary=strategies.boundaries, data=st.data())
def test_ngrams_are_the_keywords_of_each_length(
    corpus: cs.Corpus, n: Any, boundary: str, data: st.DataObject
) -> None:
    given = data.draw(options(corpus))
    found = cs.compare_sources(corpus, n=n, boundary=boundary, **given, **PRINTED).ngrams
    assert_frame_equal(found, ngrams_of(corpus, n, boundary, given), check_exact=True)


@some
@given(corpus=corpora, nodes=nodes, boundary=strategies.boundaries, data=st.data())
def test_nodes_are_the_hits_of_each_source(
    corpus: cs.Corpus, nodes: list[Any], boundary: str, data: st.DataObject
) -> None:
    given = data.draw(options(corpus))
    found = cs.compare_sources(corpus, nodes=nodes, boundary=boundary, **given, **PRINTED)
    asked = {name: value for name, value in given.items() if name not in ("kinds", "min_count")}
    expected: list[tuple[Any, ...]] = []
    for node in nodes:
        lines = cs.concordance(corpus, node, boundary=boundary, **asked)
        hits = lines.select(*found.by, "doc_id").rows()
        for group in found.sources.select(found.by).rows():
            documents = [doc_id for *of, doc_id in hits if tuple(of) == group]
            expected.append((query_label(node), *group, len(documents), len(set(documents))))
    assert found.nodes.rows() == expected
    keys = ["node", *found.by]
    both = found.collocates.join(found.nodes, on=keys, nulls_equal=True, suffix="_hits")
    assert both.height == found.collocates.height
    assert both["node_count"].to_list() == both["count_hits"].to_list()


@some
@given(
    corpus=corpora,
    nodes=nodes,
    window=strategies.windows,
    n=lengths,
    boundary=strategies.boundaries,
    data=st.data(),
)
def test_evidence_has_as_many_lines_as_each_row_counts(
    *,
    corpus: cs.Corpus,
    nodes: list[Any],
    window: Any,
    n: Any,
    boundary: str,
    data: st.DataObject,
) -> None:
    given = data.draw(options(corpus))
    found = cs.compare_sources(
        corpus, nodes=nodes, window=window, n=n, boundary=boundary, **given, **PRINTED
    )
    for name in COUNTED:
        frame = found.frames()[name]
        lines = dict(cs.evidence(found.corpus, frame).group_by("row").len().rows())
        assert [lines.get(row, 0) for row in range(frame.height)] == frame["count"].to_list()
        if not frame.is_empty():
            row = data.draw(st.integers(0, frame.height - 1))
            part = frame.slice(row, 3)
            assert cs.evidence(found.corpus, part, of=frame).height == part["count"].sum()


@some
@given(
    corpus=corpora,
    nodes=nodes,
    n=lengths,
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_neither_the_order_of_documents_nor_threads_matter(
    corpus: cs.Corpus, nodes: list[Any], n: Any, n_threads: int | None, data: st.DataObject
) -> None:
    given = data.draw(options(corpus))
    other = strategies.corpus(data.draw(strategies.shuffled(corpus.documents)))
    for name, layer in corpus.layers.items():
        assert layer.spans is not None
        spans = data.draw(strategies.shuffled(layer.spans))
        other = other.with_layer(name, spans, default=layer.default)
    found = cs.compare_sources(corpus, nodes=nodes, n=n, **given, **PRINTED)
    again = cs.compare_sources(other, nodes=nodes, n=n, n_threads=n_threads, **given, **PRINTED)
    for name, frame in found.frames().items():
        assert_frame_equal(again.frames()[name], frame, check_exact=True)
    assert again.provenance["options"] == found.provenance["options"]
