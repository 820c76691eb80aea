"""Laws of naming speakers."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats.framing.similar_names import jaro_winkler
from corpusstats.framing.spelling import fold, foldings
from tests.reference.strategies import FRAGMENTS, characters

TITLED = "der die Sprecher Ministerin Kim Jong-un Putin Ria Nowosti, Dr. Muster von Tass Kreml"
WORDS = [*FRAGMENTS, *TITLED.split()]
phrase = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join) | st.text(characters)


@settings(max_examples=300, deadline=None)
@given(st.lists(phrase | st.none(), max_size=6))
def test_a_name_names_itself(phrases: list[str | None]) -> None:
    frame = pl.DataFrame({"referent": phrases}, {"referent": pl.String})
    once = cs.name_speakers(frame)
    assert cs.name_speakers(once).equals(once)
    again = cs.name_speakers(once.select(pl.col("speaker").alias("referent")))
    known = set(cs.alias_table()["canonical"])
    for first, second in zip(once["speaker"], again["speaker"], strict=True):
        if first in known:
            assert first == second


@given(st.text(characters))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert foldings(name)[0] == fold(name)


@given(st.text(st.sampled_from("abcde"), max_size=8), st.text(st.sampled_from("abcde"), max_size=8))
def test_similarity_lies_between_0_and_1(one: str, other: str) -> None:
    assert 0 <= jaro_winkler(one, other) <= 1
    assert (jaro_winkler(one, other) == 1) == (one == other)
