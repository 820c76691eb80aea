"""Amounts of memory, as users write them."""

from __future__ import annotations

import re

__all__ = ["as_bytes", "not_enough"]

_UNITS = {
    f"{prefix}{unit}": base**power
    for unit, base in (("B", 1000), ("iB", 1024))
    for power, prefix in enumerate(("", "K", "M", "G", "T"))
    if prefix or unit == "B"
}


def as_bytes(argument: str, value: object) -> int | None:
    """Read an amount of memory: a number of bytes, a string such as ``"2GB"``, or none."""
    if value is None:
        return None
    problem = f"{argument} has to be a number of bytes, or such as '500MB' or '2GiB', not {value!r}"
    if isinstance(value, str):
        found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMGT]?i?B)", value)
        factor = _UNITS.get(found[2]) if found else None
        amount = int(float(found[1]) * factor) if found and factor else 0
    elif isinstance(value, int) and not isinstance(value, bool):
        amount = value
    else:
        raise TypeError(problem)
    if not 0 < amount < 2**63:
        raise ValueError(problem)
    return amount


def not_enough(memory: object, error: MemoryError) -> MemoryError:
    """Say that a limit is too low."""
    return MemoryError(
        f"memory={memory!r} is not enough: {error}; allow more, or give a path= to write to"
    )
