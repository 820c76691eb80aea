"""Spans of quotations that somebody gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["check_quotations"]


def check_quotations(corpus: Corpus, quotations: object) -> pl.DataFrame | None:
    """Raise unless spans of quotations are a frame of ``doc_id, start, end``."""
    if quotations is None:
        return None
    wanted = {"doc_id", "start", "end"}
    if not isinstance(quotations, pl.DataFrame) or not wanted <= set(quotations.columns):
        msg = "quotations has to be a frame with the columns 'doc_id', 'start' and 'end'"
        raise InputError(msg)
    dtype, given = corpus._metadata["doc_id"].dtype, quotations["doc_id"].dtype
    if dtype != given:
        msg = f"column 'doc_id' of quotations has to hold {dtype} like the corpus, not {given}"
        raise InputError(msg)
    return quotations
