"""Slow oracle for queries and windows: every token is measured against every token of the nodes."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from corpusstats import Corpus
from tests.reference.counting import WORDS_AND_NUMBERS, Group
from tests.reference.stretches import Stretch, Token, stretches, value_of
from tests.reference.tokens import lower

Query = Any  # a string, a pattern, or a list of these


class Hit(NamedTuple):
    """Tokens of a stretch from `first` up to, and without, `end`."""

    first: int
    end: int


# ---------------------------------------------------------------------------------------------
# Queries

ANY, ONE = object(), object()
Word = list[Any]  # characters, ANY and ONE


def parse(query: str) -> list[list[Word]]:
    """The alternatives of a string, each a list of words."""
    alternatives: list[list[Word]] = [[[]]]
    characters = iter(query)
    for character in characters:
        if character == "|":
            alternatives.append([[]])
        elif character == " ":
            alternatives[-1].append([])
        else:
            special = {"*": ANY, "?": ONE}
            symbol = next(characters) if character == "\\" else special.get(character, character)
            alternatives[-1][-1].append(symbol)
    return [[word for word in words if word] for words in alternatives]


def lowered(word: Word) -> Word:
    """Its ordinary characters in lower case, run by run."""
    found: Word = []
    run = ""
    for symbol in [*word, None]:
        if isinstance(symbol, str):
            run += symbol
            continue
        found.extend(lower(run))
        run = ""
        if symbol is not None:
            found.append(symbol)
    return found


def matches(word: Word, value: str) -> bool:
    """Whether a word of a query matches the whole value."""
    if not word:
        return not value
    first, rest = word[0], word[1:]
    if first is ANY:
        return any(matches(rest, value[skipped:]) for skipped in range(len(value) + 1))
    return bool(value) and first in (ONE, value[0]) and matches(rest, value[1:])


def lengths(query: Query, values: Sequence[str], attribute: str) -> list[int]:
    """How many of the first values each alternative of a query matches, if it does."""
    if isinstance(query, list | tuple):
        return [length for one in query for length in lengths(one, values, attribute)]
    if isinstance(query, re.Pattern):
        flags = query.flags | (re.IGNORECASE if attribute == "lower" else 0)
        return [1] if values and re.compile(query.pattern, flags).fullmatch(values[0]) else []
    found = []
    for words in parse(query):
        prepared = [lowered(word) for word in words] if attribute == "lower" else words
        here = values[: len(words)]
        if len(here) == len(words) and all(map(matches, prepared, here)):
            found.append(len(words))
    return found


def hits(stretch: Stretch, query: Query, attribute: str) -> list[Hit]:
    """One hit, the longest, for every place at which the query matches."""
    values = [value_of(token, attribute) for token in stretch.tokens]
    found = [(first, lengths(query, values[first:], attribute)) for first in range(len(values))]
    return [Hit(first, first + max(matched)) for first, matched in found if matched]


# ---------------------------------------------------------------------------------------------
# Windows


class Near(NamedTuple):
    """A token that takes room: where it stands in the windows (None: in none), and by which hits.

    The place is -1 for the first place to the left of the nearest node, 1 for the first to the
    right; `hits` are all that hold this node's token.
    """

    group: Group
    token: Token
    value: str
    place: int | None
    hits: list[tuple[int, int]]


class Windows(NamedTuple):
    tokens: list[Near]
    hits: list[tuple[Group, Token, Token]]  # the first and the last token of each


def windows(
    corpus: Corpus,
    node: Query,
    *,
    window: int | tuple[int, int] = 5,
    boundary: str = "sentence",
    punctuation: str = "skip",
    attribute: str = "lower",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    **selection: Any,
) -> Windows:
    """Every token outside the nodes that takes room, and every hit."""
    left, right = (window, window) if isinstance(window, int) else window
    near, found_hits = [], []
    for stretch in stretches(corpus, boundary=boundary, **selection):
        tokens = stretch.tokens
        found = hits(stretch, node, attribute)
        nodes = {place for hit in found for place in range(hit.first, hit.end)}
        room = {
            place
            for place, token in enumerate(tokens)
            if place not in nodes and (punctuation == "count" or token.kind in kinds)
        }
        for place in sorted(room):
            # All nodes in whose window the token is: distance, side (the left one first), place.
            reaching = []
            for at in nodes:
                between = sum(min(at, place) < other < max(at, place) for other in room)
                distance = between + 1
                if at < place and distance <= right:
                    reaching.append((distance, 0, -at))
                if at > place and distance <= left:
                    reaching.append((distance, 1, at))
            where, by_hits = None, []
            if reaching:
                distance, side, at = min(reaching)
                where = -distance if side else distance
                by_hits = [
                    (tokens[hit.first].start, tokens[hit.end - 1].end)
                    for hit in found
                    if hit.first <= abs(at) < hit.end
                ]
            value = value_of(tokens[place], attribute)
            near.append(Near(stretch.group, tokens[place], value, where, by_hits))
        found_hits += [(stretch.group, tokens[hit.first], tokens[hit.end - 1]) for hit in found]
    return Windows(near, found_hits)


def name(node: Query) -> str:
    """What the column `node` says."""
    if isinstance(node, list | tuple):
        return "|".join(map(name, node))
    return f"/{node.pattern}/" if isinstance(node, re.Pattern) else str(node)


def table(
    corpus: Corpus,
    node: Query,
    *,
    window: int | tuple[int, int] = 5,
    min_count: int = 1,
    min_documents: int = 1,
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    **options: Any,
) -> dict[tuple[Group, str], dict[str, int]]:
    """For each group and collocate the counts of `corpusstats.collocates`."""
    left, right = (window, window) if isinstance(window, int) else window
    found = windows(corpus, node, window=window, kinds=kinds, **options)
    inside = [one for one in found.tokens if one.place is not None and one.token.kind in kinds]
    rows = {}
    for group, value in {(one.group, one.value) for one in inside}:
        here = [one for one in inside if (one.group, one.value) == (group, value)]
        every = [one for one in inside if one.value == value]
        if len(every) < min_count or len({one.token.doc_id for one in every}) < min_documents:
            continue
        own = [one for one in found.tokens if one.group == group]
        places = [one.place for one in here]
        rows[group, value] = {
            "count": len(here),
            "documents": len({one.token.doc_id for one in here}),
            "node_count": sum(hit[0] == group for hit in found.hits),
            "o11": len(here),
            "r1": sum(one.place is not None for one in own),
            "c1": sum(one.value == value and one.token.kind in kinds for one in own),
            "n": len(own),
            **{f"left_{place}": places.count(-place) for place in range(left, 0, -1)},
            **{f"right_{place}": places.count(place) for place in range(1, right + 1)},
        }
    return rows


def documents_with_hits(found: Windows, group: Group) -> int:
    """In how many documents the group has a hit."""
    return len({first.doc_id for where, first, _ in found.hits if where == group})
