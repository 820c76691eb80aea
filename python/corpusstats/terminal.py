"""Tables for the terminal: plain text in at most 100 columns, aligned for any script."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WIDTH", "Column", "concordance_lines", "middle", "paragraph", "table"]

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and its cells, aligned to the right if they are numbers."""

    heading: str
    cells: Sequence[str]
    numeric: bool = False


def table(columns: Sequence[Column], *, indent: int = 2) -> str:
    """Set columns side by side, two blanks apart.

    The widest columns of text give way, by an ellipsis, until the whole fits in :data:`WIDTH`.
    """
    widths = [max(map(_width, (column.heading, *column.cells))) for column in columns]
    texts = [index for index, column in enumerate(columns) if not column.numeric]
    while texts and indent + sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        widths[max(texts, key=widths.__getitem__)] -= 1
    lines = zip(*((column.heading, *column.cells) for column in columns), strict=True)
    return "\n".join(_line(line, columns, widths, indent) for line in lines)


def concordance_lines(lines: Sequence[tuple[str, str, str, str]], *, indent: int = 2) -> list[str]:
    """Set lines of a concordance with their nodes below each other.

    A line is the place and the text to the left of the hit, the hit, and the text to its right; as
    much of the text is shown as fits in :data:`WIDTH`.
    """
    if not lines:
        return []
    places, lefts, nodes, rights = (
        [" ".join(text.split()) if number else text for text in column]
        for number, column in enumerate(zip(*lines, strict=True))
    )
    place = min(max(map(_width, places)), WIDTH // 3)
    node = min(max(map(_width, nodes)), WIDTH // 4)
    left = (WIDTH - indent - place - node - 2 - 4) // 2
    right = WIDTH - indent - place - node - left - 2 - 4
    margin = " " * indent
    return [
        f"{margin}{_fit(middle(where, place), Column('', ()), place)}  {_fit_end(before, left)}  "
        f"{_fit(hit, Column('', ()), node)}  {_fit(behind, Column('', ()), right)}".rstrip()
        for where, before, hit, behind in zip(places, lefts, nodes, rights, strict=True)
    ]


def paragraph(text: str, *, indent: int = 0) -> str:
    """Wrap a text to :data:`WIDTH`."""
    lines: list[str] = []
    for word in _plain(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and indent + _width(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(_fit(word, Column("", ()), min(_width(word), WIDTH - indent)))
    return "\n".join(" " * indent + line for line in lines)


def _line(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], indent: int
) -> str:
    fitted = (_fit(*cell) for cell in zip(cells, columns, widths, strict=True))
    return (" " * indent + "  ".join(fitted)).rstrip()


def _fit(cell: str, column: Column, width: int) -> str:
    """Cut or pad a cell to a width."""
    cell = _plain(cell)
    if _width(cell) > width:
        cell = _start(cell, width - 1) + "…"
    padding = " " * (width - _width(cell))
    return padding + cell if column.numeric else cell + padding


def _fit_end(text: str, width: int) -> str:
    """Cut a text from its left, or pad it there, to a width."""
    return _fit(_end(text, width), Column("", (), numeric=True), width)


def middle(text: str, width: int) -> str:
    """Cut out the middle of a text to fit it to a width."""
    text = _plain(text)
    if _width(text) <= width:
        return text
    return _start(text, width // 2) + "…" + _start(text[::-1], width - width // 2 - 1)[::-1]


def _end(text: str, width: int) -> str:
    """Cut a text from its left to a width."""
    text = _plain(text)
    return text if _width(text) <= width else "…" + _start(text[::-1], width - 1)[::-1]


def _start(text: str, width: int) -> str:
    """Take as many characters as fit into a width."""
    widths = itertools.accumulate(map(_character_width, text))
    return text[: sum(1 for _ in itertools.takewhile(lambda sum_: sum_ <= width, widths))]


def _plain(text: str) -> str:
    """Put blanks in the place of characters that a terminal would obey."""
    return "".join(
        " " if unicodedata.category(character) == "Cc" else character for character in text
    )


def _width(text: str) -> int:
    """Count the columns that a terminal needs: none for marks, two for wide characters."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
