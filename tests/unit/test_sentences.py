"""``Corpus.sentences``, and sentences as a layer: what comes out, and which names are taken."""

import re

import polars as pl
import pytest

import corpusstats as cs
from tests.reference.strategies import corpus_of

TEXT = "Der Zug kam. Er hielt!\n\nNiemand stieg aus"


def sentences(text: str) -> list[str]:
    rows = corpus_of(text).sentences().select("start", "end").rows()
    return [text[start:end] for start, end in rows]


def test_columns_and_types(small: cs.Corpus) -> None:
    found = small.sentences()
    assert dict(found.schema) == {
        "doc_id": pl.String,
        "sentence": pl.UInt32,
        "start": pl.UInt32,
        "end": pl.UInt32,
    }
    tokens = small.tokens()
    columns = ["doc_id", "sentence", "position", "token", "kind", "start", "end"]
    assert tokens.columns == columns
    assert tokens["sentence"].dtype == pl.UInt32


def test_from_the_first_token_to_the_last() -> None:
    assert sentences(TEXT) == ["Der Zug kam.", "Er hielt!", "Niemand stieg aus"]
    assert sentences(f" \n {TEXT} \n") == ["Der Zug kam.", "Er hielt!", "Niemand stieg aus"]


def test_numbers_count_from_0_within_documents() -> None:
    found = corpus_of(TEXT, "Nie.", TEXT).sentences()
    assert found["doc_id"].to_list() == [0, 0, 0, 1, 2, 2, 2]
    assert found["sentence"].to_list() == [0, 1, 2, 0, 0, 1, 2]


def test_offsets_are_code_points() -> None:
    text = "Zü\u0301ge 😀. Ä 𝐀."
    assert sentences(text) == ["Zü\u0301ge 😀.", "Ä 𝐀."]


def test_documents_without_tokens_have_none() -> None:
    corpus = corpus_of("", "Ein Zug.", " \n\n ")
    assert corpus.sentences().rows() == [(1, 0, 0, 8)]
    empty = corpus.filter(pl.col("doc_id") != 1).sentences()
    assert empty.is_empty()
    assert empty.schema == corpus.sentences().schema


def test_a_document_without_words_can_have_one(small: cs.Corpus) -> None:
    assert small.sentences().filter(doc_id="z").rows() == [("z", 0, 0, 1)]


@pytest.mark.parametrize("mode", ["language", "unicode", "words"])
def test_every_token_is_in_a_sentence(mode: str) -> None:
    corpus = corpus_of(TEXT, "", "Ja. Nein.", mode=mode)
    expected = (
        corpus.tokens()
        .group_by("doc_id", "sentence", maintain_order=True)
        .agg(pl.col("start").min(), pl.col("end").max())
    )
    assert corpus.sentences().equals(expected)


def test_part_of_a_corpus_has_its_own(small: cs.Corpus) -> None:
    part = small.filter(pl.col("source") == "y")
    every = small.sentences().filter(pl.col("doc_id").is_in(["y1", "y2"]))
    assert part.sentences().equals(every)


def test_the_last_documents_alone_keep_their_numbers() -> None:
    corpus = corpus_of(TEXT, TEXT).filter(pl.col("doc_id") == 1)
    assert corpus.tokens()["sentence"].unique(maintain_order=True).to_list() == [0, 1, 2]
    found = cs.frequencies(corpus, within={"sentence": [1]})
    assert found["term"].to_list() == ["er", "hielt"]


# ---------------------------------------------------------------------------------------------
# As a layer


def test_sentences_make_groups() -> None:
    found = cs.frequencies(corpus_of(TEXT, "Nie."), by="sentence")
    assert found["sentence"].dtype == pl.UInt32
    sizes = found.select("sentence", "group_tokens", "group_documents").unique(maintain_order=True)
    assert sizes.rows() == [(0, 4, 2), (1, 2, 1), (2, 3, 1)]
    own = cs.frequencies(corpus_of(TEXT, "Nie."), by=["doc_id", "sentence"])
    groups = own.select("doc_id", "sentence", "group_tokens").unique(maintain_order=True)
    assert groups.rows() == [(0, 0, 3), (0, 1, 2), (0, 2, 3), (1, 0, 1)]


def test_sentences_are_kept_and_left_out() -> None:
    corpus = corpus_of(TEXT, "Nie.")

    def terms(**options: object) -> list[str]:
        found = cs.frequencies(corpus, **options)  # type: ignore[arg-type]
        return sorted(found["term"].to_list())

    first = ["der", "kam", "nie", "zug"]
    rest = ["aus", "er", "hielt", "niemand", "stieg"]
    assert terms(within={"sentence": [0]}) == terms(within={"sentence": 0}) == first
    assert terms(without={"sentence": [0]}) == terms(within={"sentence": [1, 2]}) == rest
    assert terms(within="sentence") == terms() == sorted(first + rest)
    assert terms(without="sentence") == []
    assert terms(within=corpus.sentences().filter(pl.col("sentence") > 0)) == rest


def test_a_label_that_no_sentence_has_names_the_known_ones() -> None:
    with pytest.raises(cs.InputError, match=re.escape("layer 'sentence' has no label 9; there")):
        cs.frequencies(corpus_of(TEXT), within={"sentence": [9]})


def test_unknown_layers_list_sentences_too(small: cs.Corpus) -> None:
    with pytest.raises(cs.InputError, match=re.escape("is no layer; there are ['sentence']")):
        cs.frequencies(small, within="vois")
    with pytest.raises(cs.InputError, match=re.escape("'year'] and the layers ['sentence']")):
        cs.frequencies(small, by="vois")


def test_a_corpus_without_tokens_has_no_groups_to_compare() -> None:
    with pytest.raises(cs.InputError, match="nothing to compare with"):
        cs.keywords(corpus_of("", ""), by="sentence")


# ---------------------------------------------------------------------------------------------
# Names

NAMES = pytest.mark.parametrize("name", ["sentence", "document"])


@NAMES
def test_columns_cannot_have_its_name(name: str) -> None:
    frame = pl.DataFrame({"doc_id": ["a"], "text": ["Ja."], name: [1]})
    with pytest.raises(cs.InputError, match=f"'{name}'"):
        cs.Corpus.from_frame(frame)


@NAMES
def test_added_columns_cannot_have_its_name(small: cs.Corpus, name: str) -> None:
    with pytest.raises(cs.InputError, match=f"'{name}'"):
        small.with_documents(pl.DataFrame({"doc_id": ["x1"], name: [1]}))


@NAMES
def test_layers_cannot_have_its_name(small: cs.Corpus, name: str) -> None:
    spans = pl.DataFrame({"doc_id": ["x1"], "start": [0], "end": [3], name: ["a"]})
    with pytest.raises(cs.InputError, match=f"'{name}'"):
        small.with_layer(name, spans)


def test_a_corpus_can_be_made_of_columns_that_are_called_so() -> None:
    """The column of texts is called `text` in the corpus."""
    frame = pl.DataFrame({"doc_id": ["a"], "sentence": ["Ja."]})
    assert cs.Corpus.from_frame(frame, text="sentence").sentences().rows() == [("a", 0, 0, 3)]
