"""``voice_layer`` and ``voices`` on small texts."""

from __future__ import annotations

import math

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.framing.voice_estimates import effective_number
from tests.reference.voices import frame_of

TEXT = "Miller nannte Kim einen „Paria“. Putin sagte, der „Gast“ komme. Kim soll kommen."


def corpus(number: int = 1) -> cs.Corpus:
    names = [f"d{place}" for place in range(number)]
    return cs.Corpus.from_frame(
        pl.DataFrame({"doc_id": names, "source": ["a"] * number, "text": [TEXT] * number})
    )


def statements(number: int = 1, confidence: float = 0.9) -> pl.DataFrame:
    quote, clause, rest = TEXT.index("„P"), TEXT.index("der"), TEXT.index("Kim soll")
    rows = []
    for name in (f"d{place}" for place in range(number)):
        rows += [
            (name, 0, "partial", "positive", quote, quote + 7, "Miller", "official", 0.9),
            (
                name,
                1,
                "indirect_k1",
                "positive",
                clause,
                clause + 16,
                "Putin",
                "expert",
                confidence,
            ),
            (name, 2, "evidential_modal", "positive", rest, len(TEXT), None, "none", 0.9),
        ]
    return frame_of(rows)


def test_each_token_has_a_voice_and_a_wording() -> None:
    voiced = cs.voice_layer(corpus(), attributions=statements())
    found = cs.frequencies(voiced, by=["voice", "wording"]).filter(pl.col("voice") != "narrator")
    assert set(found.select("display", "voice", "wording").rows()) == {
        ("Paria", "Miller", "verbatim"),
        ("der", "Putin", "reported"),
        ("Gast", "Putin", "verbatim"),
        ("komme", "Putin", "reported"),
    }


def test_what_is_not_sure_is_uncertain_and_not_the_narrator_s() -> None:
    voiced = cs.voice_layer(corpus(), attributions=statements(confidence=0.4))
    found = cs.frequencies(voiced, by=["voice", "wording"]).filter(pl.col("voice") == "uncertain")
    assert found["wording"].unique().to_list() == ["uncertain"]
    assert set(found["term"]) == {"der", "gast", "komme"}
    rates = cs.voices(corpus(), attributions=statements(confidence=0.4)).rates
    row = rates.row(0, named=True)
    # 1 of 13 tokens is Miller's; 3 are uncertain.
    assert row["metric"] == "attributed_tokens"
    assert (row["value_least"], row["value_most"]) == (1 / 13, 4 / 13)
    assert row["value"] == 1 / 10


def test_one_document_carries_no_interval() -> None:
    found = cs.voices(corpus(), attributions=statements())
    assert found.rates["value_lo"].null_count() == found.rates.height
    assert set(found.rates["flag"]) == {"single_document"}


def test_rates_of_documents_that_are_alike() -> None:
    rates = cs.voices(corpus(6), attributions=statements(6)).rates
    values = dict(rates.select("metric", "value").rows())
    assert values["attributed_tokens"] == pytest.approx(4 / 13)
    assert values["attribution_rate"] == pytest.approx(2 / 3)
    assert values["unsourced_evidential_rate"] == pytest.approx(1 / 3)
    assert values["verbatim_share"] == pytest.approx(1 / 2)
    # One of the two is called by a surname that could be a noun.
    assert values["named_share"] == 1 / 2
    assert values["official_share"] == 1 / 2
    # Documents that are all the same say nothing of how much others would differ.
    assert rates["value_lo"].null_count() == rates.height


@pytest.mark.parametrize(
    ("counts", "entropy"),
    [
        # infomeasure 0.6.3, entropy(approach="chao_shen", base="e").
        ([4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1], 2.201137101279585),
        ([7, 3, 1], 1.014377849884869),
    ],
)
def test_chao_and_shen(counts: list[int], entropy: float) -> None:
    found = effective_number(counts)
    assert found is not None
    assert math.log(found) == pytest.approx(entropy, rel=1e-13)


def test_speakers_with_one_statement_each_tell_no_number() -> None:
    assert effective_number([1, 1, 1, 1, 1]) is None
    assert effective_number([2]) == 1.0


def test_errors_name_what_is_wrong() -> None:
    with pytest.raises(cs.InputError, match="no column 'confidence'"):
        cs.voice_layer(corpus(), attributions=statements().drop("confidence"))
    with pytest.raises(ValueError, match="between 0 and 1"):
        cs.voice_layer(corpus(), attributions=statements(), min_confidence=2)
    voiced = cs.voice_layer(corpus(), attributions=statements())
    with pytest.raises(cs.InputError, match="what is told of each group"):
        cs.voices(voiced, by=["source", "voice"], attributions=statements())
    with pytest.raises(ValueError, match="confidence has to be"):
        cs.voices(corpus(), attributions=statements(), confidence=95.0)
