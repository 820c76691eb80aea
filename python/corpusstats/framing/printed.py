"""What sources print beside their own words: other zones, shared copy, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats.framing.voice_layers import UNCERTAIN, VERBATIM
from corpusstats.frequency import count, frequencies
from corpusstats.provenance import attach, call_of, provenance
from corpusstats.selection import as_parts, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus
    from corpusstats.framing.editorial import Editorial

__all__ = ["Printed"]

ZONE = "zone"


class Printed(NamedTuple):
    """A corpus, and what of it is asked for and what counts.

    ``within`` and ``without`` are as the caller gave them, ``counted`` the options of counters.
    """

    corpus: Corpus
    by: list[str]
    editorial: Editorial
    within: Any
    without: Any
    counted: Mapping[str, Any]

    def sums(self, groups: pl.DataFrame) -> pl.DataFrame:
        """Sum up the tokens of each group that do not count, by the reason."""
        given = as_parts(self.within)
        parts: dict[str, list[Any] | None] = {
            "printed": given,
            "in_zones": [*given, *self._zones()],
            "shared": self._copies("shared"),
            "repeated": self._copies("repeated"),
            VERBATIM: self._said(VERBATIM),
            UNCERTAIN: self._said(UNCERTAIN),
        }
        found = groups
        for name, within in parts.items():
            layer = "wording" if name in (VERBATIM, UNCERTAIN) else "copy"
            counts = None if within is None else self._tokens(within, name)
            found = self._with(found, counts, name, layer, self.by)
        return found.select(
            *self.by,
            "printed",
            (pl.col("printed") - pl.col("in_zones")).alias("other_zones"),
            "shared",
            "repeated",
            VERBATIM,
            UNCERTAIN,
        )

    def add_counts(self, keywords: pl.DataFrame) -> pl.DataFrame:
        """Add how often a word stands in shared text of the source, and in quotation marks."""
        found = keywords
        for name, layer, within in (
            ("shared_count", "copy", self._copies("shared")),
            ("verbatim_count", "wording", self._said(VERBATIM)),
        ):
            counts = None
            if within is not None:
                every = frequencies(self.corpus, **{**self.counted, "within": within})
                counts = every.select("term", *self.by, pl.col("count").alias(name))
            found = self._with(found, counts, name, layer, ["term", *self.by])
        return attach(found, provenance(keywords), call_of(keywords))

    def _zones(self) -> list[Any]:
        return [
            part for part in self.editorial.said_within if isinstance(part, dict) and ZONE in part
        ]

    def _copies(self, label: str) -> list[Any] | None:
        """Choose copies in the zones that count; ``None`` if there are none."""
        if not self._has("copy", label):
            return None
        return [*as_parts(self.within), *self._zones(), {"copy": [label]}]

    def _said(self, label: str) -> list[Any] | None:
        """Choose words of a wording in what counts; ``None`` if there are none."""
        if not self._has("wording", label):
            return None
        return [*self.editorial.said_within, {"wording": [label]}]

    def _with(
        self,
        rows: pl.DataFrame,
        counts: pl.DataFrame | None,
        name: str,
        layer: str,
        keys: list[str],
    ) -> pl.DataFrame:
        """Add counts to rows: 0 where there are none, null where nobody looked for them."""
        if counts is None:
            none = 0 if layer in self.corpus.layers else None
            return rows.with_columns(pl.lit(none, pl.Int64).alias(name))
        return rows.join(
            counts, on=keys, how="left", nulls_equal=True, maintain_order="left"
        ).with_columns(pl.col(name).fill_null(0))

    def _has(self, layer: str, label: str) -> bool:
        return layer in self.corpus.layers and label in self.corpus.layers[layer].labels

    def _tokens(self, within: list[Any], name: str) -> pl.DataFrame:
        """Count the tokens of each group."""
        chosen = select(self.corpus, by=self.by, within=within, without=self.without)
        groups = count(self.corpus, chosen, attribute="word", kinds=self.counted["kinds"])[1]
        return groups.select(*self.by, pl.col("group_tokens").alias(name))
