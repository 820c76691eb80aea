"""Voices, wordings and their shares, one code point and one document at a time."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

QUOTED = re.compile(r'„[^“”"]*[“”"]|“[^“”]*”|»[^«»]*«|«[^«»]*»|"[^"]*"')


PLACES = ("speaker_start", "speaker_end", "cue_start", "cue_end")


def layers(text: str, statements: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Tell the voice and the wording of every code point."""
    voice, wording = ["narrator"] * len(text), ["own"] * len(text)
    listed = [
        one
        for one in statements
        if one["mode"] != "evidential_modal" and one["polarity"] != "negative"
    ]
    listed.sort(key=lambda one: one["content_start"] - one["content_end"])
    for one in listed:
        label = "uncertain" if one["confidence"] < 0.5 else one["speaker"] or "unknown"
        for place in _content(one):
            voice[place] = label
    for rank, name in enumerate(("uncertain", "reported", "verbatim")):
        for one in listed:
            places = _content(one)
            if one["confidence"] < 0.5:
                places = places if rank == 0 else set()
            elif one["mode"] in ("direct", "partial"):
                places = places if rank == 2 else set()
            elif rank == 0:
                places = set()
            elif rank == 2:
                places &= {
                    place for found in QUOTED.finditer(text) for place in range(*found.span())
                }
            for place in places:
                wording[place] = name
    return list(zip(voice, wording, strict=True))


def _content(one: Mapping[str, Any]) -> set[int]:
    """List the places of a content, less those of its cue and speaker."""
    places = set(range(one["content_start"], one["content_end"]))
    for name in ("speaker", "cue"):
        if one[f"{name}_start"] is not None:
            places -= set(range(one[f"{name}_start"], one[f"{name}_end"]))
    return places


def interval(
    documents: Sequence[Any], estimate: Callable[[Sequence[Any]], float | None], confidence: float
) -> tuple[float, float] | None:
    """Leave out one document after the other."""
    value = estimate(documents)
    without = [estimate([other for other in documents if other is not one]) for one in documents]
    if value is None or None in without or len(documents) < 5:
        return None
    g, mean = len(without), math.fsum(without) / len(without)  # type: ignore[arg-type]
    error = math.sqrt((g - 1) / g * math.fsum((one - mean) ** 2 for one in without))  # type: ignore[operator]
    half = _core.student_quantile((1 + confidence) / 2, g - 1) * error
    return (value - half, value + half) if half > 0 else None


def effective_number(counts: Iterable[int]) -> float | None:
    """Chao & Shen's entropy as it stands in the paper, as a number of kinds."""
    known = [count for count in counts if count]
    n, once = sum(known), sum(1 for count in known if count == 1)
    if n < 2 or once == n:
        return None
    coverage = 1 - once / n
    entropy = 0.0
    for count in known:
        p = coverage * count / n
        entropy -= p * math.log(p) / (1 - (1 - p) ** n) if p < 1 else 0.0
    return math.exp(entropy)


def frame_of(rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """Make a frame of attributions from rows without parents or parts."""
    schema = {
        "doc_id": pl.String,
        "sentence": pl.UInt32,
        "mode": pl.String,
        "polarity": pl.String,
        "content_start": pl.UInt32,
        "content_end": pl.UInt32,
        "speaker": pl.String,
        "speaker_type": pl.String,
        "confidence": pl.Float64,
    }
    span = pl.Struct({"start": pl.UInt32, "end": pl.UInt32})
    return pl.DataFrame(rows, schema, orient="row").with_columns(
        attr_id=pl.int_range(pl.len(), dtype=pl.UInt32),
        parent_id=pl.lit(None, pl.UInt32),
        content_parts=pl.lit(None, pl.List(span)),
        **dict.fromkeys(PLACES, pl.lit(None, pl.UInt32)),
    )
