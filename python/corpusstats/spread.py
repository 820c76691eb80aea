"""Measures of dispersion as polars expressions over sums over the parts of a corpus.

The core sums up, for each term, what depends on single parts (``_core.dispersion``); what a measure
makes of the sums stands here. With *v* the term's count in a part, *f* that in all, *s* the part's
share of all tokens, *p* = v / tokens of the part, and *n* parts:

- ``count`` f; ``parts`` those with v > 0; ``least`` the tokens of the smallest of these;
- ``count_deviations`` Σ (v - f/n)²; ``count_products`` Σ v v' over all pairs of parts;
  ``count_roots`` Σ √v; ``count_entropy`` that of v / f;
- ``rates`` Σ p; ``rate_deviations`` Σ (p - mean)²; ``rate_products`` Σ p p' over all pairs of
  parts; ``rate_entropy`` that of p / Σp;
- ``rate_ranks`` Σ i · p / Σp, with i = 1 for the largest p;
- ``size_roots`` Σ √(v s); ``chi_square`` Σ (v - f s)² / (f s); ``surplus`` Σ max(0, v/f - s);
- ``divergence`` Σ v/f · ln(v/f / s); ``harmonics`` Σ (1 + 1/2 + … + 1/v);
- of the distances *d* between occurrences: ``near`` Σ d of those up to tokens / f, ``far`` how many
  are longer, ``squares`` Σ d², ``logarithms`` Σ d ln d;
- ``group_tokens``, ``group_parts``, ``group_least``: tokens and parts of the group, and the tokens
  of its smallest part.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MEASURES", "OF_DISTANCES", "OF_PARTS", "measured"]


def _sum(name: str) -> pl.Expr:
    return pl.field(name).cast(pl.Float64)


_F, _N, _TOKENS = _sum("count"), _sum("group_parts"), _sum("group_tokens")


def _juilland(total: str, name: str) -> pl.Expr:
    """1 - √q with q = (sd / mean)² / (n - 1), as (1 - q) / (1 + √q), which keeps its digits."""
    scale = _N / (_sum(total) * _sum(total) * (_N - 1))
    q = scale * _sum(f"{name}_deviations")
    return 2 * scale * _sum(f"{name}_products") / (1 + q.sqrt())


_MEAN = _F / _N
_SD = (_sum("count_deviations") / _N).sqrt()
_D = _juilland("rates", "rate")
_D_EQUAL = _juilland("count", "count")
_D2 = _sum("rate_entropy") / _N.log()
_D2_EQUAL = _sum("count_entropy") / _N.log()
_S = _sum("size_roots") * _sum("size_roots") / _F
_DC = _sum("count_roots") * _sum("count_roots") / (_N * _F)
_D_A = 2 * (_sum("rate_ranks") - 1) / (_N - 1)
_KLD = _sum("divergence") / math.log(2)
_FT, _PT = _sum("rates") / _N, _sum("parts") / _N
_ALD = _sum("logarithms") / (_TOKENS * math.log(10))


def _others(part: str) -> pl.Expr:
    """Work out the share of the tokens that are not in a part: an exact difference."""
    return (pl.field("group_tokens") - pl.field(part)).cast(pl.Float64) / _TOKENS


# In the order of the columns.
OF_PARTS: dict[str, pl.Expr] = {
    "range": pl.field("parts"),
    "sd": _SD,
    "variation_coefficient": _SD / _MEAN,
    "juilland_d": _D,
    "juilland_d_equal": _D_EQUAL,
    "carroll_d2": _D2,
    "carroll_d2_equal": _D2_EQUAL,
    "rosengren_s": _S,
    "lyne_d3": 1 - _sum("chi_square") / (4 * _F),
    "lyne_d3_equal": 1 - _sum("count_deviations") / _MEAN / (4 * _F),
    "dc": _DC,
    "idf": (_N / _sum("parts")).log(2),
    "dp": _sum("surplus"),
    "dp_norm": _sum("surplus") / _others("group_least"),
    "dp_egbert": 1 - _sum("surplus") / _others("least"),
    "d_a": _D_A,
    "kld": _KLD,
    "kld_base_2": 1 - (-_sum("divergence")).exp(),
    "kld_base_e": 1 - (-_KLD).exp(),
    "kld_odds": _KLD / (1 + _KLD),
    "juilland_u": _F * _D,
    "juilland_u_equal": _F * _D_EQUAL,
    "carroll_um": _F * _D2 + (1 - _D2) * _MEAN,
    "carroll_um_equal": _F * _D2_EQUAL + (1 - _D2_EQUAL) * _MEAN,
    "rosengren_af": _F * _S,
    "rosengren_af_equal": _F * _DC,
    "engwall_fm": _F * _PT,
    "kromer_ur": _sum("harmonics"),
    "ft": _FT,
    "pt": _PT,
    "ft_pt": _FT * _PT,
    "ft_da": _FT * _D_A,
}
OF_DISTANCES: dict[str, pl.Expr] = {
    "arf": _F * _sum("near") / _TOKENS + _sum("far"),
    "awt": (1 + _sum("squares") / _TOKENS) / 2,
    "ald": _ALD,
    "f_awt": _TOKENS * _TOKENS / _sum("squares"),
    "f_ald": _TOKENS * (-_sum("logarithms") / _TOKENS).exp(),
}
MEASURES = (*OF_PARTS, *OF_DISTANCES)


def measured(sums: pl.DataFrame, measures: Sequence[str]) -> pl.DataFrame:
    """Work out measures from sums, a column each; those of parts are null where there is one part.

    The fields of a struct are full columns: polars divides by a single row in another way.
    """
    several = pl.field("group_parts") > 1
    formulas = [
        pl.when(several).then(OF_PARTS[name]).alias(name)
        if name in OF_PARTS
        else OF_DISTANCES[name].alias(name)
        for name in measures
    ]
    table = pl.struct(pl.all()).struct.with_fields(formulas)
    return sums.select(table.alias("table")).unnest("table").select(measures)
