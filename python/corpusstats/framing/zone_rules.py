"""Rules for zones: a table of patterns, and where in a line each of them looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import read_aliases

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EDITORIAL", "ZONES", "Rule", "Rules", "read_rules", "zone_patterns"]

ZONES = (
    *("headline", "dateline", "byline", "agency_signature", "caption", "credit", "advertisement"),
    *("related", "teaser", "usage_note", "subhead", "metadata", "body", "repeated"),
)
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
# What refers to groups, or sets flags for a whole pattern.
GROUPS = re.compile(r"\\\d|\(\?(?:P|\(|[aiLmsux]+\))")
# Agencies whose names are words in a line's end.
LEAST_FOLDED = 4


class Rule(NamedTuple):
    """A pattern that makes a zone.

    ``needs`` are characters of which the end of a line has to have one, and ``within`` is how much
    of that end is looked at.
    """

    name: str
    zone: str
    pattern: re.Pattern[str]
    needs: str
    within: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All patterns, by where they look, in the order of the table."""

    first: Sequence[Rule]
    line: Sequence[Rule]
    head: Sequence[Rule]
    tail: Sequence[Rule]
    # All patterns of lines in one, if they can be put together: most lines match none.
    any_line: re.Pattern[str] | None
    # All characters that patterns of ends need.
    needed: re.Pattern[str]

    def of_line(self, text: str) -> Rule | None:
        """Find the rule of a whole line."""
        if self.any_line and not self.any_line.fullmatch(text):
            return None
        return next((rule for rule in self.line if rule.pattern.fullmatch(text)), None)

    def of_head(self, text: str) -> tuple[Rule, int] | None:
        """Find the rule of a text's head, and where that ends."""
        for rule in self.head:
            if found := rule.pattern.match(text):
                return rule, found.end()
        return None

    def of_first(self, text: str) -> tuple[Rule, int] | None:
        """Find the rule of a document's head, and where that ends."""
        for rule in self.first:
            if found := rule.pattern.match(text):
                return rule, found.end()
        return None

    def of_tail(self, text: str, end: int) -> tuple[Rule, int] | None:
        """Find the rule of what stands at the end of ``text[:end]``, and where that begins."""
        there = set(self.needed.findall(text, max(0, end - LONGEST_TAIL), end))
        best: tuple[Rule, int] | None = None
        for rule in self.tail:
            if rule.needs and there.isdisjoint(rule.needs):
                continue
            found = rule.pattern.search(text, max(0, end - rule.within), end)
            if found and (best is None or found.start() < best[1]):
                best = rule, found.start()
        return best


def zone_patterns() -> pl.DataFrame:
    """Give the table of patterns by which zones are found.

    Returns
    -------
    polars.DataFrame
        ``rule`` (its name), ``zone``, ``where`` (``first``: the head of a document; ``line``: a
        whole line; ``head``: the beginning of one of the first paragraphs; ``tail``: the end of a
        line), ``needs`` (characters, without one of which in the line the pattern at its end is not
        tried; empty: always), ``within`` (how much of the end is looked at; empty: 300 characters),
        ``language`` (empty: any), ``pattern`` (a regular expression of
        Python, in which ``{agencies}``, ``{places}`` and ``{months}`` stand for any of these names)
        and ``example``.
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


def _compiled(frame: pl.DataFrame) -> Rules:
    rules: dict[str, list[Rule]] = {place: [] for place in PLACES}
    for number, row in enumerate(frame.iter_rows(named=True)):
        rules[_checked_place(number, row)].append(_rule(number, row))
    needs = "".join(re.escape(rule.needs) for rule in rules["tail"])
    needed = re.compile(f"[{needs}]" if needs else r"(?!)")
    return Rules(**rules, any_line=_together(rules["line"]), needed=needed)


def _together(rules: Sequence[Rule]) -> re.Pattern[str] | None:
    """Make one pattern of several; ``None`` where numbers or names of groups would change."""
    sources = [rule.pattern.pattern for rule in rules]
    if not sources or any(GROUPS.search(source) for source in sources):
        return None
    try:
        return re.compile("|".join(sources))
    except re.error:
        return None


def _checked_place(number: int, row: dict[str, str]) -> str:
    for column, valid in (("zone", ZONES), ("where", PLACES)):
        if row[column] not in valid:
            msg = f"row {number} of patterns has a {column} {row[column]!r}; valid are {valid}"
            raise InputError(msg)
    return row["where"]


def _rule(number: int, row: dict[str, str]) -> Rule:
    pattern = str(row["pattern"])
    for key, alternatives in _names().items():
        pattern = pattern.replace(f"{{{key}}}", alternatives)
    end = r"\Z" if row["where"] == "tail" else ""
    try:
        compiled = re.compile(f"(?:{pattern}){end}")
    except re.error as error:
        msg = f"row {number} of patterns is no regular expression: {error}: {row['pattern']!r}"
        raise InputError(msg) from None
    within = str(row.get("within") or LONGEST_TAIL)
    if not within.isdecimal():
        msg = f"row {number} of patterns: within is no number of characters: {within!r}"
        raise InputError(msg)
    return Rule(str(row["rule"]), row["zone"], compiled, row.get("needs") or "", int(within))


@cache
def _names() -> dict[str, str]:
    """Give what the placeholders stand for."""
    agencies = {row.alias for row in read_aliases(None).of_types("agency", "state_agency")}
    spelled = {form for name in agencies for form in (name, name.upper())}
    spelled |= {name.lower() for name in agencies if len(name) <= LEAST_FOLDED}
    return {
        "agencies": _any(spelled),
        "places": _any(_data("places.txt").split("\n")),
        "months": _any(MONTHS.split()),
    }


def _any(names: object) -> str:
    # Longer names first: they begin with shorter ones.
    ordered = sorted({name for name in names if name}, key=lambda name: (-len(name), name))  # type: ignore[attr-defined]
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def _data(name: str) -> str:
    return files("corpusstats.framing").joinpath(f"data/{name}").read_text(encoding="utf-8")
