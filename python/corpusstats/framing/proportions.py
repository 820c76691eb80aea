"""Proportions of a weighted sample, and what follows from them for one group."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ESTIMATES", "Proportion", "estimates", "proportion", "wilson"]

_SHARES = ("precision", "recall", "content_right", "speaker_right")
ESTIMATES = (
    *("statements", "sentences", "coded", "coded_sentences"),
    *(f"{name}{bound}" for name in _SHARES for bound in ("", "_lo", "_hi")),
    *("share", "share_corrected", "share_corrected_lo", "share_corrected_hi"),
    *("sensitivity", "specificity"),
)

Interval = tuple[float | None, float | None]
NOTHING: Interval = (None, None)


class Proportion(NamedTuple):
    """A share, its variance, and how many independent rows it rests on."""

    value: float
    variance: float
    rows: float


def wilson(value: float, rows: float, z: float) -> tuple[float, float]:
    """Give Wilson's interval of a share of so many rows.

    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of
    the American Statistical Association 22.
    """
    centre = (value + z * z / (2 * rows)) / (1 + z * z / rows)
    half = z / (1 + z * z / rows) * math.sqrt(value * (1 - value) / rows + (z / (2 * rows)) ** 2)
    return (
        0.0 if value == 0 else max(0.0, centre - half),
        1.0 if value == 1 else min(1.0, centre + half),
    )


def proportion(values: Sequence[float], weights: Sequence[float], z: float) -> Proportion | None:
    """Estimate a share by weighted rows; ``None`` without any.

    The variance is that at the centre of Wilson's interval, so that it is not 0 at 0 and 1.
    """
    whole = sum(weights)
    if not whole:
        return None
    share = sum(v * w for v, w in zip(values, weights, strict=True)) / whole
    rows = whole**2 / sum(w * w for w in weights)
    centre = (share * rows + z * z / 2) / (rows + z * z)
    return Proportion(share, centre * (1 - centre) / rows, rows)


def estimates(rows: pl.DataFrame, confidence: float) -> dict[str, float | int | None]:
    """Estimate for one group all that a coded sample tells."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    of_kind = {kind: rows.filter(pl.col("kind") == kind) for kind in ("statement", "sentence")}
    statements, sentences = of_kind["statement"], of_kind["sentence"]
    judged = _answered(statements, "is_statement")
    read = _answered(sentences, "missed_statements")
    result: dict[str, float | int | None] = {
        "statements": float(statements["weight"].sum()),
        "sentences": float(sentences["weight"].sum()),
        "coded": judged.height,
        "coded_sentences": read.height,
    }
    precision = _share(judged, "is_statement", z)
    result |= _with_interval("precision", precision, z)
    beside = _answered(statements, "missed_statements")
    result |= _recall(result, precision, read, beside, z)
    right = judged.filter(pl.col("is_statement") == 1)
    for name in ("content_right", "speaker_right"):
        result |= _with_interval(name, _share(_answered(right, name), name, z), z)
    return result | _corrected(rows, judged, read, z)


