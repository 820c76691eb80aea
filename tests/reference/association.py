"""Slow oracle for differential collocates: every arrangement of the documents, one by one."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from corpusstats import Corpus
from tests.reference import windows
from tests.reference.counting import WORDS_AND_NUMBERS, Group

Cells = tuple[float, float, float, float]  # o11, o12, o21, o22


class Unit(NamedTuple):
    """The tokens of a document in a group: Evert's r1 and n, and o11 and c1 of each word."""

    doc_id: object
    group: Group
    r1: int
    n: int
    o11: Counter[str]
    c1: Counter[str]

    def cells(self, word: str) -> Cells:
        o11, c1 = self.o11[word], self.c1[word]
        return o11, self.r1 - o11, c1 - o11, self.n - self.r1 - c1 + o11


def units(
    corpus: Corpus, node: Any, *, kinds: Sequence[str] = WORDS_AND_NUMBERS, **options: Any
) -> list[Unit]:
    """Every document in every group, if it has a token or the node."""
    found = windows.windows(corpus, node, kinds=kinds, **options)
    keys = {(near.token.doc_id, near.group) for near in found.tokens}
    keys |= {(first.doc_id, group) for group, first, _ in found.hits}
    listed = []
    for doc_id, group in keys:
        own = [near for near in found.tokens if (near.token.doc_id, near.group) == (doc_id, group)]
        inside = [near for near in own if near.place is not None]
        o11, c1 = (
            Counter(near.value for near in part if near.token.kind in kinds)
            for part in (inside, own)
        )
        listed.append(Unit(doc_id, group, len(inside), len(own), o11, c1))
    return listed


def compared(listed: list[Unit]) -> list[Unit]:
    """The units of the groups that have a window."""
    groups = {unit.group for unit in listed if unit.r1 > 0}
    return [unit for unit in listed if unit.group in groups]


def table(members: Sequence[Unit], word: str) -> Cells:
    """The cells of some units together."""
    sums = np.array([unit.cells(word) for unit in members], dtype=float).sum(axis=0)
    return tuple(map(float, sums))  # type: ignore[return-value]


def informative(cells: Cells) -> bool:
    a, b, c, d = cells
    return min(a + b, c + d, a + c, b + d) > 0


def with_half(cells: Cells) -> Cells:
    half = 0.5 if 0 in cells else 0.0
    return tuple(cell + half for cell in cells)  # type: ignore[return-value]


def log_odds(cells: Cells) -> float:
    a, b, c, d = cells
    return math.log(a * d / (b * c))


def weighted(numbers: Sequence[float], weights: Sequence[float]) -> float:
    """Σ w (x - x̄)²."""
    if len(numbers) < 2:
        return 0.0
    mean = np.average(numbers, weights=weights)
    return float(np.sum(np.array(weights) * (np.array(numbers) - mean) ** 2))


def woolf(tables: Sequence[Cells]) -> float:
    known = [with_half(cells) for cells in tables if informative(cells)]
    return weighted(
        [log_odds(cells) for cells in known], [1 / sum(1 / c for c in cells) for cells in known]
    )


def common(tables: Sequence[Cells]) -> float | None:
    """Mantel and Haenszel's odds ratio, if it is a number above 0."""
    known = [cells for cells in tables if informative(cells)]
    r, s = (sum(t[i] * t[j] / sum(t) for t in known) for i, j in ((0, 3), (1, 2)))
    return r / s if r > 0 and s > 0 else None


def fitted(cells: Cells, ratio: float) -> Cells:
    """The table of that odds ratio with the same margins, by bisection."""
    a, b, c, _ = cells
    r1, c1, n = a + b, a + c, sum(cells)
    low, high = max(0.0, r1 + c1 - n), min(r1, c1)
    for _ in range(200):
        e = (low + high) / 2
        if e * (n - r1 - c1 + e) < ratio * (r1 - e) * (c1 - e):
            low = e
        else:
            high = e
    return e, r1 - e, c1 - e, n - r1 - c1 + e


def breslow_day(tables: Sequence[Cells]) -> float:
    ratio = common(tables)
    if ratio is None:
        return 0.0
    known = [(cells, fitted(cells, ratio)) for cells in tables if informative(cells)]
    v = [1 / sum(1 / e for e in expected) for _, expected in known]
    u = [cells[0] - expected[0] for cells, expected in known]
    return sum(a * a / b for a, b in zip(u, v, strict=True)) - sum(u) ** 2 / sum(v)


