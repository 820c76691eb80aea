"""`concordance`: queries, the text around hits, orders, and what is refused."""

import json
import re
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of

COLUMNS = ["doc_id", "start", "end", "left", "node", "right"]


def nodes(corpus: cs.Corpus | str, query: Any, **options: Any) -> list[str]:
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    return cs.concordance(corpus, query, **options)["node"].to_list()


def lines(corpus: cs.Corpus | str, query: Any, **options: Any) -> list[tuple[str, str, str]]:
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    return cs.concordance(corpus, query, **options).select("left", "node", "right").rows()


# ---------------------------------------------------------------------------------------------
# Queries


def test_a_word(small: cs.Corpus) -> None:
    assert cs.concordance(small, "zug", width=6).rows() == [
        ("x1", 4, 7, "Der ", "Zug", " fährt"),
        ("x1", 19, 22, ". Der ", "ZUG", " hält!"),
        ("x2", 4, 7, "Ein ", "Zug", ", 2 Zü"),
        ("y1", 21, 24, "fährt ", "Zug", "."),
    ]


WORDS = "Zug Züge Zugang Umzug zum Zweck zu Zu*"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("zug", ["Zug"]),
        ("ZUG", ["Zug"]),
        ("Zu\u00adg", ["Zug"]),
        ("zu\u0308ge", ["Züge"]),
        ("zug*", ["Zug", "Zugang"]),
        ("*zug", ["Zug", "Umzug"]),
        ("*zug*", ["Zug", "Zugang", "Umzug"]),
        ("z*g", ["Zug", "Zugang"]),
        ("z?g", ["Zug"]),
        ("z?ge", ["Züge"]),
        ("z??", ["Zug", "zum"]),
        ("?", ["*"]),
        ("z*e*", ["Züge", "Zweck"]),
        ("zug|zum", ["Zug", "zum"]),
        ("zug | zum", ["Zug", "zum"]),
        ("  zum  zweck ", ["zum Zweck"]),
        ("zum *", ["zum Zweck"]),
        ("zum|zum zweck", ["zum Zweck"]),
        ("zum zweck|zum", ["zum Zweck"]),
        ("zum zweck|zweck", ["zum Zweck", "Zweck"]),
        ("zweck zum", []),
        ("zum zu", []),
        (r"\*", ["*"]),
        (r"zu \*", ["Zu*"]),
        (r"\z\u\g", ["Zug"]),
        (r"zu\?", []),
        ("z.g", []),
        ("zu?*", ["Zug", "Zugang", "zum"]),
        (["zug", "zum zweck"], ["Zug", "zum Zweck"]),
        (("zug", "zug"), ["Zug"]),
        (["zug|zugang", re.compile("um.*")], ["Zug", "Zugang", "Umzug"]),
        (re.compile("zug"), ["Zug"]),
        (re.compile("ZUG.*"), ["Zug", "Zugang"]),
        (re.compile("z[uü]g(e|ang)"), ["Züge", "Zugang"]),
        (re.compile("zug|um"), ["Zug"]),
        (re.compile("ug"), []),
        (re.compile("zum zweck"), []),
    ],
)
def test_queries(query: object, expected: list[str]) -> None:
    assert nodes(WORDS, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Zug", ["Zug"]),
        ("zug", []),
        ("Z*", ["Zug", "Züge", "Zugang", "Zweck", "Zu*"[:2]]),
        (re.compile("zug"), []),
        (re.compile("zug", re.IGNORECASE), ["Zug"]),
        (re.compile("Z.g"), ["Zug"]),
    ],
)
def test_words_as_they_are(query: object, expected: list[str]) -> None:
    assert nodes(WORDS, query, attribute="word") == expected


def test_kim_finds_kim() -> None:
    text = "Kim sah kim und KIM."
    assert nodes(text, "Kim") == ["Kim", "kim", "KIM"]
    assert nodes(text, "Kim", attribute="word") == ["Kim"]


