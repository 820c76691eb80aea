"""Values of `corpusstats.measures` against papers and other programs, and every edge by name."""

import math
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from corpusstats import measures
from tests.reference import measures as reference

CELLS = ("o11", "r1", "c1", "n")
INF = math.inf

Measure = Callable[..., pl.Expr]
ALL: list[Measure] = [getattr(measures, name) for name in measures.SCORES]


def table(*rows: tuple[int | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(CELLS, pl.Int64), orient="row")


def score(measure: pl.Expr, *counts: int | None) -> float | None:
    """`measure` of the one table with o11, r1, c1, n = `counts`."""
    value: float | None = table(counts).select(measure).item()
    return value


def value_of(measure: pl.Expr, *counts: int) -> float:
    value = score(measure, *counts)
    assert value is not None
    return value


def worst(frame: pl.DataFrame, measure: pl.Expr, gold: pl.Expr) -> tuple[float, float]:
    """Largest relative and absolute difference of `measure` from the column `gold`."""
    pairs = frame.select(ours=measure, gold=gold.cast(pl.Float64))
    assert pairs.null_count().row(0) == (0, 0)
    error = (pl.col("ours") - pl.col("gold")).abs()
    relative, absolute = pairs.select(
        (error / pl.col("gold").abs()).max().alias("r"), error.max()
    ).row(0)
    return relative, absolute


# ---------------------------------------------------------------------------------------------
# Published values


# Dunning (1993), Accurate methods for the statistics of surprise and coincidence, table of the
# highest scoring bigrams, N = 31777: all four cells and -2 log lambda, to two decimals.
DUNNING = [
    (110, 2442, 111, 29114, 270.72),  # the swiss
    (29, 13, 123, 31612, 263.90),  # can be
    (31, 23, 139, 31584, 256.84),  # previous year
    (10, 0, 3, 31764, 167.23),  # mineral water
    (76, 104, 2476, 29121, 157.21),  # at the
    (16, 16, 51, 31694, 157.03),  # real terms
    (9, 0, 5, 31763, 146.80),  # natural gas
    (16, 0, 865, 30896, 115.02),  # owing to
    (10, 9, 41, 31717, 104.53),  # health insurance
    (8, 2, 27, 31740, 100.96),  # stiff competition
    (12, 111, 14, 31640, 98.72),  # is likely
    (8, 5, 24, 31740, 95.29),  # qualified personnel
    (10, 93, 6, 31668, 94.50),  # an estimated
    (12, 111, 21, 31633, 91.40),  # is expected
    (10, 45, 35, 31687, 81.55),  # 1 2
    (5, 13, 0, 31759, 76.30),  # balance sheet
    (16, 2536, 1, 29224, 73.35),  # the united
    (6, 2, 45, 31724, 68.96),  # accident insurance
    (24, 43, 1316, 30394, 68.61),  # terms of
    (3, 0, 0, 31774, 61.61),  # natel c
    (6, 92, 2, 31677, 60.77),  # will probably
    (4, 11, 1, 31761, 57.44),  # great deal
    (13, 7, 1327, 30430, 57.14),  # part of
    (4, 1, 18, 31754, 53.98),  # waste paper
    (4, 13, 2, 31758, 53.65),  # machine exhibition
    (7, 61, 27, 31682, 52.33),  # rose slightly
    (5, 9, 25, 31738, 52.30),  # passenger service
    (4, 61, 0, 31712, 49.79),  # not yet
    (9, 12, 429, 31327, 48.94),  # affected by
    (13, 1327, 12, 30425, 48.85),  # of september
]


@pytest.mark.parametrize(("o11", "o12", "o21", "o22", "g2"), DUNNING)
def test_log_likelihood_as_in_dunning(o11: int, o12: int, o21: int, o22: int, g2: float) -> None:
    counts = (o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22)
    assert value_of(measures.log_likelihood(), *counts) == pytest.approx(g2, abs=0.01)


# Manning & Schuetze (1999), Foundations of Statistical NLP, chapter 5, as asserted in the
# doctests of NLTK, to the decimals printed there.
@pytest.mark.parametrize(
    ("measure", "counts", "expected", "within"),
    [
        (measures.t_score(), (8, 15828, 4675, 14307668), 0.9999, 5e-5),
        (measures.t_score(), (20, 42, 20, 14307668), 4.4721, 5e-5),
        (measures.chi_square(), (8, 15828, 4675, 14307668), 1.55, 5e-3),
        (measures.chi_square(), (59, 67, 65, 571007), 456400, 50),
        (measures.mi(), (20, 42, 20, 14307668), 18.38, 5e-3),
        (measures.mi(), (20, 15019, 15629, 14307668), 0.29, 5e-3),
    ],
)
def test_manning_and_schuetze(
    measure: pl.Expr, counts: tuple[int, ...], expected: float, within: float
) -> None:
    assert value_of(measure, *counts) == pytest.approx(expected, abs=within)


# Count in the target, in the reference, size of the target, of the reference. Computed with the
# code that also reproduces the gold tables of R's corpora and of association-measures. Of these,
# pycorpdiff documents the 2-cell value 182.07 and anyTS 5.822; the triples of simple maths for
# 12000/10000, 200/100 and 10/0 per million are the examples of Kilgarriff (2009).
KEYNESS = {
    (7, 2, 1000, 1000): {
        "ll 2": 2.941937667,
        "ll 4": 2.954494185,
        "chi": 2.790334282,
        "yates": 1.785813941,
        "hardie": 1.807354922,
        "walter": 1.584962501,
        "maths": (3.498750625, 3.380952381, 2.666666667),
        "percent": 250,
    },
    (10, 2, 1000, 1000): {
        "ll 2": 5.822063321,
        "ll 4": 5.854256566,
        "chi": 5.365526492,
        "yates": 4.107981221,
        "hardie": 2.321928095,
        "walter": 2.070389328,
        "maths": (4.998001, 4.80952381, 3.666666667),
        "percent": 400,
    },
    (12000, 10000, 10**6, 10**6): {
        "ll 2": 182.0694517,
        "ll 4": 184.0916967,
        "chi": 183.8404265,
        "yates": 183.656632,
        "hardie": 0.2630344058,
        "walter": 0.2630223839,
        "maths": (1.199980002, 1.198019802, 1.181818182),
        "percent": 20,
    },
    (200, 100, 10**6, 10**6): {
        "ll 2": 33.97980736,
        "ll 4": 33.98480811,
        "chi": 33.33833408,
        "yates": 32.67490124,
        "hardie": 1,
        "walter": 0.9964067353,
        "maths": (1.99009901, 1.5, 1.090909091),
        "percent": 100,
    },
    (10, 0, 10**6, 10**6): {
        "ll 2": 13.86294361,
        "ll 4": 13.86299361,
        "chi": 10.00005,
        "yates": 8.1000405,
        "hardie": 4.321928095,
        "walter": 4.392317423,
        "maths": (11, 1.1, 1.01),
        "percent": INF,
    },
}


@pytest.mark.parametrize("cells", KEYNESS)
def test_keyness_of_single_tables(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    found = {
        "ll 2": measures.log_likelihood(cells=2),
        "ll 4": measures.log_likelihood(),
        "chi": measures.chi_square(),
        "yates": measures.chi_square(correction="yates"),
        "hardie": measures.log_ratio(zero="hardie"),
        "walter": measures.log_ratio(zero="walter"),
        "percent": measures.percent_difference(),
    }
    expected = dict(KEYNESS[cells])
    maths = expected.pop("maths")
    for name, measure in found.items():
        assert value_of(measure, a, c, a + b, c + d) == pytest.approx(expected[name], rel=1e-9), (
            name
        )
    scores = [value_of(measures.simple_maths(k=k), a, c, a + b, c + d) for k in (1, 100, 1000)]
    assert scores == pytest.approx(maths, rel=1e-9)


# association-measures (fau-klue), the frame of its own unit tests: f = f1 = f2 = 10, N = 100.
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (measures.mi() * math.log10(2), 1.0),  # there to base 10
        (measures.local_mi() * math.log10(2), 10.0),
        (measures.dice(), 1.0),
        (measures.minimum_sensitivity(), 1.0),
        (measures.t_score(), 2.846049894151541),
        (measures.z_score(), 9.0),
        (measures.log_likelihood(), 65.016595),
        (measures.log_ratio(zero="hardie"), 7.491853),
    ],
)
def test_association_measures_fixed_frame(measure: pl.Expr, expected: float) -> None:
    assert value_of(measure, 10, 10, 10, 100) == pytest.approx(expected, rel=1e-7)


