"""Slow oracle for quotation marks: what they enclose, and what is within."""

from __future__ import annotations

import re
from bisect import bisect_right

MARKS = re.compile('[„“”"«»]')
ANGLES = {"«": "»", "»": "«"}
WORD = re.compile(r"\w+")
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


def is_within(text: str, spans: list[tuple[int, int]], start: int, end: int, shingle: int) -> bool:
    """Tell whether fewer words of a stretch than a shingle are outside of some spans in order."""
    words, at = 0, start
    for span_start, span_end in spans[max(bisect_right(spans, (start, end)) - 1, 0) :]:
        if span_start >= end or words >= shingle:
            break
        if span_end > at:
            words += len(WORD.findall(text, at, max(at, span_start)))
            at = min(span_end, end)
    # Where nothing is within, no word has to be counted.
    return at > start and words + len(WORD.findall(text, at, end)) < shingle
