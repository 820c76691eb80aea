"""`cooccurrences`: which pairs are counted, their order, and what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from tests.reference.strategies import corpus_of


def counts(corpus: cs.Corpus | str, **options: Any) -> dict[tuple[str, str], int]:
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    found = cs.cooccurrences(corpus, **options)
    return {(term, other): count for term, other, count in found.rows()}


def test_pairs_within_a_window() -> None:
    assert counts("eins zwei drei vier", window=2) == {
        ("drei", "eins"): 1,
        ("drei", "vier"): 1,
        ("drei", "zwei"): 1,
        ("eins", "zwei"): 1,
        ("vier", "zwei"): 1,
    }


def test_a_pair_of_places_counts_once() -> None:
    assert counts("da da da", window=1) == {("da", "da"): 2}
    assert counts("da da da", window=2) == {("da", "da"): 3}
    assert counts("da du da du", window=1) == {("da", "du"): 3}
    # collocates counts places in the union of windows.
    corpus = corpus_of("x t t y")
    assert counts(corpus, window=2)["t", "x"] == 2
    near = cs.collocates(corpus, "t", window=2).filter(collocate="x")
    assert near["count"].to_list() == [1]


def test_directed() -> None:
    assert counts("da du da", window=2, directed=True) == {
        ("da", "da"): 1,
        ("da", "du"): 1,
        ("du", "da"): 1,
    }


def test_weights_are_inverse_distances() -> None:
    found = cs.cooccurrences(corpus_of("da du dort da"), window=3, weights="distance")
    assert found.filter(term="da", other="du").rows() == [("da", "du", 2, 1.5)]
    assert found.filter(term="da", other="da")["weight"].to_list() == pytest.approx([1 / 3])


def test_punctuation_takes_up_room_on_request() -> None:
    assert counts("Zug, Zug", window=1) == {("zug", "zug"): 1}
    assert counts("Zug, Zug", window=1, punctuation="count") == {}
    assert counts("Zug, Zug", window=2, punctuation="count") == {("zug", "zug"): 1}
    comma = counts("Zug, Zug", window=1, kinds=["word", "punctuation"])
    assert comma == {(",", "zug"): 2}


def test_sentences_documents_and_layers() -> None:
    corpus = corpus_of("Der Zug. Ein Zug")
    assert counts(corpus) == {("der", "zug"): 1, ("ein", "zug"): 1}
    assert counts(corpus, boundary="document")["zug", "zug"] == 1
    spans = pl.DataFrame({"doc_id": [0], "start": [4], "end": [13], "voice": ["Kim"]})
    voiced = corpus.with_layer("voice", spans)
    assert counts(voiced, boundary="voice") == {("ein", "zug"): 1}
    found = cs.cooccurrences(voiced, by="voice", boundary="document")
    assert found.rows() == [("ein", "zug", "Kim", 1)]
    assert counts(voiced, without="voice", boundary="document") == {}


def test_cut_offs_apply_to_all_groups_together() -> None:
    corpus = corpus_of("der Zug", "der Zug", "ein Zug")
    found = cs.cooccurrences(corpus, by="doc_id", min_count=2)
    assert found.rows() == [("der", "zug", 0, 1), ("der", "zug", 1, 1)]
    assert cs.cooccurrences(corpus, min_count=3).is_empty()


def test_columns_and_types(small: cs.Corpus) -> None:
    schema = {
        "term": pl.String,
        "other": pl.String,
        "source": pl.String,
        "count": pl.Int64,
        "weight": pl.Float64,
    }
    for min_count in (1, 99):
        found = cs.cooccurrences(small, by="source", weights="distance", min_count=min_count)
        assert found.schema == pl.Schema(schema)
    assert cs.cooccurrences(corpus_of("")).schema == pl.Schema(
        {name: schema[name] for name in ("term", "other", "count")}
    )


def test_a_folder_of_parquet_files(small: cs.Corpus, tmp_path: Path) -> None:
    found = cs.cooccurrences(small, by="source", path=tmp_path / "pairs")
    whole = cs.cooccurrences(small, by="source")
    assert isinstance(found, pl.LazyFrame)
    assert found.collect().equals(whole.sort("term", "other", "source"))
    record = json.loads((tmp_path / "pairs" / "provenance.json").read_text("utf-8"))
    assert record == cs.provenance(found) == cs.provenance(whole)
    assert record["options"]["window"] == 5
    with pytest.raises(cs.InputError, match="pairs: exists already"):
        cs.cooccurrences(small, path=tmp_path / "pairs")
    empty = cs.cooccurrences(corpus_of(""), path=tmp_path / "none").collect()
    assert empty.is_empty()


def test_too_little_memory_says_how_much_is_needed(small: cs.Corpus) -> None:
    with pytest.raises(MemoryError, match="memory=10 is not enough: at least 152 bytes"):
        cs.cooccurrences(small, memory=10)
    with pytest.raises(MemoryError, match="memory=300 is not enough"):
        cs.cooccurrences(small, memory=300)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window has to be at least 1, not 0"),
        ({"weights": "harmonic"}, "unknown weights 'harmonic'; valid are distance"),
        ({"punctuation": "break"}, "unknown punctuation 'break'; valid are skip, count"),
        ({"boundary": "zone"}, "boundary='zone' is no layer; there are ['sentence']"),
        ({"by": "outlet"}, "by='outlet' is no column of the documents"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"kinds": []}, "kinds is empty"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"memory": "much"}, "memory has to be a number of bytes"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.cooccurrences(small, **options)


@pytest.mark.parametrize("options", [{"window": 1.5}, {"directed": 1}, {"window": (2, 2)}])
def test_things_of_another_type_are_type_errors(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.cooccurrences(small, **options)


@pytest.mark.parametrize("memory", [None, "1MB"])
@pytest.mark.parametrize("folder", [None, "counts"])
def test_a_progress_bar_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], memory: str | None, folder: str | None
) -> None:
    corpus = corpus_of("eins zwei drei vier fünf. " * 1000)
    options: dict[str, Any] = {"memory": memory}
    if folder is not None:
        options["path"] = tmp_path / folder
    cs.cooccurrences(corpus, progress=True, **options)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "5.00k/5.00k" in captured.err


def test_no_progress_bar_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    corpus = corpus_of("eins zwei")
    cs.cooccurrences(corpus)
    assert capsys.readouterr() == ("", "")
    with pytest.raises(TypeError, match="progress has to be True or False"):
        cs.cooccurrences(corpus, progress="yes")  # type: ignore[call-overload]
