"""Layers: labelled spans over the text that can be counted, compared and left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import _core
from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.options import check_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpusstats.corpus import Corpus

__all__ = ["Layer", "Overlap"]

Overlap = Literal["raise", "innermost"]
SENTENCE = "sentence"
_SPAN = ("doc_id", "start", "end")


@dataclass(frozen=True)
class Layer:
    """A layer of a corpus.

    Attributes
    ----------
    name : str
        What ``by=``, ``within=`` and ``without=`` call it.
    labels : polars.Series
        The distinct labels in order; the default is one of them.
    default
        The label of all tokens outside the spans, or ``None``.
    """

    name: str
    labels: pl.Series
    default: object
    _spans: pl.DataFrame | Callable[[], pl.DataFrame] | None
    _handle: _core.Layer

    @property
    def spans(self) -> pl.DataFrame | None:
        """``doc_id, start, end`` and the labels under the layer's name, as they were given.

        ``None`` for sentences, which :meth:`Corpus.sentences` lists. Those of a saved corpus are
        read every time.
        """
        return self._spans() if callable(self._spans) else self._spans

    def number(self, label: object) -> int | None:
        """Find the number of a label."""
        # Python takes True for 1.
        is_bool = self.labels.dtype == pl.Boolean
        known = self.labels.to_list()
        return known.index(label) if isinstance(label, bool) == is_bool and label in known else None


def sentence_layer(corpus: Corpus) -> Layer:
    """Make the layer that every corpus has: its sentences, labelled with their numbers."""
    handle, n_labels = _core.Layer.sentences(corpus._table)
    labels = pl.Series(SENTENCE, range(n_labels), dtype=pl.UInt32)
    return Layer(SENTENCE, labels, None, None, handle)


def make_layer(
    corpus: Corpus, name: str, frame: pl.DataFrame, *, default: object, overlap: Overlap
) -> Layer:
    """Check spans and find their tokens."""
    check_name("overlap", overlap, ("raise", "innermost"))
    frame = as_frame(frame)
    if name in _SPAN:
        msg = f"a layer cannot be called {name!r}, like a column of its spans: choose another name"
        raise InputError(msg)
    for column in (*_SPAN, name):
        if column not in frame.columns:
            msg = (
                f"the spans of layer {name!r} have no column {column!r}; there are {frame.columns}"
            )
            raise InputError(msg)
        if frame[column].null_count():
            row = frame[column].is_null().arg_max()
            msg = f"column {column!r} of the spans of layer {name!r} is null, first in row {row}"
            raise InputError(msg)
    spans = frame.select(*_SPAN, name)
    dtype = spans[name].dtype
    if isinstance(dtype, pl.Categorical | pl.Enum):
        spans = spans.with_columns(pl.col(name).cast(pl.String))
    placed = _placed(corpus, name, spans)
    # What an Enum can be is a label, whether or not a span of these documents has it.
    known = dtype.categories.alias(name) if isinstance(dtype, pl.Enum) else spans[name].clear()
    labels = _labels(pl.concat([spans[name], known]), name, default)
    numbers = pl.DataFrame({name: labels}).with_row_index("_label")
    coded = placed.join(numbers, on=name, how="left", maintain_order="left")
    layer = Layer(name, labels, default, spans, None)  # type: ignore[arg-type]
    rest = None if default is None else layer.number(default)
    try:
        handle = _core.Layer(
            corpus._table,
            coded["_row"],
            coded["start"].cast(pl.UInt32),
            coded["end"].cast(pl.UInt32),
            coded["_label"].cast(pl.UInt32),
            rest=rest,
            innermost=overlap == "innermost",
        )
    except _core.OverlapError as error:
        row, one, two = error.args
        doc_id = placed.filter(pl.col("_row") == row)["doc_id"][0]
        msg = (
            f"spans {one} and {two} of layer {name!r} overlap in document {doc_id!r}; mend them, "
            "or let shorter ones stand on longer ones with overlap='innermost'"
        )
        raise InputError(msg) from None
    return Layer(name, labels, default, spans, handle)


def _placed(corpus: Corpus, name: str, spans: pl.DataFrame) -> pl.DataFrame:
    """Add each span's place of the document in the table, and check that it lies in the text."""
    documents = corpus.documents.select(
        "doc_id", pl.col("text").str.len_chars().alias("_length"), corpus._rows.alias("_row")
    )
    if spans["doc_id"].dtype != documents["doc_id"].dtype:
        wanted, given = documents["doc_id"].dtype, spans["doc_id"].dtype
        msg = f"column 'doc_id' of layer {name!r} has to hold {wanted} like the corpus, not {given}"
        raise InputError(msg)
    for column in ("start", "end"):
        if not spans[column].dtype.is_integer():
            given = spans[column].dtype
            msg = f"column {column!r} of layer {name!r} has to hold integers, not {given}"
            raise InputError(msg)
    placed = spans.join(documents, on="doc_id", how="left", maintain_order="left")
    checks = {
        "names no document of the corpus": pl.col("_row").is_null(),
        "begins after its end or before the text": (pl.col("start") < 0)
        | (pl.col("start") > pl.col("end")),
        "ends after the text": pl.col("end") > pl.col("_length"),
    }
    for what, fails in checks.items():
        wrong = placed.with_row_index("row").filter(fails)
        if not wrong.is_empty():
            row = wrong.select("row", *_SPAN).row(0, named=True)
            msg = f"a span of layer {name!r} {what}: row {row.pop('row')}, {row}"
            raise InputError(msg)
    return placed


def _labels(column: pl.Series, name: str, default: Any) -> pl.Series:  # noqa: ANN401
    """List the distinct labels, the default among them, in order."""
    labels = column.unique()
    if default is not None:
        try:
            labels = labels.extend(pl.Series(name, [default], dtype=column.dtype, strict=True))
        except (TypeError, pl.exceptions.PolarsError):
            msg = f"default={default!r} of layer {name!r} is no {column.dtype} like its labels"
            raise InputError(msg) from None
    return labels.unique().sort()
