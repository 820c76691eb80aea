"""Where a result comes from: which function, which options, which corpus, which versions."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, TypeVar

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError

__all__ = ["__version__", "provenance"]

__version__ = version("corpusstats")

# What a call holds beside options.
NOT_OPTIONS = ("function", "groups", "nodes", "shares_documents", "sizes")
Frame = TypeVar("Frame", bound=pl.DataFrame | pl.LazyFrame)
_NAME = "_corpusstats_provenance"
_CALL = "_corpusstats_call"


def versions() -> dict[str, str]:
    """Versions of whatever decides what is counted."""
    return {
        "corpusstats": __version__,
        "polars": pl.__version__,
        "unicode": _core.UNICODE_VERSION,
    }


def describe(part: object) -> object:
    """Put an option into plain values."""
    if isinstance(part, pl.DataFrame):
        return f"frame of {part.height} rows: {', '.join(part.columns)}"
    if isinstance(part, Mapping):
        return {str(name): describe(value) for name, value in part.items()}
    if isinstance(part, list | tuple | set):
        return [describe(item) for item in part]
    return part if part is None or isinstance(part, bool | int | float | str) else str(part)


def record(function: str, options: dict[str, Any], counted: object) -> dict[str, Any]:
    """Put together what made a result; ``counted`` is a corpus or a frame of counts."""
    origin = getattr(counted, "provenance", None) or record_of(counted)
    corpus = None if origin is None else dict(origin)
    return {"function": function, "options": options, "corpus": corpus, "versions": versions()}


def attach(frame: Frame, record: dict[str, Any], call: Mapping[str, Any] | None = None) -> Frame:
    """Give a result its provenance and return it.

    ``call`` are the options that decide which tokens a row counts, as they were given, for whoever
    counts again.
    """
    setattr(frame, _NAME, record)
    setattr(frame, _CALL, call and {**call, "rows": getattr(frame, "height", None)})
    return frame


def record_of(result: object) -> dict[str, Any] | None:
    """Find the record of a result; ``None`` of what carries none."""
    found: dict[str, Any] | None = getattr(result, _NAME, None)
    return found


def call_of(result: object) -> Mapping[str, Any] | None:
    """Find the options that decide which tokens a row counts; ``None`` where they are not known."""
    call: Mapping[str, Any] | None = getattr(result, _CALL, None)
    # Rows that were added in place were counted otherwise.
    grown = call is not None and call["rows"] != getattr(result, "height", None)
    return None if grown else call


def provenance(result: pl.DataFrame | pl.LazyFrame) -> dict[str, Any]:
    """Tell where a result comes from.

    Parameters
    ----------
    result
        A frame as a function of this package returned it. Polars makes a new frame of every
        operation, and a new frame carries no provenance: ask before you filter.

    Returns
    -------
    dict
        ``function``, ``options`` (all that bear on the result, defaults too), ``corpus`` (how it
        was read, tokenised and narrowed, or the record of the counts) and ``versions``; of plain
        strings, numbers, lists and dictionaries.

    Raises
    ------
    InputError
        The frame carries none.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug."]}))
    >>> cs.provenance(cs.frequencies(corpus))["options"]["attribute"]
    'lower'
    """
    record = record_of(result)
    if record is None:
        msg = "this frame carries no provenance: pass it as corpusstats returned it, unfiltered"
        raise InputError(msg)
    return record
