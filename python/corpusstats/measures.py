"""Keyness and association measures as polars expressions, one function a formula.

Every function reads the same four counts (Evert's cells) and derives the rest of the table:

==========  =======  =====  ======
            term     other  sum
==========  =======  =====  ======
target      **o11**  o12    **r1**
reference   o21      o22    r2
sum         **c1**   c2     **n**
==========  =======  =====  ======

For keywords the rows are two corpora; for collocates, the tokens inside and outside the node's
windows. Chance alone would put ``e11 = r1 * c1 / n`` into the first cell. Counts are column names
or expressions of any numeric type, read as 64-bit integers (so UInt32 does not wrap; floats must
hold whole numbers). The result is Float64, never rounded and never NaN:

- null where no such table exists: a count is null, negative, fractional or above 2**63 - 1, a
  cell would be negative (``o11 > r1``, ``o11 > c1``, ``r1 + c1 - o11 > n``), or ``n`` is 0;
- null where the formula says 0/0, and infinite where it says so.
"""

import math
from typing import Literal, TypeAlias

import polars as pl

__all__ = [
    "chi_square",
    "dice",
    "log_dice",
    "log_likelihood",
    "log_ratio",
    "mi",
    "percent_difference",
    "simple_maths",
    "t_score",
    "z_score",
]

Cell: TypeAlias = str | pl.Expr
Yates: TypeAlias = Literal["yates"] | None
Zero: TypeAlias = Literal["walter", "hardie"]

# The table as the formulas see it: fields of the struct that `_measure` builds. Cells are
# subtracted as integers (small letters) and only then made floats (capitals).
_o11, _r1, _c1, _n = (pl.field(name) for name in ("o11", "r1", "c1", "n"))
_o12, _o21, _r2, _c2 = _r1 - _o11, _c1 - _o11, _n - _r1, _n - _c1
_O11, _O12, _O21, _O22 = (x.cast(pl.Float64) for x in (_o11, _o12, _o21, _r2 - _o21))
_R1, _R2, _C1, _C2, _N = (x.cast(pl.Float64) for x in (_r1, _r2, _c1, _c2, _n))
_E11, _E12, _E21, _E22 = (r * c / _N for r in (_R1, _R2) for c in (_C1, _C2))
_CROSS = pl.field("cross")  # o11 n - r1 c1 = o11 o22 - o12 o21
_D = _CROSS / _N  # o11 - e11, which is also e12 - o12, e21 - o21 and o22 - e22


def _measure(name: str, formula: pl.Expr, cells: tuple[Cell, Cell, Cell, Cell]) -> pl.Expr:
    """Evaluate `formula` on the table, as a column `name`; null for no such table and for 0/0.

    The steps are structs because eager polars evaluates an expression wherever it is written, and
    because a struct's fields are full columns: a count given as a literal changes no last digit.
    """
    given = [x if isinstance(x, pl.Expr) else pl.col(x) for x in cells]
    a, r, c, t = (x.cast(pl.Int64, strict=False) for x in given)
    # No difference can wrap unless an earlier comparison fails.
    possible = (a >= 0) & (a <= r) & (a <= c) & (r <= t) & (c - a <= t - r) & (t > 0)
    for exact, whole in zip(given, (a, r, c, t), strict=True):
        possible &= exact == whole
    # Exact in 128 bits, which costs 10 ms for a million rows; in floats all digits can cancel.
    cross = a.cast(pl.Int128) * t.cast(pl.Int128) - r.cast(pl.Int128) * c.cast(pl.Int128)
    table = pl.struct(o11=a, r1=r, c1=c, n=t, cross=cross.cast(pl.Float64), possible=possible)
    value = pl.field("value")
    result = pl.when(pl.field("possible") & value.is_not_nan()).then(value)
    table = table.struct.with_fields(value=formula).struct.with_fields(result=result)
    return table.struct.field("result").alias(name)


def _check(option: str, value: object, *valid: object) -> None:
    if value not in valid:
        raise ValueError(f"{option} must be {' or '.join(map(repr, valid))}, not {value!r}")


def _log2_quotient(numerator: pl.Expr, denominator: pl.Expr, difference: pl.Expr) -> pl.Expr:
    """log2(numerator / denominator); near 1 it keeps the digits of an exact `difference`."""
    excess = difference / denominator
    near = excess.log1p() * math.log2(math.e)  # "/ ln 2" rounds otherwise in one-row frames
    far = (numerator / denominator).log(2)
    return pl.when(excess.is_between(-0.5, 0.5)).then(near).otherwise(far)


