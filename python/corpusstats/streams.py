"""Documents of a file or folder in batches, so that they need not fit into memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.documents import checked_documents
from corpusstats.exceptions import InputError
from corpusstats.readers import list_folder, name_source
from corpusstats.tables import csv_rows, frame_of_rows, read_text, with_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Names", "Stream", "open_stream"]

# How many rows are taken at once; a document may be long.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Stream:
    """Documents that come in batches.

    ``texts`` gives the texts, no batch of them much larger than asked for; ``metadata`` the
    documents without their texts, once all of these have come. ``n_bytes`` is how much text there
    is, if that is known; ``skipped`` are files that were passed over.
    """

    texts: Iterator[pl.Series]
    metadata: Callable[[], pl.DataFrame]
    n_bytes: int | None
    skipped: list[str]


class Names(NamedTuple):
    """What the columns are called that hold the source, the text and the document's name."""

    source: str | None
    text: str
    doc_id: str


def open_stream(path: Path, names: Names, size: int) -> Stream:
    """Open a parquet or CSV file or a folder; batches have about ``size`` bytes of text."""
    if names.text == names.doc_id:
        msg = f"{path}: text and doc_id name the same column {names.text!r}"
        raise InputError(msg)
    if path.is_dir():
        if names[1:] != ("text", "doc_id"):
            msg = "text= and doc_id= name columns of a CSV or parquet file; a folder has none"
            raise ValueError(msg)
        return _folder(path, names, size)
    if not path.exists():
        msg = f"{path}: there is no such file or folder"
        raise InputError(msg)
    open_file = {".csv": _csv, ".parquet": _parquet}.get(path.suffix.lower())
    if open_file is None:
        msg = f"{path}: cannot read this; valid are a folder of .txt files, .csv and .parquet"
        raise InputError(msg)
    return open_file(path, names, size)


def _folder(path: Path, names: Names, size: int) -> Stream:
    documents, files, skipped = list_folder(path)
    metadata = _metadata(path, documents, names, pl.String())
    pieces = (pl.Series("text", [read_text(file)]) for file in files)
    n_bytes = sum(file.stat().st_size for file in files)
    return Stream(_batches(path, "text", pieces, size), lambda: metadata, n_bytes, skipped)


def _parquet(path: Path, names: Names, size: int) -> Stream:
    text = names.text
    try:
        file = pl.scan_parquet(path, glob=False)
        dtype = file.collect_schema().get(text)
        frame = file.select(pl.exclude(text)).collect()
    except pl.exceptions.PolarsError as error:
        raise _no_parquet(path, error) from None
    metadata = _metadata(path, frame, names, dtype)

    def pieces() -> Iterator[pl.Series]:
        try:
            for piece in file.select(text).collect_batches(
                chunk_size=_ROWS, maintain_order=True, lazy=True
            ):
                yield piece[text].cast(pl.String)
        except pl.exceptions.PolarsError as error:
            raise _no_parquet(path, error) from None

    return Stream(_batches(path, text, pieces(), size), lambda: metadata, None, [])


def _no_parquet(path: Path, error: Exception) -> InputError:
    return InputError(f"{path}: no valid parquet file: {str(error).splitlines()[0]}")


def _csv(path: Path, names: Names, size: int) -> Stream:
    text, rows = names.text, csv_rows(path)
    header = next(rows)
    frames = [frame_of_rows(header, [])]
    # A mistake in the header shows before anything is read.
    if text not in header or names.doc_id not in header:
        _metadata(path, frames[0], names, None)

    def pieces() -> Iterator[pl.Series]:
        taken: list[list[str]] = []
        for row in rows:
            taken.append(row)
            if len(taken) == _ROWS:
                yield keep(taken)
                taken.clear()
        yield keep(taken)

    def keep(taken: list[list[str]]) -> pl.Series:
        frame = frame_of_rows(header, taken, keep_empty=text)
        frames.append(frame.drop(text))
        return frame[text]

    def metadata() -> pl.DataFrame:
        every = with_dates(pl.concat([frames[0].drop(text), *frames[1:]]))
        return _metadata(path, every, names, pl.String())

    return Stream(_batches(path, text, pieces(), size), metadata, path.stat().st_size, [])


def _metadata(
    path: Path, frame: pl.DataFrame, names: Names, dtype: pl.DataType | None
) -> pl.DataFrame:
    """Check documents without their texts, of a type that is known, as a corpus checks them."""
    frame, text = name_source(path, frame, names.source), names.text
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
        frame = frame.with_columns(pl.lit("").alias(text))
    elif dtype is not None and text not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=dtype).alias(text))
    try:
        return checked_documents(frame, text, names.doc_id).drop("text")
    except InputError as error:
        msg = f"{path}: {error}"
        raise InputError(msg) from None


def _batches(path: Path, text: str, pieces: Iterator[pl.Series], size: int) -> Iterator[pl.Series]:
    """Put small pieces together, and look for missing texts."""
    taken: list[pl.Series] = []
    first = n_bytes = 0
    for piece in pieces:
        if piece.null_count():
            row = first + piece.is_null().arg_true().item(0)
            msg = f"{path}: column {text!r} is null in row {row}: an empty text is legal, a"
            raise InputError(f"{msg} missing one is not")
        taken.append(piece)
        first += len(piece)
        n_bytes += int(piece.str.len_bytes().sum())
        if n_bytes >= size:
            yield pl.concat(taken)
            taken, n_bytes = [], 0
    if taken:
        yield pl.concat(taken)
