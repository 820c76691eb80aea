"""The special functions of the core against mpmath: on grids, at random, and far into the tails."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from corpusstats import _core
from tests.reference import special as reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WITHIN = 1e-12
laws = settings(max_examples=60)


@pytest.fixture(autouse=True)
def _digits() -> Iterator[None]:
    with mp.workdps(reference.DIGITS):
        yield


def logarithms(pair: reference.Pair) -> list[Any]:
    """Of two probabilities that sum to 1, each from the smaller one."""
    lower, upper = pair
    half = mpf(0.5)
    return [
        mpmath.log(one) if one < half else mpmath.log1p(-other)
        for one, other in ((lower, upper), (upper, lower))
        if min(one, other) > mpf(10) ** (5 - reference.DIGITS) or one < half
    ]


def check(found: list[float], pair: reference.Pair, what: object) -> None:
    """Compare logarithms relatively, and the values where they are numbers."""
    lower, upper = pair
    for ours, value, other in ((found[0], lower, upper), (found[1], upper, lower)):
        if value <= 0 or 0 < other < mpf(10) ** (20 - reference.DIGITS):
            assert ours <= 0
            continue
        exact = mpmath.log(value) if value < 0.5 else mpmath.log1p(-other)
        assert abs(mpf(ours) - exact) <= WITHIN * abs(exact), what
        if exact > -700:
            assert abs(mpmath.expm1(mpf(ours) - exact)) <= WITHIN, what


def check_all(name: str, oracle: Callable[..., reference.Pair], cases: list[Any]) -> None:
    for case, found in zip(cases, _core.special(name, cases), strict=True):
        check(found, oracle(*case), case)


def magnitudes(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(math.log(low), math.log(high)).map(math.exp)


shapes = st.one_of(magnitudes(1e-3, 1900), st.integers(1, 1900).map(float))
# How many standard deviations from the mean.
deviations = st.floats(-12, 12)


@laws
@given(a=shapes, x=magnitudes(1e-9, 1900), z=deviations)
def test_gamma(a: float, x: float, z: float) -> None:
    cases = [[a, x], [a, abs(a + z * math.sqrt(a)) + 1e-9]]
    check_all("gamma_tails", reference.gamma_tails, cases)


@laws
@given(a=shapes, b=shapes, x=st.floats(1e-9, 1 - 1e-9), z=deviations)
def test_beta(a: float, b: float, x: float, z: float) -> None:
    mean = a / (a + b)
    near = mean + z * math.sqrt(mean * (1 - mean) / (a + b + 1))
    cases = [[a, b, v, 1 - v] for v in (x, near) if 0 < v < 1]
    check_all("beta_tails", reference.beta_tails, cases)


def test_large_parameters() -> None:
    chance = random.Random(3)
    gamma, beta = [], []
    for _ in range(15):
        a, b = (math.exp(chance.uniform(8, 32)) for _ in range(2))
        z = chance.gauss(0, 6)
        gamma.append([a, a + z * math.sqrt(a)])
        mean = a / (a + b)
        x = mean + z * math.sqrt(mean * (1 - mean) / (a + b))
        beta.append([a, b, x, 1 - x] if 0 < x < 1 else [a, b, mean, 1 - mean])
        small = math.exp(chance.uniform(0, 7))
        beta.append([small, b, x := small / b * chance.uniform(0.1, 3), 1 - x])
    check_all("gamma_tails", reference.gamma_tails, gamma)
    check_all("beta_tails", reference.beta_tails, beta)


def test_normal_on_a_grid() -> None:
    cases = [[z] for z in (0.0, 1e-9, *(k / 4 for k in range(-160, 161)), 100.0, 1e4, -1e4)]
    check_all("normal_tails", reference.normal_tails, cases)


def test_student_on_a_grid() -> None:
    degrees = (0.5, 1.0, 2.0, 3.0, 7.5, 30.0, 200.0, 1900.0, 1e6, 1e10)
    cases = [[t, df] for df in degrees for t in (1e-6, 0.3, -1.0, 1.7, 4.0, -20.0, 1e3)]
    check_all("student_tails", reference.student_tails, cases)


def test_chi_square_on_a_grid() -> None:
    cases = [
        [x, df] for df in (1.0, 2.0, 3.0, 10.0, 301.0) for x in (1e-9, 0.1, 1.0, 3.84, 50.0, 2e3)
    ]
    check_all("chi_square_tails", lambda x, df: reference.gamma_tails(df / 2, x / 2), cases)
    ((_, far),) = _core.special("chi_square_tails", [[1e9, 1.0]])
    assert far == pytest.approx(float(mpmath.log(mpmath.erfc(mpmath.sqrt(mpf(5e8))))), rel=1e-15)


@laws
@given(st.data())
def test_hypergeometric(data: st.DataObject) -> None:
    n = data.draw(st.one_of(st.integers(1, 30), st.integers(1, 3000)))
    drawn, marked = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    k = data.draw(st.integers(max(0, drawn + marked - n), min(drawn, marked)))
    exact = (
        mpf(p.numerator) / p.denominator for p in reference.hypergeometric(k, drawn, marked, n)
    )
    case = [float(x) for x in (k, drawn, marked, n)]
    check(_core.special("hypergeometric_tails", [case])[0], tuple(exact), case)


@laws
@given(k=st.integers(0, 1500), mean=magnitudes(1e-6, 1500))
def test_poisson(k: int, mean: float) -> None:
    lower, upper = reference.gamma_tails(k + 1.0, mean)
    check(_core.special("poisson_tails", [[float(k), mean]])[0], (upper, lower), (k, mean))


@laws
@given(n=st.integers(1, 1500), share=st.floats(0, 1), p=st.floats(1e-6, 0.5))
def test_binomial(n: int, share: float, p: float) -> None:
    k = min(int(share * n), n - 1)
    lower, upper = reference.beta_tails(k + 1.0, float(n - k), p, 1 - p)
    check(
        _core.special("binomial_tails", [[float(k), float(n), p, 1 - p]])[0],
        (upper, lower),
        (k, n, p),
    )


@given(x=magnitudes(1e-12, 1e15))
def test_ln_gamma(x: float) -> None:
    for at in (x, 1 + x, 1 + 1 / (1 + x), 2 + 1 / (1 + x)):
        ((ours,),) = _core.special("ln_gamma", [[at]])
        exact = mpmath.loggamma(mpf(at))
        assert abs(ours - exact) <= 1e-14 * abs(exact)
        ((error,),) = _core.special("stirling_error", [[at]])
        at_high = mpf(at)
        stirling = (at_high + 0.5) * mpmath.log(at_high) - at_high + mpmath.log(2 * mpmath.pi) / 2
        assert error == pytest.approx(float(mpmath.loggamma(at_high + 1) - stirling), rel=1e-13)


# Logarithms of probabilities; near 1/2 they do not tell the quantile by relative size.
probabilities = st.one_of(st.floats(-600, -1), st.floats(-0.4, -1e-6))


def step(value: Any, goal: float, density: Any) -> float:
    """How far off a quantile is: the step that Newton would take."""
    return float(abs((mpmath.log(value) - mpf(goal)) * value / density))


@laws
@given(ln_p=probabilities, a=shapes, b=shapes)
def test_quantiles(ln_p: float, a: float, b: float) -> None:
    ((z,),) = _core.special("normal_quantile", [[ln_p]])
    lower, _ = reference.normal_tails(z)
    assert step(lower, ln_p, mpmath.npdf(mpf(z))) <= WITHIN * abs(z)
    ((x,),) = _core.special("gamma_quantile", [[a, ln_p]])
    if x > 1e-290:
        lower, _ = reference.gamma_tails(a, x)
        at = mpf(x)
        density = mpmath.exp(a * mpmath.log(at) - at - mpmath.loggamma(mpf(a)))  # over ln x
        assert step(lower, ln_p, density) <= WITHIN
    ((_, _, odds),) = _core.special("beta_quantile", [[a, b, ln_p]])
    if abs(odds) > 80:  # 1 - x is then below the oracle's digits
        return
    at = 1 / (1 + mpmath.exp(-mpf(odds)))
    lower, _ = reference.beta_tails(a, b, at)
    over_odds = a * mpmath.log(at) + b * mpmath.log1p(-at) - mpmath.log(mpmath.beta(mpf(a), mpf(b)))
    assert step(lower, ln_p, mpmath.exp(over_odds)) <= WITHIN * max(1, abs(odds))


@laws
@given(ln_p=st.floats(-300, -1), df=magnitudes(0.5, 1900))
def test_student_quantile(ln_p: float, df: float) -> None:
    ((t,),) = _core.special("student_quantile", [[ln_p, df]])
    assert (
        _core.special("student_quantile", [[math.log1p(-math.exp(ln_p)), df]])[0][0]
        == pytest.approx(-t, rel=1e-9)
        or ln_p < -15
    )
    lower, _ = reference.student_tails(t, df)
    half = (mpf(df) + 1) / 2
    front = mpmath.loggamma(half) - mpmath.loggamma(mpf(df) / 2) - mpmath.log(mpmath.pi * df) / 2
    density = mpmath.exp(front - half * mpmath.log1p(mpf(t) ** 2 / df))
    assert step(lower, ln_p, density) <= WITHIN * abs(t)


def test_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="function"):
        _core.special("zeta", [[2.0]])
