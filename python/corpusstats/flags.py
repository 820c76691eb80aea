"""Flags: what the data of a row cannot carry, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LEAST_DOCUMENTS", "LEVEL", "document_flags", "flag", "null_group"]

# Fewer documents than this carry no inference from documents.
LEAST_DOCUMENTS = 5
# A test whose p cannot fall to this is none.
LEVEL = 0.05


def document_flags(documents: str | pl.Expr) -> dict[str, pl.Expr]:
    """Name what too few documents cannot carry."""
    number = pl.col(documents) if isinstance(documents, str) else documents
    return {
        "single_document": number == 1,
        "few_documents": (number > 1) & (number < LEAST_DOCUMENTS),
    }


def null_group(by: list[str]) -> dict[str, pl.Expr]:
    """Name groups that have a null for a name."""
    return {
        "null_group": pl.any_horizontal(
            pl.lit(value=False), *(pl.col(name).is_null() for name in by)
        )
    }


def flag(holds: Mapping[str, pl.Expr]) -> pl.Expr:
    """Join the names of what holds of a row by blanks; null if nothing does."""
    named = [pl.when(condition).then(pl.lit(name)) for name, condition in holds.items()]
    joined = pl.concat_str(named, separator=" ", ignore_nulls=True)
    return pl.when(joined != "").then(joined).alias("flag")
