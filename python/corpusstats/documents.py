"""The frame of documents: what it has to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.options import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BOUNDARIES",
    "as_frame",
    "cannot_evaluate",
    "check_columns",
    "check_condition",
    "check_reserved",
    "check_unique",
    "checked_documents",
]


def as_frame(frame: object) -> pl.DataFrame:
    """Take over a frame of polars or of anything that speaks Arrow."""
    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if hasattr(frame, "__arrow_c_stream__"):
        return pl.DataFrame(frame)
    msg = (
        f"expected a polars DataFrame or LazyFrame or an Arrow table, not {type(frame).__name__}; "
        "for a file or folder there is read_corpus"
    )
    raise TypeError(msg)


def cannot_evaluate(what: str, documents: pl.DataFrame, error: Exception) -> str:
    """Say that an expression over the documents does not work."""
    reason = str(error).splitlines()[0]
    return f"the {what} cannot be evaluated: {reason}; the documents have {documents.columns}"


def check_condition(documents: pl.DataFrame, predicate: pl.Expr) -> None:
    """Raise unless an expression is true or false of each document."""
    for dtype in documents.lazy().select(predicate).collect_schema().dtypes():
        if dtype not in (pl.Boolean, pl.Null):
            msg = f"{predicate} is no condition: it gives {dtype}, not Boolean"
            raise InputError(msg)


def checked_documents(frame: pl.DataFrame, text: str, doc_id: str) -> pl.DataFrame:
    """Check the frame of documents and give its two columns their names."""
    check_columns(frame, {"text": text, "doc_id": doc_id})
    if text == doc_id:
        msg = f"text and doc_id name the same column {text!r}"
        raise InputError(msg)
    rest = [name for name in frame.columns if name not in (text, doc_id)]
    for name in rest:
        if name in ("text", "doc_id"):
            msg = f"column {name!r} is in the way: the corpus needs the name for another; rename it"
            raise InputError(msg)
    check_reserved(rest)
    if frame.is_empty():
        msg = "there are no documents: the frame has no rows"
        raise InputError(msg)
    documents = frame.select(_doc_ids(frame[doc_id]), _texts(frame[text]), *rest)
    check_unique(documents["doc_id"], doc_id)
    return documents


def _texts(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    if column.dtype != pl.String:
        msg = f"column {column.name!r} has to hold text (String), not {column.dtype}"
        raise InputError(msg)
    _check_not_null(column, "an empty text is legal, a missing one is not")
    return column.alias("text")


def _doc_ids(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    if not (column.dtype == pl.String or column.dtype.is_integer()):
        msg = f"column {column.name!r} has to hold strings or integers, not {column.dtype}"
        raise InputError(msg)
    _check_not_null(column, "every document needs a name")
    return column.alias("doc_id")


def check_columns(frame: pl.DataFrame, wanted: Mapping[str, str]) -> None:
    """Raise if a column is missing."""
    for argument, name in wanted.items():
        if name not in frame.columns:
            msg = f"there is no column {name!r} (argument {argument}); there are {frame.columns}"
            raise InputError(msg)


# What `boundary=` takes beside the names of layers.
BOUNDARIES = ("sentence", "document")


def check_reserved(names: list[str]) -> None:
    """Raise if a column or layer is named like an attribute of terms, or like a boundary."""
    for name in names:
        if name in ATTRIBUTES:
            msg = f"column {name!r} has the name of an attribute of terms: rename it"
            raise InputError(msg)
        if name in BOUNDARIES:
            msg = f"column {name!r} has the name of a boundary that every corpus has: rename it"
            raise InputError(msg)


def _check_not_null(column: pl.Series, why: str) -> None:
    if column.null_count():
        rows = column.is_null().arg_true().head(3).to_list()
        msg = f"column {column.name!r} is null in {column.null_count()} rows, first {rows}: {why}"
        raise InputError(msg)


def check_unique(column: pl.Series, name: str) -> None:
    """Raise if a name occurs twice."""
    if column.n_unique() < len(column):
        twice = column.filter(column.is_duplicated()).unique(maintain_order=True).head(3).to_list()
        msg = f"column {name!r} names documents more than once: {twice}"
        raise InputError(msg)
