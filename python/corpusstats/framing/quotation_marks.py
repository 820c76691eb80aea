"""Where quotation marks enclose text; what crosses a paragraph's end is left out."""

from __future__ import annotations

import re

__all__ = ["enclosed"]

MARKS = re.compile('[„“”"«»]')
ANGLES = {"«": "»", "»": "«"}
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
LINE = re.compile(r"\n")
OPENERS = "([{–—-/"


def enclosed(text: str) -> list[tuple[int, int]]:
    """List what quotation marks enclose, without the marks, in order.

    A mark that nothing closes within its paragraph encloses nothing. Single marks are left out,
    since they are apostrophes as well; what they enclose within others is enclosed anyhow.
    """
    found: list[tuple[int, int]] = []
    start, opened = -1, ""
    ends = [match.start() for match in _ends(text).finditer(text)]
    for match in MARKS.finditer(text):
        place, mark = match.start(), match.group()
        while ends and ends[0] < place:
            ends.pop(0)
            opened = ""
        if not opened:
            if mark in '„"«»' or (mark == "“" and _begins(text, place)):
                start, opened = place + 1, mark
        elif _closes(opened, mark):
            found.append((start, place))
            opened = ""
    return found


def _ends(text: str) -> re.Pattern[str]:
    """Tell what ends a paragraph: a blank line, or each line where there are none."""
    return BLANK_LINE if BLANK_LINE.search(text) else LINE


def _begins(text: str, place: int) -> bool:
    """Tell whether something can begin at a place, as with English marks."""
    return place == 0 or text[place - 1].isspace() or text[place - 1] in OPENERS


def _closes(opened: str, mark: str) -> bool:
    if opened in ANGLES:
        return mark == ANGLES[opened]
    # German marks are often closed by the wrong one.
    return mark == '"' if opened == '"' else mark in '“”"'
