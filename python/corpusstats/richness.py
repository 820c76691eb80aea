"""Formulas of lexical diversity: a polars expression a measure over what was counted of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMULAS", "Base", "Comparison", "Rest", "Variants", "score"]

Base = Literal["e", "10", "2"]
Comparison = Literal["at_most", "below"]
Rest = Literal["partial", "partial_last", "drop", "drop_distinct"]


@dataclass(frozen=True, slots=True)
class Variants:
    """What the formulas leave open; the fields are those of :func:`corpusstats.diversity`."""

    log_base: Base
    brunet_exponent: float
    msttr_segment: int
    mattr_window: int
    mtld_ma_mean: Literal["directions", "factors"]
    hdd_sample: int
    hdd_scale: Literal["mean", "sum"]
    vocd_method: Literal["expected", "sampled"]


# What was counted: fields of the struct that `score` builds.
N, V, ONCE, TWICE, PAIRS = (
    pl.field(name).cast(pl.Float64) for name in ("n_tokens", "n_types", "once", "twice", "pairs")
)
# The sum over types of their squared counts.
SQUARES = PAIRS + N
# log(n) - log(v), of which few digits would be left where nearly all tokens are different.
N_OF_V = N / V


def score(counted: pl.DataFrame, measures: list[str], variants: Variants) -> pl.DataFrame:
    """Add a column of each measure: null of no tokens, for 0/0, and where a measure says so.

    The fields of a struct are full columns: polars divides by a single row, which might be all
    there is, by way of its reciprocal, and another last digit.
    """
    row = pl.struct(pl.all(), _drawn=pl.lit(float(variants.hdd_sample)))
    row = row.struct.with_fields(FORMULAS[name](variants).alias(name) for name in measures)
    known = {name: (N > 0) & pl.field(name).is_not_nan() for name in measures}
    row = row.struct.with_fields(
        pl.when(holds).then(pl.field(name)).alias(name) for name, holds in known.items()
    )
    return counted.select(_row=row).unnest("_row")


def _log(number: pl.Expr, variants: Variants) -> pl.Expr:
    if variants.log_base == "10":
        return number.log10()
    return number.log(2) if variants.log_base == "2" else number.log()


def _summer_s(variants: Variants) -> pl.Expr:
    types, tokens = _log(_log(V, variants), variants), _log(_log(N, variants), variants)
    return pl.when((V > 1) & (tokens != 0)).then(types / tokens)


def _herdan_vm(_: Variants) -> pl.Expr:
    # Less than 0 by rounding alone.
    return ((V * SQUARES - N * N).clip(lower_bound=0) / (V * N * N)).sqrt()


def _ratio(types: str, texts: str, size: int) -> pl.Expr:
    """Make the mean type-token ratio of texts of a size."""
    return _field(types) / (_field(texts) * size)


def _field(name: str) -> pl.Expr:
    return pl.field(name).cast(pl.Float64)


def _length(direction: str) -> pl.Expr:
    """Make the mean length of factors; null of none, when it would be infinite."""
    tokens, factors = _field(f"{direction}_tokens"), _field(f"{direction}_factors")
    return pl.when(factors > 0).then(tokens / factors)


def _mtld(_: Variants) -> pl.Expr:
    return (_length("forward") + _length("backward")) / 2


def _mtld_ma_bi(variants: Variants) -> pl.Expr:
    if variants.mtld_ma_mean == "directions":
        return (_length("moving_forward") + _length("moving_backward")) / 2
    tokens = _field("moving_forward_tokens") + _field("moving_backward_tokens")
    factors = _field("moving_forward_factors") + _field("moving_backward_factors")
    return pl.when(factors > 0).then(tokens / factors)


def _hdd(variants: Variants) -> pl.Expr:
    types = pl.field("sample_types")
    return types / pl.field("_drawn") if variants.hdd_scale == "mean" else types


def _vocd_d(variants: Variants) -> pl.Expr:
    return pl.field("curve" if variants.vocd_method == "expected" else "drawn")


FORMULAS: dict[str, Callable[[Variants], pl.Expr]] = {
    "ttr": lambda _: V / N,
    "root_ttr": lambda _: V / N.sqrt(),
    "cttr": lambda _: V / (2 * N).sqrt(),
    "herdan_c": lambda _: V.log() / N.log(),
    "summer_s": _summer_s,
    "dugast_u": lambda variants: _log(N, variants) ** 2 / _log(N_OF_V, variants),
    "maas_a2": lambda variants: _log(N_OF_V, variants) / _log(N, variants) ** 2,
    "yule_k": lambda _: 1e4 * PAIRS / (N * N),
    "yule_i": lambda _: V * V / (SQUARES - V),
    "simpson_d": lambda _: PAIRS / (N * (N - 1)),
    "herdan_vm": _herdan_vm,
    "honore_r": lambda _: 100 * N.log() * V / (V - ONCE),
    "brunet_w": lambda variants: N ** (V ** (-variants.brunet_exponent)),
    "sichel_s": lambda _: TWICE / V,
    "michea_m": lambda _: V / TWICE,
    "baayen_p": lambda _: ONCE / N,
    "entropy": lambda _: pl.field("entropy"),
    "msttr": lambda variants: _ratio("segment_types", "segments", variants.msttr_segment),
    "mattr": lambda variants: _ratio("window_types", "windows", variants.mattr_window),
    "mtld": _mtld,
    "mtld_ma_bi": _mtld_ma_bi,
    "mtld_ma_wrap": lambda _: _length("moving_wrapped"),
    "hdd": _hdd,
    "vocd_d": _vocd_d,
    # Never -0.0.
    "zipf_slope": lambda _: 0.0 - pl.field("ranks"),
    "heaps_slope": lambda _: pl.field("growth"),
}
