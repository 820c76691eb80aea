"""Laws of shared text."""

import random
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats import _core
from corpusstats.framing.own_copy import own_copy
from tests.reference import quotation_marks
from tests.reference import reuse as reference

# Words that the tokeniser leaves alone.
FEW = [f"wort{letter}" for letter in "abc"]
MANY = [f"wort{one}{other}" for one in "abcdefghij" for other in "klmnopqrst"]
texts = st.lists(st.lists(st.sampled_from(FEW), max_size=30), min_size=1, max_size=4)


def corpus_of(documents: list[list[str]], **columns: Any) -> cs.Corpus:
    frame = pl.DataFrame(
        {
            "doc_id": [f"d{number:03}" for number in range(len(documents))],
            "text": [" ".join(words) for words in documents],
            **({"source": ["x"] * len(documents)} | columns),
        }
    )
    return cs.Corpus.from_frame(frame)


def places(found: cs.Reuse) -> set[reference.Match]:
    """Matches as the oracle has them."""
    number = {doc_id: row for row, doc_id in enumerate(found.documents["doc_id"])}
    return {
        reference.Match(
            number[row["doc_a"]],
            row["word_start_a"],
            row["word_end_a"],
            number[row["doc_b"]],
            row["word_start_b"],
            row["word_end_b"],
            row["tokens"],
            row["edits"],
        )
        for row in found.matches.to_dicts()
    }


@settings(max_examples=300)
@given(
    documents=texts,
    shingle=st.integers(1, 4),
    more=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    gap=st.integers(0, 4),
)
def test_equal_to_the_oracle(
    documents: list[list[str]], shingle: int, more: tuple[int, int], gap: int
) -> None:
    lengths: dict[str, Any] = {
        "min_run": shingle + more[0],
        "min_tokens": shingle + sum(more),
        "gap": gap,
    }
    found = cs.reuse(corpus_of(documents), shingle=shingle, max_places=10_000, **lengths)
    assert places(found) == reference.matches(documents, **lengths)


@settings(max_examples=200)
@given(
    documents=st.lists(
        st.lists(st.lists(st.sampled_from(FEW), min_size=1, max_size=9), max_size=5),
        min_size=1,
        max_size=4,
    ),
    gap=st.integers(0, 4),
    more=st.integers(0, 3),
)
def test_matches_end_with_sentences(documents: list[list[list[str]]], gap: int, more: int) -> None:
    texts = [
        " ".join(" ".join(words).capitalize() + "." for words in sentences)
        for sentences in documents
    ]
    names = [f"d{number:03}" for number in range(len(texts))]
    frame = pl.DataFrame({"doc_id": names, "text": texts, "source": ["x"] * len(texts)})
    corpus = cs.Corpus.from_frame(frame)
    tokens = corpus.tokens().filter(pl.col("kind") == "word")
    of_document = [tokens.filter(pl.col("doc_id") == name) for name in names]
    words = [frame["token"].str.to_lowercase().to_list() for frame in of_document]
    sentences = [frame["sentence"].to_list() for frame in of_document]
    lengths: dict[str, Any] = {"min_run": 3, "min_tokens": 3 + more, "gap": gap}
    found = cs.reuse(corpus, shingle=2, max_places=10_000, **lengths)
    whole = reference.matches(words, **lengths)
    assert places(found) == reference.trimmed(whole, words, sentences, 3 + more)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), edits=st.integers(0, 4))
def test_planted_copies_are_found_and_nothing_else(seed: int, edits: int) -> None:
    chance = random.Random(seed)
    documents = [chance.choices(MANY, k=chance.randint(60, 200)) for _ in range(6)]
    length = 20 + 9 * edits
    start = chance.randint(0, len(documents[0]) - 20)
    planted = documents[0][start : start + length]
    copy = list(planted)
    # Between two edits are runs above the guarantee.
    for number in range(edits):
        place = min(9 * (number + 1), len(copy) - 1)
        copy[place] = "anders"
    at = chance.randint(0, len(documents[1]))
    documents[1][at:at] = copy
    found = cs.reuse(corpus_of(documents, source=list("abcdef")))
    # By chance the words beside a copy can be the same.
    edges = 8
    (pair,) = found.pairs.to_dicts()
    assert (pair["doc_a"], pair["doc_b"]) == ("d000", "d001")
    changed = sum(one != other for one, other in zip(planted, copy, strict=True))
    assert len(planted) - changed - 9 <= pair["tokens"] <= len(planted) + edges
    assert set(found.passages["doc_id"]) == {"d000", "d001"}


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_shuffled_text_has_no_clusters(seed: int) -> None:
    chance = random.Random(seed)
    documents = [chance.sample(MANY * 2, k=150) for _ in range(8)]
    found = cs.reuse(corpus_of(documents))
    assert found.clusters.is_empty()
    assert found.passages.is_empty()
    assert found.documents["reused_share"].sum() == 0


@settings(max_examples=60)
@given(documents=texts, order=st.randoms(use_true_random=False))
def test_neither_order_nor_threads_matter(documents: list[list[str]], order: Any) -> None:
    corpus = corpus_of(documents)
    frame = corpus.documents
    shuffled = list(range(frame.height))
    order.shuffle(shuffled)
    options: dict[str, Any] = {"shingle": 2, "min_run": 3, "min_tokens": 4, "max_places": 3}
    found = cs.reuse(corpus, n_threads=1, **options)
    again = cs.reuse(cs.Corpus.from_frame(frame[shuffled]), n_threads=3, **options)
    for name, table in found.frames().items():
        assert table.equals(again.frames()[name]), name


