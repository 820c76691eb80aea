"""`tokenize` and `split_sentences`, and the same as expressions."""

import re
import time
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.options import KINDS, LANGUAGES

TEXT = "Am 12. September kam z. B. Dr. Kim. „Warum?“, fragte sie."


def words(text: str, **options: Any) -> list[str]:
    return cs.tokenize(text, **options)["token"].to_list()


def sentences(text: str, **options: Any) -> list[str]:
    return cs.split_sentences(text, **options)["sentence"].to_list()


def test_a_string_gives_spans() -> None:
    found = cs.tokenize("Züge 😀 z.B.")
    assert found.schema == {
        "sentence": pl.UInt32,
        "token": pl.String,
        "kind": pl.Enum(KINDS),
        "start": pl.UInt32,
        "end": pl.UInt32,
    }
    assert found.with_columns(pl.col("kind").cast(pl.String)).rows() == [
        (0, "Züge", "word", 0, 4),
        (0, "😀", "emoji", 5, 6),
        (0, "z.B.", "word", 7, 11),
    ]


def test_a_series_gives_rows_and_passes_over_nulls() -> None:
    texts = pl.Series(["Er kam. Sie ging.", None, "", "Ja"])
    found = cs.tokenize(texts)
    assert found["row"].to_list() == [0] * 6 + [3]
    assert found["sentence"].to_list() == [0, 0, 0, 1, 1, 1, 0]
    parts = cs.split_sentences(texts)
    assert parts.rows() == [(0, "Er kam.", 0, 7), (0, "Sie ging.", 8, 17), (3, "Ja", 0, 2)]


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["Der Zug"])])
def test_columns_of_categories_are_strings(dtype: Any) -> None:
    assert cs.tokenize(pl.Series(["Der Zug"], dtype=dtype))["token"].to_list() == ["Der", "Zug"]


@pytest.mark.parametrize("texts", [pl.Series([], dtype=pl.String), pl.Series([None, None])])
def test_nothing_has_no_tokens(texts: pl.Series) -> None:
    full = cs.tokenize(pl.Series(["a"]))
    assert cs.tokenize(texts).schema == full.schema
    assert cs.tokenize(texts).is_empty()
    assert cs.split_sentences(texts).is_empty()
    assert cs.tokenize("").is_empty()


def test_the_corpus_has_the_same_tokens_and_sentences() -> None:
    corpus = cs.read_corpus("seeds")
    found = cs.tokenize(corpus.documents["text"])
    expected = corpus.tokens()
    assert_frame_equal(
        found.drop("row"), expected.drop("doc_id", "position"), categorical_as_str=True
    )
    assert corpus.documents["doc_id"].gather(found["row"]).equals(expected["doc_id"])
    parts = cs.split_sentences(corpus.documents["text"])
    assert parts.select("start", "end").equals(corpus.sentences().select("start", "end"))


@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_the_number_of_threads_makes_no_difference(n_threads: int) -> None:
    texts = pl.Series([f"{TEXT} Nummer {number} " * 300 for number in range(400)])
    found = cs.tokenize(texts, n_threads=n_threads)
    assert_frame_equal(found, cs.tokenize(texts, n_threads=1), categorical_as_str=True)
    assert found["row"].is_sorted()
    assert cs.split_sentences(texts, n_threads=n_threads).equals(
        cs.split_sentences(texts, n_threads=1)
    )


def test_tokens_outlive_their_texts() -> None:
    found = cs.tokenize(pl.Series(["Der Weltraumbahnhof Wostotschny, außerordentlich"] * 1000))
    assert found["token"].value_counts().height == 5


def test_elisions_and_clitics() -> None:
    french, english = "l'État n'est", "I don't, it's"
    assert words(french, language="fr") == ["l'", "État", "n'", "est"]
    assert words(french, language="fr", split_clitics=False) == ["l'État", "n'est"]
    assert words("dell'arte", language="it") == ["dell'", "arte"]
    assert words(english, language="en") == ["I", "don't", ",", "it's"]
    split = ["I", "do", "n't", ",", "it", "'s"]
    assert words(english, language="en", split_clitics=True) == split
    assert words("im geht's", split_clitics=True) == ["im", "geht's"]


def test_abbreviations_of_several_words_can_be_one_token() -> None:
    text = "Er kam z. B. am Abend, d. h. spät, i. d. R. um 8, z.B. gestern."
    found = [token for token in words(text, joined=True) if "." in token]
    assert found == ["z. B.", "d. h.", "i. d. R.", "z.B.", "."]
    kinds = cs.tokenize(text, joined=True).filter(token="z. B.")["kind"].cast(pl.String)
    assert kinds.to_list() == ["word"]


def test_users_add_abbreviations() -> None:
    text = "Die Abg. Berg kam. Der Abg. Die Frage"
    assert "Abg." not in words(text, language="en")
    assert words(text, language="en", abbreviations=["Abg."]).count("Abg.") == 2
    german = "Der Glubf. Berg kam."
    assert sentences(german) == ["Der Glubf.", "Berg kam."]
    for written in ("Glubf", "Glubf."):
        assert sentences(german, abbreviations=[written]) == [german]


