"""What is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import polars as pl

    from corpusstats.corpus import Corpus
    from corpusstats.grouped import Counted, Grouped

__all__ = ["Audited"]


class Audited(NamedTuple):
    """What is audited: counts of groups and documents, and the options."""

    corpus: Corpus
    grouped: Grouped
    counted: Counted
    date: str | None
    kinds: list[str]
    rates: list[float]
    pairs: bool
    selection: dict[str, Any]
    n_threads: int | None

    @property
    def n_groups(self) -> int:
        """How many sources there are."""
        return self.grouped.groups.height

    def names(self) -> pl.DataFrame:
        """Name the sources."""
        return self.grouped.groups.select(self.grouped.by)

    def others(self) -> pl.DataFrame:
        """Name the sources as the second of two."""
        return self.names().rename({name: f"other_{name}" for name in self.grouped.by})

    def metadata(self) -> pl.DataFrame:
        """Give the documents in the order of their rows, by ``doc_id``."""
        return self.corpus._metadata.sort("doc_id")
