"""Rules for zones: a table of patterns, and where in a line each of them looks."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import read_aliases

__all__ = ["EDITORIAL", "ZONES", "Rules", "read_rules", "rule_rows", "zone_patterns"]

ZONES = _core.ZONES
# What the source itself says, once.
EDITORIAL = ("headline", "teaser", "subhead", "body", "caption")
# Where a pattern looks: at the head of the first line, at whole lines, at a text's head, at ends.
PLACES = ("first", "line", "head", "tail")
COLUMNS = ("rule", "zone", "where", "pattern")
MONTHS = (
    "Januar Jänner Februar Feber März Maerz April Mai Juni Juli August September Oktober November "
    "Dezember January February March May June July October December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Okt Oct Nov Dez Dec"
)
# So much of a line's end is looked at: no credit is longer.
LONGEST_TAIL = 300
# Agencies whose names are words in a line's end.
LEAST_FOLDED = 4


class Rules(NamedTuple):
    """A table of patterns: the names of its rules, and what looks for them."""

    names: pl.Series
    compiled: _core.ZoneRules


def zone_patterns() -> pl.DataFrame:
    """Give the table of patterns by which zones are found.

    Returns
    -------
    polars.DataFrame
        ``rule`` (its name), ``zone``, ``where`` (``first``: the head of a document; ``line``: a
        whole line; ``head``: the beginning of one of the first paragraphs; ``tail``: the end of a
        line), ``needs`` (characters, without one of which in the line, or in the last 300 of it
        for its end, the pattern is not tried; empty: always), ``within`` (how much of the end is
        looked at; empty: 300 characters), ``language`` (empty: any), ``pattern`` (a regular
        expression as polars has them, in which ``{agencies}``, ``{places}`` and ``{months}`` stand
        for any of these names; what stands beyond a group ``(?P<zone>...)`` is looked at, but not
        marked) and ``example``.
        In order: of several that match a line, the first counts. Users' own come before it.

    Examples
    --------
    >>> import corpusstats as cs
    >>> cs.zone_patterns().select("rule", "zone", "where").row(2)
    ('advertisement', 'advertisement', 'line')
    """
    text = _data("zone_patterns.tsv")
    frame = pl.read_csv(text.encode(), separator="\t", infer_schema=False, quote_char=None)
    return frame.fill_null("")


def read_rules(patterns: object, *, extend: bool = True) -> Rules:
    """Compile a table of patterns; ``None`` is that of the package.

    With ``extend`` the package's come behind it, but for rules of the same name.
    """
    if patterns is None:
        return _own()
    frame = as_frame(patterns)
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        msg = f"patterns have no column {missing[0]!r}; there are {frame.columns}"
        raise InputError(msg)
    if extend:
        others = zone_patterns().filter(pl.col("rule").is_in(frame["rule"].implode()).not_())
        frame = pl.concat([frame.cast(pl.String), others], how="diagonal")
    return _compiled(frame)


@cache
def _own() -> Rules:
    return _compiled(zone_patterns())


def rule_rows(frame: pl.DataFrame) -> list[tuple[str, str, str, int, str]]:
    """List what the core needs of a table: zone, where, needs, within and pattern."""
    return [_row(number, row) for number, row in enumerate(frame.iter_rows(named=True))]


def _compiled(frame: pl.DataFrame) -> Rules:
    try:
        compiled = _core.ZoneRules(rule_rows(frame))
    except InputError as error:
        # It says which row: the pattern is here.
        number = int(str(error).split()[1])
        raise InputError(f"{error}: {frame['pattern'][number]!r}") from None
    return Rules(frame["rule"].cast(pl.String), compiled)


def _row(number: int, row: dict[str, str]) -> tuple[str, str, str, int, str]:
    """Check a row, and put names in the place of their placeholders."""
    for column, valid in (("zone", ZONES), ("where", PLACES)):
        if row[column] not in valid:
            msg = f"row {number} of patterns has a {column} {row[column]!r}; valid are {valid}"
            raise InputError(msg)
    pattern = str(row["pattern"])
    for key, alternatives in _names().items():
        pattern = pattern.replace(f"{{{key}}}", alternatives)
    within = str(row.get("within") or LONGEST_TAIL)
    if not within.isdecimal():
        msg = f"row {number} of patterns: within is no number of characters: {within!r}"
        raise InputError(msg)
    return row["zone"], row["where"], row.get("needs") or "", int(within), pattern


@cache
def _names() -> dict[str, str]:
    """Give what the placeholders stand for."""
    agencies = {row.alias for row in read_aliases(None).of_types("agency", "state_agency")}
    spelled = {form for name in agencies for form in (name, name.upper())}
    spelled |= {name.lower() for name in agencies if len(name) <= LEAST_FOLDED}
    places = _data("places.txt").split("\n")
    return {
        "agencies": _any(spelled),
        "places": _any({spelling for place in places for spelling in (place, place.upper())}),
        "months": _any(MONTHS.split()),
    }


def _any(names: object) -> str:
    # Longer names first: they begin with shorter ones.
    ordered = sorted({name for name in names if name}, key=lambda name: (-len(name), name))  # type: ignore[attr-defined]
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def _data(name: str) -> str:
    return files("corpusstats.framing").joinpath(f"data/{name}").read_text(encoding="utf-8")
