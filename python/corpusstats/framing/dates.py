"""Which column has the dates of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["date_column"]


def date_column(corpus: Corpus, date: str | None) -> str | None:
    """Find the column with the dates; by default ``date``, if its values are dates."""
    schema = corpus._metadata.schema
    if date is None:
        return "date" if "date" in schema and schema["date"] in (pl.Date, pl.Datetime) else None
    if date not in schema:
        msg = f"date={date!r} is no column of the documents; there are {corpus._metadata.columns}"
        raise InputError(msg)
    if schema[date] not in (pl.Date, pl.Datetime):
        msg = f"date={date!r} has no dates, but {schema[date]}: make a column of polars' type Date"
        raise InputError(msg)
    return date
