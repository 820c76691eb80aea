"""Files of text and tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_csv", "read_parquet", "read_text"]


def read_text(path: Path) -> str:
    """Read a file of text in UTF-8."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (data and data.count(0) * 3 >= len(data)):
        msg = f"{path}: this looks like UTF-16, not UTF-8; save it as UTF-8"
        raise InputError(msg)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        msg = f"{path}: not UTF-8 at byte {error.start} (0x{byte:02x}); save it as UTF-8"
        raise InputError(msg) from None


def read_csv(path: Path, keep_empty: str | None = None) -> pl.DataFrame:
    """Read a table of strings; only whole columns of ISO dates called ``date`` become dates."""
    names, rows = _read_rows(path)
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    frame = pl.DataFrame(
        [
            pl.Series(name, column if name == keep_empty else [field or None for field in column])
            for name, column in zip(names, columns, strict=True)
        ],
        schema=dict.fromkeys(names, pl.String),
    )
    if "date" in frame.columns:
        iso = pl.col("date").str.extract(r"^(\d{4}-\d{2}-\d{2})$")
        date = frame.select(iso.str.to_date("%Y-%m-%d", strict=False)).to_series()
        if date.null_count() == frame["date"].null_count():
            frame = frame.with_columns(date)
    return frame


def _read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Read the names of the columns and the rows of a CSV file; blank lines are none."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    longest = csv.field_size_limit(2**31 - 1)
    try:
        names: list[str] = next((row for row in reader if row), [])
        if not any(name.strip() for name in names):
            msg = f"{path}: the file is empty; the first row has to name the columns"
            raise InputError(msg)
        if len(set(names)) < len(names):
            msg = f"{path}: the first row names a column twice: {names}"
            raise InputError(msg)
        rows = []
        for row in reader:
            if row and len(row) != len(names):
                found = f"line {reader.line_num} ends a row of {len(row)} fields"
                msg = f"{path}: no valid CSV: {found}, but there are {len(names)} columns"
                raise InputError(msg)
            if row:
                rows.append(row)
    except csv.Error as error:
        msg = f"{path}: no valid CSV: line {reader.line_num}: {error}"
        raise InputError(msg) from None
    finally:
        csv.field_size_limit(longest)
    return names, rows


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a parquet file."""
    try:
        return pl.read_parquet(path, glob=False)
    except pl.exceptions.PolarsError as error:
        msg = f"{path}: no valid parquet file: {str(error).splitlines()[0]}"
        raise InputError(msg) from None
