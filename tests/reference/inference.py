"""Slow oracle for tests by permutation: every arrangement of the labels, one by one."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import comb, prod, sqrt
from typing import NamedTuple

Row = tuple[int, int]  # how often a term occurs in a unit, and the tokens of the unit


class Result(NamedTuple):
    """For each group: statistic, p, and the least p that its units leave to a term."""

    statistic: list[float]
    p_value: list[float]
    one_sided: list[float]


def arrangements(labels: Sequence[int], strata: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """List all distinct ways to give out the labels of each stratum within it."""
    names = sorted(set(strata))
    places = [[i for i, stratum in enumerate(strata) if stratum == name] for name in names]
    ways = [sorted(set(permutations([labels[i] for i in listed]))) for listed in places]
    for chosen in product(*ways):
        arranged = list(labels)
        for listed, way in zip(places, chosen, strict=True):
            for place, label in zip(listed, way, strict=True):
                arranged[place] = label
        yield tuple(arranged)


def statistic(
    rows: Sequence[Row], labels: Sequence[int], strata: Sequence[int], group: int
) -> float:
    """U / sqrt(V) straight from the definition."""
    u = v = least = 0.0
    for stratum in set(strata):
        units = [i for i, other in enumerate(strata) if other == stratum]
        n, y = (sum(rows[i][k] for i in units) for k in (1, 0))
        inside = [i for i in units if labels[i] == group]
        outside = [i for i in units if labels[i] != group]
        own = sum(rows[i][1] for i in inside)
        rate = y / n
        u += sum(rows[i][0] for i in inside) - rate * own
        squares = {i: (rows[i][0] - rate * rows[i][1]) ** 2 for i in units}
        v += ((n - own) / n) ** 2 * sum(squares[i] for i in inside)
        v += (own / n) ** 2 * sum(squares[i] for i in outside)
        least += rate * own * (n - own) / n
    variance = max(v, least)
    return u / sqrt(variance) if variance > 0 else 0.0


def mean_statistic(rows: Sequence[Row], labels: Sequence[int], group: int) -> float:
    """The same against the mean of the rates of the other groups."""
    rate = sum(y for y, _ in rows) / sum(n for _, n in rows)
    groups = sorted(set(labels))
    difference = variance = least = 0.0
    for other in groups:
        units = [row for row, label in zip(rows, labels, strict=True) if label == other]
        n = sum(size for _, size in units)
        weight = 1.0 if other == group else -1 / (len(groups) - 1)
        difference += weight * sum(y for y, _ in units) / n
        variance += weight**2 * sum((y - rate * size) ** 2 for y, size in units) / n**2
        least += weight**2 * rate / n
    variance = max(variance, least)
    return difference / sqrt(variance) if variance > 0 else 0.0


def one_sided(
    rows: Sequence[Row], labels: Sequence[int], strata: Sequence[int], group: int
) -> float:
    """The share of arrangements with all units of the term inside, or all outside."""
    inside, outside, even = [], [], True
    for stratum in set(strata):
        units = [i for i, other in enumerate(strata) if other == stratum]
        size = sum(labels[i] == group for i in units)
        k = sum(rows[i][0] > 0 for i in units)
        inside.append(comb(len(units) - k, size - k) / comb(len(units), size) if k <= size else 0)
        rest = len(units) - size
        outside.append(comb(len(units) - k, rest - k) / comb(len(units), rest) if k <= rest else 0)
        even &= size == rest
    both = prod(inside), prod(outside)
    return sum(both) if even else min(both)


# Sums of floats in another order differ by less.
CLOSE = 1e-9


def permute(
    terms: Sequence[Sequence[Row]], labels: Sequence[int], strata: Sequence[int], *, mean: bool
) -> tuple[list[Result], list[list[float]], list[float]]:
    """Test every term; also the corrected p for each, and the p of all groups together."""
    n_groups = max(labels) + 1
    listed = list(arrangements(labels, strata))

    def square(rows: Sequence[Row], arranged: Sequence[int], group: int) -> float:
        return of(rows, arranged, group) ** 2

    def of(rows: Sequence[Row], arranged: Sequence[int], group: int) -> float:
        if mean:
            return mean_statistic(rows, arranged, group)
        return statistic(rows, arranged, strata, group)

    def together(rows: Sequence[Row], arranged: Sequence[int]) -> float:
        n = sum(size for _, size in rows)
        total = 0.0
        for group in range(n_groups):
            own = sum(
                size for (_, size), label in zip(rows, arranged, strict=True) if label == group
            )
            total += square(rows, arranged, group) * (1 - own / n)
        return total

    squares = [
        [[square(rows, arranged, group) for group in range(n_groups)] for rows in terms]
        for arranged in listed
    ]
    largest = [max(max(of_term) for of_term in of_arrangement) for of_arrangement in squares]
    results, corrected, omnibus = [], [], []
    for place, rows in enumerate(terms):
        observed = [of(rows, labels, group) for group in range(n_groups)]
        share = [
            sum(of_all[place][group] >= observed[group] ** 2 - CLOSE for of_all in squares)
            / len(listed)
            for group in range(n_groups)
        ]
        least = [one_sided(rows, labels, strata, group) for group in range(n_groups)]
        results.append(Result(observed, share, least))
        corrected.append(
            [sum(most >= value**2 - CLOSE for most in largest) / len(listed) for value in observed]
        )
        seen = together(rows, labels)
        of_all = [together(rows, arranged) for arranged in listed]
        omnibus.append(sum(value >= seen - CLOSE for value in of_all) / len(listed))
    return results, corrected, omnibus
