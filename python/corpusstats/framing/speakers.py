"""Speakers: one name for each, what kind it is, and which names might be the same."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import SPEAKER_TYPES, read_aliases
from corpusstats.framing.similar_names import suggest_merges
from corpusstats.framing.speaker_names import name_of
from corpusstats.options import check_bool
from corpusstats.provenance import attach, record

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["attributions_of", "name_speakers", "speakers"]

# The mode of statements that nobody answers for.
SOURCELESS = "evidential_modal"


def name_speakers(
    frame: pl.DataFrame, aliases: pl.DataFrame | None = None, *, extend: bool = True
) -> pl.DataFrame:
    """Fill in who speaks: one name for all spellings, and the kind of speaker.

    Parameters
    ----------
    frame
        Statements: ``referent`` (String: the fullest name that the text has for the speaker) and
        ``speaker_text`` (what the statement itself has; it counts where ``referent`` is null), or
        one of the two; other columns stay as they are.
    aliases
        Own names: ``alias``, ``canonical``, and if you like ``type``, ``country``, ``valid_from``
        and ``valid_to``. They come before those of :func:`corpusstats.alias_table`.
    extend
        Whether the package's names hold beside them; ``False`` leaves the own ones alone.

    Returns
    -------
    polars.DataFrame
        The same rows with ``speaker`` (String) and ``speaker_type`` (Enum). A name of the table is
        its ``canonical`` one, in any case and transliteration, with hyphens or blanks, and with a
        genitive's s; titles and appositions go (``der Sprecher des US-Außenministeriums, Matthew
        Miller`` is Matthew Miller); who has no name keeps the words, without the article. Null
        where nobody is named; the type is ``none`` where nobody answers for the statement, and
        null where the words do not tell it.

    Raises
    ------
    InputError
        There is neither ``referent`` nor ``speaker_text``; a name is two at once in ``aliases``
        (the message shows both lines, counted as in a file with a heading).

    Notes
    -----
    Two persons of the same name are one, and one with two names is two; what may be merged
    :func:`corpusstats.speakers` suggests. Types are those of words, and not what somebody is in
    that moment.

    Examples
    --------
    >>> import polars as pl
    >>> from corpusstats.framing.speakers import name_speakers
    >>> said = ["der Agentur Ria Novosti", "Kremlsprecher Dmitri Peskow", "ein Augenzeuge"]
    >>> name_speakers(pl.DataFrame({"referent": said})).select("speaker", "speaker_type").rows()
    [('Ria Nowosti', 'state_agency'), ('Dmitri Peskow', 'official'), ('Augenzeuge', 'witness')]
    """
    frame = as_frame(frame)
    check_bool("extend", extend)
    known = read_aliases(aliases, extend=extend)
    texts = [pl.col(name) for name in ("referent", "speaker_text") if name in frame.columns]
    if not texts:
        msg = f"there is neither a column 'referent' nor 'speaker_text'; there are {frame.columns}"
        raise InputError(msg)
    days = frame["date"] if frame.schema.get("date") == pl.Date else [None] * frame.height
    phrases = frame.select(pl.coalesce(texts).cast(pl.String)).to_series()
    name = lru_cache(maxsize=1 << 16)(name_of)
    told = zip(phrases, days, strict=True)
    found = [None if phrase is None else name(phrase, known.on(day)) for phrase, day in told]
    columns = [
        pl.Series("speaker", [one and one.speaker for one in found], pl.String),
        pl.Series("speaker_type", [one and one.speaker_type for one in found], _TYPES),
    ]
    named = frame.with_columns(columns)
    if "mode" in frame.columns:
        nobody = pl.col("speaker").is_null() & (pl.col("mode").cast(pl.String) == SOURCELESS)
        kind = pl.when(nobody).then(pl.lit("none", _TYPES)).otherwise("speaker_type")
        named = named.with_columns(kind.alias("speaker_type"))
    return named


_TYPES = pl.Enum(SPEAKER_TYPES)


def attributions_of(statements: Corpus | pl.DataFrame) -> pl.DataFrame:
    """Take over statements, or find those of a corpus."""
    if hasattr(statements, "_table"):
        # Finding statements names their speakers by this module.
        module = import_module("corpusstats.framing.attributions")
        found: pl.DataFrame = module.attributions(statements)
        return found
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