def test_tokens_of_every_kind_match() -> None:
    text = "Am 12. September 😀, „ja“ @kim #kim!"
    assert nodes(text, "12.") == ["12."]
    assert nodes(text, "😀 ,") == ["😀,"]
    assert nodes(text, "„ ja “") == ["„ja“"]
    assert nodes(text, "?kim") == ["@kim", "#kim"]
    assert nodes(text, re.compile(r"\W+")) == ["😀", ",", "„", "“", "!"]


def test_hits_may_overlap() -> None:
    found = cs.concordance(corpus_of("da da da"), "da da")
    assert found.select("start", "end").rows() == [(0, 5), (3, 8)]


def test_phrases_stay_in_their_sentence() -> None:
    text = "Der Zug. Der Zug"
    assert nodes(text, "zug .") == ["Zug."]
    assert nodes(text, ". der") == []
    assert nodes(text, "zug . der", boundary="document") == ["Zug. Der"]
    assert nodes("Der Zug\n\nDer Zug", "zug der") == []
    assert nodes("Der Zug\n\nDer Zug", "zug der", boundary="document") == ["Zug\n\nDer"]


def test_phrases_stop_at_borders_of_layers() -> None:
    spans = pl.DataFrame({"doc_id": [0, 0], "start": [4, 8], "end": [8, 11], "voice": ["Kim"] * 2})
    corpus = corpus_of("Der Zug kam nie").with_layer("voice", spans, default="rest")
    assert nodes(corpus, "* *") == ["Der Zug", "Zug kam", "kam nie"]
    assert nodes(corpus, "* *", boundary="voice") == []
    assert nodes(corpus, "* *", by="voice") == []
    assert nodes(corpus, "*", within="voice") == ["Zug", "kam"]
    assert nodes(corpus, "*", within={"voice": "rest"}) == ["Der", "nie"]
    assert nodes(corpus, "*", without=spans.head(1)) == ["Der", "kam", "nie"]
    assert nodes(corpus, "* *", without=spans.head(1)) == ["kam nie"]


def test_a_predicate_narrows_the_documents(small: cs.Corpus) -> None:
    found = cs.concordance(small, "zug", within=pl.col("source") == "y")
    assert found["doc_id"].to_list() == ["y1"]
    part = cs.concordance(small.filter(pl.col("source") == "y"), "zug")
    assert_frame_equal(found, part)


# ---------------------------------------------------------------------------------------------
# The text around

