"""What every program of a race hands over, and the values by which results are compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SLICE = 500_000


@dataclass(frozen=True)
class Given:
    """What a program starts from: the documents, a folder of its own, and a number of threads."""

    frame: pl.DataFrame
    folder: Path
    threads: int


@dataclass(frozen=True)
class Result:
    """What a program found.

    ``rows`` gives it, outside of the time taken, as frames of at most ``SLICE`` rows: ``term``,
    with ``document`` before it in a matrix and ``other`` behind it in pairs, ``count``, and
    ``score`` where there is a measure. ``megabytes`` is what it takes, where that is known.
    """

    rows: Callable[[], Iterator[pl.DataFrame]]
    megabytes: Callable[[], float] | None = None


@dataclass
class Sums:
    """Values that do not depend on the order of the rows; ``score`` is of those above 0."""

    rows: int = 0
    total: int = 0
    checksum: int | None = None
    score: float | None = field(default=None)

    def add(self, frame: pl.DataFrame, *, checksum: bool) -> None:
        """Take in some rows, but for those that count nothing: not all programs list them."""
        frame = frame.filter(pl.col("count") > 0)
        self.rows += frame.height
        self.total += int(frame["count"].sum())
        if "score" in frame.columns:
            self.score = (self.score or 0.0) + float(frame["score"].clip(0).sum())
        if checksum:
            counts = frame["count"].cast(pl.UInt64).to_numpy()
            self.checksum = ((self.checksum or 0) + add_hashes(keys(frame), counts)) % 2**64


def made_up() -> pl.DataFrame:
    """Make some documents, for a first try."""
    text = "Der Bundestag sah den Bundesrat am 12. September an der Grenze. "
    return pl.DataFrame(
        {
            "doc_id": [f"d{number}" for number in range(100)],
            "source": ["SPD", "FDP"] * 50,
            "text": [text.replace("Grenze", f"Grenze{number % 97}") for number in range(100)],
        }
    )


def from_frame(frame: pl.DataFrame, *shapes: pl.Expr) -> Result:
    """Make a result of a frame; ``shapes`` makes the columns that are checked of it."""

    def rows() -> Iterator[pl.DataFrame]:
        for part in frame.iter_slices(SLICE):
            yield part.select(*shapes) if shapes else part

    return Result(rows, lambda: megabytes(frame))


def from_pairs(pairs: Iterable[tuple[str, int]]) -> Iterator[pl.DataFrame]:
    """Make frames of terms and counts."""
    rest = iter(pairs)
    while part := list(islice(rest, SLICE)):
        yield pl.DataFrame(part, schema={"term": pl.String, "count": pl.Int64}, orient="row")


def from_arrays(columns: dict[str, tuple[NDArray[Any], pl.Series]], counts: Any) -> Result:  # noqa: ANN401
    """Make a result of arrays of numbers, each with the names of what it numbers."""

    def rows() -> Iterator[pl.DataFrame]:
        for start in range(0, len(counts), SLICE):
            part = slice(start, start + SLICE)
            named = {name: axis.gather(codes[part]) for name, (codes, axis) in columns.items()}
            yield pl.DataFrame({**named, "count": counts[part]})

    size = sum(codes.nbytes for codes, _ in columns.values()) + counts.nbytes
    return Result(rows, lambda: size / 2**20)


def megabytes(frame: pl.DataFrame) -> float:
    """Say what a frame takes: a string has 16 bytes, and its own elsewhere if there are over 12."""
    size = frame.select(pl.exclude(pl.String)).estimated_size()
    for column in frame.select(pl.col(pl.String)):
        lengths = column.str.len_bytes().cast(pl.UInt64)
        size += 16 * frame.height + int(lengths.filter(lengths > 12).sum())
    return size / 2**20


def from_csr(matrix: Any, documents: pl.Series, terms: pl.Series) -> Result:  # noqa: ANN401
    """Make a result of the parts of a matrix in compressed rows."""
    rows = np.repeat(np.arange(len(documents)), np.diff(matrix.indptr))
    axes = {"document": (rows, documents), "term": (matrix.indices, terms)}
    return from_arrays(axes, matrix.data)


def keys(frame: pl.DataFrame) -> pl.Series:
    """Make one string of each row; of a pair the same in both orders."""
    if "other" in frame.columns:
        parts = [pl.min_horizontal("term", "other"), pl.max_horizontal("term", "other")]
    else:
        parts = [pl.col(name) for name in ("document", "term") if name in frame.columns]
    return frame.select(pl.concat_str(parts, separator="\t")).to_series()


# Not polars' own hash, which differs from version to version: some peers need another polars.
_BASE = 0x9E37_79B9_7F4A_7C15
_INVERSE = pow(_BASE, -1, 2**64)
_BYTES = np.random.default_rng(0).integers(1, 2**64, 256, np.uint64, endpoint=False)


def add_hashes(strings: pl.Series, counts: NDArray[np.uint64]) -> int:
    """Add up one number for each string and its count, modulo 2 ** 64.

    A string's number is a polynomial in its bytes: the difference of two running sums over all
    strings together, taken back to the power 0.
    """
    joined = np.frombuffer(str(strings.str.join("").item()).encode(), np.uint8)
    lengths = strings.str.len_bytes().to_numpy().astype(np.int64)
    ends = np.cumsum(lengths)
    sums = np.zeros(len(joined) + 1, np.uint64)
    np.cumsum(_BYTES[joined] * _powers(_BASE, len(joined)), out=sums[1:])
    numbers = (sums[ends] - sums[ends - lengths]) * _powers(_INVERSE, len(joined) + 1)[
        ends - lengths
    ]
    rows = _mix(numbers + _mix(counts * np.uint64(_BASE) + lengths.astype(np.uint64)))
    return int(rows.sum(dtype=np.uint64))


def _powers(base: int, number: int) -> NDArray[np.uint64]:
    powers = np.full(number, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = (numbers ^ (numbers >> np.uint64(32))) * np.uint64(0xD6E8_FEB8_6659_FD93)
    return mixed ^ (mixed >> np.uint64(29))
