"""Mentions of actors in a text: which name, with what title, adjectives and apposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpusstats.framing.nouns import base_form, is_compound, noun_of, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpusstats.framing.actors import ActorName, Actors, Found

__all__ = ["FORMS", "Mention", "find_mentions"]

FORMS = (
    *("full_name", "surname", "title_name", "adjective_title_name", "genitive_title_name"),
    *("apposition", "compound", "epithet", "metonym"),
)
# How much text before and behind a name is looked at.
CONTEXT = 120
ADJECTIVES = 3
DETERMINERS = word_set(
    "der die das den dem des ein eine einen einem eines einer dieser diesen diesem dieses sein "
    "seinem seinen ihr ihrem the"
)
PLURALS = word_set("die beiden beide zwei alle mehrere viele both two")
# Behind these a capital is a place and no government.
PLACES = word_set("in nach aus bei über um durch richtung vor bis to at")
# Words in small letters that have an adjective's ending and are none.
NO_ADJECTIVES = word_set(
    "aber alle allem als andere auf eine einen einer einem er habe hatte hatten immer ihre ihrer "
    "keine keinen könne nachdem oder seine seinen seiner sie sondern über unter wenn werde werden "
    "wurde wurden wie wieder zwischen diese dieser diesen deren dessen haben hinter neben wegen "
    "gegen sagte seien waren weder bisher später zusammen jener jene welcher welche besser"
)
# English adjectives, which no ending tells: of nations, and a few that stand before offices.
NATION = r"(?:North|South|[A-Z]\w*(?:ian|ean|ish|ese))"
NATIONAL = re.compile(rf"{NATION}\Z")
ENGLISH = word_set(
    "former late new longtime long-time embattled authoritarian autocratic reclusive young supreme "
    "acting outgoing incoming ousted exiled jailed powerful"
)
WORD = re.compile(r"\w[\w:*.'’-]*\Z")
BLANKS = " \t\xa0\n"
APPOSITION = re.compile(
    r",\s+(?P<all>(?:(?:der|die|das|dem|den|des|ein|eine|einem|einen|eines|the|a|an)\s+)?"
    rf"(?P<adjectives>(?:(?:[a-zäöüß]\w+|{NATION})\s+){{0,3}})"
    r"(?P<head>\w[\w-]*)(?P<rest>\s[^,;:.!?\n]{1,80})?)"
    r"(?=[,;:.!?]|\s*$)"
)
GENITIVE = re.compile(r"[ \t\xa0]+([A-ZÄÖÜ]\w+s)(?!\w)")
OWNER = re.compile(r"[A-ZÄÖÜ]\w+s")
CAPITAL = re.compile(r"[ \t\xa0]+([A-ZÄÖÜ][\w-]+)")


class Mention(NamedTuple):
    """A place where an actor is named; ``anchor`` is where its head begins."""

    start: int
    end: int
    anchor: int
    actor: str
    form: str
    naming: str
    head: str
    modifiers: list[str]


class _Title(NamedTuple):
    """Words before a name: where they begin, offices, adjectives and genitives, in order."""

    start: int
    words: list[tuple[int, str]]
    adjectives: list[str]
    genitives: list[str]
    determiner: str | None


def find_mentions(text: str, actors: Actors) -> Iterator[Mention]:
    """Find all mentions, in order of their names; each has a head of its own."""
    heads: set[int] = set()
    for found in actors.find(text):
        for mention in _of_name(text, found, actors):
            if mention.anchor not in heads:
                heads.add(mention.anchor)
                yield mention


def _of_name(text: str, found: Found, actors: Actors) -> Iterator[Mention]:
    name, whole, start, end = found
    if name.kind == "name":
        yield from _named(text, whole, start, end, name)
        return
    if name.kind == "metonym":
        mention = _metonym(text, start, end, name)
    else:
        mention = _epithet(text, (whole, end), name, actors)
    if mention:
        yield mention


def _before(text: str, start: int) -> _Title:
    """Read what stands before a name, from right to left."""
    place = start
    words: list[tuple[int, str]] = []
    adjectives: list[str] = []
    genitives: list[str] = []
    determiner = None
    while found := _word_before(text, place):
        at, word, gap = found
        noun = noun_of(word.rstrip("."))
        if not gap.isspace() or "\n" in gap:
            break
        is_title = noun is not None and noun.kind == "role"
        # "spokesman Miller", but "der oberste Führer".
        ending = noun.ending if noun else None
        is_title = is_title and (word[0].isupper() or (not words and word == ending))
        if is_title and not adjectives and not genitives:
            words.insert(0, (at, word))
        elif _is_adjective(word) and len(adjectives) < ADJECTIVES and not genitives:
            adjectives.insert(0, word)
        elif word[0].isupper() and word.endswith(("s", "s’", "s'")) and words and noun is None:
            genitives.insert(0, word)
            place = at
            break
        elif words and words[0][1][0].islower() and _is_noun(word):
            # "Kremlin leader": English writes compounds apart.
            words[0] = (at, f"{word} {words[0][1]}")
        else:
            determiner = word.lower()
            break
        place = at
    return _Title(place, words, adjectives, genitives, determiner)


def _word_before(text: str, place: int) -> tuple[int, str, str] | None:
    """Find the word before a place, where it begins, and what stands between them."""
    least = max(0, place - CONTEXT)
    said = text[least:place]
    bare = said.rstrip(BLANKS + ",")
    begins = max(bare.rfind(blank) for blank in BLANKS) + 1
    word = WORD.search(bare, begins)
    return (least + word.start(), word[0], said[len(bare) :]) if word else None


def _is_noun(word: str) -> bool:
    return word[0].isupper() and word[1:].isalpha() and word.lower() not in DETERMINERS


def _is_adjective(word: str) -> bool:
    lower = word.lower()
    if NATIONAL.match(word) or lower in ENGLISH:
        return True
    return (
        lower.endswith(("e", "er", "en", "em", "es"))
        and (word[0].islower() or lower.endswith(("ische", "ischer", "ischen", "ischem")))
        and len(word) > ADJECTIVES
        and lower not in NO_ADJECTIVES
        and lower not in DETERMINERS
    )


def _plain(adjective: str) -> str:
    """Give an adjective the ending that all its cases share."""
    if NATIONAL.match(adjective):
        return adjective
    if adjective.lower() in ENGLISH:
        return adjective.lower()
    bare = re.sub(r"e[rnms]$", "e", adjective)
    return bare[0].lower() + bare[1:]


def _named(text: str, whole: int, start: int, end: int, name: ActorName) -> Iterator[Mention]:
    """Make the mention of a name, with its title or apposition; both are two mentions."""
    if whole < start:
        prefix = text[whole:start]
        yield Mention(
            whole, end, whole, name.actor, "compound", prefix + name.alias, name.alias, []
        )
        return
    title = _before(text, start)
    behind = _behind(text, end)
    form = "full_name" if name.full else "surname"
    if title.words:
        yield _titled(title, end, name)
        if behind:
            yield _apposition(behind, name, named=None)
    elif behind:
        yield _apposition(behind, name, named=start)
    else:
        # An adjective without an article is a verb or an adverb.
        adjectives = title.adjectives if title.determiner in DETERMINERS else []
        modifiers = [_plain(word) for word in adjectives]
        begins = title.start if adjectives else start
        naming = " ".join([*modifiers, name.alias])
        yield Mention(begins, end, start, name.actor, form, naming, name.alias, modifiers)


def _titled(title: _Title, end: int, name: ActorName) -> Mention:
    offices = [base_form(word) for _, word in title.words]
    head = next((word for word in offices if not word.endswith(".")), offices[0])
    anchor = title.words[offices.index(head)][0]
    adjectives = [_plain(word) for word in title.adjectives]
    if is_compound(head):
        form = "compound"
    elif title.genitives:
        form = "genitive_title_name"
    else:
        form = "adjective_title_name" if adjectives else "title_name"
    modifiers = [*title.genitives, *adjectives]
    naming = " ".join([*modifiers, *offices, name.alias])
    return Mention(title.start, end, anchor, name.actor, form, naming, head, modifiers)


def _behind(text: str, end: int) -> re.Match[str] | None:
    """Find an apposition: a comma, and an office."""
    stop = text.find("\n", end)
    found = APPOSITION.match(text, end, min(end + CONTEXT, stop if stop >= 0 else len(text)))
    noun = noun_of(found["head"]) if found else None
    return found if noun and noun.kind == "role" else None


def _apposition(found: re.Match[str], name: ActorName, *, named: int | None) -> Mention:
    """Make the mention of an apposition, with the name or without."""
    head = base_form(found["head"])
    modifiers = [_plain(word) for word in found["adjectives"].split() if _is_adjective(word)]
    genitive = GENITIVE.match(found["rest"] or "")
    after = [genitive[1]] if genitive else []
    naming = " ".join([*modifiers, head, *after])
    if named is not None:
        naming = f"{name.alias}, {naming}"
    start = found.start("all") if named is None else named
    anchor = found.start("head")
    parts = [*modifiers, *after]
    return Mention(start, found.end("all"), anchor, name.actor, "apposition", naming, head, parts)


def _epithet(text: str, place: tuple[int, int], name: ActorName, actors: Actors) -> Mention | None:
    """Make the mention of an office without a name; one before a name is the name's."""
    start, end = place
    head = base_form(text[start:end])
    genitive = GENITIVE.match(text, end)
    if genitive and noun_of(genitive[1]):
        return None
    if not genitive and CAPITAL.match(text, end):
        return None
    owned = actors.of(genitive[1]) if genitive else None
    if owned and owned.kind == "name":
        return None
    title = _before(text, start)
    if title.determiner in PLURALS and not head.endswith("in") and not title.words:
        return None
    begins, genitives = (title.start, title.genitives) if title.words else _owner(text, title)
    after = [genitive[1]] if genitive else []
    modifiers = [*genitives, *(_plain(word) for word in title.adjectives)]
    naming = " ".join([*modifiers, head, *after])
    form = "compound" if " " not in head and is_compound(head) else "epithet"
    last = genitive.end() if genitive else end
    return Mention(begins, last, start, name.actor, form, naming, head, [*modifiers, *after])


def _owner(text: str, title: _Title) -> tuple[int, list[str]]:
    """Find whose office it is: ``Nordkoreas Machthaber``."""
    before = _word_before(text, title.start)
    if before and before[2] == " " and OWNER.fullmatch(before[1]) and not noun_of(before[1]):
        return before[0], [before[1]]
    return title.start, []


def _metonym(text: str, start: int, end: int, name: ActorName) -> Mention | None:
    """Make the mention of a capital that stands for its government."""
    before = _word_before(text, start)
    if before and before[1].lower() in PLACES:
        return None
    return Mention(start, end, start, name.actor, "metonym", name.alias, name.alias, [])
