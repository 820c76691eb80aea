"""Files of text and tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "csv_rows",
    "frame_of_rows",
    "read_csv",
    "read_parquet",
    "read_text",
    "with_dates",
]

# How much of a CSV file is looked at to tell its encoding.
_HEAD = 1 << 16


def read_text(path: Path) -> str:
    """Read a file of text in UTF-8."""
    data = path.read_bytes()
    _refuse_utf16(path, data)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        msg = f"{path}: not UTF-8 at byte {error.start} (0x{byte:02x}); save it as UTF-8"
        raise InputError(msg) from None


def _refuse_utf16(path: Path, data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (data and data.count(0) * 3 >= len(data)):
        msg = f"{path}: this looks like UTF-16, not UTF-8; save it as UTF-8"
        raise InputError(msg)


def read_csv(path: Path, keep_empty: str | None = None) -> pl.DataFrame:
    """Read a table of strings; only whole columns of ISO dates called ``date`` become dates."""
    rows = csv_rows(path)
    return with_dates(frame_of_rows(next(rows), list(rows), keep_empty))


def frame_of_rows(
    names: list[str], rows: list[list[str]], keep_empty: str | None = None
) -> pl.DataFrame:
    """Make columns of rows; an empty field is null, but in the column ``keep_empty``."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pl.DataFrame(
        [
            pl.Series(name, column if name == keep_empty else [field or None for field in column])
            for name, column in zip(names, columns, strict=True)
        ],
        schema=dict.fromkeys(names, pl.String),
    )


def with_dates(frame: pl.DataFrame) -> pl.DataFrame:
    """Make dates of a column ``date`` of ISO dates."""
    if "date" in frame.columns:
        iso = pl.col("date").str.extract(r"^(\d{4}-\d{2}-\d{2})$")
        date = frame.select(iso.str.to_date("%Y-%m-%d", strict=False)).to_series()
        if date.null_count() == frame["date"].null_count():
            frame = frame.with_columns(date)
    return frame


def csv_rows(path: Path) -> Iterator[list[str]]:
    """Read the names of the columns, and then row by row, of a CSV file; blank lines are none."""
    with path.open("rb") as file:
        _refuse_utf16(path, file.peek(_HEAD)[:_HEAD])
        lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        reader = csv.reader(lines, strict=True)
        longest = csv.field_size_limit(2**31 - 1)
        try:
            names: list[str] = next((row for row in reader if row), [])
            _check_header(path, names)
            yield names
            for row in reader:
                if row and len(row) != len(names):
                    found = f"line {reader.line_num} ends a row of {len(row)} fields"
                    msg = f"{path}: no valid CSV: {found}, but there are {len(names)} columns"
                    raise InputError(msg)
                if row:
                    yield row
        except csv.Error as error:
            msg = f"{path}: no valid CSV: line {reader.line_num}: {error}"
            raise InputError(msg) from None
        except UnicodeDecodeError:
            # Says which byte of the file it is.
            read_text(path)
            raise
        finally:
            csv.field_size_limit(longest)


def _check_header(path: Path, names: list[str]) -> None:
    if not any(name.strip() for name in names):
        msg = f"{path}: the file is empty; the first row has to name the columns"
        raise InputError(msg)
    if len(set(names)) < len(names):
        msg = f"{path}: the first row names a column twice: {names}"
        raise InputError(msg)


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a parquet file."""
    try:
        return pl.read_parquet(path, glob=False)
    except pl.exceptions.PolarsError as error:
        msg = f"{path}: no valid parquet file: {str(error).splitlines()[0]}"
        raise InputError(msg) from None