# Inputs of quanteda's unit tests: the bigram (other, capital) of `capital other capital gains
# other capital word2 other gains capital`, cells 2, 1, 1, 5, with its values to three decimals;
# b in 7 of 10 against 2 of 9 tokens and d in 1 of 17 against 4 of 12, computed independently.
@pytest.mark.parametrize(
    ("measure", "counts", "expected", "within"),
    [
        (measures.log_likelihood(), (2, 3, 3, 9), 2.231, 5e-4),
        (measures.chi_square(), (2, 3, 3, 9), 2.25, 1e-12),
        (measures.mi(), (2, 3, 3, 9), 1.0, 1e-12),
        (measures.dice(), (2, 3, 3, 9), 0.667, 5e-4),
        (measures.chi_square(), (7, 10, 9, 19), 4.337160493827162, 1e-12),
        (measures.chi_square(correction="yates"), (7, 10, 9, 19), 2.632438271604939, 1e-12),
        (measures.log_likelihood(), (7, 10, 9, 19), 4.534939332256224, 1e-12),
        (measures.log_likelihood(), (1, 17, 5, 29), -3.779440532859235, 1e-12),
    ],
)
def test_quanteda(
    measure: pl.Expr, counts: tuple[int, ...], expected: float, within: float
) -> None:
    assert value_of(measure, *counts) == pytest.approx(expected, abs=within)


