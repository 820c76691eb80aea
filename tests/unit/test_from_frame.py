"""`Corpus.from_frame`: what it takes, what it makes of it, and what it refuses."""

import dataclasses
import re
from typing import Any

import polars as pl
import pytest

import corpusstats as cs

FRAME = pl.DataFrame({"doc_id": ["b", "a"], "text": ["Der Zug fährt.", ""], "source": ["x", None]})
ONE = {"doc_id": ["a"], "text": ["Der Zug."]}


class ArrowTable:
    """Something of another library that exports Arrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def test_documents_keep_their_order_and_columns() -> None:
    corpus = cs.Corpus.from_frame(FRAME)
    assert corpus.documents.equals(FRAME)
    assert corpus.n_documents == 2
    assert corpus.n_tokens == 4
    assert corpus.document_tokens().to_list() == [4, 0]
    assert corpus.document_tokens().dtype == pl.Int64


def test_text_and_doc_id_are_renamed_and_come_first() -> None:
    frame = FRAME.select("source", body="text", name="doc_id")
    documents = cs.Corpus.from_frame(frame, text="body", doc_id="name").documents
    assert documents.columns == ["doc_id", "text", "source"]
    assert documents.equals(FRAME)


@pytest.mark.parametrize("given", [FRAME.lazy(), ArrowTable(FRAME)], ids=["lazy", "arrow"])
def test_any_table_will_do(given: object) -> None:
    corpus = cs.Corpus.from_frame(given)
    assert corpus.documents.equals(FRAME)
    assert corpus.tokens().equals(cs.Corpus.from_frame(FRAME).tokens())


def test_columns_in_several_chunks() -> None:
    parts = [FRAME, FRAME.with_columns(doc_id=pl.col("doc_id") + "2")]
    corpus = cs.Corpus.from_frame(pl.concat(parts, rechunk=False))
    assert corpus.document_tokens().to_list() == [4, 0, 4, 0]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt8, pl.Int32])
def test_doc_ids_may_be_integers(dtype: pl.DataType) -> None:
    frame = pl.DataFrame({"doc_id": pl.Series([7, 3], dtype=dtype), "text": ["Der Zug.", "Er."]})
    corpus = cs.Corpus.from_frame(frame)
    assert corpus.documents["doc_id"].dtype == dtype
    assert corpus.tokens()["doc_id"].to_list() == [7, 7, 7, 3, 3]


@pytest.mark.parametrize("dtype", [pl.Categorical(), pl.Enum(["a", "Der Zug."])])
def test_categories_are_strings(dtype: pl.DataType) -> None:
    corpus = cs.Corpus.from_frame(pl.DataFrame(ONE).cast(dtype))
    assert corpus.documents.schema == {"doc_id": pl.String, "text": pl.String}
    assert corpus.n_tokens == 3


def test_a_corpus_of_empty_texts() -> None:
    corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a", "b"], "text": ["", " \n"]}))
    assert corpus.n_tokens == 0
    assert corpus.tokens().is_empty()
    assert corpus.vocabulary().is_empty()
    assert cs.frequencies(corpus).is_empty()


@pytest.mark.parametrize("n_threads", [None, 1, 2, 64])
def test_any_number_of_threads(n_threads: int | None) -> None:
    corpus = cs.Corpus.from_frame(FRAME, n_threads=n_threads)
    assert corpus.tokens().equals(cs.Corpus.from_frame(FRAME).tokens())


def test_an_absurd_number_of_threads() -> None:
    assert cs.Corpus.from_frame(FRAME, n_threads=2**60).n_tokens == 4


def test_a_progress_bar_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    cs.Corpus.from_frame(FRAME)
    assert capsys.readouterr() == ("", "")
    assert cs.Corpus.from_frame(FRAME, progress=True).n_tokens == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "100%" in captured.err


def test_a_corpus_does_not_change() -> None:
    corpus = cs.Corpus.from_frame(FRAME)
    with pytest.raises(dataclasses.FrozenInstanceError):
        corpus.documents = FRAME.head(1)  # type: ignore[misc]


def test_repr_names_sizes_and_columns() -> None:
    expected = "Corpus(2 documents, 4 tokens; doc_id, text, source)"
    assert repr(cs.Corpus.from_frame(FRAME)) == expected


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"doc_id": ["a"]}, {}, "no column 'text' (argument text); there are ['doc_id']"),
        ({"text": ["a"]}, {}, "no column 'doc_id' (argument doc_id); there are ['text']"),
        (ONE, {"text": "body"}, "no column 'body' (argument text); there are ['doc_id', 'text']"),
        (ONE, {"text": "doc_id"}, "text and doc_id name the same column 'doc_id'"),
        (ONE | {"id": ["q"]}, {"doc_id": "id"}, "column 'doc_id' is in the way"),
        (ONE | {"lower": ["q"]}, {}, "'lower' has the name of an attribute of terms: rename it"),
        (ONE | {"word": ["q"]}, {}, "'word' has the name of an attribute of terms: rename it"),
        (ONE | {"text": [1]}, {}, "'text' has to hold text (String), not Int64"),
        (ONE | {"doc_id": [1.5]}, {}, "'doc_id' has to hold strings or integers, not Float64"),
        (ONE | {"doc_id": [True]}, {}, "'doc_id' has to hold strings or integers, not Boolean"),
        (
            {"doc_id": ["a", "b", "a", "c", "c"], "text": [""] * 5},
            {},
            "'doc_id' names documents more than once: ['a', 'c']",
        ),
        (
            {"doc_id": ["a", "b", "c"], "text": ["", None, None]},
            {},
            "'text' is null in 2 rows, first [1, 2]: an empty text is legal, a missing one is not",
        ),
        ({"doc_id": ["a", None], "text": ["", ""]}, {}, "'doc_id' is null in 1 rows, first [1]"),
    ],
)
def test_what_cannot_be_used_is_named(
    columns: dict[str, Any], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.Corpus.from_frame(pl.DataFrame(columns), **options)


def test_no_documents_are_refused() -> None:
    with pytest.raises(cs.InputError, match="no documents"):
        cs.Corpus.from_frame(FRAME.clear())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"language": "xx"},
            "unknown language 'xx'; valid are de, en, fr, nl, it, es, pl, uk, tr, und",
        ),
        ({"mode": "word"}, "unknown mode 'word'; valid are language, unicode, words"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_unknown_options_name_the_valid_ones(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.Corpus.from_frame(FRAME, **options)


@pytest.mark.parametrize("given", [ONE, "seeds", None, [1]])
def test_anything_but_a_table_is_a_type_error(given: object) -> None:
    with pytest.raises(TypeError, match="expected a polars DataFrame or LazyFrame or an Arrow"):
        cs.Corpus.from_frame(given)
