"""The rows of keywords: rates, measures, flags and what inferences come to, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats import measures as formulas
from corpusstats.flags import document_flags, flag, null_group
from corpusstats.frequency import per_million
from corpusstats.scores import score_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.contrasts import Compared

__all__ = ["Scoring", "make_rows", "without_nested"]

# Why nothing can be inferred, from what `carries` says.
NOT_CARRIED = {
    "high_p_floor": pl.col("carries").str.starts_with("floor"),
    "blocks_span_groups": pl.col("carries").str.contains("blocks", literal=True),
    "no_bootstrap_interval": pl.col("carries").str.ends_with("resamples"),
    "counts_without_units": pl.col("carries") == "no_units",
}
DOCUMENTS = ("documents", "reference_documents", "group_documents", "reference_group_documents")
# By group, then falling; the last of all is the term.
ORDER = ("_group", "_reference", "lrc", "log_likelihood", "count")
FALLING = (False, False, True, True, True)


class Scoring(NamedTuple):
    """What is listed, and with which measures.

    ``variants`` are options of measures by name, but for the family of ``lrc``.
    """

    min_count: int
    min_documents: int
    measures: list[str]
    variants: dict[str, dict[str, Any]]
    confidence: float
    margin: float


def make_rows(found: Compared, scoring: Scoring, columns: Sequence[str]) -> pl.DataFrame:
    """Make the rows of keywords: ``term``, what there is of some columns, and ``display``."""
    rows = _score(found, _cut(found.rows, scoring.min_count, scoring.min_documents), scoring)
    listed = [name for name in columns if name in rows.columns]
    if found.tables is None:
        falling = [*FALLING, False]
        rows = rows.sort(*ORDER, "_term", descending=falling, nulls_last=True)
        return rows.select("term", *listed, "display")
    # A row stands for all terms that have these counts.
    rows = rows.sort(*ORDER, descending=FALLING, nulls_last=True)
    ranks = rows.select(pl.struct(ORDER).rle_id()).to_series()
    terms = pl.DataFrame(found.tables.terms(rows["_table"], ranks))
    return rows.select(listed)[terms["_place"]].select(terms["term"], pl.all(), terms["display"])


def _cut(rows: pl.DataFrame, min_count: int, min_documents: int) -> pl.DataFrame:
    """Leave out what is too rare in target and reference together."""
    if min_count > 1:
        rows = rows.filter(pl.col("c1") >= min_count)
    if min_documents > 1:
        rows = rows.filter(pl.col("documents") + pl.col("reference_documents") >= min_documents)
    return rows


def _score(found: Compared, rows: pl.DataFrame, scoring: Scoring) -> pl.DataFrame:
    """Add rates, measures, flags and what the inferences come to."""
    listed = list(dict.fromkeys([*scoring.measures, "lrc", "log_likelihood"]))
    of_lrc: dict[str, Any] = {"confidence": scoring.confidence, "family": found.family}
    rows = rows.with_columns(_r2=pl.col("n") - pl.col("r1")).with_columns(
        per_million("count", "r1").alias("per_million"),
        per_million("reference_count", "_r2").alias("reference_per_million"),
        *score_columns(listed, {**scoring.variants, "lrc": of_lrc}),
        family_size=pl.lit(found.family, pl.Int64),
        lrc_documents=formulas.lrc(
            "documents",
            "group_documents",
            pl.col("documents") + pl.col("reference_documents"),
            pl.col("group_documents") + pl.col("reference_group_documents"),
            **of_lrc,
        ).alias("lrc_documents"),
        flag=_flag(found),
    )
    if found.mean and "log_ratio" in rows.columns:
        rows = rows.with_columns(
            log_ratio=pl.col("_mean_log_ratio"), reference_per_million=pl.col("_mean_per_million")
        )
    if "p_adjusted" in rows.columns:
        rows = rows.with_columns(keyness=_keyness(scoring.confidence, scoring.margin))
    return rows


def _keyness(confidence: float, margin: float) -> pl.Expr:
    """Say what a row is: a key word, an avoided one, or one that is as common on both sides."""
    is_claimed = pl.col("p_adjusted") <= 1 - confidence
    is_close = (pl.col("log_ratio_lo") > -margin) & (pl.col("log_ratio_hi") < margin)
    more = pl.col("statistic") > 0
    return (
        pl.when(is_close)
        .then(pl.lit("lockword"))
        .when(is_claimed & more)
        .then(pl.lit("key"))
        .when(is_claimed)
        .then(pl.lit("avoided"))
    )


def _flag(found: Compared) -> pl.Expr:
    """Name what the data cannot carry."""
    fewest = pl.min_horizontal("group_documents", "reference_group_documents")
    flags = {
        **document_flags(fewest),
        "no_tokens": (pl.col("r1") == 0) | (pl.col("r1") == pl.col("n")),
        "documents_unknown": pl.any_horizontal(pl.col(DOCUMENTS).is_null()),
        **(NOT_CARRIED if "carries" in found.rows.columns else {}),
        "groups_share_documents": pl.lit(found.shares_documents),
        **null_group(found.by),
    }
    return flag(flags)


def without_nested(
    frames: list[pl.DataFrame], found: list[tuple[int, Compared, Mapping[str, Any] | None]]
) -> pl.DataFrame:
    """Leave out n-grams that never occur but within a longer one of those listed."""
    kept = frames[-1:]
    for place in range(len(frames) - 2, -1, -1):
        short, long = (_totals(found[at][1].rows) for at in (place, place + 1))
        words = pl.col("term").str.split(" ")
        length = found[place][0]
        ends = pl.concat(
            long.select(words.list.slice(start, length).list.join(" ").alias("term"), "total")
            for start in (0, 1)
        )
        # Of a run such as "a a a" both ends are the same.
        covered = (
            ends.with_row_index("of")
            .with_columns(pl.col("of") % long.height)
            .group_by("of", "term")
            .agg(pl.col("total").sum())
        )
        nested = short.join(covered.select("term", "total"), on=["term", "total"], how="semi")
        kept.insert(0, frames[place].join(nested, on="term", how="anti", maintain_order="left"))
    return pl.concat(kept)


def _totals(rows: pl.DataFrame) -> pl.DataFrame:
    """Sum up the counts of each term over all groups."""
    # Where groups are targets in turn, target and reference are all there is.
    return rows.group_by("term").agg(pl.col("c1").max().alias("total"))