def test_log_dice_as_in_rychly() -> None:
    """Joint count and the two sums: (10, 10, 10) is the top of the scale, (5, 100, 60) is 10."""
    assert value_of(measures.log_dice(), 10, 10, 10, 1000) == 14
    assert value_of(measures.log_dice(), 5, 100, 60, 1000) == 10
    assert value_of(measures.log_dice(), 46, 776, 877, 10**6) == pytest.approx(9.8326909467647)


# One source against the rest of five; checked with scipy.stats.chi2_contingency. A 2x2 table's
# chi-square is the square of the adjusted residual (Haberman 1973).
@pytest.mark.parametrize(
    ("count", "size", "g2", "residual"),
    [
        (12, 1000, 10.820074747951281, 3.66989272),
        (3, 900, -0.574659332470274, -0.72426614),
        (0, 1100, -12.150891002712655, -2.63917283),
        (7, 800, 2.5873895221042034, 1.74611562),
        (1, 950, -4.827445422555494, -1.88118971),
    ],
)
def test_one_source_against_the_rest(count: int, size: int, g2: float, residual: float) -> None:
    counts = (count, size, 23, 4750)
    assert value_of(measures.log_likelihood(), *counts) == pytest.approx(g2, rel=1e-10)
    squared = residual * abs(residual)
    assert value_of(measures.chi_square(), *counts) == pytest.approx(squared, rel=1e-7)


# ---------------------------------------------------------------------------------------------
# Gold tables of other programs. Where a bound is loose, the other program's sum of O ln(O/E)
# has lost digits near independence: `test_gold_tables_by_the_oracle` shows that ours has not.