@settings(max_examples=100)
@given(seed=st.integers(0, 10_000), edits=st.integers(0, 5))
def test_a_is_to_b_as_b_is_to_a(seed: int, edits: int) -> None:
    chance = random.Random(seed)
    one, other = chance.sample(MANY, k=80), chance.choices(MANY, k=60)
    copy = one[10:60]
    for _ in range(edits):
        place = chance.randrange(len(copy))
        copy[place : place + chance.randint(0, 2)] = chance.choices(MANY, k=chance.randint(0, 2))
    other[20:20] = copy
    found = places(cs.reuse(corpus_of([one, other])))
    turned = places(cs.reuse(corpus_of([other, one])))
    mirrored = {
        m._replace(a_start=m.b_start, a_end=m.b_end, b_start=m.a_start, b_end=m.a_end)
        for m in turned
        if m.a != m.b
    }
    assert {m for m in found if m.a != m.b} == mirrored


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(MANY), min_size=12, max_size=60))
def test_a_copy_covers_everything(words: list[str]) -> None:
    found = cs.reuse(corpus_of([words, words]))
    (pair,) = found.pairs.to_dicts()
    assert pair["containment_a"] == pair["containment_b"] == pair["identity"] == 1
    assert found.documents["reused_share"].to_list() == [1, 1]
    assert found.clusters["documents"].to_list() == [2]
    assert found.documents["weight"].to_list() == [0.5, 0.5]


@settings(max_examples=60)
@given(documents=texts)
def test_passages_make_a_layer(documents: list[list[str]]) -> None:
    corpus = corpus_of(documents)
    found = cs.reuse(corpus, shingle=2, min_run=3, min_tokens=4)
    layered = corpus.with_layer("reused", found.layer(), default="no")
    counted = cs.frequencies(layered, by=["doc_id", "reused"])
    inside = counted.filter(pl.col("reused") != "no").group_by("doc_id").agg(pl.col("count").sum())
    reused = found.documents.filter(pl.col("reused_tokens") > 0)
    assert dict(inside.rows()) == dict(reused.select("doc_id", "reused_tokens").rows())


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    number=st.integers(0, 3),
    kinds=st.sampled_from([["word"], ["word", "punctuation"]]),
)
def test_a_second_printing_by_its_own_source_changes_nothing(
    seed: int, number: int, kinds: list[Any]
) -> None:
    chance = random.Random(seed)
    documents = [[*chance.choices(MANY, k=chance.randint(12, 40))] for _ in range(4)]
    # What two sources share, and what one repeats.
    documents[1][5:5] = documents[0][:15]
    documents[2][3:3] = documents[3][:14]
    ended = [[*words[:-1], f"„{words[-1]}“."] for words in documents]
    sources = ["x", "y", "x", "x"]

    def counted(ended: list[list[str]], sources: list[str]) -> Any:
        corpus = corpus_of(ended, source=sources)
        labelled = own_copy(corpus, cs.reuse(corpus))
        options: dict[str, Any] = {"without": {"copy": ["repeated"]}, "kinds": kinds}
        if "repeated" not in labelled.layers["copy"].labels:
            options.pop("without")
        counts = cs.frequencies(labelled, by=["source", "copy"], **options)
        by_source = cs.frequencies(labelled, by="source", **options)
        sizes = by_source["source", "group_tokens", "group_documents"].unique().sort("source")
        return counts["term", "source", "copy", "count", "documents"].rows(), sizes.rows()

    again = counted([*ended, ended[number]], [*sources, sources[number]])
    assert again == counted(ended, sources)


MARKED = ["„", "“", "”", '"', "«", "»", " ", "\n", "\n\n", "\t", "eins", "zwei!", "ä_1", "(", "-"]


@settings(max_examples=300)
@given(
    text=st.lists(st.sampled_from(MARKED), max_size=30).map("".join),
    stretches=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
    least=st.integers(1, 4),
    given=st.none() | st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_quotations_are_those_of_the_oracle(
    text: str,
    stretches: list[tuple[int, int]],
    least: int,
    given: list[tuple[int, int]] | None,
) -> None:
    size = len(text)
    places = [tuple(sorted((min(one, size), min(two, size)))) for one, two in stretches]
    spans = quotation_marks.enclosed(text)
    if given is not None:
        spans = sorted((min(pair), max(pair)) for pair in given)
    expected = [quotation_marks.is_within(text, spans, start, end, least) for start, end in places]

    def columns(pairs: list[Any]) -> list[pl.Series]:
        table = [(1, *pair) for pair in pairs]
        schema = dict.fromkeys(["text", "start", "end"], pl.UInt32)
        return pl.DataFrame(table, schema, orient="row").get_columns()

    # Another text before it is none of its business.
    table = _core.are_quoted(
        pl.Series(["„anderes“", text]),
        columns(places),
        None if given is None else columns(spans),
        least,
    )
    assert pl.DataFrame(table)["is_quoted"].to_list() == expected
