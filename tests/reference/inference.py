"""Slow oracles: permutation, every arrangement one by one, and bootstrap, resample by resample."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import comb, log2, prod, sqrt
from statistics import NormalDist
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


WORD = 2**64 - 1


def numbers(seed: int, stream: int) -> Iterator[int]:
    """SplitMix64 (Steele, Lea & Flood 2014), whose streams begin at hashed places."""

    def run(state: int) -> Iterator[int]:
        while True:
            state = (state + 0x9E3779B97F4A7C15) & WORD
            mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & WORD
            mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & WORD
            yield mixed ^ (mixed >> 31)

    yield from run(next(run(next(run(seed)) ^ ((stream * 0xD605BBB58C8ABBFD) & WORD))))


def draw_units(
    sides: Sequence[int], strata: Sequence[int], n_resamples: int, seed: int
) -> list[list[int]]:
    """Draw the units of each side and stratum again, as often as there are some."""
    samples: dict[tuple[int, int], list[int]] = {}
    for unit, name in enumerate(zip(strata, sides, strict=True)):
        samples.setdefault(name, []).append(unit)
    drawn = []
    for stream in range(n_resamples):
        stream_of = numbers(seed, stream)
        # A product is cut down to a number below the size; those that come too often are rare.
        drawn.append(
            [
                units[(next(stream_of) * len(units)) >> 64]
                for units in samples.values()
                for _ in units
            ]
        )
    return drawn


def log_ratio(rows: Sequence[Row], sides: Sequence[int], units: Sequence[int]) -> float:
    """Side 0 against the mean of the other sides, with a half added everywhere."""
    rates = []
    for side in range(max(sides) + 1):
        y, n = (sum(rows[unit][k] for unit in units if sides[unit] == side) for k in (0, 1))
        rates.append((y + 0.5) / (n + 0.5))
    return log2(rates[0] / (sum(rates[1:]) / len(rates[1:])))


def acceleration(rows: Sequence[Row], sides: Sequence[int], strata: Sequence[int]) -> float:
    """From a jackknife over the units of several samples."""
    names = list(zip(strata, sides, strict=True))
    influences = []
    for name in set(names):
        units = [unit for unit, other in enumerate(names) if other == name]
        without = [
            log_ratio(rows, sides, [other for other in range(len(rows)) if other != unit])
            for unit in units
        ]
        mean = sum(without) / len(units)
        influences += [(mean - value) * (len(units) - 1) / len(units) for value in without]
    squares = sum(value**2 for value in influences)
    return sum(value**3 for value in influences) / (6 * squares**1.5) if squares else 0.0


def bootstrap(
    rows: Sequence[Row],
    sides: Sequence[int],
    strata: Sequence[int],
    *,
    n_resamples: int,
    seed: int,
    confidence: float,
) -> tuple[float, float] | None:
    """The interval of a log ratio (BCa), or none."""
    counts = [
        sum(y for (y, _), side in zip(rows, sides, strict=True) if (side == 0) is own)
        for own in (True, False)
    ]
    if 0 in counts:
        return None
    drawn = draw_units(sides, strata, n_resamples, seed)
    ratios = sorted(log_ratio(rows, sides, units) for units in drawn)
    if ratios[-1] - ratios[0] < CLOSE:
        return None
    observed = log_ratio(rows, sides, range(len(rows)))
    below, above = (sum(sign * (r - observed) > CLOSE for r in ratios) for sign in (-1, 1))
    share = (below + (n_resamples - above)) / (2 * n_resamples)
    if not 0 < share < 1:
        return None
    a, normal = acceleration(rows, sides, strata), NormalDist()
    bias = normal.inv_cdf(share)
    bounds = []
    for tail in ((1 - confidence) / 2, (1 + confidence) / 2):
        deviate = bias + normal.inv_cdf(tail)
        if a * deviate >= 1:
            return None
        level = normal.cdf(bias + deviate / (1 - a * deviate))
        if not 1 / (n_resamples + 1) <= level <= n_resamples / (n_resamples + 1):
            return None
        place = level * (n_resamples - 1)
        low = min(int(place), n_resamples - 2)
        bounds.append(ratios[low] + (place - low) * (ratios[low + 1] - ratios[low]))
    return bounds[0], bounds[1]
