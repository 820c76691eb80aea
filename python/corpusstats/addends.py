"""Frames of counts that are to be added up: checked, and brought into one form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats.cooccurrence import columns_of_pairs
from corpusstats.counts import check_integers
from corpusstats.exceptions import InputError
from corpusstats.provenance import call_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COUNTS", "Addend", "length_of", "listed", "read_addend"]

COUNTS = ("count", "documents")
SIZES = ("group_tokens", "group_documents")
# What a frame of counts may hold beside the columns of its groups.
OF_TERMS = ("term", "length", *COUNTS, *SIZES, "per_million", "display")


class Addend(NamedTuple):
    """A frame of counts, and what is known of it.

    ``call`` is how it was counted. ``named`` are the columns that say what is counted, ``by`` those
    of the groups. ``sizes`` holds the columns of the groups, ``length`` if the rows have one, and
    what of :data:`SIZES` they have.
    """

    rows: pl.DataFrame
    call: Mapping[str, Any] | None
    named: list[str]
    by: list[str]
    sizes: pl.DataFrame


def listed(frames: object) -> list[pl.DataFrame | pl.LazyFrame]:
    """Make a list of frames."""
    if isinstance(frames, pl.DataFrame | pl.LazyFrame | str) or not isinstance(frames, Iterable):
        msg = f"frames has to be a list of frames of counts, not {type(frames).__name__}"
        raise TypeError(msg)
    found = list(frames)
    for place, frame in enumerate(found):
        if not isinstance(frame, pl.DataFrame | pl.LazyFrame):
            msg = f"frames[{place}] has to be a frame of counts, not {type(frame).__name__}"
            raise TypeError(msg)
    if not found:
        msg = "frames is empty: there is nothing to add up"
        raise ValueError(msg)
    return found


def length_of(frame: pl.DataFrame) -> list[str]:
    """Name the column of lengths, if there is one."""
    return ["length"] if "length" in frame.columns else []


def read_addend(given: pl.DataFrame | pl.LazyFrame, first: Addend | None) -> Addend:
    """Check a frame of counts, and bring it into the form of the first."""
    frame, call = given.lazy().collect(), call_of(given)
    _check_columns(frame, first)
    pairs = columns_of_pairs(frame.columns, call)
    named: list[str] = ["term", "other"] if pairs else ["term"]
    by = [name for name in frame.columns if name not in (pairs or OF_TERMS)]
    if first is not None:
        named, by = first.named, first.by
    integers = [name for name in (*COUNTS, *SIZES) if name in frame.columns and name not in by]
    weights = ["weight"] if "weight" in pairs and "weight" in frame.columns else []
    _check_values(frame, named, integers, weights)
    rows = frame.with_columns(
        pl.col(integers).cast(pl.Int64), pl.col(weights).cast(pl.Float64), _as_strings()
    )
    if first is not None:
        rows = rows.select(
            _typed(rows[name], first.rows[name].dtype) for name in first.rows.columns
        )
    return Addend(rows, call, named, by, _sizes(rows, by, call))


def _check_columns(frame: pl.DataFrame, first: Addend | None) -> None:
    """Raise unless a frame has the columns of counts, and the same as the first."""
    for name in ("term", "count"):
        if name not in frame.columns:
            msg = f"the counts have no column {name!r}; there are {frame.columns}"
            raise InputError(msg)
    if "o11" in frame.columns:
        msg = "a comparison does not add up: merge the counts, and compare them then"
        raise InputError(msg)
    if "per_million" in frame.columns and "group_tokens" not in frame.columns:
        msg = "per_million cannot be worked out again without a column 'group_tokens'"
        raise InputError(msg)
    columns = frame.columns if first is None else first.rows.columns
    if {*frame.columns} != {*columns}:
        missing = [name for name in columns if name not in frame.columns]
        further = [name for name in frame.columns if name not in columns]
        msg = f"unlike the first frame it has no columns {missing}, but {further}"
        raise InputError(msg)


def _check_values(
    frame: pl.DataFrame, named: list[str], integers: list[str], weights: list[str]
) -> None:
    """Raise unless the rows name and count something."""
    for name in (*named, *integers, *weights):
        if frame[name].null_count():
            msg = f"column {name!r} is null in {frame[name].null_count()} rows"
            raise InputError(msg)
    for name in integers:
        check_integers(frame[name])
    for name in weights:
        if not frame[name].dtype.is_numeric():
            msg = f"column {name!r} of the counts has to hold numbers, not {frame[name].dtype}"
            raise InputError(msg)


def _as_strings() -> pl.Expr:
    return pl.col(pl.Categorical, pl.Enum).cast(pl.String)


def _typed(column: pl.Series, dtype: pl.DataType) -> pl.Series:
    """Raise unless a column has the type that it has in the first frame, or holds nulls alone."""
    if column.dtype not in (dtype, pl.Null):
        msg = f"column {column.name!r} is {column.dtype}, but {dtype} in the first frame"
        raise InputError(msg)
    return column.cast(dtype)


def _sizes(rows: pl.DataFrame, by: list[str], call: Mapping[str, Any] | None) -> pl.DataFrame:
    """Find out how large the groups are: as the frame knows, or else as its rows say."""
    keys = [*by, *length_of(rows)]
    names = [*keys, *(name for name in SIZES if name in rows.columns)]
    known: pl.DataFrame | None = None if call is None else call.get("sizes", call.get("groups"))
    if known is not None:
        return known.select(_typed(known[name], rows[name].dtype) for name in names)
    sizes = rows.select(names).unique()
    if sizes.height > (rows.select(keys).unique().height if keys else 1):
        msg = "group_tokens and group_documents have to be one number for all rows of a group"
        raise InputError(msg)
    return sizes
