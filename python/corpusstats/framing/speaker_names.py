"""Who a phrase names, without titles and articles, and what kind of speaker that is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpusstats.framing.nouns import base_form, noun_of
from corpusstats.framing.speaker_words import (
    ARTICLES,
    BEFORE,
    NOBODY,
    OF,
    PARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    SAYINGS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpusstats.framing.aliases import Alias, Aliases
    from corpusstats.framing.nouns import Noun

__all__ = ["Name", "is_name", "name_of"]

HIDDEN = re.compile(
    r"(?i)\b(?:anonym\w*|familiar with|not authori[sz]ed|namentlich nicht|"
    r"nicht (?:\w+ )?(?:genannt|bezeichnet|gedruckt)\w*)"
)
QUOTED = re.compile(r"[„“\"»«‚‘›‹']([^„“”\"»«‚‘›‹]{2,60})[“”\"«»‘’‹›']")
LONGEST_NAME = 5
POINTING = re.compile(r"(?i)(?:diese[rsmn]?|this|these|that|those)\b")
# What passes on what somebody else has said.
CARRIERS = ("document", "media", "agency")
BODIES = ("media", "agency", "state_agency", "company", "ngo")
# What a body tells, as the last part of a word.
TOLD = "angaben"
# An office of so many words, and a name of two.
LEAST_OFFICE = 4
# A letter and a full stop.
INITIAL = 2
# Words in -ung, -heit and the like are things.
THING = re.compile(
    r"(?i)(?:ung|ungen|heit|keit|schaft|ium|iums|amt|amts|stab|stabs|dienst|dienste|"
    r"behörde|behörden|bank|partei|kreise|kreisen|medien|zeitung|staaten|institut|"
    r"institute|hochschule|zentrum|kolleg|agentur|agenturen)$"
)
STATES = re.compile(
    r"(?i)^(?:us|u\.s\.|eu|un|uno|nato|russ|ukrain|nordkorean|südkorean|korean|amerikan|chines|japan|"
    r"deutsch|franzö|britisch|israel|türk|polnisch|europä|iran|indisch)\w*"
)


class Name(NamedTuple):
    """A speaker and what kind of one it is, if that can be told."""

    speaker: str
    speaker_type: str | None


def name_of(phrase: str, aliases: Aliases) -> Name | None:
    """Find the name in a phrase, and the type; ``None`` where nothing is left.

    In this order: an alias; a person's name, with or without titles before or behind it; an alias
    at the end; what stands in quotation marks; else the phrase without its article.
    """
    # Some names have an article of their own.
    known = aliases.find(phrase)
    if known:
        return Name(known.canonical, known.type)
    if "(" in phrase:
        phrase = re.sub(r"\([^()]*\)", " ", phrase)
    words = _without_carrier(_plain(phrase))
    if not words or _is_nobody(words):
        return None
    known = _find(words, aliases)
    # No newspaper is called "dieses Bild".
    if known and not POINTING.match(phrase.strip()):
        return Name(known.canonical, known.type)
    whose = _of_compound(words)
    if whose:
        return whose
    parts = [words]
    if "," in phrase:
        parts = [part for part in (_plain(part) for part in phrase.split(",")) if part]
        parts[0] = _without_carrier(parts[0]) or words
    kind = "anonymous" if HIDDEN.search(phrase) else _type_of(parts, aliases)
    return _of_person(parts, kind, aliases) or _of_body(phrase, parts[0], kind, aliases)


def is_name(speaker: str, aliases: Aliases) -> bool:
    """Tell whether a speaker is called by a name, and not by what they are."""
    return aliases.find(speaker) is not None or _person(speaker.split()) is not None


def _of_compound(words: Sequence[str]) -> Name | None:
    """Tell whose ``Polizeiangaben`` and ``Regierungsangaben`` are."""
    owner = words[-1].removesuffix(TOLD).rstrip("-")
    known = noun_of(owner) if len(words) == 1 and owner != words[-1] else None
    return Name(base_form(owner), known.type) if known else None


def _of_person(parts: Sequence[list[str]], kind: str | None, aliases: Aliases) -> Name | None:
    for part in parts:
        person = _person(part) or _last_person(part) or _known_person(part, aliases)
        row = aliases.find(" ".join(person)) if person else None
        # "Außenminister Frankreichs" is nobody's name.
        if person and not (row and row.type == "state_metonym"):
            return Name(row.canonical, row.type) if row else Name(" ".join(person), kind)
    return None


def _of_body(phrase: str, head: list[str], kind: str | None, aliases: Aliases) -> Name:
    found = _alias_inside(head, aliases)
    if found:
        return Name(found.canonical, found.type)
    quoted = QUOTED.search(phrase)
    if quoted and kind in BODIES:
        row = aliases.find(quoted[1])
        return Name(row.canonical, row.type or kind) if row else Name(quoted[1].strip(), kind)
    return Name(" ".join(head), kind)


def _plain(phrase: str) -> list[str]:
    """Split a phrase into words, without the article and marks; initials keep their stop."""
    words = [word.strip(',;:()[]„“”"»«‚‘›‹!?–…') for word in phrase.split()]
    words = [
        word if len(word) == INITIAL or "." in word[:-1] else word.strip(".") for word in words
    ]
    words = [word for word in words if word]
    while words and words[0].lower() in BEFORE:
        words = words[1:]
    return words


def _is_nobody(words: list[str]) -> bool:
    """Tell whether words point to somebody who is named elsewhere: ``er``, ``eigenen Angaben``."""
    first, last = words[0].lower(), words[-1].lower()
    return " ".join(words).lower() in NOBODY or (first in POSSESSIVES and last in SAYINGS)


def _without_carrier(words: list[str]) -> list[str]:
    """Take off ``Angaben der``, ``Meldung von``: what passes on is not who has said it."""
    carriers = [at for at, word in enumerate(words[:-2]) if word.lower() in SAYINGS]
    if carriers and all(word[:1].islower() for word in words[: carriers[0]]):
        at = carriers[0] + 1
        if words[at].lower() in OF:
            return _plain(" ".join(map(_nominative, words[at + 1 :])))
    return words


def _nominative(word: str) -> str:
    """Take a case's ending off a noun, where that is sure: ``Experten`` can be several."""
    known = noun_of(word) is not None and word[:1].isupper()
    return word[:-1] if known and word.endswith(("ts", "ers", "iums", "ern")) else word


