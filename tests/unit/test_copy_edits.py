"""`copy_edits`: what it lists, and what it says of the evidence."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs

BEFORE = "Die Delegation war am frühen Morgen mit zwei Wagen am Bahnhof der Stadt angekommen"


def corpus_of(one: str, other: str, **columns: Any) -> cs.Corpus:
    texts = [f"{BEFORE}. {one}", f"{BEFORE}. {other}"]
    frame = pl.DataFrame({"doc_id": ["a", "b"], "source": ["x", "y"], "text": texts, **columns})
    return cs.Corpus.from_frame(frame)


def told(one: str, other: str, **options: Any) -> list[str]:
    return cs.copy_edits(corpus_of(one, other), **options)["evidence"].cast(pl.String).to_list()


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        (
            "Bilder von Tass zeigten am Abend lange Reihen von Lastwagen.",
            "Bilder zeigten am Abend lange Reihen von Lastwagen.",
            "source_dropped",
        ),
        (
            "Der Konvoi fuhr am Abend weiter nach Norden.",
            "Der Konvoi fuhr laut Interfax am Abend weiter nach Norden.",
            "source_added",
        ),
        (
            "Nach Angaben des Kreml fuhr der Konvoi am Abend weiter nach Norden.",
            "Nach Angaben des Ministeriums fuhr der Konvoi am Abend weiter nach Norden.",
            "renamed",
        ),
        (
            "Der Konvoi soll am Abend weiter nach Norden fahren.",
            "Der Konvoi wird am Abend weiter nach Norden fahren.",
            "modality_up",
        ),
        (
            "Der Konvoi fuhr am Abend weiter nach Norden.",
            "Der Konvoi fuhr am Abend angeblich weiter nach Norden.",
            "modality_down",
        ),
        (
            "Am Abend empfing Machthaber Kim Jong Un die Gäste in der Halle.",
            "Am Abend empfing Staatschef Kim Jong Un die Gäste in der Halle.",
            "renamed",
        ),
        (
            "Am Abend meldete Ria Nowosti aus der Stadt, dass alle Gäste da waren.",
            "Am Abend meldete Ria Novosti aus der Stadt, dass alle Gäste da waren.",
            "renamed",
        ),
        (
            "Moskau hat bisher allerdings keinen Ort für das Treffen mitgeteilt.",
            "Moskau hat bisher allerdings keinen Ort für das Treffen angegeben.",
            "none",
        ),
        (
            "Der Konvoi fuhr allerdings am Abend weiter nach Norden.",
            "Der Konvoi fuhr jedoch am Abend weiter nach Norden.",
            "none",
        ),
        (
            "Der Konvoi fuhr am Abend weiter nach Norden.",
            "Ein Konvoi fuhr am Abend weiter nach Norden.",
            "none",
        ),
    ],
)
def test_evidence(one: str, other: str, evidence: str) -> None:
    assert told(one, other) == [evidence]


def test_case_quotes_and_punctuation_are_no_edits() -> None:
    one = "Er nannte den „großen Plan“ am Abend einen Erfolg."
    other = 'Er nannte den "Großen Plan", am Abend, einen Erfolg!'
    assert told(one, other) == []


def test_columns() -> None:
    frame = cs.copy_edits(corpus_of("Er kam am Abend.", "Er kam am Morgen."))
    assert frame.columns == [
        *("aligned", "cluster", "doc_a", "source_a", "sentence_a", "sentence_start_a"),
        *("sentence_end_a", "start_a", "end_a", "text_a", "doc_b", "source_b", "sentence_b"),
        *("sentence_start_b", "sentence_end_b", "start_b", "end_b", "text_b"),
        *("op", "evidence", "direction"),
    ]
    assert frame["text_a", "text_b", "op"].rows() == [("Abend", "Morgen", "replace")]
    assert cs.provenance(frame)["function"] == "copy_edits"


def test_nothing_shared_is_an_empty_frame() -> None:
    frame = pl.DataFrame({"doc_id": [1, 2], "source": ["x", "y"], "text": ["Der Zug.", ""]})
    found = cs.copy_edits(cs.Corpus.from_frame(frame))
    assert found.is_empty()
    assert found.schema["evidence"] == pl.Enum(
        ["source_dropped", "source_added", "modality_up", "modality_down", "renamed", "none"]
    )


def test_direction_is_that_of_the_dates() -> None:
    days = [date(2023, 9, 12), date(2023, 9, 13)]
    for dates, direction in (
        (days, "a_to_b"),
        (days[::-1], "b_to_a"),
        ([days[0]] * 2, "undirected"),
        ([days[0], None], "undirected"),
    ):
        corpus = corpus_of("Er kam am Abend.", "Er kam am Morgen.", date=dates)
        assert cs.copy_edits(corpus)["direction"].to_list() == [direction]


def test_a_sentence_that_was_cut_in_two_is_aligned_with_both() -> None:
    one = "Er kam am Abend in die Halle und er ging am Morgen wieder zum Bahnhof."
    other = "Er kam am Abend in die Halle. Er ging am Morgen wieder zum Bahnhof."
    found = cs.copy_edits(corpus_of(one, other))
    assert found["text_a", "text_b", "op"].rows() == [("und", "", "delete")]


def test_attributions_decide_who_is_a_source() -> None:
    one = "Am Abend kam nur Kim Jong Un mit zwei Wagen in die große Halle."
    corpus = corpus_of(one, "Am Abend kam nur er mit zwei Wagen in die große Halle.")
    start = corpus.documents["text"][0].index("Kim Jong Un")
    speakers = pl.DataFrame(
        {"doc_id": ["a", "b"], "speaker_start": [start, None], "speaker_end": [start + 11, None]}
    )
    assert cs.copy_edits(corpus)["evidence"].to_list() == ["none"]
    found = cs.copy_edits(corpus, attributions=speakers)
    assert found["evidence"].to_list() == ["source_dropped"]
    with pytest.raises(cs.InputError, match="no column 'speaker_end'"):
        cs.copy_edits(corpus, attributions=speakers.drop("speaker_end"))


def test_wrong_arguments() -> None:
    corpus = corpus_of("Er kam.", "Er ging.")
    with pytest.raises(TypeError, match="has to be what"):
        cs.copy_edits(corpus, reuse=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="equal has to be True or False"):
        cs.copy_edits(corpus, equal=1)  # type: ignore[arg-type]
    with pytest.raises(cs.InputError, match="no column of the documents"):
        cs.copy_edits(corpus, by="outlet")


def test_reuse_of_other_documents_is_an_error() -> None:
    ours = corpus_of("Er kam.", "Er ging.")
    documents = ours.documents.with_columns(doc_id=pl.Series(["c", "d"]))
    foreign = cs.reuse(cs.Corpus.from_frame(documents))
    with pytest.raises(cs.InputError, match=r"reuse is of other documents: .* such as 'c'"):
        cs.copy_edits(ours, reuse=foreign)


def test_own_seeds(seeds: Path) -> None:
    found = cs.copy_edits(cs.read_corpus(seeds))
    told = found.filter(pl.col("evidence") != "none")
    assert told["text_a", "text_b", "evidence"].rows() == [
        ("berichtete die Agentur Tass", "", "source_dropped")
    ]


def test_five_articles(shared_data: Path) -> None:
    found = cs.copy_edits(cs.read_corpus(shared_data / "seeds"))
    rows = found.select("text_a", "text_b", pl.col("evidence").cast(pl.String)).rows()
    assert rows == [
        ("Der", "Ein", "none"),
        ("Kim Jong Un", "", "none"),
        ("12. September", "", "none"),
        ("von Ria Nowosti", "", "source_dropped"),
        ("allerdings", "jedoch", "none"),
        ("", "das", "none"),
        ("", "den", "none"),
        ("mitgeteilt", "angegeben", "none"),
    ]
