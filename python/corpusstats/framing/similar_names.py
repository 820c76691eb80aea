"""Names that might be the same one's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from corpusstats.framing.nouns import noun_of
from corpusstats.framing.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["jaro_winkler", "suggest_merges"]

LEAST_SIMILAR = 0.92
# Names of which one has all words of the other.
PART_OF = 0.95
# How much of a score the documents make that two names share.
OF_DOCUMENTS = 0.1
LONGEST_PREFIX = 4
PARTICLES = ("von", "van", "de", "del", "di", "da", "la", "le", "al", "bin", "ibn", "zu")
WEIGHT_OF_PREFIX = 0.1
# Names that begin otherwise are not compared letter by letter.
PREFIX = 2


def suggest_merges(
    names: Sequence[str], documents: Sequence[set[object]]
) -> list[tuple[str | None, float | None]]:
    """Suggest for each name a commoner one that may be the same's; the commonest come first."""
    folded = [fold(name) for name in names]
    by_word: dict[str, list[int]] = defaultdict(list)
    by_prefix: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(folded):
        by_prefix[name[:PREFIX]].append(at)
        for word in set(name.split()):
            by_word[word].append(at)
    found: list[tuple[str | None, float | None]] = []
    for at, name in enumerate(folded):
        parts = [one for one in _containing(at, folded, by_word) if _is_name(names[one])]
        scores = dict.fromkeys(parts, PART_OF) if len(parts) == 1 else {}
        for other in by_prefix[name[:PREFIX]]:
            if other < at and folded[other] != name and _is_name(names[other]):
                scores[other] = max(scores.get(other, 0.0), jaro_winkler(name, folded[other]))
        if not _is_name(names[at]):
            scores = {}
        best = max(
            (
                (_score(at, other, like, documents), -other)
                for other, like in scores.items()
                if like >= LEAST_SIMILAR
            ),
            default=None,
        )
        found.append((None, None) if best is None else (names[-best[1]], best[0]))
    return found


def _containing(at: int, folded: Sequence[str], by_word: dict[str, list[int]]) -> list[int]:
    """List the names that have all words of one, and more."""
    words = set(folded[at].split())
    rarest = min((by_word[word] for word in words), key=len, default=[])
    return [other for other in rarest if set(folded[other].split()) > words]


def _is_name(words: str) -> bool:
    """Tell a name from a phrase: of words with capitals, of which none is an office or a body."""
    return all(
        (word[:1].isupper() and noun_of(word) is None) or word in PARTICLES
        for word in words.split()
    )


def _score(at: int, other: int, like: float, documents: Sequence[set[object]]) -> float:
    shared = len(documents[at] & documents[other]) / len(documents[at])
    return (1 - OF_DOCUMENTS) * like + OF_DOCUMENTS * shared


def jaro_winkler(one: str, other: str) -> float:
    """Tell how much two strings are alike, from 0 to 1, with more weight on how they begin.

    Winkler's values, such as .961 for ``MARTHA`` and ``MARHTA``.
    """
    jaro = _jaro(one, other)
    prefix = 0
    for first, second in zip(one[:LONGEST_PREFIX], other, strict=False):
        if first != second:
            break
        prefix += 1
    return jaro + prefix * WEIGHT_OF_PREFIX * (1 - jaro)


def _jaro(one: str, other: str) -> float:
    if not one or not other:
        return float(one == other)
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    taken = [False] * len(other)
    matched: list[str] = []
    for at, letter in enumerate(one):
        for place in range(max(0, at - reach), min(len(other), at + reach + 1)):
            if not taken[place] and other[place] == letter:
                taken[place] = True
                matched.append(letter)
                break
    if not matched:
        return 0.0
    others = [letter for letter, is_taken in zip(other, taken, strict=True) if is_taken]
    moved = sum(first != second for first, second in zip(matched, others, strict=True)) / 2
    many = len(matched)
    return (many / len(one) + many / len(other) + (many - moved) / many) / 3
