"""Slow oracle for the special functions: 60 digits, sums of integers, integrals."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Any

import mpmath
from mpmath import mp, mpf

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = 60
# Above this, hypergeometric series take too long, and densities are integrated.
LARGE = 2000

Pair = tuple[Any, Any]


def _integral(density: Callable[[Any], Any], start: Any, width: Any, end: Any) -> Any:
    """Integrate what falls smoothly from 1 at `start` to `end`, on panels of growing width."""
    total, step, at = mpf(0), width, start
    sign = 1 if end > start else -1
    while sign * (end - at) > 0:
        after = min(at + step, end) if sign > 0 else max(at - step, end)
        # Its bound for errors is absolute: where the density is small, panels have to be.
        part = mpmath.quad(density, mpmath.linspace(at, after, 4), method="gauss-legendre")
        total += part
        if abs(part) < abs(total) * mpf(10) ** -40:
            break
        step, at = step * mpf("1.5"), after
    return abs(total)


def gamma_tails(a: float, x: float) -> Pair:
    """P and Q."""
    a, x = mpf(a), mpf(x)
    if max(a, x) < LARGE:
        lower = mpmath.gammainc(a, 0, x, regularized=True)
        return lower, mpmath.gammainc(a, x, mpmath.inf, regularized=True)
    front = (a - 1) * mpmath.log(x) - x - mpmath.loggamma(a)
    width = mpmath.sqrt(x) / (1 + abs(x - a) / mpmath.sqrt(x)) if x else mpf(1)

    def density(t: Any) -> Any:
        return mpmath.exp((a - 1) * mpmath.log(t / x) - (t - x)) if t > 0 else mpf(0)

    if x < a:
        lower = mpmath.exp(front) * _integral(density, x, width, mpf(0))
        return lower, 1 - lower
    upper = mpmath.exp(front) * _integral(density, x, width, mpmath.inf)
    return 1 - upper, upper


def beta_tails(a: float, b: float, x: Any, y: Any = None) -> Pair:
    """I_x(a, b) and its complement; the smaller one of `x` and `y` is exact."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    if y is None:
        y = 1 - x
    elif y < x:
        x = 1 - mpf(y)
    y = 1 - x
    if max(a, b) < LARGE:
        lower = mpmath.betainc(a, b, 0, x, regularized=True)
        return lower, mpmath.betainc(b, a, 0, y, regularized=True)
    if x * (a + b) > a:
        upper, lower = beta_tails_below(b, a, y, x)
        return lower, upper
    return beta_tails_below(a, b, x, y)


def beta_tails_below(a: Any, b: Any, x: Any, y: Any) -> Pair:
    """The same for an `x` up to the mean, over ln t."""
    front = mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
    front += a * mpmath.log(x) + (b - 1) * mpmath.log(y)
    slope = a - (b - 1) * x / y
    bend = max((b - 1) * x / y**2, mpf(0))
    width = 1 / (abs(slope) + mpmath.sqrt(bend) + mpf(10) ** -30)

    def density(w: Any) -> Any:
        ratio = -mpmath.expm1(-w) * x / y
        return mpmath.exp(-a * w + (b - 1) * mpmath.log1p(ratio))

    lower = mpmath.exp(front) * _integral(density, mpf(0), width, mpmath.inf)
    return lower, 1 - lower


def normal_tails(z: float) -> Pair:
    return mpmath.ncdf(mpf(z)), mpmath.ncdf(-mpf(z))


def student_tails(t: float, df: float) -> Pair:
    t, df = mpf(t), mpf(df)
    x = df / (df + t * t)
    tail = (beta_tails(df / 2, mpf(0.5), x)[0] if x < 0.5 else _student_upper(t, df)) / 2
    return (1 - tail, tail) if t >= 0 else (tail, 1 - tail)


def _student_upper(t: Any, df: Any) -> Any:
    y = t * t / (df + t * t)
    return beta_tails(mpf(0.5), df / 2, y)[1]


def hypergeometric(k: int, drawn: int, marked: int, n: int) -> tuple[Fraction, Fraction]:
    """P(X <= k) and P(X > k), exactly."""
    low, high = max(0, drawn + marked - n), min(drawn, marked)
    total = comb(n, drawn)

    def ways(j: int) -> int:
        return comb(marked, j) * comb(n - marked, drawn - j)

    lower = sum(ways(j) for j in range(low, min(k, high) + 1))
    upper = sum(ways(j) for j in range(max(k + 1, low), high + 1))
    return Fraction(lower, total), Fraction(upper, total)


def at_high_precision(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call one of these with enough digits."""
    with mp.workdps(DIGITS):
        return function(*arguments)
