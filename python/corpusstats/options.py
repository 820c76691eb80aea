"""Checks of the options that several functions share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import polars as pl

from corpusstats import _core

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpusstats.corpus import Corpus

__all__ = ["Kind"]

Kind = Literal[
    "word",
    "number",
    "punctuation",
    "symbol",
    "emoji",
    "url",
    "email",
    "mention",
    "hashtag",
]
KINDS = tuple(_core.KINDS)
LANGUAGES = tuple(_core.LANGUAGES)
MODES = tuple(_core.MODES)
ATTRIBUTES = tuple(_core.ATTRIBUTES)


def check_corpus(corpus: object) -> None:
    """Raise unless a first argument is a corpus."""
    if not hasattr(corpus, "_table"):
        msg = f"expected a Corpus, not {type(corpus).__name__}; read_corpus or from_frame make one"
        raise TypeError(msg)


def kind_names(column: str) -> pl.Expr:
    """Give the codes of kinds their names."""
    return pl.col(column).cat.to(pl.Enum(KINDS))


def check_attribute(corpus: Corpus, attribute: object) -> None:
    """Raise unless the terms of a corpus have an attribute of that name."""
    check_name("attribute", attribute, corpus._table.attributes())


def check_bool(argument: str, value: object) -> None:
    """Raise unless a value is true or false."""
    if not isinstance(value, bool):
        msg = f"{argument} has to be True or False, not {value!r}"
        raise TypeError(msg)


def check_threads(n_threads: object) -> None:
    """Raise unless a number of threads is possible."""
    if n_threads is not None:
        check_at_least("n_threads", n_threads, 1)


def check_pair(argument: str, value: object) -> tuple[int, int]:
    """Make a number for the left and one for the right."""
    pair = value if isinstance(value, tuple | list) else (value, value)
    if len(pair) != 2:  # noqa: PLR2004
        msg = f"{argument} has to be a number or a pair for left and right, not {value!r}"
        raise ValueError(msg)
    for number in pair:
        check_at_least(argument, number, 0)
    left, right = pair
    return left, right


def check_name(argument: str, value: object, valid: Iterable[str]) -> None:
    """Raise unless a name is one of the valid ones."""
    valid = tuple(valid)
    if value not in valid:
        msg = f"unknown {argument} {value!r}; valid are {', '.join(valid)}"
        raise ValueError(msg)


def check_at_least(argument: str, value: object, least: int) -> None:
    """Raise unless a value is a whole number that is large enough, and not too large to count."""
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"{argument} has to be a whole number, not {value!r}"
        raise TypeError(msg)
    if value < least:
        msg = f"{argument} has to be at least {least}, not {value}"
        raise ValueError(msg)
    if value >= 2**63:
        msg = f"{argument} has to be below 2**63, not {value}"
        raise ValueError(msg)


def check_share(argument: str, value: object) -> None:
    """Raise unless a value is a number between 0 and 1, and neither."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        msg = f"{argument} has to be a number between 0 and 1, not {value!r}"
        raise TypeError(msg)
    if not 0 < value < 1:
        msg = f"{argument} has to be between 0 and 1, not {value}"
        raise ValueError(msg)


def names(argument: str, value: str | Sequence[str]) -> list[str]:
    """Make a list of one or more names, each once."""
    if not isinstance(value, str | Sequence):
        msg = f"{argument} has to be a name or a list of names, not {value!r}"
        raise TypeError(msg)
    listed = [value] if isinstance(value, str) else list(value)
    if not listed:
        msg = f"{argument} is empty: name at least one"
        raise ValueError(msg)
    if len(set(listed)) < len(listed):
        msg = f"{argument} names something twice: {listed}"
        raise ValueError(msg)
    return listed


def check_kinds(kinds: Kind | Sequence[Kind]) -> list[str]:
    """Make a list of kinds of tokens."""
    listed = names("kinds", kinds)
    for kind in listed:
        check_name("kind", kind, KINDS)
    return listed
