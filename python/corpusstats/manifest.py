"""The manifest of a saved corpus: what there is, of which version, and whether it is as it was."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.options import KINDS
from corpusstats.provenance import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MANIFEST", "SavedFolder", "write_manifest"]

MANIFEST = "manifest.json"
FORMAT = "corpusstats corpus"
# Files of another major version are not read; those of another minor version hold no less.
FORMAT_VERSION = (1, 1)
_HINT = "Corpus.save and build_corpus make saved corpora"


@dataclass(frozen=True, slots=True)
class SavedFolder:
    """The folder of a saved corpus, whose manifest is sound and whose files are all there.

    Attributes
    ----------
    path : Path
        The folder.
    manifest : Mapping
        What the manifest says.
    """

    path: Path
    manifest: Mapping[str, Any]

    @staticmethod
    def read(path: Path) -> SavedFolder:
        """Read the manifest and compare the sizes of the files."""
        file = path / MANIFEST
        try:
            manifest = json.loads(file.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            what = "no saved corpus: it has no manifest.json" if path.exists() else "nothing there"
            msg = f"{path}: {what}; {_HINT}"
            raise InputError(msg) from None
        except (ValueError, RecursionError):
            msg = f"{file}: no JSON; the file is damaged, or no saved corpus; {_HINT}"
            raise InputError(msg) from None
        _check_manifest(file, manifest)
        folder = SavedFolder(path, manifest)
        for name, entry in folder.entry("files", dict).items():
            _check_size(path / name, entry["bytes"])
        return folder

    def entry(self, name: str, kind: type) -> Any:  # noqa: ANN401
        """Look an entry of the manifest up."""
        value = self.manifest.get(name)
        if not isinstance(value, kind):
            msg = f"{self.path / MANIFEST}: {name!r} is missing or no {kind.__name__}; {_HINT}"
            raise InputError(msg)
        return value

    def verify(self) -> None:
        """Compare the checksums of all files, and look at every token."""
        for name in self.entry("files", dict):
            self._verify(name)
        table = _core.open_tokens(self.path, self.entry("annotations", list))
        _core.check_terms(table, self.path)

    def parquet(self, name: str) -> pl.DataFrame:
        """Read a small file, after a look at its checksum."""
        self._verify(name)
        return pl.read_parquet(self.path / name, glob=False)

    def _verify(self, name: str) -> None:
        entry = self.entry("files", dict).get(name)
        if entry is None:
            msg = f"{self.path / MANIFEST}: it does not list {name}; {_HINT}"
            raise InputError(msg)
        found = f"{_core.checksum(self.path / name):08x}"
        if found != entry["crc32"]:
            msg = f"{self.path / name}: damaged or altered: its CRC-32 is {found}, and was"
            raise InputError(f"{msg} {entry['crc32']} when it was saved; save the corpus anew")


def _check_manifest(file: Path, manifest: object) -> None:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        msg = f"{file}: not of a saved corpus: 'format' is not {FORMAT!r}; {_HINT}"
        raise InputError(msg)
    version = manifest.get("format_version")
    major = version.partition(".")[0] if isinstance(version, str) else None
    if major != str(FORMAT_VERSION[0]):
        msg = (
            f"{file}: the format has version {version}, and corpusstats {__version__} reads "
            f"{FORMAT_VERSION[0]}.x: build the corpus anew from its documents with "
            "build_corpus(input, path, overwrite=True) or Corpus.from_frame(frame).save(path, "
            "overwrite=True)"
        )
        raise InputError(msg)
    if manifest.get("checksum") != checksum_of(manifest):
        msg = f"{file}: damaged or altered: its checksum is wrong; save the corpus anew"
        raise InputError(msg)
    if manifest.get("kinds") != list(KINDS):
        msg = f"{file}: the kinds of tokens are {manifest.get('kinds')}, and have to be {KINDS}"
        raise InputError(msg)


def checksum_of(manifest: Mapping[str, Any]) -> int:
    """Make the CRC-32 of a manifest, but for that entry."""
    rest = {name: value for name, value in manifest.items() if name != "checksum"}
    return zlib.crc32(json.dumps(rest, sort_keys=True).encode())


def _check_size(file: Path, size: int) -> None:
    try:
        found = file.stat().st_size
    except FileNotFoundError:
        msg = f"{file}: there is no such file; it is part of the saved corpus"
        raise InputError(msg) from None
    if found != size:
        msg = f"{file}: cut off or altered: it has {found} bytes, and had {size} when it was saved"
        raise InputError(msg)


def write_manifest(folder: Path, **entries: object) -> None:
    """Write the manifest of all files that are there."""
    files = {
        file.name: {"bytes": file.stat().st_size, "crc32": f"{_core.checksum(file):08x}"}
        for file in sorted(folder.iterdir())
    }
    manifest = {
        "format": FORMAT,
        "format_version": "{}.{}".format(*FORMAT_VERSION),
        "corpusstats": __version__,
        "kinds": list(KINDS),
        **entries,
        "files": files,
    }
    manifest["checksum"] = checksum_of(manifest)
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