def heterogeneity(groups: Sequence[Sequence[Unit]], word: str) -> float:
    """How far one-step log odds ratios differ, by what each document adds to them."""
    tables = [table(members, word) for members in groups]
    ratio = common(tables)
    if ratio is None:
        return 0.0
    numbers, weights = [], []
    for members, cells in zip(groups, tables, strict=True):
        if not informative(cells):
            continue
        expected = fitted(cells, ratio)
        signs = np.array([1, -1, -1, 1]) / np.array(expected)
        shares = np.array([unit.cells(word) for unit in members]) @ signs
        m = sum(unit.r1 > 0 for unit in members)
        by_units = np.sum((shares - shares.mean()) ** 2) * (m / (m - 1) if m > 1 else 1)
        numbers.append(float(shares.sum()))
        weights.append(1 / max(by_units, sum(1 / e for e in expected)))
    return weighted(numbers, weights)


class Test(NamedTuple):
    statistics: tuple[float, float, float]  # heterogeneity, Woolf, Breslow-Day
    as_extreme: tuple[int, int, int]
    exceeded: int


def arrangements(listed: Sequence[Unit]) -> Iterator[list[Group]]:
    """All ways to give out the labels, among units with a window and among those without."""
    strata = [
        [place for place, unit in enumerate(listed) if (unit.r1 > 0) == has_window]
        for has_window in (True, False)
    ]
    ways = [sorted({*itertools.permutations(listed[i].group for i in places)}) for places in strata]
    for of_strata in itertools.product(*ways):
        labels = [listed[0].group] * len(listed)
        for places, given in zip(strata, of_strata, strict=True):
            for place, label in zip(places, given, strict=True):
                labels[place] = label
        yield labels


def is_as_large(number: float, observed: float) -> bool:
    return number >= observed - 1e-8 * observed - 1e-11


def tests(listed: list[Unit], words: Sequence[str]) -> dict[str, Test]:
    """All statistics under all arrangements."""
    names = sorted({unit.group for unit in listed}, key=repr)

    def statistics(labels: Sequence[Group], word: str) -> tuple[float, float, float]:
        groups = [
            [unit for unit, label in zip(listed, labels, strict=True) if label == name]
            for name in names
        ]
        tables = [table(members, word) for members in groups]
        return heterogeneity(groups, word), woolf(tables), breslow_day(tables)

    seen = {word: statistics([unit.group for unit in listed], word) for word in words}
    counts = {word: [0, 0, 0, 0] for word in words}
    for labels in arrangements(listed):
        found = {word: statistics(labels, word) for word in words}
        largest = max(one[0] for one in found.values())
        for word in words:
            for which in range(3):
                counts[word][which] += is_as_large(found[word][which], seen[word][which])
            counts[word][3] += is_as_large(largest, seen[word][0])
    return {word: Test(seen[word], tuple(counts[word][:3]), counts[word][3]) for word in words}  # type: ignore[arg-type]


def pooled(groups: Sequence[Sequence[Unit]], word: str) -> tuple[float, float] | None:
    """Mantel and Haenszel's log odds ratio, and its variance by documents, at least by tokens."""
    known = [(members, table(members, word)) for members in groups]
    known = [(members, cells) for members, cells in known if informative(cells)]
    ratio = common([cells for _, cells in known])
    if ratio is None:
        return None
    r, s = (sum(t[i] * t[j] / sum(t) for _, t in known) for i, j in ((0, 3), (1, 2)))
    squares, m, by_tokens = 0.0, 0, 0.0
    for members, cells in known:
        a, b, c, d = cells
        n = sum(cells)
        for unit in members:
            m += unit.r1 > 0
            x = unit.cells(word)
            to_r = (x[0] * d + x[3] * a) / n - a * d * sum(x) / n**2
            to_s = (x[1] * c + x[2] * b) / n - b * c * sum(x) / n**2
            squares += (to_r / r - to_s / s) ** 2
        p, q, own_r, own_s = (a + d) / n, (b + c) / n, a * d / n, b * c / n
        by_tokens += p * own_r / (2 * r * r) + q * own_s / (2 * s * s)
        by_tokens += (p * own_s + q * own_r) / (2 * r * s)
    by_units = squares * m / (m - 1) if m > 1 else 0.0
    return math.log(ratio), max(by_units, by_tokens)
