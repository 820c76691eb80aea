"""Quantiles that intervals need."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

__all__ = ["t_quantile"]

# From here on the error of the expansion is below 1e-11.
_MANY = 300


@lru_cache(maxsize=4096)
def t_quantile(degrees: int, confidence: float = 0.95) -> float:
    """Find the number between whose negative and itself Student's t lies with that probability.

    ``degrees`` are whole and at least 1. Correct to ten digits.

    >>> round(t_quantile(4), 6)
    2.776445
    """
    z: float = NormalDist().inv_cdf(0.5 + confidence / 2)
    # Abramowitz & Stegun (1964), 26.7.5.
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    t = math.fsum(term / degrees**power for power, term in enumerate(terms))
    if degrees >= _MANY:
        return t
    low, high = 0.0, t
    while _inside(high, degrees) < confidence:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if _inside(middle, degrees) < confidence else (low, middle)
    return middle


def _inside(t: float, degrees: int) -> float:
    """Tell the probability of -t to t; a finite sum, as there (26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = degrees % 2
    term, total = (cosine, 0.0) if is_odd else (1.0, 0.0)
    for step in range(2 + is_odd, degrees + 1, 2):
        total += term
        term *= cosine**2 * (step - 1) / step
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total
