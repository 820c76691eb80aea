"""Slow oracle for n-grams: all combinations of places, of which the close ones count."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import WORDS_AND_NUMBERS, Group
from tests.reference.stretches import Stretch, Token, group_documents, stretches, value_of

Values = tuple[str, ...]


class Occurrence(NamedTuple):
    """An n-gram at its place."""

    group: Group
    tokens: tuple[Token, ...]
    values: Values


def segments(stretch: Stretch, kinds: Sequence[str], punctuation: str) -> list[list[Token]]:
    """A stretch without the tokens that do not count: cut there, or closed up."""
    found: list[list[Token]] = [[]]
    for token in stretch.tokens:
        if token.kind in kinds:
            found[-1].append(token)
        elif punctuation == "break":
            found.append([])
    return found


def occurrences(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    skip: int = 0,
    boundary: str = "sentence",
    punctuation: str = "break",
    attribute: str = "lower",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    **selection: Any,
) -> list[Occurrence]:
    """Every choice of n tokens of a segment, of which the last is at most n - 1 + skip behind."""
    lowest, highest = (n, n) if isinstance(n, int) else n
    found = []
    for stretch in stretches(corpus, boundary=boundary, **selection):
        for segment in segments(stretch, kinds, punctuation):
            for length in range(lowest, highest + 1):
                for places in combinations(range(len(segment)), length):
                    if places[-1] - places[0] <= length - 1 + skip:
                        chosen = tuple(segment[place] for place in places)
                        values = tuple(value_of(token, attribute) for token in chosen)
                        found.append(Occurrence(stretch.group, chosen, values))
    return found


def table(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    min_count: int = 1,
    min_documents: int = 1,
    attribute: str = "lower",
    boundary: str = "sentence",
    by: Sequence[str] = (),
    within: Any = None,
    without: Any = None,
    **options: Any,
) -> list[dict[str, Any]]:
    """The rows of `corpusstats.ngrams`, in order, with `per_million` and `documents`."""
    selection = {"by": by, "within": within, "without": without, "boundary": boundary}
    every = occurrences(corpus, n, attribute=attribute, **selection, **options)
    in_group: dict[tuple[Group, Values], list[Occurrence]] = {}
    in_all: dict[Values, list[Occurrence]] = {}
    sizes: dict[tuple[Group, int], int] = {}
    for one in every:
        in_group.setdefault((one.group, one.values), []).append(one)
        in_all.setdefault(one.values, []).append(one)
        of_length = (one.group, len(one.values))
        sizes[of_length] = sizes.get(of_length, 0) + 1
    documents = group_documents(stretches(corpus, **selection))
    display = counting.displays(counting.tokens(corpus, attribute))

    def order(key: tuple[Group, Values]) -> tuple[Any, ...]:
        group, values = key
        by_bytes = [value.encode() for value in values]
        return counting.group_key(group), len(values), -len(in_group[key]), by_bytes

    rows = []
    for group, values in sorted(in_group, key=order):
        if len(in_all[values]) < min_count or _documents(in_all[values]) < min_documents:
            continue
        here, size = in_group[group, values], sizes[group, len(values)]
        rows.append(
            {
                "term": " ".join(values),
                **dict(zip(by, group, strict=True)),
                "length": len(values),
                "count": len(here),
                "per_million": 1e6 * len(here) / size,
                "documents": _documents(here),
                "group_tokens": size,
                "group_documents": documents[group],
                "display": " ".join(display[value] for value in values),
            }
        )
    return rows


def _documents(found: Sequence[Occurrence]) -> int:
    return len({one.tokens[0].doc_id for one in found})