def _answered(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Keep the rows that are coded, each for more where others of its stratum are not."""
    known = pl.col(name).is_not_null()
    scale = pl.len().over("mode", "kind") / known.sum().over("mode", "kind")
    return rows.with_columns((pl.col("weight") * scale).alias("weight")).filter(known)


def _share(rows: pl.DataFrame, name: str, z: float) -> Proportion | None:
    return proportion(rows[name].to_list(), rows["weight"].to_list(), z)


def _with_interval(name: str, found: Proportion | None, z: float) -> dict[str, float | None]:
    bounds = NOTHING if found is None else wilson(found.value, found.rows, z)
    return {
        name: None if found is None else found.value,
        f"{name}_lo": bounds[0],
        f"{name}_hi": bounds[1],
    }


class Missed(NamedTuple):
    """What was missed in the rows of a kind: how many there are, and missed ones for each."""

    size: float
    rate: float
    variance: float
    rows: float

    @classmethod
    def of(cls, size: float, missed: Sequence[float], weights: Sequence[float]) -> Missed:
        """Estimate the rate by weighted rows; of rare events its variance is no less than it."""
        whole = sum(weights)
        rows = whole**2 / sum(w * w for w in weights)
        rate = sum(one * w for one, w in zip(missed, weights, strict=True)) / whole
        spread = sum(w * (one - rate) ** 2 for one, w in zip(missed, weights, strict=True)) / whole
        spread *= rows / max(1.0, rows - 1)
        return cls(size, rate, max(spread, rate) / rows, rows)

    def most(self, z: float) -> float:
        """Tell how many there may be, where none was missed."""
        return self.size * (self.rate or wilson(0, self.rows, z)[1])


def _recall(
    sizes: dict[str, float | int | None],
    precision: Proportion | None,
    read: pl.DataFrame,
    beside: pl.DataFrame,
    z: float,
) -> dict[str, float | None]:
    """Compare the statements found with those missed, by the delta method on log odds.

    ``read`` are the sentences without a statement, ``beside`` those with some, once for each: of
    what was missed there, each tells its part.
    """
    value: float | None = None
    bounds = NOTHING
    if precision is not None and not read.is_empty():
        statements, sentences = (sizes["statements"] or 0), (sizes["sentences"] or 0)
        missed = read["missed_statements"].to_list()
        lost = [Missed.of(sentences, missed, [1.0] * len(missed))]
        if not beside.is_empty():
            parts = beside["missed_statements"] / beside["found_in_sentence"]
            lost.append(Missed.of(statements, parts.to_list(), beside["weight"].to_list()))
        found = statements * precision.value
        all_lost = sum(part.size * part.rate for part in lost)
        if found + all_lost > 0:
            value = found / (found + all_lost)
            bounds = _odds_interval(statements, precision, lost, z)
    return {"recall": value, "recall_lo": bounds[0], "recall_hi": bounds[1]}


def _odds_interval(
    statements: float, precision: Proportion, lost: Sequence[Missed], z: float
) -> tuple[float, float]:
    all_lost = sum(part.size * part.rate for part in lost)
    if precision.value == 0 or all_lost == 0:
        lo, hi = wilson(precision.value, precision.rows, z)
        most = sum(part.most(z) for part in lost)
        return (
            0.0 if precision.value == 0 else statements * lo / (statements * lo + most),
            1.0 if all_lost == 0 else statements * hi / (statements * hi + all_lost),
        )
    of_lost = sum(part.size**2 * part.variance for part in lost) / all_lost**2
    error = math.sqrt(precision.variance / precision.value**2 + of_lost)
    odds = statements * precision.value / all_lost
    low, high = odds * math.exp(-z * error), odds * math.exp(z * error)
    return low / (1 + low), high / (1 + high)


def _corrected(
    rows: pl.DataFrame, judged: pl.DataFrame, read: pl.DataFrame, z: float
) -> dict[str, float | None]:
    """Correct the share of sentences with a statement for what is wrong and what is missed."""
    every, attributed = rows.select("group_sentences", "group_attributed").row(0)
    share = attributed / every if every else None
    names = ("share_corrected", "share_corrected_lo", "share_corrected_hi")
    result = {"share": share, **dict.fromkeys((*names, "sensitivity", "specificity"))}
    missed = pl.col("missed_statements").fill_null(0) > 0
    has = (missed | (pl.col("is_statement") == 1)).cast(pl.Float64)
    of_sentence = pl.col("weight") / pl.col("found_in_sentence")
    found = _share(judged.with_columns(has.alias("_has"), of_sentence.alias("weight")), "_has", z)
    lost = _share(read.with_columns(missed.cast(pl.Float64).alias("_has")), "_has", z)
    if share is None or (found is None and share > 0) or (lost is None and share < 1):
        return result
    found = found or Proportion(0.0, 0.0, 1.0)
    lost = lost or Proportion(0.0, 0.0, 1.0)
    # With sensitivity and specificity of the same sample, Rogan and Gladen's formula is this one.
    with_one = share * found.value
    missing = (1 - share) * lost.value
    corrected = with_one + missing
    error = math.sqrt(share**2 * found.variance + (1 - share) ** 2 * lost.variance)
    bounds = max(0.0, corrected - z * error), min(1.0, corrected + z * error)
    without = 1 - corrected
    return {
        "share": share,
        **dict(zip(names, (corrected, *bounds), strict=True)),
        "sensitivity": with_one / corrected if corrected else None,
        "specificity": (1 - share) * (1 - lost.value) / without if without else None,
    }
