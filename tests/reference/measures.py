"""Slow oracle for `corpusstats.measures`: textbook formulas on one table, in exact arithmetic.

Rates, expectations and deviations are fractions; roots and logarithms have 120 decimal digits, so
that nothing cancels away even for counts of 10**18. Only the result is made a float. A result of
None stands for null.
"""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

DIGITS = 120


class Table(NamedTuple):
    """All counts of a possible table."""

    o11: int
    o12: int
    o21: int
    o22: int

    @property
    def rows(self) -> tuple[int, int]:
        return self.o11 + self.o12, self.o21 + self.o22

    @property
    def columns(self) -> tuple[int, int]:
        return self.o11 + self.o21, self.o12 + self.o22

    @property
    def n(self) -> int:
        return sum(self)

    def expected(self) -> list[Fraction]:
        """e11, e12, e21, e22."""
        return [Fraction(r * c, self.n) for r in self.rows for c in self.columns]

    @property
    def sign(self) -> int:
        e11 = self.expected()[0]
        return (self.o11 > e11) - (self.o11 < e11)


def table(o11: int, r1: int, c1: int, n: int) -> Table | None:
    """The four cells, or None where one would be negative or nothing was counted."""
    cells = Table(o11, r1 - o11, c1 - o11, n - r1 - c1 + o11)
    return cells if min(cells) >= 0 and n > 0 else None


def _decimal(x: Fraction | int) -> Decimal:
    x = Fraction(x)
    return Decimal(x.numerator) / Decimal(x.denominator)


def _log2(x: Fraction) -> float:
    if x == 0:
        return -math.inf
    return float(_decimal(x).ln() / Decimal(2).ln())


def _log_likelihood(t: Table, chosen: tuple[int, ...]) -> float:
    total = Decimal(0)
    for i in chosen:
        observed, expected = t[i], t.expected()[i]
        if observed > 0:
            total += observed * _decimal(observed / expected).ln()
    return float(2 * t.sign * total)


def log_likelihood(t: Table) -> float | None:
    return _log_likelihood(t, (0, 1, 2, 3))


def log_likelihood_2(t: Table) -> float | None:
    """Over the term's cells in target and reference only."""
    return _log_likelihood(t, (0, 2))


def _chi_square(t: Table, correction: Fraction) -> float:
    total = Fraction(0)
    for observed, expected in zip(t, t.expected(), strict=True):
        deviation = abs(observed - expected)
        if deviation > correction:
            total += (deviation - correction) ** 2 / expected
    return float(t.sign * total)


def chi_square(t: Table) -> float | None:
    return _chi_square(t, Fraction(0))


def chi_square_yates(t: Table) -> float | None:
    return _chi_square(t, Fraction(1, 2))


def _rates(t: Table) -> tuple[Fraction, Fraction] | None:
    if 0 in t.rows:
        return None
    return Fraction(t.o11, t.rows[0]), Fraction(t.o21, t.rows[1])


def log_ratio_walter(t: Table) -> float | None:
    if 0 in t.rows or t.columns[0] == 0:
        return None
    half = Fraction(1, 2)
    target = (t.o11 + half) / (t.rows[0] + half)
    reference = (t.o21 + half) / (t.rows[1] + half)
    return _log2(target / reference)


def log_ratio_hardie(t: Table) -> float | None:
    if 0 in t.rows or t.columns[0] == 0:
        return None
    target = Fraction(t.o11 or Fraction(1, 2)) / t.rows[0]
    reference = Fraction(t.o21 or Fraction(1, 2)) / t.rows[1]
    return _log2(target / reference)


def percent_difference(t: Table) -> float | None:
    rates = _rates(t)
    if rates is None or t.columns[0] == 0:
        return None
    target, reference = rates
    return float((target - reference) / reference * 100) if reference else math.inf


def simple_maths(t: Table, k: int = 1) -> float | None:
    rates = _rates(t)
    if rates is None:
        return None
    target, reference = rates
    return float((target * 10**6 + k) / (reference * 10**6 + k))


def mi(t: Table, power: int = 1) -> float | None:
    e11 = t.expected()[0]
    return _log2(t.o11**power / e11) if e11 else None


