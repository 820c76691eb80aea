"""Nouns that say what somebody or something is: offices, professions, bodies."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Noun", "base_form", "is_compound", "noun_of", "word_set"]

ENDINGS = ("innen", "in", "s", "es", "en", "n", "e", "r")
CASES = ("es", "s", "en", "n")
# The shortest last part of a compound, and a shorter one that is a part often.
SHORTEST_PART = 5
SHORT_PART = "chef"


def word_set(words: str) -> frozenset[str]:
    """Make a set of words with blanks between them."""
    return frozenset(words.split())


class Noun(NamedTuple):
    """``kind`` is ``role`` (a person's) or ``body``; ``type`` the kind of speaker, if it tells."""

    kind: str
    type: str | None
    # The word of the table.
    ending: str


@cache
def _nouns() -> dict[str, Noun]:
    text = files("corpusstats.framing").joinpath("data/speaker_nouns.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {ending: Noun(kind, kind_of or None, ending) for ending, kind, kind_of in rows}


@lru_cache(maxsize=1 << 16)
def noun_of(word: str) -> Noun | None:
    """Look a noun up: as it is, without its ending, or as the last part of a compound."""
    lower = re.sub(r"[:*_]in(nen)?$", "", word.lower())
    known = _nouns()
    bare = [lower, *(lower.removesuffix(end) for end in ENDINGS if lower.endswith(end))]
    for form in bare:
        if form in known:
            return known[form]
    for form in bare:
        if form.endswith(SHORT_PART):
            return known[SHORT_PART]
        for start in range(1, len(form) - SHORTEST_PART + 1):
            if form[start:] in known:
                return known[form[start:]]
    return None


def base_form(word: str) -> str:
    """Take a case's ending off a noun of the table: ``Staatschefs`` is ``Staatschef``."""
    found = noun_of(word)
    if found is None or word.lower().endswith(found.ending):
        return word
    return next(
        (
            word.removesuffix(ending)
            for ending in CASES
            if word.lower().endswith(found.ending + ending)
        ),
        word,
    )


def is_compound(word: str) -> bool:
    """Tell whether a noun has more than what the table has: ``Kreml-Sprecher``."""
    found = noun_of(word)
    return "-" in word or (
        found is not None and found.ending not in (word.lower(), base_form(word).lower())
    )
