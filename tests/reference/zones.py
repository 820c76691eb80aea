"""Slow oracle for zones: Python's own regular expressions, line by line."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Paragraphs of lines as long as this are wrapped by hand, if at all.
LONGEST_WRAPPED = 120
# A text is a wrapped one if such a share of lines right below others go on in lower case.
LEAST_WRAPPED = 1 / 4
LEAST_REPEATS = 3
QUOTES = re.compile(r"[\"'„“”‚‘’»«›‹]")


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


# So much of a line's end is looked at.
LONGEST_TAIL = 300

Row = tuple[str, str, str, str, int, str]


class Rule(NamedTuple):
    """A pattern that makes a zone.

    ``needs`` are characters of which a line, or its end, has to have one, and ``within`` is how
    much of that end is looked at.
    """

    name: str
    zone: str
    pattern: re.Pattern[str]
    needs: str
    within: int

    def asks(self, text: str) -> bool:
        """Tell whether a text has what the rule needs."""
        return not self.needs or not set(text).isdisjoint(self.needs)

    @property
    def group(self) -> str | int:
        """What of a match is the zone."""
        return "zone" if "zone" in self.pattern.groupindex else 0


class Rules:
    """All patterns, by where they look, in the order of the table."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.first, self.line, self.head, self.tail = (
            [_rule(row) for row in rows if row[2] == place]
            for place in ("first", "line", "head", "tail")
        )

    def of_line(self, text: str) -> Rule | None:
        """Find the rule of a whole line."""
        return next(
            (rule for rule in self.line if rule.asks(text) and rule.pattern.fullmatch(text)), None
        )

    def of_head(self, text: str) -> tuple[Rule, int] | None:
        """Find the rule of a text's head, and where that ends."""
        return _of_head(self.head, text)

    def of_first(self, text: str) -> tuple[Rule, int] | None:
        """Find the rule of a document's head, and where that ends."""
        return _of_head(self.first, text)

    def of_tail(self, text: str, end: int) -> tuple[Rule, int] | None:
        """Find the rule of what stands at the end of ``text[:end]``, and where that begins."""
        near = text[max(0, end - LONGEST_TAIL) : end]
        best: tuple[Rule, int] | None = None
        for rule in self.tail:
            if not rule.asks(near):
                continue
            found = rule.pattern.search(text, max(0, end - rule.within), end)
            if found and (best is None or found.start(rule.group) < best[1]):
                best = rule, found.start(rule.group)
        return best


def _of_head(rules: Sequence[Rule], text: str) -> tuple[Rule, int] | None:
    for rule in rules:
        if rule.asks(text) and (found := rule.pattern.match(text)):
            return rule, found.end(rule.group)
    return None


def _rule(row: Row) -> Rule:
    name, zone, place, needs, within, pattern = row
    end = r"\Z" if place == "tail" else ""
    return Rule(name, zone, re.compile(f"(?:{pattern}){end}"), needs, within)


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


def fold(line: str) -> str:
    """Leave out of a line what quotation marks, case and blanks make."""
    return " ".join(QUOTES.sub("", line).lower().split())


def _two_longest(said: Sequence[str]) -> tuple[str, ...]:
    """Name a version of a text by its two longest lines."""
    ordered = sorted(said, key=lambda line: (len(line), fold(line)), reverse=True)
    return tuple(dict.fromkeys(map(fold, ordered)))[:2]


class Repeats:
    """In how many versions of a group's documents each line stands."""

    def __init__(self, texts: Sequence[str], groups: Sequence[int]) -> None:
        self.versions: dict[int, set[tuple[str, ...]]] = {}
        self.lines: dict[tuple[int, str], set[tuple[str, ...]]] = {}
        for text, group in zip(texts, groups, strict=True):
            said = [text[unit.head : unit.tail] for unit in units(text)]
            if said:
                version = _two_longest(said)
                self.versions.setdefault(group, set()).add(version)
                for line in said:
                    self.lines.setdefault((group, fold(line)), set()).add(version)

    def of(self, group: int, line: str) -> tuple[int, bool]:
        """Tell in how many a line stands, and whether that is often."""
        many = len(self.lines[group, fold(line)])
        return many, many >= LEAST_REPEATS and 100 * many >= len(self.versions[group])


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


def zones(
    texts: Sequence[str], groups: Sequence[int], rows: Sequence[Row]
) -> list[tuple[int, Span]]:
    """Find the zones of texts in groups, by their places."""
    rules, repeats = Rules(rows), Repeats(texts, groups)
    return [
        (number, span)
        for number, (text, group) in enumerate(zip(texts, groups, strict=True))
        for span in zone_spans(text, rules, partial(repeats.of, group))
    ]


def zone_spans(
    text: str, rules: Rules, repeats: Callable[[str], tuple[int, bool]]
) -> Iterator[Span]:
    """Find the zones of a text; together they are the text, in order."""
    seen: set[str] = set()
    parts: list[_Part] = []
    paragraphs = 0
    places = units(text)
    lines = [text[place.head : place.tail] for place in places]
    for place, line in zip(places, lines, strict=True):
        reason = "printed_twice" if fold(line) in seen else None
        reason = reason or ("repeated_line" if repeats(line)[1] else None)
        seen.add(fold(line))
        dated = paragraphs < DATELINES_WITHIN
        parts.append(_part(text, place, rules, reason, dated=dated, first=not parts))
        paragraphs += parts[-1].zone is None
    zones = _placed(text, parts)
    for place, part, line, zone in zip(places, parts, lines, zones, strict=True):
        yield from _spans(place, part, zone, repeats(line)[0])


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