def gold(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(
        folder / "vectors" / name,
        separator="\t",
        comment_prefix="#" if name.endswith(".ds") else None,
        quote_char=None,
        infer_schema_length=None,
    )


def test_ucs(shared_data: Path) -> None:
    """94 collocates by Evert's UCS toolkit; its logarithms have base 10, its tests our signs."""
    frame = gold(shared_data, "ucs-gold-100.ds")
    cells = ("f", "f1", "f2", "N")
    assert frame.height == 94
    for measure, column in [
        (measures.chi_square(*cells), "am.chi.squared"),
        (measures.mi(*cells) * math.log10(2), "am.MI"),
        (measures.mi2(*cells) * math.log10(2), "am.MI2"),
        (measures.mi3(*cells) * math.log10(2), "am.MI3"),
        (measures.local_mi(*cells) * math.log10(2), "am.local.MI"),
        (measures.t_score(*cells), "am.t.score"),
        (measures.z_score(*cells), "am.z.score"),
        (measures.dice(*cells), "am.Dice"),
        (measures.jaccard(*cells), "am.Jaccard"),
        (measures.minimum_sensitivity(*cells), "am.MS"),
    ]:
        assert worst(frame, measure, pl.col(column))[0] < 1e-13, column
    ours = measures.log_likelihood(*cells)
    relative, absolute = worst(frame, ours, pl.col("am.log.likelihood"))
    assert relative < 1e-8
    assert absolute < 1e-10


def test_ucs_continuity_correction(shared_data: Path) -> None:
    """Equal to UCS but where o11 is within 0.5 of e11: there UCS goes past e11, and we stop."""
    frame = gold(shared_data, "ucs-gold-100.ds")
    f, f1, f2, n = (pl.col(name).cast(pl.Float64) for name in ("f", "f1", "f2", "N"))
    cross = f * n - f1 * f2
    beyond = n * (cross.abs() - n / 2) ** 2 / (f1 * (n - f1) * f2 * (n - f2)) * cross.sign()
    assert worst(frame, beyond, pl.col("am.chi.squared.corr"))[0] < 1e-12  # so that is its form
    ours = measures.chi_square("f", "f1", "f2", "N", correction="yates")
    within = cross.abs() <= n / 2
    assert worst(frame.filter(~within), ours, pl.col("am.chi.squared.corr"))[0] < 1e-13
    assert frame.filter(within).select(ours).to_series().to_list() == [0.0] * 22


def test_mrsa_keywords(shared_data: Path) -> None:
    """702 keywords of German news on MRSA, by keyness() of R's corpora 0.6."""
    frame = gold(shared_data, "corpora_MRSAKeywords_keyness.tsv")
    cells = (pl.col("f1"), pl.lit(1177), pl.col("f1") + pl.col("f2"), pl.lit(1177 + 341805))
    assert frame.height == 702
    assert worst(frame, measures.log_likelihood(*cells), pl.col("G2"))[0] < 1e-11
    assert worst(frame, measures.log_ratio(*cells), pl.col("LogRatio"))[0] < 1e-14
    assert worst(frame, measures.simple_maths(*cells, k=100), pl.col("SM"))[0] < 1e-14


def test_bundesregierung(shared_data: Path) -> None:
    """599 collocates in the German Bundestag, by association-measures, checked with CQPweb."""
    frame = gold(shared_data, "log-ratio-gold.tsv")
    assert frame.height == 599
    ours = measures.log_ratio("f", "f1", "f2", "N", zero="hardie")
    assert worst(frame, ours, pl.col("lr"))[0] < 1e-13


def test_ditransitive(shared_data: Path) -> None:
    """40 verbs by Gries's Coll.analysis 4.0, which leaves its log-likelihood without a sign."""
    frame = gold(shared_data, "occurR_gries4.tsv")
    cells = ("o11", pl.lit(958), "f1", pl.lit(138664))
    assert frame.height == 40
    assert worst(frame, measures.z_score(*cells), pl.col("pearsonsid"))[0] < 1e-13
    assert worst(frame, measures.mi(*cells), pl.col("mi_base2"))[0] < 1e-13
    # The construction is our row: its second Delta P says how much it raises the verb's share.
    assert worst(frame, measures.delta_p_forward(*cells), pl.col("delta_p2"))[0] < 1e-12
    assert worst(frame, measures.delta_p_backward(*cells), pl.col("delta_p1"))[0] < 1e-12
    relative, absolute = worst(frame, measures.log_likelihood(*cells).abs(), pl.col("ll"))
    assert relative < 2e-8
    assert absolute < 1e-10


def test_occurr_collexemes(shared_data: Path) -> None:
    """752 collexemes by R's occurR: no signs, MI to base 10; sizes recovered from its Dice."""
    frame = gold(shared_data, "occurR_collex.tsv")
    cells = ("o11", pl.lit(11494), "f1", pl.lit(10**8))
    assert frame.height == 752
    for measure, column in [
        (measures.chi_square(*cells).abs(), "chisq"),
        (measures.mi(*cells) * math.log10(2), "mi"),
        (measures.mi3(*cells) * math.log10(2), "mi3"),
        (measures.t_score(*cells), "t_score"),
        (measures.z_score(*cells), "zscore"),
        (measures.dice(*cells), "dice"),
        (measures.jaccard(*cells), "jaccard"),
        (measures.minimum_sensitivity(*cells), "min_sens"),
        (measures.delta_p_forward(*cells), "delta_p2"),
        (measures.delta_p_backward(*cells), "delta_p1"),
    ]:
        assert worst(frame, measure, pl.col(column))[0] < 1e-12, column
    # 1e-7 absolute: with n = 10**8 its G2 of 2.48e-5 has three correct digits.
    assert worst(frame, measures.log_likelihood(*cells).abs(), pl.col("ll"))[1] < 1e-7


def test_gold_tables_by_the_oracle(shared_data: Path) -> None:
    frame = gold(shared_data, "occurR_collex.tsv").select(
        "o11", pl.lit(11494).alias("r1"), c1="f1", n=pl.lit(10**8)
    )
    exact = [reference.score(reference.log_likelihood, *row) for row in frame.iter_rows()]
    ours = frame.select(measures.log_likelihood()).to_series().to_list()
    assert ours == pytest.approx(exact, rel=1e-14)


# ---------------------------------------------------------------------------------------------
# Edges


@pytest.mark.parametrize(
    ("measure", "absent", "only_term", "target_only"),
    # o11, r1, c1, n: (0, 10, 5, 100), (10, 10, 100, 100), (5, 10, 5, 100)
    [
        (measures.t_score(), -INF, 0.0, 4.5 / math.sqrt(5)),
        (measures.z_score(), -math.sqrt(0.5), 0.0, 4.5 / math.sqrt(0.5)),
        (measures.mi(), -INF, 0.0, math.log2(10)),
        (measures.mi2(), -INF, math.log2(10), math.log2(50)),
        (measures.mi3(), -INF, math.log2(100), math.log2(250)),
        (measures.npmi(), -1.0, 0.0, math.log(10) / math.log(20)),
        (measures.local_mi(), 0.0, 0.0, 5 * math.log2(10)),
        (measures.dice(), 0.0, 20 / 110, 10 / 15),
        (measures.jaccard(), 0.0, 0.1, 0.5),
        (measures.minimum_sensitivity(), 0.0, 0.1, 0.5),
        (measures.delta_p_forward(), -5 / 90, 0.0, 0.5),
        (measures.log_dice(), -INF, 14 + math.log2(20 / 110), 14 + math.log2(10 / 15)),
        (measures.percent_difference(), -100.0, 0.0, INF),
        (measures.simple_maths(), 9 / 500009, 1.0, 500001.0),
        (measures.log_ratio(), math.log2(0.5 / 10.5 * 90.5 / 5.5), 0.0, None),
        (measures.log_ratio(zero="hardie"), math.log2(0.5 / 10 * 90 / 5), 0.0, math.log2(90)),
        (measures.log_likelihood(cells=2), -10 * math.log(10 / 9), 0.0, 10 * math.log(10)),
        (measures.chi_square(), -100 / 171, 0.0, 900 / 19),
    ],
)
def test_empty_cells(
    measure: pl.Expr, absent: float, only_term: float, target_only: float | None
) -> None:
    assert score(measure, 0, 10, 5, 100) == pytest.approx(absent)
    assert score(measure, 10, 10, 100, 100) == pytest.approx(only_term, rel=1e-14, abs=1e-15)
    if target_only is not None:
        assert score(measure, 5, 10, 5, 100) == pytest.approx(target_only)


NOTHING_COUNTED = [
    (0, 0, 5, 100),  # the target is empty
    (5, 100, 5, 100),  # the reference is empty
    (0, 10, 0, 100),  # the term is nowhere
    (0, 0, 0, 100),  # neither target nor term
    (0, 100, 0, 100),  # neither reference nor term
    (10, 10, 100, 100),  # there is no other term
    (0, 0, 100, 100),  # the target is empty, there is no other term
    (100, 100, 100, 100),  # nothing but the term in the target
]


@pytest.mark.parametrize("counts", NOTHING_COUNTED)
def test_tests_are_zero_where_all_cells_are_as_expected(counts: tuple[int, ...]) -> None:
    for measure in (
        measures.log_likelihood(),
        measures.log_likelihood(cells=2),
        measures.chi_square(),
        measures.chi_square(correction="yates"),
    ):
        value = score(measure, *counts)
        assert value == 0
        assert math.copysign(1, value) == 1


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (measures.log_ratio(), [None, None, None, None, None, 0.0, None, None]),
        (measures.log_ratio(zero="hardie"), [None, None, None, None, None, 0.0, None, None]),
        (measures.percent_difference(), [None, None, None, None, None, 0.0, None, None]),
        (measures.simple_maths(), [None, None, 1.0, None, None, 1.0, None, None]),
        (measures.mi(), [None, 0.0, None, None, None, 0.0, None, 0.0]),
        (
            measures.mi2(),
            [None, math.log2(5), None, None, None, math.log2(10), None, math.log2(100)],
        ),
        (
            measures.mi3(),
            [None, math.log2(25), None, None, None, math.log2(100), None, math.log2(10**4)],
        ),
        (measures.npmi(), [None, 0.0, None, None, None, 0.0, None, None]),
        (measures.local_mi(), [0.0] * 8),
        (measures.t_score(), [None, 0.0, None, None, None, 0.0, None, 0.0]),
        (measures.z_score(), [None, 0.0, None, None, None, 0.0, None, 0.0]),
        (measures.dice(), [0.0, 10 / 105, 0.0, None, 0.0, 20 / 110, 0.0, 1.0]),
        (measures.jaccard(), [0.0, 0.05, 0.0, None, 0.0, 0.1, 0.0, 1.0]),
        (measures.minimum_sensitivity(), [0.0, 0.05, 0.0, None, 0.0, 0.1, 0.0, 1.0]),
        (measures.delta_p_forward(), [None, None, 0.0, None, None, 0.0, None, None]),
        (measures.delta_p_backward(), [0.0, 0.0, None, None, None, None, None, None]),
        (
            measures.log_dice(),
            [-INF, 14 + math.log2(2 / 21), -INF, None, -INF, 14 + math.log2(2 / 11), -INF, 14.0],
        ),
    ],
)
def test_effects_are_null_where_the_formula_is_zero_by_zero(
    measure: pl.Expr, values: list[float | None]
) -> None:
    found = table(*NOTHING_COUNTED).select(measure).to_series().to_list()
    assert [x is None for x in found] == [x is None for x in values]
    assert [x for x in found if x is not None] == pytest.approx(
        [x for x in values if x is not None], rel=1e-14, abs=1e-15
    )


