"""Actors whose names are looked for, and the patterns that find these in any spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import read_aliases
from corpusstats.framing.nouns import noun_of
from corpusstats.framing.spelling import fold, foldings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KINDS", "ActorName", "Actors", "Found", "read_actors"]

KINDS = ("name", "epithet", "metonym")
# Letters that texts write in several ways, folded.
SPELLED = {
    "a": "aàáâãäåā",
    "c": "cçćč",
    "d": "dđ",
    "e": "eèéêëēę",
    "g": "gğ",
    "i": "iìíîïīı",
    "l": "lł",
    "n": "nñńň",
    "o": "oòóôõöøō",
    "s": "sśšş",
    "u": "uùúûüū",
    "v": "vw",
    "y": "yýÿ",
    "z": "zźżž",
}
# Behind a name that comes first, such as Kim, the rest of somebody else's: Kim Il-sung.
OTHER_REST = r"(?! [A-Z][a-z]{1,4}(?:-[A-Za-z][a-z]{1,4}| [A-Z][a-z]{1,4})(?!\w))"


# What parts the words of a name: blanks, hyphens, or the end of a wrapped line.
BETWEEN = r"(?:[\-‐‑ \t\xa0\u202f]+|\r?\n)"
HYPHENS = "-‐‑"
BEFORE = re.compile(rf"(?:\w+[{HYPHENS}])+\Z")
# How far back the other parts of a word are looked for.
LONGEST_WORD = 60
# Endings of cases, beside a genitive's s.
ENDINGS = ("en", "es", "n")


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name of an actor; ``full`` tells whether it holds another of its names."""

    actor: str
    alias: str
    kind: str
    full: bool


class Found(NamedTuple):
    """A name in a text, and where the word begins whose last part it is."""

    name: ActorName
    whole: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actors:
    """All names, by their folding, and one pattern that finds them."""

    names: dict[str, ActorName]
    pattern: re.Pattern[str]

    def of(self, text: str) -> ActorName | None:
        """Find whose name a piece of text is."""
        bare = (text.removesuffix(ending) for ending in ENDINGS if text.endswith(ending))
        spelled = (folded for form in (text, *bare) for folded in foldings(form))
        return next((self.names[folded] for folded in spelled if folded in self.names), None)

    def find(self, text: str) -> Iterator[Found]:
        """Find all names in a text: as words, or behind the last hyphen of one."""
        for match in self.pattern.finditer(text):
            start, end = match.span()
            whole = start
            if start and text[start - 1] in HYPHENS:
                before = BEFORE.search(text, max(0, start - LONGEST_WORD), start)
                whole = before.start() if before else start
            is_word = not whole or not (text[whole - 1].isalnum() or text[whole - 1] in "_'’")
            name = self.of(match[0]) if is_word else None
            if name:
                yield Found(name, whole, start, end)


def read_actors(actors: object) -> Actors:
    """Check a mapping or a frame of actors."""
    rows = list(_rows(actors))
    if not rows:
        msg = "actors are empty: name at least one, with its aliases"
        raise InputError(msg)
    words = [(actor, fold(alias)) for actor, alias, _ in rows]
    names: dict[str, ActorName] = {}
    for actor, alias, kind in rows:
        folded = fold(alias)
        other = names.get(folded)
        if other and other.actor != actor:
            msg = (
                f"{alias!r} is an alias of two actors, {other.actor!r} and {actor!r}: leave it "
                "with one, or use longer names"
            )
            raise InputError(msg)
        full = any(
            one == actor and f" {folded} ".find(f" {part} ") >= 0 and part != folded
            for one, part in words
        )
        names[folded] = ActorName(actor, alias, kind or _kind(alias), full)
    return Actors(names, _pattern(names))


def _rows(actors: object) -> Iterator[tuple[str, str, str | None]]:
    if isinstance(actors, Mapping):
        for actor, aliases in actors.items():
            listed = [aliases] if isinstance(aliases, str) else list(aliases)
            for alias in listed:
                yield _checked(actor, alias, None)
        return
    frame = as_frame(actors)
    missing = [name for name in ("actor", "alias") if name not in frame.columns]
    if missing:
        msg = f"actors have no column {missing[0]!r}; there are {frame.columns}"
        raise InputError(msg)
    kinds = frame["kind"] if "kind" in frame.columns else pl.Series([None] * frame.height)
    for actor, alias, kind in zip(frame["actor"], frame["alias"], kinds, strict=True):
        yield _checked(actor, alias, kind)


def _checked(actor: object, alias: object, kind: object) -> tuple[str, str, str | None]:
    if not isinstance(actor, str) or not isinstance(alias, str) or not fold(alias):
        msg = f"actor {actor!r} has an alias that is no name: {alias!r}"
        raise InputError(msg)
    if kind is not None and kind not in KINDS:
        msg = f"alias {alias!r} of actor {actor!r} has a kind {kind!r}; valid are {KINDS}"
        raise InputError(msg)
    return actor, alias, None if kind is None else str(kind)


def _kind(alias: str) -> str:
    """Tell what an alias is: an office is an epithet, a capital a metonym."""
    last = alias.rsplit(maxsplit=1)[-1]
    noun = noun_of(last)
    if noun is not None and noun.kind == "role":
        return "epithet"
    known = read_aliases(None).find(alias)
    return "metonym" if known and known.type == "state_metonym" else "name"


def _pattern(names: dict[str, ActorName]) -> re.Pattern[str]:
    """Match every name, the longest first; what stands before it is for whoever looks."""
    firsts = {words[0] for words in (name.split() for name in names) if len(words) > 1}
    alternatives = [
        first + rest + (OTHER_REST if folded in firsts else "")
        for folded in sorted(names, key=lambda name: (-len(name), name))
        for first, rest in _spelled(folded)
    ]
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)(?![{HYPHENS}]\w)")


def _spelled(folded: str) -> Iterator[tuple[str, str]]:
    """Match a folded name however it is written; each word can have an ending.

    A pattern for each letter that it can begin with: of alternatives that begin with a letter the
    engine knows which ones to try.
    """
    words = [_word(word) for word in folded[1:].split(" ")]
    capitals = {letter.upper() for letter in SPELLED.get(folded[0], folded[0])}
    for capital in sorted(capitals):
        yield re.escape(capital), BETWEEN.join(words)


def _word(word: str) -> str:
    parts = ["(?:ss|ß)" if part == "ss" else _letters(part) for part in re.split("(ss)", word)]
    return f"(?i:{''.join(parts)})(?:s|es|n|en|['’])?"


def _letters(word: str) -> str:
    return "".join(f"[{SPELLED[x]}]" if x in SPELLED else re.escape(x) for x in word)
