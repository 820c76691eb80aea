"""Where the lines stand behind shares and rates of voices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.voice_layers import VERBATIM
from corpusstats.framing.voice_rates import EFFECTIVE
from corpusstats.framing.voice_sums import IS_KNOWN, IS_SAID, statement_kinds
from corpusstats.layers import SENTENCE
from corpusstats.opened import ROW, matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpusstats.framing.voice_rates import Observed
    from corpusstats.framing.voice_sums import Counted

__all__ = ["lines_of_rates", "lines_of_shares"]


def lines_of_shares(counted: Counted, observed: Observed) -> dict[str, Any]:
    """Tell which statements a share of voice counts."""
    places = _named(_statements(observed.said(), "voice"), counted)
    on = [*counted.selected.by, "voice"]
    return {
        "function": "voices",
        "lines": partial(matching, places=places, on=on, what="voices.shares"),
        "counts": "statements",
    }


def lines_of_rates(counted: Counted, observed: Observed) -> dict[str, Any]:
    """Tell what the numerator of a rate counts: statements, sentences or words."""
    return {"function": "voices", "lines": partial(_of_rates, counted=counted, observed=observed)}


def _of_rates(rows: pl.DataFrame, *, counted: Counted, observed: Observed) -> pl.DataFrame:
    """Find the lines of rates."""
    if "metric" not in rows.columns:
        msg = "the rows have no column 'metric', as rows of voices.rates have"
        raise InputError(msg)
    makers = _makers(counted, observed)
    if rows.is_empty():
        return _statements(observed.placed.clear()).rename({"_group": ROW})
    parts = []
    for metric in rows["metric"].cast(pl.String).unique(maintain_order=True).to_list():
        if metric not in makers:
            msg = f"no rate is called {metric!r}; there are {list(makers)}"
            raise InputError(msg)
        places = _named(makers[metric](), counted)
        of_metric = rows.filter(pl.col("metric").cast(pl.String) == metric)
        parts.append(matching(of_metric, places, counted.selected.by, what="voices.rates"))
    return pl.concat(parts)


def _makers(counted: Counted, observed: Observed) -> dict[str, Callable[[], pl.DataFrame]]:
    """Tell of each metric how its places are found: ``_group, doc_id, start, end``."""
    kinds = statement_kinds(observed.placed)

    def sentences(condition: pl.Expr) -> pl.DataFrame:
        cells = observed.cells.filter(condition).unique(["_group", "doc_id", SENTENCE])
        every = counted.corpus.sentences().select(
            "doc_id",
            pl.col("sentence").cast(cells.schema[SENTENCE]).alias(SENTENCE),
            "start",
            "end",
        )
        return cells.join(every, on=["doc_id", SENTENCE]).select("_group", "doc_id", "start", "end")

    def statements(condition: pl.Expr) -> pl.DataFrame:
        return _statements(observed.placed.filter(condition))

    return {
        "attributed_tokens": partial(sentences, IS_SAID),
        "attribution_rate": partial(sentences, IS_SAID),
        "unsourced_evidential_rate": partial(statements, kinds["evidentials"]),
        "hedging_rate": counted.hedging_words,
        "verbatim_share": partial(sentences, IS_SAID & (pl.col("wording") == VERBATIM)),
        "named_share": partial(statements, kinds["named"]),
        "official_share": partial(statements, kinds["official"]),
        EFFECTIVE: partial(statements, IS_KNOWN),
    }


def _statements(placed: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Take the places of what is said."""
    start, end = pl.col("content_start").alias("start"), pl.col("content_end").alias("end")
    return placed.select("_group", *more, "doc_id", start, end)


def _named(places: pl.DataFrame, counted: Counted) -> pl.DataFrame:
    """Name the groups."""
    by = [name for name in counted.selected.by if name != "doc_id"]
    groups = counted.selected.groups.select("_group", *by)
    return places.join(groups, on="_group", how="left", maintain_order="left").drop("_group")