def _find(words: Sequence[str], aliases: Aliases) -> Alias | None:
    """Find the alias that a phrase is, its adjectives in whatever case."""
    # All spellings of several words begin with one of two.
    if len(words) > 1 and not any(map(aliases.may_begin, (words[0], _uninflected(words[0])))):
        return None
    for spelled in _spellings(words):
        found = aliases.find(spelled)
        if found:
            return found
    return None


def _spellings(words: Sequence[str]) -> Iterator[str]:
    yield " ".join(words)
    bare = list(map(_uninflected, words))
    if bare != list(words):
        yield " ".join(bare)
    # "Verteidigungsministeriums", "Sicherheitsrates", "Staatsmedien": a case's ending.
    last = bare[-1]
    for ending in ("s", "es", "n", "en"):
        if last.endswith(ending) and len(last) > LONGEST_NAME:
            yield " ".join([*bare[:-1], last[: -len(ending)]])


def _uninflected(word: str) -> str:
    """Take a case's ending off an adjective: ``russischen``."""
    inflected = word.endswith(("en", "er", "em", "es")) and len(word) > LONGEST_NAME
    return word[:-1] if inflected and word[0].islower() else word


def _person(words: Sequence[str]) -> list[str] | None:
    """Find a person's name behind titles; one word is a name only behind a title."""
    start = 0
    for at, word in enumerate(words):
        noun = noun_of(word)
        if noun and noun.kind == "role":
            start = at + 1
        elif word[:1].islower() and at >= start and word not in PARTICLES and start:
            break
    name = _run(words, start)
    titled = start > 0
    if titled and 0 < len(name) <= LONGEST_NAME:
        return name
    joined = words[start + len(name) : start + len(name) + 1]
    if joined and joined[0] in ("und", "sowie", "oder", "and", "or"):
        return None
    if not titled and 1 < len(name) <= LONGEST_NAME and not _is_genitive(name):
        return name
    return None


def _last_person(words: Sequence[str]) -> list[str] | None:
    """Find a name behind an office and whose it is: ``Sprecherin der Polizei Ute Muster``."""
    first = noun_of(words[0]) if words else None
    start = len(words)
    while start > 1 and words[start - 1][:1].isupper() and not _is_thing(words[start - 1]):
        start -= 1
    if first is None or first.kind != "role" or not _is_thing(words[start - 1]):
        return None
    before = noun_of(words[start - 1])
    named = before is None or before.type not in BODIES
    return list(words[start:]) if named and 1 < len(words) - start < LONGEST_NAME else None