IMPOSSIBLE = [
    (-1, 10, 10, 100),
    (11, 10, 12, 100),  # o11 > r1
    (11, 12, 10, 100),  # o11 > c1
    (5, 101, 10, 100),  # r1 > n
    (5, 10, 101, 100),  # c1 > n
    (5, 60, 60, 100),  # o22 < 0
    (0, 0, 0, 0),  # n is 0
    (0, 0, 0, -1),
    (None, 10, 10, 100),
    (5, None, 10, 100),
    (5, 10, None, 100),
    (5, 10, 10, None),
    # differences that leave 64 bits
    (2**63 - 1, -(2**63), 2**63 - 1, 2**63 - 1),
    (0, 2**63 - 1, 2**63 - 1, -(2**63)),
    (0, 2**63 - 1, 2**63 - 1, 2**63 - 1),
    (-(2**63), 2**63 - 1, 2**63 - 1, 2**63 - 1),
]


@pytest.mark.parametrize("measure", ALL)
def test_impossible_tables_are_null(measure: Measure) -> None:
    found = table(*IMPOSSIBLE).select(measure()).to_series()
    assert found.dtype == pl.Float64
    assert found.to_list() == [None] * len(IMPOSSIBLE)


@pytest.mark.parametrize("measure", ALL)
def test_empty_frame(measure: Measure) -> None:
    found = table().select(measure())
    assert found.height == 0
    assert found.schema == {measure.__name__: pl.Float64}


