"""Folders that have their name only when they are complete."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpusstats.exceptions import InputError
from corpusstats.manifest import MANIFEST
from corpusstats.options import check_bool

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["new_folder", "result_folder"]


@contextmanager
def new_folder(path: str | os.PathLike[str], *, overwrite: bool) -> Iterator[Path]:
    """Make a folder that gets its name when it is complete; after an error there is none."""
    check_bool("overwrite", overwrite)
    # What a link leads to is replaced, not the link.
    target = Path(path).resolve()
    _check_target(target, overwrite=overwrite)
    with _unfinished(target) as folder:
        yield folder
        _sync(folder)
        _put(folder, target, overwrite=overwrite)


@contextmanager
def result_folder(path: Path) -> Iterator[Path]:
    """Make a folder for a result, and those above it, likewise; nothing is replaced."""
    if path.exists():
        msg = f"{path}: exists already; name a folder that does not"
        raise InputError(msg)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(path) as folder:
        yield folder
        folder.rename(path)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Make a folder beside one; what is not renamed by the end is removed."""
    folder = _beside(target, "part")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_target(target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        msg = f"{target.parent}: there is no such folder; make it first"
        raise InputError(msg)
    if not os.path.lexists(target):
        return
    if not overwrite:
        msg = f"{target}: it exists already; overwrite=True replaces a saved corpus"
        raise InputError(msg)
    if not (target / MANIFEST).is_file():
        msg = f"{target}: it is no saved corpus (it has no {MANIFEST}), and is not overwritten"
        raise InputError(msg)


def _sync(folder: Path) -> None:
    """Have the system put everything on the disk, where it can be told to."""
    for file in [*folder.iterdir(), folder]:
        if file.suffix == ".arrow" or os.name == "nt":
            continue
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put(folder: Path, target: Path, *, overwrite: bool) -> None:
    """Give a complete folder its name, and put what had it before out of the way."""
    _check_target(target, overwrite=overwrite)
    if not os.path.lexists(target):
        folder.rename(target)
        return
    old = _beside(target, "old")
    try:
        target.rename(old)
        folder.rename(target)
    finally:
        if os.path.lexists(target):
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def _beside(target: Path, what: str) -> Path:
    """Make up a name that nothing has."""
    return target.with_name(f".{target.name}.{secrets.token_hex(8)}.{what}")
