"""Voices partition the tokens, and their shares are what a slow count says."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats.framing.voice_estimates import effective_number
from tests.reference import voices as reference

SENTENCES = ("Der Zug kam an.", "Er nannte „Kim Jong Un“ hier.", "Das ist »alles« offenbar neu.")
MODES = ("direct", "partial", "indirect_k1", "adposition", "evidential_modal")
SPEAKERS = ("Wladimir Putin", "Matthew Miller", "Beamter", None)
NAMED = {
    "Wladimir Putin": "official",
    "Matthew Miller": "expert",
    "Beamter": "anonymous",
    None: None,
}


@st.composite
def reported(draw: st.DrawFn) -> tuple[cs.Corpus, pl.DataFrame, list[dict[str, Any]]]:
    """Make documents of a few sentences, with statements that lie inside each other or apart."""
    documents, rows = [], []
    for number in range(draw(st.integers(2, 9))):
        chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
        doc_id, text, start = f"d{number}", " ".join(chosen), 0
        documents.append((doc_id, draw(st.sampled_from("ab")), text))
        for place, sentence in enumerate(chosen):
            end, first = start + len(sentence), start
            for _ in range(draw(st.integers(0, 2))):
                if end - first < 4:
                    break
                first = draw(st.integers(first, end - 3))
                end = draw(st.integers(first + 1, end - 1))
                speaker = draw(st.sampled_from(SPEAKERS))
                polarity = draw(st.sampled_from(("positive", "positive", "negative")))
                certain = draw(st.sampled_from((0.9, 0.9, 0.2)))
                mode = draw(st.sampled_from(MODES))
                kind = NAMED[speaker]
                rows.append((doc_id, place, mode, polarity, first, end, speaker, kind, certain))
            start += len(sentence) + 1
    frame = pl.DataFrame(documents, ["doc_id", "source", "text"], orient="row")
    attributions = reference.frame_of(rows)
    places = [
        [draw(st.one_of(st.none(), st.integers(first, last))) for _ in reference.PLACES]
        for first, last in attributions.select("content_start", "content_end").rows()
    ]
    for at, names in enumerate((reference.PLACES[:2], reference.PLACES[2:])):
        spans = [sorted(x or 0 for x in row[2 * at : 2 * at + 2]) for row in places]
        missing = [None in row[2 * at : 2 * at + 2] for row in places]
        attributions = attributions.with_columns(
            pl.Series(
                name,
                [None if no else span[side] for span, no in zip(spans, missing, strict=True)],
                pl.UInt32,
            )
            for side, name in enumerate(names)
        )
    return cs.Corpus.from_frame(frame), attributions, attributions.to_dicts()


@given(reported())
def test_every_token_has_the_voice_and_wording_of_its_first_code_point(
    made: tuple[cs.Corpus, pl.DataFrame, list[dict[str, Any]]],
) -> None:
    corpus, attributions, rows = made
    voiced = cs.voice_layer(corpus, attributions=attributions)
    found = cs.frequencies(voiced, by=["doc_id", "voice", "wording"])
    expected: dict[tuple[str, ...], int] = {}
    for doc_id, text in corpus.documents.select("doc_id", "text").rows():
        of_text = reference.layers(text, [row for row in rows if row["doc_id"] == doc_id])
        tokens = corpus.tokens().filter(
            pl.col("doc_id") == doc_id, pl.col("kind").cast(pl.String).is_in(["word", "number"])
        )
        for token, start in tokens.select("token", "start").rows():
            key = (token.lower(), doc_id, *of_text[start])
            expected[key] = expected.get(key, 0) + 1
    counted = found.select("term", "doc_id", "voice", "wording", "count").rows()
    assert {row[:4]: row[4] for row in counted} == expected
    assert found["count"].sum() == cs.frequencies(corpus)["count"].sum()


@settings(max_examples=60)
@given(reported())
def test_shares_and_rates_are_what_a_slow_count_says(
    made: tuple[cs.Corpus, pl.DataFrame, list[dict[str, Any]]],
) -> None:
    corpus, attributions, rows = made
    found = cs.voices(corpus, attributions=attributions)
    voiced = cs.voice_layer(corpus, attributions=attributions)
    cells = cs.frequencies(voiced, by=["source", "doc_id", "voice"])
    for source in sorted(set(corpus.documents["source"])):
        documents = [
            _observe(cells, doc_id, rows)
            for doc_id in sorted(corpus.documents.filter(source=source)["doc_id"])
        ]
        rates = {row["metric"]: row for row in found.rates.filter(source=source).to_dicts()}
        _check(rates["attributed_tokens"], documents, "said", ("said", "own"))
        _check(rates["named_share"], documents, "named", ("statements",))
        _check(rates["official_share"], documents, "official", ("statements",))
        speakers = rates["effective_speakers"]
        value = _effective(documents)
        assert speakers["value"] == (None if value is None else pytest.approx(value, rel=1e-12))
        _check_interval(speakers, reference.interval(documents, _effective, 0.95), (1.0, math.inf))
    shares = found.shares.filter(pl.col("share_of_tokens").is_not_null())
    sums = shares.group_by("source").agg(pl.col("share_of_tokens").sum())["share_of_tokens"]
    assert sums.to_list() == pytest.approx([1.0] * len(sums))
    within = pl.col("share_of_tokens").is_between("share_of_tokens_least", "share_of_tokens_most")
    assert shares.filter(~within).is_empty()


def _observe(cells: pl.DataFrame, doc_id: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    own = cells.filter(pl.col("doc_id") == doc_id)
    said = own.filter(~pl.col("voice").is_in(["narrator", "uncertain"]))["count"].sum()
    counted = [
        row["speaker"]
        for row in rows
        if row["doc_id"] == doc_id
        and row["mode"] != "evidential_modal"
        and row["polarity"] != "negative"
        and row["confidence"] >= 0.5
    ]
    return {
        "said": said,
        "own": own.filter(pl.col("voice") == "narrator")["count"].sum(),
        "statements": len(counted),
        "named": sum(1 for one in counted if one in SPEAKERS[:2]),
        "official": counted.count(SPEAKERS[0]),
        "speakers": [one for one in counted if one is not None],
    }


def _effective(documents: Any) -> float | None:
    speakers = [one for document in documents for one in document["speakers"]]
    return reference.effective_number(speakers.count(one) for one in set(speakers))


def _check(
    row: dict[str, Any], documents: list[dict[str, Any]], part: str, whole: tuple[str, ...]
) -> None:
    def ratio(of: Any) -> float | None:
        every = sum(document[name] for document in of for name in whole)
        return sum(document[part] for document in of) / every if every else None

    value = ratio(documents)
    assert row["value"] == (None if value is None else pytest.approx(value))
    assert row["numerator"] == sum(document[part] for document in documents)
    if value is not None:
        assert row["value_least"] <= row["value"] + 1e-12
        assert row["value_most"] >= row["value"] - 1e-12
    _check_interval(row, reference.interval(documents, ratio, 0.95), (0.0, 1.0))


def _check_interval(
    row: dict[str, Any], expected: tuple[float, float] | None, bounds: tuple[float, float]
) -> None:
    if expected is None or expected[1] - expected[0] < 1e-9:
        return
    assert row["value_lo"] == pytest.approx(max(expected[0], bounds[0]), abs=1e-9)
    assert row["value_hi"] == pytest.approx(min(expected[1], bounds[1]), abs=1e-9)


@given(st.lists(st.integers(0, 40), max_size=30))
def test_effective_number_is_that_of_the_paper(counts: list[int]) -> None:
    found, expected = effective_number(counts), reference.effective_number(counts)
    assert found == (None if expected is None else pytest.approx(expected, rel=1e-10))


@given(st.integers(1, 30), st.integers(2, 50))
def test_equally_many_statements_of_each_are_as_many_speakers(kinds: int, each: int) -> None:
    """Nothing was seen once, so that nothing is missing but by chance to be seen at all."""
    found = effective_number([each] * kinds)
    assert found is not None
    assert found >= kinds - 1e-9
