"""Queries: from what a user writes to the values that may stand in each place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import polars as pl

from corpusstats import _core

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["Phrases", "Query", "list_query", "make_query", "query_label"]

# Words with wildcards, a regular expression, or several of these.
Query: TypeAlias = "str | re.Pattern[str] | Sequence[str | re.Pattern[str]]"
# For each phrase and each of its places the numbers of the values that may stand there.
Phrases: TypeAlias = list[list[pl.Series]]
# Other white space can be part of a token, as in 20 000.
BLANKS = " \t\r\n"
_WILDCARDS = {"*": ".*", "?": "."}


class _Word(NamedTuple):
    """A word of a query: characters, and whether each is to be taken as it is."""

    characters: list[tuple[str, bool]]

    @property
    def is_literal(self) -> bool:
        return all(plain or sign not in _WILDCARDS for sign, plain in self.characters)


def make_query(corpus: Corpus, query: Query, attribute: str, *, argument: str) -> Phrases:
    """Find the values of an attribute that a query asks for.

    A string: alternatives separated by ``|``, words of a phrase by blanks; ``*`` stands for any
    characters, ``?`` for one, and a backslash takes the special meaning off what follows it.
    ``/.../`` is a regular expression, which one token's value has to match in full; so is a
    compiled one. Several in a list count together. What is written passes through the attribute.
    """
    phrases: list[list[_Word] | re.Pattern[str]] = []
    for part in list_query(query, argument):
        expression = _expression(part, attribute, argument)
        phrases.extend(_read(str(part), argument) if expression is None else [expression])
    literals = sorted(
        {
            _literal(word, attribute)
            for phrase in phrases
            if isinstance(phrase, list)
            for word in phrase
            if word.is_literal
        }
    )
    known = dict(zip(literals, corpus._table.find_values(attribute, literals), strict=True))
    # Only patterns need to see all values.
    is_open = any(
        isinstance(phrase, re.Pattern) or not all(word.is_literal for word in phrase)
        for phrase in phrases
    )
    values = pl.Series(dtype=pl.String)
    if is_open:
        values = pl.DataFrame(corpus._table.values(attribute))["value"]

    def numbers(word: _Word) -> pl.Series:
        if word.is_literal:
            number = known[_literal(word, attribute)]
            return pl.Series([] if number is None else [number], dtype=pl.UInt32)
        return values.str.contains(_pattern(word, attribute)).arg_true()

    return [
        [_matching(values, phrase)]
        if isinstance(phrase, re.Pattern)
        else [numbers(word) for word in phrase]
        for phrase in phrases
    ]


def query_label(query: Query) -> str:
    """Write a query as one string."""
    parts = [query] if isinstance(query, str | re.Pattern) else query
    return "|".join(f"/{part.pattern}/" if isinstance(part, re.Pattern) else part for part in parts)


def list_query(query: object, argument: str) -> list[str | re.Pattern[str]]:
    """List the parts of a query, and raise if it is none."""
    parts = [query] if isinstance(query, str | re.Pattern) else query
    if not isinstance(parts, Sequence) or not all(
        isinstance(part, str | re.Pattern) and isinstance(getattr(part, "pattern", ""), str)
        for part in parts
    ):
        msg = f"{argument} has to be a string, a compiled pattern or a list of these, not {query!r}"
        raise TypeError(msg)
    if not parts:
        msg = f"{argument} is empty: name at least one word"
        raise ValueError(msg)
    return list(parts)


def _expression(
    part: str | re.Pattern[str], attribute: str, argument: str
) -> re.Pattern[str] | None:
    """Compile a regular expression; ``None`` if the part is none."""
    if isinstance(part, str):
        delimited = len(part) > 2 and part.startswith("/") and part.endswith("/")  # noqa: PLR2004
        if not delimited:
            return None
        source, flags = part[1:-1], re.NOFLAG
    else:
        source, flags = part.pattern, re.RegexFlag(part.flags)
    # Values in lower case would never match a capital.
    flags |= re.IGNORECASE if attribute == "lower" else re.NOFLAG
    try:
        return re.compile(source, flags)
    except re.error as error:
        msg = f"{argument}={part!r} is no regular expression: {error}"
        raise ValueError(msg) from None


def _matching(values: pl.Series, expression: re.Pattern[str]) -> pl.Series:
    found = [number for number, value in enumerate(values) if expression.fullmatch(value)]
    return pl.Series(found, dtype=pl.UInt32)


def _read(query: str, argument: str) -> list[list[_Word]]:
    """Split a string into alternatives, and these into words."""
    alternatives: list[list[_Word]] = [[]]
    word: list[tuple[str, bool]] = []
    signs = iter(query)
    for sign in signs:
        if sign == "\\":
            following = next(signs, None)
            if following is None:
                msg = rf"{argument}={query!r} ends in a backslash: write \\ for the character"
                raise ValueError(msg)
            word.append((following, True))
        elif sign == "|" or sign in BLANKS:
            if word:
                alternatives[-1].append(_Word(word))
            word = []
            if sign == "|":
                alternatives.append([])
        else:
            word.append((sign, False))
    if word:
        alternatives[-1].append(_Word(word))
    if not all(alternatives):
        msg = rf"{argument}={query!r} has an alternative without a word; write \| for the character"
        raise ValueError(msg)
    return alternatives


def _through(text: str, attribute: str) -> str:
    return _core.lower(text) if attribute == "lower" else text


def _literal(word: _Word, attribute: str) -> str:
    return _through("".join(sign for sign, _ in word.characters), attribute)


def _pattern(word: _Word, attribute: str) -> str:
    """Make a regular expression of a word with wildcards."""
    pattern, plain = "", ""
    for sign, is_plain in [*word.characters, ("", False)]:
        if is_plain or (sign and sign not in _WILDCARDS):
            plain += sign
            continue
        pattern += pl.escape_regex(_through(plain, attribute)) if plain else ""
        pattern += _WILDCARDS.get(sign, "")
        plain = ""
    return f"(?s)^(?:{pattern})$"