# ---------------------------------------------------------------------------------------------
# Precision


@pytest.mark.parametrize("n", [10**9 + 7, 10**12 + 39])
@pytest.mark.parametrize("r1", [123456789, 7, 500000003])
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize(
    ("measure", "oracle"),
    [
        (measures.log_likelihood(), reference.log_likelihood),
        (measures.log_likelihood(cells=2), reference.log_likelihood_2),
        (measures.chi_square(), reference.chi_square),
        (measures.mi(), reference.mi),
        (measures.npmi(), reference.npmi),
        (measures.local_mi(), reference.local_mi),
        (measures.t_score(), reference.t_score),
        (measures.z_score(), reference.z_score),
        (measures.delta_p_forward(), reference.delta_p_forward),
        (measures.delta_p_backward(), reference.delta_p_backward),
        (measures.percent_difference(), reference.percent_difference),
        (measures.log_ratio(zero="hardie"), reference.log_ratio_hardie),
        (measures.log_ratio(zero="walter"), reference.log_ratio_walter),
    ],
)
def test_all_digits_next_to_independence(
    n: int,
    r1: int,
    direction: int,
    measure: pl.Expr,
    oracle: Callable[[reference.Table], float | None],
) -> None:
    """o11 * n - r1 * c1 is 1 or -1, the least that integers can differ from chance (n is prime)."""
    c1 = pow(-direction * r1, -1, n)
    o11 = (r1 * c1 + direction) // n
    assert o11 * n - r1 * c1 == direction
    exact = reference.score(oracle, o11, r1, c1, n)
    assert exact is not None
    assert value_of(measure, o11, r1, c1, n) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("r1", [123456789, 7 * 10**10 + 1])
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("power", [2, 3])
def test_all_digits_where_powers_of_o11_meet_the_expectation(
    r1: int, direction: int, power: int
) -> None:
    """o11**power * n - r1 * c1 is 1 or -1 (o11 is prime)."""
    o11 = 101
    c1 = pow(-direction * r1, -1, o11**power) + 10**4 * o11**power
    n = (r1 * c1 + direction) // o11**power
    assert o11**power * n - r1 * c1 == direction
    measure, oracle = {
        2: (measures.mi2(), reference.mi2),
        3: (measures.mi3(), reference.mi3),
    }[power]
    exact = reference.score(oracle, o11, r1, c1, n)
    assert exact is not None
    assert 0 < abs(exact) < 1e-15
    assert value_of(measure, o11, r1, c1, n) == pytest.approx(exact, rel=1e-12)