def mi2(t: Table) -> float | None:
    return mi(t, power=2)


def mi3(t: Table) -> float | None:
    return mi(t, power=3)


def npmi(t: Table) -> float | None:
    """The ratio does not depend on the base of its logarithms."""
    e11 = t.expected()[0]
    if e11 == 0 or t.o11 == t.n:
        return None
    if t.o11 == 0:
        return -1.0
    return float(_decimal(t.o11 / e11).ln() / -_decimal(Fraction(t.o11, t.n)).ln())


def local_mi(t: Table) -> float | None:
    if t.o11 == 0:
        return 0.0
    return float(t.o11 * _decimal(t.o11 / t.expected()[0]).ln() / Decimal(2).ln())


def t_score(t: Table) -> float | None:
    e11 = t.expected()[0]
    if e11 == 0:
        return None
    return float(_decimal(t.o11 - e11) / Decimal(t.o11).sqrt()) if t.o11 else -math.inf


def z_score(t: Table) -> float | None:
    e11 = t.expected()[0]
    return float(_decimal(t.o11 - e11) / _decimal(e11).sqrt()) if e11 else None


def adjusted_residual(t: Table) -> float | None:
    (r1, r2), (c1, c2) = t.rows, t.columns
    if not (r1 and r2 and c1 and c2):
        return None
    n = r1 + r2
    variance = Fraction(r1 * c1, n) * (1 - Fraction(r1, n)) * (1 - Fraction(c1, n))
    return float(_decimal(t.o11 - t.expected()[0]) / _decimal(variance).sqrt())


def _dice(t: Table) -> Fraction | None:
    sizes = t.rows[0] + t.columns[0]
    return Fraction(2 * t.o11, sizes) if sizes else None


def dice(t: Table) -> float | None:
    value = _dice(t)
    return None if value is None else float(value)


def log_dice(t: Table) -> float | None:
    """14 + log2(Dice)."""
    value = _dice(t)
    return None if value is None else _log2(value * 2**14)


def log_dice_node(t: Table, node_count: int) -> float | None:
    """As `log_dice`, with the node's frequency in the place of the first row's sum."""
    sizes = node_count + t.columns[0]
    return _log2(Fraction(2**15 * t.o11, sizes)) if sizes else None


def jaccard(t: Table) -> float | None:
    """The share of what is in the row or the column that is in both."""
    either = t.o11 + t.o12 + t.o21
    return t.o11 / either if either else None


def minimum_sensitivity(t: Table) -> float | None:
    """Of the two shares those that are defined: the other's limit is not below a share of 0."""
    shares = [Fraction(t.o11, size) for size in (t.rows[0], t.columns[0]) if size]
    return float(min(shares)) if shares else None


def delta_p_forward(t: Table) -> float | None:
    rates = _rates(t)
    return None if rates is None else float(rates[0] - rates[1])


def delta_p_backward(t: Table) -> float | None:
    return delta_p_forward(Table(t.o11, t.o21, t.o12, t.o22))


def log_likelihood_williams(t: Table) -> float | None:
    return _divided(log_likelihood(t), _williams(t))


def chi_square_williams(t: Table) -> float | None:
    return _divided(chi_square(t), _williams(t))


def _divided(value: float | None, q: Decimal | None) -> float | None:
    if q is None:  # infinite, and so is nothing left of what is 0 anyway
        return 0.0
    return None if value is None else float(Decimal(value) / q)


def _williams(t: Table) -> Decimal | None:
    if 0 in (*t.rows, *t.columns):
        return None
    rows, columns = (Fraction(t.n, a) + Fraction(t.n, b) - 1 for a, b in (t.rows, t.columns))
    return _decimal(1 + rows * columns / (6 * t.n))


def simple_ll(t: Table) -> float | None:
    o11, e11 = t.o11, t.expected()[0]
    half = -_decimal(o11 - e11)
    if o11:
        half += o11 * _decimal(o11 / e11).ln()
    return float(2 * half * t.sign)


def average_mi(t: Table) -> float | None:
    g2 = log_likelihood(t)
    return None if g2 is None else abs(float(Decimal(g2) / 2 / Decimal(2).ln()))


