"""Columns of measures by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpusstats import measures as formulas
from corpusstats.options import check_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

__all__ = ["SCORES", "score_columns"]

# What a variant is called as a column, and of which measure it is.
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "chi_square_williams": ("chi_square", {"correction": "williams"}),
    "chi_square_yates": ("chi_square", {"correction": "yates"}),
    "fisher_less": ("fisher", {"side": "less"}),
    "fisher_two_sided": ("fisher", {"side": "two-sided"}),
    "log_likelihood_2": ("log_likelihood", {"cells": 2}),
    "log_likelihood_williams": ("log_likelihood", {"cells": 4, "correction": "williams"}),
    "log_odds_tidylo": ("log_odds", {"prior": "tidylo"}),
    "log_ratio_hardie": ("log_ratio", {"zero": "hardie"}),
    "lrc_normal": ("lrc", {"form": "normal"}),
    "lrc_one_sided": ("lrc", {"form": "one-sided"}),
    "odds_ratio_discounted": ("odds_ratio", {"discount": 0.5}),
    "poisson_less": ("poisson", {"side": "less"}),
    "z_score_yates": ("z_score", {"correction": "yates"}),
}
SCORES = tuple(sorted((*formulas.SCORES, *VARIANTS)))


def score_columns(measures: Sequence[str], variants: Mapping[str, dict[str, Any]]) -> list[pl.Expr]:
    """Make the columns of measures and of their variants, checking every name and option first.

    ``variants`` has options by the name of a measure; what a variant's own name says goes first.
    """
    for name, options in variants.items():
        getattr(formulas, name)(**options)
    for name in measures:
        check_name("measure", name, SCORES)
    return [_column(name, variants) for name in measures]


def _column(name: str, variants: Mapping[str, dict[str, Any]]) -> pl.Expr:
    measure, own = VARIANTS.get(name, (name, {}))
    column: pl.Expr = getattr(formulas, measure)(**{**variants.get(measure, {}), **own})
    return column.alias(name)
