"""What the command line prints of a comparison's parts: copies, voices, namings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.terminal import WIDTH, Column, middle, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpusstats.framing.comparison import Comparison

__all__ = ["abreast", "name_of", "show_copies", "show_naming", "show_voices"]

# How many sources stand side by side.
ABREAST = 5
# What a copy did to the evidence, in words; reading from the first text to the second.
EVIDENCE = {
    "source_dropped": "a source less",
    "source_added": "a source more",
    "modality_up": "more certain",
    "modality_down": "less certain",
    "renamed": "another name",
}
RATES = {
    "attributed_tokens": "attributed",
    "verbatim_share": "in quotes",
    "named_share": "named",
    "official_share": "official",
    "unsourced_evidential_rate": "unsourced",
    "hedging_rate": "hedges",
}


def name_of(values: tuple[object, ...]) -> str:
    """Write the name of a group."""
    return " / ".join("(none)" if value is None else str(value) for value in values)


def abreast(columns: list[Column]) -> Iterator[str]:
    """Set lists of unlike length side by side, some at a time."""
    for start in range(0, len(columns), ABREAST):
        some = columns[start : start + ABREAST]
        height = max(len(column.cells) for column in some)
        yield table(
            [
                Column(column.heading, [*column.cells, *[""] * (height - len(column.cells))])
                for column in some
            ]
        )


def show_copies(found: Comparison, top: int) -> Iterator[str]:
    """Show which sources print the same text, and what they did to it."""
    if found.reuse is None:
        return
    columns = found.reuse.by
    sides = [side_of(name, side) for side in ("a", "b") for name in columns]
    pairs = found.reuse.pairs.filter(~pl.col("same_source"), pl.col("passages") > 0)
    if pairs.is_empty():
        yield paragraph("No two sources print the same passage (of 12 words or more).")
        return
    sums = (
        pairs.group_by(sides)
        .agg(pl.len().alias("documents"), pl.col("passages", "tokens").sum())
        .sort("tokens", *sides, descending=[True, *[False] * len(sides)])
    )
    yield paragraph(
        "Printed by two sources, word for word or nearly, and so no source's own (common "
        "quotations aside):"
    )
    names = [
        [name_of(row) for row in sums.select(sides[at : at + len(columns)]).rows()]
        for at in (0, len(columns))
    ]
    shown = sums.head(top)
    yield table(
        [
            Column("source", names[0][:top]),
            Column("source", names[1][:top]),
            *(
                Column(heading, [f"{number:,}" for number in shown[name]], numeric=True)
                for name, heading in (
                    ("documents", "pairs of documents"),
                    ("passages", "passages"),
                    ("tokens", "words"),
                )
            ),
        ]
    )
    if found.copy_edits is not None:
        yield from _edits(found.copy_edits, columns, top)


def side_of(name: str, side: str) -> str:
    """Name the column of one side of a pair."""
    return f"doc_{side}" if name == "doc_id" else f"{name}_{side}"


def _edits(edits: pl.DataFrame, columns: list[str], top: int) -> Iterator[str]:
    """Show edits that touch the evidence."""
    told = edits.filter(pl.col("evidence").cast(pl.String) != "none")
    if told.is_empty():
        return
    yield paragraph("What the copies did to the evidence, from the left to the right:")
    shown = told.head(top)
    sides = []
    for side in ("a", "b"):
        named = [
            name_of(row) for row in shown.select(side_of(name, side) for name in columns).rows()
        ]
        texts = [f"“{text}”" if text else "–" for text in shown[f"text_{side}"]]
        sides.append([Column("source", named), Column("has", texts)])
    what = [EVIDENCE[str(kind)] for kind in shown["evidence"]]
    yield table([*sides[0], *sides[1], Column("which is", what)])
    if told.height > shown.height:
        yield f"  … and {told.height - shown.height:,} more"


def show_voices(found: Comparison, names: list[str], top: int) -> Iterator[str]:
    """Show how much is somebody else's, and whose."""
    if found.voices is None:
        return
    groups = found.sources.select(found.by)
    rates = found.voices.rates
    columns = [Column("source", names)]
    for metric, heading in RATES.items():
        of_metric = rates.filter(pl.col("metric").cast(pl.String) == metric)
        values = groups.join(
            of_metric, on=found.by, how="left", nulls_equal=True, maintain_order="left"
        )["value"]
        columns.append(Column(heading, [_rate(metric, value) for value in values], numeric=True))
    yield paragraph(
        "Whose content is it? attributed: words that somebody else answers for; of these, in "
        "quotes; of the statements, those by somebody named, and by officials; unsourced (soll, "
        "dürfte) in 100 sentences; hedges in 1,000 words of the narrator"
    )
    yield table(columns)
    yield paragraph("Who has a say, with statements and words:")
    lists = []
    for place, name in enumerate(names):
        shares = found.voices.shares.join(
            groups.slice(place, 1), on=found.by, how="semi", nulls_equal=True, maintain_order="left"
        )
        rows = shares.head(top).select("voice", "statements", "tokens").rows()
        cells = [f"{voice} {statements}, {tokens}" for voice, statements, tokens in rows]
        lists.append(Column(middle(name, WIDTH // ABREAST - 3), cells or ["–"]))
    yield from abreast(lists)
    yield paragraph(
        "Rules find statements, not all, and more in one style than in another: before shares "
        "are compared, code a sample by hand (validation_sample)."
    )


def _rate(metric: str, value: float | None) -> str:
    if value is None:
        return "–"
    if metric == "hedging_rate":
        return f"{value:.1f}"
    return f"{100 * value:.1f}" if metric == "unsourced_evidential_rate" else f"{100 * value:.0f} %"


def show_naming(found: Comparison, names: list[str], top: int) -> Iterator[str]:
    """Show what each source calls each actor."""
    if found.naming is None:
        return
    forms = found.naming.forms
    groups = found.sources.select(found.by)
    for actor in forms["actor"].unique(maintain_order=True):
        of_actor = forms.filter(pl.col("actor") == actor)
        yield paragraph(f"{actor}: what each source calls them, quoted words included")
        lists = []
        for place, name in enumerate(names):
            rows = of_actor.join(
                groups.slice(place, 1),
                on=found.by,
                how="semi",
                nulls_equal=True,
                maintain_order="left",
            )
            counts = (
                rows.group_by("naming", maintain_order=True)
                .agg(pl.col("count").sum())
                .sort("count", "naming", descending=[True, False])
            )
            cells = [f"{naming} {count}" for naming, count in counts.head(top).rows()]
            behind = f" ({rows['count'].sum():,})"
            heading = middle(name, WIDTH // ABREAST - 3 - len(behind)) + behind
            lists.append(Column(heading, cells or ["–"]))
        yield from abreast(lists)
