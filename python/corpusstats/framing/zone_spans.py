"""The zones of one document, by the patterns of its lines and by where these stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpusstats.framing.zone_lines import Unit
    from corpusstats.framing.zone_rules import Rules

__all__ = ["Span", "zone_spans"]

# A headline is no longer than this, a subhead, a teaser, a caption.
LONGEST_HEADLINE = 200
LONGEST_SUBHEAD = 120
LONGEST_TEASER = 250
LONGEST_CAPTION = 600
# Of so many short lines that follow each other, the first is no subhead.
LEAST_LISTED = 3
# A dateline stands before one of so many first paragraphs.
DATELINES_WITHIN = 3
PHOTO = ("credit", "usage_note")
# What a teaser stands before or behind.
AROUND_TEASER = ("advertisement", "byline", "dateline", "related")
CLOSING = "\"'“”‘’»«›‹)]"
OPENING = "\"'„“‚‘»«›‹"
SENTENCE_BREAK = re.compile(r"[a-zäöüß]{3}[.…] +[A-ZÄÖÜ]")


class Span(NamedTuple):
    """A piece of a text in one zone; ``repeats`` is the number of documents with its line."""

    start: int
    end: int
    zone: str
    rule: str
    repeats: int


class _Piece(NamedTuple):
    """What stands before or behind the text of a line."""

    start: int
    zone: str
    rule: str


class _Part(NamedTuple):
    """A line in pieces; ``zone`` is that of its text, ``None`` as long as its place decides."""

    heads: list[_Piece]
    start: int
    end: int
    zone: str | None
    rule: str
    tails: list[_Piece]


def zone_spans(
    text: str,
    places: Sequence[Unit],
    numbers: Sequence[int],
    rules: Rules,
    repeats: Callable[[int], tuple[int, bool]],
) -> list[Span]:
    """Find the zones of a text; together they are the text, in order.

    ``repeats`` tells of a line's number in how many documents it stands, and whether that is often.
    """
    seen: set[int] = set()
    parts: list[_Part] = []
    paragraphs = 0
    for place, number in zip(places, numbers, strict=True):
        reason = "printed_twice" if number in seen else None
        reason = reason or ("repeated_line" if repeats(number)[1] else None)
        seen.add(number)
        dated = paragraphs < DATELINES_WITHIN
        parts.append(_part(text, place, rules, reason, dated=dated, first=not parts))
        paragraphs += parts[-1].zone is None
    zones = _placed(text, parts)
    return [
        span
        for place, part, number, zone in zip(places, parts, numbers, zones, strict=True)
        for span in _spans(place, part, zone, repeats(number)[0])
    ]


def _part(
    text: str, place: Unit, rules: Rules, reason: str | None, *, dated: bool, first: bool
) -> _Part:
    """Take a line to pieces by patterns."""
    start, end = place.head, place.tail
    heads: list[_Piece] = []
    if first and (found := rules.of_first(text[start:end])):
        heads.append(_Piece(start, found[0].zone, found[0].name))
        start += found[1]
    line = text[start:end]
    whole = rules.of_line(line)
    if whole and whole.zone != "caption":
        return _Part(heads, start, end, whole.zone, whole.name, [])
    if reason:
        return _Part(heads, start, end, "repeated", reason, [])
    said, tails = _tails(line, start, rules)
    if any(piece.zone in PHOTO for piece in tails) or whole:
        # Who took a picture is no agency that has written.
        tails = [_as_credit(piece) for piece in tails]
        if whole or 0 < said <= LONGEST_CAPTION:
            name = whole.name if whole else "before_credit"
            return _Part(heads, start, start + said, "caption", name, tails)
    if dated and not _is_title(line[:said], LONGEST_HEADLINE):
        head = rules.of_head(line[:said])
        if head:
            heads.append(_Piece(start, head[0].zone, head[0].name))
            return _Part(heads, start + head[1], start + said, None, "", tails)
    return _Part(heads, start, start + said, None if said else "body", "text", tails)


def _tails(line: str, start: int, rules: Rules) -> tuple[int, list[_Piece]]:
    """Take off what is no text at the end of a line, the last first; also tell how much is left."""
    tails: list[_Piece] = []
    end = len(line)
    while end and (found := rules.of_tail(line, end)):
        tails.insert(0, _Piece(start + found[1], found[0].zone, found[0].name))
        end = len(line[: found[1]].rstrip())
    return end, tails


def _as_credit(piece: _Piece) -> _Piece:
    return piece._replace(zone="credit") if piece.zone == "agency_signature" else piece


def _placed(text: str, parts: Sequence[_Part]) -> list[tuple[str, str]]:
    """Name zone and rule of each line's text, by its place where no pattern has."""
    zones = [("" if part.zone is None else part.zone, part.rule) for part in parts]
    texts = [at for at, part in enumerate(parts) if part.zone is None]
    short = [_is_short(text, parts[at], LONGEST_SUBHEAD) for at in texts]
    titled = led = False
    for number, at in enumerate(texts):
        part = parts[at]
        if not titled and not led and _is_short(text, part, LONGEST_HEADLINE):
            zones[at] = ("headline", "first_line")
            titled = True
        elif short[number] and number + 1 < len(texts) and not _is_listed(short, number):
            zones[at] = ("subhead", "short_line")
        elif not led and _is_lead(parts, at):
            zones[at] = ("teaser", "before_text")
            led = True
        else:
            zones[at] = ("body", "text")
            led = True
    return zones


