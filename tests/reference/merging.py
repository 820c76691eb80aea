"""Slow oracle for adding up frames of counts: dictionaries over their rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import polars as pl

from tests.reference.counting import group_key

OWN = {
    "term", "length", "count", "documents", "group_tokens", "group_documents", "per_million",
    "display",
}  # fmt: skip


def merged(frames: Sequence[pl.DataFrame], *, pairs: bool = False) -> list[dict[str, Any]]:
    """The rows of `corpusstats.merge_counts` of frames that know only what stands in their rows."""
    if pairs:
        return _merged_pairs(frames)
    by = [name for name in frames[0].columns if name not in OWN]
    counts: Counter[Any] = Counter()
    documents: Counter[Any] = Counter()
    tokens: Counter[Any] = Counter()
    group_documents: Counter[Any] = Counter()
    forms: dict[Any, Counter[str]] = defaultdict(Counter)
    for frame in frames:
        of_frame, of_length = {}, {}
        for row in frame.to_dicts():
            group, length = tuple(row[name] for name in by), row.get("length")
            counts[group, length, row["term"]] += row["count"]
            documents[group, length, row["term"]] += row.get("documents", 0)
            of_length[group, length] = row.get("group_tokens", 0)
            of_frame[group] = row.get("group_documents", 0)
            forms[length, row["term"]][row.get("display", "")] += row["count"]
        tokens.update(of_length)
        group_documents.update(of_frame)

    def order(key: Any) -> Any:
        group, length, term = key
        words = [term] if length in (None, 1) else term.split(" ")
        return group_key(group), length or 0, -counts[key], [word.encode() for word in words]

    rows = []
    for key in sorted(counts, key=order):
        group, length, term = key
        of_term = forms[length, term]
        values = {
            **dict(zip(by, group, strict=True)),
            "term": term,
            "length": length,
            "count": counts[key],
            "documents": documents[key],
            "group_tokens": tokens[group, length],
            "group_documents": group_documents[group],
            "display": min(of_term, key=lambda form: (-of_term[form], form.encode())),
        }
        if "per_million" in frames[0].columns:
            values["per_million"] = 1e6 * counts[key] / tokens[group, length]
        rows.append({name: values[name] for name in frames[0].columns})
    return rows


def _merged_pairs(frames: Sequence[pl.DataFrame]) -> list[dict[str, Any]]:
    columns = frames[0].columns
    found: dict[Any, dict[str, Any]] = {}
    for row in (row for frame in frames for row in frame.to_dicts()):
        key = tuple(value for name, value in row.items() if name not in ("count", "weight"))
        # Whole numbers and weights from these are exact.
        cell = found.setdefault(
            key, row | {name: 0 for name in columns if name in ("count", "weight")}
        )
        for name in ("count", "weight"):
            if name in columns:
                cell[name] += row[name]
    return sorted(
        found.values(),
        key=lambda row: (
            group_key(tuple(row[name] for name in columns if name == "source")),
            -row["count"],
            row["term"].encode(),
            row["other"].encode(),
        ),
    )
