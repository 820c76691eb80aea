"""Results of several frames."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["frames_of"]


def frames_of(result: DataclassInstance) -> dict[str, pl.DataFrame]:
    """Give the frames of a result by name, in the order of its attributes."""
    named: dict[str, Any] = {field.name: getattr(result, field.name) for field in fields(result)}
    return {name: value for name, value in named.items() if isinstance(value, pl.DataFrame)}
