"""Corpora that are built on the disk, larger than memory if need be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpusstats import _core
from corpusstats.folders import new_folder
from corpusstats.memory import as_bytes
from corpusstats.options import check_threads
from corpusstats.progress import progress_bar
from corpusstats.provenance import versions
from corpusstats.storage import open_corpus, write_rest
from corpusstats.streams import Names, open_stream
from corpusstats.tokenizer import Splitting

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.tokenizer import Language, Mode

__all__ = ["build_corpus"]

# A batch is in memory several times: as it is read, as a column, as tokens.
_COPIES = 8
_DEFAULT = 128 * 10**6


def build_corpus(
    input: str | os.PathLike[str],  # noqa: A002  (what else)
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
    memory: int | str | None = None,
    overwrite: bool = False,
) -> Corpus:
    r"""Build a saved corpus of documents that need not fit into memory, and open it.

    Parameters
    ----------
    input
        A parquet file, a CSV file or a folder, as :func:`corpusstats.read_corpus` reads them.
    path
        The folder to make, as in :meth:`Corpus.save`.
    source, text, doc_id
        As in :func:`corpusstats.read_corpus`.
    language, mode, split_clitics, joined, abbreviations, unsplittable, n_threads, progress
        As in :meth:`corpusstats.Corpus.from_frame`.
    memory
        How much memory the documents that are being read may take: bytes, or a string such as
        ``"2GB"``; by default 128 MB. The vocabulary and the documents' columns other than the text
        come on top, and of a parquet file a few row groups, which polars reads ahead.
    overwrite
        Replace a saved corpus that is there already, as in :meth:`Corpus.save`.

    Returns
    -------
    Corpus
        Opened from ``path``. The files but the manifest are, byte for byte, those of
        ``read_corpus(input).save(path)``.

    Raises
    ------
    InputError
        As :func:`corpusstats.read_corpus` and :meth:`Corpus.save` raise it.
    ValueError
        An unknown language or mode.
    OSError
        The system cannot write. Nothing is left behind.

    Notes
    -----
    Time is linear in the text. On the disk everything is there twice for a while.

    Examples
    --------
    >>> import corpusstats as cs, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     corpus = cs.build_corpus("seeds", f"{folder}/corpus")
    ...     corpus.n_tokens == cs.read_corpus("seeds").n_tokens
    True
    """
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    tokenizer = splitting.tokenizer()
    check_threads(n_threads)
    size = (as_bytes("memory", memory) or _DEFAULT) // _COPIES
    input_path = Path(input)
    with new_folder(path, overwrite=overwrite) as folder:
        stream = open_stream(input_path, Names(source, text, doc_id), size)
        builder = _core.Builder(folder, tokenizer)
        with progress_bar(stream.n_bytes, show=progress) as report:
            done = 0
            for texts in stream.texts:
                builder.add(texts, n_threads=n_threads, progress=_after(report, done))
                done += int(texts.str.len_bytes().sum())
        metadata = stream.metadata()
        builder.finish(n_threads=n_threads)
        reader = {
            "function": "build_corpus",
            "path": str(input_path),
            "text": text,
            "doc_id": doc_id,
            "source": source,
            "skipped": stream.skipped,
        }
        provenance = {"reader": reader, "tokenizer": splitting.describe(), "versions": versions()}
        write_rest(folder, metadata, provenance, annotations=[], layers=[])
    return open_corpus(path)


def _after(report: Callable[[int], object] | None, before: int) -> Callable[[int], object] | None:
    """Report what comes on top of what is done."""
    return None if report is None else lambda done: report(before + done)
