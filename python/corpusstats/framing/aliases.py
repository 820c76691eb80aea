"""Aliases: which names are whose, as a table that users can replace or extend."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.spelling import fold, foldings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SPEAKER_TYPES", "Alias", "Aliases", "alias_table", "read_aliases"]

SPEAKER_TYPES = (
    *("official", "state_metonym", "agency", "state_agency", "media", "expert", "witness"),
    *("company", "ngo", "document", "anonymous", "rumour", "none"),
)
COLUMNS = ("alias", "canonical", "type", "country", "valid_from", "valid_to")
NEEDED = ("alias", "canonical")


@dataclass(frozen=True, slots=True)
class Alias:
    """A row of the table; ``line`` counts from 2, below the heading, as in a file."""

    line: int
    alias: str
    canonical: str
    type: str | None
    country: str | None
    valid_from: date | None
    valid_to: date | None
    # Whether the line is one of the package's table.
    given: bool = False

    def overlaps(self, other: Alias) -> bool:
        """Tell whether both hold on some day."""
        starts = [row.valid_from or date.min for row in (self, other)]
        ends = [row.valid_to or date.max for row in (self, other)]
        return max(starts) <= min(ends)

    def __str__(self) -> str:
        span = f", {self.valid_from or '…'} to {self.valid_to or '…'}"
        dated = span if self.valid_from or self.valid_to else ""
        table = " of the package's table" if self.given else ""
        return f"line {self.line}{table} ({self.alias!r} is {self.canonical!r}{dated})"


class Aliases:
    """Who a name is."""

    def __init__(self, rows: list[Alias]) -> None:
        self.rows = rows
        self._by_name: dict[str, list[Alias]] = {}
        for row in rows:
            self._by_name.setdefault(fold(row.alias), []).append(row)
        for row in rows:
            self._by_name.setdefault(fold(row.canonical), [row])
        self._first_words = {name.split(" ")[0] for name in self._by_name}
        starts = {row.valid_from for row in rows if row.valid_from}
        ends = {row.valid_to + timedelta(1) for row in rows if row.valid_to}
        self._changes = sorted(starts | ends)
        self._periods: dict[int, Aliases] = {}

    def find(self, name: str) -> Alias | None:
        """Find the row of a name, in any spelling that :func:`fold` knows."""
        if not self.may_begin(name.partition(" ")[0]):
            return None
        for folded in foldings(name):
            rows = self._by_name.get(folded, [])
            if len({row.canonical for row in rows}) == 1:
                return rows[0]
        return None

    def may_begin(self, word: str) -> bool:
        """Tell whether a name can begin with a word: most do not, and words come again."""
        first = fold(word).split(" ")[0]
        return not first or not self._first_words.isdisjoint((first, first.removesuffix("s")))

    def on(self, day: date | None) -> Aliases:
        """Keep the names that hold on a day."""
        if day is None or not self._changes:
            return self
        period = bisect_right(self._changes, day)
        if period not in self._periods:
            self._periods[period] = Aliases([row for row in self.rows if _holds(row, day)])
        return self._periods[period]

    def of_types(self, *types: str) -> Iterator[Alias]:
        """List the rows of some types."""
        return (row for row in self.rows if row.type in types)


def _holds(row: Alias, day: date) -> bool:
    return (row.valid_from or date.min) <= day <= (row.valid_to or date.max)


def alias_table() -> pl.DataFrame:
    """Give the table of aliases that comes with the package.

    Returns
    -------
    polars.DataFrame
        ``alias`` (a name as texts have it), ``canonical`` (the name that all of its aliases share),
        ``type`` (one of ``SPEAKER_TYPES``), ``country`` (ISO 3166, or ``EU``), ``valid_from`` and
        ``valid_to`` (Date: null where a name holds at all times). About a thousand names of news
        agencies, media, ministries, offices and organisations, and of states by their capitals:
        facts, compiled for this package. Tables of users come before it.

    Examples
    --------
    >>> import corpusstats as cs
    >>> table = cs.alias_table()
    >>> import polars as pl
    >>> table.filter(pl.col("alias") == "Ria Novosti")["canonical"].item()
    'Ria Nowosti'
    """
    text = files("corpusstats.framing").joinpath("data/aliases.tsv").read_bytes()
    dates = [pl.col("valid_from", "valid_to").str.to_date()]
    return pl.read_csv(text, separator="\t", infer_schema=False, quote_char=None).with_columns(
        *dates
    )


@cache
def _own() -> Aliases:
    return Aliases([replace(row, given=True) for row in _rows(alias_table())])


def read_aliases(frame: object, *, extend: bool = True) -> Aliases:
    """Check a table of aliases; ``None`` is that of the package.

    The package's holds beside it with ``extend``, but for names that are in both.
    """
    if frame is None:
        return _own()
    rows = _rows(as_frame(frame))
    if extend:
        rows = _extended(rows, _own().rows)
        _check_conflicts(rows)
    return Aliases(rows)


def _extended(rows: list[Alias], others: list[Alias]) -> list[Alias]:
    """Add the package's names to the user's; where they disagree, the user is right."""
    targets = {fold(row.alias): row for row in rows}
    types = {fold(row.canonical): row.type for row in others}
    types |= {fold(row.canonical): row.type for row in rows if row.type}
    added = []
    for row in others:
        target = targets.get(fold(row.canonical))
        canonical = target.canonical if target else row.canonical
        if fold(row.alias) not in targets:
            added.append(replace(row, canonical=canonical))
    return [replace(row, type=types.get(fold(row.canonical), row.type)) for row in [*rows, *added]]


def _rows(frame: pl.DataFrame) -> list[Alias]:
    """Check a table and list its rows."""
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        msg = f"aliases have no column {missing[0]!r}; they have {frame.columns}, of {COLUMNS}"
        raise InputError(msg)
    unknown = [name for name in frame.columns if name not in COLUMNS]
    if unknown:
        msg = f"aliases have a column {unknown[0]!r} that means nothing; valid are {COLUMNS}"
        raise InputError(msg)
    rows = [_alias(line, row) for line, row in enumerate(frame.iter_rows(named=True), start=2)]
    _check_conflicts(rows)
    return rows


def _alias(line: int, row: dict[str, Any]) -> Alias:
    values: dict[str, Any] = {name: row.get(name) or None for name in COLUMNS}
    for name in NEEDED:
        if not isinstance(values[name], str) or not fold(values[name]):
            msg = f"line {line} of aliases has no {name}: {row}"
            raise InputError(msg)
    for name in ("valid_from", "valid_to"):
        if isinstance(values[name], str):
            try:
                values[name] = date.fromisoformat(values[name])
            except ValueError:
                msg = f"line {line} of aliases: {name} is no date as 2023-09-12: {values[name]!r}"
                raise InputError(msg) from None
    if values["type"] is not None and values["type"] not in SPEAKER_TYPES:
        msg = f"line {line} of aliases: no type {values['type']!r}; valid are {SPEAKER_TYPES}"
        raise InputError(msg)
    return Alias(line, **values)


def _check_conflicts(rows: list[Alias]) -> None:
    """Raise if a name is two, at once or by way of another name."""
    seen: dict[str, list[Alias]] = {}
    types: dict[str, Alias] = {}
    for row in rows:
        for other in seen.setdefault(fold(row.alias), []):
            if fold(other.canonical) != fold(row.canonical) and row.overlaps(other):
                msg = f"a name is two: {other} and {row}; drop one, or say when each holds"
                raise InputError(msg)
        seen[fold(row.alias)].append(row)
        first = types.setdefault(fold(row.canonical), row) if row.type else row
        if first.type != row.type:
            msg = f"a name has two types: {first}, {first.type}, and {row}, {row.type}"
            raise InputError(msg)
    for row in rows:
        for other in seen.get(fold(row.canonical), []):
            if fold(other.canonical) != fold(row.canonical) and row.overlaps(other):
                msg = f"a name leads on to another: {row} and {other}; name the last at once"
                raise InputError(msg)
