"""Amounts of memory, as users write them."""

from __future__ import annotations

import re

__all__ = ["as_bytes"]

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def as_bytes(argument: str, value: object) -> int:
    """Read an amount of memory: a number of bytes, or a string such as ``"2GB"``."""
    if isinstance(value, int) and not isinstance(value, bool):
        amount = value
    elif isinstance(value, str):
        found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMGT]?)B?", value.strip(), re.IGNORECASE)
        amount = int(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
    else:
        msg = f"{argument} has to be a number of bytes or a string as '2GB', not {value!r}"
        raise TypeError(msg)
    if amount < 1:
        msg = f"{argument} has to be a number of bytes or a string as '2GB', not {value!r}"
        raise ValueError(msg)
    return amount
