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
        zones = self._zones()
        said = self.editorial.said_within
        parts: dict[str, list[Any] | None] = {
            "printed": given,
            "in_zones": [*given, *zones],
            "shared": self._copies("shared"),
            "repeated": self._copies("repeated"),
            "verbatim": [*said, {"wording": [VERBATIM]}]
            if self._has("wording", VERBATIM)
            else None,
            "uncertain": [*said, {"wording": [UNCERTAIN]}]
            if self._has("wording", UNCERTAIN)
            else None,
        }
        found = groups
        for name, within in parts.items():
            if within is None:
                known = "wording" if name in (VERBATIM, UNCERTAIN) else "copy"
                none = 0 if known in self.corpus.layers else None
                found = found.with_columns(pl.lit(none, pl.Int64).alias(name))
                continue
            found = found.join(
                self._tokens(within, name),
                on=self.by,
                how="left",
                nulls_equal=True,
                maintain_order="left",
            ).with_columns(pl.col(name).fill_null(0))
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
        said = self.editorial.said_within
        found = keywords
        for name, layer, within in (
            ("shared_count", "copy", self._copies("shared")),
            (
                "verbatim_count",
                "wording",
                [*said, {"wording": [VERBATIM]}] if self._has("wording", VERBATIM) else None,
            ),
        ):
            if within is None:
                none = 0 if layer in self.corpus.layers else None
                found = found.with_columns(pl.lit(none, pl.Int64).alias(name))
                continue
            counts = frequencies(self.corpus, **{**self.counted, "within": within}).select(
                "term", *self.by, pl.col("count").alias(name)
            )
            keys = ["term", *self.by]
            found = found.join(
                counts, on=keys, how="left", nulls_equal=True, maintain_order="left"
            ).with_columns(pl.col(name).fill_null(0))
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

    def _has(self, layer: str, label: str) -> bool:
        return layer in self.corpus.layers and label in self.corpus.layers[layer].labels

    def _tokens(self, within: list[Any], name: str) -> pl.DataFrame:
        """Count the tokens of each group."""
        chosen = select(self.corpus, by=self.by, within=within, without=self.without)
        groups = count(self.corpus, chosen, attribute="word", kinds=self.counted["kinds"])[1]
        return groups.select(*self.by, pl.col("group_tokens").alias(name))
