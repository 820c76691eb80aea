"""Naming: what each source calls an actor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.flags import document_flags, flag, null_group
from corpusstats.framing.actors import read_actors
from corpusstats.framing.mentions import FORMS, find_mentions
from corpusstats.opened import matching
from corpusstats.options import check_corpus
from corpusstats.provenance import attach, describe, record
from corpusstats.results import frames_of
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.selection import By, Part

__all__ = ["Naming", "naming"]

RESERVED = (
    *("actor", "form", "naming", "head", "modifiers", "count", "documents", "share", "flag"),
    *("start", "end", "text"),
)
# Forms in which nothing but the list of aliases tells whose they are.
ASSUMED = ("epithet", "metonym")
# The layer that tells in which group the head of a mention is.
_LAYER = "mention of an actor"


@dataclass(frozen=True, slots=True)
class Naming:
    """What each source calls each actor.

    Made by :func:`naming`.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups.
    forms : polars.DataFrame
        One row for each naming: ``actor``, ``form`` (Enum), ``by``, ``naming`` (String), ``head``
        (String), ``modifiers`` (List of String), ``count`` and ``documents`` (Int64), ``share``
        (Float64: of all mentions of the actor in the group) and ``flag``. By group, actor, and the
        commonest first.
    mentions : polars.DataFrame
        Where they stand: ``doc_id``, ``start``, ``end`` (UInt32: code points), ``by``, ``actor``,
        ``form``, ``naming``, ``head``, ``modifiers`` and ``text``. In the order of documents and of
        their text; as many as the counts of ``forms`` together.
    provenance : Mapping
        Options, corpus and versions.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.naming(cs.read_corpus("seeds"), {"Putin": ["Wladimir Putin", "Putin"]})
    >>> found.mentions["text"].head(2).to_list()
    ['Wladimir Putin', 'Putin']
    """

    by: list[str]
    forms: pl.DataFrame
    mentions: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> found = cs.naming(cs.read_corpus("seeds"), {"Putin": ["Wladimir Putin", "Putin"]})
        >>> list(found.frames())
        ['forms', 'mentions']
        """
        return frames_of(self)


