"""The texts of documents: in memory, or in a file that is read when somebody asks for them."""

from __future__ import annotations

import polars as pl

from corpusstats import _core

__all__ = ["Texts"]

# Of more than this share of the texts no copies are made.
_FEW = 8


class Texts:
    """The texts of a table's documents, in its order."""

    __slots__ = ("_all", "_saved")

    def __init__(self, texts: pl.Series | _core.SavedTexts) -> None:
        self._all = texts if isinstance(texts, pl.Series) else None
        self._saved = texts if isinstance(texts, _core.SavedTexts) else None

    def of(self, rows: pl.Series) -> pl.Series:
        """List the texts of some documents, by their places in the table, which are in order."""
        if self._all is None and self._saved is not None:
            if len(rows) * _FEW < len(self._saved):
                return pl.DataFrame(self._saved.some(rows))["text"]
            # Every byte is looked at, once.
            self._all = pl.DataFrame(self._saved.all())["text"]
        texts = pl.Series(dtype=pl.String) if self._all is None else self._all
        return texts if len(rows) == len(texts) else texts.gather(rows)
