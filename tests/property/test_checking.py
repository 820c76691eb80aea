"""Laws of the values by which the races compare results."""

from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches import checking
from benches.checking import Sums

Rows = list[tuple[str, str, int]]

rows = st.lists(st.tuples(st.text(), st.text(), st.integers(1, 2**40)), min_size=1, max_size=20)


def sums(listed: Rows, names: tuple[str, str], cut: int = 0) -> Sums:
    """The values of rows that come in two parts."""
    schema = {names[0]: pl.String, names[1]: pl.String, "count": pl.Int64}
    result = Sums()
    for part in (listed[:cut], listed[cut:]):
        result.add(pl.DataFrame(part, schema=schema, orient="row"), checksum=True)
    return result


@given(rows, st.randoms(use_true_random=False), st.integers(0, 20))
def test_neither_order_nor_parts_matter(listed: Rows, random: Random, cut: int) -> None:
    shuffled = random.sample(listed, len(listed))
    names = "document", "term"
    assert sums(shuffled, names, cut) == sums(listed, names)


@given(rows, rows)
def test_other_rows_have_another_checksum(one: Rows, other: Rows) -> None:
    names = "document", "term"
    same = sorted(one) == sorted(other)
    tabs = any("\t" in text for row in one + other for text in row[:2])
    assert tabs or (sums(one, names).checksum == sums(other, names).checksum) == same


@given(rows)
def test_pairs_have_no_order(listed: Rows) -> None:
    turned = [(other, term, count) for term, other, count in listed]
    assert sums(turned, ("term", "other")) == sums(listed, ("term", "other"))


def test_rows_that_count_nothing_are_left_out() -> None:
    frame = pl.DataFrame({"term": ["a", "b"], "count": [0, 2], "score": [1.5, 2.5]})
    found = Sums()
    found.add(frame, checksum=True)
    assert (found.rows, found.total, found.score) == (1, 2, 2.5)


@pytest.mark.parametrize("cut", [1, 2, 10])
def test_results_come_in_slices(monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    frame = pl.DataFrame({"term": list("abcde"), "count": range(5)})
    monkeypatch.setattr(checking, "SLICE", cut)
    parts = list(checking.from_frame(frame).rows())
    assert max(part.height for part in parts) <= cut
    assert pl.concat(parts).equals(frame)
