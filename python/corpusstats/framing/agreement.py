"""How far coders agree: Krippendorff's alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from corpusstats.exceptions import InputError
from corpusstats.options import check_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["LEVELS", "Level", "krippendorff_alpha"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS = ("nominal", "ordinal", "interval", "ratio")
# So many values of a unit can be compared.
PAIRED = 2


def krippendorff_alpha(
    codings: Sequence[Sequence[Any]], *, level: Level = "nominal"
) -> float | None:
    """Measure how far coders agree beyond chance.

    Parameters
    ----------
    codings
        The values of each coder, unit by unit; ``None`` where one has coded nothing.
    level
        ``"nominal"``, or for numbers ``"ordinal"``, ``"interval"`` or ``"ratio"``: what makes two
        values more or less different.

    Returns
    -------
    float or None
        1 where all agree, 0 where they agree as by chance, below 0 where less. ``None`` where all
        values are the same (chance would do as well), or no unit has two.

    Raises
    ------
    InputError
        The coders have not the same units, or values are no numbers where these are needed.
    ValueError
        An unknown level.

    Notes
    -----
    ``1 - Do / De``: the observed disagreement of values of a unit over that of all values. Above .8
    is the usual demand, and .667 the least for tentative conclusions.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania;
    (2019), Content Analysis: An Introduction to Its Methodology, chapter 12.

    Examples
    --------
    >>> from corpusstats.framing.agreement import krippendorff_alpha
    >>> ben, gerry = "aabbdcccedda", "babbbccceddd"
    >>> round(krippendorff_alpha([ben, gerry]), 3)
    0.692
    """
    check_name("level", level, LEVELS)
    if len({len(coder) for coder in codings}) > 1:
        sizes = [len(coder) for coder in codings]
        msg = f"the coders have not coded the same units: {sizes} values"
        raise InputError(msg)
    units = [[value for value in unit if value is not None] for unit in zip(*codings, strict=True)]
    units = [unit for unit in units if len(unit) >= PAIRED]
    values = sorted({value for unit in units for value in unit})
    if level != "nominal" and not all(isinstance(value, int | float) for value in values):
        msg = f"{level} values have to be numbers, not {values}"
        raise InputError(msg)
    if not units:
        return None
    counts = _counts(units, values)
    marginals = counts.sum(0)
    distances = _distances(values, marginals, level)
    # How often two values meet in a unit, each unit with the weight of its values.
    shares = counts / (counts.sum(1, keepdims=True) - 1)
    coincidences = counts.T @ shares - np.diag(shares.sum(0))
    expected = (np.outer(marginals, marginals) * distances).sum() / (marginals.sum() - 1)
    return None if expected == 0 else float(1 - (coincidences * distances).sum() / expected)


def _counts(units: Sequence[Sequence[Any]], values: Sequence[Any]) -> Floats:
    """Count how often each value is given to each unit."""
    places = {value: place for place, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, places[value]] += 1
    return counts


def _distances(values: Sequence[Any], marginals: Floats, level: Level) -> Floats:
    """Measure how different two values are, squared."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        below: Floats = np.cumsum(marginals) - marginals / 2
        return np.square(np.subtract.outer(below, below))
    numbers = np.array(values, dtype=np.float64)
    apart: Floats = np.subtract.outer(numbers, numbers) ** 2
    if level == "interval":
        return apart
    sums = np.add.outer(numbers, numbers) ** 2
    shares: Floats = np.divide(apart, sums, out=np.zeros_like(apart), where=sums > 0)
    return shares
