"""`frequencies`: counts by group, their order, and what is refused."""

import re
from datetime import date
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of

COLUMNS = [
    "term",
    "count",
    "per_million",
    "documents",
    "group_tokens",
    "group_documents",
    "display",
]


def corpus_by(**columns: list[Any]) -> cs.Corpus:
    """A corpus of three documents with these columns."""
    texts = {"doc_id": ["1", "2", "3"], "text": ["a b b", "b c", "c c c"]}
    return cs.Corpus.from_frame(pl.DataFrame(texts | columns))


def test_all_documents_are_one_group(small: cs.Corpus) -> None:
    found = cs.frequencies(small)
    assert found.columns == COLUMNS
    assert found["term", "count", "documents", "display"].rows() == [
        ("der", 4, 3, "Der"),
        ("zug", 4, 3, "Zug"),
        ("fährt", 3, 3, "fährt"),
        ("2", 1, 1, "2"),
        ("ein", 1, 1, "Ein"),
        ("hält", 1, 1, "hält"),
        ("köln", 1, 1, "Köln"),
        ("machthaber", 1, 1, "Machthaber"),
        ("mann", 1, 1, "Mann"),
        ("nach", 1, 1, "nach"),
        ("züge", 1, 1, "Züge"),
    ]
    assert found["group_tokens", "group_documents"].unique().rows() == [(19, 5)]
    assert found["per_million"].to_list() == pytest.approx([1e6 * n / 19 for n in found["count"]])


def test_by_a_column(small: cs.Corpus) -> None:
    """Groups without a token that counts have no rows."""
    found = cs.frequencies(small, by="source")
    assert found.columns == ["term", "source", *COLUMNS[1:]]
    assert found.drop("per_million", "display").rows() == [
        ("zug", "x", 3, 2, 10, 2),
        ("der", "x", 2, 1, 10, 2),
        ("2", "x", 1, 1, 10, 2),
        ("ein", "x", 1, 1, 10, 2),
        ("fährt", "x", 1, 1, 10, 2),
        ("hält", "x", 1, 1, 10, 2),
        ("züge", "x", 1, 1, 10, 2),
        ("der", "y", 2, 2, 9, 2),
        ("fährt", "y", 2, 2, 9, 2),
        ("köln", "y", 1, 1, 9, 2),
        ("machthaber", "y", 1, 1, 9, 2),
        ("mann", "y", 1, 1, 9, 2),
        ("nach", "y", 1, 1, 9, 2),
        ("zug", "y", 1, 1, 9, 2),
    ]


def test_counts_are_64_bit_integers(small: cs.Corpus) -> None:
    schema = cs.frequencies(small, by="year").schema
    counts = ["year", "count", "documents", "group_tokens", "group_documents"]
    assert {schema[name] for name in counts} == {pl.Int64}
    assert schema["per_million"] == pl.Float64
    assert {schema["term"], schema["display"]} == {pl.String}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["b", "a", "B"], ["B", "a", "b"]),
        (["z", "ä", "Z"], ["Z", "z", "ä"]),
        (["\U00010000", "\uffff", ""], ["", "\uffff", "\U00010000"]),
        (["a", None, ""], ["", "a", None]),
        ([10, 9, None], [9, 10, None]),
        ([date(2023, 9, 12), None, date(2023, 9, 2)], [date(2023, 9, 2), date(2023, 9, 12), None]),
        ([True, None, False], [False, True, None]),
    ],
)
def test_groups_stand_in_order_and_null_is_the_last(values: list[Any], expected: list[Any]) -> None:
    found = cs.frequencies(corpus_by(label=values), by="label")
    assert found["label"].unique(maintain_order=True).to_list() == expected


@pytest.mark.parametrize("dtype", [pl.Categorical(), pl.Enum(["z", "a"])])
def test_categories_stand_in_byte_order_as_well(dtype: pl.DataType) -> None:
    corpus = corpus_by(label=["z", "a", None])
    labels = corpus.documents.select("doc_id", kind=pl.col("label").cast(dtype))
    found = cs.frequencies(corpus.with_documents(labels), by="kind")
    assert found["kind"].unique(maintain_order=True).to_list() == ["a", "z", None]


def test_by_several_columns_in_their_order() -> None:
    corpus = corpus_by(one=["x", "x", None], two=[2, None, 1])
    found = cs.frequencies(corpus, by=["one", "two"])
    assert found.columns == ["term", "one", "two", *COLUMNS[1:]]
    assert found["one", "two"].unique(maintain_order=True).rows() == [
        ("x", 2),
        ("x", None),
        (None, 1),
    ]
    swapped = cs.frequencies(corpus, by=("two", "one"))
    assert swapped["two", "one"].unique(maintain_order=True).rows() == [
        (1, None),
        (2, "x"),
        (None, "x"),
    ]


def test_by_the_documents_themselves(small: cs.Corpus) -> None:
    found = cs.frequencies(small, by="doc_id").filter(pl.col("term") == "zug")
    rows = [("x1", 2, 6), ("x2", 1, 4), ("y1", 1, 4)]
    assert found["doc_id", "count", "group_tokens"].rows() == rows


