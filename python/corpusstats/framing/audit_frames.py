"""The frames of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.flags import LEAST_DOCUMENTS, flag, null_group
from corpusstats.framing.association import cramers_v, date_overlap, table_of
from corpusstats.framing.comparison import MEANINGS as OF_SOURCES
from corpusstats.framing.copies import number_texts
from corpusstats.framing.originals import languages, translations
from corpusstats.framing.sides import comparison_frame, comparisons, power_frame
from corpusstats.grouped import tokens_of_groups
from corpusstats.options import KINDS
from corpusstats.selection import select

if TYPE_CHECKING:
    from corpusstats.framing.audited import Audited

__all__ = ["MEANINGS", "RESERVED", "make_frames"]

HALF = 0.5
MEANINGS = {
    "one_document_per_group": OF_SOURCES["single_document"],
    "few_documents": "Fewer than 5 different documents: the figures describe these texts, and "
    "carry no inference about whoever published them.",
    "no_tokens": OF_SOURCES["no_tokens"],
    "empty_documents": "Some documents have no token that counts.",
    "copies": "Some documents are exact copies of others of the same source: they are no evidence "
    "of their own. Only exact ones are counted: edited copies are found by reuse.",
    "copies_across_groups": "Some documents stand word for word in another source as well: what "
    "they say is nobody's own wording. Only exact copies are counted: edited ones are found by "
    "reuse.",
    "groups_share_documents": OF_SOURCES["groups_share_documents"],
    "null_group": OF_SOURCES["null_group"],
    "date_confounded": "Its documents are of other days than those of the other sources: what "
    "differs can be what happened, and not how it is told.",
    "translated": "Some documents are translations: their wording is the translator's, too.",
    "mixed_language": "Some documents are in another language than most.",
}
RESERVED = (
    *("comparison", "documents", "empty_documents", "distinct_documents", "shared_documents"),
    *("tokens", "token_share", "left_out", "first_date", "last_date", "dates", "date_overlap"),
    *("date_distance", "other_documents", "other_distinct_documents", "p_floor", "per_million"),
    *("terms", "variation", "log_ratio", "column", "values", "cramers_v", "cramers_v_corrected"),
    *("kind", "counted", "copy_of", "language", "flag", "meaning"),
)


def make_frames(audited: Audited) -> dict[str, pl.DataFrame]:
    """Make all frames."""
    texts = number_texts(audited.counted.rows)
    units = _units(audited, texts)
    kinds = _kinds(audited)
    groups = _groups(audited, units, kinds)
    sets = list(comparisons(audited, texts.to_list()))
    return {
        "groups": groups,
        "comparisons": comparison_frame(audited, sets),
        "power": power_frame(audited, sets, texts.to_list()),
        "associations": _associations(audited, units),
        "kinds": audited.names()
        .with_row_index("_group")
        .join(kinds.filter(pl.col("tokens") > 0), on="_group", maintain_order="left_right")
        .drop("_group"),
        "documents": _documents(audited, units),
        "flags": _flags(audited, groups, units),
    }


def _units(audited: Audited, texts: pl.Series) -> pl.DataFrame:
    """Say of each document of each source what is to be known about it."""
    rows, documents = audited.counted.rows, audited.metadata()
    language = languages(documents, rows, audited.counted.terms["term"])
    of_rows = pl.DataFrame(
        [
            pl.int_range(documents.height, dtype=pl.UInt32, eager=True).alias("_row"),
            texts,
            language.alias("_language"),
            translations(documents, audited.corpus).alias("_translated"),
            *([documents[audited.date].cast(pl.Date).alias("_date")] if audited.date else []),
        ]
    )
    counts = pl.col("tokens") > 0
    known = pl.col("_language").filter(counts).drop_nulls()
    text = pl.when(counts).then("_text")
    return (
        audited.grouped.units.join(of_rows, on="_row", how="left", maintain_order="left")
        .with_columns(
            _text=text,
            _other_language=(pl.col("_language") != known.mode().sort().first()).fill_null(
                value=False
            ),
        )
        .with_columns(
            _shared=counts & (pl.col("_group").filter(counts).n_unique().over("_row") > 1),
            _copies=pl.col("_row").n_unique().over("_group", "_text") > 1,
            _elsewhere=pl.col("_group").n_unique().over("_text") > 1,
            _first=pl.col("doc_id").first().over("_text", order_by="_row"),
        )
    )


def _kinds(audited: Audited) -> pl.DataFrame:
    """Count the tokens of each kind."""
    selected = select(audited.corpus, by=audited.grouped.by, **audited.selection)
    frames = [
        pl.DataFrame(
            {"_group": range(audited.n_groups), "kind": kind},
            schema={"_group": pl.UInt32, "kind": pl.Enum(KINDS)},
        ).with_columns(
            tokens_of_groups(selected.handle, audited.corpus, [kind]),  # type: ignore[list-item]
            counted=pl.lit(kind in audited.kinds),
        )
        for kind in KINDS
    ]
    return pl.concat(frames).sort("_group", maintain_order=True)


def _groups(audited: Audited, units: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """Sum up each source."""
    counts = pl.col("tokens") > 0
    sums = units.group_by("_group").agg(
        counts.not_().sum().cast(pl.Int64).alias("empty_documents"),
        pl.col("_text").drop_nulls().n_unique().cast(pl.Int64).alias("distinct_documents"),
        pl.col("_shared").sum().cast(pl.Int64).alias("shared_documents"),
    )
    left_out = kinds.group_by("_group").agg(
        pl.col("tokens").filter(pl.col("counted").not_()).sum().alias("left_out")
    )
    whole = pl.col("tokens").sum()
    share = pl.when(whole > 0).then(pl.col("tokens") / whole)
    frame = (
        audited.grouped.groups.join(sums, on="_group", how="left", maintain_order="left")
        .join(left_out, on="_group", how="left", maintain_order="left")
        .with_columns(share.alias("token_share"))
    )
    own = ["documents", "empty_documents", "distinct_documents", "shared_documents"]
    frame = frame.select(*audited.grouped.by, *own, "tokens", "token_share", "left_out")
    return frame.hstack(_dates(audited, units)) if audited.date else frame


def _dates(audited: Audited, units: pl.DataFrame) -> pl.DataFrame:
    """Compare the days of each source with those of all others."""
    dated = units.filter(pl.col("tokens") > 0)
    every = pl.DataFrame({"_group": range(audited.n_groups)}, {"_group": pl.UInt32})
    date = pl.col("_date")
    spans = dated.group_by("_group").agg(
        date.min().alias("first_date"),
        date.max().alias("last_date"),
        date.drop_nulls().n_unique().cast(pl.Int64).alias("dates"),
    )
    table = table_of(dated["_group"], dated["_date"], audited.n_groups)
    overlaps, distances = date_overlap(table)
    return (
        every.join(spans, on="_group", how="left", maintain_order="left")
        .with_columns(
            pl.col("dates").fill_null(0),
            pl.Series("date_overlap", overlaps, pl.Float64),
            pl.Series("date_distance", distances, pl.Float64),
        )
        .drop("_group")
    )


def _associations(audited: Audited, units: pl.DataFrame) -> pl.DataFrame:
    """Say how far each column of the documents goes together with the sources."""
    dated = units.filter(pl.col("tokens") > 0)
    documents = audited.metadata()
    rows = []
    for name in documents.columns:
        if name in ("doc_id", *audited.grouped.by):
            continue
        values = documents[name].gather(dated["_row"])
        if values.dtype.is_nested():
            listed = [None if value is None else str(value) for value in values.to_list()]
            values = pl.Series(name, listed, pl.String)
        table = table_of(dated["_group"], values, audited.n_groups)
        rows.append((name, int(table.sum()), table.shape[1], *cramers_v(table)))
    schema: dict[str, type[pl.DataType]] = {"column": pl.String, "documents": pl.Int64}
    schema |= {"values": pl.Int64}
    schema |= {"cramers_v": pl.Float64, "cramers_v_corrected": pl.Float64}
    return pl.DataFrame(rows, schema, orient="row")


def _documents(audited: Audited, units: pl.DataFrame) -> pl.DataFrame:
    """List the documents that somebody should look at."""
    is_copy = (pl.col("_text").is_not_null() & (pl.col("_first") != pl.col("doc_id"))).fill_null(
        value=False
    )
    flags = {
        "empty": pl.col("tokens") == 0,
        "copy": is_copy,
        "translated": pl.col("_translated"),
        "other_language": pl.col("_other_language"),
    }
    language = pl.when("_other_language").then("_language")
    listed = units.with_columns(
        flag(flags),
        copy_of=pl.when(is_copy).then("_first"),
        language=language,
    ).filter(pl.col("flag").is_not_null())
    named = audited.names().with_row_index("_group")
    columns = [name for name in audited.grouped.by if name != "doc_id"]
    return named.join(listed, on="_group", maintain_order="left_right", suffix="_").select(
        *columns, "doc_id", "tokens", "copy_of", "language", "flag"
    )


def _flags(audited: Audited, groups: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Say of each source what its data cannot carry."""
    marks = units.group_by("_group").agg(
        pl.col("_copies", "_elsewhere").filter(pl.col("_text").is_not_null()).any(),
        pl.col("_translated", "_other_language").filter(pl.col("tokens") > 0).any(),
    )
    marked = groups.with_row_index("_group").join(
        marks, on="_group", how="left", maintain_order="left"
    )
    distinct = pl.col("distinct_documents")
    conditions = {
        "one_document_per_group": distinct == 1,
        "few_documents": (distinct > 1) & (distinct < LEAST_DOCUMENTS),
        "no_tokens": pl.col("tokens") == 0,
        "empty_documents": pl.col("empty_documents") > 0,
        "copies": pl.col("_copies"),
        "copies_across_groups": pl.col("_elsewhere") & pl.lit(not audited.grouped.shares_documents),
        "groups_share_documents": pl.lit(audited.grouped.shares_documents),
        **null_group(audited.grouped.by),
        "date_confounded": _date_confounded() if audited.date else pl.lit(value=False),
        "translated": pl.col("_translated"),
        "mixed_language": pl.col("_other_language"),
    }
    parts = [
        marked.filter(condition).select(
            "_group",
            *audited.grouped.by,
            pl.lit(name).alias("flag"),
            pl.lit(MEANINGS[name]).alias("meaning"),
        )
        for name, condition in conditions.items()
    ]
    return pl.concat(parts).sort("_group", maintain_order=True).drop("_group")


def _date_confounded() -> pl.Expr:
    """Tell whether a source has days of its own."""
    apart = (pl.col("dates") == 1) | (pl.col("date_distance") >= HALF)
    return (pl.col("date_overlap") < HALF) & apart
