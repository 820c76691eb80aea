"""Krippendorff's alpha, pair by pair."""

from collections.abc import Callable, Sequence
from itertools import permutations

Difference = Callable[[float, float], float]


def alpha(codings: Sequence[Sequence[float | None]], difference: Difference) -> float | None:
    """Compare every two values of a unit, and then every two values at all."""
    units = [[value for value in unit if value is not None] for unit in zip(*codings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(
        sum(difference(one, other) for one, other in permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    expected = sum(difference(one, other) for one, other in permutations(values, 2))
    if not expected:
        return None
    return 1 - (len(values) - 1) * observed / expected