def _known_person(words: Sequence[str], aliases: Aliases) -> list[str] | None:
    """Find a name of the table behind an office of several words: ``Secretary of State``."""
    first = noun_of(words[0]) if words else None
    name = list(words[-2:])
    if first is None or first.kind != "role" or len(words) <= LEAST_OFFICE:
        return None
    known = aliases.find(" ".join(name)) if words[-3][:1].isupper() else None
    return name if known and known.type == "official" else None


def _run(words: Sequence[str], start: int) -> list[str]:
    """Take the capitalised words of a name, and what can stand between them."""
    end = at = start
    while at < len(words):
        word = words[at]
        if word[:1].isupper() and not _is_thing(word):
            end = at + 1
        elif (
            at == start or word not in PARTICLES or (word == "von" and _is_origin(words, start, at))
        ):
            break
        at += 1
    return list(words[start:end])


def _is_origin(words: Sequence[str], start: int, at: int) -> bool:
    """Tell ``Ute Muster von Greenpeace`` from ``Ursula von der Leyen``."""
    return at - start > 1 and words[at + 1 : at + 2] not in (["der"], ["den"])


@lru_cache(maxsize=1 << 16)
def _is_thing(word: str) -> bool:
    noun = noun_of(word)
    return bool(THING.search(word)) or (noun is not None and noun.kind == "body")


def _is_genitive(name: Sequence[str]) -> bool:
    """Tell a state and what it has from a name: ``Südkoreas Generalstab``."""
    return name[0].endswith("as") or name[0].endswith("lands")


def _alias_inside(words: Sequence[str], aliases: Aliases) -> Alias | None:
    """Find the alias with which a phrase ends, if what comes before it only says what it is."""
    carrier = noun_of(words[0])
    if carrier and carrier.kind == "role":
        return None
    carries = carrier is not None and carrier.type in CARRIERS
    for start in range(1, len(words)):
        before = words[start - 1]
        noun = noun_of(before)
        describes = before[:1].islower() or (noun is not None and noun.kind == "body")
        describes = describes and before.lower() not in PREPOSITIONS
        joined = before.lower() in ARTICLES or before.lower() in ("von", "vom")
        if describes and (carries or not joined):
            found = _find(words[start:], aliases)
            if found:
                return found
    return None


def _type_of(parts: Sequence[list[str]], aliases: Aliases) -> str | None:
    """Tell the kind of speaker by the first noun that says it."""
    every = [word for part in parts for word in part]
    nouns = [noun for word in every if (noun := noun_of(word))]
    typed = next((noun for noun in nouns if noun.type), None)
    if any(noun.kind == "role" for noun in nouns[:1]) and (
        typed is None or typed.type == "official"
    ):
        whose = _whose(every, aliases)
        if whose:
            return whose
    if typed is None:
        return None
    kind = typed.type
    if kind == "agency" and any(
        word.lower().startswith(("staatlich", "amtlich")) for word in every
    ):
        return "state_agency"
    if kind == "official" and typed.kind == "role":
        return _of_official(every, nouns)
    return kind


def _whose(words: Sequence[str], aliases: Aliases) -> str | None:
    """Tell by a known body whose office it is: ``Greenpeace-Sprecher``, ``Sprecher von Tesla``."""
    for at, word in enumerate(words):
        owner, hyphen, _ = word.rpartition("-")
        known = aliases.find(owner) if hyphen and noun_of(word) else None
        for size in range(LONGEST_NAME, 0, -1):
            if known is None and at and word[:1].isupper():
                known = _find(words[at : at + size], aliases)
        if known and known.type in (*BODIES, "expert", "official"):
            return known.type
    return None


def _of_official(every: Sequence[str], nouns: Sequence[Noun]) -> str | None:
    """Tell whose speaker or official somebody is; nobody's is anonymous."""
    bodies = [noun.type for noun in nouns if noun.kind == "body"]
    others = [kind for kind in bodies if kind in BODIES]
    if others and "official" not in bodies:
        return others[0]
    plain = {word.lower().strip(".,") for word in every}
    hidden = {"beamter", "beamte", "beamten", "beamtin", "official", "officials", "offizier"}
    if plain & hidden and not any(STATES.match(word) for word in every):
        named = any(noun.kind == "body" for noun in nouns) or len(every) > LONGEST_NAME + 1
        return "official" if named else "anonymous"
    return "official"
