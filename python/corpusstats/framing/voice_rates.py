"""Shares and rates of voices: values, bounds and intervals from what was counted."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from corpusstats.flags import LEAST_DOCUMENTS
from corpusstats.framing.voice_estimates import effective_speakers, estimate
from corpusstats.framing.voice_layers import UNCERTAIN, VERBATIM
from corpusstats.framing.voice_sums import IS_KNOWN, IS_SAID

__all__ = ["Observed", "make_rates", "make_shares"]


class Observed(NamedTuple):
    """What was counted, by group.

    Attributes
    ----------
    cells : polars.DataFrame
        Tokens: ``_group, doc_id, sentence, voice, wording, tokens``.
    placed : polars.DataFrame
        The statements, with ``_group``, ``counts`` and ``voice``.
    held : polars.DataFrame
        ``_group, doc_id, _part``: which part of its group a document is left out with.
    of_parts : polars.DataFrame
        Sums by ``_group`` and ``_part``, in order.
    documents : polars.Series
        How many documents each of these groups has.
    """

    cells: pl.DataFrame
    placed: pl.DataFrame
    held: pl.DataFrame
    of_parts: pl.DataFrame
    documents: pl.Series

    def said(self) -> pl.DataFrame:
        """Give the statements that are somebody's for certain, known or not."""
        return self.placed.filter("counts", pl.col("voice") != UNCERTAIN)


def _ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    return pl.when(denominator > 0).then(numerator / denominator)


class Metric(NamedTuple):
    """What a rate is made of: a share of what is sure, and how much is not."""

    part: str
    whole: str
    unsure: str | None = None
    # Whether the whole holds what is not sure.
    holds_unsure: bool = False
    scale: float = 1.0
    # What there can be, if there is a bound.
    most: float | None = 1.0

    def sure(self) -> pl.Expr:
        """Give what the part is a share of."""
        whole = pl.col(self.whole)
        return whole - pl.col(self.unsure) if self.holds_unsure and self.unsure else whole

    def value(self) -> pl.Expr:
        """Give the share."""
        return self.scale * _ratio(pl.col(self.part), self.sure())

    def bounds(self) -> tuple[pl.Expr, pl.Expr]:
        """Give the value if none, and if all, of what is not sure were in the part."""
        if self.unsure is None:
            return self.value(), self.value()
        unsure, whole = pl.col(self.unsure), pl.col(self.whole)
        if not self.holds_unsure:
            whole = whole + unsure
        return _ratio(pl.col(self.part), whole), _ratio(pl.col(self.part) + unsure, whole)


RATES = {
    "attributed_tokens": Metric("said", "all", "unsure", holds_unsure=True),
    "attribution_rate": Metric(
        "said_sentences", "sentences", "unsure_sentences", holds_unsure=True
    ),
    "unsourced_evidential_rate": Metric("evidentials", "sentences", most=None),
    "hedging_rate": Metric("hedges", "own", scale=1000.0, most=None),
    "verbatim_share": Metric("verbatim", "said", "unsure"),
    "named_share": Metric("named", "statements", "unsure_statements"),
    "official_share": Metric("official", "statements", "unsure_statements"),
}
EFFECTIVE = "effective_speakers"
METRICS = pl.Enum([*RATES, EFFECTIVE])


def make_rates(observed: Observed, confidence: float) -> pl.DataFrame:
    """Make a row for each group and metric."""
    of_parts = observed.of_parts
    values = {name: metric.value() for name, metric in RATES.items()}
    found = estimate(of_parts, values, observed.documents, confidence)
    totals = of_parts.group_by("_group", maintain_order=True).agg(pl.exclude("_part").sum())
    # What hedges there are in uncertain tokens depends on whose these are.
    own, unsure = pl.col("own"), pl.col("unsure")
    with_all = 1000 * _ratio(pl.col("hedges") + pl.col("unsure_hedges"), own + unsure)
    hedged = 1000 * _ratio(pl.col("hedges"), own)
    frames = []
    for name, metric in RATES.items():
        least, most = metric.bounds()
        if name == "hedging_rate":
            least, most = pl.min_horizontal(hedged, with_all), pl.max_horizontal(hedged, with_all)
        frames.append(
            totals.hstack(found.select(value=name, reach=f"{name}_reach")).select(
                "_group",
                pl.lit(name, METRICS).alias("metric"),
                "value",
                *_interval("value", pl.col("reach"), 0.0, metric.most),
                least.alias("value_least"),
                most.alias("value_most"),
                pl.col(metric.part).alias("numerator"),
                metric.sure().alias("denominator"),
            )
        )
    frames.append(_diversity(observed, confidence))
    return pl.concat(frames).sort("_group", "metric")


