"""Measures of how strongly two words, or a word and a construction, attract each other."""

from typing import Literal, TypeAlias

import polars as pl

from corpusstats.measures._table import (
    C1,
    C2,
    CROSS,
    E11,
    O11,
    O12,
    O21,
    R1,
    R2,
    Cell,
    D,
    N,
    check,
    log2_quotient,
    measure,
)

Marginal: TypeAlias = Literal["window", "node"]

_MI = log2_quotient(O11 * N, R1 * C1, CROSS)


def _log2_over_expected(power: int) -> pl.Expr:
    """log2(o11**power / e11)."""
    o11, r1, c1, n = (pl.field(name).cast(pl.Int128) for name in ("o11", "r1", "c1", "n"))
    product, exact = N, n
    for _ in range(power):
        product, exact = product * O11, exact * o11
    # The exact product can wrap, but not where it is read: there it is at most 1.5 r1 c1.
    return log2_quotient(product, R1 * C1, (exact - r1 * c1).cast(pl.Float64))


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
    return measure("mi", _MI, (o11, r1, c1, n))


def mi2(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """log2(o11**2 / e11): `mi` with more weight on frequent pairs.

    Base 2 (in UCS: 10). At most log2(n), for two words that are never apart; 0 is not chance,
    which gives log2(o11). So scores of corpora of different sizes do not compare. -inf where o11
    is 0 but e11 is not; null where both are. Daille (1994), Approche mixte pour l'extraction
    automatique de terminologie, thesis, Paris 7.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [20], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.mi2()).item()
    5.0
    """
    return measure("mi2", _log2_over_expected(2), (o11, r1, c1, n))


def mi3(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """log2(o11**3 / e11): `mi` with so much weight on o11 that frequent pairs come first.

    Base 2 (in UCS: 10). 0 is not chance, which gives 2 log2(o11), and scores grow with the corpus.
    -inf where o11 is 0 but e11 is not; null where both are. Daille (1994), as `mi2`.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [20], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.mi3()).item()
    8.0
    """
    return measure("mi3", _log2_over_expected(3), (o11, r1, c1, n))


def npmi(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """Normalised `mi`, mi / -log2(o11 / n): 1 never apart, 0 as by chance, -1 never together.

    -1 is the limit where o11 is 0 but e11 is not. Null where e11 is 0, and where o11 is n: words
    that are everywhere are never apart and also as by chance. Bouma (2009), Normalized (pointwise)
    mutual information in collocation extraction, Proc. GSCL, 31-40.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [4], "r1": [8], "c1": [16], "n": [64]})
    >>> counts.select(cs.measures.npmi()).item()
    0.25
    """
    rarity = log2_quotient(N, O11, O12 + R2)
    # Rounding must not take a pair that is never apart beyond 1.
    value = (_MI / rarity).clip(-1, 1)
    formula = pl.when(O11 > 0).then(value).when(E11 > 0).then(-1.0)
    return measure("npmi", formula, (o11, r1, c1, n))


def local_mi(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """o11 times `mi`: what all occurrences of the pair tell together, in bits (in UCS: base 10).

    Ranks frequent pairs first, and grows with the corpus. 0 as by chance, and also where o11 is 0,
    the limit: pairs that never meet do not come last. Evert (2004), The statistics of word
    cooccurrences, thesis, Stuttgart.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [8], "r1": [20], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.local_mi()).item()
    16.0
    """
    formula = pl.when(O11 > 0).then(O11 * _MI).otherwise(0.0)
    return measure("local_mi", formula, (o11, r1, c1, n))


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
    return measure("t_score", D / O11.sqrt(), (o11, r1, c1, n))


def z_score(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    correction: Literal["yates"] | None = None,
) -> pl.Expr:
    """(o11 - e11) / sqrt(e11), the Pearson residual of the first cell.

    ``correction="yates"`` moves o11 half a count towards e11, never past it (UCS overshoots where
    they are within 0.5). Far too large where e11 is small; null where it is 0 (r1 or c1 is 0).
    Berry-Rogghe (1973), in Aitken et al. (eds), Computer and Literary Studies, 103-112; Yates
    (1934), Suppl. JRSS 1(2), 217-235.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [40], "c1": [10], "n": [100]})
    >>> counts.select(cs.measures.z_score()).item()
    3.0
    """
    check("correction", correction, None, "yates")
    moved = D.sign() * (D.abs() - 0.5).clip(lower_bound=0) if correction == "yates" else D
    return measure("z_score", moved / E11.sqrt(), (o11, r1, c1, n))


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
    return measure("dice", 2 * O11 / (R1 + C1), (o11, r1, c1, n), deviates=False)


def log_dice(
    o11: Cell = "o11",
    r1: Cell = "r1",
    c1: Cell = "c1",
    n: Cell = "n",
    *,
    marginal: Marginal = "window",
    node_count: Cell = "node_count",
) -> pl.Expr:
    """14 + log2(2 o11 / (r1 + c1)): at most 14, one less for each halving of `dice`.

    ``marginal="node"``, as Rychly and the Sketch Engine have it, takes the node's own frequency
    ``node_count`` (a count like the others, null if it is none) in the place of r1. A word can
    stand several times in the windows of one node, so that this form can pass 14; r1 then only
    decides whether the table is possible, as ``n`` does in both. -inf where o11 is 0; null where
    both sizes are 0. Rychly (2008), A lexicographer-friendly association score, RASLAN, 6-9.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [12], "c1": [8], "n": [100], "node_count": [2]})
    >>> counts.select(cs.measures.log_dice()).item()
    13.0
    >>> counts.select(cs.measures.log_dice(marginal="node")).item()
    14.0
    """
    check("marginal", marginal, "window", "node")
    others = {"node_count": node_count} if marginal == "node" else {}
    size = pl.field("node_count").cast(pl.Float64) if marginal == "node" else R1
    formula = 14 + (2 * O11 / (size + C1)).log(2)
    return measure("log_dice", formula, (o11, r1, c1, n), deviates=False, others=others)


def jaccard(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """Jaccard index o11 / (r1 + c1 - o11), from 0 (never together) to 1 (never apart).

    It is dice / (2 - dice), so that it ranks as `dice` does; what `dice` says about ``n`` and
    ``r1`` holds here too. Null where r1 and c1 are both 0. Jaccard (1912), The distribution of the
    flora in the alpine zone, New Phytologist 11(2), 37-50.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [17], "c1": [8], "n": [100]})
    >>> counts.select(cs.measures.jaccard()).item()
    0.25
    """
    return measure("jaccard", O11 / (R1 + O21), (o11, r1, c1, n), deviates=False)


def minimum_sensitivity(
    o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n"
) -> pl.Expr:
    """min(o11 / r1, o11 / c1), from 0 (never together) to 1 (never apart).

    Low as soon as one of the two words is often without the other; chance has no part in it. Null
    where r1 and c1 are both 0. Pedersen (1998), Dependent bigram identification, Proc. AAAI, 1197.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [20], "c1": [8], "n": [100]})
    >>> counts.select(cs.measures.minimum_sensitivity()).item()
    0.25
    """
    return measure(
        "minimum_sensitivity", O11 / pl.max_horizontal(R1, C1), (o11, r1, c1, n), deviates=False
    )


def geometric_mean(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """o11 / sqrt(r1 c1), from 0 (never together) to 1 (never apart).

    The geometric mean of the shares o11 / r1 and o11 / c1; also sqrt of `mi2` before its logarithm,
    over n, so that it ranks as `mi2` does. ``n`` only decides whether the table is possible. Null
    where r1 or c1 is 0. Evert (2004), The statistics of word cooccurrences, thesis, Stuttgart.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [5], "r1": [20], "c1": [5], "n": [100]})
    >>> counts.select(cs.measures.geometric_mean()).item()
    0.5
    """
    return measure("geometric_mean", O11 / (R1 * C1).sqrt(), (o11, r1, c1, n), deviates=False)


def liddell(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """(o11 o22 - o12 o21) / (c1 c2), the difference of the two shares of the columns.

    The same number as `delta_p_backward`, under the name by which UCS and others list it. From -1
    to 1; 0 as by chance. Null where c1 is 0 or n. Liddell (1976), Practical tests of 2x2
    contingency tables, The Statistician 25(4), 295-304.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [30], "c1": [20], "n": [100]})
    >>> counts.select(cs.measures.liddell()).item()
    0.25
    """
    return measure("liddell", CROSS / (C1 * C2), (o11, r1, c1, n))


def delta_p_forward(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """o11 / r1 - o21 / r2: how much the target (the node) raises the share of the term.

    From -1 to 1; 0 as by chance. It conditions on the rows: where the target is the node's
    windows, the node is the cue and the collocate the outcome. The other way round:
    `delta_p_backward`. Null where r1 is 0 or n. Gries (2013), 50-something years of work on
    collocations, Int. J. Corpus Linguistics 18(1), 137-166.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [20], "c1": [30], "n": [100]})
    >>> counts.select(cs.measures.delta_p_forward()).item()
    0.25
    """
    return measure("delta_p_forward", CROSS / (R1 * R2), (o11, r1, c1, n))


def delta_p_backward(o11: Cell = "o11", r1: Cell = "r1", c1: Cell = "c1", n: Cell = "n") -> pl.Expr:
    """o11 / c1 - o12 / c2: how much the term (the collocate) raises the share of the target.

    From -1 to 1; 0 as by chance. It conditions on the columns: the collocate is the cue and the
    node the outcome. The other way round: `delta_p_forward`. Null where c1 is 0 or n. Gries
    (2013), as there.

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> counts = pl.DataFrame({"o11": [10], "r1": [30], "c1": [20], "n": [100]})
    >>> counts.select(cs.measures.delta_p_backward()).item()
    0.25
    """
    return measure("delta_p_backward", CROSS / (C1 * C2), (o11, r1, c1, n))
