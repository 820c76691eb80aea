"""Translations and languages, as far as columns of the documents or function words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.framing.languages import found_languages

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus
    from corpusstats.grouped import Rows

__all__ = ["languages", "translations"]

# What says in a column of text that a document is no translation.
NO = ("", "no", "nein", "false", "0")


def languages(documents: pl.DataFrame, rows: Rows, terms: pl.Series) -> pl.Series:
    """Name the language of each document: as its column says, or as its function words do."""
    if "language" in documents.columns:
        return documents["language"].cast(pl.String).str.strip_chars().str.to_lowercase()
    return found_languages(rows, terms)


def translations(documents: pl.DataFrame, corpus: Corpus) -> pl.Series:
    """Tell which documents are said to be translations."""
    translated = pl.lit(value=False)
    if "translated" in documents.columns:
        dtype = documents.schema["translated"]
        said = pl.col("translated")
        if dtype.is_numeric():
            translated = said != 0
        elif dtype != pl.Boolean:
            translated = _text(said).is_in(NO).not_()
        else:
            translated = said
    if "original_language" in documents.columns:
        own = pl.lit(corpus.provenance["tokenizer"]["language"])
        if "language" in documents.columns:
            own = pl.coalesce(_text(pl.col("language")), own)
        translated = translated.fill_null(value=False) | (
            _text(pl.col("original_language")) != own
        ).fill_null(value=False)
    height = pl.int_range(pl.len()) >= 0
    return documents.select(height & translated.fill_null(value=False)).to_series()


def _text(column: pl.Expr) -> pl.Expr:
    return column.cast(pl.String).str.strip_chars().str.to_lowercase()