def test_log_likelihood_passes_smoothly_from_the_series_to_the_logarithm() -> None:
    """Either side of the switch at (O - E) / (O + E) = 0.1, in both directions."""
    rows = [(o11, 10**6, 10**6, 10**9) for o11 in (*range(1215, 1230), *range(810, 825))]
    exact = [reference.score(reference.log_likelihood, *row) for row in rows]
    found = table(*rows).select(measures.log_likelihood()).to_series().to_list()
    assert found == pytest.approx(exact, rel=1e-14)


@pytest.mark.parametrize(
    "counts",
    [
        (10**11, 4 * 10**11, 2 * 10**11, 10**12),
        (80_000_000_001, 4 * 10**11, 2 * 10**11, 10**12),
        (1, 1, 1, 10**12),
        (0, 5 * 10**11, 5 * 10**11, 10**12),
        (1, 4 * 10**18, 4 * 10**18, 8 * 10**18),  # o11 vanishes beside e11 in floating point
        (3 * 10**18, 4 * 10**18, 4 * 10**18, 9 * 10**18),
        # In 128 bits o11**2 * n and o11**3 * n wrap, and what is left of them is about r1 * c1.
        (3 * 10**17, 399666728650754871, 399666728650754871, 8000000000000001838),
        (10**15 + 37, 2350008339302287430, 2350008339302287430, 8000000000000000035),
    ],
)
def test_huge_tables(counts: tuple[int, ...]) -> None:
    for measure, oracle in [
        (measures.log_likelihood(), reference.log_likelihood),
        (measures.log_likelihood(cells=2), reference.log_likelihood_2),
        (measures.chi_square(), reference.chi_square),
        (measures.chi_square(correction="yates"), reference.chi_square_yates),
        (measures.mi(), reference.mi),
        (measures.mi2(), reference.mi2),
        (measures.mi3(), reference.mi3),
        (measures.npmi(), reference.npmi),
        (measures.local_mi(), reference.local_mi),
        (measures.t_score(), reference.t_score),
        (measures.z_score(), reference.z_score),
        (measures.dice(), reference.dice),
        (measures.log_dice(), reference.log_dice),
        (measures.jaccard(), reference.jaccard),
        (measures.minimum_sensitivity(), reference.minimum_sensitivity),
        (measures.delta_p_forward(), reference.delta_p_forward),
        (measures.delta_p_backward(), reference.delta_p_backward),
        (measures.log_ratio(), reference.log_ratio_walter),
        (measures.log_ratio(zero="hardie"), reference.log_ratio_hardie),
        (measures.percent_difference(), reference.percent_difference),
        (measures.simple_maths(), reference.simple_maths),
    ]:
        exact = reference.score(oracle, *counts)
        assert score(measure, *counts) == pytest.approx(exact, rel=1e-12)


# ---------------------------------------------------------------------------------------------
# Columns, types and engines

COUNTS = (10, 100_000_000, 1200, 2_000_000_000)  # o11 * n passes 32 bits, o11 is below e11


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize(
    "dtype", [pl.UInt32, pl.Int32, pl.UInt64, pl.Int128, pl.Float64, pl.Decimal(20, 2)]
)
def test_any_numeric_type(measure: Measure, dtype: pl.DataType) -> None:
    frame = table(COUNTS)
    assert frame.cast(dtype).select(measure()).equals(frame.select(measure()))


@pytest.mark.parametrize("measure", ALL)
def test_mixed_types_and_literals(measure: Measure) -> None:
    frame = table((10, 1000, 12, 2000), (0, 1000, 7, 2000), (500, 1000, 800, 2000))
    mixed = frame.cast({"o11": pl.UInt16, "c1": pl.Float32})
    given = mixed.select(measure(r1=pl.lit(1000), n=pl.lit(2000.0)))
    assert given.equals(frame.select(measure()))
    one = pl.select(measure(*(pl.lit(x) for x in (10, 1000, 12, 2000))))
    assert one.equals(frame.head(1).select(measure()))


