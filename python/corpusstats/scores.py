"""Columns of measures by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpusstats import measures as formulas
from corpusstats.options import check_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

__all__ = ["score_columns"]


def score_columns(measures: Sequence[str], variants: Mapping[str, dict[str, Any]]) -> list[pl.Expr]:
    """Make the columns of measures, checking every name and variant first."""
    for name, options in variants.items():
        getattr(formulas, name)(**options)
    for name in measures:
        check_name("measure", name, formulas.__all__)
    return [getattr(formulas, name)(**variants.get(name, {})) for name in measures]