def naming(
    corpus: Corpus,
    actors: Mapping[str, str | Sequence[str]] | pl.DataFrame,
    *,
    by: By = "source",
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
) -> Naming:
    """Find out what each source calls an actor.

    Parameters
    ----------
    corpus
        Where to look.
    actors
        Each actor with its aliases, ``{"Kim": ["Kim Jong Un", "Kim", "Machthaber"]}``, or a frame
        of ``actor``, ``alias`` and if you like ``kind``: ``name``, ``epithet`` (an office or the
        like without a name, as *der Machthaber*) or ``metonym`` (*Pjöngjang*). Without a kind,
        offices are epithets, the names of governments and capitals metonyms, and all else names.
        Hyphens, diacritics, v and w, and a genitive's s do not matter.
    by
        Columns of the documents and layers, such as that of wording: a mention belongs to the group
        of its head.
    within, without
        Where to look, as in :func:`corpusstats.frequencies`.

    Returns
    -------
    Naming
        ``forms`` and ``mentions``. A ``form`` is ``full_name`` or ``surname`` (a name that holds
        another of the actor's names, or not), ``title_name`` (*Präsident Putin*),
        ``adjective_title_name`` (*der russische Präsident Putin*), ``genitive_title_name``
        (*Russlands Präsident Putin*), ``apposition`` (*Putin, der russische Präsident*),
        ``compound`` (*Kremlchef*, *Kreml-Sprecher Peskow*), ``epithet`` or ``metonym``. ``naming``
        has all cases in one spelling, the name as the alias has it; ``head`` is the office, or else
        the name; ``modifiers`` are adjectives and genitives. A title before and an apposition
        behind a name are two mentions.

        Flags: ``single_document``, ``few_documents`` (2 to 4 documents have it),
        ``reference_assumed`` (nothing but the list of aliases says that *der Machthaber* is this
        one), ``null_group``.

    Raises
    ------
    InputError
        An alias is two actors' (both are named), a kind is unknown, or there is no actor.

    Notes
    -----
    Pronouns and names that are not in the list are not found: nothing is resolved, and who is not
    named by a source may have had no part in its story. Shares are within the actor, so that how
    often somebody is mentioned and how do not mix. An epithet in the plural, before another name or
    a capital behind *in* or *nach* is no mention. The longest alias counts. Time is linear in the
    text.

    van den Berg, Rehbein and Ruppenhofer (2020), Doctor Who? Framing Through Names and Titles in
    German, LREC.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Russlands Präsident Putin kam. Der Kremlchef schwieg. Putin ging."
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> found = cs.naming(corpus, {"Putin": ["Putin", "Kremlchef"]}, by=None)
    >>> for row in found.forms.select("form", "naming", "head", "modifiers").rows():
    ...     print(row)
    ('compound', 'Kremlchef', 'Kremlchef', [])
    ('surname', 'Putin', 'Putin', [])
    ('genitive_title_name', 'Russlands Präsident Putin', 'Präsident', ['Russlands'])
    """
    check_corpus(corpus)
    known = read_actors(actors)
    columns = [] if by is None else [by] if isinstance(by, str) else list(by)
    # Errors name the layers that the caller knows.
    select(corpus, by=columns or None, within=within, without=without, result_columns=RESERVED)
    mentions = _mentions(corpus, known)
    anchors = mentions.select(
        "doc_id",
        pl.col("_anchor").alias("start"),
        (pl.col("_anchor") + 1).alias("end"),
        pl.col("_mention").alias(_LAYER),
    )
    marked = corpus.with_layer(_LAYER, anchors)
    groups = select(
        marked, by=[*columns, _LAYER], within=within, without=without, result_columns=RESERVED
    ).groups.filter(pl.col(_LAYER).is_not_null())
    placed = mentions.join(
        groups.select(*columns, pl.col(_LAYER).alias("_mention")),
        on="_mention",
        how="inner",
        maintain_order="left",
    )
    named = ["actor", "form", "naming", "head", "modifiers"]
    shown = placed.select("doc_id", "start", "end", *_others(columns), *named, "text")
    forms = _forms(placed, columns, named)
    options = {
        "actors": describe(actors),
        "by": columns,
        "within": describe(within),
        "without": describe(without),
    }
    made = record("naming", options, corpus)
    keys = [*columns, *named]
    call = {
        "function": "naming",
        "lines": partial(matching, places=shown, on=keys, what="naming.forms"),
        "counts": "count",
    }
    return Naming(columns, attach(forms, made, call), attach(shown, made), made)


def _others(columns: list[str]) -> list[str]:
    return [name for name in columns if name != "doc_id"]


def _mentions(corpus: Corpus, known: Any) -> pl.DataFrame:  # noqa: ANN401
    """Find all mentions in all texts."""
    texts = corpus._texts.of(corpus._rows)
    rows = [
        (row, *mention, text[mention.start : mention.end])
        for row, text in enumerate(texts)
        for mention in find_mentions(text, known)
    ]
    schema: dict[str, Any] = {
        "_row": pl.UInt32,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "_anchor": pl.UInt32,
        "actor": pl.String,
        "form": pl.Enum(FORMS),
        "naming": pl.String,
        "head": pl.String,
        "modifiers": pl.List(pl.String),
        "text": pl.String,
    }
    frame = pl.DataFrame(rows, schema, orient="row").with_row_index("_mention")
    doc_id = corpus._metadata["doc_id"].gather(frame["_row"])
    return frame.with_columns(doc_id)


def _forms(placed: pl.DataFrame, columns: list[str], named: list[str]) -> pl.DataFrame:
    """Count the namings of each actor in each group."""
    whole = pl.col("count").sum().over(["actor", *columns])
    flags = {
        **document_flags("documents"),
        "reference_assumed": pl.col("form").cast(pl.String).is_in(ASSUMED),
        **null_group(columns),
    }
    counted = (
        placed.group_by([*columns, *named])
        .agg(
            pl.len().cast(pl.Int64).alias("count"),
            pl.col("doc_id").n_unique().cast(pl.Int64).alias("documents"),
        )
        .with_columns((pl.col("count") / whole).alias("share"))
        .with_columns(flag(flags))
        .sort(
            [*columns, "actor", "count", "naming", pl.col("form").to_physical()],
            descending=[False] * (len(columns) + 1) + [True, False, False],
            nulls_last=True,
        )
    )
    order = ["actor", "form", *columns, "naming", "head", "modifiers", "count", "documents"]
    return counted.select(*order, "share", "flag")