@pytest.mark.parametrize("measure", ALL)
def test_floats_that_are_not_counts_are_null(measure: Measure) -> None:
    counts = [1.5, math.nan, INF, -INF, 1e300, None, 2.0]
    frame = pl.DataFrame({"o11": counts, "r1": 10, "c1": 20, "n": 100})
    found = frame.select(measure()).to_series().to_list()
    assert found[:-1] == [None] * 6
    assert found[-1] is not None


def test_counts_beyond_64_bits_are_null() -> None:
    frame = pl.DataFrame(
        {"o11": [5], "r1": [10], "c1": [10], "n": [2**63]}, schema_overrides={"n": pl.UInt64}
    )
    assert frame.select(measures.mi()).item() is None


@pytest.mark.parametrize("measure", ALL)
def test_text_is_refused(measure: Measure) -> None:
    frame = pl.DataFrame({"o11": ["5"], "r1": [10], "c1": [10], "n": [100]})
    with pytest.raises(pl.exceptions.ComputeError):
        frame.select(measure())


@pytest.mark.parametrize("measure", ALL)
def test_named_columns_expressions_and_alias(measure: Measure) -> None:
    frame = table((10, 1000, 12, 2000))
    renamed = pl.DataFrame({"a": [10], "target": [1000], "b": [2], "reference": [1000]})
    both = pl.col("target") + pl.col("reference")
    given = renamed.select(measure("a", "target", pl.col("a") + pl.col("b"), both))
    assert given.equals(frame.select(measure()))
    assert given.columns == [measure.__name__]


@pytest.mark.parametrize("measure", ALL)
def test_eager_lazy_streaming_and_over(measure: Measure) -> None:
    rows = [(i % 7, 50 + i % 3, 9 + i % 11, 400) for i in range(1000)]
    frame = table(*rows, *IMPOSSIBLE).with_columns(group=pl.int_range(pl.len()) % 13)
    eager = frame.select(measure())
    assert frame.lazy().select(measure()).collect().equals(eager)
    assert frame.lazy().select(measure()).collect(engine="streaming").equals(eager)
    assert frame.lazy().select(measure()).collect(engine="in-memory").equals(eager)
    assert frame.select(measure().over("group")).equals(eager)
    within = frame.lazy().select(measure().over("group")).collect(engine="streaming")
    assert within.equals(eager)


def test_a_constant_column_and_a_literal_give_the_same_digits() -> None:
    frame = table(*((i, 977, 2 * i + 1, 3001) for i in range(1, 400)))
    constants = {"r1": pl.lit(977), "n": pl.lit(3001)}
    for measure in ALL:
        assert frame.select(measure(**constants)).equals(frame.select(measure()))


def test_totals_per_group() -> None:
    frame = pl.DataFrame({"group": ["a", "a", "b"], "o11": [4, 6, 7], "c1": [5, 7, 9]})
    summed = measures.log_ratio(pl.col("o11").sum(), pl.lit(1000), pl.col("c1").sum(), pl.lit(2000))
    found = frame.group_by("group", maintain_order=True).agg(summed)
    assert found["log_ratio"].to_list() == pytest.approx([2.070389328, 1.584962501])


# ---------------------------------------------------------------------------------------------
# Options


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measures.log_likelihood(cells=3), "cells must be 4 or 2, not 3"),  # type: ignore[arg-type]
        (
            lambda: measures.chi_square(correction="half"),  # type: ignore[arg-type]
            "correction must be None or 'yates' or 'williams', not 'half'",
        ),
        (
            lambda: measures.log_ratio(zero="half"),  # type: ignore[arg-type]
            "zero must be 'walter' or 'hardie', not 'half'",
        ),
        (
            lambda: measures.log_dice(marginal="row"),  # type: ignore[arg-type]
            "marginal must be 'window' or 'node', not 'row'",
        ),
    ],
)
def test_unknown_options_name_the_valid_ones(call: Callable[[], pl.Expr], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("k", [0, -1, math.nan, INF])
def test_simple_maths_needs_a_positive_k(k: float) -> None:
    with pytest.raises(ValueError, match="k must be a finite number above 0"):
        measures.simple_maths(k=k)


@pytest.mark.parametrize("measure", ALL)
def test_only_the_cells_are_positional(measure: Measure) -> None:
    with pytest.raises(TypeError):
        measure("o11", "r1", "c1", "n", "extra")


@pytest.mark.parametrize("column", [7, None])
def test_a_cell_is_a_name_or_an_expression(column: object) -> None:
    with pytest.raises(TypeError):
        measures.mi(column)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        measures.log_dice(marginal="node", node_count=column)  # type: ignore[arg-type]