LETTER = "Lieber Kim,\nder Zug\tkam; er hielt nie."


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ("Lieber Kim,\nder ", "Zug", "\tkam; er hielt nie.")),
        ({"width": 0}, ("", "Zug", "")),
        ({"width": 5}, ("\nder ", "Zug", "\tkam;")),
        ({"width": (1, 4)}, (" ", "Zug", "\tkam")),
        ({"width": [4, 0]}, ("der ", "Zug", "")),
        ({"width": 999}, ("Lieber Kim,\nder ", "Zug", "\tkam; er hielt nie.")),
        ({"unit": "tokens", "width": 0}, ("", "Zug", "")),
        ({"unit": "tokens", "width": 1}, ("der ", "Zug", "\tkam")),
        ({"unit": "tokens", "width": 2}, (",\nder ", "Zug", "\tkam;")),
        ({"unit": "tokens", "width": (3, 0)}, ("Kim,\nder ", "Zug", "")),
        ({"unit": "tokens", "width": (0, 3)}, ("", "Zug", "\tkam; er")),
        ({"unit": "tokens"}, ("Lieber Kim,\nder ", "Zug", "\tkam; er hielt nie.")),
    ],
)
def test_width(options: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert lines(LETTER, "zug", **options) == [expected]


def test_width_counts_code_points() -> None:
    assert lines("𝐀😀ä Zug ü\u0308𝐁", "zug", width=2) == [("ä ", "Zug", " ü")]


def test_text_before_the_first_token_is_text(small: cs.Corpus) -> None:
    assert lines("\n  Zug \n", "zug", width=2) == [("  ", "Zug", " \n")]
    assert lines("\n  Zug \n", "zug", width=9) == [("\n  ", "Zug", " \n")]


def test_what_is_left_out_is_still_around() -> None:
    """So are other sentences: only hits depend on what is selected."""
    corpus = corpus_of("Nie. Der Zug kam. Nie.")
    spans = pl.DataFrame({"doc_id": [0], "start": [9], "end": [12]})
    expected = [("Nie. Der ", "Zug", " kam. Nie.")]
    assert lines(corpus, "zug", within=spans) == lines(corpus, "zug") == expected
    assert lines(corpus, "zug", within=spans, unit="tokens", width=4) == [
        ("Nie. Der ", "Zug", " kam. Nie."[:10])
    ]


# ---------------------------------------------------------------------------------------------
# Orders


def test_text_order_is_that_of_documents(small: cs.Corpus) -> None:
    backwards = cs.Corpus.from_frame(small.documents.reverse())
    assert cs.concordance(backwards, "zug")["doc_id"].to_list() == ["y1", "x2", "x1", "x1"]
    found = cs.concordance(backwards, "zug", by="source", order="text")
    assert found["source"].to_list() == ["y", "x", "x", "x"]


def test_left_and_right_order_look_at_words_nearest_first() -> None:
    corpus = corpus_of("b zug c", "Zug, B", "a b zug a", "a – Zug", "b ZUG c d", "B, zug c")

    def order(order: Any, **options: Any) -> list[int]:
        return cs.concordance(corpus, "zug", order=order, **options)["doc_id"].to_list()

    assert order("text") == [0, 1, 2, 3, 4, 5]
    # Words before: b | none | b a | a | b | b.
    assert order("left") == [1, 3, 0, 4, 5, 2]
    # Words behind: c | b | a | none | c d | c.
    assert order("right") == [3, 2, 1, 0, 5, 4]
    # Capitals come first where they count.
    assert order("left", attribute="word") == [5, 0, 2]
    bytes_first = corpus_of("ä Zug", "b Zug", "B Zug", "z Zug")
    by_bytes = cs.concordance(bytes_first, "Zug", attribute="word", order="left")
    assert by_bytes["doc_id"].to_list() == [2, 1, 3, 0]
    lowered = cs.concordance(bytes_first, "Zug", order="left")
    assert lowered["doc_id"].to_list() == [1, 2, 3, 0]


def test_words_of_other_sentences_order_lines_too() -> None:
    corpus = corpus_of("Nun. Zug", "Doch. Zug", "Zug")
    found = cs.concordance(corpus, "zug", order="left")
    assert found["doc_id"].to_list() == [2, 1, 0]


def test_words_of_the_node_order_nothing() -> None:
    corpus = corpus_of("der z Zug b", "der a Zug c")
    found = cs.concordance(corpus, "der ? zug", order="right")
    assert found["doc_id"].to_list() == [0, 1]
    found = cs.concordance(corpus, "? zug *", order="left")
    assert found["doc_id"].to_list() == [0, 1]


# ---------------------------------------------------------------------------------------------
# What comes out


def test_columns_and_types(small: cs.Corpus) -> None:
    corpus = small.with_layer("zone", pl.DataFrame(SPAN))
    found = cs.concordance(corpus, "zug", by=["year", "zone"])
    expected = {
        "doc_id": pl.String,
        "year": pl.Int64,
        "zone": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "left": pl.String,
        "node": pl.String,
        "right": pl.String,
    }
    assert found.columns == list(expected)
    assert found.schema == pl.Schema(expected)
    assert found.select("doc_id", "year", "zone", "start").rows() == [
        ("x1", 2022, "head", 4),
        ("x1", 2022, None, 19),
        ("x2", 2023, None, 4),
        ("y1", 2023, None, 21),
    ]
    empty = cs.concordance(corpus, "moskau", by=["year", "zone"])
    assert empty.is_empty()
    assert empty.schema == found.schema
    assert cs.concordance(small, "zug").columns == COLUMNS
    numbers = cs.concordance(corpus_of("Zug"), "zug", by="sentence")
    assert numbers.dtypes[:2] == [pl.Int64, pl.UInt32]


SPAN = {"doc_id": ["x1"], "start": [0], "end": [14], "zone": ["head"]}


def test_empty_documents_have_no_hits() -> None:
    for query in ("*", re.compile(".*")):
        assert cs.concordance(corpus_of("", " "), query).is_empty()


def test_the_result_says_where_it_comes_from(small: cs.Corpus) -> None:
    record = cs.provenance(cs.concordance(small, ["zug", re.compile("z.ge")], width=(3, 4)))
    assert record["function"] == "concordance"
    assert record["options"]["unit"] == "characters"
    assert record["options"]["boundary"] == "sentence"
    assert json.loads(json.dumps(record)) == record


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    "query", ["", " ", "|", "zug|", "|zug", "zug||zum", "zug| |zum", [], (), [""], ["zug", " "]]
)
def test_an_empty_query_is_refused(small: cs.Corpus, query: object) -> None:
    with pytest.raises(ValueError, match=r"empty|without a word"):
        cs.concordance(small, query)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "words"}, "unknown unit 'words'; valid are characters, tokens"),
        ({"order": "node"}, "unknown order 'node'; valid are text, left, right"),
        ({"width": -1}, "width has to be at least 0, not -1"),
        ({"width": (1, -2)}, "width has to be at least 0, not -2"),
        ({"width": (1, 2, 3)}, "(1, 2, 3)"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"boundary": "zone"}, "boundary='zone' is no layer; there are ['sentence']"),
        ({"by": "outlet"}, "by='outlet' is no column of the documents; there are ['doc_id', "),
        ({"by": []}, "by is empty"),
        ({"within": "voice"}, "within='voice' is no layer; there are ['sentence']"),
        ({"without": {"voice": "a"}}, "without='voice' is no layer; there are ['sentence']"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.concordance(small, "zug", **options)


@pytest.mark.parametrize(
    "options",
    [
        {"query": 3},
        {"query": None},
        {"query": ["zug", 3]},
        {"query": re.compile(b"zug")},
        {"query": {"zug": 1}},
        {"width": "5"},
        {"width": 1.5},
        {"width": (1, None)},
        {"width": None},
        {"within": 3},
        {"by": 3},
    ],
)
def test_things_of_another_type_are_type_errors(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.concordance(small, **({"query": "zug"} | options))


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus, not DataFrame"):
        cs.concordance(small.documents, "zug")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["start", "end", "left", "node", "right"])
def test_columns_that_the_result_needs_are_refused(name: str) -> None:
    frame = pl.DataFrame({"doc_id": [1], "text": ["Ja."], name: ["x"]})
    with pytest.raises(cs.InputError, match=f"by='{name}' would hide a column of the result"):
        cs.concordance(cs.Corpus.from_frame(frame), "ja", by=name)


def test_a_token_with_white_space_in_it_is_found_by_what_it_is() -> None:
    corpus = corpus_of("20\u202f000 Mann")
    term = cs.frequencies(corpus)["term"][0]
    assert cs.concordance(corpus, term)["node"].to_list() == ["20\u202f000"]


def test_long_documents_and_long_likenesses_take_no_longer() -> None:
    corpus = corpus_of("Ja nein doch immer. " * 20_000)
    found = cs.concordance(corpus, "nein", order="right", width=3)
    assert found.select("left", "node", "right").unique().rows() == [("Ja ", "nein", " do")]
    # Those with fewer than twenty words behind them come first.
    assert found["start"][0] == 399_983
    assert found["start"].sort().to_list() == list(range(3, 400_000, 20))
