"""Saved corpora: a folder of Arrow and parquet files, and a manifest that says what is in them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.layers import Layer
from corpusstats.options import KINDS, check_bool
from corpusstats.provenance import __version__
from corpusstats.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpusstats.corpus import Corpus

__all__ = ["Saved", "open_corpus", "reduce", "save"]

MANIFEST = "manifest.json"
FORMAT = "corpusstats corpus"
# Files of another major version are not read; those of another minor version hold no less.
FORMAT_VERSION = (1, 0)
_HINT = "Corpus.save and build_corpus make saved corpora"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved corpus: where it lies, and the checksum of its manifest."""

    path: Path
    checksum: int


def open_corpus(path: str | os.PathLike[str], *, verify: bool = False) -> Corpus:
    """Open a saved corpus.

    Parameters
    ----------
    path
        The folder that :meth:`Corpus.save` or :func:`build_corpus` made.
    verify
        Read everything and compare the checksums. Otherwise the sizes of all files are compared,
        and what is read anyway.

    Returns
    -------
    Corpus
        Equal to the one that was saved: the same documents, tokens, attributes, layers and
        provenance. It can be pickled, by its path.

    Raises
    ------
    InputError
        Nothing is there; it is no saved corpus, or one of another major version of the format; a
        file is missing, cut off or altered. The message names the file.

    Notes
    -----
    Opening takes milliseconds whatever the size: the files are mapped into memory, and the system
    reads what is looked at. They must not be changed while the corpus is in use; to save another
    one in their place (``overwrite=True``) does no harm.

    Examples
    --------
    >>> import corpusstats as cs, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> cs.read_corpus("seeds").save(f"{folder.name}/seeds")
    >>> corpus = cs.open_corpus(f"{folder.name}/seeds", verify=True)
    >>> cs.frequencies(corpus)["term", "count"].row(0)
    ('die', 105)
    >>> folder.cleanup()
    """
    check_bool("verify", verify)
    # Of a relative path nobody would find it from another folder.
    folder = _Folder.read(Path(path).absolute())
    if verify:
        folder.verify()
    return _open(folder)


def _open(folder: _Folder) -> Corpus:
    from corpusstats.corpus import Corpus  # noqa: PLC0415  (which saves itself by this module)

    table = _core.open_tokens(folder.path, folder.entry("annotations", list))
    texts = _core.SavedTexts(folder.path / "texts.arrow")
    metadata = folder.parquet("documents.parquet")
    n_documents = folder.entry("documents", int)
    sizes = {"texts.arrow": len(texts), "documents.parquet": metadata.height}
    sizes["bounds.arrow"] = table.n_documents()
    for name, size in sizes.items():
        if size != n_documents:
            msg = f"{folder.path / name}: it is of {size} documents, and the corpus has"
            raise InputError(f"{msg} {n_documents}")
    layers = [_open_layer(folder, number) for number in range(len(folder.entry("layers", list)))]
    rows = pl.arange(n_documents, dtype=pl.UInt32, eager=True)
    return Corpus(
        folder.entry("provenance", dict),
        {layer.name: layer for layer in layers},
        metadata,
        Texts(texts),
        table,
        rows,
        Saved(folder.path, folder.entry("checksum", int)),
    )


