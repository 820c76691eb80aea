"""Speakers: what they are called, and which names might be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.attributions import attributions
from corpusstats.framing.similar_names import suggest_merges
from corpusstats.framing.speaker_naming import name_speakers
from corpusstats.provenance import attach, record

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["attributions_of", "speakers"]


def attributions_of(statements: Corpus | pl.DataFrame) -> pl.DataFrame:
    """Take over statements, or find those of a corpus."""
    if hasattr(statements, "_table"):
        return attributions(statements)  # type: ignore[arg-type]
    return as_frame(statements)


def speakers(
    attributions_or_corpus: Corpus | pl.DataFrame,
    *,
    aliases: pl.DataFrame | None = None,
    extend: bool = True,
) -> pl.DataFrame:
    """List the speakers, their names, and which of them might be the same.

    Parameters
    ----------
    attributions_or_corpus
        Statements, as :func:`corpusstats.attributions` gives them, or a corpus.
    aliases, extend
        Own names, as in :func:`name_speakers`. Whoever takes a suggestion adds a line to them.

    Returns
    -------
    polars.DataFrame
        ``speaker``, ``speaker_type`` (Enum: the commonest of its statements), ``aliases`` (List of
        String: the words that the texts have for it, in byte order), ``statements`` and
        ``documents`` (Int64), ``suggested_merge`` (String: another speaker that may be the same, or
        null) and ``score`` (Float64, up to 1: how much the two names are alike, and whether they
        occur in the same documents). By ``statements``, the most first, then by ``speaker``.
        Statements of nobody are left out.

    Raises
    ------
    InputError
        As in :func:`name_speakers`; or there is no column ``doc_id``.

    Notes
    -----
    Nothing is merged without the user. A suggestion stands with the shorter of two names, if all of
    its words are in the other and in no third one (``Miller``, ``Matthew Miller``), or with the
    rarer of two that are spelled alike (Jaro and Winkler's similarity of .92 or more).

    Winkler (1990), String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter
    Model of Record Linkage, Proceedings of the Section on Survey Research Methods.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> said = ["Ute Muster", "Muster", "Ute Muster"]
    >>> frame = pl.DataFrame({"doc_id": ["a", "a", "b"], "referent": said})
    >>> found = cs.speakers(frame)
    >>> found.select("speaker", "statements", "suggested_merge").rows()
    [('Ute Muster', 2, None), ('Muster', 1, 'Ute Muster')]
    """
    statements = attributions_of(attributions_or_corpus)
    if "doc_id" not in statements.columns:
        msg = f"the statements have no column 'doc_id'; there are {statements.columns}"
        raise InputError(msg)
    if "referent" not in statements.columns and "speaker" in statements.columns:
        statements = statements.with_columns(referent=pl.col("speaker"))
    named = name_speakers(statements, aliases, extend=extend)
    words = [pl.col(name) for name in ("speaker_text", "referent") if name in named.columns]
    listed = (
        named.filter(pl.col("speaker").is_not_null())
        .group_by("speaker")
        .agg(
            pl.col("speaker_type").drop_nulls().mode().sort().first(),
            pl.concat_list(words).explode().drop_nulls().unique().sort().alias("aliases"),
            pl.len().cast(pl.Int64).alias("statements"),
            pl.col("doc_id").n_unique().cast(pl.Int64).alias("documents"),
            pl.col("doc_id").unique().sort().alias("_documents"),
        )
        .sort("statements", "speaker", descending=[True, False])
    )
    found = suggest_merges(
        listed["speaker"].to_list(), [set(ids) for ids in listed["_documents"].to_list()]
    )
    merges = pl.DataFrame(found, {"suggested_merge": pl.String, "score": pl.Float64}, orient="row")
    options: dict[str, Any] = {"aliases": aliases is not None, "extend": extend}
    made = record("speakers", options, attributions_or_corpus)
    return attach(listed.drop("_documents").hstack(merges), made)
