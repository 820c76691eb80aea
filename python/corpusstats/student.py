"""Student's t distribution, for intervals."""

from __future__ import annotations

import math
from functools import lru_cache

__all__ = ["t_quantile"]


@lru_cache(maxsize=4096)
def t_quantile(confidence: float, degrees: int) -> float:
    """Tell within how many standard errors of 0 t lies with a probability.

    For whole degrees of freedom the probability is a finite sum over the angle whose tangent is
    t / √degrees. Abramowitz and Stegun (1964), Handbook of mathematical functions, 26.7.3 and
    26.7.4.
    """
    low, high = 0.0, math.pi / 2
    while (middle := (low + high) / 2) not in (low, high):
        if _within(middle, degrees) < confidence:
            low = middle
        else:
            high = middle
    return math.sqrt(degrees) * math.tan(low)


def _within(angle: float, degrees: int) -> float:
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2
    term, total = (cosine if odd else 1.0), 0.0
    for step in range(1 + odd, degrees, 2):
        total += term
        term *= cosine * cosine * step / (step + 1)
    return 2 / math.pi * (angle + sine * total) if odd else sine * total
