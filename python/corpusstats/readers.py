"""From files to documents."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.corpus import Corpus
from corpusstats.exceptions import InputError
from corpusstats.manifest import MANIFEST
from corpusstats.tables import read_csv, read_parquet, read_text
from corpusstats.tokenizer import Splitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.tokenizer import Language, Mode

__all__ = ["list_folder", "name_source", "read_corpus"]

LIST = "documents.csv"


def read_corpus(
    path: str | os.PathLike[str],
    *,
    source: str | None = None,
    text: str = "text",
    doc_id: str = "doc_id",
    language: Language = "de",
    mode: Mode = "language",
    split_clitics: bool | None = None,
    joined: bool = False,
    abbreviations: Sequence[str] = (),
    unsplittable: Sequence[str] = (),
    n_threads: int | None = None,
    progress: bool = False,
) -> Corpus:
    r"""Read a corpus from a folder of text files, a CSV file or a parquet file.

    Parameters
    ----------
    path
        A folder of ``.txt`` files, with or without a ``documents.csv``; a ``.csv`` file; or a
        ``.parquet`` file.
    source
        The column that names the source, if it is not called ``source``; it is called so in the
        corpus.
    text, doc_id
        The columns of a CSV or parquet file that hold the text and the document's name.
    language, mode, split_clitics, joined, abbreviations, unsplittable, n_threads, progress
        As in :meth:`corpusstats.Corpus.from_frame`.

    Returns
    -------
    Corpus
        Of a folder, ``doc_id`` is the file's path below the folder without its suffix, with
        ``/`` between folders, in byte order. ``documents.csv`` names each file in its column
        ``file``, in an order of its own, and adds its other columns. Without it, ``source`` is the
        name of the first folder below ``path``, and for a file directly in ``path`` the file's own
        name without its suffix.

        Columns of CSV files are strings as they stand in the file (an empty field is null, but an
        empty text is an empty text); only a column ``date`` becomes a date, if every value is one
        in the form ``2023-09-12``.

        Hidden files and folders are passed over, and so are other files than ``.txt``;
        ``corpus.provenance["reader"]["skipped"]`` lists them.

    Raises
    ------
    InputError
        Nothing is there, a file is no UTF-8 (the message names the file and the byte), a file that
        ``documents.csv`` names does not exist or the other way round, a column is missing, a name
        occurs twice, a text is null, or there are no documents.

    Notes
    -----
    Text is UTF-8; one byte order mark at its beginning is left out, and nothing else is changed:
    offsets count code points of what is left, line ends as they are.

    Examples
    --------
    >>> import corpusstats as cs
    >>> cs.read_corpus("seeds").documents["doc_id", "source", "date"].head(2)
    shape: (2, 3)
    ┌────────────────┬──────────────┬────────────┐
    │ doc_id         ┆ source       ┆ date       │
    │ ---            ┆ ---          ┆ ---        │
    │ str            ┆ str          ┆ date       │
    ╞════════════════╪══════════════╪════════════╡
    │ abendblatt-a-1 ┆ abendblatt-a ┆ 2023-09-12 │
    │ abendblatt-a-2 ┆ abendblatt-a ┆ 2023-09-13 │
    └────────────────┴──────────────┴────────────┘
    """
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    splitting.tokenizer()
    path = Path(path)
    skipped: list[str] = []
    if path.is_dir():
        if (text, doc_id) != ("text", "doc_id"):
            msg = "text= and doc_id= name columns of a CSV or parquet file; a folder has none"
            raise ValueError(msg)
        frame, skipped = _read_folder(path)
    elif not path.exists():
        msg = f"{path}: there is no such file or folder"
        raise InputError(msg)
    elif path.suffix.lower() == ".csv":
        frame = read_csv(path, keep_empty=text)
    elif path.suffix.lower() == ".parquet":
        frame = read_parquet(path)
    else:
        msg = f"{path}: cannot read this; valid are a folder of .txt files, .csv and .parquet"
        raise InputError(msg)
    corpus = _in_file(
        path,
        name_source(path, frame, source),
        text=text,
        doc_id=doc_id,
        **vars(splitting),
        n_threads=n_threads,
        progress=progress,
    )
    reader = {"function": "read_corpus", "path": str(path), "text": text, "doc_id": doc_id}
    record = dict(corpus.provenance) | {"reader": reader | {"source": source, "skipped": skipped}}
    return replace(corpus, provenance=record)


def _in_file(path: Path, frame: pl.DataFrame, **options: Any) -> Corpus:  # noqa: ANN401
    """Tokenise, and name the file if something is wrong with it."""
    try:
        return Corpus.from_frame(frame, **options)
    except InputError as error:
        msg = f"{path}: {error}"
        raise InputError(msg) from None


def name_source(path: Path, frame: pl.DataFrame, source: str | None) -> pl.DataFrame:
    """Call the column that names the source ``source``."""
    if source is None or source == "source":
        return frame
    if "source" in frame.columns:
        msg = (
            f"{path}: source={source!r}, but there is a column 'source' as well: rename or drop it"
        )
        raise InputError(msg)
    if source not in frame.columns:
        msg = f"{path}: there is no column {source!r} (argument source); there are {frame.columns}"
        raise InputError(msg)
    return frame.rename({source: "source"})


def _read_folder(folder: Path) -> tuple[pl.DataFrame, list[str]]:
    """Read the text files below a folder, and list what is passed over."""
    documents, files, skipped = list_folder(folder)
    texts = pl.Series("text", [read_text(file) for file in files], dtype=pl.String)
    return documents.select("doc_id", texts, pl.exclude("doc_id")), skipped


def list_folder(folder: Path) -> tuple[pl.DataFrame, list[Path], list[str]]:
    """List the documents of a folder without their texts, their files, and what is passed over."""
    files, skipped = [], []
    for file in sorted(folder.rglob("*"), key=lambda file: os.fsencode(file.with_suffix(""))):
        relative = file.relative_to(folder)
        if file.is_dir() or relative == Path(LIST):
            continue
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or file.suffix.lower() != ".txt" or not file.is_file():
            skipped.append(relative.as_posix().encode("utf-8", "backslashreplace").decode())
        else:
            _name(folder, file)
            files.append(relative)
    if not files:
        saved = (folder / MANIFEST).is_file()
        hint = "; open_corpus opens a corpus that was saved" if saved else ""
        msg = f"{folder}: there are no .txt files{hint}"
        raise InputError(msg)
    if (folder / LIST).is_file():
        documents = _read_list(folder / LIST, files)
    else:
        documents = pl.DataFrame(
            {
                "file": [file.as_posix() for file in files],
                "source": [file.parts[0] if len(file.parts) > 1 else file.stem for file in files],
            }
        )
    paths = [folder / name for name in documents["file"]]
    names = pl.Series("doc_id", [_name(folder, file) for file in paths], dtype=pl.String)
    return documents.select(names, pl.exclude("file")), paths, sorted(skipped)


def _name(folder: Path, file: Path) -> str:
    """Make the document's name of its file's."""
    name = file.relative_to(folder).with_suffix("").as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        msg = f"{folder}: the name of a file is no valid UTF-8: {name!a}; rename it"
        raise InputError(msg) from None
    return name


def _read_list(path: Path, files: list[Path]) -> pl.DataFrame:
    """Read ``documents.csv`` and check that it names every file, and no other."""
    documents = read_csv(path)
    if "file" not in documents.columns:
        hint = "; fields have to be separated by commas" if ";" in documents.columns[0] else ""
        msg = f"{path}: there is no column 'file'; there are {documents.columns}{hint}"
        raise InputError(msg)
    for name in ("doc_id", "text"):
        if name in documents.columns:
            msg = f"{path}: column {name!r} comes from the files themselves: rename or drop it"
            raise InputError(msg)
    if documents["file"].null_count():
        row = documents["file"].is_null().arg_max()
        msg = f"{path}: column 'file' is empty in row {(row or 0) + 1}"
        raise InputError(msg)
    named = [Path(name).as_posix() for name in documents["file"]]
    if len(set(named)) < len(named):
        twice = sorted(name for name, times in Counter(named).items() if times > 1)
        msg = f"{path}: names files twice: {twice[:3]}"
        raise InputError(msg)
    there = {file.as_posix() for file in files}
    missing = [name for name in named if name not in there]
    if missing:
        msg = f"{path}: names files that are not there: {missing[:3]}"
        raise InputError(msg)
    unnamed = sorted(there.difference(named))
    if unnamed:
        msg = (
            f"{path}: does not name files that are there: {unnamed[:3]}; add them or move them away"
        )
        raise InputError(msg)
    return documents.with_columns(pl.Series("file", named))
