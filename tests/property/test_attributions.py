"""Laws of reported speech."""

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

import corpusstats as cs

SENTENCES = (
    "Anna Berg sagte, der Zug habe Verspätung.",
    "„Wir warten noch auf Post“, sagte Anna Berg.",
    "Laut Karl Moser wurde niemand verletzt.",
    "Karl Moser teilte mit, dass der Laden schließt.",
    "Die Preise seien „deutlich zu hoch“, erklärte Karl Moser.",
    "Anna Berg forderte Neuwahlen.",
    "Der Fluss soll über die Ufer getreten sein.",
)
NEUTRAL = ("Der Garten liegt am See.", "Es gibt dort viele Bäume.")
STYLES = (("»", "«"), ("«", "»"), ("“", "”"), ('"', '"'), ("''", "''"))
ALPHABET = st.sampled_from(
    [*" \n.,:;–()„“”\"'»«‚‘aßEr", "sagte", "dass", "er", "laut ", "soll", "Berg"]
)


def rows(text: str, **options: Any) -> list[dict[str, Any]]:
    corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    return list(cs.attributions(corpus, **options).iter_rows(named=True))


def spans(text: str, row: dict[str, Any]) -> tuple[Any, ...]:
    parts = [(part["start"], part["end"]) for part in row["content_parts"] or []]
    parts = parts or [(row["content_start"], row["content_end"])]
    return (row["mode"], row["speaker_text"], [text[start:end] for start, end in parts])


@given(st.lists(ALPHABET, max_size=60))
def test_spans_are_in_bounds_and_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = rows(text)
    assert [row["attr_id"] for row in found] == list(range(len(found)))
    assert [row["content_start"] for row in found] == sorted(row["content_start"] for row in found)
    for row in found:
        assert 0 <= row["content_start"] < row["content_end"] <= len(text)
        parts = [(part["start"], part["end"]) for part in row["content_parts"] or []]
        bounds = [place for part in parts for place in part]
        assert bounds == sorted(bounds)
        if parts:
            assert (bounds[0], bounds[-1]) == (row["content_start"], row["content_end"])
        for name in ("speaker", "cue"):
            start, end = row[f"{name}_start"], row[f"{name}_end"]
            assert (start is None) == (end is None)
            assert start is None or 0 <= start < end <= len(text)
        assert 0 < row["confidence"] <= 1


@given(st.lists(ALPHABET, max_size=60))
def test_parents_are_rows_that_hold_their_children(pieces: list[str]) -> None:
    found = rows("".join(pieces))
    for row in found:
        seen = set()
        at = row
        while at["parent_id"] is not None:
            assert at["attr_id"] not in seen
            seen.add(at["attr_id"])
            at = found[at["parent_id"]]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from(STYLES))
def test_the_style_of_marks_changes_nothing(sentences: list[str], style: tuple[str, str]) -> None:
    text = "\n\n".join(sentences)
    other = text.replace("„", style[0]).replace("“", style[1])
    plain = str.maketrans("", "", "„“”»«\"'")
    one = [spans(text, row) for row in rows(text)]
    two = [spans(other, row) for row in rows(other)]
    strip = [(mode, who, [part.translate(plain) for part in parts]) for mode, who, parts in one]
    assert strip == [
        (mode, who, [part.translate(plain) for part in parts]) for mode, who, parts in two
    ]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    st.sampled_from(NEUTRAL),
    st.data(),
)
def test_a_neutral_paragraph_changes_nothing(
    sentences: list[str], neutral: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sentences)))
    more = [*sentences[:place], neutral, *sentences[place:]]
    text, longer = "\n\n".join(sentences), "\n\n".join(more)
    one = [spans(text, row) for row in rows(text)]
    assert one == [spans(longer, row) for row in rows(longer)]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_swapping_names_swaps_the_speakers(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    swapped = text.replace("Anna Berg", "\0").replace("Karl Moser", "Anna Berg")
    swapped = swapped.replace("\0", "Karl Moser")
    names = {"Anna Berg": "Karl Moser", "Karl Moser": "Anna Berg"}
    one = [(row["mode"], names.get(row["speaker_text"], row["speaker_text"])) for row in rows(text)]
    assert one == [(row["mode"], row["speaker_text"]) for row in rows(swapped)]


@given(st.lists(st.sampled_from(SENTENCES + NEUTRAL), min_size=1, max_size=8))
def test_direct_speech_has_no_open_mark(sentences: list[str]) -> None:
    text = " ".join(sentences)
    for row in rows(text):
        if row["mode"] == "direct" and row["flag"] != "unbalanced_quote":
            content = text[row["content_start"] : row["content_end"]]
            assert content.count("„") == content.count("“")


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5), min_size=1, max_size=6))
def test_threads_change_nothing(documents: list[list[str]]) -> None:
    frame = pl.DataFrame(
        {
            "doc_id": [str(number) for number in range(len(documents))],
            "text": [" ".join(sentences) for sentences in documents],
        }
    )
    corpus = cs.Corpus.from_frame(frame)
    one = cs.attributions(corpus, n_threads=1)
    assert one.equals(cs.attributions(corpus, n_threads=3))


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4), min_size=1, max_size=5))
def test_documents_are_read_apart(documents: list[list[str]]) -> None:
    texts = [" ".join(sentences) for sentences in documents]
    frame = pl.DataFrame({"doc_id": [str(number) for number in range(len(texts))], "text": texts})
    together = cs.attributions(cs.Corpus.from_frame(frame))
    for number, text in enumerate(texts):
        own = [spans(text, row) for row in rows(text)]
        part = together.filter(pl.col("doc_id") == str(number)).iter_rows(named=True)
        assert own == [spans(text, row) for row in part]
