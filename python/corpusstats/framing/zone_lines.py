"""Lines of documents, and which of them are printed again and again."""

from __future__ import annotations

import re
from array import array
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Repeats", "Unit", "count_repeats", "digest", "units"]

# Paragraphs of lines as long as this are wrapped by hand, if at all.
LONGEST_WRAPPED = 120
# A text is a wrapped one if such a share of lines right below others go on in lower case.
LEAST_WRAPPED = 1 / 4
LEAST_REPEATS = 3
LEAST_SHARE = 0.01
QUOTES = re.compile(r"[\"'„“”‚‘’»«›‹]")


class Unit(NamedTuple):
    """A line, or a paragraph of wrapped ones, and the empty lines behind it.

    ``start`` and ``end`` bound it; ``head`` and ``tail`` what it says, without blanks.
    """

    start: int
    head: int
    tail: int
    end: int


def units(text: str) -> list[Unit]:
    """Cut a text into lines; together they are the text."""
    starts: list[int] = []
    heads: list[int] = []
    tails: list[int] = []
    place = 0
    for line in text.splitlines(keepends=True):
        said = line.strip()
        if said:
            head = place + len(line) - len(line.lstrip())
            starts.append(place)
            heads.append(head)
            tails.append(head + len(said))
        place += len(line)
    if not starts:
        return [Unit(0, place, place, place)] if text else []
    starts[0] = 0
    return _unwrapped(text, list(map(Unit, starts, heads, tails, [*starts[1:], place])))


def _unwrapped(text: str, lines: list[Unit]) -> list[Unit]:
    """Join the lines of paragraphs that were broken at a width."""
    width = max((line.tail - line.head for line in lines), default=0)
    if width > LONGEST_WRAPPED or len(lines) < LEAST_REPEATS:
        return lines
    below = [at for last, at in pairwise(lines) if text[last.tail : at.head].count("\n") == 1]
    lower = sum(text[line.head].islower() for line in below)
    if not lower or lower < LEAST_WRAPPED * len(below):
        return lines
    joined = [lines[0]]
    for line in lines[1:]:
        last = joined[-1]
        word = re.match(r"\S*", text[line.head : line.tail])
        longest = text[last.head : last.tail].rpartition("\n")[2]
        full = len(longest) + 1 + (word.end() if word else 0) > width
        if full and text[last.tail : line.head].count("\n") == 1:
            joined[-1] = last._replace(tail=line.tail, end=line.end)
        else:
            joined.append(line)
    return joined


def digest(line: str) -> int:
    """Give a line a number that quotation marks, case and blanks do not change."""
    plain = " ".join(QUOTES.sub("", line).lower().split())
    return int.from_bytes(blake2b(plain.encode(errors="replace"), digest_size=8).digest(), "little")


class Repeats(NamedTuple):
    """The lines of each document, with their numbers, and in how many documents each stands.

    ``least`` is how many documents make a line a repeated one, by group.
    """

    lines: list[tuple[list[Unit], array[int]]]
    documents: dict[tuple[int, int], int]
    least: dict[int, float]

    def of(self, group: int, number: int) -> tuple[int, bool]:
        """Tell in how many documents of a group a line stands, and whether that is often."""
        many = self.documents[group, number]
        return many, many >= self.least[group]


def count_repeats(texts: Iterable[str], groups: Sequence[int]) -> Repeats:
    """Count in how many documents of a group a line stands.

    Documents with the same longest line are versions of one and count once: else an article that
    a source prints three times would be taken for lines that it prints under all its articles.
    """
    lines: list[tuple[list[Unit], array[int]]] = []
    versions: dict[int, set[int]] = {}
    first: dict[tuple[int, int], int] = {}
    others: dict[tuple[int, int], set[int]] = {}
    for text, group in zip(texts, groups, strict=True):
        places = units(text)
        numbers = array("Q", (digest(text[place.head : place.tail]) for place in places))
        lines.append((places, numbers))
        if not numbers:
            continue
        version = _longest(places, numbers)
        versions.setdefault(group, set()).add(version)
        for number in numbers:
            if first.setdefault((group, number), version) != version:
                others.setdefault((group, number), set()).add(version)
    least = {group: max(LEAST_REPEATS, LEAST_SHARE * len(many)) for group, many in versions.items()}
    documents = dict.fromkeys(first, 1)
    documents |= {key: 1 + len(many) for key, many in others.items()}
    return Repeats(lines, documents, least)


def _longest(places: Sequence[Unit], numbers: Sequence[int]) -> int:
    """Take the number of the longest line; of two as long, the greater one."""
    sized = zip(places, numbers, strict=True)
    return max((place.tail - place.head, number) for place, number in sized)[1]