def _diversity(observed: Observed, confidence: float) -> pl.DataFrame:
    """Make the rows that tell how many speakers there are in effect."""
    known = observed.placed.filter(IS_KNOWN)
    cells = (
        known.join(observed.held, on=["_group", "doc_id"])
        .group_by("_group", "_part", speaker="voice")
        .agg(statements=pl.len().cast(pl.Int64))
        .sort("_group", "_part", "speaker")
    )
    found = effective_speakers(
        cells, observed.of_parts.select("_group", "_part"), observed.documents, confidence
    )
    seen = cells.group_by("_group").agg(
        numerator=pl.col("speaker").n_unique().cast(pl.Int64),
        denominator=pl.col("statements").sum(),
    )
    nothing = pl.lit(None, pl.Float64)
    return found.join(seen, on="_group", how="left", maintain_order="left").select(
        "_group",
        pl.lit(EFFECTIVE, METRICS).alias("metric"),
        "value",
        *_interval("value", pl.col("reach"), 1.0, None),
        nothing.alias("value_least"),
        nothing.alias("value_most"),
        pl.col("numerator", "denominator").fill_null(0),
    )


def _interval(name: str, reach: pl.Expr, least: float, most: float | None) -> list[pl.Expr]:
    """Put an interval round a value, within what there can be."""
    return [
        (pl.col(name) - reach).clip(least, None).alias(f"{name}_lo"),
        (pl.col(name) + reach).clip(None, most).alias(f"{name}_hi"),
    ]


def make_shares(observed: Observed, confidence: float) -> pl.DataFrame:
    """Make a row for each group and voice."""
    keys = ["_group", "voice"]
    of_documents = (
        observed.cells.filter(IS_SAID)
        .group_by(*keys, "doc_id")
        .agg(
            tokens=pl.col("tokens").sum(),
            verbatim_tokens=pl.col("tokens").filter(pl.col("wording") == VERBATIM).sum(),
        )
    )
    said = observed.said()
    of_statements = said.group_by(*keys, "doc_id").agg(statements=pl.len().cast(pl.Int64))
    both = of_documents.join(
        of_statements, on=[*keys, "doc_id"], how="full", coalesce=True
    ).with_columns(pl.col("tokens", "verbatim_tokens", "statements").fill_null(0))
    totals = both.group_by(keys).agg(
        pl.col("tokens", "verbatim_tokens", "statements").sum(),
        documents=(pl.col("tokens") > 0).sum().cast(pl.Int64),
    )
    kinds = said.group_by(keys).agg(
        speaker_type=pl.col("speaker_type").cast(pl.String).drop_nulls().mode().sort().first()
    )
    sums = observed.of_parts.group_by("_group").agg(
        pl.col("said", "unsure", "statements").sum().name.prefix("all_")
    )
    rows = (
        totals.join(kinds, on=keys, how="left")
        .join(sums, on="_group")
        .sort("_group", "tokens", "voice", descending=[False, True, False])
        .with_row_index("_row")
    )
    reach = _share_reaches(rows, both, observed, confidence)
    token, unsure, every = pl.col("tokens"), pl.col("all_unsure"), pl.col("all_said")
    return (
        rows.join(reach, on="_row", how="left", maintain_order="left")
        .with_columns(
            share_of_tokens=_ratio(token, every),
            share_of_tokens_least=_ratio(token, every + unsure),
            share_of_tokens_most=_ratio(token + unsure, every + unsure),
            share_of_statements=_ratio(pl.col("statements"), pl.col("all_statements")),
        )
        .select(
            "_group",
            "voice",
            "speaker_type",
            "tokens",
            "verbatim_tokens",
            "statements",
            "documents",
            "share_of_tokens",
            *_interval("share_of_tokens", pl.col("tokens_reach"), 0.0, 1.0),
            "share_of_tokens_least",
            "share_of_tokens_most",
            "share_of_statements",
            *_interval("share_of_statements", pl.col("statements_reach"), 0.0, 1.0),
        )
    )


def _share_reaches(
    rows: pl.DataFrame, both: pl.DataFrame, observed: Observed, confidence: float
) -> pl.DataFrame:
    """Tell how far the intervals of shares reach, of voices that five documents have or more."""
    enough = rows.filter(pl.col("documents") >= LEAST_DOCUMENTS).select("_row", "_group", "voice")
    own = (
        both.join(observed.held, on=["_group", "doc_id"])
        .group_by("_group", "voice", "_part")
        .agg(pl.col("tokens", "statements").sum())
    )
    every = observed.of_parts.select("_group", "_part", "said", all_statements="statements")
    grid = (
        enough.join(every, on="_group", maintain_order="left_right")
        .join(own, on=["_group", "voice", "_part"], how="left", maintain_order="left")
        .with_columns(pl.col("tokens", "statements").fill_null(0))
        .select(
            pl.col("_row").alias("_group"),
            "_part",
            "tokens",
            "statements",
            "said",
            "all_statements",
        )
    )
    values = {
        "tokens": _ratio(pl.col("tokens"), pl.col("said")),
        "statements": _ratio(pl.col("statements"), pl.col("all_statements")),
    }
    many = pl.repeat(LEAST_DOCUMENTS, enough.height, eager=True)
    found = estimate(grid, values, many, confidence)
    return found.select(pl.col("_group").alias("_row"), "tokens_reach", "statements_reach")