def _open_layer(folder: _Folder, number: int) -> Layer:
    described = folder.entry("layers", list)[number]
    name, rest = described["name"], described["default"]
    labels = folder.parquet(f"layer-{number}.labels.parquet").to_series()
    default = None if rest is None else labels[rest]
    handle = _core.open_layer(folder.path / f"layer-{number}.ranges.arrow", rest=rest)
    spans = partial(folder.parquet, f"layer-{number}.spans.parquet")
    return Layer(name, labels, default, spans, handle)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of a saved corpus, whose manifest is sound and whose files are all there."""

    path: Path
    manifest: Mapping[str, Any]

    @staticmethod
    def read(path: Path) -> _Folder:
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
        folder = _Folder(path, manifest)
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
    if manifest.get("checksum") != _checksum(manifest):
        msg = f"{file}: damaged or altered: its checksum is wrong; save the corpus anew"
        raise InputError(msg)
    if manifest.get("kinds") != list(KINDS):
        msg = f"{file}: the kinds of tokens are {manifest.get('kinds')}, and have to be {KINDS}"
        raise InputError(msg)


def _checksum(manifest: Mapping[str, Any]) -> int:
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


def save(corpus: Corpus, path: str | os.PathLike[str], *, overwrite: bool) -> None:
    """Save a corpus; see :meth:`Corpus.save`."""
    from corpusstats.concat import narrowed  # noqa: PLC0415  (which makes corpora)

    with new_folder(path, overwrite=overwrite) as folder:
        corpus = narrowed(corpus)
        _core.save_tokens(corpus._table, folder)
        _core.save_texts(corpus._texts.of(corpus._rows), folder / "texts.arrow")
        layers = list(corpus.layers.values())
        for number, layer in enumerate(layers):
            _save_layer(layer, folder, number)
        annotations = corpus._annotations()
        write_rest(folder, corpus._metadata, corpus.provenance, annotations, layers)


def write_rest(
    folder: Path,
    metadata: pl.DataFrame,
    provenance: Mapping[str, Any],
    annotations: list[str],
    layers: list[Layer],
) -> None:
    """Write the documents and, last, the manifest."""
    _write_parquet(metadata, folder / "documents.parquet", "of the documents")
    files = {
        file.name: {"bytes": file.stat().st_size, "crc32": f"{_core.checksum(file):08x}"}
        for file in sorted(folder.iterdir())
    }
    manifest = {
        "format": FORMAT,
        "format_version": "{}.{}".format(*FORMAT_VERSION),
        "corpusstats": __version__,
        "documents": metadata.height,
        "kinds": list(KINDS),
        "annotations": annotations,
        "layers": [
            {
                "name": layer.name,
                "default": None if layer.default is None else layer.number(layer.default),
            }
            for layer in layers
        ],
        "provenance": dict(provenance),
        "files": files,
    }
    manifest["checksum"] = _checksum(manifest)
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _save_layer(layer: Layer, folder: Path, number: int) -> None:
    spans = layer.spans
    assert spans is not None  # noqa: S101  (only sentences have none, which are not saved)
    _write_parquet(spans, folder / f"layer-{number}.spans.parquet", f"of layer {layer.name!r}")
    labels = layer.labels.to_frame()
    _write_parquet(labels, folder / f"layer-{number}.labels.parquet", f"of layer {layer.name!r}")
    _core.save_layer(layer._handle, folder / f"layer-{number}.ranges.arrow")


def _write_parquet(frame: pl.DataFrame, file: Path, what: str) -> None:
    """Write a frame, and make sure that it comes back as it is."""
    try:
        frame.rechunk().write_parquet(file)
        written = pl.read_parquet_schema(file)
    except pl.exceptions.PolarsError as error:
        msg = f"the columns {what} cannot be saved as parquet: {str(error).splitlines()[0]}"
        raise InputError(msg) from None
    for name, dtype in frame.schema.items():
        if written.get(name) != dtype:
            msg = f"column {name!r} {what} cannot be saved: parquet makes {written.get(name)} of"
            raise InputError(f"{msg} {dtype}; cast it to another type")


@contextmanager
def new_folder(path: str | os.PathLike[str], *, overwrite: bool) -> Iterator[Path]:
    """Make a folder that gets its name when it is complete; after an error there is none."""
    check_bool("overwrite", overwrite)
    target = Path(path).absolute()
    _check_target(target, overwrite=overwrite)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        yield folder
        _sync(folder)
        _put(folder, target, overwrite=overwrite)
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
    # The folder was private as long as it was not complete.
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    _check_target(target, overwrite=overwrite)
    if not os.path.lexists(target):
        folder.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".old", dir=target.parent))
    try:
        target.rename(old / target.name)
        try:
            folder.rename(target)
        except BaseException:
            (old / target.name).rename(target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def reduce(corpus: Corpus) -> tuple[Any, ...]:
    """Pickle a corpus by its path, if it has one."""
    if corpus._saved is None:
        msg = (
            "a Corpus is not pickled by value: save it and open it, corpus.save(path) and "
            "open_corpus(path); a corpus that was opened is pickled by its path"
        )
        raise TypeError(msg)
    state = (corpus._saved, corpus._metadata, corpus._rows, dict(corpus.provenance))
    return _reopen, state


def _reopen(
    saved: Saved, metadata: pl.DataFrame, rows: pl.Series, provenance: dict[str, Any]
) -> Corpus:
    """Open what was pickled by its path, and narrow it as it was."""
    folder = _Folder.read(saved.path)
    if folder.entry("checksum", int) != saved.checksum:
        msg = f"{saved.path}: another corpus was saved here since this one was pickled"
        raise InputError(msg)
    corpus = _open(folder)
    return replace(corpus, _metadata=metadata, _rows=rows, provenance=provenance)
