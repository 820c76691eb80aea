"""Laws of zones."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference.zones import units
from tests.reference.strategies import FRAGMENTS

LINES = [
    *("Anzeige", "Der Zug rollt", "Von Ada Beispiel", "Seoul. Der Zug ist da.", "(slo/AFP)"),
    *("Der Zug. © Bildhaus", "Im Video: Der Zug", "date 2023-09 Der Zug ist da.", "5. Mai 2023"),
    *(
        "Der Zug kam am Morgen an. (dpa)",
        "(Nicht für Wiederverkauf)",
        "Wohin fährt er?",
        "Foto: dpa",
    ),
    *("Der Zug am Bahnhof. (Archivfoto) (Yonhap)", "SEOUL (dpa) - Der Zug ist da. dpa/AFP"),
]
line = st.sampled_from(LINES) | st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join)
ends = st.sampled_from(["\n", "\n\n", "\r\n", " \n \n", "\u2029", ""])
texts = st.lists(st.tuples(line, ends), max_size=10).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)


def corpus(documents: list[str], names: list[int]) -> cs.Corpus:
    frame = pl.DataFrame(
        {"doc_id": names, "text": documents}, {"doc_id": pl.Int64, "text": pl.String}
    )
    return cs.Corpus.from_frame(frame.with_columns(source=pl.lit("a")))


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_zones_are_the_text(documents: list[str]) -> None:
    found = cs.zones(corpus(documents, list(range(len(documents)))))
    for doc_id, text in enumerate(documents):
        spans = found.filter(pl.col("doc_id") == doc_id).select("start", "end").rows()
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(before[1] == after[0] for before, after in pairwise(spans))
        assert all(start < end for start, end in spans)
        assert [s.start for s in units(text)] == [0, *(s.end for s in units(text))][:-1] or not text


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(documents: list[str], random: object) -> None:
    names = list(range(len(documents)))
    random.shuffle(names)  # type: ignore[attr-defined]
    found = cs.zones(corpus(documents, list(range(len(documents)))))
    other = cs.zones(corpus([documents[name] for name in names], names))
    assert other.sort("doc_id", "start").equals(found)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_layer_of_zones_leaves_no_token_out(text: str) -> None:
    made = corpus([text, "Der Zug."], [0, 1])
    layered = made.with_layer("zone", cs.zones(made))
    counts = cs.frequencies(layered, by="zone", attribute="word")
    assert counts["count"].sum() == cs.frequencies(made, attribute="word")["count"].sum()
    assert counts["zone"].null_count() == 0
