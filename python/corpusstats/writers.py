"""Frames on disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["check_folder", "write_frames", "write_record"]


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write where a result comes from beside it, as ``provenance.json``."""
    part = folder / ".provenance.part"
    part.write_text(json.dumps(record, ensure_ascii=False, indent=2, default=str) + "\n", "utf-8")
    part.replace(folder / "provenance.json")


def check_folder(folder: Path) -> None:
    """Raise if a path cannot be a folder to write to."""
    if folder.exists() and not folder.is_dir():
        msg = f"{folder}: is a file; name a folder to write to"
        raise InputError(msg)


def write_frames(
    folder: Path,
    frames: Mapping[str, pl.DataFrame],
    records: Mapping[str, dict[str, Any]],
    texts: Mapping[str, str],
) -> None:
    """Write frames as ``NAME.parquet`` and ``NAME.csv``, texts as ``NAME.txt``, and records.

    Records go into ``provenance.json``.

    Makes the folder if need be and overwrites files of these names. Every file is written under
    another name first and then renamed, so that none is ever there by half.
    """
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        part = folder / f".{name}.part"
        frame.write_parquet(part)
        part.replace(folder / f"{name}.parquet")
        _flat(frame).write_csv(part)
        part.replace(folder / f"{name}.csv")
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_text(text + "\n", "utf-8")
        part.replace(folder / f"{name}.txt")
    write_record(folder, records)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Write lists as JSON, since a cell of a CSV file holds none."""
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    return frame.with_columns(
        pl.Series(
            name,
            [value and json.dumps(value, ensure_ascii=False) for value in frame[name].to_list()],
            pl.String,
        )
        for name in nested
    )