def _deviance(observed: pl.Expr, expected: pl.Expr, deviation: pl.Expr) -> pl.Expr:
    """One cell's half of G2, O ln(O/E) - (O - E), from an exact `deviation` O - E.

    In Loader's terms E phi(x) with x = (O - E) / E, whose two halves cancel for small x. There
    r = x / (2 + x) = (O - E) / (O + E) gives the series (O - E) r + 2 O (r**3/3 + r**5/5 + ...).
    """
    cell = pl.struct(o=observed, e=expected, d=deviation)
    o, e, d, r, r2, x = (pl.field(name) for name in ("o", "e", "d", "r", "r2", "x"))
    cell = cell.struct.with_fields(r=d / (o + e), x=d / e).struct.with_fields(r2=r * r)
    tail = pl.lit(1 / 15)  # for |r| < 0.1 the next term is below 1e-16 of the sum
    for k in (13, 11, 9, 7, 5, 3):
        tail = tail * r2 + 1 / k
    near = d * r + 2 * o * r * r2 * tail
    # x = -1: nothing was observed, or too little to count beside an expectation above 1e15.
    far = pl.when(x > -1).then(o * x.log1p() - d).otherwise(-d)
    value = pl.when(r.is_between(-0.1, 0.1)).then(near).otherwise(far)
    return cell.struct.with_fields(value=value).struct.field("value")


def log_likelihood(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, cells: Literal[4, 2] = 4
) -> pl.Expr:
    """Log-likelihood ratio G2 = 2 sum O ln(O/E), negative where o11 is below e11.

    ``cells=4`` sums over the table. ``cells=2``, as the UCREL wizard, sums over o11 and o21 only;
    it is smaller, noticeably where the term is a large share of the text. Natural logarithm. There
    is always a value: an empty cell adds its limit, and a table that is as expected in all cells,
    as with r1 or c1 at 0 or n, has 0. Evidence, not effect: it grows with the corpora. Dunning
    (1993), Computational Linguistics 19(1), 61-74; 2 cells: Rayson & Garside (2000), Workshop on
    Comparing Corpora, 1-6; as computed here: Loader (2000), Computation of binomial probabilities.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.log_likelihood()).item(), 6)
    5.854257
    """
    _check("cells", cells, 4, 2)
    parts = (_O11, _E11, _D), (_O21, _E21, -_D), (_O12, _E12, -_D), (_O22, _E22, _D)
    half = pl.sum_horizontal(_deviance(*part) for part in parts[:cells])
    # The guard spares cells of which 0 were expected the 0/0.
    formula = pl.when(_CROSS == 0).then(0.0).otherwise(2 * half * _CROSS.sign())
    return _measure("log_likelihood", formula, (o11, r1, c1, n))


def chi_square(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, correction: Yates = None
) -> pl.Expr:
    """Pearson's chi-square of the whole table, negative where o11 is below e11.

    ``correction="yates"`` moves each cell half a count towards its expectation, never past it: 0
    where o11 is within 0.5 of e11, as in R and scipy (UCS overshoots there). A table that is as
    expected in all cells, as with r1 or c1 at 0 or n, has 0. Poor where an expected cell is small.
    Pearson (1900), Philosophical Magazine 50, 157-175; Yates (1934), Suppl. JRSS 1(2), 217-235.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.chi_square(correction="yates")).item(), 6)
    4.107981
    """
    _check("correction", correction, None, "yates")
    size = _CROSS.abs() - _N / 2 if correction == "yates" else _CROSS.abs()
    value = _CROSS.sign() * _N * size**2 / (_R1 * _R2 * _C1 * _C2)
    formula = pl.when(size > 0).then(value).otherwise(0.0)
    return _measure("chi_square", formula, (o11, r1, c1, n))


def log_ratio(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, zero: Zero = "walter"
) -> pl.Expr:
    """Base-2 logarithm of the target's rate over the reference's: 1 is twice as frequent.

    ``zero="walter"`` adds 0.5 to both counts and both sizes, always, which draws rare terms
    towards 0; ``zero="hardie"`` only reads a count of 0 as 0.5. So it is finite. Null where a
    corpus is empty (r1 is 0 or n) or the term is in neither (c1 = 0), when only the sizes of the
    corpora would be compared. The reference is the rest of the table, r2 = n - r1. Hardie (2014),
    Log Ratio: an informal introduction, CASS, Lancaster; Walter (1975), Biometrika 62(2), 371-374.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [1000], "c1": [12], "n": [2000]})
    >>> round(counts.select(cs.measures.log_ratio()).item(), 6)
    2.070389
    """
    _check("zero", zero, "walter", "hardie")
    if zero == "walter":
        target, reference = (_O11 + 0.5) * (_R2 + 0.5), (_O21 + 0.5) * (_R1 + 0.5)
        difference = _CROSS + 0.5 * ((_O11 - _O21) + (_R2 - _R1))
    else:
        a, b = _O11.clip(lower_bound=0.5), _O21.clip(lower_bound=0.5)
        target, reference = a * _R2, b * _R1
        difference = _CROSS + (a - _O11) * _R2 - (b - _O21) * _R1
    defined = (_R1 > 0) & (_R2 > 0) & (_C1 > 0)
    formula = pl.when(defined).then(_log2_quotient(target, reference, difference))
    return _measure("log_ratio", formula, (o11, r1, c1, n))


