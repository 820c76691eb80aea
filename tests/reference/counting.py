"""Slow oracles for frequency lists and contingency tables: dictionaries over a list of tokens."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from corpusstats import Corpus
from tests.reference.tokens import lower

Group = tuple[Any, ...]  # a value for each column of `by`
WORDS_AND_NUMBERS = ("word", "number")


class Token(NamedTuple):
    doc_id: object
    word: str
    term: str
    kind: str


def tokens(corpus: Corpus, attribute: str) -> list[Token]:
    """All tokens with the term they count as."""
    values: dict[str, Callable[[str], str]] = {"lower": lower, "word": str}
    value = values[attribute]
    rows = corpus.tokens().select("doc_id", "token", "kind").rows()
    return [Token(doc_id, word, value(word), kind) for doc_id, word, kind in rows]


def displays(tokens: Iterable[Token]) -> dict[str, str]:
    """The commonest form of each term, of equally common ones the first by bytes."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for token in tokens:
        forms[token.term][token.word] += 1
    return {
        term: min(counts, key=lambda form: (-counts[form], form.encode()))
        for term, counts in forms.items()
    }


def group_key(group: Group) -> tuple[tuple[bool, Any], ...]:
    """What groups are ordered by: strings by bytes, null last."""
    return tuple(
        (value is None, value.encode() if isinstance(value, str) else value or 0) for value in group
    )


class Counts(NamedTuple):
    """Frequencies by group; a group has an entry in the sizes even if it has no token."""

    counts: dict[Group, Counter[str]]
    documents: dict[Group, Counter[str]]
    group_tokens: dict[Group, int]
    group_documents: dict[Group, int]
    display: dict[str, str]

    @property
    def groups(self) -> list[Group]:
        return sorted(self.group_documents, key=group_key)


def count(
    corpus: Corpus,
    by: Sequence[str] = (),
    attribute: str = "lower",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
) -> Counts:
    """Count terms by group, without cut-offs."""
    group_of = {row["doc_id"]: tuple(row[name] for name in by) for row in _documents(corpus)}
    every = tokens(corpus, attribute)
    count: dict[Group, Counter[str]] = {group: Counter() for group in group_of.values()}
    within: dict[Group, set[tuple[str, object]]] = {group: set() for group in group_of.values()}
    with_tokens: dict[Group, set[object]] = {group: set() for group in group_of.values()}
    for token in every:
        with_tokens[group_of[token.doc_id]].add(token.doc_id)
        if token.kind in kinds:
            group = group_of[token.doc_id]
            count[group][token.term] += 1
            within[group].add((token.term, token.doc_id))
    return Counts(
        count,
        {group: Counter(term for term, _ in pairs) for group, pairs in within.items()},
        {group: counts.total() for group, counts in count.items()},
        {group: len(with_tokens[group]) for group in count},
        displays(every),
    )


def _documents(corpus: Corpus) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = corpus.documents.to_dicts()
    return rows


def frequencies(
    counts: Counts, *, by: Sequence[str] = (), min_count: int = 1, min_documents: int = 1
) -> list[dict[str, Any]]:
    """The rows of `corpusstats.frequencies`, in order."""
    total_count: Counter[str] = sum(counts.counts.values(), Counter())
    total_documents: Counter[str] = sum(counts.documents.values(), Counter())
    rows = []
    for group in counts.groups:
        found = counts.counts[group]
        for term in sorted(found, key=lambda term: (-found[term], term.encode())):
            if total_count[term] < min_count or total_documents[term] < min_documents:
                continue
            size = counts.group_tokens[group]
            rows.append(
                {
                    "term": term,
                    **dict(zip(by, group, strict=True)),
                    "count": found[term],
                    "per_million": 1e6 * found[term] / size,
                    "documents": counts.documents[group][term],
                    "group_tokens": size,
                    "group_documents": counts.group_documents[group],
                    "display": counts.display[term],
                }
            )
    return rows


def contrast(
    counts: Counts, target: Iterable[Group], reference: Iterable[Group]
) -> dict[str, dict[str, int]]:
    """For each term of either side: how often it occurs, in how many documents, and its cells."""
    target, reference = list(target), list(reference)
    terms = {term for group in (*target, *reference) for term in counts.counts[group]}

    def both(term: str, side: list[Group]) -> tuple[int, int]:
        return (
            sum(counts.counts[group][term] for group in side),
            sum(counts.documents[group][term] for group in side),
        )

    r1 = sum(counts.group_tokens[group] for group in target)
    r2 = sum(counts.group_tokens[group] for group in reference)
    cells = {}
    for term in terms:
        (o11, documents), (o21, reference_documents) = both(term, target), both(term, reference)
        cells[term] = {
            "count": o11,
            "reference_count": o21,
            "documents": documents,
            "reference_documents": reference_documents,
            "o11": o11,
            "r1": r1,
            "c1": o11 + o21,
            "n": r1 + r2,
        }
    return cells