def _is_short(text: str, part: _Part, longest: int) -> bool:
    """Tell whether a line is a title, and nothing else stands in it."""
    dated = any(piece.zone == "dateline" for piece in part.heads)
    return not part.tails and not dated and _is_title(text[part.start : part.end], longest)


def _is_listed(short: Sequence[bool], number: int) -> bool:
    """Tell whether a short line is one of a list, which others of it follow."""
    return all(short[number : number + LEAST_LISTED]) and len(short) - number >= LEAST_LISTED


def _is_lead(parts: Sequence[_Part], at: int) -> bool:
    """Tell whether a paragraph stands apart from the text, by what is before and behind it."""
    part = parts[at]
    if part.tails or part.end - part.start > LONGEST_TEASER:
        return False
    if any(piece.zone == "dateline" for piece in part.heads):
        return False
    before = [part.zone for part in parts[:at] if part.zone != "caption"]
    behind = [part for part in parts[at + 1 :] if part.zone != "caption"]
    if not any(part.zone is None for part in behind):
        return False
    dated = any(piece.zone == "dateline" for piece in behind[0].heads)
    return dated or behind[0].zone in AROUND_TEASER or before[-1:] == ["byline"]


def _is_title(said: str, longest: int) -> bool:
    """Tell whether a line is short and no sentence that ends."""
    if not said or len(said) > longest or said[0].islower() or "\t" in said:
        return False
    if not (said[0].isalnum() or said[0] in OPENING):
        return False
    bare = said.rstrip(CLOSING)
    if not bare or bare[-1] in ".:;,…":
        return False
    if bare[-1] in "!?" and said[0] in OPENING and said[-1] in CLOSING:
        return False
    return not SENTENCE_BREAK.search(said)


def _spans(place: Unit, part: _Part, zone: tuple[str, str], repeats: int) -> Iterator[Span]:
    """Cut a line, with the blanks round it, where its pieces begin."""
    if not part.heads and not part.tails:
        yield Span(place.start, place.end, *zone, repeats)
        return
    pieces = [*part.heads]
    if part.start < part.end:
        pieces.append(_Piece(part.start, *zone))
    pieces += part.tails
    starts = [place.start, *(piece.start for piece in pieces[1:]), place.end]
    for piece, (start, end) in zip(pieces, pairwise(starts), strict=True):
        yield Span(start, end, piece.zone, piece.rule, repeats)
