"""Layers from files of spans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.tables import read_csv, read_parquet

if TYPE_CHECKING:
    import os

    from corpusstats.corpus import Corpus

__all__ = ["add_layer", "read_label"]

SPAN = ("doc_id", "start", "end")


def add_layer(corpus: Corpus, path: str | os.PathLike[str], default: str | None = None) -> Corpus:
    """Add a layer from a CSV or parquet file of spans.

    The file has the columns ``doc_id``, ``start`` and ``end`` (code points, half-open) and one
    more, which holds the labels and names the layer.
    """
    path = Path(path)
    readers = {".csv": read_csv, ".parquet": read_parquet}
    if path.suffix.lower() not in readers:
        msg = f"{path}: spans are read from a .csv or a .parquet file"
        raise InputError(msg)
    if not path.is_file():
        msg = f"{path}: there is no such file"
        raise InputError(msg)
    frame = readers[path.suffix.lower()](path)
    labels = [name for name in frame.columns if name not in SPAN]
    missing = [name for name in SPAN if name not in frame.columns]
    if missing or len(labels) != 1:
        msg = (
            f"{path}: a layer has the columns doc_id, start, end and one more, which names it and "
            f"holds its labels; there are {frame.columns}"
        )
        raise InputError(msg)
    wanted = {"doc_id": corpus._metadata["doc_id"].dtype, "start": pl.Int64(), "end": pl.Int64()}
    frame = frame.with_columns(_cast(path, frame[name], dtype) for name, dtype in wanted.items())
    label = None if default is None else read_label(default, frame[labels[0]].dtype)
    try:
        return corpus.with_layer(labels[0], frame, default=label)
    except InputError as error:
        msg = f"{path}: {error}"
        raise InputError(msg) from None


def read_label(text: str, dtype: pl.DataType) -> object:
    """Read a label as the labels of a layer are; what cannot be read so stays text."""
    if dtype == pl.Boolean:
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        label = pl.Series([text]).cast(dtype, strict=False)[0]
    except pl.exceptions.PolarsError:
        return text
    return text if label is None else label


def _cast(path: Path, column: pl.Series, dtype: pl.DataType) -> pl.Series:
    """Make numbers of what a CSV file has as text, and nothing else of anything."""
    if column.dtype == dtype or not (column.dtype == pl.String or column.dtype.is_integer()):
        return column
    cast = column.cast(dtype, strict=False)
    wrong = (cast.is_null() & column.is_not_null()).arg_true()
    if len(wrong):
        row = wrong[0]
        what = "whole number" if dtype.is_integer() else str(dtype)
        msg = f"{path}: {column.name} {column[row]!r} in row {row} is no {what}"
        raise InputError(msg)
    return cast