def test_users_name_what_is_not_split() -> None:
    text = "Die New York Times, Yahoo! und a/b."
    assert words(text, unsplittable=["New York Times", "Yahoo!", "a/b"]) == [
        "Die",
        "New York Times",
        ",",
        "Yahoo!",
        "und",
        "a/b",
        ".",
    ]
    assert words("New Yorker", unsplittable=["New York"]) == ["New", "Yorker"]


def test_sentences_of_unicode_cover_the_text() -> None:
    text = "Er kam.  Sie ging.\r\nEnde"
    found = cs.split_sentences(text, mode="unicode")
    assert found["sentence"].to_list() == ["Er kam.  ", "Sie ging.\r\n", "Ende"]
    assert "".join(found["sentence"]) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_words_numbers_and_stops(language: str) -> None:
    assert words("Anna 3,5 (b-c). X", language=language) == [
        "Anna",
        "3,5",
        "(",
        "b-c",
        ")",
        ".",
        "X",
    ]
    assert len(sentences("Anna bcde. Xyz fghi! Ghij", language=language)) == 3


@pytest.mark.parametrize("function", [cs.tokenize, cs.split_sentences, cs.expr.tokens])
@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"language": "xx"}, ValueError, "unknown language 'xx'; valid are de, en, fr,"),
        ({"mode": "word"}, ValueError, "unknown mode 'word'; valid are language, unicode, words"),
        ({"split_clitics": 1}, TypeError, "split_clitics has to be True or False, not 1"),
        ({"joined": None}, TypeError, "joined has to be True or False, not None"),
        ({"abbreviations": "Abg."}, TypeError, "abbreviations has to be a list of strings"),
        ({"abbreviations": [1]}, TypeError, "abbreviations has to hold strings, not 1"),
        ({"unsplittable": [" a"]}, ValueError, "unsplittable holds ' a': empty, or with white"),
        ({"unsplittable": [""]}, ValueError, "unsplittable holds '': empty, or with white"),
    ],
)
def test_wrong_options_say_what_is_valid(
    function: Any, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        function("text", **options)


@pytest.mark.parametrize("text", [None, 1, ["a"], pl.Series([1]), pl.DataFrame({"a": ["b"]})])
def test_other_things_are_no_texts(text: Any) -> None:
    with pytest.raises(TypeError, match="has to"):
        cs.tokenize(text)
    with pytest.raises(TypeError, match="has to"):
        cs.split_sentences(text)


FRAME = pl.DataFrame({"id": [1, 2, 3, 4], "text": [TEXT, None, "", "Ja. Nein."]})


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_expressions_in_lazy_queries(engine: Any) -> None:
    query = FRAME.lazy().with_columns(
        tokens=cs.expr.tokens("text"), sentences=cs.expr.sentences(pl.col("text"))
    )
    found = query.collect(engine=engine).sort("id")
    assert found.schema == query.collect_schema()
    assert found["tokens"].to_list() == [words(TEXT), None, [], ["Ja", ".", "Nein", "."]]
    assert found["sentences"].to_list() == [sentences(TEXT), None, [], ["Ja.", "Nein."]]


def test_expressions_with_spans() -> None:
    query = FRAME.lazy().select(
        tokens=cs.expr.tokens("text", spans=True), sentences=cs.expr.sentences("text", spans=True)
    )
    found = query.collect()
    assert found.schema == query.collect_schema()
    tokens = (
        found.select("tokens").explode("tokens", empty_as_null=True).drop_nulls().unnest("tokens")
    )
    expected = cs.tokenize(FRAME["text"]).drop("row")
    assert_frame_equal(
        tokens.with_columns(pl.col("kind").cast(pl.String)),
        expected.with_columns(pl.col("kind").cast(pl.String)),
    )
    parts = found.select("sentences").explode("sentences", empty_as_null=True).drop_nulls()
    assert parts.unnest("sentences").equals(cs.split_sentences(FRAME["text"]).drop("row"))


def test_expressions_over_groups_and_batches() -> None:
    many = pl.concat([FRAME] * 500)
    counts = many.lazy().group_by("id").agg(n=cs.expr.tokens("text").list.len().sum())
    found = dict(counts.collect().sort("id").rows())
    assert found == {1: len(words(TEXT)) * 500, 2: 0, 3: 0, 4: 2000}


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises((TypeError, pl.exceptions.ComputeError), match="has to hold strings, not"):
        FRAME.select(cs.expr.tokens("id"))


def seconds(text: str) -> float:
    start = time.perf_counter()
    cs.tokenize(text, n_threads=1)
    cs.split_sentences(text, n_threads=1)
    return time.perf_counter() - start


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a\u0301\u0301\u0301",
        "z. B. ",
        "1.",
        "1.2",
        "-",
        "('",
        "„",
        ". ",
        "a.b",
        "a@",
        "[1]",
        "' s' ",
        "👨\u200d",
        "Der ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Eight times the text takes far less than the 64 times of quadratic time."""
    size = 40_000 // len(unit)
    small, large = unit * size, unit * size * 8
    best_small, best_large = (min(seconds(text) for _ in range(3)) for text in (small, large))
    assert best_large < 24 * best_small + 0.05
