"""Who a phrase names, without titles and articles, and what kind of speaker that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpusstats.framing.nouns import noun_of, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpusstats.framing.aliases import Alias, Aliases
    from corpusstats.framing.nouns import Noun

__all__ = ["Name", "name_of"]

ARTICLES = word_set(
    "der die das den dem des ein eine einer einem einen eines dieser diese dieses diesem diesen "
    "the a an this these mehrere einige viele zwei drei zahlreiche several some many"
)
PRONOUNS = word_set("er sie es man ihm ihr ihn ihnen wir uns ich he she it they we i him her")
PREPOSITIONS = word_set(
    "in im an am auf aus bei beim für gegen mit nach ohne seit über um unter vor zu zum zur und "
    "oder sowie at for from of on to with and or"
)
# What stands between the words of a person's name.
PARTICLES = word_set("von van der den de di da del la le bin ibn al el zu zur dos du")
HIDDEN = re.compile(
    r"(?i)\b(?:anonym\w*|nicht (?:\w+ )?(?:genannt|bezeichnet|gedruckt)\w*|namentlich nicht)"
)
QUOTED = re.compile(r"[„“\"»«‚‘›‹']([^„“”\"»«‚‘›‹]{2,60})[“”\"«»‘’‹›']")
LONGEST_NAME = 5
# What passes on what somebody else has said.
CARRIERS = ("document", "media", "agency")
# A letter and a full stop.
INITIAL = 2
# Words in -ung, -heit and the like are things.
THING = re.compile(
    r"(?i)(?:ung|ungen|heit|keit|schaft|ium|iums|amt|amts|stab|stabs|rat|rats|dienst|dienste|"
    r"behörde|behörden|bank|partei|kreise|kreisen|medien|zeitung|tag|land|staaten|institut|"
    r"institute|hochschule|zentrum|kolleg|agentur|agenturen)$"
)
STATES = re.compile(
    r"(?i)^(?:us|eu|un|uno|nato|russ|ukrain|nordkorean|südkorean|korean|amerikan|chines|japan|"
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
    phrase = re.sub(r"\([^()]*\)", " ", phrase)
    words = _plain(phrase)
    if not words or " ".join(words).lower() in PRONOUNS:
        return None
    # Some names have an article of their own.
    known = aliases.find(phrase) or _find(words, aliases)
    if known:
        return Name(known.canonical, known.type)
    parts = [part for part in (_plain(part) for part in phrase.split(",")) if part]
    kind = _type_of(phrase)
    for part in parts:
        person = _person(part)
        if person:
            row = aliases.find(" ".join(person))
            return Name(row.canonical, row.type) if row else Name(" ".join(person), kind)
    head = parts[0] if parts else words
    found = _alias_inside(head, aliases)
    if found:
        return Name(found.canonical, found.type)
    quoted = QUOTED.search(phrase)
    if quoted and kind in ("media", "agency", "state_agency", "company", "ngo"):
        row = aliases.find(quoted[1])
        return Name(row.canonical, row.type or kind) if row else Name(quoted[1].strip(), kind)
    return Name(" ".join(head), kind)


def _plain(phrase: str) -> list[str]:
    """Split a phrase into words, without the article and marks; initials keep their stop."""
    words = [word.strip(',;:()[]„“”"»«‚‘›‹!?–…') for word in phrase.split()]
    words = [word if len(word) == INITIAL else word.strip(".") for word in words]
    words = [word for word in words if word]
    while words and words[0].lower() in ARTICLES:
        words = words[1:]
    return words


def _find(words: Sequence[str], aliases: Aliases) -> Alias | None:
    """Find the alias that a phrase is, its adjectives in whatever case."""
    for spelled in _spellings(words):
        found = aliases.find(spelled)
        if found:
            return found
    return None


def _spellings(words: Sequence[str]) -> Iterator[str]:
    yield " ".join(words)
    bare = [
        re.sub(r"e[nrms]$", "e", word) if word[:1].islower() and len(word) > LONGEST_NAME else word
        for word in words
    ]
    if bare != list(words):
        yield " ".join(bare)
    # "Verteidigungsministeriums", "Sicherheitsrates", "Staatsmedien": a case's ending.
    last = bare[-1]
    for ending in ("s", "es", "n", "en"):
        if last.endswith(ending) and len(last) > LONGEST_NAME:
            yield " ".join([*bare[:-1], last[: -len(ending)]])


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
    if not titled and 1 < len(name) <= LONGEST_NAME and not _is_genitive(name):
        return name
    return None


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
        if words[start][:1].isupper() and describes and (carries or not joined):
            found = _find(words[start:], aliases)
            if found:
                return found
    return None


def _type_of(phrase: str) -> str | None:
    """Tell the kind of speaker by the first noun that says it."""
    if HIDDEN.search(phrase):
        return "anonymous"
    every = phrase.replace(",", " ").split()
    nouns = [noun for word in every if (noun := noun_of(word.strip('.,;:()„“"»«')))]
    typed = next((noun for noun in nouns if noun.type), None)
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


def _of_official(every: Sequence[str], nouns: Sequence[Noun]) -> str | None:
    """Tell whose speaker or official somebody is; nobody's is anonymous."""
    others = {noun.type for noun in nouns if noun.kind == "body"} & {"company", "ngo", "media"}
    if others and not any(noun.kind == "body" and noun.type == "official" for noun in nouns):
        return others.pop()
    plain = {word.lower().strip(".,") for word in every}
    hidden = {"beamter", "beamte", "beamten", "beamtin", "official", "officials", "offizier"}
    if plain & hidden and not any(STATES.match(word) for word in every):
        named = any(noun.kind == "body" for noun in nouns) or len(every) > LONGEST_NAME + 1
        return "official" if named else "anonymous"
    return "official"