def bic(t: Table) -> float | None:
    g2 = log_likelihood_2(t)
    return None if g2 is None else float(abs(Decimal(g2)) - Decimal(t.n).ln())


def ell(t: Table) -> float | None:
    g2, least = log_likelihood_2(t), min(t.expected()[0], t.expected()[2])
    if g2 is None or least == 0:
        return None
    most = t.n * _decimal(least).ln()
    if most == 0:
        return math.inf if g2 else None
    return float(abs(Decimal(g2)) / most)


def relative_risk(t: Table) -> float | None:
    rates = _rates(t)
    return None if rates is None else _ratio(*rates)


def _ratio(above: Fraction | int, below: Fraction | int) -> float | None:
    if below == 0:
        return math.inf if above else None
    return float(Fraction(above) / below)


def odds_ratio(t: Table) -> float | None:
    return _ratio(t.o11 * t.o22, t.o12 * t.o21)


def odds_ratio_discounted(t: Table) -> float | None:
    if 0 in (*t.rows, *t.columns):
        return None
    a, b, c, d = (cell + Fraction(1, 2) for cell in t)
    return float(a * d / (b * c))


def difference_coefficient(t: Table) -> float | None:
    rates = _rates(t)
    if rates is None or sum(rates) == 0:
        return None
    return float((rates[0] - rates[1]) / sum(rates))


def liddell(t: Table) -> float | None:
    if 0 in t.columns:
        return None
    return float(Fraction(t.o11, t.columns[0]) - Fraction(t.o12, t.columns[1]))


def geometric_mean(t: Table) -> float | None:
    product = t.rows[0] * t.columns[0]
    return float(t.o11 / Decimal(product).sqrt()) if product else None


def poisson_stirling(t: Table) -> float | None:
    if t.o11 == 0:
        return 0.0
    return float(t.o11 * (_decimal(t.o11 / t.expected()[0]).ln() - 1))


def z_score_yates(t: Table) -> float | None:
    e11 = t.expected()[0]
    if e11 == 0:
        return None
    moved = max(abs(t.o11 - e11) - Fraction(1, 2), Fraction(0))
    return float(t.sign * _decimal(moved) / _decimal(e11).sqrt())


def _log_odds(
    t: Table, alpha: Fraction, alpha0: Fraction, *, against_all: bool = False
) -> float | None:
    """Equations 15, 20 and 22 of Monroe et al., as they stand there."""
    one, size = t.o11 + alpha, t.rows[0] + alpha0
    other, other_size = t.o21 + alpha, t.rows[1] + alpha0
    if against_all:
        other, other_size = one + other, size + other_size
    if not 0 < one < size or not 0 < other < other_size:
        return None
    delta = _decimal(one / (size - one)).ln() - _decimal(other / (other_size - other)).ln()
    return float(delta / _decimal(1 / one + 1 / other).sqrt())


def log_odds_monroe(t: Table) -> float | None:
    weight = Fraction(0.1)
    return _log_odds(t, weight * t.columns[0], weight * t.n)


def log_odds_convokit(t: Table, terms: int = 50) -> float | None:
    return _log_odds(t, Fraction(0.1), Fraction(0.1) * terms)


def log_odds_tidylo(t: Table) -> float | None:
    return _log_odds(t, Fraction(t.columns[0]), Fraction(t.n), against_all=True)


def log_linear(patterns: list[int], smoothing: float = 0.5) -> tuple[float, float]:
    """Blaheta and Johnson's lambda and z of positive counts, pattern by pattern."""
    with localcontext(prec=DIGITS):
        total, variance = Decimal(0), Decimal(0)
        words = len(patterns).bit_length() - 1
        for number, count in enumerate(patterns):
            matching = f"{number:b}".count("1")
            smoothed = Decimal(count) + Decimal(smoothing)
            total += (-1) ** (words - matching) * smoothed.ln()
            variance += 1 / smoothed
        return float(total), float(total / variance.sqrt())


def score(measure: Callable[[Table], float | None], *counts: int) -> float | None:
    """`measure` of the table with o11, r1, c1, n = `counts`; None if there is no such table."""
    t = table(*counts)
    if t is None:
        return None
    with localcontext(prec=DIGITS):
        return measure(t)
