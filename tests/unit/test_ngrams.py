"""`ngrams`: what an n-gram is, counts by group, their order, and what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of

COLUMNS = ["term", "length", "count", "group_tokens", "group_documents"]


def counts(corpus: cs.Corpus | str, n: Any, **options: Any) -> dict[str, int]:
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    return dict(cs.ngrams(corpus, n, **options).select("term", "count").rows())


def terms(corpus: cs.Corpus | str, n: Any, **options: Any) -> list[str]:
    return list(counts(corpus, n, **options))


# ---------------------------------------------------------------------------------------------
# What an n-gram is


def test_consecutive_words_of_a_sentence(small: cs.Corpus) -> None:
    found = cs.ngrams(small, 2, display=True)
    assert found.select("term", "count", "display").rows() == [
        ("der zug", 2, "Der Zug"),
        ("2 züge", 1, "2 Züge"),
        ("der machthaber", 1, "Der Machthaber"),
        ("der mann", 1, "Der Mann"),
        ("ein zug", 1, "Ein Zug"),
        ("fährt nach", 1, "fährt nach"),
        ("fährt zug", 1, "fährt Zug"),
        ("machthaber fährt", 1, "Machthaber fährt"),
        ("mann fährt", 1, "Mann fährt"),
        ("nach köln", 1, "nach Köln"),
        ("zug fährt", 1, "Zug fährt"),
        ("zug hält", 1, "Zug hält"),
    ]
    sizes = found.select("length", "group_tokens", "group_documents").unique()
    assert sizes.rows() == [(2, 13, 5)]


def test_words_repeat_and_overlap() -> None:
    assert counts("da da da", 2) == {"da da": 2}
    assert counts("da da da", 3) == {"da da da": 1}
    assert counts("da da da", 4) == {}
    assert counts("eins zwei drei vier fünf sechs", 5) == {
        "eins zwei drei vier fünf": 1,
        "zwei drei vier fünf sechs": 1,
    }


def test_punctuation_ends_ngrams_or_is_passed_over() -> None:
    text = "Ein Zug, zwei Züge – und 😀 drei."
    assert terms(text, 2) == ["ein zug", "zwei züge"]
    assert terms(text, 3) == []
    passed = terms(text, 2, punctuation="skip")
    assert passed == ["ein zug", "und drei", "zug zwei", "zwei züge", "züge und"]


def test_kinds_decide_what_ends_ngrams() -> None:
    text = "Zug 12 hält, Zug hält"
    assert terms(text, 2, kinds="word") == ["zug hält"]
    assert counts(text, 2, kinds="word", punctuation="skip") == {"zug hält": 2, "hält zug": 1}
    signs = terms(text, 2, kinds=["word", "punctuation"])
    assert signs == [", zug", "hält ,", "zug hält"]


def test_boundaries() -> None:
    corpus = corpus_of("Der Zug. Der Zug", "Zug der")
    assert counts(corpus, 2, punctuation="skip") == {"der zug": 2, "zug der": 1}
    assert counts(corpus, 2, punctuation="skip", boundary="document") == {
        "der zug": 2,
        "zug der": 2,
    }
    # The full stop is still there.
    assert counts(corpus, 2, boundary="document") == {"der zug": 2, "zug der": 1}
    assert counts("Der Zug\n\nDer Zug", 2) == {"der zug": 2}
    assert counts("Der Zug\n\nDer Zug", 2, boundary="document") == {"der zug": 2, "zug der": 1}


def test_skip_grams_leave_out_up_to_k_words_in_all() -> None:
    text = "eins zwei drei vier"
    assert terms(text, 2, skip=1) == [
        "drei vier",
        "eins drei",
        "eins zwei",
        "zwei drei",
        "zwei vier",
    ]
    assert set(terms(text, 2, skip=2)) == {*terms(text, 2, skip=1), "eins vier"}
    assert terms(text, 3, skip=1) == [
        "eins drei vier",
        "eins zwei drei",
        "eins zwei vier",
        "zwei drei vier",
    ]
    five = "eins zwei drei vier fünf"
    assert "eins drei fünf" not in terms(five, 3, skip=1)
    assert "eins drei fünf" in terms(five, 3, skip=2)
    assert terms(text, 1, skip=3) == terms(text, 1)


def test_each_choice_of_a_skip_gram_counts_once() -> None:
    assert counts("da da da", 2, skip=1) == {"da da": 3}
    assert cs.ngrams(corpus_of("da da da"), 2, skip=1)["group_tokens"].to_list() == [3]
    assert counts("du da da", 2, skip=1) == {"du da": 2, "da da": 1}


def test_skip_grams_stay_in_their_segment() -> None:
    text = "Zug hält, zwei Züge."
    assert terms(text, 2, skip=3) == ["zug hält", "zwei züge"]
    passed = terms(text, 2, skip=1, punctuation="skip")
    assert passed == ["hält zwei", "hält züge", "zug hält", "zug zwei", "zwei züge"]


def test_several_lengths_stand_by_length(small: cs.Corpus) -> None:
    found = cs.ngrams(small, (1, 3), documents=True, per_million=True)
    assert found["length"].is_sorted()
    for n in (1, 2, 3):
        own = cs.ngrams(small, n, documents=True, per_million=True)
        assert_frame_equal(found.filter(length=n), own, check_exact=True)
    assert_frame_equal(cs.ngrams(small, (2, 2)), cs.ngrams(small, 2))


def test_single_words_are_frequencies(small: cs.Corpus) -> None:
    expected = cs.frequencies(small, by="source")
    found = cs.ngrams(small, 1, by="source", documents=True, per_million=True, display=True)
    assert_frame_equal(found.select(expected.columns), expected, check_exact=True)


def test_attributes() -> None:
    corpus = corpus_of("Der Zug", "der ZUG", "Der Zu\u00adg")
    assert counts(corpus, 2) == {"der zug": 3}
    assert counts(corpus, 2, attribute="word") == {
        "Der Zug": 1,
        "Der Zu\u00adg": 1,
        "der ZUG": 1,
    }


def test_display_is_each_word_in_its_commonest_form() -> None:
    """In all that was read, in the n-gram or not."""
    corpus = corpus_of("der zug", "Zug", "Zug. DER")
    assert cs.ngrams(corpus, 2, display=True)["display"].to_list() == ["DER Zug"]
    part = corpus.filter(pl.col("doc_id") == 0)
    assert cs.ngrams(part, 2, display=True)["display"].to_list() == ["DER Zug"]


# ---------------------------------------------------------------------------------------------
# Groups, layers, cut-offs


def test_by_a_column(small: cs.Corpus) -> None:
    found = cs.ngrams(small, 2, by="source")
    assert found.columns == ["term", "source", *COLUMNS[1:]]
    groups = found.select("source", "group_tokens", "group_documents").unique(maintain_order=True)
    assert groups.rows() == [("x", 6, 2), ("y", 7, 2)]
    assert found.filter(source="x").select("term", "count").head(2).rows() == [
        ("der zug", 2),
        ("2 züge", 1),
    ]


def test_lengths_have_sizes_of_their_own() -> None:
    found = cs.ngrams(corpus_of("eins zwei drei. Vier"), (1, 4), per_million=True)
    sizes = found.select("length", "group_tokens").unique(maintain_order=True)
    assert sizes.rows() == [(1, 4), (2, 2), (3, 1)]
    assert found["per_million"].to_list() == [250_000.0] * 4 + [500_000.0] * 2 + [1e6]


def test_borders_of_layers_end_ngrams() -> None:
    spans = pl.DataFrame(
        {"doc_id": [0, 0], "start": [5, 10], "end": [10, 14], "voice": ["Kim", "Kim"]}
    )
    corpus = corpus_of("eins zwei drei vier", "eins zwei").with_layer("voice", spans)
    assert counts(corpus, 2) == {"eins zwei": 2, "drei vier": 1, "zwei drei": 1}
    # Two spans side by side are two, though both are Kim's.
    assert counts(corpus, 2, by="voice") == counts(corpus, 2, boundary="voice") == {"eins zwei": 1}
    assert counts(corpus, 2, within="voice") == {}
    assert counts(corpus, 2, without="voice") == {"eins zwei": 1}
    assert counts(corpus, 2, without={"voice": "Kim"}) == {"eins zwei": 1}
    assert counts(corpus, 2, within=spans.select("doc_id", "start", "end")) == {}
    whole = pl.DataFrame({"doc_id": [0], "start": [5], "end": [19]})
    assert terms(corpus, 2, within=whole) == ["drei vier", "zwei drei"]
    assert counts(corpus, 2, without=pl.col("doc_id") == 0) == {"eins zwei": 1}


def test_spans_and_predicates_go_together_in_any_order() -> None:
    """Spans of documents that a predicate leaves out have no effect."""
    corpus = corpus_of("der Zug kam", "ein Zug kam")
    spans = pl.DataFrame({"doc_id": [0, 1], "start": [0, 4], "end": [7, 11]})
    first = pl.col("doc_id") == 0
    assert terms(corpus, 2, within=[spans, first]) == ["der zug"]
    assert terms(corpus, 2, within=[first, spans]) == ["der zug"]
    assert terms(corpus, 2, within=spans, without=first) == ["zug kam"]
    assert terms(corpus, 2, within=~first, without=spans.head(1)) == ["ein zug", "zug kam"]


def test_sentences_as_groups() -> None:
    corpus = corpus_of("Der Zug. Der Zug kam")
    found = cs.ngrams(corpus, 2, by="sentence", boundary="document")
    assert found["sentence"].dtype == pl.UInt32
    assert found.select("term", "sentence", "count", "group_tokens").rows() == [
        ("der zug", 0, 1, 1),
        ("der zug", 1, 1, 2),
        ("zug kam", 1, 1, 2),
    ]


def test_documents_of_a_group() -> None:
    corpus = corpus_of("der Zug der Zug", "der Zug", "ein Zug")
    found = cs.ngrams(corpus, 2, documents=True)
    assert found.select("term", "count", "documents").rows() == [
        ("der zug", 3, 2),
        ("ein zug", 1, 1),
        ("zug der", 1, 1),
    ]


def test_cut_offs_apply_to_all_groups_together(small: cs.Corpus) -> None:
    corpus = corpus_of("der Zug der Zug", "der Zug", "ein Zug", "ein Zug")
    every = cs.ngrams(corpus, (1, 2), by="doc_id", documents=True, per_million=True)
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"min_count": 3}, ["der", "zug", "der zug"]),
        ({"min_documents": 2}, ["der", "ein", "zug", "der zug", "ein zug"]),
        ({"min_count": 3, "min_documents": 3}, ["zug"]),
        ({"min_count": 9}, []),
    ]
    for options, kept in cases:
        for documents in (True, False):
            found = cs.ngrams(
                corpus, (1, 2), by="doc_id", documents=documents, per_million=True, **options
            )
            expected = every if documents else every.drop("documents")
            assert_frame_equal(found, expected.filter(pl.col("term").is_in(kept)), check_exact=True)


def test_a_document_that_groups_share_counts_once_for_a_cut_off() -> None:
    spans = pl.DataFrame({"doc_id": [0], "start": [0], "end": [7], "voice": ["Kim"]})
    corpus = corpus_of("der Zug der Zug", "ein Zug").with_layer("voice", spans)
    assert terms(corpus, 2, by="voice", min_count=2) == ["der zug"]
    assert terms(corpus, 2, by="voice", min_documents=2) == []


@pytest.mark.parametrize("n_threads", [1, 2, 3, 50])
def test_any_number_of_threads(small: cs.Corpus, n_threads: int) -> None:
    found = cs.ngrams(small, (1, 3), by="source", n_threads=n_threads)
    assert found.equals(cs.ngrams(small, (1, 3), by="source"))


# ---------------------------------------------------------------------------------------------
# What comes out


def test_columns_and_types(small: cs.Corpus) -> None:
    schema = {
        "term": pl.String,
        "source": pl.String,
        "year": pl.Int64,
        "length": pl.UInt32,
        "count": pl.Int64,
        "per_million": pl.Float64,
        "documents": pl.Int64,
        "group_tokens": pl.Int64,
        "group_documents": pl.Int64,
        "display": pl.String,
    }
    options: dict[str, Any] = {"by": ["source", "year"]}
    wide = {"documents": True, "per_million": True, "display": True}
    for given in (options, options | wide):
        expected = {name: schema[name] for name in schema if given != options or name not in wide}
        found = cs.ngrams(small, (1, 2), **given)
        assert found.columns == list(expected)
        assert found.schema == pl.Schema(expected)
        empty = cs.ngrams(small, (4, 5), min_count=9, **given)
        assert empty.is_empty()
        assert empty.schema == found.schema


def test_without_tokens_or_words_there_are_none() -> None:
    for corpus in (corpus_of(""), corpus_of("", "…"), corpus_of("Ja.", "Nein.")):
        found = cs.ngrams(corpus, 2)
        assert found.is_empty()
        assert found.columns == COLUMNS


def test_the_result_says_where_it_comes_from(small: cs.Corpus) -> None:
    record = cs.provenance(cs.ngrams(small, (1, 2), by="year", within=pl.col("year") == 2023))
    assert record["function"] == "ngrams"
    options = record["options"]
    assert (options["by"], options["skip"], options["boundary"]) == (["year"], 0, "sentence")
    assert (options["n"], options["punctuation"]) == ([1, 2], "break")
    assert json.loads(json.dumps(record)) == record


# ---------------------------------------------------------------------------------------------
# Memory and disk


def test_any_length() -> None:
    words = [f"w{number}" for number in range(300)]
    found = cs.ngrams(corpus_of(" ".join(words), " ".join(words[:250])), (249, 251))
    assert found.select("length", "count").rows() == [
        *[(249, 2)] * 2,
        *[(249, 1)] * 50,
        (250, 2),
        *[(250, 1)] * 50,
        *[(251, 1)] * 50,
    ]
    assert found["term"][0] == " ".join(words[:249])


def test_lengths_beyond_every_sentence(tmp_path: Path) -> None:
    corpus = corpus_of("da du. dort")
    found = cs.ngrams(corpus, (1, 10**12))
    assert found.select("term", "length").rows() == [
        ("da", 1),
        ("dort", 1),
        ("du", 1),
        ("da du", 2),
    ]
    assert cs.ngrams(corpus, (3, 10**12)).is_empty()
    written = cs.ngrams(corpus, (1, 10**12), path=tmp_path / "all").collect()
    assert written.equals(found)


def test_a_folder_of_parquet_files(small: cs.Corpus, tmp_path: Path) -> None:
    found = cs.ngrams(small, (1, 2), by="source", path=tmp_path / "out" / "ngrams")
    assert isinstance(found, pl.LazyFrame)
    folder = tmp_path / "out" / "ngrams"
    assert sorted(file.name for file in folder.iterdir()) == [
        "0001-000000.parquet",
        "0002-000000.parquet",
        "provenance.json",
    ]
    whole = cs.ngrams(small, (1, 2), by="source")
    assert found.collect_schema() == whole.schema
    assert found.collect().head(3).select("term", "source", "count").rows() == [
        ("2", "x", 1),
        ("der", "x", 2),
        ("der", "y", 2),
    ]
    assert_frame_equal(found.collect(), whole, check_row_order=False, check_exact=True)
    assert cs.provenance(found) == cs.provenance(whole)
    assert json.loads((folder / "provenance.json").read_text("utf-8")) == cs.provenance(whole)
    with pytest.raises(cs.InputError, match="ngrams: exists already"):
        cs.ngrams(small, 2, path=folder)


def test_an_empty_result_on_disk(small: cs.Corpus, tmp_path: Path) -> None:
    found = cs.ngrams(small, 2, min_count=99, path=str(tmp_path / "none")).collect()
    assert found.schema == cs.ngrams(small, 2).schema
    assert found.is_empty()


def test_too_little_memory_says_how_much_is_needed(small: cs.Corpus, tmp_path: Path) -> None:
    with pytest.raises(MemoryError, match=r"memory='10B' is not enough: at least \d+ bytes"):
        cs.ngrams(small, 2, memory="10B")
    with pytest.raises(MemoryError, match="allow more, or give a path="):
        cs.ngrams(small, 2, memory=10, path=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_frame_above_the_memory_is_refused() -> None:
    text = " ".join(f"w{number}" for number in range(30_000))
    corpus = corpus_of(text)
    with pytest.raises(MemoryError):
        cs.ngrams(corpus, (1, 9), memory="5MB")
    assert cs.ngrams(corpus, (1, 9), memory="50MB").height == 9 * 30_000 - 36


def test_what_stops_the_writing_leaves_nothing(
    small: cs.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pl.DataFrame, "write_parquet", stop)
    with pytest.raises(KeyboardInterrupt):
        cs.ngrams(small, 2, path=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_skip_grams_with_too_many_choices_are_refused() -> None:
    corpus = corpus_of(" ".join(["da"] * 500))
    with pytest.raises(OverflowError, match="choices of tokens for a skip-gram"):
        cs.ngrams(corpus, 5, skip=400)
    assert counts(corpus, 2, skip=2**40) == {"da da": 500 * 499 // 2}


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "0"),
        ({"memory": 0}, "memory has to be a number of bytes"),
        ({"memory": "2 gigs"}, "such as '500MB' or '2GiB', not '2 gigs'"),
        ({"n": (0, 2)}, "0"),
        ({"n": (3, 2)}, "(3, 2)"),
        ({"n": (1, 2, 3)}, "(1, 2, 3)"),
        ({"skip": -1}, "skip has to be at least 0, not -1"),
        ({"punctuation": "count"}, "unknown punctuation 'count'; valid are break, skip"),
        ({"boundary": "zone"}, "boundary='zone' is no layer; there are ['sentence']"),
        ({"by": "outlet"}, "by='outlet' is no column of the documents; there are ['doc_id', "),
        ({"by": []}, "by is empty: name at least one"),
        ({"by": ["source", "source"]}, "by names something twice: ['source', 'source']"),
        ({"within": "voice"}, "within='voice' is no layer; there are ['sentence']"),
        ({"without": {"voice": ["a"]}}, "without='voice' is no layer; there are ['sentence']"),
        ({"within": pl.col("source") == "q"}, "no document is left"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"kinds": "words"}, "unknown kind 'words'; valid are word, number, punctuation"),
        ({"kinds": []}, "kinds is empty"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"min_documents": 0}, "min_documents has to be at least 1, not 0"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.ngrams(small, **({"n": 2} | options))


@pytest.mark.parametrize(
    "options",
    [
        {"n": "2"},
        {"n": 2.0},
        {"n": True},
        {"n": None},
        {"n": (1, "2")},
        {"skip": 0.5},
        {"skip": None},
        {"within": 3},
        {"by": 3},
        {"min_count": 1.5},
        {"n_threads": "all"},
    ],
)
def test_things_of_another_type_are_type_errors(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.ngrams(small, **({"n": 2} | options))


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus, not DataFrame"):
        cs.ngrams(small.documents, 2)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "name", ["term", "length", "count", "group_tokens", "group_documents", "display"]
)
def test_columns_that_the_result_needs_are_refused(name: str) -> None:
    frame = pl.DataFrame({"doc_id": [1], "text": ["Ja."], name: ["x"]})
    with pytest.raises(cs.InputError, match=f"by='{name}' would hide a column of the result"):
        cs.ngrams(cs.Corpus.from_frame(frame), 2, by=name)


def test_keywords_are_of_one_length() -> None:
    corpus = corpus_of("Kim kam an.", "Kim kam.")
    counts = cs.ngrams(corpus, (1, 2), by="doc_id")
    with pytest.raises(cs.InputError, match="one length at a time"):
        cs.keywords(counts, by="doc_id")
    found = cs.keywords(cs.ngrams(corpus, 2, by="doc_id"), by="doc_id", target=0)
    assert found.sort("term").select("term", "o11", "r1", "c1", "n").rows() == [
        ("kam an", 1, 2, 1, 3),
        ("kim kam", 1, 2, 2, 3),
    ]


@pytest.mark.parametrize("memory", [None, "1MB"])
@pytest.mark.parametrize("folder", [None, "counts"])
def test_a_progress_bar_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], memory: str | None, folder: str | None
) -> None:
    corpus = corpus_of("eins zwei drei vier fünf. " * 1000)
    options: dict[str, Any] = {"memory": memory}
    if folder is not None:
        options["path"] = tmp_path / folder
    cs.ngrams(corpus, (1, 2), progress=True, **options)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "5.00k/5.00k" in captured.err


def test_no_progress_bar_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    corpus = corpus_of("eins zwei")
    cs.ngrams(corpus, (1, 2))
    assert capsys.readouterr() == ("", "")
    with pytest.raises(TypeError, match="progress has to be True or False"):
        cs.ngrams(corpus, (1, 2), progress="yes")  # type: ignore[call-overload]
