"""Several corpora as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.corpus import Corpus
from corpusstats.documents import check_unique
from corpusstats.exceptions import InputError
from corpusstats.layers import Layer
from corpusstats.options import check_corpus
from corpusstats.provenance import versions
from corpusstats.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["concat"]


def concat(corpora: Sequence[Corpus]) -> Corpus:
    """Put corpora together, as if all their documents had been read at once.

    Parameters
    ----------
    corpora
        One or more, tokenised in the same way. Columns of the documents that one lacks are null
        there; layers and annotations have to be in all of them.

    Returns
    -------
    Corpus
        The documents of the first, then those of the second, and so on; terms are numbered anew,
        and a layer has the labels of all. ``provenance["reader"]["corpora"]`` says what was put
        together.

    Raises
    ------
    InputError
        There are none; they were tokenised differently; a document, by its ``doc_id``, is in two
        of them; a column is of different types; a layer or annotation is not in all of them, or
        layers of one name have different defaults or types of labels.

    Notes
    -----
    Time and memory are linear in the tokens; nothing is tokenised again.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> one = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug."]}))
    >>> two = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["b"], "text": ["Ein Zug."]}))
    >>> cs.frequencies(cs.concat([one, two]))["term", "count"].rows()
    [('zug', 2), ('der', 1), ('ein', 1)]
    """
    corpora = _checked(corpora)
    tokenizer = _common_tokenizer(corpora)
    columns, layers = _common_names(corpora)
    metadata = _concat_frames([corpus._metadata for corpus in corpora], "the documents")
    check_unique(metadata["doc_id"], "doc_id")
    texts = pl.concat([corpus._texts.of(corpus._rows) for corpus in corpora])
    table = _core.concat_tokens([(corpus._table, corpus._rows) for corpus in corpora])
    if clashes := sorted(columns & {*layers}):
        msg = f"{clashes} are columns of one corpus and layers of another: rename them"
        raise InputError(msg)
    provenance = {
        "reader": {
            "function": "concat",
            "corpora": [dict(corpus.provenance) for corpus in corpora],
        },
        "tokenizer": tokenizer,
        "versions": versions(),
    }
    rows = pl.arange(metadata.height, dtype=pl.UInt32, eager=True)
    joined = {name: _concat_layer(name, corpora) for name in layers}
    return Corpus(provenance, joined, metadata, Texts(texts), table, rows)


def narrowed(corpus: Corpus) -> Corpus:
    """Make a corpus whose table has its documents and no others."""
    if corpus.n_documents == corpus._table.n_documents():
        return corpus
    return Corpus(
        corpus.provenance,
        {name: _concat_layer(name, [corpus]) for name in corpus.layers},
        corpus._metadata,
        Texts(corpus._texts.of(corpus._rows)),
        _core.concat_tokens([(corpus._table, corpus._rows)]),
        pl.arange(corpus.n_documents, dtype=pl.UInt32, eager=True),
    )


def _checked(corpora: object) -> list[Corpus]:
    if not isinstance(corpora, Sequence) or isinstance(corpora, str):
        msg = f"concat takes a list of corpora, not {type(corpora).__name__}"
        raise TypeError(msg)
    for corpus in corpora:
        check_corpus(corpus)
    if not corpora:
        msg = "there is nothing to put together: the list of corpora is empty"
        raise InputError(msg)
    return list(corpora)


def _common_tokenizer(corpora: list[Corpus]) -> Mapping[str, Any]:
    common: Mapping[str, Any] = corpora[0].provenance["tokenizer"]
    for number, corpus in enumerate(corpora):
        here = corpus.provenance["tokenizer"]
        names = {*common, *here}
        different = sorted(name for name in names if common.get(name) != here.get(name))
        if different:
            one = {name: common.get(name) for name in different}
            other = {name: here.get(name) for name in different}
            msg = f"corpus {number} was tokenised otherwise than the first: {other}, not {one}"
            raise InputError(msg)
    return common


def _common_names(corpora: list[Corpus]) -> tuple[set[str], list[str]]:
    """List the columns of all, and the layers, which have to be in each."""
    layers = list(dict.fromkeys(name for corpus in corpora for name in corpus.layers))
    annotations = list(dict.fromkeys(name for corpus in corpora for name in corpus._annotations()))
    for number, corpus in enumerate(corpora):
        for what, names, here in (
            ("layer", layers, corpus.layers),
            ("annotation", annotations, corpus._annotations()),
        ):
            for name in names:
                if name not in here:
                    msg = f"corpus {number} has no {what} {name!r}, which another has: add it there"
                    raise InputError(msg)
    return {name for corpus in corpora for name in corpus._metadata.columns}, layers


def _concat_frames(frames: list[pl.DataFrame], what: str) -> pl.DataFrame:
    types: dict[str, pl.DataType] = {}
    for number, frame in enumerate(frames):
        for name, dtype in frame.schema.items():
            known = types.setdefault(name, dtype)
            if known != dtype:
                msg = f"column {name!r} of {what} is {dtype} in corpus {number}, not {known}"
                raise InputError(f"{msg} as before: cast it")
    return pl.concat(frames, how="diagonal")


def _concat_layer(name: str, corpora: list[Corpus]) -> Layer:
    """Put the layers of one name together, for the documents that the corpora have."""
    layers = [corpus.layers[name] for corpus in corpora]
    first = layers[0]
    for number, layer in enumerate(layers):
        of = (layer.labels.dtype, layer.default)
        if of != (first.labels.dtype, first.default):
            msg = f"layer {name!r} of corpus {number} has labels of {of[0]} and default={of[1]!r}"
            raise InputError(f"{msg}, not {first.labels.dtype} and {first.default!r}: make it anew")
    labels = pl.concat([layer.labels for layer in layers]).unique().sort()
    joined = Layer(name, labels, first.default, _spans(name, corpora), first._handle)
    numbers = pl.DataFrame({name: labels}).with_row_index("_label")
    parts = []
    for corpus, layer in zip(corpora, layers, strict=True):
        new = layer.labels.to_frame(name).join(numbers, on=name, how="left", maintain_order="left")
        parts.append((corpus._table, corpus._rows, layer._handle, new["_label"].to_list()))
    rest = None if first.default is None else joined.number(first.default)
    handle = _core.concat_layers(parts, rest=rest)
    return Layer(name, labels, first.default, joined.spans, handle)


def _spans(name: str, corpora: list[Corpus]) -> pl.DataFrame:
    """List the spans of the documents that the corpora have."""
    frames = []
    for corpus in corpora:
        spans = corpus.layers[name].spans
        assert spans is not None  # noqa: S101  (only sentences have none)
        frames.append(spans.join(corpus._metadata, on="doc_id", how="semi", maintain_order="left"))
    return _concat_frames(frames, f"the spans of layer {name!r}")