def test_equal_counts_stand_in_byte_order() -> None:
    found = cs.frequencies(corpus_of("b a Z ä z z \U00010400 ﬀ"), attribute="word")
    assert found["term"].to_list() == ["z", "Z", "a", "b", "ä", "ﬀ", "\U00010400"]


def test_attributes() -> None:
    corpus = corpus_of("Zug ZUG Zu\u00adg zug u\u0308ber Über")
    lower = cs.frequencies(corpus)
    assert lower["term", "count"].rows() == [("zug", 4), ("über", 2)]
    word = cs.frequencies(corpus, attribute="word")
    assert word["term", "count"].rows() == [
        (term, 1) for term in ["ZUG", "Zug", "Zu\u00adg", "u\u0308ber", "zug", "Über"]
    ]
    assert word["display"].equals(word["term"].alias("display"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zug Zug Zug ZUG", "Zug"),
        ("zug Zug ZUG", "ZUG"),
        ("zug Zug", "Zug"),
        ("Zu\u00adg zug", "Zu\u00adg"),
        ("zug", "zug"),
    ],
)
def test_display_is_the_commonest_form_and_of_those_the_first(text: str, expected: str) -> None:
    assert cs.frequencies(corpus_of(text))["display"].to_list() == [expected]


def test_display_is_that_of_the_whole_corpus_in_every_group() -> None:
    corpus = corpus_of("ZUG", "Zug Zug")
    assert cs.frequencies(corpus, by="doc_id")["display"].to_list() == ["Zug", "Zug"]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("punctuation", [(".", 4), ("!", 1), (",", 1), ("…", 1)]),
        (["number"], [("2", 1)]),
        (("number", "emoji"), [("2", 1)]),
        ("hashtag", []),
    ],
)
def test_kinds(small: cs.Corpus, kinds: Any, expected: list[tuple[str, int]]) -> None:
    found = cs.frequencies(small, kinds=kinds)
    assert found["term", "count"].rows() == expected
    assert (
        found["group_tokens"].unique().to_list() == [sum(n for _, n in expected)][: len(expected)]
    )


def test_all_kinds_together_are_all_tokens(small: cs.Corpus) -> None:
    kinds: Any = small.tokens()["kind"].unique().to_list()
    assert cs.frequencies(small, kinds=kinds)["count"].sum() == small.n_tokens


def test_cut_offs_apply_to_all_groups_together(small: cs.Corpus) -> None:
    """And leave rates and sizes alone."""
    every = cs.frequencies(small, by="source")
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"min_count": 4}, ["der", "zug"]),
        ({"min_documents": 3}, ["der", "fährt", "zug"]),
        ({"min_count": 4, "min_documents": 4}, []),
    ]
    for options, terms in cases:
        found = cs.frequencies(small, by="source", **options)
        assert found.equals(every.filter(pl.col("term").is_in(terms)))


@pytest.mark.parametrize("n_threads", [1, 2, 3, 50])
def test_any_number_of_threads(small: cs.Corpus, n_threads: int) -> None:
    found = cs.frequencies(small, by=["source", "year"], n_threads=n_threads)
    assert found.equals(cs.frequencies(small, by=["source", "year"]))


def test_a_rate_does_not_depend_on_the_other_groups() -> None:
    corpus = corpus_of("der der der der der zug", "zug")
    both = cs.frequencies(corpus, by="doc_id").filter(pl.col("doc_id") == 0)
    alone = cs.frequencies(corpus.filter(pl.col("doc_id") == 0), by="doc_id")
    assert_frame_equal(both, alone, check_exact=True)
    assert alone["per_million"][0] == 5e6 / 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"by": "outlet"},
            "by='outlet' is no column of the documents; there are ['doc_id', 'text', ",
        ),
        ({"by": ["source", "q"]}, "by='q' is no column of the documents"),
        ({"by": []}, "by is empty: name at least one"),
        ({"by": ["source", "source"]}, "by names something twice: ['source', 'source']"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"kinds": "words"}, "unknown kind 'words'; valid are word, number, punctuation, symbol, "),
        ({"kinds": ["word", "x"]}, "unknown kind 'x'"),
        ({"kinds": []}, "kinds is empty"),
        ({"kinds": ["word", "word"]}, "kinds names something twice"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"min_documents": -1}, "min_documents has to be at least 1, not -1"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_unknown_options_name_the_valid_ones(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.frequencies(small, **options)


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_that_the_result_needs_are_refused(name: str) -> None:
    with pytest.raises(cs.InputError, match=f"by='{name}' would hide a column of the result"):
        cs.frequencies(corpus_by(**{name: ["x", "y", "y"]}), by=name)


@pytest.mark.parametrize("name", ["group", "rows", "term_id"])
def test_a_column_of_any_other_name_will_do_or_is_refused(name: str) -> None:
    labels = ["x", "y", "y"]
    expected = cs.frequencies(corpus_by(label=labels), by="label")
    try:
        found = cs.frequencies(corpus_by(**{name: labels}), by=name)
    except cs.InputError:
        return
    assert_frame_equal(found.rename({name: "label"}), expected)


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError):
        cs.frequencies(small.documents)  # type: ignore[arg-type]
