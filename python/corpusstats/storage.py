"""Saved corpora: a folder of Arrow and parquet files, and a manifest that says what is in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.folders import new_folder
from corpusstats.layers import Layer
from corpusstats.manifest import SavedFolder, write_manifest
from corpusstats.options import check_bool
from corpusstats.texts import Texts

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus

__all__ = ["Saved", "open_corpus", "reduce", "save", "write_rest"]


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
    ('der', 116)
    >>> folder.cleanup()
    """
    check_bool("verify", verify)
    # Of a relative path nobody would find it from another folder.
    folder = SavedFolder.read(Path(path).absolute())
    if verify:
        folder.verify()
    return _open(folder)


def _open(folder: SavedFolder) -> Corpus:
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


def _open_layer(folder: SavedFolder, number: int) -> Layer:
    described = folder.entry("layers", list)[number]
    name, rest = described["name"], described["default"]
    labels = folder.parquet(f"layer-{number}.labels.parquet").to_series()
    default = None if rest is None else labels[rest]
    handle = _core.open_layer(folder.path / f"layer-{number}.ranges.arrow", rest=rest)
    spans = partial(folder.parquet, f"layer-{number}.spans.parquet")
    return Layer(name, labels, default, spans, handle)


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
    described = [
        {
            "name": layer.name,
            "default": None if layer.default is None else layer.number(layer.default),
        }
        for layer in layers
    ]
    write_manifest(
        folder,
        documents=metadata.height,
        annotations=annotations,
        layers=described,
        provenance=dict(provenance),
    )


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
    folder = SavedFolder.read(saved.path)
    if folder.entry("checksum", int) != saved.checksum:
        msg = f"{saved.path}: another corpus was saved here since this one was pickled"
        raise InputError(msg)
    corpus = _open(folder)
    return replace(corpus, _metadata=metadata, _rows=rows, provenance=provenance)
