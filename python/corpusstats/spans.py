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

__all__ = ["add_layer"]

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
    frame = readers[path.suffix.lower()](path)
    labels = [name for name in frame.columns if name not in SPAN]
    missing = [name for name in SPAN if name not in frame.columns]
    if missing or len(labels) != 1:
        msg = (
            f"{path}: a layer has the columns doc_id, start, end and one more, which names it and "
            f"holds its labels; there are {frame.columns}"
        )
        raise InputError(msg)
    numbers = pl.Int64()
    doc_id = corpus.documents["doc_id"].dtype
    wanted = {"doc_id": doc_id, "start": numbers, "end": numbers}
    for name, dtype in wanted.items():
        column = frame[name].cast(dtype, strict=False)
        wrong = (column.is_null() & frame[name].is_not_null()).arg_true()
        if len(wrong):
            row = wrong[0]
            msg = f"{path}: {name} {frame[name][row]!r} in row {row} is no {dtype}"
            raise InputError(msg)
        frame = frame.with_columns(column)
    try:
        return corpus.with_layer(labels[0], frame, default=default)
    except InputError as error:
        msg = f"{path}: {error}"
        raise InputError(msg) from None
