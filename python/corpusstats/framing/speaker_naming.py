"""One name for each speaker, and what kind of speaker it is."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import SPEAKER_TYPES, read_aliases
from corpusstats.framing.speaker_names import name_of
from corpusstats.options import check_bool

__all__ = ["name_speakers"]

# The mode of statements that nobody answers for.
SOURCELESS = "evidential_modal"
_TYPES = pl.Enum(SPEAKER_TYPES)


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
    >>> from corpusstats.framing.speaker_naming import name_speakers
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
    phrase = pl.coalesce(texts).cast(pl.String).alias("phrase")
    day = pl.col("date") if frame.schema.get("date") == pl.Date else pl.lit(None, pl.Date)
    asked = frame.select(phrase, day=day)
    distinct = asked.unique()
    name = lru_cache(maxsize=1 << 16)(name_of)
    found = [None if text is None else name(text, known.on(day)) for text, day in distinct.rows()]
    names = distinct.with_columns(
        pl.Series("speaker", [one and one.speaker for one in found], pl.String),
        pl.Series("speaker_type", [one and one.speaker_type for one in found], _TYPES),
    )
    columns = asked.join(
        names, on=["phrase", "day"], how="left", nulls_equal=True, maintain_order="left"
    ).select("speaker", "speaker_type")
    named = frame.with_columns(columns.get_columns())
    if "mode" in frame.columns:
        nobody = pl.col("speaker").is_null() & (pl.col("mode").cast(pl.String) == SOURCELESS)
        kind = pl.when(nobody).then(pl.lit("none", _TYPES)).otherwise("speaker_type")
        named = named.with_columns(kind.alias("speaker_type"))
    return named
