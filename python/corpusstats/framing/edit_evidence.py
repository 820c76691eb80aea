"""What an edit did to the evidence: short closed lists of German and English, and capitals."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

__all__ = ["EVIDENCE", "Side", "evidence_of", "sources_in"]

EVIDENCE = (*("source_dropped", "source_added", "modality_up", "modality_down", "renamed", "none"),)

NAME = r"[A-ZÄÖÜ][\w’'-]*(?:\s+[A-ZÄÖÜ][\w’'-]*)*"
# A name, with an article and adjectives before it.
PHRASE = (
    rf"(?:(?:de[rmns]|die|das|eine[mrs]?|the|an?)\s+)?(?:[a-zäöü]\w*(?:e[nrsm]?|an|ean)\s+)*{NAME}"
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
    re.compile(rf",\s*(?:so|wie)\s+(?P<name>{PHRASE})"),
    re.compile(rf"\b(?:{SAYS})\s+(?P<name>{PHRASE})"),
    re.compile(rf"\b(?P<name>{PHRASE})\s+(?:{SAYS})\b"),
]
# What makes a claim less certain; Konjunktiv forms that are not indicative as well.
HEDGES = re.compile(
    r"\b(?:soll|sollen|solle|sollte|sollten|dürfte|dürften|könnte|könnten|möglicherweise|offenbar|"
    r"angeblich\w*|mutmaßlich\w*|vermutlich\w*|wahrscheinlich|anscheinend|womöglich|vielleicht|"
    r"wohl|sei|seien|habe|hätte|hätten|wäre|wären|werde|würde|würden|könne|müsse|dürfe|wolle|gebe|"
    r"allegedly|reportedly|apparently|perhaps|possibly|might|may|could)\b",
    re.IGNORECASE,
)
NAMES_ONLY = re.compile(rf"{PHRASE}\Z")
NAME_BEHIND = re.compile(rf"\s+(?P<name>{NAME})")
WORD = re.compile(r"\w+")
ENDINGS = re.compile(r"(?:e[nrsm]?|n|s)\Z")
ALIKE = 0.7
# As :func:`_stem` has them.
ARTICLES = {
    "d",
    "da",
    "dem",
    "den",
    "der",
    "des",
    "die",
    "das",
    "ein",
    "eine",
    "th",
    "the",
    "a",
    "an",
}


class Side(NamedTuple):
    """An edit in one of two texts: the aligned sentences, what of them is edited, and sources.

    ``sources`` are places of names with the names, of whoever is a source in these sentences.
    """

    text: str
    start: int
    end: int
    sources: list[tuple[int, int, str]]

    @property
    def edited(self) -> str:
        """The words that are edited."""
        return self.text[self.start : self.end]

    def touched(self) -> list[str]:
        """Name the sources that the edit touches."""
        return [name for start, end, name in self.sources if start < self.end and self.start < end]


def sources_in(text: str) -> list[tuple[int, int, str]]:
    """List who is named as a source in some sentences."""
    found = [(*match.span(), match["name"]) for rule in SOURCES for match in rule.finditer(text)]
    return sorted(set(found))


def evidence_of(a: Side, b: Side) -> str:
    """Tell what b has done to the evidence in a."""
    dropped, added = _missing(a, b), _missing(b, a)
    if dropped != added:
        return "source_dropped" if dropped else "source_added"
    certain, uncertain = (len(HEDGES.findall(side.edited)) for side in (b, a))
    if certain != uncertain:
        return "modality_up" if certain < uncertain else "modality_down"
    return "renamed" if dropped or _is_renamed(a, b) else "none"


def _missing(side: Side, other: Side) -> bool:
    """Tell whether an edit touches a source whose name the other text does not have."""
    words = {_stem(word) for word in WORD.findall(other.text)}
    return any(not _names(name) <= words for name in side.touched())


def _names(name: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(name) if word[0].isupper()}


def _stem(word: str) -> str:
    return ENDINGS.sub("", word.lower())


def _is_renamed(a: Side, b: Side) -> bool:
    """Tell whether names stand for names: a title before the same name, or another spelling."""
    if not (NAMES_ONLY.match(a.edited) and NAMES_ONLY.match(b.edited)):
        return False
    names = [_names(side.edited) - ARTICLES for side in (a, b)]
    if not all(names) or names[0] == names[1]:
        return False
    if _is_title(a) and _is_title(b):
        return True
    # A sentence begins with a capital anyhow.
    first, second = sorted((a.edited.lower(), b.edited.lower()))
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE
    return alike and a.start > 0 and b.start > 0


def _is_title(side: Side) -> bool:
    """Tell whether a name stands right behind; a genitive would make it another thing of his."""
    behind = NAME_BEHIND.match(side.text, side.end)
    if behind is None:
        return False
    return not behind["name"].endswith("s") or " " in behind["name"]
