"""An audit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.flags import LEVEL
from corpusstats.terminal import Column, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["audit_lines"]

# How many rows of a long list are shown.
MOST_ROWS = 20


def audit_lines(by: list[str], frames: dict[str, pl.DataFrame]) -> Iterator[str]:
    """Tell what an audit has found, in paragraphs and tables."""
    groups = frames["groups"]
    names = [_name(row) for row in groups.select(by).rows()]
    yield paragraph(f"Sources by {' and '.join(by)}: {len(names)}")
    yield _shown(_group_columns(groups, names), len(names))
    comparisons = frames["comparisons"]
    if comparisons.height:
        yield paragraph(
            "What each source can show against all others: the smallest p that permuting documents "
            "can reach, and the smallest log ratio that is found in 80 % of cases"
        )
        yield _shown(_reach_columns(comparisons, frames["power"], names), len(names))
        if "pair" in comparisons["comparison"]:
            yield _pairs(comparisons)
    if frames["associations"].height:
        yield paragraph("What goes together with the sources (Cramér's V, corrected; 1: wholly)")
        yield _shown(_association_columns(frames["associations"]), frames["associations"].height)
    yield _left_out(frames["kinds"])
    yield from _meanings(by, frames["flags"], len(names))


def _shown(columns: list[Column], height: int) -> str:
    """Set a table, of which the end may be missing."""
    cut = [Column(one.heading, one.cells[:MOST_ROWS], one.numeric) for one in columns]
    more = f"\n  … and {height - MOST_ROWS:,} more" if height > MOST_ROWS else ""
    return table(cut) + more


def _group_columns(groups: pl.DataFrame, names: list[str]) -> list[Column]:
    columns = [
        Column("source", names),
        Column("documents", _whole(groups["documents"]), numeric=True),
        Column("distinct", _whole(groups["distinct_documents"]), numeric=True),
        Column("tokens", _whole(groups["tokens"]), numeric=True),
        Column("share", [_percent(share) for share in groups["token_share"]], numeric=True),
    ]
    if "dates" in groups.columns:
        spans = groups.select("first_date", "last_date").rows()
        columns += [
            Column("dates", [_span(*span) for span in spans]),
            Column("overlap", [_percent(share) for share in groups["date_overlap"]], numeric=True),
        ]
    return columns


def _reach_columns(
    comparisons: pl.DataFrame, power: pl.DataFrame, names: list[str]
) -> list[Column]:
    rest = comparisons.filter(pl.col("comparison") == "rest")
    sizes = rest.select("distinct_documents", "other_distinct_documents").rows()
    columns = [
        Column("source", names),
        Column("documents", [f"{own:,} to {other:,}" for own, other in sizes], numeric=True),
        Column("smallest p", [f"{p:.2g}" for p in rest["p_floor"]], numeric=True),
    ]
    own = power.filter(pl.col("comparison") == "rest")
    for rate in own["per_million"].unique(maintain_order=True):
        ratios = own.filter(pl.col("per_million") == rate)["log_ratio"]
        cells = ["–" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
        columns.append(Column(f"at {rate:,g}/million", cells, numeric=True))
    return columns


def _pairs(comparisons: pl.DataFrame) -> str:
    pairs = comparisons.filter(pl.col("comparison") == "pair")
    unable = pairs.filter(pl.col("p_floor") > LEVEL).height
    of_all = "none" if not unable else "all" if unable == pairs.height else f"{unable:,}"
    return paragraph(
        f"Of {pairs.height:,} pairs of sources, {of_all} cannot reach p = .05 by permuting "
        "documents."
    )


def _association_columns(associations: pl.DataFrame) -> list[Column]:
    corrected = associations["cramers_v_corrected"]
    return [
        Column("column", associations["column"].to_list()),
        Column("values", _whole(associations["values"]), numeric=True),
        Column("documents", _whole(associations["documents"]), numeric=True),
        Column("V", ["–" if v is None else f"{v:.2f}" for v in corrected], numeric=True),
    ]


def _left_out(kinds: pl.DataFrame) -> str:
    sums = (
        kinds.filter(pl.col("counted").not_())
        .group_by("kind")
        .agg(pl.col("tokens").sum())
        .sort("tokens", "kind", descending=[True, False])
    )
    listed = ", ".join(f"{tokens:,} {kind}" for kind, tokens in sums.rows())
    return paragraph(f"Tokens left out of counting: {listed or 'none'}.")


def _meanings(by: list[str], flags: pl.DataFrame, n_groups: int) -> Iterator[str]:
    for (name, meaning), rows in flags.group_by("flag", "meaning", maintain_order=True):
        flagged = [_name(row) for row in rows.select(by).rows()]
        shown = ", ".join(flagged[:MOST_ROWS]) + (", …" if len(flagged) > MOST_ROWS else "")
        whose = "All sources" if len(flagged) == n_groups else shown
        yield paragraph(f"{name} ({whose}): {meaning}")


def _name(values: tuple[object, ...]) -> str:
    return " / ".join("(none)" if value is None else str(value) for value in values)


def _whole(column: pl.Series) -> list[str]:
    return [f"{value:,}" for value in column]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _span(first: object, last: object) -> str:
    return "–" if first is None else str(first) if first == last else f"{first} to {last}"
