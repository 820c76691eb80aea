"""Slow oracle for shared text: all places are compared, and extensions worked out in full."""

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

Words = Sequence[str]


class Match(NamedTuple):
    """Two places, counted in words."""

    a: int
    a_start: int
    a_end: int
    b: int
    b_start: int
    b_end: int
    matched: int
    edits: int


def runs(a: Words, b: Words, *, same: bool, least: int) -> list[tuple[int, int, int]]:
    """All longest runs of equal words of a length, the longest first: length, and both places."""
    found = []
    for i in range(len(a)):
        for j in range(i + 1 if same else 0, len(b)):
            if a[i] != b[j] or (i and j and a[i - 1] == b[j - 1]):
                continue
            length = 0
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            # What a document repeats does not overlap with itself.
            length = min(length, j - i) if same else length
            if length >= least:
                found.append((length, i, j))
    return sorted(found, key=lambda run: (-run[0], run[1:]))


def extension(a: Words, b: Words, gap: int) -> tuple[int, int, int, int]:
    """How many words of both sides follow, how many are equal, and how many edits there are."""
    cells = {(0, 0): (0, 0)}
    best = (0, 0, 0, 0)
    for total in range(1, len(a) + len(b) + 1):
        reached: list[tuple[tuple[int, int], int, int, int]] = []
        for i in range(max(0, total - len(b)), min(len(a), total) + 1):
            j = total - i
            options = []
            if (i - 1, j - 1) in cells:
                score, matched = cells[i - 1, j - 1]
                is_equal = a[i - 1] == b[j - 1]
                options.append((score + 1, matched + 1) if is_equal else (score - 1, matched))
            for before in ((i - 1, j), (i, j - 1)):
                if before in cells:
                    options.append((cells[before][0] - 1, cells[before][1]))
            if options and max(options)[0] >= best[0] - gap:
                cells[i, j] = max(options)
                if cells[i, j][0] > best[0]:
                    reached.append((cells[i, j], -abs(i - j), i, j))
        if reached:
            top = max(one[:2] for one in reached)
            # Of equally good ends that with the larger word, whichever side is the first.
            (score, matched), _, i, j = max(
                (one for one in reached if one[:2] == top), key=lambda one: a[one[2] - 1]
            )
            best = (score, matched, i, j)
    score, matched, i, j = best
    return i, j, matched, matched - score


def matches(documents: Sequence[Words], *, min_run: int, min_tokens: int, gap: int) -> set[Match]:
    """All matches of documents."""
    found: set[Match] = set()
    for one, other in combinations_with_replacement(range(len(documents)), 2):
        a, b, same = documents[one], documents[other], one == other
        known: list[Match] = []
        for length, i, j in runs(a, b, same=same, least=min_run):
            held = any(
                match.a_start <= i
                and i + length <= match.a_end
                and match.b_start <= j
                and j + length <= match.b_end
                for match in known
            )
            if held:
                continue
            first = i + length if same else 0
            left = extension(a[:i][::-1], b[first:j][::-1], gap)
            last = j - left[1] if same else len(a)
            right = extension(a[i + length : last], b[j + length :], gap)
            match = Match(
                one,
                i - left[0],
                i + length + right[0],
                other,
                j - left[1],
                j + length + right[1],
                length + left[2] + right[2],
                left[3] + right[3],
            )
            if match.matched >= min_tokens:
                known.append(match)
        found.update(known)
    return found


def trimmed(
    found: set[Match], documents: Sequence[Words], sentences: Sequence[Sequence[int]], least: int
) -> set[Match]:
    """Leave out what matches have of a sentence of which up to three words are in them.

    ``sentences`` numbers the sentence of each word.
    """
    return {
        _trimmed(
            match,
            (documents[match.a], documents[match.b]),
            sentences[match.a],
            sentences[match.b],
            least,
        )
        for match in found
    }


def _trimmed(
    match: Match, texts: tuple[Words, Words], in_a: Sequence[int], in_b: Sequence[int], least: int
) -> Match:
    a, b = texts
    for n in (1, 2, 3):
        ends = (in_a, match.a_end), (in_b, match.b_end)
        if (
            match.matched - n >= least
            and all(_cuts(numbers, end - n, end) for numbers, end in ends)
            and a[match.a_end - n - 1 : match.a_end] == b[match.b_end - n - 1 : match.b_end]
        ):
            match = match._replace(
                a_end=match.a_end - n, b_end=match.b_end - n, matched=match.matched - n
            )
            break
    for n in (1, 2, 3):
        starts = (in_a, match.a_start), (in_b, match.b_start)
        if (
            match.matched - n >= least
            and all(_cuts(numbers, start + n, start) for numbers, start in starts)
            and a[match.a_start : match.a_start + n + 1] == b[match.b_start : match.b_start + n + 1]
        ):
            return match._replace(
                a_start=match.a_start + n, b_start=match.b_start + n, matched=match.matched - n
            )
    return match


def _cuts(sentences: Sequence[int], bound: int, border: int) -> bool:
    """Tell whether a bound lies here, and less than half of a sentence from there to a border."""
    piece = sentences[min(bound, border) : max(bound, border)]
    is_bound = 0 < bound < len(sentences) and sentences[bound - 1] != sentences[bound]
    is_one = len({*piece}) == 1
    return is_bound and is_one and 2 * len(piece) < list(sentences).count(piece[0])
