"""`reuse`: its frames, kinds, origins, blocks, and what it does with odd input."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from tests.reference.quotation_marks import enclosed

REPORT = (
    "Die Delegation war am frühen Morgen mit zwei Wagen am Bahnhof der Stadt angekommen, "
    "wie die Behörde am Abend mitteilte"
)
OWN = "Was danach geschah, darüber gibt es bis heute verschiedene Berichte."


def corpus_of(texts: list[str], **columns: Any) -> cs.Corpus:
    names = [chr(97 + number) for number in range(len(texts))]
    frame = {"doc_id": names, "source": names, "text": texts} | columns
    return cs.Corpus.from_frame(pl.DataFrame(frame))


def test_columns_and_provenance() -> None:
    found = cs.reuse(corpus_of([f"{REPORT}.", f"{OWN} {REPORT}."]))
    assert found.passages.columns == [
        *("passage_id", "cluster", "doc_id", "source", "start", "end", "tokens", "kind"),
        *("documents", "sources", "origin", "ubiquitous"),
    ]
    assert found.pairs.columns == [
        *("doc_a", "source_a", "doc_b", "source_b", "passages", "tokens", "tokens_a", "tokens_b"),
        *("containment_a", "containment_b", "containment", "identity", "common_quotations"),
        *("same_source", "earlier", "ubiquitous"),
    ]
    assert found.documents.columns == [
        *("doc_id", "source", "tokens", "reused_tokens", "reused_share", "own_tokens", "block"),
        *("block_spans_sources", "weight", "containment_max", "ubiquitous"),
    ]
    options = cs.provenance(found.pairs)["options"]
    assert (options["shingle"], options["min_run"], options["max_places"]) == (5, 8, 100)
    assert found.provenance["found"] == {"ubiquitous_shingles": 0, "ubiquitous_places": 0}


def test_a_copy() -> None:
    texts = [f"{REPORT}.", f"{OWN} {REPORT}."]
    corpus = corpus_of(texts)
    found = cs.reuse(corpus)
    rows = found.passages["doc_id", "start", "end", "kind", "origin"].rows()
    assert [(doc_id, kind, origin) for doc_id, _, _, kind, origin in rows] == [
        ("a", "copy", "unknown"),
        ("b", "copy", "unknown"),
    ]
    assert [texts[place][row[1] : row[2]] for place, row in enumerate(rows)] == [REPORT, REPORT]
    n_own = cs.frequencies(corpus, by="doc_id")["doc_id", "group_tokens"].unique().sort("doc_id")
    assert found.documents["tokens"].to_list() == n_own["group_tokens"].to_list()
    assert found.documents["own_tokens"].to_list() == [0, 10]
    assert found.clusters.rows() == [("a", 2, 2, True)]
    assert found.documents["block"].to_list() == ["a", "a"]


def test_small_edits_are_bridged_and_long_ones_are_not() -> None:
    for edit, passages in (("sehr ", 1), ("und nach allem was man hört und weiß heute ", 2)):
        other = REPORT.replace("Bahnhof", f"{edit}Bahnhof")
        found = cs.reuse(corpus_of([REPORT, other]), min_tokens=8)
        assert found.pairs["passages"].to_list() == [passages]


def test_origin_is_the_earliest_where_dates_tell() -> None:
    texts = [REPORT, REPORT, REPORT]
    days = [date(2023, 9, 13), date(2023, 9, 12), date(2023, 9, 14)]
    found = cs.reuse(corpus_of(texts, date=days))
    assert found.passages["origin"].to_list() == ["b", "b", "b"]
    assert found.pairs["doc_a", "doc_b", "earlier"].rows() == [
        ("a", "b", "b"),
        ("a", "c", "a"),
        ("b", "c", "b"),
    ]
    for unknown in ([*days[:2], days[1]], [*days[:2], None]):
        found = cs.reuse(corpus_of(texts, date=unknown))
        assert found.passages["origin"].to_list() == ["unknown"] * 3


def test_a_common_quotation_is_no_copy() -> None:
    texts = [f"Der Sprecher sagte: „{REPORT}.“ {OWN}", f"Ein Bericht: »{REPORT}«. Mehr nicht."]
    found = cs.reuse(corpus_of(texts))
    assert found.passages["kind"].to_list() == ["common_quotation"] * 2
    assert found.pairs["passages", "common_quotations", "containment"].rows() == [(0, 1, 0.0)]
    assert found.documents["reused_tokens"].to_list() == [0, 0]
    assert found.clusters.is_empty()
    # In one of them it is not marked.
    texts[1] = f"Ein Bericht: {REPORT}. Mehr nicht."
    assert cs.reuse(corpus_of(texts)).passages["kind"].to_list() == ["copy"] * 2


def test_given_quotations_decide() -> None:
    texts = [f"Er: {REPORT}", f"Sie: {REPORT}"]
    spans = pl.DataFrame({"doc_id": ["a", "b"], "start": [4, 5], "end": [len(t) for t in texts]})
    kinds = cs.reuse(corpus_of(texts), quotations=spans).passages["kind"].to_list()
    assert kinds == ["common_quotation"] * 2
    quoted = [f"„{REPORT}“", f"„{REPORT}“"]
    kinds = cs.reuse(corpus_of(quoted), quotations=spans.clear()).passages["kind"].to_list()
    assert kinds == ["copy"] * 2


def test_enclosed() -> None:
    def found(text: str) -> list[str]:
        return [text[start:end] for start, end in enclosed(text)]

    assert found('„eins“ "zwei" »drei« «vier» “fünf” „sechs" „sieben”') == [
        *("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"),
    ]
    assert found("Er sagte: „Das ist\n\nalles.“ Und „mehr“.") == ["mehr"]
    assert found("Wort“ und „mehr“") == ["mehr"]
    assert found("„eine Zeile\nnoch eine“\n\n„Absatz“") == ["eine Zeile\nnoch eine", "Absatz"]


def test_passages_end_with_their_sentences() -> None:
    texts = [
        f"Am Montag fuhr der Zug noch. {REPORT}. Der eine sagte dies.",
        f"Gestern kam er, so hieß es, noch. {REPORT}. Der andere sagte jenes.",
    ]
    corpus = corpus_of(texts)
    found = cs.reuse(corpus)
    rows = found.passages.select("doc_id", "start", "end").rows()
    said = dict(zip(corpus.documents["doc_id"], texts, strict=True))
    assert [said[doc_id][start:end] for doc_id, start, end in rows] == [REPORT] * 2
    # A whole sentence stays, and so do words without which the passage would be too short.
    whole = [
        text.replace("Der eine sagte dies", "Ja").replace("Der andere sagte jenes", "Ja")
        for text in texts
    ]
    rows = cs.reuse(corpus_of(whole)).passages.select("start", "end").rows()
    assert [text[start:end] for text, (start, end) in zip(whole, rows, strict=True)] == [
        f"{REPORT}. Ja"
    ] * 2
    longest = len(REPORT.split()) + 2
    found = cs.reuse(corpus, min_tokens=longest)
    assert found.passages["tokens"].to_list() == [longest, longest]


def test_repetition_within_a_document() -> None:
    text = f"{REPORT}. {OWN} {REPORT}."
    found = cs.reuse(corpus_of([text, "Etwas anderes."]))
    assert (
        found.passages["doc_id", "kind", "origin"].rows()
        == [("a", "repeated_in_document", "a")] * 2
    )
    assert found.pairs.is_empty()
    assert found.matches["doc_a", "doc_b"].rows() == [("a", "a")]


def test_blocks_need_half_of_a_document() -> None:
    longer = " ".join(f"Wort{number} steht hier." for number in range(20))
    found = cs.reuse(corpus_of([f"{REPORT}. {longer}", f"{REPORT}. {longer[::-1]}"]))
    assert found.pairs.height == 1
    assert found.pairs["containment"][0] < 0.5
    assert found.clusters.is_empty()
    assert found.documents["weight"].to_list() == [1, 1]


def test_documents_shorter_than_a_shingle_have_no_rows() -> None:
    found = cs.reuse(corpus_of(["Der Zug hält.", "Der Zug hält.", ""]))
    assert found.passages.is_empty()
    assert found.pairs.is_empty()
    assert found.documents["reused_share"].to_list() == [0, 0, None]


@pytest.mark.alone
def test_one_word_a_million_times_is_quick() -> None:
    text = "ja " * 1_000_000
    start = time.perf_counter()
    found = cs.reuse(corpus_of([text, "nein"]))
    assert time.perf_counter() - start < 10
    assert found.provenance["found"]["ubiquitous_shingles"] == 1
    assert found.documents["ubiquitous"].to_list()[0] > 100_000
    assert found.passages.is_empty()


def test_what_hundreds_print_is_found_in_each() -> None:
    texts = [f"Wort{number} {REPORT} Ende{number}." for number in range(150)]
    names = [f"{number:03}" for number in range(150)]
    found = cs.reuse(corpus_of(texts, doc_id=names, source=names), max_places=20)
    assert found.passages.height == 150
    assert found.passages["cluster"].n_unique() == 1
    assert found.passages["ubiquitous"].all()
    assert found.clusters["documents"].to_list() == [150]
    assert found.provenance["found"]["ubiquitous_shingles"] > 0
    assert found.pairs.height < 2000
    whole = cs.reuse(corpus_of(texts, doc_id=names, source=names), max_places=200)
    assert whole.pairs.height == 150 * 149 // 2
    assert whole.passages.drop("ubiquitous").equals(found.passages.drop("ubiquitous"))


def test_several_columns_and_numbers_as_names() -> None:
    frame = pl.DataFrame(
        {
            "doc_id": [2, 1, 3],
            "source": ["x", "x", None],
            "desk": ["p", "q", None],
            "text": [REPORT] * 3,
        }
    )
    found = cs.reuse(cs.Corpus.from_frame(frame), by=["source", "desk"])
    assert found.pairs["doc_a", "source_a", "desk_a", "doc_b", "same_source"].rows() == [
        (1, "x", "q", 2, False),
        (1, "x", "q", 3, False),
        (2, "x", "p", 3, False),
    ]
    assert cs.reuse(cs.Corpus.from_frame(frame), by="source").pairs["same_source"].to_list() == [
        True,
        False,
        False,
    ]
    assert cs.reuse(cs.Corpus.from_frame(frame), by="doc_id").by == ["doc_id"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"by": "outlet"}, cs.InputError, "no column of the documents; there are"),
        ({"shingle": 0}, ValueError, "shingle has to be at least 1"),
        ({"min_run": 4}, ValueError, "min_run has to be at least 5"),
        ({"min_tokens": 7}, ValueError, "min_tokens has to be at least 8"),
        ({"gap": -1}, ValueError, "gap has to be at least 0"),
        ({"max_places": 0}, ValueError, "max_places has to be at least 1"),
        ({"date": "day"}, cs.InputError, "date='day' is no column"),
        ({"quotations": pl.DataFrame({"doc_id": ["a"]})}, cs.InputError, "'start' and 'end'"),
        (
            {"quotations": pl.DataFrame({"doc_id": [1], "start": [0], "end": [1]})},
            cs.InputError,
            "has to hold String like the corpus, not Int64",
        ),
    ],
)
def test_wrong_arguments(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        cs.reuse(corpus_of([REPORT, REPORT]), **options)


def test_own_seeds(seeds: Path) -> None:
    found = cs.reuse(cs.read_corpus(seeds))
    assert found.passages["doc_id", "kind"].rows() == [
        ("abendblatt-a-1", "copy"),
        ("abendblatt-a-2", "repeated_in_document"),
        ("abendblatt-a-2", "repeated_in_document"),
        ("morgenpost-b-2", "copy"),
    ]


def test_five_articles(shared_data: Path) -> None:
    corpus = cs.read_corpus(shared_data / "seeds")
    found = cs.reuse(corpus)
    texts = corpus.documents["text"]
    first = texts[0]
    shared = [
        first[start:end]
        for start, end in found.passages.filter(pl.col("kind") == "copy")["start", "end"].rows()[:5]
    ]
    assert [text.partition(" ")[0] for text in shared] == [
        *("Zug", "Wie", "Das", "Kreml-Sprecher", "Nach"),
    ]
    assert ". Bilder von Ria Nowosti zeigten" in shared[1]
    assert not any("Gerüchten" in text or "Hier ist" in text for text in shared)
    assert found.pairs.height == 1
    assert found.pairs["tokens"][0] == 126
    names = corpus.documents["doc_id"].to_list()
    repeated = found.passages.filter(pl.col("kind") == "repeated_in_document")
    assert repeated["doc_id", "tokens"].rows() == [(names[3], 53)] * 2
    assert set(found.passages["doc_id"]) == {names[0], names[1], names[3]}
