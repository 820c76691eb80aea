"""Slow oracle for exact tests and exact intervals: sums and roots in mpmath with 60 digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath
from mpmath import mp, mpf
from scipy.special import betaincinv

from tests.reference import special

if TYPE_CHECKING:
    from tests.reference.measures import Table

DIGITS = special.DIGITS


def _ln_choose(n: int, k: int) -> Any:
    return mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)


def _ln_probability(t: Table) -> Any:
    """Hypergeometric."""
    (r1, r2), (c1, _) = t.rows, t.columns
    return _ln_choose(r1, t.o11) + _ln_choose(r2, c1 - t.o11) - _ln_choose(t.n, c1)


def _at_least(t: Table) -> Any:
    """P(o11 or more): what the table has, times a sum of ratios."""
    a, b, c, d = (mpf(cell) for cell in t)
    total = term = mpf(1)
    while b > 0 and c > 0 and term > total * mpf(10) ** -45:
        a, d = a + 1, d + 1
        term *= b * c / (a * d)
        b, c = b - 1, c - 1
        total += term
    return total * mpmath.exp(_ln_probability(t))


def _mirrored(t: Table) -> Table:
    return type(t)(t.o12, t.o11, t.o22, t.o21)


def fisher(t: Table, side: str = "greater") -> float:
    """log10 p; the larger side is 1 less the smaller one."""
    with mp.workdps(DIGITS):
        if side == "less":
            return fisher(_mirrored(t))
        if side == "two-sided":
            return float(mpmath.log10(min(_two_sided(t), mpf(1))))
        if t.sign >= 0:
            return float(mpmath.log10(min(_at_least(t), mpf(1))))
        below = type(t)(t.o11 - 1, t.o12 + 1, t.o21 + 1, t.o22 - 1)
        if min(below) < 0:
            return 0.0
        return float(mpmath.log1p(-_at_least(_mirrored(below))) / mpmath.log(10))


def _two_sided(t: Table) -> Any:
    """Sum over all tables that are not more probable; for small sums of the table."""
    (r1, _), (c1, _) = t.rows, t.columns
    limit = mpmath.exp(_ln_probability(t)) * (1 + mpf(10) ** -40)
    total = mpf(0)
    for o11 in range(max(0, r1 + c1 - t.n), min(r1, c1) + 1):
        one = mpmath.exp(_ln_probability(type(t)(o11, r1 - o11, c1 - o11, t.n - r1 - c1 + o11)))
        total += one if one <= limit else 0
    return total


def poisson(t: Table, side: str = "greater") -> float:
    with mp.workdps(DIGITS):
        e11 = t.expected()[0]
        mean = mpf(e11.numerator) / e11.denominator
        if side == "greater":
            if t.o11 == 0:
                return 0.0
            tail, other = special.gamma_tails(t.o11, mean)
        else:
            other, tail = special.gamma_tails(t.o11 + 1, mean)
        if mean == 0:
            return 0.0
        ln = mpmath.log1p(-other) if tail > 0.5 else mpmath.log(tail)
        return float(ln / mpmath.log(10))


def lrc(t: Table, confidence: float = 0.95, family: int = 1, form: str = "exact") -> float | None:
    """By definition: where the binomial tail beyond o11 is as small as the interval allows."""
    if 0 in t.rows or t.columns[0] == 0:
        return None
    with mp.workdps(DIGITS):
        alpha = (1 - mpf(confidence)) / family
        if form == "one-sided":
            return float(_lower(t, alpha)) if t.o11 else -float("inf")
        if form == "normal":
            return float(_normal(t, alpha / 2))
        if t.sign >= 0:
            return float(max(_lower(t, alpha / 2), mpf(0))) if t.o11 else 0.0
        exchanged = type(t)(t.o21, t.o22, t.o11, t.o12)
        return float(min(-_lower(exchanged, alpha / 2), mpf(0)))


def _lower(t: Table, alpha: Any) -> Any:
    """log2 of the ratio of rates at Clopper and Pearson's lower limit, by Newton or bisection."""
    a, b = mpf(t.o11), mpf(t.o21 + 1)
    ln_beta = mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)

    def tail(odds: Any) -> tuple[Any, Any]:
        x, y = 1 / (1 + mpmath.exp(-odds)), 1 / (1 + mpmath.exp(odds))
        lower = special.beta_tails(a, b, x, y)[0]
        density = mpmath.exp(a * mpmath.log(x) + b * mpmath.log(y) - ln_beta)
        return mpmath.log(lower) - mpmath.log(alpha), density / lower

    low, high = (mpmath.log(alpha) + mpmath.log(a) + ln_beta) / a - 1, mpmath.log(a / b) + 5
    near = mpf(betaincinv(float(a), float(b), float(alpha)))
    at = mpmath.log(near / (1 - near)) if 0 < near < 1 else (low + high) / 2
    for _ in range(200):
        error, slope = tail(at)
        if error > 0:
            high = at
        else:
            low = at
        change = -error / slope
        if abs(change) < mpf(10) ** -18:
            break
        at = at + change if low < at + change < high else (low + high) / 2
    return (at + mpmath.log(mpf(t.rows[1]) / t.rows[0])) / mpmath.log(2)


def _normal(t: Table, alpha: Any) -> Any:
    """Hardie's log ratio less a multiple of its standard error, no further than 0."""
    (c, d), a, b = t.rows, mpf(t.o11 or 0.5), mpf(t.o21 or 0.5)
    z = -mpmath.sqrt(2) * mpmath.erfinv(2 * alpha - 1)
    ratio = mpmath.log(a / c / (b / d))
    width = z * mpmath.sqrt(max(1 / a + 1 / b - mpf(1) / c - mpf(1) / d, mpf(0)))
    nearer = max(ratio - width, mpf(0)) if ratio > 0 else min(ratio + width, mpf(0))
    return nearer / mpmath.log(2)


def log_p_value(statistic: float, df: float = 1) -> float:
    with mp.workdps(DIGITS):
        lower, upper = special.gamma_tails(mpf(df) / 2, abs(mpf(statistic)) / 2)
        ln = mpmath.log1p(-lower) if upper > 0.5 else mpmath.log(upper)
        return float(ln / mpmath.log(10))
