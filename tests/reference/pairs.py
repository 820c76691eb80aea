"""Slow oracle for pairs: every two tokens of a stretch are looked at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import WORDS_AND_NUMBERS, Group
from tests.reference.stretches import Token, stretches, value_of


def near(
    corpus: Corpus,
    *,
    window: int = 5,
    punctuation: str = "skip",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    **selection: Any,
) -> Iterator[tuple[Group, Token, Token, int]]:
    """Every two tokens that stand near each other, in the order of the text, and how far apart."""
    for stretch in stretches(corpus, **selection):
        room = [token for token in stretch.tokens if punctuation == "count" or token.kind in kinds]
        for (place, one), (other_place, two) in combinations(enumerate(room), 2):
            distance = other_place - place
            if distance <= window and one.kind in kinds and two.kind in kinds:
                yield stretch.group, one, two, distance


def places(
    corpus: Corpus, *, directed: bool = False, attribute: str = "lower", **options: Any
) -> dict[tuple[Group, str, str], list[tuple[Token, Token]]]:
    """Where each pair of a group stands: the token of the term, and that of the other."""
    found: dict[tuple[Group, str, str], list[tuple[Token, Token]]] = {}
    for group, one, two, _ in near(corpus, **options):
        first, second = one, two
        if not directed and value_of(two, attribute).encode() < value_of(one, attribute).encode():
            first, second = two, one
        key = (group, value_of(first, attribute), value_of(second, attribute))
        found.setdefault(key, []).append((first, second))
    return found


def table(
    corpus: Corpus,
    *,
    directed: bool = False,
    attribute: str = "lower",
    min_count: int = 1,
    by: Sequence[str] = (),
    boundary: str = "sentence",
    **options: Any,
) -> list[dict[str, Any]]:
    """The rows of `corpusstats.cooccurrences`, in order, with `weight`."""
    found: dict[tuple[Group, str, str], list[int]] = {}
    totals: Counter[tuple[str, str]] = Counter()
    for group, one, two, distance in near(corpus, by=by, boundary=boundary, **options):
        term, other = value_of(one, attribute), value_of(two, attribute)
        if not directed and other.encode() < term.encode():
            term, other = other, term
        found.setdefault((group, term, other), []).append(distance)
        totals[term, other] += 1

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


def matrix(
    corpus: Corpus,
    *,
    directed: bool = False,
    attribute: str = "lower",
    min_count: int = 1,
    weights: str | None = None,
    boundary: str = "sentence",
    **options: Any,
) -> dict[tuple[str, str], float]:
    """The cells of `corpusstats.cooccurrence_matrix` by term of their row and column, in order."""
    found: dict[tuple[str, str], list[int]] = {}
    for _, one, two, distance in near(corpus, boundary=boundary, **options):
        term, other = value_of(one, attribute), value_of(two, attribute)
        for cell in {(term, other)} if directed else {(term, other), (other, term)}:
            found.setdefault(cell, []).append(distance)
    return {
        cell: len(found[cell]) if weights is None else sum(1 / far for far in found[cell])
        for cell in sorted(found, key=lambda cell: (cell[0].encode(), cell[1].encode()))
        if len(found[cell]) >= min_count
    }
