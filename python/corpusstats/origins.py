"""How counts came about, and whether they may be added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from corpusstats.exceptions import InputError
from corpusstats.provenance import record_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

__all__ = ["Origin", "check_alike", "origins_of"]

# The record of a count, or words for one that has none.
Origin: TypeAlias = "dict[str, Any] | str"

COUNTED = ("frequencies", "ngrams", "cooccurrences")
CUT_OFFS = ("min_count", "min_documents")
# The options that have to be the same.
OPTIONS = (
    *("attribute", "kinds", "n", "skip", "window", "directed", "weights"),
    *("boundary", "punctuation", "within", "without"),
)


def origins_of(frame: pl.DataFrame | pl.LazyFrame) -> list[Origin]:
    """List the records of the counts that are in a frame, which may be merged ones."""
    known = record_of(frame)
    if known is None:
        return ["frame of counts without a record"]
    if known["function"] == "merge_counts":
        return list(known["options"]["frames"])
    return [known]


def check_alike(origins: Sequence[Origin], new: Sequence[Origin]) -> None:
    """Raise unless further counts can be added, as far as it is known how all were counted."""
    first = next((origin for origin in origins if not isinstance(origin, str)), None)
    for origin in new:
        if isinstance(origin, str):
            continue
        _check_whole(origin)
        first = first or origin
        earlier = _ways(first)
        for name, way in _ways(origin).items():
            if way != earlier[name]:
                msg = f"counted with {name} {way!r}, and an earlier frame with {earlier[name]!r}"
                raise InputError(msg)


def _check_whole(origin: Mapping[str, Any]) -> None:
    """Raise unless something was counted, and nothing was left out."""
    function, options = origin["function"], origin["options"]
    if function not in COUNTED:
        msg = f"results of {function} do not add up, only those of {', '.join(COUNTED)}"
        raise InputError(msg)
    for name in CUT_OFFS:
        if options.get(name, 1) > 1:
            msg = f"counted with {name}={options[name]}: cut-offs only after the global merge"
            raise InputError(msg)


def _ways(origin: Mapping[str, Any]) -> dict[str, object]:
    """Tell how something was counted, in a form to compare."""
    options = {name: origin["options"].get(name) for name in OPTIONS}
    n = options["n"]
    return {
        "function": origin["function"],
        **options,
        # The spans that a part of the documents has are others.
        **{name: _without_spans(options[name]) for name in ("within", "without")},
        "n": n if isinstance(n, list) else [n, n],
        "kinds": sorted(options["kinds"]),
        "tokenizer": (origin["corpus"] or {}).get("tokenizer"),
    }


def _without_spans(part: object) -> object:
    if isinstance(part, list):
        return [_without_spans(item) for item in part]
    return "spans" if isinstance(part, str) and part.startswith("frame of ") else part
