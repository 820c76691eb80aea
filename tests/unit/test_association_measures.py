"""The node's own frequency in `log_dice`, and what single association measures promise."""

import math

import polars as pl
import pytest

from corpusstats import measures
from tests.reference import measures as reference
from tests.unit.test_measures import IMPOSSIBLE, INF, score, table, value_of


def test_all_names_are_sorted_and_there() -> None:
    assert measures.__all__ == sorted(measures.__all__)
    assert [name for name in measures.__all__ if not callable(getattr(measures, name))] == []


# Four verbs of Gries's table of ditransitives (Coll.analysis 4.0): 958 of 138664 constructions are
# ditransitive. Count in them, count, how much the construction raises the verb's share, how much
# the verb raises the construction's.
@pytest.mark.parametrize(
    ("o11", "c1", "forward", "backward"),
    [
        (4, 14, 0.00410274686742234, 0.278833651022616),  # allocate
        (12, 518, 0.00885160109491077, 0.0163181955054322),  # ask
        (20, 102, 0.0202813552105667, 0.189308898600216),  # cost
        (461, 1160, 0.476134824404429, 0.393799352796257),  # give
    ],
)
def test_delta_p_of_ditransitives(o11: int, c1: int, forward: float, backward: float) -> None:
    counts = (o11, 958, c1, 138664)
    assert value_of(measures.delta_p_forward(), *counts) == pytest.approx(forward, rel=1e-13)
    assert value_of(measures.delta_p_backward(), *counts) == pytest.approx(backward, rel=1e-13)


# Three collocates in the table of Evert's UCS toolkit, all with r1 = 15334 and n = 191998; there
# the logarithms have base 10.
@pytest.mark.parametrize(
    ("o11", "c1", "mi2", "mi3"),
    [
        (1, 2, 0.796611250194937, 0.796611250194937),  # appreciated
        (7, 120, 0.708656079839807, 1.55375411985406),  # certain
        (2, 5, 1.00073123285086, 1.30176122851484),  # arrived
    ],
)
def test_powers_in_mi(o11: int, c1: int, mi2: float, mi3: float) -> None:
    counts = (o11, 15334, c1, 191998)
    assert value_of(measures.mi2(), *counts) == pytest.approx(mi2 * math.log2(10), rel=1e-13)
    assert value_of(measures.mi3(), *counts) == pytest.approx(mi3 * math.log2(10), rel=1e-13)


