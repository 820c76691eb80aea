"""Laws of edits in shared text."""

import random
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs

WORDS = [f"wort{one}{other}" for one in "abcdefgh" for other in "klmnopqr"]
MIRRORED = {
    "insert": "delete",
    "delete": "insert",
    "source_dropped": "source_added",
    "source_added": "source_dropped",
    "modality_up": "modality_down",
    "modality_down": "modality_up",
    "a_to_b": "b_to_a",
    "b_to_a": "a_to_b",
}
# What an edit can put in.
NEW = ["soll", "Kim", "laut Tass", "angeblich", "Bilder von Tass", "Kreml", "und"]


def edited(seed: int) -> tuple[str, str]:
    """Two texts of some sentences, the second an edited copy of most of the first."""
    chance = random.Random(seed)
    sentences = [chance.choices(WORDS, k=chance.randint(8, 25)) for _ in range(4)]
    copies = []
    for sentence in sentences:
        copy = list(sentence)
        for _ in range(chance.randint(0, 3)):
            place = chance.randrange(len(copy))
            copy[place : place + chance.randint(0, 2)] = chance.sample(NEW, chance.randint(0, 2))
        copies.append(copy or ["leer"])
    if chance.random() < 0.5:
        copies.insert(chance.randint(0, 4), chance.choices(WORDS, k=12))
    texts = [" ".join(f"Es {' '.join(words)}." for words in of) for of in (sentences, copies)]
    return texts[0], texts[1]


def corpus_of(one: str, other: str, dates: list[Any] | None = None) -> cs.Corpus:
    frame = pl.DataFrame({"doc_id": ["a", "b"], "source": ["x", "y"], "text": [one, other]})
    return cs.Corpus.from_frame(
        frame if dates is None else frame.with_columns(pl.Series("date", dates, pl.Date))
    )


def words_of(text: str) -> list[str]:
    return text.replace(".", "").split()


@settings(max_examples=100)
@given(seed=st.integers(0, 100_000))
def test_an_alignment_has_both_sides(seed: int) -> None:
    texts = dict(zip("ab", edited(seed), strict=True))
    rows = cs.copy_edits(corpus_of(texts["a"], texts["b"]), equal=True)
    for part in rows.partition_by("aligned", maintain_order=True):
        for side in "ab":
            start, end = (part[f"sentence_{bound}_{side}"][0] for bound in ("start", "end"))
            kept = " ".join(text for text in part[f"text_{side}"] if text)
            assert words_of(kept) == words_of(texts[side][start:end])
        for one, other in part.filter(pl.col("op") == "equal")["text_a", "text_b"].rows():
            assert words_of(one.lower()) == words_of(other.lower())
    for row in rows.to_dicts():
        for side in "ab":
            assert texts[side][row[f"start_{side}"] : row[f"end_{side}"]] == row[f"text_{side}"]


@settings(max_examples=150)
@given(seed=st.integers(0, 100_000), dated=st.booleans())
def test_edits_mirror(seed: int, *, dated: bool) -> None:
    one, other = edited(seed)
    dates = [date(2023, 9, 12), date(2023, 9, 13)] if dated else None
    found = cs.copy_edits(corpus_of(one, other, dates), equal=True)
    turned = cs.copy_edits(corpus_of(other, one, dates and dates[::-1]), equal=True)
    sides = ("sentence", "sentence_start", "sentence_end", "start", "end", "text")
    told = ("op", "evidence", "direction")

    def rows(frame: pl.DataFrame, first: str, second: str, mirror: dict[str, str]) -> set[Any]:
        columns = [f"{name}_{side}" for side in (first, second) for name in sides]
        return {
            (*row[:-3], *(mirror.get(value, value) for value in row[-3:]))
            for row in frame.select(*columns, pl.col(told).cast(pl.String)).rows()
        }

    assert rows(found, "a", "b", {}) == rows(turned, "b", "a", MIRRORED)


@settings(max_examples=30)
@given(seed=st.integers(0, 100_000))
def test_threads_do_not_matter(seed: int) -> None:
    corpus = corpus_of(*edited(seed))
    assert cs.copy_edits(corpus, n_threads=1).equals(cs.copy_edits(corpus, n_threads=3))
