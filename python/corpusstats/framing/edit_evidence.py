"""What an edit did to the evidence: short closed lists of German and English, and capitals."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EVIDENCE", "TELLING", "Side", "evidence_of", "sources_in"]

EVIDENCE = (*("source_dropped", "source_added", "modality_up", "modality_down", "renamed", "none"),)

NAME = r"[A-ZÄÖÜ][\w’'-]*(?:\s+[A-ZÄÖÜ][\w’'-]*)*"
# A name, with an article and adjectives before it.
PHRASE = (
    r"(?:(?:de[rmns]|die|das|eine[mrs]?|the|an?)\s+)?"
    rf"(?:[a-zäöü]\w+(?:e|e[nrsm]|ean)\s+)*{NAME}"
)
ACCOUNT = (
    "Angaben|Informationen|Darstellung|Aussagen?|Worten|Meinung|Ansicht|Einschätzung|Auffassung"
)
RECORD = (
    "Bilder|Bildern|Aufnahmen|Angaben|Berichte|Berichten|Bericht|Videos?|Fotos?|Informationen|"
    "Aussagen?|Meldung|Meldungen|Zahlen|Daten"
)
# What says is in the third person of present or past, and stands beside who says it.
SAYS = (
    "sagte|sagt|berichtete|berichtet|berichteten|meldete|meldet|meldeten|erklärte|erklärt|schrieb|"
    "schreibt|teilte|betonte|warnte|kritisierte|forderte|bestätigte|behauptete|said|says|reported"
)
SOURCES = [
    re.compile(rf"\b(?:laut|gemäß|according to)\s+(?P<name>{PHRASE})"),
    re.compile(rf"\b[Nn]ach\s+(?:\w+\s+)?(?:{ACCOUNT})\s+(?:von\s+|aus\s+)?(?P<name>{PHRASE})"),
    re.compile(rf"\b(?P<name>{PHRASE})\s+zufolge\b"),
    re.compile(rf"\b(?:{RECORD})\s+(?:(?:von|aus|from|by)\s+)(?P<name>{PHRASE})"),
    re.compile(rf",\s*so\s+(?P<name>{PHRASE})\s*(?=[.,;:!?]|\Z)"),
    re.compile(rf"\b[Ww]ie\s+(?P<name>{PHRASE})\s+(?:\w+\s+){{0,3}}(?:{SAYS}|mitteilte)\b"),
    re.compile(rf"\b(?:{SAYS})\s+(?P<name>{PHRASE})"),
    re.compile(rf"\b(?P<name>{PHRASE})\s+(?:{SAYS})\b"),
]
TRIGGERS = re.compile(rf"\b(?:laut|gemäß|according|{ACCOUNT}|zufolge|{RECORD}|so|wie|{SAYS})\b")
# What makes a claim less certain; Konjunktiv forms that are not indicative as well.
UNCERTAIN = (
    "soll|sollen|solle|sollte|sollten|dürfte|dürften|könnte|könnten|möglicherweise|offenbar|"
    "angeblich\\w*|mutmaßlich\\w*|vermutlich\\w*|wahrscheinlich|anscheinend|womöglich|vielleicht|"
    "wohl|sei|seien|habe|hätte|hätten|wäre|wären|werde|würde|würden|könne|müsse|dürfe|wolle|gebe|"
    "allegedly|reportedly|apparently|perhaps|possibly|might|may|could"
)
HEDGES = re.compile(rf"\b(?:{UNCERTAIN})\b", re.IGNORECASE)
# Without these an edit tells nothing of evidence: names have a capital.
TELLING = rf"\p{{Lu}}|(?i)\b(?:{UNCERTAIN})\b"
NAMES_ONLY = re.compile(rf"{PHRASE}\Z")
NAME_BEHIND = re.compile(rf"\s+(?P<name>{NAME})")
NAME_BEFORE = re.compile(r"\w\s+[A-ZÄÖÜ][\w-]*\s+\Z")
WORD = re.compile(r"\w+")
ALIKE = 0.7
ARTICLES = {"der", "dem", "den", "des", "die", "das", "ein", "eine", "the", "a", "an"}


class Side(NamedTuple):
    """An edit in one of two texts: the aligned sentences, and what of them is edited.

    ``edited`` are the words that are edited, and ``sources`` lists whoever is a source in these
    sentences, by the places of their names.
    """

    text: str
    start: int
    end: int
    edited: str
    sources: Callable[[], list[tuple[int, int]]]

    def touched(self) -> list[str]:
        """Name the sources whose names the edit touches."""
        # A name has a capital.
        if not self.edited or self.edited.islower():
            return []
        places = [
            place for place in self.sources() if place[0] < self.end and self.start < place[1]
        ]
        return [self.text[start:end] for start, end in places]


@lru_cache(maxsize=1 << 14)
def sources_in(text: str) -> list[tuple[int, int]]:
    """List where somebody is named as a source in some sentences."""
    if not TRIGGERS.search(text):
        return []
    return sorted({match.span("name") for rule in SOURCES for match in rule.finditer(text)})


def evidence_of(a: Side, b: Side) -> str:
    """Tell what b has done to the evidence in a."""
    dropped, added = _missing(a, b), _missing(b, a)
    if dropped != added:
        return "source_dropped" if dropped else "source_added"
    certain, uncertain = (_hedges(side.edited) for side in (b, a))
    if certain != uncertain:
        return "modality_up" if certain < uncertain else "modality_down"
    return "renamed" if dropped or _is_renamed(a, b) else "none"


@lru_cache(maxsize=1 << 14)
def _hedges(text: str) -> int:
    """Count what makes claims less certain; formulas are edited alike again and again."""
    return len(HEDGES.findall(text))


def _missing(side: Side, other: Side) -> bool:
    """Tell whether an edit touches a source whose name the other text does not have."""
    touched = side.touched()
    if not touched:
        return False
    words = {_stem(word) for word in WORD.findall(other.text)}
    return any(not _names(name) <= words for name in touched)


def _names(name: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(name) if word[0].isupper()}


def _stem(word: str) -> str:
    """Leave out what can be an ending."""
    return word.lower().rstrip("emnrs") or word.lower()


def _is_renamed(a: Side, b: Side) -> bool:
    """Tell whether names stand for names: a title before the same name, or another spelling."""
    if not (NAMES_ONLY.match(a.edited) and NAMES_ONLY.match(b.edited)):
        return False
    names = [_names(side.edited) for side in (a, b)]
    if names[0] == names[1] or any(side.edited.lower() in ARTICLES for side in (a, b)):
        return False
    if _is_title(a) and _is_title(b):
        return True
    first, second = sorted((a.edited.lower(), b.edited.lower()))
    return _is_part(a) and _is_part(b) and _is_alike(first, second)


@lru_cache(maxsize=1 << 14)
def _is_alike(first: str, second: str) -> bool:
    """Tell whether one word may be a spelling of another."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _is_title(side: Side) -> bool:
    """Tell whether a name stands right behind; a genitive would make it another thing of his."""
    behind = NAME_BEHIND.match(side.text, side.end)
    if behind is None:
        return False
    is_long = " " in behind["name"]
    # A sentence begins with a capital anyhow.
    return is_long or (side.start > 0 and not behind["name"].endswith("s"))


def _is_part(side: Side) -> bool:
    """Tell whether a word is one of several of a name, and no common noun."""
    is_long = side.edited[:1].isupper() and " " in side.edited
    return is_long or bool(NAME_BEFORE.search(side.text[: side.start]))