@pytest.mark.parametrize("n", [2, 3, 10, 12345, 10**6 + 3, 10**12 + 39, 2**63 - 1])
def test_words_that_are_never_apart(n: int) -> None:
    rows = [(o11, o11, o11, n) for o11 in {1, (n + 1) // 3, n // 2, n - 1} - {0}]
    found = table(*rows).select(
        measures.npmi(), measures.jaccard(), measures.minimum_sensitivity(),
        measures.delta_p_forward(), measures.delta_p_backward(), measures.dice(),
    )  # fmt: skip
    for column in found:
        assert column.to_list() == pytest.approx([1.0] * len(rows), rel=1e-14), column.name
        if column.name == "npmi":
            assert column.max() == 1  # not above it by a last digit


@pytest.mark.parametrize("n", [2, 100, 10**12])
def test_words_that_are_never_together(n: int) -> None:
    """Each is where the other is not."""
    counts = (0, n // 2, n - n // 2, n)
    assert score(measures.npmi(), *counts) == -1
    assert score(measures.delta_p_forward(), *counts) == -1
    assert score(measures.delta_p_backward(), *counts) == -1
    for zero in (measures.jaccard(), measures.minimum_sensitivity(), measures.local_mi()):
        assert score(zero, *counts) == 0
    for infinite in (measures.mi2(), measures.mi3()):
        assert score(infinite, *counts) == -INF


def test_as_expected_by_chance() -> None:
    counts = (6, 60, 10, 100)
    for measure in (
        measures.npmi(),
        measures.local_mi(),
        measures.delta_p_forward(),
        measures.delta_p_backward(),
    ):
        assert score(measure, *counts) == 0
    assert score(measures.mi2(), *counts) == pytest.approx(math.log2(6), rel=1e-15)
    assert score(measures.mi3(), *counts) == pytest.approx(2 * math.log2(6), rel=1e-15)


def test_delta_p_backward_needs_occurrences_and_other_words() -> None:
    assert score(measures.delta_p_backward(), 0, 10, 5, 100) == pytest.approx(-10 / 95, rel=1e-15)
    assert score(measures.delta_p_backward(), 5, 10, 5, 100) == pytest.approx(90 / 95, rel=1e-15)
    assert score(measures.delta_p_backward(), 0, 10, 0, 100) is None
    assert score(measures.delta_p_backward(), 10, 10, 100, 100) is None


def test_minimum_sensitivity_is_of_the_word_that_is_more_often_alone() -> None:
    assert score(measures.minimum_sensitivity(), 5, 20, 8, 100) == 0.25
    assert score(measures.minimum_sensitivity(), 5, 8, 20, 100) == 0.25


# ---------------------------------------------------------------------------------------------
# The node's frequency in log_dice


def with_node(node_count: object, *counts: int) -> pl.DataFrame:
    return table(counts).with_columns(node_count=pl.lit(node_count))


BY_NODE = measures.log_dice(marginal="node")


@pytest.mark.parametrize(
    ("o11", "node_count", "c1", "expected"),
    [(10, 10, 10, 14), (5, 100, 60, 10), (46, 776, 877, 9.8326909467647)],
)
def test_log_dice_of_the_node_as_in_rychly(
    o11: int, node_count: int, c1: int, expected: float
) -> None:
    """His sums are frequencies of words; the size of the windows has no part in it."""
    for r1 in (o11, 5000):
        found = with_node(node_count, o11, r1, c1, 10**6).select(BY_NODE).item()
        assert found == pytest.approx(expected, rel=1e-14)


def test_log_dice_of_the_node_can_pass_14() -> None:
    """One node with the same word on both sides: 2 * 2 / (1 + 2) is above 1."""
    frame = with_node(1, 2, 2, 2, 10)
    assert frame.select(BY_NODE).item() == pytest.approx(14 + math.log2(4 / 3), rel=1e-15)
    assert frame.select(measures.log_dice()).item() == 14


@pytest.mark.parametrize("node_count", [None, -1, 1.5, math.nan, INF, 1e300, -(2**63)])
def test_log_dice_is_null_where_the_node_has_no_frequency(node_count: float | None) -> None:
    frame = with_node(node_count, 5, 12, 8, 100)
    assert frame.select(BY_NODE).item() is None
    assert frame.select(measures.log_dice()).item() == 13


def test_log_dice_of_the_node_at_its_limits() -> None:
    assert with_node(3, 0, 12, 8, 100).select(BY_NODE).item() == -INF
    assert with_node(3, 0, 12, 0, 100).select(BY_NODE).item() == -INF
    assert with_node(0, 0, 0, 8, 100).select(BY_NODE).item() == -INF
    assert with_node(0, 0, 0, 0, 100).select(BY_NODE).item() is None
    most = 2**63 - 1  # more than n: the node's own tokens are not in it
    assert with_node(most, 5, 12, 8, 100).select(BY_NODE).item() == pytest.approx(
        reference.score(lambda t: reference.log_dice_node(t, most), 5, 12, 8, 100), rel=1e-14
    )


def test_log_dice_of_the_node_is_null_on_impossible_tables() -> None:
    frame = table(*IMPOSSIBLE).with_columns(node_count=pl.lit(7))
    assert frame.select(BY_NODE).to_series().to_list() == [None] * len(IMPOSSIBLE)


@pytest.mark.parametrize("dtype", [pl.UInt32, pl.Int64, pl.UInt64, pl.Float64, pl.Decimal(20, 2)])
def test_the_frequency_of_the_node_is_a_cell(dtype: pl.DataType) -> None:
    """A column of any name and type, an expression or a literal."""
    rows = [(i % 7, 50 + i % 3, 9 + i % 11, 400) for i in range(200)]
    frame = table(*rows).with_columns(node_count=pl.lit(11))
    eager = frame.select(BY_NODE)
    assert eager.schema == {"log_dice": pl.Float64}
    renamed = frame.rename({"node_count": "f"}).cast({"f": dtype})
    for cell in ("f", pl.col("f"), pl.lit(11), pl.lit(11).cast(dtype)):
        measure = measures.log_dice(marginal="node", node_count=cell)
        assert renamed.select(measure).equals(eager)
        assert renamed.lazy().select(measure).collect(engine="streaming").equals(eager)
        assert renamed.lazy().select(measure).collect(engine="in-memory").equals(eager)
        assert renamed.slice(5, 1).select(measure).equals(eager.slice(5, 1))


def test_only_the_form_by_the_node_reads_its_frequency() -> None:
    frame = table((5, 12, 8, 100))
    assert frame.select(measures.log_dice(node_count="nowhere")).item() == 13
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        frame.select(BY_NODE)
