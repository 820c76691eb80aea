"""Slow oracle for `by`, `within`, `without` and `boundary`: every token is looked up in every span.

A stretch is a longest run of tokens of one document that are all kept, without a border inside.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import Group
from tests.reference.tokens import lower

Parts = Any  # what `within` and `without` take


class Token(NamedTuple):
    doc_id: object
    place: int  # the number of the document in the corpus
    position: int
    sentence: int
    word: str
    kind: str
    start: int
    end: int


class Stretch(NamedTuple):
    doc_id: object
    group: Group
    tokens: list[Token]


class Span(NamedTuple):
    doc_id: object
    start: int
    end: int
    label: object = None


class Labelling(NamedTuple):
    """A layer: its spans, and the label of the rest."""

    spans: list[Span]
    default: object = None

    def span(self, token: Token) -> int | None:
        """The number of the span that holds the token's first code point; the shortest wins."""
        holding = [
            (span.end - span.start, -span.start, -number)
            for number, span in enumerate(self.spans)
            if span.doc_id == token.doc_id and span.start <= token.start < span.end
        ]
        return -min(holding)[2] if holding else None

    def label(self, token: Token) -> object:
        number = self.span(token)
        return self.default if number is None else self.spans[number].label


def tokens(corpus: Corpus) -> list[Token]:
    """All tokens in the order of the documents."""
    places = {doc_id: place for place, doc_id in enumerate(corpus.documents["doc_id"])}
    columns = ["doc_id", "position", "sentence", "token", "kind", "start", "end"]
    rows = corpus.tokens().select(columns).rows()
    return [Token(doc_id, places[doc_id], *rest) for doc_id, *rest in rows]


def value_of(token: Token, attribute: str) -> str:
    """What a token counts as."""
    return lower(token.word) if attribute == "lower" else token.word


def labelling(corpus: Corpus, name: str) -> Labelling:
    """The layer of that name; sentences are one."""
    if name == "sentence":
        rows = corpus.sentences().select("doc_id", "start", "end", "sentence").rows()
        return Labelling([Span(*row) for row in rows])
    layer = corpus.layers[name]
    assert layer.spans is not None
    rows = layer.spans.select("doc_id", "start", "end", name).rows()
    return Labelling([Span(*row) for row in rows], layer.default)


class Condition(NamedTuple):
    """One part of `within` or `without`: a layer and labels (None: any span), or documents."""

    layer: Labelling | None = None
    labels: list[object] | None = None
    documents: list[object] | None = None

    def holds(self, token: Token) -> bool:
        if self.documents is not None:
            return token.doc_id in self.documents
        assert self.layer is not None
        if self.labels is None:
            return self.layer.span(token) is not None
        return self.layer.label(token) in self.labels


def conditions(corpus: Corpus, parts: Parts) -> list[Condition]:
    """What `within` or `without` says, one by one."""
    if parts is None:
        return []
    if isinstance(parts, list | tuple):
        return [condition for part in parts for condition in conditions(corpus, part)]
    if isinstance(parts, str):
        return [Condition(labelling(corpus, parts))]
    if isinstance(parts, pl.DataFrame):
        rows = parts.select("doc_id", "start", "end").rows()
        return [Condition(Labelling([Span(*row) for row in rows]))]
    if isinstance(parts, pl.Expr):
        return [Condition(documents=corpus.documents.filter(parts)["doc_id"].to_list())]
    assert isinstance(parts, Mapping)
    return [
        Condition(labelling(corpus, name), labels if isinstance(labels, list) else [labels])
        for name, labels in parts.items()
    ]


def names(by: str | Sequence[str] | None) -> list[str]:
    """The columns and layers of `by`."""
    return [] if by is None else [by] if isinstance(by, str) else list(by)


