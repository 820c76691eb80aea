"""Exact copies among documents, and what permuting documents can reach without them."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import numpy.typing as npt

    from corpusstats.grouped import Rows

    Integers = npt.NDArray[np.int64]

__all__ = ["Reach", "first_of_each", "number_texts", "reach", "smallest_p"]

# Up to here binomial coefficients are counted as whole numbers.
MOST_COUNTED = 1000
# A p is not 0, however small: here numbers end.
LEAST = sys.float_info.min


class Reach(NamedTuple):
    """How many different texts two groups have, the shared ones aside, and the least p."""

    texts: int
    other_texts: int
    p_floor: float


def number_texts(rows: Rows) -> pl.Series:
    """Give documents of the same terms, each as often, the same number; null without tokens."""
    starts = rows.starts()
    seen: dict[tuple[bytes, bytes], int] = {}
    numbers: list[int | None] = []
    for row, tokens in enumerate(rows.tokens.tolist()):
        cells = slice(starts[row], starts[row + 1])
        key = rows.columns[cells].tobytes(), rows.counts[cells].tobytes()
        numbers.append(seen.setdefault(key, len(seen)) if tokens else None)
    return pl.Series("_text", numbers, pl.Int64)


def smallest_p(n: int, n_other: int) -> float:
    """Take the least p of dealing out n and other documents anew: ``1 / C(n + m, n)``.

    Doubled where both are as many, since the sides can change places; 1 where a side is empty.
    """
    if not n or not n_other:
        return 1.0
    sides = 2 if n == n_other else 1
    if n + n_other <= MOST_COUNTED:
        return max(sides / math.comb(n + n_other, n), LEAST)
    logarithm = math.lgamma(n + 1) + math.lgamma(n_other + 1) - math.lgamma(n + n_other + 1)
    return max(sides * math.exp(logarithm), LEAST)


def reach(
    documents: set[int], others: set[int], texts: list[int | None], *, shares_documents: bool
) -> Reach:
    """Tell what permuting the documents of two groups can reach; copies are one document.

    A text of both groups stays where it is, since it has no one place. Groups that share
    documents exchange their parts within documents: ``2 ** (1 - n)``.
    """
    if shares_documents and documents & others:
        shared = {texts[row] for row in documents & others}
        size, other_size = (len({texts[row] for row in rows}) for rows in (documents, others))
        return Reach(size, other_size, max(2.0 ** (1 - len(shared)), LEAST))
    own, other = ({texts[row] for row in rows} for rows in (documents, others))
    return Reach(len(own - other), len(other - own), smallest_p(len(own - other), len(other - own)))


def first_of_each(members: Integers, texts: list[int | None]) -> Integers:
    """Keep one document of each text."""
    seen: dict[int | None, int] = {}
    for row in members.tolist():
        seen.setdefault(texts[row], row)
    return np.array(sorted(seen.values()), dtype=np.int64)
