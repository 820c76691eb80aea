"""Slow oracle for pairs: every two tokens of a stretch are looked at."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import WORDS_AND_NUMBERS, Group
from tests.reference.stretches import stretches, value_of


def table(
    corpus: Corpus,
    *,
    window: int = 5,
    directed: bool = False,
    punctuation: str = "skip",
    attribute: str = "lower",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    min_count: int = 1,
    by: Sequence[str] = (),
    boundary: str = "sentence",
    **selection: Any,
) -> list[dict[str, Any]]:
    """The rows of `corpusstats.cooccurrences`, in order, with `weight`."""
    found: dict[tuple[Group, str, str], list[int]] = {}
    totals: dict[tuple[str, str], int] = {}
    for stretch in stretches(corpus, by=by, boundary=boundary, **selection):
        room = [token for token in stretch.tokens if punctuation == "count" or token.kind in kinds]
        for (place, one), (other_place, two) in combinations(enumerate(room), 2):
            distance = other_place - place
            if distance > window or one.kind not in kinds or two.kind not in kinds:
                continue
            term, other = value_of(one, attribute), value_of(two, attribute)
            if not directed and other.encode() < term.encode():
                term, other = other, term
            found.setdefault((stretch.group, term, other), []).append(distance)
            totals[term, other] = totals.get((term, other), 0) + 1

    def order(key: tuple[Group, str, str]) -> tuple[Any, ...]:
        group, term, other = key
        return counting.group_key(group), -len(found[key]), term.encode(), other.encode()

    return [
        {
            "term": term,
            "other": other,
            **dict(zip(by, group, strict=True)),
            "count": len(distances),
            "weight": float(sum(Fraction(1, distance) for distance in distances)),
        }
        for group, term, other in sorted(found, key=order)
        for distances in [found[group, term, other]]
        if totals[term, other] >= min_count
    ]