def stretches(
    corpus: Corpus,
    *,
    by: str | Sequence[str] | None = None,
    within: Parts = None,
    without: Parts = None,
    boundary: str = "document",
) -> list[Stretch]:
    """All stretches, in the order of the tokens."""
    keep, drop = conditions(corpus, within), conditions(corpus, without)
    documents = {row["doc_id"]: row for row in corpus.documents.to_dicts()}
    of_tokens = [name for name in names(by) if name not in corpus.documents.columns]
    labellings = {name: labelling(corpus, name) for name in of_tokens}
    borders = [*labellings.values()]
    borders += [part.layer for part in keep + drop if part.layer is not None]
    if boundary != "document":
        borders.append(labelling(corpus, boundary))

    found: list[Stretch] = []
    previous: tuple[Any, ...] | None = None
    for token in tokens(corpus):
        kept = all(part.holds(token) for part in keep) and not any(
            part.holds(token) for part in drop
        )
        group = tuple(
            labellings[name].label(token) if name in labellings else documents[token.doc_id][name]
            for name in names(by)
        )
        here = (token.doc_id, kept, *(border.span(token) for border in borders))
        if kept and here != previous:
            found.append(Stretch(token.doc_id, group, []))
        if kept:
            found[-1].tokens.append(token)
        previous = here
    return found


def group_documents(found: Sequence[Stretch]) -> dict[Group, int]:
    """In how many documents each group has tokens."""
    pairs = {(stretch.group, stretch.doc_id) for stretch in found}
    return {group: sum(pair[0] == group for pair in pairs) for group, _ in pairs}


def no_documents(corpus: Corpus, within: Parts = None, without: Parts = None) -> bool:
    """Whether the predicates leave no document at all, which is an error."""
    kept = set(corpus.documents["doc_id"])
    for part in conditions(corpus, within):
        if part.documents is not None:
            kept &= set(part.documents)
    for part in conditions(corpus, without):
        if part.documents is not None:
            kept -= set(part.documents)
    return not kept


def count(
    corpus: Corpus,
    by: Sequence[str] = (),
    attribute: str = "lower",
    kinds: Sequence[str] = counting.WORDS_AND_NUMBERS,
    **selection: Any,
) -> counting.Counts:
    """What `frequencies` counts, without cut-offs."""
    found = stretches(corpus, by=by, **selection)
    documents = group_documents(found)
    count: dict[Group, Counter[str]] = {group: Counter() for group in documents}
    pairs: dict[Group, set[tuple[str, object]]] = {group: set() for group in documents}
    for stretch in found:
        for token in stretch.tokens:
            if token.kind in kinds:
                term = value_of(token, attribute)
                count[stretch.group][term] += 1
                pairs[stretch.group].add((term, token.doc_id))
    return counting.Counts(
        count,
        {group: Counter(term for term, _ in pairs[group]) for group in pairs},
        {group: counts.total() for group, counts in count.items()},
        documents,
        counting.displays(counting.tokens(corpus, attribute)),
    )


def contrast(
    found: Sequence[Stretch],
    target: Sequence[Group],
    reference: Sequence[Group],
    attribute: str,
    kinds: Sequence[str],
) -> dict[str, dict[str, int]]:
    """As `counting.contrast`, of groups that can share documents."""
    sides = {"": target, "reference_": reference}
    places: dict[str, list[tuple[str, object]]] = {
        prefix: [
            (value_of(token, attribute), token.doc_id)
            for stretch in found
            if stretch.group in side
            for token in stretch.tokens
            if token.kind in kinds
        ]
        for prefix, side in sides.items()
    }
    r1, r2 = map(len, places.values())
    rows: dict[str, dict[str, int]] = {}
    for term in {term for of_side in places.values() for term, _ in of_side}:
        row: dict[str, int] = {}
        for prefix, of_side in places.items():
            documents = [doc_id for known, doc_id in of_side if known == term]
            row[f"{prefix}count"] = len(documents)
            row[f"{prefix}documents"] = len(set(documents))
        o11, o21 = row["count"], row["reference_count"]
        rows[term] = {**row, "o11": o11, "r1": r1, "c1": o11 + o21, "n": r1 + r2}
    return rows
