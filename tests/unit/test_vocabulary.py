"""`Corpus.vocabulary`: distinct pairs of word and kind."""

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.options import KINDS
from tests.reference.strategies import corpus_of


def test_terms_are_words_as_they_stand_in_byte_order() -> None:
    found = corpus_of("zug Zug. Zu\u00adg ZUG, Ähre Zug 12").vocabulary()
    assert found.select("term_id", "word", "lower", "count").rows() == [
        (0, ",", ",", 1),
        (1, ".", ".", 1),
        (2, "12", "12", 1),
        (3, "ZUG", "zug", 1),
        (4, "Zug", "zug", 2),
        (5, "Zu\u00adg", "zug", 1),
        (6, "zug", "zug", 1),
        (7, "Ähre", "ähre", 1),
    ]
    kinds = ["punctuation", "punctuation", "number", "word", "word", "word", "word", "word"]
    assert found["kind"].to_list() == kinds


def test_byte_order_also_of_long_words_and_beyond_the_first_planes() -> None:
    words = ["a\x00b", "\uffee", "𐐨", "b" * 17 + "a", "b" * 17, "b" * 16 + "ä", "b" * 16, "ba", "b"]
    found = corpus_of(" ".join(words)).vocabulary()["word"].to_list()
    assert found == sorted({"a", "\x00", *words[1:]}, key=str.encode)


def test_the_frame_has_these_columns() -> None:
    schema = corpus_of("Der Zug.").vocabulary().schema
    assert {name: dtype.base_type() for name, dtype in schema.items()} == {
        "term_id": pl.UInt32,
        "word": pl.String,
        "lower": pl.String,
        "kind": pl.Enum(KINDS),
        "count": pl.Int64,
    }


def test_part_of_a_corpus_keeps_the_numbers_of_its_terms(small: cs.Corpus) -> None:
    whole = small.vocabulary()
    part = small.filter(pl.col("source") == "y").vocabulary()
    assert part["count"].min() == 1
    assert part["count"].sum() == part.height + 3 == 11
    assert part.height < whole.height
    assert part.drop("count").equals(
        whole.filter(pl.col("term_id").is_in(part["term_id"].implode())).drop("count")
    )


def test_counts_of_parts_add_up(small: cs.Corpus) -> None:
    parts = [small.filter(pl.col("doc_id") == name) for name in small.documents["doc_id"]]
    summed = (
        pl.concat([part.vocabulary() for part in parts])
        .group_by("term_id")
        .agg(pl.col("count").sum())
    )
    assert summed.sort("term_id").equals(small.vocabulary().select("term_id", "count"))


def test_strings_of_a_part_are_right_wherever_they_come_from() -> None:
    """Short words are stored in the column, long ones in a buffer beside it."""
    long = ["Donaudampfschifffahrt" + "s" * size for size in range(30)]
    corpus = corpus_of(" ".join(long), long[3], "kurz")
    assert corpus.vocabulary()["word"].to_list() == sorted([*long, "kurz"])
    assert corpus.filter(pl.col("doc_id") > 0).vocabulary()["word"].to_list() == [long[3], "kurz"]
    assert corpus.filter(pl.col("doc_id") == 0).vocabulary()["word"].to_list() == sorted(long)


@pytest.mark.parametrize("n_threads", [1, 3])
def test_many_words_that_begin_alike_are_in_byte_order(n_threads: int) -> None:
    words = [f"Donaudampfschiff{number * 7919 % 300_000}" for number in range(300_000)]
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": [" ".join(words), " ".join(words[::3])]})
    vocabulary = cs.Corpus.from_frame(frame, n_threads=n_threads).vocabulary()
    assert vocabulary["word"].to_list() == sorted(words)
    twice = set(words[::3])
    assert vocabulary["count"].to_list() == [1 + (word in twice) for word in sorted(words)]
