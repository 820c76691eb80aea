"""`own_copy` and `effective_documents`: what is counted once."""

from datetime import date
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.framing.own_copy import effective_documents, own_copy

REPORT = "Die Delegation war am frühen Morgen mit zwei Wagen am Bahnhof der Stadt angekommen"
OWN = "Was danach geschah, darüber gibt es bis heute verschiedene Berichte."


def corpus_of(texts: list[str], sources: list[Any], **columns: Any) -> cs.Corpus:
    names = [chr(97 + number) for number in range(len(texts))]
    frame = {"doc_id": names, "source": sources, "text": texts} | columns
    return cs.Corpus.from_frame(pl.DataFrame(frame))


def labels(corpus: cs.Corpus) -> dict[tuple[Any, ...], int]:
    counted = cs.frequencies(corpus, by=["doc_id", "copy"])
    sizes = counted["doc_id", "copy", "group_tokens"].unique()
    return {row[:2]: row[2] for row in sizes.rows()}


def test_labels() -> None:
    texts = [f"{REPORT}. {OWN}", f"{REPORT}!", f"{OWN} {REPORT}.", "Etwas anderes."]
    corpus = corpus_of(texts, ["x", "x", "y", "y"])
    labelled = own_copy(corpus, cs.reuse(corpus, min_tokens=8))
    assert labels(labelled) == {
        ("a", "shared"): 24,
        ("b", "repeated"): 14,
        ("c", "shared"): 24,
        ("d", "own"): 2,
    }


def test_printings_go_by_date() -> None:
    days = [date(2023, 9, 13), date(2023, 9, 12), None]
    corpus = corpus_of([REPORT] * 3, ["x"] * 3, date=days)
    assert labels(own_copy(corpus, cs.reuse(corpus))) == {
        ("a", "repeated"): 14,
        ("b", "own"): 14,
        ("c", "repeated"): 14,
    }


def test_repetitions_in_a_document_count_once() -> None:
    corpus = corpus_of([f"{REPORT}. {OWN} {REPORT}."], ["x"])
    assert labels(own_copy(corpus, cs.reuse(corpus))) == {("a", "own"): 24, ("a", "repeated"): 14}


def test_common_quotations_are_own() -> None:
    corpus = corpus_of([f"Er: „{REPORT}“", f"Sie: „{REPORT}“"], ["x", "y"])
    assert labels(own_copy(corpus, cs.reuse(corpus))) == {("a", "own"): 15, ("b", "own"): 15}


def test_documents_without_own_text_are_not_counted() -> None:
    corpus = corpus_of([f"„{REPORT}.“", f"{REPORT}.", OWN], ["x", "x", "x"])
    labelled = own_copy(corpus, cs.reuse(corpus))
    for kinds in (["word"], ["word", "punctuation"]):
        counted = cs.frequencies(
            labelled,
            by="source",
            without={"copy": ["repeated"]},
            kinds=kinds,  # type: ignore[arg-type]
        )
        assert counted["group_documents"].unique().to_list() == [2]


def test_another_name_and_other_sources() -> None:
    corpus = corpus_of([REPORT] * 2, ["x", "y"], owner=["z", "z"])
    labelled = own_copy(corpus, cs.reuse(corpus), "owner", name="printing")
    counted = cs.frequencies(labelled, by=["doc_id", "printing"])
    assert sorted(counted["doc_id", "printing"].unique().rows()) == [
        ("a", "own"),
        ("b", "repeated"),
    ]


def test_reuse_of_another_corpus() -> None:
    corpus = corpus_of([REPORT] * 2, ["x", "y"])
    other = pl.DataFrame({"doc_id": ["q"], "source": ["x"], "text": [REPORT]})
    with pytest.raises(cs.InputError, match="reuse is of other documents"):
        own_copy(cs.Corpus.from_frame(other), cs.reuse(corpus))


def test_blocks_go_into_keywords() -> None:
    texts = [f"{REPORT}. Wort{number}." for number in range(2)]
    texts += [f"Nur Zug{number} und Haus{number} und Kim." for number in range(10)]
    corpus = corpus_of(texts, [*("x" * 6), *("y" * 6)])
    found = cs.reuse(corpus)
    blocks = found.documents.select("doc_id", "block")
    counted = cs.keywords(corpus, by="source", blocks=blocks)
    assert counted.height
    assert found.clusters["spans_sources"].to_list() == [False]


def test_effective_documents() -> None:
    corpus = corpus_of([REPORT, REPORT, REPORT, OWN, OWN[::-1]], ["x", "x", "y", "y", "y"])
    found = cs.reuse(corpus)
    third = 1 / 3
    assert effective_documents(found).rows() == [
        ("x", 2, 1, pytest.approx(1)),
        ("y", 3, 3, pytest.approx((2 + third) ** 2 / (2 + third**2))),
    ]
    assert effective_documents(found, []).rows() == [(5, 3, pytest.approx(3))]
