"""Frames on disk."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

__all__ = ["check_folder", "new_folder", "write_frames", "write_record"]


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to write to, which gets its name only when all is written.

    Whatever stops the writing, nothing is left behind.
    """
    if path.exists():
        msg = f"{path}: exists already; name a folder that does not"
        raise InputError(msg)
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        yield folder
        folder.chmod(0o755)
        folder.rename(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write where a result comes from beside it, as ``provenance.json``."""
    described = json.dumps(record, ensure_ascii=False, indent=2, default=str)
    (folder / "provenance.json").write_text(described + "\n", "utf-8")


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
        frame.write_csv(part)
        part.replace(folder / f"{name}.csv")
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_text(text + "\n", "utf-8")
        part.replace(folder / f"{name}.txt")
    part = folder / ".provenance.part"
    part.write_text(json.dumps(records, ensure_ascii=False, indent=2, default=str) + "\n", "utf-8")
    part.replace(folder / "provenance.json")
