"""`evidence`: where the numbers of a result come from, line by line, and what is refused."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of

COLUMNS = ["row", "doc_id", "start", "end", "left", "node", "right"]
OF_PAIRS = [*COLUMNS, "other_start", "other_end"]
OF_COLLOCATES = [*COLUMNS, "collocate_start", "collocate_end"]


@pytest.fixture(name="corpus")
def make_corpus() -> cs.Corpus:
    """Kim speaks in the first eight characters of `a`."""
    frame = pl.DataFrame(
        {
            "doc_id": ["a", "b", "c"],
            "text": ["Da da du. Du da!", "Du – du da", "…"],
            "source": ["x", "y", "y"],
        }
    )
    spans = pl.DataFrame({"doc_id": ["a"], "start": [0], "end": [8], "voice": ["Kim"]})
    return cs.Corpus.from_frame(frame).with_layer("voice", spans, default="rest")


def places(corpus: cs.Corpus, rows: Any, **options: Any) -> list[tuple[Any, ...]]:
    return cs.evidence(corpus, rows, **options).select("row", "doc_id", "start", "end").rows()


# ---------------------------------------------------------------------------------------------
# Lines of every kind of row


def test_frequencies(corpus: cs.Corpus) -> None:
    rows = cs.frequencies(corpus)
    assert rows.select("term", "count").rows() == [("da", 4), ("du", 4)]
    assert cs.evidence(corpus, rows, width=3).rows() == [
        (0, "a", 0, 2, "", "Da", " da"),
        (0, "a", 3, 5, "Da ", "da", " du"),
        (0, "a", 13, 15, "Du ", "da", "!"),
        (0, "b", 8, 10, "du ", "da", ""),
        (1, "a", 6, 8, "da ", "du", ". D"),
        (1, "a", 10, 12, "u. ", "Du", " da"),
        (1, "b", 0, 2, "", "Du", " – "),
        (1, "b", 5, 7, " – ", "du", " da"),
    ]


def test_frequencies_by_columns_and_layers(corpus: cs.Corpus) -> None:
    rows = cs.frequencies(corpus, by=["source", "voice"])
    keys = ["term", "source", "voice", "count"]
    assert rows.select(keys).rows() == [
        ("da", "x", "Kim", 2),
        ("du", "x", "Kim", 1),
        ("da", "x", "rest", 1),
        ("du", "x", "rest", 1),
        ("du", "y", "rest", 2),
        ("da", "y", "rest", 1),
    ]
    assert places(corpus, rows) == [
        (0, "a", 0, 2),
        (0, "a", 3, 5),
        (1, "a", 6, 8),
        (2, "a", 13, 15),
        (3, "a", 10, 12),
        (4, "b", 0, 2),
        (4, "b", 5, 7),
        (5, "b", 8, 10),
    ]


def test_what_is_left_out_is_no_evidence(corpus: cs.Corpus) -> None:
    spans = pl.DataFrame({"doc_id": ["b"], "start": [5], "end": [10]})
    assert places(corpus, cs.frequencies(corpus, within=spans)) == [
        (0, "b", 8, 10),
        (1, "b", 5, 7),
    ]
    rows = cs.frequencies(corpus, without=["voice", pl.col("source") == "y"])
    assert places(corpus, rows) == [(0, "a", 13, 15), (1, "a", 10, 12)]
    rows = cs.frequencies(corpus, by="sentence", within={"sentence": [1]})
    assert places(corpus, rows) == [(0, "a", 13, 15), (1, "a", 10, 12)]


def test_frequencies_of_words_and_signs(corpus: cs.Corpus) -> None:
    rows = cs.frequencies(corpus, attribute="word", kinds=["word", "punctuation"])
    row = rows.with_row_index().filter(pl.col("term") == "Da")["index"].item()
    assert [place for place in places(corpus, rows) if place[0] == row] == [(row, "a", 0, 2)]
    assert cs.evidence(corpus, rows).height == rows["count"].sum() == 12


def test_keywords_have_what_is_in_the_target(corpus: cs.Corpus) -> None:
    rows = cs.keywords(corpus, by="source")
    assert set(rows.select("term", "source", "count").rows()) == {
        ("da", "x", 3),
        ("du", "x", 2),
        ("da", "y", 1),
        ("du", "y", 2),
    }
    lines = cs.evidence(corpus, rows)
    documents = {"x": "a", "y": "b"}
    for number, row in enumerate(rows.to_dicts()):
        own = lines.filter(row=number)
        assert own.height == row["count"]
        assert set(own["doc_id"]) == {documents[row["source"]]}
        assert set(own["node"].str.to_lowercase()) == {row["term"]}


@pytest.mark.parametrize(
    "options",
    [
        {"target": pl.col("source") == "y"},
        {"by": "source", "target": "y"},
        {"by": "source", "target": "y", "reference": "x"},
        {"target": pl.col("source") == "y", "reference": pl.col("source") == "x"},
        {"within": pl.col("source") == "y", "reference": corpus_of("Da ja")},
        {
            "within": [pl.col("source") == "y"],
            "reference": pl.DataFrame({"term": ["da", "ja"], "count": [1, 2]}),
        },
    ],
)
def test_keywords_of_any_target(corpus: cs.Corpus, options: dict[str, Any]) -> None:
    """A word of the reference that the target lacks has no line."""
    rows = cs.keywords(corpus, **options)
    lines = cs.evidence(corpus, rows)
    joined = rows.with_row_index("row").join(lines, on="row").sort("doc_id", "start")
    found = joined.select("term", "doc_id", "start").rows()
    assert found == [("du", "b", 0), ("du", "b", 5), ("da", "b", 8)]


def test_ngrams(corpus: cs.Corpus) -> None:
    rows = cs.ngrams(corpus, (1, 2), by="source")
    two = rows.filter(pl.col("length") == 2)
    assert two.select("term", "source", "count").rows() == [
        ("da da", "x", 1),
        ("da du", "x", 1),
        ("du da", "x", 1),
        ("du da", "y", 1),
    ]
    assert places(corpus, two, of=rows) == [
        (0, "a", 0, 5),
        (1, "a", 3, 8),
        (2, "a", 10, 15),
        (3, "b", 5, 10),
    ]
    assert cs.evidence(corpus, rows).height == rows["count"].sum()


def test_skip_grams_have_a_line_for_each_choice(corpus: cs.Corpus) -> None:
    rows = cs.ngrams(corpus, 2, skip=1, punctuation="skip")
    assert rows.select("term", "count").rows() == [
        ("du da", 3),
        ("da du", 2),
        ("da da", 1),
        ("du du", 1),
    ]
    lines = cs.evidence(corpus, rows)
    assert lines.select("row", "doc_id", "node").rows() == [
        (0, "a", "Du da"),
        (0, "b", "Du – du da"),
        (0, "b", "du da"),
        (1, "a", "Da da du"),
        (1, "a", "da du"),
        (2, "a", "Da da"),
        (3, "b", "Du – du"),
    ]


def test_collocates(corpus: cs.Corpus) -> None:
    rows = cs.collocates(corpus, "du", window=1)
    assert rows.select("collocate", "count").rows() == [("da", 3)]
    lines = cs.evidence(corpus, rows, width=3)
    assert lines.columns == OF_COLLOCATES
    assert lines.rows() == [
        (0, "a", 6, 8, "da ", "du", ". D", 3, 5),
        (0, "a", 10, 12, "u. ", "Du", " da", 13, 15),
        (0, "b", 5, 7, " – ", "du", " da", 8, 10),
    ]


def test_collocates_are_shown_with_the_nearest_hit() -> None:
    corpus = corpus_of("t aa bb cc dd t t ee")
    rows = cs.collocates(corpus, "t", window=(3, 4))
    lines = cs.evidence(corpus, rows)
    text = "t aa bb cc dd t t ee"
    shown = {
        text[line["collocate_start"] : line["collocate_end"]]: line["start"]
        for line in lines.to_dicts()
    }
    assert shown == {"aa": 0, "bb": 0, "cc": 14, "dd": 14, "ee": 16}
    # Where the nearer one does not reach, it is the other.
    rows = cs.collocates(corpus, "t", window=(0, 4))
    assert set(cs.evidence(corpus, rows)["start"]) == {0, 16}


def test_collocates_of_phrases_and_patterns() -> None:
    corpus = corpus_of("eins rote Züge zwei", "der rote Zug drei")
    nodes: list[Any] = ["rote z*", "rote zug|rote züge", ["rote", "rote z?g*"]]
    for node in nodes:
        rows = cs.collocates(corpus, node, window=1, by="doc_id", measures="mi")
        lines = cs.evidence(corpus, rows)
        found = sorted(lines.select("doc_id", "node", "collocate_start").rows())
        assert found == [
            (0, "rote Züge", 0),
            (0, "rote Züge", 15),
            (1, "rote Zug", 0),
            (1, "rote Zug", 13),
        ]
    rows = cs.collocates(corpus, re.compile("z[uü]g.*"), window=1)
    assert cs.evidence(corpus, rows)["node"].unique().sort().to_list() == ["Zug", "Züge"]


def test_pairs(corpus: cs.Corpus) -> None:
    rows = cs.cooccurrences(corpus, window=2)
    assert rows.rows() == [("da", "du", 5), ("da", "da", 1), ("du", "du", 1)]
    lines = cs.evidence(corpus, rows, width=3)
    assert lines.columns == OF_PAIRS
    assert lines.rows() == [
        (0, "a", 0, 2, "", "Da", " da", 6, 8),
        (0, "a", 3, 5, "Da ", "da", " du", 6, 8),
        (0, "a", 13, 15, "Du ", "da", "!", 10, 12),
        (0, "b", 8, 10, "du ", "da", "", 0, 2),
        (0, "b", 8, 10, "du ", "da", "", 5, 7),
        (1, "a", 0, 2, "", "Da", " da", 3, 5),
        (2, "b", 0, 2, "", "Du", " – ", 5, 7),
    ]


def test_directed_pairs_and_what_takes_up_room(corpus: cs.Corpus) -> None:
    rows = cs.cooccurrences(corpus, window=1, directed=True)
    lines = cs.evidence(corpus, rows)
    assert rows.rows() == [("du", "da", 2), ("da", "da", 1), ("da", "du", 1), ("du", "du", 1)]
    assert (lines["start"] < lines["other_start"]).all()
    rows = cs.cooccurrences(corpus, window=1, punctuation="count", by="voice")
    assert "du du" not in (rows["term"] + " " + rows["other"]).to_list()
    assert cs.evidence(corpus, rows).height == rows["count"].sum()
    signs = cs.cooccurrences(corpus, window=1, kinds=["word", "punctuation"])
    assert cs.evidence(corpus, signs).height == signs["count"].sum()


def test_rows_of_what_was_written(corpus: cs.Corpus, tmp_path: Path) -> None:
    pairs = cs.cooccurrences(corpus, window=2, directed=True, path=tmp_path / "pairs")
    runs = cs.ngrams(corpus, 2, skip=1, path=tmp_path / "n-grams")
    for written in (pairs, runs):
        rows = written.filter(pl.col("count") > 1).collect()
        assert cs.evidence(corpus, rows, of=written).height == rows["count"].sum() > 0


def test_groups_that_are_called_like_the_other_of_a_pair() -> None:
    frame = pl.DataFrame({"doc_id": [1, 2], "text": ["Da da", "Du da"], "other": ["x", "y"]})
    corpus = cs.Corpus.from_frame(frame)
    rows = cs.frequencies(corpus, by="other")
    assert cs.evidence(corpus, rows).columns == COLUMNS
    for some in (rows.reverse(), rows.row(0, named=True)):
        assert cs.evidence(corpus, some).columns == COLUMNS
    pairs = cs.cooccurrences(corpus)
    assert cs.evidence(corpus, pairs).columns == OF_PAIRS
    assert cs.evidence(corpus, pairs.row(0, named=True)).height == 1


# ---------------------------------------------------------------------------------------------
# Some of the rows

RESULTS: dict[str, Callable[[cs.Corpus], pl.DataFrame]] = {
    "frequencies": lambda corpus: cs.frequencies(corpus, by="voice", attribute="word"),
    "keywords": lambda corpus: cs.keywords(corpus, by="voice", without=pl.col("source") == "y"),
    "ngrams": lambda corpus: cs.ngrams(corpus, (1, 3), skip=1, boundary="document"),
    "pairs": lambda corpus: cs.cooccurrences(
        corpus, by="source", window=2, boundary="voice", weights="distance", punctuation="count"
    ),
    "collocates": lambda corpus: cs.collocates(corpus, "d*|du", by="source", boundary="voice"),
    "places": lambda corpus: cs.collocates(
        corpus, re.compile("du"), window=(1, 2), positions=True, punctuation="count"
    ),
}
results = pytest.mark.parametrize("name", RESULTS)


@results
def test_rows_in_any_order_with_the_whole(corpus: cs.Corpus, name: str) -> None:
    rows = RESULTS[name](corpus)
    lines = cs.evidence(corpus, rows)
    assert lines.height == rows["count"].sum()
    backwards = cs.evidence(corpus, rows.reverse(), of=rows)
    assert backwards["row"].is_sorted()
    turned = lines.with_columns(row=rows.height - 1 - pl.col("row").cast(pl.Int64))
    expected = turned.cast({"row": pl.UInt32}).sort("row", maintain_order=True)
    assert_frame_equal(backwards, expected)


@results
def test_one_row_as_a_mapping(corpus: cs.Corpus, name: str) -> None:
    rows = RESULTS[name](corpus)
    lines = cs.evidence(corpus, rows)
    for number in range(rows.height):
        found = cs.evidence(corpus, rows.row(number, named=True), of=rows)
        assert set(found["row"]) <= {0}
        assert_frame_equal(found.drop("row"), lines.filter(row=number).drop("row"))


@results
def test_a_row_may_stand_twice(corpus: cs.Corpus, name: str) -> None:
    rows = RESULTS[name](corpus)
    one = rows.head(1)
    if not one.is_empty():
        found = cs.evidence(corpus, pl.concat([one, one]), of=rows)
        assert_frame_equal(found.filter(row=0).drop("row"), found.filter(row=1).drop("row"))


@results
def test_no_rows_have_no_lines(corpus: cs.Corpus, name: str) -> None:
    rows = RESULTS[name](corpus)
    found = cs.evidence(corpus, rows.clear(), of=rows)
    assert found.is_empty()
    assert found.schema == cs.evidence(corpus, rows).schema


def test_the_defaults_are_known(corpus: cs.Corpus) -> None:
    """What was counted by the defaults needs no record."""
    whole: list[pl.DataFrame] = [
        cs.frequencies(corpus),
        cs.ngrams(corpus, 2),
        cs.cooccurrences(corpus),
        cs.collocates(corpus, "da"),
    ]
    for rows in whole:
        expected = cs.evidence(corpus, rows)
        assert_frame_equal(cs.evidence(corpus, rows.filter(pl.col("count") > 0)), expected)
        one = cs.evidence(corpus, rows.row(0, named=True))
        assert_frame_equal(one, expected.filter(row=0))


def test_rows_that_were_counted_otherwise_are_refused(corpus: cs.Corpus) -> None:
    rows = cs.frequencies(corpus, attribute="word")
    for part in (rows.filter(pl.col("term") == "Du"), rows.filter(pl.col("term") == "da")):
        with pytest.raises(cs.InputError, match="of="):
            cs.evidence(corpus, part)
        assert cs.evidence(corpus, part, of=rows).height == part["count"].sum()
    pairs = cs.ngrams(corpus, 2, skip=1)
    with pytest.raises(cs.InputError, match="of="):
        cs.evidence(corpus, pairs.reverse())
    far = cs.cooccurrences(corpus, window=1)
    with pytest.raises(cs.InputError, match="of="):
        cs.evidence(corpus, far.reverse())
    with pytest.raises(cs.InputError, match="'term': 'du', 'other': 'da', 'count': 3, 'lines': 0"):
        cs.evidence(corpus, far.head(1).rename({"term": "other", "other": "term"}), of=far)
    near = cs.collocates(corpus, "du", window=1)
    with pytest.raises(cs.InputError, match="of="):
        cs.evidence(corpus, near.with_columns(count=pl.col("count") + 9))


def test_rows_of_another_corpus_are_refused(corpus: cs.Corpus) -> None:
    with pytest.raises(cs.InputError, match="count"):
        cs.evidence(corpus.filter(pl.col("source") == "x"), cs.frequencies(corpus))
    with pytest.raises(cs.InputError, match="count"):
        cs.evidence(corpus, {"term": "ja", "count": 1})


# ---------------------------------------------------------------------------------------------
# The text around, and what comes out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ("Da da du. ", "Du", " da!")),
        ({"width": 0}, ("", "Du", "")),
        ({"width": (2, 1)}, (". ", "Du", " ")),
        ({"unit": "tokens", "width": 1}, (". ", "Du", " da")),
        ({"unit": "tokens", "width": (2, 2)}, ("du. ", "Du", " da!")),
        ({"unit": "tokens"}, ("Da da du. ", "Du", " da!")),
    ],
)
def test_width(corpus: cs.Corpus, options: dict[str, Any], expected: tuple[str, str, str]) -> None:
    rows = cs.frequencies(corpus)
    line = cs.evidence(corpus, rows, **options).filter(row=1, doc_id="a").row(1, named=True)
    assert (line["left"], line["node"], line["right"]) == expected
    near = cs.evidence(corpus, cs.collocates(corpus, "du", window=1), **options)
    line = near.filter(doc_id="a").row(1, named=True)
    assert (line["left"], line["node"], line["right"]) == expected


def test_columns_and_types(corpus: cs.Corpus) -> None:
    expected: dict[str, Any] = {
        "row": pl.UInt32,
        "doc_id": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        **dict.fromkeys(["left", "node", "right"], pl.String),
    }
    rows = cs.frequencies(corpus)
    for found in (cs.evidence(corpus, rows), cs.evidence(corpus, rows.clear())):
        assert found.columns == list(expected)
        assert found.schema == pl.Schema(expected)
    expected |= {"collocate_start": pl.UInt32, "collocate_end": pl.UInt32}
    rows = cs.collocates(corpus, "du")
    for found in (cs.evidence(corpus, rows), cs.evidence(corpus, rows.clear())):
        assert found.columns == list(expected)
        assert found.schema == pl.Schema(expected)
    expected = dict(list(expected.items())[:7])
    expected |= {"other_start": pl.UInt32, "other_end": pl.UInt32}
    rows = cs.cooccurrences(corpus)
    for found in (cs.evidence(corpus, rows), cs.evidence(corpus, rows.clear())):
        assert found.columns == list(expected)
        assert found.schema == pl.Schema(expected)
    numbers = corpus_of("Da")
    assert cs.evidence(numbers, cs.frequencies(numbers))["doc_id"].dtype == pl.Int64


def test_documents_stand_in_their_order(corpus: cs.Corpus) -> None:
    backwards = cs.Corpus.from_frame(corpus.documents.reverse())
    rows = cs.frequencies(backwards)
    assert [place[:3] for place in places(backwards, rows) if place[0] == 0] == [
        (0, "b", 8),
        (0, "a", 0),
        (0, "a", 3),
        (0, "a", 13),
    ]


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "words"}, "unknown unit 'words'; valid are characters, tokens"),
        ({"width": -1}, "width has to be at least 0, not -1"),
        ({"width": (1, 2, 3)}, "(1, 2, 3)"),
        ({"rows": pl.DataFrame({"word": ["da"]})}, "there are ['word']"),
        ({"rows": {"term": "da"}}, "there are ['term']"),
        ({"rows": {}}, "there are []"),
        ({"rows": {"collocate": "da", "count": 1}}, "there are ['collocate', 'count']"),
    ],
)
def test_options_that_make_no_sense_are_named(
    corpus: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.evidence(corpus, **({"rows": cs.frequencies(corpus)} | options))


@pytest.mark.parametrize(
    "row",
    [
        {"term": "da", "count": None},
        {"term": None, "count": 4},
        {"term": "da", "count": "4"},
        {"term": 3, "count": 4},
        {"term": "da", "other": None, "count": 4},
        {"term": "da", "other": 4, "count": 4},
        {"node": "du", "collocate": None, "count": 3},
        {"node": None, "collocate": "da", "count": 3},
    ],
)
def test_rows_of_nulls_and_other_types_are_refused(corpus: cs.Corpus, row: Any) -> None:
    with pytest.raises(cs.InputError):
        cs.evidence(corpus, row)


def test_a_record_of_nothing_is_refused(corpus: cs.Corpus) -> None:
    rows = cs.frequencies(corpus, attribute="word")
    part = rows.head(1).filter(pl.col("count") > 0)
    with pytest.raises(cs.InputError, match="of="):
        cs.evidence(corpus, part, of=part)


@pytest.mark.parametrize(
    "options", [{"rows": 3}, {"rows": None}, {"rows": "da"}, {"width": "5"}, {"width": 1.5}]
)
def test_things_of_another_type_are_type_errors(corpus: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.evidence(corpus, **({"rows": cs.frequencies(corpus)} | options))


def test_anything_but_a_corpus_is_a_type_error(corpus: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus, not DataFrame"):
        cs.evidence(corpus.documents, cs.frequencies(corpus))  # type: ignore[arg-type]


def test_columns_of_documents_may_be_called_like_those_of_results() -> None:
    frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim kam."], "mi": [1.5], "display": ["x"]})
    corpus = cs.Corpus.from_frame(frame)
    rows = cs.keywords(corpus, target=pl.lit(value=True), reference=cs.frequencies(corpus))
    assert cs.evidence(corpus, rows.head(1)).height == 1
    assert cs.provenance(cs.evidence(corpus, rows))["function"] == "evidence"


def test_rows_added_in_place_are_not_taken_for_counted() -> None:
    corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": ["Kim kam."]}))
    rows = cs.frequencies(corpus, attribute="word")
    assert cs.evidence(corpus, rows).height == 2
    rows.extend(rows)
    with pytest.raises(cs.InputError, match="of="):
        cs.evidence(corpus, rows)


# ---------------------------------------------------------------------------------------------
# Rows that tell where they stand


def test_rows_with_places(corpus: cs.Corpus) -> None:
    rows = pl.DataFrame({"doc_id": ["b", "a"], "start": [5, 3], "end": [7, 8]})
    assert cs.evidence(corpus, rows, width=3).rows() == [
        (0, "b", 5, 7, " – ", "du", " da"),
        (1, "a", 3, 8, "Da ", "da du", ". D"),
    ]
    assert cs.evidence(corpus, rows.row(1, named=True), width=0).rows() == [
        (0, "a", 3, 8, "", "da du", "")
    ]


@pytest.mark.parametrize(
    ("start", "end", "line"),
    [
        (3, 5, ("Da ", "da", " du")),
        (3, 8, ("Da ", "da du", ".")),
        (0, 2, ("", "Da", " da")),
        (4, 4, ("Da d", "", "a du")),
        (13, 15, ("Du ", "da", "!")),
        (15, 16, ("da", "!", "")),
        (9, 9, (".", "", " Du")),
    ],
)
def test_width_in_tokens_round_places(
    corpus: cs.Corpus, start: int, end: int, line: tuple[str, ...]
) -> None:
    rows = pl.DataFrame({"doc_id": ["a"], "start": [start], "end": [end]})
    found = cs.evidence(corpus, rows, width=1, unit="tokens")
    assert found.select("left", "node", "right").row(0) == line


def test_places_in_documents_without_tokens(corpus: cs.Corpus) -> None:
    rows = pl.DataFrame({"doc_id": ["c"], "start": [0], "end": [1]})
    assert cs.evidence(corpus, rows, width=2, unit="tokens")["node"].to_list() == ["…"]
    empty = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["e"], "text": [" "]}))
    rows = pl.DataFrame({"doc_id": ["e"], "start": [0], "end": [1]})
    assert cs.evidence(empty, rows, width=2, unit="tokens")["node"].to_list() == [" "]
    assert cs.evidence(empty, rows.clear(), width=2, unit="tokens").is_empty()


def test_places_in_no_document(corpus: cs.Corpus) -> None:
    rows = pl.DataFrame({"doc_id": ["a", "z"], "start": [0, 0], "end": [1, 1]})
    with pytest.raises(cs.InputError, match="row 1 is of document 'z'"):
        cs.evidence(corpus, rows)


def test_rows_that_their_result_does_not_know(corpus: cs.Corpus) -> None:
    forms = cs.naming(corpus, {"Du": "Du"}, by=None).forms
    assert cs.evidence(corpus, forms).height == forms["count"].sum() == 2
    with pytest.raises(cs.InputError, match="row 0 has count 9, but there are 2 lines"):
        cs.evidence(corpus, forms.with_columns(count=pl.lit(9)), of=forms)
    with pytest.raises(cs.InputError, match="no column 'form'"):
        cs.evidence(corpus, forms.drop("form"), of=forms)
