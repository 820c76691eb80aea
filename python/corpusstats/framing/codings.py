"""What coders have filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.documents import check_unique
from corpusstats.exceptions import InputError
from corpusstats.framing.validation_sample import KINDS, TO_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CODED", "coded"]

CODED = TO_CODE[:-1]
YES = ("1", "yes", "ja", "true", "y", "j", "x", "1.0")
NO = ("0", "no", "nein", "false", "n", "0.0")
NEEDED = (
    *("sample_id", "mode", "kind", "is_statement", "missed_statements", "weight"),
    *("found_in_sentence", "group_sentences", "group_attributed"),
)


def coded(frame: pl.DataFrame, columns: Sequence[str], argument: str) -> pl.DataFrame:
    """Check a coded sample, and make numbers of what is filled in; null where nothing is."""
    missing = [name for name in (*NEEDED, *columns) if name not in frame.columns]
    if missing:
        msg = f"{argument} has no column {missing[0]!r}; there are {frame.columns}"
        raise InputError(msg)
    check_unique(frame["sample_id"], "sample_id")
    wrong = frame.filter(pl.col("kind").is_in(KINDS).not_().fill_null(value=True))
    if not wrong.is_empty():
        row = wrong.row(0, named=True)
        msg = f"{argument}: row {row['sample_id']} has a kind {row['kind']!r}; valid are {KINDS}"
        raise InputError(msg)
    kept = frame.with_columns(
        pl.lit(None).alias(name) for name in CODED if name not in frame.columns
    )
    answers = [_numbers(kept, name, argument) for name in CODED]
    numbers = [pl.col("weight").cast(pl.Float64), pl.col("found_in_sentence").cast(pl.Float64)]
    return kept.with_columns(*answers, *numbers)


def _numbers(frame: pl.DataFrame, name: str, argument: str) -> pl.Series:
    values = [
        _number(name, value, f"{argument}: row {row}")
        for row, value in frame.select("sample_id", name).iter_rows()
    ]
    return pl.Series(name, values, pl.Float64)


def _number(name: str, value: Any, where: str) -> float | None:  # noqa: ANN401
    """Read an answer: yes or no, or how many."""
    text = "" if value is None else str(value).strip().lower()
    if not text:
        return None
    if text in YES and name != "missed_statements":
        return 1.0
    if text in NO:
        return 0.0
    if name == "missed_statements":
        whole = text.removesuffix(".0")
        if whole.isascii() and whole.isdigit():
            return float(whole)
        if text in YES:
            return 1.0
        msg = f"{where} has {name} {value!r}: a whole number is wanted, or nothing"
        raise InputError(msg)
    msg = f"{where} has {name} {value!r}: 1 or 0 (yes, no, ja, nein) is wanted, or nothing"
    raise InputError(msg)