def percent_difference(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """%DIFF: the target's rate less the reference's, in per cent of the reference's.

    100 is twice and -50 half as frequent, -100 absent from the target. Infinite where the term is
    in the target only; null where it is in neither (c1 = 0) or a corpus is empty (r1 is 0 or n).
    Gabrielatos & Marchi (2011), Keyness: matching metrics to definitions, Portsmouth.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [7], "r1": [1000], "c1": [9], "n": [2000]})
    >>> counts.select(cs.measures.percent_difference()).item()
    250.0
    """
    return _measure("percent_difference", _CROSS / (_O21 * _R1) * 100, (o11, r1, c1, n))


def simple_maths(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n", *, k: float = 1.0
) -> pl.Expr:
    """Ratio of the two rates per million tokens after adding ``k`` to each: 1 is no difference.

    A small ``k`` favours rare terms, a large one (100, 1000) common terms; scores under different
    ``k`` do not compare. ``k`` is positive and finite. Null where a corpus is empty (r1 is 0 or n).
    Kilgarriff (2009), Simple maths for keywords, Proc. Corpus Linguistics, Liverpool.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [200], "r1": [10**6], "c1": [300], "n": [2 * 10**6]})
    >>> counts.select(cs.measures.simple_maths(k=100)).item()
    1.5
    """
    if not 0 < k < math.inf:
        raise ValueError(f"k must be a finite number above 0, not {k!r}")
    formula = (_O11 * 1e6 / _R1 + k) / (_O21 * 1e6 / _R2 + k)
    return _measure("simple_maths", formula, (o11, r1, c1, n))


def mi(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """(Pointwise) mutual information log2(o11 / e11): 1 is twice as often as expected.

    Base 2 (in UCS: 10). Ranks rare pairs first. -inf where o11 is 0 but e11 is not; null where
    both are. Church & Hanks (1990), Computational Linguistics 16(1), 22-29.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [20], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.mi()).item()
    2.0
    """
    return _measure("mi", _log2_quotient(_O11 * _N, _R1 * _C1, _CROSS), (o11, r1, c1, n))


def t_score(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """(o11 - e11) / sqrt(o11): ranks frequent pairs first.

    Not distributed as Student's t: no p-value follows. -inf where o11 is 0 but e11 is not; null
    where both are. Church et al. (1991), in Zernik (ed.), Lexical Acquisition, 115-164.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [16], "r1": [40], "c1": [20], "n": [100]})
    >>> counts.select(cs.measures.t_score()).item()
    2.0
    """
    return _measure("t_score", _D / _O11.sqrt(), (o11, r1, c1, n))


def z_score(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """(o11 - e11) / sqrt(e11), the Pearson residual of the first cell.

    No continuity correction. Far too large where e11 is small; null where it is 0 (r1 or c1 is
    0). Berry-Rogghe (1973), in Aitken et al. (eds), Computer and Literary Studies, 103-112.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [40], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.z_score()).item()
    3.0
    """
    return _measure("z_score", _D / _E11.sqrt(), (o11, r1, c1, n))


def dice(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """Dice coefficient 2 o11 / (r1 + c1), from 0 (never together) to 1 (never apart).

    Chance has no part in it; ``n`` only decides whether the table is possible. Null where r1 and
    c1 are both 0. ``r1`` is the size of the windows: with the node's frequency in its place, as
    some tools have it, o11 can pass r1, which is null here. Dice (1945), Ecology 26(3), 297-302.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [12], "c1": [8], "n": [100]})
    >>> counts.select(cs.measures.dice()).item()
    0.5
    """
    return _measure("dice", 2 * _O11 / (_R1 + _C1), (o11, r1, c1, n))


def log_dice(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """14 + log2(2 o11 / (r1 + c1)): at most 14, one less for each halving of `dice`.

    -inf where o11 is 0; null where r1 and c1 are both 0. What `dice` says about ``n`` and ``r1``
    holds here too. Rychly (2008), A lexicographer-friendly association score, RASLAN, 6-9.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [12], "c1": [8], "n": [100]})
    >>> counts.select(cs.measures.log_dice()).item()
    13.0
    """
    return _measure("log_dice", 14 + (2 * _O11 / (_R1 + _C1)).log(2), (o11, r1, c1, n))
