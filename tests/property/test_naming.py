"""Laws of naming."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference.strategies import FRAGMENTS

ACTORS = {"Kim": ["Kim Jong Un", "Kim", "Machthaber"], "Putin": ["Wladimir Putin", "Putin"]}
WORDS = [
    *(
        "Kim",
        "Kims",
        "Jong-un",
        "Jong Un",
        "Putin",
        "Putins",
        "Wladimir",
        "Machthaber",
        "Machthabers",
    ),
    *("Präsident", "Nordkoreas", "russische", "der", "des", ",", "kam.", "Kreml-Sprecher"),
]
text = st.lists(st.sampled_from(WORDS) | st.sampled_from(FRAGMENTS), max_size=20).map(" ".join)


def corpus(texts: list[str]) -> cs.Corpus:
    frame = pl.DataFrame(
        {"doc_id": range(len(texts)), "text": texts}, {"doc_id": pl.Int64, "text": pl.String}
    )
    source = pl.Series("source", [f"s{row % 2}" for row in range(len(texts))])
    return cs.Corpus.from_frame(frame.with_columns(source))


@settings(max_examples=100, deadline=None)
@given(st.lists(text, min_size=1, max_size=4))
def test_counts_are_those_of_mentions(texts: list[str]) -> None:
    found = cs.naming(corpus(texts), ACTORS)
    assert found.forms["count"].sum() == found.mentions.height
    shares = found.forms.group_by("source", "actor").agg(pl.col("share").sum())
    assert all(abs(share - 1) < 1e-9 for share in shares["share"])
    for doc_id, start, end, said in found.mentions.select("doc_id", "start", "end", "text").rows():
        assert texts[doc_id][start:end] == said
    assert found.forms.equals(cs.naming(corpus(texts), ACTORS).forms)


@settings(max_examples=100, deadline=None)
@given(st.lists(text, min_size=1, max_size=4))
def test_another_actor_changes_nothing(texts: list[str]) -> None:
    made = corpus(texts)
    both = cs.naming(made, ACTORS).mentions.filter(pl.col("actor") == "Putin")
    one = cs.naming(made, {"Putin": ACTORS["Putin"]}).mentions
    assert both.height == one.height


@settings(max_examples=100, deadline=None)
@given(text)
def test_a_sentence_elsewhere_changes_nothing(said: str) -> None:
    alone = cs.naming(corpus([said]), ACTORS).mentions
    more = cs.naming(corpus([f"{said}\n\nEs regnet heute."]), ACTORS).mentions
    assert more.equals(alone)
