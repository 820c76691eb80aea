"""How methods are worded: how a language writes values and options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Record", "Words", "against", "as_list", "as_pair", "list_parts"]

Record: TypeAlias = Mapping[str, Any]

# How a record describes a frame, eager or lazy.
_FRAME = re.compile(r"frame of \d+ rows: |naive plan: ")


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its phrases, and how it writes values, lists and options."""

    phrases: Mapping[str, str]

    def say(self, phrase: str, **slots: str) -> str:
        """Fill the slots of a phrase."""
        return self.phrases[phrase].format(**slots)

    def quote(self, value: object) -> str:
        """Quote a value as it is in the record, but on one line."""
        if value is None or isinstance(value, bool):
            return self.say(f"value.{str(value).lower()}")
        return self.say("quote", value=re.sub(r"\s*\n\s*", " ", str(value)))

    def quotes(self, values: object, last: str = "and") -> str:
        """Quote one value or several."""
        return self.list_up(map(self.quote, as_list(values)), last)

    def number(self, number: int) -> str:
        """Write a number with a sign between its thousands."""
        return f"{number:,}".replace(",", self.phrases["thousands"])

    def amount(self, unit: str, number: int) -> str:
        """Write a number of documents, tokens or characters."""
        return self.say(f"{unit}.{'one' if number == 1 else 'many'}", n=self.number(number))

    def list_up(self, items: Iterable[str], last: str = "and") -> str:
        """Join items, the last by a word."""
        *first, end = items
        return f"{', '.join(first)}{self.phrases[last]}{end}" if first else end

    def boundary(self, options: Record) -> str:
        """Name what windows, n-grams or phrases do not cross."""
        name = options["boundary"]
        known = name in ("sentence", "document")
        return self.say(f"boundary.{name if known else 'layer'}", name=self.quote(name))

    def punctuation(self, function: str, options: Record) -> str:
        """Tell what tokens do that are of kinds that do not count."""
        others = "others" if "punctuation" in options["kinds"] else "others.punctuation"
        return self.say(f"{function}.{options['punctuation']}", others=self.say(others))

    def part(self, name: str, labels: object) -> str:
        """Name a part of what is selected, see :func:`list_parts`."""
        quoted = self.quote(name)
        if labels is not ...:
            return self.say("part.labels", name=quoted, labels=self.quotes(labels, "or"))
        if is_frame(name):
            return self.say("part.spans", spans=quoted)
        # Records do not tell layers from expressions; these call something.
        return self.say("part.condition" if "(" in name else "part.layer", name=quoted)

    def side(self, options: Record, side: object) -> str:
        """Name a group, or the documents for which an expression holds."""
        value = " / ".join(map(self.quote, as_list(side)))
        return self.say("side.group" if options["by"] else "side.condition", value=value)

    def sides(self, options: Record) -> dict[str, str]:
        """Name what is compared with what."""
        target, reference = options.get("target"), options.get("reference")
        kind = against(options)
        if target is not None:
            named = self.side(options, target)
        elif options["by"]:
            named = self.say("target.other" if kind == "side" else "target.each")
        else:
            named = self.say("target.whole")
        if kind == "side":
            return {"target": named, "reference": self.side(options, reference)}
        size = options.get("reference_tokens")
        tokens = self.say("reference.tokens", tokens=self.amount("token", size)) if size else ""
        # The plan of a lazy frame tells a reader nothing.
        is_told = isinstance(reference, str) and not reference.startswith("naive plan")
        told = self.say("reference.told", value=self.quote(reference)) if is_told else ""
        said = self.say(f"reference.{kind}", told=told, tokens=tokens)
        return {"target": named, "reference": said}

    def terms(self, options: Record) -> str:
        """Tell what counts as the same word, and which kinds count."""
        attribute = options["attribute"]
        known = attribute if f"attribute.{attribute}" in self.phrases else "other"
        same = self.say(f"attribute.{known}", name=self.quote(attribute))
        if "kinds" not in options:
            return same
        kinds = self.list_up(self.say(f"kind.{kind}") for kind in options["kinds"])
        return f"{same} {self.say('kinds', kinds=kinds)}"

    def cuts(self, records: Sequence[Record]) -> list[str]:
        """Tell what is too rare to be listed."""
        cuts = []
        for made in records:
            limits = {name: made["options"].get(name, 1) for name in ("min_count", "min_documents")}
            said = [self.say(name, n=self.number(n)) for name, n in limits.items() if n > 1]
            if said:
                cut = f"cut.{made['function']}"
                cuts.append(self.say(cut, limits=self.list_up(said, "or")))
        # Pairs have no totals.
        has_totals = any(made["function"] != "cooccurrences" for made in records)
        phrase = "cut" if has_totals else "cut.only"
        return [self.say(phrase, cuts=self.list_up(cuts, "and.clauses"))] if cuts else []

    def measures(self, made: Record) -> str:
        """List the measures with their variants."""
        options = made["options"]
        role = "node" if made["function"] == "collocates" else "target"
        # Where a function has no such option, it takes the measures' own default.
        variants = {
            "cells": options.get("cells", 4),
            "zero": options.get("zero", "walter"),
            "marginal": options.get("marginal", "target"),
            "forward": role,
            "backward": role,
        }
        slots = {slot: self.say(f"{slot}.{value}") for slot, value in variants.items()}
        return self.list_up(self.say(f"measure.{name}", **slots) for name in options["measures"])


def as_list(values: object) -> list[Any]:
    """List one value or several."""
    return values if isinstance(values, list) else [values]


def as_pair(values: object) -> list[Any]:
    """Make a pair of one value or two."""
    return values if isinstance(values, list) else [values, values]


def against(options: Record) -> str:
    """Tell what kind of reference there is: ``side`` is a group, or documents by an expression."""
    reference = options.get("reference")
    if reference is None:
        return "groups" if options["by"] else "documents"
    if isinstance(reference, Mapping):
        return "corpus"
    return "list" if is_frame(reference) else "side"


def is_frame(described: object) -> bool:
    """Tell whether a record describes a frame."""
    return isinstance(described, str) and bool(_FRAME.match(described))


def list_parts(parts: object) -> list[tuple[Any, Any]]:
    """List the parts of ``within`` or ``without``, each with its labels or with ``...``.

    The layers of one mapping are parts of their own: within, all have to hold; without, any.
    """
    found: list[tuple[Any, Any]] = []
    for part in [] if parts is None else as_list(parts):
        found += part.items() if isinstance(part, Mapping) else [(part, ...)]
    return found
